//! Are there two kinds of matches?
//!
//! Accounts of one operator share now a device, now a wallet, now the form of their mailboxes, and hardly two share the same
//! columns; who comes again under his own name shares nearly all. Any two columns of the first kind look like a class of
//! related pairs. But who is related agrees nearly always on what relates them, an address, a telephone, and on nothing else:
//! what agrees nearly always on nothing is no relation.

use super::mixture::{Mixture, Trainer};
use super::related::{Found, Ground, differs, divergences, search};

/// Of all that a class tells, so much is of columns by which it is not related: then it is no relation but another kind of
/// match, such as accounts of one operator under several names, who share now a device, now a wallet, now the form of their
/// mailboxes. Of some hundred classes of relatives, namesakes and variants it was .57 at most, of operators .63.
const ELSEWHERE: f64 = 0.6;
/// Bits that it tells there at least.
const TELLS: f64 = 4.0;

/// Who is related agrees so often on what they are related by, or as often as matches do there: who shares an address differs
/// in it where it was written wrongly. But never less often than in so many of ten.
const AGREES: f64 = 0.8;
const AGREES_LEAST: f64 = 0.6;
/// What another kind of match tells at most where it agrees so often, and of how many columns it tells at least.
const ALWAYS: f64 = 0.4;
const KIND_OF: usize = 4;
/// Who is related agrees so on three columns at most, which tell nearly all.
const HALF: f64 = 0.5;
const RELATE: usize = 3;
const NEARLY_ALL: f64 = 0.9;
/// What the likelihood may lose by a class less: it had some five figures, each worth half a logarithm of the pairs seen.
const HARDLY: f64 = 25.0;
/// Rounds after two classes were made one.
const ROUNDS: usize = 20;

/// The classes that are left where pairs that agree now on this and now on that are another kind of match, which is one with
/// matches then. None where nothing is met so: who is related agrees on some columns nearly always.
///
/// Of accounts that share each a few of six columns any two columns look like a class of related pairs. So classes are made
/// one, two by two, as long as the counts are hardly less likely by it.
pub(super) fn another_kind(ground: Ground<'_>, found: &Found) -> Option<Found> {
    search(ground, |search| {
        let (mut seeds, mut fit) = (found.seeds.clone(), found.fit.clone());
        let mut columns = seeds.concat();
        columns.sort_unstable();
        columns.dedup();
        if seeds.len() < 2 || columns.len() < KIND_OF {
            return None;
        }
        let mut likelihood = Trainer::likelihood(search.seen, &fit);
        loop {
            let mut best: Option<(f64, Vec<Vec<usize>>, Mixture)> = None;
            for one in 0..seeds.len() {
                for other in one + 1..seeds.len() {
                    let mut less = seeds.clone();
                    let theirs = less.remove(other);
                    less[one].extend(theirs);
                    less[one].sort_unstable();
                    less[one].dedup();
                    let from = put_into(fit.clone(), one + 1, other + 1);
                    let put = search.run(&less, from, ROUNDS, false);
                    let loss = likelihood - Trainer::likelihood(search.seen, &put);
                    if loss <= HARDLY && best.as_ref().is_none_or(|(least, ..)| loss < *least) {
                        best = Some((loss, less, put));
                    }
                }
            }
            let Some((loss, less, put)) = best else { break };
            likelihood -= loss;
            (seeds, fit) = (less, put);
        }
        let strangers = fit.outcomes.last()?;
        let bits: Vec<Vec<f64>> = fit.outcomes[1..].iter().map(|own| divergences(own, strangers)).collect();
        let is_none = |place: &usize| {
            agrees_on_nothing(&fit.outcomes[place + 1], &bits[*place], Some(&fit.outcomes[0]))
        };
        let kinds: Vec<usize> = (0..seeds.len()).filter(is_none).collect();
        let is_of_many = |place: &usize| bits[*place].iter().filter(|own| **own >= 1.0).count() >= KIND_OF;
        if !kinds.iter().any(is_of_many) {
            return None;
        }
        for place in kinds.into_iter().rev() {
            seeds.remove(place);
            fit = put_into(fit, 0, place + 1);
        }
        let losses = Trainer::losses(search.seen, &fit);
        let met = losses[0].0.max(1.0);
        let worth = losses[1..].iter().map(|own| own.1 / met).collect();
        Some(Found { seeds, worth, fit, are_of_kinds: true })
    })
}

