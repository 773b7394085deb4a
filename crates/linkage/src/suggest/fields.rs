//! Which columns are compared, as what, and which are left out?

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::kind::{AROUND, Kind, MOST, given_name_share, is_phone, kind, parts};
use super::look::Look;
use super::overlap::{form, handle, texts};
use super::turned::{Written, written};
use super::{Left, days, protected};
use crate::expression::{Derived, Expression, quoted};
use crate::table::{Cells, Column, NULL, Table, hash, placeholders};
use crate::text::how_many_words;

/// A column that is compared.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is called in the settings.
    pub name: String,
    /// What it is made of, where it is not a header as it stands.
    pub made: Option<Expression>,
    /// What it holds.
    pub kind: Kind,
    /// Bits that agreement says, on average over pairs of rows that hold a value.
    pub bits: f64,
    /// Share of rows that hold a value.
    pub filled: f64,
    /// Its cells.
    pub column: Arc<Column>,
    /// Words in a value, on average.
    pub words: f64,
    /// Whether all values are whole numbers.
    pub is_whole: bool,
    /// Whether values hold words of letters and digits, as models have them.
    pub has_codes: bool,
}

impl Field {
    /// Its name as an expression writes it.
    pub fn key(&self) -> String {
        quoted(&self.name)
    }

    /// Whether text is compared, which can be spelt wrong.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::GivenName | Kind::ShortText | Kind::LongText)
    }
}

/// Values that stand for nothing.
const NOTHING: [&str; 24] = [
    "unknown",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "-",
    "--",
    ".",
    "?",
    "not known",
    "not available",
    "missing",
    "unbekannt",
    "k.a.",
    "keine angabe",
    "inconnu",
    "desconocido",
    "sconosciuto",
    "onbekend",
    "okänd",
    "nan",
    "undefined",
    "(null)",
];

/// Share of the values of a list that programs have written out, with brackets around them.
const LISTED: f64 = 0.3;

/// Most columns that are compared: those that say most.
const MOST_FIELDS: usize = 10;

/// The columns that are compared, and why the others are not.
pub fn fields(table: &Table) -> (Vec<Field>, Vec<Left>) {
    let mut left = Vec::new();
    let mut fields = Vec::new();
    let named = super::align::align(table, &mut left);
    for (name, expression) in named {
        if !Expression::parse(&quoted(&name)).is_ok_and(|read| read.sources == [name.clone()]) {
            left.push(Left {
                column: name,
                why: "its header cannot be written in settings; rename it".to_owned(),
            });
            continue;
        }
        let Ok(raw) = Derived::default().column(table, &expression) else { continue };
        let look = Look::at(&raw);
        let mut leave = |why: String| left.push(Left { column: name.clone(), why });
        if let Some(why) = protected::why(&expression.sources.join("_"), &look) {
            leave(why.to_owned());
            continue;
        }
        let found = match kind(&look) {
            // One table may write them in groups or capitals, and another not.
            Kind::Identifier if is_shared(&raw) => Kind::Code,
            found => found,
        };
        match found {
            Kind::Constant if look.distinct == 0 => {
                leave("it holds nothing in any row".to_owned());
                continue;
            }
            Kind::Constant => {
                leave(format!("all its rows hold `{}`, which tells none apart", look.most_common.1));
                continue;
            }
            Kind::Identifier => {
                leave("it holds another value in each row, as an id does".to_owned());
                continue;
            }
            _ => {}
        }
        fields.extend(field(table, &name, &expression, found, &look));
    }
    let apart = days::that_tell_nothing(table, &fields);
    for place in apart.into_iter().rev() {
        let why = "its days say nothing of which rows belong together".to_owned();
        left.push(Left { column: fields.remove(place).name, why });
    }
    join_parts_of_dates(table, &mut fields);
    name_given_names(&mut fields);
    leave_out_repeats(&mut fields, &mut left);
    fields.sort_by(|one, other| {
        let says = |own: &Field| own.bits * own.filled;
        says(other).total_cmp(&says(one)).then_with(|| one.name.cmp(&other.name))
    });
    for own in fields.split_off(fields.len().min(MOST_FIELDS)) {
        left.push(Left { column: own.name, why: "ten other columns say more".to_owned() });
    }
    (fields, left)
}

/// Whether values that are all different are not once each is written in one way.
fn is_shared(column: &Column) -> bool {
    let mut forms = BTreeSet::new();
    texts(column).any(|text| !forms.insert(form(&text)))
}

