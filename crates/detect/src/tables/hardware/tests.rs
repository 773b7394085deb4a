use std::path::{Path, PathBuf};

use super::*;

fn usb(vendor: &str, product: &str, manufacturer: &str, text: &str, serial: &str) -> Usb {
    Usb::parse_id(vendor, product)
        .unwrap()
        .with_strings(Some(manufacturer), Some(text))
        .with_serial(Some(serial))
}

fn display(maker: &str, product: &str, serial: &str, name: &str) -> Display {
    Display::from_parts(maker, product, Some(serial), Some(name)).unwrap()
}

fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("BONAFIDE_SHARED").map_or_else(beside, PathBuf::from)
}

#[test]
fn tables_are_read_whole() {
    let usb: UsbFile = toml::from_str(USB.text).unwrap();
    let rows = usb.known.len() + usb.contradiction.len() + usb.network_card.len();
    assert_eq!(USB.entries, rows as u64);
    assert!(usb.contradiction.iter().all(|row| !row.says.is_empty() && !row.source.is_empty()));
    for row in &usb.known {
        let is_gadget = row.vendor == Some(0x1d6b);
        let says = row.manufacturer.is_some() || row.product_text.is_some() || row.serial.is_some();
        assert!(says || (row.vendor.is_some() && !is_gadget), "1d6b:0104 alone is any Linux gadget: {row:?}");
    }
    let displays: DisplayFile = toml::from_str(DISPLAYS.text).unwrap();
    assert_eq!(DISPLAYS.entries, displays.display.len() as u64);
    assert_eq!(CONSTANTS.entries, CONSTANT_LINES.len() as u64);
    for table in [usb_table(), display_table(), constants_table()] {
        assert!(!table.date.is_empty() && !table.licence.is_empty(), "{}", table.name);
    }
}

#[test]
fn defaults_of_kvm_devices_are_known() {
    for (device, row) in [
        ("PiKVM", usb("1d6b", "0104", "PiKVM", "PiKVM Composite Device", "CAFEBABE")),
        ("PiKVM", usb("1d6b", "0104", "", "", "CAFEBABE")),
        ("PiKVM", usb("7531", "260", "", "pikvm  composite device", "")),
        ("PiKVM", usb("046d", "c31c", "", "PiKVM Composite Device", "")),
        ("JetKVM", usb("0x1d6b", "0x0104", "JetKVM", "USB Emulation Device", "a1b2c3d4")),
        ("JetKVM", usb("1d6b", "0104", "", "USB Emulation Device", "")),
        ("GL.iNet Comet", usb("38eb", "0104", "Glinet", "Glinet Composite Device", "")),
        ("NanoKVM", usb("3346", "1009", "", "", "")),
        ("NanoKVM", usb("13126", "4105", "", "", "")),
        ("NanoKVM", usb("046d", "c31c", "sipeed", "NanoKVM", "0123456789ABCDEF")),
        ("NanoKVM-Pro", usb("1d6b", "0101", "", "NanoKVMPro Audio", "")),
        ("NanoKVM-USB", usb("1a86", "e129", "", "NanoKVM-USB", "")),
        ("PiKVM Pico HID", usb("1209", "eda3", "", "", "")),
        ("PiKVM switch", usb("2e8a", "1080", "", "", "")),
        ("TinyPilot", usb("1d6b", "0104", "tinypilot", "Multifunction USB Device", "6b65796d696d6570690")),
    ] {
        assert_eq!(known_kvm_usb(&row).map(|row| row.device.as_str()), Some(device), "{row:?}");
    }
}

#[test]
fn disguises_contradict_themselves() {
    for (row, word) in [
        (usb("046d", "c52b", "Logitech (x64)", "", ""), "manufacturer"),
        (usb("1133", "50475", "", "Logitech USB Input Device", ""), "names itself"),
        (usb("046d", "c52b", "Logitech", "USB Receiver", "4a1b22c3"), "no serial number"),
        (usb("045e", "005f", "Microsoft", "Wireless MultiMedia Keyboard", "5&2f1d7e5&0&1"), "makes up"),
        (usb("413c", "2011", "Dell Inc.", "Multimedia Pro Keyboard", "7&0a1b2c3&0&1"), "makes up"),
        (usb("04d9", "a0cd", "", "", "6&1a2b3c4&0&1"), "makes up"),
        (
            usb("046d", "c52b", "Logitech", "USB Receiver", "").with_class(Some("HID; Mass Storage")),
            "mass storage",
        ),
        (usb("413c", "2011", "Dell Inc.", "", "").with_class(Some("3,8")), "mass storage"),
    ] {
        assert!(spoofed_usb(&row).is_some_and(|says| says.contains(word)), "{row:?}");
    }
    assert!(kvm_network_card("48:DA:35:6D:00:01") && kvm_network_card("48-da-35-6e-00-01"));
    assert!(
        !kvm_network_card("48:da:35:70:00:01") && !kvm_network_card("48:da:35:6d") && !kvm_network_card("")
    );
}

