//! Persons and things of the document.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_exchange::document::{Join, Origin, Person, Thing};
use bonafide_records::finding::{PersonId, ThingId};
use bonafide_records::normal::Name;
use bonafide_records::value::{Form, ValueKind};

use super::{Parts, words};

impl Parts<'_> {
    /// All persons, sorted by id.
    pub(super) fn persons(&self) -> Vec<Person> {
        let persons = &self.detection.persons;
        // Payees without a key are known by their account, which is shown masked.
        let by_value: BTreeMap<String, (&str, &str)> = self
            .reading
            .rows
            .iter()
            .filter(|row| row.key.is_value())
            .map(|row| (format!("{}:{}", row.source, row.key), (row.source.as_str(), row.key.as_str())))
            .collect();
        let shown = |written: &str| match by_value.get(written) {
            Some((source, key)) => words::value_key(source, key, self.names),
            None => words::key(written, self.names),
        };
        let mut joins: BTreeMap<usize, Vec<Join>> = BTreeMap::new();
        for join in &persons.joins {
            let Some(owner) = persons.resolve(&join.a) else { continue };
            joins.entry(owner.0 as usize).or_default().push(Join {
                a: shown(&join.a),
                b: shown(&join.b),
                rule: join.rule.to_owned(),
                record: self.record(&join.record),
            });
        }
        let rows = &self.reading.rows;
        persons
            .list
            .iter()
            .enumerate()
            .map(|(index, person)| {
                let mut from: Vec<Origin> = person
                    .rows
                    .iter()
                    .filter_map(|row| rows.get(row.0 as usize))
                    .map(|row| Origin {
                        file: self.file_name(row.citation.file),
                        source: row.source.as_str().to_owned(),
                        key: if row.key.is_value() {
                            words::value_key("", row.key.as_str(), self.names)
                        } else {
                            words::key(row.key.as_str(), self.names)
                        },
                    })
                    .collect();
                from.sort_by(|left, right| {
                    (&left.source, &left.key, &left.file).cmp(&(&right.source, &right.key, &right.file))
                });
                from.dedup();
                Person {
                    id: person.id.clone(),
                    kinds: person
                        .kinds
                        .iter()
                        .map(|kind| kind.word().to_owned())
                        .collect::<BTreeSet<_>>()
                        .into_iter()
                        .collect(),
                    label: self.label(person),
                    from,
                    joined_by: joins.remove(&index).unwrap_or_default(),
                    works_here: person.works_here(),
                }
            })
            .collect()
    }

    /// Initials, or with `--names` the name; the id where no name is on record.
    fn label(&self, person: &bonafide_detect::persons::Person) -> String {
        let names = person.names.iter();
        let shown = if self.names {
            names.map(Name::display).find(|name| !name.is_empty())
        } else {
            Some(person.initials())
        };
        shown.filter(|text| !text.is_empty()).unwrap_or_else(|| person.id.clone())
    }

    /// Things that findings name, that are hubs, or that more than one person uses as their own.
    pub(super) fn things(&self) -> Vec<Thing> {
        let named: BTreeSet<ThingId> =
            self.assessment.findings.iter().flat_map(|finding| finding.things.iter().copied()).collect();
        let index = &self.detection.index;
        let mut things = Vec::new();
        for entry in ValueKind::ALL.iter().flat_map(|kind| index.entries(*kind)) {
            let holders = entry.holders(|_| true);
            // A relay's or a private address of one person links nobody and says nothing.
            let is_hub = entry.hub.is_some() && !matches!(entry.form, Form::Network(_));
            if !named.contains(&entry.thing) && !is_hub && holders.len() < 2 {
                continue;
            }
            things.push(Thing {
                id: self.thing(entry.thing),
                kind: entry.form.kind().word().to_owned(),
                masked: if self.names { entry.form.full() } else { entry.form.masked() },
                persons: holders.iter().map(|person: &PersonId| self.person(*person)).collect(),
                hub: entry.hub.clone(),
            });
        }
        things.sort_by(|left, right| left.id.cmp(&right.id));
        things
    }
}
