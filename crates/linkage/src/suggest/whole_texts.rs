//! Street, postal code and town of some inputs, and the address of others: one column.
//!
//! Any text that others write in several columns: it shows in rows of which one part is in a text, and another part beside it
//! far oftener than in any other text, and in texts of which such parts are most words. What else a text holds, as a country,
//! and what else a row holds, as a floor, does no harm.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use super::align::{Group, OVERLAP_OF_NAMES, SHARED, parts_by_inputs, put_together};
use super::overlap::{texts, words};
use crate::table::{Column, hash};

/// Share of the words of a part that have to be words of the texts.
const WORDS: f64 = 0.3;

/// Columns that may be parts, those first whose values are words of the texts most often.
const PARTS: usize = 6;

/// Texts that are looked at.
const TEXTS: usize = 1_000;

/// A part is in the text in which another part of its row is so many times as often as in another text: of all who live in
/// streets of one name, some live at the number in another text, too.
const TIMES: f64 = 1.5;

/// Share of a text's words that its parts are.
const COVERED: f64 = 0.6;

/// Joins parts of texts with the texts, until none are left.
pub fn whole_texts(groups: &mut Vec<Group<'_>>) {
    while let Some((parts, whole)) = next(groups) {
        put_together(groups, parts, whole);
    }
}

