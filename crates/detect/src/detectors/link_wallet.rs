//! `link-wallet`: two persons who are paid to one wallet.

use std::collections::BTreeSet;

use bonafide_records::finding::{Condition, PersonId, Regrade};
use bonafide_records::{Form, Grade, ValueKind};

use crate::context::Context;
use crate::detector::Detector;
use crate::index::{Entry, Use};
use crate::shared_value::SharedValue;

/// Two persons who are paid to one wallet.
pub static LINK_WALLET: Detector = Detector {
    id: "link-wallet",
    version: 1,
    page: include_str!("../../../../casebooks/link-wallet.md"),
    rule: "one wallet address, its checksum and chain compared, of two persons; no wallet that firm.toml declares; an address shared by memo without an equal memo is B",
    regrades: &[Regrade { when: Condition::MemoNotEqual, grade: Grade::B }],
    counts: true,
    household_explains: false,
    needs: &["wallet"],
    check: |context, sink| {
        let shared = SharedValue {
            verb: "are paid to",
            conditions: memo_conditions,
            ..SharedValue::of(ValueKind::Wallet)
        };
        shared.check(context, sink)
    },
};

/// On a chain whose exchanges tell customers of one address apart by a memo, only an equal memo is
/// one customer.
fn memo_conditions(context: &Context<'_>, entry: &Entry, pair: [PersonId; 2]) -> BTreeSet<Condition> {
    let Form::Wallet(wallet) = &entry.form else { return BTreeSet::new() };
    if !wallet.takes_memo() {
        return BTreeSet::new();
    }
    let memos = |person: PersonId| -> BTreeSet<&str> {
        let own = || entry.uses.iter().filter(|usage| usage.person == person).flat_map(Use::records);
        let payments = context.reading.payments.iter();
        payments
            .filter(|payment| own().any(|record| record.same_record(&payment.citation)))
            .filter_map(|payment| payment.memo.as_deref())
            .collect()
    };
    if memos(pair[0]).is_disjoint(&memos(pair[1])) {
        BTreeSet::from([Condition::MemoNotEqual])
    } else {
        BTreeSet::new()
    }
}
