import { z } from 'zod';

import { type Expiry, expiryWords } from './expiry-words.ts';

/** What WhatsApp knows about a token. */
export interface TokenFacts {
  isValid: boolean;
  /** Why it is not valid, where WhatsApp says so. */
  subcode?: number;
  /** E.g. `SYSTEM_USER`. */
  type?: string;
  expiresAt: Expiry;
  /** Only user tokens lose the access to data at a time of its own. */
  dataAccessExpiresAt: Expiry;
  scopes: string[];
  /** Needed here, but not granted to it. */
  missingScopes: string[];
}

const neededScopes = ['whatsapp_business_messaging', 'whatsapp_business_management'];
/** The last second that a `Date` can hold. */
const latestSecond = 8_640_000_000_000;

const expirySchema = z
  .int()
  .min(0)
  .max(latestSecond)
  .optional()
  .catch(undefined)
  .transform((second): Expiry => {
    if (second === undefined) return undefined;
    return second === 0 ? 'never' : new Date(second * 1_000);
  });

/** The answer to `GET /debug_token`. */
export const tokenFactsSchema = z
  .object({
    data: z.object({
      is_valid: z.boolean(),
      type: z.string().optional().catch(undefined),
      expires_at: expirySchema,
      data_access_expires_at: expirySchema,
      scopes: z.array(z.string()).catch([]),
      error: z.object({ subcode: z.int().optional() }).optional().catch(undefined),
    }),
  })
  .transform(({ data }): TokenFacts => ({
    isValid: data.is_valid,
    subcode: data.error?.subcode,
    type: data.type,
    expiresAt: data.expires_at,
    dataAccessExpiresAt: data.data_access_expires_at,
    scopes: data.scopes,
    missingScopes: neededScopes.filter((scope) => !data.scopes.includes(scope)),
  }));

/** In our own words, since WhatsApp's can repeat the token. */
const invalidities = new Map([
  [458, 'the app was removed by its user'],
  [460, 'it ended with a change of password'],
  [463, 'it has expired'],
  [467, 'it was revoked'],
]);

/** Why a token has to be replaced, to follow just these words and a colon; undefined when it does its work. */
export function tokenFault(facts: TokenFacts, now = new Date()): string | undefined {
  const { isValid, subcode, expiresAt, missingScopes } = facts;
  if (expiresAt instanceof Date && expiresAt <= now) return `it expired ${expiryWords(expiresAt, now)}`;
  if (!isValid) return invalidities.get(subcode ?? 0) ?? 'WhatsApp does not accept it as a token of this app';
  return missingScopes.length > 0 ? `it lacks ${missingScopes.join(' and ')}` : undefined;
}