/// Columns of the same inputs that together are the text of other inputs: their groups, in the order of the texts.
fn next(groups: &[Group<'_>]) -> Option<(Vec<usize>, usize)> {
    for (whole, group) in groups.iter().enumerate().filter(|(_, own)| own.holds_names) {
        let mut theirs = None;
        for parts in parts_by_inputs(groups, group, PARTS, |_| true) {
            let mut places: Vec<usize> =
                parts.into_iter().filter(|(share, _)| *share >= WORDS).map(|(_, place)| place).collect();
            if places.len() < 2 {
                continue;
            }
            places.sort_unstable();
            let texts = theirs.get_or_insert_with(|| Texts::of(group));
            let found: Vec<Part<'_>> =
                places.iter().map(|place| Part::of(&groups[*place].columns, texts)).collect();
            if let Some(order) = texts.parts(&found) {
                return Some((order.into_iter().map(|own| places[own]).collect(), whole));
            }
        }
    }
    None
}

/// Some texts, by their words.
struct Texts {
    /// Where each word stands first, by text.
    words: Vec<HashMap<u64, usize>>,
    /// In which of them a word stands.
    with: HashMap<u64, Vec<usize>>,
}

impl Texts {
    /// Those of the smallest digests, so that the order of rows says nothing.
    fn of(group: &Group<'_>) -> Self {
        let mut chosen: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
        for text in group.columns.iter().flat_map(|column| texts(column)) {
            let words = digests(&text);
            let digest = words.iter().fold(0, |sum: u64, own| sum.rotate_left(5) ^ own);
            if words.len() > 1 {
                chosen.insert(digest, words);
            }
            if chosen.len() > TEXTS {
                chosen.pop_last();
            }
        }
        let placed =
            |own: Vec<u64>| own.into_iter().enumerate().rev().map(|(place, word)| (word, place)).collect();
        let words: Vec<HashMap<u64, usize>> = chosen.into_values().map(placed).collect();
        let mut with: HashMap<u64, Vec<usize>> = HashMap::new();
        for (text, own) in words.iter().enumerate() {
            for word in own.keys() {
                with.entry(*word).or_default().push(text);
            }
        }
        Self { words, with }
    }

    /// Where a text holds all of a value's words: the place of the first one.
    fn place(&self, text: usize, value: &[u64]) -> Option<usize> {
        let own = &self.words[text];
        let first = own.get(value.first()?)?;
        value.iter().all(|word| own.contains_key(word)).then_some(*first)
    }

    /// The columns that are parts of the texts, in the order in which they stand there.
    fn parts(&self, columns: &[Part<'_>]) -> Option<Vec<usize>> {
        // What few rows share leads to few rows.
        let mut leading: Vec<usize> = (0..columns.len()).collect();
        leading.sort_by_key(|own| Reverse(columns[*own].distinct()));
        leading.into_iter().find_map(|own| self.parts_beside(own, columns))
    }

    /// The same, of which one leads to the texts. Each part that is found leaves fewer rows beside a text, so that what many
    /// rows hold, as the number of a house, shows once the street is known.
    fn parts_beside(&self, leading: usize, columns: &[Part<'_>]) -> Option<Vec<usize>> {
        let mut rows_of = self.rows_of(&columns[leading]);
        let needed = SHARED.1.max((OVERLAP_OF_NAMES * self.words.len() as f64) as usize);
        let mut found = vec![leading];
        loop {
            rows_of.retain(|_, rows| !rows.is_empty());
            let others = (0..columns.len()).filter(|own| !found.contains(own));
            let beside = others.filter_map(|own| Some((self.beside(&columns[own], &rows_of, needed)?, own)));
            let Some((_, own)) = beside.max_by_key(|(texts, own)| (*texts, Reverse(*own))) else { break };
            for (text, rows) in &mut rows_of {
                rows.retain(|row| self.holds(*text, &columns[own], *row));
            }
            found.push(own);
        }
        let covered = |(text, rows): &(&usize, &Vec<usize>)| {
            let words = |row: &usize| -> usize {
                let held = found.iter().filter_map(|own| columns[*own].value(*row));
                held.map(<[u64]>::len).sum()
            };
            let most = rows.iter().map(words).max().unwrap_or(0);
            most as f64 >= COVERED * self.words[**text].len() as f64
        };
        if found.len() < 2 || rows_of.iter().filter(covered).count() < needed {
            return None;
        }
        let place = |own: usize| -> f64 {
            let of_text =
                |(text, rows): (&usize, &Vec<usize>)| self.place(*text, columns[own].value(*rows.first()?)?);
            let places: Vec<usize> = rows_of.iter().filter_map(of_text).collect();
            places.iter().sum::<usize>() as f64 / places.len().max(1) as f64
        };
        let mut placed: Vec<(f64, usize)> = found.into_iter().map(|own| (place(own), own)).collect();
        placed.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
        Some(placed.into_iter().map(|(_, own)| own).collect())
    }

    /// The rows whose value is in a text, by text.
    fn rows_of(&self, column: &Part<'_>) -> BTreeMap<usize, Vec<usize>> {
        let mut rows_of: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in 0..column.rows() {
            let Some(value) = column.value(row) else { continue };
            let rarest = value.iter().filter_map(|word| self.with.get(word)).min_by_key(|own| own.len());
            for text in rarest.into_iter().flatten().filter(|text| self.place(**text, value).is_some()) {
                rows_of.entry(*text).or_default().push(row);
            }
        }
        rows_of
    }

    /// How many texts hold what one of their rows has in a column, where so many are needed and another text seldom does.
    fn beside(
        &self,
        column: &Part<'_>,
        rows_of: &BTreeMap<usize, Vec<usize>>,
        needed: usize,
    ) -> Option<usize> {
        let texts: Vec<usize> = rows_of.keys().copied().collect();
        let (mut beside, mut elsewhere) = (0, 0);
        for (at, rows) in rows_of.values().enumerate() {
            let other = texts[(at + texts.len() / 2) % texts.len()];
            beside += usize::from(rows.iter().any(|row| self.holds(texts[at], column, *row)));
            elsewhere += usize::from(rows.iter().any(|row| self.holds(other, column, *row)));
        }
        (beside >= needed && beside as f64 >= TIMES * elsewhere as f64).then_some(beside)
    }

    fn holds(&self, text: usize, column: &Part<'_>, row: usize) -> bool {
        column.value(row).is_some_and(|value| self.place(text, value).is_some())
    }
}

/// A column that may be a part, or several of which each row fills one.
struct Part<'a> {
    columns: &'a [&'a Column],
    /// The words of each value, by column and code; none where not all of them are words of the texts.
    words: Vec<Vec<Option<Box<[u64]>>>>,
}

impl<'a> Part<'a> {
    fn of(columns: &'a [&'a Column], of: &Texts) -> Self {
        let of_column = |column: &&Column| {
            let all = column.values.codes().map(|code| {
                let words = digests(&column.values.text(code));
                words.iter().all(|word| of.with.contains_key(word)).then(|| words.into_boxed_slice())
            });
            all.collect()
        };
        Self { columns, words: columns.iter().map(of_column).collect() }
    }

    fn rows(&self) -> usize {
        self.columns[0].rows()
    }

    fn distinct(&self) -> usize {
        self.columns.iter().map(|column| column.values.len()).sum()
    }

    /// The words that a row holds; none where it holds none, or others than those of the texts.
    fn value(&self, row: usize) -> Option<&[u64]> {
        let both = self.columns.iter().zip(&self.words);
        let mut held = both.filter_map(|(column, words)| Some(&words[column.smallest(row)? as usize - 1]));
        held.next()?.as_deref().filter(|own| !own.is_empty())
    }
}

