/**
 * How moving requests look: colour and shape for each operation, smaller and lighter on the way back, a cross for what
 * failed. All dots of one look are one path: 2,000 take 0.3 ms of script, where 2,000 small pictures took 2.2.
 */
import { type Dots, looks } from './moving-requests.ts';

/** x, y and zoom of the camera. */
export type Camera = readonly [x: number, y: number, zoom: number];

export interface Palette {
  readonly ground: string;
  /** By operation: read, write, static, job. */
  readonly operations: readonly string[];
  readonly failed: string;
  /** Ways without an edge. */
  readonly faint: string;
}

export function readPalette(): Palette {
  const tokens = getComputedStyle(document.documentElement);
  const color = (token: string) => tokens.getPropertyValue(token).trim();
  return {
    ground: color('--bg'),
    operations: ['--read', '--write', '--static', '--job'].map(color),
    failed: color('--bad'),
    faint: color('--line-strong'),
  };
}

const RADIUS = 3.3;
const RADIUS_BACK = 2.1;
const ALPHA_BACK = 0.55;
/** Width of the rim in the ground's colour that keeps dots apart where they crowd. */
const RIM = 1.3;

type Shape = (context: CanvasRenderingContext2D, x: number, y: number, radius: number) => void;

/** Filled paths; a disc is a round cap on a line of no length, the cheapest circle there is. */
const shapes: readonly ('disc' | Shape)[] = ['disc', square, 'disc', diamond];
const STATIC = 2;

export function drawDots(
  context: CanvasRenderingContext2D,
  dots: Dots,
  camera: Camera,
  palette: Palette,
): void {
  // Dots grow and shrink with the drawing, but less, so that they stay dots.
  const scale = Math.max(0.62, Math.min(1.4, Math.sqrt(camera[2])));
  context.lineCap = 'round';
  context.globalAlpha = ALPHA_BACK;
  for (let operation = 0; operation < shapes.length; operation++) {
    drawLook(
      context,
      dots,
      camera,
      looks.back + operation,
      operation,
      RADIUS_BACK * scale,
      palette,
    );
  }
  context.globalAlpha = 1;
  drawRims(context, dots, camera, (RADIUS + RIM) * scale, palette);
  for (let operation = 0; operation < shapes.length; operation++) {
    drawLook(context, dots, camera, looks.out + operation, operation, RADIUS * scale, palette);
  }
  drawCrosses(context, dots, camera, scale, palette);
}

function drawLook(
  context: CanvasRenderingContext2D,
  dots: Dots,
  camera: Camera,
  look: number,
  operation: number,
  radius: number,
  palette: Palette,
): void {
  if (dots.perLook[look] === 0) return;
  const shape = shapes[operation]!;
  const color = palette.operations[operation]!;
  context.beginPath();
  for (let i = 0; i < dots.count; i++) {
    if (dots.look[i] !== look) continue;
    const x = dots.x[i]! * camera[2] + camera[0];
    const y = dots.y[i]! * camera[2] + camera[1];
    if (shape === 'disc') point(context, x, y);
    else shape(context, x, y, radius);
  }
  if (shape !== 'disc') {
    context.fillStyle = color;
    context.fill();
    return;
  }
  context.strokeStyle = color;
  context.lineWidth = radius * 2;
  context.stroke();
  if (operation !== STATIC) return;
  // Static files are rings: a hole in the disc.
  context.strokeStyle = palette.ground;
  context.lineWidth = radius;
  context.stroke();
}

function drawRims(
  context: CanvasRenderingContext2D,
  dots: Dots,
  camera: Camera,
  radius: number,
  palette: Palette,
): void {
  context.beginPath();
  for (let i = 0; i < dots.count; i++) {
    if (dots.look[i]! >= looks.back) continue;
    point(context, dots.x[i]! * camera[2] + camera[0], dots.y[i]! * camera[2] + camera[1]);
  }
  context.strokeStyle = palette.ground;
  context.lineWidth = radius * 2;
  context.stroke();
}

function drawCrosses(
  context: CanvasRenderingContext2D,
  dots: Dots,
  camera: Camera,
  scale: number,
  palette: Palette,
): void {
  if (dots.perLook[looks.cross] === 0) return;
  const reach = 3.2 * scale;
  context.beginPath();
  for (let i = 0; i < dots.count; i++) {
    if (dots.look[i] !== looks.cross) continue;
    const x = dots.x[i]! * camera[2] + camera[0];
    const y = dots.y[i]! * camera[2] + camera[1];
    context.moveTo(x - reach, y - reach);
    context.lineTo(x + reach, y + reach);
    context.moveTo(x + reach, y - reach);
    context.lineTo(x - reach, y + reach);
  }
  context.strokeStyle = palette.ground;
  context.lineWidth = 4.6 * scale;
  context.stroke();
  context.strokeStyle = palette.failed;
  context.lineWidth = 2.1 * scale;
  context.stroke();
}

function point(context: CanvasRenderingContext2D, x: number, y: number): void {
  context.moveTo(x, y);
  context.lineTo(x, y);
}

function square(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const half = radius * 0.92;
  context.rect(x - half, y - half, half * 2, half * 2);
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  const reach = radius * 1.22;
  context.moveTo(x, y - reach);
  context.lineTo(x + reach, y);
  context.lineTo(x, y + reach);
  context.lineTo(x - reach, y);
  context.closePath();
}
