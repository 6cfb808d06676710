//! Every kind of problem: the file that causes it, its place, and its sentences.
//!
//! A comment `# <- CODE` in a bad file marks the line of a problem that it must cause; no other may be told.

mod tables;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, answers};
use gradus::diagnostic::{Code, Diagnostic, Source};
use gradus::language::Lang;
use gradus::questionnaire::{Questionnaire, Texts};
use gradus::render::diagnostics::{render, sentences};
use gradus::storage::{self, Refusal};
use gradus::translation;
use unicode_width::UnicodeWidthStr as _;

const BAD: &str = "tests/fixtures/bad";
const GOOD: &str = "tests/fixtures/good/supplier-basics.yaml";

/// Codes and lines of files in which a comment cannot stand, or would not be read as one.
const UNMARKED: [(&str, &str, usize); 28] = [
    ("Y0001-not-utf8", "Y0001", 5),
    ("Y0003-not-yaml", "Y0003", 5),
    ("Y0005-unclosed-quote", "Y0005", 21),
    ("Y0008-alias-bomb", "Y0008", 5),
    ("Y0010-empty-file", "Y0010", 2),
    ("Q0401-unknown-column", "Q0401", 1),
    ("Q0402-comma-in-text", "Q0402", 2),
    ("Q0403-column-twice", "Q0403", 1),
    ("Q0404-no-questions", "Q0404", 1),
    ("Q0405-heading-between-rows", "Q0405", 2),
    ("Q0406-id-twice", "Q0406", 3),
    ("Q0407-space-in-id", "Q0407", 2),
    ("Q0408-written-once", "Q0408", 3),
    ("Q0409-number-with-a-word", "Q0409", 2),
    ("Q0410-unknown-word", "Q0410", 2),
    ("Q0411-depends-on-nothing", "Q0411", 3),
    ("Q0412-two-titles", "Q0412", 3),
    ("Q0417-big5", "Q0417", 1),
    ("Q0418-unclosed-quote", "Q0418", 2),
    ("Q0419-no-rows", "Q0419", 1),
    ("A0412-unknown-row", "A0412", 3),
    ("A0413-row-twice", "A0413", 4),
    ("A0414-unknown-column", "A0414", 1),
    ("A0415-missing-column", "A0415", 1),
    ("A0416-not-csv", "A0416", 2),
    ("A0501-no-column", "A0501", 1),
    ("A0502-unknown-control", "A0502", 2),
    ("A0503-neither-yes-nor-no", "A0503", 2),
];

/// Codes whose file would be too large to keep (`bad_input` makes it) or a link (`catalogue` does); or that need a
/// workbook or an option (`new_from_table` makes them).
const MADE_ELSEWHERE: [Code; 9] = [
    Code::TooLarge,
    Code::LeadsOut,
    Code::GroupWithoutRow,
    Code::CellDate,
    Code::IdNumber,
    Code::CellFault,
    Code::TableTooLarge,
    Code::NotAWorkbook,
    Code::UnknownSheet,
];

/// What a bad file causes.
struct Told {
    name: String,
    problems: Vec<Diagnostic>,
    sources: Vec<Source>,
}

fn questionnaire(path: &str) -> (Option<Questionnaire>, Vec<Diagnostic>, Vec<Source>) {
    match storage::questionnaire(path, &Texts::All) {
        Ok(loaded) => (loaded.questionnaire, loaded.problems, loaded.sources),
        Err(Refusal::Problems(problems, sources)) => (None, problems, sources),
        Err(Refusal::Storage(error)) => panic!("{error}"),
    }
}

fn good() -> Questionnaire {
    questionnaire(GOOD).0.expect("the good file is good")
}

