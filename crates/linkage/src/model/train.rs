//! Trains a model: matches, strangers, and as many classes of related pairs as the data show.

use std::collections::BTreeMap;

use super::coarse::Coarse;
use super::mixture::{HowMany, Mixture, Seen, Trainer};
use super::related::{self, ALIKE, Begun, Found, Ground, WORTH_ALIKE};
use super::states::{States, asked_by};
use super::{Chances, Class, Compared, Line, Model};
use super::{apart, kinds};
use crate::block::{Mode, Rule};
use crate::compare::{Comparer, Comparison, Fields};
use crate::pattern::Space;
use crate::table::Table;

/// Rounds of the final training.
const ROUNDS: usize = 150;

/// Matches for each row, to begin with: fewer than nearly any table has. Of too many, strangers are made matches, and
/// of matches relatives.
const FIRST: f64 = 0.02;

/// Times that classes are put into matches, change places with them or come beside them after training: there are six at most.
const MADE_ANEW: usize = 8;

/// Of all pairs no more match.
const MOST: f64 = 0.4;

/// Pairs of rules that ask for something that are enough to train on.
const ENOUGH: u64 = 1_000;
/// Of so many pairs one is too few to train on.
const FEW: u64 = 100;

/// What training looks at.
#[derive(Debug, Clone, Copy)]
pub struct Training<'a> {
    /// The rows.
    pub table: &'a Table,
    /// Which pairs there are.
    pub mode: Mode,
    /// What is compared.
    pub comparisons: &'a [Comparison],
    /// At which levels.
    pub comparer: &'a Comparer,
    /// On what.
    pub fields: &'a Fields,
    /// Numbers of patterns.
    pub space: &'a Space,
    /// What was blocked on, and how many pairs each rule makes.
    pub rules: &'a [(Rule, u64)],
    /// How often strangers agree.
    pub chances: &'a Chances,
    /// How many pairs match, where rules that are nearly always right say; else the training finds out.
    pub matches: Option<f64>,
    /// For each comparison that says nothing of who is who where matches start ([`Training::silent`]); empty where nobody
    /// has looked.
    pub silent: &'a [Option<Vec<f64>>],
    /// Comparisons of what stays with an entity whatever else changes.
    pub lasting: &'a [usize],
    /// Columns by which nobody is related.
    pub refused: &'a [Vec<usize>],
}

