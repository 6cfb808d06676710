//! The JSON Schemas held against what the program reads: they accept what is good, refuse what a schema can refuse, and
//! never refuse what the program takes, unless it is a number where a text is wanted.

mod desk;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use desk::Desk;
use gradus::assessment::file;
use gradus::diagnostic::{Code, Diagnostic, Source};
use gradus::questionnaire::{self, Texts};
use gradus::schema::{Kind, text};
use jsonschema::Validator;
use proptest::prelude::*;
use serde_json::{Map, Value, json};

const GOOD: &str = "tests/fixtures/good";
const BAD: &str = "tests/fixtures/bad";
const EXAMPLE: &str = "tests/fixtures/good/supplier-basics.yaml";

/// Codes of problems that a schema refuses, wherever their fixture has them.
const REFUSED: [&str; 17] = [
    "Y0101", "Y0103", "Y0104", "Y0105", "Y0106", "Y0107", "Y0108", "Y0110", "Y0111", "Y0112", "Y0113", "Q0202",
    "Q0206", "Q0209", "Q0217", "Q0220", "Q0227",
];

/// Codes of problems in an assessment that a schema refuses.
const REFUSED_ANSWERS: [&str; 3] = ["A0405", "A0410", "A0418"];

/// Refused where the value is a number or a truth value to JSON; `no` and the like are texts there.
const PARTLY_REFUSED: &str = "Q0314";

/// Codes of problems that are beyond a schema, by what it would need.
const BEYOND: [(&str, &[&str]); 7] = [
    // What is no YAML never comes before a schema, or has become something else by then.
    (
        "YAML itself",
        &[
            "Y0001", "Y0002", "Y0003", "Y0004", "Y0005", "Y0006", "Y0007", "Y0008", "Y0009", "Y0010", "Y0011", "Y0012",
            "Y0013", "Y0014", "Y0102",
        ],
    ),
    ("the name of the file", &["Q0201"]),
    (
        "another place of the file",
        &[
            "Y0109", "Q0203", "Q0204", "Q0205", "Q0208", "Q0211", "Q0212", "Q0213", "Q0214", "Q0215", "Q0216", "Q0221",
            "Q0222", "Q0225",
        ],
    ),
    ("arithmetic", &["Q0207", "Q0210", "Q0218", "A0417"]),
    ("another file", &["Q0223", "Q0224", "Q0226", "Q0228", "Q0229"]),
    (
        "the questionnaire",
        &["A0401", "A0402", "A0403", "A0404", "A0406", "A0407", "A0408", "A0409", "A0411", "A0419", "A0420", "A0421"],
    ),
    // Suspicious is not wrong; and answers in CSV are no YAML.
    (
        "nothing: it is no error, or no YAML",
        &[
            "Q0219", "Q0301", "Q0302", "Q0303", "Q0304", "Q0305", "Q0306", "Q0307", "Q0309", "Q0310", "Q0311", "Q0312",
            "Q0313", "Q0315", "Q0316", "Q0317", "Q0318", "Q0401", "Q0402", "Q0403", "Q0404", "Q0405", "Q0406", "Q0407",
            "Q0408", "Q0409", "Q0410", "Q0411", "Q0412", "Q0413", "Q0414", "Q0415", "Q0416", "Q0417", "Q0418", "Q0419",
            "Q0420", "Q0421", "Q0422", "A0412", "A0413", "A0414", "A0415", "A0416", "A0501", "A0502", "A0503", "L0101",
            "L0102", "L0103",
        ],
    ),
];

/// Files with a problem in a line where no comment can stand, or would not be read as one.
const UNMARKED: [&str; 5] =
    ["Y0001-not-utf8", "Y0003-not-yaml", "Y0005-unclosed-quote", "Y0008-alias-bomb", "Y0010-empty-file"];

fn path(kind: Kind) -> String {
    format!("docs/schemas/{}.schema.json", kind.name())
}

fn schema(kind: Kind) -> Value {
    serde_json::from_str(&text(kind)).expect("a schema is JSON")
}

fn validator(kind: Kind) -> Validator {
    // Some editors look at formats and others do not; `date` knows the calendar, which a pattern does not.
    let options = jsonschema::draft202012::options().should_validate_formats(true);
    options.build(&schema(kind)).expect("a schema is sound")
}

