//! Telephone numbers from the ranges that regulators keep free for films and books.
//!
//! Nobody can be called on them. The ranges are those of the Bundesnetzagentur, of Ofcom
//! ("Telephone numbers for use in TV and radio drama programmes"), of Arcep (decision 2018-0881)
//! and of the ACMA ("Phone numbers for use in TV shows, films and creative works"), from memory; a
//! test holds each of them against the numbering plans of libphonenumber.

use super::Country;

/// One free range: country code, national digits without trunk prefix, count of free digits.
type Range = (&'static str, &'static str, u32);

const GERMANY: [Range; 5] = [
    ("49", "3023125", 3),
    ("49", "6990009", 3),
    ("49", "4066969", 3),
    ("49", "2214710", 3),
    ("49", "8999998", 3),
];
const BRITAIN: [Range; 13] = [
    ("44", "2079460", 3),
    ("44", "1134960", 3),
    ("44", "1144960", 3),
    ("44", "1164960", 3),
    ("44", "1174960", 3),
    ("44", "1184960", 3),
    ("44", "1214960", 3),
    ("44", "1314960", 3),
    ("44", "1414960", 3),
    ("44", "1514960", 3),
    ("44", "1614960", 3),
    ("44", "1914980", 3),
    ("44", "2920180", 3),
];
const FRANCE: [Range; 1] = [("33", "19900", 4)];
const ELSEWHERE: [Range; 12] = [
    ("33", "26191", 4),
    ("33", "35301", 4),
    ("33", "46571", 4),
    ("33", "53649", 4),
    ("61", "25550", 4),
    ("61", "27010", 4),
    ("61", "35550", 4),
    ("61", "37010", 4),
    ("61", "75550", 4),
    ("61", "77010", 4),
    ("61", "85550", 4),
    ("61", "87010", 4),
];

/// A telephone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Number {
    country_code: &'static str,
    national: String,
    extension: u64,
}

/// How a number is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `+493023125001`.
    Compact,
    /// `+49 3023 125 001`.
    Spaced,
    /// `0049 3023125001`.
    DoubleZero,
    /// `+49 (0) 3023-125-001`.
    Bracketed,
    /// `03023 125001`, only where the reader knows the country.
    National,
}

impl Spelling {
    /// All spellings that name the country.
    pub const INTERNATIONAL: [Self; 4] = [Self::Compact, Self::Spaced, Self::DoubleZero, Self::Bracketed];
}

impl Number {
    /// The number that belongs to one running number and to nobody else, of the `country` while
    /// its ranges last.
    pub fn of(serial: u64, country: Country) -> Self {
        let own: &[Range] = match country {
            Country::Germany => &GERMANY,
            Country::Britain => &BRITAIN,
            Country::France => &FRANCE,
            _ => &[],
        };
        if serial < capacity(own) {
            return Self::at(own, serial);
        }
        Self::at(&ELSEWHERE, serial)
    }

    /// The number at a place of a list of ranges. Beyond their capacity extensions tell numbers
    /// apart: there are not more numbers that are nobody's.
    fn at(ranges: &[Range], serial: u64) -> Self {
        let capacity = capacity(ranges).max(1);
        // A step that shares no factor with a capacity of the form 2^a 5^b k (k below 100).
        let mut place = (serial % capacity).wrapping_mul(7_919) % capacity;
        for &(country_code, prefix, digits) in ranges {
            let size = 10_u64.pow(digits);
            if place < size {
                let width = digits as usize;
                return Self {
                    country_code,
                    national: format!("{prefix}{place:0width$}"),
                    extension: serial / capacity,
                };
            }
            place -= size;
        }
        Self { country_code: "33", national: "199001234".to_owned(), extension: serial }
    }

    /// The running number to which it belongs; `None` for one with an extension and of no range.
    pub fn serial(&self) -> Option<u64> {
        for ranges in [&GERMANY[..], &BRITAIN, &FRANCE, &ELSEWHERE] {
            let mut place = 0;
            for &(country_code, prefix, digits) in ranges {
                let rest = self.national.strip_prefix(prefix).filter(|rest| rest.len() == digits as usize);
                if let Some(own) = rest.filter(|_| self.country_code == country_code) {
                    place += own.parse::<u64>().ok()?;
                    let capacity = capacity(ranges);
                    let belongs = |serial: &u64| serial.wrapping_mul(7_919) % capacity == place;
                    return (0..capacity).find(belongs).filter(|_| self.extension == 0);
                }
                place += 10_u64.pow(digits);
            }
        }
        None
    }

    /// The number so many further on.
    #[must_use]
    pub fn plus(&self, steps: i64) -> Self {
        let width = self.national.len();
        let further = self.national.parse::<i64>().map_or(0, |number| number + steps);
        Self { national: format!("{further:0width$}"), ..self.clone() }
    }

    /// The first number of its ten.
    #[must_use]
    pub fn tens(&self) -> Self {
        let head = self.national.get(..self.national.len().saturating_sub(1)).unwrap_or_default();
        Self { national: format!("{head}0"), ..self.clone() }
    }

    /// Whether one digit is another, and nothing else.
    pub fn differs_in_one_digit(&self, other: &Self) -> bool {
        let digits = self.national.bytes().zip(other.national.bytes());
        self.country_code == other.country_code
            && self.national.len() == other.national.len()
            && digits.filter(|(one, theirs)| one != theirs).count() == 1
    }

