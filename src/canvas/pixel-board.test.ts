import { describe, expect, it } from 'vitest';
import { Dots, looks } from './moving-requests.ts';
import { over, PixelBoard, Sprite, withAlpha } from './pixel-board.ts';
import { drawDots, type Palette, PHASES, RequestSprites } from './request-shapes.ts';

const BLUE = 0xffeb6325;
const RED = 0xff1e1ec8;
const WHITE = 0xffffffff;

describe('one pixel over another', () => {
  it('hides it where it is solid and stands alone on nothing', () => {
    expect(over(BLUE, RED)).toBe(BLUE);
    expect(over(withAlpha(BLUE, 0.5), 0)).toBe(withAlpha(BLUE, 0.5));
  });

  it('mixes by how solid both are', () => {
    expect(over(withAlpha(0xffffffff, 0.5), 0xff000000)).toBe(0xff808080);
    // Half clear over half clear: three quarters solid, and the upper one counts twice.
    expect(over(0x80ffffff, 0x80000000)).toBe(0xc0aaaaaa);
    for (const alpha of [0, 1, 64, 127, 200, 254]) {
      const [above, below] = [0x123456, 0xff89abf3];
      const mix = (shift: number) =>
        (((above >>> shift) & 255) * alpha + ((below >>> shift) & 255) * (255 - alpha)) / 255;
      const mixed = over(((alpha << 24) | above) >>> 0, below);
      expect(mixed >>> 24).toBe(255);
      for (const shift of [0, 8, 16]) {
        expect(Math.abs(((mixed >>> shift) & 255) - mix(shift))).toBeLessThanOrEqual(0.5);
      }
    }
  });

  it('does not add up where it is the same colour, as within one path', () => {
    expect(over(withAlpha(BLUE, 0.4), withAlpha(BLUE, 0.6))).toBe(withAlpha(BLUE, 0.6));
  });
});

describe('a board', () => {
  const block = new Sprite(3, (x, y) => (x === 1 || y === 1 ? BLUE : 0));

  it('takes pictures whole, in part at its edge, and not outside', () => {
    const board = new PixelBoard(40, 40);
    board.put(block, 10, 10);
    expect([board.pixelAt(10, 10), board.pixelAt(11, 10), board.pixelAt(12, 11)]).toEqual([
      0,
      BLUE,
      BLUE,
    ]);
    board.put(block, -2, -2);
    board.put(block, 39, 38);
    board.put(block, 90, 5);
    // The left row of the picture's end wraps nowhere.
    expect([board.pixelAt(0, 0), board.pixelAt(39, 39), board.pixelAt(0, 39)]).toEqual([
      0,
      BLUE,
      0,
    ]);
  });

  it('shows what was written and what had to go, and nothing a second time', () => {
    const board = new PixelBoard(100, 100);
    const asked: number[][] = [];
    const context = {
      putImageData: (_image: unknown, ...place: number[]) => asked.push(place.slice(2)),
    } as unknown as CanvasRenderingContext2D;
    globalThis.ImageData ??= class {} as unknown as typeof ImageData;
    board.put(block, 10, 40);
    board.show(context);
    expect(asked.splice(0)).toEqual([[0, 32, 32, 32]]);
    board.clear();
    // Over four tiles; those beside each other are shown together.
    board.put(block, 95, 95);
    board.show(context);
    expect(asked.splice(0)).toEqual([
      [0, 32, 32, 32],
      [64, 64, 36, 32],
      [64, 96, 36, 4],
    ]);
    board.clear();
    board.show(context);
    expect(asked.splice(0)).toEqual([
      [64, 64, 36, 32],
      [64, 96, 36, 4],
    ]);
    board.show(context);
    expect(asked).toEqual([]);
  });

  it('shows the whole of a picture larger than a tile', () => {
    const board = new PixelBoard(200, 200);
    const shown = new Set<number>();
    const context = {
      putImageData: (_image: unknown, _x: number, _y: number, ...place: number[]) => {
        const [left, top, width, height] = place as [number, number, number, number];
        for (let y = top; y < top + height; y++) {
          for (let x = left; x < left + width; x++) shown.add(y * 200 + x);
        }
      },
    } as unknown as CanvasRenderingContext2D;
    board.put(new Sprite(80, () => RED), 31, 31);
    board.show(context);
    const written = [...new Array(40_000).keys()].filter(
      (at) => board.pixelAt(at % 200, Math.floor(at / 200)) !== 0,
    );
    expect(written).toHaveLength(80 * 80);
    expect(written.filter((at) => !shown.has(at))).toEqual([]);
    expect(shown.size).toBe(128 * 128);
    board.clear();
    expect(written.filter((at) => board.pixelAt(at % 200, Math.floor(at / 200)) !== 0)).toEqual([]);
  });

  it('repeats strokes as they were, on whatever is there by then', () => {
    const [drawn, repeated] = [new PixelBoard(40, 40), new PixelBoard(40, 40)];
    const stroke = (board: PixelBoard) => board.stroke(-3, 5.5, 30, 20.25, 1.5, RED);
    const noted = repeated.noting(() => stroke(repeated));
    repeated.clear();
    for (const board of [drawn, repeated]) board.put(block, 10, 10);
    stroke(drawn);
    repeated.repeat(noted);
    expect(pixelsOf(repeated)).toEqual(pixelsOf(drawn));
    expect(pixelsOf(repeated)).toContain(RED);
    // What is repeated is shown, and cleared again.
    repeated.clear();
    expect(pixelsOf(repeated).every((pixel) => pixel === 0)).toBe(true);
  });
});

