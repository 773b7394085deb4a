//! Dutch postcodes whose two letters are also a word before a town's name: `3511 DE Utrecht` beside `8660 De Panne`.

use std::borrow::Cow;

use crate::normal::country_code;

/// Letters of postcodes that begin names of towns, elsewhere or there: De Panne, La Louvière, St. Gallen, El Ejido, Am See.
const WORDS: &[&str] = &["al", "am", "an", "as", "de", "el", "il", "la", "le", "os", "st"];

/// Towns of four digits elsewhere that are called so: As in Belgium, Os and Ås in Norway.
const TOWNS: &[&str] = &["as", "il", "os"];

/// The texts with digits and letters of such postcodes written as one, which nothing else is. The country decides where
/// it is known; else capital letters before a town that is not all in capitals, or nothing behind them.
pub(super) fn glued<'a, const N: usize>(texts: [&'a str; N], country: Option<&str>) -> [Cow<'a, str>; N] {
    let is_there = country.and_then(code).or_else(|| texts.iter().find_map(|text| last_country(text)));
    texts.map(|text| glue(text, is_there))
}

/// Whether a country is the Netherlands; `None` for what is no country.
fn code(country: &str) -> Option<bool> {
    let folded = crate::normal::fold::ascii(country);
    country_code(folded.trim()).map(|code| code.eq_ignore_ascii_case("nl"))
}

/// The same of the country that a text ends with.
fn last_country(text: &str) -> Option<bool> {
    text.rsplit(['\n', ',', ';']).map(str::trim).find(|part| !part.is_empty()).and_then(code)
}

fn glue(text: &str, is_there: Option<bool>) -> Cow<'_, str> {
    if is_there == Some(false) {
        return Cow::Borrowed(text);
    }
    let mut glued = String::new();
    let mut rest = text;
    while let Some((digits_end, letters_at)) = next_blank(rest) {
        let (before, behind) = (rest.get(..digits_end), rest.get(letters_at..));
        let (Some(before), Some(behind)) = (before, behind) else { break };
        glued.push_str(before);
        if !is_postcode(before, behind, is_there) {
            glued.push_str(rest.get(digits_end..letters_at).unwrap_or(" "));
        }
        rest = behind;
    }
    if glued.is_empty() {
        return Cow::Borrowed(text);
    }
    glued.push_str(rest);
    Cow::Owned(glued)
}

/// The first blanks of a text between a digit and a letter: where they begin and end.
fn next_blank(text: &str) -> Option<(usize, usize)> {
    let mut from = None;
    let mut before = ' ';
    for (at, letter) in text.char_indices() {
        if matches!(letter, ' ' | '\t' | '\u{a0}') {
            from = from.or(before.is_ascii_digit().then_some(at));
        } else if let Some(blank) = from.take()
            && letter.is_ascii_alphabetic()
        {
            return Some((blank, at));
        }
        before = letter;
    }
    None
}

/// Whether four digits before and two letters behind are a postcode.
fn is_postcode(before: &str, behind: &str, is_there: Option<bool>) -> bool {
    let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
    let word: String = behind.chars().take_while(|letter| letter.is_alphanumeric()).collect();
    let lower = word.to_ascii_lowercase();
    let begins_with_zero = before.len() >= 4 && before.as_bytes().get(before.len() - 4) == Some(&b'0');
    let is_glued = before.chars().rev().nth(digits).is_some_and(char::is_alphanumeric);
    if digits != 4 || begins_with_zero || is_glued || !WORDS.contains(&lower.as_str()) {
        return false;
    }
    let behind_word = behind.get(word.len()..).unwrap_or_default();
    let town: String = behind_word
        .trim_start_matches([' ', '\t', '\u{a0}'])
        .chars()
        .take_while(|letter| letter.is_alphabetic())
        .collect();
    let is_capital = word.chars().all(char::is_uppercase);
    match is_there {
        Some(there) => there,
        // `St.` is cut short, `De-` goes on.
        None if behind_word.starts_with(['.', '-', '\'', '’']) => false,
        None if town.is_empty() => !TOWNS.contains(&lower.as_str()),
        None => is_capital && town.chars().any(char::is_lowercase),
    }
}

#[cfg(test)]
mod tests {
    use super::glued;

    fn one(text: &str, country: Option<&str>) -> String {
        let [found] = glued([text], country);
        found.into_owned()
    }

    #[test]
    fn letters_of_a_postcode_are_told_from_a_word_before_a_town() {
        for (text, expected) in [
            ("Zonneplein 138, 3511 DE Utrecht", "Zonneplein 138, 3511DE Utrecht"),
            ("Zonneplein 138\n3511  LA Utrecht", "Zonneplein 138\n3511LA Utrecht"),
            ("3511 DE", "3511DE"),
            ("Zonneplein 138, 3511 DE, Utrecht", "Zonneplein 138, 3511DE, Utrecht"),
            ("Zonneplein 138, 3511 DE UTRECHT, Nederland", "Zonneplein 138, 3511DE UTRECHT, Nederland"),
        ] {
            assert_eq!(one(text, None), expected);
        }
        for text in [
            "Zeelaan 5, 8660 De Panne",
            "Zeelaan 5, 8660 DE PANNE",
            "Rue Neuve 5, 2300 La Chaux-de-Fonds",
            "9 Marktplatz, 9000 St. Gallen",
            "Musterweg 3, 4780 ST. VITH",
            "Dorpsstraat 5, 3665 As",
            "Zonneplein 138, 3511 KM Utrecht",
            "Ronda 12, 04700 EL Ejido",
            "Storgata 5, 5200 OS",
        ] {
            assert_eq!(one(text, None), text);
        }
        assert_eq!(one("3511 DE UTRECHT", Some("Netherlands")), "3511DE UTRECHT");
        assert_eq!(one("8660 DE Panne", Some("BE")), "8660 DE Panne");
    }
}
