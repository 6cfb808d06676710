//! A text in the language of the report, and in a second one where the report has two.

/// A text of a report. Where a report has two languages, `second` holds the same in the other one, unless both
/// say it alike: a name, a number, what the firm itself wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default, PartialOrd, Ord)]
pub struct Wording {
    /// In the language of the report.
    pub first: String,
    /// In the second language, where it differs.
    pub second: Option<String>,
}

impl Wording {
    /// Returns whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty() && self.second.is_none()
    }

    /// Returns both languages, `gap` between them.
    pub fn joined(&self, gap: &str) -> String {
        match &self.second {
            Some(second) => format!("{}{gap}{second}", self.first),
            None => self.first.clone(),
        }
    }

    /// Returns the text in each language that it is told in.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.first.as_str()).chain(self.second.as_deref())
    }

    /// Returns a wording of which each language was put into another text.
    pub fn map(&self, form: impl Fn(&str) -> String) -> Self {
        Self { first: form(&self.first), second: self.second.as_deref().map(form) }
    }
}

impl From<String> for Wording {
    fn from(first: String) -> Self {
        Self { first, second: None }
    }
}

impl From<&str> for Wording {
    fn from(first: &str) -> Self {
        first.to_owned().into()
    }
}
