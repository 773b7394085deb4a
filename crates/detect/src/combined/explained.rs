//! What explains that two persons agree on a value.

use bonafide_records::firm::Cleared;

use super::{Level, What};
use crate::agreements::Pair;
use crate::context::Context;
use crate::near::household;

/// Whether a home that two share explains it. Who lives together has one door, one line and mailbox, and
/// may be paid to one account; not two numbers, two mailboxes or two CVs that are almost one.
fn is_of_a_home(what: What, level: Level) -> bool {
    match what {
        What::Unit | What::Pay => true,
        What::Phone | What::Mailbox => level == Level::Exact,
        What::Text | What::Referee => false,
    }
}

/// What explains it, in words.
pub(super) fn explained(context: &Context<'_>, pair: Pair, what: What, level: Level) -> Option<String> {
    if context.near().same_agency(pair) {
        return Some("one agency sent both".to_owned());
    }
    if is_of_a_home(what, level) {
        if context.index.same_home(pair[0], pair[1]) {
            return Some("both declared the same home".to_owned());
        }
        if context.near().near_homes(pair) {
            return Some("both declared one home, but for a letter of its street".to_owned());
        }
        if let Some(number) = household(context, pair) {
            return Some(format!("firm.toml [[households]] {number}"));
        }
    }
    let cleared = (1..).zip(&context.firm.cleared);
    let number = cleared.filter(|(_, one)| clears(context, one, pair, what)).map(|(number, _)| number).next();
    number.map(|number: usize| format!("firm.toml [[cleared]] {number}"))
}

/// Whether people cleared the row of this value for exactly these two; of pay, for the one who is paid.
fn clears(context: &Context<'_>, cleared: &Cleared, pair: Pair, what: What) -> bool {
    if !what.rows().contains(&cleared.detector.trim()) {
        return false;
    }
    let known = |key: &str, person| {
        let person = context.persons.get(person);
        person.is_some_and(|one| one.id == key || one.known_as.iter().any(|own| own == key))
    };
    let keys = || cleared.persons.iter().map(|key| key.trim());
    let named = pair.iter().filter(|person| keys().any(|key| known(key, **person))).count();
    let strangers = keys().any(|key| !pair.iter().any(|person| known(key, *person)));
    !strangers && named >= if what == What::Pay { 1 } else { pair.len() }
}
