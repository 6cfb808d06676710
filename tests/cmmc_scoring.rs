//! CMMC scored: cases worked out by hand from 32 CFR 170.21 and 170.24, around every boundary.

mod desk;

use std::sync::LazyLock;

use desk::{Desk, Run};
use gradus::assessment::sheet::{State, prove};
use gradus::assessment::{Assessment, StatusDates, file::Places};
use gradus::dates::Date;
use gradus::diagnostic::Code;
use gradus::questionnaire::{NOT_APPLICABLE, Poam, Questionnaire, Texts, catalog};
use gradus::scoring::{BlockerItem, Range, Scorecard, Status, score};
use serde_json::{Value, json};

static CMMC: LazyLock<Questionnaire> = LazyLock::new(|| {
    let loaded = catalog::built_in("cmmc").expect("it is built in").read(&Texts::Main);
    loaded.questionnaire.expect("it has no errors")
});

/// The five that cost one point and may never wait: 32 CFR 170.21(a)(2)(iii). All are of Level 1 too.
const SHUT: [&str; 5] = ["3.1.20", "3.1.22", "3.10.3", "3.10.4", "3.10.5"];

/// The seven of Level 3 that may never wait: 32 CFR 170.21(a)(3).
const SHUT_3: [&str; 7] = ["3.6.1e", "3.6.2e", "3.11.1e", "3.11.4e", "3.11.6e", "3.11.7e", "3.14.3e"];

/// The number of a requirement in NIST's texts, by which the cases name it: 3.13.11 or 3.6.1e.
fn number(id: &str) -> &str {
    id.rsplit('-').next().expect("an id ends in a number")
}

fn position(wanted: &str) -> usize {
    let found = CMMC.requirements().iter().position(|own| number(&own.id) == wanted);
    found.unwrap_or_else(|| panic!("{wanted} is a requirement"))
}

/// Numbers of what costs one point and may wait on a plan, up to Level 2 or of Level 3.
fn ones(level_3: bool) -> Vec<&'static str> {
    let own = CMMC.requirements().iter().filter(|own| own.poam == Poam::Allowed && (own.level == 2) == level_3);
    let numbers: Vec<&str> = own.map(|own| number(&own.id)).collect();
    assert_eq!(numbers.len(), if level_3 { 17 } else { 46 });
    numbers
}

/// Requirements that are not met and stand on the plan.
fn planned(numbers: &[&str]) -> String {
    numbers.iter().map(|number| format!("{number}=not-met {number}+plan ")).collect()
}

/// Reads what is said of a firm: `3.1.3=not-met`, `3.5.3/d=partial` for an objective, `3.1.3+plan` for the action
/// plan, `3.1.3@2026-11-20` for the day of the answer, `p:l2-c3pao=final` for the profile, `l2:final=2026-11-20` for
/// the day of a status. `na` is short for "not applicable", and `because:3.1.3` gives a reason.
fn firm(target: &str, rest: Option<&str>, said: &str) -> Assessment {
    let mut firm = Assessment::begin(&CMMC, None, "2026-11-22T08:00:00Z");
    target.clone_into(&mut firm.target);
    let id = |number: &str| CMMC.requirements()[position(number)].id.clone();
    for word in said.split_whitespace() {
        if let Some(number) = word.strip_prefix("because:") {
            firm.entry_mut(&id(number)).reason = Some("it is written down".into());
        } else if let Some((number, day)) = word.split_once('@') {
            firm.entry_mut(&id(number)).at = Some(format!("{day}T10:00:00Z"));
        } else if let Some(number) = word.strip_suffix("+plan") {
            firm.entry_mut(&id(number)).plan = Some("by spring".into());
        } else {
            let (item, answer) = word.split_once('=').unwrap_or_else(|| panic!("{word} says something"));
            let answer = if answer == "na" { NOT_APPLICABLE } else { answer };
            if let Some(fact) = item.strip_prefix("p:") {
                firm.profile.push((fact.into(), answer.into()));
            } else if let Some((level, status)) = item.split_once(':') {
                state_day(&mut firm, level, status, answer);
            } else if let Some((number, letter)) = item.split_once('/') {
                firm.entry_mut(&id(number)).answer_objective(letter, answer);
            } else {
                firm.entry_mut(&id(item)).answer_whole(answer);
            }
        }
    }
    if let Some(answer) = rest {
        for own in CMMC.requirements() {
            let entry = firm.entry_mut(&own.id);
            if entry.answer.is_none() && entry.objectives.is_empty() {
                entry.answer_whole(answer);
            }
        }
    }
    firm
}

fn state_day(firm: &mut Assessment, level: &str, status: &str, day: &str) {
    let day = Some(Date::parse(day).unwrap_or_else(|| panic!("{day} is a day")));
    let position = firm.status_dates.iter().position(|(known, _)| known == level).unwrap_or_else(|| {
        firm.status_dates.push((level.into(), StatusDates::default()));
        firm.status_dates.len() - 1
    });
    let dates = &mut firm.status_dates[position].1;
    match status {
        "conditional" => dates.conditional = day,
        "final" => dates.final_status = day,
        other => panic!("{other} is no status"),
    }
}

fn card(firm: &Assessment) -> Scorecard {
    let sheet = prove(&CMMC, firm, &Places::default(), &mut Vec::new());
    score(&sheet.unwrap_or_else(|problems| panic!("the answers fit: {problems:?}")))
}

/// Everything is met except what is said.
fn but(target: &str, said: &str) -> Scorecard {
    card(&firm(target, Some("met"), said))
}

fn level(card: &Scorecard, id: &str) -> usize {
    let level = CMMC.level_position(id).unwrap_or_else(|| panic!("{id} is a level"));
    assert!(level < card.levels.len(), "{id} is judged");
    level
}

