//! Words by which a first guess at a mapping knows columns of payees and payouts; see
//! [`super::vocabulary`].

use super::vocabulary::{Column, PERSONS};

/// Columns of a list of payees.
pub(super) const PAYEE: &[Column] = &[
    ("key", 1, &["payee", "payeeid", "recipientid", "beneficiaryid", "empfaengerid", "key"]),
    ("person", 1, PERSONS),
    (
        "name",
        3,
        &[
            "accountholder",
            "holder",
            "payeename",
            "beneficiary",
            "beneficiaryname",
            "accountname",
            "kontoinhaber",
            "zahlungsempfaenger",
            "empfaengername",
        ],
    ),
    ("account", 3, ACCOUNTS),
    ("bic", 3, BANKS),
    ("wallet", 3, WALLETS),
    ("currency", 1, &["currency", "waehrung", "coin", "token"]),
    ("handle", 3, &["handle", "paypal", "payoneerid", "wisetag", "revtag"]),
    ("name_check", 4, &["namecheck", "vop", "vopresult", "verificationofpayee", "nameabgleich"]),
];

/// Columns of a list of payouts.
pub(super) const PAYOUT: &[Column] = &[
    ("key", 1, &["payee", "payeeid", "recipientid", "beneficiaryid", "empfaengerid", "key"]),
    ("person", 1, PERSONS),
    (
        "name",
        2,
        &[
            "accountholder",
            "holder",
            "payeename",
            "beneficiary",
            "beneficiaryname",
            "accountname",
            "kontoinhaber",
            "zahlungsempfaenger",
            "empfaengername",
            "paidto",
        ],
    ),
    ("account", 2, ACCOUNTS),
    ("bic", 2, BANKS),
    ("wallet", 2, WALLETS),
    ("currency", 1, &["currency", "waehrung", "coin", "token"]),
    ("amount", 4, &["amount", "betrag", "paid", "payoutamount", "netpay", "auszahlungsbetrag"]),
    (
        "at",
        2,
        &["at", "paidon", "paidat", "paymentdate", "payoutdate", "date", "datum", "gezahltam", "buchungstag"],
    ),
    ("memo", 3, &["memo", "destinationtag", "tag"]),
    ("handle", 2, &["handle", "paypal", "payoneerid", "wisetag", "revtag"]),
    ("reference", 3, &["reference", "paymentreference", "verwendungszweck", "purpose", "zahlungsreferenz"]),
    ("end_to_end", 3, &["endtoendid", "endtoendreference", "e2eid"]),
    ("status", 1, &["status", "state", "zahlungsstatus"]),
];

/// Accounts of payees.
const ACCOUNTS: &[&str] = &[
    "account",
    "accountnumber",
    "iban",
    "payoutaccount",
    "bankaccount",
    "beneficiaryaccount",
    "beneficiaryiban",
    "konto",
    "kontonummer",
    "zielkonto",
];

/// The banks beside them.
const BANKS: &[&str] = &["bic", "swift", "swiftcode", "sortcode", "routingnumber", "blz", "bankleitzahl"];

/// Wallets of payees.
const WALLETS: &[&str] = &["wallet", "walletaddress", "payoutwallet", "toaddress", "walletadresse"];
