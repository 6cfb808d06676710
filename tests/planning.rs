//! The cheapest way to a target: held against every other way that there is, scored by the program itself.

use std::fmt::Write as _;

use gradus::assessment::sheet::{AnswerSheet, Asked, prove};
use gradus::assessment::{Assessment, Plan, file::Places};
use gradus::diagnostic::Source;
use gradus::planning::{Aim, gone, usual_effort, way};
use gradus::questionnaire::{self, Method, NOT_APPLICABLE, Questionnaire, Texts, catalog};
use gradus::scoring::{Scorecard, Status, score};
use proptest::prelude::*;

const HEAD: &str = "format: gradus/questionnaire/1\nid: case\nedition: '1'\nlanguages: [en]\ntitle: Case\n\
    attribution: {publisher: P, licence: CC0-1.0}\n";

/// A small questionnaire: its rule, and for each requirement what it is worth and what it needs.
#[derive(Debug, Clone)]
struct Case {
    rule: Rule,
    rows: Vec<Row>,
    domain_target: bool,
}

#[derive(Debug, Clone, Copy)]
enum Rule {
    Every,
    Share(u8),
    Points(u8),
    Two(u8, u8),
    Mean(u8),
}

#[derive(Debug, Clone)]
struct Row {
    effort: u8,
    weight: u8,
    points: u8,
    poam: bool,
    essential: bool,
    upper: bool,
    /// Needs the row that lies so many before it.
    needs: Option<u8>,
    /// Answer: 0 is the best, 2 the worst, 3 is "not applicable", 4 nothing.
    answer: u8,
}

fn row() -> impl Strategy<Value = Row> {
    let flags = (any::<bool>(), 0..12u8, any::<bool>());
    (
        0..3u8,
        1..5u8,
        1..6u8,
        flags,
        proptest::option::weighted(0.35, 0..3u8),
        prop_oneof![3 => Just(2), 2 => Just(1), 2 => Just(0), 1 => 3..5u8],
    )
        .prop_map(|(effort, weight, points, (poam, essential, upper), needs, answer)| Row {
            effort,
            weight,
            points,
            poam,
            essential: essential == 0,
            upper,
            needs,
            answer,
        })
}

fn case() -> impl Strategy<Value = Case> {
    let rule = prop_oneof![
        Just(Rule::Every),
        (30..101u8).prop_map(Rule::Share),
        (0..100u8).prop_map(Rule::Points),
        (30..101u8, 30..101u8).prop_map(|(one, other)| Rule::Two(one, other)),
        (1..31u8).prop_map(Rule::Mean),
    ];
    (rule, proptest::collection::vec(row(), 2..8), any::<bool>()).prop_map(|(rule, rows, domain_target)| Case {
        rule,
        rows,
        domain_target,
    })
}

impl Case {
    fn questionnaire(&self) -> Questionnaire {
        let mean = matches!(self.rule, Rule::Mean(_));
        let answers = if mean {
            "[{id: a, key: c, value: 3}, {id: b, key: d, value: 1}, {id: c, key: e, value: 0}]"
        } else {
            "[{id: a, key: c, credit: 1}, {id: b, key: d, credit: 1/2}, {id: c, key: e, credit: 0}]"
        };
        let total: u32 = self.rows.iter().map(|row| u32::from(row.points)).sum();
        let levels = match self.rule {
            Rule::Every => "[{id: l1, rule: every}, {id: l2, rule: every}]".to_owned(),
            Rule::Share(share) => format!("[{{id: l1, rule: every}}, {{id: l2, rule: {{share: {share}%}}}}]"),
            Rule::Two(one, other) => {
                format!("[{{id: l1, rule: {{share: {one}%}}}}, {{id: l2, rule: {{share: {other}%}}}}]")
            }
            Rule::Points(part) => {
                let least = total * u32::from(part) / 100;
                format!(
                    "[{{id: l1, rule: every}}, {{id: l2, rule: {{points: {{start: {total}, final: {total}, conditional: {least}}}}}}}]"
                )
            }
            Rule::Mean(value) => format!("[{{id: l1, value: {}/20}}, {{id: l2, value: {}/10}}]", value.min(30), value),
        };
        let scoring = if mean { "scoring: {method: mean}\n" } else { "" };
        let mut text = format!(
            "{HEAD}{scoring}scales: {{s: {{not_applicable: {{counts_as: nothing, reason: required}}, answers: {answers}}}}}\n\
             levels: {levels}\n"
        );
        if self.domain_target {
            text.push_str("targets: [{id: t, level: l1, domains: {E: l2}}]\n");
        }
        text.push_str("domains:\n");
        let half = self.rows.len().div_ceil(2);
        for (domain, rows) in [("D", 0..half), ("E", half..self.rows.len())] {
            if rows.is_empty() {
                continue;
            }
            let _ = write!(text, "  - id: {domain}\n    requirements:\n");
            for index in rows {
                let row = &self.rows[index];
                // Each level has a requirement of its own.
                let level = match index {
                    0 => "l1",
                    _ if row.upper || index + 1 == self.rows.len() => "l2",
                    _ => "l1",
                };
                let effort = ["S", "M", "L"][usize::from(row.effort)];
                let _ = write!(
                    text,
                    "      - {{id: R{index}, level: {level}, scale: s, ask: Is it?, weight: {}, effort: {effort}",
                    row.weight
                );
                if matches!(self.rule, Rule::Points(_)) {
                    let poam = if row.poam { "allowed" } else { "never" };
                    let _ = write!(text, ", points: {}, poam: {poam}, essential: {}", row.points, row.essential);
                }
                if let Some(needed) = row.needs.and_then(|back| index.checked_sub(usize::from(back) + 1)) {
                    let _ = write!(text, ", depends_on: [R{needed}]");
                }
                text.push_str("}\n");
            }
        }
        let loaded = questionnaire::read(
            Source { name: "case.yaml".into(), text: text.clone().into() },
            Some("case"),
            &Texts::All,
            &|_| None,
        );
        loaded.questionnaire.unwrap_or_else(|| panic!("{:?}\n{text}", loaded.problems))
    }

