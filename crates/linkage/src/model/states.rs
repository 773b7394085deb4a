//! How many pairs there are of each kind that blocking can tell apart.
//!
//! Only blocked pairs are seen. How many pairs of a class blocking does not see follows in closed form,
//! because a rule on whole columns is a function of outcomes: outcomes that no rule tells apart are one
//! *atom*, and a *state* is an atom, or nothing, for each comparison.

use std::collections::BTreeMap;

use crate::block::{Mode, Rule};
use crate::compare::{Comparer, Comparison, Fields, Outcome, Test};
use crate::table::Table;

/// Above so many states the truncation is left out.
const MOST: usize = 60_000;

/// Columns that both rows of a pair hold for it to tell at which levels matches agree: where one column alone is held,
/// nothing else tells whether it is right.
const HELD: usize = 2;
/// Share of all pairs that have to hold so many; else pairs tell that hold one.
const MOSTLY: f64 = 0.01;

/// One kind of pair.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct State {
    /// The atom of each comparison; none where one side holds nothing.
    pub atoms: Vec<Option<u8>>,
    /// Pairs of rows, by what they hold, that could be in it.
    pub pairs: f64,
    /// Whether some rule makes its pairs.
    pub blocked: bool,
    /// Whether these tell at which levels matches agree.
    pub tells: bool,
}

/// Atoms and states of all comparisons.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct States {
    /// The atom of each outcome, by comparison; that of the null is not used.
    pub atom_of: Vec<Vec<u8>>,
    /// How many atoms each comparison has.
    pub atoms: Vec<usize>,
    /// All states that pairs can be in.
    pub all: Vec<State>,
    /// For each rule that outcomes decide: the outcomes that it asks for, by comparison.
    rules: Vec<BTreeMap<usize, Vec<bool>>>,
    /// Whether outcomes do not decide each rule: then all that is blocked is taken for all there is.
    pub untold: bool,
    /// Pairs of rows in all.
    pub pairs: f64,
    /// Columns that both rows of a pair hold for it to tell at which levels matches agree.
    pub held: usize,
}

impl States {
    /// The states of a table under some rules.
    pub fn new(
        table: &Table,
        mode: Mode,
        comparisons: &[Comparison],
        comparer: &Comparer,
        fields: &Fields,
        rules: &[Rule],
    ) -> Self {
        let told: Option<Vec<BTreeMap<usize, Vec<bool>>>> =
            rules.iter().map(|rule| asked_by(rule, comparisons, comparer)).collect();
        let masks = null_masks(table, mode, comparer, fields);
        if let Some(told) = told {
            let made = Self::of(comparer, told, &masks);
            if made.all.len() <= MOST && !made.rules.is_empty() {
                return made;
            }
        }
        let mut untold = Self::of(comparer, vec![BTreeMap::new()], &masks);
        untold.untold = true;
        untold
    }

    /// Whether a rule that outcomes decide makes a pair with these outcomes.
    pub fn is_blocked(&self, outcomes: &[u8]) -> bool {
        self.rules
            .iter()
            .any(|rule| rule.iter().all(|(comparison, asked)| asked[outcomes[*comparison] as usize]))
    }

    /// Whether a blocked pair with these outcomes tells at which levels matches agree.
    pub fn tells(&self, outcomes: &[u8]) -> bool {
        outcomes.iter().filter(|outcome| **outcome != 0).count() >= self.held
    }

