import 'reflect-metadata';

import { sampleFiles } from '#testing';

import { type Answer, SimulatorApp } from '../../test/simulator-app.ts';
import { Clock } from '../clock.ts';

let simulator: SimulatorApp;
beforeEach(async () => {
  simulator = await SimulatorApp.start();
});
afterEach(() => simulator.close());

async function attach(query: string, type: string, bytes: Uint8Array): Promise<string> {
  const { body } = await simulator.call<{ media: { id: string } }>('POST', `/_phone/media?${query}`, bytes, {
    'content-type': type,
  });
  return body.media.id;
}

const fileOf = (id: string, headers: Record<string, string> = {}): Promise<Answer<string>> =>
  simulator.call<string>('GET', `/_phone/files/${id}`, undefined, headers);

describe('a file on the phone', () => {
  it.each<[string, string, Uint8Array, string, string]>([
    ['kind=image', 'image/jpeg', sampleFiles.jpeg, 'image/jpeg', 'inline'],
    [
      'kind=document&filename=list.txt',
      'text/plain',
      sampleFiles.text,
      'text/plain; charset=utf-8',
      "inline; filename*=UTF-8''list.txt",
    ],
    [
      "kind=document&filename=P'lan (€).pdf",
      'application/pdf',
      sampleFiles.pdf,
      'application/pdf',
      "inline; filename*=UTF-8''P%27lan%20%28%E2%82%AC%29.pdf",
    ],
  ])('is shown with its type and name (%s)', async (query, type, bytes, shownType, disposition) => {
    const { status, headers, body } = await fileOf(await attach(query, type, bytes));

    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(shownType);
    expect(headers.get('content-disposition')).toBe(disposition);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBeNull();
    expect(body).toBe(new TextDecoder().decode(bytes));
  });

  it.each([
    'text/html',
    'image/svg+xml',
    'image/SVG+xml',
    'text/plain+html',
    'application/xhtml+xml',
    'application/x-of-tomorrow',
  ])('is saved and not run when it is %s', async (type) => {
    const { headers } = await fileOf(await attach('kind=document&filename=a', type, sampleFiles.html));

    expect(headers.get('content-type')).toContain(type);
    expect(headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
  });

  it.each([
    ['bytes=0-3', 206, 'bytes 0-3/27', 'BMW '],
    ['bytes=22-', 206, 'bytes 22-26/27', 'milk\n'],
    ['bytes=-5', 206, 'bytes 22-26/27', 'milk\n'],
    ['bytes=27-', 416, 'bytes */27', ''],
    ['bytes=0-1,4-5', 200, null, 'BMW service on Friday\nmilk\n'],
    ['lines=1', 200, null, 'BMW service on Friday\nmilk\n'],
  ])('comes in parts (%s)', async (range, status, contentRange, text) => {
    const answer = await fileOf(await attach('kind=document', 'text/plain', sampleFiles.text), { range });

    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-range')).toBe(contentRange);
    expect(answer.body).toBe(text);
  });

  it('stays when the business can not have it any more', async () => {
    const [deleted, old] = [
      await attach('kind=image', 'image/png', sampleFiles.png),
      await attach('kind=image', 'image/png', sampleFiles.png),
    ];
    await simulator.graph('DELETE', `/${deleted}`);
    simulator.get(Clock).advance(8 * 24 * 3_600_000);

    for (const id of [deleted, old]) {
      expect((await simulator.graph('GET', `/${id}`)).status).toBe(400);
      expect((await fileOf(id)).status).toBe(200);
    }
  });

  it('is not there under another id', async () => {
    expect((await fileOf('1003383421387256')).status).toBe(404);
  });
});
