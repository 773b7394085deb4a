//! What do pairs, labels and the tables' duplicates teach before any pair is scored?

use super::inside::Inside;
use super::prepared::Prepared;
use super::{Duplicates, Judgement, LinkError, one_to_one, trained};
use crate::block::{Blocking, BlockingError, Mode, Rule, Scope};
use crate::compare::Comparison;
use crate::expression::Derived;
use crate::model::{Blocked, Calibration, Chances, Line, Model, Training, chances, decoys};
use crate::pattern::Space;
use crate::score::row_digests;
use crate::settings::Settings;
use crate::table::Table;

/// All that is needed to score pairs.
pub(super) struct Learned {
    pub chances: Chances,
    pub model: Model,
    pub calibration: Option<Calibration>,
    pub duplicates: Vec<Duplicates>,
    /// Pairs by pattern, as a sample of those that rules make stands for them; none where a model is given.
    pub sampled: Option<Vec<(u64, u64)>>,
    /// A digest of what comparisons read of each row.
    pub digests: Vec<u64>,
}

/// Trains a model, if none is given, and counts what it and people say of each table's duplicates.
pub(super) fn learned(
    prepared: &Prepared,
    (table, settings): (&Table, &Settings),
    (given, labels, judgements): (Option<Model>, &[Judgement], &[Judgement]),
    threads: usize,
) -> Result<Learned, LinkError> {
    let Prepared { mode, derived, comparer, fields, space, blocking, words_tell, .. } = prepared;
    let mode = *mode;
    let run = prepared.run(threads);
    let digests = row_digests(fields);
    let rules: Vec<(Rule, u64)> =
        settings.blocking.iter().cloned().zip(blocking.counts.iter().map(|count| count.pairs)).collect();
    let looks_at = Training::looks_at(&rules, &settings.comparisons, comparer);
    // Pairs by pattern of a sample: of the rules that training looks at, and of all.
    let of_a_rule = (settings.training.sample / looks_at.len().max(1) as u64).max(1);
    let sampled = given.is_none().then(|| {
        let looked_at = run.sample(&digests, &Scope::some(blocking, &looks_at), of_a_rule);
        let mut of_all = run.sample(&digests, &Scope::besides(blocking, &looks_at), of_a_rule);
        of_all.merge(&looked_at);
        (looked_at.list(), of_all.list())
    });
    let blocked = sampled.as_ref().map(|(_, of_all)| Blocked { blocking, space, patterns: of_all });
    let mut by_chance =
        chances((table, mode), (comparer, fields), &digests, settings.training.start, blocked);
    if *words_tell && given.is_none() {
        let most = decoys::most((table, mode), derived, settings, &comparer.outcomes()[0].all);
        by_chance.most = vec![most.map_err(LinkError::Comparison)?];
    }
    let labelled: Vec<(u64, bool)> =
        labels.iter().map(|label| (run.pattern(label.left, label.right), label.same)).collect();
    let inside = Inside::new((table, settings), derived, run);
    let (model, asked) = if let Some(model) = given {
        (model, None)
    } else {
        let stays = |own: &Comparison| settings.training.lasting.contains(&own.name);
        let lasting: Vec<usize> =
            (0..settings.comparisons.len()).filter(|place| stays(&settings.comparisons[*place])).collect();
        let training = Training {
            table,
            mode,
            comparisons: &settings.comparisons,
            comparer,
            fields,
            space,
            rules: &rules,
            chances: &by_chance,
            matches: matches_told(table, derived, settings, mode)?,
            silent: &[],
            lasting: &lasting,
            refused: &[],
        };
        let patterns = sampled.as_ref().map_or(&[][..], |(looked_at, _)| looked_at);
        let silent = training.silent(patterns, &labelled);
        let training = Training { silent: &silent, ..training };
        trained::trained((&inside, settings, &run), &training, patterns, (labels, &labelled))?
    };
    let (mut model, calibration) = calibrated(model, space, &labelled);
    let mut duplicates = match asked {
        Some(duplicates) => duplicates,
        None => one_to_one::duplicates(&inside, settings, mode, &model)?,
    };
    one_to_one::give_way(&mut duplicates, table, judgements);
    if sampled.is_some() && model.line == Line::NONE {
        model.alone = one_to_one::alone(table, mode, &duplicates, &|| trained::heavy(&run, &model))?;
    }
    let sampled = sampled.map(|(_, of_all)| of_all);
    Ok(Learned { chances: by_chance, model, calibration, duplicates, sampled, digests })
}

/// How many pairs match by the rules of `[training] certain`: those that they find, by the share that they are
/// said to find.
fn matches_told(
    table: &Table,
    derived: &Derived,
    settings: &Settings,
    mode: Mode,
) -> Result<Option<f64>, BlockingError> {
    let rules: Vec<Rule> =
        settings.training.certain.iter().map(|keys| Rule { keys: keys.clone(), ..Rule::default() }).collect();
    if rules.is_empty() {
        return Ok(None);
    }
    let blocking = Blocking::new(table, derived, &rules, mode)?;
    blocking.check(settings.at_most_pairs)?;
    Ok(Some(blocking.distinct_pairs() as f64 / settings.training.recall))
}

/// What labels say of a model, and the model as they make it.
fn calibrated(model: Model, space: &Space, labelled: &[(u64, bool)]) -> (Model, Option<Calibration>) {
    if labelled.is_empty() {
        return (model, None);
    }
    let weighed: Vec<(i32, bool)> =
        labelled.iter().map(|(pattern, same)| (model.weight_milli(space, *pattern), *same)).collect();
    let found = Calibration::of(&weighed);
    let model = match &found.line {
        Ok(line) => model.recalibrated(*line),
        Err(_) => model,
    };
    (model, Some(found))
}
