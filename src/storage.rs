//! Reads and replaces files: whole, private, one writer at a time, and never over somebody else's change.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::assessment::history::{self, History};
use crate::assessment::{Assessment, file};
use crate::diagnostic::{Code, Diagnostic, Source, Span};
use crate::questionnaire::{self, Loaded, Texts, catalog};

/// No questionnaire or assessment is larger; a larger file is refused before it is read.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// Folder in the working directory where questionnaires are looked for.
pub const QUESTIONNAIRES: &str = "questionnaires";

/// Folder of files that add a language to the program, beside that of the user's own questionnaires.
pub const LANGUAGES: &str = "languages";

/// What can go wrong with a file besides what stands in it.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    /// It does not exist.
    #[error("{0}: not found")]
    NotFound(String),
    /// The folder to write into does not exist.
    #[error("{0}: no such folder")]
    NoFolder(String),
    /// It is a folder.
    #[error("{0}: is a folder")]
    IsFolder(String),
    /// It is a device, a pipe or the like, which may never end.
    #[error("{0}: no regular file")]
    IsSpecial(String),
    /// The operating system does not allow it.
    #[error("{0}: not allowed")]
    NotAllowed(String),
    /// No space is left, or a limit is reached.
    #[error("{0}: no space left")]
    Full(String),
    /// Another program is writing it.
    #[error("{0}: in use")]
    InUse(String),
    /// It was changed by somebody else since it was read.
    #[error("{0}: changed on disk")]
    Changed(String),
    /// It exists already and would be overwritten.
    #[error("{0}: exists")]
    Exists(String),
    /// Anything else.
    #[error("{0}: {1}")]
    Other(String, io::Error),
}

/// Why a file cannot be used.
#[derive(Debug)]
pub enum Refusal {
    /// The file system says no.
    Storage(StorageError),
    /// What stands in it is wrong.
    Problems(Vec<Diagnostic>, Vec<Source>),
}

impl From<StorageError> for Refusal {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

fn classified(path: &Path, error: io::Error) -> StorageError {
    let name = path.display().to_string();
    match error.kind() {
        io::ErrorKind::NotFound => StorageError::NotFound(name),
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StorageError::NotAllowed(name),
        io::ErrorKind::IsADirectory => StorageError::IsFolder(name),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            StorageError::Full(name)
        }
        _ => StorageError::Other(name, error),
    }
}

/// Reads a file of the user's, and no more of it than a byte beyond `most`: whoever gets more knows that it is too large.
///
/// # Errors
///
/// A file that is missing, a folder, no regular file, or not allowed.
pub fn read_bytes(path: &Path, most: u64) -> Result<Vec<u8>, StorageError> {
    // Asked before it is opened: opening a pipe waits for whoever writes into it.
    let kind = fs::metadata(path).map_err(|error| classified(path, error))?;
    let name = || path.display().to_string();
    if kind.is_dir() {
        return Err(StorageError::IsFolder(name()));
    }
    if !kind.is_file() {
        return Err(StorageError::IsSpecial(name()));
    }
    let opened = File::open(path).map_err(|error| classified(path, error))?;
    let mut bytes = Vec::new();
    opened.take(most + 1).read_to_end(&mut bytes).map_err(|error| classified(path, error))?;
    Ok(bytes)
}

/// Reads a text file of the user's.
///
/// # Errors
///
/// A file that is missing, a folder, not allowed, too large, or not UTF-8.
pub fn read_text(path: &Path) -> Result<Source, Refusal> {
    text_of(path.display().to_string(), read_bytes(path, LARGEST)?)
}

/// Reads a text from a stream, such as standard input, under the name `-`.
///
/// # Errors
///
/// What cannot be read, is too large, or not UTF-8.
pub fn read_stream(stream: impl Read) -> Result<Source, Refusal> {
    let mut bytes = Vec::new();
    let done = stream.take(LARGEST + 1).read_to_end(&mut bytes);
    done.map_err(|error| StorageError::Other("-".to_owned(), error))?;
    text_of("-".to_owned(), bytes)
}

