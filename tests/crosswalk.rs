//! Where questionnaires meet, what earlier answers propose, and the statement of applicability.

mod desk;
#[cfg(unix)]
mod pty;

use desk::Desk;
use gradus::assessment::Assessment;
use gradus::assessment::file::Places;
use gradus::assessment::sheet::{State, Verdict, prove};
use gradus::crosswalk::earlier::{Earlier, Proposal, proposals};
use gradus::crosswalk::{Closeness, Link, Side, applicability, links};
use gradus::diagnostic::{Diagnostic, Source};
use gradus::language::{Lang, fill};
use gradus::questionnaire::framework::{ISO_27001, framework};
use gradus::questionnaire::{self, Questionnaire, Texts, catalog};
use gradus::table::separated;

/// A questionnaire of requirements with references, on a scale of yes, partly and no.
fn own(id: &str, head: &str, requirements: &[(&str, &str)]) -> Questionnaire {
    let requirements: String = requirements
        .iter()
        .map(|(id, refs)| format!("      - {{id: {id}, level: l, scale: s, ask: Is it so?, refs: {{{refs}}}}}\n"))
        .collect();
    let text = format!(
        "format: gradus/questionnaire/1\nid: {id}\nedition: '1'\nlanguages: [en]\n{head}\ntitle: The {id} questions\n\
         attribution: {{publisher: P, licence: CC0-1.0}}\nscales:\n  s:\n    not_applicable: {{counts_as: nothing, reason: required}}\n    \
         unknown: allowed\n    answers: [{{id: 'yes', key: y, credit: 1}}, {{id: partly, key: p, credit: 1/2}}, {{id: 'no', key: n, credit: 0}}]\n\
         levels: [{{id: l}}]\ndomains:\n  - id: D\n    requirements:\n{requirements}"
    );
    let source = Source { name: format!("{id}.yaml"), text: text.into() };
    let loaded = questionnaire::read(source, Some(id), &Texts::All, &|_| None);
    loaded.questionnaire.unwrap_or_else(|| panic!("{:?}", loaded.problems))
}

fn met(from: &Questionnaire, to: &Questionnaire) -> Vec<(String, String, Closeness)> {
    let (from, to) = (Side::of_questionnaire(from), Side::of_questionnaire(to));
    let named = |link: Link| (from.items[link.from].id.clone(), to.items[link.to].id.clone(), link.closeness);
    links(&from, &to).into_iter().map(named).collect()
}

fn link(from: &str, to: &str, closeness: Closeness) -> (String, String, Closeness) {
    (from.to_owned(), to.to_owned(), closeness)
}

#[test]
fn two_that_are_the_same_text_are_the_same_and_all_others_only_related() {
    use Closeness::{Distant, Related, Same};
    let points =
        own("points", "", &[("P-1", "rule: ['1'], other: [x]"), ("P-2", "other: [x]"), ("P-3", "rule: ['9']")]);
    let is = own("is", "same_as: [rule]", &[("I-1", "RULE: ['1']"), ("I-2", "other: [x]"), ("I-3", "rule: ['2']")]);
    let too = own("too", "same_as: [Rule]", &[("T-1", "rule: ['1']"), ("T-2", "rule: ['1', '2']")]);
    // P-1 and I-1 meet through the rule that I-1 is. P-1 and I-2 meet elsewhere only, which is the closest for I-2.
    let wanted = [link("P-1", "I-1", Related), link("P-1", "I-2", Distant), link("P-2", "I-2", Distant)];
    assert_eq!(met(&points, &is), wanted);
    let wanted = [link("I-1", "T-1", Same), link("I-1", "T-2", Same), link("I-3", "T-2", Same)];
    assert_eq!(met(&is, &too), wanted);
    // With itself every questionnaire is the same, whatever it points at.
    assert_eq!(met(&points, &points), ["P-1", "P-2", "P-3"].map(|id| link(id, id, Same)));
}

#[test]
fn a_link_is_left_out_only_where_both_of_its_ends_have_closer_ones() {
    use Closeness::{Distant, Related};
    let from = own("from", "", &[("F-1", "rule: ['1'], other: [x]"), ("F-2", "rule: ['2'], other: [x]")]);
    let to =
        own("to", "same_as: [rule]", &[("A", "rule: ['1'], other: [x]"), ("B", "rule: ['2']"), ("C", "other: [x]")]);
    let wanted =
        [link("F-1", "A", Related), link("F-1", "C", Distant), link("F-2", "B", Related), link("F-2", "C", Distant)];
    assert_eq!(met(&from, &to), wanted, "F-2 and A meet in x too, but both have closer company");
}

