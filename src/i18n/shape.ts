/**
 * What a translation must hold: every key of the English words, none more. English has a singular that Korean has
 * not, so `…_one` keys are left out.
 */
export type Translation<T> = {
  readonly [K in keyof T as K extends `${string}_one` ? never : K]: T[K] extends string
    ? string
    : Translation<T[K]>;
};
