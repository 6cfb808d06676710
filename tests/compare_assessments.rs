//! `gradus compare` with assessments: each figure can be found in the files it speaks of.

mod desk;

use desk::{Desk, Run};
use serde_json::Value;

fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}", run.err);
    run.out
}

fn json(run: Run) -> Value {
    serde_json::from_str(&good(run)).expect("it is JSON")
}

/// Three assessments of one firm: most of it undone, half of it, and the sample.
fn years() -> Desk {
    let desk = Desk::new();
    for (file, from) in [("2024.yaml", "weak"), ("2025.yaml", "earlier")] {
        let answers = std::fs::read(format!("tests/fixtures/reports/{from}.zh-TW.yaml")).expect("it can be read");
        desk.write("answers.yaml", answers);
        good(desk.gradus(&["assess", "cmmc", "--answers", "answers.yaml", "-o", file]));
        // Everything was answered in that year.
        let text = desk.text(file);
        let now = text
            .lines()
            .find_map(|line| line.trim().strip_prefix("at: "))
            .expect("it has a time")
            .trim_start_matches('"')
            .get(..10)
            .expect("a day")
            .to_owned();
        desk.write(file, text.replace(&now, &format!("{}-11-20", &file[..4])));
    }
    good(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", "2026.yaml"]));
    desk
}

#[test]
fn every_figure_is_that_of_the_two_files() {
    let desk = years();
    let compared = json(desk.gradus(&["compare", "2025.yaml", "2026.yaml", "--format", "json"]));
    assert_eq!((&compared["format"], &compared["questionnaire"]), (&"gradus/comparison/1".into(), &"cmmc".into()));
    let scored = ["2025.yaml", "2026.yaml"].map(|file| json(desk.gradus(&["score", file, "--format", "json"])));
    for (at, result) in scored.iter().enumerate() {
        let own = &compared["assessments"][at];
        assert_eq!((&own["reached"], &own["target_status"]), (&result["reached"], &result["target_status"]));
        for (one, other) in
            own["levels"].as_array().expect("a list").iter().zip(result["levels"].as_array().expect("a list"))
        {
            assert_eq!(
                (&one["id"], &one["status"], &one["score"]["low"]),
                (&other["id"], &other["status"], &other["score"]["low"])
            );
        }
        for (one, other) in
            own["domains"].as_array().expect("a list").iter().zip(result["domains"].as_array().expect("a list"))
        {
            for key in ["id", "level", "met", "of", "share"] {
                assert_eq!(one[key], other[key], "{key}");
            }
        }
    }
    // Each requirement is told if and only if something of it differs, and its answers are those of the files.
    let told = compared["steps"][0].as_array().expect("a list");
    let requirements = scored.each_ref().map(|result| result["requirements"].as_array().expect("a list"));
    for (before, now) in requirements[0].iter().zip(requirements[1]) {
        let own = told.iter().find(|own| own["id"] == before["id"]);
        if before["answer"] != now["answer"] {
            assert!(own.is_some(), "{} is told", before["id"]);
        }
        if let Some(own) = own {
            assert_eq!(
                (&own["answer_before"], &own["answer_now"]),
                (&before["answer"], &now["answer"]),
                "{}",
                own["id"]
            );
            assert!(!own["why"].as_array().expect("a list").is_empty(), "{} says why", own["id"]);
            let better = [("not-met", "met"), ("partly", "met"), ("not-met", "partly")];
            let is_better = better.iter().any(|(old, new)| own["before"] == *old && own["now"] == *new);
            assert_eq!(own["direction"] == "better", is_better, "{own}");
        }
    }
    let day = |at: usize| compared["assessments"][at]["day"].as_str().expect("a day").to_owned();
    assert!(day(0).starts_with("2025-11-20") && day(1) > day(0));
}

#[test]
fn nothing_is_told_of_what_did_not_change() {
    let desk = years();
    let compared = json(desk.gradus(&["compare", "2026.yaml", "2026.yaml", "--format", "json"]));
    assert_eq!(compared["steps"][0], serde_json::json!([]));
    let text = good(desk.gradus(&["compare", "2026.yaml", "2026.yaml", "--lang", "en"]));
    assert!(text.contains("Nothing changed."), "{text}");
    // One answer, one piece of evidence, one objective: each is told as that.
    desk.write("now.yaml", desk.read("2026.yaml"));
    good(desk.gradus(&["answer", "now.yaml", "AC.L2-3.1.5", "not-met"]));
    good(desk.gradus(&["answer", "now.yaml", "AC.L2-3.1.2/b", "not-met"]));
    good(desk.gradus(&["answer", "now.yaml", "AC.L2-3.1.8", "met", "--evidence", "a photograph"]));
    let compared = json(desk.gradus(&["compare", "2026.yaml", "now.yaml", "--format", "json"]));
    let told = compared["steps"][0].as_array().expect("a list");
    let why =
        |id: &str| told.iter().find(|own| own["id"] == id).map(|own| (own["why"].clone(), own["direction"].clone()));
    let wanted = |why: &str, direction: &str| Some((serde_json::json!([why]), direction.into()));
    assert_eq!(told.len(), 3, "{told:?}");
    assert_eq!(why("AC.L2-3.1.5"), wanted("answer", "worse"));
    assert_eq!(why("AC.L2-3.1.2"), wanted("objective", "worse"));
    assert_eq!(why("AC.L2-3.1.8"), wanted("evidence", "other"));
    assert_eq!(told[0]["objectives"], serde_json::json!(["b"]));
}

#[test]
fn several_years_make_a_trend_with_a_bar_for_each() {
    let desk = years();
    for (lang, better) in [("en", "better"), ("zh-TW", "進步")] {
        let text = good(desk.gradus(&["compare", "2024.yaml", "2025.yaml", "2026.yaml", "--lang", lang]));
        let bars: Vec<usize> =
            text.lines().filter(|line| line.contains('░')).map(|line| line.matches('█').count()).collect();
        assert_eq!(bars.len(), 3, "{text}");
        assert!(bars[0] < bars[1] && bars[1] < bars[2], "{bars:?}");
        assert_eq!(text.matches(better).count(), 2, "{text}");
        assert!(text.contains("2024-11-20") && text.contains("2025-11-20"), "{text}");
        assert!(text.lines().all(|line| unicode_width::UnicodeWidthStr::width(line) <= 80), "{text}");
    }
    let file = json(desk.gradus(&["compare", "2024.yaml", "2025.yaml", "2026.yaml", "--format", "json"]));
    assert_eq!(file["assessments"].as_array().map(Vec::len), Some(3));
    assert_eq!(file["steps"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let desk = years();
    good(desk.gradus(&["assess", "ztmm", "--sample", "-o", "z.yaml"]));
    for (args, words) in [
        (vec!["2026.yaml", "z.yaml"], "only assessments of one questionnaire"),
        (vec!["2026.yaml", "cmmc"], "is an assessment and cmmc is not"),
        (vec!["cmmc", "cmmc", "cmmc"], "Two questionnaires"),
        (vec!["2026.yaml"], "<NEW>"),
    ] {
        let run = desk.gradus(&[&["compare", "--lang", "en"], &args[..]].concat());
        assert_eq!(run.status, 2, "{args:?}: {}{}", run.out, run.err);
        assert!(run.err.contains(words), "{args:?}: {}", run.err);
    }
    assert_eq!(desk.gradus(&["compare", "2026.yaml", "none.assessment.yaml"]).status, 1);
}