    fn of(comparer: &Comparer, rules: Vec<BTreeMap<usize, Vec<bool>>>, masks: &BTreeMap<u64, f64>) -> Self {
        let pairs_in_all: f64 = masks.values().sum();
        let comparisons = comparer.outcomes().len();
        let holds = |mask: &u64| comparisons - mask.count_ones() as usize >= HELD;
        let that_hold: f64 = masks.iter().filter(|(mask, _)| holds(mask)).map(|(_, pairs)| pairs).sum();
        let held = if that_hold >= MOSTLY * pairs_in_all { HELD } else { 1 };
        let mut atom_of = Vec::new();
        let mut atoms = Vec::new();
        // For each comparison and atom, which rules accept it.
        let mut accepted: Vec<Vec<Vec<bool>>> = Vec::new();
        for (comparison, outcomes) in comparer.outcomes().iter().enumerate() {
            let mut kinds: Vec<Vec<bool>> = Vec::new();
            let mut own = vec![0; outcomes.all.len()];
            for (outcome, atom) in own.iter_mut().enumerate().skip(1) {
                let signature: Vec<bool> = rules
                    .iter()
                    .map(|rule| rule.get(&comparison).is_none_or(|asked| asked[outcome]))
                    .collect();
                let place = kinds.iter().position(|kind| *kind == signature);
                *atom = place.unwrap_or_else(|| {
                    kinds.push(signature);
                    kinds.len() - 1
                }) as u8;
            }
            atoms.push(kinds.len());
            atom_of.push(own);
            accepted.push(kinds);
        }
        let mut all = Vec::new();
        for (mask, pairs) in masks {
            let mut open: Vec<Vec<Option<u8>>> = vec![Vec::new()];
            for (comparison, count) in atoms.iter().enumerate() {
                let choices: Vec<Option<u8>> = if mask >> comparison & 1 == 1 {
                    vec![None]
                } else {
                    (0..*count as u8).map(Some).collect()
                };
                if open.len() * choices.len() > MOST {
                    // Too many to be told apart: the caller falls back.
                    let (all, told) = (Vec::new(), Vec::new());
                    return Self {
                        atom_of,
                        atoms,
                        all,
                        rules: told,
                        untold: true,
                        pairs: pairs_in_all,
                        held,
                    };
                }
                open = open
                    .iter()
                    .flat_map(|so_far| {
                        choices.iter().map(move |choice| {
                            let mut longer = so_far.clone();
                            longer.push(*choice);
                            longer
                        })
                    })
                    .collect();
            }
            for chosen in open {
                let blocked = rules.iter().enumerate().any(|(number, rule)| {
                    rule.keys().all(|comparison| {
                        chosen[*comparison].is_some_and(|atom| accepted[*comparison][atom as usize][number])
                    })
                });
                let tells = blocked && chosen.iter().flatten().count() >= held;
                all.push(State { atoms: chosen, pairs: *pairs, blocked, tells });
            }
        }
        Self { atom_of, atoms, all, rules, untold: false, pairs: pairs_in_all, held }
    }
}

/// What a rule asks of outcomes, where outcomes decide it.
pub(super) fn asked_by(
    rule: &Rule,
    comparisons: &[Comparison],
    comparer: &Comparer,
) -> Option<BTreeMap<usize, Vec<bool>>> {
    if rule.right_keys.is_some() || !rule.only_where.is_empty() || rule.at_most_rows.is_some() {
        return None;
    }
    let mut asked: BTreeMap<usize, Vec<bool>> = BTreeMap::new();
    for key in &rule.keys {
        let (comparison, outcomes) = (0..comparisons.len()).find_map(|place| {
            let own = &comparisons[place];
            let all = &comparer.outcomes()[place].all;
            let says = |outcome: &Outcome| match outcome {
                Outcome::Level { level, .. } => own.levels[*level].tests.iter().any(|(column, test)| {
                    let of = column.as_ref().unwrap_or(&own.column);
                    of.text == key.text && matches!(test, Test::Exact | Test::Shares(_))
                }),
                _ => false,
            };
            let mut fits: Vec<bool> = all.iter().map(says).collect();
            if !fits.contains(&true) {
                return None;
            }
            // Where the key is a wider column than the comparison's own (a town beside its postcode),
            // equality of the own column comes with it.
            for (outcome, fit) in fits.iter_mut().enumerate().skip(1) {
                *fit = *fit || comparer.is_exact(place, outcome as u8);
            }
            Some((place, fits))
        })?;
        match asked.get_mut(&comparison) {
            Some(known) => known.iter_mut().zip(outcomes).for_each(|(one, other)| *one = *one && other),
            None => {
                asked.insert(comparison, outcomes);
            }
        }
    }
    Some(asked)
}

/// All pairs by what they lack: a bit for each comparison in which one side holds nothing.
fn null_masks(table: &Table, mode: Mode, comparer: &Comparer, fields: &Fields) -> BTreeMap<u64, f64> {
    let comparisons = comparer.outcomes().len().min(64);
    let mut rows: BTreeMap<u64, Vec<f64>> = BTreeMap::new();
    let inputs = if mode == Mode::Link { table.inputs.len() } else { 1 };
    for row in 0..fields.rows() as u32 {
        let mask = (0..comparisons)
            .filter(|comparison| !comparer.has_value(fields, *comparison, row))
            .fold(0_u64, |mask, comparison| mask | 1 << comparison);
        let input = if mode == Mode::Link { table.input_of(row) } else { 0 };
        rows.entry(mask).or_insert_with(|| vec![0.0; inputs])[input] += 1.0;
    }
    let listed: Vec<(u64, Vec<f64>)> = rows.into_iter().collect();
    let mut pairs = BTreeMap::new();
    for (place, (one, held)) in listed.iter().enumerate() {
        for (other, others) in &listed[place..] {
            let (all, both): (f64, f64) = (held.iter().sum(), others.iter().sum());
            let within: f64 = held.iter().zip(others).map(|(left, right)| left * right).sum();
            let made = match (mode == Mode::Link, one == other) {
                (true, true) => (all * all - within) / 2.0,
                (true, false) => all * both - within,
                (false, true) => all * (all - 1.0) / 2.0,
                (false, false) => all * both,
            };
            if made > 0.0 {
                *pairs.entry(one | other).or_insert(0.0) += made;
            }
        }
    }
    pairs
}
