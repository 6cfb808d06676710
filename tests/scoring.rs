//! What holds for every questionnaire and every set of answers, tried on random ones.

mod order;

use gradus::assessment::sheet::{AnswerSheet, Asked, prove};
use gradus::assessment::{Assessment, file::Places};
use gradus::diagnostic::Source;
use gradus::exact::Fraction;
use gradus::questionnaire::{NOT_APPLICABLE, Questionnaire, Texts, UNKNOWN, read};
use gradus::scoring::{Range, Scorecard, Status, score};
use order::rank;
use proptest::prelude::*;

/// Scales of the random questionnaires: with "not applicable" as nothing, as met and forbidden; with a worst answer
/// that is worth something, and with deductions of their own.
const HEAD: &str = "\
format: gradus/questionnaire/1
id: random
edition: '1'
languages: [en]
title: Random
attribution: {publisher: gradus, licence: MIT}
profile: [{id: link, ask: Is there?, choices: [{id: yes}, {id: no}]}]
scales:
  plain:
    not_applicable: {counts_as: nothing}
    answers: [{id: met, key: m, credit: 1, value: 3}, {id: half, key: h, credit: 1/2, value: 1}, {id: fails, key: n, credit: 0, value: 0}]
  kind:
    not_applicable: {counts_as: met}
    answers: [{id: met, key: m, credit: 1, value: 2}, {id: fails, key: n, credit: 0, value: 0}]
  strict:
    answers: [{id: met, key: m, credit: 1, value: 3}, {id: half, key: h, credit: 2/5, deduct: 1, value: 2}, {id: fails, key: n, credit: 0, value: 1}]
  spare:
    not_applicable: {counts_as: nothing}
    answers: [{id: met, key: m, credit: 1, value: 3}, {id: fails, key: n, credit: 1/4, value: 1}]
";
const SCALES: [&str; 4] = ["plain", "kind", "strict", "spare"];

/// A requirement before it is written down.
#[derive(Debug, Clone)]
struct Row {
    level: usize,
    scale: usize,
    weight: u8,
    points: u8,
    poam: u8,
    essential: bool,
    hidden_by_profile: bool,
    objectives: usize,
    second_domain: bool,
}

fn row() -> impl Strategy<Value = Row> {
    let numbers = (0..3usize, 0..4usize, 0..4u8, 1..5u8, 0..3u8, 0..3usize);
    (numbers, 0..10u8, 0..4u8, any::<bool>()).prop_map(|(numbers, essential, hidden, second_domain)| {
        let (level, scale, weight, points, poam, objectives) = numbers;
        let (essential, hidden_by_profile) = (essential == 0, hidden == 0);
        Row { level, scale, weight, points, poam, essential, hidden_by_profile, objectives, second_domain }
    })
}

fn rule() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("every".to_owned()),
        (1..=10u8).prop_map(|tenths| format!("{{share: {tenths}/10}}")),
        (0..4i32, 0..6i32).prop_map(|(below, wide)| {
            let final_score = 20 - below;
            format!("{{points: {{start: 20, final: {final_score}, conditional: {}}}}}", final_score - wide)
        }),
        (0..4i32).prop_map(|below| format!("{{points: {{start: 20, final: {}}}}}", 20 - below)),
    ]
}

/// Levels with rules, or the mean of values.
fn levels() -> impl Strategy<Value = (String, usize)> {
    let rules = proptest::collection::vec((rule(), any::<bool>()), 1..=3).prop_map(|rules| {
        let rows = rules.iter().enumerate().map(|(i, (rule, own))| {
            let counts = if *own { ", counts: own" } else { "" };
            format!("  - {{id: l{i}, rule: {rule}{counts}}}\n")
        });
        (format!("levels:\n{}", rows.collect::<String>()), rules.len())
    });
    let mean = (1..=3usize).prop_map(|count| {
        let rows = (0..count).map(|i| format!("  - {{id: l{i}}}\n"));
        (format!("scoring: {{method: mean}}\nlevels:\n{}", rows.collect::<String>()), count)
    });
    prop_oneof![3 => rules, 1 => mean]
}

