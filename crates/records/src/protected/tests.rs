use proptest::prelude::*;

use super::{is_protected, split_words};

#[test]
fn the_never_read_list_is_met_in_all_spellings() {
    for field in [
        "nationality",
        "Nationality",
        "citizenship",
        "gender",
        "sex",
        "ethnicity",
        "race",
        "religion",
        "disability",
        "disability_status",
        "veteran",
        "veteran_status",
        "eeoc",
        "EEOC",
        "eeoc_gender",
        "demographic_question_answers",
        "demographics",
        "marital",
        "Marital Status",
        "date_of_birth",
        "dateOfBirth",
        "DateOfBirth",
        "DATE OF BIRTH",
        "date-of-birth",
        "dateofbirth",
        "birthday",
        "Birthdate",
        "birth_date",
        "DOB",
        "dob",
        "age",
        "Age (years)",
        "place_of_birth",
        "placeOfBirth",
        "mothers_name",
        "mother's name",
        "Mother’s maiden name",
        "photo_url",
        "photoURL",
        "photo",
        "Picture",
        "profile_picture",
        "avatar",
        "avatar_url",
        "language",
        "Languages",
        "preferred_language",
        "mother tongue",
        "native language",
        "pronouns",
        "personification.name",
        "personification",
        "accent",
        "appearance",
        "candidate.eeoc.race",
        "hispanicOrLatino",
        "EEO Category",
    ] {
        assert!(is_protected(field), "{field}");
    }
}

#[test]
fn other_languages_are_met() {
    for field in [
        "Staatsangehörigkeit",
        "Staatsangehoerigkeit",
        "STAATSANGEHÖRIGKEIT",
        "Nationalität",
        "Geschlecht",
        "Geburtsdatum",
        "Geburtsort",
        "Geburtsname",
        "Familienstand",
        "Religion",
        "Konfession",
        "Kirchensteuermerkmal",
        "Schwerbehinderung",
        "Grad der Behinderung",
        "Alter",
        "Muttersprache",
        "Sprachen",
        "Anrede",
        "Bewerbungsfoto",
        "Foto",
        "Profilbild",
        "Herkunftsland",
        "Nationalité",
        "Date de naissance",
        "Lieu de naissance",
        "Sexe",
        "Situation familiale",
        "Âge",
        "Langue maternelle",
        "Nacionalidad",
        "Fecha de nacimiento",
        "Género",
        "Edad",
        "Estado civil",
        "Idiomas",
        "Nazionalità",
        "Cittadinanza",
        "Data di nascita",
        "Sesso",
        "Età",
        "Stato civile",
        "Narodowość",
        "Obywatelstwo",
        "Płeć",
        "Data urodzenia",
        "Miejsce urodzenia",
        "Wiek",
        "Stan cywilny",
        "Zdjęcie",
        "Kansalaisuus",
        "Sukupuoli",
        "Syntymäaika",
        "Ikä",
        "Äidinkieli",
        "Siviilisääty",
        "Nationaliteit",
        "Geslacht",
        "Geboortedatum",
        "Leeftijd",
        "Burgerlijke staat",
        "Pasfoto",
        "Moedertaal",
    ] {
        assert!(is_protected(field), "{field}");
    }
}

#[test]
fn questions_are_met() {
    for question in [
        "What is your gender identity?",
        "Are you a protected veteran?",
        "Wie alt sind Sie?",
        "How old are you?",
        "Do you have a disability?",
        "Are you a US citizen?",
        "Which languages do you speak?",
        "What is your race/ethnicity?",
        "Please select your pronouns",
        "Welche Staatsangehörigkeit haben Sie?",
        "I identify as:",
        "Quel âge avez-vous ?",
        "Voluntary self-identification of disability",
        "Please upload a photo of yourself",
        "Date of birth (DD/MM/YYYY)",
    ] {
        assert!(is_protected(question), "{question}");
    }
}

#[test]
fn marital_and_family_status_is_met() {
    for field in [
        "Kinder",
        "Children",
        "Number of children",
        "numberOfChildren",
        "Anzahl Kinder",
        "Anzahl der Kinder",
        "Kinderfreibeträge",
        "Familienstand",
        "Marital status",
        "Dependents",
        "Steuerklasse",
        "Nombre d'enfants",
        "Do you have children?",
    ] {
        assert!(is_protected(field), "{field}");
    }
    for field in
        ["Kind", "kind", "Kindle", "Dependent variable", "dependencies", "Childs Street", "Steuernummer"]
    {
        assert!(!is_protected(field), "{field}");
    }
}

