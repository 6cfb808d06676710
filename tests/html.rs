//! The HTML report, read back as strict XML, which it is too.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use gradus::language::Lang;
use gradus::render::html::render;
use gradus::report::{Block, Document, Logo, Paper, Wording};
use quick_xml::Reader;
use quick_xml::escape::{resolve_predefined_entity, unescape};
use quick_xml::events::{BytesStart, Event};
use sha2::{Digest, Sha256};

mod desk;
mod document;

use document::{HOSTILE, assert_told_in_order, in_turn, of_a_firm, of_every_kind};

const FORMS: [(Lang, Option<Lang>); 3] = [(Lang::En, None), (Lang::ZhTw, None), (Lang::ZhTw, Some(Lang::En))];

const PLAIN: &[&str] = &["text #"];

/// An element with its attributes, and the text inside it.
#[derive(Debug, Default, Clone)]
struct Element {
    name: String,
    attributes: BTreeMap<String, String>,
    text: String,
    /// Which element it stands in.
    parent: Option<usize>,
}

impl Element {
    fn get(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }

    fn has_class(&self, class: &str) -> bool {
        self.get("class").split(' ').any(|own| own == class)
    }
}

/// Reads a page; whatever is not well formed fails.
fn read(page: &str) -> Vec<Element> {
    let mut reader = Reader::from_str(page);
    let mut elements: Vec<Element> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let say = |elements: &mut Vec<Element>, open: &[usize], text: &str| {
        open.iter().for_each(|&at| elements[at].text.push_str(text));
    };
    loop {
        match reader.read_event().expect("the page is well formed") {
            Event::Start(start) => {
                elements.push(element(&start, open.last().copied()));
                open.push(elements.len() - 1);
            }
            Event::Empty(start) => elements.push(element(&start, open.last().copied())),
            Event::End(_) => {
                open.pop().expect("no more ends than starts, says the reader");
            }
            Event::Text(text) => say(&mut elements, &open, &text),
            Event::GeneralRef(name) => {
                let letter = name.resolve_char_ref().expect("a number of a character");
                let text = letter.map(String::from);
                let text = text.or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                say(&mut elements, &open, &text.unwrap_or_else(|| panic!("{name:?} is not known to XML")));
            }
            Event::DocType(kind) => assert_eq!(&*kind, "html"),
            Event::Eof => break,
            other => panic!("{other:?} has no place in a page"),
        }
    }
    assert!(open.is_empty(), "{open:?} is not closed");
    elements
}

fn element(start: &BytesStart<'_>, parent: Option<usize>) -> Element {
    let name = start.name().as_ref().to_owned();
    let mut attributes = BTreeMap::new();
    for attribute in start.attributes() {
        let attribute = attribute.expect("quoted, and not twice");
        let value = unescape(&attribute.value).expect("entities that XML knows");
        attributes.insert(attribute.key.as_ref().to_owned(), value.into_owned());
    }
    Element { name, attributes, text: String::new(), parent }
}

fn of<'p>(page: &'p [Element], name: &str) -> Vec<&'p Element> {
    page.iter().filter(|element| element.name == name).collect()
}

fn body(page: &[Element]) -> &str {
    &of(page, "body")[0].text
}

/// Documents that a page has to cope with.
static DOCUMENTS: LazyLock<Vec<(Document, Vec<Element>)>> = LazyLock::new(|| {
    let mut documents: Vec<Document> = FORMS.map(|(lang, second)| of_a_firm("l2", lang, second)).to_vec();
    for (lang, second) in FORMS {
        documents.push(of_every_kind(lang, second, &mut in_turn(PLAIN, second.is_some())));
        documents.push(of_every_kind(lang, second, &mut in_turn(HOSTILE, second.is_some())));
    }
    documents.into_iter().map(|document| (document.clone(), read(&render(&document)))).collect()
});

#[test]
fn the_program_writes_it() {
    let desk = desk::Desk::new();
    desk.cmmc("firm.assessment.yaml", &[("AC.L2-3.1.1", "met")]);
    for (lang, told) in [("en", "Report: reports/firm.html\n"), ("zh-TW,en", "報告：reports/firm.html\n")] {
        let run = desk.gradus(&["report", "firm.assessment.yaml", "--format", "html", "--lang", lang]);
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, told, ""));
        let page = read(&desk.text("reports/firm.html"));
        assert_eq!(of(&page, "html")[0].get("lang"), lang.split(',').next().expect("there is one"));
        let second = page.iter().skip(1).any(|element| element.get("lang") == "en");
        assert_eq!(second, lang.contains(','), "{lang}");
    }
}

