//! The report as Markdown, as GitHub and others read it: headings, lists and tables, and no HTML but line ends.

use crate::report::{
    Align, Block, Card, Cell, Chart, Document, Figure, HeatMap, Lang, Question, Section, Signature, Table, Tone, Voice,
    Wording,
};
use crate::text::revealed;

/// Returns the document as Markdown; the same document gives the same text.
pub fn render(document: &Document) -> String {
    let mut page = Page { out: String::new(), lang: document.lang, second: document.second };
    page.cover(document);
    page.contents(document);
    for section in &document.sections {
        page.section(section);
    }
    page.paragraph(&format!("{} · {}", harmless(&document.date), harmless(&document.producer)));
    page.out.truncate(page.out.trim_end().len());
    page.out.push('\n');
    page.out
}

/// A page as it is being written.
struct Page {
    out: String,
    lang: Lang,
    second: Option<Lang>,
}

impl Page {
    /// Writes a piece of content, with an empty line behind it.
    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.out.push_str(text);
            self.out.push_str("\n\n");
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn end(&mut self) {
        self.out.push('\n');
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.paragraph(&format!("{} {text}", "#".repeat(level)));
    }

    fn cover(&mut self, document: &Document) {
        let cover = &document.cover;
        self.paragraph(&both(&cover.kicker));
        self.heading(1, &both(&cover.title));
        self.paragraph(&strong(&both(&cover.organisation)));
        if let Some((text, tone)) = &cover.result {
            self.paragraph(&strong(&marked(*tone, &both(text))));
        }
        self.facts(&cover.facts);
        cover.fields.iter().for_each(|field| self.blank(field, 1));
        self.paragraph(&apart(&cover.disclaimer));
    }

    fn contents(&mut self, document: &Document) {
        if document.labels.contents.is_empty() {
            return;
        }
        self.heading(2, &both(&document.labels.contents));
        for section in &document.sections {
            let indent = if section.level > 1 { "  " } else { "" };
            self.line(&format!("{indent}- {}", both(&section.title)));
        }
        self.end();
    }

    fn section(&mut self, section: &Section) {
        let level = usize::from(section.level.clamp(1, 2)) + 1;
        self.heading(level, &both(&section.title));
        for block in &section.blocks {
            match block {
                Block::Paragraph(voice, text) => self.told(*voice, text),
                Block::Figures(figures) => self.figures(figures),
                Block::Facts(facts) => self.facts(facts),
                Block::List(points) => {
                    points.iter().for_each(|point| self.line(&format!("- {}", apart(point))));
                    self.end();
                }
                Block::Table(table) => self.table(table),
                Block::Chart(chart) => self.chart(chart),
                Block::HeatMap(map) => self.heat_map(map),
                Block::Card(card) => self.card(card, level + 1),
                Block::Signature(signature) => self.signature(signature),
                Block::Question(question) => self.question(question, level + 1),
            }
        }
    }

    fn told(&mut self, voice: Voice, text: &Wording) {
        match voice {
            Voice::Lead => self.paragraph(&strong(&apart(text))),
            Voice::Body | Voice::Small => self.paragraph(&apart(text)),
            Voice::Callout(tone) => self.paragraph(&format!("> {}", marked(tone, &apart(text)))),
        }
    }

    fn figures(&mut self, figures: &[Figure]) {
        for figure in figures {
            let value = strong(&marked(figure.tone, &both(&figure.value)));
            self.line(&format!("- {value} · {}", both(&figure.caption)));
        }
        self.end();
    }

    fn facts(&mut self, facts: &[(Wording, Wording)]) {
        if facts.is_empty() {
            return;
        }
        for (label, text) in facts {
            let label = self.labelled(&both(label));
            self.line(format!("- {} {}", strong(&label), apart(text)).trim_end());
        }
        self.end();
    }

    /// Puts what stands between a label and its text behind a label.
    fn labelled(&self, label: &str) -> String {
        self.lang.labelled(label, "").trim_end().to_owned()
    }

