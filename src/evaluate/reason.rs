//! Why an effect is what it is, in parts. `Display` writes all of them; a sheet that shows a part in another
//! cell takes the others.

use std::fmt;

use crate::ratings::EffectBasis;
use crate::text::calendar::Month;

/// The reason for an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A statement.
    Stated(Statement),
    /// The year is not over.
    Running(Box<YearSoFar>),
    /// 事務局評価.
    Secretariat(Box<Replaced>),
}

/// What decides the effect, or why nothing does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statement {
    /// The statement, without full stop; empty if the plan makes no such judgment.
    pub sentence: String,
    /// The value of another time that is known instead: `12月時点 5,280件`.
    pub earlier: Option<String>,
    /// What does not decide either, without full stop.
    pub further: Option<String>,
    /// The later month in which the actual was reported.
    pub reported_late_in: Option<Month>,
}

/// What is known of the running year; each part is a sentence without full stop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearSoFar {
    /// The as-of month.
    pub month: Month,
    /// Why the month has no actual of its own.
    pub note: Option<String>,
    /// The calculation of the rate.
    pub rate: Option<String>,
    /// The pace.
    pub pace: Option<PaceWords>,
    /// The outlook.
    pub outlook: Option<OutlookWords>,
}

/// A pace in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaceWords {
    /// What it is computed from: `今年度の伸び 189手続のうち 69手続 (36.5%)、経過 6/12`.
    pub calculation: String,
    /// What follows: `進度 73.0%`; `None` if the calculation says it.
    pub result: Option<String>,
}

impl PaceWords {
    /// Returns words that say all.
    pub(super) fn whole(words: impl Into<String>) -> Self {
        Self { calculation: words.into(), result: None }
    }
}

/// An outlook in words: `年度末見込み 549手続 ÷ 600手続 = 91.5%（計算、概ね達成見込み）`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutlookWords {
    /// The calculation of its rate, or its text.
    pub calculation: String,
    /// Its basis and its band: `計算、概ね達成見込み`.
    pub verdict: String,
    /// What the department wrote, if that is no outlook.
    pub written: Option<String>,
}

impl OutlookWords {
    /// Returns the sentence on what the department wrote.
    #[must_use]
    pub fn sentence_on_written(&self) -> Option<String> {
        self.written.as_ref().map(|text| format!("担当課の記入は「{text}」"))
    }
}

/// A 事務局評価 with what it replaces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// The reason that the secretariat gives; may be empty.
    pub judgment: String,
    /// The word of the computed effect.
    pub computed: String,
    /// The reason for the computed effect.
    pub reason: Reason,
}

impl Reason {
    /// Returns a statement and nothing else.
    #[must_use]
    pub fn stated(sentence: impl Into<String>) -> Self {
        Self::Stated(Statement { sentence: sentence.into(), ..Statement::default() })
    }

    /// True if the words begin with the word of the effect's basis.
    #[must_use]
    pub fn names_basis(&self) -> bool {
        !matches!(self, Self::Stated(_))
    }
}

impl YearSoFar {
    /// Returns the words after 年度途中: `（9月時点）。480手続 ÷ 600手続 = 80.0%`.
    #[must_use]
    pub fn after_basis(&self) -> String {
        let parts = [
            self.note.clone(),
            self.rate.clone(),
            self.pace.as_ref().map(ToString::to_string),
            self.outlook.as_ref().map(ToString::to_string),
        ];
        let sentences: String = parts.into_iter().flatten().map(|part| format!("。{part}")).collect();
        format!("（{}）{sentences}", self.month.as_of_note())
    }
}

impl Replaced {
    /// Returns 事務局評価 with its reason, as far as the end of its first sentence.
    #[must_use]
    pub fn in_short(&self) -> String {
        let first = self.judgment.split('。').next().unwrap_or_default();
        format!("{}{}", EffectBasis::Secretariat.word(), after_colon(first))
    }
}

