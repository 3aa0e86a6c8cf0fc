//! S13: the form came back as it was issued.

use crate::findings::finding::{Finding, Kind, Severity};
use crate::sources::CellRef;

/// The kind.
pub static KIND: Kind = Kind {
    code: "S13",
    severity: Severity::Info,
    title: "記入のない様式",
    help: "対応は要りません",
    explain: include_str!("s13_untouched.md"),
    ..Kind::PLAIN
};

/// Makes the finding.
pub fn finding(at: CellRef) -> Finding {
    KIND.at(at, "配布したままで記入がないため、提出として取り扱いませんでした")
}

#[cfg(test)]
mod tests {
    use crate::form::field::Field;
    use crate::plan::model::{ExtraItem, ExtraKind, ExtraOwner, Subject};
    use crate::returns::FormOutcome;
    use crate::sample::forms::{AS_OF, Form, form, plan, run, said, times};
    use workbook::Cell;

    fn untouched_but(change: impl Fn(Form) -> Form) -> (Vec<String>, FormOutcome) {
        let plan = plan();
        let blank = change(form(&plan, "1-1-1", AS_OF).blank());
        let c = run(&plan, vec![blank, form(&plan, "1-1-2", AS_OF)]);
        (said(&c.findings), c.returns[0].outcome)
    }

    #[test]
    fn an_untouched_form_does_not_count_as_returned() {
        let (told, outcome) = untouched_but(|form| form);
        assert_eq!(
            told.iter().filter(|text| text.starts_with('S')).collect::<Vec<_>>(),
            ["S13 配布したままで記入がないため、提出として取り扱いませんでした"]
        );
        assert!(told.iter().any(|text| text.starts_with("R01")), "{told:?}");
        assert_eq!((told.len(), outcome), (2, FormOutcome::Refused));
    }

    #[test]
    fn an_untouched_form_leaves_the_earlier_months_values_in_place() {
        let plan = plan();
        let december = form(&plan, "1-1-1", "2031-12").set(Field::Activity, "12月の取組");
        let issued = form(&plan, "1-1-1", AS_OF).blank().set(Field::Activity, "12月の取組");
        let c = run(&plan, vec![december, issued, form(&plan, "1-1-2", AS_OF)]);
        assert!(said(&c.findings).iter().any(|text| text.starts_with("S13")), "{:?}", said(&c.findings));
        let stands = &c.accepted_months.months[&c.as_of].projects[&plan.projects[0].id];
        assert_eq!(stands.carried_from().map(|month| month.to_string()).as_deref(), Some("2031-12"));
    }

    #[test]
    fn a_form_with_any_entry_of_the_department_counts_as_returned() {
        let ways: [fn(Form) -> Form; 4] = [
            |form| form.set(Field::Activity, "窓口を改めました。"),
            |form| form.set(Field::Summary, "新しい概要です。"),
            |form| form.remark("実績は来月報告します"),
            |form| form.of_year(Field::Actual, 0, 2032, "450手続"),
        ];
        for change in ways {
            let (told, _) = untouched_but(change);
            assert!(!told.iter().any(|text| text.starts_with("S13")), "{told:?}");
        }
    }

    #[test]
    fn a_form_with_only_an_additional_item_filled_in_is_returned() {
        let mut plan = plan();
        plan.items = vec![ExtraItem {
            name: "財源".to_owned(),
            subject: Subject::Indicator,
            kind: ExtraKind::Text,
            owner: ExtraOwner::Department,
            required: false,
            listed: false,
            printed: false,
            public: false,
        }];
        let filled =
            form(&plan, "1-1-1", AS_OF).blank().row(Field::IndicatorItem(0), 0, Cell::text("国庫補助金"));
        let c = run(&plan, vec![filled, form(&plan, "1-1-2", AS_OF)]);
        assert_eq!(times("S13", &c.findings), 0);
    }
}
