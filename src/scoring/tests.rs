//! Worked cases, each computed by hand, around every boundary of every rule.

use super::*;
use crate::assessment::file::Places;
use crate::assessment::sheet::prove;
use crate::assessment::{Assessment, Entry};
use crate::diagnostic::Source;
use crate::questionnaire::{NOT_APPLICABLE, Questionnaire, Texts, catalog, read};

/// Scales of the cases: on `plain`, "not applicable" counts as nothing, on `kind` as met; `deduct` states a
/// deduction of its own, `worth` has values for the method `mean`.
const HEAD: &str = "\
format: gradus/questionnaire/1
id: case
edition: '1'
languages: [en]
title: Case
attribution: {publisher: gradus, licence: MIT}
scales:
  plain:
    not_applicable: {counts_as: nothing}
    answers: [{id: met, key: m, credit: 1}, {id: half, key: h, credit: 1/2}, {id: fails, key: n, credit: 0}]
  kind:
    not_applicable: {counts_as: met, reason: required}
    answers: [{id: met, key: m, credit: 1}, {id: fails, key: n, credit: 0}]
  deduct:
    answers: [{id: met, key: m, credit: 1}, {id: half, key: h, credit: 1/2, deduct: 3}, {id: fails, key: n, credit: 0}]
  worth:
    not_applicable: {counts_as: nothing}
    answers: [{id: three, key: h, value: 3}, {id: two, key: w, value: 2}, {id: one, key: e, value: 1}, {id: none, key: n, value: 0}]
  enough:
    not_applicable: {counts_as: nothing}
    answers: [{id: fully, key: c, credit: 1}, {id: largely, key: l, credit: 2/3, passes: true}, {id: partly, key: p, credit: 1/3}, {id: fails, key: n, credit: 0}]
  spare:
    answers: [{id: met, key: m, credit: 1}, {id: fails, key: n, credit: 1/4}]
";

/// Writes a questionnaire: levels and other parts as YAML, then domains of requirements. In a requirement the
/// level `l1`, the scale `plain` and a weight of 1 need not be said.
fn case(parts: &str, domains: &[(&str, &[&str])]) -> Questionnaire {
    let mut text = format!("{HEAD}{parts}\ndomains:\n");
    for (domain, requirements) in domains {
        text.push_str(&format!("  - id: {domain}\n    requirements:\n"));
        for requirement in *requirements {
            let mut row = format!("{requirement}, ask: Is it?");
            for (key, usual) in [("level", "l1"), ("scale", "plain"), ("weight", "1")] {
                if !row.contains(&format!("{key}:")) {
                    row.push_str(&format!(", {key}: {usual}"));
                }
            }
            text.push_str(&format!("      - {{id: {row}}}\n"));
        }
    }
    let source = Source { name: "case.yaml".into(), text: text.into() };
    let loaded = read(source, Some("case"), &Texts::Main, &|_| None);
    loaded.questionnaire.unwrap_or_else(|| panic!("the case has errors: {:?}", loaded.problems))
}

/// Reads answers: `A=met`, `B/a=fails` for an objective, `C+plan` for the action plan, `p:link=yes` for the profile.
fn assessment(questionnaire: &Questionnaire, answers: &str) -> Assessment {
    let mut assessment = Assessment::begin(questionnaire, None, "2026-11-22T08:00:00Z");
    for word in answers.split_whitespace() {
        if let Some(id) = word.strip_suffix("+plan") {
            assessment.entry_mut(id).plan = Some("by spring".into());
            continue;
        }
        let (item, answer) = word.split_once('=').expect("an answer follows the equals sign");
        if let Some(fact) = item.strip_prefix("p:") {
            assessment.profile.push((fact.into(), answer.into()));
            continue;
        }
        let answer = if answer == "na" { NOT_APPLICABLE } else { answer };
        let (id, objective) = item.split_once('/').map_or((item, None), |(id, letter)| (id, Some(letter)));
        let entry: &mut Entry = assessment.entry_mut(id);
        match objective {
            None => entry.answer_whole(answer),
            Some(letter) => entry.answer_objective(letter, answer),
        }
        if answer == NOT_APPLICABLE {
            entry.reason = Some("no such system".into());
        }
    }
    assessment
}

fn card(questionnaire: &Questionnaire, answers: &str) -> Scorecard {
    aimed(questionnaire, answers, "")
}

