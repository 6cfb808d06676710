//! What is typed and what comes out: the wiring of the real program.

mod desk;

use desk::{Desk, Run, all, cmmc, program, run};
use gradus::diagnostic::Code;
use gradus::questionnaire::{Poam, Requirement, Texts, catalog};
use serde_json::{Value, json};
use unicode_width::UnicodeWidthStr as _;

const FILE: &str = "firm.assessment.yaml";

#[track_caller]
fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.out
}

/// A desk with the sample firm.
fn sample() -> Desk {
    let desk = Desk::new();
    let out = good(desk.gradus(&["assess", "cmmc", "--sample", "-o", FILE, "--date", "2026-11-22"]));
    assert!(out.contains("Level 1 is not reached"), "{out}");
    desk
}

/// A desk with a firm that has answered everything alike.
fn complete(answer: &str) -> Desk {
    let desk = Desk::new();
    let answers = all(answer);
    let answers: Vec<(&str, &str)> = answers.iter().map(|(id, answer)| (id.as_str(), answer.as_str())).collect();
    desk.cmmc(FILE, &answers);
    desk
}

fn json(run: Run) -> Value {
    let out = good(run);
    serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"))
}

/// Every key that is wanted is there, with this value to the letter; keys may be added, and nothing else.
#[track_caller]
fn holds(found: &Value, wanted: &Value) {
    match (found, wanted) {
        (Value::Object(found), Value::Object(wanted)) => {
            for (key, value) in wanted {
                holds(found.get(key).unwrap_or_else(|| panic!("{key} is there: {found:?}")), value);
            }
        }
        (Value::Array(found), Value::Array(wanted)) => {
            assert_eq!(found.len(), wanted.len(), "{found:?}");
            found.iter().zip(wanted).for_each(|(found, wanted)| holds(found, wanted));
        }
        _ => assert_eq!(found, wanted),
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap_or_else(|| panic!("a map: {value}")).keys().map(String::as_str).collect()
}

#[test]
fn score_json_of_a_complete_assessment_to_the_letter() {
    let found = json(complete("met").gradus(&["score", FILE, "--format", "json"]));
    let own = cmmc();
    let domain =
        |id: &str, of: usize| json!({"id": id, "level": "l1", "met": of, "of": of, "share": {"low": 1, "high": 1}});
    let requirement = |id: &str| json!({"id": id, "asked": true, "answer": "met", "credit": 1, "lost": 0, "poam": "never", "planned": false});
    // What lies above the target is not asked: it has no answer, counts in no sum and loses nothing.
    let above = |own: &Requirement| {
        let poam = if own.poam == Poam::Allowed { "allowed" } else { "never" };
        json!({"id": own.id, "asked": false, "answer": null, "credit": null, "lost": 0, "poam": poam, "planned": false})
    };
    let row = |own: &Requirement| if own.level == 0 { requirement(&own.id) } else { above(own) };
    let requirements: Vec<Value> = own.requirements().iter().map(row).collect();
    let wanted = json!({
        "format": "gradus/result/1",
        "questionnaire": {"id": "cmmc", "edition": "2.13", "digest": own.digest()},
        "target": "l1",
        "reached": "l1",
        "target_status": "final",
        "progress": {"asked": 17, "answered": 17, "unknown": 0, "not_applicable": 0},
        "levels": [{"id": "l1", "status": "final", "score": null, "blockers": []}],
        "domains": [domain("AC", 4), domain("IA", 2), domain("MP", 1), domain("PE", 4), domain("SC", 2), domain("SI", 4)],
        "requirements": requirements,
    });
    holds(&found, &wanted);
}

#[test]
fn score_json_of_the_sample_to_the_letter() {
    let found = json(sample().gradus(&["score", FILE, "--format", "json"]));
    assert_eq!(found["format"], "gradus/result/1");
    assert_eq!((&found["target"], &found["reached"]), (&json!("l1"), &Value::Null));
    assert_eq!(found["target_status"], "not-reached");
    assert_eq!(found["progress"], json!({"asked": 17, "answered": 15, "unknown": 1, "not_applicable": 1}));
    let blocker = |id: &str| json!({"id": id, "why": "not-met"});
    let blockers = [blocker("AC.L2-3.1.20"), blocker("SC.L2-3.13.1"), blocker("SI.L2-3.14.1")];
    holds(&found["levels"], &json!([{"id": "l1", "status": "not-reached", "score": null, "blockers": blockers}]));
    let rows = found["requirements"].as_array().expect("a list");
    let row = |id: &str| rows.iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id} is there"));
    // Not met: five points of 800-171 lost, on the plan, which does not help.
    let failed = json!({"id": "SC.L2-3.13.1", "asked": true, "answer": "not-met", "credit": 0, "lost": 5, "poam": "never", "planned": true});
    holds(row("SC.L2-3.13.1"), &failed);
    // Not known: null, with the bounds beside.
    let unknown = json!({"id": "MP.L2-3.8.3", "asked": true, "answer": "unknown", "credit": null, "lost": null, "range": {"low": 0, "high": 1}, "lost_range": {"low": 0, "high": 5}, "poam": "never", "planned": false});
    holds(row("MP.L2-3.8.3"), &unknown);
    let open = rows.iter().filter(|row| row["asked"] == true && row["answer"].is_null()).count();
    assert_eq!(open, 1, "one is not answered");
    let excused = rows.iter().filter(|row| row["answer"] == "not-applicable").collect::<Vec<_>>();
    assert!(matches!(excused.as_slice(), [row] if row["credit"] == 1 && row["lost"] == 0), "{excused:?}");
    for domain in found["domains"].as_array().expect("a list") {
        for key in ["id", "level", "met", "of", "share"] {
            assert!(keys(domain).contains(&key), "{key}: {domain}");
        }
        assert!(domain["share"]["low"].is_number() && domain["share"]["high"].is_number());
    }
}

