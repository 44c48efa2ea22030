// The page: shows what the worker tells of the recordings, and plays their sound while more of it is decoded.

"use strict";

const AHEAD_S = 5; // so much is handed to the sound card ahead of time: a page in the background is woken rarely
const START_S = 0.05;
const SILENT_MS = 3000; // so long a sound device may take to begin
const LARGEST_WAV = 2 ** 32 - 1; // its sizes are u32
const TAG_NAMES = { title: "Title", artist: "Artist", album: "Album", date: "Date", genre: "Genre", comment: "Comment", description: "Description", composer: "Composer", performer: "Performer", copyright: "Copyright", language: "Language", track_number: "Track" };
const $ = (id) => document.getElementById(id);

let worker, recordings = [], current = -1, sound = null;
let sounds = new Map(); // of the current recording: tokens used of a frame → Sound
let waited = new Set(); // units that the worker has still to tell of
let context = null, playing = false, position = 0, anchor = null, scheduled = [], pressedMs = 0;

// --- What is in the page ----------------------------------------------------------------------------------------------

function bytesIn(id) {
  const text = atob($(id).textContent), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  $(id).remove(); // the worker has it from now on
  return bytes;
}

function start() {
  translatePage();
  const contents = JSON.parse($("contents").textContent);
  if (contents.counted && contents.files.length > 1)
    $("page-title").textContent = document.title = t("{n} recordings", { n: contents.files.length });
  const code = new Blob([$("worker").textContent], { type: "text/javascript" });
  worker = new Worker(URL.createObjectURL(code));
  worker.onmessage = ({ data }) => HEARD[data.what](data);
  worker.onerror = (event) => tellTrouble(event.message || t("The decoder could not be started"));
  const message = {
    what: "open",
    wasm: bytesIn("decoder"),
    models: contents.models.map(({ sha256, weights, tables }) => ({
      sha256, weights: bytesIn(weights), tables: tables.map(({ sha256, head, numbers }) => ({ sha256, head: bytesIn(head), numbers: bytesIn(numbers) })),
    })),
    files: contents.files.map(({ name, data }) => ({ name, bytes: bytesIn(data) })),
  };
  const held = [message.wasm, ...message.models.map((one) => one.weights), ...message.files.map((one) => one.bytes)];
  worker.postMessage(message, held.map((bytes) => bytes.buffer));
}

const HEARD = {
  opened({ recordings: told }) {
    recordings = told;
    $("choice").hidden = recordings.length < 2;
    recordings.forEach((recording, index) => {
      const item = document.createElement("li"), button = document.createElement("button");
      button.type = "button";
      button.textContent = recording.error ? titleOf(recording) : `${titleOf(recording)} · ${clock(lengthOf(recording))}`;
      button.onclick = () => choose(index);
      item.append(button);
      $("list").append(item);
    });
    choose(0);
  },
  sound({ file, tokens, unit, count, channels, trouble, ms }) {
    const to = file === current && sounds.get(tokens);
    if (!to) return;
    if (to === sound) for (let i = 0; i < count; i++) waited.delete(unit + i);
    to.add(unit, count, channels, now());
    to.ms += ms;
    to.decodedS += (to.starts[unit + count] - to.starts[unit]) / to.rate;
    document.documentElement.dataset.speed = (to.decodedS / (to.ms / 1000)).toFixed(1);
    if (trouble) tellTrouble(t("Something of it could not be decoded: {reason}", { reason: t(trouble) }));
    feed();
    draw();
    if (to === sound && sound.saved) tellSaving();
  },
  done({ file, tokens }) {
    if (file !== current || tokens !== sound?.tokens) return;
    waited = new Set();
    const { hashes, toCheck } = recordings[file];
    document.documentElement.dataset.state = hashes || !toCheck ? "checked" : "decoded";
    draw();
  },
  hashes({ file, right }) {
    recordings[file].hashes = right;
    if (file !== current) return;
    tellWhole(recordings[file]);
    if (document.documentElement.dataset.state === "decoded") document.documentElement.dataset.state = "checked";
  },
  trouble({ text }) { tellTrouble(t(text)); },
};

function tellTrouble(what) {
  $("trouble").hidden = false;
  $("trouble").textContent = t("{what}. Another browser, or the newest version of this one, may do better.", { what });
  document.documentElement.dataset.state = "trouble";
}

// --- One recording ----------------------------------------------------------------------------------------------------

