//! What comparisons read: codes row by row, and what is made of each distinct value once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Sides;
use crate::distance::bag::Bag;
use crate::distance::date::Date;
use crate::distance::geo::Place;
use crate::distance::grams::Grams;
use crate::distance::names::Names;
use crate::distance::number;
use crate::distance::spelling::spelling;
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{Cells, Column, Lines, NULL, Table, Values};

/// Weights of rarity are multiples of one of so many parts: sums of them up to 2^16 are exact, whatever the order, which
/// is that of codes and so of rows.
const RARITY_STEPS: f32 = 256.0;

/// One column of single values that comparisons read.
#[derive(Debug)]
pub struct Slot {
    /// What it is made of.
    pub text: String,
    /// Its distinct values.
    pub values: Arc<Values>,
    /// How many rows hold each.
    pub counts: Vec<u32>,
    /// Places among what [`super::Gathered`] lays out.
    pub(super) bag_place: usize,
    pub(super) date_place: usize,
    pub(super) bags: Vec<Bag>,
    pub(super) dates: Vec<Option<Date>>,
    pub(super) numbers: Vec<Option<f64>>,
    pub(super) places: Vec<Option<Place>>,
    pub(super) grams: Vec<(usize, Vec<Grams>)>,
    pub(super) names: Vec<Names>,
    pub(super) spellings: Vec<String>,
}

/// One column of many values a row.
#[derive(Debug)]
pub struct ManySlot {
    /// What it is made of.
    pub text: String,
    pub(super) column: Column,
    /// Weight of each value in a cosine: the square of its inverse frequency's logarithm.
    pub(super) rarity: Vec<f32>,
    /// Length of each row's vector of such weights.
    pub(super) norms: Vec<f32>,
}

/// All that comparisons read of a table.
#[derive(Debug, Default)]
pub struct Fields {
    /// Columns of single values.
    pub slots: Vec<Slot>,
    /// Columns of many values.
    pub many: Vec<ManySlot>,
    /// Slots that have letter bags, and slots that have dates.
    pub(super) bag_slots: Vec<usize>,
    pub(super) date_slots: Vec<usize>,
    columns: Vec<Vec<u32>>,
    /// The input of each row, where a test asks which row is the left one.
    inputs: Vec<u32>,
    /// Row by row the codes of all slots and, behind them, letter bags of the slots that have them; no bags where they
    /// are looked up by code.
    lines: Lines,
    rows: usize,
}

/// What is made of each distinct value of a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Feature {
    Bags,
    Dates,
    Numbers,
    Places,
    Names,
    Spellings,
    Grams(usize),
}

impl ManySlot {
    /// A digest of what a row holds.
    pub fn digest(&self, row: usize) -> u64 {
        let parts = self.column.row(row).iter().map(|code| crate::table::hash(self.column.values.get(*code)));
        // A sum: codes are numbered as values come, so their order is not the values' own.
        parts.fold(0, u64::wrapping_add)
    }
}

impl Fields {
    /// The slot of a column, made if no comparison needed it before.
    pub fn slot(
        &mut self,
        table: &Table,
        derived: &Derived,
        expression: &Expression,
    ) -> Result<usize, ExpressionError> {
        if let Some(place) = self.slots.iter().position(|slot| slot.text == expression.text) {
            return Ok(place);
        }
        let column = derived.column(table, expression)?;
        let known = derived.kept().and_then(|kept| kept.columns.get(&expression.text));
        let counts = known.map_or_else(|| column.counts(), |known| known.counts(&column.values));
        let codes = match &column.cells {
            Cells::One(codes) => codes.clone(),
            Cells::Many { .. } => {
                (0..column.rows()).map(|row| column.smallest(row).unwrap_or(NULL)).collect()
            }
        };
        self.rows = codes.len();
        self.columns.push(codes);
        self.slots.push(Slot {
            text: expression.text.clone(),
            values: Arc::clone(&column.values),
            counts,
            bag_place: 0,
            date_place: 0,
            bags: Vec::new(),
            dates: Vec::new(),
            numbers: Vec::new(),
            places: Vec::new(),
            grams: Vec::new(),
            names: Vec::new(),
            spellings: Vec::new(),
        });
        Ok(self.slots.len() - 1)
    }

