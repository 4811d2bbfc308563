/** Rows as lines of text, columns aligned; numbers to the right. */
export function table(header, rows) {
  const lines = [header, ...rows].map((row) => row.map(text));
  const widths = header.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const format = (line, like) =>
    line
      .map((cell, at) => (typeof like[at] === 'number' ? cell.padStart(widths[at]) : cell.padEnd(widths[at])))
      .join('  ')
      .trimEnd();
  const sample = rows[0] ?? header;
  return [
    format(lines[0], sample),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...lines.slice(1).map((line) => format(line, sample)),
  ].join('\n');
}

function text(cell) {
  if (typeof cell !== 'number') return cell;
  if (Number.isNaN(cell)) return '–';
  if (cell >= 100 || Number.isInteger(cell)) return Math.round(cell).toLocaleString('en');
  return cell.toFixed(cell >= 10 ? 1 : 2);
}
