//! Many documents, and the pairs of them that share rare text.

use std::collections::BTreeSet;

use super::frames::Frames;
use super::frequency::{Frequencies, Posting};
use super::run::{Flat, Run, longest_between};
use super::shingles::{Overlap, SHINGLE_WORDS, Shingles, jaccard, shingle_hashes};

/// When text counts as template, and when two documents are compared at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// A shingle that more owners hold than this and than the share below never counts.
    pub template_owners: u64,
    /// The same as thousandths of all owners.
    pub template_per_mille: u64,
    /// Two documents that meet in fewer rare shingles than this are not compared.
    pub least_shared: u32,
    /// A pair is given where the rare overlap is at least so many thousandths ...
    pub least_per_mille: u64,
    /// ... or the longest run has at least so many words.
    pub least_run: usize,
    /// Of a shingle with more holders than this not all pairs are made, but each holder with the
    /// first and with the next: the group stays connected and the work linear.
    pub all_pairs_up_to: usize,
    /// Items most of whose words stand in short runs that make a template do not count: forms that people fill in.
    pub leaves_out_forms: bool,
}

impl Default for Settings {
    /// More than max(3, 1 %) of the owners make a template; a pair shares five shingles, and half
    /// of all or a run of 40 words. Rule of this project, judgement.
    fn default() -> Self {
        Self {
            template_owners: 3,
            template_per_mille: 10,
            least_shared: 5,
            least_per_mille: 500,
            least_run: 40,
            all_pairs_up_to: 16,
            leaves_out_forms: false,
        }
    }
}

impl Settings {
    pub(super) fn template_limit(&self, documents: &[Document]) -> u64 {
        let owners: BTreeSet<u32> = documents.iter().map(|document| document.owner).collect();
        self.template_owners.max((owners.len() as u64).saturating_mul(self.template_per_mille) / 1000)
    }
}

/// One document of a corpus.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) owner: u32,
    /// Owners of one number here seem to be one.
    pub(super) counts_as: u32,
    pub(super) flat: Flat,
}

/// Two documents of different owners that share rare text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair {
    /// The number of the first document, as [`Corpus::add`] gave it; the smaller one.
    pub first: u32,
    /// The number of the second document.
    pub second: u32,
    /// Shared shingles after template and stop text went. A text that is nearly all template leaves
    /// little to compare: look at `shared` too before the fraction.
    pub rare: Overlap,
    /// Shared shingles of the whole texts, template and stop text included.
    pub whole: Overlap,
    /// Which items share a rare shingle: item of the first, item of the second; sorted. Where an
    /// item repeats inside one document, its first place.
    pub items: Vec<(usize, usize)>,
    /// The longest run of equal words that holds no word of a template or stop shingle.
    pub run: Run,
    /// How many owners hold that whole run; 0 where the run is shorter than a shingle.
    pub run_owners: u32,
    /// How many owners hold the rarest shingle that both share, across items too: at least 2.
    pub fewest_owners: u32,
}

/// Documents whose text is compared: all against all, without comparing each with each.
///
/// ```
/// use bonafide_linkage::text::{Corpus, Settings, words};
/// let mut corpus = Corpus::default();
/// let body = "Moved the ticket shop of a ferry line from one large database to six small ones";
/// corpus.add(0, &[words(body)]);
/// corpus.add(1, &[words("Wrote the manual of a tide gauge"), words(body)]);
/// corpus.add(2, &[words("Ran the help desk of a public library for two years")]);
/// let pairs = corpus.candidates(&Settings::default());
/// assert_eq!(pairs.len(), 1);
/// assert_eq!((pairs[0].first, pairs[0].second, pairs[0].run.length), (0, 1, 16));
/// assert_eq!(pairs[0].items, vec![(0, 1)]);
/// assert_eq!(pairs[0].run_owners, 2);
/// ```
#[derive(Debug, Clone, Default)]
pub struct Corpus {
    documents: Vec<Document>,
    stop: Vec<u64>,
}

impl Corpus {
    /// Adds a document and returns its number: 0, 1, 2 ... Documents of one owner are never paired,
    /// and however often an owner repeats a text, it counts once.
    pub fn add(&mut self, owner: u32, items: &[Vec<u64>]) -> u32 {
        let number = self.documents.len() as u32;
        self.documents.push(Document { owner, counts_as: owner, flat: Flat::new(items) });
        number
    }

