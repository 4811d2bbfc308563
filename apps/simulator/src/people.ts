import { createHash } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import { parsePhoneNumberFromString } from 'libphonenumber-js';

import { waIdOf } from './wa-id.ts';

/** Someone with WhatsApp, the same whatever happens to the number and the ids. The phone may be unknown to us. */
export interface Person {
  readonly key: number;
  /** The business-scoped user id (BSUID). WhatsApp renews it with the number. */
  userId: string;
  /** Digits only. */
  phone?: string;
  name: string;
  /** With a username the phone stands in no webhook about what the person sends. */
  username?: string;
}

export const usualPhone = '16505551234';
const usualName = 'Sheena Nelson';

type Changes = Partial<Pick<Person, 'userId' | 'phone' | 'name'>> & { username?: string | null };

@Injectable()
export class People {
  readonly #byUserId = new Map<string, Person>();
  readonly #byPhone = new Map<string, Person>();
  /** How often each phone was given up: whoever gets it next is somebody else. */
  readonly #givenUp = new Map<string, number>();
  #lastKey = 0;

  get all(): Person[] {
    return [...this.#byUserId.values()];
  }

  /** @param written digits only; as people dial it, or as WhatsApp knows it */
  withPhone(written: string, name?: string): Person {
    const phone = waIdOf(written);
    const known = this.#byPhone.get(phone);
    const person = known ?? this.withUserId(userIdOf(phone, this.#givenUp.get(phone)), phone);
    this.change(person, { phone, name });
    return person;
  }

  /** By user id or phone, in any writing; nobody is made up. */
  find(written: string): Person | undefined {
    return this.#byUserId.get(written) ?? this.#byPhone.get(waIdOf(phoneDigits(written)));
  }

  /**
   * Whoever holds this id: a business may know it from before this process was started.
   * @param sign what tells them from others until they have a name
   */
  withUserId(userId: string, sign = userId): Person {
    const known = this.#byUserId.get(userId);
    if (known) return known;
    this.#lastKey += 1;
    const person = { key: this.#lastKey, userId, name: this.#nameFor(sign) };
    this.#byUserId.set(userId, person);
    return person;
  }

  /** What is left out stays as it was. Somebody else who has the phone or the user id loses it. */
  change(person: Person, { userId, phone, name, username }: Changes): void {
    if (name) person.name = name;
    if (username !== undefined) person.username = username ?? undefined;
    if (userId !== undefined && userId !== person.userId) {
      this.#byUserId.delete(person.userId);
      person.userId = userId;
      this.#byUserId.set(userId, person);
    }
    if (phone === undefined || phone === person.phone) return;
    const before = this.#byPhone.get(phone);
    if (before) before.phone = undefined;
    if (person.phone) this.#byPhone.delete(person.phone);
    person.phone = phone;
    this.#byPhone.set(phone, person);
  }

  /** WhatsApp gives the person a new user id along with the new number. */
  moveToNumber(person: Person, phone: string): void {
    const { phone: left } = person;
    if (left === phone) return;
    if (left) this.#givenUp.set(left, (this.#givenUp.get(left) ?? 0) + 1);
    this.change(person, { phone, userId: userIdOf(phone, this.#givenUp.get(phone)) });
  }

  #nameFor(sign: string): string {
    if (sign === usualPhone) return usualName;
    const short = `Guest ${sign.slice(-4)}`;
    for (const { name } of this.#byUserId.values()) if (name === short) return `Guest ${sign}`;
    return short;
  }

  reset(): void {
    this.#byUserId.clear();
    this.#byPhone.clear();
    this.#givenUp.clear();
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

/** Made from the phone and how many held it before, so that a person keeps the same id when the simulator is started again. */
function userIdOf(phone: string, holdersBefore = 0): string {
  const country = parsePhoneNumberFromString(`+${phone}`)?.country ?? 'US';
  const hash = createHash('sha256')
    .update(phone.padEnd(phone.length + holdersBefore, '+'))
    .digest('hex');
  return `${country}.${BigInt(`0x${hash}`).toString().slice(0, 20)}`;
}
