//! Asks for a new questionnaire in a terminal, question under question, on standard error.

use std::fmt;
use std::io::{self, IsTerminal};

use dialoguer::console::Term;
use dialoguer::theme::Theme;
use dialoguer::{Confirm, Input, MultiSelect, Select};

use super::asking::Asker;
use crate::language::{Draft as Words, Lang};
use crate::text::{ascii_signs, visible, wrap};

/// A terminal to ask in.
pub struct Dialog {
    term: Term,
    look: Look,
    /// Signs beyond ASCII may be drawn.
    signs: bool,
    _calm: calm::Calm,
}

impl Dialog {
    /// Opens the terminal.
    ///
    /// # Errors
    ///
    /// Standard input or standard error is no terminal.
    pub fn open(lang: Lang, signs: bool) -> io::Result<Self> {
        let term = Term::stderr();
        if !term.is_term() || !io::stdin().is_terminal() {
            return Err(io::Error::from(io::ErrorKind::NotConnected));
        }
        let look = Look { lang, words: &lang.words().draft };
        Ok(Self { term, look, signs, _calm: calm::Calm::begin() })
    }

    /// Ctrl-C, and a terminal that is gone, mean that nobody is there any more.
    fn heard<T>(&self, reply: dialoguer::Result<Option<T>>) -> io::Result<Option<T>> {
        match reply {
            Ok(reply) => Ok(reply),
            Err(dialoguer::Error::IO(error)) => match error.kind() {
                io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => Ok(None),
                _ => Err(error),
            },
        }
    }
}

impl Drop for Dialog {
    fn drop(&mut self) {
        // A list hides the cursor and is left by Ctrl-C without giving it back.
        let _ = self.term.show_cursor();
    }
}

impl Asker for Dialog {
    fn say(&mut self, text: &str) -> io::Result<()> {
        let columns = usize::from(self.term.size().1).max(1);
        for line in wrap(text, columns) {
            self.term.write_line(&if self.signs { line } else { ascii_signs(&line) })?;
        }
        Ok(())
    }

    fn text(&mut self, ask: &str, offered: &str) -> io::Result<Option<String>> {
        let input = Input::<String>::with_theme(&self.look).with_prompt(ask).allow_empty(true);
        let input = if offered.is_empty() { input } else { input.default(offered.to_owned()) };
        let reply = self.heard(input.interact_text_on(&self.term).map(Some))?;
        Ok(reply.map(|text| visible(text.trim())))
    }

    fn choose(&mut self, ask: &str, items: &[&str], offered: usize) -> io::Result<Option<usize>> {
        let select = Select::with_theme(&self.look).with_prompt(ask).items(items).default(offered).report(true);
        self.heard(select.interact_on_opt(&self.term))
    }

    fn several(&mut self, ask: &str, items: &[&str], offered: &[bool]) -> io::Result<Option<Vec<usize>>> {
        self.say(self.look.words.hint_several)?;
        let select = MultiSelect::with_theme(&self.look).with_prompt(ask).items(items).defaults(offered).report(true);
        self.heard(select.interact_on_opt(&self.term))
    }

    fn agree(&mut self, ask: &str) -> io::Result<Option<bool>> {
        let confirm = Confirm::with_theme(&self.look).with_prompt(ask).default(true);
        self.heard(confirm.interact_on_opt(&self.term))
    }
}

/// How questions look: labels as each language writes them.
struct Look {
    lang: Lang,
    words: &'static Words,
}

impl Theme for Look {
    fn format_prompt(&self, f: &mut dyn fmt::Write, prompt: &str) -> fmt::Result {
        f.write_str(&self.lang.labelled(prompt, ""))
    }

    fn format_input_prompt(&self, f: &mut dyn fmt::Write, prompt: &str, offered: Option<&str>) -> fmt::Result {
        match offered {
            Some(offered) => f.write_str(&self.lang.labelled(&format!("{prompt} [{offered}]"), "")),
            None => f.write_str(&self.lang.labelled(prompt, "")),
        }
    }

    fn format_input_prompt_selection(&self, f: &mut dyn fmt::Write, prompt: &str, given: &str) -> fmt::Result {
        f.write_str(&self.lang.labelled(prompt, given))
    }

    fn format_multi_select_prompt_selection(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        given: &[&str],
    ) -> fmt::Result {
        f.write_str(&self.lang.labelled(prompt, &given.join(self.lang.comma())))
    }

    fn format_confirm_prompt_selection(
        &self,
        f: &mut dyn fmt::Write,
        prompt: &str,
        agreed: Option<bool>,
    ) -> fmt::Result {
        f.write_str(prompt)?;
        match agreed {
            Some(true) => write!(f, " {}", self.words.yes),
            Some(false) => write!(f, " {}", self.words.no),
            None => Ok(()),
        }
    }
}

#[cfg(unix)]
mod calm {
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::SigId;

    /// While it lives, Ctrl-C ends a question instead of the program, so that the cursor can be given back.
    pub struct Calm(Option<SigId>);

    impl Calm {
        pub fn begin() -> Self {
            Self(signal_hook::flag::register(signal_hook::consts::SIGINT, Arc::new(AtomicBool::new(false))).ok())
        }
    }

    impl Drop for Calm {
        fn drop(&mut self) {
            if let Some(id) = self.0 {
                signal_hook::low_level::unregister(id);
            }
        }
    }
}

#[cfg(not(unix))]
mod calm {
    /// Where Ctrl-C is a key like any other, nothing has to be done.
    pub struct Calm;

    impl Calm {
        pub fn begin() -> Self {
            Self
        }
    }
}
