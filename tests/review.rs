//! `gradus review`: what contradicts itself, would not stand up to a question, or is overdue.

mod desk;

use desk::{Desk, Run};
use gradus::language::Lang;
use serde_json::Value;

const FILE: &str = "a.yaml";

/// A finished baseline assessment with one entry in place of the sample's.
fn firm(id: &str, entry: &str) -> Desk {
    let desk = Desk::new();
    let mut rows = "format: gradus/answers/1\nquestionnaire: tw-supply-chain\ntarget: baseline\norganisation: Example\n\
        profile: {products: none, equipment: none, factory: runs, listed: unlisted, erp: used, software: none}\nanswers:\n"
        .to_owned();
    let asked = [
        "GRM-01", "GRM-02", "HPS-01", "HPS-02", "ACM-01", "ACM-02", "IAZ-01", "IAZ-02", "NSB-01", "ERW-01", "ERW-02",
        "DIP-01", "DIP-02", "OTE-01", "SCR-01", "SCR-02", "MDT-01", "MDT-02", "IRC-01", "IRC-02",
    ];
    for own in asked {
        let usual = "{answer: implemented, evidence: [{what: a list, date: 2026-10-01}]}";
        rows.push_str(&format!("  {own}: {}\n", if own == id { entry } else { usual }));
    }
    desk.write("answers.yaml", rows);
    let run = desk.gradus(&["assess", "tw-supply-chain", "--answers", "answers.yaml", "-o", FILE]);
    assert_eq!(run.status, 0, "{}", run.err);
    desk
}

fn reviewed(desk: &Desk, args: &[&str]) -> Run {
    desk.gradus(&[&["review", FILE, "--date", "2026-11-22", "--lang", "en"], args].concat())
}

fn remarks(desk: &Desk) -> Vec<(String, String, String)> {
    let run = reviewed(desk, &["--format", "json"]);
    let file: Value = serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.err));
    assert_eq!((&file["format"], &file["day"]), (&"gradus/review/1".into(), &"2026-11-22".into()));
    let text = |own: &Value, key: &str| own[key].as_str().expect("a text").to_owned();
    let all = file["remarks"].as_array().expect("a list");
    let told = all.iter().map(|own| (text(own, "id"), text(own, "severity"), text(own, "kind"))).collect::<Vec<_>>();
    for (key, severity) in [("contradictions", "contradiction"), ("weaknesses", "weakness"), ("open", "open")] {
        assert_eq!(file[key], told.iter().filter(|own| own.1 == severity).count(), "{key}");
    }
    let expected = if told.iter().any(|own| own.1 == "contradiction") { 3 } else { 0 };
    assert_eq!(run.status, expected, "{told:?}");
    told
}

fn one(id: &str, severity: &str, kind: &str) -> Vec<(String, String, String)> {
    vec![(id.to_owned(), severity.to_owned(), kind.to_owned())]
}

#[test]
fn where_all_is_well_nothing_is_said() {
    let desk = firm("", "");
    assert_eq!(remarks(&desk), []);
    let run = reviewed(&desk, &["--strict"]);
    assert_eq!((run.status, run.out.as_str()), (0, "Nothing deserves a second look.\n"));
    let chinese = desk.gradus(&["review", FILE, "--date", "2026-11-22", "--lang", "zh-TW"]);
    assert_eq!(chinese.out.trim_end(), Lang::ZhTw.words().interview.review_nothing);
}

#[test]
fn each_doubt_has_its_severity() {
    for (id, entry, severity, kind) in [
        ("OTE-01", "{answer: not-applicable, reason: none here}", "weakness", "against-profile"),
        ("MDT-02", "{answer: implemented, evidence: [{what: a list, date: 2025-11-20}]}", "weakness", "stale-evidence"),
        ("MDT-02", "{answer: implemented}", "weakness", "no-evidence"),
        ("MDT-02", "{answer: unknown}", "open", "unknown"),
        ("MDT-02", "{answer: planned, plan: {action: Do it, due: 2026-11-21}}", "contradiction", "overdue"),
        (
            "MDT-02",
            "{answer: planned, plan: {action: Do it, start: 2027-03-01, due: 2027-01-31}}",
            "contradiction",
            "plan-order",
        ),
        (
            "MDT-02",
            "{answer: planned, plan: {action: Do it, due: 2027-01-31, milestones: [{what: Buy, due: 2026-11-21}]}}",
            "weakness",
            "late-milestone",
        ),
    ] {
        let desk = firm(id, entry);
        assert_eq!(remarks(&desk), one(id, severity, kind), "{entry}");
    }
    // What is a year old to the day still holds, and the newest piece counts.
    let desk =
        firm("MDT-02", "{answer: implemented, evidence: [{what: a, date: 2020-01-01}, {what: b, date: 2025-11-22}]}");
    assert_eq!(remarks(&desk), []);
    // Nobody who runs no factory is told that it applies.
    let desk = firm("MDT-02", "{answer: not-applicable, reason: none here}");
    assert_eq!(remarks(&desk), []);
}

#[test]
fn a_file_that_changed_since_it_was_noted_is_found() {
    let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    let entry = format!("{{answer: implemented, evidence: [{{what: a list, where: list.txt, sha256: {digest}}}]}}");
    let desk = firm("MDT-02", &entry);
    desk.write("list.txt", "abc");
    assert_eq!(remarks(&desk), []);
    desk.write("list.txt", "abd");
    assert_eq!(remarks(&desk), one("MDT-02", "contradiction", "changed-file"));
    // A file that is kept elsewhere says nothing.
    std::fs::remove_file(desk.path("list.txt")).expect("it is there");
    assert_eq!(remarks(&desk), []);
}

#[test]
fn weaknesses_fail_only_where_that_is_wanted() {
    let desk = firm("MDT-02", "{answer: implemented}");
    let run = reviewed(&desk, &[]);
    assert_eq!(run.status, 0);
    assert!(run.out.contains("To support: 1") && run.out.contains("MDT-02"), "{}", run.out);
    assert_eq!(reviewed(&desk, &["--strict"]).status, 3);
}

#[test]
fn an_affirmation_and_a_status_that_are_past_are_told() {
    let desk = Desk::new();
    let run = desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", FILE]);
    assert_eq!(run.status, 0, "{}", run.err);
    // The sample entered Level 1 on 2026-10-30, to be affirmed each year, and Conditional Level 2 that day, for 180 days.
    let due = |day: &str| -> Vec<(String, String, String)> {
        let run = desk.gradus(&["review", FILE, "--date", day, "--format", "json"]);
        let file: Value = serde_json::from_str(&run.out).expect("it is JSON");
        let text = |own: &Value, key: &str| own[key].as_str().expect("a text").to_owned();
        let all = file["due"].as_array().expect("a list").clone();
        assert_eq!(all.is_empty() && file["contradictions"] == 0, run.status == 0);
        all.iter().map(|own| (text(own, "level"), text(own, "what"), text(own, "day"))).collect()
    };
    assert_eq!(due("2026-11-22"), []);
    // 180 days from 2026-10-30: 1 of October, 30, 31, 31, 28 and 31 make 152, and 28 of April.
    let ended = ("l2".to_owned(), "ended".to_owned(), "2027-04-28".to_owned());
    assert_eq!(due("2027-04-28"), []);
    assert_eq!(due("2027-04-29"), [ended]);
    assert!(due("2028-01-01").iter().any(|own| own.0 == "l1" && own.1 == "affirmation"), "{:?}", due("2028-01-01"));
}
