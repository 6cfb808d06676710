//! Nothing that stands in a file makes the loader fall over: questionnaires changed at random, and the files beside them.
//!
//! The work is done by a child of this very test, which has only so much memory and is ended when it hangs. A few seconds
//! of it belong to every run of the tests, always the same ones; `GRADUS_FUZZ_SECONDS=600` goes on for ten minutes, each
//! time with others. What was found once is a test of its own, below.

#![allow(clippy::print_stdout, reason = "how much was tried is its result")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use gradus::assessment::Assessment;
use gradus::assessment::file::Places;
use gradus::assessment::sheet::prove;
use gradus::cli::Cli;
use gradus::commands::{self, World};
use gradus::diagnostic::{Diagnostic, Source};
use gradus::language::Lang;
use gradus::questionnaire::{Questionnaire, Texts};
use gradus::render::diagnostics::{self, Checked, render};
use gradus::render::terminal::{self, Screen};
use gradus::report::overview::overview;
use gradus::scoring;
use gradus::storage::{self, Refusal};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestError, TestRng, TestRunner};

/// Seconds of a usual run.
const USUAL: u64 = 3;
/// No load of a file of some hundred kilobytes takes nearly as long, even unoptimised on a busy machine.
const LONGEST: Duration = Duration::from_secs(20);
/// Kilobytes of address space that the child may take.
const MEMORY: u64 = 1_500_000;
/// A changed file is cut to this many bytes.
const LARGEST: usize = 100_000;

/// Says how long the child works; only the child has it.
const SECONDS_OF_CHILD: &str = "GRADUS_FUZZ_CHILD";
const SECONDS: &str = "GRADUS_FUZZ_SECONDS";

/// A questionnaire: files by name, the main one first in `NAMES`.
type Files = BTreeMap<String, Vec<u8>>;

/// One change; the numbers are taken modulo what there is.
#[derive(Debug, Clone)]
struct Change {
    file: u8,
    kind: u8,
    at: u16,
    to: u16,
    what: u16,
}

/// Questionnaires to begin with.
fn good() -> Vec<(&'static str, Files)> {
    let read = |path: &str| fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let one = |name: &str, text: &[u8]| BTreeMap::from([(name.to_owned(), text.to_vec())]);
    let mut all =
        vec![("supplier-basics.yaml", one("supplier-basics.yaml", &read("tests/fixtures/good/supplier-basics.yaml")))];
    let mut beside = one("beside.yaml", MAIN.replace("NAME", "beside").replace("PLACE", "beside").as_bytes());
    let mut by_domain =
        one("by-domain.yaml", MAIN.replace("NAME", "by-domain").replace("PLACE", "by-domain").as_bytes());
    for (lang, title) in [("en", "Title"), ("zh-TW", "標題")] {
        let text = |name: &str| TEXTS.replace("NAME", name).replace("LANG", lang).replace("TITLE", title);
        beside.insert(format!("beside.{lang}.yaml"), text("beside").into_bytes());
        by_domain.insert(format!("by-domain/D.{lang}.yaml"), text("by-domain").into_bytes());
    }
    for (files, name) in [(&mut beside, "beside"), (&mut by_domain, "by-domain")] {
        let refs =
            format!("format: gradus/refs/1\nquestionnaire: {name}\nrequirements: {{R-1: {{iso: [A.1, \"3.10\"]}}}}\n");
        files.insert(format!("{name}.refs.yaml"), refs.into_bytes());
    }
    all.push(("beside.yaml", beside));
    all.push(("by-domain.yaml", by_domain));
    all.push(("mean.yaml", one("mean.yaml", MEAN.as_bytes())));
    all
}

const MAIN: &str = "\
format: gradus/questionnaire/1
id: NAME
edition: '1'
languages: [en, zh-TW]
texts: PLACE
refs: beside
title: {en: Example, zh-TW: 範例}
attribution: {publisher: P, licence: CC0-1.0}
scales:
  yes-no: {not_applicable: {counts_as: met}, answers: [{id: met, key: m, credit: 1, label: {en: Met, zh-TW: 符合}}, {id: not-met, key: n, credit: 0}]}