fn written(rows: &[Row], levels: &str, level_count: usize) -> Questionnaire {
    let mut text = format!("{HEAD}{levels}domains:\n");
    for second in [false, true] {
        let own: Vec<(usize, &Row)> = rows
            .iter()
            .enumerate()
            .filter(|(i, row)| if *i < level_count { !second } else { row.second_domain == second })
            .collect();
        if own.is_empty() {
            continue;
        }
        text.push_str(&format!("  - id: {}\n    requirements:\n", if second { "Y" } else { "X" }));
        for (i, row) in own {
            // The first requirements see to it that no level is empty.
            let level = if i < level_count { i } else { row.level % level_count };
            let poam = match row.poam {
                0 => "never",
                1 => "allowed",
                _ => "[met]",
            };
            let objectives: Vec<String> =
                ["a", "b"].iter().take(row.objectives).map(|id| format!("{{id: {id}, ask: part}}")).collect();
            let hidden = if row.hidden_by_profile { ", ask_when: {question: link, is: yes}" } else { "" };
            text.push_str(&format!(
                "      - {{id: R{i}, ask: Is it?, level: l{level}, scale: {}, weight: {}, points: {}, poam: {poam}, essential: {}, objectives: [{}]{hidden}}}\n",
                SCALES[row.scale], row.weight, row.points, row.essential, objectives.join(", ")
            ));
        }
    }
    let source = Source { name: "random.yaml".into(), text: text.clone().into() };
    let loaded = read(source, Some("random"), &Texts::Main, &|_| None);
    loaded.questionnaire.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems))
}

fn random() -> impl Strategy<Value = Questionnaire> {
    (proptest::collection::vec(row(), 3..7), levels()).prop_map(|(rows, (text, count))| written(&rows, &text, count))
}

fn example() -> Questionnaire {
    let text = include_str!("fixtures/good/supplier-basics.yaml");
    let source = Source { name: "supplier-basics.yaml".into(), text: text.into() };
    read(source, Some("supplier-basics"), &Texts::Main, &|_| None).questionnaire.expect("a good file")
}

/// Random numbers that are read as answers.
type Picks = Vec<(u8, u8, u8)>;

fn picks() -> impl Strategy<Value = Picks> {
    proptest::collection::vec(any::<(u8, u8, u8)>(), 8)
}

/// Turns picks into answers; `complete` leaves nothing open.
fn assessment(own: &Questionnaire, picks: &Picks, complete: bool) -> Assessment {
    let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
    let at = |position: usize| picks[position % picks.len()];
    let (target, profile, _) = at(7);
    let mut names: Vec<&str> = own.targets().iter().map(|target| target.id.as_str()).collect();
    names.extend(own.levels().iter().map(|level| level.id.as_str()));
    names[usize::from(target) % names.len()].clone_into(&mut assessment.target);
    for question in own.profile() {
        let choice = usize::from(profile) % (question.choices.len() + usize::from(!complete));
        if let Some((choice, _)) = question.choices.get(choice) {
            assessment.profile.push((question.id.clone(), choice.clone()));
        }
    }
    for (position, requirement) in own.requirements().iter().enumerate() {
        let (answer, parts, plan) = at(position);
        let words: Vec<&str> = own.scale_of(requirement).words(None);
        let words: Vec<&str> = words.into_iter().filter(|word| !complete || *word != UNKNOWN).collect();
        let word = |pick: u8| words.get(usize::from(pick) % (words.len() + usize::from(!complete))).copied();
        let entry = assessment.entry_mut(&requirement.id);
        entry.reason = Some("because".into());
        entry.plan = (plan % 2 == 0).then(|| "by spring".into());
        if parts % 2 == 0 || requirement.objectives.is_empty() {
            if let Some(word) = word(answer) {
                entry.answer_whole(word);
            }
        } else {
            for (index, objective) in requirement.objectives.iter().enumerate() {
                if let Some(word) = word(answer.rotate_left(3 * u32::try_from(index).expect("few objectives"))) {
                    entry.answer_objective(&objective.id, word);
                }
            }
        }
    }
    assessment
}

fn sheet<'a>(own: &'a Questionnaire, assessment: &'a Assessment) -> AnswerSheet<'a> {
    prove(own, assessment, &Places::default(), &mut Vec::new()).expect("the answers fit")
}

fn card(own: &Questionnaire, assessment: &Assessment) -> Scorecard {
    score(&sheet(own, assessment))
}

