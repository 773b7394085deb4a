//! Which columns of several inputs belong together?
//!
//! Columns with one header are one column already. Columns with other headers are one where their values
//! overlap; what only one input has is left out.

use std::collections::BTreeSet;

use super::Left;
use crate::expression::{Expression, Joining, quoted};
use crate::table::{Column, Table, hash};

/// Share of one column's values that another one's have to hold.
const OVERLAP: f64 = 0.2;

/// The same where most values of both are of two words and more: full names and titles are seldom shared by chance.
const OVERLAP_OF_NAMES: f64 = 0.05;

/// Values that have to be shared at least, and of names.
const SHARED: (usize, usize) = (5, 20);

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
        for (one, other) in pairs(firsts, seconds) {
            let (one, other) = (firsts[one], seconds[other]);
            let text = format!("{} or {}", quoted(&one.name), quoted(&other.name));
            let expression = Expression {
                sources: vec![one.name.clone(), other.name.clone()],
                joining: Joining::FirstFilled,
                steps: Vec::new(),
                text,
            };
            shared.push((format!("{}_{}", one.name, other.name), expression));
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

/// Pairs of columns whose values overlap most, each in one pair at most.
fn pairs(firsts: &[&Column], seconds: &[&Column]) -> Vec<(usize, usize)> {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    let samples: Vec<BTreeSet<u64>> = seconds.iter().map(|column| digests(column)).collect();
    let are_names: Vec<bool> = seconds.iter().map(|column| holds_names(column)).collect();
    for (one, column) in firsts.iter().enumerate() {
        let (own, is_name) = (digests(column), holds_names(column));
        for (other, theirs) in samples.iter().enumerate() {
            let smaller = own.len().min(theirs.len());
            // Few values overlap by chance: flags, counts.
            if smaller < 10 {
                continue;
            }
            // The smallest digests of both: what one has below the other's largest can be compared.
            let bound = own.last().min(theirs.last()).copied().unwrap_or(0);
            let mine: Vec<&u64> = own.range(..=bound).collect();
            let shared = mine.iter().filter(|digest| theirs.contains(digest)).count();
            let base = mine.len().min(theirs.range(..=bound).count()).max(1);
            let share = shared as f64 / base as f64;
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
    let counts = column.counts();
    let (mut values, mut names) = (0, 0);
    for code in column.values.codes().filter(|code| counts[*code as usize] > 0) {
        let text = String::from_utf8_lossy(column.values.get(code));
        let words = text.split(|own: char| !own.is_alphanumeric());
        values += 1;
        names += usize::from(words.filter(|word| word.chars().any(char::is_alphabetic)).count() > 1);
    }
    names * 2 > values
}

/// The smallest digests of a column's values, case, accents and the order of words aside.
fn digests(column: &Column) -> BTreeSet<u64> {
    let counts = column.counts();
    let mut made = BTreeSet::new();
    for code in column.values.codes().filter(|code| counts[*code as usize] > 0) {
        let plain = crate::distance::latin::plain(column.values.get(code));
        let mut words: Vec<&str> =
            plain.split(|own: char| !own.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        words.sort_unstable();
        made.insert(hash(words.join(" ").as_bytes()));
        if made.len() > SAMPLE {
            made.pop_last();
        }
    }
    made
}
