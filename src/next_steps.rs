//! 今月の作業: what the officer does next about a month, in the order of the work. The terminal and
//! 事務局確認表 show the same steps.

use crate::consolidate::Consolidation;
use crate::evaluate::model::State;
use crate::findings::Severity;
use crate::follow_up::{FollowUp, answer_until, follow_ups};
use crate::plan::Plan;
use crate::ratings::Effect;
use crate::returns::FileOutcome;
use crate::text::calendar::Date;

/// A step of the month's work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextStep {
    /// The kind of work: 差戻し, 確定 and so on.
    pub work: &'static str,
    /// What to do, in a sentence or two.
    pub words: String,
}

fn step(work: &'static str, words: String) -> NextStep {
    NextStep { work, words }
}

/// Returns the steps that remain, in the order of the work.
#[must_use]
pub(crate) fn next_steps(plan: &Plan, c: &Consolidation) -> Vec<NextStep> {
    let asked = follow_ups(plan, c);
    let mut steps: Vec<NextStep> = [
        not_scheduled(plan, c),
        balance(c),
        unreadable_files(c),
        reminders(plan, c, &asked),
        undecided(c),
        requests(c),
        revised(c),
    ]
    .into_iter()
    .flatten()
    .collect();
    if plan.reports_on(c.as_of) {
        steps.push(last_step(plan, c, &asked));
    }
    steps
}

/// Returns what stays open when a month is closed, one sentence each without a full stop. Empty if nothing
/// does.
#[must_use]
pub(crate) fn open_points(plan: &Plan, c: &Consolidation) -> Vec<String> {
    let asked = follow_ups(plan, c);
    let count = |severity| c.findings.iter().filter(|finding| finding.severity == severity).count();
    let errors = count(Severity::Error);
    let checks: usize = asked.iter().map(|follow_up| follow_up.count(Severity::Check)).sum();
    let missing = c.assessment.totals.submission.of(State::Missing.word());
    let late: Vec<&str> = asked
        .iter()
        .filter(|follow_up| !follow_up.missing.is_empty())
        .map(|follow_up| follow_up.department.name.as_str())
        .collect();
    let undecided = undecided_projects(c).len();
    let Requests { changes, wishes } = Requests::of(c);
    [
        (errors, format!("誤りが{errors}件残っています。該当する値は保留のまま確定しました")),
        (missing, format!("未提出が{missing}事業あります（{}）", few(&late, "課"))),
        (checks, format!("担当課の確認が済んでいない要確認が{checks}件あります")),
        (undecided, format!("効果達成状況が要判断の事業が{undecided}件あります")),
        (
            changes,
            format!(
                "変更申出が{changes}件あります。承認されたものは shinchoku apply で計画に反映してください"
            ),
        ),
        (wishes, format!("文章の要望が{wishes}件あります。決定事項に入力してください")),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(_, words)| words)
    .collect()
}

/// The most names to list in a sentence. The others are only counted.
const NAMED: usize = 8;

fn few(names: &[&str], unit: &str) -> String {
    let listed = names.iter().take(NAMED).copied().collect::<Vec<_>>().join("、");
    match names.len().saturating_sub(NAMED) {
        0 => listed,
        rest => format!("{listed}、ほか{rest}{unit}"),
    }
}

fn balance(c: &Consolidation) -> Option<NextStep> {
    (!c.reconciliation.closes()).then(|| {
        let words = "検算が一致しません。帳票を使わず、この回答と帳票を添えて開発元に知らせてください。";
        step("検算", words.to_owned())
    })
}

/// Returns the step for a month that 報告予定 does not have: it is checked before anything is sent, and is
/// not closed.
fn not_scheduled(plan: &Plan, c: &Consolidation) -> Option<NextStep> {
    if plan.reports_on(c.as_of) {
        return None;
    }
    let next = plan.schedule.iter().find(|row| row.month > c.as_of);
    let next = next.map(|row| format!("（次の報告は {} です）", row.month)).unwrap_or_default();
    Some(step(
        "基準月の確認",
        format!(
            "{}は計画の「報告予定」にありません{next}。月を確かめてください。この月を委員会に報告するときは、「報告予定」に加えてください。",
            c.as_of.japanese()
        ),
    ))
}

