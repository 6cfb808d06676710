//! `gradus plan` as people use it: what it promises holds when it is done, and trying changes nothing.

mod desk;

use std::path::Path;

use desk::{Desk, Run};
use serde_json::Value;

const FILE: &str = "a.yaml";

fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
}

fn json(run: Run) -> Value {
    serde_json::from_str(&good(run)).expect("it is JSON")
}

/// Desks with the sample firms, and one with a firm that has most of it still to do.
fn firms() -> Vec<(&'static str, Desk)> {
    let samples = [
        ("cmmc", "l1"),
        ("cmmc", "l2"),
        ("tw-supply-chain", "baseline"),
        ("tw-supply-chain", "fab-equipment"),
        ("ztmm", "advanced"),
    ];
    let mut all: Vec<(&str, Desk)> = Vec::new();
    for (id, target) in samples {
        let desk = Desk::new();
        good(desk.gradus(&["assess", id, "--sample", "--target", target, "-o", FILE]));
        all.push((target, desk));
    }
    let desk = Desk::new();
    let weak = std::fs::read(Path::new("tests/fixtures/reports/weak.zh-TW.yaml")).expect("it can be read");
    desk.write("weak.yaml", weak);
    good(desk.gradus(&["assess", "cmmc", "--answers", "weak.yaml", "-o", FILE]));
    all.push(("weak", desk));
    all
}

#[test]
fn what_it_promises_holds_when_it_is_done() {
    for (name, desk) in firms() {
        for for_good in [false, true] {
            let options: &[&str] = if for_good { &["--for-good"] } else { &[] };
            let before = desk.read(FILE);
            let plan = json(desk.gradus(&[&["plan", FILE, "--format", "json"], options].concat()));
            assert_eq!(desk.read(FILE), before, "{name}: nothing is written");
            assert_eq!(plan["format"], "gradus/plan/1");
            let way = &plan["way"];
            let desk = {
                let other = Desk::new();
                other.write(FILE, before);
                other
            };
            let effort: u64 = way["close"]
                .as_array()
                .expect("a list")
                .iter()
                .map(|own| own["effort"].as_u64().expect("a number"))
                .sum();
            assert_eq!(way["effort"], effort, "{name}");
            // In this order, by the command that gives one answer.
            for own in way["close"].as_array().expect("a list") {
                let (id, answer) = (own["id"].as_str().expect("an id"), own["answer"].as_str().expect("an answer"));
                good(desk.gradus(&["answer", FILE, id, answer]));
            }
            let now = plan["now"]["requirements"].as_array().expect("a list");
            for id in way["wait"].as_array().expect("a list") {
                let own = now.iter().find(|own| own["id"] == *id).expect("it is one of them");
                let (id, answer) = (id.as_str().expect("an id"), own["answer"].as_str().expect("it is answered"));
                good(desk.gradus(&["answer", FILE, id, answer, "--plan", "It is done in spring"]));
            }
            let done = json(desk.gradus(&["score", FILE, "--format", "json"]));
            let then = &plan["then"];
            for key in ["target_status", "reached"] {
                assert_eq!(done[key], then[key], "{name} {key}");
            }
            let stands = |result: &Value| -> Vec<(Value, Value, Value)> {
                let levels = result["levels"].as_array().expect("a list").clone();
                levels.into_iter().map(|own| (own["id"].clone(), own["status"].clone(), own["score"].clone())).collect()
            };
            assert_eq!(stands(&done), stands(then), "{name}");
            let reached = if for_good { &["final"][..] } else { &["final", "conditional"] };
            assert!(
                reached.contains(&done["target_status"].as_str().expect("a word")),
                "{name}: {}",
                done["target_status"]
            );
            // And there is nothing left to do.
            let again = json(desk.gradus(&[&["plan", FILE, "--format", "json"], options].concat()));
            assert_eq!(again["way"]["effort"], 0, "{name}");
        }
    }
}