/// Reads YAML as editors do, by the core schema of YAML 1.2: plain numbers are numbers, true and false are booleans.
fn as_editors_read(text: &str) -> Result<Value, String> {
    let options = serde_yaml::options! {
        strict_booleans: true,
        merge_keys: serde_yaml::options::MergeKeyPolicy::Error,
    };
    serde_yaml::from_str_with_options(text, options).map_err(|error| error.to_string())
}

fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

/// Kind of a file by its line `format`.
fn kind_of(text: &str) -> Option<Kind> {
    let format = text.lines().find_map(|line| line.strip_prefix("format: gradus/"))?;
    let name = format.split('/').next()?;
    Kind::ALL.into_iter().find(|kind| kind.name() == name)
}

/// YAML files below a folder.
fn yaml_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![PathBuf::from(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the folder is there") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "yaml") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

/// Good files that have a schema, with their kinds.
fn good_files() -> Vec<(PathBuf, String, Kind)> {
    let paths = yaml_below("questionnaires").into_iter().chain(yaml_below(GOOD));
    let files = paths.map(|path| (read(&path), path));
    let files: Vec<(PathBuf, String, Kind)> =
        files.filter_map(|(text, path)| kind_of(&text).map(|kind| (path, text, kind))).collect();
    for kind in [Kind::Questionnaire, Kind::Texts, Kind::Refs] {
        assert!(files.iter().any(|(_, _, own)| *own == kind), "there is one of {kind:?}");
    }
    files
}

#[test]
fn the_committed_schemas_are_those_of_the_program() {
    let desk = Desk::new();
    for kind in Kind::ALL {
        let (path, wanted) = (path(kind), text(kind));
        if std::env::var_os("GRADUS_BLESS").is_some() {
            std::fs::write(&path, &wanted).expect("the schema can be written");
        }
        assert_eq!(read(Path::new(&path)), wanted, "GRADUS_BLESS=1 cargo test --test schema writes {path} anew");
        for lang in ["en", "zh-TW"] {
            let run = desk.gradus(&["--lang", lang, "schema", kind.name()]);
            assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, wanted.as_str(), ""));
        }
    }
    assert_eq!(desk.gradus(&["schema", "answers"]).status, 2);
}

#[test]
fn a_schema_says_what_it_is_and_each_key_what_it_means() {
    for kind in Kind::ALL {
        let schema = schema(kind);
        assert!(jsonschema::draft202012::meta::validate(&schema).is_ok(), "{kind:?}");
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("urn:gradus:{}:1", kind.name()));
        assert!(schema["title"].as_str().is_some_and(|title| title.starts_with("gradus: ")));
        let defined = schema["$defs"].as_object().into_iter().flatten();
        for (name, part) in defined.map(|(name, part)| (name.as_str(), part)).chain([("the file", &schema)]) {
            assert!(part["description"].as_str().is_some_and(|text| text.len() > 5), "{kind:?}: {name}");
            for (key, own) in part["properties"].as_object().into_iter().flatten() {
                let text = own["description"].as_str().unwrap_or_else(|| panic!("{kind:?}: {name} {key} is explained"));
                assert!(text.ends_with(['.', '`', '…']), "{kind:?}: {name} {key}: {text}");
                assert!(!text.contains("  ") && !text.contains("Rust"), "{kind:?}: {name} {key}: {text}");
            }
        }
    }
}

#[test]
fn every_good_file_is_accepted() {
    let validators = Kind::ALL.map(|kind| (kind, validator(kind)));
    for (path, text, kind) in good_files() {
        let value = as_editors_read(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let (_, validator) = validators.iter().find(|(own, _)| *own == kind).expect("every kind has one");
        assert_eq!(complaints(validator, &value), [] as [String; 0], "{}", path.display());
    }
}

#[test]
fn whole_examples_of_the_docs_are_accepted() {
    let mut seen = BTreeMap::new();
    for page in ["questionnaire-format.md", "questionnaire-format.zh-TW.md", "assessment-format.md"] {
        let text = read(&Path::new("docs").join(page));
        for block in text.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
            let Some(kind) = kind_of(block) else { continue };
            let value = as_editors_read(block).unwrap_or_else(|error| panic!("{page}: {error}"));
            let complaints = complaints(&validator(kind), &value);
            // The head of the large example goes on in the next block, and the line for editors before any.
            let goes_on = kind == Kind::Questionnaire && !block.contains("\ndomains:\n");
            if !goes_on {
                assert_eq!(complaints, [] as [String; 0], "{page}: {block}");
                *seen.entry(kind.name()).or_insert(0) += 1;
            }
        }
    }
    assert_eq!(seen.keys().copied().collect::<Vec<_>>(), ["assessment", "questionnaire", "refs", "texts"]);
}

