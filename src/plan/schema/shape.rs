//! The declaration of a sheet of the master workbook: its columns or settings, and what their cells hold.

/// A sheet of the master workbook.
#[derive(Debug)]
pub struct Sheet {
    /// Its name.
    pub name: &'static str,
    /// What one row stands for, in Japanese.
    pub row: &'static str,
    /// What the secretariat should know about the sheet, in Japanese.
    pub about: &'static str,
    /// The kind of its rows.
    pub shape: Shape,
    /// True if a workbook may lack the sheet.
    pub optional: bool,
    /// Its columns, the optional ones last. Columns of the fiscal years are placed before the last column
    /// that is not optional.
    pub columns: &'static [Column],
}

/// The kind of a sheet's rows.
#[derive(Debug)]
pub enum Shape {
    /// A fixed list of settings: 項目 and 内容.
    Items(&'static [Item]),
    /// Rows of one kind.
    Rows,
    /// Rows of one kind, with a target and an actual per fiscal year.
    YearRows,
}

/// A setting on a sheet of settings.
#[derive(Debug)]
pub struct Item {
    /// 項目.
    pub name: &'static str,
    /// What to enter in 内容, in Japanese.
    pub guidance: &'static str,
    /// Whether 内容 may be blank; if so, the item may also be missing.
    pub blank: Blank,
    /// The value in a new workbook.
    pub preset: &'static str,
    /// The words that 内容 may hold; empty if any text may.
    pub words: &'static [&'static str],
}

/// A column.
#[derive(Debug)]
pub struct Column {
    /// Its heading.
    pub name: &'static str,
    /// What to enter in it, in Japanese.
    pub guidance: &'static str,
    /// What its cells hold.
    pub holds: Holds,
    /// Whether a cell may be blank.
    pub blank: Blank,
    /// Its width in half-width characters.
    pub width: f64,
    /// True if a workbook may lack the column.
    pub optional: bool,
}

/// Whether a cell may be blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blank {
    /// It may: an unknown value is left blank.
    Allowed,
    /// It must not.
    Refused,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Holds {
    /// A number or name that other rows refer to.
    Id,
    /// Text.
    Text,
    /// A day, month or year, which Excel may have turned into a date.
    Day,
    /// One of these words; or blank, if that is allowed.
    Words(&'static [&'static str]),
    /// A value from a column of another sheet.
    Of(&'static str, &'static str),
    /// A heading of the form.
    FormLabel,
    /// A band of 効果達成状況.
    EffectBand,
    /// A band or choice of 進捗状況.
    ProgressBand,
}

/// Returns a text column that may be blank and that every workbook must have.
pub(super) const fn column(name: &'static str, width: f64, guidance: &'static str) -> Column {
    Column { name, guidance, holds: Holds::Text, blank: Blank::Allowed, width, optional: false }
}

impl Column {
    pub(super) const fn required(mut self) -> Self {
        self.blank = Blank::Refused;
        self
    }

    pub(super) const fn optional(mut self) -> Self {
        self.optional = true;
        self
    }

    pub(super) const fn holds(mut self, holds: Holds) -> Self {
        self.holds = holds;
        self
    }
}

/// Returns a setting that may be blank.
pub(super) const fn item(name: &'static str, preset: &'static str, guidance: &'static str) -> Item {
    Item { name, guidance, blank: Blank::Allowed, preset, words: &[] }
}

impl Item {
    pub(super) const fn required(mut self) -> Self {
        self.blank = Blank::Refused;
        self
    }

    pub(super) const fn words(mut self, words: &'static [&'static str]) -> Self {
        self.words = words;
        self
    }
}
