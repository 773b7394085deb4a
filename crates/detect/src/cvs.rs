//! What CVs say: their structure, and which of them share rare text.

mod as_one;
mod boilerplate;
mod links;
mod verbatim;

pub use as_one::{Alike, who_are_alike};
pub use links::links;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_linkage::text::{Corpus, Pair, Settings, words};
use bonafide_records::cv::{Cv, Post, same_employer};
use bonafide_records::finding::PersonId;
use bonafide_records::{Citation, Document, Reading};

use crate::index::ValueIndex;
use verbatim::Verbatim;

/// The word of CV files.
pub const CV_FILE: &str = "cv-file";

/// The word of job advertisements, whose text many applicants copy.
pub const JOB_AD: &str = "job-ad";

/// Words of a line outside a post from which on it is a sentence and no heading or list.
const SENTENCE: usize = 8;

/// Two texts that share fewer five-word runs share no text worth the name, whatever part of theirs it
/// is: short CVs of two common sentences are alike. Some 35 words; judgement, November 2026.
const LEAST_SHINGLES: u64 = 25;

/// Two texts of which the one is the other reworded share so many thousandths of their rare five-word
/// runs at least, so many of these runs, in so many bullets or sentences of each: one sentence that two
/// took from somewhere is no text of one hand. Judgement, November 2026.
const REWORDED_PER_MILLE: u64 = 30;
const REWORDED_SHINGLES: u64 = 8;
const REWORDED_ITEMS: usize = 3;

/// One CV with its structure and the items that are compared.
#[derive(Debug, Clone)]
pub struct Text {
    /// Index in [`Reading::documents`].
    pub document: usize,
    /// Who sent it, if a record names its file.
    pub sender: Option<PersonId>,
    /// Its structure.
    pub cv: Cv,
    /// The items compared: the line, and the post under which it stands.
    items: Vec<(usize, Option<usize>)>,
    /// A digest of the words of each.
    digests: Vec<u64>,
}

impl Text {
    /// Who holds it: a CV that nobody sent still tells what is common.
    fn owner(&self) -> u32 {
        self.sender.map_or(u32::MAX - self.document as u32, |person| person.0)
    }

    /// The post under which a compared item stands.
    fn post(&self, item: usize) -> Option<&Post> {
        let (_, post) = self.items.get(item)?;
        self.cv.posts.get((*post)?)
    }

    /// The record of a compared item: the page or part in which its line stands.
    pub fn cite_item(&self, reading: &Reading, item: usize) -> Option<Citation> {
        self.items.get(item).and_then(|(line, _)| cite_line(reading, self.document, *line))
    }
}

/// The page or part of a document in which a line stands.
pub fn cite_line(reading: &Reading, document: usize, line: usize) -> Option<Citation> {
    let document = reading.documents.get(document)?;
    let part = document.lines.get(line).map_or(0, |(part, _)| usize::from(*part));
    document.parts.get(part).or_else(|| document.parts.first()).map(|cited| cited.with_field("text"))
}

/// Two persons whose CVs share rare text.
#[derive(Debug, Clone)]
pub struct SharedText {
    /// The two persons, smaller first.
    pub persons: [PersonId; 2],
    /// Indices of their texts in [`Cvs::texts`].
    pub texts: [usize; 2],
    /// What they share.
    pub pair: Pair,
    /// Whether the one is the other reworded: they share rare runs of words, and less than counts as
    /// much.
    pub reworded: bool,
    /// Whether every sentence of which they share a run is one word for word.
    pub verbatim: bool,
}

impl SharedText {
    /// Thousandths of all shingles that both hold.
    pub fn per_mille(&self) -> u64 {
        self.pair.whole.per_mille()
    }
}

/// All CVs of a reading.
#[derive(Debug, Clone, Default)]
pub struct Cvs {
    /// CVs in the order of the documents.
    pub texts: Vec<Text>,
    much: Much,
    shared: BTreeMap<(PersonId, PersonId), SharedText>,
    reworded: BTreeMap<(PersonId, PersonId), SharedText>,
}

