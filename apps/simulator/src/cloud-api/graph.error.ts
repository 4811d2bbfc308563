import { randomBytes } from 'node:crypto';

import { HttpException } from '@nestjs/common';

import { type Fault, faultOf } from './error.table.ts';

/** The faults that the simulator finds by itself. */
export const graphFaults = {
  unknownObject: faultOf(33),
  invalidParameter: faultOf(100),
  invalidToken: faultOf(190),
  somethingWentWrong: faultOf(131_000),
  parameterMissing: faultOf(131_008),
  invalidValue: faultOf(131_009),
  unsupportedType: faultOf(131_051),
  mediaUpload: faultOf(131_053),
} satisfies Record<string, Fault>;

/** An error as the Graph API answers it. `type` reads the same whatever the cause: clients decide on `code`. */
export class GraphError extends HttpException {
  readonly body;

  /** @param more further fields, such as `error_subcode` */
  constructor({ code, status, title, advice }: Fault, details = advice ?? title, more: object = {}) {
    const error = {
      message: `(#${code}) ${title}`,
      type: 'OAuthException',
      code,
      error_data: { messaging_product: 'whatsapp', details },
      ...more,
      fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
    };
    super({ error }, status);
    this.body = { error };
  }
}
