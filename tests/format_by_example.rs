//! The questionnaire format by example: `supplier-basics.yaml` shows every feature once, and means what it says.

use gradus::assessment::sheet::{AnswerSheet, Asked, State, prove};
use gradus::assessment::{Assessment, Entry, file::Places};
use gradus::exact::Fraction;
use gradus::questionnaire::{
    Condition, Effort, EvidenceKind, Fact, Item, Method, NotApplicable, Poam, Points, Questionnaire, Rule, Texts,
};
use gradus::scoring::{self, Range, Scorecard, Status, Why};
use gradus::storage;

const PATH: &str = "tests/fixtures/good/supplier-basics.yaml";

fn example() -> Questionnaire {
    let loaded = storage::questionnaire(PATH, &Texts::All).expect("the file can be read");
    let errors: Vec<_> = loaded.problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    loaded.questionnaire.expect("a questionnaire without errors")
}

fn number(text: &str) -> Fraction {
    Fraction::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

#[test]
fn the_head_says_what_it_is() {
    let own = example();
    assert_eq!((own.id(), own.edition()), ("supplier-basics", "2026.1"));
    assert_eq!(own.languages(), ["en", "zh-TW"]);
    assert_eq!(own.title().get("zh-TW"), "供應商資安基本要求");
    assert_eq!(own.title().get("fr"), "Supplier security basics", "the first language is the fallback");
    assert_eq!(own.method(), Method::Rules);
    let from = own.attribution();
    assert_eq!(from.publisher.get("zh-TW"), "Example Industry Association", "a plain text stands for every language");
    assert_eq!((from.licence.as_str(), from.based_on.get("en")), ("CC-BY-4.0", "own work"));
    assert_eq!(from.disclaimer.get("en"), "A self-assessment. It certifies nothing.");
    let digest = own.digest().strip_prefix("sha256:").expect("the digest names its method");
    assert!(digest.len() == 64 && digest.chars().all(|c| c.is_ascii_hexdigit()), "{digest}");
}

#[test]
fn scales_are_exact() {
    let own = example();
    let [implemented, coverage] = own.scales() else { panic!("two scales") };
    let shape = |scale: &gradus::questionnaire::Scale| -> Vec<(String, char, String, Option<String>)> {
        let answers = scale.answers.iter();
        answers
            .map(|answer| {
                let deduct = answer.deduct.as_ref().map(ToString::to_string);
                (answer.id.clone(), answer.key, answer.credit.to_string(), deduct)
            })
            .collect()
    };
    let row = |id: &str, key, credit: &str, deduct: Option<&str>| {
        (id.to_owned(), key, credit.to_owned(), deduct.map(str::to_owned))
    };
    let wanted = [row("met", 'm', "1", None), row("partial", 'p', "1/2", None), row("not-met", 'n', "0", None)];
    assert_eq!(shape(implemented), wanted);
    let wanted = [row("everyone", 'e', "1", None), row("admins", 's', "2/5", Some("3")), row("nobody", 'n', "0", None)];
    assert_eq!(shape(coverage), wanted);
    assert_eq!(implemented.not_applicable, Some(NotApplicable { counts_as_met: false, reason_required: true }));
    assert!(implemented.unknown);
    assert_eq!(coverage.not_applicable, None);
    assert_eq!(implemented.answers[1].follow_up.get("en"), "What is missing");
    assert!(implemented.answers[0].follow_up.is_empty());
    assert_eq!(implemented.words(None), ["met", "partial", "not-met", "not-applicable", "unknown"]);
    assert_eq!(coverage.words(None), ["everyone", "admins", "nobody", "unknown"]);
}

#[test]
fn levels_and_targets_have_their_rules() {
    let own = example();
    let rules: Vec<(&str, &Rule, bool)> =
        own.levels().iter().map(|level| (level.id.as_str(), &level.rule, level.cumulative)).collect();
    let points = Rule::Points(Points {
        start: 20.into(),
        final_score: 20.into(),
        conditional: Some(16.into()),
        cite: Vec::new(),
    });
    let share = Rule::Share(number("4/5"));
    assert_eq!(rules, [("basic", &Rule::Every, true), ("managed", &share, true), ("assured", &points, true)]);
    assert_eq!(own.levels()[0].meaning.get("en"), "Stops the most common attacks.");
    let [any, connected] = own.targets() else { panic!("two targets") };
    assert_eq!((any.id.as_str(), any.level, any.domains.as_slice()), ("any-supplier", 0, [].as_slice()));
    assert_eq!((connected.level, connected.domains.as_slice()), (1, [(1, 2)].as_slice()));
}

#[test]
fn requirements_say_all_that_they_can() {
    let own = example();
    let [accounts, factor, network] = own.requirements() else { panic!("three requirements") };
    assert_eq!(accounts.aliases, ["A.1"]);
    assert_eq!((accounts.weight.clone(), accounts.points.clone()), (Some(1.into()), Some(5.into())));
    assert_eq!((&accounts.poam, accounts.essential, accounts.effort), (&Poam::Never, false, Some(Effort::Small)));
    assert_eq!(accounts.ask.get("en"), "Does everyone sign in with an account of their own?");
    assert!(accounts.help.get("en").starts_with("A shared account"));
    assert!(accounts.advice.get("zh-TW").starts_with("盤點"));
    let hints: Vec<(EvidenceKind, &str)> =
        accounts.evidence.iter().map(|hint| (hint.kind, hint.hint.get("en"))).collect();
    let wanted = [
        (EvidenceKind::Examine, "Export of the user directory"),
        (EvidenceKind::Interview, "Two people show how they sign in"),
    ];
    assert_eq!(hints, wanted);
    let refs: Vec<(&str, &[String])> =
        accounts.refs.iter().map(|(name, ids)| (name.as_str(), ids.as_slice())).collect();
    assert_eq!(refs[0], ("nist-800-171r2", ["3.1.1".to_owned(), "3.5.1".to_owned()].as_slice()));
    assert_eq!(refs[1], ("iso-27001-2022", ["A.5.16".to_owned()].as_slice()));
    let objectives: Vec<(&str, &str)> =
        accounts.objectives.iter().map(|part| (part.id.as_str(), part.ask.get("en"))).collect();
    assert_eq!(objectives, [("a", "Office systems"), ("b", "Shop-floor systems")]);

    // `poam: [admins]`: only with that answer, which is the second of its scale.
    assert_eq!(
        (&factor.poam, factor.effort, factor.depends_on.as_slice()),
        (&Poam::With(vec![1]), Some(Effort::Medium), [0].as_slice())
    );
    assert_eq!((&network.poam, network.effort), (&Poam::Allowed, Some(Effort::Large)));
    let connected = Condition::Profile(Fact { question: 0, choices: vec![0] });
    // `at_least: partial`: that answer and every better one.
    let signed = Condition::Answered { requirement: 0, answers: vec![0, 1], not_applicable: false };
    assert_eq!(network.condition, Some(Condition::All(vec![connected, signed])));
    assert_eq!(own.profile()[0].choices[1].1.get("zh-TW"), "無連線");
}

#[test]
fn names_are_found_without_regard_to_case() {
    let own = example();
    assert_eq!(own.find("acc-1"), Some(Item::Requirements(vec![0])));
    assert_eq!(own.find("a.1"), Some(Item::Requirements(vec![0])));
    assert_eq!(own.find("A.1/B"), Some(Item::Objective(0, 1)));
    assert_eq!(own.find("ACC-1/c"), None);
    assert_eq!(own.find("ACC-9"), None);
}

/// What follows from some answers, `profile link` first.
fn scored(
    link: Option<&str>,
    target: &str,
    answers: &[(&str, &str)],
) -> (Questionnaire, Scorecard, Vec<(Asked, State)>) {
    let own = example();
    let mut assessment = Assessment::begin(&own, None, "2026-11-22T08:00:00Z");
    assessment.profile = link.map(|link| ("link".to_owned(), link.to_owned())).into_iter().collect();
    target.clone_into(&mut assessment.target);
    for (id, answer) in answers {
        let entry: &mut Entry = assessment.entry_mut(id);
        entry.answer_whole(answer);
        entry.reason = (*answer == "not-applicable").then(|| "only one system".to_owned());
    }
    let sheet: AnswerSheet<'_> =
        prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
    let scorecard = scoring::score(&sheet);
    let asked = (0..3).map(|position| (sheet.asked(position), sheet.state(position))).collect();
    (own.clone(), scorecard, asked)
}

#[test]
fn a_hidden_question_is_not_asked_and_an_open_condition_leaves_it_undecided() {
    let asked = |link, answers: &[(&str, &str)]| scored(link, "assured", answers).2[2];
    assert_eq!(asked(Some("separate"), &[("ACC-1", "met")]), (Asked::Hidden, State::NotAsked));
    assert_eq!(asked(Some("connected"), &[("ACC-1", "not-met")]), (Asked::Hidden, State::NotAsked));
    assert_eq!(asked(Some("connected"), &[("ACC-1", "partial")]), (Asked::Yes, State::Unanswered));
    assert_eq!(asked(Some("connected"), &[]), (Asked::Undecided, State::Unanswered));
    assert_eq!(asked(None, &[("ACC-1", "met")]), (Asked::Undecided, State::Unanswered));
    assert_eq!(asked(None, &[("ACC-1", "not-met")]), (Asked::Hidden, State::NotAsked));
    assert_eq!(asked(Some("connected"), &[("ACC-1", "unknown")]), (Asked::Undecided, State::Unanswered));
    // `at_least` looks at credit, and "not applicable" that counts as nothing has none.
    assert_eq!(asked(Some("connected"), &[("ACC-1", "not-applicable")]), (Asked::Hidden, State::NotAsked));
}

#[test]
fn an_answer_states_its_own_deduction() {
    let (_, card, _) = scored(Some("separate"), "assured", &[("ACC-1", "met"), ("ACC-2", "admins")]);
    // 20 - 3, not 20 - 5.
    let score = card.levels[2].score.as_ref().expect("a points rule has a score");
    assert_eq!((&score.range, &score.max), (&Range { low: 17.into(), high: 17.into() }, &20.into()));
    let (_, card, _) = scored(Some("separate"), "assured", &[("ACC-1", "met"), ("ACC-2", "nobody")]);
    let score = card.levels[2].score.as_ref().expect("a points rule has a score");
    assert_eq!(score.range, Range { low: 15.into(), high: 15.into() });
}

#[test]
fn not_applicable_that_counts_as_nothing_leaves_every_sum() {
    // ACC-1 (weight 1) is left out, so ACC-2 (weight 2) alone makes the share: 2/5.
    let (_, card, _) = scored(Some("separate"), "managed", &[("ACC-1", "not-applicable"), ("ACC-2", "admins")]);
    let score = card.levels[1].score.as_ref().expect("a share is a score");
    assert_eq!(score.range, Range { low: number("2/5"), high: number("2/5") });
    assert_eq!(card.progress.not_applicable, 1);
    assert_eq!((card.domains[0].met, card.domains[0].of), (0, 1));
}

#[test]
fn what_is_not_known_makes_a_range() {
    let (_, card, asked) = scored(Some("separate"), "managed", &[("ACC-1", "unknown"), ("ACC-2", "everyone")]);
    assert_eq!(asked[0], (Asked::Yes, State::Unknown));
    // (1·0 + 2·1)/3 to (1·1 + 2·1)/3.
    let score = card.levels[1].score.as_ref().expect("a share is a score");
    assert_eq!(score.range, Range { low: number("2/3"), high: number("1") });
    assert_eq!((card.levels[0].status, card.levels[1].status), (Status::Open, Status::Open));
    assert_eq!((card.progress.answered, card.progress.unknown), (1, 1));
}

#[test]
fn a_target_by_domain_asks_for_more_there() {
    let (own, card, asked) =
        scored(Some("connected"), "connected-supplier", &[("ACC-1", "met"), ("ACC-2", "everyone")]);
    assert_eq!(asked[2], (Asked::Yes, State::Unanswered), "NET aims at assured");
    assert_eq!(card.levels.len(), 2, "the whole aims at managed");
    assert_eq!(card.reached.map(|level| own.levels()[level].id.as_str()), Some("managed"));
    assert_eq!(card.target, Status::Open, "NET-1 is still to be answered");
    let answers = [("ACC-1", "met"), ("ACC-2", "everyone"), ("NET-1", "partial")];
    let (_, card, _) = scored(Some("connected"), "connected-supplier", &answers);
    assert_eq!((card.levels[1].status, card.target), (Status::Final, Status::NotReached));
    let answers = [("ACC-1", "met"), ("ACC-2", "everyone"), ("NET-1", "met")];
    let (_, card, _) = scored(Some("connected"), "connected-supplier", &answers);
    assert_eq!(card.target, Status::Final);
}

#[test]
fn only_the_named_answer_may_stand_on_a_plan() {
    // `poam: [admins]`: with `nobody` the five points of ACC-2 can stand on no plan.
    let (_, card, _) = scored(Some("separate"), "assured", &[("ACC-1", "met"), ("ACC-2", "nobody")]);
    assert!(!card.requirements[1].eligible);
    assert!(card.levels[2].blockers.iter().any(|blocker| blocker.why == Why::PointsOverOne));
    let (_, card, _) = scored(Some("separate"), "assured", &[("ACC-1", "met"), ("ACC-2", "admins")]);
    assert!(card.requirements[1].eligible);
    assert!(card.levels[2].blockers.iter().any(|blocker| blocker.why == Why::NotOnPlan));
}
