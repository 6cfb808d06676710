//! A third language by files alone: a few strings of Korean, and what becomes of everything else.

mod desk;
#[cfg(unix)]
mod pty;

use desk::{Desk, Run, run};
use gradus::diagnostic::{Code, Source};
use gradus::language::{Lang, fields};
use gradus::translation::{read, template};

const KOREAN: &str = include_str!("fixtures/languages/ko.yaml");
/// Where the user's languages are looked for.
const HOME: &str = ".local/share/gradus/languages";

fn source(text: &str) -> Source {
    Source { name: "ko.yaml".into(), text: text.to_owned().into() }
}

/// A desk with the Korean file in the user's folder.
fn furnished(text: &str) -> Desk {
    let desk = Desk::new();
    std::fs::create_dir_all(desk.path(HOME)).expect("the folder can be made");
    desk.write(&format!("{HOME}/ko.yaml"), text);
    desk
}

fn in_locale(desk: &Desk, locale: &str, args: &[&str]) -> Run {
    let mut command = desk.command(desk::program());
    command.args(args).env("LANG", locale).env("LC_ALL", locale);
    run(command)
}

#[test]
fn the_files_to_begin_a_translation_with_are_those_of_the_program() {
    for lang in Lang::ALL {
        let path = format!("docs/languages/{}.yaml", lang.tag());
        let made = template(lang);
        if std::env::var_os("GRADUS_BLESS").is_some() {
            std::fs::write(&path, &made).expect("the file can be written");
        }
        let kept = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        assert!(kept == made, "GRADUS_BLESS=1 cargo test --test languages writes {path} anew");
    }
}

#[test]
fn a_file_with_every_word_says_every_word() {
    for lang in Lang::ALL {
        // As a translator begins: another tag and name, and every text still to be translated.
        let text = template(lang).replacen(&format!("language: {}", lang.tag()), "language: ko", 1);
        let (added, problems) = read(&source(&text));
        assert_eq!(problems, []);
        let added = added.expect("it is a language");
        assert_eq!((added.tag, added.base), ("ko", lang));
        assert_eq!(added.words.groups(), lang.words().groups());
        assert_eq!(added.problems.len(), Code::ALL.len());
        for &code in Code::ALL {
            assert_eq!(added.problems[&code], lang.problem(code), "{code}");
        }
    }
}

#[test]
fn what_a_file_does_not_say_comes_from_the_language_it_falls_back_to() {
    let (added, problems) = read(&source(KOREAN));
    assert_eq!(problems, []);
    let added = added.expect("it is a language");
    let (own, english) = (&added.words, Lang::En.words());
    assert_eq!(own.messages.which_ask, "무엇을 평가하시겠습니까?");
    assert_eq!(own.messages.paused, english.messages.paused);
    assert_eq!(own.preview.organisation_ask, own.interview.organisation_ask, "a preview asks as the interview does");
    let hangul = |text: &str| text.chars().any(|c| ('\u{ac00}'..='\u{d7a3}').contains(&c));
    for ((name, own), (_, original)) in own.entries().into_iter().zip(english.entries()) {
        assert!(own == original || hangul(own), "{name}: {own}");
        assert_eq!(fields(own), fields(original), "{name}");
    }
    let (sentence, cure) = added.problems[&Code::DuplicateId];
    assert!(hangul(sentence) && cure == Lang::En.problem(Code::DuplicateId).1, "{sentence} {cure}");
    let chinese = KOREAN.replace("falls_back_to: en", "falls_back_to: zh-TW");
    let chinese = read(&source(&chinese)).0.expect("it is a language");
    assert_eq!(chinese.words.messages.paused, Lang::ZhTw.words().messages.paused);
}

