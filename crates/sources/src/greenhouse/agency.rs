//! Whether an application came through an agency.

use bonafide_records::Firm;
use bonafide_records::normal::fold_text;

use crate::json::tree::Node;

/// Words that name an agency by themselves. `LinkedIn Recruiter` and job boards with such names
/// are none.
const AGENCY: &[&str] = &[
    "agency",
    "agencies",
    "agentur",
    "agenturen",
    "staffing",
    "headhunter",
    "headhunters",
    "headhunting",
    "personalvermittlung",
    "personalvermittler",
    "personaldienstleister",
    "personalberatung",
    "zeitarbeit",
];

/// Words that name an agency together with one of [`FIRM`].
const RECRUITING: &[&str] = &["recruitment", "recruiting", "recruiters", "recruiter"];

const FIRM: &[&str] = &[
    "firm",
    "consultancy",
    "consultants",
    "consulting",
    "partner",
    "partners",
    "company",
    "external",
    "gmbh",
    "ltd",
    "group",
];

/// The agency that an application's source names, as written.
pub(super) fn of_application(application: &Node<'_>, firm: &Firm) -> Option<String> {
    let source = application.get("source")?;
    let kind = source.get("type").and_then(|kind| kind.text().or_else(|| kind.text_of("name")));
    let name = source.text_of("public_name").or_else(|| source.text_of("name")).or_else(|| source.text());
    let is = kind.is_some_and(|kind| names_agency(kind, firm))
        || name.is_some_and(|name| names_agency(name, firm));
    if is { name.or(kind).map(str::to_owned) } else { None }
}

fn names_agency(name: &str, firm: &Firm) -> bool {
    let folded = fold_text(name);
    let words: Vec<&str> = folded.split(' ').collect();
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    any(AGENCY)
        || (any(RECRUITING) && any(FIRM))
        || firm.agencies.iter().any(|agency| !folded.is_empty() && fold_text(&agency.name) == folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::tree::{Everything, parse};
    use bonafide_records::firm::Agency;

    #[test]
    fn agencies_are_told_from_job_boards() {
        let firm = Firm {
            agencies: vec![Agency { name: "Nordlicht Talente".into(), ..Agency::default() }],
            ..Firm::default()
        };
        let of = |source: &str| {
            let text = format!("{{\"source\": {source}}}");
            of_application(&parse(&text, &mut Everything).unwrap(), &firm)
        };
        assert_eq!(of(r#"{"id": 31, "name": "Agency"}"#).as_deref(), Some("Agency"));
        assert_eq!(of(r#"{"public_name": "NORDLICHT  Talente"}"#).as_deref(), Some("NORDLICHT  Talente"));
        assert_eq!(of(r#"{"public_name": "Blau", "type": {"name": "Agencies"}}"#).as_deref(), Some("Blau"));
        assert_eq!(
            of(r#""Seven Recruitment Consultants""#).as_deref(),
            Some("Seven Recruitment Consultants")
        );
        for none in
            [r#"{"public_name": "LinkedIn Recruiter"}"#, r#"{"public_name": "ZipRecruiter"}"#, "null", "7"]
        {
            assert_eq!(of(none), None, "{none}");
        }
    }
}
