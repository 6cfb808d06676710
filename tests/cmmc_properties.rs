//! What holds for every set of answers to CMMC, tried on random ones.

mod order;

use std::sync::LazyLock;

use gradus::assessment::sheet::prove;
use gradus::assessment::{Assessment, file::Places};
use gradus::exact::Fraction;
use gradus::questionnaire::{NOT_APPLICABLE, Poam, Questionnaire, Texts, UNKNOWN, catalog};
use gradus::scoring::{Blocker, BlockerItem, LevelResult, Range, Scorecard, Standing, Status, score};
use order::rank;
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::Value;

static CMMC: LazyLock<Questionnaire> = LazyLock::new(|| {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main);
    loaded.questionnaire.expect("it has no errors")
});

/// Requirements of all levels.
const ALL: usize = 134;

/// What is said of one requirement.
#[derive(Debug, Clone)]
struct Said {
    position: usize,
    /// Picks an answer to the whole; none for "not met".
    answer: Option<u8>,
    /// Picks answers to the objectives instead, where there are some.
    parts: Option<Vec<u8>>,
    planned: bool,
}

/// A firm: what all is answered with, and what is said besides.
#[derive(Debug, Clone)]
struct Firm {
    rest: Option<&'static str>,
    target: &'static str,
    fact: Option<&'static str>,
    said: Vec<Said>,
}

fn said() -> impl Strategy<Value = Said> {
    let parts = proptest::option::of(vec(any::<u8>(), 1..8));
    (0..ALL, any::<u8>(), parts, 0..4u8).prop_map(|(position, answer, parts, plan)| Said {
        position,
        answer: Some(answer),
        parts,
        planned: plan > 0,
    })
}

/// A gap that may wait on a plan, nearly always with one.
fn waiting() -> impl Strategy<Value = Said> {
    let may_wait = |position: &usize| CMMC.requirements()[*position].poam == Poam::Allowed;
    let positions: Vec<usize> = (0..ALL).filter(may_wait).collect();
    (proptest::sample::select(positions), 0..60u8).prop_map(|(position, plan)| Said {
        position,
        answer: None,
        parts: None,
        planned: plan > 0,
    })
}

/// Anything said of a few requirements or of many, and gaps that may wait: now and then more than 22.
fn firm() -> impl Strategy<Value = Firm> {
    let said = prop_oneof![
        2 => vec(said(), 0..4),
        1 => vec(said(), 0..ALL),
        3 => vec(waiting(), 0..44),
        1 => (vec(waiting(), 0..30), vec(said(), 1..3)).prop_map(|(waiting, said)| [waiting, said].concat()),
    ];
    let rest = prop_oneof![8 => Just(Some("met")), 1 => Just(Some("not-met")), 2 => Just(None)];
    let target = prop_oneof![1 => Just("l1"), 3 => Just("l2"), 3 => Just("l3")];
    let fact = prop_oneof![4 => Just(Some("final")), 1 => Just(Some("not-yet")), 1 => Just(None)];
    (rest, target, fact, said).prop_map(|(rest, target, fact, said)| Firm { rest, target, fact, said })
}

/// Writes a firm down; `complete` leaves nothing open.
fn assessment(firm: &Firm, complete: bool) -> Assessment {
    let mut own = Assessment::begin(&CMMC, None, "2026-11-22T08:00:00Z");
    firm.target.clone_into(&mut own.target);
    let fact = firm.fact.or(complete.then_some("not-yet"));
    own.profile.extend(fact.map(|fact| ("l2-c3pao".to_owned(), fact.to_owned())));
    for said in &firm.said {
        let requirement = &CMMC.requirements()[said.position];
        let entry = own.entry_mut(&requirement.id);
        entry.plan = said.planned.then(|| "by spring".into());
        let scale = CMMC.scale_of(requirement);
        match &said.parts {
            None => {
                let answer = said.answer.map(|answer| pick(&scale.words(None), answer, complete));
                entry.answer_whole(answer.unwrap_or("not-met"));
            }
            Some(parts) => {
                entry.answer = None;
                for (objective, part) in requirement.objectives.iter().zip(parts.iter().cycle()) {
                    entry.answer_objective(&objective.id, pick(&scale.words(Some(objective)), *part, complete));
                }
            }
        }
    }
    let rest = firm.rest.or(complete.then_some("met"));
    for requirement in CMMC.requirements() {
        let entry = own.entry_mut(&requirement.id);
        entry.reason = Some("because".into());
        if let Some(answer) = rest.filter(|_| entry.answer.is_none() && entry.objectives.is_empty()) {
            entry.answer_whole(answer);
        }
    }
    own
}

