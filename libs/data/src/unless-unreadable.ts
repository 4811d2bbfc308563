import { Logger } from '@nestjs/common';

import { DamagedError, UnknownKeyError } from '#platform';

const logger = new Logger('data');

interface Row {
  table: string;
  id: string;
}

/**
 * Opens a part of a row that nothing else must wait for. Undefined when it is damaged, which no retry will change; the log then
 * names the row.
 *
 * @throws `UnknownKeyError` when its key is missing here: it may be there later
 */
export function unlessDamaged<T>(open: () => T, row: Row): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    logger.error({ message: 'can not be read any more', ...row, reason: error.message });
    return undefined;
  }
}

/** The same for what is shown without it at once, whether it is damaged or its key is missing here: one line among others. */
export function unlessUnreadable<T>(open: () => T, row: Row): T | undefined {
  try {
    return unlessDamaged(open, row);
  } catch (error) {
    if (!(error instanceof UnknownKeyError)) throw error;
    logger.error({ message: 'can not be read here', ...row, reason: error.message });
    return undefined;
  }
}
