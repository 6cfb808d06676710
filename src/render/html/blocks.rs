//! The pieces of content, one function for each.

use std::collections::BTreeSet;

use super::chart;
use super::mark;
use super::markup::{Markup, safe_id};
use crate::report::{
    Align, Block, Card, Cell, Document, Figure, HeatCell, HeatMap, Lang, Question, Section, Signature, Table, Voice,
    Wording,
};
use crate::text::named;

/// Rows of a table or list that is not parted between two printed pages.
const SHORT: usize = 6;

/// Writes blocks, and knows which requirements have a card that can be led to.
pub struct Blocks<'d> {
    lang: Lang,
    second: Option<Lang>,
    cards: BTreeSet<&'d str>,
    objectives: Wording,
    figures: usize,
}

impl<'d> Blocks<'d> {
    /// Returns a writer of a document's blocks.
    pub fn of(document: &'d Document) -> Self {
        let blocks = document.sections.iter().flat_map(|section| &section.blocks);
        let cards = blocks.filter_map(|block| match block {
            Block::Card(card) => Some(card.id.as_str()),
            _ => None,
        });
        let word = |lang: Lang| lang.words().report.objectives;
        let objectives = Wording {
            first: word(document.lang).to_owned(),
            second: document.second.map(|lang| word(lang).to_owned()),
        };
        Self { lang: document.lang, second: document.second, cards: cards.collect(), objectives, figures: 0 }
    }

    /// Writes what stands in a section; `heading` is the id of its heading, `level` that of the headings below it.
    pub fn write(&mut self, page: &mut Markup, section: &Section, heading: &str, level: u8) {
        for block in &section.blocks {
            match block {
                Block::Paragraph(voice, text) => paragraph(page, *voice, text),
                Block::Figures(own) => figures(page, own),
                Block::Facts(own) => facts(page, own),
                Block::List(points) => list(page, points),
                Block::Table(own) => self.table(page, own, &section.title, heading),
                Block::Chart(own) => {
                    self.figures += 1;
                    chart::draw(page, own, self.lang, self.figures);
                }
                Block::HeatMap(own) => self.heat_map(page, own),
                Block::Card(own) => self.card(page, own, level),
                Block::Signature(own) => signature(page, own),
                Block::Question(own) => question(page, own, level),
            }
            page.line();
        }
    }

    /// Writes what leads to a requirement, where it has a card.
    fn led(&self, page: &mut Markup, id: Option<&str>, inner: impl FnOnce(&mut Markup)) {
        match id.filter(|id| self.cards.contains(id)) {
            Some(id) => page.within("a", "", &[("href", &format!("#{}", safe_id("r-", id)))], inner),
            None => inner(page),
        }
    }

    /// Writes a table in a box of its own, which scrolls where the page is too narrow for it.
    fn table(&self, page: &mut Markup, table: &Table, title: &Wording, heading: &str) {
        let named = table.columns.iter().position(|column| !column.title.is_empty()).unwrap_or(0);
        let scroll = [("role", "group"), ("aria-labelledby", heading), ("tabindex", "0")];
        let is = |condition: bool, class: &'static str| if condition { class } else { "" };
        let class = ["scroll", is(table.rows.len() <= SHORT, " short")].concat();
        let form = [is(table.compact, "compact"), is(table.columns.len() > 3, " wide")].concat();
        page.within("div", &class, &scroll, |page| {
            page.within("table", form.trim_start(), &[], |page| {
                page.within("caption", "unseen", &[], |page| page.inline(title));
                page.line();
                page.within("thead", "", &[], |page| page.within("tr", "", &[], |page| head(page, table)));
                page.line();
                page.within("tbody", "", &[], |page| {
                    for row in &table.rows {
                        page.line();
                        page.within("tr", "", &[], |page| {
                            for (index, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
                                self.cell(page, cell, column.align, index == named);
                            }
                        });
                    }
                });
            });
        });
    }

