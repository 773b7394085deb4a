//! A chart with the same as a table, and what axes of weights need.

use crate::charts::Tick;

/// Rows of a table that stand open; longer ones are unfolded by who wants them.
const OPEN: usize = 40;

/// A drawing and its table.
#[derive(Debug)]
pub(super) struct Chart {
    pub svg: String,
    pub caption: String,
    pub heads: Vec<Head>,
    pub rows: Vec<Vec<String>>,
}

/// Head of a column.
#[derive(Debug)]
pub(super) struct Head {
    pub words: &'static str,
    pub is_number: bool,
}

impl Chart {
    pub fn is_long(&self) -> bool {
        self.rows.len() > OPEN
    }

    /// The class of a column.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "templates pass references")]
    pub fn class(&self, column: &usize) -> &'static str {
        if self.heads.get(*column).is_some_and(|head| head.is_number) { "number" } else { "" }
    }
}

/// Heads of columns; those that begin with `#` hold numbers.
pub(super) fn heads(words: &[&'static str]) -> Vec<Head> {
    let head = |words: &&'static str| match words.strip_prefix('#') {
        Some(rest) => Head { words: rest, is_number: true },
        None => Head { words, is_number: false },
    };
    words.iter().map(head).collect()
}

/// Weights from one end of an axis to the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    pub from: i32,
    pub to: i32,
}

impl Span {
    /// Where a weight stands, from 0 to 1.
    pub fn place(self, milli: i32) -> f64 {
        let wide = (f64::from(self.to) - f64::from(self.from)).max(1.0);
        (f64::from(milli) - f64::from(self.from)) / wide
    }

    pub fn holds(self, milli: i32) -> bool {
        (self.from..=self.to).contains(&milli)
    }

    /// Marks at whole bits, some seven of them.
    pub fn ticks(self) -> Vec<Tick> {
        let wide = i64::from(self.to) - i64::from(self.from);
        let steps = [1, 2, 5, 10, 20, 50, 100];
        // No weight lies so far out that these are too few; one that did gets whatever makes eight marks.
        let beyond = wide / 8_000 + 1;
        let step = steps.into_iter().find(|step| wide <= step * 8_000).unwrap_or(beyond) * 1_000;
        let first = i64::from(self.from).div_euclid(step) * step;
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= i64::from(self.to) {
            let milli = i32::try_from(at).unwrap_or(i32::MAX);
            if self.holds(milli) {
                ticks.push((self.place(milli), whole_bits(milli)));
            }
            at += step;
        }
        ticks
    }
}

/// Milli-bits that are whole bits.
pub(super) fn whole_bits(milli: i32) -> String {
    let sign = if milli < 0 { "\u{2212}" } else { "" };
    format!("{sign}{}", milli.unsigned_abs() / 1_000)
}

/// Marks of shares.
pub(super) fn share_ticks() -> Vec<Tick> {
    [0, 25, 50, 75, 100].iter().map(|share| (f64::from(*share) / 100.0, format!("{share}\u{a0}%"))).collect()
}

/// A logarithmic axis of counts, a little of it below 1 so that a single one shows.
#[derive(Debug, Clone, Copy)]
pub(super) struct Decades {
    top: f64,
}

/// How much of a decade stands below 1.
const BELOW: f64 = 0.3;

impl Decades {
    pub fn up_to(most: u64) -> Self {
        Self { top: (most.max(10) as f64).log10() + BELOW }
    }

    pub fn height(self, value: u64) -> f64 {
        if value == 0 { 0.0 } else { ((value as f64).log10() + BELOW) / self.top }
    }

    pub fn ticks(self) -> Vec<Tick> {
        let decades = self.top.floor() as u32;
        let step = if decades > 5 { 2 } else { 1 };
        let each = (0..=decades).step_by(step).map(|decade| 10_u64.saturating_pow(decade));
        each.filter(|value| self.height(*value) <= 1.0)
            .map(|value| (self.height(value), crate::figures::short(value)))
            .collect()
    }
}
