import { Inject, Injectable } from '@nestjs/common';

import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import type { BusinessAccount, BusinessNumber } from './account.ts';

const usualPhone = '15550783881';

/** Every account and number there is. It begins with one of each, from the settings. */
@Injectable()
export class Accounts {
  readonly #accounts = new Map<string, BusinessAccount>();
  readonly #numbers = new Map<string, BusinessNumber>();
  #usual: BusinessNumber;

  constructor(@Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig) {
    this.#usual = this.#addUsual();
  }

  /** The one that the settings name. */
  get usual(): BusinessNumber {
    return this.#usual;
  }

  get numbers(): BusinessNumber[] {
    return [...this.#numbers.values()];
  }

  account(id: string): BusinessAccount | undefined {
    return this.#accounts.get(id);
  }

  number(id: string): BusinessNumber | undefined {
    return this.#numbers.get(id);
  }

  addAccount(about: Pick<BusinessAccount, 'id' | 'name' | 'webhookUrl'>): BusinessAccount {
    const account: BusinessAccount = {
      ...about,
      subscribed: true,
      reviewStatus: 'APPROVED',
      timezoneId: '1',
      numbers: [],
    };
    this.#accounts.set(about.id, account);
    return account;
  }

  /** Registered and ready to send, unless told otherwise. */
  addNumber(
    account: BusinessAccount,
    about: Pick<BusinessNumber, 'id' | 'phone' | 'verifiedName'> & Partial<BusinessNumber>,
  ): BusinessNumber {
    const number: BusinessNumber = {
      nameStatus: 'APPROVED',
      codeVerificationStatus: 'VERIFIED',
      status: 'CONNECTED',
      qualityRating: 'GREEN',
      throughput: 'STANDARD',
      profile: {},
      settings: {},
      ...about,
      account,
    };
    this.#numbers.set(about.id, number);
    account.numbers.push(number);
    return number;
  }

  reset(): void {
    this.#accounts.clear();
    this.#numbers.clear();
    this.#usual = this.#addUsual();
  }

  #addUsual(): BusinessNumber {
    const { businessAccountId: id, businessName: name, webhookUrl, phoneNumberId } = this.config;
    const account = this.addAccount({ id, name, webhookUrl });
    return this.addNumber(account, { id: phoneNumberId, phone: usualPhone, verifiedName: name });
  }
}
