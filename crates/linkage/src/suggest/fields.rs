//! Which columns are compared, as what, and which are left out?

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::cleaning::{cleaning, without_placeholders, without_titles};
use super::invented::Names;
use super::kind::{Kind, MOST, given_name_share, kind, spread};
use super::look::Look;
use super::overlap::{of_national, texts};
use super::patterns::USUAL;
use super::turned::{Written, written};
use super::{Left, days, filled, protected, references};
use crate::distance::date::Date;
use crate::expression::{Derived, Expression, quoted};
use crate::table::{Cells, Column, NULL, Table, hash, mix};
use crate::text::{how_many_words, runs};

/// A column that is compared.
#[derive(Debug, Clone)]
pub struct Field {
    /// What it is called in the settings.
    pub name: String,
    /// What the column with the words of its text is called there.
    pub words_name: String,
    /// And the one with the words of its names in the order of the alphabet.
    pub sorted_name: String,
    /// What it is made of, where it is not a header as it stands.
    pub made: Option<Expression>,
    /// What it holds.
    pub kind: Kind,
    /// Bits that agreement says, on average over pairs of rows that hold a value.
    pub bits: f64,
    /// Share of rows that hold a value.
    pub filled: f64,
    /// Share of rows that hold something that is set aside.
    pub aside: f64,
    /// Its cells.
    pub column: Arc<Column>,
    /// Words in a value, on average.
    pub words: f64,
    /// Whether all values are whole numbers.
    pub is_whole: bool,
    /// Whether values hold words of letters and digits, as models have them.
    pub has_codes: bool,
    /// Whether some names give the first letter of a word alone.
    pub has_initials: bool,
    /// Whether words of names change places: `Ada Byron` and `BYRON ADA`.
    pub changes_places: bool,
    /// What values given out together have in common, as steps, where that tells who belongs together.
    pub series: Option<&'static str>,
}

impl Field {
    /// Its name as an expression writes it.
    pub fn key(&self) -> String {
        quoted(&self.name)
    }

    /// Whether it was put together of several columns.
    pub fn is_joined(&self) -> bool {
        self.made.as_ref().is_some_and(|made| made.sources.len() > 1)
    }

    /// Days within which nine in ten of its values lie; none where there are no days.
    pub fn spread_of_days(&self) -> Option<i32> {
        let values = &self.column.values;
        spread(values.codes().filter_map(|code| Date::parse(values.get(code))?.days()).collect())
    }

    /// Whether text is compared, which can be spelt wrong.
    pub fn is_text(&self) -> bool {
        matches!(self.kind, Kind::GivenName | Kind::ShortText | Kind::LongText)
    }
}

/// Finds places of columns that are none, in order.
type Find = fn(&Table, &[Field]) -> Vec<usize>;

/// Most columns that are compared: those that say most.
const MOST_FIELDS: usize = 10;

