//! To whom each person of a contract is paid: holders and accounts, each once with its records.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use bonafide_records::finding::{BitsFrom, Condition, Evidence, PersonId, Subject, ThingId};
use bonafide_records::normal::{Name, fold_text};
use bonafide_records::value::{Role, Value};
use bonafide_records::{Citation, NameCheck, Payment, RowId, ValueKind};

use crate::catalogue::Row;
use crate::context::{Context, Draft};
use crate::index::{Entry, counted_as};
use crate::things::{agency_named, agency_names};

/// One holder of one account to whom a person is paid.
pub struct Payee<'a> {
    /// Who is paid.
    pub person: PersonId,
    /// The holder or recipient as the source names them.
    pub holder: &'a Name,
    /// The account, wallet or handle, if the source shows one.
    pub entry: Option<&'a Entry>,
    /// First and last record, citing the holder's field.
    pub records: Vec<Citation>,
    /// What the bank said of name and account: the least favourable answer.
    pub name_check: Option<NameCheck>,
}

impl Payee<'_> {
    /// A finding of this payee, without bits: that money goes to another is no rarity of a value.
    /// `None` where no record cites the holder.
    pub fn draft(&self, conditions: BTreeSet<Condition>, says: String) -> Option<Draft> {
        let mut records = self.records.iter().cloned();
        let first = records.next()?;
        let thing = self.entry.map(|entry| entry.thing);
        Some(Draft {
            persons: vec![self.person],
            things: thing.into_iter().collect(),
            of: std::iter::once(Subject::Person(self.person)).chain(thing.map(Subject::Thing)).collect(),
            evidence: Evidence::new(first, records),
            bits: (0, BitsFrom::NotMeasured),
            conditions,
            says,
            threshold: None,
        })
    }
}

/// One holder of one person's pay, and where it goes.
type Grouped = (PersonId, String, Option<ThingId>);

/// Holders by person whom a contract or staff record knows, from the sources of a row; sorted.
pub fn payees<'a>(context: &'a Context<'_>, row: &Row) -> Vec<Payee<'a>> {
    let accounts = accounts_by_row(context);
    let mut grouped: BTreeMap<Grouped, Vec<(&Payment, Option<&Entry>)>> = BTreeMap::new();
    for payment in &context.reading.payments {
        if !row.reads(counted_as(payment.source.as_str(), table_of(payment))) {
            continue;
        }
        let answered = payment.name_check == Some(NameCheck::NoMatch);
        let Some(holder) = payment.holder.as_ref().or_else(|| answered.then(nobody)) else { continue };
        let entry = accounts.get(&payment.row).copied();
        for person in context.persons.all_of_row(payment.row) {
            if context.persons.get(*person).is_some_and(super::persons::Person::is_contract_party) {
                let key = (*person, fold_text(&holder.display()), entry.map(|own| own.thing));
                grouped.entry(key).or_default().push((payment, entry));
            }
        }
    }
    let mut payees = Vec::with_capacity(grouped.len());
    for ((person, _, _), mut payments) in grouped {
        payments.sort_by(|left, right| (left.0.at, &left.0.citation).cmp(&(right.0.at, &right.0.citation)));
        let (Some((first, entry)), Some((last, _))) = (payments.first(), payments.last()) else { continue };
        let holder = first.holder.as_ref().unwrap_or_else(|| nobody());
        let cite = |payment: &Payment| payment.citation.with_field(payment.holder_field.as_str());
        let mut records = vec![cite(first), cite(last)];
        records.dedup();
        let name_check = payments.iter().filter_map(|(payment, _)| payment.name_check).max();
        payees.push(Payee { person, holder, entry: *entry, records, name_check });
    }
    payees
}

/// The name of a holder whom the source does not name.
fn nobody() -> &'static Name {
    static NOBODY: LazyLock<Name> = LazyLock::new(Name::default);
    &NOBODY
}

/// The word of the table that a payment of a mapped table counts as.
pub fn table_of(payment: &Payment) -> &'static str {
    if payment.paid { "table:payout" } else { "table:payee" }
}

/// The account, wallet or handle of each payee row.
fn accounts_by_row<'a>(context: &'a Context<'_>) -> BTreeMap<RowId, &'a Entry> {
    let mut accounts: BTreeMap<RowId, &Entry> = BTreeMap::new();
    let is_account = |value: &&Value| {
        value.role == Role::Paid
            && matches!(value.form.kind(), ValueKind::Account | ValueKind::Wallet | ValueKind::Handle)
    };
    for value in context.reading.values.iter().filter(is_account) {
        if let Some(entry) = context.index.find(&value.form) {
            accounts.entry(value.row).or_insert(entry);
        }
    }
    accounts
}

