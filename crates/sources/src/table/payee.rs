//! Tables of payees and of payouts: who is paid, and what was paid to whom.

use bonafide_records::normal::{fold_text, normal_memo};
use bonafide_records::{Form, NameCheck};

use super::cells;
use super::columns::{Cell, View};
use super::take::{self, Table, person_key};
use crate::pay::{self, Given, NoPayee, amount};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

const BY_NAME_ALONE: &str = "a payee by name alone, and no reference that could be a contract: left out";
const NOTHING_PAID: &str = "an amount of nothing: no payout";
const BELOW_ZERO: &str = "an amount below zero: no payout; where payouts are written so, put outgoing = \"negative\" under [formats] of the mapping";
const NOBODY: &str = "nothing says who is paid: no account, wallet, handle, key or e-mail that is understood";
const STATUS: &str = "a status that says neither paid nor not paid: left out";
const DIRECTION: &str = "a direction that says neither out nor in: left out";
const CHECK: &str =
    "value left out: a name check that is none of match, close and none; the row is read without it";

/// Takes in one row; the error is why it is set aside. Money that came in, was not sent or was sent
/// back is no payout and nothing to report.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>, paid: bool) -> Result<(), String> {
    let place = view.place();
    let amount = view.text("amount").and_then(amount::read);
    if paid {
        match is_payout(table, view, amount) {
            Payout::Yes => {}
            Payout::No => return Ok(()),
            Payout::Unclear(why) => {
                table.payees.leave_out(why, place);
                return Ok(());
            }
        }
    }
    let field =
        ["account", "wallet", "handle", "key", "email", "name"].iter().find_map(|name| view.first(name));
    let citation = table.cite(view, field.map(|cell| cell.header).unwrap_or_default());
    let mut given = Given::new(citation, paid);
    let named = |cell: Cell<'_>| (cell.text.to_owned(), cell.header.to_owned());
    given.holder = view.first("name").map(named);
    given.key = view
        .first("key")
        .filter(|cell| !cells::is_rounded(cell.text))
        .map(|cell| (cells::plain_number(cell.text).to_owned(), cell.header.to_owned()));
    if let (Some(key), Some(cell)) = (person_key(view), view.first("person"))
        && !cells::is_rounded(cell.text)
    {
        given.of = Some((key, cell.header.to_owned()));
    }
    given.company = view.text("company").map(str::to_owned);
    given.texts =
        ["reference", "end_to_end", "memo"].iter().flat_map(|name| view.all(name)).map(named).collect();
    let left_out = destinations(table, view, &mut given);
    for cell in view.all("email") {
        cells::mailboxes(cell.text).for_each(|text| given.add_mailbox(text, cell.header));
    }
    given.currency = view.text("currency").map(str::to_owned);
    given.amount = amount.and_then(|amount| amount.hundredths).and_then(i64::checked_abs);
    given.at = table.day(view, "at").map(|(day, cell)| (day, cell.header.to_owned()));
    if given.values.iter().any(|(form, _)| matches!(form, Form::Wallet(_))) {
        given.memo = view.text("memo").and_then(normal_memo);
    }
    given.name_check = name_check(table, view);
    // A statement also lists fees, conversions and card payments.
    let is_statement = table.outgoing_negative || view.columns.has_any(&["direction"]);
    let taken = table.payees.take(table.collector, given);
    if taken == Err(NoPayee::Nobody) && !is_statement {
        // One line says both: that nobody is named, and which value of the row would have done so.
        let said: Vec<&str> = std::iter::once(NOBODY).chain(left_out.iter().map(String::as_str)).collect();
        return Err(said.join(": "));
    }
    if taken == Err(NoPayee::NameAlone) && !left_out.is_empty() {
        return Err(format!("{BY_NAME_ALONE}: {}", left_out.join(": ")));
    }
    for what in &left_out {
        table.value_left_out(view, what);
    }
    if taken == Err(NoPayee::NameAlone) {
        table.payees.leave_out(BY_NAME_ALONE, place);
    }
    Ok(())
}

