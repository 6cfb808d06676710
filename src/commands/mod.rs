//! One file for each command; this one joins them to the world: streams, clock, language, exit status.

mod answer;
mod assess;
mod catalogue;
mod check;
mod compare;
mod crosswalk;
mod explain;
mod list;
mod new;
mod plan;
mod report;
mod review;
mod schema;
mod score;
mod show;
mod start;

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::assessment::Assessment;
use crate::assessment::file::Places;
use crate::assessment::sheet::{AnswerSheet, prove};
use crate::cli::{Assess, Cli, ColorChoice, Command, PaperChoice};
use crate::dates::Date;
use crate::diagnostic::{Code, Diagnostic, Source};
use crate::language::{self, Lang, Messages, fill};
use crate::questionnaire::{Loaded, Questionnaire, Texts, catalog};
use crate::render::diagnostics;
use crate::render::terminal::{self, Screen};
use crate::report::Paper;
use crate::report::editions::carried_over;
use crate::storage::{self, Refusal, StorageError};
use crate::table::{self, Table, separated, workbook};
use crate::text::visible;
use crate::translation;

/// Everything that a command may know of the world.
pub struct World<'w> {
    /// Language of the program.
    pub lang: Lang,
    /// Languages that were asked for: that of the program, and one more for a report in both.
    pub langs: Vec<Lang>,
    /// How results are shown.
    pub out_screen: Screen,
    /// How everything else is shown.
    pub err_screen: Screen,
    /// Whether signs beyond ASCII may be drawn on the terminal.
    pub signs: bool,
    /// Where results go.
    pub out: &'w mut dyn Write,
    /// Where everything else goes.
    pub err: &'w mut dyn Write,
    /// Folder of the user's own questionnaires, where the system has a place for one.
    pub shelf: Option<PathBuf>,
}

/// Why a command ended without doing all that was asked.
#[derive(Debug)]
pub enum Failure {
    /// The arguments do not fit; a sentence.
    Usage(String),
    /// Problems in the user's files.
    Problems(Vec<Diagnostic>, Vec<Source>),
    /// Disk, terminal, rendering: what happened, and what to do.
    Failed(String, String),
    /// Some of several files could not be read, which was told.
    Unread,
    /// The level asked for with `--fail-under` is not reached.
    Below,
    /// Nobody reads the output any more.
    Closed,
    /// The output cannot be written.
    Output(io::Error),
}

impl Failure {
    /// Returns the exit status.
    pub const fn status(&self) -> u8 {
        match self {
            Self::Failed(..) | Self::Unread | Self::Output(_) => 1,
            Self::Usage(_) => 2,
            Self::Problems(..) => 3,
            Self::Below => 4,
            Self::Closed => 0,
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::Output(error)
    }
}

/// Does what was typed and returns the exit status.
pub fn run(cli: &Cli, world: &mut World<'_>) -> u8 {
    // Without a word, whoever sits at a terminal is asked what to assess.
    let start = Command::Assess(Assess::default());
    let command = cli.command.as_ref().unwrap_or(&start);
    let done = world.check_languages(command).and_then(|()| match command {
        Command::List(args) => list::run(args, world),
        Command::Show(args) => show::run(args, world),
        Command::Assess(args) => assess::run(args, world),
        Command::Answer(args) => answer::run(args, world),
        Command::Score(args) => score::run(args, world),
        Command::Explain(args) => explain::run(args, world),
        Command::Plan(args) => plan::run(args, world),
        Command::Review(args) => review::run(args, world),
        Command::Report(args) => report::run(args, world),
        Command::New(args) => new::run(args, world),
        Command::Check(args) => check::run(args, world),
        Command::Schema(args) => schema::run(args, world),
        Command::Compare(args) => compare::run(args, world),
        Command::Crosswalk(args) => crosswalk::run(args, world),
    });
    let done = done.and_then(|()| Ok(world.out.flush()?));
    match done {
        Ok(()) => 0,
        Err(failure) => {
            world.tell_failure(&failure);
            failure.status()
        }
    }
}

/// Returns whether colours are used on a stream.
pub fn colors(choice: ColorChoice, is_terminal: bool, no_color: bool) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => is_terminal && !no_color,
    }
}

