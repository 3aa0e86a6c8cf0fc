//! Small files that unpack to much: a form with very many cells, notes or long texts below it.

use super::build::rewritten;

/// Sixteen forms as .ods, each of a few tens of kilobytes. Below each are 180,000 cells or notes, or 900
/// texts of 20,000 characters; `part` divides these numbers.
pub(crate) fn files(form: &[u8], part: usize) -> Vec<(String, Vec<u8>)> {
    let cell = |times: usize, note: &str, text: &str| {
        format!(
            r#"<table:table-cell table:number-columns-repeated="{times}" office:value-type="string">{note}<text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let rows = |times: usize, cells: &str| {
        format!(r#"<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>"#)
    };
    let note = format!("<office:annotation><text:p>{}</text:p></office:annotation>", "注".repeat(100));
    let long = "長".repeat(20_000);
    let kinds = [
        ("セル", rows(1_200 / part, &cell(150, "", "そのほかの記入"))),
        ("見出し", rows(1_000 / part, &cell(180, "", "実績"))),
        ("メモ", rows(1_000 / part, &cell(180, &note, "備考"))),
        ("長文", rows(30 / part, &cell(30, "", &long))),
    ];
    let file = |number: usize| {
        let (kind, below) = &kinds[number % kinds.len()];
        // The number makes the files differ: files with the same bytes are read once.
        let below = format!("{below}{}", rows(1, &cell(1, "", &format!("その{number}"))));
        let bytes = rewritten(form, "content.xml", |content| below_the_form(&content, &below));
        (format!("{kind}{number}.ods"), bytes)
    };
    (0..16).map(file).collect()
}

/// Puts rows below the last row of the form's table, in place of the empty rows that fill the sheet.
fn below_the_form(content: &str, rows: &str) -> String {
    let end = content.match_indices("</table:table>").map(|(at, _)| at);
    let tables: Vec<(usize, usize)> =
        end.map(|end| (content[..end].rfind("<table:table ").unwrap_or_default(), end)).collect();
    let (start, end) = tables.into_iter().max_by_key(|(start, end)| end - start).unwrap();
    let table = &content[start..end];
    let filled = table.rfind("</text:p></table:table-cell>").unwrap();
    let last = filled + table[filled..].find("</table:table-row>").unwrap() + "</table:table-row>".len();
    format!("{}{}{rows}{}", &content[..start], &table[..last], &content[end..])
}
