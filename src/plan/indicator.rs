//! 指標: an indicator with its targets and actuals.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::figure::{Figure, FigureKind};
use crate::ids::IndicatorId;
use crate::plan::bands::Bands;
use crate::text::calendar::{FiscalYear, Month};

/// 種別 of an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Accumulation {
    /// 累計: accumulated over the years.
    #[default]
    Stock,
    /// 単年: counted anew each fiscal year.
    Annual,
    /// 率: a ratio.
    Rate,
    /// 節目: words, not a quantity.
    Milestone,
}

impl Accumulation {
    /// Returns the word in the master.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Stock => "累計",
            Self::Annual => "単年",
            Self::Rate => "率",
            Self::Milestone => "節目",
        }
    }
}

/// 向き of an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// 増: more is better.
    #[default]
    Increase,
    /// 減: less is better.
    Decrease,
}

/// 算定方法 of an indicator.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    /// 実績÷目標.
    #[default]
    Ratio,
    /// 基準値比.
    Baseline,
    /// 到達: the target is either reached or not; there is no rate.
    Reached,
}

/// A 指標.
#[derive(Clone, Debug, Default)]
pub struct Indicator {
    /// 指標記号.
    pub id: IndicatorId,
    /// 指標名; may be empty.
    pub name: String,
    /// 単位; may be empty.
    pub unit: String,
    /// 種別.
    pub accumulation: Accumulation,
    /// 向き.
    pub direction: Direction,
    /// 算定方法.
    pub method: Method,
    /// 基準値 as a number.
    pub baseline: Option<Decimal>,
    /// 基準値, 中間目標 and 最終目標 as printed.
    pub goals: Goals,
    /// 下限: this indicator's own limits for the bands of 効果達成状況, in percent, best first; empty if the
    /// plan's apply.
    pub limits: Vec<Decimal>,
    /// 出典; may be empty.
    pub source: String,
    /// 把握時期: when the actual of a fiscal year is known.
    pub known_in: Option<KnownIn>,
    /// 説明; may be empty.
    pub about: String,
    /// 担当課 of the indicator, by its name in 担当課; `None` for the lead of the project.
    pub department: Option<String>,
    /// The target and the actual of every fiscal year of the plan.
    pub years: BTreeMap<FiscalYear, IndicatorYear>,
    /// The years for which the plan prints no target, with the origin of the target used instead
    /// (年度目標のない年).
    pub derived: BTreeMap<FiscalYear, TargetOrigin>,
    /// 備考 in the master.
    pub note: String,
    /// The 追加項目 of the indicator that the plan fills in, by 項目.
    pub extra: BTreeMap<String, String>,
}

/// 基準値, 中間目標 and 最終目標 of an indicator.
#[derive(Clone, Debug, Default)]
pub struct Goals {
    /// 基準値 as printed; may be empty.
    pub baseline: String,
    /// 基準値の時点 as printed; may be empty.
    pub baseline_time: String,
    /// 中間目標.
    pub interim: Option<Goal>,
    /// 最終目標.
    pub last: Option<Goal>,
}

impl Goals {
    /// Returns 基準値 with its time as printed: `32.5%（2020年度）`. Empty if the plan has none.
    #[must_use]
    pub fn baseline_words(&self) -> String {
        match (self.baseline.as_str(), self.baseline_time.as_str()) {
            ("", _) => String::new(),
            (baseline, "") => baseline.to_owned(),
            (baseline, time) => format!("{baseline}（{time}）"),
        }
    }
}

/// A target and the fiscal year by which it is to be reached.
#[derive(Clone, Debug)]
pub struct Goal {
    /// The target.
    pub target: Figure,
    /// 中間目標年度 or 最終目標年度.
    pub year: FiscalYear,
}

/// 把握時期: when the actual of a fiscal year becomes known, as a month of that or a later fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KnownIn {
    /// The number of fiscal years later: 1 for 翌年度.
    pub years: u8,
    /// The calendar month, 1 to 12.
    pub month: u8,
}

impl KnownIn {
    /// Returns the month in which a fiscal year's actual becomes known.
    #[must_use]
    pub fn of(self, year: FiscalYear) -> Option<Month> {
        Month::from_fiscal(FiscalYear::new(year.year() + i32::from(self.years)), self.month)
    }
}

/// The origin of a fiscal year's target that the plan does not print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TargetOrigin {
    /// 計算: on the straight line between the known values before and after it (基準値 or printed targets).
    Computed,
    /// 最終目標, used for every such year.
    Final,
}

