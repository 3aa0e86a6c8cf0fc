//! The kinds of indicator that generated plans have.

/// A kind of numeric indicator: its cells of 指標, and the targets of its first and last year.
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) unit: &'static str,
    pub(super) accumulation: &'static str,
    pub(super) direction: &'static str,
    pub(super) first: usize,
    pub(super) last: usize,
}

pub(super) const KINDS: [Kind; 12] = [
    kind("オンライン化した手続の数", "手続", "累計", "増", 150, 800),
    kind("導入施設数", "施設", "累計", "増", 10, 60),
    kind("登録者数", "人", "累計", "増", 12_000, 36_000),
    kind("設置数", "台", "累計", "増", 20, 80),
    kind("公開したデータの数", "件", "累計", "増", 40, 160),
    kind("研修の参加者", "人", "単年", "増", 240, 500),
    kind("催しの数", "回", "単年", "増", 4, 12),
    kind("貸出", "件", "単年", "増", 7_500, 9_000),
    kind("事故", "件", "単年", "減", 40, 20),
    kind("利用率", "%", "率", "増", 30, 60),
    kind("満足度", "%", "率", "増", 65, 80),
    kind("待ち時間の長い割合", "%", "率", "減", 40, 25),
];

const fn kind(
    name: &'static str,
    unit: &'static str,
    accumulation: &'static str,
    direction: &'static str,
    first: usize,
    last: usize,
) -> Kind {
    Kind { name, unit, accumulation, direction, first, last }
}

impl Kind {
    /// Returns the target of a year of the plan, counted from 0.
    pub(super) fn target(&self, year: usize, years: usize) -> usize {
        let steps = years.saturating_sub(1).max(1);
        (self.first * (steps - year.min(steps)) + self.last * year.min(steps)) / steps
    }
}
