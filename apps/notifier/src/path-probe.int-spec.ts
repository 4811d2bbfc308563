import { Logger } from '@nestjs/common';

import { NotifierServices } from '../test/notifier-services.ts';
import { probePauseMs, probeTimeoutMs } from './path-probe.service.ts';

describe('probes of the way that reports take', () => {
  let services: NotifierServices;

  beforeAll(async () => {
    Logger.overrideLogger(false);
    services = await NotifierServices.open();
  });
  afterAll(() => services.close());
  afterEach(() => services.empty());

  it('prove it, also when each of them takes all of its time on a busy machine', async () => {
    const contactId = await services.person({ phone: '16505551234' });
    const id = await services.database.transaction((tx) =>
      services.outbound.write(tx, { contactId, body: 'Hello!' }),
    );
    await services.sending.start(id);
    const sendingSince = new Date(Date.now() - 60_000);
    await services.database.outboundMessage.update({ where: { id }, data: { sendingSince } });
    const slow = probePauseMs + probeTimeoutMs + 500;

    for (let atMs = sendingSince.getTime(); atMs < Date.now(); atMs += slow)
      await services.path.prove(new Date(atMs));
    await services.testDatabase.query('UPDATE status_path SET probed_at = now()');

    expect(await services.path.doubtOf(id)).toMatchObject({ isProved: true });
  });
});
