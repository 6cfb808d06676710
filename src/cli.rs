//! What can be typed: commands, arguments and their help in both languages.

use std::path::PathBuf;

use clap::{Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};

use crate::language::{Lang, fill};
use crate::text::visible;

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "gradus", version, disable_help_subcommand = true)]
pub struct Cli {
    #[arg(long, global = true, value_name = "LANG", value_delimiter = ',', action = clap::ArgAction::Set, value_parser = language)]
    lang: Option<Vec<Lang>>,
    /// When to use colours.
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: ColorChoice,
    /// What to do; without a word an assessment is chosen and answered.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Returns the language that a tag asks for: one that is built in by its own tag, or one that a file adds.
fn language(tag: &str) -> Result<Lang, String> {
    let built_in = Lang::ALL.into_iter().find(|lang| lang.tag().eq_ignore_ascii_case(tag));
    let added = || Lang::from_tag(tag).filter(|lang| matches!(lang, Lang::Added(_)));
    built_in.or_else(added).ok_or_else(|| tag.to_owned())
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal that has not asked for none.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Lists questionnaires.
    List(List),
    /// Shows a questionnaire or a requirement.
    Show(Show),
    /// Answers a questionnaire.
    Assess(Assess),
    /// Answers one requirement.
    Answer(Answer),
    /// Scores an assessment.
    Score(Score),
    /// Explains a figure.
    Explain(Explain),
    /// Finds the way to the target.
    Plan(Plan),
    /// Looks through an assessment.
    Review(Review),
    /// Writes a report.
    Report(Report),
    /// Begins a questionnaire.
    New(New),
    /// Checks files.
    Check(Check),
    /// Prints a JSON Schema.
    Schema(Schema),
    /// Compares two editions.
    Compare(Compare),
    /// Shows where two questionnaires meet.
    Crosswalk(Crosswalk),
}

/// Form of an output on the terminal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TableFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}

/// Form in which a questionnaire is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowFormat {
    /// For people, on the terminal.
    Table,
    /// For programs.
    Json,
    /// To fill in by hand, as Markdown.
    Md,
    /// To fill in by hand, as one HTML file.
    Html,
    /// To fill in by hand, as a PDF file.
    Pdf,
}

impl ShowFormat {
    /// Returns whether it is a questionnaire to fill in by hand.
    pub const fn is_filled_in(self) -> bool {
        match self {
            Self::Table | Self::Json => false,
            Self::Md | Self::Html | Self::Pdf => true,
        }
    }
}

/// Form of a list of problems.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ProblemFormat {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// For editors and the checks of code hosts.
    Sarif,
}

/// Form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// A PDF file.
    Pdf,
    /// One HTML file.
    Html,
    /// Markdown.
    Md,
    /// A spreadsheet with types, filters and a sheet for each subject.
    Xlsx,
    /// A table as plain text.
    Csv,
    /// For programs.
    Json,
    /// A calendar; of the action plan only.
    Ics,
}

impl ReportFormat {
    /// Returns the ending of a file in this form.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Pdf => "pdf",
            Self::Html => "html",
            Self::Md => "md",
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::Json => "json",
            Self::Ics => "ics",
        }
    }
}

/// Arguments of `list`.
#[derive(Debug, Args)]
pub struct List {
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// Built-in id or path.
    #[arg(value_name = "QUESTIONNAIRE")]
    pub questionnaire: String,
    /// Requirement, alias or objective.
    #[arg(value_name = "ITEM")]
    pub item: Option<String>,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: ShowFormat,
    /// Path of the questionnaire to fill in.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Day that it is made.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Size of the paper.
    #[arg(long, value_name = "PAPER", default_value = "a4")]
    pub paper: PaperChoice,
}

