// Writes docs/locks from the facts of the engines. A test says when a page is out of date.
import { mkdir, writeFile } from 'node:fs/promises';
import { lockPages } from './locks/pages.ts';

const folder = new URL('../docs/locks/', import.meta.url);
await mkdir(folder, { recursive: true });
for (const [name, text] of await lockPages()) await writeFile(new URL(name, folder), text);
