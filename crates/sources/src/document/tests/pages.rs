//! PDFs in the ways in which programs write text.

use super::build::{HELVETICA, page, pdf, plain_page, stream};
use super::{lines, marks, read};
use crate::document::MarkKind;
use std::fmt::Write as _;

#[test]
fn words_are_joined_by_place_and_not_by_string() {
    // As LaTeX writes: blanks are moves, kerning is small moves.
    let bytes = plain_page(
        "BT /F1 10 Tf 72 700 Td [(Soft)10(w)-15(are)-333(engineer)]TJ 0 -12 Td [(at)-278(Example)]TJ ET",
    );
    assert_eq!(lines(&read(&bytes)), ["Software engineer", "at Example"]);
}

#[test]
fn one_letter_at_a_time_is_one_word() {
    // As print drivers write: each glyph at its own place.
    let bytes = plain_page(
        "BT /F1 10 Tf 1 0 0 1 72 700 Tm (A) Tj 1 0 0 1 78.67 700 Tm (d) Tj 1 0 0 1 84.23 700 Tm (a) Tj \
         1 0 0 1 92.57 700 Tm (M) Tj ET",
    );
    assert_eq!(lines(&read(&bytes)), ["Ada M"]);
}

#[test]
fn lines_are_ordered_by_height_however_they_are_drawn() {
    let bytes = plain_page(
        "BT /F1 10 Tf 72 600 Td (third) Tj ET BT /F1 10 Tf 72 700 Td (first) Tj ET q 1 0 0 1 72 650 cm BT /F1 10 Tf (second) Tj ET Q",
    );
    assert_eq!(lines(&read(&bytes)), ["first", "second", "third"]);
}

#[test]
fn a_date_at_the_right_edge_stays_with_its_employer() {
    let mut content = String::from("BT /F1 10 Tf ");
    for number in 0..8 {
        let y = 700 - number * 40;
        write!(content, "1 0 0 1 72 {y} Tm (Employer number {number}, engineer) Tj ").unwrap();
        write!(content, "1 0 0 1 480 {y} Tm (2015 to 201{number}) Tj ").unwrap();
        write!(content, "1 0 0 1 82 {} Tm (Built things that were used) Tj ", y - 12).unwrap();
    }
    content.push_str("ET");
    let read = read(&plain_page(&content));
    assert_eq!(lines(&read)[0], "Employer number 0, engineer\t2015 to 2010");
    assert_eq!(lines(&read)[1], "Built things that were used");
}

#[test]
fn notes_at_the_side_do_not_break_a_sentence() {
    let bytes = plain_page(
        "BT /F1 10 Tf 1 0 0 1 72 700 Tm (Example Works, engineer) Tj 1 0 0 1 480 700 Tm (Berlin) Tj \
         1 0 0 1 72 688 Tm (Built a thing that many people used) Tj 1 0 0 1 480 688 Tm (2015 to 2018) Tj \
         1 0 0 1 72 676 Tm (every day) Tj 1 0 0 1 480 676 Tm (3 years) Tj ET",
    );
    let expected = [
        "Example Works, engineer\tBerlin",
        "2015 to 2018",
        "3 years",
        "Built a thing that many people used",
        "every day",
    ];
    assert_eq!(lines(&read(&bytes)), expected);
}

#[test]
fn a_sidebar_is_read_after_the_column_beside_it() {
    let mut content = String::from(
        "BT /F1 18 Tf 1 0 0 1 200 780 Tm (Ada Muster, engineer of many things here) Tj /F1 10 Tf ",
    );
    for number in 0..12 {
        let y = 700.0 - f64::from(number) * 13.0;
        write!(content, "1 0 0 1 230 {y} Tm (Main text in line {number}, rather long) Tj ").unwrap();
    }
    for number in 0..7 {
        let y = 694.0 - f64::from(number) * 19.5;
        write!(content, "1 0 0 1 60 {y} Tm (Skill {number}) Tj ").unwrap();
    }
    content.push_str("ET");
    let read = read(&plain_page(&content));
    let lines = lines(&read);
    assert_eq!(lines[0], "Ada Muster, engineer of many things here");
    assert_eq!(&lines[1..3], ["Skill 0", "Skill 1"]);
    assert_eq!(&lines[8..10], ["Main text in line 0, rather long", "Main text in line 1, rather long"]);
}

#[test]
fn letters_set_apart_are_one_word() {
    let bytes = plain_page("BT /F1 10 Tf 72 700 Td [(E)-250(D)-250(U)-250(C)-250(A)-250(T)-250(E)]TJ ET");
    assert_eq!(lines(&read(&bytes)), ["EDUCATE"]);
}

#[test]
fn a_composite_font_says_its_text_in_a_map() {
    let map = stream(
        "",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfrange <0001> <0003> <0041> \
         <0010> <0010> <FB01> endbfrange 1 beginbfchar <0020> <00AD> endbfchar",
    );
    let further = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] /ToUnicode 6 0 R >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /DW 500 /W [1 [600 600] 3 3 600] >>",
        &map,
    ];
    let bytes =
        page("BT /F1 10 Tf 72 700 Td <0001000200030010> Tj <0020> Tj ET", "/Font << /F1 4 0 R >>", &further);
    assert_eq!(lines(&read(&bytes)), ["ABCfi-"]);
}