const rateOf = (recording) => recording.header.sample_rate_hz;
const lengthOf = (recording) => recording.samples / rateOf(recording);
const titleOf = (recording) => recording.sources?.[0].source?.tags?.title?.[0] || recording.name.replace(/\.sqc$/i, "");

function clock(seconds) {
  const whole = Math.floor(seconds), two = (number) => String(number).padStart(2, "0");
  const minutes = `${Math.floor(whole / 60) % 60}:${two(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes.padStart(5, "0")}`;
}

function decimal(number, digits) {
  return new Intl.NumberFormat(LANGUAGES[language], { maximumFractionDigits: digits }).format(number);
}

function qualityWords({ header }, used) {
  const bits = Math.log2(header.levels.reduce((product, level) => product * level, 1));
  const bitsPerSecond = (used * bits * header.sample_rate_hz * header.channels) / header.hop_samples;
  return t("{rate} kbit/s", { rate: decimal(bitsPerSecond / 1000, 1) });
}

function sizeWords(bytes) {
  return bytes < 1e6 ? `${decimal(bytes / 1000, 1)} kB` : `${decimal(bytes / 1e6, 2)} MB`;
}

function stopsOf({ header }) { // how many tokens of a frame each quality uses
  return header.layers.map((_, layer) => header.layers.slice(0, layer + 1).reduce((sum, own) => sum + own, 0));
}

function choose(index) {
  pause();
  current = index;
  sounds = new Map();
  sound = null;
  position = 0;
  $("trouble").hidden = true;
  const recording = recordings[index];
  Array.from($("list").querySelectorAll("button")).forEach((button, at) => button.setAttribute("aria-current", String(at === index)));
  $("player").hidden = false;
  $("title").textContent = titleOf(recording);
  const isSaid = recordings.length === 1 && titleOf(recording) === $("page-title").textContent;
  $("title").hidden = isSaid;
  $("player").setAttribute("aria-labelledby", isSaid ? "page-title" : "title");
  $("damage").replaceChildren();
  $("tags").replaceChildren();
  $("controls").hidden = !recording.playable;
  if (recording.error) {
    $("facts").textContent = recording.name;
    setWhole(false, t("This file cannot be read: {reason}.", { reason: t(recording.error) }));
    return;
  }
  const { header } = recording;
  const channels = header.channels === 1 ? t("mono") : header.channels === 2 ? t("stereo") : t("{n} channels", { n: header.channels });
  $("facts").textContent = `${clock(lengthOf(recording))} · ${channels} · ${sizeWords(recording.bytes)} · ${header.model}`;
  tellWhole(recording);
  tellTags(recording);
  if (!recording.playable) return;
  $("quality").max = $("quality").value = String(header.layers.length - 1);
  $("quality").disabled = header.layers.length === 1;
  $("seek").max = String(Math.max(0, recording.samples - 1));
  useQuality();
}

function setWhole(isWhole, text) {
  $("whole").className = isWhole ? "good" : "caution";
  $("whole").textContent = (isWhole ? "✓ " : "⚠ ") + text;
}

