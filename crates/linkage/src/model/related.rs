//! Which classes of related pairs do the counts show?
//!
//! All are tried at once, on a coarse table without bands of frequency: for each pair of columns, and for three
//! where two are not enough, one class that agrees on these and is otherwise as strangers are. First the matches
//! keep the shape that they start with, so that they cannot drift to a household before its class has found how
//! its columns agree there (an e-mail that is made of a name is near, seldom equal); then all move, the related
//! ones tied. What the counts would clearly be less likely without is kept. A class that were free from the start
//! would also take up matches that are spoilt in two columns at once.

use super::coarse::Coarse;
use super::mixture::{Course, HowMany, Mixture, Seen, Tie, Trainer};
use super::states::States;

/// What a class has to be worth: likelihood lost without it, per match.
const WORTH: f64 = 0.03;
/// The same for a class that tells more than [`ALIKE`] of what matches tell.
pub(super) const WORTH_ALIKE: f64 = 0.06;
/// A class that tells more than this share of what matches tell, of each column at most as much, may be a
/// second kind of match, such as people whose names have changed. Relatives at one address who share a telephone
/// tell from 0.42 to 0.65, and the more they are like matches the more a model without them errs.
pub(super) const ALIKE: f64 = 0.55;
/// Who agrees on more than this share of all evidence is not merely related: in two columns, and in three.
const MOST_EVIDENCE: (f64, f64) = (0.5, 0.7);
/// Two of four columns are half of the evidence by their number alone: there it is this share. Names with mailboxes made of
/// them are .64 of a name, a mailbox, a day of birth and a town. Of three columns the third alone would be left to matches.
const OF_FOUR: f64 = 0.66;
/// What a class of three columns has to be worth. Households with one telephone are worth 0.5 and more.
const WORTH_WIDE: f64 = 0.5;
/// What a class of those who agree on all but a few columns has to be worth. Of families it is 5 where they are fewer than
/// duplicates, of films whose actors two tables choose differently .7.
const WORTH_RELATIVES: f64 = 1.5;
/// The likelihood lost without a class of three columns that is no play of chance, however few the matches are.
const NO_CHANCE: f64 = 30.0;
/// A class of three columns has at least and at most so many pairs for each match. Fewer may be matches that are
/// spoilt elsewhere; of more, the class has taken the place of the matches.
const MANY: (f64, f64) = (1.0 / 3.0, 10.0);
/// Classes kept at most, and pairs of columns that are tried with a third.
const MOST: usize = 6;
/// Who agrees on so many columns of those that stay with an entity, or on all where there are fewer, is no relative.
const LASTING: usize = 3;
/// The share of a class's pairs that agree on what lasts, from which on it is of the same.
const ALWAYS: f64 = 0.8;
/// Rounds in which matches keep their shape, and rounds after them.
const ROUNDS: (usize, usize) = (20, 60);

/// What the counts show.
#[derive(Debug, Default, Clone)]
pub(super) struct Found {
    /// The columns of each class that is worth it.
    pub seeds: Vec<Vec<usize>>,
    /// What each is worth: likelihood lost without it, per match.
    pub worth: Vec<f64>,
    /// The fit that they were found in, on coarse outcomes: matches, the kept classes in this order, strangers.
    pub fit: Mixture,
    /// Whether matches are of two kinds (`kinds.rs`).
    pub are_of_kinds: bool,
}

impl Found {
    /// Takes a class out.
    pub fn remove(&mut self, class: usize) {
        self.seeds.remove(class);
        self.worth.remove(class);
        self.fit.shares.remove(class + 1);
        self.fit.outcomes.remove(class + 1);
    }
}

