/* A decoder of .sqc files of the family “spectral”, in plain C without any library: payloads of blocks to tokens, and
   tokens to sound. The listening page runs it as WebAssembly (decoder.wasm, built by clang 14 of Debian 12), and
   a shared library makes it a native one:

       clang --target=wasm32 -msimd128 -mbulk-memory -O3 -ffreestanding -nostdlib -fno-ident -Wl,--no-entry \
             -Wl,--strip-all -Wl,-z,stack-size=262144 -o decoder.wasm decoder.c
       cc -O3 -shared -fPIC -o decoder.so decoder.c

   What it computes is told by format/sqc-2.md (entropy coding) and by decode_sqc.py of the kits (SpectralNetwork); names
   here are those of these. The container (records, checksums) is read by whoever calls this: reader.js does for the page.

   A caller reserves memory, fills it and asks:
       model  = load_weights(bytes, size)                        bytes: see “Weights” below
       tables = load_tables(head, head_size, numbers, count)     a file of tables, its zlib stream unpacked
       decode_layer(…), unpack_layer(…)                          one layer of one block to tokens
       sound(…)                                                  tokens of one channel to samples
       hash_start(…), hash_tokens(…), hash_add(…), hash_end(…)   the token hash that a footer names
   All but reserve() answer 0 if they cannot. Numbers are little-endian, as on all machines that this is made for. */

typedef unsigned char u8;
typedef signed char i8;
typedef unsigned short u16;
typedef short i16;
typedef unsigned int u32;
typedef int i32;
typedef unsigned long long u64;
typedef long long i64;
typedef __SIZE_TYPE__ size;
typedef float f4 __attribute__((vector_size(16)));
typedef i32 i4 __attribute__((vector_size(16)));

#ifdef __wasm__
#define EXPORT(name) __attribute__((export_name(#name)))
#else
#define EXPORT(name) __attribute__((visibility("default")))
#endif

enum { MOST_LEVELS = 16, MOST_TOKENS = 16, MOST_DIGITS = 256, MOST_LAYERS = 8, MOST_SETS = 16, MOST_LAGS = 16,
       MOST_ROUNDS = 11, MOST_VALUES = 256, MOST_HIDDEN = 256 };

/* --- Memory: a stack. What is reserved stays until release() goes back to a mark. ---------------------------------- */

#ifdef __wasm__
extern u8 __heap_base;
static size top;

EXPORT(mark) size mark(void) { return top ? top : (size)&__heap_base; }
EXPORT(release) void release(size place) { top = place; }

EXPORT(reserve) void *reserve(size bytes) {
    size start = (mark() + 15) & ~(size)15, end = start + bytes, there = __builtin_wasm_memory_size(0) << 16;
    if (end < start) return 0;
    if (end > there && __builtin_wasm_memory_grow(0, (end - there + 65535) >> 16) == (size)-1) return 0;
    top = end;
    return (void *)start;
}
#else
#include <stdlib.h>
static struct piece { struct piece *before; } *newest;

EXPORT(mark) size mark(void) { return (size)newest; }
EXPORT(release) void release(size place) {
    while ((size)newest != place) { struct piece *gone = newest; newest = gone->before; free(gone); }
}
EXPORT(reserve) void *reserve(size bytes) {
    struct piece *piece = aligned_alloc(16, (bytes + 16 + 15) & ~(size)15);
    if (!piece) return 0;
    piece->before = newest;
    newest = piece;
    return (u8 *)piece + 16;
}
#endif

static void fill(void *place, u8 value, size bytes) { __builtin_memset(place, value, bytes); }
static void copy(void *to, const void *from, size bytes) { __builtin_memcpy(to, from, bytes); }
static i32 smaller(i32 a, i32 b) { return a < b ? a : b; }
static i32 larger(i32 a, i32 b) { return a > b ? a : b; }

/* --- Functions, as no library is there ------------------------------------------------------------------------------ */

/* e^x of four numbers, within 2e-7 of the right one: 2^n · 2^r with |r| <= 1/2, Taylor's series of the latter. */
static f4 exp4(f4 x) {
    const f4 low = {-87, -87, -87, -87}, high = {87, 87, 87, 87};
    i4 below = x < low, above = x > high;
    x = (f4)((below & (i4)low) | (~below & (i4)x));
    x = (f4)((above & (i4)high) | (~above & (i4)x));
    f4 turns = x * 1.44269504f;
    i4 negative = turns < 0;
    f4 half = (f4)((negative & (i4)(f4){-0.5f, -0.5f, -0.5f, -0.5f}) | (~negative & (i4)(f4){0.5f, 0.5f, 0.5f, 0.5f}));
    i4 n = __builtin_convertvector(turns + half, i4);
    f4 whole = __builtin_convertvector(n, f4);
    f4 r = x - whole * 0.693359375f + whole * 2.12194440e-4f; /* ln 2 in two parts */
    f4 sum = 1.0f + r * (1.0f + r * (0.5f + r * (1 / 6.0f + r * (1 / 24.0f + r * (1 / 120.0f + r * (1 / 720.0f))))));
    return sum * (f4)((n + 127) << 23);
}

/* Sine and cosine, within 1e-9: a quarter of a turn is taken out, and Taylor's series does the rest. */
static void sine_cosine(double x, double *sine, double *cosine) {
    double quarters = x * 0.63661977236758134308;
    i64 n = (i64)(quarters + (quarters < 0 ? -0.5 : 0.5));
    double r = (x - (double)n * 1.5707963267341256) - (double)n * 6.0771005065061922e-11, q = r * r;
    double s = r * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72 * (1 - q / 110)))));
    double c = 1 - q / 2 * (1 - q / 12 * (1 - q / 30 * (1 - q / 56 * (1 - q / 90 * (1 - q / 132)))));
    switch (n & 3) {
        case 0: *sine = s, *cosine = c; break;
        case 1: *sine = c, *cosine = -s; break;
        case 2: *sine = -s, *cosine = -c; break;
        default: *sine = -c, *cosine = s;
    }
}

