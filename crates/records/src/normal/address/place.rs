//! Postcode and town.

use super::is_country;
use super::lines::Line;
use super::words::{STATES, is_english_type};
use crate::normal::fold::single_spelling;

/// Where a street lies.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Town {
    pub(super) postcode: Option<String>,
    pub(super) city: Option<String>,
}

impl Town {
    /// Postcode and town from columns; a town column may hold both.
    pub(super) fn from_columns(postcode: Option<&str>, city: Option<&str>) -> Self {
        let line = |text: Option<&str>| text.and_then(Line::new);
        let written_postcode = line(postcode).and_then(|l| normal_postcode(&l.folded));
        let Some(city_line) = line(city) else { return Self { postcode: written_postcode, city: None } };
        let both = read_line(&city_line.words()).map(|found| found.town);
        let in_city = both.unwrap_or_else(|| Self { postcode: None, city: town_name(&city_line.words()) });
        Self { postcode: written_postcode.or(in_city.postcode), city: in_city.city }
    }

    /// What a text says where the columns are silent.
    pub(super) fn fill_from(&mut self, written: Self) {
        self.postcode = self.postcode.take().or(written.postcode);
        self.city = self.city.take().or(written.city);
    }

    fn is_known(&self) -> bool {
        self.postcode.is_some() || self.city.is_some()
    }

    fn agrees_with(&self, other: &Self) -> bool {
        let postcode_agrees = self.postcode.is_some() && self.postcode == other.postcode;
        postcode_agrees || (self.city.is_some() && self.city == other.city)
    }

    /// Whether a column gives the town alone and a text the postcode alone.
    fn completes(&self, other: &Self) -> bool {
        self.postcode.is_none() && other.city.is_none() && other.postcode.is_some()
    }
}

/// A place found in a line: how many words before it belong to the street.
struct Found {
    words_before: usize,
    town: Town,
    /// Town to be looked for in the line before.
    needs_city: bool,
}

/// Takes postcode, town and country out of the lines. Where columns name the town, only what
/// repeats them is taken.
pub(super) fn take(lines: &mut Vec<Line>, columns: &Town) -> Town {
    while lines.len() > 1 && lines.last().is_some_and(is_country) {
        lines.pop();
    }
    for index in (0..lines.len()).rev() {
        let Some(line) = lines.get(index) else { continue };
        let words = line.words();
        let Some(mut found) = read_line(&words) else { continue };
        let others_have_digit = lines.iter().enumerate().any(|(i, other)| i != index && other.has_digit());
        let words_before_have_digit =
            words.iter().take(found.words_before).any(|word| word.bytes().any(|b| b.is_ascii_digit()));
        if !others_have_digit && !words_before_have_digit {
            continue;
        }
        let previous = index.checked_sub(1).and_then(|i| lines.get(i));
        let city_line = previous.filter(|line| found.needs_city && !line.has_digit());
        if let Some(city) = city_line {
            found.town.city = town_name(&city.words());
        }
        // Behind the street only: what stands behind the postcode is cut off with it.
        let is_behind = words_before_have_digit || lines.iter().take(index).any(Line::has_digit);
        let agrees = columns.agrees_with(&found.town) || is_behind && columns.completes(&found.town);
        if columns.is_known() && !agrees {
            continue;
        }
        if found.words_before == 0 && !lines.iter().take(index).any(Line::has_digit) {
            return take_in_front(lines, index, found.town);
        }
        let takes_previous = city_line.is_some();
        let before = words.iter().take(found.words_before).copied().collect::<Vec<_>>().join(" ");
        lines.truncate(index);
        if takes_previous {
            lines.pop();
        }
        lines.extend(Line::new(&before));
        return found.town;
    }
    take_bare_town(lines, columns)
}

