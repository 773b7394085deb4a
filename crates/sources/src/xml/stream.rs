//! Elements and texts of an XML file one after the other.
//!
//! Memory is bounded by the longest tag or text and by the record that is kept, each with a limit;
//! depth has one too. A document type definition ends the reading: entities are declared there.

use std::io::{self, BufRead, BufReader, Read};

use quick_xml::errors::SyntaxError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// Deepest element.
pub(crate) const DEEPEST: usize = 100;

/// Longest tag, text or comment, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Longest record that is kept, in bytes.
pub(crate) const LONGEST_RECORD: usize = 4 * 1024 * 1024;

/// Longest text that is given at once; what stands behind is left out.
const LONGEST_TEXT: usize = 64 * 1024;

/// Longest name of an element, in bytes.
const LONGEST_NAME: usize = 256;

/// What comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// An element begins: [`Stream::name`], [`Stream::currency`].
    Open,
    /// The innermost element ends.
    Close,
    /// A text, or a part of one: [`Stream::text`].
    Text,
    /// The file ends, and every element has ended.
    End,
}

/// Why reading ends before the file does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fault {
    /// A document type definition.
    Definition,
    /// Elements inside each other beyond [`DEEPEST`].
    TooDeep,
    /// A tag or text beyond the limit.
    TooLong,
    /// The file ends inside an element.
    CutOff,
    /// Tags that do not fit together.
    Broken,
    /// The file cannot be read on.
    Unreadable,
}

impl Fault {
    /// Why, in one line, and what to do.
    pub(crate) fn say(&self) -> (String, &'static str) {
        match self {
            Self::Definition => (
                "a document type definition in XML: not read".to_owned(),
                "export it again without <!DOCTYPE ...>",
            ),
            Self::TooDeep => (
                format!("elements nested deeper than {DEEPEST}: not read on"),
                "check whether the file is an export",
            ),
            Self::TooLong => {
                let limit = LONGEST / 1024 / 1024;
                (
                    format!("a tag or text longer than {limit} MiB: not read on"),
                    "check whether the file is damaged",
                )
            }
            Self::CutOff => ("the XML is cut off in the middle".to_owned(), "export it again"),
            Self::Broken => ("from here on no XML: tags do not fit together".to_owned(), "export it again"),
            Self::Unreadable => ("cannot be read to its end".to_owned(), "check its disk or archive"),
        }
    }
}

/// Gives elements and texts.
pub(crate) struct Stream<R: Read> {
    reader: Reader<Keeper<R>>,
    buffer: Vec<u8>,
    depth: usize,
    name: String,
    currency: Option<String>,
    text: String,
}

impl<R: Read> Stream<R> {
    /// Reads decoded UTF-8 without a byte order mark.
    pub(crate) fn new(input: R) -> Self {
        let keeper = Keeper {
            inner: BufReader::with_capacity(64 * 1024, input),
            kept: Vec::new(),
            event: 0,
            position: 0,
            since: 0,
            keeping: false,
            overflown: false,
        };
        let mut reader = Reader::from_reader(keeper);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self {
            reader,
            buffer: Vec::new(),
            depth: 0,
            name: String::new(),
            currency: None,
            text: String::new(),
        }
    }

    /// The local name of the element that began or ended last.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// The attribute `Ccy` of the element that began last.
    pub(crate) fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// The text read last, with its references resolved.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Bytes read so far of the decoded text: where the last step ended.
    pub(crate) fn position(&self) -> usize {
        self.reader.get_ref().position
    }

    /// Begins to keep the raw text, from the start of the last step on. Forgets what was kept.
    pub(crate) fn keep(&mut self) {
        let keeper = self.reader.get_mut();
        let from = keeper.event.min(keeper.kept.len());
        keeper.kept.drain(..from);
        keeper.event = 0;
        keeper.keeping = true;
        keeper.overflown = false;
    }

    /// The raw text kept since, up to the end of the last step; `None` where it was too long.
    pub(crate) fn kept(&mut self) -> Option<String> {
        let keeper = self.reader.get_mut();
        keeper.keeping = false;
        if keeper.overflown {
            return None;
        }
        String::from_utf8(keeper.kept.clone()).ok()
    }