static float sum4(f4 x) { return (x[0] + x[1]) + (x[2] + x[3]); }
static f4 load4(const float *x) { f4 y; __builtin_memcpy(&y, x, 16); return y; }
static void store4(float *x, f4 y) { __builtin_memcpy(x, &y, 16); }

/* --- Entropy coding: payloads to tokens (sqc-2.md) ------------------------------------------------------------------ */

struct network { const i16 *inputs, *digit[MOST_DIGITS], *outputs[MOST_DIGITS], *repeats[MOST_DIGITS]; };

struct tables {
    i32 level_count, layer_count, hidden, base, rounds, reach, total;
    i32 levels[MOST_LEVELS], layers[MOST_LAYERS], sets[MOST_ROUNDS];
    i32 lower_count, lower[MOST_LAGS], own_count[MOST_LAYERS], own[MOST_LAYERS][MOST_LAGS];
    struct network networks[MOST_SETS][MOST_LAYERS];
};

static u32 exponential[768]; /* round(65536 · e^(-i / 64)) */

static void make_exponential(void) {
    double step = 1, value = 65536;
    for (i32 i = 12; i >= 1; i--) step = 1 - step / (64.0 * i); /* e^(-1 / 64), Taylor's series */
    for (i32 i = 0; i < 768; i++, value *= step) exponential[i] = (u32)(value + 0.5);
}

static i32 first_plane(const struct tables *t, i32 layer) {
    i32 first = 0;
    for (i32 i = 0; i < layer; i++) first += t->layers[i] * t->level_count;
    return first;
}
static i32 values_of(const struct tables *t, i32 plane) { return t->levels[plane % t->level_count]; }

static i32 tap_rows(const struct tables *t, i32 layer, i32 is_base) {
    i32 first = first_plane(t, layer), end = first + t->layers[layer] * t->level_count, rows = 1;
    for (i32 lag = 0; lag < (is_base ? 0 : t->own_count[layer]); lag++)
        for (i32 plane = first; plane < end; plane++) rows += values_of(t, plane) + 1;
    for (i32 lag = 0; lag < t->lower_count; lag++)
        for (i32 plane = 0; plane < first; plane++) rows += values_of(t, plane) + 1;
    return rows;
}

/* head: a file of tables up to its zlib stream; numbers: what the stream holds. */
EXPORT(load_tables) struct tables *load_tables(const u8 *head, u32 head_size, const i16 *numbers, u32 count) {
    if (head_size < 16 || head[8] != 2) return 0;
    struct tables *t = reserve(sizeof *t);
    if (!t) return 0;
    fill(t, 0, sizeof *t);
    t->level_count = head[10], t->layer_count = head[11];
    t->hidden = head[12] | head[13] << 8, t->base = head[14] | head[15] << 8;
    for (i32 spacing = t->base; spacing; spacing >>= 1) t->rounds++;
    if (!t->level_count || t->level_count > MOST_LEVELS || !t->layer_count || t->layer_count > MOST_LAYERS) return 0;
    if (!t->hidden || t->hidden > MOST_HIDDEN || !t->rounds || t->rounds > MOST_ROUNDS) return 0;
    u32 place = 16;
    if (head_size < place + t->level_count + t->layer_count + t->rounds) return 0;
    for (i32 i = 0; i < t->level_count; i++) if (!(t->levels[i] = head[place++])) return 0;
    for (i32 i = 0; i < t->layer_count; i++) t->total += t->layers[i] = head[place++];
    if (t->total > MOST_TOKENS || t->total * t->level_count > MOST_DIGITS) return 0;
    i32 set_count = 0, furthest = 3, lowest = 0;
    for (i32 i = 0; i < t->rounds; i++) {
        if ((t->sets[i] = head[place++]) >= MOST_SETS) return 0;
        set_count = larger(set_count, t->sets[i] + 1);
    }
    for (i32 list = -1; list < t->layer_count; list++) {
        i32 *lags = list < 0 ? t->lower : t->own[list], *lag_count = list < 0 ? &t->lower_count : &t->own_count[list];
        if (place >= head_size || (*lag_count = head[place++]) > MOST_LAGS || place + *lag_count > head_size) return 0;
        for (i32 i = 0; i < *lag_count; i++) {
            lags[i] = (i8)head[place++];
            i32 far = lags[i] < 0 ? -lags[i] : lags[i];
            if (list < 0) lowest = larger(lowest, far);
            else furthest = larger(furthest, far);
        }
    }
    t->reach = furthest * t->base + lowest;
    u64 at = 0;
    for (i32 set = 0; set < set_count; set++) {
        for (i32 layer = 0; layer < t->layer_count; layer++) {
            i32 is_base = set == t->sets[0], first = first_plane(t, layer);
            struct network *network = &t->networks[set][layer];
            network->inputs = numbers + at;
            at += (u64)tap_rows(t, layer, is_base) * t->hidden;
            for (i32 digit = 0; digit < t->layers[layer] * t->level_count; digit++) {
                i32 values = values_of(t, first + digit);
                network->digit[digit] = numbers + at, at += values * t->hidden;
                network->outputs[digit] = numbers + at, at += (1 + t->hidden) * values;
                network->repeats[digit] = numbers + at, at += is_base ? 0 : 2 * (values + 1) * values;
            }
        }
    }
    return at == count ? t : 0;
}

/* The range coder: digits out of 32-bit words; 64 bits of state, shares of 2^24. */
struct coder { const u8 *words, *end; u64 low, span, point; };

static u32 next_word(struct coder *c) {
    if (c->end - c->words < 4) return 0;
    u32 word = c->words[0] | c->words[1] << 8 | c->words[2] << 16 | (u32)c->words[3] << 24;
    c->words += 4;
    return word;
}

