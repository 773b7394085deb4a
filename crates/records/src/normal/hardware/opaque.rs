//! Ids that products give to devices and factors, and serial numbers of hardware.

use std::sync::Arc;

/// The id of a device, as a product gave it or as the hardware carries it.
///
/// Case counts, except where the id is a UUID, a UDID or a network card's address: these are equal
/// in any case, with or without braces, dashes and colons. Words that stand for nothing are none.
///
/// ```
/// use bonafide_records::normal::DeviceId;
/// let device = DeviceId::parse("{6F9619FF-8B86-D011-B42D-00C04FC964FF}").unwrap();
/// assert_eq!(Some(&device), DeviceId::parse("6f9619ff8b86d011b42d00c04fc964ff").as_ref());
/// assert_eq!(device.masked(), "6f…ff");
/// assert_eq!(DeviceId::serial("0012 3456.0"), DeviceId::serial("123456"));
/// assert_eq!(DeviceId::parse("To Be Filled By O.E.M."), None);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DeviceId(Arc<str>);

impl DeviceId {
    /// Parses an id as a product writes it. `None` for placeholders.
    pub fn parse(text: &str) -> Option<Self> {
        opaque(text).map(|key| Self(key.into()))
    }

    /// Parses a hardware serial number into the form in which a number and a text are equal: upper
    /// case, without blanks, a whole number without leading zeros and without the `.0` or `,00` of
    /// a spreadsheet. `None` for placeholders. The rule is that of the tables that hold devices.
    pub fn serial(text: &str) -> Option<Self> {
        serial(text).map(|key| Self(key.into()))
    }

    /// The key that decides equality.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// The first and the last two characters.
    pub fn masked(&self) -> String {
        masked(&self.0)
    }

    /// What is shown with `--names`: the key.
    pub fn full(&self) -> &str {
        &self.0
    }
}

/// The id of a second factor (a phone's app, a security key, a token), as a product gave it.
///
/// The rule is that of [`DeviceId::parse`].
///
/// ```
/// use bonafide_records::normal::FactorId;
/// assert_eq!(FactorId::parse(" opf3hkfocI4JTLAju0g4 ").unwrap().key(), "opf3hkfocI4JTLAju0g4");
/// assert_ne!(FactorId::parse("opfA1b2"), FactorId::parse("opfa1b2"));
/// assert!(FactorId::parse("n/a").is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactorId(Arc<str>);

impl FactorId {
    /// Parses an id as a product writes it. `None` for placeholders.
    pub fn parse(text: &str) -> Option<Self> {
        opaque(text).map(|key| Self(key.into()))
    }

    /// The key that decides equality.
    pub fn key(&self) -> &str {
        &self.0
    }

    /// The first and the last two characters.
    pub fn masked(&self) -> String {
        masked(&self.0)
    }

    /// What is shown with `--names`: the key.
    pub fn full(&self) -> &str {
        &self.0
    }
}

/// Longest id: tokens of browsers reach 300 bytes, what is longer is no id.
const MAXIMUM_INPUT: usize = 512;

/// What firmware, inventories and exports write for want of an id, letters and digits only.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "unknown", "unbekannt", "null", "none", "nil", "nan", "na", "undefined", "empty", "blank", "leer", "keine",
    "tbd", "default", "defaultstring", "tobefilledbyoem", "systemserialnumber", "chassisserialnumber",
    "baseboardserialnumber", "serialnumber", "notspecified", "notavailable", "notapplicable", "notprovided",
    "notset", "nodevice", "noid", "noserial", "unknowndevice", "invalid", "oem", "ref", "true", "false", "deviceid",
    "0123456789", "123456789", "1234567890", "0123456789abcdef", "12345678123412341234123456789012",
    // UUIDs that makers of main boards left in whole series.
    "03000200040005000006000700080009", "4c4c454400002010802080c04f202020",
];

