//! The rows of a table with a mapping file, one for each kind.
//!
//! The first byte chooses the kind, the second how the table is written; a header with every fixed
//! name stands before the rest, so that all columns of a kind are reached from any bytes.

use bonafide_sources::Options;

use super::folder::Folder;

/// Kinds with their headers.
const KINDS: [(&str, &str); 6] = [
    (
        "person",
        "key name first_name last_name email work_email phone address postcode city country time_zone role agency \
         started ended contract github website work_phone agency_email agency_phone employee_number worker street \
         street_number line_two other_phone nationality",
    ),
    (
        "shipment",
        "key person recipient address postcode city country serial carrier at delivered signed_by street \
         street_number line_two",
    ),
    ("device", "key person serial model name ip mac apps at"),
    ("change", "person field old new at channel by"),
    ("removed", "name email phone account wallet address city document at because by postcode country"),
    ("attestation", "person check result by on proof"),
];

const DELIMITERS: [&str; 4] = [",", ";", "\t", "|"];

const ENCODINGS: [&str; 4] =
    ["", "encoding = \"utf-8\"\n", "encoding = \"windows-1252\"\n", "encoding = \"utf-16\"\n"];

const FORMATS: [&str; 4] = [
    "",
    "[formats]\ndate_order = \"month_first\"\n",
    "[formats]\ndate_order = \"day_first\"\n",
    "[formats]\nat = \"%d.%m.%Y %H:%M\"\n",
];

/// Reads the rows under a header of the chosen kind.
pub fn check(data: &[u8]) {
    let [kind_byte, written_byte, rows @ ..] = data else { return };
    let (kind, names) = KINDS[usize::from(*kind_byte) % KINDS.len()];
    let pick = |list: [&'static str; 4], shift: u32| list[usize::from(written_byte >> shift) % list.len()];
    let delimiter = pick(DELIMITERS, 0);
    let has_at = names.split_whitespace().any(|name| name == "at");
    let formats = Some(pick(FORMATS, 4)).filter(|text| has_at || !text.contains("at = ")).unwrap_or_default();
    let word = if delimiter == "\t" { "tab" } else { delimiter };
    let mapping = format!("kind = \"{kind}\"\ndelimiter = \"{word}\"\n{}{formats}", pick(ENCODINGS, 2));

    let header: Vec<&str> = names.split_whitespace().collect();
    let mut table = header.join(delimiter).into_bytes();
    table.push(b'\n');
    table.extend_from_slice(rows);
    let files: [(&str, &[u8]); 2] = [("table.csv", &table), ("table.csv.map.toml", mapping.as_bytes())];
    Folder::with(&files).read(&Options::default());
}
