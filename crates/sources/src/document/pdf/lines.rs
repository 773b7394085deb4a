//! Glyphs become words, words become lines, in reading order.

use super::columns::{self, Row};
use super::content::Glyph;
use super::sides;

/// A gap of this part of the font's size parts two words (judgement 2026-11: blanks are 0.17 to 0.35
/// wide, kerning stays below 0.1).
const WORD_GAP: f32 = 0.15;

/// A gap of this part of the size parts two runs, which may stand in two columns.
const RUN_GAP: f32 = 0.8;

/// A gap of this part of the size, inside a line, is written as a tab.
pub(super) const TAB_GAP: f32 = 2.0;

/// Glyphs of one baseline that follow each other without a wide gap.
#[derive(Debug, Clone)]
pub(super) struct Run {
    pub(super) left: f32,
    pub(super) right: f32,
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) text: String,
    /// Characters that are no blanks.
    pub(super) weight: usize,
}

/// Lines of a page.
pub(super) fn of(glyphs: Vec<Glyph>) -> Vec<String> {
    let mut by_direction: Vec<(u8, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match by_direction.iter_mut().find(|(direction, _)| *direction == glyph.direction) {
            Some((_, known)) => known.push(glyph),
            None => by_direction.push((glyph.direction, vec![glyph])),
        }
    }
    // What most of the page is written in comes first, then notes along its edges.
    by_direction.sort_by_key(|(direction, glyphs)| (std::cmp::Reverse(glyphs.len()), *direction));
    let mut lines = Vec::new();
    for (_, glyphs) in by_direction {
        let rows = sides::apart(columns::in_reading_order(runs(&glyphs)));
        lines.extend(rows.into_iter().map(line).filter(|line| !line.is_empty()));
    }
    lines
}

/// Cuts glyphs, in the order in which they are drawn, into runs.
fn runs(glyphs: &[Glyph]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut start = 0;
    for end in 1..=glyphs.len() {
        let joined = match (glyphs.get(end - 1), glyphs.get(end)) {
            (Some(before), Some(after)) => follows(before, after),
            _ => false,
        };
        if !joined {
            runs.extend(glyphs.get(start..end).and_then(run));
            start = end;
        }
    }
    runs
}

/// Whether a glyph continues the run of the one before.
fn follows(before: &Glyph, after: &Glyph) -> bool {
    let size = before.size.max(after.size);
    let gap = after.left - before.right;
    (after.baseline - before.baseline).abs() <= size * 0.1 && gap < size * RUN_GAP && gap > -size * RUN_GAP
}

/// One run; `None` where it is blank.
fn run(glyphs: &[Glyph]) -> Option<Run> {
    let first = glyphs.first()?;
    let usual = usual_gap(glyphs);
    let mut text = String::new();
    let mut accent: Option<char> = None;
    for (index, glyph) in glyphs.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|before| glyphs.get(before));
        let gap = before.map_or(0.0, |before| glyph.left - before.right);
        let wide = gap > usual + glyph.size.max(0.1) * WORD_GAP;
        if wide && !text.is_empty() && !text.ends_with(' ') && !glyph.text.starts_with(' ') {
            text.push(' ');
        }
        // Old LaTeX draws an accent and then the letter below it.
        let over_next = glyphs
            .get(index + 1)
            .is_some_and(|next| next.left < glyph.right - (glyph.right - glyph.left) * 0.5);
        if over_next && let Some(mark) = combining(&glyph.text) {
            accent = Some(mark);
            continue;
        }
        text.push_str(&glyph.text);
        if let Some(mark) = accent.take() {
            text.push(mark);
        }
    }
    let weight = text.chars().filter(|letter| !letter.is_whitespace()).count();
    // Blanks at either end take no room, or they would bridge the gap between columns.
    let shown = |glyph: &&Glyph| !glyph.text.trim().is_empty();
    let (left, right) = (glyphs.iter().find(shown)?.left, glyphs.iter().rev().find(shown)?.right);
    let size = glyphs.iter().map(|glyph| glyph.size).fold(first.size, f32::max);
    (weight > 0).then(|| Run {
        left,
        right,
        baseline: first.baseline,
        size,
        text: text.trim().to_owned(),
        weight,
    })
}

/// The gap that most neighbours of a run have: 0, but for letters set apart.
fn usual_gap(glyphs: &[Glyph]) -> f32 {
    let mut gaps: Vec<f32> = glyphs
        .windows(2)
        .filter_map(|pair| if let [before, after] = pair { Some(after.left - before.right) } else { None })
        .collect();
    if gaps.len() < 4 {
        return 0.0;
    }
    gaps.sort_by(f32::total_cmp);
    gaps.get(gaps.len() / 2).copied().unwrap_or_default().max(0.0)
}

/// The combining form of an accent that stands alone.
fn combining(accent: &str) -> Option<char> {
    Some(match accent {
        "\u{B4}" => '\u{301}',
        "`" => '\u{300}',
        "\u{A8}" => '\u{308}',
        "\u{2C6}" | "^" => '\u{302}',
        "\u{2DC}" | "~" => '\u{303}',
        "\u{2DA}" => '\u{30A}',
        "\u{2C7}" => '\u{30C}',
        "\u{2D8}" => '\u{306}',
        "\u{AF}" => '\u{304}',
        "\u{2D9}" => '\u{307}',
        "\u{2DD}" => '\u{30B}',
        "\u{B8}" => '\u{327}',
        _ => return None,
    })
}

/// The text of a row: its runs from left to right.
fn line(row: Row) -> String {
    let mut runs = row.runs;
    runs.sort_by(|a, b| a.left.total_cmp(&b.left));
    let mut text = String::new();
    let mut last: Option<Run> = None;
    for run in runs {
        if let Some(last) = &last {
            // Bold that is made by drawing twice.
            if last.text == run.text && (last.left - run.left).abs() < run.size * 0.3 {
                continue;
            }
            let size = last.size.max(run.size);
            let gap = run.left - last.right;
            if gap > size * TAB_GAP {
                text.push('\t');
            } else if gap > size * WORD_GAP {
                text.push(' ');
            }
        }
        text.push_str(&run.text);
        last = Some(run);
    }
    single_blanks(&text)
}

/// The text with each run of blanks as one.
fn single_blanks(text: &str) -> String {
    let mut single = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        if letter == ' ' && single.ends_with([' ', '\t']) {
            continue;
        }
        single.push(letter);
    }
    single
}
