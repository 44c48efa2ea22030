// Reads .sqc files (format/sqc-1.md and sqc-2.md) and decodes those of the family “spectral” with decoder.c, built to
// WebAssembly. Names are those of these pages. Damage is borne: what is whole is played, and the rest is told.

"use strict";

const DICTIONARY_1 = `"comment":["description":["genre":["track_number":["composer":["performer":["copyright":["language":["date":["2026-","album":["artist":["title":["tags":{"dates":{"created":"recorded":"modified":"2025-"statistics_rule":"none","0k75bps"1k5bps"3kbps"12kbps_24khz"24kbps_24khz"l3ac"l3ac-.m4a".mp3".flac".ogg".opus"MPEG"M4A"MP3"OGG"OPUS"AIFF"FLAC"VORBIS"AAC"PCM_24"FLOAT"44100,"channels":2,"sample_rate_hz":24000,"hop_samples":90,"levels":[9,9,9,7,7,7],"window_tokens":400,"block_windows":16,{"model":"6kbps","family":"sqcodec","sample_rate_hz":16000,"hop_samples":45,"levels":[7,7,7,7,7,7],"window_tokens":300,"block_windows":12,"channels":1,"encoder":"sqcodec-gui 0.1.0","statistics_rule":"stored","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,"channels":1,"sample_format":"PCM_16","container":"WAV"}}`;
const DICTIONARY_2 = DICTIONARY_1 + `"spectral-1k5bps"spectral-3kbps"layers":[1],"layers":[1,1],{"model":"spectral-6kbps","family":"spectral","sample_rate_hz":16000,"hop_samples":180,"levels":[7,7,7,7,7,7],"layers":[1,1,2],"block_frames":896,"context_frames":117,"channels":1,"encoder":"sqcodec-gui 0.1.0","statistics_rule":"none","source":{"name":".wav","size_bytes":1,"sample_rate_hz":48000,"channels":1,"sample_format":"PCM_16","container":"WAV"},"tables_sha256":"`;
const HEADER_BYTES = 60, HEAD_BYTES = 12, HASH_BYTES = 32, LOST = -2, LARGEST_DESCRIPTION = 1 << 20;
const BLOCK = 0x42, PART = 0x50, FOOTER = 0x46, BACKUP_HEADER = 0x48; // kinds of records: B, P, F, H
const UNIT_FRAMES = 112; // what is decoded is told of in units of so many frames, counted in each part from 0
const MOST_UNITS_AT_ONCE = 4; // more would keep a wish to play elsewhere waiting

// --- Bytes ------------------------------------------------------------------------------------------------------------

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

