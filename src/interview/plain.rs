//! Asks line by line: nothing is drawn over, so that a screen reader, a printing terminal or a pipe can follow.

use std::io::{self, BufRead, Write};

use super::card::{Card, Choice, Choosing, Objectives, Pick, Section};
use super::find::Finding;
use super::form::Form;
use super::keys;
use super::line::Asking;
use super::page::Place;
use super::prompter::{CardReply, Move, ObjectivesReply, Prompter, Said};
use crate::language::{Interview as Words, Lang, fill};
use crate::text::{ascii_signs, one_line, wrap};

/// How many found questions are read out at once.
const FOUND: usize = 9;
/// A line that stands for going back where words are asked for.
const BACK: &str = ":b";
/// A line that stands for saving and quitting where words are asked for.
const QUIT: &str = ":q";
/// A line that empties a text.
const EMPTY: &str = ":-";
/// A line that ends a text of several lines.
const DONE: &str = ".";

/// Lines in, lines out.
pub struct Plain<R, W> {
    input: R,
    output: W,
    lang: Lang,
    words: &'static Words,
    columns: usize,
    signs: bool,
    /// What was shown last, so that it is not read out again from its beginning.
    shown: String,
    /// How one line and how several lines are typed was said.
    told: [bool; 2],
}

/// Returns what a line says: its letter, and whether a colon before it says that no answer is meant.
fn letter(typed: &str) -> Option<(char, bool)> {
    let (bare, command) = typed.strip_prefix(':').map_or((typed, false), |rest| (rest, true));
    let mut letters = bare.chars();
    match (letters.next(), letters.next()) {
        (Some(letter), None) => Some((letter, command)),
        _ => None,
    }
}

/// What was typed where words are asked for.
enum Typed {
    Text(String),
    Kept,
    Move(Move),
}

impl<R: BufRead, W: Write> Plain<R, W> {
    /// Takes the streams; lines are as wide as said, with signs beyond ASCII or without.
    pub fn new(input: R, output: W, lang: Lang, columns: usize, signs: bool) -> Self {
        let words = &lang.words().interview;
        Self { input, output, lang, words, columns, signs, shown: String::new(), told: [false; 2] }
    }

    /// Returns it with the words of an interview that keeps nothing, or of one that saves.
    #[must_use]
    pub fn with_preview(mut self, preview: bool) -> Self {
        self.words = self.lang.words().asking(preview);
        self
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        for line in wrap(text, self.columns) {
            let line = if self.signs { line } else { ascii_signs(&line) };
            writeln!(self.output, "{line}")?;
        }
        Ok(())
    }

    fn tell(&mut self, notice: Option<&String>) -> io::Result<()> {
        notice.map_or(Ok(()), |notice| self.say(notice))
    }

    /// Reads a line; nothing where there are no more.
    fn line(&mut self, prompt: &str) -> io::Result<Option<String>> {
        let prompt = if self.signs { prompt.to_owned() } else { ascii_signs(prompt) };
        write!(self.output, "{prompt}> ")?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        let text = String::from_utf8_lossy(&bytes);
        Ok(Some(text.trim_end_matches(['\n', '\r']).to_owned()))
    }

    /// Reads one letter or number; a longer line is none. Nothing at the end of the input.
    fn key(&mut self) -> io::Result<Option<String>> {
        let words = self.words;
        let line = self.line(words.plain_key)?;
        Ok(line.map(|line| line.trim().chars().map(keys::folded).collect()))
    }

    fn place(&mut self, place: &Place) -> io::Result<()> {
        let head = place.head(self.words, self.columns);
        for line in head.iter().take(1) {
            self.say(&line.text())?;
        }
        if let Some(progress) = place.progress {
            let text = progress.text(self.words);
            self.say(&text)?;
        }
        Ok(())
    }

    fn stray(&mut self, typed: &str) -> io::Result<()> {
        let key = one_line(typed);
        self.say(&fill(self.words.plain_stray, &[("key", key.as_str())]))
    }

