//! Links: code accounts and web pages.

mod code;
mod find;
mod platform;
mod url;

use url::Url;

/// An account on a code host or package registry, e.g. `github.com/octocat`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeAccount {
    /// The host, e.g. `github.com`.
    pub host: String,
    /// The login, lower case.
    pub login: String,
}

impl CodeAccount {
    /// A login as a column of its own gives it: a login, `@login` or a link. A link to somebody's
    /// repository is no account of the row's person, nor is a word that answers the question
    /// whether there is one (`yes`, `tbd`).
    ///
    /// ```
    /// use bonafide_records::normal::CodeAccount;
    /// let login = CodeAccount::parse_login("github.com", "@Octocat").unwrap();
    /// assert_eq!(login.key(), "github.com/octocat");
    /// assert_eq!(Some(login), CodeAccount::parse_login("github.com", "https://github.com/octocat/"));
    /// ```
    pub fn parse_login(host: &str, text: &str) -> Option<Self> {
        let trimmed = text.trim();
        if let Some(WebLink::Account(account)) = WebLink::parse(trimmed) {
            return Some(account);
        }
        let host = Url::read(host)?.host;
        let login = trimmed.trim_start_matches(['@', '~']).trim_end_matches('/');
        code::account(&host, login)
    }

    /// The key that decides equality.
    pub fn key(&self) -> String {
        format!("{}/{}", self.host, self.login)
    }

    /// Host and first letter.
    pub fn masked(&self) -> String {
        format!("{}/{}…", self.host, self.login.chars().next().unwrap_or('…'))
    }
}

/// A web page by host and path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WebPage {
    key: String,
}

impl WebPage {
    /// The key that decides equality: host without `www.` and path without last slash.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Whether there is no path.
    pub fn is_bare_host(&self) -> bool {
        !self.key.contains('/')
    }

    /// The host.
    pub fn host(&self) -> &str {
        self.key.split('/').next().unwrap_or_default()
    }

    /// The platform's name where it is one that many use (`linkedin.com/…`), else the host's last
    /// label only, because a host of one's own often is one's name.
    pub fn masked(&self) -> String {
        let host = self.host();
        if platform::is_platform(host) {
            return format!("{host}/…");
        }
        let last = host.rsplit('.').next().unwrap_or_default();
        if self.is_bare_host() { format!("….{last}") } else { format!("….{last}/…") }
    }
}

/// What a link that somebody gives speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WebLink {
    /// An account of their own on a code host.
    Account(CodeAccount),
    /// A page inside an account, e.g. a repository: the page, and the account it belongs to.
    Repository(WebPage, CodeAccount),
    /// A page.
    Page(WebPage),
}

impl WebLink {
    /// Reads one link as written, with or without scheme. `None` for what is no link, and for
    /// pages that are nobody's own: a platform's front page, a log-in page, a search.
    ///
    /// ```
    /// use bonafide_records::normal::WebLink;
    /// let link = WebLink::parse("https://de.linkedin.com/in/Mira-Stein/?trk=x");
    /// assert!(matches!(link, Some(WebLink::Page(page)) if page.key() == "linkedin.com/in/mira-stein"));
    /// assert_eq!(WebLink::parse("https://www.linkedin.com/in/"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::read(text)?;
        if let Some(answer) = code::read(&url) {
            return answer;
        }
        let key = platform::page_key(&url)?;
        Some(Self::Page(WebPage { key }))
    }

    /// All links in a free text, each once, in order.
    ///
    /// A host alone, without scheme, `www.` or path, counts only in lower case and under a suffix
    /// that is no file's ending, so that `Booking.com`, `ASP.NET` and `main.rs` are no links.
    ///
    /// ```
    /// use bonafide_records::normal::WebLink;
    /// let text = "I write Node.js and ASP.NET, see github.com/octocat or mail jo@example.org.";
    /// assert_eq!(WebLink::find_all(text).len(), 1);
    /// ```
    pub fn find_all(text: &str) -> Vec<Self> {
        find::links(text)
    }
}

#[cfg(test)]
mod tests;
