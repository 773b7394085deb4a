//! Where are the labelled sets, the peer's scripts, our settings, and where may we write?

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::pipeline::{Usage, shown};

/// Folders of a measurement.
#[derive(Debug, Clone)]
pub struct Place {
    /// The scripts of the peer and the generator of people.
    pub tools: PathBuf,
    /// The labelled sets.
    pub data: PathBuf,
    /// One file of settings a set.
    pub settings: PathBuf,
    /// Where everything is written.
    pub work: PathBuf,
}

/// The script of the peer that knows a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// splink_bench.py: pairs and clusters as Parquet, and it can leave out its own score.
    Bench,
    /// splink_sets.py: pairs as arrays; it scores itself before it ends.
    Sets,
}

/// One labelled set.
#[derive(Debug, Clone)]
pub struct Set {
    /// The name of its settings.
    pub name: String,
    /// Our settings.
    pub settings: PathBuf,
    /// The folder of its tables.
    pub folder: PathBuf,
    /// What its tables' names begin with.
    pub stem: String,
    /// Its one table, or its two.
    pub files: Vec<PathBuf>,
    /// Its truth.
    pub truth: PathBuf,
    /// Who of the peer's scripts knows it.
    pub script: Script,
    /// How many people were invented; none for a set that was given.
    pub people: Option<u64>,
}

/// The sets of people.
const PEOPLE: [&str; 2] = ["people", "people_wide"];

impl Place {
    /// Finds the folders; none where `../shared` is absent.
    pub fn find() -> Result<Option<Self>> {
        let here = std::env::current_dir().context("finding this folder")?;
        let Some(root) = here.ancestors().find(|folder| folder.join("benches/linkage").is_dir()) else {
            bail!(Usage("bench link reads benches/linkage; run it inside the repository".to_owned()));
        };
        let shared =
            std::env::var_os("BONAFIDE_SHARED").map_or_else(|| root.join("../shared"), PathBuf::from);
        let (tools, data) = (shared.join("tools/linkage"), shared.join("data/linkage"));
        if !tools.is_dir() || !data.is_dir() {
            return Ok(None);
        }
        let work = root.join("target/bench-link");
        std::fs::create_dir_all(&work).with_context(|| format!("making {}", shown(&work)))?;
        Ok(Some(Self { tools, data, settings: root.join("benches/linkage"), work }))
    }

    /// The sets asked for, by name; all for none. People have their files' names also before these exist.
    pub fn sets(&self, asked: &[String], people: u64, seed: u64) -> Result<Vec<Set>> {
        let mut names = Vec::new();
        for entry in std::fs::read_dir(&self.settings).context("reading benches/linkage")? {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
            }
        }
        names.sort();
        if let Some(unknown) = asked.iter().find(|name| !names.contains(name)) {
            let known = names.join(", ");
            bail!(Usage(format!("no set is called `{unknown}`; there are {known}")));
        }
        names.retain(|name| asked.is_empty() || asked.contains(name));
        Ok(names.into_iter().map(|name| self.set(name, people, seed)).collect())
    }

    fn set(&self, name: String, people: u64, seed: u64) -> Set {
        let settings = self.settings.join(format!("{name}.toml"));
        let invented = PEOPLE.contains(&name.as_str());
        let (folder, stem) = if invented {
            (self.work.clone(), format!("people_{people}_{seed}"))
        } else {
            (self.data.clone(), name.clone())
        };
        let file = |ending: &str| folder.join(format!("{stem}{ending}.parquet"));
        let two = !invented && file("_a").exists();
        let files = if two { vec![file("_a"), file("_b")] } else { vec![file("")] };
        let bench = invented || ["febrl3", "febrl4", "historical_50k"].contains(&name.as_str());
        Set {
            settings,
            truth: file("_truth"),
            files,
            stem,
            script: if bench { Script::Bench } else { Script::Sets },
            people: invented.then_some(people),
            name,
            folder,
        }
    }
}

impl Set {
    /// Whether it makes tens of millions of pairs, so that only those of at least -10 bits are kept.
    pub fn wide(&self) -> bool {
        self.name == "people_wide"
    }

    /// Whether all its tables are there.
    pub fn exists(&self) -> bool {
        self.files.iter().chain([&self.truth]).all(|path| Path::exists(path))
    }
}
