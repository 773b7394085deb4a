//! Reports as somebody ticked them together: columns, order, language, encoding and dates by seed.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use jiff::civil::Date;

use crate::demo::calendar::german;
use crate::demo::invent::Random;
use crate::demo::invent::homes::Hand;
use crate::demo::table::{Encoding, Table};

use super::world::{Row, System, World};

/// How a report writes its days.
#[derive(Debug, Clone, Copy)]
enum Days {
    Iso,
    Dotted,
    American,
}

/// One column: its names, and what stands in it.
struct Column {
    names: &'static [&'static str],
    /// Whether the story needs it; the others are ticked by chance.
    needed: bool,
    cell: fn(&Row, Days) -> String,
}

/// A column that every report of this kind has.
const fn needed(names: &'static [&'static str], cell: fn(&Row, Days) -> String) -> Column {
    Column { names, needed: true, cell }
}

/// A column that some have.
const fn ticked(names: &'static [&'static str], cell: fn(&Row, Days) -> String) -> Column {
    Column { names, needed: false, cell }
}

const BAMBOOHR_ENGLISH: &[Column] = &[
    needed(&["Employee #", "employee #", "EMPLOYEE #"], key),
    needed(&["First Name", "First name"], given),
    needed(&["Last Name", "LAST NAME"], family),
    needed(&["Work Email", "Work email"], work_mail),
    needed(&["Home Email", "home email"], mail),
    needed(&["Mobile Phone", "MOBILE PHONE"], phone),
    needed(&["Home Phone"], second_phone),
    needed(&["Work Phone"], work_phone),
    needed(&["Hire Date", "Hire date"], started),
    needed(&["Termination Date"], ended),
    needed(&["Address Line 1", "Street 1"], street),
    needed(&["Zip Code", "ZIP Code"], postcode),
    needed(&["City"], city),
    ticked(&["Country"], country),
    ticked(&["Job Title"], role),
    ticked(&["Division"], nothing),
    ticked(&["Gender"], protected),
    ticked(&["Ethnicity"], protected),
    ticked(&["T-Shirt Size"], shirt),
];
const BAMBOOHR_GERMAN: &[Column] = &[
    needed(&["Mitarbeiternummer", "Mitarbeiter-Nr."], key),
    needed(&["Vorname"], given),
    needed(&["Nachname"], family),
    needed(&["Geschäftliche E-Mail", "E-Mail (geschäftlich)"], work_mail),
    needed(&["Private E-Mail", "E-Mail privat"], mail),
    needed(&["Mobiltelefon", "Handynummer"], phone),
    needed(&["Telefon privat", "Frühere Telefonnummer"], second_phone),
    needed(&["Telefon geschäftlich", "Diensttelefon"], work_phone),
    needed(&["Einstellungsdatum"], started),
    needed(&["Austrittsdatum", "Kündigungsdatum"], ended),
    needed(&["Adresszeile 1"], street),
    needed(&["PLZ", "Postleitzahl"], postcode),
    needed(&["Stadt", "Ort"], city),
    ticked(&["Land"], country),
    ticked(&["Stellenbezeichnung"], role),
    ticked(&["Geschäftsbereich"], nothing),
    ticked(&["Geschlecht"], protected),
    ticked(&["Staatsangehörigkeit"], protected),
];
const PERSONIO_ENGLISH: &[Column] = &[
    needed(&["Personnel number", "Personnel no."], key),
    needed(&["First name"], given),
    needed(&["Last name"], family),
    needed(&["Email", "E-mail"], work_mail),
    needed(&["Private email", "Private e-mail"], mail),
    needed(&["Private phone number", "Mobile"], phone),
    needed(&["Other phone", "Home phone"], second_phone),
    needed(&["Work phone", "Business phone"], work_phone),
    needed(&["Hire date"], started),
    needed(&["Last day of work", "Termination date"], ended),
    needed(&["Street and house number", "Street"], street),
    needed(&["Postcode", "ZIP"], postcode),
    needed(&["City"], city),
    ticked(&["Position"], role),
    ticked(&["Subcompany"], nothing),
    ticked(&["Date of birth"], protected),
    ticked(&["Gender"], protected),
];
const PERSONIO_GERMAN: &[Column] = &[
    needed(&["Personalnummer", "PERSONALNUMMER", "Personal-Nr."], key),
    needed(&["Vorname"], given),
    needed(&["Nachname", "Familienname"], family),
    needed(&["E-Mail", "E-Mail-Adresse"], work_mail),
    needed(&["Private E-Mail-Adresse", "E-Mail (privat)"], mail),
    needed(&["Handy (privat)", "Private Handynummer"], phone),
    needed(&["Festnetz", "Weitere Telefonnummer"], second_phone),
    needed(&["Telefon (dienstlich)", "Diensthandy"], work_phone),
    needed(&["Eintrittsdatum", "Anstelldatum"], started),
    needed(&["Letzter Arbeitstag", "Ende des Arbeitsverhältnisses"], ended),
    needed(&["Straße und Hausnummer", "Straße / Nr."], street),
    needed(&["PLZ"], postcode),
    needed(&["Wohnort", "Ort"], city),
    ticked(&["Position"], role),
    ticked(&["Kostenstelle"], nothing),
    ticked(&["Geburtsdatum"], protected),
    ticked(&["Familienstand"], protected),
];
const DEEL: &[Column] = &[
    needed(&["Contract ID", "contract_id"], key),
    needed(&["Worker Name"], full),
    needed(&["Worker Email", "Personal Email"], mail),
    needed(&["Phone Number", "Phone"], phone),
    needed(&["Contract Type"], contract_type),
    needed(&["Start Date", "Contract Start Date"], started),
    needed(&["End Date", "Contract End Date"], ended),
    needed(&["Address Line 1", "Street"], street),
    needed(&["Postal Code", "Zip"], postcode),
    needed(&["City"], city),
    ticked(&["Worker Country", "Country"], country),
    ticked(&["Job Title"], role),
    ticked(&["Nationality"], protected),
];
const FREELANCERS: &[Column] = &[
    needed(&["Nr"], key),
    needed(&["Wer"], full),
    needed(&["Mail"], mail),
    needed(&["Anruf unter"], phone),
    needed(&["Vertrag"], contract),
    needed(&["Code"], github),
    needed(&["seit"], started),
    ticked(&["Tagessatz"], rate),
];

