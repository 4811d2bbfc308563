import type { Exchange } from '../../phone/phone.events.ts';
import type { Secrets, Setup } from '../../setup/setup.routes.ts';
import type { Column } from '../board/column.ts';
import { make } from '../dom/make.ts';
import { call } from '../simulator.client.ts';
import { fact, secretFact } from './fact.ts';
import { TestMessage } from './test-message.ts';
import { WebhookCheck } from './webhook-check.ts';

/** What one needs to point a project at the simulator, and to see that it works. */
export class SetupPanel {
  readonly element: HTMLElement;
  readonly #check = new WebhookCheck();
  readonly #message: TestMessage;

  constructor(setup: Setup) {
    const secrets = (): Promise<Secrets> => call<Secrets>('GET', '_scenario/setup/secrets');
    this.#message = new TestMessage(setup, secrets);
    const { webhookUrl, phoneNumberId, accountId, appId, version } = setup;
    this.element = make(
      'div',
      { class: 'setup' },
      group(
        'Point your project here',
        make('p', { class: 'quiet' }, 'Instead of https://graph.facebook.com, with what stands below.'),
        make(
          'dl',
          { class: 'facts' },
          ...fact('Graph API', location.origin),
          ...fact('Version', version),
          ...fact('Phone number id', phoneNumberId),
          ...fact('Account id', accountId),
          ...fact('App id', appId),
          ...secretFact('Access token', async () => (await secrets()).token),
          ...secretFact('App secret', async () => (await secrets()).appSecret),
          ...secretFact('Verify token', async () => (await secrets()).verifyToken),
        ),
      ),
      group(
        'Your webhook',
        make('dl', { class: 'facts' }, ...fact('Webhook', webhookUrl)),
        this.#check.element,
      ),
      group('A first message', this.#message.element),
      make('p', { class: 'quiet' }, 'Other values: ', make('code', {}, 'npm run simulator -- --help')),
    );
  }

  see(exchange: Exchange): void {
    this.#check.see(exchange);
  }

  setPeople(columns: Column[]): void {
    this.#message.setPeople(columns);
  }
}

function group(title: string, ...content: HTMLElement[]): HTMLElement {
  return make('fieldset', {}, make('legend', {}, title), ...content);
}
