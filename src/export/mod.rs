//! Files for other programs: consolidation.json, the record of a month, and the tables for publication.

mod build;
mod checked_files;
mod number;
mod package;
mod public;
mod record_failure;
mod schema;

use std::io::Write;

use crate::consolidate::Consolidation;
use crate::export::record_failure::record_failure;
use crate::failure::Failure;
use crate::plan::Plan;
use crate::sheet::Outbox;

pub use checked_files::checked_files;

/// The file name of the record.
pub const RECORD: &str = "consolidation.json";

/// Composes consolidation.json, row by row, and the tables of 公開用. Returns their paths.
///
/// # Errors
/// If a row cannot be serialised.
pub fn write(plan: &Plan, c: &Consolidation, outbox: &Outbox<'_>) -> Result<Vec<String>, Failure> {
    let mut stream = outbox.stream(RECORD);
    write_record(plan, c, &mut stream)?;
    stream.finish();
    let mut paths = vec![RECORD.to_owned()];
    for file in public::tables(plan, c)? {
        paths.push(file.path.clone());
        outbox.put(file);
    }
    Ok(paths)
}

/// Returns consolidation.json alone.
///
/// # Errors
/// If a row cannot be serialised.
pub fn record(plan: &Plan, c: &Consolidation) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    write_record(plan, c, &mut bytes)?;
    Ok(bytes)
}

