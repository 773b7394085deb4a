//! Unpacks pages, each into no more bytes than its header says.

use flate2::{Crc, Decompress, FlushDecompress, Status};

/// The most that a byte of each format can stand for: claims beyond are refused before they are reserved.
const SNAPPY: usize = 64;
const LZ4: usize = 256;
const DEFLATE: usize = 1_032;

/// One way of packing, by its number in the format.
pub(super) enum Codec {
    Plain,
    Snappy(snap::raw::Decoder),
    Gzip,
    /// Blocks with Hadoop's frame around them, or without.
    Lz4Hadoop,
    Lz4,
    Zstd(zstd::bulk::Decompressor<'static>),
}

impl Codec {
    pub(super) fn of(number: i64) -> Result<Self, String> {
        Ok(match number {
            0 => Self::Plain,
            1 => Self::Snappy(snap::raw::Decoder::new()),
            2 => Self::Gzip,
            3 => return Err("its pages are packed with LZO; write it with zstd or Snappy".to_owned()),
            4 => return Err("its pages are packed with Brotli; write it with zstd or Snappy".to_owned()),
            5 => Self::Lz4Hadoop,
            6 => Self::Zstd(zstd::bulk::Decompressor::new().map_err(|error| error.to_string())?),
            7 => Self::Lz4,
            _ => return Err(format!("its pages are packed in an unknown way ({number})")),
        })
    }

