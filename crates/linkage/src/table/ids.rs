//! The ids of rows: written out, never compared with another column.

use std::borrow::Cow;

/// One id a row. Whole numbers are kept as numbers.
#[derive(Debug, Clone)]
pub enum Ids {
    /// Whole numbers in their usual spelling.
    Numbers(Vec<i64>),
    /// Anything else.
    Texts {
        /// All ids, one behind the other.
        bytes: Vec<u8>,
        /// Where each ends.
        ends: Vec<usize>,
    },
}

impl Default for Ids {
    fn default() -> Self {
        Self::Numbers(Vec::new())
    }
}

impl Ids {
    /// How many rows there are.
    pub fn len(&self) -> usize {
        match self {
            Self::Numbers(numbers) => numbers.len(),
            Self::Texts { ends, .. } => ends.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The id of a row as it is written out.
    pub fn text(&self, row: u32) -> String {
        self.read(row).into_owned()
    }

    /// The same, without a copy of what is text already.
    pub fn read(&self, row: u32) -> Cow<'_, str> {
        match self {
            Self::Numbers(numbers) => {
                Cow::Owned(numbers.get(row as usize).map(i64::to_string).unwrap_or_default())
            }
            Self::Texts { .. } => String::from_utf8_lossy(self.bytes(row)),
        }
    }

    /// Orders two rows by their ids: numbers by size, texts by bytes.
    pub fn compare(&self, left: u32, right: u32) -> std::cmp::Ordering {
        match self {
            Self::Numbers(numbers) => numbers.get(left as usize).cmp(&numbers.get(right as usize)),
            Self::Texts { .. } => self.bytes(left).cmp(self.bytes(right)),
        }
    }

    /// The bytes of an id that is no number; none of one that is.
    pub(crate) fn bytes(&self, row: u32) -> &[u8] {
        let Self::Texts { bytes, ends } = self else { return &[] };
        let row = row as usize;
        let Some(end) = ends.get(row) else { return &[] };
        let start = if row == 0 { 0 } else { ends[row - 1] };
        &bytes[start..*end]
    }
}

/// Collects ids row by row.
#[derive(Debug, Default)]
pub struct IdsBuilder {
    ids: Ids,
}

impl IdsBuilder {
    /// Adds an id that is a whole number.
    pub fn push_number(&mut self, number: i64) {
        if let Ids::Numbers(numbers) = &mut self.ids {
            numbers.push(number);
            return;
        }
        self.push_text(number.to_string().as_bytes());
    }

    /// Adds an id as it is written. A number in its usual spelling is kept as a number while all are.
    pub fn push_text(&mut self, id: &[u8]) {
        if let Ids::Numbers(_) = self.ids {
            if let Some(number) = usual_number(id) {
                return self.push_number(number);
            }
            self.give_up_numbers();
        }
        if let Ids::Texts { bytes, ends } = &mut self.ids {
            bytes.extend_from_slice(id);
            ends.push(bytes.len());
        }
    }

    /// The ids, when no more will come.
    pub fn finish(self) -> Ids {
        self.ids
    }

    fn give_up_numbers(&mut self) {
        let Ids::Numbers(numbers) = std::mem::take(&mut self.ids) else { return };
        let (mut bytes, mut ends) = (Vec::new(), Vec::with_capacity(numbers.len()));
        for number in numbers {
            bytes.extend_from_slice(number.to_string().as_bytes());
            ends.push(bytes.len());
        }
        self.ids = Ids::Texts { bytes, ends };
    }
}

/// The number that is written this way and no other: `7`, not `07` nor `+7`.
pub(crate) fn usual_number(id: &[u8]) -> Option<i64> {
    let (digits, sign) = match id.split_first()? {
        (b'-', rest) => (rest, -1),
        _ => (id, 1),
    };
    let usual = digits.len() <= 18
        && digits.iter().all(u8::is_ascii_digit)
        && (digits.first()? != &b'0' || (digits.len() == 1 && sign == 1));
    usual.then(|| digits.iter().fold(0, |number, digit| number * 10 + i64::from(digit - b'0')) * sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_as_they_were_written() {
        let written = ["7", "-3", "0", "07", "a-1", "12345678901234567890", "-0", ""];
        let mut builder = IdsBuilder::default();
        for id in written {
            builder.push_text(id.as_bytes());
        }
        builder.push_number(12);
        let ids = builder.finish();
        for (row, id) in written.iter().enumerate() {
            assert_eq!(ids.text(row as u32), *id);
        }
        assert_eq!(ids.text(8), "12");
    }
}
