//! Parts beside the text: relations, properties, settings, styles.

use std::collections::{BTreeSet, HashMap};

use super::super::limits::Budget;
use super::super::xml::{self, Node};
use super::super::{DocumentFault, Extracted, Limits, MarkKind, pdf};
use super::package::Package;

/// Relations of a part to places outside: id and target.
pub(super) type Relations = HashMap<String, String>;

/// The part that the package names as its document.
pub(super) fn main_part(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Option<String>, DocumentFault> {
    let Some(bytes) = package.read("_rels/.rels", limits, budget)? else { return Ok(None) };
    let mut found = None;
    xml::walk("part _rels/.rels", &xml::decode(&bytes), budget, |node, _| {
        if let Node::Open("Relationship", tag) = node
            && found.is_none()
            && xml::attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/officeDocument"))
        {
            found = xml::attribute(tag, "Target").map(|target| target.trim_start_matches('/').to_owned());
        }
        Ok(())
    })?;
    Ok(found)
}

/// Where the hyperlinks of a part lead.
pub(super) fn relations(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<Relations, DocumentFault> {
    let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
    let path = format!("{folder}/_rels/{name}.rels");
    let mut relations = Relations::new();
    let Some(bytes) = package.read(&path, limits, budget)? else { return Ok(relations) };
    xml::walk(&format!("part {path}"), &xml::decode(&bytes), budget, |node, _| {
        if let Node::Open("Relationship", tag) = node
            && xml::attribute(tag, "Type").is_some_and(|kind| kind.ends_with("/hyperlink"))
            && let (Some(id), Some(target)) = (xml::attribute(tag, "Id"), xml::attribute(tag, "Target"))
            && relations.len() < 10 * limits.links
        {
            relations.insert(id, target);
        }
        Ok(())
    })?;
    Ok(relations)
}

/// Paragraph styles that number or bullet their paragraphs.
pub(super) fn list_styles(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
) -> Result<BTreeSet<String>, DocumentFault> {
    let mut styles = BTreeSet::new();
    let Some(bytes) = package.read("word/styles.xml", limits, budget)? else { return Ok(styles) };
    let mut style: Option<String> = None;
    xml::walk("part word/styles.xml", &xml::decode(&bytes), budget, |node, _| {
        match node {
            Node::Open("style", tag) => style = xml::attribute(tag, "styleId"),
            Node::Close("style") => style = None,
            // Headings are numbered too, and are no list.
            Node::Open("numPr", _) => {
                styles.extend(style.clone().filter(|id| !id.to_lowercase().contains("heading")));
            }
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// Authors, program, days and editing sessions.
pub(super) fn read(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
    into: &mut Extracted,
) -> Result<(), DocumentFault> {
    elements(package, "docProps/core.xml", limits, budget, |name, value| match name {
        "creator" => into.mark(limits, MarkKind::Author, value, "part docProps/core.xml"),
        "lastModifiedBy" => into.mark(limits, MarkKind::LastModifiedBy, value, "part docProps/core.xml"),
        "created" => into.created = pdf::day(value),
        "modified" => into.modified = pdf::day(value),
        _ => {}
    })?;
    elements(package, "docProps/app.xml", limits, budget, |name, value| {
        if name == "Application" {
            into.mark(limits, MarkKind::Creator, value, "part docProps/app.xml");
        }
    })?;
    settings(package, limits, budget, into)
}

/// Calls back with each element that holds text, by its local name.
fn elements(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
    budget: &mut Budget,
    mut take: impl FnMut(&str, &str),
) -> Result<(), DocumentFault> {
    let Some(bytes) = package.read(part, limits, budget)? else { return Ok(()) };
    let mut open = String::new();
    let mut value = String::new();
    xml::walk(&format!("part {part}"), &xml::decode(&bytes), budget, |node, _| {
        match node {
            Node::Open(name, _) => {
                name.clone_into(&mut open);
                value.clear();
            }
            Node::Text(words) => value.push_str(words),
            Node::Close(name) => {
                if name == open {
                    take(name, value.trim());
                }
                value.clear();
            }
        }
        Ok(())
    })?;
    Ok(())
}

/// Word's random numbers of editing sessions.
fn settings(
    package: &mut Package<'_>,
    limits: &Limits,
    budget: &mut Budget,
    into: &mut Extracted,
) -> Result<(), DocumentFault> {
    const PART: &str = "part word/settings.xml";
    let Some(bytes) = package.read("word/settings.xml", limits, budget)? else { return Ok(()) };
    xml::walk(PART, &xml::decode(&bytes), budget, |node, _| {
        let (kind, tag) = match node {
            Node::Open("rsidRoot", tag) => (MarkKind::RsidRoot, tag),
            Node::Open("rsid", tag) => (MarkKind::Rsid, tag),
            _ => return Ok(()),
        };
        // Eight hexadecimal digits; all zeros is no session.
        let value = xml::attribute(tag, "val").unwrap_or_default().to_ascii_uppercase();
        if value.len() == 8 && value.bytes().all(|byte| byte.is_ascii_hexdigit()) && value != "00000000" {
            into.mark(limits, kind, &value, PART);
        }
        Ok(())
    })?;
    Ok(())
}
