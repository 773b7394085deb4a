//! Numbers and texts as bytes: what is written is read back, and what is no such thing is refused.

use super::IndexError;
use crate::table::{Ids, Values};

/// Bytes while they are written.
#[derive(Debug, Default)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    /// A number in seven bits a byte, the lowest first.
    pub fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A number that may be below 0.
    pub fn signed(&mut self, number: i64) {
        self.number(((number << 1) ^ (number >> 63)).cast_unsigned());
    }

    /// Bytes behind their length.
    pub fn text(&mut self, text: &[u8]) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text);
    }

    /// Numbers of four bytes behind their count.
    pub fn words(&mut self, words: impl ExactSizeIterator<Item = u32>) {
        self.number(words.len() as u64);
        self.bytes.reserve(words.len() * 4);
        for word in words {
            self.bytes.extend_from_slice(&word.to_le_bytes());
        }
    }

    /// Distinct values, the null left out.
    pub fn values(&mut self, values: &Values) {
        let (bytes, ends) = values.parts();
        self.words(ends.windows(2).map(|ends| (ends[1] - ends[0]) as u32));
        self.text(bytes);
    }

    /// Ids of rows.
    pub fn ids(&mut self, ids: &Ids) {
        match ids {
            Ids::Numbers(numbers) => {
                self.number(0);
                self.number(numbers.len() as u64);
                for number in numbers {
                    self.bytes.extend_from_slice(&number.to_le_bytes());
                }
            }
            Ids::Texts { bytes, ends } => {
                self.number(1);
                let start = |row: usize| if row == 0 { 0 } else { ends[row - 1] };
                self.words((0..ends.len()).map(|row| (ends[row] - start(row)) as u32));
                self.text(bytes);
            }
        }
    }
}

/// Bytes while they are read. Nothing is taken on trust: counts are held against the bytes that are left
/// before anything is made room for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'b> {
    rest: &'b [u8],
    /// What is being read, for messages.
    part: &'static str,
}

impl<'b> Reader<'b> {
    pub fn new(part: &'static str, bytes: &'b [u8]) -> Self {
        Self { rest: bytes, part }
    }

    /// Why the bytes cannot be used.
    pub fn damaged(&self) -> IndexError {
        IndexError::Damaged { part: self.part }
    }

    /// Refuses bytes behind the end.
    pub fn end(self) -> Result<(), IndexError> {
        if self.rest.is_empty() { Ok(()) } else { Err(self.damaged()) }
    }

    /// The next so many bytes.
    pub fn take(&mut self, length: usize) -> Result<&'b [u8], IndexError> {
        let Some((taken, rest)) = self.rest.split_at_checked(length) else { return Err(self.damaged()) };
        self.rest = rest;
        Ok(taken)
    }

    pub fn number(&mut self) -> Result<u64, IndexError> {
        let mut number = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            let part = u64::from(byte & 0x7f);
            if shift == 63 && part > 1 {
                break;
            }
            number |= part << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(self.damaged())
    }

    pub fn signed(&mut self) -> Result<i64, IndexError> {
        let number = self.number()?;
        Ok((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }

    /// A number of four bytes at most.
    pub fn small(&mut self) -> Result<u32, IndexError> {
        u32::try_from(self.number()?).map_err(|_| self.damaged())
    }

    /// A count of things of at least `size` bytes each that are to follow.
    pub fn count(&mut self, size: usize) -> Result<usize, IndexError> {
        let count = usize::try_from(self.number()?).map_err(|_| self.damaged())?;
        if count > self.rest.len() / size.max(1) {
            return Err(self.damaged());
        }
        Ok(count)
    }

    pub fn text(&mut self) -> Result<&'b [u8], IndexError> {
        let length = self.count(1)?;
        self.take(length)
    }

    /// A text that has to be UTF-8.
    pub fn string(&mut self) -> Result<&'b str, IndexError> {
        let bytes = self.text()?;
        std::str::from_utf8(bytes).map_err(|_| self.damaged())
    }

    pub fn words(&mut self) -> Result<Vec<u32>, IndexError> {
        let count = self.count(4)?;
        let bytes = self.take(count * 4)?;
        Ok(bytes
            .chunks_exact(4)
            .map(|word| u32::from_le_bytes([word[0], word[1], word[2], word[3]]))
            .collect())
    }

    pub fn values(&mut self) -> Result<Values, IndexError> {
        let lengths = self.words()?;
        let bytes = self.text()?.to_vec();
        Values::from_lengths(bytes, lengths.into_iter()).ok_or_else(|| self.damaged())
    }

    pub fn ids(&mut self) -> Result<Ids, IndexError> {
        match self.number()? {
            0 => {
                let count = self.count(8)?;
                let numbers = self.take(count * 8)?.chunks_exact(8).map(|bytes| {
                    let mut eight = [0; 8];
                    eight.copy_from_slice(bytes);
                    i64::from_le_bytes(eight)
                });
                Ok(Ids::Numbers(numbers.collect()))
            }
            1 => {
                let lengths = self.words()?;
                let bytes = self.text()?.to_vec();
                let mut end = 0_usize;
                let mut ends = Vec::with_capacity(lengths.len());
                for length in lengths {
                    end = end.checked_add(length as usize).ok_or_else(|| self.damaged())?;
                    ends.push(end);
                }
                if end != bytes.len() {
                    return Err(self.damaged());
                }
                Ok(Ids::Texts { bytes, ends })
            }
            _ => Err(self.damaged()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn numbers_are_read_as_they_were_written(numbers in prop::collection::vec(any::<u64>(), 0..20), signed in any::<i64>()) {
            let mut writer = Writer::default();
            for number in &numbers {
                writer.number(*number);
            }
            writer.signed(signed);
            writer.words(numbers.iter().map(|number| *number as u32));
            let mut reader = Reader::new("test", &writer.bytes);
            for number in &numbers {
                prop_assert_eq!(reader.number().unwrap(), *number);
            }
            prop_assert_eq!(reader.signed().unwrap(), signed);
            let words: Vec<u32> = numbers.iter().map(|number| *number as u32).collect();
            prop_assert_eq!(reader.words().unwrap(), words);
            prop_assert!(reader.end().is_ok());
        }

        #[test]
        fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let reader = Reader::new("test", &bytes);
            let _ = { reader }.values();
            let _ = { reader }.ids();
            let _ = { reader }.string();
            let _ = { reader }.number();
        }
    }

    #[test]
    fn a_count_beyond_the_bytes_is_refused_before_room_is_made() {
        let mut writer = Writer::default();
        writer.number(u64::MAX >> 1);
        assert!(Reader::new("test", &writer.bytes).words().is_err());
        assert!(Reader::new("test", &[0xff; 11]).number().is_err());
    }
}
