//! The file of a new questionnaire: YAML with comments that explain, in the program's language, what an author needs
//! next.
//!
//! What may be added stands there already behind a `#` without a space, in examples that can be used as they are.

use super::quoting::{Place, block, scalar};
use super::ready::{Ready, Rule};
use super::{Domain, Draft, FIRST_EDITION, Named, Origin, Poam, Requirement, SCHEMA_LINE, Voice, Wording};
use crate::exact::Fraction;
use crate::language::{Draft as Words, Lang, fill};
use crate::questionnaire::FORMAT;
use crate::text::{width, wrap};

/// Lines of prose are no broader.
const PROSE: usize = 100;
/// A space at which no line breaks.
const GLUE: char = '\u{a0}';
/// Texts in several languages stand on one line where that is no broader.
const LINE: usize = 110;
/// Column at which short remarks begin.
const REMARKS: usize = 36;
/// What a value of the mean may reach on the scale of that name.
const MOST_VALUE: i64 = 3;

/// Returns the text of the file.
pub fn write(draft: &Draft, lang: Lang) -> String {
    let voice = Voice { languages: &draft.languages, lang };
    let mut page = Page { out: String::new(), voice, words: &lang.words().draft, draft, asleep: false };
    page.head();
    page.scales();
    page.levels();
    page.profile();
    page.domains();
    page.out
}

/// The score from which a level counts down, that at which it is reached for good, and on condition.
#[derive(Debug, PartialEq)]
pub struct Scores {
    start: Fraction,
    conditional: Option<Fraction>,
}

/// Returns the scores of a level that counts everything up to it: it starts with all points, so that a firm without
/// anything in place has none.
fn scores(draft: &Draft, level: usize) -> Scores {
    let counted: Vec<&Requirement> = draft.requirements().filter(|requirement| requirement.level <= level).collect();
    let start: Fraction = counted.iter().filter_map(|requirement| requirement.points.clone()).sum();
    let may = |requirement: &&&Requirement| !matches!(requirement.poam, None | Some(Poam::Never));
    let least = counted.iter().filter(may).filter_map(|requirement| requirement.points.clone()).min();
    let conditional = least.map(|least| {
        // Four fifths are usual; it has to be possible to lose something and still be there.
        let usual = Fraction::parse(&(start.clone() * Fraction::parse("4/5").expect("a number")).rounded(0));
        usual.unwrap_or_else(Fraction::zero).min(start.clone() - least)
    });
    Scores { start, conditional }
}

struct Page<'d> {
    out: String,
    voice: Voice<'d>,
    words: &'static Words,
    draft: &'d Draft,
    /// What is written stands behind a sign, which takes a column.
    asleep: bool,
}

