use proptest::prelude::*;

use super::{CodeAccount, WebLink};

fn page(text: &str) -> Option<String> {
    match WebLink::parse(text)? {
        WebLink::Page(page) => Some(page.key().to_owned()),
        _ => None,
    }
}

fn account(text: &str) -> Option<String> {
    match WebLink::parse(text)? {
        WebLink::Account(account) => Some(account.key()),
        _ => None,
    }
}

fn repository(text: &str) -> Option<(String, String)> {
    match WebLink::parse(text)? {
        WebLink::Repository(page, owner) => Some((page.key().to_owned(), owner.key())),
        _ => None,
    }
}

#[test]
fn spellings_of_one_page_are_one() {
    for text in [
        "https://example.org/work",
        "http://www.example.org/work/",
        "example.org/work",
        "WWW.Example.ORG/work?x=1#top",
        "https://m.example.org:443/work",
        "<https://example.org/work>",
        "https://example.org/%77ork",
        "//example.org/work",
        "example.org/work/index.html",
        "https://example.org//work//",
    ] {
        assert_eq!(page(text).as_deref(), Some("example.org/work"), "{text}");
    }
    assert_eq!(page("https://bücher.example/"), page("xn--bcher-kva.example"));
    assert_ne!(page("example.org/Work"), page("example.org/work"));
}

#[test]
fn accounts_of_code_hosts_are_found() {
    for (text, key) in [
        ("https://github.com/Octocat", "github.com/octocat"),
        ("github.com/octocat/", "github.com/octocat"),
        ("https://www.github.com/octocat?tab=repositories", "github.com/octocat"),
        ("https://gist.github.com/octocat", "github.com/octocat"),
        ("gitlab.com/mira.stein", "gitlab.com/mira.stein"),
        ("https://bitbucket.org/mira/", "bitbucket.org/mira"),
        ("https://codeberg.org/mira", "codeberg.org/mira"),
        ("https://www.npmjs.com/~mira", "npmjs.com/mira"),
        ("https://pypi.org/user/mira/", "pypi.org/mira"),
        ("https://crates.io/users/mira", "crates.io/mira"),
        ("https://sr.ht/~mira", "sr.ht/mira"),
    ] {
        assert_eq!(account(text).as_deref(), Some(key), "{text}");
    }
    assert_eq!(page("https://mira.github.io").as_deref(), Some("mira.github.io"));
}

#[test]
fn pages_inside_an_account_name_their_owner() {
    let expected = Some(("github.com/mira/tool".to_owned(), "github.com/mira".to_owned()));
    for text in [
        "https://github.com/mira/tool",
        "github.com/Mira/Tool/tree/main/src",
        "git@github.com:mira/tool.git",
        "https://github.com/mira/tool.git",
        "ssh://git@github.com/mira/tool",
        "https://raw.githubusercontent.com/mira/tool/main/a",
    ] {
        assert_eq!(repository(text), expected, "{text}");
    }
    assert_eq!(repository("https://github.com/orgs/acme/people").unwrap().1, "github.com/acme");
    assert_eq!(repository("https://git.sr.ht/~mira/tool").unwrap().1, "sr.ht/mira");
}

#[test]
fn pages_that_are_nobodys_own_are_refused() {
    for text in [
        "",
        "-",
        "n/a",
        "none",
        "N.A.",
        "github.com",
        "https://github.com/login",
        "github.com/features",
        "github.com/sponsors/x",
        "https://google.com",
        "https://www.google.de/search?q=x",
        "google.co.uk",
        "linkedin.com",
        "linkedin.com/in",
        "https://www.linkedin.com/in/",
        "linkedin.com/company/acme",
        "facebook.com",
        "x.com",
        "https://twitter.com/",
        "medium.com",
        "youtube.com/watch?v=1",
        "notion.so",
        "docs.google.com",
        "calendly.com",
        "https://pypi.org",
        "npmjs.com/~",
        "jo@example.org",
        "mailto:jo@example.org",
        "ftp://example.org/x",
        "javascript:alert(1)",
        "localhost:3000",
        "http://localhost",
        "192.0.2.1",
        "hello",
        "hello world.com",
        "file.xyzq",
        "https://",
        "https://user@example.org/x",
        "co.uk",
        "github.com/none",
    ] {
        assert_eq!(WebLink::parse(text), None, "{text}");
    }
}

