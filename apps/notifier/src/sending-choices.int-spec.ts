import { Logger } from '@nestjs/common';

import { SimulatedWhatsApp } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';

const yes = { id: 'yes', title: 'Yes' };

describe('what there is to choose from is sent', () => {
  let services: NotifierServices;
  let whatsapp: SimulatedWhatsApp;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
    whatsapp = await SimulatedWhatsApp.start();
  });
  afterAll(async () => {
    await whatsapp.stop();
    await services.close();
  });
  beforeEach(() => whatsapp.forget());
  afterEach(() => services.empty());

  /** @returns what WhatsApp got, and what became of the message */
  async function send(body: string, choices: object): Promise<{ requests: unknown[]; status: string }> {
    const { database, outbound } = services;
    const contactId = await services.person({ phone: '16505551234' });
    const outboundId = await database.transaction((tx) =>
      outbound.write(tx, { contactId, body, choices: JSON.stringify(choices) }),
    );
    await services.handlerWith(whatsapp.settings).handle({ outboundId });
    const { status } = await database.outboundMessage.findUniqueOrThrow({ where: { id: outboundId } });
    return { requests: await whatsapp.requests(), status };
  }

  it('as buttons', async () => {
    expect(await send('Add it?', { buttons: [yes, { id: 'no', title: 'No' }] })).toMatchObject({
      requests: [
        {
          type: 'interactive',
          interactive: {
            type: 'button',
            body: { text: 'Add it?' },
            action: { buttons: [{ reply: yes }, {}] },
          },
        },
      ],
      status: 'accepted',
    });
  });

  it('as a list', async () => {
    expect(await send('Which one?', { list: { button: 'Options', choices: [yes] } })).toMatchObject({
      requests: [
        { interactive: { type: 'list', action: { button: 'Options', sections: [{ rows: [yes] }] } } },
      ],
      status: 'accepted',
    });
  });

  it('as words alone when WhatsApp would refuse it', async () => {
    expect(await send('x'.repeat(2_000), { buttons: [yes] })).toMatchObject({
      requests: [{ type: 'text', text: { body: 'x'.repeat(2_000) } }],
      status: 'accepted',
    });
  });
});