#[test]
fn ordinary_devices_are_silent() {
    for row in [
        usb("046d", "c52b", "Logitech", "USB Receiver", ""),
        usb("046d", "c52b", "Logitech", "USB Receiver", "0"),
        usb("046d", "c52b", "Logitech", "USB Receiver", "unknown"),
        usb("046d", "c548", "Logitech", "USB Receiver", ""),
        usb("046d", "c31c", "Logitech", "USB Keyboard", ""),
        usb("045e", "005f", "Microsoft", "Wireless MultiMedia Keyboard", ""),
        usb("413c", "2011", "Dell", "Dell Multimedia Pro Keyboard", ""),
        usb("413c", "2113", "", "Dell KB216 Wired Keyboard", ""),
        usb("05ac", "024f", "Keychron", "Keychron K2", ""),
        usb("413c", "b06e", "Dell Inc.", "Dell WD19S dock", "QX7YZ42"),
        usb("17ef", "3082", "Lenovo", "ThinkPad Thunderbolt dock LAN", "0A1B2C"),
        usb("17e9", "6006", "DisplayLink", "USB3.0 Dual Video Dock", "1903456"),
        usb("0bda", "8153", "Realtek", "USB 10/100/1000 LAN", "000001"),
        usb("0781", "5583", "SanDisk", "Ultra Fit", "4C530001").with_class(Some("8")),
        usb("1050", "0407", "Yubico", "YubiKey OTP+FIDO+CCID", ""),
        usb("1d6b", "0104", "Linux Foundation", "Multifunction Composite Gadget", ""),
        usb("1d6b", "0104", "", "", ""),
        usb("1d6b", "0002", "Linux Foundation", "xHCI Host Controller", "0000:00:14.0"),
        usb("2e8a", "0003", "Raspberry Pi", "RP2 Boot", "E0C9125B0D9B"),
        usb("04d9", "a0cd", "", "USB Keyboard", "0123456789ABCDEF"),
    ] {
        assert_eq!(known_kvm_usb(&row), None, "{row:?}");
        assert_eq!(spoofed_usb(&row), None, "{row:?}");
    }
    // What Windows makes up for a genuine receiver is no serial of the device.
    let windows = Usb::parse_id("VID_046D", "PID_C52B").unwrap().with_instance(Some("5&2f1d7e5&0&1"));
    assert_eq!(spoofed_usb(&windows), None);
}

#[test]
fn presets_are_hits_in_every_notation() {
    for (shown, shared) in [
        (display("LNX", "7770", "CAFEBABE", "PiKVM"), false),
        (display("31d8", "7773", "1010101", ""), false),
        (display("LNX", "0x8888", "0x88888800", "PiKVM"), false),
        (display("TSB", "8801", "88888800", "T749-fHD720"), true),
        (display("TSB", "8888", "88888800", "PI-KVM Video"), false),
        (display("TSB", "8888", "88888800", "Toshiba-H2C"), true),
        (display("SPD", "3301", "0", "NanoKVM"), false),
        (display("JKV", "", "", "JetKVM"), false),
        (display("JKV", "0001", "", ""), false),
        (display("JET", "0004", "1010101", "JetKVM 8x9"), false),
        (display("USR", "0100", "1", "7CH 1080"), false),
        (display("ACR", "0565", "T8NEE0038522", "B246WL"), false),
        (display("ACR", "1381", "t8nee0038522", "R246W"), false),
        (display("472", "565", "1613f8a", "B246WL"), false),
        (display("ACR", "0565", "23150474", "B246WL"), false),
        (display("AUS", "2487", "M1LMQS052157", "PA248QV"), false),
        (display("DEL", "2013", "3S5GQ23", "DELL D2721H"), false),
        (display("10ac", "2013", "39363945", "DELL D2721H"), false),
    ] {
        assert_eq!(preset_display(&shown).map(|row| row.shared), Some(shared), "{shown:?}");
    }
}

