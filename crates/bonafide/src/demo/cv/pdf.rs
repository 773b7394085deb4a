//! A small PDF writer: one font, plain streams, XMP where the program writes it.

use std::fmt::Write as _;

use jiff::civil::Date;

use super::super::table::Encoding;
use super::Marks;
use super::text::Block;

/// Letters on a line at 10 points.
const WIDTH: usize = 95;
/// Lines on a page.
const HEIGHT: usize = 54;

/// A line of a page: size and text.
type Line = (u8, String);

/// The bytes of a CV.
pub fn write(sheet: &[Block], marks: &Marks, saved: Date) -> Vec<u8> {
    let lines = laid_out(sheet);
    let pages: Vec<&[Line]> = lines.chunks(HEIGHT).collect();
    let mut objects: Vec<String> = Vec::new();
    // 1 catalogue, 2 pages, 3 font, 4 info, 5 metadata, then page and content in turn.
    let metadata = marks.xmp.as_ref().map(|ids| xmp(ids, marks, saved));
    let reference = if metadata.is_some() { " /Metadata 5 0 R" } else { "" };
    objects.push(format!("<< /Type /Catalog /Pages 2 0 R{reference} >>"));
    let kids: Vec<String> = (0..pages.len()).map(|page| format!("{} 0 R", 6 + page * 2)).collect();
    objects.push(format!("<< /Type /Pages /Kids [{}] /Count {} >>", kids.join(" "), pages.len()));
    objects
        .push("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned());
    let day = saved.strftime("%Y%m%d");
    objects.push(format!(
        "<< /Producer ({}) /CreationDate (D:{day}101500Z) /ModDate (D:{day}101500Z){} >>",
        literal(marks.producer),
        if marks.author.is_empty() {
            String::new()
        } else {
            format!(" /Author ({})", literal(&marks.author))
        }
    ));
    let packet = metadata.unwrap_or_default();
    objects.push(format!(
        "<< /Type /Metadata /Subtype /XML /Length {} >>\nstream\n{packet}\nendstream",
        packet.len()
    ));
    for (index, page) in pages.iter().enumerate() {
        let content = drawn(page);
        objects.push(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> \
             /Contents {} 0 R >>",
            7 + index * 2
        ));
        objects.push(format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()));
    }
    let mut bytes = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", index + 1).bytes());
    }
    let start = bytes.len();
    let mut end = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for place in places {
        let _ = writeln!(end, "{place:010} 00000 n ");
    }
    let _ = write!(
        end,
        "trailer\n<< /Size {} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{start}\n%%EOF\n",
        objects.len() + 1
    );
    bytes.extend(end.bytes());
    bytes
}

/// Blocks as lines that fit the page.
fn laid_out(sheet: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in sheet {
        match block {
            Block::Name(name) => lines.push((16, name.clone())),
            Block::Heading(heading) => {
                lines.push((10, String::new()));
                lines.push((12, (*heading).to_owned()));
            }
            Block::Line(text) => wrapped(text, "", &mut lines),
            Block::Bullet(text) => wrapped(text, "\u{2022} ", &mut lines),
        }
    }
    lines
}

fn wrapped(text: &str, mark: &str, lines: &mut Vec<Line>) {
    let mut line = String::from(mark);
    let mut letters = line.chars().count();
    for word in text.split_whitespace() {
        let length = word.chars().count();
        if letters + length + 1 > WIDTH {
            lines.push((10, std::mem::take(&mut line)));
            line.push_str(if mark.is_empty() { "" } else { "  " });
            letters = line.chars().count();
        }
        if letters > 0 && !line.ends_with(' ') {
            line.push(' ');
            letters += 1;
        }
        line.push_str(word);
        letters += length;
    }
    lines.push((10, line));
}

/// The operators that draw a page.
fn drawn(page: &[Line]) -> String {
    let mut content = String::from("BT\n56 790 Td\n13.5 TL\n");
    for (size, text) in page {
        let _ = writeln!(content, "/F1 {size} Tf\n({}) Tj T*", literal(text));
    }
    content.push_str("ET");
    content
}

/// A text as a PDF string in WinAnsi: other letters lose their accents, bytes above ASCII are
/// written in octal digits.
fn literal(text: &str) -> String {
    let spelt = Encoding::Windows1252.spell(text);
    let mut written = String::with_capacity(spelt.len());
    for byte in encoding_rs::WINDOWS_1252.encode(&spelt).0.iter() {
        match byte {
            b'(' | b')' | b'\\' => {
                written.push('\\');
                written.push(char::from(*byte));
            }
            32..=126 => written.push(char::from(*byte)),
            _ => {
                let _ = write!(written, "\\{byte:03o}");
            }
        }
    }
    written
}

/// The XMP packet.
fn xmp((document, instance): &(String, String), marks: &Marks, saved: Date) -> String {
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n\
         <rdf:Description rdf:about=\"\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n\
         <xmp:CreateDate>{saved}T10:15:00Z</xmp:CreateDate>\n\
         <pdf:Producer>{}</pdf:Producer>\n\
         <xmpMM:DocumentID>{document}</xmpMM:DocumentID>\n\
         <xmpMM:InstanceID>{instance}</xmpMM:InstanceID>\n\
         </rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>",
        marks.producer
    )
}
