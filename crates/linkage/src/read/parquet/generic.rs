//! Encodings that are not decoded here: the `parquet` crate decodes them.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use ::parquet::basic::{Encoding, Type};
use ::parquet::column::page::{Page as Opened, PageMetadata, PageReader};
use ::parquet::column::reader::{ColumnReader, ColumnReaderImpl, get_column_reader};
use ::parquet::data_type::{AsBytes, DataType};
use ::parquet::errors::{ParquetError, Result as ParquetResult};
use ::parquet::schema::types::{ColumnDescriptor, ColumnPath, Type as Schema};
use bytes::Bytes;

use super::chunk::{Buffers, Progress};
use super::codec::Codec;
use super::footer::Leaf;
use super::kind::Physical;
use super::pages::{Header, Page, Pages, Sort};
use super::sink::Sink;

/// Rows that are decoded at once.
const BATCH: usize = 8_192;

/// Decodes all pages.
///
/// Headers and levels are checked before the crate sees a page; should it still meet bytes that it did not
/// foresee and panic, that is caught here and becomes an error.
pub(super) fn decode<S: Sink>(
    pages: Pages,
    codec: Codec,
    leaf: &Leaf,
    sink: &mut S,
    buffers: &mut Buffers,
) -> Result<Progress, String> {
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let descriptor = Arc::new(descriptor(leaf)?);
        let feed = Feed { pages, codec, leaf: leaf.clone(), next: None };
        match get_column_reader(descriptor, Box::new(feed)) {
            ColumnReader::BoolColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::Int32ColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::Int64ColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::Int96ColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::FloatColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::DoubleColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::ByteArrayColumnReader(reader) => rows(reader, leaf, sink, buffers),
            ColumnReader::FixedLenByteArrayColumnReader(reader) => rows(reader, leaf, sink, buffers),
        }
    }));
    match caught {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(_) => Err("its values cannot be decoded".to_owned()),
    }
}

fn rows<T: DataType, S: Sink>(
    mut reader: ColumnReaderImpl<T>,
    leaf: &Leaf,
    sink: &mut S,
    buffers: &mut Buffers,
) -> ParquetResult<Progress> {
    let mut progress = Progress::default();
    let (mut definition, mut repetition) = (Vec::new(), Vec::new());
    let mut values = Vec::new();
    loop {
        definition.clear();
        repetition.clear();
        values.clear();
        let (records, _, levels) =
            reader.read_records(BATCH, Some(&mut definition), Some(&mut repetition), &mut values)?;
        if records == 0 && levels == 0 {
            break;
        }
        buffers.codes.clear();
        buffers.codes.extend(values.iter().map(|value| sink.code(value.as_bytes())));
        narrow(&definition, &mut buffers.definition);
        narrow(&repetition, &mut buffers.repetition);
        progress.rows(sink, leaf, buffers);
        sink.turn();
    }
    progress.end(sink);
    Ok(progress)
}

fn narrow(levels: &[i16], out: &mut Vec<u8>) {
    out.clear();
    out.extend(levels.iter().map(|level| *level as u8));
}

/// A description of the column alone: what is around it is in its levels.
fn descriptor(leaf: &Leaf) -> ParquetResult<ColumnDescriptor> {
    let physical = match leaf.code {
        0 => Type::BOOLEAN,
        1 => Type::INT32,
        2 => Type::INT64,
        3 => Type::INT96,
        4 => Type::FLOAT,
        5 => Type::DOUBLE,
        6 => Type::BYTE_ARRAY,
        _ => Type::FIXED_LEN_BYTE_ARRAY,
    };
    let mut builder = Schema::primitive_type_builder("value", physical);
    if let (Type::FIXED_LEN_BYTE_ARRAY, Physical::Fixed(length)) = (physical, leaf.physical) {
        builder = builder.with_length(i32::try_from(length)?);
    }
    let primitive = Arc::new(builder.build()?);
    let (definition, repetition) = (i16::from(leaf.definition), i16::from(leaf.repetition));
    Ok(ColumnDescriptor::new(primitive, definition, repetition, ColumnPath::from("value")))
}

