//! From what was read, found and assessed to the scan document; masking happens here and nowhere else.

mod cases;
mod evidence;
mod people;
mod sentence;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_assess::{Assessment, CheckTable, ClaimTable};
use bonafide_detect::Detection;
use bonafide_detect::detector::built;
use bonafide_exchange::document::{
    Adviser, Coverage, DetectorVersion, Dropped, Hub, ManifestFile, ScanDocument, Searched, SearchedKind,
    SetAside, SourceFile, Table, Unread,
};
use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::value::{Form, ValueKind};
use bonafide_records::{Digest, Place, Reading};
use sha2::Digest as _;

/// Everything that one scan knows, before it becomes a document.
pub struct Parts<'a> {
    /// What was read.
    pub reading: &'a Reading,
    /// What was found.
    pub detection: &'a Detection,
    /// What it adds up to.
    pub assessment: &'a Assessment,
    /// The table of claims used.
    pub claims: &'a ClaimTable,
    /// The table of checks used.
    pub checks: &'a CheckTable,
    /// Paths as given.
    pub roots: Vec<String>,
    /// Digest of firm.toml.
    pub firm: Option<Digest>,
    /// As of, as shown.
    pub as_of: String,
    /// Where it comes from.
    pub as_of_from: String,
    /// Whether names and values are shown.
    pub names: bool,
}

impl Parts<'_> {
    /// The document.
    pub fn document(&self) -> ScanDocument {
        let mut document = ScanDocument::new(env!("CARGO_PKG_VERSION"), &self.as_of);
        self.fill_run(&mut document);
        self.fill_sources(&mut document);
        document.persons = self.persons();
        document.things = self.things();
        document.findings = self.assessment.findings.iter().map(|finding| self.finding(finding)).collect();
        document.links = self.links();
        document.clusters = self.clusters();
        document.cases = self.assessment.cases.iter().map(|case| self.case(case)).collect();
        document.gaps = self.gaps();
        document.coverage = self.coverage();
        document.adviser = self.adviser();
        document.hubs = self.hubs();
        document
    }

    fn fill_run(&self, document: &mut ScanDocument) {
        let run = &mut document.run;
        self.as_of_from.clone_into(&mut run.as_of_from);
        run.firm = self.firm.map(|digest| digest.hex());
        run.tables = tables(self.claims, self.checks);
        run.lists = self
            .reading
            .lists
            .iter()
            .map(|list| Table {
                name: list.name.clone(),
                date: list.date.map(|day| day.to_string()),
                sha256: list.sha256.hex(),
                entries: list.entries,
                licence: None,
            })
            .collect();
        run.manifest.roots.clone_from(&self.roots);
        run.manifest.names = self.names;
        let mut files: Vec<ManifestFile> = self
            .reading
            .files
            .iter()
            .map(|file| ManifestFile { file: file.name.clone(), sha256: file.sha256.hex() })
            .collect();
        files.sort_by(|left, right| left.file.cmp(&right.file));
        run.manifest.files = files;
        run.manifest.detectors = built()
            .iter()
            .map(|one| DetectorVersion { id: one.row.id.clone(), version: one.detector.version })
            .collect();
        run.searched = Searched {
            persons: self.detection.persons.list.len() as u64,
            kinds: ValueKind::ALL
                .iter()
                .map(|kind| SearchedKind {
                    kind: kind.word().to_owned(),
                    values: self.detection.index.entries(*kind).len() as u64,
                })
                .filter(|kind| kind.values > 0)
                .collect(),
        };
    }

    fn fill_sources(&self, document: &mut ScanDocument) {
        let reading = self.reading;
        document.sources = reading
            .files
            .iter()
            .map(|file| SourceFile {
                file: file.name.clone(),
                source: file.source.as_ref().map(|source| source.as_str().to_owned()),
                sha256: file.sha256.hex(),
                read: file.read,
                set_aside: file.set_aside,
                first: file.first.map(|day| day.to_string()),
                last: file.last.map(|day| day.to_string()),
                mapping: file.mapping.clone(),
            })
            .collect();
        document.sources.sort_by(|left, right| left.file.cmp(&right.file));
        document.set_aside = reading
            .set_aside
            .iter()
            .map(|row| {
                let (line, path) = place(row.place.as_ref());
                SetAside { file: self.file_name(row.file), line, path, why: row.why.clone() }
            })
            .collect();
        document.set_aside.sort_by(|left, right| {
            (&left.file, left.line, &left.path, &left.why).cmp(&(
                &right.file,
                right.line,
                &right.path,
                &right.why,
            ))
        });
        let mut unread = reading.unread.clone();
        unread.sort();
        document.unread =
            unread.into_iter().map(|one| Unread { file: one.file, why: one.why, hint: one.hint }).collect();
        document.dropped = reading
            .dropped
            .iter()
            .map(|((source, field), count)| Dropped {
                source: source.as_str().to_owned(),
                field: field.clone(),
                count: *count,
            })
            .collect();
    }

    fn coverage(&self) -> Vec<Coverage> {
        let rows = self.detection.coverage.iter();
        rows.map(|row| Coverage {
            detector: row.detector.clone(),
            state: row.state.word().to_owned(),
            seen: row.seen,
            of: row.of,
            why: row.why.clone(),
            needs: row.needs.clone(),
        })
        .collect()
    }

    /// Which one file more would wake which silent detectors, most first.
    fn adviser(&self) -> Vec<Adviser> {
        let mut wakes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        // Where a source was read and a detector still has no data, another file of it helps little.
        let files = self.reading.files.iter().filter_map(|file| file.source.as_ref());
        let read: BTreeSet<&str> = files.map(bonafide_records::Source::as_str).collect();
        for row in self.detection.coverage.iter().filter(|row| row.state.word() == "no_data") {
            let Some(own) = bonafide_detect::catalogue::row(&row.detector) else { continue };
            for source in
                own.sources.iter().filter(|source| can_be_read(source) && !read.contains(source.as_str()))
            {
                wakes.entry(source).or_default().insert(row.detector.clone());
            }
        }
        let mut adviser: Vec<Adviser> = wakes
            .into_iter()
            .map(|(source, detectors)| Adviser {
                source: source.to_owned(),
                wakes: detectors.into_iter().collect(),
            })
            .collect();
        adviser.sort_by(|left, right| {
            right.wakes.len().cmp(&left.wakes.len()).then_with(|| left.source.cmp(&right.source))
        });
        adviser
    }

    fn hubs(&self) -> Vec<Hub> {
        let index = &self.detection.index;
        let mut hubs = Vec::new();
        for entry in ValueKind::ALL.iter().flat_map(|kind| index.entries(*kind)) {
            let Some(why) = &entry.hub else { continue };
            let persons = entry.holders(|_| true);
            let least = if matches!(entry.form, Form::Network(_)) { 2 } else { 1 };
            if persons.len() < least {
                continue;
            }
            hubs.push(Hub {
                thing: self.thing(entry.thing),
                persons: persons.iter().map(|person| self.person(*person)).collect(),
                why: why.clone(),
            });
        }
        hubs.sort_by(|left, right| left.thing.cmp(&right.thing));
        hubs
    }

    fn person(&self, id: PersonId) -> String {
        self.detection.persons.name_of(id).to_owned()
    }

    fn thing(&self, id: ThingId) -> String {
        self.detection.index.thing_name(id).to_owned()
    }

    fn file_name(&self, id: bonafide_records::FileId) -> String {
        self.reading.files.get(id.0 as usize).map(|file| file.name.clone()).unwrap_or_default()
    }
}

