import { randomBytes } from 'node:crypto';

/** A message id as WhatsApp writes them: opaque, and free to contain `/`, `+` and `=`. */
export function newWamid(): string {
  return `wamid.${randomBytes(32).toString('base64')}`;
}
