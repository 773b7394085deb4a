//! Where readers put what they read.
//!
//! A [`Collector`] holds the [`Reading`] while it grows. It counts, remembers which records it has
//! seen, asks the policy, and keeps the event days from which the plausible `as of` is found. So
//! every reader gets the same behaviour by calling it, and none can forget a rule.

use std::collections::{BTreeSet, HashMap, HashSet};

use bonafide_records::fact::{Attachment, Change, Document, Payment, Peripheral, Removed, SignInUse};
use bonafide_records::firm::firm_region;
use bonafide_records::person::Statement;
use bonafide_records::reading::{FileRead, SetAside, Unread};
use bonafide_records::{
    Attestation, Citation, Device, Digest, FileId, Firm, Form, PersonRow, Place, Reading, Role, RowId,
    Shipment, Source, Value,
};
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::finish::{self, Events};
use crate::policy::Gate;
use crate::text;

/// Rows of one file set aside by name; the rest is counted, so that garbage cannot fill memory.
const NAMED: u64 = 5000;

/// Takes in records of one file after the other; see the module's first lines.
pub struct Collector {
    pub(crate) reading: Reading,
    firm: Firm,
    zone: TimeZone,
    region: Option<&'static str>,
    current: FileId,
    sources: HashMap<Source, u32>,
    seen: HashSet<(u32, [u8; 16])>,
    gate: Gate,
    pub(crate) events: Events,
    started: Events,
    /// Rows of the current file that were set aside.
    aside: u64,
}

impl Collector {
    /// An empty one. A time zone of the firm that nobody knows counts as UTC.
    pub fn new(firm: Firm) -> Self {
        let zone =
            firm.time_zone.as_deref().and_then(|name| TimeZone::get(name).ok()).unwrap_or(TimeZone::UTC);
        Self {
            reading: Reading::default(),
            gate: Gate::new(firm.policy.clone()),
            region: firm_region(&firm),
            firm,
            zone,
            current: FileId(0),
            sources: HashMap::new(),
            seen: HashSet::new(),
            events: Events::new(),
            started: Events::new(),
            aside: 0,
        }
    }

    /// Begins a file: what follows is cited from it.
    pub fn begin(&mut self, name: &str, sha256: Digest) {
        self.end_file();
        self.current = FileId(self.reading.files.len() as u32);
        self.reading.files.push(FileRead {
            name: name.to_owned(),
            source: None,
            sha256,
            read: 0,
            set_aside: 0,
            first: None,
            last: None,
            mapping: None,
        });
    }

    /// Says how many rows of the current file were set aside without being named.
    fn end_file(&mut self) {
        let more = self.aside.saturating_sub(NAMED);
        self.aside = 0;
        if more > 0 {
            let why = format!("{more} more rows, for reasons like those above");
            self.reading.set_aside.push(SetAside { file: self.current, place: None, why });
        }
    }

    /// Says which source understood the current file, and through which mapping. Where the policy
    /// refuses that source, what was taken in of the file is forgotten again.
    pub fn understood(&mut self, source: &Source, mapping: Option<String>) {
        if let Some(file) = self.current_file() {
            file.source = Some(source.clone());
            file.mapping = mapping;
        }
        if let Some(why) = self.gate.refuses(source, None) {
            self.reading.refused.insert(source.clone(), why);
            self.forget(&BTreeSet::from([source.clone()]));
            self.aside = 0;
        }
    }

    /// Says that the current file is a list that the user gave. It holds nobody's data, so the policy
    /// is not asked.
    pub(crate) fn listed(&mut self, source: &Source) {
        if let Some(file) = self.current_file() {
            file.source = Some(source.clone());
        }
    }

    /// Whether the policy refuses this source: then nothing of it need be read.
    pub fn is_refused(&self, source: &Source) -> bool {
        self.reading.refused.contains_key(source) || self.gate.refuses(source, None).is_some()
    }

    fn forget(&mut self, sources: &BTreeSet<Source>) {
        let files = finish::files_of(&self.reading, sources);
        self.events.retain(|(file, _), _| !files.contains(file));
        self.started.retain(|(file, _), _| !files.contains(file));
        finish::take_out(&mut self.reading, sources);
    }

    /// Says that nothing of the file of this name could be used.
    pub fn unread(&mut self, file: &str, why: impl Into<String>, hint: impl Into<String>) {
        self.reading.unread.push(Unread { file: file.to_owned(), why: why.into(), hint: hint.into() });
    }

