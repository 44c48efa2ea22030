// The worker: decodes while the page plays. It is asked for a file, a place and a quality, and tells of sound unit by
// unit until all is told or something else is asked for. Then it checks the token hashes of the file, once.

"use strict";

let recordings = [], asked = null, checking = null; // checking: { file, steps }

self.onmessage = async ({ data }) => {
  try {
    if (data.what === "open") await open(data);
    else if (data.what === "decode") decode(data);
  } catch (error) {
    self.postMessage({ what: "trouble", text: String(error.message || error) });
  }
};

async function open({ wasm, models, files }) {
  const module = await WebAssembly.compile(wasm), decoders = new Map();
  for (const { sha256, weights, tables } of models)
    decoders.set(sha256, new Decoder(await WebAssembly.instantiate(module, {}), weights, tables));
  recordings = files.map(({ name, bytes }) => {
    try {
      const file = readSqc(bytes);
      return Object.assign(new Recording(file, decoders.get(file.header.weightsSha256)), { name, bytes: bytes.length });
    } catch (error) {
      return { name, error: error.message };
    }
  });
  self.postMessage({ what: "opened", recordings: recordings.map(told) });
}

function told(recording) {
  if (recording.error) return { name: recording.name, error: recording.error };
  const { header, parts, notes, units, samples, name, bytes } = recording, rate = header.sample_rate_hz;
  const begins = new Map();
  for (const { part, at } of units) if (!begins.has(part)) begins.set(part, at);
  const time = (part, frame) => { // in samples of what is heard
    const local = frame * header.hop_samples - parts[part].skip;
    return (begins.get(part) ?? 0) + Math.max(0, Math.min(parts[part].sampleCount, local));
  };
  const damage = damageOf(recording).map(({ part, first, frames, layers }) =>
    ({ startS: time(part, first) / rate, endS: time(part, first + frames) / rate, layers })).filter(({ startS, endS }) => endS > startS);
  const starts = Float64Array.from([...units.map((unit) => unit.at), samples]);
  const sources = parts.map(({ source }, index) => ({ source: source || header.source, startS: time(index, 0) / rate }));
  const toCheck = Boolean(recording.decoder && recording.tokenHashes);
  return { name, bytes, header, sources, notes, damage, starts, samples, playable: Boolean(recording.decoder), toCheck };
}

function decode(wish) {
  const isNew = asked === null;
  asked = { ...wish, unit: wish.unit, most: 1, left: recordings[wish.file].units.length };
  if (isNew) next();
}

// One piece, and then a pause in which messages are heard.
function next() {
  const recording = recordings[asked.file], { file, tokens, unit, most } = asked, had = new Set(asked.had || []);
  let at = unit, tried = 0;
  const all = recording.units.length;
  while (tried < all && had.has(at)) { at = (at + 1) % all; tried++; }
  if (tried >= all) {
    asked = null;
    self.postMessage({ what: "done", file, tokens });
    const { tokenHashes, hashesRight } = recording;
    if (tokenHashes && !hashesRight && checking?.file !== file) checking = { file, steps: recording.checkHashes() };
    if (checking) setTimeout(check, 0);
    return;
  }
  let count = recording.atOnce(at, most);
  for (let i = 1; i < count; i++) if (had.has(at + i)) count = i;
  const started = performance.now();
  let channels;
  try {
    channels = recording.sound(at, count, tokens);
  } catch (error) {
    asked = null;
    self.postMessage({ what: "trouble", text: error.message });
    return;
  }
  const ms = performance.now() - started;
  for (let i = 0; i < count; i++) had.add(at + i);
  Object.assign(asked, { unit: (at + count) % all, most: 2 * most, had });
  const sent = channels.map((one, index) => (index && one === channels[0] ? null : one.slice()));
  self.postMessage({ what: "sound", file, tokens, unit: at, count, channels: sent, ms, trouble: recording.trouble }, sent.filter(Boolean).map((one) => one.buffer));
  setTimeout(next, 0);
}

// One block, and then a pause; sound that is asked for goes first.
function check() {
  if (!checking || asked) return;
  const { file, steps } = checking, { done, value } = steps.next();
  if (!done) { setTimeout(check, 0); return; }
  checking = null;
  recordings[file].hashesRight = value;
  self.postMessage({ what: "hashes", file, right: value });
}
