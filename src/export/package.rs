//! 公開用/datapackage.json: the description of the tables for publication by the Frictionless Data standard,
//! from which other programs know their types and keys.

use serde::Serialize;

use crate::consolidate::Consolidation;
use crate::plan::Plan;
use crate::sha256;
use crate::sheet::OutFile;

/// The path of the description. The paths in it are relative to its folder.
const PATH: &str = "公開用/datapackage.json";

/// The type of a column's fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Holds {
    /// Text. An empty field is an empty text.
    String,
    /// A year and a month, `2023-03`.
    YearMonth,
    /// A whole number.
    Integer,
    /// A decimal number.
    Number,
}

/// The description of a column.
pub(super) struct Field {
    pub(super) heading: &'static str,
    pub(super) holds: Holds,
    pub(super) description: &'static str,
}

/// The description of a table.
pub(super) struct Described<'a> {
    /// The name of the resource.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    pub(super) fields: Vec<Field>,
    /// The primary key: columns that together identify a row.
    pub(super) key: &'static [&'static str],
    /// The foreign key: columns that identify a row of another table, and that table's name.
    pub(super) refers: Option<(&'static [&'static str], &'static str)>,
    pub(super) file: &'a OutFile,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Package {
    #[serde(rename = "$schema")]
    schema: &'static str,
    name: String,
    title: String,
    description: &'static str,
    version: String,
    resources: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    name: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    title: &'static str,
    path: String,
    format: &'static str,
    mediatype: &'static str,
    encoding: &'static str,
    bytes: usize,
    hash: String,
    dialect: Dialect,
    schema: Schema,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Dialect {
    delimiter: &'static str,
    line_terminator: &'static str,
    quote_char: &'static str,
    double_quote: bool,
    header: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Schema {
    fields: Vec<FieldRow>,
    /// Empty, because an empty text is a value. Columns of numbers and months have missing values of their
    /// own.
    missing_values: [&'static str; 0],
    primary_key: &'static [&'static str],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    foreign_keys: Vec<ForeignKey>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FieldRow {
    name: &'static str,
    #[serde(rename = "type")]
    holds: Holds,
    description: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    missing_values: Option<[&'static str; 1]>,
}

#[derive(Serialize)]
struct ForeignKey {
    fields: &'static [&'static str],
    reference: Reference,
}

#[derive(Serialize)]
struct Reference {
    resource: &'static str,
    fields: &'static [&'static str],
}

/// Composes the description of the tables of a month.
pub(super) fn describe(
    plan: &Plan,
    c: &Consolidation,
    tables: Vec<Described<'_>>,
) -> Result<OutFile, serde_json::Error> {
    let package = Package {
        schema: "https://datapackage.org/profiles/2.0/datapackage.json",
        name: format!("shinchoku-{}", c.as_of),
        title: format!("{}　{}現在", plan.title, c.as_of.japanese_last_day()),
        description: "計画の進捗の公開用データです。文字の欄で =、+、-、@ から始まる文には、表計算ソフトが式とみなさないよう先頭に ' を付けています。",
        version: plan.version.clone(),
        resources: tables.into_iter().map(resource).collect(),
    };
    let mut bytes = serde_json::to_vec_pretty(&package)?;
    bytes.push(b'\n');
    Ok(OutFile::plain(PATH, bytes))
}

fn resource(table: Described<'_>) -> Resource {
    let path = table.file.path.rsplit('/').next().unwrap_or_default();
    Resource {
        name: table.name,
        kind: "table",
        title: table.title,
        path: path.to_owned(),
        format: "csv",
        mediatype: "text/csv",
        encoding: "utf-8",
        bytes: table.file.bytes.len(),
        hash: format!("sha256:{}", sha256::of(&table.file.bytes)),
        dialect: Dialect {
            delimiter: ",",
            line_terminator: "\r\n",
            quote_char: "\"",
            double_quote: true,
            header: true,
        },
        schema: Schema {
            fields: table.fields.into_iter().map(field_row).collect(),
            missing_values: [],
            primary_key: table.key,
            foreign_keys: table
                .refers
                .map(|(fields, resource)| ForeignKey { fields, reference: Reference { resource, fields } })
                .into_iter()
                .collect(),
        },
    }
}

fn field_row(field: Field) -> FieldRow {
    FieldRow {
        name: field.heading,
        holds: field.holds,
        description: field.description,
        missing_values: (field.holds != Holds::String).then_some([""]),
    }
}
