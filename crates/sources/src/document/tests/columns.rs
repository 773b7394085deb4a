//! Pages composed at random: columns on one grid are read one after the other, tables row by row.

use std::fmt::Write as _;

use super::build::plain_page;
use super::{lines, read};

/// Numbers that look random and are the same for a seed, always.
struct Dice(u64);

impl Dice {
    fn of(seed: u64) -> Self {
        let mut dice = Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
        dice.below(2);
        dice
    }

    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from((self.0 >> 20) % end as u64).unwrap()
    }

    fn one_in(&mut self, many: usize) -> bool {
        self.below(many) == 0
    }

    fn pick<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }
}

/// A line of a page at its place.
#[derive(Debug, Clone)]
struct Placed {
    x: f64,
    y: f64,
    size: usize,
    text: String,
}

fn placed(x: f64, y: f64, text: &str) -> Placed {
    Placed { x, y, size: 10, text: text.to_owned() }
}

fn drawn(page: &[Placed]) -> Vec<u8> {
    let mut content = String::from("BT ");
    for Placed { x, y, size, text } in page {
        let text = text.replace('•', "\\225").replace('–', "\\226");
        writeln!(content, "/F1 {size} Tf 1 0 0 1 {x} {y} Tm ({text}) Tj").unwrap();
    }
    content.push_str("ET");
    plain_page(&content)
}

const DID: [&str; 6] = ["Rebuilt", "Audited", "Replaced", "Measured", "Planned", "Merged"];
const WHAT: [&str; 5] =
    ["a ticket printer", "the seed ledger", "our tram timetable", "two loan registers", "a sluice control"];
const WHERE: [&str; 5] = [
    "for a lighthouse museum",
    "beside the harbour office",
    "within three winters",
    "for nine village schools",
    "on borrowed machines",
];
const SO_THAT: [&str; 5] = [
    "and wrote down how it works",
    "so that nobody waits any longer",
    "which the council had asked for",
    "and taught the night watch to use it",
    "without losing a single entry",
];
const SKILLS: [&str; 9] =
    ["Docker", "C", "Git", "Rust", "Terraform", "SQL", "bash", "kubernetes", "Unit testing"];

/// Words as lines of at most so many characters.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let line = lines.last_mut().unwrap();
        if !line.is_empty() && line.len() + word.len() >= width {
            lines.push(word.to_owned());
        } else if line.is_empty() {
            line.push_str(word);
        } else {
            write!(line, " {word}").unwrap();
        }
    }
    lines
}

/// The lines of a body, each with its indent, and its bullets as whole sentences.
fn body(dice: &mut Dice, lines_wanted: usize) -> (Vec<(f64, String)>, Vec<String>) {
    let (mut lines, mut bullets) = (Vec::new(), Vec::new());
    let indent = if dice.one_in(3) { 0.0 } else { 8.0 };
    let marker = dice.pick(&["• ", "- ", ""]);
    lines.push((0.0, "Experience".to_owned()));
    let mut year = 2026;
    while lines.len() < lines_wanted {
        year -= 3;
        lines.push((0.0, dice.pick(&["Software engineer", "Data engineer", "Developer"]).to_owned()));
        lines.push((0.0, dice.pick(&["Plumeria Works Ltd", "Ostrava Looms, Ghent"]).to_owned()));
        lines.push((0.0, format!("{year} – {}", year + 3)));
        for _ in 0..2 + dice.below(4) {
            let (did, what, at, so) =
                (dice.pick(&DID), dice.pick(&WHAT), dice.pick(&WHERE), dice.pick(&SO_THAT));
            let sentence = format!("{marker}{did} {what} {at} {so}");
            for (number, line) in wrapped(&sentence, 60).into_iter().enumerate() {
                lines.push((if number == 0 { 0.0 } else { indent }, line));
            }
            bullets.push(sentence);
        }
    }
    (lines, bullets)
}

/// The lines of a sidebar; an empty one is a gap.
fn sidebar(dice: &mut Dice, lines_wanted: usize) -> Vec<String> {
    let mut lines: Vec<String> = ["Ada Exempla", "ada.exempla@example.org", "+49 30 23125 010"]
        .into_iter()
        .skip(dice.below(3))
        .map(str::to_owned)
        .collect();
    while lines.len() < lines_wanted {
        if dice.one_in(5) && lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
            lines.push(dice.pick(&["Skills", "Languages", "Interests"]).to_owned());
        }
        lines.push(dice.pick(&SKILLS).to_owned());
    }
    while lines.iter().filter(|line| !line.is_empty()).count() < 4 {
        lines.push(dice.pick(&SKILLS).to_owned());
    }
    lines
}

