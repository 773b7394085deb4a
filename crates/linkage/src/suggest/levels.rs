//! At which levels is a column of some kind compared?

use std::collections::BTreeMap;

use super::addresses::Address;
use super::births::are_births;
use super::fields::Field;
use super::invented::Names;
use super::kind::Kind;
use super::mailboxes;
use crate::compare::{Comparison, Level};
use crate::expression::{Expression, quoted};

/// Words in a value up to which a longer text is a title, compared as a whole besides its words.
const TITLE: f64 = 15.0;

/// Days within which nine in ten dates lie that are of what happened, not of births.
const OF_EVENTS: i32 = 2 * 366;

/// What is compared, and the named columns that this needs.
#[derive(Debug, Default)]
pub struct Compared {
    /// Comparisons.
    pub comparisons: Vec<Comparison>,
    /// Named columns.
    pub columns: BTreeMap<String, Expression>,
    /// The one with the words of longer texts that hold digits.
    pub models: Option<String>,
}

/// Whether a text is compared by its words besides.
pub fn has_words(own: &Field) -> bool {
    own.kind == Kind::LongText || (matches!(own.kind, Kind::ShortText | Kind::List(_)) && own.words >= 1.5)
}

/// What the column with the words of longer texts that hold digits is called, and its comparison.
const MODELS: [&str; 2] = ["all_codes", "codes"];

/// What the comparison of an address is called, where no other column is.
const NAME: &str = "address";

/// Name of the column with number and street, where these are two.
const ADDRESS: &str = "whole_address";

/// How alike streets have to be, letter by letter and by their words, where other columns of the address are levels besides.
const CLOSE: [(&str, f64); 2] = [("jaro-winkler ", 0.88), ("rarity-cosine ", 0.5)];

/// Comparisons of all fields; one that follows from a narrower one is compared with it.
pub fn compared(fields: &[Field], narrower: &[Option<usize>], names: &mut Names) -> Compared {
    let mut made = Compared::default();
    for own in fields {
        if let Some(expression) = &own.made {
            made.columns.insert(own.name.clone(), expression.clone());
        }
    }
    for own in fields.iter().filter(|own| has_words(own)) {
        made.name(&own.words_name, &format!("{} | plain | words", own.key()));
    }
    for own in fields.iter().filter(|own| own.changes_places) {
        made.name(&own.sorted_name, &format!("{} | sorted", own.key()));
    }
    let changing = super::keys::names(fields);
    let address = Address::of(fields);
    let mut has_address = false;
    for (place, own) in fields.iter().enumerate() {
        if let Some(address) = address.as_ref().filter(|address| address.has(place)) {
            if !has_address {
                made.add_address(address, fields, narrower, names);
                has_address = true;
            }
            continue;
        }
        if narrower[place].is_some() {
            continue;
        }
        let wider = narrower.iter().position(|narrow| *narrow == Some(place));
        let mut levels = match wider {
            Some(wider) => beside(own, &fields[wider]),
            None if mailboxes::repeat_names(own, fields) => strings(&["exact"]),
            None => levels(own, fields.len() == 1),
        };
        if let Some((given, other)) = changing
            && given == place
        {
            // A given and a family name that changed places agree in neither column.
            levels.insert(1, made.swapped([&own.key(), &fields[other].key()], names));
        }
        if !levels.is_empty() {
            made.add(&own.name, &own.key(), &levels);
        }
    }
    let texts: Vec<&Field> = fields.iter().filter(|own| own.kind == Kind::LongText).collect();
    if !texts.is_empty() {
        let keys: Vec<String> = texts.iter().map(|own| own.key()).collect();
        if texts.iter().any(|own| own.has_codes) {
            let text = format!(
                "{} | plain | replace \"[-_/.]\" \"\" | words | match \"^.*[0-9].*$\" | match \"^.*[a-z].*$\" | at-least 4",
                keys.join(" + ")
            );
            let [models, compared] = MODELS.map(|name| names.invent(name));
            made.name(&models, &text);
            made.add(&compared, &quoted(&models), &["shares 1".to_owned()]);
            made.models = Some(models);
        }
    }
    made
}