/// Arguments of `assess`.
#[derive(Debug, Default, Args)]
pub struct Assess {
    /// Built-in id, path of a questionnaire, or path of an assessment to go on with.
    #[arg(value_name = "QUESTIONNAIRE")]
    pub questionnaire: Option<String>,
    /// Path of the assessment.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Level or target to aim at.
    #[arg(long, value_name = "LEVEL")]
    pub target: Option<String>,
    /// File with answers.
    #[arg(long, value_name = "FILE", conflicts_with = "sample")]
    pub answers: Option<PathBuf>,
    /// Earlier answers that propose new ones.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["answers", "sample"])]
    pub from: Option<PathBuf>,
    /// Fill in an invented firm.
    #[arg(long)]
    pub sample: bool,
    /// Name of the organisation.
    #[arg(long, value_name = "NAME")]
    pub organisation: Option<String>,
    /// What is assessed.
    #[arg(long, value_name = "TEXT")]
    pub scope: Option<String>,
    /// Who answers.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Ask line by line.
    #[arg(long)]
    pub plain: bool,
    /// Keep nothing.
    #[arg(long, conflicts_with = "output")]
    pub preview: bool,
    /// Day that the report shows.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
}

/// Arguments of `answer`.
#[derive(Debug, Args)]
pub struct Answer {
    /// Path of the assessment.
    #[arg(value_name = "ASSESSMENT")]
    pub assessment: PathBuf,
    /// Requirement, alias, or objective.
    #[arg(value_name = "ID[/OBJECTIVE]")]
    pub item: String,
    /// The answer.
    #[arg(value_name = "ANSWER")]
    pub answer: String,
    /// Why.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// Free text.
    #[arg(long, value_name = "TEXT")]
    pub note: Option<String>,
    /// What shows that it is true; may be given several times.
    #[arg(long, value_name = "TEXT")]
    pub evidence: Vec<String>,
    /// What will be done.
    #[arg(long, value_name = "TEXT")]
    pub plan: Option<String>,
    /// Who answers for the plan.
    #[arg(long, value_name = "NAME")]
    pub owner: Option<String>,
    /// Day on which the plan begins.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub start: Option<String>,
    /// Day by which the plan is to be done.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub due: Option<String>,
    /// How far the plan is.
    #[arg(long, value_name = "STATUS")]
    pub status: Option<Progress>,
    /// A step of the plan, with or without its day; may be given several times.
    #[arg(long, value_name = "[YYYY-MM-DD ]TEXT")]
    pub milestone: Vec<String>,
    /// What the plan takes.
    #[arg(long, value_name = "TEXT")]
    pub resources: Option<String>,
    /// Who gives the answer.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
}

/// How far an action plan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Progress {
    /// It has not begun.
    Planned,
    /// It has begun.
    InProgress,
    /// It is carried out.
    Done,
}

/// Arguments of `score`.
#[derive(Debug, Args)]
pub struct Score {
    /// Path of the assessment.
    #[arg(value_name = "ASSESSMENT")]
    pub assessment: PathBuf,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
    /// Level below which the exit status is 4.
    #[arg(long, value_name = "LEVEL")]
    pub fail_under: Option<String>,
    /// The day on which plans are overdue or not.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
}

/// Arguments of `review`.
#[derive(Debug, Args)]
pub struct Review {
    /// Path of the assessment.
    #[arg(value_name = "ASSESSMENT")]
    pub assessment: PathBuf,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
    /// Status 3 for weaknesses too.
    #[arg(long)]
    pub strict: bool,
    /// The day on which it is looked through.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
}

