import type { LoggerService } from '@nestjs/common';
import { pino, type Logger } from 'pino';

import { logOutput } from './log-output.ts';
import { currentCorrelationId } from './message-context.ts';

/**
 * Nest's logger on pino: one JSON line per step, with the correlation id of the message at hand. Callers pass ids and counts only;
 * message text, names, phone numbers and tokens never reach a log.
 */
export class JsonLogger implements LoggerService {
  readonly #pino: Logger;

  constructor(app: string) {
    this.#pino = pino(
      { base: { app, pid: process.pid }, level: 'info', timestamp: pino.stdTimeFunctions.isoTime },
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
  const stack = rest.find((part, at) => typeof part === 'string' && at < rest.length - 1);
  const correlationId = currentCorrelationId();
  const about = correlationId === undefined ? { context } : { context, correlationId };
  if (message instanceof Error) return [{ ...about, err: message }, message.message];
  if (typeof message === 'object' && message !== null) {
    const { message: words, ...fields } = message as { message?: string };
    return [{ ...about, ...fields }, words ?? ''];
  }
  return [stack ? { ...about, stack } : about, String(message)];
}
