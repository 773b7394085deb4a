//! Which columns are one though hardly a row of one input is in another?
//!
//! A firm has thousands of applicants and a dozen of them among its contractors: then values overlap in nothing, and
//! what tells that two columns are one is their header, or that each input has one column of such values and no more.

use std::collections::BTreeSet;
use std::mem::discriminant;

use super::align::{FEW, Group, OVERLAP, SHARED, merge, merge_most_alike};
use super::kind::{Kind, is_email, is_phone, parts, share_with_given_name, spread};
use super::look::Look;
use super::overlap::{of_words, overlap, smallest, texts};
use super::patterns::days;
use super::whole_names::words_of;
use crate::distance::latin::plain;
use crate::table::Column;
use crate::text::how_many_words;

/// Values of which so many hold a common given name are full names.
const GIVEN_NAMES: f64 = 0.2;

/// Of the parts of a list so many have to be addresses, or numbers.
const MOST: f64 = 0.9;

/// Share of the words of one text's column that another one's have to hold, and how many times as many words a value of one
/// may have: a town is in an address, but is none.
const WORDS: f64 = 0.5;
const AS_LONG: f64 = 1.6;

/// Days over which nine in ten dates of birth are spread at least: fifteen years. Nobody hires over so many.
pub const OF_BIRTHS: i32 = 15 * 365;

/// Values of which an input has one column as a rule, whatever it calls it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// E-mail addresses, one or several.
    Mail,
    /// Telephone numbers, one or several.
    Phone,
    /// Names of people in full.
    FullName,
    /// Days that lie as far apart as births do.
    Birth,
    /// Postal codes.
    PostalCode,
    /// Addresses of the internet protocol.
    Ip,
}

impl Form {
    /// All of them.
    const ALL: [Self; 6] = [Self::Mail, Self::Phone, Self::FullName, Self::Birth, Self::PostalCode, Self::Ip];

    /// The form of a column; none where it is of no such values.
    pub fn of(kind: Kind, holds_names: bool, look: &Look<'_>) -> Option<Self> {
        let are_most =
            |mark: &str, test: fn(&str) -> bool| look.share(|value| parts(value, mark).all(test)) >= MOST;
        match kind {
            Kind::Email => Some(Self::Mail),
            Kind::Phone => Some(Self::Phone),
            Kind::PostalCode => Some(Self::PostalCode),
            Kind::Ip => Some(Self::Ip),
            Kind::List(Some(mark)) if are_most(mark, is_email) => Some(Self::Mail),
            Kind::List(Some(mark)) if are_most(mark, is_phone) => Some(Self::Phone),
            Kind::Date(patterns) => {
                spread(days(look, patterns)).filter(|spread| *spread >= OF_BIRTHS).map(|_| Self::Birth)
            }
            _ if holds_names && share_with_given_name(look) >= GIVEN_NAMES => Some(Self::FullName),
            _ => None,
        }
    }
}

/// Columns whose headers differ in nothing but case, accents and marks, and that hold values of one kind.
pub fn by_headers(groups: &mut Vec<Group<'_>>) {
    let headers: Vec<Vec<String>> = groups
        .iter()
        .map(|group| group.columns.iter().map(|column| letters(&column.name)).collect())
        .collect();
    let mut found = Vec::new();
    for (one, group) in groups.iter().enumerate() {
        for (other, theirs) in groups.iter().enumerate().skip(one + 1) {
            let is_shared =
                headers[one].iter().any(|header| !header.is_empty() && headers[other].contains(header));
            if is_shared && discriminant(&group.kind) == discriminant(&theirs.kind) {
                found.push((one, other));
            }
        }
    }
    merge(groups, found.into_iter());
}

/// Letters and digits of a header.
fn letters(header: &str) -> String {
    plain(header.as_bytes()).chars().filter(|own| own.is_alphanumeric()).collect()
}

/// Columns of one form. Where an input has two of them, the one that more inputs share takes what is left of the others;
/// of equals none, for nothing tells which.
pub fn by_forms(groups: &mut Vec<Group<'_>>) {
    for form in Form::ALL {
        while let Some(pair) = next(groups, form) {
            merge(groups, std::iter::once(pair));
        }
    }
}

