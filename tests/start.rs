//! From nothing typed but the name of the program to an assessment, and from one assessment to the next.
#![cfg(unix)]

mod desk;
mod pty;

use std::path::Path;

use desk::Desk;
use gradus::assessment::{Assessment, file};
use gradus::diagnostic::Source;
use gradus::language::{Lang, fill};
use gradus::questionnaire::{Texts, catalog};
use pty::Session;

const TAIWAN: &str = "tw-supply-chain.assessment.yaml";

fn begin(desk: &Desk, lang: Lang) -> Session {
    Session::start(Path::new(desk::program()), &["--lang", lang.tag()], desk.folder(), &[], (80, 24))
}

fn title(id: &str, lang: Lang) -> String {
    let own = catalog::built_in(id).expect("it is built in").read(&Texts::Titles(lang.tag().to_owned()));
    own.questionnaire.expect("it is sound").title().get(lang.tag()).to_owned()
}

fn kept(desk: &Desk, name: &str) -> Assessment {
    file::read(&Source { name: name.into(), text: desk.text(name).into() }).expect("it can be read").0
}

/// An assessment of an invented supplier, finished.
fn finished(desk: &Desk, lang: Lang) {
    let run = desk.gradus(&["assess", "tw-supply-chain", "--sample", "--lang", lang.tag(), "-o", TAIWAN]);
    assert_eq!(run.status, 0, "{}", run.err);
}

#[test]
fn without_a_word_questionnaires_are_offered_and_those_first_written_in_the_language_come_first() {
    for (lang, first, second) in [(Lang::ZhTw, "tw-supply-chain", "cmmc"), (Lang::En, "cmmc", "ztmm")] {
        let desk = Desk::new();
        let mut session = begin(&desk, lang);
        session.wait_page(lang.words().messages.which_ask);
        let text = session.text();
        let place = |id: &str| text.find(&title(id, lang)).unwrap_or_else(|| panic!("{id}: {text}"));
        assert!(place(first) < place(second), "{text}");
        session.press("\r").wait_page(lang.words().interview.organisation_ask);
        assert!(session.text().contains(&title(first, lang)), "{}", session.text());
        session.send("\u{3}");
        session.ended();
        assert_eq!(desk.names(), Vec::<String>::new(), "nothing was answered, so nothing is kept");
    }
}

#[test]
fn without_a_terminal_the_help_is_shown() {
    let desk = Desk::new();
    for lang in Lang::ALL {
        let run = desk.gradus(&["--lang", lang.tag()]);
        assert_eq!((run.status, run.out.as_str()), (2, ""));
        assert!(run.err.contains(lang.words().usage.about), "{}", run.err);
    }
}

#[test]
fn what_was_begun_is_offered_first_and_a_broken_file_is_told() {
    for lang in Lang::ALL {
        let desk = Desk::new();
        finished(&desk, lang);
        desk.write("a.assessment.yaml", "format: gradus/assessment/9\n");
        let mut session = begin(&desk, lang);
        let words = &lang.words().messages;
        session.wait_page(words.which_ask);
        session.wait_page(&fill(words.start_unreadable, &[("path", "a.assessment.yaml")]));
        session.wait_page(&fill(words.start_resume, &[("name", kept(&desk, TAIWAN).organisation)]));
        let before = desk.text(TAIWAN);
        session.press("2").press("\r").send("\u{3}");
        session.ended();
        assert_eq!(desk.text(TAIWAN), before);
    }
}

#[test]
fn a_new_assessment_may_take_answers_from_one_that_lies_here() {
    for lang in Lang::ALL {
        let words = &lang.words().crosswalk;
        let desk = Desk::new();
        finished(&desk, lang);
        let arguments =
            ["--lang", lang.tag(), "assess", "cmmc", "--target", "l1", "--organisation", "O", "--scope", "S"];
        let arguments = [&arguments[..], &["--by", "Lin"]].concat();
        let start = || Session::start(Path::new(desk::program()), &arguments, desk.folder(), &[], (80, 24));

        // Offered with its file and a number; "no" begins without it.
        let mut session = start();
        session.wait_page(words.offer_ask).wait_page(TAIWAN).wait_page(&title("tw-supply-chain", lang));
        session.press("2").press("\r").wait_page("AC.L2-3.1.1");
        assert!(!session.text().contains(words.proposed_mark), "{}", session.text());
        session.send("q");
        assert!(session.ended());
        assert!(!desk.path("cmmc.assessment.yaml").exists());

        // "Yes" says what that means, and each answer still needs a key.
        let mut session = start();
        session.wait_page(words.offer_ask).press("\r");
        session.wait_page(words.begin_consent).press("\r");
        session.wait_page("AC.L2-3.1.1").wait_page(words.proposed_mark);
        session.press("\r").wait_page("AC.L2-3.1.2").send("q");
        assert!(session.ended());
        let assessment = kept(&desk, "cmmc.assessment.yaml");
        assert_eq!(assessment.answers.len(), 1, "only what was accepted is an answer");

        // Begun with proposals, it goes on with them, and asks for nothing again.
        let mut session = start();
        session.wait_page("AC.L2-3.1.2").wait_page(words.proposed_mark).send("q");
        assert!(session.ended());
        assert_eq!(kept(&desk, "cmmc.assessment.yaml").answers.len(), 1);
    }
}
