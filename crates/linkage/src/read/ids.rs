//! Takes the ids of one input and finds those that stand twice.

use super::report::Duplicates;
use crate::table::{Ids, IdsBuilder, hash};

/// Ids of one input while it is read.
#[derive(Debug, Default)]
pub(super) struct IdSink {
    /// A number's own bits or the digest of a text.
    digests: Vec<u64>,
    texts: bool,
    last: Vec<u8>,
    last_number: Option<i64>,
    /// While each id is larger than the one before there can be no duplicate, and nothing need be sorted.
    unordered: bool,
    /// Rows without an id.
    pub(super) empty: u64,
}

impl IdSink {
    /// The next row has this id; says whether it is one.
    pub(super) fn text(&mut self, ids: &mut IdsBuilder, id: &[u8]) -> bool {
        ids.push_text(id);
        if id.is_empty() {
            self.empty += 1;
            return false;
        }
        self.texts = true;
        self.digests.push(hash(id));
        if !self.unordered {
            self.unordered = (self.last.len(), self.last.as_slice()) >= (id.len(), id);
            self.last.clear();
            self.last.extend_from_slice(id);
        }
        true
    }

    /// The next row has this id, a number.
    pub(super) fn number(&mut self, ids: &mut IdsBuilder, id: i64) {
        ids.push_number(id);
        self.digests.push(id.cast_unsigned());
        self.unordered |= self.last_number.is_some_and(|last| last >= id);
        self.last_number = Some(id);
    }

    /// Ids that stand twice among the rows from `start` on.
    pub(super) fn duplicates(mut self, ids: &mut IdsBuilder, start: usize) -> Duplicates {
        if !self.unordered {
            return Duplicates::default();
        }
        self.digests.sort_unstable();
        let twice: Vec<u64> = self
            .digests
            .chunk_by(|left, right| left == right)
            .filter(|equal| equal.len() > 1)
            .map(|equal| equal[0])
            .collect();
        if twice.is_empty() {
            return Duplicates::default();
        }
        if self.texts { equal_texts(&twice, ids, start) } else { self.equal_numbers(&twice) }
    }

    fn equal_numbers(&self, twice: &[u64]) -> Duplicates {
        let mut numbers: Vec<i64> = twice.iter().map(|digest| digest.cast_signed()).collect();
        numbers.sort_unstable();
        let again =
            self.digests.chunk_by(|left, right| left == right).map(|equal| equal.len() as u64 - 1).sum();
        let mut found = Duplicates::default();
        for number in numbers {
            found.add(0, || number.to_string());
        }
        found.rows = again;
        found
    }
}

/// Digests may be equal by chance: the ids themselves decide.
fn equal_texts(twice: &[u64], builder: &mut IdsBuilder, start: usize) -> Duplicates {
    let ids = std::mem::take(builder).finish();
    let mut rows: Vec<u32> = (start..ids.len())
        .filter(|row| {
            let digest = digest(&ids, *row as u32);
            digest.is_some_and(|digest| twice.binary_search(&digest).is_ok())
        })
        .map(|row| row as u32)
        .collect();
    rows.sort_unstable_by(|left, right| ids.compare(*left, *right));
    let mut found = Duplicates::default();
    for equal in rows.chunk_by(|left, right| ids.compare(*left, *right).is_eq()) {
        if equal.len() > 1 {
            found.add(equal.len() as u64 - 1, || ids.text(equal[0]));
        }
    }
    refill(builder, &ids);
    found
}

fn digest(ids: &Ids, row: u32) -> Option<u64> {
    match ids {
        Ids::Numbers(_) => Some(hash(ids.text(row).as_bytes())),
        Ids::Texts { bytes, ends } => {
            let id = text(bytes, ends, row as usize);
            (!id.is_empty()).then(|| hash(id))
        }
    }
}

fn text<'i>(bytes: &'i [u8], ends: &[usize], row: usize) -> &'i [u8] {
    let start = if row == 0 { 0 } else { ends[row - 1] };
    &bytes[start..ends[row]]
}

fn refill(builder: &mut IdsBuilder, ids: &Ids) {
    match ids {
        Ids::Numbers(numbers) => {
            for number in numbers {
                builder.push_number(*number);
            }
        }
        Ids::Texts { bytes, ends } => {
            for row in 0..ends.len() {
                builder.push_text(text(bytes, ends, row));
            }
        }
    }
}

#[cfg(test)]
mod tests;
