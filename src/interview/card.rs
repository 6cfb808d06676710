//! The card of one requirement: what it shows, and how it is laid out on a screen of any size.

use super::keys::named;
use super::page::{Hint, Line, Page, Parts, Place, Role, item, legend, paragraph};
use crate::assessment::sheet::Verdict;
use crate::language::{Interview as Words, fill};
use crate::text::{one_line, shortened};

/// What a choice on a card does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pick {
    /// Answers the whole requirement.
    Verdict(Verdict),
    /// Opens the objectives.
    Objectives,
}

/// A choice on a card or for an objective.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its letter.
    pub key: char,
    /// What people read.
    pub label: String,
    /// What it means for the requirement; empty where nothing is said.
    pub meaning: String,
    /// What it does.
    pub pick: Pick,
}

impl Choice {
    /// Returns its label with what it means.
    pub fn told(&self, words: &Words) -> String {
        if self.meaning.is_empty() {
            return self.label.clone();
        }
        fill(words.choice_means, &[("answer", &self.label), ("meaning", &self.meaning)])
    }
}

/// A piece of guidance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub heading: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// All that the card of a requirement shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// Where in the questionnaire it is.
    pub place: Place,
    /// Id of the requirement.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The question.
    pub ask: String,
    /// What it counts for, in one line; empty where nothing is to be said.
    pub stakes: String,
    /// What it means; shown without asking where there is room.
    pub help: String,
    /// All guidance, shown on request.
    pub guidance: Vec<Section>,
    /// What can be answered.
    pub choices: Vec<Choice>,
    /// Which choice is the answer now.
    pub current: Option<usize>,
    /// Which choice earlier answers propose, and what they say; nothing where the question is answered.
    pub proposed: Option<(Option<usize>, String)>,
    /// What follows from the objectives, where they were answered.
    pub follows: Option<String>,
    /// What else was said: label and text.
    pub facts: Vec<(String, String)>,
    /// What was just done.
    pub notice: Option<String>,
}

/// How a card is being looked at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    /// Which choice the cursor is on.
    pub cursor: usize,
    /// Whether all guidance is open.
    pub help: bool,
    /// How far the text is scrolled.
    pub scroll: usize,
}

impl Card {
    /// Returns the view with which a card opens: the cursor on the present answer, or on the one that is proposed.
    pub fn view(&self) -> View {
        let proposed = self.proposed.as_ref().and_then(|(choice, _)| *choice);
        View { cursor: self.current.or(proposed).unwrap_or(0), ..View::default() }
    }

    /// Lays the card out.
    pub fn page(&self, view: &View, words: &Words, columns: usize, rows: usize) -> Page {
        let mut body = vec![];
        let title = format!("{}  {}", one_line(&self.id), one_line(&self.title));
        body.extend(paragraph(Role::Strong, &title, 0, columns));
        if rows >= 18 {
            body.push(Line::blank());
        }
        body.extend(paragraph(Role::Plain, &self.ask, 0, columns));
        let bare = body.clone();
        match self.stakes.as_str() {
            "" => {}
            stakes if rows >= 18 => body.extend(paragraph(Role::Dim, stakes, 0, columns)),
            stakes => body.push(Line::new(Role::Dim, shortened(&one_line(stakes), columns))),
        }
        let facts = self.facts(columns);
        if view.help {
            // On a small screen the question gives way to what explains it; it comes back with the same key.
            if rows < 18 {
                body = paragraph(Role::Strong, &title, 0, columns);
            }
            body.extend(guidance(&self.guidance, columns));
            body.extend(spaced(facts));
            return self.parts(view, words, columns, body).page(words, view.scroll, columns, rows);
        }
        let plain = |body: Vec<Line>| self.parts(view, words, columns, body).page(words, view.scroll, columns, rows);
        // As much of the explanation as there is room for, in whole paragraphs; all of it waits behind `?`.
        let paragraphs: Vec<&str> = self.help.lines().collect();
        for count in (1..=paragraphs.len()).rev() {
            let mut rich = body.clone();
            rich.extend(spaced(paragraph(Role::Dim, &paragraphs[..count].join("\n"), 2, columns)));
            if count < paragraphs.len() {
                rich.extend(paragraph(Role::Dim, words.help_goes_on, 2, columns));
            }
            rich.extend(spaced(facts.clone()));
            let page = plain(rich);
            if page.last_scroll == 0 {
                return page;
            }
        }
        body.extend(spaced(facts.clone()));
        let page = plain(body);
        let list_rows: usize = self.list(view, words, columns).iter().map(Vec::len).sum();
        if page.last_scroll == 0 && page.list_rows == list_rows {
            return page;
        }
        // On a small screen the answers come before what they count for, which stands behind `?` too.
        let mut bare = bare;
        bare.extend(spaced(facts));
        plain(bare)
    }

