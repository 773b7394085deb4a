//! Thrift's compact protocol, as far as Parquet uses it, for bytes that may mean harm.
//!
//! Each call takes at least one byte from the input or fails, and nothing is reserved that the input only
//! claims: time and memory stay within the length of the bytes. Written from the Thrift compact protocol
//! specification (thrift-compact-protocol.md).

/// Structs inside structs that are followed when a field is skipped.
const DEEPEST: u32 = 32;

/// The bytes are no Thrift, or not what a Parquet footer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken(pub(super) &'static str);

const CUT: Broken = Broken("it breaks off");

/// How a field is encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wire {
    /// A truth value, in the field's own header.
    Boolean(bool),
    /// One byte.
    Byte,
    /// A whole number of any width.
    Integer,
    /// Eight bytes.
    Double,
    /// A length and bytes.
    Binary,
    /// A list or set.
    List,
    /// Keys and values.
    Map,
    /// Fields.
    Struct,
    /// Sixteen bytes.
    Uuid,
}

/// A cursor over the bytes.
#[derive(Debug, Clone)]
pub(super) struct Thrift<'t> {
    rest: &'t [u8],
}

impl<'t> Thrift<'t> {
    pub(super) fn new(bytes: &'t [u8]) -> Self {
        Self { rest: bytes }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.rest.len()
    }

    /// Reads a struct: `each` takes the fields that it knows and leaves the others, saying so.
    pub(super) fn fields(
        &mut self,
        each: &mut dyn FnMut(&mut Self, i64, Wire) -> Result<bool, Broken>,
    ) -> Result<(), Broken> {
        let mut last = 0;
        while let Some((id, wire)) = self.field(last)? {
            last = id;
            if !each(self, id, wire)? {
                self.skip(wire, DEEPEST)?;
            }
        }
        Ok(())
    }

    /// Reads a list whose items are encoded as `wanted`.
    pub(super) fn list(
        &mut self,
        wanted: Wire,
        each: &mut dyn FnMut(&mut Self) -> Result<(), Broken>,
    ) -> Result<(), Broken> {
        let (wire, size) = self.list_header()?;
        if size > 0 && wire != wanted {
            return Err(Broken("a list holds what it should not"));
        }
        for _ in 0..size {
            each(self)?;
        }
        Ok(())
    }

    /// A whole number.
    pub(super) fn integer(&mut self) -> Result<i64, Broken> {
        let number = self.varint()?;
        Ok((number >> 1).cast_signed() ^ -((number & 1).cast_signed()))
    }

    /// A whole number that counts something.
    pub(super) fn count(&mut self) -> Result<u64, Broken> {
        u64::try_from(self.integer()?).map_err(|_| Broken("a count is negative"))
    }

