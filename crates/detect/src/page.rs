//! The casebook pages: documentation, test and words at once.
//!
//! A detector's sentences for users (innocent explanations, the question to ask, advisories) are
//! read from its page, so that there is one definition.

/// A casebook page, taken apart by its headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Page {
    /// The title without the id.
    pub title: String,
    /// The id behind the title.
    pub id: String,
    /// All sections in order: heading and text.
    pub sections: Vec<(String, String)>,
}

impl Page {
    /// Takes a page apart.
    ///
    /// ```
    /// use bonafide_detect::page::Page;
    /// let page = Page::parse("# Same phone (`link-phone`)\n\n## Ask\nEN Whose is it?\nDE Wessen?\n");
    /// assert_eq!((page.title.as_str(), page.id.as_str()), ("Same phone", "link-phone"));
    /// assert_eq!(page.ask("EN"), Some("Whose is it?"));
    /// ```
    pub fn parse(text: &str) -> Self {
        let mut page = Self::default();
        let mut fenced = false;
        for line in text.lines() {
            if line.starts_with("```") {
                fenced = !fenced;
            }
            if !fenced && let Some(heading) = line.strip_prefix("# ") {
                let (title, rest) = heading.split_once("(`").unwrap_or((heading, ""));
                title.trim().clone_into(&mut page.title);
                rest.trim_end().trim_end_matches("`)").clone_into(&mut page.id);
            } else if !fenced && let Some(heading) = line.strip_prefix("## ") {
                page.sections.push((heading.trim().to_owned(), String::new()));
            } else if let Some((_, body)) = page.sections.last_mut() {
                body.push_str(line);
                body.push('\n');
            }
        }
        page
    }

    /// The text of a section.
    pub fn section(&self, heading: &str) -> Option<&str> {
        self.sections.iter().find(|(own, _)| own == heading).map(|(_, body)| body.trim())
    }

    /// The bullets of a section, each on one line.
    pub fn bullets(&self, heading: &str) -> Vec<String> {
        let mut bullets: Vec<String> = Vec::new();
        for line in self.section(heading).unwrap_or_default().lines() {
            if let Some(text) = line.strip_prefix("- ") {
                bullets.push(text.trim().to_owned());
            } else if line.starts_with("  ")
                && let Some(last) = bullets.last_mut()
            {
                last.push(' ');
                last.push_str(line.trim());
            }
        }
        bullets
    }

    /// The clearing question in a language, `EN` or `DE`.
    pub fn ask(&self, language: &str) -> Option<&str> {
        let section = self.section("Ask")?;
        section.lines().find_map(|line| line.strip_prefix(language)?.strip_prefix(' ')).map(str::trim)
    }
}
