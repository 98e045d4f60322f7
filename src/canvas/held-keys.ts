/** Which keys are held while something on the canvas is chosen, read from the gesture itself. */
import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';

/**
 * Control or ⌘ adds to what is selected. React Flow counts the keys that went down and up, and so misses one that was
 * pressed elsewhere, or after a key whose name changed on its way up (Shift let go before 1, an input method's keys).
 */
export function useHeldKeys(): void {
  const store = useStoreApi();
  useEffect(() => {
    const stop = new AbortController();
    const read = ({ ctrlKey, metaKey }: KeyboardEvent | MouseEvent) =>
      store.setState({ multiSelectionActive: ctrlKey || metaKey });
    for (const type of ['keydown', 'keyup', 'pointerdown', 'click'] as const) {
      addEventListener(type, read, { capture: true, signal: stop.signal });
    }
    return () => stop.abort();
  }, [store]);
}
