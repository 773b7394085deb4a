//! Who sent which document: whose row names its file.

use std::collections::{BTreeMap, HashMap};

use bonafide_records::finding::PersonId;
use bonafide_records::normal::file_name_key;
use bonafide_records::{Document, Reading};

use crate::cvs::CV_FILE;
use crate::persons::Persons;

/// The documents of a reading by sender.
#[derive(Debug, Clone, Default)]
pub(super) struct Senders {
    /// Who sent a document, by its index.
    pub(super) of: BTreeMap<usize, PersonId>,
    /// Documents whose name several persons' records give, and that nothing gives to one of them.
    pub(super) contested: Vec<usize>,
    /// CVs that no record names.
    pub(super) unclaimed: Vec<usize>,
}

/// Whom rows name as sending a file of this name, each with the row's key.
type Owners = Vec<(PersonId, String)>;

/// A document is the one person's whose row names its file; of several who name it (`resume.pdf`) it is
/// theirs whose key stands in its path. A file that begins or ends with a person's key
/// (`5560001_CV.pdf`) may go without it.
pub(super) fn find(reading: &Reading, persons: &Persons) -> Senders {
    let mut by_name: HashMap<String, Owners> = HashMap::new();
    for attachment in &reading.attachments {
        let Some(row) = reading.rows.get(attachment.row.0 as usize) else { continue };
        for person in persons.all_of_row(attachment.row) {
            let owners = by_name.entry(file_name_key(&attachment.file)).or_default();
            owners.push((*person, row.key.as_str().to_owned()));
        }
    }
    let mut found = Senders::default();
    for (index, document) in reading.documents.iter().enumerate() {
        let base = file_name_key(document.name.rsplit(['/', '!']).next().unwrap_or_default());
        let named = by_name.get(&base).and_then(|owners| sender(document, owners));
        let Some(person) = named.or_else(|| sender(document, &behind_a_key(&base, &by_name))) else {
            if by_name.contains_key(&base) {
                found.contested.push(index);
            } else if document.source.as_str() == CV_FILE {
                found.unclaimed.push(index);
            }
            continue;
        };
        found.of.insert(index, person);
    }
    found
}

/// Whose attachment the file is, when the key before or behind its name is taken off.
fn behind_a_key(base: &str, by_name: &HashMap<String, Owners>) -> Owners {
    let (stem, ending) = base.rsplit_once('.').unwrap_or((base, ""));
    let is_gap = |one: char| one == ' ' || one == '-';
    let first = base.split_once(is_gap).map(|(key, rest)| (key, rest.trim_start_matches(is_gap).to_owned()));
    let last = stem.rsplit_once(is_gap).map(|(rest, key)| {
        let rest = rest.trim_end_matches(is_gap);
        (key, if ending.is_empty() { rest.to_owned() } else { format!("{rest}.{ending}") })
    });
    let mut owners = Owners::new();
    for (key, rest) in first.into_iter().chain(last) {
        let named = by_name.get(&rest).into_iter().flatten();
        owners.extend(named.filter(|(_, own)| own.eq_ignore_ascii_case(key)).cloned());
    }
    owners
}

fn sender(document: &Document, owners: &[(PersonId, String)]) -> Option<PersonId> {
    let mut persons: Vec<PersonId> = owners.iter().map(|(person, _)| *person).collect();
    persons.sort_unstable();
    persons.dedup();
    if let [only] = persons.as_slice() {
        return Some(*only);
    }
    let words: Vec<&str> = document.name.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let mut named: Vec<PersonId> =
        owners.iter().filter(|(_, key)| words.contains(&key.as_str())).map(|(person, _)| *person).collect();
    named.sort_unstable();
    named.dedup();
    match named.as_slice() {
        [only] => Some(*only),
        _ => None,
    }
}
