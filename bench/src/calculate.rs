//! The recalculation after a change of one number, to be timed.

use virker::calculator::CompiledCalculator;
use virker::catalogue::{Calculator, Json, read, read_catalogue};
use virker::number::Decimal;

/// The most points that the panel draws a curve with.
const POINTS: i64 = 20;

/// A calculator, and the numbers of the points of its curve.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
pub struct BenchCalculator {
    compiled: CompiledCalculator,
    numbers: Vec<Decimal>,
}

/// All calculators of a published catalogue.
#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
#[must_use]
pub fn calculators(catalogue: &str) -> Vec<BenchCalculator> {
    let document: Json = serde_json::from_str(catalogue).unwrap_or_default();
    let (catalogue, _) = read_catalogue(document).unwrap_or_default();
    let calculators = catalogue.calculators().iter();
    let compiled =
        calculators.filter_map(|json| CompiledCalculator::new(read::<Calculator>(json).ok()?).ok());
    compiled
        .map(|compiled| BenchCalculator {
            numbers: numbers(&compiled),
            compiled,
        })
        .collect()
}

#[cfg_attr(target_family = "wasm", wasm_bindgen::prelude::wasm_bindgen)]
impl BenchCalculator {
    /// Its id, and how many inputs and values it has, as cells of a table.
    #[must_use]
    pub fn cells(&self) -> String {
        let of = &self.compiled.definition;
        format!("{} | {} | {}", of.id, of.inputs.len(), of.values.len())
    }

    /// Computes all numbers with their bounds, the break-even and the swings. Returns the count of
    /// numbers, so that nothing is optimized away.
    #[must_use]
    pub fn compute(&self) -> usize {
        let results = self.compiled.compute(&[]);
        results.map_or(0, |results| results.estimates.len())
    }

    /// Computes the points of the curve. Returns their count.
    #[must_use]
    pub fn points(&self) -> usize {
        let Some(mut curve) = self.compiled.curve(&[]) else {
            return 0;
        };
        let numbers = self.numbers.iter();
        numbers.filter_map(|number| curve.point(*number)).count()
    }
}

/// The numbers of the points, spread over the limits of the input that is solved for; none without a
/// break-even.
fn numbers(compiled: &CompiledCalculator) -> Vec<Decimal> {
    let calculator = &compiled.definition;
    let input = calculator.break_even.as_ref().and_then(|curve| {
        let mut inputs = calculator.inputs.iter();
        inputs.find(|input| input.id == curve.input)
    });
    input.map_or_else(Vec::new, |input| {
        let (min, max) = (input.min.millionths(), input.max.millionths());
        (0..POINTS)
            .map(|at| min + (max - min) * i128::from(at) / i128::from(POINTS - 1))
            .map(Decimal::from_millionths)
            .collect()
    })
}
