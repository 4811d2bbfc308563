const metaSuffixes = ['.fbsbx.com', '.fbcdn.net'];

/** Whether our token may go there: Meta's hosts for files, over HTTPS, and the host of the Graph API. */
export function isMediaHost(url: URL, apiBaseUrl: string): boolean {
  if (url.username || url.password) return false;
  if (url.origin === new URL(apiBaseUrl).origin) return true;
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    metaSuffixes.some((suffix) => url.hostname.endsWith(suffix))
  );
}
