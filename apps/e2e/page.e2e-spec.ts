import { existsSync } from 'node:fs';

import { type Browser, chromium, type Page } from 'playwright-core';

import { queueBackends, TestStack, waitUntil } from '#testing';

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find(existsSync);

if (!executablePath)
  process.stderr.write('SKIPPED: the page is not tested, there is no Chromium or Chrome here\n');

(executablePath ? describe : describe.skip)('the phone in the browser', () => {
  let stack: TestStack;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    stack = await TestStack.start(queueBackends[0]!, ['ingress', 'intent', 'notifier', 'simulator']);
    browser = await chromium.launch({
      executablePath,
      // As root Chromium refuses its sandbox; the rest keeps it from calling home.
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
      ],
    });
  });
  beforeEach(async () => {
    page = await browser.newPage();
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

  it('answers what is typed, and every tick arrives', async () => {
    await type('remind me to call mom tomorrow at 5pm');

    const answer = page.locator('[data-from="them"]', { hasText: 'call mom' });
    await answer.waitFor();
    expect(await answer.innerText()).toMatch(/tomorrow.*5:00 PM.*call mom/s);
    await waitUntil('the answer was read', async () => (await answer.getAttribute('data-status')) === 'read');
    expect(await last('me').getAttribute('data-status')).toBe('delivered');
  });

  it('keeps a list over several messages', async () => {
    await type('add milk to my list');
    await page.getByText('Task 1: milk added to your list').waitFor();
    await type("what's on my list");
    await page.getByText('1. milk').waitFor();
    await type('done 1');
    await page.getByText('Task 1: milk marked complete').waitFor();
  });

  it('is ready to type into, without a mouse', async () => {
    const focused = await page.evaluate('document.activeElement?.id');

    expect(focused).toBe(await page.getByRole('textbox').getAttribute('id'));
  });

  it('shows the conversation again after a reload', async () => {
    await type('help');
    await page.getByText('Here is what I can do').first().waitFor();

    await page.reload();

    await page.getByText('Here is what I can do').first().waitFor();
  });

  it('says so when Handsfree does not answer, and delivers once it does', async () => {
    await stack.app('ingress').stop();
    await type('add tea to my list');
    await page.getByText('Handsfree is not answering at').waitFor();

    await stack.startApp('ingress');

    await page.getByText('tea added to your list').waitFor();
  });
});
