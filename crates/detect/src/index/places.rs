//! What the firm's own data leave no doubt about.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::Reading;
use bonafide_records::normal::Address;
use bonafide_records::value::Form;

/// What the firm's own data leave no doubt about: the postcode that a town's street stands for, and
/// the number with country code that a national number is, where exactly such a one is known.
#[derive(Debug, Clone, Default)]
pub(crate) struct Places {
    postcodes: BTreeMap<String, BTreeSet<String>>,
    calling_code: Option<u16>,
    phones: BTreeSet<String>,
}

impl Places {
    pub(super) fn learn(reading: &Reading) -> Self {
        let mut places = Self::default();
        places.learn_phones(reading);
        let values = reading.values.iter().filter_map(|value| match &value.form {
            Form::Address(address) => Some(address),
            _ => None,
        });
        for address in values.chain(reading.shipments.iter().filter_map(|shipment| shipment.address.as_ref()))
        {
            if let (Some(city_key), Some(postcode)) = (address.city_key(), &address.postcode) {
                places.postcodes.entry(city_key).or_default().insert(postcode.clone());
            }
        }
        places
    }

    /// The calling code that most numbers of the firm have, and the numbers that have it.
    fn learn_phones(&mut self, reading: &Reading) {
        let removed = reading.removed.iter().flat_map(|one| &one.values).map(|(form, _)| form);
        let mut by_code: BTreeMap<u16, BTreeSet<String>> = BTreeMap::new();
        for form in reading.values.iter().map(|value| &value.form).chain(removed) {
            if let Form::Phone(phone) = form
                && let Some(code) = phone.calling_code()
            {
                by_code.entry(code).or_default().insert(phone.key().to_owned());
            }
        }
        let most =
            by_code.into_iter().max_by(|left, right| (left.1.len(), right.0).cmp(&(right.1.len(), left.0)));
        if let Some((code, phones)) = most {
            self.calling_code = Some(code);
            self.phones = phones;
        }
    }

    /// The key of a value; an address without postcode takes the only one its street is known by, a
    /// national number the one with country code that the records know.
    pub(crate) fn key(&self, form: &Form) -> String {
        match form {
            Form::Address(address) => self.address_key(address),
            Form::Phone(phone) => {
                let whole = self.calling_code.and_then(|code| phone.in_country(code));
                match whole.filter(|found| self.phones.contains(found.key())) {
                    Some(found) => found.key().to_owned(),
                    None => phone.key().to_owned(),
                }
            }
            other => other.key(),
        }
    }

    pub(crate) fn address_key(&self, address: &Address) -> String {
        if address.postcode.is_some() {
            return address.key();
        }
        let known = address.city_key().and_then(|key| self.postcodes.get(&key));
        match known.map(|codes| (codes.len(), codes.first())) {
            Some((1, Some(only))) => Address { postcode: Some(only.clone()), ..address.clone() }.key(),
            _ => address.key(),
        }
    }
}