    fn cell(&self, page: &mut Markup, cell: &Cell, align: Align, names_row: bool) {
        let (tag, scope): (_, &[(&str, &str)]) = if names_row { ("th", &[("scope", "row")]) } else { ("td", &[]) };
        let mut class = vec![alignment(align)];
        class.extend(cell.strong.then_some("strong"));
        if cell.text.texts().chain(cell.note.texts()).any(has_long_word) {
            class.push("long");
        } else if is_one_word(&cell.text) {
            class.push("whole");
        }
        class.retain(|class| !class.is_empty());
        page.within(tag, &class.join(" "), scope, |page| {
            let text = |page: &mut Markup| {
                if let Some(tone) = cell.tone {
                    mark::draw(page, tone);
                }
                self.led(page, cell.link.as_deref(), |page| page.stacked("span", "text", &[], &cell.text));
            };
            if cell.tone.is_some() {
                page.within("div", "marked", &[], text)
            } else {
                text(page)
            }
            if !cell.note.is_empty() {
                page.stacked("div", "note", &[], &cell.note);
            }
        });
    }

    fn heat_map(&self, page: &mut Markup, map: &HeatMap) {
        page.within("figure", "heat", &[], |page| {
            page.running("figcaption", "", &map.caption);
            page.within("ul", "legend", &[], |page| {
                for (tone, state, count) in &map.legend {
                    page.within("li", "", &[], |page| {
                        mark::draw(page, *tone);
                        page.within("span", "", &[], |page| {
                            page.inline(state);
                            page.verbatim(" ");
                            page.plain("b", "", &count.to_string());
                        });
                    });
                }
            });
            page.within("ul", "rows", &[], |page| {
                for (name, cells) in &map.rows {
                    page.line();
                    page.within("li", "", &[], |page| {
                        page.stacked("span", "name", &[], name);
                        page.within("ul", "cells", &[], |page| {
                            for cell in cells {
                                page.within("li", mark::class(cell.tone), &[], |page| {
                                    self.led(page, Some(&cell.id), |page| {
                                        mark::draw(page, cell.tone);
                                        page.within("span", "", &[("aria-hidden", "true")], |page| {
                                            page.text(&cell.short)
                                        });
                                        page.within("span", "told", &[], |page| page.inline(&self.told(cell)));
                                    });
                                });
                            }
                        });
                    });
                }
            });
        });
    }

    /// Returns what a cell of the heat map says to those who do not see it: id, title and state.
    fn told(&self, cell: &HeatCell) -> Wording {
        let told = |lang: Lang, title: &str, state: &str| lang.labelled(&named(&cell.id, " ", title), state);
        let (title, state) = (&cell.title, &cell.state);
        let other = |lang: Lang| {
            let [title, state] = [title, state].map(|wording| wording.second.as_ref().unwrap_or(&wording.first));
            told(lang, title, state)
        };
        Wording { first: told(self.lang, &title.first, &state.first), second: self.second.map(other) }
    }

    fn card(&self, page: &mut Markup, card: &Card, level: u8) {
        let (answer, tone) = &card.answer;
        let id = safe_id("r-", &card.id);
        let facts = [("id", id.as_str()), ("data-id", &card.id), ("data-state", &card.state.first)];
        page.within("article", &format!("card {}", mark::class(*tone)), &facts, |page| {
            page.line();
            page.within("header", "", &[], |page| {
                page.within(&format!("h{level}"), "", &[], |page| {
                    page.plain("span", "id", &card.id);
                    if !card.title.is_empty() {
                        page.verbatim(" ");
                        page.stacked("span", "title", &[], &card.title);
                    }
                });
                page.within("p", "answer", &[], |page| {
                    mark::draw(page, *tone);
                    page.within("span", "", &[], |page| page.inline(answer));
                });
            });
            if !card.tags.is_empty() {
                page.within("ul", "tags", &[], |page| {
                    for tag in &card.tags {
                        page.within("li", "", &[], |page| page.inline(tag));
                    }
                });
            }
            if !card.ask.is_empty() {
                page.running("p", "ask", &card.ask);
            }
            self.objectives(page, card);
            remarks(page, card);
            page.line();
        });
    }

