//! The pages of the codes: both languages show the same example, and what they call right cures what they call wrong.
//!
//! The lines of a wrong example stand in a bad file of its code. There they give way to those of the right one; then
//! the problem is gone from its place, and no other has come.

mod tables;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, answers, file};
use gradus::diagnostic::{Code, Diagnostic, Source};
use gradus::language::Lang;
use gradus::questionnaire::{self, Questionnaire, Texts};
use gradus::storage;
use gradus::translation;

const BAD: &str = "tests/fixtures/bad";

/// Codes whose page says step by step what to do, since an example would say nothing.
const STEPS: [(&str, &str); 19] = [
    ("Y0001", "the wrong bytes are no text"),
    ("Y0002", "16 MB do not fit on a page"),
    ("Y0008", "nobody writes such aliases by hand"),
    ("Y0010", "there is nothing to show"),
    ("Y0013", "the wrong character cannot be seen, and would act where the page is shown"),
    ("Q0229", "it is the link that is wrong, and no line of a file"),
    ("Q0413", "what no row belongs to was named in an option, not in the table"),
    ("Q0414", "only a workbook knows dates"),
    ("Q0415", "only a workbook knows numbers from texts"),
    ("Q0416", "only a workbook has formulas"),
    ("Q0417", "the wrong bytes are no text"),
    ("Q0420", "20,000 rows do not fit on a page"),
    ("Q0421", "a workbook is no text"),
    ("Q0422", "the name of the sheet was given in an option"),
    ("A0407", "another edition is looked through, not corrected in the file"),
    ("A0408", "another text is looked through, not corrected in the file"),
    ("A0419", "another edition offers other answers, among which only the firm can choose"),
    ("A0420", "another edition has other levels, among which only the firm can choose"),
    ("A0421", "only the firm knows the reason"),
];

/// Stands between lines of an example that do not follow each other in the file.
const LEFT_OUT: &str = "# …";

/// What is wrong and what is right, in the language of the fence.
#[derive(Debug, PartialEq)]
struct Example<'p> {
    kind: &'p str,
    wrong: Vec<&'p str>,
    right: Vec<&'p str>,
}

/// The block that follows the label, with the kind its fence names.
fn fenced<'p>(page: &'p str, label: &str) -> Option<(&'p str, Vec<&'p str>)> {
    let mut lines = page.lines().skip_while(|line| *line != label).skip(1).skip_while(|line| line.is_empty());
    let kind = lines.next()?.strip_prefix("```")?;
    Some((kind, lines.take_while(|line| *line != "```").collect()))
}

fn example(lang: Lang, code: Code) -> Option<Example<'static>> {
    let page = lang.page(code);
    let words = &lang.words().messages;
    let fences = page.lines().filter(|line| line.starts_with("```")).count();
    let (wrong, right) = (fenced(page, words.page_wrong), fenced(page, words.page_right));
    match (wrong, right) {
        (None, None) => {
            assert_eq!(fences, 0, "{code} {lang:?}: an example has its labels");
            None
        }
        (Some((kind, wrong)), Some((other, right))) => {
            assert_eq!((kind, fences), (other, 4), "{code} {lang:?}: two blocks of one kind");
            Some(Example { kind, wrong, right })
        }
        _ => panic!("{code} {lang:?}: what is wrong has a cure"),
    }
}

/// A line as it is compared: without the mark of the problem that it causes, and without spaces at its end.
fn unmarked(line: &str) -> &str {
    line.split(" # <- ").next().unwrap_or_default().trim_end()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Lines without the spaces that all of them begin with, and how many those are.
fn flush<'l>(lines: &[&'l str]) -> (usize, Vec<&'l str>) {
    let common = lines.iter().filter(|line| !line.trim().is_empty()).map(|line| indent(line)).min().unwrap_or(0);
    (common, lines.iter().map(|line| line.get(common..).unwrap_or_default()).collect())
}

/// The parts of an example between which lines are left out.
fn parts<'l>(lines: &[&'l str]) -> Vec<Vec<&'l str>> {
    lines.split(|line| line.trim() == LEFT_OUT).map(<[&str]>::to_vec).collect()
}

/// Where some lines stand in a text, from a line on: the first of them, and by how much they are further in there.
fn found(text: &[&str], lines: &[&str], from: usize) -> Option<(usize, usize)> {
    let (written, wanted) = flush(lines);
    (from..=text.len().checked_sub(lines.len())?).find_map(|at| {
        let (there, own) = flush(&text[at..at + lines.len()]);
        (own == wanted).then(|| (at, there.saturating_sub(written)))
    })
}

