//! The program killed at any moment, two hundred times: what the screen confirmed is in the file, and the file is whole.
//!
//! Keys come as fast as a person never types, and the signal is one that no program can catch. What ought to be in
//! the file is worked out beside it from the keys alone.
#![cfg(unix)]

mod pty;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use gradus::assessment::file::{self, Places};
use gradus::assessment::sheet;
use gradus::assessment::{Assessment, Evidence, Plan};
use gradus::diagnostic::Source;
use gradus::language::Lang;
use gradus::questionnaire::{EvidenceKind, Questionnaire, Texts, catalog};
use pty::Session;
use tempfile::TempDir;

const FILE: &str = "plant.assessment.yaml";
/// Desks with a folder of their own, and how often each is killed.
const DESKS: u64 = 4;
const KILLS: u32 = 50;
/// Every so many kills the real `gradus check` looks at the file too.
const CHECKED_BY_THE_PROGRAM: u32 = 10;
/// Questions that are open at the beginning, and with how few of them it begins anew.
const OPEN: usize = 50;
const FEW: usize = 10;
/// Longest time between a key and the kill, in microseconds. A debug build takes about half of it from the key to the
/// screen, so that kills fall before, into and after a save.
const LATEST: u64 = 40_000;

/// Numbers that look like chance and come again with the same seed (xorshift64).
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }
}

/// What the keys say should stand in the file: answer and mark of each requirement, and where the cursor is.
#[derive(Debug, Clone, PartialEq)]
struct Expected {
    replies: Vec<(Option<&'static str>, bool)>,
    at: usize,
}

impl Expected {
    fn open(&self) -> usize {
        self.replies.iter().filter(|(answer, _)| answer.is_none()).count()
    }

    fn first_open(&self) -> usize {
        self.replies.iter().position(|(answer, _)| answer.is_none()).expect("some are always open")
    }

    /// The state after one more key; `earlier` are the states that undo leads through.
    fn after(&self, key: char, earlier: &mut Vec<Self>) -> Self {
        if key == 'z' {
            return earlier.pop().expect("undo is only pressed after a reply");
        }
        earlier.push(self.clone());
        let mut next = self.clone();
        let own = &mut next.replies[self.at];
        let answer = match key {
            'm' => "met",
            'n' => "not-met",
            'u' => "unknown",
            _ => {
                own.1 = !own.1;
                return next;
            }
        };
        own.0 = Some(answer);
        next.at = (self.at + 1..next.replies.len()).find(|&at| next.replies[at].0.is_none()).expect("some are open");
        next
    }

    fn stands_in(&self, assessment: &Assessment, ids: &[String]) -> bool {
        self.replies.iter().zip(ids).all(|((answer, mark), id)| match assessment.entry(id) {
            Some(entry) => entry.answer.as_deref() == *answer && entry.flag == *mark,
            None => answer.is_none() && !mark,
        })
    }
}

/// A Level 2 assessment that is largely answered, with all that makes a file long.
fn begun(questionnaire: &Questionnaire, ids: &[String]) -> (Assessment, Expected) {
    let mut assessment = Assessment::begin(questionnaire, None, "2026-11-22T08:00:00Z");
    assessment.organisation = "範例精密 Ltd".into();
    assessment.target = "l2".into();
    assessment.language = "en".into();
    let mut replies = vec![(None, false); ids.len()];
    for (at, id) in ids.iter().enumerate().take(ids.len() - OPEN) {
        let answer = if at % 3 == 0 { "not-met" } else { "met" };
        let entry = assessment.entry_mut(id);
        entry.answer_whole(answer);
        entry.note = Some(format!("What was said about {id} in the meeting, 會議紀錄\n- on two lines: really"));
        entry.at = Some("2026-11-22T09:00:00Z".into());
        entry.by = Some("王小明".into());
        entry.evidence.push(Evidence {
            kind: Some(EvidenceKind::Examine),
            what: format!("Export of the directory for {id}"),
            place: Some("binder 3, 第二櫃".into()),
            owner: Some("IT".into()),
            date: None,
            sha256: Some("ab".repeat(32)),
        });
        if answer == "not-met" {
            entry.plan = Some(Plan {
                action: "Buy and set up".into(),
                owner: Some("Ms Lin".into()),
                due: None,
                ..Plan::default()
            });
        }
        replies[at].0 = Some(answer);
    }
    assessment.tidy(questionnaire);
    let mut expected = Expected { replies, at: 0 };
    expected.at = expected.first_open();
    (assessment, expected)
}

struct Desk<'q> {
    questionnaire: &'q Questionnaire,
    ids: Vec<String>,
    folder: TempDir,
    seed: u64,
    chance: Chance,
}