    fn objectives(&self, page: &mut Markup, card: &Card) {
        if card.objectives.is_empty() {
            return;
        }
        page.line();
        page.within("details", "", &[("open", "open")], |page| {
            page.within("summary", "", &[], |page| page.inline(&self.objectives));
            page.within("ul", "objectives", &[], |page| {
                for objective in &card.objectives {
                    page.within("li", objective.tone.map_or("", mark::class), &[], |page| {
                        page.plain("span", "letter", &objective.letter);
                        page.verbatim(" ");
                        page.stacked("span", "text", &[], &objective.ask);
                        page.verbatim(" ");
                        page.within("span", "answer", &[], |page| {
                            objective.tone.into_iter().for_each(|tone| mark::draw(page, tone));
                            page.stacked("span", "", &[], &objective.answer);
                        });
                    });
                }
            });
        });
    }
}

/// Returns whether a text has a word so long that it must be broken anywhere, or it would stretch a table.
fn has_long_word(text: &str) -> bool {
    text.split(|c: char| c.is_whitespace() || matches!(c, '-' | '/')).any(|word| word.len() > 28 && word.is_ascii())
        || text.split_whitespace().any(|word| word.chars().count() > 80)
}

/// Returns whether a text is an id, a day or a number: short, and only hard to read were it broken at its hyphens.
fn is_one_word(text: &Wording) -> bool {
    text.second.is_none() && text.first.len() <= 20 && !text.first.contains(char::is_whitespace)
}

const fn alignment(align: Align) -> &'static str {
    match align {
        Align::Left => "",
        Align::Right => "number",
    }
}

fn head(page: &mut Markup, table: &Table) {
    let all: u32 = table.columns.iter().map(|column| u32::from(column.share)).sum();
    for column in &table.columns {
        // A style sheet knows widths by steps of 5 %; others would have to stand in the page itself.
        let width = match column.share {
            0 => "narrow".to_owned(),
            share => format!("w{}", (u32::from(share) * 20).checked_div(all).unwrap_or(1).clamp(1, 20)),
        };
        let class = [alignment(column.align), &width].join(" ");
        let class = class.trim_start();
        if column.title.is_empty() {
            // A head that says nothing is no head.
            page.within("td", class, &[], |_| ());
        } else {
            page.stacked("th", class, &[("scope", "col")], &column.title);
        }
    }
}

fn paragraph(page: &mut Markup, voice: Voice, text: &Wording) {
    match voice {
        Voice::Lead => page.running("p", "lead", text),
        Voice::Body => page.running("p", "", text),
        Voice::Small => page.running("p", "small", text),
        Voice::Callout(tone) => page.within("div", &format!("callout {}", mark::class(tone)), &[], |page| {
            mark::draw(page, tone);
            page.running("p", "", text);
        }),
    }
}

fn figures(page: &mut Markup, figures: &[Figure]) {
    page.within("ul", "figures", &[], |page| {
        for figure in figures {
            page.within("li", mark::class(figure.tone), &[], |page| {
                page.within("p", "value", &[], |page| {
                    page.stacked("span", "", &[], &figure.value);
                    mark::draw(page, figure.tone);
                });
                page.stacked("p", "caption", &[], &figure.caption);
            });
        }
    });
}

/// Writes labelled facts.
pub fn facts(page: &mut Markup, facts: &[(Wording, Wording)]) {
    page.within("dl", if facts.len() <= SHORT { "facts short" } else { "facts" }, &[], |page| {
        for (label, text) in facts {
            page.within("div", "", &[], |page| {
                page.stacked("dt", "", &[], label);
                page.running("dd", "", text);
            });
        }
    });
}

fn list(page: &mut Markup, points: &[Wording]) {
    page.within("ul", "points", &[], |page| {
        for point in points {
            page.running("li", "", point);
        }
    });
}

/// What was written about a requirement. Folded, its labels still tell what there is.
fn remarks(page: &mut Markup, card: &Card) {
    if card.remarks.is_empty() {
        return;
    }
    page.line();
    page.within("details", "remarks", &[("open", "open")], |page| {
        page.within("summary", "", &[], |page| {
            for (index, (label, _)) in card.remarks.iter().enumerate() {
                if index > 0 {
                    page.verbatim(" · ");
                }
                page.inline(label);
            }
        });
        facts(page, &card.remarks);
    });
}

