//! Documents that are made to do harm, and honest ones that were damaged on the way.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::build::{HELVETICA, archive, docx, page, pdf, plain_page, stream};
use super::{fault, lines, read};
use crate::document::{DocumentFault, Limits, extract};

const CATALOG: &str = "<< /Type /Catalog /Pages 2 0 R >>";

fn one_line(fault: &DocumentFault) {
    let line = fault.to_string();
    assert!(!line.is_empty() && !line.chars().any(char::is_control), "{line:?}");
    assert_eq!(line.chars().next().map(char::is_uppercase), Some(false), "{line}");
    assert!(!fault.hint().is_empty());
}

#[test]
fn page_trees_that_loop() {
    let own = pdf(&[CATALOG, "<< /Type /Pages /Count 1 /Kids [2 0 R] >>"], "");
    let back = pdf(&[CATALOG, "<< /Type /Pages /Kids [3 0 R] >>", "<< /Type /Pages /Kids [2 0 R] >>"], "");
    for bytes in [own, back] {
        let fault = fault(&bytes);
        assert_eq!(fault.to_string(), "the page tree leads back to itself: not read");
        one_line(&fault);
    }
}

#[test]
fn forms_that_draw_themselves_and_forms_without_end() {
    let form = |name: &str, next: &str| {
        let dictionary =
            format!("/Type /XObject /Subtype /Form /Resources << /XObject << {name} {next} 0 R >> >>");
        stream(&dictionary, &format!("{name} Do {name} Do"))
    };
    let own = page("/A Do", "/XObject << /A 4 0 R >>", &[&form("/A", "4")]);
    assert_eq!(fault(&own).to_string(), "a form that is drawn leads back to itself: not read");

    // Each draws the next twice: 2^40 drawings in a few kilobytes.
    let forms: Vec<String> = (0..40).map(|number| form("/A", &(number + 5).to_string())).collect();
    let further: Vec<&str> = forms.iter().map(String::as_str).collect();
    let chain = page("/A Do", "/XObject << /A 4 0 R >>", &further);
    let read = read(&chain);
    assert!(read.notes[0].contains("inside each other without end"), "{:?}", read.notes);
}

#[test]
fn an_object_stream_that_holds_itself() {
    let inner = "5 0 << /Type /Pages /Kids [] >>";
    let object = stream("/Type /ObjStm /N 1 /First 4 /Extends 3 0 R", inner);
    let bytes = pdf(&[CATALOG, "5 0 R", &object], "");
    one_line(&fault(&bytes));
}

#[test]
fn five_thousand_pages() {
    let leaf = "<< /Type /Page /Parent 2 0 R >>";
    let kids: Vec<String> = (0..5000).map(|number| format!("{} 0 R", number + 3)).collect();
    let tree = format!("<< /Type /Pages /Count 5000 /Kids [{}] >>", kids.join(" "));
    let mut objects = vec![CATALOG, &tree];
    objects.resize(5002, leaf);
    assert_eq!(fault(&pdf(&objects, "")).to_string(), "5,000 pages where a CV has few: not read");
    // What a tree claims is not what it has.
    let claims = pdf(&[CATALOG, "<< /Type /Pages /Count 5000 /Kids [3 0 R] >>", leaf], "");
    assert_eq!(read(&claims).notes, ["no text layer"]);
}

#[test]
fn encrypted_files() {
    for (user, opens) in [("", true), ("secret", false)] {
        let mut document =
            lopdf::Document::load_mem(&plain_page("BT /F1 10 Tf 72 700 Td (Ada) Tj ET")).unwrap();
        let id = || lopdf::Object::string_literal("0123456789abcdef");
        document.trailer.set("ID", vec![id(), id()]);
        let version = lopdf::EncryptionVersion::V2 {
            document: &document,
            owner_password: "owner",
            user_password: user,
            key_length: 128,
            permissions: lopdf::Permissions::all(),
        };
        let state = lopdf::EncryptionState::try_from(version).unwrap();
        document.encrypt(&state).unwrap();
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        if opens {
            assert_eq!(lines(&read(&bytes)), ["Ada"]);
        } else {
            assert_eq!(fault(&bytes).to_string(), "encrypted: not read");
        }
    }
}

#[test]
fn a_stream_that_unpacks_to_too_much() {
    let mut document = lopdf::Document::load_mem(&plain_page("BT ET")).unwrap();
    let mut bomb = lopdf::Stream::new(lopdf::Dictionary::new(), vec![b' '; 40 * 1024 * 1024]);
    bomb.compress().unwrap();
    document.objects.insert((3, 0), bomb.into());
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert_eq!(fault(&bytes).to_string(), "a stream in it unpacks to more than 32 MiB: not read");
}

