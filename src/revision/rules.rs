//! The changes of ロードマップ, 判定区分, 設定 and 追加項目.

use std::collections::BTreeMap;

use crate::plan::Plan;
use crate::plan::model::{
    Band, ExtraItem, ExtraKind, ExtraOwner, ProjectEffect, RoadmapItem, RoadmapKind, WithoutTarget,
};
use crate::plan::schema::YES;
use crate::revision::change::{Change, ChangeKind, Part};
use crate::revision::likeness::are_similar;
use crate::revision::matching::Matching;
use crate::revision::pairs::Pairs;
use crate::text::fold;

pub(super) fn changes(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let mut found = roadmap(old, new, matching);
    found.extend(bands("効果達成状況", &old.bands.effect, &new.bands.effect));
    found.extend(bands("進捗状況", &old.bands.progress, &new.bands.progress));
    found.extend(settings(old, new));
    found.extend(items(&old.items, &new.items));
    found
}

fn roadmap(old: &Plan, new: &Plan, matching: &Matching) -> Vec<Change> {
    let renumbered = matching.new_measures(old, new);
    // The 施策 of a row of the old plan, by its new number.
    let measure = |row: &RoadmapItem| renumbered.get(row.measure.as_str()).map(|number| (*number).to_owned());
    let mut pairs = Pairs::new(old.roadmap.len(), new.roadmap.len());
    let row = |plan: &Plan, at: usize| plan.roadmap.get(at).cloned();
    let exact = |measure: String, row: &RoadmapItem| (measure, fold::key(&row.text), row.from, row.to);
    pairs.by_key(
        |at| row(old, at).and_then(|row| measure(&row).map(|number| exact(number, &row))),
        |at| row(new, at).map(|row| exact(row.measure.clone(), &row)),
    );
    pairs.by_key(
        |at| row(old, at).and_then(|row| measure(&row).map(|number| (number, fold::key(&row.text)))),
        |at| row(new, at).map(|row| (row.measure.clone(), fold::key(&row.text))),
    );
    by_likeness(old, new, &measure, &mut pairs);

    let heading = |plan: &Plan, row: &RoadmapItem| {
        plan.measure(&row.measure).map_or_else(|| row.measure.clone(), |measure| measure.heading())
    };
    let mut found = Vec::new();
    for row in pairs.free_news().into_iter().filter_map(|at| new.roadmap.get(at)) {
        let change =
            Change::new(Part::Roadmap, ChangeKind::Added, &heading(new, row), kind(row), "", &row.text);
        found.push(change.detail("期間", &times(row)));
    }
    for row in pairs.free_olds().into_iter().filter_map(|at| old.roadmap.get(at)) {
        let change =
            Change::new(Part::Roadmap, ChangeKind::Removed, &heading(old, row), kind(row), &row.text, "");
        found.push(change.detail("期間", &times(row)));
    }
    for (at, row) in new.roadmap.iter().enumerate() {
        let Some(before) = pairs.old_of(at).and_then(|old_at| old.roadmap.get(old_at)) else { continue };
        let subject = heading(new, row);
        let text =
            |item: &str, old: &str, new: &str| Change::of_text(Part::Roadmap, &subject, item, old, new);
        found.extend(text("内容", &before.text, &row.text));
        let item = format!("期間（{}）", row.text.trim());
        found.extend(text(&item, &times(before), &times(row)));
        let item = format!("種類（{}）", row.text.trim());
        found.extend(text(&item, kind(before), kind(row)));
    }
    found
}

