import type { Browser, Locator, Page } from 'playwright-core';

import { sampleFiles } from '#testing';

import { hasBrowser, placeAtRest, startBrowser } from './browser.ts';
import { contrastOf, styleOf } from './contrast.ts';
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

  it('tells a message that was read from one that arrived by more than its colour, and in words', async () => {
    const sent = await stage.client.say('Hello', { phone });
    await stage.write(phone, 'Hi');
    const ticks = page.locator('[data-from="me"] .ticks');
    await page.getByTitle('Delivered').waitFor();
    const background = () => styleOf(ticks, 'backgroundColor');
    expect(await background()).toBe('rgba(0, 0, 0, 0)');

    await stage.read(sent.wamid);
    await page.getByTitle('Read', { exact: true }).waitFor();
    expect(await background()).not.toBe('rgba(0, 0, 0, 0)');
  });

  it('names the author of what is answered, also while the answer is being written', async () => {
    const mine = await stage.client.say('Where is my order?', { phone });
    const theirs = await stage.write(phone, 'On its way', mine.wamid);
    await stage.client.say('Thanks', { phone, quotes: theirs });

    await page.locator('[data-from="them"] .quote', { hasText: /You\s*Where is my order/ }).waitFor();
    const quote = page.locator('[data-from="me"] .quote');
    await quote.getByText('Your business').waitFor();
    await page.locator('[data-from="them"]').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    expect(await page.locator('.answered').innerText()).toMatch(/Your business\s+On its way/);
  });

  it.each(['light', 'dark'] as const)(
    'stands out from what it lies on, when it is %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${stage.url}/?phone=${phone}&name=Jessica&panel=scenario`);
      const answered = await stage.client.say('> a quote', { phone });
      await stage.client.say('Here', { phone, quotes: answered.wamid });
      const location = { latitude: 37.4, longitude: -122.1, name: 'Philz Coffee', address: '101 Forest Ave' };
      await stage.client.send({ type: 'location', location }, { phone });
      const mine = page.locator('[data-from="me"]');
      await mine.locator('.place').waitFor();

      const texts = ['.quote', '.quote strong', 'blockquote', '.place strong', '.place .quiet', 'time'];
      for (const text of texts)
        expect([text, (await contrastOf(mine.locator(text).first())) >= 4.5]).toEqual([text, true]);
      for (const field of ['textarea', '.panel select', '.panel input[type="number"]', '[role="switch"]']) {
        const contrast = await contrastOf(page.locator(field).first(), 'borderTopColor');
        expect([field, contrast >= 3]).toEqual([field, true]);
      }
    },
  );

  it('shows which switches are on where the system picks the colours', async () => {
    await page.emulateMedia({ forcedColors: 'active' });
    await page.goto(`${stage.url}/?phone=${phone}&panel=scenario`);
    const [on, off] = ['Read', 'Hide phone numbers'].map((name) => page.getByRole('switch', { name }));

    expect((await on!.screenshot()).equals(await off!.screenshot())).toBe(false);
  });

  it('lets Arabic and Hebrew begin on the right', async () => {
    const direction = (target: Locator) => styleOf(target, 'direction');
    const bubble = await type('متى موعدي؟');
    expect(await direction(bubble)).toBe('rtl');
    const time = await placeAtRest(bubble.locator('.meta'));
    const words = await placeAtRest(bubble.locator('.text p'));
    expect(words.x - (time.x + time.width)).toBeGreaterThan(8);
    expect(await direction(await type('tomorrow'))).toBe('ltr');

    await page.getByRole('textbox').fill('שלום');
    expect(await direction(page.getByRole('textbox'))).toBe('rtl');
  });

  it('shows a few emoji large', async () => {
    const sizeOf = async (words: string): Promise<number> =>
      parseFloat(await styleOf((await type(words)).locator('.text'), 'fontSize'));
    const [one, two, words] = [await sizeOf('👍'), await sizeOf('🎉 🎉'), await sizeOf('👍 ok')];

    expect(one).toBeGreaterThan(two);
    expect(two).toBeGreaterThan(words);
  });

  it('offers a picture that it can not show as a file, and no link inside another', async () => {
    const broken = new Uint8Array(Buffer.from('no picture'));
    await stage.client.attach('image', broken, 'image/png', {
      phone,
      filename: 'broken.png',
      caption: 'this',
    });
    await page.getByRole('link', { name: 'broken.png' }).waitFor();
    expect(await page.locator('a a, a button, button a, button button').count()).toBe(0);

    await stage.client.attach('image', sampleFiles.png, 'image/png', { phone, caption: 'that' });
    await page.getByRole('link', { name: 'Picture' }).waitFor();
  });
});
