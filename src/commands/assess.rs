//! `gradus assess`: the interview, or the same from a file, to the result and the report.

use std::path::{Path, PathBuf};

use super::check::is_assessment_file;
use super::start::{Offer, Start};
use super::{Failure, PROGRAM, World, report, report_path, score};
use crate::assessment::history::History;
use crate::assessment::sheet::{Reply, aim, prove, targets};
use crate::assessment::{Assessment, ENDING, answers, file::Places};
use crate::cli::{Assess, ReportFormat};
use crate::crosswalk::applicability;
use crate::crosswalk::earlier::{Earlier, proposals};
use crate::dates::{Date, now};
use crate::diagnostic::Source;
use crate::interview::card::Choosing;
use crate::interview::dialog::Terminal;
use crate::interview::page::Place;
use crate::interview::plain::Plain;
use crate::interview::prompter::{Move, Prompter, Said};
use crate::interview::{self, Ending, InterviewError, Setting};
use crate::language::fill;
use crate::questionnaire::framework::{ISO_27001, framework};
use crate::questionnaire::{Questionnaire, Texts, catalog};
use crate::report::editions::carried_over;
use crate::report::{self as reports, Imprint, Look};
use crate::scoring;
use crate::storage::{self, Journal, Opened, StorageError};
use crate::text::visible;

/// At most this many ids of a list stand on the screen that tells of another edition.
const MOST_NAMED: usize = 16;

/// Opens or begins an assessment, answers it, and shows what came out.
pub fn run(args: &Assess, world: &mut World<'_>) -> Result<(), Failure> {
    let day = world.day(args.date.as_deref())?;
    let asks = args.answers.is_none() && !args.sample;
    let Some(subject) = subject(args, asks, world)? else { return Ok(()) };
    if asks {
        // Without a terminal nothing can be asked, so nothing is opened or locked either.
        if let Err(failure) = prompter(args, &subject.name, world) {
            // A name that is wrong is wrong with a terminal too.
            if !subject.name.is_empty() {
                world.questionnaire(&subject.name, &Texts::Main)?;
            }
            return Err(failure);
        }
    }
    if args.preview && subject.name.is_empty() {
        let values = [("path", shown(&subject.path))];
        return Err(Failure::Usage(fill(world.words().preview_wants_questionnaire, &values)));
    }
    let mut session = Session::begin(args, subject, world)?;
    if args.sample && session.exists {
        let text = fill(world.words().sample_kept, &[("path", &shown(&session.path))]);
        world.say(&text)?;
    } else if args.sample {
        let target = args.target.as_deref();
        let sample = catalog::built_in(session.questionnaire.id()).and_then(|own| own.sample(world.lang.tag(), target));
        let Some(sample) = sample else {
            let text = fill(world.words().no_sample, &[("id", &visible(session.questionnaire.id()))]);
            return Err(Failure::Usage(text));
        };
        session.take(&sample, world)?;
    } else if let Some(path) = &args.answers {
        let source = storage::read_text(path).map_err(|refusal| world.refusal(refusal))?;
        session.take(&source, world)?;
    } else {
        let earlier = match &args.from {
            Some(path) => Some(session.earlier(path, world)?),
            None if args.preview => None,
            // What was begun goes on as it was begun.
            None if session.exists => world.earlier_again(&session.questionnaire, &session.assessment, &session.path),
            None => {
                let mut prompter = prompter(args, &session.assessment.questionnaire.id, world)?;
                let offered = world.choose_earlier(&session.questionnaire, &session.path, prompter.as_mut());
                match offered.map_err(|_| no_terminal(session.questionnaire.id(), world))? {
                    Offer::Taken(earlier) => Some(earlier),
                    Offer::Declined => None,
                    Offer::Left => return Ok(()),
                }
            }
        };
        if session.ask(args, earlier.as_ref(), world)? == Ending::Paused && !args.preview {
            return Ok(());
        }
    }
    if args.preview { session.tell(day, world) } else { session.finish(day, world) }
}

