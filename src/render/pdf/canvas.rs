//! What pages are drawn on; keeps the layout free of any PDF library.

use super::page::{Area, Colour, Item, Layout, Stroke, TextRun, Vertex};

/// A surface that takes placed items, page by page.
pub trait Canvas {
    /// Begins a page.
    fn begin_page(&mut self);
    /// Shows text.
    fn text(&mut self, run: &TextRun);
    /// Draws a box.
    fn rectangle(&mut self, area: Area, fill: Option<Colour>, stroke: Option<Stroke>);
    /// Draws a closed form.
    fn polygon(&mut self, vertices: &[Vertex], fill: Option<Colour>, stroke: Option<Stroke>);
    /// Draws a straight line.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke);
    /// Makes an area lead to a place: index of its page and its upper edge.
    fn link(&mut self, area: Area, page: usize, top: f32);
    /// Ends the page.
    fn end_page(&mut self);
}

/// Draws all pages.
pub fn draw(layout: &Layout, canvas: &mut impl Canvas) {
    for page in &layout.pages {
        canvas.begin_page();
        for item in &page.items {
            match item {
                Item::Text(run) => canvas.text(run),
                Item::Rectangle { area, fill, stroke } => canvas.rectangle(*area, *fill, *stroke),
                Item::Polygon { vertices, fill, stroke } => canvas.polygon(vertices, *fill, *stroke),
                Item::Line { from, to, stroke } => canvas.line(*from, *to, *stroke),
                Item::Link { area, target } => {
                    if let Some(entry) = layout.outline.get(*target) {
                        canvas.link(*area, entry.page, entry.top);
                    }
                }
            }
        }
        canvas.end_page();
    }
}
