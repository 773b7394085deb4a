//! How somebody of the staff works: which laptop and telephone, which lines, when and where.
//!
//! Nothing is kept for people without a story: their habits follow from the seed and their row.

use jiff::civil::{Date, date};

use super::calendar::{self, EXPORTED};
use super::cast::Cast;
use super::hardware::{Display, Usb};
use super::invent::{Country, Random};
use super::network::Line;
use super::staff::{Staff, System};

/// First day of the year that the logs hold.
pub const FIRST_DAY: Date = date(2025, 7, 1);

/// A laptop that the firm issued.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Laptop {
    /// Serial number.
    pub serial: String,
    /// Hardware UUID, as agents report it.
    pub uuid: String,
    /// Model.
    pub model: &'static str,
    /// Host name.
    pub host: String,
    /// Its id among the registered devices of the sign-in product.
    pub registered: String,
}

/// A telephone with the second factor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phone {
    /// Its id among the registered devices of the sign-in product.
    pub registered: String,
    /// Model.
    pub model: &'static str,
    /// Whether it runs iOS, else Android.
    pub apple: bool,
    /// Id of the enrolled factor.
    pub factor: String,
}

/// Some weeks somewhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
    /// Country in English, and town.
    pub place: (&'static str, &'static str),
    /// The line there.
    pub line: Line,
}

/// A device at somebody's desk, from a day on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Attached {
    /// A monitor.
    Display(Display),
    /// A USB device.
    Usb(Usb),
}

/// How somebody works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Habits {
    /// The laptop.
    pub laptop: Laptop,
    /// The telephone.
    pub phone: Phone,
    /// Fingerprint of the browser on the laptop.
    pub browser: String,
    /// The line at home.
    pub line: Line,
    /// Country in English, and town, as a database of networks places the line.
    pub place: (&'static str, &'static str),
    /// The office that they come to, if any.
    pub office: Option<usize>,
    /// Whether the telephone is behind the carrier's shared address.
    pub carrier: bool,
    /// Whether the telephone hides behind Private Relay.
    pub relay: bool,
    /// Whether they use a VPN of their own now and then.
    pub vpn: bool,
    /// Whether they work at night.
    pub nights: bool,
    /// Whether they sit in the co-working space on some days.
    pub space: bool,
    /// Weeks elsewhere.
    pub stays: Vec<Stay>,
    /// What is plugged in at home.
    pub desk: Vec<Attached>,
    /// What is plugged in at the office.
    pub office_desk: Vec<Attached>,
}

/// All of them Macs: the agent lists displays on no other system.
const MODELS: [&str; 5] = ["MacBookPro18,3", "MacBookPro18,1", "Mac14,9", "MacBookAir10,1", "Mac14,2"];
const PHONES: [(&str, bool); 5] = [
    ("iPhone14,5", true),
    ("iPhone15,2", true),
    ("Pixel 8", false),
    ("SM-S911B", false),
    ("iPhone12,1", true),
];

impl Habits {
    /// The habits of the person of a row, as they follow from the seed.
    pub fn of(cast: &Cast, row: usize, staff: &Staff) -> Self {
        let mut random = Random::fork(cast.seed, 0xACCE, row as u64);
        let country = staff.home.map_or(Country::Germany, |home| home.country);
        let city = staff.home.map_or("Ahrenfurt", super::invent::Home::city);
        let (phone, apple) = random.pick(&PHONES);
        let laptop = Laptop {
            serial: laptop_serial(cast.seed, row),
            uuid: uuid(&mut random).to_uppercase(),
            model: random.pick(&MODELS),
            host: format!("nl-{:05}", 20_117 + row * 7),
            registered: identifier("guo", &mut random),
        };
        let phone = Phone {
            registered: identifier("guo", &mut random),
            model: phone,
            apple,
            factor: identifier(if random.one_in(2) { "opf" } else { "pfd" }, &mut random),
        };
        let mut desk = Vec::new();
        if random.one_in(2) {
            desk.push(Attached::Display(Display::own(&mut random)));
        }
        for _ in 0..random.below(4) {
            desk.push(Attached::Usb(Usb::own(&mut random)));
        }
        Self {
            laptop,
            phone,
            browser: fingerprint(&mut random),
            line: Line::home(staff.person.serial),
            place: (country.english(), city),
            office: staff.work_phone.is_some().then_some(0),
            // One carrier for every second: so many that its address says nothing.
            carrier: cast.people >= 24 && row.is_multiple_of(2),
            relay: apple && random.one_in(4),
            vpn: random.one_in(9),
            nights: random.one_in(14),
            space: false,
            stays: Vec::new(),
            desk,
            office_desk: Vec::new(),
        }
    }
}

/// One sign-in account with the person behind it.
pub struct Account<'a> {
    /// Row of the staff list.
    pub row: usize,
    /// Its person.
    pub staff: &'a Staff,
    /// The login: the work mailbox.
    pub login: &'a str,
    /// Id of the actor in the sign-in product.
    pub actor: String,
    /// Habits.
    pub habits: Habits,
    /// First day in the logs.
    pub from: Date,
    /// Last day in the logs.
    pub to: Date,
}

/// The accounts that were used in the year of the logs, one for each work mailbox.
pub fn accounts(cast: &Cast) -> Vec<Account<'_>> {
    let mut seen = std::collections::BTreeSet::new();
    let mut list = Vec::new();
    for (row, staff) in cast.staff.iter().enumerate() {
        let Some(login) = staff.work_mailbox.as_deref() else { continue };
        if staff.system == System::Register || !seen.insert(login) {
            continue;
        }
        let from = staff.started.max(FIRST_DAY);
        let to = staff.ended.unwrap_or(EXPORTED).min(EXPORTED);
        if from > to {
            continue;
        }
        let mut random = Random::fork(cast.seed, 0xAC70, row as u64);
        let actor = identifier("00u", &mut random);
        list.push(Account { row, staff, login, actor, habits: cast.habits_of(row, staff), from, to });
    }
    list
}

/// Weeks elsewhere that end before the export.
pub fn stay(number: u64, back: i64, days: i64, place: (&'static str, &'static str)) -> Stay {
    let from = calendar::later(EXPORTED, -back);
    Stay { from, to: calendar::later(from, days), place, line: Line::elsewhere(number) }
}

/// The serial number of the laptop that the person of a row was given.
pub fn laptop_serial(seed: u64, row: usize) -> String {
    let mut random = Random::fork(seed, 0x5E71, row as u64);
    let mut text = String::from("C02");
    for _ in 0..7 {
        text.push(random.pick(&['F', 'G', 'H', 'J', 'K', 'L', 'N', 'P', 'Q', '3', '4', '5', '7', '8']));
    }
    text.push(random.pick(&['M', 'T', 'W', 'Y']));
    text
}

/// An id as Okta gives them: a prefix of three signs, then seventeen letters and digits.
pub fn identifier(prefix: &str, random: &mut Random) -> String {
    const SIGNS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut text = String::from(prefix);
    for _ in 0..17 {
        text.push(char::from(random.pick(SIGNS)));
    }
    text
}

/// A fingerprint of 32 hexadecimal digits.
pub fn fingerprint(random: &mut Random) -> String {
    format!("{:016x}{:016x}", random.draw(), random.draw())
}

/// A random UUID in lower case (RFC 9562, version 4).
pub fn uuid(random: &mut Random) -> String {
    let (high, low) = (random.draw(), random.draw());
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xFFFF,
        high & 0xFFF,
        0x8000 | ((low >> 48) & 0x3FFF),
        low & 0xFFFF_FFFF_FFFF
    )
}