    /// The same corpus, in which some owners seem to be one: what they alone hold is no template, however many they are.
    #[must_use]
    pub fn counting(mut self, as_one: impl Fn(u32) -> u32) -> Self {
        for document in &mut self.documents {
            document.counts_as = as_one(document.owner);
        }
        self
    }

    /// Adds a text whose shingles never count, such as a job ad that applicants answer.
    pub fn add_stop(&mut self, items: &[Vec<u64>]) {
        self.stop.extend(shingle_hashes(&Flat::new(items).words));
    }

    /// How many documents.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// The pairs of documents of different owners that share at least `least_shared` rare shingles
    /// and enough of their text, or a long enough run; sorted by their numbers.
    pub fn candidates(&self, settings: &Settings) -> Vec<Pair> {
        let mut stop = self.stop.clone();
        stop.sort_unstable();
        stop.dedup();
        let frequencies = Frequencies::count(&self.documents, &stop, settings);
        let meetings = self.meetings(&frequencies, settings);
        let frames = if settings.leaves_out_forms {
            Frames::of(&self.documents, settings.template_limit(&self.documents))
        } else {
            Frames::NONE
        };
        let mut prepared: Vec<Option<Prepared>> = Vec::new();
        prepared.resize_with(self.documents.len(), || None);
        for number in meetings.iter().flat_map(|(first, second)| [*first, *second]) {
            let document = self.documents.get(number as usize);
            if let (Some(slot @ None), Some(document)) = (prepared.get_mut(number as usize), document) {
                *slot = Some(Prepared::new(document, &frequencies, &frames));
            }
        }
        let side = |number: u32| prepared.get(number as usize).and_then(Option::as_ref);
        meetings
            .iter()
            .filter_map(|(first, second)| {
                let (left, right) = (side(*first)?, side(*second)?);
                self.compare((*first, left), (*second, right), &frequencies, settings)
            })
            .collect()
    }

    /// The pairs that meet in enough lists of rare shingles, smaller number first, sorted.
    fn meetings(&self, frequencies: &Frequencies, settings: &Settings) -> Vec<(u32, u32)> {
        let lists: Vec<&[Posting]> = frequencies.lists().collect();
        let mut entries: Vec<(u32, u32)> = lists
            .iter()
            .enumerate()
            .flat_map(|(list, postings)| postings.iter().map(move |posting| (posting.document, list as u32)))
            .collect();
        entries.sort_unstable();
        let mut counts = vec![0_u32; self.documents.len()];
        let mut met = Vec::new();
        let mut made = Vec::new();
        for of_document in entries.chunk_by(|first, second| first.0 == second.0) {
            let Some((document, _)) = of_document.first().copied() else { continue };
            let Some(owner) = self.documents.get(document as usize).map(|held| held.owner) else { continue };
            for (_, list) in of_document {
                let postings = lists.get(*list as usize).copied().unwrap_or(&[]);
                for partner in partners((owner, document), postings, settings.all_pairs_up_to) {
                    let Some(count) = counts.get_mut(partner as usize) else { continue };
                    if *count == 0 {
                        met.push(partner);
                    }
                    *count += 1;
                }
            }
            for partner in met.drain(..) {
                let Some(count) = counts.get_mut(partner as usize) else { continue };
                if *count >= settings.least_shared.max(1) {
                    made.push((document.min(partner), document.max(partner)));
                }
                *count = 0;
            }
        }
        made.sort_unstable();
        made
    }

    fn compare(
        &self,
        (first, left): (u32, &Prepared),
        (second, right): (u32, &Prepared),
        frequencies: &Frequencies,
        settings: &Settings,
    ) -> Option<Pair> {
        let across = left.across.shared_with(&right.across);
        // A text of one phrase over and over has long runs of few different shingles.
        let may_hold_run = across.len() + SHINGLE_WORDS > settings.least_run || left.repeats || right.repeats;
        // What is shared inside items is at most what is shared across them.
        let both = (left.rare.len() + right.rare.len()) as u64;
        let most = (across.len() as u64).min(both / 2);
        let may_be_near =
            Overlap { shared: most, union: both - most }.is_at_least(settings.least_per_mille, 1000);
        if !may_be_near && !may_hold_run {
            return None;
        }
        let rare = jaccard(&left.rare, &right.rare);
        let is_near = rare.is_at_least(settings.least_per_mille, 1000);
        if !is_near && !may_hold_run {
            return None;
        }
        let run = longest_between(&left.free, &right.free);
        if !is_near && run.length < settings.least_run {
            return None;
        }
        let shared = left.rare.shared_with(&right.rare);
        let mut items: Vec<(usize, usize)> =
            shared.iter().filter_map(|hash| Some((left.item_of(*hash)?, right.item_of(*hash)?))).collect();
        items.sort_unstable();
        items.dedup();
        let fewest_owners = across.iter().map(|hash| frequencies.owners_of(*hash)).min().unwrap_or(0);
        Some(Pair {
            first,
            second,
            rare,
            whole: jaccard(&left.whole, &right.whole),
            items,
            run_owners: self.owners_of_run(&run, left, frequencies),
            run,
            fewest_owners,
        })
    }

