//! Mapping files: which column of a table is what.
//!
//! One format for the mappings that are shipped and for `FILE.map.toml`, which a person writes or
//! confirms. The left-hand names are fixed, the right-hand ones are the table's headers, one or
//! several: several headers of a value (phone, e-mail) are several values, of anything else the
//! first one that is filled counts.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::headers;
use crate::wording;

/// The fixed names of payees and payouts.
const PAYEE: &[&str] = &[
    "key",
    "person",
    "name",
    "account",
    "bic",
    "wallet",
    "currency",
    "amount",
    "at",
    "memo",
    "handle",
    "name_check",
    // Beyond the common ones: what shipped mappings also know.
    "email",
    "reference",
    "end_to_end",
    "status",
    "direction",
    "company",
];

/// Kinds of tables, with their fixed names.
pub(crate) const KINDS: &[(&str, &[&str])] = &[
    (
        "person",
        &[
            "key",
            "name",
            "first_name",
            "last_name",
            "email",
            "work_email",
            "phone",
            "address",
            "postcode",
            "city",
            "country",
            "time_zone",
            "role",
            "agency",
            "started",
            "ended",
            "contract",
            "github",
            "website",
            // Beyond the common ones: what shipped mappings also know.
            "work_phone",
            "agency_email",
            "agency_phone",
            "employee_number",
            "worker",
            "street",
            "street_number",
            "line_two",
            // Where the person is paid, as master data says it.
            "account",
            "bic",
            "wallet",
            "handle",
            "company",
        ],
    ),
    ("payee", PAYEE),
    ("payout", PAYEE),
    (
        "shipment",
        &[
            "key",
            "person",
            "recipient",
            "address",
            "postcode",
            "city",
            "country",
            "serial",
            "carrier",
            "at",
            "delivered",
            "signed_by",
            "street",
            "street_number",
            "line_two",
        ],
    ),
    ("device", &["key", "person", "serial", "model", "name", "ip", "mac", "apps", "at"]),
    ("change", &["person", "field", "old", "new", "at", "channel", "by"]),
    (
        "removed",
        &[
            "name", "email", "phone", "account", "wallet", "address", "city", "document", "at", "because",
            "by", "postcode", "country",
        ],
    ),
    ("attestation", &["person", "check", "result", "by", "on", "proof"]),
    (
        "sign-in",
        &[
            "key",
            "person",
            "at",
            "ip",
            "country",
            "city",
            "latitude",
            "longitude",
            "asn",
            "network",
            "device",
            "factor",
            "user_agent",
            "result",
        ],
    ),
];

/// A mapping as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MappingFile {
    /// `person`, `shipment` ...
    pub(crate) kind: String,
    /// The source's word; `table:KIND` where none is given.
    pub(crate) source: Option<String>,
    /// Of kind person: `applicant`, `staff` or `contractor`.
    pub(crate) person_kind: Option<String>,
    /// One character, or `tab`.
    pub(crate) delimiter: Option<String>,
    /// An encoding's name.
    pub(crate) encoding: Option<String>,
    /// How a shipped mapping knows its product.
    #[serde(default, rename = "match")]
    pub(crate) sniff: Sniff,
    /// Fixed name to headers. Absent: the headers are the fixed names.
    pub(crate) columns: Option<BTreeMap<String, Headers>>,
    /// `date_order`, and formats of single columns such as `at = "%Y-%m-%d"`.
    #[serde(default)]
    pub(crate) formats: BTreeMap<String, String>,
}

/// One header or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Headers {
    /// One.
    One(String),
    /// Several.
    Several(Vec<String>),
}

impl Headers {
    /// As a list.
    pub(crate) fn list(&self) -> &[String] {
        match self {
            Self::One(header) => std::slice::from_ref(header),
            Self::Several(headers) => headers,
        }
    }
}

