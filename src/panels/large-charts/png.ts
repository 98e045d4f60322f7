/** A picture as pixels, twice as many as it has points, so that it stays sharp where it is put. */
import type { Picture } from './charts-svg.ts';

const PIXELS_A_POINT = 2;

export async function pngOf({ svg, widthPx, heightPx }: Picture): Promise<Blob> {
  const image = new Image();
  const url = URL.createObjectURL(new Blob([await withFont(svg)], { type: 'image/svg+xml' }));
  try {
    image.src = url;
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
  const canvas = document.createElement('canvas');
  canvas.width = widthPx * PIXELS_A_POINT;
  canvas.height = heightPx * PIXELS_A_POINT;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the picture could not be drawn'));
    }, 'image/png');
  });
}

/** An image sees no fonts of its page: the Latin letters travel in it. Others fall back to the system's. */
async function withFont(svg: string): Promise<string> {
  const face = latinFace();
  if (!face) return svg;
  try {
    const bytes = new Uint8Array(await (await fetch(face.url)).arrayBuffer());
    const data = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
    const rule = `@font-face{font-family:${face.family};font-weight:100 900;src:url(data:font/woff2;base64,${data})}`;
    return svg.replace('</desc>', `</desc><style>${rule}</style>`);
  } catch {
    // Offline: the system's letters will do.
    return svg;
  }
}

function latinFace(): { readonly url: string; readonly family: string } | null {
  for (const sheet of document.styleSheets) {
    for (const rule of rulesOf(sheet)) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const source = /url\("?([^")]*inter-latin-wght-normal[^")]*)"?\)/.exec(rule.cssText)?.[1];
      if (source) {
        const url = new URL(source, sheet.href ?? location.href).href;
        return { url, family: rule.style.getPropertyValue('font-family') };
      }
    }
  }
  return null;
}

/** Of a sheet from elsewhere (an extension's, say) nobody may read any. */
function rulesOf(sheet: CSSStyleSheet): Iterable<CSSRule> {
  try {
    return sheet.cssRules;
  } catch {
    return [];
  }
}
