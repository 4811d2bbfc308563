import type { Secrets, Setup } from '../../setup/setup.routes.ts';
import type { Column } from '../board/column.ts';
import { make } from '../dom/make.ts';
import { wordsOfError } from '../simulator.client.ts';

interface Answer {
  messages?: { id: string }[];
  error?: { code: number; message: string; error_data?: { details?: string } };
}

/** Sends as the business does, by a call of the Graph API that is seen on the wire like any other. */
export class TestMessage {
  readonly element = make('form', { class: 'test-message' });
  readonly #to = make('select', { 'aria-label': 'To whom' });
  readonly #text = make('input', { value: 'Hello!', required: true, 'aria-label': 'Text', maxlength: 4_096 });
  readonly #outcome = make('p', { role: 'status' });

  constructor(
    private readonly setup: Setup,
    private readonly secrets: () => Promise<Secrets>,
  ) {
    this.element.append(
      make('div', { class: 'row' }, this.#to, this.#text),
      make('button', { type: 'submit' }, 'Send a test message as the business'),
      this.#outcome,
    );
    this.element.addEventListener('submit', (event) => {
      event.preventDefault();
      void this.#send();
    });
  }

  setPeople(columns: Pick<Column, 'name' | 'number'>[]): void {
    const { value, dataset } = this.#to;
    const key = columns.map(({ name, number }) => `${name} ${number}`).join();
    if (dataset.key === key) return;
    dataset.key = key;
    this.#to.replaceChildren(
      ...columns.map(({ name, number }) =>
        make('option', { value: number.replaceAll(/\D/g, '') }, `To ${name}`),
      ),
    );
    const values = [...this.#to.options].map((option) => option.value);
    this.#to.value = values.includes(value) ? value : (values[0] ?? '');
  }

  async #send(): Promise<void> {
    this.#say('Sending…');
    try {
      const { version, phoneNumberId } = this.setup;
      const { token } = await this.secrets();
      const response = await fetch(`${version}/${phoneNumberId}/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          to: this.#to.value,
          type: 'text',
          text: { body: this.#text.value },
        }),
      });
      const { messages = [], error } = (await response.json()) as Answer;
      if (!error) return this.#say(`Accepted as ${messages[0]?.id ?? ''}`, 'good');
      const { message, error_data: { details = '' } = {} } = error;
      this.#say(`${message}. ${details}`, 'bad');
    } catch (error) {
      this.#say(wordsOfError(error), 'bad');
    }
  }

  #say(words: string, kind = ''): void {
    this.#outcome.className = kind;
    this.#outcome.textContent = words;
  }
}
