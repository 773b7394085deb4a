//! A value that a row gives: a phone number, a mailbox, an address, a link.

use jiff::civil::Date;

use crate::normal::{Address, CodeAccount, Mailbox, Phone, WebPage};
use crate::person::RowId;
use crate::provenance::Citation;

/// What kind of value it is. Values are only ever compared inside their kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ValueKind {
    /// A telephone number.
    Phone,
    /// An e-mail address.
    Mailbox,
    /// A postal address to the unit.
    Address,
    /// A portfolio or other web page.
    WebPage,
    /// An account on a code host or package registry.
    CodeAccount,
}

impl ValueKind {
    /// All kinds, in the order of their words.
    pub const ALL: [Self; 5] = [Self::Phone, Self::Mailbox, Self::Address, Self::WebPage, Self::CodeAccount];

    /// The word of the contract (`things[].kind`). A web page is a document.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mailbox => "mailbox",
            Self::Address => "address",
            Self::WebPage => "document",
            Self::CodeAccount => "code_account",
        }
    }

    /// What people call it, in the singular.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Phone => "phone number",
            Self::Mailbox => "mailbox",
            Self::Address => "postal address",
            Self::WebPage => "web page",
            Self::CodeAccount => "code account",
        }
    }
}

/// A value in its normal form.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A telephone number.
    Phone(Phone),
    /// An e-mail address.
    Mailbox(Mailbox),
    /// A postal address.
    Address(Address),
    /// A web page.
    WebPage(WebPage),
    /// A code account.
    CodeAccount(CodeAccount),
}

impl Form {
    /// The kind.
    pub fn kind(&self) -> ValueKind {
        match self {
            Self::Phone(_) => ValueKind::Phone,
            Self::Mailbox(_) => ValueKind::Mailbox,
            Self::Address(_) => ValueKind::Address,
            Self::WebPage(_) => ValueKind::WebPage,
            Self::CodeAccount(_) => ValueKind::CodeAccount,
        }
    }

    /// The key that decides equality inside the kind.
    pub fn key(&self) -> String {
        match self {
            Self::Phone(phone) => phone.key().to_owned(),
            Self::Mailbox(mailbox) => mailbox.key().to_owned(),
            Self::Address(address) => address.key(),
            Self::WebPage(page) => page.key().to_owned(),
            Self::CodeAccount(account) => account.key(),
        }
    }

    /// The value as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        match self {
            Self::Phone(phone) => phone.masked(),
            Self::Mailbox(mailbox) => mailbox.masked(),
            Self::Address(address) => address.masked(),
            Self::WebPage(page) => page.masked(),
            Self::CodeAccount(account) => account.masked(),
        }
    }

    /// The value in full, for `--names`.
    pub fn full(&self) -> String {
        match self {
            Self::Phone(phone) => phone.key().to_owned(),
            Self::Mailbox(mailbox) => mailbox.key().to_owned(),
            Self::Address(address) => address.to_string(),
            Self::WebPage(page) => page.key().to_owned(),
            Self::CodeAccount(account) => account.key(),
        }
    }
}

/// What a row says the value is to its person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// The person's own, private contact or site.
    Own,
    /// The declared home.
    Home,
    /// Issued or named by the firm: a work mailbox, an office line.
    Work,
    /// Another or a former one of the person's own.
    Other,
    /// An agency's or employer of record's, by the column's or type's name.
    Agency,
    /// A referee whom the person names: not the person's own.
    Referee,
    /// Given only as part of a longer link, e.g. the owner in a repository's address.
    Mentioned,
    /// Where a parcel for the person went.
    Delivery,
}

impl Role {
    /// Whether it is the person's own and private: not issued by a firm, not a place of delivery.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Own | Self::Home | Self::Other)
    }

    /// Whether the value is the person's own (and may link them to somebody).
    pub fn is_own(self) -> bool {
        self.is_private() || matches!(self, Self::Work | Self::Delivery)
    }
}

/// One value of one row.
#[derive(Debug, Clone)]
pub struct Value {
    /// The row that gives it.
    pub row: RowId,
    /// What it is to the person.
    pub role: Role,
    /// Normal form.
    pub form: Form,
    /// First day on which the row speaks of it, if known.
    pub first: Option<Date>,
    /// Last day on which the row speaks of it; `None` while it goes on or when unknown.
    pub last: Option<Date>,
    /// Where it stands.
    pub citation: Citation,
}
