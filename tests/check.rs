//! `gradus check` for people, editors and continuous integration: every file in one run, in three forms.

mod desk;

use std::process::{Command, Stdio};

use desk::{Desk, Run, program};
use serde_json::{Value, json};

const GOOD: &str = include_str!("fixtures/good/supplier-basics.yaml");
const TWICE: &str = include_str!("fixtures/bad/Q0203-duplicate-id.yaml");
const NO_HELP: &str = include_str!("fixtures/bad/Q0302-no-help.yaml");

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("supplier-basics.yaml", GOOD);
    desk.write("Q0203-duplicate-id.yaml", TWICE);
    desk.write("Q0302-no-help.yaml", NO_HELP);
    desk
}

fn json(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{error}: {}", run.out))
}

/// Line, first column and column behind the end of a text in a file, all from 1.
fn place(text: &str, marked: &str) -> (usize, usize, usize) {
    let at = text.find(marked).expect("it stands there");
    let line = text[..at].matches('\n').count() + 1;
    let column = text[text[..at].rfind('\n').map_or(0, |end| end + 1)..at].chars().count() + 1;
    (line, column, column + marked.chars().count())
}

#[test]
fn json_tells_where_a_problem_begins_and_ends_and_what_belongs_to_it() {
    let run = desk().gradus(&["check", "Q0203-duplicate-id.yaml", "--format", "json"]);
    let told = json(&run);
    let row = &told["problems"][0];
    let (first, second) = (place(TWICE, "- id: D-1"), place(TWICE, "- id: d-1"));
    assert_eq!((run.status, &row["line"], &row["end_line"]), (3, &json!(second.0), &json!(second.0)));
    assert_eq!((&row["column"], &row["end_column"]), (&json!(second.1 + 6), &json!(second.2)));
    let related = json!({"file": "Q0203-duplicate-id.yaml", "line": first.0, "column": first.1 + 6});
    assert_eq!(row["related"], related);
    assert_eq!(told["unread"], json!([]));
}

#[test]
fn the_examples_of_the_docs_are_what_it_writes() {
    let desk = desk();
    for (lang, page) in [("en", "questionnaire-format.md"), ("zh-TW", "questionnaire-format.zh-TW.md")] {
        let page = std::fs::read_to_string(format!("docs/{page}")).expect("the page is there");
        let (_, rest) = page.split_once("```json\n{\n  \"format\": \"gradus/problems/1\"").expect("an example");
        let (example, _) = rest.split_once("```").expect("it ends");
        let shown: Value =
            serde_json::from_str(&format!("{{\"format\": \"gradus/problems/1\"{example}")).expect("JSON");
        let run = desk.gradus(&["--lang", lang, "check", "supplier-basics.yaml", "--format", "json"]);
        let told = json(&run);
        let wanted = &shown["problems"][0];
        assert!(told["problems"].as_array().is_some_and(|rows| rows.contains(wanted)), "{wanted} in {told}");
    }
}