impl World<'_> {
    fn words(&self) -> &'static Messages {
        &self.lang.words().messages
    }

    fn tell_failure(&mut self, failure: &Failure) {
        let words = self.words();
        // A stream that cannot be written to cannot be told so either.
        let _ = match failure {
            Failure::Usage(sentence) => writeln!(self.err, "{}", self.lang.labelled(words.error, sentence)),
            Failure::Problems(problems, sources) => self.tell(problems, sources),
            Failure::Failed(what, cure) if cure.is_empty() => {
                writeln!(self.err, "{}", self.lang.labelled(words.error, what))
            }
            Failure::Failed(what, cure) => {
                writeln!(
                    self.err,
                    "{}\n{}",
                    self.lang.labelled(words.error, what),
                    self.lang.labelled(words.cure, cure)
                )
            }
            Failure::Output(error) => {
                let text = fill(words.no_output, &[("detail", &error.to_string())]);
                writeln!(self.err, "{}", self.lang.labelled(words.error, &text))
            }
            Failure::Unread | Failure::Below | Failure::Closed => Ok(()),
        };
    }

    /// Tells problems in a user's files.
    fn tell(&mut self, problems: &[Diagnostic], sources: &[Source]) -> io::Result<()> {
        let screen = self.err_screen;
        write!(self.err, "{}", diagnostics::render(problems, sources, self.lang, screen.color, screen.width))
    }

    /// Says a line that is no result.
    fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.err, "{text}")
    }

    fn refusal(&self, refusal: Refusal) -> Failure {
        match refusal {
            Refusal::Problems(problems, sources) => Failure::Problems(problems, sources),
            Refusal::Storage(error) => self.storage(&error),
        }
    }

    fn storage(&self, error: &StorageError) -> Failure {
        let words = self.words();
        let (name, what, cure) = match error {
            StorageError::NotFound(name) => (name, words.not_found, words.not_found_cure),
            StorageError::NoFolder(name) => (name, words.no_folder, words.no_folder_cure),
            StorageError::IsSpecial(name) => (name, words.is_special, words.is_special_cure),
            StorageError::IsFolder(name) => (name, words.is_folder, words.is_folder_cure),
            StorageError::NotAllowed(name) => (name, words.not_allowed, words.not_allowed_cure),
            StorageError::Full(name) => (name, words.full, words.full_cure),
            StorageError::InUse(name) => (name, words.in_use, words.in_use_cure),
            StorageError::Changed(name) => (name, words.changed, words.changed_cure),
            StorageError::Exists(name) => (name, words.exists, words.exists_cure),
            StorageError::Other(name, cause) => {
                let detail = cause.to_string();
                let what = fill(words.other, &[("path", &visible(name)), ("detail", &detail)]);
                return Failure::Failed(what, words.other_cure.to_owned());
            }
        };
        Failure::Failed(fill(what, &[("path", &visible(name))]), cure.to_owned())
    }

    /// Reads a table: a sheet of a workbook, or comma-separated text.
    fn table(&self, path: &Path, is_workbook: bool, sheet: Option<&str>) -> Result<Table, Failure> {
        let bytes = storage::read_bytes(path, storage::LARGEST).map_err(|error| self.storage(&error))?;
        let name = visible(&path.display().to_string());
        let refuse = |problem: Diagnostic| {
            Failure::Problems(vec![problem], vec![Source { name: name.clone(), text: "".into() }])
        };
        if bytes.len() as u64 > storage::LARGEST {
            return Err(refuse(table::too_large(format!("{} MB", storage::LARGEST >> 20))));
        }
        let read = if is_workbook {
            workbook::read(&name, &bytes, sheet)
        } else {
            separated::read(&name, separated::text(bytes).map_err(refuse)?)
        };
        read.map_err(|(problem, source)| Failure::Problems(vec![problem], vec![source]))
    }

    /// Returns the file of the user's own folder that a bare name stands for: only what is found nowhere else.
    fn shelved(&self, name: &str) -> Option<PathBuf> {
        let is_elsewhere = catalog::built_in(name).is_some() || storage::at_hand(name).is_some();
        self.shelf.as_deref().filter(|_| !is_elsewhere).and_then(|shelf| storage::on_shelf(shelf, name))
    }

    /// Reads a questionnaire by its id, its path or its bare name.
    fn load(&self, name: &str, texts: &Texts) -> Result<Loaded, Refusal> {
        match self.shelved(name) {
            Some(path) => storage::questionnaire_at(&path, texts),
            None => storage::questionnaire(name, texts),
        }
    }

    /// Reads the questionnaire that an assessment answers.
    fn load_for(&self, assessment: &Assessment, at: &Path, texts: &Texts) -> Result<Loaded, Refusal> {
        let found = storage::questionnaire_of(assessment, at, texts);
        match (&found, self.shelved(&assessment.questionnaire.id)) {
            (Err(Refusal::Storage(StorageError::NotFound(_))), Some(path)) => storage::questionnaire_at(&path, texts),
            _ => found,
        }
    }

    /// Returns how an assessment remembers a questionnaire: by the path as seen from it, or with nothing by its id. What
    /// stands in the user's own folder is found by its id on every computer that has it there.
    fn remembered(&self, assessment: &Path, name: &str) -> Option<String> {
        let stem = Path::new(name).file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let shelved = self.shelved(&stem);
        let is_shelved = shelved.is_some_and(|path| stem == name || storage::is_same(&path, Path::new(name)));
        if is_shelved { None } else { storage::seen_from(assessment, name) }
    }

    /// Reads a questionnaire that has to be good; warnings in it are the author's concern and not told here.
    fn questionnaire(&self, name: &str, texts: &Texts) -> Result<Questionnaire, Failure> {
        let loaded = self.load(name, texts);
        if let Err(Refusal::Storage(StorageError::NotFound(path))) = &loaded {
            let known = fill(self.words().no_questionnaire, &[("name", &visible(path))]);
            return Err(Failure::Failed(known, self.words().no_questionnaire_cure.to_owned()));
        }
        self.good(loaded)
    }

    fn good(&self, loaded: Result<Loaded, Refusal>) -> Result<Questionnaire, Failure> {
        let Loaded { questionnaire, problems, sources } = loaded.map_err(|refusal| self.refusal(refusal))?;
        questionnaire
            .ok_or_else(|| Failure::Problems(problems.into_iter().filter(Diagnostic::is_error).collect(), sources))
    }

    /// Two languages at once are for reports only, and there are no more than two at once.
    fn check_languages(&self, command: &Command) -> Result<(), Failure> {
        match (self.langs.len(), command) {
            (0 | 1, _) | (2, Command::Report(_) | Command::Assess(_)) => Ok(()),
            (2, Command::Show(args)) if args.format.is_filled_in() => Ok(()),
            (2, _) => Err(Failure::Usage(self.words().two_languages.to_owned())),
            (_, _) => Err(Failure::Usage(self.words().many_languages.to_owned())),
        }
    }

    /// The language beside the first one in a report, if one was asked for.
    fn second(&self) -> Option<Lang> {
        self.langs.get(1).copied()
    }

    /// Texts of the languages of a report.
    fn report_texts(&self) -> Texts {
        if self.second().is_some() { Texts::All } else { self.texts() }
    }

    /// Texts of the program's language.
    fn texts(&self) -> Texts {
        Texts::In(self.lang.tag().to_owned())
    }

    /// Reads an assessment and its questionnaire, joined; tells what is suspicious.
    fn joined<T>(
        &mut self,
        path: &Path,
        texts: &Texts,
        then: impl FnOnce(&mut Self, &AnswerSheet<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (assessment, places, source) = storage::read_assessment(path).map_err(|refusal| self.refusal(refusal))?;
        let questionnaire = self.good(self.load_for(&assessment, path, texts))?;
        self.with_sheet(&questionnaire, &assessment, &places, source, then)
    }

    fn with_sheet<T>(
        &mut self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        places: &Places,
        source: Source,
        then: impl FnOnce(&mut Self, &AnswerSheet<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let sheet = self.sheet(questionnaire, assessment, places, &source)?;
        then(self, &sheet)
    }

    /// Proves an assessment and tells what is suspicious.
    fn sheet<'s>(
        &mut self,
        questionnaire: &'s Questionnaire,
        assessment: &'s Assessment,
        places: &Places,
        source: &Source,
    ) -> Result<AnswerSheet<'s>, Failure> {
        let mut warnings = Vec::new();
        match prove(questionnaire, assessment, places, &mut warnings) {
            Ok(sheet) => {
                // What has no place in this file was told when the file it stands in was read.
                warnings.retain(|warning| warning.span.is_some());
                self.tell_joined(&sheet, warnings, source.clone())?;
                Ok(sheet)
            }
            Err(problems) => Err(Failure::Problems(problems, vec![source.clone()])),
        }
    }

    /// Proves an assessment that is about to be answered: what became of answers to another edition is shown on a screen
    /// of its own then.
    fn with_quiet_sheet(
        &mut self,
        questionnaire: &Questionnaire,
        assessment: &Assessment,
        places: &Places,
        source: Source,
    ) -> Result<(), Failure> {
        let mut warnings = Vec::new();
        if let Err(problems) = prove(questionnaire, assessment, places, &mut warnings) {
            return Err(Failure::Problems(problems, vec![source]));
        }
        if assessment.is_of_other_edition(questionnaire) {
            warnings.retain(|warning| !of_edition(warning) && warning.code != Code::OtherEdition);
        }
        Ok(self.tell(&warnings, &[source])?)
    }

    /// Tells what is suspicious, and what became of answers to another edition. What that tells in a line need not
    /// be told item by item.
    fn tell_joined(
        &mut self,
        sheet: &AnswerSheet<'_>,
        mut warnings: Vec<Diagnostic>,
        source: Source,
    ) -> io::Result<()> {
        let carried = carried_over(sheet, self.lang, None);
        if !carried.is_empty() {
            warnings.retain(|warning| !of_edition(warning));
        }
        self.tell(&warnings, &[source])?;
        let text = terminal::explanation(&carried, self.err_screen);
        write!(self.err, "{text}{}", if carried.is_empty() { "" } else { "\n" })
    }

    /// Returns the day that a report shows: the one that was asked for, or today.
    fn day(&self, asked: Option<&str>) -> Result<Date, Failure> {
        asked.map_or_else(|| Ok(Date::today()), |asked| self.date(asked))
    }

    /// Reads a day that was typed.
    fn date(&self, typed: &str) -> Result<Date, Failure> {
        Date::parse(typed).ok_or_else(|| Failure::Usage(fill(self.words().bad_date, &[("found", &visible(typed))])))
    }
}