/// What was found beside those who have taken the place of matches, where these are pairs that agree now on this and now on
/// that: guests of cafés, who share all that it has, are many more than any matches are to begin with.
pub(super) fn beside_what_relates(ground: Ground<'_>, found: &Found) -> Option<Found> {
    search(ground, |search| {
        let strangers = found.fit.outcomes.last()?;
        let seed = relates(found.fit.outcomes.first()?, strangers).filter(|seed| ground.may_relate(seed))?;
        let seeds: Vec<Vec<usize>> = std::iter::once(seed).chain(found.seeds.iter().cloned()).collect();
        let fit = search.fit(&seeds, search.shape(&seeds));
        let strangers = fit.outcomes.last()?;
        let worth = vec![1.0; seeds.len()];
        is_kind(&fit.outcomes[0], strangers, (&[], None)).then_some(Found {
            seeds,
            worth,
            fit,
            are_of_kinds: true,
        })
    })
}

/// Whether a class is another kind of match: it tells by many columns, also by others than the few that it was to be related
/// by, and agrees nearly always on hardly anything. Beside other `matches` it is as often as these.
fn is_kind(
    outcomes: &[Vec<f64>],
    strangers: &[Vec<f64>],
    (seed, matches): (&[usize], Option<&[Vec<f64>]>),
) -> bool {
    let bits = divergences(outcomes, strangers);
    let elsewhere = bits.iter().sum::<f64>() - seed.iter().map(|column| bits[*column]).sum::<f64>();
    let tells = bits.iter().filter(|own| **own >= 1.0).count() >= KIND_OF;
    tells && (elsewhere >= TELLS || seed.len() > RELATE) && agrees_on_nothing(outcomes, &bits, matches)
}

/// What was found, where training has made another kind of match of matches themselves or of some class, which is one with
/// matches then.
pub(super) fn made_by_training(ground: Ground<'_>, trained: &Mixture, found: &Found) -> Option<Found> {
    let strangers = trained.outcomes.last()?;
    let is_another = |class: &usize| {
        let beside = match class.checked_sub(1) {
            None => (&[][..], None),
            Some(place) => (&*found.seeds[place], Some(&*trained.outcomes[0])),
        };
        is_kind(&trained.outcomes[*class], strangers, beside)
    };
    let kinds: Vec<usize> = (0..=found.seeds.len()).filter(is_another).collect();
    // Where they are known to be of kinds, a class may still have become one.
    if kinds.iter().all(|class| *class == 0 && found.are_of_kinds) {
        return None;
    }
    let coarse = trained.outcomes.iter().map(|own| ground.coarse.sums(own)).collect();
    let mut fit = Mixture { shares: trained.shares.clone(), outcomes: coarse };
    let (mut seeds, mut worth) = (found.seeds.clone(), found.worth.clone());
    if let Some(most) = kinds
        .iter()
        .copied()
        .filter(|class| *class > 0)
        .max_by(|one, other| fit.shares[*one].total_cmp(&fit.shares[*other]).then(other.cmp(one)))
        && let Some(relates) = relates(&trained.outcomes[0], strangers).filter(|seed| ground.may_relate(seed))
    {
        // Guests of cafés were more than matches to begin with, and have taken their place.
        fit.shares.swap(0, most);
        fit.outcomes.swap(0, most);
        seeds[most - 1] = relates;
        return Some(Found { seeds, worth, fit, are_of_kinds: true });
    }
    for class in kinds.into_iter().rev().filter(|class| *class > 0) {
        seeds.remove(class - 1);
        worth.remove(class - 1);
        fit = put_into(fit, 0, class);
    }
    Some(Found { seeds, worth, fit, are_of_kinds: true })
}

