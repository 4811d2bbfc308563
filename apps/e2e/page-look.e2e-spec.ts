import type { Locator, Page } from 'playwright-core';

import { sampleFiles, waitUntil } from '#testing';

import { placeAtRest } from './browser.ts';
import { contrastOf, styleOf } from './contrast.ts';
import { describePage, type PhoneStage, usePhoneStage } from './phone-stage.ts';

/** Counts, kind by kind, the most that one task puts on the page. */
const countPerTask = `{
  window.most = {};
  new MutationObserver((changes) => {
    const added = changes.flatMap(({ addedNodes }) => [...addedNodes]).filter(({ nodeType }) => nodeType === 1);
    for (const kind of ['bubble', 'exchange']) {
      const ones = added.flatMap((one) => [one, ...one.querySelectorAll('*')].filter(({ classList }) => classList.contains(kind)));
      window.most[kind] = Math.max(window.most[kind] ?? 0, new Set(ones).size);
    }
  }).observe(document, { childList: true, subtree: true });
}`;
/** Counts how often the page asks for its layout. */
const countLayouts = `{
  window.asked = 0;
  const { get } = Object.getOwnPropertyDescriptor(Element.prototype, 'scrollHeight');
  Object.defineProperty(Element.prototype, 'scrollHeight', { get() {
    window.asked += 1;
    return get.call(this);
  } });
}`;

