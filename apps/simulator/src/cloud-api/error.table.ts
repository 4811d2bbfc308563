/** An error of WhatsApp's: in the answer to a send, or in the status of one that failed later. */
export interface Fault {
  code: number;
  /** Of an answer: what Meta listed for the code until 2026. */
  status: number;
  title: string;
  /** What can be done about it; said unless the case at hand says more. */
  advice?: string;
}

/** Where Meta explains them. */
export const errorsPage = 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/';

const serviceDown = 'WhatsApp is down or overloaded. Try again, further apart each time.';
const newToken = 'Get a new access token.';
const notPermitted = 'Give the token the permission that is missing.';
const fixRequest = 'Compare the request with the documentation; sending it again will not help.';
const slowDown = 'Send more slowly, then try again.';
const payment = 'Add a valid payment method to the account.';
const fixTemplate = 'Compare the values with the template as it was approved.';

/** Code, HTTP status, title, advice. */
const faults: [number, number, string, string][] = [
  [0, 401, 'AuthException', newToken],
  [1, 400, 'API Unknown', 'Check the request; if it is right, try again.'],
  [2, 503, 'API Service', serviceDown],
  [3, 500, 'API Method', notPermitted],
  [4, 400, 'API Too Many Calls', slowDown],
  [10, 403, 'Permission Denied', notPermitted],
  [
    33,
    400,
    'Unsupported post request',
    'Check the id in the path: it may be deleted, or of another account.',
  ],
  [100, 400, 'Invalid parameter', fixRequest],
  [190, 401, 'Invalid OAuth access token', newToken],
  [200, 403, 'Permissions error', notPermitted],
  [368, 403, 'Temporarily blocked for policies violations', 'See the account in WhatsApp Manager.'],
  [613, 400, 'Calls to this API have exceeded the rate limit', slowDown],
  [80_007, 400, 'Rate limit issues', slowDown],
  [2_500, 400, 'Unknown path components', 'Compare method and path with the documentation.'],
  [130_403, 400, 'User is blocked', 'The business blocked this person: unblock them first.'],
  [130_429, 400, 'Rate limit hit', 'Too many messages from this number in a second. Send more slowly.'],
  [130_472, 400, "User's number is part of an experiment", 'This person gets no marketing messages.'],
  [130_497, 403, 'Business account is restricted from messaging users in this country', fixRequest],
  [131_000, 500, 'Something went wrong', 'Try again.'],
  [131_005, 403, 'Access denied', notPermitted],
  [131_008, 400, 'Required parameter is missing', fixRequest],
  [131_009, 400, 'Parameter value is not valid', fixRequest],
  [131_016, 500, 'Service unavailable', serviceDown],
  [131_021, 400, 'Recipient cannot be sender', 'Send to another number than the one that sends.'],
  [
    131_026,
    400,
    'Message undeliverable',
    'The person has no WhatsApp, an old one, or has not agreed to its terms.',
  ],
  [131_030, 400, 'Recipient phone number not in allowed list', 'Add it to the list of the test number.'],
  [131_031, 403, 'Business account has been locked', 'See the account in WhatsApp Manager.'],
  [131_037, 400, 'Display name approval needed', 'Wait until the name of the number is approved.'],
  [131_042, 400, 'Business eligibility payment issue', payment],
  [131_044, 400, 'Business eligibility payment issue', payment],
  [131_045, 500, 'Incorrect certificate', 'Register the number.'],
  [131_047, 400, 'Re-engagement message', 'The person last wrote over 24 hours ago: send a template.'],
  [131_048, 400, 'Spam rate limit hit', 'Too many people blocked or reported this number. Wait some hours.'],
  [
    131_049,
    400,
    'This message was not delivered to maintain healthy ecosystem engagement.',
    'The person got enough marketing lately. Wait a day at least.',
  ],
  [131_050, 400, 'User has stopped receiving marketing messages from this business', 'Respect that.'],
  [131_051, 400, 'Unsupported message type', fixRequest],
  [131_052, 400, 'Media download error', 'Ask the person to send the file again.'],
  [
    131_053,
    400,
    'Media upload error',
    'Check the type and the size of the file, and that its link is public.',
  ],
  [131_055, 400, 'Method not allowed', fixRequest],
  [
    131_056,
    400,
    '(Business Account, Consumer Account) pair rate limit hit',
    'Too many messages to this person. Wait 4^X seconds, X from 0 and one more each time.',
  ],
  [131_057, 500, 'Account in maintenance mode', 'Try again in some minutes.'],
  [131_061, 400, 'Template with a maximum price', 'Send it through the Marketing Messages API.'],
  [
    131_062,
    400,
    'Business-scoped user ID recipients are not supported for this message',
    'Send it to the phone number.',
  ],
  [131_063, 400, 'Marketing templates not allowed here', 'Send it through the Marketing Messages API.'],
  [131_064, 400, 'Template sending limited', 'Templates were put into wrong categories. Wait some hours.'],
  [132_000, 400, 'Number of parameters does not match the expected number of params', fixTemplate],
  [132_001, 404, 'Template name does not exist in the translation', 'Check name, language and approval.'],
  [132_005, 400, 'Translated text too long', 'Use shorter values.'],
  [132_007, 400, 'Template format character policy violated', fixTemplate],
  [132_008, 400, 'Template parameter value is not valid', fixTemplate],
  [132_012, 400, 'Parameter format does not match format in the created template', fixTemplate],
  [132_015, 400, 'Template is paused', 'Its quality was low. Wait until it is unpaused.'],
  [132_016, 400, 'Template is disabled', 'It was paused too often. Make a new one.'],
  [132_018, 400, 'There is a problem with the template parameters', fixTemplate],
  [132_068, 400, 'Flow is in blocked state', 'Repair the flow.'],
  [132_069, 400, 'Flow is in throttled state', 'Wait an hour.'],
  [133_004, 503, 'Server temporarily unavailable', serviceDown],
  [133_010, 400, 'Phone number not registered', 'Register the number.'],
  [133_015, 400, 'Phone number was deleted just now', 'Wait five minutes.'],
  [134_011, 400, 'Terms of payments not accepted', 'Accept them in WhatsApp Manager.'],
  [134_100, 400, 'Only marketing messages supported', fixRequest],
  [134_101, 400, 'Template is syncing', 'Wait ten minutes.'],
  [134_102, 500, 'Template is unavailable for use', fixTemplate],
  [135_000, 400, 'Generic user error', fixRequest],
  [137_000, 400, 'Identity key mismatch', 'Make sure who the person is; their identity changed.'],
  [139_200, 400, 'Direct Send is blocked', 'See the reason in WhatsApp Manager.'],
  [2_494_100, 400, 'Phone number is in maintenance mode', 'Try again in some minutes.'],
];

/** Those that say no more than "slow down". */
export const throttles: ReadonlySet<number> = new Set([4, 613, 80_007, 130_429, 131_056]);

/** All that are listed, in the order of their codes. */
export const knownFaults: readonly Required<Fault>[] = faults.map(([code, status, title, advice]) => ({
  code,
  status,
  title,
  advice,
}));
const known = new Map(knownFaults.map((fault) => [fault.code, fault]));

/** A code that is not listed can be asked for too: Meta adds new ones. */
export function faultOf(code: number): Fault {
  return (
    known.get(code) ?? { code, status: 400, title: 'Unknown error', advice: 'See the list of error codes.' }
  );
}
