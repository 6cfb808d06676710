//! Problems in a user's file: a code, the values it speaks of, and the place.
//!
//! A diagnostic holds no sentence. The sentence and the cure for each code stand in the language
//! files (`language::problem`), so that a problem reads the same well in every language.

use std::borrow::Cow;
use std::fmt;

/// A text that was read from a file, with the name under which people know it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Path as the user gave it, or the name of a built-in file.
    pub name: String,
    /// What stands in it.
    pub text: Cow<'static, str>,
}

/// Half-open range of bytes in one of the sources of a load.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Index of the source.
    pub file: u16,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// A value with the place where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Span,
}

/// How much a problem weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The file cannot be used.
    Error,
    /// The file can be used, but something in it is suspicious.
    Warning,
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal $severity:ident),* $(,)?) => {
        /// A kind of problem, with a code that never changes its meaning.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Code { $($(#[$doc])* $name),* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Returns the code as people see and search it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code),* }
            }

            /// Returns how much the problem weighs.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$name => Severity::$severity),* }
            }
        }
    };
}

codes! {
    /// The bytes are not UTF-8.
    NotUtf8 = "Y0001" Error,
    /// The file is larger than any questionnaire or assessment.
    TooLarge = "Y0002" Error,
    /// Not YAML, for a reason that has no code of its own.
    Syntax = "Y0003" Error,
    /// A tab where YAML wants spaces.
    Tab = "Y0004" Error,
    /// A quotation mark that is never closed.
    UnclosedQuote = "Y0005" Error,
    /// A colon inside a text that is not quoted.
    ColonInText = "Y0006" Error,
    /// Nested deeper than any real file.
    TooDeep = "Y0007" Error,
    /// Expands to more than the limits allow.
    TooMuch = "Y0008" Error,
    /// More than one YAML document in a file.
    SeveralDocuments = "Y0009" Error,
    /// Nothing in the file.
    EmptyFile = "Y0010" Error,
    /// A merge key.
    MergeKey = "Y0011" Error,
    /// An alias to an anchor that does not exist.
    UnknownAnchor = "Y0012" Error,
    /// A raw control character, which YAML forbids.
    RawControl = "Y0013" Error,
    /// A key that is a list or a map.
    KeyNotText = "Y0014" Error,

    /// A key that the format does not know.
    UnknownKey = "Y0101" Error,
    /// The same key twice in one map.
    DuplicateKey = "Y0102" Error,
    /// A key that has to be there is not.
    MissingKey = "Y0103" Error,
    /// A text where a list is wanted, and so on.
    WrongKind = "Y0104" Error,
    /// Not one of the words that may stand here.
    NotOneOf = "Y0105" Error,
    /// Not a number, fraction or percentage.
    NotANumber = "Y0106" Error,
    /// A text with nothing in it.
    EmptyText = "Y0107" Error,
    /// The `format` line names another format or version.
    WrongFormat = "Y0108" Error,
    /// A text that stands alone where a language is needed, in a file with more than one language.
    NotALanguage = "Y0109" Error,
    /// Control characters in a text, made by an escape.
    ControlCharacter = "Y0110" Warning,
    /// A period that is none.
    NotAPeriod = "Y0111" Error,
    /// A day that is none.
    NotADay = "Y0112" Error,
    /// A comma in a text without quotes, inside braces, where it ends the text.
    CommaInText = "Y0113" Error,

    /// The id is not the stem of the file's name.
    IdNotFileName = "Q0201" Error,
    /// An id with characters that cannot be typed or told apart.
    BadId = "Q0202" Error,
    /// The same id twice.
    DuplicateId = "Q0203" Error,
    /// An alias that is the id of another item.
    AliasIsId = "Q0204" Error,
    /// A name that is not defined anywhere.
    UnknownName = "Q0205" Error,
    /// A credit below 0 or above 1.
    CreditOutOfRange = "Q0206" Error,
    /// A scale on which nothing passes.
    NoPassingAnswer = "Q0207" Error,
    /// The same shortcut key twice in one scale.
    DuplicateShortcut = "Q0208" Error,
    /// A shortcut that is not one letter or digit, or is taken by the program.
    BadShortcut = "Q0209" Error,
    /// Answers that are not ordered best first.
    ScaleOrder = "Q0210" Error,
    /// A weight that the level rule needs is missing.
    MissingWeight = "Q0211" Error,
    /// Points that the level rule needs are missing.
    MissingPoints = "Q0212" Error,
    /// A value that the method `mean` needs is missing or out of range.
    MissingValue = "Q0213" Error,
    /// A condition names a question that comes later.
    LaterQuestion = "Q0214" Error,
    /// A requirement depends on itself through others.
    Cycle = "Q0215" Error,
    /// `at_least` on a question whose choices have no order.
    NoOrder = "Q0216" Error,
    /// A number out of its range.
    OutOfRange = "Q0217" Error,
    /// A points rule that contradicts itself.
    PointsRule = "Q0218" Error,
    /// A level that no requirement belongs to.
    EmptyLevel = "Q0219" Error,
    /// A domain, level list or questionnaire without items.
    NothingInside = "Q0220" Error,
    /// An answer that deducts more than its requirement is worth.
    DeductTooMuch = "Q0221" Error,
    /// Level rules and `scoring: {method: mean}` at once.
    TwoMethods = "Q0222" Error,
    /// A language file that does not belong to the questionnaire.
    ForeignTexts = "Q0223" Error,
    /// A text for an item that the questionnaire does not have.
    TextForNothing = "Q0224" Error,
    /// A target of a domain or level that is lower than it says.
    TargetNotRaised = "Q0225" Error,
    /// A text that stands in both the main and the language file.
    TextTwice = "Q0226" Error,
    /// A word that the program uses itself, taken as an id.
    ReservedWord = "Q0227" Error,
    /// A file that the main file speaks of and that is not there.
    MissingFile = "Q0228" Error,
    /// A file beside the questionnaire that is a link out of its folder.
    LeadsOut = "Q0229" Error,

    /// A text that is missing in one of the languages.
    MissingTranslation = "Q0301" Warning,
    /// A requirement without help.
    NoHelp = "Q0302" Warning,
    /// Evidence without a hint.
    NoHint = "Q0303" Warning,
    /// A condition that is always true.
    AlwaysTrue = "Q0304" Warning,
    /// A condition that is never true.
    NeverTrue = "Q0305" Warning,
    /// A scale that no requirement uses.
    UnusedScale = "Q0306" Warning,
    /// The same text in two languages.
    SameTranslation = "Q0307" Warning,
    /// A profile question that no condition reads.
    UnusedProfile = "Q0309" Warning,
    /// Terms of a conditional status that a level never has.
    NeverConditional = "Q0310" Warning,
    /// A level that no answers can ever reach.
    UnreachableLevel = "Q0311" Warning,
    /// A text in another script than that of its language.
    WrongScript = "Q0312" Warning,
    /// Simplified characters in a text for Taiwan.
    Simplified = "Q0313" Warning,
    /// A value without quotes that other programs take for something else than text.
    NotWhatItLooks = "Q0314" Warning,
    /// A condition that looks at a requirement that is never asked.
    ConditionOnNeverAsked = "Q0315" Warning,
    /// A points rule that no loss of points can miss.
    PointsDecideNothing = "Q0316" Warning,
    /// Points taken away by an answer that passes.
    DeductForNothing = "Q0317" Warning,
    /// A reference names an id that a known framework does not have.
    UnknownReference = "Q0318" Warning,

    /// A column that a table of requirements does not have.
    TableColumn = "Q0401" Error,
    /// Content below no name.
    TableHead = "Q0402" Error,
    /// The same column twice in a table.
    TableColumnTwice = "Q0403" Error,
    /// A table without questions.
    NoQuestions = "Q0404" Error,
    /// A row without a question.
    RowWithoutQuestion = "Q0405" Error,
    /// The same id in two rows.
    RowIdTwice = "Q0406" Error,
    /// An id in a table that is none.
    RowId = "Q0407" Error,
    /// An empty cell in a column that every row needs.
    EmptyCell = "Q0408" Error,
    /// A cell that should be a number.
    CellNumber = "Q0409" Error,
    /// A cell with a word that cannot stand there.
    CellWord = "Q0410" Error,
    /// A row that depends on no row of the table.
    RowDependsOn = "Q0411" Error,
    /// A domain or level with two titles.
    OtherTitle = "Q0412" Error,
    /// A domain or level that was named and that no row belongs to.
    GroupWithoutRow = "Q0413" Error,
    /// A cell of which a spreadsheet made a date.
    CellDate = "Q0414" Error,
    /// Ids that a spreadsheet keeps as numbers.
    IdNumber = "Q0415" Warning,
    /// A cell in which a formula failed.
    CellFault = "Q0416" Error,
    /// A table that is not UTF-8.
    TableEncoding = "Q0417" Error,
    /// A quotation mark in a table that is never closed.
    TableQuote = "Q0418" Error,
    /// A table without rows.
    EmptyTable = "Q0419" Error,
    /// A table larger than any questionnaire.
    TableTooLarge = "Q0420" Error,
    /// A workbook that cannot be read.
    NotAWorkbook = "Q0421" Error,
    /// A sheet that the workbook does not have.
    UnknownSheet = "Q0422" Error,

    /// An answer that the scale does not have.
    UnknownAnswer = "A0401" Error,
    /// An answer without the reason that the scale asks for.
    MissingReason = "A0402" Error,
    /// An answer for a requirement that the questionnaire does not have.
    UnknownRequirement = "A0403" Warning,
    /// An answer for an objective that the requirement does not have.
    UnknownObjective = "A0404" Warning,
    /// Both an answer and objectives for one requirement.
    AnswerAndObjectives = "A0405" Error,
    /// A target that is neither a level nor a target of the questionnaire.
    UnknownTarget = "A0406" Error,
    /// Made for another edition of the questionnaire.
    OtherEdition = "A0407" Warning,
    /// Same edition, but the questionnaire's text differs.
    OtherDigest = "A0408" Warning,
    /// Made for another questionnaire.
    OtherQuestionnaire = "A0409" Error,
    /// A date or time that is none.
    BadDate = "A0410" Error,
    /// A profile answer that the questionnaire does not have.
    UnknownProfile = "A0411" Warning,
    /// A row of an answers file that names nothing in the questionnaire.
    UnknownRow = "A0412" Error,
    /// The same item twice in an answers file.
    RowTwice = "A0413" Error,
    /// A column that the answers file may not have.
    UnknownColumn = "A0414" Error,
    /// A column that the answers file needs.
    MissingColumn = "A0415" Error,
    /// A row that is not CSV.
    BadRow = "A0416" Error,
    /// A final status that is older than the conditional one.
    DatesContradict = "A0417" Error,
    /// A SHA-256 that is none.
    NotADigest = "A0418" Error,
    /// An answer of another edition that the present one does not have.
    AnswerOfOtherEdition = "A0419" Warning,
    /// A target or level of another edition that the present one does not have.
    LevelOfOtherEdition = "A0420" Warning,
    /// An answer of another edition, without the reason that the present one asks for.
    ReasonNowNeeded = "A0421" Warning,

    /// A column that a statement of applicability needs.
    ControlColumn = "A0501" Error,
    /// A row of a statement of applicability that names no control.
    UnknownControl = "A0502" Error,
    /// A cell of a statement of applicability that says neither yes nor no.
    ControlStatus = "A0503" Error,

    /// A text of a language that has a field which is none.
    UnknownField = "L0101" Error,
    /// A text of a language that leaves a field out.
    MissingField = "L0102" Warning,
    /// A language whose words are built in.
    BuiltInLanguage = "L0103" Error,
}

