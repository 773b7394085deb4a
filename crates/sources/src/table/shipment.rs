//! Tables of deliveries.

use bonafide_records::Shipment;
use bonafide_records::normal::Name;

use super::cells;
use super::columns::View;
use super::place;
use super::take::{Table, person_key};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at", "delivered"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let (address, address_field) = place::mapped(view).unzip();
    let recipient = view.first("recipient");
    let signed = view.first("signed_by");
    let serial = table.serial(view);
    let person = person_key(view);
    if person.is_none() && address.is_none() && recipient.is_none() && serial.is_none() {
        return Err("a delivery without person, recipient, address or serial number".to_owned());
    }
    let name = |cell: Option<super::columns::Cell<'_>>| {
        cell.map(|cell| Name::new(None, None, Some(cell.text))).filter(|name| !name.is_empty())
    };
    let header =
        |cell: Option<super::columns::Cell<'_>>| cell.map(|cell| cell.header.to_owned()).unwrap_or_default();
    let at = table.event(view, "at");
    let delivered = table.event(view, "delivered");
    let citation = table.cite(view, &address_field.clone().unwrap_or_default());
    table.collector.shipment(Shipment {
        source: table.source.clone(),
        key: view.text("key").map(|key| cells::plain_number(key).to_owned()),
        person,
        recipient: name(recipient),
        address,
        serial,
        carrier: view.text("carrier").map(str::to_owned),
        at,
        delivered,
        signed_by: name(signed),
        citation,
        address_field: address_field.unwrap_or_default(),
        recipient_field: header(recipient),
        signed_by_field: header(signed),
    });
    Ok(())
}
