//! What a header names, and whose it is.
//!
//! Mapped columns need none of this: they are found by [`fold`]. It serves the columns that no
//! mapping names: report exports hold what a firm ticked, so every further column that names a
//! phone, mailbox or address of the person is one more value. A column of other people
//! (supervisor, deputy, emergency contact ...) is not, nor one with a word that nobody here
//! understands; see [`super::whose`].

use bonafide_records::Role;

pub(crate) use super::fold::{fold, words};
use super::{account, whose};

/// What an unmapped column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Holds {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Mailbox,
    /// An account or wallet to which the person is paid.
    Account,
    /// One part of an address.
    Address(Part),
}

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A whole address.
    Whole,
    /// Street, with or without number.
    Street,
    /// House number.
    Number,
    /// Second line.
    LineTwo,
    /// Postcode.
    Postcode,
    /// Town.
    City,
    /// Country.
    Country,
}

/// A column that no mapping names and that holds one more value of the person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Named {
    /// What it holds.
    pub(crate) holds: Holds,
    /// What that is to the person.
    pub(crate) role: Role,
    /// The words that are left, which hold the columns of one address together.
    pub(crate) rest: String,
}

/// What an unmapped header names; `None` where it names no value of the person.
pub(crate) fn named(header: &str) -> Option<Named> {
    let all = words(header);
    // `E-Mail` and `WhatsApp` are one word in two parts.
    let mut parts: Vec<String> = Vec::new();
    for word in all {
        match parts.last_mut() {
            Some(last) if last == "e" && word.starts_with("mail") => *last = format!("e{word}"),
            Some(last) if last == "whats" && word == "app" => last.push_str("app"),
            // A postal code is a postcode; any other code (of a country) is no value.
            Some(last) if last == "zip" && word == "code" => last.push_str("code"),
            Some(last) if (last == "postal" || last == "post") && word == "code" => {
                "postcode".clone_into(last);
            }
            _ => parts.push(word),
        }
    }
    if let Some(rest) = account::rest(&parts) {
        let named = Named { holds: Holds::Account, role: Role::Paid, rest: rest.join(" ") };
        // The account of an office or agency is nobody's own.
        return (whose::role(&rest)? == Role::Other).then_some(named);
    }
    let (holds, used) = holds(&parts)?;
    let role = whose::role(&parts)?;
    let rest: Vec<String> =
        parts.iter().enumerate().filter(|(i, _)| !used.contains(i)).map(|(_, w)| w.clone()).collect();
    if matches!(holds, Holds::Address(_)) && role != Role::Other {
        return None; // The address of an office or agency is nobody's home.
    }
    Some(Named { holds, role, rest: rest.join(" ") })
}

/// What the words name, and which of them say so.
fn holds(parts: &[String]) -> Option<(Holds, Vec<usize>)> {
    let find = |test: &dyn Fn(&str) -> bool| parts.iter().position(|word| test(word));
    let mailing = find(&|word| word == "mailing" || word == "postal").is_some();
    if !mailing && let Some(index) = find(&|w| w == "mail" || w.contains("email") || w.contains("mailadress"))
    {
        let used = (0..parts.len())
            .filter(|i| *i == index || parts.get(*i).is_some_and(|w| ADDRESS_WORDS.contains(&w.as_str())))
            .collect();
        return Some((Holds::Mailbox, used));
    }
    if let Some(index) = find(&is_phone_word) {
        let used = (0..parts.len())
            .filter(|i| {
                *i == index
                    || parts.get(*i).is_some_and(|w| NUMBER_WORDS.contains(&w.as_str()) || is_phone_word(w))
            })
            .collect();
        return Some((Holds::Phone, used));
    }
    address_part(parts)
}

const ADDRESS_WORDS: &[&str] = &["address", "adresse", "anschrift"];
const NUMBER_WORDS: &[&str] = &["number", "nummer", "nr", "no"];

