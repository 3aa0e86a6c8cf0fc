//! 担当課, found by each of its names.

use crate::keyed::Row;
use crate::text::fold;

/// A 担当課.
#[derive(Clone, Debug)]
pub struct Department {
    /// 課名; preceded by 部局 if several 部局 share the 課名.
    pub name: String,
    /// 課名 alone.
    pub own_name: String,
    /// 部局; may be empty.
    pub bureau: String,
    /// 別名.
    pub aliases: Vec<String>,
    /// 連絡先; may be empty.
    pub contact: String,
}

impl Department {
    /// Returns 課名 with 部局 in brackets, if several 部局 share the 課名: `まちづくり推進課（南区）`.
    fn with_bureau_behind(&self) -> Option<String> {
        (self.name != self.own_name).then(|| format!("{}（{}）", self.own_name, self.bureau))
    }
}

impl Row for Department {
    type Key = String;
    type Parent = String;

    /// The name, folded.
    fn keys(&self) -> Vec<String> {
        vec![fold::key(&self.name)]
    }

    /// 別名, and 課名 with 部局 before or after it, folded.
    fn aliases(&self) -> Vec<String> {
        let whole = format!("{}{}", self.bureau, self.own_name);
        let names = self.aliases.iter().cloned().chain([whole]).chain(self.with_bureau_behind());
        names.map(|name| fold::key(&name)).collect()
    }

    /// The 課名, folded; departments of several 部局 may share it.
    fn parent(&self) -> String {
        fold::key(&self.own_name)
    }

    /// The name and 別名.
    fn names(&self) -> Vec<&str> {
        std::iter::once(&self.name).chain(&self.aliases).map(String::as_str).collect()
    }
}
