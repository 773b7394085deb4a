//! The pages of one column chunk: their headers, and their parts unpacked.

use bytes::Bytes;

use super::codec::Codec;
use super::thrift::{Broken, Thrift, Wire};

/// The longest page that is unpacked, in bytes. Usual ones have one MiB; some writers put a whole chunk in one.
const LONGEST: u64 = 512 << 20;

/// The encoding of levels, by its number in the format.
pub(super) const RLE: i64 = 3;

/// What a page is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Dictionary,
    /// Levels and values are packed together.
    First,
    /// Levels stand unpacked before the values.
    Second {
        repetition: usize,
        definition: usize,
        packed: bool,
    },
    /// An index: not read.
    Other,
}

/// The header of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    pub(super) sort: Sort,
    pub(super) values: u64,
    pub(super) encoding: i64,
    pub(super) definition_encoding: i64,
    pub(super) repetition_encoding: i64,
    pub(super) packed: usize,
    pub(super) unpacked: usize,
}

/// A page as it lies in the file.
#[derive(Debug, Clone)]
pub(super) struct Page {
    pub(super) header: Header,
    pub(super) body: Bytes,
}

/// Walks through the pages of a chunk.
#[derive(Debug, Clone)]
pub(super) struct Pages {
    chunk: Bytes,
    place: usize,
    left: u64,
}

impl Pages {
    /// The pages in these bytes, which are said to hold so many values.
    pub(super) fn new(chunk: Bytes, values: u64) -> Self {
        Self { chunk, place: 0, left: values }
    }

    /// Reads all headers and leaves the pages alone; the bytes that they have when unpacked.
    pub(super) fn unpacked(&self) -> Result<u64, Broken> {
        let mut walk = self.clone();
        let mut unpacked = 0_u64;
        while let Some(page) = walk.next()? {
            unpacked = unpacked.saturating_add(page.header.unpacked as u64);
        }
        Ok(unpacked)
    }

    /// The next page; none behind the last value.
    pub(super) fn next(&mut self) -> Result<Option<Page>, Broken> {
        if self.left == 0 {
            return Ok(None);
        }
        let bytes = &self.chunk[self.place..];
        let mut thrift = Thrift::new(bytes);
        let header = header(&mut thrift)?;
        let start = self.place + bytes.len() - thrift.left();
        if header.packed > thrift.left() {
            return Err(Broken("a page breaks off"));
        }
        self.place = start + header.packed;
        if matches!(header.sort, Sort::First | Sort::Second { .. }) {
            self.left =
                self.left.checked_sub(header.values).ok_or(Broken("its pages hold too many values"))?;
        }
        Ok(Some(Page { header, body: self.chunk.slice(start..self.place) }))
    }
}

/// The parts of a data page.
pub(super) struct Parts<'p> {
    pub(super) repetition: &'p [u8],
    pub(super) definition: &'p [u8],
    pub(super) values: &'p [u8],
}

impl Page {
    /// The parts of the page, unpacked into `buffer` where they are packed. `lists` and `optional`: whether
    /// there are such levels.
    pub(super) fn open<'p>(
        &'p self,
        codec: &mut Codec,
        lists: bool,
        optional: bool,
        buffer: &'p mut Vec<u8>,
    ) -> Result<Parts<'p>, Broken> {
        if let Sort::Second { repetition, definition, packed, .. } = self.header.sort {
            let (before, rest) = self.body.split_at_checked(repetition).ok_or(Broken("a page breaks off"))?;
            let (levels, body) = rest.split_at_checked(definition).ok_or(Broken("a page breaks off"))?;
            let size = self.header.unpacked - repetition - definition;
            // A page of nulls has nothing to unpack.
            let values = match (packed, size) {
                (_, 0) => &[],
                (true, _) => unpacked(codec, body, size, buffer)?,
                (false, _) => body,
            };
            return Ok(Parts { repetition: before, definition: levels, values });
        }
        let mut rest = unpacked(codec, &self.body, self.header.unpacked, buffer)?;
        let mut part = |there: bool| {
            if !there {
                return Ok(&[][..]);
            }
            let (length, behind) = rest.split_first_chunk::<4>().ok_or(Broken("a page breaks off"))?;
            let (levels, left) = behind
                .split_at_checked(u32::from_le_bytes(*length) as usize)
                .ok_or(Broken("a page breaks off"))?;
            rest = left;
            Ok(levels)
        };
        let (repetition, definition) = (part(lists)?, part(optional)?);
        Ok(Parts { repetition, definition, values: rest })
    }
}

