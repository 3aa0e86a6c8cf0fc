//! M20: the master holds an actual of the year that is being reported, or of a later one.

use crate::findings::finding::{Kind, Role, Severity};

/// The kind.
pub(crate) static KIND: Kind = Kind {
    code: "M20",
    severity: Severity::Check,
    title: "今年度の実績の入力",
    help: "今年度の実績は回答から取るため、空欄か「-」にしてください。すでに終わった年度の実績であれば、このままで構いません",
    explain: include_str!("m20_running_year.md"),
    role: Role::Master,
    ..Kind::PLAIN
};

#[cfg(test)]
mod tests {
    use crate::sample::master::said_in_year;
    use crate::text::calendar::FiscalYear;

    #[test]
    fn an_actual_of_the_running_year_is_reported() {
        assert_eq!(
            said_in_year(&[], FiscalYear::new(2030)),
            [
                "M20 1-1-1：2030年度の実績「125手続」が入力されています（2030年度の実績は回答から取ります）",
                "M20 1-2-1①：2030年度の実績「36.3%」が入力されています（2030年度の実績は回答から取ります）"
            ]
        );
        let later = [("指標", 0, 11, "300手続")];
        assert_eq!(
            said_in_year(&later, FiscalYear::new(2031)),
            ["M20 1-1-1：2031年度の実績「300手続」が入力されています（2031年度の実績は回答から取ります）"]
        );
    }

    #[test]
    fn actuals_of_past_years_and_dashes_are_accepted() {
        assert!(said_in_year(&[], FiscalYear::new(2031)).is_empty());
        assert!(said_in_year(&[("指標", 0, 11, "-")], FiscalYear::new(2031)).is_empty());
    }
}
