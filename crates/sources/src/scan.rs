//! Reads all files under the given paths, one after the other.

use std::io::{self, Read};
use std::path::PathBuf;

use bonafide_records::{Firm, Reading};
use jiff::civil::Date;

use crate::body::{Body, Opener, Reopen};
use crate::collector::Collector;
use crate::cv_file;
use crate::document::{self, Limits, ReadBy, Reader};
use crate::error::SourceError;
use crate::iso20022::{self, XmlOutcome};
use crate::json::{self, JsonOutcome};
use crate::listed;
use crate::sheet;
use crate::table::prepare::Beside;
use crate::table::{self, TableOutcome};
use crate::text::{Survey, Utf8Reader, survey};
use crate::walk::{self, Found, Leaf, MAPPING_END};
use crate::xml;

/// What a reading is told besides its paths.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What the firm knows and no export says: time zone, agencies, policy.
    pub firm: Firm,
    /// The scan's day, where it was given; else the newest plausible one of the records.
    pub as_of: Option<Date>,
    /// Files under the paths that are no exports, e.g. a firm's file of another name.
    pub skip: Vec<PathBuf>,
    /// Lists of wallets, or folders of them.
    pub lists: Vec<PathBuf>,
    /// Where documents are read; in this process where nothing is said.
    pub documents: Option<ReadBy>,
    /// Told of each file before it is read: its name, how many came before it, and of how many.
    pub progress: Option<fn(&str, usize, usize)>,
}

/// Largest mapping file, in bytes.
const LARGEST_MAPPING: u64 = 1024 * 1024;

/// What to do about a file that is not what its name says.
const LOOK_INTO: &str = "open it to see whether it is whole, then export or fetch it again";

/// Reads all files under the given paths.
///
/// A file that cannot be used is one entry of `unread`, a row one of `set_aside`; neither stops
/// the rest. Fails only where a given path does not exist. The result does not depend on the order
/// in which a file system lists files, nor on any clock.
pub fn read(paths: &[PathBuf], options: &Options) -> Result<Reading, SourceError> {
    let mut opener = Opener::default();
    let found = walk::find(paths, &options.skip, &mut opener)?;
    let mut collector = Collector::new(options.firm.clone());
    let mut budget = Budget::default();
    let by = options.documents.clone().unwrap_or(ReadBy::InProcess);
    let mut documents = Reader::new(by, Limits::default());
    for (number, leaf) in found.leaves.iter().enumerate() {
        if let Some(tell) = options.progress {
            tell(&leaf.name, number, found.leaves.len());
        }
        if let Err(error) = one(leaf, &found, &mut opener, &mut collector, &mut budget, &mut documents) {
            collector.unread(&leaf.name, walk::reason(&error), hint_for(&leaf.body));
        }
    }
    for name in found.mappings.keys() {
        let table = name.strip_suffix(MAPPING_END).unwrap_or_default();
        let is_sheet = || collector.reading.files.iter().any(|file| file.name == table);
        if !found.leaves.iter().any(|leaf| leaf.name == table) && !is_sheet() {
            let why = format!("a mapping without its table: there is no `{table}` beside it");
            collector.unread(
                name,
                why,
                "name it after its table, e.g. people.csv.map.toml beside people.csv",
            );
        }
    }
    listed::read(&options.lists, &mut collector)?;
    collector.reading.unread.extend(found.unread);
    collector.reading.unread.sort();
    Ok(collector.finish(options.as_of))
}

fn hint_for(body: &Body) -> &'static str {
    match body {
        Body::File(_) => "check that you may read it and that its disk is whole",
        Body::Entry(..) => "unpack the archive and scan the folder",
    }
}

/// How much each archive has unpacked to so far.
#[derive(Default)]
struct Budget {
    spent: std::collections::HashMap<PathBuf, u64>,
}

impl Budget {
    /// Whether an archive may unpack no further.
    fn is_spent(&self, body: &Body) -> bool {
        let Body::Entry(path, _) = body else { return false };
        self.spent.get(path).is_some_and(|bytes| *bytes > crate::archive::MOST_UNPACKED)
    }

