//! Writes payment tables that no product ships, each with the mapping that somebody of the firm
//! wrote: wallets of contractors, changes of payout data, and the list of wallets beside them.

use std::fs::{self, File};
use std::io::{self, BufWriter};
use std::path::Path;

use super::super::cast::Cast;
use super::super::table::{Encoding, Table};
use super::{MONTHS, Route, decimal, month, reference, wallet};

const CRYPTO_MAPPING: &str = "# Finance's list of payments to wallets.\nkind = \"payee\"\n\n[columns]\n\
    key = \"Payment\"\nperson = \"Contract\"\nname = \"Payee\"\nwallet = \"Wallet\"\ncurrency = \"Coin\"\n\
    amount = \"Amount\"\nat = \"Paid\"\nmemo = \"Note\"\n\n[formats]\nat = \"%Y-%m-%d\"\n";

const CHANGES_MAPPING: &str = "# Changes of payout and contact data, from the ticket system.\nkind = \"change\"\n\n\
    [columns]\nperson = \"Person\"\nfield = \"Field\"\nold = \"Before\"\nnew = \"After\"\nat = \"Changed\"\n\
    channel = \"Channel\"\nby = \"Done by\"\n\n[formats]\nat = \"%Y-%m-%d\"\n";

/// Why the list lies there: the firm keeps it for the scan's option, and no authority wrote it.
const LIST_HEAD: &str =
    "# Invented for this demonstration on 2026-06-15; no authority lists these addresses.";

/// Writes the tables; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let create = |name: &str| -> io::Result<Table<BufWriter<File>>> {
        Table::new(BufWriter::new(File::create(directory.join(name))?), ',', Encoding::Utf8, "\n")
    };
    let mut payees = create("crypto_payees.csv")?;
    payees.row(&["Payment", "Contract", "Payee", "Wallet", "Coin", "Amount", "Paid", "Note"])?;
    for number in 1..=MONTHS {
        for payment in month(cast, number, |route| matches!(route, Route::Crypto(_))) {
            let Route::Crypto(chain) = payment.route else { continue };
            // A bitcoin is taken as 60,000 euro all year: amounts prove nothing.
            let amount = if chain == wallet::Chain::Bitcoin {
                format!("0.{:08}", payment.cents * 1_000_000 / 60_000)
            } else {
                decimal(payment.cents)
            };
            payees.row(&[
                format!("CP-{:02}-{:05}", number, payment.row),
                payment.staff.reference(),
                payment.holder.clone(),
                payment.account.clone(),
                wallet::currency(chain).to_owned(),
                amount,
                payment.on.to_string(),
                reference(&payment),
            ])?;
        }
    }
    payees.finish()?;
    fs::write(directory.join("crypto_payees.csv.map.toml"), CRYPTO_MAPPING)?;

    let mut changes = create("payout_changes.csv")?;
    changes.row(&["Person", "Field", "Before", "After", "Changed", "Channel", "Done by"])?;
    for change in &cast.changes {
        changes.row(&[
            change.person.clone(),
            change.field.to_owned(),
            change.old.clone(),
            change.new.clone(),
            change.on.to_string(),
            change.channel.to_owned(),
            "Jorn Muster".to_owned(),
        ])?;
    }
    changes.finish()?;
    fs::write(directory.join("payout_changes.csv.map.toml"), CHANGES_MAPPING)?;
    if cast.listed.is_empty() {
        return Ok(4);
    }
    let folder = directory.join("lists");
    fs::create_dir_all(&folder)?;
    let out = BufWriter::new(File::create(folder.join("demo_listed_wallets.csv"))?);
    let mut list = Table::new(out, ',', Encoding::Utf8, "\n")?;
    list.raw(LIST_HEAD)?;
    list.row(&["address", "currency", "entity", "listed_on"])?;
    for (address, currency) in &cast.listed {
        list.row(&[address.as_str(), currency, "Demo entry 1", "2026-06-01"])?;
    }
    list.finish()?;
    Ok(5)
}
