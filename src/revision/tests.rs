//! The changes between two versions of a small plan.

use crate::figure::Figure;
use crate::ids::{IndicatorId, ProjectId};
use crate::plan::Plan;
use crate::plan::model::{Department, Direction, Goal, Measure, Project};
use crate::revision::change::Change;
use crate::revision::{Movement, Revision};
use crate::sample::forms::{plan, set_year};

/// Returns every change in words: part, kind, subject, item, old and new.
fn said(old: &Plan, new: &Plan) -> Vec<String> {
    Revision::between(old, new).changes.iter().map(words).collect()
}

fn words(change: &Change) -> String {
    let Change { part, kind, subject, item, old, new, .. } = change;
    format!("{} {}｜{subject}｜{item}｜{old}→{new}", part.word(), kind.words())
}

/// Returns the changes in words after the projects of the plan were edited.
fn said_of_projects(change: impl FnOnce(&mut Vec<Project>)) -> Vec<String> {
    let mut new = plan();
    new.projects.edit(change);
    said(&plan(), &new)
}

fn id(text: &str) -> ProjectId {
    ProjectId::parse(text).unwrap()
}

/// Returns a project that has nothing in common with those of the plan.
fn stranger(like: &Project, number: &str) -> Project {
    Project {
        id: id(number),
        name: "道路台帳の電子化".to_owned(),
        overview_name: "道路台帳の電子化".to_owned(),
        issue: "紙の台帳は傷みやすく、探すのに時間がかかります。".to_owned(),
        purpose: "誰でもすぐに見られるようにします。".to_owned(),
        summary: "台帳を順に読み取り、庁内で公開します。".to_owned(),
        indicators: Vec::new(),
        ..like.clone()
    }
}

/// Returns the plan with texts by which its projects can be distinguished.
fn with_texts() -> Plan {
    let mut plan = plan();
    plan.projects.edit(|projects| {
        projects[0].summary = "窓口の手順を見直し、待ち時間を半分にします。".to_owned();
        projects[1].summary = "館内の案内板を置き換え、多言語で案内します。".to_owned();
    });
    plan
}

#[test]
fn equal_plans_have_no_change() {
    let revision = Revision::between(&plan(), &plan());
    assert!(revision.is_empty());
    assert!(revision.final_targets.iter().all(|target| target.movement == Movement::Same));
    // Memos, contacts and white space are not part of the plan.
    let mut new = plan();
    new.projects.edit(|projects| {
        projects[0].note = "覚え書き".to_owned();
        projects[0].issue = format!("{}\r\n", projects[0].issue);
    });
    new.departments.edit(|rows| rows[0].contact = "内線1".to_owned());
    assert!(Revision::between(&plan(), &new).is_empty());
}

#[test]
fn a_text_is_changed_or_only_spelt_differently() {
    let said = said_of_projects(|projects| {
        projects[0].issue = "別の課題です。".to_owned();
        projects[1].name = "案内の　充実".to_owned();
    });
    assert!(said[0].starts_with("事業 内容の変更｜1-1-1 窓口の見直し｜課題｜"), "{said:?}");
    assert_eq!(said[1..], ["事業 表記の変更｜1-1-2 案内の　充実｜事業名称｜案内の充実→案内の　充実"]);
}

#[test]
fn a_renamed_project_is_neither_removed_nor_added() {
    assert_eq!(
        said_of_projects(|projects| {
            projects[0].name = "窓口の見直しと改善".to_owned();
            projects[0].overview_name = projects[0].name.clone();
        }),
        ["事業 名称の変更｜1-1-1 窓口の見直しと改善｜事業名称｜窓口の見直し→窓口の見直しと改善"]
    );
}

#[test]
fn a_removed_project_is_reported_before_the_one_that_takes_its_number() {
    let old = with_texts();
    let mut new = with_texts();
    new.projects.edit(|projects| {
        projects.remove(0);
        projects[0].id = id("1-1-1");
    });
    let said = said(&old, &new);
    assert_eq!(said[0], "事業 削除｜1-1-1 窓口の見直し｜個別事業｜1-1-1 窓口の見直し→");
    assert_eq!(said[1], "事業 番号の変更｜1-1-1 案内の充実｜整理番号｜1-1-2→1-1-1");
    assert_eq!(said.len(), 4, "the two indicators are removed as well: {said:?}");
}

