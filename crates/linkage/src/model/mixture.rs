//! Expectation maximisation for classes of pairs of which only the blocked ones are seen.
//!
//! The expected number of pairs with a pattern is `N(nothing) * sum over classes of share * product of
//! outcome probabilities`, where `N(nothing)` counts all pairs that lack the same columns. Matches come
//! first, strangers last; strangers keep, together with all other classes, the chances that were counted
//! over all pairs.

use super::states::States;

/// Of a chance at least this much is left to strangers, however much of it other classes explain.
const STRANGERS_KEEP: f64 = 0.02;
/// No probability is less.
const LEAST: f64 = 1e-12;
/// Training ends when no probability moves by more than this.
const STILL: f64 = 1e-6;

/// Blocked pairs by pattern, taken apart.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Comparisons.
    pub width: usize,
    /// Outcomes, pattern by pattern.
    pub outcomes: Vec<u8>,
    /// Pairs of each, those that are labelled left out.
    pub pairs: Vec<f64>,
    /// Pairs of each that are labelled as matches.
    pub matches: Vec<f64>,
    /// Whether each tells at which levels a class agrees.
    pub tells: Vec<bool>,
}

/// What a class is held to.
#[derive(Debug, Clone)]
pub(super) enum Tie {
    /// Matches: free.
    Free,
    /// Related: outside of these comparisons as strangers, exactly.
    Hard(Vec<usize>),
    /// Related: outside of these comparisons drawn towards strangers.
    Soft(Vec<usize>),
}

impl Tie {
    /// Free matches, and classes of related pairs that are held to strangers outside of their columns.
    pub fn of(seeds: &[Vec<usize>], tie: fn(Vec<usize>) -> Self) -> Vec<Self> {
        std::iter::once(Self::Free).chain(seeds.iter().map(|seed| tie(seed.clone()))).collect()
    }
}

/// Pseudo-pairs that draw a softly tied column to strangers, as a share of the class's own.
const DRAW: f64 = 0.02;

/// Classes while they are trained.
#[derive(Debug, Clone, Default)]
pub(super) struct Mixture {
    /// Share of all pairs, by class.
    pub shares: Vec<f64>,
    /// Probability of each outcome by class and comparison; that of the null is 1.
    pub outcomes: Vec<Vec<Vec<f64>>>,
}

/// What is known of the number of pairs.
#[derive(Debug, Clone, Copy)]
pub(super) struct HowMany {
    /// All pairs.
    pub all: f64,
    /// The share of them that are matches, where somebody says.
    pub matches: Option<f64>,
    /// The share of them that matches, or any class of related pairs, are at most.
    pub most: f64,
}

/// What all trainings over one table share.
#[derive(Debug)]
pub(super) struct Trainer<'a> {
    /// Kinds of pairs.
    pub states: &'a States,
    /// The atom of each outcome, by comparison.
    pub atom_of: &'a [Vec<u8>],
    /// Counted chances by comparison and outcome.
    pub chances: &'a [Vec<f64>],
    /// What strangers can have of them at most.
    pub most: &'a [Vec<f64>],
    /// How many pairs there are.
    pub how_many: HowMany,
}

/// How a training goes on from where it starts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Course<'a> {
    /// What each class but strangers is held to.
    pub ties: &'a [Tie],
    /// One pseudo-pair of each class is spread like this.
    pub prior: &'a [Vec<Vec<f64>>],
    /// At most so many rounds.
    pub rounds: usize,
    /// Whether matches keep the outcomes that they start with: of them only the share moves.
    pub matches_still: bool,
}

