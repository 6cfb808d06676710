//! What surrounds the interview, on every kind of page it has: a terminal that knows few signs, one without colours, and
//! a signal while something is typed.
#![cfg(unix)]

mod pty;

use std::collections::BTreeSet;
use std::path::Path;

use gradus::assessment::file;
use gradus::diagnostic::Source;
use pty::Session;
use tempfile::TempDir;

const FILE: &str = "plant.assessment.yaml";

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

/// Starts `gradus assess` in English, with values in its environment.
fn assess(folder: &Path, values: &[(&str, &str)]) -> Session {
    let arguments = ["--lang", "en", "assess", "cmmc", "--target", "l1", "-o", FILE];
    Session::start(Path::new(env!("CARGO_BIN_EXE_gradus")), &arguments, folder, values, (80, 24))
}

/// Answers what stands before the questions of Level 1.
fn past_the_beginning(session: &mut Session, first: &str) {
    session.wait_page("name of your organisation?").send("Acme\r").wait_page("What is assessed?").send("\r");
    session.wait_page("Who answers?").send("\r").wait_page(first);
}

/// Goes over every kind of page of the interview to the end, and returns all that was drawn.
fn drawn(values: &[(&str, &str)]) -> Vec<u8> {
    let folder = folder();
    let mut session = assess(folder.path(), values);
    past_the_beginning(&mut session, "AC.L2-3.1.1 ");
    session.press("y").wait("does nothing here").press("?").press(" ").press("?").press("m").wait("1/17");
    // A reason, objectives, a search, evidence, a plan, a note, a reply taken back.
    session.press("a").wait("Not applicable").press("\u{1b}").wait_page("AC.L2-3.1.2 ").press("o").press("m");
    session.press("b").wait_page("AC.L2-3.1.2 ").press("n").wait_page("for the whole?").press("\u{1b}");
    session.press("f").wait_page("Find a question").press("\u{1b}").wait_page("AC.L2-3.1.2 ");
    session
        .press("v")
        .wait_page("Evidence for")
        .press("\r")
        .wait_page("What")
        .press("\u{1b}")
        .wait_page("Evidence for");
    session.press("\u{1b}").wait_page("AC.L2-3.1.2 ").press("l").wait_page("Action plan for").press("\u{1b}");
    session.wait_page("AC.L2-3.1.2 ").press("t").wait_page("Note on").press("\u{1b}").wait_page("AC.L2-3.1.2 ");
    session.press("z").wait_page("Taken back").press("g").wait_page("are still open").send("q");
    assert!(session.read_to_the_end());
    assert!(session.text().contains("To go on"), "{}", session.text());
    session.bytes()
}

fn beyond_ascii(bytes: &[u8]) -> BTreeSet<char> {
    String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_ascii()).collect()
}

#[test]
fn no_page_draws_a_sign_that_a_terminal_without_utf8_does_not_know() {
    assert_eq!(beyond_ascii(&drawn(&[("LC_ALL", "C")])), BTreeSet::new());
}

#[test]
fn the_pages_draw_every_sign_where_the_terminal_knows_utf8() {
    let signs = beyond_ascii(&drawn(&[("LC_ALL", "C.UTF-8")]));
    for sign in ['█', '░', '←', '→', '↑', '↓', '“', '”', '…', '·', '─'] {
        assert!(signs.contains(&sign), "{sign} is missing among {signs:?}");
    }
}

/// Whether a sequence sets one of the colours.
fn is_coloured(bytes: &[u8]) -> bool {
    bytes.windows(5).any(|five| matches!(five, [0x1b, b'[', b'3' | b'4' | b'9', b'0'..=b'7', b'm']))
}

#[test]
fn no_page_has_colours_where_nobody_wants_them() {
    assert!(is_coloured(&drawn(&[])), "there are colours to leave out");
    assert!(!is_coloured(&drawn(&[("NO_COLOR", "1")])));
}

#[test]
fn told_to_end_in_the_middle_of_a_text_it_keeps_every_reply_and_gives_the_terminal_back() {
    let folder = folder();
    let mut session = assess(folder.path(), &[]);
    past_the_beginning(&mut session, "AC.L2-3.1.1 ");
    session.press("m").wait_page("1/17").press("t").wait_page("Note on").send("half a no").wait_page("> half a no");
    session.signal("TERM");
    assert!(session.read_to_the_end(), "it ends as when quitting:\n{}", session.text());
    assert!(session.is_given_back());
    assert!(session.text().contains("To go on"), "{}", session.text());
    let text = std::fs::read_to_string(folder.path().join(FILE)).expect("the file was saved");
    let (saved, _) = file::read(&Source { name: FILE.into(), text: text.into() }).expect("what is saved can be read");
    // What was not accepted is not kept, and no empty entry either.
    let notes: Vec<_> = saved.answers.iter().map(|(id, entry)| (id.as_str(), entry.note.as_deref())).collect();
    assert_eq!(notes, [("AC.L2-3.1.1", None)]);
}