    fn assessment(&self, own: &Questionnaire) -> Assessment {
        let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
        if self.domain_target && own.domains().len() == 2 { "t" } else { "l2" }.clone_into(&mut assessment.target);
        for (index, row) in self.rows.iter().enumerate() {
            let entry = assessment.entry_mut(&format!("R{index}"));
            match row.answer {
                3 => {
                    entry.answer = Some(NOT_APPLICABLE.into());
                    entry.reason = Some("none here".into());
                }
                4 => {}
                answer => entry.answer = Some(["a", "b", "c"][usize::from(answer)].into()),
            }
        }
        assessment
    }
}

fn scored<T>(own: &Questionnaire, assessment: &Assessment, then: impl FnOnce(&AnswerSheet<'_>, &Scorecard) -> T) -> T {
    let sheet =
        prove(own, assessment, &Places::default(), &mut Vec::new()).unwrap_or_else(|problems| panic!("{problems:?}"));
    then(&sheet, &score(&sheet))
}

fn holds(status: Status, aim: Aim) -> bool {
    match aim {
        Aim::Final => status == Status::Final,
        Aim::Conditional => status.is_reached(),
    }
}

/// The least effort of all ways, found by trying each: every requirement that counts may stay or climb to any better
/// answer, and what stays and may wait stands on the plan.
fn by_trying(own: &Questionnaire, assessment: &Assessment, aim: Aim) -> Option<u64> {
    let by_mean = own.method() == Method::Mean;
    // For each requirement: the answers it may climb to, with the effort of each.
    let options: Vec<Vec<(usize, u64)>> = scored(own, assessment, |sheet, card| {
        let all = own.requirements().iter().enumerate();
        all.map(|(position, _)| {
            let answered = sheet.entry(position).and_then(|entry| entry.answer.clone());
            let effort = usual_effort(own, position);
            let counts = sheet.asked(position) == Asked::Yes && card.requirements[position].credit.is_some();
            let now = match answered.as_deref() {
                Some("a") => return Vec::new(),
                Some("b") => 1,
                _ => 2,
            };
            match (counts, by_mean) {
                (false, _) => Vec::new(),
                (true, false) => vec![(0, effort)],
                (true, true) => {
                    (0..now).rev().enumerate().map(|(step, answer)| (answer, effort * (step as u64 + 1))).collect()
                }
            }
        })
        .collect()
    });
    let mut least = None;
    let mut picked = vec![0usize; options.len()];
    loop {
        let cost: u64 =
            picked.iter().zip(&options).map(|(&pick, own)| if pick == 0 { 0 } else { own[pick - 1].1 }).sum();
        // What others need has to be closed too; what passes already is.
        let grounded = own.requirements().iter().enumerate().all(|(position, requirement)| {
            let is_gap = |other: usize| !options[other].is_empty();
            by_mean
                || picked[position] == 0
                || requirement.depends_on.iter().all(|&needed| !is_gap(needed) || picked[needed] > 0)
        });
        if grounded && least.is_none_or(|least| cost < least) {
            let mut tried = assessment.clone();
            for (position, &pick) in picked.iter().enumerate() {
                let entry = tried.entry_mut(&own.requirements()[position].id);
                if pick > 0 {
                    entry.answer = Some(["a", "b", "c"][options[position][pick - 1].0].into());
                } else if aim == Aim::Conditional {
                    entry.plan = Some(Plan::from("later"));
                }
            }
            if scored(own, &tried, |_, card| holds(card.target, aim)) {
                least = Some(cost);
            }
        }
        // The next pick, as one counts.
        let Some(place) = (0..options.len()).find(|&place| picked[place] < options[place].len()) else { return least };
        picked[..place].fill(0);
        picked[place] += 1;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn no_other_way_is_cheaper(case in case(), conditional in any::<bool>()) {
        let own = case.questionnaire();
        let assessment = case.assessment(&own);
        let aim = if conditional { Aim::Conditional } else { Aim::Final };
        let found = scored(&own, &assessment, |sheet, card| {
            way(sheet, card, aim, &|position| usual_effort(&own, position)).map(|way| (way.effort(), gone(sheet, &way)))
        });
        let wanted = by_trying(&own, &assessment, aim);
        prop_assert_eq!(found.as_ref().map(|(effort, _)| *effort), wanted);
        if let Some((_, then)) = found {
            // And it leads where it says.
            let status = scored(&own, &then, |_, card| card.target);
            prop_assert!(holds(status, aim), "{:?}", status);
        }
    }
}

fn cmmc() -> Questionnaire {
    catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main).questionnaire.expect("it is sound")
}

/// An assessment of Level 2 in which everything is met but these.
fn level_2(own: &Questionnaire, gaps: &[&str]) -> Assessment {
    let mut assessment = Assessment::begin(own, None, "2026-11-22T08:00:00Z");
    "l2".clone_into(&mut assessment.target);
    for requirement in own.requirements().iter().filter(|own| own.level < 2) {
        let number = requirement.id.rsplit('-').next().expect("an id ends in a number");
        let answer = if gaps.contains(&number) { "not-met" } else { "met" };
        assessment.entry_mut(&requirement.id).answer = Some(answer.to_owned());
    }
    assessment
}

fn found(own: &Questionnaire, gaps: &[&str], aim: Aim) -> (Vec<String>, Vec<String>) {
    scored(own, &level_2(own, gaps), |sheet, card| {
        let way = way(sheet, card, aim, &|position| usual_effort(own, position)).expect("there is a way");
        let number = |position: usize| own.requirements()[position].id.rsplit('-').next().expect("a number").to_owned();
        let mut close: Vec<String> = way.close.iter().map(|own| number(own.requirement)).collect();
        close.sort();
        (close, way.wait.iter().map(|&position| number(position)).collect())
    })
}

#[test]
fn level_2_closes_what_may_not_wait_and_lets_the_rest_wait() {
    let own = cmmc();
    // 3.5.3 costs five points and may not wait; 3.1.9 and 3.1.11 cost one each and may.
    let (close, wait) = found(&own, &["3.5.3", "3.1.9", "3.1.11"], Aim::Conditional);
    assert_eq!((close, wait), (vec!["3.5.3".to_owned()], vec!["3.1.9".to_owned(), "3.1.11".to_owned()]));
    let (close, wait) = found(&own, &["3.5.3", "3.1.9", "3.1.11"], Aim::Final);
    assert_eq!((close.len(), wait.len()), (3, 0));
}

#[test]
fn a_whole_bad_assessment_is_planned_in_no_time() {
    let own = cmmc();
    let all: Vec<String> =
        own.requirements().iter().map(|own| own.id.rsplit('-').next().expect("a number").to_owned()).collect();
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let assessment = level_2(&own, &all);
    scored(&own, &assessment, |sheet, card| {
        let way = way(sheet, card, Aim::Conditional, &|position| usual_effort(&own, position)).expect("there is a way");
        assert_eq!(way.close.len() + way.wait.len(), 110);
        // 22 points at most may wait.
        assert!(way.wait.len() <= 22, "{}", way.wait.len());
        let status = scored(&own, &gone(sheet, &way), |_, card| (card.target, card.levels[1].score.clone()));
        assert_eq!(status.0, Status::Conditional);
        let score = status.1.expect("there is a score").range;
        assert!(score.is_certain() && score.low.to_f64() >= 88.0);
    });
}
