//! ISO 20022: payment orders (pain.001) and account statements (camt.053) of banks.
//!
//! All versions are read by one tolerant reader: names are local ones, whatever the namespace or
//! prefix; elements that it does not know are passed over; a name stands in `Cdtr/Nm` or, from newer
//! versions on, in `Cdtr/Pty/Nm`. A record is one credit transfer (`CdtTrfTxInf`) or the details of
//! one entry (`TxDtls`); it is cited by its raw bytes and its path with positions. Nothing of a
//! message is held but the record at hand.
//!
//! Where XML ends in the middle or stops being XML, what stood before stays and one line says so.

mod balance;
mod camt053;
mod decimal;
mod pain001;
mod transfer;

use std::io::Read;

use bonafide_records::{Place, Source};

use crate::collector::Collector;
use crate::pay::Payees;
use crate::text::{Encoding, raw_digest};
use crate::xml::is_protected_element;
use crate::xml::stream::{Fault, LONGEST_RECORD, Step, Stream};
use crate::xml::trail::Trail;

use self::camt053::Camt;
use self::pain001::Pain;

/// What became of an XML file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum XmlOutcome {
    /// A source understood it, and was told so.
    Understood,
    /// Nothing of it could be used: why, and what to do about it.
    Unread {
        /// Why, in lower case, one line.
        why: String,
        /// What to do.
        hint: String,
    },
}

fn unread(why: impl Into<String>, hint: impl Into<String>) -> XmlOutcome {
    XmlOutcome::Unread { why: why.into(), hint: hint.into() }
}

/// Reads a message. `input` gives decoded UTF-8 without a byte order mark; digests are of spans
/// written back in `encoding`.
pub(crate) fn read_iso(input: impl Read, encoding: Encoding, collector: &mut Collector) -> XmlOutcome {
    let mut stream = Stream::new(input);
    let mut trail = Trail::new();
    let message = match find_message(&mut stream, &mut trail) {
        Ok(message) => message,
        Err(outcome) => return outcome,
    };
    let source = Source::new(message.word());
    if collector.is_refused(&source) {
        collector.understood(&source, None);
        return XmlOutcome::Understood;
    }
    let mut reader = Reader {
        bank: Bank { payees: Payees::new(source.clone()), source: source.clone(), encoding, collector },
        trail,
        scopes: Vec::new(),
        content: String::new(),
        currency: None,
        below: String::new(),
        hidden_at: None,
        hidden: Vec::new(),
    };
    let ended = match message {
        Message::Pain => reader.run(&mut stream, &mut Pain::default()),
        Message::Camt => reader.run(&mut stream, &mut Camt::default()),
    };
    let Bank { payees, collector, .. } = reader.bank;
    if !matches!(ended, Err(Stop::Template)) {
        collector.understood(&source, None);
        payees.finish(collector);
    }
    match ended {
        Ok(()) => XmlOutcome::Understood,
        Err(Stop::Template) => {
            // Nothing was taken in: a template's header comes first.
            unread(
                "a template with placeholders such as {{...}}: no payments",
                "give the file that was filled in from it",
            )
        }
        Err(Stop::Fault(fault)) => {
            let (why, hint) = fault.say();
            collector.set_aside(None, format!("{why}: what stands before is read; {hint}"));
            XmlOutcome::Understood
        }
    }
}

/// Messages that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Message {
    Pain,
    Camt,
}

impl Message {
    fn word(self) -> &'static str {
        match self {
            Self::Pain => "pain.001",
            Self::Camt => "camt.053",
        }
    }
}

/// Deepest element that may be the message: banks wrap messages into envelopes.
const DEEPEST_MESSAGE: usize = 8;

/// Elements looked at before a file is given up: an envelope's header is short.
const MOST_BEFORE: usize = 2_000;

