//! What every reading promises, whatever was read.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use bonafide_records::{Citation, Digest, FileId, Place, Reading};
use bonafide_sources::{RecordOpener, SourceError};

/// Cited records that are opened again in each run.
const OPENED: usize = 6;

/// Checks that every file is accounted for, every message is one plain line and cited records open
/// again at their place with their digest.
pub(super) fn check(reading: &Reading, roots: &[PathBuf]) {
    for file in &reading.files {
        let named = reading.unread.iter().any(|unread| unread.file == file.name);
        assert!(named || file.source.is_some(), "`{}` is neither read nor named", file.name);
    }
    for unread in &reading.unread {
        one_line(&unread.why);
        one_line(&unread.hint);
    }
    for aside in &reading.set_aside {
        one_line(&aside.why);
    }
    for why in reading.refused.values() {
        one_line(why);
    }
    for value in &reading.values {
        assert!((value.row.0 as usize) < reading.rows.len(), "a value of no row");
        assert!(!value.form.key().is_empty() && !value.form.masked().is_empty(), "an empty value");
    }
    for payment in &reading.payments {
        assert!((payment.row.0 as usize) < reading.rows.len(), "a payment of no row");
    }
    records_open(&cited(reading), reading, roots);
}

/// Checks that a message is one line that cannot steer a terminal.
pub(super) fn one_line(text: &str) {
    assert!(!text.trim().is_empty(), "an empty message");
    assert!(!text.chars().any(char::is_control), "a message of several lines or with controls: {text:?}");
}

/// Checks that an error says in one line what is wrong and what to do.
pub(super) fn says_what_to_do(error: &SourceError) {
    one_line(&error.to_string());
    one_line(error.hint());
}

/// Where each record stands that the reading cites, with its digest.
fn cited(reading: &Reading) -> BTreeMap<(FileId, Place), BTreeSet<Digest>> {
    let mut places: BTreeMap<(FileId, Place), BTreeSet<Digest>> = BTreeMap::new();
    let mut take = |citation: &Citation| {
        places.entry((citation.file, citation.place.clone())).or_default().insert(citation.digest);
    };
    reading.rows.iter().for_each(|row| {
        take(&row.citation);
        row.statements.iter().for_each(|(_, citation)| take(citation));
    });
    reading.values.iter().for_each(|value| take(&value.citation));
    reading.payments.iter().for_each(|payment| take(&payment.citation));
    reading.shipments.iter().for_each(|shipment| take(&shipment.citation));
    reading.devices.iter().for_each(|device| take(&device.citation));
    reading.changes.iter().for_each(|change| take(&change.citation));
    reading.removed.iter().for_each(|removed| take(&removed.citation));
    reading.attestations.iter().for_each(|attestation| take(&attestation.citation));
    places
}

fn records_open(cited: &BTreeMap<(FileId, Place), BTreeSet<Digest>>, reading: &Reading, roots: &[PathBuf]) {
    if cited.is_empty() {
        return;
    }
    let Ok(mut opener) = RecordOpener::new(roots) else { panic!("paths that were read are opened") };
    // The first and the last ones: what stands between is read by the same code.
    let from_the_end = cited.iter().rev().take(OPENED / 2);
    for ((file, place), digests) in cited.iter().take(OPENED / 2).chain(from_the_end) {
        let Some(file) = reading.files.get(file.0 as usize) else { panic!("a citation of no file") };
        assert_eq!(digests.len(), 1, "one place holds one record: {}, {place:?}", file.name);
        match opener.open(&file.name, place) {
            Ok(opened) => assert!(digests.contains(&opened.sha256), "another record at {place:?}"),
            Err(error) => panic!("a cited record does not open at {place:?}: {error}"),
        }
    }
}