levels:
  - {id: one, title: {en: One, zh-TW: 一級}}
  - {id: two, rule: {points: {start: 10, final: 10, conditional: 5}}, requires: {question: size, is: large}}
profile: [{id: size, ask: {en: How large?, zh-TW: 多大？}, choices: [{id: large}, {id: small}]}]
domains:
  - id: D
    requirements:
      - {id: R-1, level: one, scale: yes-no, weight: 1, points: 2, objectives: [a, b]}
      - {id: R-2, level: two, scale: yes-no, points: 5, poam: [not-met], depends_on: [R-1], ask_when: {any: [{question: R-1, is: met}, {question: size, in: [large]}]}}
";

const TEXTS: &str = "\
format: gradus/texts/1
questionnaire: NAME
language: LANG
requirements:
  R-1: {title: TITLE 1, ask: TITLE ask?, help: TITLE help, evidence: {examine: TITLE hint}, objectives: {a: TITLE a, b: TITLE b}}
  R-2:
    title: TITLE 2
    ask: TITLE ask too?
    help: |
      TITLE help
      in lines
";

const MEAN: &str = "\
format: gradus/questionnaire/1
id: mean
edition: '1'
languages: [zh-TW]
title: 平均
attribution: {publisher: P, licence: CC0-1.0}
scoring: {method: mean}
scales:
  steps:
    not_applicable: {counts_as: nothing}
    answers:
      - {id: most, key: m, value: 3}
      - {id: some, key: s, value: 1.5, reason: required}
      - {id: none, key: n, value: 0}
levels: [{id: l1}, {id: l2, value: 2}, {id: l3}]
targets: [{id: all, level: l1, domains: {E: l2}}]
domains:
  - id: D
    requirements:
      - {id: D-1, level: l1, scale: steps, weight: 2/5, ask: 是否如此？, help: 這很重要。}
      - {id: D-2, level: l2, scale: steps, weight: 40%, ask: 是否如此？, help: 這很重要。, ask_when: {question: D-1, at_least: some}}
  - id: E
    requirements:
      - {id: E-1, level: l1, scale: steps, weight: 1, ask: 是否如此？, help: 這很重要。, ask_when: {all: [{question: D-2, is: not-applicable}]}}
";

/// What is put where something else stood.
const HOSTILE: [&str; 66] = [
    "",
    "~",
    "null",
    "no",
    "yes",
    "true",
    "0",
    "-1",
    "1",
    "1/0",
    "1/2",
    "2/1",
    "80%",
    "-80%",
    "1e999",
    ".nan",
    "0x1F",
    "99999999999999999999999",
    "0.0000000000000000000001",
    "999999999999/0.0000000001",
    "2026-01-01",
    "1:30",
    "180 days",
    "999999999 years",
    "\"\\u0000\"",
    "\"\\e[31m\\u202e\\x9b\"",
    "\"\\uD800\"",
    "''",
    "' '",
    "\"\\u200b\"",
    "\u{feff}",
    "\u{85}",
    "\u{2028}",
    "\u{1f600}",
    "中",
    "{}",
    "[]",
    "{a: b}",
    "[a, b]",
    "[[[[[[[[x]]]]]]]]",
    "{a: {b: {c: d}}}",
    "&a x",
    "*a",
    "&a [*a]",
    "<<: *a",
    "!!str 1",
    "!!binary x",
    "!!null x",
    "!custom {a: b}",
    "|",
    ">-",
    "- x",
    "? x",
    "x: y",
    "'open",
    "\"open",
    "@x",
    "`x`",
    "%x",
    "{",
    "[",
    "}",
    "]",
    "---",
    "...",
    "# x",
];

