import { randomInt } from 'node:crypto';

import { z } from 'zod';

import { refusal } from '../management/management.faults.ts';

const answerLimitMs = 5_000;

const overrideSchema = z.object({
  override_callback_uri: z.string().max(200).optional(),
  verify_token: z.string().optional(),
});

/**
 * The address that an override asks for, once it answered as Meta demands; nothing when the override is to go.
 */
export async function checkedCallback(override: unknown): Promise<string | undefined> {
  const { data } = overrideSchema.safeParse(override);
  if (!data) throw refusal('badParameter', 'override_callback_uri: a text of up to 200 characters');
  const { override_callback_uri: address, verify_token: token } = data;
  if (!address) return undefined;
  if (!URL.canParse(address)) throw refusal('badParameter', 'Invalid callback URI format');
  if (!token) throw refusal('badParameter', 'verify_token: required with override_callback_uri');

  const challenge = String(randomInt(10 ** 9, 10 ** 10));
  if ((await answerOf(address, { token, challenge })) !== challenge) {
    const details =
      'The callback URL or verify token could not be validated. Please verify the provided information.';
    throw refusal('badCallback', details);
  }
  return address;
}

async function answerOf(
  address: string,
  { token, challenge }: { token: string; challenge: string },
): Promise<string | undefined> {
  const url = new URL(address);
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', token);
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(answerLimitMs) });
    const text = await response.text();
    return response.status === 200 ? text : undefined;
  } catch {
    return undefined;
  }
}
