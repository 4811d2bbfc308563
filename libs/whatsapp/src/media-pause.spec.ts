import { fromNoResponse, fromResponse, type GraphError } from './graph-error.ts';
import { MediaError } from './media-error.ts';
import { MediaPause } from './media-pause.ts';

const outage = fromNoResponse(new Error('cut'));
const withCode = (code: number, headers?: object): GraphError =>
  fromResponse('media', 400, { error: { code } }, headers);

describe('MediaPause', () => {
  let pause: MediaPause;
  let asked: string[];
  let nowMs: number;

  beforeEach(() => {
    nowMs = 1_000_000;
    pause = new MediaPause(() => nowMs);
    asked = [];
  });

  const ask = (id: string, error?: Error): Promise<unknown> =>
    pause
      .run(id, () => {
        asked.push(id);
        return error ? Promise.reject(error) : Promise.resolve('its bytes');
      })
      .catch((thrown: unknown) => thrown);

  it.each([
    ['a throttle', withCode(4), 60_000],
    ['a throttle that says for how long', withCode(4, { 'retry-after': '7' }), 7_000],
    ['what somebody has to mend', withCode(190), 15_000],
  ])('asks for no other file after %s, until that may be over', async (_, error, ms) => {
    await ask('one', error);
    nowMs += ms - 1;

    expect(await ask('two')).toMatchObject({ code: error.code, reaction: { kind: error.reaction.kind } });
    expect(asked).toEqual(['one']);

    nowMs += 1;
    expect(await ask('two')).toBe('its bytes');
  });

  it('takes one file that fails for no outage, however often', async () => {
    await ask('one', outage);
    await ask('one', outage);

    expect(await ask('two')).toBe('its bytes');
  });

  it('takes it for an outage when two fail and none comes between them', async () => {
    await ask('one', outage);
    await ask('two');
    await ask('three', outage);
    expect(await ask('four')).toBe('its bytes');

    await ask('one', outage);
    await ask('three', outage);
    expect(await ask('one')).toMatchObject({ message: outage.message });
  });

  it('asks once for each in an outage: two that always fail keep nobody from getting theirs', async () => {
    await ask('one', outage);
    await ask('two', outage);

    expect(await ask('three')).toBe('its bytes');
    expect(await ask('one')).toBe('its bytes');
  });

  it('says how long the pause still lasts', async () => {
    await ask('one', withCode(4, { 'retry-after': '3600' }));
    nowMs += 3_540_000;

    expect(await ask('two')).toMatchObject({ reaction: { firstPauseMs: 60_000 } });
  });

  it('is not over because of what was asked before', async () => {
    let answer: (bytes: string) => void = () => undefined;
    const early = pause.run('early', () => new Promise<string>((resolve) => (answer = resolve)));
    await ask('one', withCode(4));
    answer('its bytes');
    await early;

    expect(await ask('two')).toMatchObject({ code: 4 });
  });

  it('is no business of others when only one file has something the matter', async () => {
    await ask('one', withCode(131_000));
    await ask('two', withCode(131_000));

    expect(await ask('three')).toBe('its bytes');
  });

  it('has one file find out whether it is over, after longer each time, and then all are asked for', async () => {
    await ask('one', withCode(4));
    nowMs += 60_000;
    await Promise.all([ask('two', withCode(4)), ask('three')]);
    nowMs += 60_000;
    await ask('four');
    expect(asked).toEqual(['one', 'two']);

    nowMs += 60_000;
    await ask('five', new MediaError('gone', 'the link is dead'));
    await ask('six');
    expect(asked).toEqual(['one', 'two', 'five', 'six']);
  });
});
