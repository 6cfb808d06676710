//! Every example on the pages of the questionnaire format is a file that the tests read, or a part of one.

use gradus::assessment::{Assessment, answers};
use gradus::diagnostic::{Diagnostic, Source};
use gradus::questionnaire::{self, Loaded, Texts, catalog};
use gradus::storage;

const PAGES: [&str; 4] =
    ["docs/questionnaire-format.md", "docs/questionnaire-format.zh-TW.md", "README.md", "README.zh-TW.md"];
const WHOLE: &str = "tests/fixtures/good/supplier-basics.yaml";
const LADDER: &str = "tests/fixtures/good/ladder/ladder";

fn text(path: &str) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}")).replace("\r\n", "\n")
}

/// A file without its first line, by which an editor finds the schema.
fn shown(path: &str) -> String {
    let text = text(path);
    match text.split_once('\n') {
        Some((first, rest)) if first.starts_with("# yaml-language-server:") => rest.to_owned(),
        _ => text,
    }
}

/// The blocks of a kind on a page.
fn blocks(page: &str, kind: &str) -> Vec<String> {
    let fence = format!("```{kind}\n");
    let ends = |block: &str| block.split_once("```").expect("a block ends").0.to_owned();
    text(page).split(fence.as_str()).skip(1).map(ends).collect()
}

/// Lines without comments, which each page writes in its own language.
fn lines(text: &str) -> Vec<String> {
    let bare = |line: &str| line.split(" #").next().unwrap_or_default().trim_end().to_owned();
    text.lines().map(bare).filter(|line| !line.is_empty() && !line.trim_start().starts_with('#')).collect()
}

fn good(loaded: &Loaded, of: &str) {
    let errors: Vec<&Diagnostic> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{of}: {errors:?}");
    assert!(loaded.questionnaire.is_some(), "{of}");
}

/// Answers that a page shows are taken by the built-in questionnaire.
fn taken(answers: &str, page: &str) {
    let cmmc = catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main).questionnaire.expect("it is good");
    let source = Source { name: "answers.yaml".to_owned(), text: answers.to_owned().into() };
    let mut assessment = Assessment::begin(&cmmc, None, "2026-11-26T08:00:00Z");
    answers::take_yaml(&source, &cmmc, &mut assessment, "2026-11-26T08:00:00Z").expect(page);
    assert!(!assessment.answers.is_empty(), "{page}");
}

#[test]
fn every_example_is_a_part_of_a_file_that_is_good() {
    let whole = lines(&text(WHOLE));
    let mut seen = 0;
    for page in PAGES {
        for block in blocks(page, "yaml") {
            seen += 1;
            let field = |key: &str| {
                let line = block.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": "));
                line.unwrap_or_default().to_owned()
            };
            match field("format").as_str() {
                "gradus/texts/1" => {
                    assert_eq!(block, shown(&format!("{LADDER}.{}.yaml", field("language"))), "{page}");
                }
                "gradus/refs/1" => assert_eq!(block, shown(&format!("{LADDER}.refs.yaml")), "{page}"),
                questionnaire::FORMAT if block.contains("\ndomains:\n") => {
                    let id = field("id");
                    let source = Source { name: format!("{id}.yaml"), text: block.clone().into() };
                    good(&questionnaire::read(source, Some(&id), &Texts::All, &|_| None), page);
                }
                _ if block.contains("\nanswers:\n") => taken(&block, page),
                _ => {
                    let part = lines(&block);
                    let there = whole.windows(part.len()).any(|window| window == part);
                    assert!(there, "{page}: not a part of {WHOLE}:\n{block}");
                }
            }
        }
    }
    assert!(seen >= 24, "{seen} examples");
}

#[test]
fn the_files_that_the_docs_show_together_are_good_together() {
    let loaded = storage::questionnaire(&format!("{LADDER}.yaml"), &Texts::All).expect("it can be read");
    assert_eq!(loaded.problems, []);
    let own = loaded.questionnaire.expect("it is good");
    let first = &own.requirements()[0];
    assert_eq!(own.scale_of(first).answers[0].label.get("zh-TW"), "全體皆是", "its own wording");
    assert_eq!(first.objectives[1].ask.get("en"), "Shop floor");
    assert_eq!(first.refs.len(), 2);
}
