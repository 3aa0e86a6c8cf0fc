//! The outcomes of files, forms and cells.

use serde::Serialize;

/// The outcome of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum FormOutcome {
    /// 採用.
    Adopted,
    /// 一部採用: something in it is withheld.
    Partly,
    /// 差替え済.
    Superseded,
    /// 重複.
    Duplicate,
    /// 対象外の月.
    OtherMonth,
    /// 不採用.
    Refused,
}

impl FormOutcome {
    /// Every outcome, in display order.
    pub const ALL: [Self; 6] =
        [Self::Adopted, Self::Partly, Self::Superseded, Self::Duplicate, Self::OtherMonth, Self::Refused];

    /// True unless another form takes its place or it is for another month.
    #[must_use]
    pub fn is_current(self) -> bool {
        match self {
            Self::Adopted | Self::Partly | Self::Refused => true,
            Self::Superseded | Self::Duplicate | Self::OtherMonth => false,
        }
    }

    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Adopted => "採用",
            Self::Partly => "一部採用",
            Self::Superseded => "差替え済",
            Self::Duplicate => "重複",
            Self::OtherMonth => "対象外の月",
            Self::Refused => "不採用",
        }
    }
}

/// The outcome of a cell or a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum CellOutcome {
    /// 見出し.
    Heading,
    /// 変更なし: a value of the plan, unchanged.
    Unchanged,
    /// 変更申出: a value of the plan, changed.
    ChangeRequest,
    /// 採用.
    Adopted,
    /// 保留.
    Withheld,
    /// 差替え済.
    Superseded,
    /// 重複.
    Duplicate,
    /// 対象外の月.
    OtherMonth,
    /// 不採用.
    Refused,
    /// 様式外.
    Outside,
}

impl CellOutcome {
    /// Every outcome, in display order.
    pub const ALL: [Self; 10] = [
        Self::Heading,
        Self::Unchanged,
        Self::ChangeRequest,
        Self::Adopted,
        Self::Withheld,
        Self::Superseded,
        Self::Duplicate,
        Self::OtherMonth,
        Self::Refused,
        Self::Outside,
    ];

    /// True if an answer of the month does not count: it is superseded, a duplicate, withheld or refused.
    #[must_use]
    pub fn is_not_adopted(self) -> bool {
        match self {
            Self::Superseded | Self::Duplicate | Self::Withheld | Self::Refused => true,
            Self::Heading
            | Self::Unchanged
            | Self::ChangeRequest
            | Self::Adopted
            | Self::OtherMonth
            | Self::Outside => false,
        }
    }

    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Heading => "見出し",
            Self::Unchanged => "変更なし",
            Self::ChangeRequest => "変更申出",
            Self::Adopted => "採用",
            Self::Withheld => "保留",
            Self::Superseded => "差替え済",
            Self::Duplicate => "重複",
            Self::OtherMonth => "対象外の月",
            Self::Refused => "不採用",
            Self::Outside => "様式外",
        }
    }
}

/// The outcome of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum FileOutcome {
    /// 読取.
    Read,
    /// 重複.
    Duplicate,
    /// 無視.
    Ignored,
    /// 対象外.
    NotAReturn,
    /// 不採用.
    Refused,
}

impl FileOutcome {
    /// Every outcome, in display order.
    pub const ALL: [Self; 5] = [Self::Read, Self::Duplicate, Self::Ignored, Self::NotAReturn, Self::Refused];

    /// Returns the Japanese word.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Read => "読取",
            Self::Duplicate => "重複",
            Self::Ignored => "無視",
            Self::NotAReturn => "対象外",
            Self::Refused => "不採用",
        }
    }
}