    /// Bytes.
    pub(super) fn binary(&mut self) -> Result<&'t [u8], Broken> {
        let length = usize::try_from(self.varint()?).map_err(|_| CUT)?;
        self.take(length)
    }

    fn byte(&mut self) -> Result<u8, Broken> {
        Ok(self.take(1)?[0])
    }

    fn take(&mut self, length: usize) -> Result<&'t [u8], Broken> {
        let (taken, rest) = self.rest.split_at_checked(length).ok_or(CUT)?;
        self.rest = rest;
        Ok(taken)
    }

    fn varint(&mut self) -> Result<u64, Broken> {
        let mut number = 0;
        for place in 0..10 {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << (7 * place);
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Broken("a number has too many bytes"))
    }

    fn field(&mut self, last: i64) -> Result<Option<(i64, Wire)>, Broken> {
        let header = self.byte()?;
        if header == 0 {
            return Ok(None);
        }
        let id = match header >> 4 {
            0 => self.integer()?,
            step => last + i64::from(step),
        };
        if !(0..=i64::from(i16::MAX)).contains(&id) {
            return Err(Broken("a field has no possible number"));
        }
        Ok(Some((id, wire_of(header & 0x0F)?)))
    }

    fn list_header(&mut self) -> Result<(Wire, u64), Broken> {
        let header = self.byte()?;
        let size = match header >> 4 {
            15 => self.varint()?,
            size => u64::from(size),
        };
        // Some writers give an empty list no type.
        let wire = if size == 0 { Wire::Byte } else { wire_of(header & 0x0F)? };
        // Each item has a byte at least: for truth values too, inside lists.
        if size > self.left() as u64 {
            return Err(CUT);
        }
        Ok((wire, size))
    }

    fn skip(&mut self, wire: Wire, depth: u32) -> Result<(), Broken> {
        if depth == 0 {
            return Err(Broken("it has too many structs inside each other"));
        }
        match wire {
            Wire::Boolean(_) => {}
            Wire::Byte => drop(self.byte()?),
            Wire::Integer => drop(self.varint()?),
            Wire::Double => drop(self.take(8)?),
            Wire::Uuid => drop(self.take(16)?),
            Wire::Binary => drop(self.binary()?),
            Wire::List => {
                let (item, size) = self.list_header()?;
                for _ in 0..size {
                    self.skip_item(item, depth - 1)?;
                }
            }
            Wire::Map => {
                let size = self.varint()?;
                if size == 0 {
                    return Ok(());
                }
                let kinds = self.byte()?;
                let (key, value) = (wire_of(kinds >> 4)?, wire_of(kinds & 0x0F)?);
                for _ in 0..size {
                    self.skip_item(key, depth - 1)?;
                    self.skip_item(value, depth - 1)?;
                }
            }
            Wire::Struct => {
                let mut last = 0;
                while let Some((id, inner)) = self.field(last)? {
                    last = id;
                    self.skip(inner, depth - 1)?;
                }
            }
        }
        Ok(())
    }

    fn skip_item(&mut self, wire: Wire, depth: u32) -> Result<(), Broken> {
        match wire {
            Wire::Boolean(_) => self.byte().map(drop),
            _ => self.skip(wire, depth),
        }
    }
}

fn wire_of(kind: u8) -> Result<Wire, Broken> {
    Ok(match kind {
        1 => Wire::Boolean(true),
        2 => Wire::Boolean(false),
        3 => Wire::Byte,
        4..=6 => Wire::Integer,
        7 => Wire::Double,
        8 => Wire::Binary,
        9 | 10 => Wire::List,
        11 => Wire::Map,
        12 => Wire::Struct,
        13 => Wire::Uuid,
        _ => return Err(Broken("a field has no possible type")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn skipped(bytes: &[u8]) -> Result<usize, Broken> {
        let mut thrift = Thrift::new(bytes);
        thrift.fields(&mut |_, _, _| Ok(false))?;
        Ok(thrift.left())
    }

    #[test]
    fn fields_that_nobody_knows_are_skipped() {
        // 1: i32 -3, 2: "ab", 3: list of two truth values, 4: true, 5: struct { 1: byte }, 6: map of one, end, one byte left
        let bytes = [
            0x15, 5, 0x18, 2, b'a', b'b', 0x19, 0x21, 1, 2, 0x11, 0x1C, 0x13, 9, 0, 0x1B, 1, 0x58, 2, 0, 0,
            77,
        ];
        assert_eq!(skipped(&bytes), Ok(1));
        let mut read = Vec::new();
        let mut thrift = Thrift::new(&bytes);
        let result = thrift.fields(&mut |thrift, id, wire| {
            if (id, wire) == (1, Wire::Integer) {
                read.push(thrift.integer()?);
                return Ok(true);
            }
            Ok(false)
        });
        assert_eq!((result, read), (Ok(()), vec![-3]));
    }

    #[test]
    fn claims_that_the_bytes_do_not_carry_fail_at_once() {
        // a list of 2^31 truth values, a map of as many, structs without end
        assert!(skipped(&[0x19, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0]).is_err());
        assert!(skipped(&[0x1B, 0xFF, 0xFF, 0xFF, 0xFF, 7, 0x11, 0]).is_err());
        assert!(skipped(&[0x1C; 4000]).is_err());
        assert!(skipped(&[0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1]).is_err());
        assert!(skipped(&[0x15; 12]).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let left = skipped(&bytes);
            prop_assert!(left.is_err() || left.unwrap_or_default() < bytes.len());
        }
    }
}
