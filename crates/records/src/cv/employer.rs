//! Which part of a heading is the employer, as well as it can be told.

use std::collections::BTreeSet;

use super::Post;
use super::dates::is_duration;
use super::sections::heading;
use crate::normal::{country_code, fold_text};

/// Legal forms, folded, as they end a firm's name.
#[rustfmt::skip]
const LEGAL_FORMS: &[&str] = &[
    "gmbh co kg", "gmbh", "ggmbh", "mbh", "ag", "kg", "kgaa", "ohg", "gbr", "ug", "se", "ev", "e v", "eg",
    "inc", "incorporated", "corp", "corporation", "llc", "l l c", "llp", "lp", "plc", "ltd", "limited", "pvt ltd", "private limited", "pty ltd", "co ltd", "co",
    "sa", "s a", "sas", "s a s", "sarl", "s a r l", "srl", "s r l", "spa", "s p a", "sl", "s l", "bv", "b v", "nv", "n v",
    "oy", "oyj", "ab", "as", "aps", "a s", "sp z o o", "sro", "s r o", "kft", "ou", "sia", "uab", "doo", "d o o",
];

/// Words of titles, folded: a part with one of them is no employer, unless it has a legal form.
#[rustfmt::skip]
const TITLE_WORDS: &[&str] = &[
    "developer", "engineer", "engineering", "manager", "lead", "leader", "architect", "consultant", "analyst",
    "intern", "internship", "head", "director", "designer", "administrator", "admin", "scientist", "founder", "cofounder",
    "owner", "specialist", "officer", "cto", "ceo", "cio", "coo", "vp", "president", "programmer", "tester", "qa",
    "sre", "devops", "freelancer", "freelance", "contractor", "assistant", "associate", "researcher", "technician",
    "trainee", "apprentice", "student", "teacher", "tutor", "support", "coordinator", "principal", "staff",
    "senior", "junior", "fullstack", "backend", "frontend", "entwickler", "entwicklerin", "softwareentwickler", "softwareentwicklerin",
    "ingenieur", "ingenieurin", "leiter", "leiterin", "berater", "beraterin", "werkstudent", "werkstudentin", "praktikant", "praktikantin", "praktikum",
    "projektleiter", "projektleiterin", "teamleiter", "teamleiterin", "mitarbeiter", "mitarbeiterin", "geschaftsfuhrer", "geschäftsführer", "geschäftsführerin", "freiberufler", "selbstständig", "auszubildender", "fachinformatiker", "fachinformatikerin",
    "systemadministrator", "architekt", "architektin", "analyst", "designerin", "referent", "sachbearbeiter",
    "auditor", "auditors", "dev", "devs", "contributor", "maintainer", "committer", "coder", "reviewer", "pentester", "swe", "sde", "sdet",
    "dba", "devrel", "devsecops", "mlops", "dataops", "ciso", "cso", "cmo", "cfo", "cpo", "chief", "executive", "strategist", "evangelist",
    "advocate", "ambassador", "moderator", "writer", "editor", "author", "translator", "recruiter", "modeler", "modeller",
    "tutor", "mentor", "instructor", "lecturer", "professor", "postdoc", "volunteer", "expert", "supervisor", "planner", "controller", "accountant",
    "advisor", "adviser", "bookkeeper", "clerk", "secretary", "representative", "mathematician", "statistician", "cryptographer",
    "auditorin", "prüfer", "prüferin", "gutachter", "gutachterin", "programmierer", "programmiererin", "tester", "testerin", "gründer", "gründerin",
    "mitgründer", "mitgründerin", "inhaber", "inhaberin", "vorstand", "freelancerin", "freiberuflerin", "freiberufliche", "freiberuflicher",
    "selbständig", "selbständige", "selbständiger", "selbstständige", "selbstständiger", "selbststandig", "selbstandig", "selbststaendig",
    "selbstaendig", "angestellter", "angestellte", "auszubildende", "azubi", "hilfskraft", "aushilfe", "ehrenamtlich", "ehrenamtlicher", "ehrenamtliche",
    "techniker", "technikerin", "informatiker", "informatikerin", "wissenschaftler", "wissenschaftlerin", "forscher", "forscherin", "doktorand", "doktorandin",
    "dozent", "dozentin", "lehrer", "lehrerin", "referentin", "sachbearbeiterin", "spezialist", "spezialistin", "experte", "expertin", "koordinator", "koordinatorin",
    "beauftragter", "beauftragte", "assistent", "assistentin", "trainerin", "analystin", "managerin", "direktor", "direktorin", "administratorin",
];

