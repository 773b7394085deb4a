//! The XML lists of the American sanctions office: `sdn_advanced.xml`, after its published schema
//! (a feature has the number of its type, which the reference values name "Digital Currency Address
//! - XBT"), and `sdn.xml` (an id has its type in words).
//!
//! Both are read as a stream, in fixed memory. The record is the feature or the id; its digest is
//! taken in a second pass over the bytes of those elements.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use bonafide_records::normal::DateOrder;
use bonafide_records::{Digest, Place};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use super::dates::day;
use super::{ListedAddress, MOST_ENTRIES, Reading};
use crate::xml::pieces::{Piece, XmlReader};

/// Most bytes of one list; the office's are some 120 MB.
const LARGEST: u64 = 4 * 1024 * 1024 * 1024;

/// What such a type of feature or id begins with.
const DIGITAL: &str = "Digital Currency Address";

/// Most types that are kept, and most text of one element, in bytes.
const MOST_TYPES: usize = 10_000;
const MOST_TEXT: usize = 4_096;

/// An address with the span of its element in the file.
struct Spanned {
    entry: ListedAddress,
    from: u64,
    to: u64,
}

/// An element that is open.
struct Open {
    name: String,
    /// How many of its name stand before it in its parent, itself included.
    number: u64,
    /// Children by name.
    children: BTreeMap<String, u64>,
    /// Its own text.
    text: String,
    from: u64,
    /// Attributes that matter.
    id: Option<String>,
    kind: Option<String>,
}

/// What is known of the party at hand.
#[derive(Default)]
struct Party {
    number: String,
    names: Vec<String>,
    /// Whether its first documented name is complete.
    named: bool,
}

impl Party {
    fn entry(&self) -> String {
        if self.names.is_empty() { self.number.clone() } else { self.names.join(" ") }
    }
}

#[derive(Default)]
struct State {
    /// Numbers of the features that are digital currencies, with the currency.
    features: BTreeMap<String, String>,
    party: Party,
    /// Type and address of the id or feature at hand.
    asset: Option<String>,
    addresses: Vec<String>,
    issued: [Option<i16>; 3],
    found: Vec<Spanned>,
    full: bool,
}

/// Reads either list.
pub(super) fn read(path: &Path, reading: &mut Reading<'_>) -> io::Result<()> {
    let mut state = State::default();
    let result = scan(path, &mut state, reading);
    digests(path, &mut state.found)?;
    let (full, found) = (state.full, state.found);
    for spanned in found {
        reading.take(spanned.entry);
    }
    if full {
        let why = format!("more than {MOST_ENTRIES} entries: the rest is not read");
        reading.list.set_aside.push((None, why));
    }
    if let Err(error) = result {
        let why = crate::walk::reason(&error);
        let read = reading.list.entries.len();
        let rest = if read == 0 { String::new() } else { format!("; {read} entries before that are read") };
        reading.list.set_aside.push((None, format!("{why}{rest}")));
    } else if reading.list.entries.is_empty() && reading.list.set_aside.is_empty() {
        let why = "XML without a digital currency address: read are sdn_advanced.xml and sdn.xml";
        reading.list.set_aside.push((None, why.to_owned()));
    }
    Ok(())
}

fn scan(path: &Path, state: &mut State, reading: &mut Reading<'_>) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut mark = [0_u8; 3];
    let has_mark = file.read_exact(&mut mark).is_ok() && mark == [0xEF, 0xBB, 0xBF];
    let offset = if has_mark { 3 } else { file.seek(SeekFrom::Start(0))? };
    let mut xml = XmlReader::new(file, LARGEST);
    let mut open: Vec<Open> = Vec::new();
    let mut root: BTreeMap<String, u64> = BTreeMap::new();
    loop {
        let from = xml.position() + offset;
        match xml.next_piece()? {
            Piece::Start(tag) => {
                let name: String = tag.name().chars().take(100).collect();
                let siblings = open.last_mut().map_or(&mut root, |parent| &mut parent.children);
                // Elements of made-up names must not fill memory: those are not numbered apart.
                if siblings.len() >= MOST_TYPES {
                    siblings.clear();
                }
                let number = siblings.entry(name.clone()).or_insert(0);
                *number += 1;
                let number = *number;
                let id = tag.attribute("ID").or_else(|| tag.attribute("FixedRef"));
                let kind = tag.attribute("FeatureTypeID");
                begin(state, &name, kind.as_deref(), id.as_deref());
                open.push(Open {
                    name,
                    number,
                    children: BTreeMap::new(),
                    text: String::new(),
                    from,
                    id,
                    kind,
                });
            }
            Piece::Text(text) => {
                if let Some(element) = open.last_mut()
                    && element.text.len() + text.len() <= MOST_TEXT
                {
                    element.text.push_str(&text);
                }
            }
            Piece::End => {
                let to = xml.position() + offset;
                let Some(element) = open.pop() else { continue };
                end(state, &open, &element, to, reading);
            }
            Piece::Over => return Ok(()),
        }
        if state.full {
            return Ok(());
        }
    }
}