#[test]
fn what_the_program_writes_is_accepted() {
    let desk = Desk::new();
    for target in ["l1", "l2"] {
        let name = format!("{target}.assessment.yaml");
        let run = desk.gradus(&["assess", "cmmc", "--sample", "--target", target, "-o", &name]);
        assert_eq!(run.status, 0, "{}", run.err);
        let value = as_editors_read(&desk.text(&name)).expect("what is written is YAML");
        assert_eq!(complaints(&validator(Kind::Assessment), &value), [] as [String; 0]);
    }
}

/// Codes that are marked in a bad file.
fn marked(path: &Path, text: &str) -> BTreeSet<String> {
    let marks = text.lines().filter_map(|line| line.split_once("# <- "));
    let mut found: BTreeSet<String> =
        marks.flat_map(|(_, words)| words.split_whitespace()).map(str::to_owned).collect();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    if UNMARKED.contains(&stem) {
        found.extend(stem.split('-').next().map(str::to_owned));
    }
    found
}

fn kind_of_bad(path: &Path) -> Option<Kind> {
    let name = path.to_string_lossy();
    let ends = |ending: &str| name.ends_with(ending);
    match () {
        () if ends(".csv") => None,
        () if ends(".assessment.yaml") => Some(Kind::Assessment),
        () if ends(".refs.yaml") => Some(Kind::Refs),
        () if ends(".en.yaml") => Some(Kind::Texts),
        () => Some(Kind::Questionnaire),
    }
}

#[test]
fn every_code_is_one_that_a_schema_refuses_or_is_beyond_one() {
    let refused = REFUSED.iter().chain(&REFUSED_ANSWERS).copied();
    let mut listed: Vec<&str> =
        refused.chain([PARTLY_REFUSED]).chain(BEYOND.iter().flat_map(|(_, codes)| codes.iter().copied())).collect();
    listed.sort_unstable();
    let mut codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(listed, codes, "each code stands in one list, once");
}

#[test]
fn a_bad_file_is_refused_exactly_if_a_schema_can_refuse_what_is_marked_in_it() {
    let mut wrong = Vec::new();
    let mut met = BTreeSet::new();
    let mut partly = BTreeSet::new();
    let validators = Kind::ALL.map(|kind| (kind, validator(kind)));
    for path in yaml_below(BAD) {
        // Languages of the program have no schema: their keys are the words of the program, of which each version has others.
        if path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('L')) {
            continue;
        }
        let kind = kind_of_bad(&path).expect("YAML has a schema");
        let text = String::from_utf8_lossy(&std::fs::read(&path).expect("the file is there")).into_owned();
        let marks = marked(&path, &text);
        let can = marks.iter().any(|code| {
            REFUSED.contains(&code.as_str()) || (kind == Kind::Assessment && REFUSED_ANSWERS.contains(&code.as_str()))
        });
        let itself = marks.iter().any(|code| BEYOND[0].1.contains(&code.as_str()));
        let value = match as_editors_read(&text) {
            Ok(value) if !itself => value,
            Err(error) if !itself => panic!("{}: {error}", path.display()),
            _ => continue,
        };
        let (_, validator) = validators.iter().find(|(own, _)| *own == kind).expect("every kind has one");
        let complaints = complaints(validator, &value);
        if marks.contains(PARTLY_REFUSED) {
            partly.insert(complaints.is_empty());
        } else if complaints.is_empty() == can {
            wrong.push(format!("{}: marked {marks:?}, refused for {complaints:?}", path.display()));
        }
        if can {
            met.extend(marks);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(partly.len(), 2, "{PARTLY_REFUSED} is refused here and not there");
    for code in REFUSED.iter().chain(&REFUSED_ANSWERS) {
        assert!(met.contains(*code), "{code} has a fixture that is refused");
    }
}

#[test]
fn the_first_line_of_a_good_file_names_its_schema() {
    for (path, text, kind) in good_files() {
        let first = text.lines().next().unwrap_or_default();
        let named = first.strip_prefix("# yaml-language-server: $schema=");
        let named = named.unwrap_or_else(|| panic!("{} begins with its schema, not {first}", path.display()));
        let folder = path.parent().expect("it lies in a folder");
        let found = folder.join(named).canonicalize().unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let wanted = Path::new(&self::path(kind)).canonicalize().expect("the schema is there");
        assert_eq!(found, wanted, "{}", path.display());
    }
}

/// Codes that the program tells of a questionnaire that stands in one file.
fn told(text: String) -> Vec<Code> {
    let source = Source { name: "supplier-basics.yaml".into(), text: text.into() };
    let loaded = questionnaire::read(source, Some("supplier-basics"), &Texts::All, &|_| None);
    loaded.problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code).collect()
}

