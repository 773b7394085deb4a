//! Headers that name an account or wallet of the person: `Old IBAN`, `zweites Konto`, `Wallet 2`.
//!
//! `Account` and `Konto` alone may be a login, so one of them must stand beside a word of banking or
//! name a bank account as a compound.

/// Words that name one by themselves.
const NAMES: &[&str] = &[
    "iban",
    "ibannumber",
    "ibannummer",
    "bankkonto",
    "bankaccount",
    "bankaccountnumber",
    "kontonummer",
    "kontonr",
    "bankverbindung",
    "girokonto",
    "gehaltskonto",
    "lohnkonto",
    "auszahlungskonto",
    "privatkonto",
    "zweitkonto",
    "nebenkonto",
    "wallet",
    "walletaddress",
    "walletadresse",
    "kryptowallet",
];

/// Words beside `account`, `konto` or `wallet` that belong to them.
const BESIDE: &[&str] = &[
    "bank",
    "payout",
    "payroll",
    "salary",
    "payment",
    "checking",
    "giro",
    "gehalt",
    "lohn",
    "auszahlung",
    "iban",
    "crypto",
    "krypto",
    "account",
    "konto",
    "number",
    "nummer",
    "nr",
    "no",
    "address",
    "adresse",
    "usdt",
    "usdc",
    "eth",
    "btc",
    "ethereum",
    "bitcoin",
    "solana",
    "sol",
    "tron",
    "trx",
    "evm",
    "erc20",
    "trc20",
    "usd",
    "eur",
    "gbp",
    "chf",
];

/// The words that are left of a header that names an account; `None` where it names none.
pub(super) fn rest(parts: &[String]) -> Option<Vec<String>> {
    let has = |list: &[&str]| parts.iter().any(|word| list.contains(&word.as_str()));
    let banking =
        ["bank", "payout", "payroll", "salary", "payment", "checking", "giro", "gehalt", "auszahlung"];
    // German says `Konto` of logins too, but then beside the product's name, which is not understood.
    let names = has(NAMES) || has(&["konto"]) || (has(&["account"]) && has(&banking));
    if !names {
        return None;
    }
    let used = |word: &String| NAMES.contains(&word.as_str()) || BESIDE.contains(&word.as_str());
    Some(parts.iter().filter(|word| !used(word)).cloned().collect())
}

#[cfg(test)]
mod tests {
    use bonafide_records::Role;

    use super::super::headers::{Holds, named};

    #[test]
    fn further_accounts_are_found_by_their_words() {
        for header in [
            "Old IBAN",
            "zweites Konto",
            "IBAN 2",
            "Bank Account (former)",
            "Weitere IBAN",
            "Wallet address 2",
            "USDT Wallet",
            "Gehaltskonto alt",
            "Salary Account",
            "Secondary bank account number",
            "Bankverbindung",
        ] {
            let found = named(header).unwrap_or_else(|| panic!("{header}"));
            assert_eq!((found.holds, found.role), (Holds::Account, Role::Paid), "{header}");
        }
    }

    #[test]
    fn logins_and_other_peoples_accounts_are_none() {
        for header in [
            "Account",
            "Account Number",
            "GitHub Account",
            "Benutzerkonto",
            "Urlaubskonto",
            "Microsoft Konto",
            "Supervisor IBAN",
            "Notfallkontakt IBAN",
            "Company IBAN",
            "Office bank account",
            "Agentur IBAN",
            "Kontoinhaber",
            "Account Manager",
            "Bank Name",
        ] {
            assert!(named(header).is_none_or(|found| found.holds != Holds::Account), "{header}");
        }
    }
}
