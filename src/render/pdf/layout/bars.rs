//! Horizontal bars on an axis from 0 to 100 %.

use super::flow::{Strip, Strips};
use super::setter::{MARK, Setter, kept, label_width, spaced};
use super::{BODY, WIDTH};
use crate::render::pdf::page::{Area, Colour, Item, Stroke};
use crate::render::pdf::shape;
use crate::render::pdf::style::{GREY, INK, RULE, TRACK, WHITE, tone_colour};
use crate::report::{Bar, BarChart};

/// Height of a bar.
const BAR: f32 = 11.0;

/// Where the parts of a row stand.
struct Columns {
    label: f32,
    left: f32,
    track: f32,
}

/// Adds a chart: caption, legend, axis, bars.
pub fn add(setter: &Setter<'_>, chart: &BarChart, flow: &mut Strips) {
    let kind = setter.types.body;
    let caption = setter.running(&setter.lines(&chart.caption, kind, WIDTH), kind, 0.0);
    flow.extend(kept(spaced(caption, 12.0)));
    flow.extend(vec![legend(setter, chart)]);

    let values = chart.bars.iter().map(|bar| setter.natural(&bar.value, setter.types.cell));
    let value = label_width(values, 0.22);
    let labels = chart.bars.iter().map(|bar| setter.natural(&bar.label, setter.types.cell));
    let label = label_width(labels, 0.34);
    let left = MARK * 2.0 + 7.0 + label + 14.0;
    let columns = Columns { label, left, track: WIDTH - left - value - 14.0 };

    let axis = axis(setter, &columns);
    let mut bars = Vec::new();
    for bar in &chart.bars {
        if setter.lines(&bar.label, setter.types.cell, label).len() > 8 {
            // A label that long is no label; set it above its bar so that nothing is lost.
            bars.extend(kept_end(setter.running(
                &setter.lines(&bar.label, setter.types.cell, WIDTH),
                setter.types.cell,
                0.0,
            )));
            bars.push(row(setter, &Bar { label: String::new(), ..bar.clone() }, &columns));
        } else {
            bars.push(row(setter, bar, &columns));
        }
    }
    // A chart is read as a whole: it moves to the next page rather than being cut, unless it is taller than one.
    let last = bars.len().saturating_sub(1);
    bars[..last].iter_mut().for_each(|bar| bar.keep = true);
    flow.extend(vec![Strip { space: 4.0, keep: true, ..axis.clone() }]);
    flow.extend_under(axis, bars, BODY);
}

/// Keeps the end of a text with what follows.
fn kept_end(mut strips: Vec<Strip>) -> Vec<Strip> {
    if let Some(last) = strips.last_mut() {
        last.keep = true;
    }
    strips
}

fn legend(setter: &Setter<'_>, chart: &BarChart) -> Strip {
    let kind = setter.types.caption;
    let mut items = Vec::new();
    let (mut x, mut y) = (0.0, 6.0);
    for (index, name) in chart.legend.iter().enumerate() {
        let mut lines = setter.lines(name, kind, WIDTH - 30.0);
        lines.truncate(4);
        let width = lines.iter().map(|line| line.width(kind.size)).fold(0.0, f32::max);
        if x > 0.0 && x + 24.0 + width > WIDTH {
            (x, y) = (0.0, y + kind.leading);
        }
        let area = Area { x, y: y + kind.leading / 2.0 - 4.0, width: 18.0, height: 8.0 };
        if index == 0 {
            items.push(Item::Rectangle { area, fill: Some(GREY), stroke: None });
        } else {
            items.extend(possible(area, GREY));
        }
        let end = setter.stack(&mut items, &lines, kind, x + 24.0, y);
        y = end - kind.leading;
        x += 24.0 + width + 22.0;
    }
    Strip { height: y + kind.leading, keep: true, items, ..Strip::default() }
}

fn axis(setter: &Setter<'_>, columns: &Columns) -> Strip {
    let kind = setter.types.running;
    let mut items = Vec::new();
    for (percent, x) in ticks(columns) {
        let line = setter.one_line(&format!("{percent}%"), kind, WIDTH);
        let width = line.width(kind.size);
        setter.put(&mut items, &line, kind, (x - width / 2.0).min(WIDTH - width), kind.baseline());
    }
    let height = kind.leading + 3.0;
    items.extend(grid(columns, height - 3.0, height));
    Strip { height, items, ..Strip::default() }
}

fn ticks(columns: &Columns) -> impl Iterator<Item = (u8, f32)> {
    let (left, track) = (columns.left, columns.track);
    [0_u8, 25, 50, 75, 100].into_iter().map(move |percent| (percent, left + track * f32::from(percent) / 100.0))
}

fn grid(columns: &Columns, top: f32, bottom: f32) -> Vec<Item> {
    let stroke = Stroke { colour: RULE, width: 0.5 };
    ticks(columns).map(|(_, x)| Item::Line { from: (x, top), to: (x, bottom), stroke }).collect()
}

fn row(setter: &Setter<'_>, bar: &Bar, columns: &Columns) -> Strip {
    let kind = setter.types.cell;
    let strong = kind.in_bold();
    let lines = setter.lines(&bar.label, kind, columns.label);
    let height = (kind.leading * lines.len() as f32 + 8.0).max(BAR + 10.0);
    let middle = height / 2.0;
    let colour = tone_colour(bar.tone);
    let at = |share: f32| columns.left + columns.track * share;
    let low = share(bar.low);
    let high = share(bar.high).max(low);

    let mut items = Vec::new();
    items.extend(shape::mark(bar.tone, MARK + 0.5, middle, MARK));
    let top = middle - kind.leading * lines.len() as f32 / 2.0;
    setter.stack(&mut items, &lines, kind, MARK * 2.0 + 7.0, top);
    let area = |from: f32, to: f32| Area { x: at(from), y: middle - BAR / 2.0, width: at(to) - at(from), height: BAR };
    items.push(Item::Rectangle { area: area(0.0, 1.0), fill: Some(TRACK), stroke: None });
    items.extend(grid(columns, 0.0, height));
    if high > low {
        items.extend(possible(area(low, high), colour));
    }
    if low > 0.0 {
        items.push(Item::Rectangle { area: area(0.0, low), fill: Some(colour), stroke: None });
    }
    let mut value = setter.lines(&bar.value, strong.in_colour(INK), WIDTH * 0.22);
    value.truncate(8);
    let mut y = middle - kind.leading * value.len() as f32 / 2.0;
    for line in &value {
        let x = WIDTH - line.width(kind.size);
        setter.put(&mut items, line, strong, x, y + kind.baseline());
        y += kind.leading;
    }
    let height = height.max(kind.leading * value.len() as f32);
    Strip { height: height.min(BODY.height()), items, ..Strip::default() }
}

/// The part that is still possible: hatched and outlined on white, so that it also differs in grey print.
fn possible(area: Area, colour: Colour) -> Vec<Item> {
    let mut items = vec![Item::Rectangle { area, fill: Some(WHITE), stroke: None }];
    items.extend(shape::hatching(area, Stroke { colour, width: 0.5 }, 3.2));
    let inner =
        Area { x: area.x + 0.3, y: area.y + 0.3, width: (area.width - 0.6).max(0.0), height: area.height - 0.6 };
    items.push(Item::Rectangle { area: inner, fill: None, stroke: Some(Stroke { colour, width: 0.6 }) });
    items
}

fn share(value: f64) -> f32 {
    if value.is_finite() { value.clamp(0.0, 1.0) as f32 } else { 0.0 }
}
