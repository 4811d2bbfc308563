import { Logger } from '@nestjs/common';

import { DamagedError } from '#platform';

const logger = new Logger('data');

/**
 * Opens a part of a row that nothing else must wait for. Undefined when it is damaged, which no retry will change; the log then
 * names the row.
 *
 * @throws `UnknownKeyError` when its key is missing here: it may be there later
 */
export function unlessDamaged<T>(open: () => T, row: { table: string; id: string }): T | undefined {
  try {
    return open();
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    logger.error({ message: 'can not be read any more', ...row, reason: error.message });
    return undefined;
  }
}