    /// Unpacks into `out`, which then has `size` bytes.
    pub(super) fn open(&mut self, packed: &[u8], size: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
        const WRONG: &str = "a page does not unpack";
        out.clear();
        let most = |ratio: usize| packed.len().saturating_mul(ratio).saturating_add(ratio);
        let possible = match self {
            Self::Plain => packed.len(),
            Self::Snappy(_) => most(SNAPPY),
            Self::Gzip => most(DEFLATE),
            Self::Lz4 | Self::Lz4Hadoop => most(LZ4),
            Self::Zstd(_) => usize::MAX,
        };
        if size > possible {
            return Err("a page claims more than its bytes can hold");
        }
        match self {
            Self::Plain => out.extend_from_slice(&packed[..size]),
            Self::Snappy(decoder) => {
                out.resize(size, 0);
                let written = decoder.decompress(packed, out).map_err(|_| WRONG)?;
                out.truncate(written);
            }
            Self::Gzip => gzip(packed, size, out).ok_or(WRONG)?,
            Self::Lz4 => lz4(packed, size, out).ok_or(WRONG)?,
            Self::Lz4Hadoop => {
                if hadoop(packed, size, out).is_none() {
                    out.clear();
                    lz4(packed, size, out).ok_or(WRONG)?;
                }
            }
            Self::Zstd(decoder) => {
                out.reserve_exact(size);
                decoder.decompress_to_buffer(packed, out).map_err(|_| WRONG)?;
            }
        }
        if out.len() != size {
            return Err("a page unpacks to another length than it says");
        }
        Ok(())
    }
}

fn lz4(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Option<()> {
    let start = out.len();
    out.resize(start + size, 0);
    let written = lz4_flex::block::decompress_into(packed, &mut out[start..]).ok()?;
    (written == size).then_some(())
}

/// Blocks, each behind its unpacked and its packed length, big-endian.
fn hadoop(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Option<()> {
    let mut rest = packed;
    while !rest.is_empty() {
        let (unpacked, behind) = number(rest)?;
        let (length, block) = number(behind)?;
        let (block, left) = block.split_at_checked(length)?;
        if unpacked > size - out.len() {
            return None;
        }
        lz4(block, unpacked, out)?;
        rest = left;
    }
    (out.len() == size).then_some(())
}

fn number(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (four, rest) = bytes.split_first_chunk::<4>()?;
    Some((u32::from_be_bytes(*four) as usize, rest))
}

/// Members one behind the other (RFC 1952).
fn gzip(packed: &[u8], size: usize, out: &mut Vec<u8>) -> Option<()> {
    out.reserve_exact(size);
    let mut rest = packed;
    while !rest.is_empty() {
        let deflated = behind_header(rest)?;
        let start = out.len();
        let mut inflate = Decompress::new(false);
        loop {
            // A member that ends where the buffer does needs one byte more to say so.
            if out.len() == out.capacity() {
                out.reserve(1);
            }
            let read = usize::try_from(inflate.total_in()).ok()?;
            let before = (inflate.total_in(), inflate.total_out());
            let status = inflate.decompress_vec(&deflated[read..], out, FlushDecompress::None).ok()?;
            if status == Status::StreamEnd {
                break;
            }
            if out.len() > size || before == (inflate.total_in(), inflate.total_out()) {
                return None;
            }
        }
        let trailer = deflated.get(usize::try_from(inflate.total_in()).ok()?..)?;
        let (sum, behind) = trailer.split_first_chunk::<4>()?;
        let mut crc = Crc::new();
        crc.update(&out[start..]);
        if crc.sum() != u32::from_le_bytes(*sum) {
            return None;
        }
        rest = behind.get(4..)?;
    }
    Some(())
}

fn behind_header(member: &[u8]) -> Option<&[u8]> {
    let (fixed, mut rest) = member.split_first_chunk::<10>()?;
    if fixed[..3] != [0x1F, 0x8B, 8] {
        return None;
    }
    let flags = fixed[3];
    if flags & 4 != 0 {
        let (length, extra) = rest.split_first_chunk::<2>()?;
        rest = extra.get(usize::from(u16::from_le_bytes(*length))..)?;
    }
    for text in [8, 16] {
        if flags & text != 0 {
            rest = rest.get(memchr::memchr(0, rest)? + 1..)?;
        }
    }
    if flags & 2 != 0 { rest.get(2..) } else { Some(rest) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    fn opened(codec: i64, packed: &[u8], size: usize) -> Result<Vec<u8>, &'static str> {
        let mut out = vec![9; 3];
        Codec::of(codec).unwrap().open(packed, size, &mut out).map(|()| out)
    }

    fn member(text: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::GzBuilder::new()
            .filename("x")
            .comment("y")
            .extra(vec![1, 2, 3])
            .write(Vec::new(), flate2::Compression::new(6));
        encoder.write_all(text).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn every_way_of_packing_is_undone_and_its_length_kept() {
        let text = b"one fish two fish red fish blue fish ".repeat(300);
        let block = lz4_flex::block::compress(&text);
        let lengths = [(text.len() as u32).to_be_bytes(), (block.len() as u32).to_be_bytes()].concat();
        let packed: [(i64, Vec<u8>); 7] = [
            (0, text.clone()),
            (1, snap::raw::Encoder::new().compress_vec(&text).unwrap()),
            (2, member(&text)),
            (2, [member(&text[..100]), member(&text[100..])].concat()),
            (5, [lengths, block.clone()].concat()),
            (6, zstd::bulk::compress(&text, 1).unwrap()),
            (7, block),
        ];
        for (codec, bytes) in packed {
            assert_eq!(opened(codec, &bytes, text.len()).as_deref(), Ok(text.as_slice()), "{codec}");
            for size in [text.len() - 1, text.len() + 1, 0, usize::MAX >> 8] {
                if codec != 6 || size < 1 << 30 {
                    assert!(
                        codec == 0 && size < text.len() || opened(codec, &bytes, size).is_err(),
                        "{codec} {size}"
                    );
                }
            }
            if codec > 0 {
                assert!(opened(codec, &bytes[..bytes.len() / 2], text.len()).is_err(), "{codec}");
            }
        }
        assert_eq!(opened(5, &lz4_flex::block::compress(&text), text.len()).as_deref(), Ok(text.as_slice()));
    }

    #[test]
    fn a_gzip_member_whose_sum_is_wrong_is_refused() {
        let mut bytes = member(b"abcabcabc");
        let place = bytes.len() - 8;
        bytes[place] ^= 1;
        assert!(opened(2, &bytes, 9).is_err());
    }

    #[test]
    fn other_ways_are_named() {
        for (codec, name) in [(3, "LZO"), (4, "Brotli"), (99, "unknown")] {
            assert!(Codec::of(codec).err().unwrap().contains(name));
        }
    }
}
