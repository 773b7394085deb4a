//! What goes and what stays.

use super::Redactor;

fn strict(line: &str) -> Option<String> {
    Redactor::default().clean(line, true)
}

fn plain(line: &str) -> Option<String> {
    Redactor::default().clean(line, false)
}

#[test]
fn protected_lines_become_nothing() {
    for line in [
        "Date of birth: 1.1.1990",
        "Nationality: Ruritanian",
        "Staatsangehörigkeit: ruritanisch",
        "Geburtsdatum und -ort: 12.03.1988, Musterstadt",
        "Geburtsdatum 12.03.1988",
        "Marital status: single",
        "Familienstand ledig",
        "Gender: -",
        "geb. 12.03.1988 in Musterstadt",
        "Age: 33",
    ] {
        assert_eq!(strict(line), None, "{line}");
        assert_eq!(plain(line), None, "{line}");
    }
    for line in ["* 12.03.1988", "verheiratet, 2 Kinder", "33 years old", "Bewerbungsfoto", "12 March 1988"] {
        assert_eq!(strict(line), None, "{line}");
    }
}

#[test]
fn pieces_of_a_line_go_alone() {
    let line = "Jo Doe | Nationality: Ruritanian | jo@example.org | Geburtsdatum: 1.1.1990";
    assert_eq!(strict(line).as_deref(), Some("Jo Doe | jo@example.org"));
    let apart = "Date of birth | 1.1.1990 | Phone | +49 30 23125 111 | Gender | x";
    assert_eq!(strict(apart).as_deref(), Some("Phone | +49 30 23125 111"));
    assert_eq!(strict("Jo Doe, born 1990, jo@example.org").as_deref(), Some("jo@example.org"));
}

#[test]
fn values_on_lines_of_their_own() {
    let mut redactor = Redactor::default();
    for line in ["Geburtsdatum", "Staatsangehörigkeit:"] {
        assert_eq!(redactor.clean(line, true), None);
    }
    assert_eq!(redactor.clean("+49 30 23125 111", true).as_deref(), Some("+49 30 23125 111"));
    assert_eq!(redactor.clean("12.03.1988", true), None);
    assert_eq!(redactor.clean("ruritanisch", true), None);
    assert_eq!(redactor.clean("Musterweg 5, Musterstadt", true).as_deref(), Some("Musterweg 5, Musterstadt"));
}

#[test]
fn work_stays_as_it_is() {
    for line in [
        "• Built the photo upload of a birthday card shop",
        "Removed a race condition: two imports wrote one row",
        "Languages: Rust, Python, TypeScript",
        "Age verification service for a ticket shop",
        "Led a gender equality network beside the job and wrote its yearly report",
        "Harbour Systems GmbH | Kiel | 2019 – 2021",
        "Managed language models for a support desk",
        "•",
    ] {
        assert_eq!(plain(line).as_deref(), Some(line), "{line}");
    }
    assert_eq!(plain("Languages: English (C1), Ruritanian (native)"), None);
    assert_eq!(strict("Jo Doe").as_deref(), Some("Jo Doe"));
    assert_eq!(strict("Kiel   jo@example.org").as_deref(), Some("Kiel   jo@example.org"));
}
