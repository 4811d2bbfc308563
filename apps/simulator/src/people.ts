import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { waIdOf } from './wa-id.ts';

/** Someone with WhatsApp. `userId` is the business-scoped user id (BSUID); the phone may be unknown to us. */
export interface Person {
  readonly userId: string;
  /** Digits only. */
  phone?: string;
  name: string;
  /** With a username the phone stands in no webhook, as long as the number and the person did not talk. */
  username?: string;
}

export const usualPhone = '16505551234';
const usualName = 'Sheena Nelson';

@Injectable()
export class People {
  readonly #people = new Map<string, Person>();

  /** @param written digits only; as people dial it, or as WhatsApp knows it */
  withPhone(written: string, name?: string): Person {
    const phone = waIdOf(written);
    const person = this.withUserId(userIdOf(phone));
    person.phone = phone;
    if (name) person.name = name;
    return person;
  }

  /** Whoever holds this id: a business may know it from before this process was started. */
  withUserId(userId: string): Person {
    const person = this.#people.get(userId) ?? { userId, name: usualName };
    this.#people.set(userId, person);
    return person;
  }
}

/** WhatsApp takes a phone number in nearly any writing. */
export function phoneDigits(written: string): string {
  return written.replace(/\D/g, '');
}

/** As people write it: `+1 650 555 1234`. */
export function writtenPhone(digits: string): string {
  return parsePhoneNumberFromString(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}

/** Made from the phone alone, so that a person keeps the same id when the simulator is started again. */
function userIdOf(phone: string): string {
  const country = parsePhoneNumberFromString(`+${phone}`)?.country ?? 'US';
  const hash = createHash('sha256').update(phone).digest('hex');
  return `${country}.${BigInt(`0x${hash}`).toString().slice(0, 20)}`;
}
