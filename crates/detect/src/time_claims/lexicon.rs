//! Words of the phrases that tie a time to a tool, in English and German.

/// No working life is longer.
pub(super) const MOST_YEARS: u16 = 60;

pub(super) const YEAR_WORDS: &[&str] = &["years", "year", "yrs", "yr", "jahre", "jahren", "jahr"];
pub(super) const SINCE_WORDS: &[&str] = &["since", "seit", "ab"];
pub(super) const FROM_WORDS: &[&str] = &["from", "von"];
pub(super) const TO_WORDS: &[&str] = &["to", "bis", "until", "till", "through"];
pub(super) const OPEN_WORDS: &[&str] =
    &["present", "now", "today", "heute", "current", "currently", "ongoing", "aktuell", "jetzt", "date"];
pub(super) const EXPERIENCE: &[&str] = &["experience", "erfahrung", "berufserfahrung", "expertise", "exp"];
/// Words that may stand between `10 years` and what they are of.
pub(super) const FILLERS: &[&str] = &[
    "of",
    "in",
    "with",
    "mit",
    "an",
    "using",
    "experience",
    "erfahrung",
    "berufserfahrung",
    "praxis",
    "expertise",
    "exp",
    "professional",
    "professionelle",
    "hands",
    "on",
    "commercial",
    "production",
    "practical",
    "praktische",
    "working",
    "programming",
    "development",
    "developing",
    "coding",
    "solid",
    "deep",
    "strong",
    "extensive",
];
// Words before a number of years that make it no claim of the person's own use.
pub(super) const NOT_OWN: &[&str] = &[
    "last",
    "past",
    "letzten",
    "vergangenen",
    "next",
    "nächsten",
    "within",
    "innerhalb",
    "after",
    "nach",
    "every",
    "combined",
    "collective",
    "first",
    "ersten",
    "for-the-last",
    "ago",
    "vor",
];
#[rustfmt::skip]
pub(super) const NUMBERS: &[&str] = &[
    "", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
    "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
];
#[rustfmt::skip]
pub(super) const ZAHLEN: &[&str] = &[
    "", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf", "zwölf", "dreizehn",
    "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn", "zwanzig",
];
/// Words that may stand between a name and the time of its use behind it: `Docker user since 2008`.
#[rustfmt::skip]
pub(super) const USED_AS: &[&str] = &[
    "user", "users", "developer", "engineer", "programmer", "admin", "administrator", "entwickler", "entwicklerin",
    "anwender", "nutzer", "in", "production", "produktion", "im", "einsatz", "professionally", "daily", "extensively",
    "commercially", "beruflich", "täglich", "at", "work", "full", "time", "on", "the", "job", "with", "mit",
    "development", "entwicklung",
];
/// Words that may stand between `since 2009` and a name: `seit 2009 arbeite ich mit TypeScript`.
#[rustfmt::skip]
pub(super) const USING: &[&str] = &[
    "i", "i've", "ve", "have", "been", "am", "write", "writing", "work", "working", "use", "using", "used", "code", "coding",
    "build", "building", "develop", "developing", "program", "programming", "run", "running", "with", "in", "on", "ich",
    "arbeite", "schreibe", "nutze", "benutze", "verwende", "entwickle", "programmiere", "betreibe", "mit", "auf",
    "entwicklung", "arbeit", "betrieb", "von", "einsatz", "development", "work",
];
/// Verbs that say of one year that a tool was there: `In 2009 I introduced Kubernetes`.
#[rustfmt::skip]
pub(super) const BROUGHT: &[&str] = &[
    "introduced", "adopted", "deployed", "launched", "chose", "installed", "evaluated", "führte", "einführung",
];
pub(super) const MONTHS: &[&[&str]] = &[
    &["jan"],
    &["feb"],
    &["mar", "mär", "mrz"],
    &["apr"],
    &["may", "mai"],
    &["jun"],
    &["jul"],
    &["aug"],
    &["sep"],
    &["oct", "okt"],
    &["nov"],
    &["dec", "dez"],
];
