//! A questionnaire in words and rows: what a reader wants to know of it before answering.
//!
//! The terminal shows it as a whole, and the blank questionnaire to print says the same of levels, conditions and
//! answers.

use super::coverage::{Coverage, Part, coverage};
use crate::dates::{Period, Unit};
use crate::language::{Lang, Portrait as Words, Report, fill};
use crate::questionnaire::{
    Answer, Condition, Fact, KEY_NOT_APPLICABLE, KEY_UNKNOWN, Level, Method, NOT_APPLICABLE, Questionnaire,
    Requirement, Rule, Scale, Terms, Text, UNKNOWN,
};
use crate::text::named;

/// A questionnaire, ready to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Portrait {
    /// Its title.
    pub title: String,
    /// What it is; empty where nothing is said.
    pub summary: String,
    /// Where it comes from: labels and values.
    pub facts: Vec<(String, String)>,
    /// Its levels, lowest first.
    pub levels: Vec<Named>,
    /// Ids of the levels that count requirements; none where levels are means.
    pub counting: Vec<String>,
    /// Its domains with the number of requirements of each counting level, and of all.
    pub domains: Vec<(String, Vec<usize>)>,
    /// The same for the whole.
    pub total: Vec<usize>,
    /// Its targets.
    pub targets: Vec<Named>,
    /// Facts about the firm that decide what is asked, with their choices.
    pub profile: Vec<Named>,
    /// Its scales.
    pub scales: Vec<ScaleRows>,
    /// How far each language is translated; nothing where not all were read.
    pub translations: Vec<String>,
    /// Requirements by domain: id, title and, where levels count them, the id of the level.
    pub requirements: Vec<(String, Vec<Vec<String>>)>,
    /// What it does not claim; empty where nothing is said.
    pub disclaimer: String,
}

/// Something with an id, a title and sentences on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What is to be said of it.
    pub lines: Vec<String>,
}

/// A scale with its answers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScaleRows {
    /// Its id, and how many requirements use it.
    pub name: String,
    /// Its answers: key, label, id, what they count.
    pub answers: Vec<[String; 4]>,
}

/// Puts a questionnaire into words. `all` says whether every language of it was read.
pub fn portrait(questionnaire: &Questionnaire, lang: Lang, all: bool) -> Portrait {
    let teller = Teller::new(questionnaire, lang);
    let own = |text: &Text| teller.own(text).to_owned();
    let levels = questionnaire.levels().iter().enumerate().map(|(index, level)| Named {
        id: level.id.clone(),
        title: own(&level.title),
        lines: teller.level(index),
    });
    let targets = questionnaire.targets().iter().enumerate().map(|(index, target)| Named {
        id: target.id.clone(),
        title: own(&target.title),
        lines: vec![teller.target(index)],
    });
    let profile = questionnaire.profile().iter().map(|question| Named {
        id: question.id.clone(),
        title: own(&question.ask),
        lines: question.choices.iter().map(|(id, label)| named(id, "  ", teller.own(label))).collect(),
    });
    let requirements = questionnaire.domains().iter().map(|domain| {
        let rows = questionnaire.requirements()[domain.requirements.clone()].iter();
        let level = |one: &Requirement| teller.counting().map(|level| level.id.clone()).nth(one.level);
        let row = rows.map(|one| [one.id.clone(), own(&one.title)].into_iter().chain(level(one)).collect());
        (named(&domain.id, " ", teller.own(&domain.title)), row.collect())
    });
    Portrait {
        title: own(questionnaire.title()),
        summary: own(questionnaire.summary()),
        facts: teller.facts(),
        levels: levels.collect(),
        counting: teller.counting().map(|level| level.id.clone()).collect(),
        domains: (0..questionnaire.domains().len()).map(|domain| teller.domain(domain)).collect(),
        total: teller.counts(0..questionnaire.requirements().len()),
        targets: targets.collect(),
        profile: profile.collect(),
        scales: (0..questionnaire.scales().len()).map(|scale| teller.scale(scale)).collect(),
        translations: if all {
            coverage(questionnaire).iter().map(|one| teller.translated(one)).collect()
        } else {
            vec![]
        },
        requirements: requirements.collect(),
        disclaimer: own(&questionnaire.attribution().disclaimer),
    }
}