/// What counts as much shared text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Much {
    /// Thousandths of all five-word shingles.
    pub per_mille: u64,
    /// Words of one run.
    pub run: usize,
}

impl Default for Much {
    /// Half of all shingles, or 40 equal words (design 4.13).
    fn default() -> Self {
        Self { per_mille: 500, run: 40 }
    }
}

/// A document taken apart, where it is a CV.
pub fn cv_of(document: &Document) -> Option<Cv> {
    if document.source.as_str() != CV_FILE {
        return None;
    }
    let lines: Vec<String> = document.lines.iter().map(|(_, line)| line.clone()).collect();
    Some(Cv::read(&lines))
}

impl Cvs {
    /// Takes the CVs apart and finds those that share much.
    pub fn build(reading: &Reading, index: &ValueIndex, much: Much, alike: &Alike) -> Self {
        let mut cvs = Self { much, ..Self::default() };
        let mut corpus = Corpus::default();
        for (number, document) in reading.documents.iter().enumerate() {
            if document.source.as_str() == JOB_AD {
                let hashed: Vec<Vec<u64>> = document.lines.iter().map(|(_, line)| words(line)).collect();
                // A sentence of an advertisement may be wrapped: the whole text is one item too.
                corpus.add_stop(&[hashed.concat()]);
                continue;
            }
            let Some(cv) = index.cv(number).cloned().or_else(|| cv_of(document)) else { continue };
            let (items, hashed) = compared(&cv, number);
            let digests = hashed.iter().map(|of_item| digest(of_item)).collect();
            let text = Text { document: number, sender: index.sender(number), cv, items, digests };
            corpus.add(text.owner(), &hashed);
            cvs.texts.push(text);
        }
        cvs.share(corpus, much, alike);
        cvs
    }

    /// Pairs that share half of their text, however many hold it, and pairs that share a long run
    /// that few hold. Besides, pairs of which the one may be the other reworded.
    fn share(&mut self, corpus: Corpus, much: Much, alike: &Alike) {
        let common = Settings {
            template_owners: 50,
            template_per_mille: 500,
            least_per_mille: much.per_mille,
            least_run: usize::MAX,
            ..Settings::default()
        };
        let rare = Settings { least_per_mille: much.per_mille, least_run: much.run, ..Settings::default() };
        let reworded = Settings {
            least_per_mille: REWORDED_PER_MILLE.min(much.per_mille),
            least_run: usize::MAX,
            leaves_out_forms: true,
            ..Settings::default()
        };
        for pair in corpus.candidates(&common) {
            self.add(pair, much, None);
        }
        for pair in corpus.candidates(&rare).into_iter().filter(|pair| pair.run.length >= much.run) {
            self.add(pair, much, None);
        }
        let as_one = |owner: u32| alike.as_one(owner);
        let mut near = corpus.counting(as_one).candidates(&reworded);
        near.retain(is_reworded);
        let verbatim = Verbatim::of(&self.texts, &near, as_one);
        // What strangers hold word for word they took from one place; with anything else in common they are no strangers.
        let is_of_two = |pair: &Pair| {
            let owners = [pair.first, pair.second].map(|at| self.texts.get(at as usize).map(Text::owner));
            let have_more = matches!(owners, [Some(one), Some(other)] if alike.in_anything(one, other));
            have_more || in_items_enough(&verbatim.without_template(pair))
        };
        near.retain(is_of_two);
        let whole: Vec<bool> = near.iter().map(|pair| verbatim.is_whole(pair)).collect();
        for (pair, is_whole) in near.into_iter().zip(whole) {
            self.add(pair, much, Some(is_whole));
        }
        let exact = &self.shared;
        self.reworded.retain(|pair, _| !exact.contains_key(pair));
    }

