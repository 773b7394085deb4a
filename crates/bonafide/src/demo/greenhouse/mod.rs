//! Writes candidates, applications and hires as Greenhouse's Harvest API and webhooks give them.
//!
//! The equal-opportunity and demographic blocks are filled at random and belong to nobody: a
//! reader must drop them.

mod shapes;

use std::collections::BTreeMap;
use std::io::{self, Write};

use jiff::civil::Date;
use shapes::{
    Answer, Application, ApplicationAlone, Attachment, Candidate, Choice, DemographicAnswer, Eeoc,
    Employment, Field, Hired, HiredCandidate, Job, Location, Offer, Origin, Payload, Plain, RECRUITER,
    TypedValue, Webhook,
};

use super::applicant::{Applicant, Typed};
use super::calendar::instant;
use super::invent::Random;

/// How much of a candidate stands inside the candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nesting {
    /// Applications stand inside the candidate (Harvest v1).
    Nested,
    /// Applications have a file of their own; the candidate names their ids.
    Apart,
}

/// Writes one candidate as one JSON object, without line end. `noise` draws what is protected and
/// must not matter.
pub fn candidate(
    out: &mut impl Write,
    applicant: &Applicant,
    nesting: Nesting,
    noise: &mut Random,
) -> io::Result<()> {
    let seed = applicant.id;
    let newest = applicant.posts.first();
    let mut custom_fields =
        BTreeMap::from([("notice_period", Some(noise.pick(&["none", "1 month", "3 months"])))]);
    let mut keyed = BTreeMap::from([(
        "notice_period",
        custom_fields.get("notice_period").copied().flatten().map(|value| Field {
            name: "Notice Period",
            r#type: "short_text",
            value: Some(value),
        }),
    )]);
    if let Some(number) = applicant.employee_id.as_deref() {
        custom_fields.insert("employee_id", Some(number));
        keyed.insert("employee_id", Some(field("Employee ID", number)));
    }
    if noise.one_in(4) {
        let born = noise.pick(&["1984-03-17", "1991-11-02", "1996-07-29", "1979-12-05"]);
        custom_fields.insert("date_of_birth", Some(born));
        keyed.insert("date_of_birth", Some(field("Date of Birth", born)));
    }
    let photo =
        noise.one_in(5).then(|| format!("https://photos.example.net/{}.jpg", noise.draw() % 1_000_000));
    let applications = match nesting {
        Nesting::Nested => nested(applicant, noise),
        Nesting::Apart => Vec::new(),
    };
    let record = Candidate {
        id: applicant.id,
        first_name: &applicant.name.0,
        last_name: &applicant.name.1,
        company: newest.map(|post| post.company.as_str()),
        title: newest.map(|post| post.title),
        created_at: instant(first_day(applicant), seed),
        updated_at: instant(applicant.last_activity, seed + 40),
        last_activity: instant(applicant.last_activity, seed + 40),
        is_private: false,
        photo_url: photo,
        attachments: attachments(applicant),
        application_ids: (0..applicant.applied.len()).map(|index| application_id(applicant, index)).collect(),
        phone_numbers: typed(&applicant.phones),
        addresses: typed(&applicant.addresses),
        email_addresses: typed(&applicant.mailboxes),
        website_addresses: typed(&applicant.websites),
        social_media_addresses: applicant.socials.iter().map(|value| Plain { value }).collect(),
        recruiter: Some(RECRUITER),
        coordinator: None,
        can_email: true,
        tags: Vec::new(),
        applications,
        educations: Vec::new(),
        employments: employments(applicant, true),
        linked_user_ids: Vec::new(),
        custom_fields,
        keyed_custom_fields: keyed,
    };
    serde_json::to_writer(out, &record).map_err(io::Error::from)
}

/// Writes each application of a candidate as an object of its own, by `each`.
pub fn applications_apart(
    applicant: &Applicant,
    mut each: impl FnMut(&[u8]) -> io::Result<()>,
) -> io::Result<()> {
    for (index, &day) in applicant.applied.iter().enumerate() {
        let record = ApplicationAlone {
            id: application_id(applicant, index),
            candidate_id: applicant.id,
            job_id: job_id(applicant),
            source_id: 2,
            created_at: instant(day, applicant.id),
            applied_at: instant(day, applicant.id),
            updated_at: instant(applicant.last_activity, applicant.id + 40),
            last_activity_at: instant(applicant.last_activity, applicant.id + 40),
            rejected_at: None,
            status: status(applicant),
            answers: answers(applicant),
            custom_fields: Vec::new(),
        };
        each(&serde_json::to_vec(&record)?)?;
    }
    Ok(())
}

/// Writes the webhook body that Greenhouse sends when a candidate is marked as hired.
pub fn hire(out: &mut impl Write, applicant: &Applicant, starts: Date) -> io::Result<()> {
    let record = Webhook {
        action: "hire_candidate",
        payload: Payload {
            application: Hired {
                id: application_id(applicant, applicant.applied.len().saturating_sub(1)),
                status: "hired",
                applied_at: instant(first_day(applicant), applicant.id),
                last_activity_at: instant(applicant.last_activity, applicant.id + 40),
                source: Origin { id: 2, public_name: &applicant.source },
                candidate: HiredCandidate {
                    id: applicant.id,
                    first_name: &applicant.name.0,
                    last_name: &applicant.name.1,
                    external_id: applicant.external_id.as_deref(),
                    is_private: false,
                    phone_numbers: typed(&applicant.phones),
                    email_addresses: typed(&applicant.mailboxes),
                    addresses: typed(&applicant.addresses),
                    employments: employments(applicant, false),
                    recruiter: Some(RECRUITER),
                },
                jobs: [Job { id: job_id(applicant), name: applicant.job }],
                offer: Offer { id: applicant.id % 1_000_000, version: 1, starts_at: starts.to_string() },
            },
        },
    };
    serde_json::to_writer_pretty(&mut *out, &record)?;
    out.write_all(b"\n")
}