fn opaque(text: &str) -> Option<String> {
    let around = |c: char| is_mark(c) || matches!(c, '"' | '\'' | '`');
    let trimmed = text.trim_matches(around);
    if trimmed.is_empty() || trimmed.len() > MAXIMUM_INPUT || trimmed.chars().any(char::is_control) {
        return None;
    }
    let key = hexadecimal_id(trimmed).unwrap_or_else(|| trimmed.to_owned());
    (!is_placeholder(&key)).then_some(key)
}

fn is_mark(character: char) -> bool {
    character.is_whitespace() || character.is_control() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// Whether the text stands in place of an id: a word for nothing, or one character repeated. Two
/// equal digits may be an inventory's number.
fn is_placeholder(text: &str) -> bool {
    let plain: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let mut characters = plain.chars();
    let Some(first) = characters.next() else { return true };
    let same = characters.all(|c| c == first);
    let inventory = plain.len() == 2 && ('1'..='9').contains(&first);
    (same && !inventory) || PLACEHOLDERS.contains(&plain.as_str())
}

/// UUID (32 hexadecimal digits), Apple's UDID (40, or 24 with one dash), a network card's address
/// (12) in lower case without marks. `None` for all else.
fn hexadecimal_id(text: &str) -> Option<String> {
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let bare = match inner.get(..9) {
        Some(scheme) if scheme.eq_ignore_ascii_case("urn:uuid:") => inner.get(9..).unwrap_or(inner),
        _ => inner,
    };
    let digits: String = bare.chars().filter(|c| !matches!(c, '-' | ':' | '.')).collect();
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let groups: Vec<usize> = bare.split(['-', ':', '.']).map(str::len).collect();
    let known = match digits.len() {
        12 => matches!(groups.as_slice(), [12] | [2, 2, 2, 2, 2, 2] | [4, 4, 4] | [6, 6]),
        24 => matches!(groups.as_slice(), [24] | [8, 16]),
        32 => matches!(groups.as_slice(), [32] | [8, 4, 4, 4, 12]),
        40 => matches!(groups.as_slice(), [40]),
        _ => false,
    };
    known.then(|| digits.to_ascii_lowercase())
}

/// The rule for serial numbers in tables; `None` for what stands in place of one.
fn serial(text: &str) -> Option<String> {
    if text.len() > MAXIMUM_INPUT {
        return None;
    }
    let bare = text.trim_matches(is_mark);
    let folded: String = bare.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let number = match folded.split_once(['.', ',']) {
        Some((whole, zeros))
            if !whole.is_empty()
                && whole.bytes().all(|byte| byte.is_ascii_digit())
                && matches!(zeros, "0" | "00") =>
        {
            whole
        }
        _ => &folded,
    };
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    let plain = if is_number { number.trim_start_matches('0') } else { number };
    let same = plain.len() != 2 && plain.chars().all(|c| plain.starts_with(c));
    let word = ["SYSTEMSERIALNUMBER", "DEFAULTSTRING", "TOBEFILLEDBYO.E.M.", "NOTSPECIFIED", "NOTAVAILABLE"];
    // What the tables' reader takes for an empty cell before it asks for a serial.
    let nothing = [
        "N/A",
        "#N/A",
        "N.A.",
        "NULL",
        "(NULL)",
        "NONE",
        "(NONE)",
        "NIL",
        "NAN",
        "K.A.",
        "KEINE",
        "UNKNOWN",
        "UNBEKANNT",
        "TBD",
        "NOTSET",
        "NOTPROVIDED",
        "(BLANK)",
        "(LEER)",
        "--",
    ];
    let none = plain.is_empty() || same || word.contains(&plain) || nothing.contains(&plain);
    (!none).then(|| plain.to_owned())
}

pub(super) fn masked(key: &str) -> String {
    let characters: Vec<char> = key.chars().collect();
    match characters.as_slice() {
        // Four characters or fewer would be shown whole.
        [first, second, _, .., before, last] if characters.len() > 5 => {
            format!("{first}{second}…{before}{last}")
        }
        [first, ..] => format!("{first}…"),
        [] => "…".to_owned(),
    }
}
