import { existsSync } from 'node:fs';

import { type Browser, chromium, type Locator } from 'playwright-core';

import { waitUntil } from '#testing';

const executablePath = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
].find(existsSync);

if (!executablePath)
  process.stderr.write('SKIPPED: the page is not tested, there is no Chromium or Chrome here\n');

type Box = Awaited<ReturnType<Locator['boundingBox']>>;

export const hasBrowser = executablePath !== undefined;

/** A real browser with a microphone that beeps. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      // Chromium refuses its sandbox as root; the next three flags stop its background network traffic.
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--use-fake-device-for-media-stream',
      '--use-fake-ui-for-media-stream',
    ],
  });
}

/** How many of the page's animations come to an end: a message that arrives slides in, a dot that blinks goes on. */
const sliding = `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity).length`;

/** Where it is once nothing moves it any more. */
export async function placeAtRest(target: Locator): Promise<NonNullable<Box>> {
  let before: Box = null;
  return waitUntil('it stands still', async () => {
    const isSliding = (await target.page().evaluate(sliding)) !== 0;
    const now = await target.boundingBox();
    const isAtRest = !isSliding && JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return isAtRest && now;
  });
}
