import type { Language } from '../base/language.ts';
import type { ScenarioFile } from '../scenario/schema.ts';

/** One bundled scenario. */
export interface GalleryEntry {
  /** In addresses: `?example=blog`. */
  readonly id: string;
  readonly file: ScenarioFile;
  readonly title: Readonly<Record<Language, string>>;
  /** What to watch, and what it shows. */
  readonly teaches: Readonly<Record<Language, string>>;
}
