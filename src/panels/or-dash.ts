/** A figure that was never measured is no 0. */
export function orDash(value: number | null, written: (value: number) => string): string {
  return value === null ? '–' : written(value);
}
