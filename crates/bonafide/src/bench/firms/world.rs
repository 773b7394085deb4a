//! The people of a measured firm and their rows, before anything is written.

use jiff::civil::Date;

use crate::demo::DemoOptions;
use crate::demo::applicant::Applicant;
use crate::demo::calendar;
use crate::demo::invent::homes::Hand;
use crate::demo::invent::{Home, Identity, Random, Spelling};
use crate::demo::truth::{Operator, Truth};

/// A system that holds rows about people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// BambooHR.
    BambooHr,
    /// Personio.
    Personio,
    /// Deel, people and contracts in one report.
    Deel,
    /// A list of freelancers with a mapping.
    Freelancers,
}

impl System {
    /// The word before the colon.
    pub fn word(self) -> &'static str {
        match self {
            Self::BambooHr => "bamboohr",
            Self::Personio => "personio",
            Self::Deel => "deel",
            Self::Freelancers => "table:person",
        }
    }
}

/// One row of a system.
#[derive(Debug, Clone)]
pub struct Row {
    /// Where it stands.
    pub system: System,
    /// Employee number, contract id, number in the list.
    pub key: String,
    /// Who it is.
    pub person: Identity,
    /// Given and family name.
    pub name: (String, String),
    /// Work mailbox.
    pub work_mail: String,
    /// Line at the desk.
    pub work_phone: String,
    /// Private mailbox, then further ones.
    pub mails: Vec<String>,
    /// Private telephone, then further ones.
    pub phones: Vec<String>,
    /// Street, postcode, town, country.
    pub home: [String; 4],
    /// Title.
    pub role: &'static str,
    /// First day.
    pub started: Date,
    /// Last day.
    pub ended: Option<Date>,
    /// Contract that the row cites, where it is not the key.
    pub contract: String,
    /// Login on GitHub, in the list of freelancers.
    pub github: String,
}

impl Row {
    /// The key among all sources.
    pub fn source_key(&self) -> String {
        format!("{}:{}", self.system.word(), self.key)
    }

    /// Declares a home.
    pub fn live_at(&mut self, home: Home, hand: Hand) {
        self.home = home_cells(home, hand);
    }
}

/// Street, postcode, town and country of a home.
pub fn home_cells(home: Home, hand: Hand) -> [String; 4] {
    [
        home.street_line(hand),
        home.postcode().to_owned(),
        home.city().to_owned(),
        home.country.english().to_owned(),
    ]
}

/// A parcel.
#[derive(Debug, Clone)]
pub struct Parcel {
    /// For whom.
    pub person: String,
    /// Consignee.
    pub recipient: String,
    /// Where to.
    pub home: [String; 4],
    /// Serial number.
    pub serial: String,
    /// Day.
    pub at: Date,
}

/// A removed persona's row: name, mailbox, phone, day.
pub type Gone = [String; 4];

/// The firm.
pub struct World {
    /// Seed.
    pub seed: u64,
    /// Draws.
    pub random: Random,
    /// Candidates in the order of their ids.
    pub applicants: Vec<(Identity, Applicant)>,
    /// Rows of staff, contractors and freelancers.
    pub rows: Vec<Row>,
    /// Parcels.
    pub parcels: Vec<Parcel>,
    /// Removed personas.
    pub gone: Vec<Gone>,
    /// Lines of firm.toml beyond name, domain and office.
    pub firm_lines: Vec<String>,
    /// The firm's domain.
    pub domain: &'static str,
    /// The truth.
    pub truth: Truth,
    lone_applicants: Vec<usize>,
    lone_rows: Vec<usize>,
    reserve: usize,
    next_serial: u64,
}

impl World {
    /// A firm of honest people without a story.
    pub fn new(options: &DemoOptions) -> Self {
        let DemoOptions { people, applicants, seed } = *options;
        let mut random = Random::fork(seed, 0xBE_9C4, 1);
        // Other seeds for people than the demo's: no name of it comes back here.
        let seed = seed ^ 0x00F1_3355_7799;
        let mut list = Vec::new();
        for position in 0..applicants {
            let person = Identity::of(seed, position as u64);
            let mut draw = Random::fork(seed, 0xA9, position as u64);
            let mut applicant = Applicant::of(&person, position, applicants, &mut draw);
            applicant.id = 7_700_001 + position as u64 * 3;
            list.push((person, applicant));
        }
        let domain = random.pick(&["tessellate.example", "grundstein.example", "kitehouse.example"]);
        let mut lone_applicants: Vec<usize> = (0..applicants).collect();
        random.shuffle(&mut lone_applicants);
        let mut world = Self {
            seed,
            random,
            applicants: list,
            rows: Vec::new(),
            parcels: Vec::new(),
            gone: Vec::new(),
            firm_lines: Vec::new(),
            domain,
            truth: Truth::default(),
            lone_applicants,
            lone_rows: Vec::new(),
            reserve: applicants * 2 / 5,
            next_serial: (applicants + people) as u64,
        };
        for index in 0..people {
            world.employ(index, (applicants + index) as u64);
        }
        let mut lone_rows: Vec<usize> = (0..world.rows.len()).collect();
        world.random.shuffle(&mut lone_rows);
        world.lone_rows = lone_rows;
        world
    }

