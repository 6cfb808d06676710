//! What a reader may expect of every page, checked on placed boxes.

use super::*;
use crate::diagnostic::Source;
use crate::questionnaire::{self, Texts, catalog};
use crate::render::pdf::page::{Area, Size, TextRun};
use crate::render::pdf::style::{FOOT, TOP};
use crate::report::{self, Lang, Paper, Voice, Wording};

#[path = "../../../../tests/pdf/sample.rs"]
mod sample;

const LANGS: [Lang; 2] = [Lang::En, Lang::ZhTw];
const A4: Size = Size::of(Paper::A4);

/// The sample in each language, in both, and on the other paper.
fn documents() -> Vec<Document> {
    let mut letter = sample::document(Lang::En);
    letter.look.paper = Paper::Letter;
    let blanks = [blank("cmmc", Lang::En, None), blank("supplier-basics", Lang::ZhTw, Some(Lang::En))];
    let reports = [sample::document(Lang::En), sample::document(Lang::ZhTw), sample::bilingual(), letter];
    reports.into_iter().chain(blanks).collect()
}

/// A questionnaire to fill in: the built-in one, or the example.
fn blank(id: &str, lang: Lang, second: Option<Lang>) -> Document {
    let loaded = match catalog::built_in(id) {
        Some(built_in) => built_in.read(&Texts::All),
        None => {
            let text = include_str!("../../../../tests/fixtures/good/supplier-basics.yaml");
            let source = Source { name: "supplier-basics.yaml".into(), text: text.into() };
            questionnaire::read(source, Some(id), &Texts::All, &|_| None)
        }
    };
    let own = loaded.questionnaire.expect("it is sound");
    let look = report::Look::default();
    let subject = report::Blank { questionnaire: &own, only: None, date: "2026-11-22", program: "gradus", look: &look };
    report::blank(&subject, lang, second)
}

fn placed(document: &Document) -> Layout {
    lay_out(document, &Fonts::load().expect("the embedded faces are sound"))
}

fn runs(page: &Page) -> impl Iterator<Item = &TextRun> {
    page.items.iter().filter_map(|item| match item {
        Item::Text(run) => Some(run),
        _ => None,
    })
}

fn area(run: &TextRun) -> Area {
    Item::Text(run.clone()).bounds()
}

/// All text of a page, as it is drawn.
fn text_of(page: &Page) -> String {
    runs(page).map(|run| run.text.as_str()).collect()
}

/// The page's text between running head and foot.
fn content(page: &Page) -> impl Iterator<Item = &TextRun> {
    runs(page).filter(|run| run.baseline > TOP - 10.0 && run.baseline < A4.height - FOOT + 10.0)
}

pub fn with_blocks(lang: Lang, blocks: Vec<Block>) -> Document {
    let mut document = sample::document(lang);
    document.sections = vec![Section { level: 1, title: "Only".into(), blocks }];
    document
}

fn check_pages(document: &Document) {
    let layout = placed(document);
    let bare = cover_pages(&layout, document);
    let (size, bottom) = (layout.size, layout.size.height - FOOT);
    for (number, page) in layout.pages.iter().enumerate() {
        for item in &page.items {
            let Area { x, y, width, height } = item.bounds();
            assert!(x >= -0.5 && x + width <= size.width + 0.5, "page {number}: {item:?}");
            assert!(y >= -0.5 && y + height <= size.height + 0.5, "page {number}: {item:?}");
        }
        for run in runs(page) {
            let Area { x, y, width, height } = area(run);
            assert!(x >= MARGIN - 0.5 && x + width <= size.width - MARGIN + 0.5, "page {number}: {run:?}");
            assert!(y >= 33.0 && y + height <= size.height - 30.0, "page {number}: {run:?}");
            let running = number >= bare && (y + height < 55.0 || y > bottom + 15.0);
            let low = if number < bare { bottom + 20.0 } else { bottom };
            assert!(running || y + height <= low + 0.5, "page {number}: {run:?}");
        }
        let all: Vec<&TextRun> = runs(page).collect();
        for (index, one) in all.iter().enumerate() {
            for other in &all[index + 1..] {
                assert!(!overlap(area(one), area(other)), "page {number}: {one:?} and {other:?}");
            }
        }
    }
}