    /// How many owners hold a run word by word, found through its rarest shingle.
    fn owners_of_run(&self, run: &Run, left: &Prepared, frequencies: &Frequencies) -> u32 {
        let start = left.free.starts.get(run.first.0).copied().unwrap_or(0) + run.first.1;
        let Some(words) = left.free.words.get(start..start + run.length) else { return 0 };
        let hashes = shingle_hashes(words);
        let Some(rarest) = hashes.iter().min_by_key(|hash| frequencies.owners_of(**hash)) else { return 0 };
        let holds = |document: u32| {
            let document = self.documents.get(document as usize);
            document.is_some_and(|held| held.flat.words.windows(run.length).any(|window| window == words))
        };
        let by_owner = frequencies.holders(*rarest).chunk_by(|one, other| one.owner == other.owner);
        by_owner.filter(|chunk| chunk.iter().any(|posting| holds(posting.document))).count() as u32
    }
}

/// Whom a document meets in one list: those behind it, so that each pair is met once.
fn partners(own: (u32, u32), postings: &[Posting], all_up_to: usize) -> impl Iterator<Item = u32> {
    let place = postings.partition_point(|posting| (posting.owner, posting.document) < own);
    let meets_all = postings.len() <= all_up_to || place == 0;
    let behind = postings.iter().skip(place + 1).filter(move |posting| posting.owner != own.0);
    behind.take(if meets_all { usize::MAX } else { 1 }).map(|posting| posting.document)
}

/// What comparing needs of a document, made once.
struct Prepared {
    /// All shingles inside items.
    whole: Shingles,
    /// Those that count.
    rare: Shingles,
    /// Those that count, across the borders of items too.
    across: Shingles,
    /// Whether a shingle that counts stands in the text more than once.
    repeats: bool,
    /// The first item of each that counts, sorted by hash.
    items: Vec<(u64, usize)>,
    /// The text without the words of shingles that do not count.
    free: Flat,
}

impl Prepared {
    fn new(document: &Document, frequencies: &Frequencies, frames: &Frames) -> Self {
        let flat = &document.flat;
        let forms = frames.forms(flat);
        let across = shingle_hashes(&flat.words);
        let mut excluded = vec![false; flat.words.len()];
        let (mut whole, mut rare, mut counted, mut items) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for (position, hash) in across.into_iter().enumerate() {
            let (item, _) = flat.place(position);
            let is_inside = flat.place(position + SHINGLE_WORDS - 1).0 == item;
            if is_inside {
                whole.push(hash);
            }
            let is_of_form = is_inside && forms.get(item).copied().unwrap_or(false);
            if is_of_form || frequencies.is_removed(hash) {
                excluded.iter_mut().skip(position).take(SHINGLE_WORDS).for_each(|flag| *flag = true);
                continue;
            }
            counted.push(hash);
            if is_inside {
                rare.push(hash);
                items.push((hash, item));
            }
        }
        let positions = counted.len();
        let across = Shingles::from_hashes(counted);
        items.sort_unstable();
        items.dedup_by_key(|(hash, _)| *hash);
        Self {
            whole: Shingles::from_hashes(whole),
            rare: Shingles::from_hashes(rare),
            repeats: across.len() < positions,
            across,
            items,
            free: flat.without(&excluded),
        }
    }

    fn item_of(&self, hash: u64) -> Option<usize> {
        let at = self.items.binary_search_by_key(&hash, |(known, _)| *known).ok()?;
        self.items.get(at).map(|(_, item)| *item)
    }
}
