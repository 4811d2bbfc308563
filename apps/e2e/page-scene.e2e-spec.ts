import type { Locator, Page } from 'playwright-core';

import { sampleFiles, waitUntil } from '#testing';

import { placeAtRest } from './browser.ts';
import { describePage, type PhoneStage, usePhoneStage } from './phone-stage.ts';

const width = 1_280;

describePage('the scene on the phone page', () => {
  let stage: PhoneStage;
  let page: Page;
  let phone: string;
  usePhoneStage({ viewport: { width, height: 860 } }, async (scene) => {
    ({ stage, page, phone } = scene);
    await page.goto(`${stage.url}/?phone=${phone}&panel=scenario`);
    await page.getByText('Say hello to').waitFor();
  });

  const button = (name: string): Locator => page.getByRole('button', { name, exact: true });
  const chip = (words: string): Locator => page.locator('.chip', { hasText: words });

  it('says in the header what goes wrong and how often it still will, until it is used up or stopped', async () => {
    await stage.client.setFaults({ sends: { status: 500, times: 3 } });
    await chip('3 of 3 sends left').waitFor();
    await expect(stage.write(phone, 'Hi')).rejects.toThrow('500');
    await chip('2 of 3 sends left').getByRole('button', { name: 'Stop' }).click();
    await chip('sends left').waitFor({ state: 'hidden' });
    await page.locator('#scenario:focus').waitFor();
    await stage.write(phone, 'Hi');

    await stage.client.setFaults({ sends: { status: 500, times: 1 } });
    await chip('1 of 1 sends left').waitFor();
    await expect(stage.write(phone, 'Hi')).rejects.toThrow('500');
    await chip('sends left').waitFor({ state: 'hidden' });
  });

  it('says which rules are not as usual, also in the panel, whoever changed them', async () => {
    const hides = page.getByRole('switch', { name: 'Hide phone numbers' });
    await stage.client.changeRules({ hidePhones: true });
    await page.getByRole('switch', { name: 'Hide phone numbers', checked: true }).waitFor();
    await page.getByTitle('hidePhones: true').waitFor();

    await chip('1 rule changed').getByRole('button', { name: 'Stop' }).click();
    await waitUntil('it is off again', async () => !(await hides.isChecked()));
    await chip('rule changed').waitFor({ state: 'hidden' });
  });

  it('calls the window open only once the person wrote', async () => {
    await page.getByText('Not written yet; the business may write').waitFor();
    await page.getByRole('switch', { name: 'Strangers have written' }).uncheck();
    await page.getByText('Window closed').waitFor();

    await stage.client.say('Hello', { phone });
    await page.getByText('Window open for').waitFor();
  });

  it('tells phones without a name apart, and takes no number twice', async () => {
    await page.goto(`${stage.url}/?phone=${phone}&phone=${phone}&phone=${phone}1`);
    await page.getByText('Say hello to').nth(1).waitFor();
    const name = `Guest ${phone.slice(-4)}`;
    await page.getByRole('region', { name: `Phone of ${name}` }).waitFor();
    await page.getByRole('textbox', { name: `Message from ${name} to` }).waitFor();
    await page.getByRole('region', { name: `Phone of Guest ${phone.slice(-3)}1` }).waitFor();
    expect(await page.getByRole('region').count()).toBe(2);

    await button('Add a phone').click();
    const field = page.getByLabel('Phone number with country code');
    const fault = () => field.evaluate((input: { validationMessage: string }) => input.validationMessage);
    expect(await fault()).toBe('');
    await field.fill(`+${phone}`);
    expect(await fault()).toBe(`${name} has this number`);
    await button('Save').click();
    expect(await page.getByRole('dialog').count()).toBe(1);
  });

  it('has room for four phones, or shows the one that came last', async () => {
    const four = [0, 1, 2, 3].map((at) => `phone=${phone}${at}&name=${'ABCD'[at]}`);
    await page.goto(`${stage.url}/?${four.join('&')}`);
    await page.getByText('Say hello to').nth(3).waitFor();
    const right = async (of: string): Promise<number> => {
      const box = await page.getByRole('region', { name: `Phone of ${of}` }).boundingBox();
      return (box?.x ?? 0) + (box?.width ?? Infinity);
    };
    expect(await right('D')).toBeLessThanOrEqual(width);
    const isCut = (element: { scrollWidth: number; clientWidth: number }): boolean =>
      element.scrollWidth > element.clientWidth;
    expect(await page.locator('.owner .number').first().evaluate(isCut)).toBe(false);

    await stage.client.attach('image', sampleFiles.png, 'image/png', { phone: `${phone}0`, caption: 'a' });
    const buttons = [{ type: 'reply', reply: { id: 'list', title: 'List' } }];
    const interactive = { type: 'button', body: { text: 'Well?' }, action: { buttons } };
    await stage.send(`${phone}0`, { type: 'interactive', interactive });
    // What arrives slides in.
    await placeAtRest(button('List'));
    const outside = `[...document.querySelectorAll('.bubble')].flatMap((bubble) => {
      const [inner, outer] = [bubble, bubble.closest('.chat')].map((one) => one.getBoundingClientRect());
      const parts = [...bubble.querySelectorAll('.picture, .picture img, .actions *')].map((one) => [one, inner]);
      return [...parts, [bubble.querySelector('.more'), outer]].filter(([one, around]) => {
        const { left, right } = one.getBoundingClientRect();
        return left < around.left || right > around.right;
      }).map(([one]) => one.outerHTML);
    })`;
    expect(await page.evaluate(outside)).toEqual([]);

    await page.goto(`${stage.url}/?${four.slice(0, 3).join('&')}&panel=scenario`);
    await button('Add a phone').click();
    await page.getByLabel('Name', { exact: true }).fill('E');
    await button('Save').click();
    const panel = await placeAtRest(page.locator('#panel'));
    await waitUntil('the new one is in view', async () => (await right('E')) <= panel.x);
  });

  it('goes on recording over a reload, keeps what was recorded, and says word by word what is different', async () => {
    await page.getByLabel('Name of the recording').fill('two');
    await button('Record').click();
    await button('Stop').waitFor();
    await stage.client.say('When?', { phone });

    await page.reload();
    await button('Stop').waitFor();
    expect(await page.getByLabel('Name of the recording').inputValue()).toBe('two');
    await stage.write(phone, 'At 9 o’clock');
    await button('Stop').click();
    await button('Play').waitFor();

    await page.reload();
    await button('Play').click();
    await waitUntil('it is asked again', async () => (await page.getByText('When?').count()) === 2);
    await stage.write(phone, 'At 10 o’clock');
    await page.getByText('1 answer is different').waitFor();
    const differences = page.locator('.differences');
    expect(await differences.locator('dd').allInnerTexts()).toEqual(['At 9 o’clock', 'At 10 o’clock']);
    expect(await differences.locator('mark').allInnerTexts()).toEqual(['9 ', '10 ']);
  });
});