/// Arguments of `plan`.
#[derive(Debug, Args)]
pub struct Plan {
    /// Path of the assessment.
    #[arg(value_name = "ASSESSMENT")]
    pub assessment: PathBuf,
    /// Answers to assume.
    #[arg(long, value_name = "ID=ANSWER")]
    pub assume: Vec<String>,
    /// Day until which plans are assumed to be carried out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub by: Option<String>,
    /// Effort of requirements.
    #[arg(long, value_name = "ID=N")]
    pub effort: Vec<String>,
    /// Without an action plan.
    #[arg(long)]
    pub for_good: bool,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct Explain {
    /// Path of an assessment, or the code of a problem.
    #[arg(value_name = "ASSESSMENT|CODE")]
    pub assessment_or_code: PathBuf,
    /// Level, domain or requirement.
    #[arg(value_name = "ITEM")]
    pub item: Option<String>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// Path of the assessment.
    #[arg(value_name = "ASSESSMENT")]
    pub assessment: PathBuf,
    /// What it shows.
    #[arg(long, value_name = "VIEW", default_value = "full")]
    pub view: View,
    /// Form of the report.
    #[arg(long, value_name = "FORMAT", default_value = "pdf")]
    pub format: ReportFormat,
    /// Path of the report.
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Day that the report shows.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub date: Option<String>,
    /// Earlier assessments to compare with, oldest first.
    #[arg(long, value_name = "ASSESSMENT")]
    pub since: Vec<PathBuf>,
    /// Picture on the cover.
    #[arg(long, value_name = "FILE.png")]
    pub logo: Option<PathBuf>,
    /// Colour of cover and headings.
    #[arg(long, value_name = "RRGGBB")]
    pub accent: Option<String>,
    /// Size of the paper.
    #[arg(long, value_name = "PAPER", default_value = "a4")]
    pub paper: PaperChoice,
}

/// A size of paper that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PaperChoice {
    /// 210 × 297 mm.
    A4,
    /// 8.5 × 11 in.
    Letter,
}

/// Arguments of `new`.
#[derive(Debug, Args)]
pub struct New {
    /// Path of the questionnaire; its stem is the id.
    #[arg(value_name = "FILE.yaml")]
    pub file: PathBuf,
    /// Table of requirements, or a questionnaire to copy.
    #[arg(long, value_name = "FILE|ID")]
    pub from: Option<String>,
    /// Sheet of a workbook.
    #[arg(long, value_name = "NAME", requires = "from")]
    pub sheet: Option<String>,
    /// Column of a table that is left alone; may be given several times.
    #[arg(long, value_name = "COLUMN", requires = "from")]
    pub ignore: Vec<String>,
    /// Title; may be given once for each language.
    #[arg(long, value_name = "[LANG=]TEXT")]
    pub title: Vec<String>,
    /// Languages.
    #[arg(long, value_name = "TAGS")]
    pub languages: Option<String>,
    /// Who publishes it.
    #[arg(long, value_name = "NAME")]
    pub publisher: Option<String>,
    /// Licence of its texts.
    #[arg(long, value_name = "LICENCE")]
    pub licence: Option<String>,
    /// How many levels, or their titles; may be given once for each language.
    #[arg(long, value_name = "[LANG=]LEVELS")]
    pub levels: Vec<String>,
    /// The scale.
    #[arg(long, value_name = "SCALE")]
    pub scale: Option<ScaleChoice>,
    /// What decides the levels.
    #[arg(long, value_name = "RULE")]
    pub rule: Option<String>,
    /// Titles of the domains; may be given once for each language.
    #[arg(long, value_name = "[LANG=]DOMAINS")]
    pub domains: Vec<String>,
    /// Ask line by line.
    #[arg(long)]
    pub plain: bool,
}

/// A scale that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ScaleChoice {
    /// In place, or not.
    YesNo,
    /// In place, partly, or not.
    ThreeSteps,
    /// Fully, mostly, partly, or not.
    FourSteps,
    /// By value, for the mean.
    ZeroToThree,
}

/// Arguments of `check`.
#[derive(Debug, Args)]
pub struct Check {
    /// Built-in ids, questionnaires, assessments, folders of them, or `-`.
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<String>,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: ProblemFormat,
    /// Warnings too end with status 3.
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of `schema`.
#[derive(Debug, Args)]
pub struct Schema {
    /// Kind of file that it describes.
    #[arg(value_name = "KIND")]
    pub kind: SchemaChoice,
}

/// A schema that can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SchemaChoice {
    /// Of questionnaires.
    Questionnaire,
    /// Of assessments.
    Assessment,
    /// Of language files.
    Texts,
    /// Of files of references.
    Refs,
}

/// Arguments of `compare`.
#[derive(Debug, Args)]
pub struct Compare {
    /// The old one.
    #[arg(value_name = "OLD")]
    pub old: String,
    /// The new one, or the next ones.
    #[arg(value_name = "NEW", required = true)]
    pub new: Vec<String>,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: TableFormat,
}

