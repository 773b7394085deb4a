//! Memos and destination tags, by which exchanges tell customers of one address apart.

use super::super::written::visible;

/// A memo or destination tag in one spelling: without space around it and without the word before
/// it (`memo: 123`). Letters keep their case; digits alone lose leading zeros, because a tag is a
/// number and spreadsheets drop them.
///
/// `None` for what is empty, rounded by a spreadsheet, over 200 characters or says that there is
/// none.
///
/// ```
/// use bonafide_records::normal::normal_memo;
/// assert_eq!(normal_memo(" Memo: 00417 ").as_deref(), Some("417"));
/// assert_eq!(normal_memo("aB-17").as_deref(), Some("aB-17"));
/// assert_eq!(normal_memo("n/a"), None);
/// ```
pub fn normal_memo(text: &str) -> Option<String> {
    if text.len() > 1000 {
        return None;
    }
    let shown = visible(text);
    let unlabelled = bare(&shown);
    let memo = unlabelled.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = memo.to_lowercase();
    let says_none =
        matches!(lower.as_str(), "n/a" | "na" | "none" | "null" | "no memo" | "not required" | "-" | "--");
    if memo.is_empty() || memo.chars().count() > 200 || says_none || is_rounded(&lower) {
        return None;
    }
    let whole = memo.strip_suffix(".0").unwrap_or(&memo);
    if whole.bytes().all(|b| b.is_ascii_digit()) && !whole.is_empty() {
        let significant = whole.trim_start_matches('0');
        return Some(if significant.is_empty() { "0" } else { significant }.to_owned());
    }
    Some(memo)
}

/// Without the mark by which a spreadsheet keeps text as text and without labels, in whatever order
/// they stand, so that reading a form again gives the same form.
fn bare(shown: &str) -> &str {
    let mut rest = shown.trim();
    loop {
        let shorter = without_label(rest.trim_start_matches('\'')).trim_start();
        if shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter;
    }
}

fn without_label(text: &str) -> &str {
    match text.split_once([':', '=', '#']) {
        Some((label, rest)) if is_label(label) => rest.trim_start(),
        _ => text,
    }
}

fn is_label(label: &str) -> bool {
    let lower = label.trim().to_lowercase();
    matches!(
        lower.as_str(),
        "" | "memo" | "tag" | "dt" | "destination tag" | "dest tag" | "memo id" | "comment"
    )
}

fn is_rounded(lower: &str) -> bool {
    lower.split_once("e+").is_some_and(|(mantissa, exponent)| {
        let is_number = |part: &str| {
            !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b','))
        };
        is_number(mantissa) && is_number(exponent)
    })
}
