//! The parts of a bar, fit to be drawn and to be told.

use super::document::Bar;

/// What a bar shows, each from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Parts {
    /// What is certain.
    pub certain: f64,
    /// What is still possible beyond it.
    pub possible: f64,
    /// What the target asks for.
    pub target: f64,
}

impl Bar {
    /// Returns its parts within the bar; what is no number is nothing.
    pub fn parts(&self) -> Parts {
        let within = |part: f64| if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.0 };
        let certain = within(self.low);
        Parts { certain, possible: (within(self.high) - certain).max(0.0), target: within(self.target) }
    }

    /// Returns in whole percent what is certain, what is still possible and what is aimed at. As everywhere in a report,
    /// 79.9 % is told as 79 %, never as 80 %.
    pub fn percents(&self) -> [u8; 3] {
        let Parts { certain, possible, target } = self.parts();
        // What an exact 29 % lost on its way to a binary fraction is given back.
        let whole = |part: f64| (part * 100.0 + 1e-9).floor() as u8;
        [whole(certain), whole(certain + possible) - whole(certain), whole(target)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Tone, Wording};

    fn bar(low: f64, high: f64, target: f64) -> Bar {
        let (short, label, value) = (String::new(), Wording::default(), Wording::default());
        Bar { short, label, value, low, high, target, tone: Tone::Open }
    }

    #[test]
    fn shares_are_rounded_down_and_add_up() {
        assert_eq!(bar(20.0 / 22.0, 20.0 / 22.0, 1.0).percents(), [90, 0, 100]);
        assert_eq!(bar(2.0 / 3.0, 1.0, 0.799).percents(), [66, 34, 79]);
        for hundredth in 0..=100_u8 {
            let share = f64::from(hundredth) / 100.0;
            assert_eq!(bar(share, share, share).percents(), [hundredth, 0, hundredth]);
        }
        assert_eq!(bar(f64::NAN, 7.0, -1.0).percents(), [0, 100, 0]);
        assert_eq!(bar(0.75, 0.5, 0.5).parts(), Parts { certain: 0.75, possible: 0.0, target: 0.5 });
    }
}
