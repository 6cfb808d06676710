//! What an author wants: read from options, completed by replies or by what is usual, and made into a draft.

use super::names::{self, Kind};
use super::ready::{Ready, Rule};
use super::{Domain, Draft, Named, Origin, Poam, Requirement, Voice, Wording};
use crate::exact::Fraction;
use crate::language::{Draft as Words, Lang, fill};
use crate::questionnaire::is_id;

/// What was typed on the command line, as it was typed.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Language tags, in one text.
    pub languages: Option<String>,
    /// Titles, each perhaps with a language before it.
    pub titles: Vec<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of its texts.
    pub licence: Option<String>,
    /// How many levels, or their titles.
    pub levels: Vec<String>,
    /// Titles of the domains.
    pub domains: Vec<String>,
    /// The scale.
    pub scale: Option<Ready>,
    /// What decides the levels.
    pub rule: Option<String>,
}

/// What is wanted, as far as it was said.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wishes {
    /// Its title.
    pub title: Option<Wording>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Licence of its texts.
    pub licence: Option<String>,
    /// Its levels, lowest first.
    pub levels: Option<Vec<Named>>,
    /// Its domains.
    pub domains: Option<Vec<Named>>,
    /// The scale of every requirement that names none.
    pub scale: Option<Ready>,
    /// What decides every level.
    pub rule: Option<Rule>,
}

/// The licence that is offered: it lets others use and change the texts, and asks that the source is named.
pub const USUAL_LICENCE: &str = "CC-BY-4.0";

/// How many levels are offered.
pub const USUAL_LEVELS: usize = 3;

/// Returns whether a text has the form of a language tag.
fn is_tag(text: &str) -> bool {
    let mut parts = text.split('-');
    let letters = |part: &str, least: usize, most: usize, good: fn(&char) -> bool| {
        (least..=most).contains(&part.len()) && part.chars().all(|c| good(&c))
    };
    parts.next().is_some_and(|first| letters(first, 2, 3, char::is_ascii_alphabetic))
        && parts.all(|part| letters(part, 2, 8, char::is_ascii_alphanumeric))
}

/// Reads language tags; those of the program are written as the program writes them.
///
/// # Errors
///
/// A sentence that says what is wrong with them.
pub fn languages(text: &str, words: &Words) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    let parts = text.split([',', '，', '、', ';', '；', ' ']).map(str::trim).filter(|part| !part.is_empty());
    for part in parts {
        let known = Lang::ALL.into_iter().map(Lang::tag).find(|tag| tag.eq_ignore_ascii_case(part));
        let tag = known.unwrap_or(part);
        if !is_tag(tag) {
            return Err(fill(words.bad_tag, &[("found", part)]));
        }
        if found.iter().any(|known| known.eq_ignore_ascii_case(tag)) {
            return Err(fill(words.named_twice, &[("name", tag)]));
        }
        found.push(tag.to_owned());
    }
    if found.is_empty() { Err(words.nothing_named.to_owned()) } else { Ok(found) }
}

/// Parts `zh-TW=標題` into its language and the rest.
fn tagged(text: &str) -> (Option<&str>, &str) {
    match text.split_once('=') {
        Some((tag, rest)) if is_tag(tag.trim()) => (Some(tag.trim()), rest.trim()),
        _ => (None, text.trim()),
    }
}

impl Options {
    /// Returns the languages that were named, alone or before a title; none where nothing was said.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with them.
    pub fn languages(&self, words: &Words) -> Result<Option<Vec<String>>, String> {
        if let Some(text) = &self.languages {
            return languages(text, words).map(Some);
        }
        let mut found: Vec<String> = Vec::new();
        for tag in [&self.titles, &self.levels, &self.domains].into_iter().flatten().filter_map(|text| tagged(text).0) {
            for tag in languages(tag, words)? {
                if !found.contains(&tag) {
                    found.push(tag);
                }
            }
        }
        Ok((!found.is_empty()).then_some(found))
    }

