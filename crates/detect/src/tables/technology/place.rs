//! Where in a line a word stands that may name a tool, and whether it does.

use super::{Technology, Word};

/// Words that may stand before the name of a tool, beside punctuation.
const BEFORE: &[&str] = &[
    "and", "und", "or", "oder", "in", "with", "mit", "of", "von", "using", "via", "on", "auf", "for", "für",
    "to", "into", "nach", "apache", "years", "jahre", "jahren",
];
/// What one writes, runs or tests with a tool, right behind its name: `Hardhat plugins`. They say that a
/// tool is meant only where a word of its own stands near, too.
#[rustfmt::skip]
pub(super) const OBJECTS: &[&str] = &[
    "plugin", "plugins", "test", "tests", "script", "scripts", "service", "services", "microservice",
    "microservices", "cluster", "clusters", "chart", "charts", "module", "modules", "component", "components",
    "pipeline", "pipelines", "job", "jobs", "worker", "workers", "contract", "contracts", "codebase", "code",
    "backend", "backends", "frontend", "frontends", "api", "apis", "app", "apps", "application", "applications",
    "library", "libraries", "sdk", "cli", "tooling", "toolchain", "stack", "operator", "operators", "dashboard",
    "dashboards", "migration", "migrations", "binding", "bindings", "package", "packages", "program", "programs",
    "crate", "crates", "developer", "engineer", "deployment", "deployments", "project", "projects", "server",
    "servers", "based", "alerts", "metrics", "front", "back", "bots", "functions", "models", "playbooks",
    "manifests", "templates", "nodes", "native",
];
/// Words right before a tool that is worked with.
const WITH: &[&str] = &["in", "with", "using", "mit", "on", "auf"];
/// Names that hardly mean anything else where somebody writes about software: no place, no person, no
/// word of everyday or of banking.
#[rustfmt::skip]
const CLEAR: &[&str] = &[
    "Rust", "Go", "React", "Redux", "Angular", "Vue.js", "Svelte", "Elixir", "Scala", "Dart", "Flutter", "Tailwind CSS",
    "Vite", "Jest", "Helm", "Apache Kafka", "Apache Spark", "Apache Airflow", "Hardhat", "Foundry", "Truffle", "Move",
    "Anchor", "Substrate", "Prometheus", "Flask", "Ruby on Rails", "Prisma", "Cilium", "Tekton", "Envoy", "Playwright",
    "Puppeteer", "Storybook", "Express.js", "Ganache", "Vyper", "Aptos", "Polars", "Trino",
];
/// Of these, the ones that are verbs at the start of a sentence.
const VERBS: &[&str] = &["Move", "Anchor", "Express.js"];
/// Words that may stand behind the name of a tool that begins a sentence: `Go and Java`, not `React to`.
const BEHIND_A_FIRST_WORD: &[&str] = &["and", "und", "or", "oder", "since", "seit"];
/// Words that may stand behind the name of a tool elsewhere.
const BEHIND: &[&str] = &[
    "and", "und", "or", "oder", "since", "seit", "in", "with", "mit", "for", "für", "on", "auf", "using",
    "via", "from", "von", "ab",
];

/// Where a line holds a word that may name a tool.
pub(super) struct Place<'a> {
    pub(super) line: &'a str,
    pub(super) here: &'a [Word<'a>],
    pub(super) lower: &'a [String],
    pub(super) index: usize,
    pub(super) end: usize,
}

