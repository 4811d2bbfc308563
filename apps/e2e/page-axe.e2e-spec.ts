import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';

import { sampleFiles, waitUntil } from '#testing';

import { describePage, type PhoneStage, usePhoneStage } from './phone-stage.ts';

const screens = { desktop: { width: 1_280, height: 860 }, phone: { width: 390, height: 844 } };

/** Everything that axe-core knows how to find, the rules of WCAG 2.2 AA and what is good practice beyond. */
describePage('axe-core finds nothing wrong with the phone page', () => {
  let stage: PhoneStage;
  let page: Page;
  let phone: string;
  // What slides in is half transparent on its way.
  const options: BrowserContextOptions = {
    permissions: ['microphone'],
    reducedMotion: 'reduce',
    viewport: screens.desktop,
  };
  usePhoneStage(options, (scene) => ({ stage, page, phone } = scene));

  async function open(query = `phone=${phone}&name=Jessica`): Promise<void> {
    await page.goto(`${stage.url}/?${query}`);
    await page.locator('.chat').first().waitFor();
    await page.evaluate(axe.source);
  }

  /** What is wrong with the page as it is, rule by rule. */
  async function faultsOf(state: string): Promise<string[]> {
    const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${state}: ${id} ${target.join(' ')} ${failureSummary}`),
    );
  }

  /** A message of each kind. */
  async function converse(): Promise<void> {
    const { client } = stage;
    const who = { phone };
    const asked = await client.say(
      'Where is *my order*? https://x.example/order\n> It was 4711\n- one\n- two',
      who,
    );
    const answer = await stage.write(phone, 'متى موعدي؟', asked.wamid);
    await client.say('Thanks', { ...who, quotes: answer });
    await client.say('👍', who);
    await client.react(answer, '❤️', who);
    const location = { latitude: 37.4, longitude: -122.1, name: 'Philz Coffee', address: '101 Forest Ave' };
    await client.send({ type: 'location', location }, who);
    const card = { name: { formatted_name: 'Barbara J. Johnson' }, phones: [{ phone: '+1 650-555-9999' }] };
    await client.send({ type: 'contacts', contacts: [card] }, who);
    await client.attach('image', sampleFiles.png, 'image/png', { phone, caption: 'this one' });
    await client.attach('document', sampleFiles.png, 'application/pdf', { phone, filename: 'list.pdf' });
    await client.attach('audio', sampleFiles.voice, 'audio/ogg; codecs=opus', { phone, voice: 'true' });
    const revoked = await client.say('Never mind', who);
    await client.send({ type: 'revoke', revoke: { original_message_id: revoked.wamid } }, who);
    for (const action of [
      { type: 'button', action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'List' } }] } },
      {
        type: 'list',
        action: { button: 'Options', sections: [{ title: 'Now', rows: [{ id: 'b', title: 'Express' }] }] },
      },
      {
        type: 'cta_url',
        action: { name: 'cta_url', parameters: { display_text: 'Shop', url: 'https://x.example/' } },
      },
      { type: 'location_request_message', action: { name: 'send_location' } },
    ])
      await stage.send(phone, { type: 'interactive', interactive: { ...action, body: { text: 'Which?' } } });
    await client.setFaults({ people: [{ phone, code: 131_026, times: 1 }] });
    await stage.write(phone, 'This fails');
    await page.locator('[data-status="failed"]').waitFor();
    await page.getByRole('button', { name: 'Options' }).waitFor();
    // No report of any of them changes anything any more.
    await waitUntil('all others were read', async () => {
      const { length } = await page.locator('[data-from="them"]').all();
      return (await page.locator('[data-from="them"][data-status="read"]').count()) === length - 1;
    });
  }

  it('in a conversation and what opens from it', async () => {
    await open();
    const faults = await faultsOf('nothing said');
    await converse();
    const look = async (state: string): Promise<void> => void faults.push(...(await faultsOf(state)));
    await look('a message of each kind');
    await page.locator('.bubble').last().focus();
    await page.locator('.opened dt').first().waitFor();
    await look('the times of a message');
    await page.keyboard.press('Enter');
    await page.getByRole('menu').waitFor();
    await look('what to do with a message');
    await page.getByRole('menuitem', { name: 'Reply' }).click();
    await look('an answer being written');
    const button = (name: string) => page.getByRole('button', { name });
    await button('Attach').click();
    await look('what to attach');
    await page.getByRole('menuitem', { name: 'Location' }).click();
    await look('a place to share');
    await page.keyboard.press('Escape');
    await button('Attach').click();
    await page.getByRole('menuitem', { name: 'Contact' }).click();
    await look('a contact to share');
    await page.keyboard.press('Escape');
    await button('Options').click();
    await look('a list');
    await page.keyboard.press('Escape');
    await button('Record a voice message').click();
    await page.getByText('Recording', { exact: true }).waitFor();
    await look('a recording');
    await page.keyboard.press('Escape');
    await page.locator('.bubble').first().focus();
    await button('Go to the latest message').waitFor();
    await look('further up');
    await button('What to do with this person').click();
    await look('what to do with a person');
    await page.getByRole('menuitem', { name: 'Change name or number' }).click();
    await look('whose phone it is');
    expect(faults).toEqual([]);
  });

  it('beside the panels', async () => {
    await open(`phone=${phone}&name=Jessica&panel=scenario`);
    const faults = await faultsOf('the scenario');
    const look = async (state: string): Promise<void> => void faults.push(...(await faultsOf(state)));
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button('Break').click();
    await page.locator('.chip', { hasText: 'sends left' }).waitFor();
    await look('a fault');
    await button('Stop').click();
    await page.locator('.chip', { hasText: 'sends left' }).waitFor({ state: 'hidden' });
    await button('Record').click();
    await page.locator('.sessions').getByRole('button', { name: 'Stop' }).waitFor();
    await stage.client.say('Hello', { phone });
    await stage.write(phone, 'Good morning');
    await page.locator('.sessions').getByRole('button', { name: 'Stop' }).click();
    await look('a session');
    await button('Play').click();
    await waitUntil('it is said again', async () => (await page.getByText('Hello').count()) > 1);
    await stage.write(phone, 'Good evening');
    await page.locator('.differences').waitFor();
    await look('a difference');
    await button('Reset everything').click();
    await page.getByRole('dialog').waitFor();
    await look('a question');
    await page.keyboard.press('Escape');
    await button('Wire').click();
    await page.locator('.exchange').first().waitFor();
    await look('the wire');
    await page.locator('.exchange summary').first().click();
    await page.locator('.exchange pre').first().waitFor();
    await look('an exchange');
    await page.getByLabel('Search the exchanges').fill('nothing has this');
    await page.getByText('None of the exchanges matches.').waitFor();
    await look('no exchange that matches');
    await open(`phone=${phone}&name=Jessica&panel=setup`);
    await button('Verify webhook').click();
    await page.getByText('WhatsApp would accept it.').waitFor();
    await button('Show Access token').click();
    await button('Send a test message as the business').click();
    await page.getByText('Accepted as').waitFor();
    await look('the set-up');
    expect(faults).toEqual([]);
  });

  it('when something is wrong, with four phones, in the dark and on a phone', async () => {
    await open(`phone=12&phone=${phone}&name=Ann&phone=${phone}1&name=Bob&phone=${phone}2&name=Cleo`);
    await page.getByText('There is no such phone').waitFor();
    const faults = await faultsOf('four phones, one refused');
    const look = async (state: string): Promise<void> => void faults.push(...(await faultsOf(state)));
    await open();
    stage.answerWith(503);
    await stage.client.say('Hello?', { phone });
    await page.getByText('is not answering at').waitFor();
    await look('nobody answers');
    stage.answerWith(200);
    await stage.client.advance(25 * 3_600_000);
    await page.getByText('Window closed').waitFor();
    await look('the window is closed');
    await stage.client.say('Hello again', { phone });
    await converse();
    for (const [screen, viewport] of Object.entries(screens)) {
      await page.setViewportSize(viewport);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await look(`a message of each kind, ${screen}, ${colorScheme}`);
        await page.getByRole('button', { name: 'Scenario' }).click();
        await look(`the scenario, ${screen}, ${colorScheme}`);
        await page.keyboard.press('Escape');
      }
    }
    expect(faults).toEqual([]);
  });
});
