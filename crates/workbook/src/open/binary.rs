//! Values that .xls and .xlsb encode alike.

/// Decodes an RK number: the upper 30 bits of a floating-point number or a whole number, divided by 100 if a
/// flag says so.
pub(super) fn rk(bits: u32) -> f64 {
    /// The flag of a number that is to be divided by 100.
    const HUNDREDTH: u32 = 1;
    /// The flag of a whole number.
    const WHOLE: u32 = 2;
    let number = if bits & WHOLE != 0 {
        f64::from(bits.cast_signed() >> 2)
    } else {
        f64::from_bits(u64::from(bits & !3) << 32)
    };
    if bits & HUNDREDTH != 0 { number / 100.0 } else { number }
}

/// Returns the text of an error value.
pub(super) fn error_text(code: u8) -> &'static str {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        0x2A => "#N/A",
        0x2B => "#GETTING_DATA",
        _ => super::sheet_builder::UNKNOWN,
    }
}

/// Returns `true` if the tokens of a formula are a single reference to a cell, on its own sheet or another.
pub(super) fn is_reference(tokens: &[u8]) -> bool {
    /// The bits of a token that hold its kind.
    const KIND: u8 = 0x1F;
    const REFERENCE: u8 = 0x04;
    const REFERENCE_TO_SHEET: u8 = 0x1A;
    let kind = tokens.first().filter(|token| **token >= 0x20).map(|token| token & KIND);
    matches!((kind, tokens.len()), (Some(REFERENCE), 4 | 5 | 7) | (Some(REFERENCE_TO_SHEET), 7 | 9 | 17 | 18))
}

#[cfg(test)]
mod tests {
    use super::{is_reference, rk};

    #[test]
    fn rk_numbers_are_whole_or_floating_point_and_perhaps_hundredths() {
        for (bits, value) in
            [(700 << 2 | 2, 700.0), (72_100 << 2 | 3, 721.0), (0x3FF0_0000, 1.0), (0x4059_0001, 1.0)]
        {
            assert!((rk(bits) - value).abs() < f64::EPSILON, "{bits:x}");
        }
        assert!((rk((-7_i32).cast_unsigned() << 2 | 2) + 7.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_single_reference_is_distinguished_from_a_calculation() {
        assert!(is_reference(&[0x44, 1, 0, 2, 0]) && is_reference(&[0x5A, 0, 0, 1, 0, 2, 0]));
        // A number, and a sum of two references.
        assert!(!is_reference(&[0x1E, 7, 0]) && !is_reference(&[0x44, 1, 0, 2, 0, 0x44, 1, 0, 2, 0, 0x03]));
    }
}
