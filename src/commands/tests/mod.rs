//! What several commands together must hold.

mod hostile_texts;
mod long_sheets;
mod refused;
