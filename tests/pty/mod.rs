//! A program in a pseudo-terminal: type into it, read its screen.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take that should happen at once.
const PATIENCE: Duration = Duration::from_secs(20);
/// Columns beyond the right edge in which a line shows itself that is too wide.
const BEYOND: u16 = 80;

/// A program in a terminal of its own.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    shown: Arc<Mutex<Shown>>,
    stop: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
}

/// What the program wrote.
struct Shown {
    screen: vt100::Parser,
    /// The same on a terminal that is broader than the program knows: nothing may stand beyond the edge.
    broad: vt100::Parser,
    bytes: Vec<u8>,
}

impl Session {
    /// Starts a program in a folder, on columns and rows. The signal of a closing terminal is ignored, so that it has to notice by itself.
    pub fn start(program: &Path, arguments: &[&str], folder: &Path, values: &[(&str, &str)], size: (u16, u16)) -> Self {
        let (columns, rows) = size;
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).expect("a terminal can be opened");
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", "trap '' HUP; exec \"$0\" \"$@\""]);
        command.arg(program);
        command.args(arguments);
        command.cwd(folder);
        for name in ["VISUAL", "EDITOR", "NO_COLOR"] {
            command.env_remove(name);
        }
        // Signs and colours depend on these, and a test must not depend on where it runs.
        for (name, value) in [("LC_ALL", "C.UTF-8"), ("TERM", "xterm-256color")].iter().chain(values) {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let shown = Arc::new(Mutex::new(Shown {
            screen: vt100::Parser::new(rows, columns, 100),
            broad: vt100::Parser::new(rows, columns + BEYOND, 0),
            bytes: Vec::new(),
        }));
        let stop = Arc::new(AtomicBool::new(false));
        let mut output = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys = pair.master.take_writer().expect("the terminal can be written");
        let (shared, stopped) = (Arc::clone(&shown), Arc::clone(&stop));
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                let mut shown = shared.lock().expect("nobody panics with the screen");
                shown.screen.process(&bytes[..count]);
                shown.broad.process(&bytes[..count]);
                shown.bytes.extend_from_slice(&bytes[..count]);
                drop(shown);
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self { master: pair.master, keys, child, shown, stop, reader: Some(reader) }
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().expect("nobody panics with the screen")
    }

    /// Returns what stands on the screen.
    pub fn text(&self) -> String {
        self.shown().screen.screen().contents()
    }

    /// Returns the lines of the screen, empty ones too.
    pub fn lines(&self) -> Vec<String> {
        let shown = self.shown();
        let screen = shown.screen.screen();
        screen.rows(0, screen.size().1).map(|line| line.trim_end().to_owned()).collect()
    }

    /// Returns what was drawn beyond the right edge, line by line; nothing where every line fits.
    pub fn beyond_the_edge(&self) -> Vec<String> {
        let shown = self.shown();
        let columns = shown.screen.screen().size().1;
        let outside = shown.broad.screen().rows(columns, BEYOND);
        outside.filter(|line| !line.trim().is_empty()).collect()
    }

    /// Returns every byte the program wrote so far.
    pub fn bytes(&self) -> Vec<u8> {
        self.shown().bytes.clone()
    }

    /// Waits until something holds.
    pub fn until(&mut self, what: &str, mut holds: impl FnMut(&Self) -> bool) -> &mut Self {
        let begun = Instant::now();
        while !holds(self) {
            assert!(begun.elapsed() < PATIENCE, "no “{what}” on the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(2));
        }
        self
    }

    /// Waits until a text stands on the screen.
    pub fn wait(&mut self, text: &str) -> &mut Self {
        self.until(text, |session| session.text().contains(text))
    }

    /// Returns whether the last page is drawn to its end.
    fn is_drawn(&self) -> bool {
        let shown = self.shown();
        shown.bytes.ends_with(b"\x1b[J") || shown.bytes.ends_with(b"\x1b[?25h")
    }

    /// Waits until words stand on a page that is drawn to its end, wherever its lines break.
    pub fn wait_page(&mut self, words: &str) -> &mut Self {
        let bare = |text: &str| text.split_whitespace().collect::<String>();
        let wanted = bare(words);
        self.until(words, |session| session.is_drawn() && bare(&session.text()).contains(&wanted))
    }

    /// Presses one key and waits until the page that it leads to is drawn.
    pub fn press(&mut self, key: &str) -> &mut Self {
        let before = self.shown().bytes.len();
        self.send(key);
        self.until("new page", |session| session.shown().bytes.len() > before && session.is_drawn())
    }

    /// Types.
    pub fn send(&mut self, keys: &str) -> &mut Self {
        self.keys.write_all(keys.as_bytes()).and_then(|()| self.keys.flush()).expect("the terminal listens");
        self
    }

    /// Waits until the program has ended; returns whether it says that all went well.
    pub fn ended(&mut self) -> bool {
        let begun = Instant::now();
        loop {
            if let Some(status) = self.child.try_wait().expect("the child can be asked") {
                return status.success();
            }
            assert!(begun.elapsed() < PATIENCE, "it does not end:\n{}", self.text());
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Waits until the program has ended and all that it wrote is read; returns whether it says that all went well.
    pub fn read_to_the_end(&mut self) -> bool {
        let well = self.ended();
        self.until("end", |session| session.reader.as_ref().is_none_or(JoinHandle::is_finished));
        well
    }

    /// Sends the program a signal by its name.
    pub fn signal(&mut self, name: &str) {
        let number = self.child.process_id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-s", name, &number]).status().expect("kill can be run");
        assert!(sent.success());
    }

    /// Ends the program at once, by a signal that it cannot catch.
    pub fn kill(&mut self) {
        self.signal("KILL");
        self.ended();
    }

    /// Returns whether the terminal is as it was: the ordinary screen, and a cursor.
    pub fn is_given_back(&self) -> bool {
        let begun = Instant::now();
        loop {
            let given_back = {
                let shown = self.shown();
                !shown.screen.screen().alternate_screen() && !shown.screen.screen().hide_cursor()
            };
            // A program may have ended before the last of what it wrote is read.
            if given_back || begun.elapsed() >= PATIENCE {
                return given_back;
            }
            thread::sleep(Duration::from_millis(2));
        }
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("it can be resized");
        let mut shown = self.shown();
        shown.screen.screen_mut().set_size(rows, columns);
        shown.broad.screen_mut().set_size(rows, columns + BEYOND);
    }

    /// Closes the terminal. `key` makes the program draw once more, which wakes the reader so that it lets go.
    pub fn close(&mut self, key: &str) {
        self.stop.store(true, Ordering::SeqCst);
        self.send(key);
        self.reader.take().expect("it was started").join().expect("reading ends");
        self.keys = Box::new(std::io::sink());
        // The terminal closes with its last handle; that goes when another takes its place.
        self.master = native_pty_system().openpty(PtySize::default()).expect("a terminal can be opened").master;
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
