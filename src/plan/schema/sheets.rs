//! The sheets of the master workbook, each with its columns or settings.

use crate::plan::schema::cell_words::{
    ACCUMULATIONS, DIRECTIONS, EXTRA_KINDS, EXTRA_OWNERS, JUDGMENTS, LEVELS, METHODS, PROJECT_EFFECTS,
    ROADMAP_KINDS, SCHEDULE_HEADINGS, SUBJECTS, WITHOUT_TARGET, YES,
};
use crate::plan::schema::shape::{Column, Holds, Shape, Sheet, column, item};

const ITEM_COLUMNS: &[Column] = &[
    column("項目", 24.0, "項目の名前です。書き換えないでください。").holds(Holds::Id).required(),
    column("内容", 40.0, "項目の値を入力します。").holds(Holds::Day),
];

/// The optional third column of a sheet of settings, which repeats the guidance.
pub const ITEM_NOTE: &str = "説明";

/// 計画.
pub static PLAN: Sheet = Sheet {
    name: "計画",
    row: "1つの項目",
    about: "計画の名称、版、期間などを入力します。分からない項目は空欄のままで構いません。",
    optional: false,
    shape: Shape::Items(&[
        item("計画名称", "", "計画の正式な名称です。必ず入力してください。").required(),
        item("別冊名称", "", "別冊の名称です。別冊のファイル名にもなります。空欄なら「別冊」とします。"),
        item("版", "", "「第1.0版」のように、印刷物の表記のとおり入力します。必ず入力してください。")
            .required(),
        item("策定年月", "", "「2023-06」のように入力します。空欄でも構いません。"),
        item("団体名", "", "市区町村などの名称です。必ず入力してください。").required(),
        item("事務局", "", "取りまとめを担当する課の名称です。空欄でも構いません。"),
        item("委員会", "", "報告先の会議の名称です。空欄でも構いません。"),
        item(
            "計画期間開始",
            "",
            "計画が始まる年月です。「2024-04」のように入力します。必ず入力してください。",
        )
        .required(),
        item(
            "計画期間終了",
            "",
            "計画が終わる年月です。「2028-03」のように入力します。必ず入力してください。",
        )
        .required(),
        item("別冊の注記", "", "別冊の表紙に載せる注記です。空欄でも構いません。"),
    ]),
    columns: ITEM_COLUMNS,
};

/// 体系.
pub static MEASURES: Sheet = Sheet {
    name: "体系",
    row: "1つの施策",
    about: "基本方針と施策を、計画に載せる順に入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("基本方針番号", 8.0, "基本方針の番号です（1、2…）。").holds(Holds::Id).required(),
        column("基本方針", 26.0, "基本方針の名称です。2行目以降で同じ番号のときは空欄でも構いません。"),
        column("施策番号", 8.0, "施策の番号を、計画の表記のとおり入力します（1-1、Ⅰ-2 など）。施策のない計画は、施策番号と施策を空欄にします。")
            .holds(Holds::Id),
        column("施策", 30.0, "施策の名称です。施策のない計画は空欄にします。"),
        column("到達イメージ", 60.0, "施策が目指す姿です。空欄でも構いません。"),
        column("中項目番号", 9.0, "基本方針と施策の間にもう1段あるときの番号です。なければ空欄にします。").optional(),
        column("中項目", 26.0, "基本方針と施策の間の段の名称です。なければ空欄にします。").optional(),
    ],
};

