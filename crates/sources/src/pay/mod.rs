//! Payees and payouts, whatever wrote them: rows, values and payments out of what a table or a bank
//! message gives.
//!
//! **Whom a payout pays.** The payee's key is that of a payee list, else whom the row names as the
//! person, else the account, the wallet, the handle, else the mailbox. Where a source shows a name alone, a payout that
//! cites what may be a contract is kept under what it cites, and any other one is counted and left
//! out: a name is no key.
//!
//! **Memory.** A payroll pays the same few accounts each month, so one row stands for all payouts of
//! a file that say the same of who is paid (key, names and statements), and a value is cited from
//! the first and the last payout to it, with their days as its period. Each payment is kept and
//! cites its own record. What comes first is decided by day and digest, not by the order of rows.

pub(crate) mod amount;
pub(crate) mod tokens;

use std::collections::{BTreeMap, HashMap};

use bonafide_records::normal::{Account, Mailbox, Name, Wallet};
use bonafide_records::person::Statement;
use bonafide_records::{
    Citation, Digest, Form, Key, NameCheck, Payment, PersonKind, PersonRow, Place, Role, RowId, Source,
};
use jiff::civil::Date;
use sha2::{Digest as _, Sha256};

use crate::collector::Collector;

/// A text with the header or element under which it stands.
pub(crate) type Named = (String, String);

/// One payee or payout as its source gives it.
#[derive(Debug, Clone)]
pub(crate) struct Given {
    /// Account holder or recipient.
    pub(crate) holder: Option<Named>,
    /// A second name beside the holder.
    pub(crate) company: Option<String>,
    /// The source's own key of the payee.
    pub(crate) key: Option<Named>,
    /// The key of the person who is paid.
    pub(crate) of: Option<Named>,
    /// Texts that may cite a contract.
    pub(crate) texts: Vec<Named>,
    /// Accounts, wallets, handles and mailboxes.
    pub(crate) values: Vec<(Form, String)>,
    /// Whether it is a payout.
    pub(crate) paid: bool,
    /// As written.
    pub(crate) currency: Option<String>,
    /// In hundredths.
    pub(crate) amount: Option<i64>,
    /// The day and where it stands.
    pub(crate) at: Option<(Date, String)>,
    /// Whether the day lies ahead of the payout.
    pub(crate) planned: bool,
    /// In normal form.
    pub(crate) memo: Option<String>,
    /// What the bank said of name and account.
    pub(crate) name_check: Option<NameCheck>,
    /// The record.
    pub(crate) citation: Citation,
}

impl Given {
    /// An empty one of this record.
    pub(crate) fn new(citation: Citation, paid: bool) -> Self {
        Self {
            holder: None,
            company: None,
            key: None,
            of: None,
            texts: Vec::new(),
            values: Vec::new(),
            paid,
            currency: None,
            amount: None,
            at: None,
            planned: false,
            memo: None,
            name_check: None,
            citation,
        }
    }

    /// Adds a value once.
    pub(crate) fn add(&mut self, form: Form, field: &str) {
        if !self.values.iter().any(|(known, _)| *known == form) {
            self.values.push((form, field.to_owned()));
        }
    }

    /// Adds what a text says to be paid to: a wallet where a checksum or the currency says so, else an
    /// account. Tables put either into either column.
    pub(crate) fn add_destination(
        &mut self,
        text: &str,
        bank: Option<&str>,
        label: Option<&str>,
        field: &str,
    ) {
        if let Some(form) = destination(text, bank, label, field) {
            self.add(form, field);
        }
    }

    /// Adds a mailbox.
    pub(crate) fn add_mailbox(&mut self, text: &str, field: &str) {
        if let Some(mailbox) = Mailbox::parse(text) {
            self.add(Form::Mailbox(mailbox), field);
        }
    }

    fn statements(&self) -> Vec<(Statement, Citation)> {
        let mut stated = Vec::new();
        if let Some((key, field)) = &self.of {
            stated.push((Statement::Of(key.clone()), self.citation.with_field(field.as_str())));
        }
        let mut found: Vec<String> = Vec::new();
        for (text, field) in &self.texts {
            let before = found.len();
            tokens::add(text, &mut found);
            for token in found.iter().skip(before) {
                stated.push((Statement::Cites(token.clone()), self.citation.with_field(field.as_str())));
            }
        }
        stated
    }