/// Returns a reason preceded by a colon; an empty text if there is none.
pub(super) fn after_colon(reason: &str) -> String {
    let reason = reason.trim();
    if reason.is_empty() { String::new() } else { format!(": {reason}") }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stated(statement) => statement.fmt(f),
            Self::Running(so_far) => write!(f, "{}{}", EffectBasis::MidYear.word(), so_far.after_basis()),
            Self::Secretariat(replaced) => {
                let Replaced { judgment, computed, reason } = replaced.as_ref();
                let word = EffectBasis::Secretariat.word();
                write!(f, "{word}{}。計算では{computed}（{reason}）", after_colon(judgment))
            }
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)?;
        if let Some(earlier) = &self.earlier {
            write!(f, "（{earlier}）")?;
        }
        if let Some(further) = &self.further {
            write!(f, "。{further}")?;
        }
        match self.reported_late_in {
            Some(month) => write!(f, "（{}）", month.japanese_report()),
            None => Ok(()),
        }
    }
}

impl fmt::Display for PaceWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.calculation)?;
        self.result.iter().try_for_each(|result| write!(f, " → {result}"))
    }
}

impl fmt::Display for OutlookWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "年度末見込み {}（{}）", self.calculation, self.verdict)?;
        self.sentence_on_written().iter().try_for_each(|sentence| write!(f, "。{sentence}"))
    }
}

#[cfg(test)]
mod tests {
    use crate::evaluate::reason::{OutlookWords, PaceWords, Reason, Replaced, Statement, YearSoFar};
    use crate::text::calendar::Month;

    #[test]
    fn a_reason_is_the_sentences_of_its_parts() {
        let stated = Statement {
            sentence: "年度末の実績が報告されていません".to_owned(),
            earlier: Some("12月時点 300手続".to_owned()),
            further: Some("自己評価もありません".to_owned()),
            reported_late_in: Month::parse_iso("2033-06"),
        };
        assert_eq!(
            Reason::Stated(stated).to_string(),
            "年度末の実績が報告されていません（12月時点 300手続）。自己評価もありません（2033年6月の報告）"
        );
        let so_far = YearSoFar {
            month: Month::parse_iso("2032-09").unwrap(),
            note: Some("今回の実績は保留".to_owned()),
            rate: Some("480手続 ÷ 600手続 = 80.0%".to_owned()),
            pace: Some(PaceWords {
                calculation: "経過 6/12".to_owned(),
                result: Some("進度 73.0%".to_owned()),
            }),
            outlook: Some(OutlookWords {
                calculation: "549手続".to_owned(),
                verdict: "計算".to_owned(),
                written: Some("未定".to_owned()),
            }),
        };
        let running = Reason::Running(Box::new(so_far));
        assert_eq!(
            running.to_string(),
            "年度途中（9月時点）。今回の実績は保留。480手続 ÷ 600手続 = 80.0%。経過 6/12 → 進度 73.0%。\
             年度末見込み 549手続（計算）。担当課の記入は「未定」"
        );
    }

    #[test]
    fn a_judgment_by_the_secretariat_names_what_it_replaces() {
        let replaced = |judgment: &str| Replaced {
            judgment: judgment.to_owned(),
            computed: "概ね達成".to_owned(),
            reason: Reason::stated("125手続 ÷ 150手続 = 83.3%"),
        };
        let of = |judgment: &str| Reason::Secretariat(Box::new(replaced(judgment))).to_string();
        assert_eq!(
            of("現地で確認した"),
            "事務局評価: 現地で確認した。計算では概ね達成（125手続 ÷ 150手続 = 83.3%）"
        );
        assert_eq!(of(""), "事務局評価。計算では概ね達成（125手続 ÷ 150手続 = 83.3%）");
        assert_eq!(replaced("現地で確認した。動いている").in_short(), "事務局評価: 現地で確認した");
    }
}
