//! Which columns and row groups a Parquet file says it has.
//!
//! The footer is read here and not by the `parquet` crate, which follows a schema of any depth down the
//! stack and reserves what the footer claims: a few hostile bytes would end the process. Field numbers are
//! those of `parquet.thrift` (apache/parquet-format).

use super::kind::{Kind, Physical};
use super::schema;
use super::thrift::{Broken, Thrift, Wire};

/// One column of values, flat or inside groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Leaf {
    /// Its name; inside groups the names with points between them, without those that only say "list".
    pub(super) name: String,
    /// The number of its type in the format.
    pub(super) code: i64,
    pub(super) physical: Physical,
    pub(super) kind: Kind,
    /// Definition level of a value.
    pub(super) definition: u8,
    /// Lists around it.
    pub(super) repetition: u8,
}

/// The pages of one column in one row group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) codec: i64,
    /// Values, nulls and places of empty lists among them.
    pub(super) values: u64,
    pub(super) start: u64,
    pub(super) length: u64,
}

/// Pages that only a key would open.
pub(super) const ENCRYPTED: Broken = Broken("its pages are encrypted");

/// A part of the rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowGroup {
    pub(super) rows: u64,
    /// One for each leaf.
    pub(super) chunks: Vec<Chunk>,
}

/// What the footer says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Footer {
    pub(super) leaves: Vec<Leaf>,
    pub(super) groups: Vec<RowGroup>,
}

impl Footer {
    /// Reads a footer of a file of `size` bytes.
    pub(super) fn read(bytes: &[u8], size: u64) -> Result<Self, Broken> {
        let (mut elements, mut groups) = (Vec::new(), Vec::new());
        let mut types = Vec::new();
        Thrift::new(bytes).fields(&mut |thrift, id, wire| {
            match (id, wire) {
                (2, Wire::List) => thrift.list(Wire::Struct, &mut |thrift| {
                    elements.push(schema::Element::read(thrift)?);
                    Ok(())
                })?,
                (4, Wire::List) => thrift.list(Wire::Struct, &mut |thrift| {
                    groups.push(row_group(thrift, &mut types)?);
                    Ok(())
                })?,
                (8, Wire::Struct) => return Err(ENCRYPTED),
                _ => return Ok(false),
            }
            Ok(true)
        })?;
        let leaves = schema::leaves(&elements)?;
        let mut types = types.into_iter();
        for group in &groups {
            if group.chunks.len() != leaves.len() {
                return Err(Broken("a row group has not the columns of the schema"));
            }
            for (chunk, leaf) in group.chunks.iter().zip(&leaves) {
                if types.next() != Some(leaf.code) {
                    return Err(Broken("a column has not the type that the schema says"));
                }
                if leaf.repetition == 0 && chunk.values != group.rows {
                    return Err(Broken("a column has not as many values as there are rows"));
                }
                if chunk.start.checked_add(chunk.length).is_none_or(|end| end > size) {
                    return Err(Broken("a column lies outside the file"));
                }
            }
        }
        Ok(Self { leaves, groups })
    }
}

fn row_group(thrift: &mut Thrift, types: &mut Vec<i64>) -> Result<RowGroup, Broken> {
    let mut group = RowGroup::default();
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::List) => thrift.list(Wire::Struct, &mut |thrift| {
                group.chunks.push(column(thrift, types)?);
                Ok(())
            })?,
            (3, Wire::Integer) => group.rows = thrift.count()?,
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    Ok(group)
}

fn column(thrift: &mut Thrift, types: &mut Vec<i64>) -> Result<Chunk, Broken> {
    let mut chunk = None;
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Binary) => return Err(Broken("a column lies in another file")),
            (3, Wire::Struct) => chunk = Some(chunk_of(thrift, types)?),
            (8, Wire::Struct) | (9, Wire::Binary) => return Err(ENCRYPTED),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    chunk.ok_or(Broken("a column is not described"))
}

fn chunk_of(thrift: &mut Thrift, types: &mut Vec<i64>) -> Result<Chunk, Broken> {
    let mut chunk = Chunk::default();
    let (mut kind, mut data, mut dictionary) = (None, None, None);
    thrift.fields(&mut |thrift, id, wire| {
        match (id, wire) {
            (1, Wire::Integer) => kind = Some(thrift.integer()?),
            (4, Wire::Integer) => chunk.codec = thrift.integer()?,
            (5, Wire::Integer) => chunk.values = thrift.count()?,
            (7, Wire::Integer) => chunk.length = thrift.count()?,
            (9, Wire::Integer) => data = Some(thrift.count()?),
            (11, Wire::Integer) => dictionary = Some(thrift.count()?),
            _ => return Ok(false),
        }
        Ok(true)
    })?;
    types.push(kind.ok_or(Broken("a column has no type"))?);
    let data = data.ok_or(Broken("a column has no pages"))?;
    // Some writers say 0 where there is no dictionary.
    chunk.start = dictionary.filter(|start| (1..data).contains(start)).unwrap_or(data);
    Ok(chunk)
}
