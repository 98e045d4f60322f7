/** Files into the user's downloads: the scenario as JSON, and whatever else a panel makes. */
import { documentStore } from '../stores/document.ts';
import { fileName, fileText } from '../stores/sharing.ts';

/** The scenario as a JSON file. */
export function saveToDisk(): void {
  saveText(fileName(documentStore.getState().scenario.name), fileText());
}

export function saveText(name: string, text: string): void {
  saveBlob(new Blob([text], { type: 'application/json' }), name);
}

export function saveBlob(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference to the blob by the next task.
  setTimeout(() => URL.revokeObjectURL(url));
}