#[test]
fn a_project_with_another_number_and_name_is_matched_by_its_texts() {
    let old = with_texts();
    let mut new = with_texts();
    new.projects.edit(|projects| {
        projects[1].id = id("1-1-3");
        projects[1].name = "多言語表示".to_owned();
        projects[1].overview_name = "多言語表示".to_owned();
        projects[1].summary = "館内の案内板をすべて置き換え、多言語で案内します。".to_owned();
    });
    let said = said(&old, &new);
    assert_eq!(said[0], "事業 番号の変更｜1-1-3 多言語表示｜整理番号｜1-1-2→1-1-3");
    assert_eq!(said[1], "事業 名称の変更｜1-1-3 多言語表示｜事業名称｜案内の充実→多言語表示");
    assert!(said.iter().all(|words| !words.contains("追加") && !words.contains("削除")), "{said:?}");
}

#[test]
fn another_project_with_the_same_number_is_not_matched() {
    let old = with_texts();
    let mut new = with_texts();
    new.projects.edit(|projects| projects[0] = stranger(&projects[0], "1-1-1"));
    let said = said(&old, &new);
    assert_eq!(said[0], "事業 追加｜1-1-1 道路台帳の電子化｜個別事業｜→1-1-1 道路台帳の電子化");
    assert_eq!(said[1], "事業 削除｜1-1-1 窓口の見直し｜個別事業｜1-1-1 窓口の見直し→");
}

#[test]
fn a_project_moves_to_another_measure_and_follows_a_renumbered_one() {
    let mut new = plan();
    let measure = |number: &str, name: &str| Measure {
        number: number.to_owned(),
        policy: "1".to_owned(),
        name: name.to_owned(),
        outcome: String::new(),
        group: String::new(),
        is_policy: false,
    };
    new.measures = vec![measure("1-1", "施策"), measure("1-2", "新しい施策")].into();
    new.projects.edit(|projects| {
        projects[1].id = id("1-2-1");
        projects[1].measure = "1-2".to_owned();
    });
    assert_eq!(
        said(&plan(), &new),
        [
            "体系 追加｜1-2 新しい施策｜施策｜→1-2 新しい施策",
            "事業 番号の変更｜1-2-1 案内の充実｜整理番号｜1-1-2→1-2-1",
            "事業 移動｜1-2-1 案内の充実｜施策｜1-1 施策→1-2 新しい施策",
        ]
    );
    let mut new = plan();
    new.measures = vec![measure("1-2", "施策")].into();
    new.projects.edit(|projects| {
        for project in projects {
            project.id = id(&project.id.to_string().replace("1-1-", "1-2-"));
            project.measure = "1-2".to_owned();
        }
    });
    let revision = Revision::between(&plan(), &new);
    let words: Vec<String> = revision.changes.iter().map(words).collect();
    assert_eq!(words[0], "体系 番号の変更｜1-2 施策｜施策番号｜1-1→1-2");
    assert_eq!(words[1], "事業 番号の変更｜1-2-1 窓口の見直し｜整理番号｜1-1-1→1-2-1");
    assert_eq!(revision.changes[1].remark, "施策の番号の変更によるものです。");
    assert_eq!(words.len(), 3);
}

#[test]
fn a_project_in_another_place_is_reported_as_reordered() {
    let said = said_of_projects(|projects| projects.swap(0, 1));
    assert_eq!(said, ["事業 順序の変更｜1-1-2 案内の充実｜事業の順序｜「1-1-1 窓口の見直し」の次→先頭"]);
}

