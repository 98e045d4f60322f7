/**
 * Sentences with places as a tree. The part of ICU MessageFormat that the page's words use: `{node}` and
 * `{lost, plural, =0 {none} one {1 call} other {# calls}}`, which may hold places again.
 * Leaves out select, offsets, formats of numbers and dates, and quoting with apostrophes: an apostrophe is one.
 * Our own sixty lines because the library's parser was a twentieth of the page's first view; a test holds every
 * sentence of the page against that library.
 */

export type Piece =
  | string
  /** A value as it is. */
  | { readonly name: string }
  /** The number that the plural around it chose by. */
  | { readonly counted: string }
  | { readonly plural: string; readonly forms: ReadonlyMap<string, readonly Piece[]> };

/** Throws where a sentence is not of the syntax: a mistake in our own words, which tests find. */
export function parseMessage(template: string): readonly Piece[] {
  let at = 0;

  function pieces(counted: string | null): Piece[] {
    const found: Piece[] = [];
    while (at < template.length && template[at] !== '}') {
      if (template[at] === '{') found.push(place());
      else if (template[at] === '#' && counted !== null) {
        at += 1;
        found.push({ counted });
      } else found.push(text(counted !== null));
    }
    return found;
  }

  function text(isCounted: boolean): string {
    const end = isCounted ? /[{}#]/g : /[{}]/g;
    const from = at;
    end.lastIndex = from;
    at = end.exec(template)?.index ?? template.length;
    return template.slice(from, at);
  }

  function place(): Piece {
    const [, name = ''] = take(/\{\s*(\w+)\s*/y);
    if (template[at] === '}') {
      at += 1;
      return { name };
    }
    take(/,\s*plural\s*,\s*/y);
    const forms = new Map<string, readonly Piece[]>();
    while (template[at] !== '}') {
      const [, form = ''] = take(/(=\d+|one|other)\s*\{/y);
      forms.set(form, pieces(name));
      take(/\}\s*/y);
    }
    at += 1;
    if (!forms.has('other')) fail();
    return { plural: name, forms };
  }

  function take(pattern: RegExp): RegExpExecArray {
    pattern.lastIndex = at;
    const match = pattern.exec(template) ?? fail();
    at = pattern.lastIndex;
    return match;
  }

  function fail(): never {
    throw new Error(`not a sentence with places, at ${at}: ${template}`);
  }

  const whole = pieces(null);
  if (at < template.length) fail();
  return whole;
}
