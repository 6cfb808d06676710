//! Supply-chain maturity as data, compared row by row with the table it was built from, and scored: three firms worked out
//! by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use gradus::assessment::sheet::{Asked, prove};
use gradus::assessment::{Assessment, file::Places};
use gradus::exact::Fraction;
use gradus::questionnaire::{NOT_APPLICABLE, Questionnaire, Rule, Texts, catalog};
use gradus::scoring::{BlockerItem, Range, Scorecard, Status, Why, score};

static OWN: LazyLock<Questionnaire> = LazyLock::new(|| {
    let loaded = catalog::built_in("tw-supply-chain").expect("it is built in").read(&Texts::All);
    loaded.questionnaire.expect("it has no errors")
});

const LEVELS: [(&str, &str, &str); 4] = [
    ("foundational", "Foundational", "基礎級"),
    ("managed", "Managed", "管理級"),
    ("hardened", "Hardened", "強化級"),
    ("trusted", "Trusted", "信賴級"),
];

/// Rows of the table that join two ideas and became two requirements, with what the second took from the first.
const SPLIT: [(&str, &str); 2] = [("IAZ-05", "IAZ-08"), ("IRC-04", "IRC-08")];

type Refs = BTreeMap<String, Vec<String>>;

fn facts() -> BTreeMap<String, BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(include_str!("fixtures/facts/tw-supply-chain.csv").as_bytes());
    let rows: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|row| row.expect("a row has its columns")).collect();
    assert_eq!(rows.len(), 79);
    rows.into_iter().map(|row| (row["id"].clone(), row)).collect()
}

fn position(id: &str) -> usize {
    let found = OWN.requirements().iter().position(|own| own.id == id);
    found.unwrap_or_else(|| panic!("{id} is a requirement"))
}

fn refs_of(id: &str) -> Refs {
    OWN.requirements()[position(id)].refs.iter().cloned().collect()
}

#[test]
fn every_requirement_is_a_row_of_the_table_or_the_second_half_of_one() {
    let facts = facts();
    let halves: BTreeSet<&str> = SPLIT.iter().map(|(_, second)| *second).collect();
    let own: BTreeSet<&str> = OWN.requirements().iter().map(|own| own.id.as_str()).collect();
    let wanted: BTreeSet<&str> = facts.keys().map(String::as_str).chain(halves.iter().copied()).collect();
    assert_eq!(own, wanted);
    assert_eq!(OWN.requirements().len(), 81);
    for (id, row) in &facts {
        let own = &OWN.requirements()[position(id)];
        assert_eq!((own.level + 1).to_string(), row["level"], "{id}");
        let mut written: Refs = BTreeMap::new();
        for (framework, ids) in row {
            if !["id", "level", "title_en", "title_zh_tw"].contains(&framework.as_str()) && !ids.is_empty() {
                written.insert(framework.clone(), ids.split("; ").map(str::to_owned).collect());
            }
        }
        if id == "IAZ-05" {
            // Privileges stay, the separation of duties in ERP and MES went to IAZ-08 with what points at it.
            assert_eq!((own.title.get("en"), own.title.get("zh-TW")), ("Privileged access", "特權存取管理"));
            for (framework, taken) in [("nist-800-171r2", "3.1.4"), ("iso-27001-2022", "A.5.3")] {
                written.get_mut(framework).expect("it is there").retain(|item| item != taken);
                assert_eq!(refs_of("IAZ-08")[framework], [taken]);
            }
        } else {
            assert_eq!(
                (own.title.get("en"), own.title.get("zh-TW")),
                (row["title_en"].as_str(), row["title_zh_tw"].as_str())
            );
        }
        assert_eq!(refs_of(id), written, "{id}");
    }
    for (first, second) in SPLIT {
        let [first, second] = [first, second].map(|id| &OWN.requirements()[position(id)]);
        assert_eq!(
            (first.level, first.domain),
            (second.level, second.domain),
            "{} has the level of its first half",
            second.id
        );
    }
}

