//! Writes settings as TOML.

use std::fmt::Write as _;

use super::{Method, OutputFormat, Settings, Unique};
use crate::block::{Mode, Rule};
use crate::expression::Expression;

pub(super) fn write(settings: &Settings) -> String {
    let mut text = String::new();
    run(&mut text, settings);
    if !settings.columns.is_empty() {
        line(&mut text, "\n[columns]");
        for (name, expression) in &settings.columns {
            line(&mut text, &format!("{} = {}", key(name), quoted(&expression.text)));
        }
    }
    if !settings.borrowed.is_empty() {
        line(&mut text, "\n[borrowed]");
        for (name, own) in &settings.borrowed {
            let (value, through) = (quoted(&own.value.text), list(&own.through));
            line(&mut text, &format!("{} = {{ value = {value}, through = {through} }}", key(name)));
        }
    }
    for own in &settings.comparisons {
        line(&mut text, "\n[[comparisons]]");
        line(&mut text, &format!("name = {}", quoted(&own.name)));
        line(&mut text, &format!("column = {}", quoted(&own.column.text)));
        let levels: Vec<String> = own.levels.iter().map(|level| quoted(&level.text)).collect();
        line(&mut text, &format!("levels = [{}]", levels.join(", ")));
        line(&mut text, &format!("term_frequency = {}", own.term_frequency));
    }
    for rule in &settings.blocking {
        blocking(&mut text, rule);
    }
    line(&mut text, "\n[training]");
    line(&mut text, &format!("sample = {}", settings.training.sample));
    line(&mut text, &format!("start = {}", settings.training.start));
    let certain: Vec<String> = settings.training.certain.iter().map(|keys| list(keys)).collect();
    line(&mut text, &format!("certain = [{}]", certain.join(", ")));
    line(&mut text, &format!("recall = {:?}", settings.training.recall));
    let lasting: Vec<String> = settings.training.lasting.iter().map(|name| quoted(name)).collect();
    line(&mut text, &format!("lasting = [{}]", lasting.join(", ")));
    let format = match settings.format {
        OutputFormat::Csv => "csv",
        OutputFormat::Parquet => "parquet",
    };
    line(&mut text, &format!("\n[output]\nat_least = {:?}\nformat = \"{format}\"", settings.at_least));
    line(&mut text, &format!("index = {}\nreport = {}", settings.index, settings.report));
    if let Some(file) = &settings.shows {
        line(&mut text, &format!("shows = {}", quoted(file)));
    }
    let method = match settings.clusters.method {
        Method::Components => "components",
        Method::Split => "split",
    };
    let threshold = settings.clusters.threshold;
    line(&mut text, &format!("\n[clusters]\nmethod = \"{method}\"\nthreshold = {threshold:?}"));
    for (table, file) in [("labels", &settings.labels), ("judgements", &settings.judgements)] {
        if let Some(file) = file {
            line(&mut text, &format!("\n[{table}]\nfile = {}", quoted(file)));
        }
    }
    text
}

fn run(text: &mut String, settings: &Settings) {
    line(text, "[run]");
    if let Some(mode) = settings.mode {
        let word = match mode {
            Mode::Dedupe => "dedupe",
            Mode::Link => "link",
            Mode::LinkAndDedupe => "link-and-dedupe",
        };
        line(text, &format!("mode = \"{word}\""));
    }
    match settings.id.as_slice() {
        [] => {}
        [id] => line(text, &format!("id = {}", quoted(id))),
        ids => {
            let ids: Vec<String> = ids.iter().map(|id| quoted(id)).collect();
            line(text, &format!("id = [{}]", ids.join(", ")));
        }
    }
    line(text, &format!("at_most_pairs = {}", settings.at_most_pairs));
    line(text, &format!("at_most_kept = {}", settings.at_most_kept));
    if let Unique::These(inputs) = &settings.unique {
        let inputs: Vec<String> = inputs.iter().map(|input| quoted(input)).collect();
        line(text, &format!("unique = [{}]", inputs.join(", ")));
    }
    if !settings.split.is_empty() {
        let marks: Vec<String> = settings
            .split
            .iter()
            .map(|(column, mark)| format!("{} = {}", key(column), quoted(mark)))
            .collect();
        line(text, &format!("split = {{ {} }}", marks.join(", ")));
    }
}

fn blocking(text: &mut String, rule: &Rule) {
    line(text, "\n[[blocking]]");
    line(text, &format!("keys = {}", list(&rule.keys)));
    if let Some(right) = &rule.right_keys {
        line(text, &format!("right_keys = {}", list(right)));
    }
    if !rule.only_where.is_empty() {
        let tests: Vec<String> = rule
            .only_where
            .iter()
            .map(|(column, level)| format!("{} = {}", key(&column.text), quoted(&level.text)))
            .collect();
        line(text, &format!("only_where = {{ {} }}", tests.join(", ")));
    }
    if let Some(most) = rule.at_most_rows {
        line(text, &format!("at_most_rows = {most}"));
    }
}

fn list(expressions: &[Expression]) -> String {
    let texts: Vec<String> = expressions.iter().map(|own| quoted(&own.text)).collect();
    format!("[{}]", texts.join(", "))
}

fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// A key has to stay on its line, whatever a header holds.
fn key(text: &str) -> String {
    let mut made = String::from("\"");
    for own in text.chars() {
        match own {
            '"' | '\\' => made.extend(['\\', own]),
            own if own.is_control() => {
                // Writing into a string cannot fail.
                let _ = write!(made, "\\u{:04x}", u32::from(own));
            }
            own => made.push(own),
        }
    }
    made.push('"');
    made
}

fn line(text: &mut String, own: &str) {
    // Writing into a string cannot fail.
    let _ = writeln!(text, "{own}");
}
