//! What an answer means for a requirement, and, where levels are means, which stage it is and what the next one would be.

use crate::assessment::sheet::{AnswerSheet, Asked, Settled};
use crate::language::{Lang, fill};
use crate::questionnaire::{Answer, Method};

fn answers<'a>(sheet: &AnswerSheet<'a>, position: usize) -> &'a [Answer] {
    let questionnaire = sheet.questionnaire();
    &questionnaire.scale_of(&questionnaire.requirements()[position]).answers
}

fn settled<'a>(sheet: &AnswerSheet<'a>, position: usize) -> Option<&'a Answer> {
    match sheet.settled(position) {
        Settled::Answer(index) if sheet.asked(position) == Asked::Yes => Some(&answers(sheet, position)[index]),
        _ => None,
    }
}

/// Returns what the answer that was given means for the requirement; empty where the questionnaire does not say.
pub fn meaning<'a>(sheet: &AnswerSheet<'a>, position: usize, lang: Lang) -> &'a str {
    settled(sheet, position).map_or("", |answer| answer.meaning.get(lang.tag()))
}

/// Returns the answer that was given as a stage, where levels are means of what stages are worth.
pub fn stage<'a>(sheet: &AnswerSheet<'a>, position: usize) -> Option<&'a Answer> {
    settled(sheet, position).filter(|_| sheet.questionnaire().method() == Method::Mean)
}

/// Returns the next stage: of the answers that are worth more than the present one that which is worth least. None where
/// nothing is settled, or at the top.
pub fn next<'a>(sheet: &AnswerSheet<'a>, position: usize) -> Option<&'a Answer> {
    let now = stage(sheet, position)?;
    let above = answers(sheet, position).iter().filter(|answer| answer.value > now.value);
    above.min_by(|one, other| one.value.cmp(&other.value))
}

/// Returns the next stage with what it means; empty where there is none.
pub fn next_told(sheet: &AnswerSheet<'_>, position: usize, lang: Lang) -> String {
    let Some(answer) = next(sheet, position) else { return String::new() };
    let (label, meaning) = (answer.label.get(lang.tag()), answer.meaning.get(lang.tag()));
    if meaning.is_empty() {
        return label.to_owned();
    }
    fill(lang.words().interview.choice_means, &[("answer", label), ("meaning", meaning)])
}
