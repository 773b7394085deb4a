//! Which columns of several inputs belong together?
//!
//! Columns with one header are one column already. Columns with other headers are one where their values overlap;
//! where few rows are in several inputs, by headers that differ in nothing but marks, by what they hold or by the words of
//! which their texts are made (`alike.rs`);
//! and so are a given and a family name with a full name (`whole_names.rs`). What only one input has is left out.

use std::collections::{BTreeMap, BTreeSet};

use super::Left;
use super::alike::{self, Form};
use super::coordinates::coordinates;
use super::kind::{Kind, MOST, is_email, kind};
use super::look::Look;
use super::meanings::by_meanings;
use super::overlap::{digests, likeness, overlap};
use super::references::references;
use super::whole_names::{whole_names, words_of};
use super::whole_texts::whole_texts;
use crate::expression::{Expression, Joining, quoted};
use crate::table::{Column, Table};
use crate::text::runs;

/// Share of one column's values that another one's have to hold.
pub const OVERLAP: f64 = 0.2;

/// The same where most values of both are of two words and more: full names and titles are seldom shared by chance.
pub const OVERLAP_OF_NAMES: f64 = 0.05;

/// Values that have to be shared at least, and of names.
pub const SHARED: (usize, usize) = (5, 20);

/// Fewer values overlap by chance: flags, counts.
pub const FEW: usize = 10;

/// Share of the rows whose value hardly anybody else holds, and how many letters and digits it has.
const OWN: f64 = 0.8;
const LONG: usize = 7;

/// Columns are not one where the one has so few values beside the other's (the root of the share that it could have), each of
/// so many times as many rows.
const FEW_OF_MANY: f64 = 0.3;
const MANY_MORE: f64 = 8.0;

/// A column that is made of more is named by the first and the last of them.
const NAMED: usize = 4;

