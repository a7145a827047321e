//! What a recalculation costs natively; `cargo xtask bench calculators` runs it.

#[path = "../src/reckon.rs"]
#[expect(unreachable_pub, reason = "the WebAssembly exports them")]
mod reckon;

use std::error::Error;
use std::hint::black_box;
use std::time::Instant;

/// Of so many recalculations the quickest is steady.
const ROUNDS: usize = 2_000;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args()
        .nth(1)
        .ok_or("calculators CATALOGUE.json")?;
    for one in reckon::reckoners(&std::fs::read_to_string(path)?) {
        let compute = quickest(|| black_box(&one).compute());
        let points = quickest(|| black_box(&one).points());
        println!(
            "| natively | {} | {compute:.1} | {points:.1} |",
            one.cells()
        );
    }
    Ok(())
}

/// The quickest of many, in microseconds: the others waited for the machine.
fn quickest(of: impl Fn() -> usize) -> f64 {
    let took = (0..ROUNDS).map(|_| {
        let start = Instant::now();
        black_box(of());
        start.elapsed().as_secs_f64() * 1e6
    });
    took.min_by(f64::total_cmp).unwrap_or_default()
}
