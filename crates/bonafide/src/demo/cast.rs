//! Who plays whom: the positions that stories take, everybody else being honest and alone.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::DemoOptions;
use super::access::{Habits, Stay};
use super::applicant::{Applicant, REFEREE};
use super::cv::Resume;
use super::invent::{Home, Identity, Random, Spelling};
use super::pay::Pay;
use super::staff::{Attested, Removal, Shipment, Staff, System};
use super::truth::{Operator, Truth};

/// The invented firm before it is written. Only people with a story are kept in memory; all other
/// applicants are drawn again whenever they are needed.
pub struct Cast {
    /// Seed of the firm.
    pub seed: u64,
    /// Count of candidates.
    pub applicants: usize,
    /// Count of staff and contractors.
    pub people: usize,
    /// Draws for the stories.
    pub random: Random,
    /// Candidates with a story, by position.
    pub special: BTreeMap<usize, Applicant>,
    /// Rows of staff and contractors.
    pub staff: Vec<Staff>,
    /// Parcels.
    pub shipments: Vec<Shipment>,
    /// Confirmed removals.
    pub removals: Vec<Removal>,
    /// Checks done.
    pub attested: Vec<Attested>,
    /// Positions of the candidates for whom a webhook tells the hire, with the first day.
    pub hires: Vec<(usize, Date)>,
    /// Agencies with contacts; the first stands in firm.toml.
    pub agencies: Vec<Agency>,
    /// People who said that they live together.
    pub households: Vec<Vec<String>>,
    /// Pairs whose shared number was cleared.
    pub cleared: Vec<Vec<String>>,
    /// The firm's offices.
    pub offices: [Home; 2],
    /// The line of the head office.
    pub switchboard: String,
    /// Ways to work that a story set, by row of the staff list.
    pub habits: BTreeMap<usize, Habits>,
    /// Ways to be paid that a story set, by row of the staff list.
    pub pays: BTreeMap<usize, Pay>,
    /// CVs that a story set, by position; `None` says that none lies in the export.
    pub resumes: BTreeMap<usize, Option<Resume>>,
    /// Changes of payout and contact data.
    pub changes: Vec<Change>,
    /// Wallets on the list that lies beside the exports, with their currency.
    pub listed: Vec<(String, &'static str)>,
    /// The umbrella company that takes the pay of some: name and account.
    pub umbrella: Option<(String, String)>,
    /// Journeys that were reported: person and stay.
    pub travels: Vec<(String, Stay)>,
    /// Rows that say once more what another row of the same person says.
    pub second_rows: BTreeSet<usize>,
    /// What was planted.
    pub truth: Truth,
    /// How many rows of the staff list are personas.
    pub persona_rows: usize,
    free_positions: Vec<usize>,
    free_staff: Vec<usize>,
    reserve: usize,
    next_serial: u64,
}

/// A change that the firm's ticket system holds.
#[derive(Debug, Clone)]
pub struct Change {
    /// How the table names the person.
    pub person: String,
    /// What was changed.
    pub field: &'static str,
    /// What stood there before.
    pub old: String,
    /// What stands there now.
    pub new: String,
    /// Day.
    pub on: Date,
    /// How the wish came.
    pub channel: &'static str,
}

/// An agency that sends candidates.
#[derive(Debug, Clone)]
pub struct Agency {
    /// Name.
    pub name: String,
    /// Its mailbox.
    pub mailbox: String,
    /// Its line.
    pub phone: String,
}

impl Cast {
    /// An honest firm without any story yet.
    pub fn new(options: &DemoOptions) -> Self {
        let DemoOptions { people, applicants, seed } = *options;
        let mut random = Random::fork(seed, 0xCA57, 0);
        let mut free_positions: Vec<usize> = (0..applicants).collect();
        random.shuffle(&mut free_positions);
        let mut cast = Self {
            seed,
            applicants,
            people,
            random,
            special: BTreeMap::new(),
            staff: Vec::new(),
            shipments: Vec::new(),
            removals: Vec::new(),
            attested: Vec::new(),
            hires: Vec::new(),
            agencies: Vec::new(),
            households: Vec::new(),
            cleared: Vec::new(),
            offices: [Home::of(0); 2],
            switchboard: String::new(),
            habits: BTreeMap::new(),
            pays: BTreeMap::new(),
            resumes: BTreeMap::new(),
            changes: Vec::new(),
            listed: Vec::new(),
            umbrella: None,
            travels: Vec::new(),
            second_rows: BTreeSet::new(),
            truth: Truth::default(),
            persona_rows: 0,
            free_positions,
            free_staff: Vec::new(),
            reserve: applicants * 2 / 5,
            next_serial: (applicants + people) as u64,
        };
        let (head_office, branch) = (cast.extra(), cast.extra());
        cast.offices = [head_office.home, branch.home];
        cast.switchboard = head_office.phone.written(Spelling::Spaced);
        cast.employ();
        cast
    }

