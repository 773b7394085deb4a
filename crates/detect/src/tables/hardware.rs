//! What KVM-over-IP devices say of themselves, as USB device and as display.

#[cfg(test)]
mod tests;

use std::collections::HashSet;
use std::sync::LazyLock;

use bonafide_records::normal::{DeviceId, Display, Usb};
use serde::Deserialize;

use super::Table;

/// A USB identity that only a KVM-over-IP device has. What is absent is not asked for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KvmUsb {
    /// The device, in words.
    pub device: String,
    /// The vendor's number.
    pub vendor: Option<u16>,
    /// The product's number.
    pub product: Option<u16>,
    /// How the manufacturer's text begins.
    pub manufacturer: Option<String>,
    /// How the product's text begins.
    pub product_text: Option<String>,
    /// The serial number.
    pub serial: Option<String>,
    /// Where the values were read.
    pub source: String,
}

/// What a genuine device never says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contradiction {
    vendor: Option<u16>,
    product: Option<u16>,
    manufacturer: Option<String>,
    product_text: Option<String>,
    serial: Option<SerialRule>,
    offers: Option<Offer>,
    says: String,
    source: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SerialRule {
    /// Any that is no placeholder.
    Any,
    /// In the form that Windows makes up for devices without one.
    MadeUp,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Offer {
    /// Mass storage beside keyboard and mouse.
    Storage,
}

/// How strongly a display's identity speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// A default or a preset of a KVM-over-IP device: a hit.
    Preset,
    /// A commercial KVM switch or a server's management card: has honest owners, no hit.
    Kvm,
    /// A capture card, converter or dummy plug: has honest owners, no hit.
    Capture,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum DecidedBy {
    Model,
    Name,
    Serial,
}

/// A display identity of a KVM device, a capture card or a dummy plug.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KvmDisplay {
    /// The maker's three letters.
    pub maker: String,
    /// The product; absent where the maker makes nothing else.
    pub product: Option<u16>,
    /// The monitor's name.
    pub name: Option<String>,
    /// The serial number.
    pub number: Option<u32>,
    /// The serial text.
    pub text: Option<String>,
    /// What the device is, in words.
    pub what: String,
    /// How strongly it speaks.
    pub strength: Strength,
    /// Whether capture cards share the block: alone it is weaker by a grade.
    pub shared: bool,
    decided_by: DecidedBy,
    /// Where the values were read.
    pub source: String,
}

/// The beginning of the addresses of network cards that a KVM device offers its host.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct NetworkCard {
    prefix: String,
    #[serde(rename = "source")]
    _source: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct UsbFile {
    #[serde(rename = "name")]
    _name: String,
    known: Vec<KvmUsb>,
    contradiction: Vec<Contradiction>,
    network_card: Vec<NetworkCard>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct DisplayFile {
    #[serde(rename = "name")]
    _name: String,
    display: Vec<KvmDisplay>,
}

static USB: LazyLock<Table> =
    LazyLock::new(|| Table::new("kvm-usb", include_str!("../../tables/kvm_usb.toml")));
static DISPLAYS: LazyLock<Table> =
    LazyLock::new(|| Table::new("kvm-displays", include_str!("../../tables/kvm_displays.toml")));
static CONSTANTS: LazyLock<Table> =
    LazyLock::new(|| Table::new("display-constants", include_str!("../../tables/display_constants.txt")));
// That the shipped texts can be read is tested; an unreadable one would be an empty table.
static USB_ROWS: LazyLock<UsbFile> = LazyLock::new(|| toml::from_str(USB.text).unwrap_or_default());
static DISPLAY_ROWS: LazyLock<DisplayFile> =
    LazyLock::new(|| toml::from_str(DISPLAYS.text).unwrap_or_default());
static CONSTANT_LINES: LazyLock<HashSet<&'static str>> = LazyLock::new(|| CONSTANTS.lines().collect());

/// The table of USB identities, for the manifest.
pub fn usb_table() -> &'static Table {
    &USB
}

/// The table of display identities, for the manifest.
pub fn display_table() -> &'static Table {
    &DISPLAYS
}

/// The table of serials that are constants of a model, for the manifest.
pub fn constants_table() -> &'static Table {
    &CONSTANTS
}

/// The KVM-over-IP device whose default identity this is.
pub fn known_kvm_usb(usb: &Usb) -> Option<&'static KvmUsb> {
    USB_ROWS.known.iter().find(|row| {
        has_ids(usb, row.vendor, row.product)
            && row.manufacturer.as_deref().is_none_or(|text| begins(usb.manufacturer(), text))
            && row.product_text.as_deref().is_none_or(|text| begins(usb.product_text(), text))
            && row
                .serial
                .as_deref()
                .is_none_or(|text| usb.serial().is_some_and(|own| own.eq_ignore_ascii_case(text)))
    })
}

