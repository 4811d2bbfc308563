import type { BusinessNumber } from './accounts/account.ts';
import type { Person } from './people.ts';

/** Between one business number and one person. */
export interface Chat {
  readonly number: BusinessNumber;
  readonly person: Person;
}

export const chatKey = ({ number, person }: Chat): string => `${number.id} ${person.key}`;
