//! Editions in words: what changed between two of them, and what became of answers to the old one.

use super::Tone;
use super::explanation::Line;
use crate::assessment::carried::{Carried, carried};
use crate::assessment::sheet::{AnswerSheet, Reply};
use crate::language::{Editions, Lang, fill};
use crate::questionnaire::Text;
use crate::questionnaire::changes::{Aspect, Change, Changes, Item, Kind, Need, Sort, Unless, What};

/// At most this many ids say why a new edition is needed; the rest stands below.
const MOST_REASONS: usize = 8;

/// What changed from one edition to the next, ready to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// The editions and how much changed, in one line.
    pub headline: String,
    /// Whether the edition is as it has to be.
    pub verdict: String,
    /// Its tone.
    pub tone: Tone,
    /// What becomes of answers to the old edition.
    pub answers: Vec<Line>,
    /// What changed, by kind.
    pub sections: Vec<Section>,
}

/// Changes of a kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its heading.
    pub title: String,
    /// Heads of the table; none where there is no table.
    pub heads: Vec<&'static str>,
    /// Rows of the table.
    pub rows: Vec<Vec<String>>,
    /// Other wordings.
    pub wordings: Vec<Wordings>,
}

/// Other wordings of an item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wordings {
    /// The item.
    pub name: String,
    /// Which text in which language, and what it was and is.
    pub texts: Vec<(String, String, String)>,
}

/// Puts into words what changed.
pub fn told(changes: &Changes, lang: Lang) -> Told {
    let teller = Teller { words: &lang.words().editions, lang };
    let (verdict, tone) = teller.verdict(changes);
    let sections = Kind::ALL.into_iter().filter_map(|kind| teller.section(changes, kind));
    Told {
        headline: teller.headline(changes),
        verdict,
        tone,
        answers: teller.answers(changes),
        sections: sections.collect(),
    }
}

struct Teller {
    words: &'static Editions,
    lang: Lang,
}

impl Teller {
    fn headline(&self, changes: &Changes) -> String {
        let words = self.words;
        let (old, new) = (&changes.old, &changes.new);
        if changes.changes.is_empty() && old.digest == new.digest {
            let values = [("title", self.read(&new.title)), ("edition", &new.edition), ("digest", &new.digest)];
            return fill(words.equal, &values);
        }
        let counts = Kind::ALL.into_iter().map(|kind| (kind, changes.count(kind))).filter(|(_, count)| *count > 0);
        let counts = counts.map(|(kind, count)| fill(self.counted(kind), &[("count", &count.to_string())]));
        let counts = counts.collect::<Vec<String>>().join(self.lang.comma());
        let summary = if counts.is_empty() { words.nothing_changed.to_owned() } else { counts };
        let edition = |own: &str, edition: &str| {
            fill(self.lang.words().report.edition_value, &[("id", own), ("edition", edition)])
        };
        let values = |old: &str, new: &str| {
            let title = self.read(&changes.new.title).to_owned();
            [("title", title), ("old", old.to_owned()), ("new", new.to_owned()), ("summary", summary.clone())]
        };
        if !changes.is_same_questionnaire() {
            let (old, new) = (edition(&old.id, &old.edition), edition(&new.id, &new.edition));
            return fill(words.headline_others, &values(&old, &new));
        }
        let text = if changes.is_raised() { words.headline } else { words.headline_same_edition };
        fill(text, &values(&old.edition, &new.edition))
    }

    fn verdict(&self, changes: &Changes) -> (String, Tone) {
        let words = self.words;
        if !changes.is_same_questionnaire() {
            return (String::new(), Tone::Neutral);
        }
        if changes.changes.is_empty() && !changes.is_raised() {
            let same = changes.old.digest == changes.new.digest;
            return (if same { String::new() } else { words.only_writing.to_owned() }, Tone::Good);
        }
        let mut because: Vec<String> = Vec::new();
        for change in changes.changes.iter().filter(|change| change.need() == Need::Yes) {
            let name = self.name(&change.item);
            if !because.contains(&name) {
                because.push(name);
            }
        }
        let rest = because.len().saturating_sub(MOST_REASONS);
        because.truncate(MOST_REASONS);
        if rest > 0 {
            because.push(fill(self.lang.words().messages.and_more, &[("count", &rest.to_string())]));
        }
        let values = [("edition", changes.new.edition.clone()), ("ids", because.join(self.lang.comma()))];
        let (text, tone) = match (changes.is_raised(), changes.need()) {
            (true, Need::Yes) => (words.raised_needed, Tone::Good),
            (true, Need::Perhaps) => (words.raised_perhaps, Tone::Good),
            (true, Need::No) => (words.raised_needless, Tone::Fair),
            (false, Need::Yes) => (words.same_needed, Tone::Bad),
            (false, Need::Perhaps) => (words.same_perhaps, Tone::Fair),
            (false, Need::No) => (words.same_fine, Tone::Good),
        };
        (fill(text, &values), tone)
    }

