/**
 * Pixels that are written one by one and handed to a canvas where they have changed. Thousands of small pictures a
 * frame cost a tenth of what the same shapes cost as canvas paths where no graphics processor helps.
 *
 * Pixels are 0xAABBGGRR, not premultiplied: what a canvas takes. Pure but for `show`.
 */

/** A small picture, pixel by pixel: only those that are not empty, the solid ones first. */
export class Sprite {
  readonly size: number;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  readonly pixels: Uint32Array;
  /** So many of them hide what is below. */
  readonly solid: number;
  #offsets = new Int32Array(0);
  #boardWidth = 0;

  /** Made of what each pixel is. */
  constructor(size: number, pixelAt: (x: number, y: number) => number) {
    const found: { readonly x: number; readonly y: number; readonly pixel: number }[] = [];
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) found.push({ x, y, pixel: pixelAt(x, y) });
    }
    const solid = found.filter(({ pixel }) => pixel >= 0xff000000);
    const clear = found.filter(({ pixel }) => pixel !== 0 && pixel < 0xff000000);
    const all = [...solid, ...clear];
    this.size = size;
    this.x = Uint8Array.from(all, ({ x }) => x);
    this.y = Uint8Array.from(all, ({ y }) => y);
    this.pixels = Uint32Array.from(all, ({ pixel }) => pixel);
    this.solid = solid.length;
  }

  /** Where its pixels lie from its corner on, on a board of this width. */
  offsets(boardWidth: number): Int32Array {
    if (this.#boardWidth !== boardWidth) {
      this.#boardWidth = boardWidth;
      this.#offsets = Int32Array.from(this.x, (x, i) => this.y[i]! * boardWidth + x);
    }
    return this.#offsets;
  }
}

/** Rows of a band: what changed is known for each band, from its leftmost to its rightmost pixel. */
const BAND = 32;