/// The columns that are compared, and why the others are not.
pub fn fields(table: &Table, names: &mut Names) -> (Vec<Field>, Vec<Left>) {
    let mut left = Vec::new();
    let mut fields = Vec::new();
    let named = super::align::align(table, &mut left);
    for (called, expression) in named {
        let is_header = expression.sources == [called.clone()];
        let name = if is_header { called } else { names.invent(&called) };
        if !Expression::parse(&quoted(&name)).is_ok_and(|read| read.sources == [name.clone()]) {
            left.push(Left {
                column: name,
                why: "its header cannot be written in settings; rename it".to_owned(),
                only: None,
            });
            continue;
        }
        let Ok(raw) = Derived::default().column(table, &expression) else { continue };
        let look = Look::at(&raw);
        let mut leave = |why: String| left.push(Left { column: name.clone(), why, only: None });
        if let Some(why) = protected::why(&expression.sources.join("_"), &look) {
            leave(why.to_owned());
            continue;
        }
        let found = match references::kind_of(&expression).unwrap_or_else(|| kind(&look)) {
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
    let told = "what it holds says nothing of which rows belong together";
    let filled_by = "rows that belong together never fill both of its columns";
    let of_columns: [(Find, &str); 3] = [
        (days::that_tell_nothing, told),
        (references::that_tell_nothing, told),
        (filled::never_by_both, filled_by),
    ];
    for (find, why) in of_columns {
        for place in find(table, &fields).into_iter().rev() {
            left.push(Left { column: fields.remove(place).name, why: why.to_owned(), only: None });
        }
    }
    join_parts_of_dates(table, &mut fields, names);
    name_given_names(&mut fields);
    leave_out_repeats(&mut fields, &mut left);
    fields.sort_by(|one, other| {
        let says = |own: &Field| own.bits * own.filled;
        says(other).total_cmp(&says(one)).then_with(|| one.name.cmp(&other.name))
    });
    for own in fields.split_off(fields.len().min(MOST_FIELDS)) {
        left.push(Left { column: own.name, why: "ten other columns say more".to_owned(), only: None });
    }
    for own in &mut fields {
        own.words_name = names.invent(&format!("words_of_{}", own.name));
        own.sorted_name = names.invent(&format!("sorted_{}", own.name));
    }
    (fields, left)
}

/// Whether values that are all different are not once each is written in one way.
fn is_shared(column: &Column) -> bool {
    let mut forms = BTreeSet::new();
    texts(column).any(|text| !forms.insert(of_national(&text)))
}

fn field(table: &Table, name: &str, raw: &Expression, kind: Kind, look: &Look<'_>) -> Option<Field> {
    if let Some(untitled) = without_titles(kind, look) {
        // How names are written shows once titles are off.
        let raw = Expression::parse(&format!("{} | {untitled}", raw.text)).ok()?;
        let column = Derived::default().column(table, &raw).ok()?.into_owned();
        return cleaned(table, name, &raw, kind, &Look::at(&column));
    }
    cleaned(table, name, raw, kind, look)
}

fn cleaned(table: &Table, name: &str, raw: &Expression, kind: Kind, look: &Look<'_>) -> Option<Field> {
    let mut steps = cleaning(kind, look);
    let with = |steps: &[String]| match steps {
        [] => raw.clone(),
        // What cannot be read is left as it is.
        steps => Expression::parse(&format!("{} | {}", raw.text, steps.join(" | ")))
            .unwrap_or_else(|_| raw.clone()),
    };
    let column_of = |made: &Expression| Some(Derived::default().column(table, made).ok()?.into_owned());
    let ends = match kind {
        Kind::ShortText | Kind::LongText | Kind::Code | Kind::Category => {
            super::ends::taken_off(table, &with(&steps), look)
        }
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
    let before = column_of(&with(&steps))?;
    let held = before.filled();
    let column = match without_placeholders(kind, &before) {
        Some(without) => {
            steps.push(without);
            column_of(&with(&steps))?
        }
        None => before,
    };
    let used = with(&steps);
    let made = (used.text != quoted(name)).then_some(used);
    let aside = held.saturating_sub(column.filled()) as f64 / table.rows().max(1) as f64;
    let words = match kind {
        Kind::List(_) => words_of_items(&column),
        _ => look.mean(|value| how_many_words(value) as f64),
    };
    let is_whole = look.share(|value| value.bytes().all(|own| own.is_ascii_digit())) >= 0.999;
    let has_codes = look.share(|value| {
        value.split_whitespace().any(|word| {
            word.len() >= 4
                && word.bytes().any(|own| own.is_ascii_digit())
                && word.contains(char::is_alphabetic)
        })
    }) >= 0.3;
    let changes_places = kind == Kind::ShortText && look.share(is_name) >= MOST && changes_places(&column);
    let has_initials = has_initials(kind, look, if changes_places { INITIALS_ANYWHERE } else { INITIALS });
    Some(Field {
        aside,
        has_initials,
        changes_places,
        ..of_column(name.to_owned(), made, kind, column, (words, is_whole, has_codes))
    })
}

fn of_column(
    name: String,
    made: Option<Expression>,
    kind: Kind,
    column: Column,
    (words, is_whole, has_codes): (f64, bool, bool),
) -> Field {
    let filled = column.filled() as f64;
    let bits = column.bits(filled);
    Field {
        name,
        words_name: String::new(),
        sorted_name: String::new(),
        made,
        kind,
        bits,
        filled: filled / column.rows().max(1) as f64,
        aside: 0.0,
        column: Arc::new(column),
        words,
        is_whole,
        has_codes,
        has_initials: false,
        changes_places: false,
        series: None,
    }
}

/// Words in what lists hold, on average; one where most of it is numbers or mailboxes.
fn words_of_items(column: &Column) -> f64 {
    let (mut words, mut items) = (0, 0);
    for code in column.values.codes() {
        let item = column.values.text(code);
        if !item.bytes().any(|own| own == b'@' || own.is_ascii_digit()) {
            words += item.split_whitespace().count();
            items += 1;
        }
    }
    if 2 * items > column.values.len() { words as f64 / items as f64 } else { 1.0 }
}

/// Share of the names that have an initial.
const INITIALS: f64 = 0.05;
/// The same where words change places: initials then look like nothing else.
const INITIALS_ANYWHERE: f64 = 0.01;

/// Whether values are names of which some give the first letter of a word alone.
fn has_initials(kind: Kind, look: &Look<'_>, least: f64) -> bool {
    let is_initial = |word: &str| word.trim_end_matches(['.', ',']).chars().nth(1).is_none();
    kind == Kind::ShortText
        && look.share(is_name) >= MOST
        && look.share(|value| value.split_whitespace().any(is_initial)) >= least
}

/// Several words, and no digits.
fn is_name(value: &str) -> bool {
    how_many_words(value) > 1 && !value.bytes().any(|own| own.is_ascii_digit())
}

/// Share of the values of which another has the same words in another order. By chance it is James Scott and Scott James.
const OTHER_PLACES: f64 = 0.01;

/// Whether values are the same words in another order.
fn changes_places(column: &Column) -> bool {
    let mut forms: HashMap<u64, u32> = HashMap::new();
    for code in column.values.codes() {
        let text = column.values.text(code);
        let mut words: Vec<u64> = runs(&text).map(|word| hash(word.as_bytes())).collect();
        words.sort_unstable();
        *forms.entry(words.into_iter().fold(0, mix)).or_insert(0) += 1;
    }
    let repeated: u32 = forms.values().filter(|count| **count > 1).sum();
    f64::from(repeated) >= OTHER_PLACES * column.values.len().max(1) as f64
}

/// A year, a month and a day in three columns become one date.
fn join_parts_of_dates(table: &Table, fields: &mut Vec<Field>, names: &mut Names) {
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
    let name = names.invent(&format!("{}_{}_{}", parts[0].name, parts[1].name, parts[2].name));
    let joined = of_column(name, Some(made), Kind::Date(USUAL), column.into_owned(), (1.0, false, false));
    let joined_ones = parts.map(|own| own.name);
    fields.retain(|own| !joined_ones.contains(&own.name));
    fields.push(joined);
}

/// The column with most known given names holds given names; where values tell too little, its header does.
fn name_given_names(fields: &mut [Field]) {
    let mut shares: Vec<(f64, usize)> = Vec::new();
    // Where few names are common the column looks like a category.
    let could_be = |own: &Field| matches!(own.kind, Kind::ShortText | Kind::Category) && own.words < 1.5;
    for (place, own) in fields.iter().enumerate().filter(|(_, own)| could_be(own)) {
        let look = Look::at(&own.column);
        // `AL`, `ED`, `IT`: the codes of countries are short forms of names, too.
        if look.share(|value| value.chars().count() > 2) > 0.5 {
            shares.push((given_name_share(&look), place));
        }
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
        left.push(Left { column: fields.remove(place).name, why, only: None });
    }
}

/// Share of the rows that hold both in which one column's words are among another's.
fn holds(whole: &Field, part: &Field) -> f64 {
    let (Cells::One(wholes), Cells::One(parts)) = (&whole.column.cells, &part.column.cells) else {
        return 0.0;
    };
    let mut pairs: BTreeMap<u64, (u32, u32)> = BTreeMap::new();
    for (own, other) in wholes.iter().zip(parts).filter(|(own, other)| **own != NULL && **other != NULL) {
        let digest = mix(hash(whole.column.values.get(*own)), hash(part.column.values.get(*other)));
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
