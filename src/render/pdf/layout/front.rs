//! Cover and contents.

use super::flow::{self, Flowed, Frame, Strip, Strips};
use super::prose::{fact_rows, in_two_sizes};
use super::question;
use super::setter::{Set, Setter, kept, label_width, spaced};
use super::{gap, rule};
use crate::render::pdf::page::{Area, Item, Page, Role, Stroke};
use crate::render::pdf::shape;
use crate::render::pdf::style::{GREY, INK, MARGIN, RULE, TOP, Type, WHITE, tone_colour, tone_paper};
use crate::report::{Cover, Document, Logo, Tone, Wording};

/// Height and width that a logo may take.
const LOGO: (f32, f32) = (46.0, 190.0);

/// Returns the cover: a band with the title, the result, the facts, and the small print at the foot.
pub fn cover(setter: &Setter<'_>, cover: &Cover, logo: Option<&Logo>) -> Vec<Page> {
    // The whole height of the page; should it not suffice, it goes on like any page.
    let frame = Frame { first_top: 0.0, top: TOP, bottom: setter.body.bottom + 20.0 };
    let small = setter.types.small;
    let tag = setter.leaf(Role::P);
    let print = setter.beside(tag, &cover.disclaimer, small, 0.0, setter.width);
    let lines = print.iter().map(|column| column.lines.len()).max().unwrap_or(0);
    let height = small.leading * lines as f32 + 10.0;

    let top = frame.bottom - height;
    let fits = |flowed: &Flowed| flowed.pages.len() == 1 && flowed.end + 20.0 <= top;
    let mut flowed = flow::paginate(cover_strips(setter, cover, logo, 110.0), frame);
    if !fits(&flowed) {
        flowed = flow::paginate(cover_strips(setter, cover, logo, 56.0), frame);
    }
    if height < frame.height() {
        if flowed.end + 20.0 > top {
            flowed.pages.push(Page::default());
        }
        let mut items = vec![rule(MARGIN, top, setter.width, RULE, 0.6)];
        for column in &print {
            setter.stack(&mut items, &column.lines, MARGIN + column.x, top + 10.0, tag);
        }
        if let Some(page) = flowed.pages.last_mut() {
            page.items.extend(items);
        }
        return flowed.pages;
    }
    // Small print longer than a page: let it run on.
    let mut strips = cover_strips(setter, cover, logo, 56.0);
    strips.extend(spaced(setter.running(Role::P, &cover.disclaimer, small, 0.0, setter.width), 24.0));
    flow::paginate(strips, frame).pages
}

/// Returns the cover's strips; `above` is the room above the first line.
fn cover_strips(setter: &Setter<'_>, cover: &Cover, logo: Option<&Logo>, above: f32) -> Strips {
    let types = &setter.types;
    let mut strips = vec![gap(above)];
    let light = types.kicker.colour;
    let second = |kind: Type, size: f32| Type { size, leading: size * 1.4, ..kind }.in_colour(light);
    let add = |strips: &mut Vec<Strip>, text: &Wording, kind: Type, second: Type| {
        let lines = in_two_sizes(setter, text, kind, second);
        strips.extend(setter.strips(&lines, setter.leaf(Role::P), 0.0));
    };
    add(&mut strips, &cover.kicker, types.kicker, second(types.kicker, 9.0));
    strips.push(gap(14.0));
    let title = title_type(setter, &cover.title.first);
    add(&mut strips, &cover.title, title, second(title, 16.0));
    strips.push(gap(20.0));
    add(&mut strips, &cover.organisation, types.organisation, types.organisation);
    strips.push(gap(40.0));
    // A short title still gets a band of some weight.
    let height: f32 = strips.iter().map(|strip| strip.height).sum();
    strips[0].height += (above * 2.9 - height).max(0.0);
    for strip in &mut strips {
        strip.keep = false;
        let area = Area { x: -MARGIN, y: -0.3, width: setter.size.width, height: strip.height + 0.6 };
        strip.items.insert(0, Item::Rectangle { area, fill: Some(setter.accent), stroke: None });
    }
    if let Some(logo) = logo {
        strips.insert(0, letterhead(setter, cover, logo));
    }
    strips.push(gap(32.0));
    if let Some((text, tone)) = &cover.result {
        strips.extend(badge(setter, text, *tone));
    }
    let naturals = cover.facts.iter().map(|(name, _)| setter.natural_wording(name, types.label));
    let width = label_width(naturals, setter.width * 0.34);
    strips.extend(spaced(fact_rows(setter, &cover.facts, types.label, types.body, width), 20.0));
    let fields = cover.fields.iter().map(|field| field_strip(setter, field));
    strips.extend(spaced(fields.collect(), 26.0));
    Strips { strips, carries: Vec::new() }
}

/// The logo on white above the band, as large as its room allows.
fn letterhead(setter: &Setter<'_>, cover: &Cover, logo: &Logo) -> Strip {
    const ABOVE: f32 = 34.0;
    let (width, height) = (logo.width.max(1) as f32, logo.height.max(1) as f32);
    let scale = (LOGO.0 / height).min(LOGO.1 / width);
    let area = Area { x: 0.0, y: ABOVE, width: width * scale, height: height * scale };
    let tag = setter.structure.figure(cover.organisation.first.clone());
    Strip { height: ABOVE + area.height + 22.0, items: vec![Item::Logo { area, tag }], ..Strip::default() }
}