    /// The payee's key and where it stands: that of a payee list, else of whom the row names, else the
    /// value that is paid to.
    fn own_key(&self, statements: &[(Statement, Citation)]) -> Option<(Key, String)> {
        let written = |(text, field): &Named| Some((Key::new(text)?, field.clone()));
        // In a payee list the key is the payee's, in a list of payouts the payment's.
        let listed = self.key.as_ref().filter(|_| !self.paid).and_then(written);
        if let Some(found) = listed.or_else(|| self.of.as_ref().and_then(written)) {
            return Some(found);
        }
        let of_form = |wanted: fn(&Form) -> bool| self.values.iter().find(|(form, _)| wanted(form));
        let whole = |form: &Form| matches!(form, Form::Account(account) if !account.is_partial());
        let value = of_form(whole)
            .or_else(|| of_form(|form| matches!(form, Form::Wallet(_))))
            .or_else(|| of_form(|form| matches!(form, Form::Handle(_))));
        if let Some((form, field)) = value {
            return Some((Key::of_value(&form.key())?, field.clone()));
        }
        if let Some(found) = self.key.as_ref().and_then(written) {
            return Some(found);
        }
        if let Some((form, field)) = of_form(|form| matches!(form, Form::Mailbox(_))) {
            return Some((Key::of_value(&form.key())?, field.clone()));
        }
        let cited = statements.iter().find_map(|(statement, citation)| match statement {
            Statement::Cites(token) if tokens::is_distinctive(token) => {
                Some((Key::new(token)?, citation.field.to_string()))
            }
            _ => None,
        });
        cited.filter(|_| self.holder.is_some())
    }
}

/// What a text says to be paid to: a wallet where a checksum, the label beside it or a word of its
/// header (`Solana wallet`) says so, else an account. Tables put either into either column.
pub(crate) fn destination(text: &str, bank: Option<&str>, label: Option<&str>, header: &str) -> Option<Form> {
    let by_header = || {
        let words = header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(8).find_map(|word| Wallet::parse_labelled(text, Some(word)))
    };
    if let Some(wallet) = Wallet::parse_labelled(text, label).or_else(by_header) {
        return Some(Form::Wallet(wallet));
    }
    Account::parse(text, bank).map(Form::Account)
}

/// The payout platform that a header names, for a handle whose text does not.
pub(crate) fn service(header: &str) -> Option<&'static str> {
    const SERVICES: [&str; 10] = [
        "paypal", "payoneer", "wise", "revolut", "skrill", "venmo", "cashapp", "zelle", "coinbase", "binance",
    ];
    let folded: String =
        header.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    SERVICES.into_iter().find(|service| folded.contains(service))
}

/// Why something is no payee.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoPayee {
    /// A name alone, and nothing that could be a contract.
    NameAlone,
    /// Nothing that says who is paid.
    Nobody,
}

/// When something was paid and the digest of its record: what decides which payment is first.
type Rank = (Option<Date>, Digest);

/// The payments to one value of one row.
struct Span {
    first: (Rank, Citation),
    last: (Rank, Citation),
}

/// One row with its values.
struct Payee {
    row: RowId,
    stated: Rank,
    spans: BTreeMap<Form, Span>,
}

/// The payees of one file; [`Self::finish`] gives what is known only at its end.
pub(crate) struct Payees {
    source: Source,
    known: HashMap<[u8; 16], Option<usize>>,
    list: Vec<Payee>,
    /// Rows left out, by reason: how many, and the first of them.
    left_out: BTreeMap<&'static str, (u64, Place)>,
}

impl Payees {
    /// None yet.
    pub(crate) fn new(source: Source) -> Self {
        Self { source, known: HashMap::new(), list: Vec::new(), left_out: BTreeMap::new() }
    }

