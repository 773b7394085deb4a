//! Which rules find most likely pairs for the fewest pairs made?

use std::collections::HashSet;

use super::keys::{Atom, Key, candidates};
use super::likely::Likely;
use super::partners::{Sizes, closely};
use super::sample::Sample;
use crate::block::Mode;
use crate::table::mix;

/// Pairs a row that all rules together make at most, as far as the sample tells, repeats left out.
pub const MOST_PAIRS: f64 = 27.0;

/// Pairs a row that one rule makes at most, and at most for a sparing one of the same key.
const MOST_OF_ONE: [f64; 2] = [10.0, 1.5];

/// Pairs a row that a key makes at most which is only asked for likely pairs.
const MOST_OF_PROBE: f64 = 5.0;

/// Rows that are looked at closely at first, at most in the end, and likely pairs that are enough.
const CLOSELY: usize = 1_500;
const MOST_CLOSELY: usize = 6_000;
const ENOUGH: usize = 500;

/// Rules at most: each costs a pass over the rows.
const MOST_RULES: usize = 30;

/// A rule that finds a smaller share than this of the likely pairs, which no other found, is not worth it.
const LEAST_GAIN: f64 = 0.0005;

/// Rows of a block at most, of those limits that are tried.
const LIMITS: [usize; 6] = [1_000, 300, 100, 40, 20, 10];

/// A key that might become a rule.
#[derive(Debug)]
pub struct Candidate {
    /// The key.
    pub key: Key,
    /// Rows of a block at most, in the sample; none where all are taken.
    pub most: Option<usize>,
    /// Pairs a row.
    pub cost: f64,
    /// Whether outcomes decide it.
    pub is_plain: bool,
    /// Places of the likely pairs that it finds.
    pub finds: Vec<u32>,
}

/// Tries all keys and chooses: the most useful first; and the rows that were looked at for that.
pub fn choose(
    atoms: &[Atom],
    sample: &Sample,
    likely: &mut Likely,
    mode: Mode,
) -> (Vec<Candidate>, Vec<u32>) {
    let keys = candidates(atoms);
    let mut rows = CLOSELY;
    loop {
        let looked_at = closely(sample, rows);
        probe(&keys, atoms, sample, &looked_at, likely, mode);
        if likely.pairs.len() >= ENOUGH || rows >= sample.rows.len() || rows >= MOST_CLOSELY {
            let tried = tried(keys, atoms, sample, &looked_at, likely, mode);
            return (greedy(tried, likely, atoms, sample, &looked_at, mode), looked_at);
        }
        rows *= 4;
    }
}

/// Where likely pairs are this few they say little of what rules find: others may be looked for than those that were met.
const FEW: usize = 30;

/// Pairs a row that equality of one column makes at most to be worth asking whatever the likely pairs say.
const SPARING: f64 = 0.5;

/// Besides the chosen rules, equality of one column that makes few pairs: who hides that several accounts are theirs shares a
/// device or a wallet and nothing else, and such a pair is never likely before training. Where few likely pairs chose, each
/// key of one column that makes few pairs, the sparing ones first: whoever is in two tables is likely to share one.
pub fn with_sparing(
    mut chosen: Vec<Candidate>,
    atoms: &[Atom],
    sample: &Sample,
    looked_at: &[u32],
    likely: &Likely,
    mode: Mode,
) -> Vec<Candidate> {
    let are_few = likely.pairs.len() < FEW;
    let bound = if are_few { MOST_OF_PROBE } else { SPARING };
    let mut more = Vec::new();
    for place in 0..atoms.len() {
        let key = Key { atoms: vec![place] };
        let is_plain = key.is_plain(atoms);
        if !(key.is_decided(atoms) || are_few) || chosen.iter().any(|own| own.key == key) {
            continue;
        }
        let sizes = Sizes::of(&key, atoms, sample, looked_at);
        let cost = sizes.cost(sample, looked_at.len(), mode, usize::MAX) * sample.scale;
        let makes_any = are_few || cost > 0.0;
        if makes_any && cost <= bound && sizes.largest() as f64 * sample.scale <= LIMITS[0] as f64 {
            more.push(Candidate { key, most: None, cost, is_plain, finds: Vec::new() });
        }
    }
    more.sort_by(|one, other| other.is_plain.cmp(&one.is_plain).then(one.cost.total_cmp(&other.cost)));
    chosen.append(&mut more);
    chosen.truncate(MOST_RULES);
    chosen
}

