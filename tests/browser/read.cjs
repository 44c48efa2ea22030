// Reads .sqc files as the page's worker does, with Node.js:
//
//     node read.cjs PAGE_FOLDER FILE.sqc…
//
// Prints {"told", "cpu_s"}: {"error"} or {"parts", "blocks", "damage"} of each, and the processor's seconds for all.

"use strict";

const fs = require("node:fs");
const vm = require("node:vm");

const [folder, ...files] = process.argv.slice(2);
vm.runInThisContext(`${fs.readFileSync(`${folder}/reader.js`, "utf8")}\nglobalThis.ours = { readSqc, damageOf };`);

const told = files.map((path) => {
  try {
    const file = ours.readSqc(new Uint8Array(fs.readFileSync(path)));
    const blocks = file.parts.reduce((sum, part) => sum + part.blockCount, 0);
    return { parts: file.parts.length, blocks, damage: ours.damageOf(file).length };
  } catch (error) {
    return { error: error.message };
  }
});
const { user, system } = process.cpuUsage();
process.stdout.write(JSON.stringify({ told, cpu_s: (user + system) / 1e6 }));
