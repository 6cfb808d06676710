//! What changed from one edition of a questionnaire to the next, and what that means for answers to the old one.
//!
//! Whether another wording means something else is not decided here: the author knows, and is told what to look at.

use std::collections::HashMap;

use super::NOT_APPLICABLE;
use super::model::{
    Answer, Attribution, Condition, Domain, EvidenceHint, EvidenceKind, Fact, Level, Method, NotApplicable, Objective,
    Poam, Points, ProfileQuestion, Questionnaire, Requirement, Rule, Scale, Statuses, Target, Terms, Text,
};
use crate::exact::Fraction;

/// All that lies between two questionnaires.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The old one.
    pub old: Edition,
    /// The new one.
    pub new: Edition,
    /// What changed, item by item in the order of the new one.
    pub changes: Vec<Change>,
    /// What becomes of answers to the old one.
    pub answers: Answers,
}

/// An edition of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Id of the questionnaire.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// Digest of its files.
    pub digest: String,
    /// Its title.
    pub title: Text,
}

/// A change to an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What changed.
    pub item: Item,
    /// How.
    pub what: What,
}

/// An item of a questionnaire.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub sort: Sort,
    /// Its id, for a part of something with that before it: `ACC-1/a`.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// Sorts of items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sort {
    /// The questionnaire as a whole.
    Questionnaire,
    /// A scale.
    Scale,
    /// An answer of a scale.
    Answer,
    /// A level.
    Level,
    /// A target.
    Target,
    /// A question about the firm.
    Profile,
    /// A choice of such a question.
    Choice,
    /// A domain.
    Domain,
    /// A requirement.
    Requirement,
    /// An objective.
    Objective,
}

/// How an item changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is new.
    Added,
    /// It is gone; the requirements that now have its id as an alias, where that is not one alone.
    Removed(Vec<String>),
    /// It had this id, which is an alias now.
    Renamed(String),
    /// A text of it is another one in a language; empty where there is none.
    Worded {
        /// Which text.
        aspect: Aspect,
        /// The language.
        language: String,
        /// The text before.
        old: String,
        /// The text now.
        new: String,
    },
    /// Something else of it is another one, as files write it; none where it is not said.
    Set {
        /// What.
        aspect: Aspect,
        /// What it was.
        old: Option<String>,
        /// What it is.
        new: Option<String>,
    },
}

/// What is said of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "each is a key of the format, which the docs of the format explain")]
pub enum Aspect {
    Title,
    Summary,
    Ask,
    Help,
    Advice,
    Examine,
    Interview,
    Test,
    Label,
    FollowUp,
    Meaning,
    FinalTitle,
    ConditionalTitle,
    Disclaimer,
    Publisher,
    BasedOn,
    Licence,
    Languages,
    Aliases,
    Effort,
    Refs,
    SameAs,
    Key,
    Order,
    Domain,
    Level,
    Scale,
    Weight,
    Points,
    Poam,
    Essential,
    Credit,
    /// Whether a requirement passes with an answer.
    Passes,
    Deduct,
    Value,
    Reason,
    NotApplicable,
    Unknown,
    BestFirst,
    Condition,
    DependsOn,
    Method,
    Rule,
    Counts,
    Requires,
    FinalValid,
    ConditionalValid,
    Affirmation,
    LowestFirst,
    TargetLevel,
    TargetDomains,
    ObjectiveAnswers,
}

/// Kinds of changes, as they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Items that are new.
    Added,
    /// Items that are gone.
    Removed,
    /// Items with another id.
    Renamed,
    /// Requirements of another domain or level.
    Moved,
    /// Other texts.
    Reworded,
    /// Other weights, points and what else an answer is worth.
    Reweighted,
    /// Other conditions, and what is to be closed first.
    Conditions,
    /// Other rules of levels and targets.
    Rules,
    /// What is said about the questionnaire and around its questions.
    About,
}

impl Kind {
    /// Every kind, in the order in which they are told.
    pub const ALL: [Self; 9] = [
        Self::Added,
        Self::Removed,
        Self::Renamed,
        Self::Moved,
        Self::Reworded,
        Self::Reweighted,
        Self::Conditions,
        Self::Rules,
        Self::About,
    ];

    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Renamed => "renamed",
            Self::Moved => "moved",
            Self::Reworded => "reworded",
            Self::Reweighted => "reweighted",
            Self::Conditions => "conditions",
            Self::Rules => "rules",
            Self::About => "about",
        }
    }
}

/// Whether a new edition is needed: because an old answer may no longer be true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    /// It is not.
    No,
    /// It is, if the other wording has another meaning.
    Perhaps,
    /// It is.
    Yes,
}