impl Code {
    /// Returns the code of this name, in capitals or small letters.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| code.as_str().eq_ignore_ascii_case(name))
    }

    /// Returns the code that was probably meant.
    pub fn meant(name: &str) -> Option<Self> {
        let names: Vec<&str> = Self::ALL.iter().map(|code| code.as_str()).collect();
        closest(name, &names).and_then(Self::named)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One problem in a user's file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// What kind of problem it is.
    pub code: Code,
    /// Values that the sentence and the cure speak of, by field.
    pub args: Vec<(&'static str, String)>,
    /// Where it is; none when it concerns a file as a whole.
    pub span: Option<Span>,
    /// Another place that belongs to it ("first defined here").
    pub related: Option<Span>,
}

impl Diagnostic {
    /// Makes a problem of this kind at this place.
    pub fn new(code: Code, span: impl Into<Option<Span>>) -> Self {
        Self { code, args: Vec::new(), span: span.into(), related: None }
    }

    /// Adds a value for the sentence.
    #[must_use]
    pub fn with(mut self, field: &'static str, value: impl fmt::Display) -> Self {
        let mut value = value.to_string();
        if value.len() > LONGEST_VALUE {
            let end = (0..=LONGEST_VALUE).rev().find(|at| value.is_char_boundary(*at));
            value.truncate(end.expect("a text begins at a bound"));
            value.push('…');
        }
        self.args.push((field, value));
        self
    }

    /// Adds the names among which the writer can choose, and the one that was probably meant.
    #[must_use]
    pub fn choices<'a>(self, written: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let meant = closest(written, &known).unwrap_or_default();
        let list = shortened(&known);
        self.with("known", list).with("meant", meant)
    }

    /// As `choices`, but past hundreds of problems in a file nothing is guessed among thousands of names: the cause is one
    /// by then, and comparing every name with every other takes long. `told` is the number of problems so far.
    #[must_use]
    pub fn choices_after<'a>(self, told: usize, written: &str, known: impl ExactSizeIterator<Item = &'a str>) -> Self {
        if known.len() > MOST_NAMES && told.saturating_mul(known.len()) > MOST_GUESSES {
            return self.with("known", "…").with("meant", "");
        }
        self.choices(written, known)
    }

    /// Adds the other place that belongs to the problem.
    #[must_use]
    pub fn related(mut self, span: Span) -> Self {
        self.related = Some(span);
        self
    }

    /// Returns whether the file cannot be used because of it.
    pub fn is_error(&self) -> bool {
        self.code.severity() == Severity::Error
    }
}

