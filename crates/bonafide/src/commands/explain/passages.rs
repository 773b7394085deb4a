//! Which words two CVs share, longest first, and which lines of a CV date a technology too early.
//!
//! A finding gives counts; whoever has to check it needs to see the words.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_detect::time_claims::{contradictions, timed};
use bonafide_linkage::text::{SHINGLE_WORDS, longest_run, words};
use bonafide_records::cv::Cv;
use jiff::civil::Date;

/// So many passages are sought at most.
const MOST_PASSAGES: usize = 20;
/// Longest text shown of a piece, in characters.
const LONGEST: usize = 110;
/// A claim stands so many lines at most behind the line in which its bullet begins.
const WRAPPED: usize = 4;

/// Words in one piece inside one bullet or sentence of each of two documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// How many words.
    pub words: usize,
    /// The line of each document in which the bullet begins.
    pub lines: [usize; 2],
    /// The words as each document writes them, cut to a readable width.
    pub texts: [String; 2],
}

/// The pieces that two documents share, those of the longest passage first. Each document is its
/// bullets and sentences with their lines. What stands in `known` (the firm's own job
/// advertisements) is nobody's and left out, as in the finding.
pub fn shared(first: &[(usize, &str)], second: &[(usize, &str)], known: &[String]) -> Vec<Piece> {
    let known: BTreeSet<Vec<u64>> = known.iter().flat_map(|text| windows(&words(text))).collect();
    let mut left = Side::new(first, u64::MAX, &known);
    let mut right = Side::new(second, u64::MAX / 2, &known);
    let mut pieces = Vec::new();
    for _ in 0..MOST_PASSAGES {
        let run = longest_run(&left.words, &right.words);
        if run.length < SHINGLE_WORDS {
            break;
        }
        let (mut own, mut theirs) = (run.first, run.second);
        let mut rest = run.length;
        while rest > 0 {
            let length = rest.min(left.behind(own)).min(right.behind(theirs));
            // Fewer than five words are everybody's phrase, and are not compared.
            if length >= SHINGLE_WORDS {
                pieces.push(Piece {
                    words: length,
                    lines: [left.line(own.0), right.line(theirs.0)],
                    texts: [left.text(own, length), right.text(theirs, length)],
                });
            }
            left.take_out(own, length);
            right.take_out(theirs, length);
            rest -= length;
            (own, theirs) = (left.after(own, length), right.after(theirs, length));
            if left.behind(own) == 0 || right.behind(theirs) == 0 {
                break;
            }
        }
    }
    pieces
}

fn windows(words: &[u64]) -> Vec<Vec<u64>> {
    words.windows(SHINGLE_WORDS).map(<[u64]>::to_vec).collect()
}

/// One document: its words by item, and where each stands in the text.
struct Side<'a> {
    lines: Vec<usize>,
    words: Vec<Vec<u64>>,
    /// The pieces between blanks of each item, and of each word the piece in which it stands.
    written: Vec<(Vec<&'a str>, Vec<usize>)>,
    /// Stands for a word that is taken out: no other word is equal to it.
    next: u64,
}

