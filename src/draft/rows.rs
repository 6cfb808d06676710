//! The rows of a table as requirements: every cell is understood, or told with its row and column.

use std::collections::HashMap;

use super::columns::{Column, Columns, Part};
use super::names::{self, Kind};
use super::ready::{Ready, Rule};
use super::wishes::Wishes;
use super::{Domain, Draft, Named, Origin, Poam, Requirement, Voice, Wording};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::exact::Fraction;
use crate::questionnaire::is_id;
use crate::table::{self, Cell, Table, letters};
use crate::text::narrowed;

/// What came out of the rows.
pub struct Outcome {
    /// The questionnaire; meaningless where errors were told.
    pub draft: Draft,
    /// The order of the levels is that of the rows, since nothing else said it.
    pub levels_by_order: bool,
    /// Weights, points: every requirement has 1 for want of a column.
    pub added: Option<&'static str>,
}

/// Makes a questionnaire of the rows, and tells everything in them that cannot be understood.
pub fn read(
    table: &Table,
    columns: &Columns,
    wishes: &Wishes,
    id: &str,
    voice: Voice<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Outcome {
    let rule = wishes.rule_or_usual();
    let domains = Groups::new(Kind::Domains, wishes.domains.as_deref());
    // A mean is compared with a ladder, whatever the rows belong to.
    let ladder = rule == Rule::Mean && columns.part(Part::Level).next().is_none();
    let usual = ladder.then(|| super::wishes::usual_levels(voice));
    let levels = Groups::new(Kind::Levels, wishes.levels.as_deref().or(usual.as_deref()));
    let mut reading = Reading { table, columns, wishes, voice, rule, domains, levels, problems, ids: HashMap::new() };
    reading.languages();
    reading.cells_without_a_name();
    let made = reading.rows();
    reading.depend(&made);
    reading.numbers_for_ids();
    let (name, table) = (table.source.name.clone(), table);
    let Reading { domains, levels, problems, rule, .. } = reading;
    if made.is_empty() && !problems.iter().any(Diagnostic::is_error) {
        problems
            .push(Diagnostic::new(Code::EmptyTable, table.rows.first().and_then(|row| row.first()).map(|c| c.span)));
    }
    outcome(
        made,
        (domains, levels),
        rule,
        |named, grouped| wishes.draft(id, voice, named, grouped, Origin::Table(name)),
        columns,
        voice,
        problems,
    )
}

/// A requirement with what has to be looked at again once all rows are known.
struct Made {
    requirement: Requirement,
    domain: usize,
    depends_on: Option<Place>,
}

/// Where something was read.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    column: usize,
    span: Span,
}

fn outcome(
    mut made: Vec<Made>,
    (domains, mut levels): (Groups, Groups),
    rule: Rule,
    draft: impl FnOnce(Vec<Named>, Vec<Domain>) -> Draft,
    columns: &Columns,
    voice: Voice<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Outcome {
    // By the mean no level needs a requirement of its own.
    let unused = levels.unused().filter(|_| rule != Rule::Mean).chain(domains.unused());
    problems.extend(
        unused.map(|(what, id)| Diagnostic::new(Code::GroupWithoutRow, None).with("what", what).with("id", id)),
    );
    let levels_by_order = !levels.fixed && levels.list.len() > 1;
    let sorted = levels_by_order && levels.sort(&mut made);
    let mut grouped: Vec<Domain> =
        domains.named(voice).into_iter().map(|named| Domain { named, requirements: Vec::new() }).collect();
    let added = match rule {
        Rule::Points if columns.part(Part::Points).next().is_none() => Some("points"),
        Rule::Share(_) | Rule::Mean if columns.part(Part::Weight).next().is_none() => Some("weight"),
        _ => None,
    };
    for Made { mut requirement, domain, .. } in made {
        match added {
            Some("points") => requirement.points = Some(Fraction::one()),
            Some(_) => requirement.weight = Some(Fraction::one()),
            None => {}
        }
        grouped[domain].requirements.push(requirement);
    }
    let draft = draft(levels.named(voice), grouped);
    Outcome { draft, levels_by_order: levels_by_order && !sorted, added }
}

struct Reading<'r> {
    table: &'r Table,
    columns: &'r Columns,
    wishes: &'r Wishes,
    voice: Voice<'r>,
    rule: Rule,
    domains: Groups,
    levels: Groups,
    problems: &'r mut Vec<Diagnostic>,
    /// Where each id stands, in small letters.
    ids: HashMap<String, Span>,
}

