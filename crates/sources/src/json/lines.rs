//! JSON lines: one value a line, each read by itself.
//!
//! A broken line costs one record. The record is the whole line without its end, so that its
//! digest can be checked with any tool that reads lines.

use std::io::Read;

use bonafide_records::Place;

use super::span::{Spanner, Step};
use super::tree::{self, Everything};
use super::walk::{RECORD_LIMIT, Sink, Walker, keys_in};
use super::window::Window;

/// Reads all lines of a walker that has consumed nothing yet.
pub(super) fn walk<R: Read, S: Sink>(walker: &mut Walker<'_, R, S>) {
    let mut number = 0;
    while let Some(end) = line_end(&mut walker.window) {
        number += 1;
        let place = Place::Line(number);
        match end {
            End::TooLong => {
                let megabytes = RECORD_LIMIT / 1024 / 1024;
                let why =
                    format!("this line is longer than {megabytes} MiB: not read; is a quote never closed?");
                walker.sink.set_aside(Some(place), why);
            }
            End::Found { line, behind, last } => {
                let offset = walker.window.offset();
                let bytes = walker.window.ahead().get(..line).unwrap_or_default();
                match std::str::from_utf8(bytes) {
                    Ok(raw) => one(raw, place, number, last, &mut *walker.sink),
                    Err(error) => {
                        let at = offset + error.valid_up_to() as u64;
                        let why = format!("byte {at} is no UTF-8: save the file as UTF-8 and scan again");
                        walker.sink.set_aside(Some(place), why);
                    }
                }
                walker.window.consume(behind);
            }
        }
    }
}

/// Reads one line; `last` where the file ends in it.
fn one<S: Sink>(raw: &str, place: Place, number: u64, last: bool, sink: &mut S) {
    let trimmed = raw.trim();
    if trimmed.is_empty() {
        return;
    }
    if sink.line(raw, &place) {
        return;
    }
    if trimmed.starts_with('[') {
        let mut inner = Walker::new(Window::new(trimmed.as_bytes()), sink, number);
        inner.value(0, None);
        return;
    }
    let mut spanner = Spanner::new();
    let step = if trimmed.starts_with('{') { spanner.step(trimmed.as_bytes()) } else { Step::Torn(0) };
    let keys = keys_in(trimmed.as_bytes(), &spanner);
    if step == Step::Whole(trimmed.len()) {
        if sink.is_record(&keys, false) {
            sink.record(raw, place);
        } else {
            search(trimmed, raw, place, number, &keys, sink);
        }
        return;
    }
    let why = match tree::parse(trimmed, &mut Everything) {
        _ if last && step == Step::More => "the file ends inside this line: export it again".to_owned(),
        Ok(_) => "this line holds a value that is no record".to_owned(),
        Err(fault) => format!("this line is no JSON at byte {}: {}", fault.at + 1, fault.why),
    };
    sink.set_aside(Some(place), why);
}

/// A line that is a wrapper: its members are searched.
fn search<S: Sink>(trimmed: &str, raw: &str, place: Place, number: u64, keys: &[&str], sink: &mut S) {
    let (records, unknown) = sink.found();
    let mut inner = Walker::new(Window::new(trimmed.as_bytes()), &mut *sink, number);
    inner.value(0, None);
    if sink.found().0 == records {
        sink.forget_unknown(unknown);
        sink.unknown(raw, place, keys);
    }
}

enum End {
    /// A line of so many bytes; the next begins after `behind`.
    Found { line: usize, behind: usize, last: bool },
    /// A line beyond the limit, already consumed.
    TooLong,
}

/// Finds the end of the line at which the window stands: `\n`, `\r\n` or a lone `\r`. `None` at
/// the end of the file.
fn line_end<R: Read>(window: &mut Window<R>) -> Option<End> {
    window.peek()?;
    let mut looked = 0;
    loop {
        let ahead = window.ahead();
        let found = memchr::memchr2(b'\n', b'\r', ahead.get(looked..).unwrap_or_default());
        if let Some(position) = found {
            let line = looked + position;
            if ahead.get(line) == Some(&b'\r') && ahead.len() == line + 1 && window.more() {
                looked = line;
                continue;
            }
            let pair = window.ahead().get(line..line + 2) == Some(b"\r\n");
            return Some(End::Found { line, behind: line + if pair { 2 } else { 1 }, last: false });
        }
        looked = ahead.len();
        if looked > RECORD_LIMIT {
            skip_line(window);
            return Some(End::TooLong);
        }
        if !window.more() {
            return Some(End::Found { line: looked, behind: looked, last: true });
        }
    }
}

/// Consumes the rest of a line in fixed memory.
fn skip_line<R: Read>(window: &mut Window<R>) {
    loop {
        let ahead = window.ahead();
        if let Some(position) = memchr::memchr2(b'\n', b'\r', ahead) {
            let carriage = ahead.get(position) == Some(&b'\r');
            window.consume(position + 1);
            if carriage && window.peek() == Some(b'\n') {
                window.consume(1);
            }
            return;
        }
        let count = ahead.len();
        window.consume(count);
        if !window.more() {
            return;
        }
    }
}
