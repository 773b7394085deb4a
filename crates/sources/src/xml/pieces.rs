//! XML from outside, in pieces, in bounded memory.
//!
//! No document type declaration is read, so no entity can be declared and none can grow; a piece
//! (a tag with its attributes, a text, a comment) is at most [`LONGEST_PIECE`] long, elements nest
//! at most [`DEEPEST`] deep, and all that is unpacked at most as long as the caller says. The first
//! fault ends the reading with one line.

use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read};

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Error, Reader, XmlVersion};

/// Longest tag, text or comment, in bytes.
const LONGEST_PIECE: u64 = 16 * 1024 * 1024;

/// Deepest nesting of elements.
const DEEPEST: usize = 200;

/// Reads XML piece by piece.
pub(crate) struct XmlReader<R> {
    reader: Reader<Bounded<R>>,
    buffer: Vec<u8>,
    depth: usize,
}

/// One piece of XML. Comments and processing instructions are passed over.
pub(crate) enum Piece<'p> {
    /// An element begins; one without content ends at once.
    Start(Tag<'p>),
    /// The innermost element ends.
    End,
    /// Text or a part of it, entities resolved.
    Text(Cow<'p, str>),
    /// The document ends.
    Over,
}

/// The tag with which an element begins.
pub(crate) struct Tag<'p>(BytesStart<'p>);

impl Tag<'_> {
    /// The element's name without its prefix.
    pub(crate) fn name(&self) -> &str {
        self.0.local_name().into_inner()
    }

    /// An attribute's value, by its name without prefix.
    pub(crate) fn attribute(&self, wanted: &str) -> Option<String> {
        let mut attributes = self.0.attributes();
        attributes.with_checks(false);
        let found =
            attributes.flatten().find(|attribute| attribute.key.local_name().into_inner() == wanted)?;
        found.normalized_value(XmlVersion::Explicit1_0).ok().map(Cow::into_owned)
    }
}

impl<R: Read> XmlReader<R> {
    /// Reads at most `most` bytes.
    pub(crate) fn new(input: R, most: u64) -> Self {
        let bounded =
            Bounded { input: BufReader::with_capacity(64 * 1024, input), left: most, piece: LONGEST_PIECE };
        let mut reader = Reader::from_reader(bounded);
        reader.config_mut().expand_empty_elements = true;
        Self { reader, buffer: Vec::new(), depth: 0 }
    }

    /// Bytes read so far, up to the end of the piece that was given last.
    pub(crate) fn position(&self) -> u64 {
        self.reader.buffer_position()
    }

    /// How many elements are open; an element that has just begun counts.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// The next piece.
    pub(crate) fn next_piece(&mut self) -> io::Result<Piece<'_>> {
        self.buffer.clear();
        self.reader.get_mut().piece = LONGEST_PIECE;
        let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| fault(&error))?;
        Ok(match event {
            Event::Start(tag) | Event::Empty(tag) => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(io::Error::other(format!("XML nested more than {DEEPEST} deep: not read")));
                }
                Piece::Start(Tag(tag))
            }
            Event::End(_) => {
                self.depth = self.depth.saturating_sub(1);
                Piece::End
            }
            Event::Text(text) => Piece::Text(text.xml10_content()),
            Event::CData(text) => Piece::Text(text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = reference.resolve_char_ref().map_err(|error| fault(&error))?;
                let name = reference.into_inner();
                let named = quick_xml::escape::resolve_predefined_entity(&name).map(str::to_owned);
                match character.map(String::from).or(named) {
                    Some(text) => Piece::Text(Cow::Owned(text)),
                    None => return Err(io::Error::other("XML with an entity of its own: not read")),
                }
            }
            Event::DocType(_) => {
                let why = "XML with a document type declaration, which may hide an entity bomb: not read";
                return Err(io::Error::other(why));
            }
            Event::Comment(_) | Event::PI(_) | Event::Decl(_) => Piece::Text(Cow::Borrowed("")),
            Event::Eof if self.depth > 0 => {
                return Err(io::Error::other("XML that is cut off in the middle"));
            }
            Event::Eof => Piece::Over,
        })
    }
}

