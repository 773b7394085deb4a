//! The words of the never-read list (product.md 2.2), by language. Spelling is folded when they are
//! compared, so accents and umlauts may be written as they are.

/// Protected wherever they stand.
#[rustfmt::skip]
pub(super) const ANYWHERE: &[&str] = &[
    // English
    "nationality", "nationalities", "citizenship", "citizenships", "citizenry", "gender", "genders",
    "sex", "sexes", "sexual", "sexuality", "transgender", "lgbt", "lgbtq", "lgbtqia", "nonbinary", "male",
    "female", "ethnicity", "ethnicities", "ethnic", "hispanic", "latino", "latina", "latinx", "races",
    "racial", "caste", "tribe", "religion", "religious", "disability", "disabilities", "veteran",
    "veterans", "eeo", "eeoc", "demographic", "demographics", "marital", "married", "dob", "birth",
    "birthdate", "birthday", "birthdays", "birthplace", "birthyear", "birthname", "maiden", "photo",
    "photos", "photograph", "photographs", "headshot", "selfie", "mugshot", "avatar", "avatars", "facial",
    "pronoun", "pronouns", "salutation", "honorific", "personification", "bilingual", "tongue",
    "children", "dependents", "dependants",
    // German
    "nationalität", "staatsangehörigkeit", "staatsbürgerschaft", "geschlecht", "rasse", "ethnie",
    "konfession", "behinderung", "schwerbehinderung", "schwerbehindert", "familienstand", "verheiratet",
    "ledig", "mädchenname", "anrede", "lichtbild", "passbild", "profilbild", "bewerbungsbild",
    "mitarbeiterbild", "bewerberbild", "porträt", "portrait", "portraitfoto", "muttersprache", "sprache",
    "sprachen", "sprachkenntnisse", "akzent", "aussehen", "erscheinungsbild", "herkunft", "herkunftsland",
    "lebensalter", "kinder", "kinderzahl", "kinderanzahl", "familienverhältnisse", "steuerklasse",
    "krankenkasse", "krankenkassen", "krankenversicherung", "krankenversicherer", "steuerklassen",
    "gewerkschaft", "gewerkschaften", "gewerkschaftsmitglied", "gewerkschaftszugehörigkeit",
    "parteimitglied", "parteimitgliedschaft", "parteizugehörigkeit", "hautfarbe", "hautton",
    "aufenthaltstitel", "aufenthaltserlaubnis", "aufenthaltsstatus", "aufenthaltsgenehmigung",
    // French
    "nationalité", "citoyenneté", "sexe", "handicap", "handicapé", "civilité", "langue", "langues",
    "pronoms", "enfants", "d'enfants",
    // Spanish
    "nacionalidad", "ciudadanía", "género", "sexo", "etnia", "raza", "discapacidad", "cumpleaños", "edad",
    "fotografía", "idioma", "idiomas", "pronombres",
    "hijos",
    // Italian
    "nazionalità", "cittadinanza", "sesso", "razza", "disabilità", "età", "madrelingua", "pronomi",
    "figli",
    // Polish
    "narodowość", "obywatelstwo", "płeć", "pochodzenie", "wyznanie", "niepełnosprawność", "wiek",
    "zdjęcie", "język", "języki", "zaimki",
    "dzieci",
    // Finnish
    "kansalaisuus", "sukupuoli", "etninen", "uskonto", "vammaisuus", "siviilisääty", "ikä", "valokuva",
    "äidinkieli", "kieli", "kielet", "kielitaito",
    // Dutch
    "nationaliteit", "burgerschap", "geslacht", "etniciteit", "godsdienst", "leeftijd", "moedertaal",
    "taal", "talen", "voornaamwoorden", "kinderen",
];

/// Protected as a label of few words; in a sentence they mean something else too often.
pub(super) const ALONE: &[&str] = &[
    "geb",
    "gdb",
    "alter",
    "genre",
    "genere",
    "bild",
    "kuva",
    "lingua",
    "lingue",
    "rasa",
    "ras",
    "born",
    "geboren",
    "headshots",
];

