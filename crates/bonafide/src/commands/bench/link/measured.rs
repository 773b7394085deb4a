//! Runs everybody on one set, in turn, and scores what they wrote.

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

use super::aims;
use super::incremental::Incremental;
use super::order::Order;
use super::ours::{self, OwnRun};
use super::peer::{Peer, Training};
use super::place::{Place, Set};
use super::score::{self, Compared, Results, Scored, Truth};
use super::settings::Change;
use crate::cli::BenchLinkArgs;
use crate::output;

/// Who is measured, on which set.
#[derive(Debug, Clone, Copy)]
pub struct Who<'a> {
    /// Where everything stands.
    pub place: &'a Place,
    /// The set.
    pub set: &'a Set,
    /// The peer, unless it is left out.
    pub peer: Option<&'a Peer>,
}

/// The runs of one program on one set.
#[derive(Debug, Default)]
pub struct Side {
    /// CPU seconds of each run.
    pub cpu_seconds: Vec<f64>,
    /// Peak MB of each run.
    pub peak_mb: Vec<f64>,
    /// Pairs that it compared, as it says.
    pub compared: Option<u64>,
    /// The score of its best run.
    pub scored: Option<Scored>,
}

/// Everything that was seen on one set.
#[derive(Debug)]
pub struct Measured {
    /// The set.
    pub set: Set,
    /// Records in all its tables.
    pub records: u64,
    /// True pairs.
    pub known: u64,
    /// All pairs that could be compared.
    pub possible: u64,
    /// Our runs.
    pub ours: Side,
    /// The peer's runs with each training.
    pub peer: Vec<(Training, Side)>,
    /// Intervals: the better training of the peer first, then ours.
    pub intervals: Option<Compared>,
    /// Best F1 with other starts of the enumeration of random pairs.
    pub starts: Vec<f64>,
    /// What another order of rows changed.
    pub order: Option<Order>,
    /// A run with settings that were suggested.
    pub own_rules: Option<Side>,
    /// Expected calibration error with labels, of each draw.
    pub with_labels: Vec<f64>,
    /// What single records cost.
    pub one_by_one: Option<Incremental>,
}

impl Measured {
    /// The better score of the peer's trainings.
    pub fn best_peer(&self) -> Option<(Training, &Scored)> {
        let mut best: Option<(Training, &Scored)> = None;
        for (training, side) in &self.peer {
            let Some(scored) = &side.scored else { continue };
            if best.is_none_or(|(_, other)| scored.best.f1 > other.best.f1) {
                best = Some((*training, scored));
            }
        }
        best
    }

    /// The peer's runs with one training.
    pub fn trained(&self, training: Training) -> Option<&Side> {
        self.peer.iter().find(|(own, _)| *own == training).map(|(_, side)| side)
    }

    /// Pairs that the peer compared, by whichever of its runs says it.
    pub fn peer_compared(&self) -> Option<u64> {
        self.peer.iter().find_map(|(_, side)| side.compared)
    }
}