impl Need {
    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Perhaps => "perhaps",
            Self::Yes => "yes",
        }
    }
}

/// What becomes of answers to the old edition.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Answers {
    /// Ids of requirements whose answers are kept, whatever they are.
    pub kept: Vec<String>,
    /// Requirements and objectives of which some answers no longer fit.
    pub kept_unless: Vec<Unless>,
    /// Ids of requirements that are new, and of objectives that are new in requirements answered one by one.
    pub to_answer: Vec<String>,
    /// Ids of requirements and objectives that are gone.
    pub no_longer_asked: Vec<String>,
}

/// Answers that no longer fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unless {
    /// Id of the requirement, or `ID/a` of an objective.
    pub id: String,
    /// Answers that are none any more.
    pub answers: Vec<String>,
    /// Answers that now need a reason.
    pub without_reason: Vec<String>,
}

impl Sort {
    /// Returns the word that files use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Questionnaire => "questionnaire",
            Self::Scale => "scale",
            Self::Answer => "answer",
            Self::Level => "level",
            Self::Target => "target",
            Self::Profile => "profile",
            Self::Choice => "choice",
            Self::Domain => "domain",
            Self::Requirement => "requirement",
            Self::Objective => "objective",
        }
    }
}

impl Aspect {
    /// Returns the key that files use, or the nearest to it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Ask => "ask",
            Self::Help => "help",
            Self::Advice => "advice",
            Self::Examine => "evidence/examine",
            Self::Interview => "evidence/interview",
            Self::Test => "evidence/test",
            Self::Label => "label",
            Self::FollowUp => "follow_up",
            Self::Meaning => "meaning",
            Self::FinalTitle => "statuses/final/title",
            Self::ConditionalTitle => "statuses/conditional/title",
            Self::Disclaimer => "attribution/disclaimer",
            Self::Publisher => "attribution/publisher",
            Self::BasedOn => "attribution/based_on",
            Self::Licence => "attribution/licence",
            Self::Languages => "languages",
            Self::Aliases => "aliases",
            Self::Effort => "effort",
            Self::Refs => "refs",
            Self::SameAs => "same_as",
            Self::Key => "key",
            Self::Order => "order",
            Self::Domain => "domain",
            Self::Level | Self::TargetLevel => "level",
            Self::Scale => "scale",
            Self::Weight => "weight",
            Self::Points => "points",
            Self::Poam => "poam",
            Self::Essential => "essential",
            Self::Credit => "credit",
            Self::Passes => "passes",
            Self::Deduct => "deduct",
            Self::Value => "value",
            Self::Reason => "reason",
            Self::NotApplicable => "not_applicable",
            Self::Unknown => "unknown",
            Self::BestFirst | Self::ObjectiveAnswers => "answers",
            Self::Condition => "ask_when",
            Self::DependsOn => "depends_on",
            Self::Method => "scoring/method",
            Self::Rule => "rule",
            Self::Counts => "counts",
            Self::Requires => "requires",
            Self::FinalValid => "statuses/final/valid",
            Self::ConditionalValid => "statuses/conditional/valid",
            Self::Affirmation => "affirmation",
            Self::LowestFirst => "levels",
            Self::TargetDomains => "domains",
        }
    }

    /// Returns the kind of a change to it, and whether that needs a new edition.
    const fn weighs(self) -> (Kind, Need) {
        match self {
            // What a question, an answer or an objective means.
            Self::Title | Self::Ask | Self::Help | Self::Label => (Kind::Reworded, Need::Perhaps),
            Self::Summary
            | Self::Advice
            | Self::Examine
            | Self::Interview
            | Self::Test
            | Self::FollowUp
            | Self::Meaning
            | Self::FinalTitle
            | Self::ConditionalTitle => (Kind::Reworded, Need::No),
            Self::Domain | Self::Level => (Kind::Moved, Need::Yes),
            Self::Scale
            | Self::Weight
            | Self::Points
            | Self::Poam
            | Self::Essential
            | Self::Credit
            | Self::Passes
            | Self::Deduct
            | Self::Value
            | Self::Reason
            | Self::NotApplicable
            | Self::Unknown
            | Self::BestFirst
            | Self::ObjectiveAnswers => (Kind::Reweighted, Need::Yes),
            Self::Condition => (Kind::Conditions, Need::Yes),
            Self::DependsOn => (Kind::Conditions, Need::No),
            Self::Method
            | Self::Rule
            | Self::Counts
            | Self::Requires
            | Self::FinalValid
            | Self::ConditionalValid
            | Self::Affirmation
            | Self::LowestFirst
            | Self::TargetLevel
            | Self::TargetDomains => (Kind::Rules, Need::Yes),
            Self::Disclaimer
            | Self::Publisher
            | Self::BasedOn
            | Self::Licence
            | Self::Languages
            | Self::Aliases
            | Self::Effort
            | Self::Refs
            | Self::SameAs
            | Self::Key
            | Self::Order => (Kind::About, Need::No),
        }
    }
}

