//! Reads a language of the program out of a file: `gradus/language/1`.
//!
//! What is wrong in it is told with its place; what is right is used all the same, and the rest comes from the language
//! that the file falls back to. A bad file never keeps the program from speaking.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Placed, Source, closest};
use crate::language::{Added, Lang, Words, fields, terms};
use crate::reading::{Fields, Named, Read};
use crate::yaml::{self, Node};

/// Format line of a language.
pub const FORMAT: &str = "gradus/language/1";

type Word = Placed<String>;

struct Raw {
    format: Option<Word>,
    language: Option<Word>,
    name: Option<Word>,
    falls_back_to: Option<Word>,
    words: Named<Named<Word>>,
    problems: Named<RawProblem>,
    terms: Named<Word>,
}

impl Read for Raw {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut found = Fields::of(node, problems)?;
        let raw = Self {
            format: found.required("format", problems),
            language: found.required("language", problems),
            name: found.required("name", problems),
            falls_back_to: found.optional("falls_back_to", problems),
            words: found.optional("words", problems).unwrap_or_default(),
            problems: found.optional("problems", problems).unwrap_or_default(),
            terms: found.optional("terms", problems).unwrap_or_default(),
        };
        found.finish(problems);
        Some(raw)
    }
}

struct RawProblem {
    sentence: Option<Word>,
    cure: Option<Word>,
}

impl Read for RawProblem {
    fn read(node: &Node, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let mut found = Fields::of(node, problems)?;
        let raw = Self { sentence: found.optional("sentence", problems), cure: found.optional("cure", problems) };
        found.finish(problems);
        Some(raw)
    }
}

/// Reads a language; nothing where it cannot be told which one it is.
pub fn read(source: &Source) -> (Option<Added>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let node = match yaml::parse(&source.text, 0) {
        Ok(node) => node,
        Err(problem) => return (None, vec![problem]),
    };
    let Some(raw) = Raw::read(&node, &mut problems) else { return (None, problems) };
    if let Some(format) = raw.format.as_ref().filter(|format| format.value != FORMAT) {
        let problem = Diagnostic::new(Code::WrongFormat, format.span);
        problems.push(problem.with("found", &format.value).with("wanted", FORMAT));
        return (None, problems);
    }
    let (Some(tag), Some(name)) = (raw.language.as_ref(), raw.name.as_ref()) else { return (None, problems) };
    if Lang::ALL.into_iter().any(|lang| Lang::from_tag(&tag.value) == Some(lang)) {
        problems.push(Diagnostic::new(Code::BuiltInLanguage, tag.span).with("tag", &tag.value));
        return (None, problems);
    }
    let base = match &raw.falls_back_to {
        None => Lang::En,
        Some(base) => {
            Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(&base.value)).unwrap_or_else(|| {
                let known = Lang::ALL.map(Lang::tag).join(", ");
                problems
                    .push(Diagnostic::new(Code::NotOneOf, base.span).with("found", &base.value).with("known", known));
                Lang::En
            })
        }
    };
    let words = words(&raw.words, base, &mut problems);
    let mut own_problems = HashMap::new();
    for (code, text) in &raw.problems.0 {
        let Some(known) = Code::named(&code.value) else {
            unknown(code, Code::ALL.iter().map(|code| code.as_str()), &mut problems);
            continue;
        };
        let (sentence, cure) = base.problem(known);
        // A cure may speak of what the sentence names, and the other way round.
        let both = format!("{sentence} {cure}");
        let mut own = |text: &Option<Word>, original| {
            text.as_ref().and_then(|own| fitting(own, &both, original, &mut problems)).unwrap_or(original)
        };
        let text = (own(&text.sentence, sentence), own(&text.cure, cure));
        own_problems.insert(known, text);
    }
    let terms = raw.terms.0.iter().map(|(term, own)| (lasting(&term.value), lasting(&own.value)));
    let added = Added {
        tag: lasting(&tag.value),
        name: lasting(&name.value),
        base,
        words,
        problems: own_problems,
        terms: terms.collect(),
    };
    (Some(added), problems)
}

