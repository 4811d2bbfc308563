/** Does something on the server and says how it went: `words` when it worked. @returns whether it did */
export type Attempt = (words: string, work: () => Promise<void>) => Promise<boolean>;
