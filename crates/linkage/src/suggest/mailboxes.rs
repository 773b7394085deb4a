//! Are mailboxes made of the names beside them?
//!
//! Then two of namesakes are near each other, and what is near says once more what the names say. Among many columns
//! training finds that out (a class related by both); where hardly anything else is compared it cannot.

use super::fields::Field;
use super::kind::Kind;
use crate::table::hash;

/// Share of the mailboxes that hold a word of a name.
const MOST: f64 = 0.75;

/// Columns besides names and mailboxes from which on training can tell.
const ENOUGH: usize = 2;

/// Bits that equality of a handle says at least: names are more common.
const HANDLE: f64 = 11.0;

/// Letters of a word that is no chance.
const LETTERS: usize = 3;
/// So many of its first ones are no chance, either.
const BEGINS: usize = 4;

/// Rows that are looked at.
const ROWS: usize = 2_000;

/// Whether what is near in this column says what names say, and too little else is compared.
pub fn repeat_names(mail: &Field, fields: &[Field]) -> bool {
    let is_other = |own: &&Field| !own.is_text() && own.kind != Kind::Email && own.name != mail.name;
    let others = fields.iter().filter(is_other).count();
    (mail.kind == Kind::Email || is_handle(mail)) && others < ENOUGH && made_of_names(mail, fields) >= MOST
}

/// Whether values are one word each that hardly anybody else has.
fn is_handle(own: &Field) -> bool {
    matches!(own.kind, Kind::ShortText | Kind::Code) && own.words < 1.2 && own.bits >= HANDLE
}

/// Share of the mailboxes that hold a word of a name of their row.
fn made_of_names(mail: &Field, fields: &[Field]) -> f64 {
    let is_name =
        |own: &&Field| matches!(own.kind, Kind::GivenName | Kind::ShortText) && own.name != mail.name;
    let names: Vec<&Field> = fields.iter().filter(is_name).collect();
    let text = |own: &Field, row: usize| {
        own.column.smallest(row).map(|code| own.column.values.text(code).to_lowercase())
    };
    // A sample by what they hold, so that the order of rows changes nothing.
    let filled = (0..mail.column.rows()).filter_map(|row| {
        let mailbox = text(mail, row)?;
        let all: Vec<String> = names.iter().filter_map(|own| text(own, row)).collect();
        (!all.is_empty()).then(|| (hash(format!("{mailbox} {}", all.join(" ")).as_bytes()), mailbox, all))
    });
    let mut rows: Vec<(u64, String, Vec<String>)> = filled.collect();
    rows.sort_unstable();
    rows.truncate(ROWS);
    let is_made = |(_, mailbox, names): &&(u64, String, Vec<String>)| {
        let local = mailbox.split('@').next().unwrap_or_default();
        let mut words = names.iter().flat_map(|name| name.split(|own: char| !own.is_alphanumeric()));
        // Some are made of the first letters of each: `kathholz`.
        let begins = |word: &str| word.chars().take(BEGINS).collect::<String>();
        words.any(|word| word.chars().count() >= LETTERS && local.contains(&begins(word)))
    };
    rows.iter().filter(is_made).count() as f64 / rows.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::made_of_names;
    use crate::suggest::fields::fields;
    use crate::suggest::invented::Names;
    use crate::suggest::suggest;
    use crate::table::TableBuilder;

    const PARTS: [&str; 5] = ["ber", "kla", "mon", "ste", "wal"];

    fn family(row: usize) -> String {
        [1, 5, 25].map(|place| PARTS[row / place % 5]).concat()
    }

    /// Whether what is near in the mailboxes of a table counts, which holds these columns besides.
    fn counts(mailbox: impl Fn(usize, &str) -> String, others: &[&str]) -> bool {
        let mut builder = TableBuilder::default();
        let (name, mail) = (builder.column("name"), builder.column("mail"));
        let others: Vec<usize> = others.iter().map(|header| builder.column(header)).collect();
        for row in 0..400_usize {
            let family = family(row);
            builder.at(name).push(format!("{} {family}", ["ada", "ida", "tom"][row % 3]).as_bytes());
            builder.at(mail).push(mailbox(row, &family).as_bytes());
            for (place, other) in others.iter().enumerate() {
                builder
                    .at(*other)
                    .push(format!("{:07}", (row / 2 + 77 * place + 1) * 104_729 % 9_999_991).as_bytes());
            }
        }
        builder.end_input("t", 400, false);
        let suggested = suggest(&builder.finish(), None).expect("settings");
        let own = suggested.settings.comparisons.iter().find(|own| own.name == "mail").expect("compared");
        own.levels.len() > 1
    }

    #[test]
    fn what_is_near_a_namesake_is_left_out_where_little_else_is_compared() {
        let of_name = |row: usize, family: &str| format!("{family}{}@example.org", row * 37 % 1_000);
        let of_words = |row: usize, _: &str| format!("q{}x{}@example.org", row * 37 % 1_000, row % 7);
        assert!(!counts(of_name, &[]));
        assert!(counts(of_words, &[]));
        assert!(counts(of_name, &["account", "number"]));
    }

    #[test]
    fn of_several_mailboxes_the_same_is_asked_however_they_stand() {
        let made = |cell: fn([String; 2]) -> [String; 2]| {
            let mut builder = TableBuilder::default();
            let (name, mail) = (builder.column("name"), builder.column("mail"));
            for row in 0..400_usize {
                let family = family(row);
                builder.at(name).push(format!("{} {family}", ["ada", "ida", "tom"][row % 3]).as_bytes());
                let both = [format!("{family}{row}@example.org"), format!("x{row}@example.org")];
                builder.at(mail).push_many(cell(both).iter().map(String::as_bytes));
            }
            builder.end_input("t", 400, false);
            let table = builder.finish();
            let (fields, _) = fields(&table, &mut Names::of(&table));
            let mail = fields.iter().find(|own| own.name == "mail").expect("mailboxes").clone();
            made_of_names(&mail, &fields)
        };
        let straight = made(|both| both);
        assert!(straight > 0.9, "{straight}");
        assert!((made(|[one, other]| [other, one]) - straight).abs() < 1e-9);
    }
}
