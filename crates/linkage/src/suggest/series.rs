//! Where do numbers of one series, addresses of one network or mailboxes of the same letters tell who belongs together?
//!
//! Who buys ten numbers gets neighbours, and who opens ten accounts gets a mailbox for each of them. But in a town all telephone
//! numbers begin alike, and all who are called Mary have a mailbox of her name: there it says once more what another column says,
//! and all who share that would be nearer to each other than they are.

use std::collections::BTreeMap;

use super::fields::Field;
use super::kind::Kind;
use super::sample::Sample;
use crate::block::Mode;
use crate::expression::{Derived, Expression};
use crate::table::{Column, Table};

/// A number without its last three digits: what is given out in series shares it.
const NUMBERS: &str = "match \"^(.{4,}).{3}$\"";
/// The network of an address: three bytes of four, eight of sixteen.
const NETWORK: &str = "match \"^(?:[0-9]+[.]){3}|^(?:[0-9a-fA-F]*:){4}\"";
/// The letters of a mailbox, without digits and marks.
const MAILBOX: &str = "match \"^[^@]+\" | letters";

/// Rows up to which those that have one series in common are looked at.
const ROWS: usize = 50;
/// Of the pairs that differ in the column so many are equal in no other one, or it follows from that.
const FOLLOWS: f64 = 0.5;
/// Pairs that are equal in another column at least, or it tells nothing.
const ENOUGH: usize = 5;
/// Bits of a column that tells something.
const BITS: f64 = 5.0;

/// What values of a kind that are given out together have in common, as steps of an expression; none of other kinds.
fn steps(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::Phone | Kind::Code => Some(NUMBERS),
        Kind::Ip => Some(NETWORK),
        Kind::Email => Some(MAILBOX),
        _ => None,
    }
}

/// Marks the fields of which this tells who belongs together.
pub fn mark(fields: &mut [Field], sample: &Sample, mode: Mode) {
    let made = fields.iter().filter_map(|own| Some((own.name.clone(), own.made.clone()?)));
    let derived = Derived::new(made.collect());
    let tells = |place: usize| -> Option<&'static str> {
        let common = steps(fields[place].kind)?;
        let key = Expression::parse(&format!("{} | {common}", fields[place].key())).ok()?;
        let column = derived.column(&sample.table, &key).ok()?;
        tell(place, &neighbours(&sample.table, &column, mode), fields, sample).then_some(common)
    };
    let told: Vec<Option<&'static str>> = (0..fields.len()).map(tells).collect();
    for (own, common) in fields.iter_mut().zip(told) {
        own.series = common;
    }
}

/// Pairs of rows that have a value in common.
fn neighbours(table: &Table, column: &Column, mode: Mode) -> Vec<(u32, u32)> {
    let mut held: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for row in 0..table.rows() as u32 {
        for code in column.row(row as usize) {
            held.entry(*code).or_default().push(row);
        }
    }
    let mut pairs = Vec::new();
    for rows in held.values().filter(|rows| rows.len() <= ROWS) {
        for (place, one) in rows.iter().enumerate() {
            let others = rows[place + 1..].iter();
            let is_compared =
                |other: &&u32| mode != Mode::Link || table.input_of(*one) != table.input_of(**other);
            pairs.extend(others.filter(is_compared).map(|other| (*one, *other)));
        }
    }
    pairs
}

/// Whether pairs that differ in a column are equal in another one, but not so many that it follows from that.
fn tell(place: usize, pairs: &[(u32, u32)], fields: &[Field], sample: &Sample) -> bool {
    let differ = |pair: &(u32, u32)| are_equal(&fields[place], sample, *pair) == Some(false);
    let apart: Vec<(u32, u32)> = pairs.iter().copied().filter(differ).collect();
    let mut most = 0;
    let others = fields.iter().enumerate().filter(|(at, other)| *at != place && other.bits >= BITS);
    for (_, other) in others {
        let both: Vec<bool> = apart.iter().filter_map(|pair| are_equal(other, sample, *pair)).collect();
        let equal = both.iter().filter(|is_equal| **is_equal).count();
        if equal as f64 >= FOLLOWS * both.len().max(ENOUGH) as f64 {
            return false;
        }
        most = most.max(equal);
    }
    most >= ENOUGH
}

/// Whether two rows of the sample have a value of a column in common; none where one of them holds nothing.
fn are_equal(own: &Field, sample: &Sample, pair: (u32, u32)) -> Option<bool> {
    let [one, other] = [pair.0, pair.1].map(|row| own.column.row(sample.rows[row as usize] as usize));
    (!one.is_empty() && !other.is_empty()).then(|| one.iter().any(|code| other.contains(code)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::Comparison;
    use crate::job::drawn::Drawn;
    use crate::job::tests::tables;
    use crate::suggest::suggest;

    /// Columns that are compared by what values given out together have in common, of 900 rows.
    fn told(headers: &str, row: &dyn Fn(&mut Drawn, u64) -> String) -> Vec<String> {
        let mut drawn = Drawn(7);
        let rows: Vec<String> =
            (0..900).map(|number| format!("{number},{}", row(&mut drawn, number))).collect();
        let table = tables(&[&format!("id,{headers}\n{}\n", rows.join("\n"))]);
        let suggested = suggest(&table, None).expect("settings");
        let asks = |own: &&Comparison| {
            let mut levels = own.levels.iter();
            levels.any(|level| [NUMBERS, NETWORK, MAILBOX].iter().any(|steps| level.text.contains(steps)))
        };
        suggested.settings.comparisons.iter().filter(asks).map(|own| own.name.clone()).collect()
    }

    /// A word that is another for each number.
    fn word(number: u64) -> String {
        let syllables = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru"];
        format!("{:05}", number % 100_000).bytes().map(|digit| syllables[usize::from(digit - b'0')]).collect()
    }

    #[test]
    fn numbers_bought_together_tell_and_numbers_of_one_town_do_not() {
        // One of ten has three accounts, with numbers of one hundred and one device.
        let bought = |drawn: &mut Drawn, number: u64| {
            let owner = if number % 10 < 3 { number / 10 } else { 1_000 + number };
            let device = if drawn.happens(50) { owner } else { 5_000 + number };
            let phone = 170_000_000 + owner * 83_717 + drawn.below(90);
            format!("+49{phone},d{:07x},{}", device * 7_919 % 0xFFF_FFFF, word(drawn.below(400)))
        };
        assert_eq!(told("phone,device,note", &bought), ["phone"]);
        let of_towns = |drawn: &mut Drawn, _: u64| {
            let town = drawn.below(150);
            let phone = (30_000 + town * 37) * 1_000 + drawn.below(1_000);
            format!("+49{phone},{},d{:07x}", word(town), drawn.below(0xFFF_FFFF))
        };
        assert!(told("phone,town,device", &of_towns).is_empty());
    }

    #[test]
    fn mailboxes_of_the_same_letters_tell_where_they_are_not_made_of_names() {
        let made = |is_of_name: bool| {
            move |drawn: &mut Drawn, number: u64| {
                let owner = if number % 10 < 3 { number / 10 } else { 1_000 + number };
                let device = if drawn.happens(50) { owner } else { 5_000 + number };
                let name = word(drawn.below(300));
                let of = if is_of_name { name.clone() } else { word(owner * 31) };
                format!("{of}{}@example.org,d{:07x},{name}", drawn.below(10_000), device * 7_919 % 0xFFF_FFFF)
            }
        };
        assert_eq!(told("mail,device,name", &made(false)), ["mail"]);
        assert!(told("mail,device,name", &made(true)).is_empty());
    }
}