    /// Reads what was typed, now that the languages are known.
    ///
    /// # Errors
    ///
    /// A sentence that says what is wrong with it.
    pub fn wishes(&self, voice: Voice<'_>) -> Result<Wishes, String> {
        let words = &voice.lang.words().draft;
        let rule = match self.rule.as_deref().map(|word| (word, Rule::from_word(word))) {
            Some((word, None)) => return Err(fill(words.bad_rule, &[("found", word)])),
            found => found.and_then(|(_, rule)| rule),
        };
        let title = self.titles(voice)?;
        let publisher = self.publisher.as_deref().map(|text| said(text, words)).transpose()?;
        let licence = self.licence.as_deref().map(|text| said(text, words)).transpose()?;
        let levels = match self.levels.as_slice() {
            [] => None,
            [one] => Some(levels(one, voice)?),
            several => Some(named(several, Kind::Levels, voice)?),
        };
        let domains = match self.domains.as_slice() {
            [] => None,
            several => Some(named(several, Kind::Domains, voice)?),
        };
        Ok(Wishes { title, publisher, licence, levels, domains, scale: self.scale, rule })
    }

    fn titles(&self, voice: Voice<'_>) -> Result<Option<Wording>, String> {
        let words = &voice.lang.words().draft;
        let mut wording = Wording::default();
        for (tag, text) in by_language(&self.titles, voice)? {
            if wording.get(tag).is_some() {
                return Err(fill(words.named_twice, &[("name", tag)]));
            }
            wording.0.push((tag.to_owned(), said(text, words)?));
        }
        in_order(&mut wording, voice.languages);
        Ok((!wording.is_empty()).then_some(wording))
    }
}

/// Returns the text where it says something and can be written as one line.
///
/// # Errors
///
/// A sentence that asks for a text.
pub fn said(text: &str, words: &Words) -> Result<String, String> {
    let text = text.trim();
    if text.is_empty() || text.contains(char::is_control) { Err(words.no_text.to_owned()) } else { Ok(text.to_owned()) }
}

/// Puts a text in the order of the questionnaire's languages.
pub fn in_order(wording: &mut Wording, languages: &[String]) {
    wording.0.sort_by_key(|(tag, _)| languages.iter().position(|known| known == tag));
}

/// Returns each text with its language: the one before it, or the first.
fn by_language<'t>(texts: &'t [String], voice: Voice<'t>) -> Result<Vec<(&'t str, &'t str)>, String> {
    let words = &voice.lang.words().draft;
    let find = |text: &'t String| {
        let (tag, rest) = tagged(text);
        let Some(tag) = tag else { return Ok((voice.languages[0].as_str(), rest)) };
        let known = voice.languages.iter().find(|known| known.eq_ignore_ascii_case(tag));
        let known = known.ok_or_else(|| {
            fill(words.not_a_language, &[("found", tag), ("known", &voice.languages.join(voice.lang.comma()))])
        })?;
        Ok((known.as_str(), rest))
    };
    texts.iter().map(find).collect()
}

fn named(texts: &[String], kind: Kind, voice: Voice<'_>) -> Result<Vec<Named>, String> {
    let words = &voice.lang.words().draft;
    let mut found: Vec<Named> = Vec::new();
    let mut texts = by_language(texts, voice)?;
    // Ids follow from the first language that is named, whatever was typed first.
    texts.sort_by_key(|(tag, _)| voice.languages.iter().position(|known| known == tag));
    for (tag, text) in texts {
        if found.is_empty() {
            found = names::list(text, tag, kind, words)?;
        } else {
            names::translate(&mut found, text, tag, kind, words)?;
        }
    }
    Ok(found)
}

/// Reads how many levels are wanted, or their titles in one language.
///
/// # Errors
///
/// A sentence that says what is wrong with it.
pub fn levels(text: &str, voice: Voice<'_>) -> Result<Vec<Named>, String> {
    let words = &voice.lang.words().draft;
    let narrow: String = text.trim().chars().map(crate::text::narrowed).collect();
    match narrow.parse::<usize>() {
        Ok(count) if (1..=names::MOST_LEVELS).contains(&count) => Ok(numbered(count, voice)),
        Ok(_) => Err(names::level_count(words)),
        Err(_) => named(&[text.to_owned()], Kind::Levels, voice),
    }
}

