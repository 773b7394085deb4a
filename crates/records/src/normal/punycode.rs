//! Host names in ASCII: the encoding half of RFC 3492, so that an international domain has one form.

use unicode_normalization::UnicodeNormalization;

/// A host name in lower-case ASCII, each international label as `xn--`. `None` for what is no
/// registrable-looking host: fewer than two labels, an empty or overlong one, a numeric last one.
pub(super) fn host_to_ascii(host: &str) -> Option<String> {
    let normal: String = host.trim().nfkc().flat_map(char::to_lowercase).nfc().collect();
    let mut labels = Vec::new();
    for label in normal.split(['.', '\u{3002}']) {
        labels.push(label_to_ascii(label)?);
    }
    let last = labels.last()?;
    let joined = labels.join(".");
    let is_name = labels.len() >= 2
        && last.len() >= 2
        && !last.bytes().any(|b| b.is_ascii_digit() && !last.starts_with("xn--"));
    (is_name && joined.len() <= 253).then_some(joined)
}

fn label_to_ascii(label: &str) -> Option<String> {
    if label.is_empty() || label.len() > 63 || label.starts_with('-') || label.ends_with('-') {
        return None;
    }
    if label.is_ascii() {
        let is_plain = label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        return is_plain.then(|| label.to_owned());
    }
    if !label
        .chars()
        .all(|c| c.is_alphanumeric() || c == '-' || unicode_normalization::char::is_combining_mark(c))
    {
        return None;
    }
    let encoded = encode(label)?;
    (encoded.len() <= 59).then(|| format!("xn--{encoded}"))
}

// Parameters of RFC 3492 section 5.
const BASE: u32 = 36;
const THRESHOLD_MINIMUM: u32 = 1;
const THRESHOLD_MAXIMUM: u32 = 26;
const SKEW: u32 = 38;
const DAMP: u32 = 700;

/// RFC 3492 section 6.3.
fn encode(label: &str) -> Option<String> {
    let mut output: String = label.chars().filter(char::is_ascii).collect();
    let basic = u32::try_from(output.len()).ok()?;
    if basic > 0 {
        output.push('-');
    }
    let total = u32::try_from(label.chars().count()).ok()?;
    let (mut code, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while handled < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= code).min()?;
        delta = delta.checked_add((next - code).checked_mul(handled + 1)?)?;
        code = next;
        for character in label.chars().map(u32::from) {
            if character < code {
                delta = delta.checked_add(1)?;
            }
            if character == code {
                push_variable_length(&mut output, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        code += 1;
    }
    Some(output)
}

fn push_variable_length(output: &mut String, delta: u32, bias: u32) {
    let mut rest = delta;
    let mut position = BASE;
    loop {
        let threshold = position.saturating_sub(bias).clamp(THRESHOLD_MINIMUM, THRESHOLD_MAXIMUM);
        if rest < threshold {
            output.push(digit(rest));
            return;
        }
        output.push(digit(threshold + (rest - threshold) % (BASE - threshold)));
        rest = (rest - threshold) / (BASE - threshold);
        position += BASE;
    }
}

/// RFC 3492 section 6.1.
fn adapt(delta: u32, count: u32, is_first: bool) -> u32 {
    let mut rest = if is_first { delta / DAMP } else { delta / 2 };
    rest += rest / count;
    let mut steps = 0;
    while rest > ((BASE - THRESHOLD_MINIMUM) * THRESHOLD_MAXIMUM) / 2 {
        rest /= BASE - THRESHOLD_MINIMUM;
        steps += BASE;
    }
    steps + (BASE - THRESHOLD_MINIMUM + 1) * rest / (rest + SKEW)
}

/// 0 to 25 are letters, 26 to 35 digits.
fn digit(value: u32) -> char {
    char::from_digit(if value < 26 { value + 10 } else { value - 26 }, 36).unwrap_or('-')
}

#[cfg(test)]
mod tests {
    use super::{encode, host_to_ascii};

    /// RFC 3492 section 7.1, lower-cased; and two labels in common use.
    #[test]
    fn published_samples_are_met() {
        let samples = [
            ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),
            ("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b"),
            ("почемужеонинеговорятпорусски", "b1abfaaepdrnnbgefbadotcwatmq2g4l"),
            ("bücher", "bcher-kva"),
            ("münchen", "mnchen-3ya"),
        ];
        for (label, expected) in samples {
            assert_eq!(encode(label).as_deref(), Some(expected));
        }
    }

    #[test]
    fn hosts_are_checked_by_shape() {
        assert_eq!(host_to_ascii("WWW.Example.ORG").as_deref(), Some("www.example.org"));
        assert_eq!(host_to_ascii("例え.jp").as_deref(), Some("xn--r8jz45g.jp"));
        for bad in ["", "org", "a..org", "-a.org", "a-.org", "10.0.0.1", "a.b c", "a.x", "ü ber.org"] {
            assert_eq!(host_to_ascii(bad), None, "{bad}");
        }
    }
}
