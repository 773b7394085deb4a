//! Shipped tables that detectors look values up in.

pub mod hardware;
pub mod networks;
mod table;
pub mod technology;

use std::collections::HashSet;
use std::sync::LazyLock;

pub use table::Table;

/// A shipped list of names, one a line, behind a head of `#` lines.
#[derive(Debug, Clone, Default)]
pub struct NameList {
    /// The table's name.
    pub name: &'static str,
    /// Its text, for the digest.
    pub text: &'static str,
    /// The date of its head.
    pub date: String,
    /// The licence of its head.
    pub licence: String,
    /// The names.
    entries: HashSet<&'static str>,
}

impl NameList {
    fn parse(name: &'static str, text: &'static str) -> Self {
        let head = |word: &str| {
            text.lines().find_map(|line| line.strip_prefix(word)).unwrap_or_default().trim().to_owned()
        };
        let (date, licence) = (head("# date: "), head("# licence: "));
        let entries =
            text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
        Self { name, text, date, licence, entries }
    }

    /// Number of names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether the list is empty.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Whether this very name is listed.
    pub fn holds(&self, name: &str) -> bool {
        self.entries.contains(name)
    }

    /// Whether the domain, or one that it lies under, is listed.
    pub fn holds_domain(&self, domain: &str) -> bool {
        let mut rest = domain;
        loop {
            if self.entries.contains(rest) {
                return true;
            }
            match rest.split_once('.') {
                Some((_, parent)) if parent.contains('.') => rest = parent,
                _ => return false,
            }
        }
    }
}

static DISPOSABLE: LazyLock<NameList> =
    LazyLock::new(|| NameList::parse("disposable-domains", include_str!("../tables/disposable_domains.txt")));
static ALIASES: LazyLock<NameList> =
    LazyLock::new(|| NameList::parse("privacy-aliases", include_str!("../tables/privacy_aliases.txt")));

static GENERATOR_RSIDS: LazyLock<NameList> =
    LazyLock::new(|| NameList::parse("generator-rsids", include_str!("../tables/generator_rsids.txt")));

/// Shipped tables besides the lists of names, for the manifest.
pub fn shipped() -> Vec<Table> {
    vec![
        *hardware::usb_table(),
        *hardware::display_table(),
        *hardware::constants_table(),
        *networks::hosting_table(),
        *networks::relay_table(),
        technology::table(),
    ]
}

/// Disposable mail domains.
pub fn disposable_domains() -> &'static NameList {
    &DISPOSABLE
}

/// Domains of privacy alias services: allowed, whatever other lists say.
pub fn privacy_aliases() -> &'static NameList {
    &ALIASES
}

/// Revision-save ids of the default templates of libraries that write Word files.
pub fn generator_rsids() -> &'static NameList {
    &GENERATOR_RSIDS
}

/// All lists of names, for the manifest.
pub fn name_lists() -> [&'static NameList; 3] {
    [disposable_domains(), privacy_aliases(), generator_rsids()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_there_with_date_and_agree() {
        assert!(disposable_domains().len() > 5_000);
        assert!(!disposable_domains().date.is_empty() && !privacy_aliases().date.is_empty());
        assert!(disposable_domains().holds_domain("mailinator.com"));
        assert!(disposable_domains().holds_domain("sub.mailinator.com"));
        assert!(!disposable_domains().holds_domain("example.org"));
        assert!(privacy_aliases().holds_domain("duck.com"));
        assert!(generator_rsids().holds("00B47730") && !generator_rsids().holds("00A77427"));
        let is_id = |name: &&str| name.len() == 8 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
        assert!(
            generator_rsids().entries.iter().all(|name| is_id(name) && !name.contains(char::is_lowercase))
        );
        assert!(name_lists().iter().all(|list| !list.date.is_empty() && !list.licence.is_empty()));
    }
}