    /// The many-valued slot of a column; a column of single values has at most one a row.
    pub fn many_slot(
        &mut self,
        table: &Table,
        derived: &Derived,
        expression: &Expression,
    ) -> Result<usize, ExpressionError> {
        if let Some(place) = self.many.iter().position(|slot| slot.text == expression.text) {
            return Ok(place);
        }
        let column = derived.column(table, expression)?.into_owned();
        let known = derived.kept().and_then(|kept| kept.columns.get(&expression.text));
        let counts = known.map_or_else(|| column.counts(), |known| known.counts(&column.values));
        let rows = known.map_or(column.rows() as f32, |known| known.rows() as f32);
        let rarity: Vec<f32> = counts
            .iter()
            .map(|count| (1.0 + rows / (*count).max(1) as f32).ln().powi(2))
            .map(|own| (own * RARITY_STEPS).round() / RARITY_STEPS)
            .collect();
        let norms = (0..column.rows())
            .map(|row| column.row(row).iter().map(|code| rarity[*code as usize]).sum::<f32>().sqrt())
            .collect();
        self.rows = column.rows();
        self.many.push(ManySlot { text: expression.text.clone(), column, rarity, norms });
        Ok(self.many.len() - 1)
    }

    /// Whether a column has many values a row.
    pub fn is_many(
        table: &Table,
        derived: &Derived,
        expression: &Expression,
    ) -> Result<bool, ExpressionError> {
        if let Some(many) = derived.kept().and_then(|kept| kept.many.get(&expression.text)) {
            return Ok(*many);
        }
        Ok(matches!(derived.column(table, expression)?.cells, Cells::Many { .. }))
    }

    /// Readies what a test needs that asks which row is the left one.
    pub(super) fn prepare_inputs(&mut self, table: &Table) {
        if !self.inputs.is_empty() {
            return;
        }
        // An index calls one input by one name as often as it comes back to it.
        let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
        for input in &table.inputs {
            let next = numbers.len() as u32;
            let number = *numbers.entry(&input.name).or_insert(next);
            self.inputs.extend(input.rows.clone().map(|_| number));
        }
    }

    /// Whether two rows are of one input: which of them is the left one follows from nothing but where they stand.
    #[inline]
    pub(super) fn are_of_one_input(&self, (left, right): (u32, u32)) -> bool {
        self.inputs.get(left as usize) == self.inputs.get(right as usize)
    }

    pub(super) fn prepare(&mut self, place: usize, feature: Feature) {
        let slot = &mut self.slots[place];
        let values = Arc::clone(&slot.values);
        let all = || (0..values.len() as u32).map(|code| values.get(code));
        match feature {
            Feature::Bags if slot.bags.is_empty() => slot.bags = all().map(Bag::of).collect(),
            Feature::Dates if slot.dates.is_empty() => slot.dates = all().map(Date::parse).collect(),
            Feature::Numbers if slot.numbers.is_empty() => slot.numbers = all().map(number::parse).collect(),
            Feature::Places if slot.places.is_empty() => slot.places = all().map(Place::parse).collect(),
            Feature::Names if slot.names.is_empty() => slot.names = all().map(Names::of).collect(),
            Feature::Spellings if slot.spellings.is_empty() => slot.spellings = all().map(spelling).collect(),
            Feature::Grams(length) if !slot.grams.iter().any(|(own, _)| *own == length) => {
                slot.grams.push((length, all().map(|value| Grams::of(value, length)).collect()));
            }
            _ => {}
        }
    }

    /// Lays the codes out row by row, when no more slots will come.
    pub fn seal(&mut self) {
        self.lay_out(false);
    }

    /// The same with the letter bags: worth their memory (16 bytes a row and column) where each row is in many pairs,
    /// since a look-up by code waits for far memory once a column.
    pub fn seal_with_bags(&mut self) {
        self.lay_out(true);
    }

