import { randomInt } from 'node:crypto';

import { loadConfig } from '#platform';
import { graphSettings, type NumberState, sign, webhookSettings } from '#whatsapp';

import type { Deployment } from './deployment.ts';
import { failing, type Finding, unlessAny } from './finding.ts';

const answerLimitMs = 5_000;
/** Taken and enqueued like any other, and nothing follows from it. */
const nothing = Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry: [] }));

interface Answer {
  status: number;
  body: string;
}

/** Asks the address that WhatsApp delivers to, as WhatsApp does, and as a stranger would. From here: not from the internet. */
export async function checkWebhook(deployment: Deployment, { callbackUrl }: NumberState): Promise<Finding[]> {
  const { verifyToken, appSecrets, apiBaseUrl } = loadConfig(
    { ...webhookSettings, apiBaseUrl: graphSettings.apiBaseUrl },
    deployment.environment,
  );
  const where = 'In the dashboard, under WhatsApp, Configuration';
  if (callbackUrl === undefined || !URL.canParse(callbackUrl))
    return [failing('WhatsApp has no address to deliver to', `${where}, enter https://<your host>/webhook.`)];
  const url = new URL(callbackUrl);
  const isReal = apiBaseUrl.startsWith('https:');
  if (isReal && url.protocol !== 'https:')
    return [failing(`${shown(url)} is no https address`, `${where}, enter one with https.`)];
  const found = await askAll(url, { verifyToken, appSecret: appSecrets[0] ?? '' });
  return unlessAny(found, `${shown(url)} knows the verify token and the app secret`);
}

async function askAll(url: URL, secrets: { verifyToken: string; appSecret: string }): Promise<Finding[]> {
  const reach = 'Check that it leads to ingress: DNS, certificate, proxy, INGRESS_PORT.';
  const challenge = String(randomInt(10 ** 9, 10 ** 10));
  const first = await handshake(url, secrets.verifyToken, challenge);
  if (typeof first === 'string') return [failing(`${shown(url)}: ${first}`, reach)];
  if (first.status === 403)
    return [
      failing(
        `${shown(url)} does not know the verify token`,
        'Set the same WHATSAPP_WEBHOOK_VERIFY_TOKEN for ingress as here.',
      ),
    ];
  if (first.status !== 200 || first.body !== challenge)
    return [failing(`${shown(url)} answered HTTP ${first.status}, and not as ingress does`, reach)];
  const [stranger, unsigned, signed] = await Promise.all([
    handshake(url, `not-${secrets.verifyToken}`, challenge),
    deliver(url, sign(nothing, `not-${secrets.appSecret}`)),
    deliver(url, sign(nothing, secrets.appSecret)),
  ]);
  const found: Finding[] = [];
  if (isTaken(stranger)) found.push(failing(`${shown(url)} takes any verify token`, reach));
  if (isTaken(unsigned))
    found.push(
      failing(`${shown(url)} takes webhooks that WhatsApp did not sign`, 'Let nothing answer but ingress.'),
    );
  if (!isTaken(signed)) found.push(refused(url, signed));
  return found;
}

function refused(url: URL, answer: Answer | string): Finding {
  if (typeof answer === 'string') return failing(`${shown(url)}: ${answer}`, 'Look at the log of ingress.');
  if (answer.status === 401)
    return failing(
      `${shown(url)} has another app secret`,
      'Set the same WHATSAPP_APP_SECRET for ingress as here, that of the app in the dashboard.',
    );
  return failing(
    `${shown(url)} answers a signed webhook with HTTP ${answer.status}`,
    answer.status === 503 ? 'Ingress cannot reach the queue: see "queues".' : 'Look at the log of ingress.',
  );
}

const isTaken = (answer: Answer | string): boolean => typeof answer !== 'string' && answer.status === 200;

function handshake(url: URL, token: string, challenge: string): Promise<Answer | string> {
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', token);
  return ask(target, {});
}

const deliver = (url: URL, signature: string): Promise<Answer | string> =>
  ask(url, {
    method: 'POST',
    body: nothing,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
  });

/** The answer, or why there was none. */
async function ask(url: URL, request: RequestInit): Promise<Answer | string> {
  try {
    const signal = AbortSignal.timeout(answerLimitMs);
    const response = await fetch(url, { ...request, redirect: 'manual', signal });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    const { cause, name } = error as Error;
    if (name === 'TimeoutError') return `no answer within ${answerLimitMs / 1_000} s`;
    return `no answer (${(cause as NodeJS.ErrnoException | undefined)?.code ?? name})`;
  }
}

/** Without what may be secret in it. */
const shown = ({ origin, pathname }: URL): string => origin + pathname;
