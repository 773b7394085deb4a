//! Street, number, postal code and town in columns of their own: one address.
//!
//! Who moves changes all of them at once, and whoever is at the same door shares all of them. Compared each for itself, a
//! move would count four times against a pair and a household four times for it: training then takes those who moved for
//! namesakes. So they are one comparison, whose levels go from the door to the town. That columns belong to an address their
//! headers say; values alone do not tell a street from a surname where each household is a family.

use super::fields::Field;
use super::headers::{has, words_of};
use super::inside::FILLED;
use super::kind::Kind;

/// Words of headers, in several languages.
const STREETS: [&str; 21] = [
    "street",
    "strasse",
    "straße",
    "str",
    "straat",
    "rue",
    "via",
    "calle",
    "rua",
    "ulica",
    "road",
    "addr",
    "address",
    "adresse",
    "adres",
    "anschrift",
    "direccion",
    "dirección",
    "indirizzo",
    "endereco",
    "endereço",
];
const NUMBERS: [&str; 8] =
    ["housenumber", "houseno", "hausnummer", "hausnr", "huisnummer", "huisnr", "civico", "husnummer"];
const POSTAL_CODES: [&str; 9] =
    ["zip", "zipcode", "postcode", "postalcode", "plz", "postleitzahl", "postnummer", "postnr", "eircode"];
const TOWNS: [&str; 20] = [
    "city",
    "town",
    "suburb",
    "village",
    "locality",
    "municipality",
    "parish",
    "ort",
    "wohnort",
    "stadt",
    "stad",
    "ville",
    "commune",
    "ciudad",
    "localidad",
    "citta",
    "città",
    "comune",
    "cidade",
    "miasto",
];

/// Words that say that a header is of something else: an address of another kind, where somebody was born.
const OTHERS: [&str; 15] = [
    "ip",
    "mac",
    "web",
    "url",
    "host",
    "wallet",
    "btc",
    "eth",
    "birth",
    "born",
    "birthplace",
    "geburtsort",
    "naissance",
    "nacimiento",
    "nascita",
];

/// Words that say which of several addresses it is.
const WHICH: [&str; 10] =
    ["mail", "mailing", "billing", "shipping", "delivery", "home", "work", "office", "private", "branch"];

/// So many columns of an address count too much, each for itself. Of two little is gained, and where hardly anything else is
/// compared (a restaurant's name, its kitchen) training needs them apart.
const COLUMNS: usize = 3;

/// The columns of an address, by place among the fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// The street; where there is no number beside it, with the number.
    pub street: usize,
    /// More lines of it, as the number of a flat.
    pub lines: Vec<usize>,
    /// The number of the house.
    pub number: Option<usize>,
    /// Postal code and towns, those first that say most.
    pub areas: Vec<usize>,
}

impl Address {
    /// That of a table: a street and at least two more columns. Where several may be meant there is none.
    pub fn of(fields: &[Field]) -> Option<Self> {
        let headers: Vec<Vec<String>> = fields.iter().map(words_of).collect();
        let of_part = |part: Part| -> Vec<usize> {
            (0..fields.len())
                .filter(|place| Part::of(&fields[*place], &headers[*place]) == Some(part))
                .collect()
        };
        // Fields stand in the order of what they say.
        let mut lines = of_part(Part::Street);
        if lines.is_empty() {
            return None;
        }
        let street = lines.remove(0);
        let is_of_it = |place: &usize| {
            let mut which = headers[*place].iter().filter(|word| WHICH.contains(&word.as_str()));
            which.all(|word| headers[street].contains(word))
        };
        lines.retain(is_of_it);
        let [numbers, codes, towns] = [Part::Number, Part::PostalCode, Part::Town].map(|part| {
            let mut places = of_part(part);
            places.retain(is_of_it);
            places
        });
        if numbers.len() > 1 || codes.len() > 1 {
            return None;
        }
        let areas: Vec<usize> = codes.into_iter().chain(towns).collect();
        let number = numbers.first().copied();
        let is_filled = fields[street].filled >= FILLED;
        let columns = 1 + usize::from(number.is_some()) + areas.len();
        (is_filled && columns >= COLUMNS).then_some(Self { street, lines, number, areas })
    }

    /// Whether a field is a part of it.
    pub fn has(&self, field: usize) -> bool {
        self.street == field
            || self.number == Some(field)
            || self.lines.contains(&field)
            || self.areas.contains(&field)
    }

    /// What is compared: number, street and its other lines, as an expression.
    pub fn door(&self, fields: &[Field]) -> String {
        let parts = self.number.into_iter().chain([self.street]).chain(self.lines.iter().copied());
        parts.map(|place| fields[place].key()).collect::<Vec<_>>().join(" + ")
    }

    /// The levels, the strongest first: from the door to the town and what follows from these. `near` are levels of the
    /// street, without equality; `wider` the columns that follow.
    pub fn levels(&self, fields: &[Field], near: &[String], wider: &[usize]) -> Vec<String> {
        let equal = |place: usize| format!("{}: exact", fields[place].key());
        let mut levels = vec!["exact".to_owned()];
        if let Some(number) = self.number {
            levels.extend(near.iter().map(|level| format!("{level} and {}", equal(number))));
            levels.push(format!("{} and {}: damerau 1", equal(self.street), fields[number].key()));
            levels.push(equal(self.street));
        } else {
            if !self.lines.is_empty() {
                levels.push(equal(self.street));
            }
            levels.extend(near.iter().cloned());
        }
        levels.extend(self.areas.iter().chain(wider).map(|place| equal(*place)));
        levels
    }
}

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Street,
    Number,
    PostalCode,
    Town,
}

impl Part {
    /// What a field is of an address, by the words of its header and what it holds.
    fn of(field: &Field, header: &[String]) -> Option<Self> {
        let has = |words: &[&str]| has(header, words);
        if has(&OTHERS) {
            return None;
        }
        let is_number = has(&NUMBERS)
            || (has(&["house", "street", "building"]) && has(&["number", "no", "num", "nr"]))
            || matches!(header, [own] if ["no", "nr"].contains(&own.as_str()));
        if is_number {
            let is_short = field.words < 2.0 && !matches!(field.kind, Kind::LongText | Kind::Date(_));
            return is_short.then_some(Self::Number);
        }
        if has(&POSTAL_CODES) || (has(&["post", "postal"]) && has(&["code"])) {
            return (!matches!(field.kind, Kind::LongText | Kind::Date(_))).then_some(Self::PostalCode);
        }
        let is_text = field.is_text() || field.kind == Kind::Category;
        if has(&TOWNS) {
            return is_text.then_some(Self::Town);
        }
        (has(&STREETS) && field.is_text()).then_some(Self::Street)
    }
}
