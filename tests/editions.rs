//! A new edition of a questionnaire: what becomes of the answers to the old one, and that no word of them is lost.

mod desk;
mod plant;
#[cfg(unix)]
mod pty;

use std::fmt::Write as _;

use desk::{Desk, Run};
use gradus::assessment::carried::carried;
use gradus::assessment::file::{self, Places};
use gradus::assessment::sheet::{Fit, prove, spoken_of};
use gradus::assessment::{Assessment, Entry};
use gradus::diagnostic::{Code, Source};
use gradus::language::Lang;
use gradus::questionnaire::Questionnaire;
use gradus::questionnaire::changes::compare;
use plant::{FILE, NEW, desk, read, text};
use proptest::prelude::*;
use serde_json::{Value, json};

fn assessment(text: &str) -> Assessment {
    file::read(&Source { name: FILE.to_owned(), text: text.to_owned().into() }).expect("it can be read").0
}

#[track_caller]
fn good(run: Run) -> Run {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run
}

// What becomes of answers.

#[test]
fn an_old_assessment_opens_with_a_report_of_its_answers() {
    let desk = desk();
    let before = desk.text(FILE);
    for lang in Lang::ALL {
        for command in ["score", "explain"] {
            let run = good(desk.gradus(&["--lang", lang.tag(), command, FILE]));
            insta::allow_duplicates! {
                insta::assert_snapshot!(format!("opened-{}", lang.tag()), run.err);
            }
        }
        let run = good(desk.gradus(&["--lang", lang.tag(), "check", FILE]));
        insta::assert_snapshot!(format!("checked-{}", lang.tag()), run.out);
    }
    for format in ["md", "html", "json", "csv", "xlsx", "pdf"] {
        let run = good(desk.gradus(&["report", FILE, "--format", format, "--date", "2026-11-22"]));
        assert!(run.err.contains("No longer asked: 3: ACC-1/c, NET-2, LOG-1"), "{}", run.err);
    }
    let report = desk.text("reports/firm.md");
    assert!(report.contains("Earlier answer") && report.contains("admins (Edition: 2025)"), "{report}");
    assert_eq!(desk.text(FILE), before, "what only reads writes nothing");
}

#[test]
fn the_result_for_other_programs_only_gains_keys() {
    let desk = desk();
    let json = |run: Run| -> Value { serde_json::from_str(&good(run).out).expect("it is JSON") };
    let mut found = json(desk.gradus(&["score", FILE, "--format", "json"]));
    let carried = json!({
        "edition": "2025", "kept": 2, "renamed": {"ACC-3": "ACC-30"},
        "to_answer": ["ACC-1", "ACC-2", "NET-3", "LOG-2", "LOG-3", "LOG-9"],
        "no_longer_fitting": ["ACC-2", "LOG-9"], "not_asked_now": [],
        "no_longer_asked": ["ACC-1/c", "NET-2", "LOG-1"],
    });
    assert_eq!(found["carried"], carried);
    let row =
        found["requirements"].as_array().expect("a list").iter().find(|row| row["id"] == "ACC-2").expect("it is there");
    assert_eq!((&row["answer"], &row["earlier"]), (&Value::Null, &json!({"edition": "2025", "answer": "admins"})));
    // The same without the answers that no longer fit, under the new edition from the start.
    let own = read(&text(NEW), "plant-basics");
    let mut fresh = assessment(&text(FILE));
    fresh.take_names(&own, |_| true);
    fresh.answers.retain(|(id, _)| !["ACC-2", "LOG-9", "NET-2", "LOG-1"].contains(&id.as_str()));
    fresh.entry_mut("ACC-1").objectives.retain(|(letter, _)| letter != "c");
    fresh.entry_mut("ACC-2").plan = assessment(&text(FILE)).entry("ACC-2").expect("it is there").plan.clone();
    fresh.adopt(&own);
    desk.write(FILE, file::write(&fresh));
    let wanted = json(desk.gradus(&["score", FILE, "--format", "json"]));
    let object = found.as_object_mut().expect("a map");
    object.remove("carried");
    for row in object["requirements"].as_array_mut().expect("a list") {
        row.as_object_mut().expect("a map").remove("earlier");
    }
    assert_eq!(found, wanted);
}

