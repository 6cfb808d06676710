//! CMMC as data, compared row by row with the facts of the regulation and of the assessment guides.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gradus::dates::Period;
use gradus::exact::Fraction;
use gradus::questionnaire::{
    Answer, Fact, Item, Level, NotApplicable, Poam, Points, Questionnaire, Requirement, Rule, Texts, catalog,
};
use serde_json::Value;

/// Ids, titles, points and rules.
static MAIN: LazyLock<Questionnaire> = LazyLock::new(|| read(&Texts::Main));

/// The same with texts and references.
static WHOLE: LazyLock<Questionnaire> = LazyLock::new(|| read(&Texts::All));

static FACTS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("fixtures/facts/cmmc.json")).expect("the facts are JSON"));

fn read(texts: &Texts) -> Questionnaire {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(texts);
    loaded.questionnaire.unwrap_or_else(|| panic!("it has errors: {:?}", loaded.problems))
}

fn rows(list: &str) -> &'static [Value] {
    list_of(&FACTS, list)
}

fn list_of<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().unwrap_or_else(|| panic!("{key} is a list in {value}"))
}

fn text_of<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("{key} is a text in {value}"))
}

fn texts_of<'v>(value: &'v Value, key: &str) -> Vec<&'v str> {
    list_of(value, key).iter().map(|text| text.as_str().unwrap_or_else(|| panic!("{key} are texts"))).collect()
}

fn number_of(value: &Value, key: &str) -> usize {
    let number = value[key].as_u64().unwrap_or_else(|| panic!("{key} is a number in {value}"));
    usize::try_from(number).expect("a small number")
}

/// Rows of both levels in the questionnaire's order: domain by domain, Level 2 before Level 3.
fn in_order() -> Vec<&'static Value> {
    let of =
        |list: &str, domain: &str| rows(list).iter().filter(move |row| row["domain"] == domain).collect::<Vec<_>>();
    rows("domains")
        .iter()
        .flat_map(|domain| {
            let id = text_of(domain, "id");
            of("level2", id).into_iter().chain(of("level3", id))
        })
        .collect()
}

/// Each requirement beside its row.
fn pairs(questionnaire: &Questionnaire) -> Vec<(&Requirement, &'static Value)> {
    let rows = in_order();
    let ids: Vec<&str> = questionnaire.requirements().iter().map(|own| own.id.as_str()).collect();
    let wanted: Vec<&str> = rows.iter().map(|row| text_of(row, "id")).collect();
    assert_eq!(ids, wanted, "ids and order");
    questionnaire.requirements().iter().zip(rows).collect()
}

fn is_level_3(row: &Value) -> bool {
    row.get("nist_800_172").is_some()
}

/// 52.204-21(b)(1)(ix) is written b.1.ix in references.
fn far(row: &Value) -> String {
    text_of(row, "far").replace(")(", ".").replace(['(', ')'], "").replace("52.204-21", "")
}

/// The row of a Level 1 requirement by its id.
fn level1(id: &str) -> &'static Value {
    rows("level1").iter().find(|row| row["id"] == id).unwrap_or_else(|| panic!("{id} is a row"))
}

#[test]
fn domains_stand_in_the_order_of_the_facts_with_their_names() {
    let own: Vec<(&str, &str)> =
        MAIN.domains().iter().map(|domain| (domain.id.as_str(), domain.title.get("en"))).collect();
    let wanted: Vec<(&str, &str)> =
        rows("domains").iter().map(|row| (text_of(row, "id"), text_of(row, "name"))).collect();
    assert_eq!(own, wanted);
}

