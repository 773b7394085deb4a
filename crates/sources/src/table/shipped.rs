//! The shipped mappings, and which of them knows a table by its headers.

use std::collections::HashSet;
use std::sync::OnceLock;

use super::headers::fold;
use super::mapping::{Headers, MappingFile};

/// Name and text of each shipped mapping.
const SHIPPED: &[(&str, &str)] = &[
    ("bamboohr", include_str!("../mappings/bamboohr.toml")),
    ("deel-contracts", include_str!("../mappings/deel-contracts.toml")),
    ("deel-people", include_str!("../mappings/deel-people.toml")),
    ("payoneer", include_str!("../mappings/payoneer.toml")),
    ("personio", include_str!("../mappings/personio.toml")),
    ("revolut", include_str!("../mappings/revolut.toml")),
    ("wise-batch", include_str!("../mappings/wise-batch.toml")),
    ("wise-history", include_str!("../mappings/wise-history.toml")),
    ("wise-statement", include_str!("../mappings/wise-statement.toml")),
    ("xero", include_str!("../mappings/xero.toml")),
];

/// One shipped mapping, ready to score headers.
pub(crate) struct Shipped {
    /// Its name, as `sources[].mapping` gives it.
    pub(crate) name: &'static str,
    /// The mapping.
    pub(crate) mapping: MappingFile,
    distinctive: HashSet<String>,
    common: HashSet<String>,
    /// Groups of headers; each header as its alternatives.
    together: Vec<Vec<Vec<String>>>,
    unless: HashSet<String>,
}

impl Shipped {
    /// How well a row of headers fits: 3 for each header and each group of headers that only this
    /// product has, 1 for each shared one; `None` below the mapping's least score.
    fn score(&self, headers: &[String]) -> Option<(u32, u32)> {
        let (score, distinctive) = self.points(headers);
        (score >= self.mapping.sniff.at_least.max(1)).then_some((score, distinctive))
    }

    /// The score, and how many headers that only this product has are in it.
    fn points(&self, headers: &[String]) -> (u32, u32) {
        let folded: HashSet<String> = headers.iter().map(|header| fold(header)).collect();
        let distinctive = folded.iter().filter(|header| self.distinctive.contains(*header)).count() as u32;
        let common = folded
            .iter()
            .filter(|header| self.common.contains(*header) && !self.distinctive.contains(*header))
            .count() as u32;
        let is_there = |alternatives: &Vec<String>| alternatives.iter().any(|header| folded.contains(header));
        let mut groups = 0;
        if folded.is_disjoint(&self.unless) {
            groups = self.together.iter().filter(|group| group.iter().all(is_there)).count() as u32;
        }
        (3 * (distinctive + groups) + common, distinctive)
    }
}

/// All shipped mappings. One that cannot be read is left out; a test keeps that from happening.
pub(crate) fn all() -> &'static [Shipped] {
    static ALL: OnceLock<Vec<Shipped>> = OnceLock::new();
    ALL.get_or_init(|| {
        let ready = |(name, text): &(&'static str, &str)| {
            let mapping = MappingFile::parse(text).ok()?;
            let set = |list: &[String]| list.iter().map(|header| fold(header)).collect();
            let (distinctive, common) = (set(&mapping.sniff.distinctive), set(&mapping.sniff.common));
            let alternatives = |header: &String| header.split('|').map(fold).collect::<Vec<String>>();
            let together =
                mapping.sniff.together.iter().map(|group| group.iter().map(alternatives).collect()).collect();
            let unless = set(&mapping.sniff.unless);
            Some(Shipped { name, mapping, distinctive, common, together, unless })
        };
        SHIPPED.iter().filter_map(ready).collect()
    })
}

/// The shipped mapping that fits a row of headers best, with its score. Of two that fit alike the
/// one with more headers of its own wins, then the one that finds more of its columns, then the
/// first by name.
pub(crate) fn best(headers: &[String]) -> Option<(&'static Shipped, u32)> {
    let mut found: Option<(&Shipped, (u32, u32, usize))> = None;
    for shipped in all() {
        let Some((score, distinctive)) = shipped.score(headers) else { continue };
        let rank = (score, distinctive, covered(&shipped.mapping, headers));
        if found.is_none_or(|(_, before)| rank > before) {
            found = Some((shipped, rank));
        }
    }
    found.map(|(shipped, (score, ..))| (shipped, score))
}

/// The person mapping of a product whose name stands in the file's own: a report holds what somebody
/// ticked, and so may have too few words of the product. It needs a name, a key and a third column.
pub(crate) fn named(file: &str, headers: &[String]) -> Option<&'static Shipped> {
    let file = fold(file);
    let folded: HashSet<String> = headers.iter().map(|header| fold(header)).collect();
    let holds = |shipped: &Shipped, names: &[&str]| {
        let columns = shipped.mapping.columns.iter().flatten();
        let mut wanted = columns.filter(|(name, _)| names.contains(&name.as_str()));
        wanted.any(|(_, list)| list.list().iter().any(|header| folded.contains(&fold(header))))
    };
    let fits = |shipped: &&Shipped| {
        shipped.mapping.kind == "person"
            && file.contains(&fold(&shipped.mapping.source_word()))
            && folded.is_disjoint(&shipped.unless)
            && holds(shipped, &["name", "last_name"])
            && holds(shipped, &["key", "employee_number", "contract", "worker"])
            && covered(&shipped.mapping, headers) >= 4
    };
    let rank = |shipped: &&Shipped| covered(&shipped.mapping, headers);
    all().iter().rev().filter(fits).max_by_key(rank)
}

