//! What `[policy]` of `firm.toml` allows to be read.
//!
//! Without `[policy]` everything given is read. With it, a source is read only where an entry of
//! `allow` names it; the rest is refused with the reason, and nothing of it is kept. An entry may
//! narrow what is read:
//!
//! * `persons`: kinds of persons (`applicant`, `staff`, `contractor` ...); rows of other kinds are
//!   passed over. Records that are no persons (deliveries, devices ...) have no kind and pass.
//! * `scope`: persons as `source:key`. A row passes when it is one of them, or when its key or
//!   the employee number it states is the key of one of them; another record when the person it
//!   names is the key of one of them.
//! * `from`, `to`: the period for which the entry holds. It is compared with the scan's as-of day:
//!   an entry outside its period allows nothing.
//! * `approved_by`: where it is given it holds two different names, or the entry allows nothing.
//!
//! Several entries for one source each allow their part.

use std::collections::BTreeSet;

use bonafide_records::firm::{Allow, Policy};
use bonafide_records::normal::fold_text;
use bonafide_records::person::Statement;
use bonafide_records::{PersonRow, Source};
use jiff::civil::Date;

/// The policy, ready to be asked.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gate {
    policy: Option<Policy>,
}

impl Gate {
    pub(crate) fn new(policy: Option<Policy>) -> Self {
        Self { policy }
    }

    fn entries(&self, source: &Source) -> impl Iterator<Item = &Allow> {
        let word = source.as_str().to_owned();
        self.policy.iter().flat_map(|policy| &policy.allow).filter(move |entry| entry.source.trim() == word)
    }

    /// Why nothing of a source may be read, if so. `as_of` is `None` where it is not known yet;
    /// periods are then not looked at.
    pub(crate) fn refuses(&self, source: &Source, as_of: Option<Date>) -> Option<String> {
        self.policy.as_ref()?;
        let mut why = format!("[policy] has no entry in allow for `{source}`");
        for entry in self.entries(source) {
            match entry_refuses(entry, as_of) {
                None => return None,
                Some(reason) => why = format!("the entry for `{source}` in [policy] {reason}"),
            }
        }
        Some(why)
    }

    /// Whether the policy lets a row that states a person in.
    pub(crate) fn admits_person(&self, row: &PersonRow) -> bool {
        if self.policy.is_none() {
            return true;
        }
        self.entries(&row.source).filter(|entry| entry_refuses(entry, None).is_none()).any(|entry| {
            let kind =
                entry.persons.is_empty() || entry.persons.iter().any(|word| word.trim() == row.kind.word());
            kind && (entry.scope.is_empty() || entry.scope.iter().any(|person| is_row(person, row)))
        })
    }

    /// Whether the policy lets a record that is no person in; `person` is whom it names.
    pub(crate) fn admits_fact(&self, source: &Source, person: Option<&str>) -> bool {
        if self.policy.is_none() {
            return true;
        }
        self.entries(source).filter(|entry| entry_refuses(entry, None).is_none()).any(|entry| {
            entry.scope.is_empty()
                || person.is_some_and(|named| {
                    entry.scope.iter().any(|scope| scope == named || key_of(scope) == named)
                })
        })
    }
}

/// Why an entry allows nothing, if so.
fn entry_refuses(entry: &Allow, as_of: Option<Date>) -> Option<String> {
    let approvers: BTreeSet<String> =
        entry.approved_by.iter().map(|name| fold_text(name)).filter(|name| !name.is_empty()).collect();
    if !entry.approved_by.is_empty() && approvers.len() < 2 {
        return Some("names one approver: write two different names into approved_by".to_owned());
    }
    let as_of = as_of?;
    if let Some(from) = entry.from.filter(|from| as_of < *from) {
        return Some(format!("holds from {from} on, and the scan is as of {as_of}"));
    }
    if let Some(to) = entry.to.filter(|to| as_of > *to) {
        return Some(format!("ended on {to}, and the scan is as of {as_of}"));
    }
    None
}

/// The key in `source:key`. A mapped table's word holds a colon itself (`table:person:W1`).
fn key_of(scope: &str) -> &str {
    let rest = match scope.strip_prefix("table:") {
        Some(rest) => rest,
        None => scope,
    };
    rest.split_once(':').map_or(scope, |(_, key)| key)
}

fn is_row(scope: &str, row: &PersonRow) -> bool {
    let key = key_of(scope);
    let states = |(statement, _): &(Statement, _)| match statement {
        Statement::EmployeeNumber(number) => number == key,
        _ => false,
    };
    scope == format!("{}:{}", row.source, row.key)
        || row.key.as_str() == key
        || row.statements.iter().any(states)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate(entries: Vec<Allow>) -> Gate {
        Gate::new(Some(Policy { allow: entries, ..Policy::default() }))
    }

    fn entry(source: &str) -> Allow {
        Allow { source: source.to_owned(), ..Allow::default() }
    }

    #[test]
    fn without_policy_all_is_read_and_with_it_only_what_is_named() {
        let (okta, bamboohr) = (Source::new("okta"), Source::new("bamboohr"));
        assert_eq!(Gate::default().refuses(&okta, None), None);
        let gate = gate(vec![entry("okta")]);
        assert_eq!(gate.refuses(&okta, None), None);
        assert!(gate.refuses(&bamboohr, None).is_some_and(|why| why.contains("no entry in allow")));
        assert!(!gate.admits_fact(&bamboohr, None));
    }

    #[test]
    fn one_approver_is_none() {
        let one = Allow { approved_by: vec!["A. Name".into(), "a name".into()], ..entry("okta") };
        let two = Allow { approved_by: vec!["A. Name".into(), "B. Name".into()], ..entry("okta") };
        let okta = Source::new("okta");
        assert!(gate(vec![one.clone()]).refuses(&okta, None).is_some_and(|why| why.contains("one approver")));
        assert_eq!(gate(vec![two.clone()]).refuses(&okta, None), None);
        assert_eq!(gate(vec![one, two]).refuses(&okta, None), None);
    }

    #[test]
    fn an_entry_holds_in_its_period_only() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let june = Allow { from: Some(day("2026-06-01")), to: Some(day("2026-06-30")), ..entry("okta") };
        let gate = gate(vec![june]);
        let okta = Source::new("okta");
        assert!(
            gate.refuses(&okta, Some(day("2026-05-31"))).is_some_and(|why| why.contains("from 2026-06-01"))
        );
        assert_eq!(gate.refuses(&okta, Some(day("2026-06-30"))), None);
        assert!(
            gate.refuses(&okta, Some(day("2026-07-01")))
                .is_some_and(|why| why.contains("ended on 2026-06-30"))
        );
    }

    #[test]
    fn scope_names_persons_by_their_key_in_any_source() {
        let gate = gate(vec![Allow { scope: vec!["bamboohr:101".into()], ..entry("table:shipment") }]);
        let source = Source::new("table:shipment");
        assert!(gate.admits_fact(&source, Some("101")));
        assert!(!gate.admits_fact(&source, Some("102")));
        assert!(!gate.admits_fact(&source, None));
        assert_eq!((key_of("table:person:W1"), key_of("deel:a:b")), ("W1", "a:b"));
    }
}
