// What a recalculation costs as WebAssembly, in the V8 that Chromium has too; `cargo xtask bench calculators` runs it.
const { readFileSync } = require("node:fs");
const { reckoners } = require("./calculators.js");

// The quickest of many, in microseconds: the others waited for the machine, or for V8 to compile.
const quickest = (work) => {
  let least = Infinity;
  for (let round = 0; round < 2000; round += 1) {
    const start = process.hrtime.bigint();
    work();
    least = Math.min(least, Number(process.hrtime.bigint() - start) / 1000);
  }
  return least.toFixed(1);
};

for (const one of reckoners(readFileSync(process.argv[2], "utf8"))) {
  const compute = quickest(() => one.compute());
  const points = quickest(() => one.points());
  console.log(`| as WebAssembly | ${one.cells()} | ${compute} | ${points} |`);
}
