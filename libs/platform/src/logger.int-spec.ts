import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

interface Line {
  level: number;
  app: string;
  msg: string;
  [field: string]: unknown;
}

/** What a process prints that logs with `Logger` in this way. pino writes past everything that Jest could catch. */
async function printed(statement: string): Promise<Line> {
  const program = `
    import { Logger } from '@nestjs/common';
    import { JsonLogger } from '#platform';
    Logger.overrideLogger(new JsonLogger('intent'));
    const logger = new Logger('queue outbound');
    ${statement}`;
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program], { env: {} });
  return JSON.parse(stdout) as Line;
}

describe('a line of the log', () => {
  it('is JSON with the app, the context, the words and the fields', async () => {
    expect(await printed(`logger.log({ message: 'done', job: 'm-1', attempt: 2 })`)).toMatchObject({
      level: 30,
      app: 'intent',
      context: 'queue outbound',
      msg: 'done',
      job: 'm-1',
      attempt: 2,
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  it('may be plain words, as Nest logs', async () => {
    expect(await printed(`logger.warn('slow start')`)).toMatchObject({
      level: 40,
      context: 'queue outbound',
      msg: 'slow start',
    });
  });

  it('keeps the stack that Nest passes with an error', async () => {
    expect(await printed(`logger.error('broken', 'Error: at line 1')`)).toMatchObject({
      level: 50,
      context: 'queue outbound',
      msg: 'broken',
      stack: 'Error: at line 1',
    });
  });

  it('holds an error with its kind and stack', async () => {
    expect(await printed(`logger.error(new RangeError('too far'))`)).toMatchObject({
      level: 50,
      context: 'queue outbound',
      msg: 'too far',
      err: {
        type: 'RangeError',
        message: 'too far',
        stack: expect.stringContaining('RangeError: too far\n'),
      },
    });
  });

  it('shows nothing of the request behind an error: it holds the token and the words', async () => {
    const line = await printed(`
      const cause = Object.assign(new Error('socket hang up'), { config: { headers: { Authorization: 'Bearer hunter2' } } });
      logger.error(new Error('WhatsApp did not answer', { cause }))`);

    expect(line.msg).toContain('WhatsApp did not answer');
    expect(JSON.stringify(line)).not.toContain('hunter2');
  });
});