function crc32(pieces, start = 0) {
  let crc = ~start;
  for (const piece of pieces) for (let i = 0; i < piece.length; i++) crc = CRC_TABLE[(crc ^ piece[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

const u32 = (bytes, at) => (bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16) | (bytes[at + 3] << 24)) >>> 0;
const u16 = (bytes, at) => bytes[at] | (bytes[at + 1] << 8);
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const bytesOf = (text) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

class Varints {
  constructor(bytes, at = 0) { this.bytes = bytes; this.at = at; }
  next() {
    for (let number = 0, factor = 1; ; factor *= 128) {
      if (this.at >= this.bytes.length || factor > 2 ** 49) throw new RangeError("a number is cut off");
      const byte = this.bytes[this.at++];
      number += (byte & 127) * factor;
      if (byte < 128) return number;
    }
  }
}

// What a file of so many bytes may ask for (sqc-1.md, Bounds), so that a small one cannot keep anybody busy.
function boundsOfFile(size) {
  return {
    descriptionBytes: 2 ** 20 + 8 * size,
    parts: 1024 + Math.floor(size / 256),
    blocks: 4096 + Math.floor(size / 32),
    lostBlocks: 4096 + Math.floor(size / 256),
    lostSamples: 2 ** 24 + 64 * size,
    searchedBytes: 2 ** 24 + 16 * size,
  };
}

// Raw DEFLATE (RFC 1951) with a preset dictionary, which no browser's own decompressor takes.
function inflate(data, dictionary, limit) {
  let out = new Uint8Array(Math.max(1024, dictionary.length + 4 * data.length)), size = dictionary.length;
  let at = 0, held = 0, count = 0;
  out.set(dictionary);
  const bits = (wanted) => {
    for (; count < wanted; count += 8) {
      if (at >= data.length) throw new RangeError("compressed bytes are cut off");
      held |= data[at++] << count;
    }
    const value = held & ((1 << wanted) - 1);
    held >>>= wanted;
    count -= wanted;
    return value;
  };
  const put = (byte) => {
    if (size - dictionary.length >= limit) throw new RangeError("a description is too long");
    if (size === out.length) { const more = new Uint8Array(2 * size); more.set(out); out = more; }
    out[size++] = byte;
  };
  const tree = (lengths) => { // how many codes have each length, and the symbols in the order of their codes
    const counts = new Uint16Array(16), starts = new Uint16Array(16), symbols = new Uint16Array(lengths.length);
    for (const length of lengths) if (length) counts[length]++;
    for (let length = 1; length < 15; length++) starts[length + 1] = starts[length] + counts[length];
    lengths.forEach((length, symbol) => { if (length) symbols[starts[length]++] = symbol; });
    return { counts, symbols };
  };
  const symbol = ({ counts, symbols }) => {
    for (let code = 0, first = 0, index = 0, length = 1; length < 16; length++) {
      code |= bits(1);
      if (code - first < counts[length]) return symbols[index + code - first];
      index += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
    }
    throw new RangeError("compressed bytes are damaged");
  };
  const fixed = [
    tree([...Array(144).fill(8), ...Array(112).fill(9), ...Array(24).fill(7), ...Array(8).fill(8)]),
    tree(Array(30).fill(5)),
  ];
  const dynamic = () => {
    const literals = bits(5) + 257, distances = bits(5) + 1, some = bits(4) + 4, lengths = [], order = Array(19).fill(0);
    for (const place of [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].slice(0, some)) order[place] = bits(3);
    const codes = tree(order);
    while (lengths.length < literals + distances) {
      const code = symbol(codes);
      if (code < 16) lengths.push(code);
      else if (code === 16) lengths.push(...Array(bits(2) + 3).fill(lengths[lengths.length - 1] || 0));
      else lengths.push(...Array(code === 17 ? bits(3) + 3 : bits(7) + 11).fill(0));
    }
    return [tree(lengths.slice(0, literals)), tree(lengths.slice(literals, literals + distances))];
  };
  for (let last = 0; !last; ) {
    last = bits(1);
    const kind = bits(2);
    if (kind === 0) {
      held = count = 0;
      const length = u16(data, at);
      if (at + 4 + length > data.length) throw new RangeError("compressed bytes are cut off");
      for (const end = (at += 4) + length; at < end; ) put(data[at++]);
      continue;
    }
    if (kind === 3) throw new RangeError("compressed bytes are damaged");
    const [literals, distances] = kind === 1 ? fixed : dynamic();
    for (let code; (code = symbol(literals)) !== 256; ) {
      if (code < 256) { put(code); continue; }
      let length = code - 254, distance;
      if (code === 285) length = 258;
      else if (code > 264) { const extra = (code - 261) >> 2; length = 3 + ((4 + ((code - 261) & 3)) << extra) + bits(extra); }
      const far = symbol(distances);
      if (far < 4) distance = far + 1;
      else { const extra = (far >> 1) - 1; distance = 1 + ((2 + (far & 1)) << extra) + bits(extra); }
      if (distance > size) throw new RangeError("compressed bytes are damaged");
      while (length--) put(out[size - distance]);
    }
  }
  return out.subarray(dictionary.length, size);
}

// --- The file ---------------------------------------------------------------------------------------------------------

function description(bytes, version, bounds) {
  const dictionary = bytesOf(version === 1 ? DICTIONARY_1 : DICTIONARY_2), limit = Math.min(LARGEST_DESCRIPTION, bounds.descriptionBytes);
  let spent = limit; // also where it cannot be unpacked: nobody knows how much of it was
  try {
    if (limit <= 0) throw new RangeError("the descriptions are too long together");
    const plain = inflate(bytes, dictionary, limit);
    spent = plain.length;
    return JSON.parse(new TextDecoder().decode(plain));
  } catch {
    throw new RangeError("the description cannot be unpacked");
  } finally {
    bounds.descriptionBytes -= spent;
  }
}

// [header, where it ends]
function readHeader(bytes, bounds) {
  const version = u16(bytes, 8), told = HEADER_BYTES + 4 * u16(bytes, 10), end = told + u32(bytes, 12);
  if (hex(bytes.subarray(0, 8)) !== "895351430d0a1a0a" || (version !== 1 && version !== 2))
    throw new RangeError("this is not a .sqc file");
  if (end > bytes.length) throw new RangeError("the file ends within its header");
  if (crc32([bytes.subarray(8, 24), bytes.subarray(28, end)]) !== u32(bytes, 24))
    throw new RangeError("the header is damaged: its checksum is wrong");
  const header = description(bytes.subarray(told, end), version, bounds);
  Object.assign(header, { version, streamId: u32(bytes, 20), weightsSha256: hex(bytes.subarray(28, 60)) });
  if (version === 1) Object.assign(header, { layers: [1], block_frames: header.window_tokens * header.block_windows });
  checkHeader(header);
  header.tokens = header.layers.reduce((sum, own) => sum + own, 0);
  return [header, end + u32(bytes, 16)];
}

// Refuses numbers that the tables of sqc-1.md and sqc-2.md do not allow.
function checkHeader(header) {
  const { levels, layers } = header;
  const told = [
    [header.sample_rate_hz, 1, 1e7], [header.hop_samples, 1, 65535], [header.channels, 1, 64], [header.block_frames, 1, 65535],
    [header.source?.sample_rate_hz, 1, 1e7], [header.skip_samples ?? 0, 0, 2 ** 53],
    [levels?.length, 1, 16], ...Array.from(levels || [], (level) => [level, 2, 255]),
    [layers?.length, 1, 8], ...Array.from(layers || [], (tokens) => [tokens, 1, 16]),
    ...(header.version === 2 ? [[header.context_frames, 0, 65535]] : []),
  ];
  const fits = told.every(([number, low, high]) => Number.isInteger(number) && number >= low && number <= high);
  const tokens = fits ? layers.reduce((sum, own) => sum + own, 0) : 0;
  if (!fits || tokens > 16 || header.block_frames * tokens > 65535 || levels.reduce((product, level) => product * level, 1) >= 2 ** 31)
    throw new RangeError("the header holds numbers that are not allowed");
}

// What stands before a block's tokens, and `layers`: those that are whole, from the first on.
function readBlock(body, version) {
  if (version === 1) {
    const [method, flags] = [body[6], body[7]], layers = flags & 2 ? [] : [{ coded: method, bytes: body.subarray(10) }];
    return { number: u32(body, 0), part: u16(body, 4), frames: u16(body, 8), identical: flags & 1, layers, damaged: 0, covered: body.length };
  }
  const numbers = new Varints(body), part = numbers.next(), number = numbers.next(), frames = numbers.next();
  const identical = body[numbers.at], stored = body[numbers.at + 1], sizes = [], layers = [];
  numbers.at += 2;
  for (let layer = 0; layer < stored; layer++) sizes.push(numbers.next());
  const checks = numbers.at, bytesIn = (size) => Math.floor(size / 2);
  let at = checks + 4 * Math.max(stored - 1, 0);
  const covered = at + (stored ? bytesIn(sizes[0]) : 0);
  for (let layer = 0; layer < stored; layer++) {
    const bytes = body.subarray(at, at + bytesIn(sizes[layer]));
    if (layer && crc32([bytes]) !== u32(body, checks + 4 * (layer - 1))) break;
    layers.push({ coded: sizes[layer] % 2, bytes });
    at += bytesIn(sizes[layer]);
  }
  return { number, part, frames, identical, layers, damaged: stored - layers.length, covered };
}

// Every whole record: { kind, body, block }. What is damaged is stepped over to the next sync with a right checksum.
function* records(bytes, place, streamId, version, bounds) {
  let left = bounds.searchedBytes; // bodies that are read for nothing
  for (; left > 0 && place + HEAD_BYTES <= bytes.length; place++) {
    if (bytes[place] !== 0xd3 || bytes[place + 1] !== 0x53 || bytes[place + 2] !== 0x51) continue;
    const kind = bytes[place + 3], bytesTold = u32(bytes, place + 8), body = bytes.subarray(place + HEAD_BYTES, place + HEAD_BYTES + bytesTold);
    let block = null, covered = bytesTold;
    if (kind === BLOCK) {
      try { block = readBlock(body, version); } catch { left -= HEAD_BYTES; continue; }
      if (version === 2) covered = block.covered;
    } else if (kind !== PART && kind !== FOOTER && kind !== BACKUP_HEADER) continue;
    if (covered > body.length) { left -= HEAD_BYTES + (block ? body.length : 0); continue; }
    const checked = [bytes.subarray(place + 3, place + 4), bytes.subarray(place + 8, place + HEAD_BYTES), body.subarray(0, covered)];
    if (crc32(checked, kind === BACKUP_HEADER ? 0 : streamId) !== u32(bytes, place + 4)) { left -= HEAD_BYTES + body.length; continue; }
    yield { kind, body, block };
    left -= body.length - covered;
    place += HEAD_BYTES + covered - 1;
  }
}

// What it says of each part, and the token hash of each layer.
function readFooter(body, layers) {
  const numbers = new Varints(body), ends = [];
  for (let parts = numbers.next(); parts > 0; parts--) {
    numbers.next(); // bytes of its record
    const sampleCount = numbers.next();
    numbers.next(); // frames of its source
    const hash = numbers.next();
    numbers.at += hash;
    const blockCount = numbers.next(), lastFrames = numbers.next();
    for (let block = 0; block < blockCount; block++) numbers.next();
    ends.push({ sampleCount, blockCount, lastFrames });
  }
  numbers.next(); // bytes of the backup header's record
  const tokenHashes = Array.from({ length: layers }, () => hex(body.subarray(numbers.at, (numbers.at += HASH_BYTES))));
  return { ends, tokenHashes };
}

// { header, parts, notes, tokenHashes }; a part: { source, skip, sampleCount, blocks (by number), blockCount, lastFrames, frames }
function readSqc(bytes) {
  const notes = [], bounds = boundsOfFile(bytes.length);
  let header, place;
  try {
    [header, place] = readHeader(bytes, bounds);
  } catch (error) {
    let backup = null;
    for (const record of records(bytes, 0, 0, 1, bounds)) if (record.kind === BACKUP_HEADER) { backup = record; break; }
    if (!backup) throw error;
    const again = new Uint8Array(8 + backup.body.length);
    again.set([0x89, 0x53, 0x51, 0x43, 0x0d, 0x0a, 0x1a, 0x0a]);
    again.set(backup.body, 8);
    header = readHeader(again, bounds)[0];
    place = 0;
    notes.push("The header is damaged; the backup header is used.");
  }
  const starts = [{ source: header.source, skip: header.skip_samples || 0 }], blocks = [];
  let ends = null, tokenHashes = null;
  for (const { kind, body, block } of records(bytes, place, header.streamId, header.version, bounds)) {
    try {
      if (kind === PART) {
        const told = description(body.subarray(12 + 4 * u16(body, 2)), header.version, bounds);
        starts[u16(body, 0)] ||= { source: told.source || header.source, skip: u32(body, 4) + u32(body, 8) * 2 ** 32 };
      } else if (kind === BLOCK && block.frames > 0 && block.frames <= header.block_frames) {
        (blocks[block.part] ||= new Map()).has(block.number) || blocks[block.part].set(block.number, block);
      } else if (kind === FOOTER) ({ ends, tokenHashes } = readFooter(body, header.layers.length));
    } catch { notes.push("A record of the file is damaged and left out."); }
  }
  if (!ends) notes.push("The file has no whole footer: its end is lost, or it was never finished.");
  const count = ends ? ends.length : Math.max(starts.length, blocks.length), parts = [];
  if (count > bounds.parts) throw new RangeError("the file claims more parts than one of its size may have");
  for (let index = 0; index < count; index++) {
    const part = { ...(starts[index] || { source: header.source, skip: 0 }), blocks: blocks[index] || new Map() };
    const end = ends ? ends[index] : endOf(part.blocks);
    Object.assign(part, end);
    part.frames = part.blockCount ? (part.blockCount - 1) * header.block_frames + part.lastFrames : 0;
    const sounding = Math.max(0, part.frames * header.hop_samples - part.skip);
    part.sampleCount = Math.min(sounding, end.sampleCount ?? sounding);
    parts.push(part);
  }
  checkBounds(header, parts, bounds);
  return { header, parts, notes: Array.from(new Set(notes)), tokenHashes };
}

// Refuses more blocks, or more silence in the place of lost ones, than such a file may have.
function checkBounds(header, parts, bounds) {
  let planned = 0, there = 0, frames = 0, sounding = 0;
  for (const part of parts) {
    if (part.lastFrames > header.block_frames || (part.blockCount === 0) !== (part.lastFrames === 0))
      throw new RangeError("the counts of blocks and tokens contradict each other");
    planned += part.blockCount;
    const before = there;
    for (const [number, block] of part.blocks) {
      if (!block.layers.length || block.frames !== framesOf(part, number, header)) continue;
      there++;
      frames += block.frames;
    }
    if (there > before) sounding++;
  }
  const lost = Math.max(planned - there, 0), { hop_samples: hop } = header;
  const lostSamples = lost * header.block_frames * hop * header.channels;
  if (planned > bounds.blocks || lost > bounds.lostBlocks || lostSamples > bounds.lostSamples)
    throw new RangeError("the file claims to have lost more than one of its size may");
  if (sounding > 24 + Math.floor((2 * frames * hop) / header.sample_rate_hz))
    throw new RangeError("the file has more parts than so little sound may have");
}

// How many frames a block of this number has to have
function framesOf(part, number, header) {
  return number === part.blockCount - 1 ? part.lastFrames : header.block_frames;
}

// What a lost footer said of a part, as far as its blocks tell it.
function endOf(blocks) {
  let blockCount = 0;
  for (const number of blocks.keys()) blockCount = Math.max(blockCount, number + 1);
  return { blockCount, lastFrames: blockCount ? blocks.get(blockCount - 1).frames : 0 };
}

// What is lost, or worse for want of an upper layer: [{ part, first, frames, layers (that are there) }], frames of the part
function damageOf({ header, parts }) {
  const found = [];
  parts.forEach((part, index) => {
    for (let number = 0; number < part.blockCount; number++) {
      const block = part.blocks.get(number), layers = block ? block.layers.length : 0;
      if (layers === header.layers.length) continue;
      const frames = framesOf(part, number, header);
      found.push({ part: index, first: number * header.block_frames, frames, layers });
    }
  });
  return found;
}

// --- Tokens and sound -------------------------------------------------------------------------------------------------

// decoder.c with one set of weights and the tables that belong to it. `tables`: [{ sha256, head, numbers }] of bytes.
class Decoder {
  constructor(instance, weights, tables) {
    this.c = instance.exports;
    this.model = this.c.load_weights(this.put(weights), weights.length);
    if (!this.model) throw new RangeError("the weights in this page are damaged");
    this.tables = new Map();
    for (const { sha256, head, numbers } of tables) {
      const loaded = this.c.load_tables(this.put(head), head.length, this.put(numbers), numbers.length / 2);
      if (!loaded) throw new RangeError("the tables in this page are damaged");
      this.tables.set(sha256, loaded);
    }
    this.hashes = new Hashes(this);
  }

  reserve(bytes) {
    const place = this.c.reserve(bytes);
    if (!place) throw new RangeError("there is not enough memory");
    return place;
  }

  put(bytes) {
    const place = this.reserve(bytes.byteLength);
    new Uint8Array(this.c.memory.buffer).set(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength), place);
    return place;
  }

  // Tokens of a block, one Int32Array [frames][tokens] for each channel that differs. Beyond `tokens` of a frame: LOST.
  blockTokens(block, header, tokens) {
    const { c } = this, before = c.mark(), rows = block.identical ? 1 : header.channels, width = header.tokens;
    const size = block.frames * width, codes = header.levels.reduce((product, level) => product * level, 1);
    const place = this.reserve(4 * rows * size), found = () => new Int32Array(c.memory.buffer, place, rows * size);
    found().fill(LOST);
    let first = 0;
    for (const [layer, { coded, bytes }] of block.layers.entries()) {
      const own = header.layers[layer];
      if (first + own > tokens) break;
      const payload = this.put(bytes), tables = this.tables.get(header.tables_sha256);
      const done = coded
        ? tables && c.decode_layer(tables, payload, bytes.length, layer, rows, block.frames, width, place)
        : c.unpack_layer(payload, bytes.length, codes, rows, block.frames, width, first, own, place);
      if (!done) throw new RangeError("a layer could not be decoded");
      first += own;
    }
    const all = Array.from({ length: rows }, (_, row) => found().slice(row * size, (row + 1) * size));
    c.release(before);
    return all;
  }

  // Sound Float32Array of the frames `first` to before `stop` of a stretch of tokens [frames][width]
  sound(tokens, width, first, stop, hop) {
    const { c } = this, before = c.mark(), place = this.put(tokens), audio = this.reserve(4 * (stop - first) * hop);
    if (!c.sound(this.model, place, tokens.length / width, width, first, stop, audio)) throw new RangeError("there is not enough memory");
    const found = new Float32Array(c.memory.buffer, audio, (stop - first) * hop).slice();
    c.release(before);
    return found;
  }
}

// Token hashes of several layers at once, each over the tokens up to its layer (sqc-1.md and sqc-2.md, Footer).
class Hashes {
  constructor(decoder) { this.decoder = decoder; this.states = Array.from({ length: 8 }, () => decoder.c.hash_new()); }

  start(layers, channels) {
    this.states.slice(0, layers).forEach((state) => { this.decoder.c.hash_start(state); this.number(state, channels); });
  }

  number(state, value) {
    const { c } = this.decoder, before = c.mark();
    c.hash_add(state, this.decoder.put(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24)), 4);
    c.release(before);
  }

  // Tokens of each channel, Int32Array [frames][width]
  add(rows, frames, width, layers) {
    const { c } = this.decoder, before = c.mark(), places = rows.map((row) => this.decoder.put(row));
    const list = this.decoder.put(Uint32Array.from(places));
    let used = 0;
    layers.forEach((own, layer) => c.hash_tokens(this.states[layer], list, rows.length, frames, width, (used += own)));
    c.release(before);
  }

  endPart(layers) { this.states.slice(0, layers).forEach((state) => this.number(state, 0xffffffff)); }

  end(layers) {
    const { c } = this.decoder;
    return this.states.slice(0, layers).map((state) => {
      const before = c.mark(), place = this.decoder.reserve(HASH_BYTES);
      c.hash_end(state, place);
      const found = hex(new Uint8Array(c.memory.buffer, place, HASH_BYTES).slice());
      c.release(before);
      return found;
    });
  }
}

// A file that is played: its units, and their sound. `tokens` of a frame are used, at most.
class Recording {
  constructor(file, decoder) {
    Object.assign(this, file, { decoder, units: [], kept: new Map() });
    let at = 0;
    this.parts.forEach((part, index) => {
      const { hop_samples: hop } = this.header, end = part.skip + part.sampleCount;
      for (let first = 0; first < part.frames; first += UNIT_FRAMES) {
        const stop = Math.min(first + UNIT_FRAMES, part.frames);
        const from = Math.min(Math.max(first * hop, part.skip), end), to = Math.max(from, Math.min(stop * hop, end));
        this.units.push({ part: index, first, stop, from: from - first * hop, samples: to - from, at });
        at += to - from;
      }
    });
    this.samples = at;
  }

  // How many units from `unit` on are best decoded at once
  atOnce(unit, most) {
    let count = 1;
    while (count < Math.min(most, MOST_UNITS_AT_ONCE) && this.units[unit + count]?.part === this.units[unit].part) count++;
    return count;
  }

  // At least so many tokens of each frame of a block, as Decoder.blockTokens() gives them; null for a block that is lost.
  // All stay: an hour of one channel takes 5 MB.
  blockTokens(part, number, tokens) {
    const key = `${part} ${number}`;
    if (!(this.kept.get(key)?.tokens >= tokens)) {
      const block = this.parts[part].blocks.get(number);
      let rows = null;
      try { if (block) rows = this.decoder.blockTokens(block, this.header, tokens); } catch (error) { this.trouble = error.message; }
      this.kept.set(key, { tokens, rows });
    }
    return this.kept.get(key).rows;
  }

  // Tokens of frames of a part for each channel, and whether all channels are the same
  stretch(part, start, stop, tokens) {
    const { channels, tokens: width, block_frames: block } = this.header;
    const rows = Array.from({ length: channels }, () => new Int32Array((stop - start) * width).fill(LOST));
    let same = true;
    for (let number = Math.floor(start / block); number * block < stop; number++) {
      const found = this.blockTokens(part, number, tokens);
      if (!found) continue;
      same &&= found.length === 1;
      const first = number * block, from = Math.max(start, first), to = Math.min(stop, first + found[0].length / width);
      rows.forEach((row, channel) =>
        row.set(found[Math.min(channel, found.length - 1)].subarray((from - first) * width, (to - first) * width), (from - start) * width));
    }
    if (tokens < width)
      for (const row of rows) for (let at = 0; at < row.length; at += width) row.fill(LOST, at + tokens, at + width);
    return { rows, same };
  }

  // Sound of `count` units from `unit` on, for each channel a Float32Array; channels that are the same share one
  sound(unit, count, tokens) {
    const units = this.units.slice(unit, unit + count), { part, first } = units[0], stop = units[count - 1].stop;
    const { context_frames: context, hop_samples: hop, tokens: width, channels } = this.header;
    const start = Math.max(0, first - context), end = Math.min(this.parts[part].frames, stop + context);
    const { rows, same } = this.stretch(part, start, end, tokens);
    const from = units[0].from, samples = units.reduce((sum, one) => sum + one.samples, 0);
    const sound = (same ? rows.slice(0, 1) : rows).map((row) => row.every((token) => token < 0)
      ? new Float32Array(samples) // of nothing the network makes nothing
      : this.decoder.sound(row, width, first - start, stop - start, hop).subarray(from, from + samples));
    return Array.from({ length: channels }, (_, channel) => sound[same ? 0 : channel]);
  }

  // After each block a pause; at the end for each layer whether the tokens up to it have the hash that the footer names.
  *checkHashes() {
    const { channels, layers, tokens: width } = this.header, { hashes } = this.decoder;
    hashes.start(layers.length, channels);
    for (const [index, part] of this.parts.entries()) {
      for (let number = 0; number < part.blockCount; number++) {
        const frames = framesOf(part, number, this.header);
        const found = this.blockTokens(index, number, width) || [new Int32Array(frames * width).fill(LOST)];
        const rows = Array.from({ length: channels }, (_, channel) => found[Math.min(channel, found.length - 1)]);
        hashes.add(rows, found[0].length / width, width, layers);
        yield;
      }
      hashes.endPart(layers.length);
    }
    return hashes.end(layers.length).map((hash, layer) => hash === this.tokenHashes[layer]);
  }
}
