import { readFile } from 'node:fs/promises';

import type { Browser, Locator, Page } from 'playwright-core';

import { queueBackends, TestStack, waitUntil } from '#testing';

import { hasBrowser, openPage, startBrowser } from './browser.ts';

(hasBrowser ? describe : describe.skip)('the assistant, used on the phone page', () => {
  let stack: TestStack;
  let browser: Browser;
  let page: Page;
  let people = 0;

  beforeAll(async () => {
    stack = await TestStack.start(queueBackends[0]!, ['ingress', 'intent', 'notifier', 'simulator']);
    browser = await startBrowser();
  });
  beforeEach(async () => {
    page = await openPage(browser, { acceptDownloads: true });
    await page.goto(`${stack.app('simulator').url}/?phone=1650555${5_000 + ++people}`);
  });
  afterEach(() => page.close());
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  const answer = (words: string | RegExp): Locator =>
    page.locator('[data-from="them"]', { hasText: words }).last();

  async function say(words: string, expected: string | RegExp): Promise<Locator> {
    await page.locator('textarea').fill(words);
    await page.locator('textarea').press('Enter');
    const bubble = answer(expected);
    await bubble.waitFor();
    return bubble;
  }

  /** Opens what can be done with a message. */
  async function menuOf(bubble: Locator): Promise<void> {
    await bubble.hover();
    await bubble.getByRole('button', { name: 'What to do with this message' }).click();
  }

  it('undoes a change by a tap on the button below it', async () => {
    await say('dentist next tuesday at 3pm', "Event 'dentist' scheduled");
    const moved = await say('move it to five', "Event 'dentist' moved");

    await moved.getByRole('button', { name: 'Undo' }).click();

    await answer('Undone: “move it to five”').waitFor();
  });

  it('ticks a task off in the list that opens below the others', async () => {
    await say('add milk and eggs to my shopping list', 'Task 2: eggs added');
    const list = await say("what's on my shopping list", 'Your shopping list');

    await list.getByRole('button', { name: 'Tick off' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'eggs' }).click();

    await answer('Task 2: eggs marked complete').waitFor();
  });

  it('opens an event as a file that a calendar reads', async () => {
    const event = await say('dinner with Yuki tomorrow at 7pm', "Event 'dinner with Yuki' scheduled");
    await event.getByRole('button', { name: 'Add to phone' }).click();
    const file = answer("Here is 'dinner with Yuki'").getByRole('link');

    const download = page.waitForEvent('download');
    await file.click();

    const text = await readFile(await (await download).path(), 'utf8');
    expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
    expect(text).toContain('SUMMARY:dinner with Yuki');
  });

  it('takes a reaction to a reminder for done', async () => {
    await say('remind me to stretch in 2 hours', 'stretch');
    await stack.database.query("UPDATE reminder SET due_at = now() WHERE kind = 'reminder'");
    const rang = answer('Reminder: stretch');
    await rang.waitFor();

    await menuOf(rang);
    await page.getByRole('menuitemradio', { name: 'Thumbs up' }).click();
    await rang.locator('.reactions').waitFor();

    await waitUntil('the reminder is done', async () => {
      const [row] = await stack.database.query<{ done: boolean }>(
        "SELECT bool_and(done_at IS NOT NULL) AS done FROM reminder WHERE kind = 'reminder'",
      );
      return row?.done;
    });
    await say('what did I miss?', 'You missed nothing today.');
  });

  it('knows which event is meant by the message that is answered', async () => {
    const first = await say('call with Anna friday at 3pm', "Event 'call with Anna' scheduled");
    await say('lunch with Tom friday at noon', "Event 'lunch with Tom' scheduled");

    await menuOf(first);
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await say('move that to 4pm', "Event 'call with Anna' moved");
  });
});