/// Puts two columns on one page. Gives the page and the bullets of its body.
fn two_columns(seed: u64) -> (Vec<Placed>, Vec<String>, Vec<String>) {
    let mut dice = Dice::of(seed);
    let wanted = 24 + dice.below(20);
    let (body, bullets) = body(&mut dice, wanted);
    let count = 4 + dice.below(body.len() - 10);
    let mut side = sidebar(&mut dice, count);
    let is_right = dice.one_in(4);
    let (side_at, body_at) = if is_right { (430.0, 40.0) } else { (40.0, 195.0 + dice.below(30) as f64) };
    let step = 11.0 + dice.below(4) as f64;
    // Mostly one grid, at times one of twice the height, or a grid of the sidebar's own.
    let side_step = match dice.below(6) {
        0 if side.len() * 2 < body.len() => {
            side.retain(|line| !line.is_empty());
            step * 2.0
        }
        1 => step + 1.5,
        _ => step,
    };
    let top = 790.0;
    let mut page = Vec::new();
    if dice.one_in(3) {
        let heading = "Ada Exempla, engineer of ticket printers and of much else besides";
        page.push(Placed { x: 60.0, y: top + 24.0, size: 14, text: heading.to_owned() });
    }
    let mut columns = [Vec::new(), Vec::new()];
    for (number, text) in side.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
        columns[0].push(placed(side_at, top - number as f64 * side_step, text));
    }
    for (number, (indent, text)) in body.iter().enumerate() {
        columns[1].push(placed(body_at + indent, top - number as f64 * step, text));
    }
    page.extend(columns.into_iter().flatten());
    // Some programs draw row by row.
    if dice.one_in(3) {
        page.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    }
    let body = body.into_iter().map(|(_, text)| text).collect();
    (page, body, bullets)
}

#[test]
fn no_line_of_a_sidebar_stands_in_the_body() {
    for seed in 0..300 {
        let (page, body, bullets) = two_columns(seed);
        let read = read(&drawn(&page));
        let said = lines(&read);
        let start = said.iter().position(|line| *line == body[0]);
        let start = start.unwrap_or_else(|| panic!("seed {seed}: {said:#?}"));
        let end = (start + body.len()).min(said.len());
        assert_eq!(said[start..end], body, "seed {seed}: {said:#?}");
        let whole = said.join(" ");
        for bullet in bullets {
            assert!(whole.contains(&bullet), "seed {seed}: {bullet}");
        }
    }
}

#[test]
fn a_short_sidebar_beside_a_long_body_is_a_column() {
    let mut page = vec![
        placed(40.0, 790.0, "Ada Exempla"),
        // A little too long for its column.
        placed(40.0, 776.0, "ada.bartholomea.exempla.of.the.mill@example.org"),
        placed(40.0, 762.0, "+49 30 23125 010"),
    ];
    let (body, _) = body(&mut Dice::of(7), 20);
    for (number, (indent, text)) in body.iter().enumerate() {
        page.push(placed(215.0 + indent, 790.0 - number as f64 * 14.0, text));
    }
    let read = read(&drawn(&page));
    let said = lines(&read);
    assert_eq!(&said[..4], ["Ada Exempla", page[1].text.as_str(), "+49 30 23125 010", "Experience"]);
}

/// A page whose rows hold several cells, and the lines that it should be read as.
fn rows(cells: &[&[(f64, String)]]) -> (Vec<Placed>, Vec<String>) {
    let (mut page, mut expected) = (Vec::new(), Vec::new());
    for (number, row) in cells.iter().enumerate() {
        let y = 790.0 - number as f64 * 14.0;
        page.extend(row.iter().map(|(x, text)| placed(*x, y, text)));
        expected.push(row.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\t"));
    }
    (page, expected)
}

#[test]
fn dates_and_labels_stay_beside_what_they_belong_to() {
    for seed in 0..200 {
        let mut dice = Dice::of(seed);
        let mut cells: Vec<Vec<(f64, String)>> = Vec::new();
        let layout = seed % 4;
        for number in 0..4 + dice.below(5) {
            let dates = format!("{} – {}", 2022 - number * 2, 2024 - number * 2);
            let title = dice.pick(&["Software engineer", "Developer at Plumeria Works Ltd"]).to_owned();
            match layout {
                // Dates at the left, places below them.
                0 => {
                    cells.push(vec![(40.0, dates), (190.0, title)]);
                    cells.push(vec![(40.0, "Ghent".to_owned()), (190.0, "Ostrava Looms".to_owned())]);
                }
                // Dates at the right.
                1 => cells.push(vec![(40.0, title), (480.0, dates)]),
                // Employers at the left.
                2 => {
                    cells
                        .push(vec![(40.0, "Ostrava Looms".to_owned()), (190.0, format!("{title}, {dates}"))]);
                }
                // Skills beside their names.
                _ => cells.push(vec![
                    (40.0, dice.pick(&SKILLS[..6]).to_owned()),
                    (190.0, "since school".to_owned()),
                ]),
            }
            if layout < 3 {
                let indent = if layout == 1 { 48.0 } else { 190.0 };
                for _ in 0..2 + dice.below(4) {
                    cells.push(vec![(indent, format!("• {} {}", dice.pick(&DID), dice.pick(&WHAT)))]);
                }
            }
        }
        let cells: Vec<&[(f64, String)]> = cells.iter().map(Vec::as_slice).collect();
        let (page, expected) = rows(&cells);
        assert_eq!(lines(&read(&drawn(&page))), expected, "seed {seed}");
    }
}

#[test]
fn bullets_that_are_drawn_on_their_own_stay_with_their_lines() {
    let (mut page, mut expected) = (Vec::new(), Vec::new());
    for number in 0..9 {
        let y = 790.0 - f64::from(number) * 14.0;
        let sentence = format!("Rebuilt the ticket printer number {number} for a lighthouse museum");
        page.push(placed(60.0, y, &sentence));
        if number < 5 {
            page.push(placed(50.0, y, "•"));
            expected.push(format!("• {sentence}"));
        } else {
            expected.push(sentence);
        }
    }
    assert_eq!(lines(&read(&drawn(&page))), expected);
}