    /// The next step.
    pub(crate) fn next(&mut self) -> Result<Step, Fault> {
        loop {
            if self.buffer.capacity() > LONGEST {
                self.buffer = Vec::new();
            }
            self.buffer.clear();
            self.reader.get_mut().begin_event();
            let event = self.reader.read_event_into(&mut self.buffer).map_err(|error| fault(&error))?;
            match event {
                Event::Start(tag) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(Fault::TooDeep);
                    }
                    self.name.clear();
                    self.name.push_str(tag.local_name().as_ref());
                    if !is_name(&self.name) {
                        return Err(Fault::Broken);
                    }
                    self.currency = currency_of(&tag);
                    return Ok(Step::Open);
                }
                Event::End(tag) => {
                    self.depth = self.depth.saturating_sub(1);
                    self.name.clear();
                    self.name.push_str(tag.local_name().as_ref());
                    return Ok(Step::Close);
                }
                Event::Text(text) => {
                    set(&mut self.text, &text);
                    return Ok(Step::Text);
                }
                Event::CData(text) => {
                    set(&mut self.text, &text);
                    return Ok(Step::Text);
                }
                Event::GeneralRef(reference) => {
                    self.text.clear();
                    match reference.resolve_char_ref() {
                        Ok(Some(character)) => self.text.push(character),
                        _ => self.text.push_str(named(&reference)),
                    }
                    return Ok(Step::Text);
                }
                Event::DocType(_) => return Err(Fault::Definition),
                Event::Eof if self.depth > 0 => return Err(Fault::CutOff),
                Event::Eof => return Ok(Step::End),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }
}

/// Whether a text may name an element: what else stands there would break paths.
fn is_name(name: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.len() <= LONGEST_NAME
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.chars().all(inside)
}

fn set(to: &mut String, text: &str) {
    to.clear();
    let end = (0..=LONGEST_TEXT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    to.push_str(text.get(..end).unwrap_or_default());
}

/// The five references that need no declaration; any other stands for a blank.
fn named(name: &str) -> &'static str {
    match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => " ",
    }
}

fn currency_of(tag: &BytesStart<'_>) -> Option<String> {
    if !tag.attributes_raw().contains("Ccy") {
        return None;
    }
    let found =
        tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == "Ccy")?;
    let value = found.value.trim();
    (!value.is_empty() && value.len() <= 20).then(|| value.to_owned())
}

fn fault(error: &quick_xml::Error) -> Fault {
    match error {
        quick_xml::Error::Io(why) if why.kind() == io::ErrorKind::FileTooLarge => Fault::TooLong,
        quick_xml::Error::Io(_) => Fault::Unreadable,
        quick_xml::Error::Syntax(SyntaxError::InvalidBangMarkup) => Fault::Broken,
        // The other faults of syntax are found where the file ends inside a tag or comment.
        quick_xml::Error::Syntax(_) => Fault::CutOff,
        _ => Fault::Broken,
    }
}

/// Passes bytes on and keeps those of the step at hand and of the record that is asked for.
struct Keeper<R: Read> {
    inner: BufReader<R>,
    kept: Vec<u8>,
    /// Where in `kept` the step at hand begins.
    event: usize,
    position: usize,
    /// Bytes of the step at hand.
    since: usize,
    keeping: bool,
    overflown: bool,
}

impl<R: Read> Keeper<R> {
    fn begin_event(&mut self) {
        self.since = 0;
        if !self.keeping {
            if self.kept.capacity() > LONGEST {
                self.kept = Vec::new();
            }
            self.kept.clear();
        }
        self.event = self.kept.len();
    }
}

impl<R: Read> Read for Keeper<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let source = self.fill_buf()?;
        let count = source.len().min(out.len());
        if let (Some(from), Some(to)) = (source.get(..count), out.get_mut(..count)) {
            to.copy_from_slice(from);
        }
        self.consume(count);
        Ok(count)
    }
}

impl<R: Read> BufRead for Keeper<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.since > LONGEST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "a tag or text beyond the limit"));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        let part = self.inner.buffer().get(..count).unwrap_or_default();
        if self.kept.len() + part.len() > LONGEST_RECORD + LONGEST {
            self.overflown = true;
            self.kept = Vec::new();
            self.event = 0;
        } else if !self.overflown || !self.keeping {
            self.kept.extend_from_slice(part);
        }
        self.position += count;
        self.since += count;
        self.inner.consume(count);
    }
}

#[cfg(test)]
#[path = "stream_tests.rs"]
mod tests;
