// Times a recalculation as WebAssembly in V8, the engine of Chromium. Run by `cargo xtask bench calculators`.
const { readFileSync } = require("node:fs");
const { calculators } = require("./calculators.js");

// The shortest time of many runs, in microseconds: longer ones were interrupted, or include V8's compilation.
const quickest = (work) => {
  let least = Infinity;
  for (let round = 0; round < 2000; round += 1) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
  }
  return least.toFixed(1);
};

for (const calculator of calculators(readFileSync(process.argv[2], "utf8"))) {
  const compute = quickest(() => calculator.compute());
  const points = quickest(() => calculator.points());
  console.log(`| as WebAssembly | ${calculator.cells()} | ${compute} | ${points} |`);
}
