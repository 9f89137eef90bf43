// Writes server/schema/interlock.schema.json from the configuration model. A test says when it is out of date.
import { writeFile } from 'node:fs/promises';
import { configurationJsonSchema } from '../server/src/configuration/model.ts';

const file = new URL('../server/schema/interlock.schema.json', import.meta.url);
await writeFile(file, `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);
