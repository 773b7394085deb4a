//! Fonts: how a string is cut into codes, what they mean and how wide they are.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::super::DocumentFault;
use super::super::limits::Budget;
use super::cmap::CMap;
use super::encoding::{self, GlyphNames, Table};
use super::objects::File;
use super::widths::{self, Widths};

/// How a composite font cuts a string into codes.
#[derive(Debug)]
enum Cut {
    /// One byte a code: every simple font.
    Bytes,
    /// Two bytes a code.
    Pairs,
    /// Two bytes a code, which are UTF-16.
    Utf16,
    /// As an embedded map says.
    Mapped(CMap),
}

/// A font as far as its text is concerned.
#[derive(Debug)]
pub(super) struct Font {
    cut: Cut,
    to_unicode: Option<CMap>,
    table: Table,
    widths: Widths,
    /// Text space units of a glyph space unit: 0.001, but for Type 3 fonts.
    scale: f32,
    /// Text of codes that were asked for before, and whether anything says what they mean.
    known: HashMap<u32, (String, bool)>,
}

/// One code of a string.
#[derive(Debug)]
pub(super) struct Code {
    pub(super) number: u32,
    /// Length in bytes.
    pub(super) length: usize,
    /// Width in text space for size 1.
    pub(super) width: f32,
}

impl Font {
    /// What is assumed where a page names a font that the file does not have.
    pub(super) fn missing() -> Self {
        Self {
            cut: Cut::Bytes,
            to_unicode: None,
            table: encoding::named(b"WinAnsiEncoding"),
            widths: Widths::of_standard(b""),
            scale: 0.001,
            known: HashMap::new(),
        }
    }

    /// Reads a font's dictionary.
    pub(super) fn read<'d>(
        file: &File<'d>,
        font: &'d Dictionary,
        names: &mut GlyphNames,
        budget: &mut Budget,
    ) -> Result<Self, DocumentFault> {
        let to_unicode = match file.stream(font, b"ToUnicode") {
            Some(stream) => file.unpacked(stream, budget)?.map(|bytes| CMap::parse(&bytes, budget)),
            None => None,
        };
        let to_unicode = to_unicode.filter(CMap::has_text);
        let subtype = file.name(font, b"Subtype").unwrap_or_default();
        if subtype == b"Type0" {
            return Self::composite(file, font, to_unicode, budget);
        }
        let scale = match file.array(font, b"FontMatrix").map(|items| file.numbers(items)).as_deref() {
            Some([scale, ..]) if subtype == b"Type3" && *scale != 0.0 => scale.abs(),
            _ => 0.001,
        };
        Ok(Self {
            cut: Cut::Bytes,
            table: table(file, font, subtype, names, budget)?,
            to_unicode,
            widths: widths::simple(file, font),
            scale,
            known: HashMap::new(),
        })
    }

    fn composite<'d>(
        file: &File<'d>,
        font: &'d Dictionary,
        to_unicode: Option<CMap>,
        budget: &mut Budget,
    ) -> Result<Self, DocumentFault> {
        let descendants = file.array(font, b"DescendantFonts").unwrap_or_default();
        let descendant = descendants.first().and_then(|object| file.follow(object).1.as_dict().ok());
        let cut = match file.entry(font, b"Encoding") {
            Some(Object::Stream(stream)) => match file.unpacked(stream, budget)? {
                Some(bytes) => Cut::Mapped(CMap::parse(&bytes, budget)),
                None => Cut::Pairs,
            },
            Some(Object::Name(name)) if is_utf16(name) => Cut::Utf16,
            _ => Cut::Pairs,
        };
        Ok(Self {
            cut,
            to_unicode,
            table: Table::new(),
            widths: descendant.map_or_else(Widths::default, |descendant| widths::composite(file, descendant)),
            scale: 0.001,
            known: HashMap::new(),
        })
    }

    /// The first code of some bytes; `None` at their end.
    pub(super) fn first(&self, bytes: &[u8]) -> Option<Code> {
        let length = match &self.cut {
            Cut::Bytes => 1,
            Cut::Pairs | Cut::Utf16 => 2,
            Cut::Mapped(map) => map.code_length(bytes).unwrap_or(2),
        };
        let length = length.min(bytes.len());
        let start = bytes.get(..length).filter(|start| !start.is_empty())?;
        let code = start.iter().fold(0_u32, |code, byte| (code << 8) | u32::from(*byte));
        let glyph = if let Cut::Mapped(map) = &self.cut { map.glyph(code).unwrap_or(code) } else { code };
        Some(Code { number: code, length, width: self.widths.of(glyph) * self.scale })
    }

    /// The text of a code, and whether anything says what it means (a picture means something and
    /// has no text).
    pub(super) fn text(&mut self, code: u32) -> (String, bool) {
        if let Some(known) = self.known.get(&code) {
            return known.clone();
        }
        let meaning = self.meaning(code);
        let known = (readable(&meaning), !meaning.is_empty());
        self.known.insert(code, known.clone());
        known
    }

    fn meaning(&self, code: u32) -> String {
        if let Some(text) = self.to_unicode.as_ref().and_then(|map| map.text(code)) {
            return text;
        }
        match self.cut {
            Cut::Bytes => self.table.get(code as usize).cloned().unwrap_or_default(),
            Cut::Utf16 => String::from_utf16_lossy(&[code as u16]),
            Cut::Pairs | Cut::Mapped(_) => String::new(),
        }
    }
}

