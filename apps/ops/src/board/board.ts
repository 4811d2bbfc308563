import bullBoard from '@bull-board/api';
import expressAdapters from '@bull-board/express';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import type { AuditStore } from '#data';
import { mostCounted } from '#platform';
import { hasSealedContent, type QueueWatch } from '#queues';

import { roleOf } from '../access/access.ts';
import { operator } from '../actor.ts';
import { MaskingAdapter } from './masking-adapter.ts';

const path = '/queues';

/** What an operator may do there. All else could lose messages, or put in what no app understands. */
const acts = new Set([
  '/api/queues/:queueName/pause',
  '/api/queues/:queueName/resume',
  '/api/queues/:queueName/promote',
  '/api/queues/:queueName/retry/:queueStatus',
  '/api/queues/:queueName/:jobId/retry',
  '/api/queues/:queueName/:jobId/promote',
]);
/** These would show what is in a job. */
const hidden = new Set(['/api/queues/:queueName/:jobId/flow', '/api/job-schedulers']);

/** Bull Board styles its elements one by one. */
const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:; font-src 'self'; " +
  "form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

/**
 * Bull Board for both roles. What people wrote stays sealed, and is not even shown sealed.
 *
 * @param queuesIn where counting a million jobs would take seconds, they are counted up to a bound
 */
export function boardOf(
  watch: QueueWatch,
  audit: AuditStore,
  queuesIn: 'Redis' | 'PostgreSQL',
): RequestHandler {
  const bound = queuesIn === 'Redis' ? '' : `, counted up to ${mostCounted.toLocaleString('en')}`;
  const make = (readOnlyMode: boolean): RequestHandler =>
    makeBoard(watch, audit, { readOnlyMode, boardTitle: `Handsfree queues${bound}` });
  const boards = { operator: make(false), reader: make(true) };
  return (request: Request, response: Response, next: NextFunction): void => {
    response.set('content-security-policy', contentPolicy);
    boards[roleOf(response)](request, response, next);
  };
}

function makeBoard(
  watch: QueueWatch,
  audit: AuditStore,
  { readOnlyMode, boardTitle }: { readOnlyMode: boolean; boardTitle: string },
): RequestHandler {
  const serverAdapter = new expressAdapters.ExpressAdapter();
  serverAdapter.setBasePath(path);
  const logger = new Logger('board');
  bullBoard.createBullBoard({
    queues: watch.names.map((name) => {
      const adapter = new MaskingAdapter(watch.queue(name), { readOnlyMode });
      adapter.setFormatter('data', (data) => ({ content: hasSealedContent(data) ? 'sealed' : 'not shown' }));
      adapter.setFormatter('returnValue', () => null);
      adapter.setFormatter('progress', () => null);
      return adapter;
    }),
    serverAdapter,
    options: {
      uiConfig: {
        boardTitle,
        hideDocsLink: true,
        hideRedisDetails: true,
        showWorkers: false,
        miscLinks: [{ text: 'Back to the overview', url: '/' }],
      },
      handlerHooks: {
        before: async ({ method, route, request }) => {
          if (hidden.has(route)) return { allow: false };
          if (method === 'get') return { allow: true };
          if (readOnlyMode || !acts.has(route)) return { allow: false };
          const { queueName = '', jobId } = request?.params ?? {};
          const what = route.split('/').findLast((part) => !part.startsWith(':')) ?? '';
          try {
            await audit.record('board', operator, queueName, { what, ...(jobId && { job: jobId }) });
          } catch (error) {
            logger.error({
              message: 'an act was refused, since it could not be recorded',
              reason: String(error),
            });
            return { allow: false };
          }
          return { allow: true };
        },
      },
    },
  });
  return serverAdapter.getRouter() as RequestHandler;
}
