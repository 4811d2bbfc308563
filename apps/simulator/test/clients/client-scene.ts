import { Clock } from '../../src/clock.ts';
import type { Books } from '../../src/scenario/books.ts';
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
    const words = { text: 'Where is my order?', phone: person };
    const { body } = await simulator.call<{ wamid: string }>('POST', '/_phone/messages', words);
    return new ClientScene(simulator, body.wamid);
  }

  async books(): Promise<Books> {
    return (await this.simulator.call<Books>('GET', '/_scenario/books')).body;
  }

  /** What the client sent last, as it came. */
  async lastRequest(): Promise<unknown> {
    return (await this.books()).sends.at(-1)?.request;
  }

  async setFaults(faults: object): Promise<void> {
    await this.simulator.call('POST', '/_scenario/faults', faults);
  }

  close(): Promise<void> {
    return this.simulator.close();
  }
}
