//! Headings, paragraphs, lists, facts, figures and the place to sign.

use super::flow::{Strip, Strips};
use super::setter::{RowForm, Set, Setter, kept, kept_among, label_width, spaced, underline};
use super::table::continued;
use super::{gap, rule};
use crate::render::pdf::page::{Area, Item, Role};
use crate::render::pdf::shape;
use crate::render::pdf::style::{GREY, INK, RULE, Type, tone_colour, tone_paper};
use crate::report::{Align, Figure, Section, Signature, Tone, Voice, Wording};

/// Space above a block.
const BLOCK: f32 = 10.0;

/// Facts beyond this number are an index, and set smaller.
const INDEX: usize = 30;

/// Figures in a row.
const FIGURES: usize = 4;

/// Returns a section's heading; it is kept with what follows.
pub fn heading(setter: &Setter<'_>, section: &Section, index: usize) -> Vec<Strip> {
    let first_level = section.level <= 1;
    let (kind, role) = if first_level { (setter.types.heading, Role::H1) } else { (setter.types.subheading, Role::H2) };
    let second = Type { size: kind.size * 0.62, leading: kind.leading * 0.72, ..kind }.in_colour(GREY);
    let tag = setter.leaf(role);
    let mut strips = setter.strips(&in_two_sizes(setter, &section.title, kind, second), tag, 0.0);
    if strips.is_empty() {
        strips.push(Strip::default());
    }
    if first_level {
        let area = Area { x: 0.0, y: 0.0, width: 34.0, height: 3.0 };
        let bar = Item::Rectangle { area, fill: Some(setter.accent), stroke: None };
        strips.insert(0, Strip { height: 11.0, items: vec![bar], new_page: true, ..Strip::default() });
        strips.push(gap(4.0));
    } else {
        strips[0].space = 16.0;
        // The first block below brings its own space.
    }
    strips[0].place = Some(index);
    kept(strips)
}

/// Returns a text's lines with those of the second language in a type of their own.
pub fn in_two_sizes(setter: &Setter<'_>, text: &Wording, kind: Type, second: Type) -> Vec<Set> {
    let mut lines = setter.stacked(&text.first.as_str().into(), kind, setter.width);
    if let Some(other) = &text.second {
        let other = setter.stacked(&other.as_str().into(), second, setter.width);
        lines.extend(other.into_iter().map(|set| Set { second: true, ..set }));
    }
    lines
}

/// Returns running text; each line of the string is a paragraph.
pub fn paragraph(setter: &Setter<'_>, voice: Voice, text: &Wording) -> Vec<Strip> {
    let types = &setter.types;
    let kind = match voice {
        Voice::Lead => types.lead,
        Voice::Body => types.body,
        Voice::Small => types.small,
        Voice::Callout(tone) => return callout(setter, tone, text),
    };
    let mut strips = Vec::new();
    for paragraph in by_line(text) {
        let space = if strips.is_empty() { BLOCK } else { kind.size * 0.6 };
        strips.extend(spaced(setter.running(Role::P, &paragraph, kind, 0.0, setter.width), space));
    }
    strips
}

/// Returns the lines of a wording as paragraphs of their own; those of two languages stay beside each other.
fn by_line(text: &Wording) -> Vec<Wording> {
    let first: Vec<&str> = text.first.lines().collect();
    let second: Vec<&str> = text.second.as_deref().unwrap_or_default().lines().collect();
    let line = |lines: &[&str], index: usize| lines.get(index).map(|line| (*line).to_owned());
    (0..first.len().max(second.len()))
        .map(|index| Wording { first: line(&first, index).unwrap_or_default(), second: line(&second, index) })
        .collect()
}

