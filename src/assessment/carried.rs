//! What becomes of answers when their questionnaire has a new edition. Nothing is dropped: what no longer fits stays in
//! the file with the edition under which it was answered, and is open until it is answered anew.

use super::Assessment;
use super::file::Places;
use super::sheet::{self, AnswerSheet, Asked, Fit, aim};
use crate::questionnaire::Questionnaire;

/// What became of the answers of an assessment under another edition. Requirements are indices.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Carried {
    /// The edition that was answered.
    pub from: String,
    /// The edition under which it is read.
    pub to: String,
    /// Answers that fit and count.
    pub kept: Vec<usize>,
    /// Requirements whose answer stands under a former name: that name, and the requirement.
    pub renamed: Vec<(String, usize)>,
    /// Requirements whose answer no longer fits: to be answered anew.
    pub unfit: Vec<usize>,
    /// Requirements that are asked and not answered, or not all of it: they are new, or were open before.
    pub open: Vec<usize>,
    /// Requirements that are answered and not asked: a condition hides them, or they are above the target.
    pub hidden: Vec<usize>,
    /// Entries that speak of nothing any more: ids of requirements, and `ID/a` for objectives.
    pub gone: Vec<String>,
    /// Profile questions whose answer is none any more, as the file names them: question and choice.
    pub facts: Vec<(String, String)>,
    /// The target, where there is none of that name any more.
    pub target: Option<String>,
}

/// Tells what became of the answers; nothing where they were given under this very edition.
pub fn carried(sheet: &AnswerSheet<'_>) -> Option<Carried> {
    let (questionnaire, assessment) = (sheet.questionnaire(), sheet.assessment());
    let (from, to) = (&assessment.questionnaire.edition, questionnaire.edition());
    if from == to {
        return None;
    }
    let mut found = Carried { from: from.clone(), to: to.to_owned(), ..Carried::default() };
    for (position, own) in questionnaire.requirements().iter().enumerate() {
        let entry = sheet.entry(position).filter(|entry| entry.is_answered());
        let (asked, fit) = (sheet.asked(position), sheet.fit(position));
        let list = match (entry, asked) {
            (Some(_), Asked::Hidden | Asked::AboveTarget) => Some(&mut found.hidden),
            (Some(_), _) if fit == Fit::Not => Some(&mut found.unfit),
            (Some(_), _) if sheet.is_complete(position) => Some(&mut found.kept),
            (Some(_), _) | (None, Asked::Yes) => Some(&mut found.open),
            (None, Asked::Undecided | Asked::Hidden | Asked::AboveTarget) => None,
        };
        if let Some(list) = list {
            list.push(position);
        }
        if let Some(entry) = entry {
            let name = sheet.name(position).unwrap_or_default();
            if name != own.id {
                found.renamed.push((name.to_owned(), position));
            }
            // What was put aside under an earlier edition was told then.
            if entry.edition.is_none() {
                let letters = entry.objectives.iter().map(|(letter, _)| letter);
                let gone = letters.filter(|letter| own.objectives.iter().all(|known| known.id != **letter));
                found.gone.extend(gone.map(|letter| format!("{}/{letter}", own.id)));
            }
        }
    }
    let rest = sheet.of_no_requirement().filter(|(_, entry)| entry.edition.is_none());
    found.gone.extend(rest.map(|(id, _)| id.to_owned()));
    let is_gone = |id: &str| {
        let question = questionnaire.profile().iter().position(|known| known.id == id);
        question.and_then(|question| sheet.choice(question)).is_none()
    };
    found.facts = assessment.profile.iter().filter(|(id, _)| is_gone(id)).cloned().collect();
    found.target = lacks_target(assessment, questionnaire).then(|| assessment.target.clone());
    Some(found)
}

fn lacks_target(assessment: &Assessment, questionnaire: &Questionnaire) -> bool {
    !assessment.target.is_empty() && aim(questionnaire, &assessment.target).is_none()
}

impl Assessment {
    /// Returns whether it was made for another edition of this questionnaire.
    pub fn is_of_other_edition(&self, questionnaire: &Questionnaire) -> bool {
        self.questionnaire.edition != questionnaire.edition()
    }

    /// Gives entries that stand under an alias the id of the requirement that they speak of.
    pub fn take_names(&mut self, questionnaire: &Questionnaire, wanted: impl Fn(usize) -> bool) {
        let spoken = sheet::spoken_of(questionnaire, self);
        for ((id, _), position) in self.answers.iter_mut().zip(spoken) {
            if let Some(position) = position.filter(|position| wanted(*position)) {
                questionnaire.requirements()[position].id.clone_into(id);
            }
        }
    }

    /// Makes it an assessment of this edition: what no longer fits keeps the edition under which it was answered.
    /// While it aims at something that is gone, the file stays one of the former edition; returns whether it is of
    /// this one now.
    pub fn adopt(&mut self, questionnaire: &Questionnaire) -> bool {
        self.put_aside(questionnaire);
        self.take_edition(questionnaire)
    }

    /// Names this edition and its digest, unless the file aims at something that it does not have; returns whether the
    /// file is of this edition now.
    pub fn take_edition(&mut self, questionnaire: &Questionnaire) -> bool {
        if self.is_of_other_edition(questionnaire) && lacks_target(self, questionnaire) {
            return false;
        }
        questionnaire.edition().clone_into(&mut self.questionnaire.edition);
        questionnaire.digest().clone_into(&mut self.questionnaire.digest);
        true
    }

    /// Notes the former edition in whatever does not fit this one, so that it can be told from an answer to this one.
    pub fn put_aside(&mut self, questionnaire: &Questionnaire) {
        if !self.is_of_other_edition(questionnaire) {
            return;
        }
        let former = self.questionnaire.edition.clone();
        let spoken = sheet::spoken_of(questionnaire, self);
        let fits = self.fits(questionnaire);
        for ((_, entry), own) in self.answers.iter_mut().zip(spoken) {
            let fits = own.is_some_and(|position| fits.get(position) == Some(&Fit::Whole));
            if !fits && entry.edition.is_none() {
                entry.edition = Some(former.clone());
            }
        }
        for (level, dates) in &mut self.status_dates {
            if questionnaire.level_position(level).is_none() && dates.edition.is_none() {
                dates.edition = Some(former.clone());
            }
        }
    }

    /// Takes the edition out of entries that fit this one, since they were answered anew or fit again.
    pub(super) fn forget_editions(&mut self, questionnaire: &Questionnaire) {
        // Nearly no file has any, and this runs after every reply.
        if self.answers.iter().all(|(_, entry)| entry.edition.is_none()) {
            return;
        }
        let spoken = sheet::spoken_of(questionnaire, self);
        let fits = self.fits(questionnaire);
        for ((_, entry), own) in self.answers.iter_mut().zip(spoken) {
            if own.is_some_and(|position| fits.get(position) == Some(&Fit::Whole)) {
                entry.edition = None;
            }
        }
    }

    /// How every requirement's answer fits; nothing where the file has faults besides.
    fn fits(&self, questionnaire: &Questionnaire) -> Vec<Fit> {
        let proven = sheet::prove(questionnaire, self, &Places::default(), &mut Vec::new());
        let fit = |sheet: AnswerSheet<'_>| {
            (0..questionnaire.requirements().len()).map(|position| sheet.fit(position)).collect()
        };
        proven.map(fit).unwrap_or_default()
    }
}
