//! Handles of payout platforms.

/// A payout-platform handle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle(String);

impl Handle {
    /// A handle as written; `service` is the platform where the text does not name it.
    pub fn parse(text: &str, service: Option<&str>) -> Option<Self> {
        let _ = service;
        Some(Self(text.trim().to_lowercase())).filter(|handle| !handle.0.is_empty())
    }

    /// The key that decides equality.
    pub fn key(&self) -> String {
        self.0.clone()
    }

    /// The handle as it may be shown without `--names`.
    pub fn masked(&self) -> String {
        self.0.chars().take(2).chain("…".chars()).collect()
    }

    /// The handle in full.
    pub fn full(&self) -> String {
        self.0.clone()
    }
}