/// Accounts, wallets and handles of a row, from whatever column; gives what was left out of them.
fn destinations(table: &mut Table<'_>, view: View<'_>, given: &mut Given) -> Vec<String> {
    let (bank, label) = (view.text("bic"), view.text("currency"));
    let mut left_out = Vec::new();
    for cell in take::destination_cells(view) {
        let found = take::destinations(cell, bank, label);
        found.forms.into_iter().for_each(|form| given.add(form, cell.0.header));
        left_out.extend(found.left_out);
    }
    let own = if table.shipped { pay::service(table.source.as_str()) } else { None };
    for cell in view.all("handle") {
        let service = pay::service(cell.header).or(own);
        let found: Vec<Form> =
            cells::several(cell.text).filter_map(|text| take::handle(text, service)).collect();
        if found.is_empty() {
            table.count_not_understood(view, cell, "handle");
        }
        for form in found {
            given.add(form, cell.header);
        }
    }
    left_out
}

enum Payout {
    Yes,
    No,
    Unclear(&'static str),
}

fn is_payout(table: &Table<'_>, view: View<'_>, amount: Option<amount::Amount>) -> Payout {
    if let Some(text) = view.text("direction") {
        match word_of(text, DIRECTIONS) {
            Some(true) => {}
            Some(false) => return Payout::No,
            None => return Payout::Unclear(DIRECTION),
        }
    }
    if let Some(text) = view.text("status") {
        match word_of(text, STATUSES) {
            Some(true) => {}
            Some(false) => return Payout::No,
            None => return Payout::Unclear(STATUS),
        }
    }
    match amount {
        Some(amount) if table.outgoing_negative => {
            if amount.negative {
                Payout::Yes
            } else {
                Payout::No
            }
        }
        Some(amount) if amount.zero => Payout::Unclear(NOTHING_PAID),
        Some(amount) if amount.negative => Payout::Unclear(BELOW_ZERO),
        _ => Payout::Yes,
    }
}

/// Folded words that say yes, and those that say no.
type Words = (&'static [&'static str], &'static [&'static str]);

const DIRECTIONS: Words = (
    &[
        "out",
        "outgoing",
        "outbound",
        "sent",
        "debit",
        "dbit",
        "payout",
        "ausgang",
        "ausgehend",
        "belastung",
        "soll",
    ],
    &[
        "in",
        "incoming",
        "inbound",
        "received",
        "credit",
        "crdt",
        "neutral",
        "conversion",
        "eingang",
        "eingehend",
        "gutschrift",
        "haben",
    ],
);

const STATUSES: Words = (
    &[
        "paid",
        "paid out",
        "complete",
        "completed",
        "sent",
        "settled",
        "executed",
        "success",
        "successful",
        "succeeded",
        "done",
        "processed",
        "delivered",
        "released",
        "booked",
        "book",
        "accepted",
        "outgoing payment sent",
        "funds sent",
        "transferred",
        "cleared",
        "bezahlt",
        "abgeschlossen",
        "gesendet",
        "ausgefuehrt",
        "ausgeführt",
        "erledigt",
        "gebucht",
        "überwiesen",
        "ueberwiesen",
        "erfolgreich",
    ],
    &[
        "failed",
        "cancelled",
        "canceled",
        "refunded",
        "refund",
        "returned",
        "rejected",
        "bounced",
        "bounced back",
        "reverted",
        "reversed",
        "declined",
        "expired",
        "voided",
        "void",
        "deleted",
        "blocked",
        "error",
        "draft",
        "pending",
        "processing",
        "scheduled",
        "created",
        "unpaid",
        "in progress",
        "waiting",
        "queued",
        "open",
        "incoming payment waiting",
        "funds refunded",
        "charged back",
        "charged_back",
        "pdng",
        "info",
        "fehlgeschlagen",
        "storniert",
        "abgebrochen",
        "erstattet",
        "zurückgebucht",
        "zurückgewiesen",
        "abgelehnt",
        "zurueckgebucht",
        "ausstehend",
        "offen",
        "geplant",
        "entwurf",
        "in bearbeitung",
    ],
);

