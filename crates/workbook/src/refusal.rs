//! Why a file gives no grids.

/// Why a file is not read. Reasons are in Japanese and are shown to the person who dropped the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file is damaged, or in a form that is not supported; the reason.
    Unreadable(String),
    /// The file is encrypted or protected with a password.
    Encrypted,
    /// The file is not a workbook; what it is.
    NotAWorkbook(String),
    /// The file exceeds a limit; which one.
    OverLimit(String),
}