    fn list(&self, view: &View, words: &Words, columns: usize) -> Vec<Vec<Line>> {
        let list = self.choices.iter().enumerate().map(|(position, choice)| {
            let now = if self.current == Some(position) { '*' } else { ' ' };
            let text = one_line(&choice.told(words));
            item(position == view.cursor, &format!("({now}) {}  ", choice.key), &text, columns)
        });
        list.collect()
    }

    fn parts(&self, view: &View, words: &Words, columns: usize, body: Vec<Line>) -> Parts {
        Parts {
            head: self.place.head(words, columns),
            body,
            list: self.list(view, words, columns),
            chosen: view.cursor,
            notice: self.notice.clone(),
            hints: hints(words, &self.choices),
            still: false,
        }
    }

    fn facts(&self, columns: usize) -> Vec<Line> {
        let proposed = self.proposed.iter().flat_map(|(_, text)| paragraph(Role::Notice, &one_line(text), 0, columns));
        let follows = self.follows.iter().map(|text| Line::new(Role::Notice, shortened(text, columns)));
        let said = self.facts.iter().map(|(label, text)| {
            let line = format!("{label}{}", one_line(text));
            let line = shortened(&line, columns);
            let split = label.len().min(line.len());
            match line.is_char_boundary(split) {
                true => Line::new(Role::Dim, &line[..split]).and(Role::Plain, &line[split..]),
                false => Line::new(Role::Plain, line),
            }
        });
        proposed.chain(follows).chain(said).collect()
    }
}

fn guidance(sections: &[Section], columns: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    for section in sections {
        lines.push(Line::blank());
        lines.extend(paragraph(Role::Strong, &section.heading, 0, columns));
        for text in &section.paragraphs {
            lines.extend(paragraph(Role::Plain, text, 2, columns));
        }
    }
    lines
}

fn spaced(lines: Vec<Line>) -> Vec<Line> {
    if lines.is_empty() { lines } else { std::iter::once(Line::blank()).chain(lines).collect() }
}

fn hints(words: &Words, choices: &[Choice]) -> Vec<Hint> {
    vec![
        Hint::always("b←", words.key_back),
        Hint::may("k→", words.key_skip),
        Hint::may(named("j", "Tab", choices), words.key_next_open),
        Hint::may("t", words.key_note),
        Hint::may("v", words.key_evidence),
        Hint::may(named("l", "Ctrl+P", choices), words.key_plan),
        Hint::may("x", words.key_mark),
        Hint::may(named("z", "Ctrl+Z", choices), words.key_undo),
        Hint::may("f", words.key_find),
        Hint::may(named("g", "Esc", choices), words.key_overview),
        Hint::may("?", words.key_help),
        Hint::always("q", words.save_and_quit),
    ]
}

/// An objective on its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ObjectiveRow {
    /// Its letter.
    pub id: String,
    /// What has to be true.
    pub ask: String,
    /// What was answered, as an index into the choices.
    pub answer: Option<usize>,
}

/// The objectives of a requirement on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objectives {
    /// Where in the questionnaire it is.
    pub place: Place,
    /// Id and title of the requirement.
    pub title: String,
    /// The objectives.
    pub rows: Vec<ObjectiveRow>,
    /// What can be answered to each.
    pub choices: Vec<Choice>,
    /// Where the cursor begins.
    pub cursor: usize,
    /// What follows for the requirement.
    pub follows: String,
    /// All guidance, shown on request.
    pub guidance: Vec<Section>,
    /// Whether every objective is answered.
    pub complete: bool,
    /// What was just done.
    pub notice: Option<String>,
}

