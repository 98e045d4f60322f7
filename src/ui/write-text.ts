/**
 * Text past React. Writing the same again would still cost a layout, and another piece of text more than the same one
 * changed.
 */
export function writeText(element: HTMLElement, text: string): void {
  const { firstChild } = element;
  if (!(firstChild instanceof Text)) element.textContent = text;
  else if (firstChild.data !== text) firstChild.data = text;
}
