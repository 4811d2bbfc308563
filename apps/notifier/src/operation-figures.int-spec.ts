import { FiguresStore, NoticeStore, RetentionStore } from '#data';
import { manySends, newWamid } from '#testing';

import { NotifierServices } from '../test/notifier-services.ts';
import type { LimitsWatch } from './limits-watch.service.ts';
import { OperationFigures } from './operation-figures.ts';
import type { TokenWatch } from './token-watch.service.ts';

describe('the figures of the notifier', () => {
  let services: NotifierServices;
  let notices: NoticeStore;

  beforeAll(async () => {
    services = await NotifierServices.open();
    notices = new NoticeStore(services.database, services.sealer);
  });
  afterAll(() => services.close());

  /** As of now, by a process that has just been started. */
  async function figure(name: string): Promise<number> {
    const figures = new OperationFigures({
      store: new FiguresStore(services.database),
      numbers: services.numbers,
      notices,
      retention: new RetentionStore(services.database),
      retentionDays: 30,
      limits: manySends,
      token: {} as TokenWatch,
      allowed: {} as LimitsWatch,
    });
    const line = (await figures.text()).split('\n').find((one) => one.startsWith(`handsfree_${name} `));
    if (line === undefined) throw new Error(`${name} is not there`);
    return Number(line.slice(line.lastIndexOf(' ')));
  }

  describe('about the account', () => {
    const trouble = 'account_troubles{field="account_update"}';
    const tell = (state: string): Promise<unknown> =>
      notices.record({
        noticeKey: newWamid(),
        field: 'account_update',
        reason: 'account',
        body: JSON.stringify({ event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: state } }),
        receivedAt: new Date(),
      });

    it('tell of a trouble until WhatsApp takes it back, whatever processes are started', async () => {
      expect(await figure(trouble)).toBe(0);

      await tell('DISABLE');
      expect([await figure(trouble), await figure(trouble)]).toEqual([1, 1]);

      await tell('REINSTATE');
      expect(await figure(trouble)).toBe(0);
    });

    it('tell of none that somebody has settled', async () => {
      await tell('DISABLE');
      const ids = (await notices.unsettled(['account_update'])).map(({ id }) => id);

      expect(await notices.settle(ids, 'somebody', {})).toBe(true);
      expect(await figure(trouble)).toBe(0);
      expect(await notices.settle(ids, 'somebody', {})).toBe(false);
    });
  });
});
