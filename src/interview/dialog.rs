//! Asks in a terminal. Everything is drawn on standard error; standard output stays free for results.

use std::io;

use dialoguer::console::{Key, Term};
use dialoguer::{Confirm, Editor, FuzzySelect};

use super::card::{Card, Choosing, Objectives, Pick};
use super::dialog_keys::Press;
use super::dialog_screen::Screen;
use super::line::{Asking, Field};
use super::page::Page;
use super::prompter::{CardReply, Finding, ObjectivesReply, Prompter, Said};
use crate::language::{Interview as Words, Lang, fill};
use crate::text::{cut, one_line};

/// Bytes of a list item up to which the search list measures its height rightly: it divides bytes, not columns.
const SAFE_BYTES: usize = 78;

/// A terminal to ask in.
pub struct Terminal {
    screen: Screen,
    words: &'static Words,
}

/// A key, or that nobody is there any more.
enum Heard {
    Press(Press),
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

    /// Returns the terminal with colours on or off, whatever the environment says.
    #[must_use]
    pub fn with_colour(mut self, colour: bool) -> Self {
        self.screen.set_colour(colour);
        self
    }

    /// Draws, then waits. Ctrl-C and a closed terminal are the same: all is saved, so leave.
    fn hear(&mut self, page: &Page) -> io::Result<Heard> {
        self.screen.draw(page)?;
        Ok(match self.screen.press() {
            Ok(Press::Key(Key::CtrlC)) | Err(_) => Heard::Gone,
            Ok(press) => Heard::Press(press),
        })
    }

    fn stray(&self, c: char) -> String {
        let text = if c.is_ascii() { self.words.no_such_key } else { self.words.other_script };
        let key = one_line(&c.to_string());
        fill(text, &[("key", if key.is_empty() { "␣" } else { &key })])
    }

    /// Runs a prompt of dialoguer on the ordinary screen: it handles Ctrl-C by ending the program, and then no
    /// alternate screen may be left behind.
    fn aside<T>(&mut self, ask: impl FnOnce(&Term) -> dialoguer::Result<T>) -> T
    where
        T: Default,
    {
        self.screen.leave();
        ask(&plain_term()).unwrap_or_default()
    }

    /// The user's own editor, where one was chosen. Nobody is put into an editor they did not choose.
    fn editor() -> Option<Editor> {
        let chosen = ["VISUAL", "EDITOR"].into_iter().find_map(|name| std::env::var(name).ok());
        // The library expects at least one word; a comment has none.
        let chosen = chosen.filter(|command| !command.trim().is_empty() && !command.trim().starts_with('#'))?;
        let mut editor = Editor::new();
        editor.executable(chosen).require_save(false);
        Some(editor)
    }
}

