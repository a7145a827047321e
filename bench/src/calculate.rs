//! What a change of one number asks of a calculator.

use virker::calculator::CompiledCalculator;
use virker::catalogue::{Calculator, Json, read, read_catalogue};
use virker::number::Decimal;

/// As many points as the panel draws a curve with, at most.
const POINTS: i64 = 20;

/// A calculator with the numbers that its curve is drawn at.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
pub struct Reckoner {
    compiled: CompiledCalculator,
    numbers: Vec<Decimal>,
}

/// All calculators of a published catalogue.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
#[must_use]
pub fn reckoners(catalogue: &str) -> Vec<Reckoner> {
    let document: Json = serde_json::from_str(catalogue).unwrap_or_default();
    let (catalogue, _) = read_catalogue(&document).unwrap_or_default();
    let calculators = catalogue.calculators.iter();
    let sheets =
        calculators.filter_map(|json| CompiledCalculator::new(read::<Calculator>(json).ok()?).ok());
    sheets
        .map(|compiled| Reckoner {
            numbers: numbers(&compiled),
            compiled,
        })
        .collect()
}

#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
impl Reckoner {
    /// Its id, and how many inputs and values it has, as cells of a table.
    #[must_use]
    pub fn cells(&self) -> String {
        let of = &self.compiled.definition;
        format!("{} | {} | {}", of.id, of.inputs.len(), of.values.len())
    }

    /// All values with their bounds, the break-even and the tornado; tells how
    /// many values there are.
    #[must_use]
    pub fn compute(&self) -> usize {
        let results = self.compiled.compute(&[]);
        results.map_or(0, |results| results.estimates.len())
    }

    /// The curve's points; tells how many there are.
    #[must_use]
    pub fn points(&self) -> usize {
        let Some(mut curve) = self.compiled.curve(&[]) else {
            return 0;
        };
        let numbers = self.numbers.iter();
        numbers.filter_map(|number| curve.point(*number)).count()
    }
}

/// Numbers for the points, spread over the input that is solved for; none when
/// nothing is.
fn numbers(compiled: &CompiledCalculator) -> Vec<Decimal> {
    let calculator = &compiled.definition;
    let input = calculator.break_even.as_ref().and_then(|meeting| {
        let mut inputs = calculator.inputs.iter();
        inputs.find(|input| input.id == meeting.input)
    });
    input.map_or_else(Vec::new, |input| {
        let (min, max) = (input.min.millionths(), input.max.millionths());
        (0..POINTS)
            .map(|at| min + (max - min) * i128::from(at) / i128::from(POINTS - 1))
            .map(Decimal::from_millionths)
            .collect()
    })
}
