//! The look: colours, type sizes and distances, each in one place.

use super::font::Face;
use super::page::Colour;
use crate::report::{Lang, Tone};

/// The accent, unless a report brings its own: a deep teal.
pub const ACCENT: Colour = Colour(0x0F, 0x4C, 0x5C);
/// Running text.
pub const INK: Colour = Colour(0x1F, 0x29, 0x33);
/// Labels and small print.
pub const GREY: Colour = Colour(0x5A, 0x66, 0x70);
/// Rules between rows.
pub const RULE: Colour = Colour(0xD7, 0xDD, 0xE2);
/// Empty part of a bar.
pub const TRACK: Colour = Colour(0xEE, 0xF1, 0xF4);
/// Paper, and text on the accent.
pub const WHITE: Colour = Colour(0xFF, 0xFF, 0xFF);

/// Distance of text from the left and the right side of the page.
pub const MARGIN: f32 = 56.0;
/// Where text begins on a page with a running head.
pub const TOP: f32 = 80.0;
/// How far above the lower edge of the paper text ends on every page.
pub const FOOT: f32 = 66.0;

impl Colour {
    /// Returns the colour with as much white in it: 0 for none, 1 for white.
    pub fn lighter(self, white: f32) -> Self {
        let mixed = |part: u8| (f32::from(part) + (255.0 - f32::from(part)) * white).round() as u8;
        Self(mixed(self.0), mixed(self.1), mixed(self.2))
    }
}

/// Colour of a tone's mark and figures. The five differ in lightness too (for grey print), no two
/// are told apart by red and green alone, and each is dark enough for small text on white.
pub const fn tone_colour(tone: Tone) -> Colour {
    match tone {
        Tone::Good => Colour(0x10, 0x6B, 0x62),
        Tone::Fair => Colour(0x9C, 0x61, 0x04),
        Tone::Bad => Colour(0xA8, 0x2A, 0x22),
        Tone::Open | Tone::Unsure => Colour(0x4A, 0x5F, 0x86),
        Tone::Neutral | Tone::Absent => Colour(0x6B, 0x76, 0x80),
    }
}

/// Colour behind a boxed remark of a tone.
pub const fn tone_paper(tone: Tone) -> Colour {
    match tone {
        Tone::Good => Colour(0xEA, 0xF4, 0xF2),
        Tone::Fair => Colour(0xFC, 0xF4, 0xE4),
        Tone::Bad => Colour(0xFB, 0xED, 0xEB),
        Tone::Open | Tone::Unsure => Colour(0xEE, 0xF1, 0xF7),
        Tone::Neutral | Tone::Absent => Colour(0xF3, 0xF5, 0xF7),
    }
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Type {
    /// Its face.
    pub face: Face,
    /// Its size.
    pub size: f32,
    /// Distance from one line to the next.
    pub leading: f32,
    /// Its colour.
    pub colour: Colour,
}

impl Type {
    /// Returns how far the baseline lies below the top of a line.
    pub fn baseline(&self) -> f32 {
        (self.leading - self.size) / 2.0 + self.size * 0.88
    }

    /// Returns the same type in bold.
    pub fn in_bold(self) -> Self {
        Self { face: Face::Bold, ..self }
    }

    /// Returns the same type in another colour.
    pub fn in_colour(self, colour: Colour) -> Self {
        Self { colour, ..self }
    }

    /// Returns the type of the same text in the second language: a little smaller and lighter, on lines as far
    /// apart, so that both stand on common baselines where they stand side by side.
    pub fn in_second(self) -> Self {
        let colour = if self.colour == INK { GREY } else { self.colour };
        Self { size: self.size * 0.94, colour, ..self }
    }

    /// Returns the type of a remark below a text of this type.
    pub fn in_note(self) -> Self {
        Self { face: Face::Regular, size: self.size * 0.86, leading: self.leading * 0.9, colour: GREY }
    }
}

/// The types of a report by its first language; Chinese wants more room between lines.
#[derive(Debug, Clone, Copy)]
pub struct Types {
    /// Running text.
    pub body: Type,
    /// The sentence to remember.
    pub lead: Type,
    /// Small print.
    pub small: Type,
    /// Labels of facts.
    pub label: Type,
    /// Cells of a table.
    pub cell: Type,
    /// What was written about a requirement: running text, but small.
    pub note: Type,
    /// Heads of a table's columns.
    pub head: Type,
    /// Heading of level 1.
    pub heading: Type,
    /// Heading of level 2.
    pub subheading: Type,
    /// Title of a card.
    pub card: Type,
    /// Id of a card, and an answer beside it.
    pub tag: Type,
    /// Captions below figures.
    pub caption: Type,
    /// Labels and figures of a chart, cells of a heat map.
    pub chart: Type,
    /// Lines of the contents below those of the first level.
    pub contents: Type,
    /// Running head and foot.
    pub running: Type,
    /// Small line above the cover's title.
    pub kicker: Type,
    /// Organisation on the cover.
    pub organisation: Type,
    /// The result on the cover.
    pub badge: Type,
}

impl Types {
    /// Returns the types for a language with an accent.
    pub fn of(lang: Lang, accent: Colour) -> Self {
        let spread = if lang.is_square() { 1.6 } else { 1.45 };
        let plain = |size: f32, colour| Type { face: Face::Regular, size, leading: size * spread, colour };
        let bold = |size: f32, colour| Type { face: Face::Bold, ..plain(size, colour) };
        let tight = |kind: Type| Type { leading: kind.size * (1.0 + (spread - 1.0) * 0.7), ..kind };
        Self {
            body: plain(9.75, INK),
            lead: tight(plain(13.5, accent)),
            small: plain(8.0, GREY),
            label: plain(8.75, GREY),
            cell: tight(plain(9.0, INK)),
            note: plain(9.0, INK),
            head: tight(bold(8.25, accent)),
            heading: tight(bold(22.0, accent)),
            subheading: tight(bold(13.0, INK)),
            card: tight(bold(11.0, INK)),
            tag: tight(bold(9.0, accent)),
            caption: tight(plain(8.5, GREY)),
            chart: Type { leading: 10.2, ..plain(7.8, INK) },
            contents: Type { leading: 12.2, ..plain(8.75, GREY) },
            running: plain(7.75, GREY),
            kicker: tight(bold(11.0, accent.lighter(0.7))),
            organisation: tight(plain(15.0, WHITE)),
            badge: tight(bold(13.0, INK)),
        }
    }

    /// Returns bold type of a size, close-set, for titles and figures that have to fit.
    pub fn display(&self, size: f32, colour: Colour) -> Type {
        let spread = self.heading.leading / self.heading.size;
        Type { face: Face::Bold, size, leading: size * spread, colour }
    }
}
