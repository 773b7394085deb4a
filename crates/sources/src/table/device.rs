//! Tables of devices.

use bonafide_records::Device;
use bonafide_records::normal::Network;

use super::cells;
use super::columns::View;
use super::take::{Table, person_key};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let serial = table.serial(view);
    let key = view.text("key").map(|key| cells::plain_number(key).to_owned());
    let name = view.text("name").map(str::to_owned);
    let network =
        view.first("ip").and_then(|cell| Network::parse(cell.text).map(|found| (found, cell.header)));
    if serial.is_none() && key.is_none() && name.is_none() {
        return Err("a device without key, name or serial number".to_owned());
    }
    let at = table.event(view, "at");
    let field =
        view.first("serial").or_else(|| view.first("key")).map(|cell| cell.header).unwrap_or_default();
    let citation = table.cite(view, field);
    let person = person_key(view);
    let (network, network_field) = network.unzip();
    table.collector.device(Device {
        source: table.source.clone(),
        key,
        person,
        serial,
        name,
        network,
        network_field: network_field.unwrap_or_default().to_owned(),
        at,
        citation,
    });
    Ok(())
}
