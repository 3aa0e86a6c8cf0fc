//! Shortens a reason by the bracket at its end that quotes an earlier value.

use crate::ratings::EffectBasis;

/// Returns a reason without its full stop and without a bracket at its end that quotes an earlier value: 実績
/// shows that value with its time. Only reasons of a year without a value of its own have such a bracket;
/// what the secretariat wrote stays whole.
pub(super) fn without_earlier_value(basis: EffectBasis, reason: &str) -> &str {
    let reason = reason.trim_end_matches('。');
    let may_quote = matches!(
        basis,
        EffectBasis::NoActual | EffectBasis::BeforeYearEnd | EffectBasis::Withheld | EffectBasis::MidYear
    );
    match reason.rsplit_once('（') {
        Some((before, bracket)) if may_quote && bracket.ends_with('）') && bracket.contains("時点 ") => {
            before
        }
        _ => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::without_earlier_value;
    use crate::ratings::EffectBasis;

    #[test]
    fn only_a_quoted_earlier_value_is_left_out() {
        let reason = "年度末の実績が報告されていません（12月時点 5,280件）。";
        let short = without_earlier_value(EffectBasis::NoActual, reason);
        assert_eq!(short, "年度末の実績が報告されていません");
        let judged = "事務局評価です（12月時点 調整中）";
        assert_eq!(without_earlier_value(EffectBasis::Secretariat, judged), judged);
        for whole in ["実績は公表待ちです（集計中）", "年度途中（12月時点）", "実績の報告がありません"]
        {
            assert_eq!(without_earlier_value(EffectBasis::NoActual, whole), whole);
        }
    }
}