/// All that the search looks at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Ground<'a> {
    pub coarse: &'a Coarse,
    pub states: &'a States,
    /// Counted chances, and what strangers can have of them at most.
    pub chances: &'a [Vec<f64>],
    pub most: &'a [Vec<f64>],
    /// Where matches start.
    pub matches: &'a [Vec<f64>],
    pub seen: &'a Seen,
    /// The share of matches to begin with.
    pub share: f64,
    pub how_many: HowMany,
    /// Where those start who agree on a column: matches, but in columns that say nothing of who is who.
    pub agreeing: &'a [Vec<f64>],
    /// Columns that stay with an entity whatever else changes; empty where nobody says.
    pub lasting: &'a [usize],
    /// Columns by which nobody is related.
    pub refused: &'a [Vec<usize>],
}

impl Ground<'_> {
    /// Whether who agrees on these columns, and on no others, may be somebody else.
    pub(super) fn may_relate(&self, seed: &Vec<usize>) -> bool {
        let shared = seed.iter().filter(|own| self.lasting.contains(own)).count();
        !self.are_enough(shared) && !self.refused.contains(seed)
    }

    /// Whether who agrees on so many columns that last is the same.
    fn are_enough(&self, shared: usize) -> bool {
        are_enough(shared, self.lasting.len())
    }

    /// A class, from 0, whose pairs agree nearly always on what lasts, whatever it was to be related by.
    pub fn is_no_relative(&self, trained: &Mixture) -> Option<usize> {
        let related = trained.outcomes.get(1..trained.outcomes.len().saturating_sub(1))?;
        related.iter().position(|class| are_the_same(class, self.lasting, ALWAYS))
    }
}

/// Whether who agrees on so many of the columns that last is the same.
pub fn are_enough(shared: usize, lasting: usize) -> bool {
    lasting > 0 && shared >= lasting.min(LASTING)
}

/// Whether at least such a share of the pairs of a class agrees on each of enough columns that last.
pub(super) fn are_the_same(class: &[Vec<f64>], lasting: &[usize], share: f64) -> bool {
    let agree = |column: &&usize| differs(&class[**column]) <= 1.0 - share;
    are_enough(lasting.iter().filter(agree).count(), lasting.len())
}

/// The classes that are worth it.
pub(super) fn find(ground: Ground<'_>) -> Found {
    search(ground, |search| {
        let pairs = search.pairs();
        let shaped = search.shape(&pairs);
        let wide = search.wide(&pairs, &shaped);
        if wide.is_empty() {
            return search.kept(&pairs, &search.fit(&pairs, shaped));
        }
        // Classes of two and of three columns explain the same pairs, so that neither would seem to be worth
        // anything: the wide ones that hold are chosen first.
        let seeds = [wide, pairs].concat();
        search.kept(&seeds, &search.fit(&seeds, search.shape(&seeds)))
    })
}

/// The classes of two columns that explain something while matches keep the shape that they start with.
pub(super) fn tight(ground: Ground<'_>) -> Found {
    search(ground, |search| {
        let pairs = search.pairs();
        let shaped = search.shape(&pairs);
        let losses = Trainer::losses(search.seen, &shaped);
        let loss = |place: usize| losses[place + 1].1;
        let explaining = (0..pairs.len()).map(|place| (loss(place), place));
        Search::chosen(&pairs, &shaped, explaining.filter(|own| own.0 >= NO_CHANCE).collect())
    })
}

/// The classes of some columns with one more, first, of relatives; none where that is not worth it.
pub(super) fn beside(ground: Ground<'_>, seeds: &[Vec<usize>], relatives: Vec<usize>) -> Option<Found> {
    if !ground.may_relate(&relatives) {
        return None;
    }
    let seeds: Vec<Vec<usize>> = std::iter::once(relatives).chain(seeds.iter().cloned()).take(MOST).collect();
    search(ground, |search| {
        let fit = search.fit(&seeds, search.shape(&seeds));
        let losses = Trainer::losses(search.seen, &fit);
        let matches = losses[0].0.max(1.0);
        let worth = losses[1..].iter().enumerate().map(|(place, own)| (own.1 / matches, place)).collect();
        let is_worth = losses[1].1 >= (WORTH_RELATIVES * matches).max(NO_CHANCE);
        is_worth.then(|| Search::chosen(&seeds, &fit, worth))
    })
}

