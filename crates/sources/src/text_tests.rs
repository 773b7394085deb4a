use proptest::prelude::*;

use super::*;

const ALL: [Encoding; 4] = [Encoding::Utf8, Encoding::Utf16Le, Encoding::Utf16Be, Encoding::Windows1252];

/// Gives its bytes in pieces of a few, as slow inputs do.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(self.0.len()).min(out.len());
        let (now, later) = self.0.split_at(count);
        out[..count].copy_from_slice(now);
        self.0 = later;
        Ok(count)
    }
}

fn mark(encoding: Encoding) -> &'static [u8] {
    match encoding {
        Encoding::Utf8 => &[0xEF, 0xBB, 0xBF],
        Encoding::Utf16Le => &[0xFF, 0xFE],
        Encoding::Utf16Be => &[0xFE, 0xFF],
        Encoding::Windows1252 => &[],
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn text_is_read_back_in_every_encoding_and_piece_size(
        text in "[a-zA-Z0-9äöüß€ ,;\n]{0,60}", kind in 0..4_usize, piece in 1..9_usize, marked: bool)
    {
        let encoding = ALL[kind];
        let mut bytes = if marked { mark(encoding).to_vec() } else { Vec::new() };
        let start = bytes.len();
        bytes.extend_from_slice(&encoding.encode(&text));
        let mut read = String::new();
        Utf8Reader::new(Pieces(&bytes, piece), encoding, start).read_to_string(&mut read).unwrap();
        prop_assert_eq!(&read, &text);
        prop_assert_eq!(raw_digest(&text, encoding), digest(&bytes[start..]));
        if marked && kind < 3 {
            let found = survey(Pieces(&bytes, piece)).unwrap();
            prop_assert_eq!((found.encoding, found.mark), (encoding, start));
        }
    }

    #[test]
    fn pieces_do_not_change_what_is_found_out(bytes in proptest::collection::vec(any::<u8>(), 0..80), piece in 1..9_usize) {
        let (one, other) = (survey(bytes.as_slice()).unwrap(), survey(Pieces(&bytes, piece)).unwrap());
        prop_assert_eq!((one.sha256, one.encoding, one.mark, one.binary), (other.sha256, other.encoding, other.mark, other.binary));
        prop_assert_eq!(one.sha256, digest(&bytes));
    }

    #[test]
    fn every_byte_of_windows_1252_comes_back(bytes in proptest::collection::vec(any::<u8>(), 0..80)) {
        let text = Encoding::Windows1252.decode(&bytes).into_owned();
        prop_assert_eq!(Encoding::Windows1252.encode(&text).into_owned(), bytes);
    }
}

#[test]
fn the_whole_file_decides_the_encoding() {
    let found = |bytes: &[u8]| survey(bytes).unwrap().encoding;
    let mut late = vec![b'a'; 300_000];
    late.extend_from_slice(b"\nM\xfcller\n");
    assert_eq!(found(&late), Encoding::Windows1252);
    let mut damaged = "ä".repeat(1000).into_bytes();
    damaged.push(0xFF);
    assert_eq!(found(&damaged), Encoding::Utf8);
    assert_eq!(found("a;b\nc;d\n".as_bytes()), Encoding::Utf8);
    assert_eq!(found(b"Stra\xdfe"), Encoding::Windows1252);
}

#[test]
fn what_stands_across_the_borders_of_blocks_is_counted_as_elsewhere() {
    for before in 100..160 {
        let ascii = "a".repeat(before);
        let looked = |bytes: &[u8]| survey(bytes).unwrap();
        assert_eq!(looked(format!("{ascii}ü€{ascii}").as_bytes()).encoding, Encoding::Utf8, "{before}");
        let latin = [ascii.as_bytes(), b"\xfc", ascii.as_bytes()].concat();
        assert_eq!(looked(&latin).encoding, Encoding::Windows1252, "{before}");
        let wide: Vec<u8> = ascii.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(looked(&wide).encoding, Encoding::Utf16Le, "{before}");
        let controls = [ascii.as_bytes(), &[0_u8; 40], ascii.as_bytes()].concat();
        assert!(looked(&controls).binary, "{before}");
        assert!(!looked(ascii.as_bytes()).binary, "{before}");
    }
}
