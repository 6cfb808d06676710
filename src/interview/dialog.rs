//! Asks in a terminal. Everything is drawn on standard error; standard output stays free for results.

use std::io;

use dialoguer::Editor;
use dialoguer::console::Key;

use super::card::{Card, Choice, Choosing, Objectives, Pick};
use super::dialog_keys::Press;
use super::dialog_screen::{Event, Screen};
use super::find::Finding;
use super::form::Form;
use super::keys::{self, digit, picked};
use super::line::{Asking, Field};
use super::page::Page;
use super::prompter::{CardReply, Move, ObjectivesReply, Prompter, Said};
use crate::language::{Interview as Words, Lang, fill};
use crate::text::one_line;

/// A terminal to ask in.
pub struct Terminal {
    screen: Screen,
    words: &'static Words,
}

/// What happened, or that nobody is there any more.
enum Heard {
    Event(Event),
    Gone,
}

impl Terminal {
    /// Opens the terminal.
    ///
    /// # Errors
    ///
    /// Standard input or standard error is no terminal.
    pub fn open(lang: Lang) -> io::Result<Self> {
        Ok(Self { screen: Screen::open()?, words: &lang.words().interview })
    }

    /// Returns the terminal with the words of an interview that keeps nothing, or of one that saves.
    #[must_use]
    pub fn with_preview(mut self, lang: Lang, preview: bool) -> Self {
        self.words = lang.words().asking(preview);
        self
    }

    /// Returns the terminal with colours on or off, whatever the environment says.
    #[must_use]
    pub fn with_colour(mut self, colour: bool) -> Self {
        self.screen.set_colour(colour);
        self
    }

    /// Returns the terminal with signs beyond ASCII, or without them where it may not know them.
    #[must_use]
    pub fn with_signs(mut self, signs: bool) -> Self {
        self.screen.set_signs(signs);
        self
    }

    /// Draws, then waits. Ctrl-C and a closed terminal are the same: all is saved, so leave.
    fn hear(&mut self, page: &Page) -> io::Result<Heard> {
        self.screen.draw(page)?;
        Ok(match self.screen.wait() {
            Ok(Event::Press(Press::Key(Key::CtrlC))) | Err(_) => Heard::Gone,
            Ok(event) => Heard::Event(event),
        })
    }

    fn stray(&self, c: char) -> String {
        let text = if c.is_ascii() { self.words.no_such_key } else { self.words.other_script };
        let key = one_line(&c.to_string());
        fill(text, &[("key", if key.is_empty() { "␣" } else { &key })])
    }

    /// Shows the guidance of a requirement in place of its objectives, until it is closed.
    fn help(&mut self, objectives: &Objectives) -> io::Result<Heard> {
        let mut scroll = 0;
        loop {
            let (columns, rows) = self.screen.measure();
            let page = objectives.help_page(scroll, self.words, columns, rows);
            scroll = scroll.min(page.last_scroll);
            let heard = self.hear(&page)?;
            let Heard::Event(event) = heard else { return Ok(Heard::Gone) };
            let Event::Press(Press::Key(key)) = event else { continue };
            let step = (rows / 3).max(1);
            match folded(key) {
                Key::Char('q') => return Ok(Heard::Gone),
                Key::ArrowDown => scroll += 1,
                Key::ArrowUp => scroll = scroll.saturating_sub(1),
                Key::PageDown => scroll += step,
                Key::PageUp => scroll = scroll.saturating_sub(step),
                Key::Char(' ') => scroll = if scroll < page.last_scroll { scroll + step } else { 0 },
                Key::Char('?' | 'b') | Key::Escape | Key::Enter | Key::ArrowLeft => {
                    return Ok(Heard::Event(Event::Resized));
                }
                _ => {}
            }
        }
    }

    /// Lets the user's own editor have the terminal; returns what was written.
    fn edited(&mut self, text: &str) -> Option<String> {
        let editor = own_editor()?;
        self.screen.leave();
        editor.edit(text).ok().flatten()
    }
}

/// The user's own editor, where one was chosen. Nobody is put into an editor they did not choose.
fn own_editor() -> Option<Editor> {
    let chosen = ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok());
    // The library expects at least one word; a comment has none.
    let chosen = chosen.filter(|command| !command.trim().is_empty() && !command.trim().starts_with('#'))?;
    let mut editor = Editor::new();
    editor.executable(chosen).require_save(false);
    Some(editor)
}

