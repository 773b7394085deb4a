//! The words of headers that name a protected attribute, by how they stand there. Accents and umlauts may be written as
//! they are: spelling is folded when words are compared.
//!
//! This room imports nothing, so that these stand here once more: a test of `detect`, which sees both, holds them against
//! the list of `records`. Births and names before marriage are values of identity, and are compared.

/// Wherever they stand.
#[rustfmt::skip]
pub(super) const WORDS: &[&str] = &[
    "nationality", "nationalities", "citizenship", "citizenships", "citizenry", "gender", "genders", "sex",
    "sexes", "sexual", "sexuality", "transgender", "lgbt", "lgbtq", "lgbtqia", "nonbinary", "male", "female",
    "ethnicity", "ethnicities", "ethnic", "hispanic", "latino", "latina", "latinx", "races", "racial",
    "caste", "tribe", "religion", "religious", "disability", "disabilities", "veteran", "veterans", "eeo",
    "eeoc", "demographic", "demographics", "marital", "married", "pronoun", "pronouns", "salutation",
    "honorific", "personification", "bilingual", "tongue", "children", "dependents", "dependants",
    "nationalität", "staatsangehörigkeit", "staatsbürgerschaft", "geschlecht", "rasse", "ethnie",
    "konfession", "behinderung", "schwerbehinderung", "schwerbehindert", "familienstand", "verheiratet",
    "ledig", "anrede", "muttersprache", "sprache", "sprachen", "sprachkenntnisse", "akzent", "aussehen",
    "erscheinungsbild", "herkunft", "herkunftsland", "lebensalter", "kinder", "kinderzahl", "kinderanzahl",
    "familienverhältnisse", "steuerklasse", "krankenkasse", "krankenkassen", "krankenversicherung",
    "krankenversicherer", "steuerklassen", "gewerkschaft", "gewerkschaften", "gewerkschaftsmitglied",
    "gewerkschaftszugehörigkeit", "parteimitglied", "parteimitgliedschaft", "parteizugehörigkeit",
    "hautfarbe", "hautton", "aufenthaltstitel", "aufenthaltserlaubnis", "aufenthaltsstatus",
    "aufenthaltsgenehmigung", "nationalité", "citoyenneté", "sexe", "handicap", "handicapé", "civilité",
    "langue", "langues", "pronoms", "enfants", "d'enfants", "nacionalidad", "ciudadanía", "género", "sexo",
    "etnia", "raza", "discapacidad", "edad", "idioma", "idiomas", "pronombres", "hijos", "nazionalità",
    "cittadinanza", "sesso", "razza", "disabilità", "età", "madrelingua", "pronomi", "figli", "narodowość",
    "obywatelstwo", "płeć", "pochodzenie", "wyznanie", "niepełnosprawność", "wiek", "język", "języki",
    "zaimki", "dzieci", "kansalaisuus", "sukupuoli", "etninen", "uskonto", "vammaisuus", "siviilisääty",
    "ikä", "äidinkieli", "kieli", "kielet", "kielitaito", "nationaliteit", "burgerschap", "geslacht",
    "etniciteit", "godsdienst", "leeftijd", "moedertaal", "taal", "talen", "voornaamwoorden", "kinderen",
    "alter", "lingua", "lingue", "rasa", "ras", "age", "ages", "race", "language", "languages", "citizen",
    "citizens", "accent", "appearance",
    // Of more languages.
    "kön", "kjønn", "køn", "pohlaví", "nem", "пол", "стать", "cinsiyet", "medborgarskap", "гражданство",
    "национальность", "confession", "faith", "religione", "ålder", "возраст", "språk",
];

/// Beginnings that no innocent header has.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "nationalit", "staatsangehörig", "staatsbürger", "genderid", "geschlecht", "ethni", "religi", "glaubens",
    "konfession", "kirchensteuer", "disabilit", "schwerbehind", "behindertenausweis", "demograf", "demograph",
    "kinderfreibetr", "kindergeld", "kinderbetreu", "sprachkenntnis", "muttersprach",
];

/// Endings of compounds.
pub(super) const SUFFIXES: &[&str] = &["geschlecht", "staatsangehörigkeit", "nationalität"];

/// Words in this order, apart or written as one.
#[rustfmt::skip]
pub(super) const PHRASES: &[&str] = &[
    "country of origin", "national origin", "country of passport", "passport country", "passport nationality",
    "native speaker", "native language", "first language", "mother tongue", "civil status", "how old are",
    "years old", "year old", "are you over", "sexual orientation", "identify as", "self identify",
    "self identification", "diversity survey", "diversity questionnaire", "are you disabled",
    "military status", "wie alt sind", "wie alt bist", "jahre alt", "grad der behinderung",
    "health insurance", "health insurer", "health insurers", "health fund", "tax class", "union member",
    "union members", "union membership", "trade union", "labor union", "labour union", "political party",
    "political parties", "political affiliation", "political opinion", "party member", "party membership",
    "skin colour", "skin color", "skin tone", "visa status", "visa type", "immigration status",
    "residence permit", "residency status", "number of kids", "ethnische herkunft", "sexuelle orientierung",
    "quel âge", "état civil", "situation familiale", "situation de famille", "estado civil", "lengua materna",
    "cuántos años", "stato civile", "lingua madre", "quanti anni", "stan cywilny", "ile masz lat",
    "kuinka vanha", "burgerlijke staat", "hoe oud",
];

/// Words of address that say a sex, as they stand before a name.
#[rustfmt::skip]
pub(super) const ADDRESSES: &[&str] = &[
    "mr", "mister", "mrs", "ms", "miss", "mx", "sir", "madam", "dame", "lady", "lord", "herr", "herrn", "hr", "frau", "fr",
    "fräulein", "monsieur", "m", "madame", "mme", "mademoiselle", "mlle", "signor", "signore", "sig", "signora",
    "sigra", "señor", "sr", "señora", "sra", "señorita", "srta", "senhor", "senhora", "pan", "pani", "dhr", "heer",
    "mevr", "mevrouw", "mw", "fru", "frk",
];

/// What stands beside them, and says none.
pub(super) const DEGREES: &[&str] =
    &["dr", "prof", "professor", "doctor", "doktor", "med", "ing", "dipl", "rev"];