#[test]
fn score_json_has_a_score_where_the_rule_has_one() {
    let desk = Desk::new();
    desk.write("supplier-basics.yaml", include_str!("fixtures/good/supplier-basics.yaml"));
    desk.write("a.csv", "id,answer,plan\nACC-1,met,\nACC-2,admins,by spring\n");
    let assessed =
        desk.gradus(&["assess", "supplier-basics.yaml", "--answers", "a.csv", "-o", FILE, "--target", "Assured"]);
    assert!(good(assessed).contains("Report: reports/firm.pdf"));
    let found = json(desk.gradus(&["score", FILE, "--format", "json"]));
    assert_eq!(found["target"], "assured");
    // 20 - 3, less 10 if the network is asked and fails; the share is (1 + 2·2/5)/3.
    assert_eq!(found["levels"][2]["score"], json!({"low": 7, "high": 17, "max": 20}));
    assert_eq!(found["levels"][1]["score"], json!({"low": 0.6, "high": 0.6, "max": 1}));
    assert_eq!(
        (&found["levels"][0]["status"], &found["levels"][1]["status"]),
        (&json!("final"), &json!("not-reached"))
    );
    assert_eq!(found["levels"][2]["blockers"][0], json!({"id": "managed", "why": "lower-level"}));
    assert_eq!(found["requirements"][1]["poam"], "allowed", "as it is answered");
}

#[test]
fn fail_under_is_the_gate_of_a_script() {
    for (desk, status) in [(complete("met"), 0), (complete("not-met"), 4), (sample(), 4)] {
        let run = desk.gradus(&["score", FILE, "--fail-under", "l1"]);
        assert_eq!(run.status, status, "{}", run.err);
        assert_eq!(run.err.is_empty(), status == 0, "{}", run.err);
        assert!(!run.out.is_empty(), "the result is shown either way");
    }
    let run = complete("met").gradus(&["score", FILE, "--fail-under", "l9"]);
    assert_eq!((run.status, run.out.as_str()), (2, ""));
    assert!(run.err.contains("l9") && run.err.contains("Known: l1"), "{}", run.err);
    // A score is as good: Level 2 of the sample has 98 of 110.
    let desk = Desk::new();
    assert_eq!(desk.gradus(&["assess", "cmmc", "--sample", "--target", "l2", "-o", FILE]).status, 0);
    for (least, status) in [("98", 0), ("98.5", 4), ("110", 4), ("-203", 0)] {
        let run = desk.gradus(&["score", FILE, &format!("--fail-under={least}")]);
        assert_eq!(run.status, status, "{least}: {}", run.err);
    }
    // Where no rule gives a score, none is reached.
    assert_eq!(complete("met").gradus(&["score", FILE, "--fail-under", "1"]).status, 4);
    // A blank assessment is not perfect.
    let desk = Desk::new();
    desk.cmmc(FILE, &[]);
    assert_eq!(desk.gradus(&["score", FILE, "--fail-under", "L1"]).status, 4);
}

