//! Postal addresses to the unit.

mod dutch;
mod lines;
mod place;
mod spelled;
mod street;
mod unit;
mod words;

use std::fmt;

use lines::Line;
use place::Town;

pub use spelled::{Spelled, is_type, spelled_out};

/// What a source gives of one address, as written.
#[derive(Debug, Clone, Copy, Default)]
pub struct AddressParts<'a> {
    /// Street with or without number, or the whole address in one text.
    pub street: Option<&'a str>,
    /// House number, where it has a column of its own.
    pub number: Option<&'a str>,
    /// Second line: flat, floor, care of.
    pub line_two: Option<&'a str>,
    /// Postcode.
    pub postcode: Option<&'a str>,
    /// Town.
    pub city: Option<&'a str>,
    /// Country, as written; not part of the key.
    pub country: Option<&'a str>,
}

/// A postal address to the unit, in normal form.
///
/// Street words may be abbreviated or not, a unit glued, spaced or behind a comma, an umlaut
/// spelled either way; firm names, care-of lines and the country are left out. A letter behind the
/// house number belongs to the number (`12a`, `12 A`), what follows is the unit; a unit named as
/// such (`Apt A`) never is a house letter.
///
/// ```
/// use bonafide_records::normal::Address;
/// let one = Address::parse_text("Musterstraße 12 A, Whg. 4B\nD-10115 Berlin").unwrap();
/// let other = Address::parse_text("Musterstr. 12a, #4 b, 10115 Berlin, Germany").unwrap();
/// assert_eq!(one.key(), other.key());
/// assert_eq!(Address::parse_text("Berlin"), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Street words, folded, abbreviations resolved, written as one; `pobox` for a post-office box.
    pub street: String,
    /// House number, folded.
    pub number: String,
    /// Flat, door or unit, folded.
    pub unit: Option<String>,
    /// Postcode, upper case without spaces and hyphens.
    pub postcode: Option<String>,
    /// Town, folded.
    pub city: Option<String>,
    /// How the street was written: no part of what makes two addresses one.
    pub spelled: Spelled,
}

/// Longest text of one part.
const MAXIMUM_INPUT: usize = 500;

impl Address {
    /// Brings an address to normal form. `None` where street and number cannot both be found
    /// (a town alone is no address), and where neither postcode nor town is known: a street and
    /// number stand in many towns.
    pub fn parse(parts: AddressParts<'_>) -> Option<Self> {
        let given = [parts.street, parts.number, parts.line_two, parts.postcode, parts.city];
        if given.iter().flatten().any(|part| part.len() > MAXIMUM_INPUT) {
            return None;
        }
        let whole = [parts.street, parts.line_two, parts.city].map(Option::unwrap_or_default);
        let [street, line_two, city] = dutch::glued(whole, parts.country);
        let mut lines = lines::split(&street);
        lines::add_number(&mut lines, parts.number.unwrap_or_default());
        let second = lines::split(&line_two);
        lines.extend(second);

        let mut town = Town::from_columns(parts.postcode, parts.city.map(|_| &*city));
        let written = place::take(&mut lines, &town);
        town.fill_from(written);
        if town.postcode.is_none() && town.city.is_none() {
            return None;
        }
        let found = street::read(&lines)?;
        Some(Self {
            street: found.street,
            number: found.number,
            unit: found.unit,
            postcode: town.postcode,
            city: town.city,
            spelled: found.spelled,
        })
    }

    /// An address written in one text, on one line or several.
    pub fn parse_text(text: &str) -> Option<Self> {
        Self::parse(AddressParts { street: Some(text), ..AddressParts::default() })
    }

    /// The key that decides equality: street, number, unit and the postcode, else the town.
    pub fn key(&self) -> String {
        let place = self.postcode.as_deref().or(self.city.as_deref()).unwrap_or_default();
        format!("{}|{}|{}|{}", self.street, self.number, self.unit.as_deref().unwrap_or_default(), place)
    }

    /// The key without postcode, by town; `None` where the town is unknown.
    pub fn city_key(&self) -> Option<String> {
        let city = self.city.as_deref()?;
        Some(format!("{}|{}|{}|{}", self.street, self.number, self.unit.as_deref().unwrap_or_default(), city))
    }

    /// Town and first letter of the street.
    pub fn masked(&self) -> String {
        let first = self.street.chars().next().unwrap_or('…');
        match &self.city {
            Some(city) => format!("{first}… in {city}"),
            None => format!("{first}…"),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.street, self.number)?;
        if let Some(unit) = &self.unit {
            write!(formatter, " unit {unit}")?;
        }
        match (&self.postcode, &self.city) {
            (Some(postcode), Some(city)) => write!(formatter, ", {postcode} {city}"),
            (Some(place), None) | (None, Some(place)) => write!(formatter, ", {place}"),
            (None, None) => Ok(()),
        }
    }
}

/// Whether a line is a country's name or code.
fn is_country(line: &Line) -> bool {
    super::country_code(&line.folded).is_some()
}

#[cfg(test)]
mod tests;
