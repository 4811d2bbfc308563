import { Injectable } from '@nestjs/common';

import { Sealer } from '#platform';

import type { Identity } from './contact-names.ts';
import { Database, type Transaction } from './database.ts';

/** Who said the code word, and who was told that they may not use the assistant. */
@Injectable()
export class AccessStore {
  constructor(
    private readonly database: Database,
    private readonly sealer: Sealer,
  ) {}

  async admit(tx: Transaction, id: string): Promise<void> {
    await tx.contact.update({ where: { id }, data: { admittedAt: new Date() }, select: { id: true } });
  }

  async refuse(tx: Transaction, id: string): Promise<void> {
    await tx.contact.update({ where: { id }, data: { refusedAt: new Date() }, select: { id: true } });
  }

  /** Whether somebody by one of these names said the code word. */
  async isAdmitted({ bsuid, phone }: Identity): Promise<boolean> {
    const names = [
      ...(bsuid ? [{ bsuidBlindIndex: this.sealer.blindIndex('bsuid', bsuid) }] : []),
      ...(phone ? [{ phoneBlindIndex: this.sealer.blindIndex('phone', phone) }] : []),
    ];
    if (names.length === 0) return false;
    const found = await this.database.contact.findFirst({
      where: { OR: names, admittedAt: { not: null } },
      select: { id: true },
    });
    return found !== null;
  }
}
