//! The archive: its parts by name, unpacked under the limits.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::super::limits::Budget;
use super::super::{DocumentFault, Extracted, Limits, sha256};
use crate::archive::{MOST_ENTRIES, plain};

/// An open archive.
pub(super) struct Package<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    /// Names in the archive's order, with their numbers. Of two entries with one name the first
    /// counts.
    names: Vec<String>,
    numbers: HashMap<String, usize>,
}

impl<'b> Package<'b> {
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, DocumentFault> {
        let mut archive = ZipArchive::new(Cursor::new(bytes))
            .map_err(|error| DocumentFault::damaged(plain(error).to_string()))?;
        let (mut names, mut numbers) = (Vec::new(), HashMap::new());
        for index in 0..archive.len().min(MOST_ENTRIES) {
            let Ok(entry) = archive.by_index_raw(index) else { continue };
            let Ok(written) = entry.name() else { continue };
            // Some writers put backslashes or a slash in front.
            let name = written.replace('\\', "/").trim_start_matches('/').to_owned();
            if entry.is_dir() || numbers.contains_key(&name) {
                continue;
            }
            if entry.encrypted() {
                return Err(DocumentFault::Encrypted);
            }
            numbers.insert(name.clone(), index);
            names.push(name);
        }
        Ok(Self { archive, names, numbers })
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.numbers.contains_key(name)
    }

    /// A part's bytes; `None` where there is no such part or it is damaged.
    pub(super) fn read(
        &mut self,
        name: &str,
        limits: &Limits,
        budget: &mut Budget,
    ) -> Result<Option<Vec<u8>>, DocumentFault> {
        let Some(number) = self.numbers.get(name).copied() else { return Ok(None) };
        let limit = limits.stream_bytes.min(budget.unpacked_left());
        // The size that the archive states is not believed.
        let Ok(entry) = self.archive.by_index(number) else { return Ok(None) };
        let mut bytes = Vec::new();
        let read = entry.take(limit as u64 + 1).read_to_end(&mut bytes);
        if bytes.len() > limit {
            let is_sum = budget.unpacked_left() < limits.stream_bytes;
            let (what, limit) = if is_sum {
                ("all of it".to_owned(), limits.unpacked_bytes)
            } else {
                (format!("part {name}"), limit)
            };
            return Err(DocumentFault::UnpacksToTooMuch { what, limit_bytes: limit as u64 });
        }
        budget.unpack(bytes.len());
        // A part with a wrong checksum or a cut end still holds what was unpacked of it.
        Ok((read.is_ok() || !bytes.is_empty()).then_some(bytes))
    }

    /// Digests of the pictures. One that unpacks to too much costs a note, not the document.
    pub(super) fn images(&mut self, limits: &Limits, budget: &mut Budget, into: &mut Extracted) {
        let pictures: Vec<String> =
            self.names().filter(|name| name.starts_with("word/media/")).map(str::to_owned).collect();
        for name in pictures.into_iter().take(limits.images) {
            match self.read(&name, limits, budget) {
                Ok(Some(bytes)) => into.image(limits, sha256(&bytes)),
                Ok(None) => into.note(format!("part {} is damaged: not read", crate::text::plain(&name))),
                Err(fault) => into.note(fault.to_string()),
            }
        }
    }
}