    fn answers(&self, changes: &Changes) -> Vec<Line> {
        let words = self.words;
        if !changes.is_same_questionnaire() || changes.changes.is_empty() {
            return Vec::new();
        }
        let answers = &changes.answers;
        let list = |items: &[String]| items.join(self.lang.comma());
        // An objective that lost an answer belongs to a requirement that may be counted once only.
        let requirements = |ids: &mut dyn Iterator<Item = &str>| {
            let mut own: Vec<&str> = ids.map(|id| id.split('/').next().unwrap_or(id)).collect();
            own.dedup();
            own.len()
        };
        let unless = requirements(&mut answers.kept_unless.iter().map(|own| own.id.as_str()));
        let gone = answers.no_longer_asked.iter().filter(|id| !id.contains('/')).count();
        let of = answers.kept.len() + unless + gone;
        let kept = [("count", answers.kept.len().to_string()), ("of", of.to_string())];
        let counted =
            |text: &str, items: &[String]| fill(text, &[("count", items.len().to_string()), ("list", list(items))]);
        let line = |depth: u8| move |text: String| Line { depth, text };
        let mut told = vec![line(0)(fill(words.answers, &[("edition", &changes.old.edition)]))];
        told.push(line(1)(fill(words.answers_kept, &kept)));
        if !answers.kept_unless.is_empty() {
            told.push(line(1)(words.answers_unless.to_owned()));
            told.extend(self.unless(&answers.kept_unless).into_iter().map(line(2)));
        }
        told.push(line(1)(match answers.to_answer.as_slice() {
            [] => words.none_new.to_owned(),
            new => counted(words.answers_new, new),
        }));
        told.push(line(1)(match answers.no_longer_asked.as_slice() {
            [] => words.none_gone.to_owned(),
            gone => counted(words.answers_gone, gone),
        }));
        told
    }

    /// Answers that no longer fit, each with the requirements of which that is true: a scale has many.
    fn unless(&self, all: &[Unless]) -> Vec<String> {
        let mut groups: Vec<(String, Vec<String>)> = Vec::new();
        for own in all {
            let reasons = own.without_reason.iter().map(|answer| fill(self.words.unless_reason, &[("answer", answer)]));
            let answers = own.answers.iter().cloned().chain(reasons).collect::<Vec<String>>().join(self.lang.comma());
            match groups.iter_mut().find(|(known, _)| *known == answers) {
                Some((_, ids)) => ids.push(own.id.clone()),
                None => groups.push((answers, vec![own.id.clone()])),
            }
        }
        let group = |(answers, ids): (String, Vec<String>)| self.lang.labelled(&answers, &ids.join(self.lang.comma()));
        groups.into_iter().map(group).collect()
    }

    fn section(&self, changes: &Changes, kind: Kind) -> Option<Section> {
        let words = self.words;
        let mut section = Section {
            title: self.heading(kind).to_owned(),
            heads: match kind {
                Kind::Added | Kind::Removed => vec![words.column_sort, words.column_id, words.column_title],
                Kind::Renamed => vec![words.column_old, words.column_new, words.column_title],
                _ => vec![words.column_item, words.column_aspect, words.column_old, words.column_new],
            },
            rows: Vec::new(),
            wordings: Vec::new(),
        };
        for change in changes.of(kind) {
            self.tell(change, &mut section);
        }
        (!section.rows.is_empty() || !section.wordings.is_empty()).then_some(section)
    }