    /// Takes in one payee or payout.
    pub(crate) fn take(&mut self, collector: &mut Collector, given: Given) -> Result<(), NoPayee> {
        let statements = given.statements();
        let Some((key, key_field)) = given.own_key(&statements) else {
            return Err(if given.holder.is_some() { NoPayee::NameAlone } else { NoPayee::Nobody });
        };
        let name = Name::new(None, None, given.holder.as_ref().map(|(text, _)| text.as_str()));
        let company = given.company.as_deref().map(|text| Name::new(None, None, Some(text)));
        let company = company.filter(|name| !name.is_empty());
        let rank = (given.at.as_ref().map(|(day, _)| *day), given.citation.digest);
        let citation = given.citation.with_field(key_field);
        let same = same_payee(&key, &name, company.as_ref(), &statements);
        let index = match self.known.get(&same) {
            Some(Some(index)) => *index,
            Some(None) => return Ok(()), // The policy lets nothing of this payee in.
            None => {
                let row = collector.person(PersonRow {
                    source: self.source.clone(),
                    key,
                    kind: PersonKind::Payee,
                    name: name.clone(),
                    company,
                    statements: statements.clone(),
                    agency: None,
                    role: None,
                    // When somebody is paid says nothing of how long they are known.
                    from: None,
                    to: None,
                    country: None,
                    history: Vec::new(),
                    citation: citation.clone(),
                });
                let index = row.map(|row| {
                    self.list.push(Payee { row, stated: rank, spans: BTreeMap::new() });
                    self.list.len() - 1
                });
                self.known.insert(same, index);
                let Some(index) = index else { return Ok(()) };
                index
            }
        };
        let Some(payee) = self.list.get_mut(index) else { return Ok(()) };
        if rank < payee.stated {
            payee.stated = rank;
            collector.restate(payee.row, citation, statements);
        }
        for (form, field) in &given.values {
            payee.see(form, rank, given.citation.with_field(field.as_str()));
        }
        if let Some((day, field)) = &given.at {
            let place = given.citation.place.clone();
            if given.planned {
                collector.started(*day, place, field);
            } else {
                collector.event(*day, place, field);
            }
        }
        let (holder, holder_field) = given.holder.unzip();
        collector.payment(Payment {
            source: self.source.clone(),
            row: payee.row,
            holder: holder.map(|_| name).filter(|name| !name.is_empty()),
            holder_field: holder_field.unwrap_or_default(),
            paid: given.paid,
            currency: given.currency,
            amount: given.amount,
            at: rank.0,
            memo: given.memo,
            name_check: given.name_check,
            citation: given.citation,
        });
        Ok(())
    }

    /// Counts a row that is left out for a reason of which one line says enough.
    pub(crate) fn leave_out(&mut self, why: &'static str, place: Place) {
        self.left_out.entry(why).or_insert((0, place)).0 += 1;
    }

    /// Gives the values, and says what was left out.
    pub(crate) fn finish(self, collector: &mut Collector) {
        for payee in self.list {
            for (form, span) in payee.spans {
                let role = if matches!(form, Form::Mailbox(_)) { Role::Own } else { Role::Paid };
                let (first, last) = (span.first.0.0, span.last.0.0);
                let from = first.or(last);
                let two = span.first.1.digest != span.last.1.digest;
                collector.value(payee.row, role, form.clone(), from, last, span.first.1);
                if two {
                    collector.value(payee.row, role, form, from, last, span.last.1);
                }
            }
        }
        for (why, (rows, place)) in self.left_out {
            let said =
                if rows == 1 { why.to_owned() } else { format!("{why} ({rows} rows, this the first)") };
            collector.set_aside_often(Some(place), said, rows);
        }
    }
}

impl Payee {
    fn see(&mut self, form: &Form, rank: Rank, citation: Citation) {
        let Some(span) = self.spans.get_mut(form) else {
            let here = (rank, citation);
            self.spans.insert(form.clone(), Span { first: here.clone(), last: here });
            return;
        };
        if rank < span.first.0 {
            span.first = (rank, citation);
        } else if rank > span.last.0 {
            span.last = (rank, citation);
        }
    }
}

/// What two payments have in common when one row stands for both.
fn same_payee(
    key: &Key,
    name: &Name,
    company: Option<&Name>,
    statements: &[(Statement, Citation)],
) -> [u8; 16] {
    let mut hasher = Sha256::new();
    let mut add = |tag: &[u8], text: &str| {
        hasher.update(tag);
        hasher.update((text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    add(b"k", key.as_str());
    add(b"n", &name.display());
    add(b"c", &company.map(Name::display).unwrap_or_default());
    for (statement, _) in statements {
        match statement {
            Statement::Of(text) => add(b"o", text),
            Statement::Cites(text) => add(b"t", text),
            _ => {}
        }
    }
    let mut half = [0_u8; 16];
    for (to, from) in half.iter_mut().zip(hasher.finalize()) {
        *to = from;
    }
    half
}
