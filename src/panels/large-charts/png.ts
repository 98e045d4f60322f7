/**
 * A picture as pixels, twice as many as it has points, so that it stays sharp where it is put. An image sees no fonts of
 * its page, so only the shapes are drawn as one; the words are written over it, in the page's own letters.
 */
import type { Picture } from './charts-svg.ts';

const PIXELS_A_POINT = 2;

export async function pngOf({ svg, widthPx, heightPx }: Picture): Promise<Blob> {
  const { shapes, words } = parted(svg);
  const canvas = document.createElement('canvas');
  canvas.width = widthPx * PIXELS_A_POINT;
  canvas.height = heightPx * PIXELS_A_POINT;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('the picture could not be drawn');
  context.drawImage(await imageOf(shapes), 0, 0, canvas.width, canvas.height);
  context.scale(PIXELS_A_POINT, PIXELS_A_POINT);
  for (const word of words) await write(word, context);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the picture could not be drawn'));
    }, 'image/png');
  });
}

async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  return image;
}

interface Words {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly color: string;
  /** As CSS has it. */
  readonly font: string;
  readonly align: CanvasTextAlign;
}

/** Shapes and words apart. Groups of these pictures are moved, and nothing else. */
function parted(svg: string): { readonly shapes: string; readonly words: readonly Words[] } {
  const root = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
  const words = [...root.querySelectorAll('text')].map((element) => {
    const [x, y] = placeOf(element);
    const look = (name: string) => closestLook(element, name);
    return {
      text: element.textContent ?? '',
      x,
      y,
      color: look('fill') ?? 'black',
      font: `${look('font-weight') ?? 400} ${look('font-size')}px ${look('font-family')}`,
      align: aligned(look('text-anchor')),
    };
  });
  for (const element of root.querySelectorAll('text')) element.remove();
  return { shapes: new XMLSerializer().serializeToString(root), words };
}

function closestLook(element: Element, name: string): string | null {
  return element.closest(`[${name}]`)?.getAttribute(name) ?? null;
}

function aligned(anchor: string | null): CanvasTextAlign {
  if (anchor === 'middle') return 'center';
  return anchor === 'end' ? 'right' : 'left';
}

function placeOf(element: Element): readonly [number, number] {
  let x = Number(element.getAttribute('x'));
  let y = Number(element.getAttribute('y'));
  for (let at = element.parentElement; at !== null; at = at.parentElement) {
    const moved = /^translate\(([-\d.]+) ([-\d.]+)\)$/.exec(at.getAttribute('transform') ?? '');
    x += Number(moved?.[1] ?? 0);
    y += Number(moved?.[2] ?? 0);
  }
  return [x, y];
}

async function write(
  { text, x, y, color, font, align }: Words,
  context: CanvasRenderingContext2D,
): Promise<void> {
  // Offline the system's letters will do.
  await document.fonts.load(font, text).catch(() => []);
  context.font = font;
  context.fillStyle = color;
  context.textAlign = align;
  context.fillText(text, x, y);
}
