//! `cv-tech-before-release`: a CV claims work with a technology before it was to be had.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::{BitsFrom, Evidence, PersonId, Subject};
use bonafide_records::{Citation, Document};
use jiff::civil::Date;

use crate::context::{Context, Draft, Sink};
use crate::cvs::{CV_FILE, cite_line};
use crate::detector::{Detector, Looked};
use crate::time_claims::{TOLERANCE_MONTHS, contradictions, timed};

/// A CV claims work with a technology before it was to be had.
pub static CV_TECH_BEFORE_RELEASE: Detector = Detector {
    id: "cv-tech-before-release",
    version: 1,
    page: include_str!("../../../../casebooks/cv-tech-before-release.md"),
    rule: "a post that names a technology ended, or a phrase dates its use, more than this many months before its first public release in the shipped table; whole years by the year's end",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["cv-file"],
    check,
};

fn check(context: &Context<'_>, sink: &mut Sink<'_>) -> Looked {
    let row = sink.built().row;
    let (months, set_by) = context.threshold(&row.id, "months", i64::from(TOLERANCE_MONTHS));
    let tolerance = u16::try_from(months.max(0)).unwrap_or(TOLERANCE_MONTHS);
    let mut seen: BTreeSet<PersonId> = BTreeSet::new();
    let mut found: BTreeMap<PersonId, (BTreeMap<&str, String>, Vec<Citation>)> = BTreeMap::new();
    for text in context.cvs().texts.iter().filter(|_| row.reads(CV_FILE)) {
        let Some(person) = text.sender else { continue };
        let Some(document) = context.reading.documents.get(text.document) else { continue };
        seen.insert(person);
        let lines = timed(&text.cv);
        for claim in contradictions(&lines, written_on(context, person, document), tolerance) {
            let Some(citation) = cite_line(context.reading, text.document, claim.line) else { continue };
            let slot = found.entry(person).or_default();
            let technology = claim.technology;
            let told =
                format!("{} ({}; first public {})", technology.name, claim.says, technology.first_public);
            slot.0.entry(technology.name.as_str()).or_insert(told);
            slot.1.push(citation);
        }
    }
    for (person, (names, cited)) in found {
        let mut records = cited.into_iter();
        let Some(first) = records.next() else { continue };
        let named: Vec<String> = names.into_values().collect();
        sink.find(Draft {
            persons: vec![person],
            things: Vec::new(),
            of: vec![Subject::Person(person)],
            evidence: Evidence::new(first, records),
            bits: (0, BitsFrom::NotMeasured),
            conditions: BTreeSet::new(),
            says: format!(
                "the CV of {} dates work before the first release: {}",
                context.persons.name_of(person),
                named.join(", ")
            ),
            threshold: Some((format!("{tolerance} months"), set_by.clone())),
        });
    }
    Looked { seen: seen.len() as u64, of: context.persons.list.len() as u64, needs: Vec::new() }
}

/// The day from which numbers of years count: that of the file, else of the application.
fn written_on(context: &Context<'_>, person: PersonId, document: &Document) -> Option<Date> {
    let applied = context.persons.get(person).and_then(|known| known.newest_start);
    document.created.or(applied).or(context.as_of)
}