/// Writes something to be answered by hand. What is ticked and written is ticked and written on paper: a field of the page
/// itself would forget it.
fn question(page: &mut Markup, question: &Question, level: u8) {
    let id = safe_id("r-", &question.id);
    page.within("div", "question", &[("id", &id)], |page| {
        page.line();
        page.within(&format!("h{level}"), "", &[], |page| {
            page.plain("span", "id", &question.id);
            if !question.title.is_empty() {
                page.verbatim(" ");
                page.stacked("span", "title", &[], &question.title);
            }
        });
        if !question.tags.is_empty() {
            page.within("ul", "tags", &[], |page| {
                for tag in &question.tags {
                    page.within("li", "", &[], |page| page.inline(tag));
                }
            });
        }
        for (class, text) in [("ask", &question.ask), ("help", &question.help), ("when", &question.when)] {
            if !text.is_empty() {
                page.running("p", class, text);
            }
        }
        page.line();
        if question.parts.is_empty() {
            page.within("ul", "choices", &[], |page| {
                for choice in &question.choices {
                    page.within("li", "", &[], |page| {
                        tick(page);
                        page.within("span", "", &[], |page| page.inline(choice));
                    });
                }
            });
        } else {
            grid(page, question);
        }
        if !question.remarks.is_empty() {
            facts(page, &question.remarks);
        }
        for (label, count) in &question.lines {
            write_on(page, label, *count);
        }
        page.line();
    });
}

/// Draws an empty box.
fn tick(page: &mut Markup) {
    page.within("span", "box", &[("aria-hidden", "true")], |_| ());
}

/// What can be ticked for the whole and for each part, a column for each choice.
fn grid(page: &mut Markup, question: &Question) {
    page.within("table", "grid", &[], |page| {
        page.within("caption", "unseen", &[], |page| page.text(&question.id));
        page.within("thead", "", &[], |page| {
            page.within("tr", "", &[], |page| {
                page.within("td", "narrow", &[], |_| ());
                page.within("td", "", &[], |_| ());
                for choice in &question.choices {
                    page.stacked("th", "choice", &[("scope", "col")], choice);
                }
            });
        });
        page.within("tbody", "", &[], |page| {
            let row = |page: &mut Markup, letter: &str, text: &Wording, may: &mut dyn Iterator<Item = bool>| {
                page.line();
                page.within("tr", if letter.is_empty() { "whole" } else { "" }, &[], |page| {
                    page.plain("td", "letter", letter);
                    page.stacked("th", "", &[("scope", "row")], text);
                    for may in may {
                        page.within("td", "choice", &[], |page| {
                            if may {
                                tick(page)
                            }
                        });
                    }
                });
            };
            row(page, "", &question.whole, &mut question.choices.iter().map(|_| true));
            for part in &question.parts {
                row(page, &part.letter, &part.ask, &mut part.may.iter().copied());
            }
        });
    });
}

/// Lines to write on by hand, the first behind its label.
fn write_on(page: &mut Markup, label: &Wording, count: u8) {
    page.within("div", "written", &[], |page| {
        page.within("p", "", &[], |page| {
            page.within("span", "", &[], |page| page.inline(label));
        });
        for _ in 1..count {
            page.within("p", "", &[], |_| ());
        }
    });
}

/// Writes what is to be filled in by hand, each on a line.
pub fn fields(page: &mut Markup, fields: &[Wording]) {
    if !fields.is_empty() {
        page.within("div", "fields", &[], |page| fields.iter().for_each(|field| write_on(page, field, 1)));
    }
}

fn signature(page: &mut Markup, signature: &Signature) {
    page.within("div", "signature", &[], |page| {
        page.running("p", "", &signature.statement);
        page.within("ul", "", &[], |page| {
            for field in &signature.fields {
                page.within("li", "", &[], |page| page.within("span", "", &[], |page| page.inline(field)));
            }
        });
    });
}
