//! From the document to pages of placed items. Pure: no file, no clock, no PDF library.
//!
//! Blocks become strips (`prose`, `table`, `bars`, `card`), strips become pages (`flow`), and pages get
//! their running head and foot here.

mod bars;
mod card;
mod flow;
mod front;
mod prose;
mod setter;
mod table;

use self::flow::{Flowed, Frame, Strip};
use self::setter::Setter;
use super::font::Fonts;
use super::page::{Colour, Entry, Item, Layout, PAGE_WIDTH, Page, Stroke};
use super::style::{BOTTOM, MARGIN, RULE, TOP};
use super::text;
use crate::report::{Block, Document, Section, Voice};

/// Width between the margins.
const WIDTH: f32 = PAGE_WIDTH - 2.0 * MARGIN;

/// The text area of a page with a running head.
const BODY: Frame = Frame { first_top: TOP, top: TOP, bottom: BOTTOM };

/// Returns the pages of a document.
pub fn lay_out(document: &Document, fonts: &Fonts) -> Layout {
    let setter = Setter::new(document, fonts);
    let cover = front::cover(&setter, &document.cover);

    let mut flow = flow::Strips::default();
    for (index, section) in document.sections.iter().enumerate() {
        add_section(&setter, section, index, &mut flow);
    }
    let body = flow::paginate(flow, BODY);

    // Page numbers in the contents depend on how many pages the contents take; those depend on the titles
    // alone, so a first round with no numbers tells.
    let count = front::contents(&setter, document, &[]).pages.len();
    let before = cover.len() + count;
    let numbers: Vec<usize> = body.anchors.iter().map(|anchor| before + anchor.page + 1).collect();
    let contents = front::contents(&setter, document, &numbers);

    let outline = outline(&document.sections, &body, before);
    let bare = cover.len();
    let mut pages: Vec<Page> = cover;
    pages.extend(contents.pages);
    pages.extend(body.pages);
    add_running_lines(&setter, &mut pages, bare);
    Layout { pages, outline }
}

fn outline(sections: &[Section], body: &Flowed, before: usize) -> Vec<Entry> {
    body.anchors
        .iter()
        .filter_map(|anchor| {
            let section = sections.get(anchor.heading)?;
            Some(Entry {
                level: section.level,
                title: text::plain_lines(&section.title).join(" "),
                page: before + anchor.page,
                top: anchor.top,
            })
        })
        .collect()
}

fn add_section(setter: &Setter<'_>, section: &Section, index: usize, flow: &mut flow::Strips) {
    flow.extend(prose::heading(setter, section, index));
    let mut introduced = false;
    for block in &section.blocks {
        // The sentence above a table or chart tells how to read it: never alone at the foot of a page.
        if let Some(above) = flow.strips.last_mut()
            && introduced
            && matches!(block, Block::Table(_) | Block::Bars(_) | Block::List(_))
        {
            above.keep = true;
        }
        introduced = matches!(block, Block::Paragraph(Voice::Body | Voice::Lead, _));
        match block {
            Block::Paragraph(voice, text) => {
                // Small print is a note to what stands above it: never alone on the next page.
                if let Some(above) = flow.strips.last_mut().filter(|_| *voice == Voice::Small) {
                    above.keep = true;
                }
                flow.extend(prose::paragraph(setter, *voice, text));
            }
            Block::Figures(figures) => flow.extend(prose::figures(setter, figures)),
            Block::Facts(facts) => flow.extend(prose::facts(setter, facts)),
            Block::List(points) => flow.extend(prose::list(setter, points)),
            Block::Table(table) => table::add(setter, table, &section.title, flow),
            Block::Bars(chart) => bars::add(setter, chart, flow),
            Block::Card(card) => card::add(setter, card, flow),
        }
    }
}

/// Puts head and foot on every page behind the cover.
fn add_running_lines(setter: &Setter<'_>, pages: &mut [Page], bare: usize) {
    let kind = setter.types.running;
    let count = pages.len();
    let head = setter.one_line(&setter.labels.running_head, kind, WIDTH);
    for (index, page) in pages.iter_mut().enumerate().skip(bare) {
        let mut items = Vec::new();
        setter.put(&mut items, &head, kind, MARGIN, 40.0 + kind.baseline());
        items.push(rule(MARGIN, 57.0, WIDTH, RULE, 0.5));
        items.append(&mut page.items);
        page.items = items;

        let number =
            setter.labels.page.replace("{pages}", &count.to_string()).replace("{page}", &(index + 1).to_string());
        let line = setter.one_line(&number, kind, WIDTH);
        let x = MARGIN + WIDTH - line.width(kind.size);
        setter.put(&mut page.items, &line, kind, x, 794.0 + kind.baseline());
    }
}

/// Returns a level line.
fn rule(x: f32, y: f32, width: f32, colour: Colour, thickness: f32) -> Item {
    Item::Line { from: (x, y), to: (x + width, y), stroke: Stroke { colour, width: thickness } }
}

/// Returns a strip of empty space that is kept with what follows.
fn gap(height: f32) -> Strip {
    Strip { height, keep: true, ..Strip::default() }
}

#[cfg(test)]
mod tests;
