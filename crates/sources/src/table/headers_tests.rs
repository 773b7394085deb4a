use super::*;

fn says(header: &str) -> Option<(Holds, Role, String)> {
    named(header).map(|n| (n.holds, n.role, n.rest))
}

#[test]
fn further_contacts_of_the_person_are_found_in_both_languages() {
    for header in [
        "Other Phone",
        "Weitere Telefonnummer",
        "frühere Handynummer",
        "2nd mobile",
        "WhatsApp",
        "Private Mobile Phone Number",
        "Privathandy",
        "Previous phone number",
        "Telefon (privat) 2",
        "phone2",
        "Persönliches Handy",
        "Zweithandy",
        "Employee home phone",
    ] {
        assert!(matches!(says(header), Some((Holds::Phone, Role::Other, _))), "{header}: {:?}", says(header));
    }
    for header in [
        "Other E-Mail",
        "frühere E-Mail-Adresse",
        "Email 2",
        "second_email",
        "alternateEmail",
        "Alt. E-Mail",
        "Secondary Email Address",
        "Zweit-E-Mail",
    ] {
        assert!(
            matches!(says(header), Some((Holds::Mailbox, Role::Other, _))),
            "{header}: {:?}",
            says(header)
        );
    }
}

#[test]
fn columns_of_other_people_are_not_the_persons() {
    for header in [
        "Emergency Contact Phone",
        "Notfallkontakt Telefon",
        "Manager Email",
        "Vorgesetzter E-Mail",
        "Recruiter phone",
        "Spouse Mobile",
        "Next of kin address",
        "Company phone",
        "Firmenadresse",
        "Bank address",
        "HR Business Partner E-Mail",
        "Kundenadresse",
        "Reports to: E-mail",
        "Teamleiter Telefon",
        "Vertretung E-Mail",
        "Vertrauensperson Telefon",
        "Kontaktperson Telefon",
        "Contact person phone",
        "Contact phone",
        "Assistant E-mail",
        "Created by (email)",
        "Support phone",
        "Department E-mail",
        "ICE phone",
        "Hausarzt Telefon",
        "Betreuer Handy",
        "Notfalltelefon",
        "Mentor's mobile",
        "Backup approver email",
        "Personalabteilung E-Mail",
        "Hausarzttelefon",
        "Rechnungsadresse",
        "Site address",
        "Branch address",
        "Standort Adresse",
        "Dienstanschrift",
        "Arbeitsadresse",
        "Work Street",
        "Agency address",
    ] {
        assert_eq!(says(header), None, "{header}");
    }
}

#[test]
fn columns_about_a_value_hold_none() {
    for header in [
        "Phone type",
        "Email verified",
        "Telefonkosten",
        "Mobility allowance",
        "IP address",
        "Phone allowance",
        "Country of birth",
        "Country code",
        "E-Mail-Signatur",
        "Headphone",
        "Mail delivery date",
        "Department",
        "Status",
        "Notes",
    ] {
        assert_eq!(says(header), None, "{header}");
    }
}

#[test]
fn agencies_offices_and_referees_have_their_roles() {
    assert_eq!(says("Agentur Telefon").map(|s| s.1), Some(Role::Agency));
    assert_eq!(says("Agency e-mail").map(|s| s.1), Some(Role::Agency));
    assert_eq!(says("Büro-Telefon").map(|s| s.1), Some(Role::Work));
    assert_eq!(says("Telefon Zentrale").map(|s| s.1), Some(Role::Work));
    assert_eq!(says("Referee 1 email").map(|s| s.1), Some(Role::Referee));
    for header in
        ["Diensthandy 2", "Firmen-E-Mail", "Second work phone", "Firmenhandy", "Geschäftliches Handy"]
    {
        assert_eq!(says(header).map(|s| s.1), Some(Role::Work), "{header}");
    }
    assert_eq!(says("Office address"), None);
}

#[test]
fn the_columns_of_one_further_address_share_what_is_left_of_their_headers() {
    let headers =
        ["Former Street", "Former house number", "former zip code", "Former City", "Former Address Line 2"];
    for header in headers {
        let found = says(header).expect(header);
        assert!(matches!(found.0, Holds::Address(_)), "{header}");
        assert_eq!(found.2, "former", "{header}");
    }
    assert_eq!(says("Frühere Straße").map(|s| s.2), Some("fruehere".to_owned()));
    assert_eq!(says("Frühere PLZ").map(|s| s.2), Some("fruehere".to_owned()));
    for header in
        ["Zweitadresse", "Mailing Address", "Postanschrift", "Permanent address", "Address of residence"]
    {
        assert_eq!(says(header).map(|s| s.1), Some(Role::Other), "{header}");
    }
}

#[test]
fn headers_fold_by_letters_alone_and_keep_the_number_sign() {
    assert_eq!(fold("Home E-mail"), fold("homeEmail"));
    assert_eq!(fold("Straße"), fold("STRASSE"));
    assert_eq!(fold("Ursprüngliches"), fold("Urspru\u{0308}ngliches"));
    assert_ne!(fold("Employee #"), fold("Employee"));
}
