import type { Request } from 'express';
import { z } from 'zod';

import { GraphError, graphFaults } from '../cloud-api/graph.error.ts';
import { tokenOf } from '../tokens/credentials.ts';

interface Page<Item> {
  data: Item[];
  paging?: { cursors: { before: string; after: string }; previous?: string; next?: string };
}

const usualLimit = 25;
const limitSchema = z.coerce.number().int().positive();

/** The page of `items` that a request asks for, with links to those before and after it. */
export function pageOf<Item>(items: Item[], request: Request): Page<Item> {
  const { limit: asked, after, before } = request.query;
  const { data: limit, success } = limitSchema.safeParse(asked ?? usualLimit);
  if (!success) throw new GraphError(graphFaults.invalidParameter, 'limit must be a positive number');

  const end = typeof before === 'string' ? positionOf(before) : items.length;
  const start = typeof before === 'string' ? Math.max(0, end - limit) : firstAfter(after);
  const data = items.slice(start, Math.min(end, start + limit));
  if (data.length === 0) return { data };

  const last = start + data.length - 1;
  const cursors = { before: cursorOf(start), after: cursorOf(last) };
  return {
    data,
    paging: {
      cursors,
      ...(last < items.length - 1 && { next: linkTo(request, 'after', cursors.after) }),
      ...(start > 0 && { previous: linkTo(request, 'before', cursors.before) }),
    },
  };
}

const firstAfter = (cursor: unknown): number => (typeof cursor === 'string' ? positionOf(cursor) + 1 : 0);

/** Meta's cursors are positions too: `MAZDZD` is 0, with `ZD` for each `=` of base64. */
function cursorOf(position: number): string {
  return Buffer.from(String(position)).toString('base64').replaceAll('=', 'ZD');
}

function positionOf(cursor: string): number {
  const position = Buffer.from(cursor.replace(/(?:ZD){1,2}$/, ''), 'base64').toString();
  if (!/^\d{1,9}$/.test(position)) {
    throw new GraphError(graphFaults.invalidParameter, 'Invalid cursors values in after or before');
  }
  return Number(position);
}

/** The token is part of the link, as with Meta: whoever follows it needs no header. */
function linkTo(request: Request, side: 'after' | 'before', cursor: string): string {
  const link = new URL(request.originalUrl, `${request.protocol}://${request.get('host')}`);
  link.searchParams.delete('after');
  link.searchParams.delete('before');
  link.searchParams.set(side, cursor);
  const token = tokenOf(request);
  if (token) link.searchParams.set('access_token', token);
  return link.href;
}
