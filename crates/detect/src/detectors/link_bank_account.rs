//! `link-bank-account`: two persons who are paid to one account.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::normal::Name;
use bonafide_records::{Form, Grade, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::Entry;
use crate::shared_value::SharedValue;

/// Two persons who are paid to one account.
pub static LINK_BANK_ACCOUNT: Detector = Detector {
    id: "link-bank-account",
    version: 1,
    page: include_str!("../../../../casebooks/link-bank-account.md"),
    rule: "one account (IBAN, or number and bank) of two persons; where a source shows its end only, the same bank, last four digits and holder; no agency's account",
    regrades: &[
        Regrade { when: Condition::WeakEdge, grade: Grade::B },
        Regrade { when: Condition::ThreeShare, grade: Grade::A },
        Regrade { when: Condition::SameDeclaredHome, grade: Grade::B },
        Regrade { when: Condition::AnotherHomeDeclared, grade: Grade::A },
        Regrade { when: Condition::NoHomeOnRecord, grade: Grade::A },
    ],
    counts: true,
    household_explains: true,
    needs: &["account"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let shared = SharedValue {
        verb: "are paid to",
        leaves_out: |_, entry, _| is_partial(entry),
        ..SharedValue::of(ValueKind::Account)
    };
    let looked = shared.check(context, sink);
    masked_accounts(context, sink, looked.seen);
    looked
}

fn is_partial(entry: &Entry) -> bool {
    matches!(&entry.form, Form::Account(account) if account.is_partial())
}

/// Accounts of which one side shows the end only: the same bank, last four digits and holder.
fn masked_accounts(context: &Context<'_>, sink: &mut Sink<'_>, population: u64) {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let mut by_end: BTreeMap<(String, String), Vec<&Entry>> = BTreeMap::new();
    for entry in context.index.entries(ValueKind::Account) {
        let Form::Account(account) = &entry.form else { continue };
        if let (Some(bank), Some(end), None) = (account.bank(), account.last_four(), &entry.hub) {
            by_end.entry((bank, end)).or_default().push(entry);
        }
    }
    for entries in by_end.into_values().filter(|entries| entries.iter().any(|entry| is_partial(entry))) {
        let mut holders: BTreeMap<PersonId, Vec<&Entry>> = BTreeMap::new();
        for entry in &entries {
            for person in entry.holders(reads) {
                holders.entry(person).or_default().push(entry);
            }
        }
        let persons: Vec<PersonId> = holders.keys().copied().collect();
        for (at, first) in persons.iter().enumerate() {
            for second in persons.iter().skip(at + 1) {
                let (Some(left), Some(right)) = (holders.get(first), holders.get(second)) else { continue };
                let exact =
                    left.iter().any(|own| !is_partial(own) && right.iter().any(|their| own.key == their.key));
                if exact || !same_holder(context, *first, *second) {
                    continue;
                }
                let citations = left.iter().flat_map(|entry| entry.citations(*first, reads));
                let theirs = right.iter().flat_map(|entry| entry.citations(*second, reads));
                let mut cited = citations.chain(theirs);
                let Some(head) = cited.next() else { continue };
                let Some(thing) = left.iter().chain(right).map(|entry| entry.thing).min() else { continue };
                let n = persons.len() as u64;
                let things: BTreeSet<_> = left.iter().chain(right).map(|entry| entry.thing).collect();
                sink.find(Draft {
                    persons: vec![*first, *second],
                    things: things.into_iter().collect(),
                    of: vec![Subject::Thing(thing), Subject::Person(*first), Subject::Person(*second)],
                    evidence: Evidence::new(head, cited),
                    bits: (
                        log2_milli(u128::from(population), u128::from(n)),
                        BitsFrom::Firm { n, of: population, source: context.counted_in(row) },
                    ),
                    conditions: BTreeSet::from([Condition::WeakEdge]),
                    says: format!(
                        "{} are paid to accounts of one holder at one bank whose last four digits are equal",
                        context.names(&[*first, *second])
                    ),
                    threshold: None,
                });
            }
        }
    }
}

/// Whether payments to both name one holder.
fn same_holder(context: &Context<'_>, first: PersonId, second: PersonId) -> bool {
    let of = |person: PersonId| -> Vec<&Name> {
        let payments = context.reading.payments.iter();
        payments
            .filter(|payment| context.persons.all_of_row(payment.row).contains(&person))
            .filter_map(|payment| payment.holder.as_ref())
            .collect()
    };
    let (left, right) = (of(first), of(second));
    left.iter().any(|own| right.iter().any(|theirs| own.same_as(theirs)))
}
