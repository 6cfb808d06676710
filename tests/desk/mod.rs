//! A desk for the real program: a folder of its own, a clean environment, no terminal.
#![allow(dead_code, reason = "each test file uses some of it")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;

use gradus::assessment::{Assessment, file};
use gradus::questionnaire::{Questionnaire, Texts, catalog};
use tempfile::TempDir;

/// Nothing takes nearly as long; what hangs is ended and fails.
const LONGEST: Duration = Duration::from_secs(120);

/// A desk.
pub struct Desk(TempDir);

/// What a run of the program said.
pub struct Run {
    pub status: i32,
    pub out: String,
    pub err: String,
}

impl Desk {
    pub fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder can be made"))
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn folder(&self) -> &Path {
        self.0.path()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.read(name)).expect("the file is text")
    }

    /// Names of all files in the folder, hidden ones too.
    pub fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder()).expect("the folder is there");
        let mut names: Vec<String> = entries
            .map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    /// Returns any command in the folder, with nothing of our own environment.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.current_dir(self.folder()).env_clear().env("HOME", self.folder()).env("LANG", "en_US.UTF-8");
        // A program on Windows does not start without it.
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command
    }

    pub fn gradus<S: AsRef<std::ffi::OsStr>>(&self, args: &[S]) -> Run {
        let mut command = self.command(program());
        command.args(args);
        run(command)
    }

    /// Writes a CMMC assessment with answers by id.
    pub fn cmmc(&self, name: &str, answers: &[(&str, &str)]) {
        let own = cmmc();
        let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        assessment.organisation = "Example Precision".into();
        assessment.target = "l1".into();
        for (id, answer) in answers {
            assessment.entry_mut(id).answer_whole(answer);
        }
        assessment.tidy(&own);
        self.write(name, file::write(&assessment));
    }
}

/// Path of the program.
pub fn program() -> &'static str {
    env!("CARGO_BIN_EXE_gradus")
}

/// Runs a command to its end, with nothing on standard input.
pub fn run(command: Command) -> Run {
    let mut command = assert_cmd::Command::from_std(command);
    let output: Output = command.timeout(LONGEST).write_stdin("").output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

/// The built-in questionnaire.
pub fn cmmc() -> Questionnaire {
    catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main).questionnaire.expect("it is sound")
}

/// Every requirement of its first level, answered alike.
pub fn all(answer: &str) -> Vec<(String, String)> {
    cmmc().requirements().iter().filter(|own| own.level == 0).map(|own| (own.id.clone(), answer.to_owned())).collect()
}