    /// The number as somebody writes it. `National` falls back to `Spaced` for a number with
    /// extension.
    pub fn written(&self, spelling: Spelling) -> String {
        let code = self.country_code;
        let (head, tail) = self.national.split_at(self.national.len().saturating_sub(6));
        let (middle, last) = tail.split_at(tail.len() / 2);
        let number = match spelling {
            Spelling::Compact => format!("+{code}{}", self.national),
            Spelling::DoubleZero => format!("00{code} {}", self.national),
            Spelling::Bracketed => format!("+{code} (0) {head}-{middle}-{last}"),
            Spelling::National if self.extension == 0 => format!("0{head} {tail}"),
            Spelling::Spaced | Spelling::National => format!("+{code} {head} {middle} {last}"),
        };
        if self.extension == 0 { number } else { format!("{number} ext. {}", self.extension) }
    }

    /// Whether the number is of this country, so that it may be written without country code.
    pub fn is_of(&self, country: Country) -> bool {
        self.country_code == country.calling_code()
    }
}

/// How many numbers the ranges hold.
fn capacity(ranges: &[Range]) -> u64 {
    ranges.iter().map(|&(_, _, digits)| 10_u64.pow(digits)).sum()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use bonafide_records::normal::Phone;

    use super::{BRITAIN, Country, ELSEWHERE, FRANCE, GERMANY, Number, Spelling};

    #[test]
    fn every_range_is_valid_in_the_numbering_plans() {
        let mut refused = BTreeSet::new();
        for ranges in [&GERMANY[..], &BRITAIN, &FRANCE, &ELSEWHERE] {
            for &(code, prefix, digits) in ranges {
                for step in 0..7_usize {
                    let rest = (step * 1_301) % 10_usize.pow(digits);
                    let written = format!("+{code}{prefix}{rest:0width$}", width = digits as usize);
                    let parsed = phonenumber::parse(None, &written).unwrap();
                    if !phonenumber::is_valid(&parsed) {
                        refused.insert((code, prefix));
                    }
                }
            }
        }
        assert!(refused.is_empty(), "{refused:?}");
    }

    #[test]
    fn all_spellings_are_one_number() {
        let number = Number::of(4_321, Country::Germany);
        let compact = phonenumber::parse(None, number.written(Spelling::Compact)).unwrap();
        let region = Some(phonenumber::country::Id::DE);
        for spelling in Spelling::INTERNATIONAL.into_iter().chain([Spelling::National]) {
            let parsed = phonenumber::parse(region, number.written(spelling)).unwrap();
            assert_eq!(parsed.national().value(), compact.national().value(), "{spelling:?}");
            assert_eq!(parsed.code().value(), compact.code().value(), "{spelling:?}");
        }
    }

    #[test]
    fn no_two_people_have_one_number() {
        for people in [300_000_u64, 9_000] {
            let mut seen = BTreeSet::new();
            for serial in 0..people {
                let country = Country::ALL[(serial % 8) as usize];
                assert!(seen.insert(Number::of(serial, country).written(Spelling::Compact)), "{serial}");
            }
        }
    }

    #[test]
    fn a_hundred_thousand_people_need_few_extensions() {
        let with_extension =
            (0..115_000_u64).filter(|&serial| Number::of(serial, Country::Poland).extension > 0).count();
        assert_eq!(with_extension, 0);
    }

    #[test]
    fn the_normal_form_of_all_spellings_is_one_and_nobody_elses() {
        let mut keys = BTreeSet::new();
        for serial in (0..200).chain(130_000..130_050) {
            let number = Number::of(serial, Country::ALL[(serial % 8) as usize]);
            let compact = Phone::parse(&number.written(Spelling::Compact), None);
            assert!(compact.is_some(), "{}", number.written(Spelling::Compact));
            for spelling in Spelling::INTERNATIONAL {
                let written = number.written(spelling);
                assert_eq!(Phone::parse(&written, None), compact, "{written}");
            }
            if let Some(home) = Country::ALL.into_iter().find(|&country| number.is_of(country)) {
                let written = number.written(Spelling::National);
                assert_eq!(Phone::parse(&written, Some(home.english())), compact, "{written}");
            }
            assert!(keys.insert(compact.map(|phone| phone.key().to_owned())), "{serial}");
        }
    }

    #[test]
    fn a_number_knows_whose_it_is_and_its_neighbours() {
        for country in [Country::Germany, Country::Britain, Country::France, Country::Spain] {
            for serial in [0, 7, 999, 4_998] {
                assert_eq!(Number::of(serial, country).serial(), Some(serial), "{country:?}");
            }
        }
        assert_eq!(Number::of(130_000, Country::Spain).serial(), None);
        let first = Number::of(17, Country::Britain).tens();
        assert!(first.plus(3).differs_in_one_digit(&first) && !first.plus(13).differs_in_one_digit(&first));
        assert_eq!(first.plus(4).plus(-4), first);
    }

    #[test]
    fn no_number_looks_like_a_dummy() {
        for country in [Country::Germany, Country::Britain, Country::France, Country::Spain] {
            for serial in (0..120_000).step_by(29) {
                let written = Number::of(serial, country).written(Spelling::Compact);
                assert!(Phone::parse(&written, None).is_some(), "{written}");
            }
        }
    }
}