#[test]
fn links_are_the_same_from_both_sides() {
    for one in catalog::BUILT_IN {
        for other in catalog::BUILT_IN {
            let side = |own: &catalog::BuiltIn| {
                Side::of_questionnaire(&own.read(&Texts::All).questionnaire.expect("it is sound"))
            };
            let (one, other) = (side(one), side(other));
            let ends = |link: Link| (link.from, link.to, link.closeness, link.via);
            let there: Vec<_> = links(&one, &other).into_iter().map(ends).collect();
            let mut back: Vec<_> =
                links(&other, &one).into_iter().map(|link| (link.to, link.from, link.closeness, link.via)).collect();
            back.sort_by_key(|(from, to, closeness, _)| (*from, *closeness, *to));
            // The order of ids is that in which one side names them.
            let bare = |links: &[(usize, usize, Closeness, _)]| {
                links.iter().map(|(from, to, closeness, _)| (*from, *to, *closeness)).collect::<Vec<_>>()
            };
            assert_eq!(bare(&there), bare(&back), "{} and {}", one.id, other.id);
            assert!(!there.is_empty(), "{} and {} have something in common", one.id, other.id);
        }
    }
}

#[test]
fn cmmc_is_the_publications_that_it_is_made_of() {
    let cmmc = Side::of_questionnaire(
        &catalog::built_in("cmmc").expect("built in").read(&Texts::All).questionnaire.expect("sound"),
    );
    for (name, count) in [("nist-800-171r2", 110), ("nist-800-172", 24), ("far-52.204-21", 17)] {
        let rule = Side::of_framework(&framework(name).expect(name));
        let found = links(&cmmc, &rule);
        assert!(found.iter().all(|link| link.closeness == Closeness::Same), "{name}");
        assert_eq!(found.len(), count, "{name}");
        assert!((0..rule.items.len()).all(|at| found.iter().any(|link| link.to == at)), "{name}: all of it");
    }
    let iso = Side::of_framework(&framework(ISO_27001).expect("it is known"));
    assert!(links(&cmmc, &iso).iter().all(|link| link.closeness == Closeness::Related));
}

/// What answers to one questionnaire propose for another.
fn proposed(from: &Questionnaire, answers: &[(&str, &str)], to: &Questionnaire) -> Vec<Option<Proposal>> {
    let mut assessment = Assessment::begin(from, None, "2026-11-22T08:00:00Z");
    for (id, answer) in answers {
        let entry = assessment.entry_mut(id);
        entry.answer_whole(answer);
        entry.reason = (*answer == "not-applicable").then(|| format!("no {id} here"));
    }
    let sheet = prove(from, &assessment, &Places::default(), &mut Vec::new()).expect("it fits");
    proposals(to, &Earlier::of_sheet(&sheet))
}

fn verdicts(found: &[Option<Proposal>]) -> Vec<Option<Verdict>> {
    found.iter().map(|proposal| proposal.as_ref().and_then(|own| own.verdict)).collect()
}

const YES: Option<Verdict> = Some(Verdict::Answer(0));
const PARTLY: Option<Verdict> = Some(Verdict::Answer(1));
const NO: Option<Verdict> = Some(Verdict::Answer(2));

#[test]
fn related_answers_propose_no_more_than_all_of_them_bear() {
    let from = own("from", "", &[("F-1", "rule: ['1']"), ("F-2", "rule: ['1']")]);
    let to = own("to", "same_as: [rule]", &[("T", "rule: ['1']")]);
    let cases = [
        ("yes", "yes", YES),
        ("yes", "partly", PARTLY),
        ("yes", "no", PARTLY),
        ("partly", "partly", PARTLY),
        ("partly", "no", PARTLY),
        ("no", "no", NO),
        // What is open may still be anything, so nothing is proposed that it would have to bear.
        ("yes", "unknown", None),
        ("yes", "", None),
        ("partly", "unknown", PARTLY),
        ("no", "", NO),
        ("unknown", "", None),
        ("", "", None),
        // That a subject does not apply there says nothing here.
        ("yes", "not-applicable", YES),
        ("not-applicable", "not-applicable", None),
    ];
    for (one, other, wanted) in cases {
        let answers: Vec<(&str, &str)> =
            [("F-1", one), ("F-2", other)].into_iter().filter(|(_, answer)| !answer.is_empty()).collect();
        let found = proposed(&from, &answers, &to);
        assert_eq!(verdicts(&found), [wanted], "{one} and {other}");
        let open = |answer: &str| matches!(answer, "" | "unknown");
        let silent = (open(one) && open(other)) || (one == "not-applicable" && other == "not-applicable");
        assert_eq!(found[0].is_none(), silent, "{one} and {other}: what was answered is told");
    }
}

