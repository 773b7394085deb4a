//! `cargo xtask tables`: USB identities of KVM devices and of their disguises.
//!
//! The known defaults come from the typed list of the logs; what its columns do not hold, and the
//! disguises, were typed from table 7.2 of the indicators and stand here.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, ensure};

use crate::tables::quoted;

const HEAD: &str = "\
# USB identities of KVM-over-IP devices (`known`), and what a genuine device never says of itself
# (`contradiction`). A row holds where all that it names holds; texts by their beginning, in any case.
# Written by `cargo xtask tables`; change xtask/src/kvm.rs, not this.
";
const ORIGIN: &str = "\
# origin: values read in the devices' own sources and public threads: the list of USB defaults of the logs, and
# table 7.2 of the indicators
# licence: own, facts
# date: 2026-11-23
name = \"kvm-usb\"
";

/// Ids that any Linux composite gadget has: they say nothing without a text or a serial.
const ANY_GADGET: (&str, &str) = ("1d6b", "0104");
/// Serials that stand in more devices than these.
const COMMON_SERIALS: [&str; 1] = ["0123456789ABCDEF"];

/// A row typed by hand: device, vendor, product, manufacturer, product text, serial, source.
type Known =
    (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

/// Strings that stay where an operator changes the ids, and devices that the list has not.
const BY_HAND: &[Known] = &[
    ("PiKVM", "", "", "PiKVM", "", "", "indicators 7.2: kvmd 4.197"),
    ("PiKVM", "", "", "", "PiKVM Composite Device", "", "indicators 7.2: kvmd 4.197"),
    ("JetKVM", "", "", "JetKVM", "", "", "indicators 7.2: JetKVM 0.4.7"),
    ("JetKVM", "", "", "", "JetKVM USB Emulation Device", "", "indicators 7.2: JetKVM 0.4.7"),
    ("JetKVM", "1d6b", "0104", "", "USB Emulation Device", "", "indicators 7.2: JetKVM 0.4.7"),
    ("NanoKVM", "", "", "sipeed", "NanoKVM", "", "indicators 7.2: NanoKVM, August 2026"),
    ("NanoKVM", "", "", "flyingrtx", "licheervnano", "", "list of USB defaults: NanoKVM issue 50"),
    ("NanoKVM-Pro", "", "", "sipeed", "Flash Drive", "", "list of USB defaults: NanoKVM-Pro issue 91"),
    ("GL.iNet Comet", "38eb", "", "Glinet", "", "", "indicators 7.2: GLKVM 1.9.0"),
    ("GL.iNet Comet", "", "", "", "Glinet Composite Device", "", "indicators 7.2: GLKVM 1.9.0"),
    (
        "TinyPilot",
        "1d6b",
        "",
        "tinypilot",
        "",
        "",
        "indicators 7.2; the string read in TinyPilot's public source",
    ),
    (
        "TinyPilot or a device built from its recipe (BliKVM)",
        "1d6b",
        "",
        "",
        "Multifunction USB Device",
        "6b65796d696d6570690",
        "indicators 7.2; the serial read in TinyPilot's public source",
    ),
];

/// A disguise: vendor, product, then one more condition, what contradicts, source.
type Contradiction = (&'static str, &'static str, &'static str, &'static str, &'static str);

const CONTRADICTIONS: &[Contradiction] = &[
    (
        "046d",
        "c52b",
        "manufacturer = \"Logitech (x64)\"",
        "a Logitech Unifying receiver names its manufacturer \"Logitech\", never \"Logitech (x64)\" as a preset of JetKVM does",
        "indicators 7.2: JetKVM 0.4.7",
    ),
    (
        "046d",
        "c52b",
        "product_text = \"Logitech USB Input Device\"",
        "a Logitech Unifying receiver names itself \"USB Receiver\", never \"Logitech USB Input Device\" as a preset of JetKVM does",
        "indicators 7.2: JetKVM 0.4.7",
    ),
    (
        "046d",
        "c52b",
        "serial = \"any\"",
        "a Logitech Unifying receiver has no serial number, this one returned one",
        "indicators, ep-ipkvm-usb-spoofed (rule of this project)",
    ),
    (
        "045e",
        "005f",
        "serial = \"made-up\"",
        "the keyboard returned as its serial number what Windows makes up for devices without one, as a preset of JetKVM does",
        "indicators 7.2: JetKVM 0.4.7",
    ),
    (
        "413c",
        "2011",
        "serial = \"made-up\"",
        "the keyboard returned as its serial number what Windows makes up for devices without one, as a preset of JetKVM does",
        "indicators 7.2: JetKVM 0.4.7",
    ),
    (
        "",
        "",
        "serial = \"made-up\"",
        "the device returned as its serial number what Windows makes up for devices without one",
        "indicators, ep-ipkvm-usb-spoofed",
    ),
    (
        "046d",
        "c52b",
        "offers = \"storage\"",
        "a Logitech Unifying receiver offers no mass storage, this one does",
        "indicators, ep-ipkvm-usb-spoofed (rule of this project)",
    ),
    (
        "045e",
        "005f",
        "offers = \"storage\"",
        "this Microsoft keyboard offers no mass storage, this one does",
        "indicators, ep-ipkvm-usb-spoofed (rule of this project)",
    ),
    (
        "413c",
        "2011",
        "offers = \"storage\"",
        "this Dell keyboard offers no mass storage, this one does",
        "indicators, ep-ipkvm-usb-spoofed (rule of this project)",
    ),
];

/// Beginnings of the addresses of the network cards that a NanoKVM offers its host.
const NETWORK_CARDS: [(&str, &str); 2] = [
    ("48da356d", "indicators 7.2: NanoKVM, optional RNDIS and NCM"),
    ("48da356e", "indicators 7.2: NanoKVM, optional RNDIS and NCM"),
];

/// Writes `kvm_usb.toml`.
pub fn write(shared: &Path, root: &Path) -> Result<()> {
    let target = root.join("crates/detect/tables/kvm_usb.toml");
    std::fs::write(&target, table(shared)?).with_context(|| format!("writing {}", target.display()))
}

/// The text of `kvm_usb.toml`.
pub fn table(shared: &Path) -> Result<String> {
    let source = shared.join("data/logs/usb/ip-kvm-defaults.tsv");
    let mut reader = tab_separated(&source)?;
    let mut body = String::new();
    let mut entries = 0;
    for record in reader.records() {
        let fields = record?;
        ensure!(fields.len() == 8, "{} has a row of {} cells", source.display(), fields.len());
        let cell = |at: usize| fields.get(at).unwrap_or_default().trim();
        let (device, vendor, product, manufacturer, serial) = (cell(0), cell(1), cell(2), cell(3), cell(5));
        // "NanoKVMPro Audio (audio function)": what stands in brackets is the list's own remark.
        let text = cell(4).split(" (").next().unwrap_or_default();
        let origin = format!("list of USB defaults: {}", cell(7));
        let is_gadget = (vendor, product) == ANY_GADGET;
        if !vendor.is_empty() && !is_gadget {
            known(&mut body, [device, vendor, product, "", "", "", &origin]);
            entries += 1;
        } else if !text.is_empty() {
            known(&mut body, [device, vendor, product, manufacturer, text, "", &origin]);
            entries += 1;
        }
        if is_gadget && !serial.is_empty() && !COMMON_SERIALS.contains(&serial) {
            known(&mut body, [device, vendor, product, "", "", serial, &origin]);
            entries += 1;
        }
    }
    for (device, vendor, product, manufacturer, text, serial, source) in BY_HAND {
        known(&mut body, [device, vendor, product, manufacturer, text, serial, source]);
        entries += 1;
    }
    for (vendor, product, condition, says, source) in CONTRADICTIONS {
        body.push_str("\n[[contradiction]]\n");
        ids(&mut body, vendor, product);
        let _ = writeln!(body, "{condition}\nsays = {}\nsource = {}", quoted(says), quoted(source));
        entries += 1;
    }
    for (prefix, source) in NETWORK_CARDS {
        let _ =
            writeln!(body, "\n[[network_card]]\nprefix = {}\nsource = {}", quoted(prefix), quoted(source));
        entries += 1;
    }
    Ok(format!("{HEAD}# entries: {entries}\n{ORIGIN}{body}"))
}

/// A reader of a list whose cells hold quotation marks as they are.
pub(crate) fn tab_separated(path: &Path) -> Result<csv::Reader<std::fs::File>> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_path(path)
        .with_context(|| format!("reading {}", path.display()))
}

fn ids(body: &mut String, vendor: &str, product: &str) {
    for (key, value) in [("vendor", vendor), ("product", product)] {
        if !value.is_empty() {
            let _ = writeln!(body, "{key} = 0x{value}");
        }
    }
}

fn known(body: &mut String, [device, vendor, product, manufacturer, text, serial, source]: [&str; 7]) {
    let _ = writeln!(body, "\n[[known]]\ndevice = {}", quoted(device));
    ids(body, vendor, product);
    for (key, value) in [("manufacturer", manufacturer), ("product_text", text), ("serial", serial)] {
        if !value.is_empty() {
            let _ = writeln!(body, "{key} = {}", quoted(value));
        }
    }
    let _ = writeln!(body, "source = {}", quoted(source));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The shipped table is that of the list and of this file.
    #[test]
    fn shipped_usb_identities_are_current() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let shared = crate::shared(&root);
        if !shared.join("data/logs/usb").exists() {
            eprintln!("SKIPPED: ../shared is absent, kvm_usb.toml cannot be compared with its list");
            return;
        }
        let shipped = std::fs::read_to_string(root.join("crates/detect/tables/kvm_usb.toml")).unwrap();
        assert!(table(&shared).unwrap() == shipped, "kvm_usb.toml is stale: run `cargo xtask tables`");
    }
}