/// A product that a row of headers nearly fits, and headers of which one more would do: for a hint.
pub(crate) fn nearly(headers: &[String]) -> Option<(&'static Shipped, Vec<&'static str>)> {
    let folded: HashSet<String> = headers.iter().map(|header| fold(header)).collect();
    let others = |shipped: &&Shipped| folded.is_disjoint(&shipped.unless);
    let near = |shipped: &&Shipped| shipped.points(headers).0 + 1 == shipped.mapping.sniff.at_least;
    let found = all().iter().filter(others).find(near)?;
    let mut known = HashSet::new();
    let lacking = found.mapping.sniff.common.iter().map(String::as_str).filter(|header| {
        let word = fold(header);
        header.contains(' ') && !folded.contains(&word) && known.insert(word)
    });
    Some((found, lacking.take(3).collect()))
}

/// How many of the headers a mapping has a name for.
fn covered(mapping: &MappingFile, headers: &[String]) -> usize {
    let known: HashSet<String> =
        mapping.columns.iter().flat_map(|c| c.values()).flat_map(Headers::list).map(|h| fold(h)).collect();
    headers.iter().filter(|header| known.contains(&fold(header))).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_mapping_is_well_formed() {
        for (name, text) in SHIPPED {
            let mapping = MappingFile::parse(text).unwrap_or_else(|why| panic!("{name}: {why}"));
            assert!(mapping.sniff.at_least >= 3, "{name}: one header must not decide");
            let columns = mapping.columns.unwrap();
            let needed: &[&str] = match mapping.kind.as_str() {
                "person" => &["key", "email", "phone", "started"],
                _ => &["name", "account", "amount", "reference"],
            };
            // Revolut names nobody, Wise's history no account, Xero no amount.
            for needed in needed.iter().filter(|_| !["revolut", "wise-history", "xero"].contains(name)) {
                assert!(columns.contains_key(*needed), "{name}: {needed}");
            }
            for header in columns.values().flat_map(Headers::list) {
                assert!(!bonafide_records::protected::is_protected(header), "{name}: {header} is never read");
            }
        }
        assert_eq!(all().len(), SHIPPED.len());
    }

    #[test]
    fn what_the_help_asks_for_is_enough() {
        let read_by = |list: &str| {
            let headers: Vec<String> = list.split(',').map(str::to_owned).collect();
            best(&headers).map(|(found, _)| found.name)
        };
        for list in [
            "Employee #,First Name,Last Name,Hire Date",
            "Employee #,First Name,Last Name,Work Email,Home Phone,Mobile Phone",
            "Employee Number,First Name,Last Name,Work Email,Hire Date",
        ] {
            assert_eq!(read_by(list), Some("bamboohr"), "{list}");
        }
        assert_eq!(read_by("Employee #,Hours,Project"), None);
    }

    #[test]
    fn a_table_just_below_a_product_is_named_with_what_it_lacks() {
        let headers: Vec<String> = ["Employee #", "Email", "Phone"].map(str::to_owned).into();
        let (found, lacking) = nearly(&headers).unwrap();
        assert!(found.name == "bamboohr" && lacking.len() == 3, "{lacking:?}");
        let more = [headers, vec![lacking[0].to_owned()]].concat();
        assert_eq!(best(&more).map(|(found, _)| found.name), Some("bamboohr"));
        assert!(nearly(&["Customer ID".to_owned(), "Home Email".to_owned()]).is_none());
    }

    #[test]
    fn a_report_with_few_columns_is_known_by_its_files_name() {
        let headers: Vec<String> =
            ["Employee Number", "First Name", "Last Name", "Mobile Phone"].map(str::to_owned).into();
        assert!(best(&headers).is_none());
        let name = |file: &str, headers: &[String]| named(file, headers).map(|found| found.name);
        assert_eq!(name("exports/BambooHR_Report-2026.csv", &headers), Some("bamboohr"));
        assert_eq!(name("personio.csv", &headers), Some("personio"));
        assert_eq!(name("people.csv", &headers), None);
        let german: Vec<String> = ["Vertrags-ID", "Vorname", "Nachname", "Telefon"].map(str::to_owned).into();
        assert!(name("deel.csv", &german).is_some_and(|found| found.starts_with("deel")));
        let customers = [headers, vec!["Customer ID".to_owned()]].concat();
        assert_eq!(name("bamboohr.csv", &customers), None);
        assert_eq!(name("bamboohr.csv", &["Name", "Phone", "City", "Street"].map(str::to_owned)), None);
    }

    #[test]
    fn a_list_of_contacts_is_nobodys_export() {
        let headers = |list: &[&str]| list.iter().map(|h| (*h).to_owned()).collect::<Vec<_>>();
        assert!(best(&headers(&["First Name", "Last Name", "Email", "Phone"])).is_none());
        assert!(best(&headers(&["Customer", "Street", "City", "Zip", "Email", "Phone"])).is_none());
        assert!(best(&headers(&[])).is_none());
    }
}
