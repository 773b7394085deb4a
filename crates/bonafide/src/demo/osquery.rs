//! Writes what agents and purchasing know of the laptops: `osquery_results.jsonl` (the result log
//! of two scheduled queries, as differences and as snapshots) and `devices.csv` with its mapping.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use super::access::{Account, Attached, accounts};
use super::calendar;
use super::cast::Cast;
use super::hardware::{Display, Usb};
use super::invent::Random;
use super::table::{Encoding, Table};

/// Days between two snapshots of one host.
const SNAPSHOT_EVERY: i64 = 30;

/// Writes the result log, host by host, unless there is no host; returns the count of files.
pub fn write_results(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let accounts = accounts(cast);
    if accounts.is_empty() {
        return Ok(0);
    }
    let mut out = BufWriter::new(File::create(directory.join("osquery_results.jsonl"))?);
    for account in accounts {
        let mut random = Random::fork(cast.seed, 0x05C0, account.row as u64);
        let host = Host::new(&account);
        let first = calendar::later(account.from, 1).min(account.to);
        let mut counter = 1;
        let at_office: &[Attached] =
            if account.habits.office.is_some() { &account.habits.office_desk } else { &[] };
        for device in account.habits.desk.iter().chain(at_office) {
            // Something is plugged in some days after the laptop came.
            let day = calendar::later(first, random.between(0, 6)).min(account.to);
            host.difference(&mut out, device, day, counter, &mut random)?;
            counter += 1;
        }
        let mut day = calendar::later(first, random.between(7, 20));
        while day <= account.to {
            let desk: Vec<&Attached> = if !at_office.is_empty() && random.one_in(2) {
                at_office.iter().collect()
            } else {
                account.habits.desk.iter().collect()
            };
            host.snapshots(&mut out, &desk, day, counter, &mut random)?;
            counter += 1;
            let next = calendar::later(day, SNAPSHOT_EVERY);
            if next == day {
                break;
            }
            day = next;
        }
    }
    out.flush()?;
    Ok(1)
}

/// One laptop as the agent names it.
struct Host {
    identifier: String,
    decorations: Value,
}

/// Months as the C library shortens them.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

impl Host {
    fn new(account: &Account<'_>) -> Self {
        let laptop = &account.habits.laptop;
        let user = account.login.split('@').next().unwrap_or_default();
        Self {
            identifier: laptop.uuid.clone(),
            decorations: json!({
                "host_uuid": laptop.uuid, "hostname": laptop.host, "hardware_serial": laptop.serial,
                "username": user, "user_email": account.login
            }),
        }
    }

    fn line(
        &self,
        out: &mut impl Write,
        query: &str,
        (day, second): (Date, i64),
        counter: u64,
        mut rest: Value,
    ) -> io::Result<()> {
        let midnight = day.to_zoned(jiff::tz::TimeZone::UTC).map_or(0, |zoned| zoned.timestamp().as_second());
        let weekday = match day.weekday() {
            jiff::civil::Weekday::Monday => "Mon",
            jiff::civil::Weekday::Tuesday => "Tue",
            jiff::civil::Weekday::Wednesday => "Wed",
            jiff::civil::Weekday::Thursday => "Thu",
            jiff::civil::Weekday::Friday => "Fri",
            jiff::civil::Weekday::Saturday => "Sat",
            jiff::civil::Weekday::Sunday => "Sun",
        };
        let month = MONTHS.get((day.month() as usize).saturating_sub(1)).copied().unwrap_or_default();
        let time = format!(
            "{weekday} {month} {:2} {:02}:{:02}:{:02} {} UTC",
            day.day(),
            second / 3_600,
            (second / 60) % 60,
            second % 60,
            day.year()
        );
        if let Value::Object(fields) = &mut rest {
            fields.insert("name".to_owned(), json!(format!("pack/hardware/{query}")));
            fields.insert("hostIdentifier".to_owned(), json!(self.identifier));
            fields.insert("calendarTime".to_owned(), json!(time));
            fields.insert("unixTime".to_owned(), json!(midnight + second));
            fields.insert("epoch".to_owned(), json!(0));
            fields.insert("counter".to_owned(), json!(counter));
            fields.insert("numerics".to_owned(), json!(false));
            fields.insert("decorations".to_owned(), self.decorations.clone());
        }
        serde_json::to_writer(&mut *out, &rest)?;
        out.write_all(b"\n")
    }

