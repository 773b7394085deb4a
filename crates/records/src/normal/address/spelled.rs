//! A street as it was written, for streets that are nearly one: equality asks its normal form alone.

use std::cmp::Ordering;
use std::hash::{Hash, Hasher};

use super::lines::Run;
use super::words::{ALL_TYPES, spellings_of, taken_apart};

/// The first of the letters that stand for types of streets: of private use, so that no text has them.
const FIRST_TYPE: u32 = 0xe000;

/// A type is spelled out with so many letters: of fewer, nobody can tell a slip from another word.
const LETTERS_FROM: usize = 3;

/// Ways to spell a street that are tried at most.
const MOST_WAYS: usize = 64;

/// A street with the words for its types told from its name: `dorf` and what stands for street, which `Dorfstr.` and
/// `Dorfstraße` have in common, and which `Dorfstarße` has not.
///
/// All are equal: it says nothing of whether two addresses are one.
#[derive(Debug, Clone, Default)]
pub struct Spelled {
    folded: String,
    written: String,
}

impl Spelled {
    pub(super) fn of(runs: &[Run]) -> Self {
        let mut spelled = Self::default();
        for (index, run) in runs.iter().enumerate() {
            let Some((stem, canonical)) = taken_apart(&run.text, index == 0 && runs.len() > 1) else {
                continue;
            };
            let place = canonical.and_then(|own| ALL_TYPES.binary_search(&own).ok());
            let own = place.and_then(|place| char::from_u32(FIRST_TYPE + place as u32));
            spelled.folded.push_str(stem);
            spelled.folded.extend(own);
            // Where the type itself was folded it is left as it was written.
            let ending = run.text.get(stem.len()..).unwrap_or_default();
            match run.written.strip_suffix(ending) {
                _ if stem.is_empty() && own.is_some() => spelled.written.extend(own),
                Some(before) => {
                    spelled.written.push_str(before);
                    spelled.written.extend(own);
                }
                None => spelled.written.push_str(&run.written),
            }
        }
        spelled
    }

    /// The street with doubled spellings written once, each of its types as one letter that no text has.
    pub fn as_str(&self) -> &str {
        &self.folded
    }

    /// The same with doubled spellings as they were written: a slip may make or part one (`Rosenweg`, `Roenweg`).
    pub fn as_written(&self) -> &str {
        &self.written
    }
}

/// Whether a letter stands for a type of streets.
pub fn is_type(letter: char) -> bool {
    (FIRST_TYPE..FIRST_TYPE + 0x100).contains(&u32::from(letter))
}

/// A street with one and more of its types spelled out, in all ways.
///
/// ```
/// use bonafide_records::normal::{Address, spelled_out};
/// let address = Address::parse_text("Dorfstr. 8, 10115 Berlin").unwrap();
/// let ways = spelled_out(address.spelled.as_str());
/// assert!(ways.iter().any(|way| way == "dorfstrasse") && ways.iter().any(|way| way == "dorfstr"));
/// ```
pub fn spelled_out(street: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for letter in street.chars() {
        let mut longer = Vec::new();
        let place = is_type(letter).then(|| (u32::from(letter) - FIRST_TYPE) as usize);
        let spelled =
            place.and_then(|place| ALL_TYPES.get(place)).into_iter().flat_map(|own| spellings_of(own));
        for spelling in spelled.filter(|spelling| spelling.len() >= LETTERS_FROM) {
            longer.extend(ways.iter().map(|way| format!("{way}{spelling}")));
            // `ue` is folded to `u`, but not where a slip put another vowel before it.
            if spelling.ends_with('u') {
                longer.extend(ways.iter().map(|way| format!("{way}{spelling}e")));
            }
        }
        for way in &mut ways {
            way.push(letter);
        }
        ways.append(&mut longer);
        ways.truncate(MOST_WAYS);
    }
    ways.retain(|way| way != street);
    ways.sort_unstable();
    ways.dedup();
    ways
}

impl PartialEq for Spelled {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Spelled {}

impl PartialOrd for Spelled {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Spelled {
    fn cmp(&self, _: &Self) -> Ordering {
        Ordering::Equal
    }
}

impl Hash for Spelled {
    fn hash<H: Hasher>(&self, _: &mut H) {}
}