    /// Notes a pair; of one that may be reworded it is known whether all of it is verbatim.
    fn add(&mut self, pair: Pair, much: Much, near: Option<bool>) {
        let (reworded, verbatim) = (near.is_some(), near.unwrap_or(false));
        if !reworded && pair.whole.shared < LEAST_SHINGLES && pair.run.length < much.run {
            return;
        }
        let texts = [pair.first as usize, pair.second as usize];
        let sender = |at: usize| self.texts.get(at).and_then(|text| text.sender);
        let (Some(one), Some(other)) = (sender(texts[0]), sender(texts[1])) else { return };
        let (persons, texts, pair) = if one <= other {
            ([one, other], texts, pair)
        } else {
            ([other, one], [texts[1], texts[0]], turned(&pair))
        };
        let found = SharedText { persons, texts, pair, reworded, verbatim };
        let list = if reworded { &mut self.reworded } else { &mut self.shared };
        let slot = list.entry((persons[0], persons[1])).or_insert_with(|| found.clone());
        let strength = |shared: &SharedText| (shared.per_mille(), shared.pair.run.length);
        if strength(&found) > strength(slot) {
            *slot = found;
        }
    }

    /// All pairs that share much, by person.
    pub fn shared(&self) -> impl Iterator<Item = &SharedText> {
        self.shared.values()
    }

    /// What the CVs of two persons share, if it is much.
    pub fn between(&self, first: PersonId, second: PersonId) -> Option<&SharedText> {
        self.shared.get(&(first.min(second), first.max(second)))
    }

    /// All pairs of which the one is the other reworded, by person; none that share much.
    pub fn reworded(&self) -> impl Iterator<Item = &SharedText> {
        self.reworded.values()
    }

    /// What the CVs of two persons share, if it is much, or the one is the other reworded.
    pub fn near_between(&self, first: PersonId, second: PersonId) -> Option<&SharedText> {
        let pair = (first.min(second), first.max(second));
        self.shared.get(&pair).or_else(|| self.reworded.get(&pair))
    }

    /// Whether all that counts of what two CVs share stands under one employer in one period in both:
    /// every piece where half of the text is shared, else the pieces of the long run.
    pub fn is_same_work(&self, shared: &SharedText) -> bool {
        let [first, second] = shared.texts.map(|at| self.texts.get(at));
        let (Some(first), Some(second)) = (first, second) else { return false };
        let run = (shared.pair.run.first.0, shared.pair.run.second.0);
        let mut counted: Vec<(usize, usize)> = shared.pair.items.clone();
        if !shared.reworded && shared.per_mille() < self.much.per_mille {
            counted.retain(|(own, theirs)| *own >= run.0 && *own - run.0 == theirs.wrapping_sub(run.1));
            // The run goes over consecutive pieces; what follows behind a gap is no part of it.
            let unbroken = (run.0..).zip(&counted).take_while(|(at, (own, _))| at == own).count();
            counted.truncate(unbroken.max(1));
        }
        !counted.is_empty()
            && counted.iter().all(|(own, theirs)| match (first.post(*own), second.post(*theirs)) {
                (Some(one), Some(other)) => same_employer(one, other) && overlap(one, other),
                _ => false,
            })
    }

    /// The CVs of a person.
    pub fn of(&self, person: PersonId) -> impl Iterator<Item = &Text> {
        self.texts.iter().filter(move |text| text.sender == Some(person))
    }
}

/// Whether the posts of the shorter history stand in the longer one, by employer and years: `None`
/// where one of the two states none.
pub fn same_posts(first: &[&Post], second: &[&Post]) -> Option<bool> {
    if first.is_empty() || second.is_empty() {
        return None;
    }
    let (fewer, more) = if first.len() <= second.len() { (first, second) } else { (second, first) };
    let agrees = |one: &Post, other: &Post| {
        let year = |post: &Post| post.from.map(|from| from.year);
        same_employer(one, other) && year(one) == year(other)
    };
    Some(fewer.iter().all(|post| more.iter().any(|other| agrees(post, other))))
}

