//! A program in a pseudo-terminal: type into it, read its screen.

use std::io::{Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};

/// How long something may take that should happen at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// A program in a terminal of its own.
pub struct Session {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
    stop: Arc<AtomicBool>,
    reader: Option<JoinHandle<()>>,
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
        for (name, value) in values {
            command.env(name, value);
        }
        let child = pair.slave.spawn_command(command).expect("the program starts");
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(rows, columns, 100)));
        let stop = Arc::new(AtomicBool::new(false));
        let mut output = pair.master.try_clone_reader().expect("the terminal can be read");
        let keys = pair.master.take_writer().expect("the terminal can be written");
        let (shown, stopped) = (Arc::clone(&screen), Arc::clone(&stop));
        let reader = thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                shown.lock().expect("nobody panics with the screen").process(&bytes[..count]);
                if stopped.load(Ordering::SeqCst) {
                    break;
                }
            }
        });
        Self { master: pair.master, keys, child, screen, stop, reader: Some(reader) }
    }

    /// Returns what stands on the screen.
    pub fn text(&self) -> String {
        self.screen.lock().expect("nobody panics with the screen").screen().contents()
    }

    /// Waits until a text stands on the screen.
    pub fn wait(&mut self, text: &str) -> &mut Self {
        let begun = Instant::now();
        while !self.text().contains(text) {
            assert!(begun.elapsed() < PATIENCE, "no “{text}” on the screen:\n{}", self.text());
            thread::sleep(Duration::from_millis(5));
        }
        self
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
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Ends the program at once, by a signal that it cannot catch.
    pub fn kill(&mut self) {
        let number = self.child.process_id().expect("it runs").to_string();
        let killed = std::process::Command::new("kill").args(["-9", &number]).status().expect("kill can be run");
        assert!(killed.success());
        self.ended();
    }

    /// Returns whether the terminal is as it was: the ordinary screen, and a cursor.
    pub fn is_given_back(&self) -> bool {
        let parser = self.screen.lock().expect("nobody panics with the screen");
        !parser.screen().alternate_screen() && !parser.screen().hide_cursor()
    }

    /// Changes the size of the terminal.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        self.master.resize(size).expect("it can be resized");
        self.screen.lock().expect("nobody panics with the screen").screen_mut().set_size(rows, columns);
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
