//! `pay-wallet-listed`: a payout wallet stands on a list that the user gave.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{BitsFrom, Evidence, Subject};
use bonafide_records::{ListedWallet, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};

/// A payout wallet stands on a list that the user gave.
pub static PAY_WALLET_LISTED: Detector = Detector {
    id: "pay-wallet-listed",
    version: 1,
    page: include_str!("../../../../casebooks/pay-wallet-listed.md"),
    rule: "a payee's wallet equals an address of a list given with --lists, by checksum and chain; an entry that the list has removed is no hit; the list's date stands in the finding",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["wallet", "--lists"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut listed: BTreeMap<String, Vec<&ListedWallet>> = BTreeMap::new();
    for one in context.reading.listed_wallets.iter().filter(|one| one.removed.is_none()) {
        listed.entry(one.wallet.key()).or_default().push(one);
    }
    let mut seen = BTreeSet::new();
    for entry in context.index.entries(ValueKind::Wallet) {
        let holders = entry.holders(|source| row.reads(source));
        if !context.reading.lists.is_empty() {
            seen.extend(holders.iter().copied());
        }
        let Some(hits) = listed.get(&entry.key) else { continue };
        for person in holders {
            let mut cited = entry.citations(person, |source| row.reads(source)).into_iter();
            let Some(first) = cited.next() else { continue };
            sink.find(Draft {
                persons: vec![person],
                things: vec![entry.thing],
                of: vec![Subject::Person(person), Subject::Thing(entry.thing)],
                evidence: Evidence::new(first, cited.chain(hits.iter().map(|hit| hit.citation.clone()))),
                bits: (0, BitsFrom::NotMeasured),
                conditions: BTreeSet::new(),
                says: format!(
                    "a wallet to which {} is paid stands on {}",
                    context.persons.name_of(person),
                    lists(context, hits)
                ),
                threshold: None,
            });
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// The lists of some entries with their dates.
fn lists(context: &Context<'_>, hits: &[&ListedWallet]) -> String {
    let numbers: BTreeSet<usize> = hits.iter().map(|hit| hit.list).collect();
    let named: Vec<String> = numbers
        .into_iter()
        .filter_map(|number| context.reading.lists.get(number))
        .map(|list| match list.date {
            Some(day) => format!("the list {} of {day}", list.name),
            None => format!("the list {}, which gives no date", list.name),
        })
        .collect();
    named.join(" and on ")
}
