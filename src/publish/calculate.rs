//! Calculates with a published catalogue natively, as the widget does.

use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use super::search::{SearchError, read_published};
use crate::calculator::{
    BreakEven, CompileError, CompiledCalculator, Crossing, Estimate, Problem, entered, opened,
};
use crate::catalogue::{Calculator, Catalogue, Input, Json, ReadError, read};
use crate::number::Decimal;

/// Why a published calculator cannot be used.
#[derive(Debug)]
pub enum CalculateError {
    /// The catalogue cannot be read.
    Catalogue(SearchError),
    /// It has no calculator with this id.
    NoCalculator {
        /// The id.
        id: String,
        /// The ids of those that it has.
        known: Vec<String>,
    },
    /// The calculator cannot be opened from an entry, there is no such entry, or
    /// the entry has no figure for it.
    NotFromEntry {
        /// The calculator's id.
        calculator: String,
        /// The entry's id.
        entry: String,
    },
    /// The calculator has an error.
    Read {
        /// Its id.
        id: String,
        /// The first error.
        error: ReadError,
    },
    /// The calculator cannot be compiled.
    Compile {
        /// Its id.
        id: String,
        /// Why not.
        error: CompileError,
    },
}

impl fmt::Display for CalculateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Catalogue(error) => error.fmt(f),
            Self::NoCalculator { id, known } if known.is_empty() => {
                write!(f, "there is no calculator `{id}`: the catalogue has none")
            }
            Self::NoCalculator { id, known } => write!(
                f,
                "there is no calculator `{id}`. There are: {}",
                known.join(", ")
            ),
            Self::NotFromEntry { calculator, entry } => write!(
                f,
                "`{calculator}` cannot be opened from `{entry}`: it needs `forAnyEntry`, and the entry a figure \
                 whose `measure` is the `prefill` of an input"
            ),
            Self::Read { id, error } => write!(
                f,
                "the calculator `{id}` cannot be read: {}: {}. `virker check` says more.",
                error.path, error.message
            ),
            Self::Compile { id, error } => write!(
                f,
                "the calculator `{id}` cannot be used: {error:?}. `virker check` says how to fix it."
            ),
        }
    }
}

impl std::error::Error for CalculateError {}

/// Why an assignment `name=value` cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignmentError {
    /// It is not of the form `name=value`.
    NotAPair(String),
    /// There is no such input.
    UnknownName {
        /// The name.
        name: String,
        /// The inputs that can be set.
        known: Vec<String>,
    },
    /// The input may not be changed.
    Fixed(String),
    /// The input is set twice.
    Repeated(String),
    /// The value cannot be used.
    Value {
        /// The assignment.
        pair: String,
        /// Why not.
        problem: Problem,
        /// The unit that the number must have.
        unit: String,
        /// The input's lowest and highest value.
        limits: [Decimal; 2],
    },
}

impl fmt::Display for AssignmentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAPair(text) => write!(f, "{text}: write a name, `=` and a number"),
            Self::UnknownName { name, known } => write!(
                f,
                "there is no input `{name}`. These can be set: {}",
                known.join(", ")
            ),
            Self::Fixed(name) => write!(f, "`{name}` may not be changed"),
            Self::Repeated(name) => write!(f, "`{name}` is set twice"),
            Self::Value {
                pair,
                problem,
                unit,
                limits: [min, max],
            } => match problem {
                Problem::OtherUnit => write!(f, "{pair}: it is in {unit}"),
                Problem::NotWhole => write!(f, "{pair}: it is a whole number"),
                Problem::Empty => write!(f, "{pair}: a number is missing after `=`"),
                Problem::NotANumber => write!(f, "{pair}: write the number as 4.165 or 69,42"),
                Problem::TooLarge => write!(f, "{pair}: the number has too many digits"),
                Problem::OutOfRange => write!(f, "{pair}: it goes from {min} to {max}"),
                Problem::NeitherOfTwo => write!(f, "{pair}: it is {min} or {max}"),
                Problem::Uncomputable => write!(f, "{pair}: it cannot be calculated with"),
            },
        }
    }
}

impl std::error::Error for AssignmentError {}

/// A calculator of a published catalogue, ready to calculate.
pub struct Calculable {
    id: String,
    compiled: CompiledCalculator,
}

impl Calculable {
    /// Opens a calculator of a published `catalogue.json`. The id
    /// `calculator@entry` opens a calculator for any entry with the figures of
    /// that entry.
    ///
    /// # Errors
    /// [`CalculateError`] when there is no such catalogue or calculator.
    pub fn open(path: &Path, id: &str) -> Result<Self, CalculateError> {
        let catalogue = read_published(path).map_err(CalculateError::Catalogue)?;
        let calculator = opened(&catalogue, id).ok_or_else(|| missing(&catalogue, id))?;
        let compiled =
            CompiledCalculator::new(calculator).map_err(|error| CalculateError::Compile {
                id: id.to_owned(),
                error,
            })?;
        let id = id.to_owned();
        Ok(Self { id, compiled })
    }

