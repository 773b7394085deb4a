//! Writes `camt053/*.xml`: the statements of the firm's bank, one a month, in version 02 until
//! March and version 08 from April on. Balances add up to the cent.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::super::cast::Cast;
use super::super::invent::{Country, Identity, Random};
use super::iban::Land;
use super::pain::end_to_end;
use super::{MONTHS, Payment, Route, YEAR, decimal, escaped, iban, month, own_account, reference};

/// Money that comes from customers or goes to suppliers.
struct Other {
    day: i8,
    incoming: bool,
    cents: i64,
    party: String,
    account: String,
    text: String,
}

/// Writes the statements; returns the count of files.
pub fn write(cast: &Cast, directory: &Path) -> io::Result<usize> {
    let folder = directory.join("camt053");
    fs::create_dir_all(&folder)?;
    let mut opening: i64 = 48_210_037;
    for number in 1..=MONTHS {
        let mut others = customers_and_suppliers(cast, number);
        let mut closing = opening;
        for payment in month(cast, number, |route| matches!(route, Route::Salary | Route::Bank)) {
            closing -= payment.cents;
        }
        let top_up: i64 =
            month(cast, number, |route| route == Route::Wise).map(|payment| payment.cents).sum();
        if top_up > 0 {
            others.push(Other {
                day: 25,
                incoming: false,
                cents: top_up,
                party: "Nordlicht Systems".to_owned(),
                account: iban::of(9_400_000 + cast.seed % 100_000, Land::Belgium),
                text: "TOPUP".to_owned(),
            });
        }
        others.sort_by_key(|other| other.day);
        for other in &others {
            closing += if other.incoming { other.cents } else { -other.cents };
        }
        let path = folder.join(format!("statement-{YEAR}-{number:02}.xml"));
        let mut statement =
            Statement { out: BufWriter::new(File::create(path)?), new: number > 3, number, entries: 0 };
        statement.begin(cast, opening, closing)?;
        for other in &others {
            statement.other(other)?;
        }
        statement.salaries(cast)?;
        for payment in month(cast, number, |route| route == Route::Bank) {
            statement.contractor(&payment)?;
        }
        statement.end()?;
        opening = closing;
    }
    Ok(MONTHS as usize)
}

/// The same dozen of customers and suppliers every month; customers pay for everybody's work.
fn customers_and_suppliers(cast: &Cast, number: i8) -> Vec<Other> {
    let mut list = Vec::new();
    let wages: i64 = month(cast, number, |_| true).map(|payment| payment.cents).sum();
    for place in 0..12_u64 {
        let mut steady = Random::fork(cast.seed, 0xC057, place);
        let (party, country) = (Identity::firm(&mut steady), steady.pick(&Country::ALL));
        let mut random = Random::fork(cast.seed, 0xC058, place * 16 + number as u64);
        let incoming = place < 7;
        let cents = if incoming {
            wages / 7 + random.between(300_000, 1_900_000)
        } else {
            random.between(9_900, 420_000)
        };
        let document = random.below(90_000) + 10_000;
        list.push(Other {
            day: 2 + random.below(22) as i8,
            incoming,
            cents,
            party: format!("{party} {}", place + 1),
            account: iban::of(9_100_000 + place + (cast.seed % 1_000) * 16, Land::Home(country)),
            text: if incoming { format!("RE {document} Nordlicht") } else { format!("Invoice {document}") },
        });
    }
    list
}

/// One file that is being written.
struct Statement {
    out: BufWriter<File>,
    /// Whether it is version 08.
    new: bool,
    number: i8,
    entries: u32,
}

impl Statement {
    fn begin(&mut self, cast: &Cast, opening: i64, closing: i64) -> io::Result<()> {
        let version = if self.new { "camt.053.001.08" } else { "camt.053.001.02" };
        let (number, account) = (self.number, own_account(cast));
        let last = [31, 28, 31, 30, 31, 30].get(number as usize - 1).copied().unwrap_or(30);
        write!(
            self.out,
            r#"<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}">
  <BkToCstmrStmt>
    <GrpHdr>
      <MsgId>NRDL{YEAR}{number:02}0001</MsgId>
      <CreDtTm>{YEAR}-{number:02}-{last}T22:10:03</CreDtTm>
    </GrpHdr>
    <Stmt>
      <Id>{account}-{YEAR}{number:02}</Id>
      <ElctrncSeqNb>{number}</ElctrncSeqNb>
      <CreDtTm>{YEAR}-{number:02}-{last}T22:10:03</CreDtTm>
      <FrToDt><FrDtTm>{YEAR}-{number:02}-01T00:00:00</FrDtTm><ToDtTm>{YEAR}-{number:02}-{last}T23:59:59</ToDtTm></FrToDt>
      <Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy><Ownr><Nm>Nordlicht Systems</Nm></Ownr></Acct>
"#
        )?;
        for (code, cents, day) in [("OPBD", opening, 1), ("CLBD", closing, last)] {
            let side = if cents < 0 { "DBIT" } else { "CRDT" };
            writeln!(
                self.out,
                "      <Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{}</Amt>\
                 <CdtDbtInd>{side}</CdtDbtInd><Dt><Dt>{YEAR}-{number:02}-{day:02}</Dt></Dt></Bal>",
                decimal(cents.abs())
            )?;
        }
        Ok(())
    }

