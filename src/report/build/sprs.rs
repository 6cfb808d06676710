//! The sheet for SPRS as a document.

use super::{Builder, body, cell, column, facts, section, strong};
use crate::language::{Sprs, fill};
use crate::report::document::{Align, Block, Cover, Document, Labels, Section, Signature, Table, Tone, Voice};
use crate::report::sprs::{Entered, Sheet, Standing};
use crate::report::wording::Wording;
use crate::text::named;

impl Builder<'_> {
    fn sprs(&self) -> &'static Sprs {
        &self.lang.words().sprs
    }

    /// The document in one language.
    pub(super) fn submission(&self, sheet: &Sheet) -> Document {
        let words = self.sprs();
        let sections = vec![self.to_type(sheet), self.each(sheet), self.to_affirm(sheet), self.copied()];
        let report = self.document();
        Document {
            title: format!("{} – {}", words.title, self.organisation()),
            subject: words.title.to_owned(),
            keywords: vec!["SPRS".to_owned(), "CMMC".to_owned()],
            cover: self.submission_cover(sheet),
            labels: Labels { running_head: format!("{} · {}", self.organisation(), words.title), ..report.labels },
            sections,
            ..report
        }
    }

    fn submission_cover(&self, sheet: &Sheet) -> Cover {
        let words = self.sprs();
        let tone = match sheet.standing {
            Standing::Final => Tone::Good,
            Standing::Conditional => Tone::Fair,
            Standing::NoScore | Standing::NoStatus => Tone::Bad,
            Standing::Open => Tone::Open,
        };
        Cover {
            kicker: words.kicker.into(),
            title: words.title.into(),
            result: Some((self.status(sheet).into(), tone)),
            ..self.cover()
        }
    }

    fn status(&self, sheet: &Sheet) -> String {
        let words = self.sprs();
        let status = &self.sheet().questionnaire().levels()[sheet.level].statuses;
        match sheet.standing {
            Standing::Final => self.own(&status.final_status.title).to_owned(),
            Standing::Conditional => self.own(&status.conditional.title).to_owned(),
            Standing::NoScore => words.no_score.to_owned(),
            Standing::NoStatus => words.no_status.to_owned(),
            Standing::Open => fill(words.still_open, &[("count", &sheet.count(Entered::Open).to_string())]),
        }
    }

    /// The fields in the order in which the rule names them, each as it is typed.
    fn to_type(&self, sheet: &Sheet) -> Section {
        let words = self.sprs();
        let level = self.own(&self.sheet().questionnaire().levels()[sheet.level].title).to_owned();
        let day = match sheet.day {
            Some(day) if sheet.is_stated => day.to_string(),
            Some(day) => fill(words.day_of_answer, &[("day", &day.to_string())]),
            None => words.no_day.to_owned(),
        };
        let mut pairs = vec![
            (words.level, self.lang.detailed(&level, &["Self".to_owned()])),
            (words.status, self.status(sheet)),
            (words.status_date, day),
            (words.scope, self.or_not_named(&self.sheet().assessment().scope)),
            (words.cage, words.to_fill_in.to_owned()),
        ];
        if sheet.level == 0 {
            let result = match sheet.standing {
                Standing::Final => Entered::Met.word(),
                Standing::Open => words.answer_first,
                Standing::Conditional | Standing::NoScore | Standing::NoStatus => Entered::NotMet.word(),
            };
            pairs.push((words.result, result.to_owned()));
        } else {
            let score = sheet
                .score
                .as_ref()
                .map(|(score, max)| fill(words.score_value, &[("score", &score.rounded(0)), ("max", &max.rounded(0))]));
            let none = if sheet.standing == Standing::Open { words.answer_first } else { words.no_score };
            pairs.push((words.score, score.unwrap_or_else(|| none.to_owned())));
            pairs.push((words.poam, self.plan_used(sheet)));
            pairs.push((words.employees, words.to_fill_in.to_owned()));
        }
        let cite = if sheet.level == 0 { "32 CFR 170.15(a)(1)(i)" } else { "32 CFR 170.16(a)(1)(i)" };
        let intro = fill(words.intro, &[("cite", cite)]);
        let mut blocks = vec![body(intro), facts(pairs)];
        let note = match sheet.standing {
            Standing::Final | Standing::Conditional => words.may_affirm,
            Standing::NoScore | Standing::NoStatus => words.may_not_affirm,
            Standing::Open => words.answer_first,
        };
        blocks.push(Block::Paragraph(Voice::Callout(Tone::Neutral), note.into()));
        section(1, words.to_type, blocks)
    }

    fn plan_used(&self, sheet: &Sheet) -> String {
        let words = self.sprs();
        match (sheet.standing, sheet.until) {
            (Standing::Conditional, Some(until)) => {
                let values = [("count", sheet.planned.len().to_string()), ("day", until.to_string())];
                fill(words.poam_used, &values)
            }
            _ => words.poam_not_used.to_owned(),
        }
    }

    fn each(&self, sheet: &Sheet) -> Section {
        let words = self.sprs();
        let counts = [
            ("met", sheet.count(Entered::Met)),
            ("not_met", sheet.count(Entered::NotMet)),
            ("na", sheet.count(Entered::NotApplicable)),
            ("count", sheet.requirements.len()),
        ];
        let counts = fill(words.each_intro, &counts.map(|(name, count)| (name, count.to_string())));
        let mut columns = vec![column(self.words.requirement, Align::Left, 4), column(words.entered, Align::Left, 1)];
        // At Level 1 nothing may wait on a plan.
        let with_plan = sheet.level > 0;
        columns.extend(with_plan.then(|| column(words.on_plan, Align::Left, 1)));
        let requirements = self.sheet().questionnaire().requirements();
        let rows = sheet.requirements.iter().map(|(position, own)| {
            let requirement = &requirements[*position];
            let on_plan = if sheet.planned.contains(position) { words.yes } else { "" };
            let name = named(&requirement.id, "  ", self.own(&requirement.title));
            let cells = [strong(&name), cell(own.word())].into_iter();
            cells.chain(with_plan.then(|| cell(on_plan))).collect()
        });
        let table = Block::Table(Table { columns, rows: rows.collect(), compact: true });
        section(1, words.each, vec![body(counts), table])
    }

    /// Who affirms it, and what that means: 32 CFR 170.22(a)(2).
    fn to_affirm(&self, sheet: &Sheet) -> Section {
        let words = self.sprs();
        let fields = [words.official, words.official_title, words.official_contact, words.official_day];
        let signature = Signature {
            statement: fill(words.attest, &[("status", &self.status(sheet))]).into(),
            fields: fields.map(Wording::from).to_vec(),
        };
        let when = [words.when_conditional, words.when_final, words.when_yearly, words.when_closed];
        let when = &when[usize::from(sheet.level == 0)..if sheet.level == 0 { 3 } else { 4 }];
        let list = Block::List(when.iter().map(|text| (*text).into()).collect());
        let mut blocks = vec![body(words.affirm_intro), list];
        // Without a status there is nothing to affirm.
        let has_status = matches!(sheet.standing, Standing::Final | Standing::Conditional);
        blocks.extend(has_status.then_some(Block::Signature(signature)));
        section(1, words.affirmation, blocks)
    }

    fn copied(&self) -> Section {
        let questionnaire = self.sheet().questionnaire();
        let pairs = vec![
            (self.words.questionnaire, format!("{} ({})", self.title(), questionnaire.id())),
            (self.words.digest, questionnaire.digest().to_owned()),
            (self.words.assessment_digest, self.subject.imprint.digest.clone()),
            (self.words.program, self.subject.imprint.program.clone()),
        ];
        section(1, self.words.section_about, vec![facts(pairs)])
    }
}