#[test]
fn list_and_show() {
    let desk = Desk::new();
    desk.write("questionnaires/supplier-basics.yaml", include_str!("fixtures/good/supplier-basics.yaml"));
    desk.write("questionnaires/broken.yaml", "format: [");
    desk.write("questionnaires/supplier-basics.fr.yaml", "a language file is no questionnaire");
    // A line names a folder, which is another one on every desk.
    let list = |args: &[&str]| {
        let out = good(desk.gradus(args));
        let is_same = |line: &&str| {
            !["your data folder, ", "nothing yet", "個人資料夾 ", "尚無問卷"].iter().any(|word| line.contains(word))
        };
        out.lines().filter(is_same).collect::<Vec<_>>().join("\n").trim_end().replace('\\', "/")
    };
    insta::assert_snapshot!("list", list(&["list"]));
    insta::assert_snapshot!("list-zh-TW", list(&["--lang", "zh-TW", "list"]));
    let one = good(desk.gradus(&["show", "cmmc", "PE.L2-3.10.3"]));
    insta::assert_snapshot!("show-one", one);
    assert_eq!(good(desk.gradus(&["show", "CMMC", "pe.l1-b.1.ix/a"])), one, "an objective shows its requirement");
    let three = good(desk.gradus(&["show", "cmmc", "PE.L1-b.1.ix"]));
    assert!(["PE.L2-3.10.3", "PE.L2-3.10.4", "PE.L2-3.10.5"].iter().all(|id| three.contains(id)), "{three}");
    insta::assert_snapshot!("show-one-zh-TW", good(desk.gradus(&["show", "cmmc", "PE.L2-3.10.3", "--lang", "zh-TW"])));
    let whole = good(desk.gradus(&["show", "cmmc"]));
    assert!(cmmc().requirements().iter().all(|own| whole.contains(&own.id)), "{whole}");
    // A bare name stands for a file in ./questionnaires.
    assert!(good(desk.gradus(&["show", "supplier-basics", "A.1"])).contains("Personal accounts"));
    assert_eq!(desk.gradus(&["show", "cmmc", "XX.L2-1"]).status, 2);
}

#[test]
fn show_json_is_the_whole_questionnaire() {
    let desk = Desk::new();
    let found = json(desk.gradus(&["show", "cmmc", "--format", "json"]));
    assert_eq!((&found["format"], &found["id"]), (&json!("gradus/questionnaire-json/1"), &json!("cmmc")));
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::All);
    let own = loaded.questionnaire.expect("it is sound");
    let rows: Vec<&Value> = found["domains"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|domain| domain["requirements"].as_array().expect("a list"))
        .collect();
    assert_eq!(rows.len(), own.requirements().len());
    for (row, own) in rows.iter().zip(own.requirements()) {
        for key in [
            "id",
            "aliases",
            "level",
            "points",
            "weight",
            "poam",
            "essential",
            "effort",
            "refs",
            "answers",
            "objectives",
        ] {
            assert!(row.get(key).is_some(), "{}: {key}", own.id);
        }
        assert_eq!(row["id"], own.id);
        assert_eq!(row["aliases"], json!(own.aliases));
        for lang in ["en", "zh-TW"] {
            assert_eq!(row["ask"][lang], own.ask.get(lang), "{}", own.id);
            assert_eq!(row["title"][lang], own.title.get(lang), "{}", own.id);
        }
        let letters: Vec<&Value> =
            row["objectives"].as_array().expect("a list").iter().map(|part| &part["id"]).collect();
        assert_eq!(json!(letters), json!(own.objectives.iter().map(|part| part.id.as_str()).collect::<Vec<_>>()));
    }
    let one = json(desk.gradus(&["show", "cmmc", "AC.L1-b.1.i", "--format", "json"]));
    let ids: Vec<&Value> = one["domains"]
        .as_array()
        .expect("a list")
        .iter()
        .flat_map(|domain| domain["requirements"].as_array().expect("a list"))
        .map(|row| &row["id"])
        .collect();
    assert_eq!(ids, [&json!("AC.L2-3.1.1")]);
}

