//! Headings, paragraphs, lists, facts and figures.

use super::flow::Strip;
use super::setter::{RowForm, Setter, kept, kept_among, label_width, spaced, underline};
use super::{BODY, WIDTH, gap, rule};
use crate::render::pdf::page::{Area, Item};
use crate::render::pdf::shape;
use crate::render::pdf::style::{ACCENT, INK, RULE, Type, tone_colour, tone_paper};
use crate::render::pdf::text::{self, Line};
use crate::report::{Align, Figure, Section, Tone, Voice};

/// Space above a block.
const BLOCK: f32 = 12.0;

/// Figures in a row.
const FIGURES: usize = 4;

/// Returns a section's heading; it is kept with what follows.
pub fn heading(setter: &Setter<'_>, section: &Section, index: usize) -> Vec<Strip> {
    let first_level = section.level <= 1;
    let kind = if first_level { setter.types.heading } else { setter.types.subheading };
    let mut strips = setter.running(&setter.lines(&section.title, kind, WIDTH), kind, 0.0);
    if strips.is_empty() {
        strips.push(Strip::default());
    }
    if first_level {
        let area = Area { x: 0.0, y: 0.0, width: 34.0, height: 3.0 };
        let bar = Item::Rectangle { area, fill: Some(ACCENT), stroke: None };
        strips.insert(0, Strip { height: 11.0, items: vec![bar], new_page: true, ..Strip::default() });
        strips.push(gap(4.0));
    } else {
        strips[0].space = 26.0;
        // The first block below brings its own space.
    }
    strips[0].heading = Some(index);
    kept(strips)
}

/// Returns running text; each line of the string is a paragraph.
pub fn paragraph(setter: &Setter<'_>, voice: Voice, text: &str) -> Vec<Strip> {
    let types = &setter.types;
    let kind = match voice {
        Voice::Lead => types.lead,
        Voice::Body => types.body,
        Voice::Small => types.small,
        Voice::Callout(tone) => return callout(setter, tone, text),
    };
    let mut strips = Vec::new();
    for paragraph in text::paragraphs(text) {
        let lines = setter.lines(&paragraph, kind, measure(voice));
        let space = if strips.is_empty() { BLOCK } else { kind.size * 0.6 };
        strips.extend(spaced(setter.running(&lines, kind, 0.0), space));
    }
    strips
}

/// Returns how wide a voice is set; large type fills the page, small print need not.
fn measure(voice: Voice) -> f32 {
    match voice {
        Voice::Small => WIDTH * 0.94,
        _ => WIDTH,
    }
}

fn callout(setter: &Setter<'_>, tone: Tone, text: &str) -> Vec<Strip> {
    const LEFT: f32 = 30.0;
    const PAD: f32 = 10.0;
    let kind = setter.types.body;
    let mut strips = setter.running(&setter.lines(text, kind, WIDTH - LEFT - 16.0), kind, LEFT);
    let count = strips.len();
    for (index, strip) in strips.iter_mut().enumerate() {
        let above = if index == 0 { PAD } else { 0.0 };
        let below = if index + 1 == count { PAD } else { 0.0 };
        for item in &mut strip.items {
            item.shift(0.0, above);
        }
        strip.height += above + below;
        let fill = |x: f32, width: f32, colour| Item::Rectangle {
            area: Area { x, y: 0.0, width, height: strip.height },
            fill: Some(colour),
            stroke: None,
        };
        let mut items = vec![fill(0.0, WIDTH, tone_paper(tone)), fill(0.0, 3.0, tone_colour(tone))];
        if index == 0 {
            items.extend(shape::mark(tone, 17.0, above + kind.baseline() - kind.size * 0.36, 4.2));
        }
        items.append(&mut strip.items);
        strip.items = items;
    }
    spaced(strips, BLOCK + 2.0)
}

/// Returns points with a small square before each.
pub fn list(setter: &Setter<'_>, points: &[String]) -> Vec<Strip> {
    const INDENT: f32 = 15.0;
    let kind = setter.types.body;
    let mut strips = Vec::new();
    for (index, point) in points.iter().enumerate() {
        let mut point = setter.running(&setter.lines(point, kind, WIDTH - INDENT), kind, INDENT);
        if let Some(first) = point.first_mut() {
            let y = kind.baseline() - kind.size * 0.36;
            let area = Area { x: 2.0, y: y - 1.6, width: 3.2, height: 3.2 };
            first.items.insert(0, Item::Rectangle { area, fill: Some(ACCENT), stroke: None });
        }
        strips.extend(spaced(point, if index == 0 { BLOCK } else { 4.0 }));
    }
    // A short list is read at a glance; it stays whole.
    if strips.len() <= 8 { kept_among(strips) } else { strips }
}