/// Status, score and blockers of a level in one line.
fn told(card: &Scorecard, id: &str) -> String {
    let result = &card.levels[level(card, id)];
    let score = result.score.as_ref().map_or("none".to_owned(), |score| {
        let Range { low, high } = &score.range;
        if low == high { format!("{low} of {}", score.max) } else { format!("{low}..{high} of {}", score.max) }
    });
    let blockers = result.blockers.iter().map(|blocker| {
        let item = match blocker.item {
            BlockerItem::Requirement(position) => number(&CMMC.requirements()[position].id),
            BlockerItem::Level(level) => &CMMC.levels()[level].id,
            BlockerItem::Fact(question) => number_of_fact(question),
        };
        format!(" {item}:{}", blocker.why.word())
    });
    format!("{}, {score}{}", result.status.word(), blockers.collect::<String>())
}

fn number_of_fact(question: usize) -> &'static str {
    &CMMC.profile()[question].id
}

fn possible(card: &Scorecard, id: &str) -> Status {
    card.levels[level(card, id)].possible
}

/// Compares what Level 2 says for several firms that have met everything else.
#[track_caller]
fn level_2(rows: &[(&str, &str)]) {
    for (said, wanted) in rows {
        assert_eq!(told(&but("l2", said), "l2"), *wanted, "{said}");
    }
}

/// The same for Level 3, with Final Level 2 by a C3PAO.
#[track_caller]
fn level_3(rows: &[(&str, &str)]) {
    for (said, wanted) in rows {
        let card = but("l3", &format!("p:l2-c3pao=final {said}"));
        assert_eq!(told(&card, "l3"), *wanted, "{said}");
    }
}

/// Each number with the same reason.
fn each(numbers: &[&str], why: &str) -> String {
    numbers.iter().map(|number| format!(" {number}:{why}")).collect()
}

#[test]
fn all_met_is_110_and_final() {
    let card = but("l2", "");
    // 110 - 0.
    assert_eq!(told(&card, "l2"), "final, 110 of 110");
    assert_eq!(told(&card, "l1"), "final, none");
    assert_eq!((card.reached, card.target), (Some(1), Status::Final));
    assert_eq!((card.progress.asked, card.progress.answered), (110, 110));
}

#[test]
fn all_109_that_have_points_not_met_is_minus_203() {
    let card = card(&firm("l2", Some("not-met"), "3.12.4=met"));
    let result = &card.levels[1];
    // 110 - 44·5 - 14·3 - 51·1 = 110 - 220 - 42 - 51 = 110 - 313 = -203.
    let told = told(&card, "l2");
    assert!(told.starts_with("not-reached, -203 of 110 3.1.1:points-over-1 "), "{told}");
    // Why: 44 + 14 = 58 cost more than one point, 5 are excluded by name, 46 could wait; and Level 1.
    let counted = |why: &str| result.blockers.iter().filter(|blocker| blocker.why.word() == why).count();
    let why = ["points-over-1", "never-on-plan", "not-on-plan", "lower-level"].map(counted);
    assert_eq!((why, result.blockers.len()), ([58, 5, 46, 1], 110));
    assert_eq!(possible(&card, "l2"), Status::NotReached);
    assert_eq!(card.levels[0].blockers.len(), 17);
    assert_eq!(card.reached, None);
}

#[test]
fn both_partials_instead_of_nothing_is_minus_199() {
    // 3.5.3 and 3.13.11 cost 3 instead of 5: -203 + 2 + 2.
    let card = card(&firm("l2", Some("not-met"), "3.12.4=met 3.5.3=partial 3.13.11=partial"));
    assert!(told(&card, "l2").starts_with("not-reached, -199 of 110 "), "{}", told(&card, "l2"));
}

#[test]
fn without_a_security_plan_there_is_no_score_but_level_1_is_judged() {
    // 32 CFR 170.24(c)(2)(i)(B)(5): 3.12.4 has no points, and without it nothing is scored.
    for said in ["3.12.4=not-met", "3.12.4=not-met 3.12.4+plan", "3.12.4/h=not-met", "3.12.4=not-met 3.1.3=unknown"] {
        let card = but("l2", said);
        assert_eq!(told(&card, "l2"), "not-reached, none 3.12.4:no-ssp", "{said}");
        assert_eq!(told(&card, "l1"), "final, none", "{said}");
        assert_eq!((card.reached, card.target), (Some(0), Status::NotReached), "{said}");
        assert_eq!(possible(&card, "l2"), Status::NotReached, "{said}");
    }
    let card = but("l2", "3.12.4=not-met 3.1.1=not-met");
    assert_eq!(told(&card, "l2"), "not-reached, none 3.1.1:points-over-1 3.12.4:no-ssp l1:lower-level");
    assert_eq!(told(&card, "l1"), "not-reached, none 3.1.1:not-met");
}

#[test]
fn while_the_security_plan_is_open_nothing_is_certain() {
    level_2(&[
        // It costs nothing: 110 - 0 either way, and still no status.
        ("3.12.4=unknown", "open, 110 of 110"),
        ("3.12.4=unknown 3.1.3=not-met 3.1.3+plan", "open, 109 of 110"),
        ("3.12.4/a=met", "open, 110 of 110"),
        ("3.12.4/a=met 3.12.4/b=not-met", "not-reached, none 3.12.4:no-ssp"),
    ]);
}

#[test]
fn from_88_a_firm_can_be_conditional() {
    let ones = ones(false);
    // 110 - 22·1 = 88, and 5·88 = 440 >= 4·110 = 440.
    let card = but("l2", &planned(&ones[..22]));
    assert_eq!(told(&card, "l2"), "conditional, 88 of 110");
    assert_eq!((possible(&card, "l2"), card.reached, card.target), (Status::Conditional, Some(1), Status::Conditional));
    // Any 22 of the 46.
    level_2(&[(&planned(&ones[24..]), "conditional, 88 of 110")]);
    // 110 - 1 = 109: one gap is enough to be conditional only.
    level_2(&[(&planned(&ones[..1]), "conditional, 109 of 110"), (&planned(&ones[45..]), "conditional, 109 of 110")]);
}

