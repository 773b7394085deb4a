//! Whether opening balance and entries of a statement give its closing balance.

use super::decimal;

/// The balances and entries of one statement, in exact decimals.
#[derive(Debug, Clone, Default)]
pub(super) struct Balance {
    opening: Option<Amount>,
    /// The closing balance of the day before, which stands in for an opening one.
    before: Option<Amount>,
    closing: Option<Amount>,
    sum: i128,
    currency: Option<String>,
    /// Whether something could not be added: a currency of its own, an amount that is none.
    open: bool,
}

/// A sum with its sign and currency.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Amount {
    value: i128,
    currency: Option<String>,
}

/// A balance while it is read.
#[derive(Debug, Clone, Default)]
pub(super) struct Bal {
    pub(super) code: Option<String>,
    pub(super) amount: Option<String>,
    pub(super) currency: Option<String>,
    pub(super) is_credit: Option<bool>,
}

impl Balance {
    /// Takes one balance of the statement: the first opening one, and the last closing one.
    pub(super) fn balance(&mut self, bal: &Bal) {
        let (Some(code), Some(text), Some(is_credit)) = (&bal.code, &bal.amount, bal.is_credit) else {
            return;
        };
        let Some(value) = decimal::read(text) else {
            self.open = true;
            return;
        };
        let amount =
            Some(Amount { value: if is_credit { value } else { -value }, currency: bal.currency.clone() });
        match code.as_str() {
            "OPBD" if self.opening.is_none() => self.opening = amount,
            "PRCD" if self.before.is_none() => self.before = amount,
            "CLBD" => self.closing = amount,
            _ => {}
        }
    }

    /// Takes one booked entry.
    pub(super) fn entry(&mut self, amount: Option<i128>, currency: Option<&str>, is_credit: Option<bool>) {
        let (Some(value), Some(is_credit)) = (amount, is_credit) else {
            self.open = true;
            return;
        };
        let value = if is_credit { value } else { -value };
        self.sum = self.sum.saturating_add(value);
        match (&self.currency, currency) {
            (None, Some(currency)) => self.currency = Some(currency.to_owned()),
            (Some(known), Some(currency)) if known != currency => self.open = true,
            _ => {}
        }
    }

    /// What does not add up, if so. A statement without both balances, or one that holds an amount
    /// that cannot be read, says nothing.
    pub(super) fn fault(&self) -> Option<&'static str> {
        let opening = self.opening.as_ref().or(self.before.as_ref())?;
        let closing = self.closing.as_ref()?;
        if opening.currency != closing.currency {
            return Some("opening and closing balance are in two currencies");
        }
        let other =
            self.currency.as_ref().zip(opening.currency.as_ref()).is_some_and(|(one, two)| one != two);
        if other {
            return Some("balances and entries are in two currencies");
        }
        if self.open || opening.value.saturating_add(self.sum) == closing.value {
            return None;
        }
        Some("opening balance and entries give another closing balance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bal(code: &str, amount: &str, currency: &str, is_credit: bool) -> Bal {
        Bal {
            code: Some(code.to_owned()),
            amount: Some(amount.to_owned()),
            currency: Some(currency.to_owned()),
            is_credit: Some(is_credit),
        }
    }

    fn statement(balances: &[Bal], entries: &[(&str, bool)]) -> Option<&'static str> {
        let mut balance = Balance::default();
        for one in balances {
            balance.balance(one);
        }
        for (amount, is_credit) in entries {
            balance.entry(decimal::read(amount), Some("EUR"), Some(*is_credit));
        }
        balance.fault()
    }

    #[test]
    fn balances_are_added_exactly() {
        let (opening, closing) = (bal("OPBD", "18.15", "EUR", true), bal("CLBD", "27.00000", "EUR", true));
        assert_eq!(statement(&[opening.clone(), closing.clone()], &[("8.85", true)]), None);
        assert_eq!(statement(&[opening.clone(), closing.clone()], &[("10", true), ("1.15", false)]), None);
        assert!(statement(&[opening.clone(), closing.clone()], &[("8.84999", true)]).is_some());
        // Into the red and out of it.
        assert_eq!(statement(&[opening.clone(), bal("CLBD", "1.85", "EUR", false)], &[("20", false)]), None);
        assert!(statement(&[opening.clone(), bal("CLBD", "27", "SEK", true)], &[("8.85", true)]).is_some());
        // One balance alone, or an amount that is none, says nothing.
        assert_eq!(statement(std::slice::from_ref(&opening), &[("8.85", true)]), None);
        assert_eq!(statement(&[opening, closing], &[("x", true)]), None);
    }
}
