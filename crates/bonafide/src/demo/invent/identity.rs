//! One invented person with everything that is theirs alone.

use super::homes::Home;
use super::names::Name;
use super::phones::Number;
use super::random::Random;

/// An invented person. All contacts are theirs alone unless a story says otherwise.
#[derive(Debug, Clone)]
pub struct Identity {
    /// The running number from which everything derives.
    pub serial: u64,
    /// The name.
    pub name: Name,
    /// The private telephone number.
    pub phone: Number,
    /// The home.
    pub home: Home,
    /// The private mailbox.
    pub mailbox: String,
    /// A personal site, host and path without scheme.
    pub site: String,
    /// A login on GitHub.
    pub login: String,
    /// The posts of the CV, newest first.
    pub posts: Vec<Post>,
}

/// One post of a CV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// The employer.
    pub company: String,
    /// The title.
    pub title: &'static str,
    /// First year.
    pub from: i16,
    /// Last year.
    pub to: i16,
}

/// Mail providers of the invented world, all under names that are reserved for examples.
const PROVIDERS: [&str; 8] = [
    "example.org",
    "example.net",
    "example.com",
    "postfach.example",
    "mail.nimbus.example",
    "courriel.example",
    "inbox-nord.example",
    "webmail.sur.example",
];
const FIRMS_FIRST: [&str; 24] = [
    "Quarz",
    "Nimbo",
    "Ostwind",
    "Delta Forge",
    "Blaufuchs",
    "Meridian",
    "Kestrel",
    "Lumen",
    "Tessera",
    "Halden",
    "Orbital Loom",
    "Papyro",
    "Solvik",
    "Rookery",
    "Fjordline",
    "Grano",
    "Vantor",
    "Ciel",
    "Alpaka",
    "Bitwerk",
    "Sable",
    "Zephyra",
    "Cobalt Row",
    "Mangrove",
];
const FIRMS_LAST: [&str; 16] = [
    "Systems",
    "Labs",
    "GmbH",
    "Software Oy",
    "Digital B.V.",
    "Analytics",
    "Data SAS",
    "Networks",
    "Ledger",
    "Robotics",
    "sp. z o.o.",
    "Cloud Ltd",
    "Interactive",
    "Mobility",
    "Payments",
    "Studio",
];
const TITLES: [&str; 12] = [
    "Backend Engineer",
    "Frontend Engineer",
    "Data Engineer",
    "DevOps Engineer",
    "Solidity Developer",
    "QA Engineer",
    "Mobile Developer",
    "Platform Engineer",
    "Product Designer",
    "Security Engineer",
    "Technical Writer",
    "Full Stack Developer",
];

impl Identity {
    /// The person of a running number.
    pub fn of(seed: u64, serial: u64) -> Self {
        let mut random = Random::fork(seed, 0x1D, serial);
        let name = Name::draw(&mut random);
        Self::named(seed, serial, name)
    }

    /// The person of a running number, with a name given beforehand.
    pub fn named(seed: u64, serial: u64, name: Name) -> Self {
        let mut random = Random::fork(seed, 0x2D, serial);
        let home = Home::of(serial);
        let (given, family) = name.plain();
        let initial: String = given.chars().take(1).collect();
        // The running number stands in each of them: what two people share was planted.
        let mark = 100 + serial;
        let provider = random.pick(&PROVIDERS);
        let local = match random.below(4) {
            0 => format!("{given}.{family}{mark}"),
            1 => format!("{initial}{family}{mark}"),
            2 => format!("{family}.{given}.{mark}"),
            _ => format!("{given}{mark}"),
        };
        let site = match random.below(3) {
            0 => format!("folio.example/{given}-{mark}"),
            1 => format!("{given}{family}{mark}.example"),
            _ => format!("pages.{given}{mark}.example/work"),
        };
        let posts = Self::career(&mut random);
        Self {
            serial,
            phone: Number::of(serial, home.country),
            home,
            mailbox: format!("{local}@{provider}"),
            site,
            login: format!("{given}-demo{mark}"),
            posts,
            name,
        }
    }

    /// Two to four posts without gaps of more than a year.
    fn career(random: &mut Random) -> Vec<Post> {
        let mut posts = Vec::new();
        let mut to = random.between(2021, 2025) as i16;
        for _ in 0..2 + random.below(3) {
            let from = to - random.between(1, 4) as i16;
            posts.push(Post { company: Self::firm(random), title: random.pick(&TITLES), from, to });
            to = from - i16::from(random.one_in(3));
        }
        posts
    }

    /// An invented firm's name.
    pub fn firm(random: &mut Random) -> String {
        format!("{} {}", random.pick(&FIRMS_FIRST), random.pick(&FIRMS_LAST))
    }

    /// A title.
    pub fn title(random: &mut Random) -> &'static str {
        random.pick(&TITLES)
    }

    /// The work mailbox at a domain: given and family name, and the running number.
    pub fn work_mailbox(&self, domain: &str) -> String {
        let (given, family) = self.name.plain();
        format!("{given}.{family}{}@{domain}", self.serial)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Identity;

    #[test]
    fn nothing_is_shared_by_chance() {
        let mut seen = BTreeSet::new();
        for serial in 0..20_000 {
            let person = Identity::of(42, serial);
            assert!(seen.insert(person.mailbox.clone()), "{}", person.mailbox);
            assert!(seen.insert(person.site.clone()), "{}", person.site);
            assert!(seen.insert(person.login.clone()), "{}", person.login);
        }
    }

    #[test]
    fn careers_run_backwards_without_overlap() {
        for serial in 0..500 {
            let posts = Identity::of(1, serial).posts;
            assert!((2..=4).contains(&posts.len()));
            assert!(posts.iter().all(|post| post.from <= post.to));
            assert!(posts.windows(2).all(|pair| pair[1].to <= pair[0].from));
        }
    }
}
