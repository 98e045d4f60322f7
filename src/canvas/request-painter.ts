/** Paints the moving requests. Keeps what it needs between frames, so that a frame allocates next to nothing. */
import type { Node } from '@xyflow/react';
import type { RunShape } from '../sim/recording.ts';
import { type LegIndex, TYPES } from '../stores/leg-index.ts';
import type { Recording } from '../stores/recording.ts';
import { player } from '../stores/run.ts';
import { FaintWays } from './faint-ways.ts';
import { type Box, boxAt } from './geometry.ts';
import { Lanes } from './lanes.ts';
import { chooseLevels, Dots, isSlowed, placeDots } from './moving-requests.ts';
import { PixelBoard } from './pixel-board.ts';
import {
  type Camera,
  drawDots,
  type Palette,
  RequestSprites,
  readPalette,
  scaleOf,
} from './request-shapes.ts';

type NodeLookup = ReadonlyMap<
  string,
  {
    readonly type?: string | undefined;
    readonly internals: { readonly positionAbsolute: { readonly x: number; readonly y: number } };
  }
>;

/** Found legs and dots at most: twice what a large drawing shows, 38 bytes each. */
const MOST_DOTS = 8192;
/** Requests on a link at a time: one in so many pixels of it, within bounds. More are a stripe, fewer are nothing. */
const PX_PER_DOT = 7;
const PER_LINK_MIN = 6;
const PER_LINK_MAX = 28;

export class RequestPainter {
  /** There is something to draw at some moment. */
  hasLegs = false;
  /** The recording has one in this many requests. */
  #recordedOneIn = 1;
  readonly #levels = new Uint8Array(TYPES);
  /** Dots travel slower than their requests did. */
  isSlowed = false;
  readonly #canvas: HTMLCanvasElement;
  readonly #context: CanvasRenderingContext2D | null;
  #shape: RunShape | null = null;
  #nodes: readonly Node[] | null = null;
  #lanes: Lanes | null = null;
  #dots: Dots | null = null;
  #legs: LegIndex | null = null;
  #palette: Palette | null = null;
  #sprites: RequestSprites | null = null;
  #board: PixelBoard | null = null;
  readonly #ways = new FaintWays();
  #pixelRatio = 1;
  #isBlank = true;
  readonly #about = { cursorNs: 0, speed: 1, fromNs: 0, toNs: 0, perLink: PER_LINK_MIN };
  readonly #at = { cursorNs: 0, speed: 1, levels: this.#levels };

  constructor(canvas: HTMLCanvasElement) {
    this.#canvas = canvas;
    // Its pixels are ours: they are kept where we can write them.
    this.#context = canvas.getContext('2d', { willReadFrequently: true });
  }

  /** One in this many requests is on the canvas, by operation type. */
  oneIn(type: number): number {
    return this.#recordedOneIn * 2 ** this.#levels[type]!;
  }

  resize(width: number, height: number): void {
    const pixelRatio = window.devicePixelRatio || 1;
    this.#pixelRatio = pixelRatio;
    const wide = Math.round(width * pixelRatio);
    const high = Math.round(height * pixelRatio);
    if (this.#canvas.width === wide && this.#canvas.height === high) return;
    // Sizing a canvas also clears it and forgets its scale.
    this.#canvas.width = wide;
    this.#canvas.height = high;
    this.#context?.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    this.#board = null;
    this.#isBlank = true;
  }

  /** Lays the lanes anew where another run is shown or a card has moved. */
  arrange(shape: RunShape | null, nodes: readonly Node[], lookup: NodeLookup): void {
    if (shape === this.#shape && nodes === this.#nodes) return;
    this.#nodes = nodes;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#dots = shape && new Dots(MOST_DOTS, shape.links.length);
    }
    if (!shape) return;
    const boxes = new Map<string, Box>();
    for (const [id, { type, internals }] of lookup) {
      if (type === 'card') boxes.set(id, boxAt(internals.positionAbsolute));
    }
    const ends = shape.links.map(({ source, target }) => ({
      source: boxes.get(shape.nodeIds[source] ?? ''),
      target: boxes.get(shape.nodeIds[target] ?? ''),
    }));
    this.#lanes = new Lanes(ends, [...boxes.values()]);
  }

  /** The theme has changed. */
  forgetLook(): void {
    this.#palette = null;
  }

  paint(cursorNs: number, speed: number, camera: Camera): void {
    const context = this.#context;
    const recording = player.recording();
    const shape = this.#shape;
    const lanes = this.#lanes;
    const dots = this.#dots;
    if (!context || !recording || !shape || !lanes || !dots) {
      this.hasLegs = false;
      this.#clear();
      return;
    }
    const closeUp = player.closeUp();
    const legs = closeUp?.legs ?? recording.legs;
    this.#legs = legs;
    this.#about.cursorNs = cursorNs;
    this.#about.speed = speed;
    this.#about.fromNs = closeUp?.fromNs ?? 0;
    this.#about.toNs = closeUp?.toNs ?? recording.doneNs;
    this.#about.perLink = roomOf(lanes.meanLength * camera[2]);
    this.#at.cursorNs = cursorNs;
    this.#at.speed = speed;
    chooseLevels(legs, this.#about, this.#levels);
    this.#recordedOneIn = closeUp?.oneIn ?? recording.oneInAt(cursorNs);
    this.hasLegs = legs.count > 0;
    this.isSlowed = isSlowed(legs, speed);
    placeDots(legs, lanes, this.#at, dots);
    if (dots.count === 0) {
      this.#clear();
      return;
    }
    this.#isBlank = false;
    this.#palette ??= readPalette(context);
    this.#board ??= new PixelBoard(this.#canvas.width, this.#canvas.height);
    const scale = scaleOf(camera, this.#pixelRatio);
    if (!this.#sprites?.is(this.#palette, scale)) {
      this.#sprites = new RequestSprites(this.#palette, scale, this.#pixelRatio);
    }
    this.#board.clear();
    this.#ways.draw(this.#board, dots, {
      links: shape.links,
      lanes,
      camera,
      pixelRatio: this.#pixelRatio,
      sprites: this.#sprites,
    });
    drawDots(this.#board, dots, camera, this.#pixelRatio, this.#sprites);
    this.#board.show(context);
  }

  /** The dots as they were drawn last, and what they show. */
  drawn(): { readonly dots: Dots; readonly legs: LegIndex } | null {
    return this.#dots && this.#legs && !this.#isBlank
      ? { dots: this.#dots, legs: this.#legs }
      : null;
  }

  /** Something else than dots, by somebody else. */
  paintWith(draw: (context: CanvasRenderingContext2D, lanes: Lanes, recording: Recording) => void) {
    const recording = player.recording();
    this.#clear();
    if (!this.#context || !recording || !this.#lanes) return;
    this.#isBlank = false;
    draw(this.#context, this.#lanes, recording);
  }

  #clear(): void {
    if (this.#isBlank || !this.#context) return;
    this.#context.setTransform(1, 0, 0, 1, 0, 0);
    this.#context.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
    this.#context.setTransform(this.#pixelRatio, 0, 0, this.#pixelRatio, 0, 0);
    this.#board?.clear();
    this.#isBlank = true;
  }
}

/** Requests that a link of this length has room for at a time. */
function roomOf(linkPx: number): number {
  return Math.max(PER_LINK_MIN, Math.min(PER_LINK_MAX, linkPx / PX_PER_DOT));
}