#[test]
fn a_scale_without_a_middle_is_not_met_by_half() {
    let from = own("from", "", &[("F-1", "nist-800-171r2: [3.1.1]"), ("F-2", "nist-800-171r2: [3.1.1]")]);
    let cmmc = catalog::built_in("cmmc").expect("built in").read(&Texts::All).questionnaire.expect("sound");
    let position = cmmc.requirements().iter().position(|own| own.id == "AC.L2-3.1.1").expect("it is there");
    let scale = cmmc.scale_of(&cmmc.requirements()[position]);
    for (one, other, wanted) in [("yes", "yes", "met"), ("yes", "partly", "not-met"), ("partly", "partly", "not-met")] {
        let found = proposed(&from, &[("F-1", one), ("F-2", other)], &cmmc);
        let Some(Verdict::Answer(index)) = verdicts(&found)[position] else { panic!("{one} and {other}: {found:?}") };
        assert_eq!(scale.answers[index].id, wanted, "{one} and {other}");
        let others = found.iter().enumerate().filter(|(at, own)| *at != position && own.is_some());
        assert_eq!(others.count(), 0, "nothing is said of what nothing points at");
    }
}

#[test]
fn the_same_requirement_takes_the_same_answer_and_why_it_does_not_apply() {
    let one = own("one", "same_as: [rule]", &[("O", "rule: ['1']")]);
    let other = own("other", "same_as: [rule]", &[("T", "rule: ['1']")]);
    for (answer, wanted) in [("yes", YES), ("partly", PARTLY), ("no", NO)] {
        let found = proposed(&one, &[("O", answer)], &other);
        assert_eq!(verdicts(&found), [wanted]);
        assert_eq!(found[0].as_ref().expect("it is proposed").closeness, Closeness::Same);
    }
    let found = proposed(&one, &[("O", "not-applicable")], &other);
    assert_eq!(verdicts(&found), [Some(Verdict::NotApplicable)]);
    assert_eq!(found[0].as_ref().and_then(|own| own.reason.as_deref()), Some("no O here"));
}

#[test]
fn what_only_a_third_text_joins_is_told_and_proposes_nothing() {
    let from = own("from", "", &[("F", "other: [x]")]);
    let to = own("to", "", &[("T", "other: [x]"), ("U", "other: [y]")]);
    let found = proposed(&from, &[("F", "yes")], &to);
    assert_eq!(verdicts(&found), [None, None]);
    assert_eq!(found[0].as_ref().map(|own| (own.closeness, own.sources.clone())), Some((Closeness::Distant, vec![0])));
    assert_eq!(found[1], None);
}

fn statement(text: &str) -> Result<Earlier, Vec<Diagnostic>> {
    let table = separated::read("soa.csv", text.to_owned()).expect("it is a table");
    let mut problems = Vec::new();
    let read = applicability::read(&table, &framework(ISO_27001).expect("it is known"), &mut problems);
    read.ok_or(problems)
}

fn standing(earlier: &Earlier, id: &str) -> (Option<State>, Option<String>) {
    let position = earlier.side.items.iter().position(|item| item.id == id).expect(id);
    (earlier.standings[position].state, earlier.standings[position].reason.clone())
}

