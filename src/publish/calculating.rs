//! Calculating with a published catalogue natively, as the widget does it.

use std::fmt;
use std::path::Path;

use serde_json::{Value, json};

use super::searching::{SearchError, read_json};
use crate::calculator::{
    BreakEven, CompileError, CompiledCalculator, Crossing, Estimate, Problem, entered, opened,
};
use crate::catalogue::{Calculator, Catalogue, Input, Json, ReadError, read, read_catalogue};
use crate::number::Decimal;

/// Why a catalogue's calculator cannot be used.
#[derive(Debug)]
pub enum CalculateError {
    /// The catalogue cannot be read.
    Catalogue(SearchError),
    /// It has no calculator with this id.
    NoCalculator {
        /// The id.
        id: String,
        /// Those that it has.
        known: Vec<String>,
    },
    /// The calculator opens from no such entry, or the entry has no figure for it.
    NotFromEntry {
        /// The calculator's id.
        calculator: String,
        /// The entry's id.
        entry: String,
    },
    /// The calculator cannot be read.
    Unread {
        /// Its id.
        id: String,
        /// What is wrong first.
        wrong: ReadError,
    },
    /// It is not one that can compute.
    NotCompiled {
        /// Its id.
        id: String,
        /// Why not.
        fault: CompileError,
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
                "`{calculator}` does not open from `{entry}`: only with `forAnyEntry`, and from an entry with a \
                 figure whose `measure` it asks for"
            ),
            Self::Unread { id, wrong } => write!(
                f,
                "the calculator `{id}` cannot be read: {}: {}. `virker check` says more.",
                wrong.path, wrong.message
            ),
            Self::NotCompiled { id, fault } => write!(
                f,
                "the calculator `{id}` cannot be used: {fault:?}. `virker check` says how to mend it."
            ),
        }
    }
}

impl std::error::Error for CalculateError {}

/// What was said to a calculator that it does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AssignmentError {
    /// It is not of the form `name=value`.
    NotAPair(String),
    /// There is no such input.
    UnknownName {
        /// The name.
        name: String,
        /// The inputs that may be set.
        known: Vec<String>,
    },
    /// The input may not be changed.
    Fixed(String),
    /// The input was set before.
    Repeated(String),
    /// The value cannot be used.
    Value {
        /// What was written.
        pair: String,
        /// Why not.
        problem: Problem,
        /// The lowest and the highest that can be.
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
                limits: [min, max],
            } => match problem {
                Problem::Empty => write!(f, "{pair}: a number is missing after `=`"),
                Problem::NotANumber => write!(f, "{pair}: write the number as 4.165 or 69,42"),
                Problem::TooLarge => write!(f, "{pair}: the number has too many digits"),
                Problem::OutOfRange => write!(f, "{pair}: it goes from {min} to {max}"),
                Problem::Uncomputable => write!(f, "{pair}: it cannot be calculated with"),
            },
        }
    }
}

impl std::error::Error for AssignmentError {}

/// A calculator of a published catalogue.
pub struct Calculable {
    id: String,
    compiled: CompiledCalculator,
}

impl Calculable {
    /// Opens a published catalogue's calculator; `calculator@entry` is one for
    /// any entry, with this one's figures.
    ///
    /// # Errors
    /// [`CalculateError`] when there is no such catalogue or calculator.
    pub fn open(path: &Path, id: &str) -> Result<Self, CalculateError> {
        let document: Json = read_json(path).map_err(CalculateError::Catalogue)?;
        let (catalogue, _) = read_catalogue(&document).map_err(|why| {
            CalculateError::Catalogue(SearchError::Invalid {
                path: path.to_owned(),
                why,
            })
        })?;
        let calculator = opened(&catalogue, id).ok_or_else(|| missing(&catalogue, id))?;
        let compiled =
            CompiledCalculator::new(calculator).map_err(|fault| CalculateError::NotCompiled {
                id: id.to_owned(),
                fault,
            })?;
        let id = id.to_owned();
        Ok(Self { id, compiled })
    }

