//! Exact fractions: what every credit, weight, share and score is computed with.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};

/// An exact number. Only drawing rounds it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fraction(BigRational);

/// Longest number that a file may hold, in characters; a longer one is a mistake or an attack.
pub const LONGEST: usize = 24;

impl Fraction {
    /// What `parse` reads, as a regular expression; that nothing is divided by 0 is beyond one.
    pub const PATTERN: &str = r"^(-?[0-9]+(\.[0-9]+)?(\s*%)?|\s*-?[0-9]+(\.[0-9]+)?\s*/\s*-?[0-9]+(\.[0-9]+)?\s*)$";
    /// Numbers that are not below 0, as a regular expression.
    pub const AMOUNT_PATTERN: &str = r"^([0-9]+(\.[0-9]+)?(\s*%)?|\s*[0-9]+(\.[0-9]+)?\s*/\s*[0-9]+(\.[0-9]+)?\s*)$";
    /// Numbers from 0 to 1, as a regular expression; whether a fraction is above 1 is beyond one.
    pub const PART_PATTERN: &str = r"^(0+(\.[0-9]+)?|0*1(\.0+)?|(0*[0-9]{1,2}(\.[0-9]+)?|0*100(\.0+)?)\s*%|\s*[0-9]+(\.[0-9]+)?\s*/\s*[0-9]+(\.[0-9]+)?\s*)$";

    /// Returns 0.
    pub fn zero() -> Self {
        Self(BigRational::zero())
    }

    /// Returns 1.
    pub fn one() -> Self {
        Self(BigRational::one())
    }

    /// Reads `1`, `-3`, `0.4`, `2/5` or `80%`; nothing else is a number here.
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        if let Some(share) = text.strip_suffix('%') {
            return Some(Self(decimal(share.trim_end())? / BigInt::from(100)));
        }
        if let Some((above, below)) = text.split_once('/') {
            let below = decimal(below.trim())?;
            return (!below.is_zero()).then(|| decimal(above.trim()).map(|above| Self(above / below)))?;
        }
        decimal(text).map(Self)
    }

    /// Returns whether it is below 0.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Returns whether it is 0.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Returns whether it is 1.
    pub fn is_one(&self) -> bool {
        self.0.is_one()
    }

    /// Returns the nearest floating-point number, for drawing only.
    pub fn to_f64(&self) -> f64 {
        self.0.to_f64().unwrap_or(0.0)
    }

    /// Returns the number with at most this many decimals, rounded half away from zero, without trailing zeros.
    pub fn rounded(&self, decimals: u32) -> String {
        let scale = BigInt::from(10).pow(decimals);
        let scaled = (&self.0 * &scale).round().to_integer();
        let (sign, digits) = (if scaled.is_negative() { "-" } else { "" }, scaled.abs());
        let whole = &digits / &scale;
        let rest = (&digits % &scale).to_string();
        let rest = format!("{rest:0>width$}", width = decimals as usize);
        let rest = rest.trim_end_matches('0');
        if decimals == 0 || rest.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
    }

    /// Returns a share as a percentage without decimals, rounded down so that 79.9 % never reads as 80 %.
    pub fn percent(&self) -> String {
        let hundredths = (&self.0 * BigInt::from(100)).floor().to_integer();
        format!("{hundredths}%")
    }
}

fn decimal(text: &str) -> Option<BigRational> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || (digits.contains('.') && rest.is_empty()) || !all_digits(whole) || !all_digits(rest) {
        return None;
    }
    let number: BigInt = format!("{whole}{rest}").parse().ok()?;
    let scale = BigInt::from(10).pow(u32::try_from(rest.len()).ok()?);
    let value = BigRational::new(number, scale);
    Some(if negative { -value } else { value })
}

impl From<i64> for Fraction {
    fn from(whole: i64) -> Self {
        Self(BigRational::from_integer(whole.into()))
    }
}

/// Written as a whole number or as `numerator/denominator`: exact.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, f)
    }
}

/// In JSON a whole number stays one; any other is rounded to four decimals.
impl serde::Serialize for Fraction {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.is_integer().then(|| self.0.to_integer().to_i64()).flatten() {
            Some(whole) => serializer.serialize_i64(whole),
            None => serializer.serialize_f64(self.rounded(4).parse().unwrap_or(0.0)),
        }
    }
}

/// Returns fractions as multiples of their greatest common part: whole numbers whose sums compare as theirs do. None if
/// one is below 0, or they are so fine that such numbers do not fit.
pub fn common_parts(fractions: &[&Fraction]) -> Option<Vec<u128>> {
    // Cut by what they have in common, one times the other is the least that both divide.
    let least = |all: BigInt, own: &&Fraction| BigRational::new(all, own.0.denom().clone()).numer() * own.0.denom();
    let under = fractions.iter().fold(BigInt::one(), least);
    fractions.iter().map(|own| (own.0.numer() * (&under / own.0.denom())).to_u128()).collect()
}

macro_rules! operator {
    ($($trait:ident $method:ident $op:tt),*) => {$(
        impl $trait<&Fraction> for &Fraction {
            type Output = Fraction;
            fn $method(self, other: &Fraction) -> Fraction { Fraction(&self.0 $op &other.0) }
        }
        impl $trait for Fraction {
            type Output = Fraction;
            fn $method(self, other: Fraction) -> Fraction { Fraction(self.0 $op other.0) }
        }
    )*};
}
operator!(Add add +, Sub sub -, Mul mul *, Div div /);

impl Sum for Fraction {
    fn sum<I: Iterator<Item = Self>>(items: I) -> Self {
        items.fold(Self::zero(), |sum, item| sum + item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        Fraction::parse(text).map_or("none".into(), |number| number.to_string())
    }

    #[test]
    fn reads_the_four_ways_to_write_a_number() {
        assert_eq!(read("1"), "1");
        assert_eq!(read("-203"), "-203");
        assert_eq!(read("0.40"), "2/5");
        assert_eq!(read("1/2"), "1/2");
        assert_eq!(read("2 / 4"), "1/2");
        assert_eq!(read("80%"), "4/5");
        assert_eq!(read("33.3 %"), "333/1000");
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", ".5", "5.", "1e3", "0x1F", "1/0", "a", "１", "1_000", "NaN", "%", "1/2/3", "--1"] {
            assert_eq!(read(text), "none", "{text}");
        }
        assert_eq!(read(&"9".repeat(25)), "none");
    }

    #[test]
    fn rounds_only_when_drawn() {
        let third = Fraction::one() / Fraction::from(3);
        assert_eq!(third.rounded(2), "0.33");
        assert_eq!((Fraction::from(2) / Fraction::from(3)).rounded(0), "1");
        assert_eq!(Fraction::parse("-0.005").expect("a number").rounded(2), "-0.01");
        assert_eq!(Fraction::from(110).rounded(2), "110");
        assert_eq!(Fraction::parse("0.999").expect("a number").percent(), "99%");
        assert_eq!(serde_json::to_string(&third).expect("a number"), "0.3333");
        assert_eq!(serde_json::to_string(&Fraction::from(88)).expect("a number"), "88");
    }
}
