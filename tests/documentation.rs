//! The docs repeat what the program says; here they are held against it.

use gradus::assessment::{Assessment, answers, file};
use gradus::diagnostic::{Code, Severity, Source};
use gradus::language::Lang;
use gradus::questionnaire::Texts;
use gradus::storage;

/// The page of all codes in a language.
const fn codes_page(lang: Lang) -> &'static str {
    match lang {
        Lang::En => "docs/codes.md",
        Lang::ZhTw => "docs/codes.zh-TW.md",
    }
}

/// The first paragraph under the heading of a code.
fn paragraph(code: Code, lang: Lang) -> String {
    let words = &lang.words().messages;
    let severity = match code.severity() {
        Severity::Error => words.error,
        Severity::Warning => words.warning,
    };
    let (sentence, cure) = lang.problem(code);
    match lang {
        Lang::En => {
            let mut word = severity.to_owned();
            word[..1].make_ascii_uppercase();
            format!("{word}: {sentence}.\n{cure}\n")
        }
        Lang::ZhTw => format!("{severity}：{sentence}。{cure}\n"),
    }
}

/// Replaces the first paragraph under the heading of each code, and leaves all else as it is.
fn blessed(text: &str, lang: Lang) -> String {
    let mut out = String::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        let Some(code) = line.strip_prefix("### ").and_then(Code::named) else { continue };
        while lines.next_if(|line| line.is_empty()).is_some() {}
        while lines.next_if(|line| !line.is_empty() && !line.starts_with('#')).is_some() {}
        out.push('\n');
        out.push_str(&paragraph(code, lang));
        if lines.peek().is_some_and(|line| line.starts_with('#')) {
            out.push('\n');
        }
    }
    out
}

/// The first block of a kind under a heading of a page.
fn example<'p>(page: &'p str, heading: &str, kind: &str) -> &'p str {
    let (_, rest) = page.split_once(&format!("\n## {heading}\n")).unwrap_or_else(|| panic!("{heading} is a heading"));
    let (_, rest) = rest.split_once(&format!("```{kind}\n")).unwrap_or_else(|| panic!("{heading} has an example"));
    rest.split_once("```").expect("the example ends").0
}

#[test]
fn the_examples_of_the_assessment_format_are_what_the_program_reads_and_writes() {
    let page = std::fs::read_to_string("docs/assessment-format.md").expect("the page is there").replace("\r\n", "\n");
    let read = |text: &str| {
        let source = Source { name: "x.assessment.yaml".to_owned(), text: text.to_owned().into() };
        file::read(&source).expect("the example is good").0
    };
    let written = example(&page, "By example", "yaml");
    assert_eq!(file::write(&read(written)), written);

    let example_of = storage::questionnaire("tests/fixtures/good/supplier-basics.yaml", &Texts::Main);
    let own = example_of.ok().and_then(|loaded| loaded.questionnaire).expect("the example is good");
    let text = example(&page, "Answers from a file", "yaml").to_owned();
    let source = Source { name: "answers.yaml".to_owned(), text: text.into() };
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T20:38:25Z");
    answers::take_yaml(&source, &own, &mut assessment, "2026-11-22T20:38:25Z").expect("the answers fit");
    assert_eq!(assessment.entry("ACC-1"), read(written).entry("ACC-1"), "both tell the same");
}

#[test]
fn every_code_stands_in_the_docs_with_sentence_and_cure() {
    for lang in Lang::ALL {
        let page = codes_page(lang);
        let found = std::fs::read_to_string(page).expect("the page is there").replace("\r\n", "\n");
        let wanted = blessed(&found, lang);
        if std::env::var_os("GRADUS_BLESS").is_some() {
            std::fs::write(page, &wanted).expect("the page can be written");
        } else {
            assert_eq!(found, wanted, "GRADUS_BLESS=1 cargo test --test documentation writes {page} anew");
        }
        let headings: Vec<&str> = wanted.lines().filter_map(|line| line.strip_prefix("### ")).collect();
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        assert_eq!(headings, codes, "{page}: one heading for each code, in order");
    }
}