    fn lay_out(&mut self, has_bags: bool) {
        for (place, slot) in self.slots.iter_mut().enumerate() {
            if !slot.bags.is_empty() {
                slot.bag_place = self.bag_slots.len();
                self.bag_slots.push(place);
            }
            if !slot.dates.is_empty() {
                slot.date_place = self.date_slots.len();
                self.date_slots.push(place);
            }
        }
        let width = self.slots.len();
        let words = if has_bags { self.bag_slots.len() * Bag::WORDS } else { 0 };
        self.lines = Lines::new(self.rows, width + words);
        for (place, column) in std::mem::take(&mut self.columns).into_iter().enumerate() {
            for (row, code) in column.into_iter().enumerate() {
                self.lines.row_mut(row as u32)[place] = code;
            }
        }
        if !has_bags {
            return;
        }
        for row in 0..self.rows as u32 {
            let (codes, bags) = self.lines.row_mut(row).split_at_mut(width);
            for (slot, words) in self.bag_slots.iter().zip(bags.as_chunks_mut().0) {
                *words = self.slots[*slot].bags[codes[*slot] as usize].to_words();
            }
        }
    }

    /// The letter bags of a row, one a slot that has them, where they are laid out.
    #[inline]
    pub(super) fn bags_of_row(&self, row: u32) -> Option<impl Iterator<Item = Bag>> {
        Some(self.bag_words(row)?.iter().map(|words| Bag::from_words(*words)))
    }

    /// The letter bag of a row in a slot that has them, where they are laid out.
    #[inline]
    pub(super) fn bag_of_row(&self, row: u32, slot: &Slot) -> Option<Bag> {
        Some(Bag::from_words(*self.bag_words(row)?.get(slot.bag_place)?))
    }

    #[inline]
    fn bag_words(&self, row: u32) -> Option<&[[u32; Bag::WORDS]]> {
        let codes = self.slots.len();
        (self.lines.width() > codes).then(|| self.lines.row(row)[codes..].as_chunks().0)
    }

    /// Reads a little of what lies row by row, so that the rest is near when it is needed.
    #[inline]
    pub(crate) fn touch(&self, row: u32) -> u32 {
        self.lines.touch(row)
    }

    /// Two rows as tests see them where they lie.
    #[inline]
    pub fn sides(&self, left: u32, right: u32) -> Sides<'_> {
        Sides { left: self.row(left), right: self.row(right), left_row: left, right_row: right }
    }

    /// The codes of a row, one a slot.
    #[inline]
    pub fn row(&self, row: u32) -> &[u32] {
        &self.lines.row(row)[..self.slots.len()]
    }

    /// How many rows there are.
    pub fn rows(&self) -> usize {
        self.rows
    }
}

#[cfg(test)]
mod order_tests {
    use super::*;
    use crate::table::TableBuilder;

    /// Bits of the lengths of each row's words, by rows in this order.
    fn norms(order: impl Iterator<Item = u32>) -> Vec<(u32, u32)> {
        let (mut builder, mut rows) = (TableBuilder::default(), Vec::new());
        let column = builder.column("text");
        for row in order {
            let words: Vec<String> =
                (1..30).map(|step| format!("w{}", (row * step * step + step) % 211)).collect();
            builder.at(column).push(words.join(" ").as_bytes());
            rows.push(row);
        }
        builder.end_input("a.csv", rows.len(), false);
        let (table, mut fields) = (builder.finish(), Fields::default());
        let words = Expression::parse("text | words").expect("a column");
        let slot = fields.many_slot(&table, &Derived::default(), &words).expect("a slot");
        let bits = fields.many[slot].norms.iter().map(|norm| norm.to_bits());
        let mut all: Vec<(u32, u32)> = rows.into_iter().zip(bits).collect();
        all.sort_unstable();
        all
    }

    #[test]
    fn lengths_of_rare_words_do_not_depend_on_the_order_of_rows() {
        assert_eq!(norms(0..500), norms((0..500).rev()));
    }
}
