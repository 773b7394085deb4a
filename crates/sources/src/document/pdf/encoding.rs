//! What the codes of a simple font mean when the font does not say it in Unicode: a named encoding
//! with differences by glyph name, or the encoding inside a Type 1 font's file.

use std::collections::HashMap;

use lopdf::{Dictionary, Document, Object};

use super::lex::{Lexer, Token, Value};

/// Text of each code; empty where it means nothing.
pub(super) type Table = Vec<String>;

/// Longest glyph name that is looked at.
const LONGEST_NAME: usize = 64;

/// Glyph names of ASCII that are no letter by themselves, in the order of their codes from 0x20,
/// and a few others that most CVs use (Adobe Glyph List).
const NAMES: &[(&str, &str)] = &[
    ("space", " "),
    ("exclam", "!"),
    ("quotedbl", "\""),
    ("numbersign", "#"),
    ("dollar", "$"),
    ("percent", "%"),
    ("ampersand", "&"),
    ("quotesingle", "'"),
    ("parenleft", "("),
    ("parenright", ")"),
    ("asterisk", "*"),
    ("plus", "+"),
    ("comma", ","),
    ("hyphen", "-"),
    ("period", "."),
    ("slash", "/"),
    ("zero", "0"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("colon", ":"),
    ("semicolon", ";"),
    ("less", "<"),
    ("equal", "="),
    ("greater", ">"),
    ("question", "?"),
    ("at", "@"),
    ("bracketleft", "["),
    ("backslash", "\\"),
    ("bracketright", "]"),
    ("asciicircum", "^"),
    ("underscore", "_"),
    ("grave", "`"),
    ("braceleft", "{"),
    ("bar", "|"),
    ("braceright", "}"),
    ("asciitilde", "~"),
    ("quoteright", "\u{2019}"),
    ("quoteleft", "\u{2018}"),
    ("quotedblleft", "\u{201C}"),
    ("quotedblright", "\u{201D}"),
    ("endash", "\u{2013}"),
    ("emdash", "\u{2014}"),
    ("bullet", "\u{2022}"),
    ("periodcentered", "\u{B7}"),
    ("ellipsis", "\u{2026}"),
    ("ff", "ff"),
    ("fi", "fi"),
    ("fl", "fl"),
    ("ffi", "ffi"),
    ("ffl", "ffl"),
    ("nbspace", " "),
    ("hyphenchar", "-"),
    ("sfthyphen", "-"),
    ("dotlessi", "\u{131}"),
    ("germandbls", "\u{DF}"),
    ("Euro", "\u{20AC}"),
    (".notdef", ""),
];

/// Looks glyph names up, each once a document.
#[derive(Debug, Default)]
pub(super) struct GlyphNames {
    known: HashMap<Vec<u8>, String>,
}

impl GlyphNames {
    /// The text that a glyph's name stands for; empty for a name that says nothing.
    pub(super) fn text(&mut self, name: &[u8]) -> String {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let text = std::str::from_utf8(name)
            .ok()
            .filter(|name| name.len() <= LONGEST_NAME)
            .map(|name| name.split('.').next().filter(|base| !base.is_empty()).unwrap_or(name))
            .map(|base| base.split('_').map(component).collect::<String>())
            .unwrap_or_default();
        if self.known.len() < 10_000 {
            self.known.insert(name.to_owned(), text.clone());
        }
        text
    }
}

/// One component of a glyph's name.
fn component(name: &str) -> String {
    if name.len() == 1 {
        return name.to_owned();
    }
    if let Some((_, text)) = NAMES.iter().find(|(known, _)| *known == name) {
        return (*text).to_owned();
    }
    if let Some(digits) = name.strip_prefix("uni").filter(|digits| digits.len() >= 4 && digits.len() % 4 == 0)
    {
        let units: Option<Vec<u16>> = digits
            .as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).ok()?, 16).ok())
            .collect();
        if let Some(units) = units {
            return String::from_utf16_lossy(&units);
        }
    }
    if let Some(digits) = name.strip_prefix('u').filter(|digits| (4..=6).contains(&digits.len()))
        && let Some(character) = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
    {
        return character.to_string();
    }
    listed(name.as_bytes())
}

