// Run inside a container, whose slim image has no curl: exits with 0 when its app is ready, or says what is at a path.
const [port, path] = process.argv.slice(2);
const url = `http://127.0.0.1:${port}${path ?? '/health/ready'}`;
const answer = await fetch(url, { signal: AbortSignal.timeout(4_000) });
const text = `${await answer.text()}\n`;
if (!answer.ok) {
  process.stderr.write(text);
  process.exitCode = 1;
} else if (path !== undefined) process.stdout.write(text);