/// A text in which an example gave way to its cure.
struct Cured {
    text: String,
    /// Lines that the wrong example took, counted from 0.
    before: BTreeSet<usize>,
    /// Lines that the right one takes.
    after: BTreeSet<usize>,
}

fn cure(text: &str, example: &Example<'_>) -> Option<Cured> {
    let lines: Vec<&str> = text.lines().collect();
    let plain: Vec<&str> = lines.iter().map(|line| unmarked(line)).collect();
    let (wrong, right) = (parts(&example.wrong), parts(&example.right));
    assert_eq!(wrong.len(), right.len(), "both leave out the same: {example:?}");
    let (mut cured, mut taken) = (Vec::new(), 0);
    let (mut before, mut after) = (BTreeSet::new(), BTreeSet::new());
    for (wrong, right) in wrong.iter().zip(&right) {
        let (at, deeper) = found(&plain, wrong, taken)?;
        cured.extend(lines[taken..at].iter().map(|line| (*line).to_owned()));
        before.extend(at..at + wrong.len());
        after.extend(cured.len()..cured.len() + right.len());
        cured.extend(right.iter().map(|line| format!("{}{line}", " ".repeat(deeper))));
        taken = at + wrong.len();
    }
    cured.extend(lines[taken..].iter().map(|line| (*line).to_owned()));
    Some(Cured { text: cured.join("\n") + "\n", before, after })
}

/// Bad files of a code, with their texts. What is not UTF-8 has no example.
fn bad_files(code: Code) -> BTreeMap<String, String> {
    let entries = std::fs::read_dir(BAD).expect("the folder is there");
    let names = entries.map(|entry| entry.expect("an entry can be read").file_name().to_string_lossy().into_owned());
    let own = names.filter(|name| name.starts_with(&format!("{code}-")));
    own.filter_map(|name| {
        let text = std::fs::read_to_string(Path::new(BAD).join(&name)).ok()?;
        Some((name, text.replace("\r\n", "\n")))
    })
    .collect()
}

/// A problem by its file, its line counted from 0, and its code.
type Told = (String, usize, Code);

/// Problems of a bad file, with the one of this name in another wording. The place of a problem is part of what is told.
fn told(main: &str, changed: &str, text: &str) -> Vec<Told> {
    let read = |name: &str| {
        let text = if name == changed {
            text.to_owned()
        } else {
            std::fs::read_to_string(Path::new(BAD).join(name)).ok()?.replace("\r\n", "\n")
        };
        Some(Source { name: name.to_owned(), text: text.into() })
    };
    let source = read(main).expect("the file is there");
    let (problems, sources) = if tables::is_table(main) {
        let (problems, source) = tables::told(main, source.text.into_owned().into_bytes());
        (problems, vec![source])
    } else if main.ends_with(".csv") {
        let own = good();
        let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        let taken = answers::take_csv(&source, &own, &mut assessment, "2026-11-22T08:00:00Z");
        (taken.err().unwrap_or_default(), vec![source])
    } else if main.ends_with(".assessment.yaml") {
        (of_assessment(&source), vec![source])
    } else if main.starts_with('L') {
        (translation::read(&source).1, vec![source])
    } else {
        let loaded = questionnaire::read(source, main.strip_suffix(".yaml"), &Texts::All, &read);
        (loaded.problems, loaded.sources)
    };
    let place = |problem: &Diagnostic| {
        let span = problem.span.unwrap_or_else(|| panic!("{main}: {problem:?} has a place"));
        let source = &sources[usize::from(span.file)];
        (source.name.clone(), source.text[..span.start as usize].matches('\n').count(), problem.code)
    };
    problems.iter().map(place).collect()
}

fn good() -> Questionnaire {
    let loaded = storage::questionnaire("tests/fixtures/good/supplier-basics.yaml", &Texts::All);
    loaded.ok().and_then(|loaded| loaded.questionnaire).expect("the good file is good")
}

fn of_assessment(source: &Source) -> Vec<Diagnostic> {
    let (assessment, places) = match file::read(source) {
        Ok(read) => read,
        Err(problems) => return problems,
    };
    let mut problems = Vec::new();
    if let Err(errors) = prove(&good(), &assessment, &places, &mut problems) {
        problems.extend(errors);
    }
    problems
}