/// Tells of a questionnaire in a language.
#[derive(Debug, Clone, Copy)]
pub struct Teller<'q> {
    questionnaire: &'q Questionnaire,
    lang: Lang,
    words: &'static Words,
}

impl<'q> Teller<'q> {
    /// Begins to tell.
    pub fn new(questionnaire: &'q Questionnaire, lang: Lang) -> Self {
        Self { questionnaire, lang, words: &lang.words().portrait }
    }

    /// Returns a text in the language.
    pub fn own(&self, text: &'q Text) -> &'q str {
        text.get(self.lang.tag())
    }

    fn report(&self) -> &'static Report {
        &self.lang.words().report
    }

    /// Returns where the questionnaire comes from: labels and values.
    pub fn facts(&self) -> Vec<(String, String)> {
        let (questionnaire, report) = (self.questionnaire, self.report());
        let attribution = questionnaire.attribution();
        let languages: Vec<String> =
            questionnaire.languages().iter().map(|tag| language_name(tag, self.lang)).collect();
        let edition = [("id", questionnaire.id()), ("edition", questionnaire.edition())];
        let facts = [
            (report.questionnaire, fill(report.edition_value, &edition)),
            (report.publisher, self.own(&attribution.publisher).to_owned()),
            (report.based_on, self.own(&attribution.based_on).to_owned()),
            (report.licence, attribution.licence.clone()),
            (self.words.languages, languages.join(self.lang.comma())),
            (report.digest, questionnaire.digest().to_owned()),
        ];
        let given = facts.into_iter().filter(|(_, value)| !value.is_empty());
        given.map(|(label, value)| (label.to_owned(), value)).collect()
    }

    fn counted(&self, count: usize) -> String {
        let text = if count == 1 { self.words.requirement } else { self.words.requirements };
        fill(text, &[("count", &count.to_string())])
    }

