//! The numbering plans: which country a number belongs to, and whether its length is possible.

use std::collections::HashMap;
use std::sync::LazyLock;

use phonenumber::metadata::{DATABASE, Metadata};

use super::digits::Written;

/// Shortest national number without a known country that is taken for one.
const SHORTEST_NATIONAL: usize = 7;
/// Shortest number with its country code.
const SHORTEST: usize = 7;
/// Longest number of E.164, with country code.
const LONGEST: usize = 15;

/// What one region's plan says, taken from the metadata once: asking it for each number costs
/// more than ten times as much (measured over 200,000 numbers).
struct Plan {
    code: u16,
    /// Digits dialled before a national number inside the country, often `0`.
    prefix: String,
    /// Bit `n` is set where a national number may have `n` digits.
    lengths: u32,
}

static BY_REGION: LazyLock<HashMap<String, Plan>> = LazyLock::new(|| {
    DATABASE.iter().map(|metadata| (metadata.id().to_owned(), Plan::of(metadata))).collect()
});

static BY_CODE: LazyLock<HashMap<u16, Vec<Plan>>> = LazyLock::new(|| {
    let mut plans: HashMap<u16, Vec<Plan>> = HashMap::new();
    for metadata in DATABASE.iter() {
        plans.entry(metadata.country_code()).or_default().push(Plan::of(metadata));
    }
    // The order of the database differs between runs; the answer must not.
    for regions in plans.values_mut() {
        regions.sort_by(|a, b| (b.lengths.count_ones(), &a.prefix).cmp(&(a.lengths.count_ones(), &b.prefix)));
    }
    plans
});

impl Plan {
    fn of(metadata: &Metadata) -> Self {
        // Kinds of numbers that a person may have; the plan's general entry holds no lengths.
        let kinds = metadata.descriptors();
        let descriptors = [
            kinds.fixed_line(),
            kinds.mobile(),
            kinds.voip(),
            kinds.personal_number(),
            kinds.toll_free(),
            kinds.shared_cost(),
            kinds.uan(),
            kinds.pager(),
        ];
        let mut lengths = 0;
        for length in descriptors.iter().flatten().flat_map(|kind| kind.possible_length()) {
            lengths |= 1_u32.checked_shl(u32::from(*length)).unwrap_or_default();
        }
        let prefix = metadata.national_prefix().unwrap_or_default().to_owned();
        Self { code: metadata.country_code(), prefix, lengths }
    }

    /// E.164 where the national number has a length that the plan knows; a dialling zero written
    /// behind the country code is dropped.
    fn complete(&self, national: &str) -> Option<String> {
        let has_zero = self.prefix.starts_with('0');
        let significant = match national.strip_prefix(self.prefix.as_str()) {
            Some(rest) if has_zero => rest,
            _ => national,
        };
        let is_possible = significant.len() < 32 && self.lengths >> significant.len() & 1 == 1;
        // Area code 555 of the North American plan is not assigned: people type it for want of one.
        if !is_possible || is_dummy(significant) || (self.code == 1 && significant.starts_with("555")) {
            return None;
        }
        let number = format!("+{}{significant}", self.code);
        (SHORTEST..=LONGEST).contains(&(number.len() - 1)).then_some(number)
    }
}

/// The number in E.164 with `+`, or the bare digits of a national number.
pub(super) fn resolve(written: &Written, home: Option<&str>) -> Option<String> {
    let digits = written.digits.as_str();
    if digits.len() > LONGEST + 6 || is_dummy(digits) {
        return None;
    }
    if written.has_plus {
        return international(digits.trim_start_matches('0'));
    }
    if let Some(dialled) = digits.strip_prefix("00") {
        return international(dialled.trim_start_matches('0'));
    }
    match home.and_then(|code| BY_REGION.get(code)) {
        Some(plan) => national(digits, plan),
        None => (SHORTEST_NATIONAL..=LONGEST).contains(&digits.len()).then(|| digits.to_owned()),
    }
}

/// Country code and national number. Codes are prefix-free (ITU-T E.164).
pub(super) fn split_country_code(digits: &str) -> Option<(u16, &str)> {
    for length in 1..=3 {
        let (code, rest) = digits.split_at_checked(length)?;
        let Ok(value) = code.parse::<u16>() else { return None };
        if BY_CODE.contains_key(&value) {
            return Some((value, rest));
        }
    }
    None
}

fn international(digits: &str) -> Option<String> {
    let (code, rest) = split_country_code(digits)?;
    BY_CODE.get(&code)?.iter().find_map(|plan| plan.complete(rest))
}

fn national(digits: &str, plan: &Plan) -> Option<String> {
    if plan.code == 1
        && let Some(dialled) = digits.strip_prefix("011")
    {
        return international(dialled);
    }
    // A country code whose plus a spreadsheet took: only where a national number is dialled with a
    // leading zero, which this one lacks, and the rest has a possible length.
    if plan.prefix.starts_with('0')
        && digits.len() >= 11
        && let Some(rest) = digits.strip_prefix(&plan.code.to_string())
        && !rest.starts_with('0')
        && let Some(number) = plan.complete(rest)
    {
        return Some(number);
    }
    if !plan.prefix.is_empty()
        && let Some(stripped) = digits.strip_prefix(plan.prefix.as_str())
        && let Some(number) = plan.complete(stripped)
    {
        return Some(number);
    }
    plan.complete(digits)
}

/// Digits that stand for having no number: one digit over and over, or counting up or down.
fn is_dummy(digits: &str) -> bool {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return true;
    }
    let bytes = digits.as_bytes();
    let steps_by = |step: u8| {
        significant.len() >= 5
            && significant.as_bytes().windows(2).all(|pair| match pair {
                [first, second] => (first - b'0' + step) % 10 == second - b'0',
                _ => false,
            })
    };
    let last = bytes.last().copied().unwrap_or_default();
    let run = bytes.iter().rev().take_while(|digit| **digit == last).count();
    let is_one_digit = significant.bytes().all(|digit| Some(digit) == significant.bytes().next());
    is_one_digit || run >= 7 || steps_by(1) || steps_by(9)
}
