//! The interview in a real terminal: keys go in, the screen is read.
//!
//! Most tests start this very program again inside a pseudo-terminal, where `child` holds an interview; the
//! last ones start `gradus assess`.
#![cfg(unix)]

mod pty;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use gradus::assessment::history::History;
use gradus::assessment::{Assessment, file};
use gradus::dates::Date;
use gradus::diagnostic::Source;
use gradus::interview::dialog::Terminal;
use gradus::interview::{self, Setting};
use gradus::language::Lang;
use gradus::questionnaire::{self, Questionnaire, Texts};
use pty::Session;

const FILE: &str = "GRADUS_TEST_FILE";
const PANIC: &str = "GRADUS_TEST_PANIC";
const LANG: &str = "GRADUS_TEST_LANG";

fn supplier() -> Questionnaire {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/good/supplier-basics.yaml");
    let text = std::fs::read_to_string(path).expect("the fixture is there");
    let source = Source { name: path.to_owned(), text: text.into() };
    let loaded = questionnaire::read(source, Some("supplier-basics"), &Texts::All, &|_| None);
    loaded.questionnaire.expect("the fixture makes sense")
}

fn read(path: &Path) -> Assessment {
    let text = std::fs::read_to_string(path).expect("the file was saved");
    file::read(&Source { name: "a".into(), text: text.into() }).expect("what is saved can be read").0
}

/// What the tests below run in a terminal of its own: an interview over the small fixture.
fn child(path: &Path) {
    let lang = std::env::var(LANG).ok().and_then(|tag| Lang::from_tag(&tag)).unwrap_or_default();
    let questionnaire = supplier();
    let mut assessment = match path.exists() {
        true => read(path),
        false => Assessment::begin(&questionnaire, None, "2026-11-22T08:00:00Z"),
    };
    let mut terminal = match Terminal::open(lang) {
        Ok(terminal) => terminal,
        Err(error) => {
            let _ = writeln!(std::io::stdout(), "no terminal: {error}");
            return;
        }
    };
    let now = || {
        assert!(std::env::var(PANIC).is_err(), "the clock has stopped");
        "2026-11-22T09:00:00Z".to_owned()
    };
    let today = Date::parse("2026-11-22").expect("a day");
    let setting = Setting { lang, now: &now, today, digest: &|_| None, by: None, preview: false, earlier: None };
    let mut history = History::begin(&assessment.started);
    let mut save = |assessment: &Assessment, _: &mut History| std::fs::write(path, file::write(assessment));
    let ending = interview::run(&questionnaire, &mut assessment, &mut history, &setting, &mut terminal, &mut save);
    drop(terminal);
    // A closed terminal must not turn into a panic here.
    let _ = writeln!(std::io::stdout(), "ending: {ending:?}");
}

/// Starts the child in a terminal of a given size.
fn start(file: &Path, lang: &str, columns: u16, rows: u16) -> Session {
    start_with(file, &[(LANG, lang)], columns, rows)
}

fn start_with(file: &Path, values: &[(&str, &str)], columns: u16, rows: u16) -> Session {
    let program = std::env::current_exe().expect("this program has a path");
    let (folder, file) = (file.parent().expect("it is in a folder"), file.to_str().expect("the path is text"));
    let arguments = ["--exact", CHILD, "--nocapture"];
    let values = [&[(FILE, file)], values].concat();
    Session::start(&program, &arguments, folder, &values, (columns, rows))
}

fn past_the_beginning(session: &mut Session) {
    session.wait("name of your organisation").send("Acme\r").wait("What is assessed").send("\r");
    session
        .wait("Who answers")
        .send("\r")
        .wait("Which level")
        .send("5\r")
        .wait("customer's network")
        .send("\r")
        .wait("ACC-1");
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder can be made")
}

#[test]
fn letters_answer_and_ctrl_c_leaves_everything_saved() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start(&file, "en", 80, 24);
    past_the_beginning(&mut session);
    session.send("m").wait("ACC-2").wait("1/3").send("\u{1b}[B").wait("> ( ) s").send("\u{3}");
    session.ended();
    session.wait("ending: Ok(Paused)");
    assert!(session.is_given_back());
    let saved = read(&file);
    assert_eq!(saved.answers.len(), 1);
    assert_eq!(saved.organisation, "Acme");

    let mut session = start(&file, "zh-TW", 80, 24);
    session.wait("多因子鑑別").send("e").wait("NET-1").send("n").wait("3 題全部答完了").send("\r");
    session.ended();
    session.wait("ending: Ok(Finished)");
    assert_eq!(read(&file).answers.len(), 3);
}