/// How a holder's name stands to the person who is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The same name, or one that leaves parts out.
    Same,
    /// Another name with a common token, or the company that the contract states.
    Related,
    /// No common token.
    Stranger,
    /// The source names none; only what the bank answered is known.
    Unnamed,
}

/// Compares a holder with the names and companies that the firm's records state of a person.
/// `None` where they state no name.
pub fn compare(context: &Context<'_>, person: PersonId, holder: &Name) -> Option<Holder> {
    let known = context.persons.get(person)?;
    if known.names.is_empty() {
        return None;
    }
    if holder.is_empty() {
        return Some(Holder::Unnamed);
    }
    if known.names.iter().any(|own| own.same_as(holder) || own.is_part_of(holder) || holder.is_part_of(own)) {
        return Some(Holder::Same);
    }
    let rows = known.rows.iter().filter_map(|row| context.reading.rows.get(row.0 as usize));
    // What a payout says beside its holder is no statement of a contract.
    let mut companies = rows.filter(|row| !row.is_dependent()).filter_map(|row| row.company.as_ref());
    if known.names.iter().any(|own| own.shares_token(holder))
        || companies.any(|company| same_company(company, holder))
    {
        return Some(Holder::Related);
    }
    Some(Holder::Stranger)
}

/// Whether two names are one company's: equal words, legal forms left out (`Ltd`, `S.L.`, `GmbH`).
fn same_company(one: &Name, other: &Name) -> bool {
    let (left, right) = (company_words(one), company_words(other));
    !left.is_empty() && left == right
}

/// Legal forms, folded and written as one word.
const LEGAL_FORMS: &[&str] = &[
    "ab", "ag", "as", "bv", "co", "company", "corp", "eeig", "ehf", "ek", "eood", "eu", "gbr", "gmbh", "inc",
    "kft", "kg", "limited", "llc", "llp", "ltd", "mbh", "nv", "oe", "og", "ood", "ou", "oue", "oy", "oyj",
    "plc", "pte", "pty", "sa", "sarl", "sas", "sia", "sl", "slu", "sp", "spa", "spzoo", "srl", "sro", "uab",
    "ug", "zoo",
];

fn company_words(name: &Name) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut letters = String::new();
    for word in fold_text(&name.display()).split(' ') {
        // `S.L.` is folded to two letters.
        if word.chars().count() == 1 {
            letters.push_str(word);
            continue;
        }
        words.extend((!letters.is_empty()).then(|| std::mem::take(&mut letters)));
        words.push(word.to_owned());
    }
    words.extend((!letters.is_empty()).then_some(letters));
    words.retain(|word| !LEGAL_FORMS.contains(&word.replace('ü', "u").as_str()));
    words.sort();
    words
}

/// The agency of firm.toml that holds the account or bears the holder's name, counted from 1.
pub fn agency(context: &Context<'_>, payee: &Payee<'_>) -> Option<usize> {
    let declared = payee.entry.and_then(|entry| entry.hub.as_deref());
    if let Some(number) = declared.and_then(|hub| hub.strip_prefix("firm.toml [[agencies]] ")) {
        return number.parse().ok();
    }
    agency_named(&agency_names(context.firm), payee.holder)
}

/// The other person of the records whose name the holder bears, if there is exactly one, and whether
/// the two share a declared home or household.
pub fn known_holder(context: &Context<'_>, payee: &Payee<'_>) -> Option<(PersonId, bool)> {
    let holder = payee.holder.taken_apart();
    let known = context.names_of_parties().iter();
    let mut all: Vec<PersonId> =
        known.filter(|(id, name)| *id != payee.person && name.same_as(&holder)).map(|(id, _)| *id).collect();
    all.dedup();
    let first = all.first().copied()?;
    // Namesakes: one who lives with the person is the holder; else nobody can tell.
    if let Some(near) = all.iter().find(|id| lives_with(context, payee.person, **id)) {
        return Some((*near, true));
    }
    if all.len() == 1 { Some((first, false)) } else { None }
}

fn lives_with(context: &Context<'_>, first: PersonId, second: PersonId) -> bool {
    let known =
        |person: PersonId| context.persons.get(person).map(|one| one.known_as.clone()).unwrap_or_default();
    context.index.same_home(first, second)
        || context.firm.household_of(&known(first), &known(second)).is_some()
}

/// Whether a household of firm.toml with somebody else in it names the person.
pub fn is_in_household(context: &Context<'_>, person: PersonId) -> bool {
    let Some(known) = context.persons.get(person) else { return false };
    context.firm.households.iter().any(|household| {
        household.persons.len() > 1 && household.persons.iter().any(|key| known.known_as.contains(key))
    })
}