/// What is assessed, and in which file.
struct Subject {
    /// Id or path of the questionnaire; of an assessment that is gone on with, as it names it.
    name: String,
    /// The assessment file.
    path: PathBuf,
}

/// Finds out what is meant; nothing if the user went away when asked.
fn subject(args: &Assess, asks: bool, world: &mut World<'_>) -> Result<Option<Subject>, Failure> {
    let named = match (&args.questionnaire, &args.output) {
        (Some(name), None) if catalog::built_in(name).is_none() && is_assessment_file(Path::new(name)) => {
            return Ok(Some(Subject { name: String::new(), path: PathBuf::from(name) }));
        }
        (Some(name), _) => name.clone(),
        (None, Some(path)) if path.is_file() => {
            return Ok(Some(Subject { name: String::new(), path: path.clone() }));
        }
        (None, _) => match choose_start(args, asks, world)? {
            Some(Start::Questionnaire(name)) => name,
            Some(Start::Assessment(path)) => return Ok(Some(Subject { name: String::new(), path })),
            None => return Ok(None),
        },
    };
    let stem = Path::new(&named).file_stem().map_or_else(|| named.clone(), |stem| stem.to_string_lossy().into_owned());
    let path = args.output.clone().unwrap_or_else(|| {
        if args.sample {
            // What is aimed at is part of the name, so that one tour does not take the other's file for its own.
            let plain = |target: &&String| target.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
            let target = args.target.as_ref().filter(plain).map(|target| format!("-{}", target.to_lowercase()));
            let (target, lang) = (target.unwrap_or_default(), world.lang.tag());
            Path::new("reports").join(format!("sample-{stem}{target}-{lang}{ENDING}"))
        } else {
            PathBuf::from(format!("{stem}{ENDING}"))
        }
    });
    Ok(Some(Subject { name: named, path }))
}

/// Lets the person choose among the assessments and the questionnaires that there are.
fn choose_start(args: &Assess, asks: bool, world: &World<'_>) -> Result<Option<Start>, Failure> {
    if !asks {
        let names: Vec<String> = world.catalogue().into_iter().map(|item| item.name).collect();
        return Err(Failure::Usage(fill(world.words().which_questionnaire, &[("known", &names.join(", "))])));
    }
    let mut prompter = prompter(args, "", world)?;
    world.choose_start(prompter.as_mut()).map_err(|_| no_terminal("", world))
}

/// Somebody to ask: on a screen, or line by line where that was wanted or the terminal can no more.
fn prompter(args: &Assess, name: &str, world: &World<'_>) -> Result<Box<dyn Prompter>, Failure> {
    if args.plain || std::env::var_os("TERM").is_some_and(|term| term == "dumb") {
        let (input, output) = (std::io::stdin().lock(), std::io::stderr());
        let plain = Plain::new(input, output, world.lang, world.err_screen.width, world.signs);
        return Ok(Box::new(plain.with_preview(args.preview)));
    }
    let opened = Terminal::open(world.lang).map_err(|_| no_terminal(name, world))?;
    let opened = opened.with_preview(world.lang, args.preview);
    Ok(Box::new(opened.with_colour(world.err_screen.color).with_signs(world.signs)))
}

fn no_terminal(name: &str, world: &World<'_>) -> Failure {
    let words = world.words();
    let name = if name.is_empty() { catalog::BUILT_IN[0].id } else { name };
    let cure = if catalog::built_in(name).is_some() { words.no_terminal_cure } else { words.no_terminal_own };
    Failure::Failed(words.no_terminal.to_owned(), fill(cure, &[("id", &visible(name))]))
}

/// The interview is searched in every language. A fault in a language that is not shown keeps nobody from answering.
fn in_all_languages(
    asks: bool,
    world: &World<'_>,
    read: impl Fn(&Texts) -> Result<Questionnaire, Failure>,
) -> Result<Questionnaire, Failure> {
    if !asks {
        return read(&world.report_texts());
    }
    read(&Texts::All).or_else(|_| read(&world.report_texts()))
}

fn questionnaire(name: &str, asks: bool, world: &World<'_>) -> Result<Questionnaire, Failure> {
    in_all_languages(asks, world, |texts| world.questionnaire(name, texts))
}