#[test]
fn below_88_it_cannot() {
    let ones = ones(false);
    // 110 - 23·1 = 87, and 5·87 = 435 < 440.
    let card = but("l2", &planned(&ones[..23]));
    let wanted = format!("not-reached, 87 of 110{}", each(&ones[..23], "below-conditional"));
    assert_eq!(told(&card, "l2"), wanted);
    assert_eq!((possible(&card, "l2"), card.reached), (Status::NotReached, Some(0)));
    // Without plans it is the plans that are missing first; with them it would still be 87.
    let unplanned = planned(&ones[..23]).replace("+plan", "=not-met");
    let card = but("l2", &unplanned);
    assert_eq!(told(&card, "l2"), format!("not-reached, 87 of 110{}", each(&ones[..23], "not-on-plan")));
    assert_eq!(possible(&card, "l2"), Status::NotReached);
}

#[test]
fn each_gap_needs_its_plan() {
    let ones = ones(false);
    for missing in [0, 21] {
        let plan = format!("{}+plan", ones[missing]);
        let said: Vec<String> =
            planned(&ones[..22]).split_whitespace().filter(|word| *word != plan).map(str::to_owned).collect();
        assert_eq!(said.len(), 43);
        let card = but("l2", &said.join(" "));
        // 110 - 22 = 88 as above, but 21 plans for 22 gaps.
        assert_eq!(told(&card, "l2"), format!("not-reached, 88 of 110 {}:not-on-plan", ones[missing]));
        assert_eq!((possible(&card, "l2"), card.reached), (Status::Conditional, Some(0)));
    }
    // No plan at all: 110 - 1 = 109.
    let card = but("l2", "3.1.3=not-met");
    assert_eq!(told(&card, "l2"), "not-reached, 109 of 110 3.1.3:not-on-plan");
    assert_eq!(possible(&card, "l2"), Status::Conditional);
}

#[test]
fn a_plan_never_makes_a_requirement_met() {
    for (said, status) in [("3.1.3=not-met 3.1.3+plan", Status::Conditional), ("3.1.3=not-met", Status::NotReached)] {
        let card = but("l2", said);
        let standing = &card.requirements[position("3.1.3")];
        assert!(standing.fails() && !standing.passes(), "{said}");
        assert_eq!((standing.state, standing.lost.high.to_string()), (State::NotMet, "1".into()), "{said}");
        // 22 of AC less one.
        assert_eq!((card.domains[0].met, card.domains[0].of), (21, 22), "{said}");
        assert_eq!(card.levels[1].status, status, "{said}");
        assert_eq!(card.levels[1].score.as_ref().map(|score| score.range.high.to_string()), Some("109".into()));
    }
    // Level 1 knows no plan.
    let card = but("l1", "3.1.1=not-met 3.1.1+plan");
    assert_eq!(told(&card, "l1"), "not-reached, none 3.1.1:not-met");
}

#[test]
fn what_costs_more_than_one_point_may_not_wait() {
    level_2(&[
        // 110 - 3 = 107, far above 88, and the plan does not help.
        ("3.1.5=not-met 3.1.5+plan", "not-reached, 107 of 110 3.1.5:points-over-1"),
        ("3.1.5=not-met", "not-reached, 107 of 110 3.1.5:points-over-1"),
        // 110 - 5 = 105.
        ("3.3.1=not-met 3.3.1+plan", "not-reached, 105 of 110 3.3.1:points-over-1"),
        // 110 - 3 - 1 = 106: the gap that waits is none of the reasons.
        ("3.1.3=not-met 3.1.3+plan 3.1.5=not-met", "not-reached, 106 of 110 3.1.5:points-over-1"),
    ]);
    assert_eq!(possible(&but("l2", "3.1.5=not-met 3.1.5+plan"), "l2"), Status::NotReached);
}

#[test]
fn every_requirement_alone_costs_its_points_and_blocks_as_it_should() {
    for own in CMMC.requirements().iter().filter(|own| own.level < 2) {
        let id = number(&own.id);
        let points: i64 = own.points.as_ref().map_or(0, |points| points.to_string().parse().expect("whole points"));
        let blocker = match (points, own.poam == Poam::Allowed) {
            (0, _) => " 3.12.4:no-ssp".to_owned(),
            (1, true) => String::new(),
            (1, false) => format!(" {id}:never-on-plan"),
            _ => format!(" {id}:points-over-1"),
        };
        let score = if points == 0 { "none".to_owned() } else { format!("{} of 110", 110 - points) };
        let status = if blocker.is_empty() { "conditional" } else { "not-reached" };
        let lower = if own.level == 0 { " l1:lower-level" } else { "" };
        let card = but("l2", &planned(&[id]));
        assert_eq!(told(&card, "l2"), format!("{status}, {score}{blocker}{lower}"));
    }
}

#[test]
fn five_of_one_point_may_never_wait() {
    for number in SHUT {
        let card = but("l2", &planned(&[number]));
        // 110 - 1 = 109, on the plan, in vain; and each is one of the 17 of Level 1.
        assert_eq!(told(&card, "l2"), format!("not-reached, 109 of 110 {number}:never-on-plan l1:lower-level"));
        assert_eq!(told(&card, "l1"), format!("not-reached, none {number}:not-met"));
        assert_eq!(possible(&card, "l2"), Status::NotReached);
        assert!(!card.requirements[position(number)].eligible);
    }
}

