//! What to begin with: assessments that lie here, questionnaires, and earlier answers that may help with a new one.

use std::io;
use std::path::{Path, PathBuf};

use super::World;
use crate::assessment::file::Places;
use crate::assessment::sheet::prove;
use crate::assessment::{Assessment, ENDING};
use crate::crosswalk::earlier::{Earlier, proposals};
use crate::interview::card::Choosing;
use crate::interview::page::Place;
use crate::interview::prompter::{Move, Prompter, Said};
use crate::language::fill;
use crate::questionnaire::{Questionnaire, Texts};
use crate::storage;
use crate::text::{named, visible};

/// What was chosen to begin with.
pub(super) enum Start {
    /// A questionnaire, by its name.
    Questionnaire(String),
    /// An assessment, by its path.
    Assessment(PathBuf),
}

/// What became of the offer to take proposals from earlier answers.
pub(super) enum Offer {
    /// These are wanted.
    Taken(Earlier),
    /// There are none, or none are wanted.
    Declined,
    /// The person went away.
    Left,
}

/// A label and more about it, as lists show it.
type Told = (String, String);

impl World<'_> {
    /// Asks what to answer; nothing if the person went away. What was begun comes first, then questionnaires, those that
    /// were first written in the language of the program before others.
    pub(super) fn choose_start(&self, prompter: &mut dyn Prompter) -> io::Result<Option<Start>> {
        let begun = assessments(Path::new(".")).into_iter().map(|path| (self.begun(&path), Start::Assessment(path)));
        let mut offered: Vec<(Told, Start)> = begun.collect();
        let tag = self.lang.tag();
        let mut fresh: Vec<(bool, Told, Start)> = Vec::new();
        for item in self.catalogue() {
            let loaded = self.load_item(&item, &Texts::Titles(tag.to_owned())).and_then(|loaded| loaded.questionnaire);
            let is_own = loaded.as_ref().is_some_and(|own| own.languages().first().is_some_and(|first| first == tag));
            let told = match &loaded {
                Some(own) => (visible(own.title().get(tag)), visible(own.summary().get(tag))),
                None => (visible(&item.name), self.words().list_broken.to_owned()),
            };
            fresh.push((!is_own, told, Start::Questionnaire(item.name)));
        }
        fresh.sort_by_key(|(is_foreign, ..)| *is_foreign);
        offered.extend(fresh.into_iter().map(|(_, told, start)| (told, start)));
        let (told, mut starts): (Vec<Told>, Vec<Start>) = offered.into_iter().unzip();
        let choosing = Choosing {
            place: Place {
                questionnaire: "gradus".to_owned(),
                part: self.lang.words().report.kicker.to_owned(),
                ..Place::default()
            },
            ask: self.words().which_ask.to_owned(),
            help: String::new(),
            items: told,
            current: None,
            cursor: 0,
            notice: None,
        };
        match prompter.choose(&choosing)? {
            Said::Given(index) => Ok(Some(starts.swap_remove(index))),
            Said::Move(_) => Ok(None),
        }
    }

    /// An assessment that lies here: whose it is, of which questionnaire, in which file.
    fn begun(&self, path: &Path) -> Told {
        let (words, tag) = (self.words(), self.lang.tag());
        let shown = visible(&path.display().to_string());
        let resume = |name: &str| fill(words.start_resume, &[("name", name)]);
        let Ok((assessment, ..)) = storage::read_assessment(path) else {
            return (resume(&shown), fill(words.start_unreadable, &[("path", &shown)]));
        };
        let loaded = self.load_for(&assessment, path, &Texts::Titles(tag.to_owned())).ok();
        let title = loaded.and_then(|loaded| loaded.questionnaire).map(|own| own.title().get(tag).to_owned());
        let title = visible(&title.unwrap_or(assessment.questionnaire.id));
        let name = if assessment.organisation.is_empty() { shown.clone() } else { visible(&assessment.organisation) };
        (resume(&named(&name, " · ", &title)), shown)
    }

    /// Asks whether answers that lie here may propose some to a new assessment.
    pub(super) fn choose_earlier(
        &self,
        questionnaire: &Questionnaire,
        own: &Path,
        prompter: &mut dyn Prompter,
    ) -> io::Result<Offer> {
        let (words, tag) = (&self.lang.words().crosswalk, self.lang.tag());
        let offers = self.others(questionnaire, own).filter_map(|(path, earlier)| {
            let proposed = proposals(questionnaire, &earlier).into_iter().flatten();
            let count = proposed.filter(|proposal| proposal.verdict.is_some()).count();
            let values = [("count", count.to_string()), ("path", visible(&path.display().to_string()))];
            let text = if count == 1 { words.offer_count_one } else { words.offer_count };
            let told = (visible(earlier.side.title.get(tag)), fill(text, &values));
            (count > 0).then_some((told, earlier))
        });
        let (mut told, mut offers): (Vec<Told>, Vec<Earlier>) = offers.unzip();
        if offers.is_empty() {
            return Ok(Offer::Declined);
        }
        told.push((words.offer_none.to_owned(), String::new()));
        let choosing = Choosing {
            place: Place {
                questionnaire: questionnaire.title().get(tag).to_owned(),
                part: self.lang.words().interview.before.to_owned(),
                ..Place::default()
            },
            ask: words.offer_ask.to_owned(),
            help: words.offer_help.to_owned(),
            items: told,
            current: None,
            cursor: 0,
            notice: None,
        };
        loop {
            match prompter.choose(&choosing)? {
                Said::Given(index) if index < offers.len() => return Ok(Offer::Taken(offers.swap_remove(index))),
                Said::Given(_) => return Ok(Offer::Declined),
                Said::Move(Move::Pause | Move::Back) => return Ok(Offer::Left),
                // Nothing is there yet to go to.
                Said::Move(_) => {}
            }
        }
    }

    /// Returns the earlier answers from which some were taken over before, as notes tell: they go on proposing.
    pub(super) fn earlier_again(
        &self,
        questionnaire: &Questionnaire,
        begun: &Assessment,
        own: &Path,
    ) -> Option<Earlier> {
        let notes: Vec<&str> = begun.answers.iter().filter_map(|(_, entry)| entry.note.as_deref()).collect();
        let is_named = |earlier: &Earlier| {
            let mut titles = earlier.side.title.by_language();
            titles.any(|(_, title)| notes.iter().any(|note| note.contains(title)))
        };
        self.others(questionnaire, own).map(|(_, earlier)| earlier).find(is_named)
    }

    /// Assessments of other questionnaires beside one.
    fn others<'o>(
        &'o self,
        questionnaire: &'o Questionnaire,
        own: &'o Path,
    ) -> impl Iterator<Item = (PathBuf, Earlier)> + 'o {
        let folder = own.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let others = assessments(folder).into_iter().filter(|path| !storage::is_same(path, own));
        others.filter_map(|path| Some((path.clone(), self.earlier_at(&path, questionnaire)?)))
    }

    /// What somebody answered to another questionnaire; nothing where it cannot be read. Whoever wants it nevertheless
    /// names it by `--from`, and is told why.
    fn earlier_at(&self, path: &Path, questionnaire: &Questionnaire) -> Option<Earlier> {
        let (assessment, places, _) = storage::read_assessment(path).ok()?;
        if assessment.questionnaire.id == questionnaire.id() {
            return None;
        }
        let other = self.load_for(&assessment, path, &self.texts()).ok()?.questionnaire?;
        earlier_of(&other, &assessment, &places)
    }
}

fn earlier_of(questionnaire: &Questionnaire, assessment: &Assessment, places: &Places) -> Option<Earlier> {
    let sheet = prove(questionnaire, assessment, places, &mut Vec::new()).ok()?;
    Some(Earlier::of_sheet(&sheet))
}

/// The assessments in a folder, by name.
fn assessments(folder: &Path) -> Vec<PathBuf> {
    let mut found = storage::checkable(folder).unwrap_or_default();
    found.retain(|path| path.to_string_lossy().ends_with(ENDING));
    found.into_iter().map(|path| path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path)).collect()
}
