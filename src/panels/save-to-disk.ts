/** The scenario as a JSON file in the user's downloads. */
import { documentStore } from '../stores/document.ts';
import { fileName, fileText } from '../stores/sharing.ts';

export function saveToDisk(): void {
  const url = URL.createObjectURL(new Blob([fileText()], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName(documentStore.getState().scenario.name);
  link.click();
  // The download has its own reference to the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
