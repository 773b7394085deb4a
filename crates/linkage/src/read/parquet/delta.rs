//! Numbers and texts that are written as differences, and doubles whose bytes stand apart.
//!
//! Decoded here and not by the `parquet` crate, which reserves what the bytes claim. Written from the
//! Parquet format's Encodings.md (apache/parquet-format).

use super::thrift::Broken;

const CUT: Broken = Broken("values break off");
/// The most bytes of text that the values of a page may have together.
const LONGEST: usize = 512 << 20;

/// Reads whole numbers, at most `most`, and what stands behind them. Sums wrap, as writers' do.
pub(super) fn integers(bytes: &[u8], most: usize) -> Result<(Vec<i64>, &[u8])> {
    let mut cursor = Cursor { rest: bytes };
    let block = cursor.varint()?;
    let parts = cursor.varint()?;
    let total = cursor.varint()?;
    let mut last = cursor.zigzag()?;
    if total > most as u64 {
        return Err(Broken("there are more differences than values"));
    }
    let each = block.checked_div(parts).unwrap_or_default();
    if each == 0 || each % 8 != 0 || each * parts != block || block > 1 << 20 {
        return Err(Broken("differences have no possible size of block"));
    }
    let (each, parts, total) = (each as usize, parts as usize, total as usize);
    let mut numbers = Vec::new();
    if total > 0 {
        numbers.push(last);
    }
    while numbers.len() < total {
        let least = cursor.zigzag()?;
        for width in cursor.take(parts)? {
            let needed = (total - numbers.len()).min(each);
            if needed == 0 {
                break;
            }
            let width = usize::from(*width);
            if width > 64 {
                return Err(Broken("differences are wider than 64 bits"));
            }
            // The last block need not be filled up.
            let there = (each * width / 8).min(cursor.rest.len());
            let packed = cursor.take(there)?;
            if there < (needed * width).div_ceil(8) {
                return Err(CUT);
            }
            for place in 0..needed {
                let difference = bits(packed, place * width, width).cast_signed();
                last = last.wrapping_add(least).wrapping_add(difference);
                numbers.push(last);
            }
        }
    }
    Ok((numbers, cursor.rest))
}

/// Texts behind all their lengths, handed on one by one.
pub(super) fn lengths(bytes: &[u8], count: usize, each: &mut dyn FnMut(&[u8])) -> Result<()> {
    let (lengths, mut rest) = integers(bytes, count)?;
    if lengths.len() < count {
        return Err(CUT);
    }
    for length in lengths {
        let (text, behind) = rest.split_at_checked(size(length)?).ok_or(CUT)?;
        each(text);
        rest = behind;
    }
    Ok(())
}

/// Texts of which only what differs from the one before is written, handed on one by one.
pub(super) fn prefixes(bytes: &[u8], count: usize, each: &mut dyn FnMut(&[u8])) -> Result<()> {
    let (shared, behind) = integers(bytes, count)?;
    let (own, mut rest) = integers(behind, count)?;
    if shared.len() < count || own.len() < count {
        return Err(CUT);
    }
    let mut text = Vec::new();
    let mut written = 0_usize;
    for (shared, own) in shared.into_iter().zip(own) {
        let (suffix, left) = rest.split_at_checked(size(own)?).ok_or(CUT)?;
        rest = left;
        let kept = size(shared)?;
        if kept > text.len() {
            return Err(Broken("a text shares more with the one before than that has"));
        }
        text.truncate(kept);
        text.extend_from_slice(suffix);
        written = written.saturating_add(text.len());
        if written > LONGEST {
            return Err(Broken("the texts of a page are longer than 512 MiB"));
        }
        each(&text);
    }
    Ok(())
}

/// Values of `length` bytes whose first bytes stand together, then their second bytes, and so on.
pub(super) fn split(bytes: &[u8], count: usize, length: usize, each: &mut dyn FnMut(&[u8])) -> Result<()> {
    let all = bytes.get(..count.checked_mul(length).ok_or(CUT)?).ok_or(CUT)?;
    let mut value = vec![0; length];
    for place in 0..count {
        for (byte, stream) in value.iter_mut().zip(all.chunks_exact(count)) {
            *byte = stream[place];
        }
        each(&value);
    }
    Ok(())
}

type Result<T> = std::result::Result<T, Broken>;

