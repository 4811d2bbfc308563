import { checkLength } from './message-limit.ts';

export const longestText = 4_096;

export interface TextContent {
  kind: 'text';
  /** At most 4,096 characters. */
  body: string;
  /** Whether the first link in it shows a preview of its page; not unless said. */
  previewUrl?: boolean;
}

export function textOf({ body, previewUrl = false }: TextContent): object {
  checkLength('text', body, longestText);
  return { body, preview_url: previewUrl };
}
