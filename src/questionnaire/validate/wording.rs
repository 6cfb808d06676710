//! Texts: found in the main file or beside it, in every language or in some.

use std::collections::HashSet;
use std::sync::Arc;

use super::{Check, Need};
use crate::diagnostic::{Code, Diagnostic, Span};
use crate::questionnaire::texts::Beside;
use crate::questionnaire::{Text, raw};
use crate::reading::Named;

impl Check<'_> {
    pub(super) fn leftover_texts(&mut self) {
        let requirements = self.raw.domains.iter().flatten().flat_map(|domain| domain.requirements.iter().flatten());
        let ids: Vec<&str> = requirements.filter_map(|raw| raw.id.as_ref()).map(|id| id.value.as_str()).collect();
        // Title, summary and attribution are taken last, so they are not left over yet.
        let late = |path: &str| ["title", "summary"].contains(&path) || path.starts_with("attribution/");
        let unused = self.beside.iter().flat_map(Beside::unused).filter(|(path, _)| !late(path));
        let texts = unused.map(|(path, text)| (path, path.split('/').nth(1).unwrap_or(path), text.span));
        let mut left: Vec<(&str, &str, Span)> = texts.collect();
        let known: HashSet<&str> = ids.iter().copied().collect();
        let refs = self.terms.refs.as_ref().and_then(|file| file.requirements.as_ref());
        let refs = refs.into_iter().flat_map(|Named(list)| list).map(|(id, _)| (id.value.as_str(), id.span));
        left.extend(refs.filter(|(id, _)| !known.contains(id)).map(|(id, place)| (id, id, place)));
        // In the order of the files, so that the first ones get a guess.
        left.sort_unstable_by_key(|(_, _, place)| *place);
        for (path, written, place) in left {
            let problem = Diagnostic::new(Code::TextForNothing, place).with("path", path);
            self.report(problem.choices_after(self.problems.len(), written, ids.iter().copied()));
        }
    }

    /// Texts that may fall back to the id.
    pub(super) fn label(&mut self, raw: Option<&raw::Text>, id: &raw::Word, path: &str) -> Text {
        let text = self.text(raw, path, Need::Optional, id.span);
        self.lacks_texts |= text.is_empty() && !self.terms.expects_texts;
        if text.is_empty() {
            Text(vec![(self.tag(self.languages.first().map_or("", String::as_str)), id.value.clone())])
        } else {
            text
        }
    }

    pub(super) fn text(&mut self, raw: Option<&raw::Text>, path: &str, need: Need, span: Span) -> Text {
        let languages = self.languages;
        let first = languages.first().map_or("", String::as_str);
        let mut found: Vec<(&str, &raw::Word)> = Vec::with_capacity(languages.len());
        for (lang, text) in raw.into_iter().flat_map(|raw::Text(list)| list) {
            if let Some(lang) = lang
                && !languages.contains(&lang.value)
            {
                let problem = Diagnostic::new(Code::NotALanguage, lang.span).with("found", &lang.value);
                let problem = problem.choices(&lang.value, languages.iter().map(String::as_str));
                self.problems.push(problem);
            }
            found.push((lang.as_ref().map_or(first, |lang| lang.value.as_str()), text));
        }
        for file in self.beside {
            let Some(text) = file.take(path) else { continue };
            if let Some((_, here)) = found.iter().find(|(lang, _)| *lang == file.tag) {
                self.problems.push(Diagnostic::new(Code::TextTwice, text.span).related(here.span));
            }
            found.push((&file.tag, text));
        }
        let plain = raw.is_some_and(|raw::Text(list)| list.iter().any(|(lang, _)| lang.is_none()));
        self.judge(&found, need, plain, path, span);
        found.sort_by_key(|(lang, _)| languages.iter().position(|known| known == lang));
        Text(found.into_iter().map(|(lang, word)| (self.tag(lang), word.value.clone())).collect())
    }

    /// Returns the tag of a language; one that is not offered was reported.
    fn tag(&self, lang: &str) -> Arc<str> {
        self.tags.iter().find(|tag| ***tag == *lang).cloned().unwrap_or_else(|| Arc::from(lang))
    }

    pub(super) fn judge(&mut self, found: &[(&str, &raw::Word)], need: Need, plain: bool, path: &str, span: Span) {
        if found.is_empty() {
            if need == Need::Required && self.terms.expects_texts {
                self.lacks_texts = true;
                let key = path.rsplit('/').next().unwrap_or(path);
                let id = path.split('/').nth(1).unwrap_or("");
                self.problems.push(Diagnostic::new(Code::MissingKey, span).with("key", key).with("id", id));
            }
            return;
        }
        if !self.terms.complete {
            return;
        }
        for (_, word) in found {
            self.as_text(word);
        }
        if plain && need == Need::Name {
            return;
        }
        for lang in self.languages {
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
            return;
        }
        for (lang, word) in found {
            self.script(lang, word);
        }
    }
}
