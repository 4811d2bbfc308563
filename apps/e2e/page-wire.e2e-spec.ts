import type { Browser, Locator, Page } from 'playwright-core';

import { testAccount, waitUntil } from '#testing';

import { knownFaults } from '../simulator/src/cloud-api/error.table.ts';
import { lookOut, openPage } from './browser.ts';
import { describePage, type PhoneStage, usePhoneStage } from './phone-stage.ts';

describePage('the page as a tool for developers', () => {
  let stage: PhoneStage;
  let browser: Browser;
  let page: Page;
  let phone: string;
  usePhoneStage({ permissions: ['clipboard-read', 'clipboard-write'] }, (scene) => {
    ({ stage, browser, page, phone } = scene);
  });

  const open = (panel: string) => page.goto(`${stage.url}/?phone=${phone}&name=Jessica&panel=${panel}`);
  const rows = (text = '') => page.locator('.exchange:visible', { hasText: text });
  const copied = () => page.evaluate<string>('navigator.clipboard.readText()');
  const focused = (attribute: string) => page.evaluate(`document.activeElement.${attribute}`);

  async function type(text: string): Promise<Locator> {
    await page.locator('textarea').fill(text);
    await page.locator('textarea').press('Enter');
    const bubble = page.locator('[data-from="me"]', { hasText: text }).last();
    await bubble.waitFor();
    return bubble;
  }

  /** A message, an answer with all its reports, and a send that is refused. */
  async function talk(): Promise<void> {
    await type('I lost my umbrella');
    await stage.write(phone, 'We found it');
    await rows('status read').waitFor();
    await stage.client.setFaults({ sends: { code: 131_016, times: 1 } });
    await expect(stage.write(phone, 'Come and get it')).rejects.toThrow('131016');
    await rows('Come and get it').waitFor();
  }

  describe('the wire', () => {
    it('names the person, the time and how the text begins in each row', async () => {
      await open('wire');
      await talk();

      for (const text of ['I lost my umbrella', 'We found it', 'Come and get it']) {
        expect(await rows(text).locator('summary').innerText()).toMatch(
          new RegExp(`text.*${text}.*\\s+Jessica · \\d+:\\d\\d:\\d\\d[^]*POST /`),
        );
      }
    });

    it.each([1280, 390])('shows the whole path of each call, %d px wide', async (width) => {
      await page.setViewportSize({ width, height: 844 });
      await open('wire');
      await stage.client.say('I lost my umbrella', { phone });
      await stage.write(phone, 'We found it');
      await rows('status read').waitFor();
      const path = rows('We found it').locator('.path');

      expect(await path.innerText()).toBe(`/v26.0/${testAccount.phoneNumberId}/messages`);
      const cut = `[...document.querySelectorAll('.exchange .context, .exchange .context > *')]
        .filter((one) => one.scrollWidth > one.clientWidth || one.getBoundingClientRect().right > one.closest('.what').getBoundingClientRect().right + 1).length`;
      expect(await page.evaluate(cut)).toBe(0);
    });

    it('shows what is searched for, one direction, errors, or all but statuses', async () => {
      await open('wire');
      await talk();
      const count = await rows().count();
      const search = page.getByLabel('Search the exchanges');

      await search.fill('UMBRELLA');
      await page.getByText(`1 of ${count}`).waitFor();
      expect(await rows().count()).toBe(1);
      await search.fill('an elephant');
      await page.getByText('None of the exchanges matches.').waitFor();
      await page.getByRole('button', { name: 'Show all' }).click();
      expect(await rows().count()).toBe(count);
      await page.locator('[type="search"]:focus').waitFor();

      await page.getByLabel('Direction').selectOption('Calls of the business');
      expect(await rows().count()).toBe(2);
      await page.getByLabel('Errors only').check();
      expect(await rows().allInnerTexts()).toEqual([expect.stringContaining('Come and get it')]);
      await page.getByLabel('Errors only').uncheck();
      await page.getByLabel('Direction').selectOption('Both ways');
      await page.getByLabel('Hide statuses').check();
      expect(await rows('status').count()).toBe(0);
      expect(await rows().count()).toBe(3);
    });

    it('tells all headers with the signature, copies the request as a command, and delivers it again', async () => {
      await open('wire');
      await type('hello');
      await rows('hello').locator('summary').click();
      const headers = await rows('hello').getByLabel('Request headers').innerText();
      expect(headers).toMatch(/^X-Hub-Signature-256: sha256=[0-9a-f]{64}$/m);

      const isCopied = await lookOut(page, 'Copied');
      await page.getByRole('button', { name: 'Copy as curl' }).click();
      await isCopied();
      const signature = /sha256=\w+/.exec(headers)![0];
      expect(await copied()).toMatch(new RegExp(`^curl .*/webhook'[^]*${signature}[^]*--data-raw '{`));

      await page.getByRole('button', { name: 'Redeliver' }).click();
      await page.getByText('Delivered again: answered with 200.').waitFor();
      await rows('delivered again,').waitFor();
      expect(await rows('hello').count()).toBe(2);
      expect(await focused('textContent')).toBe('Redeliver');
    });

    it('explains a call that was refused, and tells its call without the token', async () => {
      await open('wire');
      await talk();
      await rows('Come and get it').locator('summary').click();

      await page.getByText('131016: Service unavailable').waitFor();
      const details = await rows('Come and get it').innerText();
      expect(details).toContain('authorization: Bearer …');
      expect(details).not.toContain(testAccount.apiToken);
    });

    it('saves what is shown as an archive that a browser plays back', async () => {
      await open('wire');
      await talk();
      await page.getByLabel('Direction').selectOption('Calls of the business');
      const download = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Export' }).click();
      const file = await (await download).path();

      const reader = await openPage(browser);
      await reader.goto(stage.url);
      await reader.routeFromHAR(file, { url: '**/messages', notFound: 'abort' });
      const answers =
        await reader.evaluate(`Promise.all(['We found it', 'Come and get it'].map(async (body) => {
        const response = await fetch('/v26.0/${testAccount.phoneNumberId}/messages', {
          method: 'POST',
          body: JSON.stringify({ messaging_product: 'whatsapp', to: '${phone}', type: 'text', text: { body } }),
        });
        return [response.status, Object.keys(await response.json())[0]];
      }))`);
      expect(answers).toEqual([
        [200, 'messaging_product'],
        [500, 'error'],
      ]);
      await reader.close();
    });

    it.each([1280, 390])(
      'leads from a message to what brought it and back by keyboard, %d px wide',
      async (width) => {
        await page.setViewportSize({ width, height: 844 });
        await open('');
        const bubble = await type('where are you?');
        await bubble.focus();
        await page.keyboard.press('Enter');
        const item = page.getByRole('menuitem', { name: 'Show on the wire' });
        await waitUntil('it is chosen', async () => {
          await page.keyboard.press('ArrowDown');
          return (await focused('textContent')) === (await item.textContent());
        });
        await page.keyboard.press('Enter');

        await rows('where are you?').getByLabel('Response headers').waitFor();
        expect(await focused('textContent')).toContain('where are you?');
        await waitUntil('it is reached', async () => {
          await page.keyboard.press('Tab');
          return (await focused('textContent')) === 'Show message';
        });
        await page.keyboard.press('Enter');

        expect(await focused('dataset.wamid')).toBe(await bubble.getAttribute('data-wamid'));
        expect(await page.locator('#panel').isVisible()).toBe(width === 1280);
      },
    );
  });

  it('offers every error of the table, and a message that fails says in place why', async () => {
    await open('scenario');
    await page.getByLabel('How many sends').fill('1');
    await page.getByLabel('What happens to them').selectOption('accepted, then fail with the error');
    const codes = await page
      .getByLabel('Error code')
      .locator('option')
      .evaluateAll((all) => all.map((one) => Number((one as { value: string }).value)));
    expect(codes).toEqual(knownFaults.map(({ code }) => code));
    await page.getByLabel('Error code').selectOption('131047');
    await page.getByRole('button', { name: 'Break' }).click();
    await page.getByText('The next 1 sends are accepted, then fail with the error 131047').waitFor();
    await stage.write(phone, 'Your parcel is there');

    const bubble = page.locator('[data-from="them"][data-status="failed"]');
    await bubble.getByText('131047: The person last wrote over 24 hours ago: send a template.').waitFor();
    const link = bubble.getByRole('link', { name: '131047 in WhatsApp’s list of errors' });
    expect(await link.getAttribute('href')).toMatch(/^https:\/\/developers\.facebook\.com\/.*error-codes/);
  });

  describe('the set-up', () => {
    it('shows secrets only when they are asked for, and copies them unseen', async () => {
      await open('setup');
      const { apiToken, appSecret, phoneNumberId } = testAccount;
      await page.getByText(phoneNumberId).waitFor();
      expect(await page.content()).not.toContain(apiToken);

      const isCopied = await lookOut(page, 'Copied');
      await page.getByRole('button', { name: 'Copy App secret' }).click();
      await isCopied();
      expect(await copied()).toBe(appSecret);
      expect(await page.content()).not.toContain(appSecret);
      await page.getByRole('button', { name: 'Show Access token' }).click();
      await page.getByText(apiToken, { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Hide Access token' }).click();
      await page.getByText(apiToken, { exact: true }).waitFor({ state: 'detached' });
    });

    it('verifies the webhook, and says what came back', async () => {
      await open('setup');
      await page.getByRole('button', { name: 'Verify webhook' }).click();

      await page.getByText('WhatsApp would accept it.').waitFor();
      await page.getByText(/It answered: HTTP 200 with "\d{10}"/).waitFor();
      expect(await focused('textContent')).toBe('Verify webhook');
    });

    it('sends a test message as the business, and tells how the webhook does', async () => {
      await open('setup');
      await page.getByText('Nothing was delivered there yet.').waitFor();
      await page.getByLabel('Text', { exact: true }).fill('Is it on?');
      await page.getByRole('button', { name: 'Send a test message as the business' }).click();

      await page.getByText('Accepted as wamid.').waitFor();
      await page.locator('[data-from="them"]', { hasText: 'Is it on?' }).waitFor();
      await page.getByText('It works: answered with 200').waitFor();
      stage.answerWith(503);
      await type('hello');
      await page.getByText('It does not work: answered with 503').waitFor();
      stage.answerWith(200);
      await page.getByText('It works: answered with 200').waitFor();
    });

    it('is a tool of whoever started the simulator for another project, who sees it first', async () => {
      await open('');
      expect(await page.getByRole('button', { name: 'Set-up' }).count()).toBe(0);
      await page.route('**/_scenario/setup', async (route) => {
        const response = await route.fetch();
        await route.fulfill({ json: { ...((await response.json()) as object), alone: true } });
      });

      await page.goto(`${stage.url}/?phone=${phone}`);
      await page.getByRole('button', { name: 'Verify webhook' }).waitFor();
      await page.getByRole('button', { name: 'Set-up' }).click();
      await page.goto(`${stage.url}/?phone=${phone}`);
      await page.getByRole('button', { name: 'Set-up' }).waitFor();
      expect(await page.getByRole('button', { name: 'Verify webhook' }).count()).toBe(0);
    });
  });

  it.each(['wire', 'setup', 'scenario'])('keeps the panel %s within a small screen', async (panel) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${stage.url}/?phone=${phone}&name=${'Jessica'.repeat(8)}`);
    await type('long'.repeat(60));
    await page.goto(`${stage.url}/?phone=${phone}&name=${'Jessica'.repeat(8)}&panel=${panel}`);
    if (panel === 'wire') await rows('longlong').locator('summary').click();
    const tooWide = `[...document.querySelectorAll('body, .panel-content, .panel :is(button, input, select, summary, p, pre)')]
      .filter((one) => one.getBoundingClientRect().right > innerWidth || (one.matches('.panel-content') && one.scrollWidth > innerWidth))
      .map((one) => one.outerHTML.slice(0, 80))`;

    expect(await page.evaluate(tooWide)).toEqual([]);
  });
});