const pixelsOf = (board: PixelBoard) =>
  Array.from({ length: 1600 }, (_, i) => board.pixelAt(i % 40, Math.floor(i / 40)));

describe('the pictures of requests', () => {
  const palette: Palette = {
    ground: WHITE,
    operations: [BLUE, RED, 0xff8b7464, 0xffd9286d],
    failed: 0xff0000ff,
    faint: 0xff808080,
  };

  /** How many pixels a picture covers. */
  function area(look: number, at: { readonly x: number; readonly y: number }): number {
    const board = new PixelBoard(40, 40);
    new RequestSprites(palette, 1).draw(board, look, at.x * PHASES, at.y * PHASES);
    let sum = 0;
    for (let i = 0; i < 1600; i++) sum += (board.pixelAt(i % 40, Math.floor(i / 40)) >>> 24) / 255;
    return sum;
  }

  it('cover what their shapes cover, wherever in a pixel they lie', () => {
    for (const at of [
      { x: 20, y: 20 },
      { x: 20.25, y: 19.5 },
      { x: 20.75, y: 20.25 },
    ]) {
      expect(area(looks.out, at) / (Math.PI * 3.3 ** 2)).toBeCloseTo(1, 1);
      expect(area(looks.out + 1, at) / (2 * 3.3 * 0.92) ** 2).toBeCloseTo(1, 1);
      expect(area(looks.out + 3, at) / (2 * (3.3 * 1.22) ** 2)).toBeCloseTo(1, 1);
      expect(area(looks.back, at) / (0.55 * Math.PI * 2.1 ** 2)).toBeCloseTo(1, 1);
    }
  });

  it('lie around the place that is asked for', () => {
    const board = new PixelBoard(40, 40);
    new RequestSprites(palette, 1).draw(board, looks.out, 10 * PHASES, 20 * PHASES);
    expect(board.pixelAt(9, 19)).toBe(BLUE);
    expect(board.pixelAt(10, 20)).toBe(BLUE);
    expect(board.pixelAt(13, 20)).toBe(board.pixelAt(6, 20));
    expect(board.pixelAt(10, 23)).toBe(board.pixelAt(10, 16));
  });

  it('have a rim in the colour of the ground, which hides what is below and no other dot', () => {
    const board = new PixelBoard(40, 40);
    const sprites = new RequestSprites(palette, 1);
    const dots = new Dots(2, 1);
    dots.count = 2;
    dots.x.set([20, 26.5]);
    dots.y.set([20, 20]);
    dots.look.set([looks.out, looks.out + 1]);
    dots.perLook.set([1, 1]);
    board.stroke(5, 20, 35, 20, 2, palette.failed);
    drawDots(board, dots, [0, 0, 1], 1, sprites);
    const pixels = pixelsOf(board);
    const solid = pixels.filter((pixel) => pixel >>> 24 === 255 && pixel !== palette.failed);
    // Two discs a little larger than the dots, less where they lie over one another.
    expect(solid.length).toBeGreaterThan(1.7 * Math.PI * 4.6 ** 2);
    expect(solid.length).toBeLessThan(2 * Math.PI * 4.7 ** 2);
    expect([10, 15, 20, 26, 31, 34].map((x) => board.pixelAt(x, 20))).toEqual([
      palette.failed,
      WHITE,
      BLUE,
      RED,
      palette.failed,
      palette.failed,
    ]);
    // Nothing of the one's rim is on the other.
    for (const x of [18, 19, 20, 21, 22]) expect(board.pixelAt(x, 20)).toBe(BLUE);
  });

  it('have none from afar, where it would be less than a pixel', () => {
    const drawn = (scale: number) => {
      const board = new PixelBoard(40, 40);
      const dots = new Dots(1, 1);
      dots.count = 1;
      dots.x.fill(20);
      dots.y.fill(20);
      dots.look.fill(looks.out);
      dots.perLook.set([1]);
      drawDots(board, dots, [0, 0, 1], 1, new RequestSprites(palette, scale));
      return pixelsOf(board);
    };
    expect(drawn(1)).toContain(WHITE);
    expect(drawn(0.62)).not.toContain(WHITE);
    expect(drawn(0.62)).toContain(BLUE);
  });

  it('are drawn once where several of a look are at one place, and for every look', () => {
    const drawn = (...places: readonly (readonly [x: number, y: number, look: number])[]) => {
      const board = new PixelBoard(40, 40);
      const dots = new Dots(places.length, 1);
      for (const [x, y, look] of places) {
        dots.x[dots.count] = x;
        dots.y[dots.count] = y;
        dots.look[dots.count++] = look;
        dots.perLook[look]!++;
      }
      drawDots(board, dots, [0, 0, 1], 1, new RequestSprites(palette, 1));
      return pixelsOf(board);
    };
    const { out, back } = looks;
    expect(drawn([12.1, 9, out], [12.1, 9, out], [12.1, 9, out])).toEqual(drawn([12.1, 9, out]));
    // A quarter of a pixel aside it is seen.
    expect(drawn([12, 9, out], [12.25, 9, out])).not.toEqual(drawn([12, 9, out]));
    expect(drawn([12, 9, back], [12, 9, back + 1])).not.toEqual(drawn([12, 9, back]));
    const many = Array.from(
      { length: 36 },
      (_, i) => [4 + (i % 6) * 6, 4 + ((i / 6) | 0) * 6, out] as const,
    );
    expect(drawn(...many, ...many)).toEqual(drawn(...many));
    expect(drawn(...many).filter((pixel) => pixel === BLUE).length).toBeGreaterThan(36 * 20);
  });

  it('draw a faint way without gaps', () => {
    const board = new PixelBoard(40, 40);
    new RequestSprites(palette, 1).drawWay(board, 5, 5.5, 30, 20.5);
    for (let x = 6; x < 29; x++) {
      let most = 0;
      for (let y = 0; y < 40; y++) most = Math.max(most, board.pixelAt(x, y) >>> 24);
      expect(most, `column ${x}`).toBeGreaterThan(100);
    }
    expect(board.pixelAt(17, 30)).toBe(0);
  });

  it('ring what is static, and cross what failed', () => {
    const board = new PixelBoard(40, 40);
    const sprites = new RequestSprites(palette, 2);
    sprites.draw(board, looks.out + 2, 10 * PHASES, 10 * PHASES);
    sprites.draw(board, looks.cross, 30 * PHASES, 30 * PHASES);
    expect(board.pixelAt(10, 10)).toBe(WHITE);
    expect(board.pixelAt(15, 10)).toBe(palette.operations[2]);
    expect(board.pixelAt(30, 30)).toBe(palette.failed);
    expect(board.pixelAt(34, 34)).toBe(palette.failed);
    expect(board.pixelAt(34, 30)).toBe(0);
  });
});