impl<'r> Reading<'r> {
    fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// A column in a language that the questionnaire is not in.
    fn languages(&mut self) {
        for column in &self.columns.read {
            let Some(tag) = column.tag.as_ref().filter(|tag| !self.voice.languages.contains(tag)) else { continue };
            let problem = Diagnostic::new(Code::NotALanguage, column.span).with("found", tag);
            self.problems.push(problem.choices(tag, self.voice.languages.iter().map(String::as_str)));
        }
        let first = &self.voice.languages[0];
        for column in self.columns.read.iter().filter(|column| column.tag.is_none() && column.part.is_text()) {
            let same = |other: &&Column| other.part == column.part && other.tag.as_ref() == Some(first);
            if let Some(other) = self.columns.read.iter().find(same) {
                let problem = Diagnostic::new(Code::TableColumnTwice, other.span).with("column", letters(other.at));
                self.problems.push(problem.with("head", &other.head).related(column.span));
            }
        }
    }

    fn cells_without_a_name(&mut self) {
        let heads: &[Cell] = self.table.rows.first().map_or(&[], Vec::as_slice);
        let named = |at: usize| heads.get(at).is_some_and(|head| !head.is_blank());
        let mut told: Vec<usize> = Vec::new();
        for (row, cells) in self.table.rows.iter().enumerate().skip(1) {
            for (at, cell) in cells.iter().enumerate() {
                if !cell.is_blank() && !named(at) && !told.contains(&at) {
                    told.push(at);
                    let problem = Diagnostic::new(Code::TableHead, cell.span);
                    self.problems.push(problem.with("row", row + 1).with("column", letters(at)));
                }
            }
        }
    }