/// Looks for classes on coarse outcomes.
pub(super) fn search<T>(ground: Ground<'_>, find: impl FnOnce(Search<'_>) -> T) -> T {
    let Ground { coarse, states, seen, share, how_many, .. } = ground;
    let (chances, most) = (coarse.sums(ground.chances), coarse.sums(ground.most));
    let (matches, agreeing) = (coarse.sums(ground.matches), coarse.sums(ground.agreeing));
    let atom_of = coarse.atoms(&states.atom_of);
    let trainer = Trainer { states, atom_of: &atom_of, chances: &chances, most: &most, how_many };
    find(Search { ground, trainer, matches: &matches, agreeing: &agreeing, seen: &coarse.seen(seen), share })
}

/// A search on coarse outcomes.
pub(super) struct Search<'a> {
    ground: Ground<'a>,
    trainer: Trainer<'a>,
    matches: &'a [Vec<f64>],
    agreeing: &'a [Vec<f64>],
    pub seen: &'a Seen,
    share: f64,
}

impl Search<'_> {
    /// All pairs of columns.
    fn pairs(&self) -> Vec<Vec<usize>> {
        let mut pairs = Vec::new();
        for one in 0..self.matches.len() {
            for other in one + 1..self.matches.len() {
                pairs.push(vec![one, other]);
            }
        }
        pairs.retain(|seed| self.ground.may_relate(seed));
        pairs
    }

    /// The classes of three columns that hold: a pair of columns that explains something while matches keep
    /// their shape, and one more. Relatives with one address and one telephone would else be taken for matches
    /// as soon as these move, because a class of two columns cannot explain the third.
    fn wide(&self, pairs: &[Vec<usize>], shaped: &Mixture) -> Vec<Vec<usize>> {
        let losses = Trainer::losses(self.seen, shaped);
        let least = WORTH * losses[0].0.max(1.0);
        let mut explaining: Vec<(f64, &Vec<usize>)> =
            pairs.iter().zip(&losses[1..]).map(|(pair, (_, loss))| (*loss, pair)).collect();
        explaining.retain(|(loss, _)| *loss >= least);
        explaining.sort_by(|left, right| right.0.total_cmp(&left.0).then_with(|| left.1.cmp(right.1)));
        let mut wide: Vec<Vec<usize>> = Vec::new();
        for (_, pair) in explaining.into_iter().take(MOST) {
            for column in (0..self.matches.len()).filter(|column| !pair.contains(column)) {
                let mut seed = [pair.as_slice(), &[column]].concat();
                seed.sort_unstable();
                wide.push(seed);
            }
        }
        wide.sort_unstable();
        wide.dedup();
        wide.retain(|seed| self.ground.may_relate(seed));
        if wide.is_empty() {
            return wide;
        }
        let seeds = [wide.as_slice(), pairs].concat();
        let fit = self.fit(&seeds, self.shape(&seeds));
        let bits = self.bits(&fit);
        let losses = Trainer::losses(self.seen, &fit);
        let matches = losses[0].0.max(1.0);
        let holds = |seed: &Vec<usize>, (met, loss): (f64, f64)| {
            let many = (MANY.0 * matches..=MANY.1 * matches).contains(&met);
            many && loss >= (WORTH_WIDE * matches).max(NO_CHANCE) && is_related(seed, &bits)
        };
        wide.into_iter().zip(&losses[1..]).filter(|(seed, own)| holds(seed, **own)).map(|own| own.0).collect()
    }

    /// The fit while matches keep their shape.
    pub fn shape(&self, seeds: &[Vec<usize>]) -> Mixture {
        let start = start([self.matches, self.agreeing], self.trainer.chances, seeds, self.share);
        self.run(seeds, start, ROUNDS.0, true)
    }

    /// The fit when all move.
    pub fn fit(&self, seeds: &[Vec<usize>], shaped: Mixture) -> Mixture {
        self.run(seeds, shaped, ROUNDS.1, false)
    }

    /// The fit after some rounds from a start.
    pub fn run(&self, seeds: &[Vec<usize>], from: Mixture, rounds: usize, matches_still: bool) -> Mixture {
        let prior = start([self.matches, self.agreeing], self.trainer.chances, seeds, self.share).outcomes;
        let ties = Tie::of(seeds, Tie::Hard);
        self.trainer.run(self.seen, from, Course { ties: &ties, prior: &prior, rounds, matches_still })
    }

    /// What each column tells of a match; none where it says nothing.
    fn bits(&self, fit: &Mixture) -> Vec<Option<f64>> {
        let all = bits(fit).into_iter().enumerate();
        all.map(|(column, own)| (self.matches[column] == self.agreeing[column]).then_some(own)).collect()
    }

    /// What is kept of a fit.
    fn kept(&self, seeds: &[Vec<usize>], fit: &Mixture) -> Found {
        let losses = Trainer::losses(self.seen, fit);
        let bits = self.bits(fit);
        let met = losses.first().map_or(1.0, |own| own.0.max(1.0));
        let worth = seeds
            .iter()
            .enumerate()
            .map(|(place, seed)| (losses[place + 1].1 / met, place, seed))
            .filter(|(loss, _, seed)| *loss >= WORTH && is_related(seed, &bits))
            .map(|(loss, place, _)| (loss, place))
            .collect();
        Self::chosen(seeds, fit, worth)
    }

    /// Of a fit the classes that are worth most, by their places; matches and strangers remain.
    fn chosen(seeds: &[Vec<usize>], fit: &Mixture, mut worth: Vec<(f64, usize)>) -> Found {
        worth.sort_by(|left, right| right.0.total_cmp(&left.0).then(left.1.cmp(&right.1)));
        worth.truncate(MOST);
        let kept: Vec<usize> = worth.iter().map(|(_, place)| *place).collect();
        let places: Vec<usize> =
            std::iter::once(0).chain(kept.iter().map(|place| place + 1)).chain([seeds.len() + 1]).collect();
        Found {
            seeds: kept.iter().map(|place| seeds[*place].clone()).collect(),
            worth: worth.iter().map(|(loss, _)| *loss).collect(),
            fit: Mixture {
                shares: places.iter().map(|place| fit.shares[*place]).collect(),
                outcomes: places.iter().map(|place| fit.outcomes[*place].clone()).collect(),
            },
            are_of_kinds: false,
        }
    }
}

