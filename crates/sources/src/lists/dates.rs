//! Which day's state a list gives.

use bonafide_records::normal::{DateOrder, Moment};
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Days that a list shows, by where they stand.
#[derive(Debug, Default)]
pub(super) struct Days {
    /// What the list itself says, with the words for where.
    stated: Option<(Date, String)>,
    in_name: Option<Date>,
    /// The newest of its columns, with the header.
    in_columns: Option<(Date, String)>,
}

impl Days {
    /// Begins with the file's name.
    pub(super) fn of_name(name: &str) -> Self {
        let file = name.rsplit('/').next().unwrap_or(name);
        Self { in_name: iso_in(file), ..Self::default() }
    }

    /// Takes the day that the list states, unless it stated one before.
    pub(super) fn state(&mut self, day: Date, place: String) {
        self.stated.get_or_insert((day, place));
    }

    /// Looks for a day in a comment, e.g. `Last Updated: 2024-09-27`.
    pub(super) fn comment(&mut self, text: &str, line: u64) {
        if let Some(day) = iso_in(text).or_else(|| behind_colon(text)) {
            self.state(day, format!("a comment in line {line}"));
        }
    }

    /// Takes a day of a column.
    pub(super) fn column(&mut self, day: Date, header: &str) {
        if self.in_columns.as_ref().is_none_or(|(newest, _)| day > *newest) {
            self.in_columns = Some((day, header.to_owned()));
        }
    }

    /// The day and where it was found: what the list states, its file's name, its columns.
    pub(super) fn decide(self) -> (Option<Date>, String) {
        if let Some((day, place)) = self.stated {
            return (Some(day), place);
        }
        if let Some(day) = self.in_name {
            return (Some(day), "the file's name".to_owned());
        }
        match self.in_columns {
            Some((day, header)) => (Some(day), format!("the newest day in column `{header}`")),
            None => (None, "no date given".to_owned()),
        }
    }
}

/// A day as a cell or attribute writes it.
pub(super) fn day(text: &str, order: DateOrder) -> Option<Date> {
    Moment::parse(text, order, &TimeZone::UTC).map(Moment::day)
}

/// The first `2024-09-27` or `20240927` in a text that no digit touches.
fn iso_in(text: &str) -> Option<Date> {
    let runs = |length: usize| {
        let bytes = text.as_bytes();
        let digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
        (0..text.len().min(2000)).filter_map(move |at| {
            let alone = !digit(at.checked_sub(1)) && !digit(Some(at + length));
            text.get(at..at + length).filter(|_| alone)
        })
    };
    let dashed = runs(10).find_map(|part| part.parse::<Date>().ok().filter(|_| part.contains('-')));
    dashed.or_else(|| {
        let packed = runs(8).filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        packed.filter(|part| part.starts_with("20")).find_map(|part| {
            format!("{}-{}-{}", part.get(..4)?, part.get(4..6)?, part.get(6..)?).parse().ok()
        })
    })
}

/// The day behind the colon of a comment, in any form that tables use.
fn behind_colon(text: &str) -> Option<Date> {
    let (_, behind) = text.split_once(':')?;
    day(behind.trim(), DateOrder::MonthFirst)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_found_in_names_and_comments() {
        let say = |text: &str| iso_in(text).map(|day| day.to_string()).unwrap_or_default();
        assert_eq!(say("ofac_2024-09-27.csv"), "2024-09-27");
        assert_eq!(say("ofac-20240927.csv"), "2024-09-27");
        assert_eq!(say("updated 2024-09-27T10:00:00Z"), "2024-09-27");
        for none in ["", "wallets.csv", "12024-09-27", "2024-13-27", "é2024-9-27", "120240927"] {
            assert_eq!(say(none), "", "{none}");
        }
        assert_eq!(
            behind_colon("Last updated: 27 September 2024").map(|d| d.to_string()).as_deref(),
            Some("2024-09-27")
        );
        assert_eq!(behind_colon("Source: the office"), None);
    }

    #[test]
    fn what_the_list_states_comes_before_its_name_and_columns() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        let mut days = Days::of_name("lists/a_2024-01-01.csv");
        days.column(day("2025-03-01"), "removed");
        days.column(day("2025-02-01"), "listed");
        assert_eq!(days.in_columns, Some((day("2025-03-01"), "removed".to_owned())));
        days.comment("nothing", 1);
        days.comment(" Last Updated: 2024-09-27", 2);
        days.comment(" 2020-01-01", 3);
        assert_eq!(days.decide(), (Some(day("2024-09-27")), "a comment in line 2".to_owned()));
        assert_eq!(Days::of_name("2024-01-01/a.csv").decide(), (None, "no date given".to_owned()));
    }
}
