//! Tables of sign-ins, folded into daily uses.

use bonafide_records::normal::{DateOrder, DeviceId, FactorId, Mailbox, Moment, Name, Network};
use bonafide_records::person::Statement;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::cells;
use super::columns::View;
use super::take::Table;
use crate::uses::{Account, Event};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["at"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let Some(person) = view.first("person") else {
        return Err("a sign-in without the person who signed in".to_owned());
    };
    if !view.text("result").is_none_or(succeeded) {
        return Ok(());
    }
    let Some(day) = table.event(view, "at") else {
        return Err("a sign-in without a day: nothing says when it happened".to_owned());
    };
    let place = view.place();
    let network = view.first("ip").and_then(|cell| {
        let found = Network::parse(cell.text);
        if found.is_none() {
            let why = format!(
                "value left out: `{}` holds no network address; the row is read without it",
                cell.header
            );
            table.collector.set_aside(Some(place.clone()), why);
        }
        found
    });
    let key = cells::plain_number(person.text).to_owned();
    let mut devices: Vec<DeviceId> =
        view.all("device").filter_map(|cell| DeviceId::parse(cell.text)).collect();
    devices.sort();
    devices.dedup();
    let mut factors: Vec<FactorId> =
        view.all("factor").filter_map(|cell| FactorId::parse(cell.text)).collect();
    factors.sort();
    factors.dedup();
    let at = view.text("at").and_then(|text| Moment::parse(text, DateOrder::DayFirst, &table.dates.zone));
    let event = Event { at: instant(at, day), day, network, devices, factors };
    let account = || {
        let header = std::sync::Arc::from(person.header);
        let mut statements = vec![(Statement::Of(key.clone()), std::sync::Arc::clone(&header))];
        if let Some(mailbox) = Mailbox::parse(&key) {
            statements.push((Statement::WorkMailbox(mailbox.key().to_owned()), header));
        }
        Account { name: Name::default(), statements }
    };
    let field = view.first("ip").map(|cell| cell.header).unwrap_or_default();
    // Taken out while it is asked, because citing asks the table.
    let Some(mut uses) = table.uses.take() else { return Ok(()) };
    uses.take(&key, event, account, || table.cite(view, field));
    table.uses = Some(uses);
    Ok(())
}

/// The moment, for the order inside a day; the day alone decides what is compared.
fn instant(moment: Option<Moment>, day: Date) -> Timestamp {
    match moment {
        Some(Moment::Instant(instant)) => instant,
        _ => day.to_zoned(TimeZone::UTC).map_or(Timestamp::UNIX_EPOCH, |zoned| zoned.timestamp()),
    }
}

/// Whether a result's word says that the sign-in succeeded.
fn succeeded(word: &str) -> bool {
    let folded = word.trim().to_lowercase();
    !["fail", "denied", "deny", "error", "reject", "block", "invalid", "fehl", "abgelehnt", "false", "no"]
        .iter()
        .any(|bad| folded.starts_with(bad) || folded.ends_with(bad) && folded.len() > 5)
}
