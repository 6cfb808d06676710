//! Cover and contents.

use super::flow::{self, Flowed, Frame, Strip, Strips};
use super::prose::fact_rows;
use super::setter::{Setter, kept, label_width, spaced};
use super::{BODY, WIDTH, gap, rule};
use crate::render::pdf::page::{Area, Colour, Item, PAGE_WIDTH, Page, Stroke};
use crate::render::pdf::shape;
use crate::render::pdf::style::{ACCENT, BOTTOM, GREY, INK, MARGIN, RULE, TOP, Type, WHITE, tone_colour, tone_paper};
use crate::report::{Cover, Document};

/// The whole height of the cover; should it not suffice, it goes on like any page.
const COVER: Frame = Frame { first_top: 0.0, top: TOP, bottom: BOTTOM + 20.0 };

/// Returns the cover: a band with the title, the result, the facts, and the small print at the foot.
pub fn cover(setter: &Setter<'_>, cover: &Cover) -> Vec<Page> {
    let small = setter.types.small;
    let print = setter.lines(&cover.disclaimer, small, WIDTH);
    let height = small.leading * print.len() as f32 + 10.0;

    let top = COVER.bottom - height;
    let fits = |flowed: &Flowed| flowed.pages.len() == 1 && flowed.end + 20.0 <= top;
    let mut flowed = flow::paginate(cover_strips(setter, cover, 118.0), COVER);
    if !fits(&flowed) {
        flowed = flow::paginate(cover_strips(setter, cover, 60.0), COVER);
    }
    if height < COVER.height() {
        if flowed.end + 20.0 > top {
            flowed.pages.push(Page::default());
        }
        let mut items = vec![rule(MARGIN, top, WIDTH, RULE, 0.6)];
        setter.stack(&mut items, &print, small, MARGIN, top + 10.0);
        if let Some(page) = flowed.pages.last_mut() {
            page.items.extend(items);
        }
        return flowed.pages;
    }
    // Small print longer than a page: let it run on.
    let mut strips = cover_strips(setter, cover, 60.0);
    strips.extend(spaced(setter.running(&print, small, 0.0), 24.0));
    flow::paginate(strips, COVER).pages
}

/// Returns the cover's strips; `above` is the room above the first line.
fn cover_strips(setter: &Setter<'_>, cover: &Cover, above: f32) -> Strips {
    let types = &setter.types;
    let mut strips = vec![gap(above)];
    strips.extend(setter.running(&setter.lines(&cover.kicker, types.kicker, WIDTH), types.kicker, 0.0));
    strips.push(gap(14.0));
    let title = title_type(setter, &cover.title);
    strips.extend(setter.running(&setter.lines(&cover.title, title, WIDTH), title, 0.0));
    strips.push(gap(20.0));
    let organisation = types.organisation;
    strips.extend(setter.running(&setter.lines(&cover.organisation, organisation, WIDTH), organisation, 0.0));
    strips.push(gap(40.0));
    // A short title still gets a band of some weight.
    let height: f32 = strips.iter().map(|strip| strip.height).sum();
    strips[0].height += (above * 2.8 - height).max(0.0);
    for strip in &mut strips {
        strip.keep = false;
        let area = Area { x: -MARGIN, y: -0.3, width: PAGE_WIDTH, height: strip.height + 0.6 };
        strip.items.insert(0, Item::Rectangle { area, fill: Some(ACCENT), stroke: None });
    }
    strips.push(gap(34.0));
    strips.extend(badge(setter, cover));
    let width = label_width(cover.facts.iter().map(|(name, _)| setter.natural(name, types.label)), 0.34);
    strips.extend(spaced(fact_rows(setter, &cover.facts, types.label, types.body, width), 22.0));
    Strips { strips, carries: Vec::new() }
}

/// Returns the largest type in which the title is not more than three lines.
fn title_type(setter: &Setter<'_>, title: &str) -> Type {
    [34.0, 29.0, 25.0, 21.0]
        .into_iter()
        .map(|size| setter.types.display(size, WHITE))
        .find(|&kind| setter.lines(title, kind, WIDTH).len() <= 3)
        .unwrap_or_else(|| setter.types.display(18.0, WHITE))
}