impl<'a> Side<'a> {
    fn new(items: &[(usize, &'a str)], next: u64, known: &BTreeSet<Vec<u64>>) -> Self {
        let mut side = Self { lines: Vec::new(), words: Vec::new(), written: Vec::new(), next };
        for (line, text) in items {
            let pieces: Vec<&str> = text.split_whitespace().collect();
            let (mut hashed, mut of) = (Vec::new(), Vec::new());
            for (number, piece) in pieces.iter().enumerate() {
                let own = words(piece);
                of.extend(std::iter::repeat_n(number, own.len()));
                hashed.extend(own);
            }
            side.lines.push(*line);
            side.words.push(hashed);
            side.written.push((pieces, of));
        }
        for item in 0..side.words.len() {
            let own = side.words.get(item).map(|words| windows(words)).unwrap_or_default();
            for (at, window) in own.iter().enumerate() {
                if known.contains(window) {
                    side.take_out((item, at), SHINGLE_WORDS);
                }
            }
        }
        side
    }

    fn line(&self, item: usize) -> usize {
        self.lines.get(item).copied().unwrap_or_default()
    }

    /// How many words of its item follow from a place on.
    fn behind(&self, (item, word): (usize, usize)) -> usize {
        self.words.get(item).map_or(0, |words| words.len().saturating_sub(word))
    }

    /// The place so many words later, over items without words.
    fn after(&self, (item, word): (usize, usize), length: usize) -> (usize, usize) {
        let mut place = (item, word + length);
        while place.0 < self.words.len() && self.behind(place) == 0 {
            place = (place.0 + 1, 0);
        }
        place
    }

    fn take_out(&mut self, (item, word): (usize, usize), length: usize) {
        let Some(words) = self.words.get_mut(item) else { return };
        for taken in words.iter_mut().skip(word).take(length) {
            *taken = self.next;
            self.next -= 1;
        }
    }

    /// So many words as they are written, with a mark where the item goes on.
    fn text(&self, (item, word): (usize, usize), length: usize) -> String {
        let Some((pieces, of)) = self.written.get(item) else { return String::new() };
        let place = |at: usize| of.get(at).copied();
        let (Some(begin), Some(end)) = (place(word), place((word + length).saturating_sub(1))) else {
            return String::new();
        };
        let shared = pieces.get(begin..=end).unwrap_or_default();
        let before = if word > 0 { "… " } else { "" };
        let after = if word + length < of.len() { " …" } else { "" };
        cut(&format!("{before}{}{after}", shared.join(" ")))
    }
}

/// A text cut behind a word to a readable width.
fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let head: String = text.chars().take(LONGEST).collect();
    let whole = head.rsplit_once(' ').map_or(head.as_str(), |(whole, _)| whole);
    format!("{whole} …")
}

/// The lines in which a CV dates one of the named technologies too early, each with the line before
/// it; `true` for the claim itself.
pub fn claims(
    lines: &[String],
    named: &[&str],
    written_on: Option<Date>,
    tolerance: u16,
) -> BTreeMap<usize, bool> {
    let cv = Cv::read(lines);
    let timed = timed(&cv);
    let mut chosen = BTreeMap::new();
    for claim in contradictions(&timed, written_on, tolerance) {
        if !named.contains(&claim.technology.name.as_str()) {
            continue;
        }
        // A wrapped bullet begins further up than where the technology stands.
        let wrapped = lines.iter().enumerate().skip(claim.line).take(WRAPPED);
        let holding = wrapped.filter(|(_, line)| line.contains(claim.words)).map(|(at, _)| at);
        let at = holding.min().unwrap_or(claim.line);
        let before =
            (0..at).rev().find(|above| lines.get(*above).is_some_and(|line| !line.trim().is_empty()));
        if let Some(above) = before {
            chosen.entry(above).or_insert(false);
        }
        chosen.insert(at, true);
    }
    chosen
}

/// The technologies that a finding's sentence names, each before its years in brackets.
pub fn technologies(says: &str) -> Vec<&str> {
    let named = says.split_once(" before the first release: ").map_or("", |(_, rest)| rest);
    named.split("), ").filter_map(|one| one.rsplit_once(" (")).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BULLET: &str = "Moved the ticket shop to six smaller databases without a lost booking";

    #[test]
    fn the_longest_shared_passage_comes_first_as_each_document_writes_it() {
        let first = [(4, "Kept the harbour's booking system running at night"), (7, BULLET)];
        let shouted = format!("There: {}", BULLET.to_uppercase());
        let second = [(2, shouted.as_str()), (3, "kept the harbour’s booking system running by day")];
        let pieces = shared(&first, &second, &[]);
        assert_eq!(pieces.len(), 2);
        assert_eq!((pieces[0].words, pieces[0].lines), (12, [7, 2]));
        assert_eq!(pieces[0].texts, [BULLET.to_owned(), format!("… {}", BULLET.to_uppercase())]);
        assert_eq!((pieces[1].words, pieces[1].lines), (6, [4, 3]));
        assert_eq!(pieces[1].texts[0], "Kept the harbour's booking system running …");
        assert_eq!(pieces[1].texts[1], "kept the harbour’s booking system running …");
    }

    #[test]
    fn a_passage_over_several_bullets_is_shown_bullet_by_bullet() {
        let first = [(1, "One two three four five six"), (2, "–"), (3, "seven eight nine ten eleven")];
        let second = [(9, "one two three four five six seven eight nine ten eleven")];
        let pieces = shared(&first, &second, &[]);
        let counts: Vec<(usize, [usize; 2])> =
            pieces.iter().map(|piece| (piece.words, piece.lines)).collect();
        assert_eq!(counts, [(6, [1, 9]), (5, [3, 9])]);
        assert_eq!(pieces[1].texts[1], "… seven eight nine ten eleven");
    }

    #[test]
    fn what_everybody_writes_and_what_the_firm_wrote_is_left_out() {
        assert!(shared(&[(0, "worked in a small team")], &[(0, "led in a small team")], &[]).is_empty());
        assert!(shared(&[(0, BULLET)], &[(0, BULLET)], &[format!("You {BULLET}.")]).is_empty());
        assert!(shared(&[], &[(0, BULLET)], &[]).is_empty());
    }

    #[test]
    fn a_long_piece_is_cut_behind_a_word() {
        let long = "word ".repeat(60);
        let pieces = shared(&[(0, long.as_str())], &[(0, long.as_str())], &[]);
        assert_eq!(pieces[0].words, 60);
        assert!(pieces[0].texts[0].ends_with("word …"), "{}", pieces[0].texts[0]);
        assert!(pieces[0].texts[0].chars().count() <= LONGEST + 2);
    }

    #[test]
    fn the_line_that_dates_a_technology_too_early_is_shown_with_the_one_before() {
        let lines: Vec<String> = "Jo Doe\n\nEXPERIENCE\n\
            Harbour Systems GmbH, Kiel    03/2019 – 05/2021\n• Ran Kubernetes for the ticket shop\n\
            Quay Works GmbH, Kiel    03/2009 – 05/2011\n• Moved the ticket shop with great care and over\n  \
            many nights to Kubernetes without a lost booking\n"
            .lines()
            .map(str::to_owned)
            .collect();
        let said = "the CV of a:1 dates work before the first release: \
                    Kubernetes (2009 – 2012; first public 2014-06), Go (since 2005; first public 2009-11)";
        let named = technologies(said);
        assert_eq!(named, ["Kubernetes", "Go"]);
        let chosen: Vec<(usize, bool)> = claims(&lines, &named, None, 6).into_iter().collect();
        assert_eq!(chosen, [(6, false), (7, true)]);
        assert!(claims(&lines, &["Go"], None, 6).is_empty());
        assert!(technologies("something else").is_empty());
    }
}
