// The page: shows what the worker tells of the recordings, and plays their sound while more of it is decoded.

"use strict";

const AHEAD_S = 5; // so much is handed to the sound card ahead of time: a page in the background is woken rarely
const START_S = 0.05;
const PEAK_SAMPLES = 160;
const TAG_NAMES = { title: "Title", artist: "Artist", album: "Album", date: "Date", genre: "Genre", comment: "Comment", description: "Description", composer: "Composer", performer: "Performer", copyright: "Copyright", language: "Language", track_number: "Track", encoder: "Encoder" };
const $ = (id) => document.getElementById(id);

let worker, recordings = [], current = -1, tokens = 0;
let sounds = new Map(); // of the current recording: tokens used of a frame → what is decoded of it
let context = null, playing = false, position = 0, anchor = null, scheduled = [], wantsWav = false;

// --- What is in the page ----------------------------------------------------------------------------------------------

function bytesIn(id) {
  const text = atob($(id).textContent), bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function start() {
  const contents = JSON.parse($("contents").textContent);
  const code = new Blob([$("worker").textContent], { type: "text/javascript" });
  worker = new Worker(URL.createObjectURL(code));
  worker.onmessage = ({ data }) => HEARD[data.what](data);
  worker.onerror = (event) => tellTrouble(event.message || "The decoder could not be started");
  worker.postMessage({
    what: "open",
    wasm: bytesIn("decoder"),
    models: contents.models.map(({ sha256, weights, tables }) => ({
      sha256, weights: bytesIn(weights), tables: tables.map(({ sha256, head, numbers }) => ({ sha256, head: bytesIn(head), numbers: bytesIn(numbers) })),
    })),
    files: contents.files.map(({ name, data }) => ({ name, bytes: bytesIn(data) })),
  });
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
  sound({ file, tokens: used, unit, count, channels, trouble, ms }) {
    if (file !== current || !sounds.has(used)) return;
    const sound = sounds.get(used), { starts } = recordings[file], first = starts[unit];
    channels.forEach((samples, channel) => {
      const from = samples || channels[0], to = sound.channels[channel];
      for (let i = 0; i < from.length; i++) to[first + i] = Math.max(-32768, Math.min(32767, Math.round(from[i] * 32768)));
      for (let i = 0; i < from.length; i++) {
        const peak = Math.floor((first + i) / PEAK_SAMPLES), size = Math.abs(from[i]);
        if (size > sound.peaks[peak]) sound.peaks[peak] = size;
      }
    });
    for (let i = 0; i < count; i++) sound.ready[unit + i] = 1;
    sound.ms += ms;
    sound.decodedS += (starts[unit + count] - first) / rateOf(recordings[file]);
    document.documentElement.dataset.speed = (sound.decodedS / (sound.ms / 1000)).toFixed(1);
    if (trouble) tellTrouble(`Something of it could not be decoded: ${trouble}`);
    feed();
    draw();
    if (wantsWav) saveWav();
  },
  done() { document.documentElement.dataset.state = "decoded"; draw(); },
  trouble({ text }) { tellTrouble(text); },
};

function tellTrouble(text) {
  $("trouble").hidden = false;
  $("trouble").textContent = `${text}. Another browser, or the newest version of this one, may do better.`;
  document.documentElement.dataset.state = "trouble";
}

// --- One recording ----------------------------------------------------------------------------------------------------

const rateOf = (recording) => recording.header.sample_rate_hz;
const lengthOf = (recording) => recording.samples / rateOf(recording);
const titleOf = (recording) => recording.source?.tags?.title?.[0] || recording.name;

function clock(seconds) {
  const whole = Math.floor(seconds), two = (number) => String(number).padStart(2, "0");
  const minutes = `${Math.floor(whole / 60) % 60}:${two(whole % 60)}`;
  return whole < 3600 ? minutes : `${Math.floor(whole / 3600)}:${minutes.padStart(5, "0")}`;
}

function kbps(header, used) {
  const bits = Math.log2(header.levels.reduce((product, level) => product * level, 1));
  return (used * bits * header.sample_rate_hz * header.channels) / header.hop_samples / 1000;
}

function sizeWords(bytes) {
  return bytes < 1e6 ? `${(bytes / 1000).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`;
}

function choose(index) {
  pause();
  current = index;
  sounds = new Map();
  position = 0;
  const recording = recordings[index];
  Array.from($("list").querySelectorAll("button")).forEach((button, at) => button.setAttribute("aria-current", String(at === index)));
  $("player").hidden = false;
  $("title").textContent = titleOf(recording);
  $("damage").replaceChildren();
  $("tags").replaceChildren();
  $("controls").hidden = !recording.playable;
  if (recording.error) {
    $("facts").textContent = recording.name;
    setWhole(false, `This file cannot be read: ${recording.error}.`);
    return;
  }
  const { header } = recording, channels = header.channels === 1 ? "mono" : header.channels === 2 ? "stereo" : `${header.channels} channels`;
  $("facts").textContent = `${clock(lengthOf(recording))} · ${channels} · ${sizeWords(recording.bytes)} · ${header.model}`;
  tellWhole(recording);
  tellTags(recording);
  if (!recording.playable) return;
  const stops = header.layers.map((_, layer) => header.layers.slice(0, layer + 1).reduce((sum, own) => sum + own, 0));
  recording.stops = stops;
  $("quality").max = String(stops.length - 1);
  $("quality").value = String(stops.length - 1);
  $("quality").disabled = stops.length === 1;
  $("seek").max = String(Math.max(0, recording.samples - 1));
  $("seek").step = "1";
  useQuality();
}

function setWhole(isWhole, text) {
  $("whole").className = isWhole ? "good" : "caution";
  $("whole").textContent = (isWhole ? "✓ " : "⚠ ") + text;
}

function tellWhole(recording) {
  const { damage, notes, header, parts = [] } = recording, lines = [...notes];
  for (const { startS, endS, layers } of damage)
    lines.push(`${clock(startS)} to ${clock(endS)}: ${layers ? "sounds worse, an upper layer is lost" : "lost, and silent"}.`);
  const before = (recording.source?.lost || []).map((loss) => `At ${clock(loss.start_s)} something was missing already before: ${loss.reason}.`);
  const isWhole = !lines.length && !before.length;
  if (isWhole) setWhole(true, "All of it is whole: the checksums of all blocks and layers are right.");
  else setWhole(false, lines.length ? "Not all of this recording is whole:" : "The file is whole; its source was not:");
  if (!recording.playable) lines.push(header.family === "spectral"
    ? "The weights that this file needs are not in this page."
    : "The decoder of this model is too heavy for a page: use the script decode_sqc.py of an archive kit (“sqcodec kit”), or sqcodec itself.");
  $("damage").replaceChildren(...[...lines, ...before].map((line) => Object.assign(document.createElement("li"), { textContent: line })));
}

function tellTags(recording) {
  const source = recording.source || {}, rows = Object.entries(source.tags || {}).filter(([name]) => name !== "encoder");
  rows.push(["File", [recording.name]]);
  if (source.name) rows.push(["Made from", [source.name]]);
  for (const [name, values] of rows) {
    const term = document.createElement("dt"), value = document.createElement("dd");
    term.textContent = TAG_NAMES[name] || name;
    value.textContent = Array.isArray(values) ? values.join("\n") : String(values);
    $("tags").append(term, value);
  }
}

function useQuality() {
  const recording = recordings[current], layer = Number($("quality").value);
  const wasPlaying = playing;
  if (playing) pause();
  wantsWav = false;
  $("save").disabled = false;
  $("save").textContent = "Save as WAV";
  tokens = recording.stops[layer];
  const told = `${kbps(recording.header, tokens).toFixed(1).replace(".0", "")} kbit/s`;
  $("quality-told").textContent = told;
  $("quality").setAttribute("aria-valuetext", told);
  if (!sounds.has(tokens)) {
    try {
      const channels = Array.from({ length: recording.header.channels }, () => new Int16Array(recording.samples));
      const peaks = new Float32Array(Math.ceil(recording.samples / PEAK_SAMPLES));
      sounds.set(tokens, { channels, peaks, ready: new Uint8Array(recording.starts.length - 1), ms: 0, decodedS: 0 });
    } catch {
      tellTrouble("This recording is too long for this browser’s memory");
      return;
    }
  }
  askFrom(position);
  draw();
  if (wasPlaying) play();
}

function unitAt(sample) {
  const { starts } = recordings[current];
  let low = 0, high = starts.length - 2;
  while (low < high) { const middle = (low + high + 1) >> 1; if (starts[middle] <= sample) low = middle; else high = middle - 1; }
  return Math.max(0, low);
}

function askFrom(sample) {
  const sound = sounds.get(tokens);
  document.documentElement.dataset.state = "decoding";
  const had = Array.from(sound.ready.keys()).filter((unit) => sound.ready[unit]);
  worker.postMessage({ what: "decode", file: current, tokens, unit: unitAt(sample), had });
}

// --- Playing ----------------------------------------------------------------------------------------------------------

// Where one is: `anchor` says that sample `anchor.sample` is heard at `anchor.time` of the context's clock, and that
// all before `anchor.next` is handed to it.
function now() {
  if (!playing || !anchor) return position;
  const { sample, time, next } = anchor, rate = rateOf(recordings[current]);
  return Math.max(sample, Math.min(next, Math.round(sample + (context.currentTime - time) * rate)));
}

function play() {
  const recording = recordings[current], rate = rateOf(recording);
  if (position >= recording.samples) position = 0;
  if (context && context.sampleRate !== rate) { context.close(); context = null; }
  context ||= new AudioContext({ sampleRate: rate });
  context.resume();
  playing = true;
  anchor = null;
  $("play").textContent = "Pause";
  if (!sounds.get(tokens).ready[unitAt(position)]) askFrom(position);
  feed();
}

function pause() {
  if (current >= 0 && playing) position = now();
  playing = false;
  anchor = null;
  for (const source of scheduled) source.stop();
  scheduled = [];
  $("play").textContent = "Play";
  $("state").textContent = "";
}

function feed() {
  if (!playing) return;
  const { starts, samples } = recordings[current], sound = sounds.get(tokens), rate = context.sampleRate;
  if (anchor && anchor.next < samples && now() >= anchor.next) { position = anchor.next; anchor = null; } // it was waited for
  if (anchor && anchor.next >= samples && now() >= samples) { pause(); position = samples; draw(); return; }
  for (;;) {
    const next = anchor ? anchor.next : position, unit = unitAt(next);
    if (next >= samples || !sound.ready[unit]) break;
    anchor ||= { sample: position, time: context.currentTime + START_S, next: position };
    if ((next - now()) / rate > AHEAD_S) break;
    const end = starts[unit + 1], buffer = context.createBuffer(sound.channels.length, end - next, rate);
    sound.channels.forEach((all, channel) => {
      const to = buffer.getChannelData(channel);
      for (let i = 0; i < to.length; i++) to[i] = all[next + i] / 32768;
    });
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.onended = () => { scheduled = scheduled.filter((one) => one !== source); };
    source.start(anchor.time + (next - anchor.sample) / rate);
    scheduled.push(source);
    anchor.next = end;
  }
  $("state").textContent = anchor ? "" : "Decoding …";
}

function seek(sample) {
  const wasPlaying = playing;
  if (playing) pause();
  position = Math.max(0, Math.min(recordings[current].samples, Math.round(sample)));
  if (!sounds.get(tokens).ready[unitAt(position)]) askFrom(position);
  if (wasPlaying && position < recordings[current].samples) play();
  draw();
}

// --- Saving -----------------------------------------------------------------------------------------------------------

function saveWav() {
  const recording = recordings[current], { channels, ready } = sounds.get(tokens);
  const left = ready.reduce((sum, one) => sum + 1 - one, 0);
  wantsWav = left > 0;
  $("save").disabled = wantsWav;
  $("save").textContent = wantsWav ? `Decoding, ${Math.floor((100 * (ready.length - left)) / ready.length)} %` : "Save as WAV";
  if (wantsWav) return;
  const link = document.createElement("a");
  link.href = URL.createObjectURL(wavOf(channels, rateOf(recording)));
  link.download = recording.name.replace(/\.sqc$/i, "") + ".wav";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function wavOf(channels, rate) {
  const frames = channels[0].length, bytes = 2 * channels.length * frames, head = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => Array.from(letters, (letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
  text(0, "RIFF"), head.setUint32(4, 36 + bytes, true), text(8, "WAVEfmt "), head.setUint32(16, 16, true);
  head.setUint16(20, 1, true), head.setUint16(22, channels.length, true), head.setUint32(24, rate, true);
  head.setUint32(28, rate * 2 * channels.length, true), head.setUint16(32, 2 * channels.length, true);
  head.setUint16(34, 16, true), text(36, "data"), head.setUint32(40, bytes, true);
  const all = new Int16Array(frames * channels.length);
  channels.forEach((samples, channel) => { for (let i = 0; i < frames; i++) all[i * channels.length + channel] = samples[i]; });
  return new Blob([head, all], { type: "audio/wav" });
}

// --- Drawing ----------------------------------------------------------------------------------------------------------

let isDrawing = false;

function draw() {
  if (isDrawing) return;
  isDrawing = true;
  requestAnimationFrame(() => { isDrawing = false; drawNow(); });
}

function drawNow() {
  const recording = recordings[current], sound = sounds.get(tokens);
  if (!recording?.playable || !sound) return;
  const rate = rateOf(recording), at = now();
  $("time").textContent = `${clock(at / rate)} / ${clock(lengthOf(recording))}`;
  if (document.activeElement !== $("seek") || !isSeeking) $("seek").value = String(at);
  $("seek").setAttribute("aria-valuetext", `${clock(at / rate)} of ${clock(lengthOf(recording))}`);
  const canvas = $("wave"), style = getComputedStyle(document.documentElement), ratio = window.devicePixelRatio || 1;
  const width = Math.max(1, Math.round(canvas.clientWidth * ratio)), height = Math.round(canvas.clientHeight * ratio);
  if (canvas.width !== width || canvas.height !== height) { canvas.width = width; canvas.height = height; }
  const paint = canvas.getContext("2d"), { peaks } = sound, middle = height / 2;
  paint.clearRect(0, 0, width, height);
  for (let x = 0; x < width; x++) {
    const from = Math.floor((x * peaks.length) / width), to = Math.max(from + 1, Math.floor(((x + 1) * peaks.length) / width));
    let peak = 0;
    for (let i = from; i < to && i < peaks.length; i++) if (peaks[i] > peak) peak = peaks[i];
    const isPast = (x / width) * recording.samples <= at, size = Math.max(0.5, peak * (middle - 4 * ratio));
    paint.fillStyle = style.getPropertyValue(isPast ? "--wave" : "--behind");
    paint.fillRect(x, middle - size, 1, 2 * size);
  }
  for (const { startS, endS, layers } of recording.damage) {
    paint.fillStyle = style.getPropertyValue("--caution");
    const from = (startS / lengthOf(recording)) * width;
    paint.fillRect(from, layers ? height - 4 * ratio : 0, ((endS - startS) / lengthOf(recording)) * width, layers ? 4 * ratio : 4 * ratio);
  }
  paint.fillStyle = style.getPropertyValue("--text");
  paint.fillRect(Math.round((at / Math.max(1, recording.samples)) * width), 0, 2 * ratio, height);
}

// --- Hands ------------------------------------------------------------------------------------------------------------

let isSeeking = false;

$("play").onclick = () => (playing ? (pause(), draw()) : play());
$("save").onclick = () => { saveWav(); if (wantsWav) askFrom(0); };
$("quality").oninput = useQuality;
$("seek").oninput = () => { isSeeking = true; seek(Number($("seek").value)); isSeeking = false; };
$("seek").onkeydown = (event) => {
  const steps = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5, PageDown: -30, PageUp: 30 };
  if (!(event.key in steps)) return;
  event.preventDefault();
  seek(now() + steps[event.key] * rateOf(recordings[current]));
};
$("wave").onclick = (event) => {
  const { left, width } = $("wave").getBoundingClientRect();
  seek(((event.clientX - left) / width) * recordings[current].samples);
};
document.addEventListener("keydown", (event) => {
  const isOnControl = event.target.closest?.("button, a");
  if (event.key !== " " || isOnControl || !recordings[current]?.playable) return;
  event.preventDefault();
  $("play").onclick();
});
window.addEventListener("resize", draw);
setInterval(() => { if (playing) { feed(); draw(); } }, 100);
start();