fn pick<'w>(words: &[&'w str], pick: u8, complete: bool) -> &'w str {
    let words: Vec<&str> = words.iter().copied().filter(|word| !complete || *word != UNKNOWN).collect();
    words[usize::from(pick) % words.len()]
}

fn card(own: &Assessment) -> Scorecard {
    let sheet = prove(&CMMC, own, &Places::default(), &mut Vec::new());
    score(&sheet.unwrap_or_else(|problems| panic!("the answers fit: {problems:?}")))
}

/// Every range of a scorecard with a name.
fn ranges(card: &Scorecard) -> Vec<(String, Range)> {
    let levels = card.levels.iter().enumerate();
    let levels = levels.filter_map(|(level, result)| Some((format!("level {level}"), result.score.clone()?.range)));
    let shares = card.domains.iter().enumerate();
    let shares = shares.filter_map(|(domain, result)| Some((format!("share {domain}"), result.share.clone()?)));
    let credits = card.requirements.iter().enumerate();
    let credits = credits.filter_map(|(own, standing)| Some((format!("credit {own}"), standing.credit.clone()?)));
    levels.chain(shares).chain(credits).collect()
}

/// Nothing of the second is worse than of the first. A failed objective settles its requirement although others are
/// open; bettered, it opens the requirement again, so what was conditional can become open, and no worse than that.
#[track_caller]
fn is_never_worse(before: &Scorecard, after: &Scorecard, what: &str) {
    let (old, new) = (ranges(before), ranges(after));
    for (name, old) in &old {
        // What had a score keeps it.
        let (_, new) = new.iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{what}: {name} is gone"));
        assert!(new.low >= old.low && new.high >= old.high, "{what}, {name}: {old:?} {new:?}");
    }
    let is_open = |standing: &Standing| standing.credit.as_ref().is_some_and(|credit| !credit.is_certain());
    let mut both = before.requirements.iter().zip(&after.requirements);
    let opened = both.any(|(old, new)| !is_open(old) && is_open(new));
    let opens = |old: Status, new: Status| opened && (old, new) == (Status::Conditional, Status::Open);
    for (old, new) in before.levels.iter().zip(&after.levels) {
        assert!(rank(new.status) >= rank(old.status) || opens(old.status, new.status), "{what}: {old:?} {new:?}");
        assert!(rank(new.possible) >= rank(old.possible), "{what}: {old:?} {new:?}");
    }
    for (old, new) in before.domains.iter().zip(&after.domains) {
        assert!(new.met >= old.met && new.of == old.of && new.level >= old.level, "{what}: {old:?} {new:?}");
    }
    assert!(rank(after.target) >= rank(before.target) || opens(before.target, after.target), "{what}");
    assert!(after.reached >= before.reached || opened, "{what}");
}

/// How many requirements keep a level from being reached.
fn requirements_in_the_way(level: &LevelResult) -> usize {
    level.blockers.iter().filter(|blocker| matches!(blocker.item, BlockerItem::Requirement(_))).count()
}

/// Fewer reasons, a better status, or more points.
fn is_nearer(old: &LevelResult, new: &LevelResult) -> bool {
    let more = match (&old.score, &new.score) {
        (None, Some(_)) => true,
        (Some(old), Some(new)) => new.range.low > old.range.low || new.range.high > old.range.high,
        (_, None) => false,
    };
    requirements_in_the_way(new) < requirements_in_the_way(old) || rank(new.status) > rank(old.status) || more
}

/// What the next better answer is, of the answers that may be given.
fn better(words: &[&str], answer: &str) -> Option<String> {
    let answers: Vec<&&str> = words.iter().filter(|word| ![NOT_APPLICABLE, UNKNOWN].contains(word)).collect();
    let index = answers.iter().position(|word| **word == answer)?;
    Some((*answers[index.checked_sub(1)?]).to_owned())
}

