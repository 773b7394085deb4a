use proptest::prelude::*;

use crate::normal::Display;

/// An EDID of our own making: maker, product, number, texts; the checksum is right.
fn edid(maker: [u8; 3], product: u16, number: u32, text: &[u8], name: &[u8]) -> Vec<u8> {
    let mut block = vec![0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
    let [first, second, third] = maker.map(|letter| u16::from(letter - b'A' + 1));
    block.extend((first << 10 | second << 5 | third).to_be_bytes());
    block.extend(product.to_le_bytes());
    block.extend(number.to_le_bytes());
    block.extend([16, 30]);
    block.resize(54, 1);
    for (tag, text) in [(0xff, text), (0xfc, name)] {
        let mut content = text.to_vec();
        content.push(b'\n');
        content.resize(13, b' ');
        block.extend([0, 0, 0, tag, 0]);
        block.extend(content);
    }
    block.resize(127, 0);
    let sum = block.iter().fold(0_u8, |sum, byte| sum.wrapping_add(*byte));
    block.push(sum.wrapping_neg());
    block
}

fn hexadecimal(bytes: &[u8]) -> String {
    written(bytes, |byte| format!("{byte:02x}"))
}

fn written(bytes: &[u8], one: fn(&u8) -> String) -> String {
    bytes.iter().map(one).collect()
}

fn parts(maker: &str, product: &str, serial: &str) -> Option<Display> {
    Display::from_parts(maker, product, Some(serial), None)
}

#[test]
fn an_edid_is_read_in_all_its_dresses() {
    let blob = edid(*b"ZZZ", 0x0565, 0x0123_4567, b"QX7YZ0042", b"Acme 24");
    let plain = Display::from_edid(&blob).unwrap();
    assert_eq!(
        (plain.maker(), plain.product(), plain.number()),
        (Some("ZZZ"), Some(0x0565), Some(0x0123_4567))
    );
    assert_eq!((plain.text().as_deref(), plain.name()), (Some("QX7YZ0042"), Some("Acme 24")));
    assert_eq!((plain.week(), plain.year(), plain.is_damaged()), (Some(16), Some(2020), false));
    assert_eq!(plain.key().as_deref(), Some("ZZZ0565 number 01234567 serial QX7YZ0042"));
    assert_eq!(plain.masked(), "ZZZ0565 QX…42");
    let lower = hexadecimal(&blob);
    let spaced = written(&blob, |byte| format!("{byte:02X} "));
    let registry = written(&blob, |byte| format!("{byte:02x},"));
    let coded = written(&blob, |byte| format!("0x{byte:02x}, "));
    for text in
        [lower.clone(), lower.to_uppercase(), spaced, format!("hex:{registry}"), coded, format!("<{lower}>")]
    {
        assert_eq!(Display::from_edid(&text).as_ref(), Some(&plain), "{text}");
    }
    // Extensions may follow or be cut off.
    assert_eq!(Display::from_edid([blob.as_slice(), &[2, 3, 4]].concat()).as_ref(), Some(&plain));
    assert_eq!(Display::from_edid(format!("{lower}0203f1")).as_ref(), Some(&plain));
}

#[test]
fn a_broken_edid_is_flagged_or_refused() {
    let blob = edid(*b"ZZZ", 1, 77, b"", b"Bad\x00\x07Name  \x7f");
    let plain = Display::from_edid(&blob).unwrap();
    assert_eq!(plain.name(), Some("Bad Name"));
    let mut altered = blob.clone();
    altered[127] ^= 1;
    assert!(Display::from_edid(&altered).unwrap().is_damaged() && !plain.is_damaged());
    let mut header = blob.clone();
    header[3] = 0;
    assert_eq!(Display::from_edid(&header), None);
    assert_eq!(Display::from_edid(&blob[..127]), None);
    assert_eq!(Display::from_edid(""), None);
    assert_eq!(Display::from_edid("n/a"), None);
    let mut letters = blob.clone();
    letters[8] = 0x83;
    letters[9] = 0xff;
    let unknown = Display::from_edid(&letters).unwrap();
    assert_eq!((unknown.maker(), unknown.key(), unknown.name()), (None, None, Some("Bad Name")));
    let mut reserved = blob.clone();
    reserved[8] |= 0x80;
    assert_eq!(Display::from_edid(&reserved).unwrap().maker(), Some("ZZZ"));
    let mut unspecified = blob;
    unspecified[16] = 0xff;
    assert_eq!(Display::from_edid(&unspecified).unwrap().week(), None);
}

#[test]
fn serials_that_identify_nothing_make_no_key() {
    for number in [0, 1, 0x0101_0101, 0x8888_8800, u32::MAX, 0x1111_1111] {
        for text in [
            &b""[..],
            b"0",
            b"0000000000000",
            b"0000000000001",
            b"SerialNumber",
            b"Serial_Number",
            b"16843009",
        ] {
            let display = Display::from_edid(edid(*b"ZZZ", 1, number, text, b"x")).unwrap();
            assert_eq!(display.key(), None, "{number:x} {text:?}");
        }
    }
    let by_text = Display::from_edid(edid(*b"ZZZ", 1, 0x0101_0101, b"QX7YZ0042", b"x")).unwrap();
    assert_eq!(by_text.key(), parts("ZZZ", "0001", "qx7yz0042").unwrap().key());
    let by_number = Display::from_edid(edid(*b"ZZZ", 1, 0x1234_abcd, b"", b"x")).unwrap();
    assert_eq!(by_number.key(), parts("zzz", "1", "0x1234ABCD").unwrap().key());
    for serial in
        ["0", "1", "1010101", "0x01010101", "16843009", "88888800", "ffffffff", "unknown", "", "n/a"]
    {
        assert_eq!(parts("ZZZ", "1", serial).unwrap().key(), None, "{serial}");
    }
    assert_eq!(parts("ZZZ", "", "QX7YZ0042").unwrap().key(), None, "no product");
}

#[test]
fn makers_are_read_as_letters_and_as_numbers() {
    for maker in ["DEL", "del", "10ac", "0x10AC", "0x10ac", "ac10", "0xAC10", " 10AC "] {
        let display = Display::from_parts(maker, "a0b1", None, None).unwrap();
        assert!(display.could_be("DEL", 0xa0b1), "{maker}: {display:?}");
        assert_eq!(display.maker(), Some("DEL"), "{maker}");
    }
    let decimal = Display::from_parts("4268", "41137", None, None).unwrap();
    assert_eq!((decimal.maker(), decimal.product()), (Some("DEL"), Some(0xa0b1)));
    let apple = Display::from_parts("610", "a050", Some("fd626d62"), Some("Color LCD")).unwrap();
    assert_eq!(apple.key().as_deref(), Some("APPA050 number FD626D62"));
    assert!(Display::from_parts("d672", "0100", None, None).unwrap().could_be("USR", 0x0100));
    let joined = Display::from_parts("ACR0565", "", None, None).unwrap();
    assert!(joined.could_be("ACR", 0x0565));
    // The rule prefers hexadecimal for four digits; the decimal reading is kept.
    let decimal = Display::from_parts("ACR", "1381", None, None).unwrap();
    assert!(decimal.could_be("ACR", 0x1381) && decimal.could_be("ACR", 0x0565));
    assert_eq!(decimal.product(), Some(0x1381));
    for maker in ["", "D", "DE", "DELL", "D3L", "0", "7fff", "Dell Inc.", "0x123456", "日本語"] {
        assert_eq!(Display::from_parts(maker, "a0b1", None, None), None, "{maker}");
    }
}

#[test]
fn a_serial_keeps_what_it_can_be() {
    let decimal = parts("ACR", "0565", "23150474").unwrap();
    assert!(decimal.could_have_number(23_150_474) && decimal.could_have_number(0x2315_0474));
    assert!(decimal.could_have_text("23150474"));
    let lower = parts("ACR", "0565", "1613f8a").unwrap();
    assert_eq!(lower.number(), Some(0x0161_3f8a));
    let capitals = parts("ACR", "0565", "CAFEBABE").unwrap();
    assert_eq!(capitals.key().as_deref(), Some("ACR0565 serial CAFEBABE"));
    assert!(capitals.could_have_number(0xcafe_babe));
    assert_eq!(parts("ACR", "0565", "0xCAFEBABE").unwrap().text(), None);
    assert!(!Display::from_parts("ACR", "0565", None, None).unwrap().could_have_text(""));
}

proptest! {
    #[test]
    fn any_blob_is_survived(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = Display::from_edid(&bytes);
        let mut headed = vec![0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0];
        headed.extend(&bytes);
        let raw = Display::from_edid(&headed);
        prop_assert_eq!(raw.is_some(), headed.len() >= 128);
        prop_assert_eq!(&raw, &Display::from_edid(hexadecimal(&headed)));
        if let Some(display) = raw {
            let _ = (display.key(), display.masked(), display.full(), display.text());
            prop_assert!(display.name().is_none_or(|name| !name.chars().any(char::is_control)));
        }
    }

    #[test]
    fn any_text_is_survived(maker in "\\PC{0,8}|[0-9a-fA-FxX]{0,7}", product in "\\PC{0,8}|[0-9a-f]{0,5}", serial in "\\PC{0,70}") {
        let _ = Display::from_edid(&serial);
        if let Some(display) = parts(&maker, &product, &serial) {
            let _ = (display.key(), display.masked(), display.full());
            prop_assert!(display.maker().is_some_and(|letters| letters.len() == 3));
        }
    }

    #[test]
    fn parts_agree_with_the_edid(letters in "[A-Z]{3}", product in any::<u16>(), number in any::<u32>()) {
        let maker: [u8; 3] = letters.as_bytes().try_into().unwrap();
        let blob = edid(maker, product, number, b"", b"");
        let whole = Display::from_edid(&blob).unwrap();
        let vendor = u16::from_be_bytes([blob[8], blob[9]]);
        let columns = parts(&format!("{vendor:x}"), &format!("{product:04x}"), &format!("{number:#x}")).unwrap();
        prop_assert!(columns.could_be(&letters, product));
        prop_assert!(columns.could_have_number(number));
        let exact = parts(&letters, &format!("{product:04x}"), &format!("{number:#x}")).unwrap();
        prop_assert_eq!(exact.could_be(&letters, product), true);
        if letters.bytes().any(|letter| letter > b'F') && product > 0xfff {
            prop_assert_eq!(exact.key(), whole.key());
        }
    }
}
