import type { FileCheck } from './checkProject.ts';

/** What does not hold, file by file, and the counts. */
export function renderChecks(checks: readonly FileCheck[]): string {
  const lines: string[] = [];
  for (const { path, problems } of checks)
    if (problems.length > 0)
      lines.push(path, ...problems.map(problem => `    ${problem.replaceAll('\n', ' ')}`));
  for (const { path, rejected } of checks)
    for (const text of new Set(rejected)) lines.push(`${path}: taken back: ${text}`);
  const applied = counted(checks.flatMap(check => [...check.applied]));
  const rejected = counted(checks.flatMap(check => check.rejected.map(text => [text, 1] as const)));
  lines.push(
    '',
    'Applied:',
    ...applied,
    'Taken back, because the files would not have been better:',
    ...rejected,
  );
  const changed = checks.filter(check => check.applied.size > 0);
  const created = checks.reduce((sum, check) => sum + check.created, 0);
  const wrong = checks.filter(check => check.problems.length > 0).length;
  lines.push(`${checks.length} files, ${changed.length} changed, ${created} created, ${wrong} with problems`);
  return `${lines.join('\n')}\n`;
}

function counted(entries: readonly (readonly [string, number])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const [name, count] of entries) counts.set(name, (counts.get(name) ?? 0) + count);
  return [...counts]
    .sort(([, left], [, right]) => right - left)
    .map(([name, count]) => `    ${count} ${name}`);
}