fn key(row: &Row, _: Days) -> String {
    row.key.clone()
}
fn given(row: &Row, _: Days) -> String {
    row.name.0.clone()
}
fn family(row: &Row, _: Days) -> String {
    row.name.1.clone()
}
fn full(row: &Row, _: Days) -> String {
    format!("{} {}", row.name.0, row.name.1)
}
fn work_mail(row: &Row, _: Days) -> String {
    row.work_mail.clone()
}
fn work_phone(row: &Row, _: Days) -> String {
    row.work_phone.clone()
}
fn mail(row: &Row, _: Days) -> String {
    row.mails.first().cloned().unwrap_or_default()
}
fn phone(row: &Row, _: Days) -> String {
    row.phones.first().cloned().unwrap_or_default()
}
fn second_phone(row: &Row, _: Days) -> String {
    row.phones.get(1).cloned().unwrap_or_default()
}
fn started(row: &Row, days: Days) -> String {
    day(row.started, days)
}
fn ended(row: &Row, days: Days) -> String {
    row.ended.map(|date| day(date, days)).unwrap_or_default()
}
fn street(row: &Row, _: Days) -> String {
    row.home[0].clone()
}
fn postcode(row: &Row, _: Days) -> String {
    row.home[1].clone()
}
fn city(row: &Row, _: Days) -> String {
    row.home[2].clone()
}
fn country(row: &Row, _: Days) -> String {
    row.home[3].clone()
}
fn role(row: &Row, _: Days) -> String {
    row.role.to_owned()
}
fn contract(row: &Row, _: Days) -> String {
    row.contract.clone()
}
fn github(row: &Row, _: Days) -> String {
    row.github.clone()
}
fn contract_type(_: &Row, _: Days) -> String {
    "Fixed rate".to_owned()
}
fn rate(row: &Row, _: Days) -> String {
    format!("{},50", 310 + row.person.serial % 190)
}
fn nothing(_: &Row, _: Days) -> String {
    String::new()
}
/// A value that must never be read: it differs from row to row and means nothing.
fn protected(row: &Row, _: Days) -> String {
    format!("stated-{}", row.person.serial.wrapping_mul(2_654_435_761) % 7)
}
fn shirt(row: &Row, _: Days) -> String {
    ["S", "M", "L", "XL"].get((row.person.serial % 4) as usize).copied().unwrap_or_default().to_owned()
}

