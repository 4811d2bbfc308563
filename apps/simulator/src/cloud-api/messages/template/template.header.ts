import type { Header } from '../../../phone/content.ts';
import type { Template } from '../../../templates/template.ts';
import { faultOf } from '../../error.table.ts';
import { GraphError } from '../../graph.error.ts';
import { readLocation } from '../content/location.ts';
import { type Files, readMedia } from '../content/media.ts';
import type { Parameter } from './template.schema.ts';
import { fillText } from './template.text.ts';

const place = 'template.components.header';
const textLimit = 60;

const mediaKinds = { IMAGE: 'image', VIDEO: 'video', DOCUMENT: 'document' } as const;

export function fillHeader(
  { components, parameterFormat }: Template,
  parameters: Parameter[],
  files: Files,
): Header | undefined {
  const header = components.find(({ type }) => type === 'HEADER');
  const format = header?.format ?? 'TEXT';
  if (format === 'TEXT') {
    const text = fillText({ text: header?.text ?? '', limit: textLimit, place }, parameters, parameterFormat);
    return text ? { text } : undefined;
  }
  const [parameter] = parameters;
  const wanted = format.toLowerCase();
  if (!parameter || parameters.length > 1 || parameter.type !== wanted) {
    const received = parameters.map(({ type }) => type).join(', ') || 'nothing';
    throw new GraphError(faultOf(132_012), `${place}: expected one ${wanted}, received ${received}.`);
  }
  if (format === 'LOCATION') {
    const { name, latitude, longitude } = readLocation(parameter.location, `${place}.location`);
    return { text: name ?? `${latitude}, ${longitude}` };
  }
  const kind = mediaKinds[format];
  return { media: readMedia(files, kind, parameter[kind], `${place}.${kind}`) };
}