/// Brings rows together by single keys and by two whole columns, and keeps the pairs that are likely true.
pub fn probe(
    keys: &[Key],
    atoms: &[Atom],
    sample: &Sample,
    looked_at: &[u32],
    likely: &mut Likely,
    mode: Mode,
) {
    let mut pairs: Vec<u64> = Vec::new();
    for key in keys.iter().filter(|key| key.atoms.len() == 1 || (key.atoms.len() == 2 && key.is_plain(atoms)))
    {
        let sizes = Sizes::of(key, atoms, sample, looked_at);
        let cost = |most: usize| sizes.cost(sample, looked_at.len(), mode, most);
        let limits = std::iter::once(usize::MAX).chain(LIMITS);
        if let Some(most) = limits.into_iter().find(|most| cost(*most) <= MOST_OF_PROBE) {
            sizes.pairs(key, atoms, sample, (mode, most), |pair| pairs.push(pair));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    likely.keep(pairs);
}

/// All keys with what they cost and find.
fn tried(
    keys: Vec<Key>,
    atoms: &[Atom],
    sample: &Sample,
    looked_at: &[u32],
    likely: &Likely,
    mode: Mode,
) -> Vec<Candidate> {
    let mut made = Vec::new();
    for key in keys {
        let sizes = Sizes::of(&key, atoms, sample, looked_at);
        // Keys of the sample are shared by fewer rows than those of the whole, by its scale.
        let limits = std::iter::once(None)
            .chain(LIMITS.iter().map(|most| Some((*most as f64 / sample.scale).round().max(2.0) as usize)));
        let largest = sizes.largest();
        let mut found: Option<Vec<(u32, usize)>> = None;
        let mut wanted = MOST_OF_ONE.to_vec();
        for most in limits {
            let Some(bound) = wanted.first().copied() else { break };
            let is_huge = most.is_none() && largest as f64 * sample.scale > LIMITS[0] as f64;
            if is_huge || most.is_some_and(|rows| rows >= largest) {
                continue;
            }
            let rows = most.unwrap_or(usize::MAX);
            let cost = sizes.cost(sample, looked_at.len(), mode, rows) * sample.scale;
            if cost > bound {
                continue;
            }
            if cost <= 0.0 {
                break;
            }
            wanted.retain(|bound| cost > *bound);
            let found = found.get_or_insert_with(|| finds(&key, atoms, &sizes, likely));
            let finds: Vec<u32> = found.iter().filter(|own| own.1 <= rows).map(|own| own.0).collect();
            let is_plain = most.is_none() && key.is_plain(atoms);
            if !finds.is_empty() {
                made.push(Candidate { key: key.clone(), most, cost, is_plain, finds });
            }
        }
    }
    made
}

/// The likely pairs that share a key, and how many rows share it with them.
fn finds(key: &Key, atoms: &[Atom], sizes: &Sizes, likely: &Likely) -> Vec<(u32, usize)> {
    let mut found = Vec::new();
    let (mut one, mut other) = (Vec::new(), Vec::new());
    for (place, (left, right)) in likely.pairs.iter().enumerate() {
        one.clear();
        other.clear();
        key.of(atoms, *left as usize, |digest| one.push(digest));
        key.of(atoms, *right as usize, |digest| other.push(digest));
        let shared = one.iter().filter(|digest| other.contains(digest));
        if let Some(rows) = shared.filter_map(|digest| sizes.rows_of(*digest)).min() {
            found.push((place as u32, rows));
        }
    }
    found
}

/// Takes, time and again, the rule that adds most for what it costs.
fn greedy(
    tried: Vec<Candidate>,
    likely: &Likely,
    atoms: &[Atom],
    sample: &Sample,
    looked_at: &[u32],
    mode: Mode,
) -> Vec<Candidate> {
    let shares = &likely.shares;
    let all = shares.iter().copied().map(u64::from).sum::<u64>().max(1);
    let spoilt = Spoilt::of(likely, sample, atoms);
    let mut open: Vec<Option<Candidate>> = tried.into_iter().map(Some).collect();
    let mut is_found = vec![[false; SLIPS + 1]; shares.len()];
    let mut made: HashSet<u64> = HashSet::new();
    let mut rules = Vec::new();
    while rules.len() < MOST_RULES {
        let mut best: Option<(f64, u64, usize)> = None;
        for (place, own) in open.iter_mut().enumerate() {
            let Some(candidate) = own else { continue };
            let fields = fields_of(&candidate.key, atoms);
            let mut more = 0;
            candidate.finds.retain(|pair| {
                let own = spoilt.adds(is_found[*pair as usize], *pair, fields);
                more += own * u64::from(shares[*pair as usize]);
                own > 0
            });
            if (more as f64) < LEAST_GAIN * WHOLE as f64 * all as f64 {
                *own = None;
                continue;
            }
            // A tenth of a pair a row for the pass over the rows; rules that training can use count double.
            let worth = more as f64 / (candidate.cost + 0.1) * if candidate.is_plain { 2.0 } else { 1.0 };
            if best.is_none_or(|(most, ..)| worth > most) {
                best = Some((worth, more, place));
            }
        }
        let Some((_, _, place)) = best else { break };
        let Some(own) = open[place].take() else { break };
        let sizes = Sizes::of(&own.key, atoms, sample, looked_at);
        let mut new = Vec::new();
        sizes.pairs(&own.key, atoms, sample, (mode, own.most.unwrap_or(usize::MAX)), |pair| {
            if made.insert(pair) {
                new.push(pair);
            }
        });
        if pairs_a_row(&made, looked_at) * sample.scale > MOST_PAIRS {
            for pair in new {
                made.remove(&pair);
            }
            continue;
        }
        let fields = fields_of(&own.key, atoms);
        for pair in &own.finds {
            spoilt.find(&mut is_found[*pair as usize], *pair, fields);
        }
        rules.push(own);
    }
    rules
}

/// Slips that are imagined in each likely pair.
const SLIPS: usize = 3;

/// What a pair as it is counts, and what it counts with one more slip.
const WHOLE: u64 = 10;
const SLIPPED: u64 = 1;

/// Likely pairs with one more slip each. Pairs that look alike are cleaner than true ones are: a rule that
/// finds a pair also when a field is lost, by which all others found it, will find more of those.
#[derive(Debug)]
struct Spoilt {
    /// For each pair the fields that are lost.
    fields: Vec<[u8; SLIPS]>,
}

impl Spoilt {
    fn of(likely: &Likely, sample: &Sample, atoms: &[Atom]) -> Self {
        let fields = atoms.iter().flat_map(|own| &own.fields).max().map_or(1, |last| *last as u64 + 1);
        let lost = likely.pairs.iter().map(|(left, right)| {
            let (one, other) = (sample.digests[*left as usize], sample.digests[*right as usize]);
            let pair = mix(one.min(other), one.max(other));
            std::array::from_fn(|slip| (mix(pair, slip as u64) % fields) as u8)
        });
        Self { fields: lost.collect() }
    }

    /// What a rule on some fields would add to what was found of a pair.
    fn adds(&self, found: [bool; SLIPS + 1], pair: u32, fields: u64) -> u64 {
        let slips = self.fields[pair as usize].iter().zip(&found[1..]);
        let more = slips.filter(|(lost, found)| !**found && fields >> **lost & 1 == 0).count() as u64;
        more * SLIPPED + if found[0] { 0 } else { WHOLE }
    }

    fn find(&self, found: &mut [bool; SLIPS + 1], pair: u32, fields: u64) {
        found[0] = true;
        for (lost, found) in self.fields[pair as usize].iter().zip(&mut found[1..]) {
            *found |= fields >> *lost & 1 == 0;
        }
    }
}

/// The fields of a key, a bit each.
fn fields_of(key: &Key, atoms: &[Atom]) -> u64 {
    let places = key.atoms.iter().flat_map(|place| &atoms[*place].fields);
    places.fold(0, |bits, field| bits | 1 << field)
}

/// Pairs a row, from pairs of the rows that are looked at: one of two such rows counts for both.
fn pairs_a_row(made: &HashSet<u64>, looked_at: &[u32]) -> f64 {
    let closely: HashSet<u32> = looked_at.iter().copied().collect();
    let ends: usize = made
        .iter()
        .map(|pair| {
            let (left, right) = ((pair >> 32) as u32, *pair as u32);
            usize::from(closely.contains(&left)) + usize::from(closely.contains(&right))
        })
        .sum();
    0.5 * ends as f64 / looked_at.len().max(1) as f64
}
