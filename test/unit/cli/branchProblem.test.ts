import assert from 'node:assert/strict';
import { branchProblemText } from '../../../server/src/cli/branchProblem.ts';
import { pullRequestTarget } from '../../../server/src/cli/pullRequest.ts';

describe('why nobody can tell what is pending', () => {
  it('is one line that names the command that helps', () => {
    assert.equal(
      branchProblemText({ kind: 'not-here', revision: 'main', isShallow: true }),
      'main is not in this clone; run `git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main` first, or name another with --base REF',
    );
    assert.equal(
      branchProblemText({ kind: 'no-common-ancestor', revision: 'origin/main', isShallow: true }),
      'this clone is too shallow to tell where the branch left origin/main; run `git fetch --unshallow origin +refs/heads/main:refs/remotes/origin/main` first',
    );
    assert.equal(
      branchProblemText({ kind: 'no-common-ancestor', revision: 'other', isShallow: false }),
      'HEAD and other have no common ancestor',
    );
    for (const problem of [
      { kind: 'no-base' },
      { kind: 'no-commits' },
      { kind: 'no-answer' },
      { kind: 'absent', reason: 'no-git', message: 'git is not installed' },
    ] as const)
      assert.match(branchProblemText(problem), /^\S[^\n]+$/);
  });
});

describe('the branch that a pull request leads to', () => {
  const target = (variables: Readonly<Record<string, string>>): string | undefined =>
    pullRequestTarget(name => variables[name]);

  it('is what the CI system says', () => {
    assert.equal(target({ GITHUB_BASE_REF: 'main' }), 'main');
    assert.equal(target({ CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'release/1' }), 'release/1');
    assert.equal(target({ BITBUCKET_PR_DESTINATION_BRANCH: 'develop' }), 'develop');
    assert.equal(target({ SYSTEM_PULLREQUEST_TARGETBRANCH: 'refs/heads/main' }), 'main');
  });

  it('is unknown for a push, where GitHub leaves the variable empty', () => {
    assert.equal(target({ GITHUB_BASE_REF: '' }), undefined);
    assert.equal(target({}), undefined);
  });
});
