//! The frozen form of what changed between two editions, for other programs: `gradus/edition-changes/1`. Keys may be
//! added, never changed.

use serde::Serialize;

use crate::questionnaire::changes::{self, Changes, Kind, What};

/// What changed, for other programs.
#[derive(Debug, Serialize)]
pub struct ChangesFile<'a> {
    format: &'static str,
    old: Edition<'a>,
    new: Edition<'a>,
    same_questionnaire: bool,
    equal: bool,
    edition: Raised,
    summary: Summary,
    answers: Answers<'a>,
    changes: Vec<Change<'a>>,
}

#[derive(Debug, Serialize)]
struct Edition<'a> {
    id: &'a str,
    edition: &'a str,
    digest: &'a str,
}

/// Whether the edition is another one, and whether it has to be.
#[derive(Debug, Serialize)]
struct Raised {
    raised: bool,
    needed: &'static str,
}

/// How many items changed in each way.
#[derive(Debug, Serialize)]
struct Summary {
    added: usize,
    removed: usize,
    renamed: usize,
    moved: usize,
    reworded: usize,
    reweighted: usize,
    conditions: usize,
    rules: usize,
    about: usize,
}

/// What becomes of answers to the old edition.
#[derive(Debug, Serialize)]
struct Answers<'a> {
    kept: &'a [String],
    kept_unless: Vec<Unless<'a>>,
    to_answer: &'a [String],
    no_longer_asked: &'a [String],
}

#[derive(Debug, Serialize)]
struct Unless<'a> {
    id: &'a str,
    answers: &'a [String],
    without_reason: &'a [String],
}

/// `from` is the former id of what was renamed, `now_in` names what has the id of something removed as an alias;
/// `aspect` is what of the item changed, `language` in which language; `old` and `new` are null where nothing is said.
#[derive(Debug, Serialize)]
struct Change<'a> {
    kind: &'static str,
    item: &'static str,
    id: &'a str,
    needs_edition: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    now_in: &'a [String],
    #[serde(flatten)]
    values: Option<Values<'a>>,
}

#[derive(Debug, Serialize)]
struct Values<'a> {
    aspect: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    old: Option<&'a str>,
    new: Option<&'a str>,
}

/// Puts what changed into its frozen form.
pub fn changes_file(found: &Changes) -> ChangesFile<'_> {
    let count = |kind: Kind| found.count(kind);
    ChangesFile {
        format: "gradus/edition-changes/1",
        old: edition(&found.old),
        new: edition(&found.new),
        same_questionnaire: found.is_same_questionnaire(),
        equal: found.changes.is_empty() && found.is_same_questionnaire() && !found.is_raised(),
        edition: Raised { raised: found.is_raised(), needed: found.need().word() },
        summary: Summary {
            added: count(Kind::Added),
            removed: count(Kind::Removed),
            renamed: count(Kind::Renamed),
            moved: count(Kind::Moved),
            reworded: count(Kind::Reworded),
            reweighted: count(Kind::Reweighted),
            conditions: count(Kind::Conditions),
            rules: count(Kind::Rules),
            about: count(Kind::About),
        },
        answers: Answers {
            kept: &found.answers.kept,
            kept_unless: found
                .answers
                .kept_unless
                .iter()
                .map(|changes::Unless { id, answers, without_reason }| Unless { id, answers, without_reason })
                .collect(),
            to_answer: &found.answers.to_answer,
            no_longer_asked: &found.answers.no_longer_asked,
        },
        changes: found.changes.iter().map(change).collect(),
    }
}

fn edition(own: &changes::Edition) -> Edition<'_> {
    Edition { id: &own.id, edition: &own.edition, digest: &own.digest }
}

fn change(own: &changes::Change) -> Change<'_> {
    let (mut from, mut now_in, mut values) = (None, &[] as &[String], None);
    match &own.what {
        What::Added => {}
        What::Removed(heirs) => now_in = heirs,
        What::Renamed(was) => from = Some(was.as_str()),
        What::Worded { aspect, language, old, new } => {
            let [old, new] = [old, new].map(|text| Some(text.as_str()).filter(|text| !text.is_empty()));
            values = Some(Values { aspect: aspect.word(), language: Some(language), old, new });
        }
        What::Set { aspect, old, new } => {
            let (old, new) = (old.as_deref(), new.as_deref());
            values = Some(Values { aspect: aspect.word(), language: None, old, new });
        }
    }
    Change {
        kind: own.kind().word(),
        item: own.item.sort.word(),
        id: &own.item.id,
        needs_edition: own.need().word(),
        from,
        now_in,
        values,
    }
}