#[test]
fn every_requirement_equals_its_row() {
    for (own, row) in pairs(&MAIN) {
        let id = &own.id;
        assert_eq!(MAIN.domains()[own.domain].id, text_of(row, "domain"), "{id}");
        assert_eq!(own.title.get("en"), text_of(row, "title"), "{id}");
        let level = match (is_level_3(row), row.get("level1_id").is_some_and(Value::is_string)) {
            (true, _) => "l3",
            (false, true) => "l1",
            (false, false) => "l2",
        };
        assert_eq!(MAIN.levels()[own.level].id, level, "{id}");
        assert_eq!(own.points, row["points"].as_i64().map(Fraction::from), "{id}");
        assert_eq!(own.points.is_none(), id == "CA.L2-3.12.4", "{id}");
        assert_eq!(own.essential, id == "CA.L2-3.12.4", "{id}");
        assert_eq!((&own.weight, &own.condition), (&None, &None), "{id}");
        let letters: Vec<&str> = own.objectives.iter().map(|objective| objective.id.as_str()).collect();
        assert_eq!(letters, texts_of(row, "objectives"), "{id}");
        let aliases: Vec<&str> = row.get("level1_id").and_then(Value::as_str).into_iter().collect();
        assert_eq!(own.aliases, aliases, "{id}");
    }
}

#[test]
fn what_may_wait_on_a_plan_is_what_the_rows_say() {
    for (own, row) in pairs(&MAIN) {
        let id = &own.id;
        let partial = MAIN.scale_of(own).position("partial");
        let wanted = match (text_of(row, "poam_reason"), row["poam_allowed"] == true) {
            ("partial_only", true) => Poam::With(vec![partial.unwrap_or_else(|| panic!("{id} can be partial"))]),
            ("one_point", true) => Poam::Allowed,
            ("points_gt_1" | "excluded_by_name", false) => Poam::Never,
            other => panic!("{id}: {other:?}"),
        };
        assert_eq!(own.poam, wanted, "{id}");
        assert_eq!(matches!(own.poam, Poam::With(_)), id == "SC.L2-3.13.11", "{id}");
    }
    for level in ["level2", "level3"] {
        let named: BTreeSet<&str> =
            texts_of(&FACTS["scoring"][level]["conditional_when"], "poam_excluded").into_iter().collect();
        let by_row = rows(level).iter().filter(|row| row["poam_reason"] == "excluded_by_name");
        assert_eq!(named, by_row.map(|row| text_of(row, "id")).collect(), "{level} names the same twice");
    }
}

/// An answer without its texts: id, key, credit, deduction, whether it needs a reason.
type Choice<'a> = (&'a str, char, String, Option<Fraction>, bool);

fn choice(answer: &Answer) -> Choice<'_> {
    (&answer.id, answer.key, answer.credit.to_string(), answer.deduct.clone(), answer.reason_required)
}

#[test]
fn only_the_two_partials_have_a_partial_answer_that_costs_3() {
    let met = || ("met", 'm', "1".to_owned(), None, false);
    let exception = || ("exception", 'e', "1".to_owned(), None, true);
    let partial = |points: i64| ("partial", 'p', "2/5".to_owned(), Some(Fraction::from(points)), false);
    let not_met = || ("not-met", 'n', "0".to_owned(), None, false);
    for (own, row) in pairs(&MAIN) {
        let (id, scale) = (&own.id, MAIN.scale_of(own));
        let name = match id.as_str() {
            "IA.L2-3.5.3" => "multifactor",
            "SC.L2-3.13.11" => "encryption",
            _ => "finding",
        };
        assert_eq!(scale.id, name, "{id}");
        let choices: Vec<Choice<'_>> = scale.answers.iter().map(choice).collect();
        match row.get("partial").filter(|partial| partial.is_object()) {
            Some(stated) => {
                let points = stated["points"].as_i64().expect("points");
                assert_eq!(points, 3, "{id}");
                assert_eq!(stated["full_points"], row["points"], "{id}");
                assert_eq!(choices, [met(), exception(), partial(points), not_met()], "{id}");
            }
            None => assert_eq!(choices, [met(), exception(), not_met()], "{id}"),
        }
        let terms = NotApplicable { counts_as_met: true, reason_required: true };
        assert_eq!((scale.not_applicable, scale.unknown), (Some(terms), true), "{id}");
    }
    assert_eq!(MAIN.scales().len(), 3);
    let named = texts_of(&FACTS["scoring"]["level2"], "partial_credit_only");
    assert_eq!(named, ["IA.L2-3.5.3", "SC.L2-3.13.11"]);
}

