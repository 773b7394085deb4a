//! What a detector says, with its evidence.
//!
//! `detect` makes findings with their base grade and the conditions that it established;
//! `assess` re-grades, explains and counts them. The words are those of the detector's casebook
//! page; a finding never holds a value or a name in its sentences, so that masking is the default.

use std::collections::BTreeSet;
use std::fmt;

use jiff::civil::Date;

use crate::bits::MilliBits;
use crate::provenance::Citation;

/// Index of a person in the list of persons sorted by id; so indices sort as ids do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonId(pub u32);

/// Index of a thing in the list of things sorted by id.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ThingId(pub u32);

/// How strong a finding is. The order is that of strength: `A` is the greatest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A gap of the firm, not of a person.
    P,
    /// Context: shown in a case, opens none.
    C,
    /// Needs a second family.
    B,
    /// Opens a case alone.
    A,
}

impl Grade {
    /// The letter.
    pub fn letter(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::P => "P",
        }
    }
}

impl fmt::Display for Grade {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.letter())
    }
}

/// Declares an enum of words that is written and parsed as them.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$variant_meta:meta])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_meta])* $variant,)+ }
        impl $name {
            /// All of them, in the order of declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];
            /// The word.
            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
            /// The one of this word.
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(self.word())
            }
        }
    };
}

words! {
    /// Mechanisms that travel together (design 1, catalogue).
    Family {
        /// One operator, many identities.
        Link = "LINK",
        /// Papers and history.
        Doc = "DOC",
        /// Ways to reach the person.
        Contact = "CONTACT",
        /// Interview.
        Int = "INT",
        /// Delivery and place of devices.
        Ship = "SHIP",
        /// Network origin.
        Net = "NET",
        /// Endpoint.
        End = "END",
        /// Code accounts and git.
        Code = "CODE",
        /// Data taken or destroyed.
        Data = "DATA",
        /// Working pattern.
        Beh = "BEH",
        /// Pay.
        Pay = "PAY",
        /// Leaving and extortion.
        Exit = "EXIT",
    }
}

words! {
    /// The closed list of propositions (design 4.1).
    ClaimKind {
        /// Two persons are one.
        SamePerson = "SamePerson",
        /// One thing, or two in one place, serve both.
        SharedControl = "SharedControl",
        /// Papers or identity are not theirs.
        FalseIdentity = "FalseIdentity",
        /// Their history is not theirs.
        FalseHistory = "FalseHistory",
        /// Their work is somebody else's.
        CopiedWork = "CopiedWork",
        /// Somebody else operates the account or device.
        OperatedByAnother = "OperatedByAnother",
        /// They are elsewhere than said.
        ElsewhereThanSaid = "ElsewhereThanSaid",
        /// They are paid to somebody else's account.
        PaidToAnother = "PaidToAnother",
        /// A listed party, wallet or network.
        ListedParty = "ListedParty",
        /// They take data, code or money.
        TakesData = "TakesData",
        /// They plant a risk.
        PlantsRisk = "PlantsRisk",
        /// They extort.
        Extorts = "Extorts",
    }
}

words! {
    /// What the records establish about a finding, for the re-grading of its row.
    Condition {
        /// Both declared the same home.
        SameDeclaredHome = "both declared the same home",
        /// One of them declared another home.
        AnotherHomeDeclared = "one of them declared another home",
        /// No home is on record for one of them.
        NoHomeOnRecord = "no home is on record",
        /// Devices or lines of four and more persons meet in one unit.
        FourMeet = "devices of four and more persons meet there",
        /// The unit received for a removed person.
        UnitOfRemoved = "the unit received for a removed person",
        /// The uses never overlap and lie a year or more apart.
        LongApart = "the uses never overlap and lie a year or more apart",
        /// An edge of grade A joins them (to a removed case).
        StrongEdge = "joined by an identifier of grade A",
        /// Only an edge of grade B joins them (to a removed case).
        WeakEdge = "joined by an identifier of grade B",
        /// Three and more persons share it.
        ThreeShare = "three and more persons share it",
        /// The two periods of use do not overlap.
        PassedOn = "the two periods of use do not overlap: passed on",
        /// Both also sign in from an office line of firm.toml.
        SharedDesk = "both also sign in from an office line: a shared desk",
        /// A wallet whose chain needs a memo, and no equal memo is known.
        MemoNotEqual = "an address that several customers share by memo, and the memos are not known to be equal",
        /// It joins an applicant to somebody who works here, and they declare no common home.
        ApplicantAndStaff = "it joins an applicant to somebody who works here",
        /// A line of a co-working space of firm.toml, and both are also seen elsewhere.
        CoWorking = "a line of a co-working space, and both are also seen elsewhere",
        /// Two files share a document id, a revision root or a history of revisions.
        SameFileHistory = "the files share an id or a history of revisions",
        /// The shared text stands under one employer and in one period in both.
        SameWork = "both name the same employer in one period",
        /// Both bear one name.
        SameName = "both bear one name",
        /// The holder of the account is another person of the records without a common home.
        HolderIsAnother = "the holder is another person of the records, and they declare no common home",
        /// The holder of the account shares a declared home or household with the person.
        HolderLivesThere = "the holder shares a declared home or household with the person",
        /// Capture cards show the same display identity.
        CaptureCard = "capture cards show the same identity",
    }
}

