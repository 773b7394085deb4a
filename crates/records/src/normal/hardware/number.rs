//! Numbers that systems write in hexadecimal or decimal without saying which.

/// What a text can mean as a number of `width` hexadecimal digits.
///
/// The rule: `0x` before it, or a letter a-f in it, is hexadecimal. Digits alone that are padded
/// with zeros to the full width are hexadecimal. Digits alone that are more than the width holds
/// are decimal. All other digits are hexadecimal first (osquery, `system_profiler` and Windows
/// write ids so, without padding) and may be decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Number {
    pub(super) hexadecimal: Option<u32>,
    pub(super) decimal: Option<u32>,
}

impl Number {
    /// Reads a number of `width` hexadecimal digits (4 for ids, 8 for serials). `None` where the
    /// text is no number or does not fit.
    pub(super) fn parse(text: &str, width: usize) -> Option<Self> {
        let trimmed = text.trim().trim_matches(['"', '\'']).trim();
        let fits = |value: &u32| width >= 8 || *value < 1 << (4 * width);
        let hexadecimal = |digits: &str| {
            let plain =
                !digits.is_empty() && digits.len() <= 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
            if plain { u32::from_str_radix(digits, 16).ok().filter(fits) } else { None }
        };
        if let Some(digits) = trimmed.strip_prefix("0x").or_else(|| trimmed.strip_prefix("0X")) {
            return Self { hexadecimal: hexadecimal(digits), decimal: None }.known();
        }
        if !trimmed.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self { hexadecimal: hexadecimal(trimmed), decimal: None }.known();
        }
        let decimal = if trimmed.len() <= 16 { trimmed.parse().ok().filter(fits) } else { None };
        if trimmed.len() > width {
            return Self { hexadecimal: None, decimal }.known();
        }
        let padded = trimmed.len() == width && trimmed.starts_with('0');
        Self { hexadecimal: hexadecimal(trimmed), decimal: decimal.filter(|_| !padded) }.known()
    }

    fn known(self) -> Option<Self> {
        (self.hexadecimal.is_some() || self.decimal.is_some()).then_some(self)
    }

    /// The reading that decides equality.
    pub(super) fn canonical(self) -> Option<u32> {
        self.hexadecimal.or(self.decimal)
    }

    /// Both readings, the canonical one first.
    pub(super) fn readings(self) -> impl Iterator<Item = u32> {
        let second = self.decimal.filter(|decimal| self.hexadecimal.is_some_and(|first| first != *decimal));
        self.canonical().into_iter().chain(second)
    }
}

/// The pairs of ids that two texts of one row can mean, the canonical one first. One row is written
/// in one notation, so hexadecimal goes with hexadecimal and decimal with decimal; only where no
/// common notation is possible does each keep its own.
pub(super) fn pairs(first: Number, second: Number) -> Vec<(u16, u16)> {
    let pair = |left: Option<u32>, right: Option<u32>| Some((left? as u16, right? as u16));
    let mut found: Vec<(u16, u16)> = Vec::new();
    found.extend(pair(first.hexadecimal, second.hexadecimal));
    found.extend(pair(first.decimal, second.decimal).filter(|other| found.first() != Some(other)));
    if found.is_empty() {
        found.extend(pair(first.canonical(), second.canonical()));
    }
    found
}