/// Returns levels that are called by their number.
fn numbered(count: usize, voice: Voice<'_>) -> Vec<Named> {
    let level = |number: usize| {
        let text = number.to_string();
        let title = voice.filled(|words| words.level_number, |_| vec![("number", text.as_str())]);
        Named { id: format!("l{number}"), typed: true, title }
    };
    (1..=count).map(level).collect()
}

/// Returns the levels where nothing is said of them.
pub fn usual_levels(voice: Voice<'_>) -> Vec<Named> {
    numbered(USUAL_LEVELS, voice)
}

/// Returns the domains that are offered.
pub fn usual_domains(voice: Voice<'_>) -> Vec<Named> {
    let title = voice.wording(|words| words.usual_domains);
    let mut found: Vec<Named> = Vec::new();
    let words = &voice.lang.words().draft;
    for (tag, text) in &title.0 {
        let done = match found.is_empty() {
            true => names::list(text, tag, Kind::Domains, words).map(|named| found = named),
            false => names::translate(&mut found, text, tag, Kind::Domains, words),
        };
        done.expect("the domains that are offered are as many in every language");
    }
    found
}

/// Returns a title for a file of this name: `supplier-check` is a supplier check.
pub fn usual_title(id: &str) -> String {
    let spoken: String = id.replace(['-', '_', '.'], " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let mut letters = spoken.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => id.to_owned(),
    }
}

impl Wishes {
    /// Returns the rule, where none was said the one that suits the scale.
    pub fn rule_or_usual(&self) -> Rule {
        let usual = if self.scale == Some(Ready::ZeroToThree) { Rule::Mean } else { Rule::Every };
        self.rule.clone().unwrap_or(usual)
    }

    /// Returns the scale, where none was said the one that suits the rule.
    pub fn scale_or_usual(&self) -> Ready {
        let usual = if self.rule == Some(Rule::Mean) { Ready::ZeroToThree } else { Ready::ThreeSteps };
        self.scale.unwrap_or(usual)
    }

    /// Makes a draft with the given levels and domains; what was not said is as usual.
    pub fn draft(&self, id: &str, voice: Voice<'_>, levels: Vec<Named>, domains: Vec<Domain>, origin: Origin) -> Draft {
        debug_assert!(is_id(id), "the name of the file was checked");
        let title = self.title.clone().unwrap_or_else(|| Wording::one(&voice.languages[0], &usual_title(id)));
        let publisher = match &self.publisher {
            // A name needs no translation.
            Some(text) => Wording::one("", text),
            None => voice.wording(|words| words.usual_publisher),
        };
        Draft {
            id: id.to_owned(),
            languages: voice.languages.to_vec(),
            title,
            publisher,
            licence: self.licence.clone().unwrap_or_else(|| USUAL_LICENCE.to_owned()),
            levels,
            rule: self.rule_or_usual(),
            domains,
            origin,
        }
    }

