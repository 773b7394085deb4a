//! Postal addresses in invented towns, written as eight countries write them.

use super::country::Country;

/// A home to the unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Home {
    /// The country.
    pub country: Country,
    town: u8,
    stem: u8,
    ending: u8,
    number: u16,
    unit: u8,
}

/// How an address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hand {
    /// With street words in full.
    Careful,
    /// Street words abbreviated.
    Abbreviated,
    /// In capitals.
    Shouting,
}

impl Hand {
    /// All hands.
    pub const ALL: [Self; 3] = [Self::Careful, Self::Abbreviated, Self::Shouting];
}

impl Home {
    /// The home that belongs to one running number and, below 4 million, to nobody else.
    pub fn of(serial: u64) -> Self {
        let bits = scramble(serial);
        let country = Country::ALL[((bits >> 16) & 7) as usize];
        Self {
            country,
            town: ((bits >> 19) & 7) as u8,
            stem: ((bits >> 10) & 7) as u8,
            ending: ((bits >> 13) & 7) as u8,
            number: 1 + ((bits >> 3) & 127) as u16,
            unit: 1 + (bits & 7) as u8,
        }
    }

    /// Another unit of the same building.
    #[must_use]
    pub fn next_door(self) -> Self {
        Self { unit: self.unit % 8 + 1, ..self }
    }

    /// Street, number and unit on one line.
    pub fn street_line(self, hand: Hand) -> String {
        let (stems, endings) = self.country.streets();
        let stem = stems[usize::from(self.stem & 7)];
        let ending = endings[usize::from(self.ending & 7)];
        let Self { number, unit, .. } = self;
        let short = hand == Hand::Abbreviated;
        let line = match self.country {
            Country::Germany => {
                let ending = if short && ending == "straße" { "str." } else { ending };
                let flat = if short { "Wohnung" } else { "Whg." };
                format!("{stem}{ending} {number}, {flat} {unit}")
            }
            Country::Austria => {
                let ending = if short && ending == "straße" { "str." } else { ending };
                format!("{stem}{ending} {number}/{unit}")
            }
            Country::France => {
                let kind = match ending {
                    "avenue" if short => "av.",
                    "boulevard" if short => "bd",
                    other => other,
                };
                let flat = if short { "Appartement" } else { "Appt" };
                format!("{number} {kind} {stem}, {flat} {unit}")
            }
            Country::Netherlands => format!("{stem}{ending} {number}-{unit}"),
            Country::Poland => {
                let kind = if short { "ulica" } else { "ul." };
                format!("{kind} {ending}{stem} {number} m. {unit}")
            }
            Country::Spain => {
                let kind = match ending {
                    "Avenida" if short => "Av.",
                    other => other,
                };
                format!("{kind} {stem} {number}, {unit}º B")
            }
            Country::Finland => {
                let ending = if short && ending == "katu" { "k." } else { ending };
                format!("{stem}{ending} {number} A {unit}")
            }
            Country::Britain => {
                let ending = match ending {
                    "Road" if short => "Rd",
                    "Street" if short => "St",
                    "Avenue" if short => "Ave",
                    other => other,
                };
                let flat = if short { "Apt" } else { "Flat" };
                format!("{flat} {unit}, {number} {stem} {ending}")
            }
        };
        if hand == Hand::Shouting { line.to_uppercase() } else { line }
    }

    /// The postcode.
    pub fn postcode(self) -> &'static str {
        self.country.towns()[usize::from(self.town & 7)].1
    }

    /// The town.
    pub fn city(self) -> &'static str {
        self.country.towns()[usize::from(self.town & 7)].0
    }

    /// Postcode and town in the country's order.
    fn town_line(self) -> String {
        match self.country {
            Country::Britain => format!("{} {}", self.city(), self.postcode()),
            _ => format!("{} {}", self.postcode(), self.city()),
        }
    }

    /// The whole address on three lines.
    pub fn written(self, hand: Hand) -> String {
        format!("{}\n{}\n{}", self.street_line(hand), self.town_line(), self.country.english())
    }

    /// The whole address on one line, without the country.
    pub fn one_line(self, hand: Hand) -> String {
        format!("{}, {}", self.street_line(hand), self.town_line())
    }
}

/// A one-to-one mixing of the numbers below 2^22, so that neighbours in the list do not live next
/// door to each other.
fn scramble(serial: u64) -> u64 {
    const MASK: u64 = (1 << 22) - 1;
    let mut bits = serial.wrapping_add(0x15_79B5) & MASK;
    bits = bits.wrapping_mul(0x2C_1B3D) & MASK;
    bits ^= bits >> 11;
    bits = bits.wrapping_mul(0x29_7A2D) & MASK;
    bits ^ (bits >> 9)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bonafide_records::normal::{Address, AddressParts};

    use super::{Hand, Home};
    use crate::demo::invent::Country;

    #[test]
    fn no_two_people_live_in_one_unit() {
        let homes: BTreeSet<String> =
            (0..150_000).map(|serial| Home::of(serial).written(Hand::Careful)).collect();
        assert_eq!(homes.len(), 150_000);
    }

    #[test]
    fn all_countries_have_residents() {
        let countries: BTreeSet<Country> = (0..200).map(|serial| Home::of(serial).country).collect();
        assert_eq!(countries.len(), 8);
    }

    #[test]
    fn next_door_is_another_unit_of_the_same_building() {
        for serial in 0..200 {
            let home = Home::of(serial);
            let neighbour = home.next_door();
            assert_ne!(home, neighbour);
            assert_eq!(home.city(), neighbour.city());
            assert_ne!(home.street_line(Hand::Careful), neighbour.street_line(Hand::Careful));
        }
    }

    #[test]
    fn every_hand_writes_one_address_and_neighbours_another() {
        let key = |home: Home, hand| Address::parse_text(&home.written(hand)).map(|address| address.key());
        for serial in 0..600 {
            let home = Home::of(serial);
            let careful = key(home, Hand::Careful);
            assert!(careful.is_some(), "{}", home.written(Hand::Careful));
            for hand in Hand::ALL {
                assert_eq!(key(home, hand), careful, "{}", home.written(hand));
                let parts = AddressParts {
                    street: Some(&home.street_line(hand)),
                    postcode: Some(home.postcode()),
                    city: Some(home.city()),
                    country: Some(home.country.english()),
                    ..AddressParts::default()
                };
                assert_eq!(
                    Address::parse(parts).map(|address| address.key()),
                    careful,
                    "{}",
                    home.one_line(hand)
                );
                let one_line = Address::parse_text(&home.one_line(hand)).map(|address| address.key());
                assert_eq!(one_line, careful, "{}", home.one_line(hand));
            }
            assert_ne!(key(home.next_door(), Hand::Careful), careful, "{}", home.written(Hand::Careful));
        }
    }
}