/// Says what is wrong with the cure of an example; nothing if it cures.
fn fault(code: Code, example: &Example<'_>) -> Option<String> {
    let files = bad_files(code);
    let Some((name, cured)) = files.iter().find_map(|(name, text)| Some((name, cure(text, example)?))) else {
        return Some("the wrong lines stand in no bad file".to_owned());
    };
    let main = if files.contains_key(name.as_str()) && (name.ends_with(".csv") || name.ends_with(".assessment.yaml")) {
        name.clone()
    } else {
        // A file beside a questionnaire is read together with it.
        format!("{}.yaml", name.split('.').next().unwrap_or_default())
    };
    let (before, after) = (told(&main, name, &files[name]), told(&main, name, &cured.text));
    let within = |told: &[Told], lines: &BTreeSet<usize>| {
        told.iter().filter(|(file, line, known)| file == name && lines.contains(line) && *known == code).count()
    };
    if within(&before, &cured.before) == 0 {
        return Some(format!("{name} has the problem at another place: {before:?}"));
    }
    if within(&after, &cured.after) > 0 {
        return Some(format!("{name} still has the problem: {after:?}"));
    }
    let count = |told: &[Told], code: Code| told.iter().filter(|(_, _, known)| *known == code).count();
    let new = after.iter().find(|(_, _, code)| count(&after, *code) > count(&before, *code));
    let gone = count(&after, code) < count(&before, code);
    match new {
        Some(new) => Some(format!("{name} has a new problem: {new:?}")),
        None if !gone => Some(format!("{name} has the problem elsewhere now: {after:?}")),
        None => None,
    }
}

#[test]
fn both_languages_show_the_same_example_or_tell_the_steps() {
    for code in Code::ALL {
        let examples = Lang::ALL.map(|lang| example(lang, *code));
        assert_eq!(examples[0], examples[1], "{code}");
        let steps = STEPS.iter().any(|(known, _)| *known == code.as_str());
        assert_eq!(examples[0].is_none(), steps, "{code} has an example, or a reason why not");
        if steps {
            let numbered =
                Lang::ALL.map(|lang| lang.page(*code).lines().filter(|line| line.starts_with("1. ")).count());
            assert_eq!(numbered, [1, 1], "{code} says what to do first");
        }
        if let [Some(example), _] = &examples {
            let wanted = if bad_files(*code).keys().all(|name| name.ends_with(".csv")) { "csv" } else { "yaml" };
            assert_eq!(example.kind, wanted, "{code}");
            assert_ne!(example.wrong, example.right, "{code}");
        }
    }
}

#[test]
fn the_cure_cures() {
    let examples = Code::ALL.iter().filter_map(|code| Some((*code, example(Lang::En, *code)?)));
    let mut wrong = Vec::new();
    let mut count = 0;
    for (code, example) in examples {
        count += 1;
        wrong.extend(fault(code, &example).map(|fault| format!("{code}: {fault}")));
    }
    assert_eq!(count, Code::ALL.len() - STEPS.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_cure_that_does_not_cure_is_found_out() {
    let says = |code: Code, wrong: &'static str, right: &'static str, word: &str| {
        let lines = |text: &'static str| text.lines().collect();
        let fault = fault(code, &Example { kind: "yaml", wrong: lines(wrong), right: lines(right) });
        assert!(fault.as_ref().is_some_and(|fault| fault.contains(word)), "{code}: {fault:?}");
    };
    says(Code::UnknownKey, "effrt: S", "effort: S", "no bad file");
    says(Code::UnknownKey, "efort: S", "effor: S", "still");
    says(Code::UnknownKey, "efort: S", "effort: huge", "new problem");
    says(Code::UnknownKey, "ask: Is it so?", "ask: Is it really so?", "another place");
    says(Code::UnknownKey, "- id: D-1\nlevel: l1", "- id: D-1\n  level: l1", "no bad file");
    says(Code::UnknownKey, "efort: S\n# …\nhelp: It matters.", "ask_wen: x\n# …\nhelp: It matters.", "still");
    says(Code::TableColumn, "id,ask,weigth", "id,ask,wieght", "still");
    says(Code::RowIdTwice, "gate-1,Do guests wear a badge?", "GATE 2,Do guests wear a badge?", "new problem");
    says(Code::EmptyTable, "id,ask", "id,ask\n,", "still");
    says(Code::Cycle, "- id: D-2\n  depends_on: [D-1]", "- id: D-2\n  depends_on: [D-2]", "still");
}

#[test]
fn examples_stand_on_eighty_columns_and_pages_have_no_links() {
    use unicode_width::UnicodeWidthStr as _;
    for (lang, code) in Lang::ALL.into_iter().flat_map(|lang| Code::ALL.iter().map(move |code| (lang, *code))) {
        let page = lang.page(code);
        // On a terminal a link leads nowhere.
        assert!(!page.contains("]("), "{code} {lang:?}");
        if let Some(example) = example(lang, code) {
            for line in example.wrong.iter().chain(&example.right) {
                assert!(line.replace('\t', "    ").width() <= 76, "{code} {lang:?}: {line}");
            }
        }
    }
}
