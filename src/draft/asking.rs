//! The questions for a new questionnaire, and the trait through which they are asked.

use std::io;

use super::names::{self, Kind, MOST_LEVELS};
use super::ready::{Ready, Rule};
use super::wishes::{self, USUAL_LEVELS, USUAL_LICENCE, Wishes, in_order, said, usual_domains, usual_title};
use super::{Named, Voice};
use crate::language::{Draft as Words, Lang, fill};

/// Asks. Nothing is returned where whoever was asked went away; every error means that nobody can be asked any more.
pub trait Asker {
    /// Says something that is no question.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn say(&mut self, text: &str) -> io::Result<()>;

    /// Asks for a text on one line; an empty reply takes what is offered.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn text(&mut self, ask: &str, offered: &str) -> io::Result<Option<String>>;

    /// Asks to choose one item; returns its index.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn choose(&mut self, ask: &str, items: &[&str], offered: usize) -> io::Result<Option<usize>>;

    /// Asks to choose some items; returns their indices.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn several(&mut self, ask: &str, items: &[&str], offered: &[bool]) -> io::Result<Option<Vec<usize>>>;

    /// Asks whether something is to be done.
    ///
    /// # Errors
    ///
    /// Nobody can be asked any more.
    fn agree(&mut self, ask: &str) -> io::Result<Option<bool>>;
}

/// What a new questionnaire is begun with, which decides what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Begun {
    /// Nothing.
    Anew,
    /// A table, which brings levels and domains along.
    Table,
}

/// Asks in which languages a questionnaire is to be.
///
/// # Errors
///
/// Nobody can be asked any more.
pub fn languages(lang: Lang, asker: &mut dyn Asker) -> io::Result<Option<Vec<String>>> {
    let words = &lang.words().draft;
    // The language of the program comes first, and with it the texts that are shown where others are missing.
    let mut known = Lang::ALL.to_vec();
    known.sort_by_key(|known| *known != lang);
    let names = known.iter().map(|known| lang.words().report.language_name(*known));
    let items: Vec<&str> = names.chain([words.other_language]).collect();
    asker.say(words.help_languages)?;
    loop {
        let Some(chosen) = asker.several(words.ask_languages, &items, &[true, false, false])? else { return Ok(None) };
        let mut tags: Vec<String> =
            chosen.iter().filter_map(|&at| known.get(at)).map(|lang| lang.tag().to_owned()).collect();
        if chosen.contains(&known.len()) {
            asker.say(words.help_tags)?;
            let Some(others) = checked(asker, words.ask_tags, "", |text| wishes::languages(text, words))? else {
                return Ok(None);
            };
            tags.extend(others.into_iter().filter(|tag| !tags.contains(tag)).collect::<Vec<_>>());
        }
        if !tags.is_empty() {
            return Ok(Some(tags));
        }
        asker.say(words.nothing_named)?;
    }
}