#[test]
fn a_statement_of_applicability_is_read_as_firms_write_it() {
    let english = "Example Ltd.;;;;\nControl ID;Title;Applicable;Implementation status;Justification\n\
                   A.5 Organizational controls;;;;\n5.1;Policies;Yes;Implemented;\nA 5.15;Access;y;Partially implemented;\n\
                   A5.18;Rights;yes;planned;\nA.7.4;Cameras;No;;rented office\nA.8.8;Patches;yes;;\nA.8.9;Settings;;open;\n";
    let chinese = "控制措施,名稱,適用,實施,理由\nA.5.1,政策,是,已實施,\nA.5.15,存取,是,部分,\nA.5.18,權限,是,規劃中,\n\
                   A.7.4,監視,不適用,,租用辦公室\nA.8.8,弱點,是,,\nA.8.9,組態,,未決,\n";
    for (text, reason) in [(english, "rented office"), (chinese, "租用辦公室")] {
        let read = statement(text).expect("it can be read");
        assert_eq!(standing(&read, "A.5.1"), (Some(State::Met), None));
        assert_eq!(standing(&read, "A.5.15"), (Some(State::Partly), None));
        assert_eq!(standing(&read, "A.5.18"), (Some(State::NotMet), None));
        assert_eq!(standing(&read, "A.7.4"), (Some(State::NotApplicable), Some(reason.to_owned())));
        assert_eq!(standing(&read, "A.8.8"), (Some(State::Unanswered), None));
        assert_eq!(standing(&read, "A.8.9"), (Some(State::Unanswered), None));
        assert_eq!(standing(&read, "A.8.10"), (None, None), "it does not stand in the table");
    }
}

#[test]
fn what_cannot_be_understood_in_a_statement_is_told_and_nothing_is_taken() {
    let codes = |text: &str| -> Vec<&str> {
        let problems = statement(text).expect_err("it is wrong");
        problems.iter().map(|problem| problem.code.as_str()).collect()
    };
    assert_eq!(codes("a,b\n1,2\n"), ["A0501"]);
    assert_eq!(codes("control,status\nA.5.1,yes\n"), ["A0501"]);
    assert_eq!(codes("control,applicable,implemented\nA.12.6.1,yes,yes\nA.5.1,yes,more or less\n"), ["A0502", "A0503"]);
    assert_eq!(codes("control,applicable,implemented\nA.5.1,yes,yes\n5.1,no,no\n"), ["A0413"]);
}

#[test]
fn a_statement_that_the_program_writes_it_reads_again() {
    let desk = Desk::new();
    for (lang, tag) in [(Lang::En, "en"), (Lang::ZhTw, "zh-TW")] {
        let made =
            desk.gradus(&["--lang", tag, "assess", "cmmc", "--sample", "--target", "l2", "-o", "s.assessment.yaml"]);
        assert_eq!(made.status, 0, "{}", made.err);
        for format in ["csv", "xlsx", "json", "md", "html", "pdf"] {
            let file = format!("soa-{tag}.{format}");
            let args = ["--lang", tag, "report", "s.assessment.yaml", "--view", "soa", "--format", format, "-o", &file];
            let run = desk.gradus(&args);
            assert_eq!((run.status, run.err.as_str()), (0, ""), "{format}");
        }
        let json: serde_json::Value = serde_json::from_slice(&desk.read(&format!("soa-{tag}.json"))).expect("JSON");
        let controls = json["controls"].as_array().expect("a list");
        assert_eq!(controls.len(), 93);
        let read = statement(&desk.text(&format!("soa-{tag}.csv"))).expect("its own table can be read");
        for control in controls {
            let wanted = match control["decision"].as_str().expect("a word") {
                "implemented" => State::Met,
                "partial" => State::Partly,
                "not-implemented" => State::NotMet,
                "open" | "not-assessed" => State::Unanswered,
                "excluded" => State::NotApplicable,
                other => panic!("{other} is no decision"),
            };
            let id = control["id"].as_str().expect("an id");
            assert_eq!(standing(&read, id).0, Some(wanted), "{id}");
            let listed: Vec<&str> =
                control["requirements"].as_array().expect("a list").iter().filter_map(|id| id.as_str()).collect();
            assert_eq!(listed.is_empty(), control["decision"] == "not-assessed", "{id}");
        }
        let heading = lang.words().crosswalk.soa;
        assert!(
            desk.text(&format!("soa-{tag}.md")).contains(heading)
                && desk.text(&format!("soa-{tag}.html")).contains(heading)
        );
        desk.gradus(&["answer", "s.assessment.yaml", "AC.L2-3.1.1", "met"]);
        std::fs::remove_file(desk.path("s.assessment.yaml")).expect("it is there");
    }
}

