/** Throws what the server says when it refuses; leads to the login form once the session is over. */
export async function ask<T>(path: string, body?: object): Promise<T> {
  const response = await fetch(path, {
    method: body ? 'POST' : 'GET',
    headers: { accept: 'application/json', ...(body && { 'content-type': 'application/json' }) },
    body: body && JSON.stringify(body),
  });
  if (response.status === 401) location.assign('/login');
  const text = await response.text();
  const answer: unknown = text === '' ? undefined : JSON.parse(text);
  if (!response.ok) {
    const { error, message } = (answer ?? {}) as { error?: string; message?: string };
    throw new Error(message ?? error ?? `The server answered ${response.status}`);
  }
  return answer as T;
}
