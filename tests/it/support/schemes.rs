//! Other bands for the delivered plan, and a month whose achievement rates occur in every band.

use rust_decimal::Decimal;
use shinchoku::plan::Plan;
use shinchoku::text::calendar::Month;

use super::sheets::Sheet;
use super::{Workspace, filled, master, sheets};

/// Rows of 判定区分: 判定, 区分, 記号, 下限, 要対応.
pub(crate) type Scheme = [[&'static str; 5]];

/// Four letters with limits at 100%, 80% and 50%, as Aichi Prefecture publishes them.
pub(crate) const FOUR: [[&str; 5]; 7] = [
    ["効果達成状況", "A", "★", "100%", ""],
    ["効果達成状況", "B", "●", "80%", ""],
    ["効果達成状況", "C", "▼", "50%", "○"],
    ["効果達成状況", "D", "■", "", "○"],
    ["進捗状況", "計画どおり", "○", "100%", ""],
    ["進捗状況", "やや遅延", "△", "80%", ""],
    ["進捗状況", "遅延", "×", "", "○"],
];

/// Five letters S to D. S asks for more than the target.
pub(crate) const FIVE: [[&str; 5]; 9] = [
    ["効果達成状況", "S", "◎◎", "110%", ""],
    ["効果達成状況", "A", "◎", "100%", ""],
    ["効果達成状況", "B", "○", "80%", ""],
    ["効果達成状況", "C", "△", "60%", "○"],
    ["効果達成状況", "D", "×", "", "○"],
    ["進捗状況", "１ 進んでいる", "①", "110%", ""],
    ["進捗状況", "２ 予定どおり", "②", "90%", ""],
    ["進捗状況", "３ 遅れている", "③", "70%", "○"],
    ["進捗状況", "４ 大きく遅れている", "④", "", "○"],
];

/// Two bands: target reached or not.
pub(crate) const TWO: [[&str; 5]; 4] = [
    ["効果達成状況", "目標を達成", "可", "100%", ""],
    ["効果達成状況", "目標に届かない", "否", "", "○"],
    ["進捗状況", "予定どおり", "可", "100%", ""],
    ["進捗状況", "要注意", "否", "", "○"],
];

/// The share of its target that a project reaches, in percent. Projects take these in turn.
pub(crate) const SHARES: [i64; 8] = [100, 112, 80, 79, 50, 49, 99, 110];

/// Consolidates a month of the delivered plan under other bands, with actuals by [`SHARES`].
pub(crate) fn run(scheme: &Scheme, month: &str) -> (Workspace, Plan) {
    let folder = tempfile::tempdir().unwrap();
    let mut sheets = master::delivered();
    let rows: Vec<&[&str]> = scheme.iter().map(<[&str; 5]>::as_slice).collect();
    master::set(&mut sheets, "判定区分", &rows);
    master::set(&mut sheets, "報告予定", &[]);
    let workspace = Workspace::with_plan(&master::put(&sheets, folder.path()));
    let plan = workspace.plan();
    all_over_the_scale(&workspace, &plan, month);
    (workspace, plan)
}

/// Puts returns of a month with actuals by [`SHARES`] into `input/`, and consolidates it.
pub(crate) fn all_over_the_scale(workspace: &Workspace, plan: &Plan, month: &str) {
    let at = Month::parse_iso(month).unwrap();
    for (department, mut book) in filled::month_books(workspace, plan, at) {
        for form in book.iter_mut().skip(1) {
            miss(plan, at, form);
        }
        workspace.put(&format!("{month}/{department}.xlsx"), &sheets::write(&book));
    }
    workspace.ok(&["--as-of", month, "--quiet"]);
}

/// Enters a share of the target as the actual if the target is a plain number.
fn miss(plan: &Plan, month: Month, form: &mut Sheet) {
    let id = form.beside("整理番号").unwrap().to_owned();
    let at = plan.projects.iter().position(|project| project.id.to_string() == id).unwrap();
    for indicator in &plan.projects[at].indicators {
        let year = month.fiscal_year();
        let target = indicator.target(year).and_then(|target| target.number());
        if let Some(target) =
            target.filter(|_| form.find(&format!("実績{}", indicator.id.symbol())).is_some())
        {
            let actual = target * Decimal::from(SHARES[at % SHARES.len()]) / Decimal::from(100);
            let text = format!("{}{}", actual.normalize(), indicator.unit);
            form.fill_year(&format!("実績{}", indicator.id.symbol()), &year.label(), &text);
        }
    }
    let last = plan.bands.progress.len();
    form.fill("進捗状況", &plan.bands.progress[at % last].name);
    form.fill("遅れ・未達の理由", "（見本）理由です。");
    form.fill("今後の対応", "（見本）対応します。");
}
