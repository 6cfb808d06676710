//! Five models of different shape, each in the format as it is, with results computed by hand.

use gradus::assessment::sheet::{Asked, State, prove};
use gradus::assessment::{Assessment, Entry, file::Places};
use gradus::exact::Fraction;
use gradus::questionnaire::{Questionnaire, Texts};
use gradus::scoring::{self, Scorecard, Status};
use gradus::storage;

/// A model with a firm's answers, scored.
struct Scored {
    own: Questionnaire,
    card: Scorecard,
}

fn model(name: &str) -> Questionnaire {
    let path = format!("tests/fixtures/good/models/{name}.yaml");
    let loaded = storage::questionnaire(&path, &Texts::All).expect("the file can be read");
    assert_eq!(loaded.problems, [], "{name} has neither errors nor warnings");
    loaded.questionnaire.expect("a questionnaire without errors")
}

fn scored(name: &str, target: &str, profile: &[(&str, &str)], answers: &[(&str, &str)]) -> Scored {
    let own = model(name);
    let mut assessment = Assessment::begin(&own, None, "2026-11-26T08:00:00Z");
    assessment.target = target.to_owned();
    assessment.profile = profile.iter().map(|(id, choice)| ((*id).to_owned(), (*choice).to_owned())).collect();
    for (id, answer) in answers {
        assert!(own.find(id).is_some(), "{id} is asked");
        let entry: &mut Entry = assessment.entry_mut(id);
        entry.answer_whole(answer);
        entry.reason = (*answer == "not-applicable").then(|| "there is none".to_owned());
    }
    let card = {
        let sheet = prove(&own, &assessment, &Places::default(), &mut Vec::new()).expect("the answers fit");
        let open =
            |position: &usize| sheet.asked(*position) == Asked::Yes && sheet.state(*position) == State::Unanswered;
        assert_eq!((0..own.requirements().len()).filter(open).count(), 0, "the cases are complete");
        scoring::score(&sheet)
    };
    Scored { own, card }
}

fn number(text: &str) -> Fraction {
    Fraction::parse(text).unwrap_or_else(|| panic!("{text} is a number"))
}

impl Scored {
    fn reached(&self) -> Option<&str> {
        self.card.reached.map(|level| self.own.levels()[level].id.as_str())
    }

    /// Each domain with the level that it reaches.
    fn domains(&self) -> Vec<(&str, Option<&str>)> {
        let level = |level: usize| self.own.levels()[level].id.as_str();
        self.own
            .domains()
            .iter()
            .zip(&self.card.domains)
            .map(|(own, got)| (own.id.as_str(), got.level.map(level)))
            .collect()
    }

    /// The exact score of a level; it has to be certain.
    fn score(&self, level: usize) -> Fraction {
        let range = &self.card.levels[level].score.as_ref().expect("the rule has a score").range;
        assert!(range.is_certain(), "{range:?}");
        range.low.clone()
    }

    fn share(&self, domain: usize) -> Fraction {
        let range = self.card.domains[domain].share.as_ref().expect("the domain counts");
        assert!(range.is_certain(), "{range:?}");
        range.low.clone()
    }

    fn value(&self, domain: usize) -> Fraction {
        let range = self.card.domains[domain].value.as_ref().expect("the domain has a mean");
        assert!(range.is_certain(), "{range:?}");
        range.low.clone()
    }
}