    /// Returns the levels that count requirements. Where levels are means, every requirement counts for all of them.
    fn counting(&self) -> impl Iterator<Item = &'q Level> {
        let by_mean = self.questionnaire.method() == Method::Mean;
        self.questionnaire.levels().iter().filter(move |_| !by_mean)
    }

    /// Returns what a level means, how it is decided, and what follows from it.
    pub fn level(&self, index: usize) -> Vec<String> {
        let level = &self.questionnaire.levels()[index];
        let meaning = self.own(&level.meaning).to_owned();
        let own = self.questionnaire.requirements().iter().filter(|own| self.questionnaire.counts(index, own));
        let counts = match self.counting().next() {
            Some(_) => fill(self.words.counts, &[("requirements", &self.counted(own.count()))]),
            None => String::new(),
        };
        let decided = self.lang.sentences(&[&rule(self.lang, &level.rule), &counts]);
        let requires = level.requires.as_ref().map(|fact| fill(self.words.only_if, &[("condition", &self.fact(fact))]));
        let lines = [meaning, decided].into_iter().chain(requires).chain(self.statuses(level));
        lines.filter(|line| !line.is_empty()).collect()
    }

    fn statuses(&self, level: &Level) -> Vec<String> {
        let told = |form: &str, terms: &Terms| {
            let valid = terms.valid.map(|period| fill(self.words.valid, &[("period", &self.period(period))]));
            let name = self.own(&terms.title).to_owned();
            let said: Vec<String> = std::iter::once(name).filter(|name| !name.is_empty()).chain(valid).collect();
            (!said.is_empty()).then(|| fill(form, &[("terms", &said.join(self.lang.pause()))]))
        };
        let affirmed = level.statuses.affirmation;
        let affirmed = affirmed.map(|period| fill(self.words.affirmed, &[("period", &self.period(period))]));
        [
            told(self.words.for_good, &level.statuses.final_status),
            told(self.words.on_condition, &level.statuses.conditional),
            affirmed,
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    fn period(&self, period: Period) -> String {
        let words = self.words;
        let text = match (period.unit, period.count) {
            (Unit::Days, 1) => words.day,
            (Unit::Days, _) => words.days,
            (Unit::Months, 1) => words.month,
            (Unit::Months, _) => words.months,
            (Unit::Years, 1) => words.year,
            (Unit::Years, _) => words.years,
        };
        fill(text, &[("count", &period.count.to_string())])
    }

    /// Returns what a target asks: a level for all, and higher ones for some domains.
    pub fn target(&self, index: usize) -> String {
        let target = &self.questionnaire.targets()[index];
        let title = |level: usize| self.own(&self.questionnaire.levels()[level].title);
        let domains = target.domains.iter().map(|&(domain, level)| {
            let domain = &self.questionnaire.domains()[domain];
            self.lang.labelled(&named(&domain.id, " ", self.own(&domain.title)), title(level))
        });
        self.lang.detailed(title(target.level), &domains.collect::<Vec<String>>())
    }

    /// Returns how many of some requirements belong to each level, and how many there are.
    fn counts(&self, requirements: std::ops::Range<usize>) -> Vec<usize> {
        let own = &self.questionnaire.requirements()[requirements];
        let levels = 0..self.counting().count();
        levels.map(|level| own.iter().filter(|own| own.level == level).count()).chain([own.len()]).collect()
    }

    fn domain(&self, index: usize) -> (String, Vec<usize>) {
        let domain = &self.questionnaire.domains()[index];
        (named(&domain.id, " ", self.own(&domain.title)), self.counts(domain.requirements.clone()))
    }

    /// Returns a scale with its answers, and with what is no answer of its own: "not applicable", "don't know".
    pub fn scale(&self, index: usize) -> ScaleRows {
        let scale = &self.questionnaire.scales()[index];
        let used = self
            .questionnaire
            .requirements()
            .iter()
            .filter(|own| self.questionnaire.scale_of(own).id == scale.id)
            .count();
        ScaleRows {
            name: self.lang.detailed(&scale.id, &[self.counted(used)]),
            answers: scale.words(None).into_iter().map(|word| self.answer_row(scale, word)).collect(),
        }
    }

    fn answer_row(&self, scale: &Scale, word: &str) -> [String; 4] {
        let words = self.words;
        let (key, counts) = match (scale.position(word), scale.not_applicable) {
            (Some(index), _) => (scale.answers[index].key, self.worth(&scale.answers[index])),
            (None, Some(terms)) if word == NOT_APPLICABLE => {
                let counts = if terms.counts_as_met { words.as_met } else { words.as_nothing };
                let reason = terms.reason_required.then_some(words.with_reason);
                (KEY_NOT_APPLICABLE, [counts].into_iter().chain(reason).collect::<Vec<_>>().join(self.lang.pause()))
            }
            (None, _) => (KEY_UNKNOWN, words.as_range.to_owned()),
        };
        [key.to_string(), self.label(scale, word), word.to_owned(), counts]
    }

    /// Returns what people read for a word that may be answered.
    pub fn label(&self, scale: &'q Scale, word: &str) -> String {
        match scale.position(word) {
            Some(index) => self.own(&scale.answers[index].label).to_owned(),
            None if word == UNKNOWN => self.lang.words().interview.unknown.to_owned(),
            None => self.lang.words().interview.not_applicable.to_owned(),
        }
    }

    /// Returns what an answer counts.
    fn worth(&self, answer: &Answer) -> String {
        let words = self.words;
        let told = |form: &str, value: String| fill(form, &[("value", &value)]);
        let follow_up = self.own(&answer.follow_up);
        let parts = [
            Some(told(words.credit, answer.credit.to_string())),
            answer.value.as_ref().map(|value| told(words.value, value.rounded(2))),
            answer.deduct.as_ref().map(|points| told(words.deduct, points.rounded(2))),
            answer.reason_required.then(|| words.with_reason.to_owned()),
            (!follow_up.is_empty()).then(|| told(words.follow_up, follow_up.to_owned())),
        ];
        parts.into_iter().flatten().collect::<Vec<String>>().join(self.lang.pause())
    }

    /// Returns the condition under which a requirement is asked, as a sentence.
    pub fn asked_if(&self, condition: &Condition) -> String {
        fill(self.words.asked_if, &[("condition", &self.condition(condition, true))])
    }

    fn condition(&self, condition: &Condition, outermost: bool) -> String {
        let joined = |parts: &[Condition], word: &str| {
            let told: Vec<String> = parts.iter().map(|part| self.condition(part, parts.len() == 1)).collect();
            let text = told.join(word);
            if outermost || told.len() == 1 { text } else { self.lang.bracketed(&text) }
        };
        match condition {
            Condition::All(parts) => joined(parts, self.words.and),
            Condition::Any(parts) => joined(parts, self.words.or),
            Condition::Profile(fact) => self.fact(fact),
            Condition::Answered { requirement, answers, not_applicable } => {
                let own = &self.questionnaire.requirements()[*requirement];
                let scale = self.questionnaire.scale_of(own);
                let words = answers.iter().map(|&answer| self.own(&scale.answers[answer].label).to_owned());
                let excused = not_applicable.then(|| self.label(scale, NOT_APPLICABLE));
                let values = [("id", own.id.clone()), ("answers", self.choice(words.chain(excused)))];
                fill(self.words.answered, &values)
            }
        }
    }

    /// Returns a fact about the firm as part of a sentence.
    pub fn fact(&self, fact: &Fact) -> String {
        let question = &self.questionnaire.profile()[fact.question];
        let choices = fact.choices.iter().map(|&choice| self.own(&question.choices[choice].1).to_owned());
        let values = [("question", self.own(&question.ask).to_owned()), ("answers", self.choice(choices))];
        fill(self.words.fact, &values)
    }

    /// Returns quoted words of which one is meant.
    fn choice(&self, words: impl Iterator<Item = String>) -> String {
        let quoted: Vec<String> = words.map(|word| self.lang.quoted(&word)).collect();
        quoted.join(self.words.or_answer)
    }

    fn translated(&self, coverage: &Coverage) -> String {
        let words = self.words;
        let number = |count: usize| count.to_string();
        let values = [
            ("language", language_name(&coverage.language, self.lang)),
            ("present", number(coverage.present)),
            ("expected", number(coverage.expected)),
            ("percent", number(coverage.percent())),
        ];
        let told = fill(words.translated, &values);
        if coverage.lacking.is_empty() {
            return told;
        }
        let parts = coverage.lacking.iter().map(|(part, count)| {
            let name = match part {
                Part::Head => words.part_head,
                Part::Scales => words.scales,
                Part::Levels => self.report().section_levels,
                Part::Targets => words.targets,
                Part::Profile => self.report().profile,
                Part::Domain(domain) => &self.questionnaire.domains()[*domain].id,
            };
            fill(words.part_lacks, &[("part", name), ("count", &number(*count))])
        });
        let list = parts.collect::<Vec<String>>().join(self.lang.comma());
        self.lang.sentences(&[&told, &fill(words.lacking, &[("parts", &list)])])
    }
}

/// Returns the name of a language by its tag, or the tag where the program has no name for it.
pub fn language_name(tag: &str, lang: Lang) -> String {
    let known = Lang::ALL.into_iter().find(|known| known.tag() == tag);
    known.map_or_else(|| tag.to_owned(), |known| lang.words().report.language_name(known).to_owned())
}

/// Returns the rule of a level in words.
pub fn rule(lang: Lang, rule: &Rule) -> String {
    let words = &lang.words().report;
    match rule {
        Rule::Every => words.rule_every.to_owned(),
        Rule::Share(share) => fill(words.rule_share, &[("share", &share.percent())]),
        Rule::Mean(value) => fill(words.rule_mean, &[("value", &value.rounded(2))]),
        Rule::Points(points) => {
            let conditional = points.conditional.as_ref().map(|score| score.rounded(2));
            let text = if conditional.is_some() { words.rule_points_conditional } else { words.rule_points };
            let conditional = conditional.unwrap_or_default();
            let (start, end) = (points.start.rounded(2), points.final_score.rounded(2));
            fill(text, &[("start", &start), ("final", &end), ("conditional", &conditional)])
        }
    }
}
