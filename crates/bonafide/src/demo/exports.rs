//! Writes the staff, contractor and table exports, each as its product or its owner would.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use super::calendar::{self, german};
use super::cast::Cast;
use super::invent::Random;
use super::staff::{Staff, System};
use super::table::{Encoding, Table};

/// Personio's export is in Windows-1252.
fn ansi(text: &str) -> String {
    Encoding::Windows1252.spell(text)
}

type Out = Table<BufWriter<File>>;

/// Writes every table of the firm, and its mapping, into a folder; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let mut files = MAPPINGS.len();
    let mut create =
        |name: &str, delimiter: char, encoding: Encoding, line_end: &'static str| -> io::Result<Out> {
            files += 1;
            Table::new(BufWriter::new(File::create(directory.join(name))?), delimiter, encoding, line_end)
        };
    bamboohr(cast, create("bamboohr.csv", ',', Encoding::Utf8Mark, "\n")?)?;
    personio(cast, create("personio.csv", ';', Encoding::Windows1252, "\r\n")?)?;
    deel_people(cast, create("deel_people.csv", ',', Encoding::Utf8, "\n")?)?;
    deel_contracts(cast, create("deel_contracts.csv", ',', Encoding::Utf8, "\n")?)?;
    register(cast, create("contractor_register.csv", ';', Encoding::Utf8, "\n")?)?;
    shipments(cast, create("shipments.csv", ',', Encoding::Utf8, "\r\n")?)?;
    removed(cast, create("removed.csv", ',', Encoding::Utf8, "\n")?)?;
    attestations(cast, create("attestations.csv", ',', Encoding::Utf8, "\n")?)?;
    canteen(cast, create("canteen_balance.csv", ';', Encoding::Utf8, "\n")?)?;
    for (table, mapping) in MAPPINGS {
        std::fs::write(directory.join(format!("{table}.map.toml")), mapping)?;
    }
    Ok(files)
}

/// Mappings that a person of the firm wrote for tables no product ships.
const MAPPINGS: [(&str, &str); 4] = [
    (
        "contractor_register.csv",
        "# Purchasing's own list of contractors.\nkind = \"person\"\nperson_kind = \"contractor\"\n\n[columns]\n\
         key = \"Register no.\"\nname = \"Contractor\"\nemail = \"Private mail\"\nphone = \"Mobile\"\n\
         contract = \"Deel contract\"\nstarted = \"Since\"\n\n[formats]\nstarted = \"%d.%m.%Y\"\n",
    ),
    (
        "shipments.csv",
        "# What IT sent out.\nkind = \"shipment\"\n\n[columns]\nkey = \"Tracking\"\nperson = \"Employee or contract\"\n\
         recipient = \"Deliver to\"\naddress = \"Street\"\npostcode = \"Postcode\"\ncity = \"Town\"\n\
         country = \"Country\"\nserial = \"Serial number\"\ncarrier = \"Carrier\"\nat = \"Sent\"\n\
         delivered = \"Delivered\"\nsigned_by = \"Signature\"\n",
    ),
    (
        "removed.csv",
        "# Personas whose removal two people confirmed.\nkind = \"removed\"\n\n[columns]\nname = \"name\"\n\
         email = \"email\"\nphone = \"phone\"\naddress = \"address\"\ncity = \"city\"\nat = \"removed_on\"\n\
         because = \"because\"\nby = \"confirmed_by\"\n",
    ),
    (
        "attestations.csv",
        "# Checks that people did.\nkind = \"attestation\"\n\n[columns]\nperson = \"person\"\ncheck = \"check\"\n\
         result = \"result\"\nby = \"by\"\non = \"on\"\n",
    ),
];

fn of_system(cast: &Cast, system: System) -> impl Iterator<Item = &Staff> {
    cast.staff.iter().filter(move |staff| staff.system == system)
}

fn text(value: Option<&String>) -> String {
    value.cloned().unwrap_or_default()
}