impl Change {
    /// Returns what kind of change it is.
    pub const fn kind(&self) -> Kind {
        match &self.what {
            What::Added => Kind::Added,
            What::Removed(_) => Kind::Removed,
            What::Renamed(_) => Kind::Renamed,
            What::Worded { aspect, .. } | What::Set { aspect, .. } => aspect.weighs().0,
        }
    }

    /// Returns whether it needs a new edition.
    pub const fn need(&self) -> Need {
        let answered =
            matches!(self.item.sort, Sort::Requirement | Sort::Objective | Sort::Answer | Sort::Profile | Sort::Choice);
        match &self.what {
            // What uses a scale or stands in a domain is a change of its own.
            What::Added => match self.item.sort {
                Sort::Level => Need::Yes,
                _ if answered => Need::Yes,
                _ => Need::No,
            },
            What::Removed(_) => match self.item.sort {
                Sort::Level | Sort::Target => Need::Yes,
                _ if answered => Need::Yes,
                _ => Need::No,
            },
            // Answers under an alias count.
            What::Renamed(_) => Need::No,
            What::Worded { aspect, .. } => match aspect.weighs().1 {
                Need::Perhaps if !answered => Need::No,
                need => need,
            },
            What::Set { aspect, .. } => aspect.weighs().1,
        }
    }
}

impl Changes {
    /// Returns whether both are editions of the same questionnaire.
    pub fn is_same_questionnaire(&self) -> bool {
        self.old.id == self.new.id
    }

    /// Returns whether the edition is another one.
    pub fn is_raised(&self) -> bool {
        self.old.edition != self.new.edition
    }

    /// Returns whether a new edition is needed.
    pub fn need(&self) -> Need {
        self.changes.iter().map(Change::need).max().unwrap_or(Need::No)
    }

    /// Returns the changes of a kind.
    pub fn of(&self, kind: Kind) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(move |change| change.kind() == kind)
    }

    /// Returns how many items have changed in this way.
    pub fn count(&self, kind: Kind) -> usize {
        let mut items: Vec<(Sort, &str)> =
            self.of(kind).map(|change| (change.item.sort, change.item.id.as_str())).collect();
        items.dedup();
        items.len()
    }
}

/// Compares two questionnaires, each read with all its texts.
pub fn compare(old: &Questionnaire, new: &Questionnaire) -> Changes {
    let languages = new.languages.iter().filter(|tag| old.languages.contains(tag)).cloned().collect();
    let mut comparing = Comparing { old, new, languages, changes: Vec::new() };
    comparing.whole();
    comparing.profile();
    comparing.levels();
    comparing.targets();
    comparing.scales();
    comparing.domains();
    let former = former(old, new);
    comparing.requirements(&former);
    let edition = |own: &Questionnaire| Edition {
        id: own.id.clone(),
        edition: own.edition.clone(),
        digest: own.digest.clone(),
        title: own.title.clone(),
    };
    Changes { old: edition(old), new: edition(new), changes: comparing.changes, answers: answers(old, new, &former) }
}

/// Returns which requirement of the old edition each of the new one was: that of the same id, or the only one whose
/// id is an alias of it and of no other.
fn former(old: &Questionnaire, new: &Questionnaire) -> Vec<Option<usize>> {
    let ids = |own: &Questionnaire| -> HashMap<String, usize> {
        own.requirements.iter().enumerate().map(|(position, own)| (own.id.clone(), position)).collect()
    };
    let (before, now) = (ids(old), ids(new));
    let gone = |alias: &&String| before.contains_key(*alias) && !now.contains_key(*alias);
    let mut shared: HashMap<&str, usize> = HashMap::new();
    for alias in new.requirements.iter().flat_map(|own| &own.aliases).filter(gone) {
        *shared.entry(alias).or_default() += 1;
    }
    let was = |own: &Requirement| {
        let same = before.get(&own.id).copied();
        let mut by_alias = own.aliases.iter().filter(gone).filter(|alias| shared[alias.as_str()] == 1);
        same.or_else(|| match (by_alias.next(), by_alias.next()) {
            (Some(alias), None) => before.get(alias).copied(),
            _ => None,
        })
    };
    new.requirements.iter().map(was).collect()
}

struct Comparing<'q> {
    old: &'q Questionnaire,
    new: &'q Questionnaire,
    /// Languages of both. A language that is new has new texts throughout, which one line tells.
    languages: Vec<String>,
    changes: Vec<Change>,
}

