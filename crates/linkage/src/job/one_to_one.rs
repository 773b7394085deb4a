//! Which tables are free of duplicates, and which pairs stand where that is so?

use super::inside::{Inside, SURE_MILLI};
use super::rivals::against_rivals;
use super::trained::are_uneven;
use super::{Judgement, Weighed, edge};
use crate::assign::{self, Freedom, Method, Options, SelfMatches, Verdict, assign};
use crate::block::{BlockingError, Mode};
use crate::cluster::Edge;
use crate::components::Components;
use crate::model::{self, Model};
use crate::score::Kept;
use crate::settings::{Settings, Unique};
use crate::table::Table;
use std::collections::BTreeMap;

/// Pairs above this are not assigned: ten bits below even odds nearly all are strangers, and down to there
/// more pairs to choose from gave a truer choice (0.2 points of F1 on six pairs of tables).
const LEAST_MILLI: i32 = -10_000;

/// What is known of a table's duplicates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duplicates {
    /// Nobody asked: rows of one table are compared with each other anyway, or there is one table.
    NotAsked,
    /// The settings say that there are none.
    ToldNone,
    /// The settings name other tables as free of duplicates.
    ToldSome,
    /// What matches inside of the table was counted.
    Counted(SelfMatches),
    /// Counting would take too many pairs.
    TooMany(u64),
    /// People say that two of its rows are one, whatever was counted.
    JudgedSome,
}

impl Duplicates {
    /// Whether each entity is taken to stand in the table once.
    pub fn none(&self) -> bool {
        match self {
            Self::ToldNone => true,
            Self::Counted(counts) => counts.freedom() != Freedom::NotShown,
            _ => false,
        }
    }

    /// Whether counting shows that entities stand in the table more than once.
    pub(super) fn some(&self) -> bool {
        matches!(self, Self::Counted(counts) if counts.shows_duplicates())
    }
}

/// The weight from which on pairs are needed: lower where there is something to choose.
pub(super) fn least(duplicates: &[Duplicates], at_least: i32) -> i32 {
    if duplicates.iter().any(Duplicates::none) { at_least.min(LEAST_MILLI) } else { at_least }
}

/// What is known of each table; what matches inside of it is found by the model.
pub(super) fn duplicates(
    inside: &Inside<'_>,
    settings: &Settings,
    mode: Mode,
    model: &Model,
) -> Result<Vec<Duplicates>, BlockingError> {
    let table = inside.table;
    let tables = table.inputs.len();
    match &settings.unique {
        Unique::These(names) => Ok((0..tables)
            .map(
                |place| {
                    if is_named(table, names, place) { Duplicates::ToldNone } else { Duplicates::ToldSome }
                },
            )
            .collect()),
        Unique::Find if mode != Mode::Link || tables < 2 => Ok(vec![Duplicates::NotAsked; tables]),
        Unique::Find => {
            let pairs = match inside.sure(model)? {
                Found::Pairs(pairs) => pairs,
                Found::TooMany(pairs) => return Ok(vec![Duplicates::TooMany(pairs); tables]),
            };
            let edges: Vec<Edge> = pairs.iter().map(edge).collect();
            Ok((0..tables)
                .map(|place| {
                    let rows = table.inputs[place].rows.clone();
                    let records = u64::from(rows.end - rows.start);
                    let mut counts = SelfMatches::count(
                        &edges,
                        |row| rows.contains(&row),
                        records,
                        table.rows(),
                        SURE_MILLI,
                    );
                    let within = || {
                        pairs.iter().filter(|pair| rows.contains(&pair.left) && rows.contains(&pair.right))
                    };
                    // Branches that are nearest to branches are one firm.
                    if 2 * within().filter(|pair| inside.are_the_same(pair)).count() > within().count() {
                        counts.other_partner = 0;
                    }
                    counts.differs_in_kind =
                        differ_in_kind(inside, model, &within().collect::<Vec<_>>(), &best(&pairs, &rows));
                    Duplicates::Counted(counts)
                })
                .collect())
        }
    }
}

/// Pairs of each kind at least, before it is said in what they differ.
const ENOUGH: usize = 50;

/// They tell so much less in all: sister firms of a register .58, persons, papers and firms that were entered twice .87 to 1.33.
const LESS: f64 = 0.6;

