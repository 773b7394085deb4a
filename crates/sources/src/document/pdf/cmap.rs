//! Character maps: what a font's codes mean (`/ToUnicode`) and how its codes are cut from a string
//! (`/Encoding` of a composite font).

use std::collections::HashMap;

use super::super::limits::Budget;
use super::lex::{Lexer, Token, Value};

/// Most codes of one map that are kept: as many as two bytes can tell apart.
const MOST_CODES: usize = 65_536;

/// Most ranges that are kept as ranges.
const MOST_RANGES: usize = 20_000;

/// Longest text of one code, in UTF-16 units.
const LONGEST: usize = 16;

/// A map from codes to text, or to glyph numbers.
#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Code spaces: length in bytes, first and last code.
    spaces: Vec<(u8, u32, u32)>,
    /// Text of single codes.
    texts: HashMap<u32, String>,
    /// Text of ranges: first code, last code, text of the first.
    text_ranges: Vec<(u32, u32, Vec<u16>)>,
    /// Glyph numbers of ranges: first code, last code, number of the first.
    glyph_ranges: Vec<(u32, u32, u32)>,
}

impl CMap {
    /// Parses a map; what is no map gives an empty one.
    pub(super) fn parse(bytes: &[u8], budget: &mut Budget) -> Self {
        let mut map = Self::default();
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Value> = Vec::new();
        while let Some(token) = lexer.next() {
            if !budget.step() {
                break;
            }
            match token {
                Token::Value(value) => {
                    if operands.len() < MOST_CODES {
                        operands.push(value);
                    }
                }
                Token::Word(word) => {
                    map.take(word, &operands);
                    operands.clear();
                }
            }
        }
        map.text_ranges.sort_by_key(|range| range.0);
        map.glyph_ranges.sort_unstable();
        map
    }

    fn take(&mut self, word: &[u8], operands: &[Value]) {
        match word {
            b"endcodespacerange" => {
                for pair in operands.chunks_exact(2) {
                    let [Value::Text(first), Value::Text(last)] = pair else { continue };
                    if (1..=4).contains(&first.len()) && self.spaces.len() < 100 {
                        self.spaces.push((first.len() as u8, code(first), code(last)));
                    }
                }
            }
            b"endbfchar" => {
                for pair in operands.chunks_exact(2) {
                    let [Value::Text(from), Value::Text(to)] = pair else { continue };
                    self.keep(code(from), &units(to));
                }
            }
            b"endbfrange" => {
                for three in operands.chunks_exact(3) {
                    let [Value::Text(first), Value::Text(last), to] = three else { continue };
                    let (first, last) = (code(first), code(last));
                    match to {
                        Value::Text(to) if self.text_ranges.len() < MOST_RANGES && first <= last => {
                            self.text_ranges.push((first, last, units(to)));
                        }
                        Value::Array(items) => {
                            for (number, item) in items.iter().enumerate() {
                                let Value::Text(to) = item else { continue };
                                self.keep(first.saturating_add(number as u32), &units(to));
                            }
                        }
                        _ => {}
                    }
                }
            }
            b"endcidrange" => {
                for three in operands.chunks_exact(3) {
                    let [Value::Text(first), Value::Text(last), Value::Number(glyph)] = three else {
                        continue;
                    };
                    if self.glyph_ranges.len() < MOST_RANGES {
                        self.glyph_ranges.push((code(first), code(last), *glyph as u32));
                    }
                }
            }
            b"endcidchar" => {
                for pair in operands.chunks_exact(2) {
                    let [Value::Text(from), Value::Number(glyph)] = pair else { continue };
                    if self.glyph_ranges.len() < MOST_RANGES {
                        self.glyph_ranges.push((code(from), code(from), *glyph as u32));
                    }
                }
            }
            _ => {}
        }
    }

    fn keep(&mut self, code: u32, units: &[u16]) {
        if self.texts.len() < MOST_CODES {
            self.texts.insert(code, String::from_utf16_lossy(units));
        }
    }