#[test]
fn profiles_of_platforms_have_one_form() {
    let expected = Some("linkedin.com/in/mira-stein".to_owned());
    for text in [
        "https://www.linkedin.com/in/mira-stein/",
        "de.linkedin.com/in/Mira-Stein",
        "https://linkedin.com/in/mira-stein/de?x=y",
        "http://www.linkedin.com/in/mira-stein#about",
    ] {
        assert_eq!(page(text), expected, "{text}");
    }
    assert_eq!(page("https://twitter.com/Mira"), page("x.com/mira"));
    assert_eq!(
        page("https://docs.google.com/document/d/1AbC/edit").as_deref(),
        Some("docs.google.com/document/d/1AbC")
    );
    assert_eq!(
        page("https://stackoverflow.com/users/42/mira").as_deref(),
        Some("stackoverflow.com/users/42/mira")
    );
}

#[test]
fn a_login_column_may_hold_a_login_or_a_link() {
    let key = |text: &str| CodeAccount::parse_login("github.com", text).map(|account| account.key());
    for text in [
        "octocat",
        "@Octocat",
        " https://github.com/octocat ",
        "github.com/octocat",
        "www.github.com/octocat/",
    ] {
        assert_eq!(key(text).as_deref(), Some("github.com/octocat"), "{text}");
    }
    assert_eq!(key("https://gitlab.com/octocat").as_deref(), Some("gitlab.com/octocat"));
    for text in [
        "",
        "-",
        "n/a",
        "none",
        "https://github.com/octocat/tool",
        "octo cat",
        "login",
        "jo@example.org",
        "--",
    ] {
        assert_eq!(key(text), None, "{text}");
    }
}

#[test]
fn running_text_gives_its_links_and_no_others() {
    let keys = |text: &str| -> Vec<String> {
        let key = |link: WebLink| match link {
            WebLink::Account(account) => account.key(),
            WebLink::Repository(page, _) | WebLink::Page(page) => page.key().to_owned(),
        };
        WebLink::find_all(text).into_iter().map(key).collect()
    };
    assert_eq!(
        keys(
            "See https://example.org/a, (www.example.com), github.com/mira. Portfolio:mira-stein.de; again example.org/a!"
        ),
        ["example.org/a", "example.com", "github.com/mira", "mira-stein.de"]
    );
    assert_eq!(
        keys("[work](https://example.org/work) GitHub:github.com/mira/tool"),
        ["example.org/work", "github.com/mira/tool"]
    );
    for text in [
        "Node.js, ASP.NET/C#, Vue.js and e.g. main.rs or setup.py",
        "mail jo@example.org or <jo@example.org>",
        "worked at Booking.com and/or SAP, i.e. 3.5 years",
        "CI/CD, TCP/IP, client/server.js",
        "the team.In Berlin",
        "z.B. u.a. d.h.",
        "v1.2.3",
        "http://",
        "www.",
        "...",
        "README.md",
    ] {
        assert_eq!(keys(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn masks_do_not_tell_whose_page_it_is() {
    let mask = |text: &str| match WebLink::parse(text).unwrap() {
        WebLink::Account(account) => account.masked(),
        WebLink::Repository(page, _) | WebLink::Page(page) => page.masked(),
    };
    assert_eq!(mask("https://mira-stein.de"), "….de");
    assert_eq!(mask("https://linkedin.com/in/mira"), "linkedin.com/…");
    assert_eq!(mask("https://github.com/octocat"), "github.com/o…");
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,60}") {
        let _ = WebLink::parse(&text);
        let _ = WebLink::find_all(&text);
        let _ = CodeAccount::parse_login("github.com", &text);
    }

    #[test]
    fn keys_are_stable(text in "(https?://)?(www\\.|de\\.)?(github\\.com|linkedin\\.com|example\\.org|x\\.com|docs\\.google\\.com|sr\\.ht)(/[a-zA-Z0-9%~@._-]{0,6}){0,4}") {
        match WebLink::parse(&text) {
            Some(WebLink::Page(found)) => prop_assert_eq!(page(found.key()), Some(found.key().to_owned())),
            Some(WebLink::Repository(found, owner)) => {
                prop_assert_eq!(repository(found.key()), Some((found.key().to_owned(), owner.key())));
            }
            Some(WebLink::Account(found)) => {
                prop_assert_eq!(CodeAccount::parse_login(&found.host, &found.login), Some(found));
            }
            None => {}
        }
    }
}

#[test]
fn words_that_only_answer_the_question_are_no_login() {
    for text in ["yes", "Ja", "n/a", "N.A.", "none", "-", "@", "tbd", "GitHub", "@profile", "keine"] {
        assert_eq!(CodeAccount::parse_login("github.com", text), None, "{text}");
    }
    assert!(CodeAccount::parse_login("github.com", "@quzzdev").is_some());
    assert_eq!(WebLink::parse("https://github.com/yes"), None);
}
