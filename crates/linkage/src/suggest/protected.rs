//! Which columns say something of people that is never compared: sex, nationality, ethnicity, religion, age,
//! language?
//!
//! A date of birth is a value of identity and is compared.

use super::headers::{has, words};
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
    // Capitals part words (`applicantAge`), or stand inside of one (`GenDer`).
    if [words(name), words(&name.to_lowercase())].iter().any(|header| has(header, &WORDS)) {
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
        for header in
            ["Sex", "race_code", "applicantAge", "GenDer", "Staatsangehörigkeit (ISO)", "MUTTERSPRACHE"]
        {
            assert!(why(header, &look).is_some(), "{header}");
        }
        for header in ["Page", "Sussex", "stage", "ageless"] {
            assert_eq!(why(header, &look), None, "{header}");
        }
    }
}
