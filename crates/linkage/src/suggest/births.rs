//! Are the days of a column births, or of what happened?
//!
//! Two records of one person have one day of birth, and digits of it go wrong; two visits of one car have two days, and how
//! many lie between says more than digits do. Values alone do not tell: a workshop that is twenty years old has visits over
//! as many years as its staff have births. So headers are asked first.

use super::alike::OF_BIRTHS;
use super::fields::Field;
use super::headers::{has, words_of};
use super::kind::Kind;

/// Words of headers, in several languages.
const BIRTH: [&str; 27] = [
    "birth",
    "born",
    "dob",
    "bday",
    "birthday",
    "birthdate",
    "geb",
    "gebdat",
    "gebdatum",
    "geburt",
    "geburtsdatum",
    "geburtstag",
    "geburtsjahr",
    "geboren",
    "naissance",
    "naiss",
    "née",
    "nacimiento",
    "nascita",
    "nascimento",
    "urodzenia",
    "geboortedatum",
    "fodelsedatum",
    "födelsedatum",
    "fødselsdato",
    "fødselsdag",
    "syntymaaika",
];
const EVENT: [&str; 58] = [
    "date",
    "day",
    "time",
    "timestamp",
    "when",
    "at",
    "on",
    "datum",
    "tag",
    "zeit",
    "fecha",
    "data",
    "jour",
    "heure",
    "hora",
    "dato",
    "created",
    "updated",
    "modified",
    "changed",
    "joined",
    "signed",
    "signup",
    "login",
    "seen",
    "registered",
    "enrolled",
    "hired",
    "started",
    "start",
    "begin",
    "end",
    "ended",
    "since",
    "until",
    "from",
    "due",
    "issued",
    "expires",
    "expiry",
    "purchased",
    "bought",
    "ordered",
    "sold",
    "shipped",
    "sent",
    "delivered",
    "received",
    "paid",
    "booked",
    "posted",
    "invoiced",
    "visited",
    "visit",
    "opened",
    "closed",
    "logged",
    "recorded",
];

/// Whether a header says that its days or years are births.
pub fn say_birth(own: &Field) -> bool {
    matches!(own.kind, Kind::Date(_) | Kind::Year) && has(&words_of(own), &BIRTH)
}

/// Whether days are births: so their header says, or it says nothing and they lie as far apart as births do.
pub fn are_births(own: &Field) -> bool {
    say_birth(own)
        || !has(&words_of(own), &EVENT) && own.spread_of_days().is_some_and(|days| days >= OF_BIRTHS)
}