#[test]
fn only_the_question_who_signs_in_with_two_factors_can_be_partly_met() {
    // 3.5.3: a identifies privileged accounts, b and c are local and network access of these, d is network access of
    // all others. "Only remote and privileged users" leaves d out, so d alone may be partial.
    for own in MAIN.requirements() {
        for objective in &own.objectives {
            let place = format!("{}/{}", own.id, objective.id);
            let words = MAIN.scale_of(own).words(Some(objective));
            let plain = ["met", "exception", "not-met", "not-applicable", "unknown"];
            let partly = ["met", "exception", "partial", "not-met", "not-applicable", "unknown"];
            if ["IA.L2-3.5.3/d", "SC.L2-3.13.11/a"].contains(&place.as_str()) {
                assert_eq!(words, partly, "{place}");
            } else {
                assert_eq!(words, plain, "{place}");
            }
        }
    }
}

#[test]
fn objectives_have_names_of_their_own_only_where_one_practice_was_cut_in_three() {
    let mut letters = BTreeMap::new();
    for own in MAIN.requirements() {
        for objective in &own.objectives {
            for alias in &objective.aliases {
                letters.insert(alias.as_str(), format!("{}/{}", own.id, objective.id));
            }
        }
    }
    let escort = "PE.L2-3.10.3";
    let wanted = BTreeMap::from([
        ("PE.L1-b.1.ix/a", format!("{escort}/a")),
        ("PE.L1-b.1.ix/b", format!("{escort}/b")),
        ("PE.L1-b.1.ix/c", "PE.L2-3.10.4/a".to_owned()),
        ("PE.L1-b.1.ix/d", "PE.L2-3.10.5/a".to_owned()),
        ("PE.L1-b.1.ix/e", "PE.L2-3.10.5/b".to_owned()),
        ("PE.L1-b.1.ix/f", "PE.L2-3.10.5/c".to_owned()),
    ]);
    assert_eq!(letters, wanted);
}

#[test]
fn every_reference_equals_what_the_rows_say() {
    for (own, row) in pairs(&WHOLE) {
        let id = &own.id;
        let mut wanted: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        let excluded = row["poam_reason"] == "excluded_by_name";
        if is_level_3(row) {
            wanted.insert("nist-800-172", vec![text_of(row, "nist_800_172").to_owned()]);
            wanted.insert("32 CFR 170.24", vec!["(c)(3)".to_owned()]);
            if excluded {
                wanted.insert("32 CFR 170.21", vec!["(a)(3)".to_owned()]);
            }
        } else {
            let nist = text_of(row, "nist");
            wanted.insert("nist-800-171r2", vec![nist.to_owned()]);
            let lettered = row["objectives_lettered_in_800_171a"] == true;
            let parts = texts_of(row, "objectives").into_iter();
            let parts = parts.map(|letter| if lettered { format!("{nist}[{letter}]") } else { nist.to_owned() });
            wanted.insert("nist-800-171a", parts.collect());
            if let Some(practice) = row["level1_id"].as_str() {
                wanted.insert("far-52.204-21", vec![far(level1(practice))]);
            }
            let cited = text_of(row, "points_cite").strip_prefix("170.24").expect("points are set in 170.24");
            wanted.insert("32 CFR 170.24", vec![cited.to_owned()]);
            match text_of(row, "poam_reason") {
                "points_gt_1" | "partial_only" => {
                    wanted.insert("32 CFR 170.21", vec!["(a)(2)(ii)".to_owned()]);
                }
                "excluded_by_name" => {
                    wanted.insert("32 CFR 170.21", vec!["(a)(2)(iii)".to_owned()]);
                }
                _ => {}
            }
        }
        // The rows are those of the United States; where ISO/IEC 27001 meets them is our own finding.
        let refs: BTreeMap<&str, Vec<String>> = own
            .refs
            .iter()
            .filter(|(framework, _)| framework != "iso-27001-2022")
            .map(|(framework, ids)| (framework.as_str(), ids.clone()))
            .collect();
        let frameworks: BTreeSet<&str> = own.refs.iter().map(|(framework, _)| framework.as_str()).collect();
        assert_eq!(frameworks.len(), own.refs.len(), "{id} names no framework twice");
        assert_eq!(refs, wanted, "{id}");
    }
}