/// Two columns of one form that are each other's only choice.
fn next(groups: &[Group<'_>], form: Form) -> Option<(usize, usize)> {
    let of_form: Vec<usize> = (0..groups.len()).filter(|place| groups[*place].form == Some(form)).collect();
    of_form.iter().find_map(|one| {
        let other = choice(groups, &of_form, *one)?;
        (choice(groups, &of_form, other) == Some(*one)).then_some((*one, other))
    })
}

/// Of some columns the one that is the same as this one.
fn choice(groups: &[Group<'_>], all: &[usize], one: usize) -> Option<usize> {
    let apart = all.iter().filter(|other| groups[one].is_apart_from(&groups[**other]));
    let mut others: Vec<(usize, usize)> = apart.map(|other| (groups[*other].inputs.len(), *other)).collect();
    others.sort_unstable_by(|first, second| second.cmp(first));
    let ((most, first), rest) = others.split_first()?;
    // Others with as many inputs are no rivals where a row can fill both.
    let is_rival =
        |(inputs, other): &(usize, usize)| inputs == most && !groups[*first].is_apart_from(&groups[*other]);
    (!rest.iter().any(is_rival)).then_some(*first)
}

/// Share of the values that have more behind a comma, and of these that are apart without it: of names each family has many.
const MORE_BEHIND: f64 = 0.5;
const APART: f64 = 0.9;

/// Columns of which one holds the other's values with more behind a comma: a town, and a town with its country.
pub fn by_beginnings(groups: &mut Vec<Group<'_>>) {
    let beginnings: Vec<BTreeSet<u64>> =
        groups.iter().map(|group| beginnings(group.columns[0]).unwrap_or_default()).collect();
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (longer, begin) in beginnings.iter().enumerate().filter(|(_, own)| own.len() >= FEW) {
        for (shorter, group) in groups.iter().enumerate() {
            if !group.is_apart_from(&groups[longer]) || !beginnings[shorter].is_empty() {
                continue;
            }
            let values = &group.digests[1];
            let (share, shared) = overlap(begin, values);
            if values.len() >= FEW && share >= OVERLAP && shared >= SHARED.0 {
                found.push((share, longer, shorter));
            }
        }
    }
    merge_most_alike(groups, found);
}

/// What stands before the first comma, where most values have one and stay apart without the rest.
fn beginnings(column: &Column) -> Option<BTreeSet<u64>> {
    let (mut all, mut with_more) = (BTreeSet::new(), 0_usize);
    let mut begin = BTreeSet::new();
    for text in texts(column) {
        with_more += usize::from(text.contains(", "));
        begin.insert(of_words(text.split(", ").next().unwrap_or_default()));
        all.insert(of_words(&text));
    }
    let is_longer = with_more as f64 >= MORE_BEHIND * column.values.len() as f64;
    let are_apart = begin.len() as f64 >= APART * all.len() as f64;
    (is_longer && are_apart).then(|| smallest(begin.into_iter()))
}

/// Columns of texts that are made of the same words, though hardly a text is in both: the two that are most alike, where
/// each has nobody nearer, and then what is like these.
pub fn by_words(groups: &mut Vec<Group<'_>>) {
    loop {
        let pairs = nearest_by_words(groups);
        if pairs.is_empty() {
            return;
        }
        merge_most_alike(groups, pairs);
    }
}

/// Columns of texts that are nearest each other by their words, each two with the share that they have in common.
fn nearest_by_words(groups: &[Group<'_>]) -> Vec<(f64, usize, usize)> {
    let words: Vec<_> = groups
        .iter()
        .map(|group| {
            let length = || Look::at(group.columns[0]).mean(|value| how_many_words(value) as f64);
            group.holds_names.then(|| (words_of(&group.columns), length()))
        })
        .collect();
    let share = |one: usize, other: usize| {
        let ((own, length), (theirs, other_length)) = (words[one].as_ref()?, words[other].as_ref()?);
        let (share, shared) = overlap(own, theirs);
        let are_as_long = length.max(*other_length) <= AS_LONG * length.min(*other_length);
        (groups[one].is_apart_from(&groups[other]) && are_as_long && share >= WORDS && shared >= SHARED.1)
            .then_some(share)
    };
    let nearest = |one: usize| {
        let others = (0..groups.len()).filter(|other| *other != one);
        let shares = others.filter_map(|other| Some((share(one, other)?, other)));
        shares.max_by(|first, second| first.0.total_cmp(&second.0).then(second.1.cmp(&first.1)))
    };
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for one in 0..groups.len() {
        if let Some((share, other)) = nearest(one)
            && one < other
            && nearest(other).is_some_and(|back| back.1 == one)
        {
            found.push((share, one, other));
        }
    }
    found
}
