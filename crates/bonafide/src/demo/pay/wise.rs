//! Writes what the account at Wise exports: the last batch of payments and the statement in euro.

use std::fs::File;
use std::io::{self, BufWriter};
use std::path::Path;

use jiff::civil::Date;

use super::super::cast::Cast;
use super::super::invent::Random;
use super::super::table::{Encoding, Table};
use super::{ALWAYS, MONTHS, Payment, Route, YEAR, decimal, iban, month, reference};

/// Writes `wise_batch.csv`, the batch of the last month ("Send to bank accounts").
pub fn write_batch(cast: &Cast, directory: &Path) -> io::Result<()> {
    let out = BufWriter::new(File::create(directory.join("wise_batch.csv"))?);
    let mut table = Table::new(out, ',', Encoding::Utf8, "\n")?;
    table.row(&[
        "name",
        "recipientEmail",
        "paymentReference",
        "receiverType",
        "amountCurrency",
        "amount",
        "sourceCurrency",
        "targetCurrency",
        "IBAN",
        "BIC",
    ])?;
    for payment in month(cast, MONTHS, |route| route == Route::Wise) {
        let company = ["GmbH", "Ltd", "B.V.", "sp. z o.o.", "Oy", "SAS", "S.L."]
            .iter()
            .any(|form| payment.holder.ends_with(form));
        table.row(&[
            payment.holder.clone(),
            String::new(),
            reference(&payment),
            if company { "INSTITUTION" } else { "PERSON" }.to_owned(),
            "target".to_owned(),
            decimal(payment.cents),
            "EUR".to_owned(),
            "EUR".to_owned(),
            payment.account.clone(),
            iban::bic(&payment.account).to_owned(),
        ])?;
    }
    table.finish()
}

/// A line of the statement.
enum Entry<'a> {
    /// Money that came from the firm's bank.
    TopUp(i64),
    /// A payment to a contractor.
    Sent(Payment<'a>),
    /// What Wise took for it.
    Fee(u64),
    /// A card.
    Card(&'static str, i64),
}

const MERCHANTS: [&str; 5] =
    ["Nimbus Hosting", "Blaufuchs Coworking", "Papierhaus Falkenried", "Regio Bahn", "Kestrel Software"];
/// What Wise takes for one transfer, in cents.
const FEE: i64 = 48;

/// Writes `wise_statement_EUR.csv`: newest first, days as dd-mm-yyyy, fees on lines of their own.
pub fn write_statement(cast: &Cast, directory: &Path) -> io::Result<()> {
    let out = BufWriter::new(File::create(directory.join("wise_statement_EUR.csv"))?);
    let mut table = Table::new(out, ',', Encoding::Utf8, "\n")?;
    table.row(&[
        "TransferWise ID",
        "Date",
        "Amount",
        "Currency",
        "Description",
        "Payment Reference",
        "Running Balance",
        "Exchange From",
        "Exchange To",
        "Exchange Rate",
        "Payer Name",
        "Payee Name",
        "Payee Account Number",
        "Merchant",
        "Card Last Four Digits",
        "Card Holder Full Name",
        "Attachment",
        "Note",
        "Total fees",
        "Exchange To Amount",
    ])?;
    // The newest line stands first, and its balance follows from all the others: months are
    // walked backwards from the balance at the end.
    let mut balance: i64 = 1_250_000;
    for number in (1..=MONTHS).rev() {
        let mut random = Random::fork(cast.seed, 0x715E, number as u64);
        let mut entries: Vec<(Date, u64, Entry<'_>)> = Vec::new();
        let mut sum = 0;
        for payment in month(cast, number, |route| route == Route::Wise) {
            let id = transfer(number, payment.row);
            sum += payment.cents + FEE;
            let on = payment.on;
            entries.push((on, id, Entry::Sent(payment)));
            entries.push((on, id, Entry::Fee(id)));
        }
        for _ in 0..2 + random.below(3) {
            let day = Date::new(YEAR, number, 2 + random.below(20) as i8).unwrap_or(ALWAYS);
            let cents = random.between(900, 38_000);
            sum += cents;
            entries.push((day, random.draw() % 90_000_000, Entry::Card(random.pick(&MERCHANTS), cents)));
        }
        let first = Date::new(YEAR, number, 1).unwrap_or(ALWAYS);
        entries.insert(0, (first, 700_000_000 + number as u64, Entry::TopUp(sum)));
        entries.sort_by_key(|(day, _, _)| *day);
        for (day, id, entry) in entries.iter().rev() {
            let shown = format!("{:02}-{:02}-{:04}", day.day(), day.month(), day.year());
            let mut cells: [String; 20] = Default::default();
            cells[0] = format!("TRANSFER-{id}");
            cells[1] = shown;
            cells[3] = String::from("EUR");
            cells[6] = decimal(balance);
            let cents = match entry {
                Entry::TopUp(cents) => {
                    cells[4] = String::from("Received money from Nordlicht Systems with reference TOPUP");
                    cells[5] = String::from("TOPUP");
                    cells[10] = String::from("Nordlicht Systems");
                    *cents
                }
                Entry::Sent(payment) => {
                    cells[4] = format!("Sent money to {}", payment.holder);
                    cells[5] = reference(payment);
                    cells[11].clone_from(&payment.holder);
                    cells[12].clone_from(&payment.account);
                    -payment.cents
                }
                Entry::Fee(of) => {
                    cells[0] = format!("FEE-TRANSFER-{of}");
                    cells[4] = format!("Wise Charges for: TRANSFER-{of}");
                    cells[18] = decimal(FEE);
                    -FEE
                }
                Entry::Card(merchant, cents) => {
                    cells[0] = format!("CARD-{id}");
                    cells[4] = format!("Card transaction of EUR issued by {merchant}");
                    cells[13].push_str(merchant);
                    cells[14] = String::from("4471");
                    cells[15] = String::from("Ilse Beispiel");
                    -cents
                }
            };
            cells[2] = decimal(cents);
            table.row(&cells)?;
            balance -= cents;
        }
    }
    table.finish()
}

/// The number of a transfer.
fn transfer(month: i8, row: usize) -> u64 {
    810_000_000 + u64::from(month.unsigned_abs()) * 1_000_003 + row as u64 * 7
}