/// Where a training with some classes begins, and what it is held to.
pub(super) struct Begun {
    pub from: Mixture,
    prior: Vec<Vec<Vec<f64>>>,
    ties: Vec<Tie>,
}

impl Begun {
    /// With the classes that were found.
    pub fn with(ground: Ground<'_>, found: &Found) -> Self {
        let start = start([ground.matches, ground.agreeing], ground.chances, &found.seeds, ground.share);
        let prior = start.outcomes.clone();
        let is_known = !found.seeds.is_empty() || found.are_of_kinds;
        let from = if is_known { warm(ground.coarse, &found.fit, start) } else { start };
        Self { from, prior, ties: Tie::of(&found.seeds, Tie::Soft) }
    }

    /// How it goes on.
    pub fn course(&self, rounds: usize, matches_still: bool) -> Course<'_> {
        Course { ties: &self.ties, prior: &self.prior, rounds, matches_still }
    }
}

/// The coarse fit on fine outcomes: equality is spread over its bands as the start has it, and a hundredth of
/// the start mixed in.
fn warm(coarse: &Coarse, found: &Mixture, start: Mixture) -> Mixture {
    let mut made = start;
    for (class, outcomes) in made.outcomes.iter_mut().enumerate() {
        let sums = coarse.sums(outcomes);
        for (comparison, own) in outcomes.iter_mut().enumerate() {
            for (outcome, one) in own.iter_mut().enumerate().skip(1) {
                let place = usize::from(coarse.of[comparison][outcome]);
                let part = *one / sums[comparison][place].max(1e-300);
                *one = 0.99 * found.outcomes[class][comparison][place] * part + 0.01 * *one;
            }
        }
    }
    made.shares.clone_from(&found.shares);
    let sum: f64 = made.shares.iter().rev().skip(1).sum();
    if let Some(strangers) = made.shares.last_mut() {
        *strangers = (1.0 - sum).max(0.1);
    }
    made
}

