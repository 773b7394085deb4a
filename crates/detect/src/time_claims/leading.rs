//! The time with which a line begins: `2009-2011: Built ...`, `From 2008 to 2011 I worked ...`.

use super::Span;
use super::phrases::{Said, leading};

/// The span of a line that begins with one, where it ends or goes on; of a range of years in front of a
/// sentence or behind a bullet, without a post around it.
///
/// ```
/// use bonafide_detect::time_claims::leading_span;
/// let of = |text| leading_span(text).map(|span| span.to_string());
/// assert_eq!(of("2009-2011: Built microservices on Kubernetes").as_deref(), Some("2009 – 2011"));
/// assert_eq!(of("From 2008 to 2011 I wrote the back end in TypeScript").as_deref(), Some("2008 – 2011"));
/// assert_eq!(of("2009 was a good year"), None);
/// ```
pub fn leading_span(text: &str) -> Option<Span> {
    match leading(text.trim_start())? {
        Said::Range(from, Some(to)) => Some(Span { from: Some(from), to: Some(to) }),
        Said::Range(..) | Said::Since(_) | Said::Years(_) => None,
    }
}
