//! 体系: 基本方針 and 施策.

use crate::ids::number_key;
use crate::keyed::Row;

/// A 基本方針.
#[derive(Clone, Debug)]
pub struct Policy {
    /// 基本方針番号.
    pub number: String,
    /// 基本方針.
    pub name: String,
}

impl Row for Policy {
    type Key = String;
    type Parent = ();

    fn keys(&self) -> Vec<String> {
        vec![number_key(&self.number)]
    }

    fn parent(&self) {}
}

/// A 施策.
#[derive(Clone, Debug)]
pub struct Measure {
    /// 施策番号 (`1-1`).
    pub number: String,
    /// 基本方針番号 of its 基本方針.
    pub policy: String,
    /// 施策.
    pub name: String,
    /// 到達イメージ.
    pub outcome: String,
    /// 中項目, number and name, between 基本方針 and 施策; empty if the plan has no third level.
    pub group: String,
    /// True if the 基本方針 has no 施策: number and name are then its own.
    pub is_policy: bool,
}

impl Measure {
    /// Returns number and name as printed in the plan.
    #[must_use]
    pub fn heading(&self) -> String {
        format!("{} {}", self.number, self.name)
    }
}

impl Row for Measure {
    type Key = String;
    type Parent = String;

    fn keys(&self) -> Vec<String> {
        vec![number_key(&self.number)]
    }

    /// The 基本方針番号.
    fn parent(&self) -> String {
        self.policy.clone()
    }
}