#[test]
fn every_text_is_told_in_reading_order() {
    for (document, page) in &*DOCUMENTS {
        assert_eq!(of(page, "html")[0].get("lang"), document.lang.tag());
        assert_eq!(of(page, "title")[0].text, gradus::text::revealed(&document.title));
        assert_told_in_order(document, body(page));
    }
}

#[test]
fn a_hostile_text_changes_nothing_but_the_text() {
    for (lang, second) in FORMS {
        let shape = |patterns| {
            let page = read(&render(&of_every_kind(lang, second, &mut in_turn(patterns, second.is_some()))));
            let names = page.iter().map(|element| {
                let own = element.attributes.keys().filter(|name| *name != "dir" && *name != "class");
                format!("{} {}", element.name, own.cloned().collect::<Vec<String>>().join(" "))
            });
            // A text that runs from right to left has an element of its own within a line.
            names.filter(|name| name.trim() != "span").collect::<Vec<String>>()
        };
        let (plain, hostile) = (shape(PLAIN), shape(HOSTILE));
        assert!(plain.len() > 300, "{}", plain.len());
        assert_eq!(plain, hostile);
    }
}

#[test]
fn nothing_acts_and_nothing_is_fetched() {
    const KNOWN: &str = "a article b body caption circle dd desc details div dl dt fieldset figcaption figure footer h1 h2 \
        h3 h4 head header html input label legend li line main meta nav ol p path pattern polygon rect script section \
        span style summary svg symbol table tbody td text th thead title tr ul use";
    let known: BTreeSet<&str> = KNOWN.split(' ').filter(|name| !name.is_empty()).collect();
    for (_, page) in &*DOCUMENTS {
        for element in page {
            let name = element.name.as_str();
            assert!(known.contains(name), "{name}");
            for (attribute, value) in &element.attributes {
                assert!(attribute != "style" && !attribute.starts_with("on"), "{name} {attribute}");
                match attribute.as_str() {
                    "href" => assert!(value.starts_with('#'), "{value}"),
                    "src" | "action" | "formaction" | "srcset" | "data" => panic!("{name} {attribute}"),
                    _ => {}
                }
            }
        }
        assert_eq!((of(page, "script").len(), of(page, "style").len()), (1, 1));
    }
}

#[test]
fn every_link_leads_somewhere_and_no_id_stands_twice() {
    for (document, page) in &*DOCUMENTS {
        let ids: Vec<&str> = page.iter().map(|element| element.get("id")).filter(|id| !id.is_empty()).collect();
        let known: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), known.len(), "{ids:?}");
        for element in page {
            let href = element.get("href");
            assert!(href.is_empty() || known.contains(&href[1..]), "{href}");
            for id in element.get("aria-labelledby").split_whitespace() {
                assert!(known.contains(id), "{id}");
            }
        }
        let cards = document.sections.iter().flat_map(|section| &section.blocks);
        let cards = cards.filter(|block| matches!(block, Block::Card(_))).count();
        let led = of(page, "a").iter().filter(|link| link.get("href").starts_with("#r-")).count();
        assert!(cards > 0 && led >= cards, "{led} links to {cards} cards");
    }
}

