//! Times a recalculation natively. Run by `cargo xtask bench calculators`.

#[path = "../src/calculate.rs"]
#[expect(unreachable_pub, reason = "the WebAssembly build exports them")]
mod calculate;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

/// How many recalculations the minimum is taken of.
const ROUNDS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("calculators CATALOGUE.json")?;
    for calculator in calculate::calculators(&std::fs::read_to_string(path)?) {
        let compute = quickest(|| black_box(&calculator).compute());
        let points = quickest(|| black_box(&calculator).points());
        println!(
            "| natively | {} | {compute:.1} | {points:.1} |",
            calculator.cells()
        );
    }
    Ok(())
}

/// The shortest time of many runs, in microseconds: the others were interrupted.
fn quickest(run: impl Fn() -> usize) -> f64 {
    let took = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed().as_secs_f64() * 1e6
    });
    took.min_by(f64::total_cmp).unwrap_or_default()
}
