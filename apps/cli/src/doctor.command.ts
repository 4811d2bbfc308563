import { allChecks } from './doctor/all-checks.ts';
import { findDeployment } from './doctor/deployment.ts';
import type { Line, Verdict } from './doctor/finding.ts';
import { runChecks } from './doctor/run-checks.ts';

const lingerMs = 1_000;
const verdicts: Verdict[] = ['failing', 'warning', 'not checked', 'ok'];

/** `doctor`: looks at everything a deployment needs, changes nothing, and says what to do. The exit code is 1 when something fails. */
export async function doctor({ json }: { json: boolean }): Promise<void> {
  const lines = await runChecks(allChecks(findDeployment()));
  const counts = verdicts.map(
    (verdict) => [verdict, lines.filter((line) => line.verdict === verdict).length] as const,
  );
  // What hangs beyond its time would keep the process alive.
  setTimeout(() => process.exit(), lingerMs).unref();
  const isFailing = lines.some(({ verdict }) => verdict === 'failing');
  if (isFailing) process.exitCode = 1;
  if (json) {
    const verdict = verdicts.find(
      (one) => one !== 'not checked' && lines.some((line) => line.verdict === one),
    );
    return console.log(JSON.stringify({ verdict, checks: lines }, null, 2));
  }
  console.log(lines.map(textOf).join('\n'));
  const sum = counts.filter(([, count]) => count > 0).map(([verdict, count]) => `${count} ${verdict}`);
  console.log(`\n${sum.join(', ')}`);
}

const width = 13;

function textOf({ verdict, check, says, toDo }: Line): string {
  const words = verdict === 'not checked' ? `because ${says}` : says;
  const line = `${verdict.padEnd(width)}${check.padEnd(width + 1)} ${words}`;
  return toDo === undefined ? line : `${line}\n${' '.repeat(2 * width + 2)}To do: ${toDo}`;
}