fn field(table: &Table, name: &str, raw: &Expression, kind: Kind, look: &Look<'_>) -> Option<Field> {
    let mut steps = cleaning(kind, look);
    let with = |steps: &[String]| match steps {
        [] => raw.clone(),
        // What cannot be read is left as it is.
        steps => Expression::parse(&format!("{} | {}", raw.text, steps.join(" | ")))
            .unwrap_or_else(|_| raw.clone()),
    };
    let column_of = |made: &Expression| Some(Derived::default().column(table, made).ok()?.into_owned());
    let ends = match kind {
        Kind::ShortText | Kind::LongText | Kind::Code => super::ends::taken_off(table, &with(&steps), look),
        _ => Vec::new(),
    };
    let is_changed = !ends.is_empty();
    steps.extend(ends);
    let is_in_words =
        matches!(kind, Kind::Email | Kind::GivenName | Kind::ShortText | Kind::LongText | Kind::Category);
    // What went off the end may have hidden how names are written.
    let is_turned = |changed: Option<Column>| {
        let way = changed.map_or_else(|| written(look), |column| written(&Look::at(&column)));
        way == Written::BothWays
    };
    if is_in_words && is_turned(is_changed.then(|| column_of(&with(&steps))).flatten()) {
        steps.push("replace \"^([^,]+), ([^,]+)$\" \"$2 $1\"".to_owned());
    }
    if let Some(without) = column_of(&with(&steps)).and_then(|column| without_placeholders(kind, &column)) {
        steps.push(without);
    }
    let used = with(&steps);
    let made = (used.text != quoted(name)).then(|| used.clone());
    let column = column_of(&used)?;
    let words = look.mean(|value| how_many_words(value) as f64);
    let is_whole = look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) >= 0.999;
    let has_codes = look.share(|value| {
        value.split_whitespace().any(|word| {
            word.len() >= 4
                && word.bytes().any(|own| own.is_ascii_digit())
                && word.contains(char::is_alphabetic)
        })
    }) >= 0.3;
    Some(of_column(name.to_owned(), made, kind, column, (words, is_whole, has_codes)))
}

fn of_column(
    name: String,
    made: Option<Expression>,
    kind: Kind,
    column: Column,
    (words, is_whole, has_codes): (f64, bool, bool),
) -> Field {
    let counts = column.counts();
    let filled = (0..column.rows()).filter(|row| !column.row(*row).is_empty()).count() as f64;
    // Chance that two rows agree, the pairs of a value with itself left out.
    let agree: f64 =
        counts.iter().skip(1).map(|count| f64::from(*count) * f64::from(count.saturating_sub(1))).sum();
    let bits = (filled * filled / agree.max(1.0)).max(1.0).log2();
    Field {
        name,
        made,
        kind,
        bits,
        filled: filled / column.rows().max(1) as f64,
        column: Arc::new(column),
        words,
        is_whole,
        has_codes,
    }
}

