import { createHmac } from 'node:crypto';

/** Meta signs and sends ASCII only: whoever parses and serialises again gets other bytes and another signature. */
export function serialise(payload: object, { escapeSlashes = false } = {}): Buffer {
  const escaped = JSON.stringify(payload).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(escapeSlashes ? escaped.replaceAll('/', String.raw`\/`) : escaped, 'ascii');
}

/** The value of `X-Hub-Signature-256`. */
export function signatureOf(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
}