/// Every range of a scorecard with a name.
fn ranges(card: &Scorecard) -> Vec<(String, Range)> {
    let levels = card.levels.iter().enumerate();
    let levels = levels.filter_map(|(i, level)| Some((format!("level {i}"), level.score.clone()?.range)));
    let domains = card.domains.iter().enumerate().flat_map(|(i, domain)| {
        let share = domain.share.clone().map(|range| (format!("share {i}"), range));
        share.into_iter().chain(domain.value.clone().map(|range| (format!("value {i}"), range)))
    });
    levels.chain(domains).collect()
}

fn stays_in_bounds(own: &Questionnaire, assessment: &Assessment) {
    let card = card(own, assessment);
    let (zero, one) = (Fraction::zero(), Fraction::one());
    let credits = card.requirements.iter().filter_map(|standing| standing.credit.clone());
    let shares = card.domains.iter().filter_map(|domain| domain.share.clone());
    for range in credits.chain(shares) {
        assert!(zero <= range.low && range.low <= range.high && range.high <= one, "{range:?}");
    }
    for (name, range) in ranges(&card) {
        assert!(range.low <= range.high, "{name} {range:?}");
    }
    for standing in &card.requirements {
        // The low bound of a loss belongs to the worst answer, so it is the larger number.
        assert!(standing.lost.low >= standing.lost.high && standing.lost.high >= zero, "{standing:?}");
    }
    for domain in &card.domains {
        assert!(domain.met <= domain.of);
    }
    assert!(card.progress.answered + card.progress.unknown <= card.progress.asked);
}

fn is_certain_when_complete(own: &Questionnaire, assessment: &Assessment) {
    let card = card(own, assessment);
    for (name, range) in ranges(&card) {
        assert!(range.is_certain(), "{name} {range:?}");
    }
    assert!(card.levels.iter().all(|level| level.status != Status::Open), "{:?}", card.levels);
    assert!(card.target != Status::Open);
}

fn order_is_irrelevant(own: &Questionnaire, assessment: &Assessment) {
    let mut turned = assessment.clone();
    turned.answers.reverse();
    turned.profile.reverse();
    assert_eq!(card(own, &turned), card(own, assessment));
    turned.tidy(own);
    assert_eq!(card(own, &turned), card(own, assessment));
}

/// Replaces each answer by the next better one, as long as the same questions are asked.
fn better_is_never_worse(own: &Questionnaire, assessment: &Assessment) {
    let before = card(own, assessment);
    let asked = |assessment: &Assessment| -> Vec<Asked> {
        let sheet = sheet(own, assessment);
        (0..own.requirements().len()).map(|position| sheet.asked(position)).collect()
    };
    for requirement in own.requirements() {
        let scale = own.scale_of(requirement);
        let given = assessment.entry(&requirement.id).and_then(|entry| entry.answer.clone());
        let Some(index) = given.and_then(|answer| scale.position(&answer)).filter(|index| *index > 0) else { continue };
        let mut better = assessment.clone();
        better.entry_mut(&requirement.id).answer_whole(&scale.answers[index - 1].id);
        if asked(&better) != asked(assessment) {
            continue;
        }
        let after = card(own, &better);
        let id = &requirement.id;
        for ((name, old), (_, new)) in
            ranges(&before).iter().zip(ranges(&after)).filter(|((one, _), (other, _))| one == other)
        {
            assert!(new.low >= old.low && new.high >= old.high, "{id} {name}: {old:?} {new:?}");
        }
        for (old, new) in before.levels.iter().zip(&after.levels) {
            assert!(rank(new.status) >= rank(old.status), "{id}: {old:?} {new:?}");
        }
        assert!(rank(after.target) >= rank(before.target), "{id}");
        assert!(after.reached >= before.reached, "{id}");
    }
}

