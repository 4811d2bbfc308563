import type { LoggerService } from '@nestjs/common';

/** What goes wrong, in lines for somebody who reads along in a terminal. */
export class TerminalLogger implements LoggerService {
  log(): void {
    // Nest tells each route it finds; nobody reads along for that.
  }

  warn(message: unknown): void {
    write(message);
  }

  error(message: unknown): void {
    write(message);
  }

  fatal(message: unknown): void {
    write(message);
  }
}

function write(message: unknown): void {
  const time = new Date().toTimeString().slice(0, 8);
  process.stderr.write(`${time} ${inWords(message)}\n`);
}

/** Our own calls pass an object of fields, with what happened under `message`. */
function inWords(message: unknown): string {
  if (typeof message !== 'object' || message === null || message instanceof Error) return String(message);
  const { message: words = '', ...fields } = message as { message?: string };
  const rest = Object.entries(fields).map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  return rest.length > 0 ? `${words} (${rest.join(', ')})` : words;
}
