//! A record opened at any place of any file.
//!
//! The first line is the place: a line's number or a path; the rest is the file.

use bonafide_records::Place;
use bonafide_sources::open_record;

use super::folder::Folder;
use super::promises;

/// Opens a record where the first line says.
pub fn check(data: &[u8]) {
    let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
    let (place, file) = data.split_at(end);
    let written = String::from_utf8_lossy(place);
    let place = match written.parse::<u64>() {
        Ok(line) => Place::Line(line),
        Err(_) => Place::Path(written.into()),
    };
    let folder = Folder::with(&[("export", file.get(1..).unwrap_or_default())]);
    match open_record(&folder.roots(), "export", &place) {
        Ok(opened) => {
            assert!(opened.before.len() <= 2 && opened.after.len() <= 2, "two records on either side");
        }
        Err(error) => promises::says_what_to_do(&error),
    }
}
