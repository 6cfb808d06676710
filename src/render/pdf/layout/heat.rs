//! All requirements at a glance: a small box for each, its state told by colour, shape and the way it is filled.

use super::flow::{Strip, Strips};
use super::rule;
use super::setter::{MARK, Setter, kept, label_width, spaced};
use crate::render::pdf::page::{Area, Item, Role, Stroke, Tag};
use crate::render::pdf::shape;
use crate::render::pdf::style::{INK, RULE, Type, WHITE, tone_colour, tone_paper};
use crate::report::{Align, HeatCell, HeatMap, Tone, Wording};

/// Height of a box.
const BOX: f32 = 15.0;
/// Room between two boxes.
const GAP: f32 = 3.0;
/// Lines that a state may take in the legend.
const LEGEND_LINES: usize = 8;
/// Width of a box, unless an id is wider.
const LEAST: f32 = 36.0;

/// Adds a heat map: caption, legend, a row of boxes for each domain.
pub fn add(setter: &Setter<'_>, map: &HeatMap, flow: &mut Strips) {
    flow.extend(kept(spaced(setter.running(Role::P, &map.caption, setter.types.body, 0.0, setter.width), 12.0)));
    flow.extend(kept(legend(setter, map)));
    let kind = setter.types.cell;
    let names = map.rows.iter().map(|(name, _)| setter.natural_wording(name, kind));
    let label = label_width(names, setter.width * 0.3);
    let left = label + 14.0;
    let id = Type { size: 6.6, leading: 8.0, ..setter.types.chart };
    let widest = map.rows.iter().flat_map(|(_, cells)| cells).map(|cell| setter.natural(&cell.short, id));
    let room = setter.width - left;
    let width = (widest.fold(0.0, f32::max) + 18.0).clamp(LEAST, room);
    let across = (((room + GAP) / (width + GAP)) as usize).max(1);
    // The boxes of all rows end where the page ends.
    let width = (room + GAP) / across as f32 - GAP;
    for (name, cells) in &map.rows {
        let tag = setter.leaf(Role::P);
        let lines = setter.column(tag, name, kind, 0.0, label, Align::Left);
        let rows: Vec<&[HeatCell]> = cells.chunks(across).collect();
        let (row_height, text) = (BOX + GAP, kind.leading * lines.lines.len() as f32);
        let boxes = row_height * rows.len() as f32;
        if text > setter.body.height() / 3.0 || boxes > setter.tallest() {
            // So long a name stands above its boxes, and so many boxes may go on over the page.
            flow.extend(kept(spaced(setter.running(Role::P, name, kind, 0.0, setter.width), 8.0)));
            flow.extend(rows.iter().map(|row| line_of(setter, row, left, width, id, setter.leaf(Role::P))).collect());
            continue;
        }
        let mut items = vec![rule(0.0, 0.0, setter.width, RULE, 0.4)];
        setter.stack(&mut items, &lines.lines, 0.0, 3.0, tag);
        for (index, row) in rows.iter().enumerate() {
            let mut line = line_of(setter, row, left, width, id, tag).items;
            line.iter_mut().for_each(|item| item.shift(0.0, 4.0 + row_height * index as f32));
            items.append(&mut line);
        }
        flow.extend(vec![Strip { height: boxes.max(text) + 5.0, items, ..Strip::default() }]);
    }
}

fn line_of(setter: &Setter<'_>, cells: &[HeatCell], left: f32, width: f32, kind: Type, tag: Tag) -> Strip {
    let mut items = Vec::new();
    for (index, cell) in cells.iter().enumerate() {
        let area = Area { x: left + (width + GAP) * index as f32, y: 0.0, width, height: BOX };
        items.extend(box_of(cell.tone, area));
        let ink = if cell.tone == Tone::Bad { WHITE } else { INK };
        let line = setter.one_line(&cell.short, kind, width - 15.0);
        setter.put(&mut items, &line, kind.in_colour(ink), area.x + 13.0, area.y + BOX / 2.0 + kind.size * 0.36, tag);
        if let Some(target) = setter.card(&cell.id) {
            items.push(Item::Link { area, target, tag });
        }
    }
    Strip { height: BOX + GAP, items, ..Strip::default() }
}

/// A box with its mark. What is missing is filled, so that it is seen first, in grey print too.
fn box_of(tone: Tone, area: Area) -> Vec<Item> {
    let stroke = Stroke::plain(tone_colour(tone), 0.6);
    let fill = if tone == Tone::Bad { tone_colour(tone) } else { tone_paper(tone) };
    let mut items = vec![Item::Rectangle { area, fill: Some(fill), stroke: Some(stroke) }];
    let (x, y) = (area.x + 7.0, area.y + area.height / 2.0);
    items.extend(match tone {
        Tone::Bad => shape::mark_in(tone, WHITE, x, y, MARK * 0.8),
        _ => shape::mark(tone, x, y, MARK * 0.8),
    });
    items
}

/// What each state looks like, and how many requirements are in it.
fn legend(setter: &Setter<'_>, map: &HeatMap) -> Vec<Strip> {
    let kind = setter.types.caption;
    let (mut x, mut y) = (0.0, 0.0);
    let mut items = Vec::new();
    for (tone, name, count) in &map.legend {
        let text = name.map(|name| format!("{name} {count}"));
        let text = Wording::from(text.joined(" · "));
        let mut lines = setter.stacked(&text, kind, setter.width - 30.0);
        // A state is a word or two; what is longer is told whole where the requirement is.
        lines.truncate(LEGEND_LINES);
        let width = lines.iter().map(|set| set.line.width(set.kind.size)).fold(0.0, f32::max);
        if x > 0.0 && x + 20.0 + width > setter.width {
            (x, y) = (0.0, y + kind.leading + 6.0);
        }
        items.extend(box_of(*tone, Area { x, y: y + kind.leading / 2.0 - 6.0, width: 14.0, height: 12.0 }));
        let tag: Tag = setter.leaf(Role::P);
        let end = setter.stack(&mut items, &lines, x + 20.0, y, tag);
        y = end - kind.leading;
        x += 20.0 + width + 14.0;
    }
    vec![Strip { space: 8.0, height: y + kind.leading + 10.0, items, ..Strip::default() }]
}