/// Codes that the program tells of an assessment by itself.
fn told_of_assessment(text: String) -> Vec<Code> {
    let source = Source { name: "x.assessment.yaml".into(), text: text.into() };
    let problems = file::read(&source).err().unwrap_or_default();
    problems.iter().filter(|problem| problem.is_error()).map(|problem| problem.code).collect()
}

/// An assessment that says all that one can say.
fn assessment() -> Value {
    json!({
        "format": "gradus/assessment/1",
        "questionnaire": {"id": "q", "edition": "1", "digest": "sha256:00", "file": "q.yaml"},
        "organisation": "Example",
        "scope": "Plant 1",
        "target": "l2",
        "language": "en",
        "profile": {"link": "connected"},
        "started": "2026-11-22T08:00:00Z",
        "status_dates": {"l2": {"conditional": "2026-03-02", "final": "2026-08-20"}},
        "answers": {
            "A.1": {
                "answer": "met",
                "reason": "because",
                "note": "a note",
                "evidence": [{
                    "kind": "test", "what": "a record", "where": "a binder", "owner": "IT", "date": "2026-11-20",
                    "sha256": "a".repeat(64),
                }],
                "plan": {"action": "badges", "owner": "IT", "due": "2027-01-29"},
                "flag": true,
                "at": "2026-11-22T08:00:00Z",
                "by": "IT lead",
            },
            "A.2": {"objectives": {"a": "met"}, "plan": "badges"},
        },
    })
}

/// The example in one language: what is read thousands of times should be short.
fn example() -> Value {
    fn in_english(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.remove("zh-TW");
                map.values_mut().for_each(in_english);
            }
            Value::Array(list) => {
                list.retain(|item| item != "zh-TW");
                list.iter_mut().for_each(in_english);
            }
            _ => {}
        }
    }
    let mut value = as_editors_read(&read(Path::new(EXAMPLE))).expect("the example is YAML");
    in_english(&mut value);
    value
}

/// Places in a value, each as a list of keys and positions.
fn places(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: String, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => map.iter().for_each(|(key, value)| {
                walk(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found);
            }),
            Value::Array(list) => {
                list.iter().enumerate().for_each(|(index, value)| walk(value, format!("{at}/{index}"), found));
            }
            _ => {}
        }
        found.push(at);
    }
    let mut found = Vec::new();
    walk(value, String::new(), &mut found);
    found
}

/// Whether the author chooses the keys of a map: names of his own, or languages.
fn has_free_keys(at: &str, map: &Map<String, Value>) -> bool {
    let named = ["/scales", "/refs", "/domains", "/profile", "/status_dates", "/answers", "/objectives"];
    map.keys().all(|key| ["en", "zh-TW"].contains(&key.as_str())) || named.iter().any(|name| at.ends_with(name))
}

fn maps_with_fixed_keys(value: &Value) -> Vec<(String, Map<String, Value>)> {
    let maps = places(value).into_iter().filter_map(|at| {
        let map = value.pointer(&at).and_then(Value::as_object)?;
        (!has_free_keys(&at, map)).then(|| (at.clone(), map.clone()))
    });
    maps.collect()
}