/// Goes to the element that says which message it is.
fn find_message<R: Read>(stream: &mut Stream<R>, trail: &mut Trail) -> Result<Message, XmlOutcome> {
    let mut root = String::new();
    for _ in 0..MOST_BEFORE {
        match stream.next() {
            Ok(Step::Open) => {
                let name = stream.name();
                if trail.depth() == 0 && root.is_empty() {
                    name.clone_into(&mut root);
                }
                trail.open(name);
                match name {
                    "CstmrCdtTrfInitn" => return Ok(Message::Pain),
                    "BkToCstmrStmt" => return Ok(Message::Camt),
                    "html" | "HTML" if trail.depth() == 1 => {
                        return Err(unread(
                            "a web page (HTML): not read",
                            "export the data behind it as CSV or JSON",
                        ));
                    }
                    _ => {}
                }
                if let Some((message, hint)) = other_message(name) {
                    return Err(unread(format!("{message}: not read"), hint));
                }
            }
            Ok(Step::Close) => trail.close(),
            Ok(Step::Text) => {}
            Ok(Step::End) => break,
            Err(fault) => {
                let (why, hint) = fault.say();
                return Err(unread(why, hint));
            }
        }
        if trail.depth() > DEEPEST_MESSAGE {
            break;
        }
    }
    Err(unread(
        "XML that no reader knows",
        "`bonafide sources` lists what can be read; export it as CSV or JSON",
    ))
}

/// Messages of the same family that say nothing of who was paid, or say it less well, and lists.
fn other_message(name: &str) -> Option<(&'static str, &'static str)> {
    if name == "BkToCstmrStmtV01" {
        return Some(("a camt.053 statement of version 01", "ask the bank for camt.053.001.02 or later"));
    }
    // First versions carry their number in the name.
    Some(match name.strip_suffix("V01").unwrap_or(name) {
        "Sanctions" | "sdnList" => (
            "a list of sanctioned parties",
            "give its file or folder with `--lists`: a list is compared with, not scanned",
        ),
        "BkToCstmrAcctRpt" => (
            "a camt.052 account report of the day",
            "its entries are not final: give the camt.053 statements of the same days",
        ),
        "BkToCstmrDbtCdtNtfctn" => {
            ("a camt.054 notification of single entries", "give the camt.053 statements of the same days")
        }
        "CstmrPmtStsRpt" => ("a pain.002 status report", "give the pain.001 orders it answers"),
        "CstmrDrctDbtInitn" => (
            "a pain.008 order to collect direct debits",
            "nobody is paid by it: give pain.001 and camt.053 files",
        ),
        "CstmrPmtRvsl" => ("a pain.007 reversal", "give pain.001 and camt.053 files"),
        "pain.001.001.01" | "pain.001.001.02" | "pain.001.001.02.ch.02" => {
            ("a pain.001 order of a version before 03", "export it as pain.001.001.03 or later")
        }
        "FIToFICstmrCdtTrf" => ("a pacs.008 transfer between banks", "give pain.001 and camt.053 files"),
        _ => return None,
    })
}

/// Elements inside which texts are gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scope {
    /// `GrpHdr`.
    Header,
    /// `PmtInf`: orders of one day and account.
    Batch,
    /// `Stmt`.
    Statement,
    /// `Ntry`.
    Entry,
    /// `CdtTrfTxInf` or `TxDtls`.
    Record,
}

impl Scope {
    /// The scope that begins with an element inside another.
    fn of(name: &str, parent: &str) -> Option<Self> {
        Some(match (name, parent) {
            ("GrpHdr", "CstmrCdtTrfInitn" | "BkToCstmrStmt") => Self::Header,
            ("PmtInf", "CstmrCdtTrfInitn") => Self::Batch,
            ("CdtTrfTxInf", "PmtInf") | ("TxDtls", "NtryDtls") => Self::Record,
            ("Stmt", "BkToCstmrStmt") => Self::Statement,
            ("Ntry", "Stmt") => Self::Entry,
            _ => return None,
        })
    }
}

/// A text with the path below its scope, and the currency beside it.
struct Leaf<'l> {
    below: &'l str,
    text: &'l str,
    currency: Option<&'l str>,
}

/// One record as it stood in the file.
#[derive(Debug)]
struct Raw {
    text: String,
    path: String,
    /// Protected elements that were passed over in it.
    hidden: Vec<String>,
}

impl Raw {
    fn place(&self) -> Place {
        Place::Path(self.path.as_str().into())
    }
}