    /// An entry as far as its details.
    fn entry(&mut self, cents: i64, incoming: bool, day: i8) -> io::Result<()> {
        self.entries += 1;
        let side = if incoming { "CRDT" } else { "DBIT" };
        let status = if self.new { "<Cd>BOOK</Cd>" } else { "BOOK" };
        let (family, kind) = if incoming { ("RCDT", "ESCT") } else { ("ICDT", "ESCT") };
        let (number, entries) = (self.number, self.entries);
        write!(
            self.out,
            r#"      <Ntry>
        <Amt Ccy="EUR">{}</Amt>
        <CdtDbtInd>{side}</CdtDbtInd>
        <Sts>{status}</Sts>
        <BookgDt><Dt>{YEAR}-{number:02}-{day:02}</Dt></BookgDt>
        <ValDt><Dt>{YEAR}-{number:02}-{day:02}</Dt></ValDt>
        <AcctSvcrRef>NRDL{YEAR}{number:02}{entries:06}</AcctSvcrRef>
        <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>{family}</Cd><SubFmlyCd>{kind}</SubFmlyCd></Fmly></Domn></BkTxCd>
        <NtryDtls>
"#,
            decimal(cents)
        )
    }

    /// One transaction of an entry: the other side, its account and the text.
    fn details(
        &mut self,
        incoming: bool,
        (party, account): (&str, &str),
        (id, text): (&str, &str),
        cents: i64,
    ) -> io::Result<()> {
        let party = escaped(party);
        let named =
            if self.new { format!("<Pty><Nm>{party}</Nm></Pty>") } else { format!("<Nm>{party}</Nm>") };
        let side = if incoming { "Dbtr" } else { "Cdtr" };
        let bic = if self.new { "BICFI" } else { "BIC" };
        let amount = if self.new {
            format!("<Amt Ccy=\"EUR\">{}</Amt>", decimal(cents))
        } else {
            format!("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">{}</Amt></TxAmt></AmtDtls>", decimal(cents))
        };
        write!(
            self.out,
            r"          <TxDtls>
            <Refs><EndToEndId>{}</EndToEndId></Refs>
            {amount}
            <RltdPties><{side}>{named}</{side}><{side}Acct><Id><IBAN>{account}</IBAN></Id></{side}Acct></RltdPties>
            <RltdAgts><{side}Agt><FinInstnId><{bic}>{}</{bic}></FinInstnId></{side}Agt></RltdAgts>
            <RmtInf><Ustrd>{}</Ustrd></RmtInf>
          </TxDtls>
",
            escaped(id),
            iban::bic(account),
            escaped(text),
        )
    }

    fn close(&mut self) -> io::Result<()> {
        self.out.write_all(b"        </NtryDtls>\n      </Ntry>\n")
    }

    fn other(&mut self, other: &Other) -> io::Result<()> {
        self.entry(other.cents, other.incoming, other.day)?;
        let to = (other.party.as_str(), other.account.as_str());
        self.details(other.incoming, to, ("NOTPROVIDED", &other.text), other.cents)?;
        self.close()
    }

    /// All salaries are booked as one amount, with every transfer in its details.
    fn salaries(&mut self, cast: &Cast) -> io::Result<()> {
        let (mut count, mut sum) = (0_usize, 0);
        for payment in month(cast, self.number, |route| route == Route::Salary) {
            count += 1;
            sum += payment.cents;
        }
        if count == 0 {
            return Ok(());
        }
        self.entry(sum, false, 26)?;
        writeln!(
            self.out,
            "          <Btch><PmtInfId>NLS-salaries-{YEAR}{:02}-1</PmtInfId><NbOfTxs>{count}</NbOfTxs></Btch>",
            self.number
        )?;
        for payment in month(cast, self.number, |route| route == Route::Salary) {
            self.transfer(&payment)?;
        }
        self.close()
    }

    fn contractor(&mut self, payment: &Payment<'_>) -> io::Result<()> {
        self.entry(payment.cents, false, 28)?;
        self.transfer(payment)?;
        self.close()
    }

    fn transfer(&mut self, payment: &Payment<'_>) -> io::Result<()> {
        let (id, text) = (end_to_end(payment), reference(payment));
        self.details(false, (&payment.holder, &payment.account), (&id, &text), payment.cents)
    }

    fn end(mut self) -> io::Result<()> {
        self.out.write_all(b"    </Stmt>\n  </BkToCstmrStmt>\n</Document>\n")?;
        self.out.flush()
    }
}
