//! Tables of changes of master data.

use bonafide_records::Change;
use bonafide_records::fact::ChangedField;
use bonafide_records::normal::fold_text;
use bonafide_records::protected::is_protected;

use super::columns::View;
use super::headers;
use super::take::{Table, person_key};
use crate::pay;

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let Some(person) = person_key(view) else {
        return Err("a change without the person whose data changed".to_owned());
    };
    let Some(cell) = view.first("field") else {
        return Err("a change that does not say which field changed".to_owned());
    };
    if is_protected(cell.text) {
        table.collector.dropped(&table.source.clone(), cell.header);
        return Ok(());
    }
    let field = meaning(cell.text);
    let at = table.event(view, "at");
    let citation = table.cite(view, cell.header);
    let (old, new) = (view.text("old"), view.text("new"));
    let had_value = (!view.columns.of("old").is_empty()).then_some(old.is_some());
    let same_value = old.is_some_and(|old| new.is_some_and(|new| is_same_value(old, new)));
    let destination = view.first("new").filter(|_| field == ChangedField::Account);
    let account = destination.and_then(|cell| pay::destination(cell.text, None, None, cell.header));
    table.collector.change(Change {
        source: table.source.clone(),
        person,
        field,
        account,
        account_field: destination.map(|cell| cell.header.to_owned()).unwrap_or_default(),
        had_value,
        same_value,
        at,
        citation,
    });
    Ok(())
}

/// Whether old and new say the same, written otherwise: an IBAN in groups of four is no other one.
fn is_same_value(old: &str, new: &str) -> bool {
    let plain = |text: &str| fold_text(text).replace(' ', "");
    plain(old) == plain(new)
}

/// What a changed field means: the payout account, the postal address, or anything else.
fn meaning(field: &str) -> ChangedField {
    let words = headers::words(field);
    let is = |list: &[&str]| words.iter().any(|word| list.contains(&word.as_str()));
    let holds = |list: &[&str]| words.iter().any(|word| list.iter().any(|part| word.contains(part)));
    if is(&["login", "user", "email", "mail", "ip", "holder", "github"]) {
        return ChangedField::Other;
    }
    if is(&["iban", "account", "bank", "payout", "bic", "swift", "payee", "payment", "konto", "wallet"])
        || holds(&[
            "bankverbindung",
            "bankkonto",
            "kontonummer",
            "kontoverbindung",
            "bankdaten",
            "gehaltskonto",
        ])
    {
        return ChangedField::Account;
    }
    if is(&[
        "address", "street", "city", "postcode", "zip", "plz", "ort", "wohnort", "town", "home", "unit",
        "stadt",
    ]) || holds(&["adresse", "anschrift", "strasse", "hausnummer", "postleitzahl", "zipcode"])
    {
        return ChangedField::Address;
    }
    ChangedField::Other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_by_meaning_in_both_languages() {
        for field in
            ["IBAN", "iban", "bank_account", "Bankverbindung", "payoutAccount", "Kontonummer", "Bank"]
        {
            assert_eq!(meaning(field), ChangedField::Account, "{field}");
        }
        for field in ["address", "Home address", "Straße", "city", "Wohnort", "Privatadresse", "street_1"] {
            assert_eq!(meaning(field), ChangedField::Address, "{field}");
        }
        for field in ["phone", "Email address", "IP address", "job title", "User account", "", "Status"] {
            assert_eq!(meaning(field), ChangedField::Other, "{field}");
        }
    }
}