impl Page<'_> {
    fn line(&mut self, indent: usize, text: &str) {
        self.out.push_str(&" ".repeat(indent));
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A line with a remark behind it; above it where both are too long for one line.
    fn remarked(&mut self, indent: usize, text: &str, remark: &str) {
        let used = indent + width(text) + usize::from(self.asleep);
        let gap = REMARKS.saturating_sub(used).max(3);
        if used + gap + 2 + width(remark) <= LINE {
            self.line(indent, &format!("{text}{}# {remark}", " ".repeat(gap)));
        } else {
            self.prose(indent, remark);
            self.line(indent, text);
        }
    }

    fn prose(&mut self, indent: usize, text: &str) {
        // What stands in back quotes is typed as it is, so it stays on one line.
        let mut quoted = false;
        let glued = |c: char| {
            quoted ^= c == '`';
            if quoted && c == ' ' { GLUE } else { c }
        };
        let text: String = text.chars().map(glued).collect();
        for line in wrap(&text, PROSE.saturating_sub(indent + 2)) {
            self.line(indent, format!("# {}", line.replace(GLUE, " ")).trim_end());
        }
    }

    fn heading(&mut self, text: &str, says: &[&str]) {
        self.out.push('\n');
        let rule = "-".repeat(PROSE.saturating_sub(width(text) + 6));
        self.line(0, &format!("# -- {text} {rule}"));
        for text in says {
            self.prose(0, text);
        }
    }

    /// Lines that are not part of the questionnaire until somebody takes the sign away.
    fn asleep(&mut self, indent: usize, write: impl FnOnce(&mut Self)) {
        let before = std::mem::take(&mut self.out);
        self.asleep = true;
        write(self);
        self.asleep = false;
        let lines = std::mem::replace(&mut self.out, before);
        for line in lines.lines() {
            let (space, rest) = line.split_at(indent);
            self.out.push_str(&format!("{space}#{rest}\n"));
        }
    }

    /// A text under a key: on its line, or language by language below it.
    fn text(&mut self, indent: usize, key: &str, wording: &Wording) {
        let bare = match wording.0.as_slice() {
            [] => return,
            [(tag, text)] if tag.is_empty() || self.draft.languages.len() == 1 => Some(text),
            _ => None,
        };
        if let Some(text) = bare {
            self.under(indent, key, text);
            return;
        }
        let line = format!("{key}: {}", in_braces(wording));
        if indent + width(&line) <= LINE && wording.0.iter().all(|(_, text)| block(text).is_none()) {
            self.line(indent, &line);
            return;
        }
        self.line(indent, &format!("{key}:"));
        for (tag, text) in &wording.0 {
            self.under(indent + 2, &scalar(tag, Place::Line), text);
        }
    }

    fn under(&mut self, indent: usize, key: &str, text: &str) {
        let Some((sign, lines)) = block(text) else {
            self.line(indent, &format!("{key}: {}", scalar(text, Place::Line)));
            return;
        };
        self.line(indent, &format!("{key}: {sign}"));
        for line in lines {
            // A line of spaces alone would be one more line of the text.
            self.line(if line.is_empty() { 0 } else { indent + 2 }, line);
        }
    }

    /// A text as it stands in braces: bare in one language, by language in several.
    fn inside(&self, wording: &Wording) -> String {
        match wording.0.as_slice() {
            [(_, text)] if self.draft.languages.len() == 1 => scalar(text, Place::Braces),
            _ => in_braces(wording),
        }
    }

    fn head(&mut self) {
        let (words, draft) = (self.words, self.draft);
        let file = format!("{}.yaml", draft.id);
        self.line(0, SCHEMA_LINE);
        self.line(0, "#");
        match &draft.origin {
            Origin::Examples => self.prose(0, words.head_examples),
            Origin::Table(name) => self.prose(0, &fill(words.head_table, &[("name", name)])),
        }
        self.line(0, "#");
        for (command, says) in [("check", words.head_check), ("show", words.head_show), ("assess", words.head_assess)] {
            self.line(0, &format!("#   gradus {command:<6} {file}   {says}"));
        }
        self.line(0, "#");
        self.prose(0, words.head_asleep);
        self.out.push('\n');
        self.line(0, &format!("format: {FORMAT}"));
        let id = format!("id: {}", scalar(&draft.id, Place::Line));
        self.remarked(0, &id, words.remark_id);
        self.remarked(0, &format!("edition: \"{FIRST_EDITION}\""), words.remark_edition);
        let tags: Vec<String> = draft.languages.iter().map(|tag| scalar(tag, Place::Braces)).collect();
        let languages = format!("languages: [{}]", tags.join(", "));
        self.remarked(0, &languages, words.remark_languages);
        self.text(0, "title", &draft.title);
        let summary = self.voice.wording(|words| words.example_summary);
        self.asleep(0, |page| page.text(0, "summary", &summary));
        self.line(0, "attribution:");
        self.prose(2, words.says_publisher);
        self.text(2, "publisher", &draft.publisher);
        let licence = format!("licence: {}", scalar(&draft.licence, Place::Line));
        self.remarked(2, &licence, words.remark_licence);
        let based_on = self.voice.wording(|words| words.example_based_on);
        let disclaimer = self.voice.wording(|words| words.example_disclaimer);
        self.asleep(2, |page| {
            page.text(2, "based_on", &based_on);
            page.text(2, "disclaimer", &disclaimer);
        });
        if draft.rule == Rule::Mean {
            self.line(0, "scoring: {method: mean}");
        }
    }

    fn scales(&mut self) {
        let words = self.words;
        let credits = if self.draft.rule == Rule::Mean { words.says_values } else { words.says_credits };
        self.heading(words.heading_scales, &[words.says_scales, credits]);
        self.line(0, "scales:");
        for scale in self.draft.scales() {
            self.scale(scale);
        }
    }

    fn scale(&mut self, scale: Ready) {
        let words = self.words;
        self.line(2, &format!("{}:", scale.id()));
        self.remarked(4, "not_applicable: {counts_as: nothing, reason: required}", words.remark_not_applicable);
        self.remarked(4, "unknown: allowed", words.remark_unknown);
        self.line(4, "answers:");
        for answer in scale.answers() {
            let part = Fraction::parse(answer.credit).expect("the credits of ready scales are numbers");
            let number = match self.draft.rule {
                Rule::Mean => format!("value: {}", part * self.most_value()),
                _ => format!("credit: {}", answer.credit),
            };
            let mut fields = vec![format!("id: {}", answer.id), format!("key: {}", answer.key), number];
            if answer.passes && self.draft.rule != Rule::Mean {
                fields.push("passes: true".to_owned());
            }
            fields.push(format!("label: {}", self.inside(&self.voice.wording(answer.label))));
            let follow_up = self.voice.wording(|words| words.what_is_missing);
            if answer.follows_up {
                fields.push(format!("follow_up: {}", self.inside(&follow_up)));
            }
            let whole = format!("- {{{}}}", fields.join(", "));
            if width(&whole) + 6 <= LINE {
                self.line(6, &whole);
                continue;
            }
            for (position, field) in fields.iter().enumerate() {
                self.line(6, &format!("{} {field}", if position == 0 { "-" } else { " " }));
            }
        }
    }

    /// The largest value of an answer under the mean: that of its scale, or else as many as there are levels.
    fn most_value(&self) -> Fraction {
        let levels = i64::try_from(self.draft.levels.len()).expect("levels are few");
        let own = self.draft.requirements().any(|requirement| requirement.scale == Ready::ZeroToThree);
        Fraction::from(if own { MOST_VALUE } else { levels })
    }

    fn levels(&mut self) {
        let (words, draft) = (self.words, self.draft);
        let rule = match &draft.rule {
            Rule::Every => words.says_every.to_owned(),
            Rule::Share(share) => fill(words.says_share, &[("share", share)]),
            Rule::Points => words.says_points.to_owned(),
            Rule::Mean => words.says_mean.to_owned(),
        };
        self.heading(words.heading_levels, &[words.says_levels, &rule]);
        self.line(0, "levels:");
        for (position, level) in draft.levels.iter().enumerate() {
            self.level(position, level);
        }
    }

    fn level(&mut self, position: usize, level: &Named) {
        self.line(2, &format!("- id: {}", scalar(&level.id, Place::Line)));
        self.text(4, "title", &level.title);
        if position == 0 {
            let meaning = self.voice.wording(|words| words.example_meaning);
            self.asleep(4, |page| page.text(4, "meaning", &meaning));
        }
        match &self.draft.rule {
            Rule::Every => {}
            Rule::Share(share) => self.line(4, &format!("rule: {{share: {share}}}")),
            Rule::Points => {
                let Scores { start, conditional } = scores(self.draft, position);
                let conditional = conditional.map_or(String::new(), |score| format!(", conditional: {score}"));
                self.line(4, &format!("rule: {{points: {{start: {start}, final: {start}{conditional}}}}}"));
            }
            Rule::Mean => {
                let levels = i64::try_from(self.draft.levels.len()).expect("levels are few");
                let reached = i64::try_from(position + 1).expect("levels are few");
                let most = self.most_value();
                // What is not said is 1 for the first level, 2 for the second: more than some scales can give.
                if Fraction::from(levels) > most {
                    let value = Fraction::from(reached) * most / Fraction::from(levels);
                    self.line(4, &format!("value: {value}"));
                }
            }
        }
    }

    fn profile(&mut self) {
        let words = self.words;
        self.heading(words.heading_profile, &[words.says_profile]);
        let ask = self.voice.wording(|words| words.example_profile);
        let label = |word: fn(&Words) -> &'static str| self.inside(&self.voice.wording(word));
        let (yes, no) = (label(|words| words.example_profile_yes), label(|words| words.example_profile_no));
        self.asleep(0, |page| {
            page.line(0, "profile:");
            page.line(2, "- id: remote");
            page.text(4, "ask", &ask);
            page.line(4, "choices:");
            page.line(6, &format!("- {{id: sometimes, label: {yes}}}"));
            page.line(6, &format!("- {{id: never, label: {no}}}"));
        });
    }

    fn domains(&mut self) {
        let (words, draft) = (self.words, self.draft);
        let needed = match draft.rule {
            Rule::Every => words.needs_every,
            Rule::Share(_) => words.needs_weight,
            Rule::Points => words.needs_points,
            Rule::Mean => words.needs_mean,
        };
        let mut says = vec![words.says_domains, needed];
        if draft.origin == Origin::Examples {
            says.push(words.says_examples);
        }
        self.heading(words.heading_domains, &says);
        self.line(0, "domains:");
        for (position, domain) in draft.domains.iter().enumerate() {
            if position > 0 {
                self.out.push('\n');
            }
            self.domain(domain, position == 0);
        }
    }

    fn domain(&mut self, domain: &Domain, first: bool) {
        self.line(2, &format!("- id: {}", scalar(&domain.named.id, Place::Line)));
        self.text(4, "title", &domain.named.title);
        self.line(4, "requirements:");
        for (position, requirement) in domain.requirements.iter().enumerate() {
            if position > 0 {
                self.out.push('\n');
            }
            self.requirement(requirement, first && position == 0);
        }
    }

    /// A requirement; the first one of the file explains its keys, and shows in examples what else can be said.
    fn requirement(&mut self, own: &Requirement, explained: bool) {
        let words = self.words;
        let shown = explained && self.draft.origin == Origin::Examples;
        let key = |page: &mut Self, text: String, remark: &str| match explained {
            true => page.remarked(8, &text, remark),
            false => page.line(8, &text),
        };
        let first = format!("- id: {}", scalar(&own.id, Place::Line));
        match explained {
            true => self.remarked(6, &first, words.remark_requirement),
            false => self.line(6, &first),
        }
        self.text(8, "title", &own.title);
        key(self, format!("level: {}", scalar(&self.draft.levels[own.level].id, Place::Line)), words.remark_level);
        key(self, format!("scale: {}", own.scale.id()), words.remark_scale);
        if let Some(weight) = &own.weight {
            key(self, format!("weight: {weight}"), words.remark_weight);
        }
        if let Some(points) = &own.points {
            key(self, format!("points: {points}"), words.remark_points);
        }
        match &own.poam {
            Some(Poam::Never) => key(self, "poam: never".to_owned(), words.remark_poam),
            Some(Poam::Allowed) => key(self, "poam: allowed".to_owned(), words.remark_poam),
            Some(Poam::With(answers)) => key(self, format!("poam: [{}]", answers.join(", ")), words.remark_poam),
            None if shown && self.draft.rule == Rule::Points => {
                self.asleep(8, |page| page.remarked(8, "poam: allowed", words.remark_poam));
            }
            None => {}
        }
        if own.essential {
            key(self, "essential: true".to_owned(), words.remark_essential);
        }
        match own.effort {
            Some(effort) => key(self, format!("effort: {effort}"), words.remark_effort),
            None if shown => self.asleep(8, |page| page.remarked(8, "effort: S", words.remark_effort)),
            None => {}
        }
        if !own.depends_on.is_empty() {
            let ids: Vec<String> = own.depends_on.iter().map(|id| scalar(id, Place::Braces)).collect();
            key(self, format!("depends_on: [{}]", ids.join(", ")), words.remark_depends_on);
        }
        if shown {
            let when = "ask_when: {question: remote, is: sometimes}";
            self.asleep(8, |page| page.remarked(8, when, words.remark_ask_when));
        }
        self.text(8, "ask", &own.ask);
        self.guidance(own, shown);
    }

    fn guidance(&mut self, own: &Requirement, shown: bool) {
        let words = self.words;
        if shown && own.help.is_empty() {
            self.prose(8, words.says_help);
        }
        let example = |word: fn(&Words) -> &'static str| self.voice.wording(word);
        let (help, advice) = (example(|words| words.example_help), example(|words| words.example_advice));
        let hints = [example(|words| words.example_examine), example(|words| words.example_interview)];
        let parts = [example(|words| words.example_part_a), example(|words| words.example_part_b)];
        if own.help.is_empty() && shown {
            self.asleep(8, |page| page.text(8, "help", &help));
        }
        self.text(8, "help", &own.help);
        if own.advice.is_empty() && shown {
            self.asleep(8, |page| page.text(8, "advice", &advice));
        }
        self.text(8, "advice", &own.advice);
        let kinds = ["examine", "interview", "test"];
        if own.evidence.iter().any(|hint| !hint.is_empty()) {
            self.evidence(kinds.into_iter().zip(&own.evidence));
        } else if shown {
            self.asleep(8, |page| page.evidence(kinds.into_iter().zip(&hints)));
        }
        if shown {
            self.prose(8, words.says_objectives);
            self.asleep(8, |page| {
                page.line(8, "objectives:");
                for (id, part) in ["a", "b"].into_iter().zip(&parts) {
                    page.line(10, &format!("- id: {id}"));
                    page.text(12, "ask", part);
                }
            });
        }
    }

    fn evidence<'h>(&mut self, hints: impl Iterator<Item = (&'static str, &'h Wording)>) {
        self.line(8, "evidence:");
        for (kind, hint) in hints.filter(|(_, hint)| !hint.is_empty()) {
            self.line(10, &format!("- kind: {kind}"));
            self.text(12, "hint", hint);
        }
    }
}

fn in_braces(wording: &Wording) -> String {
    let texts: Vec<String> = wording
        .0
        .iter()
        .map(|(tag, text)| format!("{}: {}", scalar(tag, Place::Braces), scalar(text, Place::Braces)))
        .collect();
    format!("{{{}}}", texts.join(", "))
}