function tellWhole(recording) {
  const { damage, notes, header, hashes, sources } = recording, lines = notes.map((note) => t(note));
  for (const { startS, endS, layers } of damage) {
    const words = layers ? "{from} to {to}: sounds worse, an upper layer is lost." : "{from} to {to}: lost, and silent.";
    lines.push(t(words, { from: clock(startS), to: clock(endS) }));
  }
  const damaged = lines.length > 0, stops = stopsOf(recording);
  (hashes || []).forEach((right, layer) => {
    const quality = qualityWords(recording, stops[layer]);
    if (!right && !damaged) lines.push(t("The tokens of the quality {quality} are not those that were encoded: their SHA-256 differs.", { quality }));
    if (right && damaged && !hashes.every(Boolean)) lines.push(t("The tokens of the quality {quality} are those that were encoded (SHA-256).", { quality }));
  });
  const before = sources.flatMap(({ source, startS }) => (source?.lost || []).map((loss) =>
    t("At {at} something was missing already before: {reason}.", { at: clock(startS + loss.start_s), reason: t(loss.reason) })));
  if (lines.length) setWhole(false, t("Not all of this recording is whole:"));
  else if (before.length) setWhole(false, t("The file is whole; its source was not:"));
  else if (hashes) setWhole(true, t("All of it is whole: the checksums of all blocks and layers are right, and the tokens of every quality are those that were encoded (SHA-256)."));
  else setWhole(true, t("All of it is whole: the checksums of all blocks and layers are right."));
  if (!recording.playable) lines.push(t(header.family === "spectral"
    ? "The weights that this file needs are not in this page."
    : "The decoder of this model is too heavy for a page: use the script decode_sqc.py of an archive kit (“sqcodec kit”), or sqcodec itself."));
  $("damage").replaceChildren(...[...lines, ...before].map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

function tellTags(recording) {
  const [{ source }] = recording.sources, rows = Object.entries(source?.tags || {}).filter(([name]) => name !== "encoder");
  rows.push(["File", [recording.name]]);
  const names = recording.sources.map((one) => one.source?.name).filter(Boolean);
  if (names.length) rows.push(["Made from", names]);
  for (const [name, values] of rows) {
    const term = document.createElement("dt"), value = document.createElement("dd");
    term.textContent = t(TAG_NAMES[name] || name);
    value.textContent = Array.isArray(values) ? values.join("\n") : String(values);
    $("tags").append(term, value);
  }
}

function useQuality() {
  const recording = recordings[current], tokens = stopsOf(recording)[Number($("quality").value)];
  const wasPlaying = playing;
  if (playing) pause();
  if (sound) sound.saved = null;
  $("save").disabled = false;
  $("save").textContent = t("Save as WAV");
  $("quality-told").textContent = qualityWords(recording, tokens);
  $("quality").setAttribute("aria-valuetext", qualityWords(recording, tokens));
  if (!sounds.has(tokens)) {
    try {
      sounds.set(tokens, new Sound(recording, tokens));
    } catch {
      tellTrouble(t("This recording is too long for this browser’s memory"));
      return;
    }
  }
  sound = sounds.get(tokens);
  askFrom(position);
  draw();
  if (wasPlaying) play();
}

function askFrom(sample) {
  document.documentElement.dataset.state = "decoding";
  const had = sound.had(sample), all = new Set(had);
  waited = new Set(Array.from({ length: sound.units }, (_, unit) => unit).filter((unit) => !all.has(unit)));
  worker.postMessage({ what: "decode", file: current, tokens: sound.tokens, unit: sound.unitAt(sample), had });
}

// Whether what is near is kept, or under way
function isComing(sample) {
  if (sound.isNear(sample)) return true;
  for (let unit = sound.unitAt(sample), end = sound.unitAt(sample + LIMITS.nearS * sound.rate); unit <= end; unit++)
    if (!sound.kept.has(unit) && !waited.has(unit)) return false;
  return true;
}

// --- Playing ----------------------------------------------------------------------------------------------------------

// Where one is: `anchor` says that sample `anchor.sample` is heard at `anchor.time` of the context's clock, and that
// all before `anchor.next` is handed to it.
function now() {
  if (!playing || !anchor) return position;
  const { sample, time, next } = anchor;
  return Math.max(sample, Math.min(next, Math.round(sample + (context.currentTime - time) * sound.rate)));
}

function play() {
  const { rate, samples } = sound;
  if (!samples) return;
  if (position >= samples) position = 0;
  if (context && context.sampleRate !== rate) { context.close(); context = null; }
  context ||= new AudioContext({ sampleRate: rate });
  context.resume();
  playing = true;
  anchor = null;
  pressedMs = performance.now();
  $("play").textContent = t("Pause");
  if (!sound.kept.has(sound.unitAt(position))) askFrom(position);
  feed();
}

function pause() {
  if (current >= 0 && playing) position = now();
  playing = false;
  anchor = null;
  for (const source of scheduled) source.stop();
  scheduled = [];
  $("play").textContent = t("Play");
  $("state").textContent = "";
}

function feed() {
  if (!playing) return;
  const { starts, samples, rate } = sound;
  if (anchor && anchor.next < samples && now() >= anchor.next) { position = anchor.next; anchor = null; } // it was waited for
  if (anchor && anchor.next >= samples && now() >= samples) { pause(); position = samples; draw(); return; }
  if (!isComing(now())) askFrom(now());
  for (;;) {
    const next = anchor ? anchor.next : position, unit = sound.unitAt(next), channels = sound.kept.get(unit);
    if (next >= samples || !channels) break;
    anchor ||= { sample: position, time: context.currentTime + START_S, next: position };
    if ((next - now()) / rate > AHEAD_S) break;
    const skipped = next - starts[unit], buffer = context.createBuffer(channels.length, starts[unit + 1] - next, rate);
    channels.forEach((all, channel) => {
      const to = buffer.getChannelData(channel);
      for (let i = 0; i < to.length; i++) to[i] = all[skipped + i] / 32768;
    });
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => { scheduled = scheduled.filter((one) => one !== source); };
    source.start(anchor.time + (next - anchor.sample) / rate);
    scheduled.push(source);
    anchor.next = starts[unit + 1];
  }
  const waits = context.state !== "running" && performance.now() - pressedMs > SILENT_MS;
  $("state").textContent = !anchor ? t("Decoding …") : waits ? t("The browser has no sound device to play on.") : "";
}

function seek(sample) {
  const wasPlaying = playing;
  if (playing) pause();
  position = Math.max(0, Math.min(sound.samples, Math.round(sample)));
  if (position < sound.samples && !sound.kept.has(sound.unitAt(position))) askFrom(position);
  if (wasPlaying && position < sound.samples) play();
  draw();
}

// --- Saving -----------------------------------------------------------------------------------------------------------

function save() {
  if (sound.wavBytes > LARGEST_WAV) { tellTrouble(t("This recording is too long for a WAV file: decode it with sqcodec itself")); return; }
  sound.gather();
  if (sound.gathered < 1) askFrom(now());
  tellSaving();
}

function tellSaving() {
  const done = sound.gathered;
  $("save").disabled = done < 1;
  $("save").textContent = done < 1 ? t("Decoding… {percent} %", { percent: Math.floor(100 * done) }) : t("Save as WAV");
  if (done < 1) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(sound.wav());
  link.download = recordings[current].name.replace(/\.sqc$/i, "") + ".wav";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

// --- Drawing ----------------------------------------------------------------------------------------------------------

let isDrawing = false, isSeeking = false;

function draw() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => { isDrawing = false; drawNow(); });
}

function drawNow() {
  if (!sound) return;
  const { rate, peaks, samples } = sound, at = now(), length = samples / rate;
  $("time").textContent = `${clock(at / rate)} / ${clock(length)}`;
  if (document.activeElement !== $("seek") || !isSeeking) $("seek").value = String(at);
  $("seek").setAttribute("aria-valuetext", t("{at} of {length}", { at: clock(at / rate), length: clock(length) }));
  const canvas = $("wave"), style = getComputedStyle(document.documentElement), ratio = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(canvas.clientWidth * ratio)), height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const paint = canvas.getContext("2d"), middle = height / 2;
  paint.clearRect(0, 0, width, height);
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * peaks.length) / width), to = Math.max(from + 1, Math.floor(((x + 1) * peaks.length) / width));
    let peak = 0;
    for (let i = from; i < to && i < peaks.length; i++) if (peaks[i] > peak) peak = peaks[i];
    const isPast = (x / width) * samples <= at, size = Math.max(0.5, peak * (middle - 4 * ratio));
    paint.fillStyle = style.getPropertyValue(isPast ? "--wave" : "--behind");
    paint.fillRect(x, middle - size, 1, 2 * size);
  }
  paint.fillStyle = style.getPropertyValue("--caution");
  for (const { startS, endS, layers } of recordings[current].damage)
    paint.fillRect((startS / length) * width, layers ? height - 4 * ratio : 0, ((endS - startS) / length) * width, 4 * ratio);
  paint.fillStyle = style.getPropertyValue("--text");
  paint.fillRect(Math.round((at / Math.max(1, samples)) * width), 0, 2 * ratio, height);
}

// --- Hands ------------------------------------------------------------------------------------------------------------

$("play").onclick = () => (playing ? (pause(), draw()) : play());
$("save").onclick = save;
$("quality").oninput = useQuality;
$("seek").oninput = () => { isSeeking = true; seek(Number($("seek").value)); isSeeking = false; };
$("seek").onkeydown = (event) => {
  const steps = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5, PageDown: -30, PageUp: 30 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  seek(now() + steps[event.key] * sound.rate);
};
$("wave").onclick = (event) => {
  const { left, width } = $("wave").getBoundingClientRect();
  seek(((event.clientX - left) / width) * sound.samples);
};
document.addEventListener("keydown", (event) => {
  const isOnControl = event.target.closest?.("button, a");
  if (event.key !== " " || isOnControl || !sound) return;
  event.preventDefault();
  $("play").onclick();
});
window.addEventListener("resize", draw);
setInterval(() => { if (playing) { feed(); draw(); } }, 100);
start();