    fn rows(&mut self) -> Vec<Made> {
        let table = self.table;
        let rows = table.rows.iter().enumerate().skip(1);
        let full = rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_blank()));
        let rows: Vec<(usize, &[Cell])> = full.map(|(at, cells)| (at + 1, cells.as_slice())).collect();
        // An id that stands in a later row is not proposed in an earlier one.
        let column = self.columns.part(Part::Id).next().map(|column| column.at);
        let typed = rows.iter().filter_map(|(_, cells)| cells.get(column?)).filter(|cell| !cell.is_blank());
        let typed: Vec<String> = typed.map(|cell| cell.text.trim().to_owned()).collect();
        let mut proposed = typed;
        rows.into_iter().filter_map(|(row, cells)| self.row(row, cells, &mut proposed)).collect()
    }

    fn row(&mut self, row: usize, cells: &'r [Cell], taken: &mut Vec<String>) -> Option<Made> {
        let ask = self.wording(Part::Ask, row, cells);
        // Where no column has questions, that is told once.
        if ask.is_empty() && self.columns.part(Part::Ask).next().is_some() {
            let place = cells.iter().find(|cell| !cell.is_blank()).map(|cell| cell.span);
            self.report(Diagnostic::new(Code::RowWithoutQuestion, place).with("row", row));
        }
        let domain = self.group(Kind::Domains, row, cells);
        let level = self.group(Kind::Levels, row, cells);
        let id = self.id(row, cells);
        let scale = self.scale(row, cells);
        let weighs = self.rule.weighs();
        let weight = self.number(Part::Weight, row, cells, weighs);
        let essential = self.essential(row, cells);
        let points = self.number(Part::Points, row, cells, self.rule == Rule::Points && !essential);
        let requirement = Requirement {
            title: self.wording(Part::Title, row, cells),
            help: self.wording(Part::Help, row, cells),
            advice: self.wording(Part::Advice, row, cells),
            evidence: [Part::Examine, Part::Interview, Part::Test].map(|part| self.wording(part, row, cells)),
            level: level.unwrap_or(0),
            scale,
            weight,
            points,
            poam: self.poam(scale, row, cells),
            essential,
            effort: self.effort(row, cells),
            depends_on: self.list(Part::DependsOn, row, cells),
            id: id.unwrap_or_else(|| {
                let domain = domain.map_or("", |at| self.domains.list[at].named.id.as_str());
                let next = (1..).map(|number| format!("{domain}-{number}"));
                let free = |id: &String| !taken.iter().any(|known| known.eq_ignore_ascii_case(id));
                let id = next.into_iter().find(free).expect("numbers do not run out");
                taken.push(id.clone());
                id
            }),
            ask,
        };
        let depends_on = self.cell(Part::DependsOn, cells).map(|(column, cell)| self.place(row, column, cell));
        Some(Made { requirement, domain: domain?, depends_on })
    }

    fn place(&self, row: usize, column: &Column, cell: &Cell) -> Place {
        Place { row, column: column.at, span: cell.span }
    }

    /// Returns the cell of a part that has one column.
    fn cell(&self, part: Part, cells: &'r [Cell]) -> Option<(&'r Column, &'r Cell)> {
        let column = self.columns.part(part).next()?;
        Some((column, cells.get(column.at).filter(|cell| !cell.is_blank())?))
    }

    fn problem(&self, code: Code, row: usize, column: &Column, span: Span) -> Diagnostic {
        told_at(Diagnostic::new(code, span), row, column)
    }

    /// Returns the text of a cell that is none only for the spreadsheet; tells a date and a formula that failed.
    fn text(&mut self, row: usize, column: &Column, cell: &Cell) -> Option<String> {
        let code = match cell.kind {
            table::Kind::Text | table::Kind::Number => return Some(cell.text.clone()),
            table::Kind::Date => Code::CellDate,
            table::Kind::Fault => Code::CellFault,
        };
        let problem = self.problem(code, row, column, cell.span);
        self.report(problem.with("found", &cell.text));
        None
    }

    /// Returns a word or number that a cell holds, in letters as they stand on a keyboard.
    fn word(&mut self, part: Part, row: usize, cells: &'r [Cell]) -> Option<(&'r Column, &'r Cell, String)> {
        let (column, cell) = self.cell(part, cells)?;
        let text = self.text(row, column, cell)?;
        Some((column, cell, text.trim().chars().map(narrowed).collect()))
    }

    /// Returns a text in all languages in which it stands in the row.
    fn wording(&mut self, part: Part, row: usize, cells: &'r [Cell]) -> Wording {
        let columns = self.columns;
        let mut found: Vec<(String, String)> = Vec::new();
        for column in columns.part(part) {
            let Some(cell) = cells.get(column.at).filter(|cell| !cell.is_blank()) else { continue };
            let Some(text) = self.text(row, column, cell) else { continue };
            let tag = column.tag.as_ref().unwrap_or(&self.voice.languages[0]);
            found.push((tag.clone(), text));
        }
        let mut wording = Wording(found);
        super::wishes::in_order(&mut wording, self.voice.languages);
        wording
    }

    fn id(&mut self, row: usize, cells: &'r [Cell]) -> Option<String> {
        let (column, cell) = self.cell(Part::Id, cells)?;
        let id = self.text(row, column, cell)?.trim().to_owned();
        if !is_id(&id) {
            let problem = self.problem(Code::RowId, row, column, cell.span).with("id", &id);
            self.report(problem);
        }
        if let Some(first) = self.ids.insert(id.to_lowercase(), cell.span) {
            let problem = Diagnostic::new(Code::RowIdTwice, cell.span).with("row", row).with("id", &id);
            self.report(problem.related(first));
        }
        Some(id)
    }

    /// Ids that were typed as 3.10 may stand in the file as 3.1, and nobody can tell any more.
    fn numbers_for_ids(&mut self) {
        for part in [Part::Id, Part::DependsOn] {
            let Some(column) = self.columns.part(part).next() else { continue };
            let rows = self.table.rows.iter().enumerate().skip(1);
            let cells = rows.filter_map(|(row, cells)| Some((row + 1, cells.get(column.at)?)));
            let numbers: Vec<(usize, &Cell)> = cells.filter(|(_, cell)| cell.kind == table::Kind::Number).collect();
            if let Some((row, cell)) = numbers.first() {
                let problem = self.problem(Code::IdNumber, *row, column, cell.span).with("found", &cell.text);
                self.report(problem.with("count", numbers.len()));
            }
        }
    }

    /// Finds the domain or the level of a row. Without a column there is one for all rows.
    fn group(&mut self, kind: Kind, row: usize, cells: &'r [Cell]) -> Option<usize> {
        let columns = self.columns;
        let part = if kind == Kind::Domains { Part::Domain } else { Part::Level };
        let Some(column) = columns.part(part).next() else {
            let groups = if kind == Kind::Domains { &mut self.domains } else { &mut self.levels };
            return Some(groups.only(self.voice));
        };
        let mut texts: Vec<(String, &Column, &Cell, String)> = Vec::new();
        for own in columns.part(part) {
            let Some(cell) = cells.get(own.at).filter(|cell| !cell.is_blank()) else { continue };
            let text = self.text(row, own, cell)?;
            let tag = own.tag.as_ref().unwrap_or(&self.voice.languages[0]).clone();
            texts.push((tag, own, cell, text.trim().to_owned()));
        }
        let first = self.voice.languages;
        texts.sort_by_key(|(tag, ..)| first.iter().position(|known| known == tag));
        if texts.is_empty() {
            let place = cells.get(column.at).or(cells.last()).map_or(column.span, |cell| cell.span);
            let problem = self.problem(Code::EmptyCell, row, column, place);
            self.report(problem);
            return None;
        }
        let groups = if kind == Kind::Domains { &mut self.domains } else { &mut self.levels };
        let (tag, column, cell, text) = &texts[0];
        let Some(at) = groups.find_or_add(tag, text, self.voice) else {
            let known: Vec<String> = groups.list.iter().map(|group| group.shown()).collect();
            let problem = told_at(Diagnostic::new(Code::CellWord, cell.span), row, column).with("found", text);
            self.problems.push(problem.choices(text, known.iter().map(String::as_str)));
            return None;
        };
        groups.list[at].used = true;
        // In the first language the cell may hold the title behind the id.
        let title = names::id_and_title(text);
        let first = title.0.map(|_| (tag, *column, *cell, title.1));
        let others = texts.iter().skip(1).map(|(tag, column, cell, text)| (tag, *column, *cell, text.as_str()));
        for (tag, column, cell, text) in first.into_iter().chain(others) {
            if let Err(before) = groups.list[at].call(tag, text) {
                let problem = told_at(Diagnostic::new(Code::OtherTitle, cell.span), row, column);
                let id = groups.list[at].named.id.clone();
                self.problems.push(problem.with("id", id).with("found", text).with("first", before));
            }
        }
        Some(at)
    }

    fn scale(&mut self, row: usize, cells: &'r [Cell]) -> Ready {
        let usual = self.wishes.scale_or_usual();
        let Some((column, cell, text)) = self.word(Part::Scale, row, cells) else { return usual };
        Ready::from_id(&text).unwrap_or_else(|| {
            let known = Ready::ALL.map(Ready::id);
            self.cannot_stand(row, column, cell, &text, &known);
            usual
        })
    }

    fn cannot_stand(&mut self, row: usize, column: &Column, cell: &Cell, found: &str, known: &[&str]) {
        let problem = self.problem(Code::CellWord, row, column, cell.span).with("found", found);
        self.report(problem.choices(found, known.iter().copied()));
    }

    fn number(&mut self, part: Part, row: usize, cells: &'r [Cell], needed: bool) -> Option<Fraction> {
        let column = self.columns.part(part).next()?;
        let Some((column, cell, text)) = self.word(part, row, cells) else {
            let told = self.cell(part, cells).is_some();
            if needed && !told {
                let place = cells.get(column.at).or(cells.last()).map_or(column.span, |cell| cell.span);
                let problem = self.problem(Code::EmptyCell, row, column, place);
                self.report(problem);
            }
            return None;
        };
        let number = Fraction::parse(&text).filter(|number| !number.is_negative());
        if number.is_none() {
            let problem = self.problem(Code::CellNumber, row, column, cell.span);
            self.report(problem.with("found", &text));
        }
        number
    }

    fn poam(&mut self, scale: Ready, row: usize, cells: &'r [Cell]) -> Option<Poam> {
        let (column, cell, text) = self.word(Part::Poam, row, cells)?;
        match text.to_lowercase().as_str() {
            "allowed" | "yes" | "可" | "可列入" | "是" => return Some(Poam::Allowed),
            "never" | "no" | "不可" | "不得" | "否" => return Some(Poam::Never),
            _ => {}
        }
        let answers = scale.answers();
        let find = |word: &str| answers.iter().find(|answer| answer.id.eq_ignore_ascii_case(word));
        let words = parts(&text);
        if let Some(strange) = words.iter().find(|word| find(word).is_none()) {
            let known: Vec<&str> =
                ["allowed", "never"].into_iter().chain(answers.iter().map(|answer| answer.id)).collect();
            self.cannot_stand(row, column, cell, strange, &known);
            return None;
        }
        Some(Poam::With(words.iter().filter_map(|word| find(word)).map(|answer| answer.id.to_owned()).collect()))
    }

    fn essential(&mut self, row: usize, cells: &'r [Cell]) -> bool {
        let Some((column, cell, text)) = self.word(Part::Essential, row, cells) else { return false };
        match text.to_lowercase().as_str() {
            "true" | "yes" | "y" | "1" | "是" | "x" | "v" => true,
            "false" | "no" | "n" | "0" | "否" => false,
            _ => {
                self.cannot_stand(row, column, cell, &text, &["true", "false", "yes", "no", "是", "否"]);
                false
            }
        }
    }

    fn effort(&mut self, row: usize, cells: &'r [Cell]) -> Option<&'static str> {
        let (column, cell, text) = self.word(Part::Effort, row, cells)?;
        match text.to_uppercase().as_str() {
            "S" | "小" => Some("S"),
            "M" | "中" => Some("M"),
            "L" | "大" => Some("L"),
            _ => {
                self.cannot_stand(row, column, cell, &text, &["S", "M", "L", "小", "中", "大"]);
                None
            }
        }
    }

    fn list(&mut self, part: Part, row: usize, cells: &'r [Cell]) -> Vec<String> {
        let Some((column, cell)) = self.cell(part, cells) else { return Vec::new() };
        let text = self.text(row, column, cell).unwrap_or_default();
        parts(&text).into_iter().map(str::to_owned).collect()
    }

    /// What is to be closed first has to be there.
    fn depend(&mut self, made: &[Made]) {
        let ids: Vec<&str> = made.iter().map(|made| made.requirement.id.as_str()).collect();
        for made in made {
            let Some(place) = made.depends_on else { continue };
            for id in made.requirement.depends_on.iter().filter(|id| !ids.contains(&id.as_str())) {
                let column = self.columns.read.iter().find(|column| column.at == place.column);
                let column = column.expect("the place lies in a column that is read");
                let problem = self.problem(Code::RowDependsOn, place.row, column, place.span).with("id", id);
                self.report(problem.choices(id, ids.iter().copied()));
            }
        }
    }
}

