//! Whatever texts are in a plan and in returns, every book is composed and well-formed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::commands::consolidate::compose;
use crate::commands::distribute::write_books;
use crate::commands::tests::draw;
use crate::figure::Figure;
use crate::form::field::Field;
use crate::ids::IndicatorId;
use crate::plan::Plan;
use crate::plan::model::{Decision, ExtraItem, ExtraKind, ExtraOwner, RoadmapItem, RoadmapKind, Subject};
use crate::sample::forms::{AS_OF, form, month, plan, run};
use crate::sheet::outbox::collected;
use crate::sheet::xml::is_forbidden;
use crate::text::calendar::FiscalYear;

/// Texts that challenge the limits of Excel, its syntax, XML, or names of files and sheets.
fn hostile() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => any::<String>(),
        2 => "\\PC{0,60}",
        2 => prop::sample::select(vec![
            "", " ", "　", "'", "''", "=1+1", "-1", "@SUM(A1)", "+1", "\u{feff}", "\u{ffff}", "\u{fffe}x",
            "\u{0}", "\u{1}\u{b}", "a\tb\r\nc", "[x]", "a:b*c?d/e\\f", "\"", "a,b", "&amp;<>", "]]>", "CON",
            "nul.xlsx", ".", "..", "../../x", "{=1}", "&P&N&[Tab]", "#REF!", "$A$1", "R1C1", "TRUE", "_x000D_",
            "http://x", "mailto:x", "internal:x", "file:///x#'y'!A1", "概況", "進捗一覧", "データ", "History", "𠮷",
        ])
        .prop_map(str::to_owned),
        1 => (prop::sample::select(vec!["長", "𠮷", "\"", "'", "&", "\n", "a "]), 200_usize..40_000)
            .prop_map(|(text, times)| text.repeat(times)),
    ]
}

/// A supply of texts; empty ones after the last.
struct Texts(std::vec::IntoIter<String>);

impl Texts {
    fn next(&mut self) -> String {
        self.0.next().unwrap_or_default()
    }
}

/// Returns the sample plan with texts from the supply in most of its fields.
fn spoilt(texts: &mut Texts) -> Plan {
    let mut plan = plan();
    for text in [
        &mut plan.title,
        &mut plan.volume_title,
        &mut plan.version,
        &mut plan.published,
        &mut plan.organisation,
        &mut plan.secretariat,
        &mut plan.committee,
        &mut plan.volume_note,
    ] {
        *text = texts.next();
    }
    plan.policies.edit(|policies| policies.iter_mut().for_each(|policy| policy.name = texts.next()));
    plan.measures.edit(|measures| {
        for measure in measures {
            (measure.name, measure.outcome, measure.group) = (texts.next(), texts.next(), texts.next());
        }
    });
    let renamed: BTreeMap<String, String> =
        plan.departments.iter().map(|department| (department.name.clone(), texts.next())).collect();
    plan.departments.edit(|departments| {
        for department in departments {
            department.name.clone_from(&renamed[&department.name]);
            (department.bureau, department.contact) = (texts.next(), texts.next());
        }
    });
    for (at, kind) in [
        ExtraKind::Text,
        ExtraKind::Number(texts.next()),
        ExtraKind::Choice(vec![texts.next(), texts.next()]),
        ExtraKind::Text,
    ]
    .into_iter()
    .enumerate()
    {
        plan.items.push(ExtraItem {
            name: texts.next(),
            subject: if at % 2 == 0 { Subject::Project } else { Subject::Indicator },
            kind,
            owner: if at == 3 { ExtraOwner::Plan } else { ExtraOwner::Department },
            required: true,
            listed: true,
            printed: true,
            public: true,
        });
    }
    for band in plan.bands.effect.iter_mut().chain(&mut plan.bands.progress) {
        (band.name, band.symbol) = (texts.next(), texts.next());
    }
    plan.projects.edit(|projects| {
        for project in projects {
            project.lead.clone_from(&renamed[&project.lead]);
            (project.name, project.overview_name) = (texts.next(), texts.next());
            (project.issue, project.purpose, project.summary) = (texts.next(), texts.next(), texts.next());
            (project.departments_text, project.schedule_heading) = (texts.next(), texts.next());
            for indicator in &mut project.indicators {
                indicator.id = IndicatorId::new(&texts.next());
                (indicator.name, indicator.unit, indicator.note) = (texts.next(), texts.next(), texts.next());
                (indicator.source, indicator.about) = (texts.next(), texts.next());
                let year = indicator.years.get_mut(&FiscalYear::new(2031)).unwrap();
                *year.target = Figure::parse(&texts.next(), &indicator.unit);
            }
        }
    });
    let period = (plan.period_start, plan.period_end);
    plan.roadmap.edit(|roadmap| {
        roadmap.push(RoadmapItem {
            measure: "1-1".to_owned(),
            text: texts.next(),
            from: period.0,
            to: period.1,
            kind: RoadmapKind::Span,
            note: texts.next(),
        });
    });
    plan.decisions.edit(|decisions| {
        decisions.push(Decision {
            meeting: texts.next(),
            project: None,
            decision: texts.next(),
            status: String::new(),
        });
    });
    plan
}

/// Asserts that every part of a book has only characters that XML allows, and parses.
fn opens(name: &str, bytes: &[u8]) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    for index in 0..zip.len() {
        let mut text = String::new();
        zip.by_index(index).unwrap().read_to_string(&mut text).unwrap();
        assert!(!text.contains(is_forbidden), "{name} {index}");
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            let event = reader.read_event();
            assert!(event.is_ok(), "{name} {index} {event:?}");
            if matches!(event, Ok(quick_xml::events::Event::Eof)) {
                break;
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if draw::whole() { 24 } else { 2 },
        rng_seed: RngSeed::Fixed(1),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn no_text_prevents_a_book(texts in prop::collection::vec(hostile(), 120)) {
        let mut texts = Texts(texts.into_iter());
        let plan = spoilt(&mut texts);
        let forms = ["1-1-1", "1-1-2"].map(|number| {
            let mut form = form(&plan, number, AS_OF);
            for field in [Field::Activity, Field::Reason, Field::NextStep, Field::RevisionText, Field::Name] {
                form = form.set(field, &texts.next());
            }
            form.set(Field::RevisionWish, "あり")
                .actual(0, &texts.next())
                .set(Field::Author, &texts.next())
                .remark(&texts.next())
                .sheet(&texts.next())
        });
        let consolidation = run(&plan, forms.into());
        let month = month(AS_OF);
        let books = collected(|outbox| {
            compose(&plan, &consolidation, "../../input", outbox).unwrap();
            write_books(&plan, month, &consolidation.accepted_months, outbox).unwrap();
        });
        for (name, bytes) in books.iter().filter(|(name, _)| name.ends_with(".xlsx")) {
            opens(name, bytes);
        }
    }
}
