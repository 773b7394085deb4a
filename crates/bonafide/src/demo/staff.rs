//! One row of a staff or contractor system, before it is written.

use jiff::civil::Date;

use super::calendar;
use super::invent::homes::Hand;
use super::invent::{Home, Identity, Random, Spelling};

/// The product that holds a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum System {
    /// BambooHR, the holding company's directory, in English.
    BambooHr,
    /// Personio, the German subsidiary's, in German.
    Personio,
    /// Deel, contractors: one row a worker, and one a contract.
    Deel,
    /// The purchasing department's own list of contractors.
    Register,
}

/// A row of a staff or contractor system.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The product.
    pub system: System,
    /// Employee number, or the worker's id in Deel, or the number in the register.
    pub key: String,
    /// Who it is.
    pub person: Identity,
    /// Given and family name as the product has them.
    pub name: (String, String),
    /// Work mailbox.
    pub work_mailbox: Option<String>,
    /// Office line.
    pub work_phone: Option<String>,
    /// Private mailbox, where the firm has it.
    pub mailbox: Option<String>,
    /// Private telephone.
    pub phone: Option<String>,
    /// A second private telephone, e.g. the landline at home.
    pub landline: Option<String>,
    /// The declared home.
    pub home: Option<Home>,
    /// How the home is written.
    pub hand: Hand,
    /// Job title.
    pub role: &'static str,
    /// First day.
    pub started: Date,
    /// Last day, for those who left.
    pub ended: Option<Date>,
    /// Contract ids, oldest first.
    pub contracts: Vec<String>,
}

impl Staff {
    /// A row about a person who shares nothing with anybody.
    pub fn of(system: System, key: String, person: &Identity, random: &mut Random) -> Self {
        let started = calendar::later(calendar::EXPORTED, -random.between(40, 2_400));
        let spelling = random.pick(&Spelling::INTERNATIONAL);
        let with_mailbox = system != System::Register;
        Self {
            system,
            key,
            name: (person.name.given.clone(), person.name.family.clone()),
            work_mailbox: with_mailbox.then(|| person.work_mailbox(super::WORK_DOMAIN)),
            work_phone: None,
            mailbox: Some(person.mailbox.clone()),
            phone: Some(person.phone.written(spelling)),
            landline: None,
            home: Some(person.home),
            hand: random.pick(&Hand::ALL),
            role: Identity::title(random),
            started,
            ended: random.one_in(9).then(|| calendar::later(started, random.between(30, 900))),
            contracts: Vec::new(),
            person: person.clone(),
        }
    }

    /// The row's own key among all sources; of Deel the worker's.
    pub fn source_key(&self) -> String {
        match self.system {
            System::BambooHr => format!("bamboohr:{}", self.key),
            System::Personio => format!("personio:{}", self.key),
            System::Deel => format!("deel:{}", self.key),
            System::Register => format!("table:person:{}", self.key),
        }
    }

    /// How other tables name the person: employee number, contract id or work mailbox.
    pub fn reference(&self) -> String {
        match (self.contracts.last(), self.system) {
            (Some(contract), System::Deel | System::Register) => contract.clone(),
            _ => self.key.clone(),
        }
    }
}

/// A parcel to somebody.
#[derive(Debug, Clone)]
pub struct Shipment {
    /// How the table names the person.
    pub person: String,
    /// Consignee.
    pub recipient: String,
    /// Where it went.
    pub home: Home,
    /// How the address is written.
    pub hand: Hand,
    /// Serial number of the laptop.
    pub serial: String,
    /// Day it was sent.
    pub at: Date,
    /// Who signed.
    pub signed_by: String,
}

/// A persona whose removal two people confirmed.
#[derive(Debug, Clone)]
pub struct Removal {
    /// Who it was said to be.
    pub name: String,
    /// Mailbox.
    pub mailbox: String,
    /// Telephone.
    pub phone: String,
    /// Home.
    pub home: Home,
    /// Day of the removal.
    pub at: Date,
}

/// A check that somebody did.
#[derive(Debug, Clone)]
pub struct Attested {
    /// How the table names the person.
    pub person: String,
    /// The check, `C1` to `C13`.
    pub check: &'static str,
    /// What came out.
    pub result: &'static str,
    /// Day.
    pub on: Date,
}
