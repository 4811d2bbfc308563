import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';
import { AccountEvents } from './account-events.ts';
import type { BusinessNumber } from './account.ts';

/** Meta looks at each new display name before people see it. */
@Injectable()
export class DisplayNames {
  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly events: AccountEvents,
  ) {}

  request(number: BusinessNumber, name: string): void {
    const request = { name, status: 'PENDING_REVIEW' } as const;
    number.newName = request;
    const { nameReview, nameReviewAfterMs } = this.rules.now;
    if (nameReview === 'by hand') return;
    this.clock.after(nameReviewAfterMs, () => {
      if (number.newName === request) this.decide(number, nameReview === 'approved');
    });
  }

  /** @returns whether there was a name to decide on */
  decide(number: BusinessNumber, isApproved: boolean): boolean {
    const { newName } = number;
    if (newName?.status !== 'PENDING_REVIEW') return false;
    if (isApproved) {
      number.verifiedName = newName.name;
      number.nameStatus = 'APPROVED';
      number.newName = undefined;
    } else number.newName = { ...newName, status: 'DECLINED' };
    this.events.ofNumber(number, 'phone_number_name_update', {
      decision: isApproved ? 'APPROVED' : 'REJECTED',
      requested_verified_name: newName.name,
      rejection_reason: isApproved ? null : 'NAME_DOES_NOT_MATCH_BUSINESS',
    });
    return true;
  }
}
