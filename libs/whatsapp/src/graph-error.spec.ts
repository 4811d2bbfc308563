import { Logger } from '@nestjs/common';

import { AxiosError } from 'axios';

import { fromNoResponse, fromResponse } from './graph-error.ts';
import { reactionTo } from './reaction-to.ts';

const body = (code: number, more: Record<string, unknown> = {}): unknown => ({
  error: {
    message: `(#${code}) Something about +16505551234`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: 'Something about +16505551234' },
    fbtrace_id: 'Az8or2yhqkZfEZ-_4Qn_Bam',
    ...more,
  },
});

describe("WhatsApp's error", () => {
  it.each([
    [4, 400],
    [4, 429],
    [613, 400],
    [80_007, 400],
    [80_008, 400],
    [130_429, 400],
    [130_429, 429],
    [131_057, 500],
    [2_494_100, 400],
  ])('%i (HTTP %i) means that everything should slow down', (code, httpStatus) => {
    expect(fromResponse('send', httpStatus, body(code))).toMatchObject({ outcome: 'too fast', code });
  });

  it.each([
    ['a wrong parameter', 100, 400],
    ['no WhatsApp account', 131_026, 400],
    ['more than 24 hours since the last message', 131_047, 400],
    ['a blocked person', 130_403, 400],
    ['the sender as recipient', 131_021, 400],
    ['a country we may not write to', 130_497, 403],
    ['a recipient who stopped marketing', 131_050, 400],
    ['an unsupported kind', 131_051, 400],
    ['a paused template', 132_015, 400],
    ['a disabled template', 132_016, 400],
  ])('for %s (%i, HTTP %i) is final', (_, code, httpStatus) => {
    expect(fromResponse('send', httpStatus, body(code))).toMatchObject({ outcome: 'refused', code });
  });

  it.each([
    ['an outage', 2, 503],
    ['an unknown fault', 131_000, 500],
    ['an overload', 131_016, 500],
    ['an expired token, which an operator can replace', 190, 401],
    ['a missing permission', 10, 403],
    ['a missing permission of its own', 200, 403],
    ['the last of the missing permissions', 299, 403],
    ['an unpaid bill', 131_042, 400],
    ['a locked account', 131_031, 403],
    ['a number that is not registered', 133_010, 400],
    ['an unknown number of ours', 33, 400],
    ['a template that is not approved yet', 132_001, 404],
    ['spam, which is held against the number for some hours', 131_048, 400],
    ['too much marketing for one person', 131_049, 400],
    ['a person who is not on the list of the test number', 131_030, 400],
  ])('for %s (%i, HTTP %i) may pass', (_, code, httpStatus) => {
    expect(fromResponse('send', httpStatus, body(code))).toMatchObject({ outcome: 'not sent', code });
  });

  it.each([400, 429])('131056 (HTTP %i) means that this person gets too many', (httpStatus) => {
    expect(fromResponse('send', httpStatus, body(131_056))).toMatchObject({
      outcome: 'pair limited',
      code: 131_056,
    });
  });

  it('about an object that does not exist is one, in whichever way it is told', () => {
    const unsupported = fromResponse('send', 400, body(100, { error_subcode: 33 }));

    expect(unsupported).toMatchObject({ outcome: 'not sent', code: 33 });
    expect(fromResponse('send', 400, body(100, { error_subcode: 'x' }))).toMatchObject({ code: 100 });
  });

  it('with a code that nobody knows is final', () => {
    expect(fromResponse('send', 400, body(999_999))).toMatchObject({ outcome: 'refused', code: 999_999 });
    expect(fromResponse('send', 400, body(300)).outcome).toBe('refused');
  });

  it('with a code that nobody knows may pass when it says so, or comes from a broken server', () => {
    expect(fromResponse('send', 400, body(999_999, { is_transient: true })).outcome).toBe('not sent');
    expect(fromResponse('send', 500, body(999_999)).outcome).toBe('not sent');
    expect(fromResponse('send', 400, body(999_999, { is_transient: false })).outcome).toBe('refused');
  });

  it('is judged by its code, whatever the HTTP status says', () => {
    expect(fromResponse('send', 401, body(130_429)).outcome).toBe('too fast');
    expect(fromResponse('send', 400, body(131_016)).outcome).toBe('not sent');
    expect(fromResponse('send', 500, body(131_026)).outcome).toBe('refused');
    expect(fromResponse('send', 400, body(131_026, { is_transient: true })).outcome).toBe('refused');
  });

  it('is told with its code and trace, never with its words: they can name the recipient', () => {
    const { message } = fromResponse('send', 400, body(100));

    expect(message).toBe('WhatsApp error 100 (HTTP 400, trace Az8or2yhqkZfEZ-_4Qn_Bam)');
  });
});