#[test]
fn explain_goes_down_to_the_answers() {
    let desk = sample();
    for (name, args) in [
        ("explain-level", &["explain", FILE] as &[&str]),
        ("explain-domain", &["explain", FILE, "PE"]),
        ("explain-requirement", &["explain", FILE, "AC.L1-b.1.iii"]),
        ("explain-requirement-zh-TW", &["explain", FILE, "AC.L1-b.1.iii", "--lang", "zh-TW"]),
    ] {
        insta::assert_snapshot!(name, good(desk.gradus(args)));
    }
    assert_eq!(good(desk.gradus(&["explain", FILE, "L1"])), good(desk.gradus(&["explain", FILE])));
    assert_eq!(desk.gradus(&["explain", FILE, "XX"]).status, 2);
}

#[test]
fn explain_tells_what_the_docs_say_of_a_code() {
    let desk = Desk::new();
    for lang in ["en", "zh-TW"] {
        insta::assert_snapshot!(
            format!("explain-code-{lang}"),
            good(desk.gradus(&["explain", "Q0203", "--lang", lang]))
        );
        let steps = good(desk.gradus(&["explain", "Y0001", "--lang", lang]));
        insta::assert_snapshot!(format!("explain-code-steps-{lang}"), steps);
    }
    let wanted = good(desk.gradus(&["explain", "Q0203"]));
    for typed in ["q0203", "Ｑ０２０３"] {
        assert_eq!(good(desk.gradus(&["explain", typed])), wanted, "{typed}");
    }
    for code in Code::ALL {
        assert!(good(desk.gradus(&["explain", code.as_str()])).contains(code.as_str()));
    }
    for (typed, meant) in
        [("Q0299", "Did you mean `Q02"), ("q203", "Did you mean `Q0203`?"), ("E99999", "gradus check")]
    {
        let run = desk.gradus(&["explain", typed]);
        assert_eq!((run.status, run.out.as_str()), (2, ""), "{typed}: {}", run.err);
        assert!(run.err.contains(meant) && run.err.contains(&typed.to_uppercase()), "{typed}: {}", run.err);
    }
    let run = desk.gradus(&["explain", "Q0203", "AC"]);
    assert!(run.status == 2 && run.err.contains("Q0203") && run.err.contains("AC"), "{}", run.err);
    let run = desk.gradus(&["explain", "Q0203.assessment.yaml"]);
    assert!(run.status == 1 && run.err.contains("does not exist"), "{}", run.err);
}

#[test]
fn a_file_comes_before_the_code_of_its_name() {
    let desk = Desk::new();
    desk.cmmc("Q0203", &[("AC.L2-3.1.1", "met")]);
    let out = good(desk.gradus(&["explain", "Q0203", "AC.L2-3.1.1"]));
    assert!(out.contains("AC.L2-3.1.1") && !out.contains("error[Q0203]"), "{out}");
    assert!(good(desk.gradus(&["explain", "Q0204"])).contains("error[Q0204]"));
}

#[test]
fn assess_goes_on_with_an_assessment_of_any_name() {
    let desk = Desk::new();
    desk.cmmc("2025.yaml", &[("AC.L2-3.1.1", "met")]);
    let run = desk.gradus(&["assess", "2025.yaml", "--plain", "--lang", "en"]);
    assert!(run.err.contains("1/17"), "{}", run.err);
    assert!(run.err.contains("gradus assess 2025.yaml"), "{}", run.err);
    assert_eq!((run.status, desk.names()), (0, vec!["2025.yaml".to_owned()]));
}

#[test]
fn score_is_the_page_people_see() {
    let desk = sample();
    insta::assert_snapshot!("score", good(desk.gradus(&["score", FILE, "--date", "2026-11-22"])));
    insta::assert_snapshot!(
        "score-zh-TW",
        good(desk.gradus(&["score", FILE, "--date", "2026-11-22", "--lang", "zh-TW"]))
    );
}

