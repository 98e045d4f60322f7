/**
 * Pixels that are written one by one and handed to a canvas where they have changed. Thousands of small pictures a
 * frame cost a tenth of what the same shapes cost as canvas paths where no graphics processor helps.
 *
 * Pixels are 0xAABBGGRR, not premultiplied: what a canvas takes. Pure but for `show`.
 */

/** A small picture, pixel by pixel: only those that are not empty. */
export class Sprite {
  readonly size: number;
  readonly x: Uint8Array;
  readonly y: Uint8Array;
  /** As whole numbers with a sign, which the compiler keeps in registers; those without do not fit there. */
  readonly pixels: Int32Array;
  #laid: LaidSprite = { boardWidth: 0, runs: new Int32Array(0), clear: new Int32Array(0) };

  /** Made of what each pixel is. */
  constructor(size: number, pixelAt: (x: number, y: number) => number) {
    const all: { readonly x: number; readonly y: number; readonly pixel: number }[] = [];
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        const pixel = pixelAt(x, y);
        if (pixel !== 0) all.push({ x, y, pixel });
      }
    }
    this.size = size;
    this.x = Uint8Array.from(all, ({ x }) => x);
    this.y = Uint8Array.from(all, ({ y }) => y);
    this.pixels = Int32Array.from(all, ({ pixel }) => pixel);
  }

  /** Where its pixels lie from its corner on, on a board of this width. */
  laidOn(boardWidth: number): LaidSprite {
    if (this.#laid.boardWidth !== boardWidth) this.#laid = this.#layOn(boardWidth);
    return this.#laid;
  }

  #layOn(boardWidth: number): LaidSprite {
    const runs: number[] = [];
    const clear: number[] = [];
    this.pixels.forEach((pixel, i) => {
      const at = this.y[i]! * boardWidth + this.x[i]!;
      if (pixel >>> 24 < 255) clear.push(at, pixel);
      else if (runs.at(-2) === at && runs.at(-1) === pixel) runs[runs.length - 2]!++;
      else runs.push(at, at + 1, pixel);
    });
    return { boardWidth, runs: Int32Array.from(runs), clear: Int32Array.from(clear) };
  }
}

interface LaidSprite {
  readonly boardWidth: number;
  /** Solid pixels of one colour, which hide what is below: from, to and pixel in turn. */
  readonly runs: Int32Array;
  /** What lets something through: where, and the pixel in turn. */
  readonly clear: Int32Array;
}

/** Pixels of a tile, each way: which ones have changed is known. */
const TILE_BITS = 5;
const TILE = 2 ** TILE_BITS;

/** x, y and pixel in turn. */
export type Noted = Int32Array;

export class PixelBoard {
  readonly width: number;
  readonly height: number;
  readonly #bytes: Uint8ClampedArray<ArrayBuffer>;
  readonly #pixels: Int32Array;
  readonly #tilesAcross: number;
  /** 1 for a tile that has been written since `clear`, and before it. Row by row. */
  readonly #written: Uint8Array;
  readonly #shown: Uint8Array;
  #noted: number[] | null = null;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.#bytes = new Uint8ClampedArray(width * height * 4);
    this.#pixels = new Int32Array(this.#bytes.buffer);
    this.#tilesAcross = Math.ceil(width / TILE);
    this.#written = new Uint8Array(this.#tilesAcross * Math.ceil(height / TILE));
    this.#shown = new Uint8Array(this.#written.length);
  }

  pixelAt(x: number, y: number): number {
    return this.#pixels[y * this.width + x]! >>> 0;
  }

  clear(): void {
    this.#eachRun(this.#written, (left, top, right, bottom) => {
      for (let y = top; y < bottom; y++) {
        this.#pixels.fill(0, y * this.width + left, y * this.width + right);
      }
    });
    // A board that is cleared twice before it is shown still has to show both as empty.
    for (let tile = 0; tile < this.#shown.length; tile++)
      this.#shown[tile]! |= this.#written[tile]!;
    this.#written.fill(0);
  }

  /** With its upper left corner at a whole pixel; what lies outside is left out. */
  put(sprite: Sprite, left: number, top: number): void {
    const right = left + sprite.size;
    const bottom = top + sprite.size;
    if (left >= 0 && top >= 0 && right <= this.width && bottom <= this.height) {
      this.#touch(left, right, top, bottom);
      lay(this.#pixels, top * this.width + left, sprite.laidOn(this.width));
      return;
    }
    if (right <= 0 || bottom <= 0 || left >= this.width || top >= this.height) return;
    for (let i = 0; i < sprite.pixels.length; i++) {
      this.#putPixel(left + sprite.x[i]!, top + sprite.y[i]!, sprite.pixels[i]!);
    }
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

  /** Calls back, and answers what has been stroked meanwhile. */
  noting(draw: () => void): Noted {
    this.#noted = [];
    draw();
    const noted = Int32Array.from(this.#noted);
    this.#noted = null;
    return noted;
  }

  /** Strokes of this board once more, without working out again which pixels they cover. */
  repeat(noted: Noted): void {
    for (let i = 0; i < noted.length; i += 3) {
      this.#putPixel(noted[i]!, noted[i + 1]!, noted[i + 2]!);
    }
  }

  /** One pixel, if it is on the board. */
  #putPixel(x: number, y: number, pixel: number): void {
    if (x < 0 || y < 0 || x >= this.width || y >= this.height) return;
    this.#noted?.push(x, y, pixel);
    this.#touch(x, x + 1, y, y + 1);
    const at = y * this.width + x;
    this.#pixels[at] = over(pixel, this.#pixels[at]!);
  }

  /** Hands over what differs from what was handed over last. */
  show(context: CanvasRenderingContext2D): void {
    if (this.width === 0 || this.height === 0) return;
    const image = new ImageData(this.#bytes, this.width, this.height);
    for (let tile = 0; tile < this.#shown.length; tile++)
      this.#shown[tile]! |= this.#written[tile]!;
    this.#eachRun(this.#shown, (left, top, right, bottom) =>
      context.putImageData(image, 0, 0, left, top, right - left, bottom - top),
    );
    this.#shown.fill(0);
  }

  /** A rectangle of pixels for all marked tiles that lie side by side. */
  #eachRun(
    marks: Uint8Array,
    visit: (left: number, top: number, right: number, bottom: number) => void,
  ): void {
    const across = this.#tilesAcross;
    for (let row = 0; row * across < marks.length; row++) {
      const top = row * TILE;
      const bottom = Math.min(this.height, top + TILE);
      for (let from = 0; from < across; from++) {
        if (marks[row * across + from] === 0) continue;
        let to = from + 1;
        while (to < across && marks[row * across + to] === 1) to++;
        visit(from * TILE, top, Math.min(this.width, to * TILE), bottom);
        from = to;
      }
    }
  }

  #touch(left: number, right: number, top: number, bottom: number): void {
    const across = this.#tilesAcross;
    const firstColumn = left >> TILE_BITS;
    const lastColumn = (right - 1) >> TILE_BITS;
    const firstRow = (top >> TILE_BITS) * across;
    const lastRow = ((bottom - 1) >> TILE_BITS) * across;
    const written = this.#written;
    // What is no larger than a tile lies in those of its corners, and is marked without a question asked.
    written[firstRow + firstColumn] = 1;
    written[firstRow + lastColumn] = 1;
    written[lastRow + firstColumn] = 1;
    written[lastRow + lastColumn] = 1;
    if (right - left <= TILE && bottom - top <= TILE) return;
    for (let row = firstRow; row <= lastRow; row += across) {
      written.fill(1, row + firstColumn, row + lastColumn + 1);
    }
  }
}

