//! Finds the records of a JSON file while it streams by.
//!
//! A record may stand alone, in a list, in a list of lists (saved pages), in a member of a
//! wrapper (`{"candidates": [...]}`, `{"data": {...}}`), on a line of its own, or one document
//! behind the other. Which objects are records the [`Sink`] says by their keys; everything else
//! is opened and searched. At most one record is held in memory.

use std::io::Read;

use bonafide_records::Place;

use super::pointer::{self, Token};
use super::span::{DEPTH, Member, Spanner, Step};
use super::window::Window;

/// Bytes of one record, at most.
pub(super) const RECORD_LIMIT: usize = 64 * 1024 * 1024;

/// Bytes after which an object that is no record yet is taken for a wrapper.
const LOOKAHEAD: usize = 1024 * 1024;

/// Lists and wrappers that are opened inside each other.
const NESTED: usize = 6;

/// Elements with unmatched brackets behind which the walk goes on.
const MENDED: u32 = 100;

/// Elements of a list that are no objects, by their kind, which are named one by one.
const NAMED: usize = 1000;

/// Takes what the walk finds.
pub(super) trait Sink {
    /// Whether an object with these keys is a record. `partly`: more keys may follow.
    fn is_record(&self, keys: &[&str], partly: bool) -> bool;
    /// Takes a line that is one record of the product that reads the file, without a look at its
    /// structure first; false, and nothing taken, for any other line.
    fn line(&mut self, _raw: &str, _place: &Place) -> bool {
        false
    }
    /// A whole record: its raw text, which may have white space around it.
    fn record(&mut self, raw: &str, place: Place);
    /// An object that is no record and holds none. `raw` is its text.
    fn unknown(&mut self, raw: &str, place: Place, keys: &[&str]);
    /// A part that could not be read.
    fn set_aside(&mut self, place: Option<Place>, why: String);
    /// How many records and unknown objects were found so far.
    fn found(&self) -> (u64, u64);
    /// Forgets unknown objects found since there were so many.
    fn forget_unknown(&mut self, known: u64);
    /// Whether enough was found.
    fn done(&self) -> bool {
        false
    }
}

/// Walks through `input`, which is UTF-8 text.
pub(super) fn walk<R: Read, S: Sink>(input: R, sink: &mut S) {
    let mut walker = Walker::new(Window::new(input), sink, 1);
    if walker.lines_ahead() {
        super::lines::walk(&mut walker);
    } else {
        walker.documents();
    }
    if let Some(failure) = walker.window.failure() {
        let why = format!(
            "reading stopped after byte {}: {failure}: check the disk and scan again",
            walker.window.offset()
        );
        walker.sink.set_aside(None, why);
    }
}

pub(super) struct Walker<'s, R, S> {
    pub(super) window: Window<R>,
    pub(super) sink: &'s mut S,
    path: Vec<Token>,
    document: u64,
    stopped: bool,
    mended: u32,
}

/// What looking ahead over one object came to.
enum Ahead {
    /// It ends after so many bytes.
    Whole(usize),
    /// It is a record, and longer than a record may be.
    TooLong,
    /// It is long, and no record by the keys seen so far.
    Wrapper,
    /// The file ends inside it.
    Ended,
    /// Brackets do not match at this byte of it.
    Torn(usize),
}

impl<'s, R: Read, S: Sink> Walker<'s, R, S> {
    pub(super) fn new(window: Window<R>, sink: &'s mut S, document: u64) -> Self {
        Self { window, sink, path: Vec::new(), document, stopped: false, mended: 0 }
    }

    fn place(&self) -> Place {
        Place::Path(pointer::write(self.document, &self.path).into())
    }

