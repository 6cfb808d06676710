//! How far a questionnaire is translated: which texts each of its languages has, part by part.

use std::collections::BTreeSet;

use crate::questionnaire::{Questionnaire, Text};

/// A part of a questionnaire that has texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Its title and what is said of it as a whole.
    Head,
    /// The scales.
    Scales,
    /// The levels.
    Levels,
    /// The targets.
    Targets,
    /// The profile questions.
    Profile,
    /// A domain with its requirements, by its index.
    Domain(usize),
}

/// The texts of a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coverage {
    /// Its tag.
    pub language: String,
    /// Texts that there are.
    pub present: usize,
    /// Texts that there should be: all that are said in any language.
    pub expected: usize,
    /// Parts that lack some, and how many.
    pub lacking: Vec<(Part, usize)>,
}

impl Coverage {
    /// Returns the share in whole percent, rounded down: 100 only where nothing is missing.
    pub fn percent(&self) -> usize {
        (self.present * 100).checked_div(self.expected).unwrap_or(100)
    }
}

/// Returns the coverage of each language, in the questionnaire's order. All languages have to have been read.
pub fn coverage(questionnaire: &Questionnaire) -> Vec<Coverage> {
    let texts = texts(questionnaire);
    let parts: BTreeSet<Part> = texts.iter().map(|(part, _)| *part).collect();
    let of = |language: &String| {
        let has = |text: &Text| text.by_language().any(|(tag, _)| tag == language);
        let missing = |part: Part| texts.iter().filter(|(own, text)| *own == part && !has(text)).count();
        let lacking = parts.iter().map(|&part| (part, missing(part))).filter(|(_, count)| *count > 0);
        let lacking: Vec<(Part, usize)> = lacking.collect();
        let missing: usize = lacking.iter().map(|(_, count)| count).sum();
        Coverage { language: language.clone(), present: texts.len() - missing, expected: texts.len(), lacking }
    };
    questionnaire.languages().iter().map(of).collect()
}

/// Returns every text that is to be translated, with the part that it belongs to.
fn texts(questionnaire: &Questionnaire) -> Vec<(Part, &Text)> {
    let attribution = questionnaire.attribution();
    let mut found = Found(vec![
        (Part::Head, questionnaire.title()),
        (Part::Head, questionnaire.summary()),
        (Part::Head, &attribution.disclaimer),
    ]);
    for name in [&attribution.publisher, &attribution.based_on] {
        // A name is the same in every language, unless it is given in several.
        if name.by_language().count() > 1 {
            found.add(Part::Head, name);
        }
    }
    for answer in questionnaire.scales().iter().flat_map(|scale| &scale.answers) {
        found.add_label(Part::Scales, &answer.label, &answer.id);
        found.add(Part::Scales, &answer.meaning);
        found.add(Part::Scales, &answer.follow_up);
    }
    for level in questionnaire.levels() {
        found.add_label(Part::Levels, &level.title, &level.id);
        found.add(Part::Levels, &level.meaning);
        found.add(Part::Levels, &level.statuses.final_status.title);
        found.add(Part::Levels, &level.statuses.conditional.title);
    }
    for target in questionnaire.targets() {
        found.add_label(Part::Targets, &target.title, &target.id);
    }
    for question in questionnaire.profile() {
        found.add(Part::Profile, &question.ask);
        question.choices.iter().for_each(|(id, label)| found.add_label(Part::Profile, label, id));
    }
    for (index, domain) in questionnaire.domains().iter().enumerate() {
        let part = Part::Domain(index);
        found.add_label(part, &domain.title, &domain.id);
        found.add(part, &domain.summary);
        for own in &questionnaire.requirements()[domain.requirements.clone()] {
            found.add_label(part, &own.title, &own.id);
            [&own.ask, &own.help, &own.advice].into_iter().for_each(|text| found.add(part, text));
            own.evidence.iter().for_each(|evidence| found.add(part, &evidence.hint));
            own.objectives.iter().for_each(|objective| found.add(part, &objective.ask));
            // What the scale itself says of an answer was counted there.
            let general = questionnaire.scales().iter().flat_map(|scale| &scale.answers).map(|answer| &answer.meaning);
            let general: Vec<&Text> = general.collect();
            let meanings = questionnaire.scale_of(own).answers.iter().map(|answer| &answer.meaning);
            meanings.filter(|meaning| !general.contains(meaning)).for_each(|meaning| found.add(part, meaning));
        }
    }
    found.0.retain(|(_, text)| !text.is_empty());
    found.0
}

struct Found<'q>(Vec<(Part, &'q Text)>);

impl<'q> Found<'q> {
    fn add(&mut self, part: Part, text: &'q Text) {
        self.0.push((part, text));
    }

    /// Adds a label, unless the author gave none: the id is shown then, in every language.
    fn add_label(&mut self, part: Part, text: &'q Text, id: &str) {
        let mut all = text.by_language();
        if !matches!((all.next(), all.next()), (Some((_, only)), None) if only == id) {
            self.add(part, text);
        }
    }
}
