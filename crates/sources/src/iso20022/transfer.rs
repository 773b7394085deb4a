//! One credit transfer: what an order and a statement's entry say of it in the same words.

use bonafide_records::Place;
use jiff::civil::Date;

use super::{Bank, Leaf, Raw, decimal};
use crate::pay::{Given, Named, NoPayee};
use crate::text::raw_digest;

const BY_NAME_ALONE: &str = "a payee by name alone, and no reference that could be a contract: left out";
const NOT_UNDERSTOOD: &str =
    "value left out: an account that is not understood, check its digits; the rest of the payment is read";
const NOBODY: &str = "a payment that says nothing of who is paid: left out";

/// Most texts of one transfer that may cite something.
const MOST_TEXTS: usize = 50;

/// One transfer while it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Transfer {
    creditor: Option<Named>,
    ultimate: Option<Named>,
    account_name: Option<Named>,
    accounts: Vec<Named>,
    bank: Option<String>,
    clearing: Option<String>,
    mailbox: Option<Named>,
    pub(super) texts: Vec<Named>,
    pub(super) currency: Option<String>,
    pub(super) amount: Option<i128>,
    /// Whether the details of an entry say that money came in.
    pub(super) is_credit: Option<bool>,
    /// Whether it is money that came back.
    pub(super) returned: bool,
}

/// The day of a transfer and where it stands.
pub(super) struct Day {
    pub(super) at: Option<(Date, String)>,
    /// Whether it lies ahead: an order names the day on which it is to be carried out.
    pub(super) planned: bool,
}

impl Transfer {
    /// Takes one text of the record.
    pub(super) fn leaf(&mut self, leaf: &Leaf<'_>) {
        let field = leaf.below;
        let inner =
            ["RltdPties/", "RltdAgts/", "Refs/", "PmtId/"].iter().find_map(|part| field.strip_prefix(part));
        let named = || Some((leaf.text.to_owned(), field.to_owned()));
        match inner.unwrap_or(field) {
            "Cdtr/Nm" | "Cdtr/Pty/Nm" => self.creditor = self.creditor.take().or_else(named),
            "UltmtCdtr/Nm" | "UltmtCdtr/Pty/Nm" => self.ultimate = self.ultimate.take().or_else(named),
            "CdtrAcct/Nm" => self.account_name = named(),
            "CdtrAcct/Id/IBAN" | "CdtrAcct/Id/Othr/Id" if self.accounts.len() < 5 => {
                self.accounts.extend(named());
            }
            "CdtrAgt/FinInstnId/BIC" | "CdtrAgt/FinInstnId/BICFI" => self.bank = Some(leaf.text.to_owned()),
            "CdtrAgt/FinInstnId/ClrSysMmbId/MmbId" => self.clearing = Some(leaf.text.to_owned()),
            "Cdtr/CtctDtls/EmailAdr" | "Cdtr/Pty/CtctDtls/EmailAdr" => self.mailbox = named(),
            "EndToEndId"
            | "InstrId"
            | "TxId"
            | "RmtInf/Ustrd"
            | "RmtInf/Strd/CdtrRefInf/Ref"
            | "RmtInf/Strd/RfrdDocInf/Nb"
            | "RmtInf/Strd/AddtlRmtInf"
            | "AddtlTxInf"
                if self.texts.len() < MOST_TEXTS =>
            {
                self.texts.extend(named());
            }
            "Amt/InstdAmt" | "Amt/EqvtAmt/Amt" | "Amt" | "AmtDtls/TxAmt/Amt" | "AmtDtls/InstdAmt/Amt"
                if self.amount.is_none() =>
            {
                self.amount = decimal::read(leaf.text);
                self.currency = leaf.currency.map(str::to_owned);
            }
            "CdtDbtInd" => self.is_credit = is_credit(leaf.text),
            other => self.returned |= other.starts_with("RtrInf/"),
        }
    }

    /// Gives it to the collector as a payout, unless its record was read before.
    pub(super) fn give(self, raw: &Raw, day: Day, beside: &str, bank: &mut Bank<'_>) {
        if !bank.is_new(raw, beside) {
            return;
        }
        let place: Place = raw.place();
        if raw.text.contains("{{") || raw.text.contains("{%") {
            bank.collector.set_aside(Some(place), "a placeholder of a template, no payment");
            return;
        }
        let citation = bank.collector.cite_digest(place.clone(), raw_digest(&raw.text, bank.encoding), "");
        let mut given = Given::new(citation, true);
        if self.creditor.is_some() {
            // Whoever is paid through another's account stands beside the holder.
            given.company = self.ultimate.as_ref().map(|(text, _)| text.clone());
        }
        given.holder = self.creditor.or(self.ultimate).or(self.account_name);
        let agent = self.bank.or(self.clearing);
        for (text, field) in &self.accounts {
            given.add_destination(text, agent.as_deref(), self.currency.as_deref(), field);
        }
        if given.values.is_empty() && !self.accounts.is_empty() {
            bank.payees.leave_out(NOT_UNDERSTOOD, place.clone());
        }
        if let Some((text, field)) = &self.mailbox {
            given.add_mailbox(text, field);
        }
        given.texts = self.texts;
        given.currency = self.currency;
        given.amount = self.amount.and_then(decimal::hundredths);
        given.at = day.at;
        given.planned = day.planned;
        match bank.payees.take(bank.collector, given) {
            Ok(()) => {}
            Err(NoPayee::NameAlone) => bank.payees.leave_out(BY_NAME_ALONE, place),
            // A statement also lists fees and card payments; an order names somebody.
            Err(NoPayee::Nobody) if !day.planned => {}
            Err(NoPayee::Nobody) => bank.payees.leave_out(NOBODY, place),
        }
    }
}

/// Whether an indicator says credit; `None` for a word that is none.
pub(super) fn is_credit(text: &str) -> Option<bool> {
    match text {
        "CRDT" => Some(true),
        "DBIT" => Some(false),
        _ => None,
    }
}

/// The day of a date or time as it is written: banks book by their own calendar.
pub(super) fn day(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