/// The entries of a file as they stand in it, by id.
fn blocks(text: &str) -> Vec<(String, String)> {
    let (_, answers) = text.split_once("\nanswers:\n").expect("it has answers");
    let mut found: Vec<(String, String)> = Vec::new();
    for line in answers.lines() {
        match line.strip_prefix("  ").filter(|rest| !rest.starts_with([' ', '-'])) {
            Some(id) => found.push((id.trim_end_matches(':').to_owned(), String::new())),
            None => {
                writeln!(found.last_mut().expect("an id comes first").1, "{line}").expect("a string takes any text")
            }
        }
    }
    found
}

#[test]
fn answers_from_a_file_make_it_one_of_the_new_edition_and_drop_nothing() {
    let desk = desk();
    let before = blocks(&desk.text(FILE));
    desk.write("more.csv", "id,answer\nNET-3,met\n");
    let run = good(desk.gradus(&["assess", NEW, "-o", FILE, "--answers", "more.csv", "--date", "2026-11-22"]));
    assert!(
        run.err.contains("firm.assessment.yaml is for edition 2026 from now on; before, it was for edition 2025"),
        "{}",
        run.err
    );
    let after = desk.text(FILE);
    assert!(after.contains("  edition: \"2026\"\n  digest: sha256:"), "{after}");
    assert!(
        !after.contains(&text(FILE)[text(FILE).find("digest").expect("a key")..][..40]),
        "the digest is the new one"
    );
    let now = blocks(&after);
    for (id, block) in &before {
        let id = if id == "ACC-3" { "ACC-30" } else { id };
        let found = &now.iter().find(|(own, _)| own == id).unwrap_or_else(|| panic!("{id} is gone: {after}")).1;
        // Word for word; what no longer fits says of which edition it is.
        let fits = ["ACC-30", "NET-1"].contains(&id);
        let marked = format!("{block}    edition: \"2025\"\n");
        assert_eq!(found, if fits { block } else { &marked }, "{id}");
    }
    // From now on it is read without a word about what was put aside; what is to be answered stays so.
    let run = good(desk.gradus(&["score", FILE]));
    assert!(!run.err.contains("A0407") && !run.err.contains("A0403"), "{}", run.err);
    assert!(run.err.contains("warning[A0419]: `ACC-2` was answered `admins` under edition 2025"), "{}", run.err);
    let again = good(desk.gradus(&["assess", FILE, "--answers", "more.csv", "--date", "2026-11-22"]));
    assert!(!again.err.contains("from now on"), "{}", again.err);
    // Answered anew, it is an answer to this edition.
    good(desk.gradus(&["answer", FILE, "ACC-2", "remote"]));
    let run = good(desk.gradus(&["score", FILE]));
    assert!(!run.err.contains("ACC-2"), "{}", run.err);
    let now = blocks(&desk.text(FILE));
    let own = &now.iter().find(|(id, _)| id == "ACC-2").expect("it is there").1;
    assert!(own.contains("answer: remote") && own.contains("note: Since spring.") && !own.contains("edition"), "{own}");
}

