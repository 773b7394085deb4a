//! At which levels is a column of some kind compared?

use std::collections::BTreeMap;

use super::fields::Field;
use super::kind::Kind;
use crate::compare::{Comparison, Level};
use crate::expression::{Expression, quoted};

/// Words in a value up to which a longer text is a title, compared as a whole besides its words.
const TITLE: f64 = 15.0;

/// What is compared, and the named columns that this needs.
#[derive(Debug, Default)]
pub struct Compared {
    /// Comparisons.
    pub comparisons: Vec<Comparison>,
    /// Named columns.
    pub columns: BTreeMap<String, Expression>,
}

/// Name of the column with all words of longer texts.
pub const WORDS: &str = "all_words";

/// Name of the column with the words of longer texts that hold digits.
pub const MODELS: &str = "all_codes";

/// Comparisons of all fields; one that follows from a narrower one is compared with it.
pub fn compared(fields: &[Field], narrower: &[Option<usize>]) -> Compared {
    let mut made = Compared::default();
    for own in fields {
        if let Some(expression) = &own.made {
            made.columns.insert(own.name.clone(), expression.clone());
        }
    }
    let names = super::keys::names(fields);
    for (place, own) in fields.iter().enumerate() {
        if narrower[place].is_some() {
            continue;
        }
        let wider = narrower.iter().position(|narrow| *narrow == Some(place));
        let mut levels = match wider {
            Some(wider) => beside(own, &fields[wider]),
            None => levels(own),
        };
        if let Some((given, other)) = names
            && given == place
        {
            // A given and a family name that changed places agree in neither column.
            levels.insert(1, format!("swapped {} {}", own.key(), fields[other].key()));
        }
        if !levels.is_empty() {
            made.add(&own.name, &own.key(), &levels);
        }
    }
    let texts: Vec<&Field> = fields.iter().filter(|own| own.kind == Kind::LongText).collect();
    if !texts.is_empty() {
        let keys: Vec<String> = texts.iter().map(|own| own.key()).collect();
        made.name(fields, WORDS, &format!("{} | plain | words", keys.join(" + ")));
        made.add("words", WORDS, &RARITY.map(str::to_owned));
        if texts.iter().any(|own| own.has_codes) {
            let text = format!(
                "{} | plain | replace \"[-_/.]\" \"\" | words | match \"^.*[0-9].*$\" | match \"^.*[a-z].*$\" | at-least 4",
                keys.join(" + ")
            );
            made.name(fields, MODELS, &text);
            made.add("codes", MODELS, &["shares 1".to_owned()]);
        }
    }
    made
}

const RARITY: [&str; 6] = [
    "rarity-cosine 0.95",
    "rarity-cosine 0.8",
    "rarity-cosine 0.65",
    "rarity-cosine 0.5",
    "rarity-cosine 0.35",
    "rarity-cosine 0.2",
];

impl Compared {
    fn add(&mut self, name: &str, column: &str, levels: &[String]) {
        let (Ok(column), levels) = (Expression::parse(column), levels.iter().map(|text| Level::parse(text)))
        else {
            return;
        };
        let levels: Vec<Level> = levels.filter_map(Result::ok).collect();
        self.comparisons.push(Comparison { name: name.to_owned(), column, levels, term_frequency: true });
    }

    fn name(&mut self, fields: &[Field], name: &str, text: &str) {
        // A header of this name would be hidden, which nobody has who is not looking for it.
        debug_assert!(fields.iter().all(|own| own.name != name));
        if let Ok(expression) = Expression::parse(text) {
            self.columns.insert(name.to_owned(), expression);
        }
    }
}

/// The levels of a field from which a wider one follows.
fn beside(own: &Field, wider: &Field) -> Vec<String> {
    let near = if own.is_text() { "jaro-winkler 0.88" } else { "damerau 2" };
    vec!["exact".to_owned(), format!("{}: exact and {near}", wider.key()), format!("{}: exact", wider.key())]
}

/// The levels of one field, the strongest first.
fn levels(own: &Field) -> Vec<String> {
    let key = quoted(&own.name);
    let texts: Vec<String> = match own.kind {
        Kind::GivenName => strings(&[
            "exact",
            "nickname",
            "jaro-winkler 0.92",
            "jaro-winkler 0.88",
            "jaro-winkler 0.7",
            "initial",
        ]),
        Kind::ShortText => strings(&["exact", "jaro-winkler 0.92", "jaro-winkler 0.88", "jaro-winkler 0.7"]),
        Kind::Date(_) => strings(&[
            "exact",
            "one-digit",
            "day-and-month-swapped",
            "same-month",
            "same-year-unknown-day",
            "same-year",
        ]),
        Kind::Year => strings(&["exact", "within 1"]),
        Kind::Number if own.is_whole => strings(&["exact", "damerau 1", "percent 10"]),
        Kind::Number => strings(&["exact", "percent 1", "percent 10", "percent 25", "percent 50"]),
        Kind::Phone => strings(&["exact", "damerau 1", "damerau 2"]),
        Kind::Email => vec![
            "exact".to_owned(),
            format!("{key} | match \"^[^@]+\": exact"),
            "jaro-winkler 0.88".to_owned(),
            format!("{key} | match \"^[^@]+\": jaro-winkler 0.88"),
        ],
        Kind::PostalCode => {
            vec!["exact".to_owned(), "damerau 1".to_owned(), format!("{key} | first 3: exact")]
        }
        Kind::Code => strings(&["exact", "damerau 1", "damerau 2"]),
        Kind::LongText if own.words <= TITLE => {
            strings(&["exact", "jaro-winkler 0.95", "jaro-winkler 0.85", "jaro-winkler 0.75"])
        }
        Kind::List(_) => {
            strings(&["rarity-cosine 0.95", "rarity-cosine 0.6", "rarity-cosine 0.3", "shares 1"])
        }
        Kind::Category => strings(&["exact"]),
        Kind::LongText | Kind::Constant | Kind::Identifier => Vec::new(),
    };
    texts
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