/// Arguments of `crosswalk`.
#[derive(Debug, Args)]
pub struct Crosswalk {
    /// Questionnaire or framework.
    #[arg(value_name = "FROM")]
    pub from: String,
    /// The other one.
    #[arg(value_name = "TO")]
    pub to: String,
    /// Form of the output.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub format: CrosswalkFormat,
}

/// Form in which links are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CrosswalkFormat {
    /// For people.
    Table,
    /// A row for each link, for spreadsheets.
    Csv,
    /// For programs.
    Json,
}

/// What a report shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum View {
    /// Everything.
    Full,
    /// The statement of applicability of ISO/IEC 27001:2022.
    Soa,
    /// What is typed into SPRS.
    Sprs,
    /// The action plan.
    Poam,
}

impl Cli {
    /// Returns the languages that were asked for, in that order; a pair of the same is one.
    pub fn langs(&self) -> Vec<Lang> {
        let mut langs: Vec<Lang> = self.lang.iter().flatten().copied().collect();
        if matches!(langs[..], [one, other] if one == other) {
            langs.pop();
        }
        langs
    }

    /// Reads what was typed; help and faults speak `lang`.
    ///
    /// # Errors
    ///
    /// Help, the version, or what cannot be understood.
    pub fn read(args: impl IntoIterator<Item = std::ffi::OsString>, lang: Lang) -> Result<Self, clap::Error> {
        let matches = command(lang).try_get_matches_from(args)?;
        Self::from_arg_matches(&matches)
    }
}

/// Returns the command line with its help in a language.
pub fn command(lang: Lang) -> clap::Command {
    let words = &lang.words().usage;
    let template =
        format!("{{about-with-newline}}\n{}\n\n{{all-args}}{{after-help}}", lang.labelled(words.usage, "{usage}"));
    let named = |command: clap::Command| {
        command
            .help_template(template.clone())
            .subcommand_help_heading(words.commands)
            .next_help_heading(words.options)
            .disable_help_flag(true)
    };
    let help = || {
        clap::Arg::new("help")
            .short('h')
            .long("help")
            .action(clap::ArgAction::Help)
            .help(words.help)
            .help_heading(words.options)
    };
    let mut command = named(Cli::command())
        .subcommand_value_name(placeholder("COMMAND", lang))
        .about(words.about)
        .after_help(words.after)
        .disable_version_flag(true)
        .arg(help())
        .arg(
            clap::Arg::new("version")
                .short('V')
                .long("version")
                .action(clap::ArgAction::Version)
                .help(words.version)
                .help_heading(words.options),
        )
        .mut_arg("lang", |arg| arg.help(words.lang).help_heading(words.options).hide_possible_values(true))
        .mut_arg("color", |arg| {
            let arg = arg.help(words.color).help_heading(words.options);
            arg.hide_possible_values(true).hide_default_value(true)
        });
    let in_lang = |arg: clap::Arg| {
        let names = arg.get_value_names().unwrap_or_default().to_vec();
        if names.is_empty() { arg } else { arg.value_names(names.iter().map(|name| placeholder(name, lang))) }
    };
    command = command.mut_args(in_lang);
    for entry in subcommands(lang) {
        command = command.mut_subcommand(entry.name, |sub| {
            let mut sub = named(sub).about(entry.about).mut_args(in_lang);
            for (arg, text) in &entry.args {
                sub = sub.mut_arg(arg, |found| {
                    let heading = if found.is_positional() { words.arguments } else { words.options };
                    // The text itself names what is possible, in the language of the help.
                    let named = found.get_action().takes_values();
                    found.help(*text).help_heading(heading).hide_possible_values(named).hide_default_value(named)
                });
            }
            // Last, so that the arguments come before the options.
            sub.arg(help())
        });
    }
    command
}