fn digests(text: &str) -> Vec<u64> {
    words(text).iter().map(|word| hash(word.as_bytes())).collect()
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::job::drawn::Drawn;
    use crate::job::tests::tables;
    use crate::suggest::{Suggested, suggest};

    const STREETS: [&str; 6] = ["Linden", "Station", "Harbour", "Mill", "Church", "Garden"];
    const WAYS: [&str; 10] =
        ["Way", "Road", "Lane", "Close", "Court", "Drive", "Place", "Square", "Hill", "Gate"];
    const TOWNS: [&str; 5] = ["Aalen", "Bremen", "Celle", "Dresden", "Erfurt"];

    /// Addresses in three columns, and in one; every third of the second table is of the first.
    fn suggested(address: impl Fn(&str, usize, &str) -> String) -> Suggested {
        let of = |number: usize| {
            let street = format!("{} Road {}", STREETS[number % 6], number / 6 + 1);
            (street, 10_000 + number * 7, TOWNS[number % 5])
        };
        let mut left = "id,company,street,code,town\n".to_owned();
        let mut right = "id,company,address\n".to_owned();
        for number in 0..300 {
            let (street, code, town) = of(number);
            writeln!(left, "{number},firm {number},{street},{code},{town}").expect("a string takes all");
            let (street, code, town) = of(if number % 3 == 0 { number } else { number + 300 });
            writeln!(right, "{number},firm {number},\"{}\"", address(&street, code, town))
                .expect("a string takes all");
        }
        suggest(&tables(&[&left, &right]), None).expect("settings")
    }

    #[test]
    fn parts_of_addresses_are_one_column_with_addresses() {
        let found = suggested(|street, code, town| format!("{street}, {code} {town}"));
        let made = found.settings.columns.get("street_code_town_address").map(|own| own.text.as_str());
        assert!(
            made.is_some_and(|text| text.starts_with("street + code + town + address")),
            "{:?}",
            found.left
        );
        assert!(found.left.is_empty(), "{:?}", found.left);
    }

    #[test]
    fn what_an_address_does_not_hold_is_no_part_of_it() {
        let found = suggested(|street, _, town| format!("{town}: {street}"));
        assert!(found.settings.columns.contains_key("town_street_address"), "{:?}", found.settings.columns);
        let other =
            suggested(|street, code, _| format!("{} of {code}", street.to_lowercase().replace(' ', "")));
        assert!(
            !other.settings.columns.keys().any(|name| name.contains("_town")),
            "{:?}",
            other.settings.columns
        );
    }

    #[test]
    fn an_address_may_hold_more_than_its_parts() {
        let found = suggested(|street, code, town| format!("{street}, {code} {town}, Germany"));
        assert!(
            found.settings.columns.contains_key("street_code_town_address"),
            "{:?}",
            found.settings.columns
        );
    }

    #[test]
    fn two_words_of_a_long_text_are_no_parts_of_it() {
        let (mut left, mut right) = ("id,make,kind,price\n".to_owned(), "id,offer,price\n".to_owned());
        for number in 0..300 {
            let (make, kind) = (STREETS[number % 6], TOWNS[number / 6 % 5]);
            writeln!(left, "{number},{make},{kind},{}", number % 90).expect("a string takes all");
            let rest = format!("model {number} with {} drawers of oak and lock", number % 7);
            writeln!(right, "{number},{make} {kind} {rest},{}", number % 90).expect("a string takes all");
        }
        let found = suggest(&tables(&[&left, &right]), None).expect("settings");
        assert!(
            !found.settings.columns.keys().any(|name| name.contains("make")),
            "{:?}",
            found.settings.columns
        );
    }

    #[test]
    fn an_address_is_no_name() {
        // Town and state, of which some addresses hold nothing else.
        let (mut left, mut right) =
            ("id,state,town,street,firm\n".to_owned(), "id,location,firm\n".to_owned());
        for number in 0..300 {
            let (state, town) = (["KY", "OH", "PA"][number % 3], TOWNS[number % 5]);
            let street = format!("{} {} Road", number / 6 + 1, STREETS[number % 6]);
            writeln!(left, "{number},{state},{town},{street},firm {number}").expect("a string takes all");
            let place = format!("{town} {state}");
            let place = if number % 4 == 0 { place } else { format!("{street} {place}") };
            writeln!(right, "{number},{place},firm {number}").expect("a string takes all");
        }
        let found = suggest(&tables(&[&left, &right]), None).expect("settings");
        let names: Vec<&String> = found.settings.columns.keys().collect();
        assert!(names.iter().any(|name| *name == "street_town_state_location"), "{names:?}");
    }

    #[test]
    fn what_many_rows_hold_shows_once_the_street_is_known() {
        let mut left = "id,firm,street,number,code,town\n".to_owned();
        let mut right = "id,firm,address\n".to_owned();
        let mut drawn = Drawn(3);
        for row in 0..1_500 {
            let town = drawn.below(5) as usize;
            let mut place = || {
                let street =
                    format!("{} {}", STREETS[drawn.below(6) as usize], WAYS[drawn.below(10) as usize]);
                (drawn.below(20) + 1, street, 10_000 + town as u64 * 90 + drawn.below(40))
            };
            let (number, street, code) = place();
            let town = TOWNS[town];
            writeln!(left, "{row},firm {row},{street},{number},{code},{town}").expect("a string takes all");
            let (number, street, code) = if row % 3 == 0 { (number, street, code) } else { place() };
            writeln!(right, "{row},firm {row},\"{number} {street}, {code} {town}, Germany\"")
                .expect("a string takes all");
        }
        let found = suggest(&tables(&[&left, &right]), None).expect("settings");
        let names: Vec<&String> = found.settings.columns.keys().collect();
        assert!(names.iter().any(|name| name.contains("number to address")), "{names:?}");
    }

    #[test]
    fn streets_of_one_name_in_many_towns_are_parts_with_the_numbers_of_their_houses() {
        let mut left = "id,firm,street,number\n".to_owned();
        let mut right = "id,firm,address\n".to_owned();
        let mut drawn = Drawn(5);
        for row in 0..1_200 {
            let mut place = || {
                let way = WAYS[drawn.below(10) as usize];
                (format!("{} {way}", STREETS[drawn.below(6) as usize]), drawn.below(28) + 1)
            };
            let (street, number) = place();
            writeln!(left, "{row},firm {row},{street},{number}").expect("a string takes all");
            let (street, number) = if row % 5 > 1 { (street, number) } else { place() };
            writeln!(right, "{row},firm {row},\"{street}, {number}\"").expect("a string takes all");
        }
        let found = suggest(&tables(&[&left, &right]), None).expect("settings");
        let names: Vec<&String> = found.settings.columns.keys().collect();
        assert!(names.iter().any(|name| *name == "street_number_address"), "{names:?}");
    }
}