fn bamboohr(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&[
        "Employee #",
        "First Name",
        "Last Name",
        "Gender",
        "Nationality",
        "Hire Date",
        "Termination Date",
        "Job Title",
        "Location",
        "Work Email",
        "Work Phone",
        "Home Email",
        "Mobile Phone",
        "Home Phone",
        "Address Line 1",
        "City",
        "Zip Code",
        "Country",
        "Emergency Contact Phone",
    ])?;
    let mut noise = Random::fork(cast.seed, 0x5EC, 1);
    let middle = of_system(cast, System::BambooHr).count() / 2;
    let mut before = String::new();
    for (index, staff) in of_system(cast, System::BambooHr).enumerate() {
        if index == middle {
            // A pasted remark broke this row; it belongs to nobody in the truth.
            out.raw("999999,Moved,To,,,2024-02-01,,see ticket,Remote,,,,,,,,,,,,\"asset tag\",again")?;
        }
        let home = staff.home;
        out.row(&[
            staff.key.clone(),
            staff.name.0.clone(),
            staff.name.1.clone(),
            noise.pick(&["Female", "Male", "Non-binary", ""]).to_owned(),
            noise.pick(&["Atlantean", "Lilliputian", "Ruritanian", ""]).to_owned(),
            staff.started.to_string(),
            staff.ended.map(|day| day.to_string()).unwrap_or_default(),
            staff.role.to_owned(),
            "Remote".to_owned(),
            text(staff.work_mailbox.as_ref()),
            text(staff.work_phone.as_ref()),
            text(staff.mailbox.as_ref()),
            text(staff.phone.as_ref()),
            text(staff.landline.as_ref()),
            home.map(|home| home.street_line(staff.hand)).unwrap_or_default(),
            home.map(|home| home.city().to_owned()).unwrap_or_default(),
            home.map(|home| home.postcode().to_owned()).unwrap_or_default(),
            home.map(|home| home.country.english().to_owned()).unwrap_or_default(),
            // A colleague is called when something happens: their number, in somebody else's row.
            if index % 3 == 1 { before } else { String::new() },
        ])?;
        before = text(staff.phone.as_ref());
    }
    out.finish()
}

fn personio(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&[
        "Personalnummer",
        "Vorname",
        "Nachname",
        "Geschlecht",
        "Geburtsdatum",
        "Position",
        "Eintrittsdatum",
        "Letzter Arbeitstag",
        "E-Mail",
        "Private E-Mail-Adresse",
        "Telefon (privat)",
        "Straße und Hausnummer",
        "PLZ",
        "Ort",
        "Land",
    ])?;
    let mut noise = Random::fork(cast.seed, 0x5EC, 2);
    for staff in of_system(cast, System::Personio) {
        let home = staff.home;
        out.row(&[
            staff.key.clone(),
            ansi(&staff.name.0),
            ansi(&staff.name.1),
            noise.pick(&["weiblich", "männlich", "divers", ""]).to_owned(),
            noise.pick(&["17.03.1984", "02.11.1991", ""]).to_owned(),
            staff.role.to_owned(),
            german(staff.started),
            staff.ended.map(german).unwrap_or_default(),
            text(staff.work_mailbox.as_ref()),
            text(staff.mailbox.as_ref()),
            text(staff.phone.as_ref()),
            home.map(|home| ansi(&home.street_line(staff.hand))).unwrap_or_default(),
            home.map(|home| home.postcode().to_owned()).unwrap_or_default(),
            home.map(|home| ansi(home.city())).unwrap_or_default(),
            home.map(|home| home.country.german().to_owned()).unwrap_or_default(),
        ])?;
    }
    out.finish()
}

fn deel_people(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&[
        "Worker ID",
        "First Name",
        "Last Name",
        "Worker Type",
        "Job Title",
        "Work Email",
        "Personal Email",
        "Phone Number",
        "Address Line 1",
        "City",
        "Zip Code",
        "Country",
        "Nationality",
        "Start Date",
    ])?;
    let mut noise = Random::fork(cast.seed, 0x5EC, 3);
    for staff in of_system(cast, System::Deel) {
        let home = staff.home;
        out.row(&[
            staff.key.clone(),
            staff.name.0.clone(),
            staff.name.1.clone(),
            "Contractor".to_owned(),
            staff.role.to_owned(),
            text(staff.work_mailbox.as_ref()),
            text(staff.mailbox.as_ref()),
            text(staff.phone.as_ref()),
            home.map(|home| home.street_line(staff.hand)).unwrap_or_default(),
            home.map(|home| home.city().to_owned()).unwrap_or_default(),
            home.map(|home| home.postcode().to_owned()).unwrap_or_default(),
            home.map(|home| home.country.english().to_owned()).unwrap_or_default(),
            noise.pick(&["Atlantean", "Ruritanian", ""]).to_owned(),
            staff.started.to_string(),
        ])?;
    }
    out.finish()
}

