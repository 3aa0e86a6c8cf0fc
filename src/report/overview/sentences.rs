//! 要点: the month in a few sentences with its figures.

use std::collections::BTreeSet;

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::evaluate::history::{ChangeKind, changes};
use crate::evaluate::model::State;
use crate::evaluate::summary::MonthSummary;
use crate::ids::ProjectId;
use crate::ratings::{Effect, OUTLOOK};
use crate::report::categories::Categories;
use crate::report::change_requests;
use crate::report::overview::context::OverviewContext;
use crate::report::overview::grid::{LEFT, height, put_over};
use crate::report::totals::columns::on_track_numbers;
use crate::report::totals::layout::Id;
use crate::sheet::address::literal;
use crate::sheet::style;
use crate::sheet::table::Value;

/// Writes the sentences from a row down. Returns the height in points that each row needs, the heading's
/// first.
pub(super) fn write(sheet: &mut Worksheet, cx: &OverviewContext, first: u32) -> Result<Vec<f64>, XlsxError> {
    put_over(sheet, first, LEFT, &Value::text("要点"), &style::section())?;
    let format = style::plain().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let mut heights = vec![18.0];
    for (row, sentence) in (first + 1..).zip(sentences(cx)) {
        put_over(sheet, row, LEFT, &sentence, &format)?;
        heights.push(height(&[(sentence.words(), LEFT)]));
    }
    Ok(heights)
}

/// Returns the sentences in the order in which they are shown.
fn sentences(cx: &OverviewContext) -> Vec<Value> {
    let all = [
        Some(returned(cx)),
        effect(cx),
        cx.report.progress.is_judged().then(|| on_track(cx)),
        changed(cx),
        Some(to_decide(cx)),
    ];
    all.into_iter().flatten().map(Sentence::value).collect()
}

/// A sentence with figures, and the parts of the formula for it.
#[derive(Default)]
struct Sentence {
    formula: Vec<String>,
    words: String,
}

impl Sentence {
    fn new() -> Self {
        Self::default().say("・")
    }

    fn say(mut self, words: &str) -> Self {
        self.formula.push(literal(words));
        self.words.push_str(words);
        self
    }

    /// Adds a figure with its formula.
    fn count(mut self, formula: &str, count: usize) -> Self {
        self.formula.push(format!("({formula})"));
        self.words.push_str(&count.to_string());
        self
    }

    /// Adds the total and the count of each band that occurs. `judged` begins the sentence, `unit` names what
    /// is counted.
    fn bands(mut self, judged: &str, unit: &str, bands: &[Band]) -> Self {
        let total: usize = bands.iter().map(|band| band.count).sum();
        let formulas: Vec<&str> = bands.iter().map(|band| band.formula.as_str()).collect();
        let sum = formulas.join("+");
        let none = format!("{judged}{unit}はありません。");
        let (within, end) = (format!("{unit}の内訳は、"), "です。");
        let (mut formula, mut words) = (Vec::new(), Vec::new());
        for Band { word, formula: counted, count } in bands {
            let (begin, behind) = (word.as_str(), "、");
            let (begin_text, behind_text) = (literal(begin), literal(behind));
            formula.push(format!("IF({counted}=0,\"\",{begin_text}&{counted}&{behind_text})"));
            if *count > 0 {
                words.push(format!("{begin}{count}"));
            }
        }
        // The outer SUBSTITUTE removes the comma after the last band.
        self.formula.push(format!(
            "IF({sum}=0,{},{}&({sum})&{}&SUBSTITUTE({}&{end_text},{},{end_text}))",
            literal(&none),
            literal(judged),
            literal(&within),
            formula.join("&"),
            literal(&format!("、{end}")),
            end_text = literal(end),
        ));
        self.words.push_str(&match total {
            0 => none,
            _ => format!("{judged}{total}{within}{}{end}", words.join("、")),
        });
        self
    }

    fn value(self) -> Value {
        Value::formula(self.formula.join("&"), Value::text(&self.words))
    }
}

fn returned(cx: &OverviewContext) -> Sentence {
    let totals = &cx.report.c.assessment.totals;
    let share = totals.plan.submitted;
    let [returned, to_correct, missing] =
        [State::Returned, State::ToCorrect, State::Missing].map(|state| cx.of_plan(Id::State(state)));
    let count = |state: State| totals.submission.of(state.word());
    Sentence::new()
        .say("提出を要する")
        .count(&format!("{returned}+{to_correct}+{missing}"), share.base)
        .say("事業のうち")
        .count(&format!("{returned}+{to_correct}"), share.part)
        .say("事業から提出がありました（未提出")
        .count(&missing, count(State::Missing))
        .say("・要訂正")
        .count(&to_correct, count(State::ToCorrect))
        .say("）。")
}

