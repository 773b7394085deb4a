//! Which sentences are forms that people fill in?
//!
//! A template with blanks ("cut the run of ___ by ___ percent") has no long run of words that all of its users hold, and two
//! who fill in the same words hold one that nobody else does: that is no text of one hand. Short runs tell: most words of
//! such a sentence stand in runs of three that many hold.

use super::corpus::Document;
use super::frequency::are_many;
use super::run::Flat;
use super::shingles::run_hashes;

/// Words of a run that many hold: what stands between two blanks is seldom longer by much.
const WORDS: usize = 3;

/// Who uses a template has written one word in so many at least. Judgement, November 2026.
const OWN: usize = 5;

/// Runs of three words that many hold, sorted.
pub(super) struct Frames(Vec<u64>);

impl Frames {
    /// None: no sentence is a form.
    pub(super) const NONE: Self = Self(Vec::new());

    /// Those of all documents: held by more than so many owners who are many hands.
    pub(super) fn of(documents: &[Document], limit: u64) -> Self {
        let mut held: Vec<(u64, u32, u32)> = Vec::new();
        for document in documents {
            for item in document.flat.items() {
                let hashes = run_hashes(item, WORDS).into_iter();
                held.extend(hashes.map(|hash| (hash, document.owner, document.counts_as)));
            }
        }
        held.sort_unstable();
        held.dedup();
        let is_common = |holders: &[(u64, u32, u32)]| {
            holders.len() as u64 > limit && are_many(holders.iter().map(|own| own.2).collect(), limit)
        };
        let by_hash = held.chunk_by(|one, other| one.0 == other.0).filter(|holders| is_common(holders));
        Self(by_hash.filter_map(|holders| holders.first()).map(|own| own.0).collect())
    }

    /// Which items of a document are forms; none where hardly anything is left: who uses a template writes something of their
    /// own into it, and a text that others have whole is theirs.
    pub(super) fn forms(&self, document: &Flat) -> Vec<bool> {
        let forms: Vec<bool> = document.items().map(|item| self.is_form(item)).collect();
        let own = document.items().zip(&forms).filter(|(_, is_form)| !**is_form);
        let own_words: usize = own.map(|(item, _)| item.len()).sum();
        if own_words * OWN < document.words.len() { vec![false; forms.len()] } else { forms }
    }

    /// Whether half of an item's words and more stand in such runs.
    fn is_form(&self, item: &[u64]) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let mut covered = vec![false; item.len()];
        for (place, hash) in run_hashes(item, WORDS).into_iter().enumerate() {
            if self.0.binary_search(&hash).is_ok() {
                covered.iter_mut().skip(place).take(WORDS).for_each(|word| *word = true);
            }
        }
        covered.iter().filter(|word| **word).count() * 2 >= item.len().max(1)
    }
}