fn aimed(questionnaire: &Questionnaire, answers: &str, target: &str) -> Scorecard {
    let mut assessment = assessment(questionnaire, answers);
    target.clone_into(&mut assessment.target);
    let sheet = prove(questionnaire, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    score(&sheet)
}

/// Status, score and blockers of a level in one line.
fn told(questionnaire: &Questionnaire, card: &Scorecard, level: usize) -> String {
    let result = &card.levels[level];
    let score = result.score.as_ref().map_or("none".to_owned(), |score| {
        let Range { low, high } = &score.range;
        if low == high { format!("{low} of {}", score.max) } else { format!("{low}..{high} of {}", score.max) }
    });
    let blockers = result.blockers.iter().map(|blocker| {
        let item = match blocker.item {
            BlockerItem::Requirement(position) => &questionnaire.requirements()[position].id,
            BlockerItem::Level(level) => &questionnaire.levels()[level].id,
            BlockerItem::Fact(question) => &questionnaire.profile()[question].id,
        };
        format!(" {item}:{}", blocker.why.word())
    });
    format!("{}, {score}{}", result.status.word(), blockers.collect::<String>())
}

/// Compares what the highest level says for several sets of answers.
#[track_caller]
fn cases(questionnaire: &Questionnaire, rows: &[(&str, &str)]) {
    for (answers, wanted) in rows {
        let card = card(questionnaire, answers);
        assert_eq!(told(questionnaire, &card, card.levels.len() - 1), *wanted, "{answers}");
    }
}

#[test]
fn every_requirement_has_to_pass() {
    let own = case("levels: [{id: l1, rule: every}]", &[("X", &["A", "B"])]);
    cases(
        &own,
        &[
            ("A=met B=met", "final, none"),
            ("A=met B=half", "not-reached, none B:not-met"),
            ("A=fails B=fails", "not-reached, none A:not-met B:not-met"),
            ("A=met", "open, none"),
            ("A=met B=unknown", "open, none"),
            // One failure decides, whatever is still open.
            ("A=fails", "not-reached, none A:not-met"),
            // Left out: what is left passes.
            ("A=met B=na", "final, none"),
            ("A=fails B=na", "not-reached, none A:not-met"),
            // Nothing applies, so nothing was shown either.
            ("A=na B=na", "not-reached, none"),
            ("", "open, none"),
        ],
    );
}

#[test]
fn a_level_without_a_rule_wants_every_requirement() {
    let own = case("levels: [{id: l1}]", &[("X", &["A", "B"])]);
    cases(&own, &[("A=met B=met", "final, none"), ("A=met B=half", "not-reached, none B:not-met")]);
}

#[test]
fn not_applicable_may_count_as_met() {
    let own = case("levels: [{id: l1}]", &[("X", &["A, scale: kind", "B, scale: kind"])]);
    cases(&own, &[("A=na B=na", "final, none"), ("A=na B=fails", "not-reached, none B:not-met")]);
    let card = card(&own, "A=na B=fails");
    assert_eq!((card.domains[0].met, card.domains[0].of), (1, 2));
    assert_eq!(card.requirements[0].state, State::NotApplicable);
}

#[test]
fn a_share_is_reached_at_exactly_its_number() {
    // Weights 4 and 1: A alone is 4/5 = 80 %.
    let own = case("levels: [{id: l1, rule: {share: 80%}}]", &[("X", &["A, weight: 4", "B"])]);
    cases(&own, &[("A=met B=fails", "final, 4/5 of 1"), ("A=fails B=met", "not-reached, 1/5 of 1 A:not-met")]);
    // Weights 79 and 21: A alone is 79 %. 7999 and 2001: 79.99 %, which must not be rounded up.
    for (weights, share) in [((79, 21), "79/100"), ((7999, 2001), "7999/10000")] {
        let rows = [format!("A, weight: {}", weights.0), format!("B, weight: {}", weights.1)];
        let own = case("levels: [{id: l1, rule: {share: 80%}}]", &[("X", &[&rows[0], &rows[1]])]);
        cases(&own, &[("A=met B=fails", &format!("not-reached, {share} of 1 B:not-met"))]);
    }
    // A third is exactly a third.
    let own = case("levels: [{id: l1, rule: {share: 1/3}}]", &[("X", &["A", "B", "C"])]);
    cases(&own, &[("A=met B=fails C=fails", "final, 1/3 of 1")]);
}

#[test]
fn a_share_counts_parts_and_leaves_out_what_does_not_apply() {
    let own = case("levels: [{id: l1, rule: {share: 80%}}]", &[("X", &["A", "B", "C"]), ("Y", &["D", "E"])]);
    cases(
        &own,
        &[
            // 3 + 2·1/2 = 4 of 5.
            ("A=met B=met C=met D=half E=half", "final, 4/5 of 1"),
            // 3 + 1/2 = 3.5 of 5 = 7/10.
            ("A=met B=met C=met D=half E=fails", "not-reached, 7/10 of 1 D:not-met E:not-met"),
            // 3 of 4 = 75 %: E is left out above and below the line.
            ("A=met B=met C=met D=fails E=na", "not-reached, 3/4 of 1 D:not-met"),
            // 4 of 4.
            ("A=met B=met C=met D=met E=na", "final, 1 of 1"),
            // 4 of 5 are certain, so the last answer cannot change it.
            ("A=met B=met C=met D=met", "final, 4/5..1 of 1"),
            // 3/5 to 1: still open. 0 to 3/5: out of reach.
            ("A=met B=met C=met", "open, 3/5..1 of 1"),
            ("A=fails B=fails", "not-reached, 0..3/5 of 1 A:not-met B:not-met"),
        ],
    );
}

#[test]
fn weights_that_add_up_to_nothing_decide_nothing() {
    // B weighs nothing; where A does not apply, nothing is left to make a share of.
    let own = case("levels: [{id: l1, rule: {share: 80%}}]", &[("X", &["A", "B, weight: 0"])]);
    cases(&own, &[("A=met B=fails", "final, 1 of 1"), ("A=na B=met", "not-reached, none")]);
}

/// A five, a three and ones, as in CMMC Level 2, with 20 points to lose from.
fn points(rule: &str) -> Questionnaire {
    let rows: &[&str] = &[
        "FIVE, points: 5, poam: never",
        "THREE, points: 3, poam: allowed",
        "PART, points: 5, poam: [half], scale: deduct",
        "ONE, points: 1, poam: allowed",
        "TWO, points: 1, poam: allowed",
        "SHUT, points: 1, poam: never",
        "PLAN, essential: true",
    ];
    case(&format!("levels: [{{id: l1, rule: {{points: {rule}}}}}]"), &[("X", rows)])
}

const ALL_BUT: [&str; 7] = ["FIVE", "THREE", "PART", "ONE", "TWO", "SHUT", "PLAN"];

/// Everything is met except what is said.
fn but(said: &str) -> String {
    let named = |id: &&str| !said.split_whitespace().any(|word| word.split(['=', '+']).next() == Some(*id));
    let rest = ALL_BUT.iter().filter(|id| named(id)).map(|id| format!(" {id}=met"));
    format!("{said}{}", rest.collect::<String>())
}

#[track_caller]
fn but_cases(questionnaire: &Questionnaire, rows: &[(&str, &str)]) {
    for (said, wanted) in rows {
        cases(questionnaire, &[(&but(said), wanted)]);
    }
}

#[test]
fn points_are_final_conditional_or_not_enough() {
    let own = points("{start: 20, final: 20, conditional: 16}");
    but_cases(
        &own,
        &[
            ("", "final, 20 of 20"),
            // 20 - 1 = 19, and it stands on the plan.
            ("ONE=fails ONE+plan", "conditional, 19 of 20"),
            // 20 - 3 - 1 = 16: exactly enough.
            ("THREE=fails THREE+plan ONE=fails ONE+plan", "conditional, 16 of 20"),
            // 20 - 3 - 1 - 1 = 15: one below.
            (
                "THREE=fails THREE+plan ONE=fails ONE+plan TWO=fails TWO+plan",
                "not-reached, 15 of 20 THREE:below-conditional ONE:below-conditional TWO:below-conditional",
            ),
            // It may stand on the plan, but does not.
            ("ONE=fails", "not-reached, 19 of 20 ONE:not-on-plan"),
            ("ONE=fails TWO=fails TWO+plan", "not-reached, 18 of 20 ONE:not-on-plan"),
            // It may not, and a plan does not help: five points, and one point that is never allowed.
            ("FIVE=fails FIVE+plan", "not-reached, 15 of 20 FIVE:points-over-1"),
            ("SHUT=fails SHUT+plan", "not-reached, 19 of 20 SHUT:never-on-plan"),
        ],
    );
}

#[test]
fn the_answer_decides_what_is_deducted_and_whether_it_may_wait() {
    let own = points("{start: 20, final: 20, conditional: 16}");
    but_cases(
        &own,
        &[
            // `half` deducts 3 of 5 and may wait; `fails` deducts all 5 and may not.
            ("PART=half PART+plan", "conditional, 17 of 20"),
            ("PART=half", "not-reached, 17 of 20 PART:not-on-plan"),
            ("PART=fails PART+plan", "not-reached, 15 of 20 PART:points-over-1"),
            // On a scale without deductions a part of the credit saves no points: 20 - 3.
            ("THREE=half THREE+plan", "conditional, 17 of 20"),
        ],
    );
}

#[test]
fn an_open_answer_leaves_points_open() {
    let own = points("{start: 20, final: 20, conditional: 16}");
    but_cases(
        &own,
        &[
            ("ONE=unknown", "open, 19..20 of 20"),
            ("FIVE=unknown", "open, 15..20 of 20"),
            ("PART=unknown", "open, 15..20 of 20"),
            // One gap that may wait, and one open: conditional at best, not decided yet.
            ("ONE=fails ONE+plan TWO=unknown", "open, 18..19 of 20"),
            // A gap that may not wait decides at once.
            ("SHUT=fails TWO=unknown", "not-reached, 18..19 of 20 SHUT:never-on-plan"),
            // What is missing for a score is itself unknown.
            ("PLAN=unknown", "open, 20 of 20"),
        ],
    );
}

#[test]
fn without_what_is_essential_there_is_no_score() {
    let own = points("{start: 20, final: 20, conditional: 16}");
    but_cases(
        &own,
        &[
            ("PLAN=fails", "not-reached, none PLAN:no-ssp"),
            ("PLAN=fails PLAN+plan", "not-reached, none PLAN:no-ssp"),
            ("PLAN=half", "not-reached, none PLAN:no-ssp"),
            ("PLAN=fails ONE=unknown", "not-reached, none PLAN:no-ssp"),
        ],
    );
}

#[test]
fn without_a_conditional_score_only_the_final_one_counts() {
    // 18 is enough: two points may be lost, with or without a plan.
    let own = points("{start: 20, final: 18}");
    but_cases(
        &own,
        &[
            ("", "final, 20 of 20"),
            ("ONE=fails TWO=fails", "final, 18 of 20"),
            ("ONE=fails TWO=fails SHUT=fails", "not-reached, 17 of 20 ONE:not-met TWO:not-met SHUT:not-met"),
            ("THREE=fails THREE+plan", "not-reached, 17 of 20 THREE:not-met"),
        ],
    );
}

#[test]
fn a_final_score_below_the_start_needs_no_plan() {
    let own = points("{start: 20, final: 18, conditional: 16}");
    but_cases(
        &own,
        &[
            ("ONE=fails SHUT=fails", "final, 18 of 20"),
            ("THREE=fails THREE+plan", "conditional, 17 of 20"),
            ("SHUT=fails THREE=fails THREE+plan", "not-reached, 16 of 20 SHUT:never-on-plan"),
        ],
    );
}

#[test]
fn an_open_answer_that_cannot_matter_leaves_nothing_open() {
    let own = points("{start: 20, final: 18, conditional: 16}");
    but_cases(
        &own,
        &[
            // At worst 20 - 1 - 1 = 18, which is enough.
            ("ONE=unknown SHUT=unknown", "final, 18..20 of 20"),
            ("ONE=fails TWO=unknown", "final, 18..19 of 20"),
            // At worst 17: still open.
            ("ONE=fails TWO=unknown SHUT=unknown", "open, 17..19 of 20"),
            // Without what is essential there would be no score at all.
            ("ONE=unknown PLAN=unknown", "open, 19..20 of 20"),
        ],
    );
}

#[test]
fn a_plan_never_makes_a_requirement_met() {
    let own = case("levels: [{id: l1}]", &[("X", &["A, poam: allowed", "B"])]);
    cases(&own, &[("A=fails A+plan B=met", "not-reached, none A:not-met")]);
    let card = card(&own, "A=fails A+plan B=met");
    let standing = &card.requirements[0];
    assert_eq!((standing.state, standing.planned, standing.passes()), (State::NotMet, true, false));
    assert_eq!(standing.credit, Some(Range::exactly(Fraction::zero())));
}

const MEAN: &str = "scoring: {method: mean}\nlevels: [{id: l1}, {id: l2}, {id: l3}]";

#[test]
fn the_mean_weighs_requirements_and_counts_domains_alike() {
    let rows: &[(&str, &[&str])] =
        &[("X", &["A, scale: worth", "B, scale: worth, weight: 3"]), ("Y", &["C, scale: worth"])];
    let own = case(MEAN, rows);
    let card = card(&own, "A=three B=one C=two");
    // X: (1·3 + 3·1)/4 = 3/2. Y: 2. Whole: (3/2 + 2)/2 = 7/4.
    assert_eq!(card.domains[0].value, Some(Range::exactly(Fraction::parse("3/2").expect("a number"))));
    assert_eq!(card.domains[1].value, Some(Range::exactly(2.into())));
    assert_eq!(told(&own, &card, 0), "final, 7/4 of 3");
    assert_eq!(told(&own, &card, 1), "not-reached, 7/4 of 3 B:not-met");
    assert_eq!(told(&own, &card, 2), "not-reached, 7/4 of 3 B:not-met C:not-met l2:lower-level");
    assert_eq!(card.reached, Some(0));
    // Each domain has a level of its own: 3/2 has reached 1, 2 has reached 2.
    assert_eq!((card.domains[0].level, card.domains[1].level), (Some(0), Some(1)));
}

#[test]
fn a_level_may_state_the_mean_it_wants() {
    // 7/4 as above, against 1.75 and 1.76.
    let rows: &[(&str, &[&str])] =
        &[("X", &["A, scale: worth", "B, scale: worth, weight: 3"]), ("Y", &["C, scale: worth"])];
    for (value, wanted) in [("1.75", "final, 7/4 of 3"), ("1.76", "not-reached, 7/4 of 3 B:not-met")] {
        let own = case(&format!("scoring: {{method: mean}}\nlevels: [{{id: l1, value: {value}}}]"), rows);
        cases(&own, &[("A=three B=one C=two", wanted)]);
    }
}

#[test]
fn the_mean_is_open_until_no_answer_can_change_it() {
    let rows: &[(&str, &[&str])] = &[("X", &["A, scale: worth"]), ("Y", &["B, scale: worth"])];
    let own = case(MEAN, rows);
    let card = card(&own, "A=three");
    // (3 + 0)/2 to (3 + 3)/2: level 1 is certain, 2 and 3 are open.
    let statuses: Vec<Status> = card.levels.iter().map(|level| level.status).collect();
    assert_eq!(statuses, [Status::Final, Status::Open, Status::Open]);
    assert_eq!(told(&own, &card, 0), "final, 3/2..3 of 3");
    // What does not apply leaves the mean, with its domain.
    let card = self::card(&own, "A=three B=na");
    assert_eq!(told(&own, &card, 2), "final, 3 of 3");
    assert_eq!(card.domains[1].value, None);
}

#[test]
fn a_credit_that_is_not_said_follows_from_the_value() {
    let own = case(MEAN, &[("X", &["A, scale: worth"])]);
    let credits: Vec<String> = own.scales()[3].answers.iter().map(|answer| answer.credit.to_string()).collect();
    assert_eq!(credits, ["1", "2/3", "1/3", "0"]);
}

/// What is largely in place passes: it is met and loses no points, and counts two thirds in a share.
#[test]
fn an_answer_may_pass_with_less_than_the_whole_credit() {
    let two = |rule: &str| {
        let levels = format!("levels: [{{id: l1, rule: {rule}}}]");
        case(
            &levels,
            &[("D", &["A, scale: enough, points: 3, poam: allowed", "B, scale: enough, points: 1, poam: allowed"])],
        )
    };
    let every = two("every");
    let cases = [
        ("A=largely B=fully", "final, none"),
        ("A=largely B=largely", "final, none"),
        ("A=largely B=partly", "not-reached, none B:not-met"),
        ("A=largely", "open, none"),
        ("A=largely B=unknown", "open, none"),
        ("A=largely B=na", "final, none"),
    ];
    for (answers, wanted) in cases {
        assert_eq!(told(&every, &card(&every, answers), 0), wanted, "{answers}");
    }
    let got = card(&every, "A=largely B=partly");
    assert_eq!((got.requirements[0].state, got.requirements[1].state), (State::Met, State::Partly));
    // (2/3 + 1/3)/2 and (2/3 + 2/3)/2.
    let share = two("{share: 60%}");
    assert_eq!(told(&share, &card(&share, "A=largely B=partly"), 0), "not-reached, 1/2 of 1 B:not-met");
    assert_eq!(told(&share, &card(&share, "A=largely B=largely"), 0), "final, 2/3 of 1");
    let points = two("{points: {start: 10, final: 10, conditional: 7}}");
    assert_eq!(told(&points, &card(&points, "A=largely B=largely"), 0), "final, 10 of 10");
    assert_eq!(told(&points, &card(&points, "A=partly B=largely A+plan"), 0), "conditional, 7 of 10");
    // Objectives: the worst decides, and it passes.
    let parts =
        case("levels: [{id: l1}]", &[("D", &["A, scale: enough, objectives: [{id: a, ask: A?}, {id: b, ask: B?}]"])]);
    assert_eq!(told(&parts, &card(&parts, "A/a=fully A/b=largely"), 0), "final, none");
    assert_eq!(told(&parts, &card(&parts, "A/a=largely"), 0), "open, none");
    assert_eq!(told(&parts, &card(&parts, "A/a=partly"), 0), "not-reached, none A:not-met");
}

/// Under the mean the aim changes nothing but what is wanted.
#[test]
fn the_mean_does_not_depend_on_the_aim() {
    let two = case(
        "scoring: {method: mean}\nlevels: [{id: l1}, {id: l2}, {id: l3}]",
        &[("D", &["A, scale: worth", "B, scale: worth, level: l3"])],
    );
    for aim in ["l1", "l2", "l3"] {
        let got = aimed(&two, "A=three B=one", aim);
        assert_eq!(told(&two, &got, 0), "final, 2 of 3", "{aim}");
        assert_eq!(got.progress.asked, 2, "{aim}");
    }
}

#[test]
fn a_lower_level_that_is_not_reached_blocks_the_higher_ones() {
    let parts = "levels: [{id: l1}, {id: l2, rule: {share: 50%}}, {id: l3, rule: {share: 50%}}]";
    let own = case(parts, &[("X", &["A", "B, level: l2", "C, level: l3"])]);
    let card = card(&own, "A=fails B=met C=met");
    assert_eq!(told(&own, &card, 0), "not-reached, none A:not-met");
    // Its own share is reached: (0 + 1)/2.
    assert_eq!(told(&own, &card, 1), "not-reached, 1/2 of 1 l1:lower-level");
    assert_eq!(told(&own, &card, 2), "not-reached, 2/3 of 1 l1:lower-level l2:lower-level");
    assert_eq!((card.reached, card.target), (None, Status::NotReached));
    // While the lower one is open, so is the higher one; what is out of reach stays so.
    let card = self::card(&own, "B=met C=met");
    assert_eq!(told(&own, &card, 2), "open, 2/3..1 of 1");
    let card = self::card(&own, "B=fails C=fails");
    assert_eq!(told(&own, &card, 2), "not-reached, 0..1/3 of 1 B:not-met C:not-met");
}

#[test]
fn a_conditional_level_does_not_carry_the_next_one() {
    let parts = "levels: [{id: l1, rule: {points: {start: 2, final: 2, conditional: 1}}}, {id: l2, counts: own}]";
    let own = case(parts, &[("X", &["A, points: 1, poam: allowed", "B, points: 1", "C, level: l2"])]);
    let card = card(&own, "A=fails A+plan B=met C=met");
    assert_eq!(told(&own, &card, 0), "conditional, 1 of 2");
    assert_eq!(told(&own, &card, 1), "not-reached, none l1:lower-level");
    assert_eq!(card.reached, Some(0));
}

#[test]
fn a_level_may_count_its_own_requirements_only() {
    let rows: &[(&str, &[&str])] = &[("X", &["A", "B, level: l2", "C, level: l2"])];
    // With A: (1 + 1 + 0)/3 = 2/3. On their own: 1/2.
    let both = case("levels: [{id: l1}, {id: l2, rule: {share: 60%}}]", rows);
    cases(&both, &[("A=met B=met C=fails", "final, 2/3 of 1")]);
    let own = case("levels: [{id: l1}, {id: l2, rule: {share: 60%}, counts: own}]", rows);
    cases(&own, &[("A=met B=met C=fails", "not-reached, 1/2 of 1 C:not-met")]);
}

const RAISED: &str = "levels: [{id: l1}, {id: l2}]\ntargets: [{id: t, level: l1, domains: {Y: l2}}]";

#[test]
fn a_domain_may_aim_higher_than_the_whole() {
    let own = case(RAISED, &[("X", &["A", "B, level: l2"]), ("Y", &["C", "D, level: l2"])]);
    let status = |answers| {
        let card = aimed(&own, answers, "t");
        (card.levels.len(), card.levels[0].status, card.target, card.domains[1].target)
    };
    // B is above the target of X and not asked; D is asked.
    let (all, reached) = (Status::Final, Status::Final);
    assert_eq!(status("A=met C=met D=met"), (1, all, reached, Some(Status::Final)));
    assert_eq!(status("A=met C=met D=fails"), (1, Status::Final, Status::NotReached, Some(Status::NotReached)));
    assert_eq!(status("A=met C=met"), (1, Status::Final, Status::Open, Some(Status::Open)));
    assert_eq!(status("A=fails C=met D=met"), (1, Status::NotReached, Status::NotReached, Some(Status::Final)));
    let card = aimed(&own, "A=met B=fails C=met D=met", "t");
    assert_eq!((card.progress.asked, card.domains[0].target), (3, None));
    assert_eq!(card.requirements[1].state, State::NotAsked, "an answer above the target is kept and not scored");
}

const PROFILE: &str =
    "levels: [{id: l1, rule: {share: 80%}}]\nprofile: [{id: link, ask: Is there?, choices: [{id: yes}, {id: no}]}]";

#[test]
fn what_is_hidden_counts_nowhere() {
    let own = case(PROFILE, &[("X", &["A", "B, ask_when: {question: link, is: yes}"])]);
    cases(
        &own,
        &[
            ("p:link=no A=met", "final, 1 of 1"),
            // An answer given before the question was hidden is kept and not scored.
            ("p:link=no A=met B=fails", "final, 1 of 1"),
            ("p:link=yes A=met B=fails", "not-reached, 1/2 of 1 B:not-met"),
            // Whether B counts is open: 1/2 if it does and fails, 1 otherwise.
            ("A=met", "open, 1/2..1 of 1"),
            ("A=met B=fails", "open, 1/2..1 of 1"),
        ],
    );
}

#[test]
fn what_may_yet_be_left_out_makes_a_range_that_holds_either_way() {
    // The worst answer of `spare` has credit 1/4. If B is hidden, A alone decides: 0, below (0 + 1/4)/2.
    let own = case(PROFILE, &[("X", &["A", "B, scale: spare, ask_when: {question: link, is: yes}"])]);
    let open = card(&own, "A=fails").levels.remove(0).score.expect("a share");
    let hidden = card(&own, "A=fails p:link=no").levels.remove(0).score.expect("a share");
    assert_eq!(hidden.range, Range::exactly(Fraction::zero()));
    assert!(open.range.low <= hidden.range.low && hidden.range.high <= open.range.high, "{open:?}");
}

#[test]
fn the_worst_objective_decides() {
    let own = case(
        "levels: [{id: l1, rule: {share: 100%}}]",
        &[("X", &["A, objectives: [{id: a, ask: a}, {id: b, ask: b}, {id: c, ask: c}]"])],
    );
    let row = |answers| {
        let card = card(&own, answers);
        let Range { low, high } = card.requirements[0].credit.clone().unwrap_or_else(|| Range::exactly(9.into()));
        (card.requirements[0].state, low.to_string(), high.to_string(), card.levels[0].status)
    };
    let is = |state, low: &str, high: &str, status| (state, low.to_owned(), high.to_owned(), status);
    use Status::{Final, NotReached, Open};
    assert_eq!(row("A/a=met A/b=met A/c=met"), is(State::Met, "1", "1", Final));
    assert_eq!(row("A/a=met A/b=half A/c=met"), is(State::Partly, "1/2", "1/2", NotReached));
    assert_eq!(row("A/a=met A/b=half A/c=fails"), is(State::NotMet, "0", "0", NotReached));
    assert_eq!(row("A/a=met A/b=na A/c=met"), is(State::Met, "1", "1", Final));
    assert_eq!(row("A/a=fails A/b=na A/c=met"), is(State::NotMet, "0", "0", NotReached));
    // Nothing of it applies: it is left out (credit 9 stands for none).
    assert_eq!(row("A/a=na A/b=na A/c=na"), is(State::NotApplicable, "9", "9", NotReached));
    assert_eq!(row("A/a=met A/b=unknown A/c=met"), is(State::Unknown, "0", "1", Open));
    assert_eq!(row("A/a=na A/b=unknown A/c=na"), is(State::Unknown, "0", "1", Open));
    assert_eq!(row("A/a=met"), is(State::Unanswered, "0", "1", Open));
    // One failed objective fails the requirement, whatever the others say.
    assert_eq!(row("A/a=fails"), is(State::NotMet, "0", "0", NotReached));
    assert_eq!(row("A/a=fails A/b=unknown"), is(State::NotMet, "0", "0", NotReached));
    // Half at best, so it cannot pass any more, but may still fail altogether.
    assert_eq!(row("A/a=half"), is(State::Unanswered, "0", "1/2", NotReached));
}

#[test]
fn a_blank_assessment_is_neither_perfect_nor_zero() {
    let share = case("levels: [{id: l1, rule: {share: 80%}}]", &[("X", &["A", "B"])]);
    cases(&share, &[("", "open, 0..1 of 1"), ("A=unknown B=unknown", "open, 0..1 of 1")]);
    // All but PLAN, which has no points: 20 - 5 - 3 - 5 - 1 - 1 - 1 = 4.
    cases(&points("{start: 20, final: 20, conditional: 16}"), &[("", "open, 4..20 of 20")]);
    let mean = case(MEAN, &[("X", &["A, scale: worth"])]);
    cases(&mean, &[("", "open, 0..3 of 3")]);
    let card = card(&share, "");
    assert_eq!((card.reached, card.target, card.progress.answered, card.progress.asked), (None, Status::Open, 0, 2));
    assert_eq!(card.domains[0].share, Some(Range { low: 0.into(), high: 1.into() }));
}

#[test]
fn a_domain_has_a_level_of_its_own() {
    let own = case("levels: [{id: l1}, {id: l2}]", &[("X", &["A", "B, level: l2"]), ("Y", &["C", "D, level: l2"])]);
    let card = card(&own, "A=met B=met C=met D=fails");
    assert_eq!((card.domains[0].level, card.domains[1].level, card.reached), (Some(1), Some(0), Some(0)));
    assert_eq!((card.domains[1].met, card.domains[1].of), (1, 2));
    let card = self::card(&own, "A=met B=met C=fails D=met");
    assert_eq!((card.domains[0].level, card.domains[1].level, card.reached), (Some(1), None, None));
}

fn cmmc() -> Questionnaire {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main);
    loaded.questionnaire.expect("it has no errors")
}

