//! The terminal as a screen: entered, drawn whole each time, and given back whatever happens.

use std::borrow::Cow;
use std::io::{self, IsTerminal};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use dialoguer::console::{Key, Style, Term};

use super::dialog_keys::{self, Press};
use super::page::{Line, Page, Role};
use crate::text::{ascii_signs, width};

/// Alternate screen, no wrapping at the right edge (a line that is too wide is cut), pastes marked as such.
const ENTER: &str = "\x1b[?1049h\x1b[?7l\x1b[?2004h\x1b[2J\x1b[H";
const LEAVE: &str = "\x1b[?2004l\x1b[?7h\x1b[?25h\x1b[?1049l";

/// Whether the alternate screen is shown, for the message of a panic.
static SHOWN: AtomicBool = AtomicBool::new(false);
static HOOK: Once = Once::new();

/// How often somebody who waits for a key looks whether the window has another size. A change is drawn at once to the
/// eye, and looking costs next to nothing.
const GLANCE: Duration = Duration::from_millis(60);

/// A terminal that shows whole pages. It is given back as it was when this is dropped.
pub struct Screen {
    term: Term,
    keys: Keys,
    quiet: Option<quiet::Quiet>,
    /// Columns and rows that the page was laid out for.
    measured: (usize, usize),
    colour: Option<bool>,
    /// Signs beyond ASCII may be drawn.
    signs: bool,
}

/// What happened while the screen was shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// Something was pressed or pasted.
    Press(Press),
    /// The window has another size.
    Resized,
}

/// Keys, read in a thread of its own: the library waits for one without end, and nobody could look at the window
/// meanwhile. It reads one key when asked for one, so that no key is taken from an editor that has the terminal.
struct Keys {
    wanted: Sender<()>,
    read: Receiver<io::Result<Key>>,
    waiting: bool,
}

impl Keys {
    fn of(term: Term) -> Self {
        let (wanted, asked) = channel();
        let (found, read) = channel();
        thread::spawn(move || {
            while asked.recv().is_ok() {
                if found.send(term.read_key_raw()).is_err() {
                    break;
                }
            }
        });
        Self { wanted, read, waiting: false }
    }

    /// Waits for a key for a while; none came if nothing is returned.
    fn next(&mut self, patience: Duration) -> Option<io::Result<Key>> {
        if !self.waiting {
            self.waiting = self.wanted.send(()).is_ok();
        }
        match self.read.recv_timeout(patience) {
            Ok(read) => {
                self.waiting = false;
                Some(read)
            }
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Err(io::Error::from(io::ErrorKind::UnexpectedEof))),
        }
    }
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
        let keys = Keys::of(term.clone());
        Ok(Self { term, keys, quiet: None, measured: (0, 0), colour: None, signs: true })
    }

    /// Overrides whether colours are used.
    pub fn set_colour(&mut self, colour: bool) {
        self.colour = Some(colour);
    }

    /// Sets whether signs beyond ASCII may be drawn.
    pub fn set_signs(&mut self, signs: bool) {
        self.signs = signs;
    }

    /// Returns the columns and rows that the next page is to be laid out for.
    pub fn measure(&mut self) -> (usize, usize) {
        self.measured = self.size();
        self.measured
    }

    fn size(&self) -> (usize, usize) {
        let (rows, columns) = self.term.size();
        (columns.into(), rows.into())
    }

    /// Shows a page that was laid out for what was measured last.
    ///
    /// # Errors
    ///
    /// The terminal cannot be written to.
    pub fn draw(&mut self, page: &Page) -> io::Result<()> {
        let (columns, rows) = self.measured;
        let mut out = String::new();
        if !SHOWN.swap(true, Ordering::SeqCst) {
            self.quiet = quiet::Quiet::begin();
            signals::heed();
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
            let text = if self.signs { Cow::Borrowed(text) } else { Cow::Owned(ascii_signs(text)) };
            out.push_str(&style.apply_to(text).to_string());
        }
    }

    /// Waits until something happens.
    ///
    /// # Errors
    ///
    /// The terminal is gone, or the program was told to end.
    pub fn wait(&mut self) -> io::Result<Event> {
        let mut first = loop {
            if let Some(key) = self.keys.next(GLANCE) {
                break Some(key);
            }
            if signals::told_to_end() {
                return Err(io::Error::from(io::ErrorKind::Interrupted));
            }
            // Measured before the page was laid out: the window may have changed while it was drawn.
            if self.size() != self.measured {
                return Ok(Event::Resized);
            }
        };
        // What belongs to one press follows without a pause.
        let mut read = || first.take().or_else(|| self.keys.next(Duration::MAX)).expect("there is no end to waiting");
        dialog_keys::next(&mut read).map(Event::Press)
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
        signals::let_be();
    }
}

