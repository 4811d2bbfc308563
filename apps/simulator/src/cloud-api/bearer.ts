/** What is wrong with an `Authorization` header; undefined when it holds one of the tokens. */
export function bearerFault(authorization: string | undefined, tokens: string[]): string | undefined {
  const token = /^(?:Bearer|OAuth) (\S+)$/i.exec(authorization ?? '')?.[1];
  if (!token) return 'Send `Authorization: Bearer <token>`.';
  return tokens.includes(token) ? undefined : 'The access token is not one this simulator knows.';
}