#[test]
fn the_program_speaks_it_by_option_and_by_locale() {
    let desk = furnished(KOREAN);
    for run in [
        desk.gradus(&["--lang", "ko", "--help"]),
        in_locale(&desk, "ko_KR.UTF-8", &["--help"]),
        desk.gradus(&["--help", "--lang=ko"]),
    ] {
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.out.starts_with("\"우리 보안은") && run.out.contains("명령:\n"), "{}", run.out);
        // What is not translated is there in English.
        assert!(run.out.contains(Lang::En.words().usage.crosswalk), "{}", run.out);
        assert_eq!(run.err, "");
    }
    let list = desk.gradus(&["list", "--lang", "ko"]);
    assert!(list.out.starts_with("내장\n"), "{}", list.out);
    let wrong = desk.gradus(&["score", "none.yaml", "--lang", "ko"]);
    assert!(wrong.err.starts_with("오류: ") && wrong.status != 0, "{}", wrong.err);

    let sample = desk.gradus(&["assess", "cmmc", "--target", "l1", "--lang", "ko", "--answers", "a.yaml"]);
    assert!(sample.err.starts_with("오류: "), "{}", sample.err);
    desk.write("a.yaml", "format: gradus/answers/1\nquestionnaire: cmmc\norganisation: 예시 정밀\nanswers:\n  AC.L2-3.1.1: {answer: not-met}\n");
    let run = desk.gradus(&["assess", "cmmc", "--target", "l1", "--lang", "ko", "--answers", "a.yaml", "-o", "k.yaml"]);
    assert_eq!(run.status, 0, "{}", run.err);
    // A heading of a table, and the place of the file; titles are those of the questionnaire.
    assert!(run.out.contains("영역") && run.out.contains("평가 파일: k.yaml"), "{}", run.out);
    assert!(desk.text("k.yaml").contains("language: ko"), "the assessment remembers in which language it was answered");
    // The fonts of the PDF have no Hangul, and that is said instead of passed over.
    let (told, _) = Lang::En.words().messages.missing_glyphs.split_once('{').expect("it has a field");
    assert!(run.err.contains(told), "{}{}", run.out, run.err);
    let again = desk.gradus(&["report", "k.yaml", "--format", "html", "--lang", "ko", "-o", "k.html"]);
    assert_eq!(again.status, 0, "{}", again.err);
    let page = desk.text("k.html");
    assert!(page.contains("lang=\"ko\"") && page.contains("영역"), "the page says which language it is in");
}

#[test]
fn a_report_may_be_in_an_added_language_and_another() {
    let desk = furnished(KOREAN);
    desk.cmmc("k.yaml", &[("AC.L2-3.1.1", "not-met")]);
    let run = desk.gradus(&["report", "k.yaml", "--format", "md", "--lang", "ko,zh-TW", "-o", "k.md"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let page = desk.text("k.md");
    assert!(page.contains("영역") && page.contains("構面"), "{page}");
}

#[test]
fn a_faulty_file_is_told_and_never_keeps_the_program_from_speaking() {
    let broken =
        KOREAN.replace("saved_at: \"평가 파일: {path}\"", "saved_at: \"평가 파일: {pfad}\"\n    nonsense: 아니요");
    let desk = furnished(&broken);
    let run = desk.gradus(&["list", "--lang", "ko"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.starts_with("내장\n"), "what is right is used: {}", run.out);
    assert!(run.err.contains("ko.yaml") && run.err.contains('2'), "{}", run.err);
    let check = desk.gradus(&["check", &format!("{HOME}/ko.yaml"), "--lang", "en"]);
    assert_eq!(check.status, 3, "{}", check.out);
    for word in ["L0101", "{pfad}", "{path}", "nonsense"] {
        assert!(check.out.contains(word), "{word}: {}", check.out);
    }
    // No YAML at all.
    let desk = furnished("format: [");
    let run = desk.gradus(&["list"]);
    assert_eq!((run.status, run.err.as_str()), (0, ""), "nobody asked for it");
    let run = in_locale(&desk, "ko_KR.UTF-8", &["list"]);
    assert!(
        run.status == 0 && run.out.starts_with("Built in") && run.err.contains("ko.yaml"),
        "{}{}",
        run.out,
        run.err
    );
}

#[test]
fn a_language_that_nobody_added_is_refused_by_name() {
    let desk = Desk::new();
    for (locale, page) in [("en_US.UTF-8", "docs/languages.md"), ("zh_TW.UTF-8", "docs/languages.zh-TW.md")] {
        let run = in_locale(&desk, locale, &["list", "--lang", "fr"]);
        assert_eq!(run.status, 2);
        assert!(run.err.contains("`fr`") && run.err.contains(page), "{}", run.err);
    }
    // A file may not change what the program itself says.
    std::fs::create_dir_all(desk.path(HOME)).expect("the folder can be made");
    desk.write(
        &format!("{HOME}/en.yaml"),
        "format: gradus/language/1\nlanguage: en\nname: English\nwords: {messages: {list_built_in: Mine}}\n",
    );
    assert!(desk.gradus(&["list"]).out.starts_with("Built in"));
}

#[cfg(unix)]
#[test]
fn an_interview_asks_in_it() {
    use std::path::Path;
    let desk = furnished(KOREAN);
    let home = desk.folder().to_str().expect("the path is text").to_owned();
    let values = [("HOME", home.as_str()), ("XDG_DATA_HOME", "")];
    let mut session =
        pty::Session::start(Path::new(desk::program()), &["--lang", "ko"], desk.folder(), &values, (80, 24));
    session.wait_page("무엇을 평가하시겠습니까?").press("\r");
    session.wait_page("조직의 이름은 무엇입니까?");
    assert!(session.beyond_the_edge().is_empty(), "{:?}", session.beyond_the_edge());
    session.send("\u{3}");
    session.ended();
}
