//! Paragraphs, lists, tables and text boxes of a part become lines.

use std::collections::BTreeSet;

use super::super::DocumentFault;
use super::super::limits::Budget;
use super::super::xml::{self, Ended, Node};

/// What a part says.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) lines: Vec<String>,
    /// Links in the order in which they are read.
    pub(super) links: Vec<Link>,
    /// Where the part is damaged.
    pub(super) damaged_at: Option<u64>,
}

/// A link as it stands in the text.
#[derive(Debug)]
pub(super) enum Link {
    /// By the id of a relation.
    Relation(String),
    /// By its target, in a field.
    Target(String),
}

/// A paragraph that is open. A text box stands inside one, with paragraphs of its own.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    is_item: bool,
}

/// A row of a table: the lines of each cell.
type Cells = Vec<Vec<String>>;

/// Reads a part.
pub(super) fn read(
    place: &str,
    bytes: &[u8],
    list_styles: &BTreeSet<String>,
    budget: &mut Budget,
) -> Result<Text, DocumentFault> {
    let mut writer = Writer::new(list_styles);
    let ended = xml::walk(place, &xml::decode(bytes), budget, |node, budget| match node {
        Node::Open(name, tag) => {
            writer.open(name, |attribute| xml::attribute(tag, attribute));
            Ok(())
        }
        Node::Close(name) => {
            writer.close(name);
            Ok(())
        }
        Node::Text(words) => {
            if budget.text(words.len()) {
                writer.words(words);
                Ok(())
            } else {
                Err(DocumentFault::TooMuchWork)
            }
        }
    })?;
    let mut text = writer.finish();
    if let Ended::Damaged(offset) = ended {
        text.damaged_at = Some(offset);
    }
    Ok(text)
}

#[derive(Debug)]
struct Writer<'s> {
    list_styles: &'s BTreeSet<String>,
    out: Text,
    paragraphs: Vec<Paragraph>,
    rows: Vec<Cells>,
    /// Elements whose content is not shown: how many are open.
    hidden: usize,
    /// Whether text is a run's text, and whether it is the code of a field.
    in_text: bool,
    in_field: bool,
    field: String,
}

impl<'s> Writer<'s> {
    fn new(list_styles: &'s BTreeSet<String>) -> Self {
        Self {
            list_styles,
            out: Text::default(),
            paragraphs: Vec::new(),
            rows: Vec::new(),
            hidden: 0,
            in_text: false,
            in_field: false,
            field: String::new(),
        }
    }

    fn open(&mut self, name: &str, attribute: impl Fn(&str) -> Option<String>) {
        if is_hidden(name) {
            self.hidden += 1;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "p" => self.paragraphs.push(Paragraph::default()),
            "t" => self.in_text = true,
            "instrText" => self.in_field = true,
            "tab" => self.push('\t'),
            "br" | "cr" => self.push('\n'),
            "noBreakHyphen" => self.push('-'),
            "sym" => {
                // Symbols of Wingdings and its kin: in a CV these are bullets and icons.
                let code = attribute("char").and_then(|code| u32::from_str_radix(&code, 16).ok());
                let shown = code
                    .and_then(char::from_u32)
                    .filter(|symbol| !('\u{E000}'..='\u{F8FF}').contains(symbol));
                self.push(shown.unwrap_or('\u{2022}'));
            }
            "numId" => {
                let is_item = attribute("val").is_some_and(|number| number != "0");
                self.item(is_item);
            }
            "pStyle" => {
                let style = attribute("val").unwrap_or_default();
                if style.starts_with("ListBullet")
                    || style.starts_with("ListNumber")
                    || self.list_styles.contains(&style)
                {
                    self.item(true);
                }
            }
            "hyperlink" => self.out.links.extend(attribute("id").map(Link::Relation)),
            "fldSimple" => {
                let code = attribute("instr").unwrap_or_default();
                self.out.links.extend(target(&code).map(Link::Target));
            }
            "tr" => self.rows.push(Cells::new()),
            "tc" => {
                if let Some(row) = self.rows.last_mut() {
                    row.push(Vec::new());
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        if is_hidden(name) {
            self.hidden = self.hidden.saturating_sub(1);
            return;
        }
        if self.hidden > 0 {
            return;
        }
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = false,
            "instrText" => {
                self.in_field = false;
                let code = std::mem::take(&mut self.field);
                self.out.links.extend(target(&code).map(Link::Target));
            }
            "tr" => self.end_row(),
            _ => {}
        }
    }

    fn words(&mut self, words: &str) {
        if self.hidden > 0 {
            return;
        }
        if self.in_field {
            if self.field.len() < 10_000 {
                self.field.push_str(words);
            }
        } else if self.in_text
            && let Some(paragraph) = self.paragraphs.last_mut()
        {
            paragraph.text.push_str(words);
        }
    }

    fn push(&mut self, character: char) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.text.push(character);
        }
    }

    fn item(&mut self, is_item: bool) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.is_item = is_item;
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let mut is_item = paragraph.is_item;
        for line in paragraph.text.split('\n') {
            let line = cleaned(line);
            if line.is_empty() {
                continue;
            }
            // Only the first line of an item has the bullet.
            let line = if std::mem::take(&mut is_item) { format!("\u{2022} {line}") } else { line };
            self.line(line);
        }
    }

    /// A line stands in the innermost cell that is open.
    fn line(&mut self, line: String) {
        match self.rows.last_mut().and_then(|row| row.last_mut()) {
            Some(cell) => cell.push(line),
            None => self.out.lines.push(line),
        }
    }

    /// A row of single lines is one line; in others the cells follow each other, and a cell of one
    /// line, such as a date, stands before the first line of the last.
    fn end_row(&mut self) {
        let Some(mut cells) = self.rows.pop() else { return };
        cells.retain(|cell| !cell.is_empty());
        let Some(last) = cells.pop() else { return };
        let mut lines = Vec::new();
        if cells.iter().all(|cell| cell.len() == 1) {
            let mut first: Vec<String> = cells.into_iter().flatten().collect();
            let mut rest = last.into_iter();
            first.extend(rest.next());
            lines.push(first.join("\t"));
            lines.extend(rest);
        } else {
            lines.extend(cells.into_iter().flatten().chain(last));
        }
        for line in lines {
            self.line(line);
        }
    }

    /// What a damaged part left open is kept.
    fn finish(mut self) -> Text {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.rows.is_empty() {
            self.end_row();
        }
        self.out
    }
}

/// Elements whose content is not part of the text: the second form of what a newer program shows
/// otherwise, moved and deleted text, drawings' names.
fn is_hidden(name: &str) -> bool {
    matches!(name, "Fallback" | "moveFrom" | "del" | "docPartBody" | "rPrChange" | "pPrChange")
}

/// Where a field `HYPERLINK "..."` leads.
fn target(code: &str) -> Option<String> {
    let rest = code.trim().strip_prefix("HYPERLINK")?.trim_start();
    let quoted = rest.strip_prefix('"')?;
    let end = quoted.find('"')?;
    quoted.get(..end).map(str::to_owned)
}

/// A line without controls and blanks at its ends.
fn cleaned(line: &str) -> String {
    let mut text = String::with_capacity(line.len());
    for character in line.chars() {
        match character {
            '\t' => text.push('\t'),
            '\r' | '\u{A0}' | '\u{202F}' => text.push(' '),
            '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{AD}' => {}
            other if other.is_control() => {}
            other => text.push(other),
        }
    }
    text.trim().to_owned()
}