/// Ends of German and joined titles: `Anwendungsentwickler`, `Netzwerktechniker`, `Webdeveloper`.
#[rustfmt::skip]
const TITLE_ENDINGS: &[&str] = &[
    "entwickler", "entwicklerin", "ingenieur", "ingenieurin", "berater", "beraterin", "leiter", "leiterin", "prüfer", "prüferin",
    "architekt", "architektin", "administrator", "administratorin", "informatiker", "informatikerin", "techniker", "technikerin",
    "programmierer", "programmiererin", "wissenschaftler", "wissenschaftlerin", "mitarbeiter", "mitarbeiterin", "developer", "engineer",
];

/// Fields and technologies, folded: a part of nothing else says what was done (`Full Stack`,
/// `Solidity`) and not for whom. Beside another word they may be a firm's name (`Solidity Works`).
#[rustfmt::skip]
const FIELD_WORDS: &[&str] = &[
    "full", "stack", "front", "back", "end", "mern", "mean", "web", "web2", "web3", "mobile", "tech", "technology", "technical", "it", "software", "hardware",
    "smart", "contract", "contracts", "protocol", "protocols", "blockchain", "crypto", "cryptography", "defi", "nft", "nfts", "evm", "ethereum", "zk",
    "zero", "knowledge", "solidity", "vyper", "rust", "python", "java", "javascript", "typescript", "js", "ts", "node", "nodejs", "react", "angular",
    "vue", "svelte", "next", "php", "laravel", "wordpress", "ruby", "rails", "go", "golang", "c", "cpp", "net", "kotlin", "swift", "flutter", "android",
    "ios", "sql", "database", "databases", "data", "datenbank", "datenbanken", "analytics", "machine", "learning", "ml", "ai", "ki", "llm", "cloud", "aws",
    "azure", "gcp", "kubernetes", "linux", "embedded", "firmware", "platform", "infrastructure", "infrastruktur", "security", "sicherheit", "audit",
    "audits", "auditing", "development", "developing", "programming", "design", "ux", "ui", "product", "produkt", "project", "projekt", "team", "game",
    "games", "testing", "automation", "operations", "ops", "research", "forschung", "marketing", "sales", "vertrieb", "finance", "hr", "api", "core", "dapp",
    "dapps", "entwicklung", "softwareentwicklung", "softwaretechnik", "beratung", "consulting", "leitung", "and", "und", "of", "der", "für", "various", "verschiedene", "diverse",
    "client", "clients", "kunde", "kunden", "own", "eigene", "personal", "private", "side", "remote", "work",
];

/// Market places for freelance work: no employer that two persons share.
#[rustfmt::skip]
const PLATFORMS: &[&str] = &[
    "upwork", "fiverr", "toptal", "freelancer", "freelance", "freelancermap", "freelancing", "peopleperhour", "99designs", "topcoder", "workana",
    "elance", "odesk", "gitcoin", "immunefi", "bugcrowd", "hackerone", "code4rena", "codementor", "selfemployed",
];

/// Months and words beside dates, folded, that a heading keeps where its dates are written oddly.
#[rustfmt::skip]
const DATE_WORDS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    "januar", "februar", "märz", "mai", "juni", "juli", "oktober", "dezember", "mär", "okt", "dez",
    "present", "today", "now", "current", "currently", "ongoing", "since", "until", "from", "to", "heute", "jetzt", "aktuell", "laufend", "seit", "bis", "von", "ab",
];

/// Words that make a part a place or a way of working.
#[rustfmt::skip]
const PLACE_WORDS: &[&str] = &[
    "remote", "hybrid", "onsite", "homeoffice", "full time", "part time", "fulltime", "parttime", "vollzeit", "teilzeit", "self employed", "contract",
    "permanent", "festanstellung", "freiberuflich", "worldwide", "europe", "emea",
    "on site", "home office", "temporary", "befristet", "unbefristet", "minijob", "global", "weltweit", "europa", "eu", "usa", "asia", "asien", "dach", "apac", "latam",
];