fn word_of(text: &str, (yes, no): Words) -> Option<bool> {
    let folded = fold_text(text);
    let is_in = |list: &[&str]| list.iter().any(|word| fold_text(word) == folded);
    if is_in(yes) {
        Some(true)
    } else if is_in(no) {
        Some(false)
    } else {
        None
    }
}

/// The bank's answer. `none` is an answer here, so the cell is read as it stands.
fn name_check(table: &mut Table<'_>, view: View<'_>) -> Option<NameCheck> {
    let column =
        view.columns.of("name_check").iter().find(|column| !view.row.cell(**column).trim().is_empty())?;
    let folded = fold_text(view.row.cell(*column));
    let answer = check_of(&folded);
    let is_answer = answer.is_some() || folded.is_empty() || NOT_ASKED.contains(&folded.as_str());
    if !is_answer {
        table.payees.leave_out(CHECK, view.place());
    }
    answer
}

/// The bank could not say, or was not asked: normal, and no answer.
const NOT_ASKED: &[&str] = &[
    "n a",
    "na",
    "noap",
    "not possible",
    "not available",
    "not applicable",
    "unavailable",
    "other",
    "not checked",
    "unknown",
    "null",
    "nicht möglich",
    "nicht verfügbar",
    "nicht geprüft",
    "unbekannt",
    "keine angabe",
    "k a",
];

fn check_of(folded: &str) -> Option<NameCheck> {
    let is = |list: &[&str]| list.contains(&folded);
    if is(&[
        "match",
        "mtch",
        "full match",
        "exact",
        "exact match",
        "yes",
        "matched",
        "ok",
        "übereinstimmung",
        "ja",
    ]) || folded == "volle übereinstimmung"
        || folded == "vollständige übereinstimmung"
    {
        return Some(NameCheck::Match);
    }
    if is(&["close", "close match", "cmtc", "partial", "partial match", "near match", "almost", "nahezu"])
        || (folded.ends_with("übereinstimmung")
            && ["nahe", "fast", "teilweise", "annähernde", "geringe abweichung", "ähnliche", "nahezu"]
                .iter()
                .any(|word| folded.starts_with(word)))
    {
        return Some(NameCheck::Close);
    }
    if is(&[
        "none",
        "no match",
        "nmtc",
        "no",
        "nomatch",
        "mismatch",
        "not matched",
        "different",
        "nein",
        "abweichung",
    ]) || folded == "keine übereinstimmung"
        || folded == "keine"
    {
        return Some(NameCheck::NoMatch);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_banks_answer_in_english_and_german() {
        for (text, expected) in [
            ("match", Some(NameCheck::Match)),
            ("Close match", Some(NameCheck::Close)),
            ("none", Some(NameCheck::NoMatch)),
            ("No Match", Some(NameCheck::NoMatch)),
            ("NMTC", Some(NameCheck::NoMatch)),
            ("keine Übereinstimmung", Some(NameCheck::NoMatch)),
            ("Teilweise Übereinstimmung", Some(NameCheck::Close)),
            ("Übereinstimmung", Some(NameCheck::Match)),
            ("nicht möglich", None),
            ("perhaps", None),
        ] {
            assert_eq!(check_of(&fold_text(text)), expected, "{text}");
        }
    }

    #[test]
    fn statuses_and_directions_say_yes_no_or_nothing() {
        for (text, expected) in [
            ("COMPLETED", Some(true)),
            ("Ausgeführt", Some(true)),
            ("Storniert", Some(false)),
            ("blue", None),
        ] {
            assert_eq!(word_of(text, STATUSES), expected, "{text}");
        }
        assert_eq!((word_of("OUT", DIRECTIONS), word_of("NEUTRAL", DIRECTIONS)), (Some(true), Some(false)));
    }
}