impl Prompter for Terminal {
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>> {
        let mut asking = asking.clone();
        asking.editor = asking.lines && own_editor().is_some();
        let mut field = Field::new(&asking.initial, asking.lines);
        loop {
            let (columns, rows) = self.screen.measure();
            let Heard::Event(event) = self.hear(&asking.page(&field, self.words, columns, rows))? else {
                return Ok(Said::Move(Move::Pause));
            };
            let Event::Press(press) = event else { continue };
            match press {
                Press::AltEnter => field.insert("\n"),
                Press::Key(Key::Enter) => return Ok(Said::Given(field.text().to_owned())),
                Press::Key(Key::Escape) => return Ok(Said::Move(Move::Back)),
                Press::Key(Key::Char(EDITOR)) if asking.editor => match self.edited(field.text()) {
                    Some(text) => field = Field::new(&text, true),
                    None => asking.notice = Some(self.words.no_editor.to_owned()),
                },
                press => typed(&mut field, press),
            }
        }
    }

    fn form(&mut self, form: &Form) -> io::Result<Said<Vec<String>>> {
        let mut fields: Vec<Field> = form.fields.iter().map(|field| Field::new(&field.initial, false)).collect();
        let last = fields.len().saturating_sub(1);
        let mut cursor = form.cursor.min(last);
        loop {
            let (columns, rows) = self.screen.measure();
            let Heard::Event(event) = self.hear(&form.page(&fields, cursor, self.words, columns, rows))? else {
                return Ok(Said::Move(Move::Pause));
            };
            let Event::Press(press) = event else { continue };
            match press {
                Press::Key(Key::Enter) if cursor == last => {
                    return Ok(Said::Given(fields.iter().map(|field| field.text().to_owned()).collect()));
                }
                Press::Key(Key::Enter | Key::ArrowDown | Key::Tab) => cursor = (cursor + 1).min(last),
                Press::Key(Key::ArrowUp | Key::BackTab) => cursor = cursor.saturating_sub(1),
                Press::Key(Key::Escape) => return Ok(Said::Move(Move::Back)),
                press => typed(&mut fields[cursor], press),
            }
        }
    }

    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>> {
        let mut choosing = choosing.clone();
        let last = choosing.items.len().saturating_sub(1);
        let mut cursor = choosing.current.unwrap_or(choosing.cursor).min(last);
        loop {
            let (columns, rows) = self.screen.measure();
            let Heard::Event(event) = self.hear(&choosing.page(cursor, self.words, columns, rows))? else {
                return Ok(Said::Move(Move::Pause));
            };
            let Event::Press(Press::Key(key)) = event else { continue };
            let leap = (rows / 3).max(1);
            match folded(key) {
                Key::Enter => return Ok(Said::Given(cursor)),
                Key::ArrowUp => cursor = cursor.saturating_sub(1),
                Key::ArrowDown => cursor = (cursor + 1).min(last),
                Key::PageUp => cursor = cursor.saturating_sub(leap),
                Key::PageDown | Key::Char(' ') => cursor = (cursor + leap).min(last),
                Key::Home => cursor = 0,
                Key::End => cursor = last,
                Key::Escape => return Ok(Said::Move(Move::Back)),
                key => match (movement(&key), key) {
                    (Some(to), _) => return Ok(Said::Move(to)),
                    (None, Key::Char(c)) => match digit(c).filter(|at| *at <= last) {
                        Some(at) => cursor = at,
                        None => choosing.notice = Some(self.stray(c)),
                    },
                    _ => {}
                },
            }
        }
    }

    fn card(&mut self, card: &Card) -> io::Result<CardReply> {
        let mut card = card.clone();
        let mut view = card.view();
        let last = card.choices.len().saturating_sub(1);
        loop {
            let (columns, rows) = self.screen.measure();
            let page = card.page(&view, self.words, columns, rows);
            view.scroll = view.scroll.min(page.last_scroll);
            let Heard::Event(event) = self.hear(&page)? else { return Ok(CardReply::Move(Move::Pause)) };
            let Event::Press(Press::Key(key)) = event else { continue };
            let step = (rows / 3).max(1);
            match folded(key) {
                Key::Enter => return Ok(picked(card.choices[view.cursor].pick)),
                Key::ArrowUp => view.cursor = view.cursor.saturating_sub(1),
                Key::ArrowDown => view.cursor = (view.cursor + 1).min(last),
                Key::PageDown => view.scroll += step,
                // Space at the end begins again, so that one key reads everything.
                Key::Char(' ') => view.scroll = if view.scroll < page.last_scroll { view.scroll + step } else { 0 },
                Key::PageUp => view.scroll = view.scroll.saturating_sub(step),
                Key::Escape if view.help => (view.help, view.scroll) = (false, 0),
                Key::Char('?') => (view.help, view.scroll) = (!view.help, 0),
                key => match (command(&key, &card.choices), key) {
                    (Some(reply), _) => return Ok(reply),
                    (None, Key::Char(c)) => match digit(c).filter(|at| *at <= last) {
                        Some(at) => view.cursor = at,
                        None => card.notice = Some(self.stray(c)),
                    },
                    _ => {}
                },
            }
        }
    }

