// Decodes a .sqc file with a build of decoder.c in Node.js, as the page's worker does in a browser:
//
//     node decode.cjs PAGE_FOLDER DECODER.wasm WEIGHTS FILE.sqc OUT.f32 [TABLES_HEAD TABLES_NUMBERS SHA256]
//
// OUT gets all channels one behind the other, f32. Prints {"seconds", "cpu_s", "hashes"}: seconds of sound, the
// processor's time for it, and whether the token hash of each layer is that of the footer.

"use strict";

const fs = require("node:fs");
const vm = require("node:vm");

const [folder, wasm, weights, file, out, head, numbers, sha256] = process.argv.slice(2);
vm.runInThisContext(`${fs.readFileSync(`${folder}/reader.js`, "utf8")}\nglobalThis.ours = { readSqc, Decoder, Recording };`);

const bytes = (path) => new Uint8Array(fs.readFileSync(path));

(async () => {
  const { instance } = await WebAssembly.instantiate(bytes(wasm), {});
  const tables = head ? [{ sha256, head: bytes(head), numbers: bytes(numbers) }] : [];
  const recording = new ours.Recording(ours.readSqc(bytes(file)), new ours.Decoder(instance, bytes(weights), tables));
  const { units, header, samples } = recording, all = Array.from({ length: header.channels }, () => new Float32Array(samples));
  const before = process.cpuUsage();
  for (let unit = 0, most = 1; unit < units.length; most *= 2) {
    const count = recording.atOnce(unit, most);
    recording.sound(unit, count, header.tokens).forEach((sound, channel) => all[channel].set(sound, units[unit].at));
    unit += count;
  }
  const { user, system } = process.cpuUsage(before);
  const steps = recording.checkHashes();
  let step;
  while (!(step = steps.next()).done);
  fs.writeFileSync(out, Buffer.concat(all.map((one) => Buffer.from(one.buffer))));
  process.stdout.write(JSON.stringify({ seconds: samples / header.sample_rate_hz, cpu_s: (user + system) / 1e6, hashes: step.value }));
})();
