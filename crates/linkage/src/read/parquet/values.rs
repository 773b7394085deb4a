//! Decodes the values of a page into codes, in each of the ways in which they may lie there.
//!
//! Written from the Parquet format's Encodings.md (apache/parquet-format).

use super::delta;
use super::footer::Leaf;
use super::hybrid::{self, Run};
use super::kind::Physical;
use super::sink::Sink;
use super::thrift::Broken;
use crate::table::NULL;

const CUT: Broken = Broken("values break off");

/// Encodings by their numbers in the format.
const PLAIN: i64 = 0;
const PLAIN_DICTIONARY: i64 = 2;
const RLE: i64 = 3;
const DELTA_BINARY_PACKED: i64 = 5;
const DELTA_LENGTH_BYTE_ARRAY: i64 = 6;
const DELTA_BYTE_ARRAY: i64 = 7;
const RLE_DICTIONARY: i64 = 8;
const BYTE_STREAM_SPLIT: i64 = 9;

/// Texts whose codes are asked for together.
const TOGETHER: usize = 32;

/// The codes of a dictionary's values.
pub(super) fn dictionary<S: Sink>(
    encoding: i64,
    bytes: &[u8],
    count: usize,
    leaf: &Leaf,
    sink: &mut S,
    codes: &mut Vec<u32>,
) -> Result<(), Broken> {
    match encoding {
        PLAIN | PLAIN_DICTIONARY => plain(bytes, count, leaf.physical, sink, codes),
        _ => Err(Broken("its dictionary is encoded in an unknown way")),
    }
}

/// The codes of the `count` values of a data page, of which there is one at least.
pub(super) fn data<S: Sink>(
    encoding: i64,
    bytes: &[u8],
    count: usize,
    leaf: &Leaf,
    dictionary: &[u32],
    sink: &mut S,
    codes: &mut Vec<u32>,
) -> Result<(), Broken> {
    match (encoding, leaf.physical) {
        (PLAIN, physical) => plain(bytes, count, physical, sink, codes),
        (PLAIN_DICTIONARY | RLE_DICTIONARY, _) => indices(bytes, count, dictionary, codes),
        (RLE, Physical::Boolean) => truths(bytes, count, sink, codes),
        (DELTA_BINARY_PACKED, Physical::Fixed(length @ (4 | 8))) => {
            let (numbers, _) = delta::integers(bytes, count)?;
            if numbers.len() < count {
                return Err(CUT);
            }
            codes.extend(numbers.iter().map(|number| sink.code(&number.to_le_bytes()[..length])));
            Ok(())
        }
        (DELTA_LENGTH_BYTE_ARRAY, Physical::Bytes) => {
            delta::lengths(bytes, count, &mut |text| codes.push(sink.code(text)))
        }
        (DELTA_BYTE_ARRAY, Physical::Bytes) => prefixed(bytes, count, None, sink, codes),
        (DELTA_BYTE_ARRAY, Physical::Fixed(length)) => prefixed(bytes, count, Some(length), sink, codes),
        (BYTE_STREAM_SPLIT, Physical::Fixed(length)) => {
            delta::split(bytes, count, length, &mut |value| codes.push(sink.code(value)))
        }
        _ => Err(Broken("its values are encoded in an unknown way")),
    }
}

/// Texts, each of this length if there is one, that share their beginnings with those before.
pub(super) fn prefixed<S: Sink>(
    bytes: &[u8],
    count: usize,
    length: Option<usize>,
    sink: &mut S,
    codes: &mut Vec<u32>,
) -> Result<(), Broken> {
    let mut fits = true;
    delta::prefixes(bytes, count, &mut |text| {
        fits &= length.is_none_or(|length| text.len() == length);
        codes.push(if sink.budget().take(text.len()) { sink.code(text) } else { NULL });
    })?;
    if fits { Ok(()) } else { Err(Broken("a value has not the length of its type")) }
}

fn indices(bytes: &[u8], count: usize, dictionary: &[u32], codes: &mut Vec<u32>) -> Result<(), Broken> {
    const OUTSIDE: Broken = Broken("an index points behind the dictionary");
    let (width, packed) = bytes.split_first().ok_or(Broken("a page breaks off"))?;
    hybrid::decode(packed, *width, count, &mut |run| {
        match run {
            Run::Same(index, times) => {
                let code = dictionary.get(index as usize).ok_or(OUTSIDE)?;
                codes.resize(codes.len() + times, *code);
            }
            Run::Each(some) => {
                for index in some {
                    codes.push(*dictionary.get(*index as usize).ok_or(OUTSIDE)?);
                }
            }
        }
        Ok(())
    })
}

/// Truth values by their bits; only those that occur get a code.
fn truths<S: Sink>(bytes: &[u8], count: usize, sink: &mut S, codes: &mut Vec<u32>) -> Result<(), Broken> {
    // The length of four bytes that stands before says nothing that the page does not.
    let packed = bytes.get(4..).ok_or(Broken("a page breaks off"))?;
    hybrid::decode(packed, 1, count, &mut |run| {
        match run {
            Run::Same(truth, times) => codes.resize(codes.len() + times, truth),
            Run::Each(some) => codes.extend_from_slice(some),
        }
        Ok(())
    })?;
    named(codes, sink);
    Ok(())
}

fn named<S: Sink>(truths: &mut [u32], sink: &mut S) {
    let mut code = |truth: u8| if truths.contains(&u32::from(truth)) { sink.code(&[truth]) } else { NULL };
    let both = [code(0), code(1)];
    for truth in truths {
        *truth = both[usize::from(*truth != 0)];
    }
}

fn plain<S: Sink>(
    bytes: &[u8],
    count: usize,
    physical: Physical,
    sink: &mut S,
    codes: &mut Vec<u32>,
) -> Result<(), Broken> {
    match physical {
        Physical::Boolean => {
            let packed = bytes.get(..count.div_ceil(8)).ok_or(CUT)?;
            codes.extend((0..count).map(|place| u32::from(packed[place / 8] >> (place % 8) & 1)));
            named(codes, sink);
        }
        Physical::Fixed(length) => {
            let all = bytes.get(..count.checked_mul(length).ok_or(CUT)?).ok_or(CUT)?;
            codes.extend(all.chunks_exact(length).map(|raw| sink.code(raw)));
        }
        Physical::Bytes => {
            let mut rest = bytes;
            let mut batch: [&[u8]; TOGETHER] = [&[]; TOGETHER];
            for start in (0..count).step_by(TOGETHER) {
                let some = &mut batch[..TOGETHER.min(count - start)];
                for raw in some.iter_mut() {
                    let (length, behind) = rest.split_first_chunk::<4>().ok_or(CUT)?;
                    (*raw, rest) =
                        behind.split_at_checked(u32::from_le_bytes(*length) as usize).ok_or(CUT)?;
                }
                sink.codes(some, codes);
            }
        }
    }
    Ok(())
}