/// Asks for what was not said yet, and at last whether the file is to be written; returns whether it is.
///
/// # Errors
///
/// Nobody can be asked any more.
pub fn rest(
    wishes: &mut Wishes,
    id: &str,
    begun: Begun,
    voice: Voice<'_>,
    asker: &mut dyn Asker,
) -> io::Result<Option<()>> {
    let words = &voice.lang.words().draft;
    let mut title = wishes.title.take().unwrap_or_default();
    for tag in voice.languages {
        if title.get(tag).is_none() {
            let offered = if title.is_empty() { usual_title(id) } else { title.get_or_first(tag).to_owned() };
            let ask = named_language(words.ask_title, tag, voice.lang);
            let Some(text) = checked(asker, &ask, &offered, |text| said(text, words))? else { return Ok(None) };
            title.0.push((tag.clone(), text));
        }
    }
    in_order(&mut title, voice.languages);
    wishes.title = Some(title);
    if wishes.publisher.is_none() {
        let Some(given) = publisher(voice.lang, asker)? else { return Ok(None) };
        wishes.publisher = given;
    }
    if wishes.licence.is_none() {
        asker.say(words.help_licence)?;
        let asked = checked(asker, words.ask_licence, USUAL_LICENCE, |text| said(text, words))?;
        let Some(text) = asked else { return Ok(None) };
        wishes.licence = Some(text);
    }
    if wishes.levels.is_none() && begun == Begun::Anew {
        asker.say(&fill(words.help_levels, &[("most", &MOST_LEVELS.to_string())]))?;
        let Some(levels) = levels(voice, asker)? else { return Ok(None) };
        wishes.levels = Some(levels);
    }
    if wishes.scale.is_none() {
        let items = Ready::ALL.map(|scale| scale.offer(words));
        let offered = Ready::ALL.iter().position(|scale| *scale == wishes.scale_or_usual()).unwrap_or(0);
        let Some(at) = asker.choose(words.ask_scale, &items, offered)? else { return Ok(None) };
        wishes.scale = Some(Ready::ALL[at]);
    }
    if wishes.rule.is_none() {
        let rules = Rule::all();
        let items: Vec<&str> = rules.iter().map(|rule| rule.offer(words)).collect();
        let offered = rules.iter().position(|rule| *rule == wishes.rule_or_usual()).unwrap_or(0);
        let Some(at) = asker.choose(words.ask_rule, &items, offered)? else { return Ok(None) };
        wishes.rule = rules.into_iter().nth(at);
    }
    if wishes.domains.is_none() && begun == Begun::Anew {
        asker.say(words.help_domains)?;
        let Some(domains) = domains(voice, asker)? else { return Ok(None) };
        wishes.domains = Some(domains);
    }
    write(id, voice.lang, asker)
}

/// Asks who publishes the questionnaire; whoever takes what is offered names nobody, which is known in every language.
///
/// # Errors
///
/// Nobody can be asked any more.
pub fn publisher(lang: Lang, asker: &mut dyn Asker) -> io::Result<Option<Option<String>>> {
    let words = &lang.words().draft;
    asker.say(words.help_publisher)?;
    let offered = words.usual_publisher;
    let given = checked(asker, words.ask_publisher, offered, |text| said(text, words))?;
    Ok(given.map(|text| Some(text).filter(|text| text != offered)))
}

/// Asks whether the file is to be written.
///
/// # Errors
///
/// Nobody can be asked any more.
pub fn write(id: &str, lang: Lang, asker: &mut dyn Asker) -> io::Result<Option<()>> {
    let ask = fill(lang.words().draft.ask_write, &[("file", &format!("{id}.yaml"))]);
    Ok(asker.agree(&ask)?.filter(|agreed| *agreed).map(|_| ()))
}

fn levels(voice: Voice<'_>, asker: &mut dyn Asker) -> io::Result<Option<Vec<Named>>> {
    let words = &voice.lang.words().draft;
    let first = &voice.languages[0];
    let ask = named_language(words.ask_levels, first, voice.lang);
    let read = |text: &str| wishes::levels(text, voice);
    let Some(named) = checked(asker, &ask, &USUAL_LEVELS.to_string(), read)? else { return Ok(None) };
    translated(named, Kind::Levels, words.ask_levels_too, voice, asker)
}

fn domains(voice: Voice<'_>, asker: &mut dyn Asker) -> io::Result<Option<Vec<Named>>> {
    let words = &voice.lang.words().draft;
    let first = &voice.languages[0];
    let usual = usual_domains(voice);
    let offered = titles(&usual, first, voice.lang);
    let ask = named_language(words.ask_domains, first, voice.lang);
    let read = |text: &str| names::list(text, first, Kind::Domains, words);
    let Some(mut named) = checked(asker, &ask, &offered, read)? else { return Ok(None) };
    if titles(&named, first, voice.lang) == offered {
        named = usual;
    }
    translated(named, Kind::Domains, words.ask_domains_too, voice, asker)
}