#[test]
fn a_questionnaire_that_does_not_point_at_the_standard_has_no_statement() {
    let desk = Desk::new();
    desk.write("own.yaml", std::fs::read("tests/fixtures/good/bare.yaml").unwrap_or_else(|_| bare().into_bytes()));
    desk.write("own.csv", "id,answer\nD-1,met\n");
    assert_eq!(desk.gradus(&["assess", "own.yaml", "--answers", "own.csv"]).status, 0);
    let run = desk.gradus(&["report", "own.assessment.yaml", "--view", "soa"]);
    let wanted = fill(Lang::En.words().crosswalk.soa_no_refs, &[("questionnaire", "Example")]);
    assert_eq!(run.status, 2);
    assert!(run.err.contains(&wanted), "{}", run.err);
    let run = desk.gradus(&["report", "own.assessment.yaml", "--view", "soa", "--since", "own.assessment.yaml"]);
    assert!(run.status == 2 && run.err.contains(Lang::En.words().crosswalk.soa_since), "{}", run.err);
}

fn bare() -> String {
    "format: gradus/questionnaire/1\nid: own\nedition: '1'\nlanguages: [en]\ntitle: Example\n\
     attribution: {publisher: Example, licence: CC0-1.0}\n\
     scales: {s: {answers: [{id: met, key: m, credit: 1}, {id: not-met, key: n, credit: 0}]}}\n\
     levels: [{id: l1}]\ndomains: [{id: D, requirements: [{id: D-1, level: l1, scale: s, ask: Is it so?}]}]\n"
        .to_owned()
}

#[test]
fn the_crosswalk_is_a_table_for_people_for_spreadsheets_and_for_programs() {
    let desk = Desk::new();
    for lang in Lang::ALL {
        let words = &lang.words().crosswalk;
        let run = desk.gradus(&["--lang", lang.tag(), "crosswalk", "cmmc", "nist-800-171r2"]);
        assert_eq!(run.status, 0, "{}", run.err);
        assert!(run.out.contains(words.same) && !run.out.contains(words.related), "{}", run.out);
        let run =
            desk.gradus(&["--lang", lang.tag(), "crosswalk", "tw-supply-chain", "iso-27001-2022", "--format", "csv"]);
        let mut rows = csv::Reader::from_reader(run.out.trim_start_matches('\u{feff}').as_bytes());
        let heads: Vec<String> = rows.headers().expect("heads").iter().map(str::to_owned).collect();
        assert_eq!(heads[0], words.from_id);
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
        let named = |id: &str| rows.iter().filter(|row| &row[0] == id || &row[3] == id).count();
        let side =
            catalog::built_in("tw-supply-chain").expect("built in").read(&Texts::All).questionnaire.expect("sound");
        let all = side.requirements().iter().map(|own| own.id.clone());
        let controls = framework(ISO_27001).expect("known").items.into_iter().map(|item| item.id);
        for id in all.chain(controls) {
            assert!(named(&id) > 0, "{id} stands in the table, linked or not");
        }
    }
    let run = desk.gradus(&["crosswalk", "CMMC", "NIST-800-172", "--format", "json"]);
    let file: serde_json::Value = serde_json::from_str(&run.out).expect("JSON");
    assert_eq!((&file["format"], &file["from"]["id"]), (&"gradus/crosswalk/1".into(), &"cmmc".into()));
    assert_eq!(file["links"].as_array().map(Vec::len), Some(24));
    let run = desk.gradus(&["crosswalk", "cmmc", "nist-800-171r3"]);
    assert_eq!(run.status, 1);
    assert!(run.err.contains("nist-800-171r3") && run.err.contains("nist-800-171r2"), "{}", run.err);
}

#[cfg(unix)]
mod asked {
    use std::path::Path;

    use super::desk::{self, Desk};
    use super::pty::Session;
    use gradus::assessment::Assessment;
    use gradus::assessment::file;
    use gradus::diagnostic::Source;
    use gradus::language::{Lang, fill};

    const FROM: &str = "control,applicable,implemented\nA.5.15,yes,yes\nA.5.18,yes,yes\nA.8.3,yes,yes\nA.5.14,no,\n";

    fn sitting(desk: &Desk, lang: Lang) -> Session {
        let mut arguments = vec!["--lang", lang.tag(), "assess", "cmmc", "--target", "l1", "--organisation", "Example"];
        arguments.extend(["--scope", "All", "--by", "Lin", "--from", "soa.csv"]);
        Session::start(Path::new(desk::program()), &arguments, desk.folder(), &[], (80, 24))
    }