    /// Whether the file is JSON lines: two lines that both begin with `{`, of which the first
    /// cannot go on in the second.
    fn lines_ahead(&mut self) -> bool {
        // Nothing is consumed here: lines are counted from the first byte on.
        let mut looked = loop {
            let ahead = self.window.ahead();
            match ahead.iter().position(|byte| !byte.is_ascii_whitespace()) {
                Some(start) if ahead.get(start) == Some(&b'{') => break start,
                Some(_) => return false,
                None if ahead.len() > LOOKAHEAD || !self.window.more() => return false,
                None => {}
            }
        };
        let start = looked;
        let end = loop {
            let ahead = self.window.ahead();
            let unseen = ahead.get(looked..).unwrap_or_default();
            if let Some(end) = unseen.iter().position(|byte| matches!(byte, b'\n' | b'\r')) {
                break looked + end;
            }
            looked = ahead.len();
            if looked > 4 * LOOKAHEAD || !self.window.more() {
                return false;
            }
        };
        let first = self.window.ahead().get(start..end).unwrap_or_default().trim_ascii_end();
        if matches!(first.last(), None | Some(b'[' | b'{' | b',' | b':')) {
            return false;
        }
        loop {
            let behind = self.window.ahead().get(end..).unwrap_or_default();
            if let Some(byte) = behind.iter().find(|byte| !byte.is_ascii_whitespace()) {
                return *byte == b'{';
            }
            if behind.len() > LOOKAHEAD || !self.window.more() {
                return false;
            }
        }
    }

    /// One document after the other; commas and record separators between them do no harm.
    pub(super) fn documents(&mut self) {
        let mut number = 0;
        let mut garbage = false;
        while let Some((byte, indent)) = self.window.peek_token() {
            match byte {
                b'{' | b'[' => {
                    if number > 0 {
                        self.document += 1;
                    }
                    number += 1;
                    self.value(0, indent);
                    if self.stopped {
                        return;
                    }
                }
                b',' | 0x1E => self.window.consume(1),
                _ => {
                    if !garbage {
                        let at = self.window.offset();
                        self.sink
                            .set_aside(None, format!("text that is no JSON stands at byte {at}: left out"));
                    }
                    garbage = true;
                    self.window.skip_scalar();
                }
            }
        }
    }

    /// A list or an object, where the window stands.
    pub(super) fn value(&mut self, depth: usize, indent: Option<usize>) {
        match self.window.peek() {
            Some(b'[') if depth <= NESTED => self.list(depth),
            Some(b'{') if depth <= NESTED => self.object(depth, indent),
            _ => self.skip(),
        }
    }

    /// Passes over a value; one that goes too deep ends the walk.
    fn skip(&mut self) {
        if self.window.skip_value() {
            let at = self.window.offset();
            self.stop(format!("{}, at byte {at}: the rest is left out", too_deep()));
        }
    }

    /// A list. Where it holds records, whatever else stands in it is told: it may be one that was spoilt.
    fn list(&mut self, depth: usize) {
        let (records, _) = self.sink.found();
        let mut others = Vec::new();
        self.elements(depth, &mut others);
        if self.sink.found().0 == records {
            return;
        }
        for (index, kind) in others {
            self.path.push(Token::Index(index));
            let place = self.place();
            self.path.pop();
            let why = format!("{kind} where a record should stand: left out, check the export");
            self.sink.set_aside(Some(place), why);
        }
    }

