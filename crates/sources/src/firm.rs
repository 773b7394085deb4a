//! `firm.toml`: what the firm knows and no export says.
//!
//! A misspelt key is the most common mistake and would silently switch an explanation off, so
//! every key that is not known is named with its line and the nearest known one; it does not stop
//! the scan. A value of the wrong type does, with file, line and what to write.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use bonafide_records::{Digest, Firm};
use jiff::tz::TimeZone;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::SourceError;
use crate::firm_values;
use crate::table;
use crate::text;
use crate::walk;
use crate::wording;

/// A firm's file as it was read.
#[derive(Debug, Clone, Default)]
pub struct FirmFile {
    /// What it says.
    pub firm: Firm,
    /// SHA-256 of the file; `None` where there is none.
    pub sha256: Option<Digest>,
    /// Keys that are not known, with the nearest known one, and values that can have no effect: one
    /// line each, with file and line.
    pub warnings: Vec<String>,
}

/// Largest `firm.toml`, in bytes.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The known keys: of the file, and of each table inside it. `*` stands for any key.
const KNOWN: &[(&str, &[&str])] = &[
    (
        "",
        &[
            "name",
            "time_zone",
            "email_domains",
            "remote_tools",
            "offices",
            "agencies",
            "households",
            "sensitive",
            "spaces",
            "travel",
            "cleared",
            "thresholds",
            "policy",
            "change_windows",
            "shared_devices",
            "job_ads",
            "bands",
        ],
    ),
    ("offices", &["address", "egress", "kind", "name"]),
    ("spaces", &["address", "egress", "kind", "name"]),
    ("agencies", &["name", "emails", "phones", "accounts"]),
    ("households", &["persons"]),
    ("sensitive", &["role", "persons", "needs"]),
    ("travel", &["person", "from", "to", "place"]),
    ("cleared", &["detector", "persons", "because", "by", "on"]),
    ("shared_devices", &["serial", "id", "name"]),
    ("job_ads", &["file", "role"]),
    ("policy", &["purpose", "retention_days", "allow"]),
    ("policy.allow", &["source", "persons", "basis", "scope", "trigger", "from", "to", "approved_by"]),
];

/// Reads the firm's file: `path` itself, or `firm.toml` in the folder that `path` is. A folder
/// without one gives an empty firm.
///
/// ```
/// let folder = tempfile::tempdir().unwrap();
/// std::fs::write(folder.path().join("firm.toml"), "name = \"Example\"\nemail_domain = [\"example.org\"]\n").unwrap();
/// let read = bonafide_sources::load_firm(folder.path()).unwrap();
/// assert_eq!(read.firm.name.as_deref(), Some("Example"));
/// assert!(read.warnings[0].ends_with("line 2: `email_domain` is not known and is left out; nearest: `email_domains`"));
/// ```
pub fn load_firm(path: &Path) -> Result<FirmFile, SourceError> {
    let file = if path.is_dir() { path.join("firm.toml") } else { path.to_owned() };
    if path.is_dir() && !file.exists() {
        return Ok(FirmFile::default());
    }
    let unreadable = |why: String| SourceError::Path { path: file.clone(), why };
    let metadata = fs::metadata(&file).map_err(|error| unreadable(walk::reason(&error)))?;
    if !metadata.is_file() {
        return Err(unreadable("no ordinary file".to_owned()));
    }
    let mut bytes = Vec::new();
    let input = File::open(&file).map_err(|error| unreadable(walk::reason(&error)))?;
    input.take(LARGEST + 1).read_to_end(&mut bytes).map_err(|error| unreadable(walk::reason(&error)))?;
    if bytes.len() as u64 > LARGEST {
        return Err(unreadable(format!("larger than {} MiB: no firm.toml", LARGEST / 1024 / 1024)));
    }
    let survey = text::survey(bytes.as_slice()).map_err(|error| unreadable(walk::reason(&error)))?;
    let content = survey.encoding.decode(bytes.get(survey.mark..).unwrap_or_default());
    let (firm, warnings) =
        parse(&content).map_err(|(line, why)| SourceError::Firm { path: file.clone(), line, why })?;
    let shown = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let warnings = warnings.into_iter().map(|warning| text::plain(&format!("{shown}: {warning}"))).collect();
    Ok(FirmFile { firm, sha256: Some(survey.sha256), warnings })
}

