//! Which heading opens which part of a CV.

use crate::normal::fold::ascii;

/// The parts of a CV.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section {
    /// Posts.
    Work,
    /// Projects and unpaid work, written like posts.
    Side,
    /// Everything else: education, skills, summary.
    Other,
    /// Personal details: contact lines of the header, with everything protected dropped.
    Personal,
    /// Languages spoken: protected, nothing of it goes out.
    Languages,
}

/// The section that a line opens, if it is a heading and nothing else.
///
/// Capitals, colons, underlines, numbers in front and letters set apart do not matter.
pub(super) fn heading(line: &str) -> Option<Section> {
    if line.len() > 120 {
        return None;
    }
    let words = heading_words(line);
    let joined = words.join(" ");
    if let Some(section) = section_of(&joined) {
        return Some(section);
    }
    // `E X P E R I E N C E`
    let is_spaced = words.len() > 4 && words.iter().all(|word| word.len() == 1);
    if is_spaced { section_of_unspaced(&words.concat()) } else { None }
}

/// Words that say nothing about which part it is.
const FILLERS: &[&str] = &[
    "my",
    "meine",
    "and",
    "und",
    "relevant",
    "selected",
    "additional",
    "key",
    "main",
    "other",
    "recent",
    "previous",
    "past",
    "core",
    "weitere",
    "ausgewahlte",
    "sonstige",
    "continued",
    "cont",
    "the",
    "of",
];

fn heading_words(line: &str) -> Vec<String> {
    let folded = ascii(line);
    let words =
        folded.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let mut kept: Vec<String> = words.filter(|word| !FILLERS.contains(word)).map(str::to_owned).collect();
    let is_number = |word: &str| {
        word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_digit())
            || matches!(word, "i" | "ii" | "iii" | "iv" | "v" | "vi")
    };
    if kept.len() > 1 && kept.first().is_some_and(|word| is_number(word)) {
        kept.remove(0);
    }
    kept
}

#[rustfmt::skip]
const WORK: &[&str] = &[
    "experience", "work", "work experience", "working experience", "work history", "employment",
    "employment history", "career", "career history", "career summary", "professional experience",
    "professional background", "professional history", "work experiences", "experiences", "industry experience",
    "job history", "positions", "positions held", "experience summary", "freelance experience", "professional career",
    "employment experience", "contracts", "contract history", "engagements", "internships", "internship",
    "berufserfahrung", "berufserfahrungen", "beruflicher werdegang", "werdegang", "berufspraxis", "berufstatigkeit",
    "beruflicher hintergrund", "praktische erfahrung", "praxiserfahrung", "tatigkeiten", "berufliche tatigkeiten", "berufliche stationen",
    "berufliche erfahrung", "berufliche erfahrungen", "berufliche laufbahn", "arbeitserfahrung", "erfahrung", "praktika",
    "experience professionnelle", "experiences professionnelles", "experiencia", "experiencia laboral",
    "werkervaring", "tyokokemus", "esperienza lavorativa", "doswiadczenie zawodowe",
];

#[rustfmt::skip]
const SIDE: &[&str] = &[
    "projects", "project", "personal projects", "side projects", "project experience", "open source",
    "open source projects", "open source contributions", "project history", "volunteering", "volunteer experience", "volunteer work",
    "volunteer", "projekte", "projekt", "projekterfahrung", "projekthistorie", "projektliste", "eigene projekte", "referenzprojekte", "ehrenamt",
    "ehrenamtliche tatigkeiten", "ehrenamtliches engagement", "engagement",
];

#[rustfmt::skip]
const OTHER: &[&str] = &[
    "education", "education training", "academic background", "academic qualifications", "educational background", "qualifications",
    "training", "courses", "skills", "technical skills", "top skills", "skills tools", "skills summary", "professional skills", "soft skills", "skill set", "competencies", "competences",
    "technologies", "tools", "tech stack", "technical expertise", "expertise", "areas expertise", "certificates", "certifications", "certification",
    "licenses certifications", "summary", "professional summary", "executive summary", "profile",
    "professional profile", "about", "about me", "objective", "career objective", "publications", "patents",
    "awards", "honors", "honors awards", "honours", "achievements", "accomplishments", "references", "interests", "hobbies",
    "links", "talks", "memberships",
    "highlights", "digital skills", "job related skills", "communication skills", "organisational skills",
    "ausbildung", "schulbildung", "bildung", "bildungsweg", "studium", "hochschulbildung", "akademischer werdegang", "schulischer werdegang",
    "ausbildung studium", "studium ausbildung", "weiterbildung", "weiterbildungen", "fortbildung", "fortbildungen", "kenntnisse", "it kenntnisse", "edv kenntnisse", "fachkenntnisse", "kenntnisse fahigkeiten",
    "fahigkeiten", "fahigkeiten kenntnisse", "besondere kenntnisse", "kompetenzen", "qualifikationen", "zertifikate", "zertifizierungen", "profil", "kurzprofil", "uber mich",
    "zusammenfassung", "publikationen", "veroffentlichungen", "auszeichnungen", "referenzen", "interessen", "hobbys", "formation", "educacion",
    "opleiding", "koulutus", "competences techniques",
];

#[rustfmt::skip]
const PERSONAL: &[&str] = &[
    "personal details", "personal data", "personal information", "personal", "personal info",
    "persoenliche daten", "personliche daten", "personliche angaben", "persoenliche angaben",
    "angaben zur person", "zur person", "contact", "contact me", "contact details", "contact information",
    "kontakt", "kontaktdaten",
];

#[rustfmt::skip]
const LANGUAGES: &[&str] = &[
    "languages", "language", "language skills", "foreign languages", "sprachen", "sprachkenntnisse",
    "fremdsprachen", "langues", "idiomas", "talen", "kielitaito", "lingue", "jezyki", "mother tongue",
    "mother tongue s", "muttersprache",
];

/// Headings that also stand inside a post, above some of its bullets.
const AMBIGUOUS: &[&str] = &[
    "achievements",
    "accomplishments",
    "highlights",
    "technologies",
    "tools",
    "tech stack",
    "skills",
    "technical skills",
    "project",
    "projects",
    "projekt",
    "projekte",
    "training",
    "references",
    "profile",
    "profil",
    "summary",
    "engagement",
    "work",
    "languages",
    "about",
    "contact",
    "kontakt",
    "awards",
    "publications",
    "patents",
    "experience",
    "erfahrung",
    "kenntnisse",
];

/// Whether a heading may stand inside a post too, so that its style must decide.
pub(super) fn is_ambiguous(line: &str) -> bool {
    AMBIGUOUS.contains(&heading_words(line).join(" ").as_str())
}

const LISTS: [(&[&str], Section); 5] = [
    (WORK, Section::Work),
    (SIDE, Section::Side),
    (OTHER, Section::Other),
    (PERSONAL, Section::Personal),
    (LANGUAGES, Section::Languages),
];

fn section_of(words: &str) -> Option<Section> {
    LISTS.into_iter().find(|(list, _)| list.contains(&words)).map(|(_, section)| section)
}

fn section_of_unspaced(letters: &str) -> Option<Section> {
    LISTS
        .into_iter()
        .find(|(list, _)| list.iter().any(|known| known.replace(' ', "") == letters))
        .map(|(_, section)| section)
}