/// `1051 Budapest, Windrosen utca 8`, `SE1 9PQ, London, 14 Maple Road`: the place stands before the street. Of lines that
/// have no street at all the place is nobody's.
fn take_in_front(lines: &mut Vec<Line>, index: usize, mut town: Town) -> Town {
    lines.drain(..=index);
    if let [next, street, ..] = lines.as_slice()
        && town.city.is_none()
        && !next.has_digit()
        && street.has_digit()
        && street.folded.bytes().filter(u8::is_ascii_alphabetic).count() > 1
    {
        town.city = town_name(&next.words());
        lines.remove(0);
    }
    town
}

/// A town without a postcode: the last line without a digit, behind one with a digit.
fn take_bare_town(lines: &mut Vec<Line>, columns: &Town) -> Town {
    if columns.is_known() {
        lines.retain(|line| {
            town_name(&line.words()).is_none_or(|name| Some(name) != columns.city || line.has_digit())
        });
        return Town::default();
    }
    let Some(first_with_digit) = lines.iter().position(Line::has_digit) else { return Town::default() };
    while lines.len() > first_with_digit + 2
        && lines.last().is_some_and(|l| STATES.contains(&l.folded.as_str()))
    {
        lines.pop();
    }
    let is_town = lines.len() > first_with_digit + 1
        && lines.last().is_some_and(|line| {
            !line.has_digit() && line.folded.chars().filter(char::is_ascii_alphabetic).count() >= 2
        });
    if !is_town {
        return Town::default();
    }
    let city = lines.pop().and_then(|line| town_name(&line.words()));
    Town { postcode: None, city }
}

/// Reads a line that holds a postcode, with or without the town.
fn read_line(words: &[&str]) -> Option<Found> {
    for (index, word) in words.iter().enumerate() {
        let next = words.get(index + 1).copied();
        let rest = words.get(index + 1..).unwrap_or_default();
        let after_two = words.get(index + 2..).unwrap_or_default();
        let pair = next.filter(|second| is_pair(word, second, !after_two.is_empty()));
        let (postcode, after) = match pair {
            Some(second) => (normal_postcode(&format!("{word}{second}")), after_two),
            None if is_single(word, index, words) => (normal_postcode(word), rest),
            None => continue,
        };
        let has_town_behind = after.first().is_some_and(|w| w.bytes().all(|b| !b.is_ascii_digit()));
        if !after.is_empty() && (!has_town_behind || is_street(after)) {
            continue;
        }
        if has_town_behind {
            return Some(Found {
                words_before: index,
                town: Town { postcode, city: town_name(after) },
                needs_city: false,
            });
        }
        return Some(town_in_front(words.get(..index).unwrap_or_default(), postcode));
    }
    None
}

/// `New York NY 10001`, `London SW1A 1AA`: the town before the postcode, behind any house number.
fn town_in_front(before: &[&str], postcode: Option<String>) -> Found {
    let without_state = match before.split_last() {
        Some((last, rest)) if STATES.contains(&last.trim_matches('.')) => rest,
        _ => before,
    };
    let mut street_end =
        without_state.iter().rposition(|w| w.bytes().any(|b| b.is_ascii_digit())).map_or(0, |p| p + 1);
    // `Apt 4 B New York`: the letter belongs to the door.
    if street_end > 0 && without_state.get(street_end).is_some_and(|word| word.len() == 1) {
        street_end += 1;
    }
    let name: Vec<&str> = without_state.iter().skip(street_end).copied().collect();
    // `12 High Street SW1A 1AA`: these words are the street's.
    if street_end > 0 && (is_street(&name) || name.is_empty()) {
        return Found {
            words_before: without_state.len(),
            town: Town { postcode, city: None },
            needs_city: false,
        };
    }
    Found {
        words_before: street_end,
        town: Town { postcode, city: town_name(&name) },
        needs_city: name.is_empty(),
    }
}

/// Words that hold an English street type behind the first: `main street`, but not `st gallen`.
fn is_street(words: &[&str]) -> bool {
    words.iter().skip(1).any(|word| is_english_type(word.trim_matches('.')))
}

