//! When a statement is believed, and when the records contradict it.

use super::identity::{Identity, Rule};

/// Whether two identities that state one value are joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// Nothing speaks against it.
    Join,
    /// The records contradict it.
    Apart(Doubt),
}

/// What contradicts a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// One system gives the value to several people.
    GivenTwice,
    /// Both give work e-mails, and these differ (design 6).
    WorkMailboxes,
    /// Two staff systems, and nothing else agrees: names, work e-mail, private contacts.
    Names,
    /// A work e-mail of somebody who had left before the other began, under another name.
    Reissued,
    /// A chain of joins would unite what is to stay apart.
    ThroughOthers,
}

impl Doubt {
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::GivenTwice => "is given to several people of one system",
            Self::WorkMailboxes => "stands in two systems with different work e-mails",
            Self::Names => "stands in two systems under names that have nothing in common",
            Self::Reissued => "was used by one person before and by another after",
            Self::ThroughOthers => "would make one person of two",
        }
    }
}

/// Whether one system gives the value to two keys under different names.
pub(super) fn given_twice<'a>(rule: Rule, holders: impl Iterator<Item = &'a Identity<'a>>) -> Option<Doubt> {
    let held: Vec<&Identity<'_>> = holders.collect();
    let twice = held.iter().enumerate().any(|(at, first)| {
        held.iter()
            .skip(at + 1)
            .any(|second| first.source == second.source && rule != Rule::Worker && !first.same_name(second))
    });
    twice.then_some(Doubt::GivenTwice)
}

/// Whether two identities that state one value are one person.
pub(super) fn verdict(rule: Rule, left: &Identity<'_>, right: &Identity<'_>) -> Verdict {
    match rule {
        Rule::EmployeeNumber if left.work_mailboxes_disagree(right) => Verdict::Apart(Doubt::WorkMailboxes),
        // Two systems may both number from 1. A hire is another thing: somebody wrote the number
        // of this very person into the application.
        Rule::EmployeeNumber
            if left.works_here
                && right.works_here
                && left.names_disagree(right)
                && !left.agrees_otherwise(right) =>
        {
            Verdict::Apart(Doubt::Names)
        }
        Rule::WorkMailbox if left.names_disagree(right) && left.periods_are_apart(right) => {
            Verdict::Apart(Doubt::Reissued)
        }
        _ => Verdict::Join,
    }
}

/// How much two identities agree besides the statement: whole name, then contacts, then any token.
pub(super) fn strength(left: &Identity<'_>, right: &Identity<'_>) -> u8 {
    let whole = u8::from(left.same_name(right)) * 4;
    let otherwise = u8::from(left.agrees_otherwise(right)) * 2;
    whole + otherwise + u8::from(!left.names_disagree(right))
}