impl Who<'_> {
    /// Runs and scores.
    pub fn measure(&self, arguments: &BenchLinkArgs) -> Result<Measured> {
        let truth = Truth::read(&self.set.files, &self.set.truth)?;
        let mut all = Measured {
            set: self.set.clone(),
            records: truth.records() as u64,
            known: truth.known,
            possible: truth.possible,
            ours: Side::default(),
            peer: Vec::new(),
            intervals: None,
            starts: Vec::new(),
            order: None,
            own_rules: None,
            with_labels: Vec::new(),
            one_by_one: None,
        };
        let trainings: &[Training] =
            if self.peer.is_some() { &[Training::Default, Training::Sampled] } else { &[] };
        all.peer = trainings.iter().map(|training| (*training, Side::default())).collect();
        let (mut digest, mut last) = (None, None);
        for run in 1..=arguments.runs {
            self.tell(&format!("run {run} of {}, ours", arguments.runs));
            let ran = self.own_run(&truth, &mut all.ours, &mut digest)?;
            last = Some(ran);
            for (training, side) in &mut all.peer {
                self.tell(&format!("run {run} of {}, the peer, {}", arguments.runs, training.name()));
                self.peer_run(&truth, *training, run, side)?;
            }
        }
        if let (Some(peer), Some(ran)) = (self.peer.filter(|_| arguments.starts > 0), &last) {
            self.tell("another order of rows");
            all.order = Some(self.other_order(&truth, peer, ran)?);
        }
        for start in 1..=arguments.starts {
            self.tell(&format!("start {start} of {}", arguments.starts));
            let ran = self.link(Change { start: Some(u64::from(start)), ..self.change(false) })?;
            all.starts.push(score::score(&truth, ran.results())?.best.f1);
        }
        if arguments.own_rules {
            self.tell("suggested settings");
            all.own_rules = self.own_rules(&truth);
        }
        if arguments.draws > 0 && aims::with_labels(self.set).is_some() {
            all.with_labels = self.with_labels(&truth, arguments.draws)?;
        }
        if self.set.people.is_some() && !self.set.wide() && arguments.records > 0 {
            all.one_by_one = Some(self.one_by_one(arguments.records)?);
        }
        if let (Some((_, peer)), Some(ours)) = (all.best_peer(), &all.ours.scored) {
            self.tell("drawing entities");
            all.intervals = Some(score::compare(&truth, &peer.ranked, &ours.ranked));
        }
        Ok(all)
    }

    /// All pairs are written, and of tens of millions those of at least -10 bits, as the peer's are.
    pub fn change(&self, own_rules: bool) -> Change {
        let light = self.set.wide() || (own_rules && self.set.people.is_some());
        Change { at_least: if light { 1.0 / 1025.0 } else { 0.0 }, ..Change::default() }
    }

    fn link(&self, change: Change) -> Result<OwnRun> {
        ours::run(self.place, self.set, &self.set.settings, change)
    }

    fn own_run(&self, truth: &Truth, side: &mut Side, digest: &mut Option<[u8; 32]>) -> Result<OwnRun> {
        let ran = self.link(self.change(false))?;
        side.add((ran.cost.cpu_seconds, ran.cost.peak_mb), ran.compared);
        let bytes = std::fs::read(&ran.pairs).context("reading our pairs")?;
        let own: [u8; 32] = Sha256::digest(&bytes).into();
        match digest {
            None => {
                *digest = Some(own);
                side.scored = Some(score::score(truth, ran.results())?);
            }
            Some(first) if *first != own => bail!("two runs of link with the same settings differ"),
            Some(_) => {}
        }
        Ok(ran)
    }

    /// Random pairs of another seed in each run on people, where the peer's score moves with them.
    fn peer_run(&self, truth: &Truth, training: Training, run: u32, side: &mut Side) -> Result<()> {
        let Some(peer) = self.peer else { return Ok(()) };
        let seed = if self.set.people.is_some() { run } else { 1 };
        let ran = peer.run(self.place, self.set, training, seed)?;
        side.add(ran.cost, ran.told.compared);
        for fault in &ran.told.faults {
            output::message(&format!("{}: the peer's training said: {fault}", self.set.name));
        }
        let results = Results { pairs: &ran.pairs, clusters: ran.clusters.as_deref() };
        let scored = score::score(truth, results)?;
        // Pairs of a wide run are hundreds of MB.
        for path in [Some(&ran.pairs), ran.clusters.as_ref()].into_iter().flatten() {
            std::fs::remove_file(path).context("removing what was scored")?;
        }
        if let Some(told) = ran.told.best_f1.filter(|told| (told - scored.loose.f1).abs() > 0.000_2) {
            bail!(
                "the peer's script finds F1 {told} in its own pairs and this scorer {:.4}",
                scored.loose.f1
            );
        }
        if side.scored.as_ref().is_none_or(|best| scored.best.f1 > best.best.f1) {
            side.scored = Some(scored);
        }
        Ok(())
    }

    /// Says aloud where settings cannot be suggested, or not be used.
    fn own_rules(&self, truth: &Truth) -> Option<Side> {
        let ran = ours::suggest(self.place, self.set)
            .context("link --suggest")
            .and_then(|settings| ours::run(self.place, self.set, &settings, self.change(true)))
            .and_then(|ran| Ok((score::score(truth, ran.results())?, ran)));
        match ran {
            Ok((scored, ran)) => {
                let mut side = Side { scored: Some(scored), ..Side::default() };
                side.add((ran.cost.cpu_seconds, ran.cost.peak_mb), ran.compared);
                Some(side)
            }
            Err(error) => {
                output::message(&format!("SKIPPED: {}: own rules: {error:#}", self.set.name));
                None
            }
        }
    }

    /// Says what is being done.
    pub fn tell(&self, what: &str) {
        output::step(&format!("{}: {what}", self.set.name));
    }
}

impl Side {
    fn add(&mut self, (cpu_seconds, peak_mb): (f64, f64), compared: Option<u64>) {
        self.cpu_seconds.push(cpu_seconds);
        self.peak_mb.push(peak_mb);
        self.compared = self.compared.or(compared);
    }
}