/// Reads a firm's text: what it says and what of it is not known, or the line and why it cannot
/// be used.
fn parse(content: &str) -> Result<(Firm, Vec<String>), (usize, String)> {
    let at = |error: &toml::de::Error| {
        let line = error.span().map_or(1, |span| table::line_of(content, span.start));
        (line, wording::of_toml(error.message()))
    };
    let document = DeTable::parse(content).map_err(|error| at(&error))?;
    let firm: Firm = toml::from_str(content).map_err(|error| at(&error))?;
    let mut warnings = Vec::new();
    unknown_keys(content, "", document.get_ref(), &mut warnings);
    firm_values::check(content, document.get_ref(), &firm, &mut warnings);
    warnings.sort();
    let warnings = warnings.into_iter().map(|(line, warning)| format!("line {line}: {warning}")).collect();
    if let Some(zone) = firm.time_zone.as_deref()
        && TimeZone::get(zone).is_err()
    {
        let line = document.get_ref().iter().find(|(key, _)| key.get_ref() == "time_zone");
        let line = line.map_or(1, |(key, _)| table::line_of(content, key.span().start));
        return Err((line, format!("time_zone `{zone}` is not known: write it as Europe/Berlin")));
    }
    Ok((firm, warnings))
}

fn unknown_keys(content: &str, at: &str, table: &DeTable<'_>, warnings: &mut Vec<(usize, String)>) {
    let Some((_, known)) = KNOWN.iter().find(|(name, _)| *name == at) else { return };
    for (key, value) in table {
        let name: &str = key.get_ref();
        if !known.contains(&name) {
            let near = table::nearest(name, known.iter().copied(), 1).join(", ");
            let line = table::line_of(content, key.span().start);
            let inside = if at.is_empty() { String::new() } else { format!(" in {at}") };
            warnings.push((line, format!("`{name}`{inside} is not known and is left out; nearest: {near}")));
            continue;
        }
        let inner = if at.is_empty() { name.to_owned() } else { format!("{at}.{name}") };
        below(content, &inner, value, warnings);
    }
}

fn below(content: &str, at: &str, value: &Spanned<DeValue<'_>>, warnings: &mut Vec<(usize, String)>) {
    match value.get_ref() {
        DeValue::Table(table) => unknown_keys(content, at, table, warnings),
        DeValue::Array(items) => items.iter().for_each(|item| below(content, at, item, warnings)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_contract_is_read_whole() {
        let content = r#"
name = "Example"
time_zone = "Europe/Helsinki"
email_domains = ["example.org"]
remote_tools = ["TeamViewer"]
[[offices]]
address = "Musterstr. 1, 10115 Berlin"
egress = ["192.0.2.0/24"]
[[agencies]]
name = "Agency"
emails = []
phones = []
accounts = []
[[households]]
persons = ["bamboohr:101", "bamboohr:102"]
[[sensitive]]
role = "treasury"
persons = ["bamboohr:104"]
needs = ["C2", "C5"]
[[spaces]]
kind = "co-working"
address = "..."
egress = []
[[travel]]
person = "bamboohr:101"
from = 2026-06-01
to = 2026-06-20
place = "Colombia"
[[cleared]]
detector = "link-phone"
persons = ["greenhouse:1", "greenhouse:2"]
because = "..."
by = "..."
on = 2026-06-01
[thresholds]
"link-cv-near-duplicate" = { jaccard = 0.85, by = "...", on = 2026-06-01 }
[policy]
purpose = "..."
retention_days = { cleared = 30, confirmed = 1095 }
allow = [{ source = "okta", persons = ["contractor"], basis = "...", scope = ["bamboohr:101"], trigger = "case 12", from = 2026-06-01, to = 2026-07-31, approved_by = ["A", "B"] }]
"#;
        let (firm, warnings) = parse(content).unwrap();
        assert!(warnings.is_empty(), "{warnings:?}");
        assert_eq!(firm.travel[0].from, Some(jiff::civil::date(2026, 6, 1)));
        assert_eq!(firm.policy.unwrap().allow[0].approved_by.len(), 2);
        assert_eq!((firm.households.len(), firm.cleared.len(), firm.spaces.len()), (1, 1, 1));
    }

    #[test]
    fn misspelt_keys_are_named_with_line_and_nearest() {
        let (_, warnings) =
            parse("name = \"x\"\n[[household]]\npersons = []\n[[agencies]]\nname = \"y\"\nmails = []\n")
                .unwrap();
        assert_eq!(warnings.len(), 2);
        assert!(
            warnings[0].contains("line 2: `household`") && warnings[0].contains("`households`"),
            "{warnings:?}"
        );
        assert!(
            warnings[1].contains("line 6: `mails` in agencies") && warnings[1].contains("`emails`"),
            "{warnings:?}"
        );
    }

    #[test]
    fn wrong_types_stop_with_their_line() {
        assert_eq!(parse("name = \"x\"\nemail_domains = \"example.org\"\n").unwrap_err().0, 2);
        assert_eq!(parse("name = \n").unwrap_err().0, 1);
        let (line, why) = parse("name = \"x\"\ntime_zone = \"Mars/Base\"\n").unwrap_err();
        assert!(line == 2 && why.contains("Europe/Berlin"), "{why}");
        let (_, why) = parse("[[travel]]\nperson = \"a:1\"\nfrom = \"June\"\n").unwrap_err();
        assert!(why.contains("write it as 2026-06-01"), "{why}");
    }
}