#[test]
fn domains_levels_and_targets_are_those_of_the_table() {
    let levels = OWN.levels().iter().map(|own| (own.id.as_str(), own.title.get("en"), own.title.get("zh-TW")));
    assert_eq!(levels.collect::<Vec<_>>(), LEVELS);
    assert!(OWN.levels().iter().all(|level| level.rule == Rule::Every), "the weakest domain decides");
    // Requirements by level; a half more than the table has stands behind it.
    let table: [(&str, [usize; 4]); 12] = [
        ("GRM", [2, 2, 2, 1]),
        ("HPS", [2, 2, 1, 1]),
        ("ACM", [2, 2, 1, 1]),
        ("IAZ", [2, 2, 2 + 1, 1]),
        ("NSB", [1, 2, 2, 1]),
        ("ERW", [2, 2, 2, 1]),
        ("DIP", [2, 2, 1, 1]),
        ("OTE", [1, 2, 2, 1]),
        ("PSD", [2, 2, 3, 1]),
        ("SCR", [2, 2, 2, 1]),
        ("MDT", [2, 2, 1, 1]),
        ("IRC", [2, 2 + 1, 2, 1]),
    ];
    let counted = OWN.domains().iter().map(|domain| {
        let own = &OWN.requirements()[domain.requirements.clone()];
        (domain.id.as_str(), [0, 1, 2, 3].map(|level| own.iter().filter(|own| own.level == level).count()))
    });
    assert_eq!(counted.collect::<Vec<_>>(), table);
    let targets = OWN.targets().iter().map(|own| {
        let above = own.domains.iter().map(|&(domain, level)| (OWN.domains()[domain].id.as_str(), level));
        (own.id.as_str(), own.level, above.collect::<BTreeSet<_>>())
    });
    let wanted = [
        ("baseline", 0, BTreeSet::new()),
        ("listed", 1, BTreeSet::new()),
        ("fab-equipment", 1, BTreeSet::from([("OTE", 2), ("PSD", 2), ("SCR", 2)])),
        ("5g-aiot", 1, BTreeSet::from([("IAZ", 2), ("PSD", 2), ("SCR", 2), ("IRC", 2)])),
        ("defence-ci", 2, BTreeSet::from([("IAZ", 3), ("SCR", 3), ("MDT", 3)])),
    ];
    assert_eq!(targets.collect::<Vec<_>>(), wanted);
}

#[test]
fn it_says_on_its_face_that_no_authority_stands_behind_it() {
    for (tag, said) in [("zh-TW", ["自行設計", "背書"]), ("en", ["our own", "endorsed"])] {
        let (summary, disclaimer) = (OWN.summary().get(tag), OWN.attribution().disclaimer.get(tag));
        for word in said {
            assert!(format!("{summary} {disclaimer}").contains(word), "{tag}: {word} in {summary} {disclaimer}");
        }
    }
    assert_eq!(OWN.languages(), ["zh-TW", "en"], "it was written in Chinese first");
}

/// A firm: what it aims at, the profile (of which it says yes to what is named), and the answers that are not "implemented".
fn firm(target: &str, yes: &[&str], others: &[(&str, &str)]) -> Assessment {
    let mut firm = Assessment::begin(&OWN, None, "2026-11-22T08:00:00Z");
    target.clone_into(&mut firm.target);
    for fact in OWN.profile() {
        let choice = &fact.choices[usize::from(!yes.contains(&fact.id.as_str()))].0;
        firm.profile.push((fact.id.clone(), choice.clone()));
    }
    let sheet =
        prove(&OWN, &firm, &Places::default(), &mut Vec::new()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let asked: Vec<String> = sheet.asked_requirements().map(|own| OWN.requirements()[own].id.clone()).collect();
    drop(sheet);
    for (id, _) in others {
        assert!(asked.iter().any(|own| own == id), "{id} is asked");
    }
    for id in asked {
        let other = others.iter().find(|(own, _)| *own == id).map(|(_, answer)| *answer);
        let entry = firm.entry_mut(&id);
        entry.answer = Some(other.unwrap_or("implemented").to_owned());
        entry.reason = (other == Some(NOT_APPLICABLE)).then(|| "本廠沒有".to_owned());
    }
    firm
}

fn scored(firm: &Assessment) -> Scorecard {
    let sheet = prove(&OWN, firm, &Places::default(), &mut Vec::new());
    score(&sheet.unwrap_or_else(|problems| panic!("{problems:?}")))
}

fn asked(firm: &Assessment) -> Vec<&str> {
    let sheet =
        prove(&OWN, firm, &Places::default(), &mut Vec::new()).unwrap_or_else(|problems| panic!("{problems:?}"));
    let all = OWN.requirements().iter().enumerate();
    all.filter(|(position, _)| sheet.asked(*position) == Asked::Yes).map(|(_, own)| own.id.as_str()).collect()
}

fn blockers(card: &Scorecard, level: usize) -> Vec<&'static str> {
    let own = card.levels[level].blockers.iter().filter_map(|blocker| match blocker.item {
        BlockerItem::Requirement(position) => {
            assert_eq!(blocker.why, Why::NotMet);
            Some(OWN.requirements()[position].id.as_str())
        }
        BlockerItem::Level(_) | BlockerItem::Fact(_) => None,
    });
    own.collect()
}