/// Every way to better one answer by one step, to the whole or to an objective.
fn steps_up(own: &Assessment) -> Vec<(String, Assessment)> {
    let mut steps = Vec::new();
    for requirement in CMMC.requirements() {
        let scale = CMMC.scale_of(requirement);
        let Some(entry) = own.entry(&requirement.id) else { continue };
        if let Some(answer) = entry.answer.as_deref().and_then(|answer| better(&scale.words(None), answer)) {
            let mut step = own.clone();
            step.entry_mut(&requirement.id).answer_whole(&answer);
            steps.push((format!("{}={answer}", requirement.id), step));
        }
        for (letter, answer) in &entry.objectives {
            let objective = requirement.objectives.iter().find(|objective| objective.id == *letter);
            if let Some(answer) = better(&scale.words(objective), answer) {
                let mut step = own.clone();
                step.entry_mut(&requirement.id).answer_objective(letter, &answer);
                steps.push((format!("{}/{letter}={answer}", requirement.id), step));
            }
        }
    }
    steps
}

/// A few of many, spread by a random number: all of them would take minutes.
fn some<T>(many: Vec<T>, seed: usize) -> impl Iterator<Item = T> {
    let wanted = many.len().div_ceil(5).max(1);
    let begin = seed % wanted;
    many.into_iter().skip(begin).step_by(wanted)
}

static FACTS: LazyLock<Value> =
    LazyLock::new(|| serde_json::from_str(include_str!("fixtures/facts/cmmc.json")).expect("the facts are JSON"));

/// What a firm has said of a row, reckoned without the program: 0 for met, 1 for partial, 2 for not met.
fn worst(own: &Assessment, id: &str) -> u8 {
    let entry = own.entry(id).unwrap_or_else(|| panic!("{id} is answered"));
    let of = |answer: &str| match answer {
        "met" | "exception" | "not-applicable" => 0,
        "partial" => 1,
        "not-met" => 2,
        other => panic!("{id}: {other}"),
    };
    let parts = entry.objectives.iter().map(|(_, answer)| of(answer)).max();
    parts.or(entry.answer.as_deref().map(of)).unwrap_or_else(|| panic!("{id} is answered"))
}

/// Score and status of a level by the facts alone: 32 CFR 170.24(c)(2) and (3), 170.21(a)(2) and (3).
fn by_the_facts(own: &Assessment, rows: &str, start: i64, least: i64) -> (Option<i64>, Status) {
    let mut score = Some(start);
    let mut may_wait = true;
    for row in FACTS[rows].as_array().expect("rows") {
        let id = row["id"].as_str().expect("an id");
        let fails = worst(own, id);
        if fails == 0 {
            continue;
        }
        let lost = if fails == 1 { row["partial"]["points"].as_i64() } else { row["points"].as_i64() };
        score = score.zip(lost).map(|(score, lost)| score - lost);
        let on_plan = own.entry(id).is_some_and(|entry| entry.plan.is_some());
        let eligible = row["poam_allowed"] == true && (row["poam_reason"] != "partial_only" || fails == 1);
        may_wait &= eligible && on_plan;
    }
    let status = match score {
        Some(score) if score == start => Status::Final,
        Some(score) if score >= least && may_wait => Status::Conditional,
        _ => Status::NotReached,
    };
    (score, status)
}

/// Score and status of a level as the program has them.
fn by_the_program(card: &Scorecard, level: usize) -> Option<(Option<Range>, Status)> {
    let result = card.levels.get(level)?;
    Some((result.score.as_ref().map(|score| score.range.clone()), result.status))
}

