/** The sentence why a value inside an editor was not taken. */
import { useState } from 'react';
import type { Refusal } from '../../ui/field.tsx';

export function useRefusalLine() {
  return useState<Refusal>(null);
}

export function Refused({ reason }: { readonly reason: Refusal }) {
  if (reason === null) return null;
  return (
    <p className="row-bad" role="alert">
      {reason}
    </p>
  );
}