/// Pairs the remaining rows of each 施策 whose texts are similar. A 施策 has only a handful of rows.
fn by_likeness(old: &Plan, new: &Plan, measure: &impl Fn(&RoadmapItem) -> Option<String>, pairs: &mut Pairs) {
    let mut left: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for at in pairs.free_news() {
        if let Some(row) = new.roadmap.get(at) {
            left.entry(row.measure.as_str()).or_default().push(at);
        }
    }
    for at in pairs.free_olds() {
        let Some(row) = old.roadmap.get(at) else { continue };
        let Some(candidates) = measure(row).and_then(|number| left.get_mut(number.as_str())) else {
            continue;
        };
        let like = |to: &usize| new.roadmap.get(*to).is_some_and(|other| are_similar(&row.text, &other.text));
        if let Some(place) = candidates.iter().position(like) {
            pairs.pair(at, candidates.remove(place));
        }
    }
}

fn times(row: &RoadmapItem) -> String {
    let (from, to) = (row.from.japanese_month(), row.to.japanese_month());
    let words = if from == to { from } else { format!("{from}～{to}") };
    if row.kind == RoadmapKind::Continuing { format!("{words}（継続）") } else { words }
}

fn kind(row: &RoadmapItem) -> &'static str {
    match row.kind {
        RoadmapKind::Span => "期間",
        RoadmapKind::Continuing => "継続",
        RoadmapKind::Milestone => "節目",
    }
}

fn bands(judgment: &str, olds: &[Band], news: &[Band]) -> Vec<Change> {
    let mut pairs = Pairs::new(olds.len(), news.len());
    let name = |rows: &[Band], at: usize| rows.get(at).map(|row| fold::key(&row.name));
    pairs.by_key(|at| name(olds, at), |at| name(news, at));
    // A judgment has few bands: the remaining ones are taken as renamed, in their order.
    for (old, new) in pairs.free_olds().into_iter().zip(pairs.free_news()) {
        pairs.pair(old, new);
    }
    let mut found = Vec::new();
    let of = |kind, old: &str, new: &str| Change::new(Part::Bands, kind, judgment, "区分", old, new);
    for row in pairs.free_news().into_iter().filter_map(|at| news.get(at)) {
        found.push(of(ChangeKind::Added, "", &row.name).detail("下限", &floor(row)));
    }
    for row in pairs.free_olds().into_iter().filter_map(|at| olds.get(at)) {
        found.push(of(ChangeKind::Removed, &row.name, "").detail("下限", &floor(row)));
    }
    let out_of_order = pairs.out_of_order();
    for (at, row) in news.iter().enumerate() {
        let Some(old_at) = pairs.old_of(at) else { continue };
        let Some(before) = olds.get(old_at) else { continue };
        let item = |item: &str| format!("{item}（{}）", row.name);
        let text = |item: &str, old: &str, new: &str| Change::of_text(Part::Bands, judgment, item, old, new);
        found.extend(
            text("区分", &before.name, &row.name).map(|change| change.unless_spelling(ChangeKind::Renamed)),
        );
        if out_of_order.contains(&at) {
            let place = |at: usize| format!("{}番目", at + 1);
            let (old, new) = (place(old_at), place(at));
            let change = Change::new(Part::Bands, ChangeKind::Reordered, judgment, &item("順序"), &old, &new);
            found.push(change);
        }
        found.extend(text(&item("記号"), &before.symbol, &row.symbol));
        found.extend(text(&item("下限"), &floor(before), &floor(row)));
        found.extend(text(&item("要対応"), mark(before.needs_action), mark(row.needs_action)));
        found.extend(text(&item("良好"), mark(before.good), mark(row.good)));
    }
    found
}

fn mark(is_so: bool) -> &'static str {
    if is_so { YES } else { "" }
}

fn floor(band: &Band) -> String {
    band.floor.map_or_else(String::new, |floor| format!("{}%", floor.normalize()))
}

