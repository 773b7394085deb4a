//! The rows of a table of payees or payouts with a mapping file.
//!
//! The first byte chooses the kind and how payouts are signed; a header with every fixed name stands
//! before the rest, so that all columns are reached from any bytes.

use bonafide_sources::Options;

use super::folder::Folder;

const HEADER: &[u8] =
    b"key;person;name;account;bic;wallet;currency;amount;at;memo;handle;name_check;email;reference;\
    end_to_end;status;direction;company\n";

/// Reads the rows under that header.
pub fn check(data: &[u8]) {
    let [choice, rows @ ..] = data else { return };
    let kind = if choice & 1 == 0 { "payout" } else { "payee" };
    let outgoing = if choice & 2 == 0 { "positive" } else { "negative" };
    let mapping = format!("kind = \"{kind}\"\ndelimiter = \";\"\n[formats]\noutgoing = \"{outgoing}\"\n");
    let table = [HEADER, rows].concat();
    let files: [(&str, &[u8]); 2] = [("table.csv", &table), ("table.csv.map.toml", mapping.as_bytes())];
    Folder::with(&files).read(&Options::default());
}
