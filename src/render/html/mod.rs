//! The report as one HTML file that asks for nothing: it can be opened from an e-mail, without a network, and be read
//! without its script.
//!
//! ```text
//! Document ─▶ mod (page, policy) ─▶ blocks, chart ─▶ markup (elements, escaping) ─▶ text
//! ```

mod blocks;
mod chart;
mod colour;
mod mark;
mod markup;

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use self::blocks::Blocks;
use self::markup::Markup;
use crate::report::{Block, Cover, Document, Labels, Logo, Paper, Section, Tone, Wording};

const STYLE: &str = include_str!("style.css");
/// For what is filled in by hand; a report has no use for it.
const FORMS: &str = include_str!("forms.css");
const SCRIPT: &str = include_str!("script.js");

/// Returns the document as an HTML file; the same document gives the same text.
pub fn render(document: &Document) -> String {
    let style = style(document);
    let mut page = Markup::new(document.second);
    page.verbatim("<!DOCTYPE html>\n");
    page.within("html", "", &[("lang", document.lang.tag())], |page| {
        page.within("head", "", &[], |page| head(page, document, &style));
        page.line();
        let bilingual = if document.second.is_some() { "bilingual" } else { "" };
        page.within("body", bilingual, &[], |page| body(page, document));
    });
    page.line();
    page.finish()
}

/// What the page may do: show itself with this one style, this one script and the pictures that it holds itself.
fn policy(style: &str) -> String {
    let digest = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())));
    format!(
        "default-src 'none'; style-src {}; script-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        digest(style),
        digest(SCRIPT)
    )
}

/// The style with what depends on the document: its colour and its paper.
fn style(document: &Document) -> String {
    let accent = colour::accent(document.look.accent);
    let [ground, on_it, as_text] = [accent.ground, accent.on_it, accent.as_text].map(colour::hexadecimal);
    let (size, margin) = match document.look.paper {
        Paper::A4 => ("A4", "20mm 18mm 22mm"),
        Paper::Letter => ("letter", "0.75in 0.75in 0.85in"),
    };
    let number = document.labels.page.replace("{page}", "\u{1}").replace("{pages}", "\u{2}");
    let number: Vec<String> = number
        .split_inclusive(['\u{1}', '\u{2}'])
        .flat_map(|part| {
            let counter = part.chars().next_back().and_then(|last| match last {
                '\u{1}' => Some("counter(page)"),
                '\u{2}' => Some("counter(pages)"),
                _ => None,
            });
            let words = part.trim_end_matches(['\u{1}', '\u{2}']);
            [(!words.is_empty()).then(|| quoted(words)), counter.map(str::to_owned)]
        })
        .flatten()
        .collect();
    let head = quoted(&crate::text::shortened(&crate::text::one_line(&document.labels.running_head), HEAD));
    format!(
        "\n:root{{--accent:{ground};--on-accent:{on_it};--accent-text:{as_text}}}\n\
         @page{{size:{size};margin:{margin};@top-left{{content:{head};{RUNNING}}}@bottom-right{{content:{};{RUNNING}}}}}\n\
         @page:first{{margin:0;@top-left{{content:none}}@bottom-right{{content:none}}}}\n{STYLE}",
        number.join(" ")
    ) + if is_filled_in(document) { FORMS } else { "" }
}

/// Whether something is to be filled in by hand.
fn is_filled_in(document: &Document) -> bool {
    let mut blocks = document.sections.iter().flat_map(|section| &section.blocks);
    !document.cover.fields.is_empty() || blocks.any(|block| matches!(block, Block::Question(_)))
}

/// How head and foot of a printed page are set.
const RUNNING: &str = "font-size:8pt;color:#55616B";

/// Columns of the line at the head of a printed page; it has no room for a second line.
const HEAD: usize = 90;

/// Returns a text as a string of a style sheet: every sign that could end it or act in it is told by its number.
fn quoted(text: &str) -> String {
    let mut string = String::from("\"");
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            string.push(c);
        } else {
            write!(string, "\\{:X} ", u32::from(c)).expect("a string takes any text");
        }
    }
    string.push('"');
    string
}

