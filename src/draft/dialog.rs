//! Asks for a new questionnaire in a terminal, question under question, on standard error.

use std::fmt;
use std::io::{self, IsTerminal};

use dialoguer::console::Term;
use dialoguer::theme::Theme;
use dialoguer::{Confirm, Input, MultiSelect, Select};

use super::asking::Asker;
use crate::interview::quiet::Quiet;
use crate::language::{Draft as Words, Lang};
use crate::text::{ascii_signs, visible, wrap};
use told::Told;

/// A terminal to ask in.
pub struct Dialog {
    term: Term,
    look: Look,
    /// Signs beyond ASCII may be drawn.
    signs: bool,
    told: Told,
    /// Keeps the terminal from acting on keys by itself while no question waits for one.
    _quiet: Option<Quiet>,
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
        Ok(Self { term, look, signs, told: Told::begin(), _quiet: Quiet::begin() })
    }

    /// Ctrl-C, and a terminal that is gone, mean that nobody is there any more.
    fn heard<T>(&self, reply: dialoguer::Result<Option<T>>) -> io::Result<Option<T>> {
        match reply {
            _ if self.told.is_told() => Ok(self.left()),
            Ok(reply) => Ok(reply),
            Err(dialoguer::Error::IO(error)) => match error.kind() {
                io::ErrorKind::Interrupted | io::ErrorKind::UnexpectedEof => Ok(self.left()),
                _ => Err(error),
            },
        }
    }

    /// The cursor still stands behind a question, and what is said next begins on a line of its own.
    fn left<T>(&self) -> Option<T> {
        // Where the terminal is gone there is no line either.
        let _ = self.term.write_line("");
        None
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
mod told {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;

    /// While it lives, Ctrl-C and a request to end are noted instead of ending the program on the spot, so that the
    /// terminal can be given back.
    pub struct Told {
        off: Arc<AtomicBool>,
        told: Arc<AtomicBool>,
    }

    impl Told {
        pub fn begin() -> Self {
            let own = Self { off: Arc::default(), told: Arc::default() };
            for signal in [SIGINT, SIGTERM] {
                // Where none can be set, the signal ends the program as ever; nothing is written yet.
                if flag::register_conditional_default(signal, Arc::clone(&own.off)).is_ok() {
                    let _ = flag::register(signal, Arc::clone(&own.told));
                }
            }
            own
        }

        pub fn is_told(&self) -> bool {
            self.told.load(Ordering::SeqCst)
        }
    }

    impl Drop for Told {
        fn drop(&mut self) {
            self.off.store(true, Ordering::SeqCst);
        }
    }
}

#[cfg(not(unix))]
mod told {
    /// Where Ctrl-C is a key like any other, nothing has to be noted.
    pub struct Told;

    impl Told {
        pub fn begin() -> Self {
            Self
        }

        pub fn is_told(&self) -> bool {
            false
        }
    }
}
