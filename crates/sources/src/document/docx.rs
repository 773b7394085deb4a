//! DOCX: a ZIP archive of XML parts.

mod body;
mod package;
mod properties;

use std::collections::BTreeMap;

use self::package::Package;
use super::limits::Budget;
use super::{DocumentFault, DocumentKind, Extracted, Limits, Part};

/// How a ZIP archive begins.
pub(super) const ZIP_MAGIC: &[u8] = b"PK\x03\x04";

/// Most headers and footers, together with notes.
const SIDE_PARTS: usize = 40;

/// Whether an archive holds a text document.
pub(super) fn is_docx(bytes: &[u8]) -> bool {
    bytes.starts_with(ZIP_MAGIC) && Package::open(bytes).is_ok_and(|package| package.names().any(is_main))
}

/// Reads a DOCX.
pub(super) fn extract(bytes: &[u8], limits: &Limits) -> Result<Extracted, DocumentFault> {
    let mut package = Package::open(bytes)?;
    let mut budget = Budget::new(limits);
    let mut extracted = Extracted::new(DocumentKind::Docx);

    let main = main_part(&mut package, limits, &mut budget)?;
    let relations = properties::relations(&mut package, &main, limits, &mut budget)?;
    let list_styles = properties::list_styles(&mut package, limits, &mut budget)?;
    // Page headers hold names and contacts and stand above the text; footers and notes below it.
    let mut parts = side_parts(&package, "word/header");
    parts.push(main.clone());
    parts.extend(
        ["word/footnotes.xml", "word/endnotes.xml"]
            .map(str::to_owned)
            .into_iter()
            .filter(|name| package.has(name)),
    );
    parts.extend(side_parts(&package, "word/footer"));
    for name in parts {
        let place = format!("part {name}");
        let Some(content) = package.read(&name, limits, &mut budget)? else { continue };
        let own = if name == main {
            relations.clone()
        } else {
            properties::relations(&mut package, &name, limits, &mut budget)?
        };
        let text = body::read(&place, &content, &list_styles, &mut budget)?;
        for link in &text.links {
            let target = match link {
                body::Link::Relation(id) => own.get(id).map(String::as_str),
                body::Link::Target(target) => Some(target.as_str()),
            };
            if let Some(target) = target {
                extracted.link(limits, target);
            }
        }
        if let Some(offset) = text.damaged_at {
            if name == main && text.lines.is_empty() {
                return Err(DocumentFault::damaged(format!("{place} is no XML")));
            }
            extracted.note(format!("{place} is damaged after {offset} bytes: the rest is not read"));
        }
        if !text.lines.is_empty() {
            extracted.parts.push(Part { name: place, lines: text.lines });
        }
    }
    properties::read(&mut package, limits, &mut budget, &mut extracted)?;
    package.images(limits, &mut budget, &mut extracted);
    if extracted.parts.is_empty() {
        extracted.note("no text");
    }
    Ok(extracted)
}

/// The part with the text, as the package itself names it.
fn main_part(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<String, DocumentFault> {
    let named = properties::main_part(package, limits, budget)?;
    if let Some(name) = named.filter(|name| name.starts_with("word/") && package.has(name)) {
        return Ok(name);
    }
    let mut names = package.names();
    let found = names.find(|name| is_main(name));
    found.map(str::to_owned).ok_or(DocumentFault::NoDocument)
}

/// Whether a part has the name that the text usually has.
fn is_main(name: &str) -> bool {
    name.strip_prefix("word/document").is_some_and(|rest| rest.strip_suffix(".xml").is_some())
}

/// Parts whose names begin so and end with a number, in the order of the numbers.
fn side_parts(package: &Package<'_>, start: &str) -> Vec<String> {
    let mut found: BTreeMap<u64, String> = BTreeMap::new();
    for name in package.names() {
        let number = name.strip_prefix(start).and_then(|rest| rest.strip_suffix(".xml"));
        if let Some(number) =
            number.and_then(|digits| if digits.is_empty() { Some(0) } else { digits.parse().ok() })
            && found.len() < SIDE_PARTS
        {
            found.insert(number, name.to_owned());
        }
    }
    found.into_values().collect()
}