/// Returns the largest type in which the title is not more than three lines.
fn title_type(setter: &Setter<'_>, title: &str) -> Type {
    [34.0, 29.0, 25.0, 21.0]
        .into_iter()
        .map(|size| setter.types.display(size, WHITE))
        .find(|&kind| setter.stacked(&title.into(), kind, setter.width).len() <= 3)
        .unwrap_or_else(|| setter.types.display(18.0, WHITE))
}

/// A label and a line to write on, with room for large hands.
fn field_strip(setter: &Setter<'_>, field: &Wording) -> Strip {
    let written = question::writing(setter, field, 1);
    let above = 13.0;
    let mut items = written.items;
    items.iter_mut().for_each(|item| item.shift(0.0, above));
    Strip { height: written.height + above, items, ..Strip::default() }
}

fn badge(setter: &Setter<'_>, text: &Wording, tone: Tone) -> Vec<Strip> {
    const LEFT: f32 = 34.0;
    let kind = setter.types.badge.in_colour(INK);
    let lines = setter.stacked(text, kind, setter.width - LEFT - 20.0);
    if lines.is_empty() {
        return Vec::new();
    }
    let tag = setter.leaf(Role::P);
    if lines.len() > 12 {
        return setter.strips(&lines, tag, 0.0);
    }
    let widest = lines.iter().map(|set| set.line.width(set.kind.size)).fold(0.0, f32::max);
    let height = kind.leading * lines.len() as f32 + 20.0;
    let area = Area { x: 0.0, y: 0.0, width: LEFT + widest + 20.0, height };
    let stroke = Stroke::plain(tone_colour(tone), 0.9);
    let mut items = vec![shape::rounded(area, 5.0, Some(tone_paper(tone)), Some(stroke))];
    items.extend(shape::mark(tone, 18.0, 10.0 + kind.baseline() - kind.size * 0.36, 5.4));
    setter.stack(&mut items, &lines, LEFT, 10.0, tag);
    vec![Strip { height, items, ..Strip::default() }]
}

/// Returns the contents with the page number of each heading; with no numbers, their places are empty. Without a heading
/// of their own there are none.
pub fn contents(setter: &Setter<'_>, document: &Document, numbers: &[usize]) -> Flowed {
    if document.labels.contents.is_empty() {
        return Flowed::default();
    }
    const NUMBER: f32 = 34.0;
    let types = &setter.types;
    let heading = setter.leaf(Role::H1);
    let second = Type { size: types.heading.size * 0.62, leading: types.heading.leading * 0.72, ..types.heading };
    let title = in_two_sizes(setter, &document.labels.contents, types.heading, second.in_colour(GREY));
    let mut strips = setter.strips(&title, heading, 0.0);
    let area = Area { x: 0.0, y: 0.0, width: 34.0, height: 3.0 };
    let bar = Item::Rectangle { area, fill: Some(setter.accent), stroke: None };
    strips.insert(0, Strip { height: 11.0, items: vec![bar], ..Strip::default() });
    strips.push(gap(10.0));
    let mut strips = kept(strips);
    setter.structure.within(Role::Toc, || {
        for (index, section) in document.sections.iter().enumerate() {
            let first_level = section.level <= 1;
            let (kind, x) = if first_level { (types.note.in_bold(), 0.0) } else { (types.contents, 16.0) };
            // One line tells both languages where there are two; it takes the width of the page.
            let title = section.title.joined("　");
            let mut lines = setter.stacked(&title.as_str().into(), kind, setter.width - NUMBER - x);
            if lines.len() > 6 {
                // The whole title is told where it stands.
                let line = setter.one_line(&title, kind, setter.width - NUMBER - x);
                lines = vec![Set { line, kind, second: false }];
            }
            let Some(last) = lines.last() else { continue };
            let end_of_title = x + last.line.width(kind.size) + 6.0;
            let tag = setter.leaf(Role::Toci);
            let mut items = Vec::new();
            let height = setter.stack(&mut items, &lines, x, 0.0, tag);
            let baseline = height - kind.leading + kind.baseline();
            let mut end = setter.width;
            if let Some(number) = numbers.get(index) {
                let line = setter.one_line(&number.to_string(), kind, NUMBER);
                end -= line.width(kind.size);
                setter.put(&mut items, &line, kind, end, baseline, tag);
            }
            items.push(leader(end_of_title, end - 6.0, baseline - 1.0));
            items.push(Item::Link { area: Area { x, y: 0.0, width: setter.width - x, height }, target: index, tag });
            strips.push(Strip { space: if first_level { 6.0 } else { 0.0 }, height, items, ..Strip::default() });
        }
    });
    flow::paginate(Strips { strips, carries: Vec::new() }, setter.body)
}

/// Dots from a title to its page number.
fn leader(from: f32, to: f32, y: f32) -> Item {
    Item::Line { from: (from, y), to: (to.max(from), y), stroke: Stroke { dotted: true, ..Stroke::plain(RULE, 0.9) } }
}
