/** Where motion is not wanted: calls a second of each link, from the sample, at its middle. Loaded by who wants that. */
import type { Format } from '../i18n/format.ts';
import type { Recording } from '../stores/recording.ts';
import { type Lanes, STEPS } from './lanes.ts';
import { linkRates } from './link-rates.ts';
import type { Camera } from './request-shapes.ts';

/** Halfway along both lanes of a link. */
const halfway = { x: new Float32Array(2), y: new Float32Array(2) };

/** False where a card is in front of it, over which nothing is written. */
const findMiddle = (lanes: Lanes, link: number) =>
  lanes.place(link, 0, STEPS / 2, halfway, 0) && lanes.place(link, 1, STEPS / 2, halfway, 1);
const middleOf = (both: Float32Array) => (both[0]! + both[1]!) / 2;

export function paintRates(
  context: CanvasRenderingContext2D,
  lanes: Lanes,
  at: {
    readonly recording: Recording;
    readonly cursorNs: number;
    readonly camera: Camera;
    readonly format: Format;
  },
): void {
  const { camera } = at;
  const tokens = getComputedStyle(document.documentElement);
  const token = (name: string) => tokens.getPropertyValue(name).trim();
  context.font = `11px ${token('--font')}`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  linkRates(at.recording, at.cursorNs).forEach((perSec, link) => {
    if (perSec === 0 || !lanes.has(link) || !findMiddle(lanes, link)) return;
    const screenX = middleOf(halfway.x) * camera[2] + camera[0];
    const screenY = middleOf(halfway.y) * camera[2] + camera[1];
    const text = at.format.rate(perSec);
    const width = context.measureText(text).width + 10;
    context.fillStyle = token('--bg');
    context.beginPath();
    context.roundRect(screenX - width / 2, screenY - 8, width, 16, 8);
    context.fill();
    context.fillStyle = token('--ink-2');
    context.fillText(text, screenX, screenY);
  });
}
