//! Values of `firm.toml` that can have no effect as they stand.
//!
//! Each is a mistake that would silently switch an explanation or a limit off: it is named with its
//! line and what to write, and does not stop the scan. The value itself is not repeated where it is
//! a contact of somebody.

use std::net::IpAddr;

use bonafide_records::Firm;
use bonafide_records::firm::{Figure, firm_region};
use bonafide_records::normal::{Mailbox, Phone};
use toml::de::{DeTable, DeValue};

use crate::registry::known_sources;
use crate::table;

/// Figures of a threshold that a detector of this version reads, and who set it when.
const FIGURES: &[&str] =
    &["off", "by", "on", "apart_days", "meet_from", "jaccard", "run", "months", "days", "within_days"];

/// Kinds of persons that an entry of `allow` can name.
const PERSONS: &[&str] = &["applicant", "staff", "contractor", "payee", "account"];

/// Outcomes after which records are kept for a time.
const OUTCOMES: &[&str] = &["cleared", "confirmed", "rejected", "hired", "withdrawn"];

type Warnings = Vec<(usize, String)>;

/// Adds a line for each value that can have no effect.
pub(crate) fn check(content: &str, document: &DeTable<'_>, firm: &Firm, warnings: &mut Warnings) {
    let file = Part { content, table: document };
    for place in file.items("offices").into_iter().chain(file.items("spaces")) {
        for (line, text) in place.texts("egress") {
            if !is_network(&text) {
                let said = format!("egress `{text}` is no network and is left out: write it as 192.0.2.0/24");
                warnings.push((line, said));
            }
        }
    }
    let region = firm_region(firm);
    for agency in file.items("agencies") {
        for (line, text) in agency.texts("phones") {
            if Phone::parse(&text, region).is_none() {
                let said = "a phone of agencies is no number: write it as +49 30 23125 001";
                warnings.push((line, said.to_owned()));
            }
        }
        for (line, text) in agency.texts("emails") {
            if Mailbox::parse(&text).is_none() {
                warnings.push((line, "an entry of emails in agencies is no e-mail address".to_owned()));
            }
        }
    }
    for household in file.items("households") {
        if household.texts("persons").len() < 2 {
            let said =
                "a household of fewer than two persons explains nothing: write at least two source:key";
            warnings.push((household.line(), said.to_owned()));
        }
    }
    // The same entries as they were read: both lists are in the order of the file.
    for (travel, read) in file.items("travel").into_iter().zip(&firm.travel) {
        if let (Some(from), Some(to)) = (read.from, read.to)
            && to < from
        {
            warnings.push((travel.line_of("to"), format!("travel ends on {to}, before it begins on {from}")));
        }
    }
    thresholds(&file, firm, warnings);
    policy(&file, warnings);
}

fn thresholds(file: &Part<'_, '_>, firm: &Firm, warnings: &mut Warnings) {
    let Some(all) = file.inner("thresholds") else { return };
    for (detector, threshold) in &firm.thresholds {
        let Some(own) = all.inner(detector) else { continue };
        for (name, figure) in &threshold.figures {
            let line = own.line_of(name);
            if !FIGURES.contains(&name.as_str()) {
                let near = table::nearest(name, FIGURES.iter().copied(), 1).join(", ");
                let said = format!(
                    "`{name}` of threshold {detector} is read by no detector of this version; nearest: {near}"
                );
                warnings.push((line, said));
            } else if matches!(figure, Figure::Whole(whole) if *whole < 0)
                || matches!(figure, Figure::Fraction(f) if *f < 0.0)
            {
                warnings
                    .push((line, format!("`{name}` of threshold {detector} is negative: write 0 or more")));
            }
        }
    }
}

fn policy(file: &Part<'_, '_>, warnings: &mut Warnings) {
    let Some(policy) = file.inner("policy") else { return };
    if let Some(days) = policy.inner("retention_days") {
        for (line, name) in days.keys() {
            if !OUTCOMES.contains(&name.as_str()) {
                let list = OUTCOMES.join(", ");
                warnings
                    .push((line, format!("`{name}` of retention_days is no outcome: write one of {list}")));
            }
        }
    }
    for allow in policy.items("allow") {
        for (line, word) in allow.texts("persons") {
            if !PERSONS.contains(&word.trim()) {
                let list = PERSONS.join(", ");
                warnings
                    .push((line, format!("`{word}` of persons is no kind of person: write one of {list}")));
            }
        }
        for (line, word) in allow.texts("source") {
            if !is_source(word.trim()) {
                let said = format!(
                    "no reader of this version has the source `{word}`; this allows nothing unless a mapping names it"
                );
                warnings.push((line, said));
            }
        }
    }
}

/// Whether a reader, or a mapping without a source of its own, gives this word.
fn is_source(word: &str) -> bool {
    known_sources().iter().any(|source| source.word == word)
        || word.strip_prefix("table:").is_some_and(table::is_kind)
}

fn is_network(text: &str) -> bool {
    let (address, length) = match text.trim().split_once('/') {
        Some((address, length)) => (address, Some(length)),
        None => (text.trim(), None),
    };
    let Ok(address) = address.parse::<IpAddr>() else { return false };
    let most: u8 = if address.is_ipv4() { 32 } else { 128 };
    length.is_none_or(|bits| bits.parse::<u8>().is_ok_and(|bits| bits <= most))
}