#[test]
fn encryption_that_is_not_validated_may_wait_and_none_may_not() {
    let ones = ones(false);
    level_2(&[
        // 110 - 3 = 107: 32 CFR 170.21(a)(2)(ii) lets it wait although it costs three points.
        ("3.13.11=partial 3.13.11+plan", "conditional, 107 of 110"),
        ("3.13.11/a=partial 3.13.11+plan", "conditional, 107 of 110"),
        ("3.13.11=partial", "not-reached, 107 of 110 3.13.11:not-on-plan"),
        // 110 - 5 = 105.
        ("3.13.11=not-met 3.13.11+plan", "not-reached, 105 of 110 3.13.11:points-over-1"),
        ("3.13.11=not-met", "not-reached, 105 of 110 3.13.11:points-over-1"),
        // 110 - 5 to 110 - 0.
        ("3.13.11=unknown", "open, 105..110 of 110"),
        // 110 - 3 - 19 = 88.
        (&format!("3.13.11=partial 3.13.11+plan {}", planned(&ones[..19])), "conditional, 88 of 110"),
    ]);
    assert_eq!(possible(&but("l2", "3.13.11=partial"), "l2"), Status::Conditional);
    assert_eq!(possible(&but("l2", "3.13.11=not-met"), "l2"), Status::NotReached);
    // 110 - 3 - 20 = 87: every one of the 21 gaps is a reason.
    let card = but("l2", &format!("3.13.11=partial 3.13.11+plan {}", planned(&ones[..20])));
    assert_eq!(card.levels[1].blockers.len(), 21);
    let told = told(&card, "l2");
    assert!(told.starts_with("not-reached, 87 of 110 ") && told.ends_with(" 3.13.11:below-conditional"), "{told}");
}

#[test]
fn a_second_factor_for_some_costs_three_and_may_not_wait() {
    level_2(&[
        // 110 - 3 = 107: no exception for this one.
        ("3.5.3=partial", "not-reached, 107 of 110 3.5.3:points-over-1"),
        ("3.5.3=partial 3.5.3+plan", "not-reached, 107 of 110 3.5.3:points-over-1"),
        // 110 - 5 = 105.
        ("3.5.3=not-met", "not-reached, 105 of 110 3.5.3:points-over-1"),
        // d is network access of accounts without privileges: the worst objective decides, so 110 - 3.
        ("3.5.3/a=met 3.5.3/b=met 3.5.3/c=met 3.5.3/d=partial", "not-reached, 107 of 110 3.5.3:points-over-1"),
        ("3.5.3/a=met 3.5.3/b=met 3.5.3/c=met 3.5.3/d=not-met", "not-reached, 105 of 110 3.5.3:points-over-1"),
        // Privileged accounts without it are worse than partial: 110 - 5.
        ("3.5.3/a=met 3.5.3/b=not-met 3.5.3/c=met 3.5.3/d=partial", "not-reached, 105 of 110 3.5.3:points-over-1"),
        // Partial at best, so never met: 110 - 5 to 110 - 3.
        ("3.5.3/a=met 3.5.3/b=met 3.5.3/d=partial", "not-reached, 105..107 of 110 3.5.3:points-over-1"),
        // Nothing decided: 110 - 5 to 110 - 0.
        ("3.5.3/a=met 3.5.3/b=met 3.5.3/c=met", "open, 105..110 of 110"),
        ("3.5.3/a=met 3.5.3/b=met 3.5.3/c=met 3.5.3/d=met", "final, 110 of 110"),
    ]);
    let card = but("l2", "3.5.3/a=met 3.5.3/b=met 3.5.3/c=met 3.5.3/d=partial");
    assert_eq!(card.requirements[position("3.5.3")].state, State::Partly);
}

/// Codes of what is wrong with an answer.
fn refused(said: &str) -> Vec<Code> {
    let firm = firm("l2", Some("met"), said);
    let problems = prove(&CMMC, &firm, &Places::default(), &mut Vec::new()).expect_err(said);
    problems.iter().map(|problem| problem.code).collect()
}

#[test]
fn partial_is_refused_wherever_the_regulation_does_not_know_it() {
    // Which accounts are privileged is identified or not; local and remote access of these is what "partial" keeps.
    for letter in ["a", "b", "c"] {
        assert_eq!(refused(&format!("3.5.3/{letter}=partial")), [Code::UnknownAnswer], "{letter}");
    }
    for own in CMMC.requirements() {
        let id = number(&own.id);
        if !["3.5.3", "3.13.11"].contains(&id) {
            assert_eq!(refused(&format!("{id}=partial")), [Code::UnknownAnswer], "{id}");
            assert_eq!(refused(&format!("{id}/a=partial")), [Code::UnknownAnswer], "{id}/a");
        }
    }
    assert_eq!(Code::UnknownAnswer.to_string(), "A0401");
}

#[test]
fn what_does_not_apply_or_is_an_exception_counts_as_met_with_a_reason_only() {
    assert_eq!(Code::MissingReason.to_string(), "A0402");
    for own in CMMC.requirements().iter().filter(|own| own.level < 2) {
        let id = number(&own.id);
        for answer in ["na", "exception"] {
            assert_eq!(refused(&format!("{id}={answer}")), [Code::MissingReason], "{id}={answer}");
            assert_eq!(refused(&format!("{id}/a={answer}")), [Code::MissingReason], "{id}/a={answer}");
            let card = but("l2", &format!("{id}={answer} because:{id}"));
            // 110 - 0.
            assert_eq!((told(&card, "l2"), told(&card, "l1")), ("final, 110 of 110".into(), "final, none".into()));
        }
    }
    let card = but("l2", "3.1.16=na because:3.1.16 3.1.17=exception because:3.1.17");
    let states = ["3.1.16", "3.1.17"].map(|number| card.requirements[position(number)].state);
    assert_eq!((states, card.progress.not_applicable), ([State::NotApplicable, State::Met], 1));
}