impl Trainer<'_> {
    /// Trains from a start.
    pub fn run(&self, seen: &Seen, start: Mixture, course: Course<'_>) -> Mixture {
        let mut now = start;
        let strangers = now.shares.len() - 1;
        let places = Places::new(seen, &now);
        for _ in 0..course.rounds {
            let expected = places.expect(seen, &now);
            let mut next = now.clone();
            let mut related_share = 0.0;
            for class in 0..strangers {
                let states = self.state_weights(&now.outcomes[class]);
                let share = self.share(expected.met[class], &states);
                next.shares[class] = self.how_many.matches.filter(|_| class == 0).unwrap_or(share);
                related_share += next.shares[class];
                if class > 0 || !course.matches_still {
                    self.maximise(class, &expected, &states, course, &now, &mut next);
                }
            }
            for (comparison, chance) in self.chances.iter().enumerate() {
                let mut sum = 0.0;
                for (outcome, counted) in chance.iter().enumerate().skip(1) {
                    let others: f64 = (0..strangers)
                        .map(|class| next.shares[class] * next.outcomes[class][comparison][outcome])
                        .sum();
                    let most = self.most[comparison][outcome];
                    // One column tells nothing of what is left: it is as much as is known of strangers.
                    let is_known = self.chances.len() == 1 && most.is_finite();
                    let left =
                        if is_known { *counted } else { (counted - others).max(STRANGERS_KEEP * counted) };
                    let left = left.min(most).max(LEAST);
                    next.outcomes[strangers][comparison][outcome] = left;
                    sum += left;
                }
                for own in next.outcomes[strangers][comparison].iter_mut().skip(1) {
                    *own /= sum;
                }
            }
            next.shares[strangers] = (1.0 - related_share).max(0.1);
            let moved = furthest(&now, &next);
            now = next;
            if moved < STILL && !course.matches_still {
                break;
            }
        }
        now
    }

    /// One step of matches alone, where it is known how many pairs of them were met with each outcome. Their share is
    /// `most` at most; all other classes stay as they are.
    pub fn step(&self, now: &Mixture, met: f64, by: Vec<Vec<f64>>, most: f64, course: Course<'_>) -> Mixture {
        let mut next = now.clone();
        let states = self.state_weights(&now.outcomes[0]);
        next.shares[0] = self.how_many.matches.unwrap_or(self.share(met, &states)).min(most);
        let expected = Expected { met: vec![met], by: vec![by] };
        self.maximise(0, &expected, &states, course, now, &mut next);
        next
    }

    /// The share of a class of which so many blocked pairs were met: blocking makes a part of them.
    fn share(&self, met: f64, states: &[f64]) -> f64 {
        let both = states.iter().zip(&self.states.all);
        let blocked: f64 = both.filter(|(_, own)| own.blocked).map(|(own, _)| own).sum();
        let blocked_share = (blocked / self.how_many.all).max(1e-300);
        (met / (self.how_many.all * blocked_share)).clamp(1e-18, self.how_many.most)
    }

    /// For each class but strangers: how many pairs it has among those seen, and what the likelihood loses if
    /// it is taken out and the rest left as it is.
    pub fn losses(seen: &Seen, now: &Mixture) -> Vec<(f64, f64)> {
        let places = Places::new(seen, now);
        let side_by_side = places.side_by_side(now);
        let mut found = vec![(0.0, 0.0); now.shares.len() - 1];
        let mut parts = side_by_side.shares.clone();
        for (pattern, pairs) in seen.pairs.iter().enumerate() {
            let sum = side_by_side.parts_of(places.of(pattern), &mut parts);
            if sum <= 0.0 {
                continue;
            }
            for ((met, loss), part) in found.iter_mut().zip(parts.as_flattened()) {
                let share = (part / sum).min(1.0 - 1e-12);
                *met += pairs * share;
                *loss -= pairs * (1.0 - share).ln();
            }
        }
        found.into_iter().map(|(met, loss)| (met, loss - met)).collect()
    }

    /// Logarithm of the likelihood of what was seen, but for what is the same for all mixtures that expect as many pairs.
    pub fn likelihood(seen: &Seen, now: &Mixture) -> f64 {
        let places = Places::new(seen, now);
        let side_by_side = places.side_by_side(now);
        let mut parts = side_by_side.shares.clone();
        let of_pattern = |(pattern, pairs): (usize, &f64)| {
            pairs * side_by_side.parts_of(places.of(pattern), &mut parts).max(1e-300).ln()
        };
        seen.pairs.iter().enumerate().map(of_pattern).sum()
    }

    /// Pairs of a class, were all pairs of it, by state.
    fn state_weights(&self, outcomes: &[Vec<f64>]) -> Vec<f64> {
        let atoms = self.atom_shares(outcomes);
        self.states
            .all
            .iter()
            .map(|state| {
                let mut weight = state.pairs;
                for (atom, shares) in state.atoms.iter().zip(&atoms) {
                    if let Some(atom) = atom {
                        weight *= shares[*atom as usize];
                    }
                }
                weight
            })
            .collect()
    }

    fn atom_shares(&self, outcomes: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let mut all = Vec::with_capacity(outcomes.len());
        for (comparison, own) in outcomes.iter().enumerate() {
            let mut shares = vec![0.0; self.states.atoms[comparison]];
            for (outcome, share) in own.iter().enumerate().skip(1) {
                shares[self.atom_of[comparison][outcome] as usize] += share;
            }
            all.push(shares);
        }
        all
    }

    fn maximise(
        &self,
        class: usize,
        expected: &Expected,
        states: &[f64],
        course: Course<'_>,
        now: &Mixture,
        next: &mut Mixture,
    ) {
        let strangers = now.shares.len() - 1;
        let tie = &course.ties[class];
        let shares = self.atom_shares(&now.outcomes[class]);
        let share = next.shares[class];
        for (comparison, atoms) in shares.iter().enumerate() {
            if let Tie::Hard(seed) = tie
                && !seed.contains(&comparison)
            {
                next.outcomes[class][comparison].clone_from(&now.outcomes[strangers][comparison]);
                continue;
            }
            // What blocking did not make, and what it made that does not tell.
            let mut unseen = vec![0.0; self.states.atoms[comparison]];
            for (weight, state) in states.iter().zip(&self.states.all) {
                if !state.tells
                    && let Some(atom) = state.atoms[comparison]
                {
                    unseen[atom as usize] += weight;
                }
            }
            let old = &now.outcomes[class][comparison];
            let mut found: Vec<f64> = expected.by[class][comparison].clone();
            for outcome in 1..found.len() {
                let atom = self.atom_of[comparison][outcome] as usize;
                found[outcome] += share * unseen[atom] * old[outcome] / atoms[atom].max(1e-300);
                found[outcome] += course.prior[class][comparison][outcome];
            }
            if let Tie::Soft(seed) = tie
                && !seed.contains(&comparison)
            {
                let sum: f64 = found.iter().skip(1).sum();
                for (own, stranger) in found.iter_mut().zip(&now.outcomes[strangers][comparison]).skip(1) {
                    *own += DRAW * sum * stranger;
                }
            }
            let sum: f64 = found.iter().skip(1).sum();
            for (own, new) in next.outcomes[class][comparison].iter_mut().zip(&found).skip(1) {
                *own = (new / sum).max(LEAST);
            }
        }
    }
}