/// Returns what stands for a value in the help, in a language; as it is where that has no word for it.
fn placeholder(name: &str, lang: Lang) -> String {
    // What is given for an id holds two as well.
    if let Some(rest) = name.strip_prefix("ID=") {
        return format!("{}={}", placeholder("ID", lang), placeholder(rest, lang));
    }
    // One that a language may stand before holds two.
    if let Some(rest) = name.strip_prefix("[LANG=]") {
        return format!("[{}=]{}", placeholder("LANG", lang), placeholder(rest, lang));
    }
    let mut known = lang.words().usage.placeholders.split_whitespace().filter_map(|pair| pair.split_once('='));
    known.find(|(known, _)| *known == name).map_or(name, |(_, own)| own).to_owned()
}

/// Help of one command.
struct Entry {
    name: &'static str,
    about: &'static str,
    args: Vec<(&'static str, &'static str)>,
}

fn subcommands(lang: Lang) -> Vec<Entry> {
    let words = &lang.words().usage;
    let assessment = ("assessment", words.assessment);
    let entry = |name, about, args: &[(&'static str, &'static str)]| Entry { name, about, args: args.to_vec() };
    vec![
        entry("list", words.list, &[("format", words.format_table)]),
        entry(
            "show",
            words.show,
            &[
                ("questionnaire", words.questionnaire),
                ("item", words.show_item),
                ("format", words.format_show),
                ("output", words.show_output),
                ("date", words.show_date),
                ("paper", words.paper),
            ],
        ),
        entry(
            "assess",
            words.assess,
            &[
                ("questionnaire", words.assess_questionnaire),
                ("output", words.assess_output),
                ("target", words.target),
                ("answers", words.answers),
                ("from", words.assess_from),
                ("sample", words.sample),
                ("organisation", words.organisation),
                ("scope", words.scope),
                ("by", words.by),
                ("plain", words.plain),
                ("preview", words.preview),
                ("date", words.date),
            ],
        ),
        entry(
            "answer",
            words.answer,
            &[
                assessment,
                ("item", words.answer_item),
                ("answer", words.answer_answer),
                ("reason", words.reason),
                ("note", words.note),
                ("evidence", words.evidence),
                ("plan", words.plan),
                ("owner", words.owner),
                ("start", words.start),
                ("due", words.due),
                ("status", words.plan_status),
                ("milestone", words.milestone),
                ("resources", words.resources),
                ("by", words.by),
            ],
        ),
        entry(
            "score",
            words.score,
            &[assessment, ("format", words.format_table), ("fail_under", words.fail_under), ("date", words.score_date)],
        ),
        entry(
            "review",
            words.review,
            &[assessment, ("format", words.format_table), ("strict", words.review_strict), ("date", words.review_date)],
        ),
        entry(
            "plan",
            words.plan_way,
            &[
                assessment,
                ("assume", words.plan_assume),
                ("by", words.plan_by),
                ("effort", words.plan_effort),
                ("for_good", words.plan_for_good),
                ("format", words.format_table),
            ],
        ),
        entry("explain", words.explain, &[("assessment_or_code", words.explain_subject), ("item", words.explain_item)]),
        entry(
            "report",
            words.report,
            &[
                assessment,
                ("view", words.view),
                ("format", words.format_report),
                ("output", words.report_output),
                ("date", words.date),
                ("since", words.since),
                ("logo", words.logo),
                ("accent", words.accent),
                ("paper", words.paper),
            ],
        ),
        entry(
            "new",
            words.new,
            &[
                ("file", words.new_file),
                ("from", words.from),
                ("sheet", words.sheet),
                ("ignore", words.ignore),
                ("title", words.title),
                ("languages", words.languages),
                ("publisher", words.publisher),
                ("licence", words.licence),
                ("levels", words.levels),
                ("scale", words.scale),
                ("rule", words.rule),
                ("domains", words.domains),
                ("plain", words.plain),
            ],
        ),
        entry(
            "check",
            words.check,
            &[("files", words.files), ("format", words.format_problems), ("strict", words.strict)],
        ),
        entry("schema", words.schema, &[("kind", words.schema_kind)]),
        entry(
            "compare",
            words.compare,
            &[("old", words.compare_old), ("new", words.compare_new), ("format", words.format_table)],
        ),
        entry(
            "crosswalk",
            words.crosswalk,
            &[("from", words.crosswalk_from), ("to", words.crosswalk_to), ("format", words.format_crosswalk)],
        ),
    ]
}

