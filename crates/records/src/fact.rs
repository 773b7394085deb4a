//! Facts that are no persons: deliveries, devices, changes, removals, attestations.
//!
//! Their `person` is any key of the person's records, a work e-mail included, as written.

use jiff::civil::Date;

use crate::normal::{Address, DeviceId, Display, FactorId, Name, Network, Usb, Wallet};
use crate::person::{RowId, Source};
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
    /// The host's name.
    pub name: Option<String>,
    /// Where it was seen on the network.
    pub network: Option<Network>,
    /// The header of the network address.
    pub network_field: String,
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
    /// Whether the row says that there was a value before: a first entry is no change. `None` where
    /// the table has no column for it.
    pub had_value: Option<bool>,
    /// The account, wallet or handle that it was changed to, where the row gives one.
    pub account: Option<Form>,
    /// The header under which that stands.
    pub account_field: String,
    /// Whether old and new value are equal in normal form: written again, not changed.
    pub same_value: bool,
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

/// One payee or payout of a row of kind [`crate::PersonKind::Payee`].
///
/// The account, wallet or handle stands in [`crate::Reading::values`] with role
/// [`crate::Role::Paid`] and the same citation.
#[derive(Debug, Clone)]
pub struct Payment {
    /// The source's word.
    pub source: Source,
    /// The row that stands for the payee.
    pub row: RowId,
    /// Account holder or recipient, as a name.
    pub holder: Option<Name>,
    /// The header or element under which the holder stands.
    pub holder_field: String,
    /// Whether money moved (a payout), or the payee is only set up.
    pub paid: bool,
    /// Currency, as written.
    pub currency: Option<String>,
    /// Amount in the currency's hundredths, where it is a plain number.
    pub amount: Option<i64>,
    /// Day of the payout or of the entry.
    pub at: Option<Date>,
    /// Memo or destination tag of a wallet, in normal form.
    pub memo: Option<String>,
    /// What the bank said of name and account.
    pub name_check: Option<NameCheck>,
    /// The record; each field by [`Citation::with_field`].
    pub citation: Citation,
}

/// A bank's answer to a name check (Verification of Payee).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameCheck {
    /// Name and account belong together.
    Match,
    /// Nearly.
    Close,
    /// They do not.
    NoMatch,
}

/// The uses that one account made of one network, device and factor on one day: events are folded
/// into these while reading.
#[derive(Debug, Clone)]
pub struct SignInUse {
    /// The account's row, of kind [`crate::PersonKind::Account`].
    pub row: RowId,
    /// Day, in UTC as all days of records.
    pub day: Date,
    /// Where from.
    pub network: Option<Network>,
    /// Which devices: an event may name an agent's id and a browser's.
    pub devices: Vec<DeviceId>,
    /// Which factors.
    pub factors: Vec<FactorId>,
    /// How many events.
    pub count: u32,
    /// The first event of the day, its field being the network's.
    pub first: Citation,
    /// The last event of the day.
    pub last: Citation,
    /// The field of the devices, as the source names it.
    pub device_field: std::sync::Arc<str>,
    /// The field of the factors, as the source names it.
    pub factor_field: std::sync::Arc<str>,
}

/// What was seen plugged into a host: a USB device or a display.
#[derive(Debug, Clone)]
pub struct Peripheral {
    /// The source's word.
    pub source: Source,
    /// The host's own name or id, as written.
    pub host: String,
    /// What else the records call the host: its name, serial number or hardware id, as written.
    pub host_names: Vec<String>,
    /// Keys of the person who has the host, as the record itself names them; may be empty.
    pub person: Vec<String>,
    /// What it is.
    pub what: Plugged,
    /// First day on which it was seen.
    pub first: Option<Date>,
    /// Last day.
    pub last: Option<Date>,
    /// The record that shows it first.
    pub citation: Citation,
}

/// A USB device or a display.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plugged {
    /// A USB device.
    Usb(Usb),
    /// A display.
    Display(Display),
}

/// A file that a row names as sent with it, e.g. the CV of an application.
#[derive(Debug, Clone)]
pub struct Attachment {
    /// The row.
    pub row: RowId,
    /// The file's name, without folders.
    pub file: String,
    /// Where the row names it.
    pub citation: Citation,
}

/// A document that was read: a CV.
#[derive(Debug, Clone)]
pub struct Document {
    /// The source's word.
    pub source: Source,
    /// The file's name as in [`crate::reading::FileRead::name`].
    pub name: String,
    /// Text lines in reading order, each with the part in which it stands (index into `parts`).
    pub lines: Vec<(u16, String)>,
    /// Citations of its parts (`page 1`, `part word/document.xml`); each digest is the whole file's.
    pub parts: Vec<Citation>,
    /// What programs wrote into it, each with the index of its part.
    pub marks: Vec<(u16, crate::value::FileMark)>,
    /// Where its links lead, from top to bottom: text that is clicked often hides the address.
    pub links: Vec<String>,
    /// Day on which the file was made, by its own metadata.
    pub created: Option<Date>,
}

/// A wallet address of a list that the user gave.
#[derive(Debug, Clone)]
pub struct ListedWallet {
    /// Index into [`crate::Reading::lists`].
    pub list: usize,
    /// The address.
    pub wallet: Wallet,
    /// Name or number of the entry; may be empty.
    pub entry: String,
    /// The day on which the list took it off, if it did.
    pub removed: Option<Date>,
    /// Where it stands in the list.
    pub citation: Citation,
}