/// Whether a predefined map of a composite font is UTF-16, so that its codes are text.
fn is_utf16(name: &[u8]) -> bool {
    let has = |word: &[u8]| super::super::find(name, word).is_some();
    name.starts_with(b"Uni") && (has(b"UCS2") || has(b"UTF16"))
}

/// What the codes of a simple font mean by its encoding.
fn table<'d>(
    file: &File<'d>,
    font: &'d Dictionary,
    subtype: &[u8],
    names: &mut GlyphNames,
    budget: &mut Budget,
) -> Result<Table, DocumentFault> {
    let descriptor = file.dictionary(font, b"FontDescriptor");
    let base_font = file.name(font, b"BaseFont").unwrap_or_default();
    let (named, differences) = match file.entry(font, b"Encoding") {
        Some(Object::Name(name)) => (Some(name.as_slice()), None),
        Some(object) => {
            let encoding = super::objects::as_dictionary(object);
            (
                encoding.and_then(|encoding| file.name(encoding, b"BaseEncoding")),
                encoding.and_then(|encoding| file.array(encoding, b"Differences")),
            )
        }
        None => (None, None),
    };
    let embedded = descriptor.and_then(|descriptor| file.stream(descriptor, b"FontFile"));
    let built_in = match (named, embedded) {
        (None, Some(stream)) => {
            file.unpacked(stream, budget)?.and_then(|bytes| encoding::built_in(&bytes, names))
        }
        _ => None,
    };
    let mut table = match (named, built_in) {
        (Some(name), _) => encoding::named(name),
        (None, Some(table)) => table,
        (None, None) if is_symbolic(base_font) => symbols(),
        (None, None) if subtype == b"TrueType" => encoding::named(b"WinAnsiEncoding"),
        (None, None) => encoding::named(b"StandardEncoding"),
    };
    encoding::differences(&mut table, differences.unwrap_or_default(), names);
    Ok(table)
}

fn is_symbolic(base_font: &[u8]) -> bool {
    let has = |word: &[u8]| super::super::find(base_font, word).is_some();
    has(b"Symbol") || has(b"Dingbats") || has(b"Wingdings")
}

/// Fonts of symbols, of which a CV shows bullets: every code is one, a blank stays a blank.
fn symbols() -> Table {
    let shown = |code: usize| if code > 0x20 { "\u{2022}" } else { " " };
    (0..256).map(|code| shown(code).to_owned()).collect()
}

/// Text as a reader sees it: ligatures in their letters, the bullets of symbol fonts as bullets, and
/// no controls, fillers or other characters of private use, which are pictures.
pub(super) fn readable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{FB00}' => shown.push_str("ff"),
            '\u{FB01}' => shown.push_str("fi"),
            '\u{FB02}' => shown.push_str("fl"),
            '\u{FB03}' => shown.push_str("ffi"),
            '\u{FB04}' => shown.push_str("ffl"),
            '\u{FB05}' | '\u{FB06}' => shown.push_str("st"),
            // A hyphen that is drawn is one, whatever it was in the word processor.
            '\u{AD}' => shown.push('-'),
            '\t'
            | '\n'
            | '\r'
            | '\u{A0}'
            | '\u{2000}'..='\u{200A}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}' => {
                shown.push(' ');
            }
            '\u{F0B7}' | '\u{F0A7}' | '\u{F076}' | '\u{F0D8}' | '\u{F0FC}' | '\u{F06E}' | '\u{F0A8}' => {
                shown.push('\u{2022}');
            }
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}' => {}
            '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{FFFD}' => {}
            other if other.is_control() => {}
            other => shown.push(other),
        }
    }
    shown
}
