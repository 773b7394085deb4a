//! What a PDF holds beside its text: document information, the XMP packet, links, images.

use std::collections::HashSet;

use lopdf::{Dictionary, Object, ObjectId};

use super::super::limits::Budget;
use super::super::{DocumentFault, Extracted, Mark, MarkKind, sha256, xmp};
use super::objects::File;

/// Most annotations of one page that are looked at.
const ANNOTATIONS: usize = 2_000;

/// Images of fewer pixels are lines, dots and spacers, which strangers' files share.
const PIXELS: f32 = 256.0;

/// Most bytes of images of which a digest is taken.
const IMAGE_BYTES: usize = 64 * 1024 * 1024;

/// The document information dictionary.
pub(super) fn information(file: &File<'_>, into: &mut Extracted) {
    let Some(information) = file.dictionary(&file.document.trailer, b"Info") else { return };
    let entries: [(&[u8], MarkKind); 3] =
        [(b"Author", MarkKind::Author), (b"Creator", MarkKind::Creator), (b"Producer", MarkKind::Producer)];
    for (key, kind) in entries {
        if let Some(value) = file.text(information, key) {
            into.mark(file.limits, kind, &value, "document information");
        }
    }
    into.created = file.text(information, b"CreationDate").as_deref().and_then(day);
    into.modified = file.text(information, b"ModDate").as_deref().and_then(day);
}

/// The XMP packet of the catalogue.
pub(super) fn packet(
    file: &File<'_>,
    budget: &mut Budget,
    into: &mut Extracted,
) -> Result<(), DocumentFault> {
    let stream = file.document.catalog().ok().and_then(|catalog| file.stream(catalog, b"Metadata"));
    let Some(stream) = stream else { return Ok(()) };
    match file.unpacked(stream, budget)? {
        Some(bytes) => xmp::read(&bytes, file.limits, budget, into),
        None => Ok(()),
    }
}

/// Drops the document id of Typst, which is a digest of title and author: any two files of one
/// person, and those of two namesakes, have the same (seen in three files of Typst 0.14). Its
/// instance id is a digest of the whole content, and stays.
pub(super) fn drop_ids_of_names(into: &mut Extracted) {
    let is_typst = |mark: &Mark| mark.kind == MarkKind::Creator && mark.value.starts_with("Typst");
    if into.marks.iter().any(is_typst) {
        into.marks.retain(|mark| mark.kind != MarkKind::XmpDocumentId);
    }
}

/// Link annotations of a page, from top to bottom and left to right.
pub(super) fn links<'d>(file: &File<'d>, page: &'d Dictionary, into: &mut Extracted) {
    let mut found: Vec<(f32, f32, &[u8])> = Vec::new();
    for annotation in file.array(page, b"Annots").unwrap_or_default().iter().take(ANNOTATIONS) {
        let Ok(annotation) = file.follow(annotation).1.as_dict() else { continue };
        let action = file.dictionary(annotation, b"A");
        let target = action.and_then(|action| file.entry(action, b"URI"));
        let Some(Object::String(target, _)) = target else { continue };
        let corners = file.array(annotation, b"Rect").map(|items| file.numbers(items)).unwrap_or_default();
        let (left, top) = match corners.as_slice() {
            [left, low, right, high, ..] => (left.min(*right), low.max(*high)),
            _ => (0.0, 0.0),
        };
        found.push((-top, left, target));
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    for (_, _, target) in found {
        into.link(file.limits, &String::from_utf8_lossy(target));
    }
}

/// Digests of the images as they are stored, without masks and without what is too small to show
/// anything.
pub(super) fn images(file: &File<'_>, into: &mut Extracted) {
    let streams =
        || file.document.objects.iter().filter_map(|(id, object)| Some((*id, object.as_stream().ok()?)));
    let is_image = |dictionary: &Dictionary| matches!(dictionary.get(b"Subtype"), Ok(Object::Name(name)) if name == b"Image");
    let mut masks: HashSet<ObjectId> = HashSet::new();
    for (_, stream) in streams().filter(|(_, stream)| is_image(&stream.dict)) {
        for key in [&b"SMask"[..], b"Mask"] {
            masks.extend(stream.dict.get(key).and_then(Object::as_reference).ok());
        }
    }
    let mut left = IMAGE_BYTES;
    for (id, stream) in streams().filter(|(_, stream)| is_image(&stream.dict)) {
        let side = |key: &[u8]| file.number(&stream.dict, key).unwrap_or_default();
        let is_mask =
            masks.contains(&id) || stream.dict.get(b"ImageMask").and_then(Object::as_bool).unwrap_or(false);
        if is_mask || side(b"Width") * side(b"Height") < PIXELS {
            continue;
        }
        let Some(rest) = left.checked_sub(stream.content.len()) else {
            into.note("more images than are looked at");
            return;
        };
        left = rest;
        into.image(file.limits, sha256(&stream.content));
    }
}

/// The day of a PDF's or XMP's time: `D:20240501120000+02'00'`, `2024-05-01T12:00:00Z`.
pub(in super::super) fn day(written: &str) -> Option<String> {
    let digits: String =
        written.trim().trim_start_matches("D:").chars().filter(|letter| *letter != '-').take(8).collect();
    let number = |from: usize, to: usize| digits.get(from..to)?.parse::<i16>().ok();
    let (year, month, day) = (number(0, 4)?, number(4, 6).unwrap_or(1), number(6, 8).unwrap_or(1));
    let date = jiff::civil::Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1970..=2200).contains(&year).then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::day;

    #[test]
    fn days() {
        assert_eq!(day("D:20240501120000+02'00'").as_deref(), Some("2024-05-01"));
        assert_eq!(day("2024-05-01T12:00:00Z").as_deref(), Some("2024-05-01"));
        assert_eq!(day("D:2024").as_deref(), Some("2024-01-01"));
        assert_eq!(day("D:20241301"), None);
        assert_eq!(day("yesterday"), None);
        assert_eq!(day("D:00010101000000Z"), None);
    }
}