    /// The file that is being read.
    pub fn file(&self) -> FileId {
        self.current
    }

    fn current_file(&mut self) -> Option<&mut FileRead> {
        self.reading.files.get_mut(self.current.0 as usize)
    }

    /// Cites a record of the current file; `raw` are its bytes as they stand in the file.
    ///
    /// Cite once a record and take [`Citation::with_field`] for its fields: the digest is computed
    /// here.
    pub fn cite(&self, place: Place, raw: &[u8], field: &str) -> Citation {
        self.cite_digest(place, text::digest(raw), field)
    }

    /// Cites a record of the current file whose digest is known.
    pub fn cite_digest(&self, place: Place, digest: Digest, field: &str) -> Citation {
        Citation { file: self.current, place, digest, field: field.into() }
    }

    /// Whether this record of this source has not been read before, from this or another file.
    ///
    /// Remembers it. A record that is not new is counted as read and otherwise skipped.
    pub fn is_new(&mut self, source: &Source, digest: Digest) -> bool {
        let next = self.sources.len() as u32;
        let number = match self.sources.get(source) {
            Some(number) => *number,
            None => *self.sources.entry(source.clone()).or_insert(next),
        };
        // Half of a SHA-256 tells records apart as well as the whole, in half the memory.
        let mut half = [0_u8; 16];
        for (to, from) in half.iter_mut().zip(digest.0) {
            *to = from;
        }
        self.seen.insert((number, half))
    }

    /// Takes in a row that states a person; `None` where the policy refuses it.
    pub fn person(&mut self, row: PersonRow) -> Option<RowId> {
        if !self.gate.admits_person(&row) {
            *self.reading.passed_over.entry(row.source).or_insert(0) += 1;
            return None;
        }
        let id = RowId(self.reading.rows.len() as u32);
        self.reading.rows.push(row);
        Some(id)
    }

    /// Says that an earlier record states the same row: it is cited from that one, so that the order
    /// of records changes nothing.
    pub(crate) fn restate(&mut self, row: RowId, citation: Citation, statements: Vec<(Statement, Citation)>) {
        if let Some(known) = self.reading.rows.get_mut(row.0 as usize) {
            known.citation = citation;
            known.statements = statements;
        }
    }

    /// Takes in one value of a row.
    pub fn value(
        &mut self,
        row: RowId,
        role: Role,
        form: Form,
        first: Option<Date>,
        last: Option<Date>,
        citation: Citation,
    ) {
        self.reading.values.push(Value { row, role, form, first, last, citation });
    }

    /// Takes in a delivery.
    pub fn shipment(&mut self, shipment: Shipment) {
        if self.gate.admits_fact(&shipment.source, shipment.person.as_deref()) {
            self.reading.shipments.push(shipment);
        }
    }

    /// Takes in a device.
    pub fn device(&mut self, device: Device) {
        if self.gate.admits_fact(&device.source, device.person.as_deref()) {
            self.reading.devices.push(device);
        }
    }

    /// Takes in a change of master data.
    pub fn change(&mut self, change: Change) {
        if self.gate.admits_fact(&change.source, Some(change.person.as_str())) {
            self.reading.changes.push(change);
        }
    }

    /// Takes in a payee or payout of a row that was taken in.
    pub fn payment(&mut self, payment: Payment) {
        self.reading.payments.push(payment);
    }

    /// Takes in what an account used on one day, of a row that was taken in.
    pub fn sign_in(&mut self, usage: SignInUse) {
        self.reading.sign_ins.push(usage);
    }

    /// Takes in what was plugged into a host.
    pub fn peripheral(&mut self, peripheral: Peripheral) {
        let admitted = match peripheral.person.as_slice() {
            [] => self.gate.admits_fact(&peripheral.source, None),
            keys => keys.iter().any(|key| self.gate.admits_fact(&peripheral.source, Some(key.as_str()))),
        };
        if admitted {
            self.reading.peripherals.push(peripheral);
        }
    }

    /// Takes in a file that a row names as sent with it.
    pub fn attachment(&mut self, attachment: Attachment) {
        self.reading.attachments.push(attachment);
    }

