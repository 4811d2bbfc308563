import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';

import type { Attempts } from './attempts.ts';
import { clientOf } from './client-address.ts';
import { type Sessions, sessionCookie } from './sessions.ts';
import type { Role, Tokens } from './tokens.ts';

/** Neither page nor health says anything about a person, and a load balancer has no token. */
const open = /^\/(?:health\/(?:live|ready|queues)|metrics|login|page\/style\.css)$/;
const reading = new Set(['GET', 'HEAD']);

/** Lets a request in by a bearer token or a session, and notes its role. */
export class Access {
  readonly #logger = new Logger('access');

  constructor(
    private readonly tokens: Tokens,
    private readonly sessions: Sessions,
    private readonly attempts: Attempts,
  ) {}

  /** Express middleware, before everything else. */
  readonly check = (request: Request, response: Response, next: NextFunction): void => {
    setHeaders(request, response);
    const isRead = reading.has(request.method);
    const bearer = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    // What a browser sends by itself, another site's page can make it send.
    if (!isRead && bearer === undefined && !isFromOwnPage(request)) {
      return refuse(response, 403, 'This request does not come from a page of ours.');
    }
    if (open.test(request.path)) return next();
    const role =
      bearer === undefined ? this.#roleOfSession(request) : this.tryToken(request, response, bearer);
    const tooMany = tooManyWords(response);
    if (tooMany) return refuse(response, 429, tooMany);
    if (!role) return askToLogIn(request, response);
    response.locals.role = role;
    if (!isRead && role !== 'operator' && request.path !== '/logout') {
      return refuse(response, 403, 'With OPS_READ_TOKEN one may look, and change nothing.');
    }
    next();
  };

  /** @returns the role; undefined when the token is wrong, or was not looked at since too many were: then the response says so in its head */
  tryToken(request: Request, response: Response, token: string): Role | undefined {
    const address = addressOf(request);
    const waitSeconds = this.attempts.waitSeconds(address);
    if (waitSeconds > 0) {
      response.status(429).setHeader('retry-after', waitSeconds);
      return undefined;
    }
    const role = this.tokens.roleOf(token);
    if (role) this.attempts.succeeded(address);
    else {
      this.attempts.failed(address);
      this.#logger.warn({ message: 'a wrong token was refused' });
    }
    return role;
  }

  #roleOfSession(request: Request): Role | undefined {
    const value = cookiesOf(request).get(sessionCookie);
    return value === undefined ? undefined : this.sessions.roleOf(value);
  }
}

/** Of a response to one whose token was not looked at: what to say; undefined for all others. */
export function tooManyWords(response: Response): string | undefined {
  if (response.statusCode !== 429) return undefined;
  const minutes = Math.ceil(Number(response.getHeader('retry-after')) / 60);
  return `Too many wrong tokens. Try again in ${minutes} minutes.`;
}

export const roleOf = (response: Response): Role => response.locals.role as Role;

/** By a proxy's word at most a cookie becomes more careful. */
export const isHttps = (request: Request): boolean =>
  request.secure || request.headers['x-forwarded-proto'] === 'https';

const contentPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'";

function setHeaders(request: Request, response: Response): void {
  response.set({
    'content-security-policy': contentPolicy,
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  if (isHttps(request)) response.set('strict-transport-security', 'max-age=31536000');
}

/** Browsers say where a request comes from, and no page can change what they say. */
function isFromOwnPage({ headers }: Request): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin, host } = headers;
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host;
}

function askToLogIn(request: Request, response: Response): void {
  if (request.method === 'GET' && request.accepts(['json', 'html']) === 'html')
    return response.redirect(303, '/login');
  response.setHeader('www-authenticate', 'Bearer realm="ops"');
  refuse(response, 401, 'Log in at /login, or send OPS_TOKEN as a bearer token.');
}

function refuse(response: Response, status: number, message: string): void {
  response.status(status).json({ error: message });
}

/** Behind trusted proxies, the one that the first of them saw. */
const addressOf = (request: Request): string =>
  clientOf(request.ip ?? '', request.socket.remoteAddress ?? '');

function cookiesOf({ headers }: Request): Map<string, string> {
  const pairs = (headers.cookie ?? '').split(';').map((pair): [string, string] => {
    const at = pair.indexOf('=');
    return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
  });
  return new Map(pairs);
}
