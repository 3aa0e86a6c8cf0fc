//! 要点: the month in a few plain sentences, made of the figures.

use std::collections::BTreeSet;

use rust_xlsxwriter::{FormatAlign, Worksheet, XlsxError};

use crate::evaluate::history::{ChangeKind, changes};
use crate::evaluate::model::State;
use crate::evaluate::summary::MonthSummary;
use crate::ids::ProjectId;
use crate::ratings::{Effect, OUTLOOK};
use crate::report::categories::Categories;
use crate::report::change_requests;
use crate::report::overview::grid::{LEFT, height, put_over};
use crate::report::overview::writing::Writing;
use crate::report::totals::columns::on_track_numbers;
use crate::report::totals::layout::Id;
use crate::sheet::address::literal;
use crate::sheet::style;
use crate::sheet::table::Value;

/// Writes the sentences from a row down; returns the height that each row needs, the heading's first.
pub(super) fn write(sheet: &mut Worksheet, writing: &Writing, first: u32) -> Result<Vec<f64>, XlsxError> {
    put_over(sheet, first, LEFT, &Value::text("要点"), &style::section())?;
    let format = style::plain().set_text_wrap().set_align(FormatAlign::VerticalCenter);
    let mut heights = vec![18.0];
    for (row, sentence) in (first + 1..).zip(sentences(writing)) {
        put_over(sheet, row, LEFT, &sentence, &format)?;
        heights.push(height(&[(sentence.words(), LEFT)]).max(18.0));
    }
    Ok(heights)
}

/// Returns the sentences in the order in which they are shown.
fn sentences(writing: &Writing) -> Vec<Value> {
    let all = [
        Some(returned(writing)),
        effect(writing),
        writing.report.progress.is_judged().then(|| on_track(writing)),
        changed(writing),
        Some(to_decide(writing)),
    ];
    all.into_iter().flatten().map(Sentence::value).collect()
}

/// A sentence of words and figures, with the formula that gives it.
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

    /// Adds a figure: its formula and its result.
    fn count(mut self, formula: &str, count: usize) -> Self {
        self.formula.push(format!("({formula})"));
        self.words.push_str(&count.to_string());
        self
    }

    fn value(self) -> Value {
        Value::formula(self.formula.join("&"), Value::text(&self.words))
    }
}

fn returned(writing: &Writing) -> Sentence {
    let totals = &writing.report.c.assessment.totals;
    let share = totals.plan.submitted;
    let [returned, to_correct, missing] =
        [State::Returned, State::ToCorrect, State::Missing].map(|state| writing.of_plan(Id::State(state)));
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

/// How many projects reached their targets; while the year is running, how many indicators are expected to.
fn effect(writing: &Writing) -> Option<Sentence> {
    let report = writing.report;
    let last = report.effect.bands;
    let good = |ending: &str| {
        report.effect.good_words(|categories, number| format!("{}{ending}", categories.word(number)))
    };
    let worst = report.effect.get(last).filter(|_| last > 1)?;
    let word = |word: &str, ending: &str| format!("「{word}{ending}」");
    if report.c.as_of.is_fiscal_year_end() {
        let plan = &report.c.assessment.totals.plan;
        let bands: Vec<String> = (1..=last).map(|number| writing.of_plan(Id::Effect(number))).collect();
        let worst_count = plan.effect.of(&worst.word);
        return Some(
            Sentence::new()
                .say("効果を判定した")
                .count(&bands.join("+"), plan.achieved.base)
                .say("事業のうち")
                .say(&good(""))
                .say("は")
                .count(
                    &report.effect.good_sum(&|number| writing.of_plan(Id::Effect(number))),
                    plan.achieved.part,
                )
                .say("事業、")
                .say(&word(&worst.word, ""))
                .say("は")
                .count(&writing.of_plan(Id::Effect(last)), worst_count)
                .say("事業です。"),
        );
    }
    let bands: Vec<String> = (1..=last).map(|number| writing.of_plan(Id::Outlook(number))).collect();
    let outlooks = &writing.outlooks;
    Some(
        Sentence::new()
            .say("年度末を見込んだ")
            .count(&bands.join("+"), outlooks.banded(None))
            .say("指標のうち")
            .say(&good(OUTLOOK))
            .say("は")
            .count(
                &report.effect.good_sum(&|number| writing.of_plan(Id::Outlook(number))),
                outlooks.share(None).part,
            )
            .say("指標、")
            .say(&word(&worst.word, OUTLOOK))
            .say("は")
            .count(&writing.of_plan(Id::Outlook(last)), outlooks.of(None, last))
            .say("指標です。"),
    )
}

fn on_track(writing: &Writing) -> Sentence {
    let report = writing.report;
    let share = report.c.assessment.totals.plan.on_track;
    let counts: Vec<String> = on_track_numbers(report)
        .map(|number| format!("COUNTIFS(一覧_報告,1,一覧_事業進捗,{number})"))
        .collect();
    let good = report.progress.good_words(Categories::word);
    Sentence::new()
        .say("今回報告のあった")
        .count(&writing.of_plan(Id::Reported), share.base)
        .say("事業のうち")
        .count(&counts.join("+"), share.part)
        .say(&format!("事業が{good}または「完了」です。"))
}

/// What changed since 前回, as it was when the book was written.
fn changed(writing: &Writing) -> Option<Sentence> {
    let report = writing.report;
    let before = report.c.before()?;
    let changes = changes(report.plan, before, &MonthSummary::of(report.plan, &report.c.assessment));
    let of = |kind: ChangeKind| {
        let projects: BTreeSet<&ProjectId> =
            changes.iter().filter(|change| change.kind == kind).map(|change| &change.project).collect();
        projects.len()
    };
    let closed = if before.closed { "・確定" } else { "" };
    let words = format!(
        "前回（{}{closed}）から、判定が改善した事業は{}、悪化した事業は{}、新たに提出された事業は{}です。",
        before.month.japanese(),
        of(ChangeKind::Better),
        of(ChangeKind::Worse),
        of(ChangeKind::Returned)
    );
    Some(Sentence::new().say(&words))
}

fn to_decide(writing: &Writing) -> Sentence {
    let report = writing.report;
    let totals = &report.c.assessment.totals;
    let sentence = Sentence::new()
        .say("ご確認いただきたい事業は")
        .count(&writing.of_plan(Id::NeedsAction), totals.needs_action);
    let (sentence, end) = if report.effect.is_judged() {
        let undecided = writing.of_plan(Id::Effect(report.effect.number(Effect::Undecided)));
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