fn text_of(name: String, bytes: Vec<u8>) -> Result<Source, Refusal> {
    let whole_file = Span { file: 0, start: 0, end: 0 };
    let refuse = |problem: Diagnostic, text: String| {
        Refusal::Problems(vec![problem], vec![Source { name: name.clone(), text: text.into() }])
    };
    if bytes.len() as u64 > LARGEST {
        let problem = Diagnostic::new(Code::TooLarge, whole_file).with("limit", format!("{} MB", LARGEST >> 20));
        return Err(refuse(problem, String::new()));
    }
    String::from_utf8(bytes).map(|text| Source { name: name.clone(), text: text.into() }).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let good = String::from_utf8_lossy(&error.as_bytes()[..at]).into_owned();
        let place = u32::try_from(at).unwrap_or(u32::MAX);
        let span = Span { file: 0, start: place, end: place };
        refuse(Diagnostic::new(Code::NotUtf8, span).with("at", at + 1), good)
    })
}

/// Reads a questionnaire by the id of a built-in one or by the path of a file.
///
/// # Errors
///
/// Whatever keeps the file from being read as text; what stands in it is told in the result.
pub fn questionnaire(name: &str, texts: &Texts) -> Result<Loaded, Refusal> {
    if let Some(built_in) = catalog::built_in(name) {
        return Ok(built_in.read(texts));
    }
    questionnaire_at(&questionnaire_path(name), texts)
}

/// Reads a questionnaire by the path of its file.
///
/// # Errors
///
/// As for `questionnaire`; also a file beside it that leads out of its folder.
pub fn questionnaire_at(path: &Path, texts: &Texts) -> Result<Loaded, Refusal> {
    questionnaire_in(read_text(path)?, path, texts)
}

/// Reads a questionnaire whose main file was read already; `path` says where, for its stem and the files beside it.
///
/// # Errors
///
/// Whatever keeps a file beside it from being read as text; what stands in them is told in the result.
pub fn questionnaire_in(main: Source, path: &Path, texts: &Texts) -> Result<Loaded, Refusal> {
    with_beside(main, path, texts, &|_, _| {})
}

/// Reads a questionnaire; `note` is told of each file beside it, with its path as seen from the main file.
fn with_beside(main: Source, path: &Path, texts: &Texts, note: &dyn Fn(&str, &Source)) -> Result<Loaded, Refusal> {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).map(str::to_owned);
    let failed: std::cell::RefCell<Option<Refusal>> = std::cell::RefCell::new(None);
    let beside = |name: &str| match read_beside(path, name) {
        Ok(source) => {
            note(name, &source);
            Some(source)
        }
        Err(Refusal::Storage(StorageError::NotFound(_))) => None,
        Err(refusal) => {
            failed.borrow_mut().get_or_insert(refusal);
            None
        }
    };
    let loaded = questionnaire::read(main, stem.as_deref(), texts, &beside);
    failed.into_inner().map_or(Ok(loaded), Err)
}

/// The files of a questionnaire as they are written.
#[derive(Debug)]
pub struct Files {
    /// The main file.
    pub main: Source,
    /// Those beside it, each with its path as seen from the main file.
    pub beside: Vec<(String, Source)>,
}

/// Reads the files of a questionnaire by the id of a built-in one or by the path of a file, and what they make
/// together.
///
/// # Errors
///
/// As for `questionnaire`.
pub fn questionnaire_files(name: &str) -> Result<(Files, Loaded), Refusal> {
    if let Some(built_in) = catalog::built_in(name) {
        let (main, beside) = built_in.files();
        return Ok((Files { main, beside }, built_in.read(&Texts::All)));
    }
    let path = questionnaire_path(name);
    let main = read_text(&path)?;
    let files = std::cell::RefCell::new(Files { main: main.clone(), beside: Vec::new() });
    let loaded = with_beside(main, &path, &Texts::All, &|path, source| {
        files.borrow_mut().beside.push((path.to_owned(), source.clone()));
    })?;
    Ok((files.into_inner(), loaded))
}

