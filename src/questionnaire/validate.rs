//! Turns a questionnaire as written into one that makes sense, and reports everything that does not.

use std::collections::HashMap;

use super::texts::Beside;
use super::{
    Answer, Attribution, Condition, Domain, Effort, EvidenceHint, EvidenceKind, FORMAT, Level, Method, NOT_APPLICABLE,
    NotApplicable, Objective, Poam, Points, ProfileQuestion, Questionnaire, Requirement, Rule, Scale, Target, Text,
    UNKNOWN, raw,
};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::exact::Fraction;
use crate::reading::Named;

/// Letters that the interview uses itself: not applicable, back, find, skip, objectives, quit, note, unknown, evidence, mark.
pub const RESERVED_KEYS: &str = "abfkoqtuvx";

/// Under which circumstances a questionnaire is checked.
pub struct Terms<'t> {
    /// Stem of its file, which its id has to equal.
    pub stem: Option<&'t str>,
    /// All languages were read, so missing translations can be told.
    pub complete: bool,
    /// Questions have to have a text; not so when the language files were left out.
    pub expects_texts: bool,
    /// Digest of its files.
    pub digest: String,
}

/// What came out of the check.
pub struct Outcome {
    /// The questionnaire; meaningless if errors were reported.
    pub questionnaire: Option<Questionnaire>,
    /// A text has no wording in the languages that were read.
    pub lacks_texts: bool,
}

/// Checks a questionnaire and reports all that is wrong or suspicious.
pub fn validate(
    raw: &raw::Questionnaire,
    beside: Vec<Beside>,
    terms: &Terms<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Outcome {
    let languages = raw.languages.as_deref().unwrap_or_default().iter().map(|word| word.value.clone()).collect();
    let mut check = Check { raw, beside, terms, problems, languages, lacks_texts: false };
    let questionnaire = check.questionnaire();
    let lacks_texts = check.lacks_texts;
    Outcome { questionnaire, lacks_texts }
}

struct Check<'c> {
    raw: &'c raw::Questionnaire,
    beside: Vec<Beside>,
    terms: &'c Terms<'c>,
    problems: &'c mut Vec<Diagnostic>,
    languages: Vec<String>,
    lacks_texts: bool,
}

/// What a text is to its readers.
#[derive(Clone, Copy, PartialEq)]
enum Need {
    /// Has to be there.
    Required,
    /// May be missing.
    Optional,
    /// May be the same in every language (a name).
    Name,
}

/// Ids by name, for references.
type Index = HashMap<String, usize>;

