/**
 * Seeded streams of chance, one for every purpose, named: `stream(seed, 'web', 'service')`. Adding a cache to a design
 * therefore does not change the arrivals at its client, and two designs can be compared on the same luck.
 *
 * Generator: sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, 32-bit operations only, so the same everywhere.
 * Exponential and normal draws: ziggurat with 256 layers (Marsaglia and Tsang, 2000), tables from our own ln and exp.
 */
import { exp, ln } from './math.ts';

/** All streams of a run: four words each, so that a checkpoint copies one array. */
export class StreamsState {
  words = new Int32Array(0);
}

/** FNV-1a over UTF-16 code units, then an avalanche: names differing in one letter give unrelated seeds. */
export function hashName(seed: number, name: string): number {
  let h = (seed ^ 0x811c9dc5) | 0;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return scramble(h);
}

/** A bijection on 32-bit integers in which every input bit reaches every output bit (murmur3's finaliser). */
export function scramble(h: number): number {
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const TWO_53 = 9007199254740992;
const LAYERS = 256;

interface Ziggurat {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Width of each layer by the number of steps it is drawn in. */
  readonly step: Float64Array;
  /** Half a step: draws are the middles of their steps, so never 0 and as often above as below. */
  readonly half: Float64Array;
}

/** Tables for a density falling from 1 at 0; `r` starts the tail, `v` is the area of each layer. */
function ziggurat(
  r: number,
  v: number,
  steps: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const x = new Float64Array(LAYERS + 1);
  const y = new Float64Array(LAYERS + 1);
  x[0] = v / density(r);
  x[1] = r;
  for (let i = 2; i < LAYERS; i++) x[i] = inverse(density(x[i - 1]!) + v / x[i - 1]!);
  x[LAYERS] = 0;
  for (let i = 0; i <= LAYERS; i++) y[i] = density(x[i]!);
  const step = x.map((width) => width / steps);
  return { x, y, step, half: step.map((width) => width / 2) };
}

const EXPONENTIAL_R = 7.69711747013105;
const exponentialTable = ziggurat(
  EXPONENTIAL_R,
  0.003949659822581557,
  1 << 24,
  (x) => exp(-x),
  (y) => -ln(y),
);
const NORMAL_R = 3.6541528853610088;
const normalTable = ziggurat(
  NORMAL_R,
  0.00492867323399,
  1 << 23,
  (x) => exp(-0.5 * x * x),
  (y) => Math.sqrt(-2 * ln(y)),
);

export class Streams {
  readonly state = new StreamsState();
  private readonly seed: number;
  private readonly names = new Map<string, number>();

  constructor(seed: number) {
    this.seed = seed;
  }

  /** The stream of this name, made on first use. Streams are asked for while a run is compiled, never during it. */
  named(owner: string, purpose: string): number {
    const name = `${owner}\u0000${purpose}`;
    const known = this.names.get(name);
    if (known !== undefined) return known;
    const index = this.names.size * 4;
    this.names.set(name, index);
    // Doubled, since a drawing with many callers of one database set asks for hundreds of thousands.
    if (index + 4 > this.state.words.length) {
      const longer = new Int32Array(Math.max(64, this.state.words.length * 2));
      longer.set(this.state.words);
      this.state.words = longer;
    }
    const { words } = this.state;
    const a = hashName(this.seed, name);
    words[index] = a;
    words[index + 1] = scramble(a ^ this.seed);
    words[index + 2] = scramble(a + 0x9e3779b9);
    words[index + 3] = 1;
    // sfc32 wants a dozen rounds before its first output is used.
    for (let i = 0; i < 15; i++) this.nextWord(index);
    return index;
  }

  /** 32 random bits, signed: an unsigned word would not fit a small integer and be put on the heap. */
  nextWord(stream: number): number {
    const w = this.state.words;
    const a = w[stream]!;
    const b = w[stream + 1]!;
    const c = w[stream + 2]!;
    const d = w[stream + 3]!;
    const t = (a + b + d) | 0;
    w[stream] = b ^ (b >>> 9);
    w[stream + 1] = (c + (c << 3)) | 0;
    w[stream + 2] = (((c << 21) | (c >>> 11)) + t) | 0;
    w[stream + 3] = (d + 1) | 0;
    return t;
  }

  /** Uniform on [0, 1), 53 bits. */
  uniform(stream: number): number {
    return ((this.nextWord(stream) >>> 6) * 134217728 + (this.nextWord(stream) >>> 5)) / TWO_53;
  }

  /** A whole number from 0 to n − 1; the bias of n / 2^53 is below anything a run could show. */
  below(stream: number, n: number): number {
    return Math.floor(this.uniform(stream) * n);
  }

  /**
   * Exponential with mean 1. One word gives the layer and 24 bits within it: steps of half a millionth of the mean.
   * Nearly always that lies inside the layer; the rest stands apart, so that this is inlined.
   */
  exponential(stream: number): number {
    const h = this.nextWord(stream);
    const layer = h & 255;
    const value = ((h >>> 8) + 0.5) * exponentialTable.step[layer]!;
    if (value < exponentialTable.x[layer + 1]!) return value;
    return +this.exponentialBeyond(stream, layer, value);
  }

  /** The first draw was not inside its layer: the wedge, the tail, or another try. */
  private exponentialBeyond(stream: number, layer: number, value: number): number {
    const { y } = exponentialTable;
    // Memoryless: beyond R the distribution starts again.
    if (layer === 0) return EXPONENTIAL_R + this.exponential(stream);
    const height = y[layer]! + this.uniform(stream) * (y[layer + 1]! - y[layer]!);
    return height < exp(-value) ? value : this.exponential(stream);
  }

  /** Normal with mean 0 and standard deviation 1. One word gives the layer, the sign and 23 bits within the layer. */
  normal(stream: number): number {
    const h = this.nextWord(stream);
    const layer = h & 255;
    const value = (h >> 8) * normalTable.step[layer]! + normalTable.half[layer]!;
    if (Math.abs(value) < normalTable.x[layer + 1]!) return value;
    return +this.normalBeyond(stream, layer, value);
  }

  private normalBeyond(stream: number, layer: number, value: number): number {
    const { y } = normalTable;
    if (layer === 0) return value < 0 ? -this.normalTail(stream) : this.normalTail(stream);
    const height = y[layer]! + this.uniform(stream) * (y[layer + 1]! - y[layer]!);
    return height < exp(-0.5 * value * value) ? value : this.normal(stream);
  }

  /** Marsaglia's tail: beyond R. */
  private normalTail(stream: number): number {
    for (;;) {
      const a = -ln(1 - this.uniform(stream)) / NORMAL_R;
      const b = -ln(1 - this.uniform(stream));
      if (b + b > a * a) return NORMAL_R + a;
    }
  }
}