fn settings(old: &Plan, new: &Plan) -> Vec<Change> {
    let texts = |plan: &Plan| {
        let settings = &plan.settings;
        let limits = &settings.limits;
        [
            ("過大の目安", format!("{}%", settings.over_percent.normalize())),
            ("桁違いの倍率", settings.slip_factor.normalize().to_string()),
            (
                "事業の判定",
                match settings.project_effect {
                    ProjectEffect::Worst => "最も低い指標".to_owned(),
                    ProjectEffect::Primary => "主指標".to_owned(),
                },
            ),
            (
                "年度目標のない年",
                match settings.without_target {
                    WithoutTarget::NotRated => "評価しない".to_owned(),
                    WithoutTarget::StraightLine => "直線で見込む".to_owned(),
                    WithoutTarget::FinalTarget => "最終目標と比べる".to_owned(),
                },
            ),
            ("一ファイルの上限 MB", limits.file_mb.to_string()),
            ("展開後の上限 MB", limits.unpacked_mb.to_string()),
            ("セル数の上限", limits.cells.to_string()),
            ("シート数の上限", limits.sheets.to_string()),
            ("読取秒数の上限", limits.seconds.to_string()),
            ("読取メモリーの上限 MB", limits.memory_mb.to_string()),
        ]
    };
    let pairs = texts(old).into_iter().zip(texts(new));
    pairs
        .filter_map(|((item, old), (_, new))| Change::of_text(Part::Settings, "設定", item, &old, &new))
        .collect()
}

/// Returns the changes of 追加項目, matched by name.
fn items(olds: &[ExtraItem], news: &[ExtraItem]) -> Vec<Change> {
    let mut pairs = Pairs::new(olds.len(), news.len());
    let name = |rows: &[ExtraItem], at: usize| rows.get(at).map(|row| fold::key(&row.name));
    pairs.by_key(|at| name(olds, at), |at| name(news, at));
    let whole = |kind, row: &ExtraItem| {
        let (old, new) = if kind == ChangeKind::Added { ("", row.name.as_str()) } else { (&*row.name, "") };
        let change = Change::new(Part::Settings, kind, ITEMS, "項目", old, new);
        item_texts(row).into_iter().fold(change, |change, (item, text)| change.detail(item, &text))
    };
    let mut found: Vec<Change> = Vec::new();
    let added = pairs.free_news().into_iter().filter_map(|at| news.get(at));
    found.extend(added.map(|row| whole(ChangeKind::Added, row)));
    let removed = pairs.free_olds().into_iter().filter_map(|at| olds.get(at));
    found.extend(removed.map(|row| whole(ChangeKind::Removed, row)));
    for (at, row) in news.iter().enumerate() {
        let Some(before) = pairs.old_of(at).and_then(|old_at| olds.get(old_at)) else { continue };
        let text = |item: &str, old: &str, new: &str| Change::of_text(Part::Settings, ITEMS, item, old, new);
        found.extend(text("項目", &before.name, &row.name));
        for ((item, old), (_, new)) in item_texts(before).into_iter().zip(item_texts(row)) {
            found.extend(text(&format!("{item}（{}）", row.name), &old, &new));
        }
    }
    found
}

const ITEMS: &str = "追加項目";

/// Returns the columns of a 追加項目 except its name.
fn item_texts(row: &ExtraItem) -> [(&'static str, String); 9] {
    let (kind, choices, unit) = match &row.kind {
        ExtraKind::Text => ("文", String::new(), String::new()),
        ExtraKind::Number(unit) => ("数", String::new(), unit.clone()),
        ExtraKind::Choice(choices) => ("選択", choices.join("、"), String::new()),
    };
    let owner = match row.owner {
        ExtraOwner::Plan => "計画",
        ExtraOwner::Department => "回答",
    };
    [
        ("対象", row.subject.to_string()),
        ("種類", kind.to_owned()),
        ("選択肢", choices),
        ("単位", unit),
        ("記入", owner.to_owned()),
        ("必須", mark(row.required).to_owned()),
        ("一覧", mark(row.listed).to_owned()),
        ("別冊", mark(row.printed).to_owned()),
        ("公開", mark(row.public).to_owned()),
    ]
}