/// A domain: its level, what is met of what counts, its share at least and at most.
type Row = (Option<usize>, usize, usize, Option<[(i64, i64); 2]>);

fn holds(card: &Scorecard, domain: &str, (level, met, of, share): Row) {
    let index = OWN.domains().iter().position(|own| own.id == domain).expect("it is a domain");
    let result = &card.domains[index];
    let fraction = |(over, under): (i64, i64)| Fraction::from(over) / Fraction::from(under);
    let share = share.map(|[low, high]| Range { low: fraction(low), high: fraction(high) });
    assert_eq!((result.level, result.met, result.of, result.share.clone()), (level, met, of, share), "{domain}");
}

/// A share of one figure.
fn exactly(over: i64, under: i64) -> Option<[(i64, i64); 2]> {
    Some([(over, under); 2])
}

#[test]
fn a_weak_firm_without_products_has_no_level_and_its_profile_hides_a_whole_domain() {
    // A works of 60 that makes boards to order: no products or software of its own.
    let weak =
        [("ERW-02", "partial"), ("IRC-02", "not-implemented"), ("MDT-01", "unknown"), ("OTE-01", NOT_APPLICABLE)];
    let works = firm("baseline", &["factory", "erp"], &weak);
    // 22 of the lowest level, less the two of PSD.
    assert_eq!(asked(&works).len(), 20);
    assert!(asked(&works).iter().all(|id| !id.starts_with("PSD")));
    let card = scored(&works);
    assert_eq!((card.reached, card.target, card.levels.len()), (None, Status::NotReached, 1));
    assert_eq!(blockers(&card, 0), ["ERW-02", "IRC-02"]);
    // Two in place of two; one and a half; one of two; one and perhaps another; nothing that applies; nothing asked.
    holds(&card, "GRM", (Some(0), 2, 2, exactly(1, 1)));
    holds(&card, "ERW", (None, 1, 2, exactly(3, 4)));
    holds(&card, "IRC", (None, 1, 2, exactly(1, 2)));
    holds(&card, "MDT", (None, 1, 2, Some([(1, 2), (1, 1)])));
    holds(&card, "OTE", (None, 0, 0, None));
    holds(&card, "PSD", (None, 0, 0, None));
    assert_eq!(card.progress.answered, 20 - 1, "\"don't know\" is still to be answered");

    // With the two gaps closed only what is not known stands between it and the level.
    let card = scored(&firm("baseline", &["factory", "erp"], &weak[2..]));
    assert_eq!((card.reached, card.target), (None, Status::Open));
    // A domain of which nothing applies neither holds the whole down nor lifts it.
    let card = scored(&firm("baseline", &["factory", "erp"], &weak[3..]));
    assert_eq!((card.reached, card.target), (Some(0), Status::Final));
    let card = scored(&firm("baseline", &["factory", "erp"], &[weak[0], weak[3]]));
    assert_eq!((card.reached, card.target), (None, Status::NotReached));
}