static i32 decode_digit(struct coder *c, const i64 *sums, i32 values) {
    u32 counts[MOST_VALUES], weights = 0, all = 0;
    i32 best = 0, v = 0;
    for (i32 i = 1; i < values; i++) if (sums[i] > sums[best]) best = i;
    for (i32 i = 0; i < values; i++) {
        i64 behind = sums[best] - sums[i];
        weights += counts[i] = exponential[behind > 767 ? 767 : behind];
    }
    for (i32 i = 0; i < values; i++) all += counts[i] = 1 + (u32)((u64)counts[i] * (65536 - values) / weights);
    counts[best] += 65536 - all;
    u64 scale = c->span >> 24, place = (c->point - c->low) / scale, before = 0, bound = 0, next;
    for (;; v++, bound = next) {
        before += counts[v];
        next = v == values - 1 ? 1 << 24 : before * ((1 << 24) - values) / 65536 + v + 1;
        if (place < next || v == values - 1) break;
    }
    c->low += scale * bound;
    c->span = scale * (next - bound);
    if (c->span >> 32 == 0) {
        c->low <<= 32, c->span <<= 32;
        c->point = c->point << 32 | next_word(c);
    }
    return v;
}

struct block { const struct tables *t; i32 layer, frames, stride; u8 *digits; }; /* digits[plane · stride + reach + frame] */

static i32 digit_at(const struct block *b, i32 plane, i32 frame) {
    return b->digits[plane * b->stride + b->t->reach + frame];
}

static i32 same_tokens(const struct block *b, i32 first, i32 end, i32 one, i32 other) {
    for (i32 plane = first; plane < end; plane++)
        if (digit_at(b, plane, one) != digit_at(b, plane, other)) return 0;
    return 1;
}

static void add_row(i32 *hidden, const i16 *row, i32 count) {
    for (i32 i = 0; i < count; i++) hidden[i] += row[i];
}

static void first_hidden(const struct block *b, i32 frame, i32 spacing, i32 round, i32 *hidden) {
    const struct tables *t = b->t;
    const i16 *inputs = t->networks[t->sets[round]][b->layer].inputs;
    i32 first = first_plane(t, b->layer), end = first + t->layers[b->layer] * t->level_count, row = 1, H = t->hidden;
    for (i32 i = 0; i < H; i++) hidden[i] = inputs[i];
    for (i32 lag = 0; lag < (round ? t->own_count[b->layer] : 0); lag++)
        for (i32 plane = first; plane < end; row += values_of(t, plane) + 1, plane++)
            add_row(hidden, inputs + (row + digit_at(b, plane, frame + t->own[b->layer][lag] * spacing)) * H, H);
    for (i32 lag = 0; lag < t->lower_count; lag++)
        for (i32 plane = 0; plane < first; row += values_of(t, plane) + 1, plane++)
            add_row(hidden, inputs + (row + digit_at(b, plane, frame + t->lower[lag])) * H, H);
}

static void sums_of(const i32 *hidden, const i16 *outputs, i32 count, i32 values, i64 *sums) {
    for (i32 v = 0; v < values; v++) sums[v] = 0;
    for (i32 i = 0; i < count; i++) {
        i64 known = hidden[i] < 0 ? 0 : hidden[i] > 32767 ? 32767 : hidden[i];
        if (known) for (i32 v = 0; v < values; v++) sums[v] += known * outputs[(1 + i) * values + v];
    }
    for (i32 v = 0; v < values; v++) sums[v] = outputs[v] + (sums[v] >> 10); /* rounds down, also below zero */
}

/* One round: the layer's first digit of all its frames, then the second, … hidden: room for all frames. */
static void decode_round(const struct block *b, struct coder *coder, i32 round, i32 spacing, i32 *hidden) {
    const struct tables *t = b->t;
    const struct network *network = &t->networks[t->sets[round]][b->layer];
    i32 first = first_plane(t, b->layer), end = first + t->layers[b->layer] * t->level_count;
    i32 start = round ? spacing : 0, step = round ? 2 * spacing : spacing, H = t->hidden;
    i64 sums[MOST_VALUES];
    for (i32 frame = start, row = 0; frame < b->frames; frame += step, row++)
        first_hidden(b, frame, spacing, round, hidden + row * H);
    for (i32 plane = first; plane < end; plane++) {
        i32 values = values_of(t, plane);
        const i16 *repeats = network->repeats[plane - first];
        for (i32 frame = start, row = 0; frame < b->frames; frame += step, row++) {
            sums_of(hidden + row * H, network->outputs[plane - first], H, values, sums);
            if (round) {
                i32 near = same_tokens(b, first, end, frame - spacing, frame + spacing);
                i32 far = near && same_tokens(b, first, end, frame - 3 * spacing, frame - spacing)
                               && same_tokens(b, first, end, frame - 3 * spacing, frame + 3 * spacing);
                i32 one = near ? digit_at(b, plane, frame - spacing) : values;
                i32 other = values + 1 + (far ? digit_at(b, plane, frame - 3 * spacing) : values);
                for (i32 v = 0; v < values; v++) sums[v] += repeats[one * values + v] + repeats[other * values + v];
            }
            i32 v = decode_digit(coder, sums, values);
            b->digits[plane * b->stride + t->reach + frame] = (u8)v;
            add_row(hidden + row * H, network->digit[plane - first] + v * H, H);
        }
    }
}

/* One entropy coded layer. tokens: i32[rows][frames][width], which holds the layers below and gets this one. */
EXPORT(decode_layer) i32 decode_layer(const struct tables *t, const u8 *payload, u32 bytes, i32 layer, i32 rows,
                                      i32 frames, i32 width, i32 *tokens) {
    if (!t || layer >= t->layer_count || bytes % 4) return 0;
    i32 P = t->level_count, first = first_plane(t, layer) / P, own = t->layers[layer];
    if (first + own > width) return 0;
    size before = mark();
    struct block b = {t, layer, frames, frames + 2 * t->reach, 0};
    b.digits = reserve((size)(first + own) * P * b.stride);
    i32 *hidden = reserve((size)(frames + 1) * t->hidden * sizeof *hidden);
    if (!b.digits || !hidden) { release(before); return 0; }
    make_exponential();
    struct coder coder = {payload, payload + bytes, 0, ~0ull, 0};
    coder.point = (u64)next_word(&coder) << 32;
    coder.point |= next_word(&coder);
    for (i32 row = 0; row < rows; row++, tokens += frames * width) {
        for (i32 plane = 0; plane < (first + own) * P; plane++)
            fill(b.digits + plane * b.stride, (u8)values_of(t, plane), b.stride);
        for (i32 frame = 0; frame < frames; frame++)
            for (i32 token = 0; token < first; token++)
                for (i32 p = 0, rest = tokens[frame * width + token]; p < P; rest /= t->levels[p++])
                    b.digits[(token * P + p) * b.stride + t->reach + frame] = (u8)(rest % t->levels[p]);
        for (i32 round = 0; round < t->rounds; round++) decode_round(&b, &coder, round, t->base >> round, hidden);
        for (i32 frame = 0; frame < frames; frame++)
            for (i32 token = first; token < first + own; token++) {
                i32 value = 0;
                for (i32 p = P - 1; p >= 0; p--) value = value * t->levels[p] + digit_at(&b, token * P + p, frame);
                tokens[frame * width + token] = value;
            }
    }
    release(before);
    return 1;
}