impl Place<'_> {
    fn before(&self) -> Option<usize> {
        self.index.checked_sub(1)
    }

    /// What stands between two neighbours of the line; `None` at its ends.
    fn between(&self, from: Option<&Word<'_>>, to: Option<&Word<'_>>) -> Option<&str> {
        self.line.get(from?.at.end..to?.at.start)
    }

    fn gap_before(&self) -> Option<&str> {
        self.between(self.before().and_then(|at| self.here.get(at)), self.here.get(self.index))
    }

    fn gap_after(&self) -> Option<&str> {
        self.between(self.here.get(self.end.saturating_sub(1)), self.here.get(self.end))
    }

    fn word_before(&self) -> Option<&String> {
        self.before().and_then(|at| self.lower.get(at))
    }

    fn word_after(&self) -> Option<&String> {
        self.lower.get(self.end)
    }

    /// Whether punctuation, a connecting word or a word of the tool's own stands on both sides, or such
    /// a word or what is made with a tool behind it: `React, Redux`, `Go developer` and `wrote Rust
    /// services` do, `React promptly` does not.
    pub(super) fn is_a_name(&self, technology: &Technology) -> bool {
        let own = |word: Option<&String>| word.is_some_and(|word| technology.near.contains(word));
        let gap_before = self.gap_before().is_none_or(parts);
        let gap_after = self.gap_after().is_none_or(parts);
        let is_one_of =
            |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
        let open_before = gap_before || is_one_of(self.word_before(), BEFORE);
        let behind = if gap_before { BEHIND_A_FIRST_WORD } else { BEHIND };
        let open_after = gap_after || is_one_of(self.word_after(), behind);
        if (open_before || own(self.word_before())) && open_after {
            return true;
        }
        let makes = own(self.word_after()) || is_one_of(self.word_after(), OBJECTS);
        makes && (open_before || !self.follows_a_capital())
    }

    /// Whether the exact name stands as a noun: not at the start of a sentence that goes on small
    /// (`Go through the logs`), nor inside a name in capitals (`the Express Parcel Team`) or a word
    /// joined by a hyphen.
    pub(super) fn is_a_noun(&self) -> bool {
        let makes = self.word_after().is_some_and(|word| OBJECTS.contains(&word.as_str()));
        let joined = self.gap_after().is_some_and(|gap| gap.starts_with(['-', '\u{2010}', '\u{2011}']))
            || self.gap_before().is_some_and(|gap| gap.ends_with(['-', '\u{2010}', '\u{2011}']));
        if joined {
            return makes;
        }
        let next = self.here.get(self.end).filter(|_| !self.gap_after().is_none_or(parts));
        let starts = |word: &Word<'_>, test: fn(char) -> bool| word.text.starts_with(test);
        if next.is_some_and(|word| starts(word, char::is_uppercase)) || self.follows_a_capital() {
            return false;
        }
        let connects = self.word_after().is_some_and(|word| BEHIND_A_FIRST_WORD.contains(&word.as_str()));
        let opens = self.gap_before().is_none_or(ends_a_sentence);
        !opens || makes || connects || !next.is_some_and(|word| starts(word, char::is_lowercase))
    }

    /// Whether a name that hardly means anything else in a text about software stands where tools do:
    /// `in Rust`, `with Helm.`, `Spark jobs`, `React since 2007`, `Rust (since 2006)`.
    pub(super) fn is_clear(&self, technology: &Technology) -> bool {
        let name = technology.name.as_str();
        if !CLEAR.contains(&name) || self.follows_a_capital() {
            return false;
        }
        let is_one_of =
            |word: Option<&String>, list: &[&str]| word.is_some_and(|word| list.contains(&word.as_str()));
        let opens = self.gap_before().is_none_or(ends_a_sentence);
        if is_one_of(self.word_after(), OBJECTS) && self.gap_after().is_some_and(|gap| !parts(gap)) {
            return !(opens && VERBS.contains(&name));
        }
        let ends = self.gap_after().is_none_or(parts) || is_one_of(self.word_after(), BEHIND);
        if is_one_of(self.word_before(), WITH) && self.gap_before().is_some_and(|gap| !parts(gap)) {
            return ends;
        }
        let is_dated = is_one_of(self.word_after(), &["since", "seit", "from", "von", "ab"])
            || self
                .word_after()
                .is_some_and(|word| word.len() <= 4 && word.starts_with(|c: char| c.is_ascii_digit()));
        (opens || self.gap_before().is_some_and(|gap| gap.contains(','))) && is_dated
    }

    /// Whether the word right before has a capital that no sentence gave it: `Rapid Go services`.
    fn follows_a_capital(&self) -> bool {
        let Some(at) = self.before().filter(|_| !self.gap_before().is_none_or(parts)) else { return false };
        let Some(word) = self.here.get(at).filter(|word| word.text.starts_with(char::is_uppercase)) else {
            return false;
        };
        self.between(at.checked_sub(1).and_then(|one| self.here.get(one)), Some(word))
            .is_some_and(|gap| !ends_a_sentence(gap))
    }
}

fn parts(gap: &str) -> bool {
    gap.chars().any(|one| !one.is_whitespace() && one != '\'')
}

fn ends_a_sentence(gap: &str) -> bool {
    gap.contains(['.', '!', '?', '•', '–', ':', ';'])
}