/// Asks for the titles in the other languages, where they are not known.
fn translated(
    mut named: Vec<Named>,
    kind: Kind,
    ask: &str,
    voice: Voice<'_>,
    asker: &mut dyn Asker,
) -> io::Result<Option<Vec<Named>>> {
    let words = &voice.lang.words().draft;
    let first = &voice.languages[0];
    for tag in &voice.languages[1..] {
        if named.iter().all(|named| named.title.get(tag).is_some()) {
            continue;
        }
        let ask = named_language(ask, tag, voice.lang);
        let offered = titles(&named, first, voice.lang);
        let read = |text: &str| {
            let mut named = named.clone();
            names::translate(&mut named, text, tag, kind, words).map(|()| named)
        };
        let Some(done) = checked(asker, &ask, &offered, read)? else { return Ok(None) };
        named = done;
    }
    Ok(Some(named))
}

fn titles(named: &[Named], tag: &str, lang: Lang) -> String {
    named.iter().map(|named| named.title.get_or_first(tag)).collect::<Vec<_>>().join(lang.comma())
}

/// Asks until the reply can be read; a bad one is explained.
fn checked<T>(
    asker: &mut dyn Asker,
    ask: &str,
    offered: &str,
    read: impl Fn(&str) -> Result<T, String>,
) -> io::Result<Option<T>> {
    loop {
        let Some(text) = asker.text(ask, offered)? else { return Ok(None) };
        match read(&text) {
            Ok(read) => return Ok(Some(read)),
            Err(sentence) => asker.say(&sentence)?,
        }
    }
}

/// Puts the name of a language into a question; its tag where the program does not know it.
fn named_language(ask: &str, tag: &str, lang: Lang) -> String {
    let known = Lang::ALL.into_iter().find(|known| known.tag() == tag);
    let name = known.map_or(tag, |known| lang.words().report.language_name(known));
    fill(ask, &[("language", name)])
}

