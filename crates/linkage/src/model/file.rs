//! A model as a file, so that it can be kept and used again.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Class, Compared, Line, Model};

/// Why a model cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ModelError {
    /// The file is no TOML, or lacks a part of a model.
    #[error("{0}; train a new model by leaving this one out")]
    Toml(String),
    /// Its parts do not fit each other, or a probability is none.
    #[error("{0}; train a new model by leaving this one out")]
    Parts(String),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    alone: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    recalibration: Option<LinePart>,
    comparisons: Vec<ComparedPart>,
    classes: Vec<ClassPart>,
}

/// A weight of w bits is replaced by `offset + slope * w`.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LinePart {
    offset: f64,
    slope: f64,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ComparedPart {
    name: String,
    outcomes: Vec<String>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassPart {
    name: String,
    share: f64,
    outcomes: Vec<Vec<f64>>,
}

impl Model {
    /// The model as a TOML file.
    pub fn to_toml(&self) -> Result<String, ModelError> {
        let comparisons = self.compared.iter();
        let classes = self.classes.iter();
        let changed = (self.line != Line::NONE)
            .then_some(LinePart { offset: self.line.offset, slope: self.line.slope });
        let file = File {
            alone: (self.alone < 1.0).then_some(self.alone),
            recalibration: changed,
            comparisons: comparisons
                .map(|own| ComparedPart { name: own.name.clone(), outcomes: own.labels.clone() })
                .collect(),
            classes: classes
                .map(|own| ClassPart {
                    name: own.name.clone(),
                    share: own.share,
                    outcomes: own.outcomes.clone(),
                })
                .collect(),
        };
        toml::to_string(&file).map_err(|error| ModelError::Toml(error.to_string()))
    }

    /// Reads a model.
    ///
    /// ```
    /// use bonafide_linkage::model::Model;
    /// let text = r#"
    ///     alone = 0.25
    ///     comparisons = [{ name = "phone", outcomes = ["nothing to compare", "exact", "else"] }]
    ///     classes = [
    ///         { name = "matches", share = 0.001, outcomes = [[1.0, 0.9, 0.1]] },
    ///         { name = "strangers", share = 0.999, outcomes = [[1.0, 0.0001, 0.9999]] },
    ///     ]
    /// "#;
    /// let model = Model::parse(text)?;
    /// assert_eq!(Model::parse(&model.to_toml()?)?, model);
    /// # Ok::<(), bonafide_linkage::model::ModelError>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self, ModelError> {
        let file: File =
            toml::from_str(text).map_err(|error| ModelError::Toml(error.message().trim().to_owned()))?;
        if file.classes.len() < 2 {
            return Err(ModelError::Parts("a model needs matches and strangers at least".to_owned()));
        }
        for class in &file.classes {
            if class.outcomes.len() != file.comparisons.len() {
                let why = format!("class `{}` has not one list of outcomes for each comparison", class.name);
                return Err(ModelError::Parts(why));
            }
            for (own, compared) in class.outcomes.iter().zip(&file.comparisons) {
                let fits = own.len() == compared.outcomes.len();
                let is_share = |one: f64| one > 0.0 && one <= 1.0;
                if !fits || !own.iter().all(|one| is_share(*one)) || !is_share(class.share) {
                    let why = format!(
                        "class `{}`, comparison `{}`: one probability above 0 for each outcome",
                        class.name, compared.name
                    );
                    return Err(ModelError::Parts(why));
                }
            }
        }
        let line = file.recalibration.map_or(Line::NONE, |own| Line { offset: own.offset, slope: own.slope });
        if !(line.offset.is_finite() && line.slope.is_finite() && line.slope > 0.0) {
            return Err(ModelError::Parts("recalibration: offset a number, slope one above 0".to_owned()));
        }
        let alone = file.alone.unwrap_or(1.0);
        if !(alone > 0.0 && alone <= 1.0) {
            return Err(ModelError::Parts("alone: a share above 0, 1 at most".to_owned()));
        }
        let compared = file.comparisons.into_iter();
        let classes = file.classes.into_iter();
        Ok(Self {
            line,
            alone,
            compared: compared.map(|own| Compared { name: own.name, labels: own.outcomes }).collect(),
            classes: classes
                .map(|own| Class { name: own.name, share: own.share, outcomes: own.outcomes })
                .collect(),
        })
    }
}
