import { Body, Controller, Get, HttpCode, NotFoundException, Post } from '@nestjs/common';

import { Accounts } from '../accounts/accounts.ts';
import { parseInput } from '../parse-input.ts';
import { People, type Person, phoneDigits } from '../people.ts';
import { WebhookCourier } from '../webhooks/webhook.courier.ts';
import { scenarioRoutes as routes } from './scenario.routes.ts';

type PublicPerson = Omit<Person, 'key'>;

/** Who is there, and what happens behind the scene. */
@Controller('_scenario')
export class StageController {
  constructor(
    private readonly people: People,
    private readonly accounts: Accounts,
    private readonly courier: WebhookCourier,
  ) {}

  @Get('people')
  listPeople(): { people: PublicPerson[] } {
    return { people: this.people.all.map(publicPart) };
  }

  @Post('people')
  @HttpCode(200)
  putPerson(@Body() body: unknown): PublicPerson {
    const { userId, phone: written, name, username } = parseInput(routes.putPerson.body, body);
    const phone = written && phoneDigits(written);
    const known = this.people.all.find((one) => one.userId === userId);
    const person = known ?? (phone ? this.people.withPhone(phone) : this.people.withUserId(userId ?? ''));
    this.people.change(person, { userId, phone, name, username });
    return publicPart(person);
  }

  @Post('webhooks')
  @HttpCode(204)
  sendWebhook(@Body() body: unknown): void {
    const { field, value, account: id } = parseInput(routes.sendWebhook.body, body);
    const account = id === undefined ? this.accounts.usual.account : this.accounts.account(id);
    if (!account) throw new NotFoundException(`There is no business account with the id ${id}.`);
    const { metadata } = value;
    const numberId =
      metadata && typeof metadata === 'object' && 'phone_number_id' in metadata && metadata.phone_number_id;
    const number = account.numbers.find((one) => one.id === numberId);
    this.courier.deliver({ account, number, field, value, kind: field, wamid: null });
  }
}

function publicPart({ userId, phone, name, username }: Person): PublicPerson {
  return { userId, phone, name, username };
}
