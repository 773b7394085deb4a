//! Which model, where matches and related pairs may have changed places?

use std::collections::BTreeMap;

use super::between;
use super::inside::Inside;
use super::one_to_one::{self, Duplicates};
use super::rivals::against_free_rivals;
use super::{Judgement, edge};
use crate::block::{BlockingError, Mode};
use crate::cluster::Edge;
use crate::model::{Model, Rivalled, Training};
use crate::score::{Kept, Least, Run};
use crate::settings::Settings;
use crate::table::Table;

/// From which weight on pairs are held against their rivals: lighter ones are hardly ever matches.
const RIVALS_FROM_MILLI: i32 = -12_000;

/// Matches that are expected are so many times as many as there can be where colleagues, say, are among them.
const TOO_MANY: f64 = 2.0;

/// Rows of both tables have several matches where these are so many times as many as matches of which a row of the one table
/// has one at most, and as of which a row of the other has. Of two lists of whom one repeats some, one of the two is 1.0 to 1.13.
const SEVERAL: f64 = 1.2;

/// What is left of matches is related where some column tells so much less of it than another does, each beside what it tells
/// of matches: works of the same authors have other titles (.17), siblings of one house other prices (.18). Duplicates that are
/// left because others fit better lose a little of all columns (.5 to .9 in four lists with such).
const UNEVEN: f64 = 1.0 / 3.0;

/// Columns that tell less than so much of all evidence are not asked that.
const TELLING: f64 = 0.05;

/// Where such a share of what is left of matches agrees on what stays with an entity, it is no class of related pairs.
const OF_THE_SAME: f64 = 1.0 / 3.0;

/// Classes that are tried in vain, at most.
const MOST_REFUSED: usize = 12;

/// A model, and what is known of the tables' duplicates where that was asked for it.
pub(super) type Trained = (Model, Option<Vec<Duplicates>>);

/// Trains a model on pairs by pattern.
///
/// Classes of related pairs discount what columns say twice. Where training sees few matches such a class can take their
/// place, and what is left to matches is variants of one product: then tables seem to hold duplicates that they do
/// not seem to hold without such classes. So where the two disagree it is trained without them, against rivals. The other way
/// round related pairs can take the place of matches, works of the same authors of a year where few works stand in both
/// lists: then rows have several matches from either side.
pub(super) fn trained(
    (inside, settings, run): (&Inside<'_>, &Settings, &Run<'_>),
    training: &Training<'_>,
    patterns: &[(u64, u64)],
    (labels, labelled): (&[Judgement], &[(u64, bool)]),
) -> Result<Trained, BlockingError> {
    let (mut model, mut seeds) = training.run(patterns, labelled);
    if training.mode != Mode::Link {
        return Ok((model, None));
    }
    let mut refused: Vec<Vec<usize>> = Vec::new();
    while model.has_related() && refused.len() < MOST_REFUSED {
        let only_between = between::only_between(inside, &model)?;
        if only_between.is_empty() {
            break;
        }
        refused.extend(only_between.iter().map(|class| seeds[class - 1].clone()));
        (model, seeds) = Training { refused: &refused, ..*training }.run(patterns, labelled);
    }
    let table = inside.table;
    let rows: Vec<f64> = table.inputs.iter().map(|input| input.rows.len() as f64).collect();
    let partners = Partners { table, run, training, labels, rows: &rows };
    let asked = |own: &Model| one_to_one::duplicates(inside, settings, training.mode, own);
    let duplicates = asked(&model)?;
    let are_free = duplicates.iter().all(Duplicates::none);
    if are_free {
        let is_enough = model.has_related() || !partners.are_too_many(&model);
        let model = if is_enough { model } else { partners.trained(model)? };
        return Ok((model, Some(duplicates)));
    }
    if !were_counted(&duplicates) {
        return Ok((model, Some(duplicates)));
    }
    if model.has_related() && !is_sure(&duplicates) {
        let plain = training.run_without_related(patterns, labelled);
        let by_plain = asked(&plain)?;
        if by_plain.iter().all(Duplicates::none) && !training.is_of_relatives(&plain) {
            return Ok((partners.trained(plain)?, Some(by_plain)));
        }
    }
    let Some(other) = partners.without_the_related(&model)? else { return Ok((model, Some(duplicates))) };
    let by_other = asked(&other)?;
    Ok((other, Some(by_other)))
}

/// Tables, of which a row has one partner in each other, or is taken to have.
struct Partners<'a> {
    table: &'a Table,
    run: &'a Run<'a>,
    training: &'a Training<'a>,
    labels: &'a [Judgement],
    rows: &'a [f64],
}