/// Beginnings that no innocent field name has.
#[rustfmt::skip]
pub(super) const PREFIXES: &[&str] = &[
    "nationalit", "staatsangehörig", "staatsbürger", "genderid", "geschlecht", "ethni", "religi",
    "glaubens", "konfession", "kirchensteuer", "disabilit", "schwerbehind", "behindertenausweis",
    "demograf", "demograph", "geburt", "geboort", "syntymä", "urodz", "naissance", "nascita",
    "nacimiento", "kinderfreibetr", "kindergeld", "kinderbetreu", "sprachkenntnis", "muttersprach", "birthdat", "birthday",
];

/// Endings of compounds, chiefly German and Dutch: `Bewerbungsfoto`, `pasfoto`.
pub(super) const SUFFIXES: &[&str] =
    &["foto", "fotos", "photo", "geschlecht", "staatsangehörigkeit", "nationalität"];

/// Words in this order, apart or written as one.
#[rustfmt::skip]
pub(super) const PHRASES: &[&str] = &[
    "country of origin", "national origin", "country of passport", "passport country",
    "passport nationality", "date of birth", "birth date", "place of birth", "year of birth",
    "mothers name", "mother name", "fathers name", "father name", "maiden name", "photo url",
    "profile picture", "profile image", "profile pic", "user image", "face image", "image of face",
    "native speaker", "native language", "first language", "mother tongue", "civil status", "how old are",
    "years old", "year old", "are you over", "sexual orientation", "identify as", "self identify",
    "self identification", "diversity survey", "diversity questionnaire", "are you disabled",
    "military status", "wie alt sind", "wie alt bist", "jahre alt", "name der mutter", "name des vaters",
    "grad der behinderung", "gd b", "d o b", "geb datum", "geb tag", "geb am", "health insurance",
    "health insurer", "health insurers", "health fund", "tax class", "union member", "union members",
    "union membership", "trade union", "labor union", "labour union", "political party",
    "political parties", "political affiliation", "political opinion", "party member",
    "party membership", "skin colour", "skin color", "skin tone", "visa status", "visa type",
    "immigration status", "residence permit", "residency status", "number of kids", "ethnische herkunft", "sexuelle orientierung", "quel âge", "état civil",
    "situation familiale", "situation de famille", "nom de la mère", "nom de jeune fille", "estado civil",
    "nombre de la madre", "lengua materna", "apellido de soltera", "cuántos años", "stato civile",
    "nome della madre", "cognome da nubile", "lingua madre", "quanti anni", "stan cywilny", "imię matki",
    "nazwisko panieńskie", "nazwisko rodowe", "ile masz lat", "kuinka vanha", "burgerlijke staat",
    "hoe oud", "naam moeder",
];

/// Protected unless one of the words in the list stands beside them: `race condition`.
#[rustfmt::skip]
pub(super) const DOUBTFUL: &[(&str, &[&str])] = &[
    ("age", &["account", "accounts", "file", "key", "package", "repo", "repository", "commit", "cache", "domain",
              "device", "password", "log", "ticket", "token", "session", "record", "message",
              "certificate"]),
    ("ages", &["account", "file"]),
    ("race", &["condition", "conditions", "data"]),
    ("language", &["programming", "coding", "scripting", "markup", "query", "agnostic", "computer", "server",
                   "model", "models", "code", "modeling", "modelling", "source", "pattern"]),
    ("languages", &["programming", "coding", "scripting", "markup", "query", "computer", "code", "and"]),
    ("picture", &["big", "bigger", "whole"]),
    ("pictures", &[]),
    ("citizen", &["developer", "developers", "service", "services"]),
    ("citizens", &["service", "services"]),
    ("accent", &["color", "colour"]),
    ("appearance", &["first", "last", "theme", "settings", "mode", "public"]),
];