/// Whether this version reads a source: by its word, or a mapped table by its kind.
fn can_be_read(word: &str) -> bool {
    let kind = word.strip_prefix("table:");
    bonafide_sources::known_sources().iter().any(|source| match kind {
        Some(kind) => source.word == "table" && source.kinds.contains(&kind),
        None => source.word == word,
    })
}

/// Line or path of a place.
fn place(place: Option<&Place>) -> (Option<u64>, Option<String>) {
    match place {
        Some(Place::Line(line)) => (Some(*line), None),
        Some(Place::Path(path)) => (None, Some(path.to_string())),
        None => (None, None),
    }
}

/// Every shipped table that the scan used, with its date and digest.
fn tables(claims: &ClaimTable, checks: &CheckTable) -> Vec<Table> {
    let digest = |text: &str| Digest(sha2::Sha256::digest(text.as_bytes()).into()).hex();
    let catalogue = bonafide_detect::catalogue::catalogue();
    let mut tables = vec![Table {
        name: catalogue.name.clone(),
        date: Some(catalogue.date.clone()),
        sha256: digest(bonafide_detect::catalogue::CATALOGUE),
        entries: catalogue.rows.len() as u64,
        licence: Some("own".to_owned()),
    }];
    for (head, text, entries) in
        [(claims.head(), claims.text(), claims.entries()), (checks.head(), checks.text(), checks.entries())]
    {
        tables.push(Table {
            name: head.name.clone(),
            date: Some(head.date.to_string()),
            sha256: digest(text),
            entries: entries as u64,
            licence: Some(head.licence.clone()),
        });
    }
    for shipped in bonafide_detect::tables::shipped() {
        tables.push(Table {
            name: shipped.name.to_owned(),
            date: Some(shipped.date.to_owned()),
            sha256: digest(shipped.text),
            entries: shipped.entries,
            licence: Some(shipped.licence.to_owned()),
        });
    }
    for list in bonafide_detect::tables::name_lists() {
        tables.push(Table {
            name: list.name.to_owned(),
            date: Some(list.date.clone()),
            sha256: digest(list.text),
            entries: list.len() as u64,
            licence: Some(list.licence.clone()),
        });
    }
    tables.sort_by(|left, right| left.name.cmp(&right.name));
    tables
}
