//! The structure of a CV from its lines of text: header, posts with their spans, what was done.
//!
//! The reader knows English and German headings, the usual spellings of dates, bullets, wrapped
//! lines and page numbers. What is protected (birth date, nationality, family status, photo
//! captions, spoken languages) is dropped here, so nothing behind this room can see it.
//!
//! ```
//! use bonafide_records::cv::Cv;
//! let lines: Vec<String> = "Jo Doe\nDate of birth: 1.1.1990\njo@example.org\n\nEXPERIENCE\n\
//!     Harbour Systems GmbH, Kiel    03/2019 – 05/2021\nBackend developer\n\
//!     • Moved the ticket shop to six smaller data-\n  bases without a lost booking\n"
//!     .lines().map(str::to_owned).collect();
//! let cv = Cv::read(&lines);
//! assert_eq!(cv.header.len(), 2);
//! let post = &cv.posts[0];
//! assert_eq!(post.heading, ["Harbour Systems GmbH, Kiel", "Backend developer"]);
//! assert_eq!(post.items[0].text, "Moved the ticket shop to six smaller databases without a lost booking");
//! assert_eq!(post.employer().as_deref(), Some("harbour systems"));
//! assert_eq!(post.to.map(|to| to.end() - post.from.unwrap().start()), Some(26));
//! ```

mod bullets;
mod dates;
mod employer;
mod header;
mod posts;
mod sections;
mod split;
mod year_month;

use split::split;

pub use employer::same_employer;
pub use year_month::YearMonth;

/// One line that is no part of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its index in the lines that were read.
    pub number: usize,
    /// Its text, without protected pieces.
    pub text: String,
}

/// What kind of entry a post is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PostKind {
    /// Work for an employer or client.
    Work,
    /// A project, open source or volunteering: it may well overlap with work.
    Side,
}

/// One entry of the work history or the projects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Which kind of section it stands in.
    pub kind: PostKind,
    /// The index of the line in which its dates stand, or its heading where it has none.
    pub line: usize,
    /// Employer, title, town: the lines of its heading without the dates; may be empty.
    pub heading: Vec<String>,
    /// When it began; `None` where the CV gives no dates.
    pub from: Option<YearMonth>,
    /// When it ended; `None` without dates and with `open`.
    pub to: Option<YearMonth>,
    /// Whether it goes on, by the CV.
    pub open: bool,
    /// What was done, in order.
    pub items: Vec<Item>,
}

/// One bullet or sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The index of the line in which it begins.
    pub line: usize,
    /// Its text: wrapped lines joined, words cut at line ends mended, without the bullet.
    pub text: String,
}

impl Item {
    /// Whether it lists skills instead of saying what was done: `Technologies: Java, Kafka`. Such
    /// lists date technologies, but they are no text of anybody's own.
    ///
    /// ```
    /// use bonafide_records::cv::Item;
    /// let list = |text: &str| Item { line: 0, text: text.to_owned() }.is_skill_list();
    /// assert!(list("Tech stack: Rust, PostgreSQL"));
    /// assert!(list("Java, Spring Boot, Kafka, Docker, AWS"));
    /// assert!(!list("Led, hired, trained and kept a team of nine people through two moves"));
    /// ```
    pub fn is_skill_list(&self) -> bool {
        bullets::is_skill_list(&self.text)
    }
}

/// A CV, as far as its text shows structure.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cv {
    /// The contact block: at most the first fifteen lines before the first section.
    pub header: Vec<Line>,
    /// Posts and projects, in the order of the CV.
    pub posts: Vec<Post>,
    /// Lines of all other sections, without their headings.
    pub others: Vec<Line>,
}

impl Cv {
    /// Reads the lines of a CV in reading order. Never fails: text without structure ends in
    /// `header` and `others`.
    pub fn read(lines: &[String]) -> Self {
        let parts = split(lines);
        let mut cv = Self::default();
        let lines_of = |rows: &[bullets::Row]| -> Vec<Line> {
            rows.iter()
                .filter(|row| !row.is_blank())
                .map(|row| Line { number: row.number, text: row.text.trim().to_owned() })
                .collect()
        };
        for part in &parts {
            match part.place {
                split::Place::Header => cv.header.extend(lines_of(&part.rows)),
                split::Place::Other => cv.others.extend(lines_of(&part.rows)),
                split::Place::Posts(kind) => {
                    let (found, behind) = posts::posts(&part.rows, kind);
                    cv.posts.extend(found);
                    cv.others.extend(lines_of(&behind));
                }
            }
        }
        cv
    }
}

/// The lines of a CV with what is protected taken out (a date of birth, a nationality, languages
/// spoken), each at its old place; a line of which nothing may stay is empty.
///
/// ```
/// use bonafide_records::cv::without_protected;
/// let lines = ["Alva Renning".to_owned(), "Nationality: Atlantis".to_owned()];
/// assert_eq!(without_protected(&lines), ["Alva Renning", ""]);
/// ```
pub fn without_protected(lines: &[String]) -> Vec<String> {
    split::redacted(lines)
}

#[cfg(test)]
mod date_tests;
#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod tests;