describePage('what the phone page shows', () => {
  let stage: PhoneStage;
  let page: Page;
  let phone: string;
  usePhoneStage({ settings: { SIMULATOR_BUSINESS_NAME: 'Your business' } }, async (scene) => {
    ({ stage, page, phone } = scene);
    await page.goto(`${stage.url}/?phone=${phone}&name=Jessica`);
  });

  async function type(text: string): Promise<Locator> {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
    const bubble = page.locator('[data-from="me"]', { hasText: text }).last();
    await bubble.waitFor();
    return bubble;
  }

  /** Presses the mouse on something and releases it after `meanwhile`, in which it must not move. */
  async function press(target: Locator, meanwhile: () => Promise<unknown>): Promise<void> {
    const before = await placeAtRest(target);
    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.down();
    await meanwhile();
    expect(await target.boundingBox()).toEqual(before);
    await page.mouse.up();
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

  it('offers its tools once they do something', async () => {
    let answer = (): void => undefined;
    const isAnswered = new Promise<void>((done) => (answer = done));
    await page.route('**/_scenario/setup', async (route) => {
      await isAnswered;
      await route.continue();
    });
    await page.goto(stage.url, { waitUntil: 'commit' });
    const tool = page.getByRole('button', { name: 'Scenario' });
    expect(await tool.isDisabled()).toBe(true);

    answer();
    await tool.click();
    await page.locator('#panel-title:focus').waitFor();
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
    const mine = await stage.client.say('Where is *my* order?', { phone });
    const theirs = await stage.write(phone, 'On its way', mine.wamid);
    await stage.client.say('Thanks', { phone, quotes: theirs });

    await page.locator('[data-from="them"] .quote', { hasText: /You\s*Where is my order/ }).waitFor();
    const boldly = page.locator('[data-from="them"] .quote').getByText('my', { exact: true });
    expect(await styleOf(boldly, 'display')).toBe('inline');
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
    expect(await styleOf(page.locator('body'), 'fontFamily')).toMatch(/Emoji/);
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
    await page.reload();
    const file = page.getByRole('link', { name: 'broken.png' });
    await waitUntil('the tab key passes it', async () => (await file.getAttribute('tabindex')) === '-1');
  });

  it('makes a long conversation and its exchanges bit by bit, and draws no more than what is in sight', async () => {
    const bubbles = page.locator('.bubble');
    const isSeen = (bubble: Locator) => async (): Promise<boolean> => {
      const { y = -1 } = (await bubble.boundingBox()) ?? {};
      return y > 0 && y < page.viewportSize()!.height;
    };
    await stage.client.changeRules({ messagesPerSecond: 10_000 });
    for (let part = 0; part < 10; part += 1)
      await Promise.all(
        Array.from({ length: 50 }, (_, at) => stage.client.say(`Number ${part * 50 + at}`, { phone })),
      );
    await page.addInitScript(countPerTask);
    await page.goto(`${stage.url}/?phone=${phone}&panel=wire`);
    await waitUntil('all are there', async () => (await bubbles.count()) === 500);
    await waitUntil('so are 200 exchanges', async () => (await page.locator('.exchange').count()) >= 200);
    const most = await page.evaluate<{ bubble: number; exchange: number }>('window.most');
    expect(most.bubble).toBe(25);
    expect(most.exchange).toBeLessThanOrEqual(20);
    const drawn = `[...document.querySelectorAll('.log .text')]
      .filter((one) => one.checkVisibility({ contentVisibilityAuto: true })).length`;
    await waitUntil('few are drawn', async () => Number(await page.evaluate(drawn)) <= 150);

    await bubbles.last().focus();
    await page.keyboard.press('Home');
    await waitUntil('the first is seen', isSeen(bubbles.first()));
    await page.getByRole('button', { name: 'Go to the latest message' }).click();
    await waitUntil('the last is seen', isSeen(bubbles.last()));
  });

  it('calls today yesterday once midnight has passed', async () => {
    const days = page.locator('.day');
    await page.clock.install();
    await page.reload();
    await type('Hello');
    expect(await days.allInnerTexts()).toEqual(['Today']);

    await page.clock.fastForward('24:00:00');
    await waitUntil('it was yesterday', async () => (await days.allInnerTexts())[0] === 'Yesterday');
  });

  describe('moves nothing away from under a pointer that is pressed', () => {
    const theirs = () => page.locator('[data-from="them"]');

    it('in a conversation, whatever is said meanwhile', async () => {
      const messages = 30;
      await stage.client.changeRules({ messagesPerSecond: 1_000 });
      await page.addInitScript(countLayouts);
      await page.goto(`${stage.url}/?phone=${phone}&name=Ann&phone=${phone}1&name=Bob&panel=wire`);
      const buttons = [{ type: 'reply', reply: { id: 'list', title: 'List' } }];
      const interactive = { type: 'button', body: { text: 'Well?' }, action: { buttons } };
      const reports = page.locator('.exchange', { hasText: 'status read' });
      await stage.send(phone, { type: 'interactive', interactive });
      await reports.waitFor();

      await press(page.getByRole('button', { name: 'List' }), async () => {
        await Promise.all(Array.from({ length: messages }, (_, at) => stage.write(phone, `Meanwhile ${at}`)));
        await waitUntil('all is told', async () => (await reports.count()) === 1 + messages);
        await page.evaluate('window.asked = 0');
      });
      await page.locator('[data-from="me"]', { hasText: 'List' }).waitFor();
      await waitUntil('all is there', async () => (await theirs().count()) === 1 + messages);
      // Each of them came with three reports.
      expect(await page.evaluate('window.asked')).toBeLessThan(messages / 2);
    });

    it('on the wire, whatever comes over it', async () => {
      await page.goto(`${stage.url}/?phone=${phone}&panel=wire`);
      await stage.client.say('Hello', { phone });
      const hello = page.locator('.exchange', { hasText: 'Hello' });
      await hello.locator('.code', { hasText: '200' }).waitFor();

      await press(hello.locator('summary'), async () => {
        await stage.write(phone, 'Hi');
        await page.locator('[data-from="them"][data-status="read"]').waitFor();
      });
      await hello.locator('.bodies').waitFor();
      await page.locator('.exchange', { hasText: 'status read' }).waitFor();
    });

    it('where one goes from phone to phone on a small screen', async () => {
      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(`${stage.url}/?phone=${phone}&name=Ann&phone=${phone}1&name=Bob`);
      const known = page.locator('.window:not([hidden])');
      await waitUntil('all is known of both', async () => (await known.count()) === 2);

      await press(page.getByRole('button', { name: 'Bob' }), async () => {
        await stage.write(phone, 'Hi');
        await page.locator('[data-from="them"][data-status="read"]').waitFor();
      });
      await page.getByRole('region', { name: 'Phone of Bob' }).waitFor();
    });
  });
});
