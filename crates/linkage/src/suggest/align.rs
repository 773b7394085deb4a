//! Which columns of several inputs belong together?
//!
//! Columns with one header are one column already. Columns with other headers are one where their values
//! overlap, and so are a given and a family name with a full name; what only one input has is left out.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Left;
use super::kind::is_phone;
use crate::distance::latin::plain;
use crate::expression::{Expression, Joining, quoted};
use crate::table::{Column, Table, hash};

/// Share of one column's values that another one's have to hold.
const OVERLAP: f64 = 0.2;

/// The same where most values of both are of two words and more: full names and titles are seldom shared by chance.
const OVERLAP_OF_NAMES: f64 = 0.05;

/// Values that have to be shared at least, and of names.
const SHARED: (usize, usize) = (5, 20);

/// Share of given names, and of family names, that have to be words of a full name.
const WORDS: f64 = 0.3;

/// Values that are looked for.
const SAMPLE: usize = 1_000;

/// The columns that all inputs fill, by name, in the order of headers; the others go to `left`.
pub fn align(table: &Table, left: &mut Vec<Left>) -> Vec<(String, Expression)> {
    let inputs = table.inputs.len();
    let mut shared = Vec::new();
    // Of each input the columns that it alone fills.
    let mut alone: Vec<Vec<&Column>> = vec![Vec::new(); inputs];
    for column in &table.columns {
        let filled: Vec<usize> = table
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| input.rows.clone().any(|row| !column.row(row as usize).is_empty()))
            .map(|(place, _)| place)
            .collect();
        match filled.as_slice() {
            [only] if inputs > 1 => alone[*only].push(column),
            _ => shared.push((column.name.clone(), Expression::column(&column.name))),
        }
    }
    if inputs == 2 {
        let (firsts, seconds) = (&alone[0], &alone[1]);
        let mut used: BTreeSet<&str> = BTreeSet::new();
        for (one, other) in pairs(firsts, seconds) {
            let (one, other) = (firsts[one], seconds[other]);
            used.extend([one.name.as_str(), other.name.as_str()]);
            shared.push(one_column(&[one, other], Joining::FirstFilled));
        }
        let free = |input: usize| -> Vec<&Column> {
            alone[input].iter().copied().filter(|column| !used.contains(column.name.as_str())).collect()
        };
        for (parts, wholes) in [(free(0), free(1)), (free(1), free(0))] {
            if let Some(([one, other], whole)) = full_name(&parts, &wholes) {
                shared.push(one_column(&[one, other, whole], Joining::Together));
            }
        }
    }
    for (place, columns) in alone.iter().enumerate() {
        for column in columns {
            let is_used = shared.iter().any(|(_, made)| made.sources.contains(&column.name));
            if !is_used {
                let why = format!("only {} fills it", table.inputs[place].name);
                left.push(Left { column: column.name.clone(), why });
            }
        }
    }
    shared
}

/// Columns of which each row fills those of its input, as one.
fn one_column(columns: &[&Column], joining: Joining) -> (String, Expression) {
    let mark = if joining == Joining::Together { " + " } else { " or " };
    let keys: Vec<String> = columns.iter().map(|column| quoted(&column.name)).collect();
    let names: Vec<String> = columns.iter().map(|column| column.name.clone()).collect();
    let (name, text) = (names.join("_"), keys.join(mark));
    (name, Expression { sources: names, joining, steps: Vec::new(), text })
}

/// Two columns of one input, a given and a family name, that together are a column of the other.
fn full_name<'a>(parts: &[&'a Column], wholes: &[&'a Column]) -> Option<([&'a Column; 2], &'a Column)> {
    let parts: Vec<(&Column, BTreeSet<u64>)> = parts
        .iter()
        .filter(|column| !holds_names(column))
        .map(|column| (*column, smallest(texts(column).map(|text| word_digest(&text)))))
        .collect();
    for whole in wholes.iter().filter(|column| holds_names(column)) {
        let words = smallest(texts(whole).flat_map(|text| {
            let digests: Vec<u64> = words(&text).map(word_digest).collect();
            digests
        }));
        let mut found: Vec<(f64, &Column)> =
            parts.iter().map(|(column, own)| (overlap(own, &words).0, *column)).collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let [(_, one), (least, other), ..] = found.as_slice() else { continue };
        if *least < WORDS {
            continue;
        }
        // In the order in which the other input writes them.
        let theirs = smallest(texts(whole).map(|text| straight(&text)));
        let joined = |one: &Column, other: &Column| {
            let first = |column: &Column, row: usize| {
                column.row(row).first().map(|code| column.values.text(*code).into_owned())
            };
            let both = (0..one.rows())
                .filter_map(|row| Some(format!("{} {}", first(one, row)?, first(other, row)?)));
            overlap(&smallest(both.map(|text| straight(&text))), &theirs)
        };
        let orders = [[*one, *other], [*other, *one]].map(|order| (joined(order[0], order[1]), order));
        let [((share, shared), order), _] =
            if orders[0].0.0 >= orders[1].0.0 { orders } else { [orders[1], orders[0]] };
        if share >= OVERLAP_OF_NAMES && shared >= SHARED.1 {
            return Some((order, whole));
        }
    }
    None
}

