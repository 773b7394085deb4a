//! Links of a CV that are its sender's.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::cv::Cv;
use bonafide_records::normal::{CodeAccount, WebLink};
use bonafide_records::value::{Form, Role};
use bonafide_records::{Citation, Document};

/// Links of a CV that are its sender's: those of the contact block, and an account behind a clicked
/// word where the file links to no other account of that host. Further down a link is of an employer
/// or a project, and nobody's own.
pub fn links(document: &Document, cv: &Cv) -> Vec<(Form, Role, Citation)> {
    let mut found = Vec::new();
    for line in &cv.header {
        let part = document.lines.get(line.number).map_or(0, |(part, _)| usize::from(*part));
        let Some(cited) = document.parts.get(part).or_else(|| document.parts.first()) else { continue };
        for link in WebLink::find_all(&line.text) {
            let citation = cited.with_field("text");
            match link {
                WebLink::Account(account) => found.push((Form::CodeAccount(account), Role::Own, citation)),
                WebLink::Page(page) => found.push((Form::WebPage(page), Role::Own, citation)),
                WebLink::Repository(page, account) => {
                    found.push((Form::WebPage(page), Role::Mentioned, citation.clone()));
                    found.push((Form::CodeAccount(account), Role::Mentioned, citation));
                }
            }
        }
        for account in labelled(&line.text) {
            found.push((Form::CodeAccount(account), Role::Own, cited.with_field("text")));
        }
    }
    if let Some(cited) = document.parts.first() {
        for account in clicked(document) {
            let form = Form::CodeAccount(account);
            if !found.iter().any(|(known, role, _)| *role == Role::Own && *known == form) {
                found.push((form, Role::Own, cited.with_field("link")));
            }
        }
    }
    found
}

/// Accounts to which clicked words lead, where each is the only one of its host.
fn clicked(document: &Document) -> Vec<CodeAccount> {
    let mut accounts: BTreeMap<String, BTreeSet<CodeAccount>> = BTreeMap::new();
    for link in &document.links {
        let Some(WebLink::Account(account) | WebLink::Repository(_, account)) = WebLink::parse(link) else {
            continue;
        };
        let host = account.key().split('/').next().unwrap_or_default().to_owned();
        accounts.entry(host).or_default().insert(account);
    }
    let only = accounts.into_values().filter(|of_host| of_host.len() == 1);
    only.flatten().filter(|account| is_linked_itself(document, account)).collect()
}

/// Whether a link leads to the account and not only to something inside it.
fn is_linked_itself(document: &Document, account: &CodeAccount) -> bool {
    document
        .links
        .iter()
        .any(|link| matches!(WebLink::parse(link), Some(WebLink::Account(own)) if own == *account))
}

/// Code hosts by the word before an account.
const LABELS: &[(&str, &str)] = &[
    ("github", "github.com"),
    ("gitlab", "gitlab.com"),
    ("bitbucket", "bitbucket.org"),
    ("codeberg", "codeberg.org"),
];

/// Accounts behind the name of their host: `GitHub: alvar12`, `Github – @alvar12`. What holds a dot or a
/// slash is a link, and read as one; a word without a mark before it is prose.
fn labelled(line: &str) -> Vec<CodeAccount> {
    let lower = line.to_ascii_lowercase();
    let mut found = Vec::new();
    for (label, host) in LABELS {
        for (at, _) in lower.match_indices(label) {
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            let Some(behind) = line.get(at + label.len()..) else { continue };
            let login = behind.trim_start_matches(|one: char| one.is_whitespace() || ":–—-|@".contains(one));
            let gap = behind.get(..behind.len() - login.len()).unwrap_or_default();
            let end = login.find(|one: char| !one.is_ascii_alphanumeric() && one != '-' && one != '_');
            let (word, rest) = login.split_at_checked(end.unwrap_or(login.len())).unwrap_or((login, ""));
            let is_link = rest.starts_with(['.', '/', '@', ':']);
            let is_alone = before.is_none_or(|one| !one.is_alphanumeric() && one != '.' && one != '/');
            if !is_alone || is_link || !gap.contains([':', '–', '—', '-', '|', '@']) || is_no_login(word)
            {
                continue;
            }
            found.extend(CodeAccount::parse_login(host, word));
        }
    }
    found
}

/// Words that stand where a login would.
fn is_no_login(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let words = [
        "profile",
        "profil",
        "link",
        "available",
        "on",
        "see",
        "my",
        "portfolio",
        "linkedin",
        "github",
        "gitlab",
        "actions",
        "auf",
        "siehe",
        "open",
        "and",
        "und",
    ];
    word.len() < 2 || words.contains(&lower.as_str())
}

#[cfg(test)]
mod tests {
    use super::{CodeAccount, labelled};

    #[test]
    fn an_account_behind_its_hosts_name_is_read() {
        let keys = |line: &str| labelled(line).iter().map(CodeAccount::key).collect::<Vec<_>>();
        assert_eq!(keys("Mail: a@example.org | GitHub: quzz-dev"), ["github.com/quzz-dev"]);
        assert_eq!(
            keys("Github \u{2013} @quzz-dev, GitLab: quzz"),
            ["github.com/quzz-dev", "gitlab.com/quzz"]
        );
        for line in [
            "github.com/quzz-dev",
            "GitHub: github.com/quzz-dev",
            "GitHub: https://github.com/quzz-dev",
            "GitHub profile on request",
            "GitHub: see portfolio",
            "GitHub-Actions, GitLab CI",
            "I like GitHub a lot",
            "mygithub: quzz",
        ] {
            assert!(keys(line).is_empty(), "{line}: {:?}", keys(line));
        }
    }
}
