//! The shapes of Greenhouse's JSON, fields in the vendor's order.
//!
//! After `greenhouse-api-docs` (Harvest v1 candidates and applications; webhook "Candidate has been
//! hired"). Field names speak for themselves.
#![allow(missing_docs, clippy::struct_field_names)]

use std::collections::BTreeMap;

use serde::Serialize;

#[derive(Serialize)]
pub struct Candidate<'a> {
    pub id: u64,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub company: Option<&'a str>,
    pub title: Option<&'a str>,
    pub created_at: String,
    pub updated_at: String,
    pub last_activity: String,
    pub is_private: bool,
    pub photo_url: Option<String>,
    pub attachments: Vec<Attachment>,
    pub application_ids: Vec<u64>,
    pub phone_numbers: Vec<TypedValue<'a>>,
    pub addresses: Vec<TypedValue<'a>>,
    pub email_addresses: Vec<TypedValue<'a>>,
    pub website_addresses: Vec<TypedValue<'a>>,
    pub social_media_addresses: Vec<Plain<'a>>,
    pub recruiter: Option<Colleague>,
    pub coordinator: Option<Colleague>,
    pub can_email: bool,
    pub tags: Vec<&'static str>,
    pub applications: Vec<Application<'a>>,
    pub educations: Vec<()>,
    pub employments: Vec<Employment<'a>>,
    pub linked_user_ids: Vec<u64>,
    pub custom_fields: BTreeMap<&'static str, Option<&'a str>>,
    pub keyed_custom_fields: BTreeMap<&'static str, Option<Field<'a>>>,
}

#[derive(Serialize)]
pub struct TypedValue<'a> {
    pub value: &'a str,
    pub r#type: &'static str,
}

#[derive(Serialize)]
pub struct Plain<'a> {
    pub value: &'a str,
}

#[derive(Serialize)]
pub struct Attachment {
    pub filename: String,
    pub url: &'static str,
    pub r#type: &'static str,
    pub created_at: String,
}

#[derive(Serialize)]
pub struct Employment<'a> {
    pub id: u64,
    pub company_name: &'a str,
    pub title: &'static str,
    pub start_date: String,
    pub end_date: String,
}

#[derive(Serialize)]
pub struct Field<'a> {
    pub name: &'static str,
    pub r#type: &'static str,
    pub value: Option<&'a str>,
}

/// One of the firm's own recruiters: not the candidate, and never to be read as such.
#[derive(Serialize)]
pub struct Colleague {
    pub id: u64,
    pub first_name: &'static str,
    pub last_name: &'static str,
    pub name: &'static str,
    pub employee_id: &'static str,
}

pub const RECRUITER: Colleague = Colleague {
    id: 92_120,
    first_name: "Ilse",
    last_name: "Beispiel",
    name: "Ilse Beispiel",
    employee_id: "1001",
};

#[derive(Serialize)]
pub struct Application<'a> {
    pub id: u64,
    pub candidate_id: u64,
    pub prospect: bool,
    pub applied_at: String,
    pub rejected_at: Option<String>,
    pub last_activity_at: String,
    pub location: Option<Location>,
    pub source: Origin<'a>,
    pub credited_to: Option<Colleague>,
    pub recruiter: Option<Colleague>,
    pub jobs: [Job; 1],
    pub status: &'static str,
    pub answers: Vec<Answer<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eeoc: Option<Eeoc>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub demographic_answers: Vec<DemographicAnswer>,
    pub attachments: Vec<Attachment>,
}

/// An application as a page of Harvest v3 lists it.
#[derive(Serialize)]
pub struct ApplicationAlone<'a> {
    pub id: u64,
    pub candidate_id: u64,
    pub job_id: u64,
    pub source_id: u64,
    pub created_at: String,
    pub applied_at: String,
    pub updated_at: String,
    pub last_activity_at: String,
    pub rejected_at: Option<String>,
    pub status: &'static str,
    pub answers: Vec<Answer<'a>>,
    pub custom_fields: Vec<Field<'a>>,
}

#[derive(Serialize)]
pub struct Location {
    pub address: &'static str,
}

#[derive(Serialize)]
pub struct Origin<'a> {
    pub id: u64,
    pub public_name: &'a str,
}

#[derive(Serialize)]
pub struct Job {
    pub id: u64,
    pub name: &'static str,
}

#[derive(Serialize)]
pub struct Answer<'a> {
    pub question: &'static str,
    pub answer: &'a str,
}

#[derive(Serialize)]
pub struct Eeoc {
    pub submitted_at: String,
    pub race: Choice,
    pub gender: Choice,
    pub veteran_status: Choice,
    pub disability_status: Choice,
}

#[derive(Serialize)]
pub struct Choice {
    pub id: u64,
    pub description: &'static str,
}

#[derive(Serialize)]
pub struct DemographicAnswer {
    pub id: u64,
    pub demographic_question_id: u64,
    pub demographic_answer_option_id: u64,
    pub free_form_text: Option<&'static str>,
}

#[derive(Serialize)]
pub struct Webhook<'a> {
    pub action: &'static str,
    pub payload: Payload<'a>,
}

#[derive(Serialize)]
pub struct Payload<'a> {
    pub application: Hired<'a>,
}

#[derive(Serialize)]
pub struct Hired<'a> {
    pub id: u64,
    pub status: &'static str,
    pub applied_at: String,
    pub last_activity_at: String,
    pub source: Origin<'a>,
    pub candidate: HiredCandidate<'a>,
    pub jobs: [Job; 1],
    pub offer: Offer,
}

#[derive(Serialize)]
pub struct HiredCandidate<'a> {
    pub id: u64,
    pub first_name: &'a str,
    pub last_name: &'a str,
    pub external_id: Option<&'a str>,
    pub is_private: bool,
    pub phone_numbers: Vec<TypedValue<'a>>,
    pub email_addresses: Vec<TypedValue<'a>>,
    pub addresses: Vec<TypedValue<'a>>,
    pub employments: Vec<Employment<'a>>,
    pub recruiter: Option<Colleague>,
}

#[derive(Serialize)]
pub struct Offer {
    pub id: u64,
    pub version: u64,
    pub starts_at: String,
}