fn cover_pages(layout: &Layout, document: &Document) -> usize {
    let head = text::plain_lines(&document.labels.running_head).join(" ");
    layout.pages.iter().take_while(|page| !text_of(page).starts_with(head.get(..6).unwrap_or("\0"))).count()
}

fn overlap(one: Area, other: Area) -> bool {
    const SLACK: f32 = 0.3;
    one.x + SLACK < other.x + other.width
        && other.x + SLACK < one.x + one.width
        && one.y + SLACK < other.y + other.height
        && other.y + SLACK < one.y + one.height
}

#[test]
fn nothing_leaves_the_margins_and_no_texts_overlap() {
    documents().iter().for_each(check_pages);
}

#[test]
fn a_heading_is_never_the_last_on_its_page() {
    for document in documents() {
        let layout = placed(&document);
        for entry in &layout.outline {
            let below = content(&layout.pages[entry.page]).filter(|run| run.baseline > entry.top + 45.0).count();
            assert!(below > 0, "{}", entry.title);
        }
    }
}

#[test]
fn outline_and_contents_tell_the_pages_of_the_headings() {
    for lang in LANGS {
        let document = sample::document(lang);
        let layout = placed(&document);
        let headings: Vec<&Entry> = layout.outline.iter().filter(|entry| entry.level < 3).collect();
        assert_eq!(headings.len(), document.sections.len());
        let cards: Vec<&str> =
            layout.outline.iter().filter(|entry| entry.level == 3).map(|entry| entry.title.as_str()).collect();
        let wanted = super::cards(&document);
        let wanted = wanted.iter().map(|card| crate::text::named(card.0, " ", &card.1.first));
        assert_eq!(cards, wanted.collect::<Vec<_>>());
        let contents = text_of(&layout.pages[1]);
        for (entry, section) in headings.into_iter().zip(&document.sections) {
            assert_eq!((entry.level, &entry.title), (section.level, &section.title.first));
            assert!(contents.contains(&format!("{}{}", section.title.first, entry.page + 1)), "{contents}");
            let first = &section.title.first.chars().take(3).collect::<String>();
            let page = &layout.pages[entry.page];
            assert!(content(page).any(|run| run.text.starts_with(first) && run.baseline > entry.top));
            assert!(section.level > 1 || entry.top < TOP + 1.0, "level 1 begins a page");
        }
        let links = layout.pages[1].items.iter().filter(|item| matches!(item, Item::Link { .. })).count();
        assert_eq!(links, document.sections.len());
    }
}

#[test]
fn table_heads_are_repeated_and_rows_stay_whole() {
    for (lang, head) in [(Lang::En, "Requirement"), (Lang::ZhTw, "編號")] {
        let layout = placed(&sample::document(lang));
        let mut pages = 0;
        for page in &layout.pages {
            let ids = content(page)
                .filter(|run| run.text.starts_with("SC.L1-3.13.") && !run.text.contains(' ') && run.x < MARGIN + 1.0)
                .count();
            let ends = content(page).filter(|run| run.text.contains("2027-03-31") && run.x > 380.0).count();
            assert_eq!(ids, ends, "each row has its id and its end on the same page");
            if ids > 0 {
                pages += 1;
                assert!(content(page).any(|run| run.text == head), "the head is repeated");
            }
        }
        assert!(pages > 1, "the table goes on over a page");
    }
}