    /// Calculates after setting inputs, each as `name=value` with the number as
    /// Danes write it. `virker calculate --help` describes the result.
    ///
    /// Numbers in the result are exact, and strings with a decimal point, so
    /// that no JSON parser makes them binary fractions. They are in the unit
    /// that is shown: 25 % is `"25"`.
    ///
    /// # Errors
    /// [`AssignmentError`] for the first assignment that cannot be used.
    pub fn answer(&self, assignments: &[String]) -> Result<Value, AssignmentError> {
        let inputs = &self.compiled.definition.inputs;
        let mut own = vec![None; inputs.len()];
        let mut names: Vec<&str> = Vec::new();
        for pair in assignments {
            let (name, text) = pair
                .split_once('=')
                .ok_or_else(|| AssignmentError::NotAPair(pair.clone()))?;
            let name = name.trim();
            let mut numbers = inputs.iter().zip(&mut own);
            let (input, number) = numbers
                .find(|(input, _)| input.id == name)
                .ok_or_else(|| self.unknown(name))?;
            if input.fixed {
                return Err(AssignmentError::Fixed(name.to_owned()));
            }
            if names.contains(&name) {
                return Err(AssignmentError::Repeated(name.to_owned()));
            }
            names.push(name);
            *number = entered(input, text).map_err(|problem| AssignmentError::Value {
                pair: pair.clone(),
                problem,
                unit: input.shown_unit.clone(),
                limits: [input.min, input.max],
            })?;
        }
        self.results(&own).ok_or_else(|| AssignmentError::Value {
            pair: assignments.join(" "),
            problem: Problem::Uncomputable,
            unit: String::new(),
            limits: [Decimal::ZERO; 2],
        })
    }

    fn unknown(&self, name: &str) -> AssignmentError {
        let inputs = self.compiled.definition.inputs.iter();
        let known = inputs.filter(|input| !input.fixed);
        AssignmentError::UnknownName {
            name: name.to_owned(),
            known: known.map(|input| input.id.clone()).collect(),
        }
    }

    fn results(&self, own: &[Option<Decimal>]) -> Option<Value> {
        let results = self.compiled.compute(own).ok()?;
        let calculator = &self.compiled.definition;
        let inputs = calculator.inputs.iter().zip(own).zip(&results.estimates);
        let inputs = inputs.map(|((input, own), estimate)| {
            let [low, value, high] = bounds(estimate);
            json!({
                "id": input.id,
                "value": value,
                "own": own.is_some(),
                "low": low,
                "likely": input.likely.to_string(),
                "high": high,
                "unit": input.unit,
                "decimals": input.decimals,
            })
        });
        let estimates = results.estimates.iter().skip(calculator.inputs.len());
        let outputs = calculator.values.iter().zip(estimates);
        let outputs = outputs.map(|(value, estimate)| {
            let [low, likely, high] = bounds(estimate);
            json!({
                "id": value.id,
                "label": value.label,
                "low": low,
                "likely": likely,
                "high": high,
                "unit": value.unit,
                "decimals": value.decimals,
            })
        });
        let solved = calculator.break_even.as_ref().map(|curve| &curve.input);
        let solved = solved.and_then(|id| calculator.inputs.iter().find(|input| input.id == *id));
        let break_even = results.break_even.zip(solved);
        let swings = results.swings.iter().filter_map(|swing| {
            let input = calculator.inputs.get(swing.input)?;
            Some(json!({
                "input": input.id,
                "low": swing.at_low.to_string(),
                "high": swing.at_high.to_string(),
            }))
        });
        Some(json!({
            "calculator": self.id,
            "inputs": inputs.collect::<Value>(),
            "outputs": outputs.collect::<Value>(),
            "breakEven": break_even.map(|(break_even, input)| break_even_json(break_even, input)),
            "tornado": {
                "output": self.sensitivity(),
                "swings": swings.collect::<Value>(),
            },
        }))
    }

    /// Id of the value whose uncertainty is broken down.
    fn sensitivity(&self) -> &str {
        let calculator = &self.compiled.definition;
        let id = calculator.sensitivity.as_ref();
        id.unwrap_or(&calculator.answer.value)
    }
}

/// Why a catalogue does not have the calculator `id`.
fn missing(catalogue: &Catalogue, id: &str) -> CalculateError {
    let of = |json: &Json| match json.get("id") {
        Some(Json::Text(id)) => Some(id.clone()),
        _ => None,
    };
    let (calculator, entry) = match id.split_once('@') {
        Some((calculator, entry)) => (calculator, Some(entry)),
        None => (id, None),
    };
    let mut calculators = catalogue.calculators().iter();
    let Some(found) = calculators.find(|json| of(json).as_deref() == Some(calculator)) else {
        return CalculateError::NoCalculator {
            id: calculator.to_owned(),
            known: catalogue.calculators().iter().filter_map(of).collect(),
        };
    };
    match read::<Calculator>(found) {
        Err(error) => CalculateError::Read {
            id: calculator.to_owned(),
            error,
        },
        Ok(_) => CalculateError::NotFromEntry {
            calculator: calculator.to_owned(),
            entry: entry.unwrap_or_default().to_owned(),
        },
    }
}

fn break_even_json(break_even: BreakEven, input: &Input) -> Value {
    json!({
        "input": input.id,
        "unit": input.unit,
        "pays": if break_even.rises { "from" } else { "upTo" },
        "likely": crossing_text(break_even.likely),
        "best": crossing_text(break_even.best),
        "worst": crossing_text(break_even.worst),
    })
}

fn crossing_text(crossing: Crossing) -> String {
    match crossing {
        Crossing::Never => "never".to_owned(),
        Crossing::At(number) => number.to_string(),
        Crossing::Always => "always".to_owned(),
    }
}

fn bounds(estimate: &Estimate) -> [String; 3] {
    [estimate.low, estimate.likely, estimate.high].map(|number| number.to_string())
}
