import { fromResponse } from './graph-error.ts';
import { fromLookUp, MediaError } from './media-error.ts';

const lookUp = (httpStatus: number, error?: object): Error =>
  fromLookUp(fromResponse('media', httpStatus, error ? { error } : '<html></html>'), httpStatus);

describe('a look-up of a file that failed', () => {
  it.each([
    ['a parameter that is not valid', 400, 100],
    ['an unknown object', 400, 33],
    ['a code that nobody knows', 404, 999_999],
  ])('for good by its code (%s, HTTP %i, %i) means that the file is gone', (_, httpStatus, code) => {
    expect(lookUp(httpStatus, { code })).toMatchObject({ name: 'MediaError', problem: 'gone' });
  });

  it.each([
    ['a token that has expired', 401, 190],
    ['an outage', 503, 2],
    ['a throttle, even with HTTP 404', 404, 4],
  ])('may work later by its code (%s, HTTP %i, %i)', (_, httpStatus, code) => {
    expect(lookUp(httpStatus, { code })).toMatchObject({ name: 'GraphError', code });
  });

  it('goes by the HTTP status where there is no code', () => {
    expect(lookUp(404)).toBeInstanceOf(MediaError);
    expect(lookUp(400)).toMatchObject({ name: 'GraphError', outcome: 'unknown' });
    expect(lookUp(502)).toMatchObject({ name: 'GraphError', outcome: 'unknown' });
  });
});