#[cfg(unix)]
mod signals {
    //! Signals that would end the program with the screen left open. While an interview lasts they are heeded like
    //! Ctrl-C; afterwards they do what they always do. Ctrl-C in the user's own editor reaches this program too, and
    //! is meant for the editor.

    use std::sync::atomic::{AtomicBool, Ordering};
    use std::sync::{Arc, LazyLock};

    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag;

    struct Flags {
        /// No interview lasts, so the signals have their usual effect.
        off: Arc<AtomicBool>,
        interrupted: Arc<AtomicBool>,
        told: Arc<AtomicBool>,
    }

    /// Handlers stay once they are there: without any, a signal would be swallowed.
    static FLAGS: LazyLock<Flags> = LazyLock::new(|| {
        let flags = Flags { off: Arc::default(), interrupted: Arc::default(), told: Arc::default() };
        for (signal, seen) in [(SIGINT, &flags.interrupted), (SIGTERM, &flags.told)] {
            // Where none can be set, the signal ends the program as ever; everything is saved.
            if flag::register_conditional_default(signal, Arc::clone(&flags.off)).is_ok() {
                let _ = flag::register(signal, Arc::clone(seen));
            }
        }
        flags
    });

    /// Begins to heed signals, and forgets a Ctrl-C that was meant for somebody else.
    pub fn heed() {
        FLAGS.off.store(false, Ordering::SeqCst);
        FLAGS.interrupted.store(false, Ordering::SeqCst);
    }

    /// Lets signals do what they always do.
    pub fn let_be() {
        FLAGS.off.store(true, Ordering::SeqCst);
    }

    /// Returns whether the program was told to end.
    pub fn told_to_end() -> bool {
        FLAGS.told.load(Ordering::SeqCst) || FLAGS.interrupted.load(Ordering::SeqCst)
    }
}

#[cfg(not(unix))]
mod signals {
    //! Only Unix has signals.

    pub fn heed() {}

    pub fn let_be() {}

    pub fn told_to_end() -> bool {
        false
    }
}

#[cfg(unix)]
pub mod quiet {
    //! Keeps the terminal from acting on keys by itself between two reads.
    //!
    //! The library makes the terminal raw only while it waits for a key. In the moments between, while a
    //! reply is saved, a Ctrl-C would end the program with the screen left open, and a long paste would be
    //! edited by the terminal. `stty` is part of every Unix; without it those moments remain.

    use std::process::{Command, Stdio};

    /// The terminal's settings from before.
    pub struct Quiet(String);

    impl Quiet {
        /// Makes the terminal quiet; nothing where that cannot be done.
        pub fn begin() -> Option<Self> {
            let saved = stty(&["-g"])?.trim().to_owned();
            stty(&["-icanon", "-echo", "-isig", "-ixon", "min", "1", "time", "0"])?;
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
pub mod quiet {
    //! Only Unix terminals act on keys between two reads.

    /// Nothing to restore.
    pub struct Quiet;

    impl Quiet {
        /// Does nothing.
        pub fn begin() -> Option<Self> {
            None
        }
    }
}
