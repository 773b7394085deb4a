//! What stays with a person, whoever they live with and wherever they move: names and births.
//!
//! Who moves changes address, telephone and the day of registration at once, and by counts alone those who moved are pairs
//! that agree on some columns and are strangers in the others, as families and namesakes are. What tells them apart is which
//! columns: families differ in given name and birth, namesakes in the birth or the second name. So where a table holds names
//! and something besides that stays, who agrees on all of it is no relative.

use super::births;
use super::fields::Field;
use super::headers::{has, words_of};
use super::keys;
use super::kind::{Kind, are_of_people};
use super::look::Look;
use super::meanings::are_of_firms;

/// Words of headers, in several languages.
const FAMILY: [&str; 15] = [
    "last",
    "surname",
    "family",
    "lname",
    "nachname",
    "familienname",
    "apellido",
    "apellidos",
    "cognome",
    "nom",
    "nazwisko",
    "achternaam",
    "efternamn",
    "sobrenome",
    "sukunimi",
];
const SECOND: [&str; 6] = ["middle", "midl", "mid", "mname", "zweitname", "zweiter"];

/// The names of the comparisons that stay with a person, or with a firm; none where names are all of it, or there are none.
pub fn lasting(fields: &[Field]) -> Vec<String> {
    let of_person = of_persons(fields);
    if !of_person.is_empty() {
        return of_person;
    }
    // Branches have one number, and are one firm; by counts alone they are its relatives.
    let is_of_firm = |own: &&Field| {
        let headers = own.made.as_ref().map_or(own.name.clone(), |made| made.sources.join(" "));
        matches!(own.kind, Kind::Code | Kind::PostalCode | Kind::Phone) && are_of_firms(&headers)
    };
    fields.iter().find(is_of_firm).map(|own| own.name.clone()).into_iter().collect()
}

fn of_persons(fields: &[Field]) -> Vec<String> {
    let of = |words: &[&str], fits: fn(&Field) -> bool| -> Vec<usize> {
        (0..fields.len())
            .filter(|place| fits(&fields[*place]) && has(&words_of(&fields[*place]), words))
            .collect()
    };
    let family = of(&FAMILY, Field::is_text);
    let Some(names) = names(fields, family.first().copied()) else { return Vec::new() };
    let births: Vec<usize> = (0..fields.len()).filter(|place| births::say_birth(&fields[*place])).collect();
    let seconds = of(&SECOND, |own| own.is_text() || own.kind == Kind::Category);
    let besides: Vec<usize> =
        births.into_iter().chain(seconds).filter(|place| !names.contains(place)).collect();
    if besides.is_empty() {
        return Vec::new();
    }
    names.into_iter().chain(besides).map(|place| fields[place].name.clone()).collect()
}

/// The columns of given and family name, or that of full names.
fn names(fields: &[Field], family: Option<usize>) -> Option<Vec<usize>> {
    let given = fields.iter().position(|own| own.kind == Kind::GivenName);
    let family = family.filter(|place| Some(*place) != given);
    if let (Some(given), Some(family)) = (given, family) {
        return Some(vec![given, family]);
    }
    if let Some((given, family)) = keys::names(fields) {
        return Some(vec![given, family]);
    }
    let is_full = |own: &Field| {
        own.kind == Kind::ShortText && own.words >= 1.5 && are_of_people(&Look::at(&own.column))
    };
    fields.iter().position(is_full).map(|place| vec![place])
}