/* A packed layer: groups of up to 1536 tokens, each one large number, the most significant byte first. codes: how many
   values a token has; first, own: the layer's tokens of a frame. */
EXPORT(unpack_layer) i32 unpack_layer(const u8 *payload, u32 bytes, u32 codes, i32 rows, i32 frames, i32 width,
                                      i32 first, i32 own, i32 *tokens) {
    enum { GROUP = 1536 };
    size before = mark();
    u32 *number = reserve(GROUP * 4 + 64), place = 0;
    if (!number || codes < 2 || codes > 1u << 31 || first + own > width) { release(before); return 0; }
    for (i32 row = 0; row < rows; row++) {
        for (i32 start = 0; start < frames * own; start += GROUP) {
            i32 group = smaller(GROUP, frames * own - start);
            /* How many bytes codes^group - 1 has: the power itself, built up, and one less. */
            i32 words = 1;
            number[0] = 1;
            for (i32 i = 0; i < group; i++) {
                u64 carry = 0;
                for (i32 w = 0; w < words; w++) carry += (u64)number[w] * codes, number[w] = (u32)carry, carry >>= 32;
                if (carry) number[words++] = (u32)carry;
            }
            for (i32 w = 0; number[w]-- == 0; w++) {}
            while (words > 1 && !number[words - 1]) words--;
            u32 count = 4 * words;
            while (count > 1 && !(number[(count - 1) / 4] >> (count - 1) % 4 * 8)) count--;
            if (place + count > bytes) { release(before); return 0; }
            fill(number, 0, 4 * (words + 1));
            for (u32 i = 0; i < count; i++) number[i / 4] |= (u32)payload[place + count - 1 - i] << i % 4 * 8;
            place += count;
            for (i32 i = start + group - 1; i >= start; i--) {
                u64 rest = 0;
                for (i32 w = words - 1; w >= 0; w--) {
                    rest = rest << 32 | number[w];
                    number[w] = (u32)(rest / codes), rest %= codes;
                }
                while (words > 1 && !number[words - 1]) words--;
                tokens[((i64)row * frames + i / own) * width + first + i % own] = (i32)rest;
            }
        }
    }
    release(before);
    return 1;
}

/* --- Token hashes: SHA-256 (FIPS 180-4) over u32 numbers (sqc-1.md, Footer) ------------------------------------------- */

struct hash { u32 state[8]; u64 bytes; u8 held[64]; };