fn shown(path: &Path) -> String {
    visible(&path.display().to_string())
}

/// An assessment that is being answered.
struct Session {
    path: PathBuf,
    /// Nothing is opened for a preview, so that nothing can be kept.
    opened: Option<Opened>,
    questionnaire: Questionnaire,
    assessment: Assessment,
    /// It was there before.
    exists: bool,
}

impl Session {
    fn begin(args: &Assess, subject: Subject, world: &mut World<'_>) -> Result<Self, Failure> {
        let Subject { name, path } = subject;
        let asks = args.answers.is_none() && !args.sample;
        let mut session = if args.preview {
            let questionnaire = questionnaire(&name, asks, world)?;
            let assessment = Assessment::begin(&questionnaire, None, &now());
            Self { path, opened: None, questionnaire, assessment, exists: false }
        } else if path.exists() || name.is_empty() {
            Self::resume(&name, path, asks, world)?
        } else {
            let questionnaire = questionnaire(&name, asks, world)?;
            if let Some(folder) = path.parent().filter(|_| args.sample) {
                storage::make_folder(folder).map_err(|error| world.storage(&error))?;
            }
            let opened = Some(Opened::create(&path).map_err(|error| world.storage(&error))?);
            let assessment = Assessment::begin(&questionnaire, world.remembered(&path, &name), &now());
            Self { path, opened, questionnaire, assessment, exists: false }
        };
        session.set(args, world)?;
        Ok(session)
    }

    fn resume(name: &str, path: PathBuf, asks: bool, world: &mut World<'_>) -> Result<Self, Failure> {
        let (opened, assessment, places, source) = Opened::open(&path).map_err(|refusal| world.refusal(refusal))?;
        let questionnaire = if name.is_empty() {
            in_all_languages(asks, world, |texts| world.good(world.load_for(&assessment, &path, texts)))?
        } else {
            questionnaire(name, asks, world)?
        };
        if assessment.questionnaire.id != questionnaire.id() {
            let values = [
                ("path", shown(&path)),
                ("found", visible(&assessment.questionnaire.id)),
                ("wanted", visible(questionnaire.id())),
            ];
            return Err(Failure::Usage(fill(world.words().foreign_file, &values)));
        }
        if asks {
            world.with_quiet_sheet(&questionnaire, &assessment, &places, source)?;
        } else {
            world.with_sheet(&questionnaire, &assessment, &places, source, |_, _| Ok(()))?;
        }
        Ok(Self { path, opened: Some(opened), questionnaire, assessment, exists: true })
    }

    /// Takes over what was given on the command line.
    fn set(&mut self, args: &Assess, world: &mut World<'_>) -> Result<(), Failure> {
        if let Some(target) = &args.target {
            let known = targets(&self.questionnaire);
            if aim(&self.questionnaire, target).is_none() {
                let values = [("found", visible(target)), ("known", known.join(", "))];
                return Err(Failure::Usage(fill(world.words().no_level, &values)));
            }
            let own = known.into_iter().find(|own| own.eq_ignore_ascii_case(target)).unwrap_or(target).to_owned();
            if !self.assessment.target.is_empty() && self.assessment.target != own {
                let values = [("old", self.assessment.target.as_str()), ("new", own.as_str())];
                world.say(&fill(world.words().other_target, &values))?;
            }
            self.assessment.target = own;
        }
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        self.assessment.organisation =
            given(&args.organisation).unwrap_or(std::mem::take(&mut self.assessment.organisation));
        self.assessment.scope = given(&args.scope).unwrap_or(std::mem::take(&mut self.assessment.scope));
        if self.assessment.language.is_empty() {
            world.lang.tag().clone_into(&mut self.assessment.language);
        }
        Ok(())
    }