fn all_met(questionnaire: &Questionnaire) -> String {
    level_1(questionnaire).map(|own| format!(" {}=met", own.id)).collect()
}

fn level_1(questionnaire: &Questionnaire) -> impl Iterator<Item = &Requirement> {
    questionnaire.requirements().iter().filter(|own| own.level == 0)
}

#[test]
fn cmmc_level_1_is_final_when_all_17_are_met() {
    // 32 CFR 170.15(a)(1), 170.24(c)(1): all met, and "not applicable" counts as met.
    let own = cmmc();
    let card = aimed(&own, &all_met(&own), "l1");
    assert_eq!(told(&own, &card, 0), "final, none");
    assert_eq!((card.reached, card.progress.asked, card.progress.answered), (Some(0), 17, 17));
}

#[test]
fn cmmc_level_1_is_missed_by_each_single_requirement() {
    let own = cmmc();
    for requirement in level_1(&own) {
        let id = &requirement.id;
        let failed = format!("{} {id}=fails {id}+plan", all_met(&own)).replace("=fails", "=not-met");
        assert_eq!(told(&own, &aimed(&own, &failed, "l1"), 0), format!("not-reached, none {id}:not-met"));
        let excused = format!("{} {id}=na", all_met(&own));
        assert_eq!(told(&own, &aimed(&own, &excused, "l1"), 0), "final, none", "{id} does not apply");
        let open = format!("{} {id}=unknown", all_met(&own));
        assert_eq!(told(&own, &aimed(&own, &open, "l1"), 0), "open, none", "{id} is not known");
        for objective in &requirement.objectives {
            let rest: String = all_met(&own).replace(&format!(" {id}=met"), "");
            let failed = format!("{rest} {id}/{}=not-met", objective.id);
            let wanted = format!("not-reached, none {id}:not-met");
            assert_eq!(told(&own, &aimed(&own, &failed, "l1"), 0), wanted, "{id}/{}", objective.id);
        }
    }
}

#[test]
fn a_blank_cmmc_assessment_is_open() {
    let own = cmmc();
    let card = aimed(&own, "", "l1");
    assert_eq!(told(&own, &card, 0), "open, none");
    let asked = card.requirements.iter().filter(|standing| standing.state != State::NotAsked);
    assert!(asked.clone().count() == 17 && asked.clone().all(|standing| standing.state == State::Unanswered));
    assert!(card.domains.iter().all(|domain| domain.met == 0 && domain.level.is_none()));
}
