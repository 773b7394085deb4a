//! What can be typed: one definition for parsing, help, completions and the manual.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Finds records that secretly belong together or contradict each other, and shows the evidence.
///
/// Everything stays on this machine. Nothing is decided: each case ends in a question to ask.
#[derive(Debug, Parser)]
#[command(name = "bonafide", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

const EXIT_STATUS: &str =
    "Exit status: 0 nothing to do, 1 findings, 2 usage, 3 bad input, 4 refused by policy.";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write an invented firm's exports in real formats, and the truth about them
    Demo(DemoArgs),
    /// Read a folder of exports and print the cases worth a human's time
    Scan(ScanArgs),
    /// Explain one case or person: waterfall, records, innocent explanations, next check
    Explain(ExplainArgs),
    /// What can be read, how to get an export, and a first guess at a mapping
    Sources(SourcesArgs),
    /// The catalogue and each detector's state; an ID prints its casebook
    Detectors(DetectorsArgs),
    /// Record linkage on any table: which rows are the same entity
    Link(LinkArgs),
    /// Run a benchmark and print its figures
    Bench(BenchArgs),
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub struct DemoArgs {
    /// Folder to write to; made if it is missing
    #[arg(default_value = "demo-firm")]
    pub dir: PathBuf,
    /// Staff and contractors
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub people: usize,
    /// Applicants
    #[arg(long, value_name = "N", default_value_t = 350)]
    pub applicants: usize,
    /// Same seed, same firm
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// Sign-in events an account has in a year, about; 0 for no log
    #[arg(long, value_name = "N", default_value_t = 5_000)]
    pub events: usize,
    /// Plant no operator: everybody is honest
    #[arg(long)]
    pub honest: bool,
    /// Scan the firm afterwards and hold the cases against the truth
    #[arg(long)]
    pub check: bool,
}

/// Arguments of `scan`.
#[derive(Debug, Args)]
pub struct ScanArgs {
    /// Folders, files and ZIP archives of exports; `-` is standard input
    #[arg(required_unless_present = "schema")]
    pub paths: Vec<PathBuf>,
    /// Also write scan.json, report.html and set_aside.csv to this folder (mode 0600)
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
    /// Show names and values instead of keys, initials and masks
    #[arg(long)]
    pub names: bool,
    /// What to judge by.
    #[command(flatten)]
    pub judge: JudgeArgs,
    /// How to print
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Short for --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Print the JSON Schema of scan.json and stop
    #[arg(long)]
    pub schema: bool,
    /// Exit with status 3 if any file or row could not be read
    #[arg(long)]
    pub strict: bool,
}

/// Arguments of all that judges exports: what they are held against.
#[derive(Debug, Clone, Default, Args)]
pub struct JudgeArgs {
    /// Lists of sanctioned wallets: a CSV with an address column or OFAC's sdn_advanced.xml, or a
    /// folder of them
    #[arg(long, value_name = "DIR")]
    pub lists: Vec<PathBuf>,
    /// What the firm knows and no export says [default: firm.toml in the scanned folder]
    #[arg(long, value_name = "FILE")]
    pub firm: Option<PathBuf>,
    /// The day to judge from, e.g. 2026-11-23 [default: the newest plausible time in the records]
    #[arg(long, value_name = "TIME")]
    pub as_of: Option<String>,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// The scan document, as scan.json
    Json,
}

/// Arguments of `explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// A case (C-…, or its rank), a cluster, a finding, or a person (source:key)
    pub id: String,
    /// Folder with scan.json, or the exports themselves, which are then scanned again; may be repeated
    /// for exports in several places
    #[arg(long = "in", value_name = "DIR", default_value = ".")]
    pub inputs: Vec<PathBuf>,
    /// Show names and values
    #[arg(long)]
    pub names: bool,
    /// What to judge by where the exports are scanned again, and where to open a list's records.
    #[command(flatten)]
    pub judge: JudgeArgs,
}

/// Arguments of `sources`.
#[derive(Debug, Args)]
pub struct SourcesArgs {
    /// What to do; nothing lists what can be read
    #[command(subcommand)]
    pub action: Option<SourcesAction>,
}

/// What `sources` does.
#[derive(Debug, Subcommand)]
pub enum SourcesAction {
    /// How to get an export: click path, API call, columns, where its window ends
    How {
        /// A source's word, e.g. greenhouse, or table, or firm
        name: String,
    },
    /// Look at a table that no reader knows and guess a mapping
    Sniff {
        /// The table
        file: PathBuf,
        /// Write the guess to FILE.map.toml beside it, for a person to confirm
        #[arg(long)]
        write_mapping: bool,
    },
}