    fn tell(&self, Change { item, what }: &Change, section: &mut Section) {
        let words = self.words;
        let title = self.title(item);
        let sort = || self.sort(item.sort).to_owned();
        let said = |text: &Option<String>| text.clone().unwrap_or_else(|| words.none.to_owned());
        match what {
            What::Added => section.rows.push(vec![sort(), item.id.clone(), title]),
            What::Removed(heirs) if heirs.is_empty() => section.rows.push(vec![sort(), item.id.clone(), title]),
            What::Removed(heirs) => {
                let values = [("title", title), ("list", heirs.join(self.lang.comma()))];
                section.rows.push(vec![sort(), item.id.clone(), fill(words.now_in, &values)]);
            }
            What::Renamed(was) => section.rows.push(vec![was.clone(), item.id.clone(), title]),
            What::Set { aspect, old, new } => {
                section.rows.push(vec![self.name(item), self.aspect(*aspect).to_owned(), said(old), said(new)]);
            }
            What::Worded { aspect, language, old, new } => {
                let heading = self.lang.detailed(self.aspect(*aspect), std::slice::from_ref(language));
                let or_none = |text: &String| if text.is_empty() { words.none.to_owned() } else { text.clone() };
                let text = (heading, or_none(old), or_none(new));
                let name = crate::text::named(&self.name(item), "  ", &title);
                match section.wordings.last_mut() {
                    Some(last) if last.name == name => last.texts.push(text),
                    _ => section.wordings.push(Wordings { name, texts: vec![text] }),
                }
            }
        }
    }

    fn read<'t>(&self, text: &'t Text) -> &'t str {
        text.get(self.lang.tag())
    }

    /// The title, unless it only repeats the id.
    fn title(&self, item: &Item) -> String {
        let own = item.id.rsplit('/').next().unwrap_or(&item.id);
        Some(self.read(&item.title)).filter(|title| *title != own).unwrap_or_default().to_owned()
    }

    /// What the item is called: a requirement by its id alone, since most of them are requirements.
    fn name(&self, item: &Item) -> String {
        match item.sort {
            Sort::Requirement | Sort::Objective => item.id.clone(),
            Sort::Questionnaire => self.words.sort_questionnaire.to_owned(),
            sort => format!("{} {}", self.sort(sort), item.id),
        }
    }

    const fn counted(&self, kind: Kind) -> &'static str {
        let words = self.words;
        match kind {
            Kind::Added => words.count_added,
            Kind::Removed => words.count_removed,
            Kind::Renamed => words.count_renamed,
            Kind::Moved => words.count_moved,
            Kind::Reworded => words.count_reworded,
            Kind::Reweighted => words.count_reweighted,
            Kind::Conditions => words.count_conditions,
            Kind::Rules => words.count_rules,
            Kind::About => words.count_about,
        }
    }

    const fn heading(&self, kind: Kind) -> &'static str {
        let words = self.words;
        match kind {
            Kind::Added => words.section_added,
            Kind::Removed => words.section_removed,
            Kind::Renamed => words.section_renamed,
            Kind::Moved => words.section_moved,
            Kind::Reworded => words.section_reworded,
            Kind::Reweighted => words.section_reweighted,
            Kind::Conditions => words.section_conditions,
            Kind::Rules => words.section_rules,
            Kind::About => words.section_about,
        }
    }

    const fn sort(&self, sort: Sort) -> &'static str {
        let words = self.words;
        match sort {
            Sort::Questionnaire => words.sort_questionnaire,
            Sort::Scale => words.sort_scale,
            Sort::Answer => words.sort_answer,
            Sort::Level => words.sort_level,
            Sort::Target => words.sort_target,
            Sort::Profile => words.sort_profile,
            Sort::Choice => words.sort_choice,
            Sort::Domain => words.sort_domain,
            Sort::Requirement => words.sort_requirement,
            Sort::Objective => words.sort_objective,
        }
    }

    const fn aspect(&self, aspect: Aspect) -> &'static str {
        let words = self.words;
        match aspect {
            Aspect::Title => words.title,
            Aspect::Summary => words.summary,
            Aspect::Ask => words.ask,
            Aspect::Help => words.help,
            Aspect::Advice => words.advice,
            Aspect::Examine => words.examine,
            Aspect::Interview => words.interview,
            Aspect::Test => words.test,
            Aspect::Label => words.label,
            Aspect::FollowUp => words.follow_up,
            Aspect::Meaning => words.meaning,
            Aspect::FinalTitle => words.final_title,
            Aspect::ConditionalTitle => words.conditional_title,
            Aspect::Disclaimer => words.disclaimer,
            Aspect::Publisher => words.publisher,
            Aspect::BasedOn => words.based_on,
            Aspect::Licence => words.licence,
            Aspect::Languages => words.languages,
            Aspect::Aliases => words.aliases,
            Aspect::Effort => words.effort,
            Aspect::Refs => words.refs,
            Aspect::SameAs => words.same_as,
            Aspect::Key => words.key,
            Aspect::Order => words.order,
            Aspect::Domain => words.domain,
            Aspect::Level => words.level,
            Aspect::Scale => words.scale,
            Aspect::Weight => words.weight,
            Aspect::Points => words.points,
            Aspect::Poam => words.poam,
            Aspect::Essential => words.essential,
            Aspect::Credit => words.credit,
            Aspect::Passes => words.passes,
            Aspect::Deduct => words.deduct,
            Aspect::Value => words.value,
            Aspect::Reason => words.reason,
            Aspect::NotApplicable => words.not_applicable,
            Aspect::Unknown => words.unknown,
            Aspect::BestFirst => words.best_first,
            Aspect::Condition => words.condition,
            Aspect::DependsOn => words.depends_on,
            Aspect::Method => words.method,
            Aspect::Rule => words.rule,
            Aspect::Counts => words.counts,
            Aspect::Requires => words.requires,
            Aspect::FinalValid => words.final_valid,
            Aspect::ConditionalValid => words.conditional_valid,
            Aspect::Affirmation => words.affirmation,
            Aspect::LowestFirst => words.lowest_first,
            Aspect::TargetLevel => words.target_level,
            Aspect::TargetDomains => words.target_domains,
            Aspect::ObjectiveAnswers => words.objective_answers,
        }
    }
}