/// 事業.
pub static PROJECTS: Sheet = Sheet {
    name: "事業",
    row: "1つの個別事業",
    about: "個別事業を、計画に載せる順に入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("整理番号", 9.0, "事業の番号を、計画の表記のとおり20文字以内で入力します（1-1-1、A-01、57 など）。同じ番号は使えません。").holds(Holds::Id).required(),
        column("事業名称", 26.0, "計画に載せる名称です。").required(),
        column("概要での名称", 18.0, "別冊の概要に載せる名称が事業名称と違うときに入力します。空欄なら同じとみなします。"),
        column("課題", 36.0, "計画に載せる文章です。"),
        column("目的", 36.0, "計画に載せる文章です。"),
        column("概要", 36.0, "計画に載せる文章です。"),
        column("担当課", 24.0, "計画の表記のとおり、課名を「、」で区切って入力します。ほかにも関係課があるときは最後に「ほか」を付けます。課名は「担当課」シートにあるものを使います。").required(),
        column("主担当課", 15.0, "回答を求める課です。空欄なら担当課の先頭の課とします。").holds(Holds::Of("担当課", "課名")),
        column("日程の見出し", 16.0, "様式と別冊の日程欄の見出しです。指標のある事業で空欄のときは「指標とスケジュール」とします。指標がなく、日程欄もない事業は空欄にします。").holds(Holds::Words(SCHEDULE_HEADINGS)),
        column("備考", 24.0, "事務局の覚え書きです。帳票には出ません。"),
        column("施策番号", 9.0, "事業が属する施策の番号です。空欄なら、整理番号の最後の「-」より前とします。").optional(),
        column("旧整理番号", 12.0, "前の版での整理番号です。複数あるときは「、」で区切ります。以前の様式と実績を引き継ぎます。").optional(),
        column("区分", 9.0, "施策や基本方針そのものの指標を載せる行は「施策」「基本方針」とします。空欄なら事業です。").holds(Holds::Words(LEVELS)).optional(),
    ],
};

/// 指標.
pub static INDICATORS: Sheet = Sheet {
    name: "指標",
    row: "1つの指標",
    about: "指標を事業の順に入力します。指標のない事業は行を作りません。年度の列（「2024年度目標」「2024年度実績」など）は、計画の年度に合わせて見出しを書き換え、増減してください。",
    shape: Shape::YearRows,
    optional: false,
    columns: &[
        column("整理番号", 9.0, "指標が属する事業の整理番号です。").holds(Holds::Of("事業", "整理番号")).required(),
        column("指標記号", 6.0, "1つの事業に指標が2つ以上あるときの ①、②… です。1つのときは空欄にします。"),
        column("指標名", 30.0, "計画に載せる指標の名称です。空欄でも構いません。"),
        column("単位", 8.0, "「手続」「人」「%」などです。計画に単位がないときは空欄にします（どの単位の回答も受け付けます）。"),
        column("種別", 7.0, "累計：年々積み上がる数、単年：年度ごとに数え直す数、率：割合、節目：数ではなく文章の目標").holds(Holds::Words(ACCUMULATIONS)).required(),
        column("向き", 6.0, "増：多いほどよい、減：少ないほどよい").holds(Holds::Words(DIRECTIONS)).required(),
        column("算定方法", 11.0, "達成率の求め方です。空欄なら 実績÷目標 とします。基準値比は（実績−基準値）÷（目標−基準値）です。到達は、目標に届いたかどうかだけで判定し、率を求めません。").holds(Holds::Words(METHODS)),
        column("基準値", 10.0, "計画の始まる前の値です。基準値比のときは、数で必ず入力します。"),
        column("備考", 30.0, "事務局の覚え書きです。帳票には出ません。"),
        column("担当課", 15.0, "指標の実績を回答する課が、事業の主担当課と違うときに入力します。その課にも様式を送ります。空欄なら主担当課が回答します。").holds(Holds::Of("担当課", "課名")).optional(),
        column("基準値の時点", 12.0, "基準値がいつの値かです（2020年度、令和2年度など）。").holds(Holds::Day).optional(),
        column("中間目標", 12.0, "中間の目標を、計画の表記のとおり入力します。なければ空欄にします。").optional(),
        column("中間目標年度", 11.0, "中間目標の年度です。").holds(Holds::Day).optional(),
        column("最終目標", 12.0, "最終の目標を、計画の表記のとおり入力します。年度ごとの目標だけの計画は空欄にします。").optional(),
        column("最終目標年度", 11.0, "最終目標の年度です。空欄なら計画の最後の年度とします。").holds(Holds::Day).optional(),
        column("下限", 12.0, "この指標だけ区分の下限が違うときに、よい順に「100/80/50」のように入力します。空欄なら判定区分の下限によります。").optional(),
        column("把握時期", 12.0, "年度の実績が分かる時期です（翌年度9月など）。その月より前の空欄は公表待ちとします。").optional(),
        column("出典", 20.0, "実績の基になる統計や調査の名称です。様式に載ります。").optional(),
        column("説明", 30.0, "指標の定義や算出の方法です。様式に載ります。").optional(),
    ],
};

