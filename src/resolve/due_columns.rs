//! Checks that a form has cells for this fiscal year's figures: a schedule block with the year's column.

use crate::findings::Finding;
use crate::findings::form::s10_labels;
use crate::form::field::Field;
use crate::form::raw::{RawForm, RawIndicator};
use crate::ids::IndicatorId;
use crate::plan::model::Project;
use crate::sources::CellRef;
use crate::text::calendar::Month;

/// Returns S10 if a figure is due and the form has no cell for it: one finding instead of one for each
/// figure. `matched` has the plan's indicator for each of the form's.
pub(super) fn refusal(
    project: &Project,
    month: Month,
    form: &RawForm,
    matched: &[IndicatorId],
) -> Option<Finding> {
    let year = month.fiscal_year();
    let is_due =
        |id: &IndicatorId| project.indicator(id).is_some_and(|indicator| indicator.due(year, month).is_ok());
    let asked = !project.schedule_heading.is_empty() && project.indicators.iter().any(|own| is_due(&own.id));
    if !asked {
        return None;
    }
    let cell = |pos| CellRef { sheet: form.sheet, pos };
    if form.indicators.is_empty() {
        // The reader itself reports a heading without rows.
        let gone = form.schedule_heading.is_none();
        let lost = [(project.schedule_heading.as_str(), "")];
        return gone.then(|| s10_labels::missing(cell(form.anchor), &lost));
    }
    let without = |indicator: &RawIndicator| !indicator.years.is_empty() && !indicator.years.contains(&year);
    let index = form.indicators.iter().zip(matched).position(|(own, id)| without(own) && is_due(id))?;
    let row = |field: Field| {
        form.labels.iter().find(|label| label.field == field && label.indicator == Some(index))
    };
    let at = row(Field::Actual).or_else(|| row(Field::Target)).map_or(form.anchor, |label| label.pos);
    Some(s10_labels::missing(cell(at), &[(&year.label(), "")]))
}

#[cfg(test)]
mod tests {
    use crate::findings::Location;
    use crate::form::field::Field;
    use crate::form::raw::CellRole;
    use crate::sample::forms::{
        AS_OF, codes_when, findings_of, first, form, month, plan, plan_with, run, said_when, set_year,
    };

    #[test]
    fn without_this_year_s_column_the_form_is_refused_with_one_finding() {
        assert_eq!(
            said_when(|form| form.without_year(2031)),
            ["S10 必要な見出し「2031年度」が見つからないため、読み取れません"]
        );
        assert_eq!(codes_when(|form| form.without_year(2033)), Vec::<&str>::new());
    }

    #[test]
    fn without_its_schedule_block_the_form_is_refused_with_one_finding() {
        let bare = |form: crate::sample::forms::Form| form.without_indicator(1).without_indicator(0);
        assert_eq!(
            said_when(bare),
            ["S10 必要な見出し「指標とスケジュール」が見つからないため、読み取れません"]
        );
    }

    #[test]
    fn a_missing_column_is_no_fault_where_no_figure_is_due() {
        let mut plan = plan_with(0, 0, |indicator| set_year(indicator, 2031, "-", "-"));
        plan.projects.edit(|projects| set_year(&mut projects[0].indicators[1], 2031, "-", "-"));
        assert!(findings_of(&plan, |form| form.without_year(2031)).is_empty());
    }

    #[test]
    fn the_missing_column_is_told_at_the_row_of_actuals_of_its_indicator() {
        let plan = plan();
        let year = month(AS_OF).fiscal_year();
        let mut form = form(&plan, "1-1-1", AS_OF);
        form.raw.indicators[1].years.retain(|own| *own != year);
        form.raw.values.retain(|value| (value.indicator, value.year) != (Some(1), Some(year)));
        let mut labels = form.raw.labels.iter();
        let row = labels.find(|label| (label.field, label.indicator) == (Field::Actual, Some(1)));
        let pos = row.unwrap().pos;
        form.raw.cells.retain(|(_, role)| !matches!(role, CellRole::Value(_)));
        let found = run(&plan, vec![form]).findings;
        let told = first("S10", &found);
        assert!(matches!(told.location, Location::Cell(cell) if cell.pos == pos), "{told:?}");
    }
}
