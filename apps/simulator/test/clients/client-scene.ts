import type { SimulatorClient } from '#testing';

import { Clock } from '../../src/clock.ts';
import { SimulatorApp } from '../simulator-app.ts';

/** Longer than a review of a template takes. */
const reviewMs = 60_000;

export const person = '+16505551234';
export const template = {
  name: 'order_confirmation',
  language: 'en_US',
  category: 'UTILITY',
  components: [
    {
      type: 'BODY',
      text: 'Thank you, {{1}}! Your order number is {{2}}.',
      example: { body_text: [['Pablo', '860198-230332']] },
    },
  ],
} as const;
/** The components of a send of it, and what the person then reads. */
export const templateValues = [
  {
    type: 'body' as const,
    parameters: [
      { type: 'text' as const, text: 'Jessica' },
      { type: 'text' as const, text: 'SKBUP2' },
    ],
  },
];
export const templateWords = 'Thank you, Jessica! Your order number is SKBUP2.';

/** What a client of the Cloud API is tried against: an account with one approved template, and a person who wrote to it. */
export class ClientScene {
  private constructor(
    readonly simulator: SimulatorApp,
    /** The message that the person wrote. */
    readonly wamid: string,
  ) {}

  static async set(): Promise<ClientScene> {
    const simulator = await SimulatorApp.start();
    await simulator.graph('POST', `/${simulator.businessAccountId}/message_templates`, template);
    simulator.get(Clock).advance(reviewMs);
    const { wamid } = await simulator.client.say('Where is my order?', { phone: person });
    return new ClientScene(simulator, wamid);
  }

  get client(): SimulatorClient {
    return this.simulator.client;
  }

  /** What the client sent last, as it came. */
  async lastRequest(): Promise<unknown> {
    return (await this.client.books()).sends.at(-1)?.request;
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}
