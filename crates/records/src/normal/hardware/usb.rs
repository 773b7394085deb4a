//! USB devices by vendor, product, strings and serial number.

use super::number::{Number, pairs};
use super::opaque::{DeviceId, masked};

/// A USB device as an inventory lists it.
///
/// Vendor and product are numbers that inventories write in hexadecimal or decimal: the rule
/// stands at [`Usb::parse_id`].
///
/// ```
/// use bonafide_records::normal::Usb;
/// let usb = Usb::parse_id("046d", "c52b").unwrap().with_strings(Some("Logitech"), Some("USB Receiver"));
/// assert_eq!((usb.vendor(), usb.product()), (0x046d, 0xc52b));
/// assert_eq!(usb.key(), None, "without a serial number it is a model, not a device");
/// let decimal = Usb::parse_id("1133", "50475").unwrap();
/// assert!(decimal.could_be(0x046d, 0xc52b));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Usb {
    /// All that vendor and product can be, the canonical reading first; never empty.
    ids: Vec<(u16, u16)>,
    manufacturer: Option<String>,
    product_text: Option<String>,
    serial: Option<String>,
    class: Option<String>,
}

impl Usb {
    /// Parses vendor and product.
    ///
    /// `0x` before a number or a letter a-f in it is hexadecimal; digits alone are decimal where
    /// they are more than four, hexadecimal alone where they are padded with zeros to four, and
    /// else hexadecimal first and perhaps decimal. Both ids of a device are in one notation.
    /// Windows' `VID_046D` and `PID_C52B` are read too. `None` where one is no such number.
    pub fn parse_id(vendor: &str, product: &str) -> Option<Self> {
        let ids = pairs(id_number(vendor, "VID_")?, id_number(product, "PID_")?);
        (!ids.is_empty()).then_some(Self {
            ids,
            manufacturer: None,
            product_text: None,
            serial: None,
            class: None,
        })
    }

    /// With the strings by which the device names its manufacturer and itself.
    #[must_use]
    pub fn with_strings(self, manufacturer: Option<&str>, product: Option<&str>) -> Self {
        Self { manufacturer: manufacturer.and_then(text), product_text: product.and_then(text), ..self }
    }

    /// With the serial number **that the device returned** (osquery `usb_devices`, `ioreg`,
    /// `lsusb`). What stands behind the last backslash of a Windows instance id belongs to
    /// [`Usb::with_instance`].
    #[must_use]
    pub fn with_serial(self, serial: Option<&str>) -> Self {
        Self { serial: serial.and_then(text), ..self }
    }

    /// With the last part of a Windows instance id: the device's serial number, or, where its
    /// second character is `&`, what Windows made up for a device that has none.
    #[must_use]
    pub fn with_instance(self, instance: Option<&str>) -> Self {
        let own = instance.map(|whole| whole.rsplit('\\').next().unwrap_or(whole));
        self.with_serial(own.filter(|part| part.chars().nth(1) != Some('&')))
    }

    /// With the device's class, or the classes of its interfaces, as written.
    #[must_use]
    pub fn with_class(self, class: Option<&str>) -> Self {
        Self { class: class.and_then(text), ..self }
    }

    /// The vendor, in the canonical reading.
    pub fn vendor(&self) -> u16 {
        self.ids.first().map_or(0, |(vendor, _)| *vendor)
    }

    /// The product, in the canonical reading.
    pub fn product(&self) -> u16 {
        self.ids.first().map_or(0, |(_, product)| *product)
    }

    /// Whether the ids as written can mean this vendor and product.
    pub fn could_be(&self, vendor: u16, product: u16) -> bool {
        self.ids.contains(&(vendor, product))
    }

    /// Whether the ids as written can mean this vendor.
    pub fn could_be_vendor(&self, vendor: u16) -> bool {
        self.ids.iter().any(|(own, _)| *own == vendor)
    }

    /// The manufacturer that the device names.
    pub fn manufacturer(&self) -> Option<&str> {
        self.manufacturer.as_deref()
    }

    /// The name that the device gives itself.
    pub fn product_text(&self) -> Option<&str> {
        self.product_text.as_deref()
    }

    /// The serial number that the device returned, as written.
    pub fn serial(&self) -> Option<&str> {
        self.serial.as_deref()
    }

    /// The class as written.
    pub fn class(&self) -> Option<&str> {
        self.class.as_deref()
    }

    /// The key that decides equality: `046d:c077 SERIAL`. `None` without a serial number that
    /// identifies.
    pub fn key(&self) -> Option<String> {
        let serial = DeviceId::serial(self.serial()?)?;
        DeviceId::parse(self.serial()?)?;
        Some(format!("{} {}", self.model(), serial.key()))
    }

    /// Ids, with the first and last characters of the serial number.
    pub fn masked(&self) -> String {
        match self.serial() {
            Some(serial) => format!("{} {}", self.model(), masked(serial)),
            None => self.model(),
        }
    }

    /// All that the device says of itself.
    pub fn full(&self) -> String {
        let mut out = self.model();
        for part in [self.manufacturer(), self.product_text(), self.serial()].into_iter().flatten() {
            out.push(' ');
            out.push_str(part);
        }
        out
    }

    fn model(&self) -> String {
        format!("{:04x}:{:04x}", self.vendor(), self.product())
    }
}

fn id_number(text: &str, prefix: &str) -> Option<Number> {
    let trimmed = text.trim();
    let bare = match trimmed.get(..prefix.len()) {
        Some(start) if start.eq_ignore_ascii_case(prefix) => {
            // Windows always writes four hexadecimal digits.
            let digits = trimmed.get(prefix.len()..).unwrap_or_default();
            return Number::parse(&format!("0x{digits}"), 4);
        }
        _ => trimmed,
    };
    Number::parse(bare, 4)
}

/// A descriptor's text: without control characters and outer blanks, and not longer than USB lets
/// it be (126 characters).
pub(super) fn text(written: &str) -> Option<String> {
    let visible: String = written.chars().filter(|c| !c.is_control()).take(126).collect();
    let trimmed = visible.trim();
    (!trimmed.is_empty()).then(|| trimmed.to_owned())
}
