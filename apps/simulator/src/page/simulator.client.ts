/** The simulator said no, or nothing; the message is for people. */
class SimulatorError extends Error {
  override name = 'SimulatorError';
}

type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** Calls a route of this page's own server: JSON both ways, or the bytes of a file one way. */
export async function call<Answer = void>(method: Method, path: string, body?: object): Promise<Answer> {
  const isFile = body instanceof Blob;
  const type = isFile ? body.type || 'application/octet-stream' : 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: body && { 'content-type': type },
      body: isFile ? body : body && JSON.stringify(body),
    });
  } catch (error) {
    throw new SimulatorError('The simulator does not answer', { cause: error });
  }
  const text = await response.text();
  if (!response.ok) throw new SimulatorError(reasonOf(response, text));
  return (text ? JSON.parse(text) : undefined) as Answer;
}

/** @returns why an address is refused; undefined when it is not, or nobody answers */
export async function refusalOf(url: string): Promise<string | undefined> {
  const ended = new AbortController();
  try {
    const response = await fetch(url, { signal: ended.signal });
    const isRefused = response.status >= 400 && response.status < 500;
    return isRefused ? reasonOf(response, await response.text()) : undefined;
  } catch {
    return undefined;
  } finally {
    ended.abort();
  }
}

function reasonOf({ status }: Response, text: string): string {
  if (status === 413) return 'The file is too large';
  try {
    const { message } = JSON.parse(text) as { message?: unknown };
    if (typeof message === 'string') return message;
  } catch {
    // Not from the simulator's own routes: the status has to do.
  }
  return `The simulator answered ${status}`;
}

export function wordsOfError(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