/// Returns how many projects reached each band of the effect; during the year, how many indicators are
/// expected to. `None` if the plan has fewer than two bands.
fn effect(cx: &OverviewContext) -> Option<Sentence> {
    let report = cx.report;
    let last = report.effect.bands;
    if last < 2 {
        return None;
    }
    if report.c.as_of.is_fiscal_year_end() {
        let counts = &report.c.assessment.totals.plan.effect;
        let band = |number: usize| {
            let word = report.effect.word(number);
            let count = counts.of(&word);
            Band { word, formula: cx.of_plan(Id::Effect(number)), count }
        };
        let all: Vec<Band> = (1..=last).map(band).collect();
        return Some(Sentence::new().bands("効果を判定した", "事業", &all));
    }
    let band = |number: usize| Band {
        word: format!("{}{OUTLOOK}", report.effect.word(number)),
        formula: cx.of_plan(Id::Outlook(number)),
        count: cx.outlooks.of(None, number),
    };
    let all: Vec<Band> = (1..=last).map(band).collect();
    Some(Sentence::new().bands("年度末を見込んだ", "指標", &all))
}

/// A band's word, and its count with the formula for it.
struct Band {
    word: String,
    formula: String,
    count: usize,
}

fn on_track(cx: &OverviewContext) -> Sentence {
    let report = cx.report;
    let share = report.c.assessment.totals.plan.on_track;
    let counts: Vec<String> = on_track_numbers(report)
        .map(|number| format!("COUNTIFS(一覧_報告,1,一覧_事業進捗,{number})"))
        .collect();
    let good = report.progress.good_words(Categories::word);
    Sentence::new()
        .say("今回報告のあった")
        .count(&cx.of_plan(Id::Reported), share.base)
        .say("事業のうち")
        .count(&counts.join("+"), share.part)
        .say(&format!("事業が{good}または「完了」です。"))
}

/// Returns the counts of changes since 前回, as constants.
fn changed(cx: &OverviewContext) -> Option<Sentence> {
    let report = cx.report;
    let before = report.c.before()?;
    let changes = changes(report.plan, before, &MonthSummary::of(report.plan, &report.c.assessment));
    let of = |kind: ChangeKind| {
        let projects: BTreeSet<&ProjectId> =
            changes.iter().filter(|change| change.kind == kind).map(|change| &change.project).collect();
        projects.len()
    };
    let closed = if before.closed { "・確定" } else { "" };
    let words = format!(
        "前回（{}{closed}）から、判定の改善{}事業、悪化{}事業、新たな提出{}事業です。",
        before.month.japanese(),
        of(ChangeKind::Better),
        of(ChangeKind::Worse),
        of(ChangeKind::Returned)
    );
    Some(Sentence::new().say(&words))
}

fn to_decide(cx: &OverviewContext) -> Sentence {
    let report = cx.report;
    let totals = &report.c.assessment.totals;
    let sentence = Sentence::new()
        .say("ご確認いただきたい事業は")
        .count(&cx.of_plan(Id::NeedsAction), totals.needs_action);
    let (sentence, end) = if report.effect.is_judged() {
        let undecided = cx.of_plan(Id::Effect(report.effect.number(Effect::Undecided)));
        let count = totals.plan.effect.of(Effect::Undecided.word(&report.plan.bands));
        (sentence.say("事業（うち判断を要するもの").count(&undecided, count), "）")
    } else {
        (sentence, "事業")
    };
    match change_requests::count(report) {
        0 => sentence.say(&format!("{end}です。")),
        count => sentence.say(&format!("{end}、計画の変更申出は{count}件です。")),
    }
}

#[cfg(test)]
mod tests {
    use super::{Band, Sentence};

    fn said(counts: [usize; 3]) -> String {
        let words = ["達成", "概ね達成", "未達"];
        let cells = ["C5", "D5", "E5"];
        let band =
            |at: usize| Band { word: words[at].to_owned(), formula: cells[at].to_owned(), count: counts[at] };
        Sentence::new().bands("効果を判定した", "事業", &[0, 1, 2].map(band)).words
    }

    #[test]
    fn every_band_that_occurs_is_named_so_that_the_numbers_add_up() {
        assert_eq!(said([20, 4, 7]), "・効果を判定した31事業の内訳は、達成20、概ね達成4、未達7です。");
        assert_eq!(said([20, 0, 7]), "・効果を判定した27事業の内訳は、達成20、未達7です。");
        assert_eq!(said([0, 3, 0]), "・効果を判定した3事業の内訳は、概ね達成3です。");
        assert_eq!(said([0, 0, 0]), "・効果を判定した事業はありません。");
    }
}
