//! What an expression can do to a value.

use regex::Regex;

use crate::distance::date::Date;
use crate::distance::date_text::Pattern;
use crate::distance::names::Names;
use crate::distance::spelling::spelling;
use crate::distance::titles::without_titles;
use crate::distance::{duration, geo, latin, number, sound};
use crate::text::{runs, spaced};

/// One step. Names in brackets are how it is written.
#[derive(Debug, Clone)]
pub enum Step {
    /// Lower case (`lower`).
    Lower,
    /// Upper case (`upper`).
    Upper,
    /// Lower case, accents off (`plain`).
    Plain,
    /// Without space at both ends (`trim`).
    Trim,
    /// Letters only (`letters`).
    Letters,
    /// Digits only (`digits`).
    Digits,
    /// Letters and digits only (`alphanumeric`).
    Alphanumeric,
    /// The first so many characters (`first 3`).
    First(usize),
    /// The last so many characters (`last 7`).
    Last(usize),
    /// One word, counted from 1, or from -1 at the end (`word 1`).
    Word(i64),
    /// The first group of a pattern, or all of its match; nothing where it does not match (`match "..."`).
    Match(Regex),
    /// Each match replaced (`replace "..." "..."`).
    Replace(Regex, String),
    /// Nothing, where it is shorter (`at-least 5`).
    AtLeast(usize),
    /// Nothing, where it is one of these, in any case (`without "unknown" "n/a"`).
    Without(Vec<String>),
    /// `yes` where there is a value, `no` where there is none (`is-filled`).
    IsFilled,
    /// A number in its shortest spelling (`number`).
    Number,
    /// The nearest multiple (`round 2`).
    Round(f64),
    /// A number plus this (`add 1`).
    Add(f64),
    /// A date as yyyy-mm-dd, read by the first pattern that fits, or as it stands; nothing where there is no such day
    /// (`date "%d.%m.%Y"`, `date "%d-%b-%y" "%b %d, %Y"`).
    Date(Vec<Pattern>),
    /// The day so many days later (`days-later 15`).
    DaysLater(i32),
    /// Year and week of a date (`week`).
    Week,
    /// American Soundex (`soundex`).
    Soundex,
    /// A length of time in whole seconds: `5:16`, `5m 16sec`, `316`; without a unit from 20,000 on in thousandths, with
    /// decimals and below 60 in minutes (`seconds`).
    Seconds,
    /// A phonetic key for names of many languages (`sound`).
    Sound,
    /// The common form of the spellings of each word, in Latin letters (`spelling`).
    Spelling,
    /// A name without words of address before it and degrees behind it (`untitled`).
    Untitled,
    /// The given names that one may be short for, itself among them: many values (`full-names`).
    FullNames,
    /// Words in the order of the alphabet, each once, so that their order tells nothing (`sorted`).
    Sorted,
    /// Words, each once: many values (`words`). Where no blank ends words, each two letters side by side.
    Words,
    /// Runs of so many characters, each once: many values (`grams 3`).
    Grams(usize),
    /// The cells of a grid in which a place lies, so that two places at most so many kilometres apart share one: many
    /// values (`around 5`).
    Around(f64),
    /// Of many values those that at most so many rows hold (`rare 20`).
    Rare(u32),
    /// Parts between a mark, each once: many values (`split ";"`).
    Split(String),
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        format!("{self:?}") == format!("{other:?}")
    }
}

