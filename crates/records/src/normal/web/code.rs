//! Code hosts and package registries: which path is an account, which a page inside one.

use super::url::Url;
use super::{CodeAccount, WebLink, WebPage};

/// How a host writes an account into a path.
enum Shape {
    /// `/login`, and `/login/repository` below.
    Root,
    /// `/~login`, and `/~login/repository` below.
    Tilde,
    /// `/word/login`; every other path is a page.
    Below(&'static str),
}

/// A code host: where it answers, the host its accounts are named by, how it writes them, and first
/// path segments that are pages of its own.
struct Host {
    names: &'static [&'static str],
    named_by: &'static str,
    shape: Shape,
    reserved: &'static [&'static str],
}

/// Path shapes as the hosts' own pages show them (from memory).
const HOSTS: &[Host] = &[
    Host {
        names: &["github.com", "raw.githubusercontent.com", "gist.github.com"],
        named_by: "github.com",
        shape: Shape::Root,
        reserved: &[
            "about",
            "account",
            "apps",
            "blog",
            "codespaces",
            "collections",
            "contact",
            "copilot",
            "customer-stories",
            "dashboard",
            "discussions",
            "enterprise",
            "events",
            "explore",
            "features",
            "gist",
            "gists",
            "git-guides",
            "home",
            "issues",
            "join",
            "login",
            "logout",
            "marketplace",
            "mobile",
            "new",
            "none",
            "notifications",
            "organizations",
            "pricing",
            "pulls",
            "readme",
            "search",
            "security",
            "session",
            "sessions",
            "settings",
            "signup",
            "site",
            "solutions",
            "sponsors",
            "stars",
            "status",
            "team",
            "teams",
            "topics",
            "trending",
            "users",
            "watching",
            "github",
            "your-username",
            "yourusername",
            "username",
        ],
    },
    Host {
        names: &["gitlab.com"],
        named_by: "gitlab.com",
        shape: Shape::Root,
        reserved: &[
            "-",
            "admin",
            "api",
            "dashboard",
            "explore",
            "help",
            "import",
            "jwt",
            "oauth",
            "profile",
            "projects",
            "public",
            "search",
            "snippets",
            "unsubscribes",
            "users",
            "v2",
            "gitlab-org",
            "username",
        ],
    },
    Host {
        names: &["bitbucket.org"],
        named_by: "bitbucket.org",
        shape: Shape::Root,
        reserved: &[
            "account",
            "blog",
            "dashboard",
            "features",
            "product",
            "repo",
            "site",
            "snippets",
            "socialauth",
            "support",
            "workspaces",
        ],
    },
    Host {
        names: &["codeberg.org"],
        named_by: "codeberg.org",
        shape: Shape::Root,
        reserved: &[
            "about",
            "api",
            "assets",
            "explore",
            "issues",
            "notifications",
            "org",
            "pulls",
            "repo",
            "user",
        ],
    },
    Host {
        names: &["sr.ht", "git.sr.ht", "hg.sr.ht", "meta.sr.ht"],
        named_by: "sr.ht",
        shape: Shape::Tilde,
        reserved: &[],
    },
    Host { names: &["npmjs.com", "npmjs.org"], named_by: "npmjs.com", shape: Shape::Tilde, reserved: &[] },
    Host { names: &["pypi.org"], named_by: "pypi.org", shape: Shape::Below("user"), reserved: &[] },
    Host { names: &["crates.io"], named_by: "crates.io", shape: Shape::Below("users"), reserved: &[] },
    Host {
        names: &["rubygems.org"],
        named_by: "rubygems.org",
        shape: Shape::Below("profiles"),
        reserved: &[],
    },
    Host { names: &["hub.docker.com"], named_by: "hub.docker.com", shape: Shape::Below("u"), reserved: &[] },
];

fn host_of(name: &str) -> Option<&'static Host> {
    HOSTS.iter().find(|host| host.names.contains(&name))
}

/// Whether the host is a code host.
pub(super) fn is_code_host(name: &str) -> bool {
    host_of(name).is_some()
}

