//! The columns of a table of requirements: what each is called, in both languages, and in which language its texts are.

use crate::diagnostic::{Code, Diagnostic, Span};
use crate::language::Lang;
use crate::table::{Cell, Table, letters};
use crate::text::narrowed;

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The name in files.
    Id,
    /// The domain it belongs to.
    Domain,
    /// The level it belongs to.
    Level,
    /// Short name.
    Title,
    /// The question.
    Ask,
    /// What it means.
    Help,
    /// What to do if it is not in place.
    Advice,
    /// Its weight.
    Weight,
    /// Its points.
    Points,
    /// Whether it may stand on an action plan.
    Poam,
    /// Whether there is no score without it.
    Essential,
    /// Effort to close it.
    Effort,
    /// Its scale.
    Scale,
    /// What to close first.
    DependsOn,
    /// What to look at.
    Examine,
    /// Whom to ask.
    Interview,
    /// What to try.
    Test,
}

/// Every column with its names, the one of the docs first.
const NAMES: [(Part, &[&str]); 17] = [
    (Part::Id, &["id", "編號", "代碼"]),
    (Part::Domain, &["domain", "構面", "領域"]),
    (Part::Level, &["level", "等級"]),
    (Part::Title, &["title", "名稱", "標題"]),
    (Part::Ask, &["ask", "問題", "題目", "question"]),
    (Part::Help, &["help", "說明"]),
    (Part::Advice, &["advice", "建議"]),
    (Part::Weight, &["weight", "權重"]),
    (Part::Points, &["points", "配分", "分數"]),
    (Part::Poam, &["poam", "行動計畫"]),
    (Part::Essential, &["essential", "必要"]),
    (Part::Effort, &["effort", "工作量"]),
    (Part::Scale, &["scale", "量表"]),
    (Part::DependsOn, &["depends_on", "須先完成"]),
    (Part::Examine, &["evidence_examine", "佐證_檢視", "檢視"]),
    (Part::Interview, &["evidence_interview", "佐證_訪談", "訪談"]),
    (Part::Test, &["evidence_test", "佐證_測試", "測試"]),
];

/// Returns the name of each column as the docs have it.
pub fn names() -> impl Iterator<Item = &'static str> {
    NAMES.iter().map(|(_, names)| names[0])
}

impl Part {
    /// Returns whether it is a text, which may be there in several languages.
    pub const fn is_text(self) -> bool {
        matches!(
            self,
            Self::Domain
                | Self::Level
                | Self::Title
                | Self::Ask
                | Self::Help
                | Self::Advice
                | Self::Examine
                | Self::Interview
                | Self::Test
        )
    }
}

/// A column that is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// What stands in it.
    pub part: Part,
    /// Language of its texts, where its name says so.
    pub tag: Option<String>,
    /// Its position in the table.
    pub at: usize,
    /// Its name as written.
    pub head: String,
    /// Where its name stands.
    pub span: Span,
}

/// The columns of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Columns {
    /// Those that are read.
    pub read: Vec<Column>,
    /// Positions of those that are left alone because somebody said so.
    pub ignored: Vec<usize>,
}

/// Finds the columns by the names in the first row. Those in `ignore` may have any name.
///
/// # Errors
///
/// A name in `ignore` that no column has.
pub fn find(table: &Table, ignore: &[String], problems: &mut Vec<Diagnostic>) -> Result<Columns, String> {
    let heads: &[Cell] = table.rows.first().map_or(&[], Vec::as_slice);
    let mut columns = Columns::default();
    let same = |one: &str, other: &str| folded(one) == folded(other);
    for name in ignore {
        if !heads.iter().any(|cell| same(&cell.text, name)) {
            return Err(name.clone());
        }
    }
    for (at, cell) in heads.iter().enumerate().filter(|(_, cell)| !cell.is_blank()) {
        let head = cell.text.trim().to_owned();
        if ignore.iter().any(|name| same(name, &head)) {
            columns.ignored.push(at);
            continue;
        }
        let Some((part, tag)) = part_and_tag(&head) else {
            problems.push(unknown(at, &head, cell.span));
            continue;
        };
        let twice = columns.read.iter().find(|known| (known.part, &known.tag) == (part, &tag));
        if let Some(first) = twice {
            let problem = Diagnostic::new(Code::TableColumnTwice, cell.span).with("column", letters(at));
            problems.push(problem.with("head", &head).related(first.span));
            continue;
        }
        columns.read.push(Column { part, tag, at, head, span: cell.span });
    }
    if columns.part(Part::Ask).next().is_none() {
        let place = heads.first().map(|cell| cell.span);
        problems.push(Diagnostic::new(Code::NoQuestions, place));
    }
    Ok(columns)
}

fn unknown(at: usize, head: &str, span: Span) -> Diagnostic {
    let main: Vec<&str> = names().collect();
    let (base, _) = base_and_tag(head);
    let problem = Diagnostic::new(Code::TableColumn, span).with("column", letters(at)).with("head", head);
    let every = NAMES.iter().flat_map(|(_, names)| names.iter().copied());
    problem.with("columns", main.join(", ")).choices(&base, every)
}

