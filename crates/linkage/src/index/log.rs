//! The log: what was added since the base file was written, one entry a time.
//!
//! ```text
//! "bonalog " version:u32 base:u64 check:u32
//! entry*     length:u32 number:u64 check:u32  payload  checksum:u64
//! ```
//!
//! An entry counts once it is whole on the disk. One that the end of the file cuts off was never
//! acknowledged and is left out, and so is one whose end was never filled: where a machine stops, a file may have
//! been given room that holds zeros up to its end. Anything else that is not as it was written is an error. A head
//! has a check of its own, so that a changed length is not taken for an entry that was cut off.

use super::IndexError;
use super::file::{VERSION, check, long, word};
use super::rows::{Id, Record};
use super::wire::{Reader, Writer};
use crate::cluster::{Edge, Judgement};
use crate::table::{hash, mix};

const MAGIC: &[u8; 8] = b"bonalog ";

/// Bytes before the first entry.
pub const START: usize = 24;

const HEAD: usize = 16;

/// What one entry adds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Entry {
    /// Names of inputs that were not there before.
    pub sources: Vec<String>,
    pub records: Vec<Record>,
    pub edges: Vec<Edge>,
    pub judgements: Vec<Judgement>,
}

/// The log of a base file without any entry.
pub(super) fn start(base: u64) -> Vec<u8> {
    let mut bytes = Vec::from(MAGIC);
    bytes.extend_from_slice(&VERSION.to_le_bytes());
    bytes.extend_from_slice(&base.to_le_bytes());
    let check = check(&bytes);
    bytes.extend_from_slice(&check);
    bytes
}

impl Entry {
    /// The entry as the next bytes of the log; none where they would be 4 GiB and more.
    pub fn write(&self, number: u64) -> Option<Vec<u8>> {
        let mut payload = Writer::default();
        payload.number(self.sources.len() as u64);
        for name in &self.sources {
            payload.text(name.as_bytes());
        }
        payload.number(self.records.len() as u64);
        for record in &self.records {
            payload.number(u64::from(record.source));
            record.id.write(&mut payload);
            payload.text(&record.cells);
        }
        payload.number(self.edges.len() as u64);
        for edge in &self.edges {
            payload.number(u64::from(edge.left));
            payload.number(u64::from(edge.right));
            payload.signed(i64::from(edge.weight_milli));
        }
        payload.number(self.judgements.len() as u64);
        for judgement in &self.judgements {
            payload.number(u64::from(judgement.left));
            payload.number(u64::from(judgement.right));
            payload.number(u64::from(judgement.same));
        }
        let payload = payload.bytes;
        let mut bytes = Vec::with_capacity(payload.len() + HEAD + 8);
        bytes.extend_from_slice(&u32::try_from(payload.len()).ok()?.to_le_bytes());
        bytes.extend_from_slice(&number.to_le_bytes());
        let check = check(&bytes);
        bytes.extend_from_slice(&check);
        let checksum = mix(hash(&payload), number);
        bytes.extend_from_slice(&payload);
        bytes.extend_from_slice(&checksum.to_le_bytes());
        Some(bytes)
    }

    fn read(payload: &[u8]) -> Result<Self, IndexError> {
        let mut reader = Reader::new("log", payload);
        let mut entry = Self::default();
        for _ in 0..reader.count(1)? {
            entry.sources.push(reader.string()?.to_owned());
        }
        for _ in 0..reader.count(4)? {
            let source = reader.small()?;
            let id = Id::read(&mut reader)?;
            entry.records.push(Record { source, id, cells: reader.text()?.to_vec() });
        }
        for _ in 0..reader.count(3)? {
            let (left, right) = (reader.small()?, reader.small()?);
            let weight_milli = i32::try_from(reader.signed()?).map_err(|_| reader.damaged())?;
            entry.edges.push(Edge { left, right, weight_milli });
        }
        for _ in 0..reader.count(3)? {
            let (left, right, same) = (reader.small()?, reader.small()?, reader.number()? != 0);
            entry.judgements.push(Judgement { left, right, same });
        }
        reader.end()?;
        Ok(entry)
    }
}

