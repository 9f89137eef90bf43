import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { createRequire } from 'node:module';
import { createMysqlReader } from '/work/main/server/src/operations/mysql/mysqlReader.ts';
import { createPostgresqlReader } from '/work/main/server/src/operations/postgresql/postgresqlReader.ts';
import { createProject } from '/work/main/server/src/review/project.ts';
import { createReviewer } from '/work/main/server/src/review/reviewer.ts';
import { parseTarget } from '/work/main/server/src/review/targets.ts';
import { loadPostgresqlGrammar } from '/work/main/server/src/syntax/postgresql/grammar.ts';
import { applyEdits } from '/work/main/server/src/text/textEdit.ts';
const require = createRequire('/work/main/package.json');
const grammar = await loadPostgresqlGrammar({ wasm: readFileSync(require.resolve('libpg-query/wasm/libpg-query.wasm')) });
const readers: any = { postgresql: createPostgresqlReader(grammar), mysql: createMysqlReader({ dialect: 'mysql' }), mariadb: createMysqlReader({ dialect: 'mariadb' }) };
const failures: string[] = [];
const dialects: [string, string][] = [['postgres', 'postgresql@16'], ['mysql', 'mysql@8.0.32']];
const counts: Record<string, number> = {};
const rows: any[] = [];
let fixes = 0, nullFixes = 0, badFix = 0;
for (const [dir, engine] of dialects) {
  const target = parseTarget(engine);
  for (const repo of readdirSync(join('/work/shared/corpus', dir))) {
    const root = join('/work/shared/corpus', dir, repo);
    const files = new Map<string, string>();
    const walk = (d: string) => { for (const e of readdirSync(d)) { const p = join(d, e); if (statSync(p).isDirectory()) walk(p); else if (statSync(p).size < 400_000) files.set(relative(root, p), readFileSync(p, 'utf8')); } };
    walk(root);
    const project = createProject({ paths: [...files.keys()].sort(), read: p => files.get(p) ?? null });
    const reviewer = createReviewer({ readerOf: d => readers[d], targets: [target!], onRuleFailure: (r, o, e) => { failures.push(`${repo} ${r} ${o} ${(e as Error).stack?.split('\n').slice(0, 3).join(' | ')}`); } });
    for (const [path, text] of files) {
      if (!path.endsWith('.sql')) continue;
      let result;
      try { result = reviewer.review(project, path); } catch (e) { failures.push(`${repo}/${path} REVIEW ${(e as Error).message.slice(0,200)}`); continue; }
      if (!result) continue;
      for (const f of result.findings) {
        counts[`${dir} ${f.rule} ${f.severity}`] = (counts[`${dir} ${f.rule} ${f.severity}`] ?? 0) + 1;
        const line = text.slice(0, f.span.start).split('\n').length;
        rows.push({ dir, repo, path, rule: f.rule, severity: f.severity, line, text: text.slice(f.span.start, f.span.end), message: f.message });
        for (const fix of f.fixes) {
          try {
            const b = fix.build();
            if (!b) { nullFixes++; rows.at(-1).nullFix = fix.title; continue; }
            fixes++;
            const after = applyEdits(text, b.edits);
            for (const created of [{ path, text: after }, ...b.creates]) {
              if (!created.path.endsWith('.sql')) continue;
              const dialectReader = readers[target!.engine];
              const p2 = createProject({ paths: [created.path], read: () => created.text });
              const r2 = createReviewer({ readerOf: d => readers[d], targets: [target!] }).review(p2, created.path)!;
              const before = created.path === path ? result.read : { partial: 0, head: 0, opaque: 0 };
              if (r2.read.partial + r2.read.head + r2.read.opaque > before.partial + before.head + before.opaque) { badFix++; if (badFix < 30) console.log('BADFIX', f.rule, fix.title, repo, path, line, '\n', created.path === path ? '(edited)' : created.text); }
            }
          } catch (e) { failures.push(`FIX ${f.rule} ${repo}/${path}:${line} ${(e as Error).stack?.split('\n').slice(0, 3).join(' | ')}`); }
        }
      }
    }
  }
}
console.log(Object.entries(counts).sort().map(([k, v]) => `${v}\t${k}`).join('\n'));
console.log({ fixes, nullFixes, badFix, failures: failures.length });
for (const f of failures.slice(0, 20)) console.log(f);
import { writeFileSync } from 'node:fs';
writeFileSync('/tmp/rows.json', JSON.stringify(rows));