/// How a shipped mapping knows its product by headers alone.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Sniff {
    /// Headers that only this product has: they score 3 each.
    pub(crate) distinctive: Vec<String>,
    /// Headers that it shares with others: 1 each.
    pub(crate) common: Vec<String>,
    /// Groups of headers that only this product has side by side, each common alone: a group that
    /// is wholly there scores 3. `A | B` is either of them.
    pub(crate) together: Vec<Vec<String>>,
    /// Headers beside which no group counts: the table lists somebody else.
    pub(crate) unless: Vec<String>,
    /// The score from which on a table is this product's.
    pub(crate) at_least: u32,
}

impl MappingFile {
    /// Reads a mapping. The error is one line: what is wrong, where, and what to write.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let mapping: Self = toml::from_str(text).map_err(|error| {
            let line = error.span().map_or(1, |span| line_of(text, span.start));
            format!("line {line}: {}", wording::of_toml(error.message()))
        })?;
        mapping.validate()?;
        Ok(mapping)
    }

    fn validate(&self) -> Result<(), String> {
        let Some(fixed) = fixed_names(&self.kind) else {
            let kinds: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).collect();
            return Err(format!("kind `{}` is not read; kinds are {}", self.kind, kinds.join(", ")));
        };
        for name in self.columns.iter().flat_map(BTreeMap::keys) {
            if !fixed.contains(&name.as_str()) {
                let near = nearest(name, fixed.iter().copied(), 3).join(", ");
                return Err(format!("`{name}` is no column of kind {}; nearest: {near}", self.kind));
            }
        }
        if let Some(word) = self.source.as_deref()
            && (word.trim().is_empty() || word.chars().any(char::is_control))
        {
            return Err("source is empty or holds characters that cannot be shown; write one word".to_owned());
        }
        if let Some(word) = self.person_kind.as_deref()
            && !["applicant", "staff", "contractor"].contains(&word)
        {
            return Err(format!("person_kind `{word}` is unknown; write applicant, staff or contractor"));
        }
        if let Some(delimiter) = self.delimiter.as_deref()
            && delimiter_of(delimiter).is_none()
        {
            return Err(format!(
                "delimiter `{delimiter}` is not one character; write \";\", \",\", \"|\" or \"tab\""
            ));
        }
        if let Some(encoding) = self.encoding.as_deref()
            && crate::text::Encoding::from_word(encoding).is_none()
        {
            return Err(format!("encoding `{encoding}` is not read; write utf-8, utf-16 or windows-1252"));
        }
        for (name, format) in &self.formats {
            check_format(name, format, fixed)?;
        }
        Ok(())
    }

    /// The source's word.
    pub(crate) fn source_word(&self) -> String {
        self.source.clone().unwrap_or_else(|| format!("table:{}", self.kind))
    }

    /// The delimiter that it names.
    pub(crate) fn delimiter_char(&self) -> Option<char> {
        self.delimiter.as_deref().and_then(delimiter_of)
    }
}

fn check_format(name: &str, format: &str, fixed: &[&str]) -> Result<(), String> {
    if name == "date_order" {
        return match format {
            "day_first" | "month_first" => Ok(()),
            _ => Err(format!("date_order `{format}` is unknown; write day_first or month_first")),
        };
    }
    if name == "outgoing" && fixed.contains(&"amount") {
        return match format {
            "negative" | "positive" => Ok(()),
            _ => Err(format!("outgoing `{format}` is unknown; write negative or positive")),
        };
    }
    if !fixed.contains(&name) {
        let near = nearest(name, fixed.iter().copied().chain(["date_order"]), 3).join(", ");
        return Err(format!("[formats] `{name}` is no column of this kind; nearest: {near}"));
    }
    let sample = jiff::civil::date(2026, 6, 1).at(14, 3, 5, 0);
    let whole = jiff::fmt::strtime::format(format, sample)
        .ok()
        .and_then(|text| jiff::fmt::strtime::parse(format, text).ok())
        .is_some_and(|time| time.to_date().is_ok());
    if whole {
        Ok(())
    } else {
        Err(format!("[formats] `{format}` gives no day; write it as %d.%m.%Y or %Y-%m-%d"))
    }
}

