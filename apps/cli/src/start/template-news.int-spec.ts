import { SimulatedWhatsApp, testAccount } from '#testing';
import { ourTemplates } from '#whatsapp';

import { loadTemplateClient } from '../templates/template.settings.ts';
import { templateNews } from './template-news.ts';

describe('what npm start says of the templates', () => {
  let whatsapp: SimulatedWhatsApp;
  let environment: Record<string, string>;
  const real = { apiToken: testAccount.apiToken, businessAccountId: '102290129340398' };
  const simulated = { apiToken: undefined, businessAccountId: undefined };

  beforeAll(async () => {
    whatsapp = await SimulatedWhatsApp.start();
    environment = {
      WHATSAPP_API_TOKEN: testAccount.apiToken,
      WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
      WHATSAPP_API_BASE_URL: whatsapp.url,
    };
  });
  afterAll(() => whatsapp.stop());
  beforeEach(async () => {
    await whatsapp.client.reset();
    await whatsapp.client.changeRules({ templateReview: 'by hand' });
  });

  const ours = async (): Promise<(string | undefined)[]> =>
    (await loadTemplateClient(environment).list())
      .filter(({ name }) => name.startsWith('handsfree_'))
      .map(({ status }) => status);

  it('hands in what the simulator lacks, and has nothing to say of it', async () => {
    expect(await templateNews(simulated, environment)).toBeUndefined();
    expect(await ours()).toEqual(ourTemplates.map(() => 'PENDING'));
    expect(await templateNews(simulated, environment)).toBeUndefined();
    expect(await ours()).toEqual(ourTemplates.map(() => 'PENDING'));
  });

  it('says what the simulator does not take, or that it does not answer', async () => {
    await whatsapp.client.changeRules({ templatesPerAccount: ourTemplates.length });
    expect(await templateNews(simulated, environment)).toMatch(
      /^handsfree_waiting_answer \(es\): not taken: WhatsApp error 2388019/,
    );

    const away = { ...environment, WHATSAPP_API_BASE_URL: 'http://127.0.0.1:1' };
    expect(await templateNews(simulated, away)).toBe(
      'could not be handed in: WhatsApp did not answer (ECONNREFUSED)',
    );
  });

  it('only looks at a real account, and names the command that hands in', async () => {
    const news = await templateNews(real, environment);

    expect(news).toBe(
      'handsfree_reminder is missing at WhatsApp, handsfree_waiting_answer is missing at WhatsApp: `npm run handsfree -- templates submit` hands in what is missing',
    );
    expect(await ours()).toEqual([]);
  });

  it('names what is needed and not approved, until it is', async () => {
    await templateNews(simulated, environment);
    expect(await templateNews(real, environment)).toBe(
      'handsfree_reminder is in review, handsfree_waiting_answer is in review: `npm run handsfree -- templates sync` says what to do',
    );

    await whatsapp.client.reset();
    await whatsapp.client.changeRules({ templateReviewAfterMs: 0 });
    await templateNews(simulated, environment);
    await whatsapp.client.advance(1);
    expect(await ours()).toEqual(ourTemplates.map(() => 'APPROVED'));
    expect(await templateNews(real, environment)).toBeUndefined();
  });

  it('has nothing to say of a real account without its id, or while WhatsApp is away', async () => {
    const away = { ...environment, WHATSAPP_API_BASE_URL: 'http://127.0.0.1:1' };

    expect(await templateNews({ ...real, businessAccountId: undefined }, environment)).toBeUndefined();
    expect(await templateNews(real, away)).toBeUndefined();
  });
});