impl Desk<'_> {
    fn file(&self) -> PathBuf {
        self.folder.path().join(FILE)
    }

    fn begin(&self) -> Expected {
        let (assessment, expected) = begun(self.questionnaire, &self.ids);
        std::fs::write(self.file(), file::write(&assessment)).expect("a file can be written");
        expected
    }

    /// Opens the file, which must lead to the question that is expected.
    fn sit_down(&self, expected: &Expected) -> Session {
        let arguments = ["--lang", "en", "assess", "-o", FILE];
        let program = Path::new(env!("CARGO_BIN_EXE_gradus"));
        let mut session = Session::start(program, &arguments, self.folder.path(), &[], (80, 24));
        let done = expected.replies.len() - expected.open();
        session.wait_page(&format!("{done}/{}", expected.replies.len()));
        let id = &self.ids[expected.at];
        assert!(session.text().contains(&format!("{id} ")), "seed {}: not at {id}:\n{}", self.seed, session.text());
        session
    }

    /// Keys of one sitting; undo only takes back what was said in it.
    fn keys(&mut self) -> Vec<char> {
        let count = 1 + self.chance.below(6);
        let mut replies = 0;
        let mut keys = Vec::new();
        for _ in 0..count {
            let key = ['m', 'n', 'u', 'm', 'x', 'z'][usize::try_from(self.chance.below(6)).expect("a small number")];
            let key = if key == 'z' && replies == 0 { 'm' } else { key };
            replies = if key == 'z' { replies - 1 } else { replies + 1 };
            keys.push(key);
        }
        keys
    }

    /// Types, kills, and returns which states the file may be in: those from what was confirmed to the last key.
    fn type_and_be_killed(&mut self, before: &Expected) -> Vec<Expected> {
        let mut session = self.sit_down(before);
        let keys = self.keys();
        let at_once = self.chance.below(3) == 0;
        let wait = Duration::from_micros(self.chance.below(LATEST));
        let mut earlier = Vec::new();
        let mut states = vec![before.clone()];
        if at_once {
            session.send(&keys.iter().collect::<String>());
        }
        for (at, key) in keys.iter().enumerate() {
            states.push(states[at].after(*key, &mut earlier));
            if !at_once {
                session.send(&key.to_string());
                if at + 1 < keys.len() {
                    session.until("confirmation", |session| confirmations(session) > at);
                }
            }
        }
        // Several keys at once take longer, so the moments are spread over all of them.
        let spread = if at_once { u32::try_from(keys.len()).expect("a few keys") } else { 1 };
        thread::sleep(wait * spread);
        session.signal("KILL");
        session.read_to_the_end();
        let confirmed = confirmations(&session);
        assert!(confirmed < states.len(), "seed {}: more confirmed than said: {keys:?}", self.seed);
        states.split_off(confirmed)
    }

    /// Reads the file as it was left, and returns where it goes on.
    fn left(&self, possible: &[Expected], kill: u32) -> Expected {
        let told = format!("seed {}, kill {kill}", self.seed);
        let text = std::fs::read_to_string(self.file()).unwrap_or_else(|error| panic!("{told}: {error}"));
        let read = file::read(&Source { name: FILE.into(), text: text.clone().into() });
        let (assessment, _) = read.unwrap_or_else(|problems| panic!("{told}: {problems:?}\n{text}"));
        let mut problems = Vec::new();
        let fits = sheet::prove(self.questionnaire, &assessment, &Places::default(), &mut problems);
        assert!(fits.is_ok(), "{told}: it does not fit: {problems:?}");
        assert_eq!(file::write(&assessment), text, "{told}: not as the program writes it");
        // The latest first: a state may come again when a mark is set and taken away.
        let state = possible.iter().rev().find(|state| state.stands_in(&assessment, &self.ids));
        let mut state = state
            .unwrap_or_else(|| {
                panic!("{told}: a confirmed reply is missing, or one that nobody gave is there:\n{text}")
            })
            .clone();
        state.at = state.first_open();
        if kill.is_multiple_of(CHECKED_BY_THE_PROGRAM) {
            let mut check = Command::new(env!("CARGO_BIN_EXE_gradus"));
            check.args(["check", FILE]).current_dir(self.folder.path()).stdout(Stdio::null());
            assert!(check.status().expect("it runs").success(), "{told}: check finds something");
        }
        state
    }

    /// Files besides the assessment, its history and its lock, which is let go by the kill.
    fn others(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder can be read");
        let names = entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
        let known = [FILE.to_owned(), format!("{FILE}.history"), format!(".{FILE}.lock")];
        names.filter(|name| !known.contains(name)).collect()
    }
}

