//! Placed items: all that layout decides and all that a canvas needs to know.
//!
//! Points are 1/72 inch; the origin is the upper left corner and y grows downwards.

use super::font::Face;
use crate::report::{Lang, Paper};

/// Width and height of a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Size {
    /// Returns the size of a paper: ISO 216 A4, or ANSI Letter.
    pub const fn of(paper: Paper) -> Self {
        match paper {
            Paper::A4 => Self { width: 595.28, height: 841.89 },
            Paper::Letter => Self { width: 612.0, height: 792.0 },
        }
    }
}

/// All pages, with what leads to places in them and what their parts are.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Size of every page.
    pub size: Size,
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Headings and cards in reading order.
    pub outline: Vec<Entry>,
    /// Where links lead, by their index: page and upper edge.
    pub places: Vec<Option<(usize, f32)>>,
    /// What the texts are, for those who do not see them; the first one holds all others.
    pub elements: Vec<Element>,
}

/// Names an element: its index in [`Layout::elements`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tag(pub u32);

impl Tag {
    /// The element that holds all others.
    pub const DOCUMENT: Self = Self(0);
    /// What belongs to the page and not to the content: running lines, repeated heads.
    pub const ARTIFACT: Self = Self(u32::MAX);
}

/// A part of the content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Element {
    /// What it is.
    pub role: Role,
    /// The element that holds it.
    pub parent: Tag,
    /// Its language, where that is not the language of the document.
    pub lang: Option<Lang>,
    /// What it shows, in words, where it is a picture.
    pub alt: Option<String>,
}

/// Kinds of elements, by their names in ISO 32000-1, 14.8.4.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// The whole.
    Document,
    /// A section or a requirement.
    Sect,
    /// Heading of level 1.
    H1,
    /// Heading of level 2.
    H2,
    /// Heading of level 3.
    H3,
    /// A paragraph.
    P,
    /// A list.
    L,
    /// An item of a list.
    LI,
    /// Content of an item.
    LBody,
    /// A table.
    Table,
    /// A row of a table.
    TR,
    /// A head of a column.
    TH,
    /// A cell of a table.
    TD,
    /// A picture with a text that tells it.
    Figure,
    /// The contents.
    Toc,
    /// An item of the contents.
    Toci,
    /// Words in another language.
    Span,
}

impl Role {
    /// Returns its name in a file.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Document => "Document",
            Self::Sect => "Sect",
            Self::H1 => "H1",
            Self::H2 => "H2",
            Self::H3 => "H3",
            Self::P => "P",
            Self::L => "L",
            Self::LI => "LI",
            Self::LBody => "LBody",
            Self::Table => "Table",
            Self::TR => "TR",
            Self::TH => "TH",
            Self::TD => "TD",
            Self::Figure => "Figure",
            Self::Toc => "TOC",
            Self::Toci => "TOCI",
            Self::Span => "Span",
        }
    }
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
}

/// A heading or a card that readers can jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Depth, 1 to 3.
    pub level: u8,
    /// Its text.
    pub title: String,
    /// Index of its page.
    pub page: usize,
    /// Upper edge.
    pub top: f32,
}

/// A colour of the screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

/// A line around something.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stroke {
    /// Its colour.
    pub colour: Colour,
    /// Its thickness.
    pub width: f32,
    /// Whether it is a row of dots.
    pub dotted: bool,
}

impl Stroke {
    /// Returns a line without gaps.
    pub const fn plain(colour: Colour, width: f32) -> Self {
        Self { colour, width, dotted: false }
    }
}

/// Text in one face on one baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct TextRun {
    /// Left end.
    pub x: f32,
    /// Height of the baseline.
    pub baseline: f32,
    /// How far it reaches.
    pub width: f32,
    /// Size of the type.
    pub size: f32,
    /// Its face.
    pub face: Face,
    /// Its colour.
    pub colour: Colour,
    /// The characters.
    pub text: String,
    /// The element that it is a part of.
    pub tag: Tag,
}

/// A corner of a polygon, or a handle of a curve between two corners (always two in a row).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Vertex {
    /// Distance from the left.
    pub x: f32,
    /// Distance from the top.
    pub y: f32,
    /// Whether it only bends the curve.
    pub handle: bool,
}

/// A box with upright sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Area {
    /// Left side.
    pub x: f32,
    /// Upper side.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

/// One thing on a page.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// Text.
    Text(TextRun),
    /// A box, filled or drawn around.
    Rectangle {
        /// Where.
        area: Area,
        /// Colour inside.
        fill: Option<Colour>,
        /// Line around.
        stroke: Option<Stroke>,
    },
    /// A closed form, filled or drawn around.
    Polygon {
        /// Corners and handles.
        vertices: Vec<Vertex>,
        /// Colour inside.
        fill: Option<Colour>,
        /// Line around.
        stroke: Option<Stroke>,
    },
    /// A straight line.
    Line {
        /// One end.
        from: (f32, f32),
        /// The other end.
        to: (f32, f32),
        /// How it is drawn.
        stroke: Stroke,
    },
    /// A place that leads elsewhere.
    Link {
        /// Where a click counts.
        area: Area,
        /// Index in [`Layout::places`].
        target: usize,
        /// The element that it is a part of.
        tag: Tag,
    },
    /// The logo.
    Logo {
        /// Where.
        area: Area,
        /// What it is, in words.
        tag: Tag,
    },
}

impl Item {
    /// Moves the item.
    pub fn shift(&mut self, dx: f32, dy: f32) {
        match self {
            Self::Text(run) => {
                run.x += dx;
                run.baseline += dy;
            }
            Self::Rectangle { area, .. } | Self::Link { area, .. } | Self::Logo { area, .. } => {
                area.x += dx;
                area.y += dy;
            }
            Self::Polygon { vertices, .. } => {
                for vertex in vertices {
                    vertex.x += dx;
                    vertex.y += dy;
                }
            }
            Self::Line { from, to, .. } => {
                for end in [from, to] {
                    end.0 += dx;
                    end.1 += dy;
                }
            }
        }
    }

    /// Makes the item a part of no content: a head that is told again on the next page.
    pub fn repeated(mut self) -> Self {
        if let Self::Text(run) = &mut self {
            run.tag = Tag::ARTIFACT;
        }
        self
    }

    /// Returns the box that the item fills.
    #[cfg(test)]
    pub fn bounds(&self) -> Area {
        let around = |points: &[(f32, f32)]| {
            let fold = |pick: fn(&(f32, f32)) -> f32, of: fn(f32, f32) -> f32| {
                points.iter().map(pick).reduce(of).expect("an item has points")
            };
            let (left, right) = (fold(|p| p.0, f32::min), fold(|p| p.0, f32::max));
            let (top, bottom) = (fold(|p| p.1, f32::min), fold(|p| p.1, f32::max));
            Area { x: left, y: top, width: right - left, height: bottom - top }
        };
        match self {
            // The em box of the typeface: 0.88 above the baseline and 0.12 below.
            Self::Text(run) => Area { x: run.x, y: run.baseline - run.size * 0.88, width: run.width, height: run.size },
            Self::Rectangle { area, .. } | Self::Link { area, .. } | Self::Logo { area, .. } => *area,
            Self::Polygon { vertices, .. } => around(&vertices.iter().map(|v| (v.x, v.y)).collect::<Vec<_>>()),
            Self::Line { from, to, .. } => around(&[*from, *to]),
        }
    }
}
