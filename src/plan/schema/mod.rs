//! The sheets and columns of the master workbook, declared once for reader, checks and writer.

mod cell_words;
mod shape;
mod sheets;

pub use cell_words::{
    ACCUMULATIONS, ACTUAL, CHOICES, DIRECTIONS, EXAMPLE, EXTRA_KINDS, EXTRA_OWNERS, GUIDE, JUDGMENTS, LEVELS,
    METHODS, OTHERS, PROGRESS_CHOICES, PROJECT_EFFECTS, ROADMAP_KINDS, SCHEDULE_HEADINGS, SEPARATORS, SPAN,
    SUBJECTS, TARGET, WITHOUT_TARGET, YES,
};
pub use shape::{Blank, Column, Holds, Item, Shape, Sheet};
pub use sheets::{
    BANDS, DECISIONS, DEPARTMENTS, EXTRAS, INDICATORS, ITEM_NOTE, JUDGED, LABELS, MEASURES, PLAN, PROJECTS,
    ROADMAP, SCHEDULE, SETTINGS, SHEETS, YEAR_GUIDANCE, YEAR_WIDTH,
};
