//! How many pairs there are of each kind that blocking can tell apart.
//!
//! Only blocked pairs are seen. How many pairs of a class blocking does not see follows in closed form,
//! because a rule on whole columns is a function of outcomes: outcomes that no rule tells apart are one
//! *atom*, and a *state* is an atom, or nothing, for each comparison.

use std::collections::BTreeMap;

use super::nulls::null_masks;
use crate::block::{Mode, Rule};
use crate::compare::{Comparer, Comparison, Fields, Outcome, Test};
use crate::table::Table;

/// Above so many states the truncation is left out: each is gone through in every round of training.
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
        let masks = null_masks((table, mode), (comparer, fields), MOST);
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
                if all.len() + open.len() * choices.len() > MOST {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expression::{Derived, Expression};
    use crate::settings::Settings;
    use crate::table::{TableBuilder, mix};

    #[test]
    fn fifteen_sparse_columns_with_a_rule_each_make_no_table_of_all_kinds() {
        const COLUMNS: u64 = 15;
        let mut builder = TableBuilder::default();
        for column in 0..COLUMNS {
            let place = builder.column(&format!("c{column}"));
            for row in 0..3_000 {
                let text = format!("v{}", mix(row, column) % 50);
                builder.at(place).push(if mix(row, 100 + column).is_multiple_of(2) {
                    text.as_bytes()
                } else {
                    b""
                });
            }
        }
        builder.end_input("t", 3_000, false);
        let table = builder.finish();
        let compared = (0..COLUMNS)
            .map(|column| format!("[[comparisons]]\ncolumn = \"c{column}\"\nlevels = [\"exact\"]\n"));
        let settings = Settings::parse(&compared.collect::<String>()).expect("settings");
        let mut fields = Fields::default();
        let comparer = Comparer::new(&table, &Derived::default(), &settings.comparisons, &mut fields);
        let comparer = comparer.expect("comparisons");
        fields.seal();
        let key = |column: u64| vec![Expression::column(&format!("c{column}"))];
        let rules: Vec<Rule> =
            (0..COLUMNS).map(|column| Rule { keys: key(column), ..Rule::default() }).collect();
        let asked = rules.iter().map(|rule| asked_by(rule, &settings.comparisons, &comparer));
        let told: Option<Vec<BTreeMap<usize, Vec<bool>>>> = asked.collect();
        let masks = null_masks((&table, Mode::Dedupe), (&comparer, &fields), MOST);
        // Hundreds of thousands would be made before they are found to be too many.
        let made = States::of(&comparer, told.expect("rules of equality"), &masks);
        assert!(made.all.len() <= MOST, "{}", made.all.len());
        let states = States::new(&table, Mode::Dedupe, &settings.comparisons, &comparer, &fields, &rules);
        assert!(states.untold && states.all.len() <= MOST, "{}", states.all.len());
        assert!((states.all.iter().map(|own| own.pairs).sum::<f64>() - states.pairs).abs() < 1.0);
    }
}
