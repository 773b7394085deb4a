//! A mapping file that a person wrote, beside a table in English and German.

use bonafide_sources::Options;

use super::folder::Folder;

const TABLE: &[u8] = b"Nr;Name;Mail;Telefon;Adresse;Datum;Feld;Von;Ergebnis;Geschlecht\n\
    7;Ada Muster;ada@example.org;+49 30 23125 001;Musterstr. 1, 10115 Berlin;03.04.2026 14:05;IBAN;Kim, Lee;confirmed;x\n\
    8;Ben Beispiel;ben@example.org;030 23125 002;Hafengasse 7, 20095 Hamburg;2026-04-25;Adresse;Kim;refused;y\n";

/// Reads the table through the mapping.
pub fn check(data: &[u8]) {
    Folder::with(&[("table.csv", TABLE), ("table.csv.map.toml", data)]).read(&Options::default());
}
