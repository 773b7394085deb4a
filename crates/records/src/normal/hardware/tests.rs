//! Ids, USB devices and screens; screens have a file of their own.

mod screens;

use proptest::prelude::*;

use super::number::Number;
use super::{DeviceId, FactorId, Usb};

fn device(text: &str) -> Option<String> {
    DeviceId::parse(text).map(|id| id.key().to_owned())
}

fn serial(text: &str) -> Option<String> {
    DeviceId::serial(text).map(|id| id.key().to_owned())
}

#[test]
fn uuids_and_network_cards_have_one_form() {
    for text in [
        "6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "6F9619FF-8B86-D011-B42D-00C04FC964FF",
        "{6F9619FF-8B86-D011-B42D-00C04FC964FF}",
        " 6f9619ff8b86d011b42d00c04fc964ff ",
        "urn:uuid:6f9619ff-8b86-d011-b42d-00c04fc964ff",
        "\"6F9619FF8B86D011B42D00C04FC964FF\"",
    ] {
        assert_eq!(device(text).as_deref(), Some("6f9619ff8b86d011b42d00c04fc964ff"), "{text}");
    }
    for text in ["00:00:5E:00:53:af", "00-00-5e-00-53-AF", "0000.5e00.53af", "00005E0053AF", "00005e-0053af"]
    {
        assert_eq!(device(text).as_deref(), Some("00005e0053af"), "{text}");
    }
    assert_eq!(device("00008030-001C2D223A02802E"), device("00008030001c2d223a02802e"));
    let udid = "2b6f0cc904d137be2e1730235f5664094b831186";
    assert_eq!(device(&udid.to_uppercase()).as_deref(), Some(udid));
}

#[test]
fn the_case_of_other_ids_counts() {
    assert_ne!(device("guoA1b2C3"), device("guoa1B2c3"));
    assert_eq!(FactorId::parse(" ufsA1 ").unwrap().key(), "ufsA1");
    // Not a UUID's grouping, so the text stays.
    assert_eq!(device("6F9-619FF-8B86").as_deref(), Some("6F9-619FF-8B86"));
}

#[test]
fn placeholders_are_no_ids() {
    for text in [
        "",
        " ",
        "-",
        "--",
        "0",
        "00",
        "000000000000",
        "unknown",
        "Unknown",
        "NULL",
        "(null)",
        "n/a",
        "N.A.",
        "none",
        "<none>",
        "Default string",
        "To be filled by O.E.M.",
        "System Serial Number",
        "xxxxxxxx",
        "x",
        "?",
        "....",
        "00:00:00:00:00:00",
        "FF-FF-FF-FF-FF-FF",
        "00000000-0000-0000-0000-000000000000",
        "03000200-0400-0500-0006-000700080009",
        "0123456789",
        "a\u{0}b",
    ] {
        assert_eq!(device(text), None, "{text:?}");
        assert!(FactorId::parse(text).is_none(), "{text:?}");
    }
    assert_eq!(device(&"ab".repeat(400)), None);
    for text in ["22", "noneta", "unknown-7", "C02XG1JHD5", "ab"] {
        assert!(device(text).is_some(), "{text}");
    }
}

#[test]
fn serials_follow_the_rule_of_tables() {
    assert_eq!(serial("00123456"), serial("123456.0"));
    assert_eq!(serial("00123456"), serial("123456,00"));
    assert_eq!(serial("c02 xg1 jhd5").as_deref(), Some("C02XG1JHD5"));
    assert_eq!(serial("0012A").as_deref(), Some("0012A"));
    assert_eq!(serial("1.5").as_deref(), Some("1.5"));
    assert_eq!(serial("11").as_deref(), Some("11"));
    for text in ["0", "xxxxxx", "Default string", "To Be Filled By O.E.M.", "n/a", "", "000", "unknown"] {
        assert_eq!(serial(text), None, "{text}");
    }
}

#[test]
fn ids_are_shown_by_their_ends() {
    assert_eq!(DeviceId::parse("C02XG1JHD5").unwrap().masked(), "C0…D5");
    assert_eq!(DeviceId::parse("abcd").unwrap().masked(), "a…");
    assert_eq!(FactorId::parse("äöüßéè").unwrap().masked(), "äö…éè");
}

#[test]
fn numbers_follow_the_stated_rule() {
    let readings = |text: &str| Number::parse(text, 4).map(|number| number.readings().collect::<Vec<_>>());
    for (text, expected) in [
        ("0x046D", vec![0x046d]),
        ("0X46d", vec![0x46d]),
        ("046d", vec![0x046d]),
        ("0565", vec![0x0565]),
        ("1381", vec![0x1381, 1381]),
        ("610", vec![0x610, 610]),
        ("50475", vec![50475]),
        ("5", vec![5]),
        ("0x0000046d", vec![0x046d]),
        ("65535", vec![65535]),
    ] {
        assert_eq!(readings(text), Some(expected), "{text}");
    }
    for text in
        ["", "0x", "g", "65536", "-1", "+1", "0x1ffff", "1ffff", "12 34", "٣", "99999999999999999999999"]
    {
        assert_eq!(readings(text), None, "{text}");
    }
    assert_eq!(Number::parse("ffffffff", 8).unwrap().canonical(), Some(u32::MAX));
    assert_eq!(Number::parse("4294967295", 8).unwrap().canonical(), Some(u32::MAX));
    assert_eq!(Number::parse("4294967296", 8), None);
}

