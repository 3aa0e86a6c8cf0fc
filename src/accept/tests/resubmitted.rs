//! Tests which projects are marked 再提出.

use crate::form::field::{Control, Field};
use crate::sample::forms::{AS_OF, Form, form, id, plan, run};

fn is_resubmitted(forms: impl Fn(Form) -> Vec<Form>) -> bool {
    let plan = plan();
    let mut forms = forms(form(&plan, "1-1-1", AS_OF));
    forms.push(form(&plan, "1-1-2", AS_OF));
    run(&plan, forms).assessment.project(&id("1-1-1")).unwrap().resubmitted
}

#[test]
fn a_project_is_resubmitted_by_a_later_issue_or_a_replaced_return() {
    assert!(!is_resubmitted(|form| vec![form]));
    assert!(is_resubmitted(|form| vec![form.control(Control::IssueNumber, "2")]));
    assert!(is_resubmitted(|form| {
        let later = form.clone().path("2032-03/b.xlsx").set(Field::EnteredOn, "2032/4/10");
        vec![form.set(Field::EnteredOn, "2032/4/5"), later.actual(0, "420手続")]
    }));
}