impl Step {
    /// The step of this name; why there is none.
    pub fn named(name: &str, given: &[&str]) -> Result<Self, String> {
        let arity = |count: usize| {
            if given.len() == count {
                return Ok(());
            }
            Err(format!(
                "`{name}` takes {count} value{}, not {}",
                if count == 1 { "" } else { "s" },
                given.len()
            ))
        };
        let whole = || -> Result<usize, String> {
            arity(1)?;
            given[0]
                .parse()
                .ok()
                .filter(|number| *number > 0)
                .ok_or_else(|| format!("`{name}` takes a whole number above 0, not `{}`", given[0]))
        };
        let decimal = || -> Result<f64, String> {
            arity(1)?;
            let read = given[0].parse().ok().filter(|read: &f64| read.is_finite());
            read.ok_or_else(|| format!("`{name}` takes a number, not `{}`", given[0]))
        };
        let above_zero = || -> Result<f64, String> {
            decimal().and_then(|read| {
                if read > 0.0 { Ok(read) } else { Err(format!("`{name}` takes a number above 0")) }
            })
        };
        let pattern = |text: &str| {
            regex::RegexBuilder::new(text)
                .size_limit(1 << 20)
                .build()
                .map_err(|error| format!("`{text}` is no pattern: {}", last_line(&error.to_string())))
        };
        let bare = |step: Self| arity(0).map(|()| step);
        match name {
            "lower" => bare(Self::Lower),
            "upper" => bare(Self::Upper),
            "plain" => bare(Self::Plain),
            "trim" => bare(Self::Trim),
            "letters" => bare(Self::Letters),
            "digits" => bare(Self::Digits),
            "alphanumeric" => bare(Self::Alphanumeric),
            "first" => whole().map(Self::First),
            "last" => whole().map(Self::Last),
            "word" => {
                arity(1)?;
                let read = given[0].parse().ok().filter(|number| *number != 0);
                read.map(Self::Word).ok_or_else(|| format!("`word` takes a number, not `{}`", given[0]))
            }
            "match" => {
                arity(1)?;
                pattern(given[0]).map(Self::Match)
            }
            "replace" => {
                arity(2)?;
                Ok(Self::Replace(pattern(given[0])?, given[1].to_owned()))
            }
            "at-least" => whole().map(Self::AtLeast),
            "without" => Ok(Self::Without(given.iter().map(|text| text.to_lowercase()).collect())),
            "is-filled" => bare(Self::IsFilled),
            "number" => bare(Self::Number),
            "seconds" => bare(Self::Seconds),
            "round" => above_zero().map(Self::Round),
            "around" => above_zero().map(Self::Around),
            "add" => decimal().map(Self::Add),
            "date" if given.is_empty() => {
                Err("`date` takes a pattern and more, as `date \"%d.%m.%Y\"`".to_owned())
            }
            "date" => {
                let read = |text: &&str| Pattern::new(text).map_err(|error| format!("`{text}`: {error}"));
                given.iter().map(read).collect::<Result<_, _>>().map(Self::Date)
            }
            "days-later" => {
                arity(1)?;
                let read = given[0].parse().ok();
                read.map(Self::DaysLater)
                    .ok_or_else(|| format!("`days-later` takes a whole number, not `{}`", given[0]))
            }
            "week" => bare(Self::Week),
            "soundex" => bare(Self::Soundex),
            "sound" => bare(Self::Sound),
            "spelling" => bare(Self::Spelling),
            "untitled" => bare(Self::Untitled),
            "full-names" => bare(Self::FullNames),
            "sorted" => bare(Self::Sorted),
            "words" => bare(Self::Words),
            "grams" => whole().map(Self::Grams),
            "rare" => whole().and_then(|most| {
                u32::try_from(most)
                    .map(Self::Rare)
                    .map_err(|_| format!("`rare {most}` is more rows than any table has"))
            }),
            "split" => {
                arity(1)?;
                Ok(Self::Split(given[0].to_owned()))
            }
            _ => Err(format!("`{name}` is no step; steps are {STEPS}")),
        }
    }

    /// Whether it makes many values of one.
    pub fn makes_many(&self) -> bool {
        matches!(self, Self::Words | Self::Grams(_) | Self::Split(_) | Self::FullNames | Self::Around(_))
    }

