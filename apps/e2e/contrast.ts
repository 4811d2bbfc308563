import type { Locator } from 'playwright-core';

/** What there is in the browser, as far as it is needed here. */
interface Element {
  parentElement: Element | null;
}
interface Canvas {
  fillStyle: string;
  fillRect(...place: number[]): void;
  getImageData(...place: number[]): { data: Iterable<number> };
}
interface Window {
  getComputedStyle: (element: Element) => Record<string, string>;
  OffscreenCanvas: new (width: number, height: number) => { getContext(kind: '2d', how: object): Canvas };
}

/** A property as the browser computed it. */
export function styleOf(target: Locator, property: string): Promise<string> {
  return target.evaluate(
    (element: Element, name) => (globalThis as unknown as Window).getComputedStyle(element)[name] ?? '',
    property,
  );
}

/**
 * How far something stands out: its text from what lies behind it, or the border around it from what it lies on. 1 is not at all, 21 is
 * black on white. The browser alone knows what `color-mix` and transparency come to.
 */
export function contrastOf(target: Locator, what: 'color' | 'borderTopColor' = 'color'): Promise<number> {
  return target.evaluate((element: Element, property) => {
    const { getComputedStyle, OffscreenCanvas } = globalThis as unknown as Window;
    const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    const paint = (colour = ''): number => {
      canvas.fillStyle = colour;
      canvas.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = Array.from(canvas.getImageData(0, 0, 1, 1).data, (part) =>
        part <= 10 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4,
      );
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const layers: (string | undefined)[] = [];
    for (let one = property === 'color' ? element : element.parentElement; one; one = one.parentElement)
      layers.unshift(getComputedStyle(one).backgroundColor);
    const below = ['white', ...layers].map(paint).at(-1) ?? 0;
    const above = paint(getComputedStyle(element)[property]);
    return (Math.max(above, below) + 0.05) / (Math.min(above, below) + 0.05);
  }, what);
}
