//! Public samples of bank messages, where they lie beside the repository.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::collections::BTreeSet;
use std::path::Path;

use bonafide_records::Source;
use bonafide_records::reading::FileRead;
use bonafide_sources::{Options, read};

/// Beside the repository, or beside the folder of its worktrees.
const SAMPLES: [&str; 2] =
    ["../../../shared/data/payments/fiat_samples", "../../../../shared/data/payments/fiat_samples"];

fn is_xml(file: &FileRead) -> bool {
    Path::new(&file.name).extension().is_some_and(|end| end == "xml")
}

#[test]
fn public_samples_are_read_or_refused_in_one_line() {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = SAMPLES.iter().map(|path| own.join(path)).find(|path| path.is_dir()) else {
        eprintln!("SKIPPED: no public samples of bank messages beside the repository");
        return;
    };
    let reading = read(&[folder], &Options::default()).unwrap();
    let why_of = |name: &str| reading.unread.iter().find(|u| u.file == name).map(|u| u.why.as_str());
    for file in reading.files.iter().filter(|file| is_xml(file)) {
        let says = |part: &str| why_of(&file.name).is_some_and(|why| why.contains(part));
        let word = file.source.as_ref().map(Source::as_str);
        let name = file.name.as_str();
        if name.contains("template.xml") {
            assert!(says("template"), "{name}: {:?}", why_of(name));
        } else if name.contains("camt052") {
            assert!(says("camt.052"), "{name}: {:?}", why_of(name));
        } else if name.contains("camt054") {
            assert!(says("camt.054"), "{name}: {:?}", why_of(name));
        } else if name.starts_with("camt") {
            assert_eq!((word, why_of(name)), (Some("camt.053"), None), "{name}");
            // All but one hold one entry a statement; that one is a file of balances.
            let entries = if name.contains("only-Dt") {
                0
            } else if name.contains("multi") {
                2
            } else {
                1
            };
            assert_eq!(file.read, entries, "{name}");
        } else {
            assert_eq!((word, why_of(name)), (Some("pain.001"), None), "{name}");
            assert!(file.read > 0, "{name}");
        }
    }
    // Of the statements only one holds money that went out.
    let camt: Vec<String> = reading
        .rows
        .iter()
        .filter(|row| row.source.as_str() == "camt.053")
        .map(|row| row.name.display())
        .collect();
    assert!(camt.is_empty() || camt == ["Company Name 2"], "{camt:?}");
    let pain: BTreeSet<String> = reading
        .rows
        .iter()
        .filter(|row| row.source.as_str() == "pain.001")
        .map(|row| row.name.display())
        .collect();
    assert!(pain.contains("Global Tech") && pain.contains("Green Energy"), "{pain:?}");
}