impl Prompter for Terminal {
    fn text(&mut self, asking: &Asking) -> io::Result<Said<String>> {
        if asking.lines
            && let Some(editor) = Self::editor()
        {
            self.screen.leave();
            if let Ok(Some(text)) = editor.edit(&asking.initial) {
                return Ok(Said::Given(text));
            }
        }
        let mut field = Field::new(&asking.initial, asking.lines);
        loop {
            let (columns, rows) = self.screen.size();
            let Heard::Press(press) = self.hear(&asking.page(&field, self.words, columns, rows))? else {
                return Ok(Said::Pause);
            };
            match press {
                Press::Paste(text) => field.insert(&text),
                Press::AltEnter => field.insert("\n"),
                Press::Key(key) => match key {
                    Key::Enter => return Ok(Said::Given(field.text().to_owned())),
                    Key::Escape => return Ok(Said::Back),
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
    }

    fn choose(&mut self, choosing: &Choosing) -> io::Result<Said<usize>> {
        let mut choosing = choosing.clone();
        let last = choosing.items.len().saturating_sub(1);
        let mut cursor = choosing.current.unwrap_or(0);
        loop {
            let (columns, rows) = self.screen.size();
            let Heard::Press(press) = self.hear(&choosing.page(cursor, self.words, columns, rows))? else {
                return Ok(Said::Pause);
            };
            let Press::Key(key) = press else { continue };
            match folded(key) {
                Key::Enter => return Ok(Said::Given(cursor)),
                Key::ArrowUp => cursor = cursor.saturating_sub(1),
                Key::ArrowDown => cursor = (cursor + 1).min(last),
                Key::ArrowLeft | Key::Escape | Key::Char('b') => return Ok(Said::Back),
                Key::Char('q') => return Ok(Said::Pause),
                Key::Char(c) if digit(c).is_some_and(|at| at <= last) => cursor = digit(c).unwrap_or(0),
                Key::Char(c) => choosing.notice = Some(self.stray(c)),
                _ => {}
            }
        }
    }

    fn card(&mut self, card: &Card) -> io::Result<CardReply> {
        let mut card = card.clone();
        let mut view = card.view();
        let last = card.choices.len().saturating_sub(1);
        let reply = |pick: Pick| match pick {
            Pick::Verdict(verdict) => CardReply::Answer(verdict),
            Pick::Objectives => CardReply::Objectives,
        };
        loop {
            let (columns, rows) = self.screen.size();
            let page = card.page(&view, self.words, columns, rows);
            view.scroll = view.scroll.min(page.last_scroll);
            let Heard::Press(press) = self.hear(&page)? else { return Ok(CardReply::Pause) };
            let Press::Key(key) = press else { continue };
            let step = (rows / 3).max(1);
            match folded(key) {
                Key::Enter => return Ok(reply(card.choices[view.cursor].pick)),
                Key::ArrowUp => view.cursor = view.cursor.saturating_sub(1),
                Key::ArrowDown => view.cursor = (view.cursor + 1).min(last),
                Key::PageDown => view.scroll += step,
                // Space at the end begins again, so that one key reads everything.
                Key::Char(' ') => view.scroll = if view.scroll < page.last_scroll { view.scroll + step } else { 0 },
                Key::PageUp => view.scroll = view.scroll.saturating_sub(step),
                Key::Escape if view.help => (view.help, view.scroll) = (false, 0),
                Key::Char('?') => (view.help, view.scroll) = (!view.help, 0),
                Key::ArrowLeft | Key::Char('b') => return Ok(CardReply::Back),
                Key::ArrowRight | Key::Char('k') => return Ok(CardReply::Skip),
                Key::Char('t') => return Ok(CardReply::Note),
                Key::Char('v') => return Ok(CardReply::Evidence),
                Key::Char('x') => return Ok(CardReply::Mark),
                Key::Char('f' | '/') => return Ok(CardReply::Find),
                Key::Char('q') => return Ok(CardReply::Pause),
                Key::Char(c) => {
                    if let Some(choice) = card.choices.iter().find(|choice| choice.key == c) {
                        return Ok(reply(choice.pick));
                    }
                    match digit(c).filter(|at| *at <= last) {
                        Some(at) => view.cursor = at,
                        None => card.notice = Some(self.stray(c)),
                    }
                }
                _ => {}
            }
        }
    }

    fn objectives(&mut self, objectives: &Objectives) -> io::Result<ObjectivesReply> {
        let mut objectives = objectives.clone();
        let last = objectives.rows.len().saturating_sub(1);
        let mut cursor = objectives.cursor;
        loop {
            let (columns, rows) = self.screen.size();
            let Heard::Press(press) = self.hear(&objectives.page(cursor, self.words, columns, rows))? else {
                return Ok(ObjectivesReply::Pause);
            };
            let Press::Key(key) = press else { continue };
            match folded(key) {
                Key::Enter => return Ok(ObjectivesReply::Onward),
                Key::ArrowUp => cursor = cursor.saturating_sub(1),
                Key::ArrowDown => cursor = (cursor + 1).min(last),
                Key::ArrowLeft | Key::Escape | Key::Char('b') => return Ok(ObjectivesReply::Back),
                Key::Char('q') => return Ok(ObjectivesReply::Pause),
                Key::Char(c) => {
                    match objectives.choices.iter().find(|choice| choice.key == c).map(|choice| choice.pick) {
                        Some(Pick::Verdict(verdict)) => return Ok(ObjectivesReply::Answer(cursor, verdict)),
                        _ => objectives.notice = Some(self.stray(c)),
                    }
                }
                _ => {}
            }
        }
    }

    fn find(&mut self, finding: &Finding) -> io::Result<Said<usize>> {
        let (columns, rows) = self.screen.size();
        let columns = columns.saturating_sub(4);
        let fitting = |item: &String| {
            let item = cut(&one_line(item), columns).to_owned();
            let end = (0..=SAFE_BYTES.min(item.len())).rev().find(|&end| item.is_char_boundary(end));
            item[..end.unwrap_or(0)].to_owned()
        };
        let items: Vec<String> = finding.items.iter().map(fitting).collect();
        let help = crate::text::wrap(self.words.find_help, columns.max(1));
        let found = self.aside(|term| {
            for line in &help {
                term.write_line(line)?;
            }
            let select = FuzzySelect::new().with_prompt(&finding.ask).items(&items).default(0).report(false);
            let select = select.max_length(rows.saturating_sub(help.len() + 2).max(1));
            let found = select.interact_on_opt(term)?;
            term.clear_last_lines(help.len())?;
            Ok(found)
        });
        Ok(found.map_or(Said::Back, Said::Given))
    }

    fn confirm(&mut self, ask: &str) -> io::Result<Said<bool>> {
        let ask = format!("{} {}", one_line(ask), self.words.confirm_keys);
        let yes = self.aside(|term| {
            let lines = crate::text::wrap(&ask, term.size().1.max(2).into());
            for line in &lines {
                term.write_line(line)?;
            }
            let yes = Confirm::new().with_prompt(">").report(false).interact_on_opt(term)?;
            term.clear_last_lines(lines.len())?;
            Ok(yes)
        });
        Ok(yes.map_or(Said::Back, Said::Given))
    }
}

/// Returns letters as they stand on the keys: small, and ASCII where an input method made them wide.
fn folded(key: Key) -> Key {
    match key {
        Key::Char(c @ '\u{ff01}'..='\u{ff5e}') => {
            let narrow = u32::from(c) - 0xfee0;
            Key::Char(char::from_u32(narrow).unwrap_or(c).to_ascii_lowercase())
        }
        Key::Char('\u{3000}') => Key::Char(' '),
        Key::Char(c) => Key::Char(c.to_ascii_lowercase()),
        key => key,
    }
}

fn digit(c: char) -> Option<usize> {
    c.to_digit(10).and_then(|digit| usize::try_from(digit).ok()?.checked_sub(1))
}

/// Returns the terminal for dialoguer. It hides the cursor and cannot show it again when Ctrl-C ends the program, so
/// it is not let to.
#[cfg(unix)]
fn plain_term() -> Term {
    use std::io::Write;
    use std::os::fd::{AsRawFd, RawFd};

    #[derive(Debug)]
    struct Seen(io::Stderr);

    impl Write for Seen {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let text = String::from_utf8_lossy(bytes).replace("\x1b[?25l", "");
            self.0.write_all(text.as_bytes())?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }

    impl AsRawFd for Seen {
        fn as_raw_fd(&self) -> RawFd {
            self.0.as_raw_fd()
        }
    }

    Term::read_write_pair(io::stdin(), Seen(io::stderr()))
}

#[cfg(not(unix))]
fn plain_term() -> Term {
    Term::stderr()
}
