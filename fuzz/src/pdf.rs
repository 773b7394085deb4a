//! PDF files: the bytes as they are, and a page whose content or fonts they are.
//!
//! Mutated bytes seldom keep a file's offsets. So bytes that do not begin as a PDF become a page:
//! they are parted at 0xFF into its content and the map of its font.

use super::promises;
use bonafide_sources::document::{Limits, extract};

/// Reads a PDF.
pub fn check(data: &[u8]) {
    if data.starts_with(b"%PDF-") {
        document(data);
    } else {
        let mut parts = data.splitn(2, |byte| *byte == 0xFF);
        let content = parts.next().unwrap_or_default();
        document(&page(content, parts.next().unwrap_or_default()));
    }
}

/// Reads a document twice and checks what it says.
pub(super) fn document(bytes: &[u8]) {
    // Less than a scan allows, so that each run is short.
    let limits =
        Limits { stream_bytes: 1 << 20, object_stream_bytes: 1 << 18, steps: 200_000, ..Limits::default() };
    let read = extract(bytes, &limits);
    assert_eq!(read, extract(bytes, &limits), "a document read again");
    let extracted = match read {
        Ok(extracted) => extracted,
        Err(fault) => {
            promises::one_line(&fault.to_string());
            return promises::one_line(fault.hint());
        }
    };
    extracted.notes.iter().for_each(|note| promises::one_line(note));
    for line in extracted.lines() {
        assert!(!line.is_empty() && !line.chars().any(|c| c.is_control() && c != '\t'), "{line:?}");
    }
    let texts = extracted.marks.iter().map(|mark| &mark.value).chain(&extracted.links);
    texts.for_each(|text| assert!(!text.is_empty() && !text.chars().any(char::is_control), "{text:?}"));
}

/// A page with this content in three fonts, one of which has this map.
fn page(content: &[u8], map: &[u8]) -> Vec<u8> {
    let leaf = "<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << /XObject << /X 8 0 R >> /Font << /F1 5 0 R /F2 6 0 R /F3 << >> >> >> >>";
    let objects: [&[u8]; 3] =
        [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", leaf.as_bytes()];
    let mut all: Vec<Vec<u8>> = objects.iter().map(|object| object.to_vec()).collect();
    all.push(stream("", content));
    all.push(b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << /Differences [65 /f_i /udieresis] >> >>".to_vec());
    all.push(b"<< /Type /Font /Subtype /Type0 /Encoding 7 0 R /ToUnicode 7 0 R /DescendantFonts [<< /W [1 [500] 2 3 4] >>] >>".to_vec());
    all.push(stream("", map));
    all.push(stream("/Type /XObject /Subtype /Form", content));
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (index, object) in all.iter().enumerate() {
        offsets.push(file.len());
        file.extend(format!("{} 0 obj\n", index + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", all.len() + 1).bytes());
    for offset in offsets {
        file.extend(format!("{offset:010} 00000 n \n").bytes());
    }
    file.extend(
        format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", all.len() + 1).bytes(),
    );
    file
}

fn stream(dictionary: &str, content: &[u8]) -> Vec<u8> {
    let mut object = format!("<< {dictionary} /Length {} >>\nstream\n", content.len()).into_bytes();
    object.extend(content);
    object.extend(b"\nendstream");
    object
}
