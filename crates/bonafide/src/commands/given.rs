//! Commands that are shown to be typed: with the options that were given, so that they come to the same.

use std::fmt::Write as _;
use std::path::Path;

use crate::cli::JudgeArgs;
use crate::output::shell;

/// What a command was given of what `explain` takes.
pub struct Given<'a> {
    /// Folders of a written scan or of exports.
    pub inputs: Vec<&'a Path>,
    /// What was judged by.
    pub judge: &'a JudgeArgs,
    /// Whether names and values were asked for.
    pub names: bool,
}

impl Given<'_> {
    /// The command that explains an id.
    pub fn explain(&self, id: &str) -> String {
        let mut command = format!("bonafide explain {}", shell(id));
        let mut option = |name: &str, value: &str| {
            let _ = write!(command, " {name} {}", shell(value));
        };
        for input in &self.inputs {
            option("--in", &input.display().to_string());
        }
        for list in &self.judge.lists {
            option("--lists", &list.display().to_string());
        }
        if let Some(firm) = &self.judge.firm {
            option("--firm", &firm.display().to_string());
        }
        if let Some(as_of) = &self.judge.as_of {
            option("--as-of", as_of);
        }
        if self.names {
            command.push_str(" --names");
        }
        command
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_repeats_what_was_given() {
        let judge = JudgeArgs {
            lists: vec!["lists".into(), "my lists".into()],
            firm: Some("firm.toml".into()),
            as_of: Some("2026-11-23".to_owned()),
        };
        let given = Given { inputs: vec![Path::new("a"), Path::new("b")], judge: &judge, names: true };
        let expected = "bonafide explain C-1 --in a --in b --lists lists --lists 'my lists' \
                        --firm firm.toml --as-of 2026-11-23 --names";
        assert_eq!(given.explain("C-1"), expected);
        let nothing = JudgeArgs::default();
        let given = Given { inputs: vec![Path::new(".")], judge: &nothing, names: false };
        assert_eq!(given.explain("a b"), "bonafide explain 'a b' --in .");
    }
}