fn size(length: i64) -> Result<usize> {
    usize::try_from(length).map_err(|_| Broken("a text has a negative length"))
}

/// `width` bits from bit `start` on, the lowest first.
fn bits(packed: &[u8], start: usize, width: usize) -> u64 {
    if width == 0 {
        return 0;
    }
    let mut sixteen = [0; 16];
    let from = packed.get(start / 8..).unwrap_or_default();
    let some = from.len().min(16);
    sixteen[..some].copy_from_slice(&from[..some]);
    let word = (u128::from_le_bytes(sixteen) >> (start % 8)) as u64;
    if width == 64 { word } else { word & ((1 << width) - 1) }
}

struct Cursor<'c> {
    rest: &'c [u8],
}

impl<'c> Cursor<'c> {
    fn take(&mut self, length: usize) -> Result<&'c [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(CUT)?;
        self.rest = rest;
        Ok(taken)
    }

    fn varint(&mut self) -> Result<u64> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.take(1)?[0];
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Broken("a number has too many bytes"))
    }

    fn zigzag(&mut self) -> Result<i64> {
        let number = self.varint()?;
        Ok((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::budget::Budget;
    use super::super::kind::Kind;
    use super::super::sink::Codes;
    use super::super::values::prefixed;
    use super::*;
    use crate::table::ColumnBuilder;
    use proptest::prelude::*;

    fn varint(number: u64, out: &mut Vec<u8>) {
        let mut rest = number;
        while rest > 0x7F {
            out.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        out.push(rest as u8);
    }

    fn zigzag(number: i64, out: &mut Vec<u8>) {
        varint(((number << 1) ^ (number >> 63)).cast_unsigned(), out);
    }

    /// Blocks of 128 in four parts, each as wide as it must be.
    fn encode(numbers: &[i64]) -> Vec<u8> {
        let mut out = Vec::new();
        for number in [128, 4, numbers.len() as u64] {
            varint(number, &mut out);
        }
        zigzag(numbers.first().copied().unwrap_or_default(), &mut out);
        let differences: Vec<i64> = numbers.windows(2).map(|two| two[1].wrapping_sub(two[0])).collect();
        for block in differences.chunks(128) {
            let least = block.iter().copied().min().unwrap_or_default();
            zigzag(least, &mut out);
            let above: Vec<u64> = block.iter().map(|some| some.wrapping_sub(least).cast_unsigned()).collect();
            let parts: Vec<&[u64]> = above.chunks(32).collect();
            let widths: Vec<u32> = parts
                .iter()
                .map(|part| part.iter().map(|some| 64 - some.leading_zeros()).max().unwrap_or_default())
                .collect();
            // What stands for parts that are not there may be anything.
            out.extend((0..4).map(|part| widths.get(part).map_or(99, |width| *width as u8)));
            for (part, width) in parts.iter().zip(widths) {
                let mut packed = vec![0_u8; 4 * width as usize];
                for (place, number) in part.iter().enumerate() {
                    for bit in 0..width as usize {
                        let at = place * width as usize + bit;
                        packed[at / 8] |= ((number >> bit & 1) as u8) << (at % 8);
                    }
                }
                out.extend_from_slice(&packed);
            }
        }
        out
    }

    proptest! {
        #[test]
        fn numbers_come_back(
            numbers in prop_oneof![
                proptest::collection::vec(any::<i64>(), 0..300),
                proptest::collection::vec(-50_i64..50, 0..300),
            ],
            tail in proptest::collection::vec(any::<u8>(), 0..9),
        ) {
            let encoded = encode(&numbers);
            let bytes = [encoded.as_slice(), &tail].concat();
            prop_assert_eq!(integers(&bytes, numbers.len()), Ok((numbers.clone(), tail.as_slice())));
            if let Some(fewer) = numbers.len().checked_sub(1) {
                prop_assert!(integers(&bytes, fewer).is_err());
            }
            for cut in 0..encoded.len() {
                if let Ok((read, _)) = integers(&encoded[..cut], numbers.len()) {
                    // Only what fills up the last block can be missing.
                    prop_assert_eq!(read, numbers.clone());
                }
            }
        }

        #[test]
        fn texts_come_back(texts in proptest::collection::vec("[ab]{0,6}", 0..200)) {
            let length = |text: &String| i64::try_from(text.len()).unwrap_or(i64::MAX);
            let plain = [encode(&texts.iter().map(length).collect::<Vec<_>>()), texts.concat().into_bytes()].concat();
            let mut read = Vec::new();
            prop_assert_eq!(lengths(&plain, texts.len(), &mut |text| read.push(text.to_vec())), Ok(()));
            prop_assert_eq!(&read, &texts.iter().map(|text| text.clone().into_bytes()).collect::<Vec<_>>());

            let (mut before, mut shared, mut own, mut suffixes) = (String::new(), Vec::new(), Vec::new(), String::new());
            for text in &texts {
                let same = before.bytes().zip(text.bytes()).take_while(|(left, right)| left == right).count();
                shared.push(i64::try_from(same).unwrap_or(i64::MAX));
                own.push(i64::try_from(text.len() - same).unwrap_or(i64::MAX));
                suffixes.push_str(&text[same..]);
                before.clone_from(text);
            }
            let packed = [encode(&shared), encode(&own), suffixes.into_bytes()].concat();
            let mut back = Vec::new();
            prop_assert_eq!(prefixes(&packed, texts.len(), &mut |text| back.push(text.to_vec())), Ok(()));
            prop_assert_eq!(back, read);
        }

        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..80), count in 0_usize..2000) {
            let mut texts = 0;
            let _ = lengths(&bytes, count, &mut |_| texts += 1);
            let _ = prefixes(&bytes, count, &mut |_| texts += 1);
            let _ = split(&bytes, count, 8, &mut |_| texts += 1);
            prop_assert!(texts <= 3 * count);
        }
    }

    #[test]
    fn claims_are_refused_before_anything_is_reserved() {
        let claim = |block: u64, parts: u64, total: u64| {
            let mut bytes = Vec::new();
            for number in [block, parts, total, 0] {
                varint(number, &mut bytes);
            }
            integers(&bytes, 10).is_err()
        };
        for (block, parts, total) in [
            (128, 4, u64::MAX),
            (128, 0, 1),
            (0, 4, 1),
            (1 << 40, 1, 1),
            (128, 3, 1),
            (u64::MAX, 1, 1),
            (128, 128, 5),
        ] {
            assert!(claim(block, parts, total), "{block} {parts} {total}");
        }
        // Each text repeats a long one: little is written, much is meant.
        let long = "x".repeat(1 << 20);
        let shared: Vec<i64> = std::iter::once(0).chain(std::iter::repeat_n(1 << 20, 2000)).collect();
        let own: Vec<i64> = std::iter::once(1 << 20).chain(std::iter::repeat_n(0, 2000)).collect();
        let bytes = [encode(&shared), encode(&own), long.into_bytes()].concat();
        assert_eq!(
            prefixes(&bytes, 2001, &mut |_| ()),
            Err(Broken("the texts of a page are longer than 512 MiB"))
        );
    }

    #[test]
    fn texts_that_repeat_others_are_taken_within_a_budget() {
        let shared: Vec<i64> = std::iter::once(0).chain(std::iter::repeat_n(100, 9)).collect();
        let own: Vec<i64> = std::iter::once(100).chain(std::iter::repeat_n(1, 9)).collect();
        let suffixes: Vec<u8> = [&[b'x'; 100][..], b"123456789"].concat();
        let bytes = [encode(&shared), encode(&own), suffixes].concat();
        let read = |left: u64| {
            let (mut column, mut budget, mut codes) =
                (ColumnBuilder::new("a"), Budget::new(left), Vec::new());
            let mut sink = Codes::new(&mut column, Kind::Text, &mut budget);
            let read = prefixed(&bytes, 10, None, &mut sink, &mut codes);
            (read, codes, budget.is_over())
        };
        assert_eq!(read(1_009), (Ok(()), (1..=10).collect(), false));
        assert_eq!(read(1_008), (Ok(()), (1..=9).chain([0]).collect(), true));
    }

    #[test]
    fn bytes_that_stand_apart_come_together() {
        let mut read = Vec::new();
        split(&[1, 2, 3, 4, 5, 6], 3, 2, &mut |value| read.push(value.to_vec())).unwrap();
        assert_eq!(read, [[1, 4], [2, 5], [3, 6]]);
        assert!(split(&[1, 2, 3], 2, 2, &mut |_| ()).is_err());
        assert!(split(&[], usize::MAX, 2, &mut |_| ()).is_err());
        assert!(split(&[], 0, 2, &mut |_| ()).is_ok());
    }
}
