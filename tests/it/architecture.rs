//! Checks the imports between the rooms of `src/` against a table, and that no files import each other,
//! directly or in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use syn::visit::{self, Visit};

/// Each room with the rooms that it may import. These stand above it in the table, so no rooms depend on each
/// other in a circle.
const MAY_KNOW: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("failure", &[]),
    ("sources", &[]),
    ("sha256", &[]),
    ("keyed", &["text"]),
    ("cli", &[]),
    ("ids", &["text"]),
    ("figure", &["text"]),
    ("sheet", &["text", "failure"]),
    ("form", &["text", "failure", "sources", "sheet"]),
    ("findings", &["text", "sources", "ids", "form"]),
    ("plan", &["text", "failure", "sha256", "keyed", "ids", "figure", "sheet", "form", "findings"]),
    ("names", &["text", "ids", "sheet", "plan"]),
    ("mail", &["text", "plan"]),
    ("request_mail", &["text", "form", "plan", "mail"]),
    ("source_link", &["sources", "sheet", "findings"]),
    ("ratings", &["text", "plan"]),
    ("intake", &["text", "failure", "sources", "sha256", "sheet", "form"]),
    ("returns", &["text", "sources", "ids", "figure", "form", "plan"]),
    ("resolve", &["text", "sources", "ids", "figure", "form", "findings", "plan", "intake", "returns"]),
    ("evaluate", &["text", "sources", "keyed", "ids", "figure", "form", "plan", "ratings", "returns"]),
    (
        "checks",
        &["text", "sources", "ids", "figure", "form", "findings", "plan", "ratings", "returns", "evaluate"],
    ),
    ("accept", &["text", "sources", "ids", "figure", "form", "findings", "plan", "returns", "checks"]),
    (
        "review",
        &["text", "ids", "figure", "form", "findings", "plan", "ratings", "returns", "evaluate", "checks"],
    ),
    ("catalogue", &["text", "findings", "checks", "review"]),
    ("closed", &["text", "keyed", "ids", "figure", "plan", "ratings", "evaluate"]),
    (
        "consolidate",
        &[
            "text", "sources", "ids", "form", "findings", "plan", "intake", "returns", "resolve", "evaluate",
            "accept", "review", "closed",
        ],
    ),
    (
        "file_check",
        &[
            "text",
            "sources",
            "figure",
            "findings",
            "plan",
            "intake",
            "returns",
            "resolve",
            "accept",
            "consolidate",
        ],
    ),
    ("revision", &["text", "ids", "figure", "form", "plan"]),
    ("amendment", &["text", "ids", "figure", "form", "findings", "plan", "catalogue", "revision"]),
    ("comparison_table", &["text", "failure", "ids", "sheet", "plan", "revision", "amendment"]),
    ("prefill", &["text", "ids", "figure", "form", "plan", "ratings", "returns"]),
    (
        "follow_up",
        &[
            "text",
            "ids",
            "figure",
            "form",
            "findings",
            "plan",
            "returns",
            "evaluate",
            "checks",
            "accept",
            "consolidate",
        ],
    ),
    ("timeline", &["text", "plan"]),
    ("items", &["ids", "figure", "form", "plan", "returns", "consolidate"]),
    (
        "next_steps",
        &["text", "findings", "plan", "ratings", "returns", "evaluate", "consolidate", "follow_up"],
    ),
    ("run_summary", &["text", "sources", "findings", "returns", "evaluate", "consolidate"]),
    ("report", RESULTS),
    ("secretariat", RESULTS),
    ("volume", RESULTS),
    ("slip", RESULTS),
    ("export", RESULTS),
    ("run_record", RESULTS),
    ("terminal", RESULTS),
    ("output", &["text", "failure", "sha256", "sheet"]),
    (
        "commands",
        &[
            "text",
            "failure",
            "cli",
            "findings",
            "sheet",
            "form",
            "plan",
            "names",
            "mail",
            "request_mail",
            "intake",
            "returns",
            "resolve",
            "catalogue",
            "consolidate",
            "file_check",
            "prefill",
            "next_steps",
            "report",
            "secretariat",
            "volume",
            "slip",
            "export",
            "revision",
            "amendment",
            "comparison_table",
            "run_summary",
            "run_record",
            "terminal",
            "output",
        ],
    ),
];

