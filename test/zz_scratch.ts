import { reviewFile, filesOf, migrationPath } from './unit/rules/support/reviewCase.ts';
import { parseFixture } from './unit/rules/support/fixtureFile.ts';
import { readFileSync } from 'node:fs';
const { reviewCase } = parseFixture(readFileSync(0, 'utf8'));
const r = await reviewFile(reviewCase, filesOf(reviewCase), migrationPath(reviewCase.framework));
for (const s of r.statements) for (const o of s.operations) console.log(o.operation.kind, o.object, JSON.stringify(o.notes.map(n => ({ t: n.target.name, b: n.note.basis, l: n.note.locks.map(x=>x.relation+' '+x.mode), a: n.note.algorithm, r: n.note.blocksReads, w: n.note.blocksWrites, rw: n.note.rewritesTable, sc: n.note.scansTable, ix: n.note.buildsIndex, ref: n.note.refusal, d: n.note.duration, tx: n.note.transactional }))));
for (const f of r.findings) console.log(`[${f.severity}] ${f.rule} <${r.text.slice(f.span.start, f.span.end)}> ${f.message}`);
