import { readFile } from 'node:fs/promises';

import { errorPage } from './error-page.ts';
import { errorTable } from './error-table.ts';

describe('docs/errors.md', () => {
  it('is what the table gives; `npm run docs:errors` writes it', async () => {
    const written = await readFile(new URL('../../../docs/errors.md', import.meta.url), 'utf8');

    expect(written.replaceAll('\r\n', '\n')).toBe(errorPage());
  });

  it('has a line for each row', () => {
    const lines = errorPage()
      .split('\n')
      .filter((line) => /^\| \d/.test(line));

    expect(lines).toHaveLength(errorTable.flatMap(({ rows }) => rows).length);
    expect(lines.every((line) => line.split(' | ').length === 6)).toBe(true);
  });
});