impl Training<'_> {
    /// The rules whose pairs training looks at: those that outcomes decide, or all where these make too few pairs. A
    /// rule that asks for nothing makes hardly any pairs but strangers', and what these share in several columns at
    /// once (two restaurants of one town and one kitchen) would be most of what training sees: it is left out where
    /// the others make 1,000 pairs.
    pub fn looks_at(rules: &[(Rule, u64)], comparisons: &[Comparison], comparer: &Comparer) -> Vec<usize> {
        let told: Vec<usize> = (0..rules.len())
            .filter(|place| asked_by(&rules[*place].0, comparisons, comparer).is_some())
            .collect();
        let pairs = |places: &[usize]| -> u64 { places.iter().map(|place| rules[*place].1).sum() };
        let asking = |places: &[usize]| -> Vec<usize> {
            places.iter().copied().filter(|place| !rules[*place].0.keys.is_empty()).collect()
        };
        // Hardly any of many pairs: names that are equal letter by letter where most are written another way.
        let are_few = |some: &[usize], of: &[usize]| some.is_empty() || pairs(some) * FEW < pairs(of);
        let all: Vec<usize> = (0..rules.len()).collect();
        let asked = asking(&told);
        if pairs(&asked) >= ENOUGH && !are_few(&asked, &asking(&all)) {
            return asked;
        }
        if are_few(&told, &all) { all } else { told }
    }

    /// Trains a model on pairs by pattern, of the rules that [`Training::looks_at`] names. Of `labelled` pairs,
    /// each by its pattern, the class is known: they count for it alone.
    /// Returns with it the comparisons by which each class of related pairs is related.
    pub fn run(&self, patterns: &[(u64, u64)], labelled: &[(u64, bool)]) -> (Model, Vec<Vec<usize>>) {
        self.trained(patterns, labelled, true)
    }

    /// The same without classes of related pairs: these are no strangers, so that they count as matches.
    pub fn run_without_related(&self, patterns: &[(u64, u64)], labelled: &[(u64, bool)]) -> Model {
        self.trained(patterns, labelled, false).0
    }

    fn trained(
        &self,
        patterns: &[(u64, u64)],
        labelled: &[(u64, bool)],
        finds_related: bool,
    ) -> (Model, Vec<Vec<usize>>) {
        let looks_at = Self::looks_at(self.rules, self.comparisons, self.comparer);
        let states = self.states(&looks_at);
        let (chances, most) = (self.chances(), &self.chances.most);
        let seen = self.seen(patterns, labelled, &states);
        let all = states.pairs.max(1.0);
        let matches: Vec<Vec<f64>> =
            (0..chances.len()).map(|comparison| self.first(comparison, &chances[comparison])).collect();
        let (how_many, share) = (self.how_many(&states), self.share(&states));
        let sizes: Vec<usize> = chances.iter().map(Vec::len).collect();
        let coarse = Coarse::new(&sizes, |comparison, outcome| self.comparer.is_exact(comparison, outcome));
        let agreeing: Vec<Vec<f64>> =
            (0..chances.len()).map(|comparison| self.agreeing(comparison, &chances[comparison])).collect();
        let ground = Ground {
            coarse: &coarse,
            states: &states,
            chances: &chances,
            most,
            matches: &matches,
            seen: &seen,
            share,
            how_many,
            agreeing: &agreeing,
            lasting: self.lasting,
            refused: self.refused,
        };
        let mut found = if finds_related { related::find(ground) } else { Found::default() };
        let trainer =
            Trainer { states: &states, atom_of: &states.atom_of, chances: &chances, most, how_many };
        // Without kinds, where these turn out to be namesakes: nearly alike in much, and equal in hardly anything.
        let mut of_one_kind = Some(found.clone());
        if let Some(kinds) = kinds::beside_what_relates(ground, &found) {
            found = kinds;
        }
        if let Some(kinds) = kinds::another_kind(ground, &found) {
            found = kinds;
        }
        let mut made_anew = 0;
        loop {
            let begun = Begun::with(ground, &found);
            let trained = trainer.run(&seen, begun.from.clone(), begun.course(ROUNDS, false));
            if found.are_of_kinds
                && self.are_hardly_equal(&trained.outcomes[0])
                && let Some(without) = of_one_kind.take()
            {
                found = without;
                continue;
            }
            let may_be_of_kinds = of_one_kind.is_some();
            let anew = || {
                let made =
                    if may_be_of_kinds { kinds::made_by_training(ground, &trained, &found) } else { None };
                made.or_else(|| apart::beside_who_took_their_place(ground, &trained, &found))
            };
            if finds_related
                && made_anew < MADE_ANEW
                && let Some(other) = anew()
            {
                made_anew += 1;
                found = other;
                continue;
            }
            let other = too_alike(&trained, &found.worth, &self.chances.filled, all)
                .or_else(|| kinds::tells_elsewhere(&trained, &found.seeds));
            let other = ground.is_no_relative(&trained).or(other);
            // Matches that agree now on this and now on that may tell less than guests of one café, who share all that it has.
            if let Some(other) = other.filter(|_| !found.are_of_kinds) {
                found.remove(other);
                continue;
            }
            if finds_related
                && let Some(model) = self.with_relatives((&trainer, &seen, ground), (&trained, &found))
            {
                return model;
            }
            if !finds_related || found.are_of_kinds || !self.has_drifted(&trained.outcomes[0]) {
                return (self.model(trained, &found.seeds), found.seeds);
            }
            let tight = related::tight(ground);
            let again = self.anew(&trainer, &seen, &Begun::with(ground, &tight));
            // Where matches are seldom equal in anything, all that was near is taken up by what is related. Where they
            // were relatives, none is left, and that is right.
            if is_gone(&again, all) && !self.differ_in_much(&trained.outcomes[0]) {
                return (self.model(trained, &found.seeds), found.seeds);
            }
            return (self.model(again, &tight.seeds), tight.seeds);
        }
    }

    /// Whether at least such a share of the pairs of a class agrees on what stays with an entity: those are no relatives.
    pub fn are_the_same(&self, class: &Class, share: f64) -> bool {
        related::are_the_same(&class.outcomes, self.lasting, share)
    }

    /// Kinds of pairs under some of the rules.
    pub(super) fn states(&self, looks_at: &[usize]) -> States {
        let rules: Vec<Rule> = looks_at.iter().map(|place| self.rules[*place].0.clone()).collect();
        States::new(self.table, self.mode, self.comparisons, self.comparer, self.fields, &rules)
    }

    /// Counted chances by comparison and outcome.
    pub(super) fn chances(&self) -> Vec<Vec<f64>> {
        self.chances.by.iter().map(|own| own.iter().map(|one| one.share).collect()).collect()
    }

    /// All pairs, and which share of them matches, where somebody says.
    pub(super) fn how_many(&self, states: &States) -> HowMany {
        let all = states.pairs.max(1.0);
        let most = self.beyond_chance().unwrap_or(MOST).clamp(1e-18, MOST);
        HowMany { all, matches: self.matches.map(|matches| (matches / all).clamp(1e-18, MOST)), most }
    }

    /// Where one column is all that is compared, and something tells of strangers: the share of pairs that are more alike than
    /// these can be. Of pairs that differ in it, it cannot say that they match, and they would be taken for it at random.
    fn beyond_chance(&self) -> Option<f64> {
        let ([counted], [most]) = (&*self.chances.by, &*self.chances.most) else { return None };
        let levels = 1..most.len().saturating_sub(1);
        if !most.iter().any(|own| own.is_finite()) {
            return None;
        }
        let beyond = |level: usize| {
            let strangers = if most[level].is_finite() { most[level] } else { 0.0 };
            (counted[level].share - strangers).max(0.0)
        };
        Some(levels.map(beyond).sum())
    }

    /// Matches among all pairs, to begin with.
    pub(super) fn share(&self, states: &States) -> f64 {
        let how_many = self.how_many(states);
        let first =
            || (FIRST * self.fields.rows() as f64 / states.pairs.max(1.0)).min(0.3).min(how_many.most);
        how_many.matches.unwrap_or_else(first)
    }

    /// Blocked pairs that a rule makes which outcomes decide.
    pub(super) fn seen(&self, patterns: &[(u64, u64)], labelled: &[(u64, bool)], states: &States) -> Seen {
        let width = self.space.comparisons();
        let mut known: BTreeMap<u64, (f64, f64)> = BTreeMap::new();
        for (pattern, same) in labelled {
            let (all, matches) = known.entry(*pattern).or_insert((0.0, 0.0));
            *all += 1.0;
            *matches += f64::from(u8::from(*same));
        }
        let (outcomes, pairs, matches, tells) = Default::default();
        let mut seen = Seen { width, outcomes, pairs, matches, tells };
        for (pattern, pairs) in patterns {
            let outcomes = self.space.outcomes(*pattern);
            if states.is_blocked(&outcomes) {
                let (all, matches) = known.get(pattern).copied().unwrap_or((0.0, 0.0));
                seen.tells.push(states.tells(&outcomes));
                seen.outcomes.extend(outcomes);
                seen.pairs.push((*pairs as f64 - all).max(0.0));
                seen.matches.push(matches);
            }
        }
        seen
    }

    /// Where matches start.
    pub(super) fn first(&self, comparison: usize, chances: &[f64]) -> Vec<f64> {
        match self.silent.get(comparison) {
            Some(Some(known)) => known.clone(),
            _ => self.agreeing(comparison, chances),
        }
    }

    /// Where those start who agree on a column: mostly equal, then near, seldom different.
    fn agreeing(&self, comparison: usize, chances: &[f64]) -> Vec<f64> {
        let outcomes = chances.len();
        let mut exact: Vec<usize> =
            (1..outcomes - 1).filter(|outcome| self.comparer.is_exact(comparison, *outcome as u8)).collect();
        if exact.is_empty() {
            // Without a level of equality the strongest stands for it.
            exact.push(1);
        }
        let near: Vec<usize> = (1..outcomes - 1).filter(|outcome| !exact.contains(outcome)).collect();
        let held = self.comparer.rows_by_outcome(self.fields, comparison);
        let sum: f64 = exact.iter().map(|outcome| held[*outcome]).sum();
        let mut made = vec![1.0; outcomes];
        for outcome in &exact {
            let part = if sum > 0.0 { held[*outcome] / sum } else { 1.0 / exact.len() as f64 };
            made[*outcome] = (0.8 * part).max(1e-9);
        }
        for outcome in &near {
            made[*outcome] = 0.1 / near.len() as f64;
        }
        made[outcomes - 1] = if near.is_empty() { 0.2 } else { 0.1 };
        made
    }

    pub(super) fn model(&self, trained: Mixture, seeds: &[Vec<usize>]) -> Model {
        let compared: Vec<Compared> = Model::compared(self.comparisons, self.comparer.outcomes());
        let mut names = vec!["matches".to_owned()];
        for seed in seeds {
            let columns: Vec<&str> = seed.iter().map(|place| compared[*place].name.as_str()).collect();
            names.push(Class::related_by(&columns));
        }
        names.push("strangers".to_owned());
        let mut classes: Vec<Class> = names
            .into_iter()
            .zip(trained.shares)
            .zip(trained.outcomes)
            .map(|((name, own), outcomes)| Class { name, share: own, outcomes })
            .collect();
        self.hold_unmet(&mut classes);
        Model { compared, classes, line: Line::NONE, alone: 1.0 }
    }

    /// Of a level that no pair has, neither strangers nor matches, the data says nothing: what is left of where training
    /// began may be anything. A record that comes later and has it weighs no more than with the stronger level before it,
    /// and one that agrees at no level never more than even.
    fn hold_unmet(&self, classes: &mut [Class]) {
        let [matches, others @ ..] = classes else { return };
        let Some((strangers, related)) = others.split_last_mut() else { return };
        for (comparison, met) in self.chances.by.iter().enumerate() {
            let (own, by_chance) = (&mut matches.outcomes[comparison], &strangers.outcomes[comparison]);
            // What equality weighs at most: how much follows from how many rows hold each value.
            let (mut equal, mut most) = (0.0_f64, f64::INFINITY);
            for outcome in 1..own.len() {
                let weighs = own[outcome] / by_chance[outcome];
                if self.comparer.is_exact(comparison, outcome as u8) {
                    equal = equal.max(weighs);
                    most = equal;
                    continue;
                }
                // What follows from how many rows hold each value is not looked for.
                if met[outcome].agreeing > 0 || met[outcome].of == 0 {
                    most = weighs;
                    continue;
                }
                let bound = if outcome + 1 == own.len() { most.min(1.0) } else { most };
                if weighs > bound {
                    put(own, outcome, by_chance[outcome] * bound);
                    for class in &mut *related {
                        put(&mut class.outcomes[comparison], outcome, by_chance[outcome]);
                    }
                }
            }
        }
    }
}