/// What a renderer of a month may import: the results of a run, and no other renderer.
const RESULTS: &[&str] = &[
    "text",
    "failure",
    "sources",
    "sha256",
    "ids",
    "figure",
    "sheet",
    "form",
    "findings",
    "plan",
    "names",
    "mail",
    "source_link",
    "ratings",
    "returns",
    "evaluate",
    "checks",
    "accept",
    "consolidate",
    "file_check",
    "prefill",
    "follow_up",
    "timeline",
    "items",
    "next_steps",
    "run_summary",
];

/// Names of the standard library that touch the disk, the clock, processes or the environment.
const EFFECTS: &[&str] =
    &["std::fs", "fs::", "std::process", "Command::new", "SystemTime", "Instant", "std::env"];
const EDGES: &[&str] = &["intake", "output", "commands"];

#[test]
fn the_table_lists_every_room_below_those_that_it_may_import() {
    let mut above: BTreeSet<&str> = BTreeSet::new();
    for (room, known) in MAY_KNOW {
        for name in *known {
            assert!(above.contains(name), "{room} may import {name}, which is not above it in the table");
        }
        assert!(above.insert(room), "{room} is listed twice");
    }
    let rooms: BTreeSet<String> = sources().into_iter().map(|source| source.room).collect();
    let listed: BTreeSet<String> = above.into_iter().map(str::to_owned).collect();
    assert_eq!(rooms, listed);
}