    /// Fills the staff systems: ten in twenty in BambooHR, three in Personio, seven in Deel.
    fn employ(&mut self) {
        for index in 0..self.people {
            let person = Identity::of(self.seed, (self.applicants + index) as u64);
            let (system, key) = match index % 20 {
                0..=9 => (System::BambooHr, (1_001 + index).to_string()),
                10..=12 => (System::Personio, (50_001 + index).to_string()),
                _ => (System::Deel, format!("wk{:05x}", 0x3_91A7 + index * 29)),
            };
            let mut staff = Staff::of(system, key, &person, &mut self.random);
            if system == System::Deel {
                staff.contracts.push(format!("m{:06x}", 0xC3_0A51 + index * 613));
                if self.random.one_in(4) {
                    staff.contracts.push(format!("m{:06x}", 0x84_17C9 + index * 613));
                }
                let worker = staff.source_key();
                for contract in &staff.contracts {
                    self.truth.join(worker.clone(), format!("deel:{contract}"));
                }
            }
            if system == System::BambooHr && self.random.one_in(2) {
                staff.work_phone = Some(self.switchboard.clone());
            }
            self.staff.push(staff);
        }
        let keys: Vec<String> =
            self.staff.iter().filter(|staff| staff.work_phone.is_some()).map(Staff::source_key).collect();
        if keys.len() > 1 {
            self.truth.honest("office_line", keys);
        }
        self.free_staff = (0..self.staff.len()).collect();
        let mut free_staff = std::mem::take(&mut self.free_staff);
        self.random.shuffle(&mut free_staff);
        self.free_staff = free_staff;
    }

    /// A person who is neither candidate nor staff, or lends a value to a story.
    pub fn extra(&mut self) -> Identity {
        let serial = self.next_serial;
        self.next_serial += 1;
        Identity::of(self.seed, serial)
    }

    /// Positions of `count` candidates without a story; `None` where too few honest and lone ones
    /// would be left.
    pub fn take(&mut self, count: usize) -> Option<Vec<usize>> {
        let left = self.free_positions.len().checked_sub(count)?;
        if left < self.reserve {
            return None;
        }
        Some(self.free_positions.split_off(left))
    }

    /// Indexes of `count` staff rows of a product without a story, or `None`.
    pub fn take_staff(&mut self, system: System, count: usize) -> Option<Vec<usize>> {
        let rows = &self.staff;
        let of_system = |index: &usize| rows.get(*index).is_some_and(|staff| staff.system == system);
        let found: Vec<usize> = self.free_staff.iter().copied().filter(of_system).take(count).collect();
        if found.len() < count {
            return None;
        }
        self.free_staff.retain(|index| !found.contains(index));
        Some(found)
    }

    /// The candidate at a position as an honest person who shares nothing.
    pub fn plain(&self, position: usize) -> (Identity, Applicant) {
        let person = Identity::of(self.seed, position as u64);
        let applicant = self.applicant_of(&person, position);
        (person, applicant)
    }

    /// The application of a given person at a position.
    pub fn applicant_of(&self, person: &Identity, position: usize) -> Applicant {
        let mut random = Random::fork(self.seed, 0x3D, position as u64);
        let mut applicant = Applicant::of(person, position, self.applicants, &mut random);
        if random.one_in(6) {
            // Everybody's referee is somebody else: numbers beyond all other people.
            let serial = 2 * self.applicants + self.people + 1_000 + position;
            let referee = Identity::of(self.seed, serial as u64);
            applicant.answers.push((REFEREE, introduce(&referee, &mut random)));
        }
        applicant
    }

    /// The candidate at a position as they stand in the exports.
    pub fn applicant(&self, position: usize) -> Applicant {
        let mut applicant = match self.special.get(&position) {
            Some(applicant) => applicant.clone(),
            None => self.plain(position).1,
        };
        applicant.resume = self.resume(position).map(|resume| resume.file(&applicant));
        applicant
    }

    /// Takes `count` candidates for a story.
    pub fn players(&mut self, count: usize) -> Option<Vec<Player>> {
        let mut positions = self.take(count)?;
        positions.sort_unstable();
        let mut players = Vec::new();
        for position in positions {
            let (person, applicant) = self.plain(position);
            players.push(Player { position, person, applicant });
        }
        Some(players)
    }

    /// Puts the candidates of a story onto the stage; returns their keys.
    pub fn enter(&mut self, players: Vec<Player>) -> Vec<String> {
        let mut keys = Vec::new();
        for player in players {
            keys.push(player.applicant.key());
            self.special.insert(player.position, player.applicant);
        }
        keys
    }

    /// Puts the candidates of an innocent story onto the stage.
    pub fn enter_honest(&mut self, class: &'static str, players: Vec<Player>) {
        let keys = self.enter(players);
        self.truth.honest(class, keys);
    }

    /// Notes an operator.
    pub fn operator(
        &mut self,
        name: &str,
        round: usize,
        personas: Vec<String>,
        shares: &[&'static str],
        detectors: &[&'static str],
    ) {
        let name = if round == 0 { name.to_owned() } else { format!("{name}-{}", round + 1) };
        self.truth.operators.push(Operator {
            name,
            personas,
            shares: shares.to_vec(),
            detectors: detectors.to_vec(),
        });
    }

    /// Keeps a row of staff out of all further stories.
    pub fn keep_out(&mut self, row: usize) {
        self.free_staff.retain(|free| *free != row);
    }

    /// Rows of staff without a story, to be hired through Greenhouse and the like.
    pub fn free_staff(&self) -> Vec<usize> {
        let mut free = self.free_staff.clone();
        free.sort_unstable();
        free
    }
}

/// A candidate in a story.
pub struct Player {
    /// Position among the candidates.
    pub position: usize,
    /// Who plays.
    pub person: Identity,
    /// What they send.
    pub applicant: Applicant,
}

/// A referee in the words of a candidate.
pub fn introduce(referee: &Identity, random: &mut Random) -> String {
    let spelling = random.pick(&Spelling::INTERNATIONAL);
    let (name, phone) = (referee.name.full(), referee.phone.written(spelling));
    match random.below(3) {
        0 => format!("{name}, {}, {phone}", referee.mailbox),
        1 => format!("{name} (my former team lead)\n{phone}\n{}", referee.mailbox),
        _ => format!("{name} <{}>", referee.mailbox),
    }
}