fn exactly(score: Option<i64>) -> Option<Range> {
    score.map(|score| Range { low: score.into(), high: score.into() })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_score_stays_between_minus_203_and_110_and_at_level_3_between_0_and_24(firm in firm()) {
        let card = card(&assessment(&firm, false));
        prop_assert!(card.levels[0].score.is_none());
        for (level, least, greatest) in [(1, -203, 110), (2, 0, 24)] {
            let Some(score) = card.levels.get(level).and_then(|level| level.score.as_ref()) else { continue };
            let (least, greatest) = (Fraction::from(least), Fraction::from(greatest));
            prop_assert!(least <= score.range.low && score.range.high <= greatest, "{score:?}");
            prop_assert_eq!(&score.max, &greatest);
        }
    }

    #[test]
    fn a_low_bound_is_never_above_the_high_one_and_equals_it_in_the_end(firm in firm()) {
        for (name, range) in ranges(&card(&assessment(&firm, false))) {
            prop_assert!(range.low <= range.high, "{name} {range:?}");
        }
        let complete = card(&assessment(&firm, true));
        for (name, range) in ranges(&complete) {
            prop_assert!(range.is_certain(), "{name} {range:?}");
        }
        prop_assert!(complete.levels.iter().all(|level| level.status != Status::Open));
        prop_assert!(complete.levels.iter().all(|level| rank(level.possible) >= rank(level.status)));
    }

    #[test]
    fn a_complete_assessment_is_scored_as_the_facts_say(firm in firm()) {
        let own = assessment(&firm, true);
        let card = card(&own);
        let first = FACTS["level1"].as_array().expect("rows").iter().all(|row| {
            let ids = row["level2_ids"].as_array().expect("ids").iter();
            ids.filter_map(Value::as_str).all(|id| worst(&own, id) == 0)
        });
        let wanted = if first { Status::Final } else { Status::NotReached };
        prop_assert_eq!(by_the_program(&card, 0), Some((None, wanted)));
        let (score, second) = by_the_facts(&own, "level2", 110, 88);
        if let Some((range, status)) = by_the_program(&card, 1) {
            prop_assert_eq!((range, status), (exactly(score), second));
        }
        let (score, third) = by_the_facts(&own, "level3", 24, 20);
        let below = second == Status::Final && firm.fact == Some("final");
        if let Some((range, status)) = by_the_program(&card, 2) {
            prop_assert_eq!((range, status), (exactly(score), if below { third } else { Status::NotReached }));
        }
    }

    #[test]
    fn the_order_of_answers_in_the_file_does_not_matter(firm in firm(), turn in 0..ALL) {
        let own = assessment(&firm, false);
        let mut turned = own.clone();
        turned.answers.rotate_left(turn);
        turned.answers.reverse();
        for (_, entry) in &mut turned.answers {
            entry.objectives.reverse();
        }
        prop_assert_ne!(&turned.answers, &own.answers);
        prop_assert_eq!(card(&turned), card(&own));
    }

    #[test]
    fn a_better_answer_never_lowers_any_bound(firm in firm(), complete in any::<bool>(), seed in 0..ALL) {
        let own = assessment(&firm, complete);
        let before = card(&own);
        for (what, step) in some(steps_up(&own), seed) {
            is_never_worse(&before, &card(&step), &what);
        }
    }

    #[test]
    fn what_is_in_the_way_brings_the_level_nearer_when_it_is_met(firm in firm(), complete in any::<bool>(), seed in 0..ALL) {
        let own = assessment(&firm, complete);
        let before = card(&own);
        for (level, result) in before.levels.iter().enumerate() {
            prop_assert!(!result.status.is_reached() || result.blockers.is_empty(), "{result:?}");
            let in_the_way = result.blockers.iter().filter_map(|blocker| match blocker.item {
                BlockerItem::Requirement(position) => Some(position),
                BlockerItem::Level(_) | BlockerItem::Fact(_) => None,
            });
            for position in some(in_the_way.collect(), seed) {
                let id = &CMMC.requirements()[position].id;
                let mut closed = own.clone();
                closed.entry_mut(id).answer_whole("met");
                let after = card(&closed);
                is_never_worse(&before, &after, id);
                let new = &after.levels[level];
                prop_assert!(is_nearer(result, new), "{id}: {result:?} {new:?}");
                let still = |blocker: &Blocker| blocker.item == BlockerItem::Requirement(position);
                prop_assert!(!new.blockers.iter().any(still), "{id} is met");
            }
        }
    }
}

#[test]
fn all_of_cmmc_is_tried() {
    assert_eq!(CMMC.requirements().len(), ALL);
}
