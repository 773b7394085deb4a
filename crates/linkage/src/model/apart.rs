//! Are some of the matches people of one household?
//!
//! Who lives together has surname, street, postcode, town and perhaps telephone in common: most of what is compared, more
//! than any class of two or three columns tells. Where relatives outnumber duplicates training ends at a mixture of both. It
//! can be seen: matches differ in two and more columns often, and in these columns at once. So a class is tried that agrees
//! on all others and is in these as strangers are, and is kept if the counts are much less likely without it.
//!
//! Or were all matches equal in columns in which many times as many differ after training? Claims of one car and one driver
//! take the place of one claim in two lists, where nothing says that they are of another day and another sum.

use super::Model;
use super::mixture::{Mixture, Seen, Trainer};
use super::related::{self, Begun, Found, Ground};
use super::train::Training;

/// Columns in which matches differ at least so often are looked at together.
const APART: f64 = 0.25;

/// So many columns on which relatives agree at least: of two and three there are classes already.
const AGREE: usize = 3;

/// What sets relatives apart says so much of all that equality could say: a given name and a day of birth are a third. Less
/// is what two tables, or two who typed one row, write in different ways: .15 for the town and the kitchen of restaurants.
const SAYS: f64 = 0.25;

/// Matches after training are others once they are so many times as many as those that it began with.
const MANY_TIMES: f64 = 3.0;
/// A column is lost that tells of them at most so much of what it told of matches, and so many bits less.
const HALF: f64 = 0.5;
const TELLS: f64 = 1.0;
/// What lost columns told of all that told of matches: a day and a sum are a third.
const LOST: f64 = 0.25;
/// They agree on few columns, of which so many of them differ in each.
const FEW: std::ops::RangeInclusive<usize> = 2..=3;
const DIFFER: f64 = 0.1;

/// Rounds of the training.
const ROUNDS: usize = 150;

impl Training<'_> {
    /// The model with a class of those who agree on all columns but the ones in which matches differ, if that is much
    /// likelier.
    pub(super) fn with_relatives(
        &self,
        (trainer, seen, ground): (&Trainer<'_>, &Seen, Ground<'_>),
        (trained, found): (&Mixture, &Found),
    ) -> Option<(Model, Vec<Vec<usize>>)> {
        let mut differ = apart(&trained.outcomes[0]);
        // Lists are of a record, as who wrote a patent with whom: one firm holds others in each. So is when it was made:
        // who comes often comes on other days. And so is what is measured then, how far a car had gone; but not a year of birth.
        differ.retain(|comparison| {
            self.comparer.is_single(*comparison)
                && !self.is_of_events(*comparison)
                && !self.is_silent(*comparison)
                && (!self.is_measured(*comparison) || self.lasting.contains(comparison))
        });
        if differ.len() < 2 || self.says(&differ) < SAYS {
            return None;
        }
        let agree: Vec<usize> = (0..self.comparisons.len()).filter(|own| !differ.contains(own)).collect();
        let relatives = related::beside(ground, &found.seeds, agree)?;
        let begun = Begun::with(ground, &relatives);
        let again = trainer.run(seen, begun.from.clone(), begun.course(ROUNDS, false));
        Some((self.model(again, &relatives.seeds), relatives.seeds))
    }
}

/// What was found beside those who have taken the place of matches, which agreed on columns that tell much where these differ;
/// none where matches are of kinds, which agree on no column nearly always.
pub(super) fn beside_who_took_their_place(
    ground: Ground<'_>,
    trained: &Mixture,
    found: &Found,
) -> Option<Found> {
    if found.are_of_kinds {
        return None;
    }
    let seed = who_took_their_place(&found.fit, trained).filter(|seed| !found.seeds.contains(seed))?;
    related::beside(ground, &found.seeds, seed)
}

/// The few columns on which those agree.
fn who_took_their_place(before: &Mixture, trained: &Mixture) -> Option<Vec<usize>> {
    if trained.shares.first()? < &(MANY_TIMES * before.shares.first()?) {
        return None;
    }
    let told = |fit: &Mixture| Some(related::divergences(fit.outcomes.first()?, fit.outcomes.last()?));
    let (before_told, told) = (told(before)?, told(trained)?);
    let is_lost = |(own, left): &(&f64, &f64)| **left <= HALF * *own && *own - *left >= TELLS;
    let lost = before_told.iter().zip(&told).filter(is_lost).map(|(own, left)| own - left);
    // One column alone may differ in a match, too: people have several mailboxes.
    if lost.clone().count() < 2 || lost.sum::<f64>() < LOST * before_told.iter().sum::<f64>() {
        return None;
    }
    let others = trained.outcomes.first()?;
    let agree = |column: &usize| related::differs(&others[*column]) <= DIFFER;
    Some((0..others.len()).filter(agree).collect()).filter(|agree: &Vec<usize>| FEW.contains(&agree.len()))
}

/// The columns that may set relatives apart; none where matches differ in fewer than two.
fn apart(matches: &[Vec<f64>]) -> Vec<usize> {
    let found: Vec<usize> =
        (0..matches.len()).filter(|place| related::differs(&matches[*place]) >= APART).collect();
    if found.len() < 2 || matches.len() - found.len() < AGREE { Vec::new() } else { found }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Matches that agree so often on each column, beside strangers by chance: nothing to compare, equal, different.
    fn fit<const COLUMNS: usize>(share: f64, agree: [f64; COLUMNS], chance: [f64; COLUMNS]) -> Mixture {
        let class = |shares: [f64; COLUMNS]| shares.iter().map(|own| vec![1.0, *own, 1.0 - own]).collect();
        Mixture { shares: vec![share, 1.0 - share], outcomes: vec![class(agree), class(chance)] }
    }

    #[test]
    fn who_agrees_on_a_name_and_a_handle_alone_took_the_place_of_matches() {
        // A mailbox, a name, a firm, a handle that is made of the name, a title.
        let chance = [1e-5, 1e-4, 2e-3, 5e-5, 9e-2];
        let before = fit(8e-5, [0.28, 0.98, 0.86, 1.0, 0.84], chance);
        let trained = fit(4e-4, [0.06, 0.99, 0.26, 0.99, 0.34], chance);
        assert_eq!(who_took_their_place(&before, &trained), Some(vec![1, 3]));
        // A few more than before are the same.
        let some_more = fit(2e-4, [0.06, 0.99, 0.26, 0.99, 0.34], chance);
        assert_eq!(who_took_their_place(&before, &some_more), None);
    }

    #[test]
    fn a_column_alone_in_which_matches_differ_makes_nobody_others() {
        // A mailbox, a name, a handle: who commits has several mailboxes.
        let chance = [1e-5, 1e-4, 5e-6];
        let before = fit(6e-5, [0.82, 0.96, 1.0], chance);
        assert_eq!(who_took_their_place(&before, &fit(3e-4, [0.17, 0.94, 1.0], chance)), None);
    }
}
