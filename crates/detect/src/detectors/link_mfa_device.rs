//! `link-mfa-device`: one factor signs in for two persons.

use bonafide_records::ValueKind;
use bonafide_records::finding::PersonId;
use bonafide_records::person::{PersonKind, Statement};

use crate::context::Context;
use crate::detector::Detector;
use crate::persons::Person;
use crate::shared_value::SharedValue;

/// One factor signs in for two persons.
pub static LINK_MFA_DEVICE: Detector = Detector {
    id: "link-mfa-device",
    version: 1,
    page: include_str!("../../../../casebooks/link-mfa-device.md"),
    rule: "one authentication factor completes sign-ins of two persons; no service or break-glass account, and no second account under the same name",
    regrades: &[],
    counts: true,
    household_explains: false,
    needs: &["sign-in factor"],
    check: |context, sink| {
        let shared = SharedValue {
            verb: "sign in with",
            leaves_out: |context, _, pair| is_no_persons_account(context, pair),
            ..SharedValue::of(ValueKind::Factor)
        };
        shared.check(context, sink)
    },
};

/// Words in the login of an account that is nobody's.
const NOBODYS: &[&str] = &[
    "svc",
    "service",
    "services",
    "breakglass",
    "glass",
    "emergency",
    "bot",
    "automation",
    "api",
    "noreply",
    "scanner",
    "kiosk",
    "shared",
    "helpdesk",
    "root",
    "sync",
    "integration",
    "monitoring",
    "backup",
    "deploy",
];

/// Whether one of two accounts is a service or break-glass account, or both bear one name (an
/// administrator's second account).
pub fn is_no_persons_account(context: &Context<'_>, pair: [PersonId; 2]) -> bool {
    let (Some(left), Some(right)) = (context.persons.get(pair[0]), context.persons.get(pair[1])) else {
        return false;
    };
    let second_account = !left.works_here() || !right.works_here();
    is_nobodys(context, left) || is_nobodys(context, right) || second_account && left.same_name(right)
}

/// Whether a person is known by sign-ins alone and the login says that nobody signs in with it.
fn is_nobodys(context: &Context<'_>, person: &Person) -> bool {
    if person.kinds.iter().any(|kind| *kind != PersonKind::Account) {
        return false;
    }
    let rows = person.rows.iter().filter_map(|row| context.reading.rows.get(row.0 as usize));
    let mut logins = rows.flat_map(|row| {
        let stated = row.statements.iter().filter_map(|(statement, _)| match statement {
            Statement::WorkMailbox(login) => Some(login.as_str()),
            _ => None,
        });
        stated.chain(std::iter::once(row.key.as_str()))
    });
    logins.any(|login| {
        let local = login.split('@').next().unwrap_or_default().to_lowercase();
        local.split(|letter: char| !letter.is_ascii_alphabetic()).any(|word| NOBODYS.contains(&word))
    })
}
