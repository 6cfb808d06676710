//! The action plan: what `answer` writes of it, what is kept, and what of it is overdue.

mod desk;

use desk::{Desk, Run};
use gradus::assessment::{Milestone, Plan, PlanStatus};
use gradus::dates::Date;
use gradus::storage::read_assessment;
use serde_json::Value;

const FILE: &str = "a.yaml";
const ID: &str = "AC.L2-3.1.3";

fn firm() -> Desk {
    let desk = Desk::new();
    let run = desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", FILE, "--date", "2026-11-22"]);
    assert_eq!(run.status, 0, "{}", run.err);
    desk
}

fn answered(desk: &Desk, answer: &str, args: &[&str]) -> Run {
    desk.gradus(&[&["answer", FILE, ID, answer, "--lang", "en"], args].concat())
}

fn plan(desk: &Desk) -> Plan {
    let (assessment, _, _) = read_assessment(&desk.path(FILE)).expect("it can be read");
    assessment.entry(ID).and_then(|entry| entry.plan.clone()).expect("a plan")
}

fn step(what: &str, due: &str, done: bool) -> Milestone {
    Milestone { what: what.into(), due: Date::parse(due), done }
}

#[test]
fn an_answer_plans_everything_and_changes_only_what_it_says() {
    let desk = firm();
    let all = [
        ["--plan", "Rules between office and plant"],
        ["--owner", "Ms Lin"],
        ["--start", "2026-12-01"],
        ["--due", "2027-03-31"],
        ["--status", "planned"],
        ["--milestone", "2027-01-15 Data flows are drawn"],
        ["--milestone", "Rules are tried"],
        ["--resources", "5 days, NT$ 120,000"],
    ];
    let run = answered(&desk, "not-met", &all.concat());
    assert_eq!(run.status, 0, "{}", run.err);
    let whole = Plan {
        action: "Rules between office and plant".into(),
        owner: Some("Ms Lin".into()),
        start: Date::parse("2026-12-01"),
        due: Date::parse("2027-03-31"),
        status: Some(PlanStatus::Planned),
        milestones: vec![step("Data flows are drawn", "2027-01-15", false), step("Rules are tried", "", false)],
        resources: Some("5 days, NT$ 120,000".into()),
    };
    assert_eq!(plan(&desk), whole);
    let run = answered(&desk, "not-met", &["--status", "in-progress", "--milestone", "2027-02-26 Rules are tried"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let milestones =
        vec![step("Data flows are drawn", "2027-01-15", false), step("Rules are tried", "2027-02-26", false)];
    assert_eq!(plan(&desk), Plan { status: Some(PlanStatus::InProgress), milestones, ..whole });
}

#[test]
fn a_step_that_is_done_stays_done_when_it_is_named_again() {
    let desk = firm();
    answered(&desk, "not-met", &["--plan", "Rules", "--milestone", "2027-01-15 Drawn"]);
    let text = desk.text(FILE);
    let done = text.replace("        due: \"2027-01-15\"\n", "        due: \"2027-01-15\"\n        done: true\n");
    assert_ne!(done, text);
    desk.write(FILE, done);
    answered(&desk, "not-met", &["--milestone", "Drawn"]);
    assert_eq!(plan(&desk).milestones, [step("Drawn", "2027-01-15", true)]);
}

#[test]
fn what_belongs_to_no_plan_or_is_no_status_is_refused_and_changes_nothing() {
    let desk = firm();
    let before = desk.text(FILE);
    let id = "AC.L2-3.1.1";
    for (option, value) in
        [("--start", "2026-12-01"), ("--status", "done"), ("--milestone", "Drawn"), ("--resources", "5 days")]
    {
        let run = desk.gradus(&["answer", FILE, id, "met", option, value, "--lang", "en"]);
        assert_eq!(run.status, 2, "{option}");
        assert!(run.err.contains("has no action plan") && run.err.contains("--plan"), "{}", run.err);
    }
    let run = answered(&desk, "not-met", &["--status", "begun"]);
    assert_eq!(run.status, 2);
    assert!(["begun", "planned", "in-progress", "done"].iter().all(|word| run.err.contains(word)), "{}", run.err);
    let run = answered(&desk, "not-met", &["--plan", "Rules", "--start", "soon"]);
    assert_eq!((run.status, run.err.contains("soon is no date")), (2, true), "{}", run.err);
    assert_eq!(desk.text(FILE), before);
}

#[test]
fn score_names_what_is_overdue_from_the_day_after() {
    let desk = firm();
    answered(&desk, "not-met", &["--plan", "Rules", "--due", "2020-03-31"]);
    let late = |day: &str, lang: &str| {
        let run = desk.gradus(&["score", FILE, "--date", day, "--lang", lang]);
        assert_eq!(run.status, 0, "{}", run.err);
        run.out.lines().find(|line| line.contains("2020-03-31")).map(str::to_owned)
    };
    assert_eq!(late("2020-03-31", "en"), None);
    assert_eq!(late("2020-04-01", "en").as_deref(), Some("Overdue on the action plan: AC.L2-3.1.3 (2020-03-31)"));
    assert_eq!(late("2020-04-01", "zh-TW").as_deref(), Some("行動計畫已逾期：AC.L2-3.1.3（2020-03-31）"));
    // What is closed is not overdue, whatever its plan says.
    answered(&desk, "met", &[]);
    assert_eq!(late("2020-04-01", "en"), None);
}

#[test]
fn the_report_tells_all_of_a_plan() {
    let desk = firm();
    let all = [
        ["--plan", "Rules between office and plant"],
        ["--start", "2026-12-01"],
        ["--status", "in-progress"],
        ["--milestone", "2027-01-15 Data flows are drawn"],
        ["--resources", "5 days and a consultant"],
    ];
    answered(&desk, "not-met", &all.concat());
    let run = desk.gradus(&["report", FILE, "--format", "md", "-o", "r.md", "--lang", "en", "--date", "2026-11-22"]);
    assert_eq!(run.status, 0, "{}", run.err);
    let report = desk.text("r.md");
    for told in [
        "Start: 2026-12-01",
        "Status of the action: in progress",
        "Milestones: Data flows are drawn (2027-01-15)",
        "Resources: 5 days and a consultant",
    ] {
        assert!(report.contains(told), "{told}: {report}");
    }
    desk.gradus(&["report", FILE, "--format", "json", "-o", "r.json", "--date", "2026-11-22"]);
    let file: Value = serde_json::from_str(&desk.text("r.json")).expect("JSON");
    let all = file["requirements"].as_array().expect("a list");
    let own = &all.iter().find(|own| own["id"] == ID).expect("it is there")["plan"];
    assert_eq!((&own["status"], &own["start"]), (&"in-progress".into(), &"2026-12-01".into()));
    assert_eq!(own["milestones"][0]["due"], "2027-01-15");
}

fn view(desk: &Desk, format: &str, lang: &str) -> String {
    let to = format!("out.{format}");
    let args =
        ["report", FILE, "--view", "poam", "--format", format, "-o", &to, "--lang", lang, "--date", "2026-12-24"];
    let run = desk.gradus(&args);
    assert_eq!(run.status, 0, "{}", run.err);
    String::from_utf8_lossy(&desk.read(&to)).into_owned()
}

/// A firm with three plans: one overdue, one closed, one without a day, of which a milestone has one.
fn three_plans() -> Desk {
    let desk = Desk::new();
    desk.cmmc(FILE, &[("AC.L2-3.1.3", "not-met"), ("AC.L2-3.1.4", "met"), ("AC.L2-3.1.6", "not-met")]);
    desk.write(FILE, desk.text(FILE).replace("target: l1", "target: l2"));
    let plans: [(&str, &str, &[&str]); 3] = [
        ("AC.L2-3.1.3", "not-met", &["--plan", "Rules; for lines, too", "--owner", "Ms Lin", "--due", "2026-12-23"]),
        ("AC.L2-3.1.4", "met", &["--plan", "Two pairs of eyes", "--due", "2026-11-30"]),
        ("AC.L2-3.1.6", "not-met", &["--plan", "Plain accounts", "--milestone", "2027-01-15 Accounts are listed"]),
    ];
    for (id, answer, args) in plans {
        let run = desk.gradus(&[&["answer", FILE, id, answer], args].concat());
        assert_eq!(run.status, 0, "{}", run.err);
    }
    desk
}

#[test]
fn the_plan_by_itself_tells_what_is_due_first_and_how_far_it_is() {
    let desk = three_plans();
    let file: Value = serde_json::from_str(&view(&desk, "json", "en")).expect("JSON");
    assert_eq!(file["format"], "gradus/poam/1");
    let items = file["items"].as_array().expect("a list");
    let told: Vec<(&str, &str)> =
        items.iter().map(|item| (item["id"].as_str().unwrap_or(""), item["progress"].as_str().unwrap_or(""))).collect();
    assert_eq!(told, [("AC.L2-3.1.3", "overdue"), ("AC.L2-3.1.6", "open"), ("AC.L2-3.1.4", "closed")]);
    assert_eq!((&items[0]["owner"], &items[0]["due"]), (&"Ms Lin".into(), &"2026-12-23".into()));
    let csv = view(&desk, "csv", "en");
    let rows: Vec<&str> = csv.lines().collect();
    assert_eq!(rows.len(), 4, "{csv}");
    assert!(rows[1].starts_with("AC.L2-3.1.3,") && rows[1].ends_with(",overdue"), "{csv}");
    assert!(rows[1].contains("\"Rules; for lines, too\",Ms Lin,,2026-12-23,"), "{csv}");
    for (format, lang) in [("md", "en"), ("html", "zh-TW"), ("md", "zh-TW,en")] {
        let text = view(&desk, format, lang);
        for told in ["Ms Lin", "Two pairs of eyes", "Plain accounts", "Accounts are listed", "2026-12-23"] {
            assert!(text.contains(told), "{format} {lang}: {told}");
        }
        let late = if lang == "en" { "overdue" } else { "已逾期" };
        assert!(text.contains(late), "{format} {lang}");
        assert!(!text.contains("AC.L2-3.1.5"), "only what is planned");
    }
    assert!(view(&desk, "pdf", "zh-TW").starts_with("%PDF-1."));
    assert!(view(&desk, "xlsx", "en").starts_with("PK"));
}

#[test]
fn a_calendar_holds_the_days_that_are_to_come() {
    let desk = three_plans();
    let calendar = view(&desk, "ics", "en").replace("\r\n ", "");
    let of = |name: &str| -> Vec<String> {
        calendar.split("\r\n").filter_map(|line| line.strip_prefix(name)).map(str::to_owned).collect()
    };
    assert_eq!(of("DTSTART;VALUE=DATE:"), ["20261223", "20270115"], "{calendar}");
    let summaries = of("SUMMARY:");
    assert!(summaries[0].starts_with("AC.L2-3.1.3 ") && summaries[0].ends_with(": Rules\\; for lines\\, too"));
    assert!(summaries[1].ends_with(": Accounts are listed"), "{summaries:?}");
    assert_eq!(of("DESCRIPTION:"), ["Owner: Ms Lin"]);
    let uids = of("UID:");
    assert_ne!(uids[0], uids[1]);
    // A calendar that takes the file in again changes its events, so their names stay.
    desk.gradus(&["answer", FILE, "AC.L2-3.1.3", "not-met", "--due", "2027-02-26"]);
    let again = view(&desk, "ics", "en").replace("\r\n ", "");
    assert!(again.contains("DTSTART;VALUE=DATE:20270226"), "{again}");
    assert!(uids.iter().all(|uid| again.contains(&format!("UID:{uid}\r\n"))), "{again}");
}

#[test]
fn the_end_of_a_conditional_status_stands_in_plan_and_calendar() {
    let desk = firm();
    let file: Value = serde_json::from_str(&view(&desk, "json", "en")).expect("JSON");
    let until = file["until"].as_str().expect("a day").to_owned();
    assert_eq!(file["level"], "l2");
    let calendar = view(&desk, "ics", "zh-TW").replace("\r\n ", "");
    assert!(calendar.contains(&format!("DTSTART;VALUE=DATE:{}", until.replace('-', ""))), "{calendar}");
    assert!(calendar.contains("有條件狀態的最後一天"), "{calendar}");
    assert!(view(&desk, "md", "en").contains(&format!("up to {until}")));
}

#[test]
fn what_has_no_plan_or_is_no_plan_is_refused_with_the_cure() {
    let desk = Desk::new();
    desk.cmmc(FILE, &[("AC.L2-3.1.3", "not-met")]);
    let refused = |args: &[&str]| {
        let run = desk.gradus(&[&["report", FILE, "--lang", "en"], args].concat());
        assert_eq!(run.status, 2, "{args:?}");
        run.err
    };
    assert!(refused(&["--view", "poam"]).contains("--plan"));
    assert!(refused(&["--format", "ics"]).contains("add `--view poam`"));
    assert!(refused(&["--view", "sprs", "--format", "ics"]).contains("add `--view poam`"));
    assert!(refused(&["--view", "poam", "--since", FILE]).contains("compares nothing"));
    assert_eq!(desk.names(), [FILE]);
}
