//! The Markdown report, read back by a parser that did not write it.

use gradus::language::Lang;
use gradus::render::markdown::render;
use gradus::report::Document;
use pulldown_cmark::{Event, Options, Parser, Tag};

mod desk;
mod document;

use document::{HOSTILE, assert_told_in_order, in_turn, of_a_firm, of_every_kind};

const FORMS: [(Lang, Option<Lang>); 3] = [(Lang::En, None), (Lang::ZhTw, None), (Lang::ZhTw, Some(Lang::En))];

const PLAIN: &[&str] = &["text #"];

/// Everything that a reader of Markdown may know beyond the basics.
fn parser(text: &str) -> Parser<'_> {
    Parser::new_ext(text, Options::all() - Options::ENABLE_SMART_PUNCTUATION)
}

/// The words of a page, and what they are set as.
fn read(text: &str) -> (String, Vec<String>) {
    let (mut told, mut shape) = (String::new(), Vec::new());
    for event in parser(text) {
        match event {
            Event::Text(text) => told.push_str(&text),
            Event::SoftBreak => told.push(' '),
            Event::InlineHtml(html) if &*html == "<br>" => {
                told.push('\n');
                shape.push("line".to_owned());
            }
            Event::Start(tag) => {
                told.push('\n');
                shape.push(match tag {
                    Tag::Heading { level, .. } => level.to_string(),
                    tag @ (Tag::Paragraph
                    | Tag::Strong
                    | Tag::List(None)
                    | Tag::Item
                    | Tag::TableHead
                    | Tag::TableRow
                    | Tag::TableCell
                    | Tag::Table(_)
                    | Tag::BlockQuote(None)) => format!("{tag:?}"),
                    tag => panic!("{tag:?} has no place in a report, after …{}", tail(&told)),
                });
            }
            Event::End(_) => {}
            event => panic!("{event:?} has no place in a report, after …{}", tail(&told)),
        }
    }
    (told, shape)
}

fn tail(text: &str) -> String {
    let letters: Vec<char> = text.chars().rev().take(80).collect();
    letters.into_iter().rev().collect()
}

fn documents() -> Vec<Document> {
    let mut documents: Vec<Document> = FORMS.map(|(lang, second)| of_a_firm("l2", lang, second)).to_vec();
    for (lang, second) in FORMS {
        documents.push(of_every_kind(lang, second, &mut in_turn(PLAIN, second.is_some())));
        documents.push(of_every_kind(lang, second, &mut in_turn(HOSTILE, second.is_some())));
    }
    documents
}

#[test]
fn the_program_writes_it() {
    let desk = desk::Desk::new();
    desk.cmmc("firm.assessment.yaml", &[("AC.L2-3.1.1", "met")]);
    let run = desk.gradus(&["report", "firm.assessment.yaml", "--format", "md", "--lang", "en,zh-TW"]);
    assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "Report: reports/firm.md\n", ""));
    assert!(desk.text("reports/firm.md").contains("\n# CMMC self-assessment / CMMC 自我評鑑\n"));
}

#[test]
fn every_text_is_told_in_reading_order() {
    for document in documents() {
        let (told, _) = read(&render(&document));
        assert_told_in_order(&document, &told);
    }
}

#[test]
fn a_hostile_text_changes_nothing_but_the_text() {
    for (lang, second) in FORMS {
        let shape = |patterns| read(&render(&of_every_kind(lang, second, &mut in_turn(patterns, second.is_some())))).1;
        let plain = shape(PLAIN);
        assert!(plain.len() > 150, "{}", plain.len());
        assert_eq!(plain, shape(HOSTILE));
    }
}

#[test]
fn tones_are_told_by_words_and_signs() {
    let text = render(&of_a_firm("l2", Lang::En, None));
    for line in [
        "# CMMC self-assessment",
        "## Requirements and answers",
        "### AC Access Control",
        "#### AC.L2-3.1.1 Authorized Access Control",
        "**● Met · 6 of 6 objectives met** · also AC.L1-b.1.i · 5 points",
        "|  |  | in place | still open | target |",
        "| ✗ AC Access Control | 20 of 22 | 90% | 0% | 100% |",
        "|  | ● met (97) | ◐ partly met (1) | ✗ not met (9) | – not applicable (3) |",
        "| **AT Awareness and Training** | AT.L2-3.2.1<br>AT.L2-3.2.2 |  | AT.L2-3.2.3 |  |",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}");
    }
}

#[test]
fn same_document_same_bytes() {
    for document in documents() {
        let text = render(&document);
        assert!(text == render(&document.clone()));
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"));
    }
}