/// An indicator's cells of one fiscal year.
#[derive(Clone, Debug)]
pub struct IndicatorYear {
    /// The target of the year, from its own cell or one that spans it.
    pub target: Box<Figure>,
    /// The first fiscal year of the target's cell (the year itself unless a cell spans several).
    pub target_from: FiscalYear,
    /// The actual in the master; blank if there is none.
    pub actual: Box<Figure>,
    /// The first fiscal year of the actual's cell.
    pub actual_from: FiscalYear,
}

/// The reason why no target of an indicator is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDue {
    /// 終了: the indicator has ended.
    Ended,
    /// 目標なし: the year has no target.
    NoTarget,
    /// 期限未到来: the target's deadline is in a later fiscal year.
    DeadlineAhead,
    /// 未到来: the fiscal year is later than that of the month.
    YearAhead,
}

impl Indicator {
    /// Returns the bands, with this indicator's own limits for 効果達成状況 if it has any.
    #[must_use]
    pub fn bands<'a>(&self, bands: &'a Bands) -> Cow<'a, Bands> {
        if self.limits.is_empty() {
            return Cow::Borrowed(bands);
        }
        let mut own = bands.clone();
        for (at, band) in own.effect.iter_mut().enumerate() {
            band.floor = self.limits.get(at).copied();
        }
        Cow::Owned(own)
    }

    /// Returns the month in which a fiscal year's actual becomes known (把握時期), if it is after `in_month`:
    /// until then a blank actual is 公表待ち.
    #[must_use]
    pub fn awaited(&self, year: FiscalYear, in_month: Month) -> Option<Month> {
        self.known_in.and_then(|known_in| known_in.of(year)).filter(|month| *month > in_month)
    }

    /// Returns the last numeric target that the plan prints, deadlines included, and the fiscal year at whose
    /// end it is due.
    #[must_use]
    pub fn final_target(&self) -> Option<(FiscalYear, &Figure)> {
        if self.accumulation == Accumulation::Milestone {
            return None;
        }
        let of_year = |(year, cells): (&FiscalYear, &'_ IndicatorYear)| {
            (cells.target.number().is_some() && !self.derived.contains_key(year)).then_some(*year)
        };
        let printed = self.years.iter().rev().find_map(of_year);
        let printed = printed.and_then(|year| self.years.get(&year).map(|cells| (year, &*cells.target)));
        let goal = self.goals.last.as_ref().filter(|goal| goal.target.number().is_some());
        let goal = goal.filter(|goal| printed.is_none_or(|(year, _)| year <= goal.year));
        let found = goal.map(|goal| (goal.year, &goal.target)).or(printed);
        found.map(|(year, target)| (target.deadline.unwrap_or(year), target))
    }

    /// Returns the target of a fiscal year.
    #[must_use]
    pub fn target(&self, year: FiscalYear) -> Option<&Figure> {
        self.years.get(&year).map(|cells| &*cells.target)
    }

    /// True if a figure is only text although the indicator is numeric: it is a memo and not an actual.
    #[must_use]
    pub fn holds_memo(&self, figure: &Figure) -> bool {
        self.accumulation != Accumulation::Milestone
            && figure.kind == FigureKind::Text
            && figure.quantity.is_none()
    }

    /// True if a target, an actual or the 基準値 in the plan is not an integer.
    #[must_use]
    pub fn has_fractions(&self) -> bool {
        let figures = self.years.values().flat_map(|cells| [&*cells.target, &*cells.actual]);
        let mut numbers = figures.filter_map(Figure::number).chain(self.baseline);
        numbers.any(|number| !number.normalize().is_integer())
    }

    /// True if the indicator has ended by a fiscal year: its target is `終了`, or blank after an earlier `終了`.
    #[must_use]
    pub fn ended(&self, year: FiscalYear) -> bool {
        let mut ended = false;
        for (at, cells) in self.years.range(..=year) {
            match cells.target.kind {
                FigureKind::Ended => ended = true,
                FigureKind::Blank => {}
                _ => ended = false,
            }
            if *at == year {
                return ended;
            }
        }
        false
    }

    /// Returns the target that is due for a fiscal year as of a month. Rules and evaluation both use it.
    ///
    /// # Errors
    /// If nothing is due, with the reason.
    pub fn due(&self, year: FiscalYear, as_of: Month) -> Result<&Figure, NotDue> {
        if self.ended(year) {
            return Err(NotDue::Ended);
        }
        let Some(target) = self.target(year) else { return Err(NotDue::NoTarget) };
        match target.kind {
            FigureKind::Blank | FigureKind::None => return Err(NotDue::NoTarget),
            FigureKind::Ended => return Err(NotDue::Ended),
            FigureKind::Deadline if target.deadline.is_some_and(|deadline| deadline > year) => {
                return Err(NotDue::DeadlineAhead);
            }
            _ => {}
        }
        if year > as_of.fiscal_year() {
            return Err(NotDue::YearAhead);
        }
        Ok(target)
    }
}
