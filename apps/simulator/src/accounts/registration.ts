import { Injectable } from '@nestjs/common';

import { Clock } from '../clock.ts';
import { refusal } from '../management/management.faults.ts';
import { Rules } from '../rules/rules.ts';
import { AccountEvents } from './account-events.ts';
import type { BusinessNumber } from './account.ts';
import { messagingTier } from './messaging-tier.ts';

const codeLifeMs = 10 * 60_000;
const callsWithinMs = 72 * 3_600_000;
const mostCalls = 10;
const mostWrongPins = 5;
const pinRestMs = 3_600_000;

interface Course {
  codeExpiresAt: number;
  /** When it was registered or deregistered. */
  calls: number[];
  wrongPins: number;
  pinsRestUntil: number;
}

/** From a number that was added to one that can send, and back. */
@Injectable()
export class Registration {
  readonly #courses = new Map<string, Course>();

  constructor(
    private readonly clock: Clock,
    private readonly rules: Rules,
    private readonly events: AccountEvents,
  ) {}

  requestCode(number: BusinessNumber): void {
    if (number.codeVerificationStatus === 'VERIFIED') {
      throw refusal('codeNotSent', 'The number is verified already.');
    }
    this.#courseOf(number).codeExpiresAt = this.clock.now() + codeLifeMs;
  }

  verify(number: BusinessNumber, code: string): void {
    const course = this.#courseOf(number);
    if (this.clock.now() >= course.codeExpiresAt || code !== this.rules.now.verificationCode) {
      throw refusal('wrongCode', 'The code is wrong, too old, or was not requested.');
    }
    number.codeVerificationStatus = 'VERIFIED';
    course.codeExpiresAt = 0;
  }

  register(number: BusinessNumber, pin: string): void {
    this.#countCall(number);
    if (number.codeVerificationStatus !== 'VERIFIED') {
      throw refusal('notVerified', 'Request a code and verify it, then register.');
    }
    this.#checkPin(number, pin);
    number.pin = pin;
    const isFirst = number.status === 'PENDING';
    number.status = 'CONNECTED';
    number.registeredAt = this.clock.now();
    if (!isFirst) return;
    const tier = messagingTier(this.rules.now.messagingLimit);
    this.events.ofNumber(number, 'phone_number_quality_update', {
      event: 'ONBOARDING',
      current_limit: tier,
      max_daily_conversations_per_business: tier,
    });
  }

  deregister(number: BusinessNumber): void {
    if (['PENDING', 'DISCONNECTED'].includes(number.status)) {
      throw refusal('notRegistered', 'The number is not registered on the WhatsApp Business Platform.');
    }
    this.#countCall(number);
    number.status = 'DISCONNECTED';
  }

  /** No number has gone through anything yet. */
  reset(): void {
    this.#courses.clear();
  }

  #countCall(number: BusinessNumber): void {
    const course = this.#courseOf(number);
    const now = this.clock.now();
    course.calls = course.calls.filter((at) => now - at < callsWithinMs);
    if (course.calls.length >= mostCalls) {
      throw refusal('tooManyRegistrations', `More than ${mostCalls} calls in 72 hours.`);
    }
    course.calls.push(now);
  }

  #checkPin(number: BusinessNumber, pin: string): void {
    const course = this.#courseOf(number);
    if (this.clock.now() < course.pinsRestUntil) {
      const minutes = Math.ceil((course.pinsRestUntil - this.clock.now()) / 60_000);
      throw refusal('tooManyPins', `Try again in ${minutes} minutes.`);
    }
    if (number.pin === undefined || number.pin === pin) {
      course.wrongPins = 0;
      return;
    }
    course.wrongPins += 1;
    if (course.wrongPins === mostWrongPins) {
      course.wrongPins = 0;
      course.pinsRestUntil = this.clock.now() + pinRestMs;
    }
    throw refusal('wrongPin', 'The PIN is wrong.');
  }

  #courseOf({ id }: BusinessNumber): Course {
    const course = this.#courses.get(id) ?? { codeExpiresAt: 0, calls: [], wrongPins: 0, pinsRestUntil: 0 };
    this.#courses.set(id, course);
    return course;
  }
}
