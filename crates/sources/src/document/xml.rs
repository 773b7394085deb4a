//! XML of a document's parts: events without entities, under the budget.
//!
//! A document type is refused, since no writer of these formats declares one and it may define
//! entities that grow without end. References to characters and the five that XML itself defines
//! are resolved; any other stands for nothing.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::events::{BytesRef, BytesStart, Event};

use super::DocumentFault;
use super::limits::Budget;

/// Deepest nesting of elements. Word writes a text box in a table in a text box at about 60.
const DEPTH: usize = 400;

/// What an element or a text is.
#[derive(Debug)]
pub(super) enum Node<'x> {
    /// An element begins; its local name and itself, for attributes.
    Open(&'x str, &'x BytesStart<'x>),
    /// An element ends; its local name. An empty element opens and closes.
    Close(&'x str),
    /// Text between tags, with references resolved.
    Text(&'x str),
}

/// How far a part was read.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// To its end.
    Whole,
    /// It is damaged here, at a byte's offset.
    Damaged(u64),
}

/// The text of a part: UTF-8, or UTF-16 with a byte order mark.
pub(super) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match bytes {
        [0xFF, 0xFE, ..] => encoding_rs::UTF_16LE.decode(bytes).0,
        [0xFE, 0xFF, ..] => encoding_rs::UTF_16BE.decode(bytes).0,
        _ => encoding_rs::UTF_8.decode(bytes).0,
    }
}

/// Walks a part from its first element to its last.
pub(super) fn walk(
    part: &str,
    text: &str,
    budget: &mut Budget,
    mut visit: impl FnMut(Node<'_>, &mut Budget) -> Result<(), DocumentFault>,
) -> Result<Ended, DocumentFault> {
    let mut reader = Reader::from_str(text);
    // Names are not compared, so that a part with one stray tag still gives its text.
    reader.config_mut().check_end_names = false;
    reader.config_mut().allow_unmatched_ends = true;
    let mut depth = 0_usize;
    loop {
        if !budget.step() {
            return Err(DocumentFault::TooMuchWork);
        }
        let Ok(event) = reader.read_event() else {
            return Ok(Ended::Damaged(reader.error_position()));
        };
        match event {
            Event::Start(tag) => {
                depth += 1;
                if depth > DEPTH {
                    return Err(DocumentFault::damaged(format!("{part} nests without end")));
                }
                visit(Node::Open(tag.local_name().into_inner(), &tag), budget)?;
            }
            Event::Empty(tag) => {
                let name = tag.local_name().into_inner();
                visit(Node::Open(name, &tag), budget)?;
                visit(Node::Close(name), budget)?;
            }
            Event::End(tag) => {
                depth = depth.saturating_sub(1);
                visit(Node::Close(tag.local_name().into_inner()), budget)?;
            }
            Event::Text(words) => visit(Node::Text(&words.xml10_content()), budget)?,
            Event::CData(words) => visit(Node::Text(&words.xml10_content()), budget)?,
            Event::GeneralRef(reference) => {
                if let Some(character) = resolved(&reference) {
                    visit(Node::Text(character.encode_utf8(&mut [0; 4])), budget)?;
                }
            }
            Event::DocType(_) => return Err(DocumentFault::DeclaresEntities { part: part.to_owned() }),
            Event::Eof => {
                return Ok(if depth == 0 { Ended::Whole } else { Ended::Damaged(text.len() as u64) });
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute by its local name, references resolved.
pub(super) fn attribute(tag: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = tag.attributes();
    let found = attributes
        .with_checks(false)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.normalized_value(XmlVersion::Implicit1_0).map(Cow::into_owned);
    Some(value.unwrap_or_else(|_| found.value.into_owned()))
}

fn resolved(reference: &BytesRef<'_>) -> Option<char> {
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => reference.resolve_char_ref().ok().flatten(),
    }
}