    fn employ(&mut self, index: usize, serial: u64) {
        let person = Identity::of(self.seed, serial);
        let (system, key) = match self.random.below(10) {
            0..=3 => (System::BambooHr, format!("{}", 200_100 + index * 3)),
            4..=6 => (System::Personio, format!("P{:04}", 17 + index * 2)),
            7 | 8 => (System::Deel, format!("3{:05}xk", 11_213 + index * 7)),
            _ => (System::Freelancers, format!("FL/{:03}", 5 + index)),
        };
        let row = self.row(system, key, &person);
        self.rows.push(row);
    }

    /// A row about a person who shares nothing.
    pub fn row(&mut self, system: System, key: String, person: &Identity) -> Row {
        let started = calendar::later(calendar::EXPORTED, -self.random.between(60, 2_200));
        let spelling = self.random.pick(&Spelling::INTERNATIONAL);
        let hand = self.random.pick(&Hand::ALL);
        let staff = matches!(system, System::BambooHr | System::Personio);
        Row {
            system,
            key,
            name: (person.name.given.clone(), person.name.family.clone()),
            work_mail: if staff { person.work_mailbox(self.domain) } else { String::new() },
            work_phone: String::new(),
            mails: vec![person.mailbox.clone()],
            phones: vec![person.phone.written(spelling)],
            home: home_cells(person.home, hand),
            role: Identity::title(&mut self.random),
            started,
            ended: self.random.one_in(7).then(|| calendar::later(started, self.random.between(50, 700))),
            contract: String::new(),
            github: if system == System::Freelancers { person.login.clone() } else { String::new() },
            person: person.clone(),
        }
    }

    /// Somebody new.
    pub fn extra(&mut self) -> Identity {
        self.next_serial += 1;
        Identity::of(self.seed, self.next_serial)
    }

    /// Candidates without a story, or `None` where too few lone ones would be left. In the order
    /// of their days.
    pub fn take(&mut self, count: usize) -> Option<Vec<usize>> {
        let left = self.lone_applicants.len().checked_sub(count)?;
        if left < self.reserve {
            return None;
        }
        let mut taken = self.lone_applicants.split_off(left);
        taken.sort_unstable();
        Some(taken)
    }

    /// Rows of a system without a story.
    pub fn take_rows(&mut self, system: System, count: usize) -> Option<Vec<usize>> {
        let rows = &self.rows;
        let fits = |index: &usize| rows.get(*index).is_some_and(|row| row.system == system);
        let found: Vec<usize> = self.lone_rows.iter().copied().filter(fits).take(count).collect();
        if found.len() < count {
            return None;
        }
        self.lone_rows.retain(|index| !found.contains(index));
        Some(found)
    }

    /// Changes the applications at some places, each with its number in the group.
    pub fn change(&mut self, places: &[usize], mut each: impl FnMut(usize, &mut Identity, &mut Applicant)) {
        for (step, &place) in places.iter().enumerate() {
            if let Some((person, applicant)) = self.applicants.get_mut(place) {
                each(step, person, applicant);
            }
        }
    }

    /// Keys of candidates.
    pub fn keys(&self, places: &[usize]) -> Vec<String> {
        places
            .iter()
            .filter_map(|&place| self.applicants.get(place))
            .map(|(_, applicant)| applicant.key())
            .collect()
    }

    /// Keys of rows.
    pub fn row_keys(&self, places: &[usize]) -> Vec<String> {
        places.iter().filter_map(|&place| self.rows.get(place)).map(Row::source_key).collect()
    }

    /// Notes an operator.
    pub fn operator(
        &mut self,
        name: &str,
        personas: Vec<String>,
        shares: &[&'static str],
        detectors: &[&'static str],
    ) {
        let name = format!("{name}-{:02}", self.truth.operators.len() + 1);
        self.truth.operators.push(Operator {
            name,
            personas,
            shares: shares.to_vec(),
            detectors: detectors.to_vec(),
        });
    }
}

/// A spelling that goes round with the number in a group.
pub fn spelling(step: usize) -> Spelling {
    let [first, second, third, fourth] = Spelling::INTERNATIONAL;
    match step % 4 {
        0 => second,
        1 => fourth,
        2 => first,
        _ => third,
    }
}

/// A hand that goes round with the number in a group.
pub fn hand(step: usize) -> Hand {
    match step % 3 {
        0 => Hand::Abbreviated,
        1 => Hand::Careful,
        _ => Hand::Shouting,
    }
}