/// The few columns by which pairs of a class are related, where they tell nearly all that it tells.
fn relates(outcomes: &[Vec<f64>], strangers: &[Vec<f64>]) -> Option<Vec<usize>> {
    let bits = divergences(outcomes, strangers);
    let agree = |column: &usize| differs(&outcomes[*column]) <= HALF;
    let columns: Vec<usize> = (0..outcomes.len()).filter(agree).collect();
    let told: f64 = columns.iter().map(|column| bits[*column]).sum();
    let are_few = (2..=RELATE).contains(&columns.len()) && columns.len() + KIND_OF <= outcomes.len();
    (are_few && told >= NEARLY_ALL * bits.iter().sum::<f64>()).then_some(columns)
}

/// Makes two classes the first of them.
fn put_into(mut fit: Mixture, one: usize, other: usize) -> Mixture {
    let (share, outcomes) = (fit.shares.remove(other), fit.outcomes.remove(other));
    let all = fit.shares[one] + share;
    for (own, theirs) in fit.outcomes[one].iter_mut().flatten().zip(outcomes.iter().flatten()) {
        *own = (fit.shares[one] * *own + share * theirs) / all.max(1e-300);
    }
    fit.shares[one] = all;
    fit
}

/// Whether pairs of a class, which tells so many bits by each column, agree nearly always on nothing that tells much of them.
/// What is nearly always is told by `matches`, where these are others.
fn agrees_on_nothing(outcomes: &[Vec<f64>], bits: &[f64], matches: Option<&[Vec<f64>]>) -> bool {
    let agreement = |own: &[Vec<f64>], column: usize| 1.0 - differs(&own[column]);
    let mut always = 0.0;
    for (column, told) in bits.iter().enumerate() {
        let nearly = matches.map_or(AGREES, |own| agreement(own, column).clamp(AGREES_LEAST, AGREES));
        if agreement(outcomes, column) >= nearly {
            always += told;
        }
    }
    always <= ALWAYS * bits.iter().sum::<f64>()
}

/// The related class that tells most, and most of all, of columns by which it is not related.
pub(super) fn tells_elsewhere(fit: &Mixture, seeds: &[Vec<usize>]) -> Option<usize> {
    let strangers = fit.outcomes.last()?;
    let mut most: Option<(f64, usize)> = None;
    for (place, seed) in seeds.iter().enumerate() {
        let bits = divergences(&fit.outcomes[place + 1], strangers);
        let all: f64 = bits.iter().sum();
        let elsewhere = all - seed.iter().map(|column| bits[*column]).sum::<f64>();
        let is_another = elsewhere >= TELLS && elsewhere > ELSEWHERE * all;
        if is_another && most.is_none_or(|(known, _)| elsewhere > known) {
            most = Some((elsewhere, place));
        }
    }
    most.map(|(_, place)| place)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns of a class that agrees so often on each: nothing to compare, equal, different.
    fn class(agree: [f64; 6]) -> Vec<Vec<f64>> {
        agree.iter().map(|own| vec![1.0, *own, 1.0 - own]).collect()
    }

    #[test]
    fn families_whose_addresses_are_written_wrongly_are_no_kind_of_match() {
        // A birth, a postal code, a telephone, a mailbox, a surname and a given name, of tables with many slips.
        let strangers = class([5e-5, 5e-5, 1e-5, 1e-5, 5e-4, 3e-3]);
        let matches = class([0.99, 0.73, 0.47, 0.65, 0.93, 0.99]);
        let families = class([0.08, 0.76, 0.22, 0.1, 0.87, 0.04]);
        assert!(!is_kind(&families, &strangers, (&[1, 4], Some(&matches))));
        // Accounts of one operator agree on no column nearly as often as those of one person.
        let operators = class([0.1, 0.4, 0.35, 0.4, 0.3, 0.05]);
        assert!(is_kind(&operators, &strangers, (&[1, 4], Some(&matches))));
        assert!(is_kind(&operators, &strangers, (&[], None)));
        // Where matches are such accounts themselves, who shares a café agrees nearly always.
        let guests = class([0.0, 0.95, 0.0, 0.02, 0.7, 0.02]);
        assert!(!is_kind(&guests, &strangers, (&[1, 4], Some(&operators))));
    }
}
