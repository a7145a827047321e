//! What a recalculation costs natively: `cargo xtask bench calculators`.
//!
//! For each calculator of a published catalogue, everything that a change of
//! one number asks for: all values with their bounds, the break-even and the
//! tornado, and then the points of the curve.

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

use virker::calculator::Sheet;
use virker::catalogue::{Calculator, Json, read, read_catalogue};
use virker::number::Decimal;

/// As many points as the panel draws a curve with, at most.
const POINTS: i64 = 20;
/// Of so many recalculations the quickest is steady.
const ROUNDS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("calculators CATALOGUE.json")?;
    let document: Json = serde_json::from_str(&std::fs::read_to_string(path)?)?;
    let (catalogue, _) = read_catalogue(&document).map_err(|why| format!("{why:?}"))?;
    println!("| calculator | inputs | values | compute, µs | {POINTS} points, µs |");
    println!("| --- | --- | --- | --- | --- |");
    for calculator in &catalogue.calculators {
        let calculator: Calculator = read(calculator).map_err(|why| format!("{why:?}"))?;
        let sheet = Sheet::new(calculator).map_err(|why| format!("{why:?}"))?;
        let of = &sheet.calculator;
        let numbers = numbers(&sheet);
        let compute = quickest(|| {
            black_box(sheet.compute(black_box(&[])).is_ok());
        });
        let points = quickest(|| {
            for number in &numbers {
                black_box(sheet.point(black_box(&[]), *number));
            }
        });
        println!(
            "| {} | {} | {} | {compute:.1} | {points:.1} |",
            of.id,
            of.inputs.len(),
            of.values.len()
        );
    }
    Ok(())
}

/// Numbers for the points, spread over the input that is solved for; none when
/// nothing is.
fn numbers(sheet: &Sheet) -> Vec<Decimal> {
    let calculator = &sheet.calculator;
    let input = calculator.break_even.as_ref().and_then(|meeting| {
        let mut inputs = calculator.inputs.iter();
        inputs.find(|input| input.id == meeting.input)
    });
    input.map_or_else(Vec::new, |input| {
        let (min, max) = (input.min.millionths(), input.max.millionths());
        let points = 0..POINTS;
        points
            .map(|at| min + (max - min) * i128::from(at) / i128::from(POINTS - 1))
            .map(Decimal::from_millionths)
            .collect()
    })
}

/// The quickest of many, in microseconds: the others waited for the machine.
fn quickest(of: impl Fn()) -> f64 {
    let took = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        of();
        start.elapsed().as_secs_f64() * 1e6
    });
    took.min_by(f64::total_cmp).unwrap_or_default()
}