/// The guidance on the columns of the fiscal years: targets, then actuals.
pub const YEAR_GUIDANCE: [&str; 2] = [
    "計画の表記のとおり入力します（150手続／800手続、36.3%、10%削減、文章、終了、- など）。前の年度の欄が続くときは「→」と入力します。",
    "前の年度までの実績を、計画の表記のとおり入力します。報告を受ける年度の実績は回答から取るので、空欄か「-」にします。",
];

/// The width of each column of a fiscal year, in half-width characters.
pub const YEAR_WIDTH: f64 = 15.0;

/// 担当課.
pub static DEPARTMENTS: Sheet = Sheet {
    name: "担当課",
    row: "1つの課",
    about: "担当課を建制順に入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("課名", 22.0, "課の正式な名称です。").holds(Holds::Id).required(),
        column("部局", 22.0, "課が属する部局です。空欄なら部局別の集計はしません。"),
        column("別名", 30.0, "以前の名称や略称です。「、」で区切ります。"),
        column("連絡先", 30.0, "内線、メールアドレスなどです。送付文に使います。"),
    ],
};

/// ロードマップ.
pub static ROADMAP: Sheet = Sheet {
    name: "ロードマップ",
    row: "1本の帯または1つの節目",
    about: "施策ごとの工程を入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("施策番号", 9.0, "「体系」シートにある施策番号です。")
            .holds(Holds::Of("体系", "施策番号"))
            .required(),
        column("内容", 50.0, "帯または節目に添える文です。").required(),
        column("開始", 12.0, "年度（2024）、四半期（2024Q3＝10～12月）、年月（2024-10）のいずれかです。")
            .holds(Holds::Day)
            .required(),
        column(
            "終了",
            12.0,
            "書き方は開始と同じです。空欄なら、開始と同じ期間（継続のときは計画の終わりまで）とします。",
        )
        .holds(Holds::Day),
        column("種類", 9.0, "期間：終わりのある帯、継続：終了の後も続く帯、節目：点で示すもの")
            .holds(Holds::Words(ROADMAP_KINDS))
            .required(),
        column("備考", 50.0, "事務局の覚え書きです。"),
    ],
};

/// 報告予定.
pub static SCHEDULE: Sheet = Sheet {
    name: "報告予定",
    row: "委員会への1回の報告",
    about: "報告する月だけを入力します。1行もなければ、回答のあるすべての月を報告の月とみなします。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("基準月", 14.0, "「2024-09」のように入力します。").holds(Holds::Day).required(),
        column("提出期限", 18.0, "課からの提出期限です。未定なら空欄にします。").holds(Holds::Day),
        column("委員会開催日", 18.0, "委員会の日です。未定なら空欄にします。").holds(Holds::Day),
        column("再提出期限", 18.0, "差戻し票の返送の期限です。空欄なら、差戻し票に提出期限を示します。")
            .holds(Holds::Day)
            .optional(),
    ],
};

