import { Injectable } from '@nestjs/common';

import { Faults } from '../scenario/faults.ts';
import { magicRecipients } from './magic-recipients.ts';
import type { Attempt, SendRule, Verdict } from './send-rule.ts';

/** People who are said not to be reached: by the scenario, or always. */
@Injectable()
export class TroubledPeople implements SendRule {
  constructor(private readonly faults: Faults) {}

  judge({ person }: Attempt): Verdict | undefined {
    return this.faults.ofPerson(person) ?? magicRecipients.get(person.phone ?? '');
  }
}