/// Hands unpacked pages to the crate.
struct Feed {
    pages: Pages,
    codec: Codec,
    leaf: Leaf,
    next: Option<Page>,
}

impl Feed {
    fn peek(&mut self) -> ParquetResult<Option<Header>> {
        while self.next.is_none() {
            let Some(page) = self.pages.next().map_err(|broken| error(broken.0))? else { return Ok(None) };
            if page.header.sort != Sort::Other {
                self.next = Some(page);
            }
        }
        Ok(self.next.as_ref().map(|page| page.header))
    }

    fn open(&mut self, page: &Page) -> ParquetResult<Opened> {
        let header = page.header;
        let num_values = number(header.values)?;
        let encoding = encoding(header.encoding)?;
        let Sort::Second { repetition, definition, nulls, rows, .. } = header.sort else {
            let mut body = Vec::new();
            self.codec.open(&page.body, header.unpacked, &mut body).map_err(error)?;
            let buf = Bytes::from(body);
            return Ok(match header.sort {
                Sort::Dictionary => Opened::DictionaryPage { buf, num_values, encoding, is_sorted: false },
                _ => Opened::DataPage {
                    buf,
                    num_values,
                    encoding,
                    def_level_encoding: self::encoding(header.definition_encoding)?,
                    rep_level_encoding: self::encoding(header.repetition_encoding)?,
                    statistics: None,
                },
            });
        };
        let (lists, optional) = (self.leaf.repetition > 0, self.leaf.definition > 0);
        let mut buffer = Vec::new();
        let parts =
            page.open(&mut self.codec, lists, optional, &mut buffer).map_err(|broken| error(broken.0))?;
        let whole = [parts.repetition, parts.definition, parts.values].concat();
        Ok(Opened::DataPageV2 {
            buf: Bytes::from(whole),
            num_values,
            encoding,
            num_nulls: number(nulls)?,
            num_rows: number(rows)?,
            def_levels_byte_len: number(definition as u64)?,
            rep_levels_byte_len: number(repetition as u64)?,
            is_compressed: false,
            statistics: None,
        })
    }
}

impl Iterator for Feed {
    type Item = ParquetResult<Opened>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}

impl PageReader for Feed {
    fn get_next_page(&mut self) -> ParquetResult<Option<Opened>> {
        if self.peek()?.is_none() {
            return Ok(None);
        }
        let Some(page) = self.next.take() else { return Ok(None) };
        self.open(&page).map(Some)
    }

    fn peek_next_page(&mut self) -> ParquetResult<Option<PageMetadata>> {
        let Some(header) = self.peek()? else { return Ok(None) };
        Ok(Some(match header.sort {
            Sort::Second { rows, .. } => PageMetadata {
                num_rows: Some(number(rows)? as usize),
                num_levels: Some(number(header.values)? as usize),
                is_dict: false,
            },
            sort => PageMetadata {
                num_rows: None,
                num_levels: Some(number(header.values)? as usize),
                is_dict: sort == Sort::Dictionary,
            },
        }))
    }

    fn skip_next_page(&mut self) -> ParquetResult<()> {
        self.peek()?;
        self.next = None;
        Ok(())
    }
}

fn error(why: &str) -> ParquetError {
    ParquetError::General(why.to_owned())
}

fn number(count: u64) -> ParquetResult<u32> {
    // The crate counts in 31 bits in places.
    i32::try_from(count).map(i32::cast_unsigned).map_err(|_| error("a page holds too many values"))
}

fn encoding(number: i64) -> ParquetResult<Encoding> {
    Ok(match number {
        0 => Encoding::PLAIN,
        2 => Encoding::PLAIN_DICTIONARY,
        3 => Encoding::RLE,
        #[expect(deprecated, reason = "old files have it")]
        4 => Encoding::BIT_PACKED,
        5 => Encoding::DELTA_BINARY_PACKED,
        6 => Encoding::DELTA_LENGTH_BYTE_ARRAY,
        7 => Encoding::DELTA_BYTE_ARRAY,
        8 => Encoding::RLE_DICTIONARY,
        9 => Encoding::BYTE_STREAM_SPLIT,
        _ => return Err(error("its values are encoded in an unknown way")),
    })
}