#[test]
fn sarif_is_what_editors_and_code_hosts_read() {
    let desk = desk();
    desk.write("構面 1.yaml", TWICE.replace("id: Q0203-duplicate-id", "id: 構面"));
    let files = ["check", "Q0203-duplicate-id.yaml", "Q0302-no-help.yaml", "構面 1.yaml", "--format", "sarif"];
    let run = desk.gradus(&files);
    let told = json(&run);
    assert_eq!((run.status, &told["version"]), (3, &json!("2.1.0")));
    assert!(told["$schema"].as_str().is_some_and(|schema| schema.contains("sarif-2.1.0")), "{told}");
    let own = &told["runs"][0];
    assert_eq!(own["columnKind"], "unicodeCodePoints");
    assert_eq!(own["invocations"][0]["executionSuccessful"], true);
    let rules = own["tool"]["driver"]["rules"].as_array().expect("rules");
    let ids: Vec<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids, ["Q0201", "Q0203", "Q0302"], "a rule for each code that is told");
    for rule in rules {
        for key in ["shortDescription", "help"] {
            let text = rule[key]["text"].as_str().expect("a text");
            assert!(!text.is_empty() && !text.contains('{'), "{text}");
        }
    }
    assert_eq!(rules[1]["defaultConfiguration"]["level"], "error");
    assert_eq!(rules[2]["defaultConfiguration"]["level"], "warning");
    let results = own["results"].as_array().expect("results");
    for result in results {
        let rule = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("a small one");
        assert_eq!(result["ruleId"], rules[rule]["id"]);
        assert_eq!(result["level"], rules[rule]["defaultConfiguration"]["level"]);
        assert!(result["message"]["text"].as_str().is_some_and(|text| text.contains('\n')), "sentence and cure");
    }
    let twice = results.iter().find(|result| result["ruleId"] == "Q0203").expect("it is told");
    let at = |location: &Value| location["physicalLocation"].clone();
    let (first, second) = (place(TWICE, "- id: D-1"), place(TWICE, "- id: d-1"));
    let physical = |(line, column, end): (usize, usize, usize)| {
        json!({
            "artifactLocation": {"uri": "Q0203-duplicate-id.yaml"},
            "region": {"startLine": line, "startColumn": column + 6, "endLine": line, "endColumn": end},
        })
    };
    assert_eq!(at(&twice["locations"][0]), physical(second));
    assert_eq!(at(&twice["relatedLocations"][0]), physical(first));
    assert_eq!(twice["relatedLocations"][0]["message"]["text"], "first here");
    assert!(run.out.contains("\"uri\": \"%E6%A7%8B%E9%9D%A2%201.yaml\""), "{}", run.out);
    let chinese = json(&desk.gradus(&["--lang", "zh-TW", "check", "Q0302-no-help.yaml", "--format", "sarif"]));
    assert_eq!(chinese["runs"][0]["results"][0]["level"], "warning");
    assert!(chinese["runs"][0]["results"][0]["message"]["text"].as_str().is_some_and(|text| text.contains("沒有說明")));
}

#[test]
fn a_file_that_cannot_be_read_hides_no_other() {
    let desk = desk();
    let files = ["check", "Q0302-no-help.yaml", "nowhere.yaml", "Q0203-duplicate-id.yaml", "gone.yaml"];
    let run = desk.gradus(&files);
    assert_eq!(run.status, 1, "not all was checked");
    assert!(run.out.contains("warning[Q0302]") && run.out.contains("error[Q0203]"), "{}", run.out);
    assert!(run.err.contains("nowhere.yaml") && run.err.contains("gone.yaml"), "{}", run.err);
    let last = "4 files, 2 of them not read: errors 1, warnings 1\nMore about a problem and its cure: `gradus explain Q0302`\n";
    assert!(run.out.ends_with(last), "{}", run.out);
    let told = json(&desk.gradus(&[&files[..], &["--format", "json"]].concat()));
    assert_eq!(told["problems"].as_array().map(Vec::len), Some(2));
    let unread: Vec<&Value> = told["unread"].as_array().expect("a list").iter().map(|own| &own["file"]).collect();
    assert_eq!(unread, ["nowhere.yaml", "gone.yaml"]);
    let told = json(&desk.gradus(&[&files[..], &["--format", "sarif"]].concat()));
    let invocation = &told["runs"][0]["invocations"][0];
    assert_eq!(invocation["executionSuccessful"], false);
    assert_eq!(invocation["toolExecutionNotifications"].as_array().map(Vec::len), Some(2));
    assert_eq!(told["runs"][0]["results"].as_array().map(Vec::len), Some(2));
}

#[test]
fn an_assessment_of_a_broken_questionnaire_is_told_with_the_rest() {
    let desk = desk();
    let begun = "format: gradus/assessment/1\nquestionnaire: {id: Q0203-duplicate-id, edition: '1', digest: x}\n";
    desk.write("a.assessment.yaml", begun);
    let run = desk.gradus(&["check", "a.assessment.yaml", "Q0302-no-help.yaml"]);
    assert_eq!(run.status, 3, "{}{}", run.out, run.err);
    assert!(run.out.contains("error[Q0203]") && run.out.contains("warning[Q0302]"), "{}", run.out);
}

