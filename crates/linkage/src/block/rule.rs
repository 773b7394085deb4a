//! Rules made ready over a table, and what they will make.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use thiserror::Error;

use super::groups::{ALONE, Firsts, MOST_KEYS, MOST_TOGETHER, TooManyKeys};
use super::{Groups, Mode, Rule};
use crate::compare::{Comparer, Comparison, Fields};
use crate::expression::{Derived, Expression, ExpressionError};
use crate::table::{Cells, Coder, Column, Lines, Table};

/// Why blocking cannot run.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BlockingError {
    /// A key or a condition cannot be used.
    #[error("blocking rule {rule}: {why}")]
    Expression {
        /// Number of the rule, from 1.
        rule: usize,
        /// Why.
        why: ExpressionError,
    },
    /// No rule at all.
    #[error("no blocking rule: add a [[blocking]] with keys, or one without keys to compare everything")]
    NoRule,
    /// More pairs than allowed.
    #[error(
        "the rules make {pairs} pairs, more than the limit of {limit}: {largest}; narrow that rule, or raise \
         `[run] at_most_pairs`"
    )]
    TooManyPairs {
        /// How many, before repeats are removed.
        pairs: u64,
        /// The limit.
        limit: u64,
        /// Which rule and block make most of them.
        largest: String,
    },
    /// More pairs weigh enough to be kept than may be.
    #[error(
        "more than {limit} pairs look enough like one to be kept in memory: compare more columns or narrow the rules, so \
         that fewer do, or raise `[run] at_most_kept` where there are 50 bytes of memory for each"
    )]
    TooManyKept {
        /// The limit.
        limit: u64,
    },
    /// A row holds so much in several columns of many values that its keys are too many.
    #[error(
        "blocking rule {rule} `{keys}`: the row {id} of {input} makes {made} keys of its values, more than {most}; leave \
         one of its columns of many values out of that rule, or shorten what that row holds"
    )]
    TooManyKeys {
        /// Number of the rule, from 1.
        rule: usize,
        /// Its keys, in words.
        keys: String,
        /// The input of the row.
        input: String,
        /// The id of the row.
        id: String,
        /// How many it would have.
        made: usize,
        /// How many a row may have.
        most: usize,
    },
    /// The rows of all inputs hold so much that their keys are too many.
    #[error(
        "blocking rule {rule} `{keys}` makes {made} keys of all rows together, more than the {most} that fit into memory; \
         leave one of its columns of many values out of that rule"
    )]
    TooManyTogether {
        /// Number of the rule, from 1.
        rule: usize,
        /// Its keys, in words.
        keys: String,
        /// How many they would have.
        made: u64,
        /// How many they may have.
        most: u64,
    },
}

impl BlockingError {
    /// Too many keys under a rule, by its place; `named` gives the input and id of a row.
    pub(crate) fn too_many_keys(
        (place, rule): (usize, &Rule),
        why: TooManyKeys,
        named: impl FnOnce(u32) -> (String, String),
    ) -> Self {
        let (rule, keys) = (place + 1, rule.text());
        match why {
            TooManyKeys::Row { row, keys: made } => {
                let (input, id) = named(row);
                Self::TooManyKeys { rule, keys, input, id, made, most: MOST_KEYS }
            }
            TooManyKeys::Together { keys: made } => {
                Self::TooManyTogether { rule, keys, made, most: MOST_TOGETHER }
            }
        }
    }
}

/// What one rule makes, counted from block sizes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleCount {
    /// The rule, in words.
    pub rule: String,
    /// Pairs, those that an earlier rule makes too included.
    pub pairs: u64,
    /// Blocks of two and more rows.
    pub blocks: usize,
    /// Rows in the largest block.
    pub largest: usize,
    /// Its pairs; of several such blocks those of the one that has the key below.
    pub largest_pairs: u64,
    /// The key of the largest block; of several such blocks the first key by the alphabet, and empty where
    /// more than 64 are of that size.
    pub largest_key: String,
}

impl RuleCount {
    /// Pairs of all rules, repeats included.
    pub fn pairs_of(all: &[Self]) -> u64 {
        all.iter().map(|own| own.pairs).sum()
    }
}

/// One rule over a table.
#[derive(Debug)]
pub struct Prepared {
    /// Its blocks.
    pub groups: Groups,
    /// What has to hold besides: outcome numbers up to the second value hold.
    pub(super) conditions: Option<(Comparer, Fields)>,
}

impl Prepared {
    /// Whether a pair of one block belongs to the rule.
    #[inline]
    pub(super) fn admits(&self, left: u32, right: u32) -> bool {
        let Some((comparer, fields)) = &self.conditions else { return true };
        let sides = fields.sides(left, right);
        (0..comparer.outcomes().len()).all(|condition| comparer.outcome(fields, condition, sides) == 1)
    }
}