fn day(date: Date, days: Days) -> String {
    match days {
        Days::Iso => date.to_string(),
        Days::Dotted => german(date),
        Days::American => format!("{:02}/{:02}/{}", date.month(), date.day(), date.year()),
    }
}

/// Writes all tables and firm.toml.
pub fn write(world: &mut World, directory: &Path) -> io::Result<()> {
    let folder = directory.join(world.random.pick(&["hr", "exports/people", "."]));
    fs::create_dir_all(&folder)?;
    let mut random = Random::fork(world.seed, 0x4E, 0);
    let encodings = [Encoding::Utf8, Encoding::Utf8Mark, Encoding::Utf16];
    let (english, german_text) = (encodings, [Encoding::Windows1252, Encoding::Utf8, Encoding::Utf8Mark]);

    let in_german = random.one_in(2);
    let encoding = if in_german { random.pick(&german_text) } else { random.pick(&english) };
    let (columns, days) = match (in_german, random.one_in(2)) {
        (true, _) => (BAMBOOHR_GERMAN, Days::Dotted),
        (false, true) => (BAMBOOHR_ENGLISH, Days::American),
        (false, false) => (BAMBOOHR_ENGLISH, Days::Iso),
    };
    report(world, System::BambooHr, columns, days, encoding, &folder.join("report (3).csv"), &mut random)?;

    let personio_in_german = !random.one_in(3);
    let personio_encoding =
        if personio_in_german { random.pick(&german_text) } else { random.pick(&english) };
    let (columns, days) =
        if personio_in_german { (PERSONIO_GERMAN, Days::Dotted) } else { (PERSONIO_ENGLISH, Days::Iso) };
    report(
        world,
        System::Personio,
        columns,
        days,
        personio_encoding,
        &folder.join("Mitarbeiter.csv"),
        &mut random,
    )?;

    report(
        world,
        System::Deel,
        DEEL,
        Days::Iso,
        Encoding::Utf8,
        &folder.join("workers_30_06.csv"),
        &mut random,
    )?;
    let list = folder.join("freie.csv");
    report(world, System::Freelancers, FREELANCERS, Days::Dotted, Encoding::Utf8, &list, &mut random)?;
    fs::write(
        folder.join("freie.csv.map.toml"),
        "kind = \"person\"\nperson_kind = \"contractor\"\n[columns]\nkey = \"Nr\"\nname = \"Wer\"\nemail = \"Mail\"\n\
         phone = \"Anruf unter\"\ncontract = \"Vertrag\"\ngithub = \"Code\"\nstarted = \"seit\"\n",
    )?;
    parcels(world, &folder)?;
    gone(world, &folder)?;
    fs::write(directory.join("firm.toml"), firm(world))
}

