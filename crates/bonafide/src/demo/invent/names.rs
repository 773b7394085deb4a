//! Invented names of many shapes. Everybody, honest or not, draws from the same pool.

use super::random::Random;

/// A name in Latin letters, for some also as they write it themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Given name.
    pub given: String,
    /// Family name, particles included.
    pub family: String,
    /// Given and family name in another script, where the person uses one.
    pub own_script: Option<(String, String)>,
}

const GIVEN_FIRST: [&str; 24] = [
    "Mi", "Ra", "Te", "Lo", "Ka", "Ju", "Sö", "Bri", "Ane", "Va", "Ori", "Fe", "Ilo", "Ne", "Da", "Yu", "Zé",
    "Ha", "Pe", "Øy", "Cle", "Ta", "Wi", "E",
];
const GIVEN_LAST: [&str; 24] = [
    "ral", "vin", "mo", "leth", "sai", "rik", "nja", "dór", "lune", "vard", "miko", "tes", "na", "bero",
    "linn", "kai", "ssé", "tova", "rian", "mez", "hild", "pao", "zek", "wen",
];
const FAMILY_FIRST: [&str; 32] = [
    "Tal", "Or", "Bren", "Kvis", "Mar", "Sil", "Dor", "Val", "Hof", "Lind", "Ras", "Pet", "Gar", "Nov",
    "Ker", "Öst", "Fal", "Zan", "Bel", "Mor", "Sten", "Vik", "Cas", "Ald", "Ruz", "Tho", "Jas", "Wol",
    "Ibar", "Fen", "Kol", "Sou",
];
const FAMILY_MIDDLE: [&str; 16] =
    ["e", "o", "a", "in", "er", "u", "ä", "el", "ar", "i", "on", "ov", "é", "en", "il", "ur"];
const FAMILY_LAST: [&str; 24] = [
    "ra", "vik", "mann", "sto", "lle", "ga", "berg", "ti", "nas", "quet", "ska", "dal", "rez", "ño", "chek",
    "lund", "da", "ros", "tz", "ev", "mäki", "poulo", "shi", "wara",
];
const PARTICLES: [&str; 8] = ["van ", "de ", "von ", "da ", "van der ", "del ", "El ", "di "];

/// Syllables whose romanisation is one and the same under ISO 9, BGN/PCGN and ELOT 743.
const SYLLABLES: [(&str, &str, &str); 10] = [
    ("ra", "ра", "ρα"),
    ("mi", "ми", "μι"),
    ("no", "но", "νο"),
    ("ta", "та", "τα"),
    ("li", "ли", "λι"),
    ("ko", "ко", "κο"),
    ("sa", "са", "σα"),
    ("ne", "не", "νε"),
    ("la", "ла", "λα"),
    ("ro", "ро", "ρο"),
];

impl Name {
    /// Draws a name; about one in twelve also has a form in Cyrillic or Greek letters.
    pub fn draw(random: &mut Random) -> Self {
        if random.one_in(12) {
            return Self::draw_in_two_scripts(random);
        }
        let mut given = format!("{}{}", random.pick(&GIVEN_FIRST), random.pick(&GIVEN_LAST));
        if random.one_in(14) {
            let second = format!("{}{}", random.pick(&GIVEN_FIRST), random.pick(&GIVEN_LAST));
            given = format!("{given}-{second}");
        }
        Self { given, family: Self::draw_family(random), own_script: None }
    }

    /// Draws a family name, e.g. the one somebody takes when marrying.
    pub fn draw_family(random: &mut Random) -> String {
        let mut family = format!(
            "{}{}{}",
            random.pick(&FAMILY_FIRST),
            random.pick(&FAMILY_MIDDLE),
            random.pick(&FAMILY_LAST)
        );
        if random.one_in(16) {
            family = format!("{}{family}", random.pick(&PARTICLES));
        } else if random.one_in(18) {
            family = format!("{family}-{}{}", random.pick(&FAMILY_FIRST), random.pick(&FAMILY_LAST));
        }
        family
    }

    /// Draws a name that is written in Latin letters and in one other script.
    pub fn draw_in_two_scripts(random: &mut Random) -> Self {
        let greek = random.one_in(3);
        let (given, given_own) = syllables(random, 3, greek);
        let length = 3 + random.below(2);
        let (family, family_own) = syllables(random, length, greek);
        Self { given, family, own_script: Some((given_own, family_own)) }
    }

    /// Given and family name in Latin letters.
    pub fn full(&self) -> String {
        format!("{} {}", self.given, self.family)
    }

    /// The name in plain lower-case letters, as in a mailbox: given and family name without
    /// accents, spaces and hyphens.
    pub fn plain(&self) -> (String, String) {
        (plain(&self.given), plain(&self.family))
    }
}

/// Lower-case ASCII letters of a text.
fn plain(text: &str) -> String {
    any_ascii::any_ascii(text)
        .chars()
        .filter(char::is_ascii_alphabetic)
        .map(|letter| letter.to_ascii_lowercase())
        .collect()
}

/// A word of syllables in Latin letters and in Cyrillic or Greek ones.
fn syllables(random: &mut Random, count: usize, greek: bool) -> (String, String) {
    let mut latin = String::new();
    let mut own = String::new();
    for _ in 0..count {
        let (roman, cyrillic, hellenic) = random.pick(&SYLLABLES);
        latin.push_str(roman);
        own.push_str(if greek { hellenic } else { cyrillic });
    }
    (capital(&latin), capital(&own))
}

/// A word with its first letter in upper case.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Name, Random};

    #[test]
    fn names_have_many_shapes_and_both_parts() {
        let mut random = Random::new(11);
        let names: Vec<Name> = (0..2_000).map(|_| Name::draw(&mut random)).collect();
        assert!(names.iter().all(|name| !name.given.is_empty() && !name.family.is_empty()));
        assert!(names.iter().any(|name| name.family.contains('-')));
        assert!(names.iter().any(|name| name.family.starts_with("van der ")));
        assert!(names.iter().any(|name| name.given.contains('ö')));
        let cyrillic = |c: char| ('а'..='я').contains(&c);
        let greek = |c: char| ('α'..='ω').contains(&c);
        assert!(names.iter().flat_map(|name| &name.own_script).any(|own| own.0.contains(cyrillic)));
        assert!(names.iter().flat_map(|name| &name.own_script).any(|own| own.1.contains(greek)));
        let distinct: std::collections::BTreeSet<String> = names.iter().map(Name::full).collect();
        assert!(distinct.len() > 1_900, "{}", distinct.len());
    }

    #[test]
    fn plain_forms_suit_a_mailbox() {
        let name =
            Name { given: "Zéssé".to_owned(), family: "von Östäberg".to_owned(), own_script: None };
        assert_eq!(name.plain(), ("zesse".to_owned(), "vonostaberg".to_owned()));
    }

    #[test]
    fn both_scripts_are_one_name() {
        let mut random = Random::new(5);
        for _ in 0..50 {
            let name = Name::draw_in_two_scripts(&mut random);
            let own = name.own_script.clone().unwrap();
            assert_eq!(super::plain(&own.0), name.plain().0, "{own:?}");
            assert_eq!(super::plain(&own.1), name.plain().1, "{own:?}");
        }
    }
}