#[test]
fn ids_titles_and_points_do_not_depend_on_the_texts_that_are_read() {
    for (own, whole) in MAIN.requirements().iter().zip(WHOLE.requirements()) {
        assert_eq!((&own.id, &own.points, &own.poam), (&whole.id, &whole.points, &whole.poam));
        assert_eq!(own.title, whole.title, "{}", own.id);
        let answers = |requirement: &Requirement| -> Vec<Vec<usize>> {
            requirement.objectives.iter().map(|objective| objective.answers.clone()).collect()
        };
        assert_eq!(answers(own), answers(whole), "{}", own.id);
    }
    assert_eq!(MAIN.requirements().len(), WHOLE.requirements().len());
    assert_eq!((MAIN.levels(), MAIN.scales(), MAIN.profile()), (WHOLE.levels(), WHOLE.scales(), WHOLE.profile()));
}

fn level(id: &str) -> &'static Level {
    &MAIN.levels()[MAIN.level_position(id).unwrap_or_else(|| panic!("{id} is a level"))]
}

fn period(text: &str) -> Option<Period> {
    Some(Period::parse(text).unwrap_or_else(|| panic!("{text} is a period")))
}

/// A rule by the numbers of the facts.
fn rule(scoring: &Value, start: &str) -> Rule {
    let number = |value: &Value| Fraction::from(value.as_i64().expect("a whole number"));
    Rule::Points(Points {
        start: number(&scoring[start]),
        final_score: number(&scoring["max_score"]),
        conditional: Some(number(&scoring["conditional_when"]["score_min"])),
        cite: vec!["32 CFR 170.24".to_owned(), "32 CFR 170.21".to_owned()],
    })
}

#[test]
fn the_three_levels_have_the_rules_of_the_facts() {
    let scoring = &FACTS["scoring"];
    let ids: Vec<&str> = MAIN.levels().iter().map(|level| level.id.as_str()).collect();
    assert_eq!(ids, ["l1", "l2", "l3"]);
    assert_eq!(level("l1").rule, Rule::Every);
    assert_eq!(level("l2").rule, rule(&scoring["level2"], "start"));
    assert_eq!(level("l3").rule, rule(&scoring["level3"], "max_score"));
    // The least conditional score is the first whole number that is at least 80 % of the greatest.
    for (id, least, greatest) in [("l2", 88, 110), ("l3", 20, 24)] {
        let Rule::Points(points) = &level(id).rule else { panic!("{id} has points") };
        assert_eq!((&points.start, &points.final_score), (&Fraction::from(greatest), &Fraction::from(greatest)));
        assert_eq!(points.conditional, Some(Fraction::from(least)));
        assert!(5 * least >= 4 * greatest && 5 * (least - 1) < 4 * greatest, "{id}");
    }
    let counts: Vec<bool> = MAIN.levels().iter().map(|level| level.cumulative).collect();
    assert_eq!(counts, [true, true, false], "Level 3 counts its own");
}

#[test]
fn level_3_wants_final_level_2_by_a_c3pao() {
    assert_eq!((&level("l1").requires, &level("l2").requires), (&None, &None));
    let question = MAIN.profile().iter().position(|question| question.id == "l2-c3pao").expect("it is asked");
    let choices: Vec<&str> = MAIN.profile()[question].choices.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(choices, ["final", "not-yet"]);
    assert_eq!(level("l3").requires, Some(Fact { question, choices: vec![0] }));
    assert_eq!(MAIN.profile().len(), 1);
}

