//! How many owners hold each shingle of a corpus, and which shingles never count.

use super::corpus::{Document, Settings};
use super::shingles::shingle_hashes;

/// One document that holds a shingle. The order (hash, owner, document) is the order of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting {
    pub(super) hash: u64,
    pub(super) owner: u32,
    pub(super) document: u32,
}

/// A shingle that at least two owners hold and that counts.
#[derive(Debug, Clone, Copy)]
struct Group {
    hash: u64,
    start: usize,
    end: usize,
    owners: u32,
}

/// The shingles of a corpus by how many owners hold them.
pub(super) struct Frequencies {
    postings: Vec<Posting>,
    groups: Vec<Group>,
    removed: Vec<u64>,
}

impl Frequencies {
    /// Counts the shingles of all documents, across the borders of their items.
    pub(super) fn count(documents: &[Document], stop: &[u64], settings: &Settings) -> Self {
        let limit = settings.template_limit(documents);
        let mut postings = all_postings(documents);
        postings.sort_unstable();
        postings.dedup();
        let mut removed = stop.to_vec();
        let mut groups = Vec::new();
        let mut start = 0;
        for list in postings.chunk_by(|first, second| first.hash == second.hash) {
            let end = start + list.len();
            let owners = list.chunk_by(|first, second| first.owner == second.owner).count() as u32;
            let hash = list.first().map_or(0, |posting| posting.hash);
            if is_template(list, documents, owners, limit) {
                removed.push(hash);
            } else if owners >= 2 && stop.binary_search(&hash).is_err() {
                groups.push(Group { hash, start, end, owners });
            }
            start = end;
        }
        removed.sort_unstable();
        removed.dedup();
        Self { postings, groups, removed }
    }

    /// Whether a shingle is template or stop text.
    pub(super) fn is_removed(&self, hash: u64) -> bool {
        self.removed.binary_search(&hash).is_ok()
    }

    /// How many owners hold a shingle that counts; 1 for one that nobody shares.
    pub(super) fn owners_of(&self, hash: u64) -> u32 {
        self.group(hash).map_or(1, |group| group.owners)
    }

    /// Who holds a shingle that counts and is shared.
    pub(super) fn holders(&self, hash: u64) -> &[Posting] {
        self.group(hash).map_or(&[], |group| self.list(group))
    }

    /// Every list of a shared shingle that counts, in ascending order of the hash.
    pub(super) fn lists(&self) -> impl Iterator<Item = &[Posting]> {
        self.groups.iter().map(|group| self.list(group))
    }

    fn group(&self, hash: u64) -> Option<&Group> {
        let at = self.groups.binary_search_by_key(&hash, |group| group.hash).ok()?;
        self.groups.get(at)
    }

    fn list(&self, group: &Group) -> &[Posting] {
        self.postings.get(group.start..group.end).unwrap_or(&[])
    }
}

/// Whether more owners than the limit hold a shingle, who are many hands.
fn is_template(list: &[Posting], documents: &[Document], owners: u32, limit: u64) -> bool {
    if u64::from(owners) <= limit {
        return false;
    }
    let of_each = list.chunk_by(|first, second| first.owner == second.owner).filter_map(|own| own.first());
    let hands = of_each.filter_map(|own| Some(documents.get(own.document as usize)?.counts_as)).collect();
    are_many(hands, limit)
}

/// Whether owners, more than the limit, are many hands, by the number that each counts as: more hands than the limit, or several of
/// which none has most of the owners. A text of one hand is no template, also where a stranger or two have it, too; one
/// that a couple uses beside others is.
pub(super) fn are_many(mut hands: Vec<u32>, limit: u64) -> bool {
    let owners = hands.len();
    hands.sort_unstable();
    let sizes: Vec<usize> = hands.chunk_by(|one, other| one == other).map(<[u32]>::len).collect();
    let largest = sizes.iter().max().copied().unwrap_or_default();
    sizes.len() as u64 > limit || largest * 2 <= owners
}

fn all_postings(documents: &[Document]) -> Vec<Posting> {
    let mut postings = Vec::with_capacity(documents.iter().map(|document| document.flat.words.len()).sum());
    for (number, document) in documents.iter().enumerate() {
        postings.extend(shingle_hashes(&document.flat.words).into_iter().map(|hash| Posting {
            hash,
            owner: document.owner,
            document: number as u32,
        }));
    }
    postings
}