#[test]
fn a_font_that_says_nothing_is_a_note() {
    let further = [
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>",
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>",
    ];
    let bytes = page("BT /F1 10 Tf 72 700 Td <000100020003> Tj ET", "/Font << /F1 4 0 R >>", &further);
    let read = read(&bytes);
    assert_eq!(
        read.notes,
        ["3 characters in fonts that do not say what they mean: not read", "no text layer"]
    );
}

#[test]
fn differences_and_old_latex_accents() {
    let font = "<< /Type /Font /Subtype /Type1 /BaseFont /X /FirstChar 1 /LastChar 5 /Widths [500 500 500 500 500] \
                /Encoding << /Differences [1 /J /o /udieresis /f_i /dieresis] >> >>";
    let bytes = page(
        "BT /F1 10 Tf 72 700 Td [(\\001\\002\\003\\004\\005)500(\\002)]TJ ET",
        "/Font << /F1 4 0 R >>",
        &[font],
    );
    assert_eq!(lines(&read(&bytes)), ["Jo\u{FC}fio\u{308}"]);
}

#[test]
fn text_that_replaces_what_is_drawn() {
    let bytes = plain_page(
        "BT /F1 10 Tf 72 700 Td /Span << /ActualText <FEFF00660069> >> BDC (xy) Tj EMC (ne) Tj ET",
    );
    assert_eq!(lines(&read(&bytes)), ["fine"]);
}

#[test]
fn forms_are_drawn_where_they_stand() {
    let form = stream(
        "/Type /XObject /Subtype /Form /Matrix [1 0 0 1 0 -50] /Resources << /Font << /F1 4 0 R >> >>",
        "BT /F1 10 Tf 72 700 Td (in a form) Tj ET",
    );
    let resources = "/Font << /F1 4 0 R >> /XObject << /X1 5 0 R >>";
    let bytes = page(
        "/X1 Do BT /F1 10 Tf 72 700 Td (above) Tj 0 -100 Td (below) Tj ET",
        resources,
        &[HELVETICA, &form],
    );
    assert_eq!(lines(&read(&bytes)), ["above", "in a form", "below"]);
}

#[test]
fn turned_text_comes_last() {
    let bytes = plain_page(
        "BT /F1 10 Tf 0 1 -1 0 20 300 Tm (along the edge) Tj 1 0 0 1 72 700 Tm (The text of the page) Tj ET",
    );
    assert_eq!(lines(&read(&bytes)), ["The text of the page", "along the edge"]);
}

#[test]
fn metadata_links_and_images() {
    let packet = stream(
        "/Type /Metadata /Subtype /XML",
        "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'><rdf:Description \
         xmpMM:DocumentID='uuid:1' xmlns:xmpMM='m'><xmpMM:InstanceID>uuid:2</xmpMM:InstanceID><dc:creator><rdf:Seq>\
         <rdf:li>A. Muster</rdf:li></rdf:Seq></dc:creator><xmpMM:History><rdf:Seq><rdf:li stEvt:instanceID='uuid:8'/>\
         <rdf:li><stEvt:InstanceID>uuid:9</stEvt:InstanceID></rdf:li></rdf:Seq></xmpMM:History>\
         <xmpMM:DerivedFrom stRef:DocumentID='uuid:7'/><xmpMM:OriginalDocumentID>uuid:0</xmpMM:OriginalDocumentID>\
         </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>",
    );
    let image = stream("/Type /XObject /Subtype /Image /Width 20 /Height 20 /SMask 8 0 R", "pixels");
    let mask = stream("/Type /XObject /Subtype /Image /Width 20 /Height 20", "mask");
    let dot = stream("/Type /XObject /Subtype /Image /Width 1 /Height 1", "dot");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R /Metadata 5 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /Annots [\
         << /Type /Annot /Subtype /Link /Rect [10 100 20 110] /A << /S /URI /URI (https://example.org/low) >> >>\
         << /Type /Annot /Subtype /Link /Rect [10 700 20 710] /A << /S /URI /URI (mailto:ada@example.org) >> >>] >>",
        "<< /Author (Ada Muster) /Creator <FEFF0057006F00720064> /Producer (Writer 1.0) /CreationDate (D:20240501120000Z) >>",
        &packet,
        &image,
        &dot,
        &mask,
    ];
    let read = read(&pdf(&objects, "/Info 4 0 R"));
    assert_eq!(read.links, ["mailto:ada@example.org", "https://example.org/low"]);
    assert_eq!(read.created.as_deref(), Some("2024-05-01"));
    assert_eq!(marks(&read, MarkKind::XmpDocumentId), ["uuid:1"]);
    assert_eq!(marks(&read, MarkKind::XmpInstanceId), ["uuid:2"]);
    assert_eq!(marks(&read, MarkKind::XmpOriginalDocumentId), ["uuid:0"]);
    assert_eq!(marks(&read, MarkKind::Author), ["Ada Muster", "A. Muster"]);
    assert_eq!(marks(&read, MarkKind::Creator), ["Word"]);
    assert_eq!(marks(&read, MarkKind::Producer), ["Writer 1.0"]);
    assert_eq!(read.images, [crate::document::sha256(b"pixels")]);
    assert_eq!(read.notes, ["no text layer"]);
}
