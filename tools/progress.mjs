// Says what a step is at. Plain JavaScript: nothing is installed yet.
const everyMs = 500;
const usualColumns = 80;
const clearToEnd = '\u001b[K';

/**
 * Writes what is being done and how long it took. On a terminal it shows meanwhile that something moves; anything else, such as the
 * log of a build, gets one plain line.
 *
 * @param {string} what
 * @param {() => string} progress how far it is, in a few words
 * @param {NodeJS.WriteStream} out
 * @returns {(isDone: boolean) => void} ends it
 */
export function showProgress(what, progress, out = process.stderr) {
  const startedAt = performance.now();
  const seconds = () => (performance.now() - startedAt) / 1_000;
  const moves = out.isTTY && process.env.TERM !== 'dumb';
  const write = (words) => {
    // A line that wraps could not be written over.
    const line = `${what} … ${words}`.slice(0, (out.columns || usualColumns) - 1);
    out.write(`\r${line}${clearToEnd}`);
  };
  out.write(`${what} … `);
  const timer =
    moves &&
    setInterval(() => write([progress(), `${Math.round(seconds())} s`].filter(Boolean).join(', ')), everyMs);
  return (isDone) => {
    clearInterval(timer);
    if (moves) write('');
    if (isDone) out.write(`${seconds().toFixed(1)} s\n`);
  };
}
