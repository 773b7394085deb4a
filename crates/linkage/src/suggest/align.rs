//! Which columns of several inputs belong together?
//!
//! Columns with one header are one column already. Columns with other headers are one where their values overlap;
//! where few rows are in several inputs, by headers that differ in nothing but marks, by what they hold or by the words of
//! which their texts are made (`alike.rs`);
//! and so are a given and a family name with a full name (`whole_names.rs`). What only one input has is left out.

use std::collections::BTreeSet;

use super::Left;
use super::alike::{self, Form};
use super::kind::{Kind, kind};
use super::look::Look;
use super::overlap::{digests, overlap, texts};
use super::whole_names::whole_names;
use crate::expression::{Expression, Joining, quoted};
use crate::table::{Column, Table};
use crate::text::runs;

/// Share of one column's values that another one's have to hold.
const OVERLAP: f64 = 0.2;

/// The same where most values of both are of two words and more: full names and titles are seldom shared by chance.
pub const OVERLAP_OF_NAMES: f64 = 0.05;

/// Values that have to be shared at least, and of names.
pub const SHARED: (usize, usize) = (5, 20);

/// A column that is made of more is named by the first and the last of them.
const NAMED: usize = 4;

/// The columns that several inputs fill, by name, in the order of headers; the others go to `left`.
pub fn align(table: &Table, left: &mut Vec<Left>) -> Vec<(String, Expression)> {
    let inputs = table.inputs.len();
    let mut whole = Vec::new();
    let mut groups = Vec::new();
    for column in &table.columns {
        let filled: Vec<usize> = table
            .inputs
            .iter()
            .enumerate()
            .filter(|(_, input)| input.rows.clone().any(|row| !column.row(row as usize).is_empty()))
            .map(|(place, _)| place)
            .collect();
        if filled.is_empty() || filled.len() == inputs {
            whole.push((column.name.clone(), Expression::column(&column.name)));
        } else {
            groups.push(Group::of(column, filled));
        }
    }
    by_values(&mut groups);
    alike::by_headers(&mut groups);
    alike::by_forms(&mut groups);
    whole_names(&mut groups);
    alike::by_words(&mut groups);
    for group in groups {
        match (group.columns.as_slice(), group.inputs.as_slice()) {
            ([column], [only]) => {
                let why = format!("only {} fills it", table.inputs[*only].name);
                left.push(Left { column: column.name.clone(), why });
            }
            _ => whole.push(group.one_column()),
        }
    }
    whole
}

/// Columns of several inputs that are one, or a column alone.
#[derive(Debug)]
pub struct Group<'a> {
    pub columns: Vec<&'a Column>,
    /// The inputs that fill them.
    pub inputs: Vec<usize>,
    pub joining: Joining,
    /// What the first column holds.
    pub kind: Kind,
    pub form: Option<Form>,
    pub holds_names: bool,
    digests: BTreeSet<u64>,
}

impl<'a> Group<'a> {
    fn of(column: &'a Column, inputs: Vec<usize>) -> Self {
        let look = Look::at(column);
        let (kind, holds_names) = (kind(&look), holds_names(column));
        Self {
            columns: vec![column],
            inputs,
            joining: Joining::FirstFilled,
            kind,
            form: Form::of(kind, holds_names, &look),
            holds_names,
            digests: digests(column),
        }
    }

    /// Whether no input fills both.
    pub fn is_apart_from(&self, other: &Self) -> bool {
        !self.inputs.iter().any(|input| other.inputs.contains(input))
    }

    pub fn take(&mut self, other: Self) {
        self.columns.extend(other.columns);
        self.inputs.extend(other.inputs);
        // Whichever came first: parts of names are known by being of the same inputs.
        self.inputs.sort_unstable();
        self.holds_names |= other.holds_names;
    }

    /// Each row fills what its input has.
    fn one_column(&self) -> (String, Expression) {
        if let [only] = self.columns.as_slice() {
            return (only.name.clone(), Expression::column(&only.name));
        }
        let mark = if self.joining == Joining::Together { " + " } else { " or " };
        let keys: Vec<String> = self.columns.iter().map(|column| quoted(&column.name)).collect();
        let names: Vec<String> = self.columns.iter().map(|column| column.name.clone()).collect();
        let text = keys.join(mark);
        let name = match names.as_slice() {
            [first, .., last] if names.len() > NAMED => {
                format!("{first} to {last} ({})", names.len())
            }
            names => names.join("_"),
        };
        (name, Expression { sources: names, joining: self.joining, steps: Vec::new(), text })
    }
}

/// Columns whose values overlap become one, those that overlap most first.
fn by_values(groups: &mut Vec<Group<'_>>) {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (one, group) in groups.iter().enumerate() {
        for (other, column) in groups.iter().enumerate().skip(one + 1) {
            // Few values overlap by chance: flags, counts.
            if !group.is_apart_from(column) || group.digests.len().min(column.digests.len()) < 10 {
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
    merge(groups, found.into_iter().map(|(_, one, other)| (one, other)));
}

/// Makes groups one, pair after pair, where no input fills both by then.
pub fn merge(groups: &mut Vec<Group<'_>>, pairs: impl Iterator<Item = (usize, usize)>) {
    let mut all: Vec<Option<Group<'_>>> = std::mem::take(groups).into_iter().map(Some).collect();
    // Where each group is since.
    let mut at: Vec<usize> = (0..all.len()).collect();
    for (one, other) in pairs {
        let (first, last) = (at[one].min(at[other]), at[one].max(at[other]));
        let are_apart = match (&all[first], &all[last]) {
            (Some(first), Some(last)) => first.is_apart_from(last),
            _ => false,
        };
        if are_apart
            && let Some(taken) = all[last].take()
            && let Some(kept) = &mut all[first]
        {
            kept.take(taken);
            at.iter_mut().filter(|place| **place == last).for_each(|place| *place = first);
        }
    }
    groups.extend(all.into_iter().flatten());
}

/// Whether most values are of two words and more.
fn holds_names(column: &Column) -> bool {
    let (mut values, mut names) = (0, 0);
    for text in texts(column) {
        values += 1;
        names += usize::from(runs(&text).filter(|word| word.chars().any(char::is_alphabetic)).count() > 1);
    }
    names * 2 > values
}
