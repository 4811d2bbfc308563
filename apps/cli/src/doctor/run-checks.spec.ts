import { SettingsError } from '#platform';
import { GraphError } from '#whatsapp';

import { UnusableDatabaseError } from '../start/database.ts';
import { failing, ok, warning } from './finding.ts';
import { type Check, runChecks } from './run-checks.ts';

const check = (name: string, run: Check['run'], ...needs: string[]): Check => ({ name, needs, run });
const rejecting = (reason: Error) => () => Promise.reject(reason);
const fine = () => Promise.resolve(ok('fine'));

async function linesOf(...checks: Check[]): Promise<string[]> {
  const lines = await runChecks(checks, 50);
  return lines.map(({ verdict, check: name, says }) => `${verdict} ${name}: ${says}`);
}

describe('checks', () => {
  it('have lines in their order, one for each finding', async () => {
    const two = () => Promise.resolve([warning('low'), failing('gone')]);

    expect(await linesOf(check('one', two), check('two', fine))).toEqual([
      'warning one: low',
      'failing one: gone',
      'ok two: fine',
    ]);
  });

  it('are left out after one that they need, and after one that was left out', async () => {
    const gone = () => Promise.resolve(failing('gone'));

    expect(await linesOf(check('one', gone), check('two', fine, 'one'), check('three', fine, 'two'))).toEqual(
      ['failing one: gone', 'not checked two: "one" is failing', 'not checked three: "two" was not checked'],
    );
  });

  it('run in spite of warnings of those that they need', async () => {
    const low = () => Promise.resolve(warning('low'));

    expect(await linesOf(check('one', low), check('two', fine, 'one'))).toEqual([
      'warning one: low',
      'ok two: fine',
    ]);
  });

  it.each<[string, Check['run'], string]>([
    ['hangs', () => new Promise(() => undefined), 'failing it: no answer within 50 ms'],
    [
      'breaks, without its words, which may hold a password',
      rejecting(Object.assign(new Error('postgresql://me:secret@db'), { code: 'ECONNRESET' })),
      'failing it: it could not be checked (Error ECONNRESET)',
    ],
    [
      'finds the database of `npm start` silent',
      rejecting(new UnusableDatabaseError('PostgreSQL does not answer')),
      'failing it: PostgreSQL does not answer',
    ],
    [
      'lacks a setting',
      rejecting(new SettingsError(['A: must be set', 'B: must be set'])),
      'not checked it: a setting is wrong: A: must be set; B: must be set',
    ],
    [
      'is refused by WhatsApp',
      rejecting(new GraphError('refused', 'WhatsApp error 190', 190)),
      'failing it: WhatsApp error 190',
    ],
  ])('hide no other when one %s', async (_, run, line) => {
    expect(await linesOf(check('it', run), check('other', fine))).toEqual([line, 'ok other: fine']);
  });
});
