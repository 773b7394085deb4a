//! Facts that are no persons: deliveries, devices, changes, removals, attestations.
//!
//! Their `person` is any key of the person's records, a work e-mail included, as written.

use jiff::civil::Date;

use crate::normal::{Address, Name};
use crate::person::Source;
use crate::provenance::Citation;
use crate::value::Form;

/// A parcel to a person.
#[derive(Debug, Clone)]
pub struct Shipment {
    /// The source's word.
    pub source: Source,
    /// The shipment's own key.
    pub key: Option<String>,
    /// The key of the person for whom it was sent, as written.
    pub person: Option<String>,
    /// Consignee, as a name.
    pub recipient: Option<Name>,
    /// Where it went.
    pub address: Option<Address>,
    /// Serial number of the device inside, upper case without spaces.
    pub serial: Option<String>,
    /// Carrier, as written.
    pub carrier: Option<String>,
    /// Day it was sent.
    pub at: Option<Date>,
    /// Day it was delivered.
    pub delivered: Option<Date>,
    /// Who signed, as a name.
    pub signed_by: Option<Name>,
    /// The row.
    pub citation: Citation,
    /// The header under which the address stands.
    pub address_field: String,
    /// The header under which the recipient stands.
    pub recipient_field: String,
    /// The header under which the signature stands.
    pub signed_by_field: String,
}

/// A device of an inventory.
#[derive(Debug, Clone)]
pub struct Device {
    /// The source's word.
    pub source: Source,
    /// The device's own key.
    pub key: Option<String>,
    /// The key of the person who has it, as written.
    pub person: Option<String>,
    /// Serial number, upper case without spaces.
    pub serial: Option<String>,
    /// Day of the row.
    pub at: Option<Date>,
    /// The row.
    pub citation: Citation,
}

/// A change of a person's master data.
#[derive(Debug, Clone)]
pub struct Change {
    /// The source's word.
    pub source: Source,
    /// The key of the person, as written.
    pub person: String,
    /// What changed, by meaning.
    pub field: ChangedField,
    /// Day of the change.
    pub at: Option<Date>,
    /// The row.
    pub citation: Citation,
}

/// What a change row changed: iban, account, bank and payout mean the account; address, street and
/// city the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangedField {
    /// The payout account.
    Account,
    /// The postal address.
    Address,
    /// Anything else.
    Other,
}

/// A case that two people confirmed and ended by removing the person.
#[derive(Debug, Clone)]
pub struct Removed {
    /// The source's word.
    pub source: Source,
    /// Name of the removed persona, for equality only.
    pub name: Option<Name>,
    /// Values that the removed persona used, each with the header it stands under.
    pub values: Vec<(Form, String)>,
    /// Day of the removal.
    pub at: Option<Date>,
    /// Reason, as written.
    pub because: Option<String>,
    /// The two people who confirmed it.
    pub by: [String; 2],
    /// The row.
    pub citation: Citation,
}

/// A check that somebody did, or an indicator that a named human attests.
#[derive(Debug, Clone)]
pub struct Attestation {
    /// The source's word.
    pub source: Source,
    /// The key of the person, as written.
    pub person: String,
    /// The check (`C1` to `C13`) or the indicator's id, as written.
    pub check: String,
    /// What came out.
    pub result: CheckResult,
    /// Who attests it.
    pub by: Option<String>,
    /// Day.
    pub on: Option<Date>,
    /// The row.
    pub citation: Citation,
}

/// What came out of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CheckResult {
    /// It agreed with what the person says.
    Confirmed,
    /// It did not.
    Contradicted,
    /// It could not be done.
    NotDone,
    /// The person refused: the question stays open and nothing is added.
    Refused,
    /// Somebody waived it, with a reason.
    Waived,
    /// A word that this program does not know.
    Unknown,
}

impl CheckResult {
    /// Whether the check settles its question, so that it need not be asked again.
    pub fn settles(self) -> bool {
        matches!(self, Self::Confirmed | Self::Contradicted | Self::Waived)
    }
}
