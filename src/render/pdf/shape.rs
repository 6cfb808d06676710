//! Small drawings: marks of tones, rounded boxes, hatching. The typefaces have no check marks, and a
//! drawing looks the same everywhere.

use super::page::{Area, Colour, Item, Stroke, Vertex};
use super::style::tone_colour;
use crate::report::Tone;

/// How far handles stand off so that four curves look like a circle.
const ROUND: f32 = 0.552_284_8;

fn corner(x: f32, y: f32) -> Vertex {
    Vertex { x, y, handle: false }
}

fn handle(x: f32, y: f32) -> Vertex {
    Vertex { x, y, handle: true }
}

/// Returns a filled or drawn circle.
pub fn circle(x: f32, y: f32, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) -> Item {
    let bend = radius * ROUND;
    let vertices = vec![
        corner(x, y - radius),
        handle(x + bend, y - radius),
        handle(x + radius, y - bend),
        corner(x + radius, y),
        handle(x + radius, y + bend),
        handle(x + bend, y + radius),
        corner(x, y + radius),
        handle(x - bend, y + radius),
        handle(x - radius, y + bend),
        corner(x - radius, y),
        handle(x - radius, y - bend),
        handle(x - bend, y - radius),
        corner(x, y - radius),
    ];
    Item::Polygon { vertices, fill, stroke }
}

fn lower_half(x: f32, y: f32, radius: f32, fill: Colour) -> Item {
    let bend = radius * ROUND;
    let vertices = vec![
        corner(x + radius, y),
        handle(x + radius, y + bend),
        handle(x + bend, y + radius),
        corner(x, y + radius),
        handle(x - bend, y + radius),
        handle(x - radius, y + bend),
        corner(x - radius, y),
    ];
    Item::Polygon { vertices, fill: Some(fill), stroke: None }
}

/// Returns a filled box with round corners.
pub fn rounded(area: Area, radius: f32, fill: Option<Colour>, stroke: Option<Stroke>) -> Item {
    let radius = radius.min(area.width / 2.0).min(area.height / 2.0);
    let rest = radius * (1.0 - ROUND);
    let (left, top, right, bottom) = (area.x, area.y, area.x + area.width, area.y + area.height);
    let vertices = vec![
        corner(left + radius, top),
        corner(right - radius, top),
        handle(right - rest, top),
        handle(right, top + rest),
        corner(right, top + radius),
        corner(right, bottom - radius),
        handle(right, bottom - rest),
        handle(right - rest, bottom),
        corner(right - radius, bottom),
        corner(left + radius, bottom),
        handle(left + rest, bottom),
        handle(left, bottom - rest),
        corner(left, bottom - radius),
        corner(left, top + radius),
        handle(left, top + rest),
        handle(left + rest, top),
        corner(left + radius, top),
    ];
    Item::Polygon { vertices, fill, stroke }
}

/// Returns the mark of a tone around a centre. Form and lightness differ, so that it also speaks in grey
/// and to the colour-blind: full disc, half disc, cross, ring, ring with a dot, dash, dot.
pub fn mark(tone: Tone, x: f32, y: f32, radius: f32) -> Vec<Item> {
    mark_in(tone, tone_colour(tone), x, y, radius)
}

/// Returns the mark of a tone in another colour than its own, on a ground that has that one.
pub fn mark_in(tone: Tone, colour: Colour, x: f32, y: f32, radius: f32) -> Vec<Item> {
    let ring = |width: f32| circle(x, y, radius - width / 2.0, None, Some(Stroke::plain(colour, width)));
    match tone {
        Tone::Good => vec![circle(x, y, radius, Some(colour), None)],
        Tone::Fair => vec![lower_half(x, y, radius - 0.5, colour), ring(radius * 0.28)],
        Tone::Bad => {
            let reach = radius * 0.78;
            let stroke = Stroke::plain(colour, radius * 0.46);
            vec![
                Item::Line { from: (x - reach, y - reach), to: (x + reach, y + reach), stroke },
                Item::Line { from: (x - reach, y + reach), to: (x + reach, y - reach), stroke },
            ]
        }
        Tone::Open => vec![ring(radius * 0.28)],
        Tone::Unsure => vec![ring(radius * 0.28), circle(x, y, radius * 0.34, Some(colour), None)],
        Tone::Neutral => {
            let stroke = Stroke::plain(colour, radius * 0.42);
            vec![Item::Line { from: (x - radius * 0.85, y), to: (x + radius * 0.85, y), stroke }]
        }
        Tone::Absent => vec![circle(x, y, radius * 0.3, Some(colour), None)],
    }
}

/// Returns lines at 45 degrees that fill an area and end at its sides.
pub fn hatching(area: Area, stroke: Stroke, step: f32) -> Vec<Item> {
    let (right, bottom) = (area.x + area.width, area.y + area.height);
    let count = ((area.width + area.height) / step).ceil().clamp(0.0, 2000.0) as usize;
    (1..count)
        .filter_map(|index| {
            // The line x + y = constant, cut to the area.
            let offset = step * index as f32;
            let from = ((area.x + offset).min(right), area.y + (offset - area.width).max(0.0));
            let to = (area.x + (offset - area.height).max(0.0), (area.y + offset).min(bottom));
            (from.0 - to.0 > 0.2).then_some(Item::Line { from, to, stroke })
        })
        .collect()
}
