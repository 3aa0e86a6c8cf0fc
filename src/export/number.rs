//! Numbers as consolidation.json and the public tables write them: plain decimals, percentages to one decimal
//! place.

use rust_decimal::Decimal;

use crate::evaluate::fraction::Fraction;
use crate::plan::model::Band;

/// Returns a figure's number without grouping, exponent or trailing zeros.
pub(super) fn plain(number: Decimal) -> String {
    number.normalize().to_string()
}

/// Returns a percentage with one decimal place, with two if one place would show a limit of a band that it
/// did not reach. `None` if it cannot be computed.
pub(super) fn percentage(value: Decimal, bands: &[Band]) -> Option<String> {
    Fraction::new(value, Decimal::ONE_HUNDRED).map(|share| share.shown(bands))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use rust_decimal::Decimal;

    use crate::export::number::{percentage, plain};
    use crate::plan::model::Band;

    fn bands() -> Vec<Band> {
        let band = |floor: Option<i64>| Band {
            name: String::new(),
            symbol: String::new(),
            floor: floor.map(Decimal::from),
            needs_action: false,
            good: false,
        };
        vec![band(Some(100)), band(Some(80)), band(None)]
    }

    #[test]
    fn a_number_is_written_plainly() {
        for (given, expected) in
            [("7260", "7260"), ("169000.00", "169000"), ("72.10", "72.1"), ("-0.50", "-0.5"), ("0.0", "0")]
        {
            assert_eq!(plain(Decimal::from_str(given).unwrap()), expected);
        }
    }

    #[test]
    fn a_percentage_never_shows_a_limit_that_it_did_not_reach() {
        for (given, expected) in [
            ("102.75", "102.8"),
            ("80", "80.0"),
            ("79.94", "79.9"),
            ("79.96", "79.96"),
            ("79.996", "79.99"),
            ("99.951", "99.95"),
            ("80.04", "80.0"),
            ("60", "60.0"),
        ] {
            assert_eq!(percentage(Decimal::from_str(given).unwrap(), &bands()).unwrap(), expected);
        }
    }
}