/// How many replies the screen confirmed so far.
fn confirmations(session: &Session) -> usize {
    let drawn = String::from_utf8_lossy(&session.bytes()).into_owned();
    let words = &Lang::En.words().interview;
    let told = [words.saved_answer, words.undone].map(|text| text.split('{').next().expect("there is text"));
    told.iter().map(|beginning| drawn.matches(beginning).count()).sum()
}

fn killed_again_and_again(questionnaire: &Questionnaire, seed: u64) {
    let l2 = questionnaire.requirements().iter().filter(|own| own.level <= 1);
    let ids: Vec<String> = l2.map(|own| own.id.clone()).collect();
    assert_eq!(ids.len(), 110);
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut desk = Desk { questionnaire, ids, folder, seed, chance: Chance(seed) };
    let mut expected = desk.begin();
    for kill in 1..=KILLS {
        if expected.open() < FEW {
            expected = desk.begin();
        }
        let possible = desk.type_and_be_killed(&expected);
        expected = desk.left(&possible, kill);
        // A kill may leave the file behind that was being written; the next start takes it away.
        assert!(desk.others().len() <= 1, "seed {seed}, kill {kill}: files pile up: {:?}", desk.others());
    }
    let mut session = desk.sit_down(&expected);
    assert_eq!(desk.others(), [] as [String; 0], "seed {seed}: left behind");
    session.send("q");
    assert!(session.ended());
    assert_eq!(desk.others(), [] as [String; 0], "seed {seed}: left behind");
}

#[test]
fn two_hundred_kills_lose_nothing_that_was_confirmed() {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main);
    let questionnaire = loaded.questionnaire.expect("it is sound");
    let fell: Vec<u64> = thread::scope(|scope| {
        let desks: Vec<_> = (1..=DESKS)
            .map(|desk| {
                // Any number but zero, and far from its neighbours.
                let seed = desk.wrapping_mul(0x9e37_79b9_7f4a_7c15);
                let questionnaire = &questionnaire;
                (seed, scope.spawn(move || killed_again_and_again(questionnaire, seed)))
            })
            .collect();
        desks.into_iter().filter_map(|(seed, desk)| desk.join().is_err().then_some(seed)).collect()
    });
    assert!(fell.is_empty(), "seeds of the desks that failed: {fell:?}");
}