fn nested<'a>(applicant: &'a Applicant, noise: &mut Random) -> Vec<Application<'a>> {
    let mut applications = Vec::new();
    for (index, &day) in applicant.applied.iter().enumerate() {
        let hired = applicant.employee_id.is_some() || applicant.external_id.is_some();
        applications.push(Application {
            id: application_id(applicant, index),
            candidate_id: applicant.id,
            prospect: false,
            applied_at: instant(day, applicant.id),
            rejected_at: (!hired && applicant.id.is_multiple_of(3))
                .then(|| instant(applicant.last_activity, applicant.id)),
            last_activity_at: instant(applicant.last_activity, applicant.id + 40),
            location: Some(Location { address: "Remote, Europe" }),
            source: Origin { id: 2, public_name: &applicant.source },
            credited_to: (applicant.source == "Referral").then_some(RECRUITER),
            recruiter: Some(RECRUITER),
            jobs: [Job { id: job_id(applicant), name: applicant.job }],
            status: status(applicant),
            answers: answers(applicant),
            eeoc: noise.one_in(2).then(|| eeoc(day, noise)),
            demographic_answers: demographic(noise),
            attachments: Vec::new(),
        });
    }
    applications
}

fn eeoc(day: Date, noise: &mut Random) -> Eeoc {
    let race = noise.pick(&[
        "Decline To Self Identify",
        "Two or More Races",
        "White",
        "Asian",
        "Hispanic or Latino",
    ]);
    let gender = noise.pick(&["Male", "Female", "Decline To Self Identify"]);
    let veteran = noise.pick(&["I am not a protected veteran", "I don't wish to answer"]);
    let disability = noise.pick(&["No, I do not have a disability", "I do not want to answer"]);
    Eeoc {
        submitted_at: instant(day, noise.draw() % 9_999),
        race: Choice { id: 1 + noise.draw() % 8, description: race },
        gender: Choice { id: 1 + noise.draw() % 3, description: gender },
        veteran_status: Choice { id: 1 + noise.draw() % 3, description: veteran },
        disability_status: Choice { id: 1 + noise.draw() % 3, description: disability },
    }
}

fn demographic(noise: &mut Random) -> Vec<DemographicAnswer> {
    let mut list = Vec::new();
    for question in 0..noise.below(3) as u64 {
        list.push(DemographicAnswer {
            id: noise.draw() % 10_000_000,
            demographic_question_id: 700 + question,
            demographic_answer_option_id: 9_000 + noise.draw() % 40,
            free_form_text: noise.one_in(4).then_some("prefer to describe it myself"),
        });
    }
    list
}

fn field<'a>(name: &'static str, value: &'a str) -> Field<'a> {
    Field { name, r#type: "short_text", value: Some(value) }
}

fn typed(values: &[Typed]) -> Vec<TypedValue<'_>> {
    values.iter().map(|(value, kind)| TypedValue { value, r#type: kind }).collect()
}

fn answers(applicant: &Applicant) -> Vec<Answer<'_>> {
    applicant.answers.iter().map(|(question, answer)| Answer { question, answer }).collect()
}

fn employments(applicant: &Applicant, as_instant: bool) -> Vec<Employment<'_>> {
    let mut list = Vec::new();
    for (index, post) in applicant.posts.iter().enumerate() {
        let (start_date, end_date) = if as_instant {
            (format!("{}-03-01T00:00:00.000Z", post.from), format!("{}-09-30T00:00:00.000Z", post.to))
        } else {
            (format!("03/01/{}", post.from), format!("09/30/{}", post.to))
        };
        list.push(Employment {
            id: applicant.id * 5 + index as u64,
            company_name: &post.company,
            title: post.title,
            start_date,
            end_date,
        });
    }
    list
}

fn attachments(applicant: &Applicant) -> Vec<Attachment> {
    let Some(filename) = applicant.resume.clone() else { return Vec::new() };
    vec![Attachment {
        filename,
        url: "https://files.example.net/...",
        r#type: "resume",
        created_at: instant(first_day(applicant), applicant.id),
    }]
}

fn first_day(applicant: &Applicant) -> Date {
    applicant.applied.first().copied().unwrap_or(applicant.last_activity)
}

fn application_id(applicant: &Applicant, index: usize) -> u64 {
    applicant.id * 8 + index as u64
}

fn job_id(applicant: &Applicant) -> u64 {
    299_100 + applicant.job.len() as u64
}

fn status(applicant: &Applicant) -> &'static str {
    match (&applicant.employee_id, &applicant.external_id) {
        (None, None) if applicant.id.is_multiple_of(3) => "rejected",
        (None, None) => "active",
        _ => "hired",
    }
}
