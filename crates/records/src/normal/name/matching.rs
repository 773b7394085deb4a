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
    let both = |one: &[Token], other: &[Token]| covers(one, other) && covers(other, one);
    both(first, second)
        || same_unspaced(first, second)
        || glued(first, second).is_some_and(|(one, other)| both(&one, &other))
}

/// Whether every needed token of the part has a partner of its own in the whole.
pub(super) fn stands_in(part: &[Token], whole: &[Token]) -> bool {
    has_name(part)
        && (covers(part, whole)
            || part_of_unspaced(part, whole)
            || glued(part, whole).is_some_and(|(part, whole)| covers(&part, &whole)))
}

/// Whether any two needed tokens are equal.
pub(super) fn shares(first: &[Token], second: &[Token]) -> bool {
    let any = |one: &[Token], other: &[Token]| {
        needed(one).any(|token| needed(other).any(|partner| token.equals(partner)))
    };
    any(first, second) || glued(first, second).is_some_and(|(one, other)| any(&one, &other))
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

/// Shortest name that two parts are written together as.
const SHORTEST_GLUED: usize = 5;

/// Both names with parts of one written together where the other writes them so: `Anne-Marie` against
/// `ANNEMARIE`, `Ó Briain` against `OBRIAIN`, `van der Berg` against `Vanderberg`. `None` where neither
/// does.
fn glued(first: &[Token], second: &[Token]) -> Option<(Vec<Token>, Vec<Token>)> {
    let (one, other) = (glued_like(first, second), glued_like(second, first));
    if one.is_none() && other.is_none() {
        return None;
    }
    Some((one.unwrap_or_else(|| first.to_vec()), other.unwrap_or_else(|| second.to_vec())))
}

/// The tokens with two or three neighbours made one, where a token of `pattern` is they.
fn glued_like(tokens: &[Token], pattern: &[Token]) -> Option<Vec<Token>> {
    let whole_at = |index: usize| {
        let first = tokens.get(index)?;
        let lonely =
            |token: &&Token| begins_with(token, first) && !tokens.iter().any(|own| own.equals(token));
        needed(pattern).filter(lonely).find_map(|whole| {
            let groups = [2, 3].into_iter().filter_map(|count| tokens.get(index..index + count));
            let mut fitting = groups.filter(|group| is_written(whole, group));
            fitting.next().map(|group| (group.len(), whole))
        })
    };
    // Most names are not glued: nothing is copied before one is found.
    let start = (0..tokens.len()).find(|index| whole_at(*index).is_some())?;
    let mut kept: Vec<Token> = tokens.get(..start)?.to_vec();
    let mut index = start;
    while let Some(token) = tokens.get(index) {
        let (count, whole) = whole_at(index).unwrap_or((1, token));
        kept.push(whole.clone());
        index += count;
    }
    Some(kept)
}

/// Whether a spelling of the token begins with one of the part, and is longer.
fn begins_with(token: &Token, part: &Token) -> bool {
    token.forms.iter().any(|form| {
        form.len() >= SHORTEST_GLUED
            && part.forms.iter().any(|begin| form.len() > begin.len() && form.starts_with(begin.as_str()))
    })
}

/// Whether a token is these parts written together in their order.
fn is_written(whole: &Token, parts: &[Token]) -> bool {
    if parts.iter().any(|part| part.is_unspaced || part.forms.len() > MAXIMUM_SPELLINGS) {
        return false;
    }
    let mut written = vec![String::new()];
    for part in parts {
        written = written
            .iter()
            .flat_map(|begin| part.forms.iter().map(move |form| format!("{begin}{form}")))
            .filter(|begin| whole.forms.iter().any(|form| form.len() + 2 >= begin.len()))
            .collect();
    }
    written.iter().any(|text| text.len() >= SHORTEST_GLUED && whole.forms.contains(&single_spelling(text)))
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
