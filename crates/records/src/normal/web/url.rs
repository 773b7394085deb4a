//! A link taken apart: host and path segments, nothing else is kept.

use crate::normal::punycode::host_to_ascii;

/// Longest text that may hold one link.
const MAXIMUM_INPUT: usize = 2000;

/// Brackets, quotes and commas around a link.
const CLOSING: &[char] = &['<', '>', '"', '\'', '`', '(', ')', '[', ']', ',', ';', ' ', '“', '”'];

/// Host and path of a link.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Url {
    /// Lower-case ASCII without `www.` and `m.`.
    pub(super) host: String,
    /// Path segments, percent-decoded, none empty.
    pub(super) segments: Vec<String>,
}

impl Url {
    /// Reads one link. `None` for what is none: e-mail addresses, other schemes, bare words.
    pub(super) fn read(text: &str) -> Option<Self> {
        let trimmed = text.trim().trim_matches(CLOSING);
        if trimmed.is_empty() || trimmed.len() > MAXIMUM_INPUT || trimmed.contains(char::is_whitespace) {
            return None;
        }
        if let Some(rest) = strip_prefix_any_case(trimmed, "git@") {
            // `git@github.com:owner/repository.git`
            return Self::from_host_and_path(&rest.replacen(':', "/", 1), false);
        }
        let Some((scheme, rest)) = trimmed.split_once("//") else {
            return Self::from_host_and_path(trimmed, true);
        };
        match scheme.to_ascii_lowercase().as_str() {
            "" | "http:" | "https:" | "git:" | "git+https:" => Self::from_host_and_path(rest, false),
            "ssh:" | "git+ssh:" => Self::from_host_and_path(rest.strip_prefix("git@").unwrap_or(rest), false),
            // `example.org//page`
            host if host.contains('.') && !host.contains(':') => Self::from_host_and_path(trimmed, true),
            _ => None,
        }
    }

    fn from_host_and_path(text: &str, needs_known_suffix: bool) -> Option<Self> {
        let end = text.find(['?', '#']).unwrap_or(text.len());
        let without_query = text.get(..end)?;
        let (authority, path) = without_query.split_once('/').unwrap_or((without_query, ""));
        if authority.contains('@') {
            return None;
        }
        let written_host = match authority.split_once(':') {
            Some((host, port)) if port.bytes().all(|b| b.is_ascii_digit()) => host,
            Some(_) => return None,
            None => authority,
        };
        let full_host = host_to_ascii(written_host.trim_end_matches('.'))?;
        if needs_known_suffix && !has_known_suffix(&full_host) {
            return None;
        }
        let host = without_prefix(&full_host).to_owned();
        let closed = path.trim_end_matches(|c: char| c == '/' || CLOSING.contains(&c));
        let segments = closed.split('/').map(percent_decoded).filter(|s| !s.is_empty() && s != ".").collect();
        Some(Self { host, segments })
    }

    /// The path segment at a place, lower case.
    pub(super) fn segment(&self, index: usize) -> Option<String> {
        self.segments.get(index).map(|segment| segment.to_lowercase())
    }
}

/// Whether the Public Suffix List knows the end of the host. RFC 2606 keeps `.example` free for
/// documents; it is read so that documents can be tested.
pub(super) fn has_known_suffix(host: &str) -> bool {
    host.ends_with(".example")
        || psl::suffix(host.as_bytes())
            .is_some_and(|suffix| suffix.is_known() && suffix.as_bytes() != host.as_bytes())
}

fn without_prefix(host: &str) -> &str {
    for prefix in ["www.", "m.", "mobile."] {
        if let Some(rest) = host.strip_prefix(prefix)
            && rest.contains('.')
        {
            return rest;
        }
    }
    host
}

fn strip_prefix_any_case<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let (start, rest) = text.split_at_checked(prefix.len())?;
    start.eq_ignore_ascii_case(prefix).then_some(rest)
}

/// `%41` becomes `A`: only letters, digits, `-`, `.`, `_` and `~` are decoded (RFC 3986, section
/// 6.2.2.2), and letters outside ASCII. What is no escape, or no letter behind it, stays as written.
fn percent_decoded(segment: &str) -> String {
    if !segment.contains('%') {
        return segment.to_owned();
    }
    let mut bytes = Vec::with_capacity(segment.len());
    let mut rest = segment.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let decoded = match (first, after) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(h, l)| h * 16 + l),
            _ => None,
        };
        if let Some(byte) = decoded.filter(|byte| is_unreserved(*byte) || *byte >= 128) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    let is_text = |c: char| c.is_ascii() || c.is_alphanumeric();
    String::from_utf8(bytes)
        .ok()
        .filter(|text| text.chars().all(is_text))
        .unwrap_or_else(|| segment.to_owned())
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}
