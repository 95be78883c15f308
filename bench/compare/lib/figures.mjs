// Medians, tokens and how figures are written.
import { getEncoding } from 'js-tiktoken';

const encoding = getEncoding('o200k_base');

export function median(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length >> 1;
  return sorted.length === 0 ? NaN : sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const sum = values => values.reduce((total, value) => total + value, 0);

/** Tokens of answers: the text, and the structured content beside it, as o200k_base counts them. */
export function tokensOf(answers) {
  const count = text => text ? encoding.encode(text, [], []).length : 0;
  const text = sum(answers.map(answer => count(answer.text)));
  const structured = sum(answers.map(answer => answer.structured ? count(JSON.stringify(answer.structured)) : 0));
  return { text, structured, all: text + structured };
}

export const number = (value, digits = 0) =>
  value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });

/** Rows of cells as a Markdown table; the first row is its head. */
export function table(rows) {
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(rows[0]), `|${'---|'.repeat(rows[0].length)}`, ...rows.slice(1).map(line)].join('\n');
}
