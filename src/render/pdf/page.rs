//! Placed items: all that layout decides and all that a canvas needs to know.
//!
//! Points are 1/72 inch; the origin is the upper left corner and y grows downwards.

use super::font::Face;

/// Width of an A4 page.
pub const PAGE_WIDTH: f32 = 595.28;
/// Height of an A4 page.
pub const PAGE_HEIGHT: f32 = 841.89;

/// All pages, with what leads to places in them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Layout {
    /// Pages in order.
    pub pages: Vec<Page>,
    /// Headings in reading order; links name them by index.
    pub outline: Vec<Entry>,
}

/// One page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Page {
    /// What stands on it, in reading order.
    pub items: Vec<Item>,
}

/// A heading that readers can jump to.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Depth, 1 or 2.
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
    /// A place that leads to a heading.
    Link {
        /// Where a click counts.
        area: Area,
        /// Index in [`Layout::outline`].
        target: usize,
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
            Self::Rectangle { area, .. } | Self::Link { area, .. } => {
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
            Self::Rectangle { area, .. } | Self::Link { area, .. } => *area,
            Self::Polygon { vertices, .. } => around(&vertices.iter().map(|v| (v.x, v.y)).collect::<Vec<_>>()),
            Self::Line { from, to, .. } => around(&[*from, *to]),
        }
    }
}
