//! The texts that the cells of a workbook share.

use std::io::{self, Read};

use crate::xml::pieces::{Piece, XmlReader};

/// Most bytes of shared texts.
const MOST_BYTES: usize = 256 * 1024 * 1024;

/// Most shared texts.
const MOST_TEXTS: usize = 8 * 1024 * 1024;

/// Shared texts by their number, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    text: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Reads the part that holds them. Pieces of one text with formats of their own are joined;
    /// how East Asian text is pronounced is left out.
    pub(crate) fn read(&mut self, xml: &mut XmlReader<&mut dyn Read>) -> io::Result<()> {
        // How deep the element stands whose text is taken, or below which none is.
        let (mut item, mut taking, mut pronounced) = (0_usize, 0_usize, 0_usize);
        loop {
            let depth = xml.depth();
            match xml.next_piece()? {
                Piece::Start(tag) => match tag.name() {
                    "si" if item == 0 => item = depth + 1,
                    "rPh" if pronounced == 0 => pronounced = depth + 1,
                    "t" if item > 0 && pronounced == 0 => taking = depth + 1,
                    _ => {}
                },
                Piece::Text(text) if taking > 0 => self.text.push_str(&text),
                Piece::Text(_) => {}
                Piece::End => {
                    if depth == item {
                        self.ends.push(self.text.len());
                        item = 0;
                    }
                    taking = if depth == taking { 0 } else { taking };
                    pronounced = if depth == pronounced { 0 } else { pronounced };
                }
                Piece::Over => return Ok(()),
            }
            if self.text.len() > MOST_BYTES || self.ends.len() > MOST_TEXTS {
                let megabytes = MOST_BYTES / 1024 / 1024;
                let why = format!("shared texts of more than {megabytes} MiB or {MOST_TEXTS} in number");
                return Err(io::Error::other(why));
            }
        }
    }

    /// A text by its number, counted from 0.
    pub(crate) fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.text.get(start..end)
    }
}

/// A text as it was typed: what XML cannot hold is written as `_x000D_`.
pub(crate) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("_x") {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let digits = from.get(2..6).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let code = digits.filter(|_| from.get(6..7) == Some("_"));
        let character = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        let behind = character.and_then(|character| {
            out.push(character);
            from.get(7..)
        });
        if let Some(behind) = behind {
            rest = behind;
        } else {
            out.push_str("_x");
            rest = from.get(2..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(xml: &str) -> Texts {
        let mut texts = Texts::default();
        let mut bytes = xml.as_bytes();
        texts.read(&mut XmlReader::new(&mut bytes as &mut dyn Read, 10_000)).unwrap();
        texts
    }

    #[test]
    fn pieces_are_joined_and_pronunciation_is_left_out() {
        let texts = read(
            "<sst><si><t>a</t></si><si/><si><r><rPr><b/></rPr><t>b </t></r><r><t>c</t></r>\
             <rPh sb=\"0\"><t>no</t></rPh></si><si><t xml:space=\"preserve\"> d</t></si></sst>",
        );
        let all: Vec<Option<&str>> = (0..5).map(|index| texts.get(index)).collect();
        assert_eq!(all, [Some("a"), Some(""), Some("b c"), Some(" d"), None]);
    }

    #[test]
    fn what_xml_cannot_hold_is_unescaped() {
        assert_eq!(unescaped("a_x000D_\nb"), "a\r\nb");
        assert_eq!(unescaped("_x005F_x000D_"), "_x000D_");
        for plain in ["", "_x", "_x12", "_xzzzz_", "tax_xray", "_x12é4_", "_xD800_"] {
            assert_eq!(unescaped(plain), plain);
        }
    }
}