fn head(page: &mut Markup, document: &Document, style: &str) {
    let mut meta = |attributes: &[(&str, &str)]| {
        page.line();
        page.void("meta", "", attributes);
    };
    // First, since it binds only what stands behind it.
    meta(&[("http-equiv", "Content-Security-Policy"), ("content", &policy(style))]);
    meta(&[("charset", "utf-8")]);
    meta(&[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    meta(&[("name", "referrer"), ("content", "no-referrer")]);
    meta(&[("name", "robots"), ("content", "noindex")]);
    meta(&[("name", "color-scheme"), ("content", "light")]);
    meta(&[("name", "author"), ("content", &document.author)]);
    meta(&[("name", "description"), ("content", &document.subject)]);
    meta(&[("name", "keywords"), ("content", &document.keywords.join(", "))]);
    meta(&[("name", "generator"), ("content", &document.producer)]);
    page.line();
    page.within("title", "", &[], |page| page.text(&document.title));
    page.line();
    page.within("style", "", &[], |page| page.verbatim(style));
    page.line();
}

fn body(page: &mut Markup, document: &Document) {
    page.line();
    page.within("a", "skip", &[("href", "#content")], |page| page.text(&document.labels.skip));
    page.line();
    mark::define(page);
    cover(page, &document.cover, document.look.logo.as_ref());
    page.within("div", "page", &[], |page| {
        page.line();
        contents(page, document);
        page.within("main", "", &[("id", "content"), ("tabindex", "-1")], |page| {
            page.line();
            sections(page, document);
        });
        page.line();
    });
    page.line();
    page.within("footer", "", &[], |page| {
        for text in [&document.labels.running_head, &document.date, &document.producer] {
            page.plain("span", "", text);
        }
    });
    page.line();
    page.within("script", "", &[], |page| page.verbatim(SCRIPT));
    page.line();
}

fn cover(page: &mut Markup, cover: &Cover, logo: Option<&Logo>) {
    page.within("header", "cover", &[], |page| {
        page.line();
        page.within("div", "band", &[], |page| {
            if let Some(logo) = logo {
                let data = format!("data:image/png;base64,{}", STANDARD.encode(&logo.png));
                let (width, height) = (logo.width.to_string(), logo.height.to_string());
                // The organisation is named beside it, so that the picture itself has nothing to say.
                page.void("img", "logo", &[("src", &data), ("alt", ""), ("width", &width), ("height", &height)]);
            }
            page.stacked("p", "kicker", &[], &cover.kicker);
            page.stacked("h1", "", &[], &cover.title);
            page.stacked("p", "organisation", &[], &cover.organisation);
        });
        page.line();
        page.within("div", "sheet", &[], |page| {
            if let Some((text, tone)) = &cover.result {
                page.within("p", &format!("badge {}", mark::class(*tone)), &[], |page| {
                    mark::draw(page, *tone);
                    page.stacked("span", "", &[], text);
                });
            }
            blocks::facts(page, &cover.facts);
            blocks::fields(page, &cover.fields);
            page.running("p", "small", &cover.disclaimer);
        });
        page.line();
    });
    page.line();
}

fn section_id(index: usize) -> String {
    format!("s-{index}")
}

fn contents(page: &mut Markup, document: &Document) {
    if document.labels.contents.is_empty() {
        return;
    }
    page.within("nav", "contents", &[("aria-labelledby", "contents")], |page| {
        page.stacked("h2", "", &[("id", "contents")], &document.labels.contents);
        page.within("ol", "", &[], |page| {
            for (first, rest) in grouped(&document.sections) {
                page.line();
                page.within("li", "", &[], |page| {
                    entry(page, first, &document.sections[first]);
                    if !rest.is_empty() {
                        page.within("ol", "", &[], |page| {
                            for index in rest {
                                page.within("li", "", &[], |page| entry(page, index, &document.sections[index]));
                            }
                        });
                    }
                });
            }
        });
    });
    page.line();
}

fn entry(page: &mut Markup, index: usize, section: &Section) {
    page.stacked("a", "", &[("href", &format!("#{}", section_id(index)))], &section.title);
}

/// Returns where each section of the first level stands, and the sections below it.
fn grouped(sections: &[Section]) -> Vec<(usize, std::ops::Range<usize>)> {
    let mut groups: Vec<(usize, std::ops::Range<usize>)> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        match groups.last_mut() {
            Some((_, below)) if section.level > 1 => below.end = index + 1,
            _ => groups.push((index, index + 1..index + 1)),
        }
    }
    groups
}

fn sections(page: &mut Markup, document: &Document) {
    let sections = &document.sections;
    let groups = grouped(sections);
    let has_cards = |index: usize| sections[index].blocks.iter().any(|block| matches!(block, Block::Card(_)));
    let searched = groups.iter().position(|(first, below)| (*first..below.end).any(has_cards));
    let mut blocks = Blocks::of(document);
    for (number, (first, below)) in groups.into_iter().enumerate() {
        page.within("section", "chapter", &[], |page| {
            page.line();
            page.stacked("h2", "", &[("id", &section_id(first))], &sections[first].title);
            page.line();
            if searched == Some(number) {
                tools(page, &document.labels, &states(sections));
            }
            blocks.write(page, &sections[first], &section_id(first), 3);
            for index in below {
                page.within("section", "", &[], |page| {
                    page.line();
                    page.stacked("h3", "", &[("id", &section_id(index))], &sections[index].title);
                    page.line();
                    blocks.write(page, &sections[index], &section_id(index), 4);
                });
                page.line();
            }
        });
        page.line();
    }
}

/// Returns the states that requirements are in, each once, the best first.
fn states(sections: &[Section]) -> Vec<(&Wording, Tone)> {
    let mut states: Vec<(&Wording, Tone)> = Vec::new();
    for block in sections.iter().flat_map(|section| &section.blocks) {
        if let Block::Card(card) = block
            && states.iter().all(|(state, _)| state.first != card.state.first)
        {
            states.push((&card.state, card.answer.1));
        }
    }
    states.sort_by_key(|(_, tone)| *tone);
    states
}

/// Writes search and filter. They are hidden until the script, without which they can do nothing, shows them.
fn tools(page: &mut Markup, labels: &Labels, states: &[(&Wording, Tone)]) {
    page.within("div", "tools", &[("role", "search"), ("hidden", "hidden")], |page| {
        page.within("label", "search", &[], |page| {
            page.plain("span", "", &labels.search);
            page.void("input", "", &[("type", "search"), ("autocomplete", "off"), ("spellcheck", "false")]);
        });
        page.within("fieldset", "", &[], |page| {
            page.plain("legend", "", &labels.filter);
            for (state, tone) in states {
                page.within("label", mark::class(*tone), &[], |page| {
                    page.void("input", "", &[("type", "checkbox"), ("data-state", &state.first)]);
                    mark::draw(page, *tone);
                    page.within("span", "", &[], |page| page.inline(state));
                });
            }
        });
        page.within("p", "shown", &[("role", "status"), ("data-shown", &labels.shown)], |_| ());
    });
    page.line();
}