fn write_record(plan: &Plan, c: &Consolidation, mut to: impl Write) -> Result<(), Failure> {
    serde_json::to_writer_pretty(&mut to, &build::record(plan, c)).map_err(record_failure)?;
    to.write_all(b"\n").map_err(record_failure)
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use rust_decimal::Decimal;
    use serde_json::Value;

    use crate::evaluate::summary::MonthSummary;
    use crate::export::{record, write};
    use crate::sample::results as sample;
    use crate::sheet::outbox::collected;
    use crate::text::calendar::Month;

    /// The keys of the objects in consolidation.json, by JSON pointer.
    const KEYS: [(&str, &str); 20] = [
        (
            "",
            "schema generator plan as_of fiscal_year previous files returns values remarks findings indicators projects departments summary reconciliation",
        ),
        ("/plan", "title version sha256"),
        ("/files/0", "path sha256 outcome reason forms"),
        (
            "/returns/0",
            "id project department as_of issue_number plan_version entered_on file sheet outcome rank",
        ),
        (
            "/values/0",
            "return project indicator field fiscal_year text number unit population outcome file sheet cells",
        ),
        ("/remarks/0", "return kind text file sheet cell"),
        (
            "/findings/0",
            "code severity project indicator department return file sheet cell related found expected message help",
        ),
        ("/findings/0/related/0", "file sheet cell"),
        (
            "/indicators/0",
            "project indicator fiscal_year target_text actual_text target actual rate effect effect_basis effect_computed reason pace forecast forecast_basis outlook attainment source carried_from told_in",
        ),
        ("/indicators/0/source", "file sheet cell"),
        (
            "/projects/0",
            "project name departments lead effect progress progress_basis progress_computed state resubmitted carried_from",
        ),
        ("/departments/0", "department bureau projects returned to_correct missing state"),
        ("/summary", "effect progress by_policy by_measure by_department by_bureau submission"),
        ("/summary/effect", "projects indicators"),
        ("/summary/submission/0", "name count"),
        ("/summary/by_measure/0", "name effect progress"),
        ("/reconciliation", "files forms cells closes"),
        ("/reconciliation/files", "in out"),
        ("/reconciliation/forms/out", "採用 一部採用 差替え済 重複 対象外の月 不採用"),
        ("/reconciliation/files/out", "読取 重複 無視 対象外 不採用"),
    ];

    fn json() -> (String, Value) {
        let text = String::from_utf8(record(&sample::plan(), &sample::consolidation()).unwrap()).unwrap();
        let value = serde_json::from_str(&text).unwrap();
        (text, value)
    }

    #[test]
    fn every_object_has_its_keys_and_the_record_has_them_in_order() {
        let (text, value) = json();
        for (at, expected) in KEYS {
            let object = value.pointer(at).unwrap().as_object().unwrap();
            let mut wanted: Vec<&str> = expected.split(' ').collect();
            wanted.sort_unstable();
            let mut found: Vec<&str> = object.keys().map(String::as_str).collect();
            found.sort_unstable();
            assert_eq!(found, wanted, "{at}");
        }
        let order: Vec<usize> =
            KEYS[0].1.split(' ').map(|key| text.find(&format!("\n  \"{key}\"")).unwrap()).collect();
        assert!(order.is_sorted());
        assert!(text.ends_with("}\n") && !text.ends_with("\n\n"));
    }

    #[test]
    fn numbers_are_strings_and_absent_values_are_null() {
        let (_, value) = json();
        let at = |pointer: &str| value.pointer(pointer).unwrap().clone();
        assert_eq!(at("/indicators/0/rate"), "102.8");
        assert_eq!(at("/indicators/0/actual"), "411");
        assert_eq!(at("/indicators/0/outlook"), "達成見込み");
        assert_eq!(at("/indicators/0/fiscal_year"), 2022);
        assert_eq!(at("/indicators/0/indicator"), "");
        assert_eq!(at("/indicators/2/indicator"), Value::Null);
        assert_eq!(at("/indicators/2/source"), Value::Null);
        assert_eq!(at("/previous"), Value::Null);
        assert_eq!(at("/departments/0/bureau"), Value::Null);
        assert_eq!(at("/findings/1/file"), Value::Null);
        assert_eq!(at("/findings/0/cell"), "D15");
        assert_eq!(at("/generator"), format!("shinchoku {}", env!("CARGO_PKG_VERSION")));
    }

    #[test]
    fn values_are_in_the_order_of_their_cells() {
        let (_, value) = json();
        let rows = value["values"].as_array().unwrap();
        let shown: Vec<(&str, &str)> = rows
            .iter()
            .map(|row| (row["field"].as_str().unwrap(), row["cells"][0].as_str().unwrap()))
            .collect();
        assert_eq!(shown, [("actual", "D14"), ("forecast", "D15"), ("activity", "D21")]);
        assert_eq!(rows[0]["fiscal_year"], 2022);
        assert_eq!(rows[0]["population"], "800");
        assert_eq!(rows[1]["outcome"], "保留");
        assert_eq!(rows[2]["fiscal_year"], Value::Null);
    }

    #[test]
    fn the_published_tables_have_no_prose_of_departments() {
        let files = collected(|outbox| {
            write(&sample::plan(), &sample::consolidation(), outbox).unwrap();
        });
        let published: BTreeMap<&str, String> = files
            .iter()
            .map(|(path, bytes)| (path.as_str(), String::from_utf8(bytes.clone()).unwrap()))
            .collect();
        let projects = &published["公開用/事業.csv"];
        assert!(projects.contains("手続のオンライン化") && !projects.contains("受付を始めました"));
        let progress: Vec<&str> = published["公開用/進捗.csv"].lines().collect();
        assert_eq!(
            progress[1],
            "2023-03,1-1-1,手続のオンライン化,,オンライン手続数,手続,2022,400手続／800手続,400,411手続,411,,102.8,達成,数値"
        );
        assert_eq!(progress.len(), 3);
    }

    #[test]
    fn the_tables_are_described_with_their_types_and_keys() {
        let files = collected(|outbox| {
            write(&sample::plan(), &sample::consolidation(), outbox).unwrap();
        });
        let package: Value = serde_json::from_slice(&files["公開用/datapackage.json"]).unwrap();
        assert_eq!(package["name"], "shinchoku-2023-03");
        for resource in package["resources"].as_array().unwrap() {
            let table = &files[&format!("公開用/{}", resource["path"].as_str().unwrap())];
            assert_eq!(resource["bytes"], table.len());
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let mut rows = csv::Reader::from_reader(table.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap());
            let headings: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
            let described: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
            assert_eq!(described, headings);
            let key: Vec<usize> = resource["schema"]["primaryKey"]
                .as_array()
                .unwrap()
                .iter()
                .map(|name| headings.iter().position(|heading| heading == name.as_str().unwrap()).unwrap())
                .collect();
            let mut keys = BTreeSet::new();
            for row in rows.records() {
                let row = row.unwrap();
                for (field, text) in fields.iter().zip(row.iter()) {
                    let fits = match field["type"].as_str().unwrap() {
                        "yearmonth" => Month::parse_iso(text).is_some(),
                        "integer" => text.parse::<i64>().is_ok(),
                        "number" => text.parse::<Decimal>().is_ok(),
                        _ => true,
                    };
                    let may_be_blank = field.get("missingValues").is_some();
                    assert!(fits || (text.is_empty() && may_be_blank), "{field} {text}");
                }
                assert!(keys.insert(key.iter().map(|at| row[*at].to_owned()).collect::<Vec<_>>()));
            }
        }
    }

    #[test]
    fn a_record_read_back_gives_the_summary_of_its_month() {
        let (plan, c) = (sample::plan(), sample::consolidation());
        let bytes = record(&plan, &c).unwrap();
        let read = crate::closed::read(&plan, c.as_of, &bytes).unwrap();
        let itself = MonthSummary::of(&plan, &c.assessment);
        assert!(read.closed && read.month == c.as_of);
        assert_eq!((&read.projects, &read.version), (&itself.projects, &plan.version));
        assert_eq!(read.indicators.len(), itself.indicators.len());
        assert_eq!(read.indicators[0], itself.indicators[0]);
    }

    #[test]
    fn a_record_of_an_earlier_version_is_read_with_the_current_project_numbers() {
        let (plan, c) = (sample::plan(), sample::consolidation());
        let bytes = record(&plan, &c).unwrap();
        let read = |plan: &crate::plan::Plan| crate::closed::read(plan, c.as_of, &bytes).unwrap();
        let before = read(&plan);
        // The two projects have exchanged their numbers.
        let mut today = sample::plan();
        today.version = "第9版".to_owned();
        today.projects.edit(|projects| {
            for (at, other) in [(0, plan.projects[1].id.clone()), (1, plan.projects[0].id.clone())] {
                projects[at].former = vec![std::mem::replace(&mut projects[at].id, other)];
            }
        });
        let after = read(&today);
        let names = |summary: &MonthSummary| {
            let mut names: Vec<String> =
                summary.projects.iter().map(|row| format!("{} {}", row.project, row.name)).collect();
            names.sort();
            names
        };
        let [one, two] = [0, 1].map(|at| (plan.projects[at].id.clone(), plan.projects[at].name.clone()));
        assert!(names(&before).contains(&format!("{} {}", one.0, one.1)));
        assert!(names(&after).contains(&format!("{} {}", two.0, one.1)), "{:?}", names(&after));
        assert!(names(&after).contains(&format!("{} {}", one.0, two.1)), "{:?}", names(&after));
        assert_eq!(
            after.indicators.of_parent(&two.0).map(|row| &row.actual).collect::<Vec<_>>(),
            before.indicators.of_parent(&one.0).map(|row| &row.actual).collect::<Vec<_>>()
        );
        // The shares and counts that the committee saw are those of the record.
        assert_eq!(
            (after.submitted, after.achieved, after.on_track, after.needs_action),
            (before.submitted, before.achieved, before.on_track, before.needs_action)
        );
        // In a record of the same version, former numbers do not count.
        today.version = plan.version.clone();
        assert_eq!(names(&read(&today)), names(&before));
    }

    #[test]
    fn a_judgment_that_the_plan_dropped_needs_no_action_in_a_record() {
        let (mut plan, c) = (sample::plan(), sample::consolidation());
        let bytes = record(&plan, &c).unwrap();
        let read = |plan: &_| crate::closed::read(plan, c.as_of, &bytes).unwrap().needs_action;
        assert!(read(&plan) > 0);
        plan.bands.effect.clear();
        plan.bands.progress.clear();
        assert_eq!(read(&plan), 0);
    }

    #[test]
    fn an_invalid_record_is_refused_with_the_reason() {
        let (plan, c) = (sample::plan(), sample::consolidation());
        let bytes = record(&plan, &c).unwrap();
        let why = |month: Month, bytes: &[u8]| crate::closed::read(&plan, month, bytes).unwrap_err();
        assert_eq!(why(c.as_of.prev(), &bytes), "ファイル名は 2023-02 ですが、中の基準月は 2023-03 です");
        assert_eq!(why(c.as_of, b"{\"schema\": 2}"), "この版では読み取れない形式（schema 2）の記録です");
        for bytes in [&b""[..], b"{", b"[]", b"{\"schema\": 1}", b"\xff"] {
            assert_eq!(why(c.as_of, bytes), "確定の記録として読み取れません");
        }
        // A record with a missing key or an invalid id is refused as well.
        let text = String::from_utf8(bytes).unwrap();
        for (from, to) in [("\"projects\": [", "\"other\": ["), ("\"1-1-1\"", "\"一\"")] {
            assert_eq!(why(c.as_of, text.replace(from, to).as_bytes()), "確定の記録として読み取れません");
        }
    }
}