/// All rules over a table.
#[derive(Debug)]
pub struct Blocking {
    /// The rules, in order: a pair belongs to the first that makes it.
    pub rules: Vec<Prepared>,
    /// What each makes.
    pub counts: Vec<RuleCount>,
    /// Which pairs are asked about.
    pub mode: Mode,
    /// The input of each row; empty where it does not matter.
    pub(super) inputs: Vec<u32>,
    /// Group numbers row by row, one a rule of single-valued keys.
    pub(super) matrix: Lines,
    /// For each rule its column in the matrix.
    pub(super) places: Vec<Option<usize>>,
    /// For each rule those that make all of its pairs, among rules that equality of one number decides.
    within: Vec<Vec<usize>>,
    /// Whether some rule makes all pairs.
    pub makes_all: bool,
    /// Rows that are in no block but such as have more rows than their rule allows: they are compared with nobody.
    pub alone: usize,
}

impl Blocking {
    /// Makes the blocks of all rules and counts their pairs.
    pub fn new(table: &Table, derived: &Derived, rules: &[Rule], mode: Mode) -> Result<Self, BlockingError> {
        if rules.is_empty() {
            return Err(BlockingError::NoRule);
        }
        let mut prepared = Vec::with_capacity(rules.len());
        let mut counts = Vec::with_capacity(rules.len());
        let ends: Vec<u32> = table.inputs.iter().map(|input| input.rows.end).collect();
        let (mut shared, mut firsts, mut too_many) = (Shared::of(rules), Firsts::default(), Vec::new());
        for (place, rule) in rules.iter().enumerate() {
            let fault = |why| BlockingError::Expression { rule: place + 1, why };
            let columns = keys(table, derived, rule, &mut shared).map_err(fault)?;
            let borrowed: Vec<&Column> = columns.iter().map(AsRef::as_ref).collect();
            let groups = if borrowed.is_empty() {
                Groups::everything(table.rows())
            } else {
                Groups::by(&shared.named(rule, &borrowed), &mut firsts)
                    .map_err(|why| too_many_keys(table, place, rule, why))?
            };
            let groups = match rule.at_most_rows {
                Some(most) => {
                    too_many.extend(
                        (0..groups.len())
                            .map(|own| groups.group(own))
                            .filter(|own| own.len() > most as usize)
                            .flatten(),
                    );
                    groups.at_most(most as usize, table.rows())
                }
                None => groups,
            };
            counts.push(count(rule, &groups, &borrowed, mode, &ends));
            let conditions = conditions(table, derived, rule).map_err(fault)?;
            prepared.push(Prepared { groups, conditions });
        }
        let of_all = |rule: &Prepared| {
            rule.conditions.is_none() && rule.groups.len() == 1 && rule.groups.rows.len() == table.rows()
        };
        let makes_all = prepared.iter().any(of_all);
        let inputs = if mode == Mode::Link {
            (0..table.rows() as u32).map(|row| table.input_of(row) as u32).collect()
        } else {
            Vec::new()
        };
        let (matrix, places) = (Lines::default(), Vec::new());
        let mut made = Self {
            rules: prepared,
            counts,
            mode,
            inputs,
            matrix,
            places,
            within: Vec::new(),
            makes_all,
            alone: 0,
        };
        made.lay_out(table.rows());
        too_many.retain(|row| made.is_alone(*row));
        too_many.sort_unstable();
        too_many.dedup();
        made.alone = too_many.len();
        made.within = (0..rules.len()).map(|place| made.makers_of_all(place)).collect();
        Ok(made)
    }

    /// Pairs of all rules, repeats included.
    pub fn pairs(&self) -> u64 {
        RuleCount::pairs_of(&self.counts)
    }

    /// Whether a row is in no block.
    fn is_alone(&self, row: u32) -> bool {
        let in_several =
            |rule: &Prepared| rule.groups.several.is_some() && !rule.groups.groups_of(row).is_empty();
        self.matrix.row(row).iter().all(|number| *number >= ALONE) && !self.rules.iter().any(in_several)
    }

    /// Refuses when more pairs would be made than allowed.
    pub fn check(&self, limit: u64) -> Result<(), BlockingError> {
        let pairs = self.pairs();
        if pairs <= limit {
            return Ok(());
        }
        let largest = self.counts.iter().max_by_key(|count| count.pairs).map_or_else(String::new, |count| {
            format!(
                "rule `{}` makes {} of them, its largest block ({}) has {} rows",
                count.rule, count.pairs, count.largest_key, count.largest
            )
        });
        Err(BlockingError::TooManyPairs { pairs, limit, largest })
    }

