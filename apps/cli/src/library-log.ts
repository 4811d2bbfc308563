import { Logger } from '@nestjs/common';

/** What libraries log in an app goes to standard error: the output of a command is its own. */
export const logToStandardError = (): void =>
  Logger.overrideLogger({ log: () => undefined, warn: tell, error: tell });

function tell(line: unknown): void {
  process.stderr.write(`${typeof line === 'string' ? line : JSON.stringify(line)}\n`);
}
