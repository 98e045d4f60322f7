/** Plain text for people: columns that line up, numbers of sensible length. No locale, so that it is the same anywhere. */

export function number(value: number | null): string {
  if (value === null) return '–';
  const magnitude = Math.abs(value);
  if (Number.isInteger(value) || magnitude >= 1000) return withThousands(String(Math.round(value)));
  const decimals = magnitude >= 100 ? 1 : magnitude >= 10 ? 2 : magnitude >= 0.01 ? 3 : 6;
  return String(Number(value.toFixed(decimals)));
}

function withThousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ',');
}

type Alignment = 'left' | 'right';

/** First column to the left, the others to the right. Cells of a row that are missing stay empty. */
export function table(rows: readonly (readonly string[])[]): string[] {
  return aligned(rows, (column) => (column === 0 ? 'left' : 'right'));
}

/** Every column to the left. */
export function list(rows: readonly (readonly string[])[]): string[] {
  return aligned(rows, () => 'left');
}

function aligned(
  rows: readonly (readonly string[])[],
  alignment: (column: number) => Alignment,
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const padded = (cell: string, column: number) =>
    alignment(column) === 'left' ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!);
  return rows.map((row) => row.map(padded).join('  ').trimEnd());
}
