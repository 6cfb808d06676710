//! One journey through a whole assessment with the real program in a real terminal, from the first question to the
//! report over two sittings, by every key there is: in both languages, on an ordinary and on a small screen.
//!
//! Each screen a person stops at is part of the snapshot, so that the journey can be read like they see it.
#![cfg(unix)]

mod pty;

use std::path::Path;

use gradus::dates::Date;
use gradus::language::{Interview as Words, Lang, fill};
use pty::Session;
use tempfile::TempDir;

const UP: &str = "\u{1b}[A";
const DOWN: &str = "\u{1b}[B";
const ESCAPE: &str = "\u{1b}";
const ALT_ENTER: &str = "\u{1b}\r";
const BACKSPACE: &str = "\u{7f}";
const FILE: &str = "plant.assessment.yaml";

/// A traveller: where they sit, and what they saw.
struct Journey {
    lang: Lang,
    words: &'static Words,
    folder: TempDir,
    size: (u16, u16),
    session: Session,
    /// The days on which the journey may have taken place.
    today: Vec<String>,
    seen: String,
}

impl Journey {
    fn begin(lang: Lang, size: (u16, u16)) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        std::fs::write(folder.path().join("帳號 list.csv"), "abc").expect("a file can be written");
        let session = sitting(folder.path(), lang, size);
        let words = &lang.words().interview;
        let today = vec![Date::today().to_string()];
        Self { lang, words, folder, size, session, today, seen: String::new() }
    }

    /// Goes on with the same file in a new process.
    fn return_another_day(&mut self) -> &mut Self {
        self.session = sitting(self.folder.path(), self.lang, self.size);
        self.today.push(Date::today().to_string());
        self
    }

    /// Waits for words that stand on a finished page.
    fn at(&mut self, words: &str) -> &mut Self {
        self.session.wait_page(words);
        self
    }

    /// Presses keys one by one, each when the page of the one before is drawn.
    fn press(&mut self, keys: &[&str]) -> &mut Self {
        for key in keys {
            self.session.press(key);
        }
        self
    }

    /// Types a text letter by letter.
    fn write(&mut self, text: &str) -> &mut Self {
        for letter in text.chars() {
            self.session.press(&letter.to_string());
        }
        self
    }

    fn erase(&mut self, letters: usize) -> &mut Self {
        self.press(&vec![BACKSPACE; letters])
    }

    /// Takes an item of a list.
    fn choose(&mut self, wanted: &str) -> &mut Self {
        self.onto(wanted).press(&["\r"])
    }

    /// Moves the cursor onto an item of a list, by how it begins.
    fn onto(&mut self, wanted: &str) -> &mut Self {
        let begins = wanted.split(['{', '（', '(']).next().expect("there is a first part").trim().to_owned();
        self.press(&["\u{1b}[H"]);
        for _ in 0..40 {
            let lines = self.session.lines();
            let chosen = lines.iter().find(|line| line.starts_with("> (")).expect("the list shows its cursor");
            // A narrow screen breaks the item, so its first line is compared as far as it goes.
            let text = chosen.trim_start_matches(|c: char| ">(*) ".contains(c) || c.is_ascii_digit()).trim();
            let text = text.trim_end_matches(['↑', '↓']).trim_end();
            if text.starts_with(&begins) || (!text.is_empty() && begins.starts_with(text)) {
                return self;
            }
            self.press(&[DOWN]);
        }
        panic!("no “{begins}” on\n{}", self.session.text());
    }

    /// What changes from day to day is replaced by something as wide.
    fn masked(&self, line: &str) -> String {
        let mut line = line.to_owned();
        // The text beside the bar says how long the rest will take, and the bar is as long as that leaves it.
        if line.starts_with(['█', '░']) {
            let part = line.split(' ').find(|part| part.contains('/')).expect("a bar has its fraction");
            line = format!("[bar]  {part}");
        }
        self.today.iter().fold(line, |line, today| line.replace(today, "(today's)"))
    }

    /// Notes the screen under the name of the station.
    fn note(&mut self, station: &str) {
        let lines = self.session.lines();
        let rule = "=".repeat(usize::from(self.size.0));
        self.seen.push_str(&format!("{station}\n{rule}\n"));
        for line in &lines {
            let line = self.masked(line);
            self.seen.push_str(&line);
            self.seen.push('\n');
        }
        self.seen.push_str(&format!("{rule}\n\n"));
    }

    /// Notes a screen of the interview, and sees that it fits, has a cursor, and says how to get back and out.
    fn station(&mut self, station: &str) -> &mut Self {
        let outside = self.session.beyond_the_edge();
        assert!(outside.is_empty(), "{station}: wider than the terminal: {outside:?}\n{}", self.session.text());
        let text = self.session.text();
        let shows = |word: &str| text.contains(word);
        let words = self.words;
        assert!(shows(words.key_back) || shows(words.key_to_card), "{station}: no way back:\n{text}");
        assert!(shows(words.save_and_quit), "{station}: no way out:\n{text}");
        assert!(text.lines().any(|line| line.starts_with("> ")), "{station}: no cursor:\n{text}");
        self.note(station);
        self
    }

    /// Notes what stands in the terminal when the program has ended.
    fn afterwards(&mut self, station: &str) -> &mut Self {
        assert!(self.session.read_to_the_end(), "{station}: it ended badly:\n{}", self.session.text());
        assert!(self.session.is_given_back(), "{station}: the terminal is not given back");
        self.note(station);
        self
    }
}