#[test]
fn chinese_is_typed_into_the_middle_and_taken_away_whole() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start(&file, "zh-TW", 40, 15);
    session.wait("貴組織的名稱").send("台灣台中精密工業股份有限公司第二廠區資訊處").wait("資訊處");
    session.send("\u{1b}[D\u{1b}[D\u{1b}[D\u{7f}").wait("廠資").send("房").wait("廠房");
    session.send("\u{1b}[H甲").wait("> 甲台灣").send("\r").wait("適用範圍").send("\u{3}");
    session.ended();
    assert_eq!(read(&file).organisation, "甲台灣台中精密工業股份有限公司第二廠房資訊處");
}

#[test]
fn pasted_lines_are_text_and_never_keys() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start(&file, "en", 80, 24);
    past_the_beginning(&mut session);
    session.send("\u{1b}[200~nnn\rq\u{1b}[201~").send("a").wait("why “Not applicable”");
    session.send("\u{1b}[200~first\rq second\u{1b}[201~").wait("first q second").send("\r").wait("ACC-2");
    session.send("q");
    session.ended();
    assert_eq!(read(&file).answers[0].1.reason.as_deref(), Some("first q second"));
}

#[test]
fn a_resized_terminal_is_drawn_anew_at_once() {
    let folder = folder();
    let mut session = start(&folder.path().join("a.yaml"), "en", 80, 24);
    past_the_beginning(&mut session);
    session.resize(40, 15);
    session.wait("b← back  k→  j  t  v  l  x  z  f  g  ?\nq save and quit");
    // Also while words are typed, and back again.
    session.send("t").wait("Note on").send("shared account on the lathes").wait("lathes");
    session.resize(100, 30);
    session.wait("Esc back  Ctrl+C save and quit").wait("> shared account on the lathes");
    session.send("\u{1b}").wait("f find  g overview").send("q");
    session.ended();
}

#[test]
fn a_terminal_resized_while_a_page_is_drawn_is_drawn_anew_too() {
    let folder = folder();
    let mut session = start(&folder.path().join("a.yaml"), "en", 80, 24);
    past_the_beginning(&mut session);
    for _ in 0..25 {
        session.send("\u{1b}[B").resize(40, 15);
        session.wait("b← back  k→  j  t  v  l  x  z  f  g  ?\nq save and quit");
        session.send("\u{1b}[A").resize(100, 30);
        session.wait("f find  g overview");
    }
    session.send("q");
    session.ended();
}

#[test]
fn keys_typed_ahead_are_neither_lost_nor_shown() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start(&file, "en", 80, 24);
    past_the_beginning(&mut session);
    session.send("menqq");
    session.ended();
    session.wait("ending: Ok(Paused)");
    assert_eq!(read(&file).answers.len(), 3);
}

#[test]
fn find_leads_to_a_question_and_back_leads_home() {
    let folder = folder();
    let mut session = start(&folder.path().join("a.yaml"), "en", 80, 24);
    past_the_beginning(&mut session);
    session.send("f").wait("Find a question").send("secnd").wait("1 found").send("\r").wait("Who signs in");
    session.send("b").wait("Does everyone sign in");
    session
        .send("/")
        .wait("Find a question")
        .send("多因子")
        .wait("1 found")
        .wait("ACC-2")
        .send("\u{1b}")
        .wait("Does everyone");
    session.send("f").wait("Type an id").send("nothing like it").wait("is like that").send("\r\u{3}");
    session.ended();
    assert!(session.is_given_back());
}

#[test]
fn a_closed_terminal_ends_the_program() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start(&file, "en", 80, 24);
    past_the_beginning(&mut session);
    // Dropping the writer types Enter and Ctrl-D; on this page they answer nothing.
    session.send("o").wait("Shop-floor").send("m").wait("1 to answer");
    session.close("?");
    session.ended();
    assert_eq!(read(&file).answers[0].1.objectives.len(), 1);
}