/// Arguments of `detectors`.
#[derive(Debug, Args)]
pub struct DetectorsArgs {
    /// Print this detector's casebook
    pub id: Option<String>,
}

/// Arguments of `link`.
#[derive(Debug, Args)]
pub struct LinkArgs {
    /// Tables: CSV, TSV, JSON lines or Parquet; one is deduplicated, several are linked; `-` is standard
    /// input; with --onto none are needed where --settings bring judgements, or results are to be written again
    #[arg(required_unless_present = "onto")]
    pub files: Vec<PathBuf>,
    /// Write pairs, clusters, the settings used and the trained model to this folder (mode 0600)
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// The column with the ids; given more than once, of each table the first that it has [default: the
    /// first named id, record_id, unique_id or rec_id, else the row number]
    #[arg(long, value_name = "COLUMN")]
    pub id: Vec<String>,
    /// What is compared and blocked on [without: made from the data, as by --suggest; with --onto: what the kept
    /// linkage was made with; judgements, limits of pairs and the format of results may be given besides]
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// Make the settings from the data, and say what they rest on
    #[arg(long, conflicts_with_all = ["settings", "onto"])]
    pub suggest: bool,
    /// Train the model, say what each blocking rule makes and finds and what all of them lose, write the settings, and
    /// stop before pairs are scored
    #[arg(long, conflicts_with = "onto")]
    pub estimate: bool,
    /// Add the tables to the linkage that an earlier run wrote to this folder, without linking it anew;
    /// with `-` alone record by record, each safe on the disk before its matches are printed as JSON
    #[arg(long, value_name = "DIR")]
    pub onto: Option<PathBuf>,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub struct BenchArgs {
    /// Which benchmark
    #[command(subcommand)]
    pub name: Benchmark,
}

/// Benchmarks.
#[derive(Debug, Subcommand)]
pub enum Benchmark {
    /// Truth on unseen firms, cost of 100,000 applicants, start-up
    Scan(BenchScanArgs),
    /// Record linkage beside its peer on labelled sets: cost, truth, calibration, clusters
    Link(BenchLinkArgs),
    /// Run a program and print below its output what it cost
    #[command(hide = true)]
    Cost(BenchCostArgs),
}

/// Arguments of `bench scan`.
#[derive(Debug, Args)]
pub struct BenchScanArgs {
    /// Print figures as JSON
    #[arg(long)]
    pub json: bool,
    /// Invented firms to scan
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub firms: u64,
    /// First seed
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub seed: u64,
    /// Applicants in the large scan
    #[arg(long, value_name = "N", default_value_t = 100_000)]
    pub applicants: usize,
}

/// Arguments of `bench link`.
#[derive(Debug, Args)]
pub struct BenchLinkArgs {
    /// Print tables as JSON
    #[arg(long)]
    pub json: bool,
    /// Only these sets, by the names of their settings in benches/linkage [default: all]
    #[arg(long, value_name = "SET,…", value_delimiter = ',')]
    pub sets: Vec<String>,
    /// Invented people in the sets `people` and `people_wide`
    #[arg(long, value_name = "N", default_value_t = 1_000_000)]
    pub people: u64,
    /// Same seed, same people
    #[arg(long, value_name = "N", default_value_t = 7)]
    pub seed: u64,
    /// Runs of each program, in turn
    #[arg(long, value_name = "N", default_value_t = 3, value_parser = clap::value_parser!(u32).range(1..))]
    pub runs: u32,
    /// Other starts of the enumeration of random pairs; with any, also another order of rows
    #[arg(long, value_name = "N", default_value_t = 5)]
    pub starts: u32,
    /// Draws of 500 labels, on the sets whose calibration with labels has an aim
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub draws: u32,
    /// People that are added one by one to an index of the others
    #[arg(long, value_name = "N", default_value_t = 10_000)]
    pub records: usize,
    /// Also with the settings that `link --suggest` writes
    #[arg(long)]
    pub own_rules: bool,
    /// Leave the peer out
    #[arg(long)]
    pub no_peer: bool,
    /// A virtual environment that has the peer [default: one is made in target/bench-link]
    #[arg(long, value_name = "DIR", conflicts_with = "no_peer")]
    pub peer: Option<PathBuf>,
}

/// Arguments of `bench cost`.
#[derive(Debug, Args)]
pub struct BenchCostArgs {
    /// The program and its arguments
    #[arg(last = true, required = true)]
    pub command: Vec<OsString>,
}
