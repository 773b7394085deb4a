//! Decodes the pages of one column chunk straight into codes.
//!
//! A dictionary's values are hashed once and their codes reused; values that stand plainly are hashed as
//! they come. Written from the Parquet format's Encodings.md and README.md (apache/parquet-format).

use super::codec::Codec;
use super::footer::Leaf;
use super::hybrid::{self, Run};
use super::kind::{Kind, Physical};
use super::pages::{PLAIN, Page, Pages, RLE, Sort};
use super::sink::Sink;
use super::thrift::Broken;
use crate::table::NULL;

/// Texts whose codes are asked for together.
const TOGETHER: usize = 32;

/// Buffers that serve one page after the other.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    page: Vec<u8>,
    pub(super) definition: Vec<u8>,
    pub(super) repetition: Vec<u8>,
    pub(super) codes: Vec<u32>,
    dictionary: Vec<u32>,
}

/// What became of the values of a chunk.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Progress {
    /// Rows that are complete.
    pub(super) rows: u64,
    /// A row has begun: its end is only known by the next one.
    open: bool,
    /// Values that are there and no number.
    pub(super) no_number: u64,
}

impl Progress {
    /// Puts the rows of a page into the sink: its levels and the codes of those values that are there.
    pub(super) fn rows<S: Sink>(&mut self, sink: &mut S, leaf: &Leaf, buffers: &mut Buffers) {
        let Buffers { definition, repetition, codes, .. } = buffers;
        if leaf.kind != Kind::Text {
            self.no_number += codes.iter().filter(|code| **code == NULL).count() as u64;
        }
        if leaf.repetition > 0 {
            self.lists(sink, leaf, definition, repetition, codes);
        } else if leaf.definition == 0 || codes.len() == definition.len() {
            for code in codes.iter() {
                sink.cell(*code);
            }
            self.rows += codes.len() as u64;
        } else {
            // One past the end is looked at, never taken: no branch on whether a value is there.
            codes.push(NULL);
            let mut next = 0;
            for level in definition.iter() {
                let there = *level == leaf.definition;
                let code = codes[next];
                sink.cell(if there { code } else { NULL });
                next += usize::from(there);
            }
            self.rows += definition.len() as u64;
        }
    }

    fn lists<S: Sink>(
        &mut self,
        sink: &mut S,
        leaf: &Leaf,
        definition: &[u8],
        repetition: &[u8],
        codes: &[u32],
    ) {
        let mut codes = codes.iter();
        for (level, list) in definition.iter().zip(repetition) {
            if *list == 0 {
                self.end(sink);
                self.open = true;
            }
            if *level == leaf.definition
                && let Some(code) = codes.next()
            {
                sink.item(*code);
            }
        }
    }

    /// Completes the last row of a chunk.
    pub(super) fn end<S: Sink>(&mut self, sink: &mut S) {
        if self.open {
            sink.end_row();
            self.rows += 1;
            self.open = false;
        }
    }
}

/// Decodes all pages.
pub(super) fn decode<S: Sink>(
    mut pages: Pages,
    codec: &mut Codec,
    leaf: &Leaf,
    sink: &mut S,
    buffers: &mut Buffers,
) -> Result<Progress, Broken> {
    let mut progress = Progress::default();
    buffers.dictionary.clear();
    let mut has_dictionary = false;
    while let Some(page) = pages.next()? {
        match page.header.sort {
            Sort::Other => {}
            Sort::Dictionary if has_dictionary => return Err(Broken("it has two dictionaries")),
            Sort::Dictionary => {
                has_dictionary = true;
                dictionary(&page, codec, leaf, sink, buffers)?;
            }
            Sort::First | Sort::Second { .. } => {
                data(&page, codec, leaf, sink, buffers)?;
                progress.rows(sink, leaf, buffers);
                sink.turn();
            }
        }
    }
    progress.end(sink);
    Ok(progress)
}

fn dictionary<S: Sink>(
    page: &Page,
    codec: &mut Codec,
    leaf: &Leaf,
    sink: &mut S,
    buffers: &mut Buffers,
) -> Result<(), Broken> {
    sink.forget();
    let mut unpacked = std::mem::take(&mut buffers.page);
    let parts = page.open(codec, false, false, &mut unpacked)?;
    let count = count(page.header.values)?;
    plain(parts.values, count, leaf.physical, sink, &mut buffers.dictionary)?;
    sink.keep();
    buffers.page = unpacked;
    Ok(())
}

fn data<S: Sink>(
    page: &Page,
    codec: &mut Codec,
    leaf: &Leaf,
    sink: &mut S,
    buffers: &mut Buffers,
) -> Result<(), Broken> {
    let mut unpacked = std::mem::take(&mut buffers.page);
    let parts = page.open(codec, leaf.repetition > 0, leaf.definition > 0, &mut unpacked)?;
    let values = count(page.header.values)?;
    levels(parts.repetition, leaf.repetition, values, &mut buffers.repetition)?;
    levels(parts.definition, leaf.definition, values, &mut buffers.definition)?;
    let there = match leaf.definition {
        0 => values,
        most => memchr::memchr_iter(most, &buffers.definition).count(),
    };
    let codes = &mut buffers.codes;
    codes.clear();
    match page.header.encoding {
        _ if there == 0 => {}
        PLAIN => plain(parts.values, there, leaf.physical, sink, codes)?,
        RLE => truths(parts.values, there, sink, codes)?,
        _ => indices(parts.values, there, &buffers.dictionary, codes)?,
    }
    buffers.page = unpacked;
    Ok(())
}

fn count(values: u64) -> Result<usize, Broken> {
    usize::try_from(values).map_err(|_| Broken("a page holds too many values"))
}

fn levels(bytes: &[u8], most: u8, count: usize, out: &mut Vec<u8>) -> Result<(), Broken> {
    out.clear();
    if most == 0 {
        return Ok(());
    }
    let width = (u8::BITS - most.leading_zeros()) as u8;
    hybrid::decode(bytes, width, count, &mut |run| {
        match run {
            Run::Same(level, times) => out.resize(out.len() + times, level as u8),
            Run::Each(some) => out.extend(some.iter().map(|level| *level as u8)),
        }
        Ok(())
    })
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
    const CUT: Broken = Broken("values break off");
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