impl Objectives {
    /// Lays the guidance out in place of the objectives, scrolled down by so many lines.
    pub fn help_page(&self, scroll: usize, words: &Words, columns: usize, rows: usize) -> Page {
        let mut body = paragraph(Role::Strong, &self.title, 0, columns);
        body.extend(guidance(&self.guidance, columns));
        Parts {
            head: self.place.head(words, columns),
            body,
            hints: vec![
                Hint::always("?", words.key_to_objectives),
                Hint::may("↑↓", words.key_scroll),
                Hint::always("q", words.save_and_quit),
            ],
            ..Parts::default()
        }
        .page(words, scroll, columns, rows)
    }

    /// Lays the page out with the cursor on an objective.
    pub fn page(&self, cursor: usize, words: &Words, columns: usize, rows: usize) -> Page {
        let mut body = paragraph(Role::Strong, &self.title, 0, columns);
        body.extend(paragraph(Role::Notice, &self.follows, 0, columns));
        let keys: Vec<(char, String)> =
            self.choices.iter().map(|choice| (choice.key, one_line(&choice.label))).collect();
        body.extend(legend(&keys, columns));
        let list = self.rows.iter().enumerate().map(|(position, row)| {
            let answer = row.answer.and_then(|answer| self.choices.get(answer));
            let state = answer.map_or("-", |choice| choice.label.as_str());
            item(
                position == cursor,
                &format!("{}  ", row.id),
                &format!("[{}] {}", one_line(state), one_line(&row.ask)),
                columns,
            )
        });
        let mut hints = vec![Hint::may("↑↓", words.key_choose)];
        if self.complete {
            hints.extend([Hint::may("Enter", words.key_next), Hint::always("b", words.key_to_card)]);
        } else {
            hints.push(Hint::always("b/Enter", words.key_to_card));
        }
        hints.push(Hint::may(named("z", "Ctrl+Z", &self.choices), words.key_undo));
        hints.push(Hint::may("?", words.key_help));
        hints.push(Hint::always("q", words.save_and_quit));
        Parts {
            head: self.place.head(words, columns),
            body,
            list: list.collect(),
            chosen: cursor,
            notice: self.notice.clone(),
            hints,
            still: true,
        }
        .page(words, 0, columns, rows)
    }
}

/// A question with a list to choose from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosing {
    /// Where in the questionnaire it is.
    pub place: Place,
    /// The question.
    pub ask: String,
    /// What it is for; empty where nothing is said.
    pub help: String,
    /// What can be chosen: a label and more about it, which may be empty.
    pub items: Vec<(String, String)>,
    /// What is chosen now.
    pub current: Option<usize>,
    /// Which item the cursor begins on, where none is chosen.
    pub cursor: usize,
    /// What was just done.
    pub notice: Option<String>,
}

impl Choosing {
    /// Lays the question out.
    pub fn page(&self, cursor: usize, words: &Words, columns: usize, rows: usize) -> Page {
        let mut body = paragraph(Role::Strong, &self.ask, 0, columns);
        if !self.help.is_empty() {
            body.extend(paragraph(Role::Dim, &self.help, 0, columns));
        }
        let list = self.items.iter().enumerate().map(|(position, (label, more))| {
            let now = if self.current == Some(position) { '*' } else { ' ' };
            let number = if position < 9 { (position + 1).to_string() } else { " ".to_owned() };
            let mut lines = item(position == cursor, &format!("({now}) {number}  "), &one_line(label), columns);
            if !more.is_empty() {
                lines.extend(paragraph(Role::Dim, more, 9, columns));
            }
            lines
        });
        Parts {
            head: self.place.head(words, columns),
            body,
            list: list.collect(),
            chosen: cursor,
            notice: self.notice.clone(),
            hints: vec![
                Hint::may("↑↓", words.key_choose),
                Hint::may("Enter", words.key_accept),
                Hint::always("b←", words.key_back),
                Hint::always("q", words.save_and_quit),
            ],
            still: true,
        }
        .page(words, 0, columns, rows)
    }
}

/// Returns "m Met"-like text of a choice, for notices.
pub fn told(words: &Words, id: &str, label: &str) -> String {
    fill(words.saved_answer, &[("id", id), ("answer", label)])
}