    fn spend(&mut self, body: &Body, bytes: u64) {
        if let Body::Entry(path, _) = body {
            *self.spent.entry(path.clone()).or_insert(0) += bytes;
        }
    }
}

fn one(
    leaf: &Leaf,
    found: &Found,
    opener: &mut Opener,
    collector: &mut Collector,
    budget: &mut Budget,
    documents: &mut Reader,
) -> io::Result<()> {
    if budget.is_spent(&leaf.body) {
        let gigabytes = crate::archive::MOST_UNPACKED / 1024 / 1024 / 1024;
        let why = format!("the archive's entries unpack to more than {gigabytes} GiB together: not read");
        collector.unread(&leaf.name, why, "unpack it and scan the folder");
        return Ok(());
    }
    let looked = look_at(&leaf.body, opener)?;
    budget.spend(&leaf.body, looked.length);
    if walk::is_zip(&looked.head)
        && let Some(unpacked) =
            sheet::read::read(&leaf.name, &leaf.body, looked.sha256, found, opener, collector)?
    {
        budget.spend(&leaf.body, unpacked);
        return Ok(());
    }
    collector.begin(&leaf.name, looked.sha256);
    if is_document(leaf, &looked, opener)? {
        match cv_file::extract(documents, &leaf.body, opener)? {
            Ok(extracted) => cv_file::take(collector, &leaf.name, looked.sha256, &extracted),
            Err(fault) => collector.unread(&leaf.name, fault.to_string(), fault.hint()),
        }
        return Ok(());
    }
    if let Some((why, hint)) = no_text(&leaf.name, &looked) {
        collector.unread(&leaf.name, why, hint);
        return Ok(());
    }
    if cv_file::is_job_ad(collector.firm(), &leaf.name) {
        return cv_file::take_job_ad(collector, leaf, &looked, opener);
    }
    let beside = mapping_beside(&leaf.name, found, opener)?;
    let head = looked.encoding.decode(looked.head.get(looked.mark..).unwrap_or_default());
    if beside.is_none() && json::looks_like_json(&head) {
        return read_json(leaf, &looked, opener, collector);
    }
    if beside.is_none() && xml::looks_like_xml(&head) {
        return read_xml(leaf, &looked, opener, collector);
    }
    let mut body = opener.bind(&leaf.body);
    match table::read_table(&leaf.name, &looked, beside.as_ref(), &mut body, collector)? {
        TableOutcome::Read => {}
        TableOutcome::Unread(unusable) => match no_such_file(&leaf.name).filter(|_| beside.is_none()) {
            Some(why) => collector.unread(&leaf.name, why, LOOK_INTO),
            None => collector.unread(&leaf.name, unusable.why, unusable.hint),
        },
    }
    Ok(())
}

/// Whether a file is a PDF or DOCX document.
pub(crate) fn is_document(leaf: &Leaf, looked: &Survey, opener: &mut Opener) -> io::Result<bool> {
    if document::sniff(&looked.head).is_some() {
        return Ok(true);
    }
    if !walk::is_zip(&looked.head) {
        return Ok(false);
    }
    // The part with the text may stand behind the start that was looked at.
    cv_file::bytes(&leaf.body, opener).map(|bytes| document::is_docx(&bytes))
}

/// Reads a body once for its digest, length, encoding and start.
pub(crate) fn look_at(body: &Body, opener: &mut Opener) -> io::Result<Survey> {
    let mut looked = None;
    opener.bind(body).with(&mut |input| {
        looked = Some(survey(input)?);
        Ok(())
    })?;
    looked.ok_or_else(|| io::Error::other("nothing could be read"))
}

