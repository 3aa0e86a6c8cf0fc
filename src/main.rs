//! The `shinchoku` command.
fn main() {}
