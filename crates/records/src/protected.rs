//! What is never read: protected characteristics and their stand-ins.
//!
//! One list for every source (product.md 2.2). A field whose name matches is dropped while
//! reading, before anything is stored, and counted. Values are never looked at.

mod words;

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::normal::fold::{ascii, single_spelling};

/// Whether a field of this name, or a question of this text, must never be read.
///
/// Names are compared by words and their order: case, accents, separators and camel case do not
/// matter, so `dateOfBirth`, `date_of_birth` and `Date of birth` are one, and `Manager` is not
/// `age`. English and German, and the basic words of French, Spanish, Italian, Polish, Finnish and
/// Dutch. In doubt a field is dropped: what is lost is one field, what is kept out is a whole ground
/// of discrimination.
///
/// ```
/// use bonafide_records::protected::is_protected;
/// assert!(is_protected("Date of Birth"));
/// assert!(is_protected("Staatsangehörigkeit"));
/// assert!(is_protected("What is your gender identity?"));
/// assert!(!is_protected("Manager"));
/// assert!(!is_protected("Stage"));
/// ```
pub fn is_protected(field: &str) -> bool {
    let words = split_words(field);
    if words.iter().any(|word| TABLE.is_protected_word(word)) {
        return true;
    }
    if TABLE.phrases.iter().any(|phrase| stands_in(phrase, &words)) {
        return true;
    }
    let alone =
        |(index, word): (usize, &String)| TABLE.alone.contains(word) && !is_old_here(word, index, &words);
    if words.len() <= SHORT_FIELD && words.iter().enumerate().any(alone) {
        return true;
    }
    words.iter().enumerate().any(|(index, word)| is_doubtful_here(word, index, &words))
}

/// All words, beginnings, endings and phrases of the list, as they are written there: other rooms hold theirs against it.
pub fn all_words() -> impl Iterator<Item = &'static str> {
    let doubtful = words::DOUBTFUL.iter().map(|(word, _)| *word);
    let lists = [words::ANYWHERE, words::ALONE, words::PREFIXES, words::SUFFIXES, words::PHRASES];
    lists.into_iter().flatten().copied().chain(doubtful)
}

/// `Alter Wert` is the old value: the German word for age is also one for old, right before a noun of
/// what a record may hold.
fn is_old_here(word: &str, index: usize, words: &[String]) -> bool {
    let next = words.get(index + 1).map_or("", String::as_str);
    word == "alter"
        && [
            "wert", "inhalt", "eintrag", "stand", "status", "name", "betrag", "text", "iban", "account",
            "feldwert",
        ]
        .contains(&next)
}

/// A field of at most so many words is a label, not a question.
const SHORT_FIELD: usize = 3;

/// The tables of [`words`], folded once in the same way as the fields.
struct Table {
    anywhere: HashSet<String>,
    alone: HashSet<String>,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    phrases: Vec<Vec<String>>,
    doubtful: Vec<(String, HashSet<String>)>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let fold_all = |list: &[&str]| list.iter().map(|word| fold(word)).collect::<Vec<String>>();
    Table {
        anywhere: fold_all(words::ANYWHERE).into_iter().collect(),
        alone: fold_all(words::ALONE).into_iter().collect(),
        prefixes: fold_all(words::PREFIXES),
        suffixes: fold_all(words::SUFFIXES),
        phrases: words::PHRASES.iter().map(|phrase| split_words(phrase)).collect(),
        doubtful: words::DOUBTFUL
            .iter()
            .map(|(word, company)| (fold(word), fold_all(company).into_iter().collect()))
            .collect(),
    }
});

impl Table {
    fn is_protected_word(&self, word: &str) -> bool {
        self.anywhere.contains(word)
            || self.prefixes.iter().any(|prefix| word.starts_with(prefix.as_str()))
            || self.suffixes.iter().any(|suffix| word.ends_with(suffix.as_str()))
    }
}

/// Whether the phrase stands among the words, apart or written as one.
fn stands_in(phrase: &[String], words: &[String]) -> bool {
    words.windows(phrase.len()).any(|window| window == phrase) || words.contains(&phrase.concat())
}

/// A word that is protected unless the word beside it, or any word of a long name, says otherwise.
fn is_doubtful_here(word: &str, index: usize, words: &[String]) -> bool {
    let Some((_, company)) = TABLE.doubtful.iter().find(|(doubtful, _)| doubtful == word) else {
        return false;
    };
    let beside = [index.checked_sub(1), index.checked_add(1)];
    let is_explained = beside.iter().flatten().filter_map(|i| words.get(*i)).any(|w| company.contains(w));
    !is_explained
}

fn fold(word: &str) -> String {
    // `età` is an age, `ETA` a time of arrival.
    if word.eq_ignore_ascii_case("eta") {
        return "arrival".to_owned();
    }
    single_spelling(&ascii(word).chars().filter(char::is_ascii_alphanumeric).collect::<String>())
}

/// Words of a field name, folded: cut at anything but letters, and where camel case begins one.
fn split_words(field: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let characters: Vec<char> = field.chars().collect();
    for (index, character) in characters.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(|i| characters.get(i)).copied();
        let after = characters.get(index + 1).copied();
        // An apostrophe belongs to its word: `mother's`. A combining accent too.
        let is_inside =
            matches!(character, '\'' | '’') || unicode_normalization::char::is_combining_mark(character);
        if is_inside && !word.is_empty() {
            word.push(character);
            continue;
        }
        if !character.is_alphabetic() {
            push_word(&mut words, &mut word);
            continue;
        }
        let starts_camel = character.is_uppercase()
            && (before.is_some_and(char::is_lowercase)
                || (before.is_some_and(char::is_uppercase) && after.is_some_and(char::is_lowercase)));
        if starts_camel {
            push_word(&mut words, &mut word);
        }
        word.push(character);
    }
    push_word(&mut words, &mut word);
    words
}

fn push_word(words: &mut Vec<String>, word: &mut String) {
    let folded = fold(word);
    if !folded.is_empty() {
        words.push(folded);
    }
    word.clear();
}

#[cfg(test)]
mod tests;