/** A whole sprite. Out of the class, and without a call for each pixel: this is where a frame spends most of its time. */
function lay(board: Int32Array, corner: number, { runs, clear }: LaidSprite): void {
  for (let i = 0; i < runs.length; i += 3) {
    const end = corner + runs[i + 1]!;
    const pixel = runs[i + 2]!;
    for (let at = corner + runs[i]!; at < end; at++) board[at] = pixel;
  }
  for (let i = 0; i < clear.length; i += 2) {
    const at = corner + clear[i]!;
    const pixel = clear[i + 1]!;
    const below = board[at]!;
    if (below === 0) board[at] = pixel;
    else if (((pixel ^ below) & 0xffffff) !== 0) board[at] = mixed(pixel, below);
    else if (pixel >>> 24 > below >>> 24) board[at] = pixel;
  }
}

/**
 * One pixel over another. Of the same colour the more solid one stays, as where shapes of one path overlap: that
 * neither darkens what is half clear nor shows a seam.
 */
export function over(above: number, below: number): number {
  const isSame = ((above ^ below) & 0xffffff) === 0;
  if (below === 0 || above >>> 24 === 255) return above >>> 0;
  if (isSame) return Math.max(above >>> 0, below >>> 0);
  return mixed(above, below) >>> 0;
}

/** Of two colours, the upper one half clear; as a whole number with a sign. */
function mixed(above: number, below: number): number {
  const a = above >>> 24;
  const b = below >>> 24;
  return b === 255 ? overSolid(above, below, a) : overClear(above, below, a, b);
}

/** Two colours at a time: each product has room for its neighbour, and `x / 255` is `(x + (x >> 8) + 1) >> 8` nearly. */
function overSolid(above: number, below: number, a: number): number {
  const rest = 255 - a;
  const odd = (Math.imul(above & 0xff00ff, a) + Math.imul(below & 0xff00ff, rest) + 0x800080) | 0;
  const even =
    (Math.imul((above >>> 8) & 0xff, a) + Math.imul((below >>> 8) & 0xff, rest) + 0x80) | 0;
  return (
    0xff000000 |
    (((odd + ((odd >>> 8) & 0xff00ff)) >>> 8) & 0xff00ff) |
    ((even + (even >>> 8)) & 0xff00)
  );
}

function overClear(above: number, below: number, a: number, b: number): number {
  const at = (a << 8) | b;
  return (alphas[at]! << 24) | (overSolid(above, below, shares[at]!) & 0xffffff);
}

/** How solid the two are together, and the upper one's share of the colour, by how solid each is. */
const alphas = new Uint8Array(2 ** 16);
const shares = new Uint8Array(2 ** 16);
for (let at = 1; at < alphas.length; at++) {
  const a = at >>> 8;
  // What of the one below is still seen.
  const left = ((at & 255) * (255 - a)) / 255;
  alphas[at] = Math.round(a + left);
  shares[at] = Math.round((255 * a) / (a + left));
}

/** A colour as solid as a share of the pixel is covered. */
export function withAlpha(color: number, share: number): number {
  const alpha = Math.round(Math.min(1, share) * 255);
  return alpha === 0 ? 0 : ((color & 0xffffff) | (alpha << 24)) >>> 0;
}