/// Returns the help as a page.
pub fn help(lang: Lang) -> String {
    page(&command(lang).render_help().to_string(), lang)
}

/// Puts into the language what the help page has from its library: what stands for options, and the marks of headings.
fn page(text: &str, lang: Lang) -> String {
    let words = &lang.words().usage;
    let mut text = text.replace("[OPTIONS]", &format!("[{}]", placeholder("OPTIONS", lang)));
    for heading in [words.commands, words.arguments, words.options] {
        let own = lang.labelled(heading, "");
        text = text.replace(&format!("\n{heading}:\n"), &format!("\n{}\n", own.trim_end()));
    }
    text
}

/// Says what is wrong with what was typed, or returns the help or version that was asked for.
pub fn fault(error: &clap::Error, lang: Lang) -> String {
    use clap::error::{ContextKind, ErrorKind};
    let words = &lang.words().usage;
    let context = |kind: ContextKind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let (found, known) = (context(ContextKind::InvalidArg), context(ContextKind::ValidValue));
    let sentence = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return page(&error.render().to_string(), lang),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => return help(lang),
        ErrorKind::UnknownArgument => fill(words.unknown_argument, &[("found", &found)]),
        ErrorKind::InvalidSubcommand => {
            fill(words.unknown_command, &[("found", &context(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingRequiredArgument => fill(words.missing_argument, &[("found", &found)]),
        ErrorKind::ArgumentConflict if found == context(ContextKind::PriorArg) => {
            fill(words.twice, &[("found", &found)])
        }
        ErrorKind::ArgumentConflict => {
            fill(words.conflict, &[("found", &found), ("other", &context(ContextKind::PriorArg))])
        }
        ErrorKind::ValueValidation if found.starts_with("--lang ") => {
            let known = Lang::ALL.map(Lang::tag).join(", ");
            fill(words.unknown_language, &[("value", context(ContextKind::InvalidValue)), ("known", known)])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = context(ContextKind::InvalidValue);
            fill(words.invalid_value, &[("found", &found), ("value", &value), ("known", &known)])
        }
        _ => fill(words.not_understood, &[("found", &found)]),
    };
    let meant = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let meant = meant.into_iter().map(context).find(|meant| !meant.is_empty());
    let meant = meant.map(|meant| fill(lang.words().messages.did_you_mean, &[("name", &meant)]));
    let sentence = lang.labelled(lang.words().messages.error, &sentence);
    visible(&format!("{sentence}\n{}{}\n", meant.map_or(String::new(), |meant| meant + "\n"), words.try_help))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_command_and_argument_has_help_in_every_language() {
        for lang in Lang::ALL {
            let command = command(lang);
            command.clone().debug_assert();
            for sub in command.get_subcommands() {
                let about = sub.get_about().map(ToString::to_string).unwrap_or_default();
                assert!(lang.words().usage.entries().iter().any(|(_, text)| *text == about), "{}", sub.get_name());
                for arg in sub.get_arguments() {
                    let help = arg.get_help().map(ToString::to_string).unwrap_or_default();
                    let known = lang.words().usage.entries().iter().any(|(_, text)| *text == help);
                    assert!(known, "{} {}: {help}", sub.get_name(), arg.get_id());
                }
            }
        }
    }

    #[test]
    fn a_language_is_asked_for_once() {
        let langs = |typed: &str| {
            let args = ["gradus", "--lang", typed, "list"].map(std::ffi::OsString::from);
            Cli::read(args, Lang::En).expect("it can be understood").langs()
        };
        assert_eq!(langs("zh-TW,en"), [Lang::ZhTw, Lang::En]);
        assert_eq!(langs("zh-TW,zh-TW"), [Lang::ZhTw]);
        assert_eq!(langs("en,zh-TW,en").len(), 3, "more than two are refused, whichever they are");
        assert_eq!(langs("en"), [Lang::En]);
    }
}
