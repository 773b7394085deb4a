//! A scan document that somebody else wrote, read back.

use bonafide_exchange::{ScanDocument, csv};

use super::promises;

/// Reads the bytes as `scan.json`; what is read is written and read again alike.
pub fn check(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let document = match ScanDocument::from_json(text) {
        Ok(document) => document,
        Err(error) => {
            promises::one_line(&error.to_string());
            return promises::one_line(error.hint());
        }
    };
    let Ok(written) = document.to_json() else { panic!("a document that was read cannot be written") };
    assert_eq!(ScanDocument::from_json(&written).ok(), Some(document.clone()), "a document read again");
    assert!(csv::set_aside(&document.set_aside).starts_with("file,line,path,why\n"));
}