#[test]
fn answer_takes_ids_aliases_and_objectives() {
    let desk = Desk::new();
    desk.cmmc(FILE, &[]);
    let answer = |args: &[&str]| desk.gradus(&[&["answer", FILE], args].concat());
    good(answer(&[
        "ac.l1-b.1.i",
        "met",
        "--evidence",
        "list of accounts",
        "--evidence",
        "log of October",
        "--note",
        "both sites",
    ]));
    good(answer(&["PE.L1-b.1.ix/c", "not-met", "--plan", "badge reader by spring"]));
    good(answer(&["SI.L2-3.14.5/b", "unknown"]));
    let text = desk.text(FILE);
    for wanted in [
        "  AC.L2-3.1.1:\n    answer: met\n    note: both sites\n    evidence:\n",
        "what: list of accounts",
        "what: log of October",
        "  PE.L2-3.10.4:\n    objectives:\n      a: not-met\n    plan: badge reader by spring\n",
        "  SI.L2-3.14.5:\n    objectives:\n      b: unknown\n",
    ] {
        assert!(text.contains(wanted), "{wanted}: {text}");
    }
    // An alias that three requirements share answers them together.
    good(answer(&["PE.L1-b.1.ix", "met"]));
    assert_eq!(desk.text(FILE).matches("  PE.L2-3.10.").count(), 3);
    // One that does not apply needs a reason; nothing is written without one.
    let before = desk.text(FILE);
    for reason in
        [&["AC.L2-3.1.22", "not-applicable"] as &[&str], &["AC.L2-3.1.22", "not-applicable", "--reason", "  "]]
    {
        let run = answer(reason);
        assert_eq!(run.status, 2, "{}", run.err);
        assert!(run.err.contains("--reason"), "{}", run.err);
    }
    for (item, given) in [("AC.L2-3.1.22", "yes"), ("AC.L2-9.9.9", "met"), ("AC.L2-3.1.22/z", "met")] {
        assert_eq!(answer(&[item, given]).status, 2, "{item} {given}");
    }
    assert_eq!(desk.text(FILE), before);
    good(answer(&["AC.L2-3.1.22", "not-applicable", "--reason", "no website"]));
    assert!(desk.text(FILE).contains("    reason: no website\n"));
    // The reason for what is no longer so would be read as the reason for what is now so.
    let changed = answer(&["AC.L2-3.1.22", "met"]);
    assert!(changed.status == 0 && changed.err.contains("taken out: no website"), "{}", changed.err);
    assert!(!desk.text(FILE).contains("no website"));
}

#[test]
fn answer_writes_who_answered_and_who_does_what_until_when() {
    let desk = Desk::new();
    desk.cmmc(FILE, &[]);
    let answer = |args: &[&str]| desk.gradus(&[&["answer", FILE], args].concat());
    let holds = |wanted: &str| assert!(desk.text(FILE).contains(wanted), "{wanted}: {}", desk.text(FILE));
    // Without a plan there is nothing that could have an owner or a day; nothing is written.
    let before = desk.text(FILE);
    for option in [["--owner", "IT lead"], ["--due", "2027-01-29"]] {
        for lang in ["en", "zh-TW"] {
            let run = answer(&[&["AC.L2-3.1.20", "not-met", "--lang", lang] as &[&str], &option].concat());
            assert_eq!(run.status, 2, "{}", run.err);
            assert!(run.err.contains("AC.L2-3.1.20") && run.err.contains("--plan"), "{}", run.err);
        }
    }
    for due in ["soon", "2027-02-30", "29.01.2027", ""] {
        let run = answer(&["AC.L2-3.1.20", "not-met", "--plan", "list services", "--due", due]);
        assert_eq!(run.status, 2, "{due}: {}", run.err);
        assert!(run.err.contains("2026-11-22"), "{}", run.err);
    }
    assert_eq!(desk.text(FILE), before);

    good(answer(&["AC.L2-3.1.20", "not-met", "--plan", "list services", "--by", "Lin"]));
    holds("  AC.L2-3.1.20:\n    answer: not-met\n    plan: list services\n    at: ");
    holds("    by: Lin\n");
    // What is not spoken of stays.
    good(answer(&["AC.L2-3.1.20", "not-met", "--owner", "IT lead"]));
    holds("    plan:\n      action: list services\n      owner: IT lead\n    at: ");
    holds("    by: Lin\n");
    good(answer(&["AC.L2-3.1.20", "not-met", "--due", "2027-01-29", "--owner", " ", "--by", "Wang"]));
    holds("    plan:\n      action: list services\n      owner: IT lead\n      due: \"2027-01-29\"\n    at: ");
    holds("    by: Wang\n");
    good(answer(&["AC.L2-3.1.20/b", "not-met", "--plan", "list all services"]));
    holds("    plan:\n      action: list all services\n      owner: IT lead\n      due: \"2027-01-29\"\n    at: ");
    good(answer(&["AC.L2-3.1.2", "not-met", "--plan", "table of rights", "--owner", "HR", "--due", "2027-02-26"]));
    holds("    plan:\n      action: table of rights\n      owner: HR\n      due: \"2027-02-26\"\n    at: ");
    assert_eq!(desk.text(FILE).matches("by: ").count(), 0, "whoever gave the old answer has not given the new one");
    // One plan is missing behind an alias that three share: none of them is changed.
    good(answer(&["PE.L2-3.10.3", "not-met", "--plan", "badges"]));
    let before = desk.text(FILE);
    assert_eq!(answer(&["PE.L1-b.1.ix", "met", "--owner", "guard"]).status, 2);
    assert_eq!(desk.text(FILE), before);
    // Evidence named twice is one piece.
    for _ in 0..2 {
        good(answer(&["AC.L2-3.1.2", "met", "--evidence", "table of rights, version 3"]));
    }
    assert_eq!(desk.text(FILE).matches("what: ").count(), 1);
}

