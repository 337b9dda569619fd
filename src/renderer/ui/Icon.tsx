/** Line icons, drawn with attributes only: the CSP forbids inline styles. */
const paths = {
  camera: 'M3 7h11v10H3zM14 11l7-4v10l-7-4',
  qr: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 18h2v2h-2zM18 14h2M14 20v-2',
  lock: 'M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3',
  back: 'M14 6l-6 6 6 6',
  close: 'M6 6l12 12M18 6L6 18',
  outside: 'M10 5H5v14h14v-5M14 5h5v5M19 5l-8 8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  warning: 'M12 4l9 16H3zM12 10v4M12 17v.5',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 11v5M12 8v.5',
  bang: 'M12 5v9M12 18v.5',
  dash: 'M7 12h10',
  person: 'M12 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M5 21c0-4 3-6.5 7-6.5s7 2.5 7 6.5',
  'add-person':
    'M10 11a4 4 0 1 0 0-8 4 4 0 0 0 0 8M3 21c0-4 3-6.5 7-6.5 1.4 0 2.7.3 3.8.9M18 14v7M14.5 17.5h7',
  chevron: 'M7 10l5 5 5-5',
  question: 'M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5',
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