impl Check<'_> {
    fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    fn questionnaire(&mut self) -> Option<Questionnaire> {
        let raw = self.raw;
        self.head();
        let scales = self.scales();
        let scale_index: Index = scales.iter().enumerate().map(|(i, scale)| (scale.id.clone(), i)).collect();
        let method = self.method();
        let levels = self.levels(method);
        let level_index: Index = levels.iter().enumerate().map(|(i, level)| (level.id.clone(), i)).collect();
        let profile = self.profile();
        let (domains, requirements) = self.domains(&scales, &scale_index, &level_index, &profile, method);
        let domain_index: Index = domains.iter().enumerate().map(|(i, domain)| (domain.id.clone(), i)).collect();
        let targets = self.targets(&level_index, &domain_index);
        self.numbers(&levels, &requirements, &scales, method);
        self.use_of(&scales, &levels, &requirements, &profile);
        self.leftover_texts();
        let title = self.text(raw.title.as_ref(), "title", Need::Required, raw.span);
        let summary = self.text(raw.summary.as_ref(), "summary", Need::Optional, raw.span);
        let attribution = self.attribution()?;
        Some(Questionnaire {
            id: raw.id.as_ref()?.value.clone(),
            edition: raw.edition.as_ref()?.value.clone(),
            languages: self.languages.clone(),
            title,
            summary,
            attribution,
            method,
            scales,
            levels,
            targets,
            profile,
            domains,
            requirements,
            digest: self.terms.digest.clone(),
        })
    }

    fn head(&mut self) {
        if let Some(format) = self.raw.format.as_ref().filter(|word| word.value != FORMAT) {
            let problem = Diagnostic::new(Code::WrongFormat, format.span);
            self.report(problem.with("found", &format.value).with("wanted", FORMAT));
        }
        if let Some(id) = &self.raw.id {
            self.well_formed(id);
            if let Some(stem) = self.terms.stem.filter(|stem| *stem != id.value) {
                self.report(Diagnostic::new(Code::IdNotFileName, id.span).with("id", &id.value).with("stem", stem));
            }
        }
        if let Some(texts) = self.raw.texts.as_ref().filter(|word| word.value != "beside") {
            self.report(not_one_of(texts, &["beside"]));
        }
        let languages = self.raw.languages.as_deref().unwrap_or_default();
        if let Some(list) = &self.raw.languages
            && list.is_empty()
        {
            self.report(Diagnostic::new(Code::NothingInside, self.raw.span).with("what", "languages"));
        }
        self.unique(languages.iter());
        for word in languages {
            self.well_formed(word);
        }
        let wanted = self.raw.id.as_ref().map(|id| id.value.clone()).unwrap_or_default();
        let foreign: Vec<Diagnostic> = self
            .beside
            .iter()
            .filter_map(|file| file.questionnaire.as_ref())
            .filter(|word| word.value != wanted)
            .map(|word| {
                Diagnostic::new(Code::ForeignTexts, word.span).with("found", &word.value).with("wanted", &wanted)
            })
            .collect();
        self.problems.extend(foreign);
    }

    /// Ids are typed, searched and used in file names: letters, digits and `. - _ & [ ]` only.
    fn well_formed(&mut self, id: &raw::Word) {
        let good = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '&' | '[' | ']');
        if !id.value.chars().all(good) || id.value.len() > 64 {
            self.report(Diagnostic::new(Code::BadId, id.span).with("id", &id.value));
        }
    }

    fn unique<'w>(&mut self, words: impl Iterator<Item = &'w raw::Word>) {
        let mut seen: HashMap<String, Span> = HashMap::new();
        for word in words {
            let folded = word.value.to_lowercase();
            if let Some(first) = seen.get(&folded) {
                self.report(Diagnostic::new(Code::DuplicateId, word.span).with("id", &word.value).related(*first));
            } else {
                seen.insert(folded, word.span);
            }
        }
    }

    fn attribution(&mut self) -> Option<Attribution> {
        let raw = self.raw.attribution.as_ref()?;
        Some(Attribution {
            publisher: self.text(raw.publisher.as_ref(), "attribution/publisher", Need::Name, raw.span),
            based_on: self.text(raw.based_on.as_ref(), "attribution/based_on", Need::Name, raw.span),
            licence: raw.licence.as_ref()?.value.clone(),
            disclaimer: self.text(raw.disclaimer.as_ref(), "attribution/disclaimer", Need::Optional, raw.span),
        })
    }

    fn method(&mut self) -> Method {
        let Some(method) = self.raw.scoring.as_ref().and_then(|scoring| scoring.method.as_ref()) else {
            return Method::Rules;
        };
        match method.value.as_str() {
            "mean" => Method::Mean,
            "rules" => Method::Rules,
            _ => {
                self.report(not_one_of(method, &["rules", "mean"]));
                Method::Rules
            }
        }
    }

    fn scales(&mut self) -> Vec<Scale> {
        let Some(Named(raw)) = &self.raw.scales else {
            return Vec::new();
        };
        raw.iter().map(|(id, scale)| self.scale(id, scale)).collect()
    }

    fn scale(&mut self, id: &raw::Word, raw: &raw::Scale) -> Scale {
        self.well_formed(id);
        let answers_raw = raw.answers.as_deref().unwrap_or_default();
        self.unique(answers_raw.iter().filter_map(|answer| answer.id.as_ref()));
        let mut keys: HashMap<char, Span> = HashMap::new();
        let mut answers: Vec<Answer> = Vec::new();
        for answer in answers_raw {
            let Some(answer_id) = &answer.id else { continue };
            self.well_formed(answer_id);
            if [NOT_APPLICABLE, UNKNOWN].contains(&answer_id.value.as_str()) {
                self.report(Diagnostic::new(Code::ReservedWord, answer_id.span).with("id", &answer_id.value));
            }
            let path = format!("scales/{}/{}", id.value, answer_id.value);
            let credit = self.credit(answer, answers_raw);
            if let (Some(before), Some(place)) = (answers.last(), answer.credit.as_ref().or(answer.value.as_ref()))
                && credit > before.credit
            {
                self.report(Diagnostic::new(Code::ScaleOrder, place.span).with("id", &answer_id.value));
            }
            answers.push(Answer {
                id: answer_id.value.clone(),
                key: self.shortcut(answer.key.as_ref(), &mut keys),
                credit,
                deduct: self.positive(answer.deduct.as_ref()),
                value: self.positive(answer.value.as_ref()),
                label: self.label(answer.label.as_ref(), answer_id, &format!("{path}/label")),
                follow_up: self.text(
                    answer.follow_up.as_ref(),
                    &format!("{path}/follow_up"),
                    Need::Optional,
                    answer.span,
                ),
                reason_required: self.word(answer.reason.as_ref(), &["required", "optional"]) == Some("required"),
            });
        }
        if !answers.iter().any(|answer| answer.credit.is_one()) {
            self.report(Diagnostic::new(Code::NoPassingAnswer, id.span).with("id", &id.value));
        }
        Scale {
            id: id.value.clone(),
            not_applicable: self.not_applicable(raw.not_applicable.as_ref()),
            unknown: self.word(raw.unknown.as_ref(), &["allowed", "forbidden"]) != Some("forbidden"),
            answers,
        }
    }

    /// A credit that is not given follows from the value: its part of the largest value on the scale.
    fn credit(&mut self, answer: &raw::Answer, all: &[raw::Answer]) -> Fraction {
        if let Some(credit) = &answer.credit {
            let number = self.number(credit).unwrap_or_else(Fraction::zero);
            if number.is_negative() || number > Fraction::one() {
                self.report(Diagnostic::new(Code::CreditOutOfRange, credit.span).with("found", &credit.value));
            }
            return number;
        }
        let value = |answer: &raw::Answer| answer.value.as_ref().and_then(|word| Fraction::parse(&word.value));
        let top = all.iter().filter_map(value).max();
        match (value(answer), top) {
            (Some(own), Some(top)) if !top.is_zero() => own / top,
            _ if answer.value.is_none() => {
                self.report(Diagnostic::new(Code::MissingKey, answer.span).with("key", "credit"));
                Fraction::zero()
            }
            _ => Fraction::zero(),
        }
    }

    fn shortcut(&mut self, key: Option<&raw::Word>, taken: &mut HashMap<char, Span>) -> char {
        let Some(key) = key else { return ' ' };
        let mut letters = key.value.chars();
        let (Some(letter), None) = (letters.next(), letters.next()) else {
            self.report(
                Diagnostic::new(Code::BadShortcut, key.span).with("key", &key.value).with("reserved", RESERVED_KEYS),
            );
            return ' ';
        };
        if !letter.is_ascii_lowercase() || RESERVED_KEYS.contains(letter) {
            self.report(
                Diagnostic::new(Code::BadShortcut, key.span).with("key", &key.value).with("reserved", RESERVED_KEYS),
            );
        } else if let Some(first) = taken.get(&letter) {
            self.report(Diagnostic::new(Code::DuplicateShortcut, key.span).with("key", &key.value).related(*first));
        }
        taken.entry(letter).or_insert(key.span);
        letter
    }

    fn not_applicable(&mut self, raw: Option<&raw::NotApplicable>) -> Option<NotApplicable> {
        match raw? {
            raw::NotApplicable::Word(word) => {
                if word.value != "forbidden" {
                    self.report(not_one_of(word, &["forbidden", "{counts_as: met}", "{counts_as: nothing}"]));
                }
                None
            }
            raw::NotApplicable::Allowed(terms) => Some(NotApplicable {
                counts_as_met: self.word(terms.counts_as.as_ref(), &["met", "nothing"]) == Some("met"),
                reason_required: self.word(terms.reason.as_ref(), &["required", "optional"]) == Some("required"),
            }),
        }
    }

    fn levels(&mut self, method: Method) -> Vec<Level> {
        let raw = self.raw.levels.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|level| level.id.as_ref()));
        if self.raw.levels.is_some() && raw.is_empty() {
            self.report(Diagnostic::new(Code::NothingInside, self.raw.span).with("what", "levels"));
        }
        let mut levels = Vec::new();
        for (position, level) in raw.iter().enumerate() {
            let Some(id) = &level.id else { continue };
            self.well_formed(id);
            let rule = match method {
                Method::Rules => self.rule(level),
                Method::Mean => self.mean_rule(level, position),
            };
            levels.push(Level {
                id: id.value.clone(),
                title: self.label(level.title.as_ref(), id, &format!("levels/{}/title", id.value)),
                meaning: self.text(
                    level.meaning.as_ref(),
                    &format!("levels/{}/meaning", id.value),
                    Need::Optional,
                    level.span,
                ),
                rule,
                cumulative: self.word(level.counts.as_ref(), &["cumulative", "own"]) != Some("own"),
            });
        }
        levels
    }

    fn mean_rule(&mut self, level: &raw::Level, position: usize) -> Rule {
        if level.rule.is_some() {
            self.report(Diagnostic::new(Code::TwoMethods, level.span));
        }
        let counted = i64::try_from(position + 1).expect("levels are few");
        let value = level.value.as_ref().and_then(|word| self.number(word));
        Rule::Mean(value.unwrap_or_else(|| Fraction::from(counted)))
    }

    fn rule(&mut self, level: &raw::Level) -> Rule {
        match &level.rule {
            None => Rule::Every,
            Some(raw::Rule::Word(word)) => {
                if word.value != "every" {
                    self.report(not_one_of(word, &["every", "{share: …}", "{points: …}"]));
                }
                Rule::Every
            }
            Some(raw::Rule::Share(word)) => {
                let share = self.number(word).unwrap_or_else(Fraction::one);
                if share.is_negative() || share.is_zero() || share > Fraction::one() {
                    let problem = Diagnostic::new(Code::OutOfRange, word.span);
                    self.report(problem.with("found", &word.value).with("from", "1%").with("to", "100%"));
                }
                Rule::Share(share)
            }
            Some(raw::Rule::Points(points)) => self.points_rule(points),
        }
    }

    fn points_rule(&mut self, raw: &raw::Points) -> Rule {
        let number = |check: &mut Self, word: Option<&raw::Word>| word.and_then(|word| check.number(word));
        let start = number(self, raw.start.as_ref()).unwrap_or_else(Fraction::zero);
        let final_score = number(self, raw.r#final.as_ref()).unwrap_or_else(|| start.clone());
        let conditional = number(self, raw.conditional.as_ref());
        if final_score > start || conditional.as_ref().is_some_and(|score| *score > final_score) {
            self.report(Diagnostic::new(Code::PointsRule, raw.span));
        }
        Rule::Points(Points { start, final_score, conditional })
    }

    fn profile(&mut self) -> Vec<ProfileQuestion> {
        let raw = self.raw.profile.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|question| question.id.as_ref()));
        let mut questions = Vec::new();
        for question in raw {
            let Some(id) = &question.id else { continue };
            self.well_formed(id);
            let choices = question.choices.as_deref().unwrap_or_default();
            self.unique(choices.iter().filter_map(|choice| choice.id.as_ref()));
            if question.choices.is_some() && choices.is_empty() {
                self.report(Diagnostic::new(Code::NothingInside, question.span).with("what", &id.value));
            }
            let choices = choices.iter().filter_map(|choice| {
                let own = choice.id.as_ref()?;
                let path = format!("profile/{}/choices/{}", id.value, own.value);
                Some((own.value.clone(), self.label(choice.label.as_ref(), own, &path)))
            });
            let choices = choices.collect();
            let ask = self.text(question.ask.as_ref(), &format!("profile/{}/ask", id.value), Need::Required, id.span);
            questions.push(ProfileQuestion { id: id.value.clone(), ask, choices });
        }
        questions
    }

    fn targets(&mut self, levels: &Index, domains: &Index) -> Vec<Target> {
        let raw = self.raw.targets.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|target| target.id.as_ref()));
        let mut targets = Vec::new();
        for target in raw {
            let Some(id) = &target.id else { continue };
            self.well_formed(id);
            if levels.contains_key(&id.value) {
                self.report(Diagnostic::new(Code::ReservedWord, id.span).with("id", &id.value));
            }
            let title = self.label(target.title.as_ref(), id, &format!("targets/{}/title", id.value));
            let Some(level) = target.level.as_ref().and_then(|word| self.reference("level", word, levels)) else {
                continue;
            };
            let mut own = Vec::new();
            for (domain, word) in target.domains.iter().flat_map(|Named(list)| list) {
                let domain_position = self.reference("domain", domain, domains);
                let level_position = self.reference("level", word, levels);
                if let (Some(domain_position), Some(level_position)) = (domain_position, level_position) {
                    if level_position < level {
                        self.report(Diagnostic::new(Code::TargetNotRaised, word.span).with("id", &domain.value));
                    }
                    own.push((domain_position, level_position));
                }
            }
            targets.push(Target { id: id.value.clone(), title, level, domains: own });
        }
        targets
    }

    fn domains(
        &mut self,
        scales: &[Scale],
        scale_index: &Index,
        level_index: &Index,
        profile: &[ProfileQuestion],
        method: Method,
    ) -> (Vec<Domain>, Vec<Requirement>) {
        let raw = self.raw.domains.as_deref().unwrap_or_default();
        self.unique(raw.iter().filter_map(|domain| domain.id.as_ref()));
        let written: Vec<&raw::Requirement> =
            raw.iter().flat_map(|domain| domain.requirements.iter().flatten()).collect();
        self.unique(written.iter().filter_map(|requirement| requirement.id.as_ref()));
        self.aliases(&written);
        let named: Vec<&raw::Requirement> =
            written.into_iter().filter(|requirement| requirement.id.is_some()).collect();
        let positions: Index = named
            .iter()
            .enumerate()
            .filter_map(|(i, requirement)| Some((requirement.id.as_ref()?.value.clone(), i)))
            .collect();

        let mut domains = Vec::new();
        let mut requirements: Vec<Requirement> = Vec::new();
        for (position, domain) in raw.iter().enumerate() {
            let first = requirements.len();
            let own = domain.requirements.as_deref().unwrap_or_default();
            if domain.requirements.is_some() && own.is_empty() {
                let id = domain.id.as_ref().map_or("", |id| id.value.as_str());
                self.report(Diagnostic::new(Code::NothingInside, domain.span).with("what", id));
            }
            for requirement in own {
                let Some(id) = &requirement.id else { continue };
                let scale = requirement.scale.as_ref().and_then(|word| self.reference("scale", word, scale_index));
                let level = requirement.level.as_ref().and_then(|word| self.reference("level", word, level_index));
                let place = Place { domain: position, level: level.unwrap_or(0), scale: scale.unwrap_or(0) };
                let answers = scale.map(|scale| &scales[scale]);
                let read = self.requirement(requirement, id, place, answers, &positions);
                requirements.push(read);
                if let Some(condition) = &requirement.ask_when {
                    let known = Known { requirements: &requirements, scales, profile, positions: &positions };
                    let condition = self.condition(condition, requirements.len() - 1, &known);
                    let last = requirements.len() - 1;
                    requirements[last].condition = condition;
                }
            }
            let Some(id) = &domain.id else { continue };
            self.well_formed(id);
            domains.push(Domain {
                id: id.value.clone(),
                title: self.label(domain.title.as_ref(), id, &format!("domains/{}/title", id.value)),
                summary: self.text(
                    domain.summary.as_ref(),
                    &format!("domains/{}/summary", id.value),
                    Need::Optional,
                    id.span,
                ),
                requirements: first..requirements.len(),
            });
        }
        if self.raw.domains.is_some() && raw.is_empty() {
            self.report(Diagnostic::new(Code::NothingInside, self.raw.span).with("what", "domains"));
        }
        self.cycles(&requirements, &named);
        if method == Method::Mean {
            self.values(&requirements, &named, scales);
        }
        (domains, requirements)
    }

    /// An alias may be shared, but must not be the id of another requirement.
    fn aliases(&mut self, written: &[&raw::Requirement]) {
        let ids: HashMap<String, Span> = written
            .iter()
            .filter_map(|requirement| requirement.id.as_ref())
            .map(|id| (id.value.to_lowercase(), id.span))
            .collect();
        for alias in written.iter().flat_map(|requirement| requirement.aliases.iter().flatten()) {
            self.well_formed(alias);
            if let Some(first) = ids.get(&alias.value.to_lowercase()) {
                self.report(Diagnostic::new(Code::AliasIsId, alias.span).with("id", &alias.value).related(*first));
            }
        }
    }

    fn requirement(
        &mut self,
        raw: &raw::Requirement,
        id: &raw::Word,
        place: Place,
        scale: Option<&Scale>,
        positions: &Index,
    ) -> Requirement {
        self.well_formed(id);
        let path = format!("requirements/{}", id.value);
        let ask = self.text(raw.ask.as_ref(), &format!("{path}/ask"), Need::Required, id.span);
        let help = self.text(raw.help.as_ref(), &format!("{path}/help"), Need::Optional, id.span);
        if self.terms.complete && help.is_empty() {
            self.report(Diagnostic::new(Code::NoHelp, id.span).with("id", &id.value));
        }
        let depends_on = raw.depends_on.iter().flatten();
        let depends_on = depends_on.filter_map(|word| self.reference("requirement", word, positions)).collect();
        Requirement {
            id: id.value.clone(),
            aliases: raw.aliases.iter().flatten().map(|alias| alias.value.clone()).collect(),
            domain: place.domain,
            level: place.level,
            scale: place.scale,
            weight: self.positive(raw.weight.as_ref()),
            points: self.positive(raw.points.as_ref()),
            poam: self.poam(raw.poam.as_ref(), scale),
            essential: self.word(raw.essential.as_ref(), &["true", "false"]) == Some("true"),
            effort: self.effort(raw.effort.as_ref()),
            depends_on,
            condition: None,
            title: self.label(raw.title.as_ref(), id, &format!("{path}/title")),
            ask,
            help,
            advice: self.text(raw.advice.as_ref(), &format!("{path}/advice"), Need::Optional, id.span),
            evidence: self.evidence(raw, id, &path),
            refs: self.refs(raw),
            objectives: self.objectives(raw, id, &path),
        }
    }

    fn poam(&mut self, raw: Option<&raw::WordOrList>, scale: Option<&Scale>) -> Poam {
        match raw {
            None => Poam::Never,
            Some(raw::WordOrList::Word(word)) => match self.word(Some(word), &["allowed", "never"]) {
                Some("allowed") => Poam::Allowed,
                _ => Poam::Never,
            },
            Some(raw::WordOrList::List(words)) => {
                let Some(scale) = scale else { return Poam::Never };
                let index: Index = scale.answers.iter().enumerate().map(|(i, answer)| (answer.id.clone(), i)).collect();
                Poam::With(words.iter().filter_map(|word| self.reference("answer", word, &index)).collect())
            }
        }
    }

    fn effort(&mut self, raw: Option<&raw::Word>) -> Option<Effort> {
        match self.word(raw, &["S", "M", "L"])? {
            "S" => Some(Effort::Small),
            "M" => Some(Effort::Medium),
            _ => Some(Effort::Large),
        }
    }

    fn evidence(&mut self, raw: &raw::Requirement, id: &raw::Word, path: &str) -> Vec<EvidenceHint> {
        let mut hints: Vec<EvidenceHint> = Vec::new();
        for evidence in raw.evidence.iter().flatten() {
            let Some(kind) = self.word(evidence.kind.as_ref(), &["examine", "interview", "test"]) else {
                continue;
            };
            let kind = EvidenceKind::from_word(kind).expect("the word is one of the kinds");
            let hint = self.text(
                evidence.hint.as_ref(),
                &format!("{path}/evidence/{}", kind.word()),
                Need::Optional,
                evidence.span,
            );
            if self.terms.complete && hint.is_empty() {
                self.report(Diagnostic::new(Code::NoHint, evidence.span).with("id", &id.value));
            }
            hints.push(EvidenceHint { kind, hint });
        }
        for kind in EvidenceKind::ALL {
            if hints.iter().all(|hint| hint.kind != kind) {
                let hint = self.text(None, &format!("{path}/evidence/{}", kind.word()), Need::Optional, id.span);
                if !hint.is_empty() {
                    hints.push(EvidenceHint { kind, hint });
                }
            }
        }
        hints
    }

    fn refs(&mut self, raw: &raw::Requirement) -> Vec<(String, Vec<String>)> {
        let refs = raw.refs.iter().flat_map(|Named(list)| list);
        refs.map(|(framework, ids)| (framework.value.clone(), ids.iter().map(|id| id.value.clone()).collect()))
            .collect()
    }

    fn objectives(&mut self, raw: &raw::Requirement, id: &raw::Word, path: &str) -> Vec<Objective> {
        let written = raw.objectives.as_deref().unwrap_or_default();
        let ids = |objective: &raw::Objective| match objective {
            raw::Objective::Id(word) => Some(word.clone()),
            raw::Objective::Full(full) => full.id.clone(),
        };
        let words: Vec<raw::Word> = written.iter().filter_map(ids).collect();
        self.unique(words.iter());
        let mut objectives = Vec::new();
        for objective in written {
            let Some(letter) = ids(objective) else { continue };
            self.well_formed(&letter);
            let (aliases, ask) = match objective {
                raw::Objective::Id(_) => (Vec::new(), None),
                raw::Objective::Full(full) => {
                    (full.aliases.iter().flatten().map(|alias| alias.value.clone()).collect(), full.ask.as_ref())
                }
            };
            let path = format!("{path}/objectives/{}", letter.value);
            let place = if letter.span.start == 0 { id.span } else { letter.span };
            objectives.push(Objective {
                id: letter.value.clone(),
                aliases,
                ask: self.text(ask, &path, Need::Required, place),
            });
        }
        objectives
    }

    fn condition(&mut self, raw: &raw::Condition, own: usize, known: &Known<'_>) -> Option<Condition> {
        match raw {
            raw::Condition::All(list) | raw::Condition::Any(list) => {
                let all = matches!(raw, raw::Condition::All(_));
                if list.value.is_empty() {
                    let code = if all { Code::AlwaysTrue } else { Code::NeverTrue };
                    self.report(Diagnostic::new(code, list.span));
                }
                let parts = list.value.iter().filter_map(|part| self.condition(part, own, known)).collect();
                Some(if all { Condition::All(parts) } else { Condition::Any(parts) })
            }
            raw::Condition::Clause(clause) => self.clause(clause, own, known),
        }
    }

    fn clause(&mut self, raw: &raw::Clause, own: usize, known: &Known<'_>) -> Option<Condition> {
        let question = raw.question.as_ref()?;
        let given =
            [raw.is.is_some(), raw.r#in.is_some(), raw.at_least.is_some()].iter().filter(|given| **given).count();
        if given != 1 {
            self.report(Diagnostic::new(Code::MissingKey, question.span).with("key", "is, in, at_least"));
            return None;
        }
        let words: Vec<&raw::Word> = raw.is.iter().chain(raw.r#in.iter().flatten()).collect();
        if let Some(position) = known.profile.iter().position(|fact| fact.id == question.value) {
            return self.profile_clause(raw, position, &words, known);
        }
        let Some(&position) = known.positions.get(&question.value) else {
            let names =
                known.profile.iter().map(|fact| fact.id.as_str()).chain(known.positions.keys().map(String::as_str));
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            let problem = Diagnostic::new(Code::UnknownName, question.span)
                .with("what", "question")
                .with("name", &question.value);
            self.report(problem.choices(&question.value, names));
            return None;
        };
        if position >= own {
            self.report(Diagnostic::new(Code::LaterQuestion, question.span).with("name", &question.value));
            return None;
        }
        let scale = known.scales.get(known.requirements[position].scale)?;
        let index: Index = scale.answers.iter().enumerate().map(|(i, answer)| (answer.id.clone(), i)).collect();
        let met = scale.not_applicable.is_some_and(|terms| terms.counts_as_met);
        let (answers, not_applicable) = match &raw.at_least {
            Some(least) => ((0..=self.reference("answer", least, &index)?).collect(), met),
            None => {
                let named = words.iter().any(|word| word.value == NOT_APPLICABLE);
                let rest: Vec<usize> = words
                    .iter()
                    .filter(|word| word.value != NOT_APPLICABLE)
                    .filter_map(|word| self.reference("answer", word, &index))
                    .collect();
                (rest, named && scale.not_applicable.is_some())
            }
        };
        self.suspicious(
            raw,
            &answers,
            scale.answers.len() + usize::from(scale.not_applicable.is_some()),
            not_applicable,
        );
        Some(Condition::Answered { requirement: position, answers, not_applicable })
    }

    fn profile_clause(
        &mut self,
        raw: &raw::Clause,
        position: usize,
        words: &[&raw::Word],
        known: &Known<'_>,
    ) -> Option<Condition> {
        if let Some(least) = &raw.at_least {
            self.report(Diagnostic::new(Code::NoOrder, least.span).with("name", &known.profile[position].id));
            return None;
        }
        let choices = &known.profile[position].choices;
        let index: Index = choices.iter().enumerate().map(|(i, (id, _))| (id.clone(), i)).collect();
        let accepted: Vec<usize> = words.iter().filter_map(|word| self.reference("answer", word, &index)).collect();
        self.suspicious(raw, &accepted, choices.len(), false);
        Some(Condition::Profile { question: position, choices: accepted })
    }

    fn suspicious(&mut self, raw: &raw::Clause, accepted: &[usize], possible: usize, not_applicable: bool) {
        let mut distinct = accepted.to_vec();
        distinct.sort_unstable();
        distinct.dedup();
        let count = distinct.len() + usize::from(not_applicable);
        if count == 0 {
            self.report(Diagnostic::new(Code::NeverTrue, raw.span));
        } else if count == possible {
            self.report(Diagnostic::new(Code::AlwaysTrue, raw.span));
        }
    }

    /// Walks the dependencies; a requirement met again on its own path depends on itself.
    fn cycles(&mut self, requirements: &[Requirement], written: &[&raw::Requirement]) {
        let mut state = vec![0u8; requirements.len()];
        for start in 0..requirements.len() {
            let mut path = vec![(start, 0)];
            if state[start] != 0 {
                continue;
            }
            state[start] = 1;
            while let Some((at, next)) = path.pop() {
                let Some(&to) = requirements[at].depends_on.get(next) else {
                    state[at] = 2;
                    continue;
                };
                path.push((at, next + 1));
                if state[to] == 1 {
                    let place = written[at].depends_on.as_ref().and_then(|list| list.first()).map(|word| word.span);
                    self.report(Diagnostic::new(Code::Cycle, place).with("id", &requirements[to].id));
                } else if state[to] == 0 {
                    state[to] = 1;
                    path.push((to, 0));
                }
            }
        }
    }

    /// Under the method `mean` every answer that a requirement can have needs a value.
    fn values(&mut self, requirements: &[Requirement], written: &[&raw::Requirement], scales: &[Scale]) {
        for (requirement, raw) in requirements.iter().zip(written) {
            if scales
                .get(requirement.scale)
                .is_some_and(|scale| scale.answers.iter().any(|answer| answer.value.is_none()))
            {
                let place = raw.scale.as_ref().map(|word| word.span);
                self.report(Diagnostic::new(Code::MissingValue, place).with("id", &requirement.id));
            }
        }
    }

    /// Weights and points that the rules need.
    fn numbers(&mut self, levels: &[Level], requirements: &[Requirement], scales: &[Scale], method: Method) {
        let written: Vec<&raw::Requirement> = self
            .raw
            .domains
            .iter()
            .flatten()
            .flat_map(|domain| domain.requirements.iter().flatten())
            .filter(|requirement| requirement.id.is_some())
            .collect();
        let counts = |level: usize, requirement: &Requirement| {
            requirement.level == level || (levels[level].cumulative && requirement.level < level)
        };
        for (requirement, raw) in requirements.iter().zip(written) {
            let place = raw.id.as_ref().map(|id| id.span);
            let needs = |wanted: fn(&Rule) -> bool| {
                (0..levels.len()).any(|level| wanted(&levels[level].rule) && counts(level, requirement))
            };
            let weighs = method == Method::Mean || needs(|rule| matches!(rule, Rule::Share(_)));
            if weighs && raw.weight.is_none() {
                self.report(Diagnostic::new(Code::MissingWeight, place).with("id", &requirement.id));
            }
            if needs(|rule| matches!(rule, Rule::Points(_))) && raw.points.is_none() && !requirement.essential {
                self.report(Diagnostic::new(Code::MissingPoints, place).with("id", &requirement.id));
            }
            let most = scales
                .get(requirement.scale)
                .into_iter()
                .flat_map(|scale| &scale.answers)
                .filter_map(|answer| answer.deduct.as_ref())
                .max();
            if let (Some(most), Some(points)) = (most, &requirement.points)
                && most > points
            {
                let place = raw.points.as_ref().map(|word| word.span);
                self.report(
                    Diagnostic::new(Code::DeductTooMuch, place).with("id", &requirement.id).with("found", most),
                );
            }
        }
    }

    fn use_of(
        &mut self,
        scales: &[Scale],
        levels: &[Level],
        requirements: &[Requirement],
        profile: &[ProfileQuestion],
    ) {
        for (position, level) in levels.iter().enumerate() {
            if self.raw.scoring.is_none() && requirements.iter().all(|requirement| requirement.level != position) {
                let place =
                    self.raw.levels.iter().flatten().filter_map(|raw| raw.id.as_ref()).find(|id| id.value == level.id);
                let place = place.map(|id| id.span);
                self.report(Diagnostic::new(Code::EmptyLevel, place).with("id", &level.id));
            }
        }
        for (position, scale) in scales.iter().enumerate() {
            if requirements.iter().all(|requirement| requirement.scale != position) {
                let place = self.raw.scales.iter().flat_map(|Named(list)| list).find(|(id, _)| id.value == scale.id);
                let place = place.map(|(id, _)| id.span);
                self.report(Diagnostic::new(Code::UnusedScale, place).with("id", &scale.id));
            }
        }
        for (position, fact) in profile.iter().enumerate() {
            let read = requirements.iter().filter_map(|requirement| requirement.condition.as_ref());
            if !read.into_iter().any(|condition| reads_profile(condition, position)) {
                let place =
                    self.raw.profile.iter().flatten().filter_map(|raw| raw.id.as_ref()).find(|id| id.value == fact.id);
                let place = place.map(|id| id.span);
                self.report(Diagnostic::new(Code::UnusedProfile, place).with("id", &fact.id));
            }
        }
    }

    fn leftover_texts(&mut self) {
        let requirements = self.raw.domains.iter().flatten().flat_map(|domain| domain.requirements.iter().flatten());
        let ids: Vec<&str> = requirements.filter_map(|raw| raw.id.as_ref()).map(|id| id.value.as_str()).collect();
        // Title, summary and attribution are taken last, so they are not left over yet.
        let late = |path: &str| ["title", "summary"].contains(&path) || path.starts_with("attribution/");
        let mut found: Vec<Diagnostic> = Vec::new();
        for (path, text) in self.beside.iter().flat_map(Beside::unused) {
            if !late(path) {
                let written = path.split('/').nth(1).unwrap_or(path);
                let problem = Diagnostic::new(Code::TextForNothing, text.span).with("path", path);
                found.push(problem.choices(written, ids.iter().copied()));
            }
        }
        self.problems.extend(found);
    }

    /// Texts that may fall back to the id.
    fn label(&mut self, raw: Option<&raw::Text>, id: &raw::Word, path: &str) -> Text {
        let text = self.text(raw, path, Need::Optional, id.span);
        if text.is_empty() {
            Text(vec![(self.languages.first().cloned().unwrap_or_default(), id.value.clone())])
        } else {
            text
        }
    }

    fn text(&mut self, raw: Option<&raw::Text>, path: &str, need: Need, span: Span) -> Text {
        let mut found: Vec<(String, raw::Word)> = Vec::new();
        let first = self.languages.first().cloned().unwrap_or_default();
        for (lang, text) in raw.into_iter().flat_map(|raw::Text(list)| list) {
            if let Some(lang) = lang
                && !self.languages.contains(&lang.value)
            {
                let problem = Diagnostic::new(Code::NotALanguage, lang.span).with("found", &lang.value);
                let problem = problem.choices(&lang.value, self.languages.iter().map(String::as_str));
                self.problems.push(problem);
            }
            found.push((lang.as_ref().map_or_else(|| first.clone(), |lang| lang.value.clone()), text.clone()));
        }
        for file in &self.beside {
            let Some(text) = file.take(path) else { continue };
            if let Some((_, here)) = found.iter().find(|(lang, _)| *lang == file.tag) {
                self.problems.push(Diagnostic::new(Code::TextTwice, text.span).related(here.span));
            }
            found.push((file.tag.clone(), text.clone()));
        }
        let plain = raw.is_some_and(|raw::Text(list)| list.iter().any(|(lang, _)| lang.is_none()));
        self.judge(&found, need, plain, path, span);
        let order = |lang: &String| self.languages.iter().position(|known| known == lang);
        found.sort_by_key(|(lang, _)| order(lang));
        Text(found.into_iter().map(|(lang, word)| (lang, word.value)).collect())
    }

    fn judge(&mut self, found: &[(String, raw::Word)], need: Need, plain: bool, path: &str, span: Span) {
        if found.is_empty() {
            if need == Need::Required && self.terms.expects_texts {
                self.lacks_texts = true;
                let key = path.rsplit('/').next().unwrap_or(path);
                let id = path.split('/').nth(1).unwrap_or("");
                self.problems.push(Diagnostic::new(Code::MissingKey, span).with("key", key).with("id", id));
            }
            return;
        }
        if !self.terms.complete || (plain && need == Need::Name) {
            return;
        }
        for lang in &self.languages {
            if found.iter().all(|(known, _)| known != lang) {
                let place = found.first().map_or(span, |(_, word)| word.span);
                let key = path.rsplit('/').next().unwrap_or(path);
                self.problems
                    .push(Diagnostic::new(Code::MissingTranslation, place).with("lang", lang).with("key", key));
            }
        }
        if let [(_, one), (_, other)] = found
            && one.value == other.value
            && one.value.split_whitespace().count() > 3
        {
            self.problems.push(Diagnostic::new(Code::SameTranslation, other.span).related(one.span));
        }
    }

    fn reference(&mut self, what: &'static str, word: &raw::Word, known: &Index) -> Option<usize> {
        let found = known.get(&word.value).copied();
        if found.is_none() {
            let mut names: Vec<(&String, &usize)> = known.iter().collect();
            names.sort_by_key(|(_, position)| **position);
            let problem = Diagnostic::new(Code::UnknownName, word.span).with("what", what).with("name", &word.value);
            self.report(problem.choices(&word.value, names.iter().map(|(name, _)| name.as_str())));
        }
        found
    }

    fn word<'w>(&mut self, word: Option<&raw::Word>, known: &[&'w str]) -> Option<&'w str> {
        let word = word?;
        let found = known.iter().find(|known| **known == word.value).copied();
        if found.is_none() {
            self.report(not_one_of(word, known));
        }
        found
    }

    fn number(&mut self, word: &raw::Word) -> Option<Fraction> {
        let number = Fraction::parse(&word.value);
        if number.is_none() {
            self.report(Diagnostic::new(Code::NotANumber, word.span).with("found", &word.value));
        }
        number
    }

    fn positive(&mut self, word: Option<&raw::Word>) -> Option<Fraction> {
        let word = word?;
        let number = self.number(word)?;
        if number.is_negative() {
            let problem = Diagnostic::new(Code::OutOfRange, word.span).with("found", &word.value);
            self.report(problem.with("from", "0").with("to", "∞"));
        }
        Some(number)
    }
}

/// Where a requirement belongs.
struct Place {
    domain: usize,
    level: usize,
    scale: usize,
}

/// What a condition may refer to.
struct Known<'k> {
    requirements: &'k [Requirement],
    scales: &'k [Scale],
    profile: &'k [ProfileQuestion],
    positions: &'k Index,
}

fn not_one_of(word: &raw::Word, known: &[&str]) -> Diagnostic {
    Diagnostic::new(Code::NotOneOf, word.span).with("found", &word.value).choices(&word.value, known.iter().copied())
}

fn reads_profile(condition: &Condition, question: usize) -> bool {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().any(|part| reads_profile(part, question)),
        Condition::Answered { .. } => false,
        Condition::Profile { question: read, .. } => *read == question,
    }
}
