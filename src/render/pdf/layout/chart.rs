//! Domains against the target: bars on an axis from 0 to 100 %, and a radar beside them.

use super::flow::{Strip, Strips};
use super::setter::{MARK, Set, Setter, kept, label_width, spaced};
use crate::render::pdf::page::{Area, Colour, Item, Role, Stroke, Tag, Vertex};
use crate::render::pdf::shape;
use crate::render::pdf::style::{GREY, INK, RULE, TRACK, Type, WHITE, tone_colour};
use crate::report::{Bar, Chart, Wording};

/// Height of a bar.
const BAR: f32 = 8.0;
/// Room between two rows.
const ROOM: f32 = 3.0;
/// Side of the square that a radar takes.
const RADAR: f32 = 168.0;
/// Lines of a label or value beyond which it is no label any more.
const LABEL_LINES: usize = 8;

/// Where the parts of a row stand.
#[derive(Clone, Copy)]
struct Columns {
    left: f32,
    label: f32,
    track_left: f32,
    track: f32,
    value: f32,
    right: f32,
}

/// Adds a chart: caption, legend, radar, axis, bars.
pub fn add(setter: &Setter<'_>, chart: &Chart, flow: &mut Strips) {
    flow.extend(kept(spaced(setter.running(Role::P, &chart.caption, setter.types.caption, 0.0, setter.width), 8.0)));
    let figure = setter.structure.figure(chart.caption.joined(" / "));
    setter.structure.under(figure, || add_figure(setter, chart, figure, flow));
}

fn add_figure(setter: &Setter<'_>, chart: &Chart, figure: Tag, flow: &mut Strips) {
    flow.extend(vec![legend(setter, chart, figure)]);
    let long = |bar: &Bar| setter.stacked(&bar.label, setter.types.chart, setter.width * 0.3).len() > LABEL_LINES;
    let left = if chart.radar && !chart.bars.iter().any(long) { RADAR + 18.0 } else { 0.0 };
    let columns = columns(setter, chart, left);
    let axis = axis(setter, &columns, figure);
    let mut rows: Vec<Strip> = Vec::new();
    for bar in &chart.bars {
        let lines = setter.stacked(&bar.label, setter.types.chart, columns.label);
        if lines.len() > LABEL_LINES {
            // A label that long is no label; set it above its bar so that nothing is lost.
            let mut above = setter.running(Role::P, &bar.label, setter.types.chart, left, setter.width - left);
            above.last_mut().into_iter().for_each(|last| last.keep = true);
            rows.extend(above);
            rows.push(row(setter, &Bar { label: Wording::default(), ..bar.clone() }, &columns, figure));
        } else {
            rows.push(row(setter, bar, &columns, figure));
        }
    }
    if left > 0.0 {
        flow.extend(vec![beside(setter, chart, figure, axis, rows)]);
        return;
    }
    // A chart is read as a whole: it moves to the next page rather than being cut, unless it is taller than one.
    let last = rows.len().saturating_sub(1);
    rows[..last].iter_mut().for_each(|bar| bar.keep = true);
    flow.extend(vec![Strip { space: 4.0, keep: true, ..axis.clone() }]);
    flow.extend_under(axis, rows, setter.body);
}

/// Puts the radar to the left of axis and bars, in one strip.
fn beside(setter: &Setter<'_>, chart: &Chart, figure: Tag, axis: Strip, rows: Vec<Strip>) -> Strip {
    let mut items = axis.items;
    let mut y = axis.height;
    for row in rows {
        items.extend(row.items.into_iter().map(|mut item| {
            item.shift(0.0, y);
            item
        }));
        y += row.height;
    }
    let height = y.max(RADAR);
    let mut drawn = radar(setter, chart, figure);
    drawn.iter_mut().for_each(|item| item.shift(0.0, (height - RADAR) / 2.0));
    drawn.append(&mut items);
    Strip { space: 4.0, height, items: drawn, ..Strip::default() }
}

fn columns(setter: &Setter<'_>, chart: &Chart, left: f32) -> Columns {
    let kind = setter.types.chart;
    let width = setter.width - left;
    let values = chart.bars.iter().map(|bar| setter.natural_wording(&bar.value, kind.in_bold()));
    let value = label_width(values, width * 0.24);
    let label = label_width(chart.bars.iter().map(|bar| setter.natural_wording(&bar.label, kind)), width * 0.46);
    let track_left = left + MARK * 2.0 + 6.0 + label + 10.0;
    Columns { left, label, track_left, track: setter.width - track_left - value - 12.0, value, right: setter.width }
}