/// Whether a level of a text is near equality.
fn is_close(level: &str) -> bool {
    CLOSE.iter().any(|(test, least)| {
        level
            .split(test)
            .nth(1)
            .and_then(|share| share.parse().ok())
            .is_some_and(|share: f64| share >= *least)
    })
}

impl Compared {
    fn add(&mut self, name: &str, column: &str, levels: &[String]) {
        let (Ok(column), levels) = (Expression::parse(column), levels.iter().map(|text| Level::parse(text)))
        else {
            return;
        };
        let levels: Vec<Level> = levels.filter_map(Result::ok).collect();
        self.comparisons.push(Comparison { name: name.to_owned(), column, levels, term_frequency: true });
    }

    fn add_address(
        &mut self,
        address: &Address,
        fields: &[Field],
        narrower: &[Option<usize>],
        names: &mut Names,
    ) {
        let street = &fields[address.street];
        let of_street = |level: String| {
            if level.contains(':') { level } else { format!("{}: {level}", street.key()) }
        };
        let near: Vec<String> =
            levels(street, false).into_iter().filter(|level| is_close(level)).map(of_street).collect();
        let follows = |place: &usize| narrower[*place].is_some_and(|narrow| address.has(narrow));
        let wider: Vec<usize> =
            (0..fields.len()).filter(|place| !address.has(*place) && follows(place)).collect();
        let door = address.door(fields);
        let whole = names.invent(ADDRESS);
        let is_street = door == street.key();
        if !is_street {
            self.name(&whole, &door);
        }
        let column = if is_street { &door } else { &whole };
        // A column of that name which is a part of it is meant, too.
        let is_own = (0..fields.len()).any(|place| fields[place].name == NAME && address.has(place));
        let name = if is_own || names.has_not(NAME) { NAME } else { &whole };
        self.add(name, column, &address.levels(fields, &near, &wider));
    }

    /// The level of two columns that changed places. It takes names without blanks: others get one.
    fn swapped(&mut self, [one, other]: [&str; 2], names: &mut Names) -> String {
        if !one.contains('`') && !other.contains('`') {
            return format!("swapped {one} {other}");
        }
        let [first, second] = ["one_name", "other_name"].map(|name| names.invent(name));
        self.name(&first, one);
        self.name(&second, other);
        format!("swapped {first} {second}")
    }

    fn name(&mut self, name: &str, text: &str) {
        if let Ok(expression) = Expression::parse(text) {
            self.columns.insert(name.to_owned(), expression);
        }
    }
}

/// The levels of a field from which a wider one follows: the wider one's equality is its last.
fn beside(own: &Field, wider: &Field) -> Vec<String> {
    let equal = format!("{}: exact", wider.key());
    if own.is_text() {
        return levels(own, false).into_iter().chain([equal]).collect();
    }
    vec!["exact".to_owned(), format!("{equal} and damerau 2"), equal]
}

/// Whether dates are of what happened within two years: there the days in between say more than the digits that differ.
fn are_of_events(own: &Field) -> bool {
    own.spread_of_days().is_some_and(|days| days <= OF_EVENTS)
}