export class PixelBoard {
  readonly width: number;
  readonly height: number;
  readonly #bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly #pixels: Uint32Array;
  /** Of each band what has been written since `clear`, and before it: [from, to). */
  #written: Int32Array;
  #shown: Int32Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#bytes = new Uint8ClampedArray(width * height * 4);
    this.#pixels = new Uint32Array(this.#bytes.buffer);
    this.#written = noSpans(height, width);
    this.#shown = noSpans(height, width);
  }

  pixelAt(x: number, y: number): number {
    return this.#pixels[y * this.width + x]!;
  }

  clear(): void {
    for (let band = 0; band < this.#written.length / 2; band++) {
      const from = this.#written[band * 2]!;
      const to = this.#written[band * 2 + 1]!;
      if (from >= to) continue;
      const end = Math.min(this.height, (band + 1) * BAND);
      for (let y = band * BAND; y < end; y++) {
        this.#pixels.fill(0, y * this.width + from, y * this.width + to);
      }
      // A board that is cleared twice before it is shown still has to show both as empty.
      this.#shown[band * 2] = Math.min(this.#shown[band * 2]!, from);
      this.#shown[band * 2 + 1] = Math.max(this.#shown[band * 2 + 1]!, to);
    }
    resetSpans(this.#written, this.width);
  }

  /** With its upper left corner at a whole pixel; what lies outside is left out. */
  put(sprite: Sprite, left: number, top: number): void {
    const { size, pixels, solid } = sprite;
    const fromX = Math.max(0, left);
    const toX = Math.min(this.width, left + size);
    const fromY = Math.max(0, top);
    const toY = Math.min(this.height, top + size);
    if (fromX >= toX || fromY >= toY) return;
    this.#touch(fromX, toX, fromY, toY);
    if (toX - fromX < size || toY - fromY < size) {
      for (let i = 0; i < pixels.length; i++) {
        this.#lay(left + sprite.x[i]!, top + sprite.y[i]!, pixels[i]!);
      }
      return;
    }
    const board = this.#pixels;
    const offsets = sprite.offsets(this.width);
    const corner = top * this.width + left;
    for (let i = 0; i < solid; i++) board[corner + offsets[i]!] = pixels[i]!;
    for (let i = solid; i < pixels.length; i++) {
      const at = corner + offsets[i]!;
      const pixel = pixels[i]!;
      const below = board[at]!;
      // What is there most of the time: nothing, and the very same.
      if (below === 0) board[at] = pixel;
      else if (below !== pixel) board[at] = over(pixel, below);
    }
  }

  /** One pixel, if it is on the board. */
  #lay(x: number, y: number, pixel: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const at = y * this.width + x;
    const below = this.#pixels[at]!;
    this.#pixels[at] = below === 0 ? pixel : over(pixel, below);
  }

  /** A thin straight stroke, solid by how much of each pixel it covers. */
  stroke(x0: number, y0: number, x1: number, y1: number, width: number, color: number): void {
    const isFlat = Math.abs(x1 - x0) >= Math.abs(y1 - y0);
    // Walked pixel by pixel along its longer way, and at each of them across.
    const start = isFlat ? x0 : y0;
    const end = isFlat ? x1 : y1;
    const aside = isFlat ? y0 : x0;
    const slope = end === start ? 0 : ((isFlat ? y1 : x1) - aside) / (end - start);
    const half = (width * Math.hypot(1, slope)) / 2;
    const last = Math.max(start, end);
    for (let along = Math.floor(Math.min(start, end)); along <= last; along++) {
      const middle = aside + (along + 0.5 - start) * slope;
      const to = middle + half;
      for (let across = Math.floor(middle - half); across < to; across++) {
        const share = Math.min(across + 1, to) - Math.max(across, middle - half);
        const pixel = withAlpha(color, share);
        if (isFlat) this.#putPixel(along, across, pixel);
        else this.#putPixel(across, along, pixel);
      }
    }
  }

  #putPixel(x: number, y: number, pixel: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    const band = (y / BAND) | 0;
    const written = this.#written;
    if (x < written[band * 2]!) written[band * 2] = x;
    if (x >= written[band * 2 + 1]!) written[band * 2 + 1] = x + 1;
    this.#lay(x, y, pixel);
  }

  /** Hands over what differs from what was handed over last. */
  show(context: CanvasRenderingContext2D): void {
    if (this.width === 0 || this.height === 0) return;
    const image = new ImageData(this.#bytes, this.width, this.height);
    for (let band = 0; band < this.#written.length / 2; band++) {
      const from = Math.min(this.#written[band * 2]!, this.#shown[band * 2]!);
      const to = Math.max(this.#written[band * 2 + 1]!, this.#shown[band * 2 + 1]!);
      if (from >= to) continue;
      const top = band * BAND;
      const high = Math.min(BAND, this.height - top);
      context.putImageData(image, 0, 0, from, top, to - from, high);
    }
    resetSpans(this.#shown, this.width);
  }

  #touch(fromX: number, toX: number, fromY: number, toY: number): void {
    const written = this.#written;
    const last = Math.floor((toY - 1) / BAND);
    for (let band = Math.floor(fromY / BAND); band <= last; band++) {
      if (fromX < written[band * 2]!) written[band * 2] = fromX;
      if (toX > written[band * 2 + 1]!) written[band * 2 + 1] = toX;
    }
  }
}

/**
 * One pixel over another. Of the same colour the more solid one stays, as where shapes of one path overlap: that
 * neither darkens what is half clear nor shows a seam.
 */
export function over(above: number, below: number): number {
  const a = above >>> 24;
  const b = below >>> 24;
  if (a === 255 || b === 0) return above;
  if (((above ^ below) & 0xffffff) === 0) return a > b ? above : below;
  // What of the one below is still seen.
  const left = (b * (255 - a)) / 255;
  const alpha = a + left;
  const share = a / alpha;
  const rest = 1 - share;
  const blue = ((above >>> 16) & 255) * share + ((below >>> 16) & 255) * rest + 0.5;
  const green = ((above >>> 8) & 255) * share + ((below >>> 8) & 255) * rest + 0.5;
  const red = (above & 255) * share + (below & 255) * rest + 0.5;
  return (((alpha + 0.5) << 24) | (blue << 16) | ((green << 8) & 0xff00) | red) >>> 0;
}

/** A colour as solid as a share of the pixel is covered. */
export function withAlpha(color: number, share: number): number {
  const alpha = Math.round(Math.min(1, share) * 255);
  return alpha === 0 ? 0 : ((color & 0xffffff) | (alpha << 24)) >>> 0;
}

function noSpans(height: number, width: number): Int32Array {
  const spans = new Int32Array(Math.ceil(height / BAND) * 2);
  resetSpans(spans, width);
  return spans;
}

function resetSpans(spans: Int32Array, width: number): void {
  for (let band = 0; band < spans.length; band += 2) {
    spans[band] = width;
    spans[band + 1] = 0;
  }
}
