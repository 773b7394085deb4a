//! `pay-account-changes`: the payout account changes again and again, or around the first pay.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::Citation;
use bonafide_records::fact::ChangedField;
use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject, ThingId};
use bonafide_records::value::Role;
use bonafide_records::{RowId, ValueKind};
use jiff::civil::Date;

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::counted_as;

/// Days within which two changes are too many ...
const WITHIN_DAYS: i64 = 60;

/// ... and around the first pay one is (design 4.13).
const OF_FIRST_PAY_DAYS: i64 = 7;

/// The payout account changes again and again, or around the first pay.
pub static PAY_ACCOUNT_CHANGES: Detector = Detector {
    id: "pay-account-changes",
    version: 1,
    page: include_str!("../../../../casebooks/pay-account-changes.md"),
    rule: "two changes of the payout account within this many days, or one within 7 days of the first pay; a first entry and the same account written again are no changes",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["change", "payout-history"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let reads = |source: &str, table: &str| row.reads(counted_as(source, table));
    let (within, set_by) = context.threshold(&row.id, "within_days", WITHIN_DAYS);
    let mut changes: BTreeMap<PersonId, BTreeMap<Date, Citation>> = BTreeMap::new();
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for change in context.reading.changes.iter().filter(|one| reads(one.source.as_str(), "table:change")) {
        let Some(person) = context.persons.resolve(&change.person) else { continue };
        if change.field != ChangedField::Account {
            continue;
        }
        seen.insert(person);
        let (Some(day), false) = (change.at, change.had_value == Some(false) || change.same_value) else {
            continue;
        };
        note(changes.entry(person).or_default(), day, &change.citation);
    }
    let paid = payouts(context, |source| row.reads(source));
    for (person, payouts) in &paid.by_source {
        seen.insert(*person);
        for (day, citation) in moves(payouts) {
            note(changes.entry(*person).or_default(), day, &citation);
        }
    }
    for (person, days) in &changes {
        let first_pay = paid.first.get(person).copied();
        let Some(records) = too_many(days, first_pay, within) else { continue };
        let mut cited = records.iter().filter_map(|day| days.get(day).cloned());
        let Some(head) = cited.next() else { continue };
        let says = if records.len() > 1 {
            format!(
                "the payout account of {} changed {} times in {within} days",
                context.persons.name_of(*person),
                records.len()
            )
        } else {
            format!(
                "the payout account of {} changed within {OF_FIRST_PAY_DAYS} days of the first pay",
                context.persons.name_of(*person)
            )
        };
        let account = newest_account(context, *person);
        sink.find_during(
            Draft {
                persons: vec![*person],
                things: account.into_iter().collect(),
                of: std::iter::once(Subject::Person(*person)).chain(account.map(Subject::Thing)).collect(),
                evidence: Evidence::new(head, cited),
                bits: (0, BitsFrom::NotMeasured),
                conditions: BTreeSet::new(),
                says,
                threshold: Some((within.to_string(), set_by.clone())),
            },
            records.first().copied(),
            records.last().copied(),
        );
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn note(days: &mut BTreeMap<Date, Citation>, day: Date, citation: &Citation) {
    let slot = days.entry(day).or_insert_with(|| citation.clone());
    if citation < slot {
        slot.clone_from(citation);
    }
}

/// The fullest window of changes, if it holds two; else the change nearest to the first pay.
fn too_many(days: &BTreeMap<Date, Citation>, first_pay: Option<Date>, within: i64) -> Option<Vec<Date>> {
    let all: Vec<Date> = days.keys().copied().collect();
    let apart = |one: Date, other: Date| i64::from((one - other).get_days().abs());
    let mut best: &[Date] = &[];
    for (start, first) in all.iter().enumerate() {
        let end = all.iter().rposition(|day| apart(*day, *first) <= within && day >= first);
        let window = end.and_then(|end| all.get(start..=end)).unwrap_or_default();
        if window.len() > best.len() {
            best = window;
        }
    }
    if best.len() > 1 {
        return Some(best.to_vec());
    }
    let pay = first_pay?;
    let near = all.into_iter().filter(|day| apart(*day, pay) <= OF_FIRST_PAY_DAYS);
    near.min_by_key(|day| (apart(*day, pay), *day)).map(|day| vec![day])
}

/// Payouts of each person.
struct Paid {
    /// Day, account and record, from the sources of the row, in order.
    by_source: BTreeMap<PersonId, Vec<(Date, ThingId, Citation)>>,
    /// The first day on which any source paid them.
    first: BTreeMap<PersonId, Date>,
}

fn payouts(context: &Context<'_>, reads: impl Fn(&str) -> bool) -> Paid {
    let mut accounts: BTreeMap<RowId, ThingId> = BTreeMap::new();
    for value in context.reading.values.iter().filter(|value| value.role == Role::Paid) {
        let is_account =
            matches!(value.form.kind(), ValueKind::Account | ValueKind::Wallet | ValueKind::Handle);
        if let (true, Some(entry)) = (is_account, context.index.find(&value.form)) {
            accounts.insert(value.row, entry.thing);
        }
    }
    let mut paid = Paid { by_source: BTreeMap::new(), first: BTreeMap::new() };
    for payment in context.reading.payments.iter().filter(|payment| payment.paid) {
        let Some(day) = payment.at else { continue };
        for person in context.persons.all_of_row(payment.row) {
            let first = paid.first.entry(*person).or_insert(day);
            *first = (*first).min(day);
            if let (true, Some(account)) = (reads(payment.source.as_str()), accounts.get(&payment.row)) {
                let list = paid.by_source.entry(*person).or_default();
                list.push((day, *account, payment.citation.clone()));
            }
        }
    }
    for list in paid.by_source.values_mut() {
        list.sort();
    }
    paid
}

/// Days on which the money went to another account than before.
fn moves(payouts: &[(Date, ThingId, Citation)]) -> Vec<(Date, Citation)> {
    let mut moved = Vec::new();
    for pair in payouts.windows(2) {
        if let [(_, before, _), (day, after, citation)] = pair
            && before != after
        {
            moved.push((*day, citation.clone()));
        }
    }
    moved
}

/// The account to which the person is paid last, for the claim.
fn newest_account(context: &Context<'_>, person: PersonId) -> Option<ThingId> {
    let kinds = [ValueKind::Account, ValueKind::Wallet, ValueKind::Handle];
    let entries = kinds.iter().flat_map(|kind| context.index.entries(*kind));
    let own = entries.filter_map(|entry| {
        let uses = entry.uses.iter().filter(|usage| usage.person == person);
        uses.map(|usage| usage.first.max(usage.last)).max().map(|last| (last, entry.thing))
    });
    own.max().map(|(_, thing)| thing)
}