fn told(path: &Path) -> Told {
    let name = path.file_name().and_then(|name| name.to_str()).expect("names are text").to_owned();
    let shown = path.to_str().expect("paths are text");
    let (problems, sources) = if name.ends_with(".assessment.yaml") {
        of_assessment(path)
    } else if tables::is_table(&name) {
        let Ok(bytes) = storage::read_bytes(path, storage::LARGEST) else { panic!("{name} can be read") };
        let (problems, source) = tables::told(shown, bytes);
        (problems, vec![source])
    } else if name.ends_with(".csv") {
        let Ok(source) = storage::read_text(path) else { panic!("{name} can be read") };
        let own = good();
        let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        let taken = answers::take_csv(&source, &own, &mut assessment, "2026-11-22T08:00:00Z");
        assert_eq!(assessment.answers, [], "{name}: all of it is taken, or nothing");
        (taken.expect_err("the file is bad"), vec![source])
    } else if name.starts_with('L') {
        let Ok(source) = storage::read_text(path) else { panic!("{name} can be read") };
        (translation::read(&source).1, vec![source])
    } else {
        let (_, problems, sources) = questionnaire(shown);
        (problems, sources)
    };
    Told { name, problems, sources }
}

fn of_assessment(path: &Path) -> (Vec<Diagnostic>, Vec<Source>) {
    let (assessment, places, source) = match storage::read_assessment(path) {
        Ok(read) => read,
        Err(Refusal::Problems(problems, sources)) => return (problems, sources),
        Err(Refusal::Storage(error)) => panic!("{error}"),
    };
    let Ok(loaded) = storage::questionnaire_of(&assessment, path, &Texts::All) else { panic!("it is found") };
    let own = loaded.questionnaire.expect("the good file is good");
    let mut problems = Vec::new();
    if let Err(errors) = prove(&own, &assessment, &places, &mut problems) {
        problems.extend(errors);
    }
    (problems, vec![source])
}

/// Bad files, without the language files beside questionnaires.
fn bad_files() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(BAD).expect("the folder is there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry can be read").path()).collect();
    let beside = [".en.yaml", ".refs.yaml"];
    files.retain(|path| !beside.iter().any(|ending| path.to_string_lossy().ends_with(ending)));
    files.sort();
    files
}

fn line(source: &Source, at: u32) -> usize {
    source.text[..at as usize].matches('\n').count() + 1
}

/// File, line and code of each problem.
fn places(told: &Told) -> BTreeSet<(String, usize, &'static str)> {
    let place = |problem: &Diagnostic| {
        let span = problem.span.unwrap_or_else(|| panic!("{} has no place: {problem:?}", told.name));
        let source = &told.sources[usize::from(span.file)];
        (source.name.clone(), line(source, span.start), problem.code.as_str())
    };
    told.problems.iter().map(place).collect()
}

fn marked(told: &Told) -> BTreeSet<(String, usize, &'static str)> {
    let code = |word: &str| {
        let code = Code::ALL.iter().find(|code| code.as_str() == word);
        code.unwrap_or_else(|| panic!("{}: there is no code {word}", told.name)).as_str()
    };
    let mut found = BTreeSet::new();
    for source in &told.sources {
        for (index, text) in source.text.lines().enumerate() {
            let words = text.split_once("# <- ").map_or("", |(_, words)| words);
            found.extend(words.split_whitespace().map(|word| (source.name.clone(), index + 1, code(word))));
        }
    }
    let stem = told.name.split('.').next().unwrap_or_default();
    for (name, word, line) in UNMARKED {
        if name == stem {
            found.insert((told.sources[0].name.clone(), line, code(word)));
        }
    }
    found
}

