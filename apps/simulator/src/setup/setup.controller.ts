import { Controller, Get, Header, Inject } from '@nestjs/common';

import { webhookAddress } from '../accounts/account.ts';
import { Accounts } from '../accounts/accounts.ts';
import { SIMULATOR_CONFIG, type SimulatorConfig } from '../simulator.config.ts';
import type { Secrets, Setup } from './setup.routes.ts';

/** Whether the simulator was started for another project than the one that it comes with. */
export const STANDS_ALONE = Symbol('stands alone');

const usualVersion = 'v26.0';

/** What a project is pointed at the simulator with. */
@Controller('_scenario/setup')
export class SetupController {
  constructor(
    @Inject(SIMULATOR_CONFIG) private readonly config: SimulatorConfig,
    @Inject(STANDS_ALONE) private readonly alone: boolean,
    private readonly accounts: Accounts,
  ) {}

  @Get()
  read(): Setup {
    const { usual } = this.accounts;
    const { account } = usual;
    return {
      alone: this.alone,
      webhookUrl: webhookAddress({ account, number: usual, field: 'messages' }),
      phoneNumberId: usual.id,
      accountId: account.id,
      appId: this.config.appId,
      version: usualVersion,
    };
  }

  /** They are shown when somebody asks for them, and nowhere else. */
  @Get('secrets')
  @Header('Cache-Control', 'no-store')
  readSecrets(): Secrets {
    const { tokens, appSecret, verifyToken } = this.config;
    return { token: tokens[0] ?? '', appSecret, verifyToken };
  }
}
