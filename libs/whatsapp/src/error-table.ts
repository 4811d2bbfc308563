import {
  hours,
  keepsMessage,
  later,
  minutes,
  outage,
  pair,
  permanent,
  type Reaction,
  retry,
  seconds,
  stopMarketing,
  stopsNumber,
  templateDisabled,
  templatePaused,
  throttle,
  useTemplate,
} from './error-reaction.ts';

/** A code, or the first and the last of a range. */
export type CodeOrRange = number | readonly [first: number, last: number];

/** `advice`: for people on call, where it is more than the reaction itself says. */
export type ErrorRow = readonly [codes: CodeOrRange, meaning: string, reaction: Reaction, advice?: string];

const ourBug = 'A bug of ours: find the log line by its code and trace, and report both';
const template = 'Compare the template in WhatsApp Manager with the values that are sent';
const quality = "Look at the number's quality in WhatsApp Manager; send fewer notifications";
const registering = 'Only whoever registers a number sees this';
const notUsed = 'Handsfree does not use this: somebody else works with the account';

/**
 * All of WhatsApp's error codes and our reaction to each: the one place where that is decided. `docs/errors.md` is made
 * from it (`npm run docs:errors`). Meta's status codes of HTTP are not in it, since they change.
 */
export const errorTable: readonly { subject: string; rows: readonly ErrorRow[] }[] = [
  {
    subject: 'Token and permissions',
    rows: [
      [0, 'The token does not fit the app', stopsNumber('Set a new `WHATSAPP_API_TOKEN`')],
      [3, 'The app lacks a capability', stopsNumber('Add the capability in the dashboard of the app')],
      [10, 'Permission denied', stopsNumber('Grant `whatsapp_business_messaging` to the token')],
      [190, 'The token has expired or was revoked', stopsNumber('Set a new `WHATSAPP_API_TOKEN`')],
      [[200, 299], 'Permission missing', stopsNumber('Grant `whatsapp_business_messaging` to the token')],
      [131_005, 'Access denied', stopsNumber("Give the token's system user access to the account")],
    ],
  },
  {
    subject: 'Account and number',
    rows: [
      [33, 'Our number is unknown or was deleted', stopsNumber('Check `WHATSAPP_PHONE_NUMBER_ID`')],
      [368, 'The account is blocked: policy broken', stopsNumber('Appeal in Business Support Home')],
      [131_031, 'The account is locked', stopsNumber('See the reason in WhatsApp Manager, then appeal')],
      [131_037, 'The display name is not approved', stopsNumber('Get one approved in WhatsApp Manager')],
      [131_042, 'A bill is unpaid', stopsNumber('Mend the payment method of the account')],
      [131_044, 'Payment problem with calls', keepsMessage('Mend the payment method of the account')],
      [131_045, 'The registration of the number is broken', stopsNumber('Register the number again')],
      [133_000, 'An earlier deregistration failed', stopsNumber('Deregister the number, then register it')],
      [133_005, 'The PIN of the number is wrong', keepsMessage('Register with the right PIN, or reset it')],
      [133_006, 'The number must be verified first', stopsNumber('Verify the number, then register it')],
      [133_008, 'The PIN was guessed too often', later(hours(1)), registering],
      [133_009, 'The PIN was guessed too fast', later(minutes(10)), registering],
      [133_010, 'The number is not registered', stopsNumber('Register the number')],
      [133_015, 'The number was deleted a moment ago', later(minutes(5)), registering],
      [133_016, 'Registered or deregistered too often', later(hours(72)), registering],
    ],
  },
  {
    subject: 'Limits',
    rows: [
      [4, "The app's calls are used up", throttle('account', minutes(1), minutes(15))],
      [613, 'Calls of one kind are used up', throttle('account', seconds(10), minutes(5))],
      [80_007, "The account's calls are used up", throttle('account', minutes(1), hours(1))],
      [80_008, "The account's calls are used up", throttle('account', minutes(1), hours(1))],
      [130_429, 'The number sends too fast', throttle('number', seconds(1), minutes(1))],
      [131_056, 'Too many messages to one person', pair],
      [131_048, 'Restricted: people blocked or reported us', later(hours(2), hours(24), 'number'), quality],
      [131_064, 'Restricted: templates in the wrong category', later(hours(6), hours(24), 'number')],
    ],
  },
  {
    subject: 'Outages',
    rows: [
      [1, 'Unknown: a bad request or an outage', retry],
      [2, 'WhatsApp is down or overloaded, or a gateway before it', outage],
      [131_000, 'Something went wrong at WhatsApp', retry],
      [131_016, 'WhatsApp is down for a while', outage],
      [131_057, 'The number is being maintained', throttle('number', minutes(1), minutes(5))],
      [133_004, 'The server is down for a while', outage],
      [2_494_100, 'The number is in maintenance mode', throttle('number', minutes(1), minutes(10))],
    ],
  },
  {
    subject: 'The person',
    rows: [
      [130_403, 'We blocked this person', permanent],
      [130_472, 'The person is in an experiment without marketing', permanent],
      [130_497, "No messages to this person's country", permanent],
      [131_021, 'The recipient is our own number', permanent],
      [131_026, 'Not on WhatsApp, terms not accepted, or an old version', permanent],
      [131_030, 'Not on the list of the test number', keepsMessage("Add them to the test number's list")],
      [131_047, 'More than 24 hours since the last message of the person', useTemplate],
      [131_049, 'Held back: enough marketing for this person', later(hours(24), hours(7 * 24))],
      [131_050, 'The person wants no marketing from us', stopMarketing],
      [131_062, 'Only a phone number will do for this message', permanent],
      [137_000, 'The person has registered anew', permanent, 'Nothing; they should confirm who they are'],
    ],
  },
  {
    subject: 'The request',
    rows: [
      [100, 'A parameter is not valid', permanent, ourBug],
      [131_008, 'A parameter is missing', permanent, ourBug],
      [131_009, 'The value of a parameter is not valid', permanent, ourBug],
      [131_051, 'A kind of message that is not supported', permanent, ourBug],
      [135_000, 'The parameters do not fit together', permanent, ourBug],
    ],
  },
  {
    subject: 'Files',
    rows: [
      [131_052, 'A file that was sent to us can not be had', permanent, 'Nothing: they are asked again'],
      [131_053, 'The file has the wrong type or size, or its link is dead', permanent],
    ],
  },
  {
    subject: 'Templates',
    rows: [
      [132_000, 'The wrong number of values', permanent, template],
      [132_001, 'No such template in this language, or not approved', keepsMessage('Have it approved', true)],
      [132_005, 'Too long once filled in', permanent, template],
      [132_007, 'The content breaks a policy', permanent, 'Change the template'],
      [132_008, 'A value is not valid', permanent, template],
      [132_012, 'A value has the wrong format', permanent, template],
      [132_015, 'Paused: people disliked it', templatePaused(hours(3), hours(6)), 'Improve the template'],
      [132_016, 'Disabled for good', templateDisabled, 'Get another template approved'],
      [132_018, 'The values are wrong', permanent, template],
    ],
  },
  {
    subject: 'Marketing and payments',
    rows: [
      [131_055, 'Only marketing templates here', permanent, notUsed],
      [131_061, 'A template with a price limit, sent the wrong way', permanent, notUsed],
      [131_063, 'Marketing templates are switched off here', keepsMessage('Use the Marketing Messages API')],
      [134_011, 'The terms of payments are not accepted', keepsMessage('Accept them in WhatsApp Manager')],
      [134_100, 'Not a marketing template', permanent, notUsed],
      [134_101, 'The template is still being synchronised', later(minutes(10))],
      [134_102, 'The template can not be used here', keepsMessage('Check the template in WhatsApp Manager')],
      [139_200, 'Direct Send is blocked', keepsMessage('See the reason in WhatsApp Manager')],
    ],
  },
  {
    subject: 'Flows, groups, calls, blocking',
    rows: [
      [132_068, 'The flow is blocked', keepsMessage('Mend the flow in WhatsApp Manager')],
      [132_069, 'The flow is throttled', later(hours(1))],
      [131_020, 'Groups', permanent, notUsed],
      [131_041, 'Groups', permanent, notUsed],
      [131_059, 'Groups', permanent, notUsed],
      [[131_200, 131_299], 'Groups', permanent, notUsed],
      [[138_000, 138_999], 'Calls', permanent, notUsed],
      [[139_000, 139_004], 'Publishing of flows', permanent, notUsed],
      [[139_100, 139_103], 'Blocking of people', permanent, notUsed],
    ],
  },
  {
    subject: 'Creation of templates',
    rows: [
      [2_388_019, 'Too many templates', keepsMessage('Delete templates that nobody uses')],
      [2_388_039, 'The name or the length is wrong', permanent, 'Correct the template'],
      [2_388_040, 'Too long', permanent, 'Correct the template'],
      [2_388_047, 'The header is wrong', permanent, 'Correct the template'],
      [2_388_072, 'The body is wrong', permanent, 'Correct the template'],
      [2_388_073, 'The footer is wrong', permanent, 'Correct the template'],
      [2_388_293, 'Too many values for so little text', permanent, 'Correct the template'],
      [2_388_299, 'A value at the start or at the end', permanent, 'Correct the template'],
    ],
  },
];