/// Pairs of columns whose values overlap most, each in one pair at most.
fn pairs(firsts: &[&Column], seconds: &[&Column]) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    let samples: Vec<BTreeSet<u64>> = seconds.iter().map(|column| digests(column)).collect();
    let are_names: Vec<bool> = seconds.iter().map(|column| holds_names(column)).collect();
    for (one, column) in firsts.iter().enumerate() {
        let (own, is_name) = (digests(column), holds_names(column));
        for (other, theirs) in samples.iter().enumerate() {
            // Few values overlap by chance: flags, counts.
            if own.len().min(theirs.len()) < 10 {
                continue;
            }
            let (share, shared) = overlap(&own, theirs);
            let (least, enough) =
                if are_names[other] && is_name { (OVERLAP_OF_NAMES, SHARED.1) } else { (OVERLAP, SHARED.0) };
            if (share >= OVERLAP && shared >= SHARED.0) || (share >= least && shared >= enough) {
                found.push((share, one, other));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut taken, mut given) = (BTreeSet::new(), BTreeSet::new());
    found
        .into_iter()
        .filter(|(_, one, other)| {
            let is_free = !taken.contains(one) && !given.contains(other);
            if is_free {
                taken.insert(*one);
                given.insert(*other);
            }
            is_free
        })
        .map(|(_, one, other)| (one, other))
        .collect()
}

/// Whether most values are of two words and more.
fn holds_names(column: &Column) -> bool {
    let (mut values, mut names) = (0, 0);
    for text in texts(column) {
        values += 1;
        names += usize::from(words(&text).filter(|word| word.chars().any(char::is_alphabetic)).count() > 1);
    }
    names * 2 > values
}

/// The values that some row holds.
fn texts(column: &Column) -> impl Iterator<Item = Cow<'_, str>> {
    let counts = column.counts();
    column.values.codes().filter(move |code| counts[*code as usize] > 0).map(|code| column.values.text(code))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|own: char| !own.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Digest of a value that is the same however it is written: case, accents and the order of words aside, and of
/// telephone numbers what comes before the last eight digits.
fn form(text: &str) -> u64 {
    if is_phone(text) {
        let digits: Vec<u8> = text.bytes().filter(u8::is_ascii_digit).collect();
        // A date has eight.
        if digits.len() > 8 {
            return hash(&digits[digits.len() - 8..]);
        }
    }
    let plain = plain(text.as_bytes());
    let mut words: Vec<&str> = words(&plain).collect();
    words.sort_unstable();
    hash(words.join(" ").as_bytes())
}

/// Digest of a name as it is spoken: what stands behind a comma first.
fn straight(text: &str) -> u64 {
    let plain = plain(text.as_bytes());
    match plain.split_once(", ") {
        Some((family, given)) => hash(format!("{given} {family}").as_bytes()),
        None => hash(plain.as_bytes()),
    }
}

fn word_digest(word: &str) -> u64 {
    hash(plain(word.as_bytes()).as_bytes())
}

/// Digests of a column's values.
fn digests(column: &Column) -> BTreeSet<u64> {
    smallest(texts(column).map(|text| form(&text)))
}

/// The smallest digests.
fn smallest(digests: impl Iterator<Item = u64>) -> BTreeSet<u64> {
    let mut made = BTreeSet::new();
    for digest in digests {
        made.insert(digest);
        if made.len() > SAMPLE {
            made.pop_last();
        }
    }
    made
}

/// Share of the values that both have, of those of the smaller, and how many of the sample that are.
fn overlap(own: &BTreeSet<u64>, theirs: &BTreeSet<u64>) -> (f64, usize) {
    // The smallest digests of both: what one has below the other's largest can be compared.
    let bound = own.last().min(theirs.last()).copied().unwrap_or(0);
    let mine: Vec<&u64> = own.range(..=bound).collect();
    let shared = mine.iter().filter(|digest| theirs.contains(digest)).count();
    let base = mine.len().min(theirs.range(..=bound).count()).max(1);
    (shared as f64 / base as f64, shared)
}
