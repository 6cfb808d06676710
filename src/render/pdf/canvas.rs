//! What pages are drawn on; keeps the layout free of any PDF library.

use super::page::{Area, Colour, Item, Layout, Role, Stroke, Tag, TextRun, Vertex};

/// A surface that takes placed items, page by page.
pub trait Canvas {
    /// Begins a page.
    fn begin_page(&mut self);
    /// Begins a part of the page that belongs to an element, under a number of its own on this page.
    fn begin_element(&mut self, role: Role, number: usize);
    /// Begins a part of the page that is no content.
    fn begin_artifact(&mut self);
    /// Ends such a part.
    fn end_part(&mut self);
    /// Shows text.
    fn text(&mut self, run: &TextRun);
    /// Draws a box.
    fn rectangle(&mut self, area: Area, fill: Option<Colour>, stroke: Option<Stroke>);
    /// Draws a closed form.
    fn polygon(&mut self, vertices: &[Vertex], fill: Option<Colour>, stroke: Option<Stroke>);
    /// Draws a straight line.
    fn line(&mut self, from: (f32, f32), to: (f32, f32), stroke: Stroke);
    /// Shows the logo.
    fn logo(&mut self, area: Area);
    /// Ends the page.
    fn end_page(&mut self);
}

/// Draws all pages; returns for each page the elements of its parts, by their numbers.
pub fn draw(layout: &Layout, canvas: &mut impl Canvas) -> Vec<Vec<Tag>> {
    layout.pages.iter().map(|page| draw_page(layout, &page.items, canvas)).collect()
}

/// Draws the forms of a page first and its texts and pictures after them: no form lies over a text, and texts that
/// follow each other stay one part of their element.
fn draw_page(layout: &Layout, items: &[Item], canvas: &mut impl Canvas) -> Vec<Tag> {
    let mut parts = Vec::new();
    canvas.begin_page();
    canvas.begin_artifact();
    for item in items {
        match item {
            Item::Rectangle { area, fill, stroke } => canvas.rectangle(*area, *fill, *stroke),
            Item::Polygon { vertices, fill, stroke } => canvas.polygon(vertices, *fill, *stroke),
            Item::Line { from, to, stroke } => canvas.line(*from, *to, *stroke),
            Item::Text(_) | Item::Logo { .. } | Item::Link { .. } => {}
        }
    }
    canvas.end_part();
    let mut open: Option<Tag> = None;
    for item in items {
        let tag = match item {
            Item::Text(run) => run.tag,
            Item::Logo { tag, .. } => *tag,
            Item::Rectangle { .. } | Item::Polygon { .. } | Item::Line { .. } | Item::Link { .. } => continue,
        };
        if open != Some(tag) {
            if open.replace(tag).is_some() {
                canvas.end_part();
            }
            match layout.elements.get(tag.0 as usize) {
                Some(element) => {
                    canvas.begin_element(element.role, parts.len());
                    parts.push(tag);
                }
                None => canvas.begin_artifact(),
            }
        }
        match item {
            Item::Logo { area, .. } => canvas.logo(*area),
            Item::Text(run) => canvas.text(run),
            Item::Rectangle { .. } | Item::Polygon { .. } | Item::Line { .. } | Item::Link { .. } => {}
        }
    }
    if open.is_some() {
        canvas.end_part();
    }
    canvas.end_page();
    parts
}
