import { standingOf } from '../review/standing.ts';
import { branchProblemText } from './branchProblem.ts';
import { type CliHost, UsageError } from './host.ts';
import type { OpenProject } from './session.ts';

/** The pending ones of the wanted migrations; says on standard error what is left out. Throws UsageError where nobody tells. */
export function pendingOnly(host: CliHost, opened: OpenProject): OpenProject {
  const { project, branch } = opened;
  const isDeclared = project.configuration.deployedThrough !== undefined;
  if (branch?.kind === 'unknown' && !isDeclared)
    throw new UsageError(`--changed: ${branchProblemText(branch.problem)}`);
  const wanted = opened.wanted.filter(path => {
    const standing = standingOf(project, path);
    // What git ignores is not part of the change; without git it may well be.
    return standing === 'pending' || (standing === 'unknown' && project.branch === null);
  });
  const against =
    project.branch === null
      ? `after ${project.configuration.deployedThrough ?? ''}`
      : `against ${project.branch.base}`;
  const left = opened.wanted.length - wanted.length;
  const hint =
    wanted.length === 0 && project.branch?.isMerged === true
      ? ' (HEAD is merged; --base HEAD~1 shows its last commit)'
      : '';
  host.writeError(`interlock: ${count(wanted.length)} pending ${against}${hint}, ${left} left out\n`);
  return { ...opened, wanted };
}

function count(migrations: number): string {
  return migrations === 0 ? 'no migration' : migrations === 1 ? '1 migration' : `${migrations} migrations`;
}
