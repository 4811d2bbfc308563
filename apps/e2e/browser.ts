import { existsSync } from 'node:fs';

import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

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

/** Of a step in the browser, which has to share the machine with all the apps. */
const limitMs = 120_000;

/** A real browser with a microphone that beeps. */
export function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    timeout: limitMs,
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

export async function openPage(
  browser: Browser,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<Page> {
  const page = await browser.newPage(options);
  page.setDefaultTimeout(limitMs);
  return page;
}

/**
 * Looks out for words that are soon gone again.
 *
 * @returns resolves once they have been there
 */
export async function lookOut(page: Page, words: string): Promise<() => Promise<unknown>> {
  const lookout = await page.evaluateHandle(`({
    seen: new Promise((seen) => {
      new MutationObserver((changes, observer) => {
        if (!changes.some(({ target }) => target.textContent.includes(${JSON.stringify(words)}))) return;
        observer.disconnect();
        seen();
      }).observe(document, { subtree: true, childList: true, characterData: true });
    }),
  })`);
  return () => lookout.evaluate(({ seen }: { seen: Promise<void> }) => seen);
}

/** How many of the page's animations come to an end: a message that arrives slides in, a dot that blinks goes on. */
const sliding = `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime < Infinity).length`;

/** Once the page was drawn, and what its scripts do about that is drawn, too. */
const drawn = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))`;

/** Where it is once nothing moves it any more. */
export async function placeAtRest(target: Locator): Promise<NonNullable<Box>> {
  let before: Box = null;
  return waitUntil('it stands still', async () => {
    await target.page().evaluate(drawn);
    const isSliding = (await target.page().evaluate(sliding)) !== 0;
    const now = await target.boundingBox();
    const isAtRest = !isSliding && JSON.stringify(now) === JSON.stringify(before);
    before = now;
    return isAtRest && now;
  });
}
