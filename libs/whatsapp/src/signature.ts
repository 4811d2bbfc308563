import { createHmac, timingSafeEqual } from 'node:crypto';

const pattern = /^sha256=([0-9a-f]{64})$/;

/** Whether a header could be one, before the body is known. */
export function isSignature(header: unknown): header is string {
  return typeof header === 'string' && pattern.test(header);
}

/** `X-Hub-Signature-256` for these exact bytes. */
export function sign(body: Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}

/**
 * Which of the app's secrets signed the raw bytes of the request; -1: none did. Re-serialised JSON has different bytes: Meta escapes
 * non-ASCII characters.
 */
export function signerOf(body: Buffer, signature: string | undefined, appSecrets: readonly string[]): number {
  const given = pattern.exec(signature ?? '')?.[1];
  if (!given) return -1;
  const bytes = Buffer.from(given, 'hex');
  return appSecrets.findIndex((secret) =>
    timingSafeEqual(bytes, createHmac('sha256', secret).update(body).digest()),
  );
}

/** Whether one of the app's secrets signed the raw bytes of the request. */
export function isSigned(
  body: Buffer,
  signature: string | undefined,
  appSecrets: readonly string[],
): boolean {
  return signerOf(body, signature, appSecrets) >= 0;
}

/** Compares secrets in constant time. */
export function isSameSecret(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (value: string): Buffer => createHmac('sha256', 'compare').update(value).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
