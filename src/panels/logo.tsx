/** The mark: water going over an edge. The same drawing is the page's icon. */
export function Logo() {
  return (
    <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden focusable="false">
      <rect width="20" height="20" rx="5" fill="var(--accent)" />
      <path
        d="M3 7h6c3 0 2 6 5 6h3"
        stroke="var(--panel)"
        strokeWidth="2.2"
        fill="none"
        strokeLinecap="round"
      />
    </svg>
  );
}