/// Words with a meaning, besides those of the file itself.
const WORDS: [&str; 30] = [
    "met",
    "not-met",
    "not-applicable",
    "unknown",
    "mean",
    "rules",
    "every",
    "share",
    "points",
    "own",
    "cumulative",
    "beside",
    "by-domain",
    "allowed",
    "never",
    "forbidden",
    "required",
    "nothing",
    "en",
    "zh-TW",
    "../x",
    "/etc/passwd",
    "S",
    "XL",
    "examine",
    "supplier-basics",
    "ACC-1",
    "link",
    "basic",
    "at_least",
];

fn donors() -> Vec<String> {
    let mut lines = Vec::new();
    for folder in ["tests/fixtures/bad", "tests/fixtures/good"] {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(folder).expect("the folder is there").map(|entry| entry.expect("an entry").path()).collect();
        paths.retain(|path| path.is_file());
        paths.sort();
        for path in paths {
            let text = String::from_utf8_lossy(&fs::read(path).expect("it can be read")).into_owned();
            lines.extend(text.lines().map(str::to_owned));
        }
    }
    lines
}

/// Scalars of a line: runs of what is neither white nor a sign of YAML.
fn scalars(line: &str) -> Vec<std::ops::Range<usize>> {
    let sign = |c: char| c.is_whitespace() || matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '#');
    let mut found = Vec::new();
    let mut begin = None;
    for (at, c) in line.char_indices().chain([(line.len(), ' ')]) {
        match (begin, sign(c)) {
            (None, false) => begin = Some(at),
            (Some(from), true) => {
                found.push(from..at);
                begin = None;
            }
            _ => {}
        }
    }
    found
}

/// Makes one change to a file.
fn change(bytes: &mut Vec<u8>, change: &Change, donors: &[String]) {
    let (at, to, what) = (usize::from(change.at), usize::from(change.to), usize::from(change.what));
    let raw = |bytes: &mut Vec<u8>| {
        let at = if bytes.is_empty() { 0 } else { at * 7919 % bytes.len() };
        match what % 5 {
            0 => bytes.truncate(at),
            1 => bytes.insert(at, to as u8),
            2 if !bytes.is_empty() => bytes[at] = to as u8,
            3 if !bytes.is_empty() => bytes[at] ^= 1 << (to % 8),
            _ => {
                let end = (at + to % 40).min(bytes.len());
                bytes.drain(at..end);
            }
        }
    };
    if change.kind.is_multiple_of(16) {
        return raw(bytes);
    }
    let Ok(text) = String::from_utf8(std::mem::take(bytes)).map_err(|error| *bytes = error.into_bytes()) else {
        return raw(bytes);
    };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        lines.push(String::new());
    }
    let count = lines.len();
    let (at, to) = (at % count, to % count);
    match change.kind % 16 {
        1 => drop(lines.remove(at)),
        2 => lines.insert(to, lines[at].clone()),
        3 => lines.swap(at, to),
        4 => lines[at].insert_str(0, &" ".repeat(what % 9)),
        5 => lines[at] = lines[at].trim_start_matches(' ').to_owned(),
        6 => lines.insert(at, donors[what % donors.len()].clone()),
        7 => {
            let from = what % donors.len();
            let end = (from + 12).min(donors.len());
            lines.splice(at..at, donors[from..end].iter().cloned());
        }
        // A block stands many times.
        8 => {
            let block: Vec<String> = lines[at.min(to)..=at.max(to)].to_vec();
            let times = (LARGEST / 8 / block.iter().map(|line| line.len() + 1).sum::<usize>().max(1)).min(what % 200);
            for _ in 0..times {
                lines.splice(at..at, block.iter().cloned());
            }
        }
        kind => {
            let places = scalars(&lines[at]);
            if places.is_empty() {
                lines[at].push_str(HOSTILE[what % HOSTILE.len()]);
            } else {
                let place = places[to % places.len()].clone();
                let own = lines[at][place.clone()].to_owned();
                let new = match kind {
                    9 | 10 => HOSTILE[what % HOSTILE.len()].to_owned(),
                    11 => WORDS[what % WORDS.len()].to_owned(),
                    // A word from elsewhere in the file, so that names meet where they should not.
                    12 => {
                        let other = &lines[what % count];
                        scalars(other).into_iter().next_back().map_or(String::new(), |range| other[range].to_owned())
                    }
                    13 => ["x", "構", "9", "\u{1f600}"][what % 4].repeat(1 << (what % 15)),
                    14 => format!(
                        "{}{own}{}",
                        ["[", "{a: "][what % 2].repeat(what % 60),
                        ["]", "}"][what % 2].repeat(what % 60)
                    ),
                    _ => ["&a ", "*a ", "\"", "'", "!!str ", "- ", "? ", "~ "][what % 8].to_owned() + &own,
                };
                lines[at].replace_range(place, &new);
            }
        }
    }
    *bytes = (lines.join("\n") + "\n").into_bytes();
}

