//! `bonafide bench link`: what does record linkage cost beside its peer, and how true is it?
//!
//! The peer's scripts and ours read the same Parquet files, in turn. What one run costs is the system's own
//! count from its start to its end; truth is scored afterwards by one scorer for both.

mod aims;
pub(super) mod cost;
mod incremental;
mod labels;
mod measured;
mod order;
mod ours;
mod peer;
mod place;
mod score;
mod settings;
mod show;
mod tables;

use anyhow::Result;

use crate::Status;
use crate::cli::BenchLinkArgs;
use crate::output;
use measured::{Measured, Who};
use peer::Peer;
use place::{Place, Set};

/// Runs `bench link`.
pub fn run(arguments: &BenchLinkArgs) -> Result<Status> {
    let Some(place) = Place::find()? else {
        output::message(
            "SKIPPED: ../shared is absent, linkage cannot be measured beside its peer; set BONAFIDE_SHARED to it",
        );
        return Ok(Status::Fine);
    };
    let sets = place.sets(&arguments.sets, arguments.people, arguments.seed)?;
    let peer = peer(&place, &sets, arguments);
    let mut all = Vec::new();
    let mut failed = false;
    for set in &sets {
        match one(&place, set, peer.as_ref(), arguments) {
            Ok(measured) => {
                output::end_progress();
                measured.iter().for_each(tell);
                all.extend(measured);
            }
            Err(error) => {
                output::message(&format!("{}: {error:#}", set.name));
                failed = true;
            }
        }
        output::end_progress();
    }
    let tables = tables::all(&all, arguments);
    let text =
        if arguments.json { serde_json::to_string_pretty(&tables)? + "\n" } else { show::text(&tables) };
    output::data(&text)?;
    let reached = !failed && tables.iter().all(show::Table::reached);
    Ok(if reached { Status::Fine } else { Status::Findings })
}

/// A line as soon as a set is done: the tables come when all are.
fn tell(set: &Measured) {
    let ours = set.ours.scored.as_ref().map_or(0.0, |own| own.best.f1);
    let peer = set.best_peer().map(|(_, own)| format!(", the peer {:.4}", own.best.f1)).unwrap_or_default();
    output::message(&format!("{}: best F1 {ours:.4}{peer}", set.set.name));
}

/// The peer, where it is asked for or people have to be invented; says aloud why it cannot be had.
fn peer(place: &Place, sets: &[Set], arguments: &BenchLinkArgs) -> Option<Peer> {
    let people = sets.iter().any(|set| set.people.is_some() && !set.exists());
    if arguments.no_peer && !people {
        return None;
    }
    match Peer::ready(place, arguments.peer.as_deref()) {
        Ok(peer) => Some(peer),
        Err(error) => {
            output::message(&format!("SKIPPED: the peer, and people that it would invent: {error:#}"));
            None
        }
    }
}

fn one(place: &Place, set: &Set, peer: Option<&Peer>, arguments: &BenchLinkArgs) -> Result<Option<Measured>> {
    if let Some(peer) = peer {
        peer.invent(place, set, arguments.seed)?;
    }
    if !set.exists() {
        output::message(&format!("SKIPPED: {}: its tables are absent", set.name));
        return Ok(None);
    }
    let who = Who { place, set, peer: peer.filter(|_| !arguments.no_peer) };
    who.measure(arguments).map(Some)
}
