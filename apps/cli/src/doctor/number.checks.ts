import { sendLimitSettings } from '#data';
import { loadConfig } from '#platform';
import {
  type AccountClient,
  businessAccountSetting,
  GraphError,
  graphSettings,
  limitsAbove,
  type NumberLimits,
  type NumberState,
  optionalAppSettings,
} from '#whatsapp';

import type { Deployment } from './deployment.ts';
import { failing, type Finding, unlessAny, warning } from './finding.ts';

const manager = 'Look at the number in WhatsApp Manager.';
/** It sends, less than it might. */
const limited: Record<string, string> = {
  FLAGGED: 'Its quality is low: send only what people want, or it will be restricted.',
  RESTRICTED: 'It may write to few people first: send only what people want, and wait.',
  RATE_LIMITED: 'Too much was sent: send less.',
};
const unusable: Record<string, string> = {
  PENDING: 'Register it: POST /<phone number id>/register with its PIN.',
  DISCONNECTED: 'Register it: POST /<phone number id>/register with its PIN.',
  BANNED: 'Appeal in Business Support Home.',
};

export const numberIdOf = ({ environment }: Deployment): string =>
  loadConfig({ phoneNumberId: graphSettings.phoneNumberId }, environment).phoneNumberId;

const accountIdOf = ({ environment }: Deployment): string =>
  loadConfig({ businessAccountId: businessAccountSetting }, environment).businessAccountId;

/** @param number as WhatsApp told it */
export function judgeNumber(number: NumberState): Finding[] {
  const { status, quality, codeVerification, nameStatus, canSend, obstacles } = number;
  const found: Finding[] = [];
  if (status !== undefined && status !== 'CONNECTED')
    found.push(
      status in limited
        ? warning(`its status is ${status}`, limited[status])
        : failing(`its status is ${status}, so it sends nothing`, unusable[status] ?? manager),
    );
  if (quality === 'RED' || quality === 'YELLOW')
    found.push(
      warning(
        `its quality is ${quality === 'RED' ? 'low' : 'medium'} (${quality}): people block or report it`,
        'Send less of what nobody asked for; see why in WhatsApp Manager.',
      ),
    );
  if (codeVerification === 'NOT_VERIFIED')
    found.push(warning('it is not verified', 'Verify it: request_code, then verify_code.'));
  if (nameStatus === 'DECLINED')
    found.push(warning('its display name was declined', 'Ask for another one in WhatsApp Manager.'));
  if (canSend === 'BLOCKED' || canSend === 'LIMITED') {
    const say = canSend === 'BLOCKED' ? failing : warning;
    const words = obstacles.map(({ code, description }) => `${description}${code ? ` (${code})` : ''}`);
    const solutions = obstacles.flatMap(({ solution }) => solution ?? []);
    found.push(
      say(
        `WhatsApp says that it can ${canSend === 'BLOCKED' ? 'not send' : 'send only some'}: ${words.join(' ') || 'no reason given'}`,
        solutions.join(' ') || manager,
      ),
    );
  }
  return unlessAny(found, `it is ${status ?? 'there'}, quality ${quality ?? 'unknown'}`);
}

/** What WhatsApp allows the number, and whether our own limits are above it. */
export function checkLimits({ environment }: Deployment, limits: NumberLimits): Finding[] {
  const { messagesPerSecond, messagesPerMinute } = loadConfig(sendLimitSettings, environment);
  const found = limitsAbove(limits, { perSecond: messagesPerSecond, perMinute: messagesPerMinute }).map(
    (words) => warning(words, 'Change it in the settings, and start the notifier and ops anew.'),
  );
  const { perSecond, peoplePerDay } = limits;
  const second = perSecond === undefined ? 'an unknown number of messages' : `${perSecond} messages`;
  const people =
    peoplePerDay === Infinity
      ? 'no limit of'
      : peoplePerDay === undefined
        ? 'an unknown number of'
        : peoplePerDay;
  return unlessAny(
    found,
    `WhatsApp allows ${second} a second, sent and received, and ${people} people a day who have not written within 24 hours`,
  );
}

/** Beside `messages`: without them, nobody hears of what they tell. */
const noticeFields = [
  'account_update',
  'account_alerts',
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'phone_number_quality_update',
  'user_preferences',
];

/** @param fields webhook fields that the app is subscribed to */
export function judgeFields(fields: string[]): Finding[] {
  const toDo = 'Subscribe to it in the dashboard, under WhatsApp, Configuration, Webhook fields.';
  if (!fields.includes('messages'))
    return [failing('the app is not subscribed to the webhook field messages: no message comes', toDo)];
  const missing = noticeFields.filter((field) => !fields.includes(field));
  return missing.length === 0
    ? []
    : [warning(`the app is not subscribed to the webhook fields ${missing.join(', ')}`, toDo)];
}

/** Unless the app can not be asked about: then the check of the token says so. */
async function fieldsOf(deployment: Deployment): Promise<string[] | undefined> {
  try {
    return await deployment.tokens()?.subscribedFields();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    return undefined;
  }
}

/** Whether the account is that of the number, and our app gets its webhooks. */
export async function checkAccount(
  deployment: Deployment,
  client: AccountClient,
): Promise<Finding | Finding[]> {
  const { appId } = loadConfig({ appId: optionalAppSettings.appId }, deployment.environment);
  const accountId = accountIdOf(deployment);
  const [apps, isItsNumber, fields] = await Promise.all([
    client.subscribedApps(accountId),
    client.hasNumber(accountId, numberIdOf(deployment)),
    fieldsOf(deployment),
  ]);
  const found: Finding[] = [];
  if (!isItsNumber)
    found.push(
      failing(
        'WHATSAPP_PHONE_NUMBER_ID is no number of WHATSAPP_BUSINESS_ACCOUNT_ID',
        'Take both from the same page of the dashboard.',
      ),
    );
  if (appId === undefined ? apps.length === 0 : !apps.includes(appId))
    found.push(
      failing(
        `the app is not subscribed to the account${apps.length > 0 ? ', other apps are' : ''}: no webhook comes`,
        'POST /<business account id>/subscribed_apps with the token (README.md, "With a real WhatsApp number").',
      ),
    );
  if (fields) found.push(...judgeFields(fields));
  return unlessAny(found, 'it has the number, and the app is subscribed');
}
