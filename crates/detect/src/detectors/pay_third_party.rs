//! `pay-third-party`: the account's holder shares no part of the contract party's name.

use std::collections::BTreeSet;

use bonafide_records::Grade;
use bonafide_records::finding::{Condition, PersonId, Regrade};

use crate::context::{Context, Sink};
use crate::detector::{Detector, Looked};
use crate::payees::{Holder, agency, compare, is_in_household, known_holder, payees};

/// The account's holder shares no part of the contract party's name.
pub static PAY_THIRD_PARTY: Detector = Detector {
    id: "pay-third-party",
    version: 1,
    page: include_str!("../../../../casebooks/pay-third-party.md"),
    rule: "the holder's name shares no token with the contract party's (sets of romanisations) nor is the company that the contract states; no agency of firm.toml",
    regrades: &[Regrade { when: Condition::HolderLivesThere, grade: Grade::B }],
    counts: true,
    household_explains: false,
    needs: &["payee name", "account"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    for payee in payees(context, row) {
        let Some(holder) = compare(context, payee.person, payee.holder) else { continue };
        seen.insert(payee.person);
        if holder != Holder::Stranger || agency(context, &payee).is_some() {
            continue;
        }
        let mut conditions = BTreeSet::new();
        let lives_there = matches!(known_holder(context, &payee), Some((_, true)));
        if lives_there || is_in_household(context, payee.person) {
            conditions.insert(Condition::HolderLivesThere);
        }
        let says = format!(
            "{} is paid to an account of somebody whose name has nothing in common with theirs",
            context.persons.name_of(payee.person)
        );
        if let Some(draft) = payee.draft(conditions, says) {
            sink.find(draft);
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}