/// Tells what became of answers to another edition; nothing where they are to this one. With a limit, lists name no more
/// than so many, since a screen has only so many lines.
pub fn carried_over(sheet: &AnswerSheet<'_>, lang: Lang, most: Option<usize>) -> Vec<Line> {
    let Some(found) = carried(sheet) else { return Vec::new() };
    let words = &lang.words().editions;
    let Carried { from, to, kept, renamed, unfit, open, hidden, gone, facts, target } = found;
    let id = |position: &usize| sheet.questionnaire().requirements()[*position].id.clone();
    let listed = |text: &str, items: Vec<String>| {
        let (count, rest) = (items.len(), items.len().saturating_sub(most.unwrap_or(usize::MAX)));
        let mut list = items[..count - rest].join(lang.comma());
        if rest > 0 {
            let more = fill(lang.words().messages.and_more, &[("count", &rest.to_string())]);
            list = format!("{list} {more}");
        }
        fill(text, &[("count", count.to_string()), ("list", list)])
    };
    let ids = |positions: &[usize]| positions.iter().map(id).collect::<Vec<String>>();
    let was = |position: &usize| {
        let answer = sheet.earlier(*position).map(|(_, answer)| answer).unwrap_or_default();
        lang.detailed(&id(position), &[answer])
    };
    // Of a requirement that is answered in parts, those that are missing.
    let missing = |position: &usize| {
        let letters = &sheet.questionnaire().requirements()[*position].objectives;
        match sheet.reply(*position) {
            Reply::Objectives(parts) => {
                let open = letters.iter().zip(parts).filter(|(_, part)| part.is_none());
                open.map(|(letter, _)| format!("{}/{}", id(position), letter.id)).collect()
            }
            Reply::None | Reply::Whole(_) => vec![id(position)],
        }
    };
    let mut told = vec![fill(words.carried_kept, &[("count", &kept.len().to_string())])];
    let mut tell = |items: Vec<String>, some: &str, none: Option<&str>| {
        if !items.is_empty() {
            told.push(listed(some, items));
        } else if let Some(none) = none {
            told.push(none.to_owned());
        }
    };
    let pair = |(name, position): &(String, usize)| format!("{name} → {}", id(position));
    tell(renamed.iter().map(pair).collect(), words.carried_renamed, None);
    tell(unfit.iter().map(was).collect(), words.carried_unfit, None);
    let none = unfit.is_empty().then_some(words.carried_open_none);
    tell(open.iter().flat_map(missing).collect(), words.carried_open, none);
    tell(ids(&hidden), words.carried_hidden, None);
    tell(gone, words.carried_gone, Some(words.carried_gone_none));
    tell(facts.iter().map(|(id, choice)| format!("{id}: {choice}")).collect(), words.carried_facts, None);
    told.extend(target.map(|target| fill(words.carried_target, &[("target", &target)])));
    told.push(words.carried_stays.to_owned());
    let head = fill(words.carried_head, &[("old", &from), ("new", &to)]);
    let head = std::iter::once(Line { depth: 0, text: head });
    head.chain(told.into_iter().map(|text| Line { depth: 1, text })).collect()
}
