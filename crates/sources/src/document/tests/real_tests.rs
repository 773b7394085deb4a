//! Real files: three CVs of one invented person, made by a public program, with their sources.

use std::path::Path;

use super::{lines, marks, read};
use crate::document::MarkKind;

/// Beside the repository, or beside the folder of its working copies.
const FOLDERS: [&str; 2] =
    ["../../../shared/data/resumes/rendercv", "../../../../shared/data/resumes/rendercv"];

/// Sentences of the source: its list items that are no keys, without the marks of Markdown.
fn sentences(source: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in source.lines() {
        let Some(item) = line.trim_start().strip_prefix("- ") else { continue };
        let item = item.trim_matches(['\'', '"']).replace("''", "'");
        let is_key = item
            .split_once(':')
            .is_some_and(|(key, _)| !key.contains(' ') && key.chars().all(|c| c.is_lowercase() || c == '_'));
        // Markdown changes what is shown; sentences without any are enough to compare.
        if item.len() > 30 && !is_key && !item.contains(['*', '[', '_', '`', '$']) {
            sentences.push(squeezed(&item));
        }
    }
    // The design of the document follows its content and is not shown.
    sentences
}

/// Text without blanks and hyphens, so that it does not matter where a line ends and how.
fn squeezed(text: &str) -> String {
    text.chars().filter(|letter| !letter.is_whitespace() && *letter != '-').collect()
}

#[test]
fn the_sentences_of_real_files_are_found() {
    let room = Path::new(env!("CARGO_MANIFEST_DIR"));
    let Some(folder) = FOLDERS.iter().map(|folder| room.join(folder)).find(|folder| folder.is_dir()) else {
        eprintln!("SKIPPED: shared/data/resumes/rendercv is absent");
        return;
    };
    for theme in ["Classic", "Engineeringresumes", "Harvard"] {
        let bytes = std::fs::read(folder.join(format!("John_Doe_{theme}Theme_CV.pdf"))).unwrap();
        let source = std::fs::read_to_string(folder.join(format!("John_Doe_{theme}Theme_CV.yaml"))).unwrap();
        let content = source.split("\ndesign:").next().unwrap();
        let read = read(&bytes);
        let whole = squeezed(&lines(&read).join(""));
        let wanted = sentences(content);
        assert!(wanted.len() > 20, "{theme}: {} sentences", wanted.len());
        for sentence in wanted {
            assert!(whole.contains(&sentence), "{theme}: {sentence}");
        }
        assert!(whole.contains("Boğaziçi"), "{theme}");
        assert_eq!(read.notes, [""; 0], "{theme}");
        // All three say the same document id, since one person is their author.
        assert!(marks(&read, MarkKind::XmpDocumentId).is_empty(), "{theme}");
        assert_eq!(marks(&read, MarkKind::XmpInstanceId).len(), 1, "{theme}");
    }
}
