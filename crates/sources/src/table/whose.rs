//! Whose a column is, by the words of its header: a list of what may stand there, not of what may
//! not.
//!
//! Reports hold columns of many people: team leads, deputies, doctors, whoever entered the row. No
//! list of them is ever complete, and one that is missing makes one person's phone the phone of
//! all whom the column names. So every word must be understood: a word for the value itself, a
//! word of the person's own, of work, of an agency, of a referee. One word that is not, and the
//! column is left alone.

use bonafide_records::Role;

/// Words for the value itself, and words that say nothing.
const VALUE: &str = "phone telephone tel telefon fon mobile mobil mobilfunk handy cell cellphone cellular smartphone \
    landline festnetz whatsapp rufnummer number nummer nr no email mail mailbox postfach address adress adresse \
    anschrift line zeile street strasse str streetname house haus housenumber hausnummer hausnr \
    zusatz adresszusatz apartment flat apt postcode zip zipcode plz postleitzahl city town ort stadt \
    country land of the my and or und oder der des die";

/// Words that make a further value the person's own.
const OWN: &str = "home private privat personal persoenlich own eigen other weiter ander second secondary zweit third \
    dritt alternate alternative alternativ alt additional zusaetzlich former frueher previous vorig vorherig \
    ehemalig old last bisherig current aktuell jetzig derzeitig new neu permanent temporary mailing \
    postal residential residence correspondence korrespondenz primary haupt neben wohn wohnort \
    wohnsitz heim heimat melde post 1st 2nd 3rd employee worker candidate applicant mitarbeiter \
    bewerber kandidat";

/// Words that make it the firm's.
const WORK: &str = "work office business corporate desk switchboard direct buero zentrale dienst dienstlich geschaeft \
    geschaeftlich beruflich betrieb betrieblich arbeit firmen site standort location";

const AGENCY: &str = "agency agentur staffing vermittler personaldienstleister zeitarbeit umbrella";

const REFEREE: &str = "referee reference referenz referenzgeber referenzgeberin";

/// Endings of inflected words; the last two also join the parts of German compounds.
const ENDINGS: [&str; 7] = ["e", "er", "em", "en", "es", "n", "s"];

/// Shortest part of a compound: with shorter ones nearly any word falls into parts.
const SHORTEST_PART: usize = 4;

/// What one word says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    Value,
    Own,
    Work,
    Agency,
    Referee,
}

/// What the value under a header of these folded words is to the person; `None` where one of them
/// is not understood.
pub(super) fn role(words: &[String]) -> Option<Role> {
    let mut said: Vec<Says> = Vec::new();
    for word in words {
        said.extend(parts(word.trim_end_matches(|c: char| c.is_ascii_digit()), word)?);
    }
    for (says, role) in
        [(Says::Agency, Role::Agency), (Says::Referee, Role::Referee), (Says::Work, Role::Work)]
    {
        if said.contains(&says) {
            return Some(role);
        }
    }
    Some(Role::Other)
}

/// What a word says, whole or as a compound (`Privathandy`, `Arbeitsemail`). `stem` is the word
/// without the digits behind it: `phone2`, `2`.
fn parts(stem: &str, word: &str) -> Option<Vec<Says>> {
    if stem.is_empty() {
        // A third phone is somebody's own, a number of five digits is no count.
        return (word.len() == 1).then(Vec::new);
    }
    if let Some(says) = says(word).or_else(|| says(stem)) {
        return Some(vec![says]);
    }
    let starts = stem.char_indices().map(|(at, _)| at).filter(|at| *at >= SHORTEST_PART);
    for at in starts {
        let (Some(first), Some(rest)) = (stem.get(..at), stem.get(at..)) else { continue };
        let Some(says) = says(first).filter(|_| rest.len() >= SHORTEST_PART) else { continue };
        if let Some(mut others) = parts(rest, rest) {
            others.insert(0, says);
            return Some(others);
        }
    }
    None
}

fn says(word: &str) -> Option<Says> {
    let lists = [
        (VALUE, Says::Value),
        (OWN, Says::Own),
        (WORK, Says::Work),
        (AGENCY, Says::Agency),
        (REFEREE, Says::Referee),
    ];
    let is_in = |list: &str, wanted: &str| list.split_whitespace().any(|entry| entry == wanted);
    let stems = std::iter::once(word).chain(
        ENDINGS
            .iter()
            .filter_map(|ending| word.strip_suffix(ending))
            .filter(|stem| stem.len() >= SHORTEST_PART - 1),
    );
    for stem in stems {
        if let Some((_, says)) = lists.iter().find(|(list, _)| is_in(list, stem)) {
            return Some(*says);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn role_of(words: &str) -> Option<Role> {
        role(&words.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn inflected_words_and_compounds_are_understood() {
        for words in
            ["privates handy", "privathandy", "weiterer telefon", "zweitadresse", "phone2", "email 3"]
        {
            assert_eq!(role_of(words), Some(Role::Other), "{words}");
        }
        for words in
            ["diensthandy", "arbeitsemail", "firmentelefon", "geschaeftliche rufnummer", "firmen email"]
        {
            assert_eq!(role_of(words), Some(Role::Work), "{words}");
        }
    }

    #[test]
    fn one_word_that_is_not_understood_leaves_the_column_alone() {
        for words in [
            "teamleiter telefon",
            "notfalltelefon",
            "supporttelefon",
            "phone 12345",
            "home phone boss",
            "liefer adresse",
        ] {
            assert_eq!(role_of(words), None, "{words}");
        }
    }
}