fn changed(value: &Value, at: &str, new: Value) -> Value {
    let mut value = value.clone();
    *value.pointer_mut(at).expect("the place is there") = new;
    value
}

/// Tells what the program finds wrong with a text.
type Told = fn(String) -> Vec<Code>;

/// Both kinds of file that records read whole, with what the program tells of them.
fn both() -> [(Kind, Value, Told); 2] {
    [(Kind::Questionnaire, example(), told), (Kind::Assessment, assessment(), told_of_assessment)]
}

#[test]
fn a_key_that_is_not_known_is_refused_wherever_keys_are_fixed() {
    for (kind, good, told) in both() {
        let validator = validator(kind);
        assert_eq!(complaints(&validator, &good), [] as [String; 0]);
        assert_eq!(told(good.to_string()), []);
        let maps = maps_with_fixed_keys(&good);
        assert!(maps.len() > 6, "{kind:?}: {}", maps.len());
        for (at, mut map) in maps {
            map.insert("untill".into(), json!("then"));
            let bad = changed(&good, &at, map.into());
            assert!(told(bad.to_string()).contains(&Code::UnknownKey), "{kind:?} {at}: the program refuses it");
            assert!(!validator.is_valid(&bad), "{kind:?} {at}: the schema refuses it");
        }
    }
}

#[test]
fn a_key_is_needed_by_the_schema_if_it_is_needed_by_the_program() {
    for (kind, good, told) in both() {
        let validator = validator(kind);
        let mut needed = 0;
        for (at, map) in maps_with_fixed_keys(&good) {
            // A question may stand in a language file, of which this file's schema knows nothing.
            for key in map.keys().filter(|key| *key != "ask") {
                let mut map = map.clone();
                map.remove(key);
                let bad = changed(&good, &at, map.into());
                let missing = told(bad.to_string());
                let missing = missing.iter().any(|code| [Code::MissingKey, Code::WrongKind].contains(code));
                assert_eq!(validator.is_valid(&bad), !missing, "{kind:?} {at} without {key}");
                needed += usize::from(missing);
            }
        }
        assert!(needed > 3, "{kind:?}: {needed}");
    }
}

/// A questionnaire in which nothing is said in Chinese, with one of everything that has texts.
fn without_chinese() -> Value {
    json!({
        "format": "gradus/questionnaire/1",
        "id": "q",
        "edition": "1",
        "languages": ["en", "zh-TW"],
        "texts": "beside",
        "title": {"en": "Q"},
        "attribution": {"publisher": {"en": "P"}, "licence": "CC0-1.0"},
        "scales": {"s": {"answers": [{"id": "met", "key": "m", "credit": 1}]}},
        "levels": [{
            "id": "l",
            "rule": {"points": {"start": 1, "final": 1, "conditional": 0}},
            "statuses": {"final": {"valid": "1 year"}, "conditional": {"valid": "1 year"}},
        }],
        "targets": [{"id": "t", "level": "l"}],
        "profile": [{"id": "p", "choices": [{"id": "c"}, {"id": "d"}]}],
        "domains": [{
            "id": "D",
            "requirements": [{
                "id": "R", "level": "l", "scale": "s", "points": 1, "ask_when": {"question": "p", "is": "c"},
                "objectives": ["a"],
            }],
        }],
    })
}

/// A language file with a text for all of it.
fn chinese() -> Value {
    json!({
        "format": "gradus/texts/1",
        "questionnaire": "q",
        "language": "zh-TW",
        "title": "問",
        "summary": "問",
        "attribution": {"publisher": "問", "based_on": "問", "disclaimer": "問"},
        "scales": {"s": {"met": {"label": "問", "meaning": "問", "follow_up": "問"}}},
        "levels": {"l": {"title": "問", "meaning": "問", "final": "問", "conditional": "問"}},
        "targets": {"t": {"title": "問"}},
        "profile": {"p": {"ask": "問", "choices": {"c": "問", "d": "問"}}},
        "domains": {"D": {"title": "問", "summary": "問"}},
        "requirements": {
            "R": {
                "title": "問", "ask": "問", "help": "問", "advice": "問",
                "evidence": {"examine": "問", "interview": "問", "test": "問"},
                "answers": {"met": "問"},
                "meanings": {"met": "問"},
                "objectives": {"a": "問"},
            },
        },
    })
}

