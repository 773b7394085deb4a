//! What can be plugged into a laptop: monitors and USB devices, honest ones and remote hands.

use super::invent::Random;

/// A display as its EDID block describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Display {
    /// The monitor's name.
    pub name: &'static str,
    /// Maker's code of three letters in 16 bits, in hexadecimal digits.
    pub vendor: &'static str,
    /// Product number, in hexadecimal digits.
    pub product: &'static str,
    /// Serial number, in hexadecimal digits.
    pub serial: String,
    /// Week and year of manufacture.
    pub made: (u8, u16),
}

/// A USB device as the system lists it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Usb {
    /// Manufacturer as text.
    pub vendor: &'static str,
    /// Manufacturer's number, in hexadecimal digits.
    pub vendor_id: &'static str,
    /// Product as text.
    pub model: &'static str,
    /// Product's number, in hexadecimal digits.
    pub model_id: &'static str,
    /// Serial number; empty where the device has none.
    pub serial: String,
}

/// Monitors that many people have: name, maker, product, year.
const MONITORS: [(&str, &str, &str, u16); 8] = [
    ("DELL U2723QE", "10ac", "427b", 2023),
    ("DELL P2419H", "10ac", "d0d9", 2019),
    ("LG HDR 4K", "1e6d", "7706", 2021),
    ("C24F390", "4c2d", "0d2c", 2018),
    ("HP E27 G4", "22f0", "3686", 2022),
    ("PHL 272B7QU", "410c", "c1e1", 2020),
    ("BenQ PD2700U", "09d1", "802f", 2020),
    ("EV2456", "15c3", "2456", 2019),
];

/// Devices with a serial number of their own, and some without.
const DEVICES: [(&str, &str, &str, &str, bool); 10] = [
    ("Logitech", "046d", "USB Receiver", "c52b", false),
    ("Logitech", "046d", "HD Pro Webcam C920", "082d", true),
    ("Dell Inc.", "413c", "Dell dock", "b06e", true),
    ("Yubico", "1050", "YubiKey OTP+FIDO+CCID", "0407", false),
    ("GN Netcom A/S", "0b0e", "Jabra Evolve2 65", "24c7", true),
    ("Keychron", "3434", "Keychron K2", "0220", false),
    ("Microsoft", "045e", "Wired Keyboard 600", "0750", false),
    ("Samsung", "04e8", "Portable SSD T7", "4001", true),
    ("Apple Inc.", "05ac", "Magic Keyboard", "029c", true),
    ("Razer", "1532", "DeathAdder V2", "0084", false),
];

impl Display {
    /// A monitor whose serial number is its own.
    pub fn own(random: &mut Random) -> Self {
        let (name, vendor, product, year) = random.pick(&MONITORS);
        let serial = format!("{:x}", 0x1000_0000 | (random.draw() & 0x6FFF_FFFF));
        Self { name, vendor, product, serial, made: (1 + random.below(50) as u8, year) }
    }

    /// A monitor of a maker who writes the same serial number into all of them.
    pub fn constant() -> Self {
        Self { name: "VG248", vendor: "06b3", product: "24e1", serial: "1010101".to_owned(), made: (2, 2021) }
    }

    /// What a hardware switch shows that poses as an office monitor: a preset of its public source.
    pub fn preset() -> Self {
        Self {
            name: "B246WL",
            vendor: "0472",
            product: "565",
            serial: "1613f8a".to_owned(),
            made: (16, 2020),
        }
    }

    /// What a hardware switch and some capture cards show until somebody changes it.
    pub fn capture() -> Self {
        Self {
            name: "T749-fHD720",
            vendor: "5262",
            product: "8801",
            serial: "88888800".to_owned(),
            made: (28, 2011),
        }
    }
}

impl Usb {
    /// A device as people have it.
    pub fn own(random: &mut Random) -> Self {
        let (vendor, vendor_id, model, model_id, numbered) = random.pick(&DEVICES);
        let serial = if numbered { format!("{:012X}", random.draw() >> 16) } else { String::new() };
        Self { vendor, vendor_id, model, model_id, serial }
    }

    /// A dock of the office.
    pub fn dock(random: &mut Random) -> Self {
        let serial = format!("{:012X}", random.draw() >> 16);
        Self { vendor: "Dell Inc.", vendor_id: "413c", model: "Dell dock", model_id: "b06e", serial }
    }

    /// Remote hands as their firmware names them.
    pub fn known_remote_hands() -> Self {
        Self {
            vendor: "PiKVM",
            vendor_id: "1d6b",
            model: "PiKVM Composite Device",
            model_id: "0104",
            serial: "CAFEBABE".to_owned(),
        }
    }

    /// Remote hands that pose as a receiver of keyboards, by a preset of their settings page.
    pub fn posing_remote_hands(random: &mut Random) -> Self {
        let serial = format!("{}&{:07x}&0&1", 5 + random.below(4), random.draw() & 0xFFF_FFFF);
        Self {
            vendor: "Logitech (x64)",
            vendor_id: "046d",
            model: "Logitech USB Input Device",
            model_id: "c52b",
            serial,
        }
    }
}