/// 判定区分.
pub static BANDS: Sheet = Sheet {
    name: "判定区分",
    row: "1つの区分",
    about: "2つの判定それぞれの区分を、よい順に入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("判定", 18.0, "効果達成状況：指標の目標に届いたか、進捗状況：予定どおり進んでいるか")
            .holds(Holds::Words(JUDGMENTS))
            .required(),
        column("区分", 16.0, "区分の名称です。").required(),
        column("記号", 8.0, "色がなくても読み取れるように、区分に添える記号です。"),
        column(
            "下限",
            10.0,
            "この区分になる率の下限です（100%、80% など）。それぞれの判定の最後の区分は空欄にします。すべて空欄なら、計算せず、報告された区分だけで判定します。",
        ),
        column("要対応", 10.0, "対応が必要な区分に ○ を付けます。").holds(Holds::Words(&[YES])),
        column(
            "良好",
            8.0,
            "達成割合・順調割合に数える区分に ○ を付けます。どの区分にもなければ、最初の区分とします。",
        )
        .holds(Holds::Words(&[YES]))
        .optional(),
    ],
};

/// 設定.
pub static SETTINGS: Sheet = Sheet {
    name: "設定",
    row: "1つの項目",
    about: "点検と読取りの設定です。通常は変更する必要がありません。空欄なら既定の値を使います。",
    optional: false,
    shape: Shape::Items(&[
        item("過大の目安", "200%", "達成率がこの値を超えたら、目標の見直しを促します。"),
        item("桁違いの倍率", "10", "前回や目標の何倍以上、何分の1以下なら桁の誤りを疑うかです。"),
        item("事業の判定", "最も低い指標", "指標が2つ以上ある事業の効果達成状況を、最も低い指標で決めるか、主指標（先頭の指標）で決めるかです。").words(PROJECT_EFFECTS),
        item("一ファイルの上限 MB", "20", "これより大きいファイルは読み取りません。"),
        item("展開後の上限 MB", "64", "展開するとこれより大きくなるファイルは読み取りません。"),
        item("セル数の上限", "200000", "1ファイルのセルの数の上限です。"),
        item("シート数の上限", "200", "1ファイルのシートの数の上限です。"),
        item("読取秒数の上限", "5", "1ファイルの読取りにかける秒数の上限です。"),
        item("読取メモリーの上限 MB", "1024", "読取りに使うメモリーの上限です。"),
        item("年度目標のない年", "評価しない", "目標を年度ごとに定めていない指標を、目標のない年度にどう評価するかです。評価しないか、基準値から次の目標までを直線で見込むか、最終目標と比べるかです。").words(WITHOUT_TARGET),
    ]),
    columns: ITEM_COLUMNS,
};

/// 追加項目.
pub static EXTRAS: Sheet = Sheet {
    name: "追加項目",
    row: "1つの項目",
    about: "予算や今後の方向性など、ほかに報告する項目を定めます。要らなければ空欄のままにします。",
    shape: Shape::Rows,
    optional: true,
    columns: &[
        column("項目", 22.0, "項目の名称です。様式の見出しになります。").holds(Holds::Id).required(),
        column("対象", 8.0, "事業ごとか、指標ごとかです。").holds(Holds::Words(SUBJECTS)).required(),
        column("種類", 8.0, "文：文章、数：数（%のほかは合計します）、選択：選択肢から1つ")
            .holds(Holds::Words(EXTRA_KINDS))
            .required(),
        column("選択肢", 36.0, "種類が選択のとき、選択肢を「、」で区切って入力します。"),
        column("単位", 9.0, "種類が数のときの単位です。"),
        column(
            "記入",
            8.0,
            "計画：「事業」「指標」シートに同じ名前の列を作って入力します。回答：課に記入を求めます。",
        )
        .holds(Holds::Words(EXTRA_OWNERS))
        .required(),
        column("必須", 7.0, "課が必ず記入する項目に ○ を付けます。").holds(Holds::Words(&[YES])),
        column("一覧", 7.0, "進捗一覧に載せる項目に ○ を付けます。").holds(Holds::Words(&[YES])),
        column("別冊", 7.0, "別冊に載せる項目に ○ を付けます。").holds(Holds::Words(&[YES])),
        column("公開", 7.0, "公開用のファイルに載せる項目に ○ を付けます。").holds(Holds::Words(&[YES])),
    ],
};