/// Reads a file beside a questionnaire. Whoever hands a questionnaire on must not make the program read, by a link,
/// what else lies on this computer: the file stands in the folder of the questionnaire, or below it.
fn read_beside(main: &Path, name: &str) -> Result<Source, Refusal> {
    let here = |path: &Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    };
    // Who keeps all of a questionnaire elsewhere and links to it leads out of nothing.
    let real = fs::canonicalize(main).map_err(|error| classified(main, error))?;
    let folders = [fs::canonicalize(here(main)), Ok(here(&real))];
    let path = main.parent().unwrap_or(Path::new("")).join(name);
    let found = fs::canonicalize(&path).map_err(|error| classified(&path, error))?;
    if folders.into_iter().flatten().any(|folder| found.starts_with(folder)) {
        return read_text(&path);
    }
    let span = Span { file: 0, start: 0, end: 0 };
    let source = Source { name: path.display().to_string(), text: "".into() };
    Err(Refusal::Problems(vec![Diagnostic::new(Code::LeadsOut, span).with("path", name)], vec![source]))
}

/// A bare name may stand for a file in `./questionnaires`.
pub fn questionnaire_path(name: &str) -> PathBuf {
    let given = PathBuf::from(name);
    if given.is_file() { given } else { on_shelf(Path::new(QUESTIONNAIRES), name).unwrap_or(given) }
}

/// Returns the file in a folder of questionnaires that a bare name stands for, if there is one.
pub fn on_shelf(folder: &Path, name: &str) -> Option<PathBuf> {
    let given = Path::new(name);
    let is_bare = matches!(given.components().collect::<Vec<_>>()[..], [std::path::Component::Normal(_)]);
    let path = folder.join(format!("{name}.yaml"));
    (is_bare && given.extension().is_none() && path.is_file()).then_some(path)
}

/// Returns the file that a name stands for in the working directory, if there is one that is not built in.
pub fn at_hand(name: &str) -> Option<PathBuf> {
    Some(questionnaire_path(name)).filter(|path| catalog::built_in(name).is_none() && path.is_file())
}

/// Returns the questionnaires in a folder, by name: files without a language before the ending.
pub fn listed(folder: &Path) -> Vec<PathBuf> {
    let mut found = yaml_files(folder).unwrap_or_default();
    found.retain(|path| is_main(path));
    found
}

/// Returns the questionnaires and assessments of a folder, by name, without those in folders below it.
///
/// # Errors
///
/// A folder that cannot be read.
pub fn checkable(folder: &Path) -> Result<Vec<PathBuf>, StorageError> {
    let mut found = yaml_files(folder).map_err(|error| classified(folder, error))?;
    found.retain(|path| is_main(path) || path.to_string_lossy().ends_with(crate::assessment::ENDING));
    Ok(found)
}

fn yaml_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found: Vec<PathBuf> = fs::read_dir(folder)?
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.is_file() && path.extension().is_some_and(|ending| ending == "yaml"))
        .collect();
    found.sort();
    Ok(found)
}

/// Language files have a language before the ending.
fn is_main(path: &Path) -> bool {
    path.file_stem().is_some_and(|stem| !stem.to_string_lossy().contains('.'))
}

/// Returns whether two paths lead to the same file.
pub fn is_same(one: &Path, other: &Path) -> bool {
    one == other
        || fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(one, other)| one == other)
}

