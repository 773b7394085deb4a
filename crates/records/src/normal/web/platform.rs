//! Pages that are nobody's own, and platforms whose paths have a known shape.

use super::code;
use super::url::Url;

/// Hosts that many people use: their front page is nobody's own (compiled by hand, 2026-11).
#[rustfmt::skip]
const PLATFORMS: &[&str] = &[
    "amazon.com", "angel.co", "apple.com", "artstation.com", "bandcamp.com", "behance.net", "bit.ly",
    "blogger.com", "blogspot.com", "calendly.com", "codepen.io", "codesandbox.io", "coursera.org",
    "credly.com", "crunchbase.com", "dev.to", "discord.com", "discord.gg", "docs.google.com",
    "dribbble.com", "drive.google.com", "dropbox.com", "facebook.com", "fb.com", "figma.com",
    "fiverr.com", "freelancer.com", "github.io", "gitlab.io", "glassdoor.com", "gmail.com", "gmx.de",
    "gmx.net", "google.com", "greenhouse.io", "hackerone.com", "hackerrank.com", "hashnode.com",
    "hotmail.com", "huggingface.co", "icloud.com", "indeed.com", "instagram.com", "kaggle.com",
    "leetcode.com", "lever.co", "linkedin.com", "linktr.ee", "live.com", "malt.de", "malt.com", "malt.fr",
    "mastodon.social", "medium.com", "meet.google.com", "microsoft.com", "monster.com", "netlify.app",
    "netlify.com", "notion.site", "notion.so", "onedrive.live.com", "orcid.org", "outlook.com",
    "paypal.com", "pinterest.com", "proton.me", "quora.com", "reddit.com", "remoteok.com", "replit.com",
    "researchgate.net", "scholar.google.com", "sites.google.com", "skype.com", "slack.com",
    "slideshare.net", "speakerdeck.com", "stackexchange.com", "stackoverflow.com", "stepstone.de",
    "substack.com", "t.me", "teams.microsoft.com", "telegram.me", "telegram.org", "tiktok.com",
    "toptal.com", "trello.com", "tumblr.com", "udemy.com", "upwork.com", "vercel.app", "vercel.com",
    "vimeo.com", "wa.me", "web.de", "wellfound.com", "whatsapp.com", "wikipedia.org", "wix.com",
    "wordpress.com", "x.com", "xing.com", "yahoo.com", "youtu.be", "youtube.com", "zoom.us",
];

/// First segments on a platform that are its own: log-in, search and the like. What a dropped
/// query alone tells apart (`watch`, `open`) belongs here too.
#[rustfmt::skip]
const OWN_PAGES: &[&str] = &[
    "about", "account", "accounts", "auth", "company", "contact", "dashboard", "explore", "feed", "find",
    "help", "home", "hub", "in", "jobs", "join", "learning", "legal", "login", "logout", "messaging",
    "mynetwork", "notifications", "oauth", "open", "privacy", "profile", "profile.php", "pub", "pulse",
    "register", "results", "school", "search", "settings", "share", "showcase", "sign-in", "sign-up",
    "sign_in", "signin", "signup", "support", "terms", "u", "uas", "user", "users", "watch",
];

/// Of these, the ones that lead to somebody's page when more follows.
const LEADS_ON: &[&str] =
    &["in", "pub", "user", "users", "u", "profile", "accounts", "share", "pulse", "open", "hub", "learning"];

/// Hosts whose paths are the same in any case.
const CASELESS: &[&str] = &[
    "linkedin.com",
    "x.com",
    "instagram.com",
    "facebook.com",
    "medium.com",
    "xing.com",
    "t.me",
    "behance.net",
    "dribbble.com",
    "dev.to",
];

/// Whether many people have pages at this host.
pub(super) fn is_platform(host: &str) -> bool {
    PLATFORMS.contains(&host) || code::is_code_host(host)
}

/// The key of somebody's page; `None` for pages that are nobody's own.
pub(super) fn page_key(url: &Url) -> Option<String> {
    let host = canonical_host(&url.host);
    let caseless = CASELESS.contains(&host);
    let mut segments: Vec<String> =
        url.segments.iter().map(|s| if caseless { s.to_lowercase() } else { s.clone() }).collect();
    trim_views(host, &mut segments);
    if is_platform(host) {
        let first = segments.first()?.to_lowercase();
        let leads_on = LEADS_ON.contains(&first.as_str()) && segments.len() > 1;
        if (OWN_PAGES.contains(&first.as_str()) && !leads_on) || host == "google.com" {
            return None;
        }
    }
    let mut key = host.to_owned();
    for segment in &segments {
        key.push('/');
        key.push_str(segment);
    }
    Some(key)
}

/// One host for a platform's many: country and language prefixes, and former names.
fn canonical_host(host: &str) -> &str {
    match host {
        "twitter.com" | "mobile.twitter.com" => return "x.com",
        "fb.com" => return "facebook.com",
        "telegram.me" => return "t.me",
        _ => {}
    }
    for platform in ["linkedin.com", "facebook.com", "wikipedia.org"] {
        let prefix = host.strip_suffix(platform).and_then(|rest| rest.strip_suffix('.'));
        // `de.`, `de-de.`
        if prefix.is_some_and(|p| (2..=5).contains(&p.len()) && !p.contains('.')) {
            return platform;
        }
    }
    // `google.de`, `google.co.uk`
    if host.starts_with("google.") && psl::domain_str(host) == Some(host) { "google.com" } else { host }
}

/// Cuts off what only says how a page is shown, and a profile's language.
fn trim_views(host: &str, segments: &mut Vec<String>) {
    if segments.last().is_some_and(|last| {
        matches!(last.to_ascii_lowercase().as_str(), "index.html" | "index.htm" | "index.php")
    }) {
        segments.pop();
    }
    match host {
        "linkedin.com" if segments.first().is_some_and(|first| first == "in") => segments.truncate(2),
        "docs.google.com" | "drive.google.com" => {
            if let Some(position) = segments.iter().position(|segment| segment == "d") {
                segments.truncate(position + 2);
            }
        }
        _ => {}
    }
}