/// Returns the files with all changes made.
fn changed(files: &Files, changes: &[Change], donors: &[String]) -> Files {
    let mut files = files.clone();
    for one in changes {
        let names: Vec<String> = files.keys().cloned().collect();
        let name = &names[usize::from(one.file) % names.len()];
        let bytes = files.get_mut(name).expect("it is one of them");
        change(bytes, one, donors);
        bytes.truncate(LARGEST);
    }
    files
}

fn write(folder: &Path, files: &Files) {
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("folders can be made");
        fs::write(path, bytes).expect("a file can be written");
    }
}

/// Whatever was loaded holds what a load promises; returns whether the questionnaire is sound.
fn survives(path: &Path) -> bool {
    let name = path.to_str().expect("paths are text");
    for texts in [Texts::Main, Texts::Titles("zh-TW".into()), Texts::In("en".into())] {
        places_are_right(&load(name, &texts).0);
    }
    let begin = Instant::now();
    let (checked, sound) = load(name, &Texts::All);
    let time = begin.elapsed();
    assert!(time < LONGEST, "it took {time:?}");
    places_are_right(&checked);
    let checked = [checked];
    for lang in Lang::ALL {
        let text = render(&checked[0].problems, &checked[0].sources, lang, false, 80);
        let steers = |c: &char| c.is_control() && *c != '\n';
        assert_eq!(text.chars().find(steers), None, "{text}");
        let codes: BTreeSet<&str> = checked[0].problems.iter().map(|problem| problem.code.as_str()).collect();
        for code in codes {
            assert!(text.contains(code), "{code} is told");
        }
        let count = |text: &str, pointer: &str| {
            let json: serde_json::Value = serde_json::from_str(text).expect("JSON");
            json.pointer(pointer).and_then(serde_json::Value::as_array).expect("a list").len()
        };
        let all = checked[0].problems.len();
        assert_eq!(count(&diagnostics::json(&checked, &[], lang), "/problems"), all);
        assert_eq!(count(&diagnostics::sarif(&checked, &[], lang, Path::new("/")), "/runs/0/results"), all);
    }
    let errors = checked[0].problems.iter().any(Diagnostic::is_error);
    assert_eq!(sound.is_none(), errors, "errors keep it from being used, and nothing else does");
    if let Some(questionnaire) = &sound {
        is_usable(questionnaire, name);
    }
    sound.is_some()
}

fn load(name: &str, texts: &Texts) -> (Checked, Option<Questionnaire>) {
    match storage::questionnaire(name, texts) {
        Ok(loaded) => (Checked { problems: loaded.problems, sources: loaded.sources }, loaded.questionnaire),
        Err(Refusal::Problems(problems, sources)) => (Checked { problems, sources }, None),
        Err(Refusal::Storage(error)) => panic!("{error}"),
    }
}

fn places_are_right(checked: &Checked) {
    for problem in &checked.problems {
        for span in problem.span.iter().chain(&problem.related) {
            let source: &Source = checked.sources.get(usize::from(span.file)).expect("the place lies in a source");
            let (start, end) = (span.start as usize, span.end as usize);
            assert!(source.text.get(start..end).is_some(), "{problem:?} lies on the bounds of characters");
        }
    }
}