/// Whether pairs inside of a table are of another kind than those between tables: some column tells much less of them than
/// another does, each beside what it tells of these. Branches of one house have other names, variants of a product other codes.
fn differ_in_kind(inside: &Inside<'_>, model: &Model, within: &[&Kept], between: &[&Kept]) -> bool {
    if within.len() < ENOUGH || between.len() < ENOUGH {
        return false;
    }
    let [own, others] = [within, between].map(|pairs| model.tells_by(&inside.spread(pairs)));
    let [all, of_others] = [&own, &others].map(|bits| bits.iter().sum::<f64>());
    all <= LESS * of_others && are_uneven(&own, &others)
}

/// Of each row of a table the best pair with a row of another; none of those that are as good.
fn best<'p>(pairs: &'p [Kept], rows: &std::ops::Range<u32>) -> Vec<&'p Kept> {
    let mut known: BTreeMap<u32, (&Kept, bool)> = BTreeMap::new();
    for pair in pairs.iter().filter(|pair| rows.contains(&pair.left) != rows.contains(&pair.right)) {
        let row = if rows.contains(&pair.left) { pair.left } else { pair.right };
        let (kept, is_tied) = known.entry(row).or_insert((pair, false));
        match pair.weight_milli.cmp(&kept.weight_milli) {
            std::cmp::Ordering::Greater => (*kept, *is_tied) = (pair, false),
            std::cmp::Ordering::Equal => *is_tied |= pair != *kept,
            std::cmp::Ordering::Less => {}
        }
    }
    known.into_values().filter(|(_, is_tied)| !is_tied).map(|(pair, _)| pair).collect()
}

/// What was counted gives way to people who say that two rows of a table are one, also through rows of other tables.
pub(super) fn give_way(duplicates: &mut [Duplicates], table: &Table, judgements: &[Judgement]) {
    let mut judged = Components::new(table.rows());
    for own in judgements.iter().filter(|own| own.same) {
        judged.join(own.left, own.right);
    }
    let inputs = |rows: &[u32]| -> Vec<usize> {
        let mut inputs: Vec<usize> = rows.iter().map(|row| table.input_of(*row)).collect();
        inputs.sort_unstable();
        inputs
    };
    for rows in judged.groups() {
        for twice in inputs(&rows).windows(2).filter(|two| two[0] == two[1]) {
            if let Some(own @ Duplicates::Counted(_)) = duplicates.get_mut(twice[0])
                && own.none()
            {
                *own = Duplicates::JudgedSome;
            }
        }
    }
}

/// Pairs within and between tables that are surely the same, or how many would have to be compared.
pub(super) enum Found {
    Pairs(Vec<Kept>),
    TooMany(u64),
}

/// How often the rows without a partner are counted anew: each time there are a few less, and fewer and fewer less.
const ROUNDS: usize = 3;

/// The share of rows without a partner ([`crate::model::alone`]), where each row of two tables has one in the other at most; 1 where it may have
/// several. `heavy` gives the pairs that are worth holding against their rivals.
pub(super) fn alone(
    table: &Table,
    mode: Mode,
    duplicates: &[Duplicates],
    heavy: &dyn Fn() -> Result<Vec<Kept>, BlockingError>,
) -> Result<f64, BlockingError> {
    let &[left, right] = duplicates else { return Ok(1.0) };
    if mode != Mode::Link || !left.none() && !right.none() {
        return Ok(1.0);
    }
    let edges: Vec<Edge> = heavy()?.iter().map(edge).collect();
    // That a table holds each entity once leaves the rows of the other one partner.
    let rows = [(0, right), (1, left)]
        .map(|(place, other)| other.none().then(|| table.inputs[place].rows.len() as f64));
    let mut alone = 1.0_f64;
    for _ in 0..ROUNDS {
        let shift = (-1000.0 * alone.log2()).round() as i32;
        let shifted: Vec<Edge> =
            edges.iter().map(|own| Edge { weight_milli: own.weight_milli + shift, ..*own }).collect();
        let weights = against_rivals(&shifted, table.rows(), left.none(), right.none());
        let matches: f64 = weights.iter().map(|weight| Model::probability(*weight)).sum();
        alone = model::alone(matches, rows);
    }
    Ok(alone)
}

