//! Writes the text of a `cv` block as a DOCX, with the marks that its options name.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::Block;

/// The bytes of the document.
pub fn document(block: &Block) -> Vec<u8> {
    let mut body = String::new();
    for line in block.body.lines() {
        let text = escaped(line);
        let _ = write!(body, "<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>");
    }
    let word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    let mut rsids = String::new();
    if let Some(root) = block.option("rsid_root") {
        let _ = write!(rsids, "<w:rsidRoot w:val=\"{root}\"/>");
    }
    for rsid in block.option("rsids").unwrap_or_default().split(',').filter(|rsid| !rsid.is_empty()) {
        let _ = write!(rsids, "<w:rsid w:val=\"{rsid}\"/>");
    }
    let author = escaped(block.option("author").unwrap_or_default());
    let parts = [
        (
            "[Content_Types].xml",
            "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
             <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
                .to_owned(),
        ),
        ("word/document.xml", format!("<w:document {word}><w:body>{body}</w:body></w:document>")),
        ("word/settings.xml", format!("<w:settings {word}><w:rsids>{rsids}</w:rsids></w:settings>")),
        (
            "docProps/core.xml",
            format!(
                "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
                 xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:creator>{author}</dc:creator></cp:coreProperties>"
            ),
        ),
    ];
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive
            .write_all(
                format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>{text}").as_bytes(),
            )
            .expect("a part's text");
    }
    archive.finish().expect("a document").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