#[test]
fn a_middling_firm_that_is_listed_stops_at_the_level_below_its_target() {
    let gaps = [("IAZ-04", "partial"), ("IRC-08", "planned")];
    let listed = firm("listed", &["factory", "listed", "erp"], &gaps);
    // 22 - 2 of PSD, and of the next level 24 + 1 (a disclosure only listed firms owe) - 2 of PSD.
    assert_eq!(asked(&listed).len(), 20 + 23);
    let card = scored(&listed);
    assert_eq!((card.reached, card.target), (Some(0), Status::NotReached));
    assert_eq!(blockers(&card, 1), ["IAZ-04", "IRC-08"]);
    // 3 1/2 of 4, and 4 of 5: what is only planned counts nothing.
    holds(&card, "IAZ", (Some(0), 3, 4, exactly(7, 8)));
    holds(&card, "IRC", (Some(0), 4, 5, exactly(4, 5)));
    holds(&card, "SCR", (Some(1), 4, 4, exactly(1, 1)));

    // A firm that is not listed is not asked, so the same answers leave one gap.
    let unlisted = firm("listed", &["factory", "erp"], &gaps[..1]);
    assert_eq!(asked(&unlisted).len(), 42);
    let card = scored(&unlisted);
    assert_eq!(blockers(&card, 1), ["IAZ-04"]);
    holds(&card, "IRC", (Some(1), 4, 4, exactly(1, 1)));
    let card = scored(&firm("listed", &["factory", "listed", "erp"], &[]));
    assert_eq!((card.reached, card.target), (Some(1), Status::Final));
}

#[test]
fn a_strong_firm_reaches_its_level_and_may_still_miss_the_target_of_a_domain() {
    let all = ["products", "equipment", "factory", "listed", "erp", "software"];
    let strong = firm("defence-ci", &all, &[("IAZ-07", "partial"), ("NSB-05", NOT_APPLICABLE)]);
    // 22 + 25 + 22 of the three lower levels, and the highest in IAZ, SCR and MDT.
    assert_eq!(asked(&strong).len(), 22 + 25 + 22 + 3);
    let card = scored(&strong);
    assert_eq!((card.reached, card.target), (Some(2), Status::NotReached));
    // 7 1/2 of 8 at the level below the domain's target; what does not apply is left out: 4 of 4.
    holds(&card, "IAZ", (Some(2), 7, 8, exactly(15, 16)));
    holds(&card, "NSB", (Some(2), 4, 4, exactly(1, 1)));
    holds(&card, "SCR", (Some(3), 7, 7, exactly(1, 1)));
    let card = scored(&firm("defence-ci", &all, &[("NSB-05", NOT_APPLICABLE)]));
    assert_eq!((card.reached, card.target), (Some(2), Status::Final));
}

#[test]
fn the_profile_decides_what_is_asked() {
    let everything = asked_ids("defence-ci", &["products", "equipment", "factory", "listed", "erp", "software"]);
    let only_asked_with = |facts: &[&str]| -> Vec<&'static str> {
        let less: BTreeSet<&str> = asked_ids("defence-ci", facts).into_iter().collect();
        everything.iter().copied().filter(|id| !less.contains(id)).collect()
    };
    let ote = ["OTE-01", "OTE-02", "OTE-03", "OTE-04", "OTE-05"];
    let product = ["PSD-02", "PSD-07"];
    assert_eq!(only_asked_with(&["products", "equipment", "factory", "erp", "software"]), ["IRC-08"]);
    assert_eq!(only_asked_with(&["products", "equipment", "factory", "listed", "software"]), ["IAZ-08"]);
    // Whoever builds equipment has a test floor; whoever only runs one makes no product.
    assert_eq!(only_asked_with(&["products", "listed", "erp", "software"]), ote);
    assert_eq!(only_asked_with(&["products", "equipment", "listed", "erp", "software"]), [""; 0]);
    assert_eq!(only_asked_with(&["factory", "listed", "erp", "software"]), product);
    let psd: Vec<&str> = everything.iter().copied().filter(|id| id.starts_with("PSD")).collect();
    assert_eq!(psd.len(), 7, "PSD-08 belongs to a level above this target");
    assert_eq!(only_asked_with(&["factory", "listed", "erp"]), psd);
}

fn asked_ids(target: &str, yes: &[&str]) -> Vec<&'static str> {
    let firm = firm(target, yes, &[]);
    let ids: BTreeSet<String> = asked(&firm).into_iter().map(str::to_owned).collect();
    OWN.requirements().iter().map(|own| own.id.as_str()).filter(|id| ids.contains(*id)).collect()
}