/// The one test that becomes the child when it is told a file.
const CHILD: &str = "without_a_terminal_there_is_a_clean_error";

#[test]
fn without_a_terminal_there_is_a_clean_error() {
    if let Ok(path) = std::env::var(FILE) {
        return child(Path::new(&path));
    }
    let folder = folder();
    let output = Command::new(std::env::current_exe().expect("this program has a path"))
        .args(["--exact", CHILD, "--nocapture"])
        .env(FILE, folder.path().join("a.yaml"))
        .stdin(Stdio::null())
        .output()
        .expect("it starts");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("no terminal: not a terminal"), "{text}");
}

#[test]
fn a_note_is_written_in_the_editor_of_ones_choice() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let editor = [("EDITOR", "sh -c 'grep -q draft \"$0\" && printf \"first\\n第二行\\n\" > \"$0\"'")];
    let mut session = start_with(&file, &editor, 80, 24);
    past_the_beginning(&mut session);
    session.send("t").wait("Ctrl+O your editor").send("draft\u{f}").wait("> 第二行").send("\r");
    session.wait("Note: first 第二行").send("q");
    session.ended();
    assert_eq!(read(&file).answers[0].1.note.as_deref(), Some("first\n第二行"));
}

#[test]
fn an_editor_that_is_not_there_gives_way_to_a_field() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start_with(&file, &[("VISUAL", "no-such-editor")], 80, 24);
    past_the_beginning(&mut session);
    session
        .send("t")
        .wait("Note on ACC-1")
        .send("\u{f}")
        .wait("did not give a text back")
        .send("one\u{1b}\r")
        .wait("> one")
        .send("two\r")
        .wait("Note: one two")
        .send("q");
    session.ended();
    assert_eq!(read(&file).answers[0].1.note.as_deref(), Some("one\ntwo"));
}

#[test]
fn a_fault_of_ours_gives_the_terminal_back_and_is_told() {
    let folder = folder();
    let file = folder.path().join("a.yaml");
    let mut session = start_with(&file, &[(PANIC, "1")], 80, 24);
    past_the_beginning(&mut session);
    session.send("m").wait("the clock has stopped");
    assert!(!session.ended());
    assert!(session.is_given_back());
}

/// Starts `gradus assess` in the folder of its file.
fn assess(file: &Path, lang: &str, columns: u16, rows: u16) -> Session {
    let (folder, file) = (file.parent().expect("it is in a folder"), file.to_str().expect("the path is text"));
    let arguments = ["--lang", lang, "assess", "cmmc", "--target", "l1", "-o", file];
    Session::start(Path::new(env!("CARGO_BIN_EXE_gradus")), &arguments, folder, &[], (columns, rows))
}

#[test]
fn a_level_is_assessed_over_two_sittings() {
    let folder = folder();
    let file = folder.path().join("a.assessment.yaml");
    let mut session = assess(&file, "en", 80, 24);
    session.wait("name of your organisation").send("Acme\r").wait("What is assessed").send("Plant 1\r");
    session.wait("Who answers").send("\r").wait("AC.L2-3.1.1 ").send("m").wait("1/17").send("n").wait("2/17").send("q");
    assert!(session.ended());
    assert!(session.is_given_back());
    assert_eq!(read(&file).answers.len(), 2);

    let mut session = assess(&file, "zh-TW", 60, 20);
    session.wait("2/17");
    for answered in 3..=16 {
        session.send("m").wait(&format!("{answered}/17"));
    }
    session.send("m").wait("17 題全部答完了").send("\r");
    assert!(session.ended());
    assert_eq!(read(&file).answers.len(), 17);
}

#[test]
fn ctrl_c_and_a_closed_terminal_lose_nothing() {
    let folder = folder();
    let file = folder.path().join("a.assessment.yaml");
    let mut session = assess(&file, "en", 80, 24);
    session.wait("name of your organisation").send("Acme\r").wait("What is assessed").send("\r");
    session.wait("Who answers").send("\r").wait("AC.L2-3.1.1 ").send("m").wait("1/17").send("\u{3}");
    session.ended();
    assert!(session.is_given_back());
    assert_eq!(read(&file).answers.len(), 1);

    let mut session = assess(&file, "en", 80, 24);
    session.wait("1/17").send("o").wait("One letter answers").send("m").wait("still open").close("?");
    session.ended();
    assert_eq!(read(&file).answers[1].1.objectives.len(), 1);
}

