//! The statement of applicability of ISO/IEC 27001:2022 (6.1.3 d), as far as answers to a questionnaire that points at
//! its Annex A tell: which controls apply, which are implemented, and on which answers that rests.

use serde::Serialize;

use super::build::Subject;
use super::document::Tone;
use super::grid::{Book, Column, Kind, Sheet, Value, joined};
use super::overview::answer;
use crate::assessment::sheet::{AnswerSheet, State};
use crate::language::{Crosswalk, Lang};
use crate::questionnaire::Text;
use crate::questionnaire::framework::{ISO_27001, framework};

/// Every control of Annex A with what the answers say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The controls, in the order of the standard.
    pub controls: Vec<Control>,
}

/// A control.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Control {
    /// Its id, such as `A.5.15`.
    pub id: String,
    /// What it is about, in our own words.
    pub title: Text,
    /// What the answers say of it.
    pub decision: Decision,
    /// Requirements that point at it and are asked here: indices.
    pub basis: Vec<usize>,
}

/// What answers say of a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Decision {
    /// Every requirement that applies is met.
    Implemented,
    /// Some are met, or in part.
    Partly,
    /// None is met.
    NotImplemented,
    /// It applies, and answers are open.
    Open,
    /// No requirement that points at it applies.
    Excluded,
    /// No requirement that points at it is asked.
    NotAssessed,
}

impl Decision {
    /// Every decision, as they are counted.
    pub const ALL: [Self; 6] =
        [Self::Implemented, Self::Partly, Self::NotImplemented, Self::Open, Self::Excluded, Self::NotAssessed];

    /// Returns whether the control applies; open where nothing was asked.
    pub const fn applies(self) -> Option<bool> {
        match self {
            Self::Implemented | Self::Partly | Self::NotImplemented | Self::Open => Some(true),
            Self::Excluded => Some(false),
            Self::NotAssessed => None,
        }
    }

    /// Returns the colour and shape that it has.
    pub const fn tone(self) -> Tone {
        match self {
            Self::Implemented => Tone::Good,
            Self::Partly => Tone::Fair,
            Self::NotImplemented => Tone::Bad,
            Self::Open => Tone::Open,
            Self::Excluded => Tone::Neutral,
            Self::NotAssessed => Tone::Absent,
        }
    }

    /// Returns in a word whether the control applies.
    pub const fn applicable(self, words: &'static Crosswalk) -> &'static str {
        match self.applies() {
            Some(true) => words.soa_yes,
            Some(false) => words.soa_no,
            None => words.soa_open,
        }
    }

    /// Returns in a word whether it is implemented; empty where it does not apply.
    pub const fn implemented(self, words: &'static Crosswalk) -> &'static str {
        match self {
            Self::Implemented => words.soa_yes,
            Self::Partly => words.soa_partial,
            Self::NotImplemented => words.soa_no,
            Self::Open | Self::NotAssessed => words.soa_open,
            Self::Excluded => "",
        }
    }

    /// Returns the word that files use.
    const fn word(self) -> &'static str {
        match self {
            Self::Implemented => "implemented",
            Self::Partly => "partial",
            Self::NotImplemented => "not-implemented",
            Self::Open => "open",
            Self::Excluded => "excluded",
            Self::NotAssessed => "not-assessed",
        }
    }
}

impl Statement {
    /// Derives it from answers; nothing where their questionnaire does not point at the standard.
    pub fn of(sheet: &AnswerSheet<'_>) -> Option<Self> {
        let requirements = sheet.questionnaire().requirements();
        let points_at = |position: usize, id: &str| {
            let own = requirements[position].refs.iter().filter(|(name, _)| name.eq_ignore_ascii_case(ISO_27001));
            own.flat_map(|(_, ids)| ids).any(|known| known == id)
        };
        let annex = framework(ISO_27001)?.items.into_iter().filter(|item| item.id.starts_with("A."));
        let controls: Vec<Control> = annex
            .map(|item| {
                let asked = |position: &usize| sheet.state(*position) != State::NotAsked;
                let basis = (0..requirements.len()).filter(|position| points_at(*position, &item.id));
                let basis: Vec<usize> = basis.filter(asked).collect();
                let states: Vec<State> = basis.iter().map(|position| sheet.state(*position)).collect();
                Control { id: item.id, title: item.title, decision: decision(&states), basis }
            })
            .collect();
        let refs = requirements.iter().flat_map(|requirement| &requirement.refs);
        refs.into_iter().any(|(name, _)| name.eq_ignore_ascii_case(ISO_27001)).then_some(Self { controls })
    }

    /// Returns how many controls have a decision, of those that a filter lets through.
    pub fn count(&self, decision: Decision, of: impl Fn(&Control) -> bool) -> usize {
        self.controls.iter().filter(|control| control.decision == decision && of(control)).count()
    }
}

fn decision(states: &[State]) -> Decision {
    let has = |wanted: State| states.contains(&wanted);
    let open = has(State::Unanswered) || has(State::Unknown);
    match (has(State::Met) || has(State::Partly), has(State::NotMet), open) {
        _ if states.is_empty() => Decision::NotAssessed,
        (true, false, false) if !has(State::Partly) => Decision::Implemented,
        (true, true, _) => Decision::Partly,
        (true, ..) if has(State::Partly) => Decision::Partly,
        (_, _, true) => Decision::Open,
        (_, true, _) => Decision::NotImplemented,
        _ => Decision::Excluded,
    }
}

impl Control {
    /// Returns why it applies or does not.
    pub fn reason(&self, sheet: &AnswerSheet<'_>, lang: Lang) -> String {
        let words = &lang.words().crosswalk;
        match self.decision {
            Decision::NotAssessed => words.soa_not_assessed.to_owned(),
            Decision::Excluded => {
                let reasons = self.basis.iter().filter_map(|position| sheet.entry(*position)?.reason.as_deref());
                let mut reasons: Vec<&str> = reasons.collect();
                reasons.dedup();
                reasons.join("\n")
            }
            _ => words.soa_assessed.to_owned(),
        }
    }