/// Towns, regions and states, folded, which stand beside an employer most often. A town that is not
/// listed may be taken for a name: two posts that differ in it are then of two employers.
#[rustfmt::skip]
const TOWNS: &[&str] = &[
    "berlin", "hamburg", "münchen", "munich", "muenchen", "köln", "cologne", "koeln", "frankfurt", "frankfurt am main", "frankfurt main", "stuttgart", "düsseldorf",
    "duesseldorf", "dusseldorf", "leipzig", "dortmund", "essen", "bremen", "bremerhaven", "dresden", "hannover", "hanover", "nürnberg", "nuremberg", "nuernberg", "duisburg", "bochum",
    "wuppertal", "bielefeld", "bonn", "münster", "muenster", "karlsruhe", "mannheim", "augsburg", "wiesbaden", "braunschweig", "kiel", "chemnitz", "aachen", "halle",
    "magdeburg", "freiburg", "freiburg im breisgau", "krefeld", "lübeck", "luebeck", "mainz", "erfurt", "rostock", "kassel", "saarbrücken", "potsdam", "oldenburg", "osnabrück",
    "heidelberg", "darmstadt", "regensburg", "würzburg", "wolfsburg", "göttingen", "ulm", "heilbronn", "pforzheim", "ingolstadt", "jena", "trier", "flensburg", "schwerin",
    "konstanz", "tübingen", "erlangen", "fürth", "walldorf", "passau", "bayreuth", "bamberg", "paderborn", "siegen", "koblenz", "cottbus", "weimar",
    "wien", "vienna", "graz", "linz", "salzburg", "innsbruck", "klagenfurt", "zürich", "zurich", "zuerich", "genf", "geneva", "genève", "basel", "bern", "lausanne", "zug", "lugano",
    "winterthur", "st gallen", "luzern", "lucerne", "london", "manchester", "birmingham", "leeds", "liverpool", "bristol", "edinburgh", "glasgow", "cardiff", "belfast",
    "cambridge", "oxford", "hull", "newcastle", "sheffield", "nottingham", "brighton", "southampton", "dublin", "cork", "galway", "limerick", "paris", "lyon",
    "marseille", "toulouse", "lille", "nantes", "bordeaux", "nice", "grenoble", "strasbourg", "rennes", "montpellier", "madrid", "barcelona", "valencia", "sevilla", "seville",
    "málaga", "malaga", "bilbao", "vigo", "lisbon", "lisboa", "lissabon", "porto", "rom", "rome", "roma", "milan", "milano", "mailand", "turin", "torino", "bologna", "florence", "naples",
    "amsterdam", "rotterdam", "den haag", "the hague", "utrecht", "eindhoven", "delft", "groningen", "brussels", "brüssel", "bruxelles", "antwerp", "antwerpen", "ghent", "gent", "leuven",
    "copenhagen", "kopenhagen", "københavn", "aarhus", "odense", "stockholm", "göteborg", "gothenburg", "malmö", "malmo", "uppsala", "oslo", "bergen", "trondheim", "stavanger",
    "helsinki", "espoo", "tampere", "turku", "reykjavik", "tallinn", "tartu", "riga", "vilnius", "kaunas", "warsaw", "warszawa", "warschau", "krakow", "kraków", "krakau", "cracow",
    "wroclaw", "wrocław", "breslau", "poznan", "poznań", "gdansk", "gdańsk", "danzig", "łódź", "lodz", "katowice", "prague", "praha", "prag", "brno", "brünn", "bratislava", "budapest",
    "bucharest", "bukarest", "cluj", "cluj napoca", "timisoara", "iasi", "sofia", "plovdiv", "varna", "belgrade", "belgrad", "beograd", "novi sad", "zagreb", "split", "ljubljana", "sarajevo",
    "skopje", "tirana", "athens", "athen", "thessaloniki", "istanbul", "ankara", "izmir", "nicosia", "limassol", "valletta", "kyiv", "kiev", "kiew", "lviv", "kharkiv", "odesa", "odessa",
    "dnipro", "minsk", "moscow", "moskau", "st petersburg", "saint petersburg", "tbilisi", "yerevan", "chisinau", "tel aviv", "jerusalem", "haifa", "dubai", "abu dhabi", "doha",
    "cairo", "lagos", "abuja", "nairobi", "accra", "cape town", "kapstadt", "johannesburg", "casablanca", "mumbai", "delhi", "new delhi", "bangalore", "bengaluru", "hyderabad", "chennai",
    "pune", "kolkata", "noida", "gurgaon", "gurugram", "ahmedabad", "karachi", "lahore", "islamabad", "dhaka", "colombo", "kathmandu", "bangkok", "hanoi", "ho chi minh", "kuala lumpur",
    "jakarta", "manila", "cebu", "singapore", "hong kong", "shanghai", "beijing", "peking", "shenzhen", "shenyang", "dalian", "guangzhou", "hangzhou", "chengdu", "taipei", "tokyo", "tokio", "osaka",
    "kyoto", "seoul", "busan", "vladivostok", "sydney", "melbourne", "brisbane", "perth", "adelaide", "auckland", "wellington", "new york", "nyc", "brooklyn", "manhattan", "los angeles",
    "san francisco", "sf", "silicon valley", "san jose", "san diego", "palo alto", "mountain view", "sunnyvale", "oakland", "berkeley", "sacramento", "seattle", "redmond", "bellevue", "portland", "chicago",
    "boston", "austin", "dallas", "houston", "denver", "boulder", "miami", "orlando", "tampa", "atlanta", "philadelphia", "pittsburgh", "washington", "washington dc", "washington d c", "baltimore",
    "detroit", "minneapolis", "phoenix", "las vegas", "salt lake", "nashville", "charlotte", "raleigh", "columbus", "cleveland", "st louis", "toronto", "montreal", "montréal", "vancouver",
    "ottawa", "calgary", "edmonton", "waterloo", "mexico", "guadalajara", "monterrey", "bogota", "bogotá", "medellin", "medellín", "lima", "santiago", "buenos aires", "montevideo",
    "são paulo", "sao paulo", "rio de janeiro", "caracas", "quito",
    "ny", "ca", "tx", "wa", "ma", "nj", "dc", "fl", "il", "ga", "co", "nc", "oh", "mi", "mn", "az", "ut", "on", "bc", "qc", "tn", "ct", "mo", "wi", "sf", "hh", "nrw",
    "california", "texas", "florida", "massachusetts", "new jersey", "illinois", "colorado", "virginia", "north carolina", "ohio", "michigan", "arizona", "utah", "ontario", "quebec", "british columbia",
    "bayern", "bavaria", "hessen", "hesse", "sachsen", "saxony", "niedersachsen", "nordrhein westfalen", "baden württemberg", "brandenburg", "schleswig holstein", "thüringen", "saarland",
];