impl Comparing<'_> {
    fn tell(&mut self, item: &Item, what: What) {
        self.changes.push(Change { item: item.clone(), what });
    }

    fn worded(&mut self, item: &Item, aspect: Aspect, old: &Text, new: &Text) {
        let in_language = |text: &Text, tag: &str| {
            text.by_language().find(|(own, _)| *own == tag).map(|(_, text)| text.to_owned()).unwrap_or_default()
        };
        for language in self.languages.clone() {
            let (old, new) = (in_language(old, &language), in_language(new, &language));
            if old != new {
                self.tell(item, What::Worded { aspect, language, old, new });
            }
        }
    }

    fn set(&mut self, item: &Item, aspect: Aspect, old: Option<String>, new: Option<String>) {
        if old != new {
            self.tell(item, What::Set { aspect, old, new });
        }
    }

    /// Tells a list whose order matters: what both have, in an order of its own.
    fn order(&mut self, item: &Item, aspect: Aspect, old: &[&str], new: &[&str]) {
        let common = |list: &[&str], other: &[&str]| {
            let both: Vec<&str> = list.iter().filter(|id| other.contains(id)).copied().collect();
            both.join(", ")
        };
        self.set(item, aspect, Some(common(old, new)), Some(common(new, old)));
    }

    /// Pairs what has the same id; tells what is new, then what is gone.
    fn paired<'t, T>(
        &mut self,
        old: &'t [T],
        new: &'t [T],
        id: impl Fn(&T) -> &str,
        item: impl Fn(&T) -> Item,
    ) -> Vec<(&'t T, &'t T)> {
        let mut pairs = Vec::new();
        for own in new {
            match old.iter().find(|known| id(known) == id(own)) {
                Some(known) => pairs.push((known, own)),
                None => self.tell(&item(own), What::Added),
            }
        }
        for gone in old.iter().filter(|known| new.iter().all(|own| id(own) != id(known))) {
            self.tell(&item(gone), What::Removed(Vec::new()));
        }
        pairs
    }

    fn whole(&mut self) {
        let (old, new) = (self.old, self.new);
        // Every field is named, here and below, so that one which is added later is not forgotten.
        let Questionnaire {
            id,
            edition: _,
            languages,
            title,
            summary,
            attribution,
            same_as,
            method,
            scales: _,
            defined_scales: _,
            levels: _,
            targets: _,
            profile: _,
            domains: _,
            requirements: _,
            digest: _,
        } = new;
        let item = Item { sort: Sort::Questionnaire, id: id.clone(), title: title.clone() };
        self.worded(&item, Aspect::Title, &old.title, title);
        self.worded(&item, Aspect::Summary, &old.summary, summary);
        self.set(&item, Aspect::Languages, list(&old.languages), list(languages));
        self.set(&item, Aspect::SameAs, list(&old.same_as), list(same_as));
        let method_word = |method: Method| match method {
            Method::Rules => None,
            Method::Mean => Some("mean".to_owned()),
        };
        self.set(&item, Aspect::Method, method_word(old.method), method_word(*method));
        let Attribution { publisher, based_on, licence, disclaimer } = attribution;
        let before = &old.attribution;
        self.worded(&item, Aspect::Publisher, &before.publisher, publisher);
        self.worded(&item, Aspect::BasedOn, &before.based_on, based_on);
        self.set(&item, Aspect::Licence, Some(before.licence.clone()), Some(licence.clone()));
        self.worded(&item, Aspect::Disclaimer, &before.disclaimer, disclaimer);
    }

    fn profile(&mut self) {
        let item = |own: &ProfileQuestion| Item { sort: Sort::Profile, id: own.id.clone(), title: own.ask.clone() };
        let (old, new) = (&self.old.profile, &self.new.profile);
        for (before, now) in self.paired(old, new, |own| &own.id, item) {
            let ProfileQuestion { id, ask, choices } = now;
            self.worded(&item(now), Aspect::Ask, &before.ask, ask);
            let part = |(choice, label): &(String, Text)| Item {
                sort: Sort::Choice,
                id: format!("{id}/{choice}"),
                title: label.clone(),
            };
            for (before, now) in self.paired(&before.choices, choices, |(choice, _)| choice, part) {
                self.worded(&part(now), Aspect::Label, &before.1, &now.1);
            }
        }
    }

    fn levels(&mut self) {
        let item = |own: &Level| Item { sort: Sort::Level, id: own.id.clone(), title: own.title.clone() };
        let (old, new) = (self.old, self.new);
        for (before, now) in self.paired(&old.levels, &new.levels, |own| &own.id, item) {
            let Level { id: _, title, meaning, rule, cumulative, requires, statuses } = now;
            let item = item(now);
            self.worded(&item, Aspect::Title, &before.title, title);
            self.worded(&item, Aspect::Meaning, &before.meaning, meaning);
            self.set(&item, Aspect::Rule, Some(rule_text(&before.rule)), Some(rule_text(rule)));
            let counts = |cumulative: bool| Some(if cumulative { "cumulative" } else { "own" }.to_owned());
            self.set(&item, Aspect::Counts, counts(before.cumulative), counts(*cumulative));
            let fact = |own: &Questionnaire, fact: &Option<Fact>| fact.as_ref().map(|fact| fact_text(own, fact));
            self.set(&item, Aspect::Requires, fact(old, &before.requires), fact(new, requires));
            let Statuses { final_status, conditional, affirmation } = statuses;
            let pairs = [
                (Aspect::FinalTitle, Aspect::FinalValid, &before.statuses.final_status, final_status),
                (Aspect::ConditionalTitle, Aspect::ConditionalValid, &before.statuses.conditional, conditional),
            ];
            for (named, lasting, before, Terms { title, valid }) in pairs {
                self.worded(&item, named, &before.title, title);
                self.set(&item, lasting, before.valid.map(|own| own.to_string()), valid.map(|own| own.to_string()));
            }
            let period = |period: &Option<crate::dates::Period>| period.map(|own| own.to_string());
            self.set(&item, Aspect::Affirmation, period(&before.statuses.affirmation), period(affirmation));
        }
        let whole = Item { sort: Sort::Questionnaire, id: new.id.clone(), title: new.title.clone() };
        let ids = |own: &[Level]| own.iter().map(|level| level.id.clone()).collect::<Vec<String>>();
        let (before, now) = (ids(&old.levels), ids(&new.levels));
        self.order(&whole, Aspect::LowestFirst, &borrowed(&before), &borrowed(&now));
    }

    fn targets(&mut self) {
        let item = |own: &Target| Item { sort: Sort::Target, id: own.id.clone(), title: own.title.clone() };
        let (old, new) = (self.old, self.new);
        let raised = |own: &Questionnaire, domains: &[(usize, usize)]| {
            let raised =
                |(domain, level): &(usize, usize)| format!("{}: {}", own.domains[*domain].id, own.levels[*level].id);
            list(&domains.iter().map(raised).collect::<Vec<String>>())
        };
        for (before, now) in self.paired(&old.targets, &new.targets, |own| &own.id, item) {
            let Target { id: _, title, level, domains } = now;
            let item = item(now);
            self.worded(&item, Aspect::Title, &before.title, title);
            let level_id = |own: &Questionnaire, level: usize| Some(own.levels[level].id.clone());
            self.set(&item, Aspect::TargetLevel, level_id(old, before.level), level_id(new, *level));
            self.set(&item, Aspect::TargetDomains, raised(old, &before.domains), raised(new, domains));
        }
    }

    fn scales(&mut self) {
        let item = |own: &Scale| Item { sort: Sort::Scale, id: own.id.clone(), title: Text::default() };
        let (old, new) = (self.old.scales(), self.new.scales());
        for (before, now) in self.paired(old, new, |own| &own.id, item) {
            let Scale { id, not_applicable, unknown, answers } = now;
            let own = item(now);
            let excused = |terms: &Option<NotApplicable>| match terms {
                None => Some("forbidden".to_owned()),
                Some(NotApplicable { counts_as_met, reason_required }) => {
                    let counts = if *counts_as_met { "met" } else { "nothing" };
                    Some(format!("counts_as: {counts}{}", if *reason_required { ", reason: required" } else { "" }))
                }
            };
            self.set(&own, Aspect::NotApplicable, excused(&before.not_applicable), excused(not_applicable));
            let may = |unknown: bool| Some(if unknown { "allowed" } else { "forbidden" }.to_owned());
            self.set(&own, Aspect::Unknown, may(before.unknown), may(*unknown));
            let ids = |answers: &[Answer]| answers.iter().map(|own| own.id.clone()).collect::<Vec<String>>();
            let (first, last) = (ids(&before.answers), ids(answers));
            self.order(&own, Aspect::BestFirst, &borrowed(&first), &borrowed(&last));
            let part =
                |own: &Answer| Item { sort: Sort::Answer, id: format!("{id}/{}", own.id), title: own.label.clone() };
            for (before, now) in self.paired(&before.answers, answers, |own| &own.id, part) {
                let Answer { id: _, key, credit, passes, deduct, value, label, meaning, follow_up, reason_required } =
                    now;
                let own = part(now);
                self.worded(&own, Aspect::Label, &before.label, label);
                self.worded(&own, Aspect::Meaning, &before.meaning, meaning);
                self.worded(&own, Aspect::FollowUp, &before.follow_up, follow_up);
                self.set(&own, Aspect::Credit, text(Some(&before.credit)), text(Some(credit)));
                let yes = |is: bool| Some(is.to_string());
                self.set(&own, Aspect::Passes, yes(before.passes), yes(*passes));
                self.set(&own, Aspect::Deduct, text(before.deduct.as_ref()), text(deduct.as_ref()));
                self.set(&own, Aspect::Value, text(before.value.as_ref()), text(value.as_ref()));
                let reason = |required: bool| required.then(|| "required".to_owned());
                self.set(&own, Aspect::Reason, reason(before.reason_required), reason(*reason_required));
                self.set(&own, Aspect::Key, text(Some(&before.key)), text(Some(key)));
            }
        }
    }

    fn domains(&mut self) {
        let item = |own: &Domain| Item { sort: Sort::Domain, id: own.id.clone(), title: own.title.clone() };
        let (old, new) = (self.old, self.new);
        for (before, now) in self.paired(&old.domains, &new.domains, |own| &own.id, item) {
            let Domain { id: _, title, summary, requirements } = now;
            let item = item(now);
            self.worded(&item, Aspect::Title, &before.title, title);
            self.worded(&item, Aspect::Summary, &before.summary, summary);
            let ids = |own: &Questionnaire, range: &std::ops::Range<usize>| {
                own.requirements[range.clone()].iter().map(|own| own.id.clone()).collect::<Vec<String>>()
            };
            let (first, last) = (ids(old, &before.requirements), ids(new, requirements));
            self.order(&item, Aspect::Order, &borrowed(&first), &borrowed(&last));
        }
    }

    fn requirements(&mut self, former: &[Option<usize>]) {
        let (old, new) = (self.old, self.new);
        let item = |own: &Requirement| Item { sort: Sort::Requirement, id: own.id.clone(), title: own.title.clone() };
        for (now, was) in new.requirements.iter().zip(former) {
            match was {
                None => self.tell(&item(now), What::Added),
                Some(was) => {
                    let before = &old.requirements[*was];
                    if before.id != now.id {
                        self.tell(&item(now), What::Renamed(before.id.clone()));
                    }
                    self.requirement(before, now, &item(now));
                }
            }
        }
        for (position, gone) in old.requirements.iter().enumerate() {
            if !former.contains(&Some(position)) {
                let heirs = new.requirements.iter().filter(|own| own.aliases.contains(&gone.id));
                let heirs: Vec<String> = heirs.map(|own| own.id.clone()).collect();
                self.tell(&item(gone), What::Removed(heirs));
            }
        }
    }

    fn requirement(&mut self, before: &Requirement, now: &Requirement, item: &Item) {
        let (old, new) = (self.old, self.new);
        let Requirement {
            id: _,
            aliases,
            domain,
            level,
            scale,
            weight,
            points,
            poam,
            essential,
            effort,
            depends_on,
            condition,
            title,
            ask,
            help,
            advice,
            evidence,
            refs,
            objectives,
        } = now;
        self.worded(item, Aspect::Title, &before.title, title);
        self.worded(item, Aspect::Ask, &before.ask, ask);
        self.worded(item, Aspect::Help, &before.help, help);
        self.worded(item, Aspect::Advice, &before.advice, advice);
        self.evidence(item, &before.evidence, evidence);
        self.own_wording(before, now);
        let domain_id = |own: &Questionnaire, domain: usize| Some(own.domains[domain].id.clone());
        self.set(item, Aspect::Domain, domain_id(old, before.domain), domain_id(new, *domain));
        let level_id = |own: &Questionnaire, level: usize| Some(own.levels[level].id.clone());
        self.set(item, Aspect::Level, level_id(old, before.level), level_id(new, *level));
        let scale_id = |own: &Questionnaire, scale: usize| Some(own.scales[scale].id.clone());
        self.set(item, Aspect::Scale, scale_id(old, before.scale), scale_id(new, *scale));
        self.set(item, Aspect::Weight, text(before.weight.as_ref()), text(weight.as_ref()));
        self.set(item, Aspect::Points, text(before.points.as_ref()), text(points.as_ref()));
        let may = |own: &Questionnaire, scale: usize, poam: &Poam| match poam {
            Poam::Never => Some("never".to_owned()),
            Poam::Allowed => Some("allowed".to_owned()),
            Poam::With(answers) => Some(format!("[{}]", answer_ids(&own.scales[scale], answers).join(", "))),
        };
        self.set(item, Aspect::Poam, may(old, before.scale, &before.poam), may(new, *scale, poam));
        let yes = |is: bool| Some(is.to_string());
        self.set(item, Aspect::Essential, yes(before.essential), yes(*essential));
        let letter = |effort: Option<super::Effort>| effort.map(|own| own.letter().to_owned());
        self.set(item, Aspect::Effort, letter(before.effort), letter(*effort));
        let first = |own: &Questionnaire, positions: &[usize]| {
            list(&positions.iter().map(|&other| own.requirements[other].id.clone()).collect::<Vec<String>>())
        };
        self.set(item, Aspect::DependsOn, first(old, &before.depends_on), first(new, depends_on));
        let when = |own: &Questionnaire, condition: &Option<Condition>| {
            condition.as_ref().map(|condition| condition_text(own, condition))
        };
        self.set(item, Aspect::Condition, when(old, &before.condition), when(new, condition));
        // The alias that a rename brings along is part of the rename.
        let own = |aliases: &[String]| {
            list(&aliases.iter().filter(|alias| **alias != before.id).cloned().collect::<Vec<String>>())
        };
        self.set(item, Aspect::Aliases, own(&before.aliases), own(aliases));
        let related = |refs: &[(String, Vec<String>)]| {
            let refs = refs.iter().map(|(framework, ids)| format!("{framework}: [{}]", ids.join(", ")));
            list(&refs.collect::<Vec<String>>())
        };
        self.set(item, Aspect::Refs, related(&before.refs), related(refs));
        let part = |own: &Objective| Item {
            sort: Sort::Objective,
            id: format!("{}/{}", now.id, own.id),
            title: own.ask.clone(),
        };
        for (earlier, later) in self.paired(&before.objectives, objectives, |own| &own.id, part) {
            let Objective { id: _, aliases, answers, ask } = later;
            let own = part(later);
            self.worded(&own, Aspect::Ask, &earlier.ask, ask);
            self.set(&own, Aspect::Aliases, list(&earlier.aliases), list(aliases));
            let may =
                |own: &Questionnaire, scale: usize, answers: &[usize]| list(&answer_ids(&own.scales[scale], answers));
            self.set(
                &own,
                Aspect::ObjectiveAnswers,
                may(old, before.scale, &earlier.answers),
                may(new, *scale, answers),
            );
        }
    }

    /// Answers that a requirement words itself; the wording that a scale gives is told of the scale.
    fn own_wording(&mut self, before: &Requirement, now: &Requirement) {
        let (old, new) = (self.old, self.new);
        if before.scale < old.defined_scales && now.scale < new.defined_scales {
            return;
        }
        for answer in &new.scales[now.scale].answers {
            let earlier = old.scales[before.scale].answers.iter().find(|own| own.id == answer.id);
            let Some(earlier) = earlier else { continue };
            let item =
                Item { sort: Sort::Answer, id: format!("{}/{}", now.id, answer.id), title: answer.label.clone() };
            self.worded(&item, Aspect::Label, &earlier.label, &answer.label);
            self.worded(&item, Aspect::Meaning, &earlier.meaning, &answer.meaning);
        }
    }

    /// Hints have no ids, so those gathered in the same way are compared in their order.
    fn evidence(&mut self, item: &Item, old: &[EvidenceHint], new: &[EvidenceHint]) {
        for kind in EvidenceKind::ALL {
            let aspect = match kind {
                EvidenceKind::Examine => Aspect::Examine,
                EvidenceKind::Interview => Aspect::Interview,
                EvidenceKind::Test => Aspect::Test,
            };
            let hints = |list: &[EvidenceHint]| -> Vec<Text> {
                list.iter()
                    .filter(|EvidenceHint { kind: own, hint: _ }| *own == kind)
                    .map(|own| own.hint.clone())
                    .collect()
            };
            let (old, new) = (hints(old), hints(new));
            let none = Text::default();
            for at in 0..old.len().max(new.len()) {
                self.worded(item, aspect, old.get(at).unwrap_or(&none), new.get(at).unwrap_or(&none));
            }
        }
    }
}