#[test]
fn the_head_of_a_card_stays_with_its_first_lines() {
    for lang in LANGS {
        let document = sample::document(lang);
        let layout = placed(&document);
        let cards = document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Card(card) if card.id.len() < 20 => Some(card),
            _ => None,
        });
        for card in cards {
            let page = layout
                .pages
                .iter()
                .find(|page| content(page).any(|run| run.text == card.id && run.x > MARGIN + 10.0))
                .expect("a card has its id");
            let start: String = card.ask.first.chars().take(8).collect();
            assert!(content(page).any(|run| run.text.starts_with(&start)), "{}", card.id);
            let objective = &card.objectives[0].letter;
            assert!(content(page).any(|run| run.text == *objective), "{}", card.id);
        }
    }
}

#[test]
fn a_note_of_a_megabyte_loses_nothing() {
    for lang in LANGS {
        let note = sample::long_note(lang, 350_000);
        let document = with_blocks(lang, vec![Block::Paragraph(Voice::Body, note.as_str().into())]);
        let layout = placed(&document);
        let kind = Setter::new(&document, &Fonts::load().expect("sound")).types.body;
        let told: String = layout
            .pages
            .iter()
            .flat_map(content)
            .filter(|run| run.size == kind.size)
            .map(|run| run.text.as_str())
            .collect();
        let solid = |text: &str| text.split_whitespace().collect::<String>();
        assert!(solid(&told).ends_with(&solid(&note)));
    }
}

#[test]
fn long_texts_in_every_place_stay_on_the_paper() {
    for lang in LANGS {
        let word = "W".repeat(5000);
        let mut document = sample::document(lang);
        document.cover.title = word.as_str().into();
        document.cover.organisation = sample::long_note(lang, 3000).into();
        document.cover.result.as_mut().expect("a result").0 = word.as_str().into();
        document.cover.fields = vec![word.as_str().into()];
        document.cover.disclaimer = sample::long_note(lang, 9000).into();
        document.labels.running_head = format!("Running {word}");
        document.sections.extend(blank("supplier-basics", lang, None).sections);
        let long = |text: &mut Wording| text.first.push_str(&word);
        for section in &mut document.sections {
            long(&mut section.title);
            for block in &mut section.blocks {
                match block {
                    Block::Paragraph(_, text) => long(text),
                    Block::Figures(figures) => long(&mut figures[0].caption),
                    Block::Facts(facts) => long(&mut facts[0].0),
                    Block::List(points) => long(&mut points[0]),
                    Block::Table(table) => {
                        long(&mut table.columns[0].title);
                        long(&mut table.rows[0][1].text);
                        long(&mut table.rows[0][1].note);
                        long(&mut table.rows[1].last_mut().expect("a row has cells").text);
                    }
                    Block::Chart(chart) => {
                        long(&mut chart.caption);
                        long(&mut chart.bars[1].label);
                        chart.bars[0].short.push_str(&word);
                    }
                    Block::HeatMap(map) => {
                        long(&mut map.caption);
                        long(&mut map.rows[0].0);
                        map.rows[1].1[0].short.push_str(&word);
                        long(&mut map.legend[0].1);
                    }
                    Block::Card(card) => {
                        card.id.push_str(&word);
                        long(&mut card.title);
                        card.tags.push(word.as_str().into());
                        long(&mut card.objectives[0].ask);
                        long(&mut card.remarks[0].0);
                    }
                    Block::Signature(signature) => {
                        long(&mut signature.statement);
                        long(&mut signature.fields[0]);
                    }
                    Block::Question(question) if question.lines.is_empty() => long(&mut question.choices[0]),
                    Block::Question(question) => {
                        question.id.push_str(&word);
                        long(&mut question.title);
                        long(&mut question.tags[0]);
                        long(&mut question.when);
                        long(&mut question.choices[1]);
                        question.parts.iter_mut().for_each(|part| long(&mut part.ask));
                        question.remarks.iter_mut().for_each(|(name, _)| long(name));
                        long(&mut question.lines[0].0);
                    }
                }
            }
        }
        check_pages(&document);
    }
}