/// Every way to answer one thing that is open.
fn one_step_on(own: &Questionnaire, assessment: &Assessment) -> Vec<Assessment> {
    let mut steps = Vec::new();
    for question in own.profile() {
        if assessment.profile.iter().any(|(id, _)| *id == question.id) {
            continue;
        }
        for (choice, _) in &question.choices {
            let mut step = assessment.clone();
            step.profile.push((question.id.clone(), choice.clone()));
            steps.push(step);
        }
    }
    for requirement in own.requirements() {
        let entry = assessment.entry(&requirement.id).cloned().unwrap_or_default();
        let words: Vec<&str> =
            own.scale_of(requirement).words(None).into_iter().filter(|word| *word != UNKNOWN).collect();
        let is_open = |answer: Option<&String>| answer.is_none_or(|answer| answer == UNKNOWN);
        if entry.objectives.is_empty() && is_open(entry.answer.as_ref()) {
            for word in words {
                let mut step = assessment.clone();
                step.entry_mut(&requirement.id).answer_whole(word);
                steps.push(step);
            }
        } else if !entry.objectives.is_empty() {
            for objective in &requirement.objectives {
                let given = entry.objectives.iter().find(|(id, _)| *id == objective.id).map(|(_, answer)| answer);
                for word in words.iter().filter(|_| is_open(given)) {
                    let mut step = assessment.clone();
                    step.entry_mut(&requirement.id).answer_objective(&objective.id, word);
                    steps.push(step);
                }
            }
        }
    }
    steps
}

fn an_answer_keeps_the_promise(own: &Questionnaire, assessment: &Assessment) {
    let before = card(own, assessment);
    for step in one_step_on(own, assessment) {
        let after = card(own, &step);
        let changed: Vec<_> = step.answers.iter().filter(|entry| !assessment.answers.contains(entry)).collect();
        for (name, old) in ranges(&before) {
            if let Some((_, new)) = ranges(&after).into_iter().find(|(known, _)| *known == name) {
                assert!(old.low <= new.low && new.high <= old.high, "{name}: {old:?} {new:?} {changed:?}");
            }
        }
        let targets = [(before.target, after.target)];
        let statuses = before.levels.iter().zip(&after.levels).map(|(old, new)| (old.status, new.status));
        for (old, new) in statuses.chain(targets) {
            assert!(old == Status::Open || old == new, "{old:?} became {new:?} by {changed:?}");
        }
        assert!(after.reached >= before.reached);
    }
}

/// "Not applicable" that counts as nothing is scored like a question that is not asked.
fn not_applicable_is_neutral(own: &Questionnaire, assessment: &Assessment) {
    let (mut absent, mut excused) = (assessment.clone(), assessment.clone());
    absent.profile = vec![("link".into(), "no".into())];
    excused.profile = vec![("link".into(), "yes".into())];
    for requirement in own.requirements().iter().filter(|requirement| requirement.condition.is_some()) {
        if own.scale_of(requirement).not_applicable.is_none_or(|terms| terms.counts_as_met) {
            return;
        }
        excused.entry_mut(&requirement.id).answer_whole(NOT_APPLICABLE);
    }
    let (absent, excused) = (card(own, &absent), card(own, &excused));
    assert_eq!(absent.levels, excused.levels);
    assert_eq!((absent.reached, absent.target), (excused.reached, excused.target));
    assert_eq!(ranges(&absent), ranges(&excused));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn figures_stay_in_their_bounds(own in random(), picks in picks()) {
        stays_in_bounds(&own, &assessment(&own, &picks, false));
    }

    #[test]
    fn a_complete_assessment_is_certain(own in random(), picks in picks()) {
        is_certain_when_complete(&own, &assessment(&own, &picks, true));
    }

    #[test]
    fn the_order_of_answers_is_irrelevant(own in random(), picks in picks()) {
        order_is_irrelevant(&own, &assessment(&own, &picks, false));
    }

    #[test]
    fn a_better_answer_never_lowers_anything(own in random(), picks in picks()) {
        better_is_never_worse(&own, &assessment(&own, &picks, false));
        better_is_never_worse(&own, &assessment(&own, &picks, true));
    }

    #[test]
    fn an_answer_to_come_stays_inside_the_range(own in random(), picks in picks()) {
        an_answer_keeps_the_promise(&own, &assessment(&own, &picks, false));
    }

    #[test]
    fn what_does_not_apply_is_neutral(own in random(), picks in picks()) {
        not_applicable_is_neutral(&own, &assessment(&own, &picks, false));
    }

    #[test]
    fn all_of_it_holds_for_the_example(picks in picks()) {
        let own = example();
        let (open, complete) = (assessment(&own, &picks, false), assessment(&own, &picks, true));
        stays_in_bounds(&own, &open);
        is_certain_when_complete(&own, &complete);
        order_is_irrelevant(&own, &open);
        better_is_never_worse(&own, &open);
        better_is_never_worse(&own, &complete);
        an_answer_keeps_the_promise(&own, &open);
    }
}