/// Steps that make values of one form: only where they change something.
fn cleaning(kind: Kind, look: &Look<'_>) -> Vec<String> {
    let mut steps = Vec::new();
    match kind {
        Kind::Date(Some(pattern)) => steps.push(format!("date \"{pattern}\"")),
        // A compact date is one already, but its parts are cut more easily from the long form.
        Kind::Date(None) if look.common_length() == Some(8) => steps.push("date \"%Y%m%d\"".to_owned()),
        Kind::Phone if look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) < 0.999 => {
            let phones: Vec<&str> = look.values.iter().map(AsRef::as_ref).collect();
            steps.extend(of_phones(&phones));
        }
        Kind::Number if look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) < 1.0 => {
            steps.push("number".to_owned());
        }
        Kind::List(mark) => {
            if look.share(is_plain) < 0.999 {
                steps.push("plain".to_owned());
            }
            if let Some(mark) = mark {
                if look.share(|value| value.starts_with(AROUND)) >= LISTED {
                    steps.push("replace \"[\\[\\]{}'\\x22]\" \"\"".to_owned());
                }
                steps.push(format!("split \"{mark}\""));
                let phones: Vec<&str> = look.values.iter().flat_map(|value| parts(value, mark)).collect();
                let are_phones = phones.iter().filter(|part| is_phone(part)).count();
                if are_phones as f64 >= MOST * phones.len() as f64 {
                    steps.extend(of_phones(&phones));
                }
            }
        }
        Kind::Code | Kind::PostalCode
            if look
                .share(|value| value.bytes().all(|own| own.is_ascii_digit() || own.is_ascii_lowercase()))
                < 0.999 =>
        {
            steps.push("plain".to_owned());
            steps.push("alphanumeric".to_owned());
        }
        Kind::Email | Kind::GivenName | Kind::ShortText | Kind::LongText | Kind::Category => {
            if look.share(is_plain) < 0.999 {
                steps.push("plain".to_owned());
            }
            if look.share(|value| value.trim() != value) > 0.0 {
                steps.push("trim".to_owned());
            }
            // One table may write names as they are said at home, and another in Latin letters.
            let foreign = look.share(|value| value.chars().any(is_cyrillic_or_greek));
            if matches!(kind, Kind::GivenName | Kind::ShortText) && foreign > 0.02 && foreign < 0.98 {
                steps.push("spelling".to_owned());
            }
        }
        _ => {}
    }
    // Handles are written with the mark before them, as links and alone.
    let is_handle = |value: &str| handle(value) != value.trim();
    if matches!(kind, Kind::Code | Kind::ShortText)
        && look.share(is_handle) > 0.02
        && look.share(|value| !value.contains(' ')) >= MOST
    {
        steps.insert(0, "replace \"^.*[/@]\" \"\"".to_owned());
    }
    // Some of these words are names, too: Na, Nan, Null. Where they stand for nothing they are many.
    let least = (look.filled / 100).max(3);
    let nothing: BTreeSet<String> = look
        .values
        .iter()
        .zip(&look.counts)
        .filter(|(_, count)| **count as usize >= least)
        .map(|(value, _)| value.trim().to_lowercase())
        .filter(|value| NOTHING.contains(&value.as_str()))
        .collect();
    if !nothing.is_empty() {
        let texts: Vec<String> = nothing.iter().map(|text| format!("\"{text}\"")).collect();
        steps.insert(0, format!("without {}", texts.join(" ")));
    }
    steps
}

/// The step that leaves out values that stand for nothing, known by how many rows hold them.
fn without_placeholders(kind: Kind, column: &Column) -> Option<String> {
    // Of amounts some are usual: what a month costs.
    if matches!(kind, Kind::Category | Kind::Number | Kind::Year) {
        return None;
    }
    let mut texts: Vec<String> = placeholders(&column.counts()[1..])
        .into_iter()
        .map(|place| column.values.text(place as u32 + 1).into_owned())
        .filter(|text| !text.contains(['"', '\n', '\r']))
        .collect();
    texts.sort_unstable();
    let quoted: Vec<String> = texts.iter().map(|text| format!("\"{text}\"")).collect();
    (!quoted.is_empty()).then(|| format!("without {}", quoted.join(" ")))
}

/// Steps that make telephone numbers of one form.
fn of_phones(phones: &[&str]) -> Vec<String> {
    let mut steps = vec!["digits".to_owned()];
    // `+49 151 …` and `0151 …`: what comes before the last nine digits is written in more than one way, if only by the
    // smaller one of two tables.
    let abroad = phones.iter().filter(|own| own.starts_with('+') || own.starts_with("00")).count();
    if abroad > 0 && abroad < phones.len() {
        steps.push("last 9".to_owned());
    }
    steps
}

fn is_cyrillic_or_greek(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{52f}') && letter.is_alphabetic()
}

fn is_plain(value: &str) -> bool {
    value == crate::distance::latin::plain(value.as_bytes())
}

/// A year, a month and a day in three columns become one date.
fn join_parts_of_dates(table: &Table, fields: &mut Vec<Field>) {
    let within = |own: &Field, least: f64, most: f64, distinct: std::ops::RangeInclusive<usize>| {
        let values = &own.column.values;
        matches!(own.kind, Kind::Number | Kind::Category)
            && distinct.contains(&(values.len() - 1))
            && values.codes().all(|code| {
                crate::distance::number::parse(values.get(code))
                    .is_some_and(|number| number.fract() == 0.0 && (least..=most).contains(&number))
            })
    };
    let place_of = |test: &dyn Fn(&Field) -> bool| {
        let mut places = (0..fields.len()).filter(|place| test(&fields[*place]));
        places.next().filter(|_| places.next().is_none())
    };
    let (Some(year), Some(month), Some(day)) = (
        place_of(&|own| own.kind == Kind::Year),
        place_of(&|own| within(own, 1.0, 12.0, 10..=12)),
        place_of(&|own| within(own, 1.0, 31.0, 25..=31)),
    ) else {
        return;
    };
    let parts = [year, month, day].map(|place| fields[place].clone());
    let keys = parts.clone().map(|own| own.made.map_or(quoted(&own.name), |made| made.text));
    // All three filled: a missing month would shift the day into its place.
    let text = format!(
        "{} + {} + {} | match \"^[0-9]{{4}} [0-9]{{1,2}} [0-9]{{1,2}}$\" | replace \" ([0-9])( |$)\" \" 0$1$2\" | \
         replace \" ([0-9])( |$)\" \" 0$1$2\" | replace \" \" \"-\"",
        keys[0], keys[1], keys[2]
    );
    let Ok(made) = Expression::parse(&text) else { return };
    let Ok(column) = Derived::default().column(table, &made) else { return };
    let name = format!("{}_{}_{}", parts[0].name, parts[1].name, parts[2].name);
    let joined = of_column(name, Some(made), Kind::Date(None), column.into_owned(), (1.0, false, false));
    let names = parts.map(|own| own.name);
    fields.retain(|own| !names.contains(&own.name));
    fields.push(joined);
}

