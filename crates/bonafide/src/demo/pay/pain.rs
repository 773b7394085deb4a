//! Writes `pain001/*.xml`: the orders that the firm sent to its bank, salaries and contractors, in
//! version 03 until March and version 09 from April on.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::super::cast::Cast;
use super::{MONTHS, Payment, Route, YEAR, decimal, escaped, iban, month, own_account, reference};

/// Writes the orders; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let folder = directory.join("pain001");
    fs::create_dir_all(&folder)?;
    let mut files = 0;
    for number in 1..=MONTHS {
        for (name, route) in [("salaries", Route::Salary), ("contractors", Route::Bank)] {
            let (mut count, mut sum) = (0_usize, 0);
            for payment in month(cast, number, |one| one == route) {
                count += 1;
                sum += payment.cents;
            }
            // An order without a transfer is no order.
            if count == 0 {
                continue;
            }
            let path = folder.join(format!("{name}-{YEAR}-{number:02}.xml"));
            let mut order = Order { out: BufWriter::new(File::create(path)?), new: number > 3 };
            order.begin(cast, name, number, count, sum, route)?;
            for payment in month(cast, number, |one| one == route) {
                order.transfer(&payment)?;
            }
            order.end()?;
            files += 1;
        }
    }
    Ok(files)
}

/// One file that is being written.
struct Order {
    out: BufWriter<File>,
    /// Whether it is version 09.
    new: bool,
}

impl Order {
    fn begin(
        &mut self,
        cast: &Cast,
        name: &str,
        number: i8,
        count: usize,
        sum: i64,
        route: Route,
    ) -> io::Result<()> {
        let version = if self.new { "pain.001.001.09" } else { "pain.001.001.03" };
        let day = if route == Route::Salary { 26 } else { 28 };
        let (bic, sum) = (if self.new { "BICFI" } else { "BIC" }, decimal(sum));
        let execution = format!("{YEAR}-{number:02}-{day}");
        let execution = if self.new { format!("<Dt>{execution}</Dt>") } else { execution };
        let (id, account) = (format!("NLS-{name}-{YEAR}{number:02}"), own_account(cast));
        write!(
            self.out,
            r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">
  <CstmrCdtTrfInitn>
    <GrpHdr>
      <MsgId>{id}</MsgId>
      <CreDtTm>{YEAR}-{number:02}-24T09:12:44</CreDtTm>
      <NbOfTxs>{count}</NbOfTxs>
      <CtrlSum>{sum}</CtrlSum>
      <InitgPty><Nm>Nordlicht Systems</Nm></InitgPty>
    </GrpHdr>
    <PmtInf>
      <PmtInfId>{id}-1</PmtInfId>
      <PmtMtd>TRF</PmtMtd>
      <BtchBookg>{}</BtchBookg>
      <NbOfTxs>{count}</NbOfTxs>
      <CtrlSum>{sum}</CtrlSum>
      <PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl>{}</PmtTpInf>
      <ReqdExctnDt>{execution}</ReqdExctnDt>
      <Dbtr><Nm>Nordlicht Systems</Nm></Dbtr>
      <DbtrAcct><Id><IBAN>{account}</IBAN></Id></DbtrAcct>
      <DbtrAgt><FinInstnId><{bic}>{}</{bic}></FinInstnId></DbtrAgt>
      <ChrgBr>SLEV</ChrgBr>
"#,
            route == Route::Salary,
            if route == Route::Salary { "<CtgyPurp><Cd>SALA</Cd></CtgyPurp>" } else { "" },
            iban::bic(&account),
        )
    }

    fn transfer(&mut self, payment: &Payment<'_>) -> io::Result<()> {
        let bic = if self.new { "BICFI" } else { "BIC" };
        write!(
            self.out,
            r#"      <CdtTrfTxInf>
        <PmtId><EndToEndId>{}</EndToEndId></PmtId>
        <Amt><InstdAmt Ccy="EUR">{}</InstdAmt></Amt>
        <CdtrAgt><FinInstnId><{bic}>{}</{bic}></FinInstnId></CdtrAgt>
        <Cdtr><Nm>{}</Nm></Cdtr>
        <CdtrAcct><Id><IBAN>{}</IBAN></Id></CdtrAcct>
        <RmtInf><Ustrd>{}</Ustrd></RmtInf>
      </CdtTrfTxInf>
"#,
            end_to_end(payment),
            decimal(payment.cents),
            iban::bic(&payment.account),
            escaped(&payment.holder),
            payment.account,
            escaped(&reference(payment)),
        )
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"    </PmtInf>\n  </CstmrCdtTrfInitn>\n</Document>\n")?;
        self.out.flush()
    }
}

/// The id that goes with the money to the other end.
pub fn end_to_end(payment: &Payment<'_>) -> String {
    format!("{}-{YEAR}{:02}", payment.staff.reference(), payment.on.month())
}