/// Reads the questionnaire that an assessment answers: built in, at the path it names, or beside it.
///
/// # Errors
///
/// As for `questionnaire`.
pub fn questionnaire_of(assessment: &Assessment, at: &Path, texts: &Texts) -> Result<Loaded, Refusal> {
    let reference = &assessment.questionnaire;
    let folder = at.parent().unwrap_or(Path::new(""));
    if let Some(file) = &reference.file {
        let named = folder.join(file);
        if named.is_file() {
            return questionnaire(&named.display().to_string(), texts);
        }
    }
    let beside = folder.join(format!("{}.yaml", reference.id));
    if catalog::built_in(&reference.id).is_none() && beside.is_file() {
        return questionnaire(&beside.display().to_string(), texts);
    }
    questionnaire(&reference.id, texts)
}

/// Returns the path of a questionnaire as seen from an assessment's folder, with `/` between its parts; none for
/// a built-in one.
pub fn seen_from(assessment: &Path, name: &str) -> Option<String> {
    if catalog::built_in(name).is_some() {
        return None;
    }
    let path = questionnaire_path(name);
    let (Ok(to), Ok(folder)) = (
        fs::canonicalize(&path),
        fs::canonicalize(assessment.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))),
    ) else {
        return Some(name.to_owned());
    };
    let to: Vec<_> = to.components().collect();
    let from: Vec<_> = folder.components().collect();
    let shared = to.iter().zip(&from).take_while(|(one, other)| one == other).count();
    let mut parts = vec!["..".to_owned(); from.len() - shared];
    parts.extend(to[shared..].iter().map(|part| part.as_os_str().to_string_lossy().into_owned()));
    Some(parts.join("/"))
}

/// Replaces a file as a whole: written beside, flushed, renamed. It can be read by its owner only.
///
/// # Errors
///
/// Whatever the file system says; then the old file is still there, whole.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    write_whole(path, bytes, 0o600)
}

/// Writes files that are not there yet, with their folders, each as a whole: written beside, flushed, renamed. Others may
/// read them as they may read any new file, for a questionnaire is made to be handed on.
///
/// # Errors
///
/// A file of one of these names, whatever it is, and whatever the file system says; then none of them is left.
pub fn write_new(files: &[(PathBuf, String)]) -> Result<(), StorageError> {
    files.iter().try_for_each(|(path, _)| refuse_existing(path))?;
    for (position, (path, text)) in files.iter().enumerate() {
        let folder = path.parent().map_or(Ok(()), make_folder);
        if let Err(error) = folder.and_then(|()| write_whole(path, text.as_bytes(), 0o666)) {
            for (written, _) in &files[..position] {
                // What cannot be removed either is told with the disk's own fault.
                let _ = fs::remove_file(written);
            }
            return Err(error);
        }
    }
    Ok(())
}

/// Refuses a path at which something stands already, if only a link that leads nowhere.
///
/// # Errors
///
/// Something stands there, or it cannot be looked at.
pub fn refuse_existing(path: &Path) -> Result<(), StorageError> {
    match fs::symlink_metadata(path) {
        Ok(_) => Err(StorageError::Exists(path.display().to_string())),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(()),
        Err(error) => Err(classified(path, error)),
    }
}

/// `mode` is what a new file gets, less what the user's mask takes away.
#[cfg_attr(not(unix), allow(unused_variables, reason = "a mode is for Unix only"))]
fn write_whole(path: &Path, bytes: &[u8], mode: u32) -> Result<(), StorageError> {
    let attempt = || -> io::Result<()> {
        let mut options = atomic_write_file::OpenOptions::new();
        #[cfg(unix)]
        {
            use atomic_write_file::unix::OpenOptionsExt as _;
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(mode).preserve_mode(true).try_preserve_owner(false);
        }
        let mut file = options.open(path)?;
        file.write_all(bytes)?;
        file.commit()
    };
    attempt().map_err(|error| unwritten(path, error))
}

fn unwritten(path: &Path, error: io::Error) -> StorageError {
    match classified(path, error) {
        StorageError::NotFound(name) => StorageError::NoFolder(name),
        other => other,
    }
}

