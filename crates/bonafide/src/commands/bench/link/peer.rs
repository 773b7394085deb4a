//! Runs the peer: its environment, the people that its generator invents, and its scripts, unchanged.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context as _, Result, bail};
use serde_json::Value;

use super::cost::{Cost, measure};
use super::place::{Place, Script, Set};
use crate::output;
use crate::pipeline::shown;

/// What is installed: the peer, and what its scripts and the generator import.
const PACKAGES: [&str; 6] = ["splink==5.0.0", "duckdb==2.0.0", "names==0.3.0", "numpy", "pandas", "pyarrow"];

/// How the peer is trained.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Training {
    /// u of ten million random pairs, EM on all blocked pairs.
    Default,
    /// u of a million random pairs, EM on a million blocked pairs.
    Sampled,
}

impl Training {
    /// Its name in tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Default => "default",
            Self::Sampled => "sampled",
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Default => &["--u", "1e7"],
            Self::Sampled => &["--u", "1e6", "--em-max-pairs", "1e6"],
        }
    }
}

/// A Python that has the peer.
#[derive(Debug)]
pub struct Peer {
    python: PathBuf,
}

/// A run of the peer.
#[derive(Debug)]
pub struct PeerRun {
    /// What it cost; of a script that scores itself, up to there.
    pub cost: (f64, f64),
    /// What it printed about itself.
    pub told: Told,
    /// Its pairs.
    pub pairs: PathBuf,
    /// Its clusters, where it writes them.
    pub clusters: Option<PathBuf>,
}

/// What a script prints about its run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Told {
    /// Pairs that it compared; none where it kept fewer.
    pub compared: Option<u64>,
    /// CPU seconds and MB up to where it scores itself.
    pub cost: Option<(f64, f64)>,
    /// The best F1 that it finds itself, rounded to four digits.
    pub best_f1: Option<f64>,
    /// What went wrong in training.
    pub faults: Vec<String>,
}

impl Peer {
    /// Uses a virtual environment that is given, or makes one under the work folder, once.
    pub fn ready(place: &Place, given: Option<&Path>) -> Result<Self> {
        if let Some(folder) = given {
            let python = folder.join("bin/python");
            if !python.exists() {
                bail!("{} is no virtual environment; leave --peer out to have one made", shown(folder));
            }
            return Ok(Self { python });
        }
        let folder = place.work.join("peer");
        let (python, done) = (folder.join("bin/python"), folder.join("installed"));
        if done.exists() {
            return Ok(Self { python });
        }
        output::message("bench link: making a virtual environment with the peer in target/bench-link/peer");
        quiet(Command::new("python3").args(["-m", "venv", "--clear"]).arg(&folder), "python3 -m venv")?;
        let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
        quiet(Command::new(&python).args(install).args(PACKAGES), "pip install")?;
        std::fs::write(&done, PACKAGES.join("\n")).with_context(|| shown(&done))?;
        Ok(Self { python })
    }

    /// Invents the people of a set, unless they are there.
    pub fn invent(&self, place: &Place, set: &Set, seed: u64) -> Result<()> {
        let Some(people) = set.people.filter(|_| !set.exists()) else { return Ok(()) };
        output::message(&format!("bench link: inventing {} people of seed {seed}", output::number(people)));
        let mut command = Command::new(&self.python);
        command
            .arg(place.tools.join("gen_people.py"))
            .arg(people.to_string())
            .arg(set.folder.join(&set.stem));
        quiet(command.args(["--seed", &seed.to_string()]), "gen_people.py")
    }

    /// Writes a table with its rows in the order of their ids' digests.
    pub fn reorder(&self, from: &Path, to: &Path) -> Result<()> {
        let text = |path: &Path| path.to_string_lossy().replace('\'', "''");
        let query = format!(
            "COPY (SELECT * FROM '{}' ORDER BY md5(record_id::VARCHAR)) TO '{}' (FORMAT parquet)",
            text(from),
            text(to)
        );
        let script = "import sys, duckdb; duckdb.sql(sys.argv[1])";
        quiet(Command::new(&self.python).args(["-c", script, &query]), "writing a table in another order")
    }

