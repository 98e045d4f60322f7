import type { Language } from '../base/language.ts';
import type { GalleryEntry } from '../gallery/entry.ts';
import type { ScenarioFile } from '../scenario/schema.ts';

/** The bundled scenarios, as a piece of their own that is loaded once. */
export async function loadGallery() {
  return (await import('../gallery/gallery.ts')).gallery;
}

/** What somebody sees who has never been here. It comes alone: the first view waits for no other. */
export const FIRST_EXAMPLE = 'blog';

/** A bundled scenario in a language; null where none has that id. */
export async function loadExample(id: string, language: Language): Promise<ScenarioFile | null> {
  const entry = id === FIRST_EXAMPLE ? await firstExample() : await exampleOf(id);
  if (!entry) return null;
  if (language === 'en') return { ...entry.file, name: entry.title.en };
  const { fileInLanguage } = await import('../gallery/in-language.ts');
  return fileInLanguage(entry, language);
}

async function firstExample(): Promise<GalleryEntry> {
  return (await import('../gallery/blog.ts')).blog;
}

async function exampleOf(id: string): Promise<GalleryEntry | undefined> {
  return (await loadGallery()).find((entry) => entry.id === id);
}
