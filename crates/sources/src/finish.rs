//! What is known only when all has been read: how far the records reach, and what the policy's
//! periods take out again.

use std::collections::{BTreeMap, BTreeSet};

use bonafide_records::reading::SetAside;
use bonafide_records::{FileId, Place, Reading, RowId, Source};
use jiff::civil::Date;

use crate::text::plain;

/// Event days by file, with how often each field gives the day and where it does so first.
pub(crate) type Events = BTreeMap<(FileId, Date), BTreeMap<String, (u64, Place)>>;

/// A date this many days after the next older one stands alone ...
const LONE_AFTER: i32 = 400;

/// ... or, where there are hardly any dates to compare it with, five years.
const LONE_AFTER_FEW: i32 = 1826;

/// Fewer dates than this are few.
const FEW: u64 = 20;

/// Of few dates so many close together are enough to compare with: one that lies further behind them
/// than two years and twice the time over which they spread stands alone.
const CLOSE: u64 = 3;
const LONE_AFTER_CLOSE: i32 = 730;

/// A start may be planned this many days ahead of what happened last.
const PLANNED: i32 = 180;

/// First and last year of an event: records of a firm are no older, and no scan is run later. A day
/// outside is a placeholder (9999-12-31) or damage, however many rows hold it.
const YEARS: std::ops::RangeInclusive<i16> = 1970..=2100;

/// Lone dates in the future: those above the newest plausible day. One more date in a thousand,
/// and at least one, may be lone.
///
/// Walks down from the newest: a group of so few dates that lies more than 400 days (of fewer than
/// 20 dates: five years, or two years and twice the time over which three older ones spread) after the
/// next older one is not used as time, nor is any day outside the
/// years 1970 to 2100. Nothing looks at a clock.
fn newest_plausible(events: &Events) -> Option<Date> {
    let mut days: BTreeMap<Date, u64> = BTreeMap::new();
    for ((_, day), fields) in events.iter().filter(|((_, day), _)| YEARS.contains(&day.year())) {
        *days.entry(*day).or_insert(0) += fields.values().map(|(count, _)| count).sum::<u64>();
    }
    let all: u64 = days.values().sum();
    let few = (all / 1000).max(1);
    let gap_behind = |day: Date| {
        if all >= FEW {
            return LONE_AFTER;
        }
        let older = days.range(..=day);
        let (count, first) =
            older.fold((0, day), |(sum, first), (one, count)| (sum + count, first.min(*one)));
        if count < CLOSE {
            return LONE_AFTER_FEW;
        }
        ((day - first).get_days().saturating_mul(2)).clamp(LONE_AFTER_CLOSE, LONE_AFTER_FEW)
    };
    let mut group = 0;
    let mut newest = days.last_key_value().map(|(day, _)| *day);
    let mut above: Option<Date> = None;
    for (day, count) in days.iter().rev() {
        if let Some(upper) = above
            && (upper - *day).get_days() > gap_behind(*day)
            && group <= few
        {
            newest = Some(*day);
            group = 0;
        }
        if group > few {
            break;
        }
        group += count;
        above = Some(*day);
    }
    newest
}

/// Makes every message one line that cannot steer a terminal: headers, keys and names of entries,
/// which messages quote, come from outside.
pub(crate) fn make_plain(reading: &mut Reading) {
    for unread in &mut reading.unread {
        unread.why = plain(&unread.why);
        unread.hint = plain(&unread.hint);
    }
    for aside in &mut reading.set_aside {
        aside.why = plain(&aside.why);
    }
    for why in reading.refused.values_mut() {
        *why = plain(why);
    }
}

/// The newest plausible day of all records.
pub(crate) fn newest(happened: &Events, started: &Events) -> Option<Date> {
    later(newest_plausible(happened), newest_plausible(started))
}

fn later(happened: Option<Date>, started: Option<Date>) -> Option<Date> {
    match (happened, started) {
        (Some(happened), Some(started)) if (started - happened).get_days() > PLANNED => Some(started),
        (Some(happened), _) => Some(happened),
        (None, started) => started,
    }
}