fn legend(setter: &Setter<'_>, chart: &Chart, figure: Tag) -> Strip {
    let kind = setter.types.caption;
    let mut items = Vec::new();
    let (mut x, mut y) = (0.0, 2.0);
    for (index, name) in chart.legend.iter().enumerate() {
        let name = Wording::from(name.joined(" "));
        let mut lines = setter.stacked(&name, kind, setter.width - 30.0);
        lines.truncate(LABEL_LINES);
        let width = lines.iter().map(|set| set.line.width(set.kind.size)).fold(0.0, f32::max);
        if x > 0.0 && x + 24.0 + width > setter.width {
            (x, y) = (0.0, y + kind.leading);
        }
        let middle = y + kind.leading / 2.0;
        let area = Area { x, y: middle - 4.0, width: 18.0, height: 8.0 };
        match index {
            0 => items.push(Item::Rectangle { area, fill: Some(GREY), stroke: None }),
            1 => items.extend(possible(area, GREY)),
            _ => items.push(target_line(x + 9.0, middle - 5.0, middle + 5.0)),
        }
        let end = setter.stack(&mut items, &lines, x + 24.0, y, figure);
        y = end - kind.leading;
        x += 24.0 + width + 22.0;
    }
    Strip { height: y + kind.leading, keep: true, items, ..Strip::default() }
}

fn axis(setter: &Setter<'_>, columns: &Columns, figure: Tag) -> Strip {
    let kind = setter.types.running;
    let mut items = Vec::new();
    for (percent, x) in ticks(columns) {
        let line = setter.one_line(&format!("{percent}%"), kind, setter.width);
        let width = line.width(kind.size);
        // Neighbours that would touch leave one of them out.
        if percent % 50 == 0 || columns.track > 150.0 {
            let x = (x - width / 2.0).min(setter.width - width);
            setter.put(&mut items, &line, kind, x, kind.baseline(), figure);
        }
    }
    let height = kind.leading + 3.0;
    items.extend(grid(columns, height - 3.0, height));
    Strip { height, items, ..Strip::default() }
}

fn ticks(columns: &Columns) -> impl Iterator<Item = (u8, f32)> {
    let (left, track) = (columns.track_left, columns.track);
    [0_u8, 25, 50, 75, 100].into_iter().map(move |percent| (percent, left + track * f32::from(percent) / 100.0))
}

fn grid(columns: &Columns, top: f32, bottom: f32) -> Vec<Item> {
    let stroke = Stroke::plain(RULE, 0.5);
    ticks(columns).map(|(_, x)| Item::Line { from: (x, top), to: (x, bottom), stroke }).collect()
}

fn row(setter: &Setter<'_>, bar: &Bar, columns: &Columns, figure: Tag) -> Strip {
    let kind = setter.types.chart;
    let lines = setter.stacked(&bar.label, kind, columns.label);
    let mut value = setter.stacked(&bar.value, kind.in_bold(), columns.value);
    value.truncate(LABEL_LINES);
    let text = |lines: &[Set]| kind.leading * lines.len() as f32;
    let height = (text(&lines).max(text(&value)).max(BAR) + ROOM).min(setter.body.height());
    let middle = height / 2.0;
    let colour = tone_colour(bar.tone);
    let at = |share: f32| columns.track_left + columns.track * share;
    let (low, high, target) = shares(bar);

    let mut items = Vec::new();
    items.extend(shape::mark(bar.tone, columns.left + MARK + 0.5, middle, MARK * 0.9));
    setter.stack(&mut items, &lines, columns.left + MARK * 2.0 + 6.0, middle - text(&lines) / 2.0, figure);
    let area = |from: f32, to: f32| Area { x: at(from), y: middle - BAR / 2.0, width: at(to) - at(from), height: BAR };
    items.push(Item::Rectangle { area: area(0.0, 1.0), fill: Some(TRACK), stroke: None });
    items.extend(grid(columns, 0.0, height));
    if high > low {
        items.extend(possible(area(low, high), colour));
    }
    if low > 0.0 {
        items.push(Item::Rectangle { area: area(0.0, low), fill: Some(colour), stroke: None });
    }
    items.push(target_line(at(target), middle - BAR / 2.0 - 2.0, middle + BAR / 2.0 + 2.0));
    let mut y = middle - text(&value) / 2.0;
    for set in &value {
        let x = columns.right - set.line.width(set.kind.size);
        setter.put(&mut items, &set.line, set.kind, x, y + kind.baseline(), figure);
        y += kind.leading;
    }
    Strip { height, items, ..Strip::default() }
}

