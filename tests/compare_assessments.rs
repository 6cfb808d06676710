//! `gradus compare` with assessments: each figure can be found in the files it speaks of.

mod desk;

use std::io::Cursor;

use calamine::{Data, DataType as _, Reader as _, Xlsx};
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

/// A report of the last of three years, with the two before.
fn reported(desk: &Desk, ending: &str, lang: &str) -> Vec<u8> {
    let path = format!("made.{ending}");
    let args = ["report", "2026.yaml", "--since", "2024.yaml", "--since", "2025.yaml", "--format", ending, "-o", &path];
    let run = desk.gradus(&[&args[..], &["--lang", lang]].concat());
    assert_eq!((run.status, run.err.as_str()), (0, ""), "{}", run.out);
    desk.read(&path)
}

#[test]
fn a_report_since_two_assessments_tells_what_compare_tells() {
    let desk = years();
    let compared = json(desk.gradus(&["compare", "2024.yaml", "2025.yaml", "2026.yaml", "--format", "json"]));
    let report: Value = serde_json::from_slice(&reported(&desk, "json", "en")).expect("it is JSON");
    assert_eq!(report["trend"]["assessments"], compared["assessments"]);
    assert_eq!(report["trend"]["steps"], compared["steps"]);
    assert_eq!(report["since"]["day"], "2025-11-20", "what changed lately is told since the one before");
    let moved = |step: &Value| -> Vec<Value> {
        let all = step.as_array().expect("a list").iter();
        all.filter(|own| own["before"] != own["now"]).map(|own| own["id"].clone()).collect()
    };
    let changes: Vec<Value> =
        report["since"]["changes"].as_array().expect("a list").iter().map(|own| own["id"].clone()).collect();
    assert_eq!(changes, moved(&compared["steps"][1]));
}

#[test]
fn a_report_since_two_assessments_has_a_chart_and_tells_why() {
    let desk = years();
    for (lang, trend, between, why) in [
        ("en", "The assessments so far", "2024-11-20 to 2025-11-20", "Why"),
        ("zh-TW", "歷次評鑑", "2024-11-20 到 2025-11-20", "原因"),
    ] {
        let text = String::from_utf8(reported(&desk, "md", lang)).expect("it is text").replace('\\', "");
        let page = text.split_once(&format!("\n## {trend}")).expect(&text).1;
        // The shares of the chart: a row for each assessment, growing.
        let rows = page.lines().filter(|line| line.matches('%').count() == 3);
        let shares: Vec<u32> = rows
            .take(3)
            .map(|row| {
                let cell = row.split('|').map(str::trim).find_map(|cell| cell.strip_suffix('%'));
                cell.and_then(|cell| cell.parse().ok()).expect(row)
            })
            .collect();
        assert!(shares.len() == 3 && shares.is_sorted() && shares[0] < shares[2], "{shares:?}");
        let (_, step) = page.split_once(&format!("\n### {between}")).expect(page);
        let head = step.lines().find(|line| line.starts_with('|')).expect("a table");
        assert!(head.contains("2024-11-20") && head.contains("2025-11-20") && head.contains(why), "{head}");
        let now = json(desk.gradus(&["score", "2026.yaml", "--format", "json"]));
        assert!(page.contains(now["levels"][1]["score"]["low"].to_string().as_str()), "its score stands there");
        assert!(text.contains("2025-11-20"), "the director reads since when");
    }
    let pdf = reported(&desk, "pdf", "zh-TW,en");
    assert!(pdf.starts_with(b"%PDF-"));
}

#[test]
fn a_spreadsheet_has_a_row_for_each_assessment_and_each_change() {
    let desk = years();
    let bytes = reported(&desk, "xlsx", "en");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("it is a workbook");
    let rows = |book: &mut Xlsx<_>, name: &str| -> Vec<Vec<Data>> {
        let range = book.worksheet_range(name).expect("the sheet is there");
        range.rows().map(<[Data]>::to_vec).collect()
    };
    let compared = json(desk.gradus(&["compare", "2024.yaml", "2025.yaml", "2026.yaml", "--format", "json"]));
    let assessments = rows(&mut book, "Assessments");
    assert_eq!(assessments.len(), 4, "a head and three assessments");
    let files: Vec<String> = assessments[1..].iter().map(|row| row[1].to_string()).collect();
    assert_eq!(files, ["2024.yaml", "2025.yaml", "2026.yaml"]);
    for (row, own) in assessments[1..].iter().zip(compared["assessments"].as_array().expect("a list")) {
        let score = &own["levels"][1]["score"];
        assert_eq!(row[4].get_float(), score["low"].as_f64(), "{row:?}");
        assert_eq!(row[5].get_float(), score["high"].as_f64(), "{row:?}");
    }
    let changes = rows(&mut book, "What changed");
    let kind = changes[0].iter().position(|cell| *cell == *"What").expect("a column tells what it is");
    let of = |wanted: &str| changes.iter().filter(|row| row[kind] == *wanted).count();
    let steps = compared["steps"].as_array().expect("a list");
    assert_eq!(of("Requirement"), steps.iter().map(|step| step.as_array().map_or(0, Vec::len)).sum::<usize>());
    assert_eq!(of("Level"), 4, "two levels, two steps");
    assert!(of("Domain") > 0);
    let why = changes[0].iter().position(|cell| *cell == *"Why").expect("a column tells why");
    let asked = changes.iter().filter(|row| row[kind] == *"Requirement");
    assert!(asked.clone().all(|row| !row[why].to_string().is_empty()));
}

