//! Which columns say something of people that is never compared: sex, nationality, ethnicity, religion, age,
//! language?
//!
//! A date of birth is a value of identity and is compared.

use super::look::Look;

/// Words of headers, in several languages.
const WORDS: [&str; 78] = [
    "sex",
    "gender",
    "geschlecht",
    "sexe",
    "sexo",
    "sesso",
    "kon",
    "kön",
    "kjonn",
    "kjønn",
    "køn",
    "sukupuoli",
    "plec",
    "płeć",
    "pohlavi",
    "pohlaví",
    "nem",
    "geslacht",
    "пол",
    "стать",
    "cinsiyet",
    "salutation",
    "anrede",
    "civilite",
    "civilité",
    "nationality",
    "nationalitat",
    "nationalität",
    "staatsangehorigkeit",
    "staatsangehörigkeit",
    "nationalite",
    "nationalité",
    "nacionalidad",
    "nazionalita",
    "nazionalità",
    "narodowosc",
    "narodowość",
    "obywatelstwo",
    "citizenship",
    "citizen",
    "staatsburgerschaft",
    "staatsbürgerschaft",
    "medborgarskap",
    "kansalaisuus",
    "гражданство",
    "национальность",
    "ethnicity",
    "ethnic",
    "ethnie",
    "race",
    "etnia",
    "raza",
    "herkunft",
    "religion",
    "konfession",
    "confession",
    "faith",
    "religione",
    "age",
    "alter",
    "edad",
    "eta",
    "età",
    "alder",
    "ålder",
    "ika",
    "ikä",
    "wiek",
    "возраст",
    "language",
    "sprache",
    "muttersprache",
    "langue",
    "idioma",
    "lingua",
    "sprak",
    "språk",
    "jezyk",
];

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

/// Why a column is not compared, if so.
pub fn why(name: &str, look: &Look<'_>) -> Option<&'static str> {
    let lower = name.to_lowercase();
    let mut words = lower.split(|own: char| !own.is_alphabetic());
    if words.any(|word| WORDS.contains(&word)) {
        return Some("its header names a protected attribute");
    }
    let is_sex = |value: &str| SEXES.contains(&value.trim().trim_end_matches('.').to_lowercase().as_str());
    // Slips make more values of two than there are; nearly all rows hold the two.
    let sexes = (2..=40).contains(&look.distinct)
        && look.weighed(is_sex) >= 0.95
        && look.values.iter().zip(&look.counts).filter(|(value, count)| is_sex(value) && **count > 1).count()
            >= 2;
    sexes.then_some("its values look like a protected attribute")
}