/// Returns what becomes of answers to the old edition.
fn answers(old: &Questionnaire, new: &Questionnaire, former: &[Option<usize>]) -> Answers {
    let mut found = Answers::default();
    for (now, was) in new.requirements.iter().zip(former) {
        let Some(was) = was.map(|was| &old.requirements[was]) else {
            found.to_answer.push(now.id.clone());
            continue;
        };
        let scales = (old.scale_of(was), new.scale_of(now));
        let mut unless: Vec<Unless> = lost(&now.id, scales, None).into_iter().collect();
        for objective in &now.objectives {
            let id = format!("{}/{}", now.id, objective.id);
            match was.objectives.iter().find(|known| known.id == objective.id) {
                Some(known) => {
                    let own = lost(&id, scales, Some((known, objective)));
                    // What holds for the whole need not be said of each part.
                    let same = |one: &Unless, other: &Unless| {
                        (&one.answers, &one.without_reason) == (&other.answers, &other.without_reason)
                    };
                    let said = |own: &Unless| unless.first().is_some_and(|whole| same(whole, own));
                    let own = own.filter(|own| !said(own));
                    unless.extend(own);
                }
                None => found.to_answer.push(id),
            }
        }
        let is_gone = |part: &&Objective| now.objectives.iter().all(|own| own.id != part.id);
        found
            .no_longer_asked
            .extend(was.objectives.iter().filter(is_gone).map(|part| format!("{}/{}", now.id, part.id)));
        if unless.is_empty() {
            found.kept.push(now.id.clone());
        }
        found.kept_unless.append(&mut unless);
    }
    let gone = old.requirements.iter().enumerate().filter(|(position, _)| !former.contains(&Some(*position)));
    found.no_longer_asked.extend(gone.map(|(_, own)| own.id.clone()));
    found
}