/// Whether these columns have so little of all evidence that who agrees on them may be merely related.
fn is_related(seed: &[usize], bits: &[Option<f64>]) -> bool {
    let most = match seed.len() {
        3.. => MOST_EVIDENCE.1,
        _ if bits.iter().flatten().count() == 4 => OF_FOUR,
        _ => MOST_EVIDENCE.0,
    };
    let all: f64 = bits.iter().flatten().sum();
    let told = seed.iter().filter_map(|column| bits[*column]).sum::<f64>() / all.max(1e-300);
    told <= most
}

/// Where a mixture starts: matches as given, related pairs as those who agree on their columns, strangers by chance.
/// `share` is that of the matches to begin with.
pub(super) fn start(
    [matches, agreeing]: [&[Vec<f64>]; 2],
    chances: &[Vec<f64>],
    seeds: &[Vec<usize>],
    share: f64,
) -> Mixture {
    let floor = |own: &Vec<f64>| -> Vec<f64> {
        std::iter::once(1.0).chain(own.iter().skip(1).map(|one| one.max(1e-12))).collect()
    };
    let strangers: Vec<Vec<f64>> = chances.iter().map(floor).collect();
    let mut outcomes = vec![matches.iter().map(floor).collect::<Vec<_>>()];
    let mut shares = vec![if seeds.is_empty() { share } else { 0.8 * share }];
    for seed in seeds {
        let related = (0..chances.len())
            .map(|comparison| {
                if !seed.contains(&comparison) {
                    return strangers[comparison].clone();
                }
                let both = agreeing[comparison].iter().zip(&strangers[comparison]);
                both.map(|(one, other)| 0.9 * one + 0.1 * other).collect()
            })
            .collect();
        outcomes.push(related);
        shares.push(0.2 * share);
    }
    outcomes.push(strangers);
    let sum: f64 = shares.iter().sum();
    shares.push((1.0 - sum).max(0.1));
    Mixture { shares, outcomes }
}

/// What each comparison tells of a match on average: the divergence of matches from strangers, in bits.
fn bits(fit: &Mixture) -> Vec<f64> {
    let (Some(matches), Some(strangers)) = (fit.outcomes.first(), fit.outcomes.last()) else {
        return Vec::new();
    };
    divergences(matches, strangers)
}

/// How often pairs of a class differ in a column, of whose outcomes that is the last.
pub(super) fn differs(outcomes: &[f64]) -> f64 {
    outcomes.last().copied().unwrap_or(1.0)
}

/// Divergence of one class from another by comparison, in bits.
pub(super) fn divergences(own: &[Vec<f64>], others: &[Vec<f64>]) -> Vec<f64> {
    own.iter().zip(others).map(|(one, other)| divergence(one, other)).collect()
}

/// Divergence of one spread from another, in bits.
pub(super) fn divergence(own: &[f64], others: &[f64]) -> f64 {
    own.iter()
        .zip(others)
        .skip(1)
        .map(|(one, other)| one * (one / other.max(1e-300)).max(1e-300).log2())
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_of_four_columns_may_tell_more_of_all_than_two_of_five() {
        // A name, a mailbox that is made of it, a day of birth, a town.
        let bits = [16.0, 21.0, 14.0, 7.0].map(Some);
        assert!(is_related(&[0, 1], &bits));
        assert!(!is_related(&[0, 1], &[bits.as_slice(), &[Some(3.0)]].concat()));
        assert!(is_related(&[0, 3], &bits) && !is_related(&[0, 1], &[16.0, 21.0, 4.0].map(Some)));
        assert!(is_related(&[0, 2, 3], &bits) && !is_related(&[0, 1, 2], &bits));
        // A column that says nothing is no fifth.
        assert!(is_related(&[0, 1], &[bits.as_slice(), &[None]].concat()));
    }
}
