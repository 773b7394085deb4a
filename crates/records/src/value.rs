//! A value that a row gives: a phone number, a mailbox, an address, a link.

use jiff::civil::Date;

use crate::normal::{
    Account, Address, CodeAccount, DeviceId, Display, FactorId, Handle, Mailbox, Network, Phone, Wallet,
    WebPage,
};
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
    /// An account that is paid to.
    Account,
    /// A wallet that is paid to.
    Wallet,
    /// A handle of a payout platform.
    Handle,
    /// An authentication factor.
    Factor,
    /// A device, by its serial number or by the id of an agent or browser.
    Device,
    /// A display, by maker, product and serial.
    Display,
    /// A network address.
    Network,
    /// What a program wrote into a file: document and instance ids, revision ids, author, producer.
    FileMark,
}

impl ValueKind {
    /// All kinds.
    pub const ALL: [Self; 13] = [
        Self::Phone,
        Self::Mailbox,
        Self::Address,
        Self::WebPage,
        Self::CodeAccount,
        Self::Account,
        Self::Wallet,
        Self::Handle,
        Self::Factor,
        Self::Device,
        Self::Display,
        Self::Network,
        Self::FileMark,
    ];

    /// The word of the contract (`things[].kind`). A web page and a mark in a file are documents, a
    /// payout handle is a payment account.
    pub fn word(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Mailbox => "mailbox",
            Self::Address => "address",
            Self::WebPage => "document",
            Self::CodeAccount => "code_account",
            Self::Account | Self::Handle => "payment_account",
            Self::Wallet => "wallet",
            Self::Factor => "factor",
            Self::Device => "device",
            Self::Display => "display",
            Self::Network => "network",
            Self::FileMark => "document",
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
            Self::Account => "payout account",
            Self::Wallet => "wallet",
            Self::Handle => "payout handle",
            Self::Factor => "authentication factor",
            Self::Device => "device",
            Self::Display => "display",
            Self::Network => "network address",
            Self::FileMark => "file mark",
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
    /// A payout account.
    Account(Account),
    /// A wallet.
    Wallet(Wallet),
    /// A payout handle.
    Handle(Handle),
    /// A factor.
    Factor(FactorId),
    /// A device.
    Device(DeviceId),
    /// A display.
    Display(Display),
    /// A network address.
    Network(Network),
    /// A mark in a file.
    FileMark(FileMark),
}

/// What a program wrote into a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileMark {
    /// Which mark.
    pub kind: MarkKind,
    /// As written, trimmed.
    pub value: String,
}

/// Which mark of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// `xmpMM:DocumentID`.
    XmpDocument,
    /// `xmpMM:InstanceID`.
    XmpInstance,
    /// The `rsidRoot` of a Word document.
    RsidRoot,
    /// One revision-save id of a Word document.
    Rsid,
    /// Author or creator of the text, as a program noted it.
    Author,
    /// Who saved it last.
    LastModifiedBy,
    /// The program that made the file.
    Producer,
    /// SHA-256 of an image inside it, as it is stored: equality of bytes, and nothing that is seen in it.
    Image,
}

impl MarkKind {
    /// The word in keys and sentences.
    pub fn word(self) -> &'static str {
        match self {
            Self::XmpDocument => "XMP document id",
            Self::XmpInstance => "XMP instance id",
            Self::RsidRoot => "rsidRoot",
            Self::Rsid => "revision id",
            Self::Author => "author",
            Self::LastModifiedBy => "last editor",
            Self::Producer => "producer",
            Self::Image => "embedded image",
        }
    }
}

impl FileMark {
    /// The key that decides equality: the mark's word and its folded value. Author and last editor
    /// are one kind of mark, a name that a program was told.
    pub fn key(&self) -> String {
        let word = match self.kind {
            MarkKind::LastModifiedBy => MarkKind::Author.word(),
            other => other.word(),
        };
        format!("{word} {}", self.value.trim().to_lowercase())
    }

    /// The mark as it may be shown without `--names`: which mark, not its value.
    pub fn masked(&self) -> String {
        format!("{} …", self.kind.word())
    }

    /// The mark in full.
    pub fn full(&self) -> String {
        format!("{} {}", self.kind.word(), self.value)
    }
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
            Self::Account(_) => ValueKind::Account,
            Self::Wallet(_) => ValueKind::Wallet,
            Self::Handle(_) => ValueKind::Handle,
            Self::Factor(_) => ValueKind::Factor,
            Self::Device(_) => ValueKind::Device,
            Self::Display(_) => ValueKind::Display,
            Self::Network(_) => ValueKind::Network,
            Self::FileMark(_) => ValueKind::FileMark,
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
            Self::Account(account) => account.key(),
            Self::Wallet(wallet) => wallet.key(),
            Self::Handle(handle) => handle.key(),
            Self::Factor(factor) => factor.key().to_owned(),
            Self::Device(device) => device.key().to_owned(),
            Self::Display(display) => display.key().unwrap_or_default(),
            Self::Network(network) => network.key(),
            Self::FileMark(mark) => mark.key(),
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
            Self::Account(account) => account.masked(),
            Self::Wallet(wallet) => wallet.masked(),
            Self::Handle(handle) => handle.masked(),
            Self::Factor(factor) => factor.masked(),
            Self::Device(device) => device.masked(),
            Self::Display(display) => display.masked(),
            Self::Network(network) => network.masked(),
            Self::FileMark(mark) => mark.masked(),
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
            Self::Account(account) => account.full(),
            Self::Wallet(wallet) => wallet.full(),
            Self::Handle(handle) => handle.full(),
            Self::Factor(factor) => factor.full().to_owned(),
            Self::Device(device) => device.full().to_owned(),
            Self::Display(display) => display.full(),
            Self::Network(network) => network.full(),
            Self::FileMark(mark) => mark.full(),
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
    /// An account, wallet or handle to which the person is paid.
    Paid,
    /// Used by the person at a sign-in, or on a device of theirs.
    Used,
    /// A mark in a file that the person sent.
    Sent,
}

impl Role {
    /// Whether it is the person's own and private: not issued by a firm, not a place of delivery.
    pub fn is_private(self) -> bool {
        matches!(self, Self::Own | Self::Home | Self::Other)
    }

    /// Whether the value is the person's own (and may link them to somebody).
    pub fn is_own(self) -> bool {
        self.is_private()
            || matches!(self, Self::Work | Self::Delivery | Self::Paid | Self::Used | Self::Sent)
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
