import { createHash } from 'node:crypto';

import type { NotifierConfig } from './notifier.config.ts';

/** The number that messages leave from, and the token that they leave with. */
export class BusinessNumber {
  readonly id: string;

  constructor(private readonly config: Pick<NotifierConfig, 'phoneNumberId' | 'apiTokens'>) {
    this.id = config.phoneNumberId;
  }

  /** Tells one token from another, and nothing more. */
  tokenFingerprint(): string {
    return createHash('sha256')
      .update(this.config.apiTokens[0] ?? '')
      .digest('hex')
      .slice(0, 12);
  }
}