/// Returns every item that is offered in a list, for the test that they fit.
pub fn items(words: &Words) -> Vec<&'static str> {
    let scales = Ready::ALL.map(|scale| scale.offer(words));
    let rules = Rule::all().map(|rule| rule.offer(words));
    scales.into_iter().chain(rules).chain([words.other_language]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Wording;

    /// Replies in order; what is asked and said is written down.
    struct Script(Vec<&'static str>, Vec<String>);

    impl Script {
        fn next(&mut self, ask: &str) -> Option<&'static str> {
            self.1.push(ask.to_owned());
            (!self.0.is_empty()).then(|| self.0.remove(0))
        }
    }

    impl Asker for Script {
        fn say(&mut self, text: &str) -> io::Result<()> {
            self.1.push(format!("# {text}"));
            Ok(())
        }

        fn text(&mut self, ask: &str, offered: &str) -> io::Result<Option<String>> {
            let reply = self.next(&format!("{ask} [{offered}]"));
            Ok(reply.map(|reply| if reply.is_empty() { offered.to_owned() } else { reply.to_owned() }))
        }

        fn choose(&mut self, ask: &str, items: &[&str], offered: usize) -> io::Result<Option<usize>> {
            let reply = self.next(&format!("{ask} {}", items.join(" | ")));
            Ok(reply.map(|reply| reply.parse().unwrap_or(offered)))
        }

        fn several(&mut self, ask: &str, items: &[&str], offered: &[bool]) -> io::Result<Option<Vec<usize>>> {
            let reply = self.next(&format!("{ask} {}", items.join(" | ")));
            let usual = || (0..offered.len()).filter(|at| offered[*at]).collect();
            let read = |reply: &str| reply.split(',').filter_map(|at| at.parse().ok()).collect();
            Ok(reply.map(|reply| if reply.is_empty() { usual() } else { read(reply) }))
        }

        fn agree(&mut self, ask: &str) -> io::Result<Option<bool>> {
            Ok(self.next(ask).map(|reply| reply != "n"))
        }
    }

    fn asked(languages: &[String], lang: Lang, replies: &[&'static str]) -> (Wishes, Option<()>, Vec<String>) {
        let mut script = Script(replies.to_vec(), Vec::new());
        let mut wishes = Wishes::default();
        let voice = Voice { languages, lang };
        let done = rest(&mut wishes, "firm-check", Begun::Anew, voice, &mut script).expect("a script never fails");
        (wishes, done, script.1)
    }

    #[test]
    fn what_is_offered_can_be_taken_throughout() {
        let languages = ["zh-TW".to_owned(), "en".to_owned()];
        let (wishes, done, told) = asked(&languages, Lang::ZhTw, &["公司檢查", "", "", "", "", "", "", "", ""]);
        assert_eq!(done, Some(()), "{told:#?}");
        assert_eq!(wishes.title.expect("it was asked").get("en"), Some("公司檢查"));
        assert_eq!(wishes.publisher, None, "what is usual is known in both languages");
        let domains = wishes.domains.expect("they were asked");
        assert_eq!(domains[0].title.0.len(), 2);
        assert_eq!(domains.iter().map(|named| named.id.as_str()).collect::<Vec<_>>(), ["AC", "DEV", "IR"]);
        assert_eq!((wishes.scale, wishes.rule), (Some(Ready::ThreeSteps), Some(Rule::Every)));
    }

    #[test]
    fn a_bad_reply_is_explained_and_asked_again() {
        let languages = ["en".to_owned(), "zh-TW".to_owned()];
        let replies = [
            "Check",
            "檢查",
            "Acme",
            "",
            "12",
            "Basic,Basic",
            "Basic, Managed",
            "基礎級",
            "基礎級、管理級",
            "3",
            "",
            "Network, Accounts",
            "網路，帳號",
            "y",
        ];
        let (wishes, done, told) = asked(&languages, Lang::En, &replies);
        assert_eq!(done, Some(()), "{told:#?}");
        let levels = wishes.levels.expect("they were asked");
        assert_eq!(levels[1].title, Wording(vec![("en".into(), "Managed".into()), ("zh-TW".into(), "管理級".into())]));
        assert_eq!(wishes.rule, Some(Rule::Mean), "it suits values from 0 to 3");
        let explained: Vec<&String> = told
            .iter()
            .filter(|line| {
                line.contains("There can be") || line.contains("twice") || line.contains("in the same order")
            })
            .collect();
        assert_eq!(explained.len(), 3, "{told:#?}");
    }

    #[test]
    fn whoever_goes_away_gets_nothing() {
        let languages = ["en".to_owned()];
        for count in 0..8 {
            let replies = vec![""; count];
            assert_eq!(asked(&languages, Lang::En, &replies).1, None, "{count}");
        }
        assert_eq!(asked(&languages, Lang::En, &["", "", "", "", "", "", "", "n"]).1, None);
        assert_eq!(asked(&languages, Lang::En, &[""; 8]).1, Some(()));
    }

    #[test]
    fn languages_are_chosen_or_named() {
        let named = |lang: Lang, replies: &[&'static str]| {
            languages(lang, &mut Script(replies.to_vec(), Vec::new())).expect("a script never fails")
        };
        let tags = |tags: &[&str]| Some(tags.iter().map(|&tag| tag.to_owned()).collect::<Vec<_>>());
        assert_eq!(named(Lang::ZhTw, &[""]), tags(&["zh-TW"]));
        assert_eq!(named(Lang::ZhTw, &["0,1"]), tags(&["zh-TW", "en"]));
        assert_eq!(named(Lang::En, &["0,2", "Deutsch", "de, EN"]), tags(&["en", "de"]));
        assert_eq!(named(Lang::En, &["x", "2", "ja"]), tags(&["ja"]));
        assert_eq!(named(Lang::En, &[]), None);
    }

    #[test]
    fn items_are_so_short_that_the_list_is_drawn_rightly_on_forty_columns() {
        // The library takes bytes for columns, and rubs out too many lines where an item seems to wrap.
        for lang in Lang::ALL {
            let names = Lang::ALL.map(|known| lang.words().report.language_name(known));
            for item in items(&lang.words().draft).into_iter().chain(names) {
                assert!(item.len() < 38, "{item}");
            }
        }
    }
}
