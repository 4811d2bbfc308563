import { readFileSync } from 'node:fs';

/** A picture of a poster: "JAZZ NIGHT", "Friday 4 December 2026, 8 pm", "Blue Note Club, 12 Main Street". */
export const posterPicture = (): Uint8Array =>
  new Uint8Array(readFileSync(new URL('../samples/poster.png', import.meta.url)));

/** A PDF of one page with these lines as its text layer. */
export function pdfOf(...lines: string[]): Uint8Array {
  const text = lines.map((line) => `(${line.replaceAll(/[\\()]/g, '\\$&')}) Tj T*`).join('\n');
  const content = `BT /F1 12 Tf 14 TL 72 720 Td\n${text}\nET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, at) => {
    const place = file.length;
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const start = file.length;
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  file += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(file, 'latin1'));
}

/** An iCalendar file with these components: `['SUMMARY:Dentist', 'DTSTART:20261201T140000Z']`. */
export const icsOf = (...events: string[][]): Uint8Array =>
  new Uint8Array(
    Buffer.from(
      [
        'BEGIN:VCALENDAR',
        'VERSION:2.0',
        'PRODID:-//Handsfree//test//EN',
        ...events.flatMap((lines, at) => [
          'BEGIN:VEVENT',
          ...(lines.some((line) => line.startsWith('UID:')) ? [] : [`UID:${at}@test`]),
          'DTSTAMP:20261101T000000Z',
          ...lines,
          'END:VEVENT',
        ]),
        'END:VCALENDAR',
        '',
      ].join('\r\n'),
    ),
  );
