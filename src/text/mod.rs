//! Japanese text.