    /// The elements of a list; those that hold nothing are put into `others`.
    fn elements(&mut self, depth: usize, others: &mut Vec<(u64, &'static str)>) {
        self.window.consume(1);
        let mut index = 0;
        while let Some((byte, indent)) = self.window.peek_token() {
            if self.sink.done() {
                self.stopped = true;
                return;
            }
            match byte {
                b']' => {
                    self.window.consume(1);
                    return;
                }
                b',' => {
                    self.window.consume(1);
                    continue;
                }
                b'}' | b':' => {
                    let at = self.window.offset();
                    self.stop(format!(
                        "brackets do not match at byte {at}: the rest is left out: export it again"
                    ));
                    return;
                }
                _ => {}
            }
            self.path.push(Token::Index(index));
            match byte {
                b'{' | b'[' => self.value(depth + 1, indent),
                b'"' => {
                    self.skip();
                    other(others, index, "a text");
                }
                _ => {
                    if self.window.skip_scalar() {
                        other(others, index, kind_of(byte));
                    } else {
                        let place = self.place();
                        self.sink.set_aside(Some(place), "this element is no JSON".to_owned());
                    }
                }
            }
            self.path.pop();
            index += 1;
            if self.stopped {
                return;
            }
        }
        let at = self.window.offset();
        let last = pointer::write(self.document, &self.path);
        if index > 0 {
            let element = index - 1;
            self.stop(format!(
                "the file ends behind record {last}/{element}, after byte {at}: export it again"
            ));
        } else {
            self.stop(format!("the file ends inside an empty list, after byte {at}: export it again"));
        }
    }

    fn object(&mut self, depth: usize, indent: Option<usize>) {
        let mut spanner = Spanner::new();
        let ahead = self.look_ahead(&mut spanner);
        let partly = !matches!(ahead, Ahead::Whole(_));
        let record = self.sink.is_record(&keys_in(self.window.ahead(), &spanner), partly);
        let holds = |member: &Member| matches!(member.opens, Some(b'{' | b'['));
        let opens = depth < NESTED && spanner.members().iter().any(holds);
        match ahead {
            Ahead::Whole(length) if record || !opens => self.whole(length, record, &spanner),
            Ahead::Whole(length) => self.search(length, depth, &spanner),
            Ahead::Wrapper => self.wrapper(depth),
            Ahead::Ended if !record && opens && indent_is_outer(&self.path) => self.wrapper(depth),
            Ahead::Ended => {
                let at = self.window.offset() + spanner.at() as u64;
                let why = format!("the file ends inside this record, after byte {at}: export it again");
                self.broken(why, indent, "this record has a bracket or quote that is never closed");
            }
            Ahead::Torn(at) if spanner.is_too_deep() => {
                let at = self.window.offset() + at as u64;
                let said = format!("{}, at byte {at}", too_deep());
                self.broken(format!("{said}: the rest is left out"), indent, &said);
            }
            Ahead::Torn(at) => {
                let at = self.window.offset() + at as u64;
                let why =
                    format!("brackets do not match at byte {at}: the rest is left out: export it again");
                self.broken(why, indent, &format!("brackets do not match at byte {at}"));
            }
            Ahead::TooLong => {
                let place = self.place();
                let megabytes = RECORD_LIMIT / 1024 / 1024;
                self.sink
                    .set_aside(Some(place), format!("this record is longer than {megabytes} MiB: not read"));
                self.skip();
            }
        }
    }

    /// Fetches the object until it ends or is known to be a wrapper.
    fn look_ahead(&mut self, spanner: &mut Spanner) -> Ahead {
        let mut limit = LOOKAHEAD;
        loop {
            match spanner.step(self.window.ahead()) {
                Step::Whole(length) => return Ahead::Whole(length),
                Step::Torn(at) => return Ahead::Torn(at),
                Step::More => {}
            }
            if spanner.at() >= limit {
                if limit == RECORD_LIMIT {
                    return Ahead::TooLong;
                }
                if !self.sink.is_record(&keys_in(self.window.ahead(), spanner), true) {
                    return Ahead::Wrapper;
                }
                limit = RECORD_LIMIT;
            }
            if !self.window.more() {
                return Ahead::Ended;
            }
        }
    }

    /// A whole object that is a record, or holds nothing that could be opened.
    fn whole(&mut self, length: usize, record: bool, spanner: &Spanner) {
        let place = self.place();
        let bytes = self.window.ahead().get(..length).unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(raw) if record => self.sink.record(raw, place),
            Ok(raw) => self.sink.unknown(raw, place, &keys_in(raw.as_bytes(), spanner)),
            Err(error) => {
                let at = self.window.offset() + error.valid_up_to() as u64;
                let why = format!("byte {at} is no UTF-8: save the file as UTF-8 and scan again");
                self.sink.set_aside(Some(place), why);
            }
        }
        self.window.consume(length);
    }

