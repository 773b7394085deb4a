//! Decodes the pages of one column chunk straight into codes.
//!
//! A dictionary's values are hashed once and their codes reused; other values are hashed as they come. Written from the Parquet format's Encodings.md and README.md (apache/parquet-format).

use super::budget::TOO_MUCH;
use super::codec::Codec;
use super::footer::Leaf;
use super::hybrid::{self, Run};
use super::kind::Kind;
use super::pages::{Page, Pages, RLE, Sort};
use super::sink::Sink;
use super::thrift::Broken;
use super::values;
use crate::table::NULL;

/// Buffers that serve one page after the other.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    page: Vec<u8>,
    definition: Vec<u8>,
    repetition: Vec<u8>,
    codes: Vec<u32>,
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
    fn put<S: Sink>(&mut self, sink: &mut S, leaf: &Leaf, buffers: &mut Buffers) {
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
    fn end<S: Sink>(&mut self, sink: &mut S) {
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
                progress.put(sink, leaf, buffers);
                sink.turn();
                if sink.budget().is_over() {
                    return Err(TOO_MUCH);
                }
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
    values::dictionary(page.header.encoding, parts.values, count, leaf, sink, &mut buffers.dictionary)?;
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
    let header = page.header;
    let packed = |most: u8, encoding: i64| most > 0 && encoding != RLE;
    if packed(leaf.definition, header.definition_encoding)
        || packed(leaf.repetition, header.repetition_encoding)
    {
        return Err(Broken("its levels lie in a way that writers gave up in 2013"));
    }
    let mut unpacked = std::mem::take(&mut buffers.page);
    let parts = page.open(codec, leaf.repetition > 0, leaf.definition > 0, &mut unpacked)?;
    let values = count(page.header.values)?;
    levels(parts.repetition, leaf.repetition, values, &mut buffers.repetition)?;
    levels(parts.definition, leaf.definition, values, &mut buffers.definition)?;
    let there = match leaf.definition {
        0 => values,
        most => memchr::memchr_iter(most, &buffers.definition).count(),
    };
    let Buffers { dictionary, codes, .. } = buffers;
    codes.clear();
    if there > 0 {
        values::data(page.header.encoding, parts.values, there, leaf, dictionary, sink, codes)?;
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
