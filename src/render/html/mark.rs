//! Marks of tones: each has a shape of its own, so that it also speaks in grey and to the colour-blind.

use super::markup::Markup;
use crate::report::Tone;

/// Every tone.
const TONES: [Tone; 7] = [Tone::Good, Tone::Fair, Tone::Bad, Tone::Open, Tone::Unsure, Tone::Neutral, Tone::Absent];

/// Returns the class that gives an element the colours of a tone.
pub const fn class(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "good",
        Tone::Fair => "fair",
        Tone::Bad => "bad",
        Tone::Open => "open",
        Tone::Unsure => "unsure",
        Tone::Neutral => "neutral",
        Tone::Absent => "absent",
    }
}

/// Draws the mark of a tone; words beside it say the same.
pub fn draw(page: &mut Markup, tone: Tone) {
    let class = class(tone);
    page.within("svg", &format!("mark {class}"), &[("aria-hidden", "true")], |page| {
        page.void("use", "", &[("href", &format!("#m-{class}"))]);
    });
}

/// Writes the shapes once, for all marks and charts of the page.
pub fn define(page: &mut Markup) {
    page.within("svg", "shapes", &[("aria-hidden", "true"), ("width", "0"), ("height", "0")], |page| {
        for tone in TONES {
            let id = format!("m-{}", class(tone));
            page.within("symbol", "", &[("id", &id), ("viewBox", "0 0 12 12")], |page| shape(page, tone));
        }
        let pattern = [("id", "hatch"), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse")];
        page.within("pattern", "", &pattern, |page| {
            page.void("path", "hatch", &[("d", "M-1.5 1.5 1.5-1.5M0 6 6 0M4.5 7.5 7.5 4.5"), ("fill", "none")]);
        });
    });
    page.line();
}

fn shape(page: &mut Markup, tone: Tone) {
    let mut ring = || {
        let ring = [("cx", "6"), ("cy", "6"), ("r", "4.3"), ("fill", "none"), ("stroke", "currentColor")];
        page.void("circle", "", &[&ring[..], &[("stroke-width", "1.4")]].concat());
    };
    let disc = |r| [("cx", "6"), ("cy", "6"), ("r", r), ("fill", "currentColor")];
    match tone {
        Tone::Good => page.void("circle", "", &disc("5")),
        Tone::Fair => {
            ring();
            page.void("path", "", &[("d", "M1.2 6h9.6a4.8 4.8 0 0 1-9.6 0z"), ("fill", "currentColor")]);
        }
        Tone::Bad => stroke(page, "M2.2 2.2 9.8 9.8M9.8 2.2 2.2 9.8"),
        Tone::Open => ring(),
        Tone::Unsure => {
            ring();
            page.void("circle", "", &disc("1.6"));
        }
        Tone::Neutral => stroke(page, "M1.5 6h9"),
        Tone::Absent => page.void("circle", "", &disc("1.8")),
    }
}

fn stroke(page: &mut Markup, d: &str) {
    page.void("path", "", &[("d", d), ("fill", "none"), ("stroke", "currentColor"), ("stroke-width", "2.2")]);
}
