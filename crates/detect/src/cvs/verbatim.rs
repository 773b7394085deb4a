//! Sentences that CVs hold word for word: where nothing is reworded, and where several strangers hold them.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::text::Pair;

use super::Text;

/// From so many persons on a whole sentence is a template's, as far as what is reworded is asked about. Judgement,
/// November 2026.
const TEMPLATE_FROM: usize = 3;

/// Who holds the sentences that pairs of CVs have in common word for word.
pub(super) struct Verbatim<'a> {
    texts: &'a [Text],
    /// Those who seem to be one count as one.
    holders: BTreeMap<u64, BTreeSet<u32>>,
}

impl<'a> Verbatim<'a> {
    pub(super) fn of(texts: &'a [Text], pairs: &[Pair], as_one: impl Fn(u32) -> u32) -> Self {
        let mut found = Self { texts, holders: BTreeMap::new() };
        for pair in pairs {
            let shared: Vec<u64> =
                pair.items.iter().filter_map(|places| found.shared(pair, *places)).collect();
            found.holders.extend(shared.into_iter().map(|digest| (digest, BTreeSet::new())));
        }
        for text in texts {
            for digest in &text.digests {
                if let Some(holders) = found.holders.get_mut(digest) {
                    holders.insert(as_one(text.owner()));
                }
            }
        }
        found
    }

    /// The digest of two items that are one word for word.
    fn shared(&self, pair: &Pair, (own, theirs): (usize, usize)) -> Option<u64> {
        let digest = |text: u32, item: usize| self.texts.get(text as usize)?.digests.get(item).copied();
        let first = digest(pair.first, own)?;
        (digest(pair.second, theirs) == Some(first)).then_some(first)
    }

    /// Whether nothing of what two CVs have in common is reworded.
    pub(super) fn is_whole(&self, pair: &Pair) -> bool {
        pair.items.iter().all(|places| self.shared(pair, *places).is_some())
    }

    /// The items that two CVs have in common but for sentences that several persons hold word for word.
    pub(super) fn without_template(&self, pair: &Pair) -> Vec<(usize, usize)> {
        let is_template = |places: &(usize, usize)| {
            let holders = self.shared(pair, *places).and_then(|digest| self.holders.get(&digest));
            holders.is_some_and(|holders| holders.len() >= TEMPLATE_FROM)
        };
        pair.items.iter().filter(|places| !is_template(places)).copied().collect()
    }
}
