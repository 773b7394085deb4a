//! Tables of devices.

use bonafide_records::Device;

use super::cells;
use super::columns::View;
use super::take::{Table, person_key};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let serial = table.serial(view);
    let key = view.text("key").map(|key| cells::plain_number(key).to_owned());
    if serial.is_none() && key.is_none() {
        return Err("a device without key or serial number".to_owned());
    }
    let at = table.event(view, "at");
    let field =
        view.first("serial").or_else(|| view.first("key")).map(|cell| cell.header).unwrap_or_default();
    let citation = table.cite(view, field);
    let person = person_key(view);
    table.collector.device(Device { source: table.source.clone(), key, person, serial, at, citation });
    Ok(())
}
