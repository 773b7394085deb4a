//! Writes small workbooks, part by part, as spreadsheet programs and libraries do.

use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A workbook of these parts beside the ones that every workbook has.
pub fn pack(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, text: &str| {
        writer.start_file(name, SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    put("[Content_Types].xml", "<Types/>");
    put(
        "_rels/.rels",
        "<Relationships><Relationship Id=\"a\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
    );
    for (name, text) in parts {
        put(name, text);
    }
    writer.finish().unwrap().into_inner()
}

/// A workbook of sheets, each with its name and what stands in its `worksheet` element, with these
/// shared texts. Styles: 0 plain, 1 day, 2 day and time, 3 five digits with zeros.
pub fn book(sheets: &[(&str, &str)], shared: &[&str]) -> Vec<u8> {
    book_with(sheets, shared, "")
}

/// As [`book`], with properties of the workbook.
pub fn book_with(sheets: &[(&str, &str)], shared: &[&str], properties: &str) -> Vec<u8> {
    let mut listed = String::new();
    let mut relations = String::from(
        "<Relationship Id=\"t\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"s\" Type=\"x/styles\" Target=\"/xl/styles.xml\"/>",
    );
    let mut parts: Vec<(String, String)> = Vec::new();
    for (number, (name, content)) in sheets.iter().enumerate() {
        let number = number + 1;
        listed.push_str(&format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>"));
        relations.push_str(&format!(
            "<Relationship Id=\"r{number}\" Type=\"x/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        ));
        parts.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("<?xml version=\"1.0\"?><worksheet xmlns=\"m\">{content}</worksheet>"),
        ));
    }
    let texts: String = shared
        .iter()
        .map(|text| format!("<si><t xml:space=\"preserve\">{}</t></si>", escaped(text)))
        .collect();
    let styles = "<styleSheet><numFmts><numFmt numFmtId=\"165\" formatCode=\"00000\"/><numFmt numFmtId=\"166\" formatCode=\"dd.mm.yyyy hh:mm\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"166\"/><xf numFmtId=\"165\"/></cellXfs></styleSheet>";
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!("<workbook xmlns:r=\"r\"><workbookPr {properties}/><sheets>{listed}</sheets></workbook>"),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("<Relationships>{relations}</Relationships>"),
    ));
    parts.push(("xl/sharedStrings.xml".to_owned(), format!("<sst>{texts}</sst>")));
    parts.push(("xl/styles.xml".to_owned(), styles.to_owned()));
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    pack(&parts)
}

/// Rows of texts written in the cells, as many libraries do.
pub fn inline(rows: &[Vec<String>]) -> String {
    let cell = |text: &String| {
        if text.is_empty() {
            return "<c s=\"1\"/>".to_owned();
        }
        format!("<c t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>", escaped(text))
    };
    let row = |cells: &Vec<String>| format!("<row>{}</row>", cells.iter().map(cell).collect::<String>());
    format!("<sheetData>{}</sheetData>", rows.iter().map(row).collect::<String>())
}

/// Text as XML writes it.
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