fn callout(setter: &Setter<'_>, tone: Tone, text: &Wording) -> Vec<Strip> {
    const LEFT: f32 = 30.0;
    const PAD: f32 = 5.5;
    let kind = Type { colour: INK, ..setter.types.small };
    let mut strips = setter.running(Role::P, text, kind, LEFT, setter.width - LEFT - 14.0);
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
        let mut items = vec![fill(0.0, setter.width, tone_paper(tone)), fill(0.0, 3.0, tone_colour(tone))];
        if index == 0 {
            items.extend(shape::mark(tone, 17.0, above + kind.baseline() - kind.size * 0.36, 4.2));
        }
        items.append(&mut strip.items);
        strip.items = items;
    }
    spaced(strips, BLOCK)
}

/// Returns points with a small square before each.
pub fn list(setter: &Setter<'_>, points: &[Wording]) -> Vec<Strip> {
    const INDENT: f32 = 15.0;
    let kind = setter.types.body;
    let mut strips = Vec::new();
    setter.structure.within(Role::L, || {
        for (index, point) in points.iter().enumerate() {
            let mut point = setter
                .structure
                .within(Role::LI, || setter.running(Role::LBody, point, kind, INDENT, setter.width - INDENT));
            if let Some(first) = point.first_mut() {
                let y = kind.baseline() - kind.size * 0.36;
                let area = Area { x: 2.0, y: y - 1.6, width: 3.2, height: 3.2 };
                first.items.insert(0, Item::Rectangle { area, fill: Some(setter.accent), stroke: None });
            }
            strips.extend(spaced(point, if index == 0 { BLOCK } else { 4.0 }));
        }
    });
    // A short list is read at a glance; it stays whole.
    if strips.len() <= 8 { kept_among(strips) } else { strips }
}

/// Adds labelled facts; a page that goes on with an index of them says so.
pub fn add_facts(setter: &Setter<'_>, all: &[(Wording, Wording)], title: &str, flow: &mut Strips) {
    let mut strips = facts(setter, all);
    if all.len() <= INDEX {
        flow.extend(strips);
        return;
    }
    // The last fact is never alone on a page.
    if let [.., before, _] = strips.as_mut_slice() {
        before.keep = true;
    }
    let reminder = continued(setter, title, Strip { height: 2.0, ..Strip::default() });
    let mut strips = strips.into_iter();
    flow.extend(strips.by_ref().take(1).collect());
    flow.extend_under(reminder, strips.collect(), setter.body);
}

/// Returns labelled facts, one to a row, with light rules between.
pub fn facts(setter: &Setter<'_>, facts: &[(Wording, Wording)]) -> Vec<Strip> {
    let label = setter.types.label;
    let naturals = facts.iter().map(|(name, _)| setter.natural_wording(name, label));
    let width = label_width(naturals, setter.width * 0.34);
    // So many facts are looked up rather than read.
    let kind = if facts.len() > INDEX { setter.types.cell } else { setter.types.body };
    let strips = fact_rows(setter, facts, label, kind, width);
    spaced(strips, BLOCK)
}

