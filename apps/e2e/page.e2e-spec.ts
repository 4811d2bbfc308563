import type { Browser, Page } from 'playwright-core';

import { queueBackends, sampleFiles, type SentMedia, testAccount, TestStack, waitUntil } from '#testing';

import { hasBrowser, openPage, startBrowser } from './browser.ts';

const small = { width: 360, height: 740 };

(hasBrowser ? describe : describe.skip)('the phone in the browser', () => {
  let stack: TestStack;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stack = await TestStack.start(queueBackends[0]!, ['ingress', 'intent', 'notifier', 'simulator']);
    browser = await startBrowser();
  });
  beforeEach(async () => {
    page = await openPage(browser, { permissions: ['microphone'] });
    await page.goto(stack.app('simulator').url);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  const last = (from: 'me' | 'them') => page.locator(`[data-from="${from}"]`).last();

  async function type(text: string): Promise<void> {
    await page.getByRole('textbox').fill(text);
    await page.keyboard.press('Enter');
  }

  /** Chooses a file through the given entry of the attach menu. */
  async function attach(kind: string, name: string, mimeType: string, bytes: Uint8Array): Promise<void> {
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('menuitem', { name: kind }).click();
    await (await chooser).setFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  }

  it('answers what is typed, and every tick arrives', async () => {
    await type('remind me to call mom tomorrow at 5pm');

    const answer = page.locator('[data-from="them"]', { hasText: 'call mom' });
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/tomorrow.*5:00 PM.*call mom/s);
    await waitUntil('the answer was read', async () => (await answer.getAttribute('data-status')) === 'read');
    await waitUntil(
      'the question was taken',
      async () => (await last('me').getAttribute('data-status')) === 'delivered',
    );
  });

  it('keeps a list over several messages', async () => {
    await type('add milk to my list');
    await page.getByText('Task 1: milk added to your list').waitFor();
    await type("what's on my list");
    await page
      .locator('[data-from="them"]', { hasText: /^\D*milk/ })
      .last()
      .waitFor();
    await type('done 1');
    await page.getByText('Task 1: milk marked complete').waitFor();
  });

  it('says when a message was sent, delivered and read, once it has the focus', async () => {
    await type('help');
    const answer = page.locator('[data-from="them"]', { hasText: 'Here is what I can do' });
    await answer.waitFor();
    await waitUntil('it was read', async () => (await answer.getAttribute('data-status')) === 'read');

    await answer.focus();

    await answer.locator('dt').first().waitFor();
    expect(await answer.locator('dt').allInnerTexts()).toEqual(['pending', 'sent', 'delivered', 'read']);
  });

  it('is ready to type into, without a mouse', async () => {
    const id = await page.getByRole('textbox').getAttribute('id');

    await waitUntil(
      'it has the focus',
      async () => (await page.evaluate('document.activeElement?.id')) === id,
    );
  });

  it('goes from message to message and chooses an answer by keyboard', async () => {
    await type('thanks');
    await page.getByText("You're welcome").last().waitFor();

    await last('them').focus();
    await page.keyboard.press('ArrowUp');
    expect(await page.evaluate('document.activeElement.dataset.from')).toBe('me');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await waitUntil('replying is chosen', async () => {
      await page.keyboard.press('ArrowUp');
      return (await page.evaluate('document.activeElement.textContent')) === 'Reply';
    });
    await page.keyboard.press('Enter');

    expect(await page.locator('.answered').innerText()).toContain("You're welcome");
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.keyboard.press('Escape');
    expect(await page.locator('.answered').count()).toBe(0);
  });

  it('sends a picture with the words written under it', async () => {
    await attach('Picture', 'milk.png', 'image/png', sampleFiles.png);
    await page.getByText('milk.png').waitFor();
    await type('*this* one');

    const picture = page.locator('[data-kind="image"]', { has: page.locator('strong', { hasText: 'this' }) });
    await waitUntil(
      'it was taken',
      async () => (await picture.getAttribute('data-status')) === 'acknowledged',
    );
    expect(await page.locator('.attached').count()).toBe(0);
  });

  it('records a voice message and sends it as WhatsApp does', async () => {
    const answer = page.waitForResponse((response) => response.url().includes('/_phone/media'));
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.locator('.voice-bar .length', { hasText: /[1-9]/ }).waitFor();
    await page.getByRole('button', { name: 'Send voice message' }).click();

    const { media } = (await (await answer).json()) as { media: SentMedia };
    expect(media).toMatchObject({ mime_type: 'audio/ogg; codecs=opus', voice: true });
    await page.locator('[data-kind="audio"]').waitFor();
    const headers = { authorization: `Bearer ${testAccount.apiToken}` };
    const sound = await decoded(await (await fetch(media.url, { headers })).arrayBuffer());
    expect(sound.channels).toBe(1);
    expect(sound.seconds).toBeGreaterThan(0.5);
    expect(sound.loudest).toBeGreaterThan(0.01);
  });

  it('drops a recording that is not wanted', async () => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.getByRole('button', { name: 'Drop the recording' }).click();

    await type('help');
    await waitUntil('the text is sent', () => requests.some((url) => url.endsWith('/_phone/messages')));
    expect(requests.filter((url) => url.includes('/_phone/media'))).toEqual([]);
  });

  it('keeps what somebody began to write over a reload', async () => {
    await page.getByRole('textbox').fill('not finished');

    await page.reload();

    expect(await page.getByRole('textbox').inputValue()).toBe('not finished');
    await page.getByRole('textbox').fill('');
  });

  it('shows the conversation again after a reload', async () => {
    await type('help');
    await page.getByText('Here is what I can do').first().waitFor();

    await page.reload();

    await page.getByText('Here is what I can do').first().waitFor();
  });

  it('shows several people side by side, each with a conversation of their own', async () => {
    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Name').fill('Barbara J. Johnson');
    await page.getByRole('button', { name: 'Save' }).click();
    const second = page.getByRole('region', { name: 'Phone of Barbara J. Johnson' });
    await second.getByRole('textbox').fill('add bread to my list');
    await page.keyboard.press('Enter');

    await second.getByText('bread added to your list').waitFor();
    expect(await page.getByText('bread added to your list').count()).toBe(1);
    await page.reload();
    await second.getByText('bread added to your list').waitFor();
    await second.getByRole('button', { name: 'What to do with this person' }).click();
    await page.getByRole('menuitem', { name: 'Put this phone away' }).click();
    expect(await page.getByRole('region').count()).toBe(1);
  });

  it('shows one person at a time on a small screen, and nothing reaches over its edge', async () => {
    await page.setViewportSize(small);
    await page.goto(`${stack.app('simulator').url}/?phone=16505551234&phone=16505551236&name=Jessica`);
    await type(`${'long'.repeat(40)} https://x.example/${'path/'.repeat(30)}`);
    await page.locator('[data-from="me"]', { hasText: 'longlong' }).first().waitFor();

    expect(await page.getByRole('textbox').count()).toBe(1);
    await page.getByRole('button', { name: 'Jessica' }).click();
    await page.getByRole('region', { name: 'Phone of Jessica' }).waitFor();
    expect(await page.getByRole('textbox').count()).toBe(1);
    await page.getByRole('button', { name: 'Sheena Nelson' }).click();
    const tooWide = `[...document.querySelectorAll('body, .chat')].filter((one) => one.scrollWidth > innerWidth).length`;
    expect(await page.evaluate(tooWide)).toBe(0);
  });

  it('says so when Handsfree does not answer, and delivers once it does', async () => {
    await stack.app('ingress').stop();
    await type('add tea to my list');
    await page.getByText(/Handsfree is not answering at .* \(connection refused\)/).waitFor();
    await page.getByRole('button', { name: 'Wire' }).click();
    await page
      .locator('.exchange', { has: page.locator('.code', { hasText: 'connection refused' }) })
      .first()
      .waitFor();

    await stack.startApp('ingress');

    await page.locator('[data-from="them"]', { hasText: 'tea added to your list' }).waitFor();
  });

  /** What the browser decodes from an audio file. */
  function decoded(file: ArrayBuffer): Promise<{ channels: number; seconds: number; loudest: number }> {
    return page.evaluate(`(async () => {
      const bytes = Uint8Array.from(atob('${Buffer.from(file).toString('base64')}'), (letter) => letter.charCodeAt(0));
      const sound = await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer);
      const loudest = sound.getChannelData(0).reduce((peak, sample) => Math.max(peak, Math.abs(sample)), 0);
      return { channels: sound.numberOfChannels, seconds: sound.duration, loudest };
    })()`);
  }
});