/// What a message does with its parts.
trait Handler {
    /// A scope begins.
    fn begin(&mut self, scope: Scope, path: &dyn Fn() -> String);
    /// A text ends inside the innermost scope.
    fn leaf(&mut self, scope: Scope, leaf: &Leaf<'_>);
    /// An element that holds others ends inside the innermost scope.
    fn group(&mut self, _scope: Scope, _below: &str) {}
    /// A scope ends; `raw` is the record's own text, where it is one and not too long.
    fn end(&mut self, scope: Scope, raw: Option<Raw>, bank: &mut Bank<'_>);
}

/// Where a message's payments go.
struct Bank<'c> {
    source: Source,
    payees: Payees,
    encoding: Encoding,
    collector: &'c mut Collector,
}

/// Why reading ends before the file does.
enum Stop {
    Template,
    Fault(Fault),
}

/// Longest text of one element that is kept, in bytes.
const LONGEST_TEXT: usize = 8 * 1024;

/// Walks through a message.
struct Reader<'c> {
    bank: Bank<'c>,
    trail: Trail,
    /// Open scopes with their depth.
    scopes: Vec<(Scope, usize)>,
    content: String,
    currency: Option<String>,
    below: String,
    /// Depth of the protected element that is open.
    hidden_at: Option<usize>,
    hidden: Vec<String>,
}

impl Reader<'_> {
    fn run<R: Read>(&mut self, stream: &mut Stream<R>, handler: &mut impl Handler) -> Result<(), Stop> {
        let mut records = 0_u64;
        loop {
            match stream.next().map_err(Stop::Fault)? {
                Step::End => return Ok(()),
                Step::Text => {
                    let text = stream.text();
                    if records == 0 && (text.contains("{{") || text.contains("{%")) {
                        return Err(Stop::Template);
                    }
                    if self.hidden_at.is_none()
                        && !self.scopes.is_empty()
                        && self.content.len() < LONGEST_TEXT
                    {
                        self.content.push_str(text);
                    }
                }
                Step::Open => {
                    self.trail.open(stream.name());
                    self.content.clear();
                    self.currency = stream.currency().map(str::to_owned);
                    if let Some(scope) = Scope::of(stream.name(), self.trail.parent()) {
                        self.scopes.push((scope, self.trail.depth()));
                        let trail = &self.trail;
                        handler.begin(scope, &|| trail.path());
                        if scope == Scope::Record {
                            self.hidden.clear();
                            stream.keep();
                        }
                    } else if self.hidden_at.is_none() && is_protected_element(stream.name()) {
                        self.hidden_at = Some(self.trail.depth());
                        if self.hidden.len() < 50 {
                            self.hidden.push(stream.name().to_owned());
                        }
                    }
                }
                Step::Close => {
                    records += u64::from(self.close(stream, handler));
                }
            }
        }
    }

    /// The innermost element ends; gives whether it was a record.
    fn close<R: Read>(&mut self, stream: &mut Stream<R>, handler: &mut impl Handler) -> bool {
        let depth = self.trail.depth();
        let mut was_record = false;
        match self.scopes.last().copied() {
            Some((scope, at)) if at == depth => {
                self.scopes.pop();
                was_record = scope == Scope::Record;
                let raw = if was_record { self.raw(stream) } else { None };
                handler.end(scope, raw, &mut self.bank);
            }
            Some((scope, at)) if self.hidden_at.is_none() => {
                self.trail.below(at, &mut self.below);
                if self.trail.is_leaf() {
                    let text = self.content.trim();
                    let leaf = Leaf { below: &self.below, text, currency: self.currency.as_deref() };
                    if !text.is_empty() {
                        handler.leaf(scope, &leaf);
                    }
                } else {
                    handler.group(scope, &self.below);
                }
            }
            _ => {}
        }
        if self.hidden_at == Some(depth) {
            self.hidden_at = None;
        }
        self.trail.close();
        self.content.clear();
        was_record
    }

    fn raw<R: Read>(&mut self, stream: &mut Stream<R>) -> Option<Raw> {
        let path = self.trail.path();
        let hidden = std::mem::take(&mut self.hidden);
        if let Some(text) = stream.kept() {
            return Some(Raw { text, path, hidden });
        }
        let why = format!("a payment longer than {} MiB: not read", LONGEST_RECORD / 1024 / 1024);
        self.bank.collector.set_aside(Some(Place::Path(path.into())), why);
        None
    }
}

impl Bank<'_> {
    /// Whether a record was not read before; `beside` is what tells it apart from one of the same
    /// text, such as its day. Counts it and the protected elements that it holds.
    fn is_new(&mut self, raw: &Raw, beside: &str) -> bool {
        self.collector.count_read();
        let digest = raw_digest(&format!("{}\n{beside}", raw.text), self.encoding);
        if !self.collector.is_new(&self.source, digest) {
            return false;
        }
        for name in &raw.hidden {
            self.collector.dropped(&self.source, name);
        }
        true
    }
}

#[cfg(test)]
mod tests;