/// Returns labelled facts, one to a row, with light rules between.
pub fn facts(setter: &Setter<'_>, facts: &[(String, String)]) -> Vec<Strip> {
    let label = setter.types.label;
    let width = label_width(facts.iter().map(|(name, _)| setter.natural(name, label)), 0.34);
    let strips = fact_rows(setter, facts, label, setter.types.body, width);
    spaced(strips, BLOCK)
}

/// Returns rows of label and text.
pub fn fact_rows(setter: &Setter<'_>, facts: &[(String, String)], label: Type, kind: Type, width: f32) -> Vec<Strip> {
    let x = width + 16.0;
    let mut strips = Vec::new();
    for (name, text) in facts {
        let columns =
            [setter.column(name, label, 0.0, width, Align::Left), setter.column(text, kind, x, WIDTH - x, Align::Left)];
        let form = RowForm { above: 4.0, below: 4.0, whole: kind.leading * 8.0 };
        let mut row = setter.row(&columns, form);
        underline(&mut row, |y| rule(0.0, y, WIDTH, RULE, 0.4));
        strips.extend(row);
    }
    strips
}

/// Returns large figures side by side, a few to a row.
pub fn figures(setter: &Setter<'_>, figures: &[Figure]) -> Vec<Strip> {
    const GAP: f32 = 18.0;
    let mut strips = Vec::new();
    // Rows as even as they can be: five figures are three and two, not four and one.
    let rows = figures.len().div_ceil(FIGURES).max(1);
    let most = figures.len().div_ceil(rows).max(1);
    for row in figures.chunks(most) {
        let width = (WIDTH - GAP * (most as f32 - 1.0)) / most as f32;
        let (kind, values) = fitting(setter, row, width);
        let caption = setter.types.caption;
        let deepest = values.iter().map(Vec::len).max().unwrap_or(1).max(1) as f32 * kind.leading;
        let mut items = Vec::new();
        let mut height: f32 = 0.0;
        for (index, (figure, value)) in row.iter().zip(&values).enumerate() {
            let x = (width + GAP) * index as f32;
            let colour = tone_colour(figure.tone);
            let area = Area { x, y: 0.0, width, height: 2.0 };
            items.push(Item::Rectangle { area, fill: Some(colour), stroke: None });
            let kind = kind.in_colour(if figure.tone == Tone::Neutral { INK } else { colour });
            setter.stack(&mut items, value, kind, x, 9.0);
            items.extend(shape::mark(figure.tone, x + width - 5.0, 15.0, 3.6));
            let lines = setter.lines(&figure.caption, caption, width);
            height = height.max(setter.stack(&mut items, &lines, caption, x, 11.0 + deepest));
        }
        if height > BODY.height() / 2.0 {
            // What was written here are no figures; set it so that nothing is lost.
            let texts: Vec<_> = row.iter().map(|figure| (figure.caption.clone(), figure.value.clone())).collect();
            strips.extend(facts(setter, &texts));
            continue;
        }
        let space = if strips.is_empty() { BLOCK + 6.0 } else { 18.0 };
        strips.push(Strip { space, height: height.min(BODY.height()), items, ..Strip::default() });
    }
    strips
}

/// Returns the largest type in which all values of a row are one line, or the smallest there is.
fn fitting(setter: &Setter<'_>, row: &[Figure], width: f32) -> (Type, Vec<Vec<Line>>) {
    let room = width - 14.0;
    let kind = [26.0, 22.0, 18.0, 15.0]
        .into_iter()
        .map(|size| setter.types.display(size, INK))
        .find(|&kind| row.iter().all(|figure| setter.natural(&figure.value, kind) <= room))
        .unwrap_or_else(|| setter.types.display(12.0, INK));
    (kind, row.iter().map(|figure| setter.lines(&figure.value, kind, room)).collect())
}
