//! How wide a font's glyphs are, in glyph space units.

use std::collections::HashMap;

use lopdf::{Dictionary, Object};

use super::objects::File;

/// Most widths of one composite font.
const MOST: usize = 65_536;

/// Widths of Helvetica and of Times for the codes 0x20 to 0x7E, as Adobe's metrics of the standard
/// fonts have them; for fonts that leave theirs out.
const HELVETICA: [u16; 95] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556,
    556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278,
    500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469,
    556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500,
    278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];
const TIMES: [u16; 95] = [
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500, 500, 500,
    500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333,
    389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469,
    500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389,
    278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
];

/// Widths by code or glyph number.
#[derive(Debug)]
pub(super) struct Widths {
    first: u32,
    list: Vec<f32>,
    sparse: HashMap<u32, f32>,
    /// Glyph numbers of one width: first, last, width.
    ranges: Vec<(u32, u32, f32)>,
    other: f32,
}

impl Default for Widths {
    fn default() -> Self {
        Self { first: 0, list: Vec::new(), sparse: HashMap::new(), ranges: Vec::new(), other: 1000.0 }
    }
}

impl Widths {
    /// The width of a code or glyph.
    pub(super) fn of(&self, code: u32) -> f32 {
        let listed = code.checked_sub(self.first).and_then(|index| self.list.get(index as usize));
        if let Some(width) = listed.or_else(|| self.sparse.get(&code)) {
            return *width;
        }
        let range = self.ranges.iter().find(|(first, last, _)| (*first..=*last).contains(&code));
        range.map_or(self.other, |(_, _, width)| *width)
    }

    /// Widths of one of the standard fonts, or of what looks like it.
    pub(super) fn of_standard(base_font: &[u8]) -> Self {
        let has = |word: &[u8]| super::super::find(base_font, word).is_some();
        if has(b"Courier") || has(b"Mono") {
            return Self { other: 600.0, ..Self::default() };
        }
        let table = if has(b"Times") || has(b"Serif") || has(b"Roman") { &TIMES } else { &HELVETICA };
        let list = table.iter().map(|width| f32::from(*width)).collect();
        Self { first: 0x20, list, other: 520.0, ..Self::default() }
    }
}

/// Widths of a simple font.
pub(super) fn simple<'d>(file: &File<'d>, font: &'d Dictionary) -> Widths {
    let standard = || Widths::of_standard(file.name(font, b"BaseFont").unwrap_or_default());
    let Some(items) = file.array(font, b"Widths").filter(|items| items.len() <= MOST) else {
        return standard();
    };
    let descriptor = file.dictionary(font, b"FontDescriptor");
    let other = descriptor.and_then(|descriptor| file.number(descriptor, b"MissingWidth"));
    let first = file.number(font, b"FirstChar").unwrap_or_default();
    Widths {
        first: first as u32,
        list: file.numbers(items),
        other: other.unwrap_or(500.0),
        ..Widths::default()
    }
}

/// Widths of the descendant of a composite font: `[ 3 [500 600] 10 20 700 ]`.
pub(super) fn composite<'d>(file: &File<'d>, descendant: &'d Dictionary) -> Widths {
    let other = file.number(descendant, b"DW").unwrap_or(1000.0);
    let mut widths = Widths { other, ..Widths::default() };
    let mut pending: Vec<f32> = Vec::new();
    // One list may be named again and again.
    let mut listed = 0_usize;
    for item in file.array(descendant, b"W").unwrap_or_default().iter().take(4 * MOST) {
        match file.follow(item).1 {
            Object::Array(items) => {
                let first = pending.pop().unwrap_or_default() as u32;
                pending.clear();
                listed += items.len();
                if listed > 4 * MOST {
                    break;
                }
                for (number, width) in file.numbers(items).into_iter().enumerate() {
                    if widths.sparse.len() < MOST {
                        widths.sparse.insert(first.saturating_add(number as u32), width);
                    }
                }
            }
            other => {
                pending.push(other.as_float().unwrap_or_default());
                if let [first, last, width] = pending.as_slice() {
                    if *first as u32 == *last as u32 && widths.sparse.len() < MOST {
                        widths.sparse.insert(*first as u32, *width);
                    } else if widths.ranges.len() < 500 {
                        widths.ranges.push((*first as u32, *last as u32, *width));
                    }
                    pending.clear();
                }
            }
        }
    }
    widths
}
