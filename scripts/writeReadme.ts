// Writes the rule table of README.md between its two marks.
import { readFile, writeFile } from 'node:fs/promises';
import { rules } from '../server/src/rules/index.ts';
import { ruleTable } from './ruleTable.ts';

const file = new URL('../README.md', import.meta.url);
const readme = await readFile(file, 'utf8');
const marked = /(<!-- rules -->\n)[\s\S]*?(\n?<!-- \/rules -->)/;
await writeFile(
  file,
  readme.replace(
    marked,
    (_whole, start: string, end: string) =>
      `${start}${ruleTable(rules)}${end.startsWith('\n') ? end : `\n${end}`}`,
  ),
);
