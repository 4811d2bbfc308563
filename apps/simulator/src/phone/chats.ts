import { Injectable, NotFoundException } from '@nestjs/common';
import type { z } from 'zod';

import { Accounts } from '../accounts/accounts.ts';
import type { Chat } from '../chat.ts';
import { People } from '../people.ts';
import type { personSchema } from './person.schema.ts';

/** Finds the chat that the page or a test speaks of. */
@Injectable()
export class Chats {
  constructor(
    private readonly accounts: Accounts,
    private readonly people: People,
  ) {}

  of({ phone, name, number: id }: z.output<typeof personSchema>): Chat {
    const number = id === undefined ? this.accounts.usual : this.accounts.number(id);
    if (!number) throw new NotFoundException(`There is no business number with the id ${id}.`);
    return { number, person: this.people.withPhone(phone, name) };
  }
}
