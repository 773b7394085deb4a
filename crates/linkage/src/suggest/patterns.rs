//! How are the days of a column written?

use super::kind::MOST;
use super::look::Look;
use crate::distance::date::Date;
use crate::distance::date_text::Pattern;

/// How days are written besides year, month, day; two tables may have two ways, and who types has more.
pub type Patterns = [Option<&'static str>; 4];

/// All are written year, month, day.
pub const USUAL: Patterns = [None; 4];

/// Share of the values that have to be days of the calendar.
const POSSIBLE: f64 = 0.6;

/// How days are written besides year, month, day; what two patterns read alike goes to the first that reads more.
const DATES: [&str; 15] = [
    "%d.%m.%Y",
    "%m/%d/%Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d %b %y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%b %d %Y",
    "%d.%m.%y",
    "%m/%d/%y",
    "%d/%m/%y",
    "%d%m%Y",
];

/// Share of the values that a second pattern reads: that of a smaller table.
const OF_ONE_TABLE: f64 = 0.02;

/// Share of the values that a pattern reads which no other reads, where the column is known to hold days.
const OF_SOME: f64 = 0.005;

/// A way of writing days, as text and as read.
type Known = (&'static str, Pattern);

/// The days of a column, written in the usual way or by patterns.
pub fn days(look: &Look<'_>, patterns: Patterns) -> Vec<i32> {
    let patterns: Vec<Pattern> =
        patterns.iter().flatten().filter_map(|text| Pattern::new(text).ok()).collect();
    let day = |value: &[u8]| {
        let by_pattern = patterns.iter().find_map(|pattern| pattern.parse(value));
        by_pattern.or_else(|| Date::parse(value))?.days()
    };
    look.values.iter().filter_map(|value| day(value.as_bytes())).collect()
}

/// How the days of a column are written; none where they are no days.
pub fn patterns(look: &Look<'_>) -> Option<Patterns> {
    // Slips make days that no calendar has; numbers of eight digits are seldom days.
    let fit = |patterns: &[&Pattern]| {
        let day = |value: &str| {
            // Of two tables one may have the usual way.
            let by_pattern = patterns.iter().find_map(|pattern| pattern.parse(value.as_bytes()));
            by_pattern.or_else(|| Date::parse(value.as_bytes())).filter(|day| day.is_full())
        };
        if look.share(|value| day(value).is_some()) < MOST {
            return 0.0;
        }
        look.share(|value| day(value).is_some_and(is_possible))
    };
    let all: Vec<Known> = DATES.iter().filter_map(|text| Some((*text, Pattern::new(text).ok()?))).collect();
    let chosen = chosen_patterns(look, &all, &fit)?;
    Some(with_those_of_some(look, &all, chosen))
}

/// The patterns by which most values are days: none, one or two.
fn chosen_patterns<'p>(
    look: &Look<'_>,
    all: &'p [Known],
    fit: &dyn Fn(&[&Pattern]) -> f64,
) -> Option<Vec<&'p Known>> {
    if fit(&[]) >= POSSIBLE {
        return Some(Vec::new());
    }
    let is_read = |pattern: &Pattern| look.share(|value| pattern.parse(value.as_bytes()).is_some());
    let some: Vec<&'p Known> = all.iter().filter(|(_, pattern)| is_read(pattern) >= OF_ONE_TABLE).collect();
    let ones = all.iter().map(|one| vec![one]);
    let twos = some.iter().enumerate().flat_map(|(place, one)| {
        some[place + 1..].iter().map(|other| vec![*one, *other]).collect::<Vec<_>>()
    });
    // Two only where no one of them does; of those as good the first.
    let best_of = |choices: &mut dyn Iterator<Item = Vec<&'p Known>>| {
        let mut best: Option<(f64, Vec<&'p Known>)> = None;
        for choice in choices {
            let patterns: Vec<&Pattern> = choice.iter().map(|(_, pattern)| pattern).collect();
            let fits = fit(&patterns);
            if fits >= POSSIBLE && best.as_ref().is_none_or(|(most, _)| fits > *most) {
                best = Some((fits, choice));
            }
        }
        best.map(|(_, choice)| choice)
    };
    best_of(&mut ones.into_iter()).or_else(|| best_of(&mut twos.into_iter()))
}

/// With what reads those few values that are written otherwise: equal days that are no equal texts are equal no more.
fn with_those_of_some<'p>(look: &Look<'_>, all: &'p [Known], mut chosen: Vec<&'p Known>) -> Patterns {
    let mut found = USUAL;
    while chosen.len() < found.len() {
        let is_read = |value: &str| {
            chosen.iter().any(|(_, pattern)| pattern.parse(value.as_bytes()).is_some())
                || Date::parse(value.as_bytes()).is_some()
        };
        let read_by = |pattern: &Pattern| {
            let day = |value: &str| pattern.parse(value.as_bytes()).filter(|_| !is_read(value));
            let read = look.share(|value| day(value).is_some());
            let possible = look.share(|value| day(value).is_some_and(is_possible));
            if possible >= MOST * read { possible } else { 0.0 }
        };
        let mut best: Option<(f64, &'p Known)> = None;
        for one in all {
            let reads = read_by(&one.1);
            if reads >= OF_SOME && best.is_none_or(|(most, _)| reads > most) {
                best = Some((reads, one));
            }
        }
        let Some((_, further)) = best else { break };
        chosen.push(further);
    }
    for (place, (text, _)) in found.iter_mut().zip(chosen) {
        *place = Some(text);
    }
    found
}

/// A day of the calendar in years that records speak of.
fn is_possible(day: Date) -> bool {
    day.is_possible() && (1000..2100).contains(&day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::TableBuilder;

    type Written = fn(i32) -> String;

    /// How the days of a column are said to be written, of which so many in a hundred are written as each says.
    fn of(shares: [(i32, Written); 2]) -> Option<Patterns> {
        let mut builder = TableBuilder::default();
        let column = builder.column("bought");
        for (share, written) in shares {
            for place in 0..share * 10 {
                builder.at(column).push(written(15_000 + 7 * place).as_bytes());
            }
        }
        builder.end_input("a", 1000, false);
        let table = builder.finish();
        patterns(&Look::at(&table.columns[0]))
    }

    fn day(days: i32) -> Date {
        Date::from_days(days).expect("a day")
    }

    fn usual(days: i32) -> String {
        day(days).to_string()
    }

    fn german(days: i32) -> String {
        let day = day(days);
        format!("{:02}.{:02}.{}", day.day().unwrap_or(0), day.month().unwrap_or(0), day.year())
    }

    fn short(days: i32) -> String {
        let day = day(days);
        format!("{}/{}/{:02}", day.day().unwrap_or(0), day.month().unwrap_or(0), day.year() % 100)
    }

    #[test]
    fn few_days_that_are_written_otherwise_are_read_too() {
        assert_eq!(of([(96, usual), (4, german)]), Some([Some("%d.%m.%Y"), None, None, None]));
        assert_eq!(of([(96, german), (4, short)]), Some([Some("%d.%m.%Y"), Some("%d/%m/%y"), None, None]));
        assert_eq!(of([(100, usual), (0, german)]), Some([None; 4]));
        assert_eq!(of([(96, german), (4, usual)]), Some([Some("%d.%m.%Y"), None, None, None]));
    }
}
