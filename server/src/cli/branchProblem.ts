import type { MissingBase } from '../workspace/gitBase.ts';

/** Why pending migrations cannot be told from history, and what helps: one line. */
export function branchProblemText(problem: MissingBase): string {
  switch (problem.kind) {
    case 'absent':
      return problem.message;
    case 'no-commits':
      return 'the repository has no commit yet';
    case 'no-base':
      return 'there is no branch main, master, trunk or develop; name one with --base REF or "git": { "base": ... } in interlock.json';
    case 'not-here':
      return `${problem.revision} is not in this clone; run \`${fetchCommand(problem)}\` first, or name another with --base REF`;
    case 'no-common-ancestor':
      return problem.isShallow
        ? `this clone is too shallow to tell where the branch left ${problem.revision}; run \`${fetchCommand(problem)}\` first`
        : `HEAD and ${problem.revision} have no common ancestor`;
    case 'no-answer':
      return 'git did not answer';
  }
}

/** Names the remote's copy too, since a clone of one branch would not keep it. */
function fetchCommand({
  revision,
  isShallow,
}: {
  readonly revision: string;
  readonly isShallow: boolean;
}): string {
  const branch = revision.replace(/^(?:refs\/remotes\/)?origin\//, '');
  const all = isShallow ? '--unshallow ' : '';
  return `git fetch ${all}origin +refs/heads/${branch}:refs/remotes/origin/${branch}`;
}