    /// Makes a draft with examples for requirements: a ladder of them in the first domain, so that every level has one,
    /// and one in each of the others.
    pub fn examples(&self, id: &str, voice: Voice<'_>) -> Draft {
        let levels = self.levels.clone().unwrap_or_else(|| usual_levels(voice));
        let rule = self.rule_or_usual();
        let scale = self.scale_or_usual();
        let domains = self.domains.clone().unwrap_or_else(|| usual_domains(voice));
        let rungs = levels.len();
        let mut made = Vec::new();
        for (position, named) in domains.into_iter().enumerate() {
            let count = if position == 0 { rungs } else { 1 };
            let example = |rung: usize| {
                let title = |tag: &str| vec![("domain", named.title.get_or_first(tag))];
                Requirement {
                    id: format!("{}-{}", named.id, rung + 1),
                    title: voice.wording(|words| words.example_titles()[rung]),
                    ask: voice.filled(|words| words.example_asks()[rung], title),
                    help: Wording::default(),
                    advice: Wording::default(),
                    evidence: Default::default(),
                    // By the mean, whatever is above the target would not be asked.
                    level: if rule == Rule::Mean { 0 } else { rung },
                    scale,
                    weight: rule.weighs().then(Fraction::one),
                    points: (rule == Rule::Points).then(|| Fraction::from(if rung + position == 0 { 5 } else { 3 })),
                    poam: (rule == Rule::Points && rung + position > 0).then_some(Poam::Allowed),
                    essential: false,
                    effort: None,
                    depends_on: Vec::new(),
                }
            };
            let requirements = (0..count).map(example).collect();
            made.push(Domain { named, requirements });
        }
        self.draft(id, voice, levels, made, Origin::Examples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn voice(languages: &[String]) -> Voice<'_> {
        Voice { languages, lang: Lang::En }
    }

    #[test]
    fn languages_are_named_alone_or_before_a_title() {
        let words = &Lang::En.words().draft;
        let named = |languages: Option<&str>, titles: &[&str]| {
            let titles = titles.iter().map(|&title| title.to_owned()).collect();
            Options { languages: languages.map(str::to_owned), titles, ..Options::default() }.languages(words)
        };
        assert_eq!(named(Some("EN, zh-tw"), &[]), Ok(Some(vec!["en".into(), "zh-TW".into()])));
        assert_eq!(named(None, &["zh-TW=標題", "en=Title"]), Ok(Some(vec!["zh-TW".into(), "en".into()])));
        assert_eq!(named(None, &["E=mc2"]), Ok(None));
        for bad in ["", "english", "en,en", "en_GB", "e"] {
            assert!(named(Some(bad), &[]).is_err(), "{bad}");
        }
    }

    #[test]
    fn titles_belong_to_a_language_that_there_is() {
        let languages = ["en".to_owned(), "zh-TW".to_owned()];
        let titles = |titles: &[&str]| {
            let titles = titles.iter().map(|&title| title.to_owned()).collect();
            Options { titles, ..Options::default() }.wishes(voice(&languages)).map(|wishes| wishes.title)
        };
        let both = Wording(vec![("en".into(), "Check = test".into()), ("zh-TW".into(), "檢查".into())]);
        assert_eq!(titles(&["zh-TW=檢查", "Check = test"]), Ok(Some(both)));
        for bad in [&["fr=Titre"] as &[&str], &["en=a", "b"], &["en= "], &["a\nb"]] {
            assert!(titles(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn levels_are_a_number_or_titles_by_language() {
        let languages = ["en".to_owned(), "zh-TW".to_owned()];
        let levels = |texts: &[&str]| {
            let levels = texts.iter().map(|&text| text.to_owned()).collect();
            let wishes = Options { levels, ..Options::default() }.wishes(voice(&languages))?;
            let row = |named: Named| (named.id, named.title.0.into_iter().map(|(_, text)| text).collect::<Vec<_>>());
            Ok::<_, String>(wishes.levels.unwrap_or_default().into_iter().map(row).collect::<Vec<_>>())
        };
        let two = vec![
            ("l1".to_owned(), vec!["Level 1".to_owned(), "第 1 級".to_owned()]),
            ("l2".to_owned(), vec!["Level 2".to_owned(), "第 2 級".to_owned()]),
        ];
        assert_eq!(levels(&["２"]), Ok(two));
        let named = vec![("basic".to_owned(), vec!["Basic".to_owned(), "基礎級".to_owned()])];
        assert_eq!(levels(&["zh-TW=基礎級", "en=Basic"]), Ok(named), "the id follows from the first language");
        for bad in [&["0"] as &[&str], &["10"], &["en=a,b", "zh-TW=甲"]] {
            assert!(levels(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_title_follows_from_the_name_of_the_file() {
        assert_eq!(usual_title("supplier-check_2026"), "Supplier check 2026");
        assert_eq!(usual_title("供應商"), "供應商");
        assert_eq!(usual_title("--"), "--");
    }
}