fn badge(setter: &Setter<'_>, cover: &Cover) -> Vec<Strip> {
    const LEFT: f32 = 34.0;
    let (text, tone) = &cover.result;
    let kind = setter.types.badge.in_colour(INK);
    let lines = setter.lines(text, kind, WIDTH - LEFT - 20.0);
    if lines.is_empty() {
        return Vec::new();
    }
    if lines.len() > 12 {
        return setter.running(&lines, kind, 0.0);
    }
    let widest = lines.iter().map(|line| line.width(kind.size)).fold(0.0, f32::max);
    let height = kind.leading * lines.len() as f32 + 20.0;
    let area = Area { x: 0.0, y: 0.0, width: LEFT + widest + 20.0, height };
    let stroke = Stroke { colour: tone_colour(*tone), width: 0.9 };
    let mut items = vec![shape::rounded(area, 5.0, Some(tone_paper(*tone)), Some(stroke))];
    items.extend(shape::mark(*tone, 18.0, 10.0 + kind.baseline() - kind.size * 0.36, 5.4));
    setter.stack(&mut items, &lines, kind, LEFT, 10.0);
    vec![Strip { height, items, ..Strip::default() }]
}

/// Returns the contents with the page number of each heading; with no numbers, their places are empty.
pub fn contents(setter: &Setter<'_>, document: &Document, numbers: &[usize]) -> Flowed {
    const NUMBER: f32 = 34.0;
    let types = &setter.types;
    let mut strips = setter.running(&setter.lines(&document.labels.contents, types.heading, WIDTH), types.heading, 0.0);
    let area = Area { x: 0.0, y: 0.0, width: 34.0, height: 3.0 };
    let bar = Item::Rectangle { area, fill: Some(ACCENT), stroke: None };
    strips.insert(0, Strip { height: 11.0, items: vec![bar], ..Strip::default() });
    strips.push(gap(10.0));
    let mut strips = kept(strips);
    for (index, section) in document.sections.iter().enumerate() {
        let first_level = section.level <= 1;
        let (kind, x) = if first_level { (types.strong, 0.0) } else { (types.body.in_colour(GREY), 16.0) };
        let mut lines = setter.lines(&section.title, kind, WIDTH - NUMBER - x);
        if lines.len() > 6 {
            // The whole title is told where it stands.
            lines = vec![setter.one_line(&section.title, kind, WIDTH - NUMBER - x)];
        }
        let Some(last) = lines.last() else { continue };
        let mut items = Vec::new();
        let height = setter.stack(&mut items, &lines, kind, x, 0.0);
        let baseline = height - kind.leading + kind.baseline();
        let mut end = WIDTH;
        if let Some(number) = numbers.get(index) {
            let line = setter.one_line(&number.to_string(), kind, NUMBER);
            end -= line.width(kind.size);
            setter.put(&mut items, &line, kind, end, baseline);
        }
        items.extend(leader(x + last.width(kind.size) + 6.0, end - 6.0, baseline - 1.0, RULE));
        items.push(Item::Link { area: Area { x, y: 0.0, width: WIDTH - x, height }, target: index });
        strips.push(Strip { space: if first_level { 9.0 } else { 2.0 }, height, items, ..Strip::default() });
    }
    flow::paginate(Strips { strips, carries: Vec::new() }, BODY)
}

/// Dots from a title to its page number, in step with each other from line to line.
fn leader(from: f32, to: f32, y: f32, colour: Colour) -> Vec<Item> {
    const STEP: f32 = 5.0;
    let first = (from / STEP).ceil() as i32;
    let last = (to / STEP).floor() as i32;
    (first..=last)
        .map(|index| {
            let area = Area { x: index as f32 * STEP, y: y - 0.5, width: 0.9, height: 0.9 };
            Item::Rectangle { area, fill: Some(colour), stroke: None }
        })
        .collect()
}
