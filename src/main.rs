//! Arguments in, exit status out.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use gradus::cli::{self, Cli};
use gradus::commands::{self, World};
use gradus::language::Lang;
use gradus::render::terminal::Screen;
use gradus::text::ascii_signs;

fn main() -> ExitCode {
    survive_file_limits();
    let args: Vec<std::ffi::OsString> = std::env::args_os().collect();
    let asked = asked_for(&args).unwrap_or_else(|| sys_locale::get_locale().into_iter().collect());
    let data = commands::data_folder(std::env::consts::OS, |name| std::env::var_os(name));
    let faulty = commands::add_languages(&asked, data.as_deref());
    let lang = asked.first().and_then(|tag| Lang::from_tag(tag)).or_else(of_the_system).unwrap_or_default();
    for (path, count) in faulty {
        let told = commands::faulty_language(&path, count, lang);
        // Where nobody reads, nothing can be said.
        let _ = writeln!(io::stderr(), "{told}");
    }
    let cli = match Cli::read(args, lang) {
        Ok(cli) => cli,
        Err(error) => return usage(&error, lang),
    };
    let is_interactive = io::stdin().is_terminal() && io::stderr().is_terminal();
    let langs = cli.langs();
    if cli.command.is_none() && !is_interactive {
        let help = cli::help(langs.first().copied().unwrap_or(lang));
        // Where nobody reads, nothing can be said.
        let _ = write!(io::stderr(), "{help}");
        return ExitCode::from(2);
    }
    let lang = langs.first().copied().unwrap_or(lang);
    let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let screen = |is_terminal: bool, term: &dialoguer::console::Term| Screen {
        width: if is_terminal { usize::from(term.size().1).max(1) } else { WIDTH },
        color: commands::colors(cli.color, is_terminal, no_color),
    };
    let out_screen = screen(io::stdout().is_terminal(), &dialoguer::console::Term::stdout());
    let err_screen = screen(io::stderr().is_terminal(), &dialoguer::console::Term::stderr());
    let signs = has_utf8();
    let drawn = |is_terminal: bool| signs || !is_terminal;
    let mut out = Signs { to: io::BufWriter::new(io::stdout().lock()), all: drawn(io::stdout().is_terminal()) };
    let mut err = Signs { to: io::stderr(), all: drawn(io::stderr().is_terminal()) };
    let langs = if langs.is_empty() { vec![lang] } else { langs };
    let shelf = commands::shelf(std::env::consts::OS, |name| std::env::var_os(name));
    let mut world = World { lang, langs, out_screen, err_screen, signs, out: &mut out, err: &mut err, shelf };
    ExitCode::from(commands::run(&cli, &mut world))
}

/// A write beyond a limit on the size of files would end the program on the spot, with a half-written file left
/// behind. With a handler it fails like a write to a full disk. Where none can be set, nothing is worse than before.
#[cfg(unix)]
fn survive_file_limits() {
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

#[cfg(not(unix))]
fn survive_file_limits() {}

/// A stream that draws signs beyond ASCII only where they are known. What goes to a file or another program stays as it is.
struct Signs<W> {
    to: W,
    all: bool,
}

impl<W: Write> Write for Signs<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.all {
            return self.to.write(bytes);
        }
        self.to.write_all(ascii_signs(&String::from_utf8_lossy(bytes)).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Whether the terminal is said to know UTF-8. Where nothing is said, signs are drawn that every terminal has.
#[cfg(unix)]
fn has_utf8() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok());
    let locale = set.into_iter().find(|value| !value.is_empty()).unwrap_or_default().to_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}

/// The console of Windows is written to in UTF-16.
#[cfg(not(unix))]
fn has_utf8() -> bool {
    true
}

/// Columns where there is no terminal to ask.
const WIDTH: usize = 80;

/// The languages have to be known before help or a fault is shown, so `--lang` is looked for first.
fn asked_for(args: &[std::ffi::OsString]) -> Option<Vec<String>> {
    let args: Vec<&str> = args.iter().filter_map(|arg| arg.to_str()).collect();
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang="));
    let apart = || args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1]);
    Some(joined.or_else(apart)?.split(',').map(str::to_owned).collect())
}

fn of_the_system() -> Option<Lang> {
    Lang::from_tag(&sys_locale::get_locale()?)
}

fn usage(error: &clap::Error, lang: Lang) -> ExitCode {
    let text = cli::fault(error, lang);
    // Where nobody reads, nothing can be said.
    let _ = if error.use_stderr() { write!(io::stderr(), "{text}") } else { write!(io::stdout(), "{text}") };
    ExitCode::from(if error.use_stderr() { 2 } else { 0 })
}