fn with_chinese(texts: &Value) -> questionnaire::Loaded {
    let source = |name: &str, text: String| Source { name: name.to_owned(), text: text.into() };
    let beside = |path: &str| (path == "q.zh-TW.yaml").then(|| source(path, texts.to_string()));
    questionnaire::read(source("q.yaml", without_chinese().to_string()), Some("q"), &Texts::In("zh-TW".into()), &beside)
}

#[test]
fn a_language_file_can_hold_every_text_and_nothing_else() {
    let (validator, texts) = (validator(Kind::Texts), chinese());
    assert_eq!(complaints(&self::validator(Kind::Questionnaire), &without_chinese()), [] as [String; 0]);
    assert_eq!(complaints(&validator, &texts), [] as [String; 0]);

    // What the schema knows is all there, and the program has a place for it.
    let schema = schema(Kind::Texts);
    let written = places(&texts);
    let parts = schema["$defs"].as_object().into_iter().flat_map(Map::values).chain([&schema]);
    for key in parts.filter_map(|part| part["properties"].as_object()).flat_map(Map::keys) {
        assert!(written.iter().any(|at| at.ends_with(&format!("/{key}"))), "{key} is tried");
    }
    let loaded = with_chinese(&texts);
    let errors: Vec<&Diagnostic> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert_eq!(errors, [] as [&Diagnostic; 0]);

    // What has a text in the questionnaire has it in Chinese, so the schema knows all places.
    let own = format!("{:?}", loaded.questionnaire.expect("without errors there is one"));
    let texts_of_it: Vec<&str> =
        own.split("Text([").skip(1).map(|rest| rest.split("])").next().unwrap_or_default()).collect();
    assert!(texts_of_it.len() > 20, "{own}");
    for text in texts_of_it {
        assert!(text.contains("問"), "there is a text without Chinese, {text:?}: {own}");
    }

    // What has no place is refused by both.
    for (at, mut map) in maps_with_fixed_keys_of_texts(&texts) {
        map.insert("untill".into(), json!("then"));
        let bad = changed(&texts, &at, map.into());
        assert!(with_chinese(&bad).problems.iter().any(Diagnostic::is_error), "{at}: the program refuses it");
        assert!(!validator.is_valid(&bad), "{at}: the schema refuses it");
    }
}

/// Maps of a language file whose keys are not ids of something.
fn maps_with_fixed_keys_of_texts(texts: &Value) -> Vec<(String, Map<String, Value>)> {
    let named = ["/scales", "/scales/s", "/levels", "/targets", "/profile", "/choices", "/domains", "/requirements"];
    let maps = places(texts).into_iter().filter_map(|at| {
        let free = named.iter().chain(&["/answers", "/meanings", "/objectives"]).any(|name| at.ends_with(name));
        let map = texts.pointer(&at).and_then(Value::as_object)?;
        (!free).then(|| (at.clone(), map.clone()))
    });
    let maps: Vec<_> = maps.collect();
    assert!(maps.len() > 8, "{}", maps.len());
    maps
}

/// What may have come into a place by mistake.
fn mistakes() -> Vec<Value> {
    vec![
        Value::Null,
        json!([]),
        json!({}),
        json!(["met"]),
        json!({"en": "x"}),
        json!("  \n"),
        json!("bell\u{7}"),
        json!("some text"),
        json!("2/5"),
        json!("-3"),
        json!("6 months"),
        json!("2026-11-22"),
        json!(1),
        json!(true),
    ]
}

/// Places in a value of which none is like another: the same keys in another item of a list or of a map by name.
fn unlike_places(value: &Value) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let all = places(value).into_iter().filter(|at| !at.is_empty());
    all.filter(|at| {
        let mut parts: Vec<&str> = at.split('/').collect();
        for index in 1..parts.len() {
            if parts[index].parse::<usize>().is_ok() || ["scales", "refs", "answers"].contains(&parts[index - 1]) {
                parts[index] = "*";
            }
        }
        // A text by language is the same everywhere; that of the title stands for all.
        let by_language = at.ends_with("/en") || value.pointer(at).is_some_and(|part| part.get("en").is_some());
        (!by_language || at.starts_with("/title")) && seen.insert(parts.join("/"))
    })
    .collect()
}