#[test]
fn what_is_given_now_has_to_fit_now() {
    let desk = desk();
    let before = desk.text(FILE);
    let refused = |name: &str, text: &str| {
        desk.write(name, text);
        let run = desk.gradus(&["assess", NEW, "-o", FILE, "--answers", name]);
        assert_eq!(run.status, 3, "{}", run.err);
        assert!(run.err.contains("error[A0401]"), "{}", run.err);
        assert_eq!(desk.text(FILE), before);
    };
    refused("a.csv", "id,answer\nACC-2,admins\n");
    refused("a.yaml", "format: gradus/answers/1\nanswers: {ACC-2: {answer: admins}}\n");
    refused("b.yaml", "format: gradus/answers/1\nanswers: {ACC-2: {answer: admins, edition: \"2025\"}}\n");
    // Also while the file stays one of the former edition, because it aims at what is gone.
    let aimless = before.replace("target: solid", "target: gold");
    desk.write(FILE, &aimless);
    desk.write("c.yaml", "format: gradus/answers/1\nanswers: {ACC-2: {answer: admins}}\n");
    let run = desk.gradus(&["assess", NEW, "-o", FILE, "--answers", "c.yaml"]);
    assert_eq!(run.status, 3, "{}", run.err);
    assert!(run.err.contains("error[A0401]") && desk.text(FILE) == aimless, "{}", run.err);
    desk.write("d.yaml", "format: gradus/answers/1\nanswers: {ACC-2: {answer: remote}}\n");
    let run = good(desk.gradus(&["assess", NEW, "-o", FILE, "--answers", "d.yaml"]));
    assert!(run.err.contains("There is no target gold any more"), "{}", run.err);
    let kept = desk.text(FILE);
    assert!(
        kept.contains("target: gold") && kept.contains("  edition: \"2025\"") && kept.contains("answer: remote"),
        "{kept}"
    );
    let run = good(desk.gradus(&["assess", NEW, "-o", FILE, "--answers", "d.yaml", "--target", "solid"]));
    assert!(run.err.contains("is for edition 2026 from now on"), "{}", run.err);
    // Under the same edition nothing is excused.
    desk.write(FILE, desk.text(FILE).replace("answer: remote", "answer: admins"));
    assert_eq!(desk.gradus(&["score", FILE]).status, 3);
}

#[test]
fn an_answer_under_a_former_name_is_replaced_where_it_stands() {
    let desk = desk();
    good(desk.gradus(&["answer", FILE, "ACC-3", "partial"]));
    let now = desk.text(FILE);
    assert!(
        now.contains("  ACC-30:\n    answer: partial\n    note: Personnel tells IT.\n") && !now.contains("ACC-3:"),
        "{now}"
    );
    assert!(now.contains("  edition: \"2025\"\n  digest"), "the edition stays as it was: {now}");
}

#[test]
fn an_alias_counts_only_where_it_is_certain_what_is_meant() {
    let own = read(&text(NEW), "plant-basics");
    let counted = |answers: &[&str]| {
        let mut given = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
        for id in answers {
            given.entry_mut(id).answer_whole("met");
        }
        let found = spoken_of(&own, &given);
        found.into_iter().map(|own_id| own_id.map(|at| own.requirements()[at].id.clone())).collect::<Vec<_>>()
    };
    let some = |id: &str| Some(id.to_owned());
    assert_eq!(counted(&["ACC-3"]), [some("ACC-30")]);
    assert_eq!(counted(&["ACC-3", "ACC-30"]), [None, some("ACC-30")], "its own name weighs more");
    assert_eq!(counted(&["LOG-1"]), [None], "two have that alias");
    let merged = text(NEW).replace("aliases: [ACC-3]", "aliases: [ACC-3, ACC-9]");
    let own = read(&merged, "plant-basics");
    let mut given = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    given.entry_mut("ACC-9").answer_whole("met");
    assert!(spoken_of(&own, &given)[0].is_some());
    given.entry_mut("ACC-3").answer_whole("not-met");
    assert_eq!(spoken_of(&own, &given), [None, None], "which of the two is true cannot be known");
}

#[test]
fn a_level_that_is_gone_keeps_its_day() {
    let own = read(&text(NEW), "plant-basics");
    let old = text(FILE).replace("answers:\n", "status_dates:\n  gold:\n    final: \"2025-08-20\"\nanswers:\n");
    let mut given = assessment(&old);
    let mut warnings = Vec::new();
    prove(&own, &given, &Places::default(), &mut warnings).expect("it is opened");
    assert!(warnings.iter().any(|warning| warning.code == Code::LevelOfOtherEdition));
    assert!(given.adopt(&own));
    let written = file::write(&given);
    assert!(written.contains("  gold:\n    final: \"2025-08-20\"\n    edition: \"2025\"\n"), "{written}");
    let mut warnings = Vec::new();
    prove(&own, &assessment(&written), &Places::default(), &mut warnings).expect("it is opened again");
    assert!(!warnings.iter().any(|warning| warning.code == Code::LevelOfOtherEdition), "it was told");
}

// The interview.