/// In words, what the device says of itself that a genuine one never says.
///
/// The serial must be the one that the device returned: see [`Usb::with_serial`] and
/// [`Usb::with_instance`].
pub fn spoofed_usb(usb: &Usb) -> Option<&'static str> {
    let found = USB_ROWS.contradiction.iter().find(|row| {
        has_ids(usb, row.vendor, row.product)
            && row.manufacturer.as_deref().is_none_or(|text| begins(usb.manufacturer(), text))
            && row.product_text.as_deref().is_none_or(|text| begins(usb.product_text(), text))
            && row.serial.is_none_or(|rule| usb.serial().is_some_and(|own| rule.holds(own)))
            && row.offers.is_none_or(|Offer::Storage| usb.class().is_some_and(offers_storage))
    });
    found.map(|row| row.says.as_str())
}

/// Whether the address of a network card is one that a KVM device gives the card it offers.
pub fn kvm_network_card(address: &str) -> bool {
    let Some(card) = DeviceId::parse(address) else { return false };
    card.key().len() == 12
        && USB_ROWS.network_card.iter().any(|row| card.key().starts_with(row.prefix.as_str()))
}

/// The preset of a KVM-over-IP device that this display is. Capture cards, dummy plugs, KVM
/// switches and management cards are none; where they share a preset's block the row says so.
pub fn preset_display(display: &Display) -> Option<&'static KvmDisplay> {
    known_display(display).filter(|row| row.strength == Strength::Preset)
}

/// The row of any strength that this display is.
pub fn known_display(display: &Display) -> Option<&'static KvmDisplay> {
    // A name decides before the model alone does.
    let rows = &DISPLAY_ROWS.display;
    let by = |decided_by: DecidedBy| rows.iter().find(|row| row.decided_by == decided_by && row.is(display));
    by(DecidedBy::Serial).or_else(|| by(DecidedBy::Name)).or_else(|| by(DecidedBy::Model))
}

/// Whether the serial by which the display would be known is a constant: of the model, of the
/// maker, or a default of a KVM device or capture card. Two hosts that show it need not share a
/// screen. A preset that poses as one real screen is none: the same one twice is no chance.
pub fn is_model_constant(display: &Display) -> bool {
    if let Some(row) = known_display(display) {
        return row.decided_by != DecidedBy::Serial;
    }
    let Some(maker) = display.maker() else { return false };
    let model = display.model();
    let is_listed = |kind: &str, serial: &str| {
        let scoped = |scope: &str| CONSTANT_LINES.contains(format!("{kind} {scope} {serial}").as_str());
        CONSTANT_LINES.contains(format!("all-{kind} {maker}").as_str())
            || scoped(&model)
            || scoped(maker)
            || scoped("*")
    };
    let number = display.number().map(|number| is_listed("number", &format!("{number:08X}")));
    let text = display.text().map(|text| is_listed("text", &text));
    match (number, text) {
        (Some(number), Some(text)) => number && text,
        (only, None) | (None, only) => only.unwrap_or(false),
    }
}

impl SerialRule {
    fn holds(self, serial: &str) -> bool {
        match self {
            Self::Any => DeviceId::parse(serial).is_some() && DeviceId::serial(serial).is_some(),
            Self::MadeUp => is_made_up(serial),
        }
    }
}

/// `d&hhhhhhh&0&1`: one digit of 1 to 9, seven hexadecimal digits, `0` and `1`.
fn is_made_up(serial: &str) -> bool {
    let parts: Vec<&str> = serial.split('&').collect();
    let [level, hash, "0", "1"] = parts.as_slice() else { return false };
    matches!(level.as_bytes(), [b'1'..=b'9'])
        && hash.len() == 7
        && hash.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
}

/// Whether the classes name mass storage (USB class 8).
fn offers_storage(class: &str) -> bool {
    let lower = class.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    lower.contains("mass storage") || words.any(|word| matches!(word, "8" | "08" | "0x08" | "massstorage"))
}

fn has_ids(usb: &Usb, vendor: Option<u16>, product: Option<u16>) -> bool {
    match (vendor, product) {
        (Some(vendor), Some(product)) => usb.could_be(vendor, product),
        (Some(vendor), None) => usb.could_be_vendor(vendor),
        _ => true,
    }
}

/// Whether the text begins with the words, whatever the case and the number of blanks.
fn begins(text: Option<&str>, words: &str) -> bool {
    text.is_some_and(|own| single_blanks(own).starts_with(&single_blanks(words)))
}

fn single_blanks(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

impl KvmDisplay {
    fn is(&self, display: &Display) -> bool {
        let is_model = match self.product {
            Some(product) => display.could_be(&self.maker, product),
            None => display.could_be_maker(&self.maker),
        };
        is_model
            && match self.decided_by {
                DecidedBy::Model => true,
                DecidedBy::Name => self.name.as_deref().is_some_and(|name| begins(display.name(), name)),
                DecidedBy::Serial => self.has_serial(display),
            }
    }

    /// The serial text decides where the display has one; else the number, where it identifies.
    fn has_serial(&self, display: &Display) -> bool {
        if self.text.as_deref().is_some_and(|text| display.could_have_text(text)) {
            return true;
        }
        let is_number = self.number.is_some_and(|number| display.could_have_number(number));
        display.text().is_none() && display.number().is_some() && is_number
    }
}
