import { Injectable, Logger } from '@nestjs/common';
import axios from 'axios';

import { StatusPathStore } from '#data';
import { sign } from '#whatsapp';

/** Between the end of one and the next. Together with the time that one may take, it is shorter than what passes for an outage of the way. */
export const probePauseMs = 1_000;
export const probeTimeoutMs = 2_000;
const prefix = 'handsfree-probe:';

export interface ProbeConfig {
  ingressUrl: string;
  appSecrets?: string[];
  phoneNumberId: string;
}

/**
 * While it is in doubt whether a message arrived and no other traffic proves that status reports get through, sends one of its own: signed,
 * through ingress and the status queue, as WhatsApp's come. That proves our side only.
 */
@Injectable()
export class PathProbe {
  readonly #logger = new Logger('status');

  constructor(
    private readonly path: StatusPathStore,
    private readonly config: ProbeConfig,
  ) {}

  async send(): Promise<void> {
    const [secret] = this.config.appSecrets ?? [];
    const now = secret && (await this.path.timeToProbe());
    if (!now) return;
    const body = Buffer.from(JSON.stringify(this.#report(now)));
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': sign(body, secret) };
    try {
      await axios.post(`${this.config.ingressUrl}/webhook`, body, {
        headers,
        signal: AbortSignal.timeout(probeTimeoutMs),
        proxy: false,
      });
    } catch (error) {
      this.#logger.warn({ message: 'ingress could not be probed', reason: String(error) });
    }
  }

  #report(sentAt: Date): object {
    const { phoneNumberId } = this.config;
    const status = {
      id: `wamid.${prefix}${sentAt.getTime()}`,
      status: 'sent',
      timestamp: String(Math.floor(sentAt.getTime() / 1_000)),
      recipient_id: '0',
      biz_opaque_callback_data: prefix + sentAt.toISOString(),
    };
    const value = {
      messaging_product: 'whatsapp',
      metadata: { phone_number_id: phoneNumberId },
      statuses: [status],
    };
    return {
      object: 'whatsapp_business_account',
      entry: [{ id: '0', changes: [{ field: 'messages', value }] }],
    };
  }
}

/** @returns when a probe was sent; undefined for the report of a message */
export function probeTime(callbackData: string | undefined): Date | undefined {
  if (!callbackData?.startsWith(prefix)) return undefined;
  const sentAt = new Date(callbackData.slice(prefix.length));
  return Number.isNaN(sentAt.getTime()) ? undefined : sentAt;
}