#[test]
fn short_forms_and_what_payrolls_hold_are_met() {
    for field in [
        "geb",
        "Geb.",
        "geb.",
        "Geb.-Datum",
        "Geb.Datum",
        "GebDatum",
        "geb_datum",
        "Geb. am",
        "D.O.B.",
        "DOB",
        "D. O. B.",
        "GdB",
        "GDB",
        "gdb",
        "Grad der Behinderung",
        "Schwerbehindert",
        "Schwerbehindert (ja/nein)",
        "Krankenkasse",
        "Krankenkassen-Nr.",
        "Health insurance",
        "healthInsurer",
        "Steuerklasse",
        "Tax class",
        "Gewerkschaft",
        "Gewerkschaftsmitglied",
        "Union member",
        "unionMembership",
        "Trade union",
        "Political party",
        "Parteimitglied",
        "Hautfarbe",
        "Skin colour",
        "skin_color",
        "Visa status",
        "visaStatus",
        "Aufenthaltstitel",
        "Aufenthaltstitel bis",
        "Kinderzahl",
    ] {
        assert!(is_protected(field), "{field}");
    }
    for field in [
        "Geber",
        "Gebäude",
        "Gebühr",
        "Union Street 4",
        "European Union",
        "Party size",
        "Third party",
        "Insurance broker",
        "Class",
        "Aufenthaltsort",
        "Visa card",
        "Tax office",
        "Steuernummer",
        "Partei A des Vertrags",
        "Dobson Road",
    ] {
        assert!(!is_protected(field), "{field}");
    }
}

#[test]
fn fields_that_merely_resemble_them_are_read() {
    for field in [
        "Manager",
        "Stage",
        "language_agnostic",
        "Page",
        "Agency",
        "Package",
        "Message",
        "Sexton Road",
        "Essex",
        "Sussex",
        "Programming languages",
        "Home Phone",
        "address",
        "Street",
        "city",
        "country",
        "Land",
        "postcode",
        "email",
        "first_name",
        "Vorname",
        "Nachname",
        "Name",
        "employee number",
        "Personalnummer",
        "hired_at",
        "started",
        "Hire Date",
        "time_zone",
        "race condition",
        "average",
        "coverage",
        "Storage",
        "mileage",
        "usage",
        "image",
        "docker_image",
        "title",
        "Job Title",
        "account_age",
        "ETA",
        "Alternate email",
        "Alt phone",
        "Salter Street",
        "Alter Wert",
        "alter_wert",
        "Alter Inhalt",
        "is_disabled",
        "disabled_at",
        "team",
        "Kostenstelle",
        "How did you hear about us?",
        "Why do you want to work here?",
        "Website",
        "GitHub",
        "linkedin_url",
        "Referee",
        "Do you see the big picture?",
        "Photoshop skills",
        "Trace",
        "Grace",
        "Embrace",
        "Genre-defining work you have shipped",
        "status",
        "Can you alter a table without locking it?",
        "React Native experience",
        "IBAN",
        "bank account",
        "Steuernummer",
        "work_email",
        "Telefon privat",
        "Ort",
        "Straße",
        "Eintrittsdatum",
        "agent",
        "engagement",
        "stateOfResidence",
        "keyed_custom_fields",
    ] {
        assert!(!is_protected(field), "{field}");
    }
}

#[test]
fn words_are_cut_at_camel_case() {
    assert_eq!(split_words("dateOfBirth"), ["date", "of", "birth"]);
    assert_eq!(split_words("photoURLOfUser"), ["photo", "url", "of", "user"]);
    assert_eq!(split_words("Mother's name"), ["mothers", "name"]);
    assert_eq!(split_words("a1b2"), ["a", "b"]);
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}") {
        let _ = is_protected(&text);
    }

    #[test]
    fn case_and_separators_make_no_difference(
        field in prop::sample::select(vec![["date", "of", "birth"], ["your", "gender", "identity"], ["line", "manager", "name"]]),
        separator in prop::sample::select(vec!["_", " ", "-", ".", " / "]),
        upper in any::<bool>(),
    ) {
        let joined = field.join(separator);
        let written = if upper { joined.to_uppercase() } else { joined };
        prop_assert_eq!(is_protected(&written), field[1] != "manager");
    }
}