/// The columns that several inputs fill, by name, in the order of headers; the others go to `left`.
pub fn align(table: &Table, left: &mut Vec<Left>) -> Vec<(String, Expression)> {
    let inputs = table.inputs.len();
    let mut groups = Vec::new();
    let (degrees, place) = coordinates(table).unzip();
    let degrees = degrees.unwrap_or_default();
    let mut whole: Vec<(String, Expression)> = place.into_iter().collect();
    for (own, column) in table.columns.iter().enumerate() {
        if degrees.contains(&own) {
            continue;
        }
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
    // A forename overlaps with full names, but is none: these are put together first.
    by_values(&mut groups, |one, other| one.holds_names == other.holds_names);
    alike::by_headers(&mut groups);
    by_meanings(&mut groups);
    alike::by_forms(&mut groups);
    whole_names(&mut groups);
    whole_texts(&mut groups);
    by_values(&mut groups, |_, _| true);
    alike::by_words(&mut groups);
    alike::by_beginnings(&mut groups);
    let alone = groups.iter().filter(|group| group.columns.len() == 1 && group.inputs.len() == 1);
    let left_out: Vec<&str> = alone.map(|group| group.columns[0].name.as_str()).collect();
    let parts_of_texts = references(table, &left_out);
    let is_used =
        |column: &Column| parts_of_texts.iter().any(|(_, made)| made.sources.contains(&column.name));
    for group in groups {
        match (group.columns.as_slice(), group.inputs.as_slice()) {
            ([column], [_]) if is_used(column) => {}
            ([column], [only]) => {
                let only = table.inputs[*only].name.clone();
                left.push(Left {
                    column: column.name.clone(),
                    why: format!("only {only} fills it"),
                    only: Some(only),
                });
            }
            _ => whole.push(group.one_column()),
        }
    }
    whole.extend(parts_of_texts);
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
    /// Whether each value is hardly anybody else's.
    are_own: bool,
    /// Distinct values of the first column, and how many rows hold each on average.
    distinct: usize,
    rows_of_each: f64,
    /// Digests of values, in one form and by their words.
    pub digests: [BTreeSet<u64>; 2],
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
            are_own: are_own(&look),
            distinct: look.distinct,
            rows_of_each: look.filled as f64 / look.distinct.max(1) as f64,
            digests: digests(column, kind),
        }
    }

    /// Whether few values of one are among many of the other, each held by many more rows: the assessors of claims have the
    /// surnames of some who are insured. Names of several words are seldom shared by chance.
    fn plays_another_part(&self, other: &Self) -> bool {
        let are_words = |own: &Self| matches!(own.kind, Kind::GivenName | Kind::ShortText | Kind::Category);
        if self.holds_names || other.holds_names || !are_words(self) || !are_words(other) {
            return false;
        }
        let (few, many) = if self.distinct < other.distinct { (self, other) } else { (other, self) };
        let alike = (few.distinct as f64 / many.distinct.max(1) as f64).sqrt();
        alike < FEW_OF_MANY && few.rows_of_each > MANY_MORE * many.rows_of_each
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

/// Columns whose values overlap become one, those that are most alike first.
fn by_values(groups: &mut Vec<Group<'_>>, may_be_one: impl Fn(&Group<'_>, &Group<'_>) -> bool) {
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (one, group) in groups.iter().enumerate() {
        for (other, column) in groups.iter().enumerate().skip(one + 1) {
            let are_few = group.digests[0].len().min(column.digests[0].len()) < FEW;
            let may_be = !are_few && !group.plays_another_part(column) && may_be_one(group, column);
            if !may_be || !group.is_apart_from(column) {
                continue;
            }
            let either = [0, 1].map(|way| overlap(&group.digests[way], &column.digests[way]));
            let way = usize::from(either[1].0 > either[0].0);
            let (share, shared) = either[way];
            let are_names = group.holds_names && column.holds_names || group.are_own && column.are_own;
            let as_names = are_names && share >= OVERLAP_OF_NAMES && shared >= SHARED.1;
            if as_names || (share >= OVERLAP && shared >= SHARED.0) {
                found.push((likeness(&group.digests[way], &column.digests[way]), one, other));
            }
        }
    }
    merge_most_alike(groups, found);
}

/// Makes groups one that share so much, the places of both behind it, those that share most first.
pub fn merge_most_alike(groups: &mut Vec<Group<'_>>, mut found: Vec<(f64, usize, usize)>) {
    found.sort_by(|one, other| other.0.total_cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    merge(groups, found.into_iter().map(|(_, one, other)| (one, other)));
}

/// Columns of other inputs that may be parts of what one holds, `most` of each kind of inputs: those first whose values are
/// most often words of it, each with the share that are.
pub fn parts_by_inputs(
    groups: &[Group<'_>],
    whole: &Group<'_>,
    most: usize,
    may_be: impl Fn(&Group<'_>) -> bool,
) -> Vec<Vec<(f64, usize)>> {
    let words = words_of(&whole.columns);
    let mut by_inputs: BTreeMap<&[usize], Vec<(f64, usize)>> = BTreeMap::new();
    for (place, part) in groups.iter().enumerate().filter(|(_, own)| may_be(own) && own.is_apart_from(whole))
    {
        let share = overlap(&words_of(&part.columns), &words).0;
        by_inputs.entry(&part.inputs).or_default().push((share, place));
    }
    let mut all: Vec<Vec<(f64, usize)>> = by_inputs.into_values().collect();
    for parts in &mut all {
        parts.sort_by(|one, other| other.0.total_cmp(&one.0));
        parts.truncate(most);
    }
    all
}

/// Puts parts, in this order, before what is made of them: one column.
pub fn put_together(groups: &mut Vec<Group<'_>>, mut parts: Vec<usize>, whole: usize) {
    let columns: Vec<&Column> = parts.iter().flat_map(|place| groups[*place].columns.clone()).collect();
    let inputs = groups[parts[0]].inputs.clone();
    let group = &mut groups[whole];
    group.columns.splice(..0, columns);
    group.inputs.extend(inputs);
    group.inputs.sort_unstable();
    group.joining = Joining::Together;
    parts.sort_unstable();
    for place in parts.into_iter().rev() {
        groups.remove(place);
    }
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

/// Whether most rows hold two words and more.
fn holds_names(column: &Column) -> bool {
    let counts = column.counts();
    let (mut rows, mut names) = (0_u64, 0_u64);
    for code in column.values.codes() {
        let held = u64::from(counts[code as usize]);
        let text = column.values.text(code);
        rows += held;
        if held > 0 && runs(&text).filter(|word| word.chars().any(char::is_alphabetic)).count() > 1 {
            names += held;
        }
    }
    names * 2 > rows
}

/// Whether values are long and each is hardly anybody else's, so that what is shared is not shared by chance: codes of letters
/// and digits, handles, accounts. Numbers are handed out in turn.
fn are_own(look: &Look<'_>) -> bool {
    let is_long = |value: &str| {
        let letters = value.chars().filter(|own| own.is_alphabetic()).count();
        let all = value.chars().filter(|own| own.is_alphanumeric()).count();
        letters >= 2 && all >= LONG && runs(value).count() < 8
    };
    look.distinct as f64 >= OWN * look.filled as f64
        && look.share(is_long) >= MOST
        && look.share(is_email) < MOST
}
