//! Rows of `usb_devices` and `connected_displays`.

use bonafide_records::Plugged;
use bonafide_records::normal::{DateOrder, Display, Moment, Usb};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::json::tree::Node;

/// Decorations that name the user of a host, as firms write them.
const USERS: &[&str] = &[
    "employee_id",
    "employee",
    "person",
    "email",
    "user_email",
    "assigned_user",
    "owner",
    "username",
    "user",
    "logged_in_user",
];

/// The keys of a host's user that the decorations give.
pub(super) fn users(decorations: &Node<'_>) -> Vec<String> {
    USERS.iter().filter_map(|name| decorations.text_of(name)).map(str::to_owned).collect()
}

/// Members and decorations that name the host itself.
pub(super) const HOSTS: &[&str] = &[
    "hostIdentifier",
    "hostname",
    "host_identifier",
    "host_uuid",
    "uuid",
    "hardware_serial",
    "serial_number",
    "computer_name",
    "local_hostname",
];

/// The names of a host that a result or its decorations give, the first one first.
pub(super) fn hosts<'a>(members: &'a Node<'_>) -> impl Iterator<Item = &'a str> {
    HOSTS.iter().filter_map(|name| members.text_of(name))
}

/// When a result was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct When {
    pub(super) day: Date,
    /// Second of the day in UTC, for the order inside it; 0 where only the day is known.
    second: i64,
}

/// The time of a result: `unixTime` as text or number, else `calendarTime`.
pub(super) fn when(root: &Node<'_>, zone: &TimeZone) -> Option<When> {
    let seconds = root.text_of("unixTime").and_then(|text| text.parse::<i64>().ok());
    if let Some(at) = seconds.filter(|seconds| *seconds > 0).and_then(|s| Timestamp::from_second(s).ok()) {
        return Some(When {
            day: at.to_zoned(TimeZone::UTC).date(),
            second: at.as_second().rem_euclid(86_400),
        });
    }
    let calendar = root.text_of("calendarTime")?;
    let day = Moment::parse(calendar, DateOrder::MonthFirst, zone).map(Moment::day)?;
    Some(When { day, second: 0 })
}

/// What a row shows: a USB device where it has `vendor_id` and `model_id`, a display where it has
/// `product_id` and `vendor_id` as `connected_displays` writes them.
pub(super) fn read(row: &Node<'_>) -> Option<Plugged> {
    let vendor = row.text_of("vendor_id")?;
    if let Some(model) = row.text_of("model_id") {
        let usb = Usb::parse_id(vendor, model)?
            .with_strings(row.text_of("vendor"), row.text_of("model"))
            .with_serial(row.text_of("serial"))
            .with_class(row.text_of("class"));
        return Some(Plugged::Usb(usb));
    }
    let product = row.text_of("product_id")?;
    let display = Display::from_parts(vendor, product, row.text_of("serial_number"), row.text_of("name"))?;
    let week = row.text_of("manufactured_week").and_then(|text| text.parse().ok());
    let year = row.text_of("manufactured_year").and_then(|text| text.parse().ok());
    Some(Plugged::Display(display.with_made(week, year)))
}
