//! Writes each Markdown page of a folder as an HTML page, for the release folder.
//!
//! `cargo run --example manual_pages -- docs target/pages`

#![allow(missing_docs, clippy::print_stderr, reason = "a tool for contributors, run by hand")]

use std::error::Error;
use std::path::Path;
use std::{env, fs};

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, html};

/// The style sheet, for the screen and for print.
const STYLE: &str = "
body { max-width: 52em; margin: 2em auto; padding: 0 1em; line-height: 1.7;
       font-family: 'Yu Gothic UI', 'Meiryo', 'Noto Sans CJK JP', sans-serif; color: #222; }
h1, h2, h3 { line-height: 1.35; }
h2 { border-bottom: 1px solid #888; padding-bottom: .2em; margin-top: 2em; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: .3em .6em; text-align: left; vertical-align: top; }
th { background: #eee; }
code { background: #f2f2f2; padding: 0 .2em; }
pre { background: #f2f2f2; padding: .6em 1em; overflow-x: auto; }
img { max-width: 100%; border: 1px solid #999; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } }
";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let from = arguments.next().ok_or("name the folder of the Markdown pages")?;
    let to = arguments.next().ok_or("name the folder for the pages")?;
    fs::create_dir_all(&to)?;
    for entry in fs::read_dir(&from)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "md") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let target = Path::new(&to).join(format!("{name}.html"));
            fs::write(&target, page(&name, &fs::read_to_string(&path)?))?;
            eprintln!("{}", target.display());
        }
    }
    Ok(())
}

/// Returns the HTML page of a Markdown text.
fn page(title: &str, text: &str) -> String {
    // Browsers show a line break between words as a space, which Japanese does not have.
    let mut last = ' ';
    let events = Parser::new_ext(text, Options::ENABLE_TABLES).map(|event| match event {
        Event::SoftBreak if !last.is_ascii() => Event::Text(CowStr::from("")),
        Event::Text(text) => {
            last = text.chars().last().unwrap_or(last);
            Event::Text(text)
        }
        other => beside(other),
    });
    let mut body = String::new();
    html::push_html(&mut body, events);
    let language = if title.is_ascii() { "en" } else { "ja" };
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Turns a link to another Markdown page into one to its HTML page.
fn beside(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id }) => {
            let dest_url = match dest_url.split_once(".md") {
                Some((page, place))
                    if !page.contains(':') && (place.is_empty() || place.starts_with('#')) =>
                {
                    CowStr::from(format!("{page}.html{place}"))
                }
                _ => dest_url,
            };
            Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, title, id })
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn tables_pictures_and_links_between_pages_are_kept() {
        let text = "# 手引き\n\n集計し、\n帳票を作ります。\n\n| 名前 | 使いみち |\n| --- | --- |\n| `input` | 回答 |\n\n![概況](overview.png)\n\n\
                    [一覧](scale.md#limits)と[外](https://example.jp/a.md)\n";
        let page = page("手引き", text);
        assert!(page.contains("<title>手引き</title>"));
        assert!(page.contains("<p>集計し、帳票を作ります。</p>"), "{page}");
        assert!(page.contains("<td><code>input</code></td><td>回答</td>"), "{page}");
        assert!(page.contains("<img src=\"overview.png\" alt=\"概況\" />"), "{page}");
        assert!(page.contains("scale.html#limits\">一覧</a>"), "{page}");
        assert!(page.contains("<a href=\"https://example.jp/a.md\">外</a>"), "{page}");
    }
}
