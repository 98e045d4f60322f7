/** Where the open drawing's cards and notes stand, as the canvas shows them: turned on a phone. */
import { documentStore } from '../stores/document.ts';
import { type Axes, type Place, placesOf } from './placement.ts';

/** By id of the node. */
export function shownPlaces(axes: Axes): ReadonlyMap<string, Place> {
  const places = placesOf(documentStore.getState().scenario);
  return new Map([...places].map(([id, place]) => [id, axes.show(place)]));
}

/** Where nothing new should go. */
export function takenPlaces(axes: Axes): readonly Place[] {
  const { notes } = documentStore.getState().scenario;
  return [...shownPlaces(axes).values(), ...notes.map(({ position }) => axes.show(position))];
}