/// A step up between two stages that are both "partly" counts as better, and is told by the stages.
#[test]
fn where_levels_are_means_a_step_between_stages_counts() {
    let desk = Desk::new();
    good(desk.gradus(&["assess", "ztmm", "--sample", "-o", "now.yaml", "--lang", "en"]));
    desk.write("old.yaml", desk.read("now.yaml"));
    for (file, stages) in
        [("old.yaml", ["initial", "optimal", "advanced"]), ("now.yaml", ["advanced", "advanced", "advanced"])]
    {
        for (id, stage) in ["ZT-I1", "ZT-I2", "ZT-I3"].into_iter().zip(stages) {
            good(desk.gradus(&["answer", file, id, stage]));
        }
    }
    let compared = json(desk.gradus(&["compare", "old.yaml", "now.yaml", "--format", "json"]));
    let told = compared["steps"][0].as_array().expect("a list");
    let way = |own: &Value| (own["id"].clone(), own["direction"].clone(), own["why"].clone());
    let answered = serde_json::json!(["answer"]);
    let wanted = [("ZT-I1", "better"), ("ZT-I2", "worse")];
    assert_eq!(
        told.iter().map(way).collect::<Vec<_>>(),
        wanted.map(|(id, direction)| (id.into(), direction.into(), answered.clone()))
    );
    for (lang, initial, advanced) in [("en", "Initial", "Advanced"), ("zh-TW", "初始", "進階")] {
        let text = good(desk.gradus(&["compare", "old.yaml", "now.yaml", "--lang", lang]));
        let row = text.lines().find(|line| line.contains("ZT-I1 ")).expect(&text);
        assert!(row.find(initial) < row.find(advanced) && row.contains(initial), "{text}");
        good(
            desk.gradus(&[
                "report", "now.yaml", "--since", "old.yaml", "--format", "md", "-o", "made.md", "--lang", lang,
            ]),
        );
        let text = desk.text("made.md").replace('\\', "");
        let row = text.lines().find(|line| line.starts_with('|') && line.contains("ZT-I1 ") && line.contains(initial));
        assert!(row.is_some_and(|row| row.find(initial) < row.find(advanced)), "{text}");
    }
    good(desk.gradus(&["report", "now.yaml", "--since", "old.yaml", "--format", "json", "-o", "made.json"]));
    let report: Value = serde_json::from_str(&desk.text("made.json")).expect("it is JSON");
    let changes = report["since"]["changes"].as_array().expect("a list");
    assert_eq!(changes.iter().map(|own| own["direction"].clone()).collect::<Vec<_>>(), ["better", "worse"]);
}

#[test]
fn more_assessments_than_a_page_is_wide_stand_in_several_tables() {
    let desk = years();
    let mut args = vec!["report", "2026.yaml", "--format", "md", "-o", "made.md", "--lang", "en"];
    for year in 2019..2024 {
        let file = format!("{year}.yaml");
        desk.write(&file, desk.text("2024.yaml").replace("2024-11-20", &format!("{year}-11-20")));
    }
    for file in ["2019.yaml", "2020.yaml", "2021.yaml", "2022.yaml", "2023.yaml", "2024.yaml", "2025.yaml"] {
        args.extend(["--since", file]);
    }
    good(desk.gradus(&args));
    let text = desk.text("made.md").replace('\\', "");
    let heads: Vec<&str> = text.lines().filter(|line| line.starts_with("| Level |")).collect();
    assert_eq!(heads.len(), 3, "the levels of the report, then four assessments and four: {heads:?}");
    for year in 2019..2026 {
        assert_eq!(heads[1..].iter().filter(|head| head.contains(&format!("{year}-11-20"))).count(), 1, "{year}");
    }
    assert_eq!(text.matches("Nothing changed.").count(), 5, "the first six are the same");
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
