import type { Browser, Locator, Page } from 'playwright-core';

import { hasBrowser, startBrowser } from './browser.ts';
import { PhoneStage } from './phone-stage.ts';

(hasBrowser ? describe : describe.skip)('what the phone page shows', () => {
  let stage: PhoneStage;
  let browser: Browser;
  let page: Page;
  let people = 0;
  let phone: string;

  beforeAll(async () => {
    stage = await PhoneStage.start({ SIMULATOR_BUSINESS_NAME: 'Your business' });
    browser = await startBrowser();
  });
  beforeEach(async () => {
    await stage.client.reset();
    stage.answerWith(200);
    phone = `1650555${6_000 + ++people}`;
    page = await browser.newPage();
    await page.goto(`${stage.url}/?phone=${phone}&name=Jessica`);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    await stage?.close();
  });

  async function type(text: string): Promise<Locator> {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
    const bubble = page.locator('[data-from="me"]', { hasText: text }).last();
    await bubble.waitFor();
    return bubble;
  }

  it('names the business above the chat, online only once its webhook answered', async () => {
    const head = page.locator('.head');
    await page.getByText('Say hello to your business').waitFor();
    expect(await head.getByRole('heading').innerText()).toBe('Your business');
    expect(await head.locator('.owner').innerText()).toContain('Jessica');
    await head.getByText('+15550783881').waitFor();

    stage.answerWith(503);
    await type('Hello?');
    await head.getByText('not answering').waitFor();
    await page.getByText('Your business is not answering at').waitFor();

    stage.answerWith(200);
    await head.getByText('online').waitFor();
    expect(await page.title()).toBe('Your business · phone');
  });
});