    /// Takes answers from a file: all of them, or none where one does not fit.
    fn take(&mut self, source: &Source, world: &mut World<'_>) -> Result<(), Failure> {
        let given = self.assessment.target.clone();
        let former = self.assessment.questionnaire.edition.clone();
        let aims = aim(&self.questionnaire, &given).is_some();
        // What is taken is given under this edition; what was there keeps the edition that it fitted.
        self.assessment.take_names(&self.questionnaire, |_| true);
        self.assessment.put_aside(&self.questionnaire);
        let csv = Path::new(source.name.as_str()).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let taken = if csv {
            answers::take_csv(source, &self.questionnaire, &mut self.assessment, &now()).map(|()| Places::default())
        } else {
            answers::take_yaml(source, &self.questionnaire, &mut self.assessment, &now())
        };
        let places = taken.map_err(|problems| Failure::Problems(problems, vec![source.clone()]))?;
        // What was typed weighs more than what stands in the file, unless there is no such target any more.
        if aims {
            self.assessment.target = given.clone();
        }
        self.assessment.take_edition(&self.questionnaire);
        self.assessment.tidy(&self.questionnaire);
        // Answers that are given now have to fit, also while the file itself stays one of the former edition.
        let mut strict = self.assessment.clone();
        if self.assessment.is_of_other_edition(&self.questionnaire) && strict.target == given {
            strict.target.clear();
        }
        strict.take_edition(&self.questionnaire);
        world.with_sheet(&self.questionnaire, &strict, &places, source.clone(), |_, _| Ok(()))?;
        let Some(opened) = &mut self.opened else { return Ok(()) };
        let kept = opened.save(&self.assessment).map_err(|error| world.storage(&error))?;
        kept.map_or(Ok(()), |copy| tell_copy(&copy, world))?;
        self.tell_edition(&former, world)
    }

    /// Says that the file is for another edition from now on.
    fn tell_edition(&self, former: &str, world: &mut World<'_>) -> Result<(), Failure> {
        let now = &self.assessment.questionnaire.edition;
        if now == former {
            return Ok(());
        }
        let values = [("path", shown(&self.path)), ("old", visible(former)), ("new", visible(now))];
        Ok(world.say(&fill(world.lang.words().editions.written, &values))?)
    }

    /// Shows what became of answers to another edition, and asks whether to go on.
    fn goes_on(&self, prompter: &mut dyn Prompter, world: &World<'_>) -> Result<bool, Failure> {
        if !self.assessment.is_of_other_edition(&self.questionnaire) {
            return Ok(true);
        }
        let (words, tag) = (&world.lang.words().editions, world.lang.tag());
        let sheet = prove(&self.questionnaire, &self.assessment, &Places::default(), &mut Vec::new());
        let sheet = sheet.map_err(|problems| Failure::Problems(problems, Vec::new()))?;
        // The first line says what the question says.
        let told = carried_over(&sheet, world.lang, Some(MOST_NAMED)).into_iter().skip(1).map(|line| line.text);
        let values = [("old", self.assessment.questionnaire.edition.as_str()), ("new", self.questionnaire.edition())];
        let told: Vec<String> = told.chain([fill(words.resume_saved, &values)]).collect();
        let choosing = Choosing {
            place: Place {
                questionnaire: self.questionnaire.title().get(tag).to_owned(),
                part: world.lang.words().interview.before.to_owned(),
                ..Place::default()
            },
            ask: fill(words.resume_ask, &values),
            help: told.join("\n"),
            items: [words.resume_go_on, words.resume_leave].map(|text| (fill(text, &values), String::new())).into(),
            current: None,
            cursor: 0,
            notice: None,
        };
        self.first_is_chosen(&choosing, prompter, world)
    }

    /// Asks before the interview begins: whether the first choice is taken.
    fn first_is_chosen(
        &self,
        choosing: &Choosing,
        prompter: &mut dyn Prompter,
        world: &World<'_>,
    ) -> Result<bool, Failure> {
        loop {
            match prompter.choose(choosing).map_err(|_| no_terminal(self.questionnaire.id(), world))? {
                Said::Given(chosen) => return Ok(chosen == 0),
                Said::Move(Move::Pause | Move::Back) => return Ok(false),
                // Nothing is there yet to go to.
                Said::Move(_) => {}
            }
        }
    }

