/** The bundled scenarios, as a piece of their own that is loaded once. */
export async function loadGallery() {
  const [{ gallery }, { fileInLanguage }] = await Promise.all([
    import('../gallery/gallery.ts'),
    import('../gallery/in-language.ts'),
  ]);
  return { gallery, fileInLanguage };
}
