import { Logger } from '@nestjs/common';

// What libraries log in an app goes to standard error here: the output of a command is its own.
const tell = (line: unknown): void => {
  const { message, ...rest } =
    typeof line === 'object' && line !== null ? { message: '', ...line } : { message: line };
  process.stderr.write(`${String(message)} ${JSON.stringify(rest)}\n`);
};
Logger.overrideLogger({ log: () => undefined, warn: tell, error: tell });