/// An account by its login, where the host's own rules allow that login.
pub(super) fn account(host_name: &str, login: &str) -> Option<CodeAccount> {
    let lower = login.to_lowercase();
    let reserved = host_of(host_name).map(|host| host.reserved).unwrap_or_default();
    let is_shaped = lower.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        && lower.bytes().any(|b| b.is_ascii_alphanumeric())
        && !lower.starts_with(['-', '.'])
        && lower.len() <= 64;
    if !is_shaped || reserved.contains(&lower.as_str()) || is_placeholder(&lower) {
        return None;
    }
    let account_host = host_of(host_name).map_or(host_name, |host| host.named_by);
    // GitHub's own rule: letters, digits and hyphens, at most 39; `_` only before an enterprise's short code.
    if account_host == "github.com" && (lower.len() > 39 || lower.contains('.')) {
        return None;
    }
    Some(CodeAccount { host: account_host.to_owned(), login: lower })
}

/// What people type into a field for a login for want of an account, or to say whether they have one.
#[rustfmt::skip]
const PLACEHOLDERS: &[&str] = &[
    "none", "na", "n-a", "null", "nil", "no", "nope", "keine", "keiner", "unknown", "private",
    "undefined", "yes", "ja", "nein", "ok", "sure", "tba", "tbd", "todo", "later", "soon", "folgt",
    "pending", "optional", "available", "see", "siehe", "cv", "resume", "lebenslauf", "test", "profile",
    "profil", "github", "gitlab", "bitbucket", "linkedin", "same", "true", "false", "other",
    "not-applicable", "unbekannt", "nichts", "kein", "x", "xx", "xxx",
];

fn is_placeholder(login: &str) -> bool {
    PLACEHOLDERS.contains(&login)
}

/// Reads a link of a code host. `None` for other hosts; `Some(None)` for its pages that are nobody's.
#[expect(clippy::option_option, reason = "another host and nobody's page are two answers")]
pub(super) fn read(url: &Url) -> Option<Option<WebLink>> {
    let host = host_of(&url.host)?;
    Some(match host.shape {
        Shape::Root => read_root(host, url),
        Shape::Tilde => read_tilde(host, url),
        Shape::Below(word) => match (url.segment(0), url.segment(1)) {
            (Some(first), Some(login)) if first == word => {
                account(host.named_by, &login).map(WebLink::Account)
            }
            (Some(_), Some(_)) => Some(WebLink::Page(page(host.named_by, &url.segments, 2))),
            _ => None,
        },
    })
}

fn read_root(host: &Host, url: &Url) -> Option<WebLink> {
    let first = url.segment(0)?;
    if matches!(first.as_str(), "orgs" | "groups") {
        let owner = account(host.named_by, &url.segment(1)?)?;
        return Some(WebLink::Repository(page(host.named_by, &url.segments, 2), owner));
    }
    let owner = account(host.named_by, first.trim_start_matches('@'))?;
    if url.segments.len() == 1 {
        return Some(WebLink::Account(owner));
    }
    let is_gist = url.host.starts_with("gist.");
    let page_host = if is_gist { url.host.as_str() } else { host.named_by };
    Some(WebLink::Repository(page(page_host, &url.segments, 2), owner))
}

fn read_tilde(host: &Host, url: &Url) -> Option<WebLink> {
    let first = url.segment(0)?;
    let Some(login) = first.strip_prefix('~') else {
        let is_package = first == "package" && url.segments.len() > 1;
        return is_package.then(|| WebLink::Page(page(host.named_by, &url.segments, 3)));
    };
    let owner = account(host.named_by, login)?;
    if url.segments.len() == 1 {
        return Some(WebLink::Account(owner));
    }
    Some(WebLink::Repository(page(host.named_by, &url.segments, 2), owner))
}

/// Host and the first segments of the path, lower case: a view of a file belongs to its repository.
fn page(host: &str, segments: &[String], depth: usize) -> WebPage {
    let mut key = host.to_owned();
    for segment in segments.iter().take(depth) {
        let lower = segment.to_lowercase();
        key.push('/');
        key.push_str(lower.strip_suffix(".git").unwrap_or(&lower));
    }
    WebPage { key }
}