/// Returns the step for files that could not be read, which the secretariat settles itself, whoever sent
/// them.
fn unreadable_files(c: &Consolidation) -> Option<NextStep> {
    let unread = c.files.iter().filter(|file| file.outcome == FileOutcome::Refused);
    let paths: Vec<&str> = unread.map(|file| c.sources.path(file.file.id)).collect();
    let first = paths.first()?;
    Some(step(
        "回答の確認",
        format!(
            "読み取れないファイルが{}件あります（{first}{}）。「提出状況」で理由を確かめ、課に出し直しを依頼してください。",
            paths.len(),
            if paths.len() > 1 { "など" } else { "" }
        ),
    ))
}

fn reminders(plan: &Plan, c: &Consolidation, asked: &[FollowUp<'_>]) -> Option<NextStep> {
    if asked.is_empty() {
        return None;
    }
    let names: Vec<&str> = asked.iter().map(|follow_up| follow_up.department.name.as_str()).collect();
    let until = match answer_until(plan, c).map(Date::japanese) {
        Some(date) => format!("回答の期限は{date}です。"),
        None => String::new(),
    };
    Some(step(
        "差戻し",
        format!(
            "{}課（{}）に、差戻し/送付文.txt の文面で差戻し票を送ってください。{until}返ってきたファイルを回答のフォルダーに加えて、もう一度実行します。",
            names.len(),
            few(&names, "課")
        ),
    ))
}

/// Returns the projects whose effect is 要判断.
fn undecided_projects(c: &Consolidation) -> Vec<String> {
    let undecided = c.assessment.projects.iter().filter(|row| row.effect == Effect::Undecided);
    undecided.map(|row| row.project.to_string()).collect()
}

fn undecided(c: &Consolidation) -> Option<NextStep> {
    let projects = undecided_projects(c);
    (!projects.is_empty()).then(|| {
        let ids: Vec<&str> = projects.iter().map(String::as_str).collect();
        step(
            "事務局評価",
            format!(
                "効果達成状況が要判断の事業が{}件あります（{}）。担当課の自己評価を確かめるか、計画のマスターブックの「事務局評価」に入力してください。",
                ids.len(),
                few(&ids, "事業")
            ),
        )
    })
}

/// The number of 変更申出 of each kind.
struct Requests {
    /// Differences from the plan, which `apply` can carry out.
    changes: usize,
    /// Requests in words, which it cannot.
    wishes: usize,
}

impl Requests {
    fn of(c: &Consolidation) -> Self {
        let all = c.requests();
        let changes = all.iter().filter(|finding| finding.kind.is_change()).count();
        Self { changes, wishes: all.len() - changes }
    }
}

fn requests(c: &Consolidation) -> Option<NextStep> {
    let Requests { changes, wishes } = Requests::of(c);
    let of_changes = (changes > 0).then(|| {
        format!(
            "{changes}件あります。進捗管理表の「変更申出」で委員会に諮り、「決定」を記入してください。承認されたものは shinchoku apply で計画に反映できます。"
        )
    });
    let of_wishes = (wishes > 0).then(|| format!("文章の要望 {wishes}件は、決定事項に入力してください。"));
    let words = [of_changes, of_wishes].into_iter().flatten().collect::<String>();
    (!words.is_empty()).then(|| step("変更申出", words))
}

fn revised(c: &Consolidation) -> Option<NextStep> {
    let count = c.revised();
    (count > 0).then(|| {
        step(
            "確定後の変更",
            format!(
                "確定した月と違うところが{count}件あります。進捗管理表の「前回比較」で確かめてください。"
            ),
        )
    })
}

/// Returns the step of reporting and closing the month, or, once it is closed, of issuing the next forms.
fn last_step(plan: &Plan, c: &Consolidation, asked: &[FollowUp<'_>]) -> NextStep {
    let closed = c.since_closed.iter().any(|revised| revised.month == c.as_of);
    if closed {
        let next = plan.schedule.iter().find(|row| row.month > c.as_of);
        return match next {
            Some(next) => step(
                "次回の様式",
                format!(
                    "この月は確定しています。次は{}の報告です。shinchoku distribute --as-of {} で様式を作成してください。",
                    next.month.japanese(),
                    next.month
                ),
            ),
            None => step("完了", "この月は確定しています。予定されている次の報告はありません。".to_owned()),
        };
    }
    let meeting = plan.schedule.iter().find(|row| row.month == c.as_of).and_then(|row| row.meeting);
    let day = meeting.map(|day| format!("（{}）", day.japanese())).unwrap_or_default();
    let first = if asked.is_empty() { "" } else { "回答がそろったら、" };
    step(
        "報告と確定",
        format!(
            "{first}進捗管理表と別冊を印刷して委員会{day}に報告し、そのあとで shinchoku close --as-of {} を実行して確定してください。",
            c.as_of
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::{NextStep, next_steps, open_points};
    use crate::consolidate::Revised;
    use crate::form::field::Field;
    use crate::plan::model::Report;
    use crate::sample::forms::{self, Form};
    use crate::sample::results::{consolidation, month, plan};
    use crate::text::calendar::Date;

    fn words(steps: &[NextStep]) -> Vec<String> {
        steps.iter().map(|step| format!("{}：{}", step.work, step.words)).collect()
    }

    fn report(of: &str, resubmission: Option<Date>) -> Report {
        Report { month: month(of), deadline: Date::new(2023, 4, 14), resubmission, meeting: None }
    }

    #[test]
    fn the_steps_are_in_the_order_of_the_work() {
        let (mut plan, c) = (plan(), consolidation());
        plan.schedule = vec![report("2023-03", Date::new(2023, 4, 21))];
        assert_eq!(
            words(&next_steps(&plan, &c)),
            [
                "差戻し：2課（総務課、市民課）に、差戻し/送付文.txt の文面で差戻し票を送ってください。回答の期限は令和5年4月21日です。返ってきたファイルを回答のフォルダーに加えて、もう一度実行します。",
                "報告と確定：回答がそろったら、進捗管理表と別冊を印刷して委員会に報告し、そのあとで shinchoku close --as-of 2023-03 を実行して確定してください。",
            ]
        );
    }

    #[test]
    fn an_unscheduled_month_is_checked_first_and_not_closed() {
        let (mut plan, c) = (plan(), consolidation());
        let told = |plan: &crate::plan::Plan| words(&next_steps(plan, &c));
        for schedule in [Vec::new(), vec![report("2023-03", None)]] {
            plan.schedule = schedule;
            assert!(told(&plan)[0].starts_with("差戻し"));
            assert!(told(&plan).last().unwrap().starts_with("報告と確定"));
        }
        plan.schedule = vec![report("2022-12", None), report("2023-09", None)];
        assert_eq!(
            told(&plan)[0],
            "基準月の確認：2023年3月末は計画の「報告予定」にありません（次の報告は 2023-09 です）。月を確かめてください。この月を委員会に報告するときは、「報告予定」に加えてください。"
        );
        assert!(told(&plan).iter().all(|step| !step.contains("close")));
    }

    #[test]
    fn after_a_month_is_closed_the_next_forms_are_named() {
        let (mut plan, mut c) = (plan(), consolidation());
        plan.schedule = vec![report("2023-03", None), report("2023-09", None)];
        let closed = Revised { month: c.as_of, version: "第1版".to_owned(), changes: Vec::new() };
        c.since_closed.push(closed);
        let steps = words(&next_steps(&plan, &c));
        assert_eq!(
            steps.last().unwrap(),
            "次回の様式：この月は確定しています。次は2023年9月末の報告です。shinchoku distribute --as-of 2023-09 で様式を作成してください。"
        );
    }

    #[test]
    fn changes_are_decided_and_applied_and_requests_in_words_are_entered() {
        let plan = forms::plan();
        let wish =
            |form: Form, words: &str| form.set(Field::RevisionWish, "あり").set(Field::RevisionText, words);
        let told = |one: Form, other: Form| {
            let steps = words(&next_steps(&plan, &forms::run(&plan, vec![one, other])));
            steps.into_iter().filter(|step| step.starts_with("変更申出：")).collect::<Vec<_>>()
        };
        let [one, other] = ["1-1-1", "1-1-2"].map(|id| forms::form(&plan, id, forms::AS_OF));
        let changed = wish(one.clone().of_year(Field::Target, 1, 2032, "85%"), "利用が増えたため");
        let of_change = "変更申出：1件あります。進捗管理表の「変更申出」で委員会に諮り、「決定」を記入してください。承認されたものは shinchoku apply で計画に反映できます。";
        let of_wish = "文章の要望 1件は、決定事項に入力してください。";
        assert_eq!(told(changed.clone(), other.clone()), [of_change]);
        let wished = wish(other, "目標を上げたい");
        assert_eq!(told(changed, wished.clone()), [format!("{of_change}{of_wish}")]);
        assert_eq!(told(one, wished), [format!("変更申出：{of_wish}")]);
    }

    #[test]
    fn closing_lists_the_open_points() {
        let (plan, c) = (plan(), consolidation());
        assert_eq!(
            open_points(&plan, &c),
            ["誤りが1件残っています。該当する値は保留のまま確定しました", "未提出が1事業あります（市民課）",]
        );
    }
}