    /// Asks for words: one line, or several up to a line with a dot.
    fn words(&mut self, label: &str, initial: &str, lines: bool) -> io::Result<Typed> {
        let words = self.words;
        if !initial.is_empty() {
            self.say(&self.lang.labelled(words.plain_now, initial))?;
        }
        if !std::mem::replace(&mut self.told[usize::from(lines)], true) {
            self.say(if lines { words.plain_lines } else { words.plain_line })?;
        }
        let mut text: Vec<String> = Vec::new();
        loop {
            let Some(line) = self.line(label)? else { return Ok(Typed::Move(Move::Pause)) };
            match line.trim() {
                BACK => return Ok(Typed::Move(Move::Back)),
                QUIT => return Ok(Typed::Move(Move::Pause)),
                EMPTY if text.is_empty() => return Ok(Typed::Text(String::new())),
                "" if text.is_empty() => return Ok(Typed::Kept),
                DONE if lines => return Ok(Typed::Text(text.join("\n"))),
                _ if lines => text.push(line),
                _ => return Ok(Typed::Text(line)),
            }
        }
    }

    fn guidance(&mut self, sections: &[Section]) -> io::Result<()> {
        let words = self.words;
        for section in sections {
            if section.heading == words.help_keys {
                continue;
            }
            self.say(&section.heading)?;
            for paragraph in &section.paragraphs {
                self.say(paragraph)?;
            }
        }
        self.say(words.help_keys)?;
        self.say(words.plain_keys)
    }

    fn letters(&mut self, card: &Card) -> io::Result<()> {
        for (position, choice) in card.choices.iter().enumerate() {
            let now = if card.current == Some(position) { self.words.plain_chosen } else { "" };
            self.say(&format!("{}  {}{now}", choice.key, choice.told(self.words)))?;
        }
        Ok(())
    }

    fn whole(&mut self, card: &Card) -> io::Result<()> {
        self.place(&card.place)?;
        self.say(&format!("{}  {}", card.id, card.title))?;
        self.say(&card.ask)?;
        if !card.stakes.is_empty() {
            self.say(&card.stakes)?;
        }
        if let Some((_, text)) = &card.proposed {
            self.say(text)?;
        }
        for line in card.follows.iter().cloned().chain(card.facts.iter().map(|(label, text)| format!("{label}{text}")))
        {
            self.say(&line)?;
        }
        self.letters(card)
    }
}

impl<R: BufRead, W: Write> Prompter for Plain<R, W> {
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>> {
        writeln!(self.output)?;
        self.tell(asking.notice.as_ref())?;
        self.say(&asking.ask)?;
        if !asking.help.is_empty() {
            self.say(&asking.help)?;
        }
        Ok(match self.words("", &asking.initial, asking.lines)? {
            Typed::Text(text) => Said::Given(text),
            Typed::Kept => Said::Given(asking.initial.clone()),
            Typed::Move(to) => Said::Move(to),
        })
    }

    fn form(&mut self, form: &Form) -> io::Result<Said<Vec<String>>> {
        writeln!(self.output)?;
        self.tell(form.notice.as_ref())?;
        self.say(&form.ask)?;
        self.say(&form.help)?;
        let mut texts = Vec::new();
        for field in &form.fields {
            self.say(&self.lang.labelled(&field.label, &field.hint))?;
            match self.words("", &field.initial, false)? {
                Typed::Text(text) => texts.push(text),
                Typed::Kept => texts.push(field.initial.clone()),
                Typed::Move(to) => return Ok(Said::Move(to)),
            }
        }
        Ok(Said::Given(texts))
    }

    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>> {
        let words = self.words;
        writeln!(self.output)?;
        self.tell(choosing.notice.as_ref())?;
        self.place(&choosing.place)?;
        self.say(&choosing.ask)?;
        if !choosing.help.is_empty() {
            self.say(&choosing.help)?;
        }
        for (position, (label, more)) in choosing.items.iter().enumerate() {
            let now = if choosing.current == Some(position) { self.words.plain_chosen } else { "" };
            self.say(&format!("{}  {}{now}", position + 1, one_line(label)))?;
            if !more.is_empty() {
                self.say(more)?;
            }
        }
        loop {
            let Some(typed) = self.key()? else { return Ok(Said::Move(Move::Pause)) };
            let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let movement = letter(&typed).and_then(|(letter, _)| keys::movement(letter));
            match (number, movement, choosing.current) {
                (Some(at), ..) if at < choosing.items.len() => return Ok(Said::Given(at)),
                (None, None, _) if typed == "?" => self.say(words.plain_keys)?,
                (None, Some(to), _) => return Ok(Said::Move(to)),
                (None, None, Some(current)) if typed.is_empty() => return Ok(Said::Given(current)),
                _ => self.stray(&typed)?,
            }
        }
    }

