//! Why nothing of a document can be used, and what to do about it.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::text::plain;

/// Why a document is not read, in one line; [`DocumentFault::hint`] says what to do.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum DocumentFault {
    /// Neither a PDF nor a DOCX.
    #[error("neither a pdf nor a docx: not read")]
    NoDocument,
    /// It needs a password to open. (A PDF whose password is empty is read.)
    #[error("encrypted: not read")]
    Encrypted,
    /// More pages than [`super::Limits::pages`].
    #[error("{} pages where a CV has few: not read", thousands(*pages))]
    TooManyPages {
        /// As counted.
        pages: u64,
    },
    /// Something in it leads back to itself.
    #[error("{} leads back to itself: not read", plain(what))]
    Loop {
        /// What, e.g. `the page tree`.
        what: String,
    },
    /// The file itself is over [`super::Limits::file_bytes`].
    #[error("larger than {} MiB, which no CV is: not read", limit_bytes / 1024 / 1024)]
    FileTooLarge {
        /// The limit, in bytes.
        limit_bytes: u64,
    },
    /// It unpacks to more than the limits allow.
    #[error("{} unpacks to more than {} MiB: not read", plain(what), limit_bytes / 1024 / 1024)]
    UnpacksToTooMuch {
        /// What, e.g. `part word/document.xml`.
        what: String,
        /// The limit, in bytes.
        limit_bytes: u64,
    },
    /// It is drawn in more steps, or with more text, than any CV.
    #[error("drawn in more steps or with more text than any CV: not read")]
    TooMuchWork,
    /// Its XML declares a document type, which can hold entities that grow without end.
    #[error("{} declares a document type of its own, as no word processor does: not read", plain(part))]
    DeclaresEntities {
        /// The part.
        part: String,
    },
    /// It is cut off or does not follow its format.
    #[error("damaged or cut off ({}): not read", plain(why))]
    Damaged {
        /// Why, in our own words.
        why: String,
    },
    /// The worker died or was stopped while it read the file.
    #[error("the reader was stopped at it (memory or time limit): not read")]
    Stopped,
    /// The worker cannot be started, so no document can be read.
    #[error("the reader of documents does not start ({}): not read", plain(why))]
    NoWorker {
        /// The system's reason.
        why: String,
    },
}

impl DocumentFault {
    /// What to do about it, in one line.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::NoDocument => "save it as PDF or DOCX",
            Self::Encrypted => "save it without a password",
            Self::TooManyPages { .. } => "save the pages of the CV alone",
            Self::FileTooLarge { .. } => "save it with smaller pictures",
            Self::NoWorker { .. } => "check that the program may start itself again",
            Self::Loop { .. }
            | Self::UnpacksToTooMuch { .. }
            | Self::TooMuchWork
            | Self::DeclaresEntities { .. }
            | Self::Damaged { .. }
            | Self::Stopped => "open it in a viewer that you trust with it, and print it to PDF again",
        }
    }

    /// A damage, in a few words.
    pub(super) fn damaged(why: impl Into<String>) -> Self {
        Self::Damaged { why: why.into() }
    }
}

/// A count with commas between the thousands.
fn thousands(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_one_line() {
        let fault = DocumentFault::TooManyPages { pages: 5000 };
        assert_eq!(fault.to_string(), "5,000 pages where a CV has few: not read");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_234_567), "1,234,567");
    }
}