struct Expected {
    met: Vec<f64>,
    by: Vec<Vec<Vec<f64>>>,
}

/// Where the outcomes of each pattern stand among those of all comparisons.
struct Places {
    /// Outcomes of all comparisons together.
    all: usize,
    width: usize,
    of: Vec<u32>,
    sizes: Vec<usize>,
}

/// Classes that are reckoned at once.
const LANES: usize = 4;

/// Probabilities of all classes side by side, outcome by outcome; zeros fill up the last lanes.
struct SideBySide {
    /// Share of each class.
    shares: Vec<[f64; LANES]>,
    /// For each group of classes the outcomes of all comparisons.
    groups: Vec<Vec<[f64; LANES]>>,
}

impl SideBySide {
    /// What each class expects of one pattern, into `parts`; their sum.
    #[inline]
    fn parts_of(&self, pattern: &[u32], parts: &mut [[f64; LANES]]) -> f64 {
        let mut sum = 0.0;
        for ((part, share), group) in parts.iter_mut().zip(&self.shares).zip(&self.groups) {
            let mut product = *share;
            for place in pattern {
                let own = &group[*place as usize];
                for lane in 0..LANES {
                    product[lane] *= own[lane];
                }
            }
            *part = product;
            for own in product {
                sum += own;
            }
        }
        sum
    }
}

