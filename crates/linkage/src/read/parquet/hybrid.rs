//! Parquet's hybrid of repeated and bit-packed numbers: levels and dictionary indices.

use super::thrift::Broken;

const CUT: Broken = Broken("levels or indices break off");

/// Some numbers of a stream.
pub(super) enum Run<'r> {
    /// One number so many times.
    Same(u32, usize),
    /// Numbers one by one.
    Each(&'r [u32]),
}

/// Unpacked at once: whole groups of eight.
const BATCH: usize = 256;

/// Reads `count` numbers of `width` bits and hands them on run by run.
pub(super) fn decode(
    bytes: &[u8],
    width: u8,
    count: usize,
    each: &mut impl FnMut(Run) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if width > 32 {
        return Err(Broken("indices are wider than 32 bits"));
    }
    if width == 0 {
        return each(Run::Same(0, count));
    }
    let (mut rest, mut left) = (bytes, count);
    let mut unpacked = [0_u32; BATCH];
    while left > 0 {
        let (header, behind) = varint(rest)?;
        rest = behind;
        if header & 1 == 0 {
            let (number, behind) = repeated(rest, width)?;
            rest = behind;
            let times = usize::try_from(header >> 1).unwrap_or(usize::MAX).min(left);
            if times == 0 {
                return Err(Broken("a run is empty"));
            }
            each(Run::Same(number, times))?;
            left -= times;
            continue;
        }
        let groups = usize::try_from(header >> 1).map_err(|_| CUT)?;
        let numbers = groups.saturating_mul(8).min(left);
        if numbers == 0 {
            return Err(Broken("a run is empty"));
        }
        // The last group need not be whole.
        let bits = numbers.checked_mul(usize::from(width)).ok_or(CUT)?;
        let packed = rest.get(..bits.div_ceil(8)).ok_or(CUT)?;
        for start in (0..numbers).step_by(BATCH) {
            let some = (numbers - start).min(BATCH);
            let part = &packed[start / 8 * usize::from(width)..];
            unpack(part, width, &mut unpacked[..some]);
            each(Run::Each(&unpacked[..some]))?;
        }
        left -= numbers;
        rest = rest.get(groups.saturating_mul(usize::from(width))..).unwrap_or_default();
    }
    Ok(())
}

fn unpack(packed: &[u8], width: u8, out: &mut [u32]) {
    let mask = (1_u64 << width) - 1;
    let mut bit = 0;
    for number in out {
        let start = bit / 8;
        let word = if let Some(eight) = packed.get(start..).and_then(<[u8]>::first_chunk::<8>) {
            u64::from_le_bytes(*eight)
        } else {
            let mut eight = [0; 8];
            let tail = &packed[start..];
            eight[..tail.len()].copy_from_slice(tail);
            u64::from_le_bytes(eight)
        };
        *number = ((word >> (bit % 8)) & mask) as u32;
        bit += usize::from(width);
    }
}

fn varint(bytes: &[u8]) -> Result<(u64, &[u8]), Broken> {
    let mut number = 0;
    for (place, byte) in bytes.iter().take(10).enumerate() {
        number |= u64::from(byte & 0x7F) << (7 * place);
        if byte & 0x80 == 0 {
            return Ok((number, &bytes[place + 1..]));
        }
    }
    Err(CUT)
}

fn repeated(bytes: &[u8], width: u8) -> Result<(u32, &[u8]), Broken> {
    let (value, rest) = bytes.split_at_checked(usize::from(width).div_ceil(8)).ok_or(CUT)?;
    let mut four = [0; 4];
    four[..value.len()].copy_from_slice(value);
    Ok((u32::from_le_bytes(four), rest))
}

#[cfg(test)]
mod tests;