/// Returns the answers that the new scale does not take as they are.
fn lost(id: &str, (old, new): (&Scale, &Scale), part: Option<(&Objective, &Objective)>) -> Option<Unless> {
    let (before, now) = (old.words(part.map(|(old, _)| old)), new.words(part.map(|(_, new)| new)));
    let needs = |scale: &Scale, word: &str| match scale.position(word) {
        Some(index) => scale.answers[index].reason_required,
        None => word == NOT_APPLICABLE && scale.not_applicable.is_some_and(|terms| terms.reason_required),
    };
    let answers = before.iter().filter(|word| !now.contains(word)).map(|word| (*word).to_owned());
    let reasons = before.iter().filter(|word| now.contains(word) && needs(new, word) && !needs(old, word));
    let unless = Unless {
        id: id.to_owned(),
        answers: answers.collect(),
        without_reason: reasons.map(|word| (*word).to_owned()).collect(),
    };
    (!unless.answers.is_empty() || !unless.without_reason.is_empty()).then_some(unless)
}

fn list(items: &[String]) -> Option<String> {
    (!items.is_empty()).then(|| items.join(", "))
}

fn borrowed(ids: &[String]) -> Vec<&str> {
    ids.iter().map(String::as_str).collect()
}

fn text<T: ToString>(value: Option<&T>) -> Option<String> {
    value.map(ToString::to_string)
}

