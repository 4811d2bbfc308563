import type { HeaderField } from '../phone/phone.events.ts';

/** What curl adds by itself, and what was about that one connection. */
const leftOut =
  /^(?:host|content-length|connection|keep-alive|transfer-encoding|accept-encoding|expect|sec-.*)$/i;
/** Linux takes no argument of a program beyond 128 KiB. */
const longestArgument = 100 * 1_024;

/**
 * A command for a POSIX shell that makes the same request once more, byte by byte.
 * @param url with scheme and host
 */
export function curlCommand(
  { method, url, headers }: { method: string; url: string; headers: readonly HeaderField[] },
  body: Buffer,
): string {
  const given = headers
    .filter(({ name }) => !leftOut.test(name))
    // A name alone would take the header away; one without a value ends with a semicolon.
    .map(({ name, value }) => `-H ${quoted(value ? `${name}: ${value}` : `${name};`)}`);
  const { before, option } = bodyOf(body);
  const usual = option ? 'POST' : 'GET';
  const words = ['curl', '-sS', '-i', ...(method === usual ? [] : ['-X', method]), quoted(url)];
  return before + [words.join(' '), ...given, ...(option ? [option] : [])].join(' \\\n  ');
}

/** Text goes as an argument, a long one through a pipe, and what is no text as Base64. */
function bodyOf(body: Buffer): { before: string; option?: string } {
  if (body.length === 0) return { before: '' };
  const text = body.toString();
  const isText = !text.includes('\0') && Buffer.from(text).equals(body);
  if (!isText) {
    const lines = body.toString('base64').replaceAll(/.{76}/g, '$&\n');
    return { before: `base64 -d <<'END' |\n${lines}\nEND\n`, option: '--data-binary @-' };
  }
  if (body.length <= longestArgument) return { before: '', option: `--data-raw ${quoted(text)}` };
  return { before: `printf %s ${quoted(text)} |\n`, option: '--data-binary @-' };
}

/** In single quotes nothing has a meaning but the quote itself. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
