//! The project that a message names.

use crate::ids::ProjectId;

/// 整理番号 and 事業名称 of a project.
#[derive(Clone, Copy, Debug)]
pub struct ProjectName<'a> {
    /// 整理番号.
    pub id: &'a ProjectId,
    /// 事業名称.
    pub name: &'a str,
}