fn sitting(folder: &Path, lang: Lang, size: (u16, u16)) -> Session {
    let arguments = ["--lang", lang.tag(), "assess", "cmmc", "--target", "l1", "-o", FILE];
    Session::start(Path::new(env!("CARGO_BIN_EXE_gradus")), &arguments, folder, &[], size)
}

/// Returns the beginning of a text of ours, up to the first value or the first stop: a small screen may leave out the rest.
fn beginning(text: &str) -> &str {
    let ends = ['{', '.', ';', '。', '，', '；'];
    text.split(ends).find(|part| !part.trim().is_empty()).expect("there is text")
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

fn travel(lang: Lang, size: (u16, u16)) {
    let mut journey = Journey::begin(lang, size);
    let words = journey.words;
    // Words of the other language than the one of the interview.
    let foreign = match lang {
        Lang::ZhTw => "malicious code",
        Lang::En | Lang::Added(_) => "惡意程式防護",
    };

    journey.at(beginning(words.organisation_ask)).station("begin: the name");
    journey.press(&["\r"]).at(beginning(words.organisation_needed)).station("begin: a name is needed");
    journey.write("範例精密 Ltd").press(&["\r"]).at(beginning(words.scope_ask)).station("begin: the scope");
    journey.write("Plant 1, 台中").press(&["\r"]).at(beginning(words.who_ask)).station("begin: who answers");
    journey.write("王小明").press(&["\r"]).at("AC.L2-3.1.1 ").station("first question");
    journey.press(&["?"]).station("first question, all guidance");
    journey.press(&[" "]).station("first question, guidance scrolled");
    journey.press(&["?"]);

    journey.press(&["m"]).at("1/17").station("answered by letter");
    journey.press(&[DOWN, DOWN]).at("> ( ) n").station("cursor moved to an answer");
    journey.press(&["\r"]).at("2/17").station("answered by Enter");

    journey.press(&["o"]).at(beginning(words.objectives_help)).station("objectives");
    journey.press(&["m"]).station("one objective answered");
    journey.press(&["n", "m", "m", "m", "m"]).station("all objectives answered");
    journey.press(&["\r"]).at("3/17").at("AC.L2-3.1.22").station("after the objectives");

    journey.press(&["b"]).at("AC.L2-3.1.20").station("back: a question by objectives");
    journey.press(&["m"]).at(beginning(words.instead_help)).station("one answer instead of objectives");
    journey.press(&["\r"]).station("the objectives are kept");
    journey.press(&[ESCAPE, "b"]).at("AC.L2-3.1.2 ").station("back: the answer to change");
    journey.press(&["e"]).station("a reason is asked for");
    journey.press(&["\r"]).at(beginning(words.reason_needed)).station("a reason is needed");
    journey.write("Temporary, plan 4").press(&["\r"]).at("AC.L2-3.1.22").station("answer changed");

    journey.press(&["f"]).at(beginning(words.find_help)).station("find");
    journey.write("3.8.3").at(beginning(words.find_one)).station("found by id");
    journey.press(&["\r"]).at("MP.L2-3.8.3").station("jumped to what was found");
    journey.press(&["n"]).at("4/17").station("answered there");
    journey.press(&["/"]).write(foreign).station("found by words of the other language");
    journey.press(&["\r"]).at("SI.L2-3.14.2").press(&["u"]).at("5/17").station("answered: don't know");

    journey.press(&["x"]).at(beginning(words.marked_on)).station("marked");
    journey.press(&["t"]).at(beginning(words.note_help)).station("note");
    journey.write("Signatures by hand").press(&[ALT_ENTER]).write("第二行").station("note of two lines");
    journey.press(&["\r"]).at(beginning(words.saved)).station("note saved");

    journey.press(&["v"]).at(beginning(words.evidence_help)).station("evidence: how it was checked");
    journey.press(&[DOWN, DOWN]).station("evidence: the last way");
    journey.press(&[UP, UP, "\r"]).at(beginning(words.evidence_form_help)).station("evidence form");
    journey.write("Account list").press(&["\r"]).station("evidence form: where");
    journey.write("帳號 list.csv").press(&["\r"]).write("IT").press(&["\r"]).station("evidence form: the day");
    journey.write("2026-11-01").press(&["\r"]).at(beginning(words.evidence_hashed)).station("evidence saved");

    journey.press(&["n"]).at("6/17").station("not met");
    journey.press(&["b", "l"]).at(&fill(words.plan_ask, &[("id", "SI.L2-3.14.4")])).station("plan form");
    journey.write("Buy scanners").press(&["\r"]).write("Ms Lin").press(&["\r"]).station("plan form: the day");
    journey.write("31.12.2031").press(&["\r"]).at("31.12.2031").station("plan form: no day");
    journey.erase(10).write("2031-12-31").press(&["\r"]).at(beginning(words.saved)).station("plan saved");

    journey.press(&["z"]).at(beginning(words.undone)).station("undone");
    journey.press(&["r"]).at(beginning(words.redone)).station("redone");
    journey.press(&["r"]).at(beginning(words.nothing_to_redo)).station("nothing left to redo");

    journey.press(&["g"]).at(beginning(words.overview)).station("overview");
    journey.press(&["\u{1b}[F"]).station("overview, the last way");
    journey.choose(words.way_domains).at(beginning(words.domains_ask)).station("domains");
    journey.choose("PE").at("PE.L2-3.10.1").station("first open question of the domain");
    journey.press(&["m"]).at("7/17").station("answered in the domain");
    journey.press(&["g"]).choose(words.round_not_met).at(beginning(words.round_help)).station("list: not met");
    journey.press(&["\r"]).at("AC.L2-3.1.20").station("first of the list");
    journey.press(&["k"]).at("MP.L2-3.8.3").station("next of the list");
    journey.press(&["ö"]).station("a stray key");
    journey.session.send("q");
    journey.afterwards("quit");

    journey.return_another_day().at("7/17").station("resumed");
    journey.press(&["z"]).at("6/17").station("undone after the restart");
    journey.press(&["r"]).at("7/17").station("redone after the restart");
    journey.press(&["g"]).choose(words.way_review).at(beginning(words.review_kinds_help)).station("review");
    journey.press(&[DOWN, DOWN]).station("review, further down");
    journey.choose(words.doubt_marked).at(beginning(words.review_help)).station("one kind of the review");
    journey.choose("SI.L2-3.14.4").at("SI.L2-3.14.4").station("a remark of the review");
    journey.press(&["b"]).at(beginning(words.review_help)).station("back at the review");
    journey.press(&["w"]).at(beginning(words.who_ask)).station("who answers from now on");
    journey.erase(3).write("Ms Lin").press(&["\r"]).at(beginning(words.review_help)).station("somebody else answers");
    journey
        .press(&["g"])
        .choose(words.way_basics)
        .at(beginning(words.basics_ask))
        .station("what stands before the questions");
    journey.press(&[ESCAPE]).at(beginning(words.overview)).choose(words.way_go_on).station("on with the open ones");
    for answered in 8..=17 {
        journey.press(&["m"]).at(&format!("{answered}/17"));
    }
    let all = fill(words.overview_complete, &[("of", "17")]);
    journey.at(&all).station("all answered");
    journey.onto(words.way_finish).session.send("\r");
    journey.afterwards("finished");

    let text = std::fs::read_to_string(journey.folder.path().join(FILE)).expect("the file is there");
    let written = "the digest of abc, as FIPS 180-4 gives it";
    assert!(text.contains("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"), "{written}");
    journey.seen.push_str(&format!("{FILE}\n\n{}", without_times(&text)));
    let (columns, rows) = size;
    insta::assert_snapshot!(format!("journey_{}_{columns}x{rows}", lang.tag()), journey.seen);
}

#[test]
fn in_english_on_an_ordinary_screen() {
    travel(Lang::En, (80, 24));
}

#[test]
fn in_english_on_a_small_screen() {
    travel(Lang::En, (40, 15));
}

#[test]
fn in_chinese_on_an_ordinary_screen() {
    travel(Lang::ZhTw, (80, 24));
}

#[test]
fn in_chinese_on_a_small_screen() {
    travel(Lang::ZhTw, (40, 15));
}