    /// Reads answers that were given elsewhere.
    fn earlier(&self, path: &Path, world: &mut World<'_>) -> Result<Earlier, Failure> {
        let words = &world.lang.words().crosswalk;
        if storage::is_same(path, &self.path) {
            return Err(Failure::Usage(words.from_itself.to_owned()));
        }
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_workbook = matches!(ending.as_deref(), Some("xlsx" | "xlsm"));
        match ending.as_deref() {
            Some("csv" | "tsv" | "txt" | "xlsx" | "xlsm") => {
                let table = world.table(path, is_workbook, None)?;
                let iso = framework(ISO_27001).expect("the standard is one of the frameworks");
                let mut problems = Vec::new();
                let read = applicability::read(&table, &iso, &mut problems);
                read.ok_or_else(|| Failure::Problems(problems, vec![table.source]))
            }
            Some("yaml" | "yml") => world.joined(path, &world.texts(), |_, sheet| Ok(Earlier::of_sheet(sheet))),
            _ => Err(Failure::Usage(fill(words.bad_from, &[("found", &shown(path))]))),
        }
    }

    /// Says what is proposed and what that means, and asks whether to go on.
    fn wants_proposals(
        &self,
        earlier: &Earlier,
        prompter: &mut dyn Prompter,
        world: &mut World<'_>,
    ) -> Result<bool, Failure> {
        let (words, tag) = (&world.lang.words().crosswalk, world.lang.tag());
        let sheet = prove(&self.questionnaire, &self.assessment, &Places::default(), &mut Vec::new());
        let sheet = sheet.map_err(|problems| Failure::Problems(problems, Vec::new()))?;
        let proposals = proposals(&self.questionnaire, earlier);
        // What is above the target or hidden now may be asked once the first questions are answered.
        let open: Vec<usize> = (0..proposals.len()).filter(|position| *sheet.reply(*position) == Reply::None).collect();
        let of = |has: bool| {
            let found = open.iter().filter_map(|position| proposals[*position].as_ref());
            found.filter(|proposal| proposal.verdict.is_some() == has).count()
        };
        let title = earlier.side.title.get(tag);
        let (proposed, told) = (of(true), of(false));
        if proposed + told == 0 {
            return Err(Failure::Usage(fill(words.nothing_proposed, &[("title", title)])));
        }
        let values = [("open", open.len()), ("proposed", proposed), ("told", told)];
        let values = values.map(|(name, count)| (name, count.to_string()));
        let counts = [(proposed, words.begin_counts), (told, words.begin_told)];
        let counts = counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| fill(text, &values));
        let help: Vec<String> = counts.chain([words.begin_consent, words.begin_closeness].map(str::to_owned)).collect();
        let choosing = Choosing {
            place: Place {
                questionnaire: self.questionnaire.title().get(tag).to_owned(),
                part: world.lang.words().interview.before.to_owned(),
                ..Place::default()
            },
            ask: fill(words.begin_ask, &[("title", title)]),
            help: help.join("\n"),
            items: [words.begin_go_on, words.begin_leave].map(|text| (text.to_owned(), String::new())).into(),
            current: None,
            cursor: 0,
            notice: None,
        };
        self.first_is_chosen(&choosing, prompter, world)
    }

    /// Asks everything that is open, saving after each reply.
    fn ask(&mut self, args: &Assess, earlier: Option<&Earlier>, world: &mut World<'_>) -> Result<Ending, Failure> {
        let mut prompter = prompter(args, &self.assessment.questionnaire.id, world)?;
        // Who accepted such proposals before knows what they are.
        if let Some(earlier) = earlier.filter(|_| args.from.is_some() || !self.exists)
            && !self.wants_proposals(earlier, prompter.as_mut(), world)?
        {
            return Ok(Ending::Paused);
        }
        let former = self.assessment.questionnaire.edition.clone();
        if !self.goes_on(prompter.as_mut(), world)? {
            drop(prompter);
            let values = [("path", shown(&self.path)), ("old", visible(&former))];
            world.say(&fill(world.lang.words().editions.left, &values))?;
            return Ok(Ending::Paused);
        }
        let (journal, mut history) = match self.opened {
            Some(_) => Journal::open(&self.path, &self.assessment.started),
            None => (Journal::closed(), History::begin(&self.assessment.started)),
        };
        let folder = self.path.parent().unwrap_or(Path::new("")).to_path_buf();
        let setting = Setting {
            lang: world.lang,
            now: &now,
            today: Date::today(),
            digest: &|place| storage::digest(&folder, place),
            by: args.by.clone().filter(|by| !by.trim().is_empty()),
            preview: args.preview,
            earlier,
        };
        let mut kept: Option<PathBuf> = None;
        let opened = &mut self.opened;
        let mut save = |assessment: &Assessment, history: &mut History| -> Result<(), StorageError> {
            journal.add(history);
            if let Some(opened) = opened {
                kept = opened.save(assessment)?.or(kept.take());
            }
            Ok(())
        };
        let ended = interview::run(
            &self.questionnaire,
            &mut self.assessment,
            &mut history,
            &setting,
            prompter.as_mut(),
            &mut save,
        );
        drop(prompter);
        if let Some(copy) = kept {
            tell_copy(&copy, world)?;
        }
        self.tell_edition(&former, world)?;
        if matches!(ended, Ok(Ending::Finished)) {
            journal.remove();
        }
        let ending = ended.map_err(|error| match error {
            InterviewError::Save(error) => world.storage(&error),
            InterviewError::Terminal(_) => no_terminal(self.questionnaire.id(), world),
            InterviewError::DoesNotFit(problems) => {
                Failure::Problems(problems, vec![Source { name: shown(&self.path), text: "".into() }])
            }
        })?;
        if ending == Ending::Paused && !args.preview {
            let text = if self.path.exists() { world.words().paused } else { world.words().paused_empty };
            let text = fill(text, &[("path", &shown(&self.path))]);
            world.say(&text)?;
        }
        Ok(ending)
    }

    /// Shows what the result would be, and keeps nothing.
    fn tell(&self, day: Date, world: &mut World<'_>) -> Result<(), Failure> {
        let source = Source { name: shown(&self.path), text: "".into() };
        world.with_sheet(&self.questionnaire, &self.assessment, &Places::default(), source, |world, sheet| {
            writeln!(world.out, "{}\n", world.words().preview_result)?;
            score::show(sheet, &scoring::score(sheet), day, world)?;
            Ok(writeln!(world.out, "\n{}", world.words().preview_done)?)
        })
    }

    /// Shows the result and writes the report.
    fn finish(self, day: Date, world: &mut World<'_>) -> Result<(), Failure> {
        let Self { path, opened, questionnaire, assessment, .. } = self;
        drop(opened);
        let source = Source { name: shown(&path), text: "".into() };
        world.with_sheet(&questionnaire, &assessment, &Places::default(), source, |world, sheet| {
            let scorecard = scoring::score(sheet);
            score::show(sheet, &scorecard, day, world)?;
            writeln!(world.out)?;
            let words = world.words();
            writeln!(world.out, "{}", fill(words.saved_at, &[("path", &shown(&path))]))?;
            let digest = storage::read_text(&path).map(|source| storage::digest_of(&source));
            let digest = digest.map_err(|refusal| world.refusal(refusal))?;
            let imprint = Imprint { date: day.to_string(), program: PROGRAM.to_owned(), digest };
            let (scorecard, look) = (&scorecard, &Look::default());
            let subject = reports::Subject { sheet, scorecard, trend: &[], imprint: &imprint, look };
            report::write(&subject, ReportFormat::Pdf, &report_path(&path, "pdf"), world)?;
            Ok(writeln!(world.out, "{}", fill(words.next_steps, &[("path", &shown(&path))]))?)
        })
    }
}

fn tell_copy(copy: &Path, world: &mut World<'_>) -> Result<(), Failure> {
    let text = fill(world.words().kept_copy, &[("path", &shown(copy))]);
    Ok(world.say(&text)?)
}