/// Postcodes of two words.
fn is_pair(first: &str, second: &str, has_more: bool) -> bool {
    let shape = (pattern(first), pattern(second));
    match (shape.0.as_str(), shape.1.as_str()) {
        // Netherlands; two letters may also begin a town's name.
        ("9999", "aa") => !matches!(
            second.trim_matches('.'),
            "st" | "la" | "le" | "el" | "de" | "am" | "an" | "al" | "il" | "os" | "as"
        ),
        // Czechia, Slovakia, Sweden, Greece.
        ("999", "99") => has_more,
        // Canada.
        ("a9a", "9a9") => true,
        // United Kingdom: outward and inward code.
        ("a9" | "a99" | "aa9" | "aa99" | "a9a" | "aa9a", "9aa") => true,
        // Ireland.
        ("a99" | "a9a", four) => four.len() == 4 && four.contains('9') && first.len() == 3 && first != "m25",
        _ => false,
    }
}

/// Postcodes of one word.
fn is_single(word: &str, index: usize, words: &[&str]) -> bool {
    let bare = without_country(word);
    let has_letters_behind =
        words.get(index + 1).is_some_and(|next| next.starts_with(|c: char| c.is_ascii_alphabetic()));
    let stands_alone = words.len() == 1;
    match pattern(bare).as_str() {
        "99999" | "999999" | "99999-9999" | "99-999" | "9999-999" | "999-9999" | "99999-999" | "999-99" => {
            true
        }
        // A house number may have as many digits: a town must follow, or nothing stand beside it,
        // or a country prefix before it.
        "9999" | "9999999" | "99999999" => {
            has_letters_behind
                || stands_alone
                || bare.len() < word.len()
                || index + 1 == words.len()
                    && index > 0
                    && !words.iter().take(index).any(|w| w.bytes().any(|b| b.is_ascii_digit()))
        }
        "9999aa" | "a9a9a9" | "a99aa" | "a999aa" | "aa99aa" | "aa999aa" | "a9a9aa" | "aa9a9aa" => true,
        other => other.len() == 7 && matches!(other.get(..3), Some("a99" | "a9a")) && other.contains('9'),
    }
}

/// Digits as `9`, letters as `a`, the rest as written.
fn pattern(word: &str) -> String {
    let shape = |c: char| match c {
        '0'..='9' => '9',
        'a'..='z' => 'a',
        other => other,
    };
    word.trim_matches(['.', '(', ')']).chars().map(shape).collect()
}

/// `D-10115`, `LV-1010`, `CH 8001` written together: a country's letters before three digits.
fn without_country(word: &str) -> &str {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = word.get(letters..).unwrap_or(word).trim_start_matches('-');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let is_prefix =
        (1..=3).contains(&letters) && digits >= 3 && rest.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let has_hyphen = word.as_bytes().get(letters) == Some(&b'-');
    if is_prefix && (has_hyphen || letters == digits.min(letters) && digits >= 4) { rest } else { word }
}

/// A postcode in normal form: upper case, no country, no spaces and hyphens, no ZIP+4. `None` for
/// what holds no digit, or only zeros.
fn normal_postcode(text: &str) -> Option<String> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    let bare = without_country(&compact);
    let shape = pattern(bare);
    let kept = if shape == "99999-9999" { bare.get(..5).unwrap_or(bare) } else { bare };
    let normal: String =
        kept.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let is_real = normal.bytes().any(|b| b.is_ascii_digit() && b != b'0') && (3..=10).contains(&normal.len());
    is_real.then_some(normal)
}

/// A town's name, folded: words of letters only, without district numbers, `cedex` and a country behind it.
fn town_name(words: &[&str]) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for part in words.iter().flat_map(|word| word.split(|c: char| !c.is_ascii_alphanumeric())) {
        if part == "cedex" {
            break;
        }
        if !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphabetic()) {
            names.push(single_spelling(part));
        }
    }
    if names.len() > 1
        && names.last().is_some_and(|last| last.len() > 3 && super::super::country_code(last).is_some())
    {
        names.pop();
    }
    let name = names.join(" ");
    (name.len() >= 2).then_some(name)
}
