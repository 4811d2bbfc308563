import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { mostCounted } from '#platform';
import { parse } from 'yaml';
import { z } from 'zod';

const root = join(import.meta.dirname, '../..');
const folder = join(root, 'deploy/prometheus');
const read = (name: string): unknown => parse(readFileSync(join(folder, name), 'utf8'));

const rulesSchema = z.object({
  groups: z.array(
    z.object({
      rules: z.array(
        z.strictObject({
          alert: z.string(),
          expr: z.string(),
          for: z.string().optional(),
          keep_firing_for: z.string().optional(),
          labels: z.strictObject({ severity: z.enum(['critical', 'warning']) }),
          annotations: z.strictObject({ summary: z.string(), runbook: z.string() }),
        }),
      ),
    }),
  ),
});
const alerts = rulesSchema.parse(read('rules.yml')).groups.flatMap(({ rules }) => rules);
const names = alerts.map(({ alert }) => alert);

// `npm test` says that it is missing.
const describeWithPromtool = spawnSync('promtool', ['--version']).status === 0 ? describe : describe.skip;

describeWithPromtool('Prometheus', () => {
  const promtool = (...args: string[]): string => execFileSync('promtool', args, { cwd: folder }).toString();

  it('takes the rules and the configuration', () => {
    expect(promtool('check', 'config', 'prometheus.yml')).toContain('SUCCESS');
  });

  it('fires each alert in its trouble, and none in health', () => {
    expect(promtool('test', 'rules', 'fires.test.yml', 'healthy.test.yml')).not.toContain('FAILED');
  });
});

describe('the alerts', () => {
  const testsSchema = z.object({
    tests: z.array(
      z.object({
        name: z.string(),
        alert_rule_test: z.array(z.object({ alertname: z.string() })).default([]),
        promql_expr_test: z.array(z.object({ expr: z.string() })).default([]),
      }),
    ),
  });

  it('are all tried: whether they fire, and whether they keep quiet', () => {
    const firing = testsSchema.parse(read('fires.test.yml')).tests;
    const [healthy] = testsSchema.parse(read('healthy.test.yml')).tests;

    expect(firing.map(({ name }) => name)).toEqual(names);
    for (const {
      name,
      promql_expr_test: [test],
    } of firing)
      expect(test?.expr).toContain(`alertname="${name}"`);
    expect(healthy?.alert_rule_test.map(({ alertname }) => alertname)).toEqual(names);
  });

  it('call a count unbounded where counting stops', () => {
    const bounds = alerts.flatMap(({ expr }) =>
      [...expr.matchAll(/(?:>=|==) (\d{4,})/g)].map(([, bound]) => bound),
    );

    expect(bounds).toHaveLength(4);
    expect(new Set(bounds)).toEqual(new Set([String(mostCounted)]));
    const told = alerts.flatMap(({ annotations }) => annotations.summary.match(/\d+,\d{3}/g) ?? []);
    expect(new Set(told)).toEqual(new Set([mostCounted.toLocaleString('en')]));
  });

  it('have an entry in the runbook each, and it has no others', () => {
    const runbook = readFileSync(join(root, 'docs/operations.md'), 'utf8');
    const entries = [...runbook.matchAll(/^### (\w+)$/gm)].map(([, name]) => name);

    expect(entries).toEqual(names);
    for (const { alert, annotations } of alerts) {
      expect(annotations.runbook).toBe(`docs/operations.md#${alert.toLowerCase()}`);
    }
    for (const entry of runbook.split(/^### /m).slice(1)) {
      for (const part of ['Means', 'People notice', 'Do', 'Over when'])
        expect(entry).toContain(`**${part}:**`);
    }
  });
});