    fn kept(desk: &Desk) -> Assessment {
        let text = desk.text("cmmc.assessment.yaml");
        file::read(&Source { name: "cmmc.assessment.yaml".into(), text: text.into() }).expect("it can be read").0
    }

    #[test]
    fn a_proposal_is_shown_with_where_it_comes_from_and_counts_only_when_it_is_chosen() {
        for lang in Lang::ALL {
            let words = &lang.words().crosswalk;
            let desk = Desk::new();
            desk.write("soa.csv", FROM);
            let mut session = sitting(&desk, lang);
            session.wait_page(words.begin_go_on).press("\r");
            session.wait_page("AC.L2-3.1.1");
            let text = session.text();
            assert!(text.contains(words.proposed_mark) && text.contains("A.5.15"), "{text}");
            assert!(text.contains(words.related), "{text}");
            // Leaving without an answer leaves nothing behind.
            session.press("k").wait_page("AC.L2-3.1.2");
            assert!(session.text().contains(words.proposed_mark), "{}", session.text());
            session.press("\r");
            session.wait_page("AC.L2-3.1.20").send("q");
            assert!(session.ended());
            let assessment = kept(&desk);
            let answered: Vec<&str> = assessment.answers.iter().map(|(id, _)| id.as_str()).collect();
            assert_eq!(answered, ["AC.L2-3.1.2"]);
            let entry = assessment.entry("AC.L2-3.1.2").expect("it was answered");
            assert_eq!(entry.answer.as_deref(), Some("met"));
            let note = entry.note.as_deref().expect("it says where the answer is from");
            let begins = fill(words.taken, &[("source", "ISO/IEC 27001:2022")]);
            assert!(note.starts_with(begins.trim_end_matches(['.', '。'])), "{note}");
            assert!(note.contains("A.8.3") && note.contains(words.related), "{note}");
        }
    }

    #[test]
    fn another_answer_than_the_proposed_one_is_the_persons_own() {
        let desk = Desk::new();
        desk.write("soa.csv", FROM);
        let mut session = sitting(&desk, Lang::En);
        session.wait_page("Go on with").press("\r");
        session.wait_page("AC.L2-3.1.1").press("n");
        session.wait_page("AC.L2-3.1.2").send("q");
        assert!(session.ended());
        let assessment = kept(&desk);
        let entry = assessment.entry("AC.L2-3.1.1").expect("it was answered");
        assert_eq!((entry.answer.as_deref(), entry.note.as_deref()), (Some("not-met"), None));
    }

    #[test]
    fn whoever_does_not_want_proposals_leaves_with_nothing_written() {
        let desk = Desk::new();
        desk.write("soa.csv", FROM);
        let mut session = sitting(&desk, Lang::En);
        session.wait_page("Go on with").send("q");
        assert!(session.ended());
        assert!(!desk.path("cmmc.assessment.yaml").exists() || kept(&desk).answers.is_empty());
    }

    #[test]
    fn line_by_line_a_proposal_is_read_out_and_an_empty_line_accepts_nothing() {
        let desk = Desk::new();
        desk.write("soa.csv", FROM);
        let mut command = desk.command(desk::program());
        command.args([
            "assess",
            "cmmc",
            "--target",
            "l1",
            "--organisation",
            "Example",
            "--scope",
            "All",
            "--by",
            "Lin",
        ]);
        command.args(["--from", "soa.csv", "--plain"]);
        let mut command = assert_cmd::Command::from_std(command);
        let output = command.write_stdin("1\n\n\n").output().expect("the program starts");
        let told = String::from_utf8(output.stderr).expect("the program writes UTF-8");
        assert!(output.status.success() && told.contains("Proposed: Met · ISO/IEC"), "{told}");
        assert_eq!(desk.names(), ["soa.csv"]);
    }

    #[test]
    fn without_a_terminal_nothing_is_accepted() {
        let desk = Desk::new();
        desk.write("soa.csv", FROM);
        let run = desk.gradus(&["assess", "cmmc", "--from", "soa.csv"]);
        assert_eq!(run.status, 1);
        assert!(run.err.contains(Lang::En.words().messages.no_terminal), "{}", run.err);
        assert_eq!(desk.names(), ["soa.csv"]);
        let run = desk.gradus(&["assess", "cmmc", "--from", "soa.csv", "--sample"]);
        assert_eq!(run.status, 2, "{}", run.err);
    }
}
