//! A small DOCX writer: text with revision ids, settings and properties.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use jiff::civil::Date;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::Marks;
use super::text::Block;

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;
const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/></Relationships>"#;
const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Microsoft Office Word</Application><AppVersion>16.0000</AppVersion></Properties>"#;
const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The bytes of a CV.
pub fn write(sheet: &[Block], marks: &Marks, saved: Date) -> io::Result<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    let parts = [
        ("[Content_Types].xml", TYPES.to_owned()),
        ("_rels/.rels", RELATIONS.to_owned()),
        ("word/document.xml", document(sheet, marks)),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.to_owned()),
        ("word/settings.xml", settings(marks)),
        ("docProps/core.xml", core(marks, saved)),
        ("docProps/app.xml", APP.to_owned()),
    ];
    for (name, text) in parts {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(text.as_bytes())?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn document(sheet: &[Block], marks: &Marks) -> String {
    let mut body = String::new();
    for (index, block) in sheet.iter().enumerate() {
        let rsid = marks.rsids.get(index % marks.rsids.len().max(1)).map_or("00000000", String::as_str);
        let (style, text) = match block {
            Block::Name(text) => ("<w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>", text.as_str()),
            Block::Heading(text) => ("<w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>", *text),
            Block::Line(text) => ("", text.as_str()),
            Block::Bullet(text) => (
                "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>",
                text.as_str(),
            ),
        };
        let _ = write!(
            body,
            "<w:p w:rsidR=\"{rsid}\" w:rsidRDefault=\"{}\">{style}<w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
            marks.rsid_root,
            escaped(text)
        );
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:document xmlns:w=\"{WORD}\"><w:body>{body}</w:body></w:document>"
    )
}

fn settings(marks: &Marks) -> String {
    let mut list = String::new();
    for rsid in &marks.rsids {
        let _ = write!(list, "<w:rsid w:val=\"{rsid}\"/>");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:settings xmlns:w=\"{WORD}\"><w:zoom w:percent=\"100\"/><w:rsids><w:rsidRoot w:val=\"{}\"/>{list}\
         </w:rsids></w:settings>",
        marks.rsid_root
    )
}

fn core(marks: &Marks, saved: Date) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:creator>{}</dc:creator>\
         <cp:lastModifiedBy>{}</cp:lastModifiedBy>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{saved}T09:00:00Z</dcterms:created>\
         <dcterms:modified xsi:type=\"dcterms:W3CDTF\">{saved}T10:15:00Z</dcterms:modified></cp:coreProperties>",
        escaped(&marks.author),
        escaped(&marks.author)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