#[test]
fn an_empty_document_has_a_cover_and_a_contents_page() {
    let mut document = sample::document(Lang::En);
    document.sections.clear();
    document.cover = report::Cover {
        kicker: Wording::default(),
        title: Wording::default(),
        organisation: Wording::default(),
        result: Some((Wording::default(), report::Tone::Open)),
        facts: Vec::new(),
        fields: vec![Wording::default()],
        disclaimer: Wording::default(),
    };
    assert_eq!(placed(&document).pages.len(), 2);
    let nothing = vec![
        Block::Paragraph(Voice::Callout(report::Tone::Bad), Wording::default()),
        Block::Figures(Vec::new()),
        Block::Facts(vec![(Wording::default(), Wording::default())]),
        Block::List(vec![Wording::default()]),
        Block::Table(report::Table { columns: Vec::new(), rows: vec![Vec::new()], compact: false }),
        Block::Chart(report::Chart {
            caption: Wording::default(),
            bars: Vec::new(),
            legend: Default::default(),
            radar: false,
        }),
        Block::HeatMap(report::HeatMap { caption: Wording::default(), legend: Vec::new(), rows: Vec::new() }),
        Block::Signature(report::Signature { statement: Wording::default(), fields: Vec::new() }),
    ];
    check_pages(&with_blocks(Lang::ZhTw, nothing));
}

#[test]
fn contents_may_take_several_pages() {
    let mut document = sample::document(Lang::ZhTw);
    document.sections = (0..150)
        .map(|index| Section { level: 1 + index % 2, title: format!("第 {index} 節").into(), blocks: Vec::new() })
        .collect();
    let layout = placed(&document);
    assert!(layout.outline[0].page > 4, "cover and several pages of contents come first");
    let contents: String = layout.pages[1..layout.outline[0].page].iter().map(text_of).collect();
    for entry in &layout.outline {
        assert!(contents.contains(&format!("{}{}", entry.title, entry.page + 1)));
    }
    check_pages(&document);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(40))]
    #[test]
    fn any_text_is_laid_out_within_the_margins(texts in proptest::collection::vec("\\PC{0,300}", 6), raw: String) {
        let blocks = vec![
            Block::Paragraph(Voice::Callout(report::Tone::Fair), texts[0].as_str().into()),
            Block::Facts(vec![(texts[1].as_str().into(), Wording { first: texts[2].clone(), second: Some(raw.clone()) })]),
            Block::List(vec![texts[3].as_str().into(), raw.into()]),
            Block::Figures(vec![report::Figure {
                value: texts[4].as_str().into(), caption: texts[5].as_str().into(), tone: report::Tone::Good,
            }]),
        ];
        check_pages(&with_blocks(Lang::ZhTw, blocks));
    }
}

#[test]
fn every_choice_has_a_box_of_its_own_beside_no_text_of_another() {
    for (second, lang) in [(None, Lang::En), (Some(Lang::En), Lang::ZhTw)] {
        let document = blank("supplier-basics", lang, second);
        let layout = placed(&document);
        let is_box = |item: &&Item| matches!(item, Item::Rectangle { area, fill: None, stroke: Some(_) } if area.width == area.height);
        let boxes: usize = layout.pages.iter().map(|page| page.items.iter().filter(is_box).count()).sum();
        // Two facts; five answers for a whole and its two parts; four; five.
        assert_eq!(boxes, 2 + 5 * 3 + 4 + 5);
        for page in &layout.pages {
            for own in page.items.iter().filter(is_box).map(Item::bounds) {
                assert!(runs(page).all(|run| !overlap(area(run), own)), "no text is written over a box");
                assert!(own.x >= MARGIN - 0.5 && own.x + own.width <= layout.size.width - MARGIN + 0.5);
            }
        }
    }
}

#[test]
fn with_little_in_it_there_are_no_contents() {
    let layout = placed(&blank("supplier-basics", Lang::En, None));
    assert_eq!(layout.outline[0].page, 1, "the first heading follows the cover");
    assert!(placed(&blank("cmmc", Lang::En, None)).outline[0].page > 1);
}