/// The part that the target asks for ends at this line.
fn target_line(x: f32, top: f32, bottom: f32) -> Item {
    Item::Line { from: (x, top), to: (x, bottom), stroke: Stroke::plain(INK, 1.2) }
}

/// The part that is still possible: hatched and outlined on white, so that it also differs in grey print.
fn possible(area: Area, colour: Colour) -> Vec<Item> {
    let mut items = vec![Item::Rectangle { area, fill: Some(WHITE), stroke: None }];
    items.extend(shape::hatching(area, Stroke::plain(colour, 0.5), 3.2));
    let inner =
        Area { x: area.x + 0.3, y: area.y + 0.3, width: (area.width - 0.6).max(0.0), height: area.height - 0.6 };
    items.push(Item::Rectangle { area: inner, fill: None, stroke: Some(Stroke::plain(colour, 0.6)) });
    items
}

/// What is certain, up to where it may still become, and what is aimed at.
fn shares(bar: &Bar) -> (f32, f32, f32) {
    let parts = bar.parts();
    (parts.certain as f32, (parts.certain + parts.possible) as f32, parts.target as f32)
}

/// Returns the radar in a square of [`RADAR`] points: an axis for each domain, from the middle to 100 %.
fn radar(setter: &Setter<'_>, chart: &Chart, figure: Tag) -> Vec<Item> {
    const LABEL: f32 = 26.0;
    let (middle, reach) = (RADAR / 2.0, RADAR / 2.0 - 16.0);
    let count = chart.bars.len() as f32;
    let place = |index: usize, share: f32| {
        let (sine, cosine) = (std::f32::consts::TAU * index as f32 / count).sin_cos();
        (middle + sine * reach * share, middle - cosine * reach * share)
    };
    let ring = |of: &dyn Fn(&Bar) -> f32| -> Vec<Vertex> {
        let vertex = |(index, bar): (usize, &Bar)| {
            let (x, y) = place(index, of(bar));
            Vertex { x, y, handle: false }
        };
        chart.bars.iter().enumerate().map(vertex).collect()
    };
    let mut items = Vec::new();
    let open = chart.bars.iter().any(|bar| bar.parts().possible > 0.0);
    let (low, high) = (ring(&|bar| shares(bar).0), ring(&|bar| shares(bar).1));
    if open {
        let stroke = Stroke::plain(GREY, 0.6);
        items.push(Item::Polygon { vertices: high, fill: Some(TRACK), stroke: Some(stroke) });
    }
    let stroke = Stroke::plain(setter.accent, 1.2);
    items.push(Item::Polygon { vertices: low, fill: Some(setter.accent.lighter(0.72)), stroke: Some(stroke) });
    // The net lies above, so that every share can be read off.
    let thin = Stroke::plain(RULE, 0.5);
    for part in [0.25, 0.5, 0.75, 1.0] {
        items.push(Item::Polygon { vertices: ring(&|_| part), fill: None, stroke: Some(thin) });
    }
    for index in 0..chart.bars.len() {
        items.push(Item::Line { from: (middle, middle), to: place(index, 1.0), stroke: thin });
    }
    let target = ring(&|bar| shares(bar).2);
    items.push(Item::Polygon { vertices: target, fill: None, stroke: Some(Stroke::plain(INK, 0.9)) });
    let kind = Type { size: 7.5, ..setter.types.chart }.in_bold();
    for (index, bar) in chart.bars.iter().enumerate() {
        let (x, y) = place(index, 1.0);
        let (mark_x, mark_y) = place(index, shares(bar).0);
        items.extend(shape::mark(bar.tone, mark_x, mark_y, 2.2));
        let line = setter.one_line(&bar.short, kind, LABEL);
        let width = line.width(kind.size);
        let (away_x, away_y) = ((x - middle) / reach, (y - middle) / reach);
        let left = (x + away_x * 9.0 - width / 2.0).clamp(0.0, RADAR - width);
        setter.put(&mut items, &line, kind, left, y + away_y * 9.0 + kind.size * 0.36, figure);
    }
    items
}
