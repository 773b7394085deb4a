use super::*;
use proptest::prelude::*;

fn all(bytes: &[u8], width: u8, count: usize) -> Result<Vec<u32>, Broken> {
    let mut out = Vec::new();
    decode(bytes, width, count, &mut |run| {
        match run {
            Run::Same(number, times) => out.resize(out.len() + times, number),
            Run::Each(numbers) => out.extend_from_slice(numbers),
        }
        Ok(())
    })?;
    Ok(out)
}

/// Writes runs of alternating kinds, with no eye on size.
fn encode(runs: &[(bool, Vec<u32>)], width: u8) -> (Vec<u8>, Vec<u32>) {
    let (mut bytes, mut numbers) = (Vec::new(), Vec::new());
    let header = |mut number: u64, bytes: &mut Vec<u8>| {
        while number > 0x7F {
            bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        bytes.push(number as u8);
    };
    for (packed, values) in runs {
        if *packed {
            let mut group = values.clone();
            group.resize(values.len().div_ceil(8) * 8, 0);
            header((group.len() as u64 / 8) << 1 | 1, &mut bytes);
            let mut bits = vec![0_u8; group.len() / 8 * usize::from(width)];
            for (place, value) in group.iter().enumerate() {
                for bit in 0..usize::from(width) {
                    let at = place * usize::from(width) + bit;
                    bits[at / 8] |= ((value >> bit & 1) as u8) << (at % 8);
                }
            }
            bytes.extend_from_slice(&bits);
            numbers.extend_from_slice(&group);
        } else {
            header((values.len() as u64) << 1, &mut bytes);
            bytes.extend_from_slice(&values[0].to_le_bytes()[..usize::from(width).div_ceil(8)]);
            numbers.resize(numbers.len() + values.len(), values[0]);
        }
    }
    (bytes, numbers)
}

proptest! {
    #[test]
    fn numbers_come_back(
        width in 1_u8..=32,
        shape in proptest::collection::vec((any::<bool>(), proptest::collection::vec(any::<u32>(), 1..600)), 1..6),
        cut in 0_usize..9,
    ) {
        let mask = ((1_u64 << width) - 1) as u32;
        let runs: Vec<(bool, Vec<u32>)> = shape.into_iter()
            .map(|(packed, values)| (packed, values.into_iter().map(|value| value & mask).collect())).collect();
        let (bytes, numbers) = encode(&runs, width);
        let count = numbers.len().saturating_sub(cut);
        prop_assert_eq!(all(&bytes, width, count), Ok(numbers[..count].to_vec()));
        prop_assert!(all(&bytes, width, numbers.len() + 1).is_err());
    }

    #[test]
    fn no_bytes_are_too_odd(bytes in proptest::collection::vec(any::<u8>(), 0..60), width: u8, count in 0_usize..5000) {
        if let Ok(numbers) = all(&bytes, width, count) {
            prop_assert_eq!(numbers.len(), count);
        }
    }
}