#[test]
fn the_policy_names_the_one_style_and_the_one_script() {
    let mut document = of_a_firm("l1", Lang::En, None);
    for accent in [None, Some([0xFF, 0xE6, 0x00])] {
        document.look.accent = accent;
        let page = render(&document);
        let inside = |tag: &str| {
            let (_, rest) = page.split_once(&format!("<{tag}>")).expect("it is there");
            rest.split_once(&format!("</{tag}>")).expect("it ends").0.to_owned()
        };
        let digest = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
        let (style, script) = (inside("style"), inside("script"));
        let elements = read(&page);
        let metas = of(&elements, "meta");
        assert_eq!(metas[0].get("http-equiv"), "Content-Security-Policy", "before all that it binds");
        let wanted = format!(
            "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
            digest(&style),
            digest(&script)
        );
        assert_eq!(metas[0].get("content"), wanted);
        let named = |name: &str| metas.iter().find(|meta| meta.get("name") == name).map(|meta| meta.get("content"));
        assert_eq!(named("referrer"), Some("no-referrer"));
        assert_eq!(named("robots"), Some("noindex"));
        // The browser reads the character set in the first kilobyte.
        assert!(page[..1024].contains("<meta charset=\"utf-8\"/>"));
        for text in [&style, &script] {
            // Read as XML and as HTML, they are the same text.
            assert!(!text.contains(['<', '&']), "a sign that acts in markup");
            assert!(!text.contains("//example") && !text.contains("http") && !text.contains("@import"));
            assert_eq!(text.matches("url(").count(), text.matches("url(#hatch)").count());
        }
        let colour = if accent.is_some() { "--accent:#FFE600;--on-accent:#1F2933" } else { "--accent:#0F4C5C;" };
        assert!(style.contains(colour), "{}", &style[..200]);
    }
}

#[test]
fn paper_and_logo_are_as_asked_for() {
    let mut document = of_a_firm("l1", Lang::ZhTw, None);
    let plain = render(&document);
    assert!(plain.contains("@page{size:A4;") && !plain.contains("<img"));
    let number = r#"content:"\7B2C \20 " counter(page) "\20 \9801 \FF0C \5171 \20 " counter(pages) "\20 \9801 ""#;
    assert!(plain.contains(number), "printed pages are numbered");
    document.look.paper = Paper::Letter;
    document.look.logo =
        Some(Logo { png: vec![0x89, b'P', b'N', b'G', 0, 255], width: 30, height: 20, dots: Vec::new() });
    let page = render(&document);
    assert!(page.contains("@page{size:letter;"));
    let elements = read(&page);
    let logo = of(&elements, "img")[0];
    assert_eq!((logo.get("src"), logo.get("alt")), ("data:image/png;base64,iVBORwD/", ""));
    assert_eq!((logo.get("width"), logo.get("height")), ("30", "20"));
}

#[test]
fn headings_and_landmarks_are_in_order() {
    for (_, page) in &*DOCUMENTS {
        let mut before = 0;
        let mut first = 0;
        for element in page {
            let Some(level) = element.name.strip_prefix('h').and_then(|level| level.parse::<u8>().ok()) else {
                continue;
            };
            assert!(level <= before + 1, "h{level} after h{before}: {}", element.text);
            first += usize::from(level == 1);
            before = level;
        }
        assert_eq!(first, 1, "one h1");
        for name in ["main", "nav"] {
            assert_eq!(of(page, name).len(), 1, "{name}");
        }
        let skip = of(page, "a")[0];
        assert!(skip.has_class("skip") && skip.get("href") == "#content", "the first link leads to the content");
        for head in of(page, "th") {
            assert!(matches!(head.get("scope"), "col" | "row") && !head.text.is_empty(), "{}", head.text);
        }
        for table in page.iter().enumerate().filter(|(_, element)| element.name == "table") {
            let caption = page.iter().find(|element| element.parent == Some(table.0)).expect("something is inside");
            assert_eq!(caption.name, "caption");
        }
    }
}

#[test]
fn a_chart_can_be_read_without_seeing_it() {
    let document = of_a_firm("l2", Lang::En, None);
    let page = read(&render(&document));
    let radar = page.iter().position(|element| element.has_class("radar")).expect("there is a radar");
    assert_eq!(page[radar].get("role"), "img");
    let inside = |name: &str| page.iter().find(|element| element.parent == Some(radar) && element.name == name);
    let told = [inside("title"), inside("desc")].map(|element| element.expect("it is there").text.clone());
    assert!(told[0].starts_with("Share of each domain"), "{}", told[0]);
    assert!(told[1].contains("AC: in place 90%, still open 0%, target 100%"), "{}", told[1]);
    let cell = of(&page, "a").into_iter().find(|link| link.get("href") == "#r-AC.L2-3.1.1");
    assert!(cell.is_some_and(|cell| cell.text.ends_with("AC.L2-3.1.1 Authorized Access Control: met")), "{cell:?}");
}