/// Runs `assess` line by line.
fn spoken(desk: &Desk, args: &[&str], lines: &str) -> Run {
    let mut command = desk.command(desk::program());
    command.args(["assess", FILE, "--plain", "--by", "IT lead"]).args(args);
    let mut command = assert_cmd::Command::from_std(command);
    let output = command.write_stdin(lines.as_bytes()).output().expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    Run { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

#[test]
fn line_by_line_it_is_told_and_asked_first() {
    for (lang, before, after) in [
        ("en", "Before: admins (edition 2025; it no longer fits)", "is for edition 2026 from now on"),
        ("zh-TW", "先前作答：admins（第 2025 版，已不適用）", "自此為第 2026 版"),
    ] {
        let desk = desk();
        let old = desk.text(FILE);
        // To leave, or to go away, changes nothing.
        for lines in ["2\n", "q\n", "b\n", ""] {
            let run = good(spoken(&desk, &["--lang", lang], lines));
            assert!(!run.err.contains(after), "{}", run.err);
            assert_eq!(desk.text(FILE), old, "{lines:?}");
        }
        let run = good(spoken(&desk, &["--lang", lang], "1\nq\n"));
        assert_eq!(desk.text(FILE), old, "nothing was replied yet");
        assert!(!run.err.contains(after), "{}", run.err);
        // The choice that is gone is asked anew, then what is open: objective d, and the second factor.
        let run = good(spoken(&desk, &["--lang", lang], "1\n1\nk\ns\nz\ns\nq\n"));
        assert!(run.err.contains(before) && run.err.contains(after), "{}", run.err);
        insta::assert_snapshot!(format!("plain-{lang}"), run.err);
        let now = desk.text(FILE);
        let own = &blocks(&now).into_iter().find(|(id, _)| id == "ACC-2").expect("it is there").1;
        assert!(
            own.contains("answer: remote") && own.contains("note: Since spring.") && !own.contains("edition"),
            "{own}"
        );
        assert!(now.contains("link: connected"), "{now}");
        // Nothing is told a second time.
        let run = good(spoken(&desk, &["--lang", lang], "q\n"));
        assert!(!run.err.contains("2025"), "{}", run.err);
    }
}

#[test]
fn a_target_that_is_gone_is_asked_anew() {
    let desk = desk();
    desk.write(FILE, text(FILE).replace("target: solid", "target: gold"));
    let run = good(spoken(&desk, &[], "1\n2\nq\n"));
    assert!(run.err.contains("There is no target gold any more") && run.err.contains("from now on"), "{}", run.err);
    assert!(desk.text(FILE).contains("target: solid\n") && desk.text(FILE).contains("  edition: \"2026\"\n"));
    good(desk.gradus(&["score", FILE]));
}

#[cfg(unix)]
#[test]
fn on_a_screen_it_is_told_and_asked_first() {
    use pty::Session;
    let program = std::path::Path::new(desk::program());
    for (lang, told, leave, unchanged, saved, link) in [
        (
            "en",
            "The questionnaire has a new edition: 2026. Your answers are to edition 2025.",
            "Leave the file as it is",
            "Nothing was changed",
            "from now on",
            "It is not",
        ),
        (
            "zh-TW",
            "問卷有新版次：第 2026 版。您的作答依據第 2025 版。",
            "檔案維持原狀並離開",
            "沒有變更",
            "自此為第 2026 版",
            "無連線",
        ),
    ] {
        let desk = desk();
        let old = desk.text(FILE);
        let arguments = ["--lang", lang, "assess", FILE, "--by", "IT lead"];
        let start = || Session::start(program, &arguments, desk.folder(), &[], (80, 24));
        let mut session = start();
        session.wait_page(told).wait_page(leave).wait_page("ACC-3 → ACC-30");
        insta::assert_snapshot!(format!("screen-{lang}"), session.lines().join("\n"));
        assert_eq!(session.beyond_the_edge(), Vec::<String>::new());
        // A key that leads nowhere yet leaves the screen where it is.
        session.press("g").wait_page(told).press("2").send("\r");
        assert!(session.read_to_the_end(), "{}", session.text());
        assert!(session.text().contains(unchanged), "{}", session.text());
        assert_eq!(desk.text(FILE), old);
        let mut session = start();
        session.wait_page(told).send("\r").wait_page(link).send("\r").wait_page("ACC-1");
        session.send("k").wait_page("admins").send("s").wait_page("NET-3").send("q");
        assert!(session.read_to_the_end(), "{}", session.text());
        let said: String = session.text().split_whitespace().collect();
        assert!(said.contains(&saved.split_whitespace().collect::<String>()), "{}", session.text());
        assert!(desk.text(FILE).contains("  edition: \"2026\"\n"));
    }
}

// Nothing is dropped, whatever is edited.

/// What becomes of a requirement in a new edition.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Stays,
    Goes,
    /// Its id is an alias of another one now.
    Renamed,
    /// Two share its id as an alias.
    Split,
    /// Its id is an alias of the requirement before.
    Merged,
    /// It has another scale.
    Rescaled,
    /// It lies above the target now.
    Raised,
}

/// A new edition: a fate for each requirement, and what scales and objectives lost or gained.
#[derive(Debug, Clone)]
struct Edit {
    fates: Vec<Fate>,
    answers: Vec<bool>,
    reason: bool,
    letters: Vec<bool>,
    added: usize,
    unknown: bool,
    target: bool,
}

const COUNT: usize = 5;
const ANSWERS: [(&str, char, &str); 4] =
    [("met", 'm', "1"), ("mostly", 'h', "3/4"), ("partial", 'p', "1/2"), ("not-met", 'n', "0")];
const LETTERS: [&str; 4] = ["a", "b", "c", "d"];

fn written(edition: &str, edit: &Edit) -> String {
    let mut text = format!(
        "format: gradus/questionnaire/1\nid: q\nedition: '{edition}'\nlanguages: [en]\ntitle: Q\nattribution: {{publisher: P, licence: CC0-1.0}}\nscales:\n"
    );
    for (name, answers) in [("s", &edit.answers), ("t", &vec![true, false, false, true])] {
        let reason = if edit.reason { ", reason: required" } else { "" };
        let unknown = if edit.unknown { "allowed" } else { "forbidden" };
        writeln!(
            text,
            "  {name}:\n    not_applicable: {{counts_as: nothing{reason}}}\n    unknown: {unknown}\n    answers:"
        )
        .expect("text");
        for ((id, key, credit), _) in ANSWERS.iter().zip(answers).filter(|((id, ..), stays)| **stays || *id == "met") {
            writeln!(text, "      - {{id: {id}, key: {key}, credit: {credit}}}").expect("text");
        }
    }
    let goal = if edit.target { "goal" } else { "aim" };
    writeln!(text, "levels: [{{id: one}}, {{id: two}}]\ntargets: [{{id: {goal}, level: one}}]\ndomains:\n  - id: D\n    requirements:").expect("text");
    let mut merged: Vec<String> = Vec::new();
    // The last one is above the target, so that both levels have one.
    let mut rows: Vec<(String, Vec<String>, &str, &str)> =
        vec![("Z".into(), Vec::new(), "s", "two"), ("Y".into(), Vec::new(), "t", "one")];
    for (at, fate) in edit.fates.iter().enumerate().rev() {
        let id = format!("R{at}");
        let mut aliases = std::mem::take(&mut merged);
        match fate {
            Fate::Stays => rows.push((id, aliases, "s", "one")),
            Fate::Goes => merged = aliases,
            Fate::Renamed => {
                aliases.push(id);
                rows.push((format!("N{at}"), aliases, "s", "one"));
            }
            Fate::Split => {
                rows.push((format!("N{at}"), vec![id.clone()], "s", "one"));
                rows.push((format!("M{at}"), vec![id], "s", "one"));
                merged = aliases;
            }
            Fate::Merged => {
                merged = aliases;
                merged.push(id);
            }
            Fate::Rescaled => rows.push((id, aliases, "t", "one")),
            Fate::Raised => rows.push((id, aliases, "s", "two")),
        }
    }
    rows.extend((0..edit.added).map(|at| (format!("X{at}"), Vec::new(), "s", "one")));
    for (id, aliases, scale, level) in rows.iter().rev() {
        let letters = LETTERS.iter().zip(&edit.letters).filter(|(_, stays)| **stays);
        let letters: Vec<String> = letters.map(|(letter, _)| format!("{{id: {letter}, ask: L}}")).collect();
        writeln!(
            text,
            "      - {{id: {id}, level: {level}, scale: {scale}, ask: A, aliases: [{}], objectives: [{}]}}",
            aliases.join(", "),
            letters.join(", ")
        )
        .expect("text");
    }
    text.replace(", aliases: []", "").replace(", objectives: []", "")
}

fn first() -> Edit {
    Edit {
        fates: vec![Fate::Stays; COUNT],
        answers: vec![true; 4],
        reason: false,
        letters: vec![true, true, true, false],
        added: 0,
        unknown: true,
        target: true,
    }
}

fn edit() -> impl Strategy<Value = Edit> {
    let fate = prop_oneof![
        4 => Just(Fate::Stays),
        1 => Just(Fate::Goes),
        2 => Just(Fate::Renamed),
        1 => Just(Fate::Split),
        1 => Just(Fate::Merged),
        1 => Just(Fate::Rescaled),
        1 => Just(Fate::Raised),
    ];
    let flags = || proptest::collection::vec(any::<bool>(), 4);
    (proptest::collection::vec(fate, COUNT), flags(), any::<bool>(), flags(), 0..3_usize, any::<bool>(), any::<bool>())
        .prop_map(|(fates, answers, reason, letters, added, unknown, target)| Edit {
            fates,
            answers,
            reason,
            letters,
            added,
            unknown,
            target,
        })
}

fn entry() -> impl Strategy<Value = Entry> {
    let word = || prop_oneof![4 => proptest::sample::select(vec!["met", "mostly", "partial", "not-met"]), 1 => Just("not-applicable"), 1 => Just("unknown")];
    let whole = word().prop_map(|word| Entry { answer: Some(word.to_owned()), ..Entry::default() });
    let parts = proptest::collection::btree_map(proptest::sample::select(vec!["a", "b", "c"]), word(), 1..4).prop_map(
        |parts| Entry {
            objectives: parts.into_iter().map(|(letter, word)| (letter.to_owned(), word.to_owned())).collect(),
            ..Entry::default()
        },
    );
    let nothing = Just(Entry { note: Some("only a note".to_owned()), ..Entry::default() });
    let said = (proptest::option::of("[ -~佐證資料：]{1,12}"), any::<bool>());
    (prop_oneof![3 => whole, 2 => parts, 1 => nothing], said).prop_map(|(mut entry, (note, reason))| {
        entry.note = note.filter(|note| !note.trim().is_empty()).or(entry.note);
        entry.reason = reason.then(|| "so it is".to_owned());
        entry.at = Some("2026-01-05T08:00:00Z".to_owned());
        entry
    })
}

/// What an entry says, without what is noted about its edition, and its parts in an order of their own.
fn said(entry: &Entry) -> Entry {
    let mut said = Entry { edition: None, ..entry.clone() };
    said.objectives.sort();
    said
}

/// Opens an assessment under another edition and saves it, as the interview does with its first reply; proves it at
/// each step, and returns it as it is read again.
fn saved_under(own: &Questionnaire, before: &Assessment) -> Assessment {
    let sheet = prove(own, before, &Places::default(), &mut Vec::new()).expect("it is opened");
    let found = carried(&sheet).expect("it is another edition");
    let answered = before.answers.iter().filter(|(_, entry)| entry.is_answered()).count();
    let gone = found
        .gone
        .iter()
        .filter(|id| !id.contains('/'))
        .filter(|id| before.entry(id).is_some_and(Entry::is_answered))
        .count();
    let told = found.kept.len() + found.unfit.len() + found.hidden.len() + gone;
    let partly = found.open.iter().filter(|position| sheet.entry(**position).is_some_and(Entry::is_answered)).count();
    let aside = sheet.of_no_requirement().filter(|(_, entry)| entry.edition.is_some() && entry.is_answered()).count();
    assert_eq!(told + partly + aside, answered, "each answer is told once: {found:?}");
    let mut after = before.clone();
    after.take_names(own, |_| true);
    if !after.adopt(own) {
        assert_eq!(found.target.as_deref(), Some(before.target.as_str()));
        after.target = "one".to_owned();
        assert!(after.take_edition(own));
    }
    after.tidy(own);
    let read = assessment(&file::write(&after));
    assert_eq!(read, after, "what is saved is read again");
    let mut problems = Vec::new();
    let proven = prove(own, &read, &Places::default(), &mut problems).expect("it is opened again");
    assert!(problems.iter().all(|problem| problem.code != Code::OtherEdition));
    for position in 0..own.requirements().len() {
        assert_eq!(
            (proven.reply(position), proven.fit(position) == Fit::Not),
            (sheet.reply(position), sheet.fit(position) == Fit::Not),
            "saving changes no answer"
        );
    }
    // Everything that was said is still there: under its id, or under the one that has it as its alias.
    let spoken = spoken_of(own, before);
    assert_eq!(read.answers.len(), before.answers.len());
    for ((id, entry), position) in before.answers.iter().zip(spoken) {
        let id = position.map_or(id.as_str(), |position| own.requirements()[position].id.as_str());
        let found = read.entry(id).unwrap_or_else(|| panic!("{id} is gone"));
        assert_eq!(said(found), said(entry), "{id}");
    }
    read
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn whatever_is_edited_no_word_is_lost(
        entries in proptest::collection::vec(entry(), COUNT),
        second in edit(),
        third in edit(),
    ) {
        let old = read(&written("1", &first()), "q");
        let mut before = Assessment::begin(&old, None, "2026-01-05T08:00:00Z");
        before.target = "goal".to_owned();
        for (at, entry) in entries.into_iter().enumerate() {
            *before.entry_mut(&format!("R{at}")) = entry;
        }
        prove(&old, &before, &Places::default(), &mut Vec::new()).expect("the answers fit their own edition");
        let once = saved_under(&read(&written("2", &second), "q"), &before);
        let twice = saved_under(&read(&written("3", &third), "q"), &once);
        // Back under the first edition, whatever was put aside under it fits again, unless its id went another way.
        let back = saved_under(&old, &twice);
        for (id, entry) in back.answers.iter().filter(|(id, _)| id.starts_with('R')) {
            prop_assert_eq!(&entry.edition, &None, "{} fits again", id);
        }
    }

    #[test]
    fn any_two_editions_can_be_compared(one in edit(), other in edit()) {
        let (old, new) = (read(&written("1", &one), "q"), read(&written("2", &other), "q"));
        let found = compare(&old, &new);
        let of = |id: &String| !id.contains('/');
        let mut all: Vec<&String> = found.answers.kept.iter().collect();
        all.extend(found.answers.kept_unless.iter().map(|own| &own.id));
        all.extend(&found.answers.to_answer);
        all.retain(|id| of(id));
        all.sort();
        all.dedup();
        // An objective may have lost an answer that the whole did not lose.
        let parts = found.answers.kept_unless.iter().filter_map(|own| own.id.split_once('/')).map(|(id, _)| id);
        let told = |id: &str| all.iter().any(|own| own.as_str() == id) || parts.clone().any(|own| own == id);
        for own in new.requirements() {
            prop_assert!(told(&own.id), "{} is told", own.id);
        }
        let gone = found.answers.no_longer_asked.iter().filter(|id| of(id)).count();
        prop_assert_eq!(old.requirements().len() - gone, new.requirements().len() - found.answers.to_answer.iter().filter(|id| of(id)).count());
        prop_assert_eq!(compare(&old, &old).changes, []);
    }
}

#[test]
fn the_docs_show_what_the_program_says() {
    let desk = desk();
    let page = std::fs::read_to_string("docs/assessment-format.md").expect("the page is there").replace("\r\n", "\n");
    let (_, rest) = page.split_once("```text\nAnswers of edition").expect("the page shows it");
    let shown = format!("Answers of edition{}", rest.split_once("```").expect("the example ends").0);
    assert!(good(desk.gradus(&["score", FILE])).err.contains(&shown), "{shown}");
    let (_, rest) = page.split_once("of which edition it is:\n\n```yaml\n").expect("the page shows it");
    let shown = rest.split_once("```").expect("the example ends").0;
    desk.write("more.csv", "id,answer\nNET-3,met\n");
    good(desk.gradus(&["assess", FILE, "--answers", "more.csv"]));
    // The page leaves out what it does not speak of.
    let now = desk.text(FILE);
    for line in shown.lines() {
        assert!(now.contains(line), "{line}\n{now}");
    }
}
