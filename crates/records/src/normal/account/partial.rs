//! Account numbers of which the source shows only the end: `****3000`, `ending in 3000`.

/// What a masked number still says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Partial {
    /// The country, where the text begins as a masked IBAN does.
    pub(super) country: Option<String>,
    /// The last four characters.
    pub(super) last_four: String,
}

/// How a text is masked.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// Masked, and the end is shown.
    Partial(Partial),
    /// Masked, and too little is shown to compare.
    Hidden,
    /// Not masked.
    Whole,
}

/// Words before the shown end, in upper case and without spaces.
const WORDS: &[&str] =
    &["ENDING", "ENDSIN", "ENDSWITH", "LASTFOUR", "LAST4", "ENDETAUF", "ENDENDAUF", "ENDUNG", "ENDZIFFERN"];

/// Reads upper-case text whose compatibility forms are resolved.
pub(super) fn read(upper: &str) -> Reading {
    let shown: String =
        upper.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | ':' | '_')).collect();
    if let Some((_, end)) = WORDS.iter().find_map(|word| shown.rsplit_once(word)) {
        // More words may follow: `ending in`, `last 4 digits`.
        let end = end.trim_start_matches(|c: char| !c.is_ascii_digit());
        return shown_end(end)
            .map_or(Reading::Hidden, |last_four| Reading::Partial(Partial { country: None, last_four }));
    }
    let Some((before, after)) = split_at_mask(&shown) else {
        return Reading::Whole;
    };
    match shown_end(after) {
        Some(last_four) => Reading::Partial(Partial { country: country(before), last_four }),
        None => Reading::Hidden,
    }
}

/// The text before the first and behind the last run of mask characters.
fn split_at_mask(shown: &str) -> Option<(&str, &str)> {
    let mut first = None;
    let mut last = None;
    let mut start = 0;
    let mut previous = None;
    for (index, character) in shown.char_indices().chain([(shown.len(), '\0')]) {
        if previous == Some(character) {
            continue;
        }
        if let Some(run) = shown.get(start..index).filter(|run| is_mask(run)) {
            // Two letters `X` or two `#` may stand in a whole number; they mask only what is short behind.
            let behind = shown.len() - index;
            let is_certain = !run.starts_with(['X', '#', '.']);
            if is_certain || behind <= 8 {
                first = first.or(Some(start));
                last = Some(index);
            }
        }
        start = index;
        previous = Some(character);
    }
    Some((shown.get(..first?)?, shown.get(last?..)?))
}

fn is_mask(run: &str) -> bool {
    match run.chars().next() {
        Some('*' | '•' | '●' | '∙' | '·' | '⋅' | '∗' | '×' | '○' | '█' | '▪') => true,
        Some('X' | '#' | '.') => run.len() >= 2,
        _ => false,
    }
}

/// The last four characters of what follows the mask: four to eight letters and digits, most of
/// them digits.
fn shown_end(after: &str) -> Option<String> {
    let is_shown = (4..=8).contains(&after.len()) && after.bytes().all(|b| b.is_ascii_alphanumeric());
    let last_four = after.get(after.len().checked_sub(4)?..)?;
    let digits = last_four.bytes().filter(u8::is_ascii_digit).count();
    (is_shown && digits >= 3).then(|| last_four.to_owned())
}

/// The country of a masked IBAN: two letters of one, alone or with check digits and more.
fn country(before: &str) -> Option<String> {
    let before = before.strip_prefix("IBAN").unwrap_or(before);
    let (letters, rest) = (before.get(..2)?, before.get(2..)?);
    super::iban::length_of(letters)?;
    rest.bytes().take(2).all(|b| b.is_ascii_digit()).then(|| letters.to_owned())
}