#[test]
fn honest_displays_are_no_hits() {
    for shown in [
        display("AUS", "2487", "1010101", "PA248QV"),
        display("AUS", "2487", "M1LMQS052156", "PA248QV"),
        display("ACR", "0565", "T8NEE0038599", "B246WL"),
        display("DEL", "2013", "39363946", "DELL D2721H"),
        display("DEL", "0001", "2", "DELL IDRAC"),
        display("USR", "0100", "1", "GSV26 PASS"),
        display("EGA", "0001", "0", "Elgato"),
        display("SFX", "0100", "1", "HDMI2.0 KVM"),
        display("ADR", "0219", "1010101", "KVM-via-IP"),
        display("CLB", "1234", "0", "fitHeadlessGS"),
        display("LNX", "0000", "0", "Linux FHD"),
        display("TSB", "0105", "0", "Toshiba TV"),
    ] {
        assert_eq!(preset_display(&shown), None, "{shown:?}");
    }
    assert_eq!(known_display(&display("EGA", "0001", "0", "Elgato")).unwrap().strength, Strength::Capture);
    assert_eq!(known_display(&display("DEL", "0001", "2", "DELL IDRAC")).unwrap().strength, Strength::Kvm);
}

#[test]
fn constants_identify_nobody_and_impostors_do() {
    for shown in [
        display("BNQ", "78a7", "0x5445", "BenQ"),
        display("SAM", "0d32", "0x425a454a", "Samsung"),
        display("SAM", "0001", "H1AK500000", "Samsung"),
        display("ACR", "0318", "LX1AA0049999", "Acer"),
        display("LNX", "7770", "CAFEBABE", "PiKVM"),
        display("HJW", "1836", "0x0002e9bd", "MACROSILICON"),
    ] {
        assert!(is_model_constant(&shown), "{shown:?}");
    }
    for shown in [
        display("ACR", "0565", "T8NEE0038522", "B246WL"),
        display("DEL", "a0b1", "4c4e3031", "DELL U2720Q"),
        display("BNQ", "78a7", "ACC01086SL9", "BenQ"),
        display("GSM", "5842", "0x0001e245", "LG"),
        display("DEL", "a0b1", "", ""),
    ] {
        assert!(!is_model_constant(&shown), "{shown:?}");
    }
}

/// The 123 special displays are what the typed list of them says.
#[test]
fn the_special_displays_are_classified_as_their_list_says() {
    let path = shared().join("data/logs/edid/kvm-capture-dummy-splitter.jsonl");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("SKIPPED: ../shared is absent, the special displays are not classified");
        return;
    };
    let (mut hits, mut known) = (0, 0);
    for line in text.lines() {
        let blob = line.split("\"hex\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let shown = Display::from_edid(blob).unwrap();
        let model = shown.model();
        let name = shown.name().unwrap_or_default();
        let text = shown.text().unwrap_or_default();
        let expected = match model.as_str() {
            "LNX7770" | "LNX7771" | "LNX7772" | "LNX7773" | "LNX8888" | "TSB8888" => true,
            "ACR0565" => text == "T8NEE0038522",
            "AUS2487" => text == "M1LMQS052157",
            "DEL2013" => text == "3S5GQ23",
            "USR0100" => name == "7CH 1080",
            _ => false,
        };
        let found = preset_display(&shown);
        assert_eq!(found.is_some(), expected, "{model} {name} {text}: {found:?}");
        hits += usize::from(found.is_some());
        known += usize::from(known_display(&shown).is_some());
    }
    assert_eq!(hits, 21, "PiKVM 4 and 4, bridges 9, impostors 3, NanoKVM-Pro 1");
    assert!(known > 60, "{known} of 123 have a row");
}

/// None of 4,000 random screens is a preset, and few of them lose their identity.
#[test]
fn random_screens_are_no_presets() {
    let path = shared().join("data/logs/edid/monitors-4000.jsonl.zst");
    let output = std::process::Command::new("zstd").arg("-dc").arg(&path).output();
    let Some(output) = output.ok().filter(|output| output.status.success()) else {
        eprintln!("SKIPPED: ../shared or zstd is absent, the random screens are not asked");
        return;
    };
    let (mut all, mut identified, mut constant) = (0, 0, 0);
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        let blob = line.split("\"hex\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
        let shown = Display::from_edid(blob).unwrap();
        assert!(!shown.is_damaged());
        assert_eq!(preset_display(&shown), None, "{}", shown.full());
        all += 1;
        if shown.key().is_some() {
            identified += 1;
            constant += usize::from(is_model_constant(&shown));
        }
    }
    eprintln!(
        "{all} screens, {identified} with a serial that may identify, {constant} of them with a constant"
    );
    assert!(all == 4_000 && identified > 2_800 && constant * 10 < identified);
}