/// Codes that the schema knows as well as the program, so that each of them has to be refused.
const AS_WELL: [Code; 8] = [
    Code::UnknownKey,
    Code::WrongKind,
    Code::NotOneOf,
    Code::NotANumber,
    Code::EmptyText,
    Code::WrongFormat,
    Code::NotAPeriod,
    Code::BadId,
];

#[test]
fn schema_and_program_judge_alike_whatever_stands_in_a_place() {
    let (mut taken, mut refused, mut wrong) = (0, 0, Vec::new());
    for (kind, good, told) in both() {
        let validator = validator(kind);
        for at in unlike_places(&good) {
            for mistake in mistakes() {
                let other = changed(&good, &at, mistake.clone());
                let codes = told(other.to_string());
                let valid = validator.is_valid(&other);
                if codes.iter().any(|code| AS_WELL.contains(code)) {
                    if valid {
                        wrong.push(format!("{kind:?} {at} {mistake}: the program tells {codes:?}"));
                    }
                    refused += 1;
                }
                // What the program warns of but takes: control characters, and a number or true where a text is wanted.
                let warned = mistake.as_str().is_some_and(|text| text.chars().any(|c| c.is_control() && c != '\n'));
                if codes.is_empty() && !warned && !mistake.is_number() && !mistake.is_boolean() {
                    if !valid {
                        wrong.push(format!("{kind:?} {at} {mistake}: {:?}", complaints(&validator, &other)));
                    }
                    taken += 1;
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(taken > 100 && refused > 500, "{taken} taken, {refused} refused");
}

/// What schema and program say of a value at a place of the example.
fn judged(at: &str, written: &str) -> (bool, Vec<Code>) {
    thread_local! {
        static OWN: (Validator, Value) = (validator(Kind::Questionnaire), example());
    }
    OWN.with(|(validator, good)| {
        let other = changed(good, at, json!(written));
        (validator.is_valid(&other), told(other.to_string()))
    })
}

/// That nothing is divided by 0 is beyond a pattern.
fn divides_by_0(written: &str) -> bool {
    let below = written.split_once('/').map(|(_, below)| below);
    below.is_some_and(|below| below.bytes().all(|byte| !(b'1'..=b'9').contains(&byte)))
}

proptest! {
    // Each case reads a whole questionnaire.
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn a_number_is_a_number_to_both(written in "[-0-9./% ]{1,7}|[0-9]{1,30}") {
        let (valid, codes) = judged("/levels/2/rule/points/start", &written);
        let number = !codes.contains(&Code::NotANumber) && !codes.contains(&Code::EmptyText);
        prop_assert!(valid || !number, "{}: {:?}", written, codes);
        prop_assert!(number || !valid || divides_by_0(&written), "{}: {:?}", written, codes);
    }

    #[test]
    fn an_amount_is_never_below_0(written in "[-0-9./% ]{1,6}") {
        let (valid, codes) = judged("/domains/0/requirements/0/weight", &written);
        if valid && !divides_by_0(&written) {
            prop_assert!(!codes.contains(&Code::NotANumber) && !codes.contains(&Code::OutOfRange), "{}", written);
        }
        if codes.is_empty() && !written.contains('-') {
            prop_assert!(valid, "{}", written);
        }
    }

    #[test]
    fn a_credit_is_a_part_to_both(written in "[01]?[0-9]{1,3}(\\.[0-9]{1,2})?( ?%)?") {
        let (valid, codes) = judged("/scales/implemented/answers/1/credit", &written);
        prop_assert_eq!(valid, !codes.contains(&Code::CreditOutOfRange), "{}", written);
    }

    #[test]
    fn an_id_is_an_id_to_both(written in "[a-zA-Z0-9._&\\[\\]/ +:-]{1,6}|\\PC{1,3}|[a-z]{60,70}") {
        let (valid, codes) = judged("/domains/1/id", &written);
        let good = !codes.contains(&Code::BadId) && !codes.contains(&Code::EmptyText);
        prop_assert_eq!(valid, good, "{:?}: {:?}", written, codes);
    }
}