/// Returns the SHA-256 of the file at a place that was typed, in small hex digits; seen from a folder where the path
/// is relative. Nothing where there is no such file, or it cannot be read.
pub fn digest(folder: &Path, place: &str) -> Option<String> {
    let path = folder.join(place);
    if place.is_empty() || !path.is_file() {
        return None;
    }
    let mut file = File::open(path).ok()?;
    let mut hash = Sha256::new();
    let mut bytes = vec![0; 64 * 1024];
    loop {
        match file.read(&mut bytes).ok()? {
            0 => break,
            count => hash.update(&bytes[..count]),
        }
    }
    Some(hex(&hash.finalize()))
}

/// Returns the SHA-256 of a file by the text that was read from it, as `sha256:` and small hex digits. Files are read
/// byte by byte as they are, so it is that of the bytes on disk at that moment.
pub fn digest_of(source: &Source) -> String {
    format!("sha256:{}", hex(&Sha256::digest(source.text.as_bytes())))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Replaces a report; makes its folder where there is none yet.
///
/// # Errors
///
/// Whatever the file system says.
pub fn write_report(path: &Path, bytes: &[u8]) -> Result<(), StorageError> {
    if path.is_dir() {
        return Err(StorageError::IsFolder(path.display().to_string()));
    }
    path.parent().map_or(Ok(()), make_folder)?;
    replace(path, bytes)
}

/// Makes a folder and those above it, where there is none yet.
///
/// # Errors
///
/// Whatever the file system says.
pub fn make_folder(folder: &Path) -> Result<(), StorageError> {
    if folder.as_os_str().is_empty() {
        return Ok(());
    }
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        // A file stands where a folder is needed.
        io::ErrorKind::AlreadyExists | io::ErrorKind::NotADirectory => {
            StorageError::NoFolder(folder.display().to_string())
        }
        _ => classified(folder, error),
    })
}

/// What the name of a history has more than that of its assessment.
const HISTORY: &str = ".history";

/// An assessment file that nobody else can write while this value lives.
#[derive(Debug)]
pub struct Opened {
    path: PathBuf,
    /// What stands on disk, as far as we know; none before the first save of a new file.
    known: Option<String>,
    /// The text was not written by us, so the first save keeps a copy of it.
    foreign: bool,
    _lock: Lock,
}

/// Reads an assessment file without the intention to change it.
///
/// # Errors
///
/// A file that cannot be read, or whose content is wrong.
pub fn read_assessment(path: &Path) -> Result<(Assessment, file::Places, Source), Refusal> {
    let source = read_text(path)?;
    match file::read(&source) {
        Ok((assessment, places)) => Ok((assessment, places, source)),
        Err(problems) => Err(Refusal::Problems(problems, vec![source])),
    }
}

impl Opened {
    /// Opens an assessment file to change it.
    ///
    /// # Errors
    ///
    /// As for `read_assessment`; also a file that another program is writing.
    pub fn open(path: &Path) -> Result<(Self, Assessment, file::Places, Source), Refusal> {
        // Read first: a file that is missing or wrong must not leave a lock behind.
        read_assessment(path)?;
        let lock = Lock::take(path)?;
        let (assessment, places, source) = read_assessment(path)?;
        let text = source.text.to_string();
        let foreign = text != file::write(&assessment);
        Ok((Self { path: path.to_owned(), known: Some(text), foreign, _lock: lock }, assessment, places, source))
    }

    /// Begins a new assessment file.
    ///
    /// # Errors
    ///
    /// A file that exists already, or a folder in which nothing can be written.
    pub fn create(path: &Path) -> Result<Self, StorageError> {
        let lock = Lock::take(path)?;
        if path.exists() {
            return Err(StorageError::Exists(path.display().to_string()));
        }
        Ok(Self { path: path.to_owned(), known: None, foreign: false, _lock: lock })
    }

