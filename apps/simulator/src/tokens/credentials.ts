import type { Request } from 'express';

type Asked = Pick<Request, 'headers' | 'query' | 'body'>;

/** The access token of a request: in the header, or where Graph takes parameters. */
export function tokenOf(request: Asked): string | undefined {
  const header = /^(?:Bearer|OAuth) (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  return header ?? parameterOf(request, 'access_token');
}

/** From the query or the body. */
export function parameterOf({ query, body }: Asked, name: string): string | undefined {
  const given = query[name] ?? (isRecord(body) ? body[name] : undefined);
  return typeof given === 'string' ? given : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
