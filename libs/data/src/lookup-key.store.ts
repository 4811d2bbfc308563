import { Injectable } from '@nestjs/common';

import { Database } from './database.ts';

/** Which look-up key made this database's blind indexes. */
@Injectable()
export class LookupKeyStore {
  constructor(private readonly database: Database) {}

  /** @returns the fingerprint of the key, null before the first app has started */
  async kept(): Promise<string | null> {
    const row = await this.database.lookupKey.findFirst();
    return row?.fingerprint ?? null;
  }

  /** Stores it unless there is one. @returns the stored one */
  async keep(fingerprint: string): Promise<string> {
    await this.database.lookupKey.createMany({ data: { fingerprint }, skipDuplicates: true });
    return (await this.kept()) ?? fingerprint;
  }
}