fn is_phone_word(word: &str) -> bool {
    let whole = ["tel", "mobile", "mobil", "handy", "cell", "fon", "whatsapp", "phones", "landline"];
    let inside = ["phone", "telefon", "rufnummer", "handynummer", "mobilnummer", "mobilfunk", "festnetz"];
    let ends = ["handy", "mobil"];
    let excluded = ["headphone", "phoneme", "telefonkosten", "telefonie"];
    !excluded.iter().any(|entry| word.contains(entry))
        && (whole.contains(&word)
            || inside.iter().any(|entry| word.contains(entry))
            || ends.iter().any(|entry| word.ends_with(entry) && word != "automobil"))
}

fn address_part(parts: &[String]) -> Option<(Holds, Vec<usize>)> {
    let position = |list: &[&str]| parts.iter().position(|word| list.contains(&word.as_str()));
    let pair = |first: &str, second: &str| {
        parts.windows(2).position(|two| matches!(two, [a, b] if a == first && b == second))
    };
    let numbered = |digit: &str| {
        let index =
            position(&["line", "zeile", "address", "adresse", "street", "adresszeile", "anschriftzeile"])?;
        let last = parts.iter().rposition(|word| word == digit)?;
        Some((index, last))
    };
    if let Some((index, last)) = numbered("2") {
        let used =
            (0..parts.len()).filter(|i| *i == index || *i == last || is_address_word(parts, *i)).collect();
        return Some((Holds::Address(Part::LineTwo), used));
    }
    if let Some((index, last)) = numbered("1") {
        let used =
            (0..parts.len()).filter(|i| *i == index || *i == last || is_address_word(parts, *i)).collect();
        return Some((Holds::Address(Part::Street), used));
    }
    for (first, second, part) in
        [("house", "number", Part::Number), ("house", "no", Part::Number), ("street", "number", Part::Number)]
    {
        if let Some(index) = pair(first, second) {
            return Some((Holds::Address(part), vec![index, index + 1]));
        }
    }
    for (list, part) in PART_WORDS {
        if let Some(index) = position(list) {
            let used = (0..parts.len()).filter(|i| *i == index || is_address_word(parts, *i)).collect();
            return Some((Holds::Address(*part), used));
        }
    }
    let compound =
        |word: &String| word.len() > 9 && (word.ends_with("adresse") || word.ends_with("anschrift"));
    if let Some(index) = parts.iter().position(compound) {
        // `Privatadresse`, `Zweitanschrift`: the compound itself tells the addresses apart.
        return Some((Holds::Address(Part::Whole), if parts.len() == 1 { Vec::new() } else { vec![index] }));
    }
    None
}

fn is_address_word(parts: &[String], index: usize) -> bool {
    let words = "address adresse anschrift and und number hausnummer nr mailing postal line zeile";
    parts.get(index).is_some_and(|word| words.split(' ').any(|other| other == word))
}

const PART_WORDS: &[(&[&str], Part)] = &[
    (&["street", "strasse", "str", "streetname"], Part::Street),
    (&["hausnummer", "hausnr"], Part::Number),
    (&["adresszusatz", "apartment", "flat", "apt"], Part::LineTwo),
    (&["postcode", "zip", "zipcode", "plz", "postleitzahl"], Part::Postcode),
    (&["city", "town", "ort", "stadt", "wohnort"], Part::City),
    (&["country", "land"], Part::Country),
    (&["address", "adresse", "anschrift"], Part::Whole),
];

/// Whether a header names an employee number, so that a mapped table's key states one.
pub(crate) fn is_employee_number(header: &str) -> bool {
    let words = "employeenumber employeeno employeeid employee# personnelnumber personnelno personnelid \
                 staffnumber staffid staffno personalnummer personalnr mitarbeiternummer mitarbeiternr \
                 mitarbeiterid persnr empid empno eeid";
    let folded = fold(header);
    words.split_whitespace().any(|word| word == folded)
}

#[cfg(test)]
#[path = "headers_tests.rs"]
mod tests;
