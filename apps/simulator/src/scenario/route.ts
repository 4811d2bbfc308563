import type { z } from 'zod';

/**
 * One of the simulator's own routes. Its controller reads what comes with the same schemas from which the API's description is made.
 */
export interface Route {
  method: 'get' | 'post' | 'patch' | 'delete';
  /** As in OpenAPI: `/_scenario/sessions/{name}`. */
  path: string;
  summary: string;
  query?: z.ZodType;
  /** `bytes` for a file or the like. */
  body?: z.ZodType | 'bytes';
  /** JSON with status 200; `bytes` for a file; `events` for a stream of server-sent events; nothing for 204. */
  answer?: z.ZodType | 'bytes' | 'events';
}
