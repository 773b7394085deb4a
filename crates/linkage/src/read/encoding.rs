//! Text that is no UTF-8, read as Windows-1252.

/// What the bytes 0x80 to 0x9F mean; the five that mean nothing stay control characters
/// (WHATWG Encoding Standard, index windows-1252).
const UPPER: [char; 32] = [
    '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}', '\u{2C6}',
    '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}', '\u{8F}', '\u{90}', '\u{2018}',
    '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}',
    '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}', '\u{178}',
];

/// The cell as UTF-8: itself, or read as Windows-1252 into `scratch`; and whether it had to be.
///
/// Each cell is judged alone, so that the order of rows changes nothing. Text in Windows-1252 that
/// happens to be UTF-8 as well does not occur in practice (`Ã©`).
pub(super) fn utf8<'c>(cell: &'c [u8], scratch: &'c mut Vec<u8>) -> (&'c [u8], bool) {
    if std::str::from_utf8(cell).is_ok() {
        return (cell, false);
    }
    scratch.clear();
    let mut four = [0; 4];
    for byte in cell {
        let character = match byte {
            0x80..=0x9F => UPPER[usize::from(byte - 0x80)],
            _ => char::from(*byte),
        };
        scratch.extend_from_slice(character.encode_utf8(&mut four).as_bytes());
    }
    (scratch, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_that_of_the_standard() {
        for byte in 0..=u8::MAX {
            let one = [byte];
            let (expected, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&one);
            let mut scratch = Vec::new();
            let (read, was) = utf8(&one, &mut scratch);
            assert_eq!(read, expected.as_bytes(), "{byte}");
            assert_eq!(was, byte >= 0x80);
        }
    }

    #[test]
    fn utf8_stays() {
        assert_eq!(utf8("Müller".as_bytes(), &mut Vec::new()), ("Müller".as_bytes(), false));
    }
}