#[test]
fn a_requirement_is_as_good_as_its_worst_objective() {
    // 3.1.3 has five objectives and one point; everything else is met and it has a plan.
    let rows = [
        ("3.1.3/a=met 3.1.3/b=met 3.1.3/c=met 3.1.3/d=met 3.1.3/e=met", "final, 110 of 110"),
        ("3.1.3/a=met 3.1.3/b=met 3.1.3/c=met 3.1.3/d=met 3.1.3/e=not-met", "conditional, 109 of 110"),
        ("3.1.3/a=met 3.1.3/b=na 3.1.3/c=met 3.1.3/d=na 3.1.3/e=met", "final, 110 of 110"),
        ("3.1.3/a=met 3.1.3/b=exception 3.1.3/c=met 3.1.3/d=na 3.1.3/e=met", "final, 110 of 110"),
        ("3.1.3/a=na 3.1.3/b=na 3.1.3/c=na 3.1.3/d=na 3.1.3/e=na", "final, 110 of 110"),
        ("3.1.3/a=met 3.1.3/b=na 3.1.3/c=not-met 3.1.3/d=na 3.1.3/e=met", "conditional, 109 of 110"),
        // One that failed decides; one that is open does not.
        ("3.1.3/a=not-met", "conditional, 109 of 110"),
        ("3.1.3/a=met 3.1.3/b=met 3.1.3/c=met 3.1.3/d=met", "open, 109..110 of 110"),
        ("3.1.3/a=met 3.1.3/b=unknown 3.1.3/c=met 3.1.3/d=met 3.1.3/e=met", "open, 109..110 of 110"),
    ];
    for (said, wanted) in rows {
        level_2(&[(&format!("{said} 3.1.3+plan because:3.1.3"), wanted)]);
    }
    // Any single objective fails its requirement, in Level 1 too.
    for own in CMMC.requirements().iter().filter(|own| own.level == 0) {
        let id = number(&own.id);
        for objective in &own.objectives {
            let card = but("l1", &format!("{id}/{}=not-met", objective.id));
            assert_eq!(told(&card, "l1"), format!("not-reached, none {id}:not-met"), "{}", objective.id);
        }
    }
}

#[test]
fn open_answers_make_a_range() {
    let blank = card(&firm("l2", None, ""));
    // 110 - 313 to 110 - 0.
    assert_eq!(told(&blank, "l2"), "open, -203..110 of 110");
    assert_eq!((told(&blank, "l1"), possible(&blank, "l2")), ("open, none".into(), Status::Final));
    // AC, AT, AU, CM, IA, IR and MA are met: 54 + 11 + 19 + 33 + 27 + 11 + 18 = 173 points of 313 are safe, so the
    // other 140 are open: 110 - 140 = -30.
    let first = ["AC.", "AT.", "AU.", "CM.", "IA.", "IR.", "MA."];
    let half: String = CMMC
        .requirements()
        .iter()
        .filter(|own| own.level < 2 && first.iter().any(|domain| own.id.starts_with(domain)))
        .map(|own| format!(" {}=met", number(&own.id)))
        .collect();
    let with = |said: &str| card(&firm("l2", None, &format!("{half} {said}")));
    let open = with("");
    assert_eq!((told(&open, "l2"), told(&open, "l1")), ("open, -30..110 of 110".into(), "open, none".into()));
    assert_eq!((possible(&open, "l2"), open.progress.answered, open.progress.asked), (Status::Final, 63, 110));
    // One of them is a gap that waits: 110 - 140 - 1 to 110 - 1, and conditional at best.
    let gap = with("3.1.3=not-met 3.1.3+plan");
    assert_eq!((told(&gap, "l2"), possible(&gap, "l2")), ("open, -31..109 of 110".into(), Status::Conditional));
    // Without its plan nothing that is still answered helps; a plan would.
    let gap = with("3.1.3=not-met");
    assert_eq!(told(&gap, "l2"), "not-reached, -31..109 of 110 3.1.3:not-on-plan");
    assert_eq!(possible(&gap, "l2"), Status::Conditional);
    // One that may not wait ends it: 110 - 140 - 5 to 110 - 5.
    let gap = with("3.3.1=not-met");
    assert_eq!(told(&gap, "l2"), "not-reached, -35..105 of 110 3.3.1:points-over-1");
    assert_eq!(possible(&gap, "l2"), Status::NotReached);
    // 23 gaps that wait: at best 110 - 23 = 87, whatever comes.
    let ones = ones(false);
    let gap = with(&planned(&ones[..23]));
    assert!(told(&gap, "l2").starts_with("not-reached, -53..87 of 110 "), "{}", told(&gap, "l2"));
    // 22: at best 88.
    let gap = with(&planned(&ones[..22]));
    assert_eq!((told(&gap, "l2"), possible(&gap, "l2")), ("open, -52..88 of 110".into(), Status::Conditional));
}

#[test]
fn one_open_answer_leaves_its_points_open() {
    level_2(&[
        // 110 - 1, - 3, - 5 at worst.
        ("3.1.3=unknown", "open, 109..110 of 110"),
        ("3.1.5=unknown", "open, 107..110 of 110"),
        ("3.3.1=unknown", "open, 105..110 of 110"),
        ("3.1.3=unknown 3.1.5=unknown 3.3.1=unknown", "open, 101..110 of 110"),
    ]);
    // One of Level 1 leaves both levels open.
    let card = but("l2", "3.1.1=unknown");
    assert_eq!((told(&card, "l1"), told(&card, "l2")), ("open, none".into(), "open, 105..110 of 110".into()));
}

#[test]
fn level_3_is_final_with_24_after_final_level_2_by_a_c3pao() {
    let card = but("l3", "p:l2-c3pao=final");
    // 24 of 24, and 110 of 110 below.
    assert_eq!(told(&card, "l3"), "final, 24 of 24");
    assert_eq!((told(&card, "l2"), card.reached, card.target), ("final, 110 of 110".into(), Some(2), Status::Final));
    assert_eq!(card.progress.asked, 134);
    // Without an answer to the fact it is open, and may yet be final.
    let card = but("l3", "");
    assert_eq!(told(&card, "l3"), "open, 24 of 24");
    assert_eq!((card.reached, card.target, possible(&card, "l3")), (Some(1), Status::Open, Status::Final));
    // Without the status it is not reached, whatever is met.
    let card = but("l3", "p:l2-c3pao=not-yet");
    assert_eq!(told(&card, "l3"), "not-reached, 24 of 24 l2-c3pao:lower-level");
    let stands = (card.reached, card.target, possible(&card, "l3"));
    assert_eq!(stands, (Some(1), Status::NotReached, Status::NotReached));
    // Level 2 does not ask for it.
    assert_eq!(told(&but("l2", "p:l2-c3pao=not-yet"), "l2"), "final, 110 of 110");
}

