//! Writes `okta_system_log.jsonl`: a year of sign-ins as the System Log API gives them, one event a
//! line, oldest first.
//!
//! Days are written one after the other, so that memory holds one day and one set of habits for
//! each account, however many events there are.

mod event;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use jiff::civil::{Date, Weekday};

use super::access::{Account, FIRST_DAY, accounts};
use super::calendar::{self, EXPORTED};
use super::cast::Cast;
use super::invent::Random;
use super::network::{self, Line};
use event::{Kind, Pen, Spot};

/// One session of somebody: the events of one device at one place.
struct Session {
    account: usize,
    place: usize,
    mobile: bool,
    id: u64,
}

/// An event that is still to be written.
struct Planned {
    second: u32,
    session: usize,
    kind: Kind,
}

/// Writes the log, unless nobody signed in; returns row and actor id of the accounts that stand in
/// it.
///
/// `events` is about how many events an account has that is used all year.
pub fn write(cast: &Cast, directory: &Path, events: usize) -> io::Result<Vec<(usize, String)>> {
    if events == 0 {
        return Ok(Vec::new());
    }
    let accounts = accounts(cast);
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let mut out = BufWriter::with_capacity(1 << 16, File::create(directory.join("okta_system_log.jsonl"))?);
    let mut pens: Vec<Pen> = accounts.iter().map(Pen::new).collect();
    let mut seen = vec![false; accounts.len()];
    let mut day = FIRST_DAY;
    let mut number = 0_u64;
    loop {
        let mut plan = Day::default();
        for (index, account) in accounts.iter().enumerate() {
            if day < account.from || day > account.to {
                continue;
            }
            let first = !seen.get(index).copied().unwrap_or(true);
            let mut random = Random::fork(cast.seed, 0x0C7A, number * 1_000_003 + account.row as u64);
            plan.add(index, account, day, events, first, &mut random);
            if let Some(mark) = seen.get_mut(index) {
                *mark = true;
            }
        }
        plan.planned.sort_by_key(|planned| (planned.second, planned.session));
        for planned in &plan.planned {
            let Some(session) = plan.sessions.get(planned.session) else { continue };
            let (Some(spot), Some(pen)) = (plan.spots.get(session.place), pens.get_mut(session.account))
            else {
                continue;
            };
            pen.write(&mut out, day, planned.second, planned.kind, session.mobile, session.id, spot)?;
        }
        if day >= EXPORTED {
            break;
        }
        day = calendar::later(day, 1);
        number += 1;
    }
    out.flush()?;
    let mut found = Vec::new();
    for (account, seen) in accounts.into_iter().zip(seen) {
        if seen {
            found.push((account.row, account.actor));
        }
    }
    Ok(found)
}

/// Everything that happens on one day.
#[derive(Default)]
struct Day {
    planned: Vec<Planned>,
    sessions: Vec<Session>,
    spots: Vec<Spot>,
}

/// Working days in the year that people are there: weekends and about one day in twelve are free.
const WORKING_DAYS: usize = 238;

impl Day {
    /// Plans the day of one account. On the `first` day the second factor is enrolled, whatever
    /// day of the week it is.
    fn add(
        &mut self,
        index: usize,
        account: &Account<'_>,
        day: Date,
        events: usize,
        first: bool,
        random: &mut Random,
    ) {
        let weekend = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
        let free = if weekend { !random.one_in(60) } else { random.one_in(12) };
        if free && !first {
            return;
        }
        let usual = events.div_ceil(WORKING_DAYS).max(1);
        // Few events a year are spread over few days, so that the size asked for is met.
        if events < WORKING_DAYS && !first && random.below(WORKING_DAYS) >= events {
            return;
        }
        let count = (usual / 2 + random.below(usual + 1)).max(1) + usize::from(first);
        let habits = &account.habits;
        let begin: u32 = if habits.nights { 17 * 3_600 } else { 6 * 3_600 };
        let begin = begin + random.below(3 * 3_600) as u32;
        let mobile_at = random.below(4);
        let sessions = if count > 6 { 2 + random.below(2) } else { 1 };
        let mut left = count;
        for step in 0..sessions {
            let last = step + 1 == sessions;
            let share = if last { left } else { (left / 2).max(1) };
            left = left.saturating_sub(share);
            let mobile = if sessions == 1 { !first && random.one_in(5) } else { step > 0 && mobile_at > 0 };
            let place = self.spots.len();
            self.spots.push(spot(account, day, mobile, first && step == 0, random));
            let session = self.sessions.len();
            self.sessions.push(Session { account: index, place, mobile, id: random.draw() });
            let start = begin + (step as u32) * 9_000;
            for event in 0..share {
                let kind = match event {
                    0 if first && step == 0 => Kind::Enrolled,
                    0 => Kind::Session,
                    1 => Kind::Factor,
                    _ if random.one_in(40) => Kind::Refused,
                    _ if random.one_in(9) => Kind::Factor,
                    _ => Kind::Application(random.below(event::APPLICATIONS)),
                };
                let second = start + (event as u32) * 61 + random.below(9_000 / share.max(1) + 1) as u32;
                self.planned.push(Planned { second: second.min(86_399), session, kind });
            }
        }
    }
}

/// Where somebody is when a session begins.
fn spot(account: &Account<'_>, day: Date, mobile: bool, first: bool, random: &mut Random) -> Spot {
    let habits = &account.habits;
    let staying = habits.stays.iter().find(|stay| stay.from <= day && day <= stay.to);
    let place = staying.map_or(habits.place, |stay| stay.place);
    let new = random.one_in(3);
    let device = account.row as u64 * 4 + u64::from(mobile) * 2 + 0x10;
    let at = |line: Line| line.address(new, (device << 16) | 0x3a1f);
    if mobile && habits.carrier && staying.is_none() && random.one_in(2) {
        return Spot { address: network::carrier(), place, asn: 64_990 };
    }
    if mobile && habits.relay && random.one_in(2) {
        return Spot { address: network::relay(random), place, asn: 36_183 };
    }
    if !mobile && !first && habits.vpn && random.one_in(5) {
        return Spot { address: network::vpn(random), place: ("Sweden", "Gothenburg"), asn: 9_009 };
    }
    let line = match (staying, habits.office) {
        (Some(stay), _) => stay.line,
        // Whoever has a desk in the office collects their laptop there.
        (None, Some(office)) if first || random.one_in(2) => Line::office(office),
        _ if habits.space && random.one_in(3) => Line::space(),
        _ => habits.line,
    };
    Spot { address: at(line), place, asn: 64_512 + (account.row as u32 % 400) }
}