/// It can be begun, answered at its best and at its worst, scored and shown.
fn is_usable(questionnaire: &Questionnaire, name: &str) {
    let screen = Screen { width: 80, color: false };
    for turn in 0..3 {
        let mut own = Assessment::begin(questionnaire, None, "2026-11-22T08:00:00Z");
        for requirement in questionnaire.requirements() {
            let answers = &questionnaire.scale_of(requirement).answers;
            let answer = match turn {
                0 => continue,
                1 => answers.first(),
                _ => answers.last(),
            };
            let entry = own.entry_mut(&requirement.id);
            entry.answer_whole(&answer.expect("a scale has answers").id);
            entry.reason = Some("because".to_owned());
        }
        own.tidy(questionnaire);
        let mut warnings = Vec::new();
        let sheet = prove(questionnaire, &own, &Places::default(), &mut warnings).expect("answers of its own fit");
        let card = scoring::score(&sheet);
        for lang in Lang::ALL {
            assert_ne!(terminal::result(&overview(&sheet, &card, lang), &[], lang, screen), "");
        }
    }
    for args in [&["show", name] as &[&str], &["show", name, "--format", "json"]] {
        let typed = std::iter::once("gradus").chain(args.iter().copied()).map(Into::into);
        let cli = Cli::read(typed, Lang::En).expect("it can be typed");
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut world = World {
            lang: Lang::En,
            langs: vec![Lang::En],
            out_screen: screen,
            err_screen: screen,
            signs: true,
            out: &mut out,
            err: &mut err,
            shelf: None,
        };
        assert_eq!(commands::run(&cli, &mut world), 0, "{args:?}: {}", String::from_utf8_lossy(&err));
        assert!(!out.is_empty());
    }
}

fn case() -> impl Strategy<Value = (u8, Vec<Change>)> {
    let numbers = (any::<u8>(), any::<u8>(), any::<u16>(), any::<u16>(), any::<u16>());
    let change = numbers.prop_map(|(file, kind, at, to, what)| Change { file, kind, at, to, what });
    // Few changes leave most of a file to be looked at; many meet each other.
    let some = prop_oneof![4 => vec(change.clone(), 1..4), 2 => vec(change.clone(), 4..16), 1 => vec(change, 16..60)];
    (any::<u8>(), some)
}

/// Works until the time is over, and tells how much was done.
fn work(seconds: u64, folder: &Path) {
    let (good, donors) = (good(), donors());
    let end = Instant::now() + Duration::from_secs(seconds);
    let (mut cases, mut sound, mut longest) = (0u64, 0u64, Duration::ZERO);
    let mut round = 0u8;
    while Instant::now() < end {
        let config = Config { cases: 32, failure_persistence: None, max_shrink_iters: 400, ..Config::default() };
        let mut runner = if seconds == USUAL {
            TestRunner::new_with_rng(config, TestRng::from_seed(RngAlgorithm::ChaCha, &[round; 32]))
        } else {
            TestRunner::new(config)
        };
        let numbers = std::cell::RefCell::new((&mut cases, &mut sound, &mut longest));
        let done = runner.run(&case(), |(base, changes)| {
            let (main, files) = &good[usize::from(base) % good.len()];
            let files = changed(files, &changes, &donors);
            let case = folder.join("case");
            let _ = fs::remove_dir_all(&case);
            write(&case, &files);
            let begin = Instant::now();
            let usable = survives(&case.join(main));
            let mut numbers = numbers.borrow_mut();
            *numbers.0 += 1;
            *numbers.1 += u64::from(usable);
            *numbers.2 = begin.elapsed().max(*numbers.2);
            Ok::<(), TestCaseError>(())
        });
        if let Err(TestError::Fail(why, (base, changes))) = &done {
            let (main, files) = &good[usize::from(*base) % good.len()];
            let kept = std::env::temp_dir().join(format!("gradus-fuzz-{}", std::process::id()));
            write(&kept, &changed(files, changes, &donors));
            panic!("{why}\n{} causes it: {changes:?}", kept.join(main).display());
        }
        done.expect("every case can be made");
        round = round.wrapping_add(1);
    }
    // A few cases may all be of one kind; hundreds are not.
    assert!(cases > 0 && (cases < 1_000 || (sound > 0 && sound < cases)), "{sound} of {cases} are sound");
    println!("{cases} cases, {sound} of them sound, the longest took {} ms", longest.as_millis());
}