/// Five rungs; a rung needs its practices and its processes, and all rungs below.
#[test]
fn a_ladder_of_five_levels_stops_at_the_first_missing_rung() {
    let all = |but: &[(&'static str, &'static str)]| {
        let mut answers: Vec<(&str, &str)> = [
            ("DOOR-1", "done"),
            ("DOOR-2", "done"),
            ("DOOR-2P", "lived"),
            ("DOOR-3P", "lived"),
            ("DOOR-4P", "lived"),
            ("DOOR-5", "done"),
            ("COPY-1", "done"),
            ("COPY-2P", "lived"),
            ("COPY-3", "done"),
            ("COPY-4", "done"),
            ("COPY-5P", "lived"),
        ]
        .to_vec();
        for (id, answer) in but {
            answers.iter_mut().find(|(known, _)| known == id).expect("it is asked").1 = answer;
        }
        answers
    };
    let got = scored("ladder-of-five", "5", &[], &all(&[]));
    assert_eq!(got.reached(), Some("5"));
    assert_eq!(got.domains(), [("DOOR", Some("5")), ("COPY", Some("5"))]);

    // A process that stands on paper only is not there, however many practices are; what is above does not count.
    let got = scored("ladder-of-five", "5", &[], &all(&[("DOOR-3P", "on-paper")]));
    assert_eq!(got.reached(), Some("2"));
    assert_eq!(got.domains(), [("DOOR", Some("2")), ("COPY", Some("5"))]);
    let statuses: Vec<Status> = got.card.levels.iter().map(|level| level.status).collect();
    assert_eq!(statuses, [Status::Final, Status::Final, Status::NotReached, Status::NotReached, Status::NotReached]);
    // DOOR has one of six that fails: 5/6.
    assert_eq!((got.share(0), got.share(1)), (number("5/6"), number("1")));

    // "Not applicable" counts as met here: no visitors, no loss.
    let got = scored("ladder-of-five", "5", &[], &all(&[("DOOR-2", "not-applicable"), ("COPY-1", "not-done")]));
    assert_eq!(got.reached(), None, "the lowest rung is missing");
    assert_eq!(got.domains(), [("DOOR", Some("5")), ("COPY", None)]);
}

/// Four steps of an answer, of which the upper two pass; levels by domain, and the weakest decides.
#[test]
fn levels_by_domain_let_the_weakest_decide() {
    let answers = [
        ("ASSET-1a", "fully"),
        ("ASSET-2a", "largely"),
        ("ASSET-3a", "partly"),
        ("EVENT-1a", "largely"),
        ("EVENT-1b", "largely"),
        ("EVENT-2a", "fully"),
        ("EVENT-3a", "largely"),
        ("PEOPLE-1a", "fully"),
        ("PEOPLE-2a", "not-at-all"),
    ];
    let got = scored("domain-levels", "m3", &[], &answers);
    assert_eq!(got.domains(), [("ASSET", Some("m2")), ("EVENT", Some("m3")), ("PEOPLE", Some("m1"))]);
    assert_eq!(got.reached(), Some("m1"), "PEOPLE is the weakest");
    // What is largely in place passes and still has two thirds of the credit: (1 + 2/3 + 1/3)/3, (2/3 + 2/3 + 1 + 2/3)/4.
    assert_eq!((got.share(0), got.share(1), got.share(2)), (number("2/3"), number("3/4"), number("1/2")));
    assert_eq!((got.card.domains[1].met, got.card.domains[1].of), (4, 4));

    // A target by domain is reached where it is higher, although the whole stays at the first level.
    let got = scored("domain-levels", "energy-supplier", &[], &answers[..8]);
    assert_eq!((got.reached(), got.card.target), (Some("m1"), Status::Final));
    let mut weaker = answers;
    weaker[6].1 = "partly";
    let got = scored("domain-levels", "energy-supplier", &[], &weaker[..8]);
    assert_eq!((got.reached(), got.card.target), (Some("m1"), Status::NotReached), "EVENT aims at m3");
}

/// The mean of activities, two for each of three steps: a step counts 1, and a domain the sum of its steps.
#[test]
fn the_mean_of_activities_is_the_sum_of_their_steps() {
    let answers = [
        ("THINK-1A", "most"),
        ("THINK-1B", "half"),
        ("THINK-2A", "some"),
        ("THINK-2B", "half"),
        ("THINK-3A", "no"),
        ("THINK-3B", "no"),
        ("BUILD-1A", "most"),
        ("BUILD-1B", "most"),
        ("BUILD-2A", "most"),
        ("BUILD-2B", "half"),
        ("BUILD-3A", "some"),
        ("BUILD-3B", "no"),
    ];
    // Step by step, with 1, 1/2, 1/4 and 0 for an activity: (1 + 1/2)/2 + (1/4 + 1/2)/2 + 0 = 9/8;
    // (1 + 1)/2 + (1 + 1/2)/2 + (1/4 + 0)/2 = 15/8; the whole (9/8 + 15/8)/2 = 3/2.
    for target in ["1", "2", "3"] {
        let got = scored("activities", target, &[], &answers);
        assert_eq!((got.value(0), got.value(1)), (number("9/8"), number("15/8")), "aimed at {target}");
        assert_eq!(got.score(0), number("3/2"), "the figure does not depend on what is aimed at");
        assert_eq!(got.reached(), Some("1"));
    }
    // Every activity has choices of its own, in the main file and beside it.
    let own = model("activities");
    let choices = |id: &str, lang: &str| -> Vec<String> {
        let position = own.requirements().iter().position(|known| known.id == id).expect("it is there");
        let answers = &own.scale_of(&own.requirements()[position]).answers;
        answers.iter().map(|answer| answer.label.get(lang).to_owned()).collect()
    };
    assert_eq!(choices("BUILD-2A", "en"), ["for all products", "for most", "it only warns", "no"]);
    assert_eq!(choices("BUILD-2A", "zh-TW"), ["所有產品", "多數產品", "僅提出警告", "不會"]);
    assert_eq!(own.scales().len(), 1, "one scale is defined");
    // Left out of every sum: (3 + 3/2 + 3/4 + 3/2 + 0)/5 = 27/20.
    let mut fewer = answers;
    fewer[5].1 = "not-applicable";
    assert_eq!(scored("activities", "3", &[], &fewer).value(0), number("27/20"));
}