#[test]
fn a_docx_that_unpacks_to_two_gigabytes() {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    writer.start_file("word/document.xml", options).unwrap();
    let block = vec![0_u8; 1024 * 1024];
    for _ in 0..2048 {
        writer.write_all(&block).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    assert!(bytes.len() < 4 * 1024 * 1024);
    let fault = fault(&bytes);
    assert_eq!(fault.to_string(), "part word/document.xml unpacks to more than 32 MiB: not read");
    one_line(&fault);
}

#[test]
fn a_picture_that_unpacks_to_too_much_costs_a_note() {
    let zeros = vec![0_u8; 33 * 1024 * 1024];
    let text = b"<w:document><w:p><w:r><w:t>Ada</w:t></w:r></w:p></w:document>";
    let read = read(&archive(&[("word/document.xml", text), ("word/media/image1.png", &zeros)]));
    assert_eq!(lines(&read), ["Ada"]);
    assert_eq!(read.notes, ["part word/media/image1.png unpacks to more than 32 MiB: not read"]);
}

#[test]
fn entity_bombs() {
    let bomb =
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><d><p><t>&b;</t></p></d>";
    let fault = fault(&archive(&[("word/document.xml", bomb.as_bytes())]));
    assert!(fault.to_string().contains("declares a document type"), "{fault}");
    one_line(&fault);
    // An entity that nobody declared is nothing.
    let body = "<w:p><w:r><w:t>A&unknown;B</w:t></w:r></w:p>";
    assert_eq!(lines(&read(&docx(body, &[]))), ["AB"]);
}

#[test]
fn parts_that_are_damaged() {
    let body = b"<w:document><w:p><w:r><w:t>Ada</w:t></w:r></w:p><w:p><w:r><w:t>Mus";
    let read = read(&archive(&[("word/document.xml", body)]));
    assert_eq!(lines(&read), ["Ada", "Mus"]);
    assert!(read.notes[0].contains("is damaged after"), "{:?}", read.notes);
    let deep = "<w:p>".repeat(10_000);
    one_line(&fault(&docx(&deep, &[])));
    one_line(&fault(&archive(&[("word/document.xml", b"\x00\xff\x00 nothing <")])));
    one_line(&fault(&archive(&[("a.docx", &docx("", &[]))])));
}

#[test]
fn what_is_no_document() {
    assert_eq!(fault(b""), DocumentFault::NoDocument);
    assert_eq!(fault(b"Ada Muster, engineer"), DocumentFault::NoDocument);
    one_line(&fault(b"%PDF-1.7"));
    one_line(&fault(b"PK\x03\x04"));
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let fault = extract(b"%PDF-1.7 and more", &limits).unwrap_err();
    assert!(matches!(fault, DocumentFault::FileTooLarge { .. }));
    one_line(&fault);
}

/// A PDF with a bit of everything, so that damage meets every reader.
fn rich_pdf() -> Vec<u8> {
    let map = stream(
        "",
        "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <5A> <0041> endbfrange",
    );
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /X /ToUnicode 5 0 R /FirstChar 65 /Widths [600 600] /Encoding << /Differences [65 /A /f_i] >> >>";
    let form = stream(
        "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -50]",
        "BT /F1 10 Tf 72 700 Td (in a form) Tj ET",
    );
    let resources = "/Font << /F1 4 0 R /F2 7 0 R >> /XObject << /X1 6 0 R >>";
    let content = "q /X1 Do Q BT /F1 10 Tf 72 700 Td [(AB)-300(C)] TJ T* /Span << /ActualText (x) >> BDC (D) ' EMC /F2 9 Tf 1 2 (E) \" ET";
    page(content, resources, &[font, &map, &form, HELVETICA])
}

/// As writers of today pack it: object and cross-reference streams, deflated.
fn packed_pdf() -> Vec<u8> {
    let mut document = lopdf::Document::load_mem(&rich_pdf()).unwrap();
    document.compress();
    let mut bytes = Vec::new();
    let options = lopdf::SaveOptions::builder().use_object_streams(true).use_xref_streams(true).build();
    document.save_with_options(&mut bytes, options).unwrap();
    bytes
}

fn rich_docx() -> Vec<u8> {
    let body = "<w:tbl><w:tr><w:tc><w:p><w:pPr><w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr><w:r><w:t>a &amp; b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>";
    let settings = "<w:settings><w:rsids><w:rsidRoot w:val=\"00A77427\"/></w:rsids></w:settings>";
    docx(body, &[("word/settings.xml", settings), ("docProps/core.xml", "<c><dc:creator>A</dc:creator></c>")])
}

#[test]
fn every_cut_of_a_file_is_read_or_named() {
    assert_eq!(lines(&read(&packed_pdf())), lines(&read(&rich_pdf())));
    for whole in [rich_pdf(), packed_pdf(), rich_docx()] {
        for end in 0..whole.len() {
            if let Err(fault) = extract(&whole[..end], &Limits::default()) {
                one_line(&fault);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 700, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_read_or_named(
        which in 0_usize..3,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let mut bytes = match which { 0 => rich_pdf(), 1 => packed_pdf(), _ => rich_docx() };
        for (place, byte) in edits {
            let index = place.index(bytes.len());
            bytes[index] = byte;
        }
        match extract(&bytes, &Limits::default()) {
            Ok(extracted) => {
                for line in extracted.lines() {
                    prop_assert!(!line.is_empty() && !line.chars().any(|c| c.is_control() && c != '\t'));
                }
            }
            Err(fault) => one_line(&fault),
        }
    }

    #[test]
    fn any_content_stream_is_drawn(content in prop::collection::vec(any::<u8>(), 0..400)) {
        let text: String = content.iter().map(|byte| char::from(byte & 0x7F)).collect();
        let _ = extract(&plain_page(&text), &Limits::default());
    }

    #[test]
    fn any_bytes_are_no_document(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for start in [&b"%PDF-1.4\n"[..], b"PK\x03\x04", b""] {
            if let Err(fault) = extract(&[start, &bytes].concat(), &Limits::default()) {
                one_line(&fault);
            }
        }
    }
}