/// What is new every day, and the digest, which changes with each word of the questionnaire, are taken out.
fn without_times(text: &str) -> String {
    let lines = text.lines().map(|line| match line.split_once(": ") {
        Some((key, stamp)) if stamp.trim_matches('"').parse::<jiff::Timestamp>().is_ok() => format!("{key}: (time)"),
        Some((key, digest)) if digest.starts_with("sha256:") => format!("{key}: (digest)"),
        _ => line.to_owned(),
    });
    lines.collect::<Vec<String>>().join("\n") + "\n"
}

/// From the first question to the report with real keys, killed half-way by a signal that nobody can catch.
fn killed_and_finished(lang: &str, reason: &str) {
    let folder = folder();
    let file = folder.path().join("plant.assessment.yaml");
    let mut session = assess(&file, lang, 80, 24);
    session.wait(">").send("範例工廠\r").wait("> ").send("Plant 1, 台中\r");
    session.wait("w").send("王小明\r").wait("AC.L2-3.1.1 ");
    // By letter, by arrow, by digit, objective by objective, with a reason.
    session.send("m").wait("1/17").send("\u{1b}[B\u{1b}[B\r").wait("2/17").send("3\r").wait("3/17").send("o");
    for _ in 0..5 {
        session.send("m");
    }
    session.send("\r").wait("4/17").send("a").wait("IA.L2-3.5.1").send(reason).send("\r").wait("5/17");
    session.send("u").wait("6/17");
    let before = std::fs::read_to_string(&file).expect("it is saved after every reply");
    session.kill();
    assert_eq!(std::fs::read_to_string(&file).expect("the file is there"), before, "a kill changes nothing");

    let mut session = assess(&file, lang, 80, 24);
    session.wait("6/17").send("b").wait("IA.L2-3.5.2").send("n").wait("6/17");
    for answered in 7..=17 {
        session.send("m").wait(&format!("{answered}/17"));
    }
    session.send("\r");
    assert!(session.ended());
    let report = std::fs::read(folder.path().join("reports/plant.pdf")).expect("the report is written");
    assert!(report.starts_with(b"%PDF-"));
    let names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "reports")
        .collect();
    assert_eq!(names, ["plant.assessment.yaml"], "no lock and no half-written file is left");
    let text = std::fs::read_to_string(&file).expect("the file is there");
    insta::assert_snapshot!(format!("killed_and_finished_{lang}"), without_times(&text));
}

#[test]
fn killed_half_way_it_is_finished_in_english() {
    killed_and_finished("en", "No account of that kind exists here.");
}

#[test]
fn killed_half_way_it_is_finished_in_chinese() {
    killed_and_finished("zh-TW", "本廠沒有這類帳號。");
}

/// Starts the real interview on its first question, with some of the environment set.
fn first_question(folder: &Path, values: &[(&str, &str)]) -> Session {
    let arguments = ["--lang", "en", "assess", "cmmc", "--target", "l1", "--organisation", "Acme", "--by", "Lin"];
    let mut session = Session::start(Path::new(env!("CARGO_BIN_EXE_gradus")), &arguments, folder, values, (80, 24));
    session.wait("What is assessed").send("\r").wait("AC.L2-3.1.1 ");
    session
}

#[test]
fn a_terminal_without_utf8_gets_signs_that_it_knows() {
    for locale in ["C", "POSIX", "en_US.ISO-8859-1"] {
        let folder = folder();
        let mut session = first_question(folder.path(), &[("LC_ALL", locale)]);
        session.send("m").wait("1/17 . 16 left").wait("##....").wait("b< back  k> skip").send("f").wait("^v choose");
        session.send("\u{3}");
        assert!(session.read_to_the_end());
        let bytes = session.bytes();
        let beyond: Vec<u8> = bytes.into_iter().filter(|byte| !byte.is_ascii()).collect();
        assert_eq!(String::from_utf8_lossy(&beyond), "", "{locale}");
    }
    let folder = folder();
    let mut session = first_question(folder.path(), &[("LC_ALL", ""), ("LANG", "zh_TW.utf8")]);
    session.send("m").wait("1/17 · 16 left").wait("██░░").wait("b← back  k→ skip").send("q");
    assert!(session.ended());
}

