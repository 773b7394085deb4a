//! Who is one person: what the firm states joins, what the records contradict does not.

#[allow(dead_code, reason = "the pages use more of it")]
mod casebook;

use casebook::{blocks, outcome};

/// Persons as their sorted keys, and the gaps' first words.
fn check(page: &str, expected: &[&str], gaps: &[&str]) {
    let (detection, _, _) = outcome(&blocks(page));
    let persons: Vec<String> =
        detection.persons.list.iter().map(|person| person.known_as.join(" ")).collect();
    assert_eq!(persons, expected);
    let said: Vec<&String> =
        detection.gaps.iter().filter(|gap| gap.detector == "joins").map(|gap| &gap.says).collect();
    assert_eq!(said.len(), gaps.len(), "{said:?}");
    for (gap, words) in said.iter().zip(gaps) {
        assert!(gap.contains(words), "{gap} does not say {words}");
    }
}

const FIRM: &str = "```toml file=firm.toml\nemail_domains = [\"quarz.example.org\"]\n```\n";

#[test]
fn a_bridge_never_unites_two_who_stay_apart() {
    let page = format!(
        "{FIRM}```csv file=a.csv kind=person source=bamboohr\nperson,employee_number,name,work_email,started\n777,777,Tom Reuter,tom.r@quarz.example.org,2024-01-08\n```\n\
         ```csv file=b.csv kind=person source=personio\nperson,employee_number,name,work_email,started\n777,777,Tom Klee,tom.k@quarz.example.org,2024-01-08\n```\n\
         ```csv file=c.csv kind=person source=deel\nperson,employee_number,name,contract\nc-1,777,Tom Reuter,c-1\n```\n"
    );
    check(&page, &["bamboohr:777 deel:c-1", "personio:777"], &["different work e-mails"]);
}

#[test]
fn a_bridge_that_agrees_with_both_alike_joins_neither() {
    let page = format!(
        "{FIRM}```csv file=a.csv kind=person source=bamboohr\nperson,employee_number,name,work_email,started\n5,5,Anna Mueller,anna@quarz.example.org,2024-01-08\n```\n\
         ```csv file=b.csv kind=person source=personio\nperson,employee_number,name,work_email,started\n5,5,Jonas Schmidt,jonas@quarz.example.org,2024-01-08\n```\n\
         ```csv file=c.csv kind=person source=deel\nperson,employee_number,name,contract\nc-9,5,Anna Schmidt,c-9\n```\n"
    );
    check(&page, &["bamboohr:5", "deel:c-9", "personio:5"], &["different work e-mails"]);
}

#[test]
fn two_systems_that_both_number_from_one_are_not_believed_blindly() {
    let tables = |work: [&str; 2], phone: [&str; 2]| {
        format!(
            "{FIRM}```csv file=a.csv kind=person source=bamboohr\nperson,employee_number,name,work_email,phone,started\n1,1,Alva Renning,{},{},2024-01-08\n```\n\
             ```csv file=b.csv kind=person source=personio\nperson,employee_number,name,work_email,phone,started\n1,1,Jorin Maske,{},{},2024-01-08\n```\n",
            work[0], phone[0], work[1], phone[1]
        )
    };
    let apart = ["bamboohr:1", "personio:1"];
    check(&tables(["", ""], ["", ""]), &apart, &["names that have nothing in common"]);
    // A changed name is believed where anything else agrees.
    let work = "a.r@quarz.example.org";
    check(&tables([work, work], ["", ""]), &["bamboohr:1 personio:1"], &[]);
    let phone = "+49 30 23125 001";
    check(&tables(["", ""], [phone, phone]), &["bamboohr:1 personio:1"], &[]);
}

#[test]
fn a_work_mailbox_issued_again_joins_nobody() {
    let tables = |ended: &str| {
        format!(
            "{FIRM}```csv file=a.csv kind=person source=bamboohr\nperson,name,work_email,started,ended\n1,Alva Renning,info@quarz.example.org,2020-01-08,{ended}\n```\n\
             ```csv file=b.csv kind=person source=deel\nperson,name,work_email,started,contract\nc-4,Jorin Maske,info@quarz.example.org,2023-05-02,c-4\n```\n"
        )
    };
    check(&tables("2022-03-31"), &["bamboohr:1", "deel:c-4"], &["was used by one person before"]);
    check(&tables(""), &["bamboohr:1 deel:c-4"], &[]);
}

#[test]
fn a_hire_is_joined_whatever_the_names() {
    let page = "```json file=candidates.json\n[{\"id\": 31, \"first_name\": \"Liz\", \"last_name\": \"Solberg\", \"email_addresses\": [], \"phone_numbers\": [],\n\
        \"keyed_custom_fields\": {\"employee_id\": {\"name\": \"Employee ID\", \"type\": \"short_text\", \"value\": \"0042\"}}, \"applications\": []}]\n```\n\
        ```csv file=a.csv kind=person source=bamboohr\nperson,employee_number,name,started\n42,42,Elizabeth Haugen,2024-01-08\n```\n";
    check(page, &["bamboohr:42 greenhouse:31"], &[]);
}

#[test]
fn one_number_for_two_people_of_one_system_joins_nobody() {
    let page = "```csv file=a.csv kind=person source=bamboohr\nperson,employee_number,name,started\n1,7,Alva Renning,2024-01-08\n2,7,Jorin Maske,2024-01-08\n```\n\
        ```csv file=b.csv kind=person source=personio\nperson,employee_number,name,started\n7,7,Alva Renning,2024-01-08\n```\n";
    check(page, &["bamboohr:1", "bamboohr:2", "personio:7"], &["given to several people"]);
}
