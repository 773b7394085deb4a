//! `link-cv-file-fingerprint`: the files of two persons' CVs come from one file or one program user.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::pairs;
use bonafide_records::bits::log2_milli;
use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Regrade, Subject};
use bonafide_records::value::MarkKind;
use bonafide_records::{Form, Grade, ValueKind};

use crate::context::{Context, Draft, Sink};
use crate::detector::{Detector, Looked};
use crate::index::Entry;

/// So many revision ids must be shared ...
const SHARED_RSIDS: usize = 4;

/// The files of two persons' CVs come from one file or one program user.
pub static LINK_CV_FILE_FINGERPRINT: Detector = Detector {
    id: "link-cv-file-fingerprint",
    version: 1,
    page: include_str!("../../../../casebooks/link-cv-file-fingerprint.md"),
    rule: "equal XMP document or instance id, equal rsidRoot, or at least four and half of the smaller set of revision ids: A; equal author, producer or image alone: C; what four and more files carry is a template's",
    regrades: &[Regrade { when: Condition::SameFileHistory, grade: Grade::A }],
    counts: true,
    household_explains: false,
    needs: &["cv-file"],
    check,
};

/// What two persons' files share.
#[derive(Default)]
struct Shared<'a> {
    entries: Vec<&'a Entry>,
    rsids: usize,
}

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let mut shared: BTreeMap<(PersonId, PersonId), Shared<'_>> = BTreeMap::new();
    let mut rsids_of: BTreeMap<PersonId, usize> = BTreeMap::new();
    for entry in context.index.entries(ValueKind::FileMark) {
        let Form::FileMark(mark) = &entry.form else { continue };
        let holders = entry.holders(reads);
        if mark.kind == MarkKind::Rsid && entry.hub.is_none() {
            for person in &holders {
                *rsids_of.entry(*person).or_insert(0) += 1;
            }
        }
        if entry.hub.is_some() || holders.len() < 2 {
            continue;
        }
        let codes: Vec<u32> = holders.iter().map(|person| person.0).collect();
        for (first, second) in pairs(&codes, codes.len()) {
            let slot = shared.entry((PersonId(first), PersonId(second))).or_default();
            slot.rsids += usize::from(mark.kind == MarkKind::Rsid);
            slot.entries.push(entry);
        }
    }
    let population = context.index.population(ValueKind::FileMark, reads);
    for ((first, second), what) in shared {
        let smaller = [first, second].iter().filter_map(|person| rsids_of.get(person)).min().copied();
        let many = what.rsids >= SHARED_RSIDS && what.rsids * 2 >= smaller.unwrap_or(usize::MAX);
        find(context, sink, [first, second], &what, many, population);
    }
    // A file without any mark is no data.
    Looked { seen: population, of: context.persons.list.len() as u64, needs: Vec::new() }
}

fn find(
    context: &Context<'_>,
    sink: &mut Sink<'_>,
    pair: [PersonId; 2],
    what: &Shared<'_>,
    many_rsids: bool,
    population: u64,
) {
    let row = sink.built().row;
    let reads = |source: &str| row.reads(source);
    let kind = |entry: &Entry| match &entry.form {
        Form::FileMark(mark) => Some(mark.kind),
        _ => None,
    };
    let is_history = |entry: &&&Entry| match kind(entry) {
        Some(MarkKind::XmpDocument | MarkKind::XmpInstance | MarkKind::RsidRoot) => true,
        Some(MarkKind::Rsid) => many_rsids,
        _ => false,
    };
    let is_word = |entry: &&&Entry| {
        matches!(
            kind(entry),
            Some(MarkKind::Author | MarkKind::LastModifiedBy | MarkKind::Producer | MarkKind::Image)
        )
    };
    let history: Vec<&Entry> = what.entries.iter().filter(is_history).copied().collect();
    let told: Vec<&Entry> = if history.is_empty() {
        what.entries.iter().filter(is_word).copied().collect()
    } else {
        history.clone()
    };
    let mut cited = told
        .iter()
        .flat_map(|entry| pair.iter().flat_map(|person| entry.citations(*person, reads)).collect::<Vec<_>>());
    let Some(first) = cited.next() else { return };
    let words: BTreeSet<&str> = told.iter().filter_map(|entry| kind(entry)).map(MarkKind::word).collect();
    let n = told.iter().map(|entry| entry.holders(reads).len() as u64).min().unwrap_or(2);
    let mut conditions = BTreeSet::new();
    if !history.is_empty() {
        conditions.insert(Condition::SameFileHistory);
    }
    sink.find(Draft {
        persons: pair.to_vec(),
        // Revision ids are many: the smallest stands for all.
        things: told.iter().map(|entry| entry.thing).take(3).collect(),
        of: pair.iter().map(|person| Subject::Person(*person)).collect(),
        evidence: Evidence::new(first, cited),
        bits: (
            log2_milli(u128::from(population), u128::from(n)),
            BitsFrom::Firm { n, of: population, source: context.counted_in(row) },
        ),
        conditions,
        says: format!(
            "the CV files of {} carry the same {}",
            context.names(&pair),
            words.into_iter().collect::<Vec<_>>().join(" and the same ")
        ),
        threshold: None,
    });
}