/// Returns the words of a language that is built in, with those of the file in their place.
fn words(raw: &Named<Named<Word>>, base: Lang, problems: &mut Vec<Diagnostic>) -> Words {
    let groups = base.words().groups();
    let mut own: HashMap<(&'static str, &'static str), &'static str> = HashMap::new();
    for (group, texts) in &raw.0 {
        let Some((name, originals)) = groups.iter().find(|(known, _)| *known == group.value) else {
            unknown(group, groups.iter().map(|(known, _)| *known), problems);
            continue;
        };
        for (word, text) in &texts.0 {
            let Some((known, original)) = originals.iter().find(|(known, _)| *known == word.value) else {
                unknown(word, originals.iter().map(|(known, _)| *known), problems);
                continue;
            };
            if let Some(text) = fitting(text, original, original, problems) {
                own.insert((name, known), text);
            }
        }
    }
    base.words().with(&|group, word| own.get(&(group, word)).copied())
}

/// Reports a name that is none; of many names only that which was probably meant is told.
fn unknown<'k>(found: &Word, known: impl Iterator<Item = &'k str>, problems: &mut Vec<Diagnostic>) {
    let known: Vec<&str> = known.collect();
    let told = match (closest(&found.value, &known), known.len()) {
        (Some(meant), _) => meant.to_owned(),
        (None, ..=12) => known.join(", "),
        (None, _) => format!("{}, {} … {}", known[0], known[1], known[known.len() - 1]),
    };
    problems.push(Diagnostic::new(Code::UnknownKey, found.span).with("key", &found.value).with("known", told));
}

/// Returns a text whose fields are those of the original. One that has others is refused; one that lacks some is told.
fn fitting(own: &Word, allowed: &str, original: &str, problems: &mut Vec<Diagnostic>) -> Option<&'static str> {
    let (found, known, wanted) = (fields(&own.value), fields(allowed), fields(original));
    let listed = |fields: &[&str]| fields.iter().map(|field| format!("{{{field}}}")).collect::<Vec<_>>().join(", ");
    let strange: Vec<&str> = found.iter().copied().filter(|field| !known.contains(field)).collect();
    for field in &strange {
        let problem = Diagnostic::new(Code::UnknownField, own.span).with("field", format!("{{{field}}}"));
        problems.push(problem.with("known", if known.is_empty() { "–".to_owned() } else { listed(&known) }));
    }
    for field in wanted.iter().filter(|field| !found.contains(field)) {
        let problem = Diagnostic::new(Code::MissingField, own.span).with("field", format!("{{{field}}}"));
        problems.push(problem.with("original", original));
    }
    strange.is_empty().then(|| lasting(&own.value))
}

/// The words of a language live as long as the program.
fn lasting(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}

/// Returns a language that is built in as a file, for somebody who translates it.
pub fn template(lang: Lang) -> String {
    let quoted = |text: &str| serde_json::to_string(text).expect("a text is a text");
    let mut file = format!(
        "# gradus {}\nformat: {FORMAT}\nlanguage: {}\nname: {}\nfalls_back_to: {}\n\nwords:\n",
        env!("CARGO_PKG_VERSION"),
        lang.tag(),
        quoted(lang.words().report.language_name(lang)),
        lang.tag()
    );
    for (group, words) in lang.words().groups() {
        // A preview says what the interview says, but for a few words of its own.
        let usual = lang.words().interview.entries();
        let is_own = |(name, text): &&(&str, &str)| group != "preview" || !usual.contains(&(*name, *text));
        file.push_str(&format!("  {group}:\n"));
        for (name, text) in words.iter().filter(is_own) {
            file.push_str(&format!("    {name}: {}\n", quoted(text)));
        }
    }
    file.push_str("\nproblems:\n");
    for &code in Code::ALL {
        let (sentence, cure) = lang.problem(code);
        file.push_str(&format!(
            "  {}:\n    sentence: {}\n    cure: {}\n",
            code.as_str(),
            quoted(sentence),
            quoted(cure)
        ));
    }
    file.push_str("\nterms:\n");
    for term in terms() {
        file.push_str(&format!("  {term}: {}\n", quoted(lang.term(term))));
    }
    file
}
