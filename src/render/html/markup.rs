//! Writes elements, and is the one place where a text becomes markup.
//!
//! What comes out is well formed as XML too: every element is closed, every attribute quoted. That makes it harder to
//! get wrong, and lets a test read it with a strict parser.

use crate::report::{Lang, Wording};
use crate::text::revealed;

/// Attributes of an element: names, and values that are not yet escaped.
pub type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A page as it is being written.
pub struct Markup {
    out: String,
    second: Option<&'static str>,
}

impl Markup {
    /// Returns an empty page whose wordings have this second language.
    pub fn new(second: Option<Lang>) -> Self {
        Self { out: String::new(), second: second.map(Lang::tag) }
    }

    /// Returns what was written.
    pub fn finish(self) -> String {
        self.out
    }

    /// Writes an element and what is inside.
    pub fn within(&mut self, tag: &str, class: &str, attributes: Attributes<'_>, inner: impl FnOnce(&mut Self)) {
        self.begin(tag, class, attributes);
        self.out.push('>');
        inner(self);
        self.out.push_str("</");
        self.out.push_str(tag);
        self.out.push('>');
    }

    /// Writes an element that nothing can be inside of.
    pub fn void(&mut self, tag: &str, class: &str, attributes: Attributes<'_>) {
        self.begin(tag, class, attributes);
        self.out.push_str("/>");
    }

    fn begin(&mut self, tag: &str, class: &str, attributes: Attributes<'_>) {
        self.out.push('<');
        self.out.push_str(tag);
        let class = [("class", class)];
        let class = class.iter().filter(|(_, value)| !value.is_empty());
        for (name, value) in class.chain(attributes) {
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.text(value);
            self.out.push('"');
        }
    }

    /// Ends a line between elements, where white space shows nowhere.
    pub fn line(&mut self) {
        self.out.push('\n');
    }

    /// Writes a text so that it can only be read: nothing in it acts, and nothing in it is hidden.
    pub fn text(&mut self, text: &str) {
        for c in revealed(text).chars() {
            match c {
                '&' => self.out.push_str("&amp;"),
                '<' => self.out.push_str("&lt;"),
                '>' => self.out.push_str("&gt;"),
                '"' => self.out.push_str("&quot;"),
                '\'' => self.out.push_str("&#39;"),
                c => self.out.push(c),
            }
        }
    }

    /// Writes what the program itself says and no user: its style and script, whose digests the policy names, or signs.
    pub fn verbatim(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes an element with a text in one language.
    pub fn plain(&mut self, tag: &str, class: &str, text: &str) {
        self.within(tag, class, direction(text), |page| page.text(text));
    }

    /// Writes an element with a text, the second language below the first.
    pub fn stacked(&mut self, tag: &str, class: &str, attributes: Attributes<'_>, wording: &Wording) {
        let attributes = [attributes, direction(&wording.first)].concat();
        self.within(tag, class, &attributes, |page| {
            page.text(&wording.first);
            page.below("span", wording);
        });
    }

    /// Writes an element with running text, the second language beside the first where there is room.
    pub fn running(&mut self, tag: &str, class: &str, wording: &Wording) {
        if wording.second.is_none() {
            return self.plain(tag, class, &wording.first);
        }
        let class = if class.is_empty() { "pair".to_owned() } else { format!("pair {class}") };
        self.within(tag, &class, &[], |page| {
            page.plain("span", "", &wording.first);
            page.below("span", wording);
        });
    }

    /// Writes a text within a line, the second language behind the first.
    pub fn inline(&mut self, wording: &Wording) {
        let apart = direction(&wording.first);
        if apart.is_empty() {
            self.text(&wording.first);
        } else {
            self.within("span", "", apart, |page| page.text(&wording.first));
        }
        if let (Some(second), Some(tag)) = (&wording.second, self.second) {
            self.verbatim(" / ");
            let attributes = [&[("lang", tag)][..], direction(second)].concat();
            self.within("span", "", &attributes, |page| page.text(second));
        }
    }

    fn below(&mut self, tag: &str, wording: &Wording) {
        if let (Some(second), Some(language)) = (&wording.second, self.second) {
            let attributes = [&[("lang", language)][..], direction(second)].concat();
            self.within(tag, "second", &attributes, |page| page.text(second));
        }
    }
}

/// Returns what lets a text with letters that are written from right to left find its own direction.
fn direction(text: &str) -> Attributes<'static> {
    let turned = |c: char| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
            | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
    };
    if !text.is_ascii() && text.contains(turned) { &[("dir", "auto")] } else { &[] }
}

/// Returns an id that can stand in an address: ids that differ stay different.
pub fn safe_id(prefix: &str, id: &str) -> String {
    let mut safe = prefix.to_owned();
    for c in id.chars() {
        match c {
            'A'..='Z' | 'a'..='z' | '0'..='9' | '.' | '-' => safe.push(c),
            c => safe.push_str(&format!("_{:X}_", u32::from(c))),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Markup)) -> String {
        let mut page = Markup::new(Some(Lang::ZhTw));
        write(&mut page);
        page.finish()
    }

    #[test]
    fn a_text_stays_a_text() {
        let told = written(|page| page.plain("p", "a\"b", "</p><script>\"'&amp;\u{202e}\0"));
        let text = "&lt;/p&gt;&lt;script&gt;&quot;&#39;&amp;amp;[U+202E][U+0000]";
        assert_eq!(told, format!("<p class=\"a&quot;b\">{text}</p>"));
    }

    #[test]
    fn a_second_language_says_which_it_is() {
        let wording = Wording { first: "yes".into(), second: Some("是".into()) };
        let told = written(|page| page.running("p", "", &wording));
        assert_eq!(told, "<p class=\"pair\"><span>yes</span><span class=\"second\" lang=\"zh-TW\">是</span></p>");
        assert_eq!(written(|page| page.inline(&wording)), "yes / <span lang=\"zh-TW\">是</span>");
        assert_eq!(written(|page| page.running("p", "", &"אב".into())), "<p dir=\"auto\">אב</p>");
    }

    #[test]
    fn ids_that_differ_stay_different() {
        let ids = ["AC.L2-3.1.1", "入口", "a b", "a_20_b", "a\u{20}_b", "\"><x", ""];
        let safe: std::collections::BTreeSet<String> = ids.iter().map(|id| safe_id("r-", id)).collect();
        assert_eq!(safe.len(), ids.len());
        let harmless = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
        assert!(safe.iter().all(|id| id.starts_with("r-") && id.chars().all(harmless)), "{safe:?}");
        assert!(safe.contains("r-AC.L2-3.1.1"));
    }
}
