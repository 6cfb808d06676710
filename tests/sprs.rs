//! What a firm types into SPRS: the fields that 32 CFR 170.15 and 170.16 name, and nothing that is not so.

mod desk;

use desk::{Desk, Run};
use serde_json::Value;

const FILE: &str = "a.yaml";

fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
}

fn written(desk: &Desk, format: &str, lang: &str) -> String {
    good(desk.gradus(&["report", FILE, "--view", "sprs", "--format", format, "--lang", lang, "-o", "sprs"]));
    desk.text("sprs")
}

fn sheet(desk: &Desk) -> Value {
    serde_json::from_str(&written(desk, "json", "en")).expect("it is JSON")
}

/// Level 2 with all met but these, planned or not.
fn level_2(gaps: &[&str], planned: bool) -> Desk {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", FILE]));
    let shown: Value =
        serde_json::from_str(&good(desk.gradus(&["score", FILE, "--format", "json"]))).expect("it is JSON");
    for own in shown["requirements"].as_array().expect("a list").iter().filter(|own| own["asked"] == true) {
        let id = own["id"].as_str().expect("an id");
        let is_gap = gaps.contains(&id);
        let answer = if is_gap { "not-met" } else { "met" };
        let mut args = vec!["answer", FILE, id, answer];
        if is_gap && planned {
            args.extend(["--plan", "It is done in spring"]);
        }
        if own["answer"] != answer || is_gap {
            good(desk.gradus(&args));
        }
    }
    desk
}

#[test]
fn a_conditional_level_2_is_entered_with_score_day_and_plan() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", FILE]));
    let own = sheet(&desk);
    let wanted: [(&str, Value); 8] = [
        ("format", "gradus/sprs/1".into()),
        ("level", "l2".into()),
        ("status", "conditional".into()),
        ("status_date", "2026-10-30".into()),
        ("status_date_stated", true.into()),
        ("status_until", "2027-04-28".into()),
        ("score", 98.into()),
        ("score_of", 110.into()),
    ];
    for (key, value) in wanted {
        assert_eq!(own[key], value, "{key}");
    }
    // Each of the 110, once, in the words of SPRS; and those on the plan are the gaps.
    let all = own["requirements"].as_array().expect("a list");
    assert_eq!(all.len(), 110);
    let count = |word: &str| all.iter().filter(|own| own["entered"] == word).count();
    let result: Value =
        serde_json::from_str(&good(desk.gradus(&["score", FILE, "--format", "json"]))).expect("it is JSON");
    let answered = |answers: &[&str]| {
        let rows = result["requirements"].as_array().expect("a list").iter().filter(|own| own["asked"] == true);
        rows.filter(|own| answers.iter().any(|answer| own["answer"] == *answer)).count()
    };
    assert_eq!(
        (count("MET"), count("NOT APPLICABLE")),
        (answered(&["met", "exception"]), answered(&["not-applicable"]))
    );
    assert_eq!(count("NOT MET"), own["poam"].as_array().expect("a list").len());
    let text = written(&desk, "md", "en");
    for words in [
        "98 out of 110",
        "2026-10-30",
        "CAGE code",
        "Employee count",
        "by 2027-04-28",
        "Affirming Official",
        "CMMC Assessment Scope",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let chinese = written(&desk, "md", "zh-TW");
    for words in ["98 分，滿分 110 分", "CMMC Status Date", "聲明負責人"] {
        assert!(chinese.contains(words), "{words}: {chinese}");
    }
    assert!(written(&desk, "csv", "en").contains("AC.L2-3.1.1,Authorized Access Control,MET,"));
}

#[test]
fn what_has_no_status_is_not_dressed_up_as_one() {
    // Five points that may not wait: a score, and no status. Without a plan for the security plan: no score at all.
    for (gap, status, score) in [("AC.L2-3.1.1", "no-status", 105.into()), ("CA.L2-3.12.4", "no-score", Value::Null)] {
        let desk = level_2(&[gap], true);
        let own = sheet(&desk);
        assert_eq!(
            (&own["status"], &own["score"], &own["status_date"]),
            (&status.into(), &score, &Value::Null),
            "{gap}"
        );
        let text = written(&desk, "md", "en");
        assert!(text.contains("accepts no affirmation") && !text.contains("I have read the text"), "{text}");
    }
    let desk = level_2(&[], false);
    let own = sheet(&desk);
    assert_eq!((&own["status"], &own["score"]), (&"final".into(), &110.into()));
    assert!(written(&desk, "md", "en").contains("I have read the text"));
}

#[test]
fn what_is_open_is_answered_first() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l1", "-o", FILE]));
    let own = sheet(&desk);
    assert_eq!((&own["level"], &own["status"], &own["score"]), (&"l1".into(), &"open".into(), &Value::Null));
    assert_eq!(own["requirements"].as_array().map(Vec::len), Some(17));
    let text = written(&desk, "md", "en");
    assert!(text.contains("Answer what is open first") && text.contains("Compliance result"), "{text}");
    assert!(!text.contains("POA&amp;M usage") && !text.contains("On the POA"), "Level 1 knows no plan: {text}");
}

#[test]
fn other_questionnaires_and_levels_are_refused() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "ztmm", "--sample", "-o", FILE]));
    let run = desk.gradus(&["report", FILE, "--view", "sprs", "--lang", "en"]);
    assert!(run.status == 2 && run.err.contains("`ztmm`"), "{}", run.err);
    let desk = Desk::new();
    desk.write("a.csv", "id,answer\nAC.L2-3.1.1,met\n");
    good(desk.gradus(&["assess", "cmmc", "--target", "l3", "--answers", "a.csv", "-o", FILE]));
    let run = desk.gradus(&["report", FILE, "--view", "sprs", "--lang", "en"]);
    assert!(run.status == 2 && run.err.contains("DIBCAC"), "{}", run.err);
    let run = desk.gradus(&["report", FILE, "--view", "sprs", "--since", FILE, "--lang", "en"]);
    assert!(run.status == 2 && run.err.contains("--since"), "{}", run.err);
}
