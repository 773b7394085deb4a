//! `link-cv-near-duplicate`: the CVs of two persons share rare text.

use std::collections::BTreeSet;

use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::{Citation, Grade};

use crate::catalogue::Row;
use crate::context::{Context, Draft, Sink};
use crate::cvs::{CV_FILE, Cvs, SharedText};
use crate::detector::{Detector, Looked};
use crate::near_value::NearLevel;

/// The CVs of two persons share rare text.
pub static LINK_CV_NEAR_DUPLICATE: Detector = Detector {
    id: "link-cv-near-duplicate",
    version: 1,
    page: include_str!("../../../../casebooks/link-cv-near-duplicate.md"),
    rule: "five-word shingles inside one bullet or sentence: Jaccard of at least this, or a run of 40 equal words that few files hold; headings, employers, dates, skill lists and the firm's job ads left out",
    regrades: &[
        Regrade { when: Condition::SameWork, grade: Grade::B },
        Regrade { when: Condition::SameName, grade: Grade::B },
    ],
    counts: true,
    household_explains: false,
    needs: &["cv-file"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let cvs = context.cvs();
    let persons: BTreeSet<PersonId> = cvs.texts.iter().filter_map(|text| text.sender).collect();
    let population = if row.reads(CV_FILE) { persons.len() as u64 } else { 0 };
    for shared in cvs.shared() {
        let n = u64::from(shared.pair.fewest_owners.max(2));
        let says = format!(
            "the CVs of {} share {} % of their five-word runs, and {} words in one piece",
            context.names(&shared.persons),
            shared.per_mille() / 10,
            shared.pair.run.length
        );
        if let Some(found) = draft(context, row, shared, (n, population), says) {
            sink.find(found);
        }
    }
    // What an agency wrote for those whom it sent is the agency's text.
    let reworded: Vec<&SharedText> =
        cvs.reworded().filter(|shared| !context.near().same_agency(shared.persons)).collect();
    // Whoever shares text with anybody, at this level or better.
    let with_partner: BTreeSet<PersonId> =
        cvs.shared().chain(reworded.iter().copied()).flat_map(|shared| shared.persons).collect();
    for shared in reworded {
        let says = format!(
            "the CVs of {} share {} rare five-word runs in {} places, {}",
            context.names(&shared.persons),
            shared.pair.rare.shared,
            shared.pair.items.len(),
            if shared.verbatim { "each word for word" } else { "reworded between them" }
        );
        let count = (with_partner.len() as u64, population);
        if let Some(found) = draft(context, row, shared, count, says) {
            sink.find_near(found, &NEAR);
        }
    }
    Looked { seen: population, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// What is said of two CVs that n of the N senders of one have in common with somebody.
fn draft(
    context: &Context<'_>,
    row: &Row,
    shared: &SharedText,
    (n, population): (u64, u64),
    says: String,
) -> Option<Draft> {
    let cvs = context.cvs();
    let mut cited = records(context, cvs, shared).into_iter();
    let first = cited.next()?;
    Some(Draft {
        persons: shared.persons.to_vec(),
        things: Vec::new(),
        of: shared.persons.iter().map(|person| Subject::Person(*person)).collect(),
        evidence: Evidence::new(first, cited),
        bits: (
            log2_milli(u128::from(population.max(n)), u128::from(n)),
            BitsFrom::Firm { n, of: population, source: context.counted_in(row) },
        ),
        conditions: conditions(context, cvs, shared),
        says,
        threshold: Some((
            format!("jaccard {}", decimal(context.much_text().0.per_mille)),
            context.much_text().1,
        )),
    })
}

fn decimal(per_mille: u64) -> String {
    format!("0.{:03}", per_mille.min(999)).trim_end_matches('0').to_owned()
}

fn conditions(context: &Context<'_>, cvs: &Cvs, shared: &SharedText) -> BTreeSet<Condition> {
    let mut conditions = BTreeSet::new();
    if cvs.is_same_work(shared) {
        conditions.insert(Condition::SameWork);
    }
    let [first, second] = shared.persons.map(|person| context.persons.get(person));
    if first.zip(second).is_some_and(|(one, other)| one.same_name(other)) {
        conditions.insert(Condition::SameName);
    }
    conditions
}

/// One text reworded.
static NEAR: NearLevel = NearLevel {
    rule: "near: rare five-word runs in three and more bullets or sentences of both, eight of them and 3 % of all rare ones at least, below the exact threshold; runs that more than three persons and more than one in a hundred hold left out, unless these seem to be one by how they are reached, and sentences that are forms to fill in",
    regrades: &[
        Regrade { when: Condition::SameWork, grade: Grade::C },
        Regrade { when: Condition::SameName, grade: Grade::C },
    ],
    household_explains: false,
};

/// The pages on which the first and the last shared piece stand, in both files.
pub fn records(context: &Context<'_>, cvs: &Cvs, shared: &SharedText) -> Vec<Citation> {
    let run = shared.pair.run;
    let mut pieces = vec![(run.first.0, run.second.0)];
    pieces.extend(shared.pair.items.first().copied());
    pieces.extend(shared.pair.items.last().copied());
    let mut cited = Vec::new();
    for (own, theirs) in pieces {
        for (at, item) in [(shared.texts[0], own), (shared.texts[1], theirs)] {
            cited.extend(cvs.texts.get(at).and_then(|text| text.cite_item(context.reading, item)));
        }
    }
    cited
}
