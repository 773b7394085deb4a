//! Rows as tests see them: where they lie, or laid side by side.
//!
//! Most pairs of a block fail on what is made of their values once (letters that they hold, the parts of a
//! date). Laid side by side for the rows of one block, that stays in near memory, where a look-up by code
//! would wait for far memory once or twice a test.

use super::Fields;
use crate::distance::bag::Bag;
use crate::distance::bags::Bags;
use crate::distance::date::Date;
use crate::table::NULL;

/// What a test can ask of a pair.
pub(super) trait Look: Copy {
    /// Codes of both rows in a slot.
    fn codes(&self, slot: usize) -> (u32, u32);
    /// Letter bags of both rows in a slot that has them; codes are not null.
    fn bags(&self, fields: &Fields, slot: usize) -> (Bag, Bag);
    /// Dates of both rows in a slot that has them; none of null.
    fn dates(&self, fields: &Fields, slot: usize) -> (Option<Date>, Option<Date>);
    /// Numbers of both rows.
    fn rows(&self) -> (u32, u32);
}

/// Two rows as the tests see them where they lie: [`Fields::sides`].
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Codes of both.
    pub(super) left: &'a [u32],
    pub(super) right: &'a [u32],
    /// Their numbers.
    pub(super) left_row: u32,
    pub(super) right_row: u32,
}

impl Sides<'_> {
    /// Codes of both rows in a slot.
    #[inline]
    pub fn codes_in(&self, slot: usize) -> (u32, u32) {
        (self.left[slot], self.right[slot])
    }
}

impl Look for Sides<'_> {
    #[inline]
    fn codes(&self, slot: usize) -> (u32, u32) {
        self.codes_in(slot)
    }

    #[inline]
    fn bags(&self, fields: &Fields, slot: usize) -> (Bag, Bag) {
        let own = &fields.slots[slot];
        match (fields.bag_of_row(self.left_row, own), fields.bag_of_row(self.right_row, own)) {
            (Some(left), Some(right)) => (left, right),
            _ => (own.bags[self.left[slot] as usize], own.bags[self.right[slot] as usize]),
        }
    }

    #[inline]
    fn dates(&self, fields: &Fields, slot: usize) -> (Option<Date>, Option<Date>) {
        let dates = &fields.slots[slot].dates;
        (dates[self.left[slot] as usize], dates[self.right[slot] as usize])
    }

    #[inline]
    fn rows(&self) -> (u32, u32) {
        (self.left_row, self.right_row)
    }
}

/// Rows that are answered side by side: what lies behind the last row of a column is read with it, and means nothing.
const LANES: usize = 8;

/// A number of rows, rounded up to what is answered at once.
#[inline]
pub(crate) const fn rounded(rows: usize) -> usize {
    rows.next_multiple_of(LANES)
}

/// Some rows laid side by side, column by column.
#[derive(Debug, Default)]
pub struct Gathered {
    rows: Vec<u32>,
    codes: Vec<u32>,
    bags: Bags,
    /// Packed.
    dates: Vec<u32>,
}

impl Gathered {
    /// Lays out these rows instead of those before.
    pub fn fill(&mut self, fields: &Fields, rows: &[u32]) {
        self.rows.clear();
        self.rows.extend_from_slice(rows);
        let size = self.size();
        self.codes.resize(fields.slots.len() * size, NULL);
        self.bags.resize(fields.bag_slots.len() * size);
        self.dates.resize(fields.date_slots.len() * size, 0);
        for (place, row) in rows.iter().enumerate() {
            self.lay_out(fields, *row, place);
        }
    }

    #[inline]
    fn lay_out(&mut self, fields: &Fields, row: u32, place: usize) {
        let size = self.size();
        let codes = fields.row(row);
        for (column, code) in self.codes.chunks_exact_mut(size).zip(codes) {
            column[place] = *code;
        }
        match fields.bags_of_row(row) {
            Some(bags) => {
                for (column, bag) in bags.enumerate() {
                    self.bags.set(column * size + place, bag);
                }
            }
            None => {
                for (column, slot) in fields.bag_slots.iter().enumerate() {
                    let bag = fields.slots[*slot].bags[codes[*slot] as usize];
                    self.bags.set(column * size + place, bag);
                }
            }
        }
        for (column, slot) in self.dates.chunks_exact_mut(size).zip(&fields.date_slots) {
            column[place] = Date::packed(fields.slots[*slot].dates[codes[*slot] as usize]);
        }
    }

    /// Places of one column, so that as many as are answered at once can be read from any row on.
    #[inline]
    fn size(&self) -> usize {
        self.rows.len() + LANES
    }

    /// The number of the row at a place.
    #[inline]
    pub(super) fn row(&self, place: usize) -> u32 {
        self.rows[place]
    }

    /// Codes of all rows in a slot.
    #[inline]
    pub(super) fn codes(&self, slot: usize) -> &[u32] {
        let size = self.size();
        &self.codes[slot * size..(slot + 1) * size]
    }

    /// Letter bags of all rows, and where those of a slot begin that has them.
    #[inline]
    pub(super) fn bags(&self, fields: &Fields, slot: usize) -> (&Bags, usize) {
        (&self.bags, self.size() * fields.slots[slot].bag_place)
    }

    /// Dates of all rows in a slot that has them, packed.
    #[inline]
    pub(super) fn dates(&self, fields: &Fields, slot: usize) -> &[u32] {
        let (size, column) = (self.size(), fields.slots[slot].date_place);
        &self.dates[column * size..(column + 1) * size]
    }
}

/// Two rows of those laid side by side, by their places.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearPair<'a> {
    pub gathered: &'a Gathered,
    pub left: usize,
    pub right: usize,
}

impl Look for NearPair<'_> {
    #[inline]
    fn codes(&self, slot: usize) -> (u32, u32) {
        let codes = self.gathered.codes(slot);
        (codes[self.left], codes[self.right])
    }

    #[inline]
    fn bags(&self, fields: &Fields, slot: usize) -> (Bag, Bag) {
        let (bags, from) = self.gathered.bags(fields, slot);
        (bags.get(from + self.left), bags.get(from + self.right))
    }

    #[inline]
    fn dates(&self, fields: &Fields, slot: usize) -> (Option<Date>, Option<Date>) {
        let dates = self.gathered.dates(fields, slot);
        (Date::unpacked(dates[self.left]), Date::unpacked(dates[self.right]))
    }

    #[inline]
    fn rows(&self) -> (u32, u32) {
        (self.gathered.row(self.left), self.gathered.row(self.right))
    }
}

/// Both codes, where both rows hold something.
#[inline]
pub(super) fn held(pair: &impl Look, slot: usize) -> Option<(u32, u32)> {
    let (left, right) = pair.codes(slot);
    (left != NULL && right != NULL).then_some((left, right))
}
