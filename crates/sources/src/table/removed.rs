//! Tables of confirmed removals. Two people confirm one, or the row is set aside.

use bonafide_records::Form;
use bonafide_records::fact::Removed;
use bonafide_records::normal::{Mailbox, Name, Phone};

use super::cells;
use super::columns::View;
use super::place;
use super::take::{self, Table};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let Some(by) = view.text("by").and_then(cells::two_names) else {
        return Err(
            "a removal needs the two people who confirmed it in `by`, e.g. `A. Name; B. Name`".to_owned()
        );
    };
    let region = place::region(table, view);
    let mut values: Vec<(Form, String)> = Vec::new();
    for cell in view.all("email") {
        for mailbox in cells::mailboxes(cell.text).filter_map(Mailbox::parse) {
            values.push((Form::Mailbox(mailbox), cell.header.to_owned()));
        }
    }
    for cell in view.all("phone") {
        for phone in cells::phones(cell.text).into_iter().filter_map(|text| Phone::parse(text, region)) {
            values.push((Form::Phone(phone), cell.header.to_owned()));
        }
    }
    for cell in take::destination_cells(view) {
        let found = take::destinations(cell, None, None);
        if let Some(what) = found.left_out {
            table.value_left_out(view, &what);
        }
        values.extend(found.forms.into_iter().map(|form| (form, cell.0.header.to_owned())));
    }
    values.extend(place::mapped(view).map(|(address, header)| (Form::Address(address), header)));
    let name = view.first("name");
    let named = name.map(|cell| Name::new(None, None, Some(cell.text))).filter(|name| !name.is_empty());
    if values.is_empty()
        && named.is_none()
        && view.first("account").is_none()
        && view.first("wallet").is_none()
    {
        return Err("a removal without name, e-mail, phone, account or address".to_owned());
    }
    let at = table.event(view, "at");
    let field = values.first().map(|(_, header)| header.clone());
    let field = field.or_else(|| name.map(|cell| cell.header.to_owned())).unwrap_or_default();
    let citation = table.cite(view, &field);
    let because = view.text("because").map(str::to_owned);
    table.collector.removed(Removed {
        source: table.source.clone(),
        name: named,
        values,
        at,
        because,
        by,
        citation,
    });
    Ok(())
}
