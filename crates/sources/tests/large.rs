//! Large inputs, in time and memory. Run with `cargo test --release -- --ignored --nocapture`.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::time::Instant;

use bonafide_sources::{Options, read};

/// Peak memory of this process in MiB, where the system tells.
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or("0");
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or(0) / 1024
}

#[test]
#[ignore = "takes seconds in release and minutes in debug"]
fn a_single_line_of_two_gigabytes_is_skipped_in_fixed_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join("a.csv")).unwrap());
    let part = vec![b'x'; 1024 * 1024];
    for _ in 0..2048 {
        file.write_all(&part).unwrap();
    }
    file.flush().unwrap();
    let (begin, before) = (Instant::now(), peak());
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    let grown = peak() - before;
    println!("2 GiB line: {:?}, {grown} MiB more than before, {:?}", begin.elapsed(), reading.unread);
    assert!(reading.unread[0].why.contains("line 1 is longer than 16 MiB"), "{:?}", reading.unread);
    assert!(grown < 100, "{grown} MiB");
}

#[test]
#[ignore = "takes seconds in release and minutes in debug"]
fn a_million_rows_stream() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join("a.csv")).unwrap());
    writeln!(file, "person,field,old,new,at,channel,by").unwrap();
    for number in 0..1_000_000 {
        writeln!(file, "W{number},iban,\"old, value\",new value,2026-02-{:02},mail,someone", number % 28 + 1)
            .unwrap();
    }
    file.flush().unwrap();
    fs::write(folder.path().join("a.csv.map.toml"), "kind = \"change\"\n").unwrap();
    let begin = Instant::now();
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    println!("1,000,000 rows: {:?}, peak {} MiB", begin.elapsed(), peak());
    assert_eq!(reading.changes.len(), 1_000_000);
}

#[test]
#[ignore = "takes seconds in release and minutes in debug"]
fn a_hundred_thousand_payouts_hold_one_row_a_payee() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = BufWriter::new(File::create(folder.path().join("a.csv")).unwrap());
    writeln!(file, "person,name,account,currency,amount,at,reference").unwrap();
    for number in 0..100_000 {
        let (payee, day) = (number % 500, number / 500 % 28 + 1);
        writeln!(
            file,
            "W{payee},Payee {payee},0x{payee:040x},USDC,{}.00,2026-01-{day:02},salary",
            1000 + number / 500
        )
        .unwrap();
    }
    file.flush().unwrap();
    fs::write(folder.path().join("a.csv.map.toml"), "kind = \"payout\"\n").unwrap();
    let (begin, before) = (Instant::now(), peak());
    let reading = read(&[folder.path().to_owned()], &Options::default()).unwrap();
    println!("100,000 payouts: {:?}, {} MiB more than before", begin.elapsed(), peak() - before);
    assert_eq!((reading.rows.len(), reading.payments.len(), reading.values.len()), (500, 100_000, 1_000));
}
