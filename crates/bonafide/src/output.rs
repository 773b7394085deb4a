//! The only place that prints: data on standard output, messages on standard error.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

/// Prints data. A closed pipe (`| head`) ends the output quietly.
pub fn data(text: &str) -> io::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => {
            let why = format!("standard output cannot be written to: {}", crate::pipeline::plain(&error));
            Err(io::Error::new(error.kind(), why))
        }
        Ok(()) => Ok(()),
    }
}

/// Prints a message for people, one line.
pub fn message(text: &str) {
    let mut err = anstream::stderr().lock();
    // Nothing can be said where standard error is gone.
    let _ = writeln!(err, "{}", with_short_names(text));
}

/// The longest name that a message shows whole, in characters: a header may be as long as a cell.
const LONGEST_NAME: usize = 200;

/// A text whose names in backticks are cut where they are longer than anybody reads.
pub fn with_short_names(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_NAME {
        return Cow::Borrowed(text);
    }
    let short = |part: &str| match part.char_indices().nth(LONGEST_NAME) {
        Some((end, _)) => format!("{}…", &part[..end]),
        None => part.to_owned(),
    };
    let parts = text.split('`').enumerate();
    let is_name = |place: usize| place % 2 == 1;
    let cut: Vec<String> =
        parts.map(|(place, part)| if is_name(place) { short(part) } else { part.to_owned() }).collect();
    Cow::Owned(cut.join("`"))
}

/// Tells on a terminal which file is being read; elsewhere says nothing. The line is written over by
/// the next one and wiped by [`end_progress`].
pub fn progress(file: &str, done: usize, of: usize) {
    let err = io::stderr();
    if !err.is_terminal() {
        return;
    }
    let shown: String = bonafide_exchange::words::plain(file).chars().take(60).collect();
    // Nothing can be said where standard error is gone.
    let _ = write!(err.lock(), "\r\x1b[Kreading {} of {}: {shown}", done + 1, of);
}

/// Like [`progress`] without the file's own name, which may be a person's.
pub fn progress_by_folder(file: &str, done: usize, of: usize) {
    // The folders inside an archive may be persons', too.
    let outer = file.split('!').next().unwrap_or(file);
    let folder = outer.rfind('/').and_then(|end| outer.get(..=end)).unwrap_or_default();
    progress(folder, done, of);
}

/// Tells on a terminal what is being done now; elsewhere says nothing.
pub fn step(text: &str) {
    let err = io::stderr();
    if err.is_terminal() {
        let _ = write!(err.lock(), "\r\x1b[K{text}");
    }
}

/// Wipes the line of [`progress`].
pub fn end_progress() {
    let err = io::stderr();
    if err.is_terminal() {
        let _ = write!(err.lock(), "\r\x1b[K");
    }
}

/// Prints `hint: …` below a message.
pub fn hint(text: &str) {
    if !text.is_empty() {
        message(&format!("  try: {text}"));
    }
}

pub use bonafide_exchange::figures::count as number;
pub use bonafide_exchange::words::shell;

/// A count with its noun, e.g. `1 case`, `2 cases`.
pub fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{} {}", number(count), if count == 1 { one } else { many })
}

/// Breaks a text into lines of at most `width` columns, each behind `indent`.
pub fn wrap(text: &str, width: usize, indent: &str) -> String {
    let mut lines = String::new();
    let mut line = String::new();
    for word in text.split_whitespace() {
        let full = indent.chars().count() + line.chars().count() + 1 + word.chars().count() > width;
        if !line.is_empty() && full {
            lines.push_str(indent);
            lines.push_str(&line);
            lines.push('\n');
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    if !line.is_empty() {
        lines.push_str(indent);
        lines.push_str(&line);
        lines.push('\n');
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_lines() {
        assert_eq!(number(0), "0");
        assert_eq!(number(1_204), "1,204");
        assert_eq!(number(2_100_000), "2,100,000");
        assert_eq!(counted(1, "case", "cases"), "1 case");
        assert_eq!(wrap("one two three", 9, "  "), "  one two\n  three\n");
        assert_eq!(wrap("", 9, "  "), "");
    }

    #[test]
    fn names_of_a_cell_s_length_are_cut() {
        let long = "ä".repeat(100_000);
        let said = with_short_names(&format!("column `{long}` is left out: `b` has {}", "x".repeat(300)))
            .into_owned();
        assert_eq!(said, format!("column `{}…` is left out: `b` has {}", "ä".repeat(200), "x".repeat(300)));
    }
}
