//! Why a file is not read.

/// Why a file is not read. The reasons are in Japanese, for the person who sent the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The file is damaged or its format is not supported; the reason.
    Unreadable(String),
    /// The file needs a password.
    Encrypted,
    /// Rights management (IRM) protects the file: only named people can open it.
    RightsManaged,
    /// The file is not a workbook; what it is instead.
    NotAWorkbook(String),
    /// The file exceeds a limit; which one.
    OverLimit(String),
}