/// Words beside a town that name no other place: `Greater Berlin Area`.
#[rustfmt::skip]
const TOWN_FILLERS: &[&str] = &[
    "greater", "area", "region", "metropolitan", "metro", "bay", "city", "großraum", "raum", "near", "nähe", "in", "based",
];

impl Post {
    /// The employer, folded and without its legal form: best effort. The part of the heading with a
    /// legal form, else the first that is neither a title nor a place nor a way of working nor a
    /// market place for freelance work.
    pub fn employer(&self) -> Option<String> {
        let parts = parts(self);
        let formal = parts.iter().find_map(|part| firm(part));
        formal.or_else(|| parts.into_iter().find(|part| may_be_employer(part)))
    }
}

/// Whether two posts name the same employer: a firm with its legal form on one side that stands in
/// the heading of the other, or an equal name beside which at most one side holds more names. Where
/// each holds a name that the other lacks, the equal part may be a title or town that is not known
/// as one (`Tide Wizard, Tidewater`, `Tide Wizard, Quarzline`), so the employers differ.
///
/// ```
/// use bonafide_records::cv::{Cv, same_employer};
/// let post = |heading: &str| {
///     let lines = vec!["Experience".to_owned(), format!("{heading}   2019 – 2021")];
///     Cv::read(&lines).posts.remove(0)
/// };
/// assert!(same_employer(&post("Harbour Systems GmbH, Kiel"), &post("Developer at Harbour Systems")));
/// assert!(!same_employer(&post("Developer, Kiel"), &post("Developer, Lübeck")));
/// ```
pub fn same_employer(first: &Post, second: &Post) -> bool {
    let (one, two) = (parts(first), parts(second));
    if names_firm_of(&one, &two) || names_firm_of(&two, &one) {
        return true;
    }
    let (one, two) = (names(&one), names(&two));
    !one.is_disjoint(&two) && (one.is_subset(&two) || two.is_subset(&one))
}