    /// Returns the answers that it rests on, each with the id of its requirement.
    pub fn answers(&self, sheet: &AnswerSheet<'_>, lang: Lang) -> Vec<String> {
        let own = |position: &usize| {
            let id = &sheet.questionnaire().requirements()[*position].id;
            format!("{id} {}", answer(sheet, *position, lang).0)
        };
        self.basis.iter().map(own).collect()
    }
}

/// Returns a statement as a workbook of one sheet, a row for each control. It can be read again as earlier answers.
pub fn book(statement: &Statement, subject: &Subject<'_>, langs: &[Lang]) -> Book {
    let sheet = subject.sheet;
    let word =
        |of: fn(&'static Crosswalk) -> &'static str| joined(langs, " ", |lang| of(&lang.words().crosswalk).into());
    let value = |of: &dyn Fn(Lang) -> String| Value::text(joined(langs, "\n", of));
    let column = |title: String, kind: Kind| Column { title, kind };
    let columns = vec![
        column(word(|words| words.soa_control), Kind::Word),
        column(word(|words| words.from_title), Kind::Text),
        column(word(|words| words.soa_applicable), Kind::Word),
        column(word(|words| words.soa_implemented), Kind::Word),
        column(word(|words| words.soa_reason), Kind::Text),
        column(word(|words| words.soa_basis), Kind::Text),
    ];
    let rows = statement.controls.iter().map(|control| {
        vec![
            Value::text(&*control.id),
            value(&|lang| control.title.get(lang.tag()).to_owned()),
            value(&|lang| control.decision.applicable(&lang.words().crosswalk).to_owned()),
            value(&|lang| control.decision.implemented(&lang.words().crosswalk).to_owned()),
            value(&|lang| control.reason(sheet, lang)),
            value(&|lang| control.answers(sheet, lang).join("\n")),
        ]
    });
    let table = Sheet { title: word(|words| words.soa), facts: Vec::new(), columns, rows: rows.collect() };
    Book::of(word(|words| words.soa), vec![table], subject, langs)
}

/// A statement for other programs: `gradus/soa/1`. Keys may be added, never changed.
#[derive(Debug, Serialize)]
pub struct StatementFile<'a> {
    format: &'static str,
    program: &'a str,
    date: &'a str,
    organisation: &'a str,
    scope: &'a str,
    questionnaire: &'a str,
    edition: &'a str,
    controls: Vec<ControlFile<'a>>,
}

#[derive(Debug, Serialize)]
struct ControlFile<'a> {
    id: &'a str,
    /// `implemented`, `partial`, `not-implemented`, `open`, `excluded` or `not-assessed`.
    decision: &'static str,
    applicable: Option<bool>,
    /// Reasons that the firm gave for leaving it out.
    reasons: Vec<&'a str>,
    /// Ids of the requirements that it rests on.
    requirements: Vec<&'a str>,
}

/// Returns a statement for other programs.
pub fn statement_file<'a>(statement: &'a Statement, subject: &Subject<'a>) -> StatementFile<'a> {
    let sheet = subject.sheet;
    let controls = statement.controls.iter().map(|control| {
        let excluded = control.basis.iter().filter(|_| control.decision == Decision::Excluded);
        ControlFile {
            id: &control.id,
            decision: control.decision.word(),
            applicable: control.decision.applies(),
            reasons: excluded.filter_map(|position| sheet.entry(*position)?.reason.as_deref()).collect(),
            requirements: control
                .basis
                .iter()
                .map(|position| sheet.questionnaire().requirements()[*position].id.as_str())
                .collect(),
        }
    });
    StatementFile {
        format: "gradus/soa/1",
        program: &subject.imprint.program,
        date: &subject.imprint.date,
        organisation: &sheet.assessment().organisation,
        scope: &sheet.assessment().scope,
        questionnaire: sheet.questionnaire().id(),
        edition: sheet.questionnaire().edition(),
        controls: controls.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_implemented_only_if_all_of_it_that_applies_is() {
        use State::{Met, NotApplicable, NotMet, Partly, Unanswered, Unknown};
        let cases = [
            (vec![], Decision::NotAssessed),
            (vec![Met], Decision::Implemented),
            (vec![Met, NotApplicable], Decision::Implemented),
            (vec![NotApplicable, NotApplicable], Decision::Excluded),
            (vec![NotMet, NotApplicable], Decision::NotImplemented),
            (vec![NotMet, NotMet], Decision::NotImplemented),
            (vec![Met, NotMet], Decision::Partly),
            (vec![Partly], Decision::Partly),
            (vec![Met, Partly], Decision::Partly),
            (vec![Partly, NotMet, Unknown], Decision::Partly),
            (vec![Met, NotMet, Unanswered], Decision::Partly),
            (vec![Met, Unanswered], Decision::Open),
            (vec![NotMet, Unknown], Decision::Open),
            (vec![NotApplicable, Unknown], Decision::Open),
            (vec![Unanswered], Decision::Open),
        ];
        for (states, wanted) in cases {
            assert_eq!(decision(&states), wanted, "{states:?}");
        }
    }
}