impl Partners<'_> {
    /// Whether a model expects more matches than there can be.
    fn are_too_many(&self, model: &Model) -> bool {
        let rivalled = Rivalled { pairs: &[], labels: self.labels, rows: self.rows };
        model.expects(self.training.chances.pairs) > TOO_MANY * rivalled.most()
    }

    /// A model trained against rivals.
    fn trained(&self, plain: Model) -> Result<Model, BlockingError> {
        let pairs = heavy(self.run, &plain)?;
        let are_too_many = self.are_too_many(&plain);
        Ok(if are_too_many { self.with_rest(plain, &pairs) } else { self.against(plain, &pairs) })
    }

    /// A model whose matches are found against their rivals and what is left of them is related, where rows of both tables
    /// have several matches and what is left agrees on some columns and not on others; none where that is not so.
    fn without_the_related(&self, model: &Model) -> Result<Option<Model>, BlockingError> {
        let pairs = heavy(self.run, model)?;
        let edges: Vec<Edge> = pairs.iter().map(edge).collect();
        let sum = |weights: &mut dyn Iterator<Item = i32>| weights.map(Model::probability).sum::<f64>();
        let all = sum(&mut edges.iter().map(|own| own.weight_milli));
        let have_several = [(true, false), (false, true)].into_iter().all(|(left, right)| {
            let weights = self.against_each(&edges, left, right);
            all > SEVERAL * sum(&mut weights.into_iter())
        });
        if !have_several {
            return Ok(None);
        }
        let made = self.with_rest(model.clone(), &pairs);
        // Branches of one firm, of which each table holds several, are that firm.
        if made.classes.get(1).is_none_or(|rest| self.training.are_the_same(rest, OF_THE_SAME)) {
            return Ok(None);
        }
        let [matches, rest] = [0, 1].map(|class| made.tells(class));
        Ok(are_uneven(&rest, &matches).then_some(made))
    }

    /// A model whose matches are found against their rivals, and what is left of them is a class of related pairs.
    fn with_rest(&self, plain: Model, pairs: &[Kept]) -> Model {
        let many = plain.classes.first().cloned();
        let model = self.against(plain, pairs);
        match many {
            Some(many) => self.against(model.with_rest_of(&many), pairs),
            None => model,
        }
    }

    fn against(&self, model: Model, pairs: &[Kept]) -> Model {
        let rivalled = Rivalled { pairs, labels: self.labels, rows: self.rows };
        self.training.against_rivals(model, rivalled, |weights| {
            let both = pairs.iter().zip(weights);
            let edges: Vec<Edge> =
                both.map(|(pair, weight)| Edge { weight_milli: *weight, ..edge(pair) }).collect();
            // To learn from, what rivals' own rivals say is not worth its time: F1 moved by .004 at most.
            self.against_each(&edges, true, true)
        })
    }

    /// What is left of pairs against their rivals: of a row those with rows of one table.
    fn against_each(&self, edges: &[Edge], left: bool, right: bool) -> Vec<i32> {
        let mut by_tables: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (place, edge) in edges.iter().enumerate() {
            let tables = (self.table.input_of(edge.left), self.table.input_of(edge.right));
            by_tables.entry(tables).or_default().push(place);
        }
        let mut made = vec![0; edges.len()];
        for places in by_tables.into_values() {
            let own: Vec<Edge> = places.iter().map(|place| edges[*place]).collect();
            for (place, weight) in
                places.into_iter().zip(against_free_rivals(&own, self.table.rows(), left, right))
            {
                made[place] = weight;
            }
        }
        made
    }
}

/// Whether some column tells much less of pairs than another does, each beside what it tells of matches.
pub(super) fn are_uneven(pairs: &[f64], matches: &[f64]) -> bool {
    let all: f64 = matches.iter().sum();
    let telling = matches.iter().zip(pairs).filter(|(own, _)| **own >= TELLING * all);
    let shares: Vec<f64> = telling.map(|(own, left)| left / own).collect();
    let most = shares.iter().copied().fold(0.0, f64::max);
    shares.iter().any(|share| *share <= UNEVEN * most)
}

fn were_counted(duplicates: &[Duplicates]) -> bool {
    duplicates.iter().all(|own| matches!(own, Duplicates::Counted(_)))
}

/// Whether what was counted by a model leaves no other to be tried: where nothing was counted another would count nothing
/// either, and duplicates that nearly all have one partner are no variants.
pub(super) fn is_sure(duplicates: &[Duplicates]) -> bool {
    !were_counted(duplicates)
        || duplicates.iter().all(Duplicates::none)
        || duplicates.iter().any(Duplicates::some)
}

/// Pairs that are worth holding against their rivals.
pub(super) fn heavy(run: &Run<'_>, model: &Model) -> Result<Vec<Kept>, BlockingError> {
    let weigher = model.weigher(run.space);
    let least = Least { kept: RIVALS_FROM_MILLI, counted: i32::MAX };
    Ok(run.score(&|pattern| weigher.weight_milli(pattern), least)?.kept)
}