    /// Of rules that equality of one number decides those that tell of no more pairs than the others.
    pub(super) fn needed(&self, rules: &[usize]) -> Vec<usize> {
        let is_told = |place: &usize| {
            rules.iter().any(|other| {
                let is_first = other < place || !self.within[*other].contains(place);
                self.within[*place].contains(other) && is_first
            })
        };
        rules.iter().copied().filter(|place| !is_told(place)).collect()
    }

    /// Whether equality of one number decides.
    pub(super) fn is_plain(&self, place: usize) -> bool {
        self.places[place].is_some() && self.rules[place].conditions.is_none()
    }

    /// The other rules in one block of which each block of a rule lies whole.
    fn makers_of_all(&self, place: usize) -> Vec<usize> {
        let groups = &self.rules[place].groups;
        let is_whole = |group: &[u32], column: usize| {
            let number = self.matrix.row(group[0])[column];
            number < ALONE && group[1..].iter().all(|row| self.matrix.row(*row)[column] == number)
        };
        let lies_within = |other: usize| {
            let Some(column) = self.places[other].filter(|_| self.is_plain(other)) else { return false };
            (0..groups.len()).all(|number| is_whole(groups.group(number), column))
        };
        if !self.is_plain(place) {
            return Vec::new();
        }
        (0..self.rules.len()).filter(|other| *other != place && lies_within(*other)).collect()
    }

    fn lay_out(&mut self, rows: usize) {
        let mut width = 0;
        for rule in &self.rules {
            self.places.push(if rule.groups.several.is_none() {
                width += 1;
                Some(width - 1)
            } else {
                None
            });
        }
        self.matrix = Lines::new(rows, width);
        let single: Vec<&[u32]> = self
            .rules
            .iter()
            .filter(|rule| rule.groups.several.is_none())
            .map(|rule| rule.groups.of.as_slice())
            .collect();
        // Each line is written once: it lies far from the next.
        for row in 0..rows {
            for (cell, numbers) in self.matrix.row_mut(row as u32).iter_mut().zip(&single) {
                *cell = numbers[row];
            }
        }
        for rule in &mut self.rules {
            // The matrix holds the same numbers.
            rule.groups.of = Vec::new();
        }
    }
}

fn too_many_keys(table: &Table, place: usize, rule: &Rule, why: TooManyKeys) -> BlockingError {
    BlockingError::too_many_keys((place, rule), why, |row| {
        let input = table.inputs.get(table.input_of(row)).map(|input| input.name.clone());
        (input.unwrap_or_default(), table.ids.text(row))
    })
}

/// What has to hold besides equal keys: outcome 1 of each comparison.
pub(crate) fn conditions(
    table: &Table,
    derived: &Derived,
    rule: &Rule,
) -> Result<Option<(Comparer, Fields)>, ExpressionError> {
    if rule.only_where.is_empty() {
        return Ok(None);
    }
    let comparisons: Vec<Comparison> = rule
        .only_where
        .iter()
        .map(|(column, level)| Comparison {
            name: level.text.clone(),
            column: column.clone(),
            levels: vec![level.clone()],
            term_frequency: false,
        })
        .collect();
    let mut fields = Fields::default();
    let comparer = Comparer::new(table, derived, &comparisons, &mut fields)?;
    fields.seal();
    Ok(Some((comparer, fields)))
}

/// Keys that several rules share are made once and kept until the last of them.
struct Shared {
    columns: BTreeMap<String, (usize, Option<Column>)>,
    /// Those that several rules have.
    names: BTreeSet<String>,
}

impl Shared {
    fn of(rules: &[Rule]) -> Self {
        let mut columns: BTreeMap<String, (usize, Option<Column>)> = BTreeMap::new();
        for key in rules.iter().filter(|rule| rule.right_keys.is_none()).flat_map(|rule| &rule.keys) {
            columns.entry(key.text.clone()).or_default().0 += 1;
        }
        let several = columns.iter().filter(|(_, (rules, _))| *rules > 1);
        let names = several.map(|(name, _)| name.clone()).collect();
        Self { columns, names }
    }

