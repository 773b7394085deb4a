//! PDF: loads a file, walks its pages and puts together what they say.

mod cmap;
mod columns;
mod content;
mod encoding;
mod extras;
mod font;
mod level;
mod lex;
mod lines;
mod matrix;
mod objects;
mod sides;
mod widths;

use std::collections::HashSet;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use self::content::Painter;
use self::objects::{File, as_dictionary};
use super::limits::Budget;
use super::{DocumentFault, DocumentKind, Extracted, Limits, Part};

pub(super) use extras::day;

/// Deepest page tree that is walked.
const TREE_DEPTH: usize = 64;

/// One page with what it inherits.
struct Page<'d> {
    dictionary: &'d Dictionary,
    resources: &'d Dictionary,
}

/// Reads a PDF.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, DocumentFault> {
    let document = load(bytes, limits)?;
    let file = File { document: &document, limits };
    let mut budget = Budget::new(limits);
    let mut extracted = Extracted::new(DocumentKind::Pdf);
    let nothing = Dictionary::new();
    let pages = pages(&file, &nothing)?;

    extras::information(&file, &mut extracted);
    extras::packet(&file, &mut budget, &mut extracted)?;
    extras::drop_ids_of_names(&mut extracted);
    let mut painter = Painter::new(&file);
    for (index, page) in pages.iter().enumerate() {
        let content = content_of(&file, page.dictionary, &mut budget)?;
        let glyphs = painter.page(&content, page.resources, &mut budget)?;
        let lines = lines::of(glyphs);
        if !lines.is_empty() {
            extracted.parts.push(Part { name: format!("page {}", index + 1), lines });
        }
        extras::links(&file, page.dictionary, &mut extracted);
    }
    extras::images(&file, &mut extracted);
    if painter.unknown > 0 {
        let count = painter.unknown;
        extracted.note(format!("{count} characters in fonts that do not say what they mean: not read"));
    }
    if painter.too_deep {
        extracted.note("drawings inside each other without end: the innermost are not read");
    }
    if extracted.parts.is_empty() {
        extracted.note("no text layer");
    }
    Ok(extracted)
}

fn load(bytes: &[u8], limits: &Limits) -> Result<Document, DocumentFault> {
    let options =
        LoadOptions { max_decompressed_size: Some(limits.object_stream_bytes), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| match error {
        lopdf::Error::Decompress(lopdf::DecompressError::MemoryLimitExceeded { .. }) => {
            DocumentFault::UnpacksToTooMuch {
                what: "a stream in it".to_owned(),
                limit_bytes: limits.object_stream_bytes as u64,
            }
        }
        lopdf::Error::ReferenceCycle(_) => DocumentFault::Loop { what: "an object".to_owned() },
        lopdf::Error::InvalidPassword
        | lopdf::Error::AlreadyEncrypted
        | lopdf::Error::NotEncrypted
        | lopdf::Error::Decryption(_)
        | lopdf::Error::UnsupportedSecurityHandler(_) => DocumentFault::Encrypted,
        _ => DocumentFault::damaged("its list of objects cannot be read"),
    })?;
    // The library opens a file whose user password is empty, and leaves any other closed.
    if document.is_encrypted() {
        return Err(DocumentFault::Encrypted);
    }
    Ok(document)
}

/// All pages in order.
fn pages<'d>(file: &File<'d>, nothing: &'d Dictionary) -> Result<Vec<Page<'d>>, DocumentFault> {
    let catalog = file.document.catalog().map_err(|_| DocumentFault::damaged("it has no catalogue"))?;
    let mut pages = Vec::new();
    let mut count = 0_u64;
    let mut seen: HashSet<ObjectId> = HashSet::new();
    let mut open: Vec<(&'d Object, &'d Dictionary, usize)> = Vec::new();
    open.extend(catalog.get(b"Pages").ok().map(|root| (root, nothing, 0)));
    while let Some((object, inherited, depth)) = open.pop() {
        let (id, object) = file.follow(object);
        if id.is_some_and(|id| !seen.insert(id)) {
            // Some writers name one page twice; only a node of the tree leads back.
            if as_dictionary(object).is_some_and(|node| node.has(b"Kids")) {
                return Err(DocumentFault::Loop { what: "the page tree".to_owned() });
            }
            continue;
        }
        let Some(dictionary) = as_dictionary(object) else { continue };
        let resources = file.dictionary(dictionary, b"Resources").unwrap_or(inherited);
        let Some(kids) = file.array(dictionary, b"Kids") else {
            count += 1;
            if pages.len() < file.limits.pages {
                pages.push(Page { dictionary, resources });
            }
            continue;
        };
        if depth >= TREE_DEPTH {
            return Err(DocumentFault::Loop { what: "the page tree".to_owned() });
        }
        // The last is pushed first, so that the first is read first.
        open.extend(kids.iter().rev().map(|kid| (kid, resources, depth + 1)));
    }
    if count > file.limits.pages as u64 {
        return Err(DocumentFault::TooManyPages { pages: count });
    }
    if pages.is_empty() {
        return Err(DocumentFault::damaged("it has no pages"));
    }
    Ok(pages)
}

/// A page's content: one stream, or several that are read as one.
fn content_of<'d>(
    file: &File<'d>,
    page: &'d Dictionary,
    budget: &mut Budget,
) -> Result<Vec<u8>, DocumentFault> {
    let streams: Vec<&Object> = match file.entry(page, b"Contents") {
        Some(Object::Array(items)) => items.iter().map(|item| file.follow(item).1).collect(),
        Some(one) => vec![one],
        None => Vec::new(),
    };
    let mut content = Vec::new();
    for stream in streams.into_iter().filter_map(|object| object.as_stream().ok()) {
        content.extend(file.unpacked(stream, budget)?.unwrap_or_default());
        content.push(b'\n');
        if !budget.step() {
            return Err(DocumentFault::TooMuchWork);
        }
    }
    Ok(content)
}