#[test]
fn a_weak_firm_is_led_to_exactly_the_conditional_score() {
    let (_, desk) = firms().pop().expect("the last one");
    let plan = json(desk.gradus(&["plan", FILE, "--format", "json"]));
    let level = plan["then"]["levels"].as_array().expect("a list").last().expect("the target").clone();
    assert_eq!(
        (&level["id"], &level["status"], &level["score"]["low"]),
        (&"l2".into(), &"conditional".into(), &88.into())
    );
    assert!(plan["effort_for_good"].as_u64() > plan["way"]["effort"].as_u64());
    let text = good(desk.gradus(&["plan", FILE, "--lang", "en"]));
    for words in [
        "Level 2, on condition of an action plan",
        "Close, in this order",
        "May wait on the action plan",
        "Score: 88 of 110",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let chinese = good(desk.gradus(&["plan", FILE, "--lang", "zh-TW"]));
    assert!(chinese.contains("依此順序完成") && chinese.contains("可列入行動計畫"), "{chinese}");
}

#[test]
fn trying_answers_shows_what_they_would_change() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "tw-supply-chain", "--sample", "--target", "fab-equipment", "-o", FILE]));
    let before = desk.read(FILE);
    let now = |args: &[&str]| json(desk.gradus(&[&["plan", FILE, "--format", "json"], args].concat()));
    let gaps = |plan: &Value| plan["way"]["close"].as_array().expect("a list").len();
    let all = gaps(&now(&[]));
    assert_eq!(all, 8);
    let tried = now(&["--assume", "IAZ-04=implemented", "--assume", "iaz-03=partial"]);
    // One gap less, and one more.
    assert_eq!(gaps(&tried), 8);
    let closed: Vec<&str> = tried["way"]["close"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|own| own["id"].as_str().expect("an id"))
        .collect();
    assert!(closed.contains(&"IAZ-03") && !closed.contains(&"IAZ-04"), "{closed:?}");
    // Plans of the sample that are due by then: PSD-05, IAZ-04, MDT-03, OTE-03.
    assert_eq!(gaps(&now(&["--by", "2027-01-31"])), 4);
    assert_eq!(gaps(&now(&["--by", "2020-01-01"])), 8);
    let text = good(desk.gradus(&["plan", FILE, "--by", "2027-01-31", "--lang", "en"]));
    assert!(text.contains("the 4 plans due by 2027-01-31"), "{text}");
    // What takes long for them is told so, and what takes nothing costs nothing.
    let dear = now(&["--effort", "IAZ-04=40", "--effort", "ERW-04=0"]);
    let cost = |id: &str| {
        dear["way"]["close"].as_array().expect("a list").iter().find(|own| own["id"] == id).expect("a gap")["effort"]
            .clone()
    };
    assert_eq!((cost("IAZ-04"), cost("ERW-04"), cost("ACM-04")), (40.into(), 0.into(), 3.into()));
    let excused = now(&["--assume", "IAZ-04=not-applicable"]);
    assert_eq!(gaps(&excused), 7);
    assert_eq!(desk.read(FILE), before, "trying changes nothing");
}

#[test]
fn what_cannot_be_tried_is_told_with_what_to_write() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "tw-supply-chain", "--sample", "-o", FILE]));
    for (args, words) in [
        (["--assume", "IAZ-04"], "ID=ANSWER"),
        (["--assume", "=met"], "ID=ANSWER"),
        (["--assume", "IAZ-04=perhaps"], "implemented, partial"),
        (["--assume", "XYZ-1=met"], "XYZ-1"),
        (["--effort", "IAZ-04=soon"], "whole number"),
        (["--effort", "IAZ-04=-2"], "whole number"),
        (["--effort", "IAZ-04=99999999999999999999"], "whole number"),
        (["--by", "soon"], "2026-11-22"),
    ] {
        let run = desk.gradus(&[&["plan", FILE, "--lang", "en"], &args[..]].concat());
        assert_eq!(run.status, 2, "{args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
}

#[test]
fn a_target_that_no_closing_reaches_is_told_so() {
    let desk = Desk::new();
    // Level 3 wants Final Level 2 by a C3PAO, which no answer to a requirement can bring.
    desk.write("a.csv", "id,answer\nAC.L2-3.1.1,met\n");
    good(desk.gradus(&["assess", "cmmc", "--target", "l3", "--answers", "a.csv", "-o", FILE]));
    let text = desk.text(FILE).replace("target: l3\n", "target: l3\nprofile:\n  l2-c3pao: not-yet\n");
    desk.write(FILE, text);
    let run = desk.gradus(&["plan", FILE, "--lang", "en"]);
    assert_eq!(run.status, 0, "{}", run.err);
    assert!(run.out.contains("cannot be reached by closing gaps"), "{}", run.out);
    assert_eq!(json(desk.gradus(&["plan", FILE, "--format", "json"]))["way"], Value::Null);
}
