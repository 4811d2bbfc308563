import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

import { logOutput } from './log-output.ts';
import { maskPersonal } from './mask-personal.ts';
import { currentCorrelationId } from './message-context.ts';

/**
 * Nest's logger on pino: one JSON line per step, with the correlation id of the message at hand. Callers pass ids and counts only;
 * message text, names, phone numbers and tokens never reach a log. What other software says of an error may quote them, so that is masked.
 */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(app: string) {
    this.#pino = pino(
      {
        base: { app, pid: process.pid },
        level: 'info',
        timestamp: pino.stdTimeFunctions.isoTime,
        serializers: { err: errorFields },
      },
      logOutput((lines) => this.warn({ message: 'the reader of this log hung; lines were dropped', lines })),
    );
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.#pino.info(...line(message, rest));
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#pino.warn(...line(message, rest));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#pino.error(...line(message, rest));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#pino.fatal(...line(message, rest));
  }
}

/** Nest passes the context last and, for errors, the stack before it; our own calls pass an object of fields. */
function line(message: unknown, rest: unknown[]): [object, string] {
  const context = rest.length > 0 && typeof rest.at(-1) === 'string' ? rest.at(-1) : undefined;
  const stack = rest.find((part, at): part is string => typeof part === 'string' && at < rest.length - 1);
  const correlationId = currentCorrelationId();
  const about = correlationId === undefined ? { context } : { context, correlationId };
  if (message instanceof Error) return [{ ...about, err: message }, maskPersonal(message.message)];
  if (typeof message === 'object' && message !== null) {
    const { message: words, ...fields } = message as { message?: string };
    return [{ ...about, ...withoutPeople(fields) }, maskPersonal(words ?? '')];
  }
  return [stack ? { ...about, stack: maskPersonal(stack) } : about, maskPersonal(String(message))];
}

/** Fields in which an error is told. All others are ours: ids, counts and kinds. */
const told = ['reason', 'cause', 'details'];

function withoutPeople(fields: Record<string, unknown>): Record<string, unknown> {
  for (const field of told) {
    const text = fields[field];
    if (typeof text === 'string') fields[field] = maskPersonal(text);
  }
  const { reasons } = fields;
  if (Array.isArray(reasons)) fields.reasons = reasons.map((reason) => maskPersonal(String(reason)));
  return fields;
}

/** Not what else an error carries, such as the request that failed, with its token. */
function errorFields(error: Error): object {
  const causes: string[] = [];
  for (let cause = error.cause; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(maskPersonal(String(cause)));
  const { message, stack = '' } = error;
  return {
    type: error.constructor.name,
    message: maskPersonal(message),
    stack: maskPersonal(stack),
    ...(causes.length > 0 && { causes }),
  };
}
