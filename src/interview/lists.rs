//! Everything that is chosen from a list: facts about the firm, ways to go on, questions of one kind.

use super::card::Choosing;
use super::doubts;
use super::{Interview, Round, Step, is_wanted};
use crate::assessment::sheet::{self, AnswerSheet, Asked, Reply, State, Verdict};
use crate::language::fill;
use crate::questionnaire::EvidenceKind;
use crate::review::{Doubt, Kind, Remark, Weight};
use crate::text::named;

/// What can be chosen on the overview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    Finish,
    /// The result as it stands, though something is open.
    Interim,
    GoOn,
    Review,
    Find,
    Domains,
    List(Round),
    All,
    Basics,
    Pause,
}

/// What stands on the list of the review: a kind of doubt with how often it occurs, or a requirement.
pub(super) enum Reviewed {
    Kind(Kind, usize),
    Remark(Remark),
}

/// Remarks that are listed one by one; of more, the kinds are listed first.
const FEW: usize = 8;

/// Something that stands before the questions, as the list of it shows it.
pub(super) struct Basic {
    /// Where it is asked.
    pub step: Step,
    label: &'static str,
    value: String,
}

impl Interview<'_> {
    pub(super) fn choosing(&mut self) -> Choosing {
        let notice = self.notice.take();
        let words = self.words;
        let mut choosing = Choosing {
            place: self.place_before(),
            ask: String::new(),
            help: String::new(),
            items: Vec::new(),
            current: None,
            cursor: 0,
            notice,
        };
        match self.step {
            Step::Target => {
                words.target_ask.clone_into(&mut choosing.ask);
                let help = if self.by_mean() { words.target_help_mean } else { words.target_help };
                help.clone_into(&mut choosing.help);
                let names = sheet::targets(self.questionnaire);
                choosing.current = names.iter().position(|name| name.eq_ignore_ascii_case(&self.assessment.target));
                choosing.items = self.targets();
            }
            Step::Profile(question) => {
                let question = &self.questionnaire.profile()[question];
                self.read(&question.ask).clone_into(&mut choosing.ask);
                words.profile_help.clone_into(&mut choosing.help);
                let now = self.assessment.profile.iter().find(|(known, _)| *known == question.id);
                choosing.current = now.and_then(|(_, now)| question.choices.iter().position(|(id, _)| id == now));
                let items = question.choices.iter().map(|(_, label)| (self.read(label).to_owned(), String::new()));
                choosing.items = items.collect();
            }
            Step::EvidenceKind(requirement) => self.evidence_list(requirement, &mut choosing),
            Step::InsteadOfObjectives(requirement, verdict) => self.instead(requirement, verdict, &mut choosing),
            Step::Domains => self.domain_list(&mut choosing),
            Step::List(round) => self.round_list(round, &mut choosing),
            Step::Review(kind) => self.review_list(kind, &mut choosing),
            Step::Basics => {
                words.basics_ask.clone_into(&mut choosing.ask);
                let none = words.basic_none;
                choosing.items = self
                    .basics()
                    .into_iter()
                    .map(|basic| {
                        let value = if basic.value.is_empty() { none.to_owned() } else { basic.value };
                        (basic.label.to_owned(), value)
                    })
                    .collect();
            }
            _ => self.overview(&mut choosing),
        }
        // What was just told need not stand on the page besides.
        let told = choosing.notice.as_deref().unwrap_or_default();
        let new = |line: &&str| !told.lines().any(|told| told.starts_with(*line));
        choosing.help = choosing.help.lines().filter(new).collect::<Vec<_>>().join("\n");
        choosing
    }

    fn targets(&self) -> Vec<(String, String)> {
        let levels = self.questionnaire.levels();
        let named = self.questionnaire.targets().iter().map(|target| {
            let mut more = self.read(&levels[target.level].title).to_owned();
            for (domain, level) in &target.domains {
                let domain = self.read(&self.questionnaire.domains()[*domain].title);
                let level = self.read(&levels[*level].title);
                let (comma, colon) = self.marks();
                more.push_str(&format!("{comma}{domain}{colon}{level}"));
            }
            (self.read(&target.title).to_owned(), more)
        });
        let plain =
            levels.iter().map(|level| (self.read(&level.title).to_owned(), self.read(&level.meaning).to_owned()));
        named.chain(plain).collect()
    }

    fn evidence_list(&self, requirement: usize, choosing: &mut Choosing) {
        let words = self.words;
        let own = self.requirement(requirement);
        choosing.place = self.place(requirement);
        choosing.ask = fill(words.evidence_ask, &[("id", &own.id)]);
        words.evidence_help.clone_into(&mut choosing.help);
        for kind in EvidenceKind::ALL {
            let hints = own.evidence.iter().filter(|hint| hint.kind == kind).map(|hint| self.read(&hint.hint));
            choosing.items.push((self.kind(kind).to_owned(), hints.collect::<Vec<_>>().join("\n")));
        }
        for evidence in self.assessment.entry(&own.id).into_iter().flat_map(|entry| &entry.evidence) {
            choosing.items.push((fill(words.evidence_change, &[("what", &evidence.what)]), String::new()));
        }
    }

    fn instead(&self, requirement: usize, verdict: Verdict, choosing: &mut Choosing) {
        let words = self.words;
        let count = match self.sheet().reply(requirement) {
            Reply::Objectives(parts) => parts.iter().flatten().count(),
            Reply::None | Reply::Whole(_) => 0,
        };
        let values = [("count", count.to_string()), ("answer", self.label(requirement, verdict))];
        choosing.place = self.place(requirement);
        choosing.ask = fill(words.instead_ask, &values);
        choosing.help = fill(words.instead_help, &values);
        choosing.items = [words.instead_no, words.instead_yes].map(|text| (fill(text, &values), String::new())).into();
    }

    // The overview, and what it leads to.

    pub(super) fn ways(&self) -> Vec<Way> {
        let sheet = self.sheet();
        let open = sheet.asked_requirements().any(|r| !sheet.is_complete(r));
        let any = sheet.asked_requirements().next().is_some();
        let answered = sheet.asked_requirements().any(|r| *sheet.reply(r) != Reply::None);
        let remarks = self.remarks(&sheet);
        let contradicts = remarks.iter().any(|remark| remark.doubt.kind().weight() == Weight::Contradiction);
        let ready = self.is_ready();
        let mut ways = Vec::new();
        let mut offer = |offered: bool, way: Way| {
            if offered && !ways.contains(&way) {
                ways.push(way);
            }
        };
        offer(open || !ready, Way::GoOn);
        offer(!open && contradicts, Way::Review);
        offer(!open && ready, Way::Finish);
        offer(answered && !remarks.is_empty(), Way::Review);
        offer(any, Way::Find);
        offer(any && self.questionnaire.domains().len() > 1, Way::Domains);
        for round in Round::LISTS {
            offer(sheet.asked_requirements().any(|r| is_wanted(&sheet, round, r)), Way::List(round));
        }
        offer(answered, Way::All);
        offer(true, Way::Basics);
        offer(open && answered && ready, Way::Interim);
        offer(true, Way::Pause);
        ways
    }

    fn overview(&self, choosing: &mut Choosing) {
        let words = self.words;
        let sheet = self.sheet();
        let progress = self.progress(&sheet);
        let (done, of) = (progress.done, progress.of);
        let waiting =
            (0..self.questionnaire.requirements().len()).filter(|&r| sheet.asked(r) == Asked::Undecided).count();
        let number = |n: usize| n.to_string();
        choosing.place = self.place_overview(&sheet);
        let ask = match (done, of - done) {
            (0, _) => words.overview_begin,
            (_, 0) => words.overview_complete,
            (_, 1) => words.overview_open_one,
            _ => words.overview_open,
        };
        choosing.ask = fill(ask, &[("left", &number(of - done)), ("of", &number(of))]);
        let unknown = sheet.asked_requirements().filter(|&r| sheet.state(r) == State::Unknown).count();
        let more = [(unknown, words.overview_unknown), (waiting, words.overview_waiting)];
        let more = more.iter().filter(|(count, _)| *count > 0);
        let mut more: Vec<String> = more.map(|(count, text)| fill(text, &[("count", &number(*count))])).collect();
        if done > 0 {
            more.insert(0, self.meaning(None));
        }
        more.extend(self.setting.preview.then(|| words.preview_help.to_owned()));
        choosing.help = more.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let item = |way: Way| match way {
            Way::Finish => (words.way_finish.to_owned(), words.way_finish_more.to_owned()),
            Way::Interim => (words.way_interim.to_owned(), String::new()),
            Way::GoOn => (fill(words.way_go_on, &[("count", &number(of - done))]), String::new()),
            Way::Review => self.review_way(&sheet),
            Way::Find => (words.way_find.to_owned(), String::new()),
            Way::Domains => (words.way_domains.to_owned(), String::new()),
            Way::List(round) => {
                let count = sheet.asked_requirements().filter(|&r| is_wanted(&sheet, round, r)).count();
                (self.many(self.round_name(round), count), String::new())
            }
            Way::All => (words.way_all.to_owned(), String::new()),
            Way::Basics => (words.way_basics.to_owned(), String::new()),
            Way::Pause => (words.way_pause.to_owned(), String::new()),
        };
        choosing.items = self.ways().into_iter().map(item).collect();
    }

    fn review_way(&self, sheet: &AnswerSheet<'_>) -> (String, String) {
        let words = self.words;
        let remarks = self.remarks(sheet);
        let count = |weight: Weight| remarks.iter().filter(|remark| remark.doubt.kind().weight() == weight).count();
        let counts = [
            (count(Weight::Contradiction), words.review_contradictions),
            (count(Weight::Weakness), words.review_weaknesses),
            (count(Weight::Open), words.review_open),
        ];
        let more = counts.iter().filter(|(count, _)| *count > 0);
        let more: Vec<String> = more.map(|(count, text)| fill(text, &[("count", &count.to_string())])).collect();
        (words.way_review.to_owned(), more.join(self.marks().0))
    }

    /// A name with how many there are.
    fn many(&self, name: &str, count: usize) -> String {
        fill(self.words.round_count, &[("name", name), ("count", &count.to_string())])
    }

    pub(super) fn round_name(&self, round: Round) -> &'static str {
        match round {
            Round::Open => self.words.round_open,
            Round::Unknown => self.words.round_unknown,
            Round::Marked => self.words.round_marked,
            Round::NotMet => self.words.round_not_met,
            Round::Planned => self.words.round_planned,
            Round::All => self.words.round_all,
            Round::Review(_) => self.words.round_review,
        }
    }

    /// Domains of which something is asked.
    pub(super) fn domains(&self) -> Vec<usize> {
        let sheet = self.sheet();
        let asked: Vec<usize> =
            sheet.asked_requirements().map(|requirement| self.requirement(requirement).domain).collect();
        (0..self.questionnaire.domains().len()).filter(|domain| asked.contains(domain)).collect()
    }

    fn domain_list(&self, choosing: &mut Choosing) {
        let words = self.words;
        let sheet = self.sheet();
        choosing.place = self.place_overview(&sheet);
        words.domains_ask.clone_into(&mut choosing.ask);
        let domains = self.domains();
        choosing.items = domains
            .iter()
            .map(|&domain| {
                let own = &self.questionnaire.domains()[domain];
                let asked: Vec<usize> = sheet.asked_requirements().filter(|r| own.requirements.contains(r)).collect();
                let done = asked.iter().filter(|&&r| sheet.is_complete(r)).count().to_string();
                let of = asked.len().to_string();
                let title = named(&own.id, "  ", self.read(&own.title));
                (format!("{title}  {done}/{of}"), String::new())
            })
            .collect();
        let done = |domain: &usize| {
            let own = &self.questionnaire.domains()[*domain].requirements;
            sheet.asked_requirements().filter(|r| own.contains(r)).all(|r| sheet.is_complete(r))
        };
        choosing.cursor = domains.iter().position(|domain| !done(domain)).unwrap_or(0);
    }

    /// The requirements of a round.
    pub(super) fn listed(&self, round: Round) -> Vec<usize> {
        let sheet = self.sheet();
        sheet.asked_requirements().filter(|&r| is_wanted(&sheet, round, r)).collect()
    }

    fn round_list(&self, round: Round, choosing: &mut Choosing) {
        let sheet = self.sheet();
        choosing.place = self.place_overview(&sheet);
        let listed = self.listed(round);
        choosing.ask = self.many(self.round_name(round), listed.len());
        self.words.round_help.clone_into(&mut choosing.help);
        let item = |requirement: usize| {
            let more = match round {
                Round::NotMet => self.state_label(&sheet, requirement),
                Round::Planned => self.planned(&sheet, requirement),
                _ => String::new(),
            };
            (self.name(requirement), more)
        };
        choosing.items = listed.into_iter().map(item).collect();
    }

    /// What is planned for a requirement, and until when.
    fn planned(&self, sheet: &AnswerSheet<'_>, requirement: usize) -> String {
        let lang = self.setting.lang;
        let Some(plan) = sheet.entry(requirement).and_then(|entry| entry.plan.as_ref()) else { return String::new() };
        let due = plan.due.map(|due| lang.labelled(lang.words().report.due, &due.to_string()));
        lang.detailed(&plan.action, due.as_slice())
    }

    pub(super) fn name(&self, requirement: usize) -> String {
        let own = self.requirement(requirement);
        named(&own.id, "  ", self.read(&own.title))
    }

    /// What the review lists: remarks of one kind, or all, by kinds where there are many.
    pub(super) fn review_items(&self, kind: Option<Kind>) -> Vec<Reviewed> {
        let mut remarks = self.remarks(&self.sheet());
        if let Some(kind) = kind {
            remarks.retain(|remark| remark.doubt.kind() == kind);
        }
        let mut kinds: Vec<Kind> = remarks.iter().map(|remark| remark.doubt.kind()).collect();
        kinds.dedup();
        if remarks.len() <= FEW || kinds.len() == 1 {
            return remarks.into_iter().map(Reviewed::Remark).collect();
        }
        let count = |kind: Kind| remarks.iter().filter(|remark| remark.doubt.kind() == kind).count();
        kinds.into_iter().map(|kind| Reviewed::Kind(kind, count(kind))).collect()
    }

    fn review_list(&self, kind: Option<Kind>, choosing: &mut Choosing) {
        let words = self.words;
        let sheet = self.sheet();
        choosing.place = self.place_overview(&sheet);
        let items = self.review_items(kind);
        if items.is_empty() {
            words.review_nothing.clone_into(&mut choosing.ask);
            choosing.items = vec![(words.way_back.to_owned(), String::new())];
            return;
        }
        let count =
            items.iter().map(|item| if let Reviewed::Kind(_, count) = item { *count } else { 1 }).sum::<usize>();
        choosing.ask = match kind {
            Some(kind) => self.many(self.kind_name(kind), count),
            None => fill(words.review_ask, &[("count", &count.to_string())]),
        };
        let by_kind = items.iter().any(|item| matches!(item, Reviewed::Kind(..)));
        if by_kind { words.review_kinds_help } else { words.review_help }.clone_into(&mut choosing.help);
        let item = |item: &Reviewed| match item {
            Reviewed::Kind(kind, count) => (self.many(self.kind_name(*kind), *count), String::new()),
            Reviewed::Remark(remark) => {
                // Under the heading of its kind, only what it says besides has to be said.
                let says_more = doubts::says_more(remark.doubt);
                let more = if kind.is_none() || says_more { self.doubt(remark.doubt) } else { String::new() };
                (self.name(remark.requirement), more)
            }
        };
        choosing.items = items.iter().map(item).collect();
        // Where one was looked at, or the next one if nothing is left to say about it.
        let from = self.reviewed.filter(|_| kind.is_some() || !by_kind);
        let waits =
            |item: &Reviewed| matches!((item, from), (Reviewed::Remark(own), Some(from)) if own.requirement >= from);
        choosing.cursor = items.iter().position(waits).unwrap_or(0);
    }

    fn kind_name(&self, kind: Kind) -> &'static str {
        doubts::kind_name(self.words, kind)
    }

    /// Says why something is worth a second look.
    fn doubt(&self, doubt: Doubt) -> String {
        doubts::told(self.words, self.questionnaire, doubt)
    }

    /// Everything that stands before the questions, with what is said now.
    pub(super) fn basics(&self) -> Vec<Basic> {
        let words = self.words;
        self.preliminaries()
            .into_iter()
            .map(|step| {
                let (label, value) = match step {
                    Step::Scope => (words.basic_scope, self.assessment.scope.clone()),
                    Step::Who => (words.basic_who, self.by.clone()),
                    Step::Target => {
                        let names = sheet::targets(self.questionnaire);
                        let at = names.iter().position(|name| name.eq_ignore_ascii_case(&self.assessment.target));
                        let title = at.and_then(|at| self.targets().into_iter().nth(at)).map(|(title, _)| title);
                        (words.basic_target, title.unwrap_or_default())
                    }
                    Step::Profile(question) => {
                        let question = &self.questionnaire.profile()[question];
                        let now = self.assessment.profile.iter().find(|(known, _)| *known == question.id);
                        let label = now.and_then(|(_, now)| question.choices.iter().find(|(id, _)| id == now));
                        let label = label.map(|(_, label)| self.read(label).to_owned()).unwrap_or_default();
                        (words.basic_profile, format!("{} {label}", self.read(&question.ask)))
                    }
                    _ => (words.basic_organisation, self.assessment.organisation.clone()),
                };
                Basic { step, label, value }
            })
            .collect()
    }
}