fn unpacked<'p>(
    codec: &mut Codec,
    body: &'p [u8],
    size: usize,
    buffer: &'p mut Vec<u8>,
) -> Result<&'p [u8], Broken> {
    if let Codec::Plain = codec {
        return if body.len() == size {
            Ok(body)
        } else {
            Err(Broken("a page has another length than it says"))
        };
    }
    codec.open(body, size, buffer).map_err(Broken)?;
    Ok(buffer)
}

fn header(thrift: &mut Thrift) -> Result<Header, Broken> {
    let mut header = Header {
        sort: Sort::Other,
        values: 0,
        encoding: 0,
        definition_encoding: RLE,
        repetition_encoding: RLE,
        packed: 0,
        unpacked: 0,
    };
    let (mut sort, mut described) = (None, None);
    let (mut packed, mut unpacked) = (None, None);
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Integer) => sort = Some(thrift.integer()?),
            (2, Wire::Integer) => unpacked = Some(thrift.count()?),
            (3, Wire::Integer) => packed = Some(thrift.count()?),
            (5, Wire::Struct) => {
                described = Some(0);
                first(thrift, &mut header)?;
            }
            (7, Wire::Struct) => {
                described = Some(2);
                header.sort = Sort::Dictionary;
                dictionary(thrift, &mut header)?;
            }
            (8, Wire::Struct) => {
                described = Some(3);
                second(thrift, &mut header)?;
            }
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let (Some(sort), Some(packed), Some(unpacked)) = (sort, packed, unpacked) else {
        return Err(Broken("a page does not say how long it is"));
    };
    if unpacked > LONGEST || packed > LONGEST {
        return Err(Broken("a page is longer than 512 MiB"));
    }
    (header.packed, header.unpacked) = (packed as usize, unpacked as usize);
    if matches!(sort, 0 | 2 | 3) && described != Some(sort) {
        return Err(Broken("a page is not what it says"));
    }
    if !matches!(sort, 0 | 2 | 3) {
        header.sort = Sort::Other;
    }
    if let Sort::Second { repetition, definition, .. } = header.sort {
        let levels = repetition.saturating_add(definition);
        if levels > header.packed || levels > header.unpacked {
            return Err(Broken("the levels of a page are longer than the page"));
        }
    }
    Ok(header)
}

fn first(thrift: &mut Thrift, header: &mut Header) -> Result<(), Broken> {
    header.sort = Sort::First;
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Integer) => header.values = thrift.count()?,
            (2, Wire::Integer) => header.encoding = thrift.integer()?,
            (3, Wire::Integer) => header.definition_encoding = thrift.integer()?,
            (4, Wire::Integer) => header.repetition_encoding = thrift.integer()?,
            _ => return Ok(false),
        }
        Ok(true)
    })
}

fn dictionary(thrift: &mut Thrift, header: &mut Header) -> Result<(), Broken> {
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Integer) => header.values = thrift.count()?,
            (2, Wire::Integer) => header.encoding = thrift.integer()?,
            _ => return Ok(false),
        }
        Ok(true)
    })
}

fn second(thrift: &mut Thrift, header: &mut Header) -> Result<(), Broken> {
    let (mut repetition, mut definition, mut packed) = (0, 0, true);
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Integer) => header.values = thrift.count()?,
            (4, Wire::Integer) => header.encoding = thrift.integer()?,
            (5, Wire::Integer) => definition = thrift.count()?,
            (6, Wire::Integer) => repetition = thrift.count()?,
            (7, Wire::Boolean(set)) => packed = set,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    let length = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    header.sort = Sort::Second { repetition: length(repetition), definition: length(definition), packed };
    Ok(())
}