fn begin(state: &mut State, name: &str, kind: Option<&str>, id: Option<&str>) {
    match name {
        "DistinctParty" | "sdnEntry" => {
            state.party = Party { number: id.unwrap_or_default().to_owned(), ..Party::default() };
        }
        "Feature" => {
            state.asset = kind.and_then(|kind| state.features.get(kind).cloned());
            state.addresses.clear();
        }
        "id" => {
            state.asset = None;
            state.addresses.clear();
        }
        _ => {}
    }
}

fn end(state: &mut State, above: &[Open], element: &Open, to: u64, reading: &mut Reading<'_>) {
    let text = element.text.trim();
    let parent = above.last().map_or("", |open| open.name.as_str());
    let number = || text.parse::<i16>().ok();
    match (parent, element.name.as_str()) {
        ("FeatureTypeValues", "FeatureType") => {
            if let (Some(id), Some(asset)) = (&element.id, currency(text))
                && state.features.len() < MOST_TYPES
            {
                state.features.insert(id.clone(), asset);
            }
        }
        ("DateOfIssue", "Year") => state.issued[0] = number(),
        ("DateOfIssue", "Month") => state.issued[1] = number(),
        ("DateOfIssue", "Day") => state.issued[2] = number(),
        // Only the document's own date of issue: parties have documents with dates as well.
        (_, "DateOfIssue") if above.len() == 1 => {
            if let [Some(year), Some(month), Some(day)] = state.issued
                && let (Ok(month), Ok(day)) = (i8::try_from(month), i8::try_from(day))
                && let Ok(date) = Date::new(year, month, day)
            {
                reading.days.state(date, "its DateOfIssue".to_owned());
            }
        }
        (_, "Publish_Date" | "publishDate") => {
            if let Some(date) = day(text, DateOrder::MonthFirst) {
                reading.days.state(date, format!("its {}", element.name));
            }
        }
        (_, "NamePartValue") if !state.party.named && state.party.names.len() < 20 => {
            state.party.names.push(crate::text::plain(text));
        }
        (_, "DocumentedName") => state.party.named |= !state.party.names.is_empty(),
        ("sdnEntry", "uid") => text.clone_into(&mut state.party.number),
        ("sdnEntry", "lastName") => state.party.names.push(crate::text::plain(text)),
        ("sdnEntry", "firstName") => state.party.names.insert(0, crate::text::plain(text)),
        (_, "VersionDetail") if state.asset.is_some() && state.addresses.len() < 100 => {
            state.addresses.push(text.to_owned());
        }
        ("id", "idType") => state.asset = currency(text),
        ("id", "idNumber") => state.addresses.push(text.to_owned()),
        (_, "Feature") if element.kind.is_some() => close(state, above, element, to),
        ("idList", "id") => close(state, above, element, to),
        _ => {}
    }
}

/// Takes in the addresses of a feature or id that has ended.
fn close(state: &mut State, above: &[Open], element: &Open, to: u64) {
    let addresses = std::mem::take(&mut state.addresses);
    let Some(asset) = state.asset.take() else { return };
    let mut path = String::new();
    for open in above.iter().chain([element]) {
        // Writing to a string cannot fail.
        let _ = write!(path, "/{}[{}]", crate::text::plain(&open.name), open.number);
    }
    let place = Place::Path(path.into());
    for address in addresses.into_iter().filter(|address| !address.is_empty()) {
        if state.found.len() >= MOST_ENTRIES {
            state.full = true;
            return;
        }
        let asset = (!asset.is_empty()).then(|| asset.clone());
        let (entry, place) = (state.party.entry(), place.clone());
        let entry = ListedAddress { address, entry, asset, place, digest: Digest([0; 32]), removed: None };
        state.found.push(Spanned { entry, from: element.from, to });
    }
}

/// The currency of a type, e.g. `XBT`, empty where it names none; `None` for another type.
fn currency(kind: &str) -> Option<String> {
    let rest = kind.trim().strip_prefix(DIGITAL)?;
    Some(crate::text::plain(rest.trim_start_matches([' ', '-', '\u{2013}']).trim()))
}

/// Takes the digests of all elements, which stand in the order of the file and apart.
fn digests(path: &Path, found: &mut [Spanned]) -> io::Result<()> {
    let mut file = File::open(path)?;
    let mut last: Option<(u64, Digest)> = None;
    for spanned in found {
        if let Some((_, digest)) = last.filter(|(from, _)| *from == spanned.from) {
            spanned.entry.digest = digest;
            continue;
        }
        file.seek(SeekFrom::Start(spanned.from))?;
        let mut part = (&mut file).take(spanned.to.saturating_sub(spanned.from));
        let mut hasher = Sha256::new();
        let mut buffer = [0_u8; 8192];
        loop {
            let count = part.read(&mut buffer)?;
            if count == 0 {
                break;
            }
            hasher.update(buffer.get(..count).unwrap_or_default());
        }
        spanned.entry.digest = Digest(hasher.finalize().into());
        last = Some((spanned.from, spanned.entry.digest));
    }
    Ok(())
}