#[test]
fn warnings_fail_only_when_they_are_asked_to() {
    let desk = desk();
    assert_eq!(desk.gradus(&["check", "Q0302-no-help.yaml"]).status, 0);
    for format in ["text", "json", "sarif"] {
        let run = desk.gradus(&["check", "Q0302-no-help.yaml", "--strict", "--format", format]);
        assert_eq!(run.status, 3, "{format}");
        assert!(run.out.contains("Q0302"), "{}", run.out);
    }
    assert_eq!(desk.gradus(&["check", "cmmc", "--strict"]).status, 0, "what is built in has none");
}

#[test]
fn a_folder_stands_for_all_in_it_and_no_file_is_checked_twice() {
    let desk = desk();
    desk.write("q/Q0302-no-help.yaml", NO_HELP);
    desk.write("q/Q0302-no-help.en.yaml", "format: gradus/texts/1\n");
    desk.write("q/answers.yaml", "format: gradus/answers/1\nanswers: {}\n");
    desk.write("q/broken.yaml", "id: broken\n");
    desk.write("q/deeper/Q0203-duplicate-id.yaml", TWICE);
    let name = |file: &str| format!("q{}{file}", std::path::MAIN_SEPARATOR);
    let run = desk.gradus(&["check", "q", "q/Q0302-no-help.yaml", "./q/broken.yaml", "cmmc", "CMMC"]);
    assert_eq!(run.status, 3, "{}{}", run.out, run.err);
    let checked: Vec<&str> =
        run.out.lines().filter(|line| line.contains(": errors ") || line.contains(": no ")).collect();
    let beginnings: Vec<&str> = checked.iter().filter_map(|line| line.split(": ").next()).collect();
    let wanted = [&name("Q0302-no-help.yaml"), &name("broken.yaml"), "cmmc", "3 files, 0 of them not read"];
    assert_eq!(beginnings, wanted, "{}", run.out);
}

#[test]
fn standard_input_is_a_file_without_a_name() {
    let desk = desk();
    let piped = |text: &str, args: &[&str]| {
        let mut child = Command::new(program())
            .args(args)
            .current_dir(desk.folder())
            .env("LANG", "en_US.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        std::io::Write::write_all(&mut child.stdin.take().expect("it was asked for"), text.as_bytes())
            .expect("it reads");
        let output = child.wait_with_output().expect("it ends");
        (output.status.code(), String::from_utf8(output.stdout).expect("UTF-8"))
    };
    let good = GOOD.replace("id: supplier-basics ", "id: another ");
    assert_eq!(piped(&good, &["check", "-"]).0, Some(0), "no name that the id has to equal");
    let (status, told) = piped(TWICE, &["check", "-", "--format", "json"]);
    let told: Value = serde_json::from_str(&told).expect("JSON");
    assert_eq!((status, &told["problems"][0]["file"]), (Some(3), &json!("-")));
    let begun = "format: gradus/assessment/1\nquestionnaire: {id: cmmc, edition: '2.13', digest: x}\ntarget: l9\n";
    let (status, told) = piped(begun, &["check", "-"]);
    assert!(status == Some(3) && told.contains("A0406"), "{told}");
}

#[test]
fn hundreds_of_problems_are_all_told_and_counted() {
    let desk = Desk::new();
    let mut text = NO_HELP.replace("id: Q0302-no-help", "id: many");
    let requirement = "      - {id: X-NUMBER, level: l1, scale: yes-no, ask: Is it so?}\n";
    text.push_str(&(0..700).map(|number| requirement.replace("NUMBER", &number.to_string())).collect::<String>());
    desk.write("many.yaml", text);
    let run = desk.gradus(&["check", "many.yaml"]);
    assert_eq!((run.status, run.out.matches("warning[Q0302]").count()), (0, 701));
    let last = "many.yaml: errors 0, warnings 701\nMore about a problem and its cure: `gradus explain Q0302`\n";
    assert!(run.out.ends_with(last));
}