#[test]
fn whatever_stands_in_a_file_the_loader_survives_it() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    if let Some(seconds) = std::env::var_os(SECONDS_OF_CHILD) {
        let folder = PathBuf::from(std::env::var_os("GRADUS_FUZZ_FOLDER").expect("the parent says where"));
        return work(seconds.to_string_lossy().parse().expect("a number"), &folder);
    }
    let asked = std::env::var(SECONDS).ok().map(|seconds| seconds.parse().expect("a number of seconds"));
    let seconds: u64 = asked.unwrap_or(USUAL);
    let this = std::env::current_exe().expect("a test knows where it is");
    let own = ["--exact", "whatever_stands_in_a_file_the_loader_survives_it", "--nocapture"];
    let mut command = if cfg!(unix) {
        let mut shell = Command::new("/bin/sh");
        shell.arg("-c").arg(format!("ulimit -v {MEMORY} && exec \"$0\" \"$@\"")).arg(&this);
        shell
    } else {
        Command::new(&this)
    };
    let log = folder.path().join("log");
    let file = fs::File::create(&log).expect("a file can be made");
    command
        .args(own)
        .env("RUST_BACKTRACE", "0")
        .env(SECONDS_OF_CHILD, seconds.to_string())
        .env("GRADUS_FUZZ_FOLDER", folder.path());
    command.stdout(file.try_clone().expect("a file can be shared")).stderr(file);
    let mut child = command.spawn().expect("this program starts");
    let end = Instant::now() + Duration::from_secs(seconds) + 8 * LONGEST;
    let status = loop {
        if let Some(status) = child.try_wait().expect("the child is ours") {
            break Some(status);
        }
        if Instant::now() > end {
            child.kill().expect("the child is ours");
            child.wait().expect("the child is ours");
            break None;
        }
        std::thread::sleep(Duration::from_millis(20));
    };
    let told = fs::read_to_string(&log).unwrap_or_default();
    if status.is_none_or(|status| !status.success()) {
        // What it died of is the case that it had last.
        let kept = folder.keep();
        panic!("{status:?} (none: it hung), with the files in {}\n{}", kept.join("case").display(), last(&told));
    }
    let summary = told.lines().find(|line| line.contains(" cases, ")).expect("the child tells what it did");
    println!("{summary}");
}

/// The end of a long log, where it says what happened.
fn last(told: &str) -> &str {
    let from = told.len().saturating_sub(6_000);
    &told[(from..=told.len()).find(|at| told.is_char_boundary(*at)).unwrap_or_default()..]
}

/// Loads one file with this content, as the fuzzing does.
fn loads(name: &str, text: impl AsRef<[u8]>) -> (bool, Vec<&'static str>) {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join(name);
    fs::write(&path, text.as_ref()).expect("a file can be written");
    let sound = survives(&path);
    let problems = load(path.to_str().expect("paths are text"), &Texts::All).0.problems;
    (sound, problems.iter().map(|problem| problem.code.as_str()).collect())
}

#[test]
fn what_it_begins_with_is_good() {
    for (main, files) in good() {
        let folder = tempfile::tempdir().expect("a folder can be made");
        write(folder.path(), &files);
        assert!(survives(&folder.path().join(main)), "{main}");
    }
}

/// Each of hundreds of conditions looks at the one before.
#[test]
fn a_long_chain_of_conditions_is_walked_in_time() {
    let mut text = MEAN.replace("id: mean", "id: chain").split("  - id: E").next().expect("a part").to_owned();
    text = text.replace("domains: {E: l2}", "domains: {D: l2}");
    for number in 3..600 {
        text.push_str(&format!(
            "      - {{id: D-{number}, level: l2, scale: steps, weight: 1, ask: 是否如此？, help: 這很重要。, ask_when: {{question: D-{}, in: [most, some, none]}}}}\n",
            number - 1
        ));
    }
    let (sound, codes) = loads("chain.yaml", text);
    assert!(sound, "{codes:?}");
}

