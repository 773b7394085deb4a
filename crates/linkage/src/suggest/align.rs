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
    for group in groups(&alone) {
        let [column] = group.columns.as_slice() else {
            shared.push(group.one_column());
            continue;
        };
        let why = format!("only {} fills it", table.inputs[group.inputs[0]].name);
        left.push(Left { column: column.name.clone(), why });
    }
    shared
}

/// Columns of several inputs that are one, or a column alone.
#[derive(Debug)]
struct Group<'a> {
    columns: Vec<&'a Column>,
    /// The inputs that fill them.
    inputs: Vec<usize>,
    joining: Joining,
    digests: BTreeSet<u64>,
    holds_names: bool,
}

impl<'a> Group<'a> {
    fn of(column: &'a Column, input: usize) -> Self {
        let (digests, holds_names) = (digests(column), holds_names(column));
        Self {
            columns: vec![column],
            inputs: vec![input],
            joining: Joining::FirstFilled,
            digests,
            holds_names,
        }
    }

    fn take(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.inputs.extend(other.inputs);
        self.digests = smallest(self.digests.iter().chain(&other.digests).copied());
        self.holds_names |= other.holds_names;
    }

    /// Each row fills what its input has.
    fn one_column(&self) -> (String, Expression) {
        let mark = if self.joining == Joining::Together { " + " } else { " or " };
        let keys: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let (name, text) = (names.join("_"), keys.join(mark));
        (name, Expression { sources: names, joining: self.joining, steps: Vec::new(), text })
    }
}

/// The columns that each input alone fills, those that are one together.
fn groups<'a>(alone: &[Vec<&'a Column>]) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for (input, columns) in alone.iter().enumerate() {
        let mut own: Vec<Option<Group<'a>>> =
            columns.iter().map(|column| Some(Group::of(column, input))).collect();
        let others: Vec<&Group<'a>> = own.iter().flatten().collect();
        for (group, column) in pairs(&groups, &others) {
            if let Some(column) = own[column].take() {
                groups[group].take(column);
            }
        }
        groups.extend(own.into_iter().flatten());
    }
    for input in 0..alone.len() {
        let Some((order, whole)) = full_name(&groups, input) else { continue };
        let parts = order.map(|place| groups[place].columns[0]);
        let group = &mut groups[whole];
        group.columns.splice(..0, parts);
        group.inputs.push(input);
        group.joining = Joining::Together;
        let (first, last) = (order[0].min(order[1]), order[0].max(order[1]));
        groups.remove(last);
        groups.remove(first);
    }
    groups
}

/// Two columns that one input alone has, a given and a family name, and the full name of other inputs: their groups.
fn full_name(groups: &[Group<'_>], input: usize) -> Option<([usize; 2], usize)> {
    let wholes: Vec<usize> = (0..groups.len())
        .filter(|place| groups[*place].holds_names && !groups[*place].inputs.contains(&input))
        .collect();
    if wholes.is_empty() {
        return None;
    }
    let words_of = |column: &Column| smallest(texts(column).flat_map(|text| word_digests(&text)));
    let is_part =
        |group: &Group<'_>| group.inputs == [input] && group.columns.len() == 1 && !group.holds_names;
    let parts: Vec<(usize, BTreeSet<u64>)> = (0..groups.len())
        .filter(|place| is_part(&groups[*place]))
        .map(|place| (place, words_of(groups[place].columns[0])))
        .collect();
    for whole in wholes {
        let columns = &groups[whole].columns;
        let written = columns[columns.len() - 1];
        let words = words_of(written);
        let mut found: Vec<(f64, usize)> =
            parts.iter().map(|(place, own)| (overlap(own, &words).0, *place)).collect();
        found.sort_by(|one, other| other.0.total_cmp(&one.0));
        let [(_, one), (least, other), ..] = found.as_slice() else { continue };
        if *least < WORDS {
            continue;
        }
        // In the order in which the other input writes them.
        let theirs = smallest(texts(written).map(|text| straight(&text)));
        let joined = |order: [usize; 2]| {
            let [one, other] = order.map(|place| groups[place].columns[0]);
            let first = |column: &Column, row: usize| {
                column.row(row).first().map(|code| column.values.text(*code).into_owned())
            };
            let both = (0..one.rows())
                .filter_map(|row| Some(format!("{} {}", first(one, row)?, first(other, row)?)));
            (overlap(&smallest(both.map(|text| straight(&text))), &theirs), order)
        };
        let orders = [joined([*one, *other]), joined([*other, *one])];
        let ((share, shared), order) = if orders[0].0.0 >= orders[1].0.0 { orders[0] } else { orders[1] };
        if share >= OVERLAP_OF_NAMES && shared >= SHARED.1 {
            return Some((order, whole));
        }
    }
    None
}

/// Pairs of groups and columns whose values overlap most, each in one pair at most.
fn pairs(groups: &[Group<'_>], columns: &[&Group<'_>]) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (one, group) in groups.iter().enumerate() {
        for (other, column) in columns.iter().enumerate() {
            // Few values overlap by chance: flags, counts.
            if group.digests.len().min(column.digests.len()) < 10 {
                continue;
            }
            let (share, shared) = overlap(&group.digests, &column.digests);
            let are_names = group.holds_names && column.holds_names;
            let as_names = are_names && share >= OVERLAP_OF_NAMES && shared >= SHARED.1;
            if as_names || (share >= OVERLAP && shared >= SHARED.0) {
                found.push((share, one, other));
            }
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    let (mut taken, mut given) = (BTreeSet::new(), BTreeSet::new());
    found.retain(|(_, one, other)| {
        let is_free = !taken.contains(one) && !given.contains(other);
        if is_free {
            taken.insert(*one);
            given.insert(*other);
        }
        is_free
    });
    found.into_iter().map(|(_, one, other)| (one, other)).collect()
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
pub(super) fn form(text: &str) -> u64 {
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

fn word_digests(text: &str) -> Vec<u64> {
    words(text).map(|word| hash(plain(word.as_bytes()).as_bytes())).collect()
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
