//! What kind of file these bytes begin.

use csv_core::{ReadRecordResult, ReaderBuilder};

/// Kinds of inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Columns in pages.
    Parquet,
    /// Lines of cells between delimiters: CSV, TSV.
    Delimited,
    /// One JSON object a line, or an array of objects.
    Json,
}

/// How much of an input is looked at before it is read.
pub(super) const SAMPLE: usize = 65_536;

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xEF\xBB\xBF";

const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records that are compared.
const RECORDS: usize = 100;

impl Format {
    /// The format by what the bytes begin with: `PAR1`, a brace or a bracket, else delimited text.
    pub fn of(start: &[u8]) -> Self {
        if start.starts_with(b"PAR1") || start.starts_with(b"PARE") {
            return Self::Parquet;
        }
        let text = without_mark(start).trim_ascii_start();
        // A header cell can begin with a bracket, hardly with what follows one in JSON.
        let follows = text.get(1..).map(<[u8]>::trim_ascii_start).and_then(<[u8]>::first);
        match (text.first(), follows) {
            (Some(b'{'), Some(b'"' | b'}')) | (Some(b'['), Some(b'{' | b']')) => Self::Json,
            _ => Self::Delimited,
        }
    }
}

/// The bytes behind a byte order mark.
pub(super) fn without_mark(start: &[u8]) -> &[u8] {
    start.strip_prefix(MARK).unwrap_or(start)
}

/// Whether the bytes begin with a byte order mark of UTF-16.
pub(super) fn is_utf16(start: &[u8]) -> bool {
    start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF")
}

/// Whether the bytes begin with a byte order mark of UTF-32.
pub(super) fn is_utf32(start: &[u8]) -> bool {
    start.starts_with(b"\xFF\xFE\0\0") || start.starts_with(b"\0\0\xFE\xFF")
}

/// How much of an input tells whether every second byte of it is zero.
const ZEROS: usize = 1_024;

/// Whether nearly every second byte is zero and no other one is, as in UTF-16 of mostly plain letters.
pub(super) fn is_utf16_unmarked(start: &[u8]) -> bool {
    let pairs = start[..start.len().min(ZEROS)].chunks_exact(2);
    let count = pairs.len();
    let [first, second] = [0, 1].map(|side| pairs.clone().filter(|pair| pair[side] == 0).count());
    let (more, fewer) = (first.max(second), first.min(second));
    count > 1 && fewer == 0 && 10 * more >= 9 * count
}

/// What the bytes are packed with, by how such files begin.
pub(super) fn packed(start: &[u8]) -> Option<&'static str> {
    const BEGIN: [(&[u8], &str); 5] = [
        (b"\x1F\x8B", "gzip"),
        (b"PK\x03\x04", "zip; a workbook is one, save it as CSV"),
        (b"\x28\xB5\x2F\xFD", "zstd"),
        (b"\xFD7zXZ\0", "xz"),
        (b"7z\xBC\xAF", "7z"),
    ];
    if start.starts_with(b"BZh") && start.get(4..10) == Some(b"1AY&SY") {
        return Some("bzip2");
    }
    BEGIN.into_iter().find(|(begin, _)| start.starts_with(begin)).map(|(_, how)| how)
}

/// The delimiter under which most records have as many cells as the header, and more than one.
pub(super) fn delimiter(sample: &[u8], whole: bool) -> u8 {
    let mut best = (0, 0, b',');
    for candidate in DELIMITERS {
        let counts = cells(sample, candidate, whole);
        let header = counts.first().copied().unwrap_or_default();
        if header < 2 {
            continue;
        }
        let agreeing = counts.iter().filter(|count| **count == header).count();
        if (agreeing, header) > (best.0, best.1) {
            best = (agreeing, header, candidate);
        }
    }
    best.2
}

/// Cells of each whole record.
fn cells(sample: &[u8], delimiter: u8, whole: bool) -> Vec<usize> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter).build();
    let (mut output, mut ends) = (vec![0; 1024], vec![0; 256]);
    let mut counts = Vec::new();
    let (mut rest, mut count) = (sample, 0);
    while counts.len() < RECORDS {
        if rest.is_empty() && !whole {
            break;
        }
        let (result, read, _, found) = reader.read_record(rest, &mut output, &mut ends);
        rest = &rest[read..];
        count += found;
        match result {
            ReadRecordResult::Record => counts.push(std::mem::take(&mut count)),
            ReadRecordResult::End => break,
            _ => {}
        }
    }
    // A sample within one record says at least how that begins.
    if counts.is_empty() {
        counts.push(count);
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_are_known_by_their_first_bytes() {
        for (start, format) in [
            ("PAR1....", Format::Parquet),
            ("{\"a\":1}", Format::Json),
            (" [\n {\"a\":1}]", Format::Json),
            ("\u{feff}{ \"a\"", Format::Json),
            ("[]", Format::Json),
            ("a,b", Format::Delimited),
            ("[id],b", Format::Delimited),
            ("{x},y", Format::Delimited),
            ("", Format::Delimited),
        ] {
            assert_eq!(Format::of(start.as_bytes()), format, "{start}");
        }
    }

    #[test]
    fn wide_letters_are_known_with_a_mark_and_without() {
        let wide =
            |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect::<Vec<u8>>();
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            let text = wide("id,name\r\n1,Ada Łucka\r\n", order);
            assert!(is_utf16_unmarked(&text) && !is_utf32(&text));
        }
        assert!(is_utf32(b"\xFF\xFE\0\0i\0\0\0") && !is_utf32(b"\xFF\xFEi\0d\0"));
        for other in ["", "\0", "id,name\n1,\0A\0d\0a\n", "\0\0\0\0\0\0"] {
            assert!(!is_utf16_unmarked(other.as_bytes()), "{other:?}");
        }
    }

    #[test]
    fn the_delimiter_is_the_one_that_fits_all_records() {
        for (sample, expected) in [
            ("a,b\n1,2\n", b','),
            ("a;b\n1,5;2\n3,5;4\n", b';'),
            ("a\tb\n1\t2,3,4\n", b'\t'),
            ("a|b|c", b'|'),
            ("a\n1\n", b','),
            ("", b','),
            ("name;\"x, y\"\n1;2\n", b';'),
            ("a,b;c\n1,2;3\n4,5;6\n", b','),
            ("a b\rc d\r", b','),
            ("x;y\rz;w\r", b';'),
        ] {
            assert_eq!(delimiter(sample.as_bytes(), true), expected, "{sample}");
        }
    }

    #[test]
    fn a_record_that_the_sample_cuts_off_is_not_compared() {
        assert_eq!(delimiter(b"a;b;c\n1;2;3\n4,,,,", false), b';');
        assert_eq!(delimiter(b"a|b|c", false), b'|');
    }
}
