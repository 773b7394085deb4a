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
/// These agreed on a column but for so many, and of the others so many differ in it.
const AGREED: f64 = 0.1;
const DIFFER: f64 = 0.4;
/// What such columns told of all that told of a match: a day and a sum are a third.
const LOST: f64 = 0.25;
/// Columns on which the others agree.
const FEW: std::ops::RangeInclusive<usize> = 2..=3;

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

/// What was found beside those who have taken the place of matches, which agreed on columns that tell much and in which
/// these differ.
pub(super) fn beside_who_took_their_place(
    ground: Ground<'_>,
    trained: &Mixture,
    found: &Found,
) -> Option<Found> {
    let seed = who_took_their_place(&found.fit, trained).filter(|seed| !found.seeds.contains(seed))?;
    related::beside(ground, &found.seeds, seed)
}

/// The few columns on which those agree.
fn who_took_their_place(before: &Mixture, trained: &Mixture) -> Option<Vec<usize>> {
    if trained.shares.first()? < &(MANY_TIMES * before.shares.first()?) {
        return None;
    }
    let (matches, others) = (before.outcomes.first()?, trained.outcomes.first()?);
    let differ = |own: &[Vec<f64>], column: usize| own[column].last().copied().unwrap_or_default();
    let told = related::divergences(matches, before.outcomes.last()?);
    let is_lost = |column: &usize| differ(matches, *column) <= AGREED && differ(others, *column) >= DIFFER;
    let lost: f64 = (0..told.len()).filter(is_lost).map(|column| told[column]).sum();
    let agree: Vec<usize> = (0..others.len()).filter(|column| differ(others, *column) <= AGREED).collect();
    (FEW.contains(&agree.len()) && lost >= LOST * told.iter().sum::<f64>()).then_some(agree)
}

/// The columns that may set relatives apart; none where matches differ in fewer than two.
fn apart(matches: &[Vec<f64>]) -> Vec<usize> {
    let differ = |own: &Vec<f64>| own.last().is_some_and(|share| *share >= APART);
    let found: Vec<usize> = (0..matches.len()).filter(|place| differ(&matches[*place])).collect();
    if found.len() < 2 || matches.len() - found.len() < AGREE { Vec::new() } else { found }
}