static const u32 SHA_START[8] = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
static const u32 SHA_ROUND[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5, 0xd807aa98, 0x12835b01,
    0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174, 0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc,
    0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da, 0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147,
    0x06ca6351, 0x14292967, 0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070, 0x19a4c116, 0x1e376c08,
    0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3, 0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208,
    0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static u32 turned(u32 x, i32 bits) { return x >> bits | x << (32 - bits); }

static void hash_block(struct hash *h) {
    u32 w[64], s[8];
    for (i32 i = 0; i < 16; i++) {
        const u8 *b = h->held + 4 * i;
        w[i] = (u32)b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
    }
    for (i32 i = 16; i < 64; i++)
        w[i] = w[i - 16] + (turned(w[i - 15], 7) ^ turned(w[i - 15], 18) ^ w[i - 15] >> 3) + w[i - 7]
             + (turned(w[i - 2], 17) ^ turned(w[i - 2], 19) ^ w[i - 2] >> 10);
    copy(s, h->state, 32);
    for (i32 i = 0; i < 64; i++) {
        u32 one = s[7] + (turned(s[4], 6) ^ turned(s[4], 11) ^ turned(s[4], 25)) + ((s[4] & s[5]) ^ (~s[4] & s[6])) + SHA_ROUND[i] + w[i];
        u32 other = (turned(s[0], 2) ^ turned(s[0], 13) ^ turned(s[0], 22)) + ((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
        for (i32 k = 7; k > 0; k--) s[k] = s[k - 1];
        s[4] += one, s[0] = one + other;
    }
    for (i32 i = 0; i < 8; i++) h->state[i] += s[i];
}

EXPORT(hash_new) struct hash *hash_new(void) { return reserve(sizeof(struct hash)); }

EXPORT(hash_start) void hash_start(struct hash *h) {
    copy(h->state, SHA_START, 32);
    h->bytes = 0;
}

EXPORT(hash_add) void hash_add(struct hash *h, const u8 *bytes, u32 count) {
    for (u32 i = 0; i < count; i++) {
        h->held[h->bytes++ % 64] = bytes[i];
        if (h->bytes % 64 == 0) hash_block(h);
    }
}

/* Of each channel tokens i32[frames][width]: those before `used` of each frame, channel by channel. */
EXPORT(hash_tokens) void hash_tokens(struct hash *h, const i32 *const *rows, i32 channels, i32 frames, i32 width, i32 used) {
    for (i32 frame = 0; frame < frames; frame++)
        for (i32 channel = 0; channel < channels; channel++)
            hash_add(h, (const u8 *)(rows[channel] + (size)frame * width), (u32)used * 4);
}

EXPORT(hash_end) void hash_end(struct hash *h, u8 *digest) {
    u8 tail[72] = {0x80};
    u64 bits = h->bytes * 8;
    u32 count = 64 - (u32)((h->bytes + 8) % 64);
    for (i32 i = 0; i < 8; i++) tail[count + i] = (u8)(bits >> (56 - 8 * i));
    hash_add(h, tail, count + 8);
    for (i32 i = 0; i < 32; i++) digest[i] = (u8)(h->state[i / 4] >> (24 - i % 4 * 8));
}

/* --- Weights -------------------------------------------------------------------------------------------------------- */

/* The bytes of load_weights(): 24 numbers u32, which are, in this order: width, blocks, kernel, expansion, heads, reach
   of attention in frames, tokens of a frame, digits of a token, levels of a digit, hop and window in samples, how many
   blocks have an attention behind them and their numbers (up to 4, from 1), how many nestings and their tokens (up to
   4), zeros. Then the decoder's tensors in the order in which load_weights() asks for them: each a u32, 1 for i8 with
   a scale f32 for each row before it, or 2 for f16; then its numbers, row by row; then zeros up to a multiple of 4. */

struct linear { i32 inputs, outputs, panels; float *weight, *bias; }; /* weight[panel of 8 outputs][input][8] */
struct norm { float *weight, *bias; };
struct depthwise { float *weight, *bias; }; /* weight[kernel][width] */
struct layer { i32 attends; struct depthwise depthwise; struct norm norm; struct linear first, second; float *scale, *distance; };

struct model {
    i32 width, blocks, kernel, expansion, heads, reach, tokens, digits, levels, hop, window, attentions, after[4];
    i32 nestings, nested[4], layer_count;
    struct linear project_in, project_out, from_real, from_imaginary;
    float *presence, *hann;
    struct depthwise mix;
    struct layer layers[64];
    struct norm norm;
};

struct source { const u8 *place, *end; };

static float half(u32 bits) {
    u32 exponent = bits >> 10 & 31, fraction = bits & 1023, sign = (bits & 32768) << 16, whole;
    float value;
    if (!exponent) { value = (float)fraction * 5.9604644775390625e-8f; return sign ? -value : value; }
    whole = sign | (exponent == 31 ? 255 : exponent + 112) << 23 | fraction << 13;
    __builtin_memcpy(&value, &whole, 4);
    return value;
}

/* The next tensor as f32[rows][columns]; 0 if it is not there. */
static float *tensor(struct source *s, i32 rows, i32 columns) {
    size numbers = (size)rows * columns;
    float *values = reserve(numbers * 4);
    if (!values || s->end - s->place < 4) return 0;
    u32 kind = s->place[0];
    s->place += 4;
    size bytes = kind == 1 ? (size)rows * 4 + numbers : kind == 2 ? numbers * 2 : 0;
    if (!bytes || (size)(s->end - s->place) < bytes) return 0;
    for (size i = 0; i < numbers; i++) {
        if (kind == 1) {
            float scale;
            copy(&scale, s->place + i / columns * 4, 4);
            values[i] = (float)(i8)s->place[(size)rows * 4 + i] * scale;
        } else {
            values[i] = half(s->place[2 * i] | s->place[2 * i + 1] << 8);
        }
    }
    s->place += (bytes + 3) & ~(size)3;
    return values;
}

/* Room for weights, and their order: the eight outputs of a panel lie together. */
static void pack(struct linear *linear, i32 inputs, i32 outputs, const float *weight) {
    linear->inputs = inputs, linear->outputs = outputs, linear->panels = (outputs + 7) / 8;
    for (i32 output = 0; output < linear->panels * 8; output++)
        for (i32 input = 0; input < inputs; input++)
            linear->weight[((size)output / 8 * inputs + input) * 8 + output % 8] =
                output < outputs ? weight[(size)output * inputs + input] : 0;
}

static i32 reserve_linear(struct linear *linear, i32 inputs, i32 outputs) {
    linear->weight = reserve((size)(outputs + 7) / 8 * inputs * 32);
    linear->bias = reserve(((size)outputs + 8) * 4);
    if (!linear->weight || !linear->bias) return 0;
    fill(linear->bias, 0, ((size)outputs + 8) * 4);
    return 1;
}

static i32 read_linear(struct source *s, struct linear *linear, i32 inputs, i32 outputs) {
    if (!reserve_linear(linear, inputs, outputs)) return 0;
    size kept = mark();
    const float *weight = tensor(s, outputs, inputs), *bias = weight ? tensor(s, 1, outputs) : 0;
    if (bias) {
        pack(linear, inputs, outputs, weight);
        copy(linear->bias, bias, (size)outputs * 4);
    }
    release(kept);
    return bias != 0;
}

static i32 read_norm(struct source *s, struct norm *norm, i32 width) {
    return (norm->weight = tensor(s, 1, width)) && (norm->bias = tensor(s, 1, width));
}

static i32 read_depthwise(struct source *s, struct depthwise *d, i32 width, i32 kernel) {
    if (!(d->weight = reserve((size)width * kernel * 4))) return 0;
    size kept = mark();
    const float *weight = tensor(s, width, kernel);
    if (!weight) return 0;
    for (i32 i = 0; i < width * kernel; i++) d->weight[i % kernel * width + i / kernel] = weight[i];
    release(kept);
    return (d->bias = tensor(s, 1, width)) != 0;
}

static i32 read_layer(struct source *s, struct model *m, struct layer *layer, i32 attends) {
    i32 W = m->width, inner = attends ? 3 * W : m->expansion * W;
    layer->attends = attends;
    if (!attends && !read_depthwise(s, &layer->depthwise, W, m->kernel)) return 0;
    if (!read_norm(s, &layer->norm, W) || !read_linear(s, &layer->first, W, inner)) return 0;
    if (!read_linear(s, &layer->second, attends ? W : inner, W) || !(layer->scale = tensor(s, 1, W))) return 0;
    return !attends || (layer->distance = tensor(s, m->heads, 2 * m->reach + 1)) != 0;
}

/* The way back from a spectrum, with the window in it: x[n] + x[T - n] from the real parts, x[n] - x[T - n] from the
   imaginary ones (the program's transforms.py). */
static i32 make_transforms(struct model *m) {
    i32 T = m->window, bins = T / 2 + 1;
    if (!reserve_linear(&m->from_real, bins, bins) || !reserve_linear(&m->from_imaginary, bins, bins)) return 0;
    if (!(m->hann = reserve((size)T * 4))) return 0;
    size kept = mark();
    double *sines = reserve((size)T * 8), *cosines = reserve((size)T * 8);
    float *real = reserve((size)bins * bins * 4), *imaginary = reserve((size)bins * bins * 4);
    if (!sines || !cosines || !real || !imaginary) return 0;
    for (i32 n = 0; n < T; n++) sine_cosine(n * (6.283185307179586 / T), sines + n, cosines + n);
    for (i32 n = 0; n < T; n++) m->hann[n] = (float)(0.5 - 0.5 * cosines[n]);
    for (i32 n = 0; n < bins; n++)
        for (i32 k = 0; k < bins; k++) {
            double share = (k == 0 || k == bins - 1 ? 1.0 : 2.0) * m->hann[n] / T;
            real[n * bins + k] = (float)(share * cosines[n * k % T]);
            imaginary[n * bins + k] = (float)(-share * sines[n * k % T]);
        }
    pack(&m->from_real, bins, bins, real);
    pack(&m->from_imaginary, bins, bins, imaginary);
    release(kept);
    return 1;
}

EXPORT(load_weights) struct model *load_weights(const u8 *bytes, u32 count) {
    struct model *m = reserve(sizeof *m);
    u32 told[24];
    if (!m || count < sizeof told) return 0;
    fill(m, 0, sizeof *m);
    copy(told, bytes, sizeof told);
    for (i32 i = 0; i < 24; i++) if (told[i] > 65536) return 0;
    m->width = told[0], m->blocks = told[1], m->kernel = told[2], m->expansion = told[3], m->heads = told[4];
    m->reach = told[5], m->tokens = told[6], m->digits = told[7], m->levels = told[8], m->hop = told[9];
    m->window = told[10], m->attentions = told[11], m->nestings = told[16];
    for (i32 i = 0; i < 4; i++) m->after[i] = told[12 + i], m->nested[i] = told[17 + i];
    if (m->attentions > 4 || m->nestings < 1 || m->nestings > 4 || m->blocks + m->attentions > 64 || !m->hop) return 0;
    if (!m->heads || m->width % 8 || m->width % m->heads || m->window % (2 * m->hop) || m->tokens * m->digits > MOST_DIGITS) return 0;
    struct source s = {bytes + sizeof told, bytes + count};
    if (!read_linear(&s, &m->project_in, m->tokens * m->digits, m->width)) return 0;
    if (!(m->presence = tensor(&s, m->nestings, m->width))) return 0;
    if (!read_depthwise(&s, &m->mix, m->width, m->kernel)) return 0;
    for (i32 block = 1; block <= m->blocks; block++) {
        if (!read_layer(&s, m, &m->layers[m->layer_count++], 0)) return 0;
        for (i32 i = 0; i < m->attentions; i++)
            if (m->after[i] == block && !read_layer(&s, m, &m->layers[m->layer_count++], 1)) return 0;
    }
    if (!read_norm(&s, &m->norm, m->width) || !read_linear(&s, &m->project_out, m->width, m->window + 2)) return 0;
    return s.place == s.end && make_transforms(m) ? m : 0;
}

/* --- The network: tokens to sound ----------------------------------------------------------------------------------- */

enum { ROWS = 64 }; /* computed together, so that they stay in the cache */

/* y[rows][stride] = x[rows][inputs] · weightᵀ + bias, four rows and eight outputs at a time. y has whole panels. */
static void multiply(const struct linear *linear, const float *x, i32 rows, float *y, i32 stride) {
    i32 inputs = linear->inputs;
    for (i32 panel = 0; panel < linear->panels; panel++) {
        const f4 low = load4(linear->bias + panel * 8), high = load4(linear->bias + panel * 8 + 4);
        const float *weight = linear->weight + (size)panel * inputs * 8;
        for (i32 row = 0; row < rows; row += 4) {
            const float *x0 = x + (size)row * inputs, *x1 = x0 + (row + 1 < rows ? inputs : 0);
            const float *x2 = x1 + (row + 2 < rows ? inputs : 0), *x3 = x2 + (row + 3 < rows ? inputs : 0);
            f4 a0 = low, a1 = low, a2 = low, a3 = low, b0 = high, b1 = high, b2 = high, b3 = high;
            for (i32 i = 0; i < inputs; i++) {
                f4 w = load4(weight + i * 8), v = load4(weight + i * 8 + 4);
                a0 += x0[i] * w, b0 += x0[i] * v;
                a1 += x1[i] * w, b1 += x1[i] * v;
                a2 += x2[i] * w, b2 += x2[i] * v;
                a3 += x3[i] * w, b3 += x3[i] * v;
            }
            float *to = y + (size)row * stride + panel * 8;
            store4(to, a0), store4(to + 4, b0);
            if (row + 1 < rows) to += stride, store4(to, a1), store4(to + 4, b1);
            if (row + 2 < rows) to += stride, store4(to, a2), store4(to + 4, b2);
            if (row + 3 < rows) to += stride, store4(to, a3), store4(to + 4, b3);
        }
    }
}

static void normalize(const struct norm *norm, const float *x, float *y, i32 width) {
    f4 total = {0}, squares = {0};
    for (i32 i = 0; i < width; i += 4) total += load4(x + i);
    float mean = sum4(total) / width;
    for (i32 i = 0; i < width; i += 4) { f4 d = load4(x + i) - mean; squares += d * d; }
    float scale = 1 / __builtin_sqrtf(sum4(squares) / width + 1e-5f);
    for (i32 i = 0; i < width; i += 4)
        store4(y + i, (load4(x + i) - mean) * scale * load4(norm->weight + i) + load4(norm->bias + i));
}

/* GELU in the form with tanh: y / 2 · (1 + tanh u) = y / (1 + e^(-2u)). */
static void gelu(float *y, i32 count) {
    for (i32 i = 0; i < count; i += 4) {
        f4 v = load4(y + i), u = 0.7978845608f * (v + 0.044715f * v * v * v);
        store4(y + i, v / (1.0f + exp4(-2.0f * u)));
    }
}

/* What is being computed: frames of one channel, x[frames][width]; a frame with nesting < 0 does not exist. */
struct work { const struct model *m; i32 frames; float *x, *y, *hidden, *inner; i32 *nesting; };

/* One frame of a depthwise convolution; beyond both ends are zeros. */
static void convolve(const struct work *w, const struct depthwise *d, i32 frame, float *y) {
    i32 W = w->m->width, around = w->m->kernel / 2;
    for (i32 i = 0; i < W; i += 4) {
        f4 sum = load4(d->bias + i);
        for (i32 k = larger(0, around - frame); k < smaller(w->m->kernel, w->frames + around - frame); k++)
            sum += load4(w->x + (size)(frame + k - around) * W + i) * load4(d->weight + k * W + i);
        store4(y + i, sum);
    }
}

static void swap(struct work *w) { float *x = w->x; w->x = w->y, w->y = x; }

/* y = x + scale · hidden for rows of frames that exist. */
static void add(struct work *w, const float *scale, const float *hidden, i32 first, i32 rows) {
    i32 W = w->m->width;
    for (i32 row = 0; row < rows; row++) {
        const float *x = w->x + (size)(first + row) * W, *h = hidden + (size)row * W;
        float *y = w->y + (size)(first + row) * W;
        i32 exists = w->nesting[first + row] >= 0;
        for (i32 i = 0; i < W; i += 4) {
            f4 sum = load4(x + i);
            if (exists) sum += scale ? load4(scale + i) * load4(h + i) : load4(h + i);
            store4(y + i, sum);
        }
    }
}

static void block(struct work *w, const struct layer *layer, i32 start, i32 stop) {
    i32 W = w->m->width;
    for (i32 first = start; first < stop; first += ROWS) {
        i32 rows = smaller(ROWS, stop - first);
        for (i32 row = 0; row < rows; row++) {
            float *h = w->hidden + (size)row * W;
            convolve(w, &layer->depthwise, first + row, h);
            normalize(&layer->norm, h, h, W);
        }
        multiply(&layer->first, w->hidden, rows, w->inner, layer->first.outputs);
        gelu(w->inner, rows * layer->first.outputs);
        multiply(&layer->second, w->inner, rows, w->hidden, W);
        add(w, layer->scale, w->hidden, first, rows);
    }
    swap(w);
}

/* One frame's look at those around it, of one head; at: what begins at frame `first` of queries, keys and values. */
static void look(const struct work *w, const struct layer *layer, const float *at, i32 first, i32 last, i32 frame,
                 i32 head, float *to) {
    const struct model *m = w->m;
    i32 W = m->width, each = W / m->heads, start = larger(first, frame - m->reach), stop = smaller(last, frame + m->reach + 1);
    float scores[1024], largest = -1e30f, total = 0, root = 1 / __builtin_sqrtf((float)each);
    const float *query = at + (size)(frame - first) * 3 * W + head * each;
    for (i32 other = start; other < stop; other++) {
        float *score = scores + other - start;
        if (w->nesting[other] < 0) { *score = -1e9f; continue; }
        const float *key = at + (size)(other - first) * 3 * W + W + head * each;
        f4 sum = {0};
        i32 i = 0;
        for (; i + 4 <= each; i += 4) sum += load4(query + i) * load4(key + i);
        float product = sum4(sum);
        for (; i < each; i++) product += query[i] * key[i];
        *score = product * root + layer->distance[head * (2 * m->reach + 1) + other - frame + m->reach];
        if (*score > largest) largest = *score;
    }
    i32 count = stop - start;
    for (i32 i = count; i % 4; i++) scores[i] = -1e9f;
    for (i32 i = 0; i < count; i += 4) store4(scores + i, exp4(load4(scores + i) - largest));
    for (i32 i = 0; i < count; i++) total += scores[i];
    fill(to, 0, (size)each * 4);
    for (i32 i = 0; i < count; i++) {
        const float *value = at + (size)(start + i - first) * 3 * W + 2 * W + head * each;
        float share = scores[i] / total;
        i32 j = 0;
        for (; j + 4 <= each; j += 4) store4(to + j, load4(to + j) + share * load4(value + j));
        for (; j < each; j++) to[j] += share * value[j];
    }
}

static i32 attention(struct work *w, const struct layer *layer, i32 first, i32 last, i32 start, i32 stop) {
    i32 W = w->m->width;
    size before = mark();
    float *parts = reserve((size)(last - first + 1) * 3 * W * 4);
    if (!parts) return 0;
    for (i32 at = first; at < last; at += ROWS) {
        i32 rows = smaller(ROWS, last - at);
        for (i32 row = 0; row < rows; row++) normalize(&layer->norm, w->x + (size)(at + row) * W, w->hidden + (size)row * W, W);
        multiply(&layer->first, w->hidden, rows, parts + (size)(at - first) * 3 * W, 3 * W);
    }
    for (i32 at = start; at < stop; at += ROWS) {
        i32 rows = smaller(ROWS, stop - at);
        for (i32 row = 0; row < rows; row++) {
            float *to = w->inner + (size)row * W;
            fill(to, 0, (size)W * 4);
            for (i32 head = 0; head < (w->nesting[at + row] < 0 ? 0 : w->m->heads); head++)
                look(w, layer, parts, first, last, at + row, head, to + head * (W / w->m->heads));
        }
        multiply(&layer->second, w->inner, rows, w->hidden, W);
        add(w, layer->scale, w->hidden, at, rows);
    }
    swap(w);
    release(before);
    return 1;
}

/* tokens i32[frames][width] -> digits within ±1, missing ones 0, times project_in; and which frames exist. Missing tokens
   are negative; behind one, and beside a half of a layer, none is used. */
static void take_tokens(struct work *w, const i32 *tokens, i32 width) {
    const struct model *m = w->m;
    i32 W = m->width, D = m->tokens * m->digits;
    float half = (m->levels - 1) / 2.0f;
    for (i32 first = 0; first < w->frames; first += ROWS) {
        i32 rows = smaller(ROWS, w->frames - first);
        fill(w->inner, 0, (size)rows * D * 4);
        for (i32 row = 0; row < rows; row++) {
            const i32 *own = tokens + (size)(first + row) * width;
            i32 present = 0, nesting = -1;
            while (present < smaller(width, m->tokens) && own[present] >= 0) present++;
            while (nesting + 1 < m->nestings && m->nested[nesting + 1] <= present) nesting++;
            w->nesting[first + row] = nesting;
            for (i32 token = 0; token < (nesting < 0 ? 0 : m->nested[nesting]); token++)
                for (i32 p = 0, rest = own[token]; p < m->digits; p++, rest /= m->levels)
                    w->inner[row * D + token * m->digits + p] = ((float)(rest % m->levels) - half) / half;
        }
        multiply(&m->project_in, w->inner, rows, w->hidden, W);
        for (i32 row = 0; row < rows; row++) {
            float *x = w->x + (size)(first + row) * W;
            i32 nesting = w->nesting[first + row];
            for (i32 i = 0; i < W; i++)
                x[i] = nesting < 0 ? 0 : w->hidden[row * W + i] + m->presence[nesting * W + i];
        }
    }
}

/* Spectra of some frames to their windows, windows[rows][T]. inner: room for more than is needed here. */
static void windows_of(struct work *w, i32 first, i32 rows, float *windows, float *room) {
    const struct model *m = w->m;
    i32 W = m->width, T = m->window, bins = T / 2 + 1, stride = (2 * bins + 7) / 8 * 8, padded = (bins + 7) / 8 * 8;
    float *spectra = room, *real = spectra + ROWS * stride, *imaginary = real + ROWS * padded;
    float *even = imaginary + ROWS * padded, *odd = even + ROWS * padded;
    for (i32 row = 0; row < rows; row++)
        normalize(&m->norm, w->x + (size)(first + row) * W, w->hidden + (size)row * W, W);
    multiply(&m->project_out, w->hidden, rows, spectra, stride);
    for (i32 row = 0; row < rows; row++) {
        i32 exists = w->nesting[first + row] >= 0;
        for (i32 k = 0; k < bins; k++) {
            float magnitude = spectra[row * stride + k];
            double sine, cosine;
            magnitude = exists ? exp4((f4){magnitude < 6 ? magnitude : 6, 0, 0, 0})[0] : 0;
            sine_cosine(spectra[row * stride + bins + k], &sine, &cosine);
            real[row * bins + k] = magnitude * (float)cosine, imaginary[row * bins + k] = magnitude * (float)sine;
        }
    }
    multiply(&m->from_real, real, rows, even, padded);
    multiply(&m->from_imaginary, imaginary, rows, odd, padded);
    for (i32 row = 0; row < rows; row++)
        for (i32 n = 0; n < bins; n++) {
            float e = even[row * padded + n], o = odd[row * padded + n];
            windows[row * T + n] = e + o;
            if (n && n < bins - 1) windows[row * T + T - n] = e - o;
        }
}

/* Sound of the frames `first` to before `stop` of a stretch, f32[(stop - first) · hop], from its tokens i32[frames][width].
   Both ends of the stretch are those of the recording, or far enough away (context_frames of the file). */
EXPORT(sound) i32 sound(const struct model *m, const i32 *tokens, i32 frames, i32 width, i32 first, i32 stop, float *audio) {
    if (!m || first < 0 || stop > frames || first >= stop || 2 * m->reach + 1 > 1020) return 0;
    i32 W = m->width, T = m->window, side = (T - m->hop) / 2, overlap = (side + m->hop - 1) / m->hop, inner = m->expansion;
    size before = mark(), room = (size)ROWS * (3 * T + 64) * 4;
    struct work w = {m, frames, reserve((size)frames * W * 4), reserve((size)frames * W * 4), reserve((size)ROWS * W * 4),
                     reserve((size)ROWS * (larger(inner, 3) * W + MOST_DIGITS) * 4), reserve((size)frames * 4)};
    float *windows = reserve((size)ROWS * T * 4), *spectra = reserve(room), *sums = reserve((size)(stop - first) * m->hop * 4);
    if (!w.x || !w.y || !w.hidden || !w.inner || !w.nesting || !windows || !spectra || !sums) { release(before); return 0; }
    take_tokens(&w, tokens, width);
    /* How far beyond the wanted frames each layer must be computed: those behind it look at its neighbours. */
    i32 needed[65], around = m->kernel / 2;
    needed[m->layer_count] = overlap;
    for (i32 i = m->layer_count - 1; i >= 0; i--) needed[i] = needed[i + 1] + (m->layers[i].attends ? m->reach : around);
    for (i32 at = larger(0, first - needed[0]), end = smaller(frames, stop + needed[0]); at < end; at += ROWS) {
        i32 rows = smaller(ROWS, end - at);
        for (i32 row = 0; row < rows; row++) convolve(&w, &m->mix, at + row, w.hidden + (size)row * W);
        add(&w, 0, w.hidden, at, rows);
    }
    swap(&w);
    for (i32 i = 0; i < m->layer_count; i++) {
        i32 start = larger(0, first - needed[i + 1]), end = smaller(frames, stop + needed[i + 1]);
        if (!m->layers[i].attends) block(&w, &m->layers[i], start, end);
        else if (!attention(&w, &m->layers[i], larger(0, first - needed[i]), smaller(frames, stop + needed[i]), start, end)) {
            release(before);
            return 0;
        }
    }
    fill(audio, 0, (size)(stop - first) * m->hop * 4);
    fill(sums, 0, (size)(stop - first) * m->hop * 4);
    for (i32 at = larger(0, first - overlap), end = smaller(frames, stop + overlap); at < end; at += ROWS) {
        i32 rows = smaller(ROWS, end - at);
        windows_of(&w, at, rows, windows, spectra);
        for (i32 row = 0; row < rows; row++) {
            i32 place = (at + row - first) * m->hop - side;
            for (i32 n = larger(0, -place); n < smaller(T, (stop - first) * m->hop - place); n++) {
                audio[place + n] += windows[row * T + n];
                sums[place + n] += m->hann[n] * m->hann[n];
            }
        }
    }
    for (i32 i = 0; i < (stop - first) * m->hop; i++) {
        float value = audio[i] / sums[i];
        audio[i] = value > 1 ? 1 : value < -1 ? -1 : value;
    }
    release(before);
    return 1;
}
