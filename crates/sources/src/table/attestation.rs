//! Tables of checks that somebody did and of indicators that somebody attests.

use bonafide_records::Attestation;
use bonafide_records::fact::CheckResult;

use super::columns::View;
use super::headers;
use super::take::{Table, person_key};

/// Fixed names that hold dates.
pub(crate) const DATES: &[&str] = &["on"];

/// Takes in one row; the error is why it is set aside.
pub(crate) fn take(table: &mut Table<'_>, view: View<'_>) -> Result<(), String> {
    let Some(person) = person_key(view) else {
        return Err("a check without the person whom it concerns".to_owned());
    };
    let Some(check) = view.first("check") else {
        return Err("a row that does not say which check or indicator it attests".to_owned());
    };
    let result = match view.text("result") {
        Some(word) => result(word),
        None => CheckResult::Unknown,
    };
    if result == CheckResult::Unknown {
        let why =
            "its result is none of confirmed, contradicted, not done, refused, waived: write one of these";
        return Err(why.to_owned());
    }
    let on = table.event(view, "on");
    let citation = table.cite(view, check.header);
    table.collector.attestation(Attestation {
        source: table.source.clone(),
        person,
        check: check.text.to_owned(),
        result,
        by: view.text("by").map(str::to_owned),
        on,
        citation,
    });
    Ok(())
}

/// What a result's word means, in English and German.
fn result(word: &str) -> CheckResult {
    let folded = headers::fold(word);
    match folded.as_str() {
        "confirmed" | "confirm" | "ok" | "okay" | "passed" | "pass" | "yes" | "true" | "match"
        | "matched" | "clear" | "bestaetigt" | "ja" | "bestanden" | "erfolgreich" | "stimmt" => {
            CheckResult::Confirmed
        }
        "contradicted" | "contradict" | "failed" | "fail" | "no" | "false" | "mismatch" | "widersprochen"
        | "widerlegt" | "nein" | "nichtbestanden" | "durchgefallen" | "stimmtnicht" => {
            CheckResult::Contradicted
        }
        "notdone" | "open" | "pending" | "missed" | "noshow" | "notpossible" | "unreachable"
        | "nichterfolgt" | "offen" | "nichtdurchgefuehrt" | "nichtmoeglich" | "nichterreicht"
        | "ausstehend" => CheckResult::NotDone,
        "refused" | "refuse" | "declined" | "verweigert" | "abgelehnt" => CheckResult::Refused,
        "waived" | "waive" | "exempt" | "verzichtet" | "erlassen" | "ausgenommen" => CheckResult::Waived,
        _ => CheckResult::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_are_understood_in_both_languages() {
        assert_eq!(result("Bestätigt"), CheckResult::Confirmed);
        assert_eq!(result("nicht bestanden"), CheckResult::Contradicted);
        assert_eq!(result("Not done"), CheckResult::NotDone);
        assert_eq!(result("no-show"), CheckResult::NotDone);
        assert_eq!(result("verweigert"), CheckResult::Refused);
        assert_eq!(result("waived"), CheckResult::Waived);
        assert_eq!(result("maybe"), CheckResult::Unknown);
    }
}