#[test]
fn every_status_holds_as_long_as_the_facts_say() {
    for (id, key) in [("l1", "level1"), ("l2", "level2"), ("l3", "level3")] {
        let (statuses, facts) = (&level(id).statuses, &FACTS["scoring"][key]);
        assert_eq!(statuses.final_status.valid, period(text_of(facts, "validity")), "{id}");
        assert!(text_of(facts, "affirmation").contains("annually"));
        assert_eq!(statuses.affirmation, period("1 year"), "{id}");
        let days = facts.get("poam_closeout_days").and_then(Value::as_u64);
        assert_eq!(statuses.conditional.valid, days.and_then(|days| period(&format!("{days} days"))), "{id}");
    }
    let years = |id: &str| level(id).statuses.final_status.valid;
    assert_eq!([years("l1"), years("l2"), years("l3")], [period("1 year"), period("3 years"), period("3 years")]);
    let days = |id: &str| level(id).statuses.conditional.valid;
    assert_eq!([days("l1"), days("l2"), days("l3")], [None, period("180 days"), period("180 days")]);
}

#[test]
fn a_status_has_its_official_name_where_a_firm_can_give_it_to_itself() {
    for (id, key) in [("l1", "level1"), ("l2", "level2")] {
        let official = texts_of(&FACTS["scoring"][key], "statuses");
        let of_self: Vec<&str> = official.into_iter().filter(|name| name.ends_with("(Self)")).collect();
        let statuses = &level(id).statuses;
        let own = [statuses.conditional.title.get("en"), statuses.final_status.title.get("en")];
        let own: Vec<&str> = own.into_iter().filter(|name| !name.is_empty()).collect();
        assert_eq!(own, of_self, "{id}");
    }
    // Nobody gives Level 3 to himself, so no name may look like it.
    let statuses = &level("l3").statuses;
    for (name, begin) in [(&statuses.final_status, "Final Level 3 ("), (&statuses.conditional, "Conditional Level 3 (")]
    {
        let name = name.title.get("en");
        assert!(name.starts_with(begin) && name.contains("DIBCAC") && !name.contains("Self"), "{name}");
        assert!(!texts_of(&FACTS["scoring"]["level3"], "statuses").contains(&name), "{name} is not given here");
    }
}

/// Requirements that a level has, or all up to Level 2.
fn own_of(levels: &[&str]) -> Vec<&'static Requirement> {
    let of = |own: &&Requirement| levels.contains(&MAIN.levels()[own.level].id.as_str());
    MAIN.requirements().iter().filter(of).collect()
}

fn objectives(requirements: &[&Requirement]) -> usize {
    requirements.iter().map(|own| own.objectives.len()).sum()
}

fn points(requirements: &[&Requirement]) -> Fraction {
    requirements.iter().filter_map(|own| own.points.clone()).sum()
}

fn whole(number: usize) -> Fraction {
    Fraction::from(i64::try_from(number).expect("a small number"))
}

#[test]
fn level_1_has_15_safeguards_17_requirements_and_59_objectives() {
    let own = own_of(&["l1"]);
    let practices: BTreeSet<&str> = own.iter().flat_map(|own| own.aliases.iter().map(String::as_str)).collect();
    let counted = (practices.len(), own.len(), objectives(&own));
    assert_eq!(counted, (15, 17, 59));
    let facts = &FACTS["invariants"];
    let number = |key: &str| number_of(facts, key);
    let wanted = (number("level1_requirements"), number("level1_nist_requirements"), number("level1_objectives"));
    assert_eq!(counted, wanted);
    assert!(own.iter().all(|own| own.poam == Poam::Never), "nothing of Level 1 may wait");
}

