// Sound of one recording at one quality, as far as it is decoded. Of long ones only what is near the play head is kept,
// and the rest is decoded again when it is wanted: an hour would fill 115 MB for each channel.

"use strict";

const PEAK_SAMPLES = 160;
const LIMITS = { keptS: 600, nearS: 30 }; // nearS: what is soon to be heard

class Sound {
  // `starts`: the first sample of each unit, and the end of the last
  constructor({ starts, samples, header }, tokens) {
    this.starts = starts;
    this.samples = samples;
    this.rate = header.sample_rate_hz;
    this.channelCount = header.channels;
    this.tokens = tokens;
    this.units = starts.length - 1;
    this.kept = new Map(); // unit → Int16Array of each channel
    this.seen = new Uint8Array(this.units); // its peaks are known
    this.peaks = new Float32Array(Math.ceil(samples / PEAK_SAMPLES));
    this.saved = null; // unit → Blob, while a file is being made
    this.ms = this.decodedS = 0;
  }

  unitAt(sample) {
    let low = 0, high = this.units - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.starts[middle] <= sample) low = middle;
      else high = middle - 1;
    }
    return Math.max(0, low);
  }

  // `count` units from `unit` on, Float32Array of each channel, null for one that is as the first; `near`: the play head
  add(unit, count, channels, near) {
    const first = this.starts[unit];
    const whole = channels.map((samples) => {
      if (!samples) return null;
      const numbers = new Int16Array(samples.length);
      for (let i = 0; i < samples.length; i++) {
        numbers[i] = Math.max(-32768, Math.min(32767, Math.round(samples[i] * 32768)));
        const peak = Math.floor((first + i) / PEAK_SAMPLES), size = Math.abs(samples[i]);
        if (size > this.peaks[peak]) this.peaks[peak] = size;
      }
      return numbers;
    }).map((numbers, _, all) => numbers || all[0]);
    for (let at = unit; at < unit + count; at++) {
      const [from, to] = [this.starts[at] - first, this.starts[at + 1] - first], parts = new Map();
      const own = whole.map((all) => { if (!parts.has(all)) parts.set(all, all.slice(from, to)); return parts.get(all); });
      this.kept.set(at, own);
      this.seen[at] = 1;
      if (this.saved) this.saved.set(at, interleaved(own));
    }
    this.forget(near);
  }

  // What is furthest from the play head goes.
  forget(near) {
    const most = Math.max(8, Math.ceil((LIMITS.keptS * this.rate * this.units) / Math.max(1, this.samples)));
    if (this.kept.size <= most) return;
    const here = this.unitAt(near), far = (unit) => (unit < here ? 2 * (here - unit) : unit - here);
    const order = Array.from(this.kept.keys()).sort((one, other) => far(other) - far(one));
    for (const unit of order.slice(0, this.kept.size - most)) this.kept.delete(unit);
  }

  // What need not be decoded when it plays from `sample` on: what is seen, but for what is near and no longer kept
  had(sample) {
    const here = this.unitAt(sample), end = this.unitAt(sample + LIMITS.nearS * this.rate), found = [];
    for (let unit = 0; unit < this.units; unit++) {
      const isWanted = (unit >= here && unit <= end && !this.kept.has(unit)) || (this.saved && !this.saved.has(unit));
      if (this.seen[unit] && !isWanted) found.push(unit);
    }
    return found;
  }

  isNear(sample) {
    for (let unit = this.unitAt(sample), end = this.unitAt(sample + LIMITS.nearS * this.rate); unit <= end; unit++)
      if (!this.kept.has(unit)) return false;
    return true;
  }

  // Begins to gather a file; what is kept is there at once.
  gather() {
    this.saved = new Map(Array.from(this.kept, ([unit, channels]) => [unit, interleaved(channels)]));
  }

  get gathered() { return this.units ? this.saved.size / this.units : 1; }

  get wavBytes() { return 44 + 2 * this.channelCount * this.samples; }

  // A WAV file of all that was gathered
  wav() {
    const head = new DataView(new ArrayBuffer(44)), bytes = this.wavBytes, count = this.channelCount;
    const text = (at, letters) => Array.from(letters, (letter, i) => head.setUint8(at + i, letter.charCodeAt(0)));
    text(0, "RIFF"), head.setUint32(4, bytes - 8, true), text(8, "WAVEfmt "), head.setUint32(16, 16, true);
    head.setUint16(20, 1, true), head.setUint16(22, count, true), head.setUint32(24, this.rate, true);
    head.setUint32(28, this.rate * 2 * count, true), head.setUint16(32, 2 * count, true);
    head.setUint16(34, 16, true), text(36, "data"), head.setUint32(40, bytes - 44, true);
    const pieces = Array.from({ length: this.units }, (_, unit) => this.saved.get(unit));
    this.saved = null;
    return new Blob([head, ...pieces], { type: "audio/wav" });
  }
}

function interleaved(channels) {
  const [first] = channels, count = channels.length;
  if (count === 1) return new Blob([first]);
  const all = new Int16Array(first.length * count);
  channels.forEach((samples, channel) => { for (let i = 0; i < samples.length; i++) all[i * count + channel] = samples[i]; });
  return new Blob([all]);
}
