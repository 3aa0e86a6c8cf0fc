//! Limits on the resources that one file may use.

use serde::{Deserialize, Serialize};

/// Limits for opening a file from an untrusted source. The defaults are those of the master workbook's 設定.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Size of a file on disk, in MB (一ファイルの上限).
    pub file_mb: u64,
    /// Sum of the sizes that a zip container declares for its members, in MB (展開後の上限).
    pub unpacked_mb: u64,
    /// Non-empty cells of one file (セル数の上限).
    pub cells: u64,
    /// Sheets of one file (シート数の上限).
    pub sheets: u64,
    /// Seconds that one file may take (読取秒数の上限).
    pub seconds: u64,
    /// Address space of a reading process, in MB (読取メモリーの上限).
    pub memory_mb: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self { file_mb: 20, unpacked_mb: 64, cells: 200_000, sheets: 200, seconds: 5, memory_mb: 1024 }
    }
}