/// Sets `newest`, each file's `first` and `last`, and sets lone dates in the future aside.
///
/// `happened` are days on which something happened; `started` are days of hire or contract start,
/// which may be planned: they count as time only where nothing happened as late by half a year.
pub(crate) fn reach(reading: &mut Reading, happened: &Events, started: &Events) {
    let newest_happened = newest_plausible(happened);
    let newest_started = newest_plausible(started);
    reading.newest = later(newest_happened, newest_started);
    for (events, newest) in [(happened, newest_happened), (started, newest_started)] {
        impossible(reading, events);
        let Some(newest) = newest else { continue };
        for ((file, day), fields) in events.iter().filter(|((_, day), _)| YEARS.contains(&day.year())) {
            if *day > newest {
                for (field, (count, place)) in fields {
                    let why = lone(*day, newest, field, *count);
                    reading.set_aside.push(SetAside { file: *file, place: Some(place.clone()), why });
                    if let Some(read) = reading.files.get_mut(file.0 as usize) {
                        read.set_aside += count;
                    }
                }
                continue;
            }
            if let Some(read) = reading.files.get_mut(file.0 as usize) {
                read.first = Some(read.first.map_or(*day, |first| first.min(*day)));
                read.last = Some(read.last.map_or(*day, |last| last.max(*day)));
            }
        }
    }
}

/// Sets days outside [`YEARS`] aside: one line a field of a file, with the first of them.
fn impossible(reading: &mut Reading, events: &Events) {
    let mut found: BTreeMap<(FileId, &str), (Date, u64, &Place)> = BTreeMap::new();
    for ((file, day), fields) in events.iter().filter(|((_, day), _)| !YEARS.contains(&day.year())) {
        for (field, (count, place)) in fields {
            found.entry((*file, field)).or_insert((*day, 0, place)).1 += count;
        }
    }
    for ((file, field), (day, count, place)) in found {
        let more = match count {
            1 => String::new(),
            _ => format!(" ({count} such dates in that field)"),
        };
        let (first, last) = (YEARS.start(), YEARS.end());
        let why = format!(
            "the date {day} in `{field}` lies outside the years {first} to {last}{more}: not used as time"
        );
        reading.set_aside.push(SetAside { file, place: Some(place.clone()), why });
        if let Some(read) = reading.files.get_mut(file.0 as usize) {
            read.set_aside += count;
        }
    }
}

fn lone(day: Date, newest: Date, field: &str, count: u64) -> String {
    let years = (day - newest).get_days() / 365;
    let far =
        if years > 0 { format!("{years} years") } else { format!("{} days", (day - newest).get_days()) };
    let times = if count > 1 { format!(" ({count} times)") } else { String::new() };
    format!("the date {day} in `{field}` lies {far} after every other date{times}: not used as time")
}

/// Takes everything of these sources out of a reading.
pub(crate) fn take_out(reading: &mut Reading, sources: &BTreeSet<Source>) {
    if sources.is_empty() {
        return;
    }
    let mut kept: Vec<Option<RowId>> = Vec::with_capacity(reading.rows.len());
    let mut next = 0;
    for row in &reading.rows {
        let keep = !sources.contains(&row.source);
        kept.push(keep.then_some(RowId(next)));
        next += u32::from(keep);
    }
    reading.rows.retain(|row| !sources.contains(&row.source));
    let renumber = |row: &mut RowId| match kept.get(row.0 as usize).copied().flatten() {
        Some(new) => {
            *row = new;
            true
        }
        None => false,
    };
    reading.values.retain_mut(|value| renumber(&mut value.row));
    reading.payments.retain_mut(|fact| renumber(&mut fact.row));
    reading.sign_ins.retain_mut(|fact| renumber(&mut fact.row));
    reading.attachments.retain_mut(|fact| renumber(&mut fact.row));
    reading.peripherals.retain(|fact| !sources.contains(&fact.source));
    reading.documents.retain(|fact| !sources.contains(&fact.source));
    reading.shipments.retain(|fact| !sources.contains(&fact.source));
    reading.devices.retain(|fact| !sources.contains(&fact.source));
    reading.changes.retain(|fact| !sources.contains(&fact.source));
    reading.removed.retain(|fact| !sources.contains(&fact.source));
    reading.attestations.retain(|fact| !sources.contains(&fact.source));
    reading.dropped.retain(|(source, _), _| !sources.contains(source));
    let files: BTreeSet<FileId> = files_of(reading, sources);
    reading.set_aside.retain(|aside| !files.contains(&aside.file));
    for file in &files {
        if let Some(read) = reading.files.get_mut(file.0 as usize) {
            (read.read, read.set_aside, read.first, read.last) = (0, 0, None, None);
        }
    }
}