fn deel_contracts(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&[
        "Contract ID",
        "Contract Type",
        "Worker ID",
        "Worker Name",
        "Worker Email",
        "Job Title",
        "Start Date",
        "End Date",
        "Currency",
        "Rate",
    ])?;
    for staff in of_system(cast, System::Deel) {
        let last = staff.contracts.len().saturating_sub(1);
        let mut start = staff.started;
        for (index, contract) in staff.contracts.iter().enumerate() {
            let end = if index < last { calendar::later(start, 380).to_string() } else { String::new() };
            out.row(&[
                contract.clone(),
                "Pay as you go".to_owned(),
                staff.key.clone(),
                format!("{} {}", staff.name.0, staff.name.1),
                text(staff.mailbox.as_ref()),
                staff.role.to_owned(),
                start.to_string(),
                end,
                "EUR".to_owned(),
                "62.50".to_owned(),
            ])?;
            start = calendar::later(start, 400);
        }
    }
    out.finish()
}

fn register(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&["Register no.", "Contractor", "Private mail", "Mobile", "Deel contract", "Since", "Budget"])?;
    for staff in of_system(cast, System::Register) {
        out.row(&[
            staff.key.clone(),
            format!("{} {}", staff.name.0, staff.name.1),
            text(staff.mailbox.as_ref()),
            text(staff.phone.as_ref()),
            text(staff.contracts.last()),
            german(staff.started),
            "48.000,00".to_owned(),
        ])?;
    }
    out.finish()
}

fn shipments(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&[
        "Tracking",
        "Employee or contract",
        "Deliver to",
        "Street",
        "Postcode",
        "Town",
        "Country",
        "Serial number",
        "Carrier",
        "Sent",
        "Delivered",
        "Signature",
    ])?;
    for (index, parcel) in cast.shipments.iter().enumerate() {
        out.row(&[
            format!("JJD{:012}", 700_310_000_000_u64 + index as u64 * 977),
            parcel.person.clone(),
            parcel.recipient.clone(),
            parcel.home.street_line(parcel.hand),
            parcel.home.postcode().to_owned(),
            parcel.home.city().to_owned(),
            parcel.home.country.english().to_owned(),
            parcel.serial.clone(),
            if index % 3 == 0 { "Paketpost" } else { "Nordkurier" }.to_owned(),
            parcel.at.to_string(),
            calendar::later(parcel.at, 2).to_string(),
            parcel.signed_by.clone(),
        ])?;
    }
    out.finish()
}

fn removed(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&["name", "email", "phone", "address", "city", "removed_on", "because", "confirmed_by"])?;
    for removal in &cast.removals {
        out.row(&[
            removal.name.clone(),
            removal.mailbox.clone(),
            removal.phone.clone(),
            format!(
                "{}, {}",
                removal.home.street_line(super::invent::homes::Hand::Careful),
                removal.home.postcode()
            ),
            removal.home.city().to_owned(),
            removal.at.to_string(),
            "could not show the papers on a call".to_owned(),
            "Ilse Beispiel; Jorn Muster".to_owned(),
        ])?;
    }
    out.finish()
}

fn attestations(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&["person", "check", "result", "by", "on"])?;
    for attested in &cast.attested {
        let on = attested.on.to_string();
        out.row(&[attested.person.as_str(), attested.check, attested.result, "Ilse Beispiel", on.as_str()])?;
    }
    out.finish()
}

/// A table that no reader knows, so that a scan shows what it does with one.
fn canteen(cast: &Cast, mut out: Out) -> io::Result<()> {
    out.row(&["Chip", "Balance", "Meals this month"])?;
    for index in 0..cast.people.clamp(3, 40) {
        out.row(&[
            format!("{:05}", 30_117 + index * 7),
            format!("{},50", index % 40),
            (index % 19).to_string(),
        ])?;
    }
    out.finish()
}