#[test]
fn a_csv_taken_again_keeps_owner_and_day() {
    let desk = Desk::new();
    desk.cmmc(FILE, &[]);
    let plan = ["--plan", "list services", "--owner", "IT lead", "--due", "2027-01-29"];
    good(desk.gradus(&[&["answer", FILE, "AC.L2-3.1.20", "not-met"] as &[&str], &plan].concat()));
    desk.write("a.csv", "id,answer,plan\nAC.L2-3.1.20,not-met,list all services\n");
    for _ in 0..2 {
        good(desk.gradus(&["assess", "cmmc", "--answers", "a.csv", "-o", FILE]));
        let wanted = "    plan:\n      action: list all services\n      owner: IT lead\n      due: \"2027-01-29\"\n";
        assert!(desk.text(FILE).contains(wanted), "{}", desk.text(FILE));
    }
}

#[test]
fn a_file_edited_by_hand_is_kept_beside() {
    let desk = Desk::new();
    desk.cmmc(FILE, &[]);
    let by_hand = format!("# my own remark\n{}", desk.text(FILE));
    desk.write(FILE, &by_hand);
    let run = desk.gradus(&["answer", FILE, "AC.L2-3.1.1", "met"]);
    assert!(run.status == 0 && run.err.contains("firm.assessment.yaml.1.bak"), "{}", run.err);
    assert_eq!(desk.text("firm.assessment.yaml.1.bak"), by_hand);
}

#[test]
fn assess_from_a_file_writes_assessment_and_report() {
    let desk = Desk::new();
    desk.write("a.csv", "id,answer,note\nAC.L1-b.1.i,met,both sites\nPE.L1-b.1.ix/c,unknown,\n");
    let args = ["assess", "cmmc", "--answers", "a.csv", "-o", FILE, "--organisation", "Example", "--scope", "Plant 2"];
    let out = good(desk.gradus(&args));
    assert!(out.contains(FILE) && out.contains("reports/firm.pdf"), "{out}");
    assert!(desk.read("reports/firm.pdf").starts_with(b"%PDF-"));
    let text = desk.text(FILE);
    assert!(text.contains("organisation: Example\nscope: Plant 2\n"), "{text}");
    // A second file adds to the first.
    desk.write(
        "b.yaml",
        "format: gradus/answers/1\nquestionnaire: cmmc\nanswers:\n  IA.L1-b.1.v: {answer: not-met, plan: by spring}\n",
    );
    good(desk.gradus(&["assess", FILE, "--answers", "b.yaml"]));
    let text = desk.text(FILE);
    assert!(
        text.contains("AC.L2-3.1.1:") && text.contains("IA.L2-3.5.1:\n    answer: not-met\n    plan: by spring\n"),
        "{text}"
    );
}

#[test]
fn the_tour_needs_no_terminal_and_may_be_taken_twice() {
    for lang in ["en", "zh-TW"] {
        let desk = Desk::new();
        let tour = || good(desk.gradus(&["assess", "cmmc", "--sample", "--lang", lang]));
        let first = tour();
        let name = format!("reports/sample-cmmc-{lang}.assessment.yaml");
        let before = desk.text(&name);
        assert_eq!(tour(), first, "the same result");
        assert_eq!(desk.text(&name), before, "the file is used as it is");
        assert!(good(desk.gradus(&["check", &name])).contains(&name));
        assert!(desk.read(&format!("reports/sample-cmmc-{lang}.pdf")).starts_with(b"%PDF-"));
    }
}