/// One row of a detector's re-grading table: the first whose condition holds decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Regrade {
    /// When it applies.
    pub when: Condition,
    /// The grade then.
    pub grade: Grade,
}

/// Whom or what a claim speaks of, in the claim's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// A person.
    Person(PersonId),
    /// A thing.
    Thing(ThingId),
}

/// The proposition that a finding speaks for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Claim {
    /// Which proposition.
    pub kind: ClaimKind,
    /// Of whom, in the claim's order.
    pub of: Vec<Subject>,
    /// First day of its period, where it has one.
    pub from: Option<Date>,
    /// Last day of its period.
    pub to: Option<Date>,
}

/// Where bits come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BitsFrom {
    /// Rarity in the firm's own data: `n` of `of` persons share the value.
    Firm {
        /// Persons who share it.
        n: u64,
        /// Persons who have a value of the kind.
        of: u64,
        /// Which sources were counted.
        source: String,
    },
    /// A measured base rate.
    Table {
        /// Cases seen.
        n: u64,
        /// Of how many.
        of: u64,
        /// Where it was measured.
        source: String,
    },
    /// Not measured: weighs 0, its grade still counts.
    NotMeasured,
}

/// The records behind a finding: never empty, so evidence without provenance does not compile.
///
/// ```compile_fail
/// use bonafide_records::finding::Evidence;
/// let evidence = Evidence::default(); // there is no empty evidence
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    first: Citation,
    rest: Vec<Citation>,
}

impl Evidence {
    /// Evidence from one record and any further ones; sorted by place, doubles dropped.
    pub fn new(first: Citation, rest: impl IntoIterator<Item = Citation>) -> Self {
        let mut all: Vec<Citation> = std::iter::once(first.clone()).chain(rest).collect();
        all.sort();
        all.dedup();
        let mut sorted = all.into_iter();
        let head = sorted.next().unwrap_or(first);
        Self { first: head, rest: sorted.collect() }
    }

    /// All records, in order.
    pub fn records(&self) -> impl Iterator<Item = &Citation> {
        std::iter::once(&self.first).chain(self.rest.iter())
    }

    /// Whether both cite one record.
    pub fn shares_record(&self, other: &Self) -> bool {
        self.records().any(|own| other.records().any(|theirs| own.same_record(theirs)))
    }
}

/// The rule that fired, with its threshold and who set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// What is compared, in words.
    pub text: String,
    /// The threshold, if the rule has one.
    pub threshold: Option<String>,
    /// `defaults`, or who set it in `firm.toml` and when.
    pub set_by: String,
}

/// One detector that fired on named persons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Detector, persons' ids and a running number; never a value.
    pub id: String,
    /// The detector's id.
    pub detector: &'static str,
    /// The detector's version.
    pub version: u32,
    /// What it speaks for.
    pub claim: Claim,
    /// Its family.
    pub family: Family,
    /// What would make findings repeat each other.
    pub mechanism: &'static str,
    /// Base grade from `detect`; the grade that stands after `assess`.
    pub grade: Grade,
    /// Whether a named human attests it.
    pub attested: bool,
    /// Why the grade is what it is.
    pub grade_because: String,
    /// Whether it counts for the case rule at all (`link-reapplied` does not).
    pub counts: bool,
    /// Weight of evidence.
    pub bits: MilliBits,
    /// Where the weight comes from.
    pub bits_from: BitsFrom,
    /// The persons it names, sorted.
    pub persons: Vec<PersonId>,
    /// The things it names, sorted.
    pub things: Vec<ThingId>,
    /// The records behind it.
    pub evidence: Evidence,
    /// The rule.
    pub rule: Rule,
    /// What was seen, in one sentence.
    pub says: String,
    /// What it may innocently be.
    pub innocent: Vec<String>,
    /// The clearing question, in words to say aloud.
    pub ask: String,
    /// Published advisories that describe it.
    pub advisory: Vec<String>,
    /// What the records establish about it.
    pub conditions: BTreeSet<Condition>,
    /// The row's re-grading table.
    pub regrades: &'static [Regrade],
    /// Whether a household of `firm.toml` that holds all its persons explains it.
    pub household_explains: bool,
    /// The check that the row names, if any.
    pub clearing_check: Option<&'static str>,
    /// What explains it; filled by `assess`.
    pub explained_by: Vec<String>,
    /// The stronger finding that is the same fact; filled by `assess`.
    pub same_fact_as: Option<String>,
}

/// A gap of the firm: a finding of grade P. It has no claim and no person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gap {
    /// The detector or part that noticed it.
    pub detector: String,
    /// What is missing or contradictory.
    pub says: String,
    /// The records behind it; may be empty where something is absent.
    pub records: Vec<Citation>,
    /// What to do or ask.
    pub ask: String,
}
