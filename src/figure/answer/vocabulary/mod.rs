//! The words beside a number, grouped by what they say about it. Data only: the reader consults them, and
//! rules consult the reader.

pub(super) mod pending;
pub(super) mod plain;
pub(super) mod remark;
pub(super) mod role;
pub(super) mod time;