/// Gives an outcome a chance; the others share what is left as before.
fn put(outcomes: &mut [f64], outcome: usize, chance: f64) {
    let others = 1.0 - outcomes[outcome];
    for own in outcomes.iter_mut().skip(1) {
        *own *= (1.0 - chance) / others.max(1e-12);
    }
    outcomes[outcome] = chance;
}

/// Whether of `all` pairs not one is left to matches.
fn is_gone(fit: &Mixture, all: f64) -> bool {
    fit.shares[0] * all < 1.0
}

/// The related class that is most like matches, if it is more like them than what it is worth allows. A class that
/// tells more than matches do, or any where not one of `all` pairs is left to these, has taken their place.
pub(super) fn too_alike(fit: &Mixture, worth: &[f64], filled: &[f64], all: f64) -> Option<usize> {
    let (matches, strangers) = (fit.outcomes.first()?, fit.outcomes.last()?);
    let gone = is_gone(fit, all);
    let mut most: Option<(f64, usize)> = None;
    for (place, own) in worth.iter().enumerate() {
        let (mut shared, mut told, mut whole) = (0.0, 0.0, 0.0);
        for (comparison, chances) in strangers.iter().enumerate() {
            let of_match = filled[comparison] * related::divergence(&matches[comparison], chances);
            let of_class =
                filled[comparison] * related::divergence(&fit.outcomes[place + 1][comparison], chances);
            shared += of_class.min(of_match);
            told += of_class;
            whole += of_match;
        }
        let stands_for_them = gone || told > whole;
        let tells = if stands_for_them { told } else { shared } / whole.max(1e-300);
        let drops = stands_for_them || (tells > ALIKE && *own < WORTH_ALIKE);
        if drops && most.is_none_or(|(known, _)| tells > known) {
            most = Some((tells, place));
        }
    }
    most.map(|(_, place)| place)
}
