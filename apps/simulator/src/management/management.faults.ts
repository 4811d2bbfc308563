import { GraphError } from '../cloud-api/graph.error.ts';

/** Code, HTTP status and title of what managing an account can answer beside the faults of sending. */
const faults = {
  badClient: { code: 1, status: 400, title: 'Unknown error' },
  tooManyAppCalls: { code: 4, status: 400, title: 'Application request limit reached' },
  badCallback: { code: 2_200, status: 400, title: 'Callback verification failed' },
  nothingThere: { code: 100, status: 400, title: 'Unsupported request' },
  badParameter: { code: 100, status: 400, title: 'Invalid parameter' },
  badToken: { code: 190, status: 401, title: 'Invalid OAuth access token' },
  tooManyCalls: { code: 80_007, status: 400, title: 'Rate limit issues' },
  tooManyCreations: { code: 80_008, status: 400, title: 'Too many calls to this WhatsApp business account' },
  accountLocked: { code: 131_031, status: 403, title: 'Business account has been locked' },
  wrongPin: { code: 133_005, status: 400, title: 'Two-step verification PIN mismatch' },
  notVerified: { code: 133_006, status: 400, title: 'Phone number re-verification needed' },
  tooManyPins: { code: 133_008, status: 400, title: 'Too many two-step verification PIN guesses' },
  notRegistered: { code: 133_010, status: 400, title: 'Phone number not registered' },
  tooManyRegistrations: {
    code: 133_016,
    status: 400,
    title: 'Account register or deregister rate limit exceeded',
  },
  codeNotSent: { code: 136_024, status: 400, title: 'Request code error' },
  wrongCode: { code: 136_025, status: 400, title: 'Verify code error' },
} as const;

interface Particulars {
  /** What Meta tells apart within a code. */
  subcode?: number;
  /** Instead of the HTTP status that is listed for the code. */
  status?: number;
}

export function refusal(
  fault: keyof typeof faults,
  details: string,
  { subcode, status = faults[fault].status }: Particulars = {},
): GraphError {
  const more = subcode === undefined ? {} : { error_subcode: subcode };
  const told = { ...faults[fault], status, advice: details };
  return new GraphError(told, details, more);
}

/** The same answer whether it never existed or only is of another account. */
export function nothingWithId(id: string): GraphError {
  const details = `Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`;
  return refusal('nothingThere', details, { subcode: 33 });
}