    /// Takes in a document.
    pub fn document(&mut self, document: Document) {
        // A job advertisement is nobody's record.
        if document.source.as_str() == "job-ad" || !self.is_refused(&document.source) {
            self.reading.documents.push(document);
        }
    }

    /// Takes in a confirmed removal.
    pub fn removed(&mut self, removed: Removed) {
        // A removal names nobody by key, so a scope of persons cannot narrow it.
        if !self.is_refused(&removed.source) {
            self.reading.removed.push(removed);
        }
    }

    /// Takes in a check or an attested indicator.
    pub fn attestation(&mut self, attestation: Attestation) {
        if self.gate.admits_fact(&attestation.source, Some(attestation.person.as_str())) {
            self.reading.attestations.push(attestation);
        }
    }

    /// Notes that something happened on this day: created, applied, last activity, sent,
    /// delivered, changed, removed, attested. Not contract ends or planned starts, which may lie
    /// in the future.
    pub fn event(&mut self, day: Date, place: Place, field: &str) {
        note(&mut self.events, (self.current, day), place, field);
    }

    /// Notes that somebody's work starts or started on this day. It may be planned, so it counts
    /// as time only where nothing happened as late.
    pub fn started(&mut self, day: Date, place: Place, field: &str) {
        note(&mut self.started, (self.current, day), place, field);
    }

    /// Counts one more row or record of the current file.
    pub fn count_read(&mut self) {
        if let Some(file) = self.current_file() {
            file.read += 1;
        }
    }

    /// Sets a row or part of the current file aside. `why` holds no value of the row.
    pub fn set_aside(&mut self, place: Option<Place>, why: impl Into<String>) {
        let file = self.current;
        if let Some(read) = self.current_file() {
            read.set_aside += 1;
        }
        self.aside += 1;
        if self.aside > NAMED {
            return;
        }
        self.reading.set_aside.push(SetAside { file, place, why: why.into() });
    }

    /// Sets several rows of the current file aside for one reason, named once: `place` is the first.
    pub(crate) fn set_aside_often(&mut self, place: Option<Place>, why: impl Into<String>, rows: u64) {
        let file = self.current;
        if let Some(read) = self.current_file() {
            read.set_aside += rows;
        }
        self.reading.set_aside.push(SetAside { file, place, why: why.into() });
    }

    /// Counts a protected field that was dropped, by its name. Its value is never looked at.
    pub fn dropped(&mut self, source: &Source, field: &str) {
        self.dropped_often(source, field, 1);
    }

    /// Counts a protected field that was dropped in this many rows.
    pub fn dropped_often(&mut self, source: &Source, field: &str, rows: u64) {
        if rows > 0 && !self.is_refused(source) {
            *self.reading.dropped.entry((source.clone(), field.to_owned())).or_insert(0) += rows;
        }
    }

    /// The zone of times written without one: `time_zone` of `firm.toml`, else UTC.
    pub fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The country, as a two-letter code, in which national telephone numbers of records that name
    /// none are read: the firm's.
    pub fn default_region(&self) -> Option<&'static str> {
        self.region
    }

    /// What the firm knows and no export says.
    pub fn firm(&self) -> &Firm {
        &self.firm
    }

    /// Everything that was read, with what can be said only now: how far it reaches, and what the
    /// periods of the policy take out. `as_of` is the scan's day where it was given.
    pub fn finish(mut self, as_of: Option<Date>) -> Reading {
        self.end_file();
        let day = as_of.or_else(|| finish::newest(&self.events, &self.started));
        let late: Vec<(Source, String)> = self
            .reading
            .files
            .iter()
            .filter_map(|file| file.source.clone())
            .filter_map(|source| self.gate.refuses(&source, day).map(|why| (source, why)))
            .collect();
        let new: BTreeSet<Source> = late
            .iter()
            .map(|(source, _)| source.clone())
            .filter(|s| !self.reading.refused.contains_key(s))
            .collect();
        self.forget(&new);
        self.reading.refused.extend(late);
        finish::reach(&mut self.reading, &self.events, &self.started);
        finish::make_plain(&mut self.reading);
        self.reading
    }
}

fn note(events: &mut Events, at: (FileId, Date), place: Place, field: &str) {
    let fields = events.entry(at).or_default();
    match fields.get_mut(field) {
        Some((count, _)) => *count += 1,
        None => {
            fields.insert(field.to_owned(), (1, place));
        }
    }
}