fn delimiter_of(text: &str) -> Option<char> {
    if ["tab", "\\t"].contains(&text) {
        return Some('\t');
    }
    let mut characters = text.chars();
    let first = characters.next()?;
    let usable = characters.next().is_none() && first != '"' && !first.is_alphanumeric();
    usable.then_some(first)
}

/// The fixed names of a kind.
pub(crate) fn fixed_names(kind: &str) -> Option<&'static [&'static str]> {
    KINDS.iter().find(|(known, _)| *known == kind).map(|(_, names)| *names)
}

/// The line, counted from 1, in which a byte of a text stands.
pub(crate) fn line_of(text: &str, byte: usize) -> usize {
    text.bytes().take(byte).filter(|b| *b == b'\n').count() + 1
}

/// The candidates most like a word, best first, for hints.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl Iterator<Item = &'a str>,
    count: usize,
) -> Vec<String> {
    let folded: Vec<char> = headers::fold(word).chars().take(60).collect();
    let mut ranked: Vec<(usize, &str)> = candidates
        .map(|candidate| {
            let other: Vec<char> = headers::fold(candidate).chars().take(60).collect();
            (edits(&folded, &other), candidate)
        })
        .collect();
    ranked.sort_unstable();
    ranked.dedup();
    ranked.into_iter().take(count).map(|(_, candidate)| format!("`{candidate}`")).collect()
}

/// Edit distance; for hints on misspelt headers only, never for values.
fn edits(first: &[char], second: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=second.len()).collect();
    for (index, left) in first.iter().enumerate() {
        let mut next = Vec::with_capacity(row.len());
        next.push(index + 1);
        for ((right, above), diagonal) in second.iter().zip(row.iter().skip(1)).zip(&row) {
            let before = next.last().copied().unwrap_or(0);
            next.push((diagonal + usize::from(left != right)).min(above + 1).min(before + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        MappingFile::parse(text).expect_err(text)
    }

    #[test]
    fn mistakes_are_named_with_what_to_write() {
        assert!(refused("kind = \"payouts\"").contains("kinds are person, payee, payout, shipment"));
        assert!(refused("kind = \"person\"\n[columns]\nphnoe = \"Tel\"").contains("nearest: `phone`"));
        assert!(refused("kind = \"person\"\nkolumns = 1").contains("line 2"));
        assert!(
            refused("kind = \"person\"\nperson_kind = \"boss\"").contains("applicant, staff or contractor")
        );
        assert!(refused("kind = \"person\"\ndelimiter = \"ab\"").contains("one character"));
        assert!(refused("kind = \"person\"\nencoding = \"ebcdic\"").contains("windows-1252"));
        assert!(refused("kind = \"change\"\n[formats]\nat = \"%H:%M\"").contains("gives no day"));
        assert!(refused("kind = \"change\"\n[formats]\ndate_order = \"ymd\"").contains("day_first"));
        assert!(refused("kind = \"person\"\nsource = \" \"").contains("write one word"));
        assert!(refused("kind = \"person\"\nsource = \"a\\u001b[2J\"").contains("write one word"));
        assert!(refused("kind = ").contains("line 1"));
    }

    #[test]
    fn the_example_of_the_contract_is_read() {
        let text = "kind = \"change\"\ndelimiter = \";\"\nencoding = \"utf-8\"\n[columns]\nperson = \"person_id\"\n\
                    field = \"field\"\nat = \"changed_on\"\n[formats]\nat = \"%Y-%m-%d\"\n";
        let mapping = MappingFile::parse(text).unwrap();
        assert_eq!((mapping.source_word().as_str(), mapping.delimiter_char()), ("table:change", Some(';')));
    }

    #[test]
    fn nearest_ranks_by_likeness() {
        assert_eq!(nearest("E-Mial", ["Phone", "E-Mail", "City"].into_iter(), 1), ["`E-Mail`"]);
        assert_eq!(edits(&['a'; 3], &['a'; 3]), 0);
        assert_eq!(edits(&[], &['a'; 3]), 3);
    }
}