    /// What it makes of one value; nothing where nothing is left. Steps that make or take many values
    /// give none here.
    pub(super) fn apply(&self, value: &str) -> Option<String> {
        let made = match self {
            Self::Lower => value.to_lowercase(),
            Self::Upper => value.to_uppercase(),
            Self::Plain => latin::plain(value.as_bytes()),
            Self::Trim => value.trim().to_owned(),
            Self::Letters => value.chars().filter(|own| own.is_alphabetic()).collect(),
            Self::Digits => value.chars().filter(char::is_ascii_digit).collect(),
            Self::Alphanumeric => value.chars().filter(|own| own.is_alphanumeric()).collect(),
            Self::First(count) => value.chars().take(*count).collect(),
            Self::Last(count) => {
                let all = value.chars().count();
                value.chars().skip(all.saturating_sub(*count)).collect()
            }
            Self::Word(place) => {
                let mut words = value.split_whitespace();
                let behind = place.unsigned_abs() as usize - 1;
                if *place > 0 { words.nth(behind) } else { words.nth_back(behind) }?.to_owned()
            }
            // To know where groups lie costs a second search.
            Self::Match(pattern) if pattern.captures_len() == 1 => pattern.find(value)?.as_str().to_owned(),
            Self::Match(pattern) => {
                let found = pattern.captures(value)?;
                found.get(1).or_else(|| found.get(0))?.as_str().to_owned()
            }
            Self::Replace(pattern, with) => pattern.replace_all(value, with.as_str()).into_owned(),
            Self::AtLeast(count) => value.chars().nth(count - 1).map(|_| value.to_owned())?,
            Self::Without(texts) => {
                if texts.contains(&folded(value)) {
                    return None;
                }
                value.to_owned()
            }
            Self::IsFilled => "yes".to_owned(),
            Self::Number => shortest(number::parse(value.as_bytes())?),
            Self::Seconds => shortest(duration::seconds(value)?.0),
            Self::Round(unit) => shortest((number::parse(value.as_bytes())? / unit).round() * unit),
            Self::Add(more) => {
                // 0.1 and 0.2 are 0.3, and not what their binary forms come to.
                let sum = number::parse(value.as_bytes())? + more;
                shortest(format!("{sum:.14e}").parse().unwrap_or(sum))
            }
            Self::Date(patterns) => {
                let value = value.as_bytes();
                // A year, or a month of it, is what is known.
                let known = || Date::parse(value).filter(|day| day.is_full() || is_year_or_month(value));
                let by_pattern = patterns.iter().find_map(|pattern| pattern.parse(value));
                by_pattern.or_else(known).filter(|day| day.is_possible())?.to_string()
            }
            Self::DaysLater(days) => {
                Date::from_days(Date::parse(value.as_bytes())?.days()?.checked_add(*days)?)?.to_string()
            }
            Self::Week => {
                let (year, week) = Date::parse(value.as_bytes())?.week()?;
                format!("{year}-W{week:02}")
            }
            Self::Soundex => sound::soundex(value.as_bytes())?.iter().map(|sign| char::from(*sign)).collect(),
            Self::Sound => sound::spoken(value.as_bytes())?,
            Self::Spelling => {
                let words: Vec<String> = runs(value).map(spelled).collect();
                words.into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
            }
            Self::Untitled => without_titles(value).to_owned(),
            Self::Sorted => {
                let mut words: Vec<&str> = runs(value).collect();
                words.sort_unstable();
                words.dedup();
                words.join(" ")
            }
            Self::Words
            | Self::Grams(_)
            | Self::Rare(_)
            | Self::Split(_)
            | Self::FullNames
            | Self::Around(_) => return None,
        };
        (!made.is_empty()).then_some(made)
    }

    /// The many values that it makes of one.
    pub(super) fn parts(&self, value: &str) -> Vec<String> {
        let mut parts: Vec<String> = match self {
            Self::Words => spaced(value),
            Self::Grams(length) => {
                let letters: Vec<char> = value.chars().collect();
                if letters.len() <= *length {
                    vec![value.to_owned()]
                } else {
                    letters.windows(*length).map(|run| run.iter().collect()).collect()
                }
            }
            Self::Around(apart) => geo::cells(value.as_bytes(), *apart).map(Vec::from).unwrap_or_default(),
            Self::FullNames => Names::of(value.as_bytes()).keys().to_vec(),
            Self::Split(mark) if !mark.is_empty() => value
                .split(mark.as_str())
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect(),
            _ => vec![value.to_owned()],
        };
        parts.sort_unstable();
        parts.dedup();
        parts
    }
}

/// All steps, for messages.
const STEPS: &str = "lower, upper, plain, trim, letters, digits, alphanumeric, first N, last N, word N, \
    match \"...\", replace \"...\" \"...\", at-least N, without \"...\", is-filled, number, seconds, round N, add N, \
    date \"%Y-%m-%d\" ..., days-later N, week, soundex, sound, spelling, untitled, full-names, sorted, words, grams N, around KM, \
    rare N, split \"...\"";

/// A value as it is looked for among those that are set aside.
pub(super) fn folded(value: &str) -> String {
    value.trim().to_lowercase()
}

/// The common form of a word's spellings; a word of a script that no rule reads is left as it is, in small letters.
fn spelled(word: &str) -> String {
    let made = spelling(word.as_bytes());
    if made.is_empty() && word.chars().any(char::is_alphabetic) { word.to_lowercase() } else { made }
}

fn last_line(text: &str) -> &str {
    text.lines().last().unwrap_or(text).trim_start_matches("error: ")
}

/// `1956`, `1956-05`: what is written of a day of which no more is known.
fn is_year_or_month(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    matches!(value.len(), 4 | 7) && value[..4].iter().all(u8::is_ascii_digit)
}

/// A number without needless digits: `5`, `5.5`.
fn shortest(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}