    /// Returns its path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Saves an assessment; returns the path of the copy that was kept, if the file had been edited by hand.
    ///
    /// # Errors
    ///
    /// A file that somebody else changed meanwhile, and whatever the file system says. The old file stays whole.
    pub fn save(&mut self, assessment: &Assessment) -> Result<Option<PathBuf>, StorageError> {
        let text = file::write(assessment);
        let on_disk = fs::read(&self.path);
        match (&self.known, &on_disk) {
            (Some(known), Ok(found)) if known.as_bytes() == found.as_slice() => {}
            (None, Err(error)) if error.kind() == io::ErrorKind::NotFound => {}
            (_, Err(error)) if error.kind() != io::ErrorKind::NotFound => {
                return Err(classified(&self.path, io::Error::from(error.kind())));
            }
            _ => return Err(StorageError::Changed(self.path.display().to_string())),
        }
        if self.known.as_ref() == Some(&text) {
            return Ok(None);
        }
        let kept = match &self.known {
            Some(known) if self.foreign => {
                let copy = free_copy(&self.path);
                replace(&copy, known.as_bytes())?;
                Some(copy)
            }
            _ => None,
        };
        replace(&self.path, text.as_bytes())?;
        self.known = Some(text);
        self.foreign = false;
        Ok(kept)
    }
}

/// The file beside an assessment that holds the last replies of its interview, so that they can be taken back.
///
/// What is in it is only needed for that, so nothing is lost with it: a fault of the disk costs the possibility to take
/// replies back, never an answer.
#[derive(Debug)]
pub struct Journal(Option<PathBuf>);

impl Journal {
    /// Names the file beside an assessment, and returns what stands in it about the assessment begun at that moment.
    pub fn open(assessment: &Path, started: &str) -> (Self, History) {
        let mut name = assessment.as_os_str().to_owned();
        name.push(HISTORY);
        let path = PathBuf::from(name);
        let begun = History::begin(started);
        match read_text(&path) {
            Err(Refusal::Storage(StorageError::NotFound(_))) => (Self(Some(path)), begun),
            Ok(source) if source.text.starts_with(history::BEGINNING) => {
                let history = History::read(&source.text, started);
                // What is left out when it is read (old replies, half a line) would stand in the way of what is added.
                if *source.text != *history.write() {
                    let _ = replace(&path, history.write().as_bytes());
                }
                (Self(Some(path)), history)
            }
            // Somebody else's file of that name is left alone.
            Ok(_) | Err(_) => (Self(None), begun),
        }
    }

    /// Returns one that keeps nothing.
    pub const fn closed() -> Self {
        Self(None)
    }

    /// Adds what is new. It need not survive a power cut, so nobody waits for the disk.
    pub fn add(&self, history: &mut History) {
        let lines = history.take_lines();
        let Some(path) = self.0.as_ref().filter(|_| !lines.is_empty()) else { return };
        let added = File::options().append(true).open(path).and_then(|mut file| file.write_all(lines.as_bytes()));
        if added.is_err() {
            let _ = replace(path, history.write().as_bytes());
        }
    }

    /// Removes the file: what was answered before is nobody's business once the assessment is finished.
    pub fn remove(self) {
        if let Some(path) = self.0 {
            let _ = fs::remove_file(path);
        }
    }
}

/// Returns a name beside a file that is not taken: `x.assessment.yaml.1.bak`, `.2.bak` …
fn free_copy(path: &Path) -> PathBuf {
    let named = |number: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".{number}.bak"));
        PathBuf::from(name)
    };
    (1..).map(named).find(|copy| !copy.exists()).expect("numbers do not run out")
}