/// What is left of pairs once each was held against its rivals.
pub(super) struct Chosen {
    /// The pairs that stand.
    pub pairs: Vec<Kept>,
    /// How many of at least the weight asked for do not.
    pub refused: u64,
    /// All of them by pattern and by the weight that they have now; empty where no table is free of duplicates.
    pub weighed: Vec<Weighed>,
}

/// The pairs that stand of all that were kept, each held against its rivals, and how many of at least `at_least` do
/// not. People's judgements go first: a pair that is judged the same stands, and its rows stand in no other.
pub(super) fn chosen(
    table: &Table,
    duplicates: &[Duplicates],
    mut kept: Vec<Kept>,
    at_least: i32,
    judgements: &[Judgement],
    order: &[u32],
) -> Result<Chosen, assign::UnknownRecord> {
    if !duplicates.iter().any(Duplicates::none) {
        return Ok(Chosen { pairs: kept, refused: 0, weighed: Vec::new() });
    }
    let mut judged: BTreeMap<(u32, u32), bool> = BTreeMap::new();
    for judgement in judgements {
        let (left, right) = (judgement.left.min(judgement.right), judgement.left.max(judgement.right));
        judged.insert((left, right), judgement.same);
    }
    let mut stands = vec![false; kept.len()];
    let mut refused = 0;
    let mut by_tables: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
    for (place, pair) in kept.iter().enumerate() {
        by_tables.entry((table.input_of(pair.left), table.input_of(pair.right))).or_default().push(place);
    }
    for ((left, right), places) in by_tables {
        if left == right {
            // Without duplicates no two rows of one table are the same.
            for place in places {
                stands[place] = !duplicates[left].none();
                refused += u64::from(!stands[place] && kept[place].weight_milli >= at_least);
            }
            continue;
        }
        let options = Options {
            threshold_milli: LEAST_MILLI,
            left_unique: duplicates[left].none(),
            right_unique: duplicates[right].none(),
            method: Method::Optimal,
        };
        let mut edges: Vec<Edge> = places.iter().map(|place| edge(&kept[*place])).collect();
        let weights = against_rivals(&edges, table.rows(), options.left_unique, options.right_unique);
        for ((own, weight_milli), place) in edges.iter_mut().zip(weights).zip(&places) {
            match judged.get(&(own.left, own.right)) {
                Some(true) => own.weight_milli = 1_000_000,
                Some(false) => own.weight_milli = i32::MIN,
                None => {
                    let was = std::mem::replace(&mut own.weight_milli, weight_milli);
                    kept[*place].weight_milli = weight_milli;
                    refused += u64::from(was >= at_least && weight_milli < at_least);
                }
            }
        }
        let assigned = assign(&edges, order, order, &options)?;
        for (place, verdict) in places.iter().zip(assigned.verdicts) {
            match verdict {
                Verdict::Kept { .. } => stands[*place] = true,
                // Judged distinct, it is written with its weight all the same.
                Verdict::Below => stands[*place] = true,
                Verdict::Refused { .. } => refused += u64::from(kept[*place].weight_milli >= at_least),
            }
        }
    }
    let mut by_weight: BTreeMap<(u64, i32, bool), u64> = BTreeMap::new();
    for (pair, stands) in kept.iter().zip(&stands) {
        *by_weight.entry((pair.pattern, pair.weight_milli, *stands)).or_default() += 1;
    }
    let weighed = by_weight
        .into_iter()
        .map(|((pattern, weight_milli, stands), pairs)| Weighed { pattern, weight_milli, stands, pairs })
        .collect();
    let pairs = kept.into_iter().zip(stands).filter(|(_, stands)| *stands).map(|(pair, _)| pair).collect();
    Ok(Chosen { pairs, refused, weighed })
}

fn is_named(table: &Table, names: &[String], place: usize) -> bool {
    names.iter().any(|name| is_called(table, name, place))
}

/// Whether an input goes by a name: its own, or `left` and `right` for the first two.
pub(super) fn is_called(table: &Table, name: &str, place: usize) -> bool {
    let by_place = match place {
        0 => "left",
        1 => "right",
        _ => "",
    };
    name == table.inputs[place].name || name == by_place
}
