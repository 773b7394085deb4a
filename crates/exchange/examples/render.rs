//! Renders a `scan.json` given on standard input: `render html`, `render svg RANK` or `render text RANK`.
//! For looking at the report while working on its templates.
#![allow(clippy::print_stdout, reason = "an example of a library prints what it made")]

use std::io::Read;

use bonafide_exchange::charts::{Style, Waterfall, svg, text};
use bonafide_exchange::{ExchangeError, ScanDocument, report};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let what = arguments.next().unwrap_or_else(|| "html".to_owned());
    let rank: u64 = arguments.next().and_then(|word| word.parse().ok()).unwrap_or(1);
    let mut json = String::new();
    std::io::stdin().read_to_string(&mut json)?;
    print!("{}", rendered(&ScanDocument::from_json(&json)?, &what, rank)?);
    Ok(())
}

fn rendered(document: &ScanDocument, what: &str, rank: u64) -> Result<String, ExchangeError> {
    let Some(case) = document.cases.iter().find(|case| case.rank == rank) else {
        return report::render(document);
    };
    let waterfall = Waterfall::of(document, case);
    match what {
        "svg" => Ok(svg(&waterfall, "waterfall")),
        "text" => Ok(text(&waterfall, Style::default())),
        _ => report::render(document),
    }
}