/// A lock file beside an assessment, held by the operating system: it opens by itself when the program ends.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    fn take(path: &Path) -> Result<Self, StorageError> {
        let name = path.file_name().ok_or_else(|| StorageError::IsFolder(path.display().to_string()))?;
        if path.is_dir() {
            return Err(StorageError::IsFolder(path.display().to_string()));
        }
        let lock = path.with_file_name(format!(".{}.lock", name.to_string_lossy()));
        loop {
            let mut options = File::options();
            options.create(true).truncate(false).write(true);
            #[cfg(unix)]
            {
                use std::os::unix::fs::OpenOptionsExt as _;
                options.mode(0o600);
            }
            let file = options.open(&lock).map_err(|error| unwritten(path, error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(fs::TryLockError::WouldBlock) => {
                    return Err(StorageError::InUse(path.display().to_string()));
                }
                Err(fs::TryLockError::Error(error)) => return Err(classified(path, error)),
            }
            // The former holder may have removed the file between our opening and our locking it.
            if same_file(&file, &lock) {
                // Nobody else writes from here on, so what is half-written was left by somebody who was ended.
                remove_leftovers(path);
                return Ok(Self { path: lock, _file: file });
            }
        }
    }
}

/// Letters and digits with which `atomic-write-file` ends the name of a file that is being written.
const LEFTOVER_LETTERS: usize = 6;