fn answer_ids(scale: &Scale, answers: &[usize]) -> Vec<String> {
    answers.iter().map(|&index| scale.answers[index].id.clone()).collect()
}

fn rule_text(rule: &Rule) -> String {
    match rule {
        Rule::Every => "every".to_owned(),
        // As authors write it, where that is exact.
        Rule::Share(share) if Fraction::parse(&share.percent()).as_ref() == Some(share) => {
            format!("share: {}", share.percent())
        }
        Rule::Share(share) => format!("share: {share}"),
        Rule::Mean(value) => format!("value: {value}"),
        Rule::Points(Points { start, final_score, conditional, cite }) => {
            let conditional = conditional.as_ref().map(|score| format!(", conditional: {score}")).unwrap_or_default();
            let cite = if cite.is_empty() { String::new() } else { format!(", cite: [{}]", cite.join(", ")) };
            format!("points: {{start: {start}, final: {final_score}{conditional}{cite}}}")
        }
    }
}

/// Returns one value as it is, and several as a list.
fn one_or_more(question: &str, values: &[String]) -> String {
    match values {
        [one] => format!("{{question: {question}, is: {one}}}"),
        several => format!("{{question: {question}, in: [{}]}}", several.join(", ")),
    }
}

fn fact_text(own: &Questionnaire, fact: &Fact) -> String {
    let question = &own.profile[fact.question];
    let choices = fact.choices.iter().map(|&choice| question.choices[choice].0.clone());
    one_or_more(&question.id, &choices.collect::<Vec<String>>())
}

fn condition_text(own: &Questionnaire, condition: &Condition) -> String {
    let all = |word: &str, parts: &[Condition]| {
        let parts: Vec<String> = parts.iter().map(|part| condition_text(own, part)).collect();
        format!("{{{word}: [{}]}}", parts.join(", "))
    };
    match condition {
        Condition::All(parts) => all("all", parts),
        Condition::Any(parts) => all("any", parts),
        Condition::Profile(fact) => fact_text(own, fact),
        Condition::Answered { requirement, answers, not_applicable } => {
            let asked = &own.requirements[*requirement];
            let mut words = answer_ids(own.scale_of(asked), answers);
            words.extend(not_applicable.then(|| NOT_APPLICABLE.to_owned()));
            one_or_more(&asked.id, &words)
        }
    }
}