    /// Writes a table: names of columns with how they are aligned, and rows.
    fn rows(&mut self, columns: &[(String, Align)], rows: impl Iterator<Item = Vec<String>>) {
        let row = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::from("|");
            cells.for_each(|cell| line.extend([" ", cell, " |"]));
            line
        };
        self.line(&row(&mut columns.iter().map(|(title, _)| title.as_str())));
        self.line(&row(&mut columns.iter().map(|(_, align)| match align {
            Align::Left => "---",
            Align::Right => "---:",
        })));
        for cells in rows {
            self.line(&row(&mut cells.iter().map(String::as_str)));
        }
        self.end();
    }

    fn table(&mut self, table: &Table) {
        let columns = table.columns.iter().map(|column| (both(&column.title), column.align));
        self.rows(&columns.collect::<Vec<_>>(), table.rows.iter().map(|row| row.iter().map(cell).collect()));
    }

    /// The figures of a chart: what is certain, what is still possible, and what is aimed at.
    fn chart(&mut self, chart: &Chart) {
        self.paragraph(&apart(&chart.caption));
        let figures = chart.legend.iter().map(|word| (both(word), Align::Right));
        let texts = [(String::new(), Align::Left), (String::new(), Align::Left)];
        let columns: Vec<(String, Align)> = texts.into_iter().chain(figures).collect();
        let rows = chart.bars.iter().map(|bar| {
            let [certain, possible, target] = bar.percents().map(|percent| format!("{percent}%"));
            vec![marked(bar.tone, &both(&bar.label)), both(&bar.value), certain, possible, target]
        });
        self.rows(&columns, rows);
    }

    /// For each domain, which requirements are in which state.
    fn heat_map(&mut self, map: &HeatMap) {
        self.paragraph(&apart(&map.caption));
        let states = map
            .legend
            .iter()
            .map(|(tone, state, count)| (format!("{} ({count})", marked(*tone, &both(state))), Align::Left));
        let columns: Vec<(String, Align)> = std::iter::once((String::new(), Align::Left)).chain(states).collect();
        let rows = map.rows.iter().map(|(name, cells)| {
            let ids = map.legend.iter().map(|(_, state, _)| {
                let own = cells.iter().filter(|cell| cell.state.first == state.first);
                own.map(|cell| harmless(&cell.id)).collect::<Vec<String>>().join("<br>")
            });
            std::iter::once(strong(&both(name))).chain(ids).collect()
        });
        self.rows(&columns, rows);
    }

    fn card(&mut self, card: &Card, level: usize) {
        let title = [harmless(&card.id), both(&card.title)];
        self.heading(level, title.join(" ").trim_end());
        let tags = card.tags.iter().map(both);
        let said = std::iter::once(strong(&marked(card.answer.1, &both(&card.answer.0)))).chain(tags);
        self.paragraph(&said.collect::<Vec<String>>().join(" · "));
        self.paragraph(&apart(&card.ask));
        if !card.objectives.is_empty() {
            let columns = [String::new(), self.objectives(), String::new()].map(|title| (title, Align::Left));
            let rows = card.objectives.iter().map(|objective| {
                let answer = both(&objective.answer);
                let answer = objective.tone.map_or(String::new(), |tone| marked(tone, &answer));
                vec![strong(&harmless(&objective.letter)), apart(&objective.ask), answer]
            });
            self.rows(&columns, rows);
        }
        self.facts(&card.remarks);
    }

    fn objectives(&self) -> String {
        let word = |lang: Lang| lang.words().report.objectives.to_owned();
        both(&Wording { first: word(self.lang), second: self.second.map(word) })
    }

    fn question(&mut self, question: &Question, level: usize) {
        let title = [harmless(&question.id), both(&question.title)];
        self.heading(level, title.join(" ").trim());
        self.paragraph(&question.tags.iter().map(both).collect::<Vec<String>>().join(" · "));
        self.paragraph(&strong(&apart(&question.ask)));
        self.paragraph(&apart(&question.help));
        self.paragraph(&apart(&question.when));
        if question.parts.is_empty() {
            question.choices.iter().for_each(|choice| self.line(&format!("- {BOX} {}", both(choice))));
            self.end();
        } else {
            self.grid(question);
        }
        self.facts(&question.remarks);
        question.lines.iter().for_each(|(label, count)| self.blank(label, *count));
    }

    /// Writes what can be ticked for the whole and for each part, a column for each choice.
    fn grid(&mut self, question: &Question) {
        let heads = [String::new(), String::new()].into_iter().chain(question.choices.iter().map(apart));
        let columns: Vec<(String, Align)> = heads.map(|head| (head, Align::Left)).collect();
        let boxes = |may: &mut dyn Iterator<Item = bool>| -> Vec<String> {
            may.map(|may| if may { BOX.to_owned() } else { String::new() }).collect()
        };
        let whole =
            [vec![String::new(), strong(&apart(&question.whole))], boxes(&mut question.choices.iter().map(|_| true))];
        let parts = question.parts.iter().map(|part| {
            let named = vec![strong(&harmless(&part.letter)), apart(&part.ask)];
            [named, boxes(&mut part.may.iter().copied())].concat()
        });
        self.rows(&columns, std::iter::once(whole.concat()).chain(parts));
    }

    /// Writes a label and room to write behind it.
    fn blank(&mut self, label: &Wording, lines: u8) {
        let room = vec!["…".repeat(ROOM); usize::from(lines)].join("<br>");
        self.paragraph(&format!("{} {room}", strong(&self.labelled(&both(label)))));
    }

    fn signature(&mut self, signature: &Signature) {
        self.paragraph(&apart(&signature.statement));
        let columns: Vec<(String, Align)> = signature.fields.iter().map(|field| (both(field), Align::Left)).collect();
        let room = vec!["<br><br>".to_owned(); columns.len()];
        self.rows(&columns, std::iter::once(room));
    }
}