/// Writes one report: needed columns and some of the others, in any order.
fn report(
    world: &World,
    system: System,
    columns: &[Column],
    days: Days,
    encoding: Encoding,
    path: &Path,
    random: &mut Random,
) -> io::Result<()> {
    let mut ticked: Vec<(&Column, &str)> = Vec::new();
    for column in columns {
        let name = column.names.get(random.below(column.names.len())).copied().unwrap_or_default();
        if column.needed || random.one_in(2) {
            ticked.push((column, name));
        }
    }
    random.shuffle(&mut ticked);
    let delimiter = match encoding {
        Encoding::Utf16 => '\t',
        Encoding::Windows1252 => ';',
        Encoding::Utf8 | Encoding::Utf8Mark => random.pick(&[',', ';']),
    };
    let line_end = random.pick(&["\n", "\r\n"]);
    let mut out = Table::new(BufWriter::new(File::create(path)?), delimiter, encoding, line_end)?;
    if random.one_in(4) {
        out.raw("Report of 2026-06-30")?;
        out.raw("")?;
    }
    let headers: Vec<String> = ticked.iter().map(|(_, name)| encoding.spell(name)).collect();
    out.row(&headers)?;
    for row in world.rows.iter().filter(|row| row.system == system) {
        let cells: Vec<String> =
            ticked.iter().map(|(column, _)| encoding.spell(&(column.cell)(row, days))).collect();
        out.row(&cells)?;
    }
    out.finish()
}

fn parcels(world: &World, folder: &Path) -> io::Result<()> {
    let path = folder.join("versand.csv");
    let mut out = Table::new(BufWriter::new(File::create(&path)?), ';', Encoding::Windows1252, "\r\n")?;
    out.row(&["Tag", "Seriennummer", "Für", "Empfänger", "Straße", "PLZ", "Ort", "Land", "Unterschrift"])?;
    for parcel in &world.parcels {
        let [street, postcode, city, country] = &parcel.home;
        let at = german(parcel.at);
        let cells = [&at, &parcel.serial, &parcel.person, &parcel.recipient, street, postcode, city, country]
            .map(|cell| Encoding::Windows1252.spell(cell));
        out.row(&[cells.as_slice(), &[String::new()]].concat())?;
    }
    out.finish()?;
    fs::write(
        folder.join("versand.csv.map.toml"),
        "kind = \"shipment\"\ndelimiter = \";\"\nencoding = \"windows-1252\"\n[columns]\nat = \"Tag\"\n\
         serial = \"Seriennummer\"\nperson = \"Für\"\nrecipient = \"Empfänger\"\naddress = \"Straße\"\n\
         postcode = \"PLZ\"\ncity = \"Ort\"\ncountry = \"Land\"\nsigned_by = \"Unterschrift\"\n[formats]\n\
         at = \"%d.%m.%Y\"\n",
    )
}

fn gone(world: &World, folder: &Path) -> io::Result<()> {
    let path = folder.join("closed cases.csv");
    let mut out = Table::new(BufWriter::new(File::create(&path)?), '\t', Encoding::Utf8, "\n")?;
    out.row(&["when", "who", "mailbox", "number", "why", "decided by"])?;
    for [name, mailbox, phone, at] in &world.gone {
        out.row(&[at, name, mailbox, phone, "identity was borrowed", "A. Probst and K. Sample"])?;
    }
    out.finish()?;
    fs::write(
        folder.join("closed cases.csv.map.toml"),
        "kind = \"removed\"\ndelimiter = \"\\t\"\n[columns]\nat = \"when\"\nname = \"who\"\nemail = \"mailbox\"\n\
         phone = \"number\"\nbecause = \"why\"\nby = \"decided by\"\n",
    )
}

fn firm(world: &mut World) -> String {
    let office = world.extra().home.one_line(Hand::Careful);
    format!(
        "name = \"Measured firm\"\ntime_zone = \"Europe/Helsinki\"\nemail_domains = [\"{}\"]\n\n\
         [[offices]]\naddress = \"{office}\"\n\n{}\n",
        world.domain,
        world.firm_lines.join("\n\n")
    )
}