fn names_firm_of(firms: &[String], others: &[String]) -> bool {
    let others: BTreeSet<String> =
        others.iter().map(|other| firm(other).unwrap_or_else(|| other.clone())).collect();
    firms.iter().filter_map(|part| firm(part)).any(|name| others.contains(&name))
}

/// What may be the employer: the firms with a legal form, else every part that is nothing else.
fn names(parts: &[String]) -> BTreeSet<String> {
    let firms: BTreeSet<String> = parts.iter().filter_map(|part| firm(part)).collect();
    if firms.is_empty() {
        parts.iter().filter(|part| may_be_employer(part)).cloned().collect()
    } else {
        firms
    }
}

/// The folded parts of the heading: between commas, bars, dashes with spaces, `at` and `bei`.
fn parts(post: &Post) -> Vec<String> {
    let mut parts = Vec::new();
    for line in &post.heading {
        let line = line
            .replace(" at ", "|")
            .replace(" bei ", "|")
            .replace(" @ ", "|")
            .replace(" - ", "|")
            .replace(" / ", "|")
            .replace(" für ", "|")
            .replace("   ", "|")
            .replace(", Inc", " Inc")
            .replace(", LLC", " LLC")
            .replace(", Ltd", " Ltd");
        let split = line.split(['|', ',', '–', '—', '·', '•', '\t', '(', ')', ';', ':']);
        parts.extend(split.map(fold_text).filter(|part| !part.is_empty()));
    }
    parts
}

/// The name of a firm with a legal form, which a market place for freelance work is not.
fn firm(part: &str) -> Option<String> {
    without_legal_form(part).filter(|name| !is_platform(name))
}

fn without_legal_form(part: &str) -> Option<String> {
    let shorter = |name: &str| -> Option<usize> {
        let forms = LEGAL_FORMS.iter().filter_map(|form| name.strip_suffix(form)?.strip_suffix(' '));
        forms.map(str::len).min()
    };
    // `Harbour Systems Ltd & Co`: forms follow one another, in a hostile file without end.
    let mut name = part;
    while let Some(rest) = shorter(name).and_then(|length| name.get(..length)) {
        name = rest;
    }
    (name.len() < part.len()).then(|| name.to_owned())
}

fn may_be_employer(part: &str) -> bool {
    let has_letters = part.chars().filter(|character| character.is_alphabetic()).count() >= 2;
    has_letters
        && !is_title(part)
        && !is_platform(part)
        && !is_date(part)
        && !is_place(part)
        && heading(part).is_none()
}

fn is_title(part: &str) -> bool {
    let names_role =
        |word: &str| TITLE_WORDS.contains(&word) || TITLE_ENDINGS.iter().any(|ending| word.ends_with(ending));
    part.split(' ').any(names_role) || part.split(' ').all(|word| FIELD_WORDS.contains(&word))
}

fn is_platform(part: &str) -> bool {
    part.split(' ').any(|word| PLATFORMS.contains(&word))
}

/// Whether a part is what is left of dates: `since 2021`, `2 years 3 months`.
fn is_date(part: &str) -> bool {
    is_duration(part) || part.split(' ').all(|word| is_number(word) || DATE_WORDS.contains(&word))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a part is a place or a way of working, or one behind the other: `Remote Berlin`, `20457
/// Hamburg Germany`.
fn is_place(part: &str) -> bool {
    let is_known =
        |text: &str| PLACE_WORDS.contains(&text) || TOWNS.contains(&text) || country_code(text).is_some();
    if is_known(part) {
        return true;
    }
    let words: Vec<&str> =
        part.split(' ').filter(|word| !is_number(word) && !TOWN_FILLERS.contains(word)).collect();
    // The longest names of places have four words; a hostile line has any number.
    if words.len() > 6 {
        return false;
    }
    words.is_empty()
        || is_known(&words.join(" "))
        || (1..words.len()).any(|at| {
            let (front, back) = words.split_at(at);
            is_known(&front.join(" ")) && is_known(&back.join(" "))
        })
}
