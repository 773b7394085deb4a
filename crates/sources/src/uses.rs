//! Folds sign-in events into daily uses while they stream by.
//!
//! What is kept is one entry an account, day, network, devices and factors, with the first and the
//! last event of the day; so memory grows with accounts and days, not with events.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use bonafide_records::normal::{DeviceId, FactorId, Name, Network};
use bonafide_records::person::Statement;
use bonafide_records::{Citation, Key, PersonKind, PersonRow, SignInUse, Source};
use jiff::civil::Date;

use crate::collector::Collector;

/// One successful event of one account.
#[derive(Debug, Clone)]
pub(crate) struct Event {
    /// When, for the order of events inside a day.
    pub(crate) at: jiff::Timestamp,
    /// Day, in UTC as all days of records.
    pub(crate) day: Date,
    /// Where from.
    pub(crate) network: Option<Network>,
    /// Which devices, sorted.
    pub(crate) devices: Vec<DeviceId>,
    /// Which factors, sorted.
    pub(crate) factors: Vec<FactorId>,
}

/// What an event says of its account.
#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    /// The name beside the account.
    pub(crate) name: Name,
    /// What it states about identity, each with the field that does.
    pub(crate) statements: Vec<(Statement, Arc<str>)>,
}

/// The fields of a source that hold what is folded.
#[derive(Debug, Clone)]
pub(crate) struct Fields {
    pub(crate) device: Arc<str>,
    pub(crate) factor: Arc<str>,
}

type What = (Option<Network>, Vec<DeviceId>, Vec<FactorId>);

/// An event that a fold keeps: when, and its record.
type Kept = (jiff::Timestamp, Citation);

struct Fold {
    count: u32,
    first: Kept,
    last: Kept,
}

struct Known {
    account: Account,
    first: Kept,
    from: Date,
    to: Date,
    uses: HashMap<(Date, What), Fold>,
}

/// Events of one file, folded.
pub(crate) struct Uses {
    source: Source,
    fields: Fields,
    accounts: HashMap<Arc<str>, Known>,
    /// Halves of the ids of the last events that were read, so that one read twice counts once.
    seen: HashSet<u64>,
    /// Those before them.
    older: HashSet<u64>,
}

/// Events among which a repeated one is told, at least. Pages of an export overlap by hundreds;
/// remembering more would let memory grow with the events.
const REMEMBERED: usize = 1 << 17;

impl Uses {
    pub(crate) fn new(source: Source, fields: Fields) -> Self {
        Self { source, fields, accounts: HashMap::new(), seen: HashSet::new(), older: HashSet::new() }
    }

    /// Whether an event of this id was not taken in before, so far back as is remembered.
    pub(crate) fn is_new(&mut self, id: u64) -> bool {
        if self.older.contains(&id) {
            return false;
        }
        if self.seen.len() >= REMEMBERED {
            self.older = std::mem::take(&mut self.seen);
        }
        self.seen.insert(id)
    }

    /// Takes in one event. `cite` is asked only where the event is kept as the first or last one.
    pub(crate) fn take(
        &mut self,
        key: &str,
        event: Event,
        account: impl Fn() -> Account,
        cite: impl Fn() -> Citation,
    ) {
        let kept = || (event.at, cite());
        if !self.accounts.contains_key(key) {
            let known = Known {
                account: account(),
                first: kept(),
                from: event.day,
                to: event.day,
                uses: HashMap::new(),
            };
            self.accounts.insert(Arc::from(key), known);
        }
        let Some(known) = self.accounts.get_mut(key) else { return };
        if event.at < known.first.0 || event.at == known.first.0 && cite() < known.first.1 {
            // What the account is called is what its first event says, in whatever order they come.
            known.first = kept();
            known.account = account();
        }
        known.from = known.from.min(event.day);
        known.to = known.to.max(event.day);
        let what = (event.day, (event.network, event.devices, event.factors));
        if let Some(fold) = known.uses.get_mut(&what) {
            fold.count = fold.count.saturating_add(1);
            if event.at < fold.first.0 || event.at == fold.first.0 && cite() < fold.first.1 {
                fold.first = (event.at, cite());
            }
            if event.at > fold.last.0 || event.at == fold.last.0 && cite() > fold.last.1 {
                fold.last = (event.at, cite());
            }
        } else {
            let first = (event.at, cite());
            known.uses.insert(what, Fold { count: 1, last: first.clone(), first });
        }
    }

    /// Hands everything over, in one order whatever the order of events.
    pub(crate) fn finish(self, collector: &mut Collector) {
        let mut accounts: Vec<(Arc<str>, Known)> = self.accounts.into_iter().collect();
        accounts.sort_by(|one, other| one.0.cmp(&other.0));
        for (key, known) in accounts {
            let Some(key) = Key::new(&key) else { continue };
            let citation = known.first.1;
            let statements = known.account.statements.into_iter();
            let row = PersonRow {
                source: self.source.clone(),
                key,
                kind: PersonKind::Account,
                name: known.account.name,
                company: None,
                statements: statements.map(|(one, field)| (one, citation.with_field(field))).collect(),
                agency: None,
                role: None,
                from: Some(known.from),
                to: Some(known.to),
                country: None,
                history: Vec::new(),
                citation,
            };
            let Some(row) = collector.person(row) else { continue };
            let mut uses: Vec<((Date, What), Fold)> = known.uses.into_iter().collect();
            uses.sort_by(|one, other| one.0.cmp(&other.0));
            for ((day, (network, devices, factors)), fold) in uses {
                collector.sign_in(SignInUse {
                    row,
                    day,
                    network,
                    devices,
                    factors,
                    count: fold.count,
                    first: fold.first.1,
                    last: fold.last.1,
                    device_field: self.fields.device.clone(),
                    factor_field: self.fields.factor.clone(),
                });
            }
        }
    }
}
