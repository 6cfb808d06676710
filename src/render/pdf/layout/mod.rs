//! From the document to pages of placed items. Pure: no file, no clock, no PDF library.
//!
//! Blocks become strips (`prose`, `table`, `chart`, `heat`, `card`, `question`), strips become pages (`flow`), and pages get
//! their running head and foot here. What the texts are is noted down on the way (`structure`).

mod card;
mod chart;
mod flow;
mod framed;
mod front;
mod heat;
mod prose;
mod question;
mod setter;
mod structure;
mod table;

use self::flow::{Flowed, Strip};
use self::setter::Setter;
use super::font::Fonts;
use super::page::{Colour, Entry, Item, Layout, Page, Role, Stroke, Tag};
use super::style::{MARGIN, RULE};
use super::text;
use crate::report::{Block, Document, Section, Voice, Wording};

/// Returns the pages of a document.
pub fn lay_out(document: &Document, fonts: &Fonts) -> Layout {
    let setter = Setter::new(document, fonts);
    let structure = &setter.structure;
    let cover = structure.within(Role::Sect, || front::cover(&setter, &document.cover, document.look.logo.as_ref()));
    // Their place in the order of reading is here, although they can be set last only.
    let holder = structure.leaf(Role::Sect);

    let mut flow = flow::Strips::default();
    let mut chapter = Tag::DOCUMENT;
    for (index, section) in document.sections.iter().enumerate() {
        let first_level = section.level <= 1;
        let tag = structure.leaf_of(if first_level { Tag::DOCUMENT } else { chapter }, Role::Sect);
        if first_level {
            chapter = tag;
        }
        structure.under(tag, || add_section(&setter, section, index, &mut flow));
    }
    structure.under(chapter, || flow.extend(boxes(&setter)));
    let body = flow::paginate(flow, setter.body);

    // Page numbers in the contents depend on how many pages the contents take; those depend on the titles
    // alone, so a first round with no numbers tells.
    let count = structure.under(Tag::ARTIFACT, || front::contents(&setter, document, &[]).pages.len());
    let before = cover.len() + count;
    let sections = document.sections.len();
    let starts = body.anchors.iter().filter(|anchor| anchor.place < sections);
    let numbers: Vec<usize> = starts.map(|anchor| before + anchor.page + 1).collect();
    let contents = structure.under(holder, || front::contents(&setter, document, &numbers));

    let outline = outline(document, &body, before);
    let places = places(document, &body, before);
    let bare = cover.len();
    let mut pages: Vec<Page> = cover;
    pages.extend(contents.pages);
    pages.extend(body.pages);
    add_running_lines(&setter, &mut pages, bare);
    Layout { size: setter.size, pages, outline, places, elements: setter.structure.into_elements() }
}

/// Says what the boxes in place of characters mean, where there are any.
fn boxes(setter: &Setter<'_>) -> Vec<Strip> {
    const MOST: usize = 60;
    let missing = setter.missing.borrow();
    let mut told: Vec<String> = missing.iter().take(MOST).map(|own| format!("U+{:04X}", u32::from(*own))).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    told.extend((missing.len() > MOST).then(|| "…".to_owned()));
    prose::paragraph(setter, Voice::Small, &setter.labels.boxes.map(|text| text.replace("{list}", &told.join(", "))))
}

/// Returns id and title of the cards and questions of a document, in order.
fn cards(document: &Document) -> Vec<(&str, &Wording)> {
    fn named(block: &Block) -> Option<(&str, &Wording)> {
        match block {
            Block::Card(card) => Some((card.id.as_str(), &card.title)),
            Block::Question(question) => Some((question.id.as_str(), &question.title)),
            _ => None,
        }
    }
    document.sections.iter().flat_map(|section| &section.blocks).filter_map(named).collect()
}

/// Bookmarks: the sections, and below those that have cards, the cards.
fn outline(document: &Document, body: &Flowed, before: usize) -> Vec<Entry> {
    let cards = cards(document);
    let entry = |anchor: &flow::Anchor| {
        let (level, title) = match document.sections.get(anchor.place) {
            Some(section) => (section.level, section.title.joined(" ")),
            None => {
                let (id, title) = cards.get(anchor.place - document.sections.len())?;
                (3, crate::text::named(id, " ", &title.joined(" ")))
            }
        };
        let title = text::plain_lines(&title).join(" ");
        Some(Entry { level, title, page: before + anchor.page, top: anchor.top })
    };
    body.anchors.iter().filter_map(entry).collect()
}

/// Where links lead.
fn places(document: &Document, body: &Flowed, before: usize) -> Vec<Option<(usize, f32)>> {
    let mut places = vec![None; document.sections.len() + cards(document).len()];
    for anchor in &body.anchors {
        places[anchor.place] = Some((before + anchor.page, anchor.top));
    }
    places
}

fn add_section(setter: &Setter<'_>, section: &Section, index: usize, flow: &mut flow::Strips) {
    flow.extend(prose::heading(setter, section, index));
    let mut introduced = false;
    for block in &section.blocks {
        // The sentence above a table, list or question tells how to read it: never alone at the foot of a page.
        if let Some(above) = flow.strips.last_mut()
            && introduced
            && matches!(block, Block::Table(_) | Block::List(_) | Block::Facts(_) | Block::Question(_))
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
            Block::Facts(facts) => prose::add_facts(setter, facts, &section.title.first, flow),
            Block::List(points) => flow.extend(prose::list(setter, points)),
            Block::Table(table) => table::add(setter, table, &section.title, flow),
            Block::Chart(chart) => chart::add(setter, chart, flow),
            Block::HeatMap(map) => heat::add(setter, map, flow),
            Block::Card(card) => card::add(setter, card, flow),
            Block::Signature(signature) => flow.extend(prose::signature(setter, signature)),
            Block::Question(own) => question::add(setter, own, flow),
        }
    }
}

/// Puts head and foot on every page behind the cover.
fn add_running_lines(setter: &Setter<'_>, pages: &mut [Page], bare: usize) {
    let kind = setter.types.running;
    let count = pages.len();
    let head = setter.one_line(&setter.labels.running_head, kind, setter.width);
    for (index, page) in pages.iter_mut().enumerate().skip(bare) {
        let mut items = Vec::new();
        setter.put(&mut items, &head, kind, MARGIN, 38.0 + kind.baseline(), Tag::ARTIFACT);
        items.push(rule(MARGIN, 55.0, setter.width, RULE, 0.5));
        items.append(&mut page.items);
        page.items = items;

        let number =
            setter.labels.page.replace("{pages}", &count.to_string()).replace("{page}", &(index + 1).to_string());
        let line = setter.one_line(&number, kind, setter.width);
        let x = MARGIN + setter.width - line.width(kind.size);
        let baseline = setter.size.height - 46.0 + kind.baseline();
        setter.put(&mut page.items, &line, kind, x, baseline, Tag::ARTIFACT);
    }
}

/// Returns a level line.
fn rule(x: f32, y: f32, width: f32, colour: Colour, thickness: f32) -> Item {
    Item::Line { from: (x, y), to: (x + width, y), stroke: Stroke::plain(colour, thickness) }
}

/// Returns a strip of empty space that is kept with what follows.
fn gap(height: f32) -> Strip {
    Strip { height, keep: true, ..Strip::default() }
}

#[cfg(test)]
mod tests;
