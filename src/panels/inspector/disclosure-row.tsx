/** A row whose value is a whole of several numbers: a summary that opens an editor below. */
import { ChevronDown } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Row, type RowProps } from './row.tsx';

export function DisclosureRow({
  row,
  summary,
  children,
}: {
  readonly row: Omit<RowProps, 'control'>;
  readonly summary: string;
  readonly children: ReactNode;
}) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Row
      {...row}
      control={({ id, describedBy }) => (
        <button
          type="button"
          id={id}
          className="summary num"
          aria-expanded={isOpen}
          aria-describedby={describedBy}
          aria-label={`${row.label}: ${summary}`}
          onClick={() => setIsOpen(!isOpen)}
        >
          <span>{summary}</span>
          <ChevronDown size={13} aria-hidden />
        </button>
      )}
    >
      {isOpen ? <div className="editor">{children}</div> : null}
    </Row>
  );
}

/** A smaller line inside an editor. */
export function EditorLine({
  label,
  children,
}: {
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="editor-line">
      <span aria-hidden>{label}</span>
      {children}
    </div>
  );
}