/// Conditions that look at many questions are too many to try, and nothing is said.
#[test]
fn conditions_of_many_questions_are_left_alone() {
    let mut text = MEAN.replace("id: mean", "id: wide").split("  - id: E").next().expect("a part").to_owned();
    text = text.replace("domains: {E: l2}", "domains: {D: l2}");
    for number in 3..60 {
        let clauses: Vec<String> = (1..number).map(|own| format!("{{question: D-{own}, is: some}}")).collect();
        text.push_str(&format!(
            "      - {{id: D-{number}, level: l2, scale: steps, weight: 1, ask: 是否如此？, help: 這很重要。, ask_when: {{any: [{}]}}}}\n",
            clauses.join(", ")
        ));
    }
    let (sound, codes) = loads("wide.yaml", text);
    assert!(sound && codes.is_empty(), "{codes:?}");
}

/// A language file of another questionnaire: hundreds of texts without a place, and as many ids to compare each with.
#[test]
fn hundreds_of_texts_for_nothing_are_told_in_time() {
    let mut main = MAIN.replace("NAME", "other").replace("PLACE", "beside").replace("refs: beside\n", "");
    let mut texts = TEXTS.replace("NAME", "other").replace("LANG", "en").replace("TITLE", "Title");
    for number in 3..500 {
        main.push_str(&format!("      - {{id: REQUIREMENT-{number}, level: one, scale: yes-no, points: 1}}\n"));
        texts.push_str(&format!("  requirement_{number}x: {{ask: Is it so?}}\n"));
    }
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("other.yaml"), main).expect("a file can be written");
    fs::write(folder.path().join("other.en.yaml"), texts).expect("a file can be written");
    assert!(!survives(&folder.path().join("other.yaml")));
}

/// As many languages as the file can hold would multiply every text that is missing.
#[test]
fn a_thousand_languages_are_refused() {
    let languages: Vec<String> = (0..1_000).map(|number| format!("x{number}")).collect();
    let text = MEAN.replace("id: mean", "id: babel").replace("[zh-TW]", &format!("[{}]", languages.join(", ")));
    let (sound, codes) = loads("babel.yaml", text);
    assert!(!sound && codes.contains(&"Q0217"), "{codes:?}");
}

/// Names that are long, and repeated by everything that stands below them.
#[test]
fn long_names_are_not_multiplied() {
    let long = "x".repeat(200_000);
    let mut texts = TEXTS.replace("NAME", "long").replace("LANG", "en").replace("TITLE", "Title");
    texts.push_str(&format!("  {long}:\n"));
    for number in 0..5_000 {
        texts.push_str(&format!("    k{number}: y\n"));
    }
    let main = MAIN.replace("NAME", "long").replace("PLACE", "beside").replace("refs: beside\n", "");
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("long.yaml"), main).expect("a file can be written");
    fs::write(folder.path().join("long.en.yaml"), texts).expect("a file can be written");
    assert!(!survives(&folder.path().join("long.yaml")));
}

/// YAML takes this line end of old, and terminals take it for one of theirs.
#[test]
fn a_next_line_in_a_file_steers_no_terminal() {
    let (sound, codes) = loads("next.yaml", "format: gradus\u{85}/questionnaire/1\n\u{85}key\u{85}: x\n");
    assert!(!sound && codes.contains(&"Y0101"), "{codes:?}");
}

/// All on one line, so that columns are far to count.
#[test]
fn one_line_of_thousands_of_problems_is_told_in_time() {
    let items: Vec<String> = (0..2_000).map(|number| format!("{{構{number}: 面}}")).collect();
    let (sound, codes) = loads("line.yaml", format!("levels: [{}]\n", items.join(", ")));
    assert!(!sound && codes.len() > 2_000, "{}", codes.len());
}
