//! Domains and requirements, and everything that belongs to one requirement.

use std::collections::HashMap;

use super::conditions::{Facts, Known};
use super::{Check, Index, Need};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::form::YesNo;
use crate::questionnaire::framework::framework;
use crate::questionnaire::{
    Domain, Effort, EvidenceHint, EvidenceKind, Method, Objective, Poam, Requirement, Scale, raw,
};
use crate::reading::Named;

impl Check<'_> {
    pub(super) fn domains(
        &mut self,
        scales: &mut Vec<Scale>,
        scale_index: &Index,
        level_index: &Index,
        facts: &Facts<'_>,
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

        let mut answers: Vec<Index> = scales.iter().map(answers_by_name).collect();

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
                let scale = scale.map(|scale| match self.own_wording(requirement, id, &scales[scale]) {
                    Some(own) => {
                        answers.push(answers[scale].clone());
                        scales.push(own);
                        scales.len() - 1
                    }
                    None => scale,
                });
                let place = Place { domain: position, level: level.unwrap_or(0), scale: scale.unwrap_or(0) };
                let own = scale.map(|scale| (&scales[scale], &answers[scale]));
                let read = self.requirement(requirement, id, place, own, &positions);
                requirements.push(read);
                if let Some(condition) = &requirement.ask_when {
                    let known =
                        Known { requirements: &requirements, scales, answers: &answers, facts, positions: &positions };
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
    pub(super) fn aliases(&mut self, written: &[&raw::Requirement]) {
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

    pub(super) fn requirement(
        &mut self,
        raw: &raw::Requirement,
        id: &raw::Word,
        place: Place,
        scale: Option<(&Scale, &Index)>,
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
            poam: self.poam(raw.poam.as_ref(), scale.map(|(_, answers)| answers)),
            essential: self.word(raw.essential.as_ref(), YesNo::WORDS) == Some("true"),
            effort: self.effort(raw.effort.as_ref()),
            depends_on,
            condition: None,
            title: self.label(raw.title.as_ref(), id, &format!("{path}/title")),
            ask,
            help,
            advice: self.text(raw.advice.as_ref(), &format!("{path}/advice"), Need::Optional, id.span),
            evidence: self.evidence(raw, id, &path),
            refs: self.refs(raw, id),
            objectives: self.objectives(raw, id, &path, scale),
        }
    }

    /// Returns the scale with the wording that a requirement gives its answers; none where it gives none.
    fn own_wording<'r>(&mut self, raw: &'r raw::Requirement, id: &raw::Word, scale: &Scale) -> Option<Scale> {
        let listed = |named: &'r Option<Named<raw::Text>>| named.as_ref().map_or(&[][..], |Named(list)| list);
        let (labels, meanings) = (listed(&raw.answers), listed(&raw.meanings));
        if labels.is_empty() && meanings.is_empty() && self.beside.is_empty() {
            return None;
        }
        for (word, _) in labels.iter().chain(meanings) {
            if scale.position(&word.value).is_none() {
                let known = scale.answers.iter().map(|answer| answer.id.as_str());
                let problem = Diagnostic::new(Code::UnknownName, word.span).with("what", "answer");
                self.report(problem.with("name", &word.value).choices(&word.value, known));
            }
        }
        let mut own = scale.clone();
        let mut differs = false;
        for answer in &mut own.answers {
            for (key, list, own) in
                [("answers", labels, &mut answer.label), ("meanings", meanings, &mut answer.meaning)]
            {
                let text = list.iter().find(|(word, _)| word.value == answer.id);
                let path = format!("requirements/{}/{key}/{}", id.value, answer.id);
                let place = text.map_or(id.span, |(word, _)| word.span);
                let text = self.text(text.map(|(_, text)| text), &path, Need::Optional, place);
                if !text.is_empty() {
                    *own = text;
                    differs = true;
                }
            }
        }
        differs.then_some(own)
    }

    pub(super) fn poam(&mut self, raw: Option<&raw::WordOrList>, answers: Option<&Index>) -> Poam {
        match raw {
            None => Poam::Never,
            Some(raw::WordOrList::Word(word)) => match self.word(Some(word), raw::PoamWord::WORDS) {
                Some("allowed") => Poam::Allowed,
                _ => Poam::Never,
            },
            Some(raw::WordOrList::List(words)) => {
                let Some(answers) = answers else { return Poam::Never };
                Poam::With(words.iter().filter_map(|word| self.reference("answer", word, answers)).collect())
            }
        }
    }

    pub(super) fn effort(&mut self, raw: Option<&raw::Word>) -> Option<Effort> {
        let letter = self.word(raw, &Effort::ALL.map(Effort::letter))?;
        Effort::ALL.into_iter().find(|effort| effort.letter() == letter)
    }

    pub(super) fn evidence(&mut self, raw: &raw::Requirement, id: &raw::Word, path: &str) -> Vec<EvidenceHint> {
        let mut hints: Vec<EvidenceHint> = Vec::new();
        for evidence in raw.evidence.iter().flatten() {
            let Some(kind) = self.word(evidence.kind.as_ref(), &EvidenceKind::ALL.map(EvidenceKind::word)) else {
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

    /// References stand in the requirement or in the file of references.
    pub(super) fn refs(&mut self, raw: &raw::Requirement, id: &raw::Word) -> Vec<(String, Vec<String>)> {
        let beside = self.refs_beside.get(id.value.as_str()).copied();
        if let (Some(here), Some((there, _))) = (&raw.refs, beside)
            && let Some((first, _)) = here.0.first()
        {
            self.report(Diagnostic::new(Code::TextTwice, there.span).related(first.span));
        }
        let refs = raw.refs.iter().chain(beside.map(|(_, refs)| refs)).flat_map(|Named(list)| list);
        for word in refs.clone().flat_map(|(framework, ids)| std::iter::once(framework).chain(ids)) {
            self.as_text(word);
        }
        if self.terms.complete {
            for (framework, ids) in refs.clone() {
                self.known_ids(framework, ids);
            }
        }
        refs.map(|(framework, ids)| (framework.value.clone(), ids.iter().map(|id| id.value.clone()).collect()))
            .collect()
    }

    /// Frameworks of the author's own are not known, so nothing is said of them.
    fn known_ids(&mut self, name: &raw::Word, ids: &[raw::Word]) {
        let looked_up = self.frameworks.entry(name.value.clone()).or_insert_with_key(|name| framework(name));
        let Some(known) = looked_up else { return };
        let unknown: Vec<Diagnostic> = ids
            .iter()
            .filter(|id| !known.has(&id.value))
            .map(|id| {
                let problem = Diagnostic::new(Code::UnknownReference, id.span).with("id", &id.value);
                problem.with("framework", &known.title).choices(&id.value, known.ids())
            })
            .collect();
        self.problems.extend(unknown);
    }

    pub(super) fn objectives(
        &mut self,
        raw: &raw::Requirement,
        id: &raw::Word,
        path: &str,
        scale: Option<(&Scale, &Index)>,
    ) -> Vec<Objective> {
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
            let (aliases, answers, ask) = match objective {
                raw::Objective::Id(_) => (Vec::new(), Vec::new(), None),
                raw::Objective::Full(full) => (
                    full.aliases
                        .iter()
                        .flatten()
                        .inspect(|alias| self.as_text(alias))
                        .map(|alias| alias.value.clone())
                        .collect(),
                    self.some_answers(full, scale),
                    full.ask.as_ref(),
                ),
            };
            let path = format!("{path}/objectives/{}", letter.value);
            let place = if letter.span.start == 0 { id.span } else { letter.span };
            objectives.push(Objective {
                id: letter.value.clone(),
                aliases,
                answers,
                ask: self.text(ask, &path, Need::Required, place),
            });
        }
        objectives
    }

    /// The answers that an objective may have; one that passes must be among them.
    fn some_answers(&mut self, raw: &raw::FullObjective, scale: Option<(&Scale, &Index)>) -> Vec<usize> {
        let (Some(words), Some((scale, answers))) = (&raw.answers, scale) else { return Vec::new() };
        let found: Vec<usize> = words.iter().filter_map(|word| self.reference("answer", word, answers)).collect();
        if found.len() == words.len() && !found.iter().any(|answer| scale.answers[*answer].passes) {
            let id = raw.id.as_ref().map_or("", |id| id.value.as_str());
            self.report(Diagnostic::new(Code::NoPassingAnswer, raw.span).with("id", id));
        }
        found
    }

    /// Walks the dependencies; a requirement met again on its own path depends on itself.
    pub(super) fn cycles(&mut self, requirements: &[Requirement], written: &[&raw::Requirement]) {
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
}

fn answers_by_name(scale: &Scale) -> Index {
    scale.answers.iter().enumerate().map(|(position, answer)| (answer.id.clone(), position)).collect()
}

/// Where a requirement belongs.
pub(super) struct Place {
    pub(super) domain: usize,
    pub(super) level: usize,
    pub(super) scale: usize,
}