    /// A whole object that is no record: its lists and objects are searched. Where nothing is
    /// found, it counts as one unknown object, whatever it holds.
    fn search(&mut self, length: usize, depth: usize, spanner: &Spanner) {
        let place = self.place();
        let (records, unknown) = self.sink.found();
        let kept = self.window.ahead().get(..length).unwrap_or_default().to_vec();
        let window = Window::starting(kept.as_slice(), self.window.offset());
        let mut inner = Walker::new(window, &mut *self.sink, self.document);
        inner.path.clone_from(&self.path);
        inner.wrapper(depth);
        if self.sink.found().0 == records {
            self.sink.forget_unknown(unknown);
            if let Ok(raw) = std::str::from_utf8(&kept) {
                self.sink.unknown(raw, place, &keys_in(raw.as_bytes(), spanner));
            }
        }
        self.window.consume(length);
    }

    /// An object whose members are searched while they stream by.
    fn wrapper(&mut self, depth: usize) {
        self.window.consume(1);
        while let Some((byte, _)) = self.window.peek_token() {
            match byte {
                b'}' => {
                    self.window.consume(1);
                    return;
                }
                b',' => self.window.consume(1),
                b'"' => {
                    let key = self.window.key();
                    if !matches!(self.window.peek_token(), Some((b':', _))) {
                        continue;
                    }
                    self.window.consume(1);
                    self.path.push(Token::Key(key));
                    match self.window.peek_token() {
                        Some((b'{' | b'[', indent)) => self.value(depth + 1, indent),
                        Some((b'}' | b']' | b',', _)) | None => {}
                        Some((b'"', _)) => self.skip(),
                        Some(_) => {
                            self.window.skip_scalar();
                        }
                    }
                    self.path.pop();
                    if self.stopped {
                        return;
                    }
                }
                _ => {
                    let before = self.window.offset();
                    self.window.skip_scalar();
                    if self.window.offset() == before {
                        self.window.consume(1);
                    }
                }
            }
        }
        let at = self.window.offset();
        let own = pointer::write(self.document, &self.path);
        self.stop(format!("the file ends inside the object `{own}`, after byte {at}: export it again"));
    }

    /// Sets the element at hand aside and goes on with the next one that begins its line as this
    /// one did. Where there is none, the walk ends with `why`, else `instead` is said.
    fn broken(&mut self, why: String, indent: Option<usize>, instead: &str) {
        let place = self.place();
        let inside_list = matches!(self.path.last(), Some(Token::Index(_)));
        // Each attempt may look far ahead, so their number is bounded.
        let may = inside_list && self.mended < MENDED;
        let again = indent.filter(|_| may).is_some_and(|blanks| self.window.next_at(blanks));
        self.mended += 1;
        let said = if again { format!("{instead}: mend it or export it again") } else { why };
        self.sink.set_aside(Some(place), said);
        self.stopped |= !again;
    }

    fn stop(&mut self, why: String) {
        self.sink.set_aside(None, why);
        self.stopped = true;
    }
}

/// Notes an element of a list that holds nothing.
fn other(others: &mut Vec<(u64, &'static str)>, index: u64, kind: &'static str) {
    if others.len() < NAMED {
        others.push((index, kind));
    }
}

/// What a value is that begins with this byte and is no text, list or object.
fn kind_of(byte: u8) -> &'static str {
    match byte {
        b'n' => "`null`",
        b't' | b'f' => "`true` or `false`",
        _ => "a number",
    }
}

/// Said of values that are nested deeper than is looked into, whether they are JSON or not.
fn too_deep() -> String {
    format!("values nested deeper than {DEPTH}")
}

/// Whether the path leads to no element of a list: an outer wrapper, not a record cut short.
fn indent_is_outer(path: &[Token]) -> bool {
    !path.iter().any(|token| matches!(token, Token::Index(_)))
}

/// The keys of a whole object.
pub(super) fn keys_of(raw: &str) -> Vec<&str> {
    let mut spanner = Spanner::new();
    let trimmed = raw.trim();
    spanner.step(trimmed.as_bytes());
    keys_in(trimmed.as_bytes(), &spanner)
}

/// The keys of an object as they stand in its bytes.
pub(super) fn keys_in<'b>(bytes: &'b [u8], spanner: &Spanner) -> Vec<&'b str> {
    let key = |member: &Member| std::str::from_utf8(bytes.get(member.key.clone())?).ok();
    spanner.members().iter().filter_map(key).collect()
}

#[cfg(test)]
#[path = "walk_tests.rs"]
mod tests;