/// Whether two texts share rare runs of words all over.
fn is_reworded(pair: &Pair) -> bool {
    pair.rare.is_at_least(REWORDED_PER_MILLE, 1000)
        && pair.rare.shared >= REWORDED_SHINGLES
        && in_items_enough(&pair.items)
}

/// Whether these are enough bullets or sentences of each.
fn in_items_enough(items: &[(usize, usize)]) -> bool {
    let of_side =
        |side: fn(&(usize, usize)) -> usize| items.iter().map(side).collect::<BTreeSet<usize>>().len();
    of_side(|(own, _)| *own).min(of_side(|(_, theirs)| *theirs)) >= REWORDED_ITEMS
}

/// One number for the words of an item, each in its place.
fn digest(of_item: &[u64]) -> u64 {
    of_item.iter().fold(0, |sum: u64, word| (sum.rotate_left(5) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
}

/// A pair seen from the other side.
fn turned(pair: &Pair) -> Pair {
    let mut run = pair.run;
    std::mem::swap(&mut run.first, &mut run.second);
    Pair {
        first: pair.second,
        second: pair.first,
        items: pair.items.iter().map(|(own, theirs)| (*theirs, *own)).collect(),
        run,
        ..pair.clone()
    }
}

/// Whether two posts have a day in common, as far as their dates say; dates that are not given
/// contradict nothing.
fn overlap(one: &Post, other: &Post) -> bool {
    let begins = |post: &Post| post.from.map_or(i32::MIN, bonafide_records::cv::YearMonth::start);
    let ends = |post: &Post| post.to.map_or(i32::MAX, bonafide_records::cv::YearMonth::end);
    begins(one) <= ends(other) && begins(other) <= ends(one)
}

/// The line of each item, and the post in which it stands.
type Places = Vec<(usize, Option<usize>)>;

/// A bullet or sentence of a CV, as it is compared with those of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item<'a> {
    /// The line in which it begins.
    pub line: usize,
    /// The post under which it stands.
    pub post: Option<usize>,
    /// Its text.
    pub text: &'a str,
}

/// The bullets and sentences of a CV that are compared: no headings, no lists of skills, no consents.
pub fn items(cv: &Cv) -> Vec<Item<'_>> {
    let mut items = Vec::new();
    for (number, post) in cv.posts.iter().enumerate() {
        let own = post.items.iter().filter(|item| !item.is_skill_list());
        for item in own.filter(|item| !boilerplate::is_consent(&item.text)) {
            items.push(Item { line: item.line, post: Some(number), text: &item.text });
        }
    }
    // Lines that stand together are one paragraph.
    for paragraph in cv.others.chunk_by(|one, next| one.number + 1 == next.number) {
        let whole: Vec<&str> = paragraph.iter().map(|line| line.text.as_str()).collect();
        if boilerplate::is_consent(&whole.join(" ")) {
            continue;
        }
        for line in paragraph.iter().filter(|line| is_sentence(&line.text)) {
            items.push(Item { line: line.number, post: None, text: &line.text });
        }
    }
    items
}

/// The items compared, each with its line and post, and their words. Between two posts stands a word
/// that no other text holds, so that no run goes on from one post to the next.
fn compared(cv: &Cv, document: usize) -> (Places, Vec<Vec<u64>>) {
    let mut places = Places::new();
    let mut hashed = Vec::new();
    for of_post in items(cv).chunk_by(|one, next| one.post == next.post) {
        for item in of_post {
            places.push((item.line, item.post));
            hashed.push(words(item.text));
        }
        if let Some(Item { line, post: Some(number), .. }) = of_post.last() {
            places.push((*line, Some(*number)));
            hashed.push(words(&format!("between{document}and{number}")));
        }
    }
    (places, hashed)
}

/// Whether a line outside posts is a sentence: enough words, and no list of skills.
fn is_sentence(text: &str) -> bool {
    let count = text.split_whitespace().count();
    let commas = text.matches([',', ';', '|', '•', '/']).count();
    count >= SENTENCE && commas * 3 < count
}
