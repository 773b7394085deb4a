//! The list of sources that can be read.

/// One source, for `bonafide sources`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SourceInfo {
    /// Its word, as `sources[].source` and `firm.toml` use it.
    pub word: &'static str,
    /// Its name in one line.
    pub title: &'static str,
    /// What it states: kinds of persons or of records.
    pub kinds: &'static [&'static str],
    /// Whether a real sample was read in writing the reader; otherwise documentation alone.
    pub seen: bool,
    /// How to get an export, in Markdown that reads well unrendered.
    pub how: &'static str,
}

/// All sources, in the order in which they are listed.
///
/// ```
/// let greenhouse = bonafide_sources::known_sources().iter().find(|s| s.word == "greenhouse").unwrap();
/// assert!(greenhouse.seen);
/// ```
pub fn known_sources() -> &'static [SourceInfo] {
    KNOWN
}

const KNOWN: &[SourceInfo] = &[
    SourceInfo {
        word: "greenhouse",
        title: "Greenhouse: candidates, applications, webhook bodies (Harvest v1 and v3, JSON)",
        kinds: &["applicant"],
        seen: true,
        how: include_str!("how/greenhouse.md"),
    },
    SourceInfo {
        word: "bamboohr",
        title: "BambooHR: report exports of employees (CSV)",
        kinds: &["staff"],
        seen: false,
        how: include_str!("how/bamboohr.md"),
    },
    SourceInfo {
        word: "personio",
        title: "Personio: people list and report exports (CSV)",
        kinds: &["staff"],
        seen: false,
        how: include_str!("how/personio.md"),
    },
    SourceInfo {
        word: "deel",
        title: "Deel: people and contract exports (CSV)",
        kinds: &["contractor"],
        seen: false,
        how: include_str!("how/deel.md"),
    },
    SourceInfo {
        word: "wise",
        title: "Wise: batch files, balance statements, transaction history (CSV)",
        kinds: &["payout"],
        seen: false,
        how: include_str!("how/wise.md"),
    },
    SourceInfo {
        word: "pain.001",
        title: "pain.001: payment orders to a bank (ISO 20022, XML)",
        kinds: &["payout"],
        seen: true,
        how: include_str!("how/pain.001.md"),
    },
    SourceInfo {
        word: "camt.053",
        title: "camt.053: account statements of a bank (ISO 20022, XML)",
        kinds: &["payout"],
        seen: true,
        how: include_str!("how/camt.053.md"),
    },
    SourceInfo {
        word: "payoneer",
        title: "Payoneer: payments to payees (CSV)",
        kinds: &["payout"],
        seen: false,
        how: include_str!("how/payoneer.md"),
    },
    SourceInfo {
        word: "revolut",
        title: "Revolut Business: transaction statements (CSV)",
        kinds: &["payout"],
        seen: false,
        how: include_str!("how/revolut.md"),
    },
    SourceInfo {
        word: "xero",
        title: "Xero: contacts with bank details (CSV)",
        kinds: &["payee"],
        seen: false,
        how: include_str!("how/xero.md"),
    },
    SourceInfo {
        word: "okta",
        title: "Okta: System Log events (JSON lines and arrays)",
        kinds: &["account"],
        seen: true,
        how: include_str!("how/okta.md"),
    },
    SourceInfo {
        word: "osquery",
        title: "osquery: results of usb_devices and connected_displays (JSON lines)",
        kinds: &["device"],
        seen: false,
        how: include_str!("how/osquery.md"),
    },
    SourceInfo {
        word: "cv-file",
        title: "CV files: PDF and DOCX, tied to applications by their attachments' names",
        kinds: &["document"],
        seen: true,
        how: include_str!("how/cv-file.md"),
    },
    SourceInfo {
        word: "ofac-list",
        title: "lists of wallets, given with --lists (CSV, sdn_advanced.xml)",
        kinds: &["list"],
        seen: false,
        how: include_str!("how/ofac-list.md"),
    },
    SourceInfo {
        word: "table",
        title: "any other table (CSV, XLSX), through a mapping file beside it",
        kinds: &[
            "person",
            "payee",
            "payout",
            "sign-in",
            "shipment",
            "device",
            "change",
            "removed",
            "attestation",
        ],
        seen: true,
        how: include_str!("how/table.md"),
    },
    SourceInfo {
        word: "firm",
        title: "firm.toml: what the firm knows and no export says",
        kinds: &[],
        seen: true,
        how: include_str!("how/firm.md"),
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_whole_and_says_when_nothing_was_seen() {
        for source in KNOWN {
            assert!(source.how.lines().count() <= 60, "{}", source.word);
            let says = source.how.to_lowercase().contains("from documentation, not seen");
            assert!(source.seen || says, "{}: its page must say that no sample was seen", source.word);
        }
    }
}