    fn card(&mut self, card: &Card) -> io::Result<CardReply> {
        writeln!(self.output)?;
        self.tell(card.notice.as_ref())?;
        let name = format!("{}  {}", card.id, card.title);
        if self.shown == name {
            let now =
                card.current.and_then(|at| card.choices.get(at)).map_or(self.words.unanswered, |choice| &choice.label);
            self.say(&self.lang.labelled(&name, now))?;
        } else {
            self.whole(card)?;
        }
        self.shown = name;
        loop {
            let Some(typed) = self.key()? else { return Ok(CardReply::Move(Move::Pause)) };
            match letter(&typed) {
                None if typed.is_empty() => self.whole(card)?,
                Some(('?', _)) => {
                    self.guidance(&card.guidance)?;
                    self.letters(card)?;
                }
                Some((letter, command)) => {
                    let choices: &[Choice] = if command { &[] } else { &card.choices };
                    let digit =
                        keys::digit(letter).and_then(|at| choices.get(at)).map(|choice| keys::picked(choice.pick));
                    match keys::command(letter, choices).or(digit) {
                        Some(reply) => {
                            if matches!(reply, CardReply::Move(_) | CardReply::Skip) {
                                self.shown.clear();
                            }
                            return Ok(reply);
                        }
                        None => self.stray(&typed)?,
                    }
                }
                None => self.stray(&typed)?,
            }
        }
    }

    fn objectives(&mut self, objectives: &Objectives) -> io::Result<ObjectivesReply> {
        writeln!(self.output)?;
        self.tell(objectives.notice.as_ref())?;
        let words = self.words;
        if self.shown != objectives.title {
            self.say(&objectives.title)?;
            for choice in &objectives.choices {
                self.say(&format!("{}  {}", choice.key, choice.label))?;
            }
            self.say(words.plain_objectives)?;
        }
        self.shown.clone_from(&objectives.title);
        self.say(&objectives.follows)?;
        let mut cursor = objectives.cursor;
        loop {
            if let Some(row) = objectives.rows.get(cursor) {
                let answer = row.answer.and_then(|answer| objectives.choices.get(answer));
                let now = answer.map_or(words.unanswered, |choice| &choice.label);
                self.say(&format!("{}  [{now}] {}", row.id, row.ask))?;
            }
            let Some(typed) = self.key()? else { return Ok(ObjectivesReply::Move(Move::Pause)) };
            let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            let own = |letter: char| objectives.choices.iter().find(|choice| choice.key == letter);
            match (number, letter(&typed)) {
                (Some(at), _) if at < objectives.rows.len() => cursor = at,
                (None, None) if typed.is_empty() => return Ok(ObjectivesReply::Onward),
                (None, Some(('?', _))) => {
                    self.guidance(&objectives.guidance)?;
                }
                (None, Some((letter, command))) => {
                    let pick = own(letter).filter(|_| !command).map(|choice| choice.pick);
                    match (pick, keys::movement(letter)) {
                        (Some(Pick::Verdict(verdict)), _) => return Ok(ObjectivesReply::Answer(cursor, verdict)),
                        (_, Some(to)) => {
                            self.shown.clear();
                            return Ok(ObjectivesReply::Move(to));
                        }
                        _ => self.stray(&typed)?,
                    }
                }
                _ => self.stray(&typed)?,
            }
        }
    }

    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>> {
        writeln!(self.output)?;
        let words = self.words;
        self.say(words.find_ask)?;
        self.say(words.plain_find)?;
        let mut found: Vec<usize> = Vec::new();
        loop {
            let Some(typed) = self.line("")? else { return Ok(Said::Move(Move::Pause)) };
            let typed = typed.trim();
            let number = typed.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
            match typed {
                "" | BACK => return Ok(Said::Move(Move::Back)),
                QUIT => return Ok(Said::Move(Move::Pause)),
                _ => {}
            }
            if let Some(&at) = number.and_then(|number| found.get(number)) {
                return Ok(Said::Given(at));
            }
            found = finding.matches(typed);
            let count = found.len();
            found.truncate(FOUND);
            for (position, &at) in found.iter().enumerate() {
                self.say(&format!("{}  {}", position + 1, finding.items[at].label.trim()))?;
            }
            match count {
                0 => self.say(words.find_none)?,
                1 => self.say(words.find_one)?,
                count => self.say(&fill(words.find_count, &[("count", &count.to_string())]))?,
            }
        }
    }
}
