//! The bracket behind a reason that quotes a value known at an earlier time.

/// Returns a reason without the value of an earlier time in brackets at its end: 実績 shows it, with its time.
pub(super) fn left_out(reason: &str) -> &str {
    let reason = reason.trim_end_matches('。');
    match reason.rsplit_once('（') {
        Some((before, bracket)) if bracket.ends_with('）') && bracket.contains("時点 ") => before,
        _ => reason,
    }
}

#[cfg(test)]
mod tests {
    use super::left_out;

    #[test]
    fn only_a_value_of_an_earlier_time_is_left_out() {
        let reason = "年度末の実績が報告されていません（12月時点 5,280件）。";
        assert_eq!(left_out(reason), "年度末の実績が報告されていません");
        for whole in ["実績は公表待ちです（集計中）", "年度途中（12月時点）", "実績の報告がありません"]
        {
            assert_eq!(left_out(whole), whole);
        }
    }
}
