//! Screens by what they say of themselves: maker, product and serial number.

use super::edid::{Edid, letters, visible};
use super::number::{Number, pairs};
use super::opaque::{DeviceId, masked};

/// A screen's identity, from its EDID or from the columns of an inventory.
///
/// Two readings of one screen are equal by [`Display::key`]: maker, product and a serial that
/// identifies. An EDID has a serial number and often a serial text. Some makers put a constant into
/// the one (BenQ, Samsung) or the other (Acer), so where both are known and neither is a constant
/// of all makers, both count; an inventory that gives one of them gives another identity.
///
/// ```
/// use bonafide_records::normal::Display;
/// let display = Display::from_parts("10ac", "a0b1", Some("4c4e3031"), Some("DELL U2720Q")).unwrap();
/// assert_eq!((display.maker(), display.product()), (Some("DEL"), Some(0xa0b1)));
/// assert_eq!(display.key().as_deref(), Some("DELA0B1 number 4C4E3031"));
/// let same_model = Display::from_parts("DEL", "0xA0B1", Some("16843009"), None).unwrap();
/// assert_eq!(same_model.key(), None, "0x01010101 is no serial number");
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Display {
    /// All that maker and product can be, the canonical reading first; empty where the EDID's
    /// letters are none.
    ids: Vec<(String, Option<u16>)>,
    /// The serial as a number: what it can be.
    number: Option<Number>,
    /// The serial as a text: what it can be.
    text: Option<String>,
    /// Which of the two decides equality.
    counts: Counts,
    name: Option<String>,
    week: Option<u8>,
    year: Option<u16>,
    is_damaged: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Counts {
    Number,
    Text,
    Both,
}

/// Longest cell that may hold one id or serial.
const MAXIMUM_INPUT: usize = 64;

impl Display {
    /// Reads the base block of an EDID, as bytes or as their text in hexadecimal. Extensions may be
    /// missing; a wrong checksum is read and flagged. `None` without the header or 128 bytes.
    pub fn from_edid(blob: impl AsRef<[u8]>) -> Option<Self> {
        let edid = Edid::read(blob.as_ref())?;
        Some(Self {
            ids: edid.maker.map(|maker| (maker, Some(edid.product))).into_iter().collect(),
            number: Some(Number { hexadecimal: Some(edid.number), decimal: None }),
            text: edid.text,
            counts: Counts::Both,
            name: edid.name,
            week: edid.week,
            year: Some(edid.year),
            is_damaged: edid.is_damaged,
        })
    }

    /// Reads the columns of an inventory.
    ///
    /// The maker is three letters, or their number in the EDID's byte order or in the other; a
    /// maker such as `ACR0565` brings its product along where that is empty. Numbers follow one
    /// rule: `0x` before a number or a letter a-f in it is hexadecimal; digits alone are decimal
    /// where the field (four digits of product, eight of serial) does not hold them, hexadecimal
    /// alone where they are padded with zeros to its width, and else hexadecimal first, as macOS
    /// and osquery write them, and perhaps decimal. A serial in hexadecimal with capital letters
    /// and without `0x` is a text first, since systems write numbers in small letters.
    ///
    /// `None` where the maker cannot be read; an unreadable product is left out.
    pub fn from_parts(maker: &str, product: &str, serial: Option<&str>, name: Option<&str>) -> Option<Self> {
        let (maker, product) = split_model(unquoted(maker)?, unquoted(product).unwrap_or_default());
        let ids = ids(maker, Number::parse(product, 4));
        if ids.is_empty() {
            return None;
        }
        let written = serial.and_then(unquoted).filter(|text| !text.is_empty());
        let number = written.and_then(|text| Number::parse(text, 8));
        let is_capital = written.is_some_and(|text| {
            !text.starts_with("0x")
                && !text.starts_with("0X")
                && text.bytes().any(|byte| byte.is_ascii_uppercase())
        });
        let counts = if number.is_none() || is_capital { Counts::Text } else { Counts::Number };
        Some(Self {
            ids,
            number,
            text: written.and_then(visible),
            counts,
            name: name.and_then(visible),
            week: None,
            year: None,
            is_damaged: false,
        })
    }

    /// With the week and year of making, where an inventory gives them; zero is unsaid.
    #[must_use]
    pub fn with_made(self, week: Option<u8>, year: Option<u16>) -> Self {
        let week = week.filter(|week| (1..=54).contains(week));
        Self { week, year: year.filter(|year| (1990..=2245).contains(year)), ..self }
    }

    /// The maker's three letters, in the canonical reading.
    pub fn maker(&self) -> Option<&str> {
        self.ids.first().map(|(maker, _)| maker.as_str())
    }

    /// The product, in the canonical reading.
    pub fn product(&self) -> Option<u16> {
        self.ids.first().and_then(|(_, product)| *product)
    }

    /// Whether maker and product as written can mean these.
    pub fn could_be(&self, maker: &str, product: u16) -> bool {
        self.ids.iter().any(|(own, number)| own == maker && *number == Some(product))
    }

    /// Whether the maker as written can mean this one.
    pub fn could_be_maker(&self, maker: &str) -> bool {
        self.ids.iter().any(|(own, _)| own == maker)
    }

    /// Whether the serial as written can mean this number.
    pub fn could_have_number(&self, number: u32) -> bool {
        self.number.is_some_and(|own| own.readings().any(|reading| reading == number))
    }

    /// Whether the serial as written can mean this text.
    pub fn could_have_text(&self, text: &str) -> bool {
        self.text.as_deref().is_some_and(|own| folded(own) == folded(text))
    }

    /// The serial number that decides equality; `None` where it is no number, or identifies nothing.
    pub fn number(&self) -> Option<u32> {
        let number = self.number.filter(|_| self.counts != Counts::Text)?;
        if !number.readings().all(identifies) {
            return None;
        }
        number.canonical()
    }

    /// The serial text that decides equality, in capitals without blanks; `None` where there is
    /// none, or it identifies nothing.
    pub fn text(&self) -> Option<String> {
        let written = self.text.as_deref().filter(|_| self.counts != Counts::Number)?;
        // A text may be a number in words: 16843009 is 0x01010101.
        let is_constant = Number::parse(written, 8).is_some_and(|number| !number.readings().all(identifies));
        if is_constant || written.chars().count() < 3 || DeviceId::parse(written).is_none() {
            return None;
        }
        DeviceId::serial(written).map(|serial| serial.key().to_owned())
    }

    /// The monitor's name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// Week of making, 1 to 54.
    pub fn week(&self) -> Option<u8> {
        self.week
    }

    /// Year of making, or of the model.
    pub fn year(&self) -> Option<u16> {
        self.year
    }

    /// Whether the EDID's checksum is wrong: read, but perhaps altered.
    pub fn is_damaged(&self) -> bool {
        self.is_damaged
    }

    /// Maker and product: `DEL2013`, or `JKV` where no product is known.
    pub fn model(&self) -> String {
        match self.ids.first() {
            Some((maker, Some(product))) => format!("{maker}{product:04X}"),
            Some((maker, None)) => maker.clone(),
            None => "unknown maker".to_owned(),
        }
    }

    /// The key that decides equality. `None` without maker, product, or a serial that identifies:
    /// absent, 0, 1, 0x01010101, 0x88888800, 0xffffffff, one character repeated and placeholder
    /// words never do. Serials that are constants of one model are for the caller's table.
    pub fn key(&self) -> Option<String> {
        let model = self.product().map(|_| self.model())?;
        match (self.number(), self.text()) {
            (Some(number), Some(text)) => Some(format!("{model} number {number:08X} serial {text}")),
            (Some(number), None) => Some(format!("{model} number {number:08X}")),
            (None, Some(text)) => Some(format!("{model} serial {text}")),
            (None, None) => None,
        }
    }

    /// The model, with the first and last characters of the serial.
    pub fn masked(&self) -> String {
        let number = self.number().map(|number| format!("{number:08X}"));
        match self.text().or(number) {
            Some(serial) => format!("{} {}", self.model(), masked(&serial)),
            None => self.model(),
        }
    }

    /// All that the screen says of itself.
    pub fn full(&self) -> String {
        let number = self.number.filter(|_| self.counts != Counts::Text).and_then(Number::canonical);
        let parts = [
            Some(self.model()),
            self.name.clone(),
            number.map(|number| format!("number {number:#010x}")),
            self.text
                .as_deref()
                .filter(|_| self.counts != Counts::Number)
                .map(|text| format!("serial {text}")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }
}

/// The text without blanks and quotes; `None` where it is too long.
fn unquoted(text: &str) -> Option<&str> {
    let trimmed = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\u{feff}'));
    (trimmed.len() <= MAXIMUM_INPUT).then_some(trimmed)
}

/// Capitals without blanks.
fn folded(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect()
}

/// Maker and product, which some systems write as one (`ACR0565`).
fn split_model<'a>(maker: &'a str, product: &'a str) -> (&'a str, &'a str) {
    let parts = (maker.get(..3), maker.get(3..));
    match parts {
        (Some(letters), Some(digits))
            if product.is_empty()
                && digits.len() == 4
                && letters.bytes().all(|byte| byte.is_ascii_alphabetic())
                && digits.bytes().all(|byte| byte.is_ascii_hexdigit()) =>
        {
            (letters, digits)
        }
        _ => (maker, product),
    }
}

/// All that maker and product can be, the canonical reading first.
fn ids(maker: &str, product: Option<Number>) -> Vec<(String, Option<u16>)> {
    let mut found: Vec<(String, Option<u16>)> = Vec::new();
    let mut add = |name: String, product: Option<u16>| {
        if !found.iter().any(|known| *known == (name.clone(), product)) {
            found.push((name, product));
        }
    };
    let is_letters = maker.len() == 3 && maker.bytes().all(|byte| byte.is_ascii_alphabetic());
    // `dac` is a maker's number without its leading zero, as macOS writes it, or three letters.
    let number =
        Number::parse(maker, 4).filter(|_| !is_letters || maker.bytes().all(|b| b.is_ascii_lowercase()));
    let numbers: Vec<(u16, Option<u16>)> = match (number, product) {
        (Some(maker), Some(product)) => {
            pairs(maker, product).into_iter().map(|(maker, product)| (maker, Some(product))).collect()
        }
        (Some(maker), None) => maker.readings().map(|reading| (reading as u16, None)).collect(),
        (None, _) => Vec::new(),
    };
    // The EDID's byte order, the other one, and the EDID's with its reserved bit set.
    for order in [|number: u16| number, u16::swap_bytes, |number: u16| number & 0x7fff] {
        for (number, product) in &numbers {
            if let Some(name) = letters(order(*number)) {
                add(name, *product);
            }
        }
    }
    if is_letters {
        let readings: Vec<u16> =
            product.iter().flat_map(|own| own.readings()).map(|own| own as u16).collect();
        for reading in &readings {
            add(maker.to_ascii_uppercase(), Some(*reading));
        }
        if readings.is_empty() {
            add(maker.to_ascii_uppercase(), None);
        }
    }
    found
}

/// Whether a serial number identifies: not one of those that makers put in for none.
fn identifies(number: u32) -> bool {
    let digit = number & 15;
    let repeated = (0..8).all(|at| (number >> (4 * at)) & 15 == digit);
    !repeated && !matches!(number, 1 | 0x0101_0101 | 0x8888_8800)
}
