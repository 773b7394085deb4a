//! DOCX in the ways in which word processors write them.

use super::build::{archive, docx};
use super::{lines, marks, read};
use crate::document::{DocumentKind, MarkKind, is_docx, sniff};

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>")
}

#[test]
fn paragraphs_lists_tabs_and_breaks() {
    let body = "<w:p w:rsidR=\"00A1\"><w:r><w:t>Ada </w:t></w:r><w:r><w:t>Mu&amp;s&#x74;er</w:t></w:r></w:p><w:p/>\
        <w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>built</w:t>\
        <w:br/><w:t>things</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Punkt\"/></w:pPr><w:r><w:t>by style</w:t></w:r></w:p>\
        <w:p><w:pPr><w:pStyle w:val=\"Punkt\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr></w:pPr><w:r><w:t>no item</w:t></w:r></w:p>\
        <w:p><w:r><w:t>2019</w:t><w:tab/><w:t>Example</w:t><w:noBreakHyphen/><w:t>Works</w:t></w:r></w:p>\
        <w:p><w:del><w:r><w:delText>gone</w:delText><w:t>gone</w:t></w:r></w:del><w:ins><w:r><w:t>kept</w:t></w:r></w:ins></w:p>";
    let styles = "<w:styles><w:style w:styleId=\"Punkt\"><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr></w:style></w:styles>";
    let read = read(&docx(body, &[("word/styles.xml", styles)]));
    assert_eq!(read.kind, DocumentKind::Docx);
    assert_eq!(read.parts[0].name, "part word/document.xml");
    let expected = [
        "Ada Mu&ster",
        "\u{2022} built",
        "things",
        "\u{2022} by style",
        "no item",
        "2019\tExample-Works",
        "kept",
    ];
    assert_eq!(lines(&read), expected);
}

#[test]
fn tables_keep_dates_with_employers() {
    let cell = |inner: &str| format!("<w:tc>{inner}</w:tc>");
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let body = format!(
        "<w:tbl>{}{}</w:tbl>",
        row(&[cell(&paragraph("2019")), cell(&paragraph("Example"))]),
        row(&[cell(&paragraph("2020")), cell(&(paragraph("Works") + &paragraph("did this")))]),
    );
    assert_eq!(lines(&read(&docx(&body, &[]))), ["2019\tExample", "2020\tWorks", "did this"]);
    let body = row(&[cell(&(paragraph("a") + &paragraph("b"))), cell(&(paragraph("c") + &paragraph("d")))]);
    assert_eq!(lines(&read(&docx(&body, &[]))), ["a", "b", "c", "d"]);
}

#[test]
fn a_text_box_is_read_once() {
    let boxed = |text: &str| format!("<w:txbxContent>{}</w:txbxContent>", paragraph(text));
    let body = format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice>{}</mc:Choice><mc:Fallback>{}</mc:Fallback></mc:AlternateContent>\
         <w:t>outside</w:t></w:r></w:p>",
        boxed("inside"),
        boxed("inside")
    );
    assert_eq!(lines(&read(&docx(&body, &[]))), ["inside", "outside"]);
}

#[test]
fn headers_stand_above_and_footers_below() {
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("ada@example.org"));
    let footer = format!("<w:ftr>{}</w:ftr>", paragraph("page 1"));
    let read =
        read(&docx(&paragraph("text"), &[("word/footer1.xml", &footer), ("word/header2.xml", &header)]));
    assert_eq!(lines(&read), ["ada@example.org", "text", "page 1"]);
    assert_eq!(read.parts[0].name, "part word/header2.xml");
}

#[test]
fn properties_sessions_links_and_pictures() {
    let body = "<w:p><w:hyperlink r:id=\"rId9\"><w:r><w:t>two</w:t></w:r></w:hyperlink><w:r><w:instrText> HYPERLINK \
        \"https://example.net/x\" </w:instrText></w:r><w:hyperlink r:id=\"rId1\"><w:r><w:t>one</w:t></w:r></w:hyperlink></w:p>";
    let relations = "<Relationships><Relationship Id=\"rId1\" Type=\"http://x/hyperlink\" Target=\"mailto:ada@example.org\"/>\
        <Relationship Id=\"rId9\" Type=\"http://x/hyperlink\" Target=\"https://example.org/?a=1&amp;b=2\"/></Relationships>";
    let core = "<cp:coreProperties><dc:creator>Ada</dc:creator><cp:lastModifiedBy>Bo</cp:lastModifiedBy>\
        <dcterms:created>2023-01-02T03:04:05Z</dcterms:created><dcterms:modified>2024-01-02T03:04:05Z</dcterms:modified></cp:coreProperties>";
    let app = "<Properties><Application>Microsoft Office Word</Application></Properties>";
    let settings = "<w:settings><w:rsids><w:rsidRoot w:val=\"00a77427\"/><w:rsid w:val=\"00A77427\"/><w:rsid w:val=\"001B0001\"/>\
        <w:rsid w:val=\"00000000\"/><w:rsid w:val=\"001B0001\"/></w:rsids></w:settings>";
    let read = read(&docx(
        body,
        &[
            ("word/_rels/document.xml.rels", relations),
            ("docProps/core.xml", core),
            ("docProps/app.xml", app),
            ("word/settings.xml", settings),
            ("word/media/image1.png", "pixels"),
        ],
    ));
    assert_eq!(lines(&read), ["twoone"]);
    assert_eq!(
        read.links,
        ["https://example.org/?a=1&b=2", "https://example.net/x", "mailto:ada@example.org"]
    );
    assert_eq!(marks(&read, MarkKind::Author), ["Ada"]);
    assert_eq!(marks(&read, MarkKind::LastModifiedBy), ["Bo"]);
    assert_eq!(marks(&read, MarkKind::Creator), ["Microsoft Office Word"]);
    assert_eq!(marks(&read, MarkKind::RsidRoot), ["00A77427"]);
    assert_eq!(marks(&read, MarkKind::Rsid), ["00A77427", "001B0001"]);
    assert_eq!((read.created.as_deref(), read.modified.as_deref()), (Some("2023-01-02"), Some("2024-01-02")));
    assert_eq!(read.images, [crate::document::sha256(b"pixels")]);
}

#[test]
fn a_docx_is_known_by_its_parts() {
    let bytes = docx(&paragraph("x"), &[]);
    assert!(is_docx(&bytes));
    assert_eq!(sniff(&bytes), Some(DocumentKind::Docx));
    let export = archive(&[("staff.csv", b"a;b")]);
    assert!(!is_docx(&export));
    assert_eq!(sniff(&export), None);
}

#[test]
fn the_package_names_its_document() {
    let bytes = archive(&[
        (
            "_rels/.rels",
            b"<R><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></R>",
        ),
        ("word/document2.xml", b"<w:document><w:p><w:r><w:t>second</w:t></w:r></w:p></w:document>"),
    ]);
    assert_eq!(lines(&read(&bytes)), ["second"]);
}