impl Places {
    fn new(seen: &Seen, now: &Mixture) -> Self {
        let sizes: Vec<usize> = now.outcomes[0].iter().map(Vec::len).collect();
        let mut starts = vec![0_u32];
        for size in &sizes {
            starts.push(starts[starts.len() - 1] + *size as u32);
        }
        let of = seen
            .outcomes
            .chunks_exact(seen.width.max(1))
            .flat_map(|own| own.iter().zip(&starts).map(|(outcome, start)| start + u32::from(*outcome)))
            .collect();
        Self { all: starts[sizes.len()] as usize, width: seen.width, of, sizes }
    }

    /// Those of a pattern.
    #[inline]
    fn of(&self, pattern: usize) -> &[u32] {
        &self.of[pattern * self.width..(pattern + 1) * self.width]
    }

    fn side_by_side(&self, now: &Mixture) -> SideBySide {
        let groups = now.shares.len().div_ceil(LANES);
        let (mut shares, mut made) = (vec![[0.0; LANES]; groups], vec![vec![[0.0; LANES]; self.all]; groups]);
        for (class, (share, outcomes)) in now.shares.iter().zip(&now.outcomes).enumerate() {
            let (group, lane) = (class / LANES, class % LANES);
            shares[group][lane] = *share;
            for (place, own) in made[group].iter_mut().zip(outcomes.iter().flatten()) {
                place[lane] = *own;
            }
        }
        SideBySide { shares, groups: made }
    }

    fn expect(&self, seen: &Seen, now: &Mixture) -> Expected {
        let side_by_side = self.side_by_side(now);
        let mut parts = side_by_side.shares.clone();
        let mut met = vec![[0.0; LANES]; parts.len()];
        let mut by = vec![vec![[0.0; LANES]; self.all]; parts.len()];
        for (pattern, pairs) in seen.pairs.iter().enumerate() {
            let own = self.of(pattern);
            let sum = side_by_side.parts_of(own, &mut parts);
            if sum <= 0.0 {
                continue;
            }
            let factor = pairs / sum;
            for ((part, met), by) in parts.iter().zip(&mut met).zip(&mut by) {
                let expected = part.map(|own| own * factor);
                for lane in 0..LANES {
                    met[lane] += expected[lane];
                }
                if !seen.tells[pattern] {
                    continue;
                }
                for place in own {
                    let by = &mut by[*place as usize];
                    for lane in 0..LANES {
                        by[lane] += expected[lane];
                    }
                }
            }
            let known = seen.matches[pattern];
            if known > 0.0 {
                met[0][0] += known;
                // Somebody has told, whatever the pair holds.
                for place in own {
                    by[0][*place as usize][0] += known;
                }
            }
        }
        let mut nested = Vec::with_capacity(now.shares.len());
        for class in 0..now.shares.len() {
            let mut rest = by[class / LANES].as_slice();
            let mut own = Vec::with_capacity(self.sizes.len());
            for size in &self.sizes {
                let (outcomes, behind) = rest.split_at(*size);
                own.push(outcomes.iter().map(|outcome| outcome[class % LANES]).collect());
                rest = behind;
            }
            nested.push(own);
        }
        Expected { met: met.into_flattened(), by: nested }
    }
}

fn furthest(one: &Mixture, other: &Mixture) -> f64 {
    let flat = |own: &Mixture| -> Vec<f64> { own.outcomes.iter().flatten().flatten().copied().collect() };
    flat(one).iter().zip(flat(other)).map(|(left, right)| (left - right).abs()).fold(0.0, f64::max)
}
