//! Who is paid how much, into which account, by which bank: the payments of half a year.

pub mod camt;
pub mod iban;
pub mod pain;
pub mod tables;
pub mod wallet;
pub mod wise;

use std::io;
use std::path::Path;

use jiff::civil::{Date, date};

use self::iban::Land;
use self::wallet::Chain;
use super::cast::Cast;
use super::invent::{Country, Random};
use super::staff::{Staff, System};

/// The year and the months of the payments.
pub const YEAR: i16 = 2026;
/// How many months of it, from January on.
pub const MONTHS: i8 = 6;

/// By which way somebody is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Route {
    /// With the salaries, from the bank.
    Salary,
    /// A contractor, from the bank.
    Bank,
    /// A contractor, from the account at the payment institution.
    Wise,
    /// A contractor, to a wallet.
    Crypto(Chain),
}

/// How one person is paid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pay {
    /// The way.
    pub route: Route,
    /// The holder of the account, as the payment names them.
    pub holder: String,
    /// Accounts or wallets, each from a day on, oldest first; never empty.
    pub accounts: Vec<(Date, String)>,
    /// What comes each month, in cents.
    pub cents: i64,
}

/// The day from which everybody's first account holds.
pub const ALWAYS: Date = date(2000, 1, 1);

/// One payment.
pub struct Payment<'a> {
    /// Who worked for it.
    pub staff: &'a Staff,
    /// Row of the staff list.
    pub row: usize,
    /// The holder of the account.
    pub holder: String,
    /// Account or wallet.
    pub account: String,
    /// The way.
    pub route: Route,
    /// Amount in cents.
    pub cents: i64,
    /// Day.
    pub on: Date,
}

impl Pay {
    /// How the person of a row is paid, as it follows from the seed.
    pub fn of(cast: &Cast, row: usize, staff: &Staff) -> Self {
        let mut random = Random::fork(cast.seed, 0x9A1D, row as u64);
        let (route, land) = match (staff.system, random.below(20)) {
            (System::Deel, 0..=11) => (Route::Wise, random.one_in(4)),
            (System::Deel, 12..=16) => (Route::Bank, random.one_in(6)),
            (System::Deel, _) => {
                (Route::Crypto(random.pick(&[Chain::Ethereum, Chain::Tron, Chain::Bitcoin])), false)
            }
            _ => (Route::Salary, random.one_in(15)),
        };
        let serial = staff.person.serial;
        let account = match route {
            Route::Crypto(chain) => wallet::of(cast.seed, serial, chain),
            _ if land => iban::of(serial, Land::Belgium),
            _ => iban::of(serial, Land::Home(country(staff))),
        };
        Self {
            route,
            holder: format!("{} {}", staff.name.0, staff.name.1),
            accounts: vec![(ALWAYS, account)],
            cents: random.between(2_400, 7_900) * 100 + random.between(0, 99),
        }
    }

    /// The account on a day.
    pub fn account(&self, day: Date) -> &str {
        let current = self.accounts.iter().rev().find(|(from, _)| *from <= day);
        current.or(self.accounts.first()).map_or("", |(_, account)| account.as_str())
    }

    /// Moves the payments to another account from a day on.
    pub fn change(&mut self, from: Date, account: String) {
        self.accounts.push((from, account));
        self.accounts.sort();
    }

    /// Replaces the account for all time.
    pub fn only_account(&mut self, account: impl Into<String>) {
        self.accounts = vec![(ALWAYS, account.into())];
    }
}

/// Where somebody lives.
pub fn country(staff: &Staff) -> Country {
    staff.home.map_or(Country::Germany, |home| home.country)
}

/// The payments of one month on the ways that are asked for, in the order of the staff list.
pub fn month<'a>(
    cast: &'a Cast,
    month: i8,
    wanted: impl Fn(Route) -> bool + 'a,
) -> impl Iterator<Item = Payment<'a>> {
    cast.staff.iter().enumerate().filter_map(move |(row, staff)| {
        if staff.system == System::Register || cast.is_second_row(row) {
            return None;
        }
        let pay = cast.pay_of(row, staff);
        if !wanted(pay.route) {
            return None;
        }
        let day = if pay.route == Route::Salary { 26 } else { 28 };
        let on = Date::new(YEAR, month, day).unwrap_or(ALWAYS);
        if on < staff.started || staff.ended.is_some_and(|ended| ended < on) {
            return None;
        }
        let account = pay.account(on).to_owned();
        Some(Payment { staff, row, account, holder: pay.holder, route: pay.route, cents: pay.cents, on })
    })
}

/// What a payment's reference says: the contract or the employee number is a word of its own.
pub fn reference(payment: &Payment<'_>) -> String {
    let month = payment.on.month();
    match payment.route {
        Route::Salary => format!("Salary {month:02}/{YEAR} no. {}", payment.staff.reference()),
        _ => format!("Invoice {YEAR}-{month:02} {}", payment.staff.reference()),
    }
}

/// Cents as a decimal number with a point.
pub fn decimal(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", cents.unsigned_abs() / 100, cents.unsigned_abs() % 100)
}

/// Writes every payment export; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    wise::write_batch(cast, directory)?;
    wise::write_statement(cast, directory)?;
    let orders = pain::write(cast, directory)?;
    let statements = camt::write(cast, directory)?;
    let tables = tables::write(cast, directory)?;
    Ok(2 + orders + statements + tables)
}

/// A text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The firm's own account at its bank.
fn own_account(cast: &Cast) -> String {
    iban::of(9_000_000 + cast.seed % 100_000, Land::Home(Country::Germany))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{ALWAYS, Pay, Route, decimal};

    #[test]
    fn cents_are_written_with_a_point() {
        assert_eq!(decimal(5), "0.05");
        assert_eq!(decimal(-123_456), "-1234.56");
    }

    #[test]
    fn the_account_is_the_one_of_the_day() {
        let mut pay = Pay {
            route: Route::Salary,
            holder: String::new(),
            accounts: vec![(ALWAYS, "first".into())],
            cents: 1,
        };
        pay.change(date(2026, 4, 1), "second".into());
        assert_eq!(pay.account(date(2026, 3, 31)), "first");
        assert_eq!(pay.account(date(2026, 4, 1)), "second");
    }
}
