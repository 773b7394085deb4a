//! `link-payout-handle`: two persons who are paid to one handle of a payout platform.

use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, Regrade};
use bonafide_records::{Form, Grade, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::shared_value::{SharedValue, claimed_of};

/// Two persons who are paid to one handle of a payout platform.
pub static LINK_PAYOUT_HANDLE: Detector = Detector {
    id: "link-payout-handle",
    version: 1,
    page: include_str!("../../../../casebooks/link-payout-handle.md"),
    rule: "one handle of a payout platform (a tag, a pay link, the platform's mailbox or phone) of two persons, or a mailbox or phone that is another's own; no agency's handle",
    regrades: &[Regrade { when: Condition::SameDeclaredHome, grade: Grade::B }],
    counts: true,
    household_explains: true,
    needs: &["handle"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let looked =
        SharedValue { verb: "are paid to", ..SharedValue::of(ValueKind::Handle) }.check(context, sink);
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    for entry in context.index.entries(ValueKind::Handle).iter().filter(|entry| entry.hub.is_none()) {
        let Form::Handle(handle) = &entry.form else { continue };
        let (form, noun) = match (handle.mailbox(), handle.phone()) {
            (Some(mailbox), _) => (Form::Mailbox(mailbox), "mailbox"),
            (None, Some(phone)) => (Form::Phone(phone), "phone"),
            (None, None) => continue,
        };
        let Some(known) = context.index.find(&form) else { continue };
        if known.hub.is_some() {
            continue;
        }
        let paid = entry.holders(reads);
        // Whose mailbox or phone it is any source may say: that is no comparison of payees.
        for owner in known.holders(|_| true).into_iter().filter(|person| !paid.contains(person)) {
            for person in &paid {
                let pair = [*person, owner];
                let mut cited = entry.citations(*person, reads).into_iter();
                let Some(first) = cited.next() else { continue };
                let same_home = context.index.same_home(*person, owner);
                sink.find(Draft {
                    persons: pair.to_vec(),
                    things: vec![entry.thing],
                    of: claimed_of(row.claim, entry.thing, pair),
                    evidence: Evidence::new(first, cited.chain(known.citations(owner, |_| true))),
                    bits: (
                        log2_milli(u128::from(looked.seen.max(2)), 2),
                        BitsFrom::Firm { n: 2, of: looked.seen, source: context.counted_in(row) },
                    ),
                    conditions: same_home.then_some(Condition::SameDeclaredHome).into_iter().collect(),
                    says: format!(
                        "{} is paid to the {noun} of {}",
                        context.persons.name_of(*person),
                        context.persons.name_of(owner)
                    ),
                    threshold: None,
                });
            }
        }
    }
    looked
}