/// Letters as they stand on a keyboard, small, and without what people put between words.
fn folded(name: &str) -> String {
    name.trim().chars().map(narrowed).collect::<String>().to_lowercase()
}

/// Parts `ask.zh-TW`, `ask (zh-TW)` and 「問題（中文）」 into the name and the language.
fn base_and_tag(name: &str) -> (String, Option<String>) {
    let name = folded(name).replace(" (", ".").replace('(', ".").replace(')', "");
    let (base, tag) = name.split_once('.').map_or((name.as_str(), None), |(base, tag)| (base, Some(tag.trim())));
    let base = base.trim().replace([' ', '-'], "_");
    let tag = tag.map(|tag| match tag {
        "中文" | "繁體中文" => Lang::ZhTw.tag().to_owned(),
        "英文" => Lang::En.tag().to_owned(),
        tag => {
            let known = Lang::ALL.into_iter().map(Lang::tag).find(|known| known.eq_ignore_ascii_case(tag));
            known.map_or_else(|| tag.to_owned(), str::to_owned)
        }
    });
    (base, tag)
}

fn part_and_tag(name: &str) -> Option<(Part, Option<String>)> {
    let (base, tag) = base_and_tag(name);
    let (part, _) = NAMES.iter().find(|(_, names)| names.contains(&base.as_str()))?;
    let fits = tag.as_ref().is_none_or(|tag| part.is_text() && !tag.is_empty());
    fits.then_some((*part, tag))
}

impl Columns {
    /// Returns the columns of a part, one for each language.
    pub fn part(&self, part: Part) -> impl Iterator<Item = &Column> {
        self.read.iter().filter(move |column| column.part == part)
    }

    /// Returns the languages that the names of the columns speak of, the one of texts without a language first; of
    /// those without one it is Chinese where their names are.
    pub fn languages(&self, lang: Lang) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let asks = self.part(Part::Ask).find(|column| column.tag.is_none());
        if let Some(column) = asks {
            let chinese = column.head.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            found.push(if chinese { Lang::ZhTw } else { lang }.tag().to_owned());
        }
        for tag in self.read.iter().filter_map(|column| column.tag.as_ref()) {
            if !found.contains(tag) {
                found.push(tag.clone());
            }
        }
        if found.is_empty() {
            found.push(lang.tag().to_owned());
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::separated;

    fn found(heads: &str, ignore: &[&str]) -> (Result<Columns, String>, Vec<Diagnostic>) {
        let table = separated::read("t.csv", format!("{heads}\n")).expect("a good table");
        let ignore: Vec<String> = ignore.iter().map(|&name| name.to_owned()).collect();
        let mut problems = Vec::new();
        (find(&table, &ignore, &mut problems), problems)
    }

    #[test]
    fn columns_have_names_in_both_languages() {
        let (columns, problems) = found("編號,Domain,問題（中文）,Ask (en),Depends on,佐證-檢視,ＨＥＬＰ.zh-tw", &[]);
        assert_eq!(problems, []);
        let columns = columns.expect("nothing is ignored");
        let read: Vec<(Part, Option<&str>)> =
            columns.read.iter().map(|column| (column.part, column.tag.as_deref())).collect();
        let zh = Some("zh-TW");
        let wanted = [
            (Part::Id, None),
            (Part::Domain, None),
            (Part::Ask, zh),
            (Part::Ask, Some("en")),
            (Part::DependsOn, None),
            (Part::Examine, None),
            (Part::Help, zh),
        ];
        assert_eq!(read, wanted);
        assert_eq!(columns.languages(Lang::En), ["zh-TW", "en"]);
    }

    #[test]
    fn the_language_of_a_text_without_one_follows_from_its_name() {
        let languages = |heads: &str| found(heads, &[]).0.expect("nothing is ignored").languages(Lang::En);
        assert_eq!(languages("ask"), ["en"]);
        assert_eq!(languages("題目"), ["zh-TW"]);
        assert_eq!(languages("ask,ask.ja"), ["en", "ja"]);
        assert_eq!(languages("domain,ask.ja"), ["ja"]);
    }

    #[test]
    fn an_unknown_column_is_told_unless_it_is_left_alone() {
        let codes = |heads: &str, ignore: &[&str]| -> Vec<&str> {
            found(heads, ignore).1.iter().map(|problem| problem.code.as_str()).collect()
        };
        assert_eq!(codes("ask,remark,weight.en,,ask", &[]), ["Q0401", "Q0401", "Q0403"]);
        assert_eq!(codes("id,weigth", &["WEIGTH"]), ["Q0404"]);
        let (_, problems) = found("ask,weigth", &[]);
        assert!(problems[0].args.contains(&("meant", "weight".to_owned())), "{problems:?}");
        assert_eq!(found("ask,x", &["y"]).0, Err("y".into()));
        assert_eq!(codes("ask,help,help", &["help"]), [] as [&str; 0]);
    }
}
