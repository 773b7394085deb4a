//! Rows of a page and the order in which a reader takes them, columns one after the other.
//!
//! Two blocks side by side are columns when their lines stand at heights of their own, or when both
//! hold prose. Where the lines of a narrow block stand level with those of its neighbour, they mostly
//! belong together: dates beside employers, names of skills beside their lists; [`level`] says when
//! they do not.

use super::level::{self, Side};
use super::lines::Run;

/// Parts that a region is cut into, one inside the other.
const DEPTH: usize = 6;

/// Fewest lines of a column.
pub(super) const FEWEST: usize = 4;

/// Left edges that are tried as the left edge of a column.
const EDGES: usize = 16;

/// Points between an edge and the lines that begin at it.
const EDGE_ROOM: f32 = 3.0;

/// Fewest characters of a line that is too long for its column; a bullet beside its line is none.
const LONG: usize = 12;

/// By how many times its size a line may be too long for its column.
const TOO_LONG: f32 = 8.0;

/// Runs side by side.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) baseline: f32,
    pub(super) size: f32,
    pub(super) runs: Vec<Run>,
}

/// Where a region is cut: rows from and to, and the left edge of the right column.
#[derive(Debug, Clone, Copy)]
struct Cut {
    from: usize,
    to: usize,
    edge: f32,
    /// Characters of the smaller side: of several cuts, that with the most is the best.
    worth: usize,
}

/// Rows in reading order.
pub(super) fn in_reading_order(runs: Vec<Run>) -> Vec<Row> {
    let mut ordered = Vec::new();
    region(runs, 0, &mut ordered);
    ordered
}

fn region(runs: Vec<Run>, depth: usize, ordered: &mut Vec<Row>) {
    let mut rows = rows(runs);
    let cut = if depth < DEPTH { best_cut(&rows) } else { None };
    let Some(cut) = cut else {
        ordered.append(&mut rows);
        return;
    };
    let below = rows.split_off(cut.to);
    let band = rows.split_off(cut.from);
    let unrowed = |rows: Vec<Row>| rows.into_iter().flat_map(|row| row.runs).collect::<Vec<_>>();
    let (left, right) = unrowed(band).into_iter().partition(|run| run.left < cut.edge);
    for part in [unrowed(rows), left, right, unrowed(below)] {
        if !part.is_empty() {
            region(part, depth + 1, ordered);
        }
    }
}

/// Groups runs by their baselines, from top to bottom.
fn rows(mut runs: Vec<Run>) -> Vec<Row> {
    runs.sort_by(|a, b| b.baseline.total_cmp(&a.baseline).then(a.left.total_cmp(&b.left)));
    let mut rows: Vec<Row> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.baseline - run.baseline <= row.size.max(run.size) * 0.4 => {
                // The largest run gives the baseline; an exponent may have come first.
                if run.size > row.size {
                    (row.baseline, row.size) = (run.baseline, run.size);
                }
                row.runs.push(run);
            }
            _ => rows.push(Row { baseline: run.baseline, size: run.size, runs: vec![run] }),
        }
    }
    rows
}

fn best_cut(rows: &[Row]) -> Option<Cut> {
    if rows.len() < FEWEST {
        return None;
    }
    let mut edges: Vec<(i64, usize)> = Vec::new();
    let mut lefts: Vec<i64> =
        rows.iter().flat_map(|row| &row.runs).map(|run| (run.left / 2.0).round() as i64).collect();
    lefts.sort_unstable();
    for left in lefts {
        match edges.last_mut() {
            Some((known, count)) if left - *known <= 1 => *count += 1,
            _ => edges.push((left, 1)),
        }
    }
    edges.retain(|(_, count)| *count >= FEWEST);
    edges.sort_by_key(|(left, count)| (std::cmp::Reverse(*count), *left));
    let cuts = edges.iter().take(EDGES).flat_map(|(left, _)| cuts(rows, *left as f32 * 2.0 - EDGE_ROOM));
    cuts.max_by_key(|cut| cut.worth)
}

/// Each band of rows that nothing crosses at an edge and whose sides are columns.
fn cuts(rows: &[Row], edge: f32) -> Vec<Cut> {
    let crosses = |row: &Row| row.runs.iter().any(|run| crosses(run, row, edge));
    let mut cuts = Vec::new();
    let mut from = 0;
    for to in 0..=rows.len() {
        if rows.get(to).is_none_or(crosses) {
            cuts.extend(rows.get(from..to).and_then(|band| columns(band, edge)).map(|worth| Cut {
                from,
                to,
                edge,
                worth,
            }));
            from = to + 1;
        }
    }
    cuts
}

/// Whether a run stands on both sides of an edge. One that is a little too long for its column, such
/// as an e-mail address, does not: the line of the other column beside it is a run of its own.
fn crosses(run: &Run, row: &Row, edge: f32) -> bool {
    if run.left >= edge || run.right <= edge - run.size * 0.3 {
        return false;
    }
    if run.weight < LONG {
        return true;
    }
    let begins_at_edge = |other: &Run| other.left >= edge && other.left < edge + EDGE_ROOM * 2.0;
    !row.runs.iter().any(|other| begins_at_edge(other) && run.right < other.left + run.size * TOO_LONG)
}

/// Whether the two sides of a band are columns; the characters of the smaller one.
fn columns(band: &[Row], edge: f32) -> Option<usize> {
    let mut sides = [Side::default(), Side::default()];
    let mut level = 0;
    for (number, row) in band.iter().enumerate() {
        let mut heights: [Option<f32>; 2] = [None, None];
        for run in &row.runs {
            let index = usize::from(run.left >= edge);
            if let (Some(side), Some(height)) = (sides.get_mut(index), heights.get_mut(index)) {
                side.add(number, run);
                height.get_or_insert(run.baseline);
            }
        }
        if let [Some(left), Some(right)] = heights
            && (left - right).abs() < row.size * 0.08
        {
            level += 1;
        }
    }
    let [left, right] = &sides;
    let fewest = left.lines.len().min(right.lines.len());
    let apart = fewest >= FEWEST && level * 2 < fewest;
    let prose = fewest >= FEWEST && left.is_prose() && right.is_prose();
    let are_columns = apart || prose || level::are_columns(left, right);
    are_columns.then(|| left.characters.min(right.characters))
}