#[test]
fn level_2_has_110_requirements_320_objectives_and_313_points_to_lose() {
    let own = own_of(&["l1", "l2"]);
    assert_eq!((own.len(), objectives(&own), points(&own)), (110, 320, whole(313)));
    let mut histogram: BTreeMap<String, usize> = BTreeMap::new();
    for requirement in &own {
        let points = requirement.points.as_ref().map_or("none".to_owned(), Fraction::to_string);
        *histogram.entry(points).or_default() += 1;
    }
    let wanted = [("1", 51), ("3", 14), ("5", 44), ("none", 1)];
    assert_eq!(histogram, wanted.map(|(points, count)| (points.to_owned(), count)).into());
    let facts = &FACTS["invariants"];
    assert_eq!(own.len(), number_of(facts, "level2_requirements"));
    assert_eq!(objectives(&own), number_of(facts, "level2_objectives"));
    assert_eq!(points(&own), whole(number_of(facts, "level2_points_sum")));
    for (points, count) in &histogram {
        assert_eq!(*count, number_of(&facts["level2_points_histogram"], points), "{points}");
    }
    let single = own.iter().filter(|own| own.objectives.len() == 1).count();
    let most = own.iter().map(|own| own.objectives.len()).max();
    assert_eq!((single, most), (23, Some(15)));
}

#[test]
fn of_level_2_46_may_wait_one_may_wait_in_part_and_63_never() {
    let own = own_of(&["l1", "l2"]);
    let count = |wanted: fn(&Poam) -> bool| own.iter().filter(|own| wanted(&own.poam)).count();
    let counted = (
        count(|poam| *poam == Poam::Allowed),
        count(|poam| matches!(poam, Poam::With(_))),
        count(|poam| *poam == Poam::Never),
    );
    assert_eq!(counted, (46, 1, 63));
    // What may wait whole costs one point, never more.
    let one = Some(Fraction::one());
    assert!(own.iter().all(|own| own.poam != Poam::Allowed || own.points == one));
    let shut: Vec<&str> =
        own.iter().filter(|own| own.poam == Poam::Never && own.points == one).map(|own| own.id.as_str()).collect();
    assert_eq!(shut, texts_of(&FACTS["invariants"], "level2_poam_excluded_one_point_ids"));
}

#[test]
fn level_2_cannot_fall_below_minus_203() {
    let Rule::Points(rule) = &level("l2").rule else { panic!("Level 2 has points") };
    let least = &rule.start - &points(&own_of(&["l1", "l2"]));
    assert_eq!(least, Fraction::from(-203));
    assert_eq!(FACTS["invariants"]["level2_min_score"], -203);
    assert_eq!(FACTS["scoring"]["level2"]["min_score"], -203);
}

#[test]
fn level_3_has_24_requirements_of_one_point_and_80_objectives() {
    let own = own_of(&["l3"]);
    assert_eq!((own.len(), objectives(&own), points(&own)), (24, 80, whole(24)));
    let never = own.iter().filter(|own| own.poam == Poam::Never).count();
    let allowed = own.iter().filter(|own| own.poam == Poam::Allowed).count();
    assert_eq!((never, allowed), (7, 17));
    let facts = &FACTS["invariants"];
    assert_eq!(objectives(&own), number_of(facts, "level3_letter_objectives"));
    assert_eq!(never, number_of(facts, "level3_poam_excluded"));
}

#[test]
fn every_domain_has_as_many_of_each_level_as_the_facts_count() {
    for (position, domain) in MAIN.domains().iter().enumerate() {
        let facts = &FACTS["invariants"]["per_domain"][&domain.id];
        let of = |levels: &[&str]| -> Vec<&Requirement> {
            own_of(levels).into_iter().filter(|own| own.domain == position).collect()
        };
        let (first, second, third) = (of(&["l1"]), of(&["l1", "l2"]), of(&["l3"]));
        let practices: BTreeSet<&String> = first.iter().flat_map(|own| &own.aliases).collect();
        let id = &domain.id;
        assert_eq!(practices.len(), number_of(facts, "level1_requirements"), "{id}");
        assert_eq!(second.len(), number_of(facts, "level2_requirements"), "{id}");
        assert_eq!(objectives(&second), number_of(facts, "level2_objectives"), "{id}");
        assert_eq!(points(&second), whole(number_of(facts, "level2_points")), "{id}");
        assert_eq!(third.len(), number_of(facts, "level3_requirements"), "{id}");
    }
}

