//! Asks for a new questionnaire line by line, so that a screen reader, a plain terminal or a pipe can follow.

use std::io::{self, BufRead, Write};

use super::asking::Asker;
use crate::language::{Draft as Words, Lang, fill};
use crate::text::{ascii_signs, narrowed, wrap};

/// Lines in, lines out.
pub struct Lines<R, W> {
    input: R,
    output: W,
    words: &'static Words,
    lang: Lang,
    columns: usize,
    signs: bool,
    /// A reply stands above, so that an empty line parts what comes from it.
    replied: bool,
}

impl<R: BufRead, W: Write> Lines<R, W> {
    /// Takes the streams; lines are as wide as said, with signs beyond ASCII or without.
    pub fn new(input: R, output: W, lang: Lang, columns: usize, signs: bool) -> Self {
        Self { input, output, words: &lang.words().draft, lang, columns, signs, replied: true }
    }

    /// Reads a line; nothing where there are no more.
    fn line(&mut self) -> io::Result<Option<String>> {
        write!(self.output, "> ")?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        if self.input.read_until(b'\n', &mut bytes)? == 0 {
            writeln!(self.output)?;
            return Ok(None);
        }
        self.replied = true;
        Ok(Some(String::from_utf8_lossy(&bytes).trim().to_owned()))
    }

    fn offer(&mut self, text: &str) -> io::Result<()> {
        if text.is_empty() { Ok(()) } else { self.say(&fill(self.words.line_offered, &[("text", text)])) }
    }

    fn list(&mut self, ask: &str, items: &[&str]) -> io::Result<()> {
        self.say(ask)?;
        for (position, item) in items.iter().enumerate() {
            self.say(&format!("{}  {item}", position + 1))?;
        }
        Ok(())
    }

    /// Reads numbers from 1 to `count`; an empty line takes what is offered.
    fn numbers(&mut self, count: usize, offered: Vec<usize>) -> io::Result<Option<Vec<usize>>> {
        let shown: Vec<String> = offered.iter().map(|at| (at + 1).to_string()).collect();
        self.offer(&shown.join(self.lang.comma()))?;
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            if line.is_empty() {
                return Ok(Some(offered));
            }
            let line: String = line.chars().map(narrowed).collect();
            let parts = line.split([',', ' ', '、']).filter(|part| !part.is_empty());
            let index = |part: &str| part.parse::<usize>().ok().filter(|at| (1..=count).contains(at)).map(|at| at - 1);
            match parts.map(index).collect::<Option<Vec<usize>>>() {
                Some(chosen) => return Ok(Some(chosen)),
                None => self.say(&fill(self.words.line_stray, &[("found", &line)]))?,
            }
        }
    }
}

impl<R: BufRead, W: Write> Asker for Lines<R, W> {
    fn say(&mut self, text: &str) -> io::Result<()> {
        if std::mem::replace(&mut self.replied, false) {
            writeln!(self.output)?;
        }
        for line in wrap(text, self.columns) {
            let line = if self.signs { line } else { ascii_signs(&line) };
            writeln!(self.output, "{line}")?;
        }
        Ok(())
    }

    fn text(&mut self, ask: &str, offered: &str) -> io::Result<Option<String>> {
        self.say(ask)?;
        self.offer(offered)?;
        Ok(self.line()?.map(|line| if line.is_empty() { offered.to_owned() } else { line }))
    }

    fn choose(&mut self, ask: &str, items: &[&str], offered: usize) -> io::Result<Option<usize>> {
        self.list(ask, items)?;
        self.say(self.words.line_number)?;
        loop {
            let Some(chosen) = self.numbers(items.len(), vec![offered])? else { return Ok(None) };
            match chosen.as_slice() {
                [one] => return Ok(Some(*one)),
                several => {
                    let several: Vec<String> = several.iter().map(|at| (at + 1).to_string()).collect();
                    self.say(&fill(self.words.line_stray, &[("found", &several.join(self.lang.comma()))]))?;
                }
            }
        }
    }

    fn several(&mut self, ask: &str, items: &[&str], offered: &[bool]) -> io::Result<Option<Vec<usize>>> {
        self.list(ask, items)?;
        self.say(self.words.line_several)?;
        let offered = (0..offered.len()).filter(|at| offered[*at]).collect();
        self.numbers(items.len(), offered)
    }

    fn agree(&mut self, ask: &str) -> io::Result<Option<bool>> {
        self.say(ask)?;
        self.say(self.words.line_yes_no)?;
        self.offer("y")?;
        loop {
            let Some(line) = self.line()? else { return Ok(None) };
            let line: String = line.chars().map(narrowed).collect();
            match line.to_lowercase().as_str() {
                "" | "y" | "yes" | "是" => return Ok(Some(true)),
                "n" | "no" | "否" => return Ok(Some(false)),
                _ => self.say(&fill(self.words.line_stray, &[("found", &line)]))?,
            }
        }
    }
}
