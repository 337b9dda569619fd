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
  'layout-beside': 'M4 5h16v14H4zM10 5v14',
  'layout-fill': 'M4 9V5h4M16 5h4v4M20 15v4h-4M8 19H4v-4',
  'layout-compact': 'M4 5h16v14H4zM12 12h8M12 12v7',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18M12 7v5l3.5 2',
  past: 'M4 5v4.5h4.5M4.6 9a8 8 0 1 1-.4 5M12 8v4.5l3 2',
  gear: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6M12 3v3M12 18v3M3 12h3M18 12h3M5.6 5.6l2.1 2.1M16.3 16.3l2.1 2.1M18.4 5.6l-2.1 2.1M7.7 16.3l-2.1 2.1',
  keyboard: 'M3 6h18v12H3zM7 10h.5M12 10h.5M16.5 10h.5M7.5 14.5h9',
  again: 'M19 12a7 7 0 1 1-2.5-5.4M19 4v4h-4',
  dots: 'M6 12h.5M12 12h.5M18 12h.5',
  note: 'M5 4h14v11l-5 5H5zM14 20v-5h5M8.5 9h7M8.5 13h3',
  chevron: 'M7 10l5 5 5-5',
  mail: 'M3 6h18v12H3zM3 7l9 7 9-7',
  bubble: 'M4 5h16v11H11l-4 4v-4H4z',
  print: 'M7 9V4h10v5M7 17H4V9h16v8h-3M7 14h10v6H7z',
  calendar: 'M4 6h16v14H4zM4 10h16M8 3.5V8M16 3.5V8',
  bell: 'M6.5 16.5V11a5.5 5.5 0 0 1 11 0v5.5l1.5 1.5H5zM10 20.5h4',
  'bell-off':
    'M6.5 16.5V11c0-.8.2-1.6.5-2.3M9 6.4A5.5 5.5 0 0 1 17.5 11v5.5M16 18H5l1.5-1.5M10 20.5h4M4 4l16 16',
  question: 'M9 9.5a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18v.5',
} as const;

export type IconName = keyof typeof paths;

const isIconName = (name: string): name is IconName => name in paths;
export const iconNames: readonly IconName[] = Object.keys(paths).filter(isIconName);

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={paths[name]} />
    </svg>
  );
}
