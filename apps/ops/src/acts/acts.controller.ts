import { Controller, HttpCode, Inject, NotFoundException, Param, ParseUUIDPipe, Post } from '@nestjs/common';

import { AuditStore, NoticeStore, NumberStore } from '#data';
import { maskPersonal } from '#platform';
import { QueueWatch } from '#queues';
import { accountFields, accountTroubles } from '#whatsapp';

import { operator } from '../actor.ts';
import { OPS_CONFIG, type OpsConfig } from '../ops.config.ts';

/** Our business number, in the audit. */
const number = 'number';

/** What an operator presses. Each is in the audit before it is done. */
@Controller('api')
export class ActsController {
  constructor(
    private readonly audit: AuditStore,
    private readonly queues: QueueWatch,
    private readonly numbers: NumberStore,
    private readonly notices: NoticeStore,
    @Inject(OPS_CONFIG) private readonly config: Pick<OpsConfig, 'phoneNumberId'>,
  ) {}

  @Post('queues/:name/pause')
  @HttpCode(204)
  async pause(@Param('name') name: string): Promise<void> {
    await this.#record('pause', name);
    await this.queues.pause(name);
  }

  @Post('queues/:name/resume')
  @HttpCode(204)
  async resume(@Param('name') name: string): Promise<void> {
    await this.#record('resume', name);
    await this.queues.resume(name);
  }

  /** Of an open circuit breaker: the next message is tried at once. */
  @Post('whatsapp/probe')
  @HttpCode(204)
  async probe(): Promise<void> {
    await this.audit.record('probe', operator, number);
    await this.numbers.probeNow(this.config.phoneNumberId);
  }

  /** What this notice told of the account, and those before it, is mended. One that came later has not been seen. */
  @Post('notices/:id/settle')
  @HttpCode(204)
  async settle(@Param('id', ParseUUIDPipe) id: string): Promise<void> {
    const troubles = accountTroubles(await this.notices.unsettled(accountFields), new Date());
    const trouble = troubles.find(({ noticeIds }) => noticeIds.includes(id));
    const { noticeIds = [], field = '', event = '' } = trouble ?? {};
    const seen = noticeIds.slice(0, noticeIds.indexOf(id) + 1);
    if (!trouble || !(await this.notices.settle(seen, operator, { field, event: maskPersonal(event) })))
      throw new NotFoundException('There is no such trouble any more.');
  }

  async #record(act: 'pause' | 'resume', name: string): Promise<void> {
    if (!this.queues.names.includes(name)) throw new NotFoundException('There is no such queue.');
    await this.audit.record(act, operator, name);
  }
}