/// Removes what stands beside an assessment if the program was ended while it wrote the file or its history: it would
/// stay for ever, and it says what the assessment says.
fn remove_leftovers(path: &Path) {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let Ok(entries) = fs::read_dir(folder) else { return };
    let begun = [format!(".{name}."), format!(".{name}{HISTORY}.")];
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let found = file_name.to_str().unwrap_or_default();
        let mut endings = begun.iter().filter_map(|begun| found.strip_prefix(begun.as_str()));
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if is_file && endings.any(is_drawn_by_lot) {
            // Left behind it does no harm, so a failure is no matter.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// Whether an ending is one that was drawn by lot. A word or a number, such as `backup` or `202611`, was typed.
fn is_drawn_by_lot(ending: &str) -> bool {
    let all = |is: fn(&char) -> bool| ending.chars().all(|c| is(&c));
    ending.len() == LEFTOVER_LETTERS
        && all(char::is_ascii_alphanumeric)
        && !all(char::is_ascii_lowercase)
        && !all(char::is_ascii_digit)
}

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), fs::metadata(path)) {
        (Ok(one), Ok(other)) => one.ino() == other.ino() && one.dev() == other.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn same_file(_: &File, path: &Path) -> bool {
    path.exists()
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Left behind it does no harm, so a failure is no matter.
        let _ = fs::remove_file(&self.path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assessment(note: &str) -> Assessment {
        let mut assessment = Assessment { organisation: "甲公司".into(), ..Assessment::default() };
        assessment.questionnaire.id = "q".into();
        assessment.questionnaire.edition = "1".into();
        assessment.questionnaire.digest = "sha256:0".into();
        assessment.entry_mut("A").note = Some(note.into());
        assessment
    }

    #[test]
    fn only_one_writer_at_a_time_and_no_lock_is_left() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        let mut first = Opened::create(&path).expect("a new file");
        first.save(&assessment("one")).expect("saved");
        assert!(matches!(Opened::open(&path), Err(Refusal::Storage(StorageError::InUse(_)))));
        drop(first);
        Opened::open(&path).expect("free again");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn what_a_kill_left_half_written_goes_and_what_people_named_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        fs::write(&path, file::write(&assessment("one"))).expect("written");
        let left = [".x.assessment.yaml.EUS9wD", ".x.assessment.yaml.history.a1b2c3"];
        let named = [
            ".x.assessment.yaml.backup",
            ".x.assessment.yaml.202611",
            ".y.assessment.yaml.EUS9wD",
            "x.assessment.yaml.EUS9wD",
            "x.assessment.yaml.history",
        ];
        for name in left.iter().chain(&named) {
            fs::write(folder.path().join(name), "half").expect("written");
        }
        let _opened = Opened::open(&path).expect("a good file");
        let is_there = |name: &&&str| folder.path().join(name).exists();
        assert_eq!((left.iter().filter(is_there).count(), named.iter().filter(is_there).count()), (0, named.len()));
    }

    #[test]
    fn a_change_by_somebody_else_is_not_overwritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        let mut opened = Opened::create(&path).expect("a new file");
        opened.save(&assessment("one")).expect("saved");
        fs::write(&path, file::write(&assessment("theirs"))).expect("written");
        assert!(matches!(opened.save(&assessment("ours")), Err(StorageError::Changed(_))));
        assert!(fs::read_to_string(&path).expect("text").contains("theirs"));
    }

    #[test]
    fn a_file_edited_by_hand_is_kept_before_it_is_rewritten() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        let by_hand = format!("# my remark\n{}", file::write(&assessment("one")));
        fs::write(&path, &by_hand).expect("written");
        let (mut opened, mut again, ..) = Opened::open(&path).expect("a good file");
        again.scope = "more".into();
        let kept = opened.save(&again).expect("saved").expect("a copy");
        assert_eq!(fs::read_to_string(kept).expect("text"), by_hand);
        again.scope = "most".into();
        assert_eq!(opened.save(&again).expect("saved"), None);
    }

    #[test]
    fn a_history_goes_on_after_a_restart_and_leaves_foreign_files_alone() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        let (journal, mut history) = Journal::open(&path, "2026-11-24T08:00:00Z");
        for (before, after) in [("one", "two"), ("two", "three")] {
            history.note(history::Step::between(&assessment(before), &assessment(after)).expect("they differ"));
            journal.add(&mut history);
        }
        let beside = folder.path().join("x.assessment.yaml.history");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(fs::metadata(&beside).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        let (journal, mut history) = Journal::open(&path, "2026-11-24T08:00:00Z");
        let mut now = assessment("three");
        assert!(history.undo(&mut now).is_some() && history.undo(&mut now).is_some());
        assert_eq!(now, assessment("one"));
        journal.add(&mut history);
        let (journal, mut history) = Journal::open(&path, "2026-11-24T08:00:00Z");
        assert!(history.redo(&mut now).is_some());
        assert_eq!(now, assessment("two"));
        journal.remove();
        assert!(!beside.exists());

        fs::write(&beside, "my own notes\n").expect("written");
        let (journal, mut history) = Journal::open(&path, "2026-11-24T08:00:00Z");
        history.note(history::Step::between(&assessment("one"), &assessment("two")).expect("they differ"));
        journal.add(&mut history);
        journal.remove();
        assert_eq!(fs::read_to_string(&beside).expect("text"), "my own notes\n");
    }

    #[cfg(unix)]
    #[test]
    fn a_new_file_can_be_read_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("x.assessment.yaml");
        Opened::create(&path).expect("a new file").save(&assessment("one")).expect("saved");
        assert_eq!(fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
    }

    #[test]
    fn a_file_that_is_named_has_a_digest() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("帳號 list.csv"), "abc").expect("written");
        let known = Some("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned());
        assert_eq!(digest(folder.path(), "帳號 list.csv"), known, "the digest of abc in FIPS 180-4");
        let whole = folder.path().join("帳號 list.csv").display().to_string();
        assert_eq!(digest(Path::new("elsewhere"), &whole), known);
        for nothing in ["", "IT binder", "."] {
            assert_eq!(digest(folder.path(), nothing), None, "{nothing}");
        }
    }

    #[test]
    fn paths_of_questionnaires_are_kept_as_seen_from_the_assessment() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::create_dir_all(folder.path().join("a/b")).expect("folders");
        fs::write(folder.path().join("q.yaml"), "").expect("written");
        let name = folder.path().join("q.yaml").display().to_string();
        assert_eq!(seen_from(&folder.path().join("a/b/x.assessment.yaml"), &name).as_deref(), Some("../../q.yaml"));
        assert_eq!(seen_from(&folder.path().join("x.assessment.yaml"), "cmmc"), None);
    }
}