#[test]
fn targets_are_raised_lowered_set_and_dropped() {
    let said = said_of_projects(|projects| {
        let [stock, rate] = projects[0].indicators.as_mut_slice() else { panic!("two indicators") };
        set_year(stock, 2032, "700手続／800手続", "-");
        set_year(stock, 2033, "750手続／800手続", "-");
        set_year(rate, 2031, "終了", "-");
        set_year(rate, 2033, "１００％", "-");
        set_year(&mut projects[1].indicators[0], 2033, "全館で運用", "-");
    });
    assert_eq!(
        said,
        [
            "指標 目標の引上げ｜1-1-1 窓口の見直し｜2032年度の目標①｜600手続／800手続→700手続／800手続",
            "指標 目標の引下げ｜1-1-1 窓口の見直し｜2033年度の目標①｜800手続／800手続→750手続／800手続",
            "指標 目標の取りやめ｜1-1-1 窓口の見直し｜2031年度の目標②｜60%→終了",
            "指標 表記の変更｜1-1-1 窓口の見直し｜2033年度の目標②｜100%→１００％",
            "指標 目標の設定｜1-1-2 案内の充実｜2033年度の目標｜-→全館で運用",
        ]
    );
}

#[test]
fn a_lower_number_counts_as_raised_if_less_is_better() {
    let of = |target: &str| {
        let mut plan = plan();
        plan.projects.edit(|projects| {
            let rate = &mut projects[0].indicators[1];
            rate.direction = Direction::Decrease;
            set_year(rate, 2033, target, "-");
        });
        plan
    };
    let revision = Revision::between(&of("50%"), &of("40%"));
    assert_eq!(revision.changes[0].kind.words(), "目標の引上げ");
    assert_eq!(revision.changes[0].remark, "少ないほどよい指標です。");
    let moved: Vec<_> = revision.final_targets.iter().filter(|one| one.movement != Movement::Same).collect();
    assert_eq!((moved.len(), moved[0].movement), (1, Movement::Raised));
}

#[test]
fn a_cell_over_several_years_is_one_change() {
    let with = |text: &str| {
        let mut plan = plan();
        plan.projects.edit(|projects| {
            let stock = &mut projects[0].indicators[0];
            let from = *stock.years.keys().nth(1).unwrap();
            for (_, cells) in stock.years.iter_mut().skip(1) {
                *cells.target = Figure::parse(text, "手続");
                cells.target_from = from;
            }
        });
        plan
    };
    let revision = Revision::between(&with("400手続"), &with("500手続"));
    assert_eq!(
        revision.changes.iter().map(words).collect::<Vec<_>>(),
        ["指標 目標の引上げ｜1-1-1 窓口の見直し｜2031年度～2033年度の目標①｜400手続→500手続"]
    );
    assert_eq!(revision.changes[0].topics.len(), 3);
}

#[test]
fn indicators_are_renamed_resymboled_added_and_removed() {
    let said = said_of_projects(|projects| {
        let mut added = projects[0].indicators[0].clone();
        added.id = IndicatorId::new("③");
        added.name = "満足した人".to_owned();
        added.unit = "人".to_owned();
        projects[0].indicators[0].name = "オンラインの手続数".to_owned();
        projects[0].indicators.push(added);
        projects[1].indicators.clear();
    });
    assert_eq!(
        said,
        [
            "指標 追加｜1-1-1 窓口の見直し｜指標｜→③満足した人",
            "指標 名称の変更｜1-1-1 窓口の見直し｜指標名①｜手続数→オンラインの手続数",
            "指標 削除｜1-1-2 案内の充実｜指標｜（名称のない指標）→",
        ]
    );
    let said = said_of_projects(|projects| {
        projects[0].indicators.remove(0);
        projects[0].indicators[0].id = IndicatorId::new("");
    });
    assert_eq!(
        said,
        [
            "指標 削除｜1-1-1 窓口の見直し｜指標｜①手続数→",
            "指標 番号の変更｜1-1-1 窓口の見直し｜指標記号｜②→",
        ]
    );
}

/// Returns the plan with these departments; `leads` are the leads of its projects, in order.
fn reorganised(departments: &[(&str, &[&str])], leads: [&str; 2]) -> Plan {
    let mut plan = plan();
    plan.departments = departments
        .iter()
        .map(|(name, aliases)| Department {
            name: (*name).to_owned(),
            own_name: (*name).to_owned(),
            bureau: String::new(),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            contact: String::new(),
        })
        .collect();
    plan.projects.edit(|projects| {
        for (project, lead) in projects.iter_mut().zip(leads) {
            project.lead = lead.to_owned();
            project.departments = vec![lead.to_owned()];
            project.departments_text = lead.to_owned();
        }
    });
    plan
}