    fn difference(
        &self,
        out: &mut impl Write,
        device: &Attached,
        day: Date,
        counter: u64,
        random: &mut Random,
    ) -> io::Result<()> {
        let (query, columns) = match device {
            Attached::Display(display) => ("connected_displays", display_columns(display)),
            Attached::Usb(usb) => ("usb_devices", usb_columns(usb, random)),
        };
        let at = (day, random.between(25_000, 60_000));
        self.line(out, query, at, counter, json!({"action": "added", "columns": columns}))
    }

    fn snapshots(
        &self,
        out: &mut impl Write,
        desk: &[&Attached],
        day: Date,
        counter: u64,
        random: &mut Random,
    ) -> io::Result<()> {
        let at = (day, random.between(25_000, 60_000));
        let mut displays = Vec::new();
        let mut devices = vec![json!({
            "usb_address": "1", "usb_port": "1", "vendor": "Apple Inc.", "vendor_id": "05ac", "version": "1.0",
            "model": "Apple Internal Keyboard / Trackpad", "model_id": "0281", "serial": "", "class": "",
            "subclass": "", "protocol": "", "removable": "0"
        })];
        for device in desk {
            match device {
                Attached::Display(display) => displays.push(display_columns(display)),
                Attached::Usb(usb) => devices.push(usb_columns(usb, random)),
            }
        }
        if !displays.is_empty() {
            let rest = json!({"action": "snapshot", "snapshot": displays});
            self.line(out, "connected_displays", at, counter, rest)?;
        }
        self.line(out, "usb_devices", at, counter, json!({"action": "snapshot", "snapshot": devices}))
    }
}

/// A row of the table `connected_displays` (macOS): numbers in hexadecimal digits.
fn display_columns(display: &Display) -> Value {
    json!({
        "name": display.name, "product_id": display.product, "serial_number": display.serial,
        "vendor_id": display.vendor, "manufactured_week": display.made.0.to_string(),
        "manufactured_year": display.made.1.to_string(), "display_id": "2", "pixels": "1920 x 1080",
        "resolution": "1920 x 1080 @ 60.00Hz", "ambient_brightness_enabled": "0",
        "connection_type": "", "type": "", "main": "1", "mirror": "0", "online": "1", "rotation": "1"
    })
}

/// A row of the table `usb_devices`.
fn usb_columns(usb: &Usb, random: &mut Random) -> Value {
    json!({
        "usb_address": (2 + random.below(20)).to_string(), "usb_port": (1 + random.below(4)).to_string(),
        "vendor": usb.vendor, "vendor_id": usb.vendor_id, "version": "1.0", "model": usb.model,
        "model_id": usb.model_id, "serial": usb.serial, "class": "239", "subclass": "2", "protocol": "1",
        "removable": "1"
    })
}

/// The mapping that IT wrote for its inventory.
const DEVICES_MAPPING: &str = "# IT's inventory of laptops.\nkind = \"device\"\n\n[columns]\nkey = \"Asset tag\"\n\
    person = \"Handed to\"\nserial = \"Serial\"\nmodel = \"Model\"\nname = \"Host name\"\nat = \"Handed out\"\n\n\
    [formats]\nat = \"%d.%m.%Y\"\n";

/// Writes the inventory: who was handed which laptop and when. A laptop that was passed on stands
/// in it once for each owner.
pub fn write_inventory(cast: &Cast, directory: &Path) -> io::Result<()> {
    let out = BufWriter::new(File::create(directory.join("devices.csv"))?);
    let mut table = Table::new(out, ';', Encoding::Utf8, "\r\n")?;
    table.row(&["Asset tag", "Handed to", "Serial", "Model", "Host name", "Handed out"])?;
    for (index, account) in accounts(cast).iter().enumerate() {
        let laptop = &account.habits.laptop;
        table.row(&[
            format!("NL-{:05}", 4_003 + index * 3),
            account.staff.reference(),
            laptop.serial.clone(),
            laptop.model.to_owned(),
            laptop.host.clone(),
            calendar::german(account.staff.started),
        ])?;
    }
    table.finish()?;
    std::fs::write(directory.join("devices.csv.map.toml"), DEVICES_MAPPING)
}
