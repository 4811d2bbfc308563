import { randomBytes } from 'node:crypto';

import { HttpException } from '@nestjs/common';

interface Fault {
  code: number;
  status: number;
  title: string;
}

/** The faults the simulator answers with, each with the HTTP status Meta lists for it. */
export const graphFaults = {
  unknownObject: { code: 33, status: 400, title: 'Unsupported post request' },
  invalidParameter: { code: 100, status: 400, title: 'Invalid parameter' },
  invalidToken: { code: 190, status: 401, title: 'Invalid OAuth access token' },
  somethingWentWrong: { code: 131_000, status: 500, title: 'Something went wrong' },
  parameterMissing: { code: 131_008, status: 400, title: 'Required parameter is missing' },
  invalidValue: { code: 131_009, status: 400, title: 'Parameter value is not valid' },
  unsupportedType: { code: 131_051, status: 400, title: 'Unsupported message type' },
} satisfies Record<string, Fault>;

/** An error as the Graph API answers it. `type` reads the same whatever the cause: clients decide on `code`. */
export class GraphError extends HttpException {
  readonly body;

  /** @param more further fields, such as `error_subcode` */
  constructor({ code, status, title }: Fault, details: string, more: object = {}) {
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
