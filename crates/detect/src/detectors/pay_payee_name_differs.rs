//! `pay-payee-name-differs`: the account's holder bears another name than the person of the contract.

use std::collections::BTreeSet;

use bonafide_records::finding::{Condition, PersonId, Regrade};
use bonafide_records::{Grade, NameCheck};

use crate::context::{Context, Sink};
use crate::detector::{Detector, Looked};
use crate::payees::{Holder, agency, compare, known_holder, payees};

/// The account's holder bears another name than the person of the contract.
pub static PAY_PAYEE_NAME_DIFFERS: Detector = Detector {
    id: "pay-payee-name-differs",
    version: 1,
    page: include_str!("../../../../casebooks/pay-payee-name-differs.md"),
    rule: "the holder's name is not the contract party's (sets of romanisations; parts may be left out) but shares a token with it or is the company that the contract states, or the bank's name check says no match",
    regrades: &[Regrade { when: Condition::HolderIsAnother, grade: Grade::A }],
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
        let no_match = payee.name_check == Some(NameCheck::NoMatch);
        let of_agency = agency(context, &payee);
        let fires = match holder {
            Holder::Related => true,
            Holder::Same | Holder::Unnamed => no_match,
            Holder::Stranger => of_agency.is_some(),
        };
        if !fires {
            continue;
        }
        let mut conditions = BTreeSet::new();
        if let Some((_, false)) = known_holder(context, &payee) {
            conditions.insert(Condition::HolderIsAnother);
        }
        let name = context.persons.name_of(payee.person);
        let says = if matches!(holder, Holder::Same | Holder::Unnamed) {
            format!("the bank says that name and account of the payee of {name} do not belong together")
        } else {
            format!("the account to which {name} is paid is held under another name")
        };
        let Some(draft) = payee.draft(conditions, says) else { continue };
        match of_agency {
            Some(number) => sink.find_explained(draft, &format!("firm.toml [[agencies]] {number}")),
            None => sink.find(draft),
        }
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}