/// What is ticked on paper.
const BOX: &str = "☐";

/// Signs that make a line to write on.
const ROOM: usize = 40;

/// Returns the sign of a tone. The state it stands before says the same in words.
const fn sign(tone: Tone) -> &'static str {
    match tone {
        Tone::Good => "●",
        Tone::Fair => "◐",
        Tone::Bad => "✗",
        Tone::Open => "○",
        Tone::Unsure => "◌",
        Tone::Neutral => "–",
        Tone::Absent => "·",
    }
}

fn marked(tone: Tone, text: &str) -> String {
    if text.is_empty() { sign(tone).to_owned() } else { format!("{} {text}", sign(tone)) }
}

fn strong(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("**{text}**") }
}

/// Returns a short text in both languages on one line.
fn both(wording: &Wording) -> String {
    wording.map(harmless).joined(" / ")
}

/// Returns running text, each language on lines of its own.
fn apart(wording: &Wording) -> String {
    wording.map(harmless).joined("<br>")
}

fn cell(cell: &Cell) -> String {
    let text = apart(&cell.text);
    let text = if cell.strong { strong(&text) } else { text };
    let text = cell.tone.map_or(text.clone(), |tone| marked(tone, &text));
    let note = apart(&cell.note);
    if note.is_empty() { text } else { format!("{text}<br>{note}") }
}

/// Returns a text as Markdown that says just this text, on one line: nothing in it is markup, HTML, the end of a cell,
/// or a link that shows one address and leads to another.
fn harmless(text: &str) -> String {
    let text = revealed(text);
    let mut told = String::with_capacity(text.len() + text.len() / 8);
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            told.push_str("<br>");
        }
        harmless_line(line.trim(), &mut told);
    }
    told
}

fn harmless_line(line: &str, told: &mut String) {
    // Signs that act only where a line begins, or a number before them.
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let acts = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '$' => true,
            '#' | '+' | '-' | '=' => at == 0,
            '.' | ')' => at > 0 && at == digits || c == '.' && ends_with_www(&line[..at]),
            ':' => at == 0 || line[at..].starts_with("://"),
            '!' => line[at..].starts_with("!["),
            // Backslashes keep an ampersand from nothing in some programs.
            '&' => {
                told.push_str("&amp;");
                continue;
            }
            _ => false,
        };
        if acts {
            told.push('\\');
        }
        told.push(c);
    }
}

/// Whether an address may begin here that some programs turn into a link.
fn ends_with_www(before: &str) -> bool {
    before.len() >= 3
        && before.is_char_boundary(before.len() - 3)
        && before[before.len() - 3..].eq_ignore_ascii_case("www")
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn a_text_is_no_markup() {
        for (text, wanted) in [
            ("plain text, 3.1.1 (a) – 98%", "plain text, 3.1.1 (a) – 98%"),
            ("# a", "\\# a"),
            ("12. a\n1) b\n+ c", "12\\. a<br>1\\) b<br>\\+ c"),
            ("**a** _b_ `c` ~d~", "\\*\\*a\\*\\* \\_b\\_ \\`c\\` \\~d\\~"),
            ("[a](javascript:x) ![b](c)", "\\[a\\](javascript:x) \\!\\[b\\](c)"),
            ("<script> & &lt;", "\\<script\\> &amp; &amp;lt;"),
            ("a | b \\| c\\", "a \\| b \\\\\\| c\\\\"),
            ("https://x.org www.x.org WWW.x", "https\\://x.org www\\.x.org WWW\\.x"),
            ("---\n===\n    code", "\\---<br>\\===<br>code"),
            ("a\r\n\n\tb\u{202e}\n", "a<br><br>b\\[U+202E\\]"),
        ] {
            assert_eq!(harmless(text), wanted);
        }
    }
}
