//! camt.053: the statement of an account, with what was booked.
//!
//! Only money that went out is a payout. What was reversed or returned, is pending or for
//! information alone is none; counterparties of money that came in are no payees.

use bonafide_records::Place;

use super::balance::{Bal, Balance};
use super::decimal;
use super::transfer::{Day, Transfer, day, is_credit};
use super::{Bank, Handler, Leaf, Raw, Scope};
use crate::pay::Named;

const BATCH: &str =
    "a batch booking without its payments: give the pain.001 order, or ask the bank for the details";

/// A statement while it is read.
#[derive(Debug, Default)]
pub(super) struct Camt {
    balance: Balance,
    bal: Bal,
    statement: String,
    statement_path: String,
    entry: Entry,
    entry_path: String,
    transfer: Transfer,
    /// Details that wait for the end of their entry: its text is theirs where they are alone.
    waiting: Option<(Transfer, Raw)>,
    details: u64,
}

/// What the details of one entry share.
#[derive(Debug, Default)]
struct Entry {
    amount: Option<i128>,
    currency: Option<String>,
    is_credit: Option<bool>,
    reversal: bool,
    status: Option<String>,
    booked: Option<Named>,
    valued: Option<Named>,
    reference: String,
    text: Option<Named>,
    batch: bool,
}

impl Entry {
    fn is_booked(&self) -> bool {
        self.status.as_deref().is_none_or(|status| status == "BOOK")
    }

    fn leaf(&mut self, leaf: &Leaf<'_>) {
        let named = || Some((leaf.text.to_owned(), leaf.below.to_owned()));
        match leaf.below {
            "Amt" => {
                self.amount = decimal::read(leaf.text);
                self.currency = leaf.currency.map(str::to_owned);
            }
            "CdtDbtInd" => self.is_credit = is_credit(leaf.text),
            "RvslInd" => self.reversal = matches!(leaf.text, "true" | "1"),
            "Sts" | "Sts/Cd" => self.status = Some(leaf.text.to_owned()),
            "BookgDt/Dt" | "BookgDt/DtTm" => self.booked = named(),
            "ValDt/Dt" | "ValDt/DtTm" => self.valued = named(),
            "AcctSvcrRef" | "NtryRef" => {
                self.reference.push_str(leaf.text);
                self.reference.push('\n');
            }
            "AddtlNtryInf" => self.text = named(),
            "NtryDtls/Btch/NbOfTxs" => self.batch = leaf.text != "1",
            _ => {}
        }
    }

    /// The day on which it was booked, else from which it counts.
    fn day(&self) -> Day {
        let date = self.booked.as_ref().or(self.valued.as_ref());
        Day { at: date.and_then(|(text, field)| Some((day(text)?, field.clone()))), planned: false }
    }
}

impl Camt {
    /// Gives details with what their entry says.
    fn give(&self, mut transfer: Transfer, raw: &Raw, alone: bool, bank: &mut Bank<'_>) {
        let entry = &self.entry;
        let went_out = transfer.is_credit.or(entry.is_credit) == Some(false);
        if !went_out || entry.reversal || transfer.returned || !entry.is_booked() {
            let beside = self.beside();
            bank.is_new(raw, &beside);
            return;
        }
        if alone {
            if transfer.amount.is_none() {
                transfer.amount = entry.amount;
                transfer.currency.clone_from(&entry.currency);
            }
            transfer.texts.extend(entry.text.clone());
        }
        transfer.give(raw, entry.day(), &self.beside(), bank);
    }

    /// What tells two entries of one text apart: the statement's account bookings are numbered.
    fn beside(&self) -> String {
        let date = self.entry.booked.as_ref().map(|(text, _)| text.as_str()).unwrap_or_default();
        format!("{}\n{}\n{date}", self.statement, self.entry.reference)
    }

    fn end_entry(&mut self, bank: &mut Bank<'_>) {
        if let Some((transfer, raw)) = self.waiting.take() {
            self.give(transfer, &raw, true, bank);
        }
        let entry = std::mem::take(&mut self.entry);
        if entry.is_booked() {
            self.balance.entry(entry.amount, entry.currency.as_deref(), entry.is_credit);
        }
        if self.details == 0 {
            bank.collector.count_read();
            if entry.batch && entry.is_credit == Some(false) {
                let place = Place::Path(self.entry_path.as_str().into());
                bank.payees.leave_out(BATCH, place);
            }
        }
    }

    fn end_statement(&mut self, bank: &mut Bank<'_>) {
        if let Some(fault) = self.balance.fault() {
            let place = Place::Path(self.statement_path.as_str().into());
            bank.collector
                .set_aside(Some(place), format!("balances do not add up: {fault}; its entries are read"));
        }
    }
}

impl Handler for Camt {
    fn begin(&mut self, scope: Scope, path: &dyn Fn() -> String) {
        match scope {
            Scope::Statement => {
                (self.balance, self.bal) = (Balance::default(), Bal::default());
                self.statement.clear();
                self.statement_path = path();
            }
            Scope::Entry => {
                (self.entry, self.details, self.waiting) = (Entry::default(), 0, None);
                self.entry_path = path();
            }
            Scope::Record => self.transfer = Transfer::default(),
            Scope::Header | Scope::Batch => {}
        }
    }

    fn leaf(&mut self, scope: Scope, leaf: &Leaf<'_>) {
        match (scope, leaf.below) {
            (Scope::Record, _) => self.transfer.leaf(leaf),
            (Scope::Entry, _) => self.entry.leaf(leaf),
            (Scope::Statement, "Id") => leaf.text.clone_into(&mut self.statement),
            (Scope::Statement, "Bal/Tp/CdOrPrtry/Cd") => self.bal.code = Some(leaf.text.to_owned()),
            (Scope::Statement, "Bal/Amt") => {
                self.bal.amount = Some(leaf.text.to_owned());
                self.bal.currency = leaf.currency.map(str::to_owned);
            }
            (Scope::Statement, "Bal/CdtDbtInd") => self.bal.is_credit = is_credit(leaf.text),
            _ => {}
        }
    }

    fn group(&mut self, scope: Scope, below: &str) {
        if (scope, below) == (Scope::Statement, "Bal") {
            self.balance.balance(&std::mem::take(&mut self.bal));
        }
    }

    fn end(&mut self, scope: Scope, raw: Option<Raw>, bank: &mut Bank<'_>) {
        match scope {
            Scope::Record => {
                self.details += 1;
                let Some(raw) = raw else { return };
                let transfer = std::mem::take(&mut self.transfer);
                if self.details == 1 {
                    self.waiting = Some((transfer, raw));
                    return;
                }
                // A text of the entry speaks of all its payments, so it is none's own.
                if let Some((first, first_raw)) = self.waiting.take() {
                    self.give(first, &first_raw, false, bank);
                }
                self.give(transfer, &raw, false, bank);
            }
            Scope::Entry => self.end_entry(bank),
            Scope::Statement => self.end_statement(bank),
            Scope::Header | Scope::Batch => {}
        }
    }
}
