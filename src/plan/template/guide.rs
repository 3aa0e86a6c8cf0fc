//! Writes the first sheet of a master workbook, which explains how to fill it in.

use rust_xlsxwriter::{Workbook, XlsxError};

use crate::plan::schema::{GUIDE, SHEETS};
use crate::sheet::book::{Paper, set_page};
use crate::sheet::write::TextWriter;
use crate::sheet::{measure, style};

const WIDTHS: [f64; 2] = [16.0, 84.0];

const INTRODUCTION: &[&str] = &[
    "このブックは、計画の内容を shinchoku に伝えるためのものです。計画の事業、指標、目標などを入力すると、報告様式、進捗管理表、別冊がこの内容から作られます。",
    "入力したら、次のとおり点検してください。誤りがすべて、シート名とセル番地で表示されます。\n　shinchoku check-plan このブックのファイル名",
];

const ORDER: &str = "計画 → 担当課 → 体系 → 事業 → 指標 の順に入力すると、一覧から選びながら進められます。ロードマップから後のシートは、必要なものだけで構いません。";

const RULES: &[(&str, &str)] = &[
    (
        "例の行",
        "1列目が「例）」で始まる行は記入例です。読み取られません。消しても、残しておいても構いません。",
    ),
    (
        "必須の列",
        "見出しが太字の列は必ず入力してください。ほかの列は、分からなければ空欄のままで構いません。見出しにマウスを重ねると説明が出ます。",
    ),
    (
        "見出し",
        "シート名と見出し（指標の年度の列を除く）は書き換えないでください。列の順序を変えたり、列やシートを追加したりすることはできます。追加したものは読み取られず、点検のときに「参考」として表示されます。",
    ),
    (
        "目標と実績",
        "計画に印刷されているとおりに入力します。単位や分母も付けたままにしてください（150手続／800手続、36.3%、7,260人、10%削減、2施設（実証実験）など）。数で表せない目標は文章で入力します。",
    ),
    (
        "続く欄（→）",
        "前の年度の目標や実績の欄が次の年度まで続くときは、次の年度に「→」と入力します。セルを結合しても同じです。",
    ),
    ("終了", "事業が終わった年度の目標に「終了」と入力します。その後の年度は空欄か「→」にします。"),
    (
        "期限のある目標",
        "「2030年度末までに100%」のように入力します。期限の年度までは評価の対象になりません。",
    ),
    (
        "- と空欄",
        "目標がない年度、まだ実績がない年度は「-」か空欄にします。報告を受ける年度の実績は回答から取るので、入力しません。",
    ),
    (
        "担当課",
        "「総務課、市民課ほか」のように、印刷物の表記のとおり入力します。課の区切りは「、」「，」「,」です。「・」では区切りません。",
    ),
    (
        "日程の見出し",
        "様式で目標と実績を並べる欄の見出しです。指標のある事業は、空欄のままでも「指標とスケジュール」として欄ができます。",
    ),
    (
        "見出し語",
        "課が以前の様式や独自の様式で回答するときの、見出しの言い換えです。文章の中にも出てくる短い言葉は入れないでください。",
    ),
];

/// Writes the sheet.
pub(super) fn write(book: &mut Workbook) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.put_name(GUIDE)?;
    for (col, width) in [(0, WIDTHS[0]), (1, WIDTHS[1])] {
        sheet.set_column_width(col, width)?;
    }
    sheet.set_screen_gridlines(false);
    sheet.put_text(0, 0, "計画のマスターブックの使い方", &style::title())?;
    sheet.set_row_height(0, 27)?;
    let mut row = 2;
    let text = style::plain().set_text_wrap();
    for words in INTRODUCTION.iter().chain([&ORDER]) {
        sheet.put_merged(row, 0, row, 1, words, &text)?;
        sheet.set_row_height(row, measure::row_height(&[(words, WIDTHS[0] + WIDTHS[1])], style::SIZE))?;
        row += 1;
    }
    row += 1;
    sheet.put_text(row, 0, "入力の決まり", &style::section())?;
    row += 1;
    for (name, words) in RULES {
        pair(sheet, row, name, words)?;
        row += 1;
    }
    row += 1;
    sheet.put_text(row, 0, "シートの一覧", &style::section())?;
    row += 1;
    for declared in SHEETS {
        pair(sheet, row, declared.name, &format!("1行に{}。{}", declared.row, declared.about))?;
        row += 1;
    }
    set_page(sheet, Paper::A4Portrait, GUIDE, "");
    sheet.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn pair(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, name: &str, words: &str) -> Result<(), XlsxError> {
    sheet.put_text(row, 0, name, &style::cell().set_background_color(style::HEADING_FILL))?;
    sheet.put_text(row, 1, words, &style::cell())?;
    sheet.set_row_height(row, measure::row_height(&[(name, WIDTHS[0]), (words, WIDTHS[1])], style::SIZE))?;
    Ok(())
}