/// Tiers from 1 to 4: nobody is below the first, and a function may be aimed at higher.
#[test]
fn tiers_are_what_the_mean_has_fully_reached() {
    let answers = [
        ("GOVERN-1", "repeatable"),
        ("GOVERN-2", "informed"),
        ("PROTECT-1", "adaptive"),
        ("PROTECT-2", "informed"),
        ("PROTECT-3", "informed"),
        ("RESPOND-1", "repeatable"),
        ("RESPOND-2", "repeatable"),
    ];
    let got = scored("tiers", "4", &[], &answers);
    // (2·3 + 1·2)/3, (4 + 2 + 2)/3, (3 + 3)/2; the whole (8/3 + 8/3 + 3)/3 = 25/9.
    assert_eq!((got.value(0), got.value(1), got.value(2)), (number("8/3"), number("8/3"), number("3")));
    assert_eq!(got.score(0), number("25/9"));
    assert_eq!(got.reached(), Some("2"));
    assert_eq!(got.domains(), [("GOVERN", Some("2")), ("PROTECT", Some("2")), ("RESPOND", Some("3"))]);
    let got = scored("tiers", "prime-supplier", &[], &answers);
    assert_eq!(got.card.target, Status::Final, "RESPOND is on the tier aimed at");
    let mut weaker = answers;
    weaker[6].1 = "informed";
    let got = scored("tiers", "prime-supplier", &[], &weaker);
    assert_eq!((got.reached(), got.card.target), (Some("2"), Status::NotReached));
    let lowest: Vec<(&str, &str)> = answers.iter().map(|(id, _)| (*id, "chance")).collect();
    assert_eq!(scored("tiers", "4", &[], &lowest).reached(), Some("1"));
}

/// Groups that hold each other; a group is done at 80 % of its weighted credit.
#[test]
fn implementation_groups_need_four_fifths_of_their_credit() {
    let answers = [
        ("S1.1", "all"),
        ("S1.2", "few"),
        ("S1.3", "some"),
        ("S2.1", "all"),
        ("S2.2", "most"),
        ("S2.3", "none"),
        ("S3.1", "all"),
    ];
    let writes = [("code", "writes")];
    let got = scored("implementation-groups", "g3", &writes, &answers);
    // (1 + 1/4 + 2·1)/4 = 13/16; with 1/2, 3/4 and 3·1 more: (13/4 + 1/2 + 3/4 + 3)/9 = 5/6; /10 = 3/4.
    assert_eq!((got.score(0), got.score(1), got.score(2)), (number("13/16"), number("5/6"), number("3/4")));
    assert_eq!(got.reached(), Some("g2"));
    // Who writes no software is not asked about it: (13/4 + 1/2 + 3/4)/6 = 3/4.
    let got = scored("implementation-groups", "g3", &[("code", "buys")], &answers[..6]);
    assert_eq!((got.score(1), got.reached()), (number("3/4"), Some("g1")));
    // Just above, and just below: (1/2 + 3/4 + 2·1)/4 and (1/2 + 1/2 + 2·1)/4.
    let above = [("S1.1", "some"), ("S1.2", "most"), ("S2.1", "all")];
    let got = scored("implementation-groups", "g1", &[("code", "buys")], &above);
    assert_eq!((got.score(0), got.reached()), (number("13/16"), Some("g1")));
    let below = [("S1.1", "some"), ("S1.2", "some"), ("S2.1", "all")];
    let got = scored("implementation-groups", "g1", &[("code", "buys")], &below);
    assert_eq!((got.score(0), got.reached()), (number("3/4"), None));
}