/// Returns rows of label and text.
pub fn fact_rows(setter: &Setter<'_>, facts: &[(Wording, Wording)], label: Type, kind: Type, width: f32) -> Vec<Strip> {
    let x = width + 16.0;
    let mut strips = Vec::new();
    for (name, text) in facts {
        // Label and text are one sentence to those who hear them.
        let tag = setter.leaf(Role::P);
        let mut columns = vec![setter.column(tag, name, label, 0.0, width, Align::Left)];
        columns.extend(setter.beside(tag, text, kind, x, setter.width - x));
        let room = if facts.len() > INDEX { 2.5 } else { 4.0 };
        let form = RowForm { above: room, below: room, whole: kind.leading * 8.0 };
        let mut row = setter.row(&columns, form);
        underline(&mut row, |y| rule(0.0, y, setter.width, RULE, 0.4));
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
        let width = (setter.width - GAP * (most as f32 - 1.0)) / most as f32;
        let (kind, values) = fitting(setter, row, width);
        let deep = |lines: &Vec<Set>| lines.iter().map(|set| set.kind.leading).sum::<f32>();
        let deepest = values.iter().map(deep).fold(kind.leading, f32::max);
        let mut items = Vec::new();
        let mut height: f32 = 0.0;
        for (index, (figure, value)) in row.iter().zip(&values).enumerate() {
            let x = (width + GAP) * index as f32;
            let colour = tone_colour(figure.tone);
            let area = Area { x, y: 0.0, width, height: 2.0 };
            items.push(Item::Rectangle { area, fill: Some(colour), stroke: None });
            let own = if matches!(figure.tone, Tone::Neutral | Tone::Absent) { INK } else { colour };
            let value: Vec<Set> =
                value.iter().map(|set| Set { kind: set.kind.in_colour(own), ..set.clone() }).collect();
            let tag = setter.leaf(Role::P);
            setter.stack(&mut items, &value, x, 9.0, tag);
            items.extend(shape::mark(figure.tone, x + width - 5.0, 15.0, 3.6));
            let lines = setter.stacked(&figure.caption, setter.types.caption, width);
            height = height.max(setter.stack(&mut items, &lines, x, 11.0 + deepest, tag));
        }
        if height > setter.body.height() / 2.0 {
            // What was written here are no figures; set it so that nothing is lost.
            let texts: Vec<_> = row.iter().map(|figure| (figure.caption.clone(), figure.value.clone())).collect();
            strips.extend(facts(setter, &texts));
            continue;
        }
        let space = if strips.is_empty() { BLOCK + 6.0 } else { 18.0 };
        strips.push(Strip { space, height: height.min(setter.body.height()), items, ..Strip::default() });
    }
    strips
}

/// Returns the largest type in which all values of a row are one line, or the smallest there is.
fn fitting(setter: &Setter<'_>, row: &[Figure], width: f32) -> (Type, Vec<Vec<Set>>) {
    let room = width - 14.0;
    let second = |kind: Type| Type { size: kind.size.min(11.0), leading: 14.0, ..kind };
    let kind = [26.0, 22.0, 18.0, 15.0]
        .into_iter()
        .map(|size| setter.types.display(size, INK))
        .find(|&kind| row.iter().all(|figure| setter.natural(&figure.value.first, kind) <= room))
        .unwrap_or_else(|| setter.types.display(12.0, INK));
    let lines = |figure: &Figure| {
        let mut lines = setter.stacked(&figure.value.first.as_str().into(), kind, room);
        if let Some(other) = &figure.value.second {
            let other = setter.stacked(&other.as_str().into(), second(kind), room);
            lines.extend(other.into_iter().map(|set| Set { second: true, ..set }));
        }
        lines
    };
    (kind, row.iter().map(lines).collect())
}

/// Returns the statement of a signature, and lines to fill in by hand, two beside each other.
pub fn signature(setter: &Setter<'_>, signature: &Signature) -> Vec<Strip> {
    const GAP: f32 = 28.0;
    const SHORT: usize = 6;
    let kind = setter.types.body;
    let mut strips = spaced(setter.running(Role::P, &signature.statement, kind, 0.0, setter.width), BLOCK);
    let width = (setter.width - GAP) / 2.0;
    let caption = setter.types.caption;
    for row in signature.fields.chunks(2) {
        let set: Vec<Vec<Set>> = row.iter().map(|field| setter.stacked(field, caption, width)).collect();
        let mut items = Vec::new();
        let mut height: f32 = 34.0;
        for (index, lines) in set.iter().enumerate() {
            let x = (width + GAP) * index as f32;
            items.push(rule(x, 34.0, width, INK, 0.6));
            // What is longer is no label; it stands below, on the whole page, so that nothing is lost.
            if lines.len() <= SHORT {
                height = height.max(setter.stack(&mut items, lines, x, 36.0, setter.leaf(Role::P)));
            }
        }
        strips.push(Strip { space: 6.0, height, items, ..Strip::default() });
        for field in row.iter().zip(&set).filter(|(_, lines)| lines.len() > SHORT).map(|(field, _)| field) {
            strips.extend(setter.running(Role::P, field, caption, 0.0, setter.width));
        }
    }
    kept_among(strips)
}