#[test]
fn without_a_terminal_the_way_out_is_named() {
    let desk = Desk::new();
    for args in [&["assess", "cmmc"] as &[&str], &["assess", "cmmc", "-o", FILE]] {
        let run = desk.gradus(args);
        assert_eq!((run.status, run.out.as_str()), (1, ""));
        assert!(run.err.contains("gradus assess cmmc --sample") && run.err.contains("--answers"), "{}", run.err);
    }
    let run = desk.gradus(&["assess", "--sample"]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains("cmmc"), "{}", run.err);
    assert_eq!(desk.names(), Vec::<String>::new(), "nothing is begun");
}

#[test]
fn help_is_the_page_people_see() {
    let desk = Desk::new();
    for lang in ["en", "zh-TW"] {
        insta::assert_snapshot!(format!("help-{lang}"), good(desk.gradus(&["--lang", lang, "--help"])));
        for command in
            ["list", "show", "assess", "answer", "score", "explain", "report", "new", "check", "schema", "compare"]
        {
            let help = good(desk.gradus(&[command, "--lang", lang, "--help"]));
            insta::assert_snapshot!(format!("help-{command}-{lang}"), help);
        }
    }
    assert_eq!(good(desk.gradus(&["--version"])), format!("gradus {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn what_cannot_be_understood_is_told_in_the_language_asked_for() {
    let desk = Desk::new();
    for args in [
        &["frobnicate"] as &[&str],
        &["scor", "x"],
        &[],
        &["score"],
        &["score", "--format"],
        &["score", "a", "--format", "xml"],
        &["score", "a", "--what"],
        &["score", "a", "b"],
        &["assess", "cmmc", "--sample", "--answers", "x"],
        &["check"],
        &["list", "--color", "pink"],
    ] {
        for (lang, word) in [("en", "gradus"), ("zh-TW", "gradus")] {
            let run = desk.gradus(&[&["--lang", lang], args].concat());
            assert_eq!(run.status, 2, "{args:?}: {}{}", run.out, run.err);
            assert_eq!(run.out, "", "{args:?}");
            assert!(run.err.contains(word), "{args:?}: {}", run.err);
            let chinese = run.err.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            assert_eq!(chinese, lang == "zh-TW", "{args:?}: {}", run.err);
        }
    }
    let run = desk.gradus(&["--lang", "fr", "list"]);
    assert_eq!(run.status, 2, "{}", run.err);
}

#[test]
fn the_system_says_which_language() {
    let desk = Desk::new();
    for (variables, chinese) in [
        (&[("LANG", "zh_TW.UTF-8")] as &[(&str, &str)], true),
        (&[("LANG", "en_US.UTF-8")], false),
        (&[("LANG", "en_US.UTF-8"), ("LC_ALL", "zh_TW.UTF-8")], true),
        (&[("LANG", "C")], false),
        (&[("LANG", "de_DE.UTF-8")], false),
    ] {
        let mut command = desk.command(program());
        command.env_remove("LANG").envs(variables.iter().copied()).arg("list");
        let out = good(run(command));
        assert_eq!(out.contains("自我評鑑"), chinese, "{variables:?}: {out}");
    }
}

#[test]
fn colour_comes_only_when_it_is_wanted() {
    let desk = sample();
    let run_with = |color: &str, no_color: Option<&str>| {
        let mut command = desk.command(program());
        command.args(["--color", color, "score", FILE]);
        if let Some(value) = no_color {
            command.env("NO_COLOR", value);
        }
        good(run(command))
    };
    let plain = run_with("never", None);
    assert!(!plain.contains('\u{1b}'));
    assert_eq!(run_with("auto", None), plain, "a pipe is no terminal");
    assert_eq!(run_with("auto", Some("1")), plain);
    let coloured = run_with("always", None);
    assert!(coloured.contains("\u{1b}["));
    // What was asked for by name weighs more than the environment. Colour says nothing of its own.
    assert_eq!(run_with("always", Some("1")), coloured);
    assert_eq!(without_colour(&coloured), plain);
}

fn without_colour(text: &str) -> String {
    let mut parts = text.split("\u{1b}[");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |sum, part| sum + part.split_once('m').map_or("", |(_, rest)| rest))
}

#[test]
fn what_is_piped_is_80_columns_wide() {
    let desk = sample();
    for lang in ["en", "zh-TW"] {
        for args in [
            &["score", FILE] as &[&str],
            &["explain", FILE],
            &["list"],
            &["show", "cmmc"],
            &["show", "cmmc", "AC.L2-3.1.1"],
            &["explain", "A0418"],
        ] {
            let out = good(desk.gradus(&[&["--lang", lang], args].concat()));
            for line in out.lines() {
                assert!(line.width() <= 80, "{args:?}: {} columns: {line}", line.width());
            }
        }
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_matter() {
    let desk = sample();
    for args in
        ["show cmmc --format json".to_owned(), format!("score {FILE}"), "show cmmc".to_owned(), "--help".to_owned()]
    {
        let mut command = desk.command("/bin/sh");
        command.arg("-c").arg(format!("\"$0\" {args} | true; echo done")).arg(program());
        let run = run(command);
        assert_eq!((run.status, run.out.as_str(), run.err.as_str()), (0, "done\n", ""), "{args}");
        let mut command = desk.command("/bin/sh");
        command.arg("-c").arg(format!("\"$0\" {args} >&-")).arg(program());
        assert!(!desk::run(command).err.contains("panicked"), "{args}");
    }
}

#[test]
fn a_date_is_a_date() {
    let desk = sample();
    for date in ["yesterday", "2026-02-30", "22.11.2026", "", "2026-11"] {
        let run = desk.gradus(&["report", FILE, "--date", date]);
        assert_eq!(run.status, 2, "{date}: {}", run.err);
        assert!(run.err.contains("2026-11-22"), "{}", run.err);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    let desk = sample();
    for lang in ["en", "zh-TW"] {
        let report = |to: &str| {
            good(desk.gradus(&["report", FILE, "--date", "2026-11-22", "--lang", lang, "-o", to]));
            desk.read(to)
        };
        let first = report("one.pdf");
        assert_eq!(report("two.pdf"), first, "{lang}");
        assert_ne!(desk.read("reports/firm.pdf"), Vec::<u8>::new());
    }
    let score = || good(desk.gradus(&["score", FILE, "--format", "json"]));
    assert_eq!(score(), score());
}

#[test]
fn check_tells_problems_for_people_and_for_programs() {
    let desk = Desk::new();
    let bad = include_str!("fixtures/bad/Q0203-duplicate-id.yaml");
    desk.write("Q0203-duplicate-id.yaml", bad);
    let run = desk.gradus(&["check", "Q0203-duplicate-id.yaml", "cmmc"]);
    assert_eq!(run.status, 3);
    assert!(run.out.contains("error[Q0203]") && run.out.contains("cmmc: no problems"), "{}", run.out);
    let last = |run: &Run| run.out.lines().last().unwrap_or_default().to_owned();
    assert!(last(&run).contains("`gradus explain Q0203`"), "{}", run.out);
    let chinese = desk.gradus(&["check", "Q0203-duplicate-id.yaml", "--lang", "zh-TW"]);
    assert!(last(&chinese).contains("`gradus explain Q0203`"), "{}", chinese.out);
    let sound = desk.gradus(&["check", "cmmc"]);
    assert_eq!((sound.status, last(&sound).as_str()), (0, "cmmc: no problems"), "nothing is left to explain");
    let run = desk.gradus(&["check", "Q0203-duplicate-id.yaml", "--format", "json"]);
    let told: Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!(told["format"], "gradus/problems/1");
    let row = told["problems"][0].clone();
    let line = bad.lines().position(|line| line.contains("# <- Q0203")).expect("it is marked") + 1;
    assert_eq!(
        (run.status, &row["code"], &row["severity"], &row["line"]),
        (3, &json!("Q0203"), &json!("error"), &json!(line))
    );
    assert_eq!(row["column"], 13);
    let mut known = keys(&row);
    known.sort_unstable();
    let wanted = ["code", "column", "cure", "end_column", "end_line", "file", "line", "message", "related", "severity"];
    assert_eq!(known, wanted);
}

#[test]
fn what_is_wrong_with_a_terminal_too_is_told_without_one() {
    let desk = Desk::new();
    let run = desk.gradus(&["assess", "foo"]);
    assert!(run.status == 1 && run.err.contains("there is no questionnaire foo"), "{}", run.err);
    let run = desk.gradus(&["assess", "cmmc"]);
    assert!(run.status == 1 && run.err.contains("There is no terminal") && run.err.contains("--sample"), "{}", run.err);
    let run = desk.gradus(&["--lang", "en", "--lang", "en", "list"]);
    assert!(run.status == 2 && run.err.contains("is given twice"), "{}", run.err);
}