#[test]
fn departments_are_renamed_merged_and_split() {
    let before = reorganised(&[("総務課", &[]), ("会計課", &[])], ["総務課", "会計課"]);
    let only_departments = |old: &Plan, new: &Plan| {
        let revision = Revision::between(old, new);
        let all = revision.changes.iter();
        let of = all.filter(|change| change.part.word() == "担当課" && change.item == "課名");
        of.map(words).collect::<Vec<_>>()
    };
    let renamed = reorganised(&[("行政総務課", &["総務課"]), ("会計課", &[])], ["行政総務課", "会計課"]);
    assert_eq!(
        only_departments(&before, &renamed),
        ["担当課 名称の変更｜行政総務課｜課名｜総務課→行政総務課"]
    );
    let revision = Revision::between(&before, &renamed);
    assert_eq!(revision.changes[0].remark, "課名の変更によるものです。");

    let merged = reorganised(&[("総務会計課", &["総務課", "会計課"])], ["総務会計課", "総務会計課"]);
    assert_eq!(
        only_departments(&before, &merged),
        ["担当課 統合｜総務会計課｜課名｜総務課、会計課→総務会計課"]
    );
    let absorbed = reorganised(&[("総務課", &["会計課"])], ["総務課", "総務課"]);
    assert_eq!(only_departments(&before, &absorbed), ["担当課 統合｜総務課｜課名｜総務課、会計課→総務課"]);

    let one = reorganised(&[("総務課", &[])], ["総務課", "総務課"]);
    let split = reorganised(&[("窓口課", &["総務課"]), ("案内課", &[])], ["窓口課", "案内課"]);
    assert_eq!(only_departments(&one, &split), ["担当課 分割｜窓口課｜課名｜総務課→窓口課、案内課"]);
    let without_alias = reorganised(&[("窓口課", &[]), ("案内課", &[])], ["窓口課", "案内課"]);
    assert_eq!(only_departments(&one, &without_alias), ["担当課 分割｜総務課｜課名｜総務課→窓口課、案内課"]);
    let taken_over = reorganised(&[("会計課", &[])], ["会計課", "会計課"]);
    let revision = Revision::between(&before, &taken_over);
    let removed = revision.changes.iter().find(|change| change.part.word() == "担当課").unwrap();
    assert_eq!(removed.remark, "主担当の事業は会計課が引き継いでいます。");
}

#[test]
fn final_targets_are_lowered_unchanged_or_new() {
    let mut new = plan();
    new.projects.edit(|projects| {
        set_year(&mut projects[0].indicators[0], 2033, "790手続／800手続", "-");
        let mut added = projects[0].indicators[1].clone();
        added.id = IndicatorId::new("③");
        added.name = "満足度".to_owned();
        projects[0].indicators.push(added);
    });
    let movements: Vec<&str> =
        Revision::between(&plan(), &new).final_targets.iter().map(|target| target.movement.word()).collect();
    assert_eq!(movements, ["引下げ", "変更なし", "新設", "変更なし"]);
}

#[test]
fn values_of_the_plans_own_additional_items_are_compared() {
    let said = said_of_projects(|projects| {
        projects[0].extra.insert("予算額".to_owned(), "1,200千円".to_owned());
        projects[0].indicators[1].extra.insert("調査".to_owned(), "市民意識調査".to_owned());
    });
    assert_eq!(
        said,
        [
            "事業 内容の変更｜1-1-1 窓口の見直し｜予算額｜→1,200千円",
            "指標 内容の変更｜1-1-1 窓口の見直し｜調査②｜→市民意識調査",
        ]
    );
}

#[test]
fn a_yearly_target_taken_from_the_final_one_is_not_reported_separately() {
    let with = |text: &str| {
        let mut plan = plan();
        plan.projects.edit(|projects| {
            let stock = &mut projects[0].indicators[0];
            let year = *stock.years.keys().last().unwrap();
            set_year(stock, year.year(), text, "-");
            stock.goals.last = Some(Goal { target: Figure::parse(text, "手続"), year });
        });
        plan
    };
    assert_eq!(
        said(&with("800手続"), &with("900手続")),
        ["指標 目標の引上げ｜1-1-1 窓口の見直し｜最終目標①｜800手続（2033年度）→900手続（2033年度）"]
    );
}