fn position(id: &str) -> usize {
    MAIN.requirements().iter().position(|own| own.id == id).unwrap_or_else(|| panic!("{id} is there"))
}

#[test]
fn every_level_1_id_finds_its_requirements() {
    for row in rows("level1") {
        let id = text_of(row, "id");
        let meant: Vec<usize> = texts_of(row, "level2_ids").into_iter().map(position).collect();
        for name in [id.to_owned(), id.to_lowercase()] {
            assert_eq!(MAIN.find(&name), Some(Item::Requirements(meant.clone())), "{name}");
        }
        let nist: Vec<String> = meant.iter().map(|&own| MAIN.requirements()[own].id.replace("L2-", "")).collect();
        let domain = text_of(row, "domain");
        let wanted: Vec<String> = texts_of(row, "nist").iter().map(|nist| format!("{domain}.{nist}")).collect();
        assert_eq!(nist, wanted, "{id}");
        if let [only] = meant.as_slice() {
            assert_eq!(MAIN.requirements()[*only].title.get("en"), text_of(row, "title"), "{id}");
        }
        assert_eq!(row["poam_allowed"], false, "{id}");
    }
}

#[test]
fn every_level_1_objective_finds_what_it_means() {
    let mut found = BTreeSet::new();
    for row in rows("level1") {
        let (id, refs) = (text_of(row, "id"), texts_of(row, "objective_refs_800_171a"));
        let letters = texts_of(row, "objectives");
        assert_eq!(letters.len(), refs.len(), "{id}");
        for (letter, reference) in letters.into_iter().zip(refs) {
            // "3.1.1[a]" is objective a of 3.1.1; "3.14.4" is the only one of 3.14.4.
            let (nist, part) = reference.trim_end_matches(']').split_once('[').unwrap_or((reference, "a"));
            let own = position(&format!("{}.L2-{nist}", text_of(row, "domain")));
            let objectives = &MAIN.requirements()[own].objectives;
            let index = objectives.iter().position(|objective| objective.id == part).expect("it has this part");
            let (level1, level2) = (format!("{id}/{letter}"), format!("{}/{part}", MAIN.requirements()[own].id));
            for name in [&level1, &level1.to_lowercase(), &level2, &level2.to_lowercase()] {
                assert_eq!(MAIN.find(name), Some(Item::Objective(own, index)), "{name}");
            }
            found.insert((own, index));
        }
    }
    assert_eq!(found.len(), 59);
    // Six objectives of one practice, spread over three requirements, and no seventh.
    assert_eq!(MAIN.find("PE.L1-b.1.ix/c"), Some(Item::Objective(position("PE.L2-3.10.4"), 0)));
    assert_eq!(MAIN.find("PE.L1-b.1.ix/g"), None);
    assert_eq!(MAIN.find("PE.L1-b.1.ix/"), None);
}

#[test]
fn every_id_and_objective_of_levels_2_and_3_finds_itself() {
    for (own, requirement) in MAIN.requirements().iter().enumerate() {
        let id = &requirement.id;
        assert_eq!(MAIN.find(&id.to_lowercase()), Some(Item::Requirements(vec![own])), "{id}");
        for (index, objective) in requirement.objectives.iter().enumerate() {
            let name = format!("{id}/{}", objective.id);
            assert_eq!(MAIN.find(&name), Some(Item::Objective(own, index)), "{name}");
        }
        assert_eq!(MAIN.find(&format!("{id}/z")), None, "{id} has no 26 objectives");
    }
}