/// The column with most known given names holds given names; where values tell too little, its header does.
fn name_given_names(fields: &mut [Field]) {
    let mut shares: Vec<(f64, usize)> = Vec::new();
    // Where few names are common the column looks like a category.
    let could_be = |own: &Field| matches!(own.kind, Kind::ShortText | Kind::Category) && own.words < 1.5;
    for (place, own) in fields.iter().enumerate().filter(|(_, own)| could_be(own)) {
        shares.push((given_name_share(&Look::at(&own.column)), place));
    }
    shares.sort_by(|one, other| other.0.total_cmp(&one.0));
    let hints =
        ["given", "first", "fname", "forename", "vorname", "prenom", "prénom", "nombre", "etunimi", "imie"];
    let by_values = match shares.as_slice() {
        [(most, place)] if *most > 0.1 => Some(*place),
        [(most, place), (second, _), ..] if *most > 0.1 && most > &(2.0 * second) => Some(*place),
        _ => None,
    };
    let by_name = || {
        let hinted = |own: &Field| {
            let lower = own.name.to_lowercase();
            hints.iter().any(|hint| lower.contains(hint))
        };
        shares.iter().map(|(_, place)| *place).find(|place| hinted(&fields[*place]))
    };
    if let Some(place) = by_values.or_else(by_name) {
        fields[place].kind = Kind::GivenName;
    }
}

/// Rows that are looked at for columns that say what others say together.
const LOOKED_AT: usize = 2_000;

/// A column that is made of two others says nothing besides.
fn leave_out_repeats(fields: &mut Vec<Field>, left: &mut Vec<Left>) {
    let mut out: BTreeMap<usize, String> = BTreeMap::new();
    for (place, own) in fields.iter().enumerate() {
        if !own.is_text() || own.words < 1.5 {
            continue;
        }
        let parts: Vec<&Field> = fields
            .iter()
            .enumerate()
            .filter(|(other, part)| {
                *other != place && !out.contains_key(other) && part.is_text() && holds(own, part) >= 0.9
            })
            .map(|(_, part)| part)
            .collect();
        if parts.len() >= 2 {
            let names: Vec<&str> = parts.iter().map(|part| part.name.as_str()).collect();
            out.insert(place, format!("it repeats {}", names.join(" and ")));
        }
    }
    for (place, why) in out.into_iter().rev() {
        left.push(Left { column: fields.remove(place).name, why });
    }
}

/// Share of the rows that hold both in which one column's words are among another's.
fn holds(whole: &Field, part: &Field) -> f64 {
    let (Cells::One(wholes), Cells::One(parts)) = (&whole.column.cells, &part.column.cells) else {
        return 0.0;
    };
    let mut pairs: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
    for (own, other) in wholes.iter().zip(parts).filter(|(own, other)| **own != NULL && **other != NULL) {
        let digest =
            crate::table::mix(hash(whole.column.values.get(*own)), hash(part.column.values.get(*other)));
        pairs.insert(digest, (*own, *other));
        if pairs.len() > LOOKED_AT {
            pairs.pop_last();
        }
    }
    let inside = pairs.values().filter(|(own, other)| {
        let words = whole.column.values.text(*own);
        let words: BTreeSet<&str> = words.split_whitespace().collect();
        part.column.values.text(*other).split_whitespace().all(|word| words.contains(word))
    });
    inside.count() as f64 / pairs.len().max(50) as f64
}