    fn objectives(&mut self, objectives: &Objectives) -> io::Result<ObjectivesReply> {
        let mut objectives = objectives.clone();
        let last = objectives.rows.len().saturating_sub(1);
        let mut cursor = objectives.cursor;
        loop {
            let (columns, rows) = self.screen.measure();
            let Heard::Event(event) = self.hear(&objectives.page(cursor, self.words, columns, rows))? else {
                return Ok(ObjectivesReply::Move(Move::Pause));
            };
            let Event::Press(Press::Key(key)) = event else { continue };
            match folded(key) {
                Key::Enter => return Ok(ObjectivesReply::Onward),
                Key::ArrowUp => cursor = cursor.saturating_sub(1),
                Key::ArrowDown => cursor = (cursor + 1).min(last),
                Key::Escape => return Ok(ObjectivesReply::Move(Move::Back)),
                Key::Char('?') => {
                    if let Heard::Gone = self.help(&objectives)? {
                        return Ok(ObjectivesReply::Move(Move::Pause));
                    }
                }
                key => {
                    let own = objectives.choices.iter().find(|choice| key == Key::Char(choice.key));
                    match (own.map(|choice| choice.pick), movement(&key), key) {
                        (Some(Pick::Verdict(verdict)), ..) => return Ok(ObjectivesReply::Answer(cursor, verdict)),
                        (_, Some(to), _) => return Ok(ObjectivesReply::Move(to)),
                        (_, None, Key::Char(c)) => objectives.notice = Some(self.stray(c)),
                        _ => {}
                    }
                }
            }
        }
    }

    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>> {
        let mut field = Field::new("", false);
        let mut chosen = 0;
        let mut found = finding.matches("");
        loop {
            let (columns, rows) = self.screen.measure();
            let page = finding.page(&field, &found, chosen, self.words, columns, rows);
            let Heard::Event(event) = self.hear(&page)? else { return Ok(Said::Move(Move::Pause)) };
            let Event::Press(press) = event else { continue };
            let last = found.len().saturating_sub(1);
            match press {
                Press::Key(Key::Enter) => {
                    if let Some(&at) = found.get(chosen) {
                        return Ok(Said::Given(at));
                    }
                }
                Press::Key(Key::ArrowUp) => chosen = chosen.saturating_sub(1),
                Press::Key(Key::ArrowDown) => chosen = (chosen + 1).min(last),
                Press::Key(Key::PageUp) => chosen = chosen.saturating_sub((rows / 3).max(1)),
                Press::Key(Key::PageDown) => chosen = (chosen + (rows / 3).max(1)).min(last),
                Press::Key(Key::Escape) => return Ok(Said::Move(Move::Back)),
                press => {
                    let before = field.text().to_owned();
                    typed(&mut field, press);
                    if field.text() != before {
                        (found, chosen) = (finding.matches(field.text()), 0);
                    }
                }
            }
        }
    }
}

/// Ctrl-O.
const EDITOR: char = '\u{f}';

fn typed(field: &mut Field, press: Press) {
    match press {
        Press::Paste(text) => field.insert(&text),
        Press::AltEnter => {}
        Press::Key(key) => match key {
            Key::ArrowLeft => field.left(),
            Key::ArrowRight => field.right(),
            Key::Home => field.home(),
            Key::End => field.end(),
            Key::Backspace => field.backspace(),
            Key::Del => field.delete(),
            Key::Char(c) if !c.is_control() => field.insert(&c.to_string()),
            _ => {}
        },
    }
}

/// Returns what a key does on a card, besides moving about on it.
fn command(key: &Key, choices: &[Choice]) -> Option<CardReply> {
    match key {
        Key::ArrowRight => Some(CardReply::Skip),
        Key::Escape => Some(CardReply::Move(Move::Overview)),
        Key::Char('\u{10}') => Some(CardReply::Plan),
        Key::Char(c) => keys::command(*c, choices).or_else(|| movement(key).map(CardReply::Move)),
        key => movement(key).map(CardReply::Move),
    }
}

/// Returns where a key leads, whatever is asked.
fn movement(key: &Key) -> Option<Move> {
    match key {
        Key::ArrowLeft => Some(Move::Back),
        Key::Tab => Some(Move::NextOpen),
        // Ctrl-Z and Ctrl-Y, as everywhere.
        Key::Char('\u{1a}') => Some(Move::Undo),
        Key::Char('\u{19}') => Some(Move::Redo),
        Key::Char(c) => keys::movement(*c),
        _ => None,
    }
}

/// Returns letters as they stand on the keys.
fn folded(key: Key) -> Key {
    match key {
        Key::Char(c) => Key::Char(keys::folded(c)),
        key => key,
    }
}
