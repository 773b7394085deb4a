//! The longest run of equal words in two documents.
//!
//! Binary search over the length, with windows compared by a rolling hash and then word by word:
//! a collision can never make two runs equal. O(n log² n), whatever the text.

use super::words::mix;

/// The longest run of equal words; `length` 0 where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Run {
    /// Words in the run.
    pub length: usize,
    /// Where it begins in the first document: item, and word within the item.
    pub first: (usize, usize),
    /// Where it begins in the second document.
    pub second: (usize, usize),
}

/// The longest run of equal words of two documents, across the borders of consecutive items. Of
/// several equally long ones the earliest in the first document, then in the second.
///
/// ```
/// use bonafide_linkage::text::{longest_run, words};
/// let first = [words("one two three"), words("four five")];
/// let second = [words("zero"), words("two three four")];
/// let run = longest_run(&first, &second);
/// assert_eq!((run.length, run.first, run.second), (3, (0, 1), (1, 0)));
/// ```
pub fn longest_run(first: &[Vec<u64>], second: &[Vec<u64>]) -> Run {
    let first = Flat::new(first);
    let second = Flat::new(second);
    longest_between(&first, &second)
}

/// A document with its items joined, some of whose words may belong to no run.
#[derive(Debug, Clone)]
pub(super) struct Flat {
    pub(super) words: Vec<u64>,
    /// Where each item begins among the words.
    pub(super) starts: Vec<usize>,
    /// How many excluded words stand before each position; one longer than `words`.
    excluded_before: Vec<u32>,
}

impl Flat {
    pub(super) fn new(items: &[Vec<u64>]) -> Self {
        let mut words = Vec::with_capacity(items.iter().map(Vec::len).sum());
        let mut starts = Vec::with_capacity(items.len());
        for item in items {
            starts.push(words.len());
            words.extend_from_slice(item);
        }
        let excluded_before = vec![0; words.len() + 1];
        Self { words, starts, excluded_before }
    }

    /// The same document, with the words excluded whose flag is set.
    pub(super) fn without(&self, excluded: &[bool]) -> Self {
        let mut count = 0;
        let mut excluded_before = vec![0];
        for index in 0..self.words.len() {
            count += u32::from(excluded.get(index).copied().unwrap_or(false));
            excluded_before.push(count);
        }
        Self { words: self.words.clone(), starts: self.starts.clone(), excluded_before }
    }

    /// The words of each item.
    pub(super) fn items(&self) -> impl Iterator<Item = &[u64]> {
        let ends = self.starts.iter().skip(1).copied().chain([self.words.len()]);
        self.starts.iter().zip(ends).filter_map(|(start, end)| self.words.get(*start..end))
    }

    /// The item that holds a word, and the word's place in it.
    pub(super) fn place(&self, position: usize) -> (usize, usize) {
        let item = self.starts.partition_point(|start| *start <= position).saturating_sub(1);
        (item, position - self.starts.get(item).copied().unwrap_or(0))
    }

    fn is_free(&self, position: usize, length: usize) -> bool {
        let before = self.excluded_before.get(position);
        before.is_some() && before == self.excluded_before.get(position + length)
    }
}

pub(super) fn longest_between(first: &Flat, second: &Flat) -> Run {
    let (left, right) = (Prefixes::new(&first.words), Prefixes::new(&second.words));
    let mut best = None;
    // The longest length known to be shared, and the shortest known not to be.
    let (mut shared, mut too_long) = (0, first.words.len().min(second.words.len()) + 1);
    while shared + 1 < too_long {
        let length = shared + (too_long - shared) / 2;
        match earliest_of_length(length, (first, &left), (second, &right)) {
            Some(places) => {
                best = Some(places);
                shared = length;
            }
            None => too_long = length,
        }
    }
    match best {
        Some((start, other)) => {
            Run { length: shared, first: first.place(start), second: second.place(other) }
        }
        None => Run::default(),
    }
}

type Side<'a> = (&'a Flat, &'a Prefixes);

/// The earliest pair of equal windows of this length.
fn earliest_of_length(length: usize, first: Side<'_>, second: Side<'_>) -> Option<(usize, usize)> {
    let mut windows: Vec<(u64, usize)> = free_windows(length, first).collect();
    windows.sort_unstable();
    let mut best: Option<(usize, usize)> = None;
    for (hash, other) in free_windows(length, second) {
        let from = windows.partition_point(|(known, _)| *known < hash);
        let wanted = second.0.words.get(other..other + length);
        // Only what begins earlier than the best so far is compared word by word, which are many in equal texts.
        let before = best.map_or(usize::MAX, |known| known.0);
        let found = windows
            .iter()
            .skip(from)
            .take_while(|(known, start)| *known == hash && *start < before)
            .find(|(_, start)| first.0.words.get(*start..start + length) == wanted);
        if let Some((_, start)) = found {
            best = Some((*start, other));
        }
    }
    best
}

fn free_windows(length: usize, (flat, prefixes): Side<'_>) -> impl Iterator<Item = (u64, usize)> + '_ {
    let count = (flat.words.len() + 1).saturating_sub(length);
    (0..count)
        .filter(move |start| flat.is_free(*start, length))
        .map(move |start| (prefixes.window(start, length), start))
}

/// Polynomial hashes of all prefixes modulo the Mersenne prime 2^61 - 1.
struct Prefixes {
    sums: Vec<u64>,
    powers: Vec<u64>,
}

const MODULUS: u64 = (1 << 61) - 1;
const BASE: u64 = 0x0b5a_d4ec_eda1_ce2a;

impl Prefixes {
    fn new(words: &[u64]) -> Self {
        let (mut sum, mut power) = (0, 1);
        let (mut sums, mut powers) = (vec![0], vec![1]);
        for word in words {
            sum = (multiply(sum, BASE) + mix(*word) % MODULUS) % MODULUS;
            power = multiply(power, BASE);
            sums.push(sum);
            powers.push(power);
        }
        Self { sums, powers }
    }

    fn window(&self, start: usize, length: usize) -> u64 {
        let at = |list: &[u64], index: usize| list.get(index).copied().unwrap_or(0);
        let before = multiply(at(&self.sums, start), at(&self.powers, length));
        (at(&self.sums, start + length) + MODULUS - before) % MODULUS
    }
}

fn multiply(first: u64, second: u64) -> u64 {
    (u128::from(first) * u128::from(second) % u128::from(MODULUS)) as u64
}