    /// Runs the script that knows a set; `seed` is of its random pairs.
    pub fn run(&self, place: &Place, set: &Set, training: Training, seed: u32) -> Result<PeerRun> {
        let (script, ending) = match set.script {
            Script::Bench => ("splink_bench.py", "parquet"),
            Script::Sets => ("splink_sets.py", "npz"),
        };
        let pairs = place.work.join(format!("peer-pairs.{ending}"));
        let clusters = place.work.join("peer-clusters.parquet");
        let mut arguments: Vec<OsString> = vec![place.tools.join(script).into(), set.folder.clone().into()];
        arguments.push(set.stem.clone().into());
        arguments.extend(training.arguments().iter().map(OsString::from));
        arguments.extend(["--seed".into(), seed.to_string().into(), "--edges".into(), pairs.clone().into()]);
        if set.script == Script::Bench {
            arguments.extend(["--no-eval".into(), "--clusters".into(), clusters.clone().into()]);
            arguments.extend(["--blocking".into(), if set.wide() { "wide" } else { "lean" }.into()]);
        }
        if set.wide() && training == Training::Sampled {
            arguments.push("--predict-mw=-10".into());
        }
        let ran = measure(&self.python, &arguments, &[0])?;
        let told = Told::read(&ran.printed)?;
        let Cost { cpu_seconds, peak_mb, .. } = ran.cost;
        Ok(PeerRun {
            cost: told.cost.unwrap_or((cpu_seconds, peak_mb)),
            told,
            pairs,
            clusters: (set.script == Script::Bench).then_some(clusters),
        })
    }
}

impl Told {
    /// Reads the one line of JSON, whatever libraries printed before it.
    fn read(printed: &str) -> Result<Self> {
        let line = printed.lines().rev().find(|line| line.starts_with('{'));
        let value: Option<Value> = line.and_then(|line| serde_json::from_str(line).ok());
        let Some(value) = value else { bail!("the peer's script printed no figures") };
        let number = |name: &str| value.get(name).and_then(Value::as_u64);
        let cpu = value.get("cpu_s").and_then(Value::as_f64);
        let peak = value.get("peak_rss_mib").and_then(Value::as_f64);
        let faults = value.get("em_errors").and_then(Value::as_array).into_iter().flatten();
        Ok(Self {
            compared: number("pairs_scored").or_else(|| number("pairs")),
            cost: cpu.zip(peak),
            best_f1: value.pointer("/best/F1").and_then(Value::as_f64),
            faults: faults.filter_map(Value::as_str).map(str::to_owned).collect(),
        })
    }
}

/// Runs a command that says nothing unless it fails.
fn quiet(command: &mut Command, name: &str) -> Result<()> {
    let ran = command.stdin(Stdio::null()).output().with_context(|| format!("starting {name}"))?;
    if ran.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&ran.stderr);
    let last: Vec<&str> = said.lines().rev().take(3).collect();
    bail!("{name} failed: {}", last.into_iter().rev().collect::<Vec<_>>().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_scripts_print_is_read() {
        let sets = "a warning\n{\"set\": \"fake_1000\", \"cpu_s\": 2.8, \"peak_rss_mib\": 210, \"em_errors\": \
                    [\"EMTrainingException: x\"], \"pairs\": 3989, \"best\": {\"F1\": 0.8561, \"P\": 0.9}}\n";
        let told = Told::read(sets).expect("figures");
        assert_eq!((told.compared, told.cost, told.best_f1), (Some(3989), Some((2.8, 210.0)), Some(0.8561)));
        assert_eq!(told.faults, ["EMTrainingException: x"]);
        // This one measures itself without a total that ends before its score, so the system's count stands.
        let bench = "{\"set\": \"people\", \"total_cpu_s\": 9.5, \"peak_rss_mib\": 300, \"pairs_kept\": 7, \
                     \"pairs_scored\": 7}";
        let told = Told::read(bench).expect("figures");
        assert_eq!((told.compared, told.cost, told.best_f1), (Some(7), None, None));
        // Pairs that were left out after they were compared are not counted by it.
        assert_eq!(Told::read("{\"pairs_kept\": 7}").expect("figures").compared, None);
        assert!(Told::read("Traceback\n").is_err());
    }
}