/// A fault of the parser in our own words: the parser's name what stands in the file.
fn fault(error: &Error) -> io::Error {
    match error {
        Error::Io(error) => io::Error::other(error.to_string()),
        Error::Encoding(_) => io::Error::other("XML that is no UTF-8"),
        Error::Escape(_) => io::Error::other("XML with a reference to no character"),
        Error::Syntax(_) | Error::IllFormed(_) | Error::InvalidAttr(_) | Error::Namespace(_) => {
            io::Error::other("XML that is not well-formed: damaged or cut off")
        }
    }
}

/// Input that ends with an error where it, or a piece of it, is longer than allowed.
struct Bounded<R> {
    input: BufReader<R>,
    left: u64,
    piece: u64,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let available = self.fill_buf()?;
        let count = available.len().min(out.len());
        if let (Some(from), Some(to)) = (available.get(..count), out.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Bounded<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        let (left, piece) = (self.left, self.piece);
        let available = self.input.fill_buf()?;
        if available.is_empty() {
            return Ok(available);
        }
        if left == 0 {
            return Err(io::Error::other("XML that unpacks to more than is read of one file"));
        }
        if piece == 0 {
            let megabytes = LONGEST_PIECE / 1024 / 1024;
            return Err(io::Error::other(format!("XML with a single text of more than {megabytes} MiB")));
        }
        let most = usize::try_from(left.min(piece)).unwrap_or(usize::MAX);
        Ok(available.get(..available.len().min(most)).unwrap_or_default())
    }

    fn consume(&mut self, amount: usize) {
        self.left = self.left.saturating_sub(amount as u64);
        self.piece = self.piece.saturating_sub(amount as u64);
        self.input.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All texts, joined, or the reason of the first fault.
    fn texts(xml: &[u8], most: u64) -> Result<String, String> {
        let mut reader = XmlReader::new(xml, most);
        let mut found = String::new();
        loop {
            match reader.next_piece().map_err(|error| error.to_string())? {
                Piece::Text(text) => found.push_str(&text),
                Piece::Over => return Ok(found),
                Piece::Start(tag) => found.push_str(&tag.attribute("x").unwrap_or_default()),
                Piece::End => {}
            }
        }
    }

    #[test]
    fn text_is_given_with_its_entities_resolved() {
        let xml = "<?xml version=\"1.0\"?><a p:x='1 &lt;'>b &amp; c&#65;<!-- no --><![CDATA[<d>]]><e/></a>";
        assert_eq!(texts(xml.as_bytes(), 1000).unwrap(), "1 <b & cA<d>");
        assert_eq!(texts(b"\xef\xbb\xbf<a>b</a>", 1000).unwrap(), "b");
    }

    #[test]
    fn what_could_hurt_ends_with_one_line() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\"><!ENTITY c \"&b;&b;\">]><a>&c;</a>";
        assert!(texts(bomb.as_bytes(), 1000).unwrap_err().contains("document type"));
        assert!(texts(b"<a>&c;</a>", 1000).unwrap_err().contains("entity of its own"));
        assert!(texts(b"<a>&#0;</a>", 1000).is_err());
        assert!(texts(b"<a><b>", 1000).unwrap_err().contains("cut off"));
        assert!(texts(b"<a><b></a>", 1000).is_err());
        assert!(texts("<a>".repeat(500).as_bytes(), 10_000).unwrap_err().contains("200 deep"));
        assert!(texts(b"<a>12345678</a>", 8).unwrap_err().contains("more than"));
        assert!(texts(b"<a>\xff</a>", 1000).is_err());
        let mut endless = XmlReader::new(io::repeat(b'a'), u64::MAX);
        let Err(error) = endless.next_piece() else { panic!("an endless text ends") };
        assert!(error.to_string().contains("16 MiB"), "{error}");
    }
}