/// The files that these sources understood.
pub(crate) fn files_of(reading: &Reading, sources: &BTreeSet<Source>) -> BTreeSet<FileId> {
    let understood = |(_, file): &(u32, &bonafide_records::reading::FileRead)| {
        file.source.as_ref().is_some_and(|source| sources.contains(source))
    };
    (0..).zip(&reading.files).filter(understood).map(|(index, _)| FileId(index)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn events(days: &[(&str, u64)]) -> Events {
        let mut events = Events::new();
        for (line, (day, count)) in (1..).zip(days) {
            let fields = events.entry((FileId(0), day.parse().unwrap())).or_default();
            fields.insert("at".to_owned(), (*count, Place::Line(line)));
        }
        events
    }

    fn newest_of(days: &[(&str, u64)]) -> Option<String> {
        newest_plausible(&events(days)).map(|day| day.to_string())
    }

    #[test]
    fn a_lone_date_in_the_future_is_not_the_newest() {
        assert_eq!(newest_of(&[]), None);
        assert_eq!(newest_of(&[("2066-01-01", 1)]).as_deref(), Some("2066-01-01"));
        assert_eq!(newest_of(&[("2026-06-01", 1), ("2106-01-01", 1)]).as_deref(), Some("2026-06-01"));
        assert_eq!(newest_of(&[("2026-06-01", 50), ("2028-01-01", 1)]).as_deref(), Some("2026-06-01"));
        assert_eq!(newest_of(&[("2026-06-01", 50), ("2027-01-01", 1)]).as_deref(), Some("2027-01-01"));
        // Two lone dates, each by itself.
        assert_eq!(
            newest_of(&[("2026-06-01", 50), ("2106-01-01", 1), ("2999-01-01", 1)]).as_deref(),
            Some("2026-06-01")
        );
    }

    #[test]
    fn in_a_small_folder_the_spread_of_the_others_decides() {
        let close = [("2026-05-02", 1), ("2026-05-20", 2), ("2026-06-01", 1)];
        let with = |day| newest_of(&[close.as_slice(), &[(day, 1)]].concat()).unwrap();
        assert_eq!(with("2028-09-01"), "2026-06-01");
        assert_eq!(with("2028-05-01"), "2028-05-01");
        // Two others are too few to say so, and so are others far apart.
        assert_eq!(newest_of(&[("2026-05-02", 2), ("2028-09-01", 1)]).as_deref(), Some("2028-09-01"));
        let apart = [("2021-05-02", 1), ("2024-05-20", 2), ("2028-06-01", 1)];
        assert_eq!(newest_of(&apart).as_deref(), Some("2028-06-01"));
    }

    #[test]
    fn days_no_record_can_hold_are_no_time_however_many() {
        for day in ["2106-01-01", "9999-12-31", "1899-12-30", "0001-01-01"] {
            assert_eq!(newest_of(&[(day, 1)]), None);
            assert_eq!(newest_of(&[("2026-06-01", 1), (day, 500)]).as_deref(), Some("2026-06-01"));
        }
        let mut reading = Reading::default();
        reach(&mut reading, &events(&[("9999-12-31", 2), ("2106-01-01", 1)]), &events(&[("1969-12-31", 1)]));
        let why: Vec<&str> = reading.set_aside.iter().map(|aside| aside.why.as_str()).collect();
        assert_eq!(reading.newest, None);
        assert_eq!(
            why,
            [
                "the date 2106-01-01 in `at` lies outside the years 1970 to 2100 (3 such dates in that field): \
                 not used as time",
                "the date 1969-12-31 in `at` lies outside the years 1970 to 2100: not used as time"
            ]
        );
        assert_eq!(newest_of(&[("1970-01-01", 1), ("2100-12-31", 1)]).as_deref(), Some("1970-01-01"));
    }

    #[test]
    fn a_pause_in_an_old_firm_is_no_lone_date() {
        assert_eq!(
            newest_of(&[("2019-01-01", 3), ("2021-06-01", 1), ("2023-06-01", 1)]).as_deref(),
            Some("2023-06-01")
        );
        // Many dates behind a long pause are no lone ones.
        assert_eq!(newest_of(&[("2019-01-01", 900), ("2026-01-01", 90)]).as_deref(), Some("2026-01-01"));
    }

    #[test]
    fn planned_starts_do_not_move_the_time_unless_nothing_else_is_as_late() {
        let mut reading = Reading::default();
        reach(
            &mut reading,
            &events(&[("2026-06-01", 30)]),
            &events(&[("2026-08-01", 1), ("2026-05-01", 30)]),
        );
        assert_eq!(reading.newest, Some(jiff::civil::date(2026, 6, 1)));
        reach(&mut reading, &events(&[("2024-06-01", 30)]), &events(&[("2026-05-01", 30)]));
        assert_eq!(reading.newest, Some(jiff::civil::date(2026, 5, 1)));
    }
}
