//! The terminal as a screen: entered, drawn whole each time, and given back whatever happens.

use std::io::{self, IsTerminal};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};

use dialoguer::console::{Style, Term};

use super::dialog_keys::{self, Press};
use super::page::{Line, Page, Role};
use crate::text::width;

/// Alternate screen, no wrapping at the right edge (a line that is too wide is cut), pastes marked as such.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[2J\x1b[H";
const LEAVE: &str = "\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Whether the alternate screen is shown, for the message of a panic.
static SHOWN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// A terminal that shows whole pages. It is given back as it was when this is dropped.
pub struct Screen {
    term: Term,
    quiet: Option<quiet::Quiet>,
    colour: Option<bool>,
}

impl Screen {
    /// Opens the terminal; the screen is entered with the first page.
    ///
    /// # Errors
    ///
    /// There is no terminal to ask in.
    pub fn open() -> io::Result<Self> {
        if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
            return Err(io::Error::new(io::ErrorKind::NotConnected, "not a terminal"));
        }
        let term = Term::stderr();
        // On Windows this also makes the console understand escape sequences.
        let _ = term.features().colors_supported();
        HOOK.call_once(|| {
            let earlier = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |panic| {
                if SHOWN.swap(false, Ordering::SeqCst) {
                    let _ = Term::stderr().write_str(LEAVE);
                }
                earlier(panic);
            }));
        });
        Ok(Self { term, quiet: None, colour: None })
    }

    /// Overrides whether colours are used.
    pub fn set_colour(&mut self, colour: bool) {
        self.colour = Some(colour);
    }

    /// Returns columns and rows.
    pub fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (columns.into(), rows.into())
    }

    /// Shows a page.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub fn draw(&mut self, page: &Page) -> io::Result<()> {
        let (columns, rows) = self.size();
        let mut out = String::new();
        if !SHOWN.swap(true, Ordering::SeqCst) {
            self.quiet = quiet::Quiet::begin();
            out.push_str(ENTER);
        }
        out.push_str("\x1b[?25l\x1b[H");
        for (row, line) in page.lines.iter().take(rows).enumerate() {
            if row > 0 {
                out.push_str("\r\n");
            }
            self.paint(line, &mut out);
            // Erasing behind a full line would take its last character with it on some terminals.
            if width(&line.text()) < columns {
                out.push_str("\x1b[K");
            }
        }
        out.push_str("\x1b[J");
        if let Some((row, column)) = page.cursor {
            out.push_str(&format!("\x1b[{};{}H\x1b[?25h", row + 1, column + 1));
        }
        self.term.write_str(&out)
    }

    fn paint(&self, line: &Line, out: &mut String) {
        for (role, text) in &line.0 {
            let style = match role {
                Role::Plain => Style::new(),
                Role::Strong => Style::new().bold(),
                Role::Dim => Style::new().dim(),
                Role::Key => Style::new().cyan(),
                Role::Chosen => Style::new().bold().cyan(),
                Role::Notice => Style::new().green(),
            };
            let style = match self.colour {
                Some(colour) => style.force_styling(colour),
                None => style.for_stderr(),
            };
            out.push_str(&style.apply_to(text).to_string());
        }
    }

    /// Waits for a key.
    ///
    /// # Errors
    ///
    /// The terminal is gone.
    pub fn press(&mut self) -> io::Result<Press> {
        dialog_keys::next(&mut || self.term.read_key_raw())
    }

    /// Gives the terminal back as it was, until the next page.
    pub fn leave(&mut self) {
        if SHOWN.swap(false, Ordering::SeqCst) {
            // Nothing can be done for a terminal that no longer listens.
            let _ = self.term.write_str(LEAVE);
        }
        self.quiet = None;
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        self.leave();
    }
}

#[cfg(unix)]
mod quiet {
    //! Keeps the terminal from acting on keys by itself between two reads.
    //!
    //! The library makes the terminal raw only while it waits for a key. In the moments between, while a
    //! reply is saved, a Ctrl-C would end the program with the screen left open, and a long paste would be
    //! edited by the terminal. `stty` is part of every Unix; without it those moments remain.

    use std::process::{Command, Stdio};

    /// The terminal's settings from before.
    pub struct Quiet(String);

    impl Quiet {
        pub fn begin() -> Option<Self> {
            let saved = stty(&["-g"])?.trim().to_owned();
            stty(&["-icanon", "-echo", "-isig", "min", "1", "time", "0"])?;
            Some(Self(saved))
        }
    }

    impl Drop for Quiet {
        fn drop(&mut self) {
            stty(&[&self.0]);
        }
    }

    fn stty(arguments: &[&str]) -> Option<String> {
        let output =
            Command::new("stty").args(arguments).stdin(Stdio::inherit()).stderr(Stdio::null()).output().ok()?;
        output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
    }
}

#[cfg(not(unix))]
mod quiet {
    //! Only Unix terminals act on keys between two reads.

    /// Nothing to restore.
    pub struct Quiet;

    impl Quiet {
        pub fn begin() -> Option<Self> {
            None
        }
    }
}
