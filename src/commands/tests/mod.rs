//! What several commands together must hold.

mod hostile_texts;