/// Returns the folder where a system keeps what a user's programs need, with the questionnaires of this one in it.
/// `value` gives variables of the environment; without a home there is no such folder.
pub fn shelf(system: &str, value: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    data_folder(system, value).map(|data| data.join(storage::QUESTIONNAIRES))
}

/// Returns the folder in which the user keeps what belongs to the program.
pub fn data_folder(system: &str, value: impl Fn(&str) -> Option<OsString>) -> Option<PathBuf> {
    let folder = |name: &str| value(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = match system {
        "windows" => folder("APPDATA"),
        "macos" => folder("HOME").map(|home| home.join("Library").join("Application Support")),
        // The XDG Base Directory Specification: a path that is not absolute is to be ignored.
        _ => folder("XDG_DATA_HOME")
            .filter(|data| data.is_absolute())
            .or_else(|| folder("HOME").map(|home| home.join(".local").join("share"))),
    };
    data.map(|data| data.join("gradus"))
}

/// Says that a language is not all as its file wants it.
pub fn faulty_language(path: &Path, count: usize, lang: Lang) -> String {
    let words = &lang.words().messages;
    let text = if count == 1 { words.language_faulty_one } else { words.language_faulty };
    let values = [("path", visible(&path.display().to_string())), ("count", count.to_string())];
    lang.labelled(words.warning, &fill(text, &values))
}

/// Adds the languages that are asked for and not built in, from `languages/TAG.yaml` in the folder; returns how many
/// problems each file has that has some.
pub fn add_languages(asked: &[String], folder: Option<&Path>) -> Vec<(PathBuf, usize)> {
    let (mut added, mut faulty) = (Vec::new(), Vec::new());
    for tag in asked.iter().filter(|tag| Lang::from_tag(tag).is_none()) {
        // A locale may be `ko_KR.UTF-8`, and a file for it `ko-KR.yaml` or `ko.yaml`.
        let whole = tag.split(['.', '@']).next().unwrap_or_default().replace('_', "-");
        let primary = whole.split('-').next().unwrap_or_default().to_owned();
        let names = [whole, primary];
        let plain = names.iter().filter(|name| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'));
        let paths = plain.filter_map(|name| Some(folder?.join(storage::LANGUAGES).join(format!("{name}.yaml"))));
        let Some(path) = paths.into_iter().find(|path| path.is_file()) else { continue };
        let (found, problems) = match storage::read_text(&path) {
            Ok(source) => translation::read(&source),
            Err(_) => (None, Vec::new()),
        };
        let errors = problems.iter().filter(|problem| problem.is_error()).count();
        if errors > 0 || found.is_none() {
            faulty.push((path, errors.max(1)));
        }
        added.extend(found);
    }
    language::add(added);
    faulty
}

/// Whether a problem is one of answers that another edition of the questionnaire knew.
fn of_edition(problem: &Diagnostic) -> bool {
    matches!(
        problem.code,
        Code::UnknownRequirement
            | Code::UnknownObjective
            | Code::UnknownProfile
            | Code::AnswerOfOtherEdition
            | Code::LevelOfOtherEdition
            | Code::ReasonNowNeeded
    )
}

/// Program and version, as results name it.
pub const PROGRAM: &str = concat!("gradus ", env!("CARGO_PKG_VERSION"));

/// Returns a size of paper that was asked for.
const fn paper(choice: PaperChoice) -> Paper {
    match choice {
        PaperChoice::A4 => Paper::A4,
        PaperChoice::Letter => Paper::Letter,
    }
}

/// Returns the path of a report beside others in `reports/`, named after its assessment.
fn report_path(assessment: &Path, ending: &str) -> PathBuf {
    let name = assessment.file_name().map_or_else(|| "report".into(), |name| name.to_string_lossy().into_owned());
    let stem = name.strip_suffix(crate::assessment::ENDING).unwrap_or_else(|| name.trim_end_matches(".yaml"));
    Path::new("reports").join(format!("{stem}.{ending}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_system_has_its_own_place_for_what_belongs_to_a_user() {
        let place = |system: &str, values: &[(&str, &str)]| {
            let value = |name: &str| values.iter().find(|(known, _)| *known == name).map(|(_, value)| value.into());
            shelf(system, value).map(|path| path.display().to_string().replace('\\', "/"))
        };
        let home = ("HOME", "/home/lin");
        for (system, values, wanted) in [
            ("linux", vec![home], Some("/home/lin/.local/share/gradus/questionnaires")),
            ("linux", vec![home, ("XDG_DATA_HOME", "relative")], Some("/home/lin/.local/share/gradus/questionnaires")),
            ("linux", vec![home, ("XDG_DATA_HOME", "")], Some("/home/lin/.local/share/gradus/questionnaires")),
            ("freebsd", vec![home], Some("/home/lin/.local/share/gradus/questionnaires")),
            ("macos", vec![home], Some("/home/lin/Library/Application Support/gradus/questionnaires")),
            ("windows", vec![home, ("APPDATA", "C:/Lin/Roaming")], Some("C:/Lin/Roaming/gradus/questionnaires")),
            ("windows", vec![home], None),
            ("linux", vec![("HOME", "")], None),
            ("macos", vec![], None),
        ] {
            assert_eq!(place(system, &values).as_deref(), wanted, "{system} {values:?}");
        }
        if cfg!(unix) {
            let values = [home, ("XDG_DATA_HOME", "/data")];
            assert_eq!(place("linux", &values).as_deref(), Some("/data/gradus/questionnaires"));
        }
    }
}