/// The levels of one field, the strongest first. Where it is alone, texts that are written alike tell more than words.
fn levels(own: &Field, is_alone: bool) -> Vec<String> {
    let key = quoted(&own.name);
    let mut texts: Vec<String> = match own.kind {
        Kind::GivenName => strings(&[
            "exact",
            "nickname",
            // `A` and `Ada` are alike letter by letter, too.
            "initial",
            "jaro-winkler 0.92",
            "jaro-winkler 0.88",
            "jaro-winkler 0.7",
        ]),
        Kind::ShortText if own.changes_places => laddered(
            own,
            &[
                "exact",
                "sorted exact",
                "sorted jaro-winkler 0.95",
                "sorted jaro-winkler 0.9",
                "words 0.65",
                "sorted jaro-winkler 0.85",
                "words 0.35",
                "sorted jaro-winkler 0.75",
            ],
        ),
        Kind::ShortText if has_words(own) => laddered(
            own,
            &[
                "exact",
                "jaro-winkler 0.92",
                "words 0.65",
                "jaro-winkler 0.88",
                "words 0.35",
                "jaro-winkler 0.7",
            ],
        ),
        Kind::ShortText => strings(&["exact", "jaro-winkler 0.92", "jaro-winkler 0.88", "jaro-winkler 0.7"]),
        Kind::Date(_) if are_of_events(own) => strings(&["exact", "days 3", "days 10", "days 31"]),
        Kind::Date(_) => strings(&[
            "exact",
            "one-digit",
            "day-and-month-swapped",
            // Days in between are asked where it is not who, but what happened: training knows events by that.
            if are_births(own) { "same-month" } else { "days 31" },
            "same-year-unknown-day",
            "same-year",
        ]),
        Kind::Year => strings(&["exact", "within 1"]),
        Kind::Number if own.is_whole => strings(&["exact", "damerau 1", "percent 10"]),
        Kind::Number => strings(&["exact", "percent 1", "percent 10", "percent 25", "percent 50"]),
        // A door, a block, a quarter, a town.
        Kind::Place => {
            strings(&["kilometres 0.03", "kilometres 0.2", "kilometres 1", "kilometres 5", "kilometres 25"])
        }
        Kind::Phone | Kind::Code => strings(&["exact", "damerau 1", "damerau 2"]),
        Kind::Ip => strings(&["exact"]),
        Kind::Email => vec![
            "exact".to_owned(),
            format!("{key} | match \"^[^@]+\": exact"),
            "jaro-winkler 0.88".to_owned(),
            format!("{key} | match \"^[^@]+\": jaro-winkler 0.88"),
        ],
        Kind::PostalCode => {
            vec!["exact".to_owned(), "damerau 1".to_owned(), format!("{key} | first 3: exact")]
        }
        Kind::LongText if own.words <= TITLE || is_alone => laddered(
            own,
            &[
                "exact",
                "jaro-winkler 0.95",
                "words 0.8",
                "words 0.65",
                "words 0.5",
                "words 0.35",
                "words 0.2",
            ],
        ),
        Kind::LongText => laddered(own, &["words 0.6", "words 0.35", "words 0.2"]),
        // Of persons one list gives initials, and another has them behind the family name.
        Kind::List(_) if has_words(own) => laddered(
            own,
            &[
                "rarity-cosine 0.95",
                "words 0.8",
                "rarity-cosine 0.6",
                "words 0.5",
                "rarity-cosine 0.3",
                "shares 1",
                "words 0.3",
                "words 0.15",
            ],
        ),
        Kind::List(_) => {
            strings(&["rarity-cosine 0.95", "rarity-cosine 0.6", "rarity-cosine 0.3", "shares 1"])
        }
        Kind::Category => strings(&["exact"]),
        Kind::Constant | Kind::Identifier => Vec::new(),
    };
    if own.has_initials {
        // Behind equality and what is written alike.
        texts.insert(2, "initials".to_owned());
    }
    if let Some(common) = own.series {
        // It is nearer than what is alike letter by letter, or but for a digit.
        let place = if own.kind == Kind::Email { 2 } else { 1 };
        texts.insert(place, format!("{key} | {common}: exact"));
    }
    texts
}

/// One ladder for a text as a whole, its words in the order of the alphabet and each of them: several comparisons would
/// count the same evidence more than once.
fn laddered(own: &Field, levels: &[&str]) -> Vec<String> {
    let (words, sorted) = (quoted(&own.words_name), quoted(&own.sorted_name));
    let level = |text: &&str| match (text.strip_prefix("words "), text.strip_prefix("sorted ")) {
        (Some(share), _) => format!("{words}: rarity-cosine {share}"),
        (None, Some(test)) => format!("{sorted}: {test}"),
        (None, None) => (*text).to_owned(),
    };
    levels.iter().map(level).collect()
}

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}
