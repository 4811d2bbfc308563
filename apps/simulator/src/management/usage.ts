import { Injectable } from '@nestjs/common';

import type { BusinessAccount } from '../accounts/account.ts';
import { Clock } from '../clock.ts';
import { Rules } from '../rules/rules.ts';
import { HourCount } from './hour-count.ts';
import { refusal } from './management.faults.ts';

const withRegisteredNumber = 5_000;
const withoutRegisteredNumber = 200;

/** How much of its allowance each account used up in the last hour with calls that manage it. */
@Injectable()
export class Usage {
  readonly #calls = new Map<string, HourCount>();
  readonly #creations = new Map<string, HourCount>();
  #app = new HourCount();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
  ) {}

  /** Throws when there were too many. One that is refused does not count. */
  count(account: BusinessAccount): void {
    const now = this.clock.now();
    const { appCallsPerHour } = this.rules.now;
    if (this.#app.at(now) >= appCallsPerHour) {
      throw refusal('tooManyAppCalls', 'The app made too many calls in this hour.');
    }
    const calls = countOf(this.#calls, account);
    if (calls.at(now) >= this.#limitOf(account)) {
      throw this.#throttle('tooManyCalls', 'Too many calls to this account in this hour.');
    }
    this.#app.add(now);
    calls.add(now);
  }

  countCreation(account: BusinessAccount): void {
    const now = this.clock.now();
    const creations = countOf(this.#creations, account);
    if (creations.at(now) >= this.rules.now.templatesPerHour) {
      throw this.#throttle('tooManyCreations', 'Too many templates were made in this hour.');
    }
    creations.add(now);
  }

  /** In percent, as Graph tells them. */
  headers(account: BusinessAccount | undefined): Record<string, string> {
    const now = this.clock.now();
    const app = percent(this.#app.at(now), this.rules.now.appCallsPerHour);
    return {
      'x-app-usage': JSON.stringify(shares(app)),
      ...(account && { 'x-business-use-case-usage': JSON.stringify(this.#ofAccount(account, now)) }),
    };
  }

  /** No call was made yet. */
  reset(): void {
    this.#calls.clear();
    this.#creations.clear();
    this.#app = new HourCount();
  }

  #ofAccount(account: BusinessAccount, now: number): object {
    const calls = countOf(this.#calls, account);
    const limit = this.#limitOf(account);
    return {
      [account.id]: [
        {
          type: 'whatsapp_business_management',
          ...shares(percent(calls.at(now), limit)),
          estimated_time_to_regain_access: calls.minutesUntilBelow(limit, now),
        },
      ],
    };
  }

  #limitOf({ numbers }: BusinessAccount): number {
    const isRegistered = numbers.some(({ status }) => status === 'CONNECTED');
    const usual = isRegistered ? withRegisteredNumber : withoutRegisteredNumber;
    return this.rules.now.managementCallsPerHour ?? usual;
  }

  #throttle(fault: 'tooManyCalls' | 'tooManyCreations', details: string): Error {
    return refusal(fault, details, { status: this.rules.now.throttleStatus });
  }
}

/** Time is not measured here: it goes up with the calls. */
function shares(share: number): object {
  return { call_count: share, total_cputime: share, total_time: share };
}

const percent = (count: number, limit: number): number => Math.floor((count / limit) * 100);

function countOf(counts: Map<string, HourCount>, { id }: BusinessAccount): HourCount {
  const count = counts.get(id) ?? new HourCount();
  counts.set(id, count);
  return count;
}
