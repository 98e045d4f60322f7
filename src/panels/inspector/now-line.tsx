import type { ReactNode } from 'react';

/** A figure at the cursor: one row of a list of them. */
export function NowLine({
  label,
  children,
}: {
  readonly label: ReactNode;
  readonly children: ReactNode;
}) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}