/// 見出し語.
pub static LABELS: Sheet = Sheet {
    name: "見出し語",
    row: "様式の1つの見出し",
    about: "課や前任者の様式で使われている、別の言い方の見出しを入力します。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("標準の見出し", 22.0, "様式の見出しです。一覧から選びます。")
            .holds(Holds::FormLabel)
            .required(),
        column("別名", 60.0, "同じ意味の見出しを「、」で区切って入力します。"),
        column(
            "様式での表記",
            22.0,
            "様式に印刷する見出しを変えるときに入力します。空欄なら標準の見出しとします。",
        )
        .optional(),
    ],
};

/// 事務局評価.
pub static SECRETARIAT_JUDGMENTS: Sheet = Sheet {
    name: "事務局評価",
    row: "事務局による1件の評価",
    about: "事務局の評価は、計算や課の報告より優先されます。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("整理番号", 9.0, "評価する事業の整理番号です。")
            .holds(Holds::Of("事業", "整理番号"))
            .required(),
        column("指標記号", 8.0, "指標が2つ以上あるときの ①、②… です。"),
        column("年度", 10.0, "評価する年度です（2024）。").holds(Holds::Day).required(),
        column("基準月", 12.0, "評価した報告の月です（2025-03）。").holds(Holds::Day).required(),
        column("効果達成状況", 16.0, "判定区分の区分です。評価しないときは空欄にします。")
            .holds(Holds::EffectBand),
        column(
            "進捗状況",
            16.0,
            "判定区分の区分、または未着手・休止・完了・中止です。評価しないときは空欄にします。",
        )
        .holds(Holds::ProgressBand),
        column("理由", 50.0, "評価の理由です。帳票に載ります。"),
    ],
};

/// 決定事項.
pub static DECISIONS: Sheet = Sheet {
    name: "決定事項",
    row: "委員会の1件の決定",
    about: "委員会で決まったことと、その後の対応を入力します。次の回の帳票に載ります。",
    shape: Shape::Rows,
    optional: false,
    columns: &[
        column("委員会開催日", 16.0, "決定した委員会の日です。").holds(Holds::Day),
        column(
            "整理番号",
            9.0,
            "決定の対象の事業です。複数あるときは「、」で区切り、計画全体のことは「全体」とします。",
        )
        .required(),
        column("決定", 50.0, "決定の内容です。").required(),
        column("対応状況", 50.0, "決定を受けた対応です。"),
    ],
};

/// Every sheet, in the order of the workbook.
pub static SHEETS: [&Sheet; 13] = [
    &PLAN,
    &MEASURES,
    &PROJECTS,
    &INDICATORS,
    &DEPARTMENTS,
    &ROADMAP,
    &SCHEDULE,
    &BANDS,
    &SETTINGS,
    &EXTRAS,
    &LABELS,
    &SECRETARIAT_JUDGMENTS,
    &DECISIONS,
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Holds, SHEETS};

    #[test]
    fn no_sheet_and_no_column_is_declared_twice() {
        let names: BTreeSet<&str> = SHEETS.iter().map(|sheet| sheet.name).collect();
        assert_eq!(names.len(), SHEETS.len());
        for sheet in SHEETS {
            let columns: BTreeSet<&str> = sheet.columns.iter().map(|column| column.name).collect();
            assert_eq!(columns.len(), sheet.columns.len(), "{}", sheet.name);
        }
    }

    #[test]
    fn every_reference_is_to_an_existing_column() {
        for sheet in SHEETS {
            for column in sheet.columns {
                if let Holds::Of(other, name) = column.holds {
                    let target = SHEETS.iter().find(|sheet| sheet.name == other);
                    assert!(target.is_some_and(|t| t.columns.iter().any(|c| c.name == name)), "{name}");
                }
            }
        }
    }

    #[test]
    fn every_column_and_item_is_explained() {
        for sheet in SHEETS {
            assert!(sheet.columns.iter().all(|column| !column.guidance.is_empty()), "{}", sheet.name);
        }
    }
}
