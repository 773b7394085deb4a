//! Writers of small documents.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A PDF of these objects, numbered from 1; the first is the catalogue. `trailer` is added to its
/// trailer.
pub(super) fn pdf(objects: &[&str], trailer: &str) -> Vec<u8> {
    let mut text = "%PDF-1.7\n".to_owned();
    let mut offsets = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        offsets.push(text.len());
        write!(text, "{} 0 obj\n{object}\nendobj\n", index + 1).unwrap();
    }
    let start = text.len();
    write!(text, "xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).unwrap();
    for offset in offsets {
        writeln!(text, "{offset:010} 00000 n ").unwrap();
    }
    let size = objects.len() + 1;
    write!(text, "trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF\n").unwrap();
    text.into_bytes()
}

/// A stream object.
pub(super) fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// A PDF of one page with this content, these fonts (`/F1 4 0 R`) and these further objects, from 4.
pub(super) fn page(content: &str, resources: &str, further: &[&str]) -> Vec<u8> {
    let content = stream("", content);
    let leaf = format!(
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 3 0 R /Resources << {resources} >> >>"
    );
    let kids = format!("<< /Type /Pages /Count 1 /Kids [{} 0 R] >>", 4 + further.len());
    let mut objects = vec!["<< /Type /Catalog /Pages 2 0 R >>", &kids, &content];
    objects.extend_from_slice(further);
    objects.push(&leaf);
    pdf(&objects, "")
}

/// Helvetica, one of the standard fonts, without widths.
pub(super) const HELVETICA: &str =
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>";

/// A page in Helvetica.
pub(super) fn plain_page(content: &str) -> Vec<u8> {
    page(content, "/Font << /F1 4 0 R >>", &[HELVETICA])
}

/// An archive of these parts.
pub(super) fn archive(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// A DOCX whose body holds this XML, with further parts.
pub(super) fn docx(body: &str, further: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"w\" xmlns:r=\"r\" \
         xmlns:mc=\"mc\"><w:body>{body}</w:body></w:document>"
    );
    let mut parts: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", document.as_bytes())];
    parts.extend(further.iter().map(|(name, text)| (*name, text.as_bytes())));
    archive(&parts)
}
