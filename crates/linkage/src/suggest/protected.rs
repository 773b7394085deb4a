//! Which columns say something of people that is never compared: sex, nationality, ethnicity, religion, age,
//! language?
//!
//! A date of birth is a value of identity and is compared.

mod words;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::headers;
use super::look::Look;
use crate::distance::latin::plain;

/// Values of sex, as they are written.
const SEXES: [&str; 36] = [
    "m",
    "f",
    "w",
    "d",
    "x",
    "u",
    "h",
    "k",
    "male",
    "female",
    "man",
    "woman",
    "mann",
    "frau",
    "divers",
    "männlich",
    "weiblich",
    "maennlich",
    "homme",
    "femme",
    "hombre",
    "mujer",
    "masculin",
    "feminin",
    "féminin",
    "masculino",
    "femenino",
    "mies",
    "nainen",
    "kvinna",
    "kvinde",
    "mand",
    "non-binary",
    "nonbinary",
    "unknown",
    "other",
];

/// The tables of [`words`], folded once as headers are.
struct Table {
    words: BTreeSet<String>,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
    phrases: Vec<Vec<String>>,
    addresses: BTreeSet<String>,
    degrees: BTreeSet<String>,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let all = |list: &[&str]| list.iter().map(|word| folded(word)).collect::<Vec<String>>();
    Table {
        words: all(words::WORDS).into_iter().collect(),
        prefixes: all(words::PREFIXES),
        suffixes: all(words::SUFFIXES),
        phrases: words::PHRASES.iter().map(|phrase| phrase.split(' ').map(folded).collect()).collect(),
        addresses: all(words::ADDRESSES).into_iter().collect(),
        degrees: all(words::DEGREES).into_iter().collect(),
    }
});

/// A word without accents, and umlauts in one spelling.
fn folded(word: &str) -> String {
    let letters = plain(word.as_bytes()).replace("ae", "a").replace("oe", "o").replace("ue", "u");
    letters.chars().filter(|own| own.is_alphanumeric()).collect()
}

/// Why a column is not compared, if so.
pub fn why(name: &str, look: &Look<'_>) -> Option<&'static str> {
    // Capitals part words (`applicantAge`), or stand inside of one (`GenDer`).
    if [headers::words(name), headers::words(&name.to_lowercase())].iter().any(|header| is_protected(header))
    {
        return Some("its header names a protected attribute");
    }
    (holds_sexes(look) || holds_addresses(look)).then_some("its values look like a protected attribute")
}

fn is_protected(header: &[String]) -> bool {
    let header: Vec<String> = header.iter().map(|word| folded(word)).collect();
    let is_one = |word: &String| {
        TABLE.words.contains(word)
            || TABLE.prefixes.iter().any(|prefix| word.starts_with(prefix))
            || TABLE.suffixes.iter().any(|suffix| word.ends_with(suffix))
    };
    let stands = |phrase: &Vec<String>| {
        header.windows(phrase.len()).any(|some| some == phrase) || header.contains(&phrase.concat())
    };
    header.iter().any(is_one) || TABLE.phrases.iter().any(stands)
}

/// Most distinct values of a column of which there should be a few: slips make more.
const FEW: usize = 40;

fn holds_sexes(look: &Look<'_>) -> bool {
    let is_sex = |value: &str| SEXES.contains(&value.trim().trim_end_matches('.').to_lowercase().as_str());
    // Nearly all rows hold the two.
    (2..=FEW).contains(&look.distinct)
        && look.weighed(is_sex) >= 0.95
        && look.values.iter().zip(&look.counts).filter(|(value, count)| is_sex(value) && **count > 1).count()
            >= 2
}

/// Whether nearly all rows hold words of address, most of them such as say a sex.
fn holds_addresses(look: &Look<'_>) -> bool {
    let parts = |value: &str| -> Vec<String> {
        let split = value.split(|own: char| own.is_whitespace() || matches!(own, '.' | '/' | ','));
        split.map(folded).filter(|word| !word.is_empty()).collect()
    };
    let says_sex = |value: &str| parts(value).iter().any(|word| TABLE.addresses.contains(word));
    let is_title = |value: &str| {
        let words = parts(value);
        let is_known = |word: &String| TABLE.addresses.contains(word) || TABLE.degrees.contains(word);
        !words.is_empty() && words.iter().all(is_known)
    };
    (1..=FEW).contains(&look.distinct)
        && look.weighed(is_title) >= 0.95
        && look.weighed(|value| is_title(value) && says_sex(value)) >= 0.5
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::ColumnBuilder;

    #[test]
    fn headers_name_what_is_protected_however_they_are_written() {
        let mut builder = ColumnBuilder::new("code");
        (0..100).for_each(|number| builder.push(format!("v{}", number % 7).as_bytes()));
        let column = builder.finish();
        let look = Look::at(&column);
        for header in [
            "Sex",
            "race_code",
            "applicantAge",
            "GenDer",
            "Staatsangehörigkeit (ISO)",
            "MUTTERSPRACHE",
            "religious_affiliation",
            "pronouns",
            "mother_tongue",
            "motherTongue",
            "Staatsangehoerigkeit",
            "kon",
            "kjonn",
            "plec",
            "jezyk",
            "eta",
        ] {
            assert!(why(header, &look).is_some(), "{header}");
        }
        for header in
            ["Page", "Sussex", "stage", "ageless", "date_of_birth", "genre", "mothers_name", "first", "name"]
        {
            assert_eq!(why(header, &look), None, "{header}");
        }
    }

    #[test]
    fn words_of_address_say_a_sex_and_degrees_none() {
        let told = |values: &[&str]| {
            let mut builder = ColumnBuilder::new("title");
            (0..100).for_each(|row| builder.push(values[row % values.len()].as_bytes()));
            why("title", &Look::at(&builder.finish()))
        };
        for values in [
            &["Mr", "Mrs"][..],
            &["Mr.", "Ms", "Dr."],
            &["Herr", "Frau Dr.", "Herr Prof. Dr."],
            &["Señor", "SRA."],
        ] {
            assert!(told(values).is_some(), "{values:?}");
        }
        for values in [
            &["Dr", "Prof"][..],
            &["Mr", "Engineer", "Clerk"],
            &["Mr Bean", "Mrs Doubtfire"],
            &["Dr", "Prof", "Mr"],
        ] {
            assert_eq!(told(values), None, "{values:?}");
        }
    }
}
