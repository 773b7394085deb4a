//! Writes `firm.toml`: what the firm knows and no export says.

use std::fmt::Write as _;

use super::cast::Cast;
use super::invent::homes::Hand;
use super::network::{OFFICES, SPACE};

/// The text of `firm.toml`.
pub fn text(cast: &Cast) -> String {
    let mut text = String::from("# What this invented firm knows and no export says.\n");
    let offices = cast.offices.map(|office| office.one_line(Hand::Careful));
    let _ = write!(
        text,
        "name = \"Nordlicht Systems\"\ntime_zone = \"Europe/Berlin\"\nemail_domains = [\"{}\"]\n",
        super::WORK_DOMAIN
    );
    for (office, egress) in offices.iter().zip(OFFICES) {
        let egress = list(&egress.map(str::to_owned));
        let _ = write!(text, "\n[[offices]]\naddress = {}\negress = [{egress}]\n", quoted(office));
    }
    let _ = write!(
        text,
        "\n[[spaces]]\nkind = \"co-working\"\naddress = \"Hafenstraße 9, 31874 Sonnstedt\"\negress = [{}]\n",
        list(&SPACE.map(str::to_owned))
    );
    if let Some(agency) = cast.agencies.first() {
        let _ = write!(
            text,
            "\n[[agencies]]\nname = {}\nemails = [{}]\nphones = [{}]\n",
            quoted(&agency.name),
            quoted(&agency.mailbox),
            quoted(&agency.phone)
        );
    }
    if let Some((name, account)) = &cast.umbrella {
        let _ = write!(text, "\n[[agencies]]\nname = {}\naccounts = [{}]\n", quoted(name), quoted(account));
    }
    for (person, stay) in &cast.travels {
        let _ = write!(
            text,
            "\n[[travel]]\nperson = {}\nfrom = {}\nto = {}\nplace = {}\n",
            quoted(person),
            stay.from,
            stay.to,
            quoted(stay.place.0)
        );
    }
    for persons in &cast.households {
        let _ = write!(text, "\n[[households]]\npersons = [{}]\n", list(persons));
    }
    for persons in &cast.cleared {
        let _ = write!(
            text,
            "\n[[cleared]]\ndetector = \"link-phone\"\npersons = [{}]\n\
             because = \"brother and sister share a line; both were called and seen\"\n\
             by = \"Ilse Beispiel\"\non = 2026-05-12\n",
            list(persons)
        );
    }
    text
}

fn list(texts: &[String]) -> String {
    texts.iter().map(|text| quoted(text)).collect::<Vec<_>>().join(", ")
}

/// A TOML basic string. The invented values hold neither quotes nor control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
