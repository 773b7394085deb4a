//! Equality of names as sets of tokens.

use super::token::Token;
use crate::normal::fold::single_spelling;

/// Whether every token that needs one finds a partner of its own on the other side, both ways.
pub(super) fn same(first: &[Token], second: &[Token]) -> bool {
    if !has_name(first) || !has_name(second) {
        return false;
    }
    // Two matchings that cover one side each give one that covers both (Mendelsohn and Dulmage,
    // 1958), so each side may be asked by itself.
    (covers(first, second) && covers(second, first)) || same_unspaced(first, second)
}

/// Whether every needed token of the part has a partner of its own in the whole.
pub(super) fn stands_in(part: &[Token], whole: &[Token]) -> bool {
    has_name(part) && (covers(part, whole) || part_of_unspaced(part, whole))
}

/// Whether any two needed tokens are equal.
pub(super) fn shares(first: &[Token], second: &[Token]) -> bool {
    needed(first).any(|token| needed(second).any(|other| token.equals(other)))
}

/// Whether the first needed tokens of both are equal.
pub(super) fn same_end<'a>(
    mut first: impl Iterator<Item = &'a Token>,
    mut second: impl Iterator<Item = &'a Token>,
) -> bool {
    let one = first.find(|token| !token.is_optional);
    let other = second.find(|token| !token.is_optional);
    one.zip(other).is_some_and(|(a, b)| a.equals(b))
}

fn has_name(tokens: &[Token]) -> bool {
    needed(tokens).next().is_some()
}

fn needed(tokens: &[Token]) -> impl Iterator<Item = &Token> {
    tokens.iter().filter(|token| !token.is_optional)
}

/// Whether all needed tokens of `asking` can be matched to different tokens of `answering`
/// (augmenting paths; a name has few tokens).
fn covers(asking: &[Token], answering: &[Token]) -> bool {
    let needing: Vec<&Token> = needed(asking).collect();
    let mut partner_of: Vec<Option<usize>> = vec![None; answering.len()];
    for index in 0..needing.len() {
        let mut tried = vec![false; answering.len()];
        if !augment(index, &needing, answering, &mut partner_of, &mut tried) {
            return false;
        }
    }
    true
}

fn augment(
    index: usize,
    needing: &[&Token],
    answering: &[Token],
    partner_of: &mut [Option<usize>],
    tried: &mut [bool],
) -> bool {
    let Some(token) = needing.get(index) else { return false };
    for (place, candidate) in answering.iter().enumerate() {
        if tried.get(place).copied().unwrap_or(true) || !token.equals(candidate) {
            continue;
        }
        if let Some(mark) = tried.get_mut(place) {
            *mark = true;
        }
        let holder = partner_of.get(place).copied().flatten();
        let is_free = match holder {
            Some(other) => augment(other, needing, answering, partner_of, tried),
            None => true,
        };
        if is_free {
            if let Some(slot) = partner_of.get_mut(place) {
                *slot = Some(index);
            }
            return true;
        }
    }
    false
}

/// Most tokens that one unspaced token may stand for.
const MAXIMUM_PIECES: usize = 4;
/// Most romanisations of a piece: with more the orders to try grow too many, and such a script is
/// not mixed with an unspaced one.
const MAXIMUM_SPELLINGS: usize = 4;

/// `王小明` written as one against `Wang Xiaoming`: one token is all the other side's in some order.
fn same_unspaced(first: &[Token], second: &[Token]) -> bool {
    let is_composed = |whole: &[Token], pieces: &[Token]| {
        let (one, rest) = (needed(whole).collect::<Vec<_>>(), needed(pieces).collect::<Vec<_>>());
        let [single] = one.as_slice() else { return false };
        single.is_unspaced
            && (2..=MAXIMUM_PIECES).contains(&rest.len())
            && rest.iter().all(|piece| piece.forms.len() <= MAXIMUM_SPELLINGS)
            && single.forms.iter().any(|form| is_made_of(form, "", &rest))
    };
    is_composed(first, second) || is_composed(second, first)
}

/// Whether the form is the pieces written together behind `written`, each used once. Doubled
/// spellings are folded once more, because two pieces may meet in one.
fn is_made_of(form: &str, written: &str, pieces: &[&Token]) -> bool {
    if pieces.is_empty() {
        return single_spelling(written) == form;
    }
    for (index, piece) in pieces.iter().enumerate() {
        let others: Vec<&Token> =
            pieces.iter().enumerate().filter(|(i, _)| *i != index).map(|(_, token)| *token).collect();
        for spelling in &piece.forms {
            if is_made_of(form, &format!("{written}{spelling}"), &others) {
                return true;
            }
        }
    }
    false
}

/// Whether a name written as one token begins or ends with the part.
fn part_of_unspaced(part: &[Token], whole: &[Token]) -> bool {
    let (pieces, one) = (needed(part).collect::<Vec<_>>(), needed(whole).collect::<Vec<_>>());
    let ([piece], [single]) = (pieces.as_slice(), one.as_slice()) else { return false };
    single.is_unspaced
        && single.forms.iter().any(|form| {
            piece.forms.iter().any(|p| form.starts_with(p.as_str()) || form.ends_with(p.as_str()))
        })
}