#[test]
fn every_room_imports_only_what_the_table_allows() {
    let mut wrong = Vec::new();
    for source in sources() {
        let known =
            MAY_KNOW.iter().find(|(room, _)| *room == source.room).map_or(&[][..], |(_, known)| known);
        for path in &source.paths {
            let named = path.first().unwrap();
            if *named != source.room && !known.contains(&named.as_str()) {
                wrong.push(format!("{} imports crate::{}", source.file.display(), path.join("::")));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let sources = sources();
    let by_module: BTreeMap<&[String], usize> =
        sources.iter().enumerate().map(|(at, source)| (source.module.as_slice(), at)).collect();
    let file_of =
        |path: &[String]| (1..=path.len()).rev().find_map(|end| by_module.get(&path[..end]).copied());
    let imports: Vec<BTreeSet<usize>> = sources
        .iter()
        .enumerate()
        .map(|(at, source)| {
            source.paths.iter().filter_map(|path| file_of(path)).filter(|other| *other != at).collect()
        })
        .collect();
    let reached: Vec<BTreeSet<usize>> = (0..sources.len()).map(|from| reachable(from, &imports)).collect();
    let circle: Vec<String> = (0..sources.len())
        .flat_map(|from| imports[from].iter().map(move |to| (from, *to)))
        .filter(|(from, to)| reached[*to].contains(from))
        .map(|(from, to)| format!("{} -> {}", sources[from].file.display(), sources[to].file.display()))
        .collect();
    assert!(circle.is_empty(), "{}", circle.join("\n"));
}

#[test]
fn the_form_reader_imports_neither_plan_nor_figure() {
    for source in sources().into_iter().filter(|source| source.file.starts_with("src/form/read")) {
        let named: Vec<&String> = source.paths.iter().filter_map(|path| path.first()).collect();
        assert!(
            !named.iter().any(|room| ["plan", "figure"].contains(&room.as_str())),
            "{}",
            source.file.display()
        );
    }
}

#[test]
fn only_the_edges_touch_disk_clock_or_process() {
    let mut wrong = Vec::new();
    for source in sources().into_iter().filter(|source| !EDGES.contains(&source.room.as_str())) {
        for word in EFFECTS.iter().filter(|word| source.code.contains(**word)) {
            wrong.push(format!("{} uses {word}", source.file.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Functions of `rust_xlsxwriter` that write texts. Only `src/sheet/write.rs` calls them.
const BARE_TEXTS: &[&str] =
    &["write_string", "merge_range", "write_url", "insert_note", ".define_name(", "write_rich_string"];
/// Its functions for the messages and lists of input cells: they go through `sheet::validation`.
const BARE_MESSAGES: &[&str] = &["set_input_title", "set_input_message"];

#[test]
fn texts_of_workbooks_are_written_in_one_place() {
    let mut wrong = Vec::new();
    for source in sources() {
        if source.file != Path::new("src/sheet/write.rs") {
            let bare = BARE_TEXTS.iter().filter(|word| source.code.contains(**word));
            wrong.extend(bare.map(|word| format!("{} uses {word}", source.file.display())));
        }
        if source.file != Path::new("src/sheet/validation.rs") {
            let bare = BARE_MESSAGES.iter().filter(|word| source.code.contains(**word));
            wrong.extend(bare.map(|word| format!("{} uses {word}", source.file.display())));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The files that a file imports, directly or through others.
fn reachable(from: usize, imports: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut next = vec![from];
    while let Some(file) = next.pop() {
        next.extend(imports[file].iter().copied().filter(|other| reached.insert(*other)));
    }
    reached
}

/// A source file and what it imports.
struct Source {
    file: PathBuf,
    /// The first folder or file under `src/`.
    room: String,
    /// The path of its module: `["plan", "read"]` for `src/plan/read/mod.rs`.
    module: Vec<String>,
    /// Its lines, without comments and unit tests.
    code: String,
    /// Every path into the crate that it uses, without `crate`.
    paths: BTreeSet<Vec<String>>,
}

/// Every source file except `main.rs`, `lib.rs` and what is compiled for tests only.
fn sources() -> Vec<Source> {
    let mut files = BTreeMap::new();
    collect(Path::new("src"), &mut files);
    files.into_iter().filter_map(|(file, text)| source(file, &text)).collect()
}

fn source(file: PathBuf, text: &str) -> Option<Source> {
    let mut module: Vec<String> = file
        .strip_prefix("src")
        .unwrap()
        .with_extension("")
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    let name = module.last().unwrap().clone();
    let for_tests = module.iter().any(|part| ["tests", "sample"].contains(&part.as_str()));
    if for_tests || ["main", "lib"].contains(&name.as_str()) {
        return None;
    }
    if name == "mod" {
        module.pop();
    }
    let before_tests = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
    let code: Vec<&str> = before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let mut named = Named { module: module.clone(), paths: BTreeSet::new() };
    named.visit_file(&syn::parse_file(text).unwrap());
    Some(Source { room: module.first()?.clone(), file, module, code: code.join("\n"), paths: named.paths })
}

/// Collects the paths into the crate that a file uses.
struct Named {
    module: Vec<String>,
    paths: BTreeSet<Vec<String>>,
}

impl Named {
    /// Adds a path as written if it leads into the crate. A path that begins with another name is added as if
    /// that were a child of this module.
    fn add(&mut self, written: &[String]) {
        let mut path = match written.first().map(String::as_str) {
            Some("crate") => Vec::new(),
            Some("self") => self.module.clone(),
            Some("super") => {
                let up = written.iter().take_while(|part| *part == "super").count();
                self.module[..self.module.len().saturating_sub(up)].to_vec()
            }
            Some(_) if written.len() > 1 => {
                let mut path = self.module.clone();
                path.extend(written.iter().cloned());
                self.paths.insert(path);
                return;
            }
            _ => return,
        };
        let rest = written.iter().skip_while(|part| ["crate", "self", "super"].contains(&part.as_str()));
        path.extend(rest.cloned());
        if !path.is_empty() {
            self.paths.insert(path);
        }
    }

    fn add_tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| {
            let mut path = prefix.to_vec();
            if name != "self" || prefix.is_empty() {
                path.push(name.to_string());
            }
            path
        };
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(&with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(&with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(prefix),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| self.add_tree(prefix, tree)),
        }
    }
}

impl<'ast> Visit<'ast> for Named {
    /// Ignores a visibility such as `pub(in crate::report)`: it imports nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_item(&mut self, item: &'ast syn::Item) {
        let attributes = match item {
            syn::Item::Mod(item) => &item.attrs,
            syn::Item::Fn(item) => &item.attrs,
            syn::Item::Use(item) => &item.attrs,
            _ => &Vec::new(),
        };
        let for_tests = attributes.iter().any(|attribute| {
            attribute.path().is_ident("cfg")
                && attribute.parse_args::<syn::Path>().is_ok_and(|path| path.is_ident("test"))
        });
        if !for_tests {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        self.add_tree(&[], &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let written: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&written);
        visit::visit_path(self, path);
    }

    /// Visits the arguments of a macro such as `format!` if they parse as expressions.
    fn visit_macro(&mut self, found: &'ast syn::Macro) {
        let arguments =
            found.parse_body_with(syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated);
        for argument in arguments.iter().flatten() {
            self.visit_expr_owned(argument);
        }
    }
}

impl Named {
    fn visit_expr_owned(&mut self, expression: &syn::Expr) {
        let mut inner = Named { module: self.module.clone(), paths: BTreeSet::new() };
        inner.visit_expr(expression);
        self.paths.extend(inner.paths);
    }
}

fn collect(folder: &Path, files: &mut BTreeMap<PathBuf, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(&path).unwrap();
            files.insert(path, text);
        }
    }
}
