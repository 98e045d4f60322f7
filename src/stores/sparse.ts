/**
 * Params as a file writes them: only what differs from the default. Pure helpers that set one path, and remove it
 * again (with the groups it leaves empty) when the value is the default's.
 */

export type Plain = Readonly<Record<string, unknown>>;

export function isPlain(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equal as JSON would see them, whatever the order of an object's keys. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, i) => sameValue(item, b[i]));
  }
  if (!isPlain(a) || !isPlain(b)) return false;
  const keysOfA = Object.keys(a);
  return (
    keysOfA.length === Object.keys(b).length &&
    keysOfA.every((key) => key in b && sameValue(a[key], b[key]))
  );
}

export function valueAt(params: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((inner, key) => (isPlain(inner) ? inner[key] : undefined), params);
}

/**
 * `params` with `value` at `path`; undefined takes the path out, and empty groups with it: but not one that is off by
 * default, which says by being there that it is on.
 */
export function withValueAt(
  params: Plain,
  path: string,
  value: unknown,
  defaults: unknown = undefined,
): Plain {
  const [key = '', ...rest] = path.split('.');
  const { [key]: inner, ...others } = params;
  const fallback = isPlain(defaults) ? defaults[key] : undefined;
  const next =
    rest.length === 0
      ? value
      : withValueAt(isPlain(inner) ? inner : {}, rest.join('.'), value, fallback);
  const isEmpty = isPlain(next) && Object.keys(next).length === 0;
  const isEmptyGroup = rest.length > 0 && isEmpty && fallback !== null;
  return next === undefined || isEmptyGroup ? others : { ...others, [key]: next };
}

/**
 * What a file must write for `value` where the default is `fallback`; undefined for nothing. `byField` for an object
 * whose fields have defaults of their own (a group, the keys of a client): only the differing fields are kept.
 */
export function sparseValue(value: unknown, fallback: unknown, byField: boolean): unknown {
  if (sameValue(value, fallback)) return undefined;
  if (!byField || !isPlain(value) || !isPlain(fallback)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key, inner]) => !sameValue(inner, fallback[key])),
  );
}