/// A table of the file, which knows its lines.
struct Part<'c, 'd> {
    content: &'c str,
    table: &'c DeTable<'d>,
}

impl<'c, 'd> Part<'c, 'd> {
    /// Keys with their lines.
    fn keys(&self) -> Vec<(usize, String)> {
        let shown = |key: &toml::Spanned<std::borrow::Cow<'d, str>>| {
            (table::line_of(self.content, key.span().start), key.get_ref().clone().into_owned())
        };
        self.table.iter().map(|(key, _)| shown(key)).collect()
    }

    fn member(&self, name: &str) -> Option<&'c toml::Spanned<DeValue<'d>>> {
        self.table.iter().find(|(key, _)| key.get_ref() == name).map(|(_, value)| value)
    }

    /// The line of a key, else the first line.
    fn line_of(&self, name: &str) -> usize {
        self.keys().into_iter().find(|(_, key)| key == name).map_or(1, |(line, _)| line)
    }

    /// The line of its first key.
    fn line(&self) -> usize {
        self.keys().into_iter().map(|(line, _)| line).min().unwrap_or(1)
    }

    fn inner(&self, name: &str) -> Option<Part<'c, 'd>> {
        match self.member(name)?.get_ref() {
            DeValue::Table(table) => Some(Part { content: self.content, table }),
            _ => None,
        }
    }

    /// The tables of a list.
    fn items(&self, name: &str) -> Vec<Part<'c, 'd>> {
        let Some(DeValue::Array(items)) = self.member(name).map(toml::Spanned::get_ref) else {
            return Vec::new();
        };
        let part = |item: &'c toml::Spanned<DeValue<'d>>| match item.get_ref() {
            DeValue::Table(table) => Some(Part { content: self.content, table }),
            _ => None,
        };
        items.iter().filter_map(part).collect()
    }

    /// A text or the texts of a list, with their lines.
    fn texts(&self, name: &str) -> Vec<(usize, String)> {
        let Some(value) = self.member(name) else { return Vec::new() };
        let shown = |value: &toml::Spanned<DeValue<'d>>| match value.get_ref() {
            DeValue::String(text) => {
                Some((table::line_of(self.content, value.span().start), text.clone().into_owned()))
            }
            _ => None,
        };
        match value.get_ref() {
            DeValue::Array(items) => items.iter().filter_map(shown).collect(),
            _ => shown(value).into_iter().collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn warned(content: &str) -> Vec<(usize, String)> {
        let document = DeTable::parse(content).unwrap();
        let firm: Firm = toml::from_str(content).unwrap();
        let mut warnings = Vec::new();
        check(content, document.get_ref(), &firm, &mut warnings);
        warnings
    }

    #[test]
    fn each_value_without_effect_is_named_with_its_line() {
        for (content, line, part) in [
            ("[[offices]]\negress = [\"192.0.2.0/24\",\n \"192.0.2.0/33\"]", 3, "no network"),
            ("[[spaces]]\negress = [\"our line\"]", 2, "192.0.2.0/24"),
            ("[[agencies]]\nname = \"A\"\nphones = [\"call us\"]", 3, "no number"),
            ("[[agencies]]\nemails = [\"nobody\"]", 2, "no e-mail"),
            ("[[households]]\npersons = []", 2, "fewer than two"),
            ("[[travel]]\nperson = \"a:1\"\nfrom = 2026-06-02\nto = 2026-06-01", 4, "before it begins"),
            ("[thresholds]\n\"link-phone\" = { apart_day = 3 }", 2, "nearest: `apart_days`"),
            ("[thresholds.\"link-phone\"]\nby = \"A\"\napart_days = -3", 3, "negative"),
            ("[policy]\nretention_days = { clear = 30 }", 2, "no outcome"),
            ("[[policy.allow]]\nsource = \"bambohr\"", 2, "`bambohr`"),
            ("[[policy.allow]]\nsource = \"table:persons\"", 2, "no reader"),
            ("[[policy.allow]]\nsource = \"personio\"\npersons = [\"employee\"]", 3, "applicant, staff"),
        ] {
            let found = warned(content);
            assert_eq!(found.len(), 1, "{content}: {found:?}");
            assert!(found[0].0 == line && found[0].1.contains(part), "{content}: {found:?}");
        }
    }

    #[test]
    fn honest_values_are_not_warned_of() {
        let content = r#"
time_zone = "Europe/Berlin"
offices = [{ egress = ["192.0.2.7", "2001:db8::/32"] }]
agencies = [{ name = "A", phones = ["030 23125 001", "+44 20 7946 0001"], emails = ["a@example.org"] }]
households = [{ persons = ["bamboohr:1", "bamboohr:2"] }]
travel = [{ person = "a:1", from = 2026-06-01, to = 2026-06-01 }, { person = "a:2" }]
[thresholds]
"link-phone" = { off = true, by = "A", on = 2026-06-01, apart_days = 0, meet_from = 4 }
[policy]
retention_days = { cleared = 30, confirmed = 60, rejected = 1, hired = 2, withdrawn = 3 }
allow = [{ source = "table:shipment" }, { source = "greenhouse", persons = ["applicant"] }]
"#;
        assert_eq!(warned(content), []);
    }
}
