import type { Request } from 'express';

import { downloadPath } from '../media/media.shelf.ts';

/** The page, the simulator's own API, its health, and the file server: all else would be answered by `graph.facebook.com`. */
const others = new RegExp(`^/(?:$|_|page/|favicon\\.ico$|health/|metrics$)|^${downloadPath}`);
const versionPattern = /^v\d+\.\d+$/;

/** As it came, whatever part of the app looks at it. */
export function pathOf({ originalUrl }: Pick<Request, 'originalUrl'>): string {
  return originalUrl.replace(/\?.*$/, '');
}

export function isGraphPath(path: string): boolean {
  return !others.test(path);
}

/** What stands first in a path, when it is a version. */
export function versionOf(path: string): string | undefined {
  const [, first = ''] = path.split('/');
  return versionPattern.test(first) ? first : undefined;
}

/** What Graph says that it does not know: all that follows the object. An unknown version it takes for an object. */
export function unknownPartOf(path: string): string {
  const steps = path.split('/').slice(1);
  if (versionOf(path)) steps.shift();
  const [object, ...rest] = steps;
  if (rest.length > 0) return `/${rest.join('/')}`;
  return object ? `/${object}` : path;
}