/// What the Adobe Glyph List says, as the PDF library has it: through a font with this one glyph.
fn listed(name: &[u8]) -> String {
    let mut encoding = Dictionary::new();
    encoding.set("Differences", vec![Object::Integer(0), Object::Name(name.to_owned())]);
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", Object::Dictionary(encoding));
    let none = Document::new();
    let decoded = font.get_font_encoding(&none).ok().map(|encoding| encoding.bytes_to_string(&[0]));
    let text = decoded.and_then(Result::ok).unwrap_or_default();
    // A name that is not listed falls back to the Standard encoding, where 0 is nothing.
    text.trim_matches('\0').to_owned()
}

/// The table of a named encoding; the Standard one where the name is none.
pub(super) fn named(name: &[u8]) -> Table {
    let known: &[u8] = match name {
        b"WinAnsiEncoding" | b"MacRomanEncoding" | b"MacExpertEncoding" => name,
        _ => b"StandardEncoding",
    };
    let mut font = Dictionary::new();
    font.set("Type", "Font");
    font.set("Encoding", Object::Name(known.to_owned()));
    let none = Document::new();
    let Ok(encoding) = font.get_font_encoding(&none) else { return vec![String::new(); 256] };
    let mut table: Table =
        (0..=255_u8).map(|code| encoding.bytes_to_string(&[code]).unwrap_or_default()).collect();
    if known == b"WinAnsiEncoding" {
        // Every code above 0o40 that the encoding leaves open shows a bullet (PDF 32000, annex D).
        for text in table.iter_mut().skip(0o41).filter(|text| text.is_empty()) {
            "\u{2022}".clone_into(text);
        }
    }
    table
}

/// Writes an encoding's differences into its table.
pub(super) fn differences(table: &mut Table, items: &[Object], names: &mut GlyphNames) {
    let mut code = 0_usize;
    for item in items {
        match item {
            Object::Integer(number) => code = usize::try_from(*number).unwrap_or(usize::MAX),
            Object::Name(name) => {
                if let Some(text) = table.get_mut(code) {
                    *text = names.text(name);
                }
                code = code.saturating_add(1);
            }
            _ => {}
        }
    }
}

/// The encoding in the clear part of a Type 1 font's file: `dup 65 /A put`, as LaTeX's own fonts
/// have it. `None` where the font uses the Standard encoding or says nothing.
pub(super) fn built_in(file: &[u8], names: &mut GlyphNames) -> Option<Table> {
    let end = super::super::find(file, b"eexec").unwrap_or(file.len());
    let clear = file.get(..end)?;
    let from = super::super::find(clear, b"/Encoding")?;
    let mut lexer = Lexer::new(clear.get(from..)?);
    let mut table: Table = vec![String::new(); 256];
    let mut last: Vec<Value> = Vec::new();
    let mut found = false;
    while let Some(token) = lexer.next() {
        match token {
            Token::Value(value) => last.push(value),
            Token::Word(b"put") => {
                if let [.., Value::Number(code), Value::Name(name)] = last.as_slice()
                    && let Some(text) = table.get_mut(*code as usize)
                {
                    *text = names.text(name);
                    found = true;
                }
                last.clear();
            }
            Token::Word(b"def" | b"readonly") if found => break,
            Token::Word(_) => last.clear(),
        }
    }
    found.then_some(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn glyph_names() {
        let mut names = GlyphNames::default();
        let pairs = [
            ("A", "A"),
            ("f_i", "fi"),
            ("uni00E4", "\u{E4}"),
            ("u1F600", "\u{1F600}"),
            ("Adieresis", "\u{C4}"),
            ("a.sc", "a"),
            (".notdef", ""),
            ("g123", ""),
            ("scedilla", "\u{15F}"),
            ("afii10017", "\u{410}"),
        ];
        for (name, text) in pairs {
            assert_eq!(names.text(name.as_bytes()), text, "{name}");
        }
    }

    #[test]
    fn named_encodings() {
        assert_eq!(named(b"WinAnsiEncoding")[0xE4], "\u{E4}");
        assert_eq!(named(b"WinAnsiEncoding")[0x80], "\u{20AC}");
        assert_eq!(named(b"MacRomanEncoding")[0x8A], "\u{E4}");
        assert_eq!(named(b"")[0x27], "\u{2019}");
    }

    #[test]
    fn the_encoding_of_a_type_1_font() {
        let file =
            b"%!PS-AdobeFont\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\ndup 12 /fi put\n\
                     dup 65 /A put\nreadonly def\ncurrentfile eexec dup 1 /B put";
        let table = built_in(file, &mut GlyphNames::default()).unwrap();
        assert_eq!((table[12].as_str(), table[65].as_str(), table[1].as_str()), ("fi", "A", ""));
    }
}
