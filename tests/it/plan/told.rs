//! A plan as text, for a snapshot that can be reviewed without opening the workbook.

use std::fmt::Write;

use shinchoku::plan::Plan;
use shinchoku::plan::model::Project;

/// Everything that the program read from the master workbook, one item a line.
pub(crate) fn told(plan: &Plan) -> String {
    let mut out = String::new();
    let mut line = |text: String| writeln!(out, "{}", text.trim_end()).unwrap();
    let years: Vec<i32> = plan.fiscal_years.iter().map(|year| year.year()).collect();
    line(format!("{} {} {} ({})", plan.organisation, plan.title, plan.version, plan.published));
    line(format!("{} / {} / {} / {}", plan.volume_title, plan.volume_note, plan.secretariat, plan.committee));
    line(format!("{}~{} {years:?}", plan.period_start, plan.period_end));
    for policy in &plan.policies {
        line(format!("policy {} {}", policy.number, policy.name));
    }
    for measure in &plan.measures {
        line(format!("measure {} [{}] {}", measure.heading(), measure.policy, measure.outcome));
    }
    for project in &plan.projects {
        tell_project(project, &mut line);
    }
    for department in &plan.departments {
        let (name, bureau, contact) = (&department.name, &department.bureau, &department.contact);
        line(format!("department {name} {:?} [{bureau}] [{contact}]", department.aliases));
    }
    for item in &plan.roadmap {
        let (from, to, kind) = (item.from, item.to, item.kind);
        line(format!("roadmap {} {from}~{to} {kind:?} {} [{}]", item.measure, item.text, item.note));
    }
    for report in &plan.schedule {
        line(format!("report {} {:?} {:?}", report.month, report.deadline, report.meeting));
    }
    for band in plan.bands.effect.iter().chain(&plan.bands.progress) {
        let floor = band.floor.map(|floor| floor.to_string());
        line(format!("band {} {} {floor:?} {}", band.symbol, band.name, band.needs_action));
    }
    line(format!("settings {:?}", plan.settings));
    for judgment in &plan.judgments {
        line(format!("judgment {judgment:?}"));
    }
    for decision in &plan.decisions {
        line(format!("decision {decision:?}"));
    }
    line(format!("labels {}", serde_json::to_string_pretty(&plan.labels).unwrap()));
    out
}

fn tell_project(project: &Project, line: &mut impl FnMut(String)) {
    line(format!("project {} [{}] {}", project.id, project.measure, project.name));
    line(format!("  概要での名称 {}", project.overview_name));
    for (label, text) in [("課題", &project.issue), ("目的", &project.purpose), ("概要", &project.summary)]
    {
        line(format!("  {label} {text}"));
    }
    line(format!(
        "  担当課 {} = {:?} others {} lead {}",
        project.departments_text, project.departments, project.and_others, project.lead
    ));
    line(format!("  schedule {} [{}]", project.schedule_heading, project.note));
    for indicator in &project.indicators {
        line(format!("  indicator {} {} ({})", indicator.id, indicator.name, indicator.unit));
        line(format!(
            "    {} {:?} {:?} {:?} [{}]",
            indicator.accumulation.word(),
            indicator.direction,
            indicator.method,
            indicator.baseline.map(|baseline| baseline.to_string()),
            indicator.note
        ));
        for (year, cells) in &indicator.years {
            let quantity = |figure: &shinchoku::figure::Figure| {
                figure.quantity.as_ref().map_or(String::new(), |quantity| {
                    let population = quantity.population.map_or(String::new(), |all| format!(" of {all}"));
                    format!(" {quantity}{population}")
                })
            };
            line(format!(
                "    {year}: {} ({:?}{}) from {} | {} ({:?}{}) from {}",
                cells.target.text,
                cells.target.kind,
                quantity(&cells.target),
                cells.target_from,
                cells.actual.text,
                cells.actual.kind,
                quantity(&cells.actual),
                cells.actual_from
            ));
        }
    }
}