    /// Whether it says what any code means.
    pub(super) fn has_text(&self) -> bool {
        !self.texts.is_empty() || !self.text_ranges.is_empty()
    }

    /// The text of a code.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.texts.get(&code) {
            return Some(text.clone());
        }
        let (first, _, units) = holding(&self.text_ranges, code, |range| (range.0, range.1))?;
        let mut units = units.clone();
        if let Some(last) = units.last_mut() {
            *last = last.wrapping_add((code - first) as u16);
        }
        Some(String::from_utf16_lossy(&units))
    }

    /// The glyph number of a code.
    pub(super) fn glyph(&self, code: u32) -> Option<u32> {
        let (first, _, glyph) = holding(&self.glyph_ranges, code, |range| (range.0, range.1))?;
        Some(glyph.saturating_add(code - first))
    }

    /// Length in bytes of the code with which some bytes begin; `None` where no code space is given.
    pub(super) fn code_length(&self, bytes: &[u8]) -> Option<usize> {
        let fits = |length: usize| {
            bytes.get(..length).is_some_and(|start| {
                let code = code(start);
                let mut spaces = self.spaces.iter().filter(|space| usize::from(space.0) == length);
                spaces.any(|(_, first, last)| within(code, *first, *last, length))
            })
        };
        let shortest = self.spaces.iter().map(|space| usize::from(space.0)).min()?;
        Some((1..=4).find(|length| fits(*length)).unwrap_or(shortest))
    }
}

/// Whether each byte of a code lies between those of first and last.
fn within(code: u32, first: u32, last: u32, length: usize) -> bool {
    (0..length).all(|index| {
        let byte = |number: u32| (number >> (8 * index)) & 0xFF;
        (byte(first)..=byte(last)).contains(&byte(code))
    })
}

/// The range, of those sorted by their first code, that holds a code: the last that begins before.
fn holding<R>(ranges: &[R], code: u32, bounds: impl Fn(&R) -> (u32, u32)) -> Option<&R> {
    let after = ranges.partition_point(|range| bounds(range).0 <= code);
    // Ranges do not overlap in honest maps; a few are looked at for the others.
    let near = ranges.get(after.saturating_sub(4)..after)?;
    near.iter().rev().find(|range| bounds(range).1 >= code)
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, byte| (code << 8) | u32::from(*byte))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        // Some writers give one byte for a Latin character.
        [one] => vec![u16::from(*one)],
        _ => bytes.as_chunks::<2>().0.iter().take(LONGEST).map(|pair| u16::from_be_bytes(*pair)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::Limits;
    use super::*;

    fn parsed(text: &str) -> CMap {
        CMap::parse(text.as_bytes(), &mut Budget::new(&Limits::default()))
    }

    #[test]
    fn characters_ranges_and_lists() {
        let map = parsed(
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n2 beginbfchar <0003> <0020> <0010> <00660069> endbfchar\n\
             2 beginbfrange <0024> <0026> <0041> <0030> <0031> [<0062> <D83DDE00>] endbfrange",
        );
        assert_eq!(map.text(0x03).as_deref(), Some(" "));
        assert_eq!(map.text(0x10).as_deref(), Some("fi"));
        assert_eq!(map.text(0x26).as_deref(), Some("C"));
        assert_eq!(map.text(0x31).as_deref(), Some("\u{1F600}"));
        assert_eq!(map.text(0x27), None);
        assert_eq!(map.code_length(b"\x00\x03"), Some(2));
    }

    #[test]
    fn codes_of_several_lengths() {
        let map = parsed("begincodespacerange <00> <80> <8140> <9FFC> endcodespacerange");
        assert_eq!(map.code_length(b"A"), Some(1));
        assert_eq!(map.code_length(b"\x81\x40"), Some(2));
        assert_eq!(map.code_length(b"\xFF\xFF"), Some(1));
    }
}
