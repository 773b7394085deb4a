//! Which words around a name are no part of it?
//!
//! `Dr. Ada Byron, Ph.D.` is `Ada Byron`. Words of address say a sex and no more, degrees are given on one list and left out
//! on the next. What tells a son from his father (`Jr.`, `III`) is kept.

use super::latin::plain;

/// Before a name, with a dot or without.
const BEFORE: [&str; 27] = [
    "dr",
    "prof",
    "professor",
    "mr",
    "mrs",
    "ms",
    "miss",
    "sir",
    "dame",
    "herr",
    "frau",
    "hr",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "signor",
    "signora",
    "sig",
    "dott",
    "dottssa",
    "senor",
    "senora",
    "sra",
    "dra",
    "drs",
    "mevr",
];

/// Before a name, with a dot alone: without one they are names, too.
const BEFORE_WITH_DOT: [&str; 16] = [
    "ing", "mag", "dipl", "eng", "hon", "rev", "arch", "avv", "rag", "geom", "sr", "fr", "med", "phil",
    "rer", "nat",
];

/// Behind a name, also without a comma.
const BEHIND: [&str; 32] = [
    "phd", "dphil", "mba", "emba", "msc", "bsc", "meng", "beng", "mtech", "btech", "llm", "llb", "mph",
    "mfa", "pharmd", "edd", "dds", "dmd", "dvm", "dnp", "cpa", "cfa", "fcca", "acca", "cissp", "cisa",
    "cism", "pmp", "ceng", "obe", "mbe", "esq",
];

/// Behind a name and a comma: others of these letters are names.
const BEHIND_COMMA: [&str; 36] = [
    "md", "do", "ma", "ba", "ms", "bs", "jd", "np", "pa", "pac", "rn", "rph", "od", "dc", "dpm", "pt", "ot",
    "pe", "fnp", "fnpc", "anp", "aprn", "arnp", "crna", "cnm", "lcsw", "lmft", "lpc", "psyd", "bds", "mbbs",
    "frcs", "facs", "macc", "bed", "med",
];

/// A name without words of address before it and degrees behind it; as it is where nothing else would be left.
///
/// ```
/// use bonafide_linkage::distance::titles::without_titles;
/// assert_eq!(without_titles("Prof. Dr. Ada Byron, Ph.D."), "Ada Byron");
/// assert_eq!(without_titles("Mr Bob Ray Jr."), "Bob Ray Jr.");
/// assert_eq!(without_titles("Ma, Jun"), "Ma, Jun");
/// ```
pub fn without_titles(value: &str) -> &str {
    let mut rest = value.trim();
    while let Some((first, behind)) = rest.split_once(char::is_whitespace)
        && is_before(first)
    {
        rest = behind.trim_start();
    }
    loop {
        let Some(shorter) = without_last(rest) else { return rest };
        rest = shorter;
    }
}

/// A name without the degree that stands last.
fn without_last(name: &str) -> Option<&str> {
    if let Some((before, last)) = name.rsplit_once(',') {
        let is_whole = before.split_whitespace().nth(1).is_some();
        let mut degrees =
            last.split(|own: char| own.is_whitespace() || own == '/').filter(|own| !own.is_empty());
        let are_degrees = degrees.clone().next().is_some() && degrees.all(is_behind_comma);
        return (is_whole && are_degrees).then_some(before.trim_end());
    }
    let (before, last) = name.rsplit_once(char::is_whitespace)?;
    (BEHIND.contains(&letters(last).as_str()) && before.split_whitespace().nth(1).is_some())
        .then_some(before.trim_end())
}

fn is_before(word: &str) -> bool {
    let has_dot = word.contains('.');
    let mut parts = word.split(['.', '-']).filter(|part| !part.is_empty()).map(letters).peekable();
    parts.peek().is_some()
        && parts.all(|part| {
            BEFORE.contains(&part.as_str()) || (has_dot && BEFORE_WITH_DOT.contains(&part.as_str()))
        })
}

fn is_behind_comma(word: &str) -> bool {
    let own = letters(word);
    // Two letters that begin with a capital and go on with a small one are a name.
    let is_written_as_name = own.len() == 2
        && word.len() == 2
        && word.starts_with(char::is_uppercase)
        && word.ends_with(char::is_lowercase);
    BEHIND.contains(&own.as_str()) || (BEHIND_COMMA.contains(&own.as_str()) && !is_written_as_name)
}

/// The letters of a word, small and without accents.
fn letters(word: &str) -> String {
    plain(word.as_bytes()).chars().filter(|own| own.is_alphabetic()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_part_of_a_name_goes() {
        for (written, name) in [
            ("Dr. med. Ada Byron", "Ada Byron"),
            ("Dipl.-Ing. Karl Groß", "Karl Groß"),
            ("Frau Dr. Anna Holz", "Anna Holz"),
            ("Dean Skinner, DMD", "Dean Skinner"),
            ("Dianna E. Renz, M.D., F.A.C.S.", "Dianna E. Renz"),
            ("Jo Lee, FNP-C, RN", "Jo Lee"),
            ("dr anna holz phd", "anna holz"),
            ("Byron, Ada, MSc", "Byron, Ada"),
        ] {
            assert_eq!(without_titles(written), name);
        }
    }

    #[test]
    fn names_stay() {
        for name in [
            "Ing Hao",
            "Ma, Jun",
            "Tran Van, Do",
            "Bob Ray Jr.",
            "Bob Ray III",
            "Dr.",
            "Mr",
            "M. Keller",
            "Don Ray",
            "Yo-Yo Ma",
            "Smith, MA",
            "Rahman Md",
            "Doğan, Ali",
            "",
        ] {
            assert_eq!(without_titles(name), name);
        }
    }

    proptest! {
        #[test]
        fn something_is_left_and_to_ask_twice_changes_nothing(name in "(Dr\\. |Mr |M\\. )?[A-Za-z. ,]{0,20}(, MD| PhD)?") {
            let made = without_titles(&name);
            prop_assert_eq!(made.is_empty(), name.trim().is_empty());
            prop_assert_eq!(without_titles(made), made);
        }
    }
}