/// A longer value, in bytes, is cut: no sentence is better for it, and a hostile file costs no memory.
const LONGEST_VALUE: usize = 400;

/// At most this many names are listed in a cure; a longer list hides the one that was meant.
const MOST_NAMES: usize = 12;

/// About so many names of a file are compared with others.
const MOST_GUESSES: usize = 100_000;

fn shortened(names: &[&str]) -> String {
    let cut = |name: &&str| name.chars().take(MOST_COMPARED).collect::<String>();
    let mut list = names.iter().take(MOST_NAMES).map(cut).collect::<Vec<_>>().join(", ");
    if names.len() > MOST_NAMES {
        list.push_str(", …");
    }
    list
}

/// Returns the name that was probably meant: the nearest one, if it is near enough.
pub fn closest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written: Vec<char> = compared(written).collect();
    let mut least = written.len().div_ceil(3).max(1) + 1;
    let mut found = None;
    let mut row = Vec::new();
    for name in known {
        // Only what is nearer than all before is looked for.
        if let Some(distance) = distance(&written, name, least - 1, &mut row) {
            (least, found) = (distance, Some(*name));
            if least == 0 {
                break;
            }
        }
    }
    found
}

/// The characters of a name by which it is compared.
fn compared(name: &str) -> impl Iterator<Item = char> {
    name.chars().take(MOST_COMPARED).flat_map(char::to_lowercase)
}