fn told_at(problem: Diagnostic, row: usize, column: &Column) -> Diagnostic {
    problem.with("row", row).with("column", letters(column.at)).with("head", &column.head)
}

/// Returns the words of a list in a cell.
fn parts(text: &str) -> Vec<&str> {
    text.split([',', '，', '、', ';', '；', '\n', ' ']).map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// Domains or levels, as they were named or as the rows name them.
struct Groups {
    kind: Kind,
    /// They were named, so the rows may not add any.
    fixed: bool,
    list: Vec<Group>,
}

struct Group {
    named: Named,
    /// What the rows call it.
    called: String,
    /// A row belongs to it.
    used: bool,
}

impl Group {
    /// Returns how it is offered to somebody who looks for it.
    fn shown(&self) -> String {
        if self.called.is_empty() { self.named.id.clone() } else { self.called.clone() }
    }

    /// Takes its title in a language.
    ///
    /// # Errors
    ///
    /// The title that it has already, where that is another one.
    fn call(&mut self, tag: &str, title: &str) -> Result<(), String> {
        match self.named.title.get(tag) {
            Some(known) if known != title => Err(known.to_owned()),
            Some(_) => Ok(()),
            None => {
                self.named.title.0.push((tag.to_owned(), title.to_owned()));
                Ok(())
            }
        }
    }
}

impl Groups {
    fn new(kind: Kind, named: Option<&[Named]>) -> Self {
        let group = |named: &Named| Group {
            called: named.title.0.first().map_or_else(String::new, |(_, title)| title.clone()),
            named: named.clone(),
            used: false,
        };
        let list: Vec<Group> = named.into_iter().flatten().map(group).collect();
        Self { kind, fixed: named.is_some(), list }
    }

    /// Returns the one for all rows: the first that was named, or one that is made.
    fn only(&mut self, voice: Voice<'_>) -> usize {
        if self.list.is_empty() {
            let (id, title) = match self.kind {
                Kind::Levels => ("l1", voice.filled(|words| words.level_number, |_| vec![("number", "1")])),
                Kind::Domains => ("R", voice.wording(|words| words.one_domain)),
            };
            let named = Named { id: id.to_owned(), typed: true, title };
            self.list.push(Group { named, called: String::new(), used: false });
        }
        self.list[0].used = true;
        0
    }

    /// Finds the group that a row names by id or title, or by number among levels; adds one where that is allowed.
    fn find_or_add(&mut self, tag: &str, text: &str, voice: Voice<'_>) -> Option<usize> {
        let (own, title) = names::id_and_title(text);
        let same = |one: &str, other: &str| one.to_lowercase() == other.to_lowercase();
        // With an id of its own, the id alone says which one is meant: a title alike must not swallow it.
        let is = |group: &Group| match own {
            Some(own) => same(&group.named.id, own),
            None => {
                same(&group.named.id, text)
                    || same(&group.called, text)
                    || group.named.title.0.iter().any(|(_, known)| same(known, title))
            }
        };
        if let Some(at) = self.list.iter().position(is) {
            return Some(at);
        }
        let number = text.parse::<usize>().ok().filter(|_| self.kind == Kind::Levels);
        if self.fixed {
            return number.and_then(|number| number.checked_sub(1)).filter(|at| *at < self.list.len());
        }
        let taken: Vec<&str> = self.list.iter().map(|group| group.named.id.as_str()).collect();
        // What is written like an id is one, and has no other name.
        let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '.' | '-' | '_');
        let abbreviation =
            text.len() <= 8 && text.starts_with(|c: char| c.is_ascii_uppercase()) && text.chars().all(is_name);
        let named = match (own, number) {
            (Some(own), _) => Named { id: own.to_owned(), typed: true, title: Wording::one(tag, title) },
            (None, Some(number)) => {
                let text = number.to_string();
                let title = voice.filled(|words| words.level_number, |_| vec![("number", text.as_str())]);
                Named { id: names::free(format!("l{number}"), &taken), typed: true, title }
            }
            (None, None) if abbreviation => Named { id: text.to_owned(), typed: true, title: Wording::default() },
            (None, None) => {
                let id = names::proposed(text, self.kind, self.list.len(), &taken);
                Named { id, typed: false, title: Wording::one(tag, text) }
            }
        };
        self.list.push(Group { named, called: text.to_owned(), used: false });
        Some(self.list.len() - 1)
    }

    /// Returns what was named and what no row belongs to.
    fn unused(&self) -> impl Iterator<Item = (&'static str, String)> {
        let what = if self.kind == Kind::Domains { "domain" } else { "level" };
        self.list.iter().filter(|group| !group.used).map(move |group| (what, group.named.id.clone()))
    }

    /// Orders levels by their number, if all of them end in one; returns whether they do.
    fn sort(&mut self, made: &mut [Made]) -> bool {
        let number = |group: &Group| {
            let digits = group.called.trim_end_matches(|c: char| c.is_ascii_digit()).len();
            group.called[digits..].parse::<u32>().ok()
        };
        let Some(numbers) = self.list.iter().map(number).collect::<Option<Vec<u32>>>() else { return false };
        let mut order: Vec<usize> = (0..numbers.len()).collect();
        order.sort_by_key(|at| numbers[*at]);
        for made in made {
            let level = made.requirement.level;
            made.requirement.level = order.iter().position(|at| *at == level).expect("every level is in the order");
        }
        let mut list: Vec<Option<Group>> = self.list.drain(..).map(Some).collect();
        self.list = order.into_iter().filter_map(|at| list[at].take()).collect();
        true
    }

    fn named(self, voice: Voice<'_>) -> Vec<Named> {
        let mut named: Vec<Named> = self.list.into_iter().map(|group| group.named).collect();
        for named in &mut named {
            super::wishes::in_order(&mut named.title, voice.languages);
        }
        named
    }
}
