//! The XMP packet of a document: its ids, and who and what wrote it.
//!
//! A property stands as an attribute of `rdf:Description` or as an element inside it; both are
//! read. Local names are compared without their prefix, which a writer may choose.

use super::limits::{Budget, Limits};
use super::xml::{self, Node};
use super::{DocumentFault, Extracted, MarkKind, pdf};

/// What a mark of the packet gives as its place.
const PLACE: &str = "xmp";

/// Properties that are read.
const PROPERTIES: [&str; 8] = [
    "DocumentID",
    "InstanceID",
    "OriginalDocumentID",
    "creator",
    "CreatorTool",
    "Producer",
    "CreateDate",
    "ModifyDate",
];

/// Reads a packet into the marks; a packet that is damaged gives what stands before the damage.
pub(super) fn read(
    bytes: &[u8],
    limits: &Limits,
    budget: &mut Budget,
    into: &mut Extracted,
) -> Result<(), DocumentFault> {
    let text = xml::decode(bytes);
    // Elements that are open, from the outermost, and the text of the innermost.
    let mut open: Vec<String> = Vec::new();
    let mut value = String::new();
    xml::walk("the xmp packet", &text, budget, |node, _| {
        match node {
            Node::Open(name, tag) => {
                open.push(name.to_owned());
                value.clear();
                if !is_foreign(&open) {
                    for property in PROPERTIES {
                        if let Some(value) = xml::attribute(tag, property) {
                            take(property, &value, limits, into);
                        }
                    }
                }
            }
            Node::Text(words) => {
                if value.len() <= limits.mark_bytes {
                    value.push_str(words);
                }
            }
            Node::Close(name) => {
                // Names of persons stand in a list inside the property.
                let mut inner = open.iter().rev();
                let named = inner.find(|name| !matches!(name.as_str(), "Seq" | "Bag" | "Alt" | "li"));
                if let Some(property) = named.filter(|_| !is_foreign(&open)) {
                    take(property, &value, limits, into);
                }
                value.clear();
                if open.last().is_some_and(|last| last == name) {
                    open.pop();
                }
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// Whether the open elements speak of another document or another state: its history, what it was
/// derived from, what it is made of.
fn is_foreign(open: &[String]) -> bool {
    let other = ["History", "DerivedFrom", "Ingredients", "Pantry", "Versions", "ManagedFrom", "RenditionOf"];
    open.iter().any(|name| other.contains(&name.as_str()))
}

fn take(name: &str, value: &str, limits: &Limits, into: &mut Extracted) {
    let kind = match name {
        "DocumentID" => MarkKind::XmpDocumentId,
        "InstanceID" => MarkKind::XmpInstanceId,
        "OriginalDocumentID" => MarkKind::XmpOriginalDocumentId,
        "creator" => MarkKind::Author,
        "CreatorTool" => MarkKind::Creator,
        "Producer" => MarkKind::Producer,
        "CreateDate" => {
            into.created = into.created.take().or_else(|| pdf::day(value));
            return;
        }
        "ModifyDate" => {
            into.modified = into.modified.take().or_else(|| pdf::day(value));
            return;
        }
        _ => return,
    };
    into.mark(limits, kind, value, PLACE);
}