/// Returns the Levenshtein distance, the least number of inserted, removed or replaced characters, unless it is more
/// than `most`. `row` is room to work in.
fn distance(a: &[char], b: &str, most: usize, row: &mut Vec<usize>) -> Option<usize> {
    row.clear();
    row.extend(0..=a.len());
    for (i, y) in compared(b).enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        let mut least = i + 1;
        for (j, x) in a.iter().enumerate() {
            let replaced = corner + usize::from(*x != y);
            corner = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(row[j + 1] + 1);
            least = least.min(row[j + 1]);
        }
        // It never becomes less again.
        if least > most {
            return None;
        }
    }
    Some(row[a.len()]).filter(|distance| *distance <= most)
}

/// Longer names are compared by their beginning only, so that a hostile file costs no time.
const MOST_COMPARED: usize = 64;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_and_sorted() {
        let codes: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let mut unique = codes.clone();
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), codes.len());
    }

    #[test]
    fn names_the_nearest_choice_only_when_near() {
        let known = ["implemented", "coverage"];
        assert_eq!(closest("implmented", &known), Some("implemented"));
        assert_eq!(closest("Coverage", &known), Some("coverage"));
        assert_eq!(closest("maturity", &known), None);
    }

    #[test]
    fn codes_are_found_as_people_type_them() {
        assert_eq!(Code::named("q0203"), Some(Code::DuplicateId));
        assert_eq!(Code::named("Q203"), None);
        assert_eq!(Code::meant("Q203"), Some(Code::DuplicateId));
        assert_eq!(Code::meant("E9999"), None);
    }

    #[test]
    fn distance_counts_edits() {
        let count = |a: &str, b: &str, most| distance(&compared(a).collect::<Vec<_>>(), b, most, &mut Vec::new());
        assert_eq!(count("kitten", "Sitting", 9), Some(3));
        assert_eq!(count("kitten", "sitting", 3), Some(3));
        assert_eq!(count("kitten", "sitting", 2), None);
        assert_eq!(count("", "abc", 9), Some(3));
        assert_eq!(count("量表", "量尺", 9), Some(1));
    }
}