describe('what WhatsApp says about a code', () => {
  it('that nobody knows is told in the log, without what names the recipient', () => {
    const warned: unknown[] = [];
    const nothing = (): undefined => undefined;
    Logger.overrideLogger({ log: nothing, error: nothing, warn: (line) => void warned.push(line) });

    const error = fromResponse('media', 400, body(999_981, { error_subcode: 2_494_010 }));
    fromResponse('media', 400, body(131_026));
    fromResponse('token', 400, body(999_982, { type: 5, error_data: 'x' }));

    Logger.overrideLogger(['log', 'warn', 'error']);
    const message = 'a code that is not in the table of errors';
    expect(warned).toEqual([
      {
        message,
        source: 'media',
        code: 999_981,
        type: 'OAuthException',
        subcode: 2_494_010,
        details: 'Something about +***',
      },
      { message, source: 'token', code: 999_982, details: '(#***) Something about +***' },
    ]);
    expect(error.message).toBe('WhatsApp error 999981 (HTTP 400, trace Az8or2yhqkZfEZ-_4Qn_Bam)');
  });
});

describe('how long to wait', () => {
  const usage =
    '{"102290129340398":[{"type":"whatsapp_business_management","estimated_time_to_regain_access":9}]}';

  it("is in the error and in its reaction where WhatsApp's headers say so", () => {
    expect(fromResponse('send', 429, body(130_429), { 'retry-after': '7' })).toMatchObject({
      retryAfterMs: 7_000,
      reaction: { kind: 'throttle', firstPauseMs: 7_000 },
    });
    expect(fromResponse('send', 400, body(80_007), { 'x-business-use-case-usage': usage })).toMatchObject({
      retryAfterMs: 540_000,
      reaction: { kind: 'throttle', firstPauseMs: 540_000 },
    });
    expect(fromResponse('send', 503, '<html></html>', { 'retry-after': '7' })).toMatchObject({
      retryAfterMs: 7_000,
      reaction: { kind: 'retry', isOutage: true, firstPauseMs: 7_000 },
    });
  });

  it('is left to the table where they say nothing about this error', () => {
    const error = fromResponse('send', 400, body(130_429), { 'x-business-use-case-usage': usage });

    expect(error.retryAfterMs).toBeUndefined();
    expect(error.reaction).toEqual(reactionTo(130_429));
    expect(fromNoResponse(new Error('cut')).reaction).toEqual(reactionTo(2));
  });
});

describe('an answer that is not of WhatsApp', () => {
  it.each([
    ['a page of a gateway', 502, '<html><body>Bad Gateway</body></html>'],
    ['an empty body', 504, ''],
    ['a redirect', 302, ''],
    ['JSON of somebody else', 500, { error: 'upstream' }],
    ['an error without a code', 400, { error: { message: 'no code' } }],
    ['nothing', 200, undefined],
  ])('(%s, HTTP %i) leaves open whether the message was sent', (_, httpStatus, answer) => {
    const error = fromResponse('send', httpStatus, answer);

    expect(error).toMatchObject({ outcome: 'unknown', code: undefined, reaction: reactionTo(2) });
    expect(error.message).toContain(String(httpStatus));
  });
});

describe('no answer', () => {
  const failure = (code?: string): AxiosError => new AxiosError('to +16505551234', code);

  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
  ])('because of %s means that nothing was sent', (code) => {
    expect(fromNoResponse(failure(code)).outcome).toBe('not sent');
  });

  it.each(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ECONNABORTED', 'ERR_BAD_RESPONSE', undefined])(
    'because of %s leaves open whether the message was sent',
    (code) => {
      expect(fromNoResponse(failure(code)).outcome).toBe('unknown');
    },
  );

  it('leaves it open too when something else was thrown', () => {
    expect(fromNoResponse('a string').outcome).toBe('unknown');
    expect(fromNoResponse(undefined).outcome).toBe('unknown');
  });

  it('is told by its code, with the cause kept for a debugger', () => {
    const cause = failure('ECONNRESET');
    const error = fromNoResponse(cause);

    expect(error.message).toBe('WhatsApp did not answer (ECONNRESET)');
    expect(error.cause).toBe(cause);
  });
});