#[test]
fn cards_can_be_searched_and_filtered() {
    for (document, page) in &*DOCUMENTS {
        let cards = of(page, "article");
        let tools = page.iter().position(|element| element.has_class("tools")).expect("there are controls");
        assert_eq!(page[tools].get("hidden"), "hidden", "without the script they can do nothing");
        let boxes = page.iter().filter(|element| element.get("type") == "checkbox").map(|own| own.get("data-state"));
        let boxes: Vec<&str> = boxes.collect();
        let states: BTreeSet<&str> = cards.iter().map(|card| card.get("data-state")).collect();
        assert_eq!(boxes.len(), states.len());
        assert_eq!(boxes.into_iter().collect::<BTreeSet<_>>(), states);
        assert_eq!(page.iter().filter(|element| element.get("type") == "search").count(), 1);
        let status = page.iter().find(|element| element.get("role") == "status").expect("there is a status");
        assert!(status.get("data-shown").contains("{shown}") && status.get("data-shown").contains("{all}"));
        let own = document.sections.iter().flat_map(|section| &section.blocks).filter_map(|block| match block {
            Block::Card(card) => Some(gradus::text::revealed(&card.id).into_owned()),
            _ => None,
        });
        assert_eq!(
            cards.iter().map(|card| card.get("data-id").to_owned()).collect::<Vec<_>>(),
            own.collect::<Vec<_>>()
        );
        for details in of(page, "details") {
            assert_eq!(details.get("open"), "open", "everything can be read at first");
        }
    }
}

#[test]
fn a_second_language_is_marked_as_such() {
    const FIRM: &str = "範例精密股份有限公司（虛構）";
    let page = read(&render(&of_a_firm("l2", Lang::ZhTw, Some(Lang::En))));
    let english = page.iter().filter(|element| element.get("lang") == "en").collect::<Vec<_>>();
    assert!(english.len() > 1000, "{}", english.len());
    let han = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    // The name of the firm is the same in both, whatever is said of it.
    let foreign = english.iter().filter(|element| han(&element.text.replace(FIRM, "")));
    assert_eq!(foreign.map(|element| element.text.as_str()).collect::<Vec<_>>(), [""; 0]);
    assert!(page.iter().any(|element| element.get("lang") == "en" && element.text == "Requirements and answers"));
    let single = read(&render(&of_a_firm("l2", Lang::ZhTw, None)));
    assert!(single.iter().skip(1).all(|element| element.get("lang").is_empty()));
}

#[test]
fn what_runs_from_right_to_left_finds_its_direction() {
    let mut document = of_a_firm("l1", Lang::En, None);
    document.cover.organisation = "חברה לדוגמה".into();
    let page = read(&render(&document));
    let turned: Vec<&Element> = page.iter().filter(|element| element.get("dir") == "auto").collect();
    assert_eq!(turned.iter().map(|element| element.text.as_str()).collect::<Vec<_>>(), ["חברה לדוגמה"]);
}

#[test]
fn long_words_and_long_notes_come_out_whole() {
    let mut number = 0;
    let mut say = || {
        number += 1;
        match number % 40 {
            0 => Wording::from("x".repeat(100_000)),
            20 => Wording::from(format!("{}\n", "字<&>".repeat(50_000))),
            _ => Wording::from(format!("text {number}")),
        }
    };
    let document = of_every_kind(Lang::En, None, &mut say);
    let page = render(&document);
    let told: usize = document::texts(&document).iter().map(String::len).sum();
    assert!(page.len() < told * 6, "{} bytes for {told}", page.len());
    let body = read(&page).into_iter().find(|element| element.name == "body").expect("there is a body").text;
    assert!(body.matches(&"x".repeat(100_000)).count() >= 2 && body.contains(&"字<&>".repeat(50_000)));
}

#[test]
fn lines_are_kept() {
    let mut document = of_a_firm("l1", Lang::En, None);
    document.cover.disclaimer = "one\r\ntwo\n\nthree\u{2028}four\n".into();
    let page = read(&render(&document));
    assert!(page.iter().any(|element| element.name == "p" && element.text == "one\ntwo\n\nthree\nfour"));
}

#[test]
fn same_document_same_bytes() {
    for (document, _) in &*DOCUMENTS {
        assert!(render(document) == render(&document.clone()));
    }
}