/// What a log holds.
#[derive(Debug, Default)]
pub(super) struct Log {
    pub entries: Vec<Entry>,
    /// Bytes up to the end of the last whole entry; 0 where the log has to be started anew.
    pub length: usize,
    /// Bytes behind them that were cut off in the middle of an entry.
    pub torn: usize,
}

/// Reads the log of a base file, whose digest is `base` and which took up the log of `previous`.
pub(super) fn read(bytes: &[u8], base: u64, previous: u64) -> Result<Log, IndexError> {
    let damaged = IndexError::Damaged { part: "log" };
    let torn = Ok(Log { torn: bytes.len(), ..Log::default() });
    let Some((head, mut rest)) = bytes.split_at_checked(START) else {
        // It was being started when the program ended: nothing was added yet.
        let begun = bytes.iter().zip(MAGIC).all(|(own, expected)| own == expected);
        return if begun || written(bytes) == 0 { torn } else { Err(damaged) };
    };
    if head[20..] != check(&head[..20]) || !head.starts_with(MAGIC) {
        let written = &bytes[..written(bytes)];
        if written.len() < START && start(base).starts_with(written) {
            return torn;
        }
        // Another version's head may have another check, or none.
        return match word(&head[8..]) {
            Some(found) if head.starts_with(MAGIC) && found != VERSION => {
                Err(IndexError::Version { found, known: VERSION })
            }
            _ => Err(damaged),
        };
    }
    match (word(&head[8..]), long(&head[12..])) {
        (Some(VERSION), Some(own)) if own == base => {}
        // The base file was renewed from this log, and the program ended before it could start another.
        (Some(VERSION), Some(own)) if own == previous && previous != 0 => return Ok(Log::default()),
        (Some(VERSION), _) => return Err(IndexError::OtherLog),
        (found, _) => return Err(IndexError::Version { found: found.unwrap_or_default(), known: VERSION }),
    }
    let mut log = Log { length: START, ..Log::default() };
    while !rest.is_empty() {
        let Some((head, behind)) = rest.split_at_checked(HEAD) else {
            return Ok(Log { torn: rest.len(), ..log });
        };
        if head[12..] != check(&head[..12]) {
            let is_torn = is_unfilled(bytes, log.length, HEAD);
            return if is_torn { Ok(Log { torn: rest.len(), ..log }) } else { Err(damaged) };
        }
        let number = log.entries.len() as u64;
        if long(&head[4..]) != Some(number) {
            return Err(damaged);
        }
        let length = word(head).map_or(0, |length| length as usize);
        let whole =
            behind.split_at_checked(length).and_then(|(payload, behind)| Some((payload, long(behind)?)));
        let Some((payload, checksum)) = whole else {
            return Ok(Log { torn: rest.len(), ..log });
        };
        if checksum != mix(hash(payload), number) {
            let is_torn = is_unfilled(bytes, log.length, HEAD + length + 8);
            return if is_torn { Ok(Log { torn: rest.len(), ..log }) } else { Err(damaged) };
        }
        log.entries.push(Entry::read(payload)?);
        log.length += HEAD + length + 8;
        rest = &behind[length + 8..];
    }
    Ok(log)
}

/// Zeros that no entry ends in by chance: as many as a checksum has bytes.
const ZEROS: usize = 8;

/// Disks write so many bytes at once, or a multiple.
const SECTOR: usize = 512;

/// Whether the part of the log that begins at `start` and has `length` bytes was written up to some place only, and holds
/// zeros from there on, as all does behind it up to the end of the file. One zero at the end may be the checksum's own.
fn is_unfilled(bytes: &[u8], start: usize, length: usize) -> bool {
    let written = written(bytes).max(start);
    let zeros = bytes.len() - written;
    let sector = written.next_multiple_of(SECTOR);
    written < start + length && (zeros >= ZEROS || sector < bytes.len())
}

/// Bytes before the zeros at the end of a file: these may be room that it was given when the machine stopped.
fn written(bytes: &[u8]) -> usize {
    bytes.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1)
}
