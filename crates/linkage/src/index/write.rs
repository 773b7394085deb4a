//! The base file of a linkage that was just made.

use std::borrow::Cow;

use super::base::{Base, Named, Source};
use super::frequencies;
use super::{IndexError, Namer};
use crate::cluster::{Edge, Judgement};
use crate::job::{Duplicates, Linked, cluster_id};
use crate::settings::Settings;
use crate::table::Table;

/// Writes the base file of a linkage in pieces; its digest. `judgements` are those that it was made
/// under; `namer` makes the ids of clusters.
///
/// # Errors
///
/// [`IndexError`] where a part cannot be made, and those of the sink.
pub fn write<E: From<IndexError>>(
    table: &Table,
    settings: &Settings,
    linked: &Linked,
    judgements: &[Judgement],
    namer: Namer,
    sink: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<u64, E> {
    let settings = Settings { mode: Some(linked.mode), ..settings.clone() };
    let kept = frequencies::kept(table, &settings).map_err(IndexError::Comparison)?;
    let model =
        linked.model.to_toml().map_err(|error| IndexError::Kept { part: "model", why: error.to_string() })?;
    let sources = table.inputs.iter().enumerate().map(|(place, input)| Source {
        name: input.name.clone(),
        unique: linked.duplicates.get(place).is_some_and(Duplicates::none),
    });
    let filled = table.inputs.iter().enumerate().filter(|(_, input)| !input.rows.is_empty());
    let mut joined: Vec<(u32, u32)> = linked
        .clusters
        .iter()
        .filter_map(|members| members.split_first())
        .flat_map(|(first, others)| others.iter().map(|row| (*row, *first)))
        .collect();
    joined.sort_unstable();
    // What is named otherwise than after its smallest row alone.
    let mut ids: Vec<(u32, u64, u32)> = linked
        .named_after(table)
        .filter(|(_, attempt)| *attempt > 0)
        .map(|(row, attempt)| (row, cluster_id(table, row, attempt, namer), 0))
        .collect();
    ids.sort_unstable();
    let is_sorted = linked.order.iter().enumerate().all(|(row, rank)| row as u32 == *rank);
    let edge = |left, right, weight_milli| Edge { left, right, weight_milli };
    let base = Base {
        settings: Cow::Owned(settings.to_toml()),
        model: Cow::Owned(model),
        sources: sources.collect(),
        runs: filled.map(|(place, input)| (input.rows.end, place as u32)).collect(),
        previous: 0,
        ids: Cow::Borrowed(&table.ids),
        columns: frequencies::columns(table, &settings).into_iter().map(Cow::Borrowed).collect(),
        ranks: if is_sorted { Vec::new() } else { linked.order.clone() },
        clusters: Named { joined, ids, ..Named::default() },
        edges: linked
            .pairs
            .iter()
            .chain(&linked.weak)
            .map(|pair| edge(pair.left, pair.right, pair.weight_milli))
            .collect(),
        judgements: judgements.to_vec(),
        kept: Cow::Owned(kept),
    };
    base.write(sink)
}
