//! Notes at the side of wrapped lines: a place above a date above a duration, level with the lines
//! of a sentence that goes on below. Read row by row they would stand inside the sentence, so they
//! come first.

use super::columns::Row;
use super::lines::{Run, TAB_GAP};

/// Most characters of a note at the side.
const LONGEST: usize = 30;

/// Rows with the notes at the side of wrapped lines as rows of their own, above the lines.
pub(super) fn apart(mut rows: Vec<Row>) -> Vec<Row> {
    for row in &mut rows {
        row.runs.sort_by(|a, b| a.left.total_cmp(&b.left));
    }
    let mut ordered = Vec::with_capacity(rows.len());
    let mut rest = rows.as_slice();
    while let Some((first, after)) = rest.split_first() {
        if !has_side(first) {
            ordered.push(first.clone());
            rest = after;
            continue;
        }
        let mut length = 1;
        while let (Some(above), Some(row)) = (rest.get(length - 1), rest.get(length))
            && is_below(above, row)
            && has_side(row)
        {
            length += 1;
        }
        let goes_on = |index: usize| matches!((rest.get(index), rest.get(index + 1)), (Some(row), Some(next)) if wraps(row, next));
        // The first row is mostly a heading with its place; it keeps its note unless it wraps too.
        let kept = usize::from(!goes_on(0)).min(length);
        let (block, after) = rest.split_at(length);
        if (kept..length).any(goes_on) {
            ordered.extend(block.iter().take(kept).cloned());
            let (mut notes, mut lines) = (Vec::new(), Vec::new());
            for row in block.iter().skip(kept) {
                let mut line = row.clone();
                if let Some(note) = line.runs.pop() {
                    notes.push(Row { baseline: row.baseline, size: row.size, runs: vec![note] });
                }
                lines.push(line);
            }
            ordered.append(&mut notes);
            ordered.append(&mut lines);
        } else {
            ordered.extend_from_slice(block);
        }
        rest = after;
    }
    ordered
}

/// Whether the last run of a row stands far from the others and is short.
fn has_side(row: &Row) -> bool {
    match row.runs.as_slice() {
        [.., before, last] => is_note(before, last),
        _ => false,
    }
}

fn is_note(before: &Run, last: &Run) -> bool {
    last.weight <= LONGEST && last.left - before.right > before.size.max(last.size) * TAB_GAP
}

/// Whether a row is the next line of the one above.
fn is_below(above: &Row, row: &Row) -> bool {
    let step = above.baseline - row.baseline;
    step > 0.0 && step < above.size.max(row.size) * 2.2
}

/// Whether the text of a row goes on in the next: it breaks a word, or the next begins with a small
/// letter.
fn wraps(row: &Row, next: &Row) -> bool {
    if !is_below(row, next) {
        return false;
    }
    let text = if has_side(row) { row.runs.iter().rev().nth(1) } else { row.runs.last() };
    let breaks = text.is_some_and(|run| run.text.ends_with('-'));
    breaks || next.runs.first().is_some_and(|run| run.text.starts_with(char::is_lowercase))
}
