//! Texts: found in the main file or beside it, in every language or in some.

use super::{Check, Need};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::questionnaire::texts::Beside;
use crate::questionnaire::{Text, raw};
use crate::reading::Named;

/// Texts that are taken after all others.
const LATE: [&str; 5] = ["title", "summary", "attribution/publisher", "attribution/based_on", "attribution/disclaimer"];

impl Check<'_> {
    pub(super) fn leftover_texts(&mut self) {
        let requirements = self.raw.domains.iter().flatten().flat_map(|domain| domain.requirements.iter().flatten());
        let ids: Vec<&str> = requirements.filter_map(|raw| raw.id.as_ref()).map(|id| id.value.as_str()).collect();
        // Title, summary and attribution are taken last, so they are not left over yet.
        let late = |path: &str| LATE.contains(&path);
        let mut found: Vec<Diagnostic> = Vec::new();
        for (path, text) in self.beside.iter().flat_map(Beside::unused) {
            if !late(path) {
                let written = path.split('/').nth(1).unwrap_or(path);
                let problem = Diagnostic::new(Code::TextForNothing, text.span).with("path", path);
                found.push(problem.choices(written, ids.iter().copied()));
            }
        }
        let refs = self.terms.refs.as_ref().and_then(|file| file.requirements.as_ref());
        for (id, _) in refs.into_iter().flat_map(|Named(list)| list) {
            if !ids.contains(&id.value.as_str()) {
                let problem = Diagnostic::new(Code::TextForNothing, id.span).with("path", &id.value);
                found.push(problem.choices(&id.value, ids.iter().copied()));
            }
        }
        self.problems.extend(found);
    }

    /// Texts that may fall back to the id.
    pub(super) fn label(&mut self, raw: Option<&raw::Text>, id: &raw::Word, path: &str) -> Text {
        let text = self.text(raw, path, Need::Optional, id.span);
        self.lacks_texts |= text.is_empty() && !self.terms.expects_texts;
        if text.is_empty() {
            Text(vec![(self.languages.first().cloned().unwrap_or_default(), id.value.clone())])
        } else {
            text
        }
    }

    pub(super) fn text(&mut self, raw: Option<&raw::Text>, path: &str, need: Need, span: Span) -> Text {
        let mut found: Vec<(String, raw::Word)> = Vec::new();
        let first = self.languages.first().cloned().unwrap_or_default();
        for (lang, text) in raw.into_iter().flat_map(|raw::Text(list)| list) {
            if let Some(lang) = lang
                && !self.languages.contains(&lang.value)
            {
                let problem = Diagnostic::new(Code::NotALanguage, lang.span).with("found", &lang.value);
                let problem = problem.choices(&lang.value, self.languages.iter().map(String::as_str));
                self.problems.push(problem);
            }
            found.push((lang.as_ref().map_or_else(|| first.clone(), |lang| lang.value.clone()), text.clone()));
        }
        for file in &self.beside {
            let Some(text) = file.take(path) else { continue };
            if let Some((_, here)) = found.iter().find(|(lang, _)| *lang == file.tag) {
                self.problems.push(Diagnostic::new(Code::TextTwice, text.span).related(here.span));
            }
            found.push((file.tag.clone(), text.clone()));
        }
        let plain = raw.is_some_and(|raw::Text(list)| list.iter().any(|(lang, _)| lang.is_none()));
        self.judge(&found, need, plain, path, span);
        let order = |lang: &String| self.languages.iter().position(|known| known == lang);
        found.sort_by_key(|(lang, _)| order(lang));
        Text(found.into_iter().map(|(lang, word)| (lang, word.value)).collect())
    }

    pub(super) fn judge(&mut self, found: &[(String, raw::Word)], need: Need, plain: bool, path: &str, span: Span) {
        if found.is_empty() {
            if need == Need::Required && self.terms.expects_texts {
                self.lacks_texts = true;
                let key = path.rsplit('/').next().unwrap_or(path);
                let id = path.split('/').nth(1).unwrap_or("");
                self.problems.push(Diagnostic::new(Code::MissingKey, span).with("key", key).with("id", id));
            }
            return;
        }
        if !self.terms.complete || (plain && need == Need::Name) {
            return;
        }
        for lang in &self.languages {
            if found.iter().all(|(known, _)| known != lang) {
                let place = found.first().map_or(span, |(_, word)| word.span);
                let key = path.rsplit('/').next().unwrap_or(path);
                self.problems
                    .push(Diagnostic::new(Code::MissingTranslation, place).with("lang", lang).with("key", key));
            }
        }
        if let [(_, one), (_, other)] = found
            && one.value == other.value
            && one.value.split_whitespace().count() > 3
        {
            self.problems.push(Diagnostic::new(Code::SameTranslation, other.span).related(one.span));
        }
    }
}
