//! Words of a line as names of tools are written: `C#`, `.NET`, `Next.js`, `K8s`.

use std::ops::Range;

/// A word with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// Its bytes in the line.
    pub at: Range<usize>,
    /// Whether it is part of a web or mail address, where nothing is claimed.
    pub in_address: bool,
}

/// The words of a line, in order. Hyphens, slashes and the like part words; a dot inside a word, one
/// before it and `#` or `+` behind it belong to it.
pub(crate) fn words(line: &str) -> impl Iterator<Item = Word<'_>> {
    let mut at = 0;
    let mut chunk = (false, 0);
    std::iter::from_fn(move || {
        let start = at + line.get(at..)?.find(|one: char| one.is_alphanumeric())?;
        let mut end = start;
        let mut rest = line.get(start..)?.chars().peekable();
        while let Some(one) = rest.next() {
            let inside = one.is_alphanumeric()
                || (one == '.' && rest.peek().is_some_and(|next| next.is_alphanumeric()));
            if !inside {
                break;
            }
            end += one.len_utf8();
        }
        let tail = line.get(end..).unwrap_or_default();
        end += tail.chars().take_while(|one| matches!(one, '#' | '+')).count();
        let first = if dotted(line, start) { start - 1 } else { start };
        at = end;
        if start >= chunk.1 {
            chunk = chunk_at(line, start);
        }
        Some(Word { text: line.get(first..end)?, at: first..end, in_address: chunk.0 })
    })
}

/// Whether the word at `start` begins with a dot: `.NET`, and not the end of a sentence.
fn dotted(line: &str, start: usize) -> bool {
    let Some(before) = line.get(..start) else { return false };
    let mut back = before.chars().rev();
    back.next() == Some('.') && back.next().is_none_or(|one| !one.is_alphanumeric() && one != '.')
}

/// Whether the run without spaces that begins here is an address, and where it ends. A long run is
/// taken in pieces of 300 characters, so that it is looked through once.
fn chunk_at(line: &str, start: usize) -> (bool, usize) {
    let rest = line.get(start..).unwrap_or_default();
    let end = rest
        .char_indices()
        .enumerate()
        .find(|(count, (_, one))| *count == 300 || one.is_whitespace())
        .map_or(rest.len(), |(_, (at, _))| at);
    let chunk = rest.get(..end).unwrap_or_default();
    let marks = ["://", "@", ".com/", ".org/", ".dev/", "github.io"];
    let address = chunk.starts_with("www.") || marks.iter().any(|mark| chunk.contains(mark));
    (address, start + end)
}