/// Why a file holds no text, and what to do, if so.
fn no_text(name: &str, looked: &Survey) -> Option<(String, String)> {
    let head = looked.head.as_slice();
    let holds = |needle: &[u8]| head.windows(needle.len()).any(|window| window == needle);
    let (why, hint) = if looked.length == 0 {
        ("an empty file", "export it again")
    } else if walk::is_zip(head) && (holds(b"[Content_Types].xml") || holds(b"xl/workbook")) {
        (
            "an Office document of another kind than .docx and .xlsx: not read",
            "save it as one of these, or as PDF or CSV",
        )
    } else if walk::is_zip(head) {
        ("an archive inside an archive: not read", "unpack it and scan the folder")
    } else if head.starts_with(b"\x1f\x8b") {
        ("a gzip archive: not read", "unpack it and scan the folder")
    } else if head.starts_with(b"\xd0\xcf\x11\xe0") {
        (
            "an old Excel or Word document, or one with a password: not read",
            "save it as .xlsx without a password, or each sheet as CSV (UTF-8)",
        )
    } else if let Some(why) = looked.binary.then(|| no_such_file(name)).flatten() {
        (why, LOOK_INTO)
    } else if looked.binary {
        ("not text: it holds zero bytes", "export it as CSV or JSON")
    } else {
        return None;
    };
    Some((why.to_owned(), hint.to_owned()))
}

/// What to say of a file that is not what its name says. Such files are told by how they begin, so
/// one that is broken, or not wholly fetched, is nothing that a reader knows.
fn no_such_file(name: &str) -> Option<&'static str> {
    let (_, ending) = name.rsplit_once('.')?;
    Some(match ending.to_ascii_lowercase().as_str() {
        "pdf" => "no readable PDF file, although it is named so",
        "doc" | "docx" => "no readable Word file, although it is named so",
        "xls" | "xlsx" | "xlsm" => "no readable Excel file, although it is named so",
        "zip" => "no readable zip archive, although it is named so",
        _ => return None,
    })
}

/// The mapping file beside a table, if there is one.
pub(crate) fn mapping_beside(name: &str, found: &Found, opener: &mut Opener) -> io::Result<Option<Beside>> {
    let mapping_name = format!("{name}{MAPPING_END}");
    let Some(body) = found.mappings.get(&mapping_name) else { return Ok(None) };
    let mut bytes = Vec::new();
    opener.bind(body).with(&mut |input| input.take(LARGEST_MAPPING).read_to_end(&mut bytes).map(|_| ()))?;
    let looked = survey(bytes.as_slice())?;
    let content = looked.encoding.decode(bytes.get(looked.mark..).unwrap_or_default()).into_owned();
    Ok(Some(Beside { name: mapping_name, text: content }))
}

fn read_xml(leaf: &Leaf, looked: &Survey, opener: &mut Opener, collector: &mut Collector) -> io::Result<()> {
    let encoding = match xml::encoding(looked) {
        Ok(encoding) => encoding,
        Err(why) => {
            collector.unread(&leaf.name, why, "export it again as UTF-8");
            return Ok(());
        }
    };
    let mut outcome = None;
    opener.bind(&leaf.body).with(&mut |input| {
        let reader = Utf8Reader::lossy(input, encoding, looked.mark);
        outcome = Some(iso20022::read_iso(reader, encoding, collector));
        Ok(())
    })?;
    if let Some(XmlOutcome::Unread { why, hint }) = outcome {
        collector.unread(&leaf.name, why, hint);
    }
    Ok(())
}

fn read_json(leaf: &Leaf, looked: &Survey, opener: &mut Opener, collector: &mut Collector) -> io::Result<()> {
    let mut outcome = None;
    opener.bind(&leaf.body).with(&mut |input| {
        let reader = Utf8Reader::new(input, looked.encoding, looked.mark);
        outcome = Some(json::read_json(reader, looked.encoding, collector));
        Ok(())
    })?;
    match outcome {
        Some(JsonOutcome::Understood(source)) => collector.understood(&source, None),
        Some(JsonOutcome::Unread { why, hint }) => collector.unread(&leaf.name, why, hint),
        None => {}
    }
    Ok(())
}
