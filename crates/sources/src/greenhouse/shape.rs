//! Which objects are Greenhouse records, told by their keys alone.
//!
//! Field names after Greenhouse's Harvest documentation (v1, grnhse/greenhouse-api-docs, and v3,
//! harvestdocs.greenhouse.io) and its webhook documentation. Protected keys are never asked for
//! here, except to recognise a file that holds nothing else.

/// What an object is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A candidate.
    Candidate,
    /// An application.
    Application,
    /// The body of a webhook.
    Webhook,
    /// An EEOC or demographic answer: recognised, so that it is counted and not read.
    Protected,
}

/// Keys of a candidate. Two of them make one: other products have a field or two of these names.
const CANDIDATE: &[&str] = &[
    "email_addresses",
    "phone_numbers",
    "addresses",
    "website_addresses",
    "social_media_addresses",
    "application_ids",
    "keyed_custom_fields",
    "linked_user_ids",
    "last_activity",
    "last_activity_at",
    "can_email",
    "is_private",
    "private",
    "preferred_name",
    "recruiter",
    "coordinator",
    "educations",
    "employments",
];

/// Keys of an application, beside `candidate_id`.
const APPLICATION: &[&str] = &[
    "applied_at",
    "rejected_at",
    "last_activity_at",
    "prospect",
    "jobs",
    "job_id",
    "job_post_id",
    "current_stage",
    "job_interview_stage_id",
    "stage_id",
    "source_id",
    "location_address",
    "prospective_job_ids",
    "answers",
    "credited_to",
];

/// Keys of what hangs on an application or is another product's: no application or candidate.
const OTHERS: &[&str] = &[
    "application_id",
    "remote_id",
    "remote_data",
    "site_admin",
    "linked_candidate_ids",
    "primary_email_address",
    "company_name",
];

/// What an object with these keys is; `None` for what is no record.
pub(super) fn shape(keys: &[&str]) -> Option<Shape> {
    let has = |key: &str| keys.contains(&key);
    if has("action") && has("payload") {
        return Some(Shape::Webhook);
    }
    if is_demographic(keys) {
        return Some(Shape::Protected);
    }
    if OTHERS.iter().any(|key| has(key)) {
        return None;
    }
    if has("candidate_id") {
        return if APPLICATION.iter().any(|key| has(key)) { Some(Shape::Application) } else { None };
    }
    let named = has("id") || has("first_name") || has("last_name");
    let marks = CANDIDATE.iter().filter(|key| has(key)).count();
    if named && marks >= 2 { Some(Shape::Candidate) } else { None }
}

/// Whether an object whose first keys are these may become a record.
pub(super) fn may_become(keys: &[&str]) -> bool {
    let names = ["first_name", "last_name", "candidate_id"];
    shape(keys).is_some() || keys.iter().any(|key| CANDIDATE.contains(key) || names.contains(key))
}

/// What part of a candidate an object with these keys is, where it is exported alone: a post or an
/// education of Harvest v1 or v3.
pub(super) fn part(keys: &[&str]) -> Option<&'static str> {
    let has = |key: &str| keys.contains(&key);
    let dated = has("start_date") || has("end_date");
    if has("company_name") && (dated || has("title")) {
        return Some("employments");
    }
    let school = has("school_name") || has("school_id") || has("school_name_id") || has("school");
    let studied = ["degree", "degree_id", "discipline", "discipline_id"].iter().any(|key| has(key));
    if school && (studied || dated) { Some("educations") } else { None }
}

/// An export of EEOC or demographic answers alone.
fn is_demographic(keys: &[&str]) -> bool {
    let of_somebody =
        keys.iter().any(|key| matches!(*key, "application_id" | "candidate_id" | "submitted_at"));
    let blocks = ["race", "gender", "veteran_status", "disability_status"];
    let answers = keys.iter().filter(|key| blocks.contains(key)).count();
    let question = keys
        .iter()
        .any(|key| key.starts_with("demographic_question") || key.starts_with("demographic_answer"));
    // A candidate or application that merely holds such a block is read, without the block.
    let more = keys.iter().any(|key| CANDIDATE.contains(key) || APPLICATION.contains(key));
    of_somebody && !more && (answers >= 2 || question)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_records_from_what_only_looks_like_them() {
        let check = |keys: &str| shape(&keys.split_whitespace().collect::<Vec<_>>());
        assert_eq!(check("id first_name last_name phone_numbers email_addresses"), Some(Shape::Candidate));
        assert_eq!(check("id candidate_id job_id status"), Some(Shape::Application));
        assert_eq!(check("action payload"), Some(Shape::Webhook));
        assert_eq!(check("id application_id race gender"), Some(Shape::Protected));
        assert_eq!(check("id application_id demographic_question_id free_form_text"), Some(Shape::Protected));
        // A candidate with a demographic block is a candidate.
        assert_eq!(check("id candidate_id applied_at race gender"), Some(Shape::Application));
        // An offer, a note, an employment, a user, a unified API's candidate, a sign-in event.
        assert_eq!(check("id application_id candidate_id job_id version"), None);
        assert_eq!(check("id candidate_id body visibility"), None);
        assert_eq!(check("id candidate_id company_name title"), None);
        assert_eq!(check("id first_name last_name linked_candidate_ids custom_fields"), None);
        assert_eq!(check("id remote_id first_name email_addresses phone_numbers"), None);
        assert_eq!(check("actor eventType published target"), None);
        let part_of = |keys: &str| part(&keys.split_whitespace().collect::<Vec<_>>());
        assert_eq!(part_of("id candidate_id company_name title start_date"), Some("employments"));
        assert_eq!(part_of("id school_name degree discipline start_date"), Some("educations"));
        assert_eq!(part_of("company_name vat_number"), None);
        assert_eq!(part_of("start_date end_date title"), None);
        assert!(may_become(&["id", "first_name"]));
        assert!(!may_become(&["meta", "candidates"]));
    }
}