#[test]
fn level_3_wants_110_points_below_it() {
    level_3(&[
        // 110 - 1 = 109 is conditional only, and that is not enough for Level 3.
        ("3.1.3=not-met 3.1.3+plan", "not-reached, 24 of 24 l2:lower-level"),
        ("3.1.5=not-met", "not-reached, 24 of 24 l2:lower-level"),
        ("3.12.4=not-met", "not-reached, 24 of 24 l2:lower-level"),
        ("3.1.1=not-met", "not-reached, 24 of 24 l1:lower-level l2:lower-level"),
        ("3.1.3=unknown", "open, 24 of 24"),
    ]);
    let card = but("l3", "p:l2-c3pao=final 3.1.3=not-met 3.1.3+plan");
    let stands = (told(&card, "l2"), card.reached, possible(&card, "l3"));
    assert_eq!(stands, ("conditional, 109 of 110".into(), Some(1), Status::NotReached));
    // What is missing of Level 3 costs Level 2 nothing.
    let card = but("l3", "p:l2-c3pao=final 3.1.2e=not-met");
    assert_eq!(told(&card, "l2"), "final, 110 of 110");
}

#[test]
fn from_20_level_3_can_be_conditional() {
    let ones = ones(true);
    level_3(&[
        // 24 - 1 = 23.
        ("3.1.2e=not-met 3.1.2e+plan", "conditional, 23 of 24"),
        ("3.1.2e=not-met", "not-reached, 23 of 24 3.1.2e:not-on-plan"),
        ("3.1.2e=unknown", "open, 23..24 of 24"),
        // 24 - 4 = 20, and 5·20 = 100 >= 4·24 = 96.
        (&planned(&ones[..4]), "conditional, 20 of 24"),
        (&planned(&ones[13..]), "conditional, 20 of 24"),
        // 24 - 5 = 19, and 5·19 = 95 < 96.
        (&planned(&ones[..5]), &format!("not-reached, 19 of 24{}", each(&ones[..5], "below-conditional"))),
    ]);
    // 24 - 24 = 0 is the least.
    let none: String = CMMC
        .requirements()
        .iter()
        .filter(|own| own.level == 2)
        .map(|own| format!("{}=not-met ", number(&own.id)))
        .collect();
    let card = but("l3", &format!("p:l2-c3pao=final {none}"));
    assert!(told(&card, "l3").starts_with("not-reached, 0 of 24 "), "{}", told(&card, "l3"));
    assert_eq!(card.levels[2].blockers.len(), 24);
    // While the fact is open, conditional is open too.
    let card = but("l3", &planned(&ones[..4]));
    assert_eq!((told(&card, "l3"), possible(&card, "l3")), ("open, 20 of 24".into(), Status::Conditional));
}

#[test]
fn seven_of_level_3_may_never_wait() {
    for number in SHUT_3 {
        // 24 - 1 = 23, on the plan, in vain.
        level_3(&[(&planned(&[number]), &format!("not-reached, 23 of 24 {number}:never-on-plan"))]);
    }
    // The other 17 may.
    for number in ones(true) {
        level_3(&[(&planned(&[number]), "conditional, 23 of 24")]);
    }
}

/// From when to when a level holds: from, whether that is stated, until, the day of the next affirmation.
fn holds(card: &Scorecard, id: &str) -> Option<(String, bool, Option<String>, Option<String>)> {
    let own = card.levels[level(card, id)].validity?;
    let text = |day: Option<Date>| day.map(|day| day.to_string());
    Some((own.from.to_string(), own.stated, text(own.until), text(own.affirm_by)))
}

type Days<'a> = (&'a str, bool, Option<&'a str>, Option<&'a str>);

#[track_caller]
fn holds_from(card: &Scorecard, id: &str, (from, stated, until, affirm_by): Days<'_>) {
    let wanted = (from.to_owned(), stated, until.map(str::to_owned), affirm_by.map(str::to_owned));
    assert_eq!(holds(card, id), Some(wanted));
}

#[test]
fn a_conditional_status_ends_after_180_days() {
    // March 29 more days, April 30, May 31, June 30, July 31: 151; 29 in August make 180.
    let card = but("l2", "3.1.3=not-met 3.1.3+plan l2:conditional=2026-03-02");
    holds_from(&card, "l2", ("2026-03-02", true, Some("2026-08-29"), None));
    let card = but("l3", "p:l2-c3pao=final 3.1.2e=not-met 3.1.2e+plan l3:conditional=2026-03-02");
    holds_from(&card, "l3", ("2026-03-02", true, Some("2026-08-29"), None));
}

#[test]
fn a_final_status_in_time_counts_from_the_conditional_day() {
    for closed in ["2026-03-02", "2026-06-01", "2026-08-29"] {
        let card = but("l2", &format!("l2:conditional=2026-03-02 l2:final={closed}"));
        holds_from(&card, "l2", ("2026-03-02", true, Some("2029-03-02"), Some("2027-03-02")));
    }
    // Without a stated final day that of the last answer closes it: in time.
    let card = but("l2", "l2:conditional=2026-03-02 3.1.3@2026-08-29");
    holds_from(&card, "l2", ("2026-03-02", true, Some("2029-03-02"), Some("2027-03-02")));
}

#[test]
fn a_final_status_too_late_counts_from_its_own_day() {
    // The 181st day.
    let card = but("l2", "l2:conditional=2026-03-02 l2:final=2026-08-30");
    holds_from(&card, "l2", ("2026-08-30", true, Some("2029-08-30"), Some("2027-08-30")));
    let card = but("l2", "l2:conditional=2026-03-02 3.1.3@2026-08-30");
    holds_from(&card, "l2", ("2026-08-30", false, Some("2029-08-30"), Some("2027-08-30")));
}