    /// What the calculator says when these inputs are set, each `name=value`
    /// with the number as Danes write it.
    ///
    /// Every number is text with a decimal point, so that no reader makes it
    /// a binary fraction, and is as it is shown: per cent are per cent.
    ///
    /// # Errors
    /// [`AssignmentError`] names the first that cannot be used.
    pub fn answer(&self, set: &[String]) -> Result<Value, AssignmentError> {
        let inputs = &self.compiled.definition.inputs;
        let mut own = vec![None; inputs.len()];
        let mut names: Vec<&str> = Vec::new();
        for pair in set {
            let (name, text) = pair
                .split_once('=')
                .ok_or_else(|| AssignmentError::NotAPair(pair.clone()))?;
            let name = name.trim();
            let mut places = inputs.iter().zip(&mut own);
            let (input, number) = places
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
                limits: [input.min, input.max],
            })?;
        }
        self.told(&own).ok_or_else(|| AssignmentError::Value {
            pair: set.join(" "),
            problem: Problem::Uncomputable,
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

    fn told(&self, own: &[Option<Decimal>]) -> Option<Value> {
        let results = self.compiled.compute(own).ok()?;
        let calculator = &self.compiled.definition;
        let inputs = calculator.inputs.iter().zip(own);
        let inputs = inputs.map(|(input, own)| of_input(input, *own));
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
        let solved = calculator.break_even.as_ref().map(|meeting| &meeting.input);
        let solved = solved.and_then(|id| calculator.inputs.iter().find(|input| input.id == *id));
        let meeting = results.break_even.zip(solved);
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
            "breakEven": meeting.map(|(meeting, input)| of_meeting(meeting, input)),
            "tornado": {
                "output": self.sensitive(),
                "swings": swings.collect::<Value>(),
            },
        }))
    }

    /// Id of the value whose uncertainty is taken apart.
    fn sensitive(&self) -> &str {
        let calculator = &self.compiled.definition;
        let id = calculator.sensitivity.as_ref();
        id.unwrap_or(&calculator.answer.value)
    }
}

fn missing(catalogue: &Catalogue, id: &str) -> CalculateError {
    let of = |json: &Json| match json.get("id") {
        Some(Json::Text(id)) => Some(id.clone()),
        _ => None,
    };
    let (calculator, entry) = match id.split_once('@') {
        Some((calculator, entry)) => (calculator, Some(entry)),
        None => (id, None),
    };
    let mut calculators = catalogue.calculators.iter();
    let Some(found) = calculators.find(|json| of(json).as_deref() == Some(calculator)) else {
        return CalculateError::NoCalculator {
            id: calculator.to_owned(),
            known: catalogue.calculators.iter().filter_map(of).collect(),
        };
    };
    match read::<Calculator>(found) {
        Err(wrong) => CalculateError::Unread {
            id: calculator.to_owned(),
            wrong,
        },
        Ok(_) => CalculateError::NotFromEntry {
            calculator: calculator.to_owned(),
            entry: entry.unwrap_or_default().to_owned(),
        },
    }
}

fn of_input(input: &Input, own: Option<Decimal>) -> Value {
    json!({
        "id": input.id,
        "value": own.unwrap_or(input.likely).to_string(),
        "own": own.is_some(),
        "low": input.low.unwrap_or(input.likely).to_string(),
        "likely": input.likely.to_string(),
        "high": input.high.unwrap_or(input.likely).to_string(),
        "unit": input.unit,
        "decimals": input.decimals,
    })
}

fn of_meeting(meeting: BreakEven, input: &Input) -> Value {
    json!({
        "input": input.id,
        "unit": input.unit,
        "pays": if meeting.rises { "from" } else { "upTo" },
        "likely": of_meet(meeting.likely),
        "best": of_meet(meeting.best),
        "worst": of_meet(meeting.worst),
    })
}

fn of_meet(meet: Crossing) -> String {
    match meet {
        Crossing::Never => "never".to_owned(),
        Crossing::At(number) => number.to_string(),
        Crossing::Always => "always".to_owned(),
    }
}

fn bounds(estimate: &Estimate) -> [String; 3] {
    [estimate.low, estimate.likely, estimate.high].map(|number| number.to_string())
}