#[test]
fn usb_ids_are_one_in_both_notations() {
    let ids =
        |vendor: &str, product: &str| Usb::parse_id(vendor, product).map(|usb| (usb.vendor(), usb.product()));
    let receiver = Some((0x046d, 0xc52b));
    for (vendor, product) in [
        ("046d", "c52b"),
        ("0x046D", "0xC52B"),
        (" 046D ", "C52B"),
        ("VID_046D", "PID_C52B"),
        ("vid_046d", "pid_c52b"),
        ("1133", "50475"),
        ("46d", "c52b"),
    ] {
        assert_eq!(ids(vendor, product), receiver, "{vendor} {product}");
    }
    let gadget = Usb::parse_id("7531", "260").unwrap();
    assert!(gadget.could_be(0x1d6b, 0x0104) && gadget.could_be(0x7531, 0x260));
    assert!(!gadget.could_be(0x1d6b, 0x260), "one device is written in one notation");
    assert_eq!(ids("VID_1133", "PID_0001"), Some((0x1133, 1)));
    for (vendor, product) in [("", "c52b"), ("046d", ""), ("Apple", "1"), ("0x12345", "1"), ("VID_", "PID_")]
    {
        assert_eq!(ids(vendor, product), None, "{vendor} {product}");
    }
}

#[test]
fn windows_inventions_are_no_serials() {
    let usb = || Usb::parse_id("046d", "c52b").unwrap();
    let made_up = usb().with_instance(Some(r"USB\VID_046D&PID_C52B\5&2f1d7e5&0&1"));
    assert_eq!(made_up.serial(), None);
    assert_eq!(usb().with_instance(Some("5&2f1d7e5&0&1")).serial(), None);
    let real = usb().with_instance(Some(r"USB\VID_046D&PID_C52B\0123AB4567"));
    assert_eq!(real.key().as_deref(), Some("046d:c52b 0123AB4567"));
    assert_eq!(usb().with_serial(Some("5&2f1d7e5&0&1")).serial(), Some("5&2f1d7e5&0&1"));
    assert_eq!(usb().with_serial(Some("unknown")).key(), None);
    assert_eq!(real.masked(), "046d:c52b 01…67");
}

proptest! {
    #[test]
    fn any_id_is_survived_and_keys_are_stable(text in "\\PC{0,50}|[0-9a-fA-F:{}-]{0,45}") {
        if let Some(key) = device(&text) {
            prop_assert_eq!(device(&key), Some(key.clone()));
            prop_assert!(key.chars().count() < 5 || DeviceId::parse(&text).unwrap().masked() != key);
        }
        if let Some(key) = serial(&text) {
            prop_assert_eq!(serial(&key), Some(key));
        }
    }

    #[test]
    fn a_serial_is_the_same_as_number_and_text(number in 100_u64.., blanks in " {0,3}") {
        let plain = serial(&number.to_string());
        prop_assert_eq!(&plain, &serial(&format!("{blanks}000{number}.0")));
        prop_assert_eq!(&plain, &serial(&format!("{number},00{blanks}")));
    }

    #[test]
    fn every_usb_id_is_read_in_every_dress(vendor in any::<u16>(), product in any::<u16>()) {
        for (left, right) in [
            (format!("{vendor:04x}"), format!("{product:04x}")),
            (format!("{vendor:#x}"), format!("{product:#06X}").replace("0X", "0x")),
            (format!("VID_{vendor:04X}"), format!("PID_{product:04X}")),
        ] {
            let usb = Usb::parse_id(&left, &right).unwrap();
            prop_assert_eq!((usb.vendor(), usb.product()), (vendor, product));
        }
        let decimal = Usb::parse_id(&vendor.to_string(), &product.to_string()).unwrap();
        prop_assert!(decimal.could_be(vendor, product));
    }

    #[test]
    fn any_usb_text_is_survived(vendor in "\\PC{0,12}", product in "[0-9a-fx]{0,8}", serial in "\\PC{0,200}") {
        if let Some(usb) = Usb::parse_id(&vendor, &product) {
            let usb = usb.with_strings(Some(&serial), Some(&serial)).with_instance(Some(&serial));
            prop_assert!(usb.full().len() >= usb.masked().len() || usb.serial().is_some());
            let _ = (usb.key(), usb.class());
        }
    }
}