#[test]
fn without_a_stated_day_it_counts_from_the_last_answer() {
    // Of two days the later one, three years, one year.
    let card = but("l2", "3.1.3@2026-10-05 3.14.7@2026-11-20");
    holds_from(&card, "l2", ("2026-11-20", false, Some("2029-11-20"), Some("2027-11-20")));
    // 180 days from 20 November: 10 more in it, 31, 31, 28, 31, 30 make 161; 19 in May.
    let card = but("l2", "3.1.3=not-met 3.1.3+plan 3.1.3@2026-11-20");
    holds_from(&card, "l2", ("2026-11-20", false, Some("2027-05-19"), None));
    // An answer that is not asked at this target does not count, nor a level that is not reached.
    let card = but("l2", "3.1.3@2026-10-05 3.1.2e@2026-11-20");
    holds_from(&card, "l2", ("2026-10-05", false, Some("2029-10-05"), Some("2027-10-05")));
    let card = but("l2", "3.1.5=not-met l2:final=2026-11-20");
    assert_eq!(holds(&card, "l2"), None);
    assert_eq!(holds(&but("l2", "3.1.5=unknown l2:final=2026-11-20"), "l2"), None);
}

#[test]
fn level_1_holds_one_year_and_is_affirmed_with_it() {
    let card = but("l1", "l1:final=2026-03-02");
    holds_from(&card, "l1", ("2026-03-02", true, Some("2027-03-02"), Some("2027-03-02")));
    let card = but("l1", "3.1.1@2026-11-20");
    holds_from(&card, "l1", ("2026-11-20", false, Some("2027-11-20"), Some("2027-11-20")));
    // Each level has days of its own.
    let card = but("l2", "l1:final=2026-03-02 l2:final=2026-04-01");
    holds_from(&card, "l1", ("2026-03-02", true, Some("2027-03-02"), Some("2027-03-02")));
    holds_from(&card, "l2", ("2026-04-01", true, Some("2029-04-01"), Some("2027-04-01")));
}

const FILE: &str = "firm.assessment.yaml";

#[track_caller]
fn good(run: Run) -> String {
    assert_eq!(run.status, 0, "{}{}", run.out, run.err);
    run.out
}

/// A gap of the real run: objective, answer, plan.
type Gap<'a> = (&'a str, &'a str, &'a str);

