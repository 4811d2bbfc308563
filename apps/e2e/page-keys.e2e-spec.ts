import type { Browser, Page } from 'playwright-core';

import { waitUntil } from '#testing';

import { openPage } from './browser.ts';
import { describePage, type PhoneStage, usePhoneStage } from './phone-stage.ts';

const workshop = (text: string): object => ({
  type: 'interactive',
  interactive: {
    type: 'button',
    body: { text },
    action: {
      buttons: ['List', 'Help'].map((title) => ({ type: 'reply', reply: { id: title, title } })),
    },
  },
});

const shipping = {
  type: 'interactive',
  interactive: {
    type: 'list',
    body: { text: 'Which option?' },
    action: {
      button: 'Options',
      sections: [{ title: 'I want it ASAP!', rows: [{ id: 'priority', title: 'Priority Mail Express' }] }],
    },
  },
};

describePage('the phone page by keyboard', () => {
  let stage: PhoneStage;
  let browser: Browser;
  let page: Page;
  let phone: string;
  usePhoneStage({ permissions: ['microphone'] }, async (scene) => {
    ({ stage, browser, page, phone } = scene);
    await page.goto(`${stage.url}/?phone=${phone}&name=Jessica`);
    await page.getByText('Say hello to').waitFor();
  });

  const bubbles = (from: 'me' | 'them') => page.locator(`[data-from="${from}"]`);
  const messageField = 'textarea:focus';

  /** Presses the tab key until what has the focus fits. */
  async function tabTo(selector: string, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    for (let presses = 0; presses < 40; presses += 1) {
      await page.keyboard.press(key);
      if ((await page.locator(`${selector}:focus`).count()) > 0) return;
    }
    throw new Error(`${key} does not lead to ${selector}`);
  }

  /** Drops a text file on something. */
  async function drop(on: string, name: string): Promise<void> {
    const dataTransfer = await page.evaluateHandle(
      `(() => {
        const files = new DataTransfer();
        files.items.add(new File(['eggs'], '${name}', { type: 'text/plain' }));
        return files;
      })()`,
    );
    for (const type of ['dragover', 'drop']) await page.locator(on).dispatchEvent(type, { dataTransfer });
  }

  it('does all that is to be done: writes, records, reacts, taps, chooses from a list, reads the wire, breaks a send and closes the panels', async () => {
    await page.locator(messageField).waitFor();
    await page.keyboard.type('Hello');
    await page.keyboard.press('Enter');
    await bubbles('me').getByText('Hello').waitFor();

    await tabTo('[aria-label="Record a voice message"]');
    await page.keyboard.press('Enter');
    await page.locator('[aria-label="Send voice message"]:focus').waitFor();
    await page.locator('.voice-bar .length', { hasText: /[1-9]/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-kind="audio"]').waitFor();

    await stage.send(phone, workshop('Your workshop is at 9am.'));
    await bubbles('them').waitFor();
    await tabTo('.bubble', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await bubbles('them').getByRole('button', { name: 'Take your reaction ❤️ back' }).waitFor();
    await tabTo('.actions button');
    await page.keyboard.press('Enter');
    await bubbles('me').getByText('List').waitFor();

    await stage.send(phone, shipping);
    await bubbles('them').getByRole('button', { name: 'Options' }).waitFor();
    await tabTo('.bubble', 'Shift+Tab');
    await page.keyboard.press('End');
    await tabTo('.actions button');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Options' }).waitFor();
    await tabTo('.rows button');
    await page.keyboard.press('Enter');
    await bubbles('me').getByText('Priority Mail Express').waitFor();
    await page.locator('.actions button:focus').waitFor();

    await tabTo('#wire', 'Shift+Tab');
    await page.keyboard.press('Enter');
    await tabTo('.exchange summary');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.exchange[open] .bodies').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#wire:focus').waitFor();

    await tabTo('#scenario');
    await page.keyboard.press('Enter');
    await tabTo('.sentence .main');
    await page.keyboard.press('Enter');
    await page.getByText('The next 3 sends are refused with 500').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('#scenario:focus').waitFor();
  });

  it('does the same by touch, on a small screen', async () => {
    const options = { hasTouch: true, viewport: { width: 390, height: 844 }, permissions: ['microphone'] };
    await page.close();
    page = await openPage(browser, options);
    await page.goto(`${stage.url}/?phone=${phone}&name=Jessica`);
    const tap = (name: string) => page.getByRole('button', { name, exact: true }).tap();
    await page.getByRole('textbox').tap();
    await page.keyboard.type('Hello');
    await tap('Send');
    await bubbles('me').getByText('Hello').waitFor();

    await tap('Record a voice message');
    await page.locator('.voice-bar .length', { hasText: /[1-9]/ }).waitFor();
    await tap('Send voice message');
    await page.locator('[data-kind="audio"]').waitFor();

    await stage.send(phone, workshop('Your workshop is at 9am.'));
    // No report of it changes anything any more.
    await page.locator('[data-from="them"][data-status="read"]').waitFor();
    await bubbles('them').getByText('Your workshop').tap();
    // Its times make it taller.
    await page.locator('.opened dt').first().waitFor();
    await bubbles('them').getByRole('button', { name: 'What to do with this message' }).tap();
    await page.getByRole('menuitemradio', { name: 'Heart' }).tap();
    await bubbles('them').getByRole('button', { name: 'Take your reaction ❤️ back' }).waitFor();
    await tap('List');
    await bubbles('me').getByText('List').waitFor();
    await stage.send(phone, shipping);
    await tap('Options');
    await tap('Priority Mail Express');
    await bubbles('me').getByText('Priority Mail Express').waitFor();

    await tap('Wire');
    await page.locator('.exchange summary').first().tap();
    await page.locator('.exchange .bodies').waitFor();
    await tap('Close');
    await tap('Scenario');
    await tap('Break');
    await page.getByText('The next 3 sends are refused with 500').waitFor();
    await tap('Close');
    await page.locator('.chip', { hasText: '3 of 3 sends left' }).waitFor();
    await page.close();
  });

  it('leads past a hundred messages with buttons in three steps, and to the buttons of each', async () => {
    await stage.client.changeRules({ pairLimit: 'off', messagesPerSecond: 1_000 });
    await Promise.all(Array.from({ length: 100 }, (_, at) => stage.send(phone, workshop(`Number ${at}`))));
    await waitUntil('all are there', async () => (await bubbles('them').count()) === 100);
    const stops = `[...document.querySelectorAll('.log *')].filter(({ tabIndex }) => tabIndex >= 0).length`;
    expect(await page.evaluate(stops)).toBe(3);

    await bubbles('them').last().focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    expect(await bubbles('them').nth(98).locator('button:focus').innerText()).toBe('List');
    expect(await page.evaluate(stops)).toBe(3);

    const conversation = () => page.locator('.log .day, .log .text').allTextContents();
    const shown = await conversation();
    await page.reload();
    await waitUntil('all are there', async () => (await bubbles('them').count()) === 100);
    expect(await conversation()).toEqual(shown);
    expect(await page.evaluate(stops)).toBe(3);
  });

  it('never loses the focus when what had it goes away', async () => {
    await page.getByRole('button', { name: "what's on my list" }).click();
    await bubbles('me').waitFor();
    await page.locator(messageField).waitFor();

    await bubbles('me').focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await page.getByRole('button', { name: 'Do not answer this message' }).click();
    await page.locator(messageField).waitFor();

    const { wamid } = await stage.client.say('Hi', { phone });
    await stage.client.react(wamid, '❤️', { phone });
    await page.getByRole('button', { name: 'Take your reaction ❤️ back' }).click();
    await page.locator('.reactions').waitFor({ state: 'detached' });
    await page.locator('.bubble:focus').waitFor();

    for (let at = 0; at < 30; at += 1) await stage.client.say(`Line ${at}`, { phone });
    await page.getByText('Line 29').waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('button', { name: 'Go to the latest message' }).click();
    await page.locator('.bubble:focus', { hasText: 'Line 29' }).waitFor();

    await stage.client.reset();
    await page.locator(messageField).waitFor();

    await page.setViewportSize({ width: 390, height: 800 });
    await page.goto(`${stage.url}/?phone=${phone}&panel=scenario`);
    await page.locator('#panel-title:focus').waitFor();
  });

  it('leads on to the phone that is left when another is put away', async () => {
    await page.goto(`${stage.url}/?phone=${phone}&name=Ann&phone=${phone}1&name=Bob`);
    const bob = page.getByRole('region', { name: 'Phone of Bob' });
    await bob.getByRole('button', { name: 'What to do with this person' }).click();
    await page.getByRole('menuitem', { name: 'Put this phone away' }).click();

    await page.locator(messageField).waitFor();
  });

  it('drops a recording by Escape', async () => {
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.getByRole('button', { name: 'Record a voice message' }).click();
    await page.getByText('Recording', { exact: true }).waitFor();
    await page.keyboard.press('Escape');

    await page.locator('[aria-label="Record a voice message"]:focus').waitFor();
    await page.getByRole('textbox').fill('Hello');
    await page.keyboard.press('Enter');
    await bubbles('me').getByText('Hello').waitFor();
    expect(requests.filter((url) => url.includes('/_phone/media'))).toEqual([]);
  });

  it('takes a file wherever it is dropped', async () => {
    await page.goto(`${stage.url}/?phone=${phone}&name=Ann&phone=${phone}1&name=Bob`);
    await page.getByText('Say hello to').nth(1).waitFor();
    await drop('.bar', 'beside.txt');
    await page.getByRole('region', { name: 'Phone of Ann' }).getByText('beside.txt').waitFor();
    await page.getByRole('button', { name: 'Do not send this file' }).click();
    await page.locator(messageField).waitFor();

    await drop('[aria-label="Phone of Bob"] .chat', 'list.txt');
    await page.getByRole('region', { name: 'Phone of Bob' }).getByText('list.txt').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('[data-kind="document"]', { hasText: 'list.txt' }).waitFor();
  });
});