#[test]
fn results_too_draw_only_signs_that_the_terminal_knows() {
    let folder = folder();
    let arguments = ["--lang", "en", "assess", "cmmc", "--sample"];
    let program = Path::new(env!("CARGO_BIN_EXE_gradus"));
    let mut session = Session::start(program, &arguments, folder.path(), &[("LC_ALL", "C")], (80, 40));
    assert!(session.read_to_the_end());
    assert!(session.text().contains("-----"), "{}", session.text());
    assert!(session.bytes().is_ascii(), "{}", session.text());
}

#[test]
fn without_colour_nothing_is_said_by_colour() {
    let colours = |values: &[(&str, &str)]| {
        let folder = folder();
        let mut session = first_question(folder.path(), values);
        session.send("m").wait("1/17").wait("> ( ) m").send("q");
        assert!(session.ended());
        let text = String::from_utf8_lossy(&session.bytes()).into_owned();
        (30..=37).map(|colour| text.matches(&format!("\u{1b}[{colour}m")).count()).sum::<usize>()
    };
    assert!(colours(&[]) > 0, "with colour there is some");
    assert_eq!(colours(&[("NO_COLOR", "1")]), 0);
}

#[test]
fn told_to_end_it_gives_the_terminal_back_and_has_lost_nothing() {
    for signal in ["TERM", "INT"] {
        let folder = folder();
        let mut session = first_question(folder.path(), &[]);
        session.send("m").wait("1/17").signal(signal);
        assert!(session.read_to_the_end(), "it ends as if it had been left: {signal}");
        assert!(session.is_given_back(), "{signal}");
        assert!(session.text().contains("gradus assess cmmc.assessment.yaml"), "{}", session.text());
        assert_eq!(read(&folder.path().join("cmmc.assessment.yaml")).answers.len(), 1);
    }
}

#[test]
fn keys_with_ctrl_do_what_a_letter_does_that_an_answer_has_taken() {
    let folder = folder();
    let questionnaire = "format: gradus/questionnaire/1\nid: own\nedition: '1'\nlanguages: [en]\ntitle: Own\n\
        attribution: {publisher: P, licence: CC0-1.0}\n\
        scales: {s: {answers: [{id: largely, key: l, credit: 1}, {id: zero, key: z, credit: 0}, {id: good, key: g, credit: 0}]}}\n\
        levels: [{id: only}]\n\
        domains: [{id: D, requirements: [{id: A, level: only, scale: s, ask: Is A?}, {id: B, level: only, scale: s, ask: Is B?}]}]\n";
    std::fs::write(folder.path().join("own.yaml"), questionnaire).expect("the folder is ours");
    let arguments = ["--lang", "en", "assess", "own.yaml", "--organisation", "Acme", "--by", "Lin"];
    let mut session = Session::start(Path::new(env!("CARGO_BIN_EXE_gradus")), &arguments, folder.path(), &[], (80, 24));
    session.wait("What is assessed").send("\r").wait("Is A?").wait("Ctrl+P plan").wait("Ctrl+Z undo");
    session.send("z").wait("Is B?").wait("Saved: A, zero").send("\u{1a}").wait("Is A?").wait("Taken back");
    session.send("\u{19}").wait("Given again").send("\u{10}").wait("Action plan for A").send("\u{1b}").wait("Is A?");
    session.send("\u{1b}").wait("Overview").send("\u{1b}").wait("Is A?").send("\t").wait("Is B?").send("l");
    session.wait("All 2 questions are answered").send("q");
    assert!(session.ended());
    let saved = read(&folder.path().join("own.assessment.yaml"));
    let answers: Vec<_> = saved.answers.iter().filter_map(|(_, entry)| entry.answer.as_deref()).collect();
    assert_eq!(answers, ["zero", "largely"]);
}