#[test]
fn each_bad_file_causes_what_is_marked_in_it_and_nothing_else() {
    let mut wrong = Vec::new();
    for path in bad_files() {
        let told = told(&path);
        let (found, wanted) = (places(&told), marked(&told));
        let code = told.name.split('-').next().unwrap_or_default();
        if found != wanted || !found.iter().any(|(_, _, known)| *known == code) {
            wrong.push(format!("{}: told {found:?}, marked {wanted:?}", told.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_has_a_file_that_causes_it() {
    let names: Vec<String> = bad_files().iter().map(|path| path.to_string_lossy().into_owned()).collect();
    for code in Code::ALL {
        let there = names.iter().any(|name| name.contains(&format!("/{code}-")));
        assert!(there != MADE_ELSEWHERE.contains(code), "{code}");
    }
}

#[test]
fn an_error_keeps_the_file_from_being_used_and_a_warning_does_not() {
    let is_other = |path: &str| path.contains("/A0") || path.ends_with(".csv");
    for path in bad_files().iter().filter(|path| !is_other(&path.to_string_lossy())) {
        let (own, problems, _) = questionnaire(path.to_str().expect("paths are text"));
        assert_eq!(own.is_none(), problems.iter().any(Diagnostic::is_error), "{}", path.display());
    }
}

#[test]
fn all_faults_of_a_file_are_told_in_one_run() {
    let told = told(&Path::new(BAD).join("Q0202-many-faults.yaml"));
    let codes: BTreeSet<&str> = told.problems.iter().map(|problem| problem.code.as_str()).collect();
    for code in ["Q0202", "Q0205", "Q0206", "Y0101", "Y0103", "Y0106"] {
        assert!(codes.contains(code), "{code} is told too: {codes:?}");
    }
}

#[test]
fn every_sentence_is_filled_in_every_language() {
    for path in bad_files() {
        let told = told(&path);
        for problem in &told.problems {
            for lang in Lang::ALL {
                let (sentence, cure) = sentences(problem, lang);
                let (sentence_form, cure_form) = lang.problem(problem.code);
                for (text, form) in [(&sentence, sentence_form), (&cure, cure_form)] {
                    for field in fields(form) {
                        assert!(!text.contains(&format!("{{{field}}}")), "{} {lang:?}: {text}", told.name);
                        let known = problem.args.iter().any(|(name, _)| *name == field);
                        assert!(known, "{} {lang:?}: {field} is given", told.name);
                    }
                    assert!(!text.trim().is_empty(), "{} {lang:?}", told.name);
                }
            }
        }
    }
}

fn fields(form: &str) -> Vec<&str> {
    form.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(field, _)| field).collect()
}

/// Problems as a terminal shows them.
fn shown(name: &str, lang: Lang) -> String {
    let told = told(&Path::new(BAD).join(name));
    let text = render(&told.problems, &told.sources, lang, false, 80);
    assert!(!text.contains('\u{1b}'), "{name} steers no terminal");
    // Paths are shown as the system writes them.
    text.replace("bad\\", "bad/")
}

#[test]
fn problems_are_drawn_as_a_good_compiler_draws_them() {
    for name in [
        "Q0203-duplicate-id.yaml",
        "Q0205-unknown-name.yaml",
        "Q0202-many-faults.yaml",
        "Y0013-raw-control.yaml",
        "A0402-missing-reason.assessment.yaml",
        "A0412-unknown-row.csv",
    ] {
        let stem = name.split('.').next().unwrap_or_default();
        for lang in Lang::ALL {
            insta::assert_snapshot!(format!("{stem}-{}", lang.tag()), shown(name, lang));
        }
    }
}

#[test]
fn the_marker_stands_under_what_it_marks_also_behind_han() {
    let text = "format: gradus/questionnaire/1\nlanguages: [en]\ntitle: {en: 供應商資安, 語言: 中文}\n";
    let source = Source { name: "han.yaml".into(), text: text.into() };
    let loaded = gradus::questionnaire::read(source, None, &Texts::All, &|_| None);
    let problem =
        loaded.problems.iter().find(|problem| problem.code == Code::NotALanguage).expect("語言 is no language");
    let shown = render(std::slice::from_ref(problem), &loaded.sources, Lang::ZhTw, false, 80);
    let lines: Vec<&str> = shown.lines().collect();
    let at = lines.iter().position(|line| line.contains("語言: 中文")).expect("the line is shown");
    let marked = lines[at].find("語言").map(|byte| lines[at][..byte].width()).expect("it is there");
    let marker = lines[at + 1].find('^').map(|byte| lines[at + 1][..byte].width()).expect("a marker is there");
    assert_eq!(marker, marked, "{shown}");
    // Two Han take four columns.
    assert_eq!(lines[at + 1].matches('^').count(), 4, "{shown}");
}
