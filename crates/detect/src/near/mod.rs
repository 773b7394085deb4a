//! Which values of the records are almost one, though they are not equal?
//!
//! The engine proposes the pairs of values (`bonafide_linkage::near`); here is said which of them a row
//! may call near, and for whom. Nothing is weighed here, and names have no near level: they are equal or
//! not.
//!
//! * `phones`: one digit changed or two neighbours swapped, blocks of numbers left out.
//! * `mailboxes`: one local part up to digits, dots and domain.
//! * `tasks`: which local parts name a task and nobody.
//! * `own_names`: whether a local part says no more than its holder's name.
//! * `addresses`: one street up to one edit, at the same number, unit and postcode.

mod addresses;
mod mailboxes;
mod own_names;
mod phones;
mod tasks;

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::finding::PersonId;
use bonafide_records::value::{Role, ValueKind};

use crate::context::Context;
use crate::index::{Entry, ValueIndex};
use crate::persons::Persons;
use crate::things::agencies_of_persons;

pub use own_names::{is_made_of, is_made_of_both};

/// What lies between two values of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The last digit alone is another.
    LastDigit,
    /// One digit before the last is another.
    Digit,
    /// Two neighbouring digits are swapped.
    Swap,
    /// Numbers one digit apart of which one stands in a row of three and more that follow each other.
    InARow,
    /// Local parts are equal up to trailing digits, dots and the domain.
    LocalPart,
    /// The streets are one edit apart.
    Street,
}

/// Two values of one kind that are near, by their place in [`ValueIndex::entries`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NearPair {
    /// The places of both, the smaller first.
    pub entries: [u32; 2],
    /// What lies between them.
    pub how: How,
    /// Whether both stand in a range so crowded that chance alone would make two near.
    pub is_common: bool,
}

/// All near values of a reading, found once.
#[derive(Debug, Clone, Default)]
pub struct Near {
    phones: Vec<NearPair>,
    mailboxes: Vec<NearPair>,
    /// Mailboxes that say no more than their holder's name, each with that holder.
    own_names: BTreeSet<(u32, PersonId)>,
    /// Near mailboxes that are made of the names of two together, each with those two.
    names_of_both: BTreeSet<([u32; 2], [PersonId; 2])>,
    addresses: Vec<NearPair>,
    /// Persons who declared homes that are near, smaller first.
    homes: BTreeSet<[PersonId; 2]>,
    agency_of: BTreeMap<PersonId, String>,
}

impl Near {
    /// Finds them all.
    pub fn build(index: &ValueIndex, reading: &bonafide_records::Reading, persons: &Persons) -> Self {
        let addresses = addresses::near(index.entries(ValueKind::Address));
        let mailboxes = mailboxes::near(index.entries(ValueKind::Mailbox));
        let homes = addresses::near_homes(index.entries(ValueKind::Address), &addresses);
        Self {
            phones: phones::near(index.entries(ValueKind::Phone), &homes),
            own_names: mailboxes::own_names(index.entries(ValueKind::Mailbox), &mailboxes, persons),
            names_of_both: mailboxes::names_of_both(index.entries(ValueKind::Mailbox), &mailboxes, persons),
            mailboxes,
            addresses,
            homes,
            agency_of: agencies_of_persons(reading, persons),
        }
    }

    /// The near values of a kind; none of kinds that have no near level (accounts, wallets, serials,
    /// documents).
    pub fn of(&self, kind: ValueKind) -> &[NearPair] {
        match kind {
            ValueKind::Phone => &self.phones,
            ValueKind::Mailbox => &self.mailboxes,
            ValueKind::Address => &self.addresses,
            _ => &[],
        }
    }

    /// Whether the homes that two persons declared are one up to an edit of the street.
    pub fn near_homes(&self, pair: [PersonId; 2]) -> bool {
        self.homes.contains(&[pair[0].min(pair[1]), pair[0].max(pair[1])])
    }

    /// Whether all that is known of two persons' coming is one agency: what it gave out is the agency's.
    pub fn same_agency(&self, pair: [PersonId; 2]) -> bool {
        let agency = |person: PersonId| self.agency_of.get(&person);
        agency(pair[0]).is_some() && agency(pair[0]) == agency(pair[1])
    }
}

/// Whether a use of a kind may be near to another's: what the firm issued is like all that it issued.
pub fn may_be_near(kind: ValueKind, role: Role) -> bool {
    kind == ValueKind::Address || role != Role::Work
}

/// Whether two declared the same home, or one up to an edit of the street.
pub fn declare_one_home(context: &Context<'_>, pair: [PersonId; 2]) -> bool {
    context.index.same_home(pair[0], pair[1]) || context.near().near_homes(pair)
}

/// The household of firm.toml that names both, counted from 1.
pub fn household(context: &Context<'_>, pair: [PersonId; 2]) -> Option<usize> {
    let [first, second] = pair.map(|person| context.persons.get(person));
    let (first, second) = (first?, second?);
    context.firm.household_of(&first.known_as, &second.known_as)
}

/// What lies between two telephone numbers of persons who live apart, in whatever row or range they stand; `None` where they
/// are not near, or one agency sent both.
pub fn numbers_in_a_block(context: &Context<'_>, pair: [PersonId; 2], numbers: [&Entry; 2]) -> Option<How> {
    let share_a_home = declare_one_home(context, pair) || household(context, pair).is_some();
    if share_a_home || context.near().same_agency(pair) {
        return None;
    }
    phones::between(numbers[0], numbers[1])
}

/// What two values that are near say of two persons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// Nothing.
    Nothing,
    /// Something, but only of two who share more than a home may explain: near mailboxes, or the text of a CV.
    BesideOthers,
    /// Something, but only of two who agree on two other values that nothing explains: numbers of a crowded range.
    BesideTwo,
    /// That the two may be one.
    Something,
}

/// What two values that are near say of these two persons, the holder of each.
///
/// A difference in the last digit says nothing of people of one home (numbers bought together), and a row of three and
/// more numbers is most often somebody's block, as is a crowded range. Where two homes are one but for a letter, a couple of whom one mistyped it
/// is likelier than two personas, unless their mailboxes are near too and not made of their names, or one CV is the
/// other's in other words. A local part says nothing where it is the name of both (namesakes, siblings), or is made of the
/// names of both together (couples), a contact nothing of those whom one agency sent. A local part that is the name of one
/// alone is the other's all the less.
pub fn says(context: &Context<'_>, pair: &NearPair, holders: [PersonId; 2]) -> Says {
    let near = context.near();
    let is_silent = match pair.how {
        How::Street => false,
        _ if near.same_agency(holders) => true,
        How::LastDigit | How::InARow => {
            context.index.same_home(holders[0], holders[1]) || household(context, holders).is_some()
        }
        How::Digit | How::Swap => false,
        How::LocalPart => {
            pair.entries.into_iter().zip(holders).all(|own| near.own_names.contains(&own))
                || near.names_of_both.contains(&(pair.entries, holders))
        }
    };
    if is_silent {
        return Says::Nothing;
    }
    match pair.how {
        How::LastDigit | How::InARow if near.near_homes(holders) => Says::BesideOthers,
        // A block says nothing of those who live apart.
        How::InARow => Says::Nothing,
        _ if !pair.is_common => Says::Something,
        _ if declare_one_home(context, holders) || household(context, holders).is_some() => {
            Says::BesideOthers
        }
        _ => Says::BesideTwo,
    }
}