/// A desk with all 320 objectives of Level 2 answered from a spreadsheet, met but for some.
fn desk(gaps: &[Gap<'_>]) -> Desk {
    let mut csv = "id,answer,reason,plan\n".to_owned();
    let mut seen = 0;
    for own in CMMC.requirements().iter().filter(|own| own.level < 2) {
        for objective in &own.objectives {
            let id = format!("{}/{}", own.id, objective.id);
            let gap = gaps.iter().find(|(place, ..)| *place == id);
            let (_, answer, plan) = gap.copied().unwrap_or((&id, "met", ""));
            seen += usize::from(gap.is_some());
            let reason = if answer == NOT_APPLICABLE { "no such thing here" } else { "" };
            csv.push_str(&format!("{id},{answer},{reason},{plan}\n"));
        }
    }
    assert_eq!((csv.lines().count(), seen), (321, gaps.len()), "a header, 320 rows, and every gap among them");
    let desk = Desk::new();
    desk.write("answers.csv", csv);
    let args = ["assess", "cmmc", "--answers", "answers.csv", "--target", "l2", "-o", FILE, "--date", "2026-11-22"];
    good(desk.gradus(&args));
    desk
}

/// Six gaps and one objective that does not apply.
const GAPS: [Gap<'_>; 7] = [
    ("AC.L2-3.1.3/b", "not-met", "by spring"),
    ("AC.L2-3.1.16/a", "not-applicable", ""),
    ("AC.L2-3.1.20/b", "not-met", "by spring"),
    ("AU.L2-3.3.4/c", "not-met", ""),
    ("IA.L2-3.5.3/d", "partial", ""),
    ("IR.L2-3.6.1/g", "not-met", "by spring"),
    ("SC.L2-3.13.11/a", "partial", "a validated module by May"),
];

#[test]
fn a_firm_with_six_gaps_in_320_objectives_is_scored_to_the_letter() {
    let out = good(desk(&GAPS).gradus(&["score", FILE, "--format", "json"]));
    let found: Value = serde_json::from_str(&out).expect("it is JSON");
    let blocker = |id: &str, why: &str| json!({"id": id, "why": why});
    let (l1, l2) = (&found["levels"][0], &found["levels"][1]);
    assert_eq!((&l1["status"], &l1["score"]), (&json!("not-reached"), &Value::Null));
    assert_eq!(l1["blockers"], json!([blocker("AC.L2-3.1.20", "not-met")]));
    assert_eq!((&l2["status"], &l2["possible"]), (&json!("not-reached"), &json!("not-reached")));
    // 110 - 1 - 1 - 1 - 3 - 5 - 3 = 96.
    assert_eq!(l2["score"], json!({"low": 96, "high": 96, "max": 110}));
    // 3.1.3 and 3.13.11 stand on the plan and may; with 96 >= 88 they are no reason.
    let wanted = json!([
        blocker("AC.L2-3.1.20", "never-on-plan"),
        blocker("AU.L2-3.3.4", "not-on-plan"),
        blocker("IA.L2-3.5.3", "points-over-1"),
        blocker("IR.L2-3.6.1", "points-over-1"),
        blocker("l1", "lower-level"),
    ]);
    assert_eq!(l2["blockers"], wanted);
    assert_eq!(found["progress"], json!({"asked": 110, "answered": 110, "unknown": 0, "not_applicable": 0}));
    assert_eq!((&found["reached"], &found["target_status"]), (&Value::Null, &json!("not-reached")));
    let lost = found["requirements"].as_array().expect("a list").iter().filter(|row| row["lost"] != 0);
    let lost: Vec<(&str, i64)> =
        lost.map(|row| (row["id"].as_str().expect("an id"), row["lost"].as_i64().expect("points"))).collect();
    let wanted = [
        ("AC.L2-3.1.3", 1),
        ("AC.L2-3.1.20", 1),
        ("AU.L2-3.3.4", 1),
        ("IA.L2-3.5.3", 3),
        ("IR.L2-3.6.1", 5),
        ("SC.L2-3.13.11", 3),
    ];
    assert_eq!(lost, wanted);
}

#[test]
fn twenty_gaps_on_the_plan_in_320_objectives_are_conditional_with_88() {
    let own = |wanted: &&str| &CMMC.requirements()[position(wanted)];
    let places: Vec<String> = ones(false)[..19].iter().map(own).map(|own| format!("{}/a", own.id)).collect();
    let mut gaps: Vec<Gap<'_>> = places.iter().map(|place| (place.as_str(), "not-met", "by spring")).collect();
    gaps.push(("SC.L2-3.13.11/a", "partial", "by spring"));
    let desk = desk(&gaps);
    let found: Value =
        serde_json::from_str(&good(desk.gradus(&["score", FILE, "--format", "json"]))).expect("it is JSON");
    // 110 - 19 - 3 = 88.
    let l2 = &found["levels"][1];
    assert_eq!((&l2["status"], &l2["blockers"]), (&json!("conditional"), &json!([])));
    assert_eq!(l2["score"], json!({"low": 88, "high": 88, "max": 110}));
    assert_eq!((&found["levels"][0]["status"], &found["reached"]), (&json!("final"), &json!("l2")));
    let out = good(desk.gradus(&["score", FILE]));
    assert!(out.contains("Conditional Level 2 (Self)") && out.contains("88 of 110"), "{out}");
    let out = good(desk.gradus(&["--lang", "zh-TW", "score", FILE]));
    assert!(out.contains("Conditional Level 2（Self）") && out.contains("88 分，滿分 110 分"), "{out}");
}

/// A text without its spaces and line breaks, which depend on the width.
fn joined(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[track_caller]
fn says(text: &str, wanted: &[&str]) {
    let found = joined(text);
    let mut rest = found.as_str();
    for part in wanted {
        let part = joined(part);
        let place = rest.find(&part).unwrap_or_else(|| panic!("{part} follows in order: {text}"));
        rest = &rest[place + part.len()..];
    }
}

#[test]
fn the_tables_say_the_score_in_both_languages() {
    let desk = desk(&GAPS);
    let english = good(desk.gradus(&["score", FILE]));
    let wanted = [
        "Level 2 is not reached: 6 requirements are not in place.",
        "Level 1 not reached",
        "Level 2 not reached 96 of 110",
    ];
    says(&english, &wanted);
    // Twice a point of one and each other once: AC 20 of 22, AU 8 of 9, IA 10 of 11, IR 2 of 3, SC 15 of 16.
    let domains = ["20 of 22", "AU Audit and Accountability 8 of 9", "10 of 11", "2 of 3", "15 of 16"];
    says(&english, &domains);
    let chinese = good(desk.gradus(&["--lang", "zh-TW", "score", FILE]));
    says(&chinese, &["第 1 級 未達成", "第 2 級 未達成 96 分，滿分 110 分", "22 項中 20 項", "16 項中 15 項"]);
}

#[test]
fn each_deduction_is_explained_with_its_paragraph_in_both_languages() {
    let desk = desk(&GAPS);
    let english = good(desk.gradus(&["explain", FILE, "l2"]));
    let wanted = [
        "Counted: 110. Pass: 104. Do not pass: 6. Open: 0. Do not apply: 0.",
        "110 − 14 = 96",
        "AC.L2-3.1.3 Control CUI Flow: Not met",
        "less 1 (32 CFR 170.24 (c)(2)(i)(B)(3))",
        "AC.L2-3.1.20 External Connections: Not met",
        "less 1 (32 CFR 170.24 (c)(2)(i)(B)(3); 32 CFR 170.21 (a)(2)(iii))",
        "AU.L2-3.3.4 Audit Failure Alerting: Not met",
        "less 1 (32 CFR 170.24 (c)(2)(i)(B)(3))",
        "IA.L2-3.5.3 Multifactor Authentication: Only for remote and privileged users",
        "less 3 (32 CFR 170.24 (c)(2)(i)(B)(4)(i); 32 CFR 170.21 (a)(2)(ii))",
        "IR.L2-3.6.1 Incident Handling: Not met",
        "less 5 (32 CFR 170.24 (c)(2)(i)(B)(1)(i); 32 CFR 170.21 (a)(2)(ii))",
        "SC.L2-3.13.11 CUI Encryption: Encrypted, but not FIPS-validated",
        "less 3 (32 CFR 170.24 (c)(2)(i)(B)(4)(ii); 32 CFR 170.21 (a)(2)(ii))",
        "Level 1 is not reached",
    ];
    says(&english, &wanted);
    assert_eq!(english.matches("less ").count(), 7, "the rule and six deductions: {english}");
    let chinese = good(desk.gradus(&["--lang", "zh-TW", "explain", FILE, "l2"]));
    let wanted = [
        "列計 110 項：符合 104 項，未符合 6 項，待作答 0 項，不適用 0 項。",
        "110 − 14 = 96",
        "AC.L2-3.1.3 CUI 流向管控：不符合",
        "扣 1 分（32 CFR 170.24 (c)(2)(i)(B)(3)）",
        "AC.L2-3.1.20 外部連線：不符合",
        "扣 1 分（32 CFR 170.24 (c)(2)(i)(B)(3)；32 CFR 170.21 (a)(2)(iii)）",
        "AU.L2-3.3.4",
        "扣 1 分（32 CFR 170.24 (c)(2)(i)(B)(3)）",
        "IA.L2-3.5.3 多因子鑑別",
        "扣 3 分（32 CFR 170.24 (c)(2)(i)(B)(4)(i)；32 CFR 170.21 (a)(2)(ii)）",
        "IR.L2-3.6.1",
        "扣 5 分（32 CFR 170.24 (c)(2)(i)(B)(1)(i)；32 CFR 170.21 (a)(2)(ii)）",
        "SC.L2-3.13.11 CUI 加密",
        "扣 3 分（32 CFR 170.24 (c)(2)(i)(B)(4)(ii)；32 CFR 170.21 (a)(2)(ii)）",
        "第 1 級未達成",
    ];
    says(&chinese, &wanted);
    let deductions = joined(&chinese).matches("170.24").count();
    assert_eq!(deductions, 6, "{chinese}");
}
