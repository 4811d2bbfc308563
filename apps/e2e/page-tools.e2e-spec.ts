import type { Browser, Locator, Page } from 'playwright-core';

import { queueBackends, testAccount, TestStack, waitUntil } from '#testing';

import { hasBrowser, openPage, placeAtRest, startBrowser } from './browser.ts';

const workshop = {
  type: 'button',
  body: { text: 'Your workshop is at 9am.' },
  action: {
    buttons: [
      { type: 'reply', reply: { id: 'list', title: 'List' } },
      { type: 'reply', reply: { id: 'help', title: 'Help' } },
    ],
  },
};
const shipping = {
  type: 'list',
  body: { text: 'Which option?' },
  action: {
    button: 'Options',
    sections: [{ title: 'I want it ASAP!', rows: [{ id: 'priority', title: 'Priority Mail Express' }] }],
  },
};

(hasBrowser ? describe : describe.skip)('the tools of the phone page', () => {
  let stack: TestStack;
  let browser: Browser;
  let page: Page;
  let people = 0;
  /** A different person each time: an answer from an earlier test may arrive late. */
  let phone: string;
  const address = (panel = ''): string => `${stack.app('simulator').url}/?phone=${phone}&panel=${panel}`;

  beforeAll(async () => {
    stack = await TestStack.start(queueBackends[0]!, ['ingress', 'intent', 'notifier', 'simulator']);
    browser = await startBrowser();
  });
  beforeEach(async () => {
    phone = `1650555${4_000 + ++people}`;
    page = await openPage(browser, { permissions: ['microphone'] });
    await page.goto(address());
  });
  afterEach(async () => {
    await page.close();
    await stack.simulator.reset();
  });
  afterAll(async () => {
    await browser?.close();
    await stack?.close();
  });

  const last = (from: 'me' | 'them') => page.locator(`[data-from="${from}"]`).last();
  async function askForHelp(): Promise<Locator> {
    await type('help');
    const answer = page.locator('[data-from="them"]', { hasText: 'Here is what I can do' });
    await answer.waitFor();
    return answer;
  }
  const exchange = (words: string) => page.locator('.exchange', { hasText: words });

  async function type(text: string): Promise<void> {
    await page.locator('textarea').fill(text);
    await page.locator('textarea').press('Enter');
  }

  /** Sends as a business would. */
  async function business(message: object): Promise<void> {
    const { apiToken, phoneNumberId } = testAccount;
    await fetch(`${stack.app('simulator').url}/v26.0/${phoneNumberId}/messages`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        authorization: `Bearer ${apiToken}`,
      },
      body: JSON.stringify({ messaging_product: 'whatsapp', to: phone, ...message }),
    });
  }

  it('lets one tap a button, and shows what was chosen as an answer', async () => {
    await business({ type: 'interactive', interactive: workshop });
    await page.getByRole('button', { name: 'List' }).click();

    await waitUntil('the tap is shown', async () => /List/.test(await last('me').innerText()));
    expect(await last('me').locator('.quote').innerText()).toContain('Your workshop is at 9am.');
  });

  it('opens a list as a sheet, and sends the row that is chosen', async () => {
    await business({ type: 'interactive', interactive: shipping });
    await page.getByRole('button', { name: 'Options' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Priority Mail Express' }).click();

    await waitUntil('the row is shown', async () => /Priority/.test(await last('me').innerText()));
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  it('reacts to a message by keyboard, and takes the reaction back', async () => {
    const answer = await askForHelp();
    await answer.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');

    await answer.getByRole('button', { name: 'Take your reaction ❤️ back' }).click();
    await answer.locator('.reactions').waitFor({ state: 'detached' });
  });

  it('shares a place and a contact', async () => {
    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('menuitem', { name: 'Location' }).click();
    await page.getByRole('button', { name: 'Send location' }).click();
    await page.locator('[data-kind="location"]', { hasText: 'Philz Coffee' }).waitFor();

    await page.getByRole('button', { name: 'Attach' }).click();
    await page.getByRole('menuitem', { name: 'Contact' }).click();
    await page.getByRole('button', { name: 'Send contact' }).click();
    await page.locator('[data-kind="contacts"]', { hasText: 'Barbara J. Johnson' }).waitFor();
  });

  it('shows the message that is answered', async () => {
    const answer = await askForHelp();
    await answer.hover();
    await answer.getByRole('button', { name: 'What to do with this message' }).click();
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await type('thanks');

    await page.locator('[data-from="me"] .quote', { hasText: 'Here is what I can do' }).waitFor();
  });

  it('breaks the next send when told to, which is seen on the wire, and the answer comes all the same', async () => {
    await page.getByRole('button', { name: 'Scenario' }).click();
    await page.getByLabel('How many sends').fill('1');
    await page.getByRole('button', { name: 'Break' }).click();
    await page.getByText('The next 1 sends are refused with 500').waitFor();
    await type('add rice to my list');

    await page.getByText('rice added to your list').waitFor();
    await page.getByRole('button', { name: 'Wire' }).click();
    // Not one that took 500 ms.
    const refused = page.locator('.exchange', { has: page.locator('.code', { hasText: '500' }) });
    await refused.locator('summary').click();
    expect(await refused.getByLabel('Request', { exact: true }).innerText()).toContain(
      'rice added to your list',
    );
    expect(await refused.getByLabel('Response', { exact: true }).innerText()).toContain('131000');
    await exchange('status delivered').first().waitFor();
  });

  it('shows the exchanges of one person when asked to', async () => {
    await page.goto(
      `${stack.app('simulator').url}/?phone=${phone}&name=Ann&phone=16505551237&name=Jessica&panel=wire`,
    );
    const jessica = page.getByRole('region', { name: 'Phone of Jessica' });
    await jessica.locator('textarea').fill('help');
    await jessica.locator('textarea').press('Enter');
    await jessica.getByText('Here is what I can do').waitFor();
    await page.locator('.exchange:visible').first().waitFor();

    await page.getByLabel('Whose exchanges').selectOption('Only Ann');
    expect(await page.locator('.exchange:visible').count()).toBe(0);
    await page.getByLabel('Whose exchanges').selectOption('Only Jessica');
    expect(await page.locator('.exchange:visible').count()).toBeGreaterThan(0);
  });

  it('delivers a message again, which is counted once', async () => {
    const said = (words: string) => page.locator('[data-from="them"]', { hasText: words });
    await page.goto(address('wire'));
    await type('add rice to my list');
    await said('rice added to your list').waitFor();
    await exchange('add rice to my list').first().locator('summary').click();
    await page.getByRole('button', { name: 'Redeliver' }).click();
    await page.getByText('Delivered again: answered with 200.').waitFor();

    await type('add tea to my list');

    await said('tea added to your list').waitFor();
    expect(await said('rice added to your list').count()).toBe(1);
  });

  it('stays where it is, however much goes over the wire', async () => {
    await page.goto(address('wire'));
    for (let i = 0; i < 20; i += 1) await business({ type: 'text', text: { body: `message ${i}` } });
    await exchange('text').nth(19).waitFor();

    expect(await page.evaluate('document.documentElement.scrollHeight - innerHeight')).toBe(0);
  });

  it('switches a rule, which still holds after a reload, until everything is reset', async () => {
    await page.goto(address('scenario'));
    await page.getByRole('switch', { name: 'Read' }).uncheck();
    await page.getByText('Read: Off').waitFor();
    await type('help');
    await waitUntil(
      'the answer was delivered',
      async () => (await last('them').getAttribute('data-status')) === 'delivered',
    );

    await page.reload();
    await page.getByRole('switch', { name: 'Delivered', checked: true }).waitFor();
    expect(await page.getByRole('switch', { name: 'Read' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: 'Reset everything' }).click();
    const question = page.getByRole('dialog', { name: 'Reset everything?' });
    await question.getByText('All chats').waitFor();
    await page.keyboard.press('Escape');
    expect(await page.getByRole('switch', { name: 'Read' }).isChecked()).toBe(false);

    await page.getByRole('button', { name: 'Reset everything' }).click();
    await question.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByRole('switch', { name: 'Read', checked: true }).waitFor();
  });

  it('moves the clock: the window closes, and opens when the person writes', async () => {
    await page.goto(address('scenario'));
    await type('thanks');
    await page.getByText(/Window open for/).waitFor();
    await page.getByRole('button', { name: 'Close the windows' }).click();
    await page.getByText('Window closed').waitFor();
    await page.getByText('Clock + 1 d').waitFor();

    await askForHelp();

    await page.getByText(/Window open for/).waitFor();
  });

  it('renames the days when the clock is moved, and back when everything is reset', async () => {
    await page.goto(address('scenario'));
    const days = page.locator('.day');
    await type('help');
    await page.getByText('Here is what I can do').waitFor();
    expect(await days.allInnerTexts()).toEqual(['Today']);

    await page.getByRole('button', { name: '+ 1 day' }).click();
    await waitUntil('it was yesterday', async () => (await days.allInnerTexts())[0] === 'Yesterday');
    await type('thanks');
    await page.getByText("You're welcome").waitFor();
    expect(await days.allInnerTexts()).toEqual(['Yesterday', 'Today']);

    await page.getByRole('button', { name: 'Reset everything' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reset everything' }).click();
    await page.getByText('Clock + 1 d').waitFor({ state: 'hidden' });
  });

  it('takes the first tap on a quick reply, also while the times of another message are shown', async () => {
    await askForHelp();
    await business({ type: 'interactive', interactive: workshop });
    const button = page.getByRole('button', { name: 'List', exact: true });
    await button.waitFor();
    // No report of any of them changes anything any more.
    const settled = '[data-from="them"][data-status="read"], [data-from="me"][data-status="delivered"]';
    await waitUntil('all were read', async () => (await page.locator(settled).count()) === 3);
    await page.locator('[data-from="me"]').first().focus();
    await page.locator('.opened dt').first().waitFor();
    const before = await placeAtRest(button);

    await page.mouse.move(before.x + before.width / 2, before.y + before.height / 2);
    await page.mouse.down();
    expect(await button.boundingBox()).toEqual(before);
    await page.mouse.up();

    await page.locator('[data-from="me"]', { hasText: 'List' }).waitFor();
    await page.locator('.opened').waitFor({ state: 'detached' });
  });

  it('says why there is no such phone, asks no more, and keeps it out of the address', async () => {
    let asked = 0;
    page.on('request', (request) => void (asked += /_phone.*phone=12(&|$)/.test(request.url()) ? 1 : 0));
    await page.clock.install();
    await page.goto(`${stack.app('simulator').url}/?phone=12&phone=${phone}&name=Jessica&number=12`);

    const reason =
      'There is no such phone. A phone number has 7 to 15 digits, with the country code. Change it in the menu above.';
    await page.getByText(reason, { exact: true }).waitFor();
    const jessica = page.getByRole('region', { name: 'Phone of Jessica' });
    await jessica.getByText('Say hello to').waitFor();
    expect(new URL(page.url()).search).toBe(`?phone=${phone}&name=Jessica`);
    const before = asked;
    expect(before).toBeGreaterThan(0);
    await page.clock.fastForward(600_000);
    await jessica.locator('textarea').fill('thanks');
    await jessica.locator('textarea').press('Enter');
    await jessica.locator('[data-from="me"]').waitFor();
    expect(asked).toBe(before);
  });

  it('takes no phone number that the simulator would refuse', async () => {
    await page.getByRole('button', { name: 'Add a phone' }).click();
    const field = page.getByLabel('Phone number with country code');
    const isValid = async (value: string): Promise<boolean> => {
      await field.fill(value);
      return field.evaluate((input: { validity: { valid: boolean } }) => input.validity.valid);
    };

    for (const good of ['+1 (650) 555-1234', '4915112345678'])
      expect([good, await isValid(good)]).toEqual([good, true]);
    for (const bad of ['12', '(((((((', '1234567890123456', 'seven'])
      expect([bad, await isValid(bad)]).toEqual([bad, false]);
  });

  it('turns the microphone on once, however often one presses until it is, and off again', async () => {
    await page.addInitScript(`{
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      window.asked = [];
      navigator.mediaDevices.getUserMedia = (what) => {
        const allowed = new Promise((allow) => (window.allow = allow));
        window.asked.push(allowed.then(() => ask(what)));
        return window.asked.at(-1);
      };
    }`);
    await page.goto(address());
    const record = page.getByRole('button', { name: 'Record a voice message' });
    await record.click();
    const first = await page.evaluateHandle('window.allow');
    await record.click();
    await first.evaluate((allow: () => void) => allow());
    await page.getByText('Recording', { exact: true }).waitFor();
    await page.evaluate(`window.allow(); Promise.all(window.asked).then(() => undefined)`);
    await page.getByRole('button', { name: 'Drop the recording' }).click();

    await record.waitFor();
    const states = `Promise.all(window.asked).then((all) =>
      all.flatMap((microphone) => microphone.getTracks()).map(({ readyState }) => readyState))`;
    expect(await page.evaluate(states)).toEqual(['ended']);
  });

  it('keeps drafts and recordings when a phone comes, and turns the microphone off when its phone goes', async () => {
    await page.addInitScript(`{
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      navigator.mediaDevices.getUserMedia = async (what) => (window.microphone = await ask(what));
    }`);
    const isOn = () =>
      page.evaluate(`window.microphone.getTracks().some(({ readyState }) => readyState === 'live')`);
    await page.goto(`${stack.app('simulator').url}/?phone=${phone}&name=Ann&phone=${phone}1&name=Bob`);
    const [ann, bob] = ['Ann', 'Bob'].map((name) => page.getByRole('region', { name: `Phone of ${name}` }));
    await ann!.getByRole('textbox').fill('not finished');
    await bob!.getByRole('button', { name: 'Record a voice message' }).click();
    await bob!.getByText('Recording').waitFor();

    await page.getByRole('button', { name: 'Add a phone' }).click();
    await page.getByLabel('Name').fill('Cleo');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'Phone of Cleo' }).waitFor();

    expect(await ann!.getByRole('textbox').inputValue()).toBe('not finished');
    await bob!.getByText('Recording').waitFor();
    expect(await isOn()).toBe(true);
    await bob!.getByRole('button', { name: 'What to do with this person' }).click();
    await page.getByRole('menuitem', { name: 'Put this phone away' }).click();
    expect(await isOn()).toBe(false);
  });

  it('records a session, plays it again and says whether it went the same way', async () => {
    await page.goto(address('scenario'));
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    await type('thanks');
    await last('them').waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as a file' }).click();
    expect((await download).suggestedFilename()).toBe('session.session.json');
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    await page.getByText('Everything happened as it was recorded.').waitFor();
  });
});
