//! `firm.toml`, and a reading under what it says: its time zone, its agencies, its policy.

use bonafide_sources::{Options, load_firm};

use super::folder::Folder;
use super::promises;

const STAFF: &[u8] =
    b"Employee #,First Name,Last Name,Work Email,Home Email,Mobile Phone,Hire Date,Termination Date\n\
    101,Ada,Muster,ada@firm.example.com,ada@example.org,+44 20 7946 0101,03/25/2024,\n";

const MAPPED: &[u8] = b"person,field,at\n101,IBAN,2026-06-03 02:30\n";

const MAPPING: &[u8] = b"kind = \"change\"\n";

/// Reads a firm's file, then a small export under it.
pub fn check(data: &[u8]) {
    let folder = Folder::with(&[
        ("firm.toml", data),
        ("staff.csv", STAFF),
        ("changes.csv", MAPPED),
        ("changes.csv.map.toml", MAPPING),
    ]);
    let file = match load_firm(&folder.path("firm.toml")) {
        Ok(file) => file,
        Err(error) => return promises::says_what_to_do(&error),
    };
    file.warnings.iter().for_each(|warning| promises::one_line(warning));
    let keys = ["bamboohr:101".to_owned()];
    let _ = file.firm.household_of(&keys, &keys);
    for as_of in [None, Some(jiff::civil::date(2026, 6, 30))] {
        folder.read(&Options { firm: file.firm.clone(), as_of, ..Options::default() });
    }
}
