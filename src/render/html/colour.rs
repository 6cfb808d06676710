//! The accent colour, made legible: a firm may choose any.

/// The program's own accent, a deep teal.
const ACCENT: [u8; 3] = [0x0F, 0x4C, 0x5C];
/// Dark text, for an accent that is too light for white.
const INK: [u8; 3] = [0x1F, 0x29, 0x33];
const WHITE: [u8; 3] = [0xFF; 3];
/// What WCAG 2 asks between text and its ground (level AA).
const LEGIBLE: f64 = 4.5;

/// An accent with what can be read on it, and a form of it that can be read on white.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Accent {
    /// The colour itself.
    pub ground: [u8; 3],
    /// Text on it.
    pub on_it: [u8; 3],
    /// The colour as text on white.
    pub as_text: [u8; 3],
}

/// Returns the accent of a document.
pub fn accent(chosen: Option<[u8; 3]>) -> Accent {
    let ground = chosen.unwrap_or(ACCENT);
    let on_it = if contrast(ground, WHITE) >= LEGIBLE { WHITE } else { darker(INK, ground) };
    Accent { ground, on_it, as_text: darker(ground, WHITE) }
}

/// Returns the colour as `#RRGGBB`.
pub fn hexadecimal([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Returns the colour, as much darker as it takes to be read on a ground that is light enough for black.
fn darker(colour: [u8; 3], ground: [u8; 3]) -> [u8; 3] {
    let mut dark = colour;
    // A little beyond the limit, since papers are not quite white.
    while contrast(dark, ground) < LEGIBLE + 0.6 && dark != [0; 3] {
        dark = dark.map(|part| (f64::from(part) * 0.94) as u8);
    }
    dark
}

/// Returns the contrast of two colours, 1 to 21, as WCAG 2 defines it.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * linear(colour[0]) + 0.7152 * linear(colour[1]) + 0.0722 * linear(colour[2])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_accent_can_be_read() {
        assert_eq!(hexadecimal(accent(None).ground), "#0F4C5C");
        assert_eq!((accent(None).on_it, accent(None).as_text), (WHITE, ACCENT));
        let steps = [0, 51, 102, 128, 153, 204, 255];
        for red in steps {
            for green in steps {
                for blue in steps {
                    let Accent { ground, on_it, as_text } = accent(Some([red, green, blue]));
                    assert_eq!(ground, [red, green, blue]);
                    assert!(contrast(on_it, ground) >= LEGIBLE, "{on_it:?} on {ground:?}");
                    assert!(contrast(as_text, WHITE) >= LEGIBLE, "{as_text:?} on white");
                }
            }
        }
        assert!((contrast([0; 3], WHITE) - 21.0).abs() < 1e-9);
    }
}