    /// The columns of a rule, with the names of those that other rules have too.
    fn named<'r>(&self, rule: &'r Rule, columns: &[&'r Column]) -> Vec<(Option<&'r str>, &'r Column)> {
        let name = |key: &'r Expression| {
            Some(key.text.as_str()).filter(|text| rule.right_keys.is_none() && self.names.contains(*text))
        };
        rule.keys.iter().map(name).zip(columns.iter().copied()).collect()
    }

    fn column<'t>(
        &mut self,
        table: &'t Table,
        derived: &Derived,
        key: &Expression,
    ) -> Result<Cow<'t, Column>, ExpressionError> {
        let Some((left, made)) = self.columns.get_mut(&key.text) else { return derived.column(table, key) };
        *left = left.saturating_sub(1);
        if *left == 0 {
            return made.take().map_or_else(|| derived.column(table, key), |column| Ok(Cow::Owned(column)));
        }
        if let Some(column) = made {
            return Ok(Cow::Owned(column.clone()));
        }
        let column = derived.column(table, key)?;
        if let Cow::Owned(own) = &column {
            *made = Some(own.clone());
        }
        Ok(column)
    }
}

fn keys<'t>(
    table: &'t Table,
    derived: &Derived,
    rule: &Rule,
    shared: &mut Shared,
) -> Result<Vec<Cow<'t, Column>>, ExpressionError> {
    let Some(right_keys) = &rule.right_keys else {
        return rule.keys.iter().map(|key| shared.column(table, derived, key)).collect();
    };
    let first_end = table.inputs.first().map_or(0, |input| input.rows.end as usize);
    let both = rule.keys.iter().zip(right_keys);
    both.map(|(left, right)| Ok(Cow::Owned(sided(table, derived, left, right, first_end)?))).collect()
}

/// One column that holds the left expression for the first input and the right one for the others.
fn sided(
    table: &Table,
    derived: &Derived,
    left: &Expression,
    right: &Expression,
    first_end: usize,
) -> Result<Column, ExpressionError> {
    let (one, other) = (derived.column(table, left)?, derived.column(table, right)?);
    let mut coder = Coder::default();
    let (mut starts, mut codes) = (vec![0], Vec::new());
    for row in 0..table.rows() {
        let column = if row < first_end { &one } else { &other };
        let start = codes.len();
        codes.extend(column.row(row).iter().map(|code| coder.code(column.values.get(*code))));
        codes[start..].sort_unstable();
        starts.push(codes.len() as u32);
    }
    let single = matches!((&one.cells, &other.cells), (Cells::One(_), Cells::One(_)));
    let cells = if single {
        let of =
            |row: usize| codes[starts[row] as usize..starts[row + 1] as usize].first().copied().unwrap_or(0);
        Cells::One((0..table.rows()).map(of).collect())
    } else {
        Cells::Many { starts, codes }
    };
    Ok(Column { name: left.text.clone(), values: std::sync::Arc::new(coder.finish()), cells })
}

fn count(rule: &Rule, groups: &Groups, columns: &[&Column], mode: Mode, ends: &[u32]) -> RuleCount {
    let (mut pairs, mut largest) = (0_u64, 0_usize);
    // The numbers of the largest blocks, and their pairs.
    let mut largest_groups: Vec<(usize, u64)> = Vec::new();
    for number in 0..groups.len() {
        let group = groups.group(number);
        let size = group.len() as u64;
        let mut made = size * (size - 1) / 2;
        if mode == Mode::Link {
            let mut rest = group;
            for end in ends {
                let (inside, behind) = rest.split_at(rest.partition_point(|row| row < end));
                made -= inside.len() as u64 * (inside.len() as u64).saturating_sub(1) / 2;
                rest = behind;
            }
        }
        pairs += made;
        if group.len() > largest {
            largest = group.len();
            largest_groups.clear();
        }
        if group.len() == largest && largest_groups.len() <= NAMED {
            largest_groups.push((number, made));
        }
    }
    // Groups are numbered as rows come, so that the first of them would depend on the order of rows.
    let named = if largest_groups.len() > NAMED { &[][..] } else { &largest_groups };
    let keys = named.iter().map(|(number, made)| (key_of(groups, columns, *number), *made));
    let (largest_key, largest_pairs) = keys.min().unwrap_or_default();
    RuleCount { rule: rule.text(), pairs, blocks: groups.len(), largest, largest_pairs, largest_key }
}

/// Largest blocks of one size whose keys are looked at.
const NAMED: usize = 64;

fn key_of(groups: &Groups, columns: &[&Column], number: usize) -> String {
    let rows = groups.group(number);
    let (Some(first), Some(second)) = (rows.first(), rows.get(1)) else { return String::new() };
    let shown: Vec<String> = columns
        .iter()
        .map(|column| {
            let other = column.row(*second as usize);
            let shared = column.row(*first as usize).iter().filter(|code| other.contains(code));
            shared.map(|code| column.values.text(*code).into_owned()).min().unwrap_or_default()
        })
        .collect();
    shown.join("; ")
}
