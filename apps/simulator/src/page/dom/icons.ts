/** Drawn on 24 × 24, as lines. */
const paths = {
  add: 'M12 5v14M5 12h14',
  again: 'M20 12a8 8 0 1 1-2.4-5.7L20 8.7M20 4v4.7h-4.7',
  attach: 'm20 11-8.5 8.5a5 5 0 0 1-7-7L13 4a3.4 3.4 0 0 1 4.8 4.8L9.3 17.3a1.7 1.7 0 0 1-2.4-2.4L14.5 7.3',
  call: 'M5 4h4l1.5 4.5-2.3 1.7a12 12 0 0 0 5.6 5.6l1.7-2.3L20 15v4a1.5 1.5 0 0 1-1.6 1.5A15.5 15.5 0 0 1 3.5 5.6 1.5 1.5 0 0 1 5 4Z',
  clock: 'M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16Zm0 4v4l2.8 1.8',
  close: 'M6 6l12 12M18 6 6 18',
  contact: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-7.5 8a7.5 7.5 0 0 1 15 0',
  copy: 'M9 9h10v11H9zM15 9V4H5v11h4',
  document: 'M6 3h8l4 4v14H6zM14 3v4h4',
  down: 'm6 9.5 6 6 6-6',
  eye: 'M2.5 12s3.5-6.5 9.5-6.5 9.5 6.5 9.5 6.5-3.5 6.5-9.5 6.5S2.5 12 2.5 12ZM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6Z',
  edit: 'M4 20h4L19 9l-4-4L4 16zM13 7l4 4',
  forward: 'M4 6l7 6-7 6zM13 6l7 6-7 6z',
  link: 'M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3a4 4 0 0 0 5.7 5.7l1-1',
  list: 'M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01',
  location: 'M12 21s7-6.5 7-11.5a7 7 0 0 0-14 0C5 14.5 12 21 12 21Zm0-9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z',
  mic: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5.5 11a6.5 6.5 0 0 0 13 0M12 17.5V21',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  music:
    'M9 18V6l10-2v12M9 18a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Zm10-2a2.5 2.5 0 1 1-5 0 2.5 2.5 0 0 1 5 0Z',
  pause: 'M8 5v14M16 5v14',
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5L13 16l3-3 4 4M15.5 9h.01',
  play: 'M8 5.5v13l10.5-6.5z',
  remove: 'M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13',
  reply: 'M10 6 4 12l6 6M4 12h9a7 7 0 0 1 7 7',
  save: 'M12 4v11m-4.5-4.5L12 15l4.5-4.5M5 20h14',
  scenario: 'M4 7h9M17 7h3M4 17h3M11 17h9M15 4.5v5M9 14.5v5',
  send: 'M4 12h15m-6.5-6.5L19 12l-6.5 6.5',
  video: 'M4 6h11v12H4zM15 10.5l5-3v9l-5-3',
  wire: 'M4 8h14l-4-4M20 16H6l4 4',
} as const;

export type IconName = keyof typeof paths;

const svg = 'http://www.w3.org/2000/svg';

/** A picture for the eye only. */
export function icon(name: IconName): SVGSVGElement {
  return drawing('0 0 24 24', paths[name]);
}

/** Lines as an SVG: `data` holds the `d` of each path. */
export function drawing(viewBox: string, ...data: string[]): SVGSVGElement {
  const drawn = document.createElementNS(svg, 'svg');
  drawn.setAttribute('viewBox', viewBox);
  drawn.setAttribute('aria-hidden', 'true');
  for (const d of data) {
    const path = document.createElementNS(svg, 'path');
    path.setAttribute('d', d);
    drawn.append(path);
  }
  return drawn;
}
