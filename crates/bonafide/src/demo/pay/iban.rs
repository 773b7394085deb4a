//! Account numbers with valid check digits at banks that do not exist.

use super::super::invent::Country;

/// A country whose accounts people here hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Land {
    /// One of the countries in which people live.
    Home(Country),
    /// Belgium, where a payment institution opens its accounts.
    Belgium,
}

/// How many digits tell the accounts of one country apart.
const WIDTH: usize = 10;

/// The account of a running number and, below ten million, of nobody else. ISO 13616 check digits
/// and, in France, Spain, Finland and Belgium, the national ones hold.
pub fn of(serial: u64, land: Land) -> String {
    // A step without a common factor with 10^10: one number each.
    let number = format!("{:0WIDTH$}", (u128::from(serial) * 7_304_982_671 + 4_811_309_277) % 10_000_000_000);
    let (code, rest) = match land {
        Land::Home(Country::Germany) => ("DE", format!("{}{number}", pick(serial, ["99010417", "99050862"]))),
        Land::Home(Country::Austria) => ("AT", format!("991200{number}")),
        Land::Home(Country::France) => ("FR", french(&number)),
        Land::Home(Country::Netherlands) => ("NL", format!("NRDL{number}")),
        Land::Home(Country::Poland) => ("PL", format!("99201465000000{number}")),
        Land::Home(Country::Spain) => ("ES", spanish(&number)),
        Land::Home(Country::Finland) => ("FI", finnish(&number)),
        Land::Home(Country::Britain) => ("GB", format!("NRDL9904{number}")),
        Land::Belgium => ("BE", belgian(serial)),
    };
    let check = 98 - remainder(&format!("{rest}{code}00"));
    format!("{code}{check:02}{rest}")
}

/// The code of the bank that holds an account, also invented.
pub fn bic(iban: &str) -> &'static str {
    match iban.get(..2) {
        Some("DE") => "NRDLDEB1XXX",
        Some("AT") => "NRDLATW1XXX",
        Some("FR") => "NRDLFRP1XXX",
        Some("NL") => "NRDLNL21XXX",
        Some("PL") => "NRDLPLP1XXX",
        Some("ES") => "NRDLESM1XXX",
        Some("FI") => "NRDLFIH1XXX",
        Some("GB") => "NRDLGB21XXX",
        _ => "NRDLBEB1XXX",
    }
}

fn pick(serial: u64, banks: [&'static str; 2]) -> &'static str {
    banks[(serial % 2) as usize]
}

/// The remainder by 97 of a text whose letters stand for 10 to 35.
fn remainder(text: &str) -> u64 {
    let mut rest = 0;
    for sign in text.chars() {
        let value = u64::from(sign.to_digit(36).unwrap_or_default());
        rest = if value < 10 { (rest * 10 + value) % 97 } else { (rest * 100 + value) % 97 };
    }
    rest
}

fn french(number: &str) -> String {
    let (bank, branch) = ("99711", "00417");
    let account = format!("0{number}");
    let value = |digits: &str| digits.parse::<u64>().unwrap_or_default();
    let key = 97 - (89 * value(bank) + 15 * value(branch) + 3 * value(&account)) % 97;
    format!("{bank}{branch}{account}{key:02}")
}

fn spanish(number: &str) -> String {
    let bank = "99712041";
    let check = |digits: &str| {
        let weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
        let sum: u32 =
            digits.chars().zip(weights).map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight).sum();
        match 11 - sum % 11 {
            11 => 0,
            10 => 1,
            other => other,
        }
    };
    format!("{bank}{}{}{number}", check(&format!("00{bank}")), check(number))
}

fn finnish(number: &str) -> String {
    let body = format!("799{number}");
    let mut sum = 0;
    for (index, digit) in body.chars().rev().enumerate() {
        let value = digit.to_digit(10).unwrap_or_default();
        let weighed = if index % 2 == 0 { value * 2 } else { value };
        sum += weighed / 10 + weighed % 10;
    }
    format!("{body}{}", (10 - sum % 10) % 10)
}

fn belgian(serial: u64) -> String {
    let body = 9_670_000_000 + (serial * 7_304_981 + 117) % 10_000_000;
    let check = match body % 97 {
        0 => 97,
        other => other,
    };
    format!("{body}{check:02}")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Land, bic, of, remainder};
    use crate::demo::invent::Country;

    fn lands() -> Vec<Land> {
        let mut lands: Vec<Land> = Country::ALL.into_iter().map(Land::Home).collect();
        lands.push(Land::Belgium);
        lands
    }

    #[test]
    fn check_digits_hold_and_lengths_are_those_of_the_register() {
        for serial in 0..3_000 {
            for land in lands() {
                let iban = of(serial, land);
                let turned = format!("{}{}", &iban[4..], &iban[..4]);
                assert_eq!(remainder(&turned), 1, "{iban}");
                let length = match &iban[..2] {
                    "DE" | "GB" => 22,
                    "AT" => 20,
                    "FR" => 27,
                    "NL" | "FI" => 18,
                    "PL" => 28,
                    "ES" => 24,
                    "BE" => 16,
                    other => panic!("{other}"),
                };
                assert_eq!(iban.len(), length, "{iban}");
                assert_eq!(bic(&iban).get(4..6), iban.get(..2));
            }
        }
        // The example of ISO 13616.
        assert_eq!(remainder("WEST12345698765432GB82"), 1);
    }

    #[test]
    fn nobody_has_the_account_of_another() {
        for land in lands() {
            let accounts: BTreeSet<String> = (0..20_000).map(|serial| of(serial * 61, land)).collect();
            assert_eq!(accounts.len(), 20_000, "{land:?}");
        }
    }
}
